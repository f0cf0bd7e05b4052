"""A corrected file by the pages: taken on the report, shown with old beside new, and told on the report afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.history import recorded
from accounts.models import User
from config.tests.cast import SignIn
from cooperation.intake import decide, takeback
from cooperation.intake.propose import match
from cooperation.intake.undo import undo
from cooperation.models import Commitment, Proposal
from cooperation.tests.intake_case import LINES, a_revision, promise, reading, the
from cooperation.tests.test_intake_revisions import ON, _uploaded, a_later_revision, filed, waiting
from meetings.models import ReadingState, ReportRevision, TripReport
from partners.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


def corrected() -> dict[str, Any]:
    content = reading()
    content["meetings"][0]["start"] = "14:00"
    content["commitments"].pop(0)
    return content


def test_a_corrected_file_becomes_the_next_revision_and_leads_to_its_reading(client: Client, hana: User) -> None:
    first = filed(hana)
    address = reverse("report_revise", args=[first.report_id])
    assert reverse("report_revise", args=[first.report_id]) in client.get(first.report.get_absolute_url()).text
    assert client.post(address).status_code == 422
    wrong = client.post(address, {"file": ContentFile(b"x", "photo.png")})
    assert (wrong.status_code, "photo.png" in wrong.text) == (422, True)
    response = client.post(address, {"file": ContentFile("\n".join(LINES).encode(), "고친 보고서.txt")})
    second = ReportRevision.objects.get(report=first.report, revision=2)
    assert (second.state, response["Location"]) == (ReadingState.WAITING, reverse("review", args=[second.pk]))
    again = client.post(address, {"file": ContentFile("\n".join(LINES).encode(), "again.txt")}, follow=True)
    assert "이미" in again.text
    assert ReportRevision.objects.count() == 2


def test_a_correction_is_no_more_open_than_the_file_it_corrects(hana: User, minsu: User, sign_in: SignIn) -> None:
    first = filed(hana)
    Document.objects.filter(pk=first.document_id).update(confidential=True)
    sent = {"file": ContentFile(b"corrected", "corrected.txt")}
    sign_in(minsu).post(reverse("report_revise", args=[first.report_id]), sent)
    second = ReportRevision.objects.get(report=first.report, revision=2)
    assert second.document.confidential


def test_what_must_be_decided_first_does_not_name_a_hidden_report(client: Client, hana: User, minsu: User) -> None:
    first = filed(minsu)
    with recorded(by=minsu):
        TripReport.objects.filter(pk=first.report_id).update(confidential=True, title="비밀 협의 보고서")
    second = _uploaded(minsu, reading(), LINES)
    question = Proposal.objects.get(revision=second, data__ask="same_report")
    assert (question.state, question.title) == ("waiting", "비밀 협의 보고서")
    decide_address = reverse("review_decide", args=[second.pk])
    row = the(second, "organization", "o2")
    accepting = {"proposal": row.pk, "action": "accept", "seen": row.suggested or ""}
    answering = {"proposal": question.pk, "action": "answer:another"}
    for sent in (accepting, answering, {"proposal": question.pk, "action": "undo"}):
        text = client.post(decide_address, sent, follow=True).text
        assert "비밀 협의" not in text
        assert first.report.reference not in text
    question.refresh_from_db()
    assert question.state == "waiting"


def test_the_review_and_the_report_show_old_beside_new(client: Client, hana: User) -> None:
    first = filed(hana)
    second = a_later_revision(first, corrected())
    row = the(second, "meeting", "m1")
    review = client.get(reverse("review", args=[second.pk]), {"at": str(row.pk)}).text
    assert "<del>10:00</del>" in review
    assert "<ins>14:00</ins>" in review
    gone = Proposal.objects.get(revision=second, data__ask="vanished")
    assert 'value="answer:remove"' in client.get(reverse("review", args=[second.pk]), {"at": str(gone.pk)}).text
    told = client.get(first.report.get_absolute_url()).text
    assert "<del>10:00</del>" in told
    assert gone.title in told


def test_the_filed_page_shows_each_record_once_and_says_which_the_report_made(client: Client, hana: User) -> None:
    first = filed(hana)
    a_later_revision(first, reading())
    page = client.get(reverse("filed", args=[first.report_id]))
    meetings = next(group for group in page.context["groups"] if group["kind"] == "meeting")
    assert [row.made_here for row, *_rest in meetings["rows"]] == [True]
    assert len(page.context["answers"]) == 2


def test_only_the_newest_revision_waits_for_review(client: Client, hana: User) -> None:
    first = a_revision(hana)
    second = a_later_revision(first, reading())
    page = client.get(reverse("reviews")).text
    assert reverse("review", args=[second.pk]) in page
    assert reverse("review", args=[first.pk]) not in page


def test_taking_a_corrected_report_back_leaves_nothing_waiting_on_the_former_revision(hana: User) -> None:
    first = filed(hana)
    second = a_later_revision(first, reading())
    first.report.refresh_from_db()
    takeback.take_back(first.report, version=first.report.version, by=hana, on=ON)
    assert Commitment.objects.count() == 0
    assert waiting(first) == []
    assert len(waiting(second)) > 5
    decide.accept_all_clear(second, by=hana, on=ON)
    assert Commitment.objects.count() == 3
    undo(Proposal.objects.get(revision=second, title="자료 목록 송부"), by=hana, on=ON)
    assert Commitment.objects.count() == 2


def test_asking_the_registry_costs_the_same_for_many_proposals_as_for_few(hana: User) -> None:
    content = reading()
    few = a_revision(hana, content)
    for number in range(40):
        content["commitments"].append(promise(12, "plan", "o2", f"일 {number}", quote=f"문장 {number}"))
        content["meetings"].append(content["meetings"][0] | {"id": f"n{number}", "title": f"면담 {number}"})
    many = a_revision(hana, content, "many.txt")

    def asked(revision: ReportRevision) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            match(revision, hana)
        return len(queries)

    asked(many), asked(few)  # what changed since is written once
    assert asked(many) == asked(few)
    assert asked(many) < 20
