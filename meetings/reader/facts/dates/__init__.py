"""Dates, windows and deadlines in Korean, English and Spanish text.

The grammar has three steps. *Atoms* are single readings of a point or period (``8월 22일``, ``익월 말``, ``second
half of
August``), each from one pattern. Neighbouring atoms are *joined* into ranges and lend each other the year or month they
leave out (``23–27 February 2026``, ``2025. 8. 10.(일) ~ 8. 15.(금)``). At last words around a span say whether it is a
deadline (``까지``, ``by``, ``a más tardar``) or an approximation (``전후``, ``경``).

Nothing here asks for today: what the text leaves open is resolved from ``reference``, usually the day of the meeting.
Numbers that are no dates (sums, section numbers, times, telephone numbers) match no pattern, by construction: each
pattern wants a month's name, a unit (년 월 일), a full three-part form, or a weekday beside the numbers.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.reader.facts.calendar_words import WEEKDAYS
from meetings.reader.facts.dates.atoms import Atom, Context, Precision, plain_text
from meetings.reader.facts.dates.patterns import atoms_of
from meetings.reader.facts.dates.ranges import Group, joined, lend
from meetings.reader.facts.dates.resolve import bounds_of
from meetings.reader.facts.times import TimeSpan, find_times

__all__ = ["DateSpan", "TimeSpan", "find_dates", "find_times"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """One date, range or deadline.

    ``start`` and ``end`` are the first and last day meant, both included, or None where the words cannot be resolved
    ("조속히", "TBD", a day without year and without reference). ``pos`` is the half-open span in the text.
    ``weekday`` is
    the weekday as written, of the first day. ``has_year`` says that the year stands in the text. ``by`` marks a
    deadline. ``weekday_wrong``: a weekday written beside a day is not the weekday of that day.
    """

    text: str
    start: date | None
    end: date | None
    pos: tuple[int, int]
    precision: Precision
    weekday: str | None = None
    has_year: bool = False
    by: bool = False
    weekday_wrong: bool = False


def find_dates(text: str, *, reference: date | None = None, returned: date | None = None) -> list[DateSpan]:
    """Every date of ``text``, left to right, without overlaps.

    ``reference`` resolves years that are left out and relative words; without it they stay None. ``returned`` is the
    day a trip ended, for "귀국 후 2주 이내"; the reference serves where it is unknown.
    """
    plain = plain_text(text)
    context = Context(plain, reference, returned or reference)
    return [span for span in (_finish(context, text, group) for group in joined(context, atoms_of(context))) if span]


_ABOUT_AFTER = re.compile(r"\s*(?:전후|경(?![가-힣])|경(?=에|까지)|쯤|무렵)")
_ABOUT_BEFORE = re.compile(
    r"(?:around|about|approximately|circa|hacia|alrededor del?)(?:\s+(?:the|el))?\s*$", re.IGNORECASE
)
_BY_AFTER = re.compile(
    r"\s*(?:중\s*)?(?:까지|이전(?:까지|에)?|전까지|이내|안에|안으로|내(?:에|로)?(?:까지)?(?![가-힣])|한(?![가-힣 ])"
    r"|at the "
    r"latest\b|como máximo\b)"
)
_BY_BEFORE = re.compile(
    r"(?<!\w)(?:no later than|not later than|by|before|until|till|prior to|due(?: on| by| date)?:?|deadline:?|within"
    r"|a más tardar(?: (?:el|la|en|hasta|para))?|antes del?|hasta|no más tarde del?|para|plazo:?)"
    r"(?:\s+(?:the|el|la|los|día|next|this))*\s*$",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\s*(?:부터|from\b|since\b|desde\b)")


def _finish(context: Context, original: str, group: Group) -> DateSpan | None:
    first, last = group
    start, stop = first.start, (last or first).stop
    by, about = first.by, False
    if last is not None:
        first, last = lend(first, last)
    bounds = bounds_of(context, first)
    if last is not None:
        ends = bounds_of(context, last)
        if bounds and ends and ends[1] < bounds[0]:  # over a new year, or a misread number
            if last.year_written or last.year is None or last.unit != "day" or not last.month or not last.day:
                return None
            year = last.year + 1
            if last.day > calendar.monthrange(year, last.month)[1]:
                return None
            ends = (date(year, last.month, last.day),) * 2
        bounds = (bounds[0], ends[1]) if bounds and ends else None
        by = False
    wrong = any(_weekday_is_wrong(context, atom) for atom in (first, last) if atom)
    after = _ABOUT_AFTER.match(context.text, stop)
    if after or _ABOUT_BEFORE.search(context.text[:start][-20:]):
        about = True
        stop = after.end() if after else stop
    if about and bounds and first.unit == "day" and last is None:
        bounds = (bounds[0] - timedelta(days=2), bounds[1] + timedelta(days=2))
    after = _BY_AFTER.match(context.text, stop)
    if after:
        by, stop = by or last is None, after.end()
    before = _BY_BEFORE.search(context.text[:start][-30:]) or re.search(
        r"(?:^|(?<=[(,\s:]))[~]\s?$", context.text[:start]
    )
    if before and last is None:
        by, start = True, start - len(before.group())
    return DateSpan(
        text=original[start:stop].strip(),
        start=bounds[0] if bounds else None,
        end=bounds[1] if bounds else None,
        pos=(start, stop),
        precision=(last or first).precision,
        weekday=first.weekday,
        has_year=first.year_written or bool(last and last.year_written),
        by=by,
        weekday_wrong=wrong,
    )


def _weekday_is_wrong(context: Context, atom: Atom) -> bool:
    if not atom.weekday or atom.unit != "day":
        return False
    bounds = bounds_of(context, atom)
    written = WEEKDAYS.get(atom.weekday.lower())
    return bool(bounds and written is not None and bounds[0].weekday() != written)
