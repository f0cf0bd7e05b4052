"""A record's page and what it offers: one address for each act, which answers with the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import get_or_404, log_read, must_be, next_url, say, tell_stale, the_user, writing
from accounts.records import Stale
from cooperation.forms.acts import Act

#: Renders the page of the record with that id: the act with what was typed, more context, the status.
Page = Callable[..., HttpResponse]
#: Renders the record's page again: the act with what was typed, more context, the status.
Again = Callable[[Act | None, dict[str, Any], int], HttpResponse]


def show(request: HttpRequest, model: Any, pk: UUID, page: Page) -> HttpResponse:
    """The page of a record, kept in the read log."""
    row = get_or_404(model.objects.visible_to(the_user(request)), pk)
    log_read(request, model, [row.pk])
    return page(request, row.pk)


def act_on(
    request: HttpRequest, model: Any, pk: UUID, acts: dict[str, type[Act]], key: str, *, page: Page, route: str
) -> HttpResponse:
    """The address of an act: a GET leads back to the record, a POST does it."""
    row = get_or_404(model.objects.visible_to(the_user(request)), pk)
    if request.method != "POST":
        return HttpResponseRedirect(row.get_absolute_url())
    return do(request, row, acts, key, again=partial(page, request, row.pk), route=route)


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
    try:
        with writing(request, row if versioned else None, form):
            open_to_it = kind.offered(row, form.on)
            said = form.act()  # a verb that refuses says better why
            if not open_to_it:
                raise ValidationError(
                    _("This cannot be done with the record as it is now. Look at it again."), code="state"
                )
    except ValidationError as refused:
        form.add_error(None, refused)
        return again(form, {}, 422)
    except Stale as stale:
        return again(form, tell_stale(request, stale, form), 409)
    say(request, said, undo=reverse(route, args=[row.pk, kind.undo]) if kind.undo else "")
    return HttpResponseRedirect(next_url(request, row.get_absolute_url()))
