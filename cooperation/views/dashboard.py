"""The management page: four numbers, the named rows behind them, and where everything else stands."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.pages import log_read, the_user
from cooperation import terms
from cooperation.dashboard import bars, overview, scale
from cooperation.filters import departments
from cooperation.models import Agreement
from cooperation.overview_pdf import pdf
from cooperation.worldmap import spots


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """As of today, or of ``?on=``. Anyone signed in sees it, of what is open to them."""
    user, today = the_user(request), timezone.localdate()
    on = terms.day_asked(request.GET.get("on", ""), today)
    found = overview(user, on, today, request.GET)
    by = scale(found.charted, on)
    log_read(request, Agreement, found.shown)
    context = {
        "overview": found,
        "on": on,
        "today": today,
        "bars": bars(found.charted, on, by),
        "scale": by,
        "now": by.at(on),
        "filter": found.filters,
        "departments": departments(request),
        "department": found.filters.form.cleaned_data.get("department"),
        "spots": spots(found.countries),
        "lead": settings.IEUM_LEAD_MONTHS,
        "silent_after": settings.IEUM_SILENT_MONTHS,
        "report_days": settings.IEUM_REPORT_DAYS,
        "most": max((share.in_force.count for share in found.countries), default=1),
        "most_of_kind": max((share.in_force.count for share in found.kinds), default=1),
    }
    return render(request, "cooperation/dashboard.html", context)


@require_GET
def dashboard_pdf(request: HttpRequest) -> HttpResponse:
    """The same under the same conditions on two A4 pages, as PDF."""
    user, today = the_user(request), timezone.localdate()
    on = terms.day_asked(request.GET.get("on", ""), today)
    found = overview(user, on, today, request.GET)
    log_read(request, Agreement, found.shown, purpose="download")
    answer = HttpResponse(pdf(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="overview-{on:%Y%m%d}.pdf"'
    return answer
