"""Which day a heading, a field or a sentence means, and what is left of a heading without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from ...blocks import Block, BlockKind
from ...sections import Section
from ..bodies import looks_like_body
from ..calendar_words import LATIN_WEEKDAY, WEEKDAYS
from ..dates import DateSpan, find_dates
from ..labels import fields_of
from ..places import is_place
from ..times import TimeSpan, find_times
from .words import MEETING, MOVES

# "(6. 2. 10:00)", "[6/2 10시]", "3. 13. 오전 10시": numbers are a day in brackets, at the begin or before a time.
_SHORT_DAY = re.compile(
    r"(?:(?<=[(\[<【])\s*|^\s*)(\d{1,2})\s?[./]\s?(\d{1,2})(?=\.?\s*(?:[,)\]>】~(-]|\d{1,2}:|\d{1,2}\s?시|오전|오후|"
    r"[월화수목금토일]\)))|"
    r"(?<![\d.:/])(\d{1,2})\s?[./]\s?(\d{1,2})\.?(?:일)?(?=\s*(?:\([월화수목금토일]\)|\d{1,2}:\d\d|\d{1,2}\s?시|오전|오후|아침|저녁))"
)
_WEEKDAY_AFTER = re.compile(r"\.?\s*\(\s*[월화수목금토일](?:요일)?\s*\)")
# Days named by their number or weekday alone mean those of the trip.
_NUMBERED = re.compile(
    rf"\b(?:{LATIN_WEEKDAY},?\s+)?the\s+(?P<en>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?(?-i:[A-Z]))|"
    rf"\b(?:el\s+)?{LATIN_WEEKDAY},?\s+(?:día\s+)?(?P<es>\d{{1,2}})\b(?!\s*(?::\d|[.h]\d|de\s|h\b|[ap]\.?m|"
    rf"(?-i:[A-Z])))|"
    r"(?<![\d월./])(?<!월 )(?P<ko>\d{1,2})일(?=\s*(?:\([월화수목금토일]\)|오전|오후|아침|저녁|\d|에는|에\s|,))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<![A-Za-z])(?<!every )(?<!next )(?<!last )(?<!by )(?<!until )(?<!cada )(?<!próximo )"
    rf"(?P<latin>{LATIN_WEEKDAY})\b(?!\s*\d)|(?<![가-힣])(?<!매주 )(?<!차주 )(?<!지난주 )(?<!다음 주 )"
    r"(?P<ko>[월화수목금토일])요일(?!까지|마다)",
    re.IGNORECASE,
)
_CAN_BE_DAY = re.compile(rf"\d|요일|{LATIN_WEEKDAY}", re.IGNORECASE)
_DAY_NUMBER = re.compile(
    r"(?:제\s?)?\d{1,2}\s?일\s?차|\bDay\s+\d{1,2}\b|\bDía\s+\d{1,2}\b|\bJornada\s+\d{1,2}\b", re.IGNORECASE
)
# "면담결과 ① 환경부", "Meeting 2: …", "방문 1 | …", "[면담 3] …" are the meeting with what follows.
_PART_NUMBER = re.compile(
    r"^[(\[<【]?\s*(?:면담|회의|방문|협의|활동|업무|미팅|일정|인터뷰|대담)\s?(?:결과|내용|사항|기록)?\s*[①-⑳\d]{1,2}\s*[)\]>】]?\s*[.:|)\-–—]*\s*(?=\S{2})|"
    r"^(?:meeting|visit|call|session|interview|talk|reunión|visita|entrevista)\s+(?:n[o°º]\.?\s*)?\d{1,2}\s*[.:|)–—-]\s*|"
    r"^(?:면담|회의|방문|미팅|협의)\s*[-–—:|]\s+(?=\S{2})|"
    r"^(?:meeting|visit|reunión|visita)(?:\s+(?:with|to|con|a))?\s*[:|–—-]\s+(?=\S{2})|"
    r"^[A-Z](?:\.\d{1,2})+\.?\s+",
    re.IGNORECASE,
)
_SMALL = re.compile(r"\b(?:de|del|a|las?|desde|entre|from|at|between|on)\b", re.IGNORECASE)
_HOUR_WORDS = r"까지|부터|경|쯤|h|hrs?|hours|horas|정각|현지\s?시각|local time|hora local"


@dataclass(frozen=True, slots=True)
class Calendar:
    """What days are read with: ``reference`` gives the year left out, ``first`` and ``last`` bound the trip."""

    reference: date | None = None
    first: date | None = None
    last: date | None = None

    def days(self, text: str, *, named: bool = False) -> list[DateSpan]:
        """The days a text carries; in brackets, or before a time, "9.12" is a day too. ``named``: a weekday does."""
        return list(_days(self, text, named))

    def read(self, text: str, *, named: bool) -> list[DateSpan]:
        """``days``, read anew."""
        spans = [span for span in find_dates(text, reference=self.reference) if span.precision == "day" and span.start]
        if spans:
            return spans
        for short in _SHORT_DAY.finditer(text):
            month, day = (int(part) for part in short.groups() if part)
            if 1 <= month <= 12 and 1 <= day <= 31:
                begin, stop = short.start(1 if short.group(1) else 3), short.end()
                after = _WEEKDAY_AFTER.match(text, stop)
                read = find_dates(f"{month}월 {day}일", reference=self.reference)
                return [
                    replace(span, text=short.group(), pos=(begin, after.end() if after else stop)) for span in read[:1]
                ]
        return self._of_the_trip(text, named=named)

    def _of_the_trip(self, text: str, *, named: bool) -> list[DateSpan]:
        trip = self.trip_days()
        for found in _NUMBERED.finditer(text):
            number = int(next(group for group in found.groups() if group))
            meant = [day for day in trip if day.day == number]
            if len(meant) == 1:
                return [_span(found, meant[0])]
        for found in _NAMED.finditer(text) if named else ():
            weekday = WEEKDAYS.get((found.group("latin") or found.group("ko")).lower())
            meant = [day for day in trip if day.weekday() == weekday]
            if len(meant) == 1:
                return [_span(found, meant[0])]
        return []

    def trip_days(self) -> list[date]:
        """The days of the trip, where they are known and few."""
        if self.first is None or self.last is None or not 0 <= (self.last - self.first).days <= 31:
            return []
        return [self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1)]

    def on_trip(self, day: date | None) -> bool:
        """Whether a day can be one of the trip; any can where the trip's days are unknown."""
        trip = self.trip_days()
        return day is None or not trip or trip[0] - timedelta(days=1) <= day <= trip[-1] + timedelta(days=1)


@lru_cache(maxsize=8192)
def _days(calendar: Calendar, text: str, named: bool) -> tuple[DateSpan, ...]:  # asked for a line several times
    return tuple(calendar.read(text, named=named)) if _CAN_BE_DAY.search(text) else ()


def _span(found: re.Match[str], day: date) -> DateSpan:
    return DateSpan(found.group(), day, day, found.span(), "day")


def is_stay(span: DateSpan) -> bool:
    """Whether a span of days is that of a trip and no meeting's."""
    return bool(span.start and span.end and (span.end - span.start).days > 3)


def times_in(text: str) -> list[TimeSpan]:
    """The clock times of a text; nobody meets at two in the night unless the text says so."""
    if re.search(r"오전|새벽|AM\b|a\.?\s?m\b|morning|mañana", text, re.IGNORECASE):
        return find_times(text)
    return [
        replace(span, start=_by_day(span.start), end=_by_day(span.end) if span.end else None)
        for span in find_times(text)
    ]


def _by_day(clock: str) -> str:
    return f"{int(clock[:2]) + 12}{clock[2:]}" if "01:00" <= clock < "07:00" else clock


def title_of(text: str, calendar: Calendar, *, lettered: bool = False) -> str:
    """A heading without its number and without the date and time it may carry."""
    cuts = [span.pos for span in calendar.days(text, named=True)] + [span.pos for span in find_times(text)]
    before = text[: min(cuts)[0]].rstrip(" -–—:,|·(@") if cuts else ""
    named_before = re.sub(rf"(?:[\s,]*\b(?:on|el|at|{LATIN_WEEKDAY})\b)+$", "", before, flags=re.IGNORECASE)
    body = re.sub(r"^[\W\d]+|\s*\([^()]*\)", "", named_before)
    # "A원 · 3월 3일 10시 · 회의실"
    parted = bool(cuts) and re.search(r"\S\s[·|]\s*$", text[: min(cuts)[0]]) is not None
    if parted or (looks_like_body(body) and not MEETING.search(text[min(cuts)[0] :].replace("회의실", ""))):
        text, cuts = named_before, []  # what follows says when and where
    for begin, end in sorted({_bracket_around(text, *cut) for cut in cuts}, reverse=True):
        rest = re.sub(rf"^\s*(?:{_HOUR_WORDS})(?![가-힣A-Za-z])", "", text[end:], flags=re.IGNORECASE)
        text = re.sub(r"(?:\b(?:on|at|el|a las)|\bde)\s*$", "", text[:begin], flags=re.IGNORECASE) + rest
    text = re.sub(r"\(\s*[.,~\-–/\s]*\)|\[\s*[.,~\-–/\s]*\]|【\s*】|<\s*>", "", text) if cuts else text
    text = " ".join(_DAY_NUMBER.sub("", text).split()) if cuts else " ".join(text.split())
    named = re.sub(r"^\d{1,2}\s+(?=[가-힣A-Z])", "", text.strip(" -–—:,|·"))
    named = re.sub(r"^[A-Z][.)]\s+(?=\S{2})", "", named) if lettered else named
    named = _PART_NUMBER.sub("", named)
    return re.sub(r"[(\[]\s*$", "", named).strip(" -–—:,|·/") or text


def _bracket_around(text: str, begin: int, end: int) -> tuple[int, int]:
    """The bracket around a day or time, which says when and where and is no part of the title; else the span itself."""
    opened, closed = text.rfind("(", 0, begin), text.find(")", end)
    within = opened >= 0 and closed >= 0 and ")" not in text[opened:begin] and "(" not in text[end:closed]
    return (opened, closed + 1) if within else (begin, end)


def lettered_headings(sections: Sequence[Section]) -> bool:
    """Whether headings are counted by letters ("A. …", "B. …"), which then are no part of a title."""
    bodies = [section.heading.body for section in sections if section.heading is not None]
    return all(any(re.match(rf"{letter}[.)]\s", body) for body in bodies) for letter in "AB")


def day_of_line(block: Block, calendar: Calendar) -> date | None:
    """The day of a line that says nothing else ("□ 2일차 (3. 10.)", "DÍA 1: LUNES 16 DE JUNIO", "Tuesday")."""
    if block.kind in (BlockKind.BLANK, BlockKind.ROW) or len(block.body) > 60 or fields_of(block):
        return None
    spans = calendar.days(block.body, named=True)
    if len(spans) != 1 or spans[0].start is None or is_stay(spans[0]) or spans[0].start != spans[0].end:
        return None
    if spans[0].by:
        return None  # a deadline: "초안을 10월 10일까지 송부하기로 함"
    begin, end = spans[0].pos
    rest = _DAY_NUMBER.sub("", f"{block.body[:begin]} {block.body[end:]}")
    rest = re.sub(rf"\b{LATIN_WEEKDAY}\b|[월화수목금토일]요일", "", rest, flags=re.IGNORECASE).strip(
        " -–—:,|·()[]<>【】/."
    )
    if find_times(rest) or MEETING.search(rest) or MOVES.search(rest) or looks_like_body(rest):
        return None
    if re.search(r"(?:함|됨|임|음|예정|기로)$", rest):
        return None
    return spans[0].start if len(rest) <= 25 and not re.search(r"[.!?]|\d", rest) else None


def names_beside_day(blocks: Sequence[Block], heading: Block, index: int, calendar: Calendar) -> bool:
    """Whether the heading of a day names the talk, and no place, right above the line for the time: "Monday 6 October:
    Open Ledger Ghana".
    """
    name = title_of(heading.body, calendar)
    below = blocks[heading.line : index]
    return " " in name and name != heading.body and not is_place(name) and all(b.kind is BlockKind.BLANK for b in below)


_BEGINS_WITH_DAY = re.compile(rf"\W{{0,2}}(?:\d|{LATIN_WEEKDAY}\b|[월화수목금토일]요일|El\s)", re.IGNORECASE)
_HAS_CLOCK = re.compile(
    r"\d\s?[:.h시]|\d\s?[ap]\.?\s?m|시\s|noon|mediodía|o['’]clock|\blas\s|half past|정오", re.IGNORECASE
)


def named_when(block: Block, calendar: Calendar) -> str | None:
    """The name of a meeting in a line that says it, day and time, and perhaps where, and nothing else: "Ministry of
    Health. Tuesday 12 August, from 9:00 to 10:30, at …"; "12. 8. 10:00 보건부 (본관)" names it behind.
    """
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not 12 <= len(block.body) <= 180 or fields_of(block):
        return None
    if _HAS_CLOCK.search(block.body) is None:
        return None
    spans, times = calendar.days(block.body, named=True), times_in(block.body)
    if len(spans) != 1 or len(times) != 1 or is_stay(spans[0]) or times[0].pos[0] < spans[0].pos[1]:
        return None
    if not calendar.on_trip(spans[0].start) or re.search(
        r"\w{2}", _SMALL.sub("", block.body[spans[0].pos[1] : times[0].pos[0]])
    ):
        return None
    before = _WITHOUT_DAY.sub("", block.body[: spans[0].pos[0]]).strip(" .,:;–—-(|·")
    if before:
        return before if looks_like_body(re.sub(r"\s*\([^()]*\)", "", before)) or MEETING.search(before) else None
    behind = block.body[times[0].pos[1] :]
    separated = re.match(rf"\s*(?:(?:{_HOUR_WORDS})\.?)?\s*[–—:|-]\s+(\S.*)$", behind)
    name = re.sub(r"\s*\([^()]*\)", "", separated.group(1)).strip(" .") if separated is not None else ""
    return name if looks_like_body(name) or (name and len(name) <= 80 and MEETING.search(name)) else None


_WITHOUT_DAY = re.compile(rf"(?:\b(?:on|el|día|{LATIN_WEEKDAY})\b[\s,]*)+$", re.IGNORECASE)


def when_and_where(block: Block, calendar: Calendar) -> tuple[DateSpan, TimeSpan, str] | None:
    """Of a line without labels that says only when, and perhaps where ("3. 3.(화) 10:00~11:00, 본관 회의실"): day, time
    and the rest.
    """
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or len(block.body) > 140 or fields_of(block):
        return None
    if _BEGINS_WITH_DAY.match(block.body) is None:
        return None
    spans, times = calendar.days(block.body), times_in(block.body)
    if (
        len(spans) != 1
        or len(times) != 1
        or is_stay(spans[0])
        or spans[0].pos[0] > 1
        or times[0].pos[0] < spans[0].pos[1]
    ):
        return None
    between = block.body[spans[0].pos[1] : times[0].pos[0]]
    rest = block.body[times[0].pos[1] :]
    if re.search(r"\w{2}", _SMALL.sub("", between)) or (
        rest.strip(" .") and not re.match(rf"\s*(?:{_HOUR_WORDS})?\.?\s*[,;/|·(–@-]", rest)
    ):
        return None
    place = re.sub(
        rf"^\s*(?:(?:{_HOUR_WORDS})(?![가-힣A-Za-z])\.?)?[\s,;/|·–@-]*(?:(?:venue|lugar|장소)\s?:\s*)?",
        "",
        rest,
        flags=re.IGNORECASE,
    ).strip(" .")
    stated = re.search(r"(?:[다요함음임됨])$|[.;:]\s", place) or MEETING.search(place.replace("회의실", ""))
    return None if stated else (spans[0], times[0], place[1:-1] if re.fullmatch(r"\([^()]*\)", place) else place)


def days_of(blocks: Sequence[Block], sections: Sequence[Section], calendar: Calendar) -> list[date | None]:
    """For each block the day whose heading, or line of its own, stands over it."""
    out: list[date | None] = [None] * len(blocks)
    ends: dict[int, int] = {}
    part_end = [len(blocks)] * len(blocks)
    for number, section in enumerate(sections):
        ends[section.start] = section.end
        if section.parent == 0 and number:
            part_end[section.start : section.end] = [section.end] * (section.end - section.start)
    for index, block in enumerate(blocks):
        day = day_of_line(block, calendar)
        if day is not None:
            # a heading stands over its section, another line over what follows in the same part of the report
            end = ends.get(index, part_end[index]) if block.kind is BlockKind.HEADING else part_end[index]
            for at in range(index, end):
                out[at] = day
    return out
