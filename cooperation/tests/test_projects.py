"""The way of a project: every stage to every stage, told alike by the page, the API, and the database."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import ApiToken, Scope, User
from config.tests.cast import SignIn
from cooperation.models import Project, ProjectPartner, ProjectStage, ProjectStep
from cooperation.reminders import plan
from partners.models import Organization

pytestmark = pytest.mark.django_db

STAGES = list(ProjectStage.values)
DAY = date(2026, 3, 2)
#: The way as the domain tells it, written down once more: forward, given up, and one step back.
WAYS = {
    "idea": {"proposed", "closed"},
    "proposed": {"under_review", "rejected", "closed", "idea"},
    "under_review": {"approved", "rejected", "closed", "proposed"},
    "approved": {"running", "closed", "under_review"},
    "rejected": {"proposed", "closed", "under_review"},
    "running": {"closed", "approved"},
    "closed": {"running"},  # where it was closed
}
#: How a project comes to each stage.
ROADS = {
    "idea": [],
    "proposed": ["proposed"],
    "under_review": ["proposed", "under_review"],
    "approved": ["proposed", "under_review", "approved"],
    "rejected": ["proposed", "rejected"],
    "running": ["proposed", "under_review", "approved", "running"],
    "closed": ["proposed", "under_review", "approved", "running", "closed"],
}


def standing_at(stage: str, by: User) -> Project:
    made = Project.objects.create(title="Pilot", target_year=2026, officer=by)
    for step in ROADS[stage]:
        made.move(step, "So it was", by=by, on=DAY)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("stage", STAGES)
def test_a_project_goes_where_its_way_leads_and_nowhere_else(stage: str, client: Client, hana: User) -> None:
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    _token, key = ApiToken.issue(user=hana, name="life", scopes=[Scope.READ])
    for to in STAGES:
        row = standing_at(stage, hana)
        allowed = to in WAYS[stage]
        assert (to in row.next_stages) is allowed, (stage, to)
        page = client.get(row.get_absolute_url()).content.decode()
        assert (f'value="{to}"' in page) is allowed, (stage, to, "offered")
        sent = {"version": row.version, "move-stage": to, "move-why": "A reason", "move-target_year": "2027"}
        answer = client.post(reverse("project_act", args=[row.pk, "move"]), sent)
        assert answer.status_code == (302 if allowed else 422), (stage, to)
        row.refresh_from_db()
        assert row.stage == (to if allowed else stage)
        told = client.get(f"/api/v1/projects/{row.pk}/", HTTP_AUTHORIZATION=f"Bearer {key}").json()
        assert told["stage"] == row.stage
        assert [step["stage"] for step in told["steps"]] == ROADS[stage] + ([to] if allowed else [])


@pytest.mark.parametrize(("stage", "to"), [pair for pair in product(STAGES, STAGES) if pair[0] != pair[1]])
def test_the_database_knows_the_same_way(stage: str, to: str, hana: User) -> None:
    """Written past the verb, with and without a step that tells of it."""
    row = standing_at(stage, hana)

    def write(with_step: bool) -> bool:
        try:
            with transaction.atomic():
                Project.objects.filter(pk=row.pk).update(stage=to, stage_why="A reason", target_year=2027)
                if with_step:
                    row.steps.create(
                        ordinal=len(ROADS[stage]) + 1, was=stage, stage=to, why="A reason", moved_on=DAY, moved_by=hana
                    )
                connection.check_constraints()
        except IntegrityError:
            return False
        return True

    assert not write(with_step=False), "a stage changed and no step tells why"
    assert write(with_step=True) is (to in WAYS[stage])


def test_every_step_needs_its_reason_also_back(hana: User) -> None:
    row = standing_at("under_review", hana)
    for to in ("approved", "proposed", "closed"):
        with override("en"), pytest.raises(ValidationError, match="Write the reason"):
            row.move(to, "  ", by=hana, on=DAY)
    step = row.move("proposed", "The budget was wrong", by=hana, on=DAY + timedelta(days=1))
    assert step.is_back
    assert [str(one.why) for one in row.steps.all()] == ["So it was", "So it was", "The budget was wrong"]


def test_refusals_say_what_to_do(hana: User) -> None:
    with override("en"):
        row = standing_at("approved", hana)
        with pytest.raises(ValidationError, match="From “Approved” it goes to: “Running”, “Closed”, “Under review”"):
            row.move("idea", "Why not", by=hana, on=DAY)
        with pytest.raises(ValidationError, match=r"Its last step was on .*2026.*; the next one cannot come before"):
            row.move("running", "Signed", by=hana, on=DAY - timedelta(days=1))
        row = standing_at("rejected", hana)
        with pytest.raises(ValidationError, match=r"It was rejected for 2026\. Give the later year"):
            row.move("proposed", "A new call", by=hana, on=DAY, target_year=2026)
        row.move("proposed", "A new call", by=hana, on=DAY, target_year=2027)
        assert row.target_year == 2027
        put_on_record_closed = Project.objects.create(title="Old", stage="closed", stage_why="Done")
        with pytest.raises(ValidationError, match="Begin a new one"):
            put_on_record_closed.move("running", "Again", by=hana, on=DAY)
        with pytest.raises(ValidationError, match="nothing is to be done next"):
            put_on_record_closed.plan("Apply", DAY)


def test_a_closed_project_goes_back_to_where_it_was_closed(hana: User) -> None:
    for stage in ("idea", "approved", "rejected"):
        row = standing_at(stage, hana)
        row.move("closed", "Given up", by=hana, on=DAY)
        row = Project.objects.get(pk=row.pk)
        assert row.next_stages == [stage]
        row.move(stage, "It was closed by mistake", by=hana, on=DAY)
        assert Project.objects.get(pk=row.pk).stage == stage


def test_the_board_has_a_column_a_stage_and_moves_without_dragging(sign_in: SignIn, hana: User) -> None:
    client, board = sign_in(hana), reverse("projects_board")
    row = standing_at("proposed", hana)
    standing_at("rejected", hana)
    page = client.get(board).content.decode()
    assert [f'data-stage="{stage}"' in page for stage in STAGES] == [True] * 6 + [False]  # none is closed
    sent = {"version": row.version, "move-stage": "under_review", "move-why": "Handed in", "next": board}
    answer = client.post(reverse("project_act", args=[row.pk, "move"]), sent)
    assert (answer.status_code, answer["Location"]) == (302, board)
    row.refresh_from_db()
    assert row.stage == "under_review"
    assert (row.next_step, row.next_step_on) == ("", None)


def test_a_move_from_the_board_leaves_the_next_step_as_it_is(sign_in: SignIn, hana: User) -> None:
    row = Project.objects.create(title="Pilot", officer=hana, next_step="Apply", next_step_on=DAY)
    row.refresh_from_db()
    address = reverse("project_act", args=[row.pk, "move"])
    sent: dict[str, Any] = {"version": row.version, "move-stage": "proposed", "move-why": "Handed in"}
    assert sign_in(hana).post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.next_step, row.next_step_on) == ("Apply", DAY)
    sent |= {"version": row.version, "move-stage": "under_review", "move-next_step": "Ask", "move-next_step_on": ""}
    assert sign_in(hana).post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.next_step, row.next_step_on) == ("Ask", None)


def test_overdue_next_steps_are_marked_counted_and_told_alike(sign_in: SignIn, hana: User) -> None:
    today = timezone.localdate()
    late = Project.objects.create(title="Late", next_step="Apply", next_step_on=today - timedelta(days=1))
    Project.objects.create(title="Due", next_step="Apply", next_step_on=today)
    Project.objects.create(title="Over", stage="closed", next_step="Apply", next_step_on=today - timedelta(days=1))
    assert [row.is_overdue(today) for row in Project.objects.order_by("number")] == [True, False, False]
    assert list(Project.objects.step_overdue(today)) == [late]
    client = sign_in(hana)
    listed = client.get(reverse("projects"), {"overdue": "true"}).content.decode()
    assert "Late" in listed
    assert "Over" not in listed
    found = client.get("/api/v1/projects/", {"overdue": "true"}).json()["results"]
    assert [(row["title"], row["overdue"]) for row in found] == [("Late", True)]
    address = reverse("project_act", args=[late.pk, "step"])
    late.refresh_from_db()
    sent = {"version": late.version, "step-next_step": "Call", "step-next_step_on": today.isoformat()}
    assert client.post(address, sent).status_code == 302
    assert not Project.objects.step_overdue(today).exists()


def test_a_next_step_is_reminded_14_and_3_days_before(hana: User) -> None:
    row = Project(next_step="Apply", next_step_on=DAY)
    assert [milestone.day for milestone in plan.of_project(row)] == [DAY - timedelta(days=14), DAY - timedelta(days=3)]


@pytest.mark.parametrize("name", ["projects", "projects_board"])
def test_list_and_board_cost_the_same_for_two_as_for_forty(
    name: str, sign_in: SignIn, hana: User, django_assert_max_num_queries: Any
) -> None:
    client, body = sign_in(hana), Organization.objects.create(name="Lab")
    costs = []
    for number in (2, 38):
        for index in range(number):
            row = standing_at(STAGES[index % 7], hana)
            ProjectPartner.objects.create(project=row, organization=body)
        client.get(reverse(name))
        with django_assert_max_num_queries(40) as asked:
            assert client.get(reverse(name)).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1], costs
    assert ProjectStep.objects.count() > 40
