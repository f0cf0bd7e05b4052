"""What became of the registry since a ledger was previewed: filings take turns, and what is here by now is asked."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from cooperation.imports import matching, preview
from cooperation.models import LedgerImport, LedgerRow, LedgerState, Match, RowChoice

_LOCK = 0x1E0C
#: So many rows are named; the others are counted.
_NAMED = 20


class HereByNow(ValidationError):  # noqa: N818 — an answer, not an error
    """Rows that were new when they were looked at are here by now."""


def take_turn() -> None:
    """Inside a transaction: wait until no other ledger is filed. Two of the same rows would otherwise file them twice.
    It is taken after the row of the import is locked. Other work goes on: a long filing holds up ledgers alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def refuse_here_by_now(batch: LedgerImport, rows: Sequence[LedgerRow], by: User) -> None:
    """Raise HereByNow, with the numbers of the rows, where what was shown as new is here by now."""
    new = [row for row in rows if row.choice == RowChoice.FILE and row.match == Match.NEW]
    if not new:
        return
    found = matching.match_rows(batch.kind, [preview.row_of(row) for row in new], by, batch.said).found
    here = [row for row, one in zip(new, found, strict=True) if one.candidates]
    if here:
        said = [
            _("Row %(row)d: “%(title)s” was new when the ledger was read and may be here by now. Look at it again.")
            % {"row": row.number, "title": row}
            for row in here[:_NAMED]
        ]
        if len(here) > _NAMED:
            said.append(_("And %(n)d more rows.") % {"n": len(here) - _NAMED})
        raise HereByNow(said)


def look_again(batch: LedgerImport, by: User) -> None:
    """Match the rows anew that were new when they were read. Needs a transaction."""
    batch = LedgerImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state == LedgerState.READY:
        preview.match_again(batch, batch.rows.filter(choice=RowChoice.FILE, match=Match.NEW), by)
