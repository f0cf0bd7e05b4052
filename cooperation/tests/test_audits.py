"""Answers to auditors: the rows, the files compared with the records, what is kept, who sees what."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from accounts.models import ReadLog, User
from config.tests.cast import SignIn
from cooperation.audits import jobs
from cooperation.audits import pdf as pdfs
from cooperation.audits.asking import Asked, thawed
from cooperation.audits.documents import DOCUMENTS, sheet
from cooperation.audits.evidence import archive
from cooperation.audits.hwpx import hwpx
from cooperation.audits.joining import Joined
from cooperation.audits.pdf import pdf
from cooperation.audits.sheets import Sheet, card_lines, harmless, words
from cooperation.audits.xlsx import xlsx
from cooperation.jobs import tidy
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    AgreementParty,
    AgreementState,
    AuditAnswer,
    AuditFile,
    AuditForm,
    AuditState,
    CheckRound,
    Commitment,
    FileRole,
    Term,
)
from cooperation.tests.world import QUERY, TAIL, Secrets, World, document
from meetings.models import ReportRevision, Side, Trip, TripDestination, TripTraveller
from meetings.reader.formats.hwpx import read as read_hwpx
from meetings.reader.formats.pdf import read as read_pdf

ON = date(2026, 6, 30)


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu, ON)


def asked(**more: Any) -> Asked:
    usual: dict[str, Any] = {"on": ON, "first": 2024, "last": 2026, "documents": ("ledger",)}
    return Asked(**(usual | more))


def cells(user: User, wanted: Asked, kind: str) -> list[dict[str, Any]]:
    made = sheet(user, wanted, kind)
    return [dict(zip(made.labels(), row.cells, strict=True)) for row in made.rows]


def an_agreement(title: str, signed_on: date, **fields: Any) -> Agreement:
    defaults = {"state": AgreementState.SIGNED, "term": Term.YEARS, "term_years": 3, "scope": "공동 연구"}
    return Agreement.objects.create(title=title, signed_on=signed_on, **(defaults | fields))


# ------------------------------------------------------------------------------------------------ rows


def test_the_ledger_says_what_a_public_body_must_record(world: World, minsu: User) -> None:
    department = world.organization("국제협력팀", ours=True, country="KR", parent=world.institute, kind="department")
    agreement = an_agreement("수소 기술 협력 협약", date(2024, 3, 4), department=department)
    for body in (world.institute, world.partner):
        AgreementParty.objects.create(agreement=agreement, organization=body, signatory=world.person)
    agreement.add_amendment("기간을 1년 늘립니다", signed_on=date(2025, 2, 3), new_expires_on=date(2028, 3, 3))
    AgreementActivity.objects.create(agreement=agreement, happened_on=date(2025, 5, 6), text="워크숍 개최")
    check = AgreementCheck.objects.create(
        round=CheckRound.objects.create(
            year=2025, title="점검", due_on=date(2025, 12, 1), opened_by=minsu, opened_on=date(2025, 11, 1)
        ),
        agreement=agreement,
    )
    check.reply("normal", text="순조로움", countermeasure="", by=minsu, on=date(2025, 11, 20))
    row = next(row for row in cells(minsu, asked(), "ledger") if row["협약명"] == agreement.title)
    assert row["대상기관"] == "CONCYTEC (페루)"
    assert row["체결일자"] == date(2024, 3, 4)
    assert words(row["협약기간"]).replace("\N{NO-BREAK SPACE}", " ") == "2024. 3. 4. ~ 2028. 3. 3."
    assert row["주요내용"] == "공동 연구"
    assert row["추진상황"].replace("\N{NO-BREAK SPACE}", " ") == "유효\n실적 1건(최근 2025. 5. 6.)"
    assert row["주관부서"] == "국제협력팀"
    assert "기간을 1년 늘립니다" in row["변경사항"]
    assert row["점검결과"] == "2025: 정상 – 순조로움"


def test_any_past_day_is_told_as_it_was(world: World, minsu: User) -> None:
    agreement = an_agreement("수소 기술 협력 협약", date(2023, 1, 1), term_years=2)
    agreement.add_amendment("늘립니다", signed_on=date(2024, 12, 1), new_expires_on=date(2027, 12, 31))
    AgreementActivity.objects.create(agreement=agreement, happened_on=date(2025, 5, 6), text="워크숍 개최")
    agreement.close("completed", date(2026, 5, 1), "", by=minsu)

    def on(day: date) -> dict[str, Any]:
        wanted = asked(on=day, first=2023, last=2026, columns=("ledger.title", "ledger.ends", "ledger.standing",
                       "ledger.changes", "ledger.progress"))  # fmt: skip
        return next(row for row in cells(minsu, wanted, "ledger") if row["협약명"] == agreement.title)

    assert (on(date(2024, 6, 30))["만료일"], on(date(2024, 6, 30))["변경사항"]) == (date(2024, 12, 31), "해당 없음")
    assert on(date(2025, 1, 1))["만료일"] == date(2027, 12, 31)
    assert "실적 없음" in on(date(2025, 5, 5))["추진상황"]
    assert "실적 1건" in on(date(2025, 5, 6))["추진상황"]
    assert on(date(2026, 4, 30))["상태"] == "유효"
    assert on(date(2026, 5, 1))["상태"].startswith("목적달성")


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("in_force", ["그 안에 체결", "그 전에 체결"]),
        ("signed", ["그 안에 체결"]),
        ("all", ["그 안에 체결", "그 전에 끝남", "그 전에 체결"]),
    ],
)
def test_the_years_choose_agreements(minsu: User, which: str, expected: list[str]) -> None:
    an_agreement("그 전에 끝남", date(2019, 1, 1), term_years=2)
    an_agreement("그 전에 체결", date(2022, 1, 1), term_years=5)
    an_agreement("그 안에 체결", date(2024, 1, 1))
    an_agreement("기준일 뒤에 체결", ON + timedelta(days=1))
    Agreement.objects.create(title="초안")
    assert sorted(row["협약명"] for row in cells(minsu, asked(which=which), "ledger")) == expected


def test_departments_are_meant_with_those_below_and_before_them(world: World, minsu: User) -> None:
    now = world.organization("국제협력실", ours=True, parent=world.institute, kind="department")
    below = world.organization("남미팀", ours=True, parent=now, kind="department")
    before = world.organization("대외협력팀", ours=True, parent=world.institute, kind="department", successor=now)
    other = world.organization("총무팀", ours=True, parent=world.institute, kind="department")
    for body in (now, below, before, other):
        an_agreement(f"{body.name} 협약", date(2025, 1, 1), department=body)
    wanted = asked(departments=(now.pk,))
    assert {row["협약명"] for row in cells(minsu, wanted, "ledger")} == {
        "국제협력실 협약",
        "남미팀 협약",
        "대외협력팀 협약",
    }


def test_performance_has_a_row_for_each_year_in_force_also_without_activity(world: World, minsu: User) -> None:
    agreement = an_agreement("수소 협약", date(2024, 7, 1), term_years=2)
    AgreementActivity.objects.create(agreement=agreement, happened_on=date(2025, 5, 6), meeting=world.meeting)
    AgreementActivity.objects.create(agreement=agreement, happened_on=date(2025, 6, 6), text="세미나")
    rows = [row for row in cells(minsu, asked(first=2020), "performance") if row["협약명"] == "수소 협약"]
    assert [row["연도"] for row in rows] == ["2024", "2025", "2026"]
    assert [(row["면담·회의"], row["기타"], row["주요 실적"] == "해당 없음") for row in rows] == [
        (0, 0, True), (1, 1, False), (0, 0, True),
    ]  # fmt: skip
    made = sheet(minsu, asked(first=2024), "performance")
    assert words(made.about[-1]) == "총 2건(연도별 5행)"
    lacking = [row.missing for row in made.rows if row.cells[0] == "수소 협약"]
    assert lacking == [("실적 없음",), (), ("실적 없음",)]


def test_trips_say_days_elapsed_registration_and_what_became_of_the_plan(world: World, minsu: User) -> None:
    trip = Trip.objects.create(
        title="리마 출장", purpose="기술 협력", start_on=date(2025, 8, 6), end_on=date(2025, 8, 15), cost=12345678,
        submitted_on=date(2025, 9, 9), registered_on=date(2025, 9, 20), registration_number="2025-7",
    )  # fmt: skip
    TripDestination.objects.create(trip=trip, country="PE", city="리마")
    TripTraveller.objects.create(trip=trip, person=world.ours, organization=world.institute, rank="팀장")
    Commitment.objects.create(side=Side.OURS, owner=world.institute, text="보고서 공유", trip=trip, officer=minsu)
    row = next(row for row in cells(minsu, asked(), "trips") if row["출장목적"] == "기술 협력")
    assert row["출장기간"].replace("\N{NO-BREAK SPACE}", " ") == "2025. 8. 6.–15.\n10일"
    assert row["국가"] == "페루 (리마)"
    assert row["출장자"] == "윤서준 팀장 (대전과학산업진흥원)"
    assert row["경비(원)"] == 12345678
    assert (row["보고서 제출일"], row["경과일"]) == (date(2025, 9, 9), "25일")
    assert "2025-7" in row["공개등록"]
    assert row["활용계획 이행"] == "1건 중 0건 이행"
    late = cells(minsu, asked(on=date(2025, 9, 8)), "trips")[-1]
    assert (late["보고서 제출일"], late["경과일"], late["공개등록"]) == ("미제출", "기한 전 24일", "미등록")


# ------------------------------------------------------------------------------------------------ files


def text_of_pdf(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def squeezed(text: str) -> str:
    """Without the spaces that a printed line adds or drops."""
    return "".join(text.split())


def as_written(made: Sheet) -> list[list[Any]]:
    """The rows of a workbook as they should be read back."""
    return [
        [number, *(harmless(value) if isinstance(value, str) else value for value in row.cells)]
        for number, row in enumerate(made.rows, 1)
    ]


@pytest.mark.parametrize("kind", ["ledger", "performance", "trips"])
def test_a_workbook_holds_the_rows(world: World, minsu: User, kind: str) -> None:
    made = sheet(minsu, asked(), kind)
    page = load_workbook(io.BytesIO(xlsx(made))).active
    assert page is not None
    assert page["A1"].value == made.title
    head = len(made.about) + 2
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=head)]
    assert rows[0] == ["연번", *made.labels()]
    read = [[value.date() if isinstance(value, datetime) else value for value in row] for row in rows[1:]]
    assert read == as_written(made)
    assert page.print_title_rows == f"${head}:${head}"
    assert page.page_setup.orientation == "landscape"
    footer: Any = page.oddFooter
    assert footer.center.text == "- &P -"
    assert page.cell(head + 1, 1).border.left.style == "thin"


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_a_pdf_holds_the_rows(world: World, minsu: User, kind: str) -> None:
    made = sheet(minsu, asked(), kind)
    assert made.rows
    pages = text_of_pdf(pdf(made, language="ko"))
    whole = squeezed("".join(pages))
    assert squeezed(made.title) in whole
    for line in made.about:
        assert squeezed(line) in whole
    for row in made.rows:
        for value in row.cells:
            assert squeezed(words(value)) in whole, value
    assert all(f"-{number}-" in squeezed(page) for number, page in enumerate(pages, 1))


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_a_pdf_is_read_back_cell_by_cell(world: World, minsu: User, kind: str) -> None:
    """By our own reader: each row is one row of a table, each value in the cell under its label."""
    for number in range(30):
        an_agreement(f"협약 {number}", date(2025, 1, 1), scope="공동 연구와 인력 교류, " * (number % 4))
    made = sheet(minsu, asked(), kind)
    told = [[squeezed(words(value)) for value in row.cells] for row in made.rows]
    table = [[squeezed(cell) for cell in raw.cells] for raw in read_pdf(pdf(made, language="ko")) if raw.cells]
    if made.layout == "table":
        assert table == [
            [squeezed(label) for label in ("연번", *made.labels())],
            *([str(number), *line] for number, line in enumerate(told, 1)),
        ]
    else:
        assert table == [
            line
            for number, row in enumerate(made.rows, 1)
            for line in (
                [squeezed(f"{number}.{row.heading}")],
                *([squeezed(words(one)) for pair in pairs for one in pair] for pairs in card_lines(made.columns, row)),
            )
        ]


def test_the_head_is_repeated_on_every_page(minsu: User) -> None:
    for number in range(60):
        an_agreement(f"협약 {number}", date(2025, 1, 1))
    pages = text_of_pdf(pdf(sheet(minsu, asked(), "ledger"), language="ko"))
    assert len(pages) > 1
    assert all("협약명" in page and "체결일자" in page for page in pages)


def test_each_card_begins_on_a_page_of_its_own(minsu: User) -> None:
    for number in range(3):
        an_agreement(f"협약 {number}", date(2025, 1, 1))
    made = sheet(minsu, asked(), "cards")
    pages = text_of_pdf(pdf(made, language="ko"))
    assert len(pages) == 3
    assert [squeezed(f"{n + 1}.협약{n}") in squeezed(page) for n, page in enumerate(pages)] == [True] * 3
    book = load_workbook(io.BytesIO(xlsx(made))).active
    assert book is not None
    assert len(book.row_breaks.brk) == 3
    assert "A1:D1" in {str(one) for one in book.merged_cells.ranges}


@pytest.mark.parametrize("kind", ["ledger", "cards"])
def test_a_pdf_made_by_parts_has_the_pages_of_one_made_at_once(
    world: World, minsu: User, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        words_of_it = f"{'공동 연구와 인력 교류 ' * (1 + number * 7 % 23)}{number}"
        an_agreement(f"협약 {number}", date(2025, 1, 1), scope=words_of_it, note="같은 글")
    an_agreement("긴 협약", date(2025, 1, 1), scope="한 쪽에 다 들어가지 않는 글. " * 150)
    made = sheet(minsu, asked(columns=("ledger.title", "ledger.scope", "ledger.note")), kind)
    whole = pdf(made, language="ko")
    monkeypatch.setattr(pdfs, "HERE", 0)
    assert pdf(made, language="ko") == whole  # by a process of its own
    monkeypatch.setattr(pdfs, "A_PART", {"table": 17, "cards": 7})
    heard: list[int] = []
    parts = pdf(made, language="ko", told=heard.append)
    assert text_of_pdf(parts) == text_of_pdf(whole)
    assert (heard[-1], heard == sorted(heard), len(heard) > 3) == (62, True, True)
    assert pdf(made, language="ko") == parts
    one, other = (pypdfium2.PdfDocument(data).get_metadata_dict() for data in (whole, parts))
    assert one == other
    assert f"<xmpTPg:NPages>{len(pypdfium2.PdfDocument(parts))}</xmpTPg:NPages>".encode() in parts
    assert (
        parts.count(b"/N 3/") == whole.count(b"/N 3/") == 1
    )  # the colour profile: what is the same in every part is kept once


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nstartxref\n9\n%%EOF", b"xref\n0 0\ntrailer<<>>\nstartxref\n0\n"])
def test_only_files_as_typst_writes_them_are_joined(data: bytes) -> None:
    with pytest.raises(ValueError):
        Joined().add(data)


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_a_hwpx_holds_the_rows(world: World, minsu: User, kind: str) -> None:
    """Read back by our own reader."""
    made = sheet(minsu, asked(), kind)
    read = read_hwpx(hwpx(made))
    lines = [raw.text for raw in read if raw.cells is None and raw.text]
    assert [squeezed(line) for line in lines] == [squeezed(line) for line in (made.title, *made.about)]
    table = [raw.cells for raw in read if raw.cells is not None]
    if made.layout == "table":
        assert table[0] == ("연번", *made.labels())
        assert [[squeezed(value) for value in row] for row in table[1:] if row] == [
            [str(number), *(squeezed(words(value)) for value in row.cells)] for number, row in enumerate(made.rows, 1)
        ]
    else:
        told = squeezed(str([[squeezed(value) for value in row] for row in table if row]))
        assert all(squeezed(words(value)) in told for row in made.rows for value in row.cells)


def test_a_hwpx_is_what_hancom_office_expects(world: World, minsu: User) -> None:
    """By the schema of the format; its table repeats its head and its paper is turned."""
    validator = pytest.importorskip("hwpx.tools.validator", reason="python-hwpx is missing: requirements-dev.txt")
    for kind in DOCUMENTS:
        data = hwpx(sheet(minsu, asked(), kind))
        assert validator.validate_document(io.BytesIO(data)).issues == ()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert package.infolist()[0].filename == "mimetype"
            section = package.read("Contents/section0.xml").decode()
        table = DOCUMENTS[kind].layout == "table"
        assert ('repeatHeader="1"' in section, 'landscape="NARROWLY"' in section) == (table, table)
        assert "<hp:pageNum" in section


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_an_empty_document_says_so(minsu: User, kind: str) -> None:
    made = sheet(minsu, asked(), kind)
    assert made.rows == []
    page = load_workbook(io.BytesIO(xlsx(made))).active
    assert page is not None
    assert "해당 없음" in {cell.value for row in page.iter_rows() for cell in row}
    assert "해당 없음" in text_of_pdf(pdf(made, language="ko"))[0]
    assert "해당 없음" in [raw.text for raw in read_hwpx(hwpx(made))]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+82 협약", "-1 협약", "@협약", "  =1+1"])
def test_no_cell_is_a_formula(minsu: User, title: str) -> None:
    an_agreement(title, date(2025, 1, 1))
    page = load_workbook(io.BytesIO(xlsx(sheet(minsu, asked(), "ledger")))).active
    assert page is not None
    found = [cell for row in page.iter_rows() for cell in row if cell.value and title.strip() in str(cell.value)]
    assert [(cell.value, cell.data_type) for cell in found] == [(f"'{title}", "s")]


def test_what_no_paper_can_hold_is_left_out(minsu: User) -> None:
    an_agreement("협약\x0b이름\x1f", date(2025, 1, 1))
    made = sheet(minsu, asked(), "ledger")
    assert "협약이름" in str([cell.value for cell in list(load_workbook(io.BytesIO(xlsx(made))).active)[-1]])  # type: ignore[arg-type]
    assert "협약이름" in squeezed(text_of_pdf(pdf(made, language="ko"))[0])


def test_the_same_rows_make_the_same_bytes(world: World, minsu: User) -> None:
    for kind in DOCUMENTS:
        made = sheet(minsu, asked(), kind)
        assert xlsx(made) == xlsx(made)
        assert pdf(made, language="ko") == pdf(made, language="ko")
        assert hwpx(made) == hwpx(made)


def test_an_answer_in_english_speaks_english(world: World, minsu: User) -> None:
    with translation.override("en"):
        assert sheet(minsu, asked(), "ledger").labels()[0] == "Name of the agreement"


# ------------------------------------------------------------------------------------------------ issued and kept

LINK: dict[str, Any] = {
    "asked": "1", "on": ON.isoformat(), "first": "2024", "last": "2026", "which": "in_force",
    "document": ["ledger", "trips"], "kind": ["xlsx", "pdf"],
}  # fmt: skip


def issue(client: Any, **more: Any) -> AuditAnswer:
    answer = client.post(reverse("audit_issue"), LINK | more)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return AuditAnswer.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])


def test_what_was_issued_is_kept_and_issued_again_to_the_byte(world: World, hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    answer = issue(client, name="시의회 행정사무감사")
    assert (answer.state, answer.name, answer.issued_by) == (AuditState.READY, "시의회 행정사무감사", hana)
    assert thawed(answer.asked) == asked(documents=("ledger", "trips"), kinds=("xlsx", "pdf"))
    files = list(answer.files.all())
    assert [row.name for row in files] == [
        "협약 관리대장_20260630.xlsx", "협약 관리대장_20260630.pdf",
        "공무국외출장 현황_20260630.xlsx", "공무국외출장 현황_20260630.pdf",
    ]  # fmt: skip
    first = [b"".join(client.get(reverse("audit_file", args=[row.pk])).streaming_content) for row in files]  # type: ignore[attr-defined]
    assert [hashlib.sha256(data).hexdigest() for data in first] == [row.sha256 for row in files]
    Agreement.objects.update(title="다른 이름")
    again = [b"".join(client.get(reverse("audit_file", args=[row.pk])).streaming_content) for row in files]  # type: ignore[attr-defined]
    assert again == first
    assert zipfile.is_zipfile(io.BytesIO(first[0]))
    page = client.get(answer.get_absolute_url()).content.decode()
    assert files[0].sha256 in page


def test_a_download_is_an_attachment_and_logged(world: World, hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    answer = issue(client)
    exported = ReadLog.objects.filter(purpose="export", kind="cooperation.Agreement").get()
    assert exported.ids == [world.agreement.pk]
    row = answer.files.all()[0]
    response = client.get(reverse("audit_file", args=[row.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert row.pk in ReadLog.objects.filter(purpose="download").get().ids


def test_an_issued_answer_cannot_be_changed(world: World, hana: User, sign_in: SignIn) -> None:
    answer = issue(sign_in(hana))
    for change in (
        lambda: AuditAnswer.objects.filter(pk=answer.pk).update(name="x"),
        lambda: AuditFile.objects.filter(answer=answer).update(sha256="0" * 64),
        lambda: AuditFile.objects.filter(answer=answer).delete(),
    ):
        with pytest.raises(IntegrityError, match="stays_as_it_was"), transaction.atomic():
            change()


def test_a_file_that_is_not_as_it_was_issued_is_not_handed_out(world: World, hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    row = issue(client).files.all()[0]
    with row.file.storage.open(row.file.name, "wb") as file:
        file.write(b"other")
    assert client.get(reverse("audit_file", args=[row.pk])).status_code == 404


def test_a_file_that_a_killed_worker_left_is_removed_after_a_day(world: World, hana: User, sign_in: SignIn) -> None:
    row = issue(sign_in(hana)).files.all()[0]
    kept = Path(row.file.path)
    lost = kept.with_name("0-1-lost.pdf")
    lost.write_bytes(b"half of")
    assert jobs.forget_lost_files(timezone.now()) == 0
    before = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (kept, lost):
        os.utime(path, (before, before))
    tidy()
    assert kept.exists()
    assert not lost.exists()


def test_an_answer_is_its_issuers_and_the_managers(
    world: World, hana: User, minsu: User, admin: User, sign_in: SignIn
) -> None:
    other = User.objects.create_user("sora", role="officer")
    answer = issue(sign_in(hana))
    row = answer.files.all()[0]
    for user, status in ((hana, 200), (minsu, 200), (admin, 200), (other, 404)):
        assert sign_in(user).get(answer.get_absolute_url()).status_code == status
        assert sign_in(user).get(reverse("audit_file", args=[row.pk])).status_code == status
    assert str(answer.pk) not in sign_in(other).get(reverse("audit_answers")).content.decode()


def test_secrets_and_their_counts_stay_hidden(world: World, hana: User, minsu: User) -> None:
    before = {kind: sheet(hana, asked(), kind) for kind in DOCUMENTS}
    Secrets(world, by=minsu)
    for kind in DOCUMENTS:
        after = sheet(hana, asked(), kind)
        assert after.rows == before[kind].rows
        assert after.about == before[kind].about
        told = str(sheet(minsu, asked(), kind).rows)
        assert (QUERY in told, TAIL in told) == (True, True), kind


def archive_of(user: User, wanted: Asked, folder: Path) -> zipfile.ZipFile:
    path = folder / "evidence.zip"
    archive(user, wanted, jobs.keys_and_counts(user, wanted), path)
    return zipfile.ZipFile(path)


def test_the_evidence_is_numbered_and_its_index_names_each_file(
    world: World, hana: User, minsu: User, tmp_path: Path
) -> None:
    paper = document("../협약서:사본.txt", "협약서", by=minsu)
    AgreementFile.objects.create(agreement=world.agreement, document=paper, role=FileRole.SIGNED_COPY)
    AgreementActivity.objects.create(
        agreement=world.agreement, happened_on=date(2026, 1, 2), text="세미나", evidence=paper
    )
    for row in (AgreementFile, ReportRevision):  # they were there by then
        row.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    wanted = asked(documents=("ledger", "trips"), evidence=True)
    with archive_of(hana, wanted, tmp_path) as made:
        assert made.namelist() == ["0001_협약서 사본.txt", "0002_결과보고서.txt", "0000_증빙 목록.xlsx"]
        with paper.file.open("rb") as file:
            assert made.read(made.namelist()[0]) == file.read()
        page = load_workbook(io.BytesIO(made.read("0000_증빙 목록.xlsx"))).active
        first = Path(str(made.filename)).read_bytes()
    assert page is not None
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    told = [row[1:6] for row in rows if row[5] in {paper.sha256, world.document.sha256}]
    assert [(row[1], row[3]) for row in told] == [
        ("서명본", "0001_협약서 사본.txt"), ("세미나", "0001_협약서 사본.txt"),
        ("결과보고서", "0002_결과보고서.txt"),
    ]  # fmt: skip
    archive_of(hana, wanted, tmp_path).close()
    assert (tmp_path / "evidence.zip").read_bytes() == first


def test_secret_papers_are_no_evidence_of_those_who_may_not_see_them(
    world: World, hana: User, minsu: User, tmp_path: Path
) -> None:
    wanted = asked(on=timezone.localdate(), documents=("ledger", "trips"), evidence=True)
    with archive_of(hana, wanted, tmp_path) as made:
        before = made.namelist()
    Secrets(world, by=minsu)
    with archive_of(hana, wanted, tmp_path) as made:
        assert made.namelist() == before
    with archive_of(minsu, wanted, tmp_path) as made:
        assert any(TAIL in name or "signed copy" in name for name in made.namelist())


def test_the_evidence_is_issued_with_the_answer(world: World, hana: User, sign_in: SignIn) -> None:
    answer = issue(sign_in(hana), evidence="on", kind=["xlsx"])
    assert answer.state == AuditState.WAITING  # files may be large: the worker's
    jobs.work(answer.pk)
    answer.refresh_from_db()
    assert answer.state == AuditState.READY
    last = answer.files.all()[2]
    assert (last.name, last.media_type) == ("증빙_20260630.zip", "application/zip")


def test_a_large_answer_is_made_by_the_worker(
    world: World, hana: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 0)
    client = sign_in(hana)
    answer = issue(client)
    assert answer.state == AuditState.WAITING
    assert "<progress" in client.get(answer.get_absolute_url()).content.decode()
    assert list(jobs.unfinished(timezone.now())) == [answer]
    jobs.make_answer(str(answer.pk))
    jobs.make_answer(str(answer.pk))  # twice does no harm
    answer.refresh_from_db()
    assert (answer.state, answer.progress, answer.files.count()) == (AuditState.READY, 100, 4)


def test_an_answer_that_fails_is_tried_again_and_then_says_so(
    world: World, hana: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "as_file", lambda *_args: 1 / 0)
    client = sign_in(hana)
    answer = issue(client)
    for _try in range(jobs.MOST_TRIES - 1):
        jobs.work(answer.pk)
    answer.refresh_from_db()
    assert (answer.state, answer.files.count()) == (AuditState.FAILED, 0)
    monkeypatch.undo()
    assert client.post(reverse("audit_retry", args=[answer.pk])).status_code == 302
    jobs.work(answer.pk)
    answer.refresh_from_db()
    assert answer.state == AuditState.READY


def test_a_worker_that_died_is_followed_by_another(world: World, hana: User) -> None:
    answer = AuditAnswer.objects.create(name="x", asked=asked().frozen(), issued_by=hana)
    assert jobs.claim(answer.pk) is not None
    assert jobs.claim(answer.pk) is None
    later = timezone.now() + jobs.LEASE + timedelta(seconds=1)
    assert list(jobs.unfinished(later)) == [answer]
    assert jobs.claim(answer.pk, now=later) is not None


# ------------------------------------------------------------------------------------------------ the page


def test_the_page_shows_rows_counts_and_what_is_missing(world: World, hana: User, sign_in: SignIn) -> None:
    page = sign_in(hana).get(reverse("audit"), LINK).content.decode()
    assert '협약 관리대장 <span class="number">1</span>' in page
    assert world.agreement.title in page
    assert "주요내용, 서명자" in page  # what the agreement lacks
    assert "총 1건" in page


def test_the_page_asks_as_often_for_many_rows_as_for_one(world: World, hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    every = LINK | {"document": list(DOCUMENTS)}

    def queries(show: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            assert client.get(reverse("audit"), every | {"show": show}).status_code == 200
        return len(asked_for)

    client.get(reverse("audit"), every)
    few = {kind: queries(kind) for kind in DOCUMENTS}
    for number in range(25):
        agreement = an_agreement(f"협약 {number}", date(2025, 1, 1))
        AgreementParty.objects.create(agreement=agreement, organization=world.partner, signatory=world.person)
        AgreementActivity.objects.create(agreement=agreement, happened_on=date(2025, 2, 1), text="한 일")
        trip = Trip.objects.create(title=f"출장 {number}", start_on=date(2025, 1, 1), end_on=date(2025, 1, 3))
        TripTraveller.objects.create(trip=trip, person=world.ours)
        Commitment.objects.create(side=Side.OURS, owner=world.institute, text="약속", trip=trip, officer=hana)
    assert {kind: queries(kind) for kind in DOCUMENTS} == few


def test_choices_are_kept_under_a_name_and_used_again(world: World, hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    client.post(reverse("audit_form_save"), LINK | {"form_name": "시의회", "column": ["ledger.title", "ledger.signed"]})
    kept = AuditForm.objects.get()
    answer = client.get(reverse("audit"))
    link, today = next(links for one, *links in answer.context["kept"] if one == kept)
    page = client.get(reverse("audit") + link)
    assert [column.key for column in page.context["columns"]] == ["title", "signed"]
    assert page.context["asked"].documents == ("ledger", "trips")
    assert page.context["asked"] == asked(documents=("ledger", "trips"), kinds=("xlsx", "pdf"),
                                          columns=("ledger.title", "ledger.signed"))  # fmt: skip
    now = client.get(reverse("audit") + today).context["asked"]
    assert (now.on, now.last - now.on.year, now.last - now.first) == (timezone.localdate(), 0, 2)
    client.post(reverse("audit_form_save"), LINK | {"form_name": "시의회", "document": ["trips"]})
    assert AuditForm.objects.get().asked["document"] == ["trips"]
    client.post(reverse("audit_form_forget", args=[kept.pk]))
    assert not AuditForm.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last": "2023"}, "시작 연도보다 앞설 수 없습니다"),
        ({"first": "1950"}, "30년까지"),
        ({"on": "어제"}, "날짜"),
        ({"document": []}, "하나 이상"),
    ],
)
def test_what_cannot_be_asked_is_answered_in_words(
    world: World, hana: User, sign_in: SignIn, wrong: dict[str, Any], said: str
) -> None:
    client = sign_in(hana)
    assert said in client.get(reverse("audit"), LINK | wrong).content.decode()
    answer = client.post(reverse("audit_issue"), LINK | wrong)
    assert (answer.status_code, AuditAnswer.objects.exists()) == (422, False)
