"""The review as people do it: by keyboard from upload to filed, by touch, without JavaScript, and two at once."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from config.home import REPOSITORY
from config.tests.cast import SignIn
from cooperation.intake import jobs
from cooperation.intake.decide import reject
from cooperation.models import Agreement, Commitment, Proposal, ProposalState
from cooperation.tests.intake_case import a_revision, the
from cooperation.tests.test_intake_decide import ON
from meetings.models import Meeting, ReportRevision, Trip
from meetings.reader import read_report
from meetings.reader.reading import as_json
from meetings.tests.repeated import REPEATED
from partners.models import Organization, Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]

SAMPLE = REPOSITORY / "samples" / "lima-report.docx"
#: Axe takes a second a page: each width and each theme once.
LOOKED_AT = {("1440", "light"), ("390", "dark")}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
Shot = Callable[["Page", str], Path]
Opened = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, live_server: Any, sign_in: SignIn) -> Iterator[Opened]:
    """``opened(user, path, **context)``: a page of a browser in which that user is signed in. Script errors fail."""
    contexts: list[Any] = []
    errors: list[str] = []

    def open_(user: User, path: str, **options: Any) -> Page:
        context = browser.new_context(locale="ko-KR", **{"viewport": WIDE} | options)
        contexts.append(context)
        key = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not errors, f"the page had errors: {errors}"


def review_of(revision: ReportRevision) -> str:
    return reverse("review", args=[revision.pk])


def mark_old(page: Page) -> None:
    page.evaluate("document.querySelector('.rail').setAttribute('data-old', '')")


def swapped(page: Page) -> None:
    """Wait until the page has taken an answer in, or led on to another."""
    page.wait_for_selector(".rail:not([data-old]), main:not(.review)")


def press(page: Page, key: str) -> None:
    """Press a key that decides or moves, and wait until the page has taken the answer in."""
    mark_old(page)
    page.keyboard.press(key)
    swapped(page)


def looked_at(page: Page) -> str:
    return page.locator('.proposal[aria-current="true"]').first.inner_text()


def key_for(page: Page) -> str:
    """The key a person would press at what is looked at: what the buttons there offer."""
    offered = page.locator('.proposal[aria-current="true"] [data-key]').evaluate_all(
        "found => found.map(one => one.dataset.key)"
    )
    return next(key for key in ("b", "1", "a", "n") if key in offered)


def shown_to_all(page: Page, shot: Shot, name: str) -> None:
    """A picture in both themes and widths; nothing axe finds in any, and nothing that hangs out of the window."""
    for width, size in (("1440", WIDE), ("390", NARROW)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for theme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
            if (width, theme) in LOOKED_AT:
                found = Axe().run(page).response["violations"]
                assert not found, [f"{name} {width}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            shot(page, f"{name}-{width}-{theme}")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def test_a_report_is_reviewed_by_keyboard_alone_from_upload_to_filed(
    opened: Opened, hana: User, shot: Shot, capsys: Any, monkeypatch: pytest.MonkeyPatch, live_server: Any
) -> None:
    monkeypatch.setattr(jobs.read_revision, "delay", lambda key: None)
    page = opened(hana, reverse("upload"), bypass_csp=True)  # axe is put into the page
    page.set_input_files("#files", SAMPLE)  # the window in which the system lets one choose is not ours
    page.locator("form[data-upload] button.primary").press("Enter")
    page.wait_for_url(re.compile(r"/reviews/"))
    revision = ReportRevision.objects.get()
    jobs.work(revision.pk)  # the worker's part
    page.goto(live_server.url + review_of(revision))
    total = Proposal.objects.filter(revision=revision).blocking().count()
    shown_to_all(page, shot, "review")
    page.reload()
    seconds, decided, pictured = 0.0, 0, False
    while "/filed/" not in page.url:
        if not pictured and page.locator('.proposal[aria-current="true"] .sides').count():
            shown_to_all(page, shot, "review-question")
            pictured = True
        begun = time.monotonic()
        press(page, key_for(page))
        page.wait_for_load_state()
        seconds += time.monotonic() - begun
        decided += 1
        assert decided <= total, looked_at(page)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{total} proposals by keyboard in {seconds:.1f} s: {seconds / decided * 1000:.0f} ms a decision\n"
        )
    assert seconds < 180 * max(1, total / 60)
    revision.report.refresh_from_db()
    assert revision.report.filed_at is not None
    shown_to_all(page, shot, "filed")


def test_every_key_of_the_list_does_what_the_list_says(opened: Opened, hana: User) -> None:
    known = Person.objects.create(name="Mario Satelital Rojas")
    known.add_name(known.name, "official")
    revision = a_revision(hana)
    page = opened(hana, review_of(revision))
    here = page.url.split("?")[0]
    trip = looked_at(page)
    press(page, "j")
    body = looked_at(page)
    assert body != trip
    press(page, "k")
    assert looked_at(page) == trip
    page.keyboard.press("?")
    page.wait_for_selector("#keys-help")
    page.keyboard.press("Escape")
    press(page, "a")
    assert looked_at(page) != trip
    press(page, "u")
    assert looked_at(page) == trip, "what was undone is looked at again"
    # Korean input writes other letters with the same keys.
    mark_old(page)
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ㅓ', code: 'KeyJ', bubbles: true}))")
    swapped(page)
    assert looked_at(page) != trip
    # A change that was typed and not sent outlives going away.
    page.goto(f"{here}?at={the(revision, 'person', 'p2').pk}")
    press(page, "e")
    name = page.locator("[name=change-name]")
    name.fill("Helena Ruiz Prado")
    page.keyboard.press("Escape")
    press(page, "Escape")
    page.goto(page.url)
    press(page, "e")
    assert name.input_value() == "Helena Ruiz Prado"
    mark_old(page)
    name.press("Enter")
    swapped(page)
    assert Person.objects.filter(name="Helena Ruiz Prado").exists()
    # Search as one types, choose by the arrow, link by Enter.
    page.goto(f"{here}?at={the(revision, 'person', 'p3').pk}")
    press(page, "l")
    page.locator("form[data-find] input[name=q]").fill("")
    with page.expect_response(re.compile("q=satelital$")):
        page.keyboard.type("satelital")
    page.wait_for_selector("#found button")
    page.keyboard.press("ArrowDown")
    press(page, "Enter")
    assert the(revision, "person", "p3").became_person == known
    page.goto(f"{here}?at={the(revision, 'agreement', 'a1').pk}")
    press(page, "r")
    assert the(revision, "agreement", "a1").state == ProposalState.REJECTED


def test_a_question_is_answered_by_number_with_a_word(opened: Opened, hana: User) -> None:
    revision = a_revision(hana)
    row = the(revision, "question", "d1")
    page = opened(hana, f"{review_of(revision)}?at={row.pk}")
    page.keyboard.press("w")
    page.keyboard.type("초청장에는 11시")
    page.keyboard.press("Enter")  # answers nothing by itself
    page.keyboard.press("Escape")
    press(page, "2")
    row.refresh_from_db()
    assert row.state == ProposalState.ANSWERED
    assert "초청장에는 11시" in row.answer
    assert "11:00" in row.answer


def test_a_report_is_reviewed_by_touch_on_a_phone(opened: Opened, hana: User, shot: Shot) -> None:
    revision = a_revision(hana)
    page = opened(
        hana, review_of(revision), viewport=NARROW, has_touch=True, is_mobile=True, color_scheme="dark", bypass_csp=True
    )
    small = page.evaluate(
        """() => [...document.querySelectorAll(".review :is(a, button, summary, input:not([type=hidden]), select)")]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 36)
            .map(one => `${one.getBoundingClientRect().height} px: ${one.outerHTML.slice(0, 120)}`)"""
    )
    assert not [one for one in small if '/reviews/"' not in one], "a finger needs 36 px"
    assert not page.locator(".paper").is_visible()
    page.locator(".review-foot a").first.tap()
    assert page.locator(".paper mark.current").first.is_visible()
    page.locator(".paper-bar a").first.tap()
    assert page.locator(".proposal[aria-current]").is_visible()
    for _tap in range(40):
        if "/filed/" in page.url:
            break
        mark_old(page)
        page.locator(f'.proposal[aria-current="true"] [data-key="{key_for(page)}"]').first.tap()
        swapped(page)
        page.wait_for_load_state()
    assert "/filed/" in page.url
    shot(page, "filed-by-touch")


def test_a_report_is_reviewed_without_javascript_and_taken_back(opened: Opened, hana: User, shot: Shot) -> None:
    known = Organization.objects.create(name="Centro Satelital de Chile")
    known.add_name(known.name, "official")
    revision = a_revision(hana)
    body = the(revision, "organization", "o2")
    page = opened(hana, f"{review_of(revision)}?at={body.pk}", java_script_enabled=False)
    page.locator('.proposal[aria-current] a[data-key="l"]').click()
    page.fill("form[data-find] input[name=q]", "satelital")
    page.press("form[data-find] input[name=q]", "Enter")
    page.locator("#found button").first.click()
    body.refresh_from_db()
    assert body.became_organization == known
    page.locator('.review-foot button[data-key="u"]').click()
    body.refresh_from_db()
    assert body.state == ProposalState.WAITING
    page.locator('.review-head button[data-key="A"]').click()
    for _click in range(10):
        if "/filed/" in page.url:
            break
        page.locator(".proposal[aria-current] :is([value^=answer], [data-key=a])").last.click()
    assert "/filed/" in page.url
    assert Meeting.objects.exists()
    page.locator("a[href$='/take-back/']").click()
    shot(page, "take-back")
    page.locator("main form button.danger").click()
    # Only what was there before stays, and everything waits again.
    assert list(Organization.objects.all()) == [known]
    assert not any(model.objects.exists() for model in (Person, Trip, Meeting, Agreement, Commitment))
    assert not Proposal.objects.exclude(state=ProposalState.WAITING).exists()


def test_of_two_who_decide_the_same_the_second_is_told_who_did(opened: Opened, hana: User, minsu: User) -> None:
    revision = a_revision(hana)
    row = the(revision, "organization", "o2")
    first = opened(minsu, f"{review_of(revision)}?at={row.pk}")
    second = opened(hana, f"{review_of(revision)}?at={row.pk}&do=change")
    second.fill("[name=change-canonical]", "국립 위성 센터 (칠레)")
    press(first, "r")
    mark_old(second)
    second.press("[name=change-canonical]", "Enter")
    swapped(second)
    told = second.locator(".proposals .notice").inner_text()
    assert "박민수" in told
    assert "거부" in told
    assert second.locator("[name=change-canonical]").input_value() == "국립 위성 센터 (칠레)"
    row.refresh_from_db()
    assert (row.state, row.decided_by) == (ProposalState.REJECTED, minsu)
    # And by a single key on a page that is older than the decision.
    other = the(revision, "organization", "o1")
    second.goto(second.url.split("?")[0] + f"?at={other.pk}")
    reject(other, by=minsu, on=ON)
    press(second, "a")
    assert "박민수" in second.locator(".toasts").inner_text()
    other.refresh_from_db()
    assert other.state == ProposalState.REJECTED


def test_the_page_opens_again_where_one_was(opened: Opened, hana: User) -> None:
    revision = a_revision(hana)
    page = opened(hana, review_of(revision))
    for _step in range(4):
        press(page, "j")
    place = looked_at(page)
    page.goto(page.url.split("/reviews/")[0] + reverse("reviews"))
    page.goto(page.url.split("/reviews/")[0] + review_of(revision))
    assert looked_at(page) == place
    assert page.locator(".paper .current").first.is_visible()


def test_a_passage_that_stands_twice_is_read_beside_its_copy(opened: Opened, hana: User, shot: Shot) -> None:
    content = as_json(read_report(REPEATED.encode(), "repeated.md"))
    content["discrepancies"] = [one for one in content["discrepancies"] if one["type"] == "duplicate_block"]
    revision = a_revision(hana, json.loads(json.dumps(content)))
    asked = Proposal.objects.get(data__type="duplicate_block")
    page = opened(hana, f"{review_of(revision)}?at={asked.pk}", bypass_csp=True)
    page.wait_for_selector(".copies[open] mark")
    shown_to_all(page, shot, "review-copies")
    pair = page.locator(".copies tbody tr").first.locator("td")
    first, second = (pair.nth(number).bounding_box() for number in (0, 1))
    assert first
    assert second
    assert first["y"] == second["y"]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    first, second = (pair.nth(number).bounding_box() for number in (0, 1))
    assert first
    assert second
    assert first["x"] == second["x"]
    assert second["y"] >= first["y"] + first["height"]
