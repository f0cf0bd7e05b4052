"""The records of delimited text, also where a quotation mark opens and never closes."""

from __future__ import annotations

import csv
import io
from collections import Counter

_LIMIT = 50_000_000
_LINES = 30  # of one cell in quotation marks


def records(text: str) -> tuple[list[list[str]], list[int]]:
    """The records under the delimiter that gives most rows the same number of cells, and which of them hold a stray
    quotation mark. No records where there is no table.
    """
    csv.field_size_limit(_LIMIT)
    best: tuple[int, list[list[str]], str, int] = (-1, [], "", 0)
    for delimiter in ("\t", ",", ";", "|"):
        if delimiter not in text:
            continue
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        except csv.Error:
            continue
        wide = Counter(len(row) for row in rows if sum(map(bool, row)) > 1)
        if not wide:
            continue
        width, count = max(wide.items(), key=lambda pair: (pair[0] > 1, pair[1] * pair[0]))
        if width > 1 and count * width > best[0]:
            best = count * width, rows, delimiter, width
    _, rows, delimiter, width = best
    if rows and (_strict(text, delimiter) is None or any(_swallowed(row, delimiter, width) for row in rows)):
        return _line_by_line(text, delimiter, width)
    return rows, []


def _strict(text: str, delimiter: str) -> list[list[str]] | None:
    """The records, None where a quotation mark does not close, or closes within a cell."""
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _swallowed(row: list[str], delimiter: str, width: int) -> bool:
    """Whether a cell holds whole records: a quotation mark has taken them in."""
    return len(row) != width and any(
        line.count(delimiter) >= max(1, width - 1) for cell in row for line in cell.split("\n")[1:]
    )


def _line_by_line(text: str, delimiter: str, width: int) -> tuple[list[list[str]], list[int]]:
    """The records, each over as many lines as its quotation marks say; a line where they make no sense is taken as it
    stands, without them.
    """
    lines = text.removesuffix("\n").split("\n")
    out: list[list[str]] = []
    mended: list[int] = []
    at = 0
    while at < len(lines):
        until, found = at, None
        while found is None and until < min(len(lines), at + _LINES):
            until += 1
            found = _strict("\n".join(lines[at:until]), delimiter)
        row = found[0] if found else []
        if found is None or _swallowed(row, delimiter, width):
            row, until = lines[at].replace('"', "").split(delimiter), at + 1
            mended.append(len(out))
        out.append(row)
        at = until
    return out, mended
