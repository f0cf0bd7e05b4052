"""Trip reports (결과보고서) in numbered revisions, and where the reading of each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import Record, Root, number_field, raise_version, reference_field, touch
from accounts.visibility import Confidential, ConfidentialQuerySet, VisibleQuerySet
from meetings.models.meetings import Meeting
from meetings.models.trips import OfficeRecord, Trip
from partners.models import Document, Person
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User


class TripReportQuerySet(ConfidentialQuerySet):
    parents = ("trip",)

    def participating(self, user: User) -> Q:
        return Q(uploaded_by=user.pk)

    def matching(self, text: str, user: User) -> TripReportQuerySet:
        """Reports whose title, author or trip holds every word of ``text``, or whose reference it is."""
        trips = Trip.objects.visible_to(user).filter(holding(text))
        return self.filter(
            pk__in=either(
                TripReport.objects.filter(holding(text)).values("pk"),
                TripReport.objects.filter(reference=text.strip().upper()).values("pk"),
                TripReport.objects.filter(trip__in=trips).values("pk"),
                TripReport.objects.filter(author__in=Person.objects.matching(text, user)).values("pk"),
            )
        )


@tracked()
class TripReport(Confidential, OfficeRecord, Root):
    """A report of a trip (결과보고서), in numbered revisions. It joins its trip when it is filed.

    A document that tells of meetings and of no trip (``tells_of_trip`` False) is kept the same way, and filed without.
    """

    number = number_field("meetings_tripreport_number")
    reference = reference_field("R")
    trip = models.ForeignKey(
        Trip, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("trip")
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)  # 제출일, never the upload date
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("author")
    )
    author_text = models.CharField(_("author as written"), max_length=200, blank=True)
    recipient_text = models.CharField(_("addressee"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    #: False of a document that is no report of a trip and was taken up for the meetings it tells of.
    tells_of_trip = models.BooleanField(_("tells of a trip"), default=True, editable=False)
    filed_at = models.DateTimeField(null=True, blank=True, editable=False)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    search_text = search_column("title")

    objects = TripReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(filed_at__isnull=True, filed_by__isnull=True)
                | Q(filed_at__isnull=False, filed_by__isnull=False),
                name="a_filed_report_says_who_filed_it",
            ),
            models.CheckConstraint(
                condition=Q(filed_at__isnull=True) | Q(trip__isnull=False) | Q(tells_of_trip=False),
                name="a_filed_report_has_its_trip_or_tells_of_none",
            ),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.title or self.reference

    def get_absolute_url(self) -> str:
        return reverse("report", kwargs={"pk": self.pk})

    @property
    def can_be_filed(self) -> bool:
        """Whether it has its trip, or tells of none."""
        return self.trip_id is not None or not self.tells_of_trip


class ReadingState(models.TextChoices):
    """Where the reading of a revision stands. ``reading`` holds a lease; a lapsed one is taken up again."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    REFUSED = "refused", _("Not read")
    FAILED = "failed", _("Reading failed")


class OfReportQuerySet(VisibleQuerySet):
    parents = ("report", "document")


@tracked(exclude=["state", "lease_until", "tries", "progress", "reading"])
class ReportRevision(Record):
    """One file of a report: what was uploaded and what the reader made of it.

    It is its own work row: claimed by a lease (``lease_until``), counted in ``tries``. ``progress`` is 0 to 100.
    ``reading`` is the Reading as JSON (docs/reading.md); ``refusal`` the sentence that says why it was not read.
    """

    report = models.ForeignKey(TripReport, models.CASCADE, related_name="revisions")
    document = models.OneToOneField(Document, models.PROTECT, related_name="revision")
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    state = models.CharField(max_length=16, choices=ReadingState, default=ReadingState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reading = models.JSONField(null=True, blank=True)
    reader_version = models.PositiveSmallIntegerField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    refusal_code = models.CharField(max_length=50, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    unattended = models.BooleanField(default=False)  # to be filed without review, as far as it is clear
    proposed_at = models.DateTimeField(null=True, blank=True)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        ordering = ["report", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["report", "revision"], name="a_revision_has_its_own_number"),
            models.CheckConstraint(condition=Q(state__in=ReadingState.values), name="a_reading_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=ReadingState.READ) | Q(reading__isnull=False), name="a_read_revision_has_a_reading"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReadingState.REFUSED) | ~Q(refusal=""), name="a_refused_revision_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReadingState.READING) | Q(lease_until__isnull=False),
                name="a_revision_being_read_holds_a_lease",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_at_most_a_hundred"),
        ]
        indexes = [models.Index(fields=["state", "lease_until"])]
        triggers = [touch("report_id", "meetings_tripreport")]

    def __str__(self) -> str:
        return f"{self.report} · {self.revision}"


def papers_of_reports() -> models.QuerySet[Any, Any]:
    """The ids of the files of reports: the report alone says who sees them."""
    return ReportRevision.objects.order_by().values("document_id")


def documents_hidden_by_reports(user: User) -> models.QuerySet[Any, Any]:
    """The ids of the files of reports that are secret to ``user`` themselves, or whose trip is.

    Asks what report and trip say for themselves, not what their sources say: those are documents again.
    """
    secret = Q(report__in=TripReport.objects.secret_to(user)) | Q(report__trip__in=Trip.objects.secret_to(user))
    return ReportRevision.objects.filter(secret).values("document_id")


def documents_hidden_by_meetings(user: User) -> models.QuerySet[Any, Any]:
    """The ids of the files that came with meetings of which none is open to ``user``.

    Where a report holds the document, the report alone decides: what was read from it may be more secret than it is.
    """
    secret = Q(pk__in=Meeting.objects.secret_to(user).order_by().values("pk")) | Q(
        trip__in=Trip.objects.secret_to(user)
    )
    held = ReportRevision.objects.filter(document=OuterRef("source_document"))
    open_ones = Meeting.objects.filter(source_document=OuterRef("source_document")).exclude(secret)
    naming = Meeting.objects.filter(secret, source_document__isnull=False)
    return naming.exclude(Exists(held)).exclude(Exists(open_ones)).values("source_document_id")
