"""People as identities: every spelling of one person in a document brought together, near misses set aside to be
asked.

One full name at one body is one person; the same name at two bodies is two. A surname with "Dr.", a title or an
initial is the one person it can be. A spelling that differs by a letter is never joined: it is listed as probably the
same, for a person to say.
"""

from __future__ import annotations

from ...reading import Person, Surface
from .identities import Identity, Naming
from .mentions import Mentions

__all__ = ["Identity", "Naming", "People"]


class People(Mentions):
    """The people of a document, and in the end their numbers."""

    def result(self) -> tuple[tuple[Person, ...], dict[int, str]]:
        """The people in the order they are first named, and the number of each by the ``id()`` of its identity."""
        ordered = sorted(
            self.identities, key=lambda person: min((min(lines) for lines in person.texts.values()), default=0)
        )
        numbers = {id(person): f"p{number}" for number, person in enumerate(ordered, start=1)}
        people = tuple(
            Person(
                numbers[id(person)],
                person.name,
                person.honorific,
                person.org_id,
                tuple(person.titles),
                tuple(
                    Surface(text, tuple(sorted(lines)))
                    for text, lines in sorted(person.texts.items(), key=lambda item: (min(item[1]), item[0]))
                ),
                tuple(dict.fromkeys(person.probable)),
            )
            for person in ordered
        )
        return people, numbers
