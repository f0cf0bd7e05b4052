"""Which record of the registry a name that was read may be: pure rules over plain values, with the reason as a code.

A match is preselected (kind ``one``) only where exactly one candidate remains. Likeness never decides: names that
differ by a letter are ``near``, for a person to say. The codes are stable; their words, in each language, belong to
the page that shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .names import has_hangul, jamo, organization_key, person_key


class MatchKind(StrEnum):
    """What was found: exactly one record, none, several to choose from, or one that is only near."""

    ONE = "one"
    NONE = "none"
    SEVERAL = "several"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome. ``ids`` are the candidates, best first; ``params`` fill the words of ``reason``: ``name`` is the
    spelling both share, ``record`` the candidate's shown name, ``country`` its country, ``count`` how many there are.
    """

    kind: MatchKind
    reason: str
    ids: tuple[str, ...] = ()
    params: dict[str, str | int] = field(default_factory=dict)

    @property
    def preselected(self) -> str | None:
        """The one candidate to offer as chosen, or None."""
        return self.ids[0] if self.kind is MatchKind.ONE else None


@dataclass(frozen=True, slots=True)
class ReadOrganization:
    """A body as a document names it: every spelling, and its country (ISO alpha-2 or INT) where known.

    ``country_inferred`` says that the document does not name the country: then it rules bodies of other countries out,
    and does not choose among those that are left.
    """

    spellings: tuple[str, ...]
    country: str | None = None
    country_inferred: bool = False


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """A body of the registry: id, shown name, all its names (former ones and acronyms too), country where known."""

    id: str
    name: str
    spellings: tuple[str, ...]
    country: str | None = None
    acronyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """A person as a document names them: full spellings, and the registry id of their body where that was matched."""

    spellings: tuple[str, ...]
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the registry: id, shown name, all spellings, and the ids of the bodies they were seen at."""

    id: str
    name: str
    spellings: tuple[str, ...]
    organizations: frozenset[str] = frozenset()


def match_organization(read: ReadOrganization, candidates: Iterable[KnownOrganization]) -> Match:
    """The body that shares a spelling and contradicts no country.

    An acronym alone is a weak name (MTC is a ministry in Laos and in Peru): where both sides say their country it
    must be the same, and a candidate that shares a full name too goes before one that shares an acronym only.
    """
    keys = {organization_key(text): text for text in read.spellings}
    keys.pop("", None)
    same = [
        (body, shared)
        for body in candidates
        if (shared := [text for text in body.spellings if organization_key(text) in keys])
    ]
    here = [entry for entry in same if not read.country or not entry[0].country or entry[0].country == read.country]
    if len(here) > 1:
        by_name = [entry for entry in here if any(text not in entry[0].acronyms for text in entry[1])]
        here = by_name if len(by_name) == 1 else here
    if len(here) > 1 and read.country and not read.country_inferred:
        placed = [entry for entry in here if entry[0].country == read.country]
        here = placed if len(placed) == 1 else here
    if len(here) == 1:
        body, shared = here[0]
        reason = "same_acronym" if all(text in body.acronyms for text in shared) else "same_name"
        return Match(
            MatchKind.ONE, reason, (body.id,), {"record": body.name, "name": shared[0], "country": body.country or ""}
        )
    if here:
        return Match(
            MatchKind.SEVERAL, "several_of_this_name", tuple(body.id for body, _ in here), {"count": len(here)}
        )
    if same:
        body = same[0][0]
        return Match(
            MatchKind.NONE, "same_name_other_country", (), {"record": body.name, "country": body.country or ""}
        )
    return Match(MatchKind.NONE, "no_such_name")


def match_person(read: ReadPerson, candidates: Sequence[KnownPerson]) -> Match:
    """The person of the same name at the same body. The same name elsewhere, and a name one letter off at the same
    body, are near: people change bodies, and clerks mistype; only a person knows which it was.
    """
    keys = {person_key(text) for text in read.spellings} - {""}
    same = [person for person in candidates if keys & {person_key(text) for text in person.spellings}]
    if read.organization is None:
        here = [person for person in same if not person.organizations]
    else:
        here = [person for person in same if read.organization in person.organizations]
    if len(here) == 1:
        reason = "same_name_and_organization" if read.organization else "same_name"
        return Match(MatchKind.ONE, reason, (here[0].id,), {"record": here[0].name})
    if here:
        return Match(
            MatchKind.SEVERAL, "several_of_this_name_there", tuple(person.id for person in here), {"count": len(here)}
        )
    if len(same) == 1:
        return Match(MatchKind.NEAR, "same_name_elsewhere", (same[0].id,), {"record": same[0].name})
    if same:
        return Match(
            MatchKind.SEVERAL, "several_of_this_name", tuple(person.id for person in same), {"count": len(same)}
        )
    near = [
        person
        for person in candidates
        if read.organization is not None
        and read.organization in person.organizations
        and any(near_miss(one, other) for one in read.spellings for other in person.spellings)
    ]
    if near:
        return Match(
            MatchKind.NEAR, "one_letter_differs", tuple(person.id for person in near), {"record": near[0].name}
        )
    return Match(MatchKind.NONE, "no_such_person")


def near_miss(one: str, other: str) -> bool:
    """Whether two personal names are one slip apart and might be one person.

    Korean: the same length and family name, and only the last syllable differs, or another by a single jamo. Latin:
    the surname differs by at most one letter, and the first name agrees, is the other's initial, or differs by one
    letter while the surname is the same. Equal names are no near miss.
    """
    first, second = person_key(one), person_key(other)
    if first == second or has_hangul(first) != has_hangul(second):
        return False
    return _near_korean(first, second) if has_hangul(first) else _near_latin(first.split(), second.split())


def _near_korean(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one) < 3:
        return False
    differing = [at for at in range(len(one)) if one[at] != other[at]]
    if len(differing) != 1:
        return False
    return differing[0] == len(one) - 1 or distance(jamo(one), jamo(other)) <= 1


def _near_latin(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) < 2 or len(other) < 2:
        return False
    initial = min(len(one[0]), len(other[0])) == 1 and one[0][0] == other[0][0]
    given_same = one[0] == other[0] or initial
    if not given_same and one[-1] != other[-1]:
        return False
    surname = distance(one[-1], other[-1])
    if surname == 0:
        return not given_same and min(len(one[0]), len(other[0])) > 3 and distance(one[0], other[0]) <= 1
    return surname <= 1 and min(len(one[-1]), len(other[-1])) >= 4 and given_same


def distance(one: str, other: str) -> int:
    """The number of letters to insert, delete or replace to make one word the other, cut off at 3."""
    if abs(len(one) - len(other)) > 2:
        return 3
    row = list(range(len(other) + 1))
    for number, char in enumerate(one, start=1):
        corner, row[0] = row[0], number
        for at, opposite in enumerate(other, start=1):
            corner, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, corner + (char != opposite))
    return min(row[-1], 3)
