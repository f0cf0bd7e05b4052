"""The Reading: everything read out of one report, version 1.

Dates are ISO 8601 (``YYYY-MM-DD``), times local ``HH:MM``, unknown is None. ``line`` and ``lines`` are numbers
of blocks (see ``blocks``). Text values are quotes of the document. ``as_json`` gives the shape that
``bin/manage read_report`` prints and the API serves; field names are those of the JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

VERSION = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A text value and the line it was read from."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Doc:
    """The document itself. ``kind``: trip_report, trip_plan, blank_form, interview_record or other;
    ``reason`` says in words why it was refused, and is None where it was read."""

    file: str
    sha256: str
    language: str
    is_trip_report: bool
    kind: str
    reason: str | None = None
    reason_code: str | None = None  # a stable key for translations of the reason
    reader_version: int = VERSION


@dataclass(frozen=True, slots=True)
class Period:
    start: str | None
    end: str | None
    nights_stated: int | None
    days_stated: int | None
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Destination:
    country: str | None
    country_iso: str | None  # ISO 3166-1 alpha-2
    city: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Traveller:
    name: str
    rank: str | None
    dept: str | None
    line: int
    org_id: str | None = None
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    time: str | None
    text: str
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class ItineraryDay:
    line: int
    date: str | None
    weekday: str | None
    from_: str | None  # "from" in the JSON
    to: str | None
    host: str | None
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class Trip:
    title: Found | None = None
    purpose: Found | None = None
    period: Period | None = None
    destinations: tuple[Destination, ...] = ()
    summary_lines: tuple[int, ...] = ()
    travellers: tuple[Traveller, ...] = ()
    itinerary: tuple[ItineraryDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendee:
    """Organization and title are as written on that day. ``mode``: Onsite, Online or None."""

    name: str
    line: int
    no: int | None = None
    org: str | None = None
    org_id: str | None = None
    title: str | None = None
    mode: str | None = None
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    heading: str | None
    lines: tuple[int, int]  # first and last block, both included


@dataclass(frozen=True, slots=True)
class Meeting:
    """``stated_count`` is the head count the text gives, ``listed_count`` the attendees counted.
    ``status``: held or cancelled. ``heading_line`` opens the section, ``end_line`` closes it."""

    id: str
    title: str
    heading_line: int | None
    date: str | None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    host_org_id: str | None = None
    stated_count: int | None = None
    listed_count: int | None = None
    status: str = "held"
    attendees: tuple[Attendee, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    end_line: int | None = None
    time_line: int | None = None
    place_line: int | None = None
    count_line: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """``type``: MOU, MOA, LOI, NDA, RD, aide-memoire, other, or MOU_amendment, MOU_renewal and the like.
    ``status``: planned, text_agreed, initialled, signed, in_force or expired."""

    id: str
    type: str
    title: str | None
    parties: tuple[str, ...]
    signed_on: str | None
    status: str
    lines: tuple[int, ...]
    place: str | None = None
    effective_from: str | None = None
    expires_on: str | None = None
    term_years: int | None = None
    renews: str | None = None
    amends: str | None = None
    signatories: tuple[str, ...] | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """``text`` as written; ``start`` None means "by ``end``". ``precision``: day, month, quarter, half,
    year_end, soon or none."""

    text: str | None = None
    start: str | None = None
    end: str | None = None
    precision: str = "none"


@dataclass(frozen=True, slots=True)
class Restated:
    """Another place that tells of a promise, with a deadline of its own."""

    line: int
    quote: str
    action: str
    due: Due
    actor_org: str | None = None
    actor_person: str | None = None
    actor_guessed: bool = False
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise. ``kind``: commitment, plan, request, proposal or event. ``certainty``: certain, tentative
    or conditional. ``actor_guessed`` marks an actor the sentence does not name; ``actor_reason`` says in words
    where it came from. ``lines`` is every block the sentence runs over, ``duplicate_lines`` where it stands again,
    ``restated`` what these places say otherwise."""

    line: int
    quote: str
    kind: str
    action: str
    actor_org: str | None = None
    actor_person: str | None = None
    requested_by: str | None = None
    due: Due = field(default_factory=Due)
    certainty: str = "certain"
    condition: str | None = None
    done: bool = False
    lines: tuple[int, ...] = ()
    duplicate_lines: tuple[int, ...] = ()
    restated: tuple[Restated, ...] = ()
    meeting_id: str | None = None
    actor_guessed: bool = False
    actor_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Surface:
    """One spelling and the lines it stands on."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Organization:
    """One body across its spellings. ``role``: participant or mentioned. ``country``: ISO alpha-2, INT for an
    international body, or None. ``former_names`` are spellings the document says are out of use."""

    id: str
    canonical: str
    role: str
    country: str | None
    kind: str | None
    surfaces: tuple[Surface, ...]
    candidate_same_as: str | None = None
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProbableSame:
    """A spelling that may be the same person; a human is asked. ``why`` says so in a Korean sentence, ``why_en`` in an
    English one."""

    text: str
    why: str
    lines: tuple[int, ...] = ()
    why_en: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    canonical: str
    honorific: str | None
    org_id: str | None
    titles: tuple[str, ...]
    surfaces: tuple[Surface, ...]
    probable_same: tuple[ProbableSame, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    date: str | None = None
    author: str | None = None
    author_person_id: str | None = None
    recipient: str | None = None
    date_line: int | None = None
    author_line: int | None = None
    recipient_line: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line and of its copy. Where it ``differs``, what each has there; empty where one has nothing."""

    first: str
    second: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Copied:
    """A line of a passage that stands twice, with the lines it runs over in the first copy and in the second; none
    where it stands in the other only. The ``parts`` put together are the text of each."""

    first: tuple[int, ...]
    second: tuple[int, ...]
    parts: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Where the report contradicts itself. ``lines`` are the places, ``values`` what stands there in the same
    order, ``message`` a Korean sentence and ``message_en`` an English one. ``copies`` lays the two copies of a
    repeated passage (``duplicate_block``) beside one another, line by line."""

    type: str
    lines: tuple[int, ...]
    values: tuple[str, ...]
    message: str
    message_en: str = ""
    copies: tuple[Copied, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    doc: Doc
    trip: Trip = field(default_factory=Trip)
    meetings: tuple[Meeting, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    submission: Submission = field(default_factory=Submission)
    discrepancies: tuple[Discrepancy, ...] = ()
    leftover: tuple[int, ...] = ()  # lines no fact claims
    text_lines: int = 0  # lines of text, of which these are a part: neither blank nor headings


def as_json(reading: Reading) -> dict[str, Any]:
    """The Reading as plain dicts, lists, strings and numbers, with ``from_`` spelled ``from``."""
    data = asdict(reading)
    for day in data["trip"]["itinerary"]:
        day["from"] = day.pop("from_")
    return data


def from_json(data: dict[str, Any]) -> Reading:
    """The Reading that ``as_json`` gave. What a newer reader no longer knows is left out."""
    made: Reading = _made(Reading, data)
    return made


def _made(wanted: Any, value: Any) -> Any:
    if isinstance(wanted, type) and is_dataclass(wanted):
        known = _types(wanted)
        given = {"from_" if name == "from" else name: part for name, part in value.items()}
        return wanted(**{name: _made(known[name], part) for name, part in given.items() if name in known})
    if isinstance(value, list):
        inner = next((part for part in get_args(wanted) if part is not ...), Any)
        return tuple(_made(inner, part) for part in value)
    if isinstance(value, dict):
        inner = next((part for part in get_args(wanted) if is_dataclass(part)), None)
        return _made(inner, value) if inner else value
    return value


@cache
def _types(wanted: type) -> dict[str, Any]:
    hints = get_type_hints(wanted)
    return {part.name: hints[part.name] for part in fields(wanted)}
