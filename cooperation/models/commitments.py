"""Commitments (후속조치): who owes what to whom, by when, from which sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import Root, compare_and_set, number_field, raise_version, reference_field
from accounts.visibility import Confidential, ConfidentialQuerySet
from cooperation.models.agreements import Agreement
from cooperation.models.projects import Project
from cooperation.models.within import in_our_calendar
from meetings.models import Meeting, Side, Trip
from partners.models import Document, Organization, Person, Sourced
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User


class CommitmentKind(models.TextChoices):
    COMMITMENT = "commitment", _("Commitment")
    REQUEST = "request", _("Request")
    PLAN = "plan", _("Plan")
    PROPOSAL = "proposal", _("Suggestion")
    EVENT = "event", _("Event")


class Certainty(models.TextChoices):
    CERTAIN = "certain", _("Certain")
    TENTATIVE = "tentative", _("Tentative")
    CONDITIONAL = "conditional", _("Conditional")


class Precision(models.TextChoices):
    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF = "half", _("Half-year")
    YEAR_END = "year_end", _("End of the year")
    SOON = "soon", _("Soon")
    NONE = "none", _("No date")


class CommitmentState(models.TextChoices):
    OPEN = "open", _("Open")
    REPORTED = "reported", _("Reported done")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class CommitmentQuerySet(ConfidentialQuerySet):
    parents = ("meeting", "agreement", "project", "trip", "source_document")

    def participating(self, user: User) -> Q:
        return Q(officer=user.pk) | Q(entered_by=user.pk)

    def running(self) -> Self:
        """Open, and not filed as history."""
        return self.filter(state=CommitmentState.OPEN, history=False)

    def overdue(self, on: date) -> Self:
        """Running, and the window of its due date was over before that day."""
        return self.running().filter(due_end__lt=on)

    def due_within(self, on: date, days: int) -> Self:
        """Running, and due from that day to so many days after it, both counted in."""
        return self.running().filter(due_end__range=(on, on + timedelta(days=days)))

    def awake(self, on: date) -> Self:
        """Not snoozed on that day; it returns on the day it was snoozed until."""
        return self.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=on))

    def mailed(self) -> Self:
        """Those that reminders may speak of. Quiet by default (DOMAIN, Commitments).

        Commitments and requests, certain or conditional, ours or theirs; the others only where somebody said so
        (``watched`` is False). What asks "done?" is silent until it is answered.
        """
        by_rule = Q(
            watched__isnull=True,
            kind__in=[CommitmentKind.COMMITMENT, CommitmentKind.REQUEST],
            certainty__in=[Certainty.CERTAIN, Certainty.CONDITIONAL],
            side__in=[Side.OURS, Side.THEIRS],
        )
        return self.running().filter(Q(watched=False) | by_rule, asks_done=False)

    def of_organizations(self, organizations: models.QuerySet[Organization]) -> CommitmentQuerySet:
        """Commitments that one of the organizations owes or is owed."""
        return self.filter(
            pk__in=either(
                Commitment.objects.filter(owner__in=organizations).values("pk"),
                Commitment.objects.filter(requested_by__in=organizations).values("pk"),
            )
        )

    def matching(self, text: str, user: User) -> CommitmentQuerySet:
        """Commitments with every word of ``text``, of that reference, or owed by a body or person so named."""
        organizations = Organization.objects.matching(text, user)
        return self.filter(
            pk__in=either(
                Commitment.objects.filter(holding(text)).values("pk"),
                Commitment.objects.filter(reference=text.strip().upper()).values("pk"),
                Commitment.objects.filter(owner__in=organizations).values("pk"),
                Commitment.objects.filter(requested_by__in=organizations).values("pk"),
                Commitment.objects.filter(owner_person__in=Person.objects.matching(text, user)).values("pk"),
            )
        )


@tracked()
class Commitment(Confidential, Sourced, Root):
    """Who owes what to whom, by when, and the sentence it comes from (후속조치).

    ``due_start``–``due_end`` is a window in the words ``due_text``; reminders work from its end. ``watched`` ones
    (모니터링) are shown, never mailed; null leaves it to the rule of ``mailed``. ``asks_done`` marks what was past due
    when it was filed: it asks "done?" and mails nothing until answered. ``history`` marks promises of trips over twelve
    months old. The verbs refuse with a ValidationError that says what to do, and raise Stale where somebody was faster.
    """

    number = number_field("cooperation_commitment_number")
    reference = reference_field("C")
    side = models.CharField(_("side"), max_length=8, choices=Side)
    side_by_hand = models.BooleanField(_("side said by a person"), default=False)  # else it follows the owner
    owner = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("owing organization"),
    )
    owner_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("owing person")
    )
    requested_by = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("owed to"),
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="commitments", verbose_name=_("officer")
    )
    text = models.TextField(_("what is promised"))
    kind = models.CharField(_("kind"), max_length=16, choices=CommitmentKind, default=CommitmentKind.COMMITMENT)
    certainty = models.CharField(_("certainty"), max_length=16, choices=Certainty, default=Certainty.CERTAIN)
    condition = models.TextField(_("condition"), blank=True)
    due_start = models.DateField(_("due from"), null=True, blank=True)
    due_end = models.DateField(_("due"), null=True, blank=True)
    due_precision = models.CharField(_("precision"), max_length=8, choices=Precision, default=Precision.NONE)
    due_text = models.CharField(_("due in words"), max_length=200, blank=True)
    high_priority = models.BooleanField(_("high priority"), default=False)
    watched = models.BooleanField(_("watched, not mailed"), null=True, blank=True)
    asks_done = models.BooleanField(default=False)
    history = models.BooleanField(default=False)
    snoozed_until = models.DateField(_("snoozed until"), null=True, blank=True)
    snoozed_why = models.CharField(_("why snoozed"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=CommitmentState, default=CommitmentState.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(_("what was done"), blank=True)
    evidence = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("meeting")
    )
    trip = models.ForeignKey(
        Trip, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("trip")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("agreement")
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("project")
    )
    search_text = search_column("text")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = [F("due_end").asc(nulls_last=True), "number"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_commitment_says_what_is_promised"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="a_commitment_has_a_side"),
            models.CheckConstraint(condition=Q(kind__in=CommitmentKind.values), name="a_commitment_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(state__in=CommitmentState.values), name="a_commitment_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(certainty__in=Certainty.values), name="a_commitment_has_a_known_certainty"
            ),
            models.CheckConstraint(
                condition=~Q(certainty=Certainty.CONDITIONAL) | ~Q(condition=""),
                name="a_conditional_commitment_names_its_condition",
            ),
            models.CheckConstraint(
                condition=Q(due_start__isnull=True) | Q(due_end__isnull=False, due_end__gte=F("due_start")),
                name="a_due_window_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.OPEN)
                & Q(closed_on__isnull=False, closed_by__isnull=False)
                & ~Q(outcome="")
                | Q(
                    state=CommitmentState.OPEN,
                    closed_on__isnull=True,
                    closed_by__isnull=True,
                    outcome="",
                    confirmed_by__isnull=True,
                ),
                name="a_closed_commitment_says_who_when_and_what_was_done",
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.REPORTED) | Q(high_priority=True),
                name="only_a_high_priority_commitment_waits_for_confirmation",
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.DONE, high_priority=True)
                | Q(confirmed_by__isnull=False, evidence__isnull=False),
                name="a_high_priority_commitment_is_done_with_evidence_and_a_witness",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("closed_by")),
                name="nobody_confirms_their_own_work",
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until__isnull=True) | ~Q(snoozed_why=""), name="a_snooze_gives_its_reason"
            ),
            models.CheckConstraint(
                condition=in_our_calendar("due_start") & in_our_calendar("due_end"),
                name="a_due_window_lies_in_our_calendar",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_end"]),
            models.Index(fields=["officer", "state", "due_end"]),
            models.Index(fields=["owner", "state"]),
            models.Index(fields=["agreement", "closed_on"], condition=Q(state="done"), name="commitments_kept"),
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="cooperation_commitment_search"),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("commitment", args=[self.pk])

    @property
    def is_mailed(self) -> bool:
        """Whether reminders may speak of it; the same rule as ``CommitmentQuerySet.mailed``."""
        if self.state != CommitmentState.OPEN or self.history or self.asks_done:
            return False
        if self.watched is not None:
            return not self.watched
        return (
            self.kind in (CommitmentKind.COMMITMENT, CommitmentKind.REQUEST)
            and self.certainty in (Certainty.CERTAIN, Certainty.CONDITIONAL)
            and self.side in (Side.OURS, Side.THEIRS)
        )

    def is_overdue(self, on: date) -> bool:
        """The same rule as ``CommitmentQuerySet.overdue``."""
        return (
            self.state == CommitmentState.OPEN and not self.history and self.due_end is not None and self.due_end < on
        )

    # Verbs

    def _only(self, *states: CommitmentState) -> None:
        if self.state not in states:
            raise ValidationError(
                gettext("This is already “%(state)s”. Reopen it first.") % {"state": self.get_state_display()},
                code="state",
            )

    def _line(self, text: str, refusal: str) -> str:
        if not text.strip():
            raise ValidationError(refusal, code="line")
        return text.strip()

    def done(self, outcome: str, *, by: User, on: date, evidence: Document | None = None) -> None:
        """Open → done, with a line of what was done. What has high priority is reported and confirmed instead."""
        self._only(CommitmentState.OPEN)
        if self.high_priority:
            raise ValidationError(
                gettext("What has high priority is reported with evidence, then confirmed by a second person."),
                code="priority",
            )
        self._close(
            CommitmentState.DONE, self._line(outcome, gettext("Write a line of what was done.")), by, on, evidence
        )

    def report(self, outcome: str, *, by: User, on: date, evidence: Document | None = None) -> None:
        """Open → reported done: high priority only, with evidence; a second person confirms."""
        self._only(CommitmentState.OPEN)
        if not self.high_priority:
            raise ValidationError(
                gettext("Only what has high priority is reported; close this as done."), code="priority"
            )
        if evidence is None and self.evidence_id is None:
            raise ValidationError(gettext("High priority needs evidence. Add the file that shows it."), code="evidence")
        line = self._line(outcome, gettext("Write a line of what was done."))
        self._close(CommitmentState.REPORTED, line, by, on, evidence)

    def _close(self, state: CommitmentState, line: str, by: User, on: date, evidence: Document | None = None) -> None:
        kept = {"evidence": evidence} if evidence is not None else {}
        compare_and_set(
            self,
            was={"state": self.state},
            state=state,
            outcome=line,
            closed_by=by,
            closed_on=on,
            confirmed_by=None,
            asks_done=False,
            snoozed_until=None,
            snoozed_why="",
            **kept,
        )

    def confirm(self, *, by: User) -> None:
        """Reported → done, by somebody other than who reported it."""
        if self.state != CommitmentState.REPORTED:
            raise ValidationError(gettext("Only what was reported done can be confirmed."), code="state")
        if by.pk == self.closed_by_id:
            raise ValidationError(
                gettext("Nobody confirms their own work. Ask a colleague to confirm it."), code="second_person"
            )
        compare_and_set(
            self,
            was={"state": CommitmentState.REPORTED, "closed_by": self.closed_by_id},
            state=CommitmentState.DONE,
            confirmed_by=by,
        )

    def drop(self, why: str, *, by: User, on: date) -> None:
        """Open or reported → dropped, with the reason."""
        self._only(CommitmentState.OPEN, CommitmentState.REPORTED)
        self._close(CommitmentState.DROPPED, self._line(why, gettext("Write why it is dropped.")), by, on)

    def reopen(self) -> None:
        """Closed, dropped or reported → open. Who closed it, when and with which words stays in the history."""
        if self.state == CommitmentState.OPEN:
            raise ValidationError(gettext("This is open already."), code="state")
        compare_and_set(
            self,
            was={"state": self.state},
            state=CommitmentState.OPEN,
            outcome="",
            closed_by=None,
            closed_on=None,
            confirmed_by=None,
        )

    def not_done(self) -> None:
        """The answer "no" to "done?": from now on it is due like any other."""
        self._only(CommitmentState.OPEN)
        compare_and_set(self, was={"state": self.state, "asks_done": True}, asks_done=False)

    def snooze(self, until: date | None, why: str, *, on: date) -> None:
        """Out of sight until a later day, with a reason."""
        self._only(CommitmentState.OPEN)
        if until is None or until <= on:
            raise ValidationError(gettext("Snooze until a later day than today."), code="date")
        line = self._line(why, gettext("Write why it is snoozed."))
        compare_and_set(self, was={"state": self.state}, snoozed_until=until, snoozed_why=line[:300])

    def wake(self) -> None:
        """No longer snoozed."""
        compare_and_set(self, was={"state": self.state}, snoozed_until=None, snoozed_why="")

    def watch(self, watched: bool | None) -> None:
        """True: shown, never mailed. False: mailed, whatever its kind. None: as the rule of ``mailed`` says."""
        compare_and_set(self, was={"watched": self.watched}, watched=watched)
