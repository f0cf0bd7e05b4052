"""A pasted list of people: sentences, rows of a spreadsheet, a table of a page or of Markdown, read by the grammar of
the reader (``meetings.reader.facts.attendees``).

Pure: text in, people out. Nothing is lost: what is not understood comes back word for word with its line.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.facts.attendees import (
    Listed,
    besides,
    header_columns,
    split_top,
    stated_count,
    table_people,
    text_people,
)
from meetings.reader.facts.bodies import has_body_word, is_acronym, is_role, looks_like_body
from meetings.reader.facts.labels import label_key
from partners.names import has_hangul, is_korean_name, is_title, split_honorific, split_korean_title

#: More people than this are no list of a meeting; what comes after is left over.
MOST_PEOPLE = 300

_MARKER = re.compile(r"^\s*(?:[-–—•·*▷▶◦○□■◇◆※]\s*|(?:ㅇ|\(?\d{1,3}[.)]|[①-⑳])\s+)")
_RULE = re.compile(r"^[\s|:+=-]{3,}$")
_ROW = re.compile(r"^\s*\|.*\|\s*$|^[^|]+\|[^|]+\|")
_LABEL = re.compile(r"^\s*[\[【<(]?\s*([^:：()\[\]【】<>\t|,]{2,24}?)\s*(\([^()]*\))?\s*[\]】>)]?\s*[:：]\s*")
_SIDE_HEAD = re.compile(r"^\s*[\[(【<]?\s*[가-힣A-Za-z]{1,12}\s*(?:측|쪽|side)\s*(?:참석자)?\s*[\])】>]?\s*[:：]?\s*")
_COUNT = re.compile(
    r"[(\[]?\s*(?:총|전체|합계|소계|계|total)?\s*:?\s*\d{1,3}\s*(?:인|명|persons|people|personas)\s*[)\]]?", re.I
)
_BESIDES = re.compile(r"\s*외\s*\d{1,2}\s*(?:인|명)")
_MODE = re.compile(
    r"^(?:온라인|비대면|화상|원격|대면|현장|오프라인|online|virtual|remote|on-?site|in[- ]person|presencial)$", re.I
)
_LATIN_POST = re.compile(
    r"\b(?:director|manager|officer|specialist|advis[eo]r|head|chief|professor|secretary|minister|coordinator|"
    r"president|chair|analyst|engineer|researcher|dean|rector|lecturer|interpreter|jef[ea]|gerente|especialista|"
    r"asesor|profesor|investigador|intérprete|deputy|vice|senior|consultant|representative|ambassador|assistant|lead)",
    re.IGNORECASE,
)
_LATIN_NAME = re.compile(r"^[A-ZÀ-Ý][\w'’.-]*(?:\s+(?:[A-ZÀ-Ý][\w'’.-]*|de|del|la|las|los|da|van|von|der|bin|y)){1,5}$")

_BODY_FIRST = re.compile(r"([A-Z][A-Z0-9&-]{1,11})\s+(?=[A-ZÀ-Ý][a-zà-ÿ])")


@dataclass(frozen=True, slots=True)
class Left:
    """Words that were not understood, as they stand on their line (from 1)."""

    line: int
    text: str


@dataclass(slots=True)
class Pasted:
    """What was read of a pasted list. ``stated`` is the head count it gives, ``besides`` how many come unnamed,
    ``unused`` are the heads of columns that nothing is taken from.
    """

    people: list[Listed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    stated: int | None = None
    besides: int = 0
    unused: list[str] = field(default_factory=list)


def read(text: str) -> Pasted:
    """Read a pasted list of people, in any of the forms named above."""
    if re.search(r"<t[rdh]\b", text, re.IGNORECASE):
        text = _plain(text)
    out = Pasted()
    rows: list[Block] = []
    heading: str | None = None  # the body a line of its own names
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    comma = _comma(lines)
    for number, line in enumerate(lines, start=1):
        cells = _cells(line, comma)
        if cells is not None:
            rows.append(Block(number, BlockKind.ROW, line, cells=tuple(cells)))
            continue
        if _RULE.match(line):
            continue
        _read_table(rows, out)
        rows = []
        if line.strip():
            heading = _read_line(line, number, heading, out)
    _read_table(rows, out)
    out.left += [Left(one.line, one.name) for one in out.people[MOST_PEOPLE:]]
    del out.people[MOST_PEOPLE:]
    out.left.sort(key=lambda one: one.line)
    return out


def _cells(line: str, comma: str) -> list[str] | None:
    """The cells of a line that is a row of a table; None for running text."""
    if "\t" in line.strip("\n") and line.strip():
        return [cell.strip().strip('"') if len(cell.strip()) > 2 else cell.strip() for cell in line.split("\t")]
    if _RULE.match(line):
        return None
    if _ROW.match(line):
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    if comma and comma in line:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=comma))]
    return None


def _comma(lines: Sequence[str]) -> str:
    """The character between cells where the first line is the head of a table and has neither tabs nor bars."""
    first = next((line for line in lines if line.strip()), "")
    return next((mark for mark in ",;" if header_columns([cell.strip() for cell in first.split(mark)])), "")


# ------------------------------------------------------------------------------------------------- tables


def _read_table(rows: list[Block], out: Pasted) -> None:
    if not rows:
        return
    counted = []
    for row in rows:
        if out.stated is None and (count := stated_count(" ".join(row.cells))) is not None and not _numbered(row):
            out.stated = count
        out.besides += sum(besides(cell) or 0 for cell in row.cells)
        cells = tuple(_BESIDES.sub("", cell) for cell in row.cells)
        counted.append(Block(row.line, row.kind, row.text, cells=cells))
    at = next((index for index, row in enumerate(counted[:4]) if header_columns(row.cells)), None)
    body = counted
    if at is None:
        head = Block(0, BlockKind.ROW, "", cells=_guessed_head(counted))
    else:
        head, body = counted[at], [*counted[:at], *counted[at + 1 :]]
        used = set(header_columns(head.cells).values())
        out.unused += [cell for index, cell in enumerate(head.cells) if cell and index not in used]
    found = table_people([head, *(counted[at + 1 :] if at is not None else body)])
    out.people += found
    read_lines = {one.line for one in found}
    for row in body:
        words = " ".join(cell for cell in row.cells if cell)
        if row.line not in read_lines and words and not header_columns(row.cells) and not _only_count(words):
            out.left.append(Left(row.line, row.text.strip()))


def _numbered(row: Block) -> bool:
    return bool(row.cells) and row.cells[0].isdigit() and len(row.cells) > 1


def _guessed_head(rows: Sequence[Block]) -> tuple[str, ...]:
    """The head that a table without one would have, as far as what stands in its columns tells."""
    width = max(len(row.cells) for row in rows)
    columns = [[row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]] for at in range(width)]
    votes = [Counter(_kind(cell) for cell in column) for column in columns]
    heads = [""] * width

    def best(*kinds: str) -> int | None:
        scored = [
            (sum(votes[at][kind] for kind in kinds), len(set(columns[at])), -at) for at in range(width) if not heads[at]
        ]
        top = max(scored, default=(0, 0, 0))
        return -top[2] if top[0] else None

    if (at := best("name", "nametitle")) is None:
        return tuple(heads)
    heads[at] = "이름"
    for label, kind in (("번호", "no"), ("참여형태", "mode"), ("직위", "title"), ("기관", "org")):
        if (at := best(kind)) is not None and votes[at].most_common(1)[0][0] == kind:
            heads[at] = label
    # What is left beside the name is the body first, then the title.
    for label in ("기관", "직위"):
        if label not in heads and (at := best("name", "words")) is not None:
            heads[at] = label
    return tuple(heads)


def _kind(cell: str) -> str:
    """What a cell seems to hold."""
    if cell.isdigit():
        return "no"
    if "@" in cell or re.fullmatch(r"[\d\s()+-]{7,}", cell):
        return "other"
    if _MODE.match(cell):
        return "mode"
    honorific, bare = split_honorific(cell)
    if honorific or is_korean_name(cell.replace(" ", "")):
        return "name"
    if has_hangul(cell) and looks_like_body(cell):
        return "org"  # 우주연구원 ends as the rank 연구원 does
    if is_role(cell) or is_title(cell.replace(" ", "")):
        return "title"
    if has_hangul(bare) and split_korean_title(bare)[1] and is_korean_name(split_korean_title(bare)[0]):
        return "nametitle"
    if looks_like_body(cell):
        return "org"
    if _LATIN_POST.search(cell):
        return "title"
    return "name" if _LATIN_NAME.match(cell) and not has_body_word(cell) else "words"


def _only_count(words: str) -> bool:
    """Whether nothing but a head count stands there."""
    return not _COUNT.sub("", words).strip(" .,:()[]")


# ------------------------------------------------------------------------------------------- running text


def _read_line(line: str, number: int, heading: str | None, out: Pasted) -> str | None:
    """Read one line of running text; returns the body that stands above the next lines."""
    text = _MARKER.sub("", line).strip()
    if out.stated is None:
        out.stated = stated_count(text)
    out.besides += besides(text) or 0
    text = _without_label(text)
    if not text or _only_count(text):
        return heading
    alone = _COUNT.sub("", text).strip(" :：[]【】<>()")
    found = _people(text, number, heading)
    if not found and alone and (looks_like_body(alone) or (text.endswith((":", "：")) and len(alone) <= 40)):
        return alone
    out.people += found
    for segment in _segments(text):
        if not _understood(segment, found):
            out.left.append(Left(number, segment))
    own = [one.org for one in found if one.org and not one.inherited]
    return heading if not own or heading in own else None


def _people(text: str, number: int, heading: str | None) -> list[Listed]:
    """The people of a line. In Latin letters a body before the name is told by its capitals: "CNS Elena Ruiz"."""
    if has_hangul(text):
        return text_people(text, number, org=heading)
    found: list[Listed] = []
    for part in split_top(text, "/"):
        body = _BODY_FIRST.match(part)
        if body is not None and is_acronym(body.group(1)) and split_honorific(part)[0] is None:
            found += text_people(part[body.end() :], number, org=body.group(1))
        else:
            found += text_people(part, number, org=heading)
    return found


def _without_label(text: str) -> str:
    """The text without what only heads it: 참석자:, [한국 측]."""
    label = _LABEL.match(text)
    if label is not None and label_key(label.group(1)) in {"attendees", "travellers"}:
        text = text[label.end() :]
    bare = label_key(_COUNT.sub("", text).strip(" :：[]()<>【】")) if len(text) < 40 else None
    if bare in {"attendees", "travellers"}:
        return ""
    side = _SIDE_HEAD.match(text)
    return text[side.end() :] if side is not None else text


def _segments(text: str) -> list[str]:
    return [part for part in split_top(text, ",;/、，\n") if part.strip(" .")]


def _understood(segment: str, found: Sequence[Listed]) -> bool:
    """Whether a part of a line gave a person, belongs to one, or names their body."""
    squeezed = re.sub(r"\s+", "", segment)
    if _only_count(segment):
        return True
    for one in found:
        told = (one.name, one.title or "", one.org or "")
        if re.sub(r"\s+", "", one.name) in squeezed or any(
            squeezed.strip("().") in re.sub(r"\s+", "", part) for part in told if part
        ):
            return True
    return bool(found) and looks_like_body(_COUNT.sub("", segment).strip(" :"))


# ------------------------------------------------------------------------------------------------- pages


class _Rows(HTMLParser):
    """Brings the tables of a page to lines with tabs, and the rest to lines of text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.row: list[str] | None = None
        self.cell: list[str] | None = None
        self.words: list[str] = []
        self.span = 1
        self.above: dict[int, tuple[int, str]] = {}  # column → rows still to come, words of the cell

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.above = {}
        elif tag == "tr":
            self._flush()
            self.row = []
        elif tag in {"td", "th"} and self.row is not None:
            self._from_above()
            span = dict(attrs).get("rowspan") or "1"
            self.span = int(span) if span.isdecimal() and len(span) < 4 else 1
            self.cell = []
        elif tag in {"br", "p", "li", "div"}:
            if self.cell is not None:
                self.cell.append(" ")
            else:
                self._flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self.cell is not None and self.row is not None:
            text = " ".join("".join(self.cell).split())
            if self.span > 1:
                self.above[len(self.row)] = (self.span - 1, text)
            self.row.append(text)
            self.cell = None
        elif tag == "tr" and self.row is not None:
            self._from_above()
            self.lines.append("\t".join(self.row) if len(self.row) > 1 else "".join(self.row))
            self.row = None
        elif tag in {"p", "li", "div"} and self.cell is None:
            self._flush()

    def handle_data(self, data: str) -> None:
        (self.cell if self.cell is not None else self.words).append(data)

    def _from_above(self) -> None:
        """Put the cells here that reach down from the rows before."""
        assert self.row is not None
        while (held := self.above.get(len(self.row))) is not None:
            column, (rows, text) = len(self.row), held
            if rows == 1:
                del self.above[column]
            else:
                self.above[column] = (rows - 1, text)
            self.row.append(text)

    def _flush(self) -> None:
        text = " ".join("".join(self.words).split())
        if text:
            self.lines.append(text)
        self.words = []

    def close(self) -> None:
        super().close()
        self._flush()


def _plain(text: str) -> str:
    parser = _Rows()
    parser.feed(text)
    parser.close()
    return "\n".join(parser.lines)
