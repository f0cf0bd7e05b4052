"""From raw lines to blocks, and from blocks to sections.

A Korean report says its structure with markers (``1. / 가. / 1) / □ / ○ / -``), and converters lose or scramble the
levels of headings. So the depth of a heading is not read off its markup: markers of one kind are one level, a kind
not seen since the enclosing heading is one level deeper, and a kind seen before closes everything below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from partners.names import has_hangul

from .blocks import Block, BlockKind
from .facts.labels import column_keys, is_bare_part, is_generic_heading, label_key
from .formats.raw import Raw

_SYLLABLES = "가나다라마바사아자차카타파하"
# Kinds of marker in the order in which they nest when a document mixes them; a heading may carry several, the first
# counts.
_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("roman", re.compile(r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+|(?:IX|IV|V?I{1,3}|VI{0,3}|X)(?=\s*[.．]))\s*[.．]?\s*")),
    ("chapter", re.compile(r"제\s*\d{1,2}\s*[장절]\s*[.．]?\s*")),
    ("dotted3", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s+(?![\d(~])")),
    ("dotted", re.compile(r"\d{1,2}[.-]\d{1,2}[.)]?\s+(?![\d(~])")),
    # a name may begin with a number ("1. 2차 면담", "3. 3D프린팅센터"), a day does not
    (
        "arabic",
        re.compile(
            r"\d{1,2}\s*[.．](?:\s*(?=[^\d\s.])(?!\s*\d)|\s+(?=\d{1,3}(?:차|세대|자|개국|단계|주년|대|일차|년차|회차|[A-Za-z@&]))(?!\d{1,2}\s?[ap]\.?m))",
            re.IGNORECASE,
        ),
    ),
    ("syllable", re.compile(rf"[{_SYLLABLES}]\s*[.．]\s*")),
    ("arabic)", re.compile(r"\d{1,2}\)\s*")),
    ("letter)", re.compile(r"[a-hA-H]\)\s+")),
    ("letter.", re.compile(r"[A-M][.．]\s+(?=[^\W\d_]{2})")),
    ("syllable)", re.compile(rf"[{_SYLLABLES}]\)\s*")),
    ("(arabic)", re.compile(r"\(\d{1,2}\)\s*")),
    ("(syllable)", re.compile(rf"\([{_SYLLABLES}]\)\s*")),
    # "[1] …", "[Visit 2] …", "[셋째 만남] …": what is counted in brackets is a part, and a lone bracket heads one too
    (
        "bracket",
        re.compile(
            r"\[(?:[^\W\d]{0,12}\s?\d{1,2}|(?:첫|둘|셋|넷|다섯|여섯|일곱|여덟)째(?:\s?[가-힣]{1,6})?)\]\s+(?=[^\W\d])"
        ),
    ),
    ("circled", re.compile(r"[①-⑳❶-❿㉮-㉻]\s*")),
    ("square", re.compile(r"(?:[□■▣▤▦▩◇◆❏❑☐◈▢]\s*|ㅁ(?=\s)\s+)")),
    ("circle", re.compile(r"(?:[○●◎◯❍⚪⦁◦]\s*|[oOㅇ0](?=\s)\s+)")),
    ("dash", re.compile(r"(?:[-–—‑−]\s+|[-–—‑−](?=[가-힣(]))")),
    ("star", re.compile(r"[*+](?=\s)\s+")),
    ("dot", re.compile(r"[·ㆍ•∙▪▫▸▷►▶▹➢➤→⇒❖✓✔‣⁃◾◽]\s*")),
    ("note", re.compile(r"[※☞]\s*")),
)
_ITEM_ONLY = frozenset({"dash", "star", "dot", "note"})
_OUTER = frozenset(
    {
        "roman",
        "chapter",
        "dotted",
        "dotted3",
        "arabic",
        "syllable",
        "arabic)",
        "letter)",
        "letter.",
        "syllable)",
        "(arabic)",
        "(syllable)",
    }
)
# A heading names something; a sentence or a clause in the nominal endings of minutes states something.
_SENTENCE = re.compile(r"(?:[다요함음임됨짐옴봄줌님침킴움]|예정|바람|요청|것|[.?!;:,])\s*$")
_ABBREVIATED = re.compile(
    r"(?:\b[ap]\.\s?m|\d\s?h(?:rs)?|(?:,?\s(?:Ltd|Inc|Co|Corp|Cía|Ltda|S\.\s?A|S\.\s?R\.\s?L|plc)\b\.?)+)\.?$",
    re.IGNORECASE,
)
_CLOCK_COLON = re.compile(r"(?<=\d)\s?[:：]\s?(?=[0-5]\d)")
_WITH_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:de\s+)?[A-Za-z]{3,}|\d{1,2}\s?[./]\s?\d{1,2}|\d{1,2}월\s?\d{1,2}일"
)
_DATED = re.compile(r"^[\s('\[]*(?:\d{2,4}|')\s*[.년/-]\s*\d{1,2}\s*[.월/-]")
_MAX_HEADING = 70  # syllables take about twice the room of Latin letters
_BRACKETED_LINE = re.compile(r"^[\[【〈《][^\[\]【】〈〉《》]{2,40}[\]】〉》]$")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the half-open range ``start:end`` of blocks it governs, its heading included. The whole document
    is the section without a heading, at depth 0. ``parent`` is an index into the outline.
    """

    heading: Block | None
    depth: int
    start: int
    end: int
    parent: int | None


def split_marker(text: str) -> tuple[str, str, str]:
    """(kind of the deciding marker or "", the markers as written, the rest). A dash before another marker is only a
    bullet.
    """
    kind, position = "", 0
    for _ in range(2):
        for name, pattern in _MARKERS:
            found = pattern.match(text, position)
            if found is None or found.end() == position:
                continue
            if name in ("arabic", "dotted") and _DATED.match(text[position:]):
                return kind, text[:position].strip(), text[position:].strip()
            kind, position = name, found.end()
            break
        else:
            break
        if kind not in ("dash", "star", "note"):
            break
    return kind, text[:position].strip(), text[position:].strip()


# Labels that may stand side by side over their values, in a table of two rows.
_FORM_KEYS = frozenset(
    {"title", "purpose", "period", "destination", "travellers", "datetime", "place", "attendees", "count", "budget",
     "author", "recipient", "report_date", "host"}
)  # fmt: skip


def _cells_under_labels(raws: Sequence[Raw]) -> dict[int, tuple[str, ...]]:
    """The second rows of tables of two whose first row is labels of the form, each value behind its label: "Travel
    dates | Travellers" over "12–17 October | …". What lists people or days has columns, not labels.
    """
    rows: dict[int, list[int]] = {}
    for index, raw in enumerate(raws):
        if raw.cells is not None:
            rows.setdefault(raw.table, []).append(index)
    out: dict[int, tuple[str, ...]] = {}
    for first, second in (found for found in rows.values() if len(found) == 2):
        labels, values = raws[first].cells or (), raws[second].cells or ()
        keys = {label_key(label) for label in labels if label}
        columns = {key for label in labels for key in column_keys(label)} & {"name", "activity", "title", "no"}
        known = len(keys & _FORM_KEYS)
        if len(labels) == len(values) > 1 and all(labels) and not columns and known > 1 and known * 2 >= len(labels):
            out[second] = tuple(cell for pair in zip(labels, values, strict=True) for cell in pair)
    return out


def to_blocks(raws: Sequence[Raw]) -> tuple[Block, ...]:
    """Blocks numbered from 1, one for each raw line, headings with their depth."""
    out: list[Block] = []
    paired = _cells_under_labels(raws)
    stack: list[str] = []
    counted = _counted(raws)
    opens_field, opens_more = _followed_by_field(raws), _followed_by_more(raws)
    for line, raw in enumerate(raws, start=1):
        if raw.cells is not None:
            cells = paired.get(line - 1, raw.cells)
            out.append(Block(line, BlockKind.ROW, raw.text, raw.text, cells=cells, table=raw.table, page=raw.page))
            continue
        if not raw.text:
            out.append(Block(line, BlockKind.BLANK, "", page=raw.page))
            continue
        kind, marker, body = split_marker(raw.text)
        if not body or (kind == "letter." and line - 1 not in counted):
            kind, marker, body = "", "", raw.text
        elif not kind and line - 1 in counted:
            kind, (marker, _, body) = "arabic", raw.text.partition(" ")
        level_kind = _heading_kind(
            raw, kind, body, before_fields=opens_field[line - 1], before_more=opens_more[line - 1]
        )
        above = next((block for block in reversed(out) if block.kind is not BlockKind.BLANK), None)
        if not raw.heading and above is not None and _is_lone_label(above, kind):
            level_kind = None  # under "□ 출장목적" stands the purpose, whatever its bullet
        if level_kind is not None:
            depth = _descend(stack, level_kind)
            out.append(Block(line, BlockKind.HEADING, raw.text, body, marker, depth, page=raw.page))
        elif kind or raw.listed:
            out.append(
                Block(line, BlockKind.ITEM, raw.text, body, marker, _item_level(kind, raw.indent), page=raw.page)
            )
        else:
            out.append(Block(line, BlockKind.PARAGRAPH, raw.text, body, page=raw.page))
    return tuple(out)


_COUNTED = re.compile(r"([A-M])[.．]\s+(?=[^\W\d_]{2})|(\d{1,2})\s+(?=[가-힣A-ZÀ-Ý])")


def _counted(raws: Sequence[Raw]) -> frozenset[int]:
    """The lines that letters count ("A. …", "B. …"), or numbers without a point ("1 개요", "2 일정", "3 결과"); a
    letter that follows no other is a person's initial, and a number alone is a number.
    """
    runs: dict[bool, list[int]] = {True: [], False: []}
    out: set[int] = set()
    for index, raw in enumerate(raws):
        found = _COUNTED.match(raw.text) if raw.cells is None and not raw.heading else None
        if found is None or (found.group(2) and (len(raw.text) > 45 or re.search(r"[다함음임됨.;:,?!]$", raw.text))):
            continue
        lettered = found.group(1) is not None
        number = ord(found.group(1)) - ord("A") + 1 if lettered else int(found.group(2))
        if number == 1:
            runs[lettered] = []
        if number == len(runs[lettered]) + 1:
            runs[lettered].append(index)
            out.update(runs[lettered] if len(runs[lettered]) > (1 if lettered else 2) else ())
    return frozenset(out)


def _is_lone_label(above: Block, kind: str) -> bool:
    """Whether a heading is nothing but a label of the form's head, and its value stands below with another marker."""
    labelled = above.kind is BlockKind.HEADING and label_key(above.body) in (
        "title",
        "purpose",
        "period",
        "destination",
    )
    return labelled and kind not in _OUTER and split_marker(above.text)[0] != kind


def _followed_by_field(raws: Sequence[Raw]) -> list[bool]:
    """For each line whether the next one with text says when something was held: what stands above is its name."""
    out = [False] * len(raws)
    following = False
    for index in range(len(raws) - 1, -1, -1):
        out[index] = following
        raw = raws[index]
        if raw.cells is not None:
            following = bool(raw.cells[0]) and label_key(raw.cells[0]) == "datetime" and len(raw.cells) > 1
        elif raw.text:
            label, colon, _ = split_marker(raw.text)[2].replace("：", ":").partition(":")
            first = re.split(r"/|및|·", label)[0] if colon else ""
            following = label_key(first) == "datetime"
    return out


def _followed_by_more(raws: Sequence[Raw]) -> list[bool]:
    """For each line whether the next one with text is a line of another, lower kind: what stands above heads it."""
    out = [False] * len(raws)
    below: str | None = None
    for index in range(len(raws) - 1, -1, -1):
        raw = raws[index]
        kind = "" if raw.cells is not None else split_marker(raw.text)[0]
        out[index] = below is not None and kind != "" and below != kind and below in {*_ITEM_ONLY, "row", "field"}
        if raw.cells is not None:
            below = "row"
        elif raw.text:
            below = kind or ("field" if _is_field(raw.text, timed=False) else "text")
    return out


def _heading_kind(
    raw: Raw, kind: str, body: str, *, before_fields: bool = False, before_more: bool = False
) -> str | None:
    """The kind of heading a line is, as a key of the stack of levels; None when it is none."""
    bullet = raw.text[:1] in "-–—‑−*"
    marked = kind if kind and kind not in _ITEM_ONLY and not (bullet and not raw.heading) else ""
    if raw.heading:
        return marked or f"style{raw.heading}"
    if len(body) > (_MAX_HEADING if has_hangul(body) else 110) or "\n" in body:
        return None
    if before_fields and kind and not _is_field(body) and not _states(body) and kind not in ("note", "star"):
        return kind
    part = None if bullet else _part_kind(kind, marked, body)
    if part is not None:
        return part
    if _BRACKETED_LINE.match(raw.text):
        return "bracket"
    if _is_field(body, timed=before_more):
        return None
    if not kind and re.match(r"^[A-ZÀ-Ý][A-ZÀ-Ý &/,-]{4,50}$", body):
        return "capitals"
    if raw.bold and not _states(body):
        return marked or "bold"
    if marked == "letter)" and not _WITH_DAY.search(body):
        return None  # "a) send the list"; but "a) the Board, 19 August, 09:30" heads a talk
    if not marked or marked == "circled" or _states(body):
        return None
    if marked in _OUTER or marked == "bracket":
        return marked
    return marked if len(body) <= 45 else None


def _part_kind(kind: str, marked: str, body: str) -> str | None:
    """The kind of a line that only names a part of the form, which needs no marker to be a heading."""
    if not kind and is_bare_part(body):
        return "part"
    if is_generic_heading(body) and kind not in ("star", "note"):
        return marked or ("dot" if kind else "label")
    return None


def _states(body: str) -> bool:
    """Whether a line states something; "3 p.m." and "Ltd." end no sentence."""
    return _SENTENCE.search(_ABBREVIATED.sub("", body)) is not None


def _is_field(body: str, *, timed: bool = True) -> bool:
    """Whether a line is a label and its value. ``timed``: the colon of a clock time is none of a label."""
    text = _CLOCK_COLON.sub("", body) if timed else body
    label, colon, value = text.replace("：", ":").partition(":")
    return bool(colon) and (label_key(label) is not None or (bool(value.strip()) and len(label) <= 12))


def _descend(stack: list[str], kind: str) -> int:
    if kind == "part":  # stands outside of all numbers and bullets
        while stack and not stack[-1].startswith("style") and stack[-1] != kind:
            stack.pop()
    if kind in stack:
        del stack[stack.index(kind) + 1 :]
    elif kind.startswith("style"):
        # Levels of style do have an order of their own: a smaller number closes the larger ones above it on the stack.
        while stack and stack[-1].startswith("style") and stack[-1] > kind:
            stack.pop()
        stack.append(kind)
    else:
        if kind in _OUTER:
            # A number never stands under a label, a bullet or a deeper number of the same family.
            while stack and _rank(stack[-1]) > _rank(kind):
                stack.pop()
        stack.append(kind)
    return len(stack)


_NESTING = (
    "roman",
    "chapter",
    "arabic",
    "dotted",
    "dotted3",
    "letter.",
    "syllable",
    "arabic)",
    "letter)",
    "syllable)",
    "(arabic)",
    "(syllable)",
)
_RANKS = {name: rank for rank, name in enumerate(_NESTING)} | dict.fromkeys(
    ("circled", "square", "circle", "dash", "dot", "bold", "label"), 50
)


def _rank(kind: str) -> int:
    return _RANKS.get(kind, -1)


def _item_level(kind: str, indent: int) -> int:
    depth = {"square": 0, "circle": 0, "note": 0, "dash": 0, "star": 0, "dot": 1}.get(kind, 0)
    return indent if indent else depth


def outline(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The sections in document order; index 0 is the whole document."""
    open_sections: list[int] = [0]
    found: list[list[int]] = [[0, 0, len(blocks), -1]]
    headings: list[Block | None] = [None]
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        while len(open_sections) > 1 and found[open_sections[-1]][0] >= block.level:
            found[open_sections.pop()][2] = index
        found.append([block.level, index, len(blocks), open_sections[-1]])
        headings.append(block)
        open_sections.append(len(found) - 1)
    return tuple(
        Section(heading, depth, start, end, parent if parent >= 0 else None)
        for heading, (depth, start, end, parent) in zip(headings, found, strict=True)
    )
