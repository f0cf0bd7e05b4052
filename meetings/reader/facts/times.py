"""Clock times in Korean, English and Spanish text.

``9:30 ~ 17:00``, ``오후 2시 30분``, ``14~16시``, ``2:30 pm``, ``16h30``, ``(23:20)``. A ratio (``1:1``), a score and a
length of time (``3시간``) are no times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time or a stretch of time. ``start`` and ``end`` are ``HH:MM`` local; ``pos`` is the half-open span in the
    text."""

    text: str
    start: str
    end: str | None
    pos: tuple[int, int]


_HALF_DAY_BEFORE = r"(?:(?P<{n}ko>오전|오후|아침|저녁|밤|AM|PM)\s*)?"
_HALF_DAY_AFTER = r"(?:\s*(?P<{n}en>[ap]\.?\s?m\b\.?))?"
_CLOCK = (
    _HALF_DAY_BEFORE
    + r"(?:(?P<{n}h>[01]?\d|2[0-4])\s?[::]\s?(?P<{n}m>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    + r"|(?P<{n}h2>[01]?\d|2[0-4])\s*시(?!간)(?:\s*(?P<{n}m2>[0-5]?\d)\s*분|\s*(?P<{n}half>반))?"
    + r"|(?P<{n}h3>[01]?\d|2[0-3])h(?P<{n}m3>[0-5]\d)?\b"
    + r"|(?P<{n}h5>1[0-2]|0?[1-9])\.(?P<{n}m5>[0-5]\d)(?=\s*[ap]\.?\s?m\b)"  # "9.30 am"
    + r"|(?P<{n}h4>1[0-2]|0?[1-9])(?=\s*[ap]\.?\s?m\b))"
    + _HALF_DAY_AFTER
)
_BARE = r"(?P<{n}bare>[01]?\d|2[0-4])(?P<{n}baremin>[::][0-5]\d)?"
_TO = r"\s*(?:시)?\s*(?:~|∼|～|〜|-|–|—|to\b|until\b|a\b(?:\s+las)?|부터|에서)\s*"
_LEFT = r"(?<![\d:./가-힣A-Za-z+])"

_SINGLE = re.compile(_LEFT + _CLOCK.format(n="a"), re.IGNORECASE)
_RANGE_END = re.compile(_TO + _CLOCK.format(n="b"), re.IGNORECASE)
# "14~16시", "2–4 pm": the first number has its unit only after the second.
_SHARED_UNIT = re.compile(
    r"(?<![\d:./,A-Za-z+])" + _HALF_DAY_BEFORE.format(n="a") + _BARE.format(n="a") + _TO + _CLOCK.format(n="b"),
    re.IGNORECASE,
)


def find_times(text: str) -> list[TimeSpan]:
    """Every clock time of ``text``, left to right; a range is one span."""
    spans: list[TimeSpan] = []
    at = 0
    while at < len(text):
        single, shared = _SINGLE.search(text, at), _SHARED_UNIT.search(text, at)
        if shared and (single is None or shared.start() < single.start()):
            start, end = _clock(shared, "a", shared), _clock(shared, "b")
            at = shared.end()
            if start and end:
                spans.append(TimeSpan(shared.group(), start, end, shared.span()))
            continue
        if single is None:
            break
        at = single.end()
        start = _clock(single, "a")
        if start is None:
            continue
        last = _RANGE_END.match(text, single.end())
        end = _clock(last, "b", afternoon_of=single) if last else None
        if last and end:
            at = last.end()
        begin = single.start()
        spans.append(TimeSpan(text[begin:at], start, end, (begin, at)))
    return spans


def _clock(
    match: re.Match[str], n: str, shared: re.Match[str] | None = None, *, afternoon_of: re.Match[str] | None = None
) -> str | None:
    groups = match.groupdict()
    hour_text = next(
        (groups[k] for k in (f"{n}h", f"{n}h2", f"{n}h3", f"{n}h4", f"{n}h5", f"{n}bare") if groups.get(k)), None
    )
    if hour_text is None:
        return None
    hour = int(hour_text)
    minute = int(next((groups[k] for k in (f"{n}m", f"{n}m2", f"{n}m3", f"{n}m5") if groups.get(k)), None) or 0)
    if groups.get(f"{n}baremin"):
        minute = int(groups[f"{n}baremin"][1:])
    if groups.get(f"{n}half"):
        minute = 30
    marked = _half_day(groups, n)
    if shared is not None and marked is None:
        marked = _half_day(groups, "b")
        other = int(next((groups[k] for k in ("bh", "bh2", "bh3", "bh4") if groups.get(k)), "0"))
        if marked == "pm" and hour > other:  # "10–2 pm" starts in the morning
            marked = "am"
    if marked is None and afternoon_of is not None and _half_day(afternoon_of.groupdict(), "a") == "pm":
        marked = "pm"  # "오후 2시~4시"
    if marked == "pm" and hour < 12:
        hour += 12
    elif marked == "am" and hour == 12:
        hour = 0
    if hour > 24 or (hour == 24 and minute):
        return None
    return f"{hour % 24:02d}:{minute:02d}"


def _half_day(groups: dict[str, str | None], n: str) -> str | None:
    korean, english = groups.get(f"{n}ko"), groups.get(f"{n}en")
    if (
        korean in ("오후", "저녁", "밤")
        or (korean or "").upper() == "PM"
        or (english and english.lower().startswith("p"))
    ):
        return "pm"
    if korean in ("오전", "아침") or (korean or "").upper() == "AM" or (english and english.lower().startswith("a")):
        return "am"
    return None
