"""Meetings that are the rows of one table: day and time, place, whom, what about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ...blocks import Block, BlockKind
from ..attendees import text_people
from ..labels import column_keys, label_key
from ..places import is_place
from .days import Calendar, is_stay, times_in
from .model import MeetingRead
from .words import CANCELLED, INTERNAL, MEETING, TRAVEL

_NO_TALK = re.compile(
    r"담당(?!자)|기한|소요|금액|산출|숙박|비고란|responsib|deadline|due|owner|plazo|by when|amount|cost", re.IGNORECASE
)
_TALKED = re.compile(
    r"면담|논의|협의|회의|주요\s?내용|요지|결과|discuss|outcome|key|points|topic|tema|asunto|tratad|acuerdo|result",
    re.IGNORECASE,
)
_FIRM = re.compile(r"기업|업체|회사|\bfirm|company|empresa|organi[sz]ation|instituci|entidad", re.IGNORECASE)
_WHOM = re.compile(
    r"면담자|담당자|바이어|면담\s?대상|만난|상대|참석|접견|인사|met\b|counterpart|attend|present\b|presentes|contact|interlocutor|participant|asistent|"
    r"with whom|\bwho\b|con quién",
    re.IGNORECASE,
)


def _says_when(cell: str) -> bool:
    """Whether a head names the day beside something else: "일시·장소", "Date / venue"."""
    parts = [part for part in re.split(r"\s*(?:[/·ㆍ,&]|및|\band\b|\by\b)\s*", cell) if part]
    return len(parts) > 1 and any(label_key(part) == "datetime" or "date" in column_keys(part) for part in parts)


def _column(cell: str) -> str | None:
    """What the column under a head holds."""
    keys, key = column_keys(cell), label_key(cell)
    tests = (
        ("time", "time" in keys and "date" not in keys),
        ("date", "date" in keys or key == "datetime" or _says_when(cell)),
        ("whom", _WHOM.search(cell) or key == "attendees"),
        ("what", key == "minutes" or "activity" in keys or _TALKED.search(cell)),
        ("place", key == "place"),
        ("host", "host" in keys or "org" in keys or key == "host" or _FIRM.search(cell)),
        ("whom", "name" in keys),
        ("title", "title" in keys),
    )
    return next((name for name, holds in tests if holds), None)


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds what, when the row is the head of a table of talks: a time, somebody, a subject or place."""
    if len([cell for cell in cells if cell.strip()]) < 3 or any(len(cell) > 30 for cell in cells):
        return {}
    if any(_NO_TALK.search(cell) for cell in cells):
        return {}  # who does what by when, or what it cost
    out: dict[str, int] = {}
    for index, cell in enumerate(cells):
        name = _column(cell)
        if name is None:
            continue
        if name == "whom" and name in out:
            out.setdefault("host", out[name])  # "Counterpart | … | Present": the first says of which body
            out[name] = index
        out.setdefault(name, index)
    timed = "date" in out or "time" in out
    talked = "whom" in out or ("host" in out and "what" in out and _TALKED.search(cells[out["what"]]) is not None)
    return out if timed and talked and ("what" in out or "place" in out or "host" in out) else {}


def rows_as_meetings(
    blocks: Sequence[Block], skip: frozenset[int], calendar: Calendar, context: Sequence[date | None]
) -> Iterator[MeetingRead]:
    """One meeting for each row that has a day, or a time under the heading of a day."""
    head: Block | None = None
    columns: dict[str, int] = {}
    above = ""
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.ROW:
            head = head if block.kind is BlockKind.BLANK else None
            continue
        if head is None or block.table != head.table or columns_of(block.cells):
            columns = columns_of(block.cells) if block.line not in skip else {}
            head, above = (block, "") if columns else (None, "")
            continue
        held = {name: block.cells[at].strip() for name, at in columns.items() if at < len(block.cells)}
        day = held.get("date") or ""
        spans = calendar.days(day, named=True)
        if spans:
            above = day[: spans[0].pos[1]]
        elif above:
            day = f"{above} {day}".strip()
        when = " ".join(part for part in (day, held.get("time", "")) if part)
        dated = calendar.days(when, named=True)
        if dated and (is_stay(dated[0]) or not calendar.on_trip(dated[0].start)):
            continue
        day_above = context[index] or _day_above(blocks, head, calendar)
        if not (dated or (times_in(when) and day_above is not None)):
            continue
        meeting = _meeting(block, index, held, when)
        if meeting is not None:
            meeting.inherited = day_above
            yield meeting


def _day_above(blocks: Sequence[Block], head: Block, calendar: Calendar) -> date | None:
    """The day in the lines right above a table whose rows have times only."""
    above = [block for block in blocks[max(0, head.line - 6) : head.line - 1] if block.kind is not BlockKind.BLANK]
    for block in reversed(above):
        spans = calendar.days(block.body) if block.kind is not BlockKind.ROW else []
        if spans and not is_stay(spans[0]):
            return spans[0].start if calendar.on_trip(spans[0].start) else None
    return None


def _meeting(block: Block, index: int, held: dict[str, str], when: str) -> MeetingRead | None:
    whom, host, what = held.get("whom", ""), held.get("host", ""), held.get("what", "")
    if not (whom or host) or TRAVEL.search(what) or (INTERNAL.search(what) and not host):
        return None
    if held.get("title") and whom:
        whom = f"{whom} {held['title']}"
    inner = [Block(block.line, BlockKind.ITEM, block.text, f"일시: {when}")]
    for label, value in (("장소", held.get("place", "")), ("기관", host), ("참석자", whom), ("주요내용", what)):
        if value.strip(" -–·"):
            inner.append(Block(block.line, BlockKind.ITEM, block.text, f"{label}: {value}"))
    title = host or _body_before_people(whom) or held.get("place") or what[:60]
    meeting = MeetingRead(" ".join(title.split()), block.line, index, index + 1)
    meeting.inner = tuple(inner)
    if CANCELLED.search(what[:40]) or CANCELLED.search(when):
        meeting.status = "cancelled"
    return meeting


def _body_before_people(whom: str) -> str:
    """Of "주알마티 총영사관 제하윤 영사" the body, which stands before the names."""
    people = text_people(whom.split("\n")[0], 0)
    if people and people[0].org and not is_place(people[0].org):
        return people[0].org
    if people and not MEETING.search(whom) and people[0].name in whom:
        before = whom[: whom.index(people[0].name)].strip(" :：,(-–")
        return before if len(before) > 2 else ""
    return ""
