"""The reader on reports of many conventions: what a careful person reads, it reads."""

from __future__ import annotations

import pytest

from meetings.reader import read_report
from meetings.reader.reading import Reading
from meetings.tests.reports import READ, REFUSED, Annotated
from partners.names import organization_key, person_key


def reading_of(document: Annotated) -> Reading:
    return read_report(document.text.encode(), document.name)


@pytest.fixture(params=READ, ids=list(READ))
def case(request: pytest.FixtureRequest) -> tuple[Annotated, Reading]:
    document = READ[request.param]
    return document, reading_of(document)


def body_of(reading: Reading, spelling: str) -> str | None:
    """The id of the one body with this spelling."""
    found = [
        body.id
        for body in reading.organizations
        if any(organization_key(surface.text) == organization_key(spelling) for surface in body.surfaces)
    ]
    assert len(found) <= 1, f"{spelling} is {found}"
    return found[0] if found else None


def people_of(reading: Reading, spelling: str) -> list[str]:
    return [
        person.id
        for person in reading.people
        if any(
            person_key(surface.text) == person_key(spelling) or surface.text == spelling for surface in person.surfaces
        )
    ]


def test_a_report_is_known_as_one(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    assert (reading.doc.kind, reading.doc.is_trip_report, reading.doc.reason) == (document.kind, True, None)


def test_the_head_and_the_end_of_a_report_are_read(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    trip, period = reading.trip, reading.trip.period
    read = {
        "title": trip.title.value if trip.title else None,
        "purpose": trip.purpose.value if trip.purpose else None,
        "start": period.start if period else None,
        "end": period.end if period else None,
        "nights": period.nights_stated if period else None,
        "days": period.days_stated if period else None,
        "submitted": reading.submission.date,
        "author": reading.submission.author,
        "recipient": reading.submission.recipient,
        "language": reading.doc.language,
    }
    assert {key: read[key] for key in document.checked} == document.checked


def test_where_a_trip_went_is_read_with_its_countries(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    assert [(place.country_iso, place.city) for place in reading.trip.destinations] == document.destinations


def test_travellers_are_read_with_rank_and_unit(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    assert [(person.name, person.rank, person.dept) for person in reading.trip.travellers] == document.travellers


def test_every_activity_of_the_itinerary_has_its_day_and_time(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    if document.itinerary is None:
        assert reading.trip.itinerary == ()
        return
    read = [(day.date, activity.time, activity.text) for day in reading.trip.itinerary for activity in day.activities]
    assert [(day, time) for day, time, _ in read] == [(day, time) for day, time, _ in document.itinerary]
    for (_, _, text), (_, _, words) in zip(read, document.itinerary, strict=True):
        assert words in text


def test_every_meeting_is_found_with_time_and_place(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    assert document.meetings is not None
    assert [(meeting.date, meeting.start, meeting.end, meeting.place) for meeting in reading.meetings] == [
        entry[1:] for entry in document.meetings
    ]
    for meeting, (words, *_) in zip(reading.meetings, document.meetings, strict=True):
        assert words in meeting.title


def test_the_stated_head_count_is_read(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    if document.counts is not None:
        assert [meeting.stated_count for meeting in reading.meetings] == document.counts


def test_every_attendee_is_read_with_body_and_title(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    assert document.attendees is not None
    for meeting, expected in zip(reading.meetings, document.attendees, strict=True):
        assert [person_key(attendee.name) for attendee in meeting.attendees] == [
            person_key(name) for name, _, _ in expected
        ], meeting.title
        for attendee, (name, body, title) in zip(meeting.attendees, expected, strict=True):
            assert attendee.title == title, name
            if body is not None:
                assert attendee.org_id is not None, name
                assert attendee.org_id == body_of(reading, body), name
            if person_key(name):
                assert attendee.person_id is not None, name


def test_spellings_of_one_body_are_one_and_of_two_are_two(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    for spellings in document.same:
        ids = {body_of(reading, spelling) for spelling in spellings}
        assert len(ids) == 1, spellings
        assert None not in ids, spellings
    for one, other in document.apart:
        assert body_of(reading, one) != body_of(reading, other)


def test_bodies_that_took_part_are_told_from_bodies_only_mentioned(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    roles = {body.id: body.role for body in reading.organizations}
    assert {name: roles.get(body_of(reading, name) or "") for name in document.participants} == dict.fromkeys(
        document.participants, "participant"
    )
    assert {name: roles.get(body_of(reading, name) or "") for name in document.mentioned} == dict.fromkeys(
        document.mentioned, "mentioned"
    )


def test_spellings_of_one_person_are_one(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    for spellings in document.people_same:
        ids = [people_of(reading, spelling) for spelling in spellings]
        assert all(len(found) == 1 for found in ids), (spellings, ids)
        assert len({found[0] for found in ids}) == 1, spellings


def test_a_near_miss_is_asked_and_not_merged(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    asked = [(person.canonical, probable.text) for person in reading.people for probable in person.probable_same]
    assert asked == document.asked
    for person, near in document.asked:
        assert people_of(reading, person) != people_of(reading, near)


def test_agreements_are_read_and_no_signing_is_invented(case: tuple[Annotated, Reading]) -> None:
    document, reading = case
    assert document.agreements is not None
    read = [
        (found.type, set(found.parties), found.signed_on, found.status, found.expires_on)
        for found in reading.agreements
    ]
    expected = [
        (kind, {body_of(reading, name) for name in parties}, signed, status, expires)
        for kind, parties, signed, status, expires in document.agreements
    ]
    assert read == expected


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_refused_with_a_sentence(name: str) -> None:
    reading = reading_of(REFUSED[name])
    assert (reading.doc.kind, reading.doc.is_trip_report) == (REFUSED[name].kind, False)
    assert reading.doc.reason
    assert reading.doc.reason_code
    assert reading.commitments == ()
    assert reading.agreements == ()


def test_a_plan_is_refused_but_keeps_the_trip_it_plans() -> None:
    trip = reading_of(REFUSED["plan"]).trip
    assert trip.title is not None
    assert trip.title.value == "태국 방재기술 협력 출장"
    assert trip.period is not None
    assert trip.period.start == "2026-01-12"
    assert [person.name for person in trip.travellers] == ["함서후"]


def test_two_people_of_one_name_at_two_bodies_stay_apart() -> None:
    reading = reading_of(READ["namesakes"])
    assert len(people_of(reading, "이수민")) == 2
    assert len(people_of(reading, "Bat-Erdene Ganbold")) == 2


def test_a_cancelled_meeting_says_so() -> None:
    reading = reading_of(READ["english"])
    assert [meeting.status for meeting in reading.meetings] == ["held", "held", "cancelled"]


def test_reading_twice_gives_the_same() -> None:
    for document in READ.values():
        assert reading_of(document) == reading_of(document)
