"""People whom one table at the end lists for all meetings, with the section, number or day of each one's meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...blocks import Block, BlockKind
from .. import attendees
from ..labels import fold
from .days import Calendar
from .model import MeetingRead

_REFERENCE = re.compile(
    r"^(?:(?:§|sections?|sec\.?|meetings?|no\.?|paras?\.?|sección|secciones|reunión|면담|회의|제?)\s*)?"
    r"(?:\d{1,2}(?:[.-]\d{1,2}){0,2}|[A-Ha-h]|[①-⑳])\s*(?:[).절번장]|번째)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,2}(?:[.-]\d{1,2}){0,2}|[A-Ha-h]$|[①-⑳]", re.IGNORECASE)


def add_annexed(found: Sequence[MeetingRead], blocks: Sequence[Block], calendar: Calendar) -> None:
    """Give the people of such tables to the meetings that name nobody of the same name."""
    for rows in _tables(blocks, found):
        columns = attendees.header_columns(rows[0].cells) or attendees.shaped_columns(rows)
        column = _reference_column(rows, columns, calendar) if columns else None
        if column is None:
            continue
        listed = attendees.table_people(rows)
        for row in reversed(rows[1:]):  # each before those behind it, and all before our side
            said = row.cells[column] if column < len(row.cells) else ""
            people = [person for person in listed if person.line == row.line]
            for meeting in _meant(said, found, blocks, calendar):
                known = {fold(person.name) for person in meeting.people}
                meeting.people[:0] = [person for person in people if fold(person.name) not in known]


def _tables(blocks: Sequence[Block], found: Sequence[MeetingRead]) -> Iterator[list[Block]]:
    inside = {at for meeting in found for at in range(meeting.start_index, meeting.end_index)}
    rows: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.BLANK:
            continue
        if rows and (block.kind is not BlockKind.ROW or block.table != rows[0].table):
            yield rows
            rows = []
        if block.kind is BlockKind.ROW and index not in inside:
            rows.append(block)
    if rows:
        yield rows


def _reference_column(rows: Sequence[Block], columns: dict[str, int], calendar: Calendar) -> int | None:
    taken = set(columns.values())
    for at in range(len(rows[0].cells)):
        cells = [row.cells[at].strip() for row in rows[1:] if at < len(row.cells) and row.cells[at].strip()]
        if at in taken or len(cells) < 2:
            continue
        if all(all(_REFERENCE.match(part) for part in _parts(cell)) for cell in cells) and fold(
            rows[0].cells[at]
        ) not in ("no", "순번", "번호", "연번", ""):
            return at
        if all(calendar.days(cell) for cell in cells):
            return at
    return None


def _parts(cell: str) -> list[str]:
    return [part for part in re.split(r"\s*[,;/]\s*|\s+(?:and|y|및)\s+", cell.strip()) if part]


def _meant(
    said: str, found: Sequence[MeetingRead], blocks: Sequence[Block], calendar: Calendar
) -> Iterator[MeetingRead]:
    numbered = all(_REFERENCE.match(part) for part in _parts(said))
    numbers = {number.group() for part in _parts(said) if (number := _NUMBER.search(part))} if numbered else set()
    days = set() if numbered else {span.start.isoformat() for span in calendar.days(said) if span.start}
    on_day = [meeting for meeting in found if meeting.date in days]
    for position, meeting in enumerate(found, start=1):
        marker = blocks[meeting.start_index].marker.strip(" .)(")
        if (marker in numbers if marker else str(position) in numbers) or (len(on_day) == 1 and meeting in on_day):
            yield meeting
