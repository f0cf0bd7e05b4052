"""The first page: what is due, what waits for review, reports and meetings of the week."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.pages import log_read, the_user
from cooperation import duties
from cooperation.models import Commitment


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Mine, or with ``?whose=everyone`` what is open to me of everyone's."""
    user, on = the_user(request), timezone.localdate()
    everyone = request.GET.get("whose") == "everyone"
    groups = duties.due_list(user, on, everyone=everyone)
    papers = duties.papers_due(user, on, everyone=everyone)
    reviews = duties.reviews_waiting(user)
    meetings = duties.meetings_this_week(user, on, everyone=everyone)
    log_read(
        request,
        Commitment,
        [duty.commitment.pk for group in groups for duty in group.duties if duty.commitment is not None],
    )
    context = {
        "on": on,
        "everyone": everyone,
        "next_week": on + timedelta(days=7),
        "groups": groups,
        "counts": {group.key: len(group.duties) for group in groups},
        "papers": papers,
        "reviews": reviews,
        "meetings": meetings,
        "new_here": not (groups or papers or reviews or meetings) and duties.is_new_here(user),
    }
    return render(request, "cooperation/today.html", context)
