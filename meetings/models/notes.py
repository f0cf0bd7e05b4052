"""Quick notes of a trip, written on the day itself and from a phone: rows of their own, with or without a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import recorded, tracked
from accounts.records import Record, compare_and_set
from accounts.visibility import VisibleQuerySet
from meetings.models.trips import Trip
from partners.models import Document, DocumentQuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class TripNoteQuerySet(VisibleQuerySet):
    """A note is as open as its trip and its photo."""

    parents = ("trip", "photo")

    def standing(self) -> TripNoteQuerySet:
        """Those that were not taken away again."""
        return self.filter(removed_at__isnull=True)


@tracked()
class TripNote(Record):
    """One line written while travelling, a photo, or both. It can be taken away by who wrote it, and put back.

    It does not raise the version of its trip: a note from the road must not make stale what a colleague types at home.
    """

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="quick_notes")
    text = models.TextField(_("note"), blank=True)
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    photo = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TripNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-noted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(photo__isnull=False), name="a_note_of_a_trip_has_words_or_a_photo"
            ),
        ]

    def __str__(self) -> str:
        return self.text or (self.photo.name if self.photo else "")

    def remove(self, at: datetime, *, by: User) -> None:
        """Take the note away; ``restore`` puts it back. Only its author may. Raises Stale if it is gone already."""
        self._must_be_author(by)
        with recorded(by=by, verb="remove"):
            compare_and_set(self, was={"removed_at": None}, removed_at=at)

    def restore(self, *, by: User) -> None:
        """Put a note back that was taken away. Raises Stale if it stands already."""
        self._must_be_author(by)
        with recorded(by=by, verb="restore"):
            compare_and_set(self, was={"removed_at": self.removed_at}, removed_at=None)

    def _must_be_author(self, by: User) -> None:
        if self.author_id != by.pk:
            raise ValidationError(_("Only who wrote a note can take it away or put it back."), code="not_the_author")


def documents_hidden_by_notes(user: User) -> models.QuerySet[Any, Any]:
    """The ids of photos of which no standing note on a trip open to ``user`` tells: the trip is secret, or the paper
    it came from, or the note was taken away. The same picture on an open trip as well is open, and of one that is a
    paper too (``DocumentQuerySet.papers``) its holder decides.
    """
    secret = Q(pk__in=Trip.objects.secret_to(user).order_by().values("pk")) | Q(
        source_document__in=Document.objects.secret_to(user).order_by().values("pk")
    )
    for hider in DocumentQuerySet.hiders:
        if hider is not documents_hidden_by_notes:
            secret |= Q(source_document__in=hider(user).order_by())
    # Asked only of trips that have photos: few do, and every query of a document asks.
    photographed = TripNote.objects.filter(photo__isnull=False).order_by().values("trip")
    hidden = Q(removed_at__isnull=False) | Q(trip__in=Trip.objects.filter(secret, pk__in=photographed).values("pk"))
    by_photo = TripNote.objects.filter(photo__isnull=False).order_by().values("photo_id")
    for papers in DocumentQuerySet.papers:
        by_photo = by_photo.exclude(photo__in=papers())
    untold: models.QuerySet[Any, Any] = by_photo.annotate(telling=Count("pk", filter=~hidden)).filter(telling=0)
    return untold.values("photo_id")
