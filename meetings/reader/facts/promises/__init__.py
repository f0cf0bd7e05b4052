"""Promises: who will do what by when, with the sentence that says so.

Read are the minutes, lists and tables of actions, and the closing sections of a report. A sentence is judged by how it
ends (``endings``), its actor by who is named (``actors``), its due date by the grammar of dates, counted from the day
of the
meeting, and for closing sections from the submission. What stands twice is one promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.facts.promises.actors import Cast
from meetings.reader.facts.promises.cells import Said, said_in_cells
from meetings.reader.facts.promises.duplicates import merge
from meetings.reader.facts.promises.passages import Passage, passages
from meetings.reader.facts.promises.places import FIELD, SIGNATURE, Walker
from meetings.reader.facts.promises.rows import from_row
from meetings.reader.facts.promises.sentences import from_passage
from meetings.reader.facts.promises.tables import action_rows
from meetings.reader.reading import Commitment, Reading

__all__ = ["find_commitments"]


def find_commitments(blocks: Sequence[Block], reading: Reading) -> tuple[Commitment, ...]:
    """The promises of a report, in the order of the document.

    ``reading`` must be complete but for commitments and discrepancies; ids in the result are its ids. Linear in the
    number of blocks.
    """
    cast = Cast.of(reading)
    if not blocks:
        return ()
    table_rows = {row.line: row for row in action_rows(blocks)}
    cells: dict[int, list[Said]] = {}
    for said in said_in_cells(blocks):
        cells.setdefault(said.block.line, []).append(said)
    told, lists = _lines_with_other_facts(reading)
    skipped = told | lists
    submission = reading.submission
    closing = frozenset(
        line for line in (submission.date_line, submission.author_line, submission.recipient_line) if line
    )
    found: list[Commitment] = []
    walker = Walker(cast)
    parts = passages(blocks)
    for index, passage in enumerate(parts):
        if SIGNATURE.search(passage.text):
            break
        if _ends_a_list(parts, index):
            passage = replace(passage, kind=BlockKind.ITEM, level=parts[index - 1].level)
        walker.enter(passage, parts[index + 1] if index + 1 < len(parts) else None)
        if passage.kind is BlockKind.HEADING and not _is_leaf(parts, index, closing):
            continue
        if passage.kind is BlockKind.ROW:
            row = table_rows.get(passage.line)
            if row is None:
                found += _from_cells(cast, walker, passage, cells.get(passage.line, []), passage.line in told)
            elif passage.line not in skipped:
                found += from_row(cast, row, walker.place(passage), walker.returned, walker.submitted)
            continue
        if passage.line in told or walker.silent or FIELD.match(passage.text):
            continue
        found += from_passage(cast, walker, passage, parts[index + 1] if index + 1 < len(parts) else None)
    return tuple(merge(found, cast))


def _from_cells(cast: Cast, walker: Walker, passage: Passage, cells: list[Said], listed: bool) -> list[Commitment]:
    """The promises in the cells of a row, each told by the side its row or column names."""
    found: list[Commitment] = []
    for said in cells:
        if said.plain and (listed or (walker.meeting is None and walker.stand_in is None)):
            continue
        # "Elbtal GmbH | J. Wendelin | … | 업체가 샘플을 보내기로 함": a row of talks is one with the body it names
        host = None if said.by else _body_of(cast, passage, said)
        for part in said.parts:
            walker.speaks(said.by, passage.line, part)
            told = replace(passage, text=part, starts=(0,), cells=())
            found += from_passage(cast, walker, told, None, plain=said.plain, host=host)
    return found


def _body_of(cast: Cast, row: Passage, said: Said) -> str | None:
    """The body that a short cell of the row is the name of."""
    for cell in row.cells:
        if cell != said.text and len(cell) <= 60:
            whole = next((m for m in cast.mentions(cell, row.line) if m.start == 0 and m.org and not m.person), None)
            if whole is not None and whole.org != cast.ours:
                return whole.org
    return None


def _ends_a_list(parts: Sequence[Passage], index: int) -> bool:
    """Whether a line set as a heading is the last of the bullets above it, and so one of them."""
    if parts[index].kind is not BlockKind.HEADING or not index:
        return False
    above, following = parts[index - 1], parts[index + 1] if index + 1 < len(parts) else None
    alike = above.kind is BlockKind.ITEM and bool(above.marker) and above.marker == parts[index].marker
    return alike and not (following and following.kind is BlockKind.ITEM)


def _is_leaf(parts: Sequence[Passage], index: int, closing: frozenset[int]) -> bool:
    """Whether a line set as a heading has nothing under it: then it is a bullet that happens to be short."""
    following = parts[index + 1] if index + 1 < len(parts) else None
    if following is None or SIGNATURE.search(following.text) or following.line in closing:
        return True
    if following.kind is BlockKind.ITEM:
        return bool(following.marker) and following.marker == parts[index].marker
    return following.kind is BlockKind.HEADING and following.level <= parts[index].level


def _lines_with_other_facts(reading: Reading) -> tuple[set[int], set[int]]:
    """Lines that tell of the trip, which promise nothing, and lines of attendees, where prose may promise as well."""
    trip = reading.trip
    lines = {t.line for t in trip.travellers} | {d.line for d in trip.itinerary} | {d.line for d in trip.destinations}
    lines |= {f.line for f in (trip.title, trip.purpose, trip.period) if f}
    submission = reading.submission
    lines |= {x for x in (submission.date_line, submission.author_line, submission.recipient_line) if x}
    lists = {a.line for m in reading.meetings for a in m.attendees}
    lists |= {x for m in reading.meetings for x in (m.time_line, m.place_line, m.count_line) if x}
    return lines, lists
