"""Meetings and who was there, and the lines of a trip's schedule that lead to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.history import recorded, tracked
from accounts.records import Record, Root, compare_and_set, number_field, raise_version, reference_field, touch
from accounts.visibility import Confidential, ConfidentialQuerySet, VisibleQuerySet
from meetings.models.trips import OfTripQuerySet, Trip
from partners.models import Organization, Person, Sourced
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User


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


class Mode(models.TextChoices):
    ONSITE = "onsite", _("On site")
    ONLINE = "online", _("Online")


class Side(models.TextChoices):
    """Whose: ours, the partner's, or a third party's."""

    OURS = "ours", _("Ours")
    THEIRS = "theirs", _("Theirs")
    THIRD = "third", _("Third party")


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
        """Meetings whose title holds every word of ``text``, of that reference, or with a body or person so named."""
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

    def get_absolute_url(self) -> str:
        return reverse("meeting", kwargs={"pk": self.pk})

    def cancel(self, *, by: User, why: str) -> None:
        """The meeting does not take place. Raises ValidationError where it may not be done, Stale if changed."""
        if self.status == MeetingStatus.CANCELLED:
            raise ValidationError(_("The meeting is already cancelled."), code="cancelled")
        if not why.strip():
            raise ValidationError(_("Say why the meeting is cancelled."), code="no_reason")
        with recorded(by=by, verb="cancel"):
            compare_and_set(
                self, was={"status": self.status}, status=MeetingStatus.CANCELLED, cancelled_why=why.strip()
            )

    def reinstate(self, *, by: User, on: date) -> None:
        """A cancellation is taken back: planned again if its day lies ahead of ``on``, else held."""
        if self.status != MeetingStatus.CANCELLED:
            raise ValidationError(_("The meeting is not cancelled."), code="not_cancelled")
        status = MeetingStatus.PLANNED if self.held_on > on else MeetingStatus.HELD
        with recorded(by=by, verb="reinstate"):
            compare_and_set(self, was={"status": MeetingStatus.CANCELLED}, status=status, cancelled_why="")


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
    side_by_hand = models.BooleanField(_("side said by a person"), default=False)  # else it follows the organization
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
