"""The harness of browser tests itself: Chromium reaches the live server, styles load, the policy holds."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from accounts.models import User
from config.tests.cast import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_person_signs_in_with_a_real_browser(
    live_server: Any, page: "Page", shot: Callable[["Page", str], Path], hana: User
) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 0)")
    page.fill("input[name=username]", hana.username)
    page.fill("input[name=password]", PASSWORD)
    picture = shot(page, "sign-in")
    assert picture.stat().st_size > 10_000
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def test_an_inline_script_is_refused_by_the_policy(live_server: Any, browser: "Browser") -> None:
    # A page of its own: the fixture `page` fails a test for such a script, which is what it is for.
    page = browser.new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.evaluate(
        "() => { const script = document.createElement('script');"
        "script.textContent = 'window.ran = 1'; document.head.append(script) }"
    )
    assert page.evaluate("window.ran") is None
    page.close()
