"""Taking one decision back, where nothing later depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from accounts.changes import last_change
from accounts.models import User
from accounts.records import Stale, compare_and_set
from cooperation.intake import propose as proposing
from cooperation.intake.decide import deciding
from cooperation.intake.records import Filing, unsettle
from cooperation.models import BECAME, Proposal, ProposalKind, ProposalState
from meetings.models import ItineraryItem, TripReport
from partners import names

#: Names of blockers that are listed before "and more".
MOST_NAMED = 4


class Needed(Exception):  # noqa: N818 — an answer, not an error
    """The decision cannot be taken back: later things rest on it. ``str()`` says which, for the person."""


@dataclass
class Undone:
    """What was taken back, and whether a record was removed with it."""

    proposal: Proposal
    removed: bool


def undo(proposal: Proposal, *, by: User, on: date, decided_at: datetime | None = None) -> Undone:
    """Let a decided proposal wait again and remove what its acceptance made.

    ``decided_at`` is the decision the person saw: another one since raises Stale. Needed names what rests on it. What
    was filled into a record that was there before stays, because somebody may have relied on it since; spellings and
    posts are removed.
    """
    with deciding(proposal.revision_id, by=by, on=on, undo=proposal.pk) as filing:
        row = filing.rows[proposal.kind, proposal.read_id]
        if row.state == ProposalState.WAITING or (decided_at is not None and row.decided_at != decided_at):
            raise Stale(row)
        record = row.became
        removes = record is not None and row.created_record
        if record is not None:
            _release(filing, row, record)
            if removes:
                _refuse_where_needed(filing, record)
        was = {"state": row.state, "decided_at": row.decided_at}
        data = {key: value for key, value in row.data.items() if key not in {"choice", "word"}}
        compare_and_set(
            row,
            was=was,
            state=ProposalState.WAITING,
            decided_by=None,
            decided_at=None,
            answer="",
            created_record=False,
            data=data,
            **dict.fromkeys(BECAME.values()),
        )
        if record is not None and removes:
            record.delete()
        unsettle(filing.report)
        proposing.match(filing.revision, by)
        return Undone(row, bool(removes))


def _release(filing: Filing, row: Proposal, record: models.Model) -> None:
    """Untie from the record what this report alone tied to it."""
    report = filing.report
    if row.kind == ProposalKind.TRIP and report.trip_id == record.pk:
        unsettle(report)
        report.trip = None
        report.save(update_fields=["trip", "changed_at"])
    if row.kind == ProposalKind.PERSON and report.author_id == record.pk:
        report.author = None
        report.save(update_fields=["author", "changed_at"])
    if row.kind == ProposalKind.MEETING:
        ItineraryItem.objects.filter(meeting=record.pk).update(meeting=None)
    if not row.created_record:
        _remove_from_linked(filing, row, record)


def _remove_from_linked(filing: Filing, row: Proposal, record: Any) -> None:
    """Spellings and posts that this document brought to a record that was there before."""
    document = filing.document
    keys = {names.norm(" ".join(surface["text"].split())) for surface in row.data.get("surfaces") or ()}
    if row.kind in {ProposalKind.ORGANIZATION, ProposalKind.PERSON}:
        record.names.filter(source_document=document, key__in=keys).delete()
    if row.kind == ProposalKind.PERSON:
        record.affiliations.filter(source_document=document).delete()
    if row.kind == ProposalKind.AGREEMENT and record.amendments.filter(source_document=document).exists():
        sentence = _("A signed change stays with its agreement. Mend it on the page of “%(record)s”.")
        raise Needed(sentence % {"record": record})
    if row.kind == ProposalKind.MEETING:
        there = {entry["name"][:200] for entry in row.data["attendees"]}
        for attendance in record.attendances.filter(name_text__in=there):
            if _made_by(filing, attendance):
                attendance.delete()


def _events(row: models.Model) -> models.QuerySet[Any]:
    model: Any = type(row).pgh_event_model  # type: ignore[attr-defined]
    events: models.QuerySet[Any] = model._default_manager.filter(pgh_obj_id=row.pk)
    return events


def _made_by(filing: Filing, row: models.Model) -> bool:
    """Whether this revision's filing made the row."""
    return _events(row).filter(pgh_label="insert", pgh_context__metadata__contains=_mark(filing)).exists()


def _mark(filing: Filing) -> dict[str, str]:
    return {"revision": str(filing.revision.pk)}


def _refuse_where_needed(filing: Filing, record: models.Model) -> None:
    """Raise Needed where other records rest on this one, or somebody has worked on it since."""
    needed: list[str] = []
    children: list[models.Model] = []
    for relation in record._meta.get_fields(include_hidden=True):  # some relations have no name on this side
        if not (isinstance(relation, models.ManyToOneRel) and relation.on_delete in {models.PROTECT, models.CASCADE}):
            continue
        model: Any = relation.related_model
        if hasattr(model, "pgh_tracked_model"):
            continue  # history has rows of its own and outlives the record
        rows = model._base_manager.filter(**{relation.field.name: record.pk})
        if relation.on_delete is models.CASCADE:
            children += list(rows)
            continue
        if model is Proposal:
            rows = rows.exclude(revision=filing.revision) | rows.filter(created_record=False)
        elif model is TripReport and relation.field.name == "trip":
            rows = rows.exclude(pk=filing.report.pk)
        needed += _named(rows, filing.by)
    if needed:
        shown = ", ".join(dict.fromkeys(needed[:MOST_NAMED]))
        sentence = _("“%(record)s” is used by: %(others)s. Take those back first.")
        raise Needed(sentence % {"record": record, "others": shown})
    for row in (record, *children):
        others = _events(row).exclude(pgh_context__metadata__contains=_mark(filing)) if _tracked(row) else None
        if others is not None and others.exists():
            change = last_change(row)
            raise Needed(
                _("%(who)s worked on “%(record)s” since. Change the record itself instead.")
                % {"who": change.who if change and change.who else _("Somebody"), "record": record}
            )


def _tracked(row: models.Model) -> bool:
    return hasattr(type(row), "pgh_event_model")


def _named(rows: models.QuerySet[Any], user: User) -> list[str]:
    """What rows are called, as far as ``user`` may see them; that there are others is said without their names."""
    found = list(rows[: MOST_NAMED + 1])
    manager: Any = rows.model._default_manager
    seen = set(manager.visible_to(user).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
    hidden = [_("a record that is not open to you")] if len(seen) < len(found) else []
    return [_called(row) for row in found if row.pk in seen] + hidden


def _called(row: Any) -> str:
    """What a person knows a row as: that of an attendance is its meeting."""
    for name in ("meeting", "trip", "agreement"):
        parent = getattr(row, name, None)
        if parent is not None and not hasattr(row, "reference"):
            return str(parent)
    return str(row)
