"""The rows under a head: entries, those that go on with one, and what is none (totals, section lines, footnotes)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from partners.names import has_hangul, norm

from . import columns, days
from .heads import Entry, Table, follow
from .private import is_private, without_numbers
from .sheets import EMPTY, SAME, Cell
from .shifts import unshift

_TOTAL = re.compile(
    r"(?:(?:총|소|합|누|중)\s?계|총\s?합계|총\s?합|계|합산|누적|평균|전체|sub-?\s?totals?|(?:grand\s)?totals?|sum|average)\s*(?:[(\[:].*|[\d,.]+\s*(?:건|명|개|개소|회|원|천원|cases?)?)?",
    re.IGNORECASE,
)
_TOTAL_END = re.compile(
    r"\S+\s*(?:소\s?계|합\s?계|총\s?계|누\s?계|(?<=[\s년월도역])계|subtotal|total)\s*(?:[(\[:].*)?", re.IGNORECASE
)
_COUNT = re.compile(
    r"(?:총|계|합계|소계)?\s*[:：]?\s*[\d,.]+\s*(?:건|명|개|개소|개국|회|원|천원|백만원|cases?)?(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"\s*(?:※|\*|†|‡|☞|註|注|주\s?\d*\s?[):.]|\(주\)\s|비고\s?[):]|작성\s?(?:일|자|부서|기준)?\s*[:：]|출처\s*[:：]|자료\s*[:：]|기준일|담당\s*[:：]|문의\s*[:：]|끝\.?$|"
    r"이하\s?(?:여백|빈칸)|note\s?\d*\s*:|notes?\s*:|source\s*:|prepared by|updated|as of\b|\(?단위\s*:)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\s*(?:[□■◆◇○●▣▶►▷◈❍❏◦▪]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}\.|<.*>$|\[.*\]$|【|〈|《|제\d+[장절]|\d+\.\s|[가-하]\.\s)"
)


@dataclass(slots=True)
class Entries:
    entries: list[Entry]
    skipped: list[tuple[int, str, str]]  # (row, why, words)


def entries_of(table: Table) -> Entries:
    """The entries of a table and what was skipped, each row in one of them or blank."""
    out = Entries([], [])
    section = _leading(table)
    sheet = table.sheet
    across = {  # cells of merged areas that begin to their left
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left + 1, right + 1)
    }
    headings = {norm(text) for head in table.heads for text in head.rows}
    moved: dict[int, int] = {}  # where the columns under a repeated head stand under the first
    repeated = -1
    for number in range(table.first, len(sheet.rows)):
        row = sheet.rows[number]
        cells = {column: cell for column, cell in enumerate(row) if cell and (number, column) not in across}
        own = {column: cell for column, cell in cells.items() if not cell.above}
        if not own:
            continue
        if _is_head(table, [cell.text for cell in own.values()], headings):
            moved = (moved if repeated == number - 1 else {}) | follow(table, own)
            repeated = number
            out.skipped.append((number + 1, "header", " ".join(cell.text for cell in own.values())[:200]))
            continue
        cells, problems = _taken(table, _moved(cells, moved), sheet.problems.get(number, ()))
        own = {column: cell for column, cell in cells.items() if not cell.above}
        last = out.entries[-1] if out.entries else None
        why = _no_entry(table, number, own) if own else "nothing"
        if why:
            if why == "section":
                section = " ".join(cell.text for cell in own.values())
            out.skipped.append((number + 1, why, " ".join(cell.text for cell in own.values())[:200]))
        elif last is not None and _goes_on(table, cells, own, last):
            last.more.append(own)
            last.problems += problems
        else:
            out.entries.append(Entry(number + 1, cells, section=section, problems=problems))
    for entry in out.entries:
        unshift(table, entry)
    _carry(table, out.entries)
    return out


def _leading(table: Table) -> str:
    """The line over the head that begins the first group, where others of its form begin the later ones."""
    lines = [[cell.text for cell in row if cell and not cell.above] for row in table.sheet.rows]
    line = next((texts[0] for texts in reversed(lines[: table.top]) if len(texts) == 1), "")
    form = re.sub(r"\d+", "0", line)
    later = (texts[0] for texts in lines[table.first :] if len(texts) == 1)
    mark = _SECTION.match(line)
    if line and any(re.sub(r"\d+", "0", text) == form or (mark and text.startswith(mark[0])) for text in later):
        return line
    return ""


def _taken(
    table: Table, cells: dict[int, Cell], found: Iterable[tuple[int, str, str]]
) -> tuple[dict[int, Cell], list[tuple[str, str]]]:
    """The cells without what is nobody's business, and what is to be said of the row."""
    heads = {head.column: head.text for head in table.heads}
    out = {}
    for column, cell in cells.items():
        if is_private(heads.get(column, "")):
            continue
        text = cell.text if re.search("법인|사업자", heads.get(column, "")) else without_numbers(cell.text)
        out[column] = cell if text == cell.text else Cell(text, above=cell.above)
    said = [
        (code, f"{heads.get(column, '')} {text}".strip())
        for column, code, text in found
        if table.fields.get(column) != "number"
    ]
    return out, said + [("left_out_private", "")] * (out != cells)


def _moved(cells: dict[int, Cell], to: dict[int, int]) -> dict[int, Cell]:
    out = {to[column]: cell for column, cell in cells.items() if column in to}
    return out | {column: cell for column, cell in cells.items() if column not in to and column not in out}


def _is_head(table: Table, texts: list[str], headings: set[str]) -> bool:
    """Whether a row repeats the head: most cells are heads of the table, or mean three fields of it or more."""
    if len(texts) > 1 and sum(norm(one) in headings for one in texts) >= max(2, 0.7 * len(texts)):
        return True
    known = {columns.field_of(table.kind, one) for one in texts} - {None}
    return len(known) >= max(3, 0.7 * len(texts))


def _no_entry(table: Table, number: int, own: dict[int, Cell]) -> str:
    first = min(own)
    text = own[first].text
    if _is_total(table, own):
        return (
            "total"
            if re.match(r"\s*(?:총\s?계|합\s?계|계|총\s?합|(?:grand\s)?total)", text, re.IGNORECASE)
            else "subtotal"
        )
    if _FOOTNOTE.match(text) and len(own) <= 2 and not _names_a_body(table, own, first):
        return "footnote"
    number_column = table.column_of("number")
    if len(own) == 1:
        wide = any(top == number and left == first and right - left >= 2 for top, left, _b, right in table.sheet.merges)
        name = table.fields.get(first)
        if wide or (_SECTION.match(text) and name not in ("content", "results", "note", "partners", "travellers")):
            return "footnote" if number > table.first and len(text) > 60 else "section"
        if first == number_column and not re.fullmatch(r"[\d.\-]+", text):
            return "footnote" if len(text) > 40 else "section"
        if name is None or (first == 0 and number_column != 0) or name in ("country", "kind"):
            return "section" if len(text) <= 40 else "footnote"
        if first == number_column:
            return "number_only"
    if number_column in own and len(own) <= 2 and _SECTION.match(text) and not re.match(r"\d", text):
        return "section"
    return ""


def _names_a_body(table: Table, own: dict[int, Cell], first: int) -> bool:
    """Whether a cell is a name, whatever it begins with, as another field is filled beside it ("(주) 한빛")."""
    beside = [column for column in own if column != first and table.fields.get(column) not in (None, "number", "note")]
    return table.fields.get(first) in ("name", "name_en", "partners") and any(
        not _COUNT.fullmatch(own[column].text) for column in beside
    )


def _is_total(table: Table, own: dict[int, Cell]) -> bool:
    """Whether the row sums up: a word for it in one of the first cells, and no date and nobody beside it."""
    number_column = table.column_of("number")
    if number_column in own and re.fullmatch(r"\d+(?:-\d+)?\.?", own[number_column or 0].text):
        return False
    lead = [column for column in sorted(own) if table.fields.get(column) not in ("content", "results", "note")][:3]
    said = any(_TOTAL.fullmatch(own[column].text) or _TOTAL_END.fullmatch(own[column].text) for column in lead)
    if not said or (not has_hangul(own[lead[0]].text) and _names_a_body(table, own, lead[0])):
        return False
    return not any(
        days.days_in(cell.text)
        for column, cell in own.items()
        if table.fields.get(column) in ("signed_on", "period", "start", "end")
    )


#: What an entry of each kind is begun by.
_BEGINS = {
    columns.AGREEMENTS: ("number", "title", "signed_on", "period", "effective_from", "department"),
    columns.TRIPS: ("number", "title", "period", "start", "purpose"),
    columns.ORGANIZATIONS: ("number", "name", "name_en", "country"),
    columns.PEOPLE: ("number", "name", "name_en"),
}


def _goes_on(table: Table, cells: dict[int, Cell], own: dict[int, Cell], last: Entry) -> bool:
    """Whether a row goes on with the entry above: nothing of its own begins one, or its number and title are merged
    with those above.
    """
    begun = {table.fields.get(column) for column in own} & set(_BEGINS[table.kind])
    above = {table.fields.get(column) for column, cell in cells.items() if cell.above}
    if begun:
        return False
    names = {table.fields.get(column) for column in own}
    if "number" in above or "title" in above:
        return True
    if table.kind == columns.AGREEMENTS and names & {"partners"} and table.column_of("title") is None:
        return len(own) <= 2
    return bool(names - {None})


def _carry(table: Table, entries: list[Entry]) -> None:
    """〃 stands for the cell above; a blank in a column of groups, left of what a row is about, too."""
    width = len(table.heads)
    for column in range(width):
        before = EMPTY
        for entry in entries:
            cell = entry.cells.get(column, EMPTY)
            if cell and SAME.fullmatch(cell.text.strip()) and table.fields.get(column) != "number":
                if before:
                    entry.cells[column] = before
                else:
                    entry.problems.append(("nothing_above", cell.text))
                    del entry.cells[column]
            before = entry.cells.get(column, EMPTY)
    about = table.column_of("title" if table.kind in (columns.AGREEMENTS, columns.TRIPS) else "name")
    about = about if about is not None else table.column_of("partners")
    for column, name in table.fields.items():
        if about is None or column >= about or name not in ("country", "department", "kind"):
            continue
        if any(left <= column <= right and bottom > top for top, left, bottom, right in table.sheet.merges):
            continue  # merged cells say themselves how far they reach
        values = [entry.cells.get(column, EMPTY) for entry in entries]
        given = [cell.text for cell in values if cell]
        blank = len(values) - len(given)
        if not values or not values[0] or blank < 2 or blank < len(values) * 0.2 or len(given) < 2:
            continue
        if any(one and other and one.text == other.text for one, other in itertools.pairwise(values)):
            continue
        before = EMPTY
        for entry, cell in zip(entries, values, strict=True):
            if cell:
                before = cell
            else:
                entry.cells[column] = before
                entry.problems.append(("group_above", before.text))
