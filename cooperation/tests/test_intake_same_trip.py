"""Two travellers report on one trip: it is one trip, its meetings are one each, and what they tell apart is asked."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from accounts.history import recorded
from accounts.models import User
from cooperation.intake import questions
from cooperation.intake.decide import accept_all_clear
from cooperation.intake.propose import as_seen_by
from cooperation.intake.undo import undo
from cooperation.models import Agreement, Commitment, Proposal, ProposalState
from cooperation.tests.intake_case import a_revision, attendee, person, reading, the
from cooperation.tests.test_intake_revisions import ON, filed
from meetings.models import Meeting, ReportRevision, Trip, TripReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> dict[str, Any]:
    """What a colleague on the same trip reports: the meeting at another time, one more person, another day due."""
    content = reading()
    content["submission"] |= {"author": "도하림", "author_person_id": "p4"}
    content["people"].append(person("p4", "도하림", "o1", 9))
    content["people"][0]["probable_same"] = []
    content["discrepancies"] = []
    meeting = content["meetings"][0]
    meeting |= {"start": "10:30", "stated_count": 4}
    meeting["attendees"].append(attendee("도하림", "한빛우주연구원", "o1", "p4", "연구원", 9))
    content["trip"]["travellers"].append(
        {"name": "도하림", "rank": "연구원", "dept": "국제협력실", "line": 5, "org_id": "o1", "person_id": "p4"}
    )
    content["commitments"][0]["due"] |= {"end": "2026-12-10"}
    content["agreements"][0]["signed_on"] = "2026-10-14"
    return content


def contradictions(revision: ReportRevision) -> dict[str, list[str]]:
    rows = Proposal.objects.filter(revision=revision, data__ask="other_report").order_by("order")
    return {row.data["change"]["field"]: row.data["values"] for row in rows}


def test_a_second_report_joins_the_trip_and_doubles_no_meeting(hana: User, other: dict[str, Any]) -> None:
    first = filed(hana)
    second = a_revision(hana, other, "second.txt")
    accept_all_clear(second, by=hana, on=ON)
    assert (Trip.objects.count(), Meeting.objects.count(), Agreement.objects.count()) == (1, 1, 1)
    assert set(TripReport.objects.values_list("trip", flat=True)) == {Trip.objects.get().pk}
    assert "도하림" in {seen.person.name for seen in Meeting.objects.get().attendances.all()}
    assert Trip.objects.get().travellers.count() == 2
    assert first.report != second.report


def test_what_they_tell_apart_is_asked_with_both_values_words_and_documents(hana: User, other: dict[str, Any]) -> None:
    first = filed(hana)
    second = a_revision(hana, other, "second.txt")
    assert contradictions(second) == {
        "start": ["10:00", "10:30"],
        "stated_count": ["3", "4"],
        "due": ["2026-11-30", "2026-12-10"],
    }
    row = Proposal.objects.get(revision=second, data__change__field="start")
    assert [one["name"] for one in row.data["documents"]] == [first.document.name, "second.txt"]
    assert all("CNS" in said for said in row.data["said"])
    accept_all_clear(second, by=hana, on=ON)
    second.report.refresh_from_db()
    assert second.report.filed_at is None


def test_the_right_value_is_taken_over_and_the_report_is_filed(hana: User, other: dict[str, Any]) -> None:
    filed(hana)
    second = a_revision(hana, other, "second.txt")
    accept_all_clear(second, by=hana, on=ON)
    said = {"start": "1", "stated_count": "0", "due": "both"}
    for row in Proposal.objects.filter(revision=second, data__ask="other_report"):
        questions.answer(row, said[row.data["change"]["field"]], by=hana, on=ON)
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.stated_count) == (time(10, 30), 3)
    assert Commitment.objects.get(text="자료 목록 송부").due_end == date(2026, 11, 30)
    second.report.refresh_from_db()
    assert second.report.filed_at
    undo(Proposal.objects.get(revision=second, data__change__field="start"), by=hana, on=ON)
    assert Meeting.objects.get().starts_at == time(10)


def test_a_value_a_person_entered_is_neither_asked_nor_overwritten(hana: User, other: dict[str, Any]) -> None:
    filed(hana)
    second = a_revision(hana, other, "second.txt")
    asked = Proposal.objects.get(revision=second, data__change__field="start")
    with recorded(by=hana):
        Meeting.objects.update(starts_at=time(9))
    questions.answer(asked, "1", by=hana, on=ON)
    assert Meeting.objects.get().starts_at == time(9)
    third = a_revision(hana, other | {"discrepancies": []}, "third.txt")
    assert "start" not in contradictions(third)


def test_a_meeting_on_another_day_is_the_same_where_title_and_trip_are(hana: User, other: dict[str, Any]) -> None:
    filed(hana)
    other["meetings"][0] |= {"date": "2026-10-14", "start": "10:00", "stated_count": 3}
    second = a_revision(hana, other, "second.txt")
    assert the(second, "meeting", "m1").suggested == Meeting.objects.get().pk
    assert contradictions(second)["date"] == ["2026-10-13", "2026-10-14"]


def test_two_meetings_of_one_host_on_one_day_are_not_brought_to_one(hana: User, other: dict[str, Any]) -> None:
    filed(hana)
    meeting = other["meetings"][0]
    other["meetings"] = [
        meeting | {"start": "15:00", "title": "협약 문안 협의"},
        meeting | {"id": "m2", "start": "17:00", "title": "만찬"},
    ]
    second = a_revision(hana, other, "second.txt")
    assert [the(second, "meeting", key).match for key in ("m1", "m2")] == ["new", "new"]
    accept_all_clear(second, by=hana, on=ON)
    assert Meeting.objects.count() == 3


def test_of_a_confidential_report_nothing_is_asked_in_another(hana: User, minsu: User, other: dict[str, Any]) -> None:
    first = filed(hana)
    with recorded(by=hana):
        TripReport.objects.filter(pk=first.report_id).update(confidential=True)
    assert contradictions(a_revision(hana, other, "second.txt")) == {}


def test_a_report_hidden_since_is_not_quoted(hana: User, django_user_model: Any, other: dict[str, Any]) -> None:
    first = filed(hana)
    second = a_revision(hana, other, "second.txt")
    with recorded(by=hana):
        TripReport.objects.filter(pk=first.report_id).update(confidential=True)
    reader = django_user_model.objects.create_user("reader", password="x", role="officer")
    rows = list(Proposal.objects.filter(revision=second, data__ask="other_report"))
    as_seen_by(rows, reader)
    assert {row.data["said"][0] for row in rows} == {""}
    assert first.document.name not in str([row.data["documents"] for row in rows])
    assert not {"10:00", "3", "2026-11-30"} & {value for row in rows for value in row.data["values"]}


def test_the_same_contradiction_is_asked_once(hana: User, other: dict[str, Any]) -> None:
    filed(hana)
    second = a_revision(hana, other, "second.txt")
    before = Proposal.objects.filter(data__ask="other_report").count()
    accept_all_clear(second, by=hana, on=ON)
    assert Proposal.objects.filter(data__ask="other_report").count() == before
    assert not Proposal.objects.filter(data__ask="other_report").exclude(state=ProposalState.WAITING).exists()
