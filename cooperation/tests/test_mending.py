"""How what was written wrongly about an agreement is put right: decisions, amendments, signed copies, evidence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.tests.cast import SignIn
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    AgreementParty,
    CheckRound,
    FileRole,
    Term,
)
from cooperation.tests.test_pages import act, signed
from cooperation.tests.world import document
from cooperation.views.agreements import differ, versions
from partners.models import Organization

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def test_a_wrong_decision_is_told_and_replaced_and_the_history_keeps_both(
    sign_in: SignIn, hana: User, minsu: User
) -> None:
    today = timezone.localdate()
    agreement, client = signed(term=Term.FIXED, expires_on=today + timedelta(days=90)), sign_in(hana)
    asked = agreement.as_of(today).act_by
    assert asked is not None
    said: dict[str, Any] = {"why": "실수로 고름", "decided_on": today.isoformat(), "act_by": asked.isoformat()}
    assert act(client, agreement, "decide", kind="let_lapse", **said).status_code == 302
    again = {**said, "kind": "renew", "why": "다시 살펴봄"}
    for _twice in range(2):
        answer = act(client, agreement, "decide", **again)
        assert answer.status_code == 422
        assert str(hana) in answer.content.decode()
    assert agreement.decisions.get().kind == "let_lapse"
    assert act(client, agreement, "decide", **again, replace="on").status_code == 302
    assert agreement.decisions.get().kind == "renew"
    page = client.get(agreement.get_absolute_url()).content.decode()
    assert "실수로 고름 → 다시 살펴봄" in page


def test_an_amendment_is_not_signed_in_the_future_and_its_date_is_corrected_by_a_manager(
    sign_in: SignIn, hana: User, minsu: User
) -> None:
    agreement, client = signed(), sign_in(hana)
    assert act(client, agreement, "amend", changes="More", signed_on="2062-01-05").status_code == 422
    amendment = agreement.add_amendment("More", signed_on=date(2062, 1, 5))
    right: dict[str, Any] = {"amendment": str(amendment.pk), "signed_on": "2026-01-05", "why": "오타"}
    assert act(client, agreement, "correct", **right).status_code == 403
    client = sign_in(minsu)
    assert act(client, agreement, "correct", **(right | {"signed_on": "2024-04-30"})).status_code == 422  # too early
    assert act(client, agreement, "correct", **right).status_code == 302
    amendment.refresh_from_db()
    assert amendment.signed_on == date(2026, 1, 5)
    assert "오타" in client.get(agreement.get_absolute_url()).content.decode()


def parties_of(agreement: Agreement) -> list[AgreementParty]:
    bodies = [Organization.objects.create(name=name) for name in ("Instituto Andino", "Blue Lab")]
    return [
        AgreementParty.objects.create(agreement=agreement, organization=body, order=order)
        for order, body in enumerate(bodies)
    ]


def test_a_party_whose_copy_is_kept_stays(sign_in: SignIn, hana: User) -> None:
    """Its copy would pass for the one that all signed."""
    agreement, client = signed(), sign_in(hana)
    theirs, _others = parties_of(agreement)
    file = AgreementFile.objects.create(agreement=agreement, document=document("a.txt"), signed_by=theirs)
    page = client.get(reverse("agreement_edit", args=[agreement.pk]))
    form, rows = page.context["form"], page.context["formsets"][0]
    sent: dict[str, Any] = {name: form[name].value() for name in form.fields if form[name].value()}
    for row in rows.forms:
        sent |= {f"{row.prefix}-{name}": row[name].value() or "" for name in row.fields}
    sent |= {f"parties-{name}": rows.management_form[name].value() for name in rows.management_form.fields}
    agreement.refresh_from_db()
    sent |= {"version": agreement.version, "parties-0-DELETE": "on"}
    address = reverse("agreement_edit", args=[agreement.pk])
    answer = client.post(address, {name: value for name, value in sent.items() if value is not None})
    assert answer.status_code == 422
    assert "Instituto Andino" in " ".join(answer.context["form"].non_field_errors())
    file.refresh_from_db()
    assert file.signed_by == theirs


def test_only_signed_copies_tell_what_was_signed(hana: User) -> None:
    agreement = signed()
    theirs, ours = parties_of(agreement)
    one, two = document("one.txt"), document("two.txt")

    def keep(party: AgreementParty, paper: Any, role: str) -> None:
        AgreementFile.objects.create(agreement=agreement, document=paper, signed_by=party, role=role)

    def told() -> tuple[list[str | None], bool]:
        files = list(agreement.files.select_related("document"))
        shown: list[Any] = list(versions(agreement, files))
        found = [party.version and party.version.document.name for party in shown]
        return found, differ(files)

    keep(theirs, one, FileRole.SIGNED_COPY)
    keep(theirs, two, FileRole.EVIDENCE)
    keep(ours, one, FileRole.SIGNED_COPY)
    assert told() == (["one.txt", "one.txt"], False)
    keep(ours, two, FileRole.SIGNED_COPY)
    assert told() == (["one.txt", "two.txt"], True)
    keep(theirs, document("three.txt"), FileRole.TEXT)
    agreement.files.filter(document=two, signed_by=theirs).update(role=FileRole.SIGNED_COPY)
    assert told()[1] is False  # both signed both


def test_a_signed_copy_is_taken_off_by_a_manager_only(sign_in: SignIn, hana: User, minsu: User) -> None:
    """Nor does an officer say that it is something else. Of a draft, and of other files, anybody may."""
    agreement, draft = signed(), Agreement.objects.create(title="Draft")
    upload = b"%PDF-1.4 signed"

    def attach(user: User, role: str) -> Any:
        file = SimpleUploadedFile("copy.pdf", upload)
        return act(sign_in(user), agreement, "attach", file=file, role_of_file=role).status_code

    def drop(user: User, file: AgreementFile) -> int:
        file.agreement.refresh_from_db()
        address = reverse("agreement_drop", args=[file.agreement.pk, "file", file.pk])
        return sign_in(user).post(address, {"version": file.agreement.version}).status_code

    assert attach(hana, "other") == 302
    assert attach(hana, "signed_copy") == 302  # of the same file: it is that now
    copy = agreement.files.get()
    assert copy.role == FileRole.SIGNED_COPY
    assert attach(hana, "text") == 403
    address = reverse("agreement_drop", args=[agreement.pk, "file", copy.pk])
    assert address not in sign_in(hana).get(agreement.get_absolute_url()).content.decode()
    assert address in sign_in(minsu).get(agreement.get_absolute_url()).content.decode()
    assert drop(hana, copy) == 403
    assert agreement.files.exists()
    assert drop(minsu, copy) == 302
    assert not agreement.files.exists()
    for of, role in ((agreement, FileRole.EVIDENCE), (draft, FileRole.SIGNED_COPY)):
        drop(hana, AgreementFile.objects.create(agreement=of, document=document(f"{role}.txt"), role=role))
        assert not of.files.exists()


def test_wrong_evidence_is_taken_away(sign_in: SignIn, hana: User) -> None:
    agreement, client = signed(), sign_in(hana)
    paper = document("wrong.txt")
    done = AgreementActivity.objects.create(agreement=agreement, happened_on=DAY, text="Seminar", evidence=paper)
    agreement.refresh_from_db()
    address = reverse("agreement_evidence", args=[agreement.pk, done.pk])
    sent = {"version": agreement.version, "text": "Seminar", "remove": "on"}
    assert client.post(address, sent).status_code == 302
    opened = CheckRound.objects.create(year=2026, title="Round", due_on=DAY, opened_by=hana, opened_on=DAY)
    check = AgreementCheck.objects.create(
        round=opened, agreement=agreement, answer="normal", answered_by=hana, answered_on=DAY, evidence=paper
    )
    address = reverse("check_answer", args=[check.pk])
    said = {"answer-answer": "normal", "answer-text": "Well"}
    check.refresh_from_db()
    assert client.post(address, {**said, "version": check.version}).status_code == 302
    check.refresh_from_db()
    assert check.evidence == paper  # stays unless somebody says so
    assert client.post(address, {**said, "version": check.version, "answer-remove": "on"}).status_code == 302
    for row in (done, check):
        row.refresh_from_db()
        assert row.evidence is None
