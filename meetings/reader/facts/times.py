"""Clock times in Korean, English and Spanish text.

``9:30 ~ 17:00``, ``오후 2시 30분``, ``14~16시``, ``2:30 pm``, ``16h30``, ``(23:20)``, and in words ``오전 열 시``,
``half past nine``, ``a las diez y media``, ``noon``. A ratio (``1:1``), a score and a length of time (``3시간``)
are no times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .plain import plain_text


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time or a stretch of time. ``start`` and ``end`` are ``HH:MM`` local; ``pos`` is the half-open span in the
    text."""

    text: str
    start: str
    end: str | None
    pos: tuple[int, int]


_HALF_DAY_BEFORE = r"(?:(?P<{n}ko>오전|오후|아침|저녁|밤|AM|PM)\s*)?"
_HALF_DAY_AFTER = (
    r"(?:\s*(?P<{n}en>[ap]\.?\s?m\b\.?|in the (?:morning|afternoon|evening)|at night"
    r"|(?:h\b\.?\s*)?de la (?:mañana|tarde|noche)))?"
)
_CLOCK = (
    _HALF_DAY_BEFORE
    + r"(?:(?P<{n}h>[01]?\d|2[0-4])\s?[::]\s?(?P<{n}m>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    + r"|(?P<{n}h2>[01]?\d|2[0-4])\s*시(?!간)(?:\s*(?P<{n}m2>[0-5]?\d)\s*분|\s*(?P<{n}half>반))?"
    + r"|(?P<{n}h3>[01]?\d|2[0-3])h(?P<{n}m3>[0-5]\d)?\b"
    + r"|(?P<{n}h5>1[0-2]|0?[1-9])\.(?P<{n}m5>[0-5]\d)(?=\s*[ap]\.?\s?m\b)"  # "9.30 am"
    + r"|(?P<{n}h7>[01]?\d|2[0-3])\s?h\s(?P<{n}m7>[0-5]\d)\b"  # "16 h 30"
    + r"|(?P<{n}h8>[01]\d|2[0-3])(?P<{n}m8>[0-5]\d)(?=\s?(?:h(?:rs|ours)?\b|[-–]\s?\d{{4}}\s?h))"  # "0900 hrs"
    + r"|(?P<{n}h9>[01]?\d|2[0-3])\.(?P<{n}m9>[0-5]\d)"
    + r"(?=\s?(?:h(?:rs|ours|oras)?\b|Uhr|[-–]\s?\d{{1,2}}\.[0-5]\d\s?(?:h|Uhr)))"
    + r"|(?P<{n}h4>1[0-2]|0?[1-9])"
    + r"(?=\s*(?:[ap]\.?\s?m\b|in the (?:morning|afternoon|evening)|h?\s?de la (?:ma|tar|no))))"
    + _HALF_DAY_AFTER
)
_KINDS = ("", "2", "3", "4", "5", "7", "8", "9")
_BARE = r"(?P<{n}bare>[01]?\d|2[0-4])(?P<{n}baremin>[::][0-5]\d)?"
_TO = r"\s*(?:시)?\s*(?:~|∼|～|〜|-|–|—|to\b|until\b|a\b(?:\s+las)?|부터|에서)\s*"
_LEFT = r"(?<![\d:./가-힣A-Za-z+])"

_SINGLE = re.compile(_LEFT + _CLOCK.format(n="a"), re.IGNORECASE)
_RANGE_END = re.compile(_TO + _CLOCK.format(n="b"), re.IGNORECASE)
# "14~16시", "2–4 pm": the first number has its unit only after the second.
_SHARED_UNIT = re.compile(
    r"(?<![\d:./,A-Za-z+])"
    + _HALF_DAY_BEFORE.format(n="a")
    + _BARE.format(n="a")
    + r"(?:\s?h\b)?"
    + _TO
    + _CLOCK.format(n="b"),
    re.IGNORECASE,
)

_HOURS = {
    word: hour
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "una dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두",
    )
    for hour, word in enumerate(words.split(), start=1)
}
_ENGLISH_HOUR = r"(?P<hour>\d{1,2}|" + "|".join(list(_HOURS)[:12]) + ")"
_SPANISH_HOUR = r"(?P<hour>\d{1,2}|" + "|".join(list(_HOURS)[12:24]) + ")"
_MINUTES_KO = {
    f"{tens}십{unit}".removeprefix("일"): number * 10 + more
    for number, tens in enumerate(["일", "이", "삼", "사", "오"], start=1)
    for more, unit in enumerate(["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"])
} | {unit: number for number, unit in enumerate(["일", "이", "삼", "사", "오", "육", "칠", "팔", "구"], start=1)}
_KOREAN_MINUTES = "|".join(sorted(_MINUTES_KO, key=len, reverse=True))
_KOREAN_HOUR = "(?P<hour>" + "|".join(sorted(list(_HOURS)[24:], key=len, reverse=True)) + ")"
_AFTER_HOUR = r"(?=[에 ,.~)]|부터|까지|쯤|경|$)"
_PART_OF_DAY = r"(?:\s+(?:in the|de la|at)\s+(?P<part>morning|afternoon|evening|night|mañana|tarde|noche))"
# Times in words; a number needs a word that makes it a time, so that "two universities" is none.
_WORDED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<noon>noon|midday|mediodía)\b|(?<![가-힣])정오(?=[에 ,.~)]|$)",
        rf"\b(?:a\s)?(?P<minutes>half|quarter)\s(?P<way>past|to)\s{_ENGLISH_HOUR}\b(?:\s?o['’]clock)?{_PART_OF_DAY}?",
        rf"\b{_ENGLISH_HOUR}(?:\s?o['’]clock\b{_PART_OF_DAY}?|(?<=[a-z]){_PART_OF_DAY.replace('part', 'part2')})",
        rf"\ba\slas?\s{_SPANISH_HOUR}(?:\sy\s(?P<minutes>media|cuarto))(?:\s?h\b|\shoras)?{_PART_OF_DAY}?",
        rf"\ba\slas?\s{_SPANISH_HOUR}(?:\s?h\b\.?|\shoras\b|\sen\spunto|(?<=\d)(?=[,;.)]|$))?{_PART_OF_DAY}",
        rf"\ba\slas?\s{_SPANISH_HOUR}(?:\s?h\b\.?|\shoras\b|\sen\spunto|(?<=\d)(?=[,;)]|\.?$|\sen\s|\scon\s))",
        rf"(?<![가-힣])(?:(?P<korean>오전|오후|아침|저녁|밤|낮|새벽)\s)?{_KOREAN_HOUR}\s?시(?:\s?(?P<minutes>반|(?:{_KOREAN_MINUTES}|\d{{1,2}})(?=\s?분))(?:\s?분)?)?{_AFTER_HOUR}",
    )
)


def _worded(text: str) -> list[TimeSpan]:
    out: list[TimeSpan] = []
    for pattern in _WORDED:
        for found in pattern.finditer(text):
            groups = found.groupdict()
            part = (groups.get("part") or groups.get("part2") or groups.get("korean") or "").lower()
            written = (groups.get("hour") or "12").lower()
            hour = int(written) if written.isdigit() else _HOURS[written]
            spoken = groups.get("minutes") or ""
            minute = {"half": 30, "media": 30, "반": 30, "quarter": 15, "cuarto": 15, **_MINUTES_KO}.get(spoken, 0)
            minute = int(spoken) % 60 if spoken.isdigit() else minute
            if groups.get("way") == "to":
                hour, minute = hour - 1, 60 - minute
            late = part in ("afternoon", "evening", "night", "tarde", "noche", "오후", "저녁", "밤", "낮")
            if hour < 12 and (late or (not part and hour < 7)):  # nobody meets at "half past two" in the night
                hour += 12
            if hour < 24 and all(found.end() <= span.pos[0] or found.start() >= span.pos[1] for span in out):
                out.append(TimeSpan(found.group(), f"{hour:02d}:{minute:02d}", None, found.span()))
    return out


def find_times(text: str) -> list[TimeSpan]:
    """Every clock time of ``text``, left to right; a range is one span."""
    text = plain_text(text)
    spans = _in_figures(text)
    for worded in _worded(text):
        begin, stop = worded.pos
        before = next((span for span in spans if re.fullmatch(_TO, text[span.pos[1] : begin])), None)
        if before is not None and before.end is None:  # "9:30 a.m. to noon"
            joined = TimeSpan(text[before.pos[0] : stop], before.start, worded.start, (before.pos[0], stop))
            spans[spans.index(before)] = joined
        elif all(stop <= span.pos[0] or begin >= span.pos[1] for span in spans):
            spans.append(worded)
    return sorted(spans, key=lambda span: span.pos)


def _in_figures(text: str) -> list[TimeSpan]:
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
    hour_text = next((groups[k] for k in (*(f"{n}h{number}" for number in _KINDS), f"{n}bare") if groups.get(k)), None)
    if hour_text is None:
        return None
    hour = int(hour_text)
    minute = int(next((groups[k] for k in (f"{n}m{number}" for number in _KINDS) if groups.get(k)), None) or 0)
    if groups.get(f"{n}baremin"):
        minute = int(groups[f"{n}baremin"][1:])
    if groups.get(f"{n}half"):
        minute = 30
    marked = _half_day(groups, n)
    if shared is not None and marked is None:
        marked = _half_day(groups, "b")
        other = int(next((groups[k] for k in (f"bh{number}" for number in _KINDS) if groups.get(k)), "0"))
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
        or (english and re.match(r"p|.*(?:afternoon|evening|night|tarde|noche)", english.lower()))
    ):
        return "pm"
    if (
        korean in ("오전", "아침")
        or (korean or "").upper() == "AM"
        or (english and re.match(r"a(?!t night)|.*(?:morning|mañana)", english.lower()))
    ):
        return "am"
    return None
