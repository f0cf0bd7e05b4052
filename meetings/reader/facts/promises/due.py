"""When a promise is due."""

from __future__ import annotations

from datetime import date

from meetings.reader.facts.dates import DateSpan
from meetings.reader.reading import Due


def due_of(dates: list[DateSpan], since: date | None, verb: int | None) -> Due:
    """The date a promise is due: a deadline before a mere date, a finer one before a coarser, the nearest to the verb.

    Days before the meeting are history, not deadlines.
    """
    rank = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year_end": 4, "year": 5}
    future = [d for d in dates if d.end and (since is None or d.end >= since)]
    if future:
        best = min(
            future, key=lambda d: (not d.by, rank.get(d.precision, 9), -d.pos[0] if verb is not None else d.pos[0])
        )
        start = best.start
        if start and since and start < since <= (best.end or start):
            start = since
        return Due(
            best.text,
            None if best.by or not start else start.isoformat(),
            best.end.isoformat() if best.end else None,
            best.precision,
        )
    open_ended = next((d for d in dates if d.end is None), None)
    return Due(open_ended.text, None, None, open_ended.precision) if open_ended else Due()
