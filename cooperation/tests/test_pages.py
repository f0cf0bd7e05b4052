"""The pages of agreements, commitments, projects and checks: what they show, take, refuse, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    AgreementState,
    CheckRound,
    Commitment,
    CommitmentState,
    Precision,
    Project,
    ProjectStage,
    Term,
)
from meetings.models import Meeting, Side, Trip
from partners.models import Organization, Person

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def partner() -> Organization:
    organization = Organization.objects.create(name="Instituto Andino", country="PE")
    organization.add_name("Instituto Andino", "official")
    return organization


@pytest.fixture
def us() -> Organization:
    organization = Organization.objects.create(name="우리 진흥원", country="KR", ours=True)
    organization.add_name("우리 진흥원", "official")
    return organization


def signed(title: str = "Joint research", **facts: Any) -> Agreement:
    facts = {"state": AgreementState.SIGNED, "signed_on": date(2024, 5, 1), **facts}
    return Agreement.objects.create(title=title, **facts)


def act(client: Client, row: Any, key: str, *, version: int | None = None, **data: Any) -> Any:
    """Press the button ``key`` of a record, as its page would post it."""
    return act_of(client, row, f"{row._meta.model_name}_act", key, version=version, **data)


def act_of(client: Client, row: Any, route: str, key: str, *, version: int | None = None, **data: Any) -> Any:
    row.refresh_from_db()
    fields = {f"{key}-{name}": value for name, value in data.items()}
    return client.post(reverse(route, args=[row.pk, key]), {**fields, "version": version or row.version})


ADDRESSES = ["today", "dashboard", "agreements", "projects", "commitments", "check_rounds"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_list_is_shown_empty_and_full(name: str, sign_in: SignIn, hana: User, partner: Organization) -> None:
    client = sign_in(hana)
    assert client.get(reverse(name)).status_code == 200
    agreement = signed(officer=hana, term=Term.FIXED, expires_on=timezone.localdate() + timedelta(days=20))
    agreement.parties.create(organization=partner)
    Commitment.objects.create(text="Send the book", side=Side.OURS, officer=hana, due_end=timezone.localdate())
    Project.objects.create(title="Pilot", next_step="Apply", next_step_on=timezone.localdate(), officer=hana)
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    if name in ("today", "agreements", "dashboard"):
        assert "Joint research" in answer.content.decode()


@pytest.mark.parametrize("name", ["agreement_new", "commitment_new", "project_new"])
def test_a_viewer_is_refused_the_form(name: str, sign_in: SignIn, guest: User, hana: User) -> None:
    assert sign_in(guest).get(reverse(name)).status_code == 403
    assert sign_in(hana).get(reverse(name)).status_code == 200


def party_rows(*rows: dict[str, str]) -> dict[str, str]:
    data = {"parties-TOTAL_FORMS": str(len(rows)), "parties-INITIAL_FORMS": "0"}
    for index, row in enumerate(rows):
        data |= {f"parties-{index}-{name}": value for name, value in row.items()}
    return data


def test_an_agreement_is_entered_with_parties_found_or_made(
    sign_in: SignIn, hana: User, partner: Organization, us: Organization
) -> None:
    answer = sign_in(hana).post(
        reverse("agreement_new"),
        {
            "title": "연구 협력 업무협약",
            "type": "MOU",
            "signed_on": "25.8.13",
            "term": "years",
            "term_years": "3",
            **party_rows(
                {"body": "우리 진흥원", "name": "김하린", "signatory_title": "원장"},
                {"body": "instituto andino", "name": "Dr. Luz Quiroga"},
                {"body": "Ministry of Tomorrow"},
            ),
        },
    )
    agreement = Agreement.objects.get()
    assert answer["Location"] == agreement.get_absolute_url()
    assert agreement.state == AgreementState.SIGNED
    assert agreement.as_of(date(2026, 1, 1)).ends_on == date(2028, 8, 12)
    assert [party.organization.name for party in agreement.parties.all()] == [
        "우리 진흥원",
        "Instituto Andino",
        "Ministry of Tomorrow",
    ]
    assert Organization.objects.count() == 3
    luz = Person.objects.get(name="Luz Quiroga")
    assert luz.honorific == "Dr."
    assert luz.affiliations.get().organization == partner


def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(sign_in: SignIn, hana: User) -> None:
    answer = sign_in(hana).post(
        reverse("agreement_new"),
        {
            "title": "A title that stays",
            "type": "MOU",
            "signed_on": "2025-08-13",
            "term": "fixed",
            "expires_on": "2023-08-12",
            **party_rows(),
        },
        headers={"accept-language": "en"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A title that stays" in page
    assert Agreement.objects.count() == 0


def test_two_who_edit_at_once_are_told(sign_in: SignIn, hana: User, minsu: User) -> None:
    agreement = signed()
    version = agreement.version
    Agreement.objects.filter(pk=agreement.pk).update(title="Changed by another")
    answer = sign_in(hana).post(
        reverse("agreement_edit", args=[agreement.pk]),
        {"version": version, "title": "Mine", "type": "MOU", "signed_on": "2024-05-01", **party_rows()},
    )
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    agreement.refresh_from_db()
    assert agreement.title == "Changed by another"


def test_an_agreement_goes_its_way_by_buttons(sign_in: SignIn, hana: User, minsu: User) -> None:
    client, manager = sign_in(hana), sign_in(minsu)
    agreement = Agreement.objects.create(title="New tie")
    assert act(client, agreement, "negotiate").status_code == 302
    assert act(client, agreement, "agree").status_code == 302
    refused = act(client, agreement, "sign", day="")
    assert refused.status_code == 422
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.AGREED_TEXT
    assert act(client, agreement, "sign", day="2025-01-07").status_code == 302
    assert act(client, agreement, "close", closed_as="completed", closed_on="2025-06-01").status_code == 403
    assert act(manager, agreement, "close", closed_as="terminated", closed_on="2025-06-01").status_code == 422
    assert act(manager, agreement, "close", closed_as="completed", closed_on="2025-06-01").status_code == 302
    agreement.refresh_from_db()
    assert (agreement.state, agreement.closed_as) == (AgreementState.CLOSED, "completed")


def test_two_who_decide_at_once_are_told_who_was_first(sign_in: SignIn, hana: User, minsu: User) -> None:
    agreement = signed(term=Term.FIXED, expires_on=timezone.localdate() + timedelta(days=90))
    version = agreement.version
    today = timezone.localdate().isoformat()
    asked = agreement.as_of(timezone.localdate()).act_by
    assert asked is not None
    said: dict[str, Any] = {"kind": "renew", "why": "It goes well", "decided_on": today, "act_by": asked.isoformat()}
    assert act(sign_in(minsu), agreement, "decide", **said).status_code == 302
    answer = act(sign_in(hana), agreement, "decide", version=version, **(said | {"why": "My own words"}))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "박민수" in page
    assert "My own words" in page
    assert agreement.decisions.get().decided_by == minsu


def test_the_same_file_is_kept_once(sign_in: SignIn, hana: User) -> None:
    client, agreement = sign_in(hana), signed()
    for _again in range(2):
        upload = SimpleUploadedFile("signed.pdf", b"%PDF-1.4 signed")
        assert act(client, agreement, "attach", file=upload, role_of_file="signed_copy").status_code == 302
    kept = AgreementFile.objects.get()
    assert len(kept.document.sha256) == 64
    assert "signed.pdf" in client.get(agreement.get_absolute_url()).content.decode()


def test_a_meeting_counts_as_activity_once(sign_in: SignIn, hana: User) -> None:
    client, agreement = sign_in(hana), signed()
    meeting = Meeting.objects.create(title="Spring talk", held_on=date(2026, 4, 2))
    for _again in range(2):
        assert act(client, agreement, "happened", meeting=str(meeting.pk)).status_code == 302
    assert AgreementActivity.objects.get().happened_on == date(2026, 4, 2)
    assert act(client, agreement, "happened", text="A seminar").status_code == 422  # without a day


def test_nothing_is_signed_or_closed_on_a_day_to_come(sign_in: SignIn, hana: User, minsu: User) -> None:
    agreement, ahead = signed(), (timezone.localdate() + timedelta(days=1)).isoformat()
    refused = act(sign_in(minsu), agreement, "close", closed_as="completed", closed_on=ahead, why="")
    assert refused.status_code == 422
    rows = {"parties-TOTAL_FORMS": "0", "parties-INITIAL_FORMS": "0"}
    typed = {"type": "MOU", "title": "Early bird", "retention": "", **rows}
    assert sign_in(hana).post(reverse("agreement_new"), {**typed, "signed_on": ahead}).status_code == 422
    assert sign_in(hana).post(reverse("agreement_new"), {**typed, "signed_on": "2026-01-05"}).status_code == 302


def test_what_was_called_off_or_is_to_come_is_no_activity(sign_in: SignIn, hana: User) -> None:
    client, agreement = sign_in(hana), signed()
    day = date(2026, 4, 2)
    ahead = timezone.localdate() + timedelta(days=9)
    for status in ("cancelled", "planned"):
        meeting = Meeting.objects.create(title="Talk", held_on=day, status=status, cancelled_why="Ill")
        assert act(client, agreement, "happened", meeting=str(meeting.pk)).status_code == 422
    off = Trip.objects.create(title="Trip", start_on=day, end_on=day, cancelled_on=day, cancelled_why="Ill")
    for trip in (off, Trip.objects.create(title="Trip", start_on=ahead, end_on=ahead)):
        assert act(client, agreement, "happened", trip=str(trip.pk)).status_code == 422
    assert not AgreementActivity.objects.exists()


def test_an_unsigned_amendment_can_be_taken_off_a_signed_one_not(sign_in: SignIn, hana: User) -> None:
    client, agreement = sign_in(hana), signed()
    act(client, agreement, "amend", changes="Draft change")
    act(client, agreement, "amend", changes="Two more years", signed_on="2026-01-05", new_expires_on="2028-01-05")
    for amendment in agreement.amendments.all():
        agreement.refresh_from_db()
        client.post(
            reverse("agreement_drop", args=[agreement.pk, "amendment", amendment.pk]), {"version": agreement.version}
        )
    assert [one.changes for one in agreement.amendments.all()] == ["Two more years"]


def test_an_amendment_kept_as_a_draft_is_signed_in_its_turn(sign_in: SignIn, hana: User) -> None:
    client, agreement = sign_in(hana), signed()
    address = reverse("agreement_act", args=[agreement.pk, "sign-amendment"])
    assert address not in client.get(agreement.get_absolute_url()).content.decode()
    act(client, agreement, "amend", changes="Draft change", new_expires_on="2028-01-05")
    act(client, agreement, "amend", changes="Signed at once", signed_on="2026-03-10")
    assert address in client.get(agreement.get_absolute_url()).content.decode()
    draft = str(agreement.amendments.get(ordinal=1).pk)
    ahead = (timezone.localdate() + timedelta(days=1)).isoformat()
    for day in ("", "2020-01-01", "2026-03-11", ahead):
        assert act(client, agreement, "sign-amendment", amendment=draft, day=day).status_code == 422, day
    assert act(client, agreement, "sign-amendment", amendment=draft, day="2026-03-10").status_code == 302
    assert agreement.as_of(date(2026, 3, 10)).ends_on == date(2028, 1, 5)
    assert act(client, agreement, "sign-amendment", amendment=draft, day="2026-03-10").status_code == 422


def test_an_amendment_does_not_end_an_agreement_before_it_begins(hana: User) -> None:
    agreement = signed(effective_from=date(2027, 1, 1))
    with pytest.raises(ValidationError):
        agreement.add_amendment("Shorter", new_expires_on=date(2026, 12, 31))
    agreement.add_amendment("Short", new_expires_on=date(2027, 1, 1))


def test_a_confidential_agreement_is_not_there_for_others(
    sign_in: SignIn, hana: User, guest: User, minsu: User
) -> None:
    agreement = signed("Quiet tie", confidential=True, officer=minsu)
    assert sign_in(guest).get(agreement.get_absolute_url()).status_code == 404
    assert "Quiet tie" not in sign_in(hana).get(reverse("agreements")).content.decode()
    agreement.readers.add(hana)
    assert sign_in(hana).get(agreement.get_absolute_url()).status_code == 200


# ------------------------------------------------------------------------------------------- commitments


@pytest.fixture
def promise(hana: User) -> Commitment:
    return Commitment.objects.create(
        text="Send the list of visitors",
        side=Side.OURS,
        officer=hana,
        due_end=timezone.localdate() - timedelta(days=3),
        due_precision=Precision.DAY,
    )


def test_a_commitment_is_closed_with_a_line_and_the_undo_opens_it(
    sign_in: SignIn, hana: User, promise: Commitment
) -> None:
    client = sign_in(hana)
    assert act(client, promise, "done", outcome=" ").status_code == 422
    answer = act(client, promise, "done", outcome="Sent by mail")
    assert answer.status_code == 302
    promise.refresh_from_db()
    assert (promise.state, promise.outcome, promise.closed_by) == (CommitmentState.DONE, "Sent by mail", hana)
    undo = reverse("commitment_act", args=[promise.pk, "reopen"])
    assert undo in client.get(answer.url).content.decode()
    client.post(undo, {"next": reverse("today")})
    promise.refresh_from_db()
    assert (promise.state, promise.closed_by) == (CommitmentState.OPEN, None)


def test_a_commitment_cannot_be_closed_twice(sign_in: SignIn, hana: User, minsu: User, promise: Commitment) -> None:
    version = promise.version
    act(sign_in(hana), promise, "done", outcome="Sent")
    answer = act(sign_in(minsu), promise, "done", version=version, outcome="Sent again")
    assert answer.status_code == 409
    assert "정하나" in answer.content.decode()
    promise.refresh_from_db()
    assert promise.outcome == "Sent"


def test_high_priority_takes_evidence_and_a_second_person(
    sign_in: SignIn, hana: User, minsu: User, promise: Commitment
) -> None:
    Commitment.objects.filter(pk=promise.pk).update(high_priority=True)
    client = sign_in(hana)
    assert act(client, promise, "done", outcome="Sent").status_code == 422
    assert act(client, promise, "report", outcome="Sent").status_code == 422
    proof = SimpleUploadedFile("mail.txt", b"the mail")
    assert act(client, promise, "report", outcome="Sent", evidence=proof).status_code == 302
    assert act(client, promise, "confirm").status_code == 422
    assert act(sign_in(minsu), promise, "confirm").status_code == 302
    promise.refresh_from_db()
    assert (promise.state, promise.confirmed_by) == (CommitmentState.DONE, minsu)


def test_a_snooze_needs_a_later_day_and_a_reason(sign_in: SignIn, hana: User, promise: Commitment) -> None:
    client, today = sign_in(hana), timezone.localdate()
    assert act(client, promise, "snooze", until=today.isoformat(), why="Waiting").status_code == 422
    assert act(client, promise, "snooze", until="", why="Waiting").status_code == 422
    assert "Send the list" in client.get(reverse("today")).content.decode()
    act(client, promise, "snooze", until=(today + timedelta(days=9)).isoformat(), why="Waiting for their answer")
    page = client.get(reverse("today"))
    assert not page.context["groups"]
    assert Commitment.objects.overdue(today).count() == 1  # out of sight is not done


def test_today_asks_of_what_was_past_due_when_it_was_filed(sign_in: SignIn, hana: User, promise: Commitment) -> None:
    Commitment.objects.filter(pk=promise.pk).update(asks_done=True)
    client = sign_in(hana)
    duty = client.get(reverse("today")).context["groups"][0].duties[0]
    assert duty.asks
    assert not Commitment.objects.mailed().exists()
    act(client, promise, "not-done")
    assert Commitment.objects.mailed().exists()


def test_a_commitment_is_written_down_under_the_record_it_comes_from(
    sign_in: SignIn, hana: User, partner: Organization
) -> None:
    client, agreement = sign_in(hana), signed()
    address = f"{reverse('commitment_new')}?agreement={agreement.pk}"
    assert str(agreement.pk) in client.get(address).content.decode()
    answer = client.post(
        address,
        {
            "text": "Translate the report",
            "side": "theirs",
            "officer": str(hana.pk),
            "owner_name": "INSTITUTO ANDINO",
            "due_end": "2026-12-31",
            "kind": "commitment",
            "certainty": "certain",
            "due_precision": "none",
            "agreement": str(agreement.pk),
        },
    )
    made = Commitment.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.owner, made.agreement, made.due_precision, made.watched) == (partner, agreement, Precision.DAY, None)
    assert client.get(made.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("query", ["", "?layout=ledger", "?all=1", "?overdue=true&side=ours", "?officer=me"])
def test_the_ledger_shows_both_ways(sign_in: SignIn, hana: User, promise: Commitment, query: str) -> None:
    Commitment.objects.create(text="Their turn", side=Side.THEIRS, officer=hana)
    answer = sign_in(hana).get(reverse("commitments") + query)
    assert answer.status_code == 200
    assert "Send the list" in answer.content.decode()


# ------------------------------------------------------------------------------------------- projects, checks


def test_a_project_moves_only_to_a_stage_that_follows(sign_in: SignIn, hana: User) -> None:
    client = sign_in(hana)
    client.post(
        reverse("project_new"),
        {
            "title": "Test bed",
            "currency": "KRW",
            "partners-TOTAL_FORMS": "1",
            "partners-INITIAL_FORMS": "0",
            "partners-0-body": "Some Lab",
        },
    )
    project = Project.objects.get()
    assert project.partners.get().organization.name == "Some Lab"
    assert act(client, project, "move", stage="running").status_code == 422
    assert act(client, project, "move", stage="proposed").status_code == 422  # without a reason
    assert act(client, project, "move", stage="proposed", why="The call is open").status_code == 302
    assert act(client, project, "move", stage="rejected", why="").status_code == 422
    assert act(client, project, "move", stage="rejected", why="No budget this year").status_code == 302
    project.refresh_from_db()
    assert (project.stage, project.stage_why) == (ProjectStage.REJECTED, "No budget this year")
    again: dict[str, Any] = {"stage": "proposed", "why": "A new call"}
    assert act(client, project, "move", **again).status_code == 422  # for which year?
    assert act(client, project, "move", **again, target_year="2027").status_code == 302
    assert "Test bed" in client.get(project.get_absolute_url()).content.decode()


def test_a_round_asks_of_every_agreement_in_force_and_poor_needs_a_countermeasure(
    sign_in: SignIn, hana: User, minsu: User
) -> None:
    alive = signed(officer=hana)
    signed("Over", term=Term.FIXED, expires_on=date(2024, 12, 31))
    today = timezone.localdate()
    said = {"year": today.year, "title": "이행점검", "due_on": (today + timedelta(days=30)).isoformat()}
    assert sign_in(hana).post(reverse("check_round_new"), said).status_code == 403
    manager = sign_in(minsu)
    assert manager.post(reverse("check_round_new"), said).status_code == 302
    assert manager.post(reverse("check_round_new"), said).status_code == 422  # one is open already
    check = AgreementCheck.objects.get()
    assert check.agreement == alive
    client, address = sign_in(hana), reverse("check_answer", args=[check.pk])
    assert client.get(address).status_code == 200
    unanswered = {"version": check.version}
    assert client.post(address, unanswered | {"answer-answer": "poor"}).status_code == 422
    poor = {"answer-answer": "poor", "answer-countermeasure": "A visit in spring"}
    assert client.post(address, unanswered | poor).status_code == 302
    # somebody who still sees it unanswered is told
    assert manager.post(address, unanswered | {"answer-answer": "normal"}).status_code == 409
    opened = CheckRound.objects.get()
    assert client.get(opened.get_absolute_url()).context["round"].answered == 1
    assert act_of(client, opened, "round_act", "close").status_code == 403
    assert act_of(manager, opened, "round_act", "close").status_code == 302
    check.refresh_from_db()
    assert client.post(address, poor | {"version": check.version}).status_code == 422


# ------------------------------------------------------------------------------------------- what it costs


def fill(count: int, hana: User) -> None:
    today = timezone.localdate()
    for index in range(count):
        organization = Organization.objects.create(name=f"Body {Organization.objects.count()}", country="PE")
        agreement = signed(f"Tie {index}", officer=hana, term=Term.FIXED, expires_on=today + timedelta(days=60 + index))
        agreement.parties.create(organization=organization)
        Commitment.objects.create(
            text=f"Promise {index}",
            side=Side.THEIRS if index % 2 else Side.OURS,
            officer=hana,
            owner=organization,
            due_end=today + timedelta(days=index - 5),
        )
        Project.objects.create(title=f"Project {index}", next_step="Go", next_step_on=today, officer=hana)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_costs_the_same_number_of_queries_for_many_rows(name: str, sign_in: SignIn, hana: User) -> None:
    client = sign_in(hana)
    costs = []
    for count in (2, 18):
        fill(count, hana)
        client.get(reverse(name))  # sessions and the like settle
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1], [query["sql"][:200] for query in queries.captured_queries]


def test_a_rule_about_what_a_form_does_not_show_is_told_at_the_form(
    sign_in: SignIn, hana: User, partner: Organization
) -> None:
    """The rules name columns that the forms leave out, so only the database can see them broken."""
    client = sign_in(hana)
    closed = signed(state=AgreementState.CLOSED, closed_as="completed", closed_on=date(2024, 12, 31))
    said = {"version": closed.version, "title": "Ours", "type": "MOU", "signed_on": "2025-03-01", **party_rows()}
    answer = client.post(reverse("agreement_edit", args=[closed.pk]), said)
    assert (answer.status_code, answer.context["form"]["signed_on"].value()) == (422, "2025-03-01")
    assert "signed_on" in answer.context["form"].errors
    closed.refresh_from_db()
    assert closed.signed_on == date(2024, 5, 1)

    done = Commitment.objects.create(text="Send the book", side=Side.OURS, officer=hana)
    done.done("Sent", by=hana, on=timezone.localdate())
    done.refresh_from_db()
    said = {name: getattr(done, name) for name in ("text", "side", "kind", "certainty", "due_precision", "version")}
    said |= {"officer": hana.pk, "high_priority": "on"}
    answer = client.post(reverse("commitment_edit", args=[done.pk]), said)
    assert answer.status_code == 422
    assert "high_priority" in answer.context["form"].errors


def test_one_organization_under_two_of_its_names_is_told_to_stand_once(
    sign_in: SignIn, hana: User, partner: Organization
) -> None:
    partner.add_name("IA Lima", "alias")
    parties = party_rows({"body": "Instituto Andino"}, {"body": "IA Lima"})
    answer = sign_in(hana).post(reverse("agreement_new"), {"title": "Twice the same", "type": "MOU", **parties})
    assert answer.status_code == 422
    assert "한 기관은 한 협약에 한 번만" in answer.content.decode()
    assert not Agreement.objects.exists()


def test_an_act_the_database_refuses_comes_back_with_its_words(
    sign_in: SignIn, hana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever rule it is: here a verb is made to forget what it must write."""
    commitment = Commitment.objects.create(text="Send the book", side=Side.OURS, officer=hana)
    monkeypatch.setattr(
        Commitment, "done", lambda self, *a, **k: Commitment.objects.filter(pk=self.pk).update(state="done")
    )
    answer = act(sign_in(hana), commitment, "done", outcome="Sent by post")
    assert answer.status_code == 422
    assert "Sent by post" in answer.content.decode()
    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.OPEN
