"""A ledger in a real browser: uploaded, a column changed, a row left out, filed, its results, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.models import User
from config.home import REPOSITORY
from config.tests.cast import PASSWORD
from config.tests.test_accessibility import FAULTS
from cooperation.imports import jobs
from cooperation.models import Agreement, LedgerImport
from cooperation.tests.test_uploads_browser import pictures

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
Shot = Callable[["Page", str], Path]


def without_barriers(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]
    assert page.evaluate(FAULTS) == []


def test_a_ledger_from_upload_to_taking_back(
    live_server: Any, page: Page, shot: Shot, hana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The worker comes when it is called, so that each page is seen while it waits.
    monkeypatch.setattr(jobs.work_on, "delay", lambda key: None)
    page.goto(f"{live_server.url}/accounts/login/?next=/agreements/")
    page.fill("input[name=username]", hana.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/agreements/")
    page.get_by_role("link", name="대장 가져오기").first.click()
    page.wait_for_url("**/ledgers/**")
    without_barriers(page)
    pictures(page, shot, "ledger-upload")
    page.set_input_files("#file", REPOSITORY / "samples" / "ledger.xlsx")
    page.get_by_role("button", name="대장 읽기").click()
    page.locator("#live").wait_for()
    without_barriers(page)
    batch = LedgerImport.objects.get()
    jobs.work(batch.pk)
    page.locator("#rows").wait_for(timeout=15_000)  # it looks again by itself
    assert page.locator("tbody tr[id^=row-]").count() == 5
    pictures(page, shot, "ledger-preview")
    without_barriers(page)

    page.locator("#columns summary").click()
    without_barriers(page)
    page.get_by_label("비고 열에 담긴 내용").select_option("results")
    page.get_by_role("button", name="이대로 다시 읽기").click()
    page.locator("#live").wait_for()
    jobs.work(batch.pk)
    page.locator("#rows").wait_for(timeout=15_000)
    assert batch.rows.get(number=6).reading["results"].endswith("보관함 3")

    page.get_by_label("7행을 어떻게 할지").select_option("leave")
    page.get_by_role("button", name="반영").first.click()
    page.locator("#live").wait_for()
    pictures(page, shot, "ledger-filing")
    jobs.work(batch.pk)
    page.get_by_role("button", name="모두 되돌리기").wait_for(timeout=15_000)
    assert Agreement.objects.count() == 4
    without_barriers(page)
    pictures(page, shot, "ledger-filed")
    page.get_by_role("link", name="해양연구 업무협약").click()
    page.wait_for_url("**/agreements/*/")
    assert "공동세미나" in page.content()
    page.go_back()

    page.get_by_role("button", name="모두 되돌리기").click()
    page.locator("#live").wait_for()
    jobs.work(batch.pk)
    page.locator("#rows").wait_for(timeout=15_000)
    assert not Agreement.objects.exists()
    page.locator("tbody a").first.click()
    page.wait_for_url("**/rows/**")
    without_barriers(page)
    pictures(page, shot, "ledger-row")
