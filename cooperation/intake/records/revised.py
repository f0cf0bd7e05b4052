"""What a corrected report changes in the records its former revision made.

A value is written only where the record still holds what the former revision read; what a person entered since stays,
and is said to stay (``kept`` in the proposal's data). What is written has the decision's context in the history, so
that undoing puts it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from django.core import serializers
from django.db import models

from cooperation.intake import facts
from cooperation.intake.facts import Json
from cooperation.intake.records.agreed import Agreed, stays_quiet
from cooperation.intake.records.happened import meeting_status
from cooperation.intake.records.who import ORGANIZATION_KINDS
from cooperation.intake.registry import is_amendment
from cooperation.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    Commitment,
    CommitmentKind,
    CommitmentState,
    Proposal,
    ProposalKind,
)
from meetings.models import Attendance, Meeting, Mode, Trip, TripDestination, TripReport, TripTraveller
from partners import names
from partners.models import NameKind, Organization, OrganizationKind, Person


class Stands(Enum):
    """What a record holds of a value that changed: the former one, the new one already, or somebody's own."""

    OLD = "old"
    NEW = "new"
    OWN = "own"


def _cut(length: int | None = None) -> Callable[[Any], str]:
    return lambda value: str(value or "")[:length]


def _same(value: Any) -> Any:
    return value


def _kind_of_body(value: Any) -> str:
    kind = ORGANIZATION_KINDS.get(value or "", value or "")
    return kind if kind in OrganizationKind.values else ""


def _kind_of_promise(value: Any) -> str:
    return value if value in CommitmentKind.values else CommitmentKind.COMMITMENT


Column = tuple[str, Callable[[Any], Any]]

#: The column each value goes to, and how it is written there.
COLUMNS: dict[str, dict[str, Column]] = {
    ProposalKind.TRIP: {
        "title": ("title", _cut(300)),
        "purpose": ("purpose", _cut()),
        "start": ("start_on", facts.day),
        "end": ("end_on", facts.day),
        "nights_stated": ("nights_stated", _same),
        "days_stated": ("days_stated", _same),
        "summary": ("summary", _cut()),
        "date": ("submitted_on", facts.day),
    },
    ProposalKind.ORGANIZATION: {
        "name": ("name", _cut(300)),
        "country": ("country", _cut()),
        "kind": ("kind", _kind_of_body),
    },
    ProposalKind.PERSON: {"name": ("name", _cut(300)), "honorific": ("honorific", _cut(32))},
    ProposalKind.MEETING: {
        "title": ("title", _cut(300)),
        "date": ("held_on", facts.day),
        "start": ("starts_at", facts.clock),
        "end": ("ends_at", facts.clock),
        "place": ("place", _cut(200)),
        "stated_count": ("stated_count", _same),
        "status": ("status", meeting_status),
        "text": ("minutes", _cut()),
    },
    ProposalKind.AGREEMENT: {
        "title": ("title", _cut(300)),
        "signed_on": ("signed_on", facts.day),
        "effective_from": ("effective_from", facts.day),
        "expires_on": ("expires_on", facts.day),
        "term_years": ("term_years", _same),
        "place": ("place", _cut(200)),
    },
    ProposalKind.COMMITMENT: {
        "action": ("text", _cut()),
        "quote": ("source_quote", _cut()),
        "kind": ("kind", _kind_of_promise),
        "certainty": ("certainty", _cut()),
        "condition": ("condition", _cut()),
    },
}

#: The report itself holds these of what its trip's proposal says.
OF_REPORT: dict[str, Column] = {
    "date": ("submitted_on", facts.day),
    "author": ("author_text", _cut(200)),
    "recipient": ("recipient_text", _cut(200)),
}

#: Columns that are never emptied: a report that says nothing any more leaves what it said.
NEVER_EMPTY = {"title", "held_on", "name", "text", "source_quote", "signed_on", "start_on", "end_on", "certainty"}

#: Columns that are the same fact as that of the field, and move with it.
DUE = ("due_start", "due_end", "due_text", "due_precision")


class Revised(Agreed):
    """Writes what changed from one revision to the next."""

    def change(self, row: Proposal, record: models.Model) -> None:
        """Take over the changes of a proposal, each where the former value still stands. ``row.data["kept"]`` names
        the fields that were left because somebody had set them.
        """
        self.taken_out: list[Json] = []
        standing = [(change, self.stands(row.kind, record, change)) for change in row.data["changes"]]
        kept = [change["field"] for change, stands in standing if stands is Stands.OWN]
        self.take_over(row, record, [change for change, stands in standing if stands is Stands.OLD])
        row.data = row.data | {"kept": kept, "taken_out": self.taken_out}

    def take_over(self, row: Proposal, record: models.Model, changes: list[Json]) -> None:
        """Write changes into a record. Raises ValidationError where they cannot stand."""
        for change in changes:
            self._write(row, record, change)
        if isinstance(record, Commitment):
            self._follow(record, changes)
        record.full_clean()
        record.save()

    def _take_out(self, rows: Iterable[models.Model]) -> None:
        """Remove rows, and remember them: undoing brings them back."""
        for gone in list(rows):
            self.taken_out += json.loads(serializers.serialize("json", [gone]))
            gone.delete()

    def stands(self, kind: str, record: Any, change: Json) -> Stands:
        """What the record holds of a value that changed."""
        name, _colon, _which = change["field"].partition(":")
        by_name: dict[tuple[str, str], Callable[[Any, Json], Stands]] = {
            (ProposalKind.MEETING, "attendee"): _attendee_stands,
            (ProposalKind.MEETING, "host"): lambda row, change: _body_stands(row.host, change),
            (ProposalKind.TRIP, "traveller"): _traveller_stands,
            (ProposalKind.TRIP, "place"): _place_stands,
            (ProposalKind.TRIP, "itinerary"): _schedule_stands,
            (ProposalKind.AGREEMENT, "party"): _party_stands,
            (ProposalKind.ORGANIZATION, "spelling"): _spelling_stands,
            (ProposalKind.PERSON, "org"): _post_stands,
            (ProposalKind.PERSON, "title"): _title_stands,
            (ProposalKind.COMMITMENT, "actor"): lambda row, change: _body_stands(row.owner, change),
            (ProposalKind.COMMITMENT, "due"): self._due_stands,
        }
        if kind == ProposalKind.TRIP and name in OF_REPORT:
            return _column_stands(self.report, OF_REPORT[name], change)
        if (kind, name) in by_name:
            return by_name[kind, name](record, change)
        column = COLUMNS[kind].get(name)
        return _column_stands(record, column, change) if column else Stands.OWN

    def _due_stands(self, record: Commitment, change: Json) -> Stands:
        held = [getattr(record, column) for column in DUE]
        if held == self._due_of(change["now"]):
            return Stands.NEW
        return Stands.OLD if held == self._due_of(change["was"]) else Stands.OWN

    def _due_of(self, due: Json) -> list[Any]:
        blank = Commitment()
        self._due(blank, due)
        return [getattr(blank, column) for column in DUE]

    # ----------------------------------------------------------------------------------------------- writing

    def _write(self, row: Proposal, record: Any, change: Json) -> None:
        name, _colon, _which = change["field"].partition(":")
        if row.kind == ProposalKind.TRIP and name in OF_REPORT:
            self._write_on_report(row, name, change["now"])
        column = COLUMNS[row.kind].get(name)
        if column is not None:
            self._write_column(row, record, column, change["now"])
        writers: dict[tuple[str, str], Callable[[Any, Proposal, Json], None]] = {
            (ProposalKind.ORGANIZATION, "name"): self._name,
            (ProposalKind.ORGANIZATION, "spelling"): self._name,
            (ProposalKind.PERSON, "name"): self._name,
            (ProposalKind.PERSON, "org"): self._move,
            (ProposalKind.PERSON, "title"): self._retitle,
            (ProposalKind.MEETING, "attendee"): self._write_attendee,
            (ProposalKind.MEETING, "host"): self._write_host,
            (ProposalKind.TRIP, "traveller"): self._write_traveller,
            (ProposalKind.TRIP, "place"): self._write_place,
            (ProposalKind.TRIP, "itinerary"): self._write_schedule,
            (ProposalKind.AGREEMENT, "party"): self._write_party,
            (ProposalKind.COMMITMENT, "actor"): self._write_owner,
            (ProposalKind.COMMITMENT, "due"): self._write_due,
            (ProposalKind.COMMITMENT, "quote"): self._write_quote,
        }
        if (row.kind, name) in writers:
            writers[row.kind, name](record, row, change)

    def _write_column(self, row: Proposal, record: Any, column: Column, now: Any) -> None:
        attribute, read = column
        if attribute == "ends_at" and record.starts_at is None:
            return  # an end needs a start
        setattr(record, attribute, read(now))
        if attribute == "status":
            record.cancelled_why = (row.quote or row.title) if now == "cancelled" else ""

    def _write_host(self, meeting: Meeting, row: Proposal, change: Json) -> None:
        meeting.host = self._body(change["now"])

    def _write_owner(self, promise: Commitment, row: Proposal, change: Json) -> None:
        promise.owner = self._body(change["now"])

    def _write_due(self, promise: Commitment, row: Proposal, change: Json) -> None:
        self._due(promise, change["now"])

    def _write_quote(self, promise: Commitment, row: Proposal, change: Json) -> None:
        # The sentence is the evidence: where the new one counts, it is quoted from the document it stands in.
        promise.source_document, promise.source_lines = self.document, row.lines

    def _write_schedule(self, trip: Trip, row: Proposal, change: Json) -> None:
        self._take_out(trip.itinerary.all())
        self._schedule(trip, row.data["itinerary"])

    def _retitle(self, person: Person, row: Proposal, change: Json) -> None:
        for held in person.affiliations.filter(title=(change["was"] or "")[:200], until__isnull=True):
            held.title = (change["now"] or "")[:200]
            held.save(update_fields=["title"])

    def _write_on_report(self, row: Proposal, name: str, now: Any) -> None:
        column, read = OF_REPORT[name]
        setattr(self.report, column, read(now))
        if name == "author":
            self.report.author = self._author(row.data.get("submission") or {})
        self.report.save()

    def _name(self, record: Organization | Person, row: Proposal, change: Json) -> None:
        record.add_name(str(change["now"])[:300], NameKind.OTHER, by=self.by, **self.came_from(row.lines[:1]))

    def _move(self, person: Person, row: Proposal, change: Json) -> None:
        """The body a person belongs to was corrected: the post this report's former revision gave goes."""
        documents = TripReport.objects.filter(pk=self.report.pk).values("revisions__document")
        wrong = person.affiliations.filter(source_document__in=documents, until__isnull=True)
        if change["old"]:
            self._take_out(wrong.filter(organization__names__key=names.norm(change["old"])))
        body = self._body(change["now"])
        if body is not None:
            self._affiliate(person, body, row)

    def _write_attendee(self, meeting: Meeting, row: Proposal, change: Json) -> None:
        was, now = change["was"], change["now"]
        if was is None:
            self._attend(meeting, row.data["attendees"], {now["person_id"]})
            return
        seen = _attendance(meeting, was)
        if seen is None:
            return
        if now is None:
            self._take_out([seen])
            return
        body = self._body(now.get("org_id"))
        seen.name_text, seen.title = now["name"][:200], (now.get("title") or "")[:200]
        seen.organization_text, seen.organization = (now.get("org") or "")[:300], body
        seen.mode = _mode(now)
        seen.side = self.side(body, meeting.host) if body else ""
        seen.save()

    def _write_traveller(self, trip: Trip, row: Proposal, change: Json) -> None:
        was, now = change["was"], change["now"]
        if was is None:
            self._travel(trip, row.data["travellers"], {now["person_id"]})
            return
        traveller = _traveller(trip, was)
        if traveller is None:
            return
        if now is None:
            self._take_out([traveller])
            return
        traveller.department, traveller.rank = (now.get("dept") or "")[:200], (now.get("rank") or "")[:100]
        traveller.save(update_fields=["department", "rank"])

    def _write_place(self, trip: Trip, row: Proposal, change: Json) -> None:
        if change["was"] is not None:
            place = _place(trip, change["was"])
            if place is not None:
                self._take_out([place])
        if change["now"] is not None:
            self._to_places(trip, [change["now"]])

    def _write_party(self, agreement: Agreement, row: Proposal, change: Json) -> None:
        if change["was"] is not None and change["now"] is None:
            self._take_out(agreement.parties.filter(organization__names__key=names.norm(change["was"]["name"])))
        elif change["now"] is not None:
            body = self._body(change["now"]["id"])
            if body is not None:
                AgreementParty.objects.get_or_create(
                    agreement=agreement, organization=body, defaults={"order": agreement.parties.count()}
                )

    def _follow(self, promise: Commitment, changes: list[Json]) -> None:
        """What follows from a promise's values and was not set by hand: whether it is mailed, and asks "done?"."""
        said = {change["field"]: change for change in changes}
        if said.keys() & {"kind", "certainty"}:
            was = [said[name]["was"] if name in said else getattr(promise, name) for name in ("kind", "certainty")]
            if promise.watched == stays_quiet(was[0], was[1], promise.side):
                promise.watched = stays_quiet(promise.kind, promise.certainty, promise.side)
        if "actor" in said and not promise.side_by_hand:
            promise.side = self.side(promise.owner, promise.meeting.host if promise.meeting else None)
        if "due" in said and promise.asks_done and promise.state == CommitmentState.OPEN:
            promise.asks_done = promise.due_end is not None and promise.due_end < self.on


# ---------------------------------------------------------------------------------------------- what stands


def _column_stands(record: Any, column: Column, change: Json) -> Stands:
    attribute, read = column
    held, was, now = getattr(record, attribute), read(change["was"]), read(change["now"])
    if isinstance(record, Agreement) and attribute == "signed_on" and record.state != AgreementState.SIGNED:
        return Stands.OWN  # signing is a step of its own
    if now in (None, "") and attribute in NEVER_EMPTY:
        return Stands.NEW
    if _even(held) == _even(now):
        return Stands.NEW
    return Stands.OLD if _even(held) == _even(was) else Stands.OWN


def _even(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _is_called(body: Organization, text: str) -> bool:
    return body.name == text or body.names.filter(key=names.norm(text)).exists()


def _body_stands(held: Organization | None, change: Json) -> Stands:
    for text, answer in ((change["new"], Stands.NEW), (change["old"], Stands.OLD)):
        if (held is None and not text) or (held is not None and text and _is_called(held, text)):
            return answer
    return Stands.OWN


def _mode(entry: Json) -> str:
    return {"onsite": Mode.ONSITE, "online": Mode.ONLINE}.get((entry.get("mode") or "").lower(), "")


def _attendance(meeting: Meeting, entry: Json) -> Attendance | None:
    key = names.person_key(entry["name"])
    rows = [row for row in meeting.attendances.select_related("person") if _was_there(row, key)]
    exact = [row for row in rows if row.organization_text == (entry.get("org") or "")[:300]]
    found = exact or rows
    return found[0] if len(found) == 1 else None


def _was_there(row: Attendance, key: str) -> bool:
    return key in {names.person_key(row.name_text), names.person_key(row.person.name)}


def _as_listed(row: Attendance, entry: Json) -> bool:
    return (row.title, row.organization_text, row.mode) == (
        (entry.get("title") or "")[:200],
        (entry.get("org") or "")[:300],
        _mode(entry),
    )


def _attendee_stands(meeting: Meeting, change: Json) -> Stands:
    was, now = change["was"], change["now"]
    if was is None:
        return Stands.NEW if _attendance(meeting, now) else Stands.OLD
    seen = _attendance(meeting, was)
    if now is None:
        if seen is None:
            return Stands.NEW
        return Stands.OLD if _as_listed(seen, was) else Stands.OWN
    if seen is None:
        seen = _attendance(meeting, now)
        return Stands.NEW if seen is not None and _as_listed(seen, now) else Stands.OWN
    if _as_listed(seen, now) and names.norm(seen.name_text) == names.norm(now["name"][:200]):
        return Stands.NEW
    return Stands.OLD if _as_listed(seen, was) else Stands.OWN


def _traveller(trip: Trip, entry: Json) -> TripTraveller | None:
    key = names.person_key(entry["name"])
    row: TripTraveller
    for row in trip.travellers.select_related("person"):
        if key in {
            names.person_key(row.person.name),
            *(names.person_key(name.text) for name in row.person.names.all()),
        }:
            return row
    return None


def _traveller_stands(trip: Trip, change: Json) -> Stands:
    was, now = change["was"], change["now"]
    if was is None:
        return Stands.NEW if _traveller(trip, now) else Stands.OLD
    row = _traveller(trip, was)
    if row is None:
        return Stands.NEW if now is None else Stands.OWN
    as_was, as_now = (
        entry is not None
        and (row.department, row.rank) == ((entry.get("dept") or "")[:200], (entry.get("rank") or "")[:100])
        for entry in (was, now)
    )
    return Stands.NEW if as_now else Stands.OLD if as_was else Stands.OWN


def _place(trip: Trip, entry: Json) -> TripDestination | None:
    found: TripDestination | None = trip.destinations.filter(country=entry["country"], city=entry["city"][:100]).first()
    return found


def _place_stands(trip: Trip, change: Json) -> Stands:
    if change["now"] is not None and _place(trip, change["now"]):
        return Stands.NEW
    if change["was"] is not None and _place(trip, change["was"]) is None:
        return Stands.NEW if change["now"] is None else Stands.OWN
    return Stands.OLD


def _schedule_stands(trip: Trip, change: Json) -> Stands:
    lines = [
        (item.day.isoformat() if item.day else "", f"{item.time:%H:%M}" if item.time else "", item.text)
        for item in trip.itinerary.order_by("order")
    ]
    held = "\n".join(" ".join(filter(None, line)) for line in lines)
    if _even(held) == _even(change["now"]):
        return Stands.NEW
    return Stands.OLD if _even(held) == _even(change["was"]) else Stands.OWN


def _party_stands(agreement: Agreement, change: Json) -> Stands:
    def is_party(entry: Json | None) -> bool:
        key = names.norm(entry["name"]) if entry else ""
        return bool(key) and agreement.parties.filter(organization__names__key=key).exists()

    if change["now"] is not None:
        return Stands.NEW if is_party(change["now"]) else Stands.OLD
    return Stands.OLD if is_party(change["was"]) else Stands.NEW


def _spelling_stands(body: Organization, change: Json) -> Stands:
    return Stands.NEW if _is_called(body, change["now"]) else Stands.OLD


def _post_stands(person: Person, change: Json) -> Stands:
    held = person.affiliations.filter(until__isnull=True)
    if change["new"] and held.filter(organization__names__key=names.norm(change["new"])).exists():
        return Stands.NEW
    if change["old"] and not held.filter(organization__names__key=names.norm(change["old"])).exists():
        return Stands.OWN
    return Stands.OLD


def _title_stands(person: Person, change: Json) -> Stands:
    titles = set(person.affiliations.filter(until__isnull=True).values_list("title", flat=True))
    if (change["now"] or "")[:200] in titles:
        return Stands.NEW
    return Stands.OLD if (change["was"] or "")[:200] in titles else Stands.OWN


def can_change(row: Proposal) -> bool:
    """Whether changes of a proposal are changes of its record: those of an amendment are of the amendment."""
    return not (row.kind == ProposalKind.AGREEMENT and is_amendment(row.data["type"]))
