"""A meeting before its people and bodies are identified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as day

from ...blocks import Block
from ...reading import ItineraryDay, Minutes
from ...sections import Section
from ..attendees import Listed
from ..labels import Field
from .days import Calendar


@dataclass(slots=True)
class MeetingRead:
    """Line numbers are those of blocks. ``inner`` is what the meeting is read from where that is not simply its blocks:
    the cells of a row, some sentences of a paragraph.
    """

    title: str
    heading_line: int | None
    start_index: int
    end_index: int
    date: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    stated_count: int | None = None
    status: str = "held"
    people: list[Listed] = field(default_factory=list)
    only_told: bool = False  # prose under a heading, neither fields nor a list
    everyone: bool = False  # "조사단 전원" among the attendees
    excepted: tuple[str, ...] = ()  # but not these
    everyone_line: int | None = None
    minutes: list[Minutes] = field(default_factory=list)
    time_line: int | None = None
    place_line: int | None = None
    count_line: int | None = None
    place_beside: bool = False  # only stands with the time; a line of its own says it better
    host: str | None = None
    head_lines: set[int] = field(default_factory=set)
    fields: list[Field] = field(default_factory=list)
    inner: tuple[Block, ...] = ()
    inherited: day | None = None  # the day of the heading above, or of the sentence that tells of it


@dataclass(slots=True)
class Search:
    """The document, and what was found in it so far."""

    blocks: Sequence[Block]
    sections: Sequence[Section]
    itinerary_lines: frozenset[int]
    days: Sequence[ItineraryDay]
    calendar: Calendar
    last: int
    owners: list[int]
    aside: list[bool]
    context: list[day | None]
    found: list[MeetingRead]

    def taken(self, index: int) -> bool:
        """Whether a block belongs to a meeting already."""
        return any(meeting.start_index <= index < meeting.end_index for meeting in self.found)
