"""States and clocks of trips, and the side somebody sits on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.records import Stale
from meetings.models import Side, Trip, TripState
from meetings.paper import Mark, lines_named, paper
from meetings.sides import side_of
from meetings.tests.samples import a_trip, an_organization
from partners.models import Organization

pytestmark = pytest.mark.django_db


def test_one_rule_of_state_for_one_trip_and_for_many(hana: User) -> None:
    """Every trip is found in exactly the state it says it is in, on every day around its dates."""
    a_trip("계획 없음", start_on=None, end_on=None)
    a_trip("편도", end_on=None)
    a_trip("지연")
    a_trip("제출").submit_report(date(2025, 9, 9), by=hana)
    registered = a_trip("등록")
    registered.submit_report(date(2025, 9, 9), by=hana)
    registered.register(date(2025, 9, 20), by=hana, number="1")
    a_trip("취소").cancel(date(2025, 8, 1), by=hana, why="사정")
    for days in range(60):
        on = date(2025, 8, 5) + timedelta(days)
        for trip in Trip.objects.all():
            found = [state for state in TripState if Trip.objects.in_state(state, on).filter(pk=trip.pk).exists()]
            assert found == [trip.state(on)], (trip.title, on)


def test_the_clock_that_runs_is_the_reports_and_then_the_registrations(hana: User) -> None:
    trip = a_trip()
    assert trip.next_due_on(date(2025, 8, 12)) is None
    assert trip.next_due_on(date(2025, 8, 20)) == date(2025, 9, 14)
    trip.submit_report(date(2025, 9, 9), by=hana)
    assert trip.next_due_on(date(2025, 9, 10)) == date(2025, 9, 24)
    trip.register(date(2025, 9, 20), by=hana, address="https://example.org/1")
    assert trip.next_due_on(date(2025, 9, 21)) is None


def test_a_verb_on_a_trip_that_changed_meanwhile_is_stale(hana: User) -> None:
    trip = a_trip()
    twin = Trip.objects.get(pk=trip.pk)
    twin.submit_report(date(2025, 9, 8), by=hana)
    with pytest.raises(Stale):
        trip.submit_report(date(2025, 9, 9), by=hana)
    with pytest.raises(Stale):
        trip.cancel(date(2025, 9, 9), by=hana, why="늦은 생각")


def test_a_submission_cannot_move_behind_its_registration(hana: User) -> None:
    trip = a_trip()
    trip.submit_report(date(2025, 9, 9), by=hana)
    trip.register(date(2025, 9, 20), by=hana, number="1")
    trip.submit_report(date(2025, 9, 10), by=hana)
    with pytest.raises(ValidationError):
        trip.submit_report(date(2025, 9, 21), by=hana)


def test_sides_follow_from_what_is_ours() -> None:
    institute = an_organization("한빛과학산업진흥원", ours=True)
    department = an_organization("전략본부", parent=institute)
    assert side_of(institute) == Side.OURS
    assert side_of(department) == Side.OURS
    assert side_of(an_organization("리마 과학원")) == Side.THEIRS
    assert side_of(None) == Side.THIRD


def test_a_ring_of_parents_does_not_hang() -> None:
    one = an_organization("가")
    other = an_organization("나", parent=one)
    Organization.objects.filter(pk=one.pk).update(parent=other)
    one.refresh_from_db()
    assert side_of(one) == Side.THEIRS


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("12", [12]),
        ("12-15", [12, 13, 14, 15]),
        ("12–13, 40", [12, 13, 40]),
        ("x", []),
        ("", []),
        ("0", []),
        ("3-1", []),
    ],
)
def test_lines_are_named_in_an_address(text: str, lines: list[int]) -> None:
    assert lines_named(text) == lines


def test_an_endless_range_is_cut() -> None:
    assert len(lines_named("1-9999999")) == 1001


def test_a_document_keeps_headings_items_tables_and_pages() -> None:
    html = paper(
        [
            (1, "heading", "1. 개요", 1, [], 0, 1),
            (2, "blank", "", 0, [], 0, 1),
            (3, "item", "○ 기간", 1, [], 0, 1),
            (4, "row", "이름\t소속", 0, ["이름", "소속"], 1, 1),
            (5, "row", "가람\t", 0, ["가람", ""], 1, 2),
            (6, "row", "다른 표", 0, ["다른 표"], 2, 2),
            (7, "paragraph", "끝 & 끝", 0, [], 0, 2),
        ],
        current=[5],
        marks={7: Mark("ask", "q-1")},
    )
    assert '<h3 id="l1">1. 개요</h3>' in html
    assert '<p class="item" data-level="1" id="l3">○ 기간</p>' in html
    assert html.count("<table") == html.count("</table>") == 3  # the first goes on behind the page mark
    assert '<tr id="l5" class="current"><td>가람</td><td></td></tr>' in html
    assert "2쪽" in html
    assert '<p id="l7"><mark data-state="ask" data-for="q-1">끝 &amp; 끝</mark></p>' in html


def test_checking_a_new_record_draws_no_number(hana: User) -> None:
    """Where the database gives the number, asking whether it is taken would draw one for every row of the table."""
    numbers = []
    for title in ("첫째", "둘째", "셋째", "넷째"):
        trip = Trip(title=title)
        trip.full_clean()
        trip.save()
        trip.refresh_from_db()
        numbers.append(trip.number)
    assert numbers == list(range(numbers[0], numbers[0] + 4))
