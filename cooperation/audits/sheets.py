"""A document as rows of cells: the one form that the screen, XLSX, PDF and HWPX are made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from accounts.words import day_words

_UNPRINTABLE = re.compile("[^\n\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: What a cell holds. Dates and numbers stay what they are as long as the format knows them.
Value = str | int | Decimal | date | None
Align = Literal["left", "center", "right"]
Layout = Literal["table", "cards"]


#: What stands in a cell where the record lacks what belongs there.
NOT_ON_RECORD = _("not on record")


@dataclass(frozen=True)
class Column:
    """One column, of the screen and of every format alike.

    ``value`` takes the facts of a row. ``width`` is its share of the page, about so many letters. ``empty`` stands
    where there is nothing to say.
    """

    key: str
    label: Any
    width: int
    value: Callable[[Any], Value]
    align: Align = "left"
    initially: bool = True
    empty: Any = NOT_ON_RECORD


@dataclass(frozen=True)
class Row:
    """The cells of a row in the order of the columns; what it lacks, and where it is on our pages."""

    cells: tuple[Value, ...]
    missing: tuple[str, ...] = ()
    address: str = ""
    heading: str = ""  # of its card


@dataclass(frozen=True)
class Sheet:
    """A document: its title, the lines under it (기준일, 기관명 …), its columns and rows."""

    title: str
    on: date
    about: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty: str
    layout: Layout = "table"
    numbered: str = ""  # the label of the running number

    def labels(self) -> list[str]:
        return [str(column.label) for column in self.columns]


def row_of(columns: Sequence[Column], facts: Any, **more: Any) -> Row:
    cells = []
    for column in columns:
        value = column.value(facts)
        cells.append(str(column.empty) if value is None or value == "" else value)
    return Row(tuple(cells), **more)


def words(value: Value) -> str:
    """A cell as text, in the language at work."""
    if value is None:
        return ""
    if isinstance(value, date):
        return day_words(value, weekday=False)
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    return value


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what begins with = + - @ or a tab gets an apostrophe.

    A lone dash is no formula. Characters that XML cannot hold are left out.
    """
    text = printable(text)
    begins = text.lstrip()[:1] in ("=", "+", "-", "@") and len(text.strip()) > 1
    if begins or text[:1] == "\t":
        return f"'{text}"
    return text


def printable(text: str) -> str:
    """Without the characters that neither XML nor paper can hold."""
    return _UNPRINTABLE.sub("", text)


#: Columns of a card up to this width stand two in a line.
HALF = 15


def card_lines(columns: Sequence[Column], row: Row) -> list[list[tuple[str, Value]]]:
    """The lines of a card: one or two labels with their values, the short ones in pairs."""
    lines: list[list[tuple[str, Value]]] = []
    waiting: list[tuple[str, Value]] = []
    for column, value in zip(columns, row.cells, strict=True):
        pair = (str(column.label), value)
        if column.width > HALF:
            lines.append([pair])
            continue
        waiting.append(pair)
        if len(waiting) == 2:
            lines.append(waiting)
            waiting = []
    return [*lines, waiting] if waiting else lines


def breadth(text: str) -> int:
    """How broad a text is in letters: a Korean one counts as two."""
    return sum(2 if letter > "\u1100" else 1 for letter in text)


def height(text: str, width: float) -> int:
    """In how many lines a text stands in a column of that many letters."""
    return sum(max(1, -(-breadth(line) // max(1, int(width)))) for line in text.split("\n"))
