"""What "this side is right" does: the value goes where the wrong one stood, in the proposal and in its record.

A value that a person entered since is theirs: a record takes the right value only where it still holds what was read.
Quotes and minutes stay as they were written. "Both stand" and "noted" change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from cooperation.intake import facts, spellings
from cooperation.intake.facts import Json
from cooperation.intake.records import Filing, Invalid
from cooperation.models import Proposal, ProposalKind, ProposalState, Term
from meetings.models import ItineraryItem
from meetings.reader.facts.calendar_words import WEEKDAYS
from partners import names

Read = Callable[[Any], Any]

UNSET = (None, "")
#: What is no choice between two sides: it is noted.
NO_SIDES = {"duplicate_block", "missing_detail", "past_due_at_submission"}


def settle(filing: Filing, row: Proposal, choice: str) -> str:
    """Take the right side of a contradiction over. Returns what was worked out from it beyond the value itself, in
    words, for the answer; empty where there is nothing to add. Raises Invalid where the value cannot stand.
    """
    if not choice.isdecimal():
        return ""
    values = row.data["values"]
    right, wrong = values[int(choice)], [value for value in values if value != values[int(choice)]]
    rule = RULES.get(row.data["type"], _words)
    return rule(filing, row, right, wrong) or ""


def put(row: Proposal, key: str, value: Any, column: str = "", read: Read = lambda value: value) -> None:
    """Let ``data[key]`` be ``value``; also in the record's ``column``, where it holds what was read."""
    before = read(row.data.get(key))
    row.data = row.data | {key: value}
    row.save(update_fields=["data"])
    record: Any = row.became
    if not column or record is None:
        return
    stands = getattr(record, column)
    if stands == before or (stands in UNSET and before in UNSET):
        setattr(record, column, read(value))
        try:
            record.full_clean()
        except ValidationError as error:
            raise Invalid(error.messages) from error
        record.save()


def _number(value: Any) -> int | None:
    digits = "".join(char for char in str(value or "") if char.isdigit())
    return int(digits) if digits and len(digits) < 5 else None


def _meeting(filing: Filing, row: Proposal) -> Proposal | None:
    return filing.rows.get((ProposalKind.MEETING, row.data.get("about") or ""))


def _trip(filing: Filing) -> Proposal | None:
    return filing.rows.get((ProposalKind.TRIP, "trip"))


def _at(filing: Filing, row: Proposal, kind: ProposalKind) -> list[Proposal]:
    """The proposals of a kind that stand on the lines of the contradiction, in the order of the lines."""
    at = row.data.get("lines") or row.lines
    found = [other for other in filing.rows.values() if other.kind == kind and set(other.lines) & set(at)]
    return sorted(found, key=lambda other: min(at.index(line) for line in other.lines if line in at))


# ------------------------------------------------------------------------------------------- trips and meetings


def _time(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    meeting = _meeting(filing, row)
    if meeting is None or facts.clock(right) is None:
        return
    put(meeting, "start", right, "starts_at", facts.clock)
    _schedule(filing, meeting, "time", wrong, right, lambda item: setattr(item, "time", facts.clock(right)))


def _schedule(
    filing: Filing,
    meeting: Proposal,
    name: str,
    wrong: list[str],
    right: str,
    mend: Callable[[ItineraryItem], None],
) -> None:
    """The lines of the schedule that tell of this meeting say the same from now on."""
    trip = _trip(filing)
    if trip is None:
        return
    texts: list[str] = []

    def said(activity: Json) -> Json:
        if activity.get("meeting_id") != meeting.read_id or activity.get(name) is None:
            return activity
        old = activity[name]
        new = right if old in wrong else _exchanged(old, wrong, right) if name == "text" else old
        if new == old:
            return activity
        texts.append(activity["text"])
        return activity | {name: new}

    days = [
        entry | {"activities": [said(one) for one in entry["activities"]]} for entry in trip.data.get("itinerary") or ()
    ]
    if not texts:
        return
    put(trip, "itinerary", days)
    if trip.became_trip is not None:
        times = {facts.clock(value) for value in wrong}
        for item in trip.became_trip.itinerary.filter(text__in=texts):
            if name == "text" or item.time in times:
                mend(item)
                item.save()


def _count(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    meeting, number = _meeting(filing, row), _number(right)
    if meeting is not None and number is not None:
        put(meeting, "stated_count", number, "stated_count", _number)


def _label(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    """ "1차 면담" or "2차 면담": in the title of the meeting, or in the schedule that leads to it."""
    meeting = _meeting(filing, row)
    if meeting is None:
        return
    title = _exchanged(meeting.data["title"], wrong, right)
    if title != meeting.data["title"]:
        put(meeting, "title", title, "title")
        meeting.title = title[:300]
        meeting.save(update_fields=["title"])
    _schedule(
        filing, meeting, "text", wrong, right, lambda item: setattr(item, "text", _exchanged(item.text, wrong, right))
    )


def _exchanged(text: str, wrong: list[str], right: str) -> str:
    """The text with the right words for the wrong ones; for labels their number alone, where the noun differs."""
    for value in wrong:
        if value in text:
            return text.replace(value, right)
        if value.split() and re.search(r"\d", value.split()[0]) and value.split()[0] in text:
            return text.replace(value.split()[0], right.split()[0])
    return text


def _weekday(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> str | None:
    """The weekday is right, so the date is a slip: it was the nearest day of that name, if that lies in the trip."""
    meeting, trip = _meeting(filing, row), _trip(filing)
    held_on = facts.day(meeting.data.get("date")) if meeting is not None else None
    weekday = WEEKDAYS.get(right.lower())
    if meeting is None or trip is None or held_on is None or weekday is None or held_on.weekday() == weekday:
        return None  # the date is right: it stands as it was read
    near = [held_on + timedelta(days=days) for days in (-3, -2, -1, 1, 2, 3)]
    day = next(one for one in near if one.weekday() == weekday)
    start, end = facts.day(trip.data.get("start")), facts.day(trip.data.get("end"))
    if start is None or end is None or not start <= day <= end:
        return None
    put(meeting, "date", day.isoformat(), "held_on", facts.day)
    return day.isoformat()


def _period(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    """The number of days, or a first or last day that lies elsewhere than the period says."""
    trip = _trip(filing)
    if trip is None:
        return
    start, end, day = trip.data.get("start"), trip.data.get("end"), facts.day(right)
    if row.data["type"] == "nights_check" or (day is None and _counted(right)):
        key = "nights_stated" if row.data["type"] == "nights_check" else "days_stated"
        put(trip, key, _number(right), key, _number)
    elif day is None or not start or not end or start > end:
        return
    elif f"{start}~{end}" in wrong:
        _extend(trip, day, day)
    elif start in wrong:
        put(trip, "start", right, "start_on", facts.day)
    elif end in wrong:
        put(trip, "end", right, "end_on", facts.day)


def _counted(value: str) -> bool:
    return re.fullmatch(r"\d{1,3}\s*[일박]", value) is not None


def _extend(trip: Proposal, first: date, last: date) -> None:
    if first.isoformat() < trip.data["start"]:
        put(trip, "start", first.isoformat(), "start_on", facts.day)
    if last.isoformat() > trip.data["end"]:
        put(trip, "end", last.isoformat(), "end_on", facts.day)


# ------------------------------------------------------------------------------------------------------- people


def _person(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    """One person, whose name is the right one; the other stays as a spelling."""
    found = {value: _bearing(filing, value) for value in (right, *wrong)}
    true, false = found[right], next((found[value] for value in wrong if found[value] is not None), None)
    kept = true or false
    if kept is None:
        return
    if true is not None and false is not None and true is not false:
        kept = spellings.join_in(filing, true, false)
    name = facts.bare_name(right)
    before = kept.data["name"]
    surfaces = list(kept.data.get("surfaces") or ())
    for value in (right, *wrong):
        if value not in {surface["text"] for surface in surfaces}:
            surfaces.append({"text": value, "lines": row.lines})
    put(kept, "surfaces", surfaces)
    put(kept, "canonical", right)
    put(kept, "name", name, "name")
    kept.title = name[:300]
    kept.save(update_fields=["title"])
    if kept.became_person is not None:
        for text in dict.fromkeys((before, *map(facts.bare_name, (right, *wrong)))):
            if facts.is_full_name(text):
                kept.became_person.add_name(text[:300], by=filing.by, **filing.came_from(row.lines))


def _bearing(filing: Filing, name: str) -> Proposal | None:
    """The one person of the report who goes by this name."""
    key = names.person_key(facts.bare_name(name))
    found = [
        row
        for row in filing.rows.values()
        if row.kind == ProposalKind.PERSON
        and row.state not in {ProposalState.REJECTED, ProposalState.JOINED}
        and key in {names.person_key(facts.bare_name(text)) for text in facts.spellings(row.data)}
    ]
    return found[0] if len(found) == 1 else None


def _title(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    """The post of a person who bears two: where the wrong one stood, in lists and at the body, stands the right one."""
    at = set(row.data.get("lines") or row.lines)
    people = set()
    for other in filing.rows.values():
        listed = {ProposalKind.MEETING: ("attendees", "title"), ProposalKind.TRIP: ("travellers", "rank")}.get(
            ProposalKind(other.kind)
        )
        if listed is None:
            continue
        key, name = listed
        entries, mended = other.data[key], []
        for entry in entries:
            hit = entry["line"] in at and (entry.get(name) or "").strip() in {*wrong, right}
            people.update([entry["person_id"]] if hit and entry.get("person_id") else [])
            mended.append(entry | {name: right} if hit and (entry[name] or "").strip() in wrong else entry)
        if mended != entries:
            put(other, key, mended)
            _mend_rows(other, wrong, right)
    for key in people:
        person = filing.rows.get((ProposalKind.PERSON, key))
        if person is None:
            continue
        titles = [right, *(title for title in person.data.get("titles") or () if title not in {right, *wrong})]
        put(person, "titles", titles)
        if (person.data.get("title") or "") in wrong:
            put(person, "title", right)
        if person.became_person is not None:
            held = person.became_person.affiliations.filter(source_document=filing.document)
            if not held.filter(title=right).exists():
                for post in held.filter(title__in=wrong)[:1]:
                    post.title = right[:200]
                    post.save(update_fields=["title"])


def _mend_rows(other: Proposal, wrong: list[str], right: str) -> None:
    record: Any = other.became
    if record is None:
        return
    column = "title" if other.kind == ProposalKind.MEETING else "rank"
    rows = record.attendances if other.kind == ProposalKind.MEETING else record.travellers
    for one in rows.filter(**{f"{column}__in": wrong}):
        setattr(one, column, right[: 200 if column == "title" else 100])
        one.save(update_fields=[column])


# ------------------------------------------------------------------------------------- agreements and promises


def _term(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    """Years or last day: the one that is right is the term, the other is left empty."""
    for agreement in _at(filing, row, ProposalKind.AGREEMENT)[:1]:
        dated = facts.day(right) is not None
        years, last = agreement.data.get("term_years"), facts.day(agreement.data.get("expires_on"))
        gone, kept = ("term_years", "expires_on") if dated else ("expires_on", "term_years")
        agreement.data = agreement.data | {gone: None, kept: right if dated else _number(right)}
        agreement.save(update_fields=["data"])
        record = agreement.became_agreement
        if record is None or (record.term_years, record.expires_on) not in {(years, last), (None, last), (years, None)}:
            continue
        record.term = Term.FIXED if dated else Term.YEARS
        record.expires_on = facts.day(right)
        record.term_years = None if dated else _number(right)
        try:
            record.full_clean()
        except ValidationError as error:
            raise Invalid(error.messages) from error
        record.save()


def _conflict(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    """One task with two days: both promises take the right one; else the words themselves differ."""
    promises = _at(filing, row, ProposalKind.COMMITMENT)
    dues = [(promise, promise.data.get("due") or {}) for promise in promises]
    true = next((due for _promise, due in dues if right in {due.get("text"), due.get("end")}), None)
    if true is None or not any({due.get("text"), due.get("end")} & set(wrong) for _promise, due in dues):
        _words(filing, row, right, wrong)
        return
    for promise, due in dues:
        if not {due.get("text"), due.get("end")} & set(wrong):
            continue
        record = promise.became_commitment
        if record is not None and record.due_end == facts.day(due.get("end")):
            filing._due(record, true)
            record.full_clean()
            record.save()
        put(promise, "due", true)


def _owner(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    """One task with two owners: both promises take the right one."""
    promises = _at(filing, row, ProposalKind.COMMITMENT)
    key = next(
        (
            (one.kind, one.read_id)
            for one in filing.rows.values()
            if one.kind in {ProposalKind.ORGANIZATION, ProposalKind.PERSON} and right in facts.spellings(one.data)
        ),
        None,
    )
    if key is None:
        return
    name = "actor_org" if key[0] == ProposalKind.ORGANIZATION else "actor_person"
    column = "owner" if name == "actor_org" else "owner_person"
    said = filing.rows[key]
    for promise in promises:
        before = filing.rows.get((key[0], promise.data.get(name) or ""))
        if promise.data.get(name) == key[1]:
            continue
        record: Any = promise.became_commitment
        was = before.became if before is not None else None
        promise.data = promise.data | {name: key[1]}
        if name == "actor_org":
            promise.data["actor"] = said.title
        promise.save(update_fields=["data"])
        if record is not None and said.became is not None and getattr(record, column) == was:
            setattr(record, column, said.became)
            record.full_clean()
            record.save()


def _words(filing: Filing, row: Proposal, right: str, wrong: list[str]) -> None:
    """A word written in two ways: what is called or summed up with the wrong one says the right one. Quotes stay."""
    at = set(row.data.get("lines") or row.lines)
    for other in list(filing.rows.values()):
        key, column = NAMED.get(ProposalKind(other.kind), ("", ""))
        if not key or not (set(other.lines) & at):
            continue
        said = _replaced(str(other.data.get(key) or ""), wrong, right)
        if said != (other.data.get(key) or ""):
            put(other, key, said, column)
            other.title = _replaced(other.title, wrong, right)[:300]
            other.save(update_fields=["title"])


def _replaced(text: str, wrong: Iterable[str], right: str) -> str:
    for value in wrong:
        if value and value not in right:
            text = text.replace(value, right)
    return text


#: What a proposal is called by, in its data and in its record.
NAMED = {
    ProposalKind.TRIP: ("title", "title"),
    ProposalKind.MEETING: ("title", "title"),
    ProposalKind.AGREEMENT: ("title", "title"),
    ProposalKind.COMMITMENT: ("action", "text"),
}

RULES: dict[str, Callable[[Filing, Proposal, str, list[str]], str | None]] = {
    "time_mismatch": _time,
    "count_mismatch": _count,
    "label_mismatch": _label,
    "weekday_mismatch": _weekday,
    "period_mismatch": _period,
    "nights_check": _period,
    "person_mismatch": _person,
    "title_mismatch": _title,
    "agreement_term_mismatch": _term,
    "content_conflict": _conflict,
    "owner_mismatch": _owner,
    "due_before_meeting": lambda *_said: None,
    "duplicate_block": lambda *_said: None,
    "missing_detail": lambda *_said: None,
    "org_old_name_used": lambda *_said: None,  # both are its names: former and present
    "past_due_at_submission": lambda *_said: None,
}
