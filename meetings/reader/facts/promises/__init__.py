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
from meetings.reader.facts.promises.duplicates import merge
from meetings.reader.facts.promises.passages import Passage, passages
from meetings.reader.facts.promises.places import FIELD, SIGNATURE, Walker
from meetings.reader.facts.promises.rows import from_row
from meetings.reader.facts.promises.sentences import from_passage
from meetings.reader.facts.promises.tables import action_rows, talk_rows
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
    by_line = {block.line: block for block in blocks}
    talks = {row.block.line: row for row in talk_rows(blocks)}
    table_rows = {row.block.line: row for row in action_rows(blocks)}
    skipped = _lines_with_other_facts(reading)
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
        walker.enter(passage, parts[index + 1] if index + 1 < len(parts) else None)
        if passage.kind is BlockKind.HEADING and not _is_leaf(parts, index, closing):
            continue
        if passage.kind is BlockKind.ROW:
            row = table_rows.get(passage.line)
            talk = talks.get(passage.line)
            if row is not None and passage.line not in skipped:
                found += from_row(cast, row, walker.place(passage), walker.returned, walker.submitted)
            elif talk is not None:
                walker.speaks(talk.body, passage.line, talk.said)
                said = replace(passage, text=talk.said, starts=(0,), cells=())
                found += from_passage(cast, walker, said, None)
            continue
        if passage.line in skipped or walker.silent or FIELD.match(passage.text):
            continue
        found += from_passage(cast, walker, passage, parts[index + 1] if index + 1 < len(parts) else None)
    return tuple(merge(found, by_line))


def _is_leaf(parts: Sequence[Passage], index: int, closing: frozenset[int]) -> bool:
    """Whether a line set as a heading has nothing under it: then it is a bullet that happens to be short."""
    following = parts[index + 1] if index + 1 < len(parts) else None
    if following is None or SIGNATURE.search(following.text) or following.line in closing:
        return True
    if following.kind is BlockKind.ITEM:
        return bool(following.marker) and following.marker == parts[index].marker
    return following.kind is BlockKind.HEADING and following.level <= parts[index].level


def _lines_with_other_facts(reading: Reading) -> set[int]:
    trip = reading.trip
    lines = {t.line for t in trip.travellers} | {d.line for d in trip.itinerary} | {d.line for d in trip.destinations}
    lines |= {a.line for m in reading.meetings for a in m.attendees}
    lines |= {x for m in reading.meetings for x in (m.time_line, m.place_line, m.count_line) if x}
    lines |= {f.line for f in (trip.title, trip.purpose, trip.period) if f}
    submission = reading.submission
    return lines | {x for x in (submission.date_line, submission.author_line, submission.recipient_line) if x}
