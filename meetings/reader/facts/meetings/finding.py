"""Which ranges of blocks are meetings.

One question is asked of every section, table row and paragraph: what speaks for a meeting here (a day, its own or that
of the heading above; a time; somebody listed or told of; a word for meeting), and what speaks against it (a part of the
form, a look ahead or back, the head of the report, a journey, a talk among ourselves)?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ...blocks import Block, BlockKind
from ...reading import ItineraryDay
from ...sections import Section
from .. import attendees
from ..bodies import looks_like_body
from ..calendar_words import LATIN_WEEKDAY
from ..itinerary import _HEADING as ITINERARY_HEADING
from ..labels import fields_of, label_key, memo_head, names_no_meeting
from .days import (
    Calendar,
    day_of_line,
    days_of,
    is_stay,
    lettered_headings,
    named_when,
    names_beside_day,
    times_in,
    title_of,
    when_and_where,
)
from .linking import likeness
from .model import MeetingRead, Search
from .rows import rows_as_meetings
from .telling import SAME_DAY, Told, told_in
from .words import AHEAD, ASIDE, ATTACHED, DIARY, INTERNAL, MEETING, PART, TRAVEL

_CLOCKED = re.compile(
    rf"\d|[가-힣]\s?시|{SAME_DAY.pattern}|{LATIN_WEEKDAY}|[월화수목금토일]요일|정오|noon|mediodía|las\s", re.IGNORECASE
)
_TRIP_KEYS = frozenset({"period", "purpose", "travellers", "destination"})


def find_meetings(
    blocks: Sequence[Block],
    sections: Sequence[Section],
    itinerary_lines: frozenset[int],
    days: Sequence[ItineraryDay],
    calendar: Calendar,
    last: int,
) -> list[MeetingRead]:
    """The ranges of blocks that are meetings, with their titles; ``complete`` reads what they hold. ``last`` is the
    index at which the closing lines of the report begin.
    """
    search = Search(
        blocks,
        sections,
        itinerary_lines,
        days,
        calendar,
        last,
        _owners(blocks, sections),
        _asides(sections),
        days_of(blocks, sections, calendar),
        [],
    )
    timed = _timed_fields(search)
    for number, indexes in timed.items():
        search.found.extend(_with_fields(search, number, indexes))
    search.found.extend(
        meeting
        for meeting in rows_as_meetings(blocks, itinerary_lines, calendar, search.context)
        if not search.taken(meeting.start_index) and not _looks_ahead(search, meeting.start_index)
    )
    _add_headed(search)
    _add_run_in(search)
    _add_told(search)
    if not search.found:
        _add_told(search, skip=frozenset())  # days told at length under the heading of an itinerary
    if not search.found:
        # a report about one event says when and where in its overview, and the whole report is about it
        for number, indexes in timed.items():
            if is_overview(sections[number].heading) and len(indexes) == 1:
                search.found.append(MeetingRead(_document_name(blocks), None, sections[number].start, last))
    if not search.found:
        search.found.extend(_dated_lines(search))
    return _trimmed(search)


def _trimmed(search: Search) -> list[MeetingRead]:
    lettered = lettered_headings(search.sections)
    for meeting in search.found:
        end = min(meeting.end_index, search.last)
        closing = (
            at
            for at in range(meeting.start_index + 1, end)
            if _attaches(search.blocks[at])
            or (search.context[at] != search.context[at - 1] and day_of_line(search.blocks[at], search.calendar))
        )
        meeting.end_index = max(meeting.start_index + 1, next(closing, end))
        meeting.title = title_of(meeting.title, search.calendar, lettered=lettered)
        if meeting.inherited is None:
            meeting.inherited = search.context[meeting.start_index]
    found = sorted(search.found, key=lambda meeting: meeting.start_index)
    return [meeting for meeting in found if meeting.start_index < search.last]


def _attaches(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and ATTACHED.match(block.body) is not None


# --- sections -------------------------------------------------------------------------------------------------------


def _owners(blocks: Sequence[Block], sections: Sequence[Section]) -> list[int]:
    """The deepest section of each block."""
    owners = [0] * len(blocks)
    for number, section in enumerate(sections):
        for index in range(section.start, section.end) if number else ():
            owners[index] = number
    return owners


def _asides(sections: Sequence[Section]) -> list[bool]:
    """For each section whether it, or one around it, is a part that tells of no meetings held."""
    out: list[bool] = []
    for section in sections:
        own = section.heading is not None and ASIDE.search(section.heading.body.strip()) is not None
        own = own and not (MEETING.search(section.heading.body) and times_in(section.heading.body))  # type: ignore[union-attr]
        out.append(own or (section.parent is not None and out[section.parent]))
    return out


def _looks_ahead(search: Search, index: int) -> bool:
    number: int | None = search.owners[index]
    while number is not None:
        heading = search.sections[number].heading
        if heading is not None and AHEAD.search(heading.body):
            return True
        number = search.sections[number].parent
    return False


def is_overview(heading: Block | None) -> bool:
    """Whether a heading opens the head of the report."""
    return heading is not None and re.sub(r"\s", "", heading.body) in (
        "출장개요", "개요", "연수개요", "사업개요", "조사개요", "파견개요", "방문개요및목적", "일반사항", "기본사항",
    )  # fmt: skip


def is_part(heading: Block | None) -> bool:
    """Whether a heading names a part of the report."""
    return heading is not None and (
        PART.search(heading.body.strip()) is not None or label_key(heading.body) is not None
    )


def _document_name(blocks: Sequence[Block]) -> str:
    labelled = next((found.value for block in blocks for found in fields_of(block) if found.key == "title"), "")
    return labelled or next((block.body for block in blocks if block.body and not fields_of(block)), "")


# --- lines for the time ---------------------------------------------------------------------------------------------


def _timed_fields(search: Search) -> dict[int, list[int]]:
    """Section → the blocks in it that say when something was held."""
    memo = {field.line for field in memo_head(search.blocks).values()}
    out: dict[int, list[int]] = {}
    for index, block in enumerate(search.blocks):
        if block.line in search.itinerary_lines or block.line in memo or not _states_time(block, search):
            continue
        timed = out.setdefault(_named_section(search.sections, search.owners[index]), [])
        if not (timed and timed[-1] == index - 1 and _adds_hour(search, index)):
            timed.append(index)
    return out


def _adds_hour(search: Search, index: int) -> bool:
    """Whether a line states only the hour, of the day that the line above it states: "Fecha: …", "Hora: …"."""

    def days(at: int) -> bool:
        return any(search.calendar.days(found.value) for found in fields_of(search.blocks[at]))

    hour = any(times_in(found.value) for found in fields_of(search.blocks[index]) if found.key == "datetime")
    return hour and not days(index) and days(index - 1)


def _states_time(block: Block, search: Search) -> bool:
    if block.kind is BlockKind.HEADING:
        return False
    if (
        search.sections[search.owners[block.line - 1]].heading is not None
        and not search.aside[search.owners[block.line - 1]]
    ):
        bare = when_and_where(block, search.calendar)
        listed = is_part(search.sections[search.owners[block.line - 1]].heading)
        if (
            bare is not None
            and not (listed and named_when(block, search.calendar))
            and search.calendar.on_trip(bare[0].start)
        ):
            return True
    for found in fields_of(block):
        if found.key == "datetime" and found.value:
            spans = search.calendar.days(found.value)
            if not (spans or _CLOCKED.search(found.value)):
                continue  # "날짜 | 오전 | 오후" heads a table
            ahead = bool(spans) and not search.calendar.on_trip(spans[0].start) and _looks_ahead(search, block.line - 1)
            return not ahead and all(not is_stay(span) for span in spans[:1])
    return False


def _named_section(sections: Sequence[Section], number: int) -> int:
    """The nearest section around a block whose heading names something ("방문개요" does not)."""
    while sections[number].heading is not None and names_no_meeting(sections[number].heading.body):  # type: ignore[union-attr]
        parent = sections[number].parent
        if parent is None or is_overview(sections[number].heading):
            break
        number = parent
    return number


def _with_fields(search: Search, number: int, indexes: Sequence[int]) -> Iterator[MeetingRead]:
    section = search.sections[number]
    heading = section.heading
    if is_overview(heading):
        return
    day_only = heading is not None and day_of_line(heading, search.calendar) is not None
    if heading is not None and len(indexes) == 1:
        day_only = day_only and not names_beside_day(search.blocks, heading, indexes[0], search.calendar)
    if heading is not None and len(indexes) == 1 and not is_part(heading) and not day_only:
        yield MeetingRead(heading.body, heading.line, section.start, section.end)
        return
    for position, index in enumerate(indexes):
        begin = _opening(search.blocks, index, section.start if heading else -1)
        after = indexes[position + 1] if position + 1 < len(indexes) else None
        end = _opening(search.blocks, after, index) if after is not None else section.end
        opening = search.blocks[begin]
        titled = begin != index and not names_no_meeting(opening.body) and not fields_of(opening)
        title = opening.body if titled else _title_from_fields(search.blocks[index:end]) or opening.body
        yield MeetingRead(title, opening.line if titled else None, begin, end)


def _opening(blocks: Sequence[Block], index: int, floor: int) -> int:
    """Where a meeting without a heading of its own begins: the line above its first field, or that field."""
    begin = index
    while begin - 1 > floor and _leads_in(blocks[begin - 1]):
        begin -= 1
    above = begin - 1
    named = above > floor and blocks[above].kind is not BlockKind.ROW and len(blocks[above].body) <= 60
    if named and (
        blocks[above].kind is BlockKind.HEADING
        or MEETING.search(blocks[above].body)
        or looks_like_body(re.sub(r"\s*\([^()]*\)$", "", blocks[above].body))
        or _stands_alone(blocks, above)
    ):
        return above
    while begin < index and blocks[begin].kind is BlockKind.BLANK:
        begin += 1
    return begin


def _stands_alone(blocks: Sequence[Block], index: int) -> bool:
    """Whether a short line that states nothing stands below a blank: above the time it names what was held then."""
    body = blocks[index].body
    return (
        index > 0
        and blocks[index].kind is BlockKind.PARAGRAPH
        and blocks[index - 1].kind in (BlockKind.BLANK, BlockKind.HEADING)
        and re.search(r"[.:;?!]$|[다함음임됨]$", body) is None
        and not fields_of(blocks[index])
    )


def _leads_in(block: Block) -> bool:
    """Whether a block above the line for the time belongs to the same meeting's head: a blank, a field, "방문개요"."""
    if block.kind is BlockKind.HEADING:
        return names_no_meeting(block.body)
    fields = fields_of(block)
    return block.kind is BlockKind.BLANK or (
        bool(fields) and all(found.key not in ("minutes", "attendees") for found in fields)
    )


def _title_from_fields(blocks: Sequence[Block]) -> str | None:
    wanted: dict[str, str] = {}
    for block in blocks[:12]:
        for found in fields_of(block):
            wanted.setdefault(found.key, found.value)
    return wanted.get("title") or wanted.get("host") or wanted.get("place")


# --- headings -------------------------------------------------------------------------------------------------------


def _add_headed(search: Search) -> None:
    """Sections whose heading carries the day or time, or that list attendees without a line for the time."""
    for number, section in enumerate(search.sections):
        heading = section.heading
        if heading is None or search.taken(section.start) or search.aside[number]:
            continue
        if any(section.start < meeting.start_index < section.end for meeting in search.found):
            continue
        inner = [
            block
            for block in search.blocks[section.start + 1 : section.end]
            if block.line not in search.itinerary_lines
        ]
        if not inner or heading.line in search.itinerary_lines or _speaks_against(search, heading, inner, section):
            continue
        dated = any(not is_stay(span) for span in search.calendar.days(heading.body, named=True))
        if _holds_meetings(search, number) and not (dated and times_in(heading.body)):
            continue
        told_day = _speaks_for(search, heading, inner, dated=dated, number=number)
        if told_day is not None:
            meeting = MeetingRead(heading.body, heading.line, section.start, section.end)
            meeting.only_told = told_day
            search.found.append(meeting)


def _add_run_in(search: Search) -> None:
    """Lines that say name, day, time and place of a meeting and nothing else, and have something below them."""
    blocks = search.blocks[: search.last]
    named: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if block.line in search.itinerary_lines or search.aside[search.owners[index]] or search.taken(index):
            continue
        name = named_when(block, search.calendar)
        if name is not None and not (TRAVEL.search(name) or INTERNAL.search(name)):
            named[index] = name
    starts = sorted(named)
    for position, index in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(blocks)
        end = min(end, search.sections[search.owners[index]].end)
        below = next((block for block in blocks[index + 1 : end] if block.kind is not BlockKind.BLANK), None)
        if below is None or below.kind is BlockKind.HEADING or below.marker == blocks[index].marker != "":
            continue  # one line of a programme
        search.found.append(MeetingRead(named[index], blocks[index].line, index, end))


def _speaks_against(search: Search, heading: Block, inner: Sequence[Block], section: Section) -> bool:
    if is_part(heading) or names_no_meeting(heading.body) or is_overview(heading):
        return True
    if ITINERARY_HEADING.search(heading.body) and not MEETING.search(heading.body):
        return True
    if TRAVEL.search(heading.body) or INTERNAL.search(heading.body):
        return True
    if section.depth <= 1 and re.search(r"보고서|report|informe", heading.body, re.IGNORECASE):
        return True
    # what says for how long, why and who travelled is the head of the report
    return any(found.key in _TRIP_KEYS and found.value for block in inner for found in fields_of(block))


def _holds_meetings(search: Search, number: int) -> bool:
    """Whether sections below are meetings themselves by what their headings say."""
    return any(
        other.parent == number
        and other.heading is not None
        and not names_no_meeting(other.heading.body)
        and (MEETING.search(other.heading.body) or search.calendar.days(other.heading.body))
        for other in search.sections
    )


def _speaks_for(search: Search, heading: Block, inner: Sequence[Block], *, dated: bool, number: int) -> bool | None:
    """None where nothing does; else whether it is only told of, and needs a time or people to be a meeting."""
    if _lists_people(inner):
        return False
    if dated and day_of_line(heading, search.calendar) is not None:
        return None  # the heading of a day, under which meetings may be told of
    clock, word = bool(times_in(heading.body)), MEETING.search(heading.body) is not None
    body = looks_like_body(title_of(heading.body, search.calendar))
    if (dated or (clock and search.context[search.sections[number].start] is not None)) and (word or clock or body):
        return False
    told = any(
        not is_stay(span) and search.calendar.on_trip(span.start)
        for block in inner[:4]
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        for span in search.calendar.days(block.body)
    )
    if word and told:
        return True
    if (word or body) and search.context[search.sections[number].start] is not None:
        return True
    return True if (word or body) and _on_itinerary(search, heading) else None


def _lists_people(inner: Sequence[Block]) -> bool:
    return any(
        found.key == "attendees" or (found.key == "host" and not found.value)
        for block in inner
        for found in fields_of(block)
    ) or any(attendees.header_columns(block.cells) for block in inner if block.kind is BlockKind.ROW)


def _on_itinerary(search: Search, heading: Block) -> bool:
    """Whether one activity of the itinerary, and no journey, names what the heading names."""
    title = title_of(heading.body, search.calendar)
    return len(title) >= 4 and any(
        likeness(title, activity.text) >= 0.7 and not TRAVEL.search(activity.text)
        for day in search.days
        for activity in day.activities
    )


# --- prose ----------------------------------------------------------------------------------------------------------


def _add_told(search: Search, skip: frozenset[int] | None = None) -> None:
    """Paragraphs that tell of meetings: each from its sentence on, or its whole section where the heading names it."""
    skip = search.itinerary_lines if skip is None else skip
    structured = bool(search.found)
    by_section: dict[int, list[tuple[int, Told]]] = {}
    previous: date | None = None
    within = -1
    for index, block in enumerate(search.blocks[: search.last]):
        number = search.owners[index]
        previous, within = (previous if number == within else None), number
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or fields_of(block) or search.aside[number]:
            continue
        if block.line in skip or search.taken(index):
            continue
        for told in told_in(block, search.calendar, search.context[index], previous):
            by_section.setdefault(number, []).append((index, told))
            previous = told.day
    for number, openings in by_section.items():
        search.found.extend(_told_meetings(search, number, openings, structured=structured))


def _told_meetings(
    search: Search, number: int, openings: Sequence[tuple[int, Told]], *, structured: bool
) -> Iterator[MeetingRead]:
    section = search.sections[number]
    heading = section.heading
    named = heading is not None and not (
        is_part(heading) or names_no_meeting(heading.body) or day_of_line(heading, search.calendar)
    )
    apart = {(told.day, told.clocked and index) for index, told in openings}
    if named and heading is not None and (len(openings) == 1 or len(apart) == 1) and MEETING.search(heading.body):
        meeting = MeetingRead(heading.body, heading.line, section.start, section.end, only_told=True)
        meeting.inherited = openings[0][1].day
        yield meeting
        return
    if structured and not any(told.clocked for _, told in openings):
        return  # beside meetings with fields, a sentence without a time looks back on one of them
    for position, (index, told) in enumerate(openings):
        after = openings[position + 1][0] if position + 1 < len(openings) else section.end
        after = _day_ends(search, index, after)
        block = search.blocks[index]
        meeting = MeetingRead(told.whom or block.body[:60], block.line, index, max(index + 1, after), only_told=True)
        first = Block(block.line, BlockKind.PARAGRAPH, block.text, block.body[told.begin : told.stop].strip())
        meeting.inner = (first, *search.blocks[index + 1 : max(index + 1, after)])
        meeting.inherited = told.day
        yield meeting


def _day_ends(search: Search, index: int, end: int) -> int:
    """Where the day of a block ends, when lines for the days stand between paragraphs, or each begins with its day."""
    dated = _begins_with_day(search, index)
    return next(
        (
            at
            for at in range(index + 1, end)
            if search.context[at] != search.context[index] or (dated and _begins_with_day(search, at))
        ),
        end,
    )


def _begins_with_day(search: Search, index: int) -> bool:
    spans = search.calendar.days(search.blocks[index].body)
    return bool(spans) and not search.blocks[index].body[: spans[0].pos[0]].strip(" (-[")


def _dated_lines(search: Search) -> Iterator[MeetingRead]:
    """A diary: lines that begin with a day and name a meeting, where nothing else in the report tells of meetings."""
    blocks = search.blocks[: search.last]
    dated = [
        (index, spans[0].pos)
        for index, block in enumerate(blocks)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING)
        and not search.aside[search.owners[index]]
        and (spans := search.calendar.days(block.body))
        and search.calendar.on_trip(spans[0].start)
        and not block.body[: spans[0].pos[0]].strip(" (-")
    ]
    for position, (index, _) in enumerate(dated):
        block = blocks[index]
        if not DIARY.search(block.body) or PART.search(block.body) or INTERNAL.search(block.body):
            continue
        end = dated[position + 1][0] if position + 1 < len(dated) else len(blocks)
        end = next((at for at in range(index + 1, end) if blocks[at].kind is BlockKind.HEADING), end)
        yield MeetingRead(block.body, block.line, index, end)
