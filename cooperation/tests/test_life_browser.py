"""The life of one agreement in a browser: signed, reported, decided on, looked at on other days, checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.tests.test_accessibility import FAULTS
from cooperation.models import Agreement, CheckRound, ReportItem
from cooperation.tests.test_uploads_browser import pictures, sign_in
from partners.models import Organization

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[["Page", str], Path]


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def an_agreement(officer: User) -> Agreement:
    """Its text is agreed, its term ends within the half year; of its two parties one says when it signed."""
    department = Organization.objects.create(name="국제협력팀", ours=True)
    row = Agreement.objects.create(
        title="과학기술 공동연구 업무협약",
        state="agreed_text",
        scope="공동연구와 연구자 교류",
        term="fixed",
        expires_on=days(100),
        officer=officer,
        department=department,
    )
    ours = Organization.objects.create(name="우리 진흥원", country="KR", ours=True)
    row.parties.create(organization=ours, signed_on=days(-30), order=0)
    row.parties.create(organization=Organization.objects.create(name="CONCYTEC", country="PE"), order=1)
    return row


def press(page: Page, button: Locator) -> None:
    """Press it and wait for the page that answers."""
    with page.expect_navigation():
        button.click()


def do(page: Page, act: str, **typed: str) -> None:
    """Open an act, fill it in and press its button."""
    box = page.locator(f"#act-{act}")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    for name, value in typed.items():
        field = box.locator(f"[name='{act}-{name}']")
        if field.first.get_attribute("type") == "radio":
            box.locator(f"[name='{act}-{name}'][value='{value}']").check()
        else:
            field.fill(value)
    press(page, box.locator("form button").last)


def test_an_agreement_from_its_signing_to_its_check(live_server: Any, page: Page, shot: Shot, minsu: User) -> None:
    row = an_agreement(minsu)
    address = live_server.url + row.get_absolute_url()
    sign_in(live_server, page, minsu)

    # Signing asks for a date, and says whose is missing.
    page.goto(address)
    do(page, "sign")
    assert "서명일이 없는 곳: CONCYTEC" in page.locator("#act-sign").inner_text()
    assert page.evaluate(FAULTS) == []
    do(page, "sign", day=days(-20).isoformat())
    assert page.locator(".toast", has_text="체결했습니다").is_visible()
    row.refresh_from_db()
    assert (row.state, row.signed_on) == ("signed", days(-20))
    pictures(page, shot, "life-signed")

    # It is to be reported, body by body.
    page.locator("section[aria-labelledby='p-rep'] a", has_text="시의회").click()
    page.wait_for_url("**/report-items/**")
    assert page.evaluate(FAULTS) == []
    pictures(page, shot, "life-report-item")
    do(page, "close", document_number="협력-77")
    assert page.locator("h1", has_text="보고 완료").is_visible()
    item = ReportItem.objects.get(body="시의회")
    assert (item.document_number, item.closed_on, item.closed_by) == ("협력-77", timezone.localdate(), minsu)
    page.goto(live_server.url + reverse("report_items"))
    assert page.locator("tbody tr").count() == 2
    pictures(page, shot, "life-report-items")

    # It is to be decided on, and is.
    page.goto(address)
    assert page.locator(".notice.warn", has_text="까지").first.is_visible()
    do(page, "decide", kind="renew", why="공동연구를 계속합니다")
    assert page.locator("section[aria-labelledby='p-dec']", has_text="공동연구를 계속합니다").is_visible()
    assert row.as_of(timezone.localdate()).standing == "in_force"

    # On other days it stands as it stood then, and as it will.
    page.goto(f"{address}?on={days(-25).isoformat()}")
    assert "발효 전" in page.locator("h1").inner_text()
    assert page.locator("section[aria-labelledby='p-dec'], section[aria-labelledby='p-do']").count() == 0
    pictures(page, shot, "life-past")
    page.goto(f"{address}?on={days(200).isoformat()}")
    assert "만료" in page.locator("h1").inner_text()
    assert page.locator("section[aria-labelledby='p-dec']").is_visible()
    pictures(page, shot, "life-future")

    # The yearly check asks about it; a poor answer needs what is done about it.
    page.goto(live_server.url + reverse("check_round_new"))
    page.fill("[name=due_on]", days(30).isoformat())
    press(page, page.locator("main form button.primary"))
    opened = CheckRound.objects.get()
    press(page, page.locator("tbody a.button"))
    page.check("[name='answer-answer'][value=poor]")
    page.fill("[name='answer-text']", "담당자가 바뀌어 세미나를 열지 못함")
    press(page, page.locator("main form button.primary"))
    assert page.locator("[name='answer-countermeasure']").get_attribute("aria-invalid") == "true"
    assert page.evaluate(FAULTS) == []
    pictures(page, shot, "life-check")
    page.fill("[name='answer-countermeasure']", "내년 3월까지 화상 세미나 개최")
    press(page, page.locator("main form button.primary"))
    page.goto(live_server.url + opened.get_absolute_url())
    assert page.locator("section[aria-labelledby='p-prog']", has_text="국제협력팀").is_visible()
    pictures(page, shot, "life-round")
    do(page, "close", document_number="협력-80")
    assert page.locator("section[aria-labelledby='p-rep'] li").count() == 3
    assert ReportItem.objects.filter(round=opened, closed_on=None).count() == 3
    pictures(page, shot, "life-round-closed")
