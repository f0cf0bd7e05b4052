"""Where a report contradicts itself, said in a sentence a careful colleague would write.

Each rule compares two statements of the document with one another, never with the world, and gives both values and
their
places. A rule that cannot be sure which side is right does not say. Documents without contradictions raise none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from meetings.reader.blocks import Block
from meetings.reader.discrepancies.agreed import agreement_terms, missing_details, past_due
from meetings.reader.discrepancies.counts import counts, travellers
from meetings.reader.discrepancies.deadlines import due_before_meeting
from meetings.reader.discrepancies.names import author_and_travellers, near_names, old_names, spellings, titles
from meetings.reader.discrepancies.repetition import form_title, repetitions
from meetings.reader.discrepancies.schedule import itinerary_and_meetings, period, weekdays
from meetings.reader.discrepancies.tasks import promises_in_conflict
from meetings.reader.reading import Discrepancy, Reading
from partners.particles import particles

__all__ = ["find_discrepancies"]


def find_discrepancies(blocks: Sequence[Block], reading: Reading) -> tuple[Discrepancy, ...]:
    """Every contradiction found, in the order of the document. ``reading`` must be complete but for discrepancies."""
    found = [
        *counts(blocks, reading),
        *travellers(blocks, reading),
        *itinerary_and_meetings(reading),
        *weekdays(blocks, reading),
        *period(reading),
        *author_and_travellers(reading),
        *near_names(blocks, reading),
        *titles(reading),
        *old_names(blocks, reading),
        *spellings(blocks, reading),
        *repetitions(blocks, reading),
        *form_title(blocks),
        *agreement_terms(blocks, reading),
        *missing_details(reading),
        *promises_in_conflict(blocks, reading),
        *past_due(blocks, reading),
        *due_before_meeting(reading),
    ]
    unique: dict[tuple[str, tuple[int, ...], tuple[str, ...]], Discrepancy] = {}
    for discrepancy in found:
        unique.setdefault(
            (discrepancy.type, discrepancy.lines, discrepancy.values),
            replace(discrepancy, message=particles(discrepancy.message)),
        )
    return tuple(sorted(unique.values(), key=lambda d: (d.lines[:1], d.type, d.lines)))
