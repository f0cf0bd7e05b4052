"""The search of the header: everything a person may see, by name, title or sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.pages import log_read, the_user
from cooperation import search as found


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What matches ``?q=``, by kind, the best of each first. An empty query asks nothing."""
    user, text = the_user(request), request.GET.get("q", "").strip()
    groups = found.search(text, user, only=request.GET.get("kind", "")) if text else []
    if groups:
        log_read(request, "search", [hit.id for group in groups for hit in group.hits])
    context = {
        "search_text": text,
        "groups": groups,
        "on": timezone.localdate(),
        "total": sum(len(group.hits) for group in groups),
        "only": request.GET.get("kind", ""),
    }
    return render(request, "cooperation/search.html", context)
