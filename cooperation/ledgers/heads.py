"""Finding the sheet, the head under its title rows, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meetings.reader.facts.bodies import has_body_ending, has_body_word

from . import columns
from .columns import KINDS, VITAL, Head
from .days import UNIT, unit_of
from .sheets import Cell, Refused, Sheet

_LOOK = 60  # rows in which a head may begin


@dataclass(slots=True)
class Table:
    """A ledger found in a sheet. ``first`` is the row of the first entry, from 0; ``fields`` says by column what it
    holds, ``units`` the won in one unit of a column of sums.
    """

    sheet: Sheet
    kind: str
    top: int
    first: int
    heads: list[Head]
    fields: dict[int, str]
    units: dict[int, int] = field(default_factory=dict)
    above: str = ""  # the words over the head
    said: Mapping[str, str] = field(default_factory=dict)  # the field of a head, as a person said

    def columns_of(self, name: str) -> list[int]:
        return [column for column, field_ in sorted(self.fields.items()) if field_ == name]

    def column_of(self, name: str) -> int | None:
        found = self.columns_of(name)
        return found[0] if found else None


@dataclass(slots=True)
class Entry:
    """One entry: ``row`` is its (first) row in the sheet, from 1. ``cells`` by column; ``more`` are the rows that go
    on with it. ``section`` is the section line above it, ``problems`` what was done to read it: (code, words).
    """

    row: int
    cells: dict[int, Cell]
    more: list[dict[int, Cell]] = field(default_factory=list)
    section: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)


def find_table(sheets: Sequence[Sheet], kind: str | None = None) -> Table:
    """The table that most looks like a ledger, of ``kind`` where that is given. Raises ``Refused`` where no sheet has
    one.
    """
    best: tuple[float, Table] | None = None
    for sheet in sheets:
        for candidate in KINDS if kind is None else (kind,):
            found = _in_sheet(sheet, candidate)
            if found is None:
                continue
            score, table = found
            if sheet.hidden:
                score -= 2
            if best is None or score > best[0]:
                best = score, table
    if best is None:
        raise Refused("no_head")
    table = best[1]
    _units(table)
    return table


def keys_of(heads: Sequence[Head]) -> dict[int, str]:
    """By what a mapping names each column: its head, "체결일#2" for the second of that head, "#7" for a column without."""
    out: dict[int, str] = {}
    for head in heads:
        text = head.text or f"#{head.column + 1}"
        before = sum(other.text == head.text for other in heads if other.column < head.column) if head.text else 0
        out[head.column] = f"{text}#{before + 1}" if before else text
    return out


def use_mapping(table: Table, mapping: Mapping[str, str]) -> None:
    """Let a mapping say by column (``keys_of``) which field it holds: it goes before what the words say, and takes the
    field from the column that was guessed where only one can hold it.
    """
    table.said = mapping
    said = {column: mapping[key] for column, key in keys_of(table.heads).items() if key in mapping}
    for column, name in said.items():
        table.fields.pop(column, None)
        if name and name not in _SEVERAL:
            for other in [one for one, held in table.fields.items() if held == name and one not in said]:
                del table.fields[other]
        if name:
            table.fields[column] = name
    _units(table)


def follow(table: Table, row: Mapping[int, Cell]) -> dict[int, int]:
    """Where the columns under a head repeated further down belong: column → that of the first head. A column the first
    head has not gets one behind all others.
    """
    out: dict[int, int] = {}
    free = {head.column: head for head in table.heads if head.rows}
    for exact in (True, False):
        for column, cell in row.items():
            if column in out:
                continue
            key, name = columns.squeezed(cell.text), columns.field_of(table.kind, cell.text)
            alike = [
                at
                for at, head in free.items()
                if (
                    key in {columns.squeezed(one) for one in head.rows}
                    if exact
                    else name and table.fields.get(at) == name
                )
            ]
            if alike:
                out[column] = column if column in alike else alike[0]
                del free[out[column]]
    for column, cell in row.items():
        if column not in out and column in free:  # another word for what stood here
            out[column] = column
        elif column not in out:
            head = Head(table.heads[-1].column + 1, (cell.text,))
            table.heads.append(head)
            key = keys_of(table.heads)[head.column]
            name = table.said.get(key, columns.field_of(table.kind, cell.text) or "")
            if name and (name in _SEVERAL or name not in table.fields.values()):
                table.fields[head.column] = name
            out[column] = head.column
    return out


def _in_sheet(sheet: Sheet, kind: str) -> tuple[float, Table] | None:
    best: tuple[float, Table] | None = None
    every: list[tuple[float, Table]] = []
    for top in range(min(_LOOK, len(sheet.rows))):
        texts = [cell.text for cell in sheet.rows[top]]
        if sum(map(bool, texts)) < 2 and not _spans_down(sheet, top):
            continue
        known = sum(columns.field_of(kind, text) is not None for text in texts if text)
        if not known:
            continue
        for height in _heights(sheet, top):
            table = _table(sheet, kind, top, height)
            score = _score(table)
            if score > 0:
                every.append((score, table))
            if score > 0 and (best is None or score > best[0] + 0.001):
                best = score, table
    if best is None:
        return None
    # A head that is repeated for each year or part is one table, from its first on.
    earlier = [one for one in every if one[1].first <= best[1].top and _same_head(one[1], best[1])]
    if earlier:
        top = earlier[0][1].top
        return max((one for one in earlier if one[1].top == top), key=lambda one: one[0])
    return best


def _same_head(one: Table, other: Table) -> bool:
    """Whether two heads are of one ledger: most of their columns mean the same, and none holds data."""
    known, also = set(one.fields.values()), set(other.fields.values())
    return len(known & also) >= max(2, 0.7 * len(known | also)) and not any(
        _like_data(text) for head in one.heads for text in head.rows
    )


def _spans_down(sheet: Sheet, top: int) -> bool:
    return any(first == top and last > top for first, _l, last, _r in sheet.merges)


def _heights(sheet: Sheet, top: int) -> list[int]:
    """How many rows the head may have: what merged cells say, else one, two or three."""
    merged = [last - first + 1 for first, _left, last, _right in sheet.merges if first == top and last > top]
    if merged and max(merged) <= 4 and len(merged) >= 2:
        return [max(merged)]
    return [height for height in (1, 2, 3) if top + height <= len(sheet.rows)]


def _table(sheet: Sheet, kind: str, top: int, height: int) -> Table:
    width = max(len(row) for row in sheet.rows[top : top + height])
    heads = []
    for column in range(width):
        rows: list[str] = []
        for row in range(top, top + height):
            text = _head_text(sheet, row, column, top, height)
            if text and text not in rows:
                rows.append(text)
        heads.append(Head(column, tuple(rows)))
    above = "\n".join(cell.text for row in sheet.rows[:top] for cell in row if cell and not cell.above)
    table = Table(sheet, kind, top, top + height, heads, {}, above=above)
    for head in heads:
        if (name := columns.field_of_head(kind, head)) is not None:
            table.fields[head.column] = name
    if "partners" not in table.fields.values():  # "협약기관(영문명, 약칭)" alone holds the names themselves too
        first = next((column for column, name in sorted(table.fields.items()) if name == "partners_more"), None)
        if first is not None:
            table.fields[first] = "partners"
    _once(table)
    if table.fields:
        _by_shape(table)
    return table


def _by_shape(table: Table) -> None:
    """A column under a head nobody knows, whose cells say what it holds: names of bodies, titles of agreements."""
    if table.kind != columns.AGREEMENTS or ("number" not in table.fields.values() and len(table.fields) < 3):
        return
    for name, is_one in (("partners", _is_body), ("title", _is_agreement)):
        if name in table.fields.values():
            continue
        best: tuple[float, int] | None = None
        for head in table.heads:
            if head.column in table.fields or not head.rows:
                continue
            cells = [
                row[head.column].text
                for row in table.sheet.rows[table.first : table.first + 200]
                if head.column < len(row)
            ]
            told = [text for text in cells if text]
            share = sum(map(is_one, told)) / len(told) if len(told) >= 3 else 0.0
            if share >= 0.6 and (best is None or share > best[0]):
                best = share, head.column
        if best is not None:
            table.fields[best[1]] = name


def _is_body(text: str) -> bool:
    first = re.split(r"[(,/\n]", text, maxsplit=1)[0].strip(" ①1.")
    return len(first) < 60 and (has_body_ending(first) or has_body_word(first))


def _is_agreement(text: str) -> bool:
    return re.search(r"협약|협정|각서|의향서|MO[UA]|agreement|memorandum", text, re.IGNORECASE) is not None


def _head_text(sheet: Sheet, row: int, column: int, top: int, height: int) -> str:
    def at(where: int) -> str:
        cells = sheet.rows[row]
        return cells[where].text if where < len(cells) else ""

    text = at(column)
    if text or row == top + height - 1:
        return text
    for first, left, last, right in sheet.merges:
        if first <= row <= last and left < column <= right:
            return at(left)
    below = sheet.rows[row + 1]
    if sheet.merges or column >= len(below) or not below[column].text:
        return ""
    left = column - 1  # saved as text, a head over several columns stands over the first of them only
    while left >= 0 and not at(left):
        left -= 1
    if (
        left >= 0
        and left < len(below)
        and all(where < len(below) and below[where].text for where in range(left, column))
    ):
        return at(left)
    return ""


#: Of two columns with the same meaning one is taken, but texts and names are joined.
_SEVERAL = frozenset(
    [
        "content",
        "results",
        "note",
        "partners",
        "partners_more",
        "travellers",
        "purpose",
        "other",
        "email",
        "phone",
        "former",
        "field",
        "status",
        "country",
        "city",
    ]
)


def _once(table: Table) -> None:
    seen: set[str] = set()
    for column, name in sorted(table.fields.items()):
        if name in seen and name not in _SEVERAL:
            del table.fields[column]
        seen.add(name)


def _score(table: Table) -> float:
    """How much the rows look like the head of such a ledger; nothing where what makes one is absent."""
    kinds = set(table.fields.values())
    vital = kinds & set(VITAL[table.kind])
    if len(kinds - {"number"}) < 2 or not vital:
        return 0.0
    if table.kind == columns.AGREEMENTS and not vital & {"title", "partners"}:
        return 0.0
    if table.kind == columns.TRIPS and not vital & {"period", "start", "end"}:
        return 0.0
    if table.kind in (columns.ORGANIZATIONS, columns.PEOPLE) and "name" not in kinds:
        return 0.0
    rows = [row for row in table.sheet.rows[table.first :] if sum(bool(cell) for cell in row) >= 2]
    if not rows:
        return 0.0
    heads_text = " ".join(head.text for head in table.heads)
    topic = columns.topic_of(f"{table.sheet.name} {table.above} {heads_text}")[table.kind]
    filled = [head for head in table.heads if head.rows]
    unknown = sum(head.column not in table.fields for head in filled)
    dataish = sum(_like_data(row) for head in filled for row in head.rows)
    lower = [
        min(column for column, cell in enumerate(row) if cell)
        for row in table.sheet.rows[table.top + 1 : table.first]
        if sum(map(bool, row)) == 1
    ]
    dataish += lower.count(0)  # a section line under the head is no part of it
    return float(
        len(kinds)
        + len(vital)
        + min(topic, 6) * 0.7
        - 0.4 * unknown
        - 2.5 * dataish
        - 0.15 * (table.first - table.top - 1)
        + min(len(rows), 200) ** 0.5 * 0.15
    )


def _like_data(text: str) -> bool:
    return bool(
        re.fullmatch(r"[-'\d.,/\s~:]+|(?:19|20)?\d\d\s*[.\-/년].*\d.*", text)
        or len(text) > 40
        or re.fullmatch(r"[OXoxYN○×]", text)
    )


def _units(table: Table) -> None:
    """Won in one unit of a column of sums: by its head, else by "(단위: 천원)" over the table."""
    overall = re.search(r"단위\s*[:;]?\s*([가-힣\s]*원)|unit\s*:?\s*([^\n)]*)", table.above, re.IGNORECASE)
    common = unit_of(overall[0].split("위", 1)[-1]) if overall and UNIT.search(overall[0].replace("단위", "")) else None
    for column, name in table.fields.items():
        if name != "cost":
            continue
        head = next(head for head in table.heads if head.column == column)
        own = unit_of(columns.inside(head.text)) if UNIT.search(columns.inside(head.text)) else None
        table.units[column] = own or common or 1
