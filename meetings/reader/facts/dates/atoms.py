"""Atoms: single readings of a point or period, before neighbours lend them a year; and the text they are read from."""

from __future__ import annotations

import re
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


# Latin letters that scanning puts in place of digits, in words that are otherwise numbers.
_NOISY = re.compile(r"(?<![A-Za-z가-힣0-9])(?=[0-9OoIl]*[OoIl])[0-9OoIl]{1,4}(?![A-Za-z0-9])")
_SAME_LENGTH = str.maketrans("∼～〜–—−‘’`´．／：（）\u00a0\u3000", "~~~---''''./:()  ")


def plain_text(text: str) -> str:
    """The text with look-alike characters and scanning noise in numbers replaced, position for position."""
    text = text.translate(_SAME_LENGTH)

    def digits(match: re.Match[str]) -> str:
        word = match.group()
        if not any(c.isdigit() for c in word) and not (
            re.match(r"\s?[.월일]", text[match.end() : match.end() + 2])
            and re.search(r"\d\s?[.년월]\s?$", text[max(0, match.start() - 4) : match.start()])
        ):
            return word
        return word.translate(str.maketrans("OoIl", "0011"))

    return _NOISY.sub(digits, text)
