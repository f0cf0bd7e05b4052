"""What an agreement lives by: what is proposed and to whom, what counts only then, what is never proposed again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.records import Stale
from config.tests.cast import SignIn
from cooperation import vitality
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementParty,
    Commitment,
    DeclinedActivity,
    Project,
)
from meetings.models import Attendance, Meeting, Side, Trip
from partners.models import Organization, Person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


class Ties:
    """Our institute, a partner with an office below it, and an agreement of the two that is silent."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.ours = Organization.objects.create(name="우리 기관", ours=True)
        self.partner = Organization.objects.create(name="KOICA", country="KR")
        self.office = Organization.objects.create(name="KOICA 페루 사무소", country="PE", parent=self.partner)
        self.stranger = Organization.objects.create(name="Some Lab", country="PE")
        self.agreement = self.tie("협력 약정")

    def tie(self, title: str, **facts: Any) -> Agreement:
        facts = {"state": "signed", "signed_on": ago(800), "officer": self.by, **facts}
        made = Agreement.objects.create(title=title, **facts)
        for body in (self.ours, self.partner):
            AgreementParty.objects.create(agreement=made, organization=body)
        return made

    def meeting(self, days: int, host: Organization | None = None, **facts: Any) -> Meeting:
        return Meeting.objects.create(
            **{"title": f"{days}일 전 회의", "held_on": ago(days), "host": host or self.partner, **facts}
        )

    def proposed(self, user: User, agreement: Agreement | None = None, on: date = TODAY) -> list[tuple[str, str]]:
        row = Agreement.objects.as_of(on).get(pk=(agreement or self.agreement).pk)
        return [(one.kind, one.title) for one in vitality.proposals([row], user, on).get(row.pk, [])]


@pytest.fixture
def ties(hana: User) -> Ties:
    return Ties(hana)


# ------------------------------------------------------------------------------------------- what is proposed


def test_a_meeting_with_a_partner_within_the_term_is_proposed(ties: Ties, hana: User) -> None:
    ties.meeting(40)
    ties.meeting(50, ties.office)  # an office of the partner
    ties.meeting(801)  # before it began
    ties.meeting(-3)  # not held yet
    ties.meeting(60, ties.stranger)
    ties.meeting(61, ties.ours)  # among ourselves
    ties.meeting(62, status="cancelled", cancelled_why="비")
    ties.meeting(63, status="planned")
    ties.meeting(800, kind="ceremony")  # the signing itself
    assert ties.proposed(hana) == [("meeting", "40일 전 회의"), ("meeting", "50일 전 회의")]
    assert ties.proposed(hana, on=ago(45)) == [("meeting", "50일 전 회의")]


def test_who_only_took_part_counts_as_being_there(ties: Ties, hana: User) -> None:
    meeting = ties.meeting(40, ties.stranger)
    guest = Person.objects.create(name="Ana Quispe")
    Attendance.objects.create(meeting=meeting, person=guest, organization=ties.office, side=Side.THEIRS)
    row = Agreement.objects.as_of(TODAY).get(pk=ties.agreement.pk)
    (found,) = vitality.proposals([row], hana, TODAY)[row.pk]
    assert (found.title, found.bodies) == ("40일 전 회의", ("KOICA",))


@pytest.mark.parametrize(
    ("facts", "days", "within"),
    [
        ({"term": "fixed", "expires_on": ago(100)}, 101, True),
        ({"term": "fixed", "expires_on": ago(100)}, 99, False),
        ({"state": "closed", "closed_on": ago(100), "closed_as": "completed"}, 100, True),
        ({"state": "closed", "closed_on": ago(100), "closed_as": "completed"}, 99, False),
        ({"effective_from": ago(50)}, 51, False),
        ({"state": "draft", "signed_on": None}, 5, False),
        ({"term": "fixed", "expires_on": ago(700), "renewal": "automatic", "renewal_years": 1}, 5, True),
    ],
)
def test_the_term_is_that_of_the_agreement(
    facts: dict[str, Any], days: int, within: bool, ties: Ties, hana: User
) -> None:
    agreement = ties.tie("다른 약정", **facts)
    ties.meeting(days)
    assert bool(ties.proposed(hana, agreement)) is within


def test_a_trip_is_proposed_for_the_meetings_held_on_it(ties: Ties, hana: User) -> None:
    trip = Trip.objects.create(title="페루 출장", start_on=ago(42), end_on=ago(38))
    Trip.objects.create(title="다른 출장", start_on=ago(42), end_on=ago(38))
    meeting = ties.meeting(40, trip=trip)
    assert ties.proposed(hana) == [("meeting", "40일 전 회의"), ("trip", "페루 출장")]
    DeclinedActivity.decline(ties.agreement, "meeting", meeting.pk, by=hana, on=TODAY)
    assert ties.proposed(hana) == []  # nothing of it was under the agreement


def test_a_project_is_proposed_once_for_each_year_it_lived(ties: Ties, hana: User) -> None:
    project = Project.objects.create(title="공동 연구", agreement=ties.agreement)
    assert ties.proposed(hana) == []  # an idea is no activity
    way = ("proposed", 3), ("under_review", 4), ("approved", 6), ("running", 7)
    for stage, month in way:
        project.move(stage, "A reason", by=hana, on=date(2025, month, 1))
    row = Agreement.objects.as_of(TODAY).get(pk=ties.agreement.pk)
    found = vitality.proposals([row], hana, TODAY)[row.pk]
    assert [(one.kind, one.day) for one in found] == [("project", TODAY), ("project", date(2025, 12, 31))]
    AgreementActivity.accept(row, [(found[1].kind, found[1].key, found[1].day)], by=hana)
    assert [one.day for one in vitality.proposals([row], hana, TODAY)[row.pk]] == [TODAY]


@pytest.mark.parametrize(
    ("steps", "days"),
    [
        ([], []),
        ([("idea", "proposed", 90)], [(90, 90)]),
        ([("idea", "proposed", 90), ("proposed", "rejected", 60)], [(90, 90)]),
        ([("idea", "proposed", 90), ("proposed", "idea", 60)], [(90, 90)]),  # a step back is no life
        (
            [("under_review", "approved", 90), ("approved", "running", 80), ("running", "closed", 20)],
            [(200, 200), (90, 90), (80, 80), (80, 20)],
        ),
        ([("running", "closed", 20)], [(200, 200), (200, 20)]),
    ],
)
def test_a_project_lives_when_it_is_moved_forward_and_while_it_runs(
    steps: list[tuple[str, str, int]], days: list[tuple[int, int]]
) -> None:
    stage = steps[-1][1] if steps else "idea"
    found = vitality.lived(stage, ago(200), [(was, to, ago(day)) for was, to, day in steps], TODAY)
    assert found == [(ago(start), ago(end)) for start, end in days]


def test_what_a_person_may_not_see_is_not_proposed_to_them(ties: Ties, hana: User, minsu: User, guest: User) -> None:
    trip = Trip.objects.create(title="조용한 출장", start_on=ago(42), end_on=ago(38), confidential=True)
    ties.meeting(40, confidential=True)
    ties.meeting(41, trip=trip)
    Project.objects.create(title="조용한 사업", stage="running", agreement=ties.agreement, confidential=True)
    assert ties.proposed(guest) == ties.proposed(hana) == []
    assert len(ties.proposed(minsu, on=timezone.localdate())) == 4


def test_proposals_of_many_agreements_cost_as_much_as_of_one(
    ties: Ties, hana: User, django_assert_max_num_queries: Any
) -> None:
    costs = []
    for number in (1, 30):
        for index in range(number):
            agreement = ties.tie(f"약정 {number} {index}")
            project = Project.objects.create(title="사업", agreement=agreement)
            project.move("proposed", "A reason", by=hana, on=ago(30))
            trip = Trip.objects.create(title="출장", start_on=ago(42 + index))
            ties.meeting(40 + index, trip=trip)
        rows = list(Agreement.objects.visible_to(hana).as_of(TODAY))
        with django_assert_max_num_queries(20) as asked:
            found = vitality.proposals(rows, hana, TODAY)
        assert len(found) == len(rows)
        costs.append(len(asked))
    assert costs[0] == costs[1], costs


# ------------------------------------------------------------------------------------------- answers


def answer(client: Client, agreement: Agreement, **sent: Any) -> Any:
    return client.post(reverse("agreement_answer", args=[agreement.pk]), sent, follow=True)


def codes(client: Client, agreement: Agreement) -> list[str]:
    import re

    return re.findall(r'name="item" value="([^"]+)"', client.get(agreement.get_absolute_url()).content.decode())


@pytest.fixture
def now(ties: Ties) -> Ties:
    """The same ties, seen today."""
    today = timezone.localdate()
    Agreement.objects.filter(pk=ties.agreement.pk).update(signed_on=today - timedelta(days=800))
    for days in (30, 60):
        Meeting.objects.create(title=f"회의 {days}", held_on=today - timedelta(days=days), host=ties.partner)
    return ties


def test_what_counts_takes_the_day_its_trip_gets_later(ties: Ties, hana: User) -> None:
    trip = Trip.objects.create(title="출장")
    AgreementActivity.link(ties.agreement, by=hana, happened_on=ago(9), trip=trip)
    Trip.objects.filter(pk=trip.pk).update(start_on=ago(5), end_on=ago(4))
    assert AgreementActivity.objects.get().happened_on == ago(5)
    Trip.objects.filter(pk=trip.pk).update(start_on=None, end_on=None)
    assert AgreementActivity.objects.get().happened_on == ago(5)


def test_a_project_put_on_record_before_nine_is_of_that_day_here(ties: Ties, hana: User) -> None:
    """Eight in the morning here is the evening before in Greenwich."""
    project = Project.objects.create(title="공동 사업", agreement=ties.agreement, stage="running")
    new_year = timezone.make_aware(datetime.combine(date(2026, 1, 1), time(8)))
    Project.objects.filter(pk=project.pk).update(created_at=new_year)
    agreement = Agreement.objects.as_of(TODAY).get(pk=ties.agreement.pk)
    found = vitality.proposals([agreement], hana, TODAY)[agreement.pk]
    assert {one.day.year for one in found if one.kind == "project"} == {2026}


def test_nothing_counts_before_somebody_accepts_it_and_then_it_is_silent_no_more(
    sign_in: SignIn, now: Ties, hana: User
) -> None:
    client, today = sign_in(hana), timezone.localdate()

    def silent() -> bool:
        listed: bool = Agreement.objects.silent(today).filter(pk=now.agreement.pk).exists()
        return listed

    assert silent()
    assert Agreement.objects.get(pk=now.agreement.pk).is_silent(today)
    first, second = codes(client, now.agreement)
    page = answer(client, now.agreement, decision="accept", item=first)
    counted = AgreementActivity.objects.get()
    assert (counted.meeting, counted.entered_by) == (Meeting.objects.get(title="회의 30"), hana)
    assert not silent()
    assert not Agreement.objects.get(pk=now.agreement.pk).is_silent(today)
    assert codes(client, now.agreement) == [second]
    undo = reverse("agreement_answer_undo", args=[now.agreement.pk, counted.accepted_in])
    assert undo in page.content.decode()
    client.post(undo)
    assert silent()
    assert codes(client, now.agreement) == [first, second]


def test_what_was_declined_is_not_proposed_again_but_can_be_undone_or_linked_by_hand(
    sign_in: SignIn, now: Ties, hana: User
) -> None:
    client = sign_in(hana)
    first, second = codes(client, now.agreement)
    answer(client, now.agreement, decision="decline", item=first)
    assert codes(client, now.agreement) == [second]
    declined = DeclinedActivity.objects.get()
    assert declined.declined_by == hana
    client.post(reverse("agreement_answer_undo", args=[now.agreement.pk, declined.pk]))
    assert codes(client, now.agreement) == [first, second]
    answer(client, now.agreement, decision="decline", item=first)
    now.agreement.refresh_from_db()
    meeting = Meeting.objects.get(title="회의 30")
    sent = {"version": now.agreement.version, "happened-meeting": str(meeting.pk)}
    assert client.post(reverse("agreement_act", args=[now.agreement.pk, "happened"]), sent).status_code == 302
    assert AgreementActivity.objects.get().accepted_in is None
    assert not DeclinedActivity.objects.exists()


def test_all_of_a_year_is_accepted_in_one_click_and_taken_back_in_one(sign_in: SignIn, ties: Ties, hana: User) -> None:
    client, year = sign_in(hana), timezone.localdate().year - 1
    for month in (2, 5, 9):
        Meeting.objects.create(title=f"{month}월", held_on=date(year, month, 3), host=ties.partner)
    answer(client, ties.agreement, decision="accept", year=str(year))
    assert AgreementActivity.objects.count() == 3
    (click,) = set(AgreementActivity.objects.values_list("accepted_in", flat=True))
    client.post(reverse("agreement_answer_undo", args=[ties.agreement.pk, click]))
    assert not AgreementActivity.objects.exists()


def test_the_second_of_two_answers_is_told(sign_in: SignIn, now: Ties, hana: User, minsu: User) -> None:
    item = codes(sign_in(hana), now.agreement)[0]
    answer(sign_in(minsu), now.agreement, decision="accept", item=item)
    page = answer(sign_in(hana), now.agreement, decision="decline", item=item).content.decode()
    assert "이제 후보가 아닙니다" in page
    assert not DeclinedActivity.objects.exists()
    meeting = AgreementActivity.objects.get().meeting
    assert meeting is not None
    with pytest.raises(Stale), transaction.atomic():  # at the same moment: past the look at what is proposed
        DeclinedActivity.decline(now.agreement, "meeting", meeting.pk, by=hana, on=TODAY)
    with pytest.raises(Stale), transaction.atomic():
        AgreementActivity.accept(now.agreement, [("meeting", meeting.pk, meeting.held_on)], by=hana)


def test_only_what_is_proposed_can_be_accepted(sign_in: SignIn, now: Ties, hana: User) -> None:
    elsewhere = Meeting.objects.create(title="남의 회의", held_on=ago(3), host=now.stranger)
    for item in (f"meeting:{elsewhere.pk}:2026", "meeting:x:y", ""):
        answer(sign_in(hana), now.agreement, decision="accept", item=item)
    assert not AgreementActivity.objects.exists()


def test_a_viewer_sees_what_is_proposed_and_answers_nothing(sign_in: SignIn, now: Ties, guest: User) -> None:
    client = sign_in(guest)
    page = client.get(now.agreement.get_absolute_url()).content.decode()
    assert "회의 30" in page
    assert not codes(client, now.agreement)
    assert client.post(reverse("agreement_answer", args=[now.agreement.pk])).status_code == 403


def test_what_is_taken_off_an_agreement_is_not_proposed_again(sign_in: SignIn, now: Ties, hana: User) -> None:
    client = sign_in(hana)
    first, second = codes(client, now.agreement)
    answer(client, now.agreement, decision="accept", item=first)
    now.agreement.refresh_from_db()
    drop = reverse("agreement_drop", args=[now.agreement.pk, "activity", AgreementActivity.objects.get().pk])
    client.post(drop, {"version": now.agreement.version})
    assert codes(client, now.agreement) == [second]


def test_evidence_is_kept_with_its_sum_and_what_was_worked_on_is_not_taken_back(
    sign_in: SignIn, now: Ties, hana: User
) -> None:
    client = sign_in(hana)
    answer(client, now.agreement, decision="accept", item=codes(client, now.agreement)[0])
    row = AgreementActivity.objects.get()
    now.agreement.refresh_from_db()
    address = reverse("agreement_evidence", args=[now.agreement.pk, row.pk])
    file = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 minutes")
    client.post(address, {"version": now.agreement.version, "text": "회의록", "evidence": file})
    row.refresh_from_db()
    assert row.evidence is not None
    page = client.get(now.agreement.get_absolute_url()).content.decode()
    assert row.evidence.sha256[:12] in page
    assert "회의록" in page
    answered = client.post(reverse("agreement_answer_undo", args=[now.agreement.pk, row.accepted_in]), follow=True)
    assert "내용이나 증빙이 더해졌습니다" in answered.content.decode()
    assert AgreementActivity.objects.exists()


# ------------------------------------------------------------------------------------------- what follows


def test_what_counts_follows_the_meeting_and_the_trip(ties: Ties, hana: User) -> None:
    trip = Trip.objects.create(title="출장", start_on=ago(42), end_on=ago(38))
    bare, told = ties.meeting(40), ties.meeting(41)
    counted = [("meeting", bare.pk, ago(40)), ("meeting", told.pk, ago(41)), ("trip", trip.pk, ago(42))]
    AgreementActivity.accept(ties.agreement, counted, by=hana)
    AgreementActivity.objects.filter(meeting=told).update(text="세미나로 이어짐")
    Meeting.objects.update(held_on=ago(10))
    Trip.objects.update(start_on=ago(50))
    assert set(AgreementActivity.objects.values_list("happened_on", flat=True)) == {ago(10), ago(50)}
    bare.refresh_from_db()
    bare.cancel(by=hana, why="비")
    told.refresh_from_db()
    told.cancel(by=hana, why="비")
    Trip.objects.update(cancelled_on=TODAY, cancelled_why="비")
    assert [str(row) for row in AgreementActivity.objects.all()] == ["세미나로 이어짐"]  # somebody wrote of it
    bare.reinstate(by=hana, on=TODAY)
    assert ties.proposed(hana) == [("meeting", "40일 전 회의")]


def test_the_years_tell_what_counts_and_also_where_nothing_did(ties: Ties, hana: User) -> None:
    agreement = ties.agreement
    project = Project.objects.create(title="사업")
    AgreementActivity.accept(agreement, [("meeting", ties.meeting(40).pk, ago(40))], by=hana)
    AgreementActivity.link(agreement, by=hana, happened_on=ago(50), project=project)
    AgreementActivity.link(agreement, by=hana, happened_on=date(2024, 12, 1), text="세미나")
    ties.meeting(400)
    promise = Commitment.objects.create(agreement=agreement, side=Side.OURS, text="자료 송부", officer=hana)
    promise.done("보냄", by=hana, on=date(2026, 2, 1))
    row = Agreement.objects.as_of(TODAY).get(pk=agreement.pk)
    found = vitality.years(
        row,
        AgreementActivity.objects.filter(agreement=row),
        vitality.kept_on(row, hana),
        vitality.proposals([row], hana, TODAY)[row.pk],
        TODAY,
    )
    empty = dict.fromkeys(vitality.KINDS, 0)
    assert [(year.year, year.total, year.proposed) for year in found] == [(2026, 3, 0), (2025, 0, 1), (2024, 1, 0)]
    assert found[0].counts == {**empty, "meeting": 1, "project": 1, "kept": 1}
    assert found[2].counts == {**empty, "text": 1}


def test_page_list_and_api_count_alike(sign_in: SignIn, now: Ties, hana: User) -> None:
    client = sign_in(hana)
    answer(client, now.agreement, decision="accept", item=codes(client, now.agreement)[1])
    address = f"/api/v1/agreements/{now.agreement.pk}/vitality/"
    told = client.get(address).json()
    assert told["silent"] is False
    assert sum(year["total"] for year in told["years"]) == 1
    assert [one["title"] for one in told["proposed"]] == ["회의 30"]
    rows = client.get("/api/v1/activities/", {"agreement": str(now.agreement.pk), "kind": "meeting"}).json()["results"]
    assert [(row["kind"], row["meeting"]["title"], row["accepted"]) for row in rows] == [("meeting", "회의 60", True)]
    year = rows[0]["happened_on"][:4]
    page = client.get(reverse("activities"), {"kind": "meeting", "year": year}).content.decode()
    assert "회의 60" in page
    assert client.get(address, {"on": "yesterday"}).status_code == 400
    assert client.get(address, {"day": "2026-01-01"}).status_code == 400


def test_the_page_of_an_agreement_costs_the_same_for_two_proposals_as_for_forty(
    sign_in: SignIn, now: Ties, hana: User, django_assert_max_num_queries: Any
) -> None:
    client, costs = sign_in(hana), []
    for number in (2, 2, 38):
        for index in range(number):
            meeting = now.meeting(70 + index)
            now.meeting(70 + index)
            AgreementActivity.link(now.agreement, by=hana, happened_on=meeting.held_on, meeting=meeting)
        client.get(now.agreement.get_absolute_url())
        with django_assert_max_num_queries(90) as asked:
            assert client.get(now.agreement.get_absolute_url()).status_code == 200
        costs.append(len(asked))
    assert costs[1] == costs[2], costs


def test_the_silent_list_says_what_could_end_the_silence(
    sign_in: SignIn, now: Ties, hana: User, django_assert_max_num_queries: Any
) -> None:
    client, address, costs = sign_in(hana), reverse("agreements") + "?silent=true", []
    assert "후보 2건" in client.get(address).content.decode()
    for number in (1, 20):
        for index in range(number):
            now.tie(f"약정 {number} {index}", signed_on=timezone.localdate() - timedelta(days=800))
        client.get(address)
        with django_assert_max_num_queries(60) as asked:
            page = client.get(address).content.decode()
        costs.append(len(asked))
    assert page.count("후보 2건") == 22
    assert costs[0] == costs[1], costs
