"""Dates, windows and deadlines in Korean, English and Spanish text.

The grammar has four steps. *Atoms* are single readings of a point or period (``8월 22일``, ``익월 말``, ``August``),
each from one pattern. Words around them *modify* what they mean (``second half of``, ``week of``, ``two weeks
before``). Neighbouring atoms are *joined* into ranges and lend each other the year or month they
leave out (``23–27 February 2026``, ``2025. 8. 10.(일) ~ 8. 15.(금)``). At last words around a span say whether it is a
deadline (``까지``, ``by``, ``a más tardar``) or an approximation (``전후``, ``경``).

Nothing here asks for today: what the text leaves open is resolved from ``reference``, usually the day of the meeting.
Numbers that are no dates (sums, section numbers, times, telephone numbers) match no pattern, by construction: each
pattern wants a month's name, a unit (년 월 일), a full three-part form, or a weekday beside the numbers.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from meetings.reader.facts.calendar_words import WEEKDAYS
from meetings.reader.facts.dates.atoms import Atom, Context, Precision
from meetings.reader.facts.dates.habit import HABIT, day_order
from meetings.reader.facts.dates.modify import modified
from meetings.reader.facts.dates.patterns import atoms_of
from meetings.reader.facts.dates.ranges import Group, joined, lend
from meetings.reader.facts.dates.resolve import bounds_of
from meetings.reader.facts.plain import plain_text
from meetings.reader.facts.times import TimeSpan, find_times

__all__ = ["HABIT", "DateSpan", "TimeSpan", "day_order", "find_dates", "find_times"]


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


def find_dates(
    text: str, *, reference: date | None = None, returned: date | None = None, submitted: date | None = None
) -> list[DateSpan]:
    """Every date of ``text``, left to right, without overlaps.

    ``reference`` resolves years that are left out and relative words; without it they stay None. ``returned`` is the
    day a trip ended, for "귀국 후 2주 이내", ``submitted`` the day of the report, for "보고서 제출 후 10일"; the
    reference serves where they are unknown.
    """
    return list(_dates_of(text, reference, returned or reference, submitted or returned or reference, HABIT.get()))


@lru_cache(maxsize=1024)
def _dates_of(
    text: str, reference: date | None, returned: date | None, submitted: date | None, order: str | None
) -> tuple[DateSpan, ...]:
    """``find_dates``; several facts ask for the dates of one sentence."""
    context = Context(plain_text(text), reference, returned, submitted, order)
    atoms = modified(context, atoms_of(context))
    return tuple(span for span in (_finish(context, text, group) for group in joined(context, atoms)) if span)


_CLOCK = (
    r"(?:\s?(?:(?:오전|오후)\s?)?(?:\d{1,2}:\d{2}"
    r"|\d{1,2}시(?:\s?\d{1,2}분|\s?반)?|정오|자정)|\s?(?:업무|근무)\s?(?:시간|종료))"
)
_ABOUT_AFTER = re.compile(r"\s?(?:전후|경(?![가-힣])|경(?=에|까지)|쯤|무렵|께(?![가-힣]))")
_ABOUT_BEFORE = re.compile(
    r"(?:around|about|approximately|circa|hacia|alrededor del?)(?:\s+(?:the|el))?\s*$", re.IGNORECASE
)
_BY_AFTER = re.compile(
    r"(?:\s?중)?" + _CLOCK + r"?\s?(?:까지|이전(?:까지|에)?|전까지|이내|안에|안으로|내(?:에|로)?(?:까지)?(?![가-힣])"
    r"|한(?![가-힣 ])|限|at the latest\b|como máximo\b|a más tardar\b)",
    re.IGNORECASE,
)
_BY_BEFORE = re.compile(
    r"(?<!\w)(?:(?:by|before|until)\s+\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?\s+on"
    r"|(?:(?:no later than|not later than|(?:at the )?latest(?: (?:by|on))?|on or before|by|before"
    r"|until|till|up to"
    r"|ahead of|prior to|due(?: on| by| date)?:?|deadline:?)\s*)?(?:(?:COB|EOB|EOD|close of business"
    r"|end of (?:business|day)"
    r"|the end of|noon|midnight)(?: on| of)?)|no later than|not later than|(?:at the )?latest(?: (?:by|on))?"
    r"|on or before|by"
    r"|before|until|till|up to|ahead of|prior to|due(?: on| by| date)?:?|deadline:?|within"
    r"|a m[áa]s tardar(?: (?:el|la|en|hasta|para|a|al))?|(?:como|a lo) (?:máximo|sumo)|fecha (?:límite|tope):?"
    r"|antes de(?:l)?"
    r"|hasta|no más tarde del?|para|plazo:?)"
    r"(?:\s+(?:the|el|la|los|día|next|this|próximo|end of|fines de|fin de))*\s*$",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(r"(?:^|(?<=[(,\s:]))[~]\s?$")


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
    lead = context.text[max(0, start - 40) : start]
    after = _ABOUT_AFTER.match(context.text, stop)
    if after or _ABOUT_BEFORE.search(lead):
        about = True
        stop = after.end() if after else stop
    if about and bounds and first.unit == "day" and last is None:
        bounds = (bounds[0] - timedelta(days=2), bounds[1] + timedelta(days=2))
    after = _BY_AFTER.match(context.text, stop)
    if after:
        by, stop = by or last is None, after.end()
    before = _BY_BEFORE.search(lead) or _NEW_CLAUSE.search(lead)
    if before and last is None:
        by, start = True, start - len(before.group())
    if by and last is None:
        bounds = _to_come(context, first, bounds)
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


def _to_come(context: Context, atom: Atom, bounds: tuple[date, date] | None) -> tuple[date, date] | None:
    """A quarter or half without a year that is over is no deadline: "상반기 내" said in August is next year's."""
    over = bounds and context.reference and bounds[1] < context.reference
    if over and bounds and atom.unit in ("quarter", "half") and atom.year is None:
        return bounds_of(context, replace(atom, year=bounds[1].year + 1))
    return bounds


def _weekday_is_wrong(context: Context, atom: Atom) -> bool:
    if not atom.weekday or atom.unit != "day":
        return False
    bounds = bounds_of(context, atom)
    written = WEEKDAYS.get(atom.weekday.lower())
    return bool(bounds and written is not None and bounds[0].weekday() != written)
