"""A diary of a trip: days that are itinerary and minutes at once, told apart line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .times import find_times

_PHRASE = 45  # letters of what a part of a day is called; Latin letters tell less each
_SIDE = re.compile(
    r"^\W*[\[(<【]\s*(?:방|한|상대|우리|현지|our|their)[^\])>】]{0,8}[\])>】]|"
    r"^\W*(?:참석(?:자)?|면담자|배석(?:자)?|우리\s?측|상대\s?측|present|attendees|participants|asistentes|presentes)\s*[:：]",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"기로\s?(?:함|하|했|합의)|(?:[가-힣]다|음|임|함|됨|[가-힣]고 함|예정|필요)\.?\s*$|"
    r"\b(?:will|would|agreed|promised|could|should|shall|was|were|has|have|is|are|asked|said|explained|noted|told)\b|"
    r"\b(?:enviar|preparar|entregar|remitir|har)[áé](?:n|mos)?\b|\b(?:explicó|propuso|acordamos|acordó|informó|señaló|"
    r"indicó|pidió|recibieron|recibió|es|son|está|están|tiene|tienen|hay)\b",
    re.IGNORECASE,
)
# "크라쿠프에 도착함": what was done, not what was said
_DONE = re.compile(
    r"(?:출발|도착|이동|방문|귀국|출국|입국|참석|면담|시찰|견학|체크인|투숙|탑승|경유|관람|복귀)\s?(?:함|하였음|했음|하였다|했다)\.?\s*$"
)
_BEGINS_A_PART = re.compile(
    r"^\W*(?:(?:오전|오후|아침|저녁|점심|새벽|밤)(?:\s*\d|\s*[:：])|"
    r"(?:(?:early |late |mid-?)?(?:morning|afternoon|evening|noon)|(?:por la )?(?:mañana|tarde|noche))\s*[:：–-])",
    re.IGNORECASE,
)


def is_diary(lines: Sequence[str]) -> bool:
    """Whether lines below days tell what was said: two and more of them, and no small part."""
    said = sum(_is_minute(line) for line in lines)
    return said >= 2 and said * 5 >= len(lines)


def opening_lines(lines: Sequence[str], begun: bool) -> list[str]:
    """The lines of a day of a diary that open a part of it: they begin with a time, or are, where nothing was said
    beside the day (``begun``), its first short phrase. A day without times and minutes keeps its lines.
    """
    if not begun and not any(_is_minute(line) or _begins_with_time(line) for line in lines):
        return list(lines)  # a day of the journey, that has no minutes
    out: list[str] = []
    for number, line in enumerate(lines):
        if _begins_with_time(line) or (number == 0 and not begun and not _is_minute(line)):
            out.append(line)
    return out


def _begins_with_time(line: str) -> bool:
    spans = find_times(line)
    opens = bool(spans) and not re.search(r"\w", line[: spans[0].pos[0]])
    return (opens or _BEGINS_A_PART.match(line) is not None) and len(line) <= _longest(line) * 2


def _is_minute(line: str) -> bool:
    if _SIDE.search(line):
        return True
    if _begins_with_time(line) or (_DONE.search(line) and len(line) <= _longest(line)):
        return False
    return len(line) > _longest(line) or _SAID.search(line) is not None


def _longest(line: str) -> int:
    return _PHRASE if re.search(r"[가-힣]", line) else 2 * _PHRASE
