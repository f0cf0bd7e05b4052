"""Documents that were only to be read: nothing of them goes into the records, and they are kept a short time."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.records import Record
from cooperation.models.uploads import UploadQuerySet


class AskedState(models.TextChoices):
    """Where an asked reading stands. ``reading`` holds a lease; a lapsed one is taken up again."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    FAILED = "failed", _("Reading failed")


class AskedWhat(models.TextChoices):
    """As what a document is read."""

    REPORT = "report", _("Trip report")
    LEDGER = "ledger", _("Ledger")


class AskedReadingQuerySet(UploadQuerySet):
    """An asked reading is that of the account which asked, like an upload: managers do not see it either."""

    uploader: ClassVar[str] = "asked_by"


class AskedReading(Record):
    """One document sent to be read and nothing more; it belongs to no trip and no report.

    It is its own work row: claimed by a lease (``lease_until``), counted in ``tries``. ``reading`` is the JSON that
    ``read_report`` prints (docs/reading.md), of a ledger what ``import_ledger --dry-run`` does, a refusal included; as
    text, so that it is given as it was made. ``asked_at`` is when it was last asked for; from then on it is kept
    ``IEUM_READING_DAYS``.
    """

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="asked_readings")
    asked_at = models.DateTimeField()
    what = models.CharField(max_length=8, choices=AskedWhat, default=AskedWhat.REPORT)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(editable=False)  # bytes
    file = models.FileField(upload_to="readings/")
    state = models.CharField(max_length=8, choices=AskedState, default=AskedState.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reading = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = AskedReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            # The name is part of what is read: its ending must agree with the content, and the Reading holds it.
            models.UniqueConstraint(
                fields=["asked_by", "sha256", "name", "what"], name="an_account_asks_for_a_file_of_one_name_once"
            ),
            models.CheckConstraint(condition=Q(what__in=AskedWhat.values), name="an_asked_reading_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="an_asked_reading_names_its_file"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="an_asked_reading_has_its_sha256"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AskedState.values), name="an_asked_reading_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state=AskedState.READING, lease_until__isnull=False)
                | ~Q(state=AskedState.READING) & Q(lease_until__isnull=True),
                name="an_asked_reading_holds_a_lease_while_it_is_read",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[AskedState.READ, AskedState.FAILED], read_at__isnull=False) & ~Q(reading="")
                | Q(state__in=[AskedState.WAITING, AskedState.READING], read_at__isnull=True, reading=""),
                name="an_asked_reading_is_there_once_it_is_over",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"]), models.Index(fields=["asked_at"])]

    def __str__(self) -> str:
        return self.name
