"""Reading, filing and taking back ledgers: rows are the truth, tasks only say that there is something to do.

As with reports (``intake.jobs``) a reading is claimed by a lease, which lasts as long as there is progress: who was
overtaken writes nothing. Filing and taking back are one transaction that holds the row locked; where a worker dies in
it, nothing was written, the lock is gone, and the sweep has another begin anew.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from celery import shared_task
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.history import recorded
from accounts.models import User
from accounts.records import Stale, compare_and_set
from accounts.rules import broken_rule, refusal
from cooperation.imports import meanwhile
from cooperation.imports.filing import Needed, file_ledger, undo_ledger
from cooperation.imports.preview import our_names, remembered, store
from cooperation.ledgers import Refused
from cooperation.ledgers import child as ledger_child
from cooperation.models import AT_WORK, LedgerImport, LedgerState

log = logging.getLogger(__name__)

#: Longer than a ledger is read (``ledgers.child``), which says nothing before its rows begin, and stored.
LEASE = timedelta(seconds=ledger_child.SECONDS + 30)
MOST_TRIES = 3
A_SWEEP = 50
#: Seconds between two words about how far the reading is.
A_WORD = 0.5


def work_soon(pk: UUID) -> None:
    """Have a worker go on with this once the transaction is through. A broker out of reach costs a minute."""
    transaction.on_commit(lambda: _wake(pk))


def _wake(pk: UUID) -> None:
    try:
        work_on.delay(str(pk))
    except Exception:  # any transport, any error: the row is there, the sweep will find it
        log.warning("the broker did not take the ledger %s; the sweep will", pk, exc_info=True)


@shared_task(name="cooperation.imports.work_on")
def work_on(pk: str) -> None:
    """Read, file or take back one ledger, whichever it waits for. Safe to run twice, and at once."""
    work(UUID(pk))


def unfinished(now: datetime) -> QuerySet[LedgerImport]:
    """What may have been left behind: who is at it still finds nothing to do."""
    return LedgerImport.objects.filter(
        Q(state__in=AT_WORK) & ~Q(state=LedgerState.READING) | Q(state=LedgerState.READING, lease_until__lt=now)
    ).order_by("created_at")


def sweep(now: datetime) -> None:
    """Have what is unfinished taken up."""
    for pk in unfinished(now).values_list("pk", flat=True)[:A_SWEEP]:
        _wake(pk)


def work(pk: UUID, now: datetime | None = None) -> None:
    """Do what this ledger waits for, if nobody else does."""
    row = claim(pk, now)
    if row is not None:
        _read(row)
        return
    waits = LedgerImport.objects.filter(pk=pk, state__in=[LedgerState.FILING, LedgerState.UNDOING])
    for batch in waits.select_related("acted_by", "imported_by"):
        _carry_out(batch)


def ask(batch: LedgerImport, state: LedgerState, *, by: User, only: Iterable[int] | None = None) -> None:
    """Have a ledger filed (of its rows ``only`` these, where given) or taken back. Raises Stale where somebody was
    faster, or it is not at that point.
    """
    was, found = LedgerState.FILED, dict(batch.found)
    if state == LedgerState.FILING:
        was = LedgerState.READY
        found["only"] = None if only is None else sorted(only)
    compare_and_set(batch, was={"state": was}, state=state, acted_by=by, problem="", tries=0, found=found)
    work_soon(batch.pk)


def retry(batch: LedgerImport) -> None:
    """Have a ledger read again that could not be. Raises Stale where it is read, or being read."""
    compare_and_set(batch, was={"state": LedgerState.FAILED}, state=LedgerState.WAITING, tries=0, done=0, refusal="")
    work_soon(batch.pk)


# ------------------------------------------------------------------------------------------------- reading


def claim(pk: UUID, now: datetime | None = None) -> LedgerImport | None:
    """Take the reading of a ledger; None where there is none to do. Two workers never get the same."""
    now = now or timezone.now()
    to_do = Q(state=LedgerState.WAITING) | Q(state=LedgerState.READING, lease_until__lt=now)
    with transaction.atomic():
        row: LedgerImport | None = (
            LedgerImport.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("document", "imported_by")
            .filter(to_do, pk=pk)
            .first()
        )
        if row is None:
            return None
        if row.tries >= MOST_TRIES:
            _over(row, "interrupted")
            return None
        row.state, row.lease_until, row.tries = LedgerState.READING, now + LEASE, row.tries + 1
        row.done = row.total = 0
        row.save(update_fields=["state", "lease_until", "tries", "done", "total"])
    return row


def _mine(row: LedgerImport) -> dict[str, Any]:
    """The row is still claimed by this try."""
    return {"state": row.state, "tries": row.tries}


def _over(row: LedgerImport, code: str) -> None:
    compare_and_set(row, was=_mine(row), state=LedgerState.FAILED, lease_until=None, refusal=code[:50])


def _read(row: LedgerImport) -> None:
    from cooperation.ledgers.child import read_in_child

    said = [0.0]

    def tell(done: int, total: int) -> None:
        if monotonic() - said[0] >= A_WORD:
            said[0] = monotonic()
            compare_and_set(row, was=_mine(row), done=done, total=total, lease_until=timezone.now() + LEASE)

    try:
        with row.document.file.open("rb") as file:
            data = file.read()
        ledger = read_in_child(
            data,
            row.document.name,
            kind=row.kind or None,
            sheet=row.sheet,
            ours=our_names(),
            mapping=row.mapping,
            remembered=remembered(),
            progress=tell,
        )
        with (
            translation.override(row.imported_by.language),
            transaction.atomic(),
            recorded(by=row.imported_by, ledger=row.pk),
        ):
            locked = LedgerImport.objects.select_for_update(of=("self",)).filter(pk=row.pk, **_mine(row)).first()
            if locked is None:
                raise Stale(row)
            store(locked, ledger, row.imported_by)
    except Stale:
        log.warning("the reading of the ledger %s came too late: its lease had lapsed", row.pk)
    except Refused as refused:
        _failed(row, refused.code, for_good=refused.code != "crashed")
    except Exception:  # a fault of ours or of the machine
        log.exception("reading the ledger %s failed, try %d", row.pk, row.tries)
        _failed(row, "crashed", for_good=False)


def _failed(row: LedgerImport, code: str, *, for_good: bool) -> None:
    try:
        if for_good or row.tries >= MOST_TRIES:
            _over(row, code)
        else:
            compare_and_set(row, was=_mine(row), state=LedgerState.WAITING, lease_until=None)
    except Stale:
        pass  # somebody else has it now


# -------------------------------------------------------------------------------------- filing, taking back


def _carry_out(batch: LedgerImport) -> None:
    """File or take back, all or nothing. What is in the way is kept as the problem of the import, in words."""
    by = batch.acted_by or batch.imported_by
    filing = batch.state == LedgerState.FILING
    if batch.tries >= MOST_TRIES:  # it took workers down with it
        _back(batch, _("It was begun %(n)d times and came to no end. Tell your administrator.") % {"n": batch.tries})
        return
    with translation.override(by.language):
        try:
            if not _begun(batch):
                return
            with transaction.atomic():
                if not LedgerImport.objects.select_for_update(skip_locked=True).filter(pk=batch.pk, state=batch.state):
                    return  # another worker is at it, or was
                file_ledger(batch, by=by) if filing else undo_ledger(batch, by=by)
        except Needed as needed:
            _back(batch, "\n".join(needed.reasons))
        except meanwhile.HereByNow as here:
            _back(batch, "\n".join(here.messages))
            with transaction.atomic(), recorded(by=by, ledger=batch.pk):
                meanwhile.look_again(batch, by)
        except ValidationError as refused:
            _back(batch, "\n".join(refused.messages))
        except DatabaseError as error:
            log.exception("the ledger %s was not %s", batch.pk, batch.state)
            _back(batch, _in_words(error))
        except Exception:  # a fault of ours
            log.exception("the ledger %s was not %s", batch.pk, batch.state)
            _back(batch, _("Something went wrong on our side; nothing was changed. Tell your administrator."))


def _begun(batch: LedgerImport) -> bool:
    """Count the try, so that one that takes its worker down is not begun for ever; False where another is at it."""
    with transaction.atomic():
        here = LedgerImport.objects.select_for_update(skip_locked=True).filter(pk=batch.pk, state=batch.state)
        return bool(here and here.update(tries=F("tries") + 1))


def _in_words(error: DatabaseError) -> str:
    if isinstance(error, IntegrityError) and broken_rule(error) is not None:
        return " ".join(refusal(error).messages)
    return _("Something went wrong on our side; nothing was changed. Tell your administrator.")


def _back(batch: LedgerImport, problem: str) -> None:
    """To where it was before it was asked for, with why."""
    before = LedgerState.READY if batch.state == LedgerState.FILING else LedgerState.FILED
    LedgerImport.objects.filter(pk=batch.pk, state=batch.state).update(state=before, problem=problem)
