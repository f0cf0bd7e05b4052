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
    if atom.window:
        return atom.window
    year = atom.year
    if atom.unit in ("day", "month") and atom.month:
        year = year or nearest_year(context.reference, atom.month, atom.day or 15)
        if year is None:
            return None
        last = calendar.monthrange(year, atom.month)[1]
        if atom.unit == "day":
            if not atom.day or atom.day > last:
                return None
            return date(year, atom.month, atom.day), date(year, atom.month, atom.day)
        if atom.part.startswith("week"):
            return week_of_month(year, atom.month, int(atom.part[4:]))
        first_day, last_day = {
            "early": (1, 10),
            "mid": (11, 20),
            "late": (21, last),
            "end": (last, last),
            "half1": (1, 15),
            "half2": (16, last),
        }.get(atom.part, (1, last))
        return date(year, atom.month, first_day), date(year, atom.month, last_day)
    if atom.unit in ("quarter", "half"):
        months = 3 if atom.unit == "quarter" else 6
        year = year or year_of_period(context.reference, atom.number * months)
        if year is None:
            return None
        first_month, last_month = (atom.number - 1) * months + 1, atom.number * months
        if atom.part == "early":
            last_month = first_month
        elif atom.part in ("late", "end"):
            first_month = last_month
        return date(year, first_month, 1), date(year, last_month, calendar.monthrange(year, last_month)[1])
    if atom.unit == "year" and year:
        if atom.part == "rest":
            return context.reference or date(year, 1, 1), date(year, 12, 31)
        first_month, last_month = {"early": (1, 1), "mid": (6, 7), "late": (12, 12), "end": (12, 12)}.get(
            atom.part, (1, 12)
        )
        return date(year, first_month, 1), date(year, last_month, calendar.monthrange(year, last_month)[1])
    return None


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
