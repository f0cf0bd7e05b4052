"""The first page: what is due and for whom, and what a newcomer is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from cooperation import duties
from cooperation.context import navigation
from cooperation.models import (
    Agreement,
    AgreementState,
    CheckRound,
    Commitment,
    CommitmentKind,
    Precision,
    Project,
    ProjectStage,
    Proposal,
    Term,
)
from meetings.models import Meeting, MeetingStatus, ReportRevision, Side, Trip, TripReport, TripTraveller
from partners.models import Document, Person

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
TODAY = timezone.localdate()
SUNDAY = TODAY + timedelta(days=6 - TODAY.weekday())


def promise(user: User, shift: int, **facts: object) -> Commitment:
    given = {"text": f"Due {shift}", "side": Side.OURS, "officer": user, "due_end": TODAY + timedelta(days=shift)}
    return Commitment.objects.create(**{**given, **facts})


def titles(user: User, *, everyone: bool = False) -> dict[str, list[str]]:
    return {
        group.key: [duty.title for duty in group.duties] for group in duties.due_list(user, TODAY, everyone=everyone)
    }


def test_a_newcomer_is_told_what_to_do_first(sign_in: SignIn, hana: User, guest: User) -> None:
    answer = sign_in(hana).get(reverse("today"))
    assert answer.context["new_here"]
    assert reverse("upload") in answer.content.decode()
    assert sign_in(guest).get(reverse("today")).status_code == 200
    promise(hana, 400)
    assert not sign_in(hana).get(reverse("today")).context["new_here"]


def test_what_is_due_stands_in_its_stretch_of_time(hana: User) -> None:
    for shift in (-40, -1, 0):
        promise(hana, shift)
    promise(hana, (SUNDAY - TODAY).days + 1)
    promise(hana, (SUNDAY - TODAY).days + 14)
    promise(hana, (SUNDAY - TODAY).days + 15)
    found = titles(hana)
    assert found["past"] == ["Due -40", "Due -1"]
    assert found["today"] == ["Due 0"]
    assert len(found["later"]) == 2


def test_mine_is_mine_and_everyones_is_what_i_may_see(hana: User, minsu: User) -> None:
    promise(hana, 0)
    promise(minsu, 0, text="Theirs")
    promise(minsu, 0, text="Secret", confidential=True)
    assert titles(hana) == {"today": ["Due 0"]}
    assert titles(hana, everyone=True) == {"today": ["Due 0", "Theirs"]}
    assert titles(minsu, everyone=True) == {"today": ["Due 0", "Secret", "Theirs"]}


def test_what_is_only_watched_stays_off_the_page_and_soon_comes_back(hana: User) -> None:
    promise(hana, 0, kind=CommitmentKind.PLAN)
    soon = promise(hana, 0, due_end=None, due_precision=Precision.SOON, text="Soon")
    assert titles(hana) == {}
    Commitment.objects.filter(pk=soon.pk).update(created_at=timezone.now() - timedelta(days=15))
    assert titles(hana) == {"today": ["Soon"]}


def test_what_somebody_else_reported_waits_for_my_confirmation(hana: User, minsu: User) -> None:
    row = promise(hana, 30, high_priority=True)
    proof = Document.objects.create(name="a", file="a", sha256="a" * 64, size=1, media_type="text/plain")
    row.report("Sent", by=hana, on=TODAY, evidence=proof)
    assert titles(hana) == {}
    (group,) = duties.due_list(minsu, TODAY, everyone=False)
    assert group.duties[0].confirm


def test_decisions_steps_and_checks_stand_beside_commitments(hana: User, minsu: User) -> None:
    facts = {"state": AgreementState.SIGNED, "signed_on": TODAY - timedelta(days=900), "officer": hana}
    near = Agreement.objects.create(title="Near", term=Term.FIXED, expires_on=TODAY + timedelta(days=50), **facts)
    Agreement.objects.create(title="Far", term=Term.FIXED, expires_on=TODAY + timedelta(days=330), **facts)
    Agreement.objects.create(title="Gone", term=Term.FIXED, expires_on=TODAY - timedelta(days=1), **facts)
    Project.objects.create(title="P", next_step="Apply", next_step_on=TODAY, officer=hana)
    Project.objects.create(title="Q", next_step="Nothing", next_step_on=TODAY, officer=hana, stage=ProjectStage.CLOSED)
    CheckRound.open_round(year=TODAY.year, title="Check", due_on=TODAY, by=minsu, on=TODAY)
    found = titles(hana)
    assert len(found["past"]) == 2
    assert any(near.title in title for title in found["past"])
    assert len(found["today"]) == 2
    assert titles(minsu) == {}


def test_reports_and_registrations_are_due_for_those_who_went(hana: User, minsu: User) -> None:
    person = Person.objects.create(name="정하나", user=hana)
    back = TODAY - timedelta(days=6)
    late = Trip.objects.create(title="Late", start_on=TODAY - timedelta(days=50), end_on=TODAY - timedelta(days=40))
    fresh = Trip.objects.create(title="Fresh", start_on=back, end_on=back)
    handed_in = Trip.objects.create(title="In", start_on=back, end_on=back, submitted_on=TODAY - timedelta(days=1))
    Trip.objects.create(title="Away", start_on=TODAY, end_on=TODAY + timedelta(days=2))
    for trip in (late, fresh, handed_in):
        TripTraveller.objects.create(trip=trip, person=person)
    assert [paper.title for paper in duties.papers_due(hana, TODAY, everyone=False)] == ["Late", "In", "Fresh"]
    assert duties.papers_due(minsu, TODAY, everyone=False) == []
    assert len(duties.papers_due(minsu, TODAY, everyone=True)) == 3


def test_meetings_of_this_week_from_monday_to_sunday(hana: User) -> None:
    for title, shift, status in (
        ("Sunday", 0, MeetingStatus.PLANNED),
        ("Next Monday", 1, MeetingStatus.PLANNED),
        ("Monday", -6, MeetingStatus.HELD),
        ("Called off", -1, MeetingStatus.CANCELLED),
    ):
        Meeting.objects.create(
            title=title,
            held_on=SUNDAY + timedelta(days=shift),
            status=status,
            cancelled_why="Ill" if status == MeetingStatus.CANCELLED else "",
            entered_by=hana,
        )
    assert [one.title for one in duties.meetings_this_week(hana, TODAY, everyone=False)] == ["Monday", "Sunday"]


def test_a_review_waits_until_all_that_counts_is_decided(hana: User) -> None:
    document = Document.objects.create(name="r.txt", file="r", sha256="b" * 64, size=1, media_type="text/plain")
    report = TripReport.objects.create(uploaded_by=hana, title="Lima")
    revision = ReportRevision.objects.create(report=report, document=document)
    for index, (kind, data) in enumerate((("meeting", {}), ("question", {}), ("person", {"optional": True}))):
        Proposal.objects.create(
            revision=revision, kind=kind, read_id=str(index), fingerprint=str(index), title="x", data=data
        )
    (waiting,) = duties.reviews_waiting(hana)
    assert (waiting.title, waiting.done, waiting.total, waiting.questions) == ("Lima", 0, 2, 1)
    decided = {"decided_by": hana, "decided_at": timezone.now()}
    Proposal.objects.filter(kind="meeting").update(state="rejected", **decided)
    Proposal.objects.filter(kind="question").update(state="answered", answer="Both stand", **decided)
    assert duties.reviews_waiting(hana) == []


def nav_numbers(html: str) -> dict[str, tuple[str, bool]]:
    """Beside which lines of the navigation a number stands, and whether it is of what is late."""
    found = re.findall(r'<li><a href="([^"]+)"[^>]*>(?:(?!</a>).)*<span class="number( hot)?">(\d+)</span></a>', html)
    return {address: (number, bool(hot)) for address, hot, number in found}


def test_the_navigation_counts_what_is_due_late_and_open_as_the_pages_do(
    sign_in: SignIn, hana: User, minsu: User
) -> None:
    promise(hana, -3)
    promise(hana, 0)
    promise(hana, 1)
    promise(minsu, -9, text="Not mine")
    Project.objects.create(title="A", officer=hana, next_step="Ask", next_step_on=TODAY)
    mou = Agreement.objects.create(
        title="Near", officer=hana, state=AgreementState.SIGNED, term=Term.FIXED,
        signed_on=TODAY - timedelta(days=700), expires_on=TODAY - timedelta(days=1),
    )  # fmt: skip
    Trip.objects.create(title="Late", start_on=TODAY - timedelta(days=50), end_on=TODAY - timedelta(days=40))
    secret = Trip.objects.create(
        title="Secret", start_on=TODAY - timedelta(days=50), end_on=TODAY - timedelta(days=40), confidential=True
    )
    answer = sign_in(hana).get(reverse("today"))
    numbers = nav_numbers(answer.content.decode())
    listed = answer.context["counts"]
    assert listed["past"] == 2, (mou, listed)
    assert numbers[reverse("today")] == (str(listed["past"] + listed["today"]), True) == ("4", True)
    assert numbers[reverse("trips")] == ("1", True), secret
    assert numbers[reverse("commitments")] == ("3", False)
    assert reverse("reviews") not in numbers, "a nought is not said"


def test_all_numbers_of_the_navigation_are_one_query_and_none_is_asked_without_it(
    hana: User, rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    request = rf.get("/")
    request.user = hana
    with django_assert_num_queries(0):
        counts = navigation(request)["nav_counts"]
        assert counts.get("people") is None
    with django_assert_num_queries(1):
        for name in ("today", "reviews", "trips", "commitments"):
            counts.get(name)


def test_the_navigation_counts_anew_for_another_role_or_other_rows(hana: User, minsu: User, rf: RequestFactory) -> None:
    """Its statements are kept from request to request: what they depend on must be part of the key."""
    promise(hana, -3)
    Trip.objects.create(
        title="Secret", start_on=TODAY - timedelta(days=50), end_on=TODAY - timedelta(days=40), confidential=True
    )
    request = rf.get("/")
    request.user = hana

    def counts(name: str) -> object:
        return navigation(request)["nav_counts"].get(name)

    assert (counts("trips"), counts("commitments")) == (None, 1)
    hana.role = Role.MANAGER
    assert (counts("trips"), counts("commitments")) == ((1, "hot"), 1)
    Commitment.objects.update(officer=minsu)
    assert counts("commitments") is None
