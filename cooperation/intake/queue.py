"""What waits: the files of one upload, and the reports to review, those of the newest trips first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.intake import offer, reasons
from cooperation.intake.receive import refused_words
from cooperation.models import Match, Proposal, ProposalKind, UploadedFile, UploadOutcome
from meetings.models import ReadingState, ReportRevision

if TYPE_CHECKING:
    from accounts.models import User
    from cooperation.models import Upload

#: Being read: the page looks again by itself while there are any.
UNREAD = [ReadingState.WAITING, ReadingState.READING]
#: What cannot be accepted without a look.
UNCLEAR = Q(kind=ProposalKind.QUESTION) | Q(match__in=[Match.SEVERAL, Match.NEAR])


def being_read(row: ReportRevision) -> bool:
    """Whether the machine is at it still: in line, being read, or read and without its proposals yet."""
    return row.state in UNREAD or (row.state == ReadingState.READ and row.proposed_at is None)


def with_waiting(rows: QuerySet[ReportRevision]) -> QuerySet[Any]:
    """Annotates ``waiting`` (proposals that block filing), ``asked`` (those that need a look), ``trip_start`` (an ISO
    date as text, None where none was read), and ``left`` of ``text_lines``, the lines no fact claims.
    """
    of_row = Proposal.objects.filter(revision=OuterRef("pk")).order_by()
    blocking = of_row.blocking()
    return rows.annotate(
        waiting=_count(blocking),
        asked=_count(blocking.filter(UNCLEAR)),
        trip_start=trip_start(),
        left=Func(F("reading__leftover"), function="jsonb_array_length", output_field=IntegerField()),
        text_lines=Cast(KT("reading__text_lines"), IntegerField()),
    )


def trip_start() -> Subquery:
    """The first day of the trip a revision tells of, as it is proposed now: an ISO date as text, or None."""
    trips = Proposal.objects.filter(revision=OuterRef("pk"), kind=ProposalKind.TRIP).order_by()
    return Subquery(trips.values(start=KeyTextTransform("start", "data"))[:1])


def _count(rows: QuerySet[Proposal]) -> Coalesce:
    return Coalesce(Subquery(rows.values("revision").annotate(number=Count("pk")).values("number")), 0)


def to_review(user: User) -> QuerySet[Any]:
    """Reports read and not filed: the newest trip first, since its promises are still to be kept; then as uploaded."""
    visible = ReportRevision.objects.visible_to(user)
    corrected = ReportRevision.objects.filter(
        report=OuterRef("report"), revision__gt=OuterRef("revision"), proposed_at__isnull=False
    )
    rows = (
        with_waiting(visible.filter(~Exists(corrected), state=ReadingState.READ, report__filed_at__isnull=True))
        .select_related("report__uploaded_by", "document")
        .defer("reading")
    )
    return rows.order_by(F("trip_start").desc(nulls_last=True), "created_at")


def next_to_review(user: User, *, besides: UUID | None = None) -> ReportRevision | None:
    """The report to go on with: of one's own uploads first, then of the others. ``besides`` is the revision one has
    just left.
    """
    rows = to_review(user).filter(waiting__gt=0)
    if besides is not None:
        rows = rows.exclude(pk=besides)
    return rows.filter(report__uploaded_by=user).first() or rows.first()


@dataclass
class Line:
    """One file of an upload as its page shows it. ``revision`` is None where there is nothing to open."""

    name: str
    sentence: str = ""
    revision: ReportRevision | None = None
    address: str = ""
    told: offer.Told | None = None


@dataclass
class Progress:
    """How far an upload is: its files by what they wait for, each group in the order it is best worked off."""

    total: int = 0
    reading: list[Line] = field(default_factory=list)
    to_review: list[Line] = field(default_factory=list)
    failed: list[Line] = field(default_factory=list)
    not_read: list[Line] = field(default_factory=list)
    not_taken: list[Line] = field(default_factory=list)
    present: list[Line] = field(default_factory=list)
    filed: list[Line] = field(default_factory=list)

    @property
    def percent(self) -> int:
        """0 to 100: what is not being read any more, and what of the others is done."""
        if not self.total:
            return 0
        under_way = sum(line.revision.progress for line in self.reading if line.revision)
        return (100 * (self.total - len(self.reading)) + under_way) // self.total


def progress(upload: Upload, user: User) -> Progress:
    """What became of every file of an upload, as ``user`` may see it. Two queries."""
    files = list(UploadedFile.objects.visible_to(user).filter(upload=upload).order_by("position"))
    rows = with_waiting(ReportRevision.objects.visible_to(user).filter(pk__in=[file.revision_id for file in files]))
    rows = offer.with_told(rows).select_related("report__uploaded_by", "document").defer("reading")
    seen = {row.pk: row for row in rows}
    kept = {file.revision_id: file.name for file in files if file.outcome == UploadOutcome.KEPT}
    found = Progress(len(files))
    for file in files:
        if file.outcome == UploadOutcome.REFUSED:
            found.not_taken.append(Line(file.name, refused_words(file.code, file.name, file.size)))
        elif file.outcome == UploadOutcome.PRESENT:
            found.present.append(_present(file, seen.get(file.revision_id), kept))
        else:
            _sort_in(found, file.name, seen.get(file.revision_id))
    # In two steps: those without a date keep the order of the upload.
    found.to_review.sort(key=lambda line: getattr(line.revision, "trip_start", None) or "", reverse=True)
    return found


def _present(file: UploadedFile, row: ReportRevision | None, kept: dict[Any, str]) -> Line:
    if row is None:
        return Line(file.name, _("This file is here already."))
    if row.pk in kept:
        said = _("The same file as “%(name)s” of this upload: kept once.") % {"name": kept[row.pk]}
    else:
        said = _("This file is here already: “%(report)s”.") % {"report": row.report}
    return Line(file.name, said, row, address(row))


def _sort_in(found: Progress, name: str, row: ReportRevision | None) -> None:
    if row is None:  # its trip was made confidential since
        found.filed.append(Line(name, _("Kept; it is not open to you any more.")))
        return
    line = Line(name, revision=row, address=address(row))
    if being_read(row):
        found.reading.append(line)
    elif row.state == ReadingState.READ:
        (found.filed if row.report.filed_at else found.to_review).append(line)
    else:
        line.sentence, line.told = reasons.refusal_words(row), offer.told(row)
        (found.failed if row.state == ReadingState.FAILED else found.not_read).append(line)


def address(row: ReportRevision) -> str:
    """Where one goes on with a report: to what came of it where it is filed, else to its review."""
    return reverse("filed", args=[row.report_id]) if row.report.filed_at else reverse("review", args=[row.pk])
