"""The life of an agreement: every verb in every state, told alike by the page, the API, and the database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, Scope, User
from cooperation.forms.agreements import ACTS
from cooperation.models import Agreement, AgreementState, Commitment, Project
from meetings.models import Meeting, Side
from partners.models import Organization

pytestmark = pytest.mark.django_db

STATES = list(AgreementState.values)
#: What each act of the page leads to from each state that allows it.
LEADS: dict[str, dict[str, str]] = {
    "negotiate": {"draft": "negotiating"},
    "agree": {"draft": "agreed_text", "negotiating": "agreed_text"},
    "sign": dict.fromkeys(("draft", "negotiating", "agreed_text"), "signed"),
    "cancel": dict.fromkeys(("draft", "negotiating", "agreed_text"), "cancelled"),
    "close": {"signed": "closed"},
    "reopen": {"closed": "signed"},
    "decide": {"signed": "signed"},
    "amend": {"signed": "signed"},
    "loss": {"signed": "signed", "closed": "closed"},
    "happened": {"signed": "signed", "closed": "closed"},
    "review": {state: state for state in STATES if state != "cancelled"},
    "attach": {state: state for state in STATES},
    "correct": {"signed": "signed"},
    "sign-amendment": {"signed": "signed"},
}
DAY = date(2026, 3, 2)


def standing_in(state: str) -> Agreement:
    facts: dict[str, Any] = {"title": "Tie", "state": state}
    if state in ("signed", "closed"):
        facts["signed_on"] = DAY
    if state == "closed":
        facts |= {"closed_on": DAY + timedelta(days=10), "closed_as": "expired"}
    if state == "cancelled":
        facts |= {"cancelled_on": DAY, "cancelled_why": "No money"}
    return Agreement.objects.create(**facts)


def typed(act: str, row: Agreement) -> dict[str, Any]:
    """What somebody fills in, for an act that is right in itself."""
    day = timezone.localdate().isoformat()
    fields: dict[str, dict[str, Any]] = {
        "sign": {"day": day},
        "cancel": {"why": "No money"},
        "close": {"closed_as": "completed", "closed_on": day, "why": ""},
        "reopen": {"why": "Another one was meant"},
        "decide": {"kind": "renew", "why": "Good", "decided_on": day},
        "amend": {"changes": "More"},
        "loss": {"day": day, "text": "Money"},
        "happened": {"text": "A seminar", "happened_on": day},
        "review": {"budget": "Enough", "day": day},
        "attach": {"file": SimpleUploadedFile("text.pdf", b"%PDF-1.4 text"), "role_of_file": "text"},
        "correct": {"amendment": row.amendments.values_list("pk", flat=True).first(), "signed_on": day, "why": "Slip"},
        "sign-amendment": {"amendment": row.amendments.values_list("pk", flat=True).last(), "day": day},
    }
    row.refresh_from_db()
    said = {name: value for name, value in fields.get(act, {}).items() if value is not None}
    return {"version": row.version, **{f"{act}-{name}": value for name, value in said.items()}}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_an_act_is_taken_where_the_state_allows_it_and_refused_everywhere_else(
    act: str, client: Client, minsu: User
) -> None:
    client.force_login(minsu, backend="django.contrib.auth.backends.ModelBackend")
    _token, key = ApiToken.issue(user=minsu, name="life", scopes=[Scope.READ])
    for state in STATES:
        row = standing_in(state)
        if act in ("correct", "sign-amendment") and row.signed_on:
            row.amendments.create(ordinal=1, changes="More", signed_on=DAY if act == "correct" else None)
        page = client.get(row.get_absolute_url()).content.decode()
        address = reverse("agreement_act", args=[row.pk, act])
        allowed = state in LEADS[act]
        assert (f'action="{address}"' in page) is allowed, (act, state, "offered")
        answer = client.post(address, typed(act, row))
        assert answer.status_code == (302 if allowed else 422), (act, state, answer.status_code)
        row.refresh_from_db()
        after = LEADS[act].get(state, state)
        assert row.state == after, (act, state)
        told = client.get(f"/api/v1/agreements/{row.pk}/", HTTP_AUTHORIZATION=f"Bearer {key}").json()
        assert told["state"] == after, (act, state)
        assert told["standing"] == Agreement.objects.as_of(timezone.localdate()).get(pk=row.pk).standing


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("other", STATES)
def test_the_database_takes_no_state_without_its_facts(state: str, other: str) -> None:
    """A state alone, written past all verbs, is refused wherever the facts of the two states differ."""
    row = standing_in(state)
    kinds = {"signed": "signed", "closed": "closed", "cancelled": "cancelled"}
    fits = kinds.get(state, "unsigned") == kinds.get(other, "unsigned")
    try:
        with transaction.atomic():
            Agreement.objects.filter(pk=row.pk).update(state=other)
    except IntegrityError:
        assert not fits, (state, other)
    else:
        assert fits, (state, other)


def test_signing_without_a_date_is_refused_on_the_page_with_what_to_do(client: Client, minsu: User) -> None:
    client.force_login(minsu, backend="django.contrib.auth.backends.ModelBackend")
    row = standing_in("agreed_text")
    answer = client.post(reverse("agreement_act", args=[row.pk, "sign"]), {"version": row.version, "sign-day": ""})
    assert answer.status_code == 422
    assert "Tie" in answer.content.decode()
    assert Agreement.objects.get().state == "agreed_text"


def test_signing_without_a_date_takes_the_last_of_the_parties_or_says_whose_is_missing() -> None:
    row = standing_in("agreed_text")
    bodies = [Organization.objects.create(name=name) for name in ("CONCYTEC", "우리 진흥원")]
    theirs, ours = (row.parties.create(organization=body) for body in bodies)
    ours.signed_on = DAY
    ours.save()
    with pytest.raises(ValidationError, match="CONCYTEC") as refused:
        row.sign(None)
    assert "우리 진흥원" not in str(refused.value)
    theirs.signed_on = DAY + timedelta(days=3)
    theirs.save()
    row.sign(None)
    assert row.signed_on == DAY + timedelta(days=3)


def test_a_day_past_is_shown_without_what_came_later(client: Client, minsu: User) -> None:
    """Its notice says so, and nothing can be done on it; a day to come is shown as it will be."""
    client.force_login(minsu, backend="django.contrib.auth.backends.ModelBackend")
    row = standing_in("signed")
    Agreement.objects.filter(pk=row.pk).update(term="fixed", expires_on=DAY + timedelta(days=500))
    row.decide("renew", act_by=None, why="아주 좋은 성과", by=minsu, on=DAY + timedelta(days=20))
    row.add_amendment("금액을 늘림", signed_on=DAY + timedelta(days=30))
    row.report_loss("장비 미반환", on=DAY + timedelta(days=40))

    def shown(on: date) -> Any:
        return client.get(row.get_absolute_url(), {"on": on.isoformat()})

    past = shown(DAY + timedelta(days=10))
    assert [len(past.context[name]) for name in ("decisions", "amendments", "report_items")] == [0, 0, 0]
    assert past.context["agreement"].standing == "in_force"
    assert not past.context["acts"]
    assert "이후에" in past.content.decode()
    between = shown(DAY + timedelta(days=25))
    assert (len(between.context["decisions"]), len(between.context["amendments"])) == (1, 0)
    future = shown(timezone.localdate() + timedelta(days=4000))
    assert future.context["agreement"].standing == "lapsed"
    assert len(future.context["report_items"]) == 3
    assert client.get(row.get_absolute_url()).context["acts"]


def test_a_day_past_knows_no_promise_project_successor_or_giving_up_of_later(client: Client, minsu: User) -> None:
    client.force_login(minsu, backend="django.contrib.auth.backends.ModelBackend")
    today = timezone.localdate()
    row = standing_in("signed")
    held = Meeting.objects.create(title="회의", held_on=DAY + timedelta(days=5))
    promised = {"agreement": row, "side": Side.OURS, "officer": minsu, "meeting": held}
    kept = Commitment.objects.create(text="자료 보내기", **promised)
    kept.done("보냄", by=minsu, on=DAY + timedelta(days=50))
    Commitment.objects.create(text="나중에 적은 것", **{**promised, "meeting": None})
    project = Project.objects.create(title="공동 사업", agreement=row, stage="idea", next_step="서류")
    project.move("proposed", why="제안", by=minsu, on=today)
    Project.objects.filter(pk=project.pk).update(created_at=timezone.now() - timedelta(days=30))
    Agreement.objects.create(title="후속", state="signed", signed_on=today, predecessor=row)

    def shown(of: Agreement, on: date) -> Any:
        return client.get(of.get_absolute_url(), {"on": on.isoformat()}).context

    before = shown(row, DAY + timedelta(days=4))
    assert (before["commitments"], before["projects"], before["successor"]) == ([], [], None)
    then = shown(row, DAY + timedelta(days=10))
    assert [(one.text, one.state) for one in then["commitments"]] == [("자료 보내기", "open")]
    late = shown(row, today - timedelta(days=1))
    assert [one.state for one in late["commitments"]] == ["done"]
    assert [(one.stage, one.next_step) for one in late["projects"]] == [("idea", "")]
    now = client.get(row.get_absolute_url()).context
    assert (len(now["commitments"]), now["projects"][0].stage, now["successor"].title) == (2, "proposed", "후속")
    given_up = standing_in("cancelled")
    page = client.get(given_up.get_absolute_url(), {"on": (DAY - timedelta(days=1)).isoformat()})
    assert page.context["agreement"].standing == "draft"
    assert "No money" not in page.content.decode()
    assert "No money" in client.get(given_up.get_absolute_url()).content.decode()
