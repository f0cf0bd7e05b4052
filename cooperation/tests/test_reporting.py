"""Reports to the bodies above us (보고 사항), the prior review, and which version each side signed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.changes import changes
from accounts.models import User
from accounts.records import Stale
from cooperation import duties
from cooperation.models import (
    Agreement,
    AgreementCheck,
    AgreementFile,
    AgreementParty,
    CheckAnswer,
    CheckRound,
    Closing,
    FileRole,
    PriorReview,
    Reminder,
    ReportBody,
    ReportEvent,
    ReportItem,
    Rule,
)
from cooperation.reminders import plan
from cooperation.tests.world import document
from partners.models import Organization

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def signed(**facts: object) -> Agreement:
    return Agreement.objects.create(**{"title": "Tie", "state": "signed", "signed_on": DAY, **facts})


def raised(agreement: Agreement) -> set[tuple[str, str]]:
    return set(ReportItem.objects.filter(agreement=agreement).values_list("event", "body"))


def test_signing_is_to_be_reported_to_each_body_once() -> None:
    agreement, today = Agreement.objects.create(title="Tie"), timezone.localdate()
    agreement.sign(today)
    assert raised(agreement) == {("signed", "시"), ("signed", "시의회"), ("signed", "이사회")}
    ReportItem.raise_for(agreement, ReportEvent.SIGNED, today)
    assert agreement.report_items.count() == 3
    late = Agreement.objects.create(title="Put right years later")
    late.sign(today - timedelta(days=800))
    assert not late.report_items.exists()


@pytest.mark.parametrize(("closing", "events"), [
    (Closing.COMPLETED, {"completed"}), (Closing.TERMINATED, {"terminated"}), (Closing.EXPIRED, set()),
    (Closing.SUPERSEDED, set()),
])  # fmt: skip
def test_a_purpose_fulfilled_and_a_termination_are_reported(closing: str, events: set[str], minsu: User) -> None:
    agreement = signed()
    agreement.close(closing, on=DAY, why="Because", by=minsu)
    assert {event for event, _body in raised(agreement)} == events


def test_a_closing_in_error_is_taken_back_with_the_reason_and_its_open_reports(
    client: Client, hana: User, minsu: User
) -> None:
    client.force_login(minsu, backend="django.contrib.auth.backends.ModelBackend")
    agreement, today = signed(), timezone.localdate()
    agreement.close(Closing.COMPLETED, on=today, why="", by=minsu)
    sent = agreement.report_items.get(body="시")
    sent.close(on=today, document_number="협력-7", by=minsu)
    with pytest.raises(PermissionDenied):
        agreement.reopen("Another one", on=today, by=hana)
    with pytest.raises(ValidationError):
        agreement.reopen(" ", on=today, by=minsu)
    agreement.refresh_from_db()
    typed = {"version": agreement.version, "reopen-why": "다른 협약과 혼동"}
    assert client.post(reverse("agreement_act", args=[agreement.pk, "reopen"]), typed).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.state, agreement.closed_on, agreement.closed_as) == ("signed", None, "")
    assert dict(agreement.report_items.values_list("body", "waived_why")) == {
        "시": "", "시의회": "다른 협약과 혼동", "이사회": "다른 협약과 혼동"
    }  # fmt: skip
    assert changes(agreement)[0].reason == "다른 협약과 혼동"
    assert client.get(agreement.get_absolute_url()).content.decode().count("다른 협약과 혼동") >= 3


def test_a_loss_by_the_partners_fault_says_what_was_lost() -> None:
    agreement = signed()
    with pytest.raises(ValidationError):
        agreement.report_loss(" ", on=DAY)
    with pytest.raises(ValidationError):
        Agreement.objects.create(title="Draft").report_loss("Money", on=DAY)
    agreement.report_loss("The equipment was not returned", on=DAY)
    agreement.report_loss("The equipment was not returned ", on=DAY)
    with pytest.raises(ValidationError, match="equipment"):
        agreement.report_loss("Nor was the money", on=DAY)
    agreement.report_loss("Nor was the money", on=DAY + timedelta(days=1))
    found = set(agreement.report_items.values_list("happened_on", "text"))
    assert found == {(DAY, "The equipment was not returned"), (DAY + timedelta(days=1), "Nor was the money")}


def test_the_results_of_a_round_are_reported_when_it_closes(hana: User, minsu: User) -> None:
    opened = CheckRound.objects.create(year=2026, title="Round", due_on=DAY, opened_by=minsu, opened_on=DAY)
    empty = CheckRound.objects.create(year=2025, title="Nothing", due_on=DAY, opened_by=minsu, opened_on=DAY)
    check = AgreementCheck.objects.create(round=opened, agreement=signed())
    check.reply(CheckAnswer.NORMAL, text="Went well", countermeasure="", by=hana, on=DAY)
    opened.close(by=minsu, on=DAY)
    empty.close(by=minsu, on=DAY)
    assert set(ReportItem.objects.values_list("round__title", "event")) == {("Round", "checked")}
    with pytest.raises(ValidationError):
        opened.close(by=minsu, on=DAY)
    with pytest.raises(ValidationError):
        check.reply(CheckAnswer.NOT_STARTED, text="", countermeasure="", by=hana, on=DAY)


def test_an_answer_is_refused_when_the_round_was_closed_meanwhile(hana: User, minsu: User) -> None:
    opened = CheckRound.objects.create(year=2026, title="Round", due_on=DAY, opened_by=minsu, opened_on=DAY)
    mine = AgreementCheck.objects.create(round=opened, agreement=signed())
    assert mine.round.closed_on is None  # as the person had it open
    CheckRound.objects.filter(pk=opened.pk).update(closed_on=DAY)
    with pytest.raises(Stale):
        mine.reply(CheckAnswer.NORMAL, text="", countermeasure="", by=hana, on=DAY)


def test_a_report_is_closed_once_with_day_and_number(hana: User, minsu: User) -> None:
    signed().report_loss("Money", on=DAY)
    mine = ReportItem.objects.first()
    assert mine is not None
    theirs = ReportItem.objects.get(pk=mine.pk)
    with pytest.raises(ValidationError):
        mine.close(on=DAY, document_number=" ", by=hana)
    with pytest.raises(ValidationError):
        mine.close(on=DAY - timedelta(days=1), document_number="협력-12", by=hana)
    mine.close(on=DAY, document_number="협력-12", by=hana)
    with pytest.raises(Stale):
        theirs.close(on=DAY, document_number="협력-13", by=minsu)
    mine.reopen()
    mine.refresh_from_db()
    assert (mine.closed_on, mine.document_number, mine.closed_by) == (None, "", None)


def test_what_was_raised_in_error_is_withdrawn_with_the_reason(client: Client, hana: User) -> None:
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    agreement, today = signed(officer=hana), timezone.localdate()
    agreement.report_loss("Money", on=today)
    item = agreement.report_items.get(body="시")
    address = reverse("report_item_act", args=[item.pk, "waive"])
    assert client.post(address, {"version": item.version, "waive-why": " "}).status_code == 422
    assert client.post(address, {"version": item.version, "waive-why": "잘못 올림"}).status_code == 302
    item.refresh_from_db()
    assert (item.closed_on, item.closed_by, item.document_number) == (today, hana, "")
    assert item not in ReportItem.objects.due(today + timedelta(days=30))
    for page in (item.get_absolute_url(), agreement.get_absolute_url(), f"{reverse('report_items')}?open=false"):
        assert "잘못 올림" in client.get(page).content.decode(), page
    with pytest.raises(ValidationError, match="잘못 올림"):
        item.close(on=today, document_number="협력-12", by=hana)
    client.post(reverse("report_item_act", args=[item.pk, "reopen"]), {"version": item.version})
    item.refresh_from_db()
    assert (item.closed_on, item.waived_why) == (None, "")


def test_open_reports_of_a_signing_follow_its_corrected_day(client: Client, hana: User) -> None:
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    today = timezone.localdate()
    agreement = Agreement.objects.create(title="Tie")
    agreement.sign(today - timedelta(days=9))
    told = agreement.report_items.get(body="시")
    told.close(on=today, document_number="협력-3", by=hana)
    agreement.refresh_from_db()
    day = today - timedelta(days=5)
    typed = {"type": "MOU", "title": "Tie", "signed_on": day.isoformat(), "version": agreement.version}
    rows = {"parties-TOTAL_FORMS": "0", "parties-INITIAL_FORMS": "0"}
    assert client.post(reverse("agreement_edit", args=[agreement.pk]), {**typed, **rows}).status_code == 302
    days = dict(agreement.report_items.values_list("body", "happened_on"))
    assert days == {"시": today - timedelta(days=9), "시의회": day, "이사회": day}


def test_a_manager_names_the_bodies_and_old_items_keep_theirs(hana: User, minsu: User) -> None:
    agreement = signed()
    ReportItem.raise_signing(agreement, DAY)
    with pytest.raises(PermissionDenied):
        ReportBody.put(["도청"], by=hana)
    ReportBody.put([" 도청 ", "이사회", "", "도청"], by=minsu)
    assert ReportBody.names() == ["도청", "이사회"]
    agreement.report_loss("Money", on=DAY)
    assert {body for event, body in raised(agreement) if event == "loss"} == {"도청", "이사회"}
    assert {body for event, body in raised(agreement) if event == "signed"} == {"시", "시의회", "이사회"}


def test_what_was_signed_long_ago_is_history() -> None:
    agreement = signed()
    ReportItem.raise_signing(agreement, DAY + timedelta(days=400))
    assert not agreement.report_items.exists()


def test_an_open_report_is_due_after_a_week_to_whom_it_concerns(hana: User, minsu: User, guest: User) -> None:
    agreement = signed(officer=hana)
    ReportItem.raise_signing(agreement, DAY)
    for on, due in ((DAY + timedelta(days=6), 0), (DAY + timedelta(days=7), 1)):
        assert duties.due_rows(hana, on).count() == due
        assert duties.due_rows(guest, on).count() == 0
    group = duties.due_list(hana, DAY + timedelta(days=7), everyone=False)[0]
    assert (group.key, len(group.duties)) == ("today", 1)
    assert group.duties[0].due == DAY + timedelta(days=7)


def test_an_open_report_is_reminded_weekly_and_once_for_all_bodies(hana: User) -> None:
    agreement = signed(officer=hana)
    ReportItem.raise_signing(agreement, DAY)

    def planned(on: date) -> list[date]:
        plan.plan(datetime(on.year, on.month, on.day, 9, tzinfo=ZoneInfo("Asia/Seoul")))
        rows = Reminder.objects.filter(rule=Rule.ITEM_WEEKLY, recipient=hana)
        return list(rows.order_by("due_on").values_list("due_on", flat=True))

    first, second = DAY + timedelta(days=7), DAY + timedelta(days=14)
    assert planned(DAY + timedelta(days=3)) == []
    assert planned(first) == [first]
    assert planned(first + timedelta(days=1)) == [first]
    assert planned(second) == [first, second]
    for item in agreement.report_items.all():
        item.close(on=second, document_number="협력-1", by=hana)
    assert planned(DAY + timedelta(days=21)) == [first, second]


def test_the_prior_review_shows_what_is_missing_and_who_answered(hana: User, minsu: User) -> None:
    agreement = Agreement.objects.create(title="Tie")
    assert {answer for _aspect, answer in PriorReview.table(agreement)} == {None}
    assert PriorReview.answer(agreement, {"budget": "Enough", "burden": "  "}, by=hana, on=DAY) == 1
    assert PriorReview.answer(agreement, {"budget": "Enough", "burden": "None"}, by=minsu, on=DAY) == 1
    rows = {row.aspect: row.answered_by for _aspect, row in PriorReview.table(agreement) if row}
    assert rows == {"budget": hana, "burden": minsu}


def test_what_was_answered_before_is_there_on_its_day(client: Client, hana: User, minsu: User) -> None:
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    agreement = signed()
    PriorReview.answer(agreement, {"budget": "Enough"}, by=hana, on=DAY)
    PriorReview.answer(agreement, {"budget": "Too little"}, by=minsu, on=DAY + timedelta(days=20))
    opened = CheckRound.objects.create(year=2026, title="Round", due_on=DAY, opened_by=minsu, opened_on=DAY)
    check = AgreementCheck.objects.create(round=opened, agreement=agreement)
    given: Any = {"text": "", "countermeasure": "Meet"}
    check.reply(CheckAnswer.NORMAL, by=hana, on=DAY + timedelta(days=2), **given)
    check.reply(CheckAnswer.POOR, by=minsu, on=DAY + timedelta(days=20), **given)

    def told(days: int) -> tuple[str, str, str]:
        shown = client.get(agreement.get_absolute_url(), {"on": (DAY + timedelta(days=days)).isoformat()}).context
        held = dict(shown["prior_review"])["예산"]
        (one,) = shown["checks"]
        late = one.answered_on > shown["on"]
        return held.text, str(held.answered_by), "" if late else f"{one.answer} {one.answered_by}"

    assert told(0) == ("Enough", str(hana), "")
    assert told(10) == ("Enough", str(hana), f"normal {hana}")
    assert told(20) == ("Too little", str(minsu), f"poor {minsu}")


def test_pages_show_reports_reviews_and_the_version_each_side_signed(client: Client, hana: User) -> None:
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    today = timezone.localdate()
    agreement = Agreement.objects.create(title="Tie", officer=hana)
    parties = [
        AgreementParty.objects.create(agreement=agreement, organization=Organization.objects.create(name=name))
        for name in ("Instituto Andino", "Blue Lab")
    ]
    agreement.refresh_from_db()
    answer = client.post(
        reverse("agreement_act", args=[agreement.pk, "review"]),
        {"version": agreement.version, "review-budget": "예산 있음", "review-day": today.isoformat()},
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    agreement.refresh_from_db()
    sign = {"version": agreement.version, "sign-day": today.isoformat()}
    assert client.post(reverse("agreement_act", args=[agreement.pk, "sign"]), sign).status_code == 302
    papers = [document("a.txt", "one"), document("b.txt", "two")]
    for party, paper in zip(parties, papers, strict=True):
        AgreementFile.objects.create(agreement=agreement, document=paper, signed_by=party, role=FileRole.SIGNED_COPY)
    page = client.get(reverse("agreement", args=[agreement.pk])).content.decode()
    assert "예산 있음" in page
    for paper in papers:
        assert page.count(paper.sha256[:12]) == 2  # with its party, and among the files
    assert "시의회" in page
    assert "당사자가 서명한 파일이 서로 다릅니다" in page
    item = agreement.report_items.get(body="시의회")
    done = {"version": item.version, "close-day": today.isoformat(), "close-document_number": "협력-77"}
    assert client.post(reverse("report_item_act", args=[item.pk, "close"]), done).status_code == 302
    listed = client.get(reverse("report_items"), {"open": "false"}).content.decode()
    assert "협력-77" in listed
    assert client.post(reverse("report_item_act", args=[item.pk, "close"]), done).status_code == 409
    item.refresh_from_db()
    done["version"] = item.version
    assert client.post(reverse("report_item_act", args=[item.pk, "close"]), done).status_code == 422
