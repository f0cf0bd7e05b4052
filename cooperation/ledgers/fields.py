"""What the entries of all kinds of ledgers share: cells joined by field, days with their problems."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from . import days
from .heads import Entry, Table
from .reading import Row
from .sheets import EMPTY, Cell

_TO_COME = re.compile(
    r"미정|미체결|협의\s?중|검토\s?중|추진\s?중|작성\s?중|미제출|미등록|미공개|비공개|대상\s?아님|기한\s?미도래|미도래|제출\s?예정|예정|진행\s?중|해당\s?없음|생략|면제|불요|"
    r"pending|tbd|not yet|in progress|n/?a|exempt|not disclosed",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Around:
    """What stands around the entries: our names, the day the ledger was made for, its years, the order of 03/04."""

    ours: tuple[str, ...] = ()
    as_of: date | None = None
    year: int | None = None
    order: str = ""
    years: dict[int, int] = field(default_factory=dict)  # row → the year of the section it stands under


class Fields:
    """The cells of an entry by field."""

    def __init__(self, table: Table, entry: Entry) -> None:
        self.table, self.entry = table, entry

    def cell(self, name: str) -> Cell:
        """The first cell of a field that says something."""
        for column in self.table.columns_of(name):
            if self.entry.cells.get(column):
                return self.entry.cells[column]
        for cells in self.entry.more:
            for column in self.table.columns_of(name):
                if cells.get(column):
                    return cells[column]
        return EMPTY

    def texts(self, name: str) -> list[str]:
        """The texts of all columns of a field and of the rows that go on, in order, each once."""
        out: list[str] = []
        for cells in (self.entry.cells, *self.entry.more):
            for column in self.table.columns_of(name):
                cell = cells.get(column, EMPTY)
                if cell and cell.text not in out:
                    out.append(cell.text)
        return out

    def text(self, name: str, joint: str = "\n") -> str | None:
        """The text of a field; None where nothing or only a sign for nothing stands there."""
        said = [text for text in self.texts(name) if not re.fullmatch(r"[-–—―~.·ㆍ/\s]*", text)]
        return joint.join(said) or None

    def head(self, name: str) -> str:
        """The head of the column of a field."""
        column = self.table.column_of(name)
        return next((head.text for head in self.table.heads if head.column == column), name)

    def unknown(self) -> dict[str, str]:
        """The cells of columns that mean no field, by head."""
        out: dict[str, str] = {}
        for head in self.table.heads:
            if head.column in self.table.fields:
                continue
            said = [
                cells[head.column].text
                for cells in (self.entry.cells, *self.entry.more)
                if cells.get(head.column) and not days.NOTHING.fullmatch(cells[head.column].text)
            ]
            if said:
                name = head.text or f"#{head.column + 1}"
                out[name] = "\n".join([out[name], *said] if name in out else said)
        return out


def read_day(
    row: Row, name: str, cell: Cell, around: Around, *, year: int | None = None, after: date | None = None
) -> str | None:
    """The day, month or year a cell names, with an issue where it names none that is one."""
    if not cell or (days.NOTHING.fullmatch(cell.text) and cell.day is None):
        return None
    if cell.number is not None and days.serial(cell.number) is None and re.fullmatch(r"(?:19|20)\d\d\.1", cell.text):
        row.ask("month_unclear", name, cell.text)  # 2024.1 is what is left of 2024.10 in a cell of numbers
        return cell.text[:4]
    span = days.read_span(cell, year=year, order=around.order, after=after)
    if span.start is None:
        if cell.text.strip():
            row.ask("no_day_yet" if _TO_COME.search(cell.text) else "day_not_read", name, cell.text)
        return None
    several = days.days_in(cell.text, around.order) if cell.day is None and cell.number is None else []
    chosen = span.start
    if len(several) > 1:
        row.ask("several_days", name, cell.text)
        full = [one for one in several if one.value]
        chosen = max(full, key=lambda one: one.value or "") if full else chosen
    if chosen.problem:
        row.ask(chosen.problem, name, cell.text)
        return None
    if days.PLANNED.search(span.rest):
        row.ask("planned", name, cell.text)
        if name in ("signed_on", "submitted_on", "registered_on"):
            return None
    if span.year_supplied:
        row.ask("year_supplied", name, cell.text)
    elif re.search(r"[가-힣A-Za-z]{2,}", span.rest) and len(several) <= 1 and span.end is None:
        row.ask("words_beside_day", name, cell.text)
    return chosen.value


def year_in(text: str) -> int | None:
    """The one year a title or section line is about ("2025년도", "'24년", "FY2024")."""
    found = {int(one) for one in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)}
    found |= {2000 + int(one) for one in re.findall(r"['’‘`](\d\d)(?=\s*[년.])", text)}
    return found.pop() if len(found) == 1 else None
