"""Carrying out what a person decides about proposals: one transaction each, inside a history context, by
compare-and-set.

Decisions take turns (an advisory lock): two reports that name the same new body would otherwise both make it. Before
each one the registry is asked again, so that what was decided meanwhile counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from accounts.history import apart
from accounts.models import User
from accounts.records import Stale, compare_and_set
from cooperation.intake import propose as proposing
from cooperation.intake import revise, same_trip
from cooperation.intake.records import Blocked, Filing, Invalid
from cooperation.models import BECAME, Match, Proposal, ProposalKind, ProposalState
from meetings.models import ReportRevision
from partners.duplicates import take_turn

__all__ = [
    "Blocked",
    "Changed",
    "Invalid",
    "Outcome",
    "accept",
    "accept_all_clear",
    "deciding",
    "file_if_done",
    "link",
    "reject",
]

#: Bodies before people, people before meetings: what is needed comes first.
ORDER = [
    ProposalKind.ORGANIZATION,
    ProposalKind.PERSON,
    ProposalKind.TRIP,
    ProposalKind.MEETING,
    ProposalKind.AGREEMENT,
    ProposalKind.COMMITMENT,
]


class Changed(Exception):  # noqa: N818 — an answer, not an error
    """The registry has changed since the page was made:
    the proposal now stands for something else, or must be asked.
    """

    def __init__(self, row: Proposal) -> None:
        super().__init__(row.title)
        self.row = row


@dataclass
class Outcome:
    """What a decision did: the record, whether it is new, what was accepted along with it, whether all is filed now."""

    proposal: Proposal
    record: models.Model | None = None
    also: list[Proposal] = field(default_factory=list)
    filed: bool = False

    @property
    def created(self) -> bool:
        return self.proposal.created_record


@contextmanager
def deciding(revision_id: UUID, *, by: User, on: date, **why: Any) -> Iterator[Filing]:
    """A transaction in which decisions about a revision are made: alone, with matches as they are now.

    What is written has a context of its own in the history; its ``decision`` is the proposal, or the command, it is of.
    """
    said = why | {"decision": next(iter(why.values()), "")}
    with transaction.atomic(), apart(by=by, revision=revision_id, **said):
        take_turn()
        revision = ReportRevision.objects.select_related("report__uploaded_by", "document").get(pk=revision_id)
        # Nobody is offered a record they may not see: what the decider sees counts.
        proposing.match(revision, by)
        yield Filing(revision, by=by, on=on)


def accept(
    proposal: Proposal,
    *,
    by: User,
    on: date,
    changes: dict[str, Any] | None = None,
    seen: UUID | None = None,
    as_new: bool = False,
) -> Outcome:
    """Accept a proposal: make its record, or bring it to the one that is preselected.

    ``changes`` are values of ``data`` (and ``title``) that the person set right first. ``seen`` is the record that the
    page showed as preselected; where another is now, Changed is raised and nothing written. ``as_new`` makes a new
    record whatever the registry holds. Raises Stale (decided before), Changed, Blocked (something else comes first)
    and Invalid.
    """
    with deciding(proposal.revision_id, by=by, on=on, proposal=proposal.pk) as filing:
        row = _row(filing, proposal)
        if row.state != ProposalState.WAITING:
            raise Stale(row)
        if row.kind == ProposalKind.QUESTION:
            raise ValueError("a question is answered, not accepted")
        if changes:
            row.data = row.data | {key: value for key, value in changes.items() if key != "title_shown"}
            row.title = str(changes.get("title_shown") or row.title)[:300]
        record = None
        if not as_new:
            if row.suggested != seen or (row.match not in {Match.NEW, Match.ONE} and not changes):
                raise Changed(row)
            record = filing.suggested(row)
        made = filing.accept(row, record)
        return Outcome(row, made, filing.also, file_if_done(filing))


def link(proposal: Proposal, record: models.Model, *, by: User, on: date) -> Outcome:
    """Bring a proposal to a record that is there already. The caller has made sure that ``by`` may see it.

    Raises Stale, Blocked and Invalid, and ValueError where the record is of another kind.
    """
    with deciding(proposal.revision_id, by=by, on=on, proposal=proposal.pk) as filing:
        row = _row(filing, proposal)
        if not isinstance(record, model_of(row.kind)):
            raise ValueError(f"a {row.kind} cannot be linked to a {type(record).__name__}")
        made = filing.accept(row, record)
        return Outcome(row, made, filing.also, file_if_done(filing))


def reject(proposal: Proposal, *, by: User, on: date, why: str = "") -> Outcome:
    """Turn a proposal down; ``why`` is kept with it. A rejected body or person leaves its words where they stand, a
    change that is rejected leaves its record as it is.

    Raises Stale.
    """
    with deciding(proposal.revision_id, by=by, on=on, proposal=proposal.pk) as filing:
        row = _row(filing, proposal)
        if revise.turn_down(row, by=by, at=timezone.now(), why=why):
            return Outcome(row, row.became, filed=file_if_done(filing))
        compare_and_set(
            row,
            was={"state": ProposalState.WAITING},
            state=ProposalState.REJECTED,
            decided_by=by,
            decided_at=timezone.now(),
            answer=why.strip(),
        )
        return Outcome(row, filed=file_if_done(filing))


def accept_all_clear(revision: ReportRevision, *, by: User, on: date, kind: str | None = None) -> list[Proposal]:
    """Accept everything that is new or has exactly one candidate; of one ``kind``, if given. Returns what was accepted.

    All in one transaction: other decisions wait, and a crash leaves nothing half-done. What cannot be recorded yet is
    left.
    """
    with deciding(revision.pk, by=by, on=on, command="accept_all_clear") as filing:
        clear = set(Proposal.objects.filter(revision=revision).clear().values_list("pk", flat=True))
        done: list[Proposal] = []
        rows = sorted(filing.rows.values(), key=lambda row: row.order)
        for wanted in ORDER:
            if kind is not None and wanted != kind:
                continue
            for row in rows:
                if row.kind != wanted or row.pk not in clear or row.state != ProposalState.WAITING:
                    continue
                try:
                    filing.accept(row, filing.suggested(row))
                except (Blocked, Invalid):
                    continue
                done.append(row)
        file_if_done(filing)
        return [*done, *(row for row in filing.also if row not in done)]


def file_if_done(filing: Filing) -> bool:
    """File the report when nothing waits any more and it has its trip or tells of none. Returns whether it is filed."""
    linked = [row for row in filing.linked if row.kind in same_trip.ASKED]
    if linked:
        same_trip.ask(filing.revision, linked)
    report = filing.report
    report.refresh_from_db(fields=["filed_at", "trip", "tells_of_trip"])
    if report.filed_at is not None:
        return True
    waiting = Proposal.objects.filter(revision=filing.revision).blocking().exists()
    if waiting or not report.can_be_filed:
        return False
    report.filed_at, report.filed_by = timezone.now(), filing.by
    report.save(update_fields=["filed_at", "filed_by", "changed_at"])
    return True


def model_of(kind: str) -> type[models.Model]:
    """The model of the records that proposals of this kind become."""
    model: type[models.Model] = Proposal._meta.get_field(BECAME[ProposalKind(kind)]).related_model  # type: ignore[assignment]
    return model


def _row(filing: Filing, proposal: Proposal) -> Proposal:
    """The proposal as it is now, not as the page knew it."""
    return filing.every[proposal.pk]
