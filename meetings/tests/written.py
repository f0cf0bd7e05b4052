"""Short reports written for the tests, and a Reading about them as the rest of the reader would make it.

All names of people and bodies in them are invented, except large public bodies that only stand for themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.formats import text as text_format
from meetings.reader.reading import (
    Agreement,
    Attendee,
    Doc,
    ItineraryDay,
    Meeting,
    Organization,
    Period,
    Person,
    Reading,
    Submission,
    Surface,
    Traveller,
    Trip,
)
from meetings.reader.sections import to_blocks


@dataclass
class Written:
    """A report in text, with what the other facts of the reader say about it.

    ``orgs``: id → (country, spellings); ``people``: id → (org id, spellings); ``meetings``: (words of its heading,
    date, host id),
    in the order of the document, each going on to the next one's heading or to a heading of the outermost level.
    """

    text: str
    orgs: dict[str, tuple[str | None, list[str]]]
    meetings: list[tuple[str, str, str | None]] = field(default_factory=list)
    people: dict[str, tuple[str | None, list[str]]] = field(default_factory=dict)
    ours: str | None = None
    submitted: str | None = None
    returned: str | None = None
    attendees: dict[str, list[Attendee]] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    itinerary: tuple[ItineraryDay, ...] = ()
    travellers: tuple[Traveller, ...] = ()
    end_of_meetings: str | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return to_blocks(text_format.read(self.text.encode()))

    def line(self, words: str, nth: int = 1) -> int:
        """The line on which ``words`` stand for the n-th time."""
        lines = [number for number, line in enumerate(self.text.split("\n"), start=1) if words in line]
        return lines[nth - 1]

    @property
    def reading(self) -> Reading:
        blocks = self.blocks
        starts = [self.line(words) for words, _, _ in self.meetings]
        end = self.line(self.end_of_meetings) if self.end_of_meetings else _next_outer_heading(blocks, starts)
        meetings = []
        for index, (words, day, host) in enumerate(self.meetings):
            stop = starts[index + 1] if index + 1 < len(starts) else end
            meetings.append(
                Meeting(
                    f"m{index + 1}",
                    words,
                    starts[index],
                    day,
                    host_org_id=host,
                    attendees=tuple(self.attendees.get(words, ())),
                    end_line=stop - 1,
                )
            )
        organizations = tuple(
            Organization(key, names[0], "participant", country, None, tuple(self._surface(name) for name in names))
            for key, (country, names) in self.orgs.items()
        )
        people = tuple(
            Person(key, names[0], None, org, (), tuple(self._surface(name) for name in names))
            for key, (org, names) in self.people.items()
        )
        travellers = self.travellers or ((Traveller("", None, None, 0, self.ours),) if self.ours else ())
        period = Period(None, self.returned, None, None, "", 0) if self.returned else None
        return Reading(
            Doc("test.txt", "", "ko", True, "trip_report"),
            Trip(period=period, travellers=travellers, itinerary=self.itinerary),
            tuple(meetings),
            self.agreements,
            (),
            organizations,
            people,
            Submission(self.submitted),
        )

    def _surface(self, name: str) -> Surface:
        pattern = re.compile(re.escape(name))
        return Surface(name, tuple(n for n, line in enumerate(self.text.split("\n"), start=1) if pattern.search(line)))


def _next_outer_heading(blocks: tuple[Block, ...], starts: list[int]) -> int:
    """The first heading after the last meeting that is not deeper than the heading of that meeting."""
    if not starts:
        return 0
    opening = next(block for block in blocks if block.line == starts[-1])
    for block in blocks:
        if block.line > starts[-1] and block.kind is BlockKind.HEADING and block.level < max(opening.level, 1):
            return block.line
    return blocks[-1].line + 1
