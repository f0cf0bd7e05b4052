"""Taking back all that came of a report, in one transaction or not at all.

Afterwards the report is under review again and its proposals wait as they were first made; the file and its reading
stay. Nothing is half taken back: where later work rests on any of it, every reason is told and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.changes import FieldChange, value_words
from accounts.history import apart
from accounts.models import User
from accounts.pages import at_version
from accounts.reverting import Value
from cooperation.intake import propose as proposing
from cooperation.intake import revise
from cooperation.intake.records import unsettle
from cooperation.intake.undo import Needed, let_wait, release, take_away, written_for
from cooperation.models import Agreement, Commitment, Proposal, ProposalState
from meetings.models import Meeting, ReportRevision, Trip, TripReport
from partners.duplicates import take_turn
from partners.models import Organization, Person

#: The records people know by name, in the order of the review page; what belongs to them goes with them.
ROOTS: list[type[models.Model]] = [Trip, Organization, Person, Meeting, Agreement, Commitment]


@dataclass
class Restored:
    """A value in a record that stays: what it is called, and what stands now and will (or did, and does)."""

    record: models.Model
    change: FieldChange


@dataclass
class TakenBack:
    """What taking a report back removes, puts back and leaves, and why it cannot be where ``reasons`` says so.

    ``removed`` are the records by kind, ``parts`` the number of rows that go with them, ``restored`` the values put
    back in records that stay, ``kept`` the values that somebody set since, ``waiting`` the proposals that wait again.
    """

    removed: list[models.Model] = field(default_factory=list)
    parts: int = 0
    restored: list[Restored] = field(default_factory=list)
    kept: list[Restored] = field(default_factory=list)
    waiting: int = 0
    reasons: tuple[str, ...] = ()

    def of_kind(self) -> list[tuple[str, list[models.Model]]]:
        """The records that go, by the name of their kind."""
        found = [(model, [row for row in self.removed if type(row) is model]) for model in ROOTS]
        return [(str(LABELS[model]()), rows) for model, rows in found if rows]


LABELS: dict[type[models.Model], Any] = {
    Trip: lambda: _("Trip"),
    Organization: lambda: _("Organizations"),
    Person: lambda: _("People"),
    Meeting: lambda: _("Meetings"),
    Agreement: lambda: _("Agreements"),
    Commitment: lambda: _("Commitments"),
}


def take_back(report: TripReport, *, version: int | None, by: User, on: date) -> TakenBack:
    """Undo every decision about a report and all that came of them.

    ``version`` is that of the report the person saw: Stale is raised where it is another. Raises Needed, with every
    reason, where other reports, people or later work rest on what would go; nothing is written then. Taking back what
    was taken back finds nothing to do.
    """
    with transaction.atomic():
        take_turn()
        with at_version(report, version):
            return _carry_out(report, by)


def preview(report: TripReport, *, by: User, on: date) -> TakenBack:
    """What ``take_back`` would do now, without doing it; ``reasons`` say why it would be refused."""
    with transaction.atomic():
        take_turn()
        try:
            with transaction.atomic():
                found = _carry_out(report, by)
                transaction.set_rollback(True)
        except Needed as needed:
            return TakenBack(reasons=tuple(needed.reasons))
        return found


def _carry_out(report: TripReport, by: User) -> TakenBack:
    revisions = list(ReportRevision.objects.filter(report=report).select_related("report__uploaded_by", "document"))
    keys = [revision.pk for revision in revisions]
    with apart(by=by, report=report.pk, command="take_back"):
        report.refresh_from_db()
        decided = Proposal.objects.filter(revision__in=keys).exclude(state=ProposalState.WAITING)
        # Whose revision a file is was said of the file, not of what it tells.
        rows = [row for row in decided if row.data.get("ask") != "same_report"]
        done = written_for(keys)
        done.values = [value for value in done.values if not isinstance(value.row, Proposal) or _as_read(value)]
        told = TakenBack(waiting=len(rows))
        told.restored = list(_told(done.values, by))
        told.kept = list(_told(done.theirs, by))
        for row in rows:
            let_wait(row, was={"state": row.state, "decided_at": row.decided_at})
        unsettle(report)
        # The rows were read before they were let wait: only what was read of them is put back.
        for value in done.values:
            if isinstance(value.row, Proposal):
                Proposal.objects.filter(pk=value.row.pk).update(**{value.name: value.before})
        done.values = [value for value in done.values if not isinstance(value.row, (Proposal, TripReport))] + [
            Value(report, value.name, value.before, value.after)
            for value in done.values
            if isinstance(value.row, TripReport) and value.row.pk == report.pk
        ]
        release(report, done.made)
        seen = _visible(done.made, by)
        gone = take_away(done, by=by, ours=keys)
        told.removed = [row for row in gone if type(row) in ROOTS and row.pk in seen]
        told.parts = len([row for row in gone if type(row) not in ROOTS and not isinstance(row, Proposal)])
        revise.begin_again(report)
        for revision in revisions:
            proposing.match(revision, by)
    return told


#: What the reader wrote into a proposal, and decisions about others may have changed.
READ = {"title", "data", "quote", "lines"}


def _as_read(value: Value) -> bool:
    return value.name in READ


def _visible(rows: Iterable[models.Model], user: User) -> set[Any]:
    """The ids of those rows that ``user`` may see."""
    by_model: dict[Any, list[Any]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row.pk)
    out: set[Any] = set()
    for model, keys in by_model.items():
        out |= set(model._default_manager.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return out


def _told(values: Iterable[Value], user: User) -> Iterable[Restored]:
    """Values in words, where the record is open to the user; the report's own ties are told by its state."""
    told = [value for value in values if not isinstance(value.row, (Proposal, TripReport))]
    seen = _visible((value.row for value in told), user)
    for value in told:
        if value.row.pk not in seen:
            continue
        column: Any = next(one for one in value.row._meta.concrete_fields if one.attname == value.name)
        named = str(column.verbose_name)
        label = named[:1].upper() + named[1:]
        if column.is_relation:
            yield Restored(value.row, FieldChange(label, "", ""))
        else:
            yield Restored(
                value.row, FieldChange(label, value_words(column, value.after), value_words(column, value.before))
            )
