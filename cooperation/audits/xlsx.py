"""A document as an Excel workbook that prints like the office's form: landscape A4, head repeated, pages numbered."""

from __future__ import annotations

import io
import re
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from cooperation.audits.packages import steadied
from cooperation.audits.sheets import Sheet, Value, card_lines, harmless, height, words

#: Windows has it in every language; a reader without it takes its own gothic.
FONT = "맑은 고딕"
LINE = Side(style="thin", color="000000")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
GREY = PatternFill("solid", fgColor="E7E6E6")
POINTS = 15.0  # height of a line
MOST_POINTS = 400.0
CARD_WIDTHS = (16, 30, 16, 30)


def xlsx(sheet: Sheet) -> bytes:
    """The file; the same bytes for the same sheet."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = re.sub(r"[\\/*?:\[\]]", " ", sheet.title)[:31]
    writer = _Writer(book, page)
    (_cards if sheet.layout == "cards" else _table)(writer, sheet)
    page.page_setup.paperSize = 9  # A4
    page.page_setup.orientation = "portrait" if sheet.layout == "cards" else "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.6
    footer: Any = page.oddFooter
    footer.center.text = "- &P -"
    book.properties.title, book.properties.creator = sheet.title, "Ieum"
    out = io.BytesIO()
    book.save(out)
    return steadied(out.getvalue(), _without_moments)


def _without_moments(name: str, content: bytes) -> bytes:
    if name != "docProps/core.xml":
        return content
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content)


class _Writer:
    """Writes cells in a few styles, which are made once: a style for each cell takes as long as the cell."""

    def __init__(self, book: Workbook, page: Any) -> None:
        self.page = page
        self.styles: dict[tuple[str, str], Any] = {}
        self.spare = book.create_sheet("styles")
        self.book = book

    def style(self, kind: str, align: str) -> Any:
        key = (kind, align)
        if key not in self.styles:
            cell = self.spare.cell(len(self.styles) + 1, 1)
            bold, size = kind in {"title", "head"}, {"title": 16, "about": 10}.get(kind, 9)
            cell.font = Font(name=FONT, size=size, bold=bold)
            cell.alignment = Alignment(
                horizontal=align, vertical="center" if kind in {"title", "head", "about"} else "top", wrap_text=True
            )
            if kind in {"head", "text", "date", "number"}:
                cell.border = BOX
            if kind == "head":
                cell.fill = GREY
            if kind == "date":
                cell.number_format = "yyyy\\. m\\. d\\."
            if kind == "number":
                cell.number_format = "#,##0.##" if align == "decimal" else "#,##0"
            self.styles[key] = cell
        return self.styles[key]._style

    def put(self, row: int, column: int, value: Value, kind: str = "text", align: str = "left") -> None:
        cell = self.page.cell(row, column)
        if isinstance(value, str):
            cell.value = harmless(value)
            cell.data_type = "s"  # never a formula, whatever it begins with
        else:
            cell.value = value
            if kind == "text" and isinstance(value, date | datetime):
                kind = "date"
            elif kind == "text" and isinstance(value, int | Decimal):
                kind = "number"
        cell._style = copy(self.style(kind, align))

    def across(self, row: int, last: int, value: str, kind: str, align: str, first: int = 1) -> None:
        for column in range(first, last + 1):
            self.put(row, column, value if column == first else None, kind, align)
        if last > first:
            # Not by ``merge_cells``, which compares each range with all before it: 10,000 cards took more than five
            # minutes.
            self.page.merged_cells.ranges.add(CellRange(min_col=first, max_col=last, min_row=row, max_row=row))

    def tall(self, row: int, lines: int) -> None:
        self.page.row_dimensions[row].height = min(MOST_POINTS, POINTS * max(1, lines) + 4)

    def done(self) -> None:
        self.book.remove(self.spare)


def _heading(writer: _Writer, sheet: Sheet, last: int) -> int:
    writer.across(1, last, sheet.title, "title", "center")
    writer.page.row_dimensions[1].height = 32
    for number, line in enumerate(sheet.about, 2):
        writer.across(number, last, line, "about", "left")
    return len(sheet.about) + 2


def _table(writer: _Writer, sheet: Sheet) -> None:
    page, last = writer.page, len(sheet.columns) + 1
    widths = [max(column.width, 6) * 1.15 for column in sheet.columns]
    for number, width in enumerate((6, *widths), 1):
        page.column_dimensions[get_column_letter(number)].width = width
    head = _heading(writer, sheet, last)
    for number, label in enumerate((sheet.numbered, *sheet.labels()), 1):
        writer.put(head, number, label, "head", "center")
    writer.tall(head, 2)
    page.print_title_rows = f"{head}:{head}"
    page.freeze_panes = page.cell(head + 1, 3)
    for number, row in enumerate(sheet.rows, 1):
        at = head + number
        writer.put(at, 1, number, "text", "center")
        lines = 1
        for place, (column, value) in enumerate(zip(sheet.columns, row.cells, strict=True), 2):
            writer.put(at, place, value, "text", column.align)
            if isinstance(value, str):
                lines = max(lines, height(value, widths[place - 2]))
        writer.tall(at, lines)
    if not sheet.rows:
        writer.across(head + 1, last, sheet.empty, "text", "center")
    writer.done()


def _cards(writer: _Writer, sheet: Sheet) -> None:
    page = writer.page
    for number, width in enumerate(CARD_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    at = _heading(writer, sheet, 4)
    for number, row in enumerate(sheet.rows, 1):
        writer.across(at, 4, f"{number}. {row.heading}", "head", "left")
        writer.tall(at, height(row.heading, sum(CARD_WIDTHS)) + 1)
        for line in card_lines(sheet.columns, row):
            at += 1
            lines = 1
            for place, (label, value) in enumerate(line):
                writer.put(at, place * 2 + 1, label, "head", "center")
                if len(line) == 1:
                    writer.across(at, 4, "", "text", "left", first=2)
                writer.put(at, place * 2 + 2, value, "text", "left")
                room = sum(CARD_WIDTHS[1:]) if len(line) == 1 else CARD_WIDTHS[1]
                lines = max(lines, height(words(value), room))
            writer.tall(at, lines)
        page.row_breaks.append(Break(id=at))
        at += 1
    if not sheet.rows:
        writer.across(at, 4, sheet.empty, "text", "center")
    writer.done()
