"""A ledger kept and shown before anything is filed: its rows, what each may be, and what is proposed for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.history import recorded
from accounts.models import User
from accounts.records import Stale, compare_and_set
from cooperation.imports import matching
from cooperation.imports.hiding import hide
from cooperation.imports.words import issue_words, refused_words, skipped_words
from cooperation.intake.receive import clean_name
from cooperation.intake.registry import Found
from cooperation.ledgers import AGREEMENTS, Issue, Ledger, Refused, Remembered, Row, look_at, read_ledger
from cooperation.models import LedgerImport, LedgerMapping, LedgerRow, LedgerState, Match, RowChoice
from partners.documents import kept_or_found
from partners.models import Organization, OrganizationName

Progress = Callable[[int, int], None]

MAX_LEDGER = 20 * 1024 * 1024  # bytes; 20,000 rows have a tenth of it


def our_names() -> list[str]:
    """All names of ours, which are no partners."""
    return list(
        OrganizationName.objects.filter(organization__in=Organization.objects.ours()).values_list("text", flat=True)
    )


def remembered() -> dict[str, Remembered]:
    """What people said of the heads of ledgers, by signature."""
    return {row.signature: (row.kind, row.mapping) for row in LedgerMapping.objects.all()}


def refused(code: str) -> ValidationError:
    """Why a file is not read, for the person."""
    return ValidationError(refused_words(code), code=code)


def keep(
    upload: File[bytes],
    name: str,
    *,
    by: User,
    kind: str = "",
    sheet: str = "",
    confidential: bool = False,
) -> tuple[LedgerImport, bool]:
    """The import of a file, kept now to be read by a worker, or that of the same person from before; and whether it is
    new. Raises ValidationError with the sentence for the person where it is no ledger at first sight, or is to be
    confidential and cannot become so.
    """
    if (upload.size or 0) > MAX_LEDGER:
        raise refused("too_large")
    upload.seek(0)
    try:
        look_at(upload.read(), name)
    except Refused as no:
        raise refused(no.code) from no
    upload.seek(0)
    upload.name = clean_name(name) or "ledger.csv"
    with transaction.atomic(), recorded(by=by, ledger=upload.name):
        document, _new = kept_or_found(upload, by=by, confidential=confidential)
        here = {"document": document, "imported_by": by, "sheet": sheet}
        present: LedgerImport | None = LedgerImport.objects.filter(**here).first()
        if present is not None:
            return hide(present, by=by) if confidential else present, False
        try:
            with transaction.atomic():
                batch = LedgerImport.objects.create(
                    **here, kind=kind, confidential=confidential or document.confidential
                )
        except IntegrityError:  # the second of two clicks
            present = LedgerImport.objects.get(**here)
            return hide(present, by=by) if confidential else present, False
        return hide(batch, by=by) if confidential else batch, True


def receive(
    data: bytes,
    name: str,
    *,
    by: User,
    kind: str | None = None,
    sheet: str = "",
    confidential: bool = False,
    progress: Progress | None = None,
) -> LedgerImport:
    """Keep a ledger and read it here and now, without a worker. Raises ValidationError where it cannot be read."""
    try:
        ledger = read_ledger(
            data, name, kind=kind, sheet=sheet, ours=our_names(), remembered=remembered(), progress=progress
        )
    except Refused as no:
        raise refused(no.code) from no
    batch, _new = keep(ContentFile(data), name, by=by, kind=kind or "", sheet=sheet, confidential=confidential)
    if batch.state in (LedgerState.FILED, LedgerState.FILING, LedgerState.UNDOING):
        raise refused("filed_already")
    with transaction.atomic(), recorded(by=by, ledger=batch.pk):
        locked: LedgerImport = LedgerImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        store(locked, ledger, by)
    return locked


def ask_again(batch: LedgerImport, *, kind: str, mapping: dict[str, str]) -> None:
    """Have the file read anew as what a person said it is, and remember that. Choices made are lost. Raises Stale."""
    if batch.state != LedgerState.READY:
        raise Stale(batch)
    with transaction.atomic():
        _remember(batch, kind, mapping)
        compare_and_set(
            batch,
            was={"state": LedgerState.READY},
            state=LedgerState.WAITING,
            kind=kind,
            mapping=mapping if kind == batch.kind else {},
            said={},
            tries=0,
            done=0,
            total=0,
            problem="",
        )


def _remember(batch: LedgerImport, kind: str, mapping: dict[str, str]) -> None:
    values: dict[str, Any] = {"kind": kind} if kind != batch.kind else {"kind": "", "mapping": mapping}
    LedgerMapping.objects.update_or_create(signature=batch.signature, defaults=values)


def read_again(batch: LedgerImport, mapping: dict[str, str], *, by: User) -> None:
    """``ask_again`` of one's own, here and now."""
    with batch.document.file.open("rb") as file:
        ledger = read_ledger(file.read(), batch.document.name, kind=batch.kind, ours=our_names(), mapping=mapping)
    ask_again(batch, kind=batch.kind, mapping=mapping)
    with transaction.atomic(), recorded(by=by, ledger=batch.pk):
        store(LedgerImport.objects.select_for_update(of=("self",)).get(pk=batch.pk), ledger, by)
    batch.refresh_from_db()


def store(batch: LedgerImport, ledger: Ledger, by: User) -> None:
    """Write what was read, and what each row may be: the import is then to be decided. Needs a transaction."""
    seconds = {second: first for first, second in ledger.duplicates}
    batch.rows.all().delete()
    matched = matching.match_rows(ledger.kind, ledger.rows, by, batch.said)
    batch.state, batch.kind, batch.signature, batch.mapping = (
        LedgerState.READY,
        ledger.kind,
        ledger.signature,
        ledger.mapping,
    )
    batch.lease_until, batch.refusal = None, ""
    batch.done = batch.total = len(ledger.rows)
    batch.found = {
        "sheet": ledger.sheet,
        "others": ledger.others,
        "columns": [[column.head, column.field, column.example, column.key] for column in ledger.columns],
        "skipped": [[row, skipped_words(why), text] for row, why, text in ledger.skipped],
        "unclear": [asdict(name) for name in matched.unclear],
        "unlong": sum(_renews_unsaid(row) for row in ledger.rows),
    }
    batch.save()
    LedgerRow.objects.bulk_create(
        [
            LedgerRow(
                ledger=batch,
                number=row.row,
                reading=row.values
                | {
                    "names": row.names,
                    "other": row.other,
                    "same_as": seconds.get(row.row),
                    "asked": sorted({issue.code for issue in row.issues}),
                },
                issues=[issue_words(issue) for issue in [*row.issues, *_unsigned(ledger.kind, row)]],
                choice=_proposed(row, found, row.row in seconds),
                **_match(found),
            )
            for row, found in zip(ledger.rows, matched.found, strict=True)
        ],
        batch_size=500,
    )


def _match(found: Found) -> dict[str, Any]:
    return {
        "match": found.match,
        "candidates": [str(key) for key in found.candidates],
        "reason": matching.reason_words(found),
        "linked_to": found.suggested,
    }


def _renews_unsaid(row: Row) -> bool:
    """Whether it renews itself, and nothing says for how long."""
    return row.values.get("renewal") == "automatic" and not row.values.get("renewal_years")


def _unsigned(kind: str, row: Row) -> list[Issue]:
    """Asked of an agreement of which no signing day is said at all."""
    if kind != AGREEMENTS or row.values.get("signed_on") or any(issue.field == "signed_on" for issue in row.issues):
        return []
    return [Issue("not_said_signed", "signed_on")]


def row_of(row: LedgerRow) -> Row:
    """What was read of a row, as the reader gave it."""
    issues = [Issue(code) for code in row.reading.get("asked") or []]
    names, other = row.reading.get("names") or {}, row.reading.get("other") or {}
    return Row(row.number, row.reading, issues, names=names, other=other)


def say(batch: LedgerImport, said: dict[str, str], *, by: User) -> None:
    """What names mean: rows that waited for it are looked at again. Raises Stale where it is not to be decided."""
    with transaction.atomic():
        batch = LedgerImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state != LedgerState.READY:
            raise Stale(batch)
        offered = {
            f"{one['what']}:{one['key']}": {*one["candidates"], matching.ANEW} for one in batch.found.get("unclear", [])
        }
        batch.said = batch.said | {key: value for key, value in said.items() if value in offered.get(key, ())}
        for key, value in said.items():
            if not value:
                batch.said.pop(key, None)
        batch.save(update_fields=["said"])
        named = {number for one in batch.found.get("unclear", []) for number in one["rows"]}
        if batch.kind != "trips":  # who travels does not say which trip it is
            match_again(batch, batch.rows.filter(number__in=named), by)


def match_again(batch: LedgerImport, some: QuerySet[LedgerRow], by: User) -> None:
    """Look again what rows may be; where that is something else now, what is proposed for them is too."""
    rows = list(some)
    read = [row_of(row) for row in rows]
    for row, one, found in zip(rows, read, matching.match_rows(batch.kind, read, by, batch.said).found, strict=True):
        before = (row.match, row.candidates)
        for name, value in _match(found).items():
            setattr(row, name, value)
        if before != (row.match, row.candidates):
            row.choice = _proposed(one, found, bool(row.reading.get("same_as")))
    LedgerRow.objects.bulk_update(rows, ["match", "candidates", "reason", "linked_to", "choice"], batch_size=500)


def _proposed(row: Row, found: Found, again: bool) -> RowChoice:
    """What is proposed: a row that is here is linked, a new one filed; what a person must look at is left out."""
    if again or found.match in (Match.SEVERAL, Match.NEAR):
        return RowChoice.LEAVE
    if found.match == Match.ONE:
        return RowChoice.LINK
    nameless = {"no_title", "no_partner"} & {issue.code for issue in row.issues} or not _is_named(row)
    return RowChoice.LEAVE if nameless else RowChoice.FILE


def _is_named(row: Row) -> bool:
    values = row.values
    return bool(values.get("title") or values.get("name") or values.get("partners") or values.get("travellers"))
