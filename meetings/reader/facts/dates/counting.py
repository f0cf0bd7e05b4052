"""From a match of a pattern to an atom: what is counted from the meeting, the return, the report or another day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from meetings.reader.facts.calendar_words import NUMBERS, ORDINALS, RELATIVE_WEEK, WEEKDAYS
from meetings.reader.facts.dates.atoms import Atom, Context, Precision
from meetings.reader.facts.dates.handlers import Handler, groups, spaced, weekday_of
from meetings.reader.facts.dates.resolve import shift_month, week_of_month, week_window


def _window(
    match: re.Match[str],
    window: tuple[date, date] | None,
    precision: Precision = "day",
    by: bool = False,
    *,
    unit: str = "window",
    weak: bool = False,
) -> Atom:
    return Atom(
        match.start(),
        match.end(),
        unit if window else "none",
        window=window,
        precision=precision,
        by=by,
        weak=weak,
        style="word" if weak else "",
    )


# --- weeks and weekdays -----------------------------------------------------------------------------------------------


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
    return _window(match, window, by=part in ("내", "이내", "안"), unit="week")


def weekend(context: Context, match: re.Match[str]) -> Atom | None:
    if context.reference is None:
        return _window(match, None)
    word = groups(match, "rw") or "이번"
    ahead = {"다음": 1, "차": 1, "지난": -1}.get(word, 0)
    saturday = week_window(context.reference, ahead)[0] + timedelta(days=5)
    return _window(match, (saturday, saturday + timedelta(days=1)))


def week_of_this_month(context: Context, match: re.Match[str]) -> Atom | None:
    """``둘째 주`` without a month: of this month, or of the next once it is over."""
    if context.reference is None:
        return _window(match, None, "month")
    number = ORDINALS[spaced(match.group("week"))]
    window = week_of_month(context.reference.year, context.reference.month, number)
    if window[1] < context.reference:
        window = week_of_month(*shift_month(context.reference, 1), number)
    return _window(match, window, "month")


def latin_week(context: Context, match: re.Match[str]) -> Atom | None:
    """``next week``, ``Friday next week``, ``el lunes de la próxima semana``."""
    if context.reference is None:
        return _window(match, None)
    word = spaced(match.group("rw"))
    ahead = (
        2
        if "after next" in word
        else int(bool(re.search(r"next|following|coming|próxim|viene|entrante|siguiente", word)))
    )
    first, last = week_window(context.reference, ahead)
    on = groups(match, "wd3")
    if on:
        day = first + timedelta(days=WEEKDAYS[on.lower()])
        return _window(match, (day, day))
    return _window(match, (first, last), unit="week")


def next_weekday(context: Context, match: re.Match[str]) -> Atom | None:
    """``금요일까지``: the next one after the meeting."""
    if context.reference is None:
        return _window(match, None)
    on = _coming(context.reference, match.group("wd2"))
    return _window(match, (on, on))


def latin_weekday(context: Context, match: re.Match[str]) -> Atom | None:
    """``by Friday`` is the next Friday; ``next Friday`` that of the following week."""
    if context.reference is None:
        return _window(match, None)
    target = match.group("wd3")
    if spaced(groups(match, "lead") or "") == "next":
        on = week_window(context.reference, 1)[0] + timedelta(days=WEEKDAYS[target.lower()])
    else:
        on = _coming(context.reference, target)
    return _window(match, (on, on))


def _coming(reference: date, weekday: str) -> date:
    return reference + timedelta(days=(WEEKDAYS[weekday.lower()] - reference.weekday() - 1) % 7 + 1)


# --- lengths of time --------------------------------------------------------------------------------------------------

_DAYS = {"일": 1, "주": 7, "주일": 7, "day": 1, "week": 7, "día": 1, "dia": 1, "semana": 7, "fortnight": 14}
_FIXED = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "일주일": 7,
    "열흘": 10,
    "보름": 15,
    "전날": 1,
    "전일": 1,
}
_WORKING = ("영업일", "근무일", "업무일")
# Whose day is known: the meeting's, the return's, the report's own. Words that only say "the end of" stand beside them.
_MEETING = re.compile(
    r"회의(?!록|실|체|자료)|면담(?!록)|미팅|워크숍|협의(?!체|회)|방문|오늘|금일|논의|meeting|visit|reunión",
    re.IGNORECASE,
)
_RETURN = re.compile(r"귀국|복귀|출장|귀임|return|mission|trip|regreso|retorno|misión|viaje", re.IGNORECASE)
_REPORT = re.compile(
    r"(?:보고서|복명서|보고)(?:를|의)?\s?(?:제출|작성)|(?:결과|출장|귀국)\s?보고|^제출|^보고$"
    r"|report|memorandum|submission|submitting|informe|presentación de este",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(r"종료|완료|이후|개최|당|도착|직")
_LATIN_EVENTS = re.compile(r"sign|firma|receipt|approv|suscrip|recep|aprob|notif", re.IGNORECASE)
_LATIN_ANCHOR = re.compile(
    r"\s*(?:of|after|from|following|since|upon|tras|(?:siguientes|posteriores|posterior)\s+al?"
    r"|contados\s+(?:a\s+partir\s+de|desde)"
    r"|después\s+del?|desde|a\s+partir\s+del?|del?)\s+"
    r"(?:the|our|its|their|this|el|la|su|este)?\s*(?P<anchor>[\wáéíóú]+(?:\s+of\s+(?:this|the|our)(?:\s+trip"
    r"|\s+mission)?\s+report)?)",
    re.IGNORECASE,
)


def counted(context: Context, match: re.Match[str]) -> Atom | None:
    """``2주 이내``, ``within two weeks``, ``en un plazo de 30 días``; counted from the meeting unless an anchor says
    otherwise.

    An anchor whose day is unknown ("체결 후 30일 이내", "within 30 days of signature") leaves the window open.
    """
    least, most = _number(groups(match, "n1")), _number(groups(match, "n"))
    if most is None:
        return None
    anchor, stop = groups(match, "anchor"), match.end()
    if anchor is None and not re.search(r"[가-힣]", match.group()):
        anchor, stop = _latin_anchor(context.text, stop)
    lead = spaced(groups(match, "lead") or "")
    within = bool(groups(match, "within")) or (lead not in ("", "in", "en") and lead not in ("over", "during"))
    stretch = within or lead in ("over", "during") or bool(groups(match, "next"))
    origin = _origin(context, anchor, match.start())
    by = within or bool(groups(match, "next"))
    if origin is None:
        return Atom(match.start(), stop, "none", precision="none", by=by)
    working = bool(groups(match, "working", "basis"))
    unit = match.group("unit").lower()
    end = _later(origin, most, unit, working=working)
    start = origin if stretch else _later(origin, least, unit, working=working) if least else end
    if end is None or start is None or start > end:
        return None
    return Atom(match.start(), stop, "window", window=(start, end), by=by)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    text = spaced(text)
    return int(text) if text.isdigit() else NUMBERS.get(text)


def _latin_anchor(text: str, stop: int) -> tuple[str | None, int]:
    """The event after "two weeks", and where the words end with it."""
    tail = _LATIN_ANCHOR.match(text, stop)
    if tail is None or re.match(r"(?:now|today|this|hoy)\b", tail.group("anchor"), re.IGNORECASE):
        return None, stop
    anchor = tail.group("anchor")
    if _RETURN.search(anchor) or _MEETING.search(anchor) or _REPORT.search(anchor) or _LATIN_EVENTS.search(anchor):
        return anchor, tail.end()
    loose = re.match(r"\s*(?:of|after|following|tras|después|siguientes|posterior)", tail.group())
    return (anchor if loose else None), stop


def _origin(context: Context, anchor: str | None, start: int) -> date | None:
    """The day the count begins: the return, the report, the meeting, or None for an event whose day the text does not
    give."""
    if anchor is None:
        return context.reference
    words = anchor.split()
    if len(words) == 2 and re.search("[가-힣]", anchor) and not _REPORT.search(anchor):
        # "출장 종료 후" is after the trip, "제안서 제출 후" after a day nobody gave.
        known = words[1] if not _NEUTRAL.fullmatch(words[1]) else words[0]
        anchor = "" if known == "제출" else known
    elif anchor in ("제출", "보고") and re.search(r"[가-힣]\s?$", context.text[max(0, start - 2) : start]):
        anchor = ""
    if _REPORT.search(anchor):
        return context.submitted
    if _RETURN.search(anchor):
        return context.returned
    return context.reference if _MEETING.search(anchor) else None


def _later(origin: date, count: int, unit: str, *, working: bool) -> date | None:
    """The day ``count`` units after (or, negative, before) ``origin``; None beyond what a report plans."""
    if unit.startswith(("hour", "hora")):
        count, unit = -(-count // 24), "day"
    if unit.startswith(("개월", "달", "month", "mes", "년", "year", "año")):
        months = count * (12 if unit.startswith(("년", "year", "año")) else 1)
        if abs(months) > 600:
            return None
        year, month = shift_month(origin, months)
        return date(year, month, min(origin.day, calendar.monthrange(year, month)[1]))
    if not working and unit not in _WORKING:
        return origin + timedelta(days=count * _DAYS[unit.removesuffix("s")])
    end, step = origin, timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        end += step
        while end.weekday() >= 5:
            end += step
    return end


def fixed_days(context: Context, match: re.Match[str]) -> Atom | None:
    """Korean words that are a number of days by themselves."""
    origin = _origin(context, groups(match, "anchor"), match.start())
    within = bool(groups(match, "within"))
    if origin is None:
        return Atom(match.start(), match.end(), "none", by=within, precision="none")
    end = origin + timedelta(days=_FIXED[match.group("unit")])
    return Atom(match.start(), match.end(), "window", window=(origin if within else end, end), by=within)


def offset(context: Context, match: re.Match[str]) -> Atom | None:
    """``2주 전까지``, ``one week before``: counted back from a day named beside it. Resolved by ``modify``; what
    happened "2주 전에" is no date to come."""
    if re.search("[가-힣]", match.group()) and not _is_to_come(match):
        return None
    word = groups(match, "unit2")
    count = _FIXED.get(word, 1) if word else _number(match.group("n"))
    if not count or count > 400:
        return None
    unit = "일" if word else match.group("unit").lower()
    return Atom(
        match.start(),
        match.end(),
        "before",
        number=count,
        part=("working " if groups(match, "working") else "") + unit,
        precision="none",
        by=True,
        style="object" if groups(match, "object") else "",
    )


_EVENTS = re.compile(
    r"회의|면담|개최|행사|방문|착수|시작|출국|워크숍|포럼|교육|개강|체결|서명|출장|만료|입찰|공고|발표|도착|파견"
)


def _is_to_come(match: re.Match[str]) -> bool:
    """ "2주 전까지" and "회의 2주 전에" are to come, "2주 전에" alone has been."""
    if match.group("before") == "전까지" or (
        match.group("unit2") in ("전날", "전일") and match.group("before") == "까지"
    ):
        return True
    return match.group("before") != "까지" and bool(_EVENTS.search(match.group("event") or ""))


def before(day: date, atom: Atom) -> date | None:
    working = atom.part.startswith("working ")
    return _later(day, -atom.number, atom.part.removeprefix("working "), working=working)


def day_of_month(context: Context, match: re.Match[str]) -> Atom | None:
    """``27일까지``, ``오는 27일``, ``by the 20th``, ``el día 20``: the next such day from the reference on."""
    day = int(match.group("d"))
    if context.reference is None or not 1 <= day <= 31:
        return None
    year, month = context.reference.year, context.reference.month
    if day < context.reference.day:
        year, month = shift_month(context.reference, 1)
    if day > calendar.monthrange(year, month)[1]:
        return None
    lead = spaced(groups(match, "before") or "")
    return Atom(
        match.start(),
        match.end(),
        "day",
        year,
        month,
        day,
        weekday=weekday_of(match),
        style="bare",
        by=lead in ("by", "until", "before", "hasta", "para", "al"),
    )


def relative_day(context: Context, match: re.Match[str]) -> Atom | None:
    """``내일``, ``오늘``, ``tomorrow``."""
    word = match.group().lower()
    ahead = 2 if word == "모레" else 0 if word in ("오늘", "금일", "당일", "today") else 1
    on = context.reference + timedelta(days=ahead) if context.reference else None
    return _window(match, (on, on) if on else None)


def open_ended(precision: Precision, *, by: bool = False) -> Handler:
    return lambda _context, match: Atom(match.start(), match.end(), "none", precision=precision, by=by)
