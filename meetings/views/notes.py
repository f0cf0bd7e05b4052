"""Quick notes and photos of a trip, written on the day itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Role
from accounts.pages import get_or_404, needs, say, the_user
from accounts.records import Stale
from meetings.forms import TripNoteForm
from meetings.models import Trip, TripNote
from meetings.photos import keep_photo
from meetings.views.trips import trip_page


@require_POST
@needs(Role.OFFICER)
def trip_note_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a note to a trip. It carries no version: it changes nothing that anybody else may be editing."""
    user = the_user(request)
    found: Trip = get_or_404(Trip.objects.visible_to(user), pk)
    form = TripNoteForm(request.POST, request.FILES)
    if not form.is_valid():
        return trip_page(request, found, note_form=form, status=422)
    if not found.takes_notes:
        sentence = _("The report of this trip is submitted, or the trip is cancelled. Edit the trip instead.")
        form.add_error(None, ValidationError(sentence, code="closed"))
        return trip_page(request, found, note_form=form, status=422)
    try:
        with transaction.atomic():
            upload = form.cleaned_data["picture"]
            TripNote.objects.create(
                trip=found,
                text=form.cleaned_data["text"],
                author=user,
                photo=keep_photo(upload, by=user) if upload else None,
            )
    except ValidationError as wrong:
        form.add_error("photo", wrong)
        return trip_page(request, found, note_form=form, status=422)
    say(request, _("The note is saved."))
    return redirect(f"{found.get_absolute_url()}#notes")


@require_POST
@needs(Role.OFFICER)
def trip_note_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's own note away; the toast offers to put it back."""
    note = _note(request, pk)
    try:
        note.remove(timezone.now(), by=the_user(request))
    except (ValidationError, Stale) as refused:
        return _refused(request, note, refused)
    say(request, _("The note is taken away."), undo=reverse("trip_note_restore", args=[note.pk]))
    return redirect(f"{note.trip.get_absolute_url()}#notes")


@require_POST
@needs(Role.OFFICER)
def trip_note_restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put one's own note back."""
    note = _note(request, pk)
    try:
        note.restore(by=the_user(request))
    except (ValidationError, Stale) as refused:
        return _refused(request, note, refused)
    say(request, _("The note is back."))
    return redirect(f"{note.trip.get_absolute_url()}#notes")


def _note(request: HttpRequest, pk: UUID) -> TripNote:
    # Not by the photo: that of a note taken away is hidden, and the note must come back all the same.
    user = the_user(request)
    note: TripNote = get_or_404(
        TripNote.objects.filter(trip__in=Trip.objects.visible_to(user)).select_related("trip"), pk
    )
    return note


def _refused(request: HttpRequest, note: TripNote, refused: Any) -> HttpResponse:
    words = refused.messages if isinstance(refused, ValidationError) else [_("Somebody else was faster: look again.")]
    messages.warning(request, " ".join(words))
    return redirect(f"{note.trip.get_absolute_url()}#notes")
