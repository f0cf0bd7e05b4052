"""From a Reading to proposals, matched against what is recorded."""

from typing import Any

import pytest

from accounts.models import User
from cooperation.intake.propose import match, propose
from cooperation.models import Match, Proposal, ProposalKind, ProposalState
from cooperation.tests.intake_case import a_revision, body, person, reading, the
from meetings.models import Meeting, Trip, TripTraveller
from partners.models import Affiliation, Organization, Person

pytestmark = pytest.mark.django_db


def _known(name: str, country: str = "", *spellings: str, **values: Any) -> Organization:
    organization = Organization.objects.create(name=name, country=country, **values)
    for text in (name, *spellings):
        organization.add_name(text, "official")
    return organization


def _someone(name: str, at: Organization | None = None) -> Person:
    someone = Person.objects.create(name=name)
    someone.add_name(name)
    if at is not None:
        Affiliation.objects.create(person=someone, organization=at)
    return someone


def test_everything_the_reading_holds_is_proposed_once(hana: User) -> None:
    revision = a_revision(hana)
    kinds = [row.kind for row in Proposal.objects.filter(revision=revision)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        ProposalKind.TRIP: 1,
        ProposalKind.ORGANIZATION: 3,
        ProposalKind.PERSON: 3,
        ProposalKind.MEETING: 1,
        ProposalKind.AGREEMENT: 1,
        ProposalKind.COMMITMENT: 3,
        ProposalKind.QUESTION: 2,
    }


def test_proposing_again_makes_nothing_twice_and_keeps_what_was_decided(hana: User) -> None:
    revision = a_revision(hana)
    before = set(Proposal.objects.values_list("pk", "fingerprint"))
    rejected = the(revision, "organization", "o3")
    Proposal.objects.filter(pk=rejected.pk).update(
        state=ProposalState.REJECTED, decided_by=hana, decided_at=revision.read_at
    )
    propose(revision)
    assert set(Proposal.objects.values_list("pk", "fingerprint")) == before
    assert the(revision, "organization", "o3").state == ProposalState.REJECTED


def test_a_fingerprint_is_made_of_identity_and_never_of_position(hana: User) -> None:
    here = a_revision(hana)
    moved = reading()
    moved["organizations"].reverse()
    for item in moved["organizations"]:
        item["surfaces"] = [
            surface | {"lines": [line + 100 for line in surface["lines"]]} for surface in item["surfaces"]
        ]
    moved["commitments"] = [
        item | {"line": item["line"] + 100, "lines": [item["line"] + 100]} for item in moved["commitments"]
    ]
    there = a_revision(hana, moved, "other.txt")
    kinds = ["organization", "commitment"]
    prints = [
        set(Proposal.objects.filter(revision=revision, kind__in=kinds).values_list("fingerprint", flat=True))
        for revision in (here, there)
    ]
    assert prints[0] == prints[1]


def test_two_bodies_of_one_name_in_one_report_are_two_proposals(hana: User) -> None:
    content = reading()
    content["organizations"] += [body("o8", "교육부", "KR"), body("o9", "교육부", "CL")]
    revision = a_revision(hana, content)
    assert Proposal.objects.filter(revision=revision, title="교육부").count() == 2


def test_one_record_of_the_same_name_is_preselected_with_the_reason(hana: User) -> None:
    centre = _known("Centro Nacional de Satélites", "CL", "CNS")
    row = the(a_revision(hana), "organization", "o2")
    assert (row.match, row.suggested) == (Match.ONE, centre.pk)
    assert row.reason["name"] == "CNS"


def test_two_records_of_the_same_name_are_asked(hana: User) -> None:
    records = {_known("국립위성센터", "CL").pk, _known("국립위성센터", "").pk}
    content = reading()
    content["organizations"][1]["country"] = None
    row = the(a_revision(hana, content), "organization", "o2")
    assert (row.match, row.suggested, set(row.candidates)) == (Match.SEVERAL, None, records)


def test_a_record_of_the_same_name_in_another_country_is_another_body(hana: User) -> None:
    _known("국립위성센터", "PE")
    assert the(a_revision(hana), "organization", "o2").match == Match.NEW


def test_the_same_name_at_the_same_organization_is_the_same_person(hana: User) -> None:
    elena = _someone("Elena Ruiz Prado", _known("국립위성센터", "CL"))
    row = the(a_revision(hana), "person", "p2")
    assert (row.match, row.suggested) == (Match.ONE, elena.pk)


def test_the_same_name_elsewhere_is_asked(hana: User) -> None:
    _known("국립위성센터", "CL")
    elena = _someone("Elena Ruiz Prado", _known("Universidad del Norte", "CL"))
    row = the(a_revision(hana), "person", "p2")
    assert (row.match, row.suggested, row.candidates) == (Match.NEAR, None, [elena.pk])


def test_a_name_with_dots_and_hyphens_is_found_as_it_was_written(hana: User) -> None:
    elena = _someone("E. Ruiz-Prado", _known("Universidad del Norte", "CL"))
    content = reading()
    content["people"] = [
        one if one["id"] != "p2" else person("p2", "E. Ruiz-Prado", "o2", 8) for one in content["people"]
    ]
    row = the(a_revision(hana, content), "person", "p2")
    assert (row.match, row.candidates) == (Match.NEAR, [elena.pk])


def test_a_name_one_syllable_off_at_the_same_organization_is_asked(hana: User) -> None:
    near = _someone("서가은", _known("한빛우주연구원", "KR"))
    row = the(a_revision(hana), "person", "p1")
    assert (row.match, row.candidates, row.reason_code) == (Match.NEAR, [near.pk], "one_letter_differs")


def test_a_meeting_of_the_same_day_host_and_time_is_the_same(hana: User) -> None:
    host = _known("국립위성센터", "CL")
    there = Meeting.objects.create(title="planned", held_on="2026-10-13", starts_at="10:00", host=host)
    Meeting.objects.create(title="later", held_on="2026-10-13", starts_at="15:00", host=host)
    assert the(a_revision(hana), "meeting", "m1").suggested == there.pk


def test_a_meeting_without_a_date_is_asked(hana: User) -> None:
    content = reading()
    content["meetings"][0]["date"] = None
    row = the(a_revision(hana, content), "meeting", "m1")
    assert (row.match, row.reason_code) == (Match.NEAR, "no_date")


def test_a_trip_of_the_same_traveller_on_overlapping_days_is_the_same(hana: User) -> None:
    ours = _known("한빛우주연구원", "KR", ours=True)
    trip = Trip.objects.create(title="plan", start_on="2026-10-11", end_on="2026-10-15")
    TripTraveller.objects.create(trip=trip, person=_someone("서가온", ours))
    assert the(a_revision(hana), "trip", "trip").suggested == trip.pk


def test_the_addressee_is_proposed_as_ours_while_nobody_is(hana: User) -> None:
    assert the(a_revision(hana), "organization", "o1").data["ours"]
    assert the(a_revision(hana, name="b.txt"), "organization", "o1").reason_code == "ours_and_new"
    _known("우리연구원", "KR", ours=True)
    assert the(a_revision(hana, name="c.txt"), "organization", "o1").reason_code == "no_such_name"


def test_a_body_that_is_only_mentioned_is_offered_and_not_filed(hana: User) -> None:
    revision = a_revision(hana)
    clear = Proposal.objects.filter(revision=revision).clear()
    assert "o3" not in clear.values_list("read_id", flat=True)
    assert "o3" in Proposal.objects.filter(revision=revision).waiting().values_list("read_id", flat=True)


def test_a_body_that_may_be_another_of_the_report_waits_for_the_answer(hana: User) -> None:
    content = reading()
    content["organizations"].append(body("o7", "국립위성연구소", "CL", line=6) | {"candidate_same_as": "o2"})
    revision = a_revision(hana, content)
    assert the(revision, "organization", "o7").match == Match.NEAR
    assert Proposal.objects.filter(revision=revision, data__ask="same_organization").count() == 1


def test_nobody_is_offered_a_record_they_may_not_see(hana: User, minsu: User) -> None:
    host = _known("국립위성센터", "CL")
    Meeting.objects.create(title="secret", held_on="2026-10-13", starts_at="10:00", host=host, confidential=True)
    revision = a_revision(hana)
    assert the(revision, "meeting", "m1").match == Match.NEW
    match(revision, minsu)
    assert the(revision, "meeting", "m1").match == Match.ONE


def test_proposals_of_a_confidential_report_are_hidden(hana: User, minsu: User, django_user_model: Any) -> None:
    revision = a_revision(minsu)
    revision.report.confidential = True
    revision.report.save()
    assert not Proposal.objects.visible_to(hana).filter(revision=revision).exists()
    assert Proposal.objects.visible_to(minsu).filter(revision=revision).exists()


def test_someone_in_a_list_whom_the_reader_gave_no_identity_is_proposed_too(hana: User) -> None:
    content = reading()
    content["meetings"][0]["attendees"][2]["person_id"] = None
    content["people"] = content["people"][:2]
    revision = a_revision(hana, content)
    assert Proposal.objects.filter(revision=revision, kind="person", title="Tomas Vidal Rojas").count() == 1


def test_proposing_takes_the_same_number_of_queries_for_many_people_as_for_few(
    hana: User, django_assert_max_num_queries: Any
) -> None:
    content = reading()
    content["people"] += [person(f"x{number}", f"Persona Numero {number}", "o2", 8) for number in range(200)]
    with django_assert_max_num_queries(60):
        a_revision(hana, content)


def test_two_listed_people_who_may_be_one_are_asked_about_once(hana: User) -> None:
    content = reading()
    first, second = content["people"][:2]
    for one, other in ((first, second), (second, first)):
        one["probable_same"] = [{"text": other["canonical"], "why": "", "lines": [2]}]
    revision = a_revision(hana, content)
    pairs = [
        set(asked.data["values"])
        for asked in Proposal.objects.filter(revision=revision, kind=ProposalKind.QUESTION)
        if asked.data["ask"] == "same_person"
    ]
    assert pairs.count({first["canonical"], second["canonical"]}) == 1
