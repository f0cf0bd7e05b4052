"""Trips, meetings and reports, for machines."""

from accounts.api import Resource
from accounts.models import Scope
from meetings.filters import MeetingFilterSet, TripFilterSet, TripReportFilterSet
from meetings.rows import MEETING, REPORT, TRIP

RESOURCES = [
    Resource("trips", TRIP, TripFilterSet, Scope.MEETINGS, "Trips, with their state on a day."),
    Resource("meetings", MEETING, MeetingFilterSet, Scope.MEETINGS, "Meetings with who was there."),
    Resource("reports", REPORT, TripReportFilterSet, Scope.MEETINGS, "Trip reports with their files."),
]
