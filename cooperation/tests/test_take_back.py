"""Taking back all that came of a report: everything or nothing, and the registry stands as before."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.history import apart
from accounts.models import User
from accounts.records import Stale
from accounts.reverting import tracked_models
from cooperation.intake import leftover, questions, spellings
from cooperation.intake.decide import Blocked, Changed, Invalid, accept, accept_all_clear, link, reject
from cooperation.intake.takeback import preview, take_back
from cooperation.intake.undo import Needed, undo
from cooperation.models import Commitment, Proposal, ProposalState
from cooperation.tests.intake_case import a_revision, reading, the
from meetings.models import Meeting, MeetingStatus, ReportRevision, Trip, TripReport
from partners.models import Organization, Person

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)

#: What matching works out anew, and what counts writes.
APART = {"changed_at", "version", "match", "candidates", "suggested", "reason_code", "reason"}


def registry() -> dict[str, list[Any]]:
    """Every row of every tracked model, as it stands."""
    return {
        model._meta.label: sorted(
            ({name: value for name, value in row.items() if name not in APART} for row in model._base_manager.values()),
            key=lambda row: str(row["id"]),
        )
        for model in tracked_models()
    }


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in tracked_models()}


def _filed(user: User) -> ReportRevision:
    revision = a_revision(user)
    accept_all_clear(revision, by=user, on=ON)
    for row in Proposal.objects.filter(kind="question", state="waiting"):
        questions.answer(row, questions.choices(row)[0], by=user, on=ON)
    assert TripReport.objects.get(pk=revision.report_id).filed_at
    return revision


def _take_back(revision: ReportRevision, by: User) -> Any:
    report = TripReport.objects.get(pk=revision.report_id)
    return take_back(report, version=report.version, by=by, on=ON)


def test_a_filed_report_taken_back_leaves_the_registry_as_it_was(hana: User, minsu: User) -> None:
    revision = a_revision(hana)
    before = registry()
    accept_all_clear(revision, by=hana, on=ON)
    for row in Proposal.objects.filter(kind="question"):
        questions.answer(row, questions.choices(row)[0], by=minsu, on=ON)
    filed = counts()
    told = _take_back(revision, minsu)
    assert {type(row).__name__ for row in told.removed} == {
        "Trip", "Organization", "Person", "Meeting", "Agreement", "Commitment",
    }  # fmt: skip
    assert registry() == before
    accept_all_clear(revision, by=hana, on=ON)
    for row in Proposal.objects.filter(kind="question"):
        questions.answer(row, questions.choices(row)[0], by=minsu, on=ON)
    assert counts() == filed


def test_what_was_filled_into_records_that_were_there_is_put_back(hana: User) -> None:
    trip = Trip.objects.create(title="칠레 출장", start_on="2026-10-11", end_on="2026-10-15")
    planned = Meeting.objects.create(title="예정", held_on="2026-10-13", status=MeetingStatus.PLANNED)
    elena = Person.objects.create(name="Elena Ruiz Prado")
    elena.add_name("Elena Ruiz Prado", "official")
    revision = a_revision(hana)
    before = registry()
    link(the(revision, "trip", "trip"), trip, by=hana, on=ON)
    link(the(revision, "person", "p2"), elena, by=hana, on=ON)
    link(the(revision, "meeting", "m1"), planned, by=hana, on=ON)
    planned.refresh_from_db()
    assert planned.status == MeetingStatus.HELD
    told = _take_back(revision, hana)
    assert registry() == before
    assert {"예정", "칠레 출장", "Elena Ruiz Prado"} == {str(item.record) for item in told.restored}


def test_a_value_that_somebody_set_since_is_theirs_and_stays(hana: User, minsu: User) -> None:
    elena = Person.objects.create(name="Elena Ruiz Prado", country="CL")
    revision = a_revision(hana)
    link(the(revision, "person", "p2"), elena, by=hana, on=ON)
    elena.refresh_from_db()
    assert elena.honorific == "Dr."
    with apart(by=minsu, command="edit"):
        Person.objects.filter(pk=elena.pk).update(honorific="Prof.")
    told = _take_back(revision, hana)
    elena.refresh_from_db()
    assert elena.honorific == "Prof."
    assert [str(item.record) for item in told.kept] == ["Elena Ruiz Prado"]


def test_undoing_one_link_puts_back_what_it_filled(hana: User) -> None:
    elena = Person.objects.create(name="Elena Ruiz Prado")
    row = the(a_revision(hana), "person", "p2")
    link(row, elena, by=hana, on=ON)
    undo(row, by=hana, on=ON)
    elena.refresh_from_db()
    assert (elena.honorific, elena.names.count(), elena.affiliations.count()) == ("", 0, 0)


def test_undoing_an_answer_puts_the_value_back(hana: User) -> None:
    revision = a_revision(hana)
    accept_all_clear(revision, by=hana, on=ON)
    row = Proposal.objects.get(data__ask="discrepancy")
    questions.answer(row, "1", by=hana, on=ON)
    assert str(Meeting.objects.get().starts_at) == "11:00:00"
    undo(row, by=hana, on=ON)
    assert str(Meeting.objects.get().starts_at) == "10:00:00"
    assert the(revision, "meeting", "m1").data["start"] == "10:00"


def test_an_answer_that_went_with_its_person_is_asked_again(hana: User) -> None:
    revision = a_revision(hana)
    question = Proposal.objects.get(data__ask="same_person")
    accept(the(revision, "person", "p1"), by=hana, on=ON)
    questions.answer(question, "same", by=hana, on=ON)
    undone = undo(the(revision, "person", "p1"), by=hana, on=ON)
    question.refresh_from_db()
    assert question.state == ProposalState.WAITING
    assert undone.also == [question]


def test_a_promise_said_to_be_done_by_mistake_is_open_when_accepted_again(hana: User) -> None:
    row = the(a_revision(hana), "commitment", "c1")
    accept(row, by=hana, on=ON, changes={"done": True, "outcome": "받음"})
    undo(row, by=hana, on=ON)
    row.refresh_from_db()
    accept(row, by=hana, on=ON, seen=row.suggested)
    assert Commitment.objects.get().state == "open"


def test_it_is_refused_with_every_reason_and_nothing_is_half_taken_back(hana: User, minsu: User) -> None:
    revision = _filed(hana)
    with apart(by=minsu, command="close"):
        Commitment.objects.get(text="검토 의견 송부").done("보냄", by=minsu, on=ON)
    Meeting.objects.create(title="후속 회의", held_on="2026-11-20", host=Organization.objects.get(name="국립위성센터"))
    before = registry()
    with pytest.raises(Needed) as needed:
        _take_back(revision, hana)
    assert "박민수" in str(needed.value)
    assert "후속 회의" in str(needed.value)
    assert registry() == before


def test_it_is_refused_where_another_report_came_to_rest_on_it(hana: User) -> None:
    revision = _filed(hana)
    other = a_revision(hana, name="other.txt")
    accept_all_clear(other, by=hana, on=ON)
    with pytest.raises(Needed, match=str(TripReport.objects.get(pk=other.report_id))):
        _take_back(revision, hana)
    _take_back(other, hana)
    _take_back(revision, hana)
    assert not Organization.objects.exists()


def test_looking_first_changes_nothing(hana: User) -> None:
    revision = _filed(hana)
    before = registry()
    told = preview(TripReport.objects.get(pk=revision.report_id), by=hana, on=ON)
    assert (len(told.removed), told.reasons) == (11, ())
    assert registry() == before


def test_a_report_changed_since_is_not_taken_back(hana: User) -> None:
    revision = _filed(hana)
    report = TripReport.objects.get(pk=revision.report_id)
    with pytest.raises(Stale):
        take_back(report, version=report.version - 1, by=hana, on=ON)
    assert Organization.objects.exists()


def test_the_page_says_what_goes_and_its_button_takes_it_back(client: Client, hana: User) -> None:
    client.force_login(hana)
    revision = _filed(hana)
    address = reverse("report_take_back", args=[revision.report_id])
    page = client.get(address)
    assert "국립위성센터" in page.content.decode()
    report = TripReport.objects.get(pk=revision.report_id)
    assert client.post(address, {"version": report.version - 1}).status_code == 409
    assert Organization.objects.exists()
    answer = client.post(address, {"version": report.version})
    assert answer["Location"] == reverse("review", args=[revision.pk])
    assert not Organization.objects.exists()
    assert client.get(address).status_code == 200


def _decide(chance: random.Random, rows: list[Proposal], records: dict[str, Any], by: User) -> None:
    """One thing a person may do on the review page, chosen by chance."""
    row = chance.choice(rows)
    named = row.kind in spellings.KINDS
    others = [other for other in rows if other.kind == row.kind and other != row]
    parts = [part.text for part in spellings.joined(row) if part.separable]
    if row.kind == "question" and row.state == ProposalState.WAITING:
        questions.answer(row, chance.choice(questions.choices(row)), by=by, on=ON)
    elif named and parts and chance.random() < 0.3:
        spellings.separate(row, chance.choice(parts), by=by, on=ON)
    elif named and others and chance.random() < 0.15:
        spellings.join(row, chance.choice(others), by=by, on=ON)
    elif row.kind == "meeting" and chance.random() < 0.3:
        what = chance.choice(leftover.KINDS)
        leftover.keep(row.revision, chance.choice([11, 12]), "", what, by=by, on=ON, meeting=row)
    elif row.state != ProposalState.WAITING:
        undo(row, by=by, on=ON)
    elif named and chance.random() < 0.3:
        link(row, records[row.kind], by=by, on=ON)
    elif chance.random() < 0.2:
        reject(row, by=by, on=ON)
    else:
        accept(row, by=by, on=ON, seen=row.suggested)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_two_people_decide_taking_it_back_leaves_the_registry_as_it_was(
    hana: User, minsu: User, seed: int
) -> None:
    chance = random.Random(seed)
    records = {
        "organization": Organization.objects.create(name="Centro", country="CL"),
        "person": Person.objects.create(name="Elena R."),
    }
    content = reading()
    content["commitments"], content["leftover"] = content["commitments"][:1], [11, 12]
    revision = a_revision(hana, content)
    before = registry()
    done = 0
    for _ in range(40):
        rows = list(Proposal.objects.filter(revision=revision).select_related("revision__document"))
        try:
            _decide(chance, rows, records, chance.choice([hana, minsu]))
        except (Needed, Blocked, Changed, Invalid, Stale):
            continue
        done += 1
    assert done > 15
    _take_back(revision, minsu)
    assert registry() == before
    accept_all_clear(revision, by=hana, on=ON)
    once = counts()
    _take_back(revision, minsu)
    assert registry() == before
    accept_all_clear(revision, by=hana, on=ON)
    assert counts() == once
