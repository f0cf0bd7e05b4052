"""From blocks to the Reading: the facts in the order in which each needs the ones before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from partners.names import has_hangul, is_korean_name, person_key, split_honorific

from .blocks import Block, BlockKind
from .discrepancies import find_discrepancies
from .evidence import find_bodies, with_agreement_parties, with_units
from .facts import agreements, header, itinerary, meetings
from .facts import submission as submission_lines
from .facts.bodies import (
    is_role,
)
from .facts.header import Header
from .facts.kind import kind_of
from .facts.meetings import MeetingRead
from .facts.opening import tells_own_trip
from .facts.organizations import Bodies
from .facts.people import Identity, Naming, People
from .facts.promises import find_commitments
from .left import with_left
from .reading import (
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
    Traveller,
    Trip,
)
from .refusals import SENTENCES
from .sections import outline
from .without_trip import TELLS_OF_MEETINGS, tells, told

_SPANISH = re.compile(r"\b(?:de|la|el|los|las|del|para|con|que|una|se|por|reunión|misión)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|with|for|was|were|on|by|at)\b", re.IGNORECASE)


def language_of(blocks: Sequence[Block]) -> str:
    """ko, es or en, by the letters and the small words of the text."""
    text = " ".join(block.text for block in blocks)
    hangul = sum(1 for char in text if "가" <= char <= "힣")
    latin = sum(1 for char in text if char.isascii() and char.isalpha())
    if hangul * 4 > latin:
        return "ko"
    return "es" if len(_SPANISH.findall(text)) > len(_ENGLISH.findall(text)) else "en"


def read_blocks(blocks: Sequence[Block], file: str, sha256: str) -> Reading:
    """Everything the blocks say. A document that is no report of a trip gives a Reading with the reason and nothing
    read, except what can be offered for filing: of a plan the trip (title, period, travellers), of what tells of
    meetings or agreements these (``without_trip``).
    """
    sections = outline(blocks)
    language = language_of(blocks)
    period = header.first_period(blocks)
    guess = _reference(period, blocks)
    days, itinerary_lines = itinerary.read_itinerary(blocks, sections, guess, _last_day(period))
    last = submission_lines.closing(blocks)
    calendar = _calendar(guess, period)
    found = meetings.find_meetings(blocks, sections, itinerary_lines, days, calendar, last)
    inside = {index for meeting in found for index in range(meeting.start_index, meeting.end_index)}
    outside = [block for index, block in enumerate(blocks) if index not in inside]
    head = header.read_header(blocks, sections, outside, language)
    reference = _reference(head.period, blocks)
    if reference is not None and reference != guess:
        days, itinerary_lines = itinerary.read_itinerary(blocks, sections, reference, _last_day(head.period))
    calendar = _calendar(reference, head.period)
    for before, meeting in zip([None, *found], found, strict=False):
        meetings.complete(meeting, blocks, calendar, before, [person.name for person in head.travellers])
        meetings.date_from_itinerary(meeting, days)
    meetings.add_annexed(found, blocks, calendar)
    found = [meeting for meeting in meetings.without_retold(found) if meeting.date is not None or meeting.people]
    # "On 15 May two houses were visited" under a heading: without a time and anybody met, a visit is no meeting
    found = [meeting for meeting in found if not meeting.only_told or meeting.people or meeting.start or meeting.inner]
    kind, refusal = kind_of(
        blocks,
        has_period=head.period is not None,
        abroad=any(place.country_iso != "KR" for place in head.destinations),
        own=tells_own_trip(outside),
        meetings=len(found),
        travellers=len(head.travellers),
        dated_meetings=sum(meeting.date is not None for meeting in found),
    )
    reason = SENTENCES[refusal].korean if refusal is not None else None
    doc = Doc(file, sha256, language, refusal is None, kind, reason, refusal)
    if refusal is not None and kind not in TELLS_OF_MEETINGS:
        return Reading(doc, trip=_plan(head, days) if kind == "trip_plan" else Trip())
    submission = submission_lines.read_submission(blocks, outside, _after(reference, head))
    named = tuple((f"m{number}", meeting) for number, meeting in enumerate(found, start=1))
    head = with_units(blocks, head, submission, found)
    bodies = find_bodies(blocks, head, submission, days, named, language)
    bodies = with_agreement_parties(bodies, blocks)
    days = meetings.link_itinerary(_named_once(days, bodies), named)
    people = People()
    travellers = _travellers(head, bodies, people)
    listed = _attendees(named, head, bodies, people)
    author = None
    if submission.author is not None and submission.author_line is not None:
        author = people.add(
            Naming(
                submission.author,
                submission.author_line,
                "author",
                _author_org(submission, head, bodies, people),
                weak=True,
            )
        )
    group_of = {
        blocks[index].line: number
        for number, meeting in named
        for index in range(meeting.start_index, meeting.end_index)
    }
    list_lines = frozenset(person.line for _, meeting in named for person in meeting.people)
    body_names = [surface.text for body in bodies.organizations for surface in body.surfaces]
    people.mentions(
        blocks, list_lines, group_of, body_names, {number: _host_id(meeting, bodies) for number, meeting in named}
    )
    persons, numbers = people.result()
    persons = tuple(_without_absent_org(person, bodies) for person in persons)
    trip = Trip(
        head.title,
        head.purpose,
        head.period,
        head.destinations,
        head.summary_lines,
        tuple(replace(traveller, person_id=numbers.get(id(identity))) for traveller, identity in travellers),
        days,
    )
    read_meetings = tuple(
        _meeting(
            number,
            meeting,
            blocks,
            bodies,
            [(attendee, numbers.get(identity or 0)) for attendee, identity in listed[number]],
        )
        for number, meeting in named
    )
    last_day = (head.period.end or head.period.start) if head.period else None
    signed = agreements.read_agreements(blocks, days, named, bodies, reference, submission.date, last_day)
    reading = Reading(
        doc,
        trip,
        read_meetings,
        signed,
        (),
        _participants(bodies, signed, read_meetings, persons, head, language),
        persons,
        replace(submission, author_person_id=numbers.get(id(author)) if author is not None else None),
    )
    if refusal is not None:
        reading = told(reading)
        held = {meeting.id for meeting in reading.meetings}
        kept = [meeting for number, meeting in named if number in held]
        return with_left(blocks, reading, frozenset(), kept) if tells(reading) else reading
    reading = replace(reading, commitments=find_commitments(blocks, reading))
    reading = replace(reading, discrepancies=find_discrepancies(blocks, reading))
    return with_left(blocks, reading, head.lines | itinerary_lines, found)


def _reference(period: Period | None, blocks: Sequence[Block]) -> date | None:
    if period is not None and period.start is not None:
        return date.fromisoformat(period.start)
    from .facts.dates import find_dates

    for block in blocks:
        for span in find_dates(block.text):
            if span.has_year and span.precision == "day" and span.start is not None:
                return span.start
    return None


def _last_day(period: Period | None) -> date | None:
    return date.fromisoformat(period.end) if period is not None and period.end is not None else None


def _calendar(reference: date | None, period: Period | None) -> meetings.Calendar:
    first, last = (period.start, period.end) if period is not None else (None, None)
    return meetings.Calendar(
        reference,
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def _after(reference: date | None, head: Header) -> date | None:
    return date.fromisoformat(head.period.end) if head.period and head.period.end else reference


def _plan(head: Header, days: tuple[ItineraryDay, ...]) -> Trip:
    travellers = tuple(
        Traveller(person.name, person.rank, person.dept or person.org, person.line) for person in head.travellers
    )
    return Trip(head.title, head.purpose, head.period, head.destinations, (), travellers, days)


# --- bodies ---------------------------------------------------------------------------------------------------------


def _named_once(days: Sequence[ItineraryDay], bodies: Bodies) -> tuple[ItineraryDay, ...]:
    """Activities name a body once: of a name and its other name in brackets the shorter stays."""

    def shorter(found: re.Match[str], line: int) -> str:
        outside, inside = found.group(1), found.group(2)
        words = outside.split(" ")
        for at in range(len(words)):
            name = " ".join(words[at:])
            if bodies.exact(name, line) is not None and bodies.exact(name, line) == bodies.exact(inside, line):
                return " ".join((*words[:at], min(name, inside, key=len)))
        return found.group()

    out = []
    for day in days:
        line = day.line
        texts = [
            re.sub(r"([^()]{1,80}?)\s?\(([^()]{1,80})\)", lambda found, line=line: shorter(found, line), item.text)  # type: ignore[misc]
            for item in day.activities
        ]
        items = tuple(replace(item, text=text) for item, text in zip(day.activities, texts, strict=True))
        out.append(replace(day, activities=items))
    return tuple(out)


def _participants(
    bodies: Bodies,
    signed: Sequence[Agreement],
    held: Sequence[Meeting],
    persons: Sequence[Person],
    head: Header,
    language: str,
) -> tuple[Organization, ...]:
    """Whoever signed, hosted or sent somebody took part. A body nobody places is where its people are by their names:
    a Korean report writes Koreans in Hangul and the people of the one country visited in Latin letters.
    """
    took_part = {identity for agreement in signed if agreement.status != "planned" for identity in agreement.parties}
    took_part |= {meeting.host_org_id for meeting in held if meeting.host_org_id}
    took_part |= {attendee.org_id for meeting in held for attendee in meeting.attendees if attendee.org_id}
    took_part |= {bodies.own_id} if bodies.own_id else set()
    visited = {place.country_iso for place in head.destinations if place.country_iso}
    rooms = {meeting.place_line: meeting.place for meeting in held if meeting.place}
    out = []
    for body in bodies.organizations:
        role = "participant" if body.id in took_part else body.role
        if role == "mentioned" and all(
            surface.text in rooms.get(line, "") for surface in body.surfaces for line in surface.lines
        ):
            continue  # a house in which a talk was held, and nothing more
        country = body.country
        names = [person.canonical for person in persons if person.org_id == body.id]
        if country is None and language == "ko" and names:
            hangul = sum(is_korean_name(name) for name in names)
            if hangul * 2 > len(names):
                country = "KR"
            elif not hangul and len(visited) == 1:
                country = next(iter(visited))
        out.append(replace(body, role=role, country=country))
    return tuple(out)


# --- people ---------------------------------------------------------------------------------------------------------


def _travellers(head: Header, bodies: Bodies, people: People) -> list[tuple[Traveller, Identity | None]]:
    out = []
    for person in head.travellers:
        org_id = bodies.resolve(person.org, person.line) if person.org else bodies.own_id
        identity = people.add(Naming(person.name, person.line, "trip", org_id, person.rank))
        out.append((Traveller(person.name, person.rank, person.dept, person.line, org_id), identity))
    return out


def _attendees(
    named: Sequence[tuple[str, MeetingRead]], head: Header, bodies: Bodies, people: People
) -> dict[str, list[tuple[Attendee, int | None]]]:
    """The attendees of each meeting, with the ``id()`` of the identity of each. Full names come before short ones, so
    that "Ms. Bell" finds the Hana Bell who is named elsewhere.
    """
    resolved: dict[tuple[str, int], tuple[Attendee, Identity | None]] = {}
    order = sorted(
        ((number, position, person) for number, meeting in named for position, person in enumerate(meeting.people)),
        key=lambda entry: _is_short(entry[2].name),
    )
    meeting_of = dict(named)
    for number, position, person in order:
        honorific, bare = split_honorific(person.name)
        org_id = bodies.resolve(person.org, person.line) if person.org else None
        going = people.find(bare, honorific, "trip") if person.inherited else None
        if going is not None and "trip" in going.groups:
            # who travelled is one of us, known to the report or not, and not of the body before the hosts' names
            person, org_id = replace(person, org=None), going.org_id
        identity = people.find(bare, honorific, number, org_id)
        if identity is None and person.inherited:
            identity = people.find(bare, honorific, number)
            if identity is not None and identity.org_id is not None:
                org_id = identity.org_id  # a known person does not change bodies because a stranger's stands before
        if org_id is None and identity is not None:
            org_id = identity.org_id
        elif org_id is None and person.side is not None:
            org_id = bodies.own_id if person.side == "own" else _host_id(meeting_of[number], bodies)
        elif org_id is None and not (person.title and is_role(person.title)) and not has_hangul(person.name):
            # In English and Spanish lists the hosts come without the name of their body; the heading gives it.
            org_id = _host_id(meeting_of[number], bodies)
        identity = people.add(Naming(person.name, person.line, number, org_id, person.title))
        attendee = Attendee(
            split_honorific(person.name)[1], person.line, person.no, person.org, org_id, person.title, person.mode
        )
        resolved[number, position] = (attendee, identity)
    out: dict[str, list[tuple[Attendee, int | None]]] = {}
    for number, meeting in named:
        out[number] = [
            (attendee, id(identity) if identity is not None else None)
            for attendee, identity in (resolved[number, position] for position in range(len(meeting.people)))
        ]
        if meeting.everyone:
            present = {person_key(attendee.name) for attendee, _ in out[number]}
            present |= {person_key(name) for name in meeting.excepted}
            out[number].extend(_everyone(meeting, number, head, bodies, people, present))
    return out


def _everyone(
    meeting: MeetingRead, number: str, head: Header, bodies: Bodies, people: People, present: set[str]
) -> list[tuple[Attendee, int | None]]:
    """All travellers, where the list says "조사단 전원"."""
    out: list[tuple[Attendee, int | None]] = []
    line = meeting.everyone_line or meeting.heading_line or 0
    for traveller in head.travellers:
        if person_key(traveller.name) in present:
            continue
        org_id = bodies.resolve(traveller.org, traveller.line) if traveller.org else bodies.own_id
        identity = people.find(traveller.name, None, "trip", org_id)
        if identity is not None:
            identity.groups.add(number)
        attendee = Attendee(traveller.name, line, None, traveller.org, org_id, traveller.rank)
        out.append((attendee, id(identity) if identity is not None else None))
    return out


def _is_short(name: str) -> bool:
    _, bare = split_honorific(name)
    words = bare.split()
    return not has_hangul(bare) and (len(words) == 1 or bool(re.match(r"^[^\W\d_]\.", bare)))


def _host_id(meeting: MeetingRead, bodies: Bodies) -> str | None:
    """The body visited: named by a label, in the title or by the place."""
    for text in (meeting.host, meeting.title, meeting.place):
        found = [
            identity
            for identity in bodies.mentioned(text or "", meeting.heading_line or 0)
            if identity != bodies.own_id
        ]
        if found:
            return found[0]
    return None


def _author_org(submission: Submission, head: Header, bodies: Bodies, people: People) -> str | None:
    """Whoever signs works for the body that reports, unless a traveller of that name works elsewhere."""
    same = people.find(submission.author or "", None, "trip")
    return same.org_id if same is not None else bodies.own_id


def _without_absent_org(person: Person, bodies: Bodies) -> Person:
    return (
        person
        if person.org_id is None or any(body.id == person.org_id for body in bodies.organizations)
        else replace(person, org_id=None)
    )


def _meeting(
    number: str,
    meeting: MeetingRead,
    blocks: Sequence[Block],
    bodies: Bodies,
    listed: Sequence[tuple[Attendee, str | None]],
) -> Meeting:
    attendees = tuple(replace(attendee, person_id=person_id) for attendee, person_id in listed)
    last = next(
        (
            block.line
            for block in reversed(blocks[meeting.start_index : meeting.end_index])
            if block.kind is not BlockKind.BLANK
        ),
        None,
    )
    return Meeting(
        number,
        meeting.title,
        meeting.heading_line,
        meeting.date,
        meeting.start,
        meeting.end,
        meeting.place,
        _host_id(meeting, bodies),
        meeting.stated_count,
        len(attendees),
        meeting.status,
        attendees,
        tuple(meeting.minutes),
        last,
        meeting.time_line,
        meeting.place_line,
        meeting.count_line,
    )
