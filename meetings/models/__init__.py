"""What happened: trips, meetings and who was there, and the reports that tell of them."""

from meetings.models.meetings import (
    Attendance,
    AttendanceQuerySet,
    ItineraryItem,
    Meeting,
    MeetingKind,
    MeetingQuerySet,
    MeetingStatus,
    Mode,
    Side,
)
from meetings.models.notes import TripNote, TripNoteQuerySet, documents_hidden_by_notes
from meetings.models.reports import (
    OfReportQuerySet,
    ReadingState,
    ReportRevision,
    TripReport,
    TripReportQuerySet,
    documents_hidden_by_meetings,
    documents_hidden_by_reports,
)
from meetings.models.trips import (
    OfficeRecord,
    OfTripQuerySet,
    Trip,
    TripDestination,
    TripQuerySet,
    TripState,
    TripTraveller,
    state_rules,
)

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "ItineraryItem",
    "Meeting",
    "MeetingKind",
    "MeetingQuerySet",
    "MeetingStatus",
    "Mode",
    "OfReportQuerySet",
    "OfTripQuerySet",
    "OfficeRecord",
    "ReadingState",
    "ReportRevision",
    "Side",
    "Trip",
    "TripDestination",
    "TripNote",
    "TripNoteQuerySet",
    "TripQuerySet",
    "TripReport",
    "TripReportQuerySet",
    "TripState",
    "TripTraveller",
    "documents_hidden_by_meetings",
    "documents_hidden_by_notes",
    "documents_hidden_by_reports",
    "state_rules",
]
