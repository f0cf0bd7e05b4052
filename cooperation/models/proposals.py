"""What the reader proposes (등록 후보), and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import Record
from accounts.visibility import VisibleQuerySet
from cooperation.models.agreements import Agreement
from cooperation.models.commitments import Commitment
from meetings.models import Meeting, ReportRevision, Trip
from partners.models import Organization, Person


class ProposalKind(models.TextChoices):
    TRIP = "trip", _("Trip")
    ORGANIZATION = "organization", _("Organization")
    PERSON = "person", _("Person")
    MEETING = "meeting", _("Meeting")
    AGREEMENT = "agreement", _("Agreement")
    COMMITMENT = "commitment", _("Commitment")
    QUESTION = "question", _("Question")


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    LINKED = "linked", _("Linked")
    REJECTED = "rejected", _("Rejected")
    ANSWERED = "answered", _("Answered")
    JOINED = "joined", _("Joined")  # one with another proposal, which stands for both


class Match(models.TextChoices):
    """What the registry holds of what was read. Only NEW and ONE are clear; the others are asked."""

    NEW = "new", _("New")
    ONE = "one", _("Existing record")
    SEVERAL = "several", _("Several candidates")
    NEAR = "near", _("To check")


class ProposalQuerySet(VisibleQuerySet):
    parents = ("revision",)

    def waiting(self) -> ProposalQuerySet:
        return self.filter(state=ProposalState.WAITING)

    def clear(self) -> ProposalQuerySet:
        """Those that may be accepted without a look: new, or exactly one candidate, and more than a passing mention."""
        return self.blocking().filter(match__in=[Match.NEW, Match.ONE]).exclude(kind=ProposalKind.QUESTION)

    def blocking(self) -> ProposalQuerySet:
        """Those that must be decided before the report counts as filed: passing mentions and mere notes need not."""
        return self.waiting().exclude(data__contains={"optional": True})


BECAME = {
    ProposalKind.TRIP: "became_trip",
    ProposalKind.ORGANIZATION: "became_organization",
    ProposalKind.PERSON: "became_person",
    ProposalKind.MEETING: "became_meeting",
    ProposalKind.AGREEMENT: "became_agreement",
    ProposalKind.COMMITMENT: "became_commitment",
}

DECIDED_INTO = [ProposalState.ACCEPTED, ProposalState.LINKED]


def became_exactly_one() -> Q:
    """A proposal that was accepted or linked names the one record of its kind it became; no other names any."""
    condition = Q()
    for kind, column in BECAME.items():
        others = {f"{other}__isnull": True for other in BECAME.values() if other != column}
        condition |= Q(kind=kind, state__in=DECIDED_INTO, **{f"{column}__isnull": False}, **others)
    nothing = {f"{column}__isnull": True for column in BECAME.values()}
    return condition | ~Q(state__in=DECIDED_INTO) & Q(**nothing)


@tracked()
class Proposal(Record):
    """One thing the reader proposes (등록 후보), with the words it came from; a person decides.

    ``fingerprint`` is made of identity, never of position, so that proposing again finds the same row. ``data`` is
    the fact as read, ``candidates`` the ids of records that may be it, ``suggested`` the one that is preselected.
    ``reason_code`` and ``reason`` say why, in words (``cooperation.intake.reasons``).
    """

    revision = models.ForeignKey(ReportRevision, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=16, choices=ProposalKind)
    read_id = models.CharField(max_length=64)  # the id inside the Reading: "m1"
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    data = models.JSONField(default=dict)
    quote = models.TextField(blank=True)
    lines = ArrayField(models.PositiveIntegerField(), default=list)
    match = models.CharField(max_length=8, choices=Match, default=Match.NEW)
    candidates = ArrayField(models.UUIDField(), default=list)
    suggested = models.UUIDField(null=True, blank=True)
    reason_code = models.CharField(max_length=50, blank=True)
    reason = models.JSONField(default=dict)
    order = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=16, choices=ProposalState, default=ProposalState.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    created_record = models.BooleanField(default=False)  # accepting made a new row, so undoing removes it
    became_trip = models.ForeignKey(Trip, models.PROTECT, null=True, blank=True, related_name="proposals")
    became_organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    became_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="proposals")
    became_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="proposals")
    became_agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="proposals")
    became_commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="proposals")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "fingerprint"], name="a_revision_proposes_a_thing_once"),
            models.CheckConstraint(condition=Q(kind__in=ProposalKind.values), name="a_proposal_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="a_proposal_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state=ProposalState.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decided_proposal_says_who_decided_and_when",
            ),
            models.CheckConstraint(
                condition=became_exactly_one(), name="an_accepted_proposal_became_exactly_one_record_of_its_kind"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.ANSWERED) | Q(kind=ProposalKind.QUESTION) & ~Q(answer=""),
                name="only_a_question_is_answered_and_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def became(self) -> models.Model | None:
        """The record it became, if any."""
        column = BECAME.get(ProposalKind(self.kind))
        return getattr(self, column) if column else None
