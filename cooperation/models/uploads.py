"""Uploads: files dropped together, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.records import Record
from accounts.visibility import VisibleQuerySet
from meetings.models import ReportRevision

if TYPE_CHECKING:
    from accounts.models import User


class UploadQuerySet(VisibleQuerySet):
    """An upload is its uploader's alone, of managers too: what somebody dropped, and what was refused of it, is no
    record of the house. Its reports are seen by whoever may see reports.
    """

    uploader: ClassVar[str] = "uploaded_by"

    def visible_to(self, user: User) -> Self:
        return self.filter(**{self.uploader: user.pk}) if user.is_active else self.none()


class Upload(Record):
    """Files that were dropped together, by one person at one moment."""

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    confidential = models.BooleanField(default=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.created_at)

    def get_absolute_url(self) -> str:
        return reverse("upload_batch", args=[self.pk])


class UploadOutcome(models.TextChoices):
    KEPT = "kept", _("Kept")
    PRESENT = "present", _("Here already")
    REFUSED = "refused", _("Not taken")


class OfUploadQuerySet(UploadQuerySet):
    uploader = "upload__uploaded_by"


class UploadedFile(Record):
    """One file of an upload. ``revision`` is the report it became, or the one that was here already.

    It is None where the file was refused (``code``, see ``intake.receive.refused_words``), and where it was here
    already but may not be seen by who uploaded it. ``position`` is its place in the drop: sent again after a broken
    connection, a file finds its row.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    outcome = models.CharField(max_length=8, choices=UploadOutcome)
    code = models.CharField(max_length=20, blank=True)
    revision = models.ForeignKey(ReportRevision, models.CASCADE, null=True, related_name="uploads")

    objects = OfUploadQuerySet.as_manager()

    class Meta:
        ordering = ["upload", "position"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="a_file_has_one_place_in_its_upload"),
            models.CheckConstraint(
                condition=Q(outcome=UploadOutcome.KEPT, revision__isnull=False, code="")
                | Q(outcome=UploadOutcome.PRESENT, code="")
                | Q(outcome=UploadOutcome.REFUSED, revision__isnull=True) & ~Q(code=""),
                name="an_uploaded_file_is_kept_or_here_already_or_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name
