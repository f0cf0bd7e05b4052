"""What the bodies above us must be told of (보고 사항), and what was looked into before signing (사전검토)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role
from accounts.records import Record, Root, compare_and_set, raise_version, touch
from accounts.visibility import VisibleQuerySet
from cooperation import terms
from cooperation.models.agreements import Agreement, OfAgreementQuerySet
from cooperation.models.answered import as_answered
from cooperation.models.checks import CheckRound

if TYPE_CHECKING:
    from accounts.models import User


class ReportBodyQuerySet(VisibleQuerySet):
    """Whom the institute reports to: every one of us may see it."""


@tracked()
class ReportBody(Record):
    """A body that is told of agreements (시, 시의회, 이사회). None on record: those of ``IEUM_REPORT_BODIES``."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ReportBodyQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name_plural = "report bodies"
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_body_to_report_to_has_a_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def names(cls) -> list[str]:
        """The bodies that are told from now on."""
        return list(cls.objects.values_list("name", flat=True)) or list(settings.IEUM_REPORT_BODIES)

    @classmethod
    def put(cls, names: Iterable[str], *, by: User) -> None:
        """From now on these are told. Items raised before keep their body. Managers only (PermissionDenied)."""
        if not by.at_least(Role.MANAGER):
            raise PermissionDenied(gettext("Only a manager says who is reported to."))
        wanted = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
        if not wanted:
            raise ValidationError(gettext("Name at least one body."), code="empty")
        if any(len(name) > 100 for name in wanted):
            raise ValidationError(gettext("A name has at most 100 letters."), code="long")
        with transaction.atomic():
            cls.objects.exclude(name__in=wanted).delete()
            for order, name in enumerate(wanted):
                cls.objects.update_or_create(name=name, defaults={"order": order})


class ReportEvent(models.TextChoices):
    """What is reported [대전광역시 업무협약 관리조례 §6, §7③]."""

    SIGNED = "signed", pgettext_lazy("report", "Signing")
    COMPLETED = "completed", _("Purpose fulfilled")
    TERMINATED = "terminated", pgettext_lazy("report", "Termination")
    LOSS = "loss", _("Loss by the partner's fault")
    CHECKED = "checked", _("Results of the performance check")


class ReportItemQuerySet(OfAgreementQuerySet):
    """Items follow their agreement; those of a round are as open as the round."""

    def open(self) -> ReportItemQuerySet:
        return self.filter(closed_on__isnull=True)

    def due(self, on: date) -> ReportItemQuerySet:
        """Open so long that somebody is asked (``IEUM_REPORTING_DAYS``)."""
        return self.open().filter(happened_on__lte=on - timedelta(days=settings.IEUM_REPORTING_DAYS))

    def concerning(self, user: User) -> ReportItemQuerySet:
        """Of the agreements in somebody's charge; managers also those in nobody's, and the rounds."""
        mine = Q(agreement__officer=user.pk)
        if user.at_least(Role.MANAGER):
            mine |= Q(agreement__officer__isnull=True)  # a round has no agreement, so these are in it
        return self.filter(mine)

    def matching(self, text: str, user: User) -> ReportItemQuerySet:
        """Whose agreement matches, or whose document number or text holds the words."""
        agreements = Agreement.objects.visible_to(user).matching(text, user).order_by().values("pk")
        return self.filter(
            Q(agreement__in=agreements)
            | Q(document_number__icontains=text.strip())
            | Q(text__icontains=text.strip())
            | Q(round__title__icontains=text.strip())
        )


@tracked()
class ReportItem(Root):
    """One thing that one body is to be told (보고 사항), closed with the day and number of the letter, or with
    the reason why it need not be told."""

    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_items",
        verbose_name=pgettext_lazy("record", "agreement"),
    )
    round = models.ForeignKey(
        CheckRound, models.PROTECT, null=True, blank=True, related_name="report_items", verbose_name=_("check round")
    )
    event = models.CharField(_("what is reported"), max_length=16, choices=ReportEvent)
    body = models.CharField(_("reported to"), max_length=100)
    happened_on = models.DateField(_("date"))
    text = models.TextField(_("what happened"), blank=True)
    closed_on = models.DateField(_("reported on"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    waived_why = models.TextField(_("why it is not reported"), blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReportItemQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "body", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(event__in=ReportEvent.values), name="a_report_item_is_of_a_known_event"),
            models.CheckConstraint(condition=~Q(body=""), name="a_report_item_names_the_body"),
            models.CheckConstraint(
                condition=Q(event=ReportEvent.CHECKED, agreement__isnull=True, round__isnull=False)
                | ~Q(event=ReportEvent.CHECKED) & Q(agreement__isnull=False, round__isnull=True),
                name="a_report_item_speaks_of_a_round_or_of_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(event=ReportEvent.LOSS) | ~Q(text=""), name="a_loss_to_report_says_what_happened"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, document_number="", waived_why="")
                | Q(closed_on__isnull=False, closed_by__isnull=False)
                & (Q(waived_why="") & ~Q(document_number="") | ~Q(waived_why="") & Q(document_number="")),
                name="a_closed_report_item_has_day_person_and_number_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(waived_why="") | Q(closed_on__gte=F("happened_on")),
                name="a_report_follows_what_it_reports",
            ),
            models.UniqueConstraint(
                fields=["agreement", "round", "event", "happened_on", "body"],
                nulls_distinct=False,
                name="a_body_is_told_of_a_thing_once",
            ),
        ]
        indexes = [models.Index(fields=["happened_on"], condition=Q(closed_on__isnull=True), name="report_items_open")]
        triggers = [raise_version(), touch("agreement_id", "cooperation_agreement")]

    def __str__(self) -> str:
        return f"{self.get_event_display()} · {self.body}"

    def get_absolute_url(self) -> str:
        return reverse("report_item", args=[self.pk])

    @property
    def subject(self) -> Agreement | CheckRound:
        found = self.agreement or self.round
        assert found is not None
        return found

    @property
    def due_on(self) -> date:
        """From when on it is asked about."""
        return self.happened_on + timedelta(days=settings.IEUM_REPORTING_DAYS)

    @classmethod
    def raise_for(cls, subject: Agreement | CheckRound, event: str, on: date, *, text: str = "") -> None:
        """Each body is to be told. What is on record already is not raised twice."""
        of: dict[str, Any] = {"agreement": subject} if isinstance(subject, Agreement) else {"round": subject}
        with transaction.atomic():
            for body in ReportBody.names():
                cls.objects.get_or_create(**of, event=event, happened_on=on, body=body, defaults={"text": text.strip()})

    @classmethod
    def refuse_other_loss(cls, agreement: Agreement, on: date, text: str) -> None:
        """A body is told once of the losses of one day: another text would be lost."""
        other = cls.objects.filter(agreement=agreement, event=ReportEvent.LOSS, happened_on=on)
        told = other.exclude(text=text.strip()).first()
        if told is not None:
            raise ValidationError(
                gettext("A loss of this day is to be reported already: “%(text)s”. Tell of both in that report.")
                % {"text": told.text},
                code="loss",
            )

    @classmethod
    def raise_signing(cls, agreement: Agreement, on: date) -> None:
        """For an agreement put on record as signed. What was signed long ago (``IEUM_HISTORY_MONTHS``) is history."""
        signed = agreement.signed_on
        if signed is not None and signed > terms.plus_months(on, -settings.IEUM_HISTORY_MONTHS):
            cls.raise_for(agreement, ReportEvent.SIGNED, signed)

    @classmethod
    def move_signing(cls, agreement: Agreement) -> None:
        """The day of signing was corrected: what is still to be told of it is told of that day."""
        cls.objects.open().filter(agreement=agreement, event=ReportEvent.SIGNED).update(happened_on=agreement.signed_on)

    def close(self, *, on: date, document_number: str, by: User) -> None:
        """Reported by a letter of that day and number."""
        self._refuse_closed()
        if not document_number.strip():
            raise ValidationError(gettext("Give the document number of the report."), code="number")
        if on < self.happened_on:
            raise ValidationError(gettext("It cannot be reported before it happened."), code="date")
        compare_and_set(
            self,
            was={"closed_on": None},
            closed_on=on,
            closed_by=by,
            document_number=document_number.strip(),
        )

    def waive(self, why: str, *, on: date, by: User) -> None:
        """Not to be reported: raised in error, or told otherwise. It stays on record with the reason."""
        self._refuse_closed()
        if not why.strip():
            raise ValidationError(gettext("Write why it is not to be reported."), code="why")
        compare_and_set(self, was={"closed_on": None}, closed_on=on, closed_by=by, waived_why=why.strip())

    def _refuse_closed(self) -> None:
        if self.waived_why:
            raise ValidationError(
                gettext("This is not to be reported: %(why)s") % {"why": self.waived_why}, code="state"
            )
        if self.closed_on is not None:
            raise ValidationError(
                gettext("This was reported already, with %(number)s.") % {"number": self.document_number}, code="state"
            )

    def reopen(self) -> None:
        """Not reported after all, or to be reported after all."""
        if self.closed_on is None:
            raise ValidationError(gettext("This is open already."), code="state")
        compare_and_set(
            self,
            was={name: getattr(self, name) for name in ("closed_on", "document_number", "waived_why")},
            closed_on=None,
            closed_by=None,
            document_number="",
            waived_why="",
        )


class Aspect(models.TextChoices):
    """What is looked into before signing [대전광역시 업무협약 관리조례 §4]."""

    SUITABILITY = "suitability", _("Suitability")
    BUDGET = "budget", _("Budget")
    ABILITY = "ability", _("Ability to carry it out")
    BURDEN = "burden", _("Financial burden")


@tracked()
class PriorReview(Record):
    """The answer to one aspect of the prior review (사전검토). What nobody answered is missing, never assumed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="prior_reviews")
    aspect = models.CharField(_("aspect"), max_length=16, choices=Aspect)
    text = models.TextField(_("finding"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_on = models.DateField(_("answered on"))

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "aspect"]
        constraints = [
            models.CheckConstraint(condition=Q(aspect__in=Aspect.values), name="a_prior_review_is_of_a_known_aspect"),
            models.CheckConstraint(condition=~Q(text=""), name="a_prior_review_says_what_was_found"),
            models.UniqueConstraint(fields=["agreement", "aspect"], name="an_aspect_is_reviewed_once"),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.get_aspect_display()}"

    @classmethod
    def answer(cls, agreement: Agreement, findings: dict[str, str], *, by: User, on: date) -> int:
        """Keep the findings that are new or changed, by aspect; give how many. An empty one leaves what is there."""
        held = {row.aspect: row for row in cls.objects.filter(agreement=agreement)}
        kept = 0
        with transaction.atomic():
            for aspect, found in findings.items():
                text = found.strip()
                row = held.get(aspect)
                if not text or (row is not None and row.text == text):
                    continue
                row = row or cls(agreement=agreement, aspect=aspect)
                row.text, row.answered_by, row.answered_on = text, by, on
                row.save()
                kept += 1
        return kept

    @classmethod
    def table(cls, agreement: Agreement, until: date | None = None) -> list[tuple[str, PriorReview | None]]:
        """Every aspect with its answer, or None where it is missing (or was, on the day ``until``)."""
        rows = cls.objects.filter(agreement=agreement).select_related("answered_by")
        held = {row.aspect: row for row in rows}
        if until is not None:
            as_answered(held.values(), until, "text")
            held = {aspect: row for aspect, row in held.items() if row.answered_on <= until}
        return [(str(aspect.label), held.get(aspect.value)) for aspect in Aspect]
