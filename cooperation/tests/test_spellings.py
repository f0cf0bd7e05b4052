"""Spellings taken out of an identity, and two proposals that are one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.history import apart
from accounts.models import User
from cooperation.intake import questions, spellings
from cooperation.intake.decide import Invalid, accept, accept_all_clear
from cooperation.intake.takeback import take_back
from cooperation.intake.undo import Needed, undo
from cooperation.models import Proposal, ProposalState
from cooperation.tests.intake_case import a_revision, body, person, reading, the
from cooperation.tests.test_take_back import registry
from meetings.models import Attendance, Meeting, ReportRevision, TripReport
from partners.models import Organization, OrganizationName, Person, PersonName

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)


def _two_of_one(hana: User) -> ReportRevision:
    """A report in which two listed people may be one, written differently."""
    content = reading()
    content["people"][2] |= {
        "probable_same": [{"text": "Thomas Vidal Rojas", "why": "abbreviated", "lines": [9]}],
    }
    content["people"].append(person("p4", "Thomas Vidal Rojas", "o2", 9))
    content["meetings"][0]["attendees"].append(
        content["meetings"][0]["attendees"][2] | {"name": "Thomas Vidal Rojas", "person_id": "p4"}
    )
    content["meetings"].append(
        content["meetings"][0]
        | {"id": "m2", "title": "후속 면담", "date": "2026-10-14", "heading_line": None, "time_line": None}
        | {"attendees": [content["meetings"][0]["attendees"][3]], "minutes": [], "count_line": None, "end_line": None}
    )
    return a_revision(hana, content)


def _same(revision: ReportRevision) -> Proposal:
    return Proposal.objects.get(revision=revision, data__ask="same_person", data__person="p3")


def test_a_proposal_shows_the_spellings_it_was_joined_from(hana: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    assert [(one.text, one.separable) for one in spellings.joined(row)] == [("국립위성센터", True), ("CNS", True)]
    assert [one.separable for one in spellings.joined(the(row.revision, "organization", "o1"))] == [False]


def test_a_spelling_taken_out_is_a_proposal_and_its_facts_follow(hana: User) -> None:
    revision = a_revision(hana)
    taken = spellings.separate(the(revision, "organization", "o2"), "CNS", by=hana, on=ON).proposal
    meeting = the(revision, "meeting", "m1")
    assert (taken.title, taken.state) == ("CNS", ProposalState.WAITING)
    assert [entry["org_id"] for entry in meeting.data["attendees"]] == [taken.read_id, "o1", taken.read_id]
    assert meeting.data["host_org_id"] == "o2"
    assert spellings.separate(the(revision, "organization", "o2"), "CNS", by=hana, on=ON).proposal == taken
    accept_all_clear(revision, by=hana, on=ON)
    assert {row.organization.name for row in Attendance.objects.all() if row.organization} == {"CNS", "한빛우주연구원"}


def test_the_last_spelling_and_a_strange_one_are_not_taken_out(hana: User) -> None:
    row = the(a_revision(hana), "organization", "o1")
    for text in ("한빛우주연구원", "다른 기관"):
        with pytest.raises(Invalid):
            spellings.separate(row, text, by=hana, on=ON)


def test_after_acceptance_names_and_attendances_leave_the_record_and_go_to_the_new_one(hana: User) -> None:
    content = reading()
    content["agreements"], content["commitments"] = [], []
    revision = a_revision(hana, content)
    accept_all_clear(revision, by=hana, on=ON)
    taken = spellings.separate(the(revision, "organization", "o2"), "CNS", by=hana, on=ON).proposal
    assert not OrganizationName.objects.filter(text="CNS").exists()
    assert Attendance.objects.filter(organization=None).count() == 2
    accept(taken, by=hana, on=ON, seen=taken.suggested)
    assert {str(row.organization) for row in Attendance.objects.all()} == {"CNS", "한빛우주연구원"}
    assert str(Meeting.objects.get().host) == "국립위성센터"


def test_it_is_refused_with_the_reason_where_somebody_built_on_it(hana: User, minsu: User) -> None:
    revision = a_revision(hana)
    accept_all_clear(revision, by=hana, on=ON)
    before = registry()
    with pytest.raises(Needed, match="자료 목록 송부"):
        spellings.separate(the(revision, "organization", "o2"), "CNS", by=hana, on=ON)
    assert registry() == before
    with apart(by=minsu, command="edit"):
        Attendance.objects.update(title="Director General")
    with pytest.raises(Needed):
        spellings.separate(the(revision, "organization", "o2"), "CNS", by=hana, on=ON)


def test_two_listed_people_said_to_be_one_are_one_record_with_both_spellings_and_all_attendances(hana: User) -> None:
    revision = _two_of_one(hana)
    questions.answer(_same(revision), "same", by=hana, on=ON)
    assert the(revision, "person", "p4").state == ProposalState.JOINED
    accept_all_clear(revision, by=hana, on=ON)
    tomas = Person.objects.get(name__startswith="Tomas")
    assert {name.text for name in tomas.names.all()} == {"Tomas Vidal Rojas", "Thomas Vidal Rojas"}
    assert tomas.attendances.count() == 2


def test_taking_the_answer_back_makes_them_two_again(hana: User) -> None:
    revision = _two_of_one(hana)
    before = registry()
    questions.answer(_same(revision), "same", by=hana, on=ON)
    undo(_same(revision), by=hana, on=ON)
    assert registry() == before
    questions.answer(_same(revision), "same", by=hana, on=ON)
    undo(the(revision, "person", "p4"), by=hana, on=ON)
    assert registry() == before
    questions.answer(_same(revision), "same", by=hana, on=ON)
    accept(the(revision, "person", "p3"), by=hana, on=ON)
    with pytest.raises(Needed, match="Tomas Vidal Rojas"):
        undo(_same(revision), by=hana, on=ON)


def test_one_accepted_already_takes_the_other_along(hana: User) -> None:
    revision = _two_of_one(hana)
    accept(the(revision, "person", "p4"), by=hana, on=ON)
    questions.answer(_same(revision), "same", by=hana, on=ON)
    tomas = Person.objects.get()
    assert {name.text for name in tomas.names.all()} == {"Tomas Vidal Rojas", "Thomas Vidal Rojas"}
    assert the(revision, "person", "p3").became == tomas


def test_a_name_signed_wrongly_is_a_spelling_from_the_start_when_it_is_said_to_be_the_same(hana: User) -> None:
    revision = a_revision(hana)
    questions.answer(Proposal.objects.get(data__ask="same_person"), "same", by=hana, on=ON)
    assert not Person.objects.exists()
    accept_all_clear(revision, by=hana, on=ON)
    author = TripReport.objects.get(pk=revision.report_id).author
    assert author == Person.objects.get(name="서가온")
    assert PersonName.objects.filter(person=author, text="서가은").exists()


def test_all_of_it_goes_when_the_report_is_taken_back(hana: User) -> None:
    content = reading()
    content["agreements"], content["commitments"] = [], []
    content["organizations"].append(body("o7", "국립위성연구소", "CL", line=6) | {"candidate_same_as": "o2"})
    revision = a_revision(hana, content)
    before = registry()
    questions.answer(Proposal.objects.get(data__ask="same_organization"), "same", by=hana, on=ON)
    accept_all_clear(revision, by=hana, on=ON)
    spellings.separate(the(revision, "organization", "o2"), "CNS", by=hana, on=ON)
    accept_all_clear(revision, by=hana, on=ON)
    assert {"CNS", "국립위성센터"} <= set(Organization.objects.values_list("name", flat=True))
    report = TripReport.objects.get(pk=revision.report_id)
    take_back(report, version=report.version, by=hana, on=ON)
    assert registry() == before


def test_the_buttons_take_out_and_join(client: Client, hana: User) -> None:
    client.force_login(hana)
    revision = a_revision(hana)
    row = the(revision, "organization", "o2")
    address = reverse("review_separate", args=[revision.pk])
    client.post(address, {"proposal": str(row.pk), "spelling": "CNS"})
    taken = Proposal.objects.get(kind="organization", title="CNS")
    answer = client.post(reverse("review_join", args=[revision.pk]), {"proposal": str(row.pk), "other": str(taken.pk)})
    assert answer["Location"].startswith(reverse("review", args=[revision.pk]))
    taken.refresh_from_db()
    assert taken.state == ProposalState.JOINED
    assert client.post(address, {"proposal": str(row.pk), "spelling": "없음"}).status_code == 302
    assert client.post(address, {"proposal": "x", "spelling": "CNS"}).status_code == 404


def test_two_that_are_records_already_are_merged_and_two_again_when_taken_back(hana: User) -> None:
    revision = _two_of_one(hana)
    accept_all_clear(revision, by=hana, on=ON)
    assert Person.objects.filter(name__contains="Vidal").count() == 2
    before = registry()
    questions.answer(_same(revision), "same", by=hana, on=ON)
    tomas = Person.objects.get(name__contains="Vidal")
    assert {name.text for name in tomas.names.all()} == {"Tomas Vidal Rojas", "Thomas Vidal Rojas"}
    assert tomas.attendances.count() == 2
    undo(_same(revision), by=hana, on=ON)
    assert registry() == before
    questions.answer(_same(revision), "same", by=hana, on=ON)
    report = TripReport.objects.get(pk=revision.report_id)
    take_back(report, version=report.version, by=hana, on=ON)
    assert not Person.objects.exists()
