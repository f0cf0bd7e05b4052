"""Reading uploaded reports: rows are the truth, tasks only say that there is something to do.

A revision is claimed by a lease. A worker that dies loses its lease; the sweep then lets another read it again.
Storing checks that the lease is still its own, so a slow worker that was overtaken writes nothing. Every step looks at
the row first and does nothing where it was done: read once, proposed once, filed once.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.history import recorded
from accounts.records import Stale, compare_and_set
from cooperation.intake import propose as proposing
from cooperation.intake import recognise
from meetings.models import ReadingState, ReportRevision
from partners.models import Document, DocumentBlock

log = logging.getLogger(__name__)

#: The reader is stopped after 20 s (docs/reading.md, Limits); storing takes a few more.
LEASE = timedelta(seconds=60)
MOST_TRIES = 3
#: What the sweep takes up at a time; the next minute brings the next ones.
A_SWEEP = 50


def read_soon(revision_id: UUID) -> None:
    """Have a worker read this once the transaction is through. A broker out of reach costs a minute:
    the sweep finds it.
    """
    transaction.on_commit(lambda: _wake(revision_id))


def _wake(revision_id: UUID) -> None:
    try:
        read_revision.delay(str(revision_id))
    except Exception:  # any transport, any error: the row is there, the sweep will find it
        log.warning("the broker did not take the reading of %s; the sweep will", revision_id, exc_info=True)


@shared_task(name="cooperation.intake.read_revision")
def read_revision(revision_id: str) -> None:
    """Read, propose and, where asked for, file one revision. Safe to run twice, and at once."""
    work(UUID(revision_id))


def unfinished(now: datetime) -> QuerySet[ReportRevision]:
    """What nobody works on: waiting rows a message was lost for, lapsed leases, unfinished proposing and filing."""
    return ReportRevision.objects.filter(
        Q(state=ReadingState.WAITING)
        | Q(state=ReadingState.READING, lease_until__lt=now)
        | Q(state=ReadingState.READ, proposed_at__isnull=True)
        | Q(state=ReadingState.READ, unattended=True)
    ).order_by("created_at")


def sweep(now: datetime | None = None) -> None:
    """Have what is unfinished taken up. Only messages are sent: the sweep itself is short, and all workers share the
    work. A message too many finds nothing to do.
    """
    for key in unfinished(now or timezone.now()).values_list("pk", flat=True)[:A_SWEEP]:
        _wake(key)


def work(revision_id: UUID, now: datetime | None = None) -> None:
    """Do what this revision still needs, each step if it is not done yet."""
    revision = claim(revision_id, now=now)
    if revision is not None:
        _read(revision)
    revision = ReportRevision.objects.filter(pk=revision_id).first()
    if revision is None or revision.state != ReadingState.READ:
        return
    if revision.proposed_at is None and not _propose(revision_id):
        return
    if revision.unattended:
        from cooperation.intake.unattended import file_clear  # it imports this module

        file_clear(revision_id, on=timezone.localdate())


def claim(revision_id: UUID, now: datetime | None = None) -> ReportRevision | None:
    """Take the reading of a revision for ``LEASE``; None where it is done, being done, or given up.

    Two workers never get the same: the row is locked while it is taken, and who finds it locked passes on.
    """
    now = now or timezone.now()
    with transaction.atomic():
        row: ReportRevision | None = (
            ReportRevision.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("document", "report__uploaded_by")
            .filter(pk=revision_id)
            .filter(Q(state=ReadingState.WAITING) | Q(state=ReadingState.READING, lease_until__lt=now))
            .first()
        )
        if row is None:
            return None
        if row.tries >= MOST_TRIES:
            _give_up(row)
            return None
        row.state, row.lease_until, row.tries, row.progress = ReadingState.READING, now + LEASE, row.tries + 1, 10
        row.save(update_fields=["state", "lease_until", "tries", "progress"])
    return row


def retry(revision: ReportRevision) -> None:
    """Let a failed reading start again. Raises Stale where it has not failed (any more)."""
    compare_and_set(
        revision,
        was={"state": ReadingState.FAILED},
        state=ReadingState.WAITING,
        tries=0,
        progress=0,
        refusal="",
        refusal_code="",
        lease_until=None,
    )


def _read(revision: ReportRevision) -> None:
    from meetings.reader.child import read_in_child

    try:
        with revision.document.file.open("rb") as file:
            data = file.read()
        blocks, reading = read_in_child(data, revision.document.name)
    except Exception as error:  # a fault of ours or of the machine; what the document lacks comes as a refusal
        log.exception("reading %s failed, try %d", revision.pk, revision.tries)
        _failed(revision, type(error).__name__)
        return
    try:
        _store(revision, blocks, reading)
    except Stale:
        log.warning("the reading of %s came too late: its lease had lapsed", revision.pk)


def _mine(revision: ReportRevision) -> dict[str, Any]:
    """The row is still claimed by this try."""
    return {"state": ReadingState.READING, "tries": revision.tries}


def _failed(revision: ReportRevision, code: str) -> None:
    try:
        if revision.tries >= MOST_TRIES:
            _give_up(revision, code)
        else:
            compare_and_set(revision, was=_mine(revision), state=ReadingState.WAITING, lease_until=None, progress=0)
    except Stale:
        pass  # somebody else has it now


def _give_up(revision: ReportRevision, code: str = "interrupted") -> None:
    # The sentence for people is made where it is shown, in their language (reasons.refusal_words).
    compare_and_set(revision, was=_mine(revision), state=ReadingState.FAILED, lease_until=None, refusal_code=code[:50])


def _store(revision: ReportRevision, blocks: list[dict[str, Any]], reading: dict[str, Any]) -> None:
    """Write blocks and Reading, all or nothing, if this try still holds the lease. Raises Stale otherwise."""
    doc = reading["doc"]
    refused = not doc["is_trip_report"]
    with transaction.atomic(), recorded(by=revision.report.uploaded_by, revision=revision.pk):
        compare_and_set(
            revision,
            was=_mine(revision),
            state=ReadingState.REFUSED if refused else ReadingState.READ,
            reading=reading,
            reader_version=doc.get("reader_version"),
            refusal=(doc.get("reason") or doc.get("kind") or "refused") if refused else "",
            refusal_code=(doc.get("reason_code") or doc.get("kind") or "")[:50] if refused else "",
            read_at=timezone.now(),
            lease_until=None,
            progress=100 if refused else 70,
        )
        DocumentBlock.objects.filter(document=revision.document).delete()
        DocumentBlock.objects.bulk_create(
            [
                DocumentBlock(
                    document=revision.document,
                    line=block["line"],
                    kind=str(block["kind"]),
                    text=block["text"],
                    level=block.get("level") or 0,
                    cells=list(block.get("cells") or ()),
                    table=block.get("table") or 0,
                    page=block.get("page"),
                )
                for block in blocks
            ],
            batch_size=500,
        )
        Document.objects.filter(pk=revision.document_id).update(language=(doc.get("language") or "")[:8])


def _propose(revision_id: UUID) -> bool:
    """Make the proposals once; False where somebody else is at it, or it failed."""
    try:
        with transaction.atomic():
            revision = (
                ReportRevision.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("report__uploaded_by", "document")
                .filter(pk=revision_id, state=ReadingState.READ, proposed_at__isnull=True)
                .first()
            )
            if revision is None:
                return ReportRevision.objects.filter(pk=revision_id, proposed_at__isnull=False).exists()
            with recorded(by=revision.report.uploaded_by, revision=revision.pk):
                recognise.recognise(revision)
                proposing.propose(revision)
                revision.proposed_at, revision.progress = timezone.now(), 100
                revision.save(update_fields=["proposed_at", "progress"])
            return True
    except Exception:  # a fault of ours: the file and its Reading stay, a person is told, a retry reads again
        log.exception("proposing from %s failed", revision_id)
        ReportRevision.objects.filter(pk=revision_id, state=ReadingState.READ, proposed_at__isnull=True).update(
            state=ReadingState.FAILED, refusal_code="proposing", tries=F("tries")
        )
        return False
