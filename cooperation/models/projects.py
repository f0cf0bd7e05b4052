"""Projects (사업), and what was done under an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import Record, Root, compare_and_set, number_field, raise_version, reference_field, touch
from accounts.visibility import Confidential, ConfidentialQuerySet, VisibleQuerySet
from cooperation.models.agreements import Agreement
from meetings.models import Meeting, Trip
from partners.models import Document, Organization, Sourced
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User


class ProjectStage(models.TextChoices):
    IDEA = "idea", _("Idea")
    PROPOSED = "proposed", _("Proposed")
    UNDER_REVIEW = "under_review", _("Under review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


class ProjectQuerySet(ConfidentialQuerySet):
    parents = ("agreement", "source_document")

    def participating(self, user: User) -> Q:
        return Q(officer=user.pk) | Q(entered_by=user.pk)

    def of_organizations(self, organizations: models.QuerySet[Organization]) -> ProjectQuerySet:
        """Projects that one of the organizations funds or takes part in."""
        return self.filter(
            pk__in=either(
                Project.objects.filter(funder__in=organizations).values("pk"),
                ProjectPartner.objects.filter(organization__in=organizations).values("project_id"),
            )
        )

    def matching(self, text: str, user: User) -> ProjectQuerySet:
        """Projects with every word of ``text`` in the title, of that reference, or a partner or funder so named."""
        organizations = Organization.objects.matching(text, user)
        return self.filter(
            pk__in=either(
                Project.objects.filter(holding(text)).values("pk"),
                Project.objects.filter(reference=text.strip().upper()).values("pk"),
                Project.objects.filter(funder__in=organizations).values("pk"),
                ProjectPartner.objects.filter(organization__in=organizations).values("project_id"),
            )
        )


@tracked()
class Project(Confidential, Sourced, Root):
    """A joint undertaking from idea to closing (사업), with its next step and the date of it."""

    number = number_field("cooperation_project_number")
    reference = reference_field("P")
    title = models.CharField(_("title"), max_length=300)
    stage = models.CharField(_("stage"), max_length=16, choices=ProjectStage, default=ProjectStage.IDEA)
    stage_why = models.TextField(_("reason for the stage"), blank=True)
    funder = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="funded", verbose_name=_("funder")
    )
    programme = models.CharField(_("programme"), max_length=200, blank=True)
    target_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="KRW")
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_on = models.DateField(_("date of the next step"), null=True, blank=True)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("agreement")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("officer"),
    )
    note = models.TextField(_("note"), blank=True)
    search_text = search_column("title")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["next_step_on", "-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_project_has_a_title"),
            models.CheckConstraint(condition=Q(stage__in=ProjectStage.values), name="a_project_is_at_a_known_stage"),
            models.CheckConstraint(
                condition=~Q(stage=ProjectStage.REJECTED) | ~Q(stage_why=""), name="a_rejected_project_says_why"
            ),
            models.CheckConstraint(
                condition=Q(next_step_on__isnull=True) | ~Q(next_step=""), name="a_dated_next_step_says_what_it_is"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="an_amount_is_not_negative"
            ),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    #: Which stages may follow. A rejected project is proposed again for a later year; any may be given up.
    FOLLOWS: ClassVar[dict[str, list[ProjectStage]]] = {
        ProjectStage.IDEA: [ProjectStage.PROPOSED, ProjectStage.CLOSED],
        ProjectStage.PROPOSED: [ProjectStage.UNDER_REVIEW, ProjectStage.REJECTED, ProjectStage.CLOSED],
        ProjectStage.UNDER_REVIEW: [ProjectStage.APPROVED, ProjectStage.REJECTED, ProjectStage.CLOSED],
        ProjectStage.APPROVED: [ProjectStage.RUNNING, ProjectStage.CLOSED],
        ProjectStage.REJECTED: [ProjectStage.PROPOSED, ProjectStage.CLOSED],
        ProjectStage.RUNNING: [ProjectStage.CLOSED],
        ProjectStage.CLOSED: [],
    }

    @property
    def next_stages(self) -> list[ProjectStage]:
        """The stages it may go to from here."""
        return self.FOLLOWS[self.stage]

    def move(self, stage: str, why: str) -> None:
        """To the next stage, with the reason (any step may have one; rejecting and closing need one).

        Raises ValidationError for a stage that does not follow, Stale where somebody moved it before.
        """
        if stage not in self.next_stages:
            names = ", ".join(f"“{following.label}”" for following in self.next_stages) or gettext("none")
            raise ValidationError(
                gettext("After “%(now)s” comes: %(names)s.") % {"now": self.get_stage_display(), "names": names},
                code="stage",
            )
        if stage in (ProjectStage.REJECTED, ProjectStage.CLOSED) and not why.strip():
            raise ValidationError(gettext("Write the reason."), code="why")
        compare_and_set(self, was={"stage": self.stage}, stage=stage, stage_why=why.strip())


class OfProjectQuerySet(VisibleQuerySet):
    parents = ("project",)


@tracked()
class ProjectPartner(Record):
    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="projects", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=100, blank=True)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organization"], name="a_partner_stands_once_in_a_project"),
        ]
        triggers = [touch("project_id", "cooperation_project")]

    def __str__(self) -> str:
        return self.organization.name


class ActivityQuerySet(VisibleQuerySet):
    parents = ("agreement", "meeting", "trip", "project", "evidence")


@tracked()
class AgreementActivity(Record):
    """Something that happened under an agreement (이행실적): a meeting, a trip, a project, or a line with evidence."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="activities")
    happened_on = models.DateField(_("date"))
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="agreement_activities")
    trip = models.ForeignKey(Trip, models.CASCADE, null=True, blank=True, related_name="agreement_activities")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="agreement_activities")
    text = models.TextField(_("what was done"), blank=True)
    evidence = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on"]
        verbose_name_plural = "agreement activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, trip__isnull=True, project__isnull=True)
                | Q(meeting__isnull=True, trip__isnull=False, project__isnull=True)
                | Q(meeting__isnull=True, trip__isnull=True, project__isnull=False)
                | Q(meeting__isnull=True, trip__isnull=True, project__isnull=True) & ~Q(text=""),
                name="an_activity_is_one_record_or_a_line_of_text",
            ),
            models.UniqueConstraint(fields=["agreement", "meeting"], name="a_meeting_counts_once_for_an_agreement"),
            models.UniqueConstraint(fields=["agreement", "trip"], name="a_trip_counts_once_for_an_agreement"),
            models.UniqueConstraint(fields=["agreement", "project"], name="a_project_counts_once_for_an_agreement"),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement")]

    def __str__(self) -> str:
        return self.text or str(self.meeting or self.trip or self.project)
