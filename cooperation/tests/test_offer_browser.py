"""A refused document that tells of meetings, in a browser: from its page to what was filed of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from accounts.models import User
from config.tests.test_accessibility import FAULTS
from cooperation.intake import jobs
from cooperation.tests.test_offer import a_refused_document
from cooperation.tests.test_uploads_browser import pictures, sign_in
from meetings.models import Meeting, TripReport

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[["Page", str], Path]


def test_what_a_refused_document_tells_of_is_filed(
    live_server: Any, page: Page, shot: Shot, hana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.read_revision, "delay", lambda key: jobs.read_revision(key))
    revision = a_refused_document(hana)
    sign_in(live_server, page, hana)
    page.goto(f"{live_server.url}/reviews/{revision.pk}/")
    assert page.evaluate(FAULTS) == []
    pictures(page, shot, "offer")
    page.locator("form[action$='/take-up/'] button").click()
    page.wait_for_selector(".review .proposals")
    assert page.evaluate(FAULTS) == []
    pictures(page, shot, "offer-review")
    page.locator(".review-head form[action$='/clear/'] button").click()
    page.wait_for_selector(".notice.good")
    assert Meeting.objects.filter(trip=None).count() == 2
    shot(page, "offer-filed")
    assert TripReport.objects.get().filed_by == hana
