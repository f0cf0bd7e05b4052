"""Meetings: sections that say when people met, with place, head count, attendees and where the minutes stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..blocks import Block, BlockKind
from ..reading import Activity, ItineraryDay, Minutes
from ..sections import Section
from . import attendees
from .attendees import Listed
from .dates import DateSpan, find_dates
from .itinerary import is_itinerary_heading
from .labels import Field, fields_of, fold, is_head, label_key, memo_head, names_no_meeting
from .times import find_times

# Headings of the parts of a report, which hold meetings but are none.
_PART = re.compile(
    r"^(?:출장|방문|활동|세부|주요|업무|면담|회의|수행|기관별)*\s*(?:개요|내용|결과|활동|일정|사항|실적|성과|"
    r"경과)(?:\s*(?:및|과)\s*\S+)*$|시사점|활용\s*계획|향후|후속|참고|붙임|첨부|별첨|"
    r"^(?:meetings?|discussions?|findings|background|purpose|objectives?|introduction|next steps|"
    r"follow-?up(?:\s+(?:actions?|items?|steps?|plan|matters).*)?|"
    r"recommendations?|conclusions?|"
    r"annex.*|itinerary|summary|mission overview|key (?:findings|meetings).*|reuniones|antecedentes|"
    r"conclusiones|recomendaciones|próximos pasos|"
    r"compromisos.*|actividades|desarrollo.*|resultados|agenda|acuerdos.*|seguimiento)$",
    re.IGNORECASE,
)
_MEETING_WORD = re.compile(
    r"면담|회의|방문|협의|워크숍|워크샵|세미나|간담회|협약식|서명식|체결식|미팅|예방|포럼|컨퍼런스|토론회|"
    r"설명회|견학|시찰|착수|보고회|교육|강연|행사|교류회|"
    r"meeting|visit|workshop|seminar|courtesy|signing|consultation|forum|wrap-?up|briefing|roundtable|session|"
    r"reunión|visita|taller|seminario|firma|encuentro|entrevista|foro",
    re.IGNORECASE,
)
_DIARY_WORD = re.compile(r"면담|회의|방문|협의|미팅|간담회|예방|meeting|visit|reunión|visita", re.IGNORECASE)
_CANCELLED = re.compile(r"취소|무산|연기됨|불발|cancel+ed|postponed|cancelad[ao]|pospuest[ao]", re.IGNORECASE)
_SHORT_DAY = re.compile(
    r"(?:(?<=[(\[<])\s*|^\s*)(\d{1,2})\s?[./]\s?(\d{1,2})(?=\.?\s*(?:[,)\]>~(-]|\d{1,2}:|오전|오후))"
)
# "… 11시 30분까지 리마 시청에서 면담을 가졌다"
_TOLD_PLACE = re.compile(
    r"^.*(?:까지|부터|[시분일])(?:에|에는)?\s+([가-힣A-Za-z0-9][^,.]{1,30}?)에서\s+(?:[가-힣]+\s){0,2}?"
    r"(?:면담|회의|협의|간담회|미팅|세미나|워크숍|회담)[을를]?\s*(?:가졌|가짐|하였|했|함|진행|개최|실시|열)"
)
_FORMER = re.compile(r"\s*\(\s*(?:구|舊|전|옛)[\s,.:)]?[^()]*\)")
# "면담결과 ① 환경부" is the meeting with 환경부.
_PART_NUMBER = re.compile(
    r"^(?:면담|회의|방문|협의|활동|업무)\s?(?:결과|내용|사항)?\s*[①-⑳\d]{1,2}\s*[.:)\-]?\s*(?=\S{2})|"
    r"^(?:meeting|reunión)\s+\d{1,2}\s*[.:)–-]\s*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class MeetingRead:
    """A meeting before its people and bodies are identified; line numbers are those of blocks."""

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
    everyone_line: int | None = None
    minutes: list[Minutes] = field(default_factory=list)
    time_line: int | None = None
    place_line: int | None = None
    count_line: int | None = None
    host: str | None = None
    head_lines: set[int] = field(default_factory=set)
    fields: list[Field] = field(default_factory=list)


def is_cancelled(text: str) -> bool:
    """Whether a heading or an activity says that it did not take place."""
    return _CANCELLED.search(text) is not None


def find_meetings(
    blocks: Sequence[Block],
    sections: Sequence[Section],
    itinerary_lines: frozenset[int],
    reference: date | None,
    last: int,
) -> list[MeetingRead]:
    """The ranges of blocks that are meetings, with their titles; ``complete`` reads what they hold. ``last`` is the
    index at which the closing lines of the report begin.
    """
    found: dict[int, MeetingRead] = {}
    owners = _owners(blocks, sections)
    memo = {field.line for field in memo_head(blocks).values()}
    by_section: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.line in itinerary_lines or block.line in memo or not _states_time(block):
            continue
        by_section.setdefault(_named_section(sections, owners[index]), []).append(index)
    for number, indexes in by_section.items():
        section = sections[number]
        if _is_overview(section.heading) or _is_trip_head(blocks, sections, number):
            continue
        if section.heading is not None and len(indexes) == 1 and not _is_part(section.heading):
            title = section.heading.body
            found[section.start] = MeetingRead(title, section.heading.line, section.start, section.end)
        else:
            found.update((meeting.start_index, meeting) for meeting in _split(blocks, section, indexes))
    _add_headed(blocks, sections, itinerary_lines, found, reference)
    if not found:
        # a report about one event says when and where in its overview, and the whole report is about it
        for number, indexes in by_section.items():
            whole = MeetingRead(_document_name(blocks), None, sections[number].start, last)
            if _is_overview(sections[number].heading) and len(indexes) == 1:
                found[whole.start_index] = whole
    if not found:
        found.update((meeting.start_index, meeting) for meeting in _dated_lines(blocks[:last], reference))
    for meeting in found.values():
        meeting.end_index = max(meeting.start_index + 1, min(meeting.end_index, last))
        meeting.title = _title(meeting.title, reference)
    return [found[index] for index in sorted(found) if index < last]


def _split(blocks: Sequence[Block], section: Section, indexes: Sequence[int]) -> Iterator[MeetingRead]:
    """The meetings of a section that holds several, or whose heading names none: each from its own opening line."""
    for position, index in enumerate(indexes):
        begin = _opening(blocks, index, section.start if section.heading else -1)
        end = _opening(blocks, indexes[position + 1], index) if position + 1 < len(indexes) else section.end
        opening = blocks[begin]
        titled = begin != index and not names_no_meeting(opening.body) and not fields_of(opening)
        title = opening.body if titled else _title_from_fields(blocks[index:end]) or opening.body
        yield MeetingRead(title, opening.line if titled else None, begin, end)


def _dated_lines(blocks: Sequence[Block], reference: date | None) -> Iterator[MeetingRead]:
    """A diary: lines that begin with a day and name a meeting, where nothing else in the report tells of meetings."""
    dated = [
        (index, spans[0].pos)
        for index, block in enumerate(blocks)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING)
        and (spans := days_in(block.body, reference))
        and not block.body[: spans[0].pos[0]].strip(" (-")
    ]
    for position, (index, _) in enumerate(dated):
        block = blocks[index]
        if not _DIARY_WORD.search(block.body) or _PART.search(block.body):
            continue
        end = dated[position + 1][0] if position + 1 < len(dated) else len(blocks)
        end = next((at for at in range(index + 1, end) if blocks[at].kind is BlockKind.HEADING), end)
        yield MeetingRead(block.body, block.line, index, end)


def _document_name(blocks: Sequence[Block]) -> str:
    labelled = next((found.value for block in blocks for found in fields_of(block) if found.key == "title"), "")
    return labelled or next((block.body for block in blocks if block.body and not fields_of(block)), "")


def _owners(blocks: Sequence[Block], sections: Sequence[Section]) -> list[int]:
    """The deepest section of each block."""
    owners = [0] * len(blocks)
    for number, section in enumerate(sections):
        for index in range(section.start, section.end) if number else ():
            owners[index] = number
    return owners


def _states_time(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return False
    for found in fields_of(block):
        if found.key == "datetime" and found.value:
            spans = [span for span in find_dates(found.value) if span.precision == "day"]
            return all(not _is_stay(span) for span in spans[:1])
    return False


def _is_stay(span: DateSpan) -> bool:
    return bool(span.start and span.end and (span.end - span.start).days > 3)


def _named_section(sections: Sequence[Section], number: int) -> int:
    """The nearest section around a block whose heading names something ("방문개요" does not)."""
    while sections[number].heading is not None and names_no_meeting(sections[number].heading.body):  # type: ignore[union-attr]
        parent = sections[number].parent
        if parent is None or _is_overview(sections[number].heading):
            break
        number = parent
    return number


def _is_overview(heading: Block | None) -> bool:
    return heading is not None and re.sub(r"\s", "", heading.body) in ("출장개요", "개요", "연수개요", "사업개요")


def _is_trip_head(blocks: Sequence[Block], sections: Sequence[Section], number: int) -> bool:
    """Whether what stands right under a heading, before the next one, is the head of the report."""
    section = sections[number]
    end = sections[number + 1].start if number + 1 < len(sections) else section.end
    return section.heading is not None and is_head(blocks[section.start + 1 : min(end, section.end)])


def _is_part(heading: Block | None) -> bool:
    return heading is not None and (
        _PART.search(heading.body.strip()) is not None or label_key(heading.body) is not None
    )


def _opening(blocks: Sequence[Block], index: int, floor: int) -> int:
    """Where a meeting without a heading of its own begins: the line above its first field, or that field."""
    begin = index
    while begin - 1 > floor and _leads_in(blocks[begin - 1]):
        begin -= 1
    above = begin - 1
    named = above > floor and blocks[above].kind is not BlockKind.ROW and len(blocks[above].body) <= 60
    if named and (blocks[above].kind is BlockKind.HEADING or _MEETING_WORD.search(blocks[above].body)):
        return above
    while begin < index and blocks[begin].kind is BlockKind.BLANK:
        begin += 1
    return begin


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


def days_in(text: str, reference: date | None = None) -> list[DateSpan]:
    """The days a heading or field carries; in brackets, or before a time, "9.12" is a day too."""
    spans = [span for span in find_dates(text, reference=reference) if span.precision == "day" and span.start]
    if spans:
        return spans
    short = _SHORT_DAY.search(text)
    if short is None:
        return []
    month, day = int(short.group(1)), int(short.group(2))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    read = find_dates(f"{month}월 {day}일", reference=reference)
    return [replace(span, text=short.group(), pos=(short.start(1), short.end(2))) for span in read[:1]]


def _title(text: str, reference: date | None = None) -> str:
    """A heading without the date and time it may carry."""
    spans = days_in(text, reference)
    cuts = [span.pos for span in spans] + [span.pos for span in find_times(text)]
    for begin, end in sorted(cuts, reverse=True):
        text = text[:begin] + text[end:]
    text = re.sub(r"\(\s*[.,~\-–/\s]*\)|\[\s*\]", "", text) if cuts else text
    text = " ".join(text.split())
    named = _PART_NUMBER.sub("", re.sub(r"^\d{1,2}\s+(?=[가-힣A-Z])", "", text.strip(" -–—:,|·")))
    return re.sub(r"[(\[]\s*$", "", named).strip(" -–—:,|·") or text


def _add_headed(
    blocks: Sequence[Block],
    sections: Sequence[Section],
    itinerary_lines: frozenset[int],
    found: dict[int, MeetingRead],
    reference: date | None,
) -> None:
    """Sections whose heading carries the date, or that list attendees without a line for the time."""
    taken = [(meeting.start_index, meeting.end_index) for meeting in found.values()]
    for number, section in enumerate(sections):
        heading = section.heading
        if heading is None or any(begin <= section.start < end for begin, end in taken):
            continue
        if any(section.start < begin < section.end for begin, _ in taken):
            continue
        if _is_part(heading) or names_no_meeting(heading.body) or _is_overview(heading) or label_key(heading.body):
            continue
        if _is_trip_head(blocks, sections, number):
            continue
        inner = [block for block in blocks[section.start + 1 : section.end] if block.line not in itinerary_lines]
        if not inner or (is_itinerary_heading(heading.body) and not _MEETING_WORD.search(heading.body)):
            continue
        dated = any(not _is_stay(span) for span in days_in(heading.body, reference))
        listed = any(found_field.key == "attendees" for block in inner for found_field in fields_of(block)) or any(
            attendees.header_columns(block.cells) for block in inner if block.kind is BlockKind.ROW
        )
        children = [other for other in sections if other.parent == number]
        deeper = sum(
            1
            for child in children
            if child.heading is not None
            and not names_no_meeting(child.heading.body)
            and (_MEETING_WORD.search(child.heading.body) or days_in(child.heading.body, reference))
        )
        if section.depth <= 1 and re.search(r"보고서|report|informe", heading.body, re.IGNORECASE):
            continue
        if deeper >= 1 and not dated:
            continue
        told = _MEETING_WORD.search(heading.body) and any(
            not _is_stay(span)
            for block in inner[:4]
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
            for span in days_in(block.body, reference)
        )
        if (dated and (_MEETING_WORD.search(heading.body) or find_times(heading.body) or listed)) or listed or told:
            meeting = MeetingRead(_title(heading.body), heading.line, section.start, section.end)
            meeting.only_told = bool(told) and not dated and not listed
            found[section.start] = meeting
            taken.append((section.start, section.end))


def complete(meeting: MeetingRead, blocks: Sequence[Block], reference: date | None) -> None:
    """Read date, time, place, count, attendees and minutes out of the meeting's blocks."""
    inner = list(blocks[meeting.start_index : meeting.end_index])
    opening = inner[0]
    _read_time(meeting, opening, reference)
    index = 0
    while index < len(inner):
        block = inner[index]
        if block.kind is BlockKind.ROW and attendees.header_columns(block.cells):
            rows = [block]
            step = index + 1
            while step < len(inner) and (
                inner[step].kind is BlockKind.BLANK
                or (inner[step].kind is BlockKind.ROW and inner[step].table == block.table)
            ):
                if inner[step].kind is BlockKind.ROW:
                    rows.append(inner[step])
                step += 1
            meeting.people.extend(attendees.table_people(rows))
            meeting.head_lines.update(row.line for row in rows)
            index = step
            continue
        for found in fields_of(block) if block is not opening or block.kind is not BlockKind.HEADING else ():
            _read_field(meeting, found, inner, index, reference)
        index += 1
    if meeting.date is None:
        _read_told(meeting, inner, reference)
    if _CANCELLED.search(opening.body):
        meeting.status = "cancelled"
    if not meeting.people and not any(found.key in ("attendees", "parties") for found in meeting.fields):
        # no list of attendees: the people whom the text under the heading says were met
        for block in inner[1:8]:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not fields_of(block):
                meeting.people.extend(attendees.told_people(block.body, block.line))
    _dedupe(meeting)
    _read_minutes(meeting, inner)


def _read_time(meeting: MeetingRead, block: Block, reference: date | None, text: str | None = None) -> None:
    text = block.body if text is None else text
    spans = days_in(text, reference)
    times = find_times(text)
    if spans and meeting.date is None and spans[0].start:
        meeting.date = spans[0].start.isoformat()
        meeting.time_line = block.line
        meeting.head_lines.add(block.line)
    if times and meeting.start is None and (spans or text != block.body or meeting.date):
        meeting.start, meeting.end = times[0].start, times[0].end
        meeting.time_line = meeting.time_line or block.line


def _read_field(meeting: MeetingRead, found: Field, inner: list[Block], index: int, reference: date | None) -> None:
    block = inner[index]
    meeting.fields.append(found)
    if found.key in ("datetime", "period") and found.value:
        _read_time(meeting, block, reference, found.value)
        meeting.head_lines.add(block.line)
    elif found.key == "place" and found.value and meeting.place is None:
        meeting.place, meeting.place_line = " ".join(_FORMER.sub("", found.value).split()), block.line
        meeting.head_lines.add(block.line)
    elif found.key == "host" and found.value and meeting.host is None:
        meeting.host = " ".join(found.value.split())
        meeting.head_lines.add(block.line)
    elif found.key == "attendees":
        _read_attendees(meeting, found, inner, index)
    elif found.key in ("parties", "original", "change", "term", "signed_on", "signatories"):
        meeting.head_lines.add(block.line)


def _read_attendees(meeting: MeetingRead, found: Field, inner: list[Block], index: int) -> None:
    block = inner[index]
    meeting.head_lines.add(block.line)
    count = attendees.stated_count(found.value)
    if count is None:
        count = attendees.stated_count(re.sub(r"^[^(]*", "", found.label)) if "(" in found.label else None
    people = _from_text(meeting, found.value, block.line)
    more = attendees.besides(found.value)
    for following in inner[index + 1 :]:
        if following.kind is BlockKind.BLANK:
            continue
        if following.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or fields_of(following):
            break
        if (
            people
            and following.kind is BlockKind.ITEM
            and found.value
            and following.level <= block.level
            and following.marker == block.marker
        ):
            break
        below = _from_text(meeting, following.body, following.line)
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


def _from_text(meeting: MeetingRead, text: str, line: int) -> list[Listed]:
    if attendees.means_everyone(text) and not meeting.everyone:
        meeting.everyone, meeting.everyone_line = True, line
    people: list[Listed] = []
    org: str | None = None
    for part in text.split("\n"):
        found = attendees.text_people(part, line, org=org)
        people.extend(found)
        org = None
    return people


def _read_told(meeting: MeetingRead, inner: list[Block], reference: date | None) -> None:
    """A date told in the first lines under the heading instead of in a field, and the place told with it."""
    for block in inner[1:5]:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            _read_time(meeting, block, reference)
            if meeting.date:
                where = _TOLD_PLACE.search(block.body)
                if where is not None and meeting.place is None:
                    meeting.place, meeting.place_line = where.group(1).strip(), block.line
                return


def _dedupe(meeting: MeetingRead) -> None:
    """The same person listed twice (a head count in words and a table) counts once; the fuller entry stays."""
    kept: dict[str, Listed] = {}
    for person in meeting.people:
        key = fold(person.name)
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


def date_from_itinerary(meeting: MeetingRead, days: Sequence[ItineraryDay]) -> None:
    """A meeting without a date takes it from the one day whose itinerary names it."""
    if meeting.date is not None:
        return
    best = sorted(
        (
            (likeness(meeting.title, activity.text), day.date, activity.time)
            for day in days
            for activity in day.activities
            if day.date
        ),
        key=lambda entry: -entry[0],
    )
    if best and best[0][0] >= 0.45 and (len(best) == 1 or best[0][1] == best[1][1] or best[0][0] > best[1][0]):
        meeting.date = best[0][1]
        meeting.start = meeting.start or best[0][2]


def link_itinerary(
    days: Sequence[ItineraryDay], meetings: Sequence[tuple[str, MeetingRead]]
) -> tuple[ItineraryDay, ...]:
    """Say with each activity which meeting it became: the one of that day most like it, by words and time."""
    out = []
    for day in days:
        same_day = [(number, meeting) for number, meeting in meetings if meeting.date == day.date and day.date]
        activities = tuple(_linked(activity, day, same_day) for activity in day.activities)
        out.append(replace(day, activities=activities))
    return tuple(out)


def _linked(activity: Activity, day: ItineraryDay, same_day: Sequence[tuple[str, MeetingRead]]) -> Activity:
    if re.search(r"(?:출발|도착|이동|귀국|출국|arrival|departure)\s*$", activity.text, re.IGNORECASE):
        return activity
    scored = []
    for number, meeting in same_day:
        alike = max(likeness(activity.text, meeting.title), likeness(activity.text, meeting.place or "") * 0.8)
        if activity.time and meeting.start:
            inside = meeting.start <= activity.time < (meeting.end or meeting.start) or activity.time == meeting.start
            alike += 0.4 if inside else 0.0
        if alike >= 0.3 or (len(same_day) == 1 and alike >= 0.15):
            scored.append((alike, number))
    if not scored:
        return activity
    return replace(activity, meeting_id=max(scored)[1])


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's letter pairs stand in the longer one, from 0 to 1."""
    first, second = fold(one), fold(other)
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (first, second)]
    if not pairs[0] or not pairs[1]:
        return 0.0
    return len(pairs[0] & pairs[1]) / min(len(pairs[0]), len(pairs[1]))
