"""Every page with the sample in it: no barrier a machine can find, one first heading, one primary button, and nothing
that hangs out of the window. Driven by the URL conf, so a new page is looked at without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from config.tests.cast import PASSWORD
from config.tests.test_visibility_crawl import ALL, FIXED, OTHERS, RECORDS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

#: Addresses that are no pages of ours, and why.
NO_PAGES = {
    "api_document": "a file",
    "dashboard_pdf": "a file",
    "document_file": "a file",
    "healthz": "one word",
    "organization_choices": "JSON",
    "person_choices": "JSON",
    "review_find": "a part of a page",
    "logout": "signs out",
    "login": "leads on who is signed in; looked at by itself",
    "agreement_drop": "takes POST only",
}
#: Lists and searches that find nothing.
EMPTY = ["organizations", "people", "trips", "reports", "meetings", "agreements", "projects", "commitments", "search"]
#: Of a record in several states each is looked at, up to so many.
MOST = 3
MANY = {"agreement", "commitment", "trip", "meeting", "organization", "person", "project"}
#: Axe speaks of these parts, which others wrote.
FOREIGN = [["#api-document"]]

FAULTS = """() => {
    const seen = selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
    const faults = [], first = seen("h1").length, primary = seen(".button.primary").map(one => one.innerText.trim());
    if (first !== 1) faults.push(`${first} first headings`);
    if (primary.length > 1) faults.push(`${primary.length} primary buttons: ${primary.join(" · ")}`);
    let before = 0;
    for (const heading of seen("main :is(h1, h2, h3, h4, h5):not(.paper *, #api-document *)")) {
        const level = Number(heading.tagName[1]);
        if (level > before + 1) faults.push(`h${level} after h${before}: ${heading.innerText}`);
        before = level;
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`${scrollWidth} px wide in a window of ${clientWidth}`);
    return faults;
}"""


def paths() -> Iterator[str]:
    """Every page a person can open by an address."""
    for address in ALL:
        name = address.name
        if name in NO_PAGES or (name.startswith("api_") and address.parameters):
            continue
        for fixed in FIXED.get(name, []):
            yield reverse(name, kwargs=fixed)
        if name in ("user_edit", "user_password"):
            yield reverse(name, kwargs={"pk": User.objects.values_list("pk", flat=True)[0]})
        elif name in RECORDS:
            for pk in RECORDS[name]._base_manager.values_list("pk", flat=True)[: MOST if name in MANY else 1]:
                yield reverse(name, kwargs={"pk": pk, **OTHERS.get(name, {})})
        elif not address.parameters and not name.startswith("api_"):
            yield reverse(name)
    yield from (f"{reverse(name)}?q=zzqqxx" for name in EMPTY)
    yield f"{reverse('today')}?whose=everyone"
    yield f"{reverse('dashboard')}?on=2020-01-01"
    yield "/nowhere/"


@pytest.fixture
def sample(admin: User) -> User:
    call_command("load_sample", verbosity=0)
    return admin


def test_every_page_is_free_of_barriers_and_stays_within_its_window(
    live_server: Any, browser: Any, sample: User
) -> None:
    # Axe is put into the page, which the policy of the site forbids to everybody else.
    wide = browser.new_context(
        locale="ko-KR", viewport={"width": 1440, "height": 900}, color_scheme="light", bypass_csp=True
    )
    page, axe = wide.new_page(), Axe()
    found: list[str] = []
    page.set_default_timeout(30_000)

    def look(path: str, window: str) -> None:
        rules = {"exclude": FOREIGN} if page.query_selector("#api-document") else None
        answer = axe.run(page, rules).response
        assert answer["passes"], f"axe looked at nothing on {path}"
        found.extend(f"{path} {window}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in answer["violations"])
        found.extend(f"{path} {window}: {fault}" for fault in page.evaluate(FAULTS))

    page.goto(live_server.url + reverse("login"))
    look(reverse("login"), "1440 light")
    page.fill("#id_username", sample.username)
    page.fill("#id_password", PASSWORD)
    page.click("form.form button.primary")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    visited = 0
    for path in paths():
        # Addresses that only take POST answer 405 without a body, which is no page.
        answer = page.request.get(live_server.url + path)
        if answer.status == 405:
            continue
        assert answer.status in (200, 404), f"{path}: {answer.status}"
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(live_server.url + path)
        look(path, "1440 light")
        page.set_viewport_size({"width": 390, "height": 844})
        page.emulate_media(color_scheme="dark")
        look(path, "390 dark")
        visited += 1
    wide.close()
    assert visited > 60, f"only {visited} pages were found"
    assert not found, "\n".join(found)
