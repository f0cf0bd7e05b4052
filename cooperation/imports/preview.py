"""A ledger kept and shown before anything is filed: its rows, what each may be, and what is proposed for it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.history import recorded
from accounts.models import User
from cooperation.imports import matching
from cooperation.imports.words import issue_words, refused_words, skipped_words
from cooperation.intake.registry import Found
from cooperation.ledgers import Ledger, Refused, Row, read_ledger
from cooperation.models import LedgerImport, LedgerMapping, LedgerRow, LedgerState, Match, RowChoice
from partners.documents import keep_file
from partners.models import Organization, OrganizationName

Progress = Callable[[int, int], None]


def our_names() -> list[str]:
    """All names of ours, which are no partners."""
    return list(
        OrganizationName.objects.filter(organization__in=Organization.objects.ours()).values_list("text", flat=True)
    )


def receive(
    data: bytes,
    name: str,
    *,
    by: User,
    kind: str | None = None,
    confidential: bool = False,
    progress: Progress | None = None,
) -> LedgerImport:
    """Keep a ledger and read it. Raises ValidationError with the sentence for the person where it cannot be read."""
    ledger = _read(data, name, kind, {}, progress)
    remembered = LedgerMapping.objects.filter(signature=ledger.signature).first()
    if remembered is not None:
        ledger = _read(data, name, ledger.kind, remembered.mapping, progress)
    with transaction.atomic(), recorded(by=by, ledger=name):
        document = keep_file(ContentFile(data, name=name), by=by, confidential=confidential)
        batch = LedgerImport.objects.create(
            document=document,
            kind=ledger.kind,
            signature=ledger.signature,
            mapping=remembered.mapping if remembered else {},
            confidential=confidential or document.confidential,
            imported_by=by,
        )
        _store(batch, ledger, by)
    return batch


def read_again(batch: LedgerImport, mapping: dict[str, str], *, by: User) -> None:
    """Read the file anew under what a person said of its heads, and remember it. Choices made are lost."""
    with batch.document.file.open("rb") as file:
        ledger = _read(file.read(), batch.document.name, batch.kind, mapping, None)
    with transaction.atomic(), recorded(by=by, ledger=batch.pk):
        locked = LedgerImport.objects.select_for_update().get(pk=batch.pk)
        if locked.state != LedgerState.READY:
            raise ValidationError(refused_words("filed_already"))
        locked.rows.all().delete()
        locked.mapping = mapping
        LedgerMapping.objects.update_or_create(signature=locked.signature, defaults={"mapping": mapping})
        _store(locked, ledger, by)


def _read(data: bytes, name: str, kind: str | None, mapping: dict[str, str], progress: Progress | None) -> Ledger:
    try:
        return read_ledger(data, name, kind=kind, ours=our_names(), mapping=mapping, progress=progress)
    except Refused as refused:
        raise ValidationError(refused_words(refused.code), code=refused.code) from refused


def _store(batch: LedgerImport, ledger: Ledger, by: User) -> None:
    seconds = {second: first for first, second in ledger.duplicates}
    batch.found = {
        "sheet": ledger.sheet,
        "others": ledger.others,
        "columns": [[column.head, column.field, column.example] for column in ledger.columns],
        "skipped": [[row, skipped_words(why), text] for row, why, text in ledger.skipped],
    }
    batch.save()
    LedgerRow.objects.bulk_create(
        [
            LedgerRow(
                ledger=batch,
                number=row.row,
                reading=row.values | {"names": row.names, "other": row.other, "same_as": seconds.get(row.row)},
                issues=[issue_words(issue) for issue in row.issues],
                match=found.match,
                candidates=[str(key) for key in found.candidates],
                reason=matching.reason_words(found),
                choice=_proposed(row, found, row.row in seconds),
            )
            for row, found in zip(ledger.rows, matching.match_rows(ledger.kind, ledger.rows, by), strict=True)
        ],
        batch_size=500,
    )


def _proposed(row: Row, found: Found, again: bool) -> RowChoice:
    """What is proposed: a row that is here is linked, a new one filed; what a person must look at is left out."""
    if again or found.match in (Match.SEVERAL, Match.NEAR):
        return RowChoice.LEAVE
    if found.match == Match.ONE:
        return RowChoice.LINK
    return RowChoice.LEAVE if {issue.code for issue in row.issues} & {"no_title", "no_partner"} else RowChoice.FILE
