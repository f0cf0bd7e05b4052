"""Deadlines that were over on the day they were set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from meetings.reader.discrepancies.wording import day, day_en
from meetings.reader.reading import Commitment, Discrepancy, Reading

_A_YEAR = 366  # days; what lies further back was not meant as a deadline


def day_set(commitment: Commitment, reading: Reading) -> tuple[str, int | None] | None:
    """The day a promise was made, with its line: its meeting's, else the first of the trip."""
    meeting = next((m for m in reading.meetings if m.id == commitment.meeting_id), None)
    if meeting is not None:
        return (meeting.date, meeting.time_line or meeting.heading_line) if meeting.date else None
    days = [(m.date, m.time_line or m.heading_line) for m in reading.meetings if m.date]
    period = reading.trip.period
    if period and period.start:
        days.append((period.start, period.line))
    return min(days, key=lambda day: day[0]) if days else None


def is_over_when_set(commitment: Commitment, reading: Reading) -> bool:
    """Whether the last day of a deadline lies before the day it was given from."""
    made = day_set(commitment, reading)
    end = commitment.due.end
    if made is None or not end or not end < made[0] or commitment.done:
        return False
    return (date.fromisoformat(made[0]) - date.fromisoformat(end)).days <= _A_YEAR


def due_before_meeting(reading: Reading) -> Iterator[Discrepancy]:
    """A deadline before the meeting that set it: a slip in one of the two days, or a promise told of as kept."""
    for commitment in reading.commitments:
        if not is_over_when_set(commitment, reading):
            continue
        made = day_set(commitment, reading)
        assert made
        text, end = commitment.due.text or commitment.due.end or "", commitment.due.end or ""
        held = bool(commitment.meeting_id)
        yield Discrepancy(
            "due_before_meeting",
            tuple(dict.fromkeys(line for line in (commitment.line, made[1]) if line)),
            (end, made[0]),
            f"기한은 ‘{text}’({day(end)})인데 {'이를 정한 면담일' if held else '출장 시작일'}은 {day(made[0])}입니다. "
            "어느 날짜가 맞습니까?",
            f"The deadline “{text}” ({day_en(end)}) lies before "
            f"{'the meeting that set it' if held else 'the trip began'} ({day_en(made[0])}). Which day is right?",
        )
