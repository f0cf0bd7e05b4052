"""Plain text and Markdown: one block a line, rows separated by tabs or written as a Markdown table."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from . import grid
from .raw import Raw, Refused

_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*\|?\s*$")
_BAR = re.compile(r"\s+\|\s+|\s+\|$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD = re.compile(r"^\s*(\*\*|__)(?=\S)((?:(?!\1).)+)\1\s*$")
_TAG = re.compile(r"</?(?:sup|sub|b|i|u|em|strong|span|font|p|div)\b[^<>]{0,200}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_WIDE_GAP = re.compile(r" {9,}")  # wider says no more, and costs every pattern after it
_IN_CELL = "\v"  # a line end inside a cell, until the cells are told apart
_MOST_LINES = 40  # of one cell
# "- 3 -", "Page 3 of 9", "3쪽"
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-–—]\s?\d{1,3}(?:\s?/\s?\d{1,3})?\s?[-–—]|\d{1,3}\s?/\s?\d{1,3}|(?:page|p[áa]gina|p[áa]g\.|p\.)\s*\d{1,3}(?:\s*(?:of|de|/)\s*\d{1,3})?|\d{1,3}\s?(?:쪽|페이지))\s*$",
    re.IGNORECASE,
)
_TAB = re.compile(r"\s*\t\s*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with a byte order mark, or CP949.

    Raises Refused when it is none of them.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Refused("damaged") from error
        if "\x00" in text:
            raise Refused("not_text")  # UTF-32 begins with the mark of UTF-16
        return text
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Refused("not_text")


def clean(text: str) -> str:
    """A line without Markdown emphasis, escapes and the few tags that converters leave; spaces of all kinds become
    one kind.
    """
    text = (
        unicodedata.normalize("NFC", text)
        .replace("\u00a0", " ")
        .replace("\u3000", " ")
        .replace("\u200b", "")
        .replace("\ufeff", "")
    )
    text = _WIDE_GAP.sub(" " * 8, text)
    if "<" in text:
        text = _BREAK.sub("\n", _TAG.sub("", text))
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text


def paragraph(text: str, heading: int = 0, *, listed: bool = False, bold: bool = False) -> list[Raw]:
    """The lines of a paragraph of a word processor. A tab in it is a wide gap: only rows of tables have cells."""
    out = []
    for line in text.split("\n"):
        indent = (len(line) - len(line.lstrip())) // 2
        cleaned = _TAB.sub("  ", clean(line).strip())
        if cleaned:
            out.append(Raw(cleaned, heading=heading, bold=bold, indent=indent, listed=listed))
        else:
            out.append(Raw("", indent=indent))
    return out


def read(data: bytes) -> list[Raw]:
    """The lines of a text file, blank ones included, so that the n-th entry is the n-th line."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    lines = _with_whole_cells(lines)
    furniture = _page_furniture(lines)
    out: list[Raw] = []
    table = 0
    width = 0  # of the open table, 0 when none is open
    gap = False
    open_rows = _open_rows(lines)
    for number, line in enumerate(lines):
        stripped = line.strip()
        if not stripped or number in furniture:
            gap = True
            out.append(Raw(""))
            continue
        cells = _cells(line, stripped)
        if cells is None and number in open_rows:
            cells = tuple(clean(cell).strip() for cell in _BAR.split(stripped))
        if cells is None and width and not gap and line.startswith("\t"):
            cells = tuple(_cell(cell) for cell in line.rstrip().split("\t"))  # its first columns are empty
        if cells is None:
            if _RULE.match(line) and "|" in line and width:
                out.append(Raw(""))  # the rule under a Markdown header: no content
                continue
            width, gap = 0, False
            out.append(_line(line))
            continue
        while width and len(cells) > width and not cells[0]:
            cells = cells[1:]  # a tab for the indentation of the rows above
        # A blank line inside a table is a page break when the rows go on with as many columns.
        headed = number + 1 < len(lines) and "|" in lines[number + 1] and _RULE.match(lines[number + 1]) is not None
        if not width or (gap and (len(cells) != width or headed)):
            table += 1
        width, gap = len(cells), False
        out.append(grid.row(cells, table))
    return out


def _page_furniture(lines: list[str]) -> set[int]:
    """The lines that only number a page, and those next to them that stand on page after page."""
    numbers = [at for at, line in enumerate(lines) if _PAGE_NUMBER.match(line)]
    if not numbers:
        return set()
    beside: dict[int, list[int]] = {-1: [], 1: []}
    for number in numbers:
        for step, found in beside.items():
            at = next((at for at in range(number + step, number + 4 * step, step) if _stripped(lines, at)), None)
            if at is not None:
                found.append(at)
    out = set(numbers)
    for found in beside.values():
        written = Counter(_stripped(lines, at) for at in found)
        out.update(at for at in found if written[_stripped(lines, at)] > 1)
    return out


def _stripped(lines: list[str], at: int) -> str:
    return lines[at].strip() if 0 <= at < len(lines) else ""


def _with_whole_cells(lines: list[str]) -> list[str]:
    """The lines with cells of several lines, which a spreadsheet pastes in quotation marks, on the line of their row;
    the lines they stood on are left blank.
    """
    out = list(lines)
    for number, line in enumerate(lines):
        if not out[number] or '"' not in line or not _opens_cell(line):
            continue
        row = line
        for below in range(number + 1, min(number + _MOST_LINES, len(lines))):
            row += _IN_CELL + lines[below]
            if lines[below].partition("\t")[0].rstrip().endswith('"') and not _opens_cell(row):
                if "\t" in row:
                    out[number : below + 1] = [row, *[""] * (below - number)]
                break
    return out


def _opens_cell(row: str) -> bool:
    """Whether the last cell begins with a quotation mark that nothing closes."""
    cell = row.rpartition("\t")[2].strip()
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _cell(text: str) -> str:
    """A cell as it was before it was pasted: out of its quotation marks, in its lines."""
    text = text.strip()
    if _IN_CELL in text and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].replace('""', '"')
    return "\n".join(part for line in text.split(_IN_CELL) if (part := clean(line).strip()))


def _open_rows(lines: list[str]) -> frozenset[int]:
    """The lines of tables written without outer bars ("Action | Who | When"): two or more in a row, a Markdown rule
    among them or not, with as many bars. Fields side by side ("일시: … | 장소: …") are none.
    """
    out: set[int] = set()
    run: list[int] = []
    width = 0

    def close() -> None:
        if len(run) > 1 and not re.match(r"[^|:：]{1,20}[:：]\s", lines[run[0]].strip()):
            out.update(run)
        run.clear()

    for number, line in enumerate(lines):
        bars = 0 if "|" not in line or line.strip().startswith("|") else len(_BAR.findall(line.strip()))
        if bars and _RULE.match(line) and run:
            continue
        if not bars or bars != width:
            close()
        width = bars
        if bars:
            run.append(number)
    close()
    return frozenset(out)


def _cells(line: str, stripped: str) -> tuple[str, ...] | None:
    if "\t" in stripped or (line.rstrip("\r\n ").endswith("\t") and "\t" in line):
        return tuple(_cell(cell) for cell in line.strip(" ").split("\t"))
    if stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 2 and not _RULE.match(line):
        parts = re.split(r"(?<!\\)\|", stripped[1:-1])
        return tuple(clean(part).strip() for part in parts)
    return None


def _line(line: str) -> Raw:
    found = _HEADING.match(line)
    if found is not None:
        inner = _BOLD.match(found.group(2))
        return Raw(text=clean(inner.group(2) if inner else found.group(2)).strip(), heading=len(found.group(1)))
    expanded = line.replace("\u3000", "  ")
    indent = (len(expanded) - len(expanded.lstrip())) // 2
    bold = _BOLD.match(line)
    if bold is not None:
        return Raw(text=clean(bold.group(2)).strip(), bold=True, indent=indent)
    return Raw(text=clean(line).strip(), indent=indent)
