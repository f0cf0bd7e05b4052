"""The warning that much was not understood, in a browser: in sight wherever all clear ones can be accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from accounts.models import User
from config.tests.test_accessibility import FAULTS
from cooperation.tests.intake_case import a_revision, reading
from cooperation.tests.test_uploads_browser import pictures, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[["Page", str], Path]


def test_the_warning_is_in_sight_where_all_clear_ones_are_accepted(
    live_server: Any, page: Page, shot: Shot, hana: User
) -> None:
    revision = a_revision(hana, reading() | {"leftover": [2, 4, 6, 8, 10, 12], "text_lines": 16})
    sign_in(live_server, page, hana)
    page.goto(f"{live_server.url}/reviews/")
    assert page.evaluate(FAULTS) == []
    shot(page, "much-left-queue")
    page.goto(f"{live_server.url}/reviews/{revision.pk}/")
    assert page.evaluate(FAULTS) == []
    pictures(page, shot, "much-left")
    warning, button = page.locator(".review-head > .notice"), page.locator("button[data-key=A]")
    page.locator(".proposals").evaluate("part => { part.scrollTop = part.scrollHeight }")
    for part in (warning, button):
        box = part.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 300
    warning.locator("a").click()
    assert page.locator("#left-lines li").first.is_visible()
