"""What was changed in an agreement, and what was decided about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role
from accounts.records import Record, touch
from accounts.words import day_words
from cooperation.models import across
from cooperation.models.agreements import Agreement, OfAgreementQuerySet
from cooperation.models.within import in_our_calendar
from partners.models import Sourced

if TYPE_CHECKING:
    from accounts.models import User


def refuse(name: str, operation: pgtrigger.Operation, when: str) -> pgtrigger.Trigger:
    """A rule between an old row and its new one. Breaking it raises IntegrityError, as a constraint does."""
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.Before,
        func=(
            f"IF {when} THEN RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = '{name}', MESSAGE = '{name}'; "
            "END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )


class AmendmentQuerySet(OfAgreementQuerySet):
    parents = ("agreement", "source_document")


@tracked()
class Amendment(Sourced, Record):
    """A change both sides signed. It cannot be deleted once signed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    ordinal = models.PositiveSmallIntegerField(_("number"))
    changes = models.TextField(_("what changes"))
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    new_expires_on = models.DateField(_("new last day"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=100, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ordinal"], name="an_amendment_has_its_own_number"),
            models.CheckConstraint(condition=~Q(changes=""), name="an_amendment_says_what_changes"),
            models.CheckConstraint(
                condition=in_our_calendar("signed_on") & in_our_calendar("new_expires_on"),
                name="an_amendment_has_dates_of_our_calendar",
            ),
        ]
        triggers = [
            touch("agreement_id", "cooperation_agreement"),
            *across.of_amendments(),
            refuse("a_signed_amendment_cannot_be_deleted", pgtrigger.Delete, "OLD.signed_on IS NOT NULL"),
            refuse(
                "a_signed_amendment_stays_signed",
                pgtrigger.Update,
                "OLD.signed_on IS NOT NULL AND NEW.signed_on IS NULL",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.ordinal}"

    def correct(self, *, signed_on: date | None, new_expires_on: date | None, why: str, by: User) -> None:
        """Put a date right that was typed wrongly; the reason stands with it. Managers only (PermissionDenied)."""
        if not by.at_least(Role.MANAGER):
            raise PermissionDenied(gettext("Only a manager corrects an amendment."))
        if not why.strip():
            raise ValidationError(gettext("Write why it is corrected."), code="why")
        told = []
        labels = {"signed_on": gettext("Signed on"), "new_expires_on": gettext("New last day")}
        for name, day in (("signed_on", signed_on), ("new_expires_on", new_expires_on)):
            old = getattr(self, name)
            if day is not None and day != old:
                told.append(f"{labels[name]} {day_words(old) if old else '–'} → {day_words(day)}")
                setattr(self, name, day)
        if not told:
            raise ValidationError(gettext("Give a date that is to stand instead."), code="date")
        if self.signed_on is not None:
            self.agreement.refuse_amendment_on(self.signed_on, self.ordinal)
        self.agreement.refuse_last_day(self.new_expires_on)
        self.changes += "\n" + gettext("Corrected: %(dates)s. %(why)s") % {"dates": ", ".join(told), "why": why.strip()}
        self.save()


class DecisionKind(models.TextChoices):
    RENEW = "renew", _("Renew")
    LET_LAPSE = "let_lapse", _("Let it lapse")
    AMEND = "amend", _("Amend")
    CLOSE = "close", pgettext_lazy("decision", "Close")


@tracked()
class Decision(Record):
    """What was decided at an act-by date; ``act_by`` is the date it answers."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=16, choices=DecisionKind)
    act_by = models.DateField(_("act by"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.TextField(_("reason"))
    document_number = models.CharField(_("document number"), max_length=100, blank=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="a_decision_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(why=""), name="a_decision_gives_its_reason"),
            models.UniqueConstraint(fields=["agreement", "act_by"], name="an_act_by_date_is_decided_once"),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement"), *across.of_decisions()]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.get_kind_display()}"

    @classmethod
    def about(cls, agreement: Agreement, act_by: date | None) -> Decision | None:
        """What was decided about that act-by date."""
        rows = cls.objects.filter(agreement=agreement, act_by=act_by).select_related("decided_by")
        found: Decision | None = rows.first() if act_by is not None else None
        return found

    def in_words(self) -> str:
        """What, when and by whom."""
        return f"{self.get_kind_display()}, {day_words(self.decided_on)}, {self.decided_by}"
