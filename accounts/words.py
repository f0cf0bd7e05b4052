"""Days, periods and counts as people here write them, in Korean and English. Plain text, for pages and mails alike."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext

# A date never breaks over two lines.
NBSP = "\N{NO-BREAK SPACE}"
WEEKDAYS = {"ko": "월화수목금토일", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: What Korean puts behind a number, by what is counted. English pages show the number alone.
COUNTERS = {
    "record": "건", "person": "명", "place": "곳", "time": "회", "thing": "가지", "piece": "개", "page": "쪽",
    "line": "줄",
    "day": "일", "month": "개월", "year": "년",
}  # fmt: skip


def korean() -> bool:
    """Whether the language at work is Korean."""
    return (get_language() or "ko").startswith("ko")


def local_day(value: date | datetime) -> date:
    """The day of a moment where the reader is; a day stays itself."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day_words(value: date | datetime | None, *, weekday: bool = True, this_year: int | None = None) -> str:
    """``2025. 8. 13.(수)`` or ``Wed 13 Aug 2025``; empty for None. The year is dropped when it is ``this_year``."""
    if value is None:
        return ""
    day = local_day(value)
    year = day.year != this_year
    if korean():
        text = f"{day.month}.{NBSP}{day.day}."
        text = f"{day.year}.{NBSP}{text}" if year else text
        return f"{text}({WEEKDAYS['ko'][day.weekday()]})" if weekday else text
    text = f"{day.day}{NBSP}{MONTHS[day.month - 1]}"
    text = f"{text}{NBSP}{day.year}" if year else text
    return f"{WEEKDAYS['en'][day.weekday()]}{NBSP}{text}" if weekday else text


def time_words(value: datetime | None) -> str:
    """``14:05`` where the reader is, 24 hours; empty for None."""
    if value is None:
        return ""
    return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%H:%M}"


def moment_words(value: datetime | None) -> str:
    """A day and its time: ``2025. 8. 13.(수) 14:05``."""
    return f"{day_words(value)}{NBSP}{time_words(value)}" if value else ""


def period_words(start: date | None, end: date | None) -> str:
    """``2025. 8. 6.–15.`` or ``6–15 Aug 2025``: what both ends share is said once. An open end stays open."""
    if start is None or end is None or start == end:
        if start is None and end is None:
            return ""
        if start == end:
            return day_words(start, weekday=False)
        return f"{day_words(start, weekday=False)}–{day_words(end, weekday=False)}"
    if korean():
        tail = f"{end.day}." if (start.year, start.month) == (end.year, end.month) else f"{end.month}.{NBSP}{end.day}."
        tail = tail if start.year == end.year else day_words(end, weekday=False)
        return f"{day_words(start, weekday=False)}–{tail}"
    head = day_words(start, weekday=False)
    if (start.year, start.month) == (end.year, end.month):
        head = str(start.day)
    elif start.year == end.year:
        head = day_words(start, weekday=False, this_year=start.year)
    return f"{head}–{day_words(end, weekday=False)}"


def dday_words(due: date | None, on: date) -> tuple[str, str]:
    """What a D-day mark says and its kind: over, today, soon (7 days or less), later. Without a day: no due date."""
    if due is None:
        return gettext("no date"), "later"
    left = (due - on).days
    if left < 0:
        return f"D+{-left}", "over"
    if left == 0:
        return gettext("today"), "today"
    return f"D-{left}", "soon" if left <= 7 else "later"


def counted(number: int | None, what: str = "record") -> str:
    """``12건``, ``27명``, ``11곳`` by ``what`` is counted (a key of COUNTERS); in English ``12``."""
    number = number or 0
    return f"{number:,}{COUNTERS[what]}" if korean() else f"{number:,}"


def size_words(size: int) -> str:
    """A number of bytes in the largest unit that keeps it above one: ``1.4 MB``."""
    amount = float(size)
    for unit in ("B", "KB", "MB"):
        if amount < 1024:
            return f"{amount:.0f}{NBSP}{unit}" if unit == "B" or amount >= 10 else f"{amount:.1f}{NBSP}{unit}"
        amount /= 1024
    return f"{amount:.1f}{NBSP}GB"
