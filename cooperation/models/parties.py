"""Who signed an agreement, and the files of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role
from accounts.records import Record, touch
from cooperation.models import across
from cooperation.models.agreements import Agreement, OfAgreementQuerySet
from partners.models import Document, Organization, Person

if TYPE_CHECKING:
    from accounts.models import User


@tracked()
class AgreementParty(Record):
    """One party, with who signed for it, under which title, and when."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="agreements", verbose_name=_("organization")
    )
    signatory = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name=_("signatory")
    )
    signatory_title = models.CharField(_("title then"), max_length=200, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "agreement parties"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organization"], name="a_party_stands_once_in_an_agreement"),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement"), *across.of_parties()]

    def __str__(self) -> str:
        return self.organization.name


class FileRole(models.TextChoices):
    TEXT = "text", _("Text")
    SIGNED_COPY = "signed_copy", _("Signed copy")
    EVIDENCE = "evidence", _("Evidence")
    OTHER = "other", _("Other")


class AgreementFileQuerySet(OfAgreementQuerySet):
    parents = ("agreement", "document")


@tracked()
class AgreementFile(Record):
    """A document of an agreement: which version, and which party signed it (its SHA-256 is the document's)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, models.PROTECT, related_name="agreement_files")
    role = models.CharField(_("role"), max_length=16, choices=FileRole, default=FileRole.TEXT)
    signed_by = models.ForeignKey(
        AgreementParty, models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("signed by")
    )

    objects = AgreementFileQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=FileRole.values), name="a_file_has_a_known_role"),
            models.UniqueConstraint(
                fields=["agreement", "document", "signed_by"],
                nulls_distinct=False,
                name="a_file_stands_once_in_an_agreement",
            ),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement"), *across.of_files()]

    def __str__(self) -> str:
        return self.document.name

    def may_be_dropped_by(self, user: User) -> bool:
        """Whether ``user`` may take it off, or say that it is something else: of what was signed only managers do."""
        signed = self.role == FileRole.SIGNED_COPY and self.agreement.signed_on is not None
        return not signed or user.at_least(Role.MANAGER)

    def refuse_loss(self, *, by: User) -> None:
        """Raises PermissionDenied where ``by`` may not take it off."""
        if not self.may_be_dropped_by(by):
            raise PermissionDenied(gettext("Only a manager takes a signed copy off a signed agreement."))
