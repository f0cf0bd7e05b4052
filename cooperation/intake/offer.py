"""A document refused as a report of a trip that tells of meetings or agreements all the same (docs/reading.md).

It is offered, not proposed: only where somebody takes it up does it come to review, as any report does, and is filed
without a trip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Func, IntegerField, QuerySet
from django.db.models.fields.json import KT, KeyTransform
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.history import recorded
from accounts.models import User
from accounts.records import Stale, compare_and_set
from accounts.words import counted
from cooperation.models import Proposal, ProposalState
from meetings.models import ReadingState, ReportRevision
from meetings.reader.without_trip import TELLS_OF_MEETINGS
from partners.duplicates import take_turn


@dataclass(frozen=True)
class Told:
    """How many meetings and agreements a refused document tells of; one of them is not 0."""

    meetings: int
    agreements: int

    @property
    def sentence(self) -> str:
        """The offer in words."""
        met = ngettext("%(n)s meeting", "%(n)s meetings", self.meetings) % {"n": counted(self.meetings)}
        agreed = ngettext("%(n)s agreement", "%(n)s agreements", self.agreements) % {"n": counted(self.agreements)}
        if self.meetings and self.agreements:
            said = _("This is no trip report, but it tells of %(meetings)s and %(agreements)s.")
            return said % {"meetings": met, "agreements": agreed}
        return _("This is no trip report, but it tells of %(what)s.") % {"what": met if self.meetings else agreed}


def with_told(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotates what ``told`` asks for, for lists that leave the Reading itself where it is."""

    def length(name: str) -> Func:
        return Func(KeyTransform(name, "reading"), function="jsonb_array_length", output_field=IntegerField())

    annotated: QuerySet[Any] = rows.annotate(
        told_kind=KT("reading__doc__kind"), told_meetings=length("meetings"), told_agreements=length("agreements")
    )
    return annotated


def told(revision: Any) -> Told | None:
    """What is offered of a revision (``with_told`` or not); None where it was not refused, or tells of nothing."""
    if revision.state != ReadingState.REFUSED:
        return None
    if hasattr(revision, "told_kind"):
        kind, met, agreed = revision.told_kind, revision.told_meetings, revision.told_agreements
    else:
        reading: dict[str, Any] = revision.reading or {}
        kind = (reading.get("doc") or {}).get("kind")
        met, agreed = (len(reading.get(name) or ()) for name in ("meetings", "agreements"))
    return Told(met or 0, agreed or 0) if kind in TELLS_OF_MEETINGS and (met or agreed) else None


def take_up(revision: ReportRevision, *, by: User) -> None:
    """Let a refused document that tells of something be proposed from, without a trip. The caller has a worker do that
    once the transaction is through (``jobs.read_soon``); the sweep does so otherwise.

    Raises Stale where it is taken up already, or tells of nothing.
    """
    if told(revision) is None:
        raise Stale(revision)
    with transaction.atomic(), recorded(by=by, revision=revision.pk):
        # Why it is no report stays with it.
        compare_and_set(revision, was={"state": ReadingState.REFUSED}, state=ReadingState.READ, progress=70)
        report = revision.report
        if report.trip_id is None:
            report.tells_of_trip = False
            report.save(update_fields=["tells_of_trip", "changed_at"])


def can_be_put_back(revision: ReportRevision, rows: list[Proposal]) -> bool:
    """Whether a document was taken up and nothing of it is decided. ``rows`` are its proposals."""
    doc = (revision.reading or {}).get("doc") or {}
    taken_up = revision.state == ReadingState.READ and doc.get("is_trip_report") is False
    return taken_up and all(row.state == ProposalState.WAITING for row in rows)


def put_back(revision: ReportRevision, *, by: User) -> None:
    """A document that was taken up is refused again, and its proposals go. Raises Stale where something is decided."""
    with transaction.atomic(), recorded(by=by, revision=revision.pk):
        take_turn()
        rows = Proposal.objects.filter(revision=revision)
        if not can_be_put_back(revision, list(rows)):
            raise Stale(revision)
        rows.delete()
        compare_and_set(
            revision, was={"state": ReadingState.READ}, state=ReadingState.REFUSED, progress=100, proposed_at=None
        )
        report = revision.report
        report.tells_of_trip = True
        report.save(update_fields=["tells_of_trip", "changed_at"])
