"""The overview: every number is the count of the list it links to, for each role, on any day, at constant cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cooperation.dashboard import Number, Share, bars, overview, scale
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementState,
    Commitment,
    DecisionKind,
    Renewal,
    Term,
)
from cooperation.worldmap import HIGH, spots
from meetings.models import Side, Trip
from partners.models import Organization

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
TODAY = timezone.localdate()
AUTOMATIC = Renewal.AUTOMATIC


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


@pytest.fixture
def mixed(hana: User, minsu: User) -> None:
    """Agreements, commitments and trips of every standing, some of them confidential."""
    us = Organization.objects.create(name="우리 진흥원", country="KR", ours=True)
    bodies = [
        Organization.objects.create(name=name, country=country)
        for name, country in (("Instituto Andino", "PE"), ("Lima Lab", "PE"), ("Hanoi Park", "VN"), ("Nowhere", ""))
    ]
    cases: list[dict[str, Any]] = [
        {"signed_on": days(-100)},
        {"signed_on": days(-900)},
        {"signed_on": days(-900), "term": Term.FIXED, "expires_on": days(90)},
        {"signed_on": days(-900), "term": Term.FIXED, "expires_on": days(200), "type": "MOA"},
        {"signed_on": days(-900), "term": Term.FIXED, "expires_on": days(800), "scope": "All of it"},
        {"signed_on": days(-900), "term": Term.FIXED, "expires_on": days(-20)},
        {"signed_on": days(-900), "term": Term.YEARS, "term_years": 1, "type": "LOI"},
        {
            "signed_on": days(-900),
            "term": Term.YEARS,
            "term_years": 1,
            "renewal": AUTOMATIC,
            "renewal_years": 1,
        },
        {"signed_on": days(-10), "effective_from": days(30)},
        {"state": AgreementState.NEGOTIATING},
        {"signed_on": days(-500), "state": AgreementState.CLOSED, "closed_on": days(-50), "closed_as": "expired"},
        {"state": AgreementState.CANCELLED, "cancelled_on": days(-50), "cancelled_why": "No money"},
        *({"signed_on": days(-900), "renewal": Renewal.EVERGREEN, "review_on": days(ahead)} for ahead in (60, 61)),
    ]
    for index, facts in enumerate(cases):
        for confidential in (False, True):
            agreement = Agreement.objects.create(
                **{"title": f"Tie {index}", "state": AgreementState.SIGNED, "confidential": confidential, **facts},
                officer=minsu,
            )
            agreement.parties.create(organization=us)
            agreement.parties.create(organization=bodies[index % 4], order=1)
            if index == 3:
                agreement.parties.create(organization=bodies[2], order=2)
            if index == 4:
                AgreementActivity.objects.create(agreement=agreement, happened_on=days(-30), text="Seminar")
            if index == 12:
                agreement.add_amendment("An end", signed_on=days(-300), new_expires_on=days(-40))
            if index in (3, 7, 13):  # followed by the next one, from some day on
                Agreement.objects.create(
                    title=f"Next {index}",
                    state=AgreementState.SIGNED,
                    signed_on=days(-20),
                    effective_from=days(30) if index == 7 else None,
                    confidential=confidential,
                    predecessor=agreement,
                )
    decided = Agreement.objects.filter(title="Tie 2").first()
    assert decided is not None
    decided.decide(DecisionKind.RENEW, act_by=decided.as_of(TODAY).act_by, why="Good", by=hana, on=days(-1))
    for index in range(12):
        Commitment.objects.create(
            text=f"Promise {index}",
            side=[Side.OURS, Side.THEIRS, Side.THIRD][index % 3],
            officer=minsu if index % 2 else hana,
            owner=[us, bodies[0], bodies[3]][index % 3],
            requested_by=bodies[1] if index % 3 == 0 else None,
            due_end=days(index * 3 - 20),
            confidential=index % 5 == 0,
        )
    for back in (-5, -29, -30, -31, -60):
        for confidential in (False, True):
            Trip.objects.create(
                title=f"Trip {back}", start_on=days(back - 3), end_on=days(back), confidential=confidential
            )


def numbers(part: Any) -> Iterator[Number]:
    """Every number anywhere in the overview."""
    if isinstance(part, Number):
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            yield from numbers(getattr(part, field.name))
    elif isinstance(part, list):
        for one in part:
            yield from numbers(one)


@pytest.mark.parametrize(
    ("who", "shift"), [("guest", 0), ("hana", 0), ("minsu", 0), ("admin", 0), ("guest", -400), ("minsu", 120)]
)
def test_every_number_is_the_count_of_its_list(
    who: str, shift: int, mixed: None, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(who)
    client = sign_in(user)
    found = overview(user, days(shift), TODAY)
    every = list(numbers(found))
    assert len(every) > 20
    assert shift or found.in_force.count > 5
    for number in every:
        page = client.get(number.address).context["page"]
        assert page.paginator.count == number.count, number.address


def test_a_viewer_counts_less_than_a_manager(mixed: None, guest: User, minsu: User) -> None:
    mine, all_of_it = overview(guest, TODAY, TODAY), overview(minsu, TODAY, TODAY)
    assert 0 < mine.in_force.count < all_of_it.in_force.count
    assert 0 < mine.reports_late.count < all_of_it.reports_late.count
    assert 0 < mine.overdue_ours.count < all_of_it.overdue_ours.count


def test_the_page_shows_the_numbers_with_their_links(mixed: None, sign_in: SignIn, minsu: User) -> None:
    answer = sign_in(minsu).get(reverse("dashboard"))
    page, found = answer.content.decode(), answer.context["overview"]
    for number in numbers(found):
        if number.count:
            address = number.address.replace("&", "&amp;")
            assert re.search(rf'href="{re.escape(address)}"', page), address


@pytest.mark.parametrize("text", ["2019-01-01", "2999-12-31", "9999-12-31", "nonsense", "1900-01-01", "0001-01-01"])
def test_any_day_can_be_asked(text: str, mixed: None, sign_in: SignIn, minsu: User) -> None:
    client = sign_in(minsu)
    assert client.get(reverse("dashboard"), {"on": text}).status_code == 200
    assert client.get(reverse("agreements"), {"on": text}).status_code == 200
    assert client.get(reverse("commitments"), {"on": text}).status_code == 200


def test_the_overview_costs_the_same_for_more_of_everything(mixed: None, sign_in: SignIn, minsu: User) -> None:
    client = sign_in(minsu)
    client.get(reverse("dashboard"))
    costs = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("dashboard"))
        costs.append(len(queries))
        for index in range(20):
            Agreement.objects.create(title=f"More {index}", state=AgreementState.SIGNED, signed_on=days(-700))
    assert costs[0] == costs[1]


def test_the_chart_stays_inside_its_frame(mixed: None, minsu: User) -> None:
    found = overview(minsu, TODAY, TODAY)
    by = scale(found.charted, TODAY)
    for bar in bars(found.charted, TODAY, by):
        assert 0 <= bar.x <= 100
        assert bar.x + bar.width <= 100.5
        assert bar.act_by is None or 0 <= bar.act_by <= 100
        if bar.lapsed_x is not None and bar.lapsed_width is not None:
            assert bar.lapsed_x + bar.lapsed_width <= 100.5


@pytest.mark.parametrize(
    "conditions", [{"country": "PE"}, {"type": "MOA"}, {"officer": "me"}, {"confidential": "true"}]
)
@pytest.mark.parametrize("who", ["guest", "minsu"])
def test_under_conditions_every_number_is_still_the_count_of_its_list(
    who: str, conditions: dict[str, str], mixed: None, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(who))
    answer = client.get(reverse("dashboard"), conditions)
    for number in numbers(answer.context["overview"]):
        assert client.get(number.address).context["page"].paginator.count == number.count, number.address


def test_lists_that_do_not_know_a_condition_say_so(mixed: None, sign_in: SignIn, minsu: User) -> None:
    client = sign_in(minsu)
    assert "적용되지 않는 조건" not in client.get(reverse("dashboard"), {"country": "PE"}).content.decode()
    page = client.get(reverse("dashboard"), {"type": "MOA", "country": "PE"}).content.decode()
    # The late reports, and the overdue commitments by partner and by officer.
    assert page.count("적용되지 않는 조건: 종류") == 3


def test_what_is_in_negotiation_says_for_how_long(mixed: None, sign_in: SignIn, minsu: User) -> None:
    found = overview(minsu, TODAY, TODAY)
    assert found.negotiating.count == 2
    assert [line.since for line in found.talks] == [TODAY, TODAY]


def test_no_number_on_the_map_covers_another(minsu: User) -> None:
    none = Number(0, "")
    codes = re.findall("..", "KRJPCNVNLAKHTHSGDEFRBENLLUCHATITCZPLHUSIHRGBIEPEUS")
    shares = [Share(code, code, Number(8 + place, ""), none, none) for place, code in enumerate(codes)]
    found = spots(shares)
    assert len(found) == len(shares)
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            apart = abs(one.middle - other.middle) >= (one.width + other.width) / 2 - 1
            assert apart or abs(one.top - other.top) >= HIGH, (one.share.key, other.share.key)


def test_countries_on_the_map_have_the_numbers_of_the_list(mixed: None, sign_in: SignIn, minsu: User) -> None:
    answer = sign_in(minsu).get(reverse("dashboard"))
    shown = {spot.share.key: spot.share.in_force.count for spot in answer.context["spots"]}
    assert shown == {share.key: share.in_force.count for share in answer.context["overview"].countries}
    assert b"world.svg" in answer.content
