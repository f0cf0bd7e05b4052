"""Two copies of a passage laid beside one another: which line is whose copy, which stands in one only, and the words
that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from meetings.reader.facts.promises.passages import Passage
from meetings.reader.reading import Copied, Stretch

_ALIKE = 60  # of 100; between two lines that are copies, one like another is its copy however short
#: Who speaks, at the beginning of a line.
SPEAKER = re.compile(r"^\s*[(\[【<][^()\[\]【】<>]{2,30}[)\]】>]\s*")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def aligned(passages: Sequence[Passage], run: Sequence[tuple[int, int]]) -> tuple[Copied, ...]:
    """Every passage of both copies in order. ``run`` are the numbers of the passages known to be copies."""
    rows: list[Copied] = []
    before: tuple[int, int] | None = None
    for i, j in run:
        if before is not None:
            rows += _between(passages[before[0] + 1 : i], passages[before[1] + 1 : j])
        rows.append(beside(passages[i], passages[j]))
        before = i, j
    return tuple(rows)


def _between(first: Sequence[Passage], second: Sequence[Passage]) -> Iterator[Copied]:
    """The few lines between two that are copies: in order, each with the next one that is like it."""
    at = 0
    for passage in first:
        like = (n for n in range(at, len(second)) if fuzz.ratio(passage.text, second[n].text) >= _ALIKE)
        found = next(like, None)
        if found is None:
            yield beside(passage, None)
            continue
        for other in second[at:found]:
            yield beside(None, other)
        yield beside(passage, second[found])
        at = found + 1
    for other in second[at:]:
        yield beside(None, other)


def beside(first: Passage | None, second: Passage | None) -> Copied:
    """Two lines beside one another; None where the line has no copy."""
    parts = _stretches(first.text, second.text) if first and second else ()
    alone = first or second
    if alone and not parts:
        parts = (Stretch(first.text if first else "", second.text if second else "", True),)
    return Copied(first.lines if first else (), second.lines if second else (), tuple(parts))


def _stretches(first: str, second: str) -> tuple[Stretch, ...]:
    """Both texts cut where they differ, whole words at a time. Blanks alone are no difference."""
    heads = [found.group() if (found := SPEAKER.match(text)) else "" for text in (first, second)]
    # The first word is another matter than who says it.
    parts = list(_judged(*heads)) if any(heads) else []
    return (*parts, *_words(first[len(heads[0]) :], second[len(heads[1]) :]))


def _words(first: str, second: str) -> Iterator[Stretch]:
    one, other = _TOKEN.findall(first), _TOKEN.findall(second)
    parts: list[Stretch] = []
    for step in Levenshtein.opcodes(one, other):
        a, b = "".join(one[step.src_start : step.src_end]), "".join(other[step.dest_start : step.dest_end])
        differs = step.tag != "equal"
        # Changes that touch, or that only a blank parts, are one.
        if differs and parts and parts[-1].differs:
            parts[-1] = Stretch(parts[-1].first + a, parts[-1].second + b, True)
        elif differs and len(parts) > 1 and not parts[-1].first.strip() and parts[-2].differs:
            blank, last = parts.pop(), parts.pop()
            parts.append(Stretch(last.first + blank.first + a, last.second + blank.second + b, True))
        else:
            parts.append(Stretch(a, b, differs))
    for part in parts:
        yield from _judged(part.first, part.second) if part.differs else (part,)


def _judged(first: str, second: str) -> Iterator[Stretch]:
    """Whether two stretches differ in more than blanks, without the blanks behind them."""
    if _solid(first) == _solid(second):
        yield Stretch(first, second)
        return
    yield Stretch(first.rstrip(), second.rstrip(), True)
    blanks, others = (text[len(text.rstrip()) :] for text in (first, second))
    if blanks or others:
        yield Stretch(blanks, others)


def _solid(text: str) -> str:
    return "".join(text.split())
