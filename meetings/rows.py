"""What a machine reads of trips, meetings and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.rows import Computed, Many, One, Row
from meetings.models import (
    Attendance,
    Meeting,
    ReportRevision,
    Trip,
    TripDestination,
    TripReport,
    TripState,
    TripTraveller,
)
from partners.rows import SOURCE, organization, person

#: What tells where a trip stands.
_CLOCK = {name: name for name in ("start_on", "end_on", "submitted_on", "registered_on", "cancelled_on", "diplomatic")}


def _trip(columns: dict[str, Any]) -> Trip:
    return Trip(pk=None, **columns)


TRIP = Row(
    "Trip",
    Trip,
    {
        "id": "id",
        "reference": "reference",
        "version": "version",
        "title": "title",
        "purpose": "purpose",
        "start_on": "start_on",
        "end_on": "end_on",
        "state": Computed(lambda columns, on: _trip(columns).state(on), needs=_CLOCK, answers=TripState),
        "report_due_on": Computed(
            lambda columns, on: _trip(columns).report_due_on,
            needs={"end_on": "end_on", "diplomatic": "diplomatic"},
            answers=date,
            nullable=True,
        ),
        "submitted_on": "submitted_on",
        "registered_on": "registered_on",
        "registration_number": "registration_number",
        "registration_url": "registration_url",
        "non_disclosure_reason": "non_disclosure_reason",
        "cancelled_on": "cancelled_on",
        "destinations": Many(
            lambda user: TripDestination.objects.all(), "trip", {"country": "country", "city": "city"}, ["order"]
        ),
        "travellers": Many(
            lambda user: TripTraveller.objects.all(),
            "trip",
            {
                "person": {"id": "person_id", "name": "person__name"},
                "organization": One("organization", {"id": "organization_id", "name": "organization__name"}),
                "department": "department",
                "rank": "rank",
            },
            ["order"],
        ),
        "meetings": Many(
            lambda user: Meeting.objects.visible_to(user),
            "trip",
            {"id": "id", "reference": "reference", "title": "title", "held_on": "held_on"},
            ["held_on", "starts_at", "number"],
        ),
        "summary": "summary",
        "implications": "implications",
        "cost": "cost",
        "currency": "currency",
        "document_number": "document_number",
        "approved_on": "approved_on",
        "confidential": "confidential",
        "source": SOURCE,
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)

MEETING = Row(
    "Meeting",
    Meeting,
    {
        "id": "id",
        "reference": "reference",
        "version": "version",
        "kind": "kind",
        "status": "status",
        "title": "title",
        "held_on": "held_on",
        "starts_at": "starts_at",
        "ends_at": "ends_at",
        "place": "place",
        "country": "country",
        "host": organization("host"),
        "trip": One("trip", {"id": "trip_id", "reference": "trip__reference", "title": "trip__title"}),
        "attendances": Many(
            lambda user: Attendance.objects.all(),
            "meeting",
            {
                "person": {"id": "person_id", "name": "person__name"},
                "organization": One("organization", {"id": "organization_id", "name": "organization__name"}),
                "title": "title",
                "side": "side",
                "mode": "mode",
            },
            ["order", "created_at"],
        ),
        "stated_count": "stated_count",
        "minutes": "minutes",
        "confidential": "confidential",
        "source": SOURCE,
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)

REPORT = Row(
    "Report",
    TripReport,
    {
        "id": "id",
        "reference": "reference",
        "version": "version",
        "title": "title",
        "trip": One("trip", {"id": "trip_id", "reference": "trip__reference", "title": "trip__title"}),
        "submitted_on": "submitted_on",
        "author": person("author"),
        "author_text": "author_text",
        "recipient_text": "recipient_text",
        "filed_at": "filed_at",
        "revisions": Many(
            lambda user: ReportRevision.objects.visible_to(user),
            "report",
            {
                "revision": "revision",
                "state": "state",
                "document": {
                    "id": "document_id",
                    "name": "document__name",
                    "sha256": "document__sha256",
                    "size": "document__size",
                    "media_type": "document__media_type",
                },
                "read_at": "read_at",
            },
            ["revision"],
        ),
        "document_number": "document_number",
        "confidential": "confidential",
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)
