"""Answers that may be given anew: what stood on a day is read from their history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any


def as_answered(rows: Iterable[Any], on: date, *names: str) -> None:
    """Give each row that was answered anew after that day the answer it had then, with who gave it and when.

    ``names`` are the fields of the answer. What was answered later for the first time stays as it is. One query.
    """
    late = {row.pk: row for row in rows if row.answered_on is not None and row.answered_on > on}
    if not late:
        return
    model: Any = type(next(iter(late.values())))
    events = model.pgh_event_model.objects.filter(pgh_obj__in=list(late), answered_on__lte=on).order_by("pgh_id")
    for event in events:
        for name in (*names, "answered_on", "answered_by_id"):
            setattr(late[event.pgh_obj_id], name, getattr(event, name))
