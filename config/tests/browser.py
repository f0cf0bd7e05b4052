"""A browser for tests: Debian's Chromium, driven by playwright's Python package, which downloads none.

A test asks for `page` (and usually `live_server`), is marked `browser`, and may call `shot(page, "name")` to leave a
picture in `<home>/screenshots` for people to look at.
"""

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config.home import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Without these Chromium calls home at every start, which a closed network answers with errors.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium or playwright, browser tests are skipped with a reason; under CI they run, and so fail, rather
    than go unnoticed.
    """
    if os.environ.get("CI"):
        return
    if not find_spec("playwright"):
        reason = "playwright is missing: pip install -r requirements-dev.txt"
    elif not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: apt-get install chromium fonts-noto-cjk, or set CHROMIUM"
    else:
        return
    skip = pytest.mark.skip(reason=reason)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One browser for each worker; tests get contexts of their own in it."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM.exists(), f"{CHROMIUM} is missing: apt-get install chromium fonts-noto-cjk"
    # The sync API runs an event loop in this thread, where Django otherwise refuses to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A page in a fresh context: Korean, 1280 × 800. A script error on any page fails the test."""
    context = browser.new_context(locale="ko-KR", timezone_id="Asia/Seoul", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(15_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield page
    context.close()
    assert not errors, f"the page had errors: {errors}"


@pytest.fixture
def shot() -> Callable[["Page", str], Path]:
    """Save a full-page picture as `<home>/screenshots/<name>.png` and return its path."""
    folder = Path(os.environ.get("IEUM_SCREENSHOTS") or REPOSITORY / "var" / "screenshots")

    def take(page: "Page", name: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{name}.png"
        page.screenshot(path=file, full_page=True)
        return file

    return take
