"""An answer to an auditor in a real browser: choose, look at the rows, issue, download, compare. Leaves pictures."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from config.home import REPOSITORY
from config.tests.cast import SignIn
from cooperation.audits import jobs
from cooperation.audits.asking import Asked, FileKind
from cooperation.audits.documents import DOCUMENTS, sheet
from cooperation.audits.sheets import words
from cooperation.models import Agreement, AgreementActivity, AgreementParty, AuditAnswer
from cooperation.tests.world import World
from meetings.models import Trip
from meetings.reader.formats.hwpx import read as read_hwpx

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[["Page", str], Path]


def enter(page: Page, live_server: Any, user: User, sign_in: SignIn) -> None:
    session = sign_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def in_every_dress(page: Page, shot: Shot, name: str) -> None:
    """The page at 1440 and 390 px, light and dark; nothing hangs out of the window."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            shot(page, f"{name}-{width}-{theme}")
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{name} is {wide} px too wide at {width}"
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")


def png(data: bytes, width: int, height: int, stride: int) -> bytes:
    """A picture of grey pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + data[row * stride : row * stride + width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pictures(data: bytes, name: str) -> int:
    """Each page of a PDF as a picture beside the other ones."""
    folder = Path(os.environ.get("IEUM_SCREENSHOTS") or REPOSITORY / "var" / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        bitmap = page.render(scale=1.5, grayscale=True)
        drawn = png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        (folder / f"{name}-{number}.png").write_bytes(drawn)
    return len(document)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_an_officer_answers_an_auditor(page: Page, live_server: Any, hana: User, sign_in: SignIn, shot: Shot) -> None:
    enter(page, live_server, hana, sign_in)
    world = World(hana, date(2026, 6, 30))
    for number in range(24):
        agreement = Agreement.objects.create(
            title=f"{['수소', '바이오', '반도체', '우주'][number % 4]} 분야 기술 협력 협약 {number + 1}",
            state="signed", signed_on=date(2023 + number % 4, 1 + number % 6, 2), term="years", term_years=3,
            scope="연구 인력 교류, 공동 연구 과제 발굴, 기술 사업화 지원과 정보 공유" if number % 3 else "",
            officer=hana,
        )  # fmt: skip
        for body in (world.institute, world.partner):
            AgreementParty.objects.create(
                agreement=agreement, organization=body, signatory=world.person, signatory_title="원장"
            )
        if number % 2:
            AgreementActivity.objects.create(
                agreement=agreement, happened_on=date(2026, 1, 5), text="공동 워크숍을 열고 과제를 정함"
            )
    Trip.objects.create(
        title="바이오 전시회", purpose="기술 수요 조사와 협력 기관 방문", start_on=date(2026, 2, 2),
        end_on=date(2026, 2, 7), cost=12345600, submitted_on=date(2026, 2, 25),
    )  # fmt: skip
    every = "&".join(f"document={kind}" for kind in DOCUMENTS) + "".join(f"&kind={kind}" for kind in FileKind)
    page.goto(f"{live_server.url}{reverse('audit')}")
    in_every_dress(page, shot, "audit-first")
    page.goto(f"{live_server.url}{reverse('audit')}?asked=1&on=2026-06-30&first=2024&last=2026&which=in_force&{every}")
    assert page.get_by_role("region", name="행").get_by_text("수소 분야 기술 협력 협약 1", exact=True).is_visible()
    in_every_dress(page, shot, "audit-rows")
    page.get_by_label("이 선택을 서식으로 저장").fill("행정사무감사")
    page.get_by_role("button", name="서식 저장").click()
    assert page.get_by_role("link", name="행정사무감사", exact=True).is_visible()
    page.goto(f"{live_server.url}{reverse('audit')}?asked=1&on=2026-06-30&first=2024&last=2026&which=in_force&{every}")
    page.get_by_label("요구기관 또는 용도").fill("2026년 행정사무감사")
    page.get_by_role("button", name="이 파일 발급").click()
    answer = AuditAnswer.objects.get()
    if answer.state != "ready":
        in_every_dress(page, shot, "audit-waiting")
        jobs.work(answer.pk)
        page.reload()
    page.get_by_role("heading", name="2026년 행정사무감사").wait_for()
    in_every_dress(page, shot, "audit-issued")
    asked = Asked(on=date(2026, 6, 30), first=2024, last=2026, documents=tuple(DOCUMENTS))
    for kind, document in DOCUMENTS.items():
        made = sheet(hana, asked, kind)
        for ending in FileKind:
            file = answer.files.get(name=f"{document.kind.label}_20260630.{ending}")
            with page.expect_download() as download:
                page.get_by_role("link", name=f"{file.name} 내려받기").click()
            data = Path(download.value.path()).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file.sha256
            text = squeezed(read_back(data, ending))
            for row in made.rows:
                for value in row.cells:
                    assert squeezed(words(value)) in text, f"{kind}.{ending}: {value}"
            if ending == FileKind.PDF:
                pictures(data, f"audit-{kind}")
    page.goto(f"{live_server.url}{reverse('audit_answers')}")
    in_every_dress(page, shot, "audit-answers")
    type(hana).objects.filter(pk=hana.pk).update(language="en")
    page.goto(f"{live_server.url}{reverse('audit')}?asked=1&on=2026-06-30&{every}&show=trips")
    in_every_dress(page, shot, "audit-rows-en")


def read_back(data: bytes, ending: str) -> str:
    if ending == FileKind.PDF:
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    if ending == FileKind.HWPX:
        return " ".join(raw.text for raw in read_hwpx(data))
    book = load_workbook(io.BytesIO(data)).active
    assert book is not None
    values = (cell.value for row in book.iter_rows() for cell in row)
    return " ".join(words(value.date() if isinstance(value, datetime) else value) for value in values)  # type: ignore[arg-type]
