"""From a match of a pattern to an atom; one handler for each kind of match."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from meetings.reader.facts.calendar_words import (
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    RELATIVE_MONTH,
    RELATIVE_WEEK,
    RELATIVE_YEAR,
    WEEKDAYS,
)
from meetings.reader.facts.dates.atoms import Atom, Context, Precision
from meetings.reader.facts.dates.resolve import nearest_year, shift_month, week_window

Handler = Callable[[Context, re.Match[str]], "Atom | None"]


def groups(match: re.Match[str], *names: str) -> str | None:
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def _year_of(context: Context, match: re.Match[str]) -> tuple[int | None, bool]:
    """The year written or meant by a relative word, and whether it stands in figures."""
    figures = groups(match, "y", "y4", "yy")
    if figures:
        number = int(figures.strip("' "))
        return (number + 2000 if number < 100 else number), True
    word = groups(match, "ry")
    if word and context.reference:
        word = re.sub(r"^del? ", "", word.lower())
        return context.reference.year + RELATIVE_YEAR.get(word, 1 if "próximo" in word or "next" in word else 0), False
    return None, False


def weekday_of(match: re.Match[str]) -> str | None:
    found = groups(match, "wd", "wd2", "wd3")
    return found.replace("요일", "").rstrip(".") if found else None


def _part_of(match: re.Match[str]) -> str:
    week = groups(match, "week")
    if week:
        week = re.sub(r"\s+", " ", week.lower())
        return f"week{int(week) if week.isdigit() else ORDINALS[week]}"
    part = groups(match, "part")
    if not part:
        return ""
    part = re.sub(r"^the ", "", re.sub(r"\s+", " ", part.lower()))
    part = re.sub(r"^final de$", "fin de", part)
    return PARTS[part]


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


def day_first(context: Context, match: re.Match[str]) -> Atom | None:
    """``31/03/2026``: the day comes first, unless only the other order is a date."""
    first, second = int(match.group("a")), int(match.group("b"))
    day, month = (first, second) if second <= 12 else (second, first)
    year = int(match.group("y"))
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return Atom(match.start(), match.end(), "day", year, month, day, weekday=weekday_of(match), year_written=True)


def two_days(context: Context, match: re.Match[str]) -> Atom | None:
    """``February 23–27, 2026``."""
    first, last = int(match.group("d")), int(match.group("d2"))
    month = MONTHS[match.group("m").rstrip(".").lower()]
    year, written = _year_of(context, match)
    year = year or nearest_year(context.reference, month, first)
    if not (1 <= first < last <= calendar.monthrange(year or 2024, month)[1]):
        return None
    window = (date(year, month, first), date(year, month, last)) if year else None
    return Atom(match.start(), match.end(), "window", year, month, first, window=window, year_written=written)


def month_atom(context: Context, match: re.Match[str]) -> Atom | None:
    year, written = _year_of(context, match)
    text = match.group("m").rstrip(".").lower()
    month = MONTHS.get(text) or (int(text) if text.isdigit() else 0)
    if not 1 <= month <= 12:
        return None
    part = _part_of(match)
    return Atom(
        match.start(),
        match.end(),
        "month",
        year,
        month,
        part=part,
        precision="month",
        year_written=written,
        by=part == "within",
    )


def numbered_period(unit: str) -> Handler:
    """A quarter or half of a year."""

    def read(context: Context, match: re.Match[str]) -> Atom | None:
        year, written = _year_of(context, match)
        word = match.group("q").lower()
        number = {"상": 1, "하": 2}.get(word) or ORDINALS.get(word) or (int(word) if word.isdigit() else 0)
        number = (4 if unit == "quarter" else 2) if number == -1 else number
        if not 1 <= number <= (4 if unit == "quarter" else 2):
            return None
        part = _part_of(match)
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


def year_atom(context: Context, match: re.Match[str]) -> Atom | None:
    year, written = _year_of(context, match)
    if year is None:
        return None
    part = _part_of(match)
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


def year_end(context: Context, match: re.Match[str]) -> Atom | None:
    """``연내`` until the end of the year, ``연말`` in December, ``연초`` in January."""
    year = context.reference.year if context.reference else None
    word = re.sub(r"\s+", "", match.group().lower())
    part = {"연내": "rest", "연중": "rest", "연초": "early"}.get(word, "late")
    if year is not None and re.search(r"next|próximo", match.group(), re.IGNORECASE):
        year += 1
    return Atom(match.start(), match.end(), "year", year, part=part, precision="year_end", by=part == "rest")


def relative_month(context: Context, match: re.Match[str]) -> Atom | None:
    word = re.sub(r"\s+", "", match.group("rm"))
    year, month = shift_month(context.reference, RELATIVE_MONTH[word]) if context.reference else (None, None)
    day = groups(match, "d")
    if day and int(day) > (calendar.monthrange(year, month)[1] if year and month else 31):
        return None
    if month is None:
        return Atom(match.start(), match.end(), "none", precision="day" if day else "month")
    if day:
        weekday = weekday_of(match)
        return Atom(match.start(), match.end(), "day", year, month, int(day), weekday=weekday, style="ko")
    part = _part_of(match)
    return Atom(match.start(), match.end(), "month", year, month, part=part, precision="month", by=part == "within")


def latin_month(offset: int, part: str = "") -> Handler:
    def read(context: Context, match: re.Match[str]) -> Atom | None:
        if context.reference is None:
            return Atom(match.start(), match.end(), "none", precision="month")
        year, month = shift_month(context.reference, offset)
        said = part or ("early" if "early" in match.group().lower() else "")
        return Atom(match.start(), match.end(), "month", year, month, part=said, precision="month")

    return read


def _window(
    match: re.Match[str], window: tuple[date, date] | None, precision: Precision = "day", by: bool = False
) -> Atom:
    return Atom(match.start(), match.end(), "window" if window else "none", window=window, precision=precision, by=by)


def relative_week(context: Context, match: re.Match[str]) -> Atom | None:
    if context.reference is None:
        return _window(match, None)
    window = week_window(context.reference, RELATIVE_WEEK[re.sub(r"\s+", "", match.group("rw"))])
    day = groups(match, "wd2")
    if day:
        on = window[0] + timedelta(days=WEEKDAYS[day])
        return _window(match, (on, on))
    part = groups(match, "part")
    if part == "초":
        return _window(match, (window[0], window[0] + timedelta(days=1)))
    if part == "말":
        return _window(match, (window[0] + timedelta(days=3), window[1]))
    return _window(match, window, by=part in ("내", "이내", "안"))


def latin_week(offset: int, part: str = "") -> Handler:
    def read(context: Context, match: re.Match[str]) -> Atom | None:
        if context.reference is None:
            return _window(match, None)
        first, last = week_window(context.reference, offset)
        if part == "end":
            first = last - timedelta(days=1)
        elif "early" in match.group().lower():
            last = first + timedelta(days=1)
        return _window(match, (first, last))

    return read


def latin_weekday(context: Context, match: re.Match[str]) -> Atom | None:
    """``by Friday`` is the next Friday; ``next Friday`` that of the following week."""
    if context.reference is None:
        return _window(match, None)
    target = WEEKDAYS[match.group("wd3").lower()]
    by = bool(re.match(r"by|before|until", match.group("lead"), re.IGNORECASE))
    if re.match(r"next\b", match.group("lead"), re.IGNORECASE):
        on = week_window(context.reference, 1)[0] + timedelta(days=target)
    else:
        on = context.reference + timedelta(days=(target - context.reference.weekday() - 1) % 7 + 1)
    return _window(match, (on, on), by=by)


_DAYS = {"일": 1, "주": 7, "주일": 7, "day": 1, "week": 7, "día": 1, "dia": 1, "semana": 7, "fortnight": 14}
_KNOWN_ANCHORS = re.compile(
    r"회의|면담|미팅|워크숍|협의|방문|오늘|금일|본\s?회의|논의|meeting|visit|reunión", re.IGNORECASE
)
_EVENT_ANCHORS = re.compile(r"meeting|visit|reunión|sign|firma|receipt|approv", re.IGNORECASE)
_RETURN_ANCHORS = re.compile(r"귀국|복귀|출장|귀임|return|mission|trip|regreso|retorno|misión|viaje", re.IGNORECASE)
_LATIN_ANCHOR = re.compile(
    r"\s*(?:of|after|from|following|since|upon|tras|después de|desde|a partir de|de)\s+(?:the|our|its|their|el|la"
    r"|su)?\s*"
    r"(?P<anchor>[\wáéíóú]+)",
    re.IGNORECASE,
)


def counted(context: Context, match: re.Match[str]) -> Atom | None:
    """``2주 이내``, ``within two weeks``, ``en un plazo de 30 días``; counted from the meeting unless an anchor says
    otherwise.

    An anchor whose day is unknown ("체결 후 30일 이내", "within 30 days of signature") leaves the window open.
    """
    count_text = re.sub(r"\s+", " ", groups(match, "n") or "1").lower()
    count = int(count_text) if count_text.isdigit() else NUMBERS[count_text]
    anchor, stop = groups(match, "anchor"), match.end()
    if anchor is None and not re.search(r"[가-힣]", match.group()):
        anchor, stop = _latin_anchor(context.text, stop)
    origin = _origin(context, anchor)
    within = bool(groups(match, "within"))
    if origin is None:
        return Atom(match.start(), stop, "none", precision="none", by=within)
    end = _later(origin, count, match.group("unit").lower(), working=bool(groups(match, "working")))
    return Atom(match.start(), stop, "window", window=(origin, end) if within else (end, end), by=within)


def _latin_anchor(text: str, stop: int) -> tuple[str | None, int]:
    """The event after "two weeks", and where the words end with it."""
    tail = _LATIN_ANCHOR.match(text, stop)
    if tail is None or re.match(r"(?:now|today|this|hoy)\b", tail.group("anchor"), re.IGNORECASE):
        return None, stop
    anchor = tail.group("anchor")
    if _RETURN_ANCHORS.search(anchor) or _EVENT_ANCHORS.search(anchor):
        return anchor, tail.end()
    return (anchor if re.match(r"\s*(?:of|after|following|tras|después de)", tail.group()) else None), stop


def _origin(context: Context, anchor: str | None) -> date | None:
    """The day the count begins: the return, the meeting, or None for an event whose day the text does not give."""
    if anchor is None:
        return context.reference
    if _RETURN_ANCHORS.search(anchor):
        return context.returned
    return context.reference if _KNOWN_ANCHORS.search(anchor) else None


def _later(origin: date, count: int, unit: str, *, working: bool) -> date:
    if unit in ("개월", "달", "month", "months", "mes", "meses"):
        year, month = shift_month(origin, count)
        return date(year, month, min(origin.day, calendar.monthrange(year, month)[1]))
    if not working and unit != "영업일":
        return origin + timedelta(days=count * _DAYS[unit.removesuffix("s")])
    end = origin
    for _ in range(count):
        end += timedelta(days=1)
        while end.weekday() >= 5:
            end += timedelta(days=1)
    return end


def day_of_month(context: Context, match: re.Match[str]) -> Atom | None:
    """``27일까지``, ``오는 27일``: the next such day from the reference on."""
    day = int(match.group("d"))
    if context.reference is None or not 1 <= day <= 31:
        return None
    year, month = context.reference.year, context.reference.month
    if day < context.reference.day:
        year, month = shift_month(context.reference, 1)
    if day > calendar.monthrange(year, month)[1]:
        return None
    return Atom(match.start(), match.end(), "day", year, month, day, weekday=weekday_of(match), style="bare")


def tomorrow(context: Context, match: re.Match[str]) -> Atom | None:
    ahead = 2 if re.search(r"모레|pasado|after", match.group()) else 1
    on = context.reference + timedelta(days=ahead) if context.reference else None
    return _window(match, (on, on) if on else None)


def open_ended(precision: Precision) -> Handler:
    return lambda _context, match: Atom(match.start(), match.end(), "none", precision=precision)


def fixed_days(context: Context, match: re.Match[str]) -> Atom | None:
    """Korean words that are a number of days by themselves."""
    days = {"일주일": 7, "보름": 15, "열흘": 10, "사흘": 3, "나흘": 4}[match.group("unit")]
    anchor, origin = groups(match, "anchor"), context.reference
    if anchor:
        origin = (
            context.returned if _RETURN_ANCHORS.search(anchor) else origin if _KNOWN_ANCHORS.search(anchor) else None
        )
    within = bool(groups(match, "within"))
    if origin is None:
        return Atom(match.start(), match.end(), "none", by=within, precision="none")
    end = origin + timedelta(days=days)
    return Atom(match.start(), match.end(), "window", window=(origin if within else end, end), by=within)


def english_day(context: Context, match: re.Match[str], style: str) -> Atom | None:
    return _day(context, match, style=style) if match.group("m").rstrip(".").lower() in MONTHS else None


def english_counted(context: Context, match: re.Match[str]) -> Atom | None:
    atom = counted(context, match)
    if atom and atom.window and match.group("within").lower() == "in":
        return replace(atom, window=(atom.window[1], atom.window[1]), by=False)
    return atom


def spanish_counted(context: Context, match: re.Match[str]) -> Atom | None:
    atom = counted(context, match)
    if atom and atom.window and match.group("within").strip().lower() == "en":
        return replace(atom, window=(atom.window[1], atom.window[1]), by=False)
    return atom


def without_lead(context: Context, match: re.Match[str], handler: Handler, group: str = "m") -> Atom | None:
    """A reading that needs a preposition before it, without the preposition."""
    atom = handler(context, match)
    return replace(atom, start=match.start(group)) if atom else None
