"""Forms and documents in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from accounts.models import User
from config.tests.cast import SignIn
from meetings.models import Meeting
from meetings.tests.samples import a_document

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, live_server: Any, user: User, sign_in: SignIn) -> None:
    session = sign_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def test_people_are_added_row_by_row(live_server: Any, page: Page, hana: User, sign_in: SignIn) -> None:
    enter(page, live_server, hana, sign_in)
    page.goto(live_server.url + reverse("meeting_new"))
    page.get_by_label("제목").fill("협력 면담")
    page.locator("#id_held_on").fill("25.8.12")
    page.locator("#id_attendances-0-name").fill("도영훈")
    page.get_by_role("button", name="참석자 추가").click()
    page.locator("#id_attendances-1-name").fill("연가람")
    page.locator("#id_attendances-1-body").fill("가람연구원")
    page.get_by_role("button", name="저장").click()
    page.wait_for_url("**/meetings/*-*/")
    assert page.get_by_text("면담을 저장했습니다.").is_visible()
    assert [str(there) for there in Meeting.objects.get().attendances.all()] == ["도영훈", "연가람"]


def test_a_source_leads_to_its_line(live_server: Any, page: Page, hana: User, sign_in: SignIn) -> None:
    document = a_document("\n".join(f"{number}번째 줄" for number in range(1, 400)))
    enter(page, live_server, hana, sign_in)
    page.goto(live_server.url + reverse("document", args=[document.pk]) + "?line=300#l300")
    line = page.get_by_text("300번째 줄", exact=True)
    assert line.evaluate("one => one.getBoundingClientRect().top > 0 && one.getBoundingClientRect().top < innerHeight")
    assert page.locator("mark.current").count() == 1
