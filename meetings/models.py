"""What happened: trips, meetings and who was there, and the reports that tell of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import Record, Root, number_field, raise_version, reference_field, touch
from accounts.visibility import Confidential, ConfidentialQuerySet, VisibleQuerySet
from partners.models import Document, Organization, Person, Sourced, country_name
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User


class OfficeRecord(models.Model):
    """Mixin: what the groupware knows of a paper. Approvals (결재) happen there; we keep their number."""

    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    retention = models.CharField(_("retention period"), max_length=50, blank=True)
    original_at = models.CharField(_("place of the original"), max_length=200, blank=True)

    class Meta:
        abstract = True


# ---------------------------------------------------------------------------------------------------- trips


class TripState(models.TextChoices):
    """Where a trip stands on a day; computed, never stored (DOMAIN, Trips and reports)."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    REPORT_DUE = "report_due", _("Report due")
    LATE = "late", _("Report late")
    SUBMITTED = "submitted", _("Submitted")
    REGISTERED = "registered", _("Registered")
    CANCELLED = "cancelled", _("Cancelled")


class TripQuerySet(ConfidentialQuerySet):
    parents = ("source_document",)

    def participating(self, user: User) -> Q:
        return Exists(TripTraveller.objects.filter(trip=OuterRef("pk"), person__user=user.pk)) | Q(entered_by=user.pk)

    def in_state(self, state: str, on: date) -> TripQuerySet:
        """Trips in ``state`` on that day; the same rule as ``Trip.state``."""
        late_from = on - timedelta(days=settings.IEUM_REPORT_DAYS)
        back = Q(cancelled_on__isnull=True, end_on__lt=on)
        not_submitted = Q(submitted_on__isnull=True) | Q(submitted_on__gt=on)
        registered = Q(registered_on__lte=on)
        rules: dict[str, Q] = {
            TripState.CANCELLED: Q(cancelled_on__isnull=False),
            TripState.PLANNED: Q(cancelled_on__isnull=True)
            & not_submitted
            & (Q(start_on__gt=on) | Q(start_on__isnull=True)),
            TripState.UNDER_WAY: Q(cancelled_on__isnull=True) & not_submitted & Q(start_on__lte=on)
            & (Q(end_on__gte=on) | Q(end_on__isnull=True)),
            TripState.REPORT_DUE: back & not_submitted & Q(end_on__gte=late_from),
            TripState.LATE: back & not_submitted & Q(end_on__lt=late_from),
            TripState.SUBMITTED: Q(cancelled_on__isnull=True, submitted_on__lte=on) & ~registered,
            TripState.REGISTERED: Q(cancelled_on__isnull=True, submitted_on__lte=on) & registered,
        }
        return self.filter(rules[state])

    def matching(self, text: str, user: User) -> TripQuerySet:
        """Trips whose title holds every word of ``text``, whose reference it is, or on which somebody of that name went."""
        return self.filter(
            pk__in=either(
                Trip.objects.filter(holding(text)).values("pk"),
                Trip.objects.filter(reference=text.strip().upper()).values("pk"),
                TripTraveller.objects.filter(person__in=Person.objects.matching(text, user)).values("trip_id"),
            )
        )


@tracked()
class Trip(Confidential, Sourced, OfficeRecord, Root):
    """A journey on duty (공무국외출장). It exists before its report; its state is computed from dated facts."""

    number = number_field("meetings_trip_number")
    reference = reference_field("T")
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("purpose"), blank=True)
    start_on = models.DateField(_("departure"), null=True, blank=True)
    end_on = models.DateField(_("return"), null=True, blank=True)
    approved_start_on = models.DateField(_("approved departure"), null=True, blank=True)
    approved_end_on = models.DateField(_("approved return"), null=True, blank=True)
    nights_stated = models.PositiveSmallIntegerField(_("nights as stated"), null=True, blank=True)
    days_stated = models.PositiveSmallIntegerField(_("days as stated"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    implications = models.TextField(_("implications"), blank=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="KRW")
    notes = models.TextField(_("quick notes"), blank=True)
    submitted_on = models.DateField(_("report submitted on"), null=True, blank=True)
    registered_on = models.DateField(_("public registration on"), null=True, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=100, blank=True)
    registration_url = models.URLField(_("registration address"), blank=True)
    non_disclosure_reason = models.TextField(_("reason for non-disclosure"), blank=True)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    cancelled_why = models.TextField(_("why cancelled"), blank=True)
    search_text = search_column("title")

    objects = TripQuerySet.as_manager()

    class Meta:
        ordering = ["-start_on", "-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_trip_has_a_title"),
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(start_on__isnull=False, end_on__gte=F("start_on")),
                name="a_trip_returns_after_it_departs",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True) | Q(end_on__isnull=False),
                name="a_submitted_trip_has_a_return_date",
            ),
            models.CheckConstraint(
                condition=Q(registered_on__isnull=True) | Q(submitted_on__isnull=False),
                name="a_registered_trip_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | ~Q(cancelled_why=""),
                name="a_cancelled_trip_says_why",
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="a_cost_is_not_negative"),
        ]
        indexes = [
            models.Index(fields=["end_on"]),
            models.Index(fields=["start_on"]),
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="meetings_trip_search"),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.title

    @property
    def report_due_on(self) -> date | None:
        """The last day for the report, counted from the return (국가공무원 복무규정 §13의6; a setting)."""
        return self.end_on + timedelta(days=settings.IEUM_REPORT_DAYS) if self.end_on else None

    @property
    def registration_due_on(self) -> date | None:
        """The last day for the public registration, counted from the submission."""
        return self.submitted_on + timedelta(days=settings.IEUM_REGISTRATION_DAYS) if self.submitted_on else None

    @property
    def submitted_on_day(self) -> int | None:
        """The submission as a day after the return: 25 for a report handed in on the 25th day."""
        return (self.submitted_on - self.end_on).days if self.submitted_on and self.end_on else None

    def state(self, on: date) -> TripState:
        """Where the trip stands on that day."""
        if self.cancelled_on:
            return TripState.CANCELLED
        if self.submitted_on and self.submitted_on <= on:
            if self.registered_on and self.registered_on <= on:
                return TripState.REGISTERED
            return TripState.SUBMITTED
        if self.start_on is None or on < self.start_on:
            return TripState.PLANNED
        if self.end_on is None or on <= self.end_on:
            return TripState.UNDER_WAY
        due = self.report_due_on
        return TripState.LATE if due is not None and on > due else TripState.REPORT_DUE


class OfTripQuerySet(VisibleQuerySet):
    parents = ("trip",)


@tracked()
class TripDestination(Record):
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="destinations")
    country = models.CharField(_("country"), max_length=3)
    city = models.CharField(_("city"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = OfTripQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "country", "city"], name="a_destination_stands_once_in_a_trip"),
            models.CheckConstraint(
                condition=Q(country__regex=r"^([A-Z]{2}|INT)$"), name="a_destination_is_in_a_known_country"
            ),
        ]
        indexes = [models.Index(fields=["country"])]
        triggers = [touch("trip_id", "meetings_trip")]

    def __str__(self) -> str:
        name = country_name(self.country)
        return f"{name}({self.city})" if self.city else name


@tracked()
class TripTraveller(Record):
    """Who went, with department and rank as of then."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="travellers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="trips", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization")
    )
    department = models.CharField(_("department"), max_length=200, blank=True)
    rank = models.CharField(_("rank"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = OfTripQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["trip", "person"], name="a_traveller_stands_once_in_a_trip")]
        triggers = [touch("trip_id", "meetings_trip")]

    def __str__(self) -> str:
        return self.person.name


# ------------------------------------------------------------------------------------------------- meetings


class MeetingKind(models.TextChoices):
    TALK = "talk", _("Talk")
    MEETING = "meeting", _("Meeting")
    WORKSHOP = "workshop", _("Workshop")
    CEREMONY = "ceremony", _("Signing ceremony")
    VISIT = "visit", _("Visit received")
    SITE_VISIT = "site_visit", _("Site visit")
    VIDEO = "video", _("Video conference")
    CONTACT = "contact", _("Contact")


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class MeetingQuerySet(ConfidentialQuerySet):
    parents = ("trip", "source_document")

    def participating(self, user: User) -> Q:
        return Exists(Attendance.objects.filter(meeting=OuterRef("pk"), person__user=user.pk)) | Q(entered_by=user.pk)

    def of_organizations(self, organizations: models.QuerySet[Organization]) -> MeetingQuerySet:
        """Meetings that one of the organizations hosted or had somebody at."""
        return self.filter(
            pk__in=either(
                Meeting.objects.filter(host__in=organizations).values("pk"),
                Attendance.objects.filter(organization__in=organizations).values("meeting_id"),
            )
        )

    def matching(self, text: str, user: User) -> MeetingQuerySet:
        """Meetings whose title holds every word of ``text``, whose reference it is, or at which a body or person of that name was."""
        organizations = Organization.objects.matching(text, user)
        attendances = Attendance.objects.all()
        return self.filter(
            pk__in=either(
                Meeting.objects.filter(holding(text)).values("pk"),
                Meeting.objects.filter(reference=text.strip().upper()).values("pk"),
                Meeting.objects.filter(host__in=organizations).values("pk"),
                attendances.filter(organization__in=organizations).values("meeting_id"),
                attendances.filter(person__in=Person.objects.matching(text, user)).values("meeting_id"),
            )
        )


@tracked()
class Meeting(Confidential, Sourced, Root):
    """Two sides met, or were in contact. Times are local to the place, without zone, as reports give them."""

    number = number_field("meetings_meeting_number")
    reference = reference_field("M")
    trip = models.ForeignKey(
        Trip, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("trip")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=MeetingKind, default=MeetingKind.TALK)
    status = models.CharField(_("status"), max_length=16, choices=MeetingStatus, default=MeetingStatus.HELD)
    title = models.CharField(_("title"), max_length=300)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("start time"), null=True, blank=True)
    ends_at = models.TimeField(_("end time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=3, blank=True)
    host = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="hosted", verbose_name=_("host")
    )
    stated_count = models.PositiveSmallIntegerField(_("head count as stated"), null=True, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    cancelled_why = models.TextField(_("why cancelled"), blank=True)
    search_text = search_column("title")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-starts_at", "-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_meeting_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="a_meeting_has_a_known_kind"),
            models.CheckConstraint(condition=Q(status__in=MeetingStatus.values), name="a_meeting_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False), name="a_meeting_that_ends_has_begun"
            ),
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.CANCELLED) | ~Q(cancelled_why=""),
                name="a_cancelled_meeting_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["-held_on"]),
            models.Index(fields=["host", "-held_on"]),
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="meetings_meeting_search"),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.title


class Mode(models.TextChoices):
    ONSITE = "onsite", _("On site")
    ONLINE = "online", _("Online")


class Side(models.TextChoices):
    """Whose: ours, the partner's, or a third party's."""

    OURS = "ours", _("Ours")
    THEIRS = "theirs", _("Theirs")
    THIRD = "third", _("Third party")


class AttendanceQuerySet(VisibleQuerySet):
    parents = ("meeting",)


@tracked()
class Attendance(Record):
    """Someone was there: organization and title as of that day, and the words the report gives.

    ``organization`` is null for those who came for nobody, such as interpreters.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name=_("organization"),
    )
    name_text = models.CharField(_("name as written"), max_length=200, blank=True)
    organization_text = models.CharField(_("organization as written"), max_length=300, blank=True)
    title = models.CharField(_("position"), max_length=200, blank=True)
    mode = models.CharField(_("mode"), max_length=8, choices=Mode, blank=True)
    side = models.CharField(_("side"), max_length=8, choices=Side, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_attends_a_meeting_once"),
            models.CheckConstraint(condition=Q(mode="") | Q(mode__in=Mode.values), name="an_attendance_mode_is_known"),
            models.CheckConstraint(condition=Q(side="") | Q(side__in=Side.values), name="an_attendance_side_is_known"),
        ]
        indexes = [models.Index(fields=["person", "meeting"]), models.Index(fields=["organization", "meeting"])]
        triggers = [touch("meeting_id", "meetings_meeting")]

    def __str__(self) -> str:
        return self.name_text or self.person.name


@tracked()
class ItineraryItem(Record):
    """One line of a trip's schedule. ``time`` is local and may be unknown."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="itinerary")
    day = models.DateField(_("date"), null=True, blank=True)
    time = models.TimeField(_("time"), null=True, blank=True)
    origin = models.CharField(_("from"), max_length=100, blank=True)
    destination = models.CharField(_("to"), max_length=100, blank=True)
    host = models.CharField(_("host"), max_length=200, blank=True)
    text = models.TextField(_("activity"))
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="itinerary")
    order = models.PositiveSmallIntegerField(default=0)

    objects = OfTripQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        triggers = [touch("trip_id", "meetings_trip")]

    def __str__(self) -> str:
        return self.text


# -------------------------------------------------------------------------------------------------- reports


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
    """A report of a trip (결과보고서), in numbered revisions. It joins its trip when it is filed."""

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
                condition=Q(filed_at__isnull=True) | Q(trip__isnull=False), name="a_filed_report_has_its_trip"
            ),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.title or self.reference


class ReadingState(models.TextChoices):
    """Where the reading of a revision stands. ``reading`` holds a lease; a lapsed one is taken up again."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    REFUSED = "refused", _("Not read")
    FAILED = "failed", _("Reading failed")


class OfReportQuerySet(VisibleQuerySet):
    parents = ("report",)


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


def documents_of_visible_reports(user: User) -> Q:
    """The condition under which no report hides its document: it has none, or report and trip are open to ``user``.

    Asks what report and trip say for themselves, not what their sources say: those are documents again.
    """
    trips = Trip.objects.filter(Trip.objects.all().openly(user))
    reports = TripReport.objects.filter(TripReport.objects.all().openly(user)).filter(
        Q(trip__isnull=True) | Exists(trips.filter(pk=OuterRef("trip_id")))
    )
    held = ReportRevision.objects.filter(document=OuterRef("pk"))
    return ~Exists(held) | Exists(held.filter(Exists(reports.filter(pk=OuterRef("report_id")))))
