"""Partner history: one query, newest first, of whom it should be, and page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cooperation import history
from cooperation.history import Kind
from cooperation.models import Commitment
from cooperation.tests.world import TAIL, Secrets, World
from meetings.models import Meeting, Side, Trip


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu)


def titles(past: history.History, **page: Any) -> list[str]:
    return [entry.title for entry in past.page(**page).entries]


def test_an_organization_has_its_trips_meetings_agreements_and_commitments_newest_first(
    world: World, guest: User
) -> None:
    entries = history.of_organizations([world.partner.pk], guest).page().entries
    assert [entry.kind for entry in entries] == ["commitment", "commitment", "meeting", "trip", "agreement"] or {
        entry.kind for entry in entries
    } == set(Kind.values)
    assert [entry.day for entry in entries] == sorted((entry.day for entry in entries), reverse=True)
    assert {entry.id for entry in entries} == {
        world.trip.pk, world.meeting.pk, world.agreement.pk, world.commitment.pk, world.promise.pk
    }  # fmt: skip


def test_a_meeting_names_both_sides_and_the_place_of_its_quote(world: World, guest: User) -> None:
    past = history.of_organizations([world.partner.pk], guest, kinds=(Kind.MEETING,))
    (entry,) = past.page().entries
    assert [(one["name"], one["side"], one["organization_name"], one["title"]) for one in entry.people] == [
        ("Víctor Quispe", "theirs", "CONCYTEC", "Director"),
        ("윤서준", "ours", "대전과학산업진흥원", "팀장"),
    ]
    assert (entry.document, entry.document_name, entry.lines) == (world.document.pk, "결과보고서.txt", [2])
    assert entry.quote == "작년 보고서는 빠른 시일 내에 전파하겠음."
    assert entry.facts["host"]["name"] == "CONCYTEC"


def test_a_commitment_stands_on_the_day_it_was_made_not_when_it_falls_due(world: World, guest: User) -> None:
    entries = history.of_organizations([world.partner.pk], guest, kinds=(Kind.COMMITMENT,)).page().entries
    assert {entry.id: entry.day for entry in entries}[world.commitment.pk] == world.meeting.held_on


def test_a_promise_of_ours_that_names_nobody_belongs_to_the_host_of_its_meeting(world: World, guest: User) -> None:
    nameless = Commitment.objects.create(side=Side.OURS, text="자료 송부", officer=world.by, meeting=world.meeting)
    assert nameless.pk in {entry.id for entry in history.of_organizations([world.partner.pk], guest).page().entries}
    assert nameless.pk not in {entry.id for entry in history.of_organizations([world.part.pk], guest).page().entries}


def test_parts_and_forerunners_count_only_where_they_are_asked_for(world: World, guest: User) -> None:
    forerunner = world.organization("CNC", country="PE", successor=world.partner)
    for body in (world.part, forerunner):
        Meeting.objects.create(title=f"with {body}", held_on=world.on, host=body)
    alone = titles(history.of_organizations([world.partner.pk], guest))
    family = titles(history.of_organizations(history.family(world.partner.pk), guest))
    assert {"with CONCYTEC Arequipa", "with CNC"}.isdisjoint(alone)
    assert {"with CONCYTEC Arequipa", "with CNC"} < set(family)


def test_a_circle_of_parents_ends(world: World) -> None:
    type(world.part).objects.filter(pk=world.partner.pk).update(parent=world.part)
    assert set(history.family(world.partner.pk)) == {world.partner.pk, world.part.pk}


def test_a_person_has_the_trips_meetings_and_promises_they_had_part_in(world: World, guest: User) -> None:
    assert {entry.id for entry in history.of_person(world.person.pk, guest).page().entries} == {
        world.meeting.pk, world.commitment.pk
    }  # fmt: skip
    assert {entry.id for entry in history.of_person(world.ours.pk, guest).page().entries} == {
        world.trip.pk, world.meeting.pk
    }  # fmt: skip


def test_a_country_has_what_happened_there_and_with_its_bodies(world: World, guest: User) -> None:
    abroad = Meeting.objects.create(title="in Seoul", held_on=world.on, country="KR", host=world.partner)
    found = {entry.id for entry in history.of_country("PE", guest).page().entries}
    assert found == {
        world.trip.pk, world.meeting.pk, abroad.pk, world.agreement.pk, world.commitment.pk, world.promise.pk
    }  # fmt: skip


def test_kind_and_year_narrow_it_and_the_counts_say_how_much_there_is(world: World, guest: User) -> None:
    Meeting.objects.create(title="long ago", held_on=world.on.replace(year=2019, day=1), host=world.partner)
    past = history.of_organizations([world.partner.pk], guest, kinds=(Kind.MEETING,), year=2019)
    assert titles(past) == ["long ago"]
    counts = past.counts()
    assert counts[Kind.MEETING][2019] == 1
    assert sum(counts[Kind.MEETING].values()) == 2
    assert sum(number for years in counts.values() for number in years.values()) == 6


def test_pages_follow_one_another_without_a_gap_or_a_double_even_on_one_day(world: World, guest: User) -> None:
    Meeting.objects.bulk_create(
        Meeting(title=f"m{number}", held_on=world.on - timedelta(days=number % 3), host=world.partner)
        for number in range(25)
    )
    past = history.of_organizations([world.partner.pk], guest)
    seen: list[Any] = []
    place = None
    while True:
        page = past.page(7, place)
        seen += [(entry.day, entry.id) for entry in page.entries]
        place = page.next
        if place is None:
            break
    assert len(seen) == 30
    assert seen == sorted(set(seen), reverse=True)


@pytest.mark.parametrize(
    "of",
    [
        lambda world, user: history.of_organizations([world.partner.pk, world.part.pk], user),
        lambda world, user: history.of_person(world.person.pk, user),
        lambda world, user: history.of_country("PE", user),
        lambda world, user: history.of_country("BO", user),
    ],
)
def test_what_is_confidential_is_in_no_history(
    of: Callable[[World, User], history.History], world: World, guest: User, minsu: User
) -> None:
    before = of(world, guest).page().entries
    Secrets(world, by=minsu)
    after = of(world, guest)
    assert after.page().entries == before
    assert sum(number for years in after.counts().values() for number in years.values()) == len(before)
    assert TAIL in str(of(world, minsu).page().entries)


def test_a_page_is_one_query_whatever_its_length(world: World, guest: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            history.of_organizations([world.partner.pk], guest).page(200)
        return len(captured)

    few = queries()
    Meeting.objects.bulk_create(
        Meeting(title=f"m{number}", held_on=world.on, host=world.partner) for number in range(150)
    )
    Trip.objects.bulk_create(Trip(title=f"t{number}") for number in range(10))
    assert few == queries() == 1
