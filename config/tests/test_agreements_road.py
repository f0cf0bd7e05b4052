"""The road of agreements with everything real: the ledger an office keeps becomes records, a manager sees what is
silent, decides, has it checked, and answers an auditor with three files that say what the records say.
"""

from __future__ import annotations

import io
import json
import signal
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from openpyxl import load_workbook

from config.home import REPOSITORY
from config.tests.homes import Served, fresh_home
from config.tests.test_whole_road import PASSWORD, Sink, run, serve, sign_in, submit
from cooperation.tests.test_life_browser import do
from meetings.reader.formats.hwpx import read as read_hwpx

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEDGER = REPOSITORY / "samples" / "ledger.xlsx"
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600), pytest.mark.xdist_group("road")]


@pytest.fixture
def served() -> Iterator[Served]:
    """A copy of the system with a manager and nothing else."""
    sink = Sink()
    sink.controller.start()
    with fresh_home() as home:
        served = serve(home, sink)
        run(
            home,
            f"""
from accounts.models import User, Role
User.objects.create_user("minsu", "minsu@example.org", {PASSWORD!r}, role=Role.MANAGER)
""",
        )
        yield served
        served.end(signal.SIGTERM)
    sink.controller.stop()


def agreements(served: Served) -> list[list[str]]:
    """Title and reference of each agreement in force today, as the records say."""
    code = """
import json
from django.utils import timezone
from cooperation.models import Agreement
from cooperation.models.wording import FORCE
today = timezone.localdate()
print(json.dumps([[row.title, row.reference] for row in Agreement.objects.all() if row.as_of(today).standing in FORCE]))
"""
    found: list[list[str]] = json.loads(run(served.home, code).splitlines()[-1])
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def said(data: bytes, ending: str) -> str:
    """All words of a file that was issued, without its blanks."""
    if ending == "pdf":
        return squeezed("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)))
    if ending == "hwpx":
        return squeezed(" ".join(raw.text for raw in read_hwpx(data)))
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return squeezed(" ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None))


def test_from_the_ledger_to_the_answer_for_an_auditor(
    served: Served, page: Page, shot: Callable[[Page, str], Path]
) -> None:
    sign_in(page, served, "minsu")

    # The ledger becomes records.
    page.goto(f"{served.address}/ledgers/")
    page.set_input_files("#file", str(LEDGER))
    submit(page, page.locator("section form button.primary"))
    page.locator("#rows").wait_for(timeout=60_000)
    shot(page, "road-ledger")
    submit(page, page.locator("button[name=action][value=file]"))
    page.get_by_role("button", name="모두 되돌리기").wait_for(timeout=60_000)
    shot(page, "road-ledger-filed")
    kept = agreements(served)
    assert kept

    # The manager's page counts them, and the silent ones are the rows behind their number.
    page.goto(f"{served.address}/dashboard/")
    shot(page, "road-dashboard")
    figures = page.locator(".figures a.figure")
    numbers = [int(words.strip().removesuffix("건")) for words in figures.locator(".value").all_inner_texts()]
    assert numbers[0] == len(kept)
    submit(page, figures.nth(2))
    assert page.locator("tbody tr").count() == numbers[2] > 0
    shot(page, "road-silent")

    # One of them is decided on.
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/agreements/*/")
    do(page, "decide", kind="renew", why="공동연구를 계속합니다")
    assert page.locator("section[aria-labelledby='p-dec']", has_text="공동연구를 계속합니다").is_visible()
    shot(page, "road-decided")

    # A round asks about each; it is answered and closed.
    page.goto(f"{served.address}/checks/new/")
    page.fill("[name=due_on]", (date.today() + timedelta(days=30)).isoformat())  # noqa: DTZ011
    submit(page, page.locator("main form button.primary"))
    opened = page.url
    for number in range(len(kept)):
        page.goto(f"{opened}?answer=none")
        submit(page, page.locator("tbody a.button"))
        page.check(f"[name='answer-answer'][value={'normal' if number else 'poor'}]")
        page.fill("[name='answer-text']", "세미나를 열고 자료를 교환함")
        page.fill("[name='answer-countermeasure']", "" if number else "담당자를 다시 정함")
        submit(page, page.locator("main form button.primary"))
    page.goto(opened)
    do(page, "close", document_number="협력-80")
    shot(page, "road-round")
    assert page.locator("progress").first.get_attribute("value") == str(len(kept))

    # The auditor's answer holds what the records hold, in three kinds of file.
    today = date.today()  # noqa: DTZ011
    asked = f"on={today}&first={today.year - 5}&last={today.year}&which=in_force&document=ledger"
    page.goto(f"{served.address}/audit/?asked=1&{asked}&kind=xlsx&kind=pdf&kind=hwpx")
    shot(page, "road-audit")
    submit(page, page.locator("form[action$='/issue/'] button.primary"))
    page.locator("a[download]").first.wait_for(timeout=120_000)
    shot(page, "road-issued")
    for ending in ("xlsx", "pdf", "hwpx"):
        with page.expect_download() as download:
            page.locator(f"ul.named a[download]:text-matches('{ending}$')").first.click()
        text = said(Path(download.value.path()).read_bytes(), ending)
        missing = [title for title, _ in kept if squeezed(title) not in text]
        assert missing == [], ending
