"""Every named rule of this app's tables is broken here against the database itself, and found to hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.models import User
from meetings.models import (
    Attendance,
    Meeting,
    ReportRevision,
    Trip,
    TripDestination,
    TripNote,
    TripReport,
    TripTraveller,
)
from meetings.tests.samples import a_document, a_meeting, a_person, a_report, a_trip

pytestmark = pytest.mark.django_db


def _user() -> User:
    return get_user_model().objects.get(username="hana")


def _set(make: Callable[[], models.Model], **values: Any) -> Callable[[], Any]:
    """Breaks the rule by an update, past every form and model method."""

    def breaks() -> None:
        row = make()
        type(row)._base_manager.filter(pk=row.pk).update(**values)

    return breaks


def _revision(**values: Any) -> ReportRevision:
    revision = a_report(_user()).revisions.get()
    ReportRevision.objects.filter(pk=revision.pk).update(**values)
    return revision


def _twice(make: Callable[[], Any]) -> Callable[[], Any]:
    """Breaks a rule of uniqueness: ``make`` is called with what the first call returned of its keys."""

    def breaks() -> None:
        make()
        make()

    return breaks


def _destination() -> TripDestination:
    trip = Trip.objects.first() or a_trip()
    return TripDestination.objects.create(trip=trip, country="PE", city="리마")


def _traveller() -> TripTraveller:
    trip = Trip.objects.first() or a_trip()
    traveller = trip.travellers.first()
    return TripTraveller.objects.create(trip=trip, person=traveller.person if traveller else a_person())


def _attendance() -> Attendance:
    meeting = Meeting.objects.first() or a_meeting()
    there = meeting.attendances.first()
    return Attendance.objects.create(meeting=meeting, person=there.person if there else a_person())


def _second_revision() -> None:
    report = a_report(_user())
    ReportRevision.objects.create(report=report, document=a_document("둘째"), revision=1)


BREAKS: dict[str, Callable[[], Any]] = {
    "a_trip_has_a_title": _set(a_trip, title=""),
    "a_trip_returns_after_it_departs": _set(a_trip, end_on=date(2025, 8, 9)),
    "a_submitted_trip_has_a_return_date": _set(a_trip, end_on=None, submitted_on=date(2025, 9, 9)),
    "a_registered_trip_was_submitted": _set(a_trip, registered_on=date(2025, 9, 20)),
    "a_cancelled_trip_says_why": _set(a_trip, cancelled_on=date(2025, 8, 1)),
    "a_cost_is_not_negative": _set(a_trip, cost=-1),
    "a_destination_stands_once_in_a_trip": _twice(_destination),
    "a_destination_is_in_a_known_country": _set(_destination, country="Pe"),
    "a_traveller_stands_once_in_a_trip": _twice(_traveller),
    "a_note_of_a_trip_has_words_or_a_photo": lambda: TripNote.objects.create(
        trip=a_trip(), author=_user(), noted_at=timezone.now()
    ),
    "a_meeting_has_a_title": _set(a_meeting, title=""),
    "a_meeting_has_a_known_kind": _set(a_meeting, kind="party"),
    "a_meeting_has_a_known_status": _set(a_meeting, status="perhaps"),
    "a_meeting_that_ends_has_begun": _set(a_meeting, starts_at=None, ends_at=time(11)),
    "a_cancelled_meeting_says_why": _set(a_meeting, status="cancelled"),
    "a_person_attends_a_meeting_once": _twice(_attendance),
    "an_attendance_mode_is_known": _set(_attendance, mode="dreaming"),
    "an_attendance_side_is_known": _set(_attendance, side="moon"),
    "a_filed_report_says_who_filed_it": _set(lambda: a_report(_user(), a_trip()), filed_at=timezone.now()),
    "a_filed_report_has_its_trip_or_tells_of_none": lambda: _set(
        lambda: a_report(_user()), filed_at=timezone.now(), filed_by=_user()
    )(),
    "a_revision_has_its_own_number": _second_revision,
    "a_reading_is_in_a_known_state": lambda: _revision(state="dreaming"),
    "a_read_revision_has_a_reading": lambda: _revision(state="read"),
    "a_refused_revision_says_why": lambda: _revision(state="refused"),
    "a_revision_being_read_holds_a_lease": lambda: _revision(state="reading"),
    "progress_is_at_most_a_hundred": lambda: _revision(progress=101),
}


def named_rules() -> set[str]:
    """The constraints of this app's tables that are not Django's own."""
    return {
        constraint.name
        for model in apps.get_app_config("meetings").get_models()
        if not hasattr(model, "pgh_tracked_model")
        for constraint in model._meta.constraints
    }


def test_every_named_rule_is_broken_here() -> None:
    assert set(BREAKS) == named_rules()


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_the_database_holds(rule: str, hana: User) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKS[rule]()
    assert f'"{rule}"' in str(refused.value)


def test_the_samples_themselves_break_no_rule(hana: User) -> None:
    """So the rules above are broken by the one value that is changed, and by nothing else."""
    assert a_report(hana, a_trip()).trip is not None
    assert TripReport.objects.count() == 1
