"""Trips (공무국외출장): journeys on duty, who went and where to. They exist before their reports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.history import recorded, tracked
from accounts.records import Record, Root, compare_and_set, number_field, raise_version, reference_field, touch
from accounts.visibility import Confidential, ConfidentialQuerySet, VisibleQuerySet
from accounts.words import day_words, korean
from partners.models import Organization, Person, Sourced, country_name
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


class TripState(models.TextChoices):
    """Where a trip stands on a day; computed, never stored (DOMAIN, Trips and reports)."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    REPORT_DUE = "report_due", _("Report due")
    LATE = "late", _("Report late")
    SUBMITTED = "submitted", _("Submitted")
    REGISTERED = "registered", _("Registered")
    CANCELLED = "cancelled", _("Cancelled")


def state_rules(on: date) -> dict[str, Q]:
    """The condition of each state on that day, for queries; ``Trip.state`` says the same of one row."""
    late_from = on - timedelta(days=settings.IEUM_REPORT_DAYS)
    diplomatic_late_from = on - timedelta(days=settings.IEUM_DIPLOMACY_DAYS)
    late = Q(diplomatic=False, end_on__lt=late_from) | Q(diplomatic=True, end_on__lt=diplomatic_late_from)
    stands = Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=on)
    back = stands & Q(end_on__lt=on)
    not_submitted = Q(submitted_on__isnull=True) | Q(submitted_on__gt=on)
    registered = Q(registered_on__lte=on)
    return {
        TripState.CANCELLED: Q(cancelled_on__lte=on),
        TripState.PLANNED: stands & not_submitted & (Q(start_on__gt=on) | Q(start_on__isnull=True)),
        TripState.UNDER_WAY: stands
        & not_submitted
        & Q(start_on__lte=on)
        & (Q(end_on__gte=on) | Q(end_on__isnull=True)),
        TripState.REPORT_DUE: back & not_submitted & ~late,
        TripState.LATE: back & not_submitted & late,
        # Said the positive way: the negation of a comparison is not true of a day that is missing.
        TripState.SUBMITTED: stands
        & Q(submitted_on__lte=on)
        & (Q(registered_on__isnull=True) | Q(registered_on__gt=on)),
        TripState.REGISTERED: stands & Q(submitted_on__lte=on) & registered,
    }


class TripQuerySet(ConfidentialQuerySet):
    parents = ("source_document",)

    def participating(self, user: User) -> Q:
        return Exists(TripTraveller.objects.filter(trip=OuterRef("pk"), person__user=user.pk)) | Q(entered_by=user.pk)

    def in_state(self, state: str, on: date) -> TripQuerySet:
        """Trips in ``state`` on that day; the same rule as ``Trip.state``."""
        return self.filter(state_rules(on)[state])

    def counted_by_state(self, on: date) -> dict[str, int]:
        """How many of these trips are in each state on that day, in one query."""
        rules = state_rules(on)
        counts: dict[str, int] = self.order_by().aggregate(
            **{state: Count("pk", filter=rule) for state, rule in rules.items()}
        )
        return counts

    def matching(self, text: str, user: User) -> TripQuerySet:
        """Trips whose title holds every word of ``text``, whose reference it is, or that somebody of that name made."""
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
    diplomatic = models.BooleanField(_("diplomacy matter"), default=False)  # its report is due sooner
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

    def get_absolute_url(self) -> str:
        return reverse("trip", kwargs={"pk": self.pk})

    @property
    def report_days(self) -> int:
        """Days from the return to the last day for the report: settings, fewer for diplomacy matters."""
        return int(settings.IEUM_DIPLOMACY_DAYS if self.diplomatic else settings.IEUM_REPORT_DAYS)

    @property
    def report_due_on(self) -> date | None:
        """The last day for the report, counted from the return (국가공무원 복무규정 §13의6; a setting)."""
        return self.end_on + timedelta(days=self.report_days) if self.end_on else None

    @property
    def registration_due_on(self) -> date | None:
        """The last day for the public registration, counted from the submission."""
        return self.submitted_on + timedelta(days=settings.IEUM_REGISTRATION_DAYS) if self.submitted_on else None

    @property
    def submitted_on_day(self) -> int | None:
        """The submission as a day after the return: 25 for a report handed in on the 25th day."""
        return (self.submitted_on - self.end_on).days if self.submitted_on and self.end_on else None

    @property
    def takes_notes(self) -> bool:
        """Whether quick notes are still written: until the report is in, or the trip called off."""
        return self.cancelled_on is None and self.submitted_on is None

    def state(self, on: date) -> TripState:
        """Where the trip stands on that day."""
        if self.cancelled_on and self.cancelled_on <= on:
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

    def next_due_on(self, on: date) -> date | None:
        """The day of the clock that runs on that day: for the report, then for the registration. None if none runs."""
        state = self.state(on)
        if state in {TripState.REPORT_DUE, TripState.LATE}:
            return self.report_due_on
        return self.registration_due_on if state == TripState.SUBMITTED else None

    # What can happen to a trip. Each verb changes the row only while it still is as the caller knows it (else Stale),
    # and raises ValidationError with the sentence for the person where it may not be done.

    def submit_report(self, on: date, *, by: User) -> None:
        """The report was handed in on that day (제출일), not the upload's. Again with another day: corrected."""
        if self.cancelled_on:
            raise ValidationError(_("The trip was cancelled; there is no report to submit."), code="cancelled")
        if self.end_on is None:
            raise ValidationError(
                _("Enter the day of return first: the time for the report counts from it."), code="no_return"
            )
        if on < self.end_on:
            raise ValidationError(
                _("Must not be before the return (%(day)s)."),
                code="before_return",
                params={"day": day_words(self.end_on)},
            )
        if self.registered_on is not None and on > self.registered_on:
            raise ValidationError(
                _("Must not be after the public registration (%(day)s)."),
                code="after_registration",
                params={"day": day_words(self.registered_on)},
            )
        was = {"submitted_on": self.submitted_on, "end_on": self.end_on, "cancelled_on": None}
        with recorded(by=by, verb="submit_report"):
            compare_and_set(self, was=was, submitted_on=on)

    def register(self, on: date, *, by: User, number: str = "", address: str = "", non_disclosure: str = "") -> None:
        """The report was registered for the public (공개등록), or kept from it for a reason; one must be said."""
        if self.cancelled_on or self.submitted_on is None:
            raise ValidationError(
                _("Enter the day the report was submitted first: only then can it be registered."), code="not_submitted"
            )
        if on < self.submitted_on:
            raise ValidationError(
                _("Must not be before the submission (%(day)s)."),
                code="before_submission",
                params={"day": day_words(self.submitted_on)},
            )
        if not (number or address or non_disclosure):
            raise ValidationError(
                _("Enter the registration number or address, or the reason for non-disclosure."), code="nothing_said"
            )
        was = {"submitted_on": self.submitted_on, "registered_on": self.registered_on, "cancelled_on": None}
        with recorded(by=by, verb="register"):
            compare_and_set(
                self,
                was=was,
                registered_on=on,
                registration_number=number,
                registration_url=address,
                non_disclosure_reason=non_disclosure,
            )

    def cancel(self, on: date, *, by: User, why: str) -> None:
        """The trip does not take place. A reason is needed; a trip whose report is in took place."""
        if self.cancelled_on:
            raise ValidationError(
                _("The trip was already cancelled on %(day)s."),
                code="cancelled",
                params={"day": day_words(self.cancelled_on)},
            )
        if self.submitted_on:
            raise ValidationError(
                _("The report was submitted on %(day)s, so the trip took place and cannot be cancelled."),
                code="submitted",
                params={"day": day_words(self.submitted_on)},
            )
        if not why.strip():
            raise ValidationError(_("Say why the trip is cancelled."), code="no_reason")
        with recorded(by=by, verb="cancel"):
            compare_and_set(
                self, was={"cancelled_on": None, "submitted_on": None}, cancelled_on=on, cancelled_why=why.strip()
            )

    def reinstate(self, *, by: User) -> None:
        """A cancellation is taken back; the history of changes keeps its reason."""
        if not self.cancelled_on:
            raise ValidationError(_("The trip is not cancelled."), code="not_cancelled")
        with recorded(by=by, verb="reinstate"):
            compare_and_set(self, was={"cancelled_on": self.cancelled_on}, cancelled_on=None, cancelled_why="")


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
        if not self.city:
            return name
        return f"{name}({self.city})" if korean() else f"{name} ({self.city})"


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
