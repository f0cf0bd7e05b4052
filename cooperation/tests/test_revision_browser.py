"""A corrected report in a browser: uploaded on the report, old beside new on the review, filed by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from config.tests.cast import SignIn
from cooperation.tests.intake_case import reading, the
from cooperation.tests.test_intake_revisions import a_later_revision, filed
from meetings.models import Meeting

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_the_differences_of_a_revision_are_seen_and_taken_over(
    page: Page, live_server: Any, hana: User, sign_in: SignIn, shot: Callable[[Page, str], Path]
) -> None:
    from playwright.sync_api import expect

    first = filed(hana)
    content = reading()
    content["meetings"][0] |= {"start": "14:00", "end": "16:00"}
    content["meetings"][0]["attendees"].pop()
    content["commitments"].pop(0)
    second = a_later_revision(first, content)
    key = sign_in(hana).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
    row = the(second, "meeting", "m1")
    page.goto(f"{live_server.url}{reverse('review', args=[second.pk])}?at={row.pk}")
    assert page.locator("del", has_text="10:00").is_visible()
    assert page.locator("ins", has_text="14:00").is_visible()
    shot(page, "revision-review")
    page.keyboard.press("a")
    expect(page.locator("del")).to_have_count(0, timeout=20_000)
    assert str(Meeting.objects.get().starts_at) == "14:00:00"
    shot(page, "revision-gone")
    page.goto(f"{live_server.url}{reverse('report', args=[first.report_id])}")
    page.locator("details.what-changed summary").click()
    shot(page, "revision-report")
    page.set_viewport_size({"width": 390, "height": 844})
    shot(page, "revision-report-390")
