"""What a confidential agreement hides besides itself: its evidence, its predecessor, its hidden activities."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.records import new_id
from config.tests.cast import SignIn
from cooperation.models import Agreement, AgreementActivity, AgreementCheck, AgreementFile, CheckRound, DeclinedActivity
from cooperation.tests.world import document
from meetings.models import Meeting, ReportRevision, TripReport
from partners.models import Document

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def tie(title: str = "Tie", **facts: Any) -> Agreement:
    return Agreement.objects.create(**{"title": title, "state": "signed", "signed_on": DAY, **facts})


def held_by(agreement: Agreement, paper: Document, how: str, by: User) -> None:
    if how == "activity":
        AgreementActivity.objects.create(agreement=agreement, happened_on=DAY, text="Done", evidence=paper)
    elif how == "check":
        opened = CheckRound.objects.create(year=2026, title="Round", due_on=DAY, opened_by=by, opened_on=DAY)
        AgreementCheck.objects.create(
            round=opened, agreement=agreement, answer="normal", answered_by=by, answered_on=DAY, evidence=paper
        )
    else:
        AgreementFile.objects.create(agreement=agreement, document=paper)


def saved(client: Client, agreement: Agreement, **typed: Any) -> int:
    """The form of the agreement as its page holds it, with ``typed`` over it."""
    agreement.refresh_from_db()
    form = client.get(reverse("agreement_edit", args=[agreement.pk])).context["form"]
    data = {name: field.value() for name, field in ((name, form[name]) for name in form.fields)}
    held = {name: value for name, value in data.items() if value not in (None, False, [])}
    rows = {"parties-TOTAL_FORMS": "0", "parties-INITIAL_FORMS": "0"}
    sent = {**held, **rows, "version": agreement.version, **typed}
    return client.post(reverse("agreement_edit", args=[agreement.pk]), sent).status_code


@pytest.mark.parametrize("how", ["file", "activity", "check"])
def test_the_papers_of_an_agreement_are_as_open_as_it_is(
    how: str, sign_in: SignIn, hana: User, minsu: User, guest: User
) -> None:
    """Also those kept before it was ticked; opened again, they are open again."""
    agreement = tie(officer=minsu)
    paper = document("evidence.txt", "속사정", by=minsu)
    held_by(agreement, paper, how, minsu)
    seen = Document.objects.filter(pk=paper.pk)
    assert seen.visible_to(guest).exists()
    assert saved(sign_in(minsu), agreement, confidential="on") == 302
    assert not seen.visible_to(guest).exists()
    assert seen.visible_to(minsu).exists()
    agreement.readers.add(guest)
    assert seen.visible_to(guest).exists()
    agreement.readers.clear()
    Document.objects.update(confidential=True)  # as it is kept where the agreement is confidential by then
    assert saved(sign_in(minsu), agreement, readers=[], confidential="") == 302
    assert seen.visible_to(guest).exists()
    assert AgreementActivity.objects.visible_to(guest).count() == (how == "activity")


def test_opening_an_agreement_opens_no_paper_that_another_keeps_secret(
    sign_in: SignIn, minsu: User, guest: User
) -> None:
    agreement, other = tie(confidential=True), tie("Other", confidential=True)
    paper = document("evidence.txt", confidential=True)
    held_by(agreement, paper, "activity", minsu)
    held_by(other, paper, "file", minsu)
    assert saved(sign_in(minsu), agreement, confidential="") == 302
    paper.refresh_from_db()
    assert paper.confidential


def test_a_report_that_is_evidence_stays_as_open_as_the_report(minsu: User, guest: User) -> None:
    paper = document("report.txt")
    report = TripReport.objects.create(title="Report", uploaded_by=minsu)
    ReportRevision.objects.create(report=report, document=paper, revision=1)
    held_by(tie(confidential=True), paper, "activity", minsu)
    assert Document.objects.visible_to(guest).filter(pk=paper.pk).exists()


def test_a_hidden_predecessor_is_told_to_nobody_and_stays(sign_in: SignIn, hana: User) -> None:
    """The form leaves it out, saves without it, and the refusal to sign does not tell its day."""
    old = tie("Quiet tie", confidential=True)
    new = Agreement.objects.create(title="Next", predecessor=old)
    client = sign_in(hana)
    page = client.get(reverse("agreement_edit", args=[new.pk])).content.decode()
    assert "Quiet tie" not in page
    assert old.reference not in page
    assert saved(client, new, title="Next one") == 302
    new.refresh_from_db()
    assert (new.title, new.predecessor_id) == ("Next one", old.pk)
    with pytest.raises(ValidationError) as refused:
        new.sign(date(2026, 3, 1))
    assert "2" not in " ".join(refused.value.messages)


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_an_answer_about_a_hidden_meeting_is_taken_back_by_nobody_who_may_not_see_it(
    answer: str, sign_in: SignIn, hana: User, minsu: User
) -> None:
    agreement = tie()
    meeting = Meeting.objects.create(title="비공개 회동", held_on=DAY, confidential=True)
    if answer == "accepted":
        click = AgreementActivity.accept(agreement, [("meeting", meeting.pk, DAY)], by=minsu)
    else:
        click = DeclinedActivity.decline(agreement, "meeting", meeting.pk, by=minsu, on=DAY).pk
    rows: Any = AgreementActivity if answer == "accepted" else DeclinedActivity

    def undo(user: User, what: Any) -> str:
        address = reverse("agreement_answer_undo", args=[agreement.pk, what])
        return " ".join(str(one) for one in sign_in(user).post(address, follow=True).context["messages"])

    assert undo(hana, click) == undo(hana, new_id())
    assert rows.objects.exists()
    undo(minsu, click)
    assert not rows.objects.exists()
