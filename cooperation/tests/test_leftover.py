"""What becomes of the lines that no fact claims."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cooperation.intake import leftover
from cooperation.intake.decide import Invalid, accept_all_clear
from cooperation.intake.takeback import take_back
from cooperation.intake.undo import undo
from cooperation.models import Commitment, Proposal
from cooperation.tests.intake_case import LINES, a_revision, reading, the
from meetings.models import Meeting, ReportRevision, Side, TripNote, TripReport

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)


@pytest.fixture
def revision(hana: User) -> ReportRevision:
    """A report of which lines 11 and 12 were claimed by no fact."""
    content: dict[str, Any] = reading()
    content["commitments"] = content["commitments"][:1]
    content["leftover"] = [11, 12]
    return a_revision(hana, content)


def _left(revision: ReportRevision) -> dict[int, list[str]]:
    rows = list(Proposal.objects.filter(revision=revision))
    return {left.line: [row.title for row in left.became] for left in leftover.lines(revision, rows)}


def test_a_line_becomes_a_note_of_the_trip_once(hana: User, revision: ReportRevision) -> None:
    first = leftover.keep(revision, 12, "", "note", by=hana, on=ON)
    again = leftover.keep(revision, 12, LINES[11], "note", by=hana, on=ON)
    note = TripNote.objects.get()
    assert (note.text, note.trip.title, again.proposal) == (LINES[11], "위성자료 활용 협력 출장", first.proposal)
    assert _left(revision) == {11: [], 12: [LINES[11]]}


def test_selected_words_become_a_point_of_the_chosen_meeting(hana: User, revision: ReportRevision) -> None:
    leftover.keep(revision, 12, "나눌 계획임", "point", by=hana, on=ON, meeting=the(revision, "meeting", "m1"))
    assert Meeting.objects.get().minutes.splitlines()[-1] == "나눌 계획임"


def test_a_point_taken_back_leaves_the_minutes_as_others_wrote_on_them(hana: User, revision: ReportRevision) -> None:
    kept = leftover.keep(revision, 12, "기상청과도", "point", by=hana, on=ON, meeting=the(revision, "meeting", "m1"))
    leftover.keep(revision, 12, "나눌 계획임", "point", by=hana, on=ON, meeting=the(revision, "meeting", "m1"))
    undo(kept.proposal, by=hana, on=ON)
    assert Meeting.objects.get().minutes.splitlines()[-1] == "나눌 계획임"
    assert "기상청과도" not in Meeting.objects.get().minutes.splitlines()
    assert _left(revision)[12] == ["나눌 계획임"]


def test_a_line_becomes_a_commitment_whose_side_owner_and_day_are_read_from_its_words(
    hana: User, revision: ReportRevision
) -> None:
    accept_all_clear(revision, by=hana, on=ON)
    made = leftover.keep(revision, 11, "", "commitment", by=hana, on=ON)
    commitment = Commitment.objects.get(proposals=made.proposal)
    assert commitment.owner is not None
    assert (commitment.owner.name, commitment.side, commitment.due_end) == (
        "한빛우주연구원", Side.OURS, date(2026, 12, 15),
    )  # fmt: skip
    assert (commitment.source_quote, commitment.source_lines) == (LINES[10], [11])


def test_what_a_person_sets_right_overrules_what_the_words_say(hana: User, revision: ReportRevision) -> None:
    made = leftover.keep(
        revision, 11, "", "commitment", by=hana, on=ON,
        owner=the(revision, "organization", "o2"), changes={"action": "의견 회신", "side": "theirs"},
    )  # fmt: skip
    commitment = Commitment.objects.get(proposals=made.proposal)
    assert (str(commitment.owner), commitment.text, commitment.side) == ("국립위성센터", "의견 회신", Side.THEIRS)


def test_taken_back_the_line_is_left_over_again(hana: User, revision: ReportRevision) -> None:
    for what, model in (("note", TripNote), ("commitment", Commitment)):
        made = leftover.keep(revision, 11, "", what, by=hana, on=ON)
        assert model.objects.count() == 1
        undo(made.proposal, by=hana, on=ON)
        assert model.objects.count() == 0
        assert _left(revision)[11] == []


def test_words_of_elsewhere_and_lines_a_fact_claims_are_refused(hana: User, revision: ReportRevision) -> None:
    with pytest.raises(Invalid):
        leftover.keep(revision, 12, "다른 말", "note", by=hana, on=ON)
    with pytest.raises(Invalid):
        leftover.keep(revision, 10, "", "note", by=hana, on=ON)
    assert not TripNote.objects.exists()


def test_all_goes_when_the_report_is_taken_back(hana: User, revision: ReportRevision) -> None:
    accept_all_clear(revision, by=hana, on=ON)
    for what in ("note", "point", "commitment"):
        leftover.keep(revision, 11, "", what, by=hana, on=ON, meeting=the(revision, "meeting", "m1"))
    report = TripReport.objects.get(pk=revision.report_id)
    take_back(report, version=report.version, by=hana, on=ON)
    assert not TripNote.objects.exists()
    assert _left(revision) == {11: [], 12: []}


def test_the_button_of_a_line_works_before_and_after_filing(
    client: Client, hana: User, revision: ReportRevision
) -> None:
    client.force_login(hana)
    address = reverse("review_leftover", args=[revision.pk])
    answer = client.post(address, {"line": "12", "words": "기상청과도", "as": "note"})
    assert answer["Location"].startswith(reverse("review", args=[revision.pk]))
    assert TripNote.objects.get().text == "기상청과도"
    client.post(address, {"line": "11", "as": "commitment", "side": "theirs", "due_end": "2026-12-20"})
    commitment = Commitment.objects.get()
    assert (commitment.side, commitment.due_end) == (Side.THEIRS, date(2026, 12, 20))
    wrong = client.post(address, {"line": "12", "words": "없는 말", "as": "note"}, follow=True)
    assert "12" in wrong.content.decode()
    assert TripNote.objects.count() == 1
    assert client.get(address, {"line": "12", "words": "기상청과도"}).status_code == 200
    client.post(address, {"line": "x", "as": "note"})
    assert TripNote.objects.count() == 1
