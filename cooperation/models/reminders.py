"""Reminders (알림) and the mails that carry them (발송)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.records import Record
from accounts.visibility import VisibleQuerySet
from cooperation.models.agreements import Agreement
from cooperation.models.checks import CheckRound
from cooperation.models.commitments import Commitment
from cooperation.models.projects import Project
from meetings.models import Trip

if TYPE_CHECKING:
    from accounts.models import User


class Rule(models.TextChoices):
    """Why somebody is reminded (DOMAIN, Reminders)."""

    COMMITMENT_14 = "commitment_14", _("14 days before a commitment is due")
    COMMITMENT_7 = "commitment_7", _("7 days before a commitment is due")
    COMMITMENT_1 = "commitment_1", _("The day before a commitment is due")
    COMMITMENT_0 = "commitment_0", _("A commitment is due today")
    COMMITMENT_WEEKLY = "commitment_weekly", _("A commitment is overdue")
    COMMITMENT_MANAGER = "commitment_manager", _("A commitment is 14 days overdue")
    COMMITMENT_SOON = "commitment_soon", _("A commitment without a date is to be looked at")
    AGREEMENT_LOOK = "agreement_look", _("An agreement ends in 12 months")
    AGREEMENT_DECIDE = "agreement_decide", _("An agreement is to be decided within 6 months")
    AGREEMENT_ACT_30 = "agreement_act_30", _("30 days to the act-by date of an agreement")
    AGREEMENT_ACT_7 = "agreement_act_7", _("7 days to the act-by date of an agreement")
    AGREEMENT_END_30 = "agreement_end_30", _("An agreement ends in 30 days")
    AGREEMENT_END_7 = "agreement_end_7", _("An agreement ends in 7 days")
    AGREEMENT_END_0 = "agreement_end_0", _("An agreement ends today")
    AGREEMENT_WEEKLY = "agreement_weekly", _("An agreement has lapsed without a decision")
    REPORT_10 = "report_10", _("10 days after the return of a trip")
    REPORT_20 = "report_20", _("20 days after the return of a trip")
    REPORT_27 = "report_27", _("27 days after the return of a trip")
    REPORT_LATE = "report_late", _("A trip report is late")
    PROJECT_14 = "project_14", _("14 days to the next step of a project")
    PROJECT_3 = "project_3", _("3 days to the next step of a project")
    ITEM_WEEKLY = "item_weekly", _("A report to a body is open")
    CHECK_WEEKLY = "check_weekly", _("A round of checks is open")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class OwnQuerySet(VisibleQuerySet):
    """Rows addressed to one user, who alone sees them; administrators see all."""

    def openly(self, user: User) -> Q:
        return Q() if user.is_administrator else Q(recipient=user.pk)

    def visible_to(self, user: User) -> OwnQuerySet:
        if not user.is_active:
            return self.none()
        return self.filter(self.openly(user))


class Delivery(Record):
    """One mail (발송), its contents frozen when it was made. Its Message-ID stays however often it is tried."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deliveries")
    to = models.EmailField()
    day = models.DateField()
    message_id = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachment = models.BinaryField(null=True, blank=True)  # a PDF file, frozen like the text
    attachment_name = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=16, choices=DeliveryState, default=DeliveryState.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="a_delivery_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT, sent_at__isnull=False)
                | ~Q(state=DeliveryState.SENT) & Q(sent_at__isnull=True),
                name="a_delivery_is_sent_exactly_when_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENDING) | Q(lease_until__isnull=False),
                name="a_delivery_being_sent_holds_a_lease",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"])]

    def __str__(self) -> str:
        return self.subject


SUBJECTS = ["commitment", "agreement", "trip", "project", "round"]


def exactly_one_subject() -> Q:
    """One of the subjects is set and the others are not."""
    condition = Q()
    for subject in SUBJECTS:
        condition |= Q(**{f"{other}__isnull": other != subject for other in SUBJECTS})
    return condition


class Reminder(Record):
    """Why somebody is to be told, who, and when (알림). One row for a subject, rule, day and recipient, ever."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, blank=True, related_name="reminders")
    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, blank=True, related_name="reminders")
    trip = models.ForeignKey(Trip, models.CASCADE, null=True, blank=True, related_name="reminders")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="reminders")
    round = models.ForeignKey(CheckRound, models.CASCADE, null=True, blank=True, related_name="reminders")
    rule = models.CharField(max_length=24, choices=Rule)
    due_on = models.DateField()  # the day the rule speaks of, from which the next ones are counted
    send_on = models.DateField()  # the working day it goes out
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    stands_in_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, blank=True, related_name="reminders")
    dropped_why = models.CharField(max_length=50, blank=True)  # answered before it went out, and the like

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["send_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=[*SUBJECTS, "rule", "due_on", "recipient"],
                nulls_distinct=False,
                name="somebody_is_reminded_of_a_thing_once",
            ),
            models.CheckConstraint(condition=exactly_one_subject(), name="a_reminder_has_exactly_one_subject"),
        ]
        indexes = [models.Index(fields=["send_on"], condition=Q(delivery__isnull=True), name="reminders_to_send")]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} · {self.due_on}"

    @property
    def subject(self) -> models.Model:
        """What it speaks of."""
        found = self.commitment or self.agreement or self.trip or self.project or self.round
        assert found is not None
        return found
