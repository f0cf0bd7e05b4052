"""An agreement that was silent, and a project on its way, as people do it: by keyboard, and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.tests.cast import SignIn
from config.tests.test_accessibility import FAULTS
from cooperation.models import Agreement, AgreementActivity, AgreementParty, Project, ProjectPartner
from meetings.models import Meeting
from meetings.tests.test_trips_in_a_browser import enter, in_every_dress
from partners.models import Organization

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
Shot = Callable[["Page", str], Path]


@pytest.fixture
def tie(hana: User) -> Agreement:
    """Two years old, met three times, and nobody has said that it counts."""
    today = timezone.localdate()
    ours = Organization.objects.create(name="한빛과학산업진흥원", ours=True, country="KR")
    partner = Organization.objects.create(name="하노이 응용기술원", country="VN")
    made = Agreement.objects.create(
        title="시험·인증 협력 약정", state="signed", signed_on=today - timedelta(days=760), officer=hana
    )
    for body in (ours, partner):
        AgreementParty.objects.create(agreement=made, organization=body)
    for days, title in ((40, "이행 점검 회의"), (90, "기술자 연수 협의"), (500, "첫 실무 회의")):
        Meeting.objects.create(title=title, held_on=today - timedelta(days=days), host=partner)
    project = Project.objects.create(
        title="기술자 초청 연수", officer=hana, next_step="신청서 제출", next_step_on=today - timedelta(days=1)
    )
    ProjectPartner.objects.create(project=project, organization=partner)
    return made


def faultless(page: Page) -> None:
    assert page.evaluate(FAULTS) == []


def test_what_is_proposed_is_accepted_and_the_silent_list_gets_shorter(
    live_server: Any, page: Page, tie: Agreement, hana: User, sign_in: SignIn, shot: Shot
) -> None:
    enter(page, live_server, hana, sign_in)
    silent = live_server.url + reverse("agreements") + "?silent=true"
    page.goto(silent)
    assert page.locator("tbody tr").count() == 1
    page.get_by_role("link", name="하노이 응용기술원").click()
    page.get_by_role("link", name="이행실적 후보 3건이 있습니다").click()
    assert page.locator("#proposed li").count() == 3
    assert page.locator("#years .bar b").count() == 0  # nothing counts yet
    in_every_dress(page, shot, "agreement-proposed")
    page.set_viewport_size({"width": 1280, "height": 900})
    # By keyboard: the button is reached and pressed.
    page.get_by_role("button", name="“이행 점검 회의” 반영").focus()
    page.keyboard.press("Enter")
    page.get_by_text("“이행 점검 회의”를 이행실적으로 반영했습니다.").wait_for()
    assert page.locator("#years .bar b").first.inner_text() == "1"
    page.goto(silent)
    assert page.locator("tbody tr").count() == 0
    # Taken back from where it was said, and accepted again.
    page.goto(live_server.url + tie.get_absolute_url())
    page.get_by_role("button", name="“기술자 연수 협의” 해당 없음").click()
    page.get_by_role("button", name="되돌리기").click()
    page.get_by_text("되돌렸습니다. 다시 후보가 됩니다.").wait_for()
    page.get_by_role("button", name="“기술자 연수 협의” 해당 없음").click()
    page.get_by_text("다시 후보로 올리지 않습니다").wait_for()
    assert page.locator("#proposed li").count() == 1
    counted = AgreementActivity.objects.get()
    page.locator("#activities summary", has_text="증빙 추가").click()
    evidence = {"name": "minutes.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 minutes"}
    page.locator(f"#e-{counted.pk}").set_input_files(evidence)  # type: ignore[arg-type]
    page.locator("#activities").get_by_role("button", name="저장").click()
    page.get_by_text("SHA-256").first.wait_for()
    counted.refresh_from_db()
    assert counted.evidence is not None
    in_every_dress(page, shot, "agreement-years")
    faultless(page)
    page.locator("#years").get_by_role("link", name="1", exact=True).click()
    page.wait_for_url("**/activities/?*kind=meeting*")
    assert page.locator("tbody tr").count() == 1
    in_every_dress(page, shot, "activities")
    faultless(page)


def test_a_project_is_moved_on_the_board_by_keyboard_and_on_a_phone(
    live_server: Any, page: Page, tie: Agreement, hana: User, sign_in: SignIn, shot: Shot
) -> None:
    enter(page, live_server, hana, sign_in)
    page.goto(live_server.url + reverse("projects"))
    page.get_by_role("link", name="다음 단계 기한 지남 1").click()
    assert page.locator("tbody tr").count() == 1
    page.get_by_role("link", name="보드로 보기").click()

    def column(stage: str) -> Any:
        return page.locator(f".board [data-stage={stage}] li")

    assert column("idea").count() == 1
    assert page.locator(".board > section").count() == 5
    page.locator("summary", has_text="단계 변경").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.locator("select[name=move-stage]").select_option("proposed")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("공모가 열림")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("이제 ‘제안’ 단계입니다.").wait_for()
    assert (column("idea").count(), column("proposed").count()) == (0, 1)
    in_every_dress(page, shot, "projects-board")
    faultless(page)
    # On a phone the columns stand under each other, and the same form moves the card.
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("summary", has_text="단계 변경").click()
    shot(page, "projects-board-moving-390")
    page.locator("select[name=move-stage]").select_option("under_review")
    page.locator("textarea[name=move-why]").fill("신청서 접수")
    page.locator(".board").get_by_role("button", name="단계 변경").click()
    page.wait_for_function("() => document.querySelectorAll('.board [data-stage=under_review] li').length === 1")
    page.get_by_role("link", name="기술자 초청 연수").click()
    assert page.locator(".steps li").count() == 3
    assert page.get_by_text("공모가 열림").first.is_visible()
    in_every_dress(page, shot, "project")
    faultless(page)


def test_agreement_activities_board_and_project_have_no_barriers(
    live_server: Any, browser: Any, tie: Agreement, hana: User, sign_in: SignIn
) -> None:
    AgreementActivity.link(tie, by=hana, happened_on=timezone.localdate(), text="공동 세미나")
    project = Project.objects.get()
    context = browser.new_context(locale="ko-KR", color_scheme="light", bypass_csp=True)  # axe is put into the page
    page = context.new_page()
    enter(page, live_server, hana, sign_in)
    for path in (tie.get_absolute_url(), reverse("activities"), reverse("projects_board"), project.get_absolute_url()):
        page.goto(live_server.url + path)
        page.evaluate("() => document.querySelectorAll('main details').forEach(one => { one.open = true })")
        for width, theme in ((1440, "light"), (390, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            answer = Axe().run(page).response
            assert answer["passes"]
            assert [(one["id"], one["nodes"][0]["html"][:160]) for one in answer["violations"]] == [], path
            assert page.evaluate(FAULTS) == [], path
    context.close()
