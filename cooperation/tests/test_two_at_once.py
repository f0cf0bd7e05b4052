"""Two people at the same moment, in threads of their own against the real database: one wins, the other is told.

Each pair starts at a barrier, several times over; nothing here depends on who is first.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.history import recorded
from accounts.models import ApiToken, Scope, User
from cooperation import readings
from cooperation.intake import decide
from cooperation.models import (
    Agreement,
    AskedReading,
    AskedState,
    Commitment,
    Delivery,
    Project,
    Proposal,
    ProposalState,
    Reminder,
    ReportItem,
)
from cooperation.reminders import digest, plan
from cooperation.tests.intake_case import a_revision, the
from cooperation.tests.world import World
from meetings.models import Meeting, ReportRevision, Side, Trip
from partners.models import Document, Organization, OrganizationName, Person

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Run the tasks in threads that start together; an exception is an answer as well."""
    barrier = threading.Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        barrier.wait(timeout=30)
        try:
            return task()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, task) for task in tasks]]


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def posts(users: list[User], path: str, data: list[dict[str, Any]]) -> list[Any]:
    """Statuses of the same form sent by each at once."""
    clients = [client_of(user) for user in users]
    return at_once(*(lambda c=c, d=d: c.post(path, d) for c, d in zip(clients, data, strict=True)))


def told(answer: Any) -> str:
    """The messages the next page shows after a redirect."""
    assert not isinstance(answer, Exception), repr(answer)
    page = answer.client.get(answer["Location"]) if answer.status_code == 302 else answer
    return str(page.content.decode())


def test_two_people_accept_the_same_proposal(hana: User, minsu: User) -> None:
    revision = a_revision(hana)
    row = the(revision, "organization", "o2")
    before = Organization.objects.count()
    answers = posts(
        [hana, minsu], reverse("review_decide", args=[revision.pk]), [{"proposal": str(row.pk), "action": "accept"}] * 2
    )
    assert [answer.status_code for answer in answers] == [302, 302], answers
    assert Organization.objects.count() == before + 1
    row.refresh_from_db()
    assert row.state == ProposalState.ACCEPTED
    assert sum(str(row.decided_by) in told(answer) or "누가" in told(answer) for answer in answers) >= 1


def test_accepting_everything_twice_at_once_files_everything_once(hana: User, minsu: User) -> None:
    revision = a_revision(hana)
    answers = posts([hana, minsu], reverse("review_accept_clear", args=[revision.pk]), [{}, {}])
    assert [answer.status_code for answer in answers] == [302, 302], answers
    assert (Trip.objects.count(), Meeting.objects.count(), Agreement.objects.count()) == (1, 1, 1)
    assert not doubles()


def test_two_reports_that_name_the_same_new_bodies_make_them_once(hana: User, minsu: User) -> None:
    """Also where both are filed as a whole at the same moment: people, bodies, trip and meeting are one each."""
    revisions = [a_revision(hana, name="one.txt"), a_revision(minsu, name="two.txt")]
    answers = at_once(
        *(
            lambda r=r, u=u: len(decide.accept_all_clear(r, by=u, on=timezone.localdate()))
            for r, u in zip(revisions, [hana, minsu], strict=True)
        )
    )
    assert all(isinstance(answer, int) for answer in answers), answers
    assert not doubles()
    assert (Trip.objects.count(), Meeting.objects.count(), Agreement.objects.count()) == (1, 1, 1)


def doubles() -> list[str]:
    """Names that two organizations or two people bear, and names written twice for one."""
    names = Counter(Organization.objects.values_list("name", flat=True)) + Counter(
        Person.objects.values_list("name", flat=True)
    )
    keys = Counter(OrganizationName.objects.values_list("organization", "key"))
    return [f"{name}" for name, count in (*names.items(), *keys.items()) if count > 1]


def test_a_commitment_is_done_once(hana: User, minsu: User) -> None:
    row = Commitment.objects.create(side=Side.OURS, text="검토 의견 송부", officer=hana)
    path = reverse("commitment_act", args=[row.pk, "done"])
    data = [{"version": row.version, "done-outcome": f"보냈음 {number}"} for number in (1, 2)]
    answers = posts([hana, minsu], path, data)
    assert sorted(answer.status_code for answer in answers) == [302, 409], list(answers)
    row.refresh_from_db()
    winner = next(number for number, answer in enumerate(answers) if answer.status_code == 302)
    loser = answers[1 - winner].content.decode()
    assert (row.outcome, row.closed_by) == (f"보냈음 {winner + 1}", [hana, minsu][winner])
    assert f"보냈음 {2 - winner}" in loser, "what the other typed is gone"


def test_of_two_edits_of_an_organization_one_is_told(world: World, hana: User, minsu: User) -> None:
    row = world.partner
    row.refresh_from_db()
    path = reverse("organization_edit", args=[row.pk])
    fixed = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0", "kind": "government", "country": "PE"}
    data = [{**fixed, "version": row.version, "name": "CONCYTEC", "city": city} for city in ("Cusco", "Puno")]
    answers = posts([hana, minsu], path, data)
    assert sorted(answer.status_code for answer in answers) == [302, 409], [
        (answer, getattr(answer, "content", b"").decode()[-2000:]) for answer in answers
    ]
    row.refresh_from_db()
    winner = next(number for number, answer in enumerate(answers) if answer.status_code == 302)
    assert row.city == ["Cusco", "Puno"][winner]
    assert ["Cusco", "Puno"][1 - winner] in answers[1 - winner].content.decode(), "what the other typed is gone"


def test_the_same_new_organization_typed_by_two_is_made_once(hana: User, minsu: User) -> None:
    """The list of what may be meant cannot show what another types at this moment; the saving must."""
    path = reverse("organization_new")
    fixed = {
        "names-TOTAL_FORMS": "0",
        "names-INITIAL_FORMS": "0",
        "kind": "government",
        "country": "PE",
        "name": "새 기관",
    }
    answers = posts([hana, minsu], path, [fixed, fixed])
    assert all(not isinstance(answer, Exception) for answer in answers), answers
    assert Organization.objects.filter(name="새 기관").count() == 1, [answer.status_code for answer in answers]


def test_the_same_file_from_two_people_is_kept_and_read_once(hana: User, minsu: User) -> None:
    content = "결과보고서\n출장기간: 2026. 10. 12. ~ 2026. 10. 16.\n".encode()
    data = [{"files": SimpleUploadedFile(name, content)} for name in ("a.txt", "b.txt")]
    answers = posts([hana, minsu], reverse("upload"), data)
    assert all(not isinstance(answer, Exception) for answer in answers), answers
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert (Document.objects.count(), ReportRevision.objects.count()) == (1, 1)


def test_the_same_document_asked_for_twice_at_once_is_one_reading(intranet: User, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    _token, key = ApiToken.issue(user=intranet, name="reads", scopes=[Scope.READINGS])
    call: dict[str, Any] = {"content_type": "application/octet-stream", "headers": {"Authorization": f"Bearer {key}"}}
    answers = at_once(*(lambda: Client().post("/api/v1/readings/?name=a.txt", b"report", **call) for _ in range(4)))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [202] * 4
    assert len({answer.json()["id"] for answer in answers}) == AskedReading.objects.count() == 1
    assert len(list((tmp_path / "readings").iterdir())) == 1


def test_two_workers_never_read_the_same_document(intranet: User) -> None:
    row = readings.ask(ContentFile(b"report"), "a.txt", by=intranet)
    claims = at_once(*(lambda: readings.claim(row.pk) for _ in range(4)))
    assert sorted(claim is not None for claim in claims) == [False, False, False, True], claims
    row.refresh_from_db()
    assert (row.state, row.tries) == (AskedState.READING, 1)


def test_reminders_planned_and_sent_twice_at_once_are_one_mail(world: World, minsu: User) -> None:
    mail.outbox.clear()
    now = timezone.now().replace(hour=3)  # noon in Seoul
    answers = at_once(*(lambda: plan.plan(now) for _ in range(2)))
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    planned = Counter(Reminder.objects.values_list("recipient", "rule", "commitment", "agreement", "due_on"))
    assert not [key for key, count in planned.items() if count > 1]
    answers = at_once(*(lambda: digest.bundle(now) for _ in range(2)))
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    per_day = Counter(Delivery.objects.values_list("recipient", "day"))
    assert not [key for key, count in per_day.items() if count > 1], per_day


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu)


def test_waiting_proposals_are_whole_after_a_race(hana: User, minsu: User) -> None:
    """Accepted, rejected and all accepted at once: each row was decided by one of them, and says by whom."""
    revision = a_revision(hana)
    row = the(revision, "person", "p2")
    decisions = reverse("review_decide", args=[revision.pk])
    clients = [client_of(hana), client_of(minsu), client_of(hana)]
    answers = at_once(
        lambda: clients[0].post(decisions, {"proposal": str(row.pk), "action": "accept"}),
        lambda: clients[1].post(decisions, {"proposal": str(row.pk), "action": "reject"}),
        lambda: clients[2].post(reverse("review_accept_clear", args=[revision.pk]), {}),
    )
    assert all(answer.status_code == 302 for answer in answers), answers
    for decided in Proposal.objects.filter(revision=revision).exclude(state=ProposalState.WAITING):
        assert decided.decided_by is not None, decided
        assert (decided.state == ProposalState.REJECTED) == (not decided.became), decided
    assert not doubles()


def an_agreement() -> Agreement:
    return Agreement.objects.create(title="과학기술 협력", state="signed", signed_on=timezone.localdate())


def test_two_people_decide_about_one_act_by_date_and_one_is_told(hana: User, minsu: User) -> None:
    row = an_agreement()
    row.refresh_from_db()
    path, today = reverse("agreement_act", args=[row.pk, "decide"]), timezone.localdate().isoformat()
    data = [
        {"version": row.version, "decide-kind": kind, "decide-why": why}
        | {"decide-decided_on": today, "decide-act_by": today}
        for kind, why in (("renew", "성과가 좋음"), ("let_lapse", "성과가 없음"))
    ]
    answers = posts([hana, minsu], path, data)
    assert sorted(answer.status_code for answer in answers) == [302, 409], list(answers)
    decision = row.decisions.get()
    winner = next(number for number, answer in enumerate(answers) if answer.status_code == 302)
    assert (decision.kind, decision.decided_by) == (data[winner]["decide-kind"], [hana, minsu][winner])
    assert data[1 - winner]["decide-why"] in answers[1 - winner].content.decode(), "what the other typed is gone"


def test_two_amendments_written_at_once_keep_their_order(hana: User) -> None:
    """Past all pages, from two connections: the later to finish sees the earlier, and its order is refused."""
    row = an_agreement()
    today = timezone.localdate()
    own = [Agreement.objects.get(pk=row.pk) for _ in range(2)]

    def amend(number: int, days: int) -> None:
        with recorded(hana), transaction.atomic():
            own[number - 1].amendments.create(ordinal=number, changes="기간", signed_on=today + timedelta(days=days))

    answers = at_once(lambda: amend(1, 20), lambda: amend(2, 10))
    kept = list(row.amendments.order_by("ordinal").values_list("signed_on", flat=True))
    refused = [answer for answer in answers if answer is not None]
    assert len(refused) == 1, answers
    assert isinstance(refused[0], IntegrityError)
    assert "amendments_are_signed_in_order" in str(refused[0])
    assert len(kept) == 1


def test_an_agreement_signed_and_given_up_at_once_is_one_of_them(hana: User, minsu: User) -> None:
    row = Agreement.objects.create(title="과학기술 협력")
    row.refresh_from_db()
    clients = [client_of(hana), client_of(minsu)]
    version, today = row.version, timezone.localdate().isoformat()
    answers = at_once(
        lambda: clients[0].post(
            reverse("agreement_act", args=[row.pk, "sign"]), {"version": version, "sign-day": today}
        ),
        lambda: clients[1].post(
            reverse("agreement_act", args=[row.pk, "cancel"]), {"version": version, "cancel-why": "예산 없음"}
        ),
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409], list(answers)
    row.refresh_from_db()
    assert row.state == ("signed" if answers[0].status_code == 302 else "cancelled")
    assert row.report_items.count() == (3 if row.state == "signed" else 0)


def test_one_report_is_closed_by_one_of_two(hana: User, minsu: User) -> None:
    row = an_agreement()
    ReportItem.raise_signing(row, timezone.localdate())
    item = row.report_items.first()
    assert item is not None
    today = timezone.localdate().isoformat()
    path = reverse("report_item_act", args=[item.pk, "close"])
    item.refresh_from_db()
    data = [
        {"version": item.version, "close-day": today, "close-document_number": f"협력-{number}"} for number in (1, 2)
    ]
    answers = posts([hana, minsu], path, data)
    assert sorted(answer.status_code for answer in answers) == [302, 409], list(answers)
    item.refresh_from_db()
    winner = next(number for number, answer in enumerate(answers) if answer.status_code == 302)
    assert (item.document_number, item.closed_by) == (f"협력-{winner + 1}", [hana, minsu][winner])


def test_a_proposed_meeting_accepted_and_declined_at_once_is_one_of_them(hana: User, minsu: User) -> None:
    today = timezone.localdate()
    row, partner = an_agreement(), Organization.objects.create(name="CONCYTEC")
    row.parties.create(organization=partner)
    meeting = Meeting.objects.create(title="협의", held_on=today, host=partner)
    item = f"meeting:{meeting.pk}:{today.year}"
    answers = posts(
        [hana, minsu],
        reverse("agreement_answer", args=[row.pk]),
        [{"decision": decision, "item": item} for decision in ("accept", "decline")],
    )
    assert [answer.status_code for answer in answers] == [302, 302], answers
    assert row.activities.count() + row.declined_activities.count() == 1
    winner = 0 if row.activities.exists() else 1
    said = ("이행실적으로 반영했습니다", "다시 후보로 올리지 않습니다")
    assert said[winner] in told(answers[winner])
    assert said[1 - winner] not in told(answers[1 - winner])


def test_a_project_moved_by_two_at_once_took_one_step(hana: User, minsu: User) -> None:
    row = Project.objects.create(title="공동 연구")
    row.refresh_from_db()
    data = [
        {"version": row.version, "move-stage": stage, "move-why": why}
        for stage, why in (("proposed", "공모가 열림"), ("closed", "상대가 포기함"))
    ]
    answers = posts([hana, minsu], reverse("project_act", args=[row.pk, "move"]), data)
    assert sorted(answer.status_code for answer in answers) == [302, 409], list(answers)
    winner = next(number for number, answer in enumerate(answers) if answer.status_code == 302)
    step = row.steps.get()
    assert (step.stage, step.why, step.moved_by) == (
        data[winner]["move-stage"],
        data[winner]["move-why"],
        [hana, minsu][winner],
    )
    assert data[1 - winner]["move-why"] in answers[1 - winner].content.decode(), "what the other typed is gone"
