"""What was changed in an agreement, and what was decided about it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.history import tracked
from accounts.records import Record, touch
from cooperation.models import across
from cooperation.models.agreements import Agreement, OfAgreementQuerySet
from cooperation.models.within import in_our_calendar
from partners.models import Sourced


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
