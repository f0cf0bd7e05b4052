"""Working days of a country: without its weekend and public holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def _calendar(country: str, year: int) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country, years=year)
    except NotImplementedError:  # a country the library does not know: Monday to Friday
        return None


def is_working_day(day: date, country: str) -> bool:
    """Whether people in ``country`` (ISO 3166-1 alpha-2) work on ``day``."""
    calendar = _calendar(country, day.year)
    return calendar.is_working_day(day) if calendar is not None else day.weekday() < 5


def next_working_day(day: date, country: str) -> date:
    """The first working day after ``day``."""
    day += timedelta(days=1)
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day


def days_served(day: date, country: str) -> date:
    """The last day whose reminders go out on the working day ``day``: a holiday's go out on the working day before."""
    return next_working_day(day, country) - timedelta(days=1)
