"""Projects (사업), and what was done under an agreement."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import (
    Record,
    Root,
    Stale,
    compare_and_set,
    new_id,
    number_field,
    raise_version,
    reference_field,
    touch,
)
from accounts.visibility import Confidential, ConfidentialQuerySet, VisibleQuerySet
from cooperation.models import across, pipeline
from cooperation.models.agreements import Agreement
from cooperation.models.pipeline import BACK, FORWARD, LIVE, ProjectStage
from meetings.models import Meeting, Trip
from partners.models import Document, Organization, Sourced
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User


class ProjectQuerySet(ConfidentialQuerySet):
    parents = ("agreement", "source_document")

    def participating(self, user: User) -> Q:
        return Q(officer=user.pk) | Q(entered_by=user.pk)

    def live(self) -> Self:
        """Neither rejected nor closed: there is still something to be done."""
        return self.filter(stage__in=LIVE)

    def step_overdue(self, on: date) -> Self:
        """Live, and the day of the next step was over before that day; the same rule as ``Project.is_overdue``."""
        return self.live().filter(next_step_on__lt=on)

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
        triggers = [raise_version(), *pipeline.of_projects()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    @property
    def is_live(self) -> bool:
        """Whether there is still something to be done; the same rule as ``ProjectQuerySet.live``."""
        return self.stage in LIVE

    def is_overdue(self, on: date) -> bool:
        """Whether the day of the next step was over before that day, and nothing was written since."""
        return self.is_live and self.next_step_on is not None and self.next_step_on < on

    @property
    def back_stages(self) -> list[ProjectStage]:
        """One step back; from a closed project to where it was closed. Prefetch ``steps`` for many."""
        stage = ProjectStage(self.stage)
        if stage != ProjectStage.CLOSED:
            return BACK.get(stage, [])
        last = max(self.steps.all(), key=lambda step: step.ordinal, default=None)
        return [ProjectStage(last.was)] if last is not None else []

    @property
    def next_stages(self) -> list[ProjectStage]:
        """The stages it may go to from here: those that follow, then the one it came from."""
        forward = FORWARD[ProjectStage(self.stage)]
        return [*forward, *(stage for stage in self.back_stages if stage not in forward)]

    def moves_to(self) -> list[tuple[str, str]]:
        """``next_stages`` as a form offers them, a step back said to be one."""
        forward = FORWARD[ProjectStage(self.stage)]
        return [
            (
                stage.value,
                str(stage.label) if stage in forward else gettext("%(stage)s (a step back)") % {"stage": stage.label},
            )
            for stage in self.next_stages
        ]

    def move(self, stage: str, why: str, *, by: User | None, on: date, target_year: int | None = None) -> ProjectStep:
        """To another stage on that day, with the reason, forward or one step back. What was rejected is proposed again
        for a later year, ``target_year``.

        Raises ValidationError for what does not follow, with what to do; Stale where somebody moved it before.
        """
        if stage not in self.next_stages:
            names = ", ".join(f"“{following.label}”" for following in self.next_stages)
            if not names:
                raise ValidationError(
                    gettext("This project was put on record as closed. Begin a new one."), code="stage"
                )
            raise ValidationError(
                gettext("From “%(now)s” it goes to: %(names)s.") % {"now": self.get_stage_display(), "names": names},
                code="stage",
            )
        if not why.strip():
            raise ValidationError(gettext("Write the reason. It stays with the step."), code="why")
        year = target_year or self.target_year
        again = self.stage == ProjectStage.REJECTED and stage == ProjectStage.PROPOSED
        if again and (year is None or (self.target_year is not None and year <= self.target_year)):
            raise ValidationError(
                gettext("It was rejected for %(year)s. Give the later year it is proposed for.")
                % {"year": self.target_year}
                if self.target_year
                else gettext("Give the year it is proposed for again."),
                code="year",
            )
        last = self.steps.order_by("-ordinal").first()
        if last is not None and on < last.moved_on:
            raise ValidationError(
                gettext("Its last step was on %(day)s; the next one cannot come before.")
                % {"day": date_format(last.moved_on, "SHORT_DATE_FORMAT")},
                code="date",
            )
        was = self.stage
        try:
            with transaction.atomic():
                compare_and_set(
                    self,
                    was={"stage": was},
                    stage=stage,
                    stage_why=why.strip(),
                    **({"target_year": year} if again else {}),
                )
                return self.steps.create(
                    ordinal=last.ordinal + 1 if last is not None else 1,
                    was=was,
                    stage=stage,
                    why=why.strip(),
                    moved_on=on,
                    moved_by=by,
                )
        except IntegrityError as error:
            if "a_step_of_a_project_has_its_own_number" in str(error):
                raise Stale(self) from error  # somebody else has just taken it
            raise

    def plan(self, step: str, on: date | None) -> None:
        """What is to be done next, and by when; both empty where nothing is."""
        if not self.is_live:
            raise ValidationError(
                gettext("This project is “%(stage)s”: nothing is to be done next.")
                % {"stage": self.get_stage_display()},
                code="stage",
            )
        if on is not None and not step.strip():
            raise ValidationError(gettext("Say what is to be done on that day."), code="step")
        compare_and_set(
            self,
            was={"next_step": self.next_step, "next_step_on": self.next_step_on},
            next_step=step.strip(),
            next_step_on=on,
        )


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


@tracked()
class ProjectStep(Record):
    """A project went from one stage to another: when, why and by whom. It stays as it was taken."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="steps")
    ordinal = models.PositiveSmallIntegerField(_("number"))
    was = models.CharField(_("from"), max_length=16, choices=ProjectStage)
    stage = models.CharField(_("to"), max_length=16, choices=ProjectStage)
    why = models.TextField(_("reason"))
    moved_on = models.DateField(_("date"))
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "ordinal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=ProjectStage.values, was__in=ProjectStage.values) & ~Q(stage=F("was")),
                name="a_step_of_a_project_leads_to_another_known_stage",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_step_of_a_project_gives_its_reason"),
            models.UniqueConstraint(fields=["project", "ordinal"], name="a_step_of_a_project_has_its_own_number"),
        ]
        triggers = [touch("project_id", "cooperation_project"), *pipeline.of_steps()]

    def __str__(self) -> str:
        return f"{self.get_was_display()} → {self.get_stage_display()}"

    @property
    def is_back(self) -> bool:
        return self.stage not in FORWARD[ProjectStage(self.was)]


class ActivityKind(models.TextChoices):
    MEETING = "meeting", _("Meeting")
    TRIP = "trip", _("Trip")
    PROJECT = "project", _("Project")
    TEXT = "text", _("By hand")


#: What can count as activity under an agreement, besides a line of text: the names of the keys too.
ACTIVE = (ActivityKind.MEETING.value, ActivityKind.TRIP.value, ActivityKind.PROJECT.value)


class ActivityQuerySet(VisibleQuerySet):
    parents = ("agreement", "meeting", "trip", "project", "evidence")

    def matching(self, text: str, user: User) -> ActivityQuerySet:
        """Whose line holds the words, or whose agreement, meeting, trip or project matches them."""
        found: dict[str, Any] = {"agreement": Agreement, "meeting": Meeting, "trip": Trip, "project": Project}
        rule = Q(text__icontains=text.strip())
        for name, model in found.items():
            rule |= Q(**{f"{name}__in": model.objects.visible_to(user).matching(text, user).order_by().values("pk")})
        return self.filter(rule)


@tracked()
class AgreementActivity(Record):
    """Something that happened under an agreement (이행실적): a meeting, a trip, a project, or a line with evidence.

    ``accepted_in`` is the click by which it was accepted, of what was proposed; null where somebody linked it by hand.
    The day follows that of the meeting or trip; a meeting or trip called off no longer counts (docs/domain.md).
    """

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
    accepted_in = models.UUIDField(null=True, blank=True, editable=False)

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
            models.UniqueConstraint(
                F("agreement"),
                F("project"),
                ExtractYear("happened_on"),
                name="a_project_counts_once_a_year_for_an_agreement",
            ),
        ]
        indexes = [models.Index(fields=["agreement", "happened_on"], name="activities_of_agreements")]
        triggers = [touch("agreement_id", "cooperation_agreement"), *across.of_activities("activity")]

    def __str__(self) -> str:
        return self.text or str(self.meeting or self.trip or self.project)

    @property
    def kind(self) -> str:
        """meeting, trip, project or text."""
        return next((name for name in ACTIVE if getattr(self, f"{name}_id") is not None), "text")

    @classmethod
    def link(cls, agreement: Agreement, *, by: User, happened_on: date, **what: Any) -> AgreementActivity:
        """By hand: a ``meeting``, ``trip`` or ``project``, or ``text``, with ``evidence``. What was declined before is
        no longer. Raises Stale where somebody linked it at this moment."""
        record = {name: what[name] for name in ACTIVE if what.get(name) is not None}
        try:
            with transaction.atomic():
                if record:
                    DeclinedActivity.objects.filter(agreement=agreement, **record).delete()
                return cls.objects.create(agreement=agreement, entered_by=by, happened_on=happened_on, **what)
        except IntegrityError as error:
            if _counts_already(error):
                raise Stale(agreement) from error
            raise

    @classmethod
    def accept(cls, agreement: Agreement, proposed: list[tuple[str, UUID, date]], *, by: User) -> UUID:
        """Count what was proposed: kind, id and day of each. All or nothing; gives what takes this click back.

        Raises Stale where somebody answered one of them before.
        """
        click = new_id()
        try:
            with transaction.atomic():
                for kind, key, day in proposed:
                    cls.objects.create(
                        agreement=agreement, happened_on=day, entered_by=by, accepted_in=click, **{f"{kind}_id": key}
                    )
        except IntegrityError as error:
            if _counts_already(error):
                raise Stale(agreement) from error
            raise
        return click


def _counts_already(error: IntegrityError) -> bool:
    return any(rule in str(error) for rule in ("_counts_once_", "what_counts_was_not_declined"))


class DeclinedQuerySet(VisibleQuerySet):
    parents = ("agreement", *ACTIVE)


@tracked()
class DeclinedActivity(Record):
    """Somebody said that a meeting, trip or project is no activity under an agreement: it is not proposed again."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="declined_activities")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="+")
    trip = models.ForeignKey(Trip, models.CASCADE, null=True, blank=True, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="+")
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declined_on = models.DateField(_("date"))

    objects = DeclinedQuerySet.as_manager()

    class Meta:
        ordering = ["-declined_on"]
        verbose_name_plural = "declined activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, trip__isnull=True, project__isnull=True)
                | Q(meeting__isnull=True, trip__isnull=False, project__isnull=True)
                | Q(meeting__isnull=True, trip__isnull=True, project__isnull=False),
                name="what_is_declined_is_exactly_one_record",
            ),
            models.UniqueConstraint(
                fields=["agreement", "meeting", "trip", "project"],
                nulls_distinct=False,
                name="a_record_is_declined_once_for_an_agreement",
            ),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement"), *across.of_activities("declined")]

    def __str__(self) -> str:
        return str(self.meeting or self.trip or self.project)

    @classmethod
    def decline(cls, agreement: Agreement, kind: str, key: UUID, *, by: User, on: date) -> DeclinedActivity:
        """It is no activity under the agreement. Raises Stale where somebody answered it before."""
        try:
            with transaction.atomic():
                return cls.objects.create(agreement=agreement, declined_by=by, declined_on=on, **{f"{kind}_id": key})
        except IntegrityError as error:
            if "a_record_is_declined_once" in str(error) or "what_counts_was_not_declined" in str(error):
                raise Stale(agreement) from error
            raise
