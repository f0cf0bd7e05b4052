"""A trip entered in one line: "8/10–15 페루 리마, CONCYTEC 최종워크숍, 서도윤" → period, places, travellers, title.

Pure: takes the line, the day it was typed on and what counts as a name of ours; asks no database. Days and places are
read by the reader's own grammar. Nothing is lost: whatever was not understood stays, word for word, in the title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.reader.facts.dates import DateSpan, find_dates
from meetings.reader.facts.places import city_country, country_code
from partners import names

#: A longer journey than this, in days, is a slip of the pen and is left to the person.
LONGEST = 366
#: Words of the longest name of a country or city: "Papua New Guinea", "Washington D.C.".
_PLACE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where to: ``country`` as ISO 3166-1 alpha-2, ``city`` as typed, empty where only the country was named."""

    country: str
    city: str = ""


@dataclass(frozen=True, slots=True)
class Traveller:
    """Who goes, as typed; ``rank`` is the title written beside the name."""

    name: str
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line was understood as. ``text`` is the line itself; days are None where it names none."""

    text: str
    title: str
    start: date | None = None
    end: date | None = None
    nights: int | None = None
    days: int | None = None
    places: tuple[Place, ...] = ()
    travellers: tuple[Traveller, ...] = ()


def read_entry(text: str, *, on: date, is_ours: Callable[[str], bool] = lambda name: False) -> Entry:
    """Read one line. ``on`` gives the year a day leaves out: the nearest from four months back to eight ahead.

    ``is_ours`` says whether somebody of ours bears exactly this name: such a name is a traveller wherever it ends the
    line, in any script; other words are one only where a whole part of the line is names.
    """
    line = " ".join(text.split())
    rest, start, end, nights, days = _period(line, on)
    parts = [part for part in _parts(rest) if _bare(part)]
    kept: list[str] = []
    places: list[Place] = []
    travellers: list[Traveller] = []
    last = len(parts) - 1
    for index, part in enumerate(parts):
        if found := _only_places(part):
            places += found
        elif people := _only_people(_OTHERS.sub("", part), is_ours, alone=len(parts) == 1):
            travellers += people
            kept += [match.group() for match in _OTHERS.finditer(part)]
        else:
            if index == last:
                part, ending = _people_at_the_end(part, is_ours)
                travellers += ending
            kept.append(part)
    if not places:  # among other words a name may be a person's; it counts where no part names places alone
        places = [place for part in kept for place in _places_named(part)]
    title = ", ".join(filter(None, (_bare(part) for part in kept)))
    return Entry(
        text=line,
        title=title,
        start=start,
        end=end,
        nights=nights,
        days=days,
        places=_joined(places),
        travellers=tuple({one.name: one for one in travellers}.values()),
    )


# ------------------------------------------------------------------------------------------------- when

# Ways to write days that a report does not use but a person in a hurry does, brought to what the grammar reads.
_TO_DAY = r"\s*[~∼～〜–—−-]\s*"
_ISO = r"(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})"
_HASTY: tuple[tuple[re.Pattern[str], str], ...] = (
    # 20260810-20260815, 2026-08-10/2026-08-15 as ISO 8601 writes it, 2026/8/10-8/15, 2026-08-10/15
    (
        re.compile(rf"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?:\s*/|{_TO_DAY})(20\d\d)([01]\d)([0-3]\d)(?!\d)"),
        r"\1.\2.\3.~\4.\5.\6.",
    ),
    (re.compile(rf"(?<!\d){_ISO}(?:\s*/\s*|{_TO_DAY}){_ISO}(?!\d)"), r"\1.\2.\3.~\4.\5.\6."),
    (re.compile(rf"(?<!\d){_ISO}(?:/|{_TO_DAY})(\d{{1,2}})[-/.](\d{{1,2}})(?!\d)"), r"\1.\2.\3.~\4.\5."),
    (re.compile(rf"(?<!\d){_ISO}(?:/|{_TO_DAY})(\d{{1,2}})(?![\d/월-]|\.\d)"), r"\1.\2.\3.~\4."),
    (re.compile(r"(?<![\d/])(20\d\d)/(\d{1,2})/(\d{1,2})(?![\d/])"), r"\1-\2-\3"),
    # 8월 10~15일
    (re.compile(rf"(\d{{1,2}})\s*월\s*(\d{{1,2}}){_TO_DAY}(\d{{1,2}})\s*일"), r"\1월 \2일~\3일"),
)
# 8/10 or 8.10. before words: in a report it is a section or a fraction, in a line about a trip a day.
_LONE = re.compile(
    r"(?<![\d/.~∼–-])(?P<m>0?[1-9]|1[0-2])\s?[/.]\s?(?P<d>0?[1-9]|[12]\d|3[01])\.?(?:\s?\([^)]{1,3}\))?"
    r"(?=\s|,|$|부터|출발)(?!\s*(?:[~∼～〜–—−-]|부터\s*~?\s*\d|to\b|until\b|and\b))"
)
_STAY = re.compile(
    r"\(?\s*(?P<n>\d{1,2})\s*박\s*(?P<d>\d{1,2})\s*일(?:간)?\s*\)?"
    r"|\(?\s*(?P<n2>\d{1,2})\s+nights?(?:\s*[,/]?\s*(?P<d2>\d{1,2})\s+days?)?\s*\)?",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(r"(?<![가-힣])당일(?:\s?(?:치기|출장|일정))?(?![가-힣])|\bday trip\b", re.IGNORECASE)
_JOINTS = re.compile(
    r"^\s*(?:부터|까지|에|동안|출발|on|from|during)(?=\s|,|$)\s*|\s*\b(?:on|from|during)\s*$", re.IGNORECASE
)


def _period(line: str, on: date) -> tuple[str, date | None, date | None, int | None, int | None]:
    """The line without its period, first and last day, and nights and days where it says them."""
    found = _where(line, on)
    if found is None:
        return line, None, None, None, None
    span, before, after = found
    assert span.start is not None
    assert span.end is not None
    start, end = span.start, span.end
    rest = f"{_JOINTS.sub('', before)} , {_JOINTS.sub('', after)}" if before.strip() else _JOINTS.sub("", after)
    nights = days = None
    if (stay := _STAY.search(rest)) is not None:
        nights = int(stay["n"] or stay["n2"])
        days = int(stay["d"] or stay["d2"]) if stay["d"] or stay["d2"] else None
        rest = f"{rest[: stay.start()]} {rest[stay.end() :]}"
        if start == end:
            end = start + timedelta(days=(days or nights + 1) - 1)
    elif start == end and (said := _ONE_DAY.search(rest)) is not None:
        rest = f"{rest[: said.start()]} {rest[said.end() :]}"
    return rest, start, end, nights, days


def _where(line: str, on: date) -> tuple[DateSpan, str, str] | None:
    """The days of the journey, with the words before and after them exactly as typed.

    A range counts before a single day. A rewriting is taken only where nothing but the days themselves changed.
    """
    rewritten = line
    for pattern, instead in _HASTY:
        rewritten = pattern.sub(instead, rewritten)
    alone = _LONE.sub(r"\g<m>월 \g<d>일", rewritten, count=1)
    single: tuple[DateSpan, str, str] | None = None
    for plain in dict.fromkeys((rewritten, line, alone)):
        for span in find_dates(plain, reference=on):
            if span.precision != "day" or span.start is None or span.end is None:
                continue
            before, after = plain[: span.pos[0]], plain[span.pos[1] :]
            if not (line.startswith(before) and line.endswith(after) and len(before) + len(after) < len(line)):
                continue
            if 0 < (span.end - span.start).days < LONGEST:
                return span, before, after
            if span.start == span.end:
                single = single or (span, before, after)
    return single


# ------------------------------------------------------------------------------------------------ parts

_SEPARATOR = re.compile(r"\s*[,;，、|]\s*|\s+/\s+|\s+[-–—]\s+")
_EDGES = " \t,;:·ㆍ/-–—~|"


def _parts(text: str) -> list[str]:
    """The line at its commas, outside of brackets."""
    out, depth, begin = [], 0, 0
    for match in re.finditer(rf"[(\[（【]|[)\]）】]|{_SEPARATOR.pattern}", text):
        found = match.group()
        if found in "([（【":
            depth += 1
        elif found in ")]）】":
            depth = max(0, depth - 1)
        elif depth == 0:
            out.append(text[begin : match.start()])
            begin = match.end()
    return [*out, text[begin:]]


def _bare(part: str) -> str:
    return " ".join(part.split()).strip(_EDGES)


# ----------------------------------------------------------------------------------------------- where to

_TO = re.compile(r"^(?:in|to|at|en|a)\s+", re.IGNORECASE)
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:으로|로|에서|에)$")
_ALSO = frozenset({"및", "and", "y", "e", "&", "·", "ㆍ", "/", "-", "–", "→", "~", "(", ")"})


def _words(part: str) -> list[str]:
    return re.sub(r"([()（）·ㆍ/→–&]|(?<=\s)-(?=\s))", r" \1 ", part).replace("（", "(").replace("）", ")").split()


def _place_at(words: list[str], index: int) -> tuple[Place, int] | None:
    """The longest name of a country or city that begins at this word, and the words it takes."""
    for length in range(min(_PLACE_WORDS, len(words) - index), 0, -1):
        chunk = words[index : index + length]
        if any(word in _ALSO for word in chunk):
            continue
        typed = " ".join(chunk)
        for name in (typed, _PARTICLE.sub("", typed)):
            if len(name) < 2:
                continue
            if (code := country_code(name)) is not None:
                return Place(code), length
            if (code := city_country(name)) is not None:
                return Place(code, name), length
    return None


def _only_places(part: str) -> list[Place]:
    """The places of a part that names nothing else; empty otherwise."""
    words = _words(_TO.sub("", _bare(part)))
    found: list[Place] = []
    index = 0
    while index < len(words):
        if words[index] in _ALSO:
            index += 1
            continue
        at = _place_at(words, index)
        if at is None:
            return []
        found.append(at[0])
        index += at[1]
    return found


def _places_named(part: str) -> list[Place]:
    """Every place among the words of a part, where no part names places alone."""
    words = _words(part)
    found: list[Place] = []
    index = 0
    while index < len(words):
        at = _place_at(words, index)
        if at is not None:
            found.append(at[0])
        index += at[1] if at else 1
    return found


def _joined(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each place once; a country alone falls away where one of its cities is named."""
    each = list(dict.fromkeys(places))
    with_city = {place.country for place in each if place.city}
    return tuple(place for place in each if place.city or place.country not in with_city)


# ---------------------------------------------------------------------------------------------------- who

_LABEL = re.compile(
    r"^(?:출장자|동행|참가자?|travell?ers?|with)\s*[:：]?\s+|^(?:출장자|동행|참가자?)\s*[:：]\s*", re.IGNORECASE
)
_OTHERS = re.compile(r"\s*외\s*\d{1,2}\s*(?:명|인)\s*$|\s*(?:and|\+)\s*\d{1,2}\s+others?\s*$", re.IGNORECASE)
# "Mina Doe" alone may be a workshop's name as well; behind a label or an honorific it is a person's.
_LATIN_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){1,3}")
_BETWEEN = re.compile(r"\s*(?:[·ㆍ/&+]|\s및\s|\sand\s)\s*")


def _only_people(part: str, is_ours: Callable[[str], bool], *, alone: bool) -> list[Traveller]:
    """The people of a part that is nothing but names and ranks; empty otherwise.

    A word that only looks like a name counts with three syllables, and not where it is all that the line says.
    """
    bare = _bare(part)
    labelled = _LABEL.match(bare) is not None
    found: list[Traveller] = []
    for piece in _BETWEEN.split(_LABEL.sub("", bare)):
        people = list(_people_of(piece, is_ours, sure=labelled))
        if not people:
            return []
        found += people
    if alone and not labelled and not all(is_ours(one.name) for one in found):
        return []
    return found


def _people_of(piece: str, is_ours: Callable[[str], bool], *, sure: bool) -> Iterator[Traveller]:
    """One person, or several Korean names one after the other; nothing where a word is neither name nor rank."""
    honorific, bare = names.split_honorific(piece)
    name, rank = names.split_korean_title(bare)
    told = (sure or honorific is not None) and _LATIN_NAME.fullmatch(name) is not None
    if told or is_ours(name) or _looks_like_name(name, sure=sure):
        yield Traveller(name, rank or "")
        return
    words = piece.split()
    if len(words) < 2:
        return
    read: list[Traveller] = []
    for word in words:
        if read and names.is_title(word):
            read[-1] = Traveller(read[-1].name, word)
        elif is_ours(word) or _looks_like_name(word, sure=sure):
            read.append(Traveller(word))
        else:
            return
    yield from read


def _looks_like_name(word: str, *, sure: bool) -> bool:
    return (len(word) >= 3 or sure) and names.is_korean_name(word) and not names.is_title(word) and _nowhere(word)


def _nowhere(word: str) -> bool:
    return country_code(word) is None and city_country(word) is None


def _people_at_the_end(part: str, is_ours: Callable[[str], bool]) -> tuple[str, list[Traveller]]:
    """A part without the names of ours that end it, and those people: "CONCYTEC 최종워크숍 서도윤 팀장"."""
    words, found = part.split(), []
    while len(words) > 1:
        rank = words[-1] if names.is_title(words[-1]) and len(words) > 2 else ""
        name = words[-2] if rank else words[-1]
        bare, attached = names.split_korean_title(name)
        if not is_ours(bare):
            break
        found.append(Traveller(bare, rank or attached or ""))
        words = words[: -2 if rank else -1]
    return " ".join(words), found[::-1]
