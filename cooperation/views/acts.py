"""Doing what a record offers: one address for each act, which answers with the record's page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from accounts.pages import at_version, must_be, next_url, posted_version, say, tell_stale, the_user
from accounts.records import Stale
from cooperation.forms.acts import Act

#: Renders the record's page again: the act with what was typed, more context, the status.
Again = Callable[[Act | None, dict[str, Any], int], HttpResponse]


def do(
    request: HttpRequest, row: Any, acts: dict[str, type[Act]], key: str, *, again: Again, route: str
) -> HttpResponse:
    """Do the act ``key`` on ``row`` and return to where the button stood.

    What was typed wrongly, or what a rule refuses, comes back with the page (422); so does what somebody else was
    faster with (409). ``route`` is the address name of the acts, with ``pk`` and ``act``.
    """
    if key not in acts:
        raise Http404
    kind = acts[key]
    must_be(request, kind.role)
    form = kind(request.POST, request.FILES, row=row, user=the_user(request), on=timezone.localdate())
    if not form.is_valid():
        return again(form, {}, 422)
    versioned = hasattr(row, "version") and (kind.needs_version or "version" in request.POST)
    guard: AbstractContextManager[Any] = at_version(row, posted_version(request)) if versioned else transaction.atomic()
    try:
        with guard:
            said = form.act()
    except ValidationError as refused:
        form.add_error(None, refused)
        return again(form, {}, 422)
    except Stale as stale:
        return again(form, tell_stale(request, stale, form), 409)
    say(request, said, undo=reverse(route, args=[row.pk, kind.undo]) if kind.undo else "")
    return HttpResponseRedirect(next_url(request, row.get_absolute_url()))
