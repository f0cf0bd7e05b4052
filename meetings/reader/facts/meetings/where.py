"""Where a meeting was held, and how: what stands beside its time and is neither day, name of the meeting nor people."""

from __future__ import annotations

import re

from ..attendees.listed import mode_of
from ..calendar_words import LATIN_WEEKDAY
from ..places import city_country
from .days import _HOUR_WORDS, Calendar, times_in

_FORMER = re.compile(r"\s*\(\s*(?:구|舊|전|옛)[\s,.:)]?[^()]*\)")
_HOW_WORD = r"(?:화상|온라인|비대면|대면|현장|online|virtual(?:ly)?|video|hybrid|in[ -]person|en línea|presencial)"
_HOW = re.compile(rf"^\s*[(\[]{_HOW_WORD}[)\]]\s*(?=\S)", re.IGNORECASE)
_HOW_BEHIND = re.compile(rf"\s*[(\[](?:[\s·,/&+]|및|와|과|and|y|{_HOW_WORD}|병행|회의|방식)+[)\]]\s*$", re.IGNORECASE)
_LEAD = re.compile(
    rf"^[\s,;:/|·•@\-–—]*(?:(?:{_HOUR_WORDS})(?![가-힣A-Za-z])\.?[\s,;:/|·@\-–—]*)?"
    r"(?:(?:at|in|en|venue:|lugar:|장소\s?:)\s+(?:(?:the|its|their|el|la|los|las|su|sus)\s+)?(?=\S))?",
    re.IGNORECASE,
)
# What stands beside a time and is no place: a length, a weekday, people counted, how the talk was held.
_NO_PLACE = re.compile(
    rf"^(?:약\s?)?\d+\s?(?:시간|분|명|인|hours?|min|horas|people|persons|personas)|^{LATIN_WEEKDAY}$|^[월화수목금토일]요일?$|"
    r"취소|변경|예정|cancel|postpon|cancelad|^(?:local time|hora local|현지\s?시[간각])$|^[\W\d_]*$",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?:실|관|층|호|홀|센터|본부|본사|청사|사무소|호텔|캠퍼스|강당)$|\b(?:room|hall|office|building|hotel|headquarters|floor|sala|sede|oficina|"
    r"auditorio|salón|edificio)\b",
    re.IGNORECASE,
)
_STATES = re.compile(r"[다요함음임됨]$|[.;:]\s\S|\b(?:we|was|were|met|nos|fue)\b", re.IGNORECASE)


def tidy_place(text: str) -> str:
    """A place without the name it had before and without how the talk was held ("(화상) 숙소 회의실")."""
    return " ".join(_HOW_BEHIND.sub("", _HOW.sub("", _FORMER.sub("", text))).split())


def mode_told(text: str) -> str | None:
    """How all took part, where a heading says it of the whole meeting; None where it says both ("대면·화상 병행")."""
    told = {mode_of(word.group()) for word in re.finditer(_HOW_WORD, text, re.IGNORECASE)}
    return told.pop() if len(told) == 1 and not re.search(r"병행|혼합|hybrid|híbrid", text, re.IGNORECASE) else None


def place_beside(text: str, calendar: Calendar) -> str | None:
    """The place that stands with the time of a heading, a field or a lone line: "(8 June, 10:00, Ministry of X)",
    "10:30~12:00 방문 (본청 회의실)", "de 9:00 a 10:30, en la sede de X".
    """
    times = times_in(text)
    if not times:
        return None
    last = times[-1].pos[1]
    days = [span for span in calendar.days(text, named=True) if span.pos[0] >= last]
    rest = text[days[-1].pos[1] if days else last :]
    inside = _depth(text[: len(text) - len(rest)])
    if inside:
        within, _, behind = rest.partition(")")
        found = _place_in(within)
        if found is not None or re.match(r"\s*[,/@–—-]|\s*(?:at|en)\s", behind):
            return found or _place_in(behind)
        rest = behind
    lead = _LEAD.match(rest)
    if lead is not None and re.search(r"[,;/|·@–—-]|\b(?:at|in|en)\s|[Vv]enue|[Ll]ugar|장소", lead.group()):
        return _place_in(rest)
    closing = re.search(r"\S\s*\(([^()]{2,60}(?:\([^()]*\)[^()]*)?)\)\s*$", rest)
    if closing is not None:
        return _place_in(closing.group(1))
    last_part = re.search(r"\S\)?,\s*([^,()]{2,40})$", rest)
    if last_part is not None and _ROOM.search(last_part.group(1)):
        return _place_in(last_part.group(1))
    opening = re.match(r"^\s*\(([^()]{2,60})\)\s*$", rest)
    if opening is not None:
        return _place_in(opening.group(1))
    # "B. Water Users' Board, Bizerte, 4 March 2026, 13:00": the town before the day
    dated = [span.pos[0] for span in calendar.days(text, named=True) if span.pos[0] < times[0].pos[0]]
    town = re.search(r"\S,\s*([^,()]{2,30}),\s*$", text[: min(dated)]) if dated else None
    return town.group(1) if town is not None and city_country(town.group(1)) is not None else None


def _depth(text: str) -> bool:
    return text.count("(") > text.count(")")


def _place_in(text: str) -> str | None:
    text = re.sub(
        rf"^[(\[]{_HOW_WORD}[)\]]\s*|(?:[,/·]\s*|\s*[(\[]){_HOW_WORD}[)\]]?\s*$", "", text.strip(), flags=re.IGNORECASE
    )
    place = _LEAD.sub("", text, count=1).strip(" .,;:/|·–—-")
    if place.startswith("(") and place.endswith(")") and place.count("(") == 1:
        place = place[1:-1].strip()
    if len(place) > 70 or len(place) < 2 or _NO_PLACE.search(place) or _STATES.search(place):
        return None
    if mode_of(place) and re.fullmatch(rf"(?:{_HOW_WORD}|[\s·,/]|회의|면담|병행|meeting|call)+", place, re.IGNORECASE):
        return None
    return tidy_place(place)
