"""Lines from characters, and paragraphs from lines: what the layout broke is joined again, so that a quote is a whole
sentence.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .glyphs import Glyph

# A line that opens with one of these begins anew, whatever stands above it.
_MARKER = re.compile(
    r"(?:[□■▣◇◆❏❑☐◈○●◎◯❍⚪⦁◦·ㆍ•∙▪▫▸▷►▶➢➤→⇒❖✓✔※☞]|[①-⑳❶-❿㉮-㉻]|[-–—‑−*+]\s|[oOㅇ]\s|"
    r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+\s*[.．]|제\s*\d{1,2}\s*[장절]|\d{1,2}\s?[.)]\s(?!\s*\d)|\d{1,2}\.\d{1,2}\.?\s+(?![\d(~])|"
    r"[가나다라마바사아자차카타파하][.)]\s|\((?:\d{1,2}|[가나다라마바사아자차카타파하])\)\s)"
)
# What follows a word without a space: behind a bracket or Latin letters it cannot begin a line of its own.
_PARTICLE = re.compile(r"(?:[은는이가을를의에와과로도만]|으로|에서|에게|까지|부터|측[은이의]?)(?=[\s,.)])")
_LABEL = re.compile(r"[^\s:：.,](?:(?!\s/\s)[^:：.,]){0,24}\s?[:：](?!\d)")
_COUNTER = re.compile(r"(?:년|월|일|시|분|명|인|개|건|차|회|박|주|억|만|천|원|단계|여)")
_BRACKET = re.compile(r"[가-힣]( ?)\(")
_STEM_ENDS = (18, 20)  # ㅄ and ㅆ of "없", "하였", "있", "겠": no noun ends in them
_USUAL_PITCH = 1.5  # times the size of the type, where no paragraph has lines enough to tell
_BLANK = 1.4  # times the distance between the lines of a paragraph
_WORD = re.compile(r"[가-힣A-Za-zÀ-ÿ0-9]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is set. ``opening`` is the width of its first word, ``open_end`` says that a space ends it;
    ``blank`` is the width of its blanks, as a multiple of the size.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int
    opening: float
    open_end: bool
    blank: float = 0.0

    @property
    def width(self) -> float:
        """In points."""
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document breaks its lines. ``kept`` says that the file still has the space at which a line was broken;
    ``at_words`` that lines are broken between words alone, ``close_brackets`` that brackets follow their word without
    one. ``words`` are the document's and ``stems`` their first two letters, to tell a broken word from two.
    ``pitches`` gives, for a size of type, the distance between lines of a paragraph as a multiple of it.
    """

    kept: bool
    at_words: bool
    close_brackets: bool
    words: frozenset[str]
    stems: frozenset[str]
    pitches: dict[float, float]


def lines_of(glyphs: Iterable[Glyph], page: int, *, spaces: bool) -> list[Line]:
    """The lines from top to bottom. ``spaces`` says that the file writes its spaces; else gaps are spaces."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if groups and glyph.y - groups[-1][-1].y <= 0.3 * glyph.size and glyph.y - groups[-1][0].y <= 0.6 * glyph.size:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [line for group in groups if (line := _line(group, page, spaces)) is not None]


def _line(group: list[Glyph], page: int, spaces: bool) -> Line | None:
    group.sort(key=lambda glyph: glyph.x0)
    words = _visible(group)
    if not words:
        return None
    size = Counter(round(glyph.size, 1) for glyph in words).most_common(1)[0][0]
    written = sorted(glyph.x0 for glyph in group if glyph.char == " ")
    blanks = [
        # A mark over a letter has no width: the space behind it begins where it does
        (after.x0 - before.x1, after.apart or bisect(written, after.x0) > bisect_left(written, before.x0))
        for before, after in pairwise(words)
    ]
    usual = sorted(width for width, is_space in blanks if is_space or width > 0.2 * size)
    middle = usual[len(usual) // 2] if usual else 0.0
    text = [words[0].char]
    opening = 0.0
    for (width, is_space), before, after in zip(blanks, words, words[1:], strict=False):
        if is_space or width > (0.45 if spaces else 0.17) * size:
            # Much wider than the others of its line, a blank parts columns or fields, as a tab stop does.
            text.append("  " if width > 2 * size or (width > 0.9 * size and width > 1.8 * middle) else " ")
            opening = opening or before.x1 - words[0].x0
        text.append(after.char)
    return Line(
        "".join(text),
        words[0].x0,
        max(glyph.x1 for glyph in words),
        Counter(round(glyph.y, 1) for glyph in words).most_common(1)[0][0],
        size,
        all(glyph.bold for glyph in words),
        page,
        opening or words[-1].x1 - words[0].x0,
        bool(written) and written[-1] > words[-1].x0,
        middle / size,
    )


def _visible(group: list[Glyph]) -> list[Glyph]:
    """The letters of a line, those printed twice to look bold once."""
    out: list[Glyph] = []
    for glyph in group:
        if glyph.char == " ":
            continue
        twice = out and glyph.char == out[-1].char and abs(glyph.x0 - out[-1].x0) < 0.15 * glyph.size
        if twice and abs(glyph.order - out[-1].order) > 1:  # next to each other: a ligature, two letters in one place
            continue
        out.append(glyph)
    return out


def groups_of(lines: Sequence[Line], left: float, room: float, pitches: dict[float, float]) -> list[list[Line]]:
    """The lines of each paragraph: a line goes on where the first word of the next would not have fitted.

    ``left`` and ``room`` are the left edge of the block and its width in points. ``pitches`` gives, for a size of
    type, the distance of lines in one paragraph as a multiple of it, where it is known; a wider one begins another.
    """
    out: list[list[Line]] = []
    for line in lines:
        if out and _goes_on(out[-1], line, left, room, pitches):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _goes_on(group: Sequence[Line], line: Line, left: float, room: float, pitches: dict[float, float]) -> bool:
    last = group[-1]
    if abs(line.size - last.size) > 0.6 or line.bold != last.bold:
        return False
    if (_MARKER.match(line.text) or _LABEL.match(line.text)) and not (last.open_end or _ends_in_stem(last.text, line)):
        return False  # "… (1), ② …" may be broken before its mark: then the space there is written
    if line.page == last.page:
        step = (line.y - last.y) / last.size
        if step > pitches.get(last.size, 3.0) * 1.12 or step < 0.5:
            return False
    inset = max(0.0, min(last.x0, group[0].x0) - left)
    if inset > room / 4:
        inset = 0.0  # set in the middle: as wide as the room allows
    return last.width + 0.25 * last.size + line.opening > room - inset - 1.5


def _ends_in_stem(text: str, below: Line) -> bool:
    """Whether a verb broken before its ending leaves what looks like an item: "… 하였" over "다. 소장은 …"."""
    syllable = text[-1:]
    return below.text.startswith("다.") and _is_hangul(syllable) and (ord(syllable) - ord("가")) % 28 in _STEM_ENDS


def parted(group: Sequence[Line], below: Sequence[Line], pitches: dict[float, float]) -> bool:
    """Whether as much as a blank line stands between two paragraphs of a page."""
    last, first = group[-1], below[0]
    pitch = pitches.get(last.size, _USUAL_PITCH)
    return first.page == last.page and first.y - last.y > _BLANK * pitch * last.size


def habits_of(blocks: Sequence[Sequence[Sequence[Line]]], rooms: Sequence[tuple[float, float]]) -> Habits:
    """The habits of a document from its blocks, each as the groups of its lines; ``rooms`` are their edges."""
    words: set[str] = set()
    steps: dict[float, Counter[float]] = {}
    breaks = kept = hangul = early = 0
    broken: list[float] = []
    whole: list[float] = []
    brackets: Counter[bool] = Counter()
    for groups, (left, room) in zip(blocks, rooms, strict=True):
        for group in groups:
            for place, line in enumerate(group):
                found = _WORD.findall(line.text)
                # A line broken somewhere may begin and end with half a word
                words.update(
                    word.casefold() for word in found[0 if place == 0 else 1 : None if place == len(group) - 1 else -1]
                )
                (whole if place == len(group) - 1 else broken).append(line.blank)
                brackets.update(match.group(1) == "" for match in _BRACKET.finditer(line.text))
            for last, line in pairwise(group):
                breaks += 1
                kept += last.open_end
                if last.page == line.page:
                    steps.setdefault(last.size, Counter())[round((line.y - last.y) / last.size, 1)] += 1
                if _is_hangul(last.text[-1:]) and _is_hangul(line.text[:1]):
                    hangul += 1
                    early += left + room - last.x1 > 1.4 * last.size
    # Lines broken between words end early, or, set to both margins, have wide blanks; those broken between any two
    # syllables are full.
    stretched = _part(broken, 0.75) > 1.5 * _part(whole, 0.5) > 0
    pitches = {size: found.most_common(1)[0][0] for size, found in steps.items() if found.total() >= 3}
    return Habits(
        kept=kept * 7 >= breaks > 0,
        at_words=early * 4 > hangul or stretched,
        close_brackets=brackets[True] > brackets[False],
        words=frozenset(words),
        stems=frozenset(word[:2] for word in words),
        pitches=pitches,
    )


def _part(blanks: list[float], share: float) -> float:
    """The blank that so large a share of them does not exceed; 0 where they are too few to tell."""
    found = sorted(blank for blank in blanks if blank)
    return found[int(len(found) * share)] if len(found) >= 3 else 0.0


def joined(group: Sequence[Line], habits: Habits) -> str:
    """The lines of a paragraph as one, with a space where one was and none where a word was broken."""
    text = group[0].text
    for last, line in pairwise(group):
        text += (" " if _apart(text, line.text, last.open_end, habits) else "") + line.text
    return text


def _apart(text: str, more: str, open_end: bool, habits: Habits) -> bool:
    """Whether two pieces of a paragraph are two words."""
    if open_end or habits.kept:
        return open_end
    if text.endswith("-") and more[:1].isalpha():
        return False
    if _is_hangul(text[-1:]) and more.startswith("("):
        return not habits.close_brackets
    if not _is_hangul(text[-1:]) and (_PARTICLE.match(more) or (text[-1:].isdigit() and _COUNTER.match(more))):
        return False
    if habits.at_words or not (_is_hangul(text[-1:]) and _is_hangul(more[:1])):
        return True
    before, after = _WORD.findall(text)[-1].casefold(), _WORD.findall(more)[0].casefold()
    if before + after in habits.words or _PARTICLE.match(more):
        return False
    if len(before) > 2 and before[-1] in "을를은는의":
        return True
    # Lines broken between any two syllables: two words where both are known from elsewhere, else one in halves
    return (len(after) > 1 and after in habits.words) or (before in habits.words and after[:2] in habits.stems)


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"
