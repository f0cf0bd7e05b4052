"""Having a document read and nothing more: kept, read by a worker, given back, forgotten (docs/api.md).

As with uploads (``intake.jobs``) rows are the truth and tasks only say that there is something to do. A row is claimed
by a lease; a worker that dies loses it and another reads again; who was overtaken writes nothing.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from accounts.models import User
from accounts.records import Stale, compare_and_set
from cooperation.imports.preview import MAX_LEDGER, our_names
from cooperation.imports.words import issue_words, refused_words, skipped_words
from cooperation.intake.jobs import A_SWEEP, LEASE, MOST_TRIES
from cooperation.intake.receive import MAX_UPLOAD, Refused, sha256_of
from cooperation.ledgers import Refused as NoLedger
from cooperation.ledgers import child as ledger_child
from cooperation.ledgers import to_json
from cooperation.models import AskedReading, AskedState, AskedWhat
from meetings.reader import refusal
from meetings.reader.reading import as_json
from partners.documents import forget_unnamed

log = logging.getLogger(__name__)

#: So many of one account may wait at a time: what it sends must not fill the disk faster than it is read.
MOST_WAITING = 100
#: Longer than a ledger is read (``ledgers.child``) and stored.
LEDGER_LEASE = timedelta(seconds=ledger_child.SECONDS + 30)
UNFINISHED = [AskedState.WAITING, AskedState.READING]


class Busy(Exception):  # noqa: N818 — an answer, not an error
    """So many documents of this account wait to be read that no more are taken."""


def ask(
    upload: File[bytes],
    name: str,
    *,
    by: User,
    what: AskedWhat = AskedWhat.REPORT,
    now: datetime | None = None,
) -> AskedReading:
    """The reading of a document under that name, asked for now or before, and by the same account alone.

    ``name`` is a clean one (``receive.clean_name``). What failed before is tried again. Raises Refused for a file over
    ``MAX_UPLOAD``, and Busy. What the document itself lacks is said by its reading.
    """
    now = now or timezone.now()
    if (upload.size or 0) > MAX_UPLOAD:
        raise Refused("too_large", name, upload.size or 0)
    sha256 = sha256_of(upload.chunks())
    row = _again(by, sha256, name, what, now)
    if row is None:
        if AskedReading.objects.filter(asked_by=by, state__in=UNFINISHED).count() >= MOST_WAITING:
            raise Busy
        try:
            row = _kept(upload, name, sha256, by, what, now)
        except IntegrityError:
            # The same account sent the same file at the same moment.
            row = _again(by, sha256, name, what, now)
            if row is None:
                raise
    if row.state == AskedState.WAITING:
        read_soon(row.pk)
    return row


def _again(by: User, sha256: str, name: str, what: AskedWhat, now: datetime) -> AskedReading | None:
    """What this account asked before, kept anew from now on; waiting again where it had failed."""
    rows = AskedReading.objects.filter(asked_by=by, sha256=sha256, name=name, what=what)
    if not rows.update(asked_at=now):  # what the sweep is forgetting at this moment is gone
        return None
    rows.filter(state=AskedState.FAILED).update(state=AskedState.WAITING, tries=0, reading="", read_at=None)
    return rows.first()


def _kept(upload: File[bytes], name: str, sha256: str, by: User, what: AskedWhat, now: datetime) -> AskedReading:
    """The row and then its file; where the file cannot be written, the row goes too."""
    row = AskedReading(asked_by=by, asked_at=now, what=what, name=name, sha256=sha256, size=upload.size)
    row.file.name = f"readings/{row.pk}"  # a name somebody typed never becomes a path
    with transaction.atomic():
        row.save(force_insert=True)
        try:
            upload.seek(0)
            row.file.storage.save(row.file.name, upload)
        except BaseException:
            row.file.storage.delete(row.file.name)
            raise
    return row


# ------------------------------------------------------------------------------------------------- reading


def read_soon(pk: UUID) -> None:
    """Have a worker read this once the transaction is through. A broker out of reach costs a minute."""
    transaction.on_commit(lambda: _wake(pk))


def _wake(pk: UUID) -> None:
    try:
        read_asked.delay(str(pk))
    except Exception:  # any transport, any error: the row is there, the sweep will find it
        log.warning("the broker did not take the reading of %s; the sweep will", pk, exc_info=True)


@shared_task(name="cooperation.readings.read_asked")
def read_asked(pk: str) -> None:
    """Read one document. Safe to run twice, and at once."""
    work(UUID(pk))


def _to_do(now: datetime) -> Q:
    return Q(state=AskedState.WAITING) | Q(state=AskedState.READING, lease_until__lt=now)


def unfinished(now: datetime) -> QuerySet[AskedReading]:
    """What nobody works on: rows a message was lost for, and lapsed leases."""
    return AskedReading.objects.filter(_to_do(now)).order_by("created_at")


def claim(pk: UUID, now: datetime | None = None) -> AskedReading | None:
    """Take a reading for ``LEASE``; None where it is done, being done, or given up. Two workers never get the same."""
    now = now or timezone.now()
    with transaction.atomic():
        row: AskedReading | None = (
            AskedReading.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("asked_by")
            .filter(_to_do(now), pk=pk)
            .first()
        )
        if row is None:
            return None
        if row.tries >= MOST_TRIES:
            _give_up(row, now)
            return None
        lease = LEDGER_LEASE if row.what == AskedWhat.LEDGER else LEASE
        row.state, row.lease_until, row.tries = AskedState.READING, now + lease, row.tries + 1
        row.save(update_fields=["state", "lease_until", "tries"])
    return row


def work(pk: UUID, now: datetime | None = None) -> None:
    """Read it, if it is still to be read, and keep what was read if nobody else has taken it over meanwhile."""
    row = claim(pk, now)
    if row is None:
        return
    try:
        with row.file.open("rb") as file:
            data = file.read()
        reading = _ledger(row, data) if row.what == AskedWhat.LEDGER else _report(row, data)
    except Exception:  # a fault of ours or of the machine; what the document lacks comes as a refusal
        log.exception("reading %s failed, try %d", pk, row.tries)
        _failed(row)
        return
    try:
        _over(row, AskedState.READ, reading, timezone.now())
    except Stale:
        log.warning("the reading of %s came too late: its lease had lapsed", pk)


def _report(row: AskedReading, data: bytes) -> dict[str, Any]:
    from meetings.reader.child import read_in_child

    _blocks, reading = read_in_child(data, row.name)
    return reading


def _ledger(row: AskedReading, data: bytes) -> dict[str, Any]:
    """What ``import_ledger --dry-run --json`` prints, a refusal included, in the language of who asked."""
    with translation.override(row.asked_by.language):
        try:
            if len(data) > MAX_LEDGER:
                raise NoLedger("too_large")
            ledger = ledger_child.read_in_child(data, row.name, ours=our_names())
        except NoLedger as no:
            if no.code == "crashed":
                raise
            return _no_ledger(no.code)
        return to_json(ledger, issue_words, skipped_words)


def _no_ledger(code: str) -> dict[str, Any]:
    return {"refused": True, "code": code, "message": refused_words(code), "rows": []}


def _mine(row: AskedReading) -> dict[str, Any]:
    """The row is still claimed by this try."""
    return {"state": row.state, "tries": row.tries}


def _failed(row: AskedReading) -> None:
    try:
        if row.tries >= MOST_TRIES:
            _give_up(row, timezone.now())
        else:
            compare_and_set(row, was=_mine(row), state=AskedState.WAITING, lease_until=None)
    except Stale:
        pass  # somebody else has it now


def _give_up(row: AskedReading, now: datetime) -> None:
    """Answer as ``read_report`` does where its child process died. Asked for again, it is tried again."""
    if row.what == AskedWhat.LEDGER:
        with translation.override(row.asked_by.language):
            _over(row, AskedState.FAILED, _no_ledger("crashed"), now)
    else:
        _over(row, AskedState.FAILED, as_json(refusal(row.name, row.sha256, "crashed")), now)


def _over(row: AskedReading, state: AskedState, reading: dict[str, Any], now: datetime) -> None:
    compare_and_set(
        row,
        was=_mine(row),
        state=state,
        reading=json.dumps(reading, ensure_ascii=False),
        read_at=now,
        lease_until=None,
    )


# -------------------------------------------------------------------------------------------- the clock's part


def sweep(now: datetime) -> None:
    """Have what is unfinished taken up, and forget what was asked for longest ago."""
    for pk in unfinished(now).values_list("pk", flat=True)[:A_SWEEP]:
        _wake(pk)
    for pk in forgettable(now).values_list("pk", flat=True)[:A_SWEEP]:
        _forget(pk, now)


def kept_until(row: AskedReading) -> datetime:
    return row.asked_at + timedelta(days=settings.IEUM_READING_DAYS)


def forgettable(now: datetime) -> QuerySet[AskedReading]:
    """What was last asked for ``IEUM_READING_DAYS`` ago or longer."""
    return AskedReading.objects.filter(asked_at__lt=now - timedelta(days=settings.IEUM_READING_DAYS))


def _forget(pk: UUID, now: datetime) -> None:
    with transaction.atomic():
        row = forgettable(now).select_for_update(skip_locked=True).filter(pk=pk).first()
        if row is not None:
            # The file first: killed in between, the row is still there to be found by the next sweep.
            row.file.storage.delete(str(row.file.name))
            row.delete()


def forget_lost_files(now: datetime) -> int:
    """Delete files no row names, a day old or more: left by processes killed while they kept one. Returns how many."""
    return forget_unnamed(AskedReading, "readings", now)
