"""Plain text and Markdown: one block a line, rows separated by tabs or written as a Markdown table."""

from __future__ import annotations

import re
import unicodedata

from .raw import Raw, Refused

_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*\|?\s*$")
_BAR = re.compile(r"\s+\|\s+|\s+\|$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD = re.compile(r"^\s*(\*\*|__)(?=\S)((?:(?!\1).)+)\1\s*$")
_TAG = re.compile(r"</?(?:sup|sub|b|i|u|em|strong|span|font|p|div)\b[^<>]{0,200}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_WIDE_GAP = re.compile(r" {9,}")  # wider says no more, and costs every pattern after it
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
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    out: list[Raw] = []
    table = 0
    width = 0  # of the open table, 0 when none is open
    gap = False
    open_rows = _open_rows(lines)
    for number, line in enumerate(lines):
        stripped = line.strip()
        if not stripped:
            gap = True
            out.append(Raw(""))
            continue
        cells = _cells(line, stripped)
        if cells is None and number in open_rows:
            cells = tuple(clean(cell).strip() for cell in _BAR.split(stripped))
        if cells is None:
            if _RULE.match(line) and "|" in line and width:
                out.append(Raw(""))  # the rule under a Markdown header: no content
                continue
            width, gap = 0, False
            out.append(_line(line))
            continue
        # A blank line inside a table is a page break when the rows go on with as many columns.
        if not width or (gap and len(cells) != width):
            table += 1
        width, gap = len(cells), False
        out.append(Raw(text="\t".join(cells), cells=cells, table=table))
    return out


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
        return tuple(clean(cell).strip() for cell in line.strip(" ").split("\t"))
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
