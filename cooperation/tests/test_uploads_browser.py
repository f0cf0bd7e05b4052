"""Many files in one drop with a real browser: chosen, dropped, sent one by one, and watched while they are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.models import User
from config.tests.cast import PASSWORD
from config.tests.test_accessibility import FAULTS
from cooperation.intake import jobs
from cooperation.models import UploadedFile
from cooperation.tests.fifty import reports
from cooperation.tests.intake_case import a_revision, an_upload
from cooperation.tests.test_fifty_reports import read_here
from cooperation.tests.test_uploads import an_upload_of
from meetings.models import ReadingState, ReportRevision

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[["Page", str], Path]


def sign_in(live_server: Any, page: Page, user: User) -> None:
    page.goto(f"{live_server.url}/accounts/login/?next=/upload/")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/upload/")


def pictures(page: Page, shot: Shot, name: str) -> None:
    """Both widths, both themes; the page itself may not scroll sideways."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide at {width}"
            shot(page, f"{name}-{width}-{theme}")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_drop_of_many_files_from_choosing_to_review(
    live_server: Any, page: Page, shot: Shot, hana: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetings.reader.child.read_in_child", read_here)
    # The worker comes later, so that the page is seen while all of them wait.
    monkeypatch.setattr(jobs.read_revision, "delay", lambda key: None)
    given = reports(12, until=date(2026, 11, 1))
    for report in given:
        (tmp_path / report.name).write_bytes(report.data)
    (tmp_path / "사진.exe").write_bytes(b"x")
    (tmp_path / "빈 파일.docx").write_bytes(b"")
    (tmp_path / "같은 보고서.txt").write_bytes(given[0].data)
    sign_in(live_server, page, hana)
    page.set_input_files("#files", [tmp_path / report.name for report in given[:6]])
    # The others are dropped, as a person drags them from a folder.
    others = [*(report.name for report in given[6:]), "사진.exe", "빈 파일.docx", "같은 보고서.txt"]
    page.evaluate(
        """files => {
            const data = new DataTransfer();
            files.forEach(([name, text]) => data.items.add(new File([text], name)));
            const form = document.querySelector("[data-upload]");
            form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        [[name, (tmp_path / name).read_text()] for name in others],
    )
    assert page.locator("[data-chosen] li").count() == 15
    pictures(page, shot, "upload-chosen")
    # The connection breaks in the middle: the page says so and goes on by itself.
    asked: list[str] = []

    def breaks(route: Route) -> None:
        asked.append(route.request.url)
        if 5 < len(asked) < 10:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/file/", breaks)
    page.click("button.primary")
    page.locator("[data-status]", has_text="끊겼습니다").wait_for()
    page.wait_for_url(lambda url: url.rstrip("/").count("-") == 4, timeout=30_000)
    assert len(asked) == 15 + 4
    assert sorted(UploadedFile.objects.values_list("outcome", flat=True)) == [
        *["kept"] * 12,
        "present",
        *["refused"] * 2,
    ]
    pictures(page, shot, "upload-reading")
    for key in ReportRevision.objects.order_by("created_at").values_list("pk", flat=True):
        jobs.work(key)
    # No reload: the page has looked by itself.
    page.wait_for_selector("#live:not([hx-get]) a.button.primary")
    pictures(page, shot, "upload-read")
    page.click("#live a.button.primary")
    newest = max(given, key=lambda report: report.start)
    assert newest.start.isoformat()[:4] in page.locator("main").inner_text()


def test_what_was_not_sent_is_sent_by_pressing_again(
    live_server: Any, page: Page, hana: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.read_revision, "delay", lambda key: None)
    sign_in(live_server, page, hana)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(str(number))
    page.set_input_files("#files", sorted(tmp_path.glob("*.txt")))
    # Signed out meanwhile, in another tab.
    state = {"out": True}
    page.route("**/file/", lambda route: route.fulfill(status=403, body="") if state["out"] else route.continue_())
    page.click("button.primary")
    page.locator("[data-status]", has_text="로그아웃").wait_for()
    assert UploadedFile.objects.count() == 0
    state["out"] = False
    page.click("button.primary")
    page.wait_for_url(lambda url: url.rstrip("/").count("-") == 4)
    assert UploadedFile.objects.filter(outcome="kept").count() == 4


def test_the_pages_of_an_upload_have_no_barriers(live_server: Any, browser: Any, hana: User) -> None:
    read, failed, refused, reading = a_revision(hana, name="read.txt"), *(an_upload(hana, f"{n}.txt") for n in "frw")
    rows = ReportRevision.objects
    rows.filter(pk=failed.pk).update(state=ReadingState.FAILED, refusal_code="OSError", tries=3)
    rows.filter(pk=refused.pk).update(state=ReadingState.REFUSED, refusal="plan", refusal_code="trip_plan")
    upload = an_upload_of(hana, read, failed, refused, reading)
    UploadedFile.objects.create(upload=upload, position=9, name="b.exe", outcome="refused", code="unknown_kind")
    UploadedFile.objects.create(upload=upload, position=10, name="c.txt", outcome="present", revision=read)
    # Axe is put into the page, which the policy of the site forbids to everybody else.
    context = browser.new_context(locale="ko-KR", color_scheme="light", bypass_csp=True)
    page = context.new_page()
    sign_in(live_server, page, hana)
    for path in ("/upload/", upload.get_absolute_url(), "/reviews/"):
        page.goto(live_server.url + path)
        for width, theme in ((1440, "light"), (390, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            answer = Axe().run(page).response
            assert answer["passes"]
            assert [(one["id"], one["nodes"][0]["html"][:160]) for one in answer["violations"]] == [], path
            assert page.evaluate(FAULTS) == [], path
    context.close()
