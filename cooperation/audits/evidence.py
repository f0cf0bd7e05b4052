"""The evidence of an answer: the files of its agreements, activities, checks and reports in one archive, by number.

Only files that are open to whoever issues the answer. A file that several records name lies in it once.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from cooperation.audits.asking import Asked, DocumentKind
from cooperation.audits.documents import about
from cooperation.audits.packages import entry
from cooperation.audits.sheets import Column, Row, Sheet, printable
from cooperation.audits.xlsx import xlsx
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    Commitment,
    CommitmentState,
)
from meetings.models import ReportRevision, Trip
from partners.models import Document

if TYPE_CHECKING:
    from accounts.models import User

#: Parts of a package of files that gain nothing from being squeezed again.
SQUEEZED = {".pdf", ".docx", ".hwpx", ".xlsx", ".pptx", ".zip", ".jpg", ".jpeg", ".png", ".webp", ".heic", ".mp4"}
_NO_NAME = re.compile(r'[\\/:*?"<>|\n\t]+')


@dataclass(frozen=True)
class Piece:
    """A file and whose evidence it is."""

    document: Any
    of: str  # 협약, 출장 …: the reference and title of the record
    what: str
    day: date | None


def pieces(user: User, asked: Asked, keys: dict[str, Sequence[tuple[UUID, int]]]) -> list[Piece]:
    """The files behind the rows of the answer, in the order of the rows."""
    agreements = list(
        dict.fromkeys(pk for kind in DocumentKind if kind != DocumentKind.TRIPS for pk, _y in keys.get(kind, ()))
    )
    trips = [pk for pk, _year in keys.get(DocumentKind.TRIPS, ())]
    found = [*_of_agreements(user, agreements, asked.on), *_of_trips(user, trips, asked.on)]
    named = {one.document.pk for one in found}
    open_to = set(Document.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
    return [one for one in found if one.document.pk in open_to]


def _of_agreements(user: User, keys: Sequence[UUID], on: date) -> Iterator[Piece]:
    place = {key: number for number, key in enumerate(keys)}
    rows: list[tuple[int, int, Piece]] = []

    def take(step: int, agreement: Agreement, document: Document, what: str, day: date | None) -> None:
        piece = Piece(document, f"{agreement.reference} {agreement.title}", what, day)
        rows.append((place[agreement.pk], step, piece))

    for file in AgreementFile.objects.visible_to(user).filter(
        agreement__in=keys, created_at__date__lte=on).select_related("agreement", "document").order_by(
        "created_at", "pk"):  # fmt: skip
        take(0, file.agreement, file.document, file.get_role_display(), file.agreement.signed_on)
    for activity in AgreementActivity.objects.visible_to(user).filter(
        agreement__in=keys, happened_on__lte=on).select_related(
        "agreement", "evidence", "meeting__source_document", "trip", "project").order_by(
        "happened_on", "pk"):  # fmt: skip
        for document in (activity.evidence, activity.meeting and activity.meeting.source_document):
            if document is not None:
                take(1, activity.agreement, document, str(activity), activity.happened_on)
    for check in AgreementCheck.objects.visible_to(user).filter(
        agreement__in=keys, answered_on__lte=on, evidence__isnull=False).select_related(
        "agreement", "evidence", "round").order_by("answered_on", "pk"):  # fmt: skip
        take(2, check.agreement, check.evidence, check.round.title, check.answered_on)
    for one in Commitment.objects.visible_to(user).filter(
        agreement__in=keys, state=CommitmentState.DONE, closed_on__lte=on, evidence__isnull=False).select_related(
        "agreement", "evidence").order_by("closed_on", "pk"):  # fmt: skip
        take(3, one.agreement, one.evidence, one.text, one.closed_on)
    return (piece for _place, _step, piece in sorted(rows, key=lambda row: row[:2]))


def _of_trips(user: User, keys: Sequence[UUID], on: date) -> Iterator[Piece]:
    """The newest revision of each report, whose submission is not after the day."""
    place = {key: number for number, key in enumerate(keys)}
    newest: dict[UUID, Any] = {}
    for revision in ReportRevision.objects.visible_to(user).filter(
        report__trip__in=Trip.objects.visible_to(user).filter(pk__in=keys), created_at__date__lte=on).select_related(
        "report__trip", "document").order_by("revision", "pk"):  # fmt: skip
        newest[revision.report_id] = revision
    for revision in sorted(newest.values(), key=lambda one: (place[one.report.trip_id], str(one.report_id))):
        trip = revision.report.trip
        yield Piece(revision.document, f"{trip.reference} {trip.title}", _("Trip report"), trip.submitted_on)


def archive(
    user: User,
    asked: Asked,
    keys: dict[str, Sequence[tuple[UUID, int]]],
    path: Path,
    *,
    told: Callable[[int, int], None] | None = None,
) -> int:
    """Write the archive with its index to ``path``; returns how many files lie in it. ``told`` hears how far it is."""
    every = pieces(user, asked, keys)
    names: dict[UUID, str] = {}
    lines: list[Row] = []
    with zipfile.ZipFile(path, "w", allowZip64=True) as made:
        for number, piece in enumerate(every, 1):
            document = piece.document
            if document.pk not in names:
                names[document.pk] = _into(made, document, len(names) + 1)
            lines.append(Row((
                piece.of, piece.what, piece.day or _("not on record"),
                names[document.pk] or _("not in the store"), document.sha256,
            )))  # fmt: skip
            if told is not None:
                told(number, len(every))
        index = _index(asked, lines)
        made.writestr(entry(f"0000_{index.title}.xlsx", stored=True), xlsx(index))
    return sum(1 for name in names.values() if name)


def _into(made: zipfile.ZipFile, document: Any, number: int) -> str:
    """Put the file in under its number and name; empty where the store has it no more."""
    ending = PurePath(document.name).suffix.lower()
    stem = _NO_NAME.sub(" ", printable(PurePath(document.name).stem)).strip(" .")[:100] or "file"
    name = f"{number:04}_{stem}{_NO_NAME.sub('', ending)[:10]}"
    try:
        stream = document.file.open("rb")
    except (FileNotFoundError, ValueError):
        return ""
    with stream, made.open(entry(name, stored=ending in SQUEEZED), "w", force_zip64=True) as target:
        shutil.copyfileobj(stream, target, 1 << 20)
    return name


def _index(asked: Asked, lines: list[Row]) -> Sheet:
    def nothing(_facts: Any) -> None:
        return None

    columns = [
        Column("of", _("Agreement or trip"), 34, nothing),
        Column("what", _("What it is"), 22, nothing),
        Column("day", _("Date"), 11, nothing, "center"),
        Column("file", _("File"), 36, nothing),
        Column("sha256", "SHA-256", 30, nothing),
    ]
    return Sheet(
        title=_("Index of the evidence"),
        on=asked.on,
        about=about(asked, len(lines), agreements_meant=any(kind != DocumentKind.TRIPS for kind in asked.documents)),
        columns=columns,
        rows=lines,
        empty=_("none applicable"),
        numbered=_("No."),
    )
