"""Reminders: planned once, bundled once, sent at least once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Heartbeat, User
from config.tests.cast import SignIn
from cooperation.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    Commitment,
    Decision,
    Delivery,
    DeliveryState,
    Reminder,
    Rule,
    Standing,
    Term,
)
from cooperation.reminders import digest, plan, post
from cooperation.reminders.workdays import days_served, is_working_day
from meetings.models import Trip, TripTraveller
from partners.models import Organization, Person

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = date(2026, 3, 16)

pytestmark = pytest.mark.django_db


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL)


@pytest.fixture
def promise(hana: User) -> Commitment:
    owner = Organization.objects.create(name="이노폴리스 재단", country="UZ")
    return Commitment.objects.create(
        side="ours",
        owner=owner,
        officer=hana,
        text="시험인증 의향서 회신",
        due_end=date(2026, 3, 17),
        due_precision="day",
    )


def rules_of(user: User) -> list[str]:
    return list(Reminder.objects.filter(recipient=user).order_by("due_on").values_list("rule", flat=True))


def test_a_holiday_is_no_working_day_and_its_reminders_go_out_before_it() -> None:
    assert not is_working_day(date(2026, 3, 1), "KR")  # 3·1절, a Sunday; the day after stands in for it
    assert not is_working_day(date(2026, 3, 2), "KR")
    assert is_working_day(date(2026, 3, 3), "KR")
    assert days_served(date(2026, 2, 27), "KR") == date(2026, 3, 2)


def test_an_unknown_country_keeps_its_weekends() -> None:
    assert is_working_day(MONDAY, "XX")
    assert not is_working_day(date(2026, 3, 15), "XX")


def test_only_the_latest_window_that_has_begun_is_planned(promise: Commitment, hana: User) -> None:
    plan.plan(at(MONDAY))
    assert rules_of(hana) == [Rule.COMMITMENT_1]


def test_planning_twice_writes_once(promise: Commitment, hana: User) -> None:
    assert plan.plan(at(MONDAY)) == 1
    assert plan.plan(at(MONDAY)) == 0


def test_a_missed_day_is_caught_up(promise: Commitment, hana: User) -> None:
    plan.plan(at(MONDAY + timedelta(days=3)))
    assert rules_of(hana) == [Rule.COMMITMENT_0]


def test_a_milestone_on_a_weekend_goes_out_on_friday_and_not_again(promise: Commitment, hana: User) -> None:
    Commitment.objects.filter(pk=promise.pk).update(due_end=date(2026, 3, 22))  # a Sunday
    plan.plan(at(date(2026, 3, 20)))
    assert rules_of(hana) == [Rule.COMMITMENT_0]
    assert plan.plan(at(date(2026, 3, 21))) == 0
    assert plan.plan(at(date(2026, 3, 23))) == 0


def test_overdue_promises_come_back_weekly_and_reach_the_manager_after_14_days(
    promise: Commitment, hana: User, minsu: User
) -> None:
    plan.plan(at(date(2026, 3, 25)))
    assert rules_of(hana) == [Rule.COMMITMENT_WEEKLY]
    assert rules_of(minsu) == []
    plan.plan(at(date(2026, 4, 1)))
    assert rules_of(hana) == [Rule.COMMITMENT_WEEKLY] * 2
    assert rules_of(minsu) == [Rule.COMMITMENT_MANAGER]


@pytest.mark.parametrize(
    "values",
    [
        {"watched": True},
        {"asks_done": True},
        {"history": True},
        {"snoozed_until": date(2026, 3, 30), "snoozed_why": "상대 휴가"},
        {"kind": "plan", "watched": True},
    ],
)
def test_quiet_promises_are_not_mailed(promise: Commitment, hana: User, values: dict[str, object]) -> None:
    Commitment.objects.filter(pk=promise.pk).update(**values)
    assert plan.plan(at(MONDAY)) == 0


def test_soon_is_looked_at_after_14_days(promise: Commitment, hana: User) -> None:
    Commitment.objects.filter(pk=promise.pk).update(
        due_end=None, due_precision="soon", created_at=at(MONDAY - timedelta(days=14))
    )
    plan.plan(at(MONDAY))
    assert rules_of(hana) == [Rule.COMMITMENT_SOON]


def test_mail_of_somebody_absent_goes_to_the_delegate_and_says_so(
    promise: Commitment, hana: User, minsu: User, guest: User
) -> None:
    hana.absent_from, hana.delegate = MONDAY, guest
    hana.save()
    plan.plan(at(MONDAY))
    assert rules_of(hana) == []
    assert Reminder.objects.get().recipient == guest
    digest.bundle(at(MONDAY))
    assert str(hana) in Delivery.objects.get().text


def test_mail_of_somebody_gone_without_delegate_goes_to_the_manager(
    promise: Commitment, hana: User, minsu: User
) -> None:
    hana.is_active = False
    hana.save()
    plan.plan(at(MONDAY))
    assert Reminder.objects.get().recipient == minsu


def test_a_delegate_who_may_not_see_it_is_passed_over(
    promise: Commitment, hana: User, minsu: User, guest: User
) -> None:
    Commitment.objects.filter(pk=promise.pk).update(confidential=True)
    hana.absent_from, hana.delegate = MONDAY, guest
    hana.save()
    plan.plan(at(MONDAY))
    assert Reminder.objects.get().recipient == minsu


@pytest.fixture
def agreement(hana: User) -> Agreement:
    row = Agreement.objects.create(
        title="공동연구 협약",
        state=AgreementState.SIGNED,
        signed_on=date(2023, 9, 16),
        term=Term.FIXED,
        expires_on=date(2026, 9, 15),
        officer=hana,
    )
    for order, name in enumerate(("우리 연구원", "상대 연구소")):
        AgreementParty.objects.create(agreement=row, organization=Organization.objects.create(name=name), order=order)
    return row


def test_an_agreement_is_spoken_of_until_it_is_decided(agreement: Agreement, hana: User, minsu: User) -> None:
    for day in (date(2025, 9, 16), date(2026, 2, 16), MONDAY, date(2026, 8, 18), date(2026, 9, 15), date(2026, 9, 29)):
        plan.plan(at(day))
    assert set(rules_of(hana)) >= {
        Rule.AGREEMENT_LOOK,
        Rule.AGREEMENT_DECIDE,
        Rule.AGREEMENT_END_30,
        Rule.AGREEMENT_END_0,
        Rule.AGREEMENT_WEEKLY,
    }
    before = Reminder.objects.count()
    row = Agreement.objects.as_of(date(2026, 10, 1)).get()
    assert row.standing == Standing.LAPSED
    Decision.objects.create(
        agreement=agreement,
        kind="let_lapse",
        act_by=row.act_by,
        decided_on=date(2026, 10, 1),
        decided_by=minsu,
        why="목적을 이루었음",
    )
    plan.plan(at(date(2026, 10, 20)))
    assert Reminder.objects.count() == before


def test_a_trip_asks_its_traveller_for_the_report_and_then_its_manager_daily(hana: User, minsu: User) -> None:
    trip = Trip.objects.create(title="타슈켄트 협의", start_on=date(2026, 2, 2), end_on=date(2026, 2, 6))
    TripTraveller.objects.create(trip=trip, person=Person.objects.create(name="정하나", user=hana))
    for day in (date(2026, 2, 19), date(2026, 2, 26), date(2026, 3, 5)):
        plan.plan(at(day))
    assert rules_of(hana) == [Rule.REPORT_10, Rule.REPORT_20, Rule.REPORT_27]
    plan.plan(at(date(2026, 3, 9)))
    plan.plan(at(date(2026, 3, 10)))
    assert rules_of(minsu) == [Rule.REPORT_LATE] * 2
    Trip.objects.filter(pk=trip.pk).update(submitted_on=date(2026, 3, 10))
    assert plan.plan(at(date(2026, 3, 11))) == 0


def test_one_digest_a_day_carries_everything_and_its_contents_are_frozen(promise: Commitment, hana: User) -> None:
    plan.plan(at(MONDAY))
    assert digest.bundle(at(MONDAY)) == 1
    assert digest.bundle(at(MONDAY)) == 0
    Commitment.objects.filter(pk=promise.pk).update(text="다른 말")
    delivery = Delivery.objects.get()
    assert "시험인증 의향서 회신" in delivery.text
    assert "D-1" in delivery.text
    assert "이노폴리스 재단" in delivery.html
    assert Reminder.objects.get().delivery == delivery


def test_nothing_is_made_before_the_hour_or_on_a_day_off(promise: Commitment, hana: User) -> None:
    plan.plan(at(MONDAY))
    assert digest.bundle(at(MONDAY, hour=8)) == 0
    assert digest.bundle(at(date(2026, 3, 15), hour=12)) == 0
    assert digest.bundle(at(MONDAY, hour=9)) == 1


def test_what_was_answered_meanwhile_is_left_out(promise: Commitment, hana: User) -> None:
    plan.plan(at(MONDAY))
    promise.done(by=hana, on=MONDAY, outcome="보냄")
    assert digest.bundle(at(MONDAY)) == 0
    assert Reminder.objects.get().dropped_why == "answered"


def test_the_digest_speaks_the_language_of_its_reader(promise: Commitment, hana: User) -> None:
    hana.language = "en"
    hana.save()
    plan.plan(at(MONDAY))
    digest.bundle(at(MONDAY))
    assert "Ours to do" in Delivery.objects.get().text


def test_a_delivery_is_sent_once_with_its_message_id(promise: Commitment, hana: User) -> None:
    plan.plan(at(MONDAY))
    digest.bundle(at(MONDAY))
    assert post.send_all(at(MONDAY)) == 1
    assert post.send_all(at(MONDAY)) == 0
    [message] = mail.outbox
    assert message.extra_headers["Message-ID"] == Delivery.objects.get().message_id
    assert message.to == [hana.email]


def test_a_worker_killed_while_sending_lets_another_send_the_same_mail(promise: Commitment, hana: User) -> None:
    plan.plan(at(MONDAY))
    digest.bundle(at(MONDAY))
    claimed = post.claim(at(MONDAY))
    assert claimed is not None
    assert post.claim(at(MONDAY)) is None  # its lease holds
    later = at(MONDAY) + post.LEASE + timedelta(seconds=1)
    assert post.send_all(later) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == claimed.message_id


def test_a_refusing_mail_server_is_tried_again_later_and_at_last_given_up(
    promise: Commitment, hana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    plan.plan(at(MONDAY))
    digest.bundle(at(MONDAY))
    now = at(MONDAY)
    assert post.send_all(now) == 0
    assert Delivery.objects.get().state == DeliveryState.WAITING
    assert post.claim(now) is None  # not before the wait is over
    for minutes in post.WAITS:
        now += timedelta(minutes=minutes, seconds=1)
        post.send_all(now)
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.FAILED
    assert "no mail server" in delivery.error


def test_planning_costs_the_same_queries_for_two_promises_as_for_fifty(
    promise: Commitment, hana: User, django_assert_max_num_queries: object
) -> None:
    Commitment.objects.bulk_create(
        Commitment(side="ours", officer=hana, text=f"약속 {n}", due_end=date(2026, 3, 17)) for n in range(50)
    )
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        plan.plan(at(MONDAY))
    assert Reminder.objects.count() == 51


def test_people_see_their_own_mails_and_administrators_all(
    promise: Commitment, hana: User, guest: User, admin: User, sign_in: SignIn
) -> None:
    plan.plan(at(MONDAY))
    digest.bundle(at(MONDAY))
    address = reverse("delivery", args=[Delivery.objects.get().pk])
    assert sign_in(hana).get(address).status_code == 200
    assert sign_in(admin).get(address).status_code == 200
    assert sign_in(guest).get(address).status_code == 404
    assert "시험인증" not in sign_in(guest).get(reverse("deliveries")).content.decode()


def test_only_an_administrator_sends_a_failed_mail_again(
    promise: Commitment, hana: User, admin: User, sign_in: SignIn
) -> None:
    plan.plan(at(MONDAY))
    digest.bundle(at(MONDAY))
    Delivery.objects.update(state=DeliveryState.FAILED, tries=7, error="no mail server")
    address = reverse("delivery_retry", args=[Delivery.objects.get().pk])
    assert sign_in(hana).post(address).status_code == 403
    assert sign_in(admin).post(address).status_code == 302
    assert post.send_all(at(MONDAY)) == 1


def test_health_is_for_administrators_and_names_a_silent_worker(hana: User, admin: User, sign_in: SignIn) -> None:
    assert sign_in(hana).get(reverse("health")).status_code == 403
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=10))
    admin.language = "en"
    admin.save()
    page = sign_in(admin).get(reverse("health")).content.decode()
    assert "not heard of" in page
