"""Filing without a person at the screen:
what is clear is accepted, questions stay open (``bin/manage file_report``).
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from cooperation.intake import jobs, offer, reasons
from cooperation.intake.decide import accept_all_clear
from cooperation.intake.propose import as_seen_by
from cooperation.intake.receive import receive
from cooperation.models import Agreement, Proposal, ProposalKind, ProposalState
from meetings.leftwords import left_words_of
from meetings.models import ReadingState, ReportRevision

Json = dict[str, Any]

COUNTED = {
    ProposalKind.TRIP: "trips",
    ProposalKind.ORGANIZATION: "organizations",
    ProposalKind.PERSON: "people",
    ProposalKind.MEETING: "meetings",
    ProposalKind.AGREEMENT: "agreements",
    ProposalKind.COMMITMENT: "commitments",
}


def file_clear(revision_id: UUID, *, on: date) -> None:
    """Accept what is clear of a revision that was uploaded to be filed unattended; nothing where much of it was not
    understood: that is for a person to look through first.

    Does it once, however often called.
    """
    revision = ReportRevision.objects.select_related("report__uploaded_by").get(pk=revision_id)
    if revision.unattended:
        if not left_words_of(revision.reading):
            accept_all_clear(revision, by=revision.report.uploaded_by, on=on)
        ReportRevision.objects.filter(pk=revision_id).update(unattended=False)


def file_report(path: Path, *, by: User, on: date) -> Json:
    """Receive, read, propose and file one file, here and now, without a worker. Returns what came of it, as JSON.

    ``status`` is filed (nothing waits), waiting (something needs a person), already_here, refused or failed. Raises
    ``receive.Refused`` for a file that is not even taken, OSError where it cannot be read.
    """
    received = receive(ContentFile(path.read_bytes()), path.name, by=by, unattended=True)
    if received.revision is None:
        # Here already, but not open to this user: nothing more is told.
        return {"file": path.name, "status": "already_here", "report": None}
    before = received.revision
    untouched = received.already and before.state in {ReadingState.READ, ReadingState.REFUSED} and not before.unattended
    if not untouched:
        # New, or left unfinished by a command that was killed: go on where it stopped.
        if before.state == ReadingState.FAILED:
            jobs.retry(before)
        for _ in range(jobs.MOST_TRIES):
            jobs.work(before.pk)
            before.refresh_from_db(fields=["state"])
            if before.state != ReadingState.WAITING:
                break
    revision = ReportRevision.objects.select_related("report__trip", "document").get(pk=before.pk)
    return {"file": path.name, "status": _status(revision, untouched), **report_of(revision, by)}


def _status(revision: ReportRevision, already: bool) -> str:
    if already:
        return "already_here"
    if revision.state == ReadingState.READ:
        return "filed" if revision.report.filed_at else "waiting"
    return {ReadingState.REFUSED: "refused", ReadingState.FAILED: "failed"}.get(ReadingState(revision.state), "reading")


def report_of(revision: ReportRevision, user: User) -> Json:
    """What is filed of a revision and what waits, with ids, as far as ``user`` may see it."""
    report = revision.report
    rows = list(Proposal.objects.visible_to(user).filter(revision=revision).order_by("order"))
    as_seen_by(rows, user)
    out: Json = {
        "report": {"id": str(report.pk), "reference": report.reference, "filed": report.filed_at is not None},
        "revision": {"id": str(revision.pk), "state": revision.state},
    }
    if revision.state != ReadingState.READ:
        out |= {"reason": reasons.refusal_words(revision), "reason_code": revision.refusal_code}
        told = offer.told(revision)
        return out | ({"offer": told.sentence, "offered": asdict(told)} if told else {})
    became = {kind: [row.became for row in rows if row.kind == kind and row.became] for kind in COUNTED}
    unique = {kind: list({record.pk: record for record in records}.values()) for kind, records in became.items()}
    out["counts"] = {name: len(unique[kind]) for kind, name in COUNTED.items()}
    out["counts"]["attendances"] = [meeting.attendances.count() for meeting in unique[ProposalKind.MEETING]]
    out["trip"] = next(({"id": str(trip.pk), "reference": trip.reference} for trip in unique[ProposalKind.TRIP]), None)
    out["ids"] = {name: [str(record.pk) for record in unique[kind]] for kind, name in COUNTED.items()}
    out["agreements"] = [_agreement(record) for record in unique[ProposalKind.AGREEMENT]]
    waiting = [row for row in rows if row.state == ProposalState.WAITING]
    out["left"] = left_words_of(revision.reading)
    out["waiting"] = [_waiting(row) for row in waiting if not row.data.get("optional")]
    out["mentioned"] = [row.title for row in waiting if row.data.get("optional")]
    return out


def _agreement(agreement: Agreement) -> Json:
    missing = Agreement.objects.as_of(timezone.localdate()).values_list("missing", flat=True)
    return {
        "id": str(agreement.pk),
        "reference": agreement.reference,
        "title": agreement.title,
        "state": agreement.state,
        "signed_on": agreement.signed_on.isoformat() if agreement.signed_on else None,
        "parties": [party.organization.name for party in agreement.parties.select_related("organization")],
        "missing": missing.get(pk=agreement.pk),
    }


def _waiting(row: Proposal) -> Json:
    why = reasons.reason(row) if row.kind != ProposalKind.QUESTION else str(row.data.get("why") or "")
    return {"id": str(row.pk), "kind": row.kind, "title": row.title, "why": why, "lines": row.lines}
