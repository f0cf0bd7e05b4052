"""What people type about trips, meetings and reports."""

from meetings.forms.meetings import ATTENDANCES, ContactForm, MeetingForm
from meetings.forms.notes import TripNoteForm
from meetings.forms.people import offered_organizations, offered_people
from meetings.forms.reports import TripReportForm
from meetings.forms.rows import Rows, asked_for_row, unjudged, with_one_more
from meetings.forms.trips import (
    DESTINATIONS,
    ITINERARY,
    TRAVELLERS,
    ReasonForm,
    RegistrationForm,
    SubmissionForm,
    TripForm,
)

__all__ = [
    "ATTENDANCES",
    "DESTINATIONS",
    "ITINERARY",
    "TRAVELLERS",
    "ContactForm",
    "MeetingForm",
    "ReasonForm",
    "RegistrationForm",
    "Rows",
    "SubmissionForm",
    "TripForm",
    "TripNoteForm",
    "TripReportForm",
    "asked_for_row",
    "offered_organizations",
    "offered_people",
    "unjudged",
    "with_one_more",
]
