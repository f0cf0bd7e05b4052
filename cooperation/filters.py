"""What lists of agreements, projects and commitments can be filtered by."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.filters import (
    CountryFilter,
    DateFilter,
    Filters,
    FlagFilter,
    OfficerFilter,
    OnFilter,
    RowFilter,
    TextFilter,
    YearFilter,
)
from cooperation.models import (
    ACTIVE,
    FORCE,
    LIVE,
    ActivityKind,
    Agreement,
    AgreementParty,
    AgreementState,
    AgreementType,
    Certainty,
    CheckAnswer,
    CheckRound,
    Commitment,
    CommitmentKind,
    CommitmentState,
    Missing,
    Project,
    ProjectPartner,
    ProjectStage,
    ReportEvent,
    ReportItem,
    Standing,
)
from meetings.models import Meeting, Side, Trip
from partners.models import Organization, Person


def _distinct(rows: Any, column: str) -> Any:
    return rows.exclude(**{column: ""}).order_by().values_list(column, flat=True).distinct()


def party_countries(rows: Any) -> Any:
    parties = AgreementParty.objects.filter(organization=OuterRef("pk"))
    if rows.query.where:  # of all agreements, no party need be compared with them
        parties = parties.filter(agreement__in=rows.order_by())
    return _distinct(Organization.objects.filter(Exists(parties), ours=False), "country")


def activity_countries(rows: Any) -> Any:
    parties = AgreementParty.objects.filter(agreement__in=rows.order_by().values("agreement"), organization__ours=False)
    return _distinct(parties, "organization__country")


def partner_countries(rows: Any) -> Any:
    return _distinct(ProjectPartner.objects.filter(project__in=rows.order_by()), "organization__country")


def owing_countries(rows: Any) -> Any:
    named = {*rows.order_by().values_list("owner__country", "requested_by__country").distinct()}
    return {code for pair in named for code in pair if code}


class AgreementFilterSet(Filters):
    q = TextFilter()
    type = django_filters.ChoiceFilter(label=_("Kind"), choices=AgreementType)
    standing = django_filters.ChoiceFilter(label=_("Status"), choices=Standing, method="with_standing")
    in_force = FlagFilter(label=_("In force"), method="is_in_force")
    silent = FlagFilter(label=_("Silent"), method="is_silent")
    missing = FlagFilter(label=_("Papers missing"), method="is_missing_papers")
    lacks = django_filters.ChoiceFilter(label=_("What is missing"), choices=Missing, method="is_lacking")
    state = django_filters.ChoiceFilter(label=_("Stored state"), choices=AgreementState)
    country = CountryFilter(offered=party_countries, method="with_country")
    year = YearFilter(field_name="signed_on", label=_("Year of signing"))
    signed_from = DateFilter(field_name="signed_on", lookup_expr="gte", label=_("Signed from"))
    signed_to = DateFilter(field_name="signed_on", lookup_expr="lte", label=_("Signed to"))
    ends_from = DateFilter(label=_("Last day from"), method="ends_no_earlier")
    ends_to = DateFilter(label=_("Last day to"), method="ends_no_later")
    act_by_from = DateFilter(label=_("Act by from"), method="acts_no_earlier")
    act_by_to = DateFilter(label=_("Act by to"), method="acts_no_later")
    officer = OfficerFilter()
    department = RowFilter(
        model=Organization, label=_("Department in charge"), null_label=_("none named"), null_value="none"
    )
    organization = RowFilter(model=Organization, label=_("Party"), method="with_party")
    confidential = FlagFilter(label=_("Confidential"))
    on = OnFilter()

    def with_standing(self, rows: Any, name: str, value: str) -> Any:
        return rows.as_of(self.on).filter(standing=value)

    def is_in_force(self, rows: Any, name: str, value: bool) -> Any:
        rows = rows.as_of(self.on)
        return rows.filter(standing__in=FORCE) if value else rows.exclude(standing__in=FORCE)

    def is_silent(self, rows: Any, name: str, value: bool) -> Any:
        return rows.as_of(self.on).filter(silent=value)

    def is_missing_papers(self, rows: Any, name: str, value: bool) -> Any:
        lacking = Agreement.objects.missing_papers(self.on).order_by().values("pk")
        return rows.filter(pk__in=lacking) if value else rows.exclude(pk__in=lacking)

    def is_lacking(self, rows: Any, name: str, value: str) -> Any:
        return rows.as_of(self.on).filter(missing__contains=[value])

    def ends_no_earlier(self, rows: Any, name: str, value: date) -> Any:
        return rows.as_of(self.on).filter(ends_on__gte=value)

    def ends_no_later(self, rows: Any, name: str, value: date) -> Any:
        return rows.as_of(self.on).filter(ends_on__lte=value)

    def acts_no_earlier(self, rows: Any, name: str, value: date) -> Any:
        return rows.as_of(self.on).filter(act_by__gte=value)

    def acts_no_later(self, rows: Any, name: str, value: date) -> Any:
        return rows.as_of(self.on).filter(act_by__lte=value)

    def with_country(self, rows: Any, name: str, value: str) -> Any:
        """With a partner of that country; our own side does not count."""
        partners = AgreementParty.objects.filter(
            agreement=OuterRef("pk"), organization__country=value, organization__ours=False
        )
        return rows.filter(Exists(partners))

    def with_party(self, rows: Any, name: str, value: Organization) -> Any:
        return rows.of_organizations(Organization.objects.filter(pk=value.pk))


class ActivityFilterSet(Filters):
    """What counts under agreements (이행실적)."""

    #: Each kind as a condition.
    KINDS: ClassVar[dict[str, Q]] = {
        **{kind: Q(**{f"{kind}__isnull": False}) for kind in ACTIVE},
        "text": Q(**{f"{kind}__isnull": True for kind in ACTIVE}),
    }

    q = TextFilter()
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ActivityKind, method="of_kind")
    year = YearFilter(field_name="happened_on")
    happened_from = DateFilter(field_name="happened_on", lookup_expr="gte", label=_("From"))
    happened_to = DateFilter(field_name="happened_on", lookup_expr="lte", label=_("Until"))
    evidence = FlagFilter(label=_("With evidence"), method="has_evidence")
    country = CountryFilter(offered=activity_countries, method="with_country")
    officer = OfficerFilter(field_name="agreement__officer")
    agreement = RowFilter(model=Agreement, label=_("Agreement"))
    organization = RowFilter(model=Organization, label=_("Party"), method="with_party")
    meeting = RowFilter(model=Meeting, label=_("Meeting"))
    trip = RowFilter(model=Trip, label=_("Trip"))
    project = RowFilter(model=Project, label=_("Project"))

    def of_kind(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(self.KINDS[value])

    def has_evidence(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(evidence__isnull=not value)

    def with_country(self, rows: Any, name: str, value: str) -> Any:
        parties = AgreementParty.objects.filter(organization__country=value, organization__ours=False)
        return rows.filter(agreement__in=parties.values("agreement"))

    def with_party(self, rows: Any, name: str, value: Organization) -> Any:
        return rows.filter(agreement__in=AgreementParty.objects.filter(organization=value).values("agreement"))


def departments(request: Any) -> Any:
    """Our own bodies, one of which may be in charge of an agreement."""
    return Organization.objects.filter(ours=True).order_by("name")


class OverviewFilterSet(Filters):
    """What the overview can be narrowed to. The lists behind its numbers take the same conditions."""

    type = django_filters.ChoiceFilter(label=_("Kind"), choices=AgreementType)
    country = CountryFilter(offered=party_countries, method="with_country")
    department = django_filters.ModelChoiceFilter(
        label=_("Department in charge"), queryset=departments, null_label=_("none named"), null_value="none"
    )
    officer = OfficerFilter()
    confidential = FlagFilter(label=_("Confidential"))
    on = OnFilter()

    with_country = AgreementFilterSet.with_country


class ProjectFilterSet(Filters):
    q = TextFilter()
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=ProjectStage)
    live = FlagFilter(label=_("On its way"), method="is_live")
    overdue = FlagFilter(label=_("Next step past due"), method="is_overdue")
    country = CountryFilter(offered=partner_countries, method="with_country")
    year = django_filters.NumberFilter(field_name="target_year", label=_("Target year"), min_value=1900, max_value=2200)
    officer = OfficerFilter()
    organization = RowFilter(model=Organization, label=_("Organization"), method="with_organization")
    agreement = RowFilter(model=Agreement, label=_("Agreement"))
    step_from = DateFilter(field_name="next_step_on", lookup_expr="gte", label=_("Next step from"))
    step_to = DateFilter(field_name="next_step_on", lookup_expr="lte", label=_("Next step to"))

    def is_live(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(stage__in=LIVE) if value else rows.exclude(stage__in=LIVE)

    def is_overdue(self, rows: Any, name: str, value: bool) -> Any:
        late = Project.objects.step_overdue(self.on).order_by().values("pk")
        return rows.filter(pk__in=late) if value else rows.exclude(pk__in=late)

    def with_country(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(Exists(ProjectPartner.objects.filter(project=OuterRef("pk"), organization__country=value)))

    def with_organization(self, rows: Any, name: str, value: Organization) -> Any:
        return rows.of_organizations(Organization.objects.filter(pk=value.pk))


class CommitmentFilterSet(Filters):
    q = TextFilter()
    side = django_filters.ChoiceFilter(label=_("Whose"), choices=Side)
    state = django_filters.ChoiceFilter(label=_("State"), choices=CommitmentState)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=CommitmentKind)
    certainty = django_filters.ChoiceFilter(label=_("Certainty"), choices=Certainty)
    overdue = FlagFilter(label=_("Overdue"), method="is_overdue")
    running = FlagFilter(label=_("Running"), method="is_running")
    mailed = FlagFilter(label=_("Reminded by mail"), method="is_mailed")
    asks_done = FlagFilter(label=_("Asks whether it is done"))
    high_priority = FlagFilter(label=_("High priority"))
    country = CountryFilter(offered=owing_countries, method="with_country")
    officer = OfficerFilter()
    department = RowFilter(
        model=Organization,
        field_name="agreement__department",
        label=_("Department in charge"),
        null_label=_("none named"),
        null_value="none",
    )
    confidential = FlagFilter(label=_("Confidential"), method="is_confidential")
    due_from = DateFilter(field_name="due_end", lookup_expr="gte", label=_("Due from"))
    due_to = DateFilter(field_name="due_end", lookup_expr="lte", label=_("Due to"))
    year = YearFilter(field_name="due_end", label=_("Year it is due"))
    closed_year = YearFilter(field_name="closed_on", label=_("Year it was closed"))
    organization = RowFilter(model=Organization, label=_("Organization"), method="with_organization")
    person = RowFilter(model=Person, label=_("Owing person"), field_name="owner_person")
    meeting = RowFilter(model=Meeting, label=_("Meeting"))
    trip = RowFilter(model=Trip, label=_("Trip"))
    agreement = RowFilter(model=Agreement, label=_("Agreement"))
    project = RowFilter(model=Project, label=_("Project"))
    on = OnFilter()

    def is_confidential(self, rows: Any, name: str, value: bool) -> Any:
        """By the promise and by what it was given in or under, as its visibility is."""
        above = ("agreement", "project", "trip", "meeting", "meeting__trip")
        secret = Q(confidential=True)
        for parent in above:
            secret |= Q(**{f"{parent}__confidential": True})
        return rows.filter(secret) if value else rows.exclude(secret)

    def is_overdue(self, rows: Any, name: str, value: bool) -> Any:
        return self._either(rows, Commitment.objects.overdue(self.on), value)

    def is_running(self, rows: Any, name: str, value: bool) -> Any:
        return self._either(rows, Commitment.objects.running(), value)

    def is_mailed(self, rows: Any, name: str, value: bool) -> Any:
        return self._either(rows, Commitment.objects.mailed(), value)

    def _either(self, rows: Any, those: Any, value: bool) -> Any:
        keys = those.order_by().values("pk")
        return rows.filter(pk__in=keys) if value else rows.exclude(pk__in=keys)

    def with_country(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(Q(owner__country=value) | Q(requested_by__country=value))

    def with_organization(self, rows: Any, name: str, value: Organization) -> Any:
        return rows.of_organizations(Organization.objects.filter(pk=value.pk))


class Whose(TextChoices):
    MINE = "mine", _("Mine")


class ReportItemFilterSet(Filters):
    q = TextFilter()
    open = FlagFilter(label=_("Not reported"), method="is_open")
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=Whose, method="is_mine")
    event = django_filters.ChoiceFilter(label=_("What is reported"), choices=ReportEvent)
    body = django_filters.CharFilter(label=_("Reported to"), max_length=100)
    year = YearFilter(field_name="happened_on", label=_("Year"))
    officer = OfficerFilter(field_name="agreement__officer")
    agreement = RowFilter(model=Agreement, label=_("Agreement"))

    def is_open(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(closed_on__isnull=value)

    def is_mine(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(pk__in=ReportItem.objects.concerning(self.user).values("pk"))


class CheckRoundFilterSet(Filters):
    open = FlagFilter(label=_("Open"), method="is_open")
    year = django_filters.NumberFilter(label=_("Year"), min_value=1900, max_value=2200, decimal_places=0)

    def is_open(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(closed_on__isnull=value)


class CheckFilterSet(Filters):
    round = RowFilter(model=CheckRound, label=_("Check round"))
    year = django_filters.NumberFilter(
        field_name="round__year", label=_("Year"), min_value=1900, max_value=2200, decimal_places=0
    )
    answer = django_filters.ChoiceFilter(label=_("Answer"), choices=CheckAnswer)
    answered = FlagFilter(label=_("Answered"), method="is_answered")
    department = RowFilter(model=Organization, field_name="agreement__department", label=_("Department in charge"))
    officer = OfficerFilter(field_name="agreement__officer")
    agreement = RowFilter(model=Agreement, label=_("Agreement"))

    def is_answered(self, rows: Any, name: str, value: bool) -> Any:
        return rows.exclude(answer="") if value else rows.filter(answer="")
