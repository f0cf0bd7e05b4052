"""Passages that stand twice, and what differs between the two; the title of a form against its closing sentence.

Repetition is found by shared stretches of text, looked up in buckets, so the work grows with the document, not with
its square.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from zlib import crc32

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.discrepancies.alignment import SPEAKER, aligned, beside
from meetings.reader.facts.labels import fields_of
from meetings.reader.facts.promises.passages import Passage, passages
from meetings.reader.reading import Discrepancy, Reading

_LEAST_LENGTH = 18  # characters; shorter bullets repeat by nature
_SAME = 88  # of 100
_GAP = 4  # passages that one copy may leave out
_LEAST_RUN, _LEAST_TEXT = 3, 80  # passages; characters
_SHINGLE, _KEYS = 8, 5  # characters of a stretch; stretches by which a passage is looked up
_LEAST_SENTENCE = 52  # letters of a single sentence said twice; a Hangul syllable counts for two
_BUCKET = 6  # the latest passages looked at for one stretch


@dataclass(frozen=True, slots=True)
class _Text:
    passage: Passage
    plain: str
    words: tuple[str, ...]


def repetitions(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """Blocks of several passages that stand twice, each with the words that differ between the copies; and single
    sentences with facts. The particulars of meetings (day, place, who was there) are alike by nature."""
    particulars = {block.line for block in blocks if fields_of(block)}
    particulars |= {a.line for m in reading.meetings for a in m.attendees} | {t.line for t in reading.trip.travellers}
    texts = [_text(p) for p in passages(blocks) if _is_told(p)]
    vocabulary = Counter(word for text in texts for word in text.words)
    talks = [(m.heading_line or 0, m.end_line or 0) for m in reading.meetings]
    for run in _runs(_pairs(texts, particulars)):
        size = sum(len(texts[i].plain) for i, _ in run)
        if size < _LEAST_TEXT or (len(run) < _LEAST_RUN and not (len(run) == 2 and size >= 3 * _LEAST_TEXT)):
            for i, j in run:
                yield from _said_twice(texts[i], texts[j], talks)
            continue
        first, last = texts[run[0][0]].passage, texts[run[-1][0]].passage
        again, end = texts[run[0][1]].passage, texts[run[-1][1]].passage
        lines = (first.lines[0], last.lines[-1], again.lines[0], end.lines[-1])
        yield Discrepancy(
            "duplicate_block",
            lines,
            (f"{lines[0]}-{lines[1]}", f"{lines[2]}-{lines[3]}"),
            f"{lines[0]}~{lines[1]}줄의 내용이 {lines[2]}~{lines[3]}줄에 되풀이됩니다. 한쪽을 지워도 됩니까?",
            f"Lines {lines[0]}–{lines[1]} stand again in lines {lines[2]}–{lines[3]}. Can one of them go?",
            aligned([text.passage for text in texts], run),
        )
        yield from _differences([(texts[i], texts[j]) for i, j in run], vocabulary)


def _said_twice(first: _Text, second: _Text, talks: Sequence[tuple[int, int]]) -> Iterator[Discrepancy]:
    """A single sentence with figures that stands twice: another figure in the second is a conflict wherever it stands
    (a summary repeats the minutes); that it stands twice at all is told only of two places in minutes."""
    weight = sum(2 if "가" <= c <= "힣" else 1 for c in first.plain)
    changes = list(_changed(first.words, second.words))
    figures = [(a, b) for a, b in changes if _is_quantity(a, first.words) and _is_quantity(b, second.words)]
    if weight < _LEAST_SENTENCE or len(changes) > 1 or figures != changes or len(first.words) != len(second.words):
        return
    lines = (first.passage.lines[0], second.passage.lines[0])
    in_minutes = all(any(start < line <= end for start, end in talks) for line in lines)
    if in_minutes and weight >= 1.5 * _LEAST_SENTENCE and any(_number(word) for word in first.words):
        yield Discrepancy(
            "duplicate_block",
            lines,
            (str(lines[0]), str(lines[1])),
            f"{lines[0]}줄의 문장이 {lines[1]}줄에 되풀이됩니다. 한쪽을 지워도 됩니까?",
            f"The sentence in line {lines[0]} stands again in line {lines[1]}. Can one of them go?",
            (beside(first.passage, second.passage),),
        )
    for a, b in figures:
        yield _conflict((_line_of(first, a), _line_of(second, b)), a, b)


# "12 sensors" is a quantity; "12 May", "phase 2", "3공구" and "2차" say which one is meant.
_WHICH = re.compile(
    r"\d+(?:년|월|일(?!간)|시(?!간)|분(?!의)|차|호|번|단계|분기|회차|학기|공구|동$|층|구역|지구|그룹|조$|반$|분과|세션|권역|지점|라인|행|쪽|"
    r"장$|절$|항|조의|st$|nd$|rd$|th$|[ªº])"
)
_BEFORE_WHICH = re.compile(
    r"(?:제|no|n[º°]|phase|stage|lot|site|station|annex|table|section|chapter|article|room|building|grade|level|step|line|"
    r"unit|version|vol|page|fase|etapa|lote|sitio|estaci[óo]n|anexo|cuadro|tabla|secci[óo]n|art[íi]culo|sala|versi[óo]n|"
    r"표|그림|부록|별표|참고|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|"
    r"september|october|november|december)",
    re.IGNORECASE,
)
_AFTER_WHICH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*|de|am|pm|년|월|일|시|분|차|단계",
    re.IGNORECASE,
)


def _is_quantity(word: str, words: Sequence[str]) -> bool:
    """Whether a figure counts or measures something, and is no date, time, or number of a thing."""
    if not _number(word) or _WHICH.match(word):
        return False
    at = words.index(word)
    before, after = (words[at - 1] if at else ""), (words[at + 1] if at + 1 < len(words) else "")
    bare = word.isdigit()
    year = bare and len(word) == 4 and word.startswith(("19", "20"))
    return not (year or _BEFORE_WHICH.fullmatch(before) or (bare and _AFTER_WHICH.fullmatch(after)))


def _is_told(passage: Passage) -> bool:
    """Sentences and items; a long bullet is one even where others hang below it."""
    bullet = passage.kind is BlockKind.HEADING and bool(re.fullmatch(r"\W|[ㅇoO]", passage.marker or ""))
    return passage.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) or (bullet and len(passage.text) >= 30)


def _text(passage: Passage) -> _Text:
    text = SPEAKER.sub("", passage.text)
    words = tuple(re.findall(r"[\w%]+", text))
    return _Text(passage, "".join(words).casefold(), words)


def _pairs(texts: list[_Text], particulars: set[int]) -> list[tuple[int, int]]:
    """Passages and their earlier copies, each passage with the nearest in order."""
    buckets: dict[int, list[int]] = {}
    pairs: list[tuple[int, int]] = []
    expected: int | None = None  # the copy that would follow the last one found
    for index, text in enumerate(texts):
        if len(text.plain) < _LEAST_LENGTH or text.passage.line in particulars:
            continue
        keys = _shingles(text.plain)
        candidates = dict.fromkeys(i for key in keys for i in buckets.get(key, ())[-_BUCKET:])
        best: tuple[float, int] | None = None
        for i in candidates:
            score = fuzz.ratio(texts[i].plain, text.plain, score_cutoff=_SAME)
            if score:
                # Among equals, the copy that keeps the order.
                score -= min(abs(i - expected), 20) / 10 if expected is not None else 0
                if best is None or score > best[0]:
                    best = (score, i)
        if best is not None:
            pairs.append((best[1], index))
            expected = best[1] + 1
        for key in keys:
            buckets.setdefault(key, []).append(index)
    return pairs


def _shingles(text: str) -> list[int]:
    """The smallest few hashes of the stretches of a text: two copies that differ in a word or two share some of
    them."""
    hashes = {crc32(text[at : at + _SHINGLE].encode()) for at in range(max(1, len(text) - _SHINGLE + 1))}
    return nsmallest(_KEYS, hashes)


def _runs(pairs: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Pairs that follow one another in both copies, with small gaps."""
    run: list[tuple[int, int]] = []
    for i, j in pairs:
        if run and 0 < i - run[-1][0] <= _GAP and 0 < j - run[-1][1] <= _GAP and i < run[0][1]:
            run.append((i, j))
            continue
        if run:
            yield run
        run = [(i, j)]
    if run:
        yield run


def _differences(pairs: list[tuple[_Text, _Text]], vocabulary: Counter[str]) -> Iterator[Discrepancy]:
    found: dict[tuple[str, str], list[int]] = {}
    for first, second in pairs:
        for a, b in _changed(first.words, second.words):
            lines = found.setdefault((a, b), [])
            lines += [_line_of(first, a), _line_of(second, b)]
    for (a, b), lines in found.items():
        kind = _kind(a, b, vocabulary)
        if kind is None:
            continue
        if kind == "content_conflict":
            yield _conflict(tuple(dict.fromkeys(lines)), a, b)
            continue
        wrong = a if vocabulary[a] < vocabulary[b] else b
        yield Discrepancy(
            kind,
            tuple(dict.fromkeys(lines)),
            (a, b),
            f"되풀이된 문장에서 한 곳은 ‘{a}’, 다른 곳은 ‘{b}’입니다. ‘{wrong}’ 쪽이 오기로 보입니다.",
            f"The repeated sentence has “{a}” in one place and “{b}” in the other. “{wrong}” looks like a misprint.",
        )


def _conflict(lines: tuple[int, ...], a: str, b: str) -> Discrepancy:
    return Discrepancy(
        "content_conflict",
        lines,
        (a, b),
        f"되풀이된 문장에서 한 곳은 ‘{a}’, 다른 곳은 ‘{b}’입니다. 어느 쪽이 맞습니까?",
        f"The repeated sentence has “{a}” in one place and “{b}” in the other. Which is right?",
    )


def _changed(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words that stand for one another in two copies; words only left out, or only spaced otherwise, are no change."""
    for step in Levenshtein.opcodes(first, second):
        if step.tag != "replace":
            continue
        a, b = first[step.src_start : step.src_end], second[step.dest_start : step.dest_end]
        if "".join(a) == "".join(b):
            continue
        # Joined or split words around a change shift the alignment; look only at changes of as many words.
        for x, y in zip(a, b, strict=False) if len(a) == len(b) else ():
            if x != y:
                yield x, y


def _line_of(text: _Text, word: str) -> int:
    at = text.passage.text.find(word)
    return text.passage.lines_of(at, at + 1)[0] if at >= 0 else text.passage.lines[0]


def _kind(a: str, b: str, vocabulary: Counter[str]) -> str | None:
    """A misprint where one form is at home in the document and the other occurs once; else a conflict nobody can
    settle."""
    if _number(a) and _number(b):
        x, y = _number(a), _number(b)
        return None if x.endswith(y) or y.endswith(x) else "content_conflict"  # "26년" is "2026년"
    if a in b or b in a or fuzz.ratio(a, b) < 45 or abs(len(a) - len(b)) > 1:
        return None
    often, seldom = max(vocabulary[a], vocabulary[b]), min(vocabulary[a], vocabulary[b])
    # One copy of each in the repetition itself; a third occurrence elsewhere says which form the author uses.
    if often > seldom or len(a) < 3:
        return "typo_between_duplicates"
    return "content_conflict"


def _number(word: str) -> str:
    match = re.match(r"\d+", word)
    return match.group() if match else ""


_CLOSING = re.compile(r"(?:위와|상기와|이와) 같이\s+(?P<name>.+?)(?:을|를)\s*(?:제출|보고)")


def form_title(blocks: Sequence[Block]) -> Iterator[Discrepancy]:
    """The name of the form at its head against the closing sentence ("위와 같이 … 보고서를 제출합니다")."""
    filled = [b for b in blocks if b.kind is not BlockKind.BLANK]
    head = next(
        (b for b in filled[:6] if re.search(r"보고서|보고$|report|informe", b.body or b.text, re.IGNORECASE)), None
    )
    if head is None:
        return
    title = re.sub(r"[\W_]+", "", head.body or head.text)
    for block in reversed(filled[-15:]):
        match = _CLOSING.search(block.text)
        if match is None:
            continue
        name = re.sub(r"[\W_]+", "", match.group("name"))
        steps = Levenshtein.editops(title, name)
        if title != name and len(title) == len(name) and len(steps) <= 2 and all(s.tag == "replace" for s in steps):
            a, b = _differing_word(head.body or head.text, match.group("name"))
            yield Discrepancy(
                "typo_title",
                (head.line, block.line),
                (a, b),
                f"제목에는 ‘{a}’, 맺음말에는 ‘{b}’입니다. 어느 쪽이 맞습니까?",
                f"The title has “{a}”, the closing sentence “{b}”. Which is right?",
            )
        return


def _differing_word(first: str, second: str) -> tuple[str, str]:
    words, others = first.split(), second.split()
    if len(words) == len(others):
        return next(((a, b) for a, b in zip(words, others, strict=True) if a != b), (first.strip(), second.strip()))
    return first.strip(), second.strip()
