"""Dates, windows and deadlines in Korean, English and Spanish text.

The grammar has three steps. *Atoms* are single readings of a point or period (``8월 22일``, ``익월 말``, ``second half of
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from meetings.reader.facts.calendar_words import (
    ENGLISH_MONTH,
    LATIN_WEEKDAY,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    RELATIVE_MONTH,
    RELATIVE_WEEK,
    RELATIVE_YEAR,
    SPANISH_MONTH,
    WEEKDAYS,
)
from meetings.reader.facts.times import TimeSpan, find_times

__all__ = ["DateSpan", "TimeSpan", "find_dates", "find_times"]

Precision = Literal["day", "month", "quarter", "half", "year", "year_end", "soon", "none"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """One date, range or deadline.

    ``start`` and ``end`` are the first and last day meant, both included, or None where the words cannot be resolved
    ("조속히", "TBD", a day without year and without reference). ``pos`` is the half-open span in the text. ``weekday`` is
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
    plain = _plain(text)
    context = _Context(plain, reference, returned or reference)
    return [span for span in (_finish(context, text, group) for group in _join(context, _atoms(context))) if span]


# --- atoms ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    reference: date | None
    returned: date | None


@dataclass(frozen=True, slots=True)
class _Atom:
    """A point or period before years are inherited. ``unit``: day, month, quarter, half, year, window, soon, none."""

    start: int
    stop: int
    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    number: int = 0  # of a quarter or half
    weekday: str | None = None
    window: tuple[date, date] | None = None
    precision: Precision = "day"
    year_written: bool = False
    by: bool = False
    weak: bool = False  # only part of a range, a whole cell, or before a particle
    style: str = ""


# Latin letters that scanning puts in place of digits, in words that are otherwise numbers.
_NOISY = re.compile(r"(?<![A-Za-z가-힣0-9])(?=[0-9OoIl]*[OoIl])[0-9OoIl]{1,4}(?![A-Za-z0-9])")
_SAME_LENGTH = str.maketrans("∼～〜–—−‘’`´．／：（）\u00a0\u3000", "~~~---''''./:()  ")


def _plain(text: str) -> str:
    """The text with look-alike characters and scanning noise in numbers replaced, position for position."""
    text = text.translate(_SAME_LENGTH)

    def digits(match: re.Match[str]) -> str:
        word = match.group()
        if not any(c.isdigit() for c in word) and not re.match(r"\s?[.월일]", text[match.end() :]):
            return word
        if not any(c.isdigit() for c in word) and not re.search(r"\d\s?[.년월]\s?$", text[: match.start()][-4:]):
            return word
        return word.translate(str.maketrans("OoIl", "0011"))

    return _NOISY.sub(digits, text)


_WD = (
    r"(?:\s*\(\s*(?P<wd>[월화수목금토일](?:요일)?|" + LATIN_WEEKDAY + r"\.?)\s*(?:\)|(?=[,/ ]))"
    r"|\s*(?P<wd2>[월화수목금토일])요일)?"
)
_WD_BEFORE = r"(?:(?P<wd3>" + LATIN_WEEKDAY + r")\b\.?,?\s+)?"
# A word that may follow a Korean date; "8월 중국" and "이번 주제" are no dates because "국" and "제" are none.
_AFTER = r"(?=까지|전까지|에|부터|으로|로|쯤|경|께|이후|이전|전후|이나|또는|와|과|및|의|을|를|은|는|이|가|도|[^가-힣]|$)"
_KYEAR = (
    r"(?:(?P<y>(?:19|20)\d{2}|(?<![\d.,])'?\d{2})\s*(?:년도?|\.(?=\s*\d{1,2}\s*월))\s*"
    r"|(?P<ry>올해|금년|당해|내년|명년|차년|익년|내후년|작년|지난해|전년)도?\s*)"
)
_KPART = (
    r"(?:\s*(?P<part>초순|초반|초|상순|중순|하순|말일|말|중|이내|내|안)" + _AFTER + r""
    r"|\s*(?P<week>첫째|첫|둘째|셋째|넷째|다섯째|마지막|첫\s?번째|두\s?번째|세\s?번째|네\s?번째|[1-5])\s*주(?:차)?" + _AFTER + r")?"
)
_LEFT = r"(?<![\d가-힣A-Za-z.,/])"
_LEFT_HANGUL_OK = r"(?<![\dA-Za-z.,/])"
_EYEAR = r"(?:,?\s+(?:of\s+)?(?P<y>(?:19|20)\d{2})(?!\d)|\s+'(?P<yy>\d{2})(?!\d))?"
_SYEAR = r"(?:,?\s+(?:de|del)\s+(?:año\s+)?(?P<y>(?:19|20)\d{2})|,?\s+(?P<y4>(?:19|20)\d{2})(?!\d)|\s+(?P<ry>del? (?:este|próximo) año))?"
_EPART = (
    r"(?P<part>early|mid|late|(?:the\s+)?(?:end|beginning|start|middle)\s+of|(?:the\s+)?(?:first|second)\s+half\s+of"
    r"|(?:the\s+)?(?P<week>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+week\s+(?:of|in))"
)
_SPART = (
    r"(?P<part>inicios\s+de|principios\s+de|comienzos\s+de|mediados\s+de|fin(?:al)?(?:es)?\s+de"
    r"|(?:primera|segunda)\s+quincena\s+de|(?P<week>primera|segunda|tercera|cuarta|última|ultima)\s+semana\s+de)"
)
_COUNT = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|a\s+couple\s+of)"
_SCOUNT = r"(?P<n>\d{1,3}|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|treinta|sesenta)"
_KCOUNT = r"(?P<n>\d{1,3}|한|두|세|네|다섯|여섯|일(?=주일))"
# Events whose day the reader knows: the meeting itself, and the end of the trip.
_KANCHOR = r"(?:(?P<anchor>[가-힣]{2,8}?)\s*(?:일|일자)?\s*(?:이후|후|로부터|부터)\s*)?"

Handler = Callable[[_Context, re.Match[str]], "_Atom | None"]


def _groups(match: re.Match[str], *names: str) -> str | None:
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def _year_of(context: _Context, match: re.Match[str]) -> tuple[int | None, bool]:
    """The year written or meant by a relative word, and whether it stands in figures."""
    figures = _groups(match, "y", "y4", "yy")
    if figures:
        number = int(figures.strip("' "))
        return (number + 2000 if number < 100 else number), True
    word = _groups(match, "ry")
    if word and context.reference:
        word = re.sub(r"^del? ", "", word.lower())
        return context.reference.year + RELATIVE_YEAR.get(word, 1 if "próximo" in word or "next" in word else 0), False
    return None, False


def _weekday_of(match: re.Match[str]) -> str | None:
    found = _groups(match, "wd", "wd2", "wd3")
    return found.replace("요일", "").rstrip(".") if found else None


def _part_of(match: re.Match[str]) -> str:
    week = _groups(match, "week")
    if week:
        week = re.sub(r"\s+", " ", week.lower())
        return f"week{int(week) if week.isdigit() else ORDINALS[week]}"
    part = _groups(match, "part")
    if not part:
        return ""
    part = re.sub(r"^the ", "", re.sub(r"\s+", " ", part.lower()))
    part = re.sub(r"^final de$", "fin de", part)
    return PARTS[part]


def _day(context: _Context, match: re.Match[str], *, weak: bool = False, style: str = "") -> _Atom | None:
    year, written = _year_of(context, match)
    month_text, day_text = match.group("m"), match.group("d")
    month = MONTHS.get(month_text.rstrip(".").lower()) or (int(month_text) if month_text.isdigit() else 0)
    day = 1 if not day_text.isdigit() else int(day_text)
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2024, month)[1]):
        return None
    return _Atom(
        match.start(), match.end(), "day", year, month, day, weekday=_weekday_of(match), year_written=written,
        weak=weak, style=style,
    )  # fmt: skip


def _strong_day(style: str) -> Handler:
    return lambda context, match: _day(context, match, style=style)


def _weak_day(style: str) -> Handler:
    return lambda context, match: _day(context, match, weak=_weekday_of(match) is None, style=style)


def _day_first(context: _Context, match: re.Match[str]) -> _Atom | None:
    """``31/03/2026``: the day comes first, unless only the other order is a date."""
    first, second = int(match.group("a")), int(match.group("b"))
    day, month = (first, second) if second <= 12 else (second, first)
    year = int(match.group("y"))
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return _Atom(match.start(), match.end(), "day", year, month, day, weekday=_weekday_of(match), year_written=True)


def _two_days(context: _Context, match: re.Match[str]) -> _Atom | None:
    """``February 23–27, 2026``."""
    first, last = int(match.group("d")), int(match.group("d2"))
    month = MONTHS[match.group("m").rstrip(".").lower()]
    year, written = _year_of(context, match)
    year = year or _nearest_year(context.reference, month, first)
    if not (1 <= first < last <= calendar.monthrange(year or 2024, month)[1]):
        return None
    window = (date(year, month, first), date(year, month, last)) if year else None
    return _Atom(match.start(), match.end(), "window", year, month, first, window=window, year_written=written)


def _month(context: _Context, match: re.Match[str]) -> _Atom | None:
    year, written = _year_of(context, match)
    text = match.group("m").rstrip(".").lower()
    month = MONTHS.get(text) or (int(text) if text.isdigit() else 0)
    if not 1 <= month <= 12:
        return None
    part = _part_of(match)
    return _Atom(
        match.start(), match.end(), "month", year, month, part=part, precision="month", year_written=written,
        by=part == "within",
    )  # fmt: skip


def _numbered(unit: str) -> Handler:
    """A quarter or half of a year."""

    def read(context: _Context, match: re.Match[str]) -> _Atom | None:
        year, written = _year_of(context, match)
        word = match.group("q").lower()
        number = {"상": 1, "하": 2}.get(word) or ORDINALS.get(word) or (int(word) if word.isdigit() else 0)
        number = (4 if unit == "quarter" else 2) if number == -1 else number
        if not 1 <= number <= (4 if unit == "quarter" else 2):
            return None
        part = _part_of(match)
        precision: Precision = "quarter" if unit == "quarter" else "half"
        return _Atom(
            match.start(), match.end(), unit, year, number=number, part=part, precision=precision, year_written=written,
            by=part == "within",
        )  # fmt: skip

    return read


def _year(context: _Context, match: re.Match[str]) -> _Atom | None:
    year, written = _year_of(context, match)
    if year is None:
        return None
    part = _part_of(match)
    precision: Precision = "year_end" if part in ("late", "end") else "year"
    return _Atom(
        match.start(), match.end(), "year", year, part=part, precision=precision, year_written=written,
        by=part == "within",
    )  # fmt: skip


def _year_end(context: _Context, match: re.Match[str]) -> _Atom | None:
    """``연내`` until the end of the year, ``연말`` in December, ``연초`` in January."""
    year = context.reference.year if context.reference else None
    word = re.sub(r"\s+", "", match.group().lower())
    part = {"연내": "rest", "연중": "rest", "연초": "early"}.get(word, "late")
    if year is not None and re.search(r"next|próximo", match.group(), re.IGNORECASE):
        year += 1
    return _Atom(match.start(), match.end(), "year", year, part=part, precision="year_end", by=part == "rest")


def _relative_month(context: _Context, match: re.Match[str]) -> _Atom | None:
    word = re.sub(r"\s+", "", match.group("rm"))
    year, month = _shift_month(context.reference, RELATIVE_MONTH[word]) if context.reference else (None, None)
    day = _groups(match, "d")
    if day and int(day) > (calendar.monthrange(year, month)[1] if year and month else 31):
        return None
    if month is None:
        return _Atom(match.start(), match.end(), "none", precision="day" if day else "month")
    if day:
        weekday = _weekday_of(match)
        return _Atom(match.start(), match.end(), "day", year, month, int(day), weekday=weekday, style="ko")
    part = _part_of(match)
    return _Atom(match.start(), match.end(), "month", year, month, part=part, precision="month", by=part == "within")


def _latin_month(offset: int, part: str = "") -> Handler:
    def read(context: _Context, match: re.Match[str]) -> _Atom | None:
        if context.reference is None:
            return _Atom(match.start(), match.end(), "none", precision="month")
        year, month = _shift_month(context.reference, offset)
        said = part or ("early" if "early" in match.group().lower() else "")
        return _Atom(match.start(), match.end(), "month", year, month, part=said, precision="month")

    return read


def _shift_month(reference: date, months: int) -> tuple[int, int]:
    index = reference.year * 12 + reference.month - 1 + months
    return index // 12, index % 12 + 1


def _week_window(reference: date, weeks: int) -> tuple[date, date]:
    """Monday to Friday of a week: what people mean who work in it."""
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=4)


def _window(match: re.Match[str], window: tuple[date, date] | None, precision: Precision = "day", by: bool = False) -> _Atom:
    return _Atom(match.start(), match.end(), "window" if window else "none", window=window, precision=precision, by=by)


def _relative_week(context: _Context, match: re.Match[str]) -> _Atom | None:
    if context.reference is None:
        return _window(match, None)
    window = _week_window(context.reference, RELATIVE_WEEK[re.sub(r"\s+", "", match.group("rw"))])
    day = _groups(match, "wd2")
    if day:
        on = window[0] + timedelta(days=WEEKDAYS[day])
        return _window(match, (on, on))
    part = _groups(match, "part")
    if part == "초":
        return _window(match, (window[0], window[0] + timedelta(days=1)))
    if part == "말":
        return _window(match, (window[0] + timedelta(days=3), window[1]))
    return _window(match, window, by=part in ("내", "이내", "안"))


def _latin_week(offset: int, part: str = "") -> Handler:
    def read(context: _Context, match: re.Match[str]) -> _Atom | None:
        if context.reference is None:
            return _window(match, None)
        first, last = _week_window(context.reference, offset)
        if part == "end":
            first = last - timedelta(days=1)
        elif "early" in match.group().lower():
            last = first + timedelta(days=1)
        return _window(match, (first, last))

    return read


def _latin_weekday(context: _Context, match: re.Match[str]) -> _Atom | None:
    """``by Friday`` is the next Friday; ``next Friday`` that of the following week."""
    if context.reference is None:
        return _window(match, None)
    target = WEEKDAYS[match.group("wd3").lower()]
    by = bool(re.match(r"by|before|until", match.group("lead"), re.IGNORECASE))
    if re.match(r"next\b", match.group("lead"), re.IGNORECASE):
        on = _week_window(context.reference, 1)[0] + timedelta(days=target)
    else:
        on = context.reference + timedelta(days=(target - context.reference.weekday() - 1) % 7 + 1)
    return _window(match, (on, on), by=by)


_DAYS = {"일": 1, "주": 7, "주일": 7, "day": 1, "week": 7, "día": 1, "dia": 1, "semana": 7, "fortnight": 14}
# "7 days ago": the words of a past.
_KNOWN_ANCHORS = re.compile(r"회의|면담|미팅|워크숍|협의|방문|오늘|금일|본\s?회의|논의")
_RETURN_ANCHORS = re.compile(r"귀국|복귀|출장|귀임|return|mission|trip|regreso|retorno|misión|viaje", re.IGNORECASE)
_LATIN_ANCHOR = re.compile(
    r"\s*(?:of|after|from|following|since|upon|tras|después de|desde|a partir de|de)\s+(?:the|our|its|their|el|la|su)?\s*"
    r"(?P<anchor>[\wáéíóú]+)", re.IGNORECASE)  # fmt: skip


def _counted(context: _Context, match: re.Match[str]) -> _Atom | None:
    """``2주 이내``, ``within two weeks``, ``en un plazo de 30 días``; counted from the meeting unless an anchor says otherwise.

    An anchor whose day is unknown ("체결 후 30일 이내", "within 30 days of signature") leaves the window open.
    """
    count_text = re.sub(r"\s+", " ", _groups(match, "n") or "1").lower()
    count = int(count_text) if count_text.isdigit() else NUMBERS[count_text]
    unit = match.group("unit").lower()
    unit = unit[:-1] if unit.endswith("s") and unit not in ("mes",) else unit
    stop, origin = match.end(), context.reference
    anchor = _groups(match, "anchor")
    if anchor is None and not re.search(r"[가-힣]", match.group()):
        tail = _LATIN_ANCHOR.match(context.text, stop)
        if tail and not re.match(r"(?:now|today|this|hoy)\b", tail.group("anchor"), re.IGNORECASE):
            anchor = tail.group("anchor")
            if _RETURN_ANCHORS.search(anchor) or re.search(r"meeting|visit|reunión|sign|firma|receipt|approv", anchor, re.IGNORECASE):
                stop = tail.end()
            elif not re.match(r"\s*(?:of|after|following|tras|después de)", tail.group()):
                anchor = None
    if anchor:
        if _RETURN_ANCHORS.search(anchor):
            origin = context.returned
        elif not _KNOWN_ANCHORS.search(anchor) and not re.search(r"meeting|visit|reunión", anchor, re.IGNORECASE):
            origin = None
    within = bool(_groups(match, "within"))
    if origin is None:
        return _Atom(match.start(), stop, "none", precision="none", by=within)
    if unit in ("개월", "달", "month", "mes", "mese"):
        year, month = _shift_month(origin, count)
        end = date(year, month, min(origin.day, calendar.monthrange(year, month)[1]))
    elif unit == "영업일" or _groups(match, "working"):
        end = origin
        for _ in range(count):
            end += timedelta(days=1)
            while end.weekday() >= 5:
                end += timedelta(days=1)
    else:
        end = origin + timedelta(days=count * _DAYS[unit])
    return _Atom(match.start(), stop, "window", window=(origin, end) if within else (end, end), by=within)


def _day_of_month(context: _Context, match: re.Match[str]) -> _Atom | None:
    """``27일까지``, ``오는 27일``: the next such day from the reference on."""
    day = int(match.group("d"))
    if context.reference is None or not 1 <= day <= 31:
        return None
    year, month = context.reference.year, context.reference.month
    if day < context.reference.day:
        year, month = _shift_month(context.reference, 1)
    if day > calendar.monthrange(year, month)[1]:
        return None
    return _Atom(match.start(), match.end(), "day", year, month, day, weekday=_weekday_of(match), style="ko")


def _tomorrow(context: _Context, match: re.Match[str]) -> _Atom | None:
    ahead = 2 if re.search(r"모레|pasado|after", match.group()) else 1
    on = context.reference + timedelta(days=ahead) if context.reference else None
    return _window(match, (on, on) if on else None)


def _open(precision: Precision) -> Handler:
    return lambda _context, match: _Atom(match.start(), match.end(), "none", precision=precision)


def _flags(pattern: str, *, case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if case else re.IGNORECASE)


# The patterns; where two match, the one that begins first wins, and of those the longer.
_PATTERNS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    # full days in figures
    (_flags(r"(?<![\d.])(?P<y>(?:19|20)\d{2})\s*\.\s*(?P<m>\d{1,2})\s*\.\s*(?P<d>\d{1,2})(?!\d)\s?\.?" + _WD), _strong_day("dot")),
    (_flags(r"(?<![\d.])(?:'(?P<y>\d{2})|(?P<yy>[1-4]\d))\s?\.\s*(?P<m>\d{1,2})\s?\.\s*(?P<d>\d{1,2})(?![\d%]|\.\d)\s?\.?" + _WD), _strong_day("dot")),
    (_flags(r"(?<![\d-])(?P<y>(?:19|20)\d{2})(?P<s>[-/])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d-])" + _WD), _strong_day("slash")),
    (_flags(_WD_BEFORE + r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>20\d{2})(?![\d-])" + _WD), _day_first),
    (_flags(r"(?<![\d/.])(?P<m>\d{1,2})/(?P<d>\d{1,2})(?![\d/%]|\.\d)" + _WD), _weak_day("slash")),
    (_flags(r"(?<![\d.가-힣])(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?![\d%]|\.\d)\s?\.?" + _WD), _weak_day("dot")),
    # Korean
    (_flags(_LEFT_HANGUL_OK + _KYEAR + r"?(?P<m>\d{1,2})\s*월\s*(?P<d>\d{1,2})\s*일(?!간(?!담))" + _WD), _strong_day("ko")),
    (_flags(_LEFT_HANGUL_OK + _KYEAR + r"?(?P<m>\d{1,2})\s*월(?!\s*\d{1,2}\s*일)(?:" + _KPART.removesuffix("?") + r"|" + _AFTER + r")"), _month),
    (_flags(_LEFT_HANGUL_OK + _KYEAR + r"?(?:제\s?)?(?P<q>[1-4])\s*(?:/\s*4\s*)?분기" + _KPART), _numbered("quarter")),
    (_flags(_LEFT_HANGUL_OK + _KYEAR + r"?(?P<q>[상하])반기" + _KPART), _numbered("half")),
    (_flags(_LEFT_HANGUL_OK + r"(?:(?P<y>(?:19|20)\d{2})\s*년도?|(?P<ry>올해|금년|내년|명년|익년|내후년|작년|지난해)도?)(?!\s*\d{1,2}\s*월|[가-힣]*간\b|대)" + _KPART), _year),
    # A year of two figures needs what makes it a year: an apostrophe, a part, or a word of budgets. "20년 계획" is a length.
    (_flags(_LEFT_HANGUL_OK + r"(?:'(?P<y>\d{2})\s*년도?|(?P<yy>[1-4]\d)\s*년(?:도|(?=\s*(?:사업|예산|신규|말|초(?!과)|상반기|하반기|착수|연말|중(?!장|기)))))" + _KPART), _year),
    (_flags(r"(?<![가-힣])(?:연내|연말|연초|연중)" + _AFTER), _year_end),
    (_flags(r"(?<![가-힣])(?P<rm>이번\s?달|금월|당월|이달|다음\s?달|내달|익월|차월|다다음\s?달|지난\s?달)(?:\s*(?P<d>\d{1,2})\s*일(?!간)" + _WD + r"|" + _KPART.removesuffix("?") + r"|" + _AFTER + r")"), _relative_month),
    (_flags(r"(?<![가-힣])(?P<rw>금주|이번\s?주|차주|다음\s?주|내주|익주|다다음\s?주|지난\s?주)(?:\s*\(?(?P<wd2>[월화수목금토일])(?:요일|\))|\s*(?P<part>초|말|중|이내|내|안)" + _AFTER + r"|" + _AFTER + r")"), _relative_week),
    (_flags(r"(?<![가-힣\d.])" + _KANCHOR + _KCOUNT + r"\s*(?P<unit>영업일|개월|주일|일|주|달)\s*(?:(?P<within>이내|내|안)(?:에|로)?|이?후|뒤)(?=까지|에|[^가-힣]|$)"), _counted),
    (_flags(r"(?<![가-힣])" + _KANCHOR + r"(?P<unit>일주일|보름|열흘|사흘|나흘)\s*(?:(?P<within>이내|내|안)(?:에|로)?|후|뒤)(?=까지|에|[^가-힣]|$)"), lambda c, m: _fixed(c, m)),
    (_flags(r"(?:오는\s*(?P<d>\d{1,2})\s*일)(?!간)" + _WD), _day_of_month),
    (_flags(r"(?<![\d가-힣.,]|월)(?<!월 )(?P<d>\d{1,2})\s*일(?!간)" + _WD + r"(?=\s*(?:까지|전까지))"), _day_of_month),
    (_flags(r"(?<![가-힣])(?:내일|명일|익일|모레)(?=까지|에|\s|$)"), _tomorrow),
    (_flags(r"(?:가능한\s*)?(?:빠른|이른)\s*시일\s*(?:내|안)에?|(?:가급적|가능한\s*한?)\s*(?:빨리|조속히)|조속한\s*시일\s*내에?|조속히|조만간|즉시|곧바로"), _open("soon")),
    (_flags(r"(?<![가-힣])(?:미정|추후\s*(?:협의|확정|통보|결정))"), _open("none")),
    # English; months with a capital, so that "may" and "march" stay words
    (_flags(r"(?i:" + _WD_BEFORE + r")(?<![\d.:/])(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m>" + ENGLISH_MONTH + r"|[A-Z]{3,9}(?=[\s,-]+20\d\d))-?" + _EYEAR.replace(r",?\s+(?:of", r"(?:,?\s+|(?<=-))(?:of") + _WD, case=True), lambda c, m: _english(c, m, "dm")),
    (_flags(r"(?i:" + _WD_BEFORE + r")(?<![A-Za-z])(?P<m>" + ENGLISH_MONTH + r")\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|\s?-\s?\d)" + _EYEAR + _WD, case=True), lambda c, m: _english(c, m, "md")),
    (_flags(r"(?<![A-Za-z])(?P<m>" + ENGLISH_MONTH + r")\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|to|and|~)\s*(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?![\d:])" + _EYEAR, case=True), _two_days),
    (_flags(r"(?<![A-Za-z])(?i:" + _EPART + r")[\s-]+(?:the\s+)?(?P<m>" + ENGLISH_MONTH + r")" + _EYEAR, case=True), _month),
    (_flags(r"(?<![A-Za-z\d])(?P<m>" + ENGLISH_MONTH + r")" + _EYEAR.removesuffix("?"), case=True), _month),
    (_flags(r"(?<![A-Za-z\d])(?P<m>" + ENGLISH_MONTH + r")(?=\s*(?:-|to|and)\s*" + ENGLISH_MONTH + r")", case=True), _month),
    (_flags(r"(?<![A-Za-z])(?i:in|by|during|until|till|before|for|since|from|through|to|after|around|next|this|coming)\s+(?P<m>" + ENGLISH_MONTH + r")(?!\s*\d)", case=True), lambda c, m: _inner(c, m, _month)),
    (_flags(r"(?<![\w])(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?:[\s,/-]*(?:of\s+)?(?P<y>20\d\d)|\s*'(?P<yy>\d\d))?(?!\w)"), lambda c, m: _numbered("quarter")(c, m) if m.group("q") else None),
    (_flags(r"(?<!\w)(?:(?:the\s+)?(?P<part>early|late|(?:end|beginning|start|middle)\s+of)[\s-]+(?:the\s+)?)?(?P<q>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter(?:\s+(?:of\s+)?(?:(?P<y>20\d\d)|(?P<ry>the year|this year|next year)))?"), _numbered("quarter")),
    (_flags(r"(?<!\w)(?P<q>first|second)\s+(?:half|semester)\s+(?:of\s+)?(?:(?P<y>20\d\d)|(?P<ry>the year|this year|next year))"), _numbered("half")),
    (_flags(r"(?<!\w)H(?P<q>[12])(?:[\s,/-]*(?P<y>20\d\d)|\s*'(?P<yy>\d\d))(?!\w)"), _numbered("half")),
    (_flags(r"(?<!\w)(?P<part>early|mid|late|(?:the\s+)?(?:end|beginning|start|middle)\s+of)[\s-]+(?P<y>20\d\d)(?!\d)"), _year),
    (_flags(r"(?<!\w)(?:in|by|during|for|since|from|until|en|para|hasta|durante)\s+(?P<y>20\d\d)(?!\d|[.,]\d|\s*(?:%|[a-z]+s\b)|-\d)"), lambda c, m: _inner(c, m, _year, "y")),
    (_flags(r"(?<!\w)(?:(?:the\s+)?end\s+of\s+(?:the|this|next)\s+(?:calendar\s+)?year|year[\s-]end|(?:fin(?:al)?(?:es)?)\s+(?:de|del)\s+(?:este\s+|próximo\s+)?año)"), _year_end),
    (_flags(r"(?<!\w)(?P<ry>this year|next year|last year|este año|próximo año|año próximo)(?!['’]?s\b)"), _year),
    (_flags(r"(?<!\w)(?P<within>within|in)\s+(?:the\s+next\s+)?" + _COUNT + r"\s+(?P<working>working\s+|business\s+)?(?:calendar\s+)?(?P<unit>days?|weeks?|months?|fortnights?)(?:['’]s?\s+time)?(?!\s+of\s+(?:training|work|field))"), lambda c, m: _english_counted(c, m)),
    (_flags(r"(?<!\w)" + _COUNT + r"\s+(?P<working>working\s+|business\s+)?(?P<unit>days?|weeks?|months?)(?=\s+(?:after|from|following|upon)\s)"), _counted),
    (_flags(r"(?<!\w)early\s+next\s+week|(?<!\w)next\s+week"), _latin_week(1)),
    (_flags(r"(?<!\w)this\s+week"), _latin_week(0)),
    (_flags(r"(?<!\w)(?:the\s+)?end\s+of\s+(?:the|this)\s+week"), _latin_week(0, "end")),
    (_flags(r"(?<!\w)(?:the\s+)?end\s+of\s+next\s+week"), _latin_week(1, "end")),
    (_flags(r"(?<!\w)(?:early\s+)?next\s+month(?!ly)"), _latin_month(1)),
    (_flags(r"(?<!\w)this\s+month"), _latin_month(0)),
    (_flags(r"(?<!\w)(?:(?:the\s+)?end\s+of\s+(?:the|this)\s+month|month[\s-]end)"), _latin_month(0, "late")),
    (_flags(r"(?<!\w)(?:the\s+)?end\s+of\s+next\s+month"), _latin_month(1, "late")),
    (_flags(r"(?<!\w)(?P<lead>by|before|next|coming|until|this)\s+(?:next\s+)?(?P<wd3>" + LATIN_WEEKDAY + r")\b(?!,?\s*\d)"), _latin_weekday),
    (_flags(r"(?<!\w)(?P<lead>el|próximo|para\s+el)\s+(?:próximo\s+)?(?P<wd3>lunes|martes|mi[ée]rcoles|jueves|viernes)\b(?!,?\s*\d)"), _latin_weekday),
    (_flags(r"(?<!\w)tomorrow\b|(?<!\w)(?:para|hasta)\s+mañana\b"), _tomorrow),
    (_flags(r"(?<!\w)(?:as\s+soon\s+as\s+possible|ASAP|shortly(?!\s+after)|at\s+the\s+earliest\s+(?:convenience|opportunity)|in\s+(?:the\s+)?(?:coming|next\s+few)\s+(?:days|weeks|months)|in\s+due\s+course|lo\s+antes\s+posible|a\s+la\s+brevedad(?:\s+posible)?|próximamente|en\s+breve|cuanto\s+antes)(?!\w)"), _open("soon")),
    (_flags(r"(?<!\w)(?:TBD|TBC|TBA|to\s+be\s+(?:determined|confirmed|agreed|decided|advised)|por\s+(?:definir|determinar|confirmar)|a\s+definir)(?!\w)"), _open("none")),
    # Spanish
    (_flags(_WD_BEFORE + r"(?<![\d.:/])(?P<d>\d{1,2}|1\.?[ºo]|primero)\s+(?:de\s+)?(?P<m>" + SPANISH_MONTH + r")" + _SYEAR + _WD), _strong_day("dm")),
    (_flags(r"(?<!\w)" + _SPART + r"\s*(?P<m>" + SPANISH_MONTH + r")" + _SYEAR), _month),
    (_flags(r"(?<!\w)(?P<m>" + SPANISH_MONTH + r")(?:\s+(?:de|del)\s+|\s+)(?P<y>20\d\d)(?!\d)"), _month),
    (_flags(r"(?<!\w)(?:en|de|hasta|para|durante|a|desde|este|próximo)\s+(?:el\s+mes\s+de\s+)?(?P<m>enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\b(?!\s+(?:de(?:l)?\s+)?\d)"), lambda c, m: _inner(c, m, _month)),
    (_flags(r"(?<!\w)(?P<q>primer|segundo|tercer|cuarto|último)\s+trimestre(?:\s+(?:de|del)\s+(?:año\s+)?(?P<y>20\d\d)|\s+(?P<ry>del (?:este|próximo) año))?"), _numbered("quarter")),
    (_flags(r"(?<!\w)(?P<q>primer|segundo)\s+semestre(?:\s+(?:de|del)\s+(?:año\s+)?(?P<y>20\d\d)|\s+(?P<ry>del (?:este|próximo) año))?"), _numbered("half")),
    (_flags(r"(?<!\w)(?P<part>principios\s+de|inicios\s+de|mediados\s+de|fin(?:al)?(?:es)?\s+de)\s+(?P<y>20\d\d)(?!\d)"), _year),
    (_flags(r"(?<!\w)(?P<within>dentro\s+de(?:l\s+plazo\s+de)?|en\s+(?:un|el)\s+plazo\s+(?:máximo\s+)?(?:no\s+mayor\s+(?:a|de)\s+|de\s+)?|en)\s*" + _SCOUNT + r"\s+(?P<unit>días?|dias?|semanas?|mes(?:es)?)(?P<working>\s+hábiles)?"), lambda c, m: _spanish_counted(c, m)),
    (_flags(r"(?<!\w)(?:la\s+)?(?:próxima\s+semana|semana\s+próxima|semana\s+que\s+viene|semana\s+entrante)"), _latin_week(1)),
    (_flags(r"(?<!\w)esta\s+semana"), _latin_week(0)),
    (_flags(r"(?<!\w)(?:el\s+)?(?:próximo\s+mes|mes\s+próximo|mes\s+que\s+viene)"), _latin_month(1)),
    (_flags(r"(?<!\w)este\s+mes"), _latin_month(0)),
    (_flags(r"(?<!\w)fin(?:al)?(?:es)?\s+de(?:l|\s+este)?\s+mes"), _latin_month(0, "late")),
)  # fmt: skip


def _fixed(context: _Context, match: re.Match[str]) -> _Atom | None:
    """Korean words that are a number of days by themselves."""
    days = {"일주일": 7, "보름": 15, "열흘": 10, "사흘": 3, "나흘": 4}[match.group("unit")]
    anchor, origin = _groups(match, "anchor"), context.reference
    if anchor:
        origin = context.returned if _RETURN_ANCHORS.search(anchor) else origin if _KNOWN_ANCHORS.search(anchor) else None
    within = bool(_groups(match, "within"))
    if origin is None:
        return _Atom(match.start(), match.end(), "none", by=within, precision="none")
    end = origin + timedelta(days=days)
    return _Atom(match.start(), match.end(), "window", window=(origin if within else end, end), by=within)


def _english(context: _Context, match: re.Match[str], style: str) -> _Atom | None:
    return _day(context, match, style=style) if match.group("m").rstrip(".").lower() in MONTHS else None


def _english_counted(context: _Context, match: re.Match[str]) -> _Atom | None:
    atom = _counted(context, match)
    if atom and atom.window and match.group("within").lower() == "in":
        return replace(atom, window=(atom.window[1], atom.window[1]), by=False)
    return atom


def _spanish_counted(context: _Context, match: re.Match[str]) -> _Atom | None:
    atom = _counted(context, match)
    if atom and atom.window and match.group("within").strip().lower() == "en":
        return replace(atom, window=(atom.window[1], atom.window[1]), by=False)
    return atom


def _inner(context: _Context, match: re.Match[str], handler: Handler, group: str = "m") -> _Atom | None:
    """A reading that needs a preposition before it, without the preposition."""
    atom = handler(context, match)
    return replace(atom, start=match.start(group)) if atom else None


def _atoms(context: _Context) -> list[_Atom]:
    found: list[_Atom] = []
    for pattern, handler in _PATTERNS:
        for match in pattern.finditer(context.text):
            atom = handler(context, match)
            if atom:
                found.append(atom)
    found.sort(key=lambda atom: (atom.start, -atom.stop, atom.weak))
    kept: list[_Atom] = []
    for atom in found:
        if not kept or atom.start >= kept[-1].stop:
            kept.append(atom)
        elif kept[-1].weak and not atom.weak and atom.stop >= kept[-1].stop:
            kept[-1] = atom  # "1. 5월 3일": the strong reading inside a weak one
    return kept


# --- ranges -----------------------------------------------------------------------------------------------------

_SEPARATOR = re.compile(r"\s*(?:~|-|부터\s*~?|에서|to\b|until\b|through\b|till\b|al?\b|hasta\b|or\b|또는|혹은|o\b)\s*(?:the\s+|el\s+|la\s+)?", re.IGNORECASE)
_ALSO = re.compile(r"\s*(?:and|y)\s*(?:the\s+|el\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|entre)(?:\s+(?:the|el))?\s*$", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:~|-|부터\s*~?)\s*(?:(?P<m>\d{1,2})\s*(?:[./]|월)\s*)?(?P<d>\d{1,2})(?![\d:%]|시|\s*(?:시|명|인|개|차|월|:))\s*(?:일|\.(?!\d))?" + _WD
)  # fmt: skip
_HEAD = re.compile(
    r"(?<![\d.:/가-힣])(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*(?:~|-|to|and|al?|y(?:\s+el)?|or|until)\s*(?:the\s+|el\s+)?$", re.IGNORECASE)  # fmt: skip

_BARE_HEAD = re.compile(r"(?<![\d.:/,])(?:'?(?:\d{1,2}|(?:19|20)\d{2})(?:년도?|월)?)\s*(?:~|-)\s*$")

_Group = tuple[_Atom, "_Atom | None"]


def _join(context: _Context, atoms: list[_Atom]) -> Iterator[_Group]:
    """Pairs (first, last) for ranges and (atom, None) for single readings."""
    text, at, floor = context.text, 0, 0
    while at < len(atoms):
        first = atoms[at]
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        if following and _joined(text, first, following):
            floor = following.stop
            yield first, following
            at += 2
            continue
        tail = _TAIL.match(text, first.stop) if first.unit == "day" and first.style in ("dot", "ko", "slash") else None
        if tail and not (following and following.start < tail.end()):
            month = int(tail.group("m")) if tail.group("m") else first.month
            day = int(tail.group("d"))
            if month and 1 <= month <= 12 and 1 <= day <= 31 and (month, day) != (first.month, first.day):
                last = _Atom(tail.start(), tail.end(), "day", None, month, day, weekday=_weekday_of(tail), style=first.style)
                floor = last.stop
                yield first, last
                at += 1
                continue
        head = _HEAD.search(text, max(floor, first.start - 16), first.start) if first.unit == "day" and first.style == "dm" else None
        if head and first.day and int(head.group("d")) < first.day:
            start = replace(first, start=head.start(), stop=head.end(), day=int(head.group("d")), weekday=None)
            floor = first.stop
            yield start, first
        elif (start_of := _bare_head(text, max(floor, first.start - 12), first)) is not None:
            floor = first.stop
            yield start_of, first
        elif not first.weak or _stands_alone(text, first):
            floor = first.stop
            yield first, None
        at += 1


def _bare_head(text: str, floor: int, atom: _Atom) -> _Atom | None:
    """The first month or year of "9~10월" and "2024~2025년", which has no unit of its own."""
    if atom.unit not in ("month", "year") or not re.match(r"'?\d", text[atom.start :]):
        return None
    head = _BARE_HEAD.search(text, floor, atom.start)
    if head is None:
        return None
    number = int(re.sub(r"\D", "", head.group()))
    if atom.unit == "month" and atom.month and atom.year is None and 1 <= number <= 12:
        return replace(atom, start=head.start(), stop=head.end(), month=number, part="", by=False)
    if atom.unit == "year" and atom.year:
        year = number + 2000 if number < 100 else number
        if atom.year - 20 <= year < atom.year:
            return replace(atom, start=head.start(), stop=head.end(), year=year, part="", by=False)
    return None


def _joined(text: str, first: _Atom, last: _Atom) -> bool:
    between = text[first.stop : last.start]
    if "none" in (first.unit, last.unit):
        return False
    if first.year_written and last.year_written is False and first.unit == "year" and last.unit == "day":
        return False
    if _SEPARATOR.fullmatch(between):
        return True
    if _ALSO.fullmatch(between):
        return bool(_BETWEEN.search(text[: first.start][-16:]))
    # "연말에 내년 초까지": two windows, the second of which ends a stretch.
    return between.strip() == "에" and first.unit != "day" and last.unit != "day" and text[last.stop :].lstrip().startswith("까지")


def _stands_alone(text: str, atom: _Atom) -> bool:
    """A month and day in bare figures ("8/12", "6. 9.") are a date only as a whole cell or before a particle."""
    if text.strip() == text[atom.start : atom.stop].strip():
        return "/" in text[atom.start : atom.stop] or text[atom.start : atom.stop].rstrip().endswith(".")
    return bool(re.match(r"\s?(?:까지|한(?![가-힣 ])|부터|자로|일자|에\s|전후|경\b|이전|이후|출장|귀국|출국|입국|이행|체결|제출|완료|회의|예정)", text[atom.stop :]))


# --- resolving --------------------------------------------------------------------------------------------------


def _nearest_year(reference: date | None, month: int, day: int = 15) -> int | None:
    """The year of a day without one: from four months before the reference to eight months after it."""
    if reference is None:
        return None
    for year in (reference.year, reference.year + 1, reference.year - 1):
        last = calendar.monthrange(year, month)[1]
        if -120 <= (date(year, month, min(day, last)) - reference).days <= 245:
            return year
    return reference.year


def _bounds(context: _Context, atom: _Atom) -> tuple[date, date] | None:
    if atom.window:
        return atom.window
    year = atom.year
    if atom.unit in ("day", "month") and atom.month:
        year = year or _nearest_year(context.reference, atom.month, atom.day or 15)
        if year is None:
            return None
        last = calendar.monthrange(year, atom.month)[1]
        if atom.unit == "day":
            if not atom.day or atom.day > last:
                return None
            return date(year, atom.month, atom.day), date(year, atom.month, atom.day)
        if atom.part.startswith("week"):
            return _week_of_month(year, atom.month, int(atom.part[4:]))
        first_day, last_day = {
            "early": (1, 10), "mid": (11, 20), "late": (21, last), "end": (last, last), "half1": (1, 15), "half2": (16, last),
        }.get(atom.part, (1, last))  # fmt: skip
        return date(year, atom.month, first_day), date(year, atom.month, last_day)
    if atom.unit in ("quarter", "half"):
        months = 3 if atom.unit == "quarter" else 6
        year = year or _year_of_period(context.reference, atom.number * months)
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
        first_month, last_month = {"early": (1, 1), "mid": (6, 7), "late": (12, 12), "end": (12, 12)}.get(atom.part, (1, 12))
        return date(year, first_month, 1), date(year, last_month, calendar.monthrange(year, last_month)[1])
    return None


def _year_of_period(reference: date | None, last_month: int) -> int | None:
    """A quarter or half without a year is of this year, or of the next once it has long passed."""
    if reference is None:
        return None
    return reference.year if last_month >= reference.month - 4 else reference.year + 1


def _week_of_month(year: int, month: int, number: int) -> tuple[date, date]:
    """The n-th working week; the first week of a month is the one with its first Thursday [ISO 8601's rule for years]."""
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


_ABOUT_AFTER = re.compile(r"\s*(?:전후|경(?![가-힣])|경(?=에|까지)|쯤|무렵)")
_ABOUT_BEFORE = re.compile(r"(?:around|about|approximately|circa|hacia|alrededor del?)(?:\s+(?:the|el))?\s*$", re.IGNORECASE)
_BY_AFTER = re.compile(r"\s*(?:중\s*)?(?:까지|이전(?:까지|에)?|전까지|이내|안에|안으로|내(?:에|로)?(?:까지)?(?![가-힣])|한(?![가-힣 ])|at the latest\b|como máximo\b)")
_BY_BEFORE = re.compile(
    r"(?<!\w)(?:no later than|not later than|by|before|until|till|prior to|due(?: on| by| date)?:?|deadline:?|within"
    r"|a más tardar(?: (?:el|la|en|hasta|para))?|antes del?|hasta|no más tarde del?|para|plazo:?)"
    r"(?:\s+(?:the|el|la|los|día|next|this))*\s*$", re.IGNORECASE)  # fmt: skip
_OPENED = re.compile(r"\s*(?:부터|from\b|since\b|desde\b)")


def _finish(context: _Context, original: str, group: _Group) -> DateSpan | None:
    first, last = group
    start, stop = first.start, (last or first).stop
    by, about = first.by, False
    if last is not None:
        first, last = _lend(first, last)
    bounds = _bounds(context, first)
    if last is not None:
        ends = _bounds(context, last)
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
    before = _BY_BEFORE.search(context.text[:start][-30:]) or re.search(r"(?:^|(?<=[(,\s:]))[~]\s?$", context.text[:start])
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


def _lend(first: _Atom, last: _Atom) -> tuple[_Atom, _Atom]:
    """What one side of a range leaves out it takes from the other."""
    if last.unit == "day" and last.month is None:
        last = replace(last, month=first.month)
    if first.year is None and last.year is not None:
        earlier = bool(first.month and last.month and first.month > last.month)
        first = replace(first, year=last.year - 1 if earlier else last.year)
    elif last.year is None and first.year is not None:
        later = bool(first.month and last.month and last.month < first.month)
        last = replace(last, year=first.year + 1 if later else first.year)
    return first, last


def _weekday_is_wrong(context: _Context, atom: _Atom) -> bool:
    if not atom.weekday or atom.unit != "day":
        return False
    bounds = _bounds(context, atom)
    written = WEEKDAYS.get(atom.weekday.lower())
    return bool(bounds and written is not None and bounds[0].weekday() != written)
