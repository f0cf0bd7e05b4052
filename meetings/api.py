"""Trips, meetings and reports, for machines."""

from django.utils.translation import gettext_noop

from accounts.api import Resource
from accounts.models import Scope
from meetings.filters import MeetingFilterSet, TripFilterSet, TripReportFilterSet
from meetings.rows import MEETING, REPORT, TRIP

RESOURCES = [
    Resource("trips", TRIP, TripFilterSet, Scope.MEETINGS, gettext_noop("Trips, with their state on a day.")),
    Resource("meetings", MEETING, MeetingFilterSet, Scope.MEETINGS, gettext_noop("Meetings with who was there.")),
    Resource("reports", REPORT, TripReportFilterSet, Scope.MEETINGS, gettext_noop("Trip reports with their files.")),
]
