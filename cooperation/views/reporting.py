"""Reports to the bodies above us (보고 사항): the list, one of them, and which bodies they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.changes import changes
from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, paginate, say, the_user
from accounts.tables import Column, Table
from cooperation.filters import ReportItemFilterSet
from cooperation.forms.acts import Act, acts_for
from cooperation.forms.reporting import ITEM_ACTS, BodiesForm
from cooperation.models import ReportBody, ReportItem
from cooperation.views.acts import act_on, show
from cooperation.views.tabs import tabs, without

VIEW_KEYS = ("open", "whose", "all")


def columns() -> list[Column]:
    return [
        Column("date", _("Date"), ["happened_on"], optional=False),
        Column("about", _("About"), optional=False),
        Column("event", _("What is reported"), ["event"]),
        Column("body", _("Reported to"), ["body"]),
        Column("closed", _("Reported on"), ["closed_on"]),
        Column("officer", _("Officer"), ["agreement__officer__display_name"], initially=False),
    ]


def views(user: User) -> list[tuple[str, str, str, Q]]:
    """The views of the list: key, label, conditions in the address, and the same as a condition on the rows."""
    running = Q(closed_on__isnull=True)
    mine = Q(pk__in=ReportItem.objects.concerning(user).values("pk"))
    return [
        ("open", _("Not reported"), "open=true", running),
        ("mine", _("Mine"), "open=true&whose=mine", running & mine),
        ("done", _("Reported"), "open=false", ~running),
        ("all", _("All"), "all=1", Q()),
    ]


@require_GET
def report_items(request: HttpRequest) -> HttpResponse:
    """Open ones unless asked otherwise."""
    user, today = the_user(request), timezone.localdate()
    asked = request.GET.copy()
    if not any(asked.get(key) for key in asked if key not in ("page", "sort", "column")):
        asked["open"] = "true"
    visible = ReportItem.objects.visible_to(user)
    filters = ReportItemFilterSet(asked, visible, user=user, on=today)
    table = Table(request, columns(), "-date")
    rows = table.order(filters.qs.select_related("agreement__officer", "round", "closed_by"))
    page = paginate(request, rows)
    log_read(request, ReportItem, [row.pk for row in page.object_list])
    others = ReportItemFilterSet(without(asked, VIEW_KEYS), visible, user=user, on=today)
    context = {
        "filter": filters,
        "table": table,
        "page": page,
        "on": today,
        "tabs": tabs(views(user), others.qs, asked, VIEW_KEYS),
        "any": page.paginator.count > 0 or visible.exists(),
    }
    return render(request, "cooperation/report_items.html", context)


@require_GET
def report_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    return show(request, ReportItem, pk, _page)


def report_item_act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    return act_on(request, ReportItem, pk, ITEM_ACTS, act, page=_page, route="report_item_act")


def _page(
    request: HttpRequest, pk: UUID, bound: Act | None = None, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    user, today = the_user(request), timezone.localdate()
    rows = ReportItem.objects.visible_to(user).select_related("agreement__officer", "round", "closed_by")
    row = get_or_404(rows, pk)
    context = {
        "item": row,
        "on": today,
        "acts": acts_for(ITEM_ACTS, row, user, today, bound),
        "bound": bound,
        "changes": changes(row),
        **(more or {}),
    }
    return render(request, "cooperation/report_item.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(Role.MANAGER)
def report_bodies(request: HttpRequest) -> HttpResponse:
    """Which bodies are told, from now on."""
    form = BodiesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ReportBody.put(form.wanted, by=the_user(request))
        except ValidationError as refused:
            form.add_error("names", refused)
        else:
            say(request, _("Saved."))
            return redirect("report_items")
    status = 422 if request.method == "POST" else 200
    return render(request, "cooperation/report_bodies.html", {"form": form}, status=status)
