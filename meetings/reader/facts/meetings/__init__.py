"""Meetings: where they stand, when, where and with whom they were held, and where their minutes are."""

from __future__ import annotations

from .annexes import add_annexed
from .completing import complete, without_retold
from .days import Calendar
from .finding import find_meetings
from .linking import date_from_itinerary, likeness, link_itinerary
from .model import MeetingRead
from .words import CANCELLED

__all__ = [
    "Calendar",
    "MeetingRead",
    "add_annexed",
    "complete",
    "date_from_itinerary",
    "find_meetings",
    "is_cancelled",
    "likeness",
    "link_itinerary",
    "without_retold",
]


def is_cancelled(text: str) -> bool:
    """Whether a heading or an activity says that it did not take place."""
    return CANCELLED.search(text) is not None
