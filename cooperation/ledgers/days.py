"""Dates, ranges, terms and sums in the cells of a ledger.

A cell says one thing, so far less than in a sentence is asked of what stands around a number: "18/4/20", "20220415",
"2024.02" and "2.24" are days here and would be none in a report. What is written partly stays partly; what no
calendar has is a problem, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from .sheets import Cell

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MON = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = re.compile(
    r"\s*[(\[]\s*(?:[월화수목금토일](?:요일)?|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s*[)\]]\.?|"
    r"(?<=[\d.일])\s*[월화수목금토일]요일",
    re.IGNORECASE,
)
_SEP = r"\s*(?:[.\-/]|년|월)\s*"
_SHAPES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
        (
            r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)|'?(?P<s>\d\d))\s*(?:[.\-/]|년)\s*(?P<m>\d{1,2})\s*(?:[.\-/]|월)\s*"
            r"(?P<d>\d{1,2})(?!\d)\s*(?:일|\.(?!\s*\d))?(?:[T ]+\d\d:\d\d(?::\d\d)?)?"
        ),
        r"(?<!\d)(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MON.format('n')}[\s,-]+'?(?:(?P<y>\d{{4}})|(?P<s>\d\d))(?!\d)",
        rf"(?<![a-z]){_MON.format('n')}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)",
        rf"(?<![a-z]){_MON.format('n')}[\s,-]+(?P<y>\d{{4}})(?!\d)",
        (
            r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)|'(?P<s>\d\d)|(?P<k>\d\d)(?=\s*년))\s*(?:[.\-/]|년)\s*(?P<m>\d{1,2})(?!\d)"
            r"\s*(?:월|\.(?!\s*\d))?"
        ),
        r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)\s*(?:년도?|\.)?|'(?P<s>\d\d)\s*(?:년도?|\.)?|(?P<k>\d\d)\s*년도?)(?![\d.])",
    )
)
#: What makes a number count something: "부터 5년" is no fifth day.
_COUNTS = r"(?!\s*(?:개?년|개?월|주|회|차|건|명|%|-?\s*(?:years?|yrs?|months?|weeks?)\b))"
_MONTH_DAY = re.compile(
    rf"(?<![\d.'])(?P<m>\d{{1,2}})\s*(?:[./-]|월)\s*(?P<d>\d{{1,2}})(?!\d){_COUNTS}\s*(?:일|\.(?!\s*\d))?",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?!\d){_COUNTS}\s*(?:일|\.(?!\s*\d))?", re.IGNORECASE)
_TO = re.compile(
    r"\s*,?\s*(?:[~∼〜～˜→]|\s*[-–—―]{1,2}\s*|\s*(?:부터|에서|to|until|till|through)(?![a-z])\s*[~-]?)\s*",
    re.IGNORECASE,
)
_BEFORE_END = re.compile(
    r"(?:[~∼〜～˜→]|\s[-–—]|(?:부터|에서)|(?<![a-z])(?:to|until|till|through|by|expir\w*|ends?)(?: on)?|(?:만료|종료|만기|유효)[가-힣]{0,3}\s*:?)\s*$|^[-–—]\s*$",
    re.IGNORECASE,
)
_AFTER_END = re.compile(r"[\s.]*[(]?\s*(?:까지|이내|한|만료|종료|만기|expir)", re.IGNORECASE)
_AFTER_START = re.compile(
    r"[\s.]*(?:[~∼〜～˜→]|[-–—](?:\s|$)|부터|이후|발효|시행|from|onwards?|(?:to|until|till|through)(?![a-z]))",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"[(,\[]?\s*(?:\d+\s*박\s*\d+\s*일|\d+\s*(?:일간|nights?|days?))\s*[)\]]?", re.IGNORECASE)
_VAGUE = re.compile(r"\s*(?:상반기|하반기|[1-4１-４]\s?/?\s?[4]?\s?분기|[Qq][1-4]|초|말|중순|상순|하순|중)(?![가-힣])")
PLANNED = re.compile(r"예정|계획|추진\s?중|잠정|planned|expected|tentative|TBC", re.IGNORECASE)
NOTHING = re.compile(
    r"[-–—―~.·ㆍ/\s]*|없음|해당\s?없음|미해당|해당\s?사항\s?없음|n/?a|none|nil|null|x|tbd", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year as written; ``value`` is "YYYY-MM-DD", "YYYY-MM" or "YYYY", None where there is none of
    that date in the calendar, or where day and month cannot be told apart.
    """

    value: str | None
    start: int
    end: int
    problem: str = ""

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.value) if self.value and len(self.value) == 10 else None


@dataclass(frozen=True, slots=True)
class Span:
    """From and to, as written in one cell. ``rest`` is what stands around the dates, ``before`` and ``after`` its parts
    as they stand.
    """

    start: Day | None
    end: Day | None
    rest: str
    year_supplied: bool = False
    before: str = ""
    after: str = ""

    @property
    def side(self) -> str:
        """Which of both a lone date is: "start", "end", or "" where the cell does not say."""
        if _BEFORE_END.search(self.before) or _AFTER_END.match(self.after):
            return "end"
        return "start" if _AFTER_START.match(self.after) else ""


def plain(text: str) -> str:
    """The text with one kind of apostrophe and dot, and without weekdays."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[‘’ʼ`´′＇]", "'", text)
    return _WEEKDAY.sub("", text)


def _year(groups: dict[str, str | None], reference: int | None = None) -> int | None:
    if groups.get("y"):
        return int(groups["y"] or 0)
    short = groups.get("s") or groups.get("k")
    if short:
        return (1900 if int(short) >= 70 else 2000) + int(short)
    return reference


def _made(groups: dict[str, str | None], span: tuple[int, int], order: str, year: int | None = None) -> Day | None:
    if groups.get("a"):
        first, second = int(groups["a"] or 0), int(groups["b"] or 0)
        if first > 12 >= second or (order == "dm" and second <= 12):
            day, month = first, second
        elif second > 12 >= first or (order == "md" and first <= 12):
            day, month = second, first
        elif first == second:
            day = month = first
        else:
            return Day(None, *span, "day_or_month")
        groups = groups | {"m": str(month), "d": str(day)}
    number = _MONTHS.index(str(groups["n"])[:3].lower()) + 1 if groups.get("n") else int(groups.get("m") or 0)
    value = _year(groups, year)
    if value is None:
        return None
    if not number and not groups.get("d"):
        return Day(f"{value:04d}", *span)
    if not 1 <= number <= 12:
        return Day(None, *span, "no_such_day") if groups.get("d") else None
    if not groups.get("d"):
        return Day(f"{value:04d}-{number:02d}", *span)
    try:
        return Day(date(value, number, int(groups["d"] or 0)).isoformat(), *span)
    except ValueError:
        return Day(None, *span, "no_such_day")


def _next(text: str, at: int, order: str) -> Day | None:
    """The first date at or after ``at``; of several shapes at one place, the fullest."""
    best: Day | None = None
    for shape in _SHAPES:
        found = shape.search(text, at)
        if found and (best is None or found.start() < best.start):
            made = _made(found.groupdict(), found.span(), order)
            if made is not None:
                best = made
    return best


def days_in(text: str, order: str = "") -> list[Day]:
    """Every date that says its year, left to right. ``order`` is "dm" or "md" for 03/04/2024."""
    text, out, at = plain(text), [], 0
    while (found := _next(text, at, order)) is not None:
        vague = _VAGUE.match(text, found.end)
        if vague and found.value and len(found.value) < 10:
            found = Day(None, found.start, vague.end(), "vague_day")
        out.append(found)
        at = found.end
    return out


def serial(number: float) -> date | None:
    """The day behind a number of Excel (1900 system), where it can be one of our time."""
    if 18_000 <= number < 80_000:
        return date(1899, 12, 30) + timedelta(days=int(number))
    return None


def read_span(cell: Cell, *, year: int | None = None, order: str = "", after: date | None = None) -> Span:
    """What a cell says of when: nothing, one date, or from and to.

    ``year`` stands in where the cell leaves it out; a lone day is then the first of that name from ``after``.
    """
    if cell.day is not None:
        return Span(Day(cell.day.isoformat(), 0, 10), None, "")
    if cell.number is not None and (found := serial(cell.number)) is not None and "." not in cell.text.rstrip("0."):
        return Span(Day(found.isoformat(), 0, 5), None, "")
    text = _LENGTH.sub(" ", plain(cell.text)).strip()
    if re.fullmatch(r"\d{6}", text) and not re.match(r"(?:19|20)\d\d", text):
        text = f"{text[:2]}.{text[2:4]}.{text[4:]}"
    text = re.sub(r"^((?:19|20)\d\d)\s*[, ]\s*(\d{1,2})\s*[, ]\s*(\d{1,2})\.?$", r"\1.\2.\3", text)  # "2023, 5, 11"
    first, supplied = _next(text, 0, order), False
    bare = _MONTH_DAY.search(text)
    if year and bare and (first is None or bare.start() < first.start):
        made = _made(bare.groupdict(), bare.span(), order, year)
        if made is not None:
            first, supplied = made, True
    if first is None:
        return Span(None, None, text)
    vague = _VAGUE.match(text, first.end)
    if vague and first.value and len(first.value) < 10:
        return Span(Day(None, first.start, vague.end(), "vague_day"), None, text)
    if first.value and len(first.value) == 4 and re.match(r"\s*,?\s*\d", text[first.end :]):
        return Span(Day(None, first.start, first.end, "day_not_read"), None, text)
    last = _last(text, first, order)
    if supplied and after and first.day and last is None and first.day < after:
        moved = _made({"m": str(first.day.month), "d": str(first.day.day)}, (0, 0), order, first.day.year + 1)
        first = Day(moved.value, first.start, first.end) if moved and moved.value else first
    before, behind = text[: first.start], text[(last or first).end :]
    return Span(first, last, f"{before} {behind}".strip(" ~∼-–—.,()[]"), supplied, before, behind)


def _last(text: str, first: Day, order: str) -> Day | None:
    to = _TO.match(text, first.end)
    if to is None:
        return None
    at = to.end()
    full = _next(text, at, order)
    if full is not None and full.start == at and full.value != "" and (full.problem or len(full.value or "") >= 7):
        return full
    if first.value is None:
        return None
    year, month = int(first.value[:4]), int(first.value[5:7] or 0)
    found = _MONTH_DAY.match(text, at)
    if found:
        made = _made(found.groupdict(), found.span(), order, year)
        if made and made.value and first.value[:7] > made.value[:7]:
            later = _made(found.groupdict(), found.span(), order, year + 1)
            if later and later.day and first.day and (later.day - first.day).days <= 200:
                return later  # over a new year
        return made
    alone = re.compile(r"(?P<m>\d{1,2})\s*월").match(text, at) if len(first.value) == 7 else None
    if alone:
        return _made(alone.groupdict(), alone.span(), order, year)
    found = _DAY_ONLY.match(text, at)
    if found and month and len(first.value) == 10:
        return _made(found.groupdict() | {"m": str(month)}, found.span(), order, year)
    if full is None or full.start != at or (len(first.value) > 4 and re.match(r"\d\d\s*년(?!도)", text[at:])):
        return None  # "부터 10년"
    return full


# ------------------------------------------------------------------------------------------------------------ terms

_HANGUL_COUNTS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10}
_WORD_COUNTS = dict(
    zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(1, 11), strict=True)
)
_YEARS = re.compile(
    r"(?<![\d'.])(?P<n>\d{1,2}(?:\.\d)?)\s*(?:개년|년|-?\s*years?|yrs?|años?)(?!\s*(?:\d|씩|단위|마다|도\b|월|상반기|하반기))|"
    r"(?<![가-힣])(?P<h>[일이삼사오육칠팔구십])\s?년(?:간|\b)|\b(?P<w>one|two|three|four|five|six|seven|eight|nine|ten)"
    r"\s*(?:\(\d+\)\s*)?-?years?|(?<![\d'.])(?P<m>\d{1,3})\s*(?:개월|months?)(?!\s*(?:\d|씩|단위|마다|전|이전|before|prior))",
    re.IGNORECASE,
)
_RENEWING = re.compile(r"자동|연장|갱신|씩|마다|매\s?\d*\s?년|단위|renew|extend|automatic|prolong", re.IGNORECASE)
#: "자동연장(1년)": the years of a renewal, not of the term.
_OF_RENEWAL = re.compile(r"(?:연장|갱신|renewal|renewable)\s*\([^)]*\)", re.IGNORECASE)
_NOTICE = re.compile(
    r"(?P<n>\d{1,3})\s*(?P<u>개월|달|월|주|일|months?|weeks?|days?)\s*(?:\(\d+[^)]*\)\s*)?(?:이?전|prior|before|'?\s*notice|'?\s*written|"
    r"in advance)",
    re.IGNORECASE,
)


def term_years(text: str) -> float | None:
    """The term of years a cell states ("체결일로부터 3년", "5년(1년 단위 자동연장)", "36 months"); None for none."""
    text = _OF_RENEWAL.sub(" ", plain(text))
    for clause in re.split(r"[,;()\[\]\n/]|(?<=[가-힣])\.\s|이후|\bthen\b|thereafter|후\s|\band\b|단,|하되", text):
        for found in _YEARS.finditer(clause):
            if _RENEWING.search(clause[found.end() : found.end() + 14]) or _RENEWING.search(
                clause[max(0, found.start() - 8) : found.start()]
            ):
                continue
            if found["n"]:
                return float(found["n"])
            if found["m"]:
                return int(found["m"]) / 12
            return float(_HANGUL_COUNTS.get(found["h"] or "") or _WORD_COUNTS.get((found["w"] or "").lower()) or 0)
    return None


def notice_months(text: str) -> tuple[float | None, bool]:
    """(months of notice, whether a notice stands there that is no whole month)."""
    found = _NOTICE.search(plain(text))
    if found is None:
        return None, False
    number, unit = int(found["n"]), found["u"].lower()
    if unit in ("개월", "달", "월") or unit.startswith("month"):
        return float(number), False
    if unit == "일" or unit.startswith("day"):
        return (number / 30, False) if number % 30 == 0 else (None, True)
    return None, True


# ------------------------------------------------------------------------------------------------------------- sums

_UNITS = {"억원": 100_000_000, "백만원": 1_000_000, "십만원": 100_000, "만원": 10_000, "천원": 1_000, "원": 1}
UNIT = re.compile(r"(억|백만|십만|만|천)?\s?원|(?<![a-z])(?:krw|won)(?![a-z])", re.IGNORECASE)
_FOREIGN = re.compile(r"\$|usd|달러|불|€|eur|유로|£|¥|엔|위안|jpy|cny", re.IGNORECASE)


def unit_of(text: str) -> int | None:
    """Won in one unit of a header or a remark such as "(단위: 천원)", "(백만원)"."""
    found = UNIT.search(text.replace(" ", ""))
    if found is None:
        return None
    return _UNITS.get(f"{found[1] or ''}원", 1)


def won(cell: Cell, unit: int) -> tuple[float | None, str]:
    """(won, problem) of a cell; a unit in the cell goes before that of the column."""
    text = plain(cell.text).replace(" ", "")
    if _FOREIGN.search(text):
        return None, "not_won"
    if cell.number is not None:
        return _tidy(cell.number * unit), ""
    total, found_any = 0.0, False
    for found in re.finditer(r"([\d,]+(?:\.\d+)?)(억|백만|십만|만|천)?(원)?", text):
        digits = found[1].replace(",", "")
        if not digits:
            continue
        if found_any and not found[2] and not found[3] and not total:
            return None, "not_read"
        own = _UNITS.get(f"{found[2] or ''}원", 1) if found[2] or found[3] else unit
        total += float(digits) * own
        if found_any and not (found[2] or found[3]):
            return None, "not_read"
        found_any = True
    left = re.sub(r"([\d,]+(?:\.\d+)?)(억|백만|십만|만|천)?(원)?|[₩￦\\()약정]|krw|won", "", text, flags=re.IGNORECASE)
    if not found_any:
        return None, "" if NOTHING.fullmatch(cell.text) else "not_read"
    return (None, "not_read") if left else (_tidy(total), "")


def _tidy(value: float) -> float:
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
