"""From an atom to its first and last day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from meetings.reader.facts.dates.atoms import Atom, Context


def nearest_year(reference: date | None, month: int, day: int = 15) -> int | None:
    """The year of a day without one: from four months before the reference to eight months after it."""
    if reference is None:
        return None
    for year in (reference.year, reference.year + 1, reference.year - 1):
        last = calendar.monthrange(year, month)[1]
        if -120 <= (date(year, month, min(day, last)) - reference).days <= 245:
            return year
    return reference.year


def bounds_of(context: Context, atom: Atom) -> tuple[date, date] | None:
    """The first and last day an atom means, or None where the reference it needs is missing."""
    if atom.window:
        return atom.window
    if atom.unit in ("day", "month") and atom.month:
        year = atom.year or nearest_year(context.reference, atom.month, atom.day or 15)
        return _of_month(year, atom.month, atom) if year else None
    if atom.unit in ("quarter", "half"):
        months = 3 if atom.unit == "quarter" else 6
        year = atom.year or year_of_period(context.reference, atom.number * months)
        return _months(year, *_of_period(atom, months)) if year else None
    if atom.unit == "year" and atom.year:
        if atom.part == "rest":
            return context.reference or date(atom.year, 1, 1), date(atom.year, 12, 31)
        return _months(atom.year, *_PARTS_OF_YEAR.get(atom.part, (1, 12)))
    return None


# Months of "early 2026" and its like; a year's end and beginning are its outer months.
_PARTS_OF_YEAR = {"early": (1, 1), "mid": (6, 7), "late": (12, 12), "end": (12, 12)}


def _of_month(year: int, month: int, atom: Atom) -> tuple[date, date] | None:
    last = calendar.monthrange(year, month)[1]
    if atom.unit == "day":
        return (date(year, month, atom.day),) * 2 if atom.day and atom.day <= last else None
    if (found := re.fullmatch(r"([a-z]+)(-?\d+)(?::(\d+))?", atom.part)) and not atom.part.startswith("half"):
        kind, number, on = found.group(1), int(found.group(2)), int(found.group(3) or 0)
        if kind == "day":
            day = nth_weekday(year, month, number, on)
            return (day, day) if day else None
        if kind == "weekday":
            monday = week_of_month(year, month, number, whole=True)[0]
            return (monday + timedelta(days=on),) * 2
        first_week, last_week = (number, on) if kind == "weeks" else (number, number)
        bounds = week_of_month(year, month, first_week)[0], week_of_month(year, month, last_week)[1]
        return bounds if bounds[0] <= bounds[1] else None
    parts = {"early": (1, 10), "mid": (11, 20), "late": (21, last), "end": (last, last), "half1": (1, 15)}
    parts |= {"early mid": (1, 20), "mid late": (11, last)}
    first_day, last_day = {**parts, "half2": (16, last)}.get(atom.part, (1, last))
    return date(year, month, first_day), date(year, month, last_day)


def _of_period(atom: Atom, months: int) -> tuple[int, int]:
    """The first and last month of a quarter or half, or of its beginning or end."""
    first, last = (atom.number - 1) * months + 1, atom.number * months
    if atom.part == "early":
        return first, first
    return (last, last) if atom.part in ("late", "end") else (first, last)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def year_of_period(reference: date | None, last_month: int) -> int | None:
    """A quarter or half without a year is of this year, or of the next once it has long passed."""
    if reference is None:
        return None
    return reference.year if last_month >= reference.month - 4 else reference.year + 1


def week_of_month(year: int, month: int, number: int, *, whole: bool = False) -> tuple[date, date]:
    """The n-th working week; a week is of the month that its Thursday is in [ISO 8601's rule for years]. ``whole``
    keeps days before the first of the month."""
    first = date(year, month, 1)
    monday = first - timedelta(days=first.weekday())
    if first.weekday() > 3:
        monday += timedelta(weeks=1)
    if number < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        monday = last - timedelta(days=last.weekday())
        if last.weekday() < 3:
            monday -= timedelta(weeks=1)
    else:
        monday += timedelta(weeks=number - 1)
    return (monday if whole else max(monday, first)), monday + timedelta(days=4)


def nth_weekday(year: int, month: int, number: int, weekday: int) -> date | None:
    """The n-th Monday of a month; the last with a negative number."""
    last = calendar.monthrange(year, month)[1]
    days = [day for day in range(1, last + 1) if date(year, month, day).weekday() == weekday]
    if number > len(days):
        return None
    return date(year, month, days[-1] if number < 0 else days[number - 1])


def shift_month(reference: date, months: int) -> tuple[int, int]:
    index = reference.year * 12 + reference.month - 1 + months
    return index // 12, index % 12 + 1


def week_window(reference: date, weeks: int) -> tuple[date, date]:
    """Monday to Friday of a week: what people mean who work in it."""
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=4)
