"""Pages of trips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.changes import changes
from accounts.filters import every_country
from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, paginate, the_user
from accounts.records import Stale, compare_and_set
from accounts.tables import Column, Table
from meetings.filters import TripFilterSet
from meetings.forms import (
    DESTINATIONS,
    ITINERARY,
    TRAVELLERS,
    ReasonForm,
    RegistrationForm,
    Rows,
    SubmissionForm,
    TripForm,
    TripNoteForm,
    offered_organizations,
    offered_people,
    unjudged,
)
from meetings.forms.begun import PLAN, Begun, from_line, from_plan
from meetings.models import (
    Attendance,
    Meeting,
    ReadingState,
    ReportRevision,
    Trip,
    TripDestination,
    TripNote,
    TripReport,
    TripState,
    TripTraveller,
)
from meetings.photos import SHOWN
from meetings.views.editing import decide, edit, press, remove_and_number
from partners.models import Organization, Person, country_name

#: Characters of a trip entered in one line; a title holds 300.
MOST_TYPED = 1000
# The columns of a trip that its state follows from.
CLOCK = ("start_on", "end_on", "submitted_on", "registered_on", "cancelled_on", "diplomatic")


@require_GET
def trips(request: HttpRequest) -> HttpResponse:
    """The list: one query for the rows whatever their number, with destinations and travellers as arrays."""
    user, on = the_user(request), timezone.localdate()
    filters = TripFilterSet(request.GET, Trip.objects.visible_to(user), user=user, on=on)
    table = Table(
        request,
        [
            Column("trip", _("Trip"), ["title"], optional=False),
            Column("places", _("Destinations")),
            Column("start", _("Departure"), ["start_on", "number"]),
            Column("end", _("Return"), ["end_on", "number"]),
            Column("state", _("State"), optional=False),
            Column("due", _("Due")),
            Column("travellers", _("Travellers")),
            Column("number", _("Number"), ["number"], initially=False),
            Column("document_number", _("Document number"), ["document_number"], initially=False),
        ],
        default="-start",
    )
    rows = table.order(filters.qs).values(
        "id",
        "reference",
        "title",
        "confidential",
        "document_number",
        *CLOCK,
        places=places_of(),
        people=travellers_of(),
    )
    page = paginate(request, rows)
    shown = [listed(values, filters.on) for values in page.object_list]
    log_read(request, Trip, [values["id"] for values in shown])
    context = {
        "filter": filters,
        "table": table,
        "page": page,
        "rows": shown,
        "on": filters.on,
        "tabs": _tabs(request),
        "board_url": _board_url(request),
    }
    return render(request, "meetings/trips.html", context)


def places_of() -> ArraySubquery:
    """The destinations of each trip, in order, as country and city."""
    rows = TripDestination.objects.filter(trip=OuterRef("pk")).order_by("order")
    return ArraySubquery(rows.values(place=JSONObject(country="country", city="city")))


def travellers_of() -> ArraySubquery:
    """The names of the travellers of each trip, in order."""
    rows = TripTraveller.objects.filter(trip=OuterRef("pk")).order_by("order")
    return ArraySubquery(rows.values("person__name"))


def listed(values: dict[str, Any], on: date) -> dict[str, Any]:
    """A row as the list shows it, with what follows from its dates on that day."""
    trip = Trip(**{name: values[name] for name in CLOCK})
    state = trip.state(on)
    return {
        **values,
        "state": state,
        "due_on": trip.next_due_on(on),
        "back_for": (on - trip.end_on).days
        if trip.end_on and state in {TripState.REPORT_DUE, TripState.LATE}
        else None,
        "submitted_on_day": trip.submitted_on_day,
        "places": [(country_name(place["country"]), place["city"]) for place in values["places"]],
    }


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    shown = [
        TripState.PLANNED,
        TripState.UNDER_WAY,
        TripState.REPORT_DUE,
        TripState.LATE,
        TripState.SUBMITTED,
        TripState.REGISTERED,
    ]
    now = request.GET.get("state", "")
    all_of_them = {"text": _("All"), "address": request.path, "here": not now}
    return [
        all_of_them,
        *({"text": state.label, "address": f"?state={state.value}", "here": now == state.value} for state in shown),
    ]


def _board_url(request: HttpRequest) -> str:
    """The board under the same conditions; it has its own order, and all states."""
    query = request.GET.copy()
    for name in ("state", "sort", "column", "page"):
        query.pop(name, None)
    return f"{reverse('trips_board')}?{query.urlencode()}" if query else reverse("trips_board")


@require_GET
def trip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One trip with everything that belongs to it and is open to the reader."""
    rows = Trip.objects.visible_to(the_user(request)).select_related("source_document", "entered_by")
    return trip_page(request, get_or_404(rows, pk))


def trip_page(
    request: HttpRequest, found: Trip, *, note_form: TripNoteForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a trip the reader may see; ``note_form`` is one that was sent and will not do."""
    user, on = the_user(request), timezone.localdate()
    travellers = list(found.travellers.select_related("person", "organization"))
    met = Attendance.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting").annotate(n=Count("pk"))
    meetings = list(
        Meeting.objects.visible_to(user)
        .filter(trip=found)
        .select_related("host")
        .annotate(there=Coalesce(Subquery(met.values("n")), 0))
        .order_by("held_on", "starts_at", "number")
    )
    open_meetings = {meeting.pk for meeting in meetings}
    itinerary = list(found.itinerary.all())
    for item in itinerary:
        item.leads_to = item.meeting_id if item.meeting_id in open_meetings else None
    plans = ReportRevision.objects.filter(report=OuterRef("pk"), reading__doc__kind=PLAN)
    reports = list(
        TripReport.objects.visible_to(user)
        .filter(trip=found)
        .exclude(Exists(plans))  # a plan is where a trip comes from, not what is reported of it
        .select_related("author")
        .order_by("created_at")
    )
    notes = list(TripNote.objects.visible_to(user).standing().filter(trip=found).select_related("author", "photo"))
    revisions = ReportRevision.objects.visible_to(user).filter(report__in=reports).select_related("document")
    by_report: dict[UUID, list[ReportRevision]] = {}
    for revision in revisions.defer("reading", "document__search_text"):
        by_report.setdefault(revision.report_id, []).append(revision)
    log_read(request, Trip, [found.pk])
    log_read(request, Person, [traveller.person_id for traveller in travellers])
    context = {
        "trip": found,
        "state": found.state(on),
        "on": on,
        "due_on": found.next_due_on(on),
        "destinations": list(found.destinations.all()),
        "travellers": travellers,
        "itinerary": itinerary,
        "meetings": meetings,
        "reports": [(report, by_report.get(report.pk, [])) for report in reports],
        "changes": changes(found),
        "notes": notes,
        "shown_pictures": SHOWN,
        "note_form": note_form or TripNoteForm(),
    }
    return render(request, "meetings/trip.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def trip_new(request: HttpRequest) -> HttpResponse:
    """A new trip: from an empty form, from a line (``?line=``), or from a plan that was uploaded (``?plan=``)."""
    user = the_user(request)
    plan = _plan(request)
    page: dict[str, Any] = {
        "title": _("New trip"),
        "cancel": reverse("trips"),
        "parent": (reverse("trips"), _("Trips")),
    }
    if request.method == "GET":
        if plan and plan.report.trip:
            return redirect(plan.report.trip)
        line = request.GET.get("line", "").replace("\x00", "")[:MOST_TYPED]
        begun = (
            from_plan(plan) if plan else from_line(line, user=user, on=timezone.localdate()) if line.strip() else None
        )
        if begun is not None:
            return _begin(request, begun, page)
    return edit(
        request,
        row=None,
        build=lambda data: _forms(data, Trip(entered_by=user), user),
        save=lambda form, rows: _saved(form, rows, user, plan),
        page={**page, "plan": plan},
        done=_("The trip is saved."),
    )


def _plan(request: HttpRequest) -> ReportRevision | None:
    """The plan named in the address, if it is one and open to the reader."""
    named = request.GET.get("plan")
    if not named:
        return None
    rows = ReportRevision.objects.visible_to(the_user(request)).filter(
        state=ReadingState.REFUSED, reading__doc__kind=PLAN
    )
    plan: ReportRevision = get_or_404(rows.select_related("report__trip", "document"), named)
    return plan


def _begin(request: HttpRequest, begun: Begun, page: dict[str, Any]) -> HttpResponse:
    """The form as it was begun, to look at and to save. Of travellers it is asked at once who is meant."""
    user = the_user(request)
    form, rows = _forms(begun.data, Trip(entered_by=user), user)
    destinations, travellers, itinerary = rows
    unjudged([form, destinations, itinerary])
    travellers.is_valid()
    context = {
        **page,
        "form": form,
        "formsets": rows,
        "begun": begun,
        "notice": "meetings/_begun.html",
        "unknown": [row.cleaned_data["name"] for row in travellers.kept if not row.errors and row.person is None],
        "people": offered_people(user),
        "bodies": offered_organizations(user),
    }
    return render(request, "meetings/edit.html", context)


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def trip_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = the_user(request)
    found = get_or_404(Trip.objects.visible_to(user), pk)
    address = found.get_absolute_url()
    page = {"title": _("Edit trip"), "cancel": address, "parent": (address, found.title)}
    return edit(
        request,
        row=found,
        build=lambda data: _forms(data, found, user),
        save=lambda form, rows: _saved(form, rows, user),
        page=page,
        done=_("The trip is saved."),
    )


def _forms(data: QueryDict | None, found: Trip, user: User) -> tuple[BaseForm, Sequence[Rows]]:
    travellers = TripTraveller.objects.select_related("person", "organization")
    return TripForm(data, instance=found, user=user), [
        DESTINATIONS(data, instance=found, prefix="destinations", form_kwargs={"countries": every_country()}),
        TRAVELLERS(data, instance=found, prefix="travellers", queryset=travellers, form_kwargs={"user": user}),
        ITINERARY(data, instance=found, prefix="itinerary"),
    ]


def _saved(form: Any, rows: Sequence[Rows], user: User, plan: ReportRevision | None = None) -> Trip:
    if plan is not None:
        form.instance.source_document = plan.document
    saved: Trip = form.save()
    if plan is not None:
        _join(plan, saved)
    destinations, travellers, itinerary = rows
    for one in rows:
        one.instance = saved
        remove_and_number(one)
    for row in [*destinations.kept, *itinerary.kept]:
        row.instance.trip = saved
        row.instance.save()
    home = _home()
    for row in travellers.kept:
        row.instance.trip = saved
        row.settle_traveller(by=user, seen_on=saved.start_on, home=home).save()
    return saved


def _join(plan: ReportRevision, trip: Trip) -> None:
    """The plan belongs to the trip made of it, and is as open as that is. Raises ValidationError if it has another."""
    try:
        compare_and_set(plan.report, was={"trip": None}, trip=trip)
    except Stale:
        raise ValidationError(_("Somebody made a trip of this plan meanwhile. Look at the list of trips.")) from None


def _home() -> Organization | None:
    """Our institute, where exactly one body of ours has none above it."""
    ours = list(Organization.objects.ours().filter(parent__isnull=True)[:2])
    return ours[0] if len(ours) == 1 else None


# What can happen to a trip


def _officers_trip(request: HttpRequest, pk: UUID) -> Trip:
    rows: QuerySet[Trip] = Trip.objects.visible_to(the_user(request))
    return get_or_404(rows, pk)


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def trip_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report was handed in: which day?"""
    found, by = _officers_trip(request, pk), the_user(request)
    return decide(
        request,
        row=found,
        form=SubmissionForm(request.POST or None, initial={"on": found.submitted_on}),
        act=lambda typed: found.submit_report(typed["on"], by=by),
        page={"title": _("Enter the submission"), "submit": _("Save"), "of": found.title},
        done=_("The submission is saved."),
    )


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def trip_register(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report was registered for the public, or kept from it."""
    found, by = _officers_trip(request, pk), the_user(request)
    initial = {
        "on": found.registered_on,
        "number": found.registration_number,
        "address": found.registration_url,
        "non_disclosure": found.non_disclosure_reason,
    }
    return decide(
        request,
        row=found,
        form=RegistrationForm(request.POST or None, initial=initial),
        act=lambda typed: found.register(
            typed["on"],
            by=by,
            number=typed["number"],
            address=typed["address"],
            non_disclosure=typed["non_disclosure"],
        ),
        page={"title": _("Enter the public registration"), "submit": _("Save"), "of": found.title},
        done=_("The public registration is saved."),
    )


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def trip_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The trip does not take place: why?"""
    found, by, on = _officers_trip(request, pk), the_user(request), timezone.localdate()
    return decide(
        request,
        row=found,
        form=ReasonForm(request.POST or None),
        act=lambda typed: found.cancel(on, by=by, why=typed["why"]),
        page={"title": _("Cancel the trip"), "submit": _("Cancel the trip"), "of": found.title, "danger": True},
        done=_("The trip is cancelled."),
    )


@require_POST
@needs(Role.OFFICER)
def trip_reinstate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A cancellation is taken back."""
    found, by = _officers_trip(request, pk), the_user(request)
    return press(request, row=found, act=lambda: found.reinstate(by=by), done=_("The cancellation is taken back."))
