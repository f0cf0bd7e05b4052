"""A list of people pasted into a meeting, a trip or an organization: read, looked at, taken over, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from pghistory.models import Context

from accounts.models import Role
from accounts.pages import at_version, get_or_404, needs, next_url, posted_version, say, stale_words, the_user
from accounts.records import Root, Stale
from accounts.words import counted
from meetings.forms.paste import MOST_TYPED, ROWS, PastedRows, PasteForm, as_typed
from meetings.models import Meeting, Trip
from meetings.paste import Pasted, read
from meetings.pasting import Into, IntoMeeting, IntoOrganization, IntoTrip, keep, undo
from partners.duplicates import take_turn
from partners.models import Organization


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def meeting_paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who was at a meeting, from a list."""
    found = get_or_404(Meeting.objects.visible_to(the_user(request)).select_related("host"), pk)
    return _paste(request, found, IntoMeeting(found), found.get_absolute_url())


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def trip_paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who travels, from a list."""
    found = get_or_404(Trip.objects.visible_to(the_user(request)), pk)
    return _paste(request, found, IntoTrip(found), found.get_absolute_url())


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def organization_paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who works at an organization, from a list."""
    found = get_or_404(Organization.objects.visible_to(the_user(request)), pk)
    return _paste(request, found, IntoOrganization(found), reverse("organization", args=[found.pk]))


def _paste(request: HttpRequest, record: Root, into: Into, address: str) -> HttpResponse:
    """The box; then the rows that were read, as they may be changed; then the record."""
    user = the_user(request)
    context: dict[str, Any] = {"record": record, "address": address, "into": into}
    if request.method != "POST":
        return render(request, "meetings/paste.html", context | {"form": PasteForm()})
    action = request.POST.get("action", "read")
    if action != "save":
        form = PasteForm(request.POST)
        if action == "again" or not form.is_valid():
            status = 200 if action == "again" else 422
            form = PasteForm(initial={"text": request.POST.get("text", "")}) if action == "again" else form
            return render(request, "meetings/paste.html", context | {"form": form}, status=status)
        pasted = read(form.cleaned_data["text"])
        data = QueryDict(mutable=True)
        data.update(as_typed(pasted))
        rows = ROWS(data)
        rows.settle(user, home=into.home(), present=into.present(user))
        return _preview(request, context, rows, pasted, form.cleaned_data["text"])
    rows = ROWS(request.POST)
    pasted = read(request.POST.get("text", "").replace("\0", "")[:MOST_TYPED])
    if not rows.management_form.is_valid():
        return redirect(request.path)
    valid = rows.is_valid()
    try:
        with at_version(record, posted_version(request)):
            take_turn()
            rows.settle(user, home=into.home(), present=into.present(user))
            taken = [row for row in rows if row.taken and not row.note]
            asked = [row for row in taken if row.asks]
            if valid and taken and not asked:
                done = keep(into, taken, by=user)
                number = len(taken)
            else:
                done, number = None, 0
    except Stale as stale:
        advice = _("Look at it as it is now and decide again.")
        record.refresh_from_db()
        rows.settle(user, home=into.home(), present=into.present(user))
        return _preview(request, context, rows, pasted, status=409, notice=f"{stale_words(stale.row)} {advice}")
    if done is None:
        notice = _("Say whom the marked rows mean, then take the list over.") if asked else _("No row is ticked.")
        return _preview(request, context, rows, pasted, status=422, notice=notice if valid else "")
    said = ngettext("Took %(count)s over.", "Took %(count)s over.", number) % {"count": counted(number, "person")}
    say(request, said, undo=reverse("paste_undo", args=[done]))
    return redirect(address)


def _preview(
    request: HttpRequest,
    context: dict[str, Any],
    rows: PastedRows,
    pasted: Pasted,
    text: str | None = None,
    *,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    context |= {
        "rows": rows,
        "pasted": pasted,
        "text": request.POST.get("text", "") if text is None else text,
        "notice": notice,
        "asking": sum(row.asks for row in rows),
    }
    return render(request, "meetings/paste.html", context, status=status)


@require_POST
@needs(Role.OFFICER)
def paste_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what one's own pasted list brought. ``pk`` is its context in the history."""
    user = the_user(request)
    context = Context.objects.filter(pk=pk, metadata__user=str(user.pk), metadata__command="paste").first()
    where = context.metadata.get("paste", "") if context is not None else ""
    for model, address in ((Meeting, "meeting"), (Trip, "trip"), (Organization, "organization")):
        found = model.objects.visible_to(user).filter(pk=where).first() if where else None
        if found is None:
            continue
        with transaction.atomic():
            type(found)._base_manager.select_for_update().filter(pk=found.pk).first()
            number = undo(pk, by=user)
        if number:
            say(request, _("Taken back: %(count)s.") % {"count": counted(number, "person")})
        else:
            messages.warning(request, _("Nothing was taken back: it is gone, or somebody has worked on it since."))
        return redirect(next_url(request, reverse(address, args=[found.pk])))
    raise Http404
