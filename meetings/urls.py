"""Addresses of trips, meetings, reports and documents."""

from django.urls import path

from meetings.views import board, documents, meetings, notes, paste, reports, rules, trips

urlpatterns = [
    path("trips/", trips.trips, name="trips"),
    path("trips/board/", board.trips_board, name="trips_board"),
    path("trips/new/", trips.trip_new, name="trip_new"),
    path("trips/notes/<uuid:pk>/removal/", notes.trip_note_remove, name="trip_note_remove"),
    path("trips/notes/<uuid:pk>/removal/undo/", notes.trip_note_restore, name="trip_note_restore"),
    path("trips/<uuid:pk>/", trips.trip, name="trip"),
    path("trips/<uuid:pk>/edit/", trips.trip_edit, name="trip_edit"),
    path("trips/<uuid:pk>/notes/", notes.trip_note_new, name="trip_note_new"),
    path("trips/<uuid:pk>/submission/", trips.trip_submit, name="trip_submit"),
    path("trips/<uuid:pk>/registration/", trips.trip_register, name="trip_register"),
    path("trips/<uuid:pk>/cancellation/", trips.trip_cancel, name="trip_cancel"),
    path("trips/<uuid:pk>/cancellation/undo/", trips.trip_reinstate, name="trip_reinstate"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/<uuid:pk>/cancellation/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<uuid:pk>/cancellation/undo/", meetings.meeting_reinstate, name="meeting_reinstate"),
    path("meetings/<uuid:pk>/paste/", paste.meeting_paste, name="meeting_paste"),
    path("trips/<uuid:pk>/paste/", paste.trip_paste, name="trip_paste"),
    path("organizations/<uuid:pk>/paste/", paste.organization_paste, name="organization_paste"),
    path("paste/<uuid:pk>/undo/", paste.paste_undo, name="paste_undo"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:pk>/", reports.report, name="report"),
    path("reports/<uuid:pk>/edit/", reports.report_edit, name="report_edit"),
    path("reading/rules/", rules.reading_rules, name="reading_rules"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<uuid:pk>/", documents.document, name="document"),
    path("documents/<uuid:pk>/file/", documents.document_file, name="document_file"),
]
