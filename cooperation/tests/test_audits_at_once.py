"""Answers to auditors asked for and made at one moment: each whole, each once, the same bytes for the same question."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from cooperation.audits import jobs
from cooperation.audits.asking import Asked
from cooperation.models import AuditAnswer, AuditForm, AuditState
from cooperation.tests.test_two_at_once import at_once, posts
from cooperation.tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

LINK: dict[str, Any] = {
    "asked": "1", "on": "2026-06-30", "first": "2024", "last": "2026", "which": "all", "document": ["ledger", "trips"],
    "kind": ["xlsx", "pdf", "hwpx"],
}  # fmt: skip


@pytest.mark.parametrize("_time", range(3))
def test_two_people_issue_the_same_at_once(hana: User, minsu: User, _time: int) -> None:
    """Each has an answer of their own, with the same files to the byte."""
    World(minsu, date(2026, 6, 30))
    answers = posts([hana, minsu], reverse("audit_issue"), [LINK, LINK])
    assert [answer.status_code for answer in answers] == [302, 302]
    rows = list(AuditAnswer.objects.all())
    assert [row.state for row in rows] == [AuditState.READY] * 2
    assert {row.issued_by for row in rows} == {hana, minsu}
    one, other = (list(row.files.values_list("name", "sha256", "size")) for row in rows)
    assert (one, len(one)) == (other, 6)
    assert len({file.file.name for row in rows for file in row.files.all()}) == 12


@pytest.mark.parametrize("_time", range(3))
def test_two_workers_take_one_answer_at_once(hana: User, minsu: User, _time: int) -> None:
    World(minsu, date(2026, 6, 30))
    asked = Asked(on=date(2026, 6, 30), first=2024, last=2026, documents=("ledger",), kinds=("xlsx", "hwpx"))
    answer = AuditAnswer.objects.create(name="x", asked=asked.frozen(), counts={"ledger": 1}, issued_by=hana)
    assert at_once(*[lambda: jobs.work(answer.pk)] * 3) == [None] * 3
    answer.refresh_from_db()
    assert (answer.state, answer.tries, answer.files.count()) == (AuditState.READY, 1, 2)


@pytest.mark.parametrize("_time", range(3))
def test_two_people_keep_a_form_of_one_name_at_once(hana: User, minsu: User, _time: int) -> None:
    """One of the two stands, whole; neither is told of a fault."""
    sent = [LINK | {"form_name": "시의회", "document": [kind]} for kind in ("ledger", "trips")]
    answers = posts([hana, minsu], reverse("audit_form_save"), sent)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert AuditForm.objects.get().asked["document"] in (["ledger"], ["trips"])


@pytest.mark.parametrize("_time", range(3))
def test_a_failed_answer_is_tried_again_by_two_at_once(hana: User, minsu: User, _time: int) -> None:
    World(minsu, date(2026, 6, 30))
    asked = Asked(on=date(2026, 6, 30), first=2024, last=2026, documents=("ledger",), kinds=("xlsx",))
    answer = AuditAnswer.objects.create(
        name="x", asked=asked.frozen(), issued_by=hana, state=AuditState.FAILED, tries=jobs.MOST_TRIES
    )
    answers = posts([hana, minsu], reverse("audit_retry", args=[answer.pk]), [{}, {}])
    assert [one.status_code for one in answers] == [302, 302]
    jobs.work(answer.pk)
    answer.refresh_from_db()
    assert (answer.state, answer.files.count()) == (AuditState.READY, 1)
