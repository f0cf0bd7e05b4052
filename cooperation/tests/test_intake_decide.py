"""What a decision writes, what it needs first, and how it is taken back."""

from datetime import date, time
from typing import Any

import pytest
from django.db import transaction

from accounts.history import recorded
from accounts.models import Role, User
from accounts.records import Stale
from config.tests.cast import make
from cooperation.intake import questions
from cooperation.intake.decide import Blocked, Changed, Invalid, accept, accept_all_clear, link, reject
from cooperation.intake.undo import Needed, undo
from cooperation.models import (
    Agreement,
    AgreementState,
    Certainty,
    Commitment,
    CommitmentState,
    Match,
    Proposal,
    ProposalState,
)
from cooperation.tests.intake_case import a_revision, body, promise, reading, the
from meetings.models import Attendance, ItineraryItem, Meeting, MeetingStatus, Side, Trip, TripReport
from partners.models import NameKind, Organization, OrganizationName, Person, PersonName

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)


def _clear(user: User, content: dict[str, Any] | None = None, on: date = ON) -> Any:
    revision = a_revision(user, content)
    accept_all_clear(revision, by=user, on=on)
    return revision


def test_all_clear_files_trip_bodies_people_meeting_agreement_and_promises(hana: User) -> None:
    revision = _clear(hana)
    trip = Trip.objects.get()
    assert (trip.title, trip.start_on, trip.end_on) == (
        "위성자료 활용 협력 출장",
        date(2026, 10, 12),
        date(2026, 10, 16),
    )
    assert [str(place) for place in trip.destinations.all()] == ["칠레(산티아고)"]
    assert [(seen.person.name, seen.rank) for seen in trip.travellers.all()] == [("서가온", "실장")]
    assert Meeting.objects.get().attendances.count() == 3
    assert Agreement.objects.get().parties.count() == 2
    assert Commitment.objects.count() == 3
    assert set(Organization.objects.values_list("name", flat=True)) == {"한빛우주연구원", "국립위성센터"}
    assert set(Proposal.objects.blocking().values_list("kind", flat=True)) == {"question"}
    assert not TripReport.objects.get(pk=revision.report_id).filed_at


def test_a_record_carries_its_document_lines_and_words(hana: User) -> None:
    revision = _clear(hana)
    meeting = Meeting.objects.get()
    assert meeting.source_document == revision.document
    assert meeting.source_lines == [6, 7]
    assert "국립위성센터(CNS) 면담" in meeting.source_quote
    assert Commitment.objects.get(text="자료 목록 송부").source_quote == "CNS는 11월 말까지 자료 목록을 보내기로 함"


def test_accepted_spellings_become_names_with_their_source(hana: User) -> None:
    revision = _clear(hana)
    acronym = OrganizationName.objects.get(text="CNS")
    assert (acronym.organization.name, acronym.kind) == ("국립위성센터", NameKind.ACRONYM)
    assert (acronym.source_document, acronym.source_lines, acronym.source_quote) == (
        revision.document,
        [6],
        "가. 국립위성센터(CNS) 면담",
    )


def test_the_next_report_matches_by_itself(hana: User) -> None:
    _clear(hana)
    content = reading()
    content["organizations"][1] = body("o2", "CNS", "CL")
    again = a_revision(hana, content, "next.txt")
    row = the(again, "organization", "o2")
    assert row.suggested == Organization.objects.get(name="국립위성센터").pk
    assert the(again, "person", "p2").suggested == Person.objects.get(name="Elena Ruiz Prado").pk
    assert the(again, "trip", "trip").suggested == Trip.objects.get().pk
    assert the(again, "meeting", "m1").suggested == Meeting.objects.get().pk
    assert the(again, "agreement", "a1").suggested == Agreement.objects.get().pk


def test_the_same_report_in_another_form_files_nothing_twice(hana: User) -> None:
    _clear(hana)
    counts = [
        model.objects.count() for model in (Trip, Meeting, Attendance, Agreement, Commitment, Person, Organization)
    ]
    accept_all_clear(a_revision(hana, name="copy.txt"), by=hana, on=ON)
    assert counts == [
        model.objects.count() for model in (Trip, Meeting, Attendance, Agreement, Commitment, Person, Organization)
    ]


def test_people_are_at_their_organization_as_last_seen(hana: User) -> None:
    _clear(hana)
    held = Person.objects.get(name="Elena Ruiz Prado").affiliations.get()
    assert (held.organization.name, held.title, held.seen_on) == ("국립위성센터", "Director", date(2026, 10, 13))


def test_a_meeting_brings_along_what_it_needs(hana: User) -> None:
    revision = a_revision(hana)
    outcome = accept(the(revision, "meeting", "m1"), by=hana, on=ON)
    meeting = Meeting.objects.get()
    assert meeting.host is not None
    assert {row.title for row in outcome.also} == {
        "위성자료 활용 협력 출장", "한빛우주연구원", "국립위성센터", "서가온", "Elena Ruiz Prado", "Tomas Vidal Rojas",
    }  # fmt: skip
    assert (meeting.held_on, meeting.starts_at, meeting.country, meeting.host.name) == (
        date(2026, 10, 13), time(10), "CL", "국립위성센터",
    )  # fmt: skip
    assert ItineraryItem.objects.get().meeting == meeting


def test_sides_follow_from_who_we_are(hana: User) -> None:
    _clear(hana)
    assert Organization.objects.get(ours=True).name == "한빛우주연구원"
    sides = dict(Attendance.objects.values_list("person__name", "side"))
    assert sides == {"Elena Ruiz Prado": Side.THEIRS, "서가온": Side.OURS, "Tomas Vidal Rojas": Side.THEIRS}
    assert dict(Commitment.objects.values_list("text", "side")) == {
        "자료 목록 송부": Side.THEIRS, "검토 의견 송부": Side.OURS, "기상청과 공유": Side.THEIRS,
    }  # fmt: skip


def test_an_undecided_attendee_does_not_hold_the_meeting_back(hana: User) -> None:
    centre = Organization.objects.create(name="국립위성센터", country="CL")
    centre.add_name("국립위성센터", "official")
    elsewhere = Person.objects.create(name="Elena Ruiz Prado")
    elsewhere.add_name("Elena Ruiz Prado")
    elsewhere.affiliations.create(organization=Organization.objects.create(name="Universidad del Norte"))
    revision = _clear(hana)
    assert Meeting.objects.get().attendances.count() == 2
    accept(the(revision, "person", "p2"), by=hana, on=ON, as_new=True)
    assert Meeting.objects.get().attendances.count() == 3
    assert Person.objects.filter(name="Elena Ruiz Prado").count() == 2


def test_an_agreement_waits_for_its_parties(hana: User) -> None:
    for _ in range(2):
        Organization.objects.create(name="국립위성센터", country="CL").add_name("국립위성센터", "official")
    revision = a_revision(hana)
    with pytest.raises(Blocked) as blocked:
        accept(the(revision, "agreement", "a1"), by=hana, on=ON)
    assert [row.title for row in blocked.value.needs] == ["국립위성센터"]
    assert not Agreement.objects.exists()
    assert not Organization.objects.filter(name="한빛우주연구원").exists()


def test_a_signed_agreement_leaves_empty_what_the_report_does_not_say(hana: User) -> None:
    _clear(hana)
    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.signed_on) == (AgreementState.SIGNED, date(2026, 10, 14))
    assert (agreement.term, agreement.expires_on, agreement.scope, agreement.renewal) == ("", None, "", "")
    assert all(party.signatory is None for party in agreement.parties.all())


def test_an_agreement_without_a_signing_date_is_not_signed(hana: User) -> None:
    content = reading()
    content["agreements"][0]["signed_on"] = None
    _clear(hana, content)
    assert Agreement.objects.get().state == AgreementState.AGREED_TEXT


def test_promises_are_quiet_unless_somebody_gave_their_word(hana: User) -> None:
    content = reading()
    content["commitments"] += [
        promise(12, "commitment", "o2", "검토해 보기로", certainty="tentative"),
        promise(12, "commitment", "o2", "허가가 나면 보내기로", certainty="conditional", condition="허가가 나면"),
        promise(12, "commitment", None, "누가 할지 모름"),
    ]
    _clear(hana, content)
    assert dict(Commitment.objects.values_list("text", "watched")) == {
        "자료 목록 송부": False, "검토 의견 송부": False, "기상청과 공유": True, "검토해 보기로": True,
        "허가가 나면 보내기로": False, "누가 할지 모름": True,
    }  # fmt: skip
    assert Commitment.objects.get(text="누가 할지 모름").side == Side.THIRD


def test_a_condition_that_was_not_found_is_the_sentence_itself(hana: User) -> None:
    content = reading()
    content["commitments"] = [promise(12, "commitment", "o2", "공유", certainty="conditional")]
    _clear(hana, content)
    commitment = Commitment.objects.get()
    assert (commitment.certainty, commitment.condition) == (Certainty.CONDITIONAL, "기상청과도 나눌 계획임")


def test_what_is_past_due_when_filed_asks_whether_it_was_done(hana: User) -> None:
    _clear(hana, on=date(2026, 12, 5))
    assert dict(Commitment.objects.values_list("text", "asks_done")) == {
        "자료 목록 송부": True, "검토 의견 송부": False, "기상청과 공유": False,
    }  # fmt: skip


def test_promises_of_a_trip_over_a_year_ago_are_history(hana: User) -> None:
    _clear(hana, on=date(2027, 10, 17))
    assert set(Commitment.objects.values_list("history", "asks_done")) == {(True, False)}


def test_a_promise_said_to_be_done_is_closed_when_it_is_accepted(hana: User) -> None:
    row = the(a_revision(hana), "commitment", "c1")
    accept(row, by=hana, on=ON, changes={"done": True, "outcome": "받음"})
    commitment = Commitment.objects.get()
    assert (commitment.state, commitment.closed_by, commitment.outcome) == (CommitmentState.DONE, hana, "받음")


def test_values_set_right_before_accepting_are_those_recorded(hana: User) -> None:
    row = the(a_revision(hana), "person", "p2")
    accept(row, by=hana, on=ON, changes={"name": "Helena Ruiz Prado", "title_shown": "Helena Ruiz Prado"})
    person = Person.objects.get(name="Helena Ruiz Prado")
    assert PersonName.objects.filter(person=person, text="Elena Ruiz Prado").exists()


def test_values_that_cannot_stand_are_refused_in_words_and_nothing_is_written(hana: User) -> None:
    row = the(a_revision(hana), "trip", "trip")
    with pytest.raises(Invalid):
        accept(row, by=hana, on=ON, changes={"start": "2026-10-12", "end": "2026-10-01"})
    assert not Trip.objects.exists()
    assert not Person.objects.exists()


def test_a_linked_record_keeps_what_people_entered(hana: User) -> None:
    trip = Trip.objects.create(
        title="칠레 출장", purpose="우리가 적은 목적", start_on="2026-10-11", end_on="2026-10-15"
    )
    link(the(a_revision(hana), "trip", "trip"), trip, by=hana, on=ON)
    trip.refresh_from_db()
    assert (trip.title, trip.purpose, trip.start_on) == ("칠레 출장", "우리가 적은 목적", date(2026, 10, 11))
    assert trip.travellers.count() == 1
    assert TripReport.objects.get().trip == trip


def test_a_planned_meeting_that_took_place_was_held(hana: User) -> None:
    planned = Meeting.objects.create(title="예정", held_on="2026-10-13", status=MeetingStatus.PLANNED)
    link(the(a_revision(hana), "meeting", "m1"), planned, by=hana, on=ON)
    planned.refresh_from_db()
    assert (planned.status, planned.title, planned.starts_at) == (MeetingStatus.HELD, "예정", time(10))


def test_a_rejected_person_is_left_out_of_the_meeting(hana: User) -> None:
    revision = a_revision(hana)
    reject(the(revision, "person", "p3"), by=hana, on=ON, why="통역")
    accept_all_clear(revision, by=hana, on=ON)
    assert Meeting.objects.get().attendances.count() == 2
    assert the(revision, "person", "p3").answer == "통역"


def test_a_proposal_is_decided_once(hana: User, minsu: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    reject(row, by=minsu, on=ON)
    with pytest.raises(Stale) as stale:
        accept(row, by=hana, on=ON)
    assert isinstance(stale.value.row, Proposal)
    assert stale.value.row.decided_by == minsu
    assert not Organization.objects.exists()


def test_a_record_made_meanwhile_is_not_made_again(hana: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    Organization.objects.create(name="국립위성센터", country="CL").add_name("국립위성센터", "official")
    with pytest.raises(Changed):
        accept(row, by=hana, on=ON, seen=row.suggested)
    assert Organization.objects.count() == 1


def test_when_nothing_waits_the_report_is_filed(hana: User, minsu: User) -> None:
    revision = _clear(hana)
    questions.answer(Proposal.objects.get(data__ask="discrepancy"), "0", by=minsu, on=ON)
    outcome = questions.answer(Proposal.objects.get(data__ask="same_person"), "same", by=minsu, on=ON)
    report = TripReport.objects.get(pk=revision.report_id)
    assert outcome.filed
    assert (report.filed_by, report.trip, report.submitted_on) == (minsu, Trip.objects.get(), date(2026, 10, 30))
    assert Trip.objects.get().submitted_on == date(2026, 10, 30)


def test_a_name_signed_wrongly_is_asked_and_becomes_a_spelling_when_it_is_the_same(hana: User) -> None:
    revision = _clear(hana)
    report = TripReport.objects.get(pk=revision.report_id)
    assert (report.author, report.author_text) == (None, "서가은")
    assert not Person.objects.filter(name="서가은").exists()
    questions.answer(Proposal.objects.get(data__ask="same_person"), "same", by=hana, on=ON, word="오기")
    report.refresh_from_db()
    assert report.author == Person.objects.get(name="서가온")
    assert PersonName.objects.filter(text="서가은", person=report.author).exists()


def test_a_name_that_is_somebody_else_becomes_a_proposal_of_its_own(hana: User) -> None:
    _clear(hana)
    questions.answer(Proposal.objects.get(data__ask="same_person"), "different", by=hana, on=ON)
    row = Proposal.objects.get(kind="person", title="서가은")
    assert row.state == ProposalState.WAITING
    accept(row, by=hana, on=ON)
    assert Person.objects.filter(name="서가은").count() == 1


def test_the_right_time_goes_into_the_meeting_unless_a_person_changed_it(hana: User) -> None:
    _clear(hana)
    row = Proposal.objects.get(data__ask="discrepancy")
    questions.answer(row, "1", by=hana, on=ON)
    assert Meeting.objects.get().starts_at == time(11)
    undo(row, by=hana, on=ON)
    Meeting.objects.update(starts_at=time(9))
    questions.answer(row, "0", by=hana, on=ON)
    assert Meeting.objects.get().starts_at == time(9)


def test_two_bodies_said_to_be_one_become_one_record(hana: User) -> None:
    content = reading()
    content["organizations"].append(body("o7", "국립위성연구소", "CL", line=6) | {"candidate_same_as": "o2"})
    revision = _clear(hana, content)
    assert not Organization.objects.filter(name="국립위성연구소").exists()
    questions.answer(Proposal.objects.get(data__ask="same_organization"), "same", by=hana, on=ON)
    centre = Organization.objects.get(name="국립위성센터")
    assert OrganizationName.objects.get(text="국립위성연구소").organization == centre
    assert the(revision, "organization", "o7").state == ProposalState.LINKED


def test_records_of_a_confidential_report_are_confidential(hana: User, django_user_model: Any) -> None:
    revision = a_revision(hana)
    revision.report.confidential = True
    revision.report.save()
    accept_all_clear(revision, by=hana, on=ON)
    for model in (Trip, Meeting, Agreement, Commitment):
        assert set(model.objects.values_list("confidential", flat=True)) == {True}


def test_every_change_says_whose_it_was_and_which_proposal_it_came_from(hana: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    accept(row, by=hana, on=ON)
    said = Organization.pgh_event_model.objects.latest("pgh_id").pgh_context.metadata  # type: ignore[attr-defined]
    assert (said["user"], said["proposal"], said["revision"]) == (str(hana.pk), str(row.pk), str(row.revision_id))


# ------------------------------------------------------------------------------------------------- undo


@pytest.fixture
def cast(db: None) -> tuple[User, User]:
    """hana and minsu, for tests in which each act has a history context of its own, as requests have."""
    with recorded(command="cast"):
        return make("hana", Role.OFFICER, "정하나"), make("minsu", Role.MANAGER, "박민수")


@pytest.mark.without_context
def test_undoing_removes_what_accepting_made(cast: tuple[User, User]) -> None:
    hana, _ = cast
    with recorded(by=hana, command="test"):
        revision = a_revision(hana)
    row = the(revision, "person", "p2")
    accept(row, by=hana, on=ON)
    undo(row, by=hana, on=ON)
    row.refresh_from_db()
    assert (row.state, row.became, row.decided_by) == (ProposalState.WAITING, None, None)
    assert not Person.objects.exists()
    assert Organization.objects.get().name == "국립위성센터"


@pytest.mark.without_context
def test_undoing_is_refused_with_names_where_something_rests_on_it(cast: tuple[User, User]) -> None:
    hana, _ = cast
    with recorded(by=hana, command="test"):
        revision = a_revision(hana)
    accept_all_clear(revision, by=hana, on=ON)
    with pytest.raises(Needed, match=r"국립위성센터.*면담"):
        undo(the(revision, "person", "p3"), by=hana, on=ON)
    assert Person.objects.filter(name="Tomas Vidal Rojas").exists()


@pytest.mark.without_context
def test_undoing_is_refused_where_somebody_worked_on_the_record_since(cast: tuple[User, User]) -> None:
    hana, minsu = cast
    with recorded(by=hana, command="test"):
        revision = a_revision(hana)
    accept(the(revision, "organization", "o2"), by=hana, on=ON)
    with recorded(by=minsu, command="edit"), transaction.atomic():
        Organization.objects.update(city="산티아고")
    with pytest.raises(Needed, match="박민수"):
        undo(the(revision, "organization", "o2"), by=hana, on=ON)


@pytest.mark.without_context
def test_undoing_a_link_takes_back_the_spellings_it_brought(cast: tuple[User, User]) -> None:
    hana, _ = cast
    with recorded(by=hana, command="test"):
        centre = Organization.objects.create(name="Centro", country="CL")
        centre.add_name("Centro", "official")
        revision = a_revision(hana)
    row = the(revision, "organization", "o2")
    link(row, centre, by=hana, on=ON)
    assert centre.names.count() == 3
    undo(row, by=hana, on=ON)
    assert [name.text for name in centre.names.all()] == ["Centro"]


def test_a_filed_report_of_which_a_decision_is_taken_back_is_under_review_again(hana: User) -> None:
    revision = _clear(hana)
    for row in Proposal.objects.filter(kind="question"):
        questions.answer(row, questions.choices(row)[0], by=hana, on=ON)
    assert TripReport.objects.get(pk=revision.report_id).filed_at
    undo(Proposal.objects.get(data__ask="discrepancy"), by=hana, on=ON)
    assert not TripReport.objects.get(pk=revision.report_id).filed_at


def test_a_decision_that_another_replaced_is_not_taken_back(hana: User) -> None:
    row = the(a_revision(hana), "organization", "o3")
    reject(row, by=hana, on=ON)
    seen = the(row.revision, "organization", "o3").decided_at
    undo(row, by=hana, on=ON, decided_at=seen)
    reject(row, by=hana, on=ON)
    with pytest.raises(Stale):
        undo(row, by=hana, on=ON, decided_at=seen)


def test_a_hidden_record_that_forbids_an_undo_is_not_named(hana: User, minsu: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    accept(row, by=hana, on=ON)
    Meeting.objects.create(
        title="비공개 회동", held_on="2026-11-01", host=Organization.objects.get(), confidential=True
    )
    with pytest.raises(Needed) as needed:
        undo(row, by=hana, on=ON)
    assert "비공개 회동" not in str(needed.value)
    with pytest.raises(Needed, match="비공개 회동"):
        undo(row, by=minsu, on=ON)


def test_a_record_made_confidential_since_is_not_named_where_it_cannot_be_undone(
    hana: User, django_user_model: Any
) -> None:
    row = the(a_revision(hana), "meeting", "m1")
    accept(row, by=hana, on=ON)
    row.refresh_from_db()
    meeting = Meeting.objects.get()
    with recorded(by=hana):
        Meeting.objects.filter(pk=meeting.pk).update(title="비공개 회동", confidential=True)
    Commitment.objects.create(text="자료 송부", side=Side.OURS, officer=hana, meeting=meeting)
    reader = django_user_model.objects.create_user("reader", password="x", role="officer")
    with pytest.raises(Needed) as needed:
        undo(row, by=reader, on=ON)
    assert "비공개 회동" not in str(needed.value)


def test_what_belongs_to_a_trip_waits_while_the_trip_is_asked(hana: User) -> None:
    content = reading()
    content["trip"]["period"] = None
    revision = a_revision(hana, content)
    assert the(revision, "trip", "trip").match == Match.NEAR
    accept_all_clear(revision, by=hana, on=ON)
    assert not Meeting.objects.exists()
    assert not Commitment.objects.exists()
    row = the(revision, "trip", "trip")
    accept(row, by=hana, on=ON, changes={"start": "2026-10-12", "end": "2026-10-16"})
    accept_all_clear(revision, by=hana, on=ON)
    assert Meeting.objects.get().trip == Trip.objects.get()
    assert set(Commitment.objects.values_list("trip", flat=True)) == {Trip.objects.get().pk}
