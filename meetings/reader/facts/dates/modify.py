"""Words before an atom that change what it means: parts, weeks and weekdays of it, and the words that make it a date.

"the end of" Q3, "la segunda quincena de" agosto, "the third Friday of" October, "week of" 4 May, "two weeks before"
25 June: each is said once here, of every kind of period, and not in the pattern of each. Korean puts them behind, where
the patterns have them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from meetings.reader.facts.calendar_words import LATIN_WEEKDAY, ORDINALS, WEEKDAYS
from meetings.reader.facts.dates.atoms import Atom, Context
from meetings.reader.facts.dates.counting import before
from meetings.reader.facts.dates.handlers import part_word, spaced
from meetings.reader.facts.dates.resolve import bounds_of

_BREATH = 200  # characters within which a day named before is still meant
_REACH = 56  # characters before an atom in which such words stand
_OF = r"(?:(?:of|in|del?)\s+)?(?:the\s+|el\s+|la\s+)?(?:month\s+of\s+|mes\s+de\s+)?$"
_ORDINAL = (
    r"(?P<nth>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th"
    r"|primera?|segund[ao]|tercera?|cuart[ao]|últim[ao]|ultim[ao])"
)
_PART = re.compile(
    r"(?<!\w)(?:towards?\s+)?(?:the\s+|la\s+|el\s+)?"
    r"(?P<part>early|mid|late|end(?:\s+of)?|(?:beginning|start|middle|close)\s+of|(?:first|second|1st|2nd)\s+(?:half"
    r"|fortnight)\s+(?:of|in)|first\s+(?:few\s+|ten\s+)?days\s+of"
    r"|primeros\s+días|inicios?|principios?|comienzos?|mediados?|fin(?:es|al|ales)?|(?:primera|segunda)\s+(?:quincena|mitad))"
    r"(?:\s?-\s?|\s+)" + _OF,
    re.IGNORECASE,
)
_WEEK = re.compile(r"(?<!\w)(?:the\s+|la\s+)?" + _ORDINAL + r"\s+(?:week|semana)\s+" + _OF, re.IGNORECASE)
_NTH_DAY = re.compile(
    r"(?<!\w)(?:the\s+|el\s+)?" + _ORDINAL + r"\s+(?P<on>" + LATIN_WEEKDAY + r")\s+" + _OF, re.IGNORECASE
)
_WEEK_OF = re.compile(
    r"(?<!\w)(?:the\s+|la\s+)?(?:week\s+(?:of|commencing|beginning|starting|from|ending)|w/[ce]"
    r"|semana\s+del?)\s+(?:the\s+|on\s+)?$",
    re.IGNORECASE,
)
# What makes a bare month, weekday or year a date; loose words stand before anything and make one of a month only.
_LEAD = re.compile(
    r"(?<!\w)(?:(?P<firm>in|on|by|during|until|till|before|for|since|from|within|due|COB|EOB|EOD|close\s+of\s+business"
    r"|noon|end\s+of|en|hasta|para|durante|desde|este|próximo|hacia|tardar)"
    r"|to|through|next|this|coming|of|after|around|latest|a|de|del)"
    r"(?:\s+on)?[\s:]+(?:the\s+|el\s+(?:mes\s+de\s+)?|late\s+|about\s+)?$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?<!\w)within\s+(?:the\s+)?(?:calendar\s+)?$", re.IGNORECASE)
_PERIODS = ("month", "quarter", "half", "year", "week")


def modified(context: Context, atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms with the words before them taken in. Words that are a date only beside such words are left out
    without."""
    out: list[Atom] = []
    for at, atom in enumerate(atoms):
        if out and out[-1].unit == "before" and (atom.unit == "day") and _adjoins(context.text, out[-1], atom):
            out[-1] = _counted_back(context, out[-1], atom)
            continue
        if atom.unit == "before":
            named = _named_before(out, atom)
            if named and (not atom.style or _is_close(named, atom)):
                atom = _counted_back(context, named, atom, alone=True)
            out.append(atom)
            continue
        floor = out[-1].stop if out else 0
        read = _taken_in(context, atom, max(floor, atom.start - _REACH))
        if read is not None:
            out.append(read)
        elif atom.unit == "month" and _in_a_range(context.text, atoms, at):
            out.append(replace(atom, weak=True, style="range"))
    return out


def _named_before(atoms: Sequence[Atom], offset: Atom) -> Atom | None:
    """The day that "one week before" is counted back from: the last one named, in the same breath."""
    for atom in reversed(atoms):
        if offset.start - atom.stop > _BREATH:
            return None
        if atom.unit in ("day", "window"):
            return atom
    return None


def _taken_in(context: Context, atom: Atom, floor: int) -> Atom | None:
    text = context.text[floor : atom.start]
    if atom.unit in _PERIODS and not atom.part and (found := _PART.search(text)):
        part = part_word(found.group("part"))
        if not part.startswith("half") or atom.unit == "month":
            return _with_part(context, atom, part, floor + found.start())
    if atom.unit == "month" and not atom.part and (found := _WEEK.search(text)):
        part = f"week{ORDINALS[spaced(found.group('nth'))]}"
        return replace(atom, start=floor + found.start(), part=part, weak=False)
    if atom.unit == "month" and not atom.part and (found := _NTH_DAY.search(text)):
        part = f"day{ORDINALS[spaced(found.group('nth'))]}:{WEEKDAYS[found.group('on').lower()]}"
        return replace(atom, start=floor + found.start(), part=part, precision="day", weak=False)
    if atom.unit == "day" and not atom.weak and (found := _WEEK_OF.search(text)):
        day = bounds_of(context, atom)
        if day:
            monday = day[0] - timedelta(days=day[0].weekday())
            week = (monday, monday + timedelta(days=4))
            return replace(atom, unit="window", window=week, start=floor + found.start(), weekday=None)
    if not (atom.weak and atom.style == "word"):
        return atom
    if found := _WITHIN.search(text):
        if atom.unit not in _PERIODS:
            return None
        if atom.unit == "year" and not atom.year_written:
            return replace(atom, part="rest", precision="year_end", weak=False, by=True)
        return replace(atom, weak=False, by=True)
    spelled = context.text[atom.start : atom.stop].lower()
    if spelled.startswith(("the ", "week", "mes", "month")):
        return None  # "the year", "the month": only with a part of it
    lead = _LEAD.search(text)
    return replace(atom, weak=False) if lead and (lead.group("firm") or atom.unit == "month") else None


def _with_part(context: Context, atom: Atom, part: str, start: int) -> Atom:
    if atom.unit == "week" and atom.window:
        first, last = atom.window
        if part in ("late", "end"):
            first = last - timedelta(days=1)
        elif part == "early":
            last = first + timedelta(days=1)
        else:
            first = last = first + timedelta(days=2)
        return replace(atom, start=start, window=(first, last), weak=False)
    precision = "year_end" if atom.unit == "year" and part in ("late", "end") else atom.precision
    return replace(atom, start=start, part=part, precision=precision, weak=False)


def _adjoins(text: str, offset: Atom, day: Atom) -> bool:
    return bool(re.fullmatch(r"\s*(?:the|el|al|del|de)?\s*", text[offset.stop : day.start]))


def _is_close(named: Atom, offset: Atom) -> bool:
    """ "차기 회의(9월 25일) 1주 전": the day stands in a bracket or right beside."""
    return offset.start - named.stop <= 3


def _counted_back(context: Context, first: Atom, second: Atom, *, alone: bool = False) -> Atom:
    offset, day = (second, first) if alone else (first, second)
    bounds = bounds_of(context, day)
    on: date | None = before(bounds[0], offset) if bounds else None
    start, stop = (offset.start, offset.stop) if alone else (offset.start, day.stop)
    if on is None:
        return replace(offset, start=start, stop=stop)
    return replace(offset, unit="window", window=(on, on), start=start, stop=stop, precision="day", by=True)


def _in_a_range(text: str, atoms: Sequence[Atom], at: int) -> bool:
    """Whether a bare month stands beside another month with no more than a "to" or "/" between."""
    for other in (at - 1, at + 1):
        if not 0 <= other < len(atoms) or atoms[other].unit != "month":
            continue
        first, last = sorted((atoms[at], atoms[other]), key=lambda a: a.start)
        if last.start - first.stop < 12 and re.fullmatch(
            r"\s?(?:-|/|~|to|and|until|through|or|y|a|o|hasta)\s?", text[first.stop : last.start], re.IGNORECASE
        ):
            return True
    return False
