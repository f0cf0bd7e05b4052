"""From an atom to its first and last day."""

from __future__ import annotations

import calendar
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
    if atom.part.startswith("week"):
        return week_of_month(year, month, int(atom.part[4:]))
    parts = {"early": (1, 10), "mid": (11, 20), "late": (21, last), "end": (last, last), "half1": (1, 15)}
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


def week_of_month(year: int, month: int, number: int) -> tuple[date, date]:
    """The n-th working week; the first week of a month is the one with its first Thursday [ISO 8601's rule for
    years]."""
    first = date(year, month, 1)
    monday = first - timedelta(days=first.weekday())
    if first.weekday() > 3:
        monday += timedelta(weeks=1)
    if number < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        monday = last - timedelta(days=last.weekday())
    else:
        monday += timedelta(weeks=number - 1)
    return max(monday, first), monday + timedelta(days=4)


def shift_month(reference: date, months: int) -> tuple[int, int]:
    index = reference.year * 12 + reference.month - 1 + months
    return index // 12, index % 12 + 1


def week_window(reference: date, weeks: int) -> tuple[date, date]:
    """Monday to Friday of a week: what people mean who work in it."""
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=4)
