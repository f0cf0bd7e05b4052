"""Answers to auditors (자료요구): forms of asking that are kept under a name, and what was issued, as it was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.core.files.storage import Storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Language
from accounts.records import Record
from accounts.visibility import VisibleQuerySet
from cooperation.models.amendments import refuse

if TYPE_CHECKING:
    from accounts.models import User


class AuditFormQuerySet(VisibleQuerySet):
    """Forms are the office's: they name documents, columns and departments, and no record."""


@tracked()
class AuditForm(Record):
    """What an auditor asks for each time, under a name: documents, columns, departments, kinds of files."""

    name = models.CharField(_("name"), max_length=100)
    asked = models.JSONField(default=dict)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AuditFormQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="a_form_of_an_audit_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_form_of_an_audit_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class AuditState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MAKING = "making", _("Being made")
    READY = "ready", _("Issued")
    FAILED = "failed", _("Failed")


class AuditAnswerQuerySet(VisibleQuerySet):
    """An answer holds what was open to whoever issued it: it is theirs, and of those who see everything."""

    def openly(self, user: User) -> Q:
        return Q(issued_by=user.pk)


class AuditAnswer(Record):
    """One answer as it was issued: what was asked, of which day, by whom. Its files never change.

    ``asked`` is frozen (``audits.asking.Asked``). ``counts``: rows of each document. A worker makes a large one, under
    a lease.
    """

    name = models.CharField(_("for whom, or what for"), max_length=200)
    asked = models.JSONField()
    language = models.CharField(max_length=8, choices=Language, default=Language.KOREAN)
    counts = models.JSONField(default=dict)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="audit_answers")
    state = models.CharField(max_length=8, choices=AuditState, default=AuditState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = AuditAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AuditState.values), name="an_answer_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=AuditState.READY, ready_at__isnull=False)
                | ~Q(state=AuditState.READY) & Q(ready_at__isnull=True),
                name="an_answer_is_ready_exactly_when_it_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state=AuditState.MAKING, lease_until__isnull=False)
                | ~Q(state=AuditState.MAKING) & Q(lease_until__isnull=True),
                name="an_answer_holds_a_lease_while_it_is_made",
            ),
        ]
        triggers = [
            refuse("an_issued_answer_stays_as_it_was", pgtrigger.Update | pgtrigger.Delete, "OLD.state = 'ready'"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("audit_answer", args=[self.pk])


class AuditFileQuerySet(VisibleQuerySet):
    parents = ("answer",)


def place(row: AuditFile, name: str) -> str:
    """Where the file lies: under the id of its answer, never under a name somebody typed."""
    return f"audits/{row.answer_id}/{name}"


class AuditFile(Record):
    """One file of an answer, kept for good: issued again it is the same to the byte."""

    answer = models.ForeignKey(AuditAnswer, models.PROTECT, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to=place, max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    media_type = models.CharField(max_length=100)

    objects = AuditFileQuerySet.as_manager()

    class Meta:
        ordering = ["answer", "position"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "position"], name="a_file_has_one_place_in_its_answer"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="an_issued_file_has_its_sha256"),
        ]
        triggers = [
            refuse("an_issued_file_stays_as_it_was", pgtrigger.Update | pgtrigger.Delete, "OLD.size >= 0"),
            refuse(
                "an_issued_answer_takes_no_more_files",
                pgtrigger.Insert,
                "EXISTS (SELECT 1 FROM cooperation_auditanswer WHERE id = NEW.answer_id AND state = 'ready')",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def storage(cls) -> Storage:
        field = cls._meta.get_field("file")
        assert isinstance(field, models.FileField)
        return field.storage
