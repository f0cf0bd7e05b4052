"""Who travelled: the people of the head, behind labels, in tables, or told of in the first sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from partners.names import has_hangul, split_honorific

from ..blocks import Block, BlockKind
from . import attendees
from .attendees import Listed
from .bodies import is_role, split_unit
from .labels import Field, fields_of, label_key
from .letters import is_name_line
from .opening import told_travellers
from .submission import read_submission


@dataclass(frozen=True, slots=True)
class TravellerRead:
    """A traveller as written, with the cell of the body or unit taken apart."""

    name: str
    line: int
    rank: str | None
    org: str | None
    dept: str | None


# Labels of people of the head who did not go.
_STAYED = re.compile(
    r"결재|승인|허가|통역|문의|연락|협조|참조|안내|후원|주최|주관|수신|기업|approv|authori[sz]|clear|endors|interpret|contact|"
    r"counterpart|supervis|host|cc\b|copy|budget|aprob|autoriz|visto|intérprete|contacto|contraparte|copia|anfitri",
    re.IGNORECASE,
)


def read_travellers(
    blocks: Sequence[Block], outside: Sequence[Block], field: Field | None, top: Sequence[Block]
) -> tuple[TravellerRead, ...]:
    """Who travelled: behind labels, in a table under a heading, or told of."""
    people = _labelled(blocks, field) if field is not None else []
    people = _with_unknown_labels(people, top)
    if not people:
        # a table of people before any meeting, under a heading such as "출장자 현황"
        for index, block in enumerate(blocks[:60]):
            if block.kind is BlockKind.HEADING and label_key(block.body) == "travellers":
                people = _below(blocks, index + 1)
                break
    if not people:
        people = _head_table(blocks)
    if not people:
        people = _reporters(outside)
    if not people:
        people = told_travellers(outside, _author(blocks, outside))
    out = []
    for person in people:
        org, dept = split_unit(person.org or "")
        _, name = split_honorific(person.name)
        out.append(TravellerRead(name, person.line, person.title, org, dept))
    return tuple(dict.fromkeys(out))


def _head_table(blocks: Sequence[Block]) -> list[Listed]:
    """The people of a table that opens the report, with nothing over it but the headline: "소속 | 직급 | 성명"."""
    rows: list[Block] = []
    paired = [person for block in blocks[:20] if (person := attendees.paired_person(block)) is not None]
    if paired:
        return paired
    for block in blocks[:20]:
        if block.kind is BlockKind.ROW and (not rows or block.table == rows[0].table):
            rows.append(block)
        elif block.kind is not BlockKind.BLANK and (rows or fields_of(block)):
            break
    if not rows or not {"name", "title"} <= attendees.header_columns(rows[0].cells).keys():
        return []
    return attendees.table_people(rows)


def _reporters(outside: Sequence[Block]) -> list[Listed]:
    """Who reports on a trip is who went, where two or more do with their offices: "복명자 : 기획팀 과장 A, 사원 B"."""
    for field in (field for block in outside[:40] for field in fields_of(block)):
        if field.key == "author" and field.value:
            people = _inline(field.value, field.line)
            if len(people) > 1 and all(person.title for person in people):
                return people
    return []


def _with_unknown_labels(people: Sequence[Listed], top: Sequence[Block]) -> list[Listed]:
    """With the people behind labels nothing else knows, among the labels of the trip: whoever stands there with an
    office went ("교류단 : …", "Acompañante: Mg. …").
    """
    out = list(people)
    for block in top:
        if fields_of(block) or block.kind is BlockKind.BLANK:
            continue
        if block.kind is BlockKind.ROW:
            filled = [cell.strip() for cell in block.cells if cell.strip()]
            label, value = (filled[0], filled[1]) if len(filled) == 2 else ("", "")
        else:
            label, _, value = block.body.replace("：", ":").partition(":")
        if not value.strip() or not 0 < len(label.strip()) <= 40 or _STAYED.search(label) or re.search(r"\d", value):
            continue
        found = [person for person in _inline(value.strip(), block.line) if not _is_word(person.name)]
        named = [person for person in found if _is_described(person)]
        if found and len(named) == len(found):
            known = {person.name for person in out}
            out.extend(person for person in found if person.name not in known)
    return out


def _is_word(name: str) -> bool:
    """Whether what was taken for a name is a word of an office: "Profesora Asociada"."""
    honorific, bare = split_honorific(name)
    return honorific is None and " " not in bare and not has_hangul(bare)


def _is_described(person: Listed) -> bool:
    """Whether a list says of a whole name who that is, by an office or a form of address."""
    honorific, bare = split_honorific(person.name)
    whole = has_hangul(bare) or (" " in bare and is_name_line(bare))
    return whole and bool(person.title or honorific)


# Who only comes along: an interpreter or a guide is none of those who travelled for the matter.
_ALONG = re.compile(r"동행|수행|현지", re.IGNORECASE)


def _labelled(blocks: Sequence[Block], field: Field) -> list[Listed]:
    """The people of the first label for them and of others right below it: "단장 : …", "단원 : …"; rows below whose
    first cell is empty, and lines without a label, go on with the list.
    """
    people = _inline(field.value, field.line) if field.value else []
    if not people:
        return _below(blocks, field.line)
    known = {person.name for person in people}
    label = blocks[field.line - 1]
    for block in blocks[field.line : field.line + 12]:
        goes_on = block.kind is BlockKind.ROW and block.table == label.table and not block.cells[0].strip()
        if goes_on:
            found = _inline(" ".join(cell for cell in block.cells if cell.strip()), block.line)
        elif block.kind is BlockKind.PARAGRAPH and label.kind is not BlockKind.ROW and not fields_of(block):
            found = [person for person in _inline(block.body, block.line) if person.title]
            goes_on = bool(found) and len(block.body) < 120 and block.body[-1] not in ".다음함"
        if not goes_on:
            break
        people.extend(person for person in found if person.name not in known)
        known = {person.name for person in people}
    for block in blocks[field.line : field.line + 4]:
        for more in fields_of(block):
            if more.key == "travellers" and more.value:
                known = {person.name for person in people}
                people.extend(
                    person
                    for person in _inline(more.value, more.line)
                    if person.name not in known
                    and not (_ALONG.search(more.label) and person.title and is_role(person.title))
                )
    return people


def _author(blocks: Sequence[Block], outside: Sequence[Block]) -> tuple[str, int] | None:
    read = read_submission(blocks, outside, None)
    return (read.author, read.author_line) if read.author and read.author_line else None


def _inline(value: str, line: int) -> list[Listed]:
    return attendees.text_people(value, line)


def _below(blocks: Sequence[Block], line: int) -> list[Listed]:
    """The people in the table or the lines that follow the block with this number."""
    people: list[Listed] = []
    rows: list[Block] = []
    # the row that carries the label may be the head of the table itself
    first = line - 1 if attendees.header_columns(blocks[line - 1].cells) else line
    for block in blocks[first:]:
        if block.kind is BlockKind.BLANK:
            if people:
                break
            continue
        if block.kind is BlockKind.ROW:
            if not rows and not attendees.header_columns(block.cells):
                break
            if rows and fields_of(block) and len(block.cells) != len(rows[0].cells):
                break
            if rows and (block.table != rows[0].table):
                break
            rows.append(block)
            continue
        # names numbered one below the other look like headings
        if (
            rows
            or fields_of(block)
            or (block.kind is BlockKind.HEADING and not _numbered_below(blocks[line - 1], block))
        ):
            break
        found = attendees.text_people(block.body, block.line)
        if not found:
            break
        people.extend(found)
    return attendees.table_people(rows) if rows else people


def _numbered_below(label: Block, block: Block) -> bool:
    return bool(block.marker) and block.marker[:2] != label.marker[:2] and label.kind is not BlockKind.ROW
