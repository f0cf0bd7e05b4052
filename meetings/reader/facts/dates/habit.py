"""How a document writes numeric dates: whether 03/04/2026 is in March or in April is its habit, and not ours to say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date

from meetings.reader.facts.calendar_words import ENGLISH_MONTH, SPANISH_MONTH

# The order of the document being read; the day first where there is no document. None: its habit is not known.
HABIT: ContextVar[str | None] = ContextVar("day_order", default="dmy")

_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(20\d\d|\d\d)(?![\d/-])")
_DAY_FIRST = re.compile(rf"\d(?:st|nd|rd|th)?[ -](?:of )?{ENGLISH_MONTH}|(?i:\d\s+de\s+{SPANISH_MONTH})")
_MONTH_FIRST = re.compile(rf"\b{ENGLISH_MONTH} \d{{1,2}}\b")
_SHORT = 60  # days that the dates of one trip lie within


def day_order(texts: Iterable[str]) -> str | None:
    """``dmy`` or ``mdy``: from numeric dates that can only be one of them, else from dates with the month spelled, else
    from which order brings the dates together; None where the document does not say or does both."""
    numeric: list[tuple[int, int, int]] = []
    day_first = month_first = 0
    for text in texts:
        day_first += len(_DAY_FIRST.findall(text))
        month_first += len(_MONTH_FIRST.findall(text))
        for a, _, b, c in _NUMERIC.findall(text):
            numeric.append((int(a), int(b), int(c) % 100 + 2000))
    only_day_first = any(a > 12 >= b for a, b, _ in numeric)
    only_month_first = any(b > 12 >= a for a, b, _ in numeric)
    if only_day_first or only_month_first:
        return None if only_day_first and only_month_first else "dmy" if only_day_first else "mdy"
    if max(day_first, month_first) > 3 * min(day_first, month_first):
        return "dmy" if day_first > month_first else "mdy"
    open_days = [(a, b, c) for a, b, c in numeric if 1 <= a <= 12 and 1 <= b <= 12]
    if len(open_days) > 1:
        first = [date(c, b, a) for a, b, c in open_days]
        second = [date(c, a, b) for a, b, c in open_days]
        close = [(max(days) - min(days)).days <= _SHORT for days in (first, second)]
        if close[0] != close[1]:
            return "dmy" if close[0] else "mdy"
    return None
