"""What a meeting holds: date, time, place, head count, attendees, and where its minutes stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from partners.names import has_hangul, split_honorific

from ...blocks import Block, BlockKind
from ...reading import Minutes
from .. import attendees
from ..attendees import Listed
from ..bodies import looks_like_body
from ..calendar_words import NUMBERS
from ..labels import Field, fields_of, fold, names_no_meeting
from .days import Calendar, times_in, when_and_where
from .model import MeetingRead
from .telling import COUNTED, SAME_DAY, place_told, sentences, time_told
from .where import mode_told, place_beside, tidy_place
from .words import CANCELLED, REPLACED

_HEAD = 14  # blocks in which a meeting says who was there, whatever it calls them
_NO_LIST = re.compile(
    r"담당|작성|제출|문의|연락|기한|조치|발표|자료|추진|비고|responsib|action|contact|prepared|submitted|by whom|"
    r"deadline|elabor|plazo|remit",
    re.IGNORECASE,
)


def complete(
    meeting: MeetingRead,
    blocks: Sequence[Block],
    calendar: Calendar,
    previous: MeetingRead | None = None,
    travellers: Sequence[str] = (),
) -> None:
    """Read date, time, place, count, attendees and minutes out of the meeting's blocks. ``previous`` is the meeting
    before it, of which "같은 날" takes the day; ``travellers`` are the names of who travelled.
    """
    inner = list(meeting.inner or blocks[meeting.start_index : meeting.end_index])
    opening = inner[0]
    if opening.kind is BlockKind.HEADING or not meeting.inner:
        _read_time(meeting, opening, calendar)
    _read_lines(meeting, inner, calendar)
    _settle_day(meeting, inner, calendar, previous)
    if CANCELLED.search(opening.body) and not REPLACED.search(opening.body) and not meeting.inner:
        meeting.status = "cancelled"
    if not meeting.people and not any(found.key in ("attendees", "parties") for found in meeting.fields):
        # no list of attendees: the people whom the text under the heading says were met
        for block in inner[:8]:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not fields_of(block):
                told = attendees.told_people(block.body, block.line, travellers)
                meeting.people.extend(told)
                place = place_told(block.body) if told and meeting.place is None else None
                if place is not None:
                    meeting.place, meeting.place_line = place, block.line
                if not meeting.everyone and attendees.tells_of_everyone(block.body):
                    meeting.everyone, meeting.everyone_line = True, block.line
                    meeting.excepted = attendees.excepted(block.body)
    _add_signatories(meeting)
    _dedupe(meeting)
    how = mode_told(opening.body) if opening.kind is BlockKind.HEADING else None
    if how is not None:
        meeting.people = [replace(person, mode=person.mode or how) for person in meeting.people]
    _read_minutes(meeting, inner)


def _add_signatories(meeting: MeetingRead) -> None:
    """Who signed was there, where the list names only those who stood by ("배석") or nobody."""
    listed = [found for found in meeting.fields if found.key == "attendees"]
    if all(re.match(r"배\s?석|동\s?석|witness|testigos", found.label, re.IGNORECASE) for found in listed):
        signed = [found for found in meeting.fields if found.key == "signatories"]
        people = [person for found in signed for person in attendees.text_people(found.value, found.line)]
        meeting.people[:0] = people


def without_retold(found: Sequence[MeetingRead]) -> list[MeetingRead]:
    """The meetings without those that a sentence tells of while a section of the same hour holds them."""
    held = {(meeting.date, meeting.start) for meeting in found if not meeting.only_told}
    return [
        meeting
        for meeting in found
        if not (meeting.only_told and meeting.inner and meeting.start and (meeting.date, meeting.start) in held)
    ]


def _read_lines(meeting: MeetingRead, inner: list[Block], calendar: Calendar) -> None:
    """The tables of people and the labelled lines."""
    opening = inner[0]
    index = 0
    while index < len(inner):
        block = inner[index]
        if block.kind is BlockKind.ROW and (index == 0 or inner[index - 1].table != block.table):
            rows = _table(inner, index)
            if attendees.header_columns(block.cells) or (len(rows) < len(inner) and attendees.shaped_columns(rows)):
                meeting.people.extend(attendees.table_people(rows))
                meeting.head_lines.update(row.line for row in rows)
                index = inner.index(rows[-1], index) + 1
                continue
        fields = fields_of(block) if block is not opening or block.kind is not BlockKind.HEADING else []
        for found in fields or (_list_by_shape(block, opening, meeting) if index < _HEAD else ()):
            _read_field(meeting, found, inner, index, calendar)
        bare = when_and_where(block, calendar) if meeting.date is None else None
        if bare is not None:
            _read_time(meeting, block, calendar, block.body)
            if meeting.place is None and bare[2]:
                meeting.place, meeting.place_line = tidy_place(bare[2]), block.line
            meeting.head_lines.add(block.line)
        index += 1


def _list_by_shape(block: Block, opening: Block, meeting: MeetingRead) -> list[Field]:
    """A list of people whose label nobody knows, or without any, as the field it is."""
    if block is opening or block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or block.line in meeting.head_lines:
        return []
    label, colon, value = block.body.partition(":") if len(block.body.partition(":")[0]) <= 40 else ("", "", block.body)
    if _NO_LIST.search(label):
        return []
    if colon and not looks_like_body(re.sub(r"\s*\([^()]*\)", "", label)):
        if not attendees.is_list(value.strip()):
            return []
        return [Field("attendees", label.strip(), value.strip(), block.line)]
    listed = not block.body.endswith(".") and attendees.is_list(block.body)
    return [Field("attendees", "", block.body, block.line)] if listed else []


def _table(inner: Sequence[Block], index: int) -> list[Block]:
    """The rows of the table that begins at a block; a page may break between them."""
    rows = []
    for block in inner[index:]:
        if block.kind is BlockKind.ROW and block.table == inner[index].table:
            rows.append(block)
        elif block.kind is not BlockKind.BLANK:
            break
    return rows


def _settle_day(meeting: MeetingRead, inner: list[Block], calendar: Calendar, previous: MeetingRead | None) -> None:
    """The day told in the text, that of the heading above, or that of the meeting before."""
    if meeting.date is None or meeting.only_told:
        _read_told(meeting, inner, calendar)
    if meeting.date is None and meeting.inherited is not None:
        meeting.date = meeting.inherited.isoformat()
    if meeting.date is None and previous is not None and any(SAME_DAY.search(block.body) for block in inner[:4]):
        meeting.date = previous.date


def _read_time(meeting: MeetingRead, block: Block, calendar: Calendar, text: str | None = None) -> None:
    heading = text is None
    text = block.body if text is None else text
    spans = calendar.days(text, named=True)
    times = times_in(text)
    if spans and meeting.date is None and spans[0].start:
        meeting.date = spans[0].start.isoformat()
        meeting.time_line = block.line
        meeting.head_lines.add(block.line)
    if times and meeting.start is None and (spans or not heading or meeting.date or meeting.inherited):
        meeting.start, meeting.end = times[0].start, times[0].end
        meeting.time_line = meeting.time_line or block.line
        if meeting.place is None and (place := place_beside(text, calendar)) is not None:
            meeting.place, meeting.place_line, meeting.place_beside = place, block.line, True


def _read_field(meeting: MeetingRead, found: Field, inner: list[Block], index: int, calendar: Calendar) -> None:
    block = inner[index]
    meeting.fields.append(found)
    if found.key in ("datetime", "period") and found.value:
        _read_time(meeting, block, calendar, found.value)
        meeting.head_lines.add(block.line)
    elif found.key == "place" and found.value and (meeting.place is None or meeting.place_beside):
        meeting.place_beside = False
        meeting.place, meeting.place_line = tidy_place(found.value), block.line
        meeting.head_lines.add(block.line)
    elif found.key == "host" and found.value and meeting.host is None:
        meeting.host = " ".join(found.value.split())
        meeting.head_lines.add(block.line)
    elif found.key in ("attendees", "travellers"):  # who travelled, in a meeting, is our side of it
        _read_attendees(meeting, found, inner, index)
    elif found.key == "count" and (count := re.search(r"\d{1,3}", found.value)) and meeting.stated_count is None:
        meeting.stated_count, meeting.count_line = int(count.group()), block.line
        meeting.head_lines.add(block.line)
    elif found.key in ("parties", "original", "change", "term", "signed_on", "expires_on", "signatories"):
        meeting.head_lines.add(block.line)


def _read_attendees(meeting: MeetingRead, found: Field, inner: list[Block], index: int) -> None:
    block = inner[index]
    meeting.head_lines.add(block.line)
    count = attendees.stated_count(found.value)
    if count is None:
        count = attendees.stated_count(re.sub(r"^[^(\d]*", "", found.label))
    people = _from_text(meeting, found.value, block.line, found.label)
    more = attendees.besides(found.value)
    mark, rows = "", False
    for following in inner[index + 1 :]:
        if following.kind is BlockKind.BLANK:
            continue
        beside = _side_and_people(following) if not found.value or rows else None
        if beside is not None:
            rows = True
            meeting.head_lines.add(following.line)
            people.extend(_from_text(meeting, beside[1], following.line, found.label, beside[0]))
            more = more or attendees.besides(beside[1])
            continue
        if rows or following.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or fields_of(following):
            break
        prose = following.kind is BlockKind.PARAGRAPH and len(following.body) > 100 and following.body[-1] in ".다"
        if people and prose and not attendees.is_list(following.body):
            break
        if (
            people
            and following.kind is BlockKind.ITEM
            and found.value
            and following.level <= block.level
            and following.marker == block.marker
        ):
            break
        if attendees.is_group_mark(following.body):
            mark = following.body.strip(" :：")
            meeting.head_lines.add(following.line)
            continue
        below = _from_text(meeting, following.body, following.line, found.label, mark)
        if not below:
            break
        meeting.head_lines.add(following.line)
        people.extend(below)
        more = more or attendees.besides(following.body)
        count = count or attendees.stated_count(following.body)
    if count is None and more is not None:
        count = len(people) + more
    meeting.people.extend(people)
    if count is not None and meeting.stated_count is None:
        meeting.stated_count, meeting.count_line = count, block.line


def _side_and_people(block: Block) -> tuple[str, str] | None:
    """(side, people) of a row under the label of a list: "수산청 측 | 도하림 국장, …"."""
    cells = [cell.strip() for cell in block.cells if cell.strip()] if block.kind is BlockKind.ROW else []
    if len(cells) != 2 or len(cells[0]) > 40 or fields_of(block) or attendees.header_columns(block.cells):
        return None
    return (cells[0], cells[1]) if attendees.text_people(cells[1], block.line) else None


def _from_text(meeting: MeetingRead, text: str, line: int, label: str = "", mark: str = "") -> list[Listed]:
    """The people of a line of a list; ``mark`` is the line above that says of a group whose or how they were there."""
    if attendees.means_everyone(text) and not meeting.everyone:
        meeting.everyone, meeting.everyone_line = True, line
        meeting.excepted = attendees.excepted(text)
    people: list[Listed] = []
    org = mark if looks_like_body(mark) else None
    how = attendees.mode_of(mark) if org is None else None
    label = label if not mark or org or how else mark
    for part in text.split("\n"):
        found = attendees.text_people(part, line, org=org, label=label)
        people.extend(replace(person, mode=person.mode or how) for person in found)
    return people


def _read_told(meeting: MeetingRead, inner: list[Block], calendar: Calendar) -> None:
    """Day, time and place told in the first lines under the heading instead of in fields."""
    for position, block in enumerate(inner[:5]):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or fields_of(block):
            continue
        spans = calendar.days(block.body, named=meeting.inherited is None)
        if spans and spans[0].start and meeting.date is None and (meeting.inherited is None or not meeting.only_told):
            meeting.date = spans[0].start.isoformat()
        if meeting.date is None and meeting.inherited is None:
            continue
        counted = COUNTED.search(block.body)
        if counted is not None and meeting.stated_count is None:
            written = (counted.group("number") or counted.group("ko")).lower()
            meeting.stated_count, meeting.count_line = (
                int(written) if written.isdigit() else NUMBERS[written],
                block.line,
            )
        for begin, stop in sentences(block.body):
            start, end = time_told(block.body[begin:stop], block.body[stop:])
            if meeting.start is None and start is not None:
                meeting.start, meeting.end = start, end
                meeting.time_line = block.line
            place = place_told(block.body[begin:stop]) if meeting.place is None else None
            if place is not None:
                meeting.place, meeting.place_line = place, block.line
            if meeting.start is not None:
                break
        meeting.time_line = meeting.time_line or block.line
        if meeting.start is not None or position >= 3 or meeting.date:
            meeting.head_lines.add(block.line)
            return


def _dedupe(meeting: MeetingRead) -> None:
    """The same person listed twice (a head count in words and a table) counts once; the fuller entry stays."""
    kept: dict[str, Listed] = {}
    by_surname: dict[str, str] = {}
    for person in meeting.people:
        key = fold(person.name)
        bare = split_honorific(person.name)[1].split()
        if not has_hangul(person.name):
            key = by_surname.get(bare[-1].casefold(), key) if len(bare) == 1 else key
            by_surname.setdefault(bare[-1].casefold(), key)  # "Ms. Ruiz" is the Ana Ruiz named before
        if key in kept and (
            kept[key].org is None or person.org is None or fold(kept[key].org or "") == fold(person.org)
        ):
            old = kept[key]
            kept[key] = replace(
                old,
                org=old.org or person.org,
                title=old.title or person.title,
                mode=old.mode or person.mode,
                no=old.no or person.no,
            )
        else:
            kept[key if key not in kept else f"{key}#{len(kept)}"] = person
    meeting.people = list(kept.values())


def _read_minutes(meeting: MeetingRead, inner: list[Block]) -> None:
    last_head = max((position for position, block in enumerate(inner) if block.line in meeting.head_lines), default=0)
    begin: int | None = None
    heading: str | None = None
    for position, block in enumerate(inner):
        labelled = [found for found in fields_of(block) if found.key == "minutes"]
        if position and (
            labelled or (block.kind is BlockKind.HEADING and names_no_meeting(block.body) and position > last_head)
        ):
            begin, heading = position, (labelled[0].label if labelled else block.body)
            break
    if begin is None:
        begin = last_head + 1
    rest = [
        block for block in inner[begin:] if block.kind is not BlockKind.BLANK and block.line not in meeting.head_lines
    ]
    if rest:
        meeting.minutes.append(Minutes(heading, (rest[0].line, rest[-1].line)))
