"""From the bytes of a file, or pasted text, to sheets of cells. Nothing here knows what a ledger is."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .delimited import records

MAX_ROWS, MAX_COLUMNS, MAX_UNPACKED = 20_000, 120, 300_000_000
MAX_CELL = 20_000
_FAR = 5  # rows that may stand by themselves below the last one read
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")

#: What stands for the cell above.
SAME = re.compile(
    r"(?:[〃″\"”“]{1,2}|''|,,|상동|위와\s?같음|(?:상기와?\s?)?동일|同上|同|ditto|same(?:\s?as\s?above)?|do\.|↑|〻|々)",
    re.IGNORECASE,
)


class Refused(Exception):  # noqa: N818  the word the reader has for it
    """The file is no ledger that can be read. ``code`` says why; its words belong to whoever shows them."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text as a person reads it, and its number or day where the sheet holds one.

    ``above``: the cell belongs to a merged area that began in a row above, whose text it repeats.
    """

    text: str = ""
    number: float | None = None
    day: date | None = None
    above: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


EMPTY = Cell()


@dataclass(slots=True)
class Sheet:
    """``rows[0]`` is the first row of the sheet. ``merges``: (first row, first column, last row, last column)."""

    name: str
    rows: list[list[Cell]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    problems: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)  # row → (column, code, words)
    far: list[tuple[int, str]] = field(default_factory=list)  # what stands by itself far below
    too_long: bool = False

    def ask(self, row: int, column: int, code: str, text: str = "") -> None:
        """Remember that a cell is not what it should be."""
        self.problems.setdefault(row, []).append((column, code, text))


def look_at(data: bytes, name: str) -> None:
    """Refuse at once what its first bytes, or its name, say is no ledger: of a large file, a small part will do."""
    if not data.strip():
        raise Refused("empty")
    if data[:4] == b"PK\x03\x04":
        return
    head = data[:600].lstrip(codecs.BOM_UTF8).lstrip().lower()
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or data[:2] in (b"\x09\x08", b"\x09\x04"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("encrypted" if encrypted else "old_format")
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise Refused("old_format")  # what many systems hand out under the name .xls
    if head.startswith(b"%pdf"):
        raise Refused("not_a_table")
    if name.lower().endswith((".xls", ".xlsb", ".ods")):
        raise Refused("old_format")


def load(data: bytes, name: str) -> list[Sheet]:
    """The sheets of a file; what it is tells its content, not its name. Raises ``Refused``."""
    look_at(data, name)
    if data[:4] == b"PK\x03\x04":
        return _workbook(data)
    return load_text(decoded(data), name)


def load_text(text: str, name: str = "") -> list[Sheet]:
    """The one sheet of delimited or pasted text. Records are counted, blank ones too."""
    text = text.lstrip("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    rows, mended = records(text)
    if not rows:
        raise Refused("no_table")
    if not any(any(row) for row in rows):
        raise Refused("empty")
    if len(rows) > MAX_ROWS:
        raise Refused("too_long")
    cells = [[_text_cell(value) for value in row[:MAX_COLUMNS]] for row in rows]
    sheet = Sheet(name.rsplit(".", 1)[0], cells)
    for number, row in enumerate(rows):
        if any(len(value) > MAX_CELL for value in row):
            sheet.ask(number, -1, "cell_cut")
        if any(row[MAX_COLUMNS:]):
            sheet.ask(number, -1, "columns_cut")
    for number in mended:
        sheet.ask(number, -1, "stray_quote")
    return [sheet]


def decoded(data: bytes) -> str:
    """Text in UTF-8, UTF-16 or CP949, with a byte order mark or without."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, encoding)
    if data[:400].count(0) * 8 > len(data[:400]):
        low = sum(byte == 0 for byte in data[1:400:2]) >= sum(byte == 0 for byte in data[0:400:2])
        return _strict(data, "utf-16-le" if low else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "cp949")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("encoding") from None


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """A cell's text in one form: composed, no trailing spaces, no empty lines, wide digits and signs as plain ones."""
    text = unicodedata.normalize(
        "NFC", _CONTROL.sub("", text).replace("\xa0", " ").replace("\u200b", "").replace("_x000D_", "")
    )
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    lines = (" ".join(line.split()) for line in text.translate(wide).replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)[:MAX_CELL]


def _text_cell(value: str) -> Cell:
    text = clean(value)
    plain = text.replace(",", "")
    number = None
    if plain.replace(".", "", 1).isdigit() and len(plain) < 15 and plain.isascii():
        number = float(plain)
    return Cell(text, number)


# ---------------------------------------------------------------------------------------------------- workbooks


def _workbook(data: bytes) -> list[Sheet]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Refused("too_long")
        if "xl/workbook.xml" not in names:
            raise Refused("old_format" if {"xl/workbook.bin", "content.xml"} & set(names) else "not_a_table")
        book = load_workbook(io.BytesIO(data), data_only=True)
    except Refused:
        raise
    except Exception as error:  # whatever a damaged workbook makes the library raise
        raise Refused("damaged") from error
    sheets = [_sheet(page) for page in book.worksheets]
    if not any(sheet.rows for sheet in sheets):
        raise Refused("too_long" if any(sheet.too_long for sheet in sheets) else "empty")
    if _never_calculated(data):
        _formulas(load_workbook(io.BytesIO(data)), sheets)
    return sheets


def _never_calculated(data: bytes) -> bool:
    """Whether a formula stands in a sheet without its value, as programs write them that do not calculate."""
    without = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(without.search(archive.read(name)) for name in pages)


def _formulas(book: Any, sheets: list[Sheet]) -> None:
    """Ask about formulas without a value: their cells look empty."""
    for page, sheet in zip(book.worksheets, sheets, strict=True):
        for (row, column), cell in page._cells.items():
            if cell.data_type != "f" or row > len(sheet.rows) or column > MAX_COLUMNS:
                continue
            if not any(one and at == column - 1 for at, one in enumerate(sheet.rows[row - 1])):
                sheet.ask(row - 1, column - 1, "not_calculated", str(getattr(cell.value, "text", cell.value)))


def _filled(cells: dict[tuple[int, int], Any], sheet: Sheet) -> dict[tuple[int, int], object]:
    """The values of the cells that say something, by row and column from 0; what is wrong with others is remembered."""
    out: dict[tuple[int, int], object] = {}
    for (row, column), cell in cells.items():
        text = "" if cell.value is None else str(cell.value).strip()
        if not text:
            continue
        if cell.data_type == "e" or _ERROR.fullmatch(text):
            sheet.ask(row - 1, column - 1, "formula_error", text)
        elif column > MAX_COLUMNS:
            sheet.ask(row - 1, -1, "columns_cut")
        else:
            out[row - 1, column - 1] = cell.value
            if len(text) > MAX_CELL:
                sheet.ask(row - 1, column - 1, "cell_cut")
    return out


def _sheet(page: object) -> Sheet:
    cells: dict[tuple[int, int], Any] = page._cells  # type: ignore[attr-defined]  # iter_rows would make a million
    sheet = Sheet(page.title, [], [], page.sheet_state != "visible")  # type: ignore[attr-defined]
    filled = _filled(cells, sheet)
    beyond = {row for row, _ in filled if row >= MAX_ROWS}
    if len(beyond) > _FAR:
        sheet.too_long = True
        return sheet
    for row, column in sorted(filled):
        if row in beyond:
            sheet.far.append((row + 1, str(filled.pop((row, column)))[:200]))
    height = max((row for row, _ in filled), default=-1) + 1
    width = max((column for _, column in filled), default=-1) + 1
    rows = [[EMPTY] * width for _ in range(height)]
    for (row, column), value in filled.items():
        rows[row][column] = _cell(value)
    merges = []
    for area in page.merged_cells.ranges:  # type: ignore[attr-defined]
        top, left, bottom, right = area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1
        if top >= height or left >= width:
            continue
        merges.append((top, left, min(bottom, height - 1), min(right, width - 1)))
        first = rows[top][left]
        for row in range(top + 1, min(bottom, height - 1) + 1):
            rows[row][left] = Cell(first.text, first.number, first.day, above=True)
    sheet.rows, sheet.merges = rows, merges
    return sheet


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), None, value.date())
    if isinstance(value, date):
        return Cell(value.isoformat(), None, value)
    if isinstance(value, bool):
        return Cell("O" if value else "X")
    if isinstance(value, int | float):
        whole = float(value).is_integer() and abs(value) < 1e15
        return Cell(str(int(value)) if whole else repr(value), float(value))
    return _text_cell(str(value))
