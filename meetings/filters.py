"""What lists of trips, meetings and reports can be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.filters import (
    CountryFilter,
    DateFilter,
    Filters,
    FlagFilter,
    OnFilter,
    RowFilter,
    TextFilter,
    YearFilter,
)
from meetings.models import (
    Attendance,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Trip,
    TripDestination,
    TripState,
    TripTraveller,
)
from partners.filters import own_countries
from partners.models import Organization, Person


def destinations(rows: Any) -> Any:
    return (
        TripDestination.objects.filter(trip__in=rows.order_by()).order_by().values_list("country", flat=True).distinct()
    )


class TripFilterSet(Filters):
    q = TextFilter()
    state = django_filters.ChoiceFilter(label=_("State"), choices=TripState, method="in_state")
    country = CountryFilter(offered=destinations, method="to_country")
    confidential = FlagFilter(label=_("Confidential"))
    year = YearFilter(field_name="start_on")
    since = DateFilter(field_name="start_on", lookup_expr="gte", label=_("Departure from"))
    until = DateFilter(field_name="start_on", lookup_expr="lte", label=_("Departure to"))
    organization = RowFilter(model=Organization, label=_("Organization met"), method="to_organization")
    person = RowFilter(model=Person, label=_("Traveller"), method="of_person")
    on = OnFilter()

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.in_state(value, self.on)

    def to_country(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(Exists(TripDestination.objects.filter(trip=OuterRef("pk"), country=value)))

    def to_organization(self, rows: Any, name: str, value: Organization) -> Any:
        met = Meeting.objects.visible_to(self.user).of_organizations(Organization.objects.filter(pk=value.pk))
        return rows.filter(Exists(met.filter(trip=OuterRef("pk"))))

    def of_person(self, rows: Any, name: str, value: Person) -> Any:
        return rows.filter(Exists(TripTraveller.objects.filter(trip=OuterRef("pk"), person=value)))


class MeetingFilterSet(Filters):
    q = TextFilter()
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=MeetingKind)
    status = django_filters.ChoiceFilter(label=_("State"), choices=MeetingStatus)
    country = CountryFilter(offered=own_countries)
    year = YearFilter(field_name="held_on")
    since = DateFilter(field_name="held_on", lookup_expr="gte", label=_("From"))
    until = DateFilter(field_name="held_on", lookup_expr="lte", label=_("To"))
    trip = RowFilter(model=Trip, label=_("Trip"))
    organization = RowFilter(model=Organization, label=_("Organization"), method="with_organization")
    person = RowFilter(model=Person, label=_("Person"), method="with_person")

    def with_organization(self, rows: Any, name: str, value: Organization) -> Any:
        return rows.of_organizations(Organization.objects.filter(pk=value.pk))

    def with_person(self, rows: Any, name: str, value: Person) -> Any:
        return rows.filter(Exists(Attendance.objects.filter(meeting=OuterRef("pk"), person=value)))


class TripReportFilterSet(Filters):
    q = TextFilter()
    year = YearFilter(field_name="submitted_on", label=_("Year of submission"))
    filed = FlagFilter(label=_("Filed"), method="is_filed")
    trip = RowFilter(model=Trip, label=_("Trip"))
    person = RowFilter(model=Person, label=_("Author"), field_name="author")

    def is_filed(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(filed_at__isnull=not value)
