"""Filters of all lists: each narrows to the right rows, and offers and accepts only what the user may see."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from django.http import QueryDict

from accounts.filters import Filters
from accounts.models import User
from cooperation.filters import AgreementFilterSet, CommitmentFilterSet, ProjectFilterSet
from cooperation.models import Agreement, Commitment, Project
from cooperation.tests.world import QUERY, TAIL, Secrets, World
from meetings.filters import MeetingFilterSet, TripFilterSet, TripReportFilterSet
from meetings.models import Meeting, Trip, TripReport
from partners.filters import DocumentFilterSet, OrganizationFilterSet, PersonFilterSet
from partners.models import Document, Organization, Person

SETS: dict[type[Filters], type[models.Model]] = {
    OrganizationFilterSet: Organization,
    PersonFilterSet: Person,
    DocumentFilterSet: Document,
    TripFilterSet: Trip,
    MeetingFilterSet: Meeting,
    TripReportFilterSet: TripReport,
    AgreementFilterSet: Agreement,
    ProjectFilterSet: Project,
    CommitmentFilterSet: Commitment,
}


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu)


def filtered(filters: type[Filters], query: str, user: User, world: World) -> Filters:
    rows = SETS[filters]._default_manager.visible_to(user)  # type: ignore[attr-defined]
    return filters(QueryDict(query), rows, user=user, on=world.on)


def found(filters: type[Filters], query: str, user: User, world: World) -> set[Any]:
    return set(filtered(filters, query, user, world).qs)


@pytest.mark.parametrize(
    ("filters", "query", "names"),
    [
        (OrganizationFilterSet, "q=과학기술혁신", {"partner"}),
        (OrganizationFilterSet, "q=concytec arequipa", {"part"}),
        (OrganizationFilterSet, "q=ㄱㄱㄱㅎㄱㅅ", {"partner"}),
        (OrganizationFilterSet, "q=gwahakgisul", {"partner"}),
        (OrganizationFilterSet, "country=PE", {"partner", "part"}),
        (OrganizationFilterSet, "kind=government", {"partner"}),
        (OrganizationFilterSet, "ours=true", {"institute"}),
        (OrganizationFilterSet, "ours=0&country=PE&kind=", {"partner", "part"}),
        (OrganizationFilterSet, "parent={partner}", {"part"}),
        (PersonFilterSet, "q=victor", {"person"}),
        (PersonFilterSet, "q=서준", {"ours"}),
        (PersonFilterSet, "organization={partner}", {"person"}),
        (PersonFilterSet, "ours=yes", {"ours"}),
        (DocumentFilterSet, "q=정책 실증", {"document"}),
        (DocumentFilterSet, "q=없는말", set()),
        (TripFilterSet, "q=페루", {"trip"}),
        (TripFilterSet, "country=PE", {"trip"}),
        (TripFilterSet, "country=BO", set()),
        (TripFilterSet, "state=report_due", {"trip"}),
        (TripFilterSet, "state=late&on=2199-01-01", {"trip"}),
        (TripFilterSet, "state=planned&on=2001-01-01", {"trip"}),
        (TripFilterSet, "organization={partner}", {"trip"}),
        (TripFilterSet, "organization={part}", set()),
        (TripFilterSet, "person={ours}", {"trip"}),
        (TripFilterSet, "person={person}", set()),
        (MeetingFilterSet, "q=실증", {"meeting"}),
        (MeetingFilterSet, "q=quispe", {"meeting"}),
        (MeetingFilterSet, "organization={partner}", {"meeting"}),
        (MeetingFilterSet, "person={person}", {"meeting"}),
        (MeetingFilterSet, "trip={trip}", {"meeting"}),
        (MeetingFilterSet, "status=planned", set()),
        (MeetingFilterSet, "until=2001-01-01", set()),
        (TripReportFilterSet, "trip={trip}", {"report"}),
        (TripReportFilterSet, "filed=true", set()),
        (AgreementFilterSet, "q=concytec", {"agreement"}),
        (AgreementFilterSet, "standing=in_force", {"agreement"}),
        (AgreementFilterSet, "standing=lapsed&on=2199-01-01", {"agreement"}),
        (AgreementFilterSet, "in_force=true", {"agreement"}),
        (AgreementFilterSet, "in_force=false", set()),
        (AgreementFilterSet, "silent=true", {"agreement"}),
        (AgreementFilterSet, "missing=true", {"agreement"}),
        (AgreementFilterSet, "lacks=signed_copy", {"agreement"}),
        (AgreementFilterSet, "lacks=term", set()),
        (AgreementFilterSet, "country=PE", {"agreement"}),
        (AgreementFilterSet, "country=KR", set()),
        (AgreementFilterSet, "organization={partner}", {"agreement"}),
        (AgreementFilterSet, "ends_to=2001-01-01", set()),
        (AgreementFilterSet, "act_by_from=2001-01-01", {"agreement"}),
        (ProjectFilterSet, "organization={partner}", {"project"}),
        (ProjectFilterSet, "agreement={agreement}&country=PE", {"project"}),
        (ProjectFilterSet, "stage=closed", set()),
        (CommitmentFilterSet, "side=theirs", {"commitment"}),
        (CommitmentFilterSet, "overdue=true", {"commitment"}),
        (CommitmentFilterSet, "overdue=false", {"promise"}),
        (CommitmentFilterSet, "overdue=true&on=2001-01-01", set()),
        (CommitmentFilterSet, "organization={partner}", {"commitment", "promise"}),
        (CommitmentFilterSet, "meeting={meeting}", {"commitment"}),
        (CommitmentFilterSet, "person={person}", {"commitment"}),
        (CommitmentFilterSet, "q=victor quispe", {"commitment"}),
        (CommitmentFilterSet, "running=1&mailed=1", {"commitment", "promise"}),
        (CommitmentFilterSet, "country=PE", {"commitment", "promise"}),
    ],
)  # fmt: skip
def test_a_filter_leaves_the_rows_it_names(
    filters: type[Filters], query: str, names: set[str], world: World, guest: User
) -> None:
    ids = {name: value.pk for name, value in vars(world).items() if isinstance(value, models.Model)}
    assert found(filters, query.format(**ids), guest, world) == {getattr(world, name) for name in names}


def test_me_is_whoever_asks(world: World, minsu: User, guest: User) -> None:
    assert found(AgreementFilterSet, "officer=me", minsu, world) == {world.agreement}
    assert found(AgreementFilterSet, "officer=me", guest, world) == set()


@pytest.mark.parametrize("filters", SETS)
def test_nothing_secret_is_offered_found_or_accepted(
    filters: type[Filters], world: World, guest: User, minsu: User
) -> None:
    before = found(filters, "", guest, world)
    offered = str(filtered(filters, "", guest, world).form)
    secrets = Secrets(world, by=minsu)
    assert found(filters, "", guest, world) == before
    assert found(filters, f"q={QUERY}", guest, world) == set()
    after = str(filtered(filters, "", guest, world).form)
    assert after == offered
    assert TAIL not in after
    unknown_id = uuid4()
    for name, row in ((name, row) for name in filters.base_filters for row in secrets.rows[:4]):
        hidden = filtered(filters, f"{name}={row.pk}", guest, world).errors
        unknown = filtered(filters, f"{name}={unknown_id}", guest, world).errors
        assert str(hidden).replace(str(row.pk), "") == str(unknown).replace(str(unknown_id), "")


@pytest.mark.parametrize("filters", SETS)
def test_a_manager_finds_what_is_confidential(filters: type[Filters], world: World, minsu: User) -> None:
    Secrets(world, by=minsu)
    if filters is OrganizationFilterSet:
        assert found(filters, f"q={QUERY}", minsu, world) == {world.partner}
    else:
        assert found(filters, f"q={QUERY}", minsu, world)


def test_a_value_that_cannot_be_read_is_named_and_left_out(world: World, guest: User) -> None:
    filters = filtered(MeetingFilterSet, "kind=party&year=abc&q=실증", guest, world)
    assert set(filters.errors) == {"kind", "year"}
    assert set(filters.qs) == {world.meeting}


def test_the_filters_in_use_are_told_in_words_with_the_way_to_lift_each(world: World, guest: User) -> None:
    filters = filtered(OrganizationFilterSet, f"country=PE&ours=false&parent={world.partner.pk}&page=3", guest, world)
    assert [(chosen.name, chosen.words) for chosen in filters.chosen] == [
        ("country", "페루"), ("ours", "아니요"), ("parent", "CONCYTEC")
    ] or [chosen.name for chosen in filters.chosen] == ["country", "ours", "parent"]  # fmt: skip
    assert filters.chosen[0].without == f"?ours=false&parent={world.partner.pk}"


def test_only_countries_of_visible_rows_are_offered_and_every_code_is_understood(world: World, guest: User) -> None:
    filters = filtered(MeetingFilterSet, "country=FR", guest, world)
    codes = [code for code, _label in filters.form.fields["country"].widget.choices]
    assert codes == ["", "PE", "FR"] or set(codes) == {"", "PE", "FR"}
    assert not filters.errors
