"""The same report, changed: only what differs is proposed, old beside new, and never over a person's value."""

from __future__ import annotations

import hashlib
from datetime import date, time
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.history import recorded
from accounts.models import User
from cooperation.intake import questions, recognise
from cooperation.intake.decide import Blocked, accept, accept_all_clear, reject
from cooperation.intake.propose import propose
from cooperation.intake.undo import Needed, undo
from cooperation.models import Commitment, Proposal, ProposalState
from cooperation.tests.intake_case import LINES, a_revision, attendee, person, promise, reading, the
from meetings.models import Attendance, Meeting, ReadingState, ReportRevision, Trip, TripReport
from partners.models import Document, DocumentBlock, Organization, Person

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)


def a_later_revision(
    first: ReportRevision, content: dict[str, Any], lines: list[str] | None = None, *, number: int = 2
) -> ReportRevision:
    """The next revision of the same report, read as ``content`` and proposed from."""
    revision = ReportRevision.objects.create(
        report=first.report,
        document=a_document(first.report.uploaded_by, f"corrected {number}.txt", lines or LINES),
        revision=number,
        reading=content,
        state=ReadingState.READ,
        read_at=timezone.now(),
    )
    propose(revision)
    revision.proposed_at = timezone.now()
    revision.save()
    return revision


def a_document(user: User, name: str, lines: list[str]) -> Document:
    data = ("\n".join(lines) + name).encode()
    document = Document(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), uploaded_by=user)
    document.media_type = "text/plain"
    document.file.save(name, ContentFile(data), save=False)
    document.save()
    DocumentBlock.objects.bulk_create(
        DocumentBlock(document=document, line=number, kind="paragraph", text=text)
        for number, text in enumerate(lines, start=1)
    )
    return document


def filed(user: User, content: dict[str, Any] | None = None) -> ReportRevision:
    """A first revision of which everything is decided."""
    revision = a_revision(user, content)
    accept_all_clear(revision, by=user, on=ON)
    for row in Proposal.objects.filter(revision=revision).blocking():
        questions.answer(row, questions.choices(row)[0], by=user, on=ON)
    revision.report.refresh_from_db()
    assert revision.report.filed_at
    return revision


def waiting(revision: ReportRevision) -> list[str]:
    """What a person is asked about a revision, as kind and title."""
    return [f"{row.kind} {row.title}" for row in Proposal.objects.filter(revision=revision).blocking()]


def changes(row: Proposal) -> dict[str, tuple[str, str]]:
    return {change["field"]: (change["old"], change["new"]) for change in row.data["changes"]}


def counts() -> list[int]:
    kept: list[Any] = [Trip, Meeting, Attendance, Person, Organization, Commitment]
    return [model.objects.count() for model in kept]


@pytest.fixture
def later() -> dict[str, Any]:
    """The Reading of a corrected report: another start, an attendee more, one gone, another day due."""
    content = reading()
    meeting = content["meetings"][0]
    meeting["start"] = "14:00"
    meeting["end"] = "16:00"
    meeting["attendees"] = [
        *meeting["attendees"][:2],
        attendee("Rosa Mella Soto", "CNS", "o2", "p4", "Engineer", 9),
    ]
    content["people"] = [*content["people"][:2], person("p4", "Rosa Mella Soto", "o2", 9)]
    content["commitments"][0]["due"] = {"text": "12월 말까지", "start": None, "end": "2026-12-31", "precision": "day"}
    content["discrepancies"][0]["values"] = ["14:00", "11:00"]
    return content


def test_the_same_report_again_asks_nothing_and_stays_filed(hana: User) -> None:
    first = filed(hana)
    before = counts()
    second = a_later_revision(first, reading())
    assert waiting(second) == []
    first.report.refresh_from_db()
    assert first.report.filed_at
    assert before == counts()
    row = the(second, "meeting", "m1")
    assert (row.state, row.became_meeting, row.created_record) == (ProposalState.LINKED, Meeting.objects.get(), False)


def test_positions_and_read_ids_change_nothing(hana: User) -> None:
    first = filed(hana)
    content = reading()
    moved = {"o1": "o9", "o2": "o8", "p1": "p9", "p2": "p8", "p3": "p7"}
    text = repr(content)
    for old, new in moved.items():
        text = text.replace(f"'{old}'", f"'{new}'")
    assert waiting(a_later_revision(first, eval(text))) == []


def test_only_what_changed_is_proposed_with_the_old_beside_the_new(hana: User, later: dict[str, Any]) -> None:
    second = a_later_revision(filed(hana), later)
    assert waiting(second) == [
        "person Rosa Mella Soto",
        "meeting 국립위성센터(CNS) 면담",
        "commitment 자료 목록 송부",
        "question 면담 시작 시각이 다릅니다.",
        "question Tomas Vidal Rojas",
    ]
    told = changes(the(second, "meeting", "m1"))
    assert told["start"] == ("10:00", "14:00")
    assert sorted(told.values()) == [
        ("", "Rosa Mella Soto · CNS · Engineer · Onsite"),
        ("10:00", "14:00"),
        ("12:00", "16:00"),
        ("Tomas Vidal Rojas · CNS · Analyst · Onsite", ""),
    ]
    assert changes(Proposal.objects.get(revision=second, title="자료 목록 송부")) == {
        "due": ("2026-11-30", "2026-12-31")
    }


def test_accepting_a_change_writes_it_into_the_record_of_the_former_revision(hana: User, later: dict[str, Any]) -> None:
    first = filed(hana)
    second = a_later_revision(first, later)
    accept_all_clear(second, by=hana, on=ON)
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.ends_at) == (time(14), time(16))
    assert {seen.person.name for seen in meeting.attendances.all()} == {
        "Elena Ruiz Prado", "서가온", "Rosa Mella Soto",
    }  # fmt: skip
    assert Commitment.objects.get(text="자료 목록 송부").due_end == date(2026, 12, 31)
    assert Commitment.objects.count() == 3
    assert meeting.source_document == first.document


def test_a_value_a_person_entered_since_is_kept_and_said(hana: User, later: dict[str, Any]) -> None:
    first = filed(hana)
    with recorded(by=hana):
        meeting = Meeting.objects.get()
        meeting.starts_at = time(9, 30)
        meeting.save()
    second = a_later_revision(first, later)
    row = the(second, "meeting", "m1")
    assert [change["field"] for change in row.data["changes"] if change["kept"]] == ["start"]
    accept(row, by=hana, on=ON, seen=row.suggested)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.ends_at) == (time(9, 30), time(16))
    row.refresh_from_db()
    assert row.data["kept"] == ["start"]


def test_a_value_a_person_set_right_when_accepting_is_theirs_too(hana: User, later: dict[str, Any]) -> None:
    first = a_revision(hana)
    accept(the(first, "meeting", "m1"), by=hana, on=ON, changes={"start": "10:15"})
    accept_all_clear(first, by=hana, on=ON)
    accept_all_clear(a_later_revision(first, later), by=hana, on=ON)
    assert Meeting.objects.get().starts_at == time(10, 15)


def test_a_change_that_is_true_already_is_not_proposed(hana: User) -> None:
    first = filed(hana)  # the question was answered with 10:00
    content = reading()
    content["meetings"][0]["start"] = "11:00"
    with recorded(by=hana):
        Meeting.objects.update(starts_at=time(11))
    assert "meeting 국립위성센터(CNS) 면담" not in waiting(a_later_revision(first, content))


def test_what_was_rejected_stays_rejected_unless_it_changed(hana: User) -> None:
    first = a_revision(hana)
    for title in ("자료 목록 송부", "검토 의견 송부"):
        reject(Proposal.objects.get(revision=first, title=title), by=hana, on=ON, why="서로 합의한 바 없음")
    accept_all_clear(first, by=hana, on=ON)
    content = reading()
    content["commitments"][1]["due"]["end"] = "2026-12-20"
    second = a_later_revision(first, content)
    kept = Proposal.objects.get(revision=second, title="자료 목록 송부")
    assert (kept.state, kept.answer) == (ProposalState.REJECTED, "서로 합의한 바 없음")
    again = Proposal.objects.get(revision=second, title="검토 의견 송부")
    assert (again.state, changes(again)) == (ProposalState.WAITING, {"due": ("2026-12-15", "2026-12-20")})


def test_answered_questions_stay_answered(hana: User) -> None:
    first = filed(hana)
    second = a_later_revision(first, reading())
    answers = Proposal.objects.filter(kind="question", state=ProposalState.ANSWERED)
    assert list(answers.filter(revision=second).order_by("title").values_list("answer", "decided_by")) == list(
        answers.filter(revision=first).order_by("title").values_list("answer", "decided_by")
    )


def test_a_change_turned_down_leaves_the_record_and_is_not_asked_again(hana: User, later: dict[str, Any]) -> None:
    first = filed(hana)
    second = a_later_revision(first, later)
    reject(the(second, "meeting", "m1"), by=hana, on=ON)
    assert Meeting.objects.get().starts_at == time(10)
    third = a_later_revision(first, later, number=3)
    assert "meeting 국립위성센터(CNS) 면담" not in waiting(third)
    later["meetings"][0]["start"] = "15:00"
    fourth = a_later_revision(first, later, number=4)
    assert changes(the(fourth, "meeting", "m1"))["start"] == ("10:00", "15:00")


def test_what_is_gone_is_asked_and_removed_by_the_rules_of_undoing(hana: User) -> None:
    first = filed(hana)
    content = reading()
    gone = content["commitments"].pop(0)
    second = a_later_revision(first, content)
    asked = Proposal.objects.get(revision=second, data__ask="vanished")
    assert (asked.title, questions.choices(asked)) == (gone["action"], ["keep", "remove"])
    questions.answer(asked, "remove", by=hana, on=ON)
    assert not Commitment.objects.filter(text=gone["action"]).exists()
    first.report.refresh_from_db()
    assert first.report.filed_at
    assert Proposal.objects.get(revision=first, title=gone["action"]).state == ProposalState.REJECTED


def test_what_later_work_rests_on_is_not_removed_and_says_so(hana: User, minsu: User) -> None:
    first = filed(hana)
    content = reading()
    title = content["commitments"].pop(0)["action"]
    with recorded(by=minsu):
        Commitment.objects.filter(text=title).update(high_priority=True)
    second = a_later_revision(first, content)
    asked = Proposal.objects.get(revision=second, data__ask="vanished")
    with pytest.raises(Needed):
        questions.answer(asked, "remove", by=hana, on=ON)
    questions.answer(asked, "keep", by=hana, on=ON)
    assert Commitment.objects.filter(text=title).exists()
    assert waiting(a_later_revision(first, content, number=3)) == []


def test_what_waited_on_the_former_revision_is_asked_on_the_newest_only(hana: User) -> None:
    first = a_revision(hana)
    accept(the(first, "trip", "trip"), by=hana, on=ON)
    second = a_later_revision(first, reading())
    assert waiting(first) == []
    assert "meeting 국립위성센터(CNS) 면담" in waiting(second)
    assert "trip 위성자료 활용 협력 출장" not in waiting(second)


def test_a_contradiction_that_was_mended_lets_the_report_be_filed(hana: User) -> None:
    first = a_revision(hana)
    accept_all_clear(first, by=hana, on=ON)
    content = reading()
    content["discrepancies"] = []
    content["people"][0]["probable_same"] = []
    a_later_revision(first, content)
    first.report.refresh_from_db()
    assert first.report.filed_at


def test_a_decision_carried_over_is_taken_back_on_the_newest_revision(hana: User) -> None:
    first = filed(hana)
    second = a_later_revision(first, reading())
    title = "자료 목록 송부"
    with pytest.raises(Needed, match="2"):
        undo(Proposal.objects.get(revision=first, title=title), by=hana, on=ON)
    undone = undo(Proposal.objects.get(revision=second, title=title), by=hana, on=ON)
    assert undone.removed
    assert not Commitment.objects.filter(text=title).exists()
    assert waiting(second) == [f"commitment {title}"]
    first.report.refresh_from_db()
    assert first.report.filed_at is None


def test_a_change_taken_back_puts_the_former_values_back(hana: User, later: dict[str, Any]) -> None:
    first = filed(hana)
    second = a_later_revision(first, later)
    accept_all_clear(second, by=hana, on=ON)
    undo(the(second, "meeting", "m1"), by=hana, on=ON)
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.ends_at) == (time(10), time(12))
    assert {seen.person.name for seen in meeting.attendances.all()} == {
        "Elena Ruiz Prado", "서가온", "Tomas Vidal Rojas",
    }  # fmt: skip
    row = the(second, "meeting", "m1")
    assert (row.state, row.suggested, changes(row)["start"]) == ("waiting", meeting.pk, ("10:00", "14:00"))


def _uploaded(user: User, content: dict[str, Any], lines: list[str], name: str = "again.txt") -> ReportRevision:
    """A file that came by the upload page, read, and not yet proposed from."""
    document = a_document(user, name, lines)
    report = TripReport.objects.create(title=name, uploaded_by=user)
    revision = ReportRevision.objects.create(
        report=report, document=document, reading=content, state=ReadingState.READ, read_at=timezone.now()
    )
    recognise.recognise(revision)
    propose(revision)
    revision.proposed_at = timezone.now()
    revision.save()
    return revision


def test_a_report_that_is_clearly_the_same_becomes_its_next_revision_and_that_is_said(hana: User) -> None:
    first = filed(hana)
    content = reading()
    content["meetings"][0]["start"] = "14:00"
    second = _uploaded(hana, content, [*LINES[:6], LINES[6].replace("10:00", "14:00"), *LINES[7:]])
    assert (second.report, second.revision) == (first.report, 2)
    assert TripReport.objects.count() == 1
    said = Proposal.objects.get(revision=second, data__ask="same_report")
    assert said.state == ProposalState.ANSWERED
    assert (first.report.reference in said.answer, "93" in said.answer) == (True, True)
    assert waiting(second) == ["meeting 국립위성센터(CNS) 면담"]


def test_the_same_report_said_to_be_another_becomes_one_of_its_own(hana: User) -> None:
    first = filed(hana)
    second = _uploaded(hana, reading(), LINES)
    said = Proposal.objects.get(revision=second, data__ask="same_report")
    undo(said, by=hana, on=ON)
    second.refresh_from_db()
    assert (second.report == first.report, second.revision) == (False, 1)
    with pytest.raises(Blocked):
        accept(the(second, "trip", "trip"), by=hana, on=ON, seen=Trip.objects.get().pk)
    said.refresh_from_db()
    questions.answer(said, "another", by=hana, on=ON)
    accept(the(second, "trip", "trip"), by=hana, on=ON, seen=Trip.objects.get().pk)
    first.report.refresh_from_db()
    assert first.report.filed_at


def test_a_report_that_is_perhaps_the_same_is_asked_before_anything_else(hana: User) -> None:
    first = filed(hana)
    lines = [*LINES[:7], *(f"다시 쓴 문장 {number}" for number in range(2)), *LINES[9:12], "끝", "끝", "끝", "끝"]
    second = _uploaded(hana, reading(), lines)
    assert second.report != first.report
    assert accept_all_clear(second, by=hana, on=ON) == []
    asked = Proposal.objects.get(revision=second, data__ask="same_report")
    questions.answer(asked, "revision", by=hana, on=ON)
    second.refresh_from_db()
    assert (second.report, second.revision) == (first.report, 2)
    assert waiting(second) == []


def test_another_trip_in_the_same_form_is_no_revision(hana: User) -> None:
    filed(hana)
    content = reading()
    content["trip"]["title"]["value"] = "재난관측 협력 출장"
    content["trip"]["period"] |= {"start": "2026-05-11", "end": "2026-05-15"}
    second = _uploaded(hana, content, [f"{line} 다름" for line in LINES])
    assert second.revision == 1
    assert not Proposal.objects.filter(data__ask="same_report").exists()


def test_two_reports_that_name_no_author_are_asked_about_and_never_joined_by_themselves(hana: User) -> None:
    content = reading()
    content["submission"] |= {"author": None, "author_person_id": None}
    first = filed(hana, content)
    second = _uploaded(hana, content, LINES)
    assert second.report != first.report
    assert Proposal.objects.get(revision=second, data__ask="same_report").state == ProposalState.WAITING


def test_a_report_one_may_not_see_is_never_recognised(hana: User, minsu: User, django_user_model: Any) -> None:
    other = django_user_model.objects.create_user("other", password="x", role="officer")
    first = filed(minsu)
    with recorded(by=minsu):
        TripReport.objects.filter(pk=first.report_id).update(confidential=True)
    second = _uploaded(other, reading(), LINES)
    assert second.revision == 1
    assert not Proposal.objects.filter(data__ask="same_report").exists()


def test_a_promise_added_to_the_report_is_a_proposal_as_any(hana: User) -> None:
    first = filed(hana)
    content = reading()
    content["commitments"].append(promise(12, "commitment", "o1", "관측 일정 송부", quote="관측 일정을 보내겠음"))
    second = a_later_revision(first, content, [*LINES, "관측 일정을 보내겠음"])
    assert waiting(second) == ["commitment 관측 일정 송부"]
    accept_all_clear(second, by=hana, on=ON)
    made = Commitment.objects.get(text="관측 일정 송부")
    assert (made.meeting, made.source_document) == (Meeting.objects.get(), second.document)


def test_a_person_told_apart_by_an_answer_is_carried_over_with_it(hana: User) -> None:
    first = a_revision(hana)
    accept_all_clear(first, by=hana, on=ON)
    for row in Proposal.objects.filter(revision=first).blocking():
        different = row.data["ask"] == "same_person"
        questions.answer(row, "different" if different else questions.choices(row)[0], by=hana, on=ON)
    accept_all_clear(first, by=hana, on=ON)
    made = Person.objects.get(name="서가은")
    second = a_later_revision(first, reading())
    assert waiting(second) == []
    assert Proposal.objects.get(revision=second, became_person=made).data["carried"]
