"""Neighbouring atoms joined into ranges, lending each other the year or month they leave out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from meetings.reader.facts.dates.atoms import Atom, Context
from meetings.reader.facts.dates.fragments import WEEKDAY_AFTER
from meetings.reader.facts.dates.handlers import weekday_of

_SEPARATOR = re.compile(
    r"\s?(?:중\s?)?(?:~|-|부터\s?~?|에서|to\b|until\b|through\b|till\b|al?\b|hasta\b|or\b|또는|혹은|이나"
    r"|o\b)\s?(?:the\s+|el\s+|la\s+)?",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\s*(?:and|y)\s*(?:the\s+|el\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|entre)(?:\s+(?:the|el))?\s*$", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:~|-|부터\s*~?)\s*(?:(?P<m>\d{1,2})\s*(?:[./]|월)\s*)?(?P<d>\d{1,2})(?![\d:%]|시|\s*(?:시|명|인|개|차|월"
    r"|년|주|박|회|건|세|호|:))\s*(?:일(?!본)|\.(?!\d))?" + WEEKDAY_AFTER
)
_HEAD = re.compile(
    r"(?<![\d.:/가-힣])(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,\s?\d{1,2}(?:st|nd|rd|th)?)*\s?,?\s?"
    r"(?:~|-|to|and|&|al?|y(?:\s+el)?|or|until|hasta)\s?(?:the\s+|el\s+)?$",
    re.IGNORECASE,
)

_BARE_HEAD = re.compile(r"(?<![\d.:/,])(?:'?(?:\d{1,2}|(?:19|20)\d{2})(?:년도?|월)?)\s?(?:~|-)\s?$")

# "4월 13일부터 5일간", "13 April for two weeks", "13 de abril por 5 días": a first day and how long
_LONG = re.compile(
    r"\s*(?:부터|for|por|durante)\s+(?P<n>\d{1,2}|two|three|four|five|dos|tres|cuatro|cinco)\s?"
    r"(?:(?P<days>일(?=간|\s?동안)|days?\b|d[íi]as\b)|(?:주(?=간|\s?동안)|weeks?\b|semanas\b))(?:간|\s?동안)?",
    re.IGNORECASE,
)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5}

Group = tuple[Atom, "Atom | None"]


def joined(context: Context, atoms: list[Atom]) -> Iterator[Group]:
    """Pairs (first, last) for ranges and (atom, None) for single readings."""
    text, at, floor = context.text, 0, 0
    while at < len(atoms):
        first = atoms[at]
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        if following and _are_joined(text, first, following):
            floor = following.stop
            yield first, following
            at += 2
            continue
        if (until := _lasting(context, first)) is not None:
            floor = until.stop
            yield first, until
            at += 1
            continue
        tail = _TAIL.match(text, first.stop) if first.unit == "day" and first.style in ("dot", "ko", "slash") else None
        if tail and not (following and following.start < tail.end()):
            month = int(tail.group("m")) if tail.group("m") else first.month
            day = int(tail.group("d"))
            if month and 1 <= month <= 12 and 1 <= day <= 31 and (month, day) != (first.month, first.day):
                last = Atom(
                    tail.start(), tail.end(), "day", None, month, day, weekday=weekday_of(tail), style=first.style
                )
                floor = last.stop
                yield first, last
                at += 1
                continue
        head = (
            _HEAD.search(text, max(floor, first.start - 16), first.start)
            if first.unit == "day" and first.style == "dm"
            else None
        )
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


def _lasting(context: Context, first: Atom) -> Atom | None:
    """The last day of what begins on a day and is said to last so many days or weeks."""
    found = _LONG.match(context.text, first.stop) if first.unit == "day" and first.month and first.day else None
    if found is None or not first.month or not first.day:
        return None
    year = first.year or (context.reference.year if context.reference else 2000)
    if first.day > monthrange(year, first.month)[1]:
        return None
    count = _WORDS.get(found["n"].lower()) or int(found["n"])
    last = date(year, first.month, first.day) + timedelta(days=(count if found["days"] else 7 * count) - 1)
    written = last.year if first.year else None
    return Atom(found.start(), found.end(), "day", written, last.month, last.day, style=first.style)


def _bare_head(text: str, floor: int, atom: Atom) -> Atom | None:
    """The first month or year of "9~10월" and "2024~2025년", which has no unit of its own."""
    if atom.unit not in ("month", "year", "quarter") or not re.match(r"'?\d", text[atom.start :]):
        return None
    head = _BARE_HEAD.search(text, floor, atom.start)
    if head is None:
        return None
    number = int(re.sub(r"\D", "", head.group()))
    if atom.unit == "month" and atom.month and atom.year is None and 1 <= number <= 12:
        return replace(atom, start=head.start(), stop=head.end(), month=number, part="", by=False)
    if atom.unit == "quarter" and 1 <= number < atom.number:
        return replace(atom, start=head.start(), stop=head.end(), number=number, part="", by=False)
    if atom.unit == "year" and atom.year:
        year = number + 2000 if number < 100 else number
        if atom.year - 20 <= year < atom.year:
            return replace(atom, start=head.start(), stop=head.end(), year=year, part="", by=False)
    return None


def _are_joined(text: str, first: Atom, last: Atom) -> bool:
    between = text[first.stop : last.start]
    if {first.unit, last.unit} & {"none", "before"}:
        return False
    if between.strip() == "/" and first.unit == last.unit and first.unit in ("month", "quarter"):
        return True
    if first.style == "range":
        return True
    if first.year_written and last.year_written is False and first.unit == "year" and last.unit == "day":
        return False
    if _SEPARATOR.fullmatch(between):
        return True
    if _ALSO.fullmatch(between):
        return bool(_BETWEEN.search(text[max(0, first.start - 16) : first.start]))
    # "연말에 내년 초까지": two windows, the second of which ends a stretch.
    return (
        between.strip() == "에"
        and first.unit != "day"
        and last.unit != "day"
        and text[last.stop : last.stop + 4].lstrip().startswith("까지")
    )


def _stands_alone(text: str, atom: Atom) -> bool:
    """A month and day in bare figures ("8/12", "6. 9.") are a date only as a whole cell or before a particle."""
    if atom.style in ("range", "word"):
        return False
    if len(text) < 40 and text.strip() == text[atom.start : atom.stop].strip():
        return (
            atom.style == "figures"
            or "/" in text[atom.start : atom.stop]
            or text[atom.start : atom.stop].count("-") == 2
            or text[atom.start : atom.stop].rstrip().endswith(".")
        )
    if re.search(r"(?:^|[(,:\s])~\s?$", text[max(0, atom.start - 3) : atom.start]):
        return True  # "(~8. 22.)": until
    return bool(
        re.match(
            r"\s?(?:까지|한(?![가-힣 ])|限|부터|자로|일자|에\s|전후|경\b|이전|이후|출장|귀국|출국|입국|이행|체결|제출"
            r"|완료|회의|예정)",
            text[atom.stop : atom.stop + 8],
        )
    )


def lend(first: Atom, last: Atom) -> tuple[Atom, Atom]:
    """What one side of a range leaves out it takes from the other."""
    if last.style == "bare" and first.unit == "day" and first.day and first.month and last.day:
        # "8월 28일부터 2일까지": the next such day after the first, not after the reference.
        month = first.month if last.day > first.day else first.month % 12 + 1
        last = replace(last, month=month, year=None)
    elif last.unit == "day" and last.month is None:
        last = replace(last, month=first.month)
    if first.year is None and last.year is not None:
        earlier = bool(first.month and last.month and first.month > last.month)
        first = replace(first, year=last.year - 1 if earlier else last.year)
    elif last.year is None and first.year is not None:
        later = bool(first.month and last.month and last.month < first.month)
        last = replace(last, year=first.year + 1 if later else first.year)
    return first, last
