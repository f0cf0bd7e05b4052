"""Making an answer: at once where it is small, else by a worker under a lease. What is issued is kept.

The files are written first, the rows that name them last and in one transaction: an answer is issued whole or not yet.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from io import BufferedReader
from pathlib import Path
from uuid import UUID

from celery import shared_task
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.models import User
from accounts.records import Stale, compare_and_set
from cooperation.audits.asking import Asked, FileKind, thawed
from cooperation.audits.documents import DOCUMENTS, Key, sheet
from cooperation.audits.evidence import archive
from cooperation.audits.sheets import Sheet
from cooperation.models import AuditAnswer, AuditFile, AuditState
from partners.documents import forget_unnamed_below

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # the longest step of one answer; each step asks for a new one
MOST_TRIES = 3
A_SWEEP = 20
#: Rows times formats that are made while the person waits: about a second of work. Evidence never is.
AT_ONCE = 300

#: The ending of the evidence.
ARCHIVE = "zip"
MEDIA_TYPES: dict[str, str] = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
    FileKind.HWPX: "application/hwp+zip",
    ARCHIVE: "application/zip",
}


def small(answer: AuditAnswer) -> bool:
    """Whether it is made while the person waits."""
    return not answer.asked["evidence"] and sum(answer.counts.values()) * len(answer.asked["kinds"]) <= AT_ONCE


def make_soon(answer_id: UUID) -> None:
    """Have a worker make this once the transaction is through. A broker out of reach costs a minute."""
    transaction.on_commit(lambda: _wake(answer_id))


def _wake(answer_id: UUID) -> None:
    try:
        make_answer.delay(str(answer_id))
    except Exception:  # any transport, any error: the row is there, the sweep will find it
        log.warning("the broker did not take the answer %s; the sweep will", answer_id, exc_info=True)


@shared_task(name="cooperation.audits.make_answer")
def make_answer(answer_id: str) -> None:
    """Make one answer. Safe to run twice, and at once."""
    work(UUID(answer_id))


def unfinished(now: datetime) -> QuerySet[AuditAnswer]:
    """What nobody works on: waiting answers a message was lost for, and lapsed leases."""
    return AuditAnswer.objects.filter(
        Q(state=AuditState.WAITING) | Q(state=AuditState.MAKING, lease_until__lt=now)
    ).order_by("id")


def sweep(now: datetime | None = None) -> None:
    """Have what is unfinished taken up."""
    for key in unfinished(now or timezone.now()).values_list("pk", flat=True)[:A_SWEEP]:
        _wake(key)


def retry(answer: AuditAnswer) -> None:
    """Let a failed answer start again. Raises Stale where it has not failed (any more)."""
    compare_and_set(answer, was={"state": AuditState.FAILED}, state=AuditState.WAITING, tries=0, progress=0)


def work(answer_id: UUID, now: datetime | None = None) -> None:
    """Take the answer and make it. A fault of ours leaves it waiting, and failed after the last try."""
    answer = claim(answer_id, now=now)
    if answer is None:
        return
    try:
        with translation.override(answer.language), tempfile.TemporaryDirectory(prefix="ieum-answer-") as folder:
            _issue(answer, Path(folder))
    except Stale:
        log.warning("the answer %s came too late: its lease had lapsed", answer.pk)
    except Exception:  # a fault of ours or of the machine
        log.exception("making the answer %s failed, try %d", answer.pk, answer.tries)
        state = AuditState.FAILED if answer.tries >= MOST_TRIES else AuditState.WAITING
        AuditAnswer.objects.filter(pk=answer.pk, state=AuditState.MAKING, tries=answer.tries).update(
            state=state, lease_until=None, progress=0
        )


def forget_lost_files(now: datetime) -> int:
    """Delete files no answer names, a day old or more: left by workers killed while they made one. Returns how many."""
    return forget_unnamed_below(AuditFile, "audits", now)


def claim(answer_id: UUID, now: datetime | None = None) -> AuditAnswer | None:
    """Take an answer for ``LEASE``; None where it is made, being made, or given up."""
    now = now or timezone.now()
    with transaction.atomic():
        row: AuditAnswer | None = (
            AuditAnswer.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("issued_by")
            .filter(pk=answer_id)
            .filter(Q(state=AuditState.WAITING) | Q(state=AuditState.MAKING, lease_until__lt=now))
            .first()
        )
        if row is None:
            return None
        if row.tries >= MOST_TRIES:
            row.state, row.lease_until = AuditState.FAILED, None
            row.save(update_fields=["state", "lease_until"])
            return None
        row.state, row.lease_until, row.tries, row.progress = AuditState.MAKING, now + LEASE, row.tries + 1, 1
        row.save(update_fields=["state", "lease_until", "tries", "progress"])
    return row


def _issue(answer: AuditAnswer, folder: Path) -> None:
    """Make every file, then keep them all. Raises Stale where another worker has taken over."""
    asked = thawed(answer.asked)
    kept: list[AuditFile] = []
    storage = AuditFile.storage()
    try:
        for position, (name, kind, path) in enumerate(_files(answer, asked, folder)):
            with path.open("rb") as stream:
                kept.append(_keep(answer, position, name, kind, stream))
            path.unlink()
        with transaction.atomic():
            AuditFile.objects.bulk_create(kept)
            compare_and_set(
                answer,
                was={"state": AuditState.MAKING, "tries": answer.tries},
                state=AuditState.READY,
                ready_at=timezone.now(),
                lease_until=None,
                progress=100,
            )
    except BaseException:
        for row in kept:
            storage.delete(str(row.file.name))
        raise


def _keep(answer: AuditAnswer, position: int, name: str, kind: str, stream: BufferedReader) -> AuditFile:
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    size = stream.tell()
    stream.seek(0)
    row = AuditFile(answer=answer, position=position, name=name, sha256=digest, size=size, media_type=MEDIA_TYPES[kind])
    row.file.save(f"{position}-{answer.tries}-{digest[:16]}.{kind}", File(stream), save=False)
    return row


def _files(answer: AuditAnswer, asked: Asked, folder: Path) -> Iterator[tuple[str, str, Path]]:
    """(name, kind, path) of each file, one after the other. The rows of a document are read once for all formats."""
    user, steps = answer.issued_by, _Steps(answer)
    for kind in asked.documents:
        told = steps.within(answer.counts.get(kind, 0), 1 / len(asked.documents) / 2)
        made = sheet(user, asked, kind, told=told)
        for ending in asked.kinds:
            path = folder / f"{kind}.{ending}"
            told = steps.within(len(made.rows), 1 / (len(asked.documents) * len(asked.kinds)) / 2)
            path.write_bytes(as_file(made, ending, answer.language, told))
            told(len(made.rows))
            yield f"{made.title}_{asked.on:%Y%m%d}.{ending}", ending, path
    if asked.evidence:
        path = folder / "evidence.zip"
        archive(user, asked, keys_and_counts(user, asked), path, told=steps.packing)
        yield f"{gettext('Evidence')}_{asked.on:%Y%m%d}.{ARCHIVE}", ARCHIVE, path


def as_file(made: Sheet, kind: str, language: str, told: Callable[[int], None] | None = None) -> bytes:
    """The document in a format; ``told`` hears how many rows are in a PDF so far, which takes the longest."""
    if kind == FileKind.PDF:
        from cooperation.audits.pdf import pdf

        return pdf(made, language=language, told=told)
    if kind == FileKind.HWPX:
        from cooperation.audits.hwpx import hwpx

        return hwpx(made)
    from cooperation.audits.xlsx import xlsx

    return xlsx(made)


class _Steps:
    """How far an answer is: half is reading rows, half writing files. Each word of it renews the lease."""

    def __init__(self, answer: AuditAnswer) -> None:
        self.answer, self.done = answer, 0.0

    def within(self, count: int, share: float) -> Callable[[int], None]:
        """A step that takes this share of the whole, told in rows of ``count``."""
        before = self.done

        def told(rows: int) -> None:
            self.done = min(0.99, before + share * (min(1.0, rows / count) if count else 1.0))
            self._tell(self.done)

        return told

    def packing(self, number: int, count: int) -> None:
        """Of the evidence only the lease is renewed: how large its files are tells more than how many."""
        if number % 20 == 0 or number == count:
            self._tell(min(0.99, max(self.done, number / count)))

    def _tell(self, done: float) -> None:
        percent = max(1, int(done * 100))
        answer = self.answer
        changed = AuditAnswer.objects.filter(pk=answer.pk, state=AuditState.MAKING, tries=answer.tries).update(
            progress=percent, lease_until=timezone.now() + LEASE
        )
        if not changed:
            raise Stale(answer)


def keys_and_counts(user: User, asked: Asked) -> dict[str, Sequence[Key]]:
    """The keys of the rows of each asked document."""
    return {kind: DOCUMENTS[kind].keys(user, asked) for kind in asked.documents}
