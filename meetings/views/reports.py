"""Pages of trip reports. Uploading, reviewing and filing them belong to the intake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.changes import changes
from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, paginate, the_user
from accounts.tables import Column, Table
from meetings.filters import TripReportFilterSet
from meetings.forms import Rows, TripReportForm
from meetings.models import ReadingState, ReportRevision, TripReport
from meetings.views.editing import edit


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The list: one query for the rows whatever their number, with the newest revision of each."""
    user, on = the_user(request), timezone.localdate()
    filters = TripReportFilterSet(request.GET, TripReport.objects.visible_to(user), user=user, on=on)
    table = Table(
        request,
        [
            Column("report", _("Report"), ["title"], optional=False),
            Column("state", _("State"), optional=False),
            Column("submitted", _("Submitted on"), ["submitted_on", "number"]),
            Column("author", _("Author"), ["author_text"]),
            Column("revision", _("Revision")),
            Column("uploaded", _("Uploaded"), ["created_at"]),
            Column("document_number", _("Document number"), ["document_number"], initially=False),
            Column("number", _("Number"), ["number"], initially=False),
        ],
        default="-uploaded",
    )
    newest = ReportRevision.objects.filter(report=OuterRef("pk")).order_by("-revision")
    rows = table.order(filters.qs).values(
        "id", "reference", "title", "confidential", "submitted_on", "author__name", "author_text", "document_number",
        "created_at", "filed_at", "trip_id", "trip__title", "trip__end_on",
        revision=Subquery(newest.values("revision")[:1]), reading_state=Subquery(newest.values("state")[:1]),
        uploader=Subquery(User.objects.filter(pk=OuterRef("uploaded_by")).values("display_name")[:1]),
    )  # fmt: skip
    page = paginate(request, rows)
    listed = [_listed(values) for values in page.object_list]
    log_read(request, TripReport, [values["id"] for values in listed])
    return render(request, "meetings/reports.html", {"filter": filters, "table": table, "page": page, "rows": listed})


def _listed(values: dict[str, Any]) -> dict[str, Any]:
    end, submitted = values["trip__end_on"], values["submitted_on"]
    return {
        **values,
        "day": (submitted - end).days if end and submitted else None,
        "reading": ReadingState(values["reading_state"]) if values["reading_state"] else None,
    }


@require_GET
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: how far its reading is, its revisions, what it became."""
    user = the_user(request)
    rows = TripReport.objects.visible_to(user).select_related("trip", "author", "uploaded_by", "filed_by")
    found = get_or_404(rows, pk)
    revisions = list(
        ReportRevision.objects.visible_to(user)
        .filter(report=found)
        .select_related("document__uploaded_by")
        .defer("reading")
        .order_by("-revision")
    )
    end, submitted = (found.trip.end_on if found.trip else None), found.submitted_on
    log_read(request, TripReport, [found.pk])
    context = {
        "report": found,
        "revisions": revisions,
        "latest": revisions[0] if revisions else None,
        "day": (submitted - end).days if end and submitted else None,
        "changes": changes(found),
    }
    return render(request, "meetings/report.html", context)


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def report_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = the_user(request)
    found = get_or_404(TripReport.objects.visible_to(user), pk)
    address = found.get_absolute_url()
    return edit(
        request,
        row=found,
        build=lambda data: _forms(data, found, user),
        save=lambda form, rows: form.save(),
        page={"title": _("Edit report"), "cancel": address, "parent": (address, str(found))},
        done=_("The report is saved."),
    )


def _forms(data: QueryDict | None, found: TripReport, user: User) -> tuple[BaseForm, Sequence[Rows]]:
    return TripReportForm(data, instance=found, user=user), []
