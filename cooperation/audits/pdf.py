"""A document as PDF, set by typst in the Korean font of a wheel: ruled tables, head repeated, pages numbered.

A small document is set at once and tagged for screen readers; a large one part by part (``joining``), without tags and
by a process for each part, so that memory does not grow with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from cooperation.audits.joining import Joined
from cooperation.audits.sheets import Column, Row, Sheet, card_lines, height, printable, words
from cooperation.audits.typesetting import typeset, typeset_apart

#: Rows that are set at a time, by layout: typst takes about 250 KB for a row of a table, 500 KB for a card.
A_PART = {"table": 600, "cards": 300}
HERE = 100  # rows that are set in this process, which saves half a second
NUMBER = 5  # the width of the running number
#: Lines of a row that is not torn between two pages, and what a line is reckoned by: mm of the table, of the padding of
#: a cell, of half a Korean letter.
SHORT, ACROSS, PADDING, LETTER = 15, 273, 2.2, 1.45


def pdf(sheet: Sheet, *, language: str, told: Callable[[int], None] | None = None) -> bytes:
    """The file (PDF/A-2b); the same bytes for the same sheet. ``told`` hears how many rows are set."""
    part = A_PART[sheet.layout]
    if len(sheet.rows) <= part:
        setting = typeset if len(sheet.rows) <= HERE else typeset_apart
        return setting(_given(sheet, language, sheet.rows), tags=True)[0]
    joined, done = Joined(), 0
    while done < len(sheet.rows):
        rows = sheet.rows[done : done + part]
        data, starts = typeset_apart(_given(sheet, language, rows, done + 1, len(joined.pages) + 1), tags=False)
        whole = len(rows)
        if sheet.layout == "table" and done + len(rows) < len(sheet.rows):
            whole = _cut(sheet.columns, rows, starts)
        joined.add(data, starts[whole] - starts[0] if whole < len(rows) else None)
        done += whole
        if told is not None:
            told(done)
    return joined.whole()


def _cut(columns: Sequence[Column], rows: Sequence[Row], starts: Sequence[int]) -> int:
    """How many of the rows fill pages: up to the last one that begins a page, which the next part begins with."""
    for place in range(len(rows) - 1, 0, -1):
        if starts[place] > starts[place - 1] and _short(columns, rows[place - 1]) and _short(columns, rows[place]):
            return place
    return len(rows)


def _short(columns: Sequence[Column], row: Row) -> bool:
    """Whether the row is kept together; a longer one is torn where the page ends, and could not be cut before."""
    share = ACROSS / (NUMBER + sum(one.width for one in columns))
    return all(
        height(words(value), (one.width * share - PADDING) / LETTER) <= SHORT
        for one, value in zip(columns, row.cells, strict=True)
    )


def _given(sheet: Sheet, language: str, rows: Sequence[Row], first: int = 1, page: int = 1) -> str:
    """What a part is made of, as JSON: rows from number ``first``, on pages from number ``page``."""
    cards = sheet.layout == "cards"
    given = {
        "title": sheet.title,
        "author": "Ieum",
        "day": [sheet.on.year, sheet.on.month, sheet.on.day],
        "language": language[:2],
        "about": [printable(line) for line in sheet.about],
        "layout": sheet.layout,
        "empty": sheet.empty,
        "first": first,
        "page": page,
        "columns": [{"label": sheet.numbered, "width": NUMBER, "align": "center"}]
        + [{"label": str(one.label), "width": one.width, "align": one.align} for one in sheet.columns],
        "rows": [] if cards else [
            {"cells": [printable(words(value)) for value in row.cells], "short": _short(sheet.columns, row)}
            for row in rows
        ],
        "cards": [_card(sheet, number, row) for number, row in enumerate(rows, first)] if cards else [],
    }  # fmt: skip
    return json.dumps(given, ensure_ascii=False)


def _card(sheet: Sheet, number: int, row: Row) -> dict[str, Any]:
    lines = [[[label, printable(words(value))] for label, value in line] for line in card_lines(sheet.columns, row)]
    return {"heading": printable(f"{number}. {row.heading}"), "lines": lines}
