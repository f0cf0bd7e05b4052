"""The yearly look at agreements (이행점검): rounds and the answers given in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role
from accounts.records import Root, Stale, compare_and_set, raise_version, touch
from accounts.visibility import VisibleQuerySet
from cooperation.models import across
from cooperation.models.agreements import Agreement, AgreementQuerySet, OfAgreementQuerySet
from meetings.models import OfficeRecord
from partners.models import Document

if TYPE_CHECKING:
    from accounts.models import User


class CheckRoundQuerySet(VisibleQuerySet):
    """Rounds are open to everyone; their answers follow the agreement."""


@tracked()
class CheckRound(OfficeRecord, Root):
    """The yearly look at every agreement (이행점검), opened by a manager [대전광역시 업무협약 관리조례 §7].

    The document number is that of the paper with its results.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    due_on = models.DateField(_("answers due"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = CheckRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-opened_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="a_check_round_closes_after_it_opens",
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(closed_on__isnull=True), name="one_check_round_is_open_a_year"
            ),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("check_round", args=[self.pk])

    @classmethod
    def open_round(cls, *, year: int, title: str, due_on: date, by: User, on: date) -> CheckRound:
        """Ask about every agreement in force on that day. Managers only (PermissionDenied); one open round a year."""
        if not by.at_least(Role.MANAGER):
            raise PermissionDenied(gettext("Only a manager opens a check round."))
        if due_on < on:
            raise ValidationError(gettext("Answers cannot be due before the round opens."), code="date")
        try:
            with transaction.atomic():
                opened = cls.objects.create(year=year, title=title, due_on=due_on, opened_by=by, opened_on=on)
                in_force = Agreement.objects.in_force(on).values_list("pk", flat=True)
                AgreementCheck.objects.bulk_create(AgreementCheck(round=opened, agreement_id=pk) for pk in in_force)
        except IntegrityError as error:
            if "one_check_round_is_open_a_year" in str(error):
                raise ValidationError(
                    gettext("A round of %(year)s is open already. Close it first.") % {"year": year}, code="open"
                ) from error
            raise
        return opened

    def forgotten(self, on: date) -> AgreementQuerySet:
        """Agreements in force on that day that this round does not ask about: they came into force since it opened."""
        asked = self.checks.order_by().values("agreement")
        return Agreement.objects.in_force(on).exclude(pk__in=asked)

    def ask_of_the_rest(self, *, by: User, on: date) -> int:
        """Ask also about what came into force since; how many. Managers only (PermissionDenied)."""
        if not by.at_least(Role.MANAGER):
            raise PermissionDenied(gettext("Only a manager says what a check round asks about."))
        self._refuse_closed()
        rest = self.forgotten(on).values_list("pk", flat=True)
        rows = AgreementCheck.objects.bulk_create(
            [AgreementCheck(round=self, agreement_id=pk) for pk in rest], ignore_conflicts=True
        )
        return len(rows)

    def _refuse_closed(self) -> None:
        if self.closed_on is not None:
            raise ValidationError(gettext("This round is closed. A manager can open a new one."), code="closed")

    def close(self, *, by: User, on: date, document_number: str = "", approved_on: date | None = None) -> None:
        """No more answers; the results are to be reported. What was not answered stays visible as such.

        Managers only (PermissionDenied).
        """
        from cooperation.models.reporting import ReportEvent, ReportItem  # they know rounds

        if not by.at_least(Role.MANAGER):
            raise PermissionDenied(gettext("Only a manager closes a check round."))
        self._refuse_closed()
        with transaction.atomic():
            compare_and_set(
                self,
                was={"closed_on": None},
                closed_on=on,
                document_number=document_number.strip(),
                approved_on=approved_on,
            )
            if self.checks.exclude(answer="").exists():
                ReportItem.raise_for(self, ReportEvent.CHECKED, on)


class CheckAnswer(models.TextChoices):
    NORMAL = "normal", _("Normal")
    POOR = "poor", _("Poor")
    NOT_STARTED = "not_started", _("Not started")
    FULFILLED = "fulfilled", _("Purpose fulfilled")


class AgreementCheckQuerySet(OfAgreementQuerySet):
    """The answers asked for in rounds, each seen with its agreement."""

    def by_department(self) -> list[dict[str, Any]]:
        """Counts for each round and department in charge, the one with most first: ``total``, ``answered`` and one of
        each answer. One query.
        """
        rows = (
            self.order_by()
            .values("round_id", department=F("agreement__department"), name=F("agreement__department__name"))
            .annotate(
                total=Count("pk"),
                answered=Count("pk", filter=~Q(answer="")),
                **{answer: Count("pk", filter=Q(answer=answer)) for answer in CheckAnswer.values},
            )
        )
        return sorted(rows, key=lambda row: (row["name"] is None, -row["total"], row["name"]))


@tracked()
class AgreementCheck(Root):
    """A department's answer for one agreement in one round. 부진 needs a countermeasure (대책)."""

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="checks")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="checks")
    answer = models.CharField(_("answer"), max_length=16, choices=CheckAnswer, blank=True)
    text = models.TextField(_("what was done"), blank=True)
    countermeasure = models.TextField(_("countermeasure"), blank=True)
    evidence = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = AgreementCheckQuerySet.as_manager()

    class Meta:
        ordering = ["round", "agreement"]
        constraints = [
            models.UniqueConstraint(fields=["round", "agreement"], name="an_agreement_is_checked_once_a_round"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_on__isnull=True)
                | Q(answer__in=CheckAnswer.values, answered_by__isnull=False, answered_on__isnull=False),
                name="an_answered_check_says_who_answered_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(answer=CheckAnswer.POOR) | ~Q(countermeasure=""),
                name="a_poor_answer_names_a_countermeasure",
            ),
        ]
        triggers = [raise_version(), touch("agreement_id", "cooperation_agreement"), *across.of_checks()]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("check_round", args=[self.round_id])

    def reply(
        self,
        answer: str,
        *,
        text: str,
        countermeasure: str,
        by: User,
        on: date,
        evidence: Document | None = None,
        without: bool = False,
    ) -> None:
        """Answer, or answer anew while the round is open. A poor answer needs its countermeasure.

        Evidence given before stays, unless there is other now or it is to stand ``without``.
        """
        self.round._refuse_closed()
        if answer == CheckAnswer.POOR and not countermeasure.strip():
            raise ValidationError(gettext("“Poor” needs a countermeasure. Write what will be done."), code="measure")
        held = evidence or (None if without else self.evidence)
        try:
            self._write(answer, text=text, countermeasure=countermeasure, by=by, on=on, evidence=held)
        except IntegrityError as error:
            if "a_closed_round_takes_no_answer" in str(error):
                raise Stale(self) from error  # a manager closed it at this moment
            raise

    def _write(
        self, answer: str, *, text: str, countermeasure: str, by: User, on: date, evidence: Document | None
    ) -> None:
        with transaction.atomic():
            compare_and_set(
                self,
                was={"answer": self.answer, "answered_on": self.answered_on, "answered_by": self.answered_by_id},
                answer=answer,
                text=text.strip(),
                countermeasure=countermeasure.strip(),
                evidence=evidence,
                answered_by=by,
                answered_on=on,
            )
