"""Proposals (등록 후보) from a Reading, matched against the registry.

Proposing again changes nothing that was decided.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import User
from cooperation.intake import asked, ours, revise, same_trip
from cooperation.intake.facts import Draft, Json, Lines, day, drafts
from cooperation.intake.records import unsettle
from cooperation.intake.registry import Found, Registry
from cooperation.models import BECAME, Match, Proposal, ProposalKind, ProposalState
from meetings.models import ReportRevision
from partners.models import Organization


def propose(revision: ReportRevision) -> list[Proposal]:
    """Bring the revision's proposals in step with its Reading and return them.

    Known by their fingerprints, so running twice makes none twice; what was decided stays as it is. Of a corrected
    report only the differences are proposed (``revise``); of a revision that a later one overtook, nothing. The caller
    holds a transaction and a history context.
    """
    reading: Json = revision.reading or {}
    if not revise.is_newest(revision):
        return list(Proposal.objects.filter(revision=revision))
    lines = Lines(dict(revision.document.blocks.values_list("line", "text")))
    found = drafts(reading, lines)
    former = revise.Former(revision, found, lines) if revision.revision > 1 else None
    if former is not None:
        found += former.gone()
    present = {row.fingerprint: row for row in Proposal.objects.filter(revision=revision)}
    new, changed = [], []
    for order, draft in enumerate(found):
        row = present.get(draft.fingerprint)
        if row is None:
            row = Proposal(revision=revision, kind=draft.kind, fingerprint=draft.fingerprint)
            _take(row, draft, order)
            if former is not None:
                former.settle(row, draft)
            new.append(row)
        elif row.state == ProposalState.WAITING and row.read_id != draft.read_id:
            _take(row, draft, order)
            changed.append(row)
    Proposal.objects.bulk_create(new, batch_size=200)
    Proposal.objects.bulk_update(changed, ["read_id", "title", "data", "quote", "lines", "order"])
    _name_report(revision, reading)
    match(revision, revision.report.uploaded_by)
    same_trip.ask(revision)
    if former is not None:
        revise.take_over(revision)
    return list(Proposal.objects.filter(revision=revision))


def _take(row: Proposal, draft: Draft, order: int) -> None:
    row.read_id = draft.read_id
    row.title, row.data, row.quote, row.lines, row.order = draft.title, draft.data, draft.quote, draft.lines, order


def _name_report(revision: ReportRevision, reading: Json) -> None:
    report = revision.report
    if reading["doc"]["is_trip_report"] and not report.tells_of_trip:
        # The report itself, as the next revision of what was told of its meetings.
        unsettle(report)
        report.tells_of_trip = True
        report.save(update_fields=["tells_of_trip", "changed_at"])
    title = (reading["trip"].get("title") or {}).get("value")
    if title and report.title in {"", revision.document.name}:
        report.title = title[:300]
        report.save(update_fields=["title", "changed_at"])


def match(revision: ReportRevision, user: User) -> None:
    """Ask the registry again for everything that waits: what was decided meanwhile, here or elsewhere, counts.

    ``user`` is whose sight counts: nobody is offered a record they may not see.
    """
    rows = list(Proposal.objects.filter(revision=revision))
    found = Matching(rows, user, revise.changed_records(rows)).found()
    changed = []
    for row in rows:
        result = found.get(row.pk)
        if result is None:
            continue
        news = {
            "match": result.match,
            "candidates": list(result.candidates),
            "suggested": result.suggested,
            "reason_code": result.code,
            "reason": result.values,
        }
        if any(getattr(row, name) != value for name, value in news.items()):
            for name, value in news.items():
                setattr(row, name, value)
            changed.append(row)
    Proposal.objects.bulk_update(changed, ["match", "candidates", "suggested", "reason_code", "reason"])
    ours.ask(revision, rows)


class Matching:
    """One pass over a revision's proposals: organizations first, then who depends on them."""

    def __init__(self, rows: list[Proposal], user: User, changed: dict[UUID, Any]) -> None:
        """``changed`` are the records that a corrected report changes, by the proposal that says so."""
        self.rows = rows
        self.registry = Registry(user)
        self.results: dict[UUID, Found] = {
            key: Found(Match.ONE, "changed_in_revision", {"record": str(record)}, (record.pk,))
            for key, record in changed.items()
        }
        self.asked_bodies = {
            row.data["organization"]
            for row in rows
            if row.kind == ProposalKind.QUESTION
            and row.data.get("ask") == "same_organization"
            and row.state == ProposalState.WAITING
        }

    def found(self) -> dict[UUID, Found]:
        """What the registry holds of each row that waits, by the row's key: what is decided is not asked again."""
        bodies = self._waiting(ProposalKind.ORGANIZATION)
        for row, found in zip(bodies, self.registry.organizations([row.data for row in bodies]), strict=True):
            self.results[row.pk] = self._ask_first(row, found)
        self._ours(bodies)
        ours.as_of_then(bodies, self.results, self._last_day())
        body_ids = self._record_ids(ProposalKind.ORGANIZATION)
        people = self._waiting(ProposalKind.PERSON)
        for row, found in zip(people, self.registry.people([row.data for row in people], body_ids), strict=True):
            self.results[row.pk] = self._changed_by_hand(row, found)
        person_ids = self._record_ids(ProposalKind.PERSON)
        for row in self._waiting(ProposalKind.TRIP):
            travellers = [
                person_ids[key] for item in row.data["travellers"] if (key := item["person_id"]) in person_ids
            ]
            self.results[row.pk] = self.registry.trip(row.data, travellers)
        trips = self._record_ids(ProposalKind.TRIP)
        meetings = self._waiting(ProposalKind.MEETING)
        held = [(row.data, body_ids.get(row.data.get("host_org_id") or "")) for row in meetings]
        own = {row.became_meeting_id for row in self.rows if row.became_meeting_id}
        self._note(meetings, self.registry.meetings(held, trips.get("trip"), own))
        agreements = self._waiting(ProposalKind.AGREEMENT)
        signed = [(row.data, [body_ids.get(key) for key in row.data["parties"]]) for row in agreements]
        self._note(agreements, self.registry.agreements(signed))
        promises = self._waiting(ProposalKind.COMMITMENT)
        given = [(row.data, body_ids.get(row.data.get("actor_org") or "")) for row in promises]
        self._note(promises, self.registry.commitments(given, trips.get("trip")))
        return self.results

    def _waiting(self, kind: ProposalKind) -> list[Proposal]:
        return [
            row
            for row in self.rows
            if row.kind == kind and row.state == ProposalState.WAITING and row.pk not in self.results
        ]

    def _note(self, rows: list[Proposal], found: list[Found]) -> None:
        self.results.update(zip((row.pk for row in rows), found, strict=True))

    def _record_ids(self, kind: ProposalKind) -> dict[str, UUID]:
        """The records that read ids stand for: those they became, else those that are preselected."""
        out: dict[str, UUID] = {}
        for row in self.rows:
            if row.kind != kind:
                continue
            became = getattr(row, f"{BECAME[kind]}_id")
            if became:
                out[row.read_id] = became
            elif row.state == ProposalState.WAITING and (suggested := self.results[row.pk].suggested):
                out[row.read_id] = suggested
        return out

    def _last_day(self) -> date | None:
        """The day the trip ended, which says which of our departments a name means."""
        return next((day(row.data.get("end")) for row in self.rows if row.kind == ProposalKind.TRIP), None)

    def _ask_first(self, row: Proposal, found: Found) -> Found:
        """A body that may be another one of this report waits for the answer."""
        if row.read_id in self.asked_bodies and found.match == Match.NEW:
            return Found(Match.NEAR, "perhaps_same_body", {})
        return found

    def _changed_by_hand(self, row: Proposal, found: Found) -> Found:
        """Somebody said that this is nobody we know (an answer to a question): near-misses are settled."""
        if row.data.get("told_apart") and found.match == Match.NEAR:
            return Found(Match.NEW, "told_apart", found.values)
        return found

    def _ours(self, bodies: list[Proposal]) -> None:
        """While nothing says who we are, the report's addressee is proposed as our own institute."""
        if not any(row.data.get("ours") for row in bodies) or Organization.objects.ours().exists():
            return
        for row in bodies:
            found = self.results[row.pk]
            if row.data.get("ours") and found.match in {Match.NEW, Match.ONE}:
                code = "ours_and_new" if found.match == Match.NEW else "ours_and_known"
                self.results[row.pk] = Found(found.match, code, found.values, found.candidates)


def as_seen_by(rows: list[Proposal], user: User) -> None:
    """Forget, in these instances only, what matches name that ``user`` may not see:
    somebody else's sight may be stored.
    """
    asked.as_seen_by(rows, user)
    for kind in (ProposalKind.TRIP, ProposalKind.MEETING, ProposalKind.AGREEMENT, ProposalKind.COMMITMENT):
        matched = [row for row in rows if row.kind == kind and row.candidates]
        if not matched:
            continue
        model: Any = Proposal._meta.get_field(BECAME[kind]).related_model
        keys = {key for row in matched for key in row.candidates}
        seen = set(model._default_manager.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
        for row in matched:
            if not seen.issuperset(row.candidates):
                row.candidates = [key for key in row.candidates if key in seen]
                row.suggested, row.reason_code, row.reason = None, "", {}
                row.match = Match.SEVERAL if row.candidates else Match.NEW
