"""Head counts: how many people a report says there were, against the people it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.facts.attendees import stated_count
from meetings.reader.facts.labels import fields_of
from meetings.reader.reading import Discrepancy, Meeting, Reading

_MORE_PEOPLE = re.compile(
    r"외\s*\d+\s*(?:명|인)|등\s*\d*\s*(?:명|인)?|전원|일행|관계자|and others|et al|among others|y otros"
    r"|entre otros"
)


def counts(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """A head count that is not the number of attendees listed. Lists that leave people out by words ("외 2명") are
    not counted."""
    text = {block.line: block.text for block in blocks}
    for meeting in reading.meetings:
        listed = meeting.listed_count if meeting.listed_count is not None else len(meeting.attendees)
        stated = meeting.stated_count
        if stated is None or not listed or stated == listed:
            continue  # a count need not include the interpreter
        listed += _of_us(meeting, reading, text.get(meeting.count_line or 0, ""))
        listed += _beside(meeting, text)
        if stated == listed:
            continue
        lines = [a.line for a in meeting.attendees]
        if any(_MORE_PEOPLE.search(text.get(line, "")) for line in {*lines, meeting.count_line or 0}):
            continue
        if not _plausible(stated, listed) or _slots([text.get(line, "") for line in sorted({*lines})]) == stated:
            continue
        onsite = sum(a.mode == "Onsite" for a in meeting.attendees)
        online = sum(a.mode == "Online" for a in meeting.attendees)
        places = tuple(
            dict.fromkeys(x for x in (meeting.count_line, min(lines, default=None), max(lines, default=None)) if x)
        )
        explained, explained_en = " 어느 쪽이 맞습니까?", " Which is right?"
        if online and onsite == stated:
            explained = f" 현장 참석 {onsite}명과 일치하므로 온라인 {online}명이 빠진 것으로 보입니다."
            explained_en = f" It equals the {onsite} on site, so the {online} online seem to be left out."
        elif online:
            explained, explained_en = (
                f" 명단은 현장 {onsite}명, 온라인 {online}명입니다. 어느 쪽이 맞습니까?",
                f" Of these {onsite} were on site and {online} online. Which is right?",
            )
        yield Discrepancy(
            "count_mismatch",
            places,
            (str(stated), str(listed)),
            f"‘{meeting.title}’ 참석자는 총 {stated}명으로 적혀 있으나 명단에는 {listed}명이 있습니다.{explained}",
            f"“{meeting.title}” is said to have {stated} attendees, but {listed} are listed.{explained_en}",
        )


def _of_us(meeting: Meeting, reading: Reading, told: str) -> int:
    """Travellers whom prose names in passing beside those who are listed ("Tomasz and myself")."""
    there = {a.person_id for a in meeting.attendees} | {a.name for a in meeting.attendees}
    away = [t for t in reading.trip.travellers if t.person_id not in there and t.name not in there]
    named = [t for t in away if any(re.search(rf"\b{re.escape(w)}\b", told) for w in t.name.split() if len(w) > 2)]
    author = reading.submission.author or ""
    myself = re.search(r"\b(?:myself|I|me|yo|el suscrito|la suscrita)\b", told) is not None
    return len(named) + (myself and any(t.name == author and t not in named for t in away))


_HELPERS = re.compile(
    r"^\W{0,6}(?:통\s?역(?:사|원|관)?|배석|수행|기록|운전(?:기사|원)?|안내|interpret(?:er|ation)s?|note-?taker|driver|guide|int[ée]rpretes?|"
    r"traductora?|conductor|gu[ií]a)\s*[:：)\t]\s*(.+)",
    re.IGNORECASE,
)


def _beside(meeting: Meeting, text: dict[int, str]) -> int:
    """Interpreters and the like in a line of their own beside the list, where it was not read as part of it."""
    taken = {a.line for a in meeting.attendees}
    near = range(min(taken, default=1) - 1, max(taken, default=0) + 3)
    lines = [n for n in near if n not in taken and (meeting.heading_line or 0) < n <= (meeting.end_line or 0)]
    found = [match for n in lines if (match := _HELPERS.match(text.get(n, "")))]
    return sum(1 + len(re.findall(r"[,;·、]", match.group(1))) for match in found)


def _plausible(stated: int, listed: int) -> bool:
    """A slip of counting is off by one or two; a list that is far from its number was not read to the end."""
    return abs(stated - listed) <= max(2, stated // 6)


_NAME_LIKE = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’-]+\.?\s+(?:[\w'’.-]+\s+)?[A-ZÀ-ÖØ-Þ][\w'’-]+|"
    r"[가-힣]{2,4}\s?[가-힣]{0,8}(?:장|원|관|수|사|임|표|리|무)"
)


def _slots(lines: Sequence[str]) -> int:
    """How many people a list in running text seems to have, counted without knowing names; 0 for tables."""
    sides = [_slots_of(line) for line in lines]
    return sum(sides) if all(sides) else 0  # "Por el IGSP: …" and "Por la ABOLAB: …"


def _slots_of(line: str) -> int:
    label = re.match(r"[^:：.]{1,40}[:：]", line)
    if label is None or "\t" in line:
        return 0
    text = line[label.end() :]
    while "(" in text and re.search(r"\([^()]*\)", text):
        text = re.sub(r"\([^()]*\)", " ", text)
    if ";" in text:  # "name, post; name, post"
        return sum(_NAME_LIKE.search(part.split(",")[0]) is not None for part in text.split(";"))
    parts = re.split(r"[,;/·、]|\s(?:and|y|e|및)\s|(?<=[장원관수사임표리무])(?:과|와)\s", text)
    return sum(_NAME_LIKE.search(part) is not None for part in parts)


_OF_TRIP = re.compile(
    r"등\s*(\d{1,2})\s*(?:명|인)|^\(?(?:총\s*)?(\d{1,2})\s*(?:명|인|people|persons|members|"
    r"personas|integrantes)\)?\.?$"
)


def travellers(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """A stated number of travellers against the list of them."""
    listed = reading.trip.travellers
    inside = {n for m in reading.meetings for n in range(m.heading_line or 0, (m.end_line or 0) + 1)}
    if not listed:
        return
    lines = [t.line for t in listed]
    for block in blocks:
        if block.kind is BlockKind.BLANK or block.line in inside:
            continue
        for found in fields_of(block):
            if found.key not in ("travellers", "count") or re.search(r"외\s*\d+\s*(?:명|인)", block.text):
                continue
            value = " ".join(found.value.split())
            of_trip = _OF_TRIP.search(value)
            stated = int(next(g for g in of_trip.groups() if g)) if of_trip else stated_count(value)
            if stated is None or stated == len(listed) or not _plausible(stated, len(listed)):
                continue
            if "등" in value and all(line == block.line for line in lines):
                continue  # "도가람 팀장 등 3명" names one of them
            if found.key == "count" and not 0 <= min(lines) - block.line <= 6:
                continue
            yield Discrepancy(
                "count_mismatch",
                tuple(dict.fromkeys((block.line, min(lines), max(lines)))),
                (str(stated), str(len(listed))),
                f"출장자는 {stated}명으로 적혀 있으나 명단에는 {len(listed)}명이 있습니다. 어느 쪽이 맞습니까?",
                f"{stated} travellers are stated, but {len(listed)} are listed. Which is right?",
            )
            return
