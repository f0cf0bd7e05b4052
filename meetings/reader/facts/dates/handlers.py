"""From a match of a pattern to an atom: days, months, quarters, halves, seasons and years of the calendar."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from meetings.reader.facts.calendar_words import (
    MONTHS,
    ORDINALS,
    PARTS,
    RELATIVE_MONTH,
    RELATIVE_YEAR,
    SEASONS,
    WEEKDAYS,
)
from meetings.reader.facts.dates.atoms import Atom, Context, Precision
from meetings.reader.facts.dates.resolve import nearest_year, shift_month

Handler = Callable[[Context, re.Match[str]], "Atom | None"]


def groups(match: re.Match[str], *names: str) -> str | None:
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower()).strip()


def weak(handler: Handler) -> Handler:
    """A reading that counts only beside a word that makes it a date: "by Friday", "in March", "end of the month"."""

    def read(context: Context, match: re.Match[str]) -> Atom | None:
        atom = handler(context, match)
        return replace(atom, weak=True, style="word") if atom and not groups(match, "lead") else atom

    return read


def year_offset(word: str) -> int:
    """How many years from now a relative word means; the words for this year are all the rest."""
    word = re.sub(r"^(?:del?|the|el|la|of) ", "", spaced(word))
    if word in RELATIVE_YEAR:
        return RELATIVE_YEAR[word]
    return 1 if re.search(r"próximo|next|que viene", word) else -1 if re.search(r"last|pasado", word) else 0


def _year_of(context: Context, match: re.Match[str]) -> tuple[int | None, bool]:
    """The year written or meant by a relative word, and whether it stands in figures."""
    figures = groups(match, "y", "y4", "yy", "yy2")
    if figures:
        number = int(figures.strip("' "))
        return (number + 2000 if number < 100 else number), True
    word = groups(match, "ry", "ry2")
    if word and context.reference:
        return context.reference.year + year_offset(word), False
    return None, False


def weekday_of(match: re.Match[str]) -> str | None:
    found = groups(match, "wd", "wd2", "wd3")
    return found.replace("요일", "").rstrip(".") if found else None


def _ordinal(word: str) -> int:
    word = spaced(word)
    return int(word) if word.isdigit() else ORDINALS[word]


def part_of(match: re.Match[str]) -> str:
    """The part of a period: "late", "week3", "weeks1-2", "day3-0" (the third Monday), "weekday3-0" (that of the third
    week)."""
    week, nth, on = groups(match, "week"), groups(match, "nth"), groups(match, "on", "on2")
    if nth and on:
        return f"day{_ordinal(nth)}:{WEEKDAYS[on.lower()]}"
    if week:
        first, number = groups(match, "week1"), _ordinal(week)
        if on:
            return f"weekday{number}:{WEEKDAYS[on.lower()]}"
        return f"weeks{first}:{number}" if first else f"week{number}"
    part = groups(match, "part")
    return part_word(part) if part else ""


def part_word(word: str) -> str:
    word = re.sub(r"^(?:towards? |a |the |el |la )+", "", spaced(word))
    word = re.sub(r"\s?[~-]\s?", "~", word)
    return PARTS[word] if word in PARTS else PARTS[re.sub(r" (?:of|in|del?)$", "", word)]


def _day(context: Context, match: re.Match[str], *, weak: bool = False, style: str = "") -> Atom | None:
    year, written = _year_of(context, match)
    month_text, day_text = match.group("m"), match.group("d")
    month = MONTHS.get(month_text.rstrip(".").lower()) or (int(month_text) if month_text.isdigit() else 0)
    day = 1 if not day_text.isdigit() else int(day_text)
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2024, month)[1]):
        return None
    return Atom(
        match.start(),
        match.end(),
        "day",
        year,
        month,
        day,
        weekday=weekday_of(match),
        year_written=written,
        weak=weak,
        style=style,
    )


def strong_day(style: str) -> Handler:
    return lambda context, match: _day(context, match, style=style)


def weak_day(style: str) -> Handler:
    return lambda context, match: _day(context, match, weak=weekday_of(match) is None, style=style)


_SPELLED = re.compile(
    r"\s?\(\s?(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:de\s+)?(?P<m>[A-Za-z]{3,10})|(?P<m2>[A-Z][a-z]{2,9})\.?\s+\d)"
)


def numeric_day(context: Context, match: re.Match[str]) -> Atom | None:
    """``31/03/2026``, ``03/31/2026``, ``25/8/18``: which figure is the month says what alone makes a date, then a
    weekday or a spelled date beside it, then the habit of the document. What stays open is left open."""
    a, b, c = int(match.group("a")), int(match.group("b")), int(match.group("y"))
    year = c if c > 99 else 2000 + c
    orders = {"dmy": (year, b, a), "mdy": (year, a, b)}
    if c < 100:
        orders["ymd"] = (2000 + a, b, c)
    possible = {
        order: (y, m, d)
        for order, (y, m, d) in orders.items()
        if 1 <= m <= 12
        and 1 <= d <= calendar.monthrange(y, m)[1]
        and (c > 99 or abs(y - (context.reference.year if context.reference else 2026)) <= 6)
    }
    written = WEEKDAYS.get((weekday_of(match) or "").lower())
    spelled = _SPELLED.match(context.text, match.end())
    month = MONTHS.get((spelled.group("m") or spelled.group("m2")).lower()) if spelled else None
    for test in (
        lambda y, m, d: written is not None and date(y, m, d).weekday() == written,
        lambda y, m, d: m == month,
    ):
        if len({*possible.values()}) > 1 and any(test(*day) for day in possible.values()):
            possible = {order: day for order, day in possible.items() if test(*day)}
    habit = "ymd" if "ymd" in possible and re.search("[가-힣]", context.text) else context.order
    days = {*possible.values()}
    if not days:
        return None
    if len(days) > 1 and habit not in possible:
        return Atom(match.start(), match.end(), "none", precision="day", year_written=True)
    y, m, d = possible[habit] if habit in possible else days.pop()
    return Atom(match.start(), match.end(), "day", y, m, d, weekday=weekday_of(match), year_written=True)


def month_days(context: Context, match: re.Match[str]) -> Atom | None:
    """``February 23–27, 2026``, ``9월 1~5일``."""
    first, last = int(match.group("d")), int(match.group("d2"))
    text = match.group("m").rstrip(".").lower()
    month = MONTHS.get(text) or (int(text) if text.isdigit() else 0)
    year, written = _year_of(context, match)
    if not 1 <= month <= 12 or not 1 <= first < last:
        return None
    year = year or nearest_year(context.reference, month, first)
    if last > calendar.monthrange(year or 2024, month)[1]:
        return None
    if year is None:
        return Atom(match.start(), match.end(), "none")
    window = (date(year, month, first), date(year, month, last))
    return Atom(match.start(), match.end(), "window", year, month, first, window=window, year_written=written)


def month_atom(context: Context, match: re.Match[str]) -> Atom | None:
    year, written = _year_of(context, match)
    text = match.group("m").rstrip(".").lower()
    month = MONTHS.get(text) or (int(text) if text.isdigit() else 0)
    if not 1 <= month <= 12:
        return None
    part = part_of(match)
    return Atom(
        match.start(),
        match.end(),
        "month",
        year,
        month,
        part=part,
        precision=precision_of(part, "month"),
        year_written=written,
        by=part == "within",
    )


def weak_month(context: Context, match: re.Match[str]) -> Atom | None:
    atom = month_atom(context, match)
    return replace(atom, weak=True, style="figures") if atom else None


def precision_of(part: str, whole: Precision) -> Precision:
    return "day" if part.startswith(("day", "weekday")) else whole


def numbered_period(unit: str) -> Handler:
    """A quarter or half of a year."""

    def read(context: Context, match: re.Match[str]) -> Atom | None:
        year, written = _year_of(context, match)
        word = spaced(groups(match, "q", "q2") or "")
        number = _PERIODS.get(word) or ORDINALS.get(word) or (int(word) if word.isdigit() else 0)
        number = (4 if unit == "quarter" else 2) if number == -1 else number
        if not 1 <= number <= (4 if unit == "quarter" else 2):
            return None
        part = part_of(match)
        precision: Precision = "quarter" if unit == "quarter" else "half"
        return Atom(
            match.start(),
            match.end(),
            unit,
            year,
            number=number,
            part=part,
            precision=precision,
            year_written=written,
            by=part == "within",
        )

    return read


_PERIODS = {"상": 1, "하": 2, "i": 1, "ii": 2, "iii": 3, "iv": 4, "1er": 1, "2do": 2, "3er": 3, "4to": 4}


def relative_quarter(context: Context, match: re.Match[str]) -> Atom | None:
    """``이번 분기``, ``next quarter``."""
    if context.reference is None:
        return Atom(match.start(), match.end(), "none", precision="quarter")
    word = spaced(groups(match, "rq", "rq2") or "")
    ahead = 1 if re.search(r"다음|차|next|following|coming|próximo|siguiente|viene", word) else 0
    ahead = -1 if word in ("지난", "last") else ahead
    index = context.reference.year * 4 + (context.reference.month - 1) // 3 + ahead
    part = part_of(match)
    return Atom(
        match.start(),
        match.end(),
        "quarter",
        index // 4,
        number=index % 4 + 1,
        part=part,
        precision="quarter",
        by=part == "within",
    )


def season(context: Context, match: re.Match[str]) -> Atom | None:
    """Seasons, school terms and holidays, of the northern year: the next one not over unless the year is given."""
    word = spaced(groups(match, "season", "season2") or "").replace("철", "")
    first, months = SEASONS[word]
    year, written = _year_of(context, match)
    relative = groups(match, "ry") or ""
    if not written and re.fullmatch(r"올|올해|금년|이번|당해|지난|this|", spaced(relative)):
        year = None
        if context.reference:
            year = context.reference.year - 1
            while _months_on(year, first, months)[1] < context.reference:
                year += 1
            year -= relative == "지난"
    if year is None:
        return Atom(match.start(), match.end(), "none", precision="quarter")
    part = part_of(match)
    start, end = _months_on(year, first, months)
    named = [match.start(name) for name in ("y", "y4", "ry", "season", "season2") if groups(match, name)]
    return Atom(
        min(named),
        match.end(),
        "window",
        window=(start, end),
        precision="half" if months == 4 else "quarter",
        year_written=written,
        by=part == "within",
    )


def _months_on(year: int, month: int, count: int) -> tuple[date, date]:
    last_year, last = shift_month(date(year, month, 1), count - 1)
    return date(year, month, 1), date(last_year, last, calendar.monthrange(last_year, last)[1])


def year_atom(context: Context, match: re.Match[str]) -> Atom | None:
    year, written = _year_of(context, match)
    if year is None:
        return None
    part = part_of(match)
    precision: Precision = "year_end" if part in ("late", "end") else "year"
    return Atom(
        match.start(),
        match.end(),
        "year",
        year,
        part=part,
        precision=precision,
        year_written=written,
        by=part == "within",
    )


def fiscal_year(context: Context, match: re.Match[str]) -> Atom | None:
    return year_atom(context, match)


def year_end(context: Context, match: re.Match[str]) -> Atom | None:
    """``연내`` until the end of the year, ``연말`` in December, ``연초`` in January."""
    year = context.reference.year if context.reference else None
    word = re.sub(r"\s+|^올", "", match.group().lower())
    part = {"연내": "rest", "연중": "rest", "연초": "early"}.get(word, "rest" if word.startswith("later") else "late")
    if year is not None and re.search(r"next|próximo", match.group(), re.IGNORECASE):
        year += 1
    by = word == "연내" or word == "연중"
    return Atom(match.start(), match.end(), "year", year, part=part, precision="year_end", by=by)


def relative_month(context: Context, match: re.Match[str]) -> Atom | None:
    word = re.sub(r"\s+", "", match.group("rm"))
    year, month = shift_month(context.reference, RELATIVE_MONTH[word]) if context.reference else (None, None)
    day = groups(match, "d")
    if day and int(day) > (calendar.monthrange(year, month)[1] if year and month else 31):
        return None
    if day:
        if not int(day) >= 1:
            return None
        return Atom(match.start(), match.end(), "day", year, month, int(day), weekday=weekday_of(match), style="bare")
    part = part_of(match)
    return Atom(
        match.start(),
        match.end(),
        "month",
        year,
        month,
        part=part,
        precision=precision_of(part, "month"),
        by=part == "within",
    )


def latin_month(context: Context, match: re.Match[str]) -> Atom | None:
    """``this month``, ``el próximo mes``, ``month-end``."""
    if context.reference is None:
        return Atom(match.start(), match.end(), "none", precision="month")
    ahead = int(
        bool(re.search(r"next|following|coming|próximo|que viene|entrante|siguiente", spaced(match.group("rm"))))
    )
    year, month = shift_month(context.reference, ahead)
    return Atom(match.start(), match.end(), "month", year, month, part=part_of(match), precision="month")
