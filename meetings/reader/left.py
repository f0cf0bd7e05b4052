"""What no fact claims: the lines left over, and how many there are among the lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .blocks import Block, BlockKind
from .facts.labels import fields_of
from .facts.meetings import MeetingRead
from .reading import Reading

#: From here on a report counts as poorly understood, and a person is told. The annotated documents that are read well
#: leave up to a quarter of their lines over; those that leave more have whole chapters the reader made nothing of.
LARGE = 0.3
#: Fewer lines than this are looked through at a glance, whatever their share.
FEWEST = 5


def much_left(left: int, text_lines: int) -> bool:
    """Whether so many lines left over, of so many lines of text, are worth a warning."""
    return left >= FEWEST and left > LARGE * text_lines > 0


def with_left(
    blocks: Sequence[Block], reading: Reading, of_trip: frozenset[int], found: Sequence[MeetingRead]
) -> Reading:
    """The Reading with its lines of text counted and those that no fact claims. ``of_trip`` are those that head and
    itinerary were read from, ``found`` the meetings it holds.

    Headings and labels without a value claim themselves, and are neither text nor left over. A line inside minutes is
    kept with them. A name claims its line only where names and titles make up half of it: of a longer sentence that
    merely mentions somebody nothing is kept.
    """
    claimed = set(of_trip) | set(reading.trip.summary_lines)
    for meeting in found:
        claimed |= meeting.head_lines
        for minutes in meeting.minutes:
            claimed.update(range(minutes.lines[0], minutes.lines[1] + 1))
    claimed.update(line for agreement in reading.agreements for line in agreement.lines)
    for commitment in reading.commitments:
        claimed.update((commitment.line, *commitment.lines, *commitment.duplicate_lines))
    claimed.update(
        line
        for line in (reading.submission.date_line, reading.submission.author_line, reading.submission.recipient_line)
        if line
    )
    names = _names(reading)
    left, count = [], 0
    for block in blocks:
        labels = fields_of(block) if block.kind not in (BlockKind.BLANK, BlockKind.HEADING) else []
        if block.kind in (BlockKind.BLANK, BlockKind.HEADING) or (labels and not any(label.value for label in labels)):
            continue
        count += 1
        if block.line not in claimed and not _is_all_names(block.text, names.get(block.line, ())):
            left.append(block.line)
    return replace(reading, leftover=tuple(left), text_lines=count)


def _names(reading: Reading) -> dict[int, set[str]]:
    """The spellings of bodies and people on each line, and the titles of those people."""
    found: dict[int, set[str]] = {}
    for body in reading.organizations:
        for surface in body.surfaces:
            for line in surface.lines:
                found.setdefault(line, set()).add(surface.text)
    for person in reading.people:
        for surface in person.surfaces:
            for line in surface.lines:
                found.setdefault(line, set()).update((surface.text, *person.titles))
    return found


def _is_all_names(text: str, names: Iterable[str]) -> bool:
    rest = text
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    return _letters(rest) * 2 <= _letters(text) and rest != text


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)
