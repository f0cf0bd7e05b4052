"""Atoms: single readings of a point or period, before neighbours lend them a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "quarter", "half", "year", "year_end", "soon", "none"]


@dataclass(frozen=True, slots=True)
class Context:
    """The text and the days it is read from. ``order`` is how the document writes a numeric date: dmy, mdy or None."""

    text: str
    reference: date | None
    returned: date | None
    submitted: date | None = None
    order: str | None = "dmy"


@dataclass(frozen=True, slots=True)
class Atom:
    """A point or period before years are inherited. ``unit``: day, week, month, quarter, half, year, window, before
    (counted back from a day named beside it), none."""

    start: int
    stop: int
    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    number: int = 0  # of a quarter or half
    weekday: str | None = None
    window: tuple[date, date] | None = None
    precision: Precision = "day"
    year_written: bool = False
    by: bool = False
    weak: bool = False  # only part of a range, a whole cell, or before a particle
    style: str = ""
