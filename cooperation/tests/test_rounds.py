"""Rounds of performance checks (이행점검): what they ask about, their progress, their results, and who sees which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, Scope, User
from cooperation.models import Agreement, AgreementCheck, CheckRound, Reminder, ReportItem, Rule
from cooperation.reminders import plan
from partners.models import Organization

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
SIGNED = date(2026, 3, 2)


def signed(title: str, **facts: Any) -> Agreement:
    return Agreement.objects.create(**{"title": title, "state": "signed", "signed_on": SIGNED, **facts})


def opened(by: User) -> CheckRound:
    today = timezone.localdate()
    return CheckRound.open_round(year=today.year, title="정기 점검", due_on=today + timedelta(days=30), by=by, on=today)


def answer(client: Client, check: AgreementCheck, **said: str) -> Any:
    check.refresh_from_db()
    fields = {f"answer-{name}": value for name, value in said.items()}
    return client.post(reverse("check_answer", args=[check.pk]), {"version": check.version, **fields})


def press(client: Client, row: CheckRound, act: str, **said: str) -> Any:
    row.refresh_from_db()
    fields = {f"{act}-{name}": value for name, value in said.items()}
    return client.post(reverse("round_act", args=[row.pk, act]), {"version": row.version, **fields})


def test_a_round_can_ask_about_what_came_into_force_since(hana: User, minsu: User, sign_in: SignIn) -> None:
    signed("Old")
    row = opened(minsu)
    manager = sign_in(minsu)
    address = reverse("round_act", args=[row.pk, "rest"])
    assert address not in manager.get(row.get_absolute_url()).content.decode()
    signed("New")
    assert address in manager.get(row.get_absolute_url()).content.decode()
    assert address not in sign_in(hana).get(row.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        row.ask_of_the_rest(by=hana, on=timezone.localdate())
    assert press(manager, row, "rest").status_code == 302
    assert set(row.checks.values_list("agreement__title", flat=True)) == {"Old", "New"}
    row.close(by=minsu, on=timezone.localdate())
    signed("Newer")
    with pytest.raises(ValidationError):
        row.ask_of_the_rest(by=minsu, on=timezone.localdate())


def test_progress_is_told_by_department_and_every_number_leads_to_its_rows(
    hana: User, minsu: User, sign_in: SignIn
) -> None:
    departments = [Organization.objects.create(name=name, ours=True) for name in ("협력팀", "사업팀")]
    for index, title in enumerate(("One", "Two", "Three")):
        signed(title, department=departments[index % 2])
    signed("Nobody's")
    row = opened(minsu)
    client = sign_in(hana)
    said = {
        "One": {"answer": "normal", "text": "세미나 2회"},
        "Two": {"answer": "poor", "text": "담당자 교체", "countermeasure": "분기 회의"},
    }
    for title, words in said.items():
        assert answer(client, row.checks.get(agreement__title=title), **words).status_code == 302
    page = client.get(row.get_absolute_url())
    told = {
        one["name"]: (one["answered"], one["total"], {code: count for code, _label, count in one["counts"] if count})
        for one in page.context["departments"]
    }
    assert told == {"협력팀": (1, 2, {"normal": 1}), "사업팀": (1, 1, {"poor": 1}), None: (0, 1, {})}
    for one in page.context["departments"]:
        for code, count in [*((code, count) for code, _label, count in one["counts"]), ("none", one["left"])]:
            listed = client.get(row.get_absolute_url(), {"department": one["key"], "answer": code})
            assert listed.context["page"].paginator.count == count, (one["name"], code)
    counted = {tab["key"]: tab["count"] for tab in page.context["tabs"]}
    assert counted == {"all": 4, "none": 2, "normal": 1, "poor": 1, "not_started": 0, "fulfilled": 0, "mine": 0}
    assert client.get(row.get_absolute_url(), {"answer": "poor", "whose": "mine"}).context["page"].paginator.count == 0
    assert client.get(row.get_absolute_url(), {"department": "nonsense"}).context["page"].paginator.count == 0


def test_two_who_change_one_answer_are_told(hana: User, minsu: User, sign_in: SignIn) -> None:
    signed("Tie")
    check = opened(minsu).checks.get()
    address = reverse("check_answer", args=[check.pk])
    fields = {"version": check.version, "answer-answer": "normal"}
    assert sign_in(hana).post(address, fields | {"answer-text": "Mine"}).status_code == 302
    late = sign_in(minsu).post(address, fields | {"answer-text": "Theirs"})
    assert late.status_code == 409
    assert "정하나" in late.content.decode()
    check.refresh_from_db()
    assert check.text == "Mine"


def test_closing_says_how_many_answers_are_outstanding(hana: User, minsu: User, sign_in: SignIn) -> None:
    for title in ("One", "Two", "Three"):
        signed(title)
    row = opened(minsu)
    answer(sign_in(hana), row.checks.first(), answer="normal", text="Done")  # type: ignore[arg-type]
    assert "3건 중 2건이 답변되지 않았고" in sign_in(minsu).get(row.get_absolute_url()).content.decode()


def test_closing_keeps_the_paper_and_raises_what_is_to_be_reported(hana: User, minsu: User, sign_in: SignIn) -> None:
    signed("Tie")
    row = opened(minsu)
    answer(sign_in(hana), row.checks.get(), answer="fulfilled", text="Done")
    manager = sign_in(minsu)
    page = manager.get(row.get_absolute_url()).content.decode()
    assert "1건 중 1건이" not in page
    assert "목적달성으로 협약 종료" in page  # what was fulfilled is closed by a manager, and reported from there
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert press(manager, row, "close", approved_on=tomorrow).status_code == 422
    done = press(manager, row, "close", document_number="협력-9", approved_on=timezone.localdate().isoformat())
    assert done.status_code == 302
    row.refresh_from_db()
    assert (row.document_number, row.closed_on) == ("협력-9", timezone.localdate())
    items = ReportItem.objects.filter(round=row)
    assert {item.body for item in items} == {"시", "시의회", "이사회"}
    page = manager.get(row.get_absolute_url()).content.decode()
    assert all(item.get_absolute_url() in page for item in items)


def test_a_machine_reads_rounds_and_answers_as_far_as_it_may_see(hana: User, minsu: User, intranet: User) -> None:
    signed("Open")
    signed("Secret", confidential=True)
    row = opened(minsu)
    for check in row.checks.all():
        check.reply("poor", text="", countermeasure="분기 회의", by=hana, on=timezone.localdate())
    _token, key = ApiToken.issue(user=intranet, name="checks", scopes=[Scope.AGREEMENTS])

    def ask(path: str) -> Any:
        return Client().get(f"/api/v1/{path}", HTTP_AUTHORIZATION=f"Bearer {key}").json()

    (told,) = ask("check-rounds/?open=true")["results"]
    assert (told["title"], told["checks"], told["unanswered"]) == ("정기 점검", 1, 0)
    (told,) = ask(f"checks/?round={row.pk}&answer=poor&answered=true")["results"]
    assert (told["agreement"]["title"], told["countermeasure"]) == ("Open", "분기 회의")
    assert ask("checks/?answered=false")["results"] == []


def test_an_answer_nobody_is_in_charge_of_is_asked_of_the_managers(hana: User, minsu: User) -> None:
    signed("Hers", officer=hana)
    row = opened(minsu)

    def reminded() -> set[User]:
        for days in range(7, 14):  # some of them are working days
            plan.plan(timezone.now() + timedelta(days=days))
        return {one.recipient for one in Reminder.objects.filter(rule=Rule.CHECK_WEEKLY)}

    assert reminded() == {hana}
    signed("Nobody's")
    row.ask_of_the_rest(by=minsu, on=timezone.localdate())
    assert reminded() == {hana, minsu}
