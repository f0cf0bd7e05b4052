"""Pages of meetings. What was promised at one is told on the pages of the partners, which know of agreements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.changes import changes
from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, paginate, the_user
from accounts.tables import Column, Table
from meetings.filters import MeetingFilterSet
from meetings.forms import ATTENDANCES, ContactForm, MeetingForm, ReasonForm, Rows
from meetings.models import Attendance, Meeting, MeetingKind, Side, Trip
from meetings.views.editing import decide, edit, press, remove_and_number
from partners.models import Organization, Person, country_name


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """The list: one query for the rows whatever their number, with the bodies that were there as an array."""
    user, on = the_user(request), timezone.localdate()
    filters = MeetingFilterSet(request.GET, Meeting.objects.visible_to(user), user=user, on=on)
    table = Table(
        request,
        [
            Column("meeting", _("Meeting or contact"), ["title"], optional=False),
            Column("held", _("Date"), ["held_on", "starts_at", "number"]),
            Column("kind", _("Kind"), ["kind"]),
            Column("host", _("Host"), ["host__name"]),
            Column("country", _("Country"), ["country"]),
            Column("bodies", _("Organizations there")),
            Column("there", _("Attendees"), ["there"], amount=True),
            Column("number", _("Number"), ["number"], initially=False),
        ],
        default="-held",
    )
    there = Attendance.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting").annotate(n=Count("pk"))
    bodies = Organization.objects.filter(attendances__meeting=OuterRef("pk"), ours=False).order_by("name").distinct()
    counted = filters.qs.annotate(there=Coalesce(Subquery(there.values("n")), 0))
    rows = table.order(counted).values(
        "id", "reference", "title", "kind", "status", "held_on", "starts_at", "place", "country", "confidential",
        "there", "host_id", "host__name", bodies=ArraySubquery(bodies.values("name")),
    )  # fmt: skip
    page = paginate(request, rows)
    listed = [
        {**values, "kind_label": MeetingKind(values["kind"]).label, "country_name": country_name(values["country"])}
        for values in page.object_list
    ]
    log_read(request, Meeting, [values["id"] for values in listed])
    context = {"filter": filters, "table": table, "page": page, "rows": listed, "tabs": _tabs(request)}
    return render(request, "meetings/meetings.html", context)


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    now = request.GET.get("kind", "")
    all_of_them = {"text": _("All"), "address": request.path, "here": not now}
    return [
        all_of_them,
        *({"text": kind.label, "address": f"?kind={kind.value}", "here": now == kind.value} for kind in MeetingKind),
    ]


@require_GET
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One meeting: when, where, who was there on which side, as of that day."""
    user = the_user(request)
    rows = Meeting.objects.visible_to(user).select_related("trip", "host", "source_document", "entered_by")
    found = get_or_404(rows, pk)
    attendances = list(found.attendances.select_related("person", "organization"))
    log_read(request, Meeting, [found.pk])
    log_read(request, Person, [attendance.person_id for attendance in attendances])
    context = {
        "meeting": found,
        "sides": _sides(attendances),
        "there": len(attendances),
        "lines": list(found.itinerary.all()),
        "changes": changes(found),
    }
    return render(request, "meetings/meeting.html", context)


def _sides(attendances: list[Attendance]) -> list[dict[str, Any]]:
    """Those who were there by side, the partner's first, and within it by organization in the order of entry."""
    named = [
        (Side.THEIRS, _("Their side")),
        (Side.OURS, _("Our side")),
        (Side.THIRD, _("Third parties")),
        ("", _("Side not said")),
    ]
    sides = []
    for side, label in named:
        there = [attendance for attendance in attendances if attendance.side == side]
        groups: dict[Any, list[Attendance]] = {}
        for attendance in there:
            groups.setdefault(attendance.organization, []).append(attendance)
        if there:
            sides.append({"side": side or "none", "label": label, "count": len(there), "groups": list(groups.items())})
    return sides


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def meeting_new(request: HttpRequest) -> HttpResponse:
    """A new meeting; ``?trip=`` and ``?kind=`` fill in what the page it is reached from knows."""
    user = the_user(request)
    blank = Meeting(entered_by=user)
    if request.GET.get("kind") in MeetingKind.values:
        blank.kind = request.GET["kind"]
    trip = _asked_trip(request)
    if trip is not None:
        blank.trip, blank.held_on = trip, trip.start_on  # type: ignore[assignment]
        first = trip.destinations.first()
        blank.country = first.country if first else ""
        blank.confidential = trip.confidential
    title = _("New contact") if blank.kind == MeetingKind.CONTACT else _("New meeting")
    page = {"title": title, "cancel": reverse("meetings"), "parent": (reverse("meetings"), _("Meetings"))}
    return edit(
        request,
        row=None,
        build=lambda data: _forms(data, request, blank, user),
        save=lambda form, rows: _saved(form, rows, user),
        page={**page, "multipart": True},
        done=_("The meeting is saved."),
    )


def _asked_trip(request: HttpRequest) -> Trip | None:
    try:
        pk = UUID(request.GET.get("trip", ""))
    except ValueError:
        return None
    return Trip.objects.visible_to(the_user(request)).filter(pk=pk).first()


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def meeting_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = the_user(request)
    found = _officers_meeting(request, pk)
    address = found.get_absolute_url()
    return edit(
        request,
        row=found,
        build=lambda data: _forms(data, request, found, user),
        save=lambda form, rows: _saved(form, rows, user),
        page={"title": _("Edit meeting"), "cancel": address, "parent": (address, found.title), "multipart": True},
        done=_("The meeting is saved."),
    )


def _forms(data: QueryDict | None, request: HttpRequest, found: Meeting, user: User) -> tuple[BaseForm, Sequence[Rows]]:
    there = Attendance.objects.select_related("person", "organization")
    # A contact is entered in few words; once it is a record, everything about it can be edited.
    form_class = ContactForm if found.kind == MeetingKind.CONTACT and found._state.adding else MeetingForm
    return form_class(data, request.FILES or None, instance=found, user=user), [
        ATTENDANCES(data, instance=found, prefix="attendances", queryset=there, form_kwargs={"user": user})
    ]


def _saved(form: MeetingForm, rows: Sequence[Rows], user: User) -> Meeting:
    form.settle(by=user)
    saved: Meeting = form.save()
    (attendances,) = rows
    remove_and_number(attendances)
    for row in attendances.kept:
        row.instance.meeting = saved
        row.settle_attendance(by=user, seen_on=saved.held_on).save()
    return saved


def _officers_meeting(request: HttpRequest, pk: UUID) -> Meeting:
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(the_user(request)).select_related("host", "trip")
    return get_or_404(rows, pk)


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def meeting_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The meeting does not take place: why?"""
    found, by = _officers_meeting(request, pk), the_user(request)
    return decide(
        request,
        row=found,
        form=ReasonForm(request.POST or None),
        act=lambda typed: found.cancel(by=by, why=typed["why"]),
        page={"title": _("Cancel the meeting"), "submit": _("Cancel the meeting"), "of": found.title, "danger": True},
        done=_("The meeting is cancelled."),
    )


@require_POST
@needs(Role.OFFICER)
def meeting_reinstate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A cancellation is taken back."""
    found, by, on = _officers_meeting(request, pk), the_user(request), timezone.localdate()
    return press(
        request, row=found, act=lambda: found.reinstate(by=by, on=on), done=_("The cancellation is taken back.")
    )
