"""Rows whose cells stand beside their columns, because somebody pushed a cell in or took one out."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from meetings.reader.facts.bodies import has_body_ending
from meetings.reader.facts.places import country_code
from partners.names import is_korean_name

from . import days
from .heads import Entry, Table
from .sheets import SAME, Cell

#: By field, what its cells look like, and what they never look like.
_LOOKS: dict[str, tuple[str, str]] = {
    "number": ("ordinal", "day person country body unit mark term text"),
    "signed_on": ("day", "country person body unit term mark"),
    "submitted_on": ("day", "country person body unit term"),
    "registered_on": ("day", "country person body unit term"),
    "start": ("day", "country person body unit"),
    "end": ("day", "country person body unit"),
    "period": ("day term", "country person body unit"),
    "effective_from": ("day", "country person body unit"),
    "expires_on": ("day term", "country person body unit"),
    "renewal": ("mark term", "day person body unit country"),
    "country": ("country", "day ordinal person body term mark"),
    "cost": ("ordinal", "day person body country unit"),
    "officer": ("person", "day unit body mark term country ordinal"),
    "department": ("unit", "day person country term mark ordinal"),
    "title": ("", "day ordinal person country mark term"),
    "partners": ("body", "day ordinal person term mark"),
    "travellers": ("person", "day ordinal country"),
    "content": ("", "person country mark unit"),
    "purpose": ("", "person country mark day"),
}
_DATES = frozenset(
    ("signed_on", "submitted_on", "registered_on", "start", "end", "period", "effective_from", "expires_on")
)


@lru_cache(maxsize=8192)
def _looks(cell: Cell, dates: bool) -> set[str]:
    """What a cell looks like; a number is a day only in a column of ``dates``."""
    text = cell.text.strip()
    if not text or days.NOTHING.fullmatch(text) or SAME.fullmatch(text):
        return set()
    out: set[str] = set()
    if cell.day is not None or (len(text) < 60 and days.days_in(text)):
        out.add("day")
    if cell.number is not None and dates and days.serial(cell.number) is not None:
        out.add("day")
    if re.fullmatch(r"[A-Za-z]{0,4}-?\d{1,5}(?:-\d{1,3})*\.?|[\d,.]+", text) and "day" not in out:
        out.add("ordinal")
    if all(country_code(part) for part in re.split(r"\s*[,·/\n]\s*", text) if part):
        out.add("country")
    elif is_korean_name(re.split(r"[\s(,]", text, maxsplit=1)[0]) and len(text) < 20:
        out.add("person")
    elif len(text) < 20 and re.search(r"(?:실|팀|부|과|본부|국|처)$", text):
        out.add("unit")
    elif has_body_ending(re.split(r"[(,/\n]", text, maxsplit=1)[0].strip()):
        out.add("body")
    if re.fullmatch(r"[OXYN○×oxyn여부유무]", text):
        out = {"mark"}
    if (
        "day" not in out
        and len(text) < 60
        and (days.term_years(text) or re.search(r"자동\s?(?:연장|갱신)|무기한", text))
    ):
        out.add("term")
    return out or {"text"}


def _fit(name: str, cell: Cell) -> int:
    """1 where a cell looks as those of its column do, -1 where it cannot be meant for it, else 0."""
    good, bad = _LOOKS.get(name, ("", ""))
    looks = _looks(cell, name in _DATES)
    if looks & set(good.split()):
        return 1
    return -1 if looks & set(bad.split()) else 0


def unshift(table: Table, entry: Entry) -> None:
    """Move the cells of a row back from some column on, where that makes them fit; the entry says so."""
    fields = table.fields

    def score(cells: dict[int, Cell]) -> int:
        return sum(_fit(fields[column], cell) for column, cell in cells.items() if column in fields)

    bad = sum(_fit(fields[column], cell) < 0 for column, cell in entry.cells.items() if column in fields)
    if bad < 2:
        return
    here = score(entry.cells)
    width = max([*entry.cells, len(table.heads) - 1]) + 1
    best: tuple[int, dict[int, Cell]] | None = None
    for move in (-1, 1, -2, 2):
        for start in range(width):
            moved = _moved(entry.cells, start, move)
            if moved is None or any(column >= len(table.heads) for column in moved):
                continue
            value = score(moved)
            if best is None or value > best[0]:
                best = value, moved
    if best is not None and best[0] >= here + 3:
        entry.problems.append(("shifted", " | ".join(cell.text for _, cell in sorted(entry.cells.items()))[:300]))
        entry.cells = {column: replace(cell, above=False) for column, cell in best[1].items()}


def _moved(cells: dict[int, Cell], start: int, move: int) -> dict[int, Cell] | None:
    """The cells with those from ``start`` on moved; None where one would fall on another."""
    out = {column: cell for column, cell in cells.items() if column < start}
    for column, cell in cells.items():
        if column >= start:
            if column + move < 0 or column + move in out:
                return None
            out[column + move] = cell
    return out
