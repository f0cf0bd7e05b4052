"""Reckoning with terms: months, years and last days, by the calendar of the Civil Act.

Pure functions over dates. Their twins in the database, which lists and counts use, are the functions of migration
``0003_terms``, put in other words by ``0018``; ``tests/test_standing.py`` holds both to a slow oracle.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

# Days outside of these are typing mistakes, and would overflow when years are added.
from accounts.fields import FIRST_DAY as FIRST_DAY
from accounts.fields import LAST_DAY as LAST_DAY


def plus_months(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier if negative); the last one where the month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(begins: date, years: int) -> date:
    """The last day of a term of so many years from ``begins``, that day counted in.

    It ends on the eve of the corresponding day; where the last month has none, on the last day of that month
    [민법 §160②③]: one year from 29 February 2024 ends on 28 February 2025.
    """
    anniversary = plus_months(begins, 12 * years)
    return anniversary - timedelta(days=1) if anniversary.day == begins.day else anniversary


def running_end(first_end: date, renewal_years: int, notice_months: int, on: date, stopped_on: date | None) -> date:
    """The last day of the running term of an agreement that renews itself.

    Each term counts from the day after the one before it, so that none is short of a year by a leap day.
    A term is renewed once its notice day (the last day, less ``notice_months``) is over and nobody stopped it; what
    was decided on ``stopped_on`` ends it with the first term whose notice day had not passed then.
    """
    end = first_end
    horizon = on if stopped_on is None else min(on, stopped_on)
    # Years at once instead of one by one: the notice day keeps its month, so its year tells how many terms have passed.
    renewals = max(0, (horizon.year - plus_months(first_end, -notice_months).year) // renewal_years)
    while True:
        end = renewed(first_end, renewal_years, renewals)
        if plus_months(end, -notice_months) >= horizon:
            return end
        renewals += 1


def renewed(first_end: date, renewal_years: int, renewals: int) -> date:
    """The last day after so many renewals.

    Where the first one begins on 29 February and ends on the 28th, all others begin on 1 March.
    """
    if renewals == 0:
        return first_end
    second_end = last_day(first_end + timedelta(days=1), renewal_years)
    return last_day(second_end + timedelta(days=1), (renewals - 1) * renewal_years) if renewals > 1 else second_end


def within(day: date) -> date:
    """The day, or the first or last one we keep where it lies beyond: adding terms to it never overflows."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def day_asked(text: str, otherwise: date) -> date:
    """The day in ``?on=2026-11-23``; ``otherwise`` where it is empty, no day, or out of the calendar we keep."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return otherwise
    return day if FIRST_DAY <= day <= LAST_DAY else otherwise
