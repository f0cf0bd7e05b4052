"""What can happen to agreements, commitments, projects and checks: in which state, by whom, and only once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.records import Stale
from cooperation.models import (
    Agreement,
    AgreementState,
    Certainty,
    CheckRound,
    Closing,
    Commitment,
    CommitmentKind,
    CommitmentState,
    DecisionKind,
    Project,
    ProjectStage,
    Term,
)
from meetings.models import Side

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def again(row: Agreement) -> Agreement:
    """The same agreement as another person has it open."""
    return Agreement.objects.get(pk=row.pk)


def test_a_verb_and_a_write_to_a_child_say_when_the_record_was_changed() -> None:
    agreement = Agreement.objects.create(title="Tie")
    long_ago = timezone.now() - timedelta(days=9)

    def changed() -> bool:
        agreement.refresh_from_db()
        with pgtrigger.ignore("cooperation.Agreement:raise_version"):
            Agreement.objects.update(changed_at=long_ago)
        return agreement.changed_at > long_ago

    assert changed()
    agreement.negotiate()
    assert changed()
    agreement.prior_reviews.create(
        aspect="budget", text="Enough", answered_by=User.objects.create(username="who"), answered_on=DAY
    )
    assert changed()
    assert not changed()


def test_an_agreement_is_signed_once() -> None:
    mine = Agreement.objects.create(title="Tie")
    theirs = again(mine)
    mine.sign(DAY)
    with pytest.raises(Stale):
        theirs.sign(DAY + timedelta(days=1))
    assert again(mine).signed_on == DAY


def test_signing_without_a_date_is_refused_in_words() -> None:
    with override("en"), pytest.raises(ValidationError, match="Signing needs a date; “Tie” has none"):
        Agreement.objects.create(title="Tie").sign(None)


def test_what_is_signed_is_not_cancelled_and_what_is_not_signed_is_not_closed(minsu: User) -> None:
    agreement = Agreement.objects.create(title="Tie")
    with pytest.raises(ValidationError):
        agreement.close(Closing.COMPLETED, on=DAY, why="", by=minsu)
    agreement.sign(DAY)
    with pytest.raises(ValidationError):
        agreement.cancel(DAY, "Too late")
    with pytest.raises(ValidationError):
        agreement.negotiate()


def test_only_a_manager_closes_an_agreement(hana: User, minsu: User) -> None:
    agreement = Agreement.objects.create(title="Tie", state=AgreementState.SIGNED, signed_on=DAY)
    with pytest.raises(PermissionDenied):
        agreement.close(Closing.COMPLETED, on=DAY, why="", by=hana)
    other = again(agreement)
    agreement.close(Closing.COMPLETED, on=DAY, why="", by=minsu)
    with pytest.raises(Stale):
        other.close(Closing.EXPIRED, on=DAY, why="", by=minsu)


def test_an_act_by_date_is_decided_once(hana: User, minsu: User) -> None:
    agreement = Agreement.objects.create(title="Tie", state=AgreementState.SIGNED, signed_on=DAY)
    agreement.decide(DecisionKind.RENEW, act_by=DAY, why="Good", by=hana, on=DAY)
    with pytest.raises(ValidationError, match=str(hana)):
        agreement.decide(DecisionKind.CLOSE, act_by=DAY, why="Bad", by=minsu, on=DAY)
    assert agreement.decisions.get().decided_by == hana
    agreement.decide(DecisionKind.CLOSE, act_by=DAY, why="Bad", by=minsu, on=DAY, replace=True)
    assert (agreement.decisions.get().decided_by, agreement.decisions.get().kind) == (minsu, "close")


def test_a_date_of_a_signed_amendment_is_corrected_with_a_reason_by_a_manager(hana: User, minsu: User) -> None:
    agreement = Agreement.objects.create(title="Tie", state=AgreementState.SIGNED, signed_on=DAY)
    amendment = agreement.add_amendment("More", signed_on=date(DAY.year + 36, 1, 5))
    right: dict[str, Any] = {"signed_on": DAY + timedelta(days=5), "new_expires_on": None}
    with pytest.raises(PermissionDenied):
        amendment.correct(**right, why="Slip", by=hana)
    for wrong in ({**right, "why": " "}, {"signed_on": None, "new_expires_on": None, "why": "Slip"}):
        with pytest.raises(ValidationError):
            amendment.correct(**wrong, by=minsu)
    with pytest.raises(ValidationError):
        amendment.correct(signed_on=None, new_expires_on=DAY - timedelta(days=1), why="Slip", by=minsu)
    amendment.refresh_from_db()
    amendment.correct(**right, why="Slip of the pen", by=minsu)
    amendment.refresh_from_db()
    assert amendment.signed_on == DAY + timedelta(days=5)
    assert amendment.new_expires_on is None
    assert "Slip of the pen" in amendment.changes


def test_amendments_are_numbered_and_only_for_what_is_signed() -> None:
    draft = Agreement.objects.create(title="Draft")
    with pytest.raises(ValidationError):
        draft.add_amendment("More")
    signed = Agreement.objects.create(title="Tie", state=AgreementState.SIGNED, signed_on=DAY)
    assert [signed.add_amendment("More").ordinal, signed.add_amendment("Even more").ordinal] == [1, 2]
    with pytest.raises(ValidationError):
        signed.add_amendment("Before it began", signed_on=DAY - timedelta(days=1))


def promise(hana: User, **facts: object) -> Commitment:
    return Commitment.objects.create(**{"text": "Send it", "side": Side.OURS, "officer": hana, **facts})


def test_a_commitment_is_done_or_dropped_but_not_both(hana: User, minsu: User) -> None:
    mine = promise(hana)
    theirs = Commitment.objects.get(pk=mine.pk)
    mine.done("Sent", by=hana, on=DAY)
    with pytest.raises(Stale):
        theirs.drop("Nobody wants it", by=minsu, on=DAY)
    with pytest.raises(ValidationError):
        mine.drop("Nobody wants it", by=minsu, on=DAY)
    mine.reopen()
    mine.drop("Nobody wants it", by=minsu, on=DAY)
    assert Commitment.objects.get().state == CommitmentState.DROPPED


def test_closing_wakes_and_reopening_forgets_the_outcome(hana: User) -> None:
    row = promise(hana, asks_done=True)
    row.snooze(DAY + timedelta(days=3), "Waiting", on=DAY)
    row.done("Sent", by=hana, on=DAY)
    row.refresh_from_db()
    assert (row.snoozed_until, row.asks_done) == (None, False)
    row.reopen()
    row.refresh_from_db()
    assert (row.outcome, row.closed_by, row.closed_on) == ("", None, None)


@pytest.mark.parametrize(
    ("facts", "mailed"),
    [
        ({}, True),
        ({"kind": CommitmentKind.REQUEST}, True),
        ({"certainty": Certainty.CONDITIONAL, "condition": "If funded"}, True),
        ({"kind": CommitmentKind.PLAN}, False),
        ({"kind": CommitmentKind.EVENT}, False),
        ({"certainty": Certainty.TENTATIVE}, False),
        ({"side": Side.THIRD}, False),
        ({"watched": True}, False),
        ({"kind": CommitmentKind.PLAN, "watched": False}, True),
        ({"asks_done": True}, False),
        ({"history": True}, False),
    ],
)
def test_reminders_are_quiet_by_default(hana: User, facts: dict[str, object], mailed: bool) -> None:
    row = promise(hana, **facts)
    assert row.is_mailed is mailed
    assert Commitment.objects.mailed().exists() is mailed


def test_overdue_counts_from_the_day_after_the_window(hana: User) -> None:
    row = promise(hana, due_end=DAY)
    for on, late in ((DAY, False), (DAY + timedelta(days=1), True)):
        assert row.is_overdue(on) is late
        assert Commitment.objects.overdue(on).exists() is late
    assert Commitment.objects.due_within(DAY - timedelta(days=7), 7).exists()
    assert not Commitment.objects.due_within(DAY - timedelta(days=7), 6).exists()


def test_a_project_is_moved_by_one_of_two(hana: User, minsu: User) -> None:
    mine = Project.objects.create(title="Pilot")
    theirs = Project.objects.get()
    mine.move(ProjectStage.PROPOSED, "Call is open", by=hana, on=DAY)
    with pytest.raises(Stale):
        theirs.move(ProjectStage.CLOSED, "No interest", by=minsu, on=DAY)


def test_a_round_opens_once_a_year_and_takes_answers_until_it_closes(hana: User, minsu: User) -> None:
    Agreement.objects.create(title="Tie", state=AgreementState.SIGNED, signed_on=DAY, term=Term.OPEN)
    Agreement.objects.create(title="Draft")
    later = DAY + timedelta(days=30)
    with pytest.raises(PermissionDenied):
        CheckRound.open_round(year=2026, title="Check", due_on=later, by=hana, on=DAY)
    opened = CheckRound.open_round(year=2026, title="Check", due_on=later, by=minsu, on=DAY)
    with pytest.raises(ValidationError):
        CheckRound.open_round(year=2026, title="Again", due_on=later, by=minsu, on=DAY)
    check = opened.checks.get()
    other = opened.checks.get()
    check.reply("normal", text="Two visits", countermeasure="", by=hana, on=DAY)
    with pytest.raises(Stale):
        other.reply("poor", text="", countermeasure="A visit", by=minsu, on=DAY)
    opened.close(by=minsu, on=later)
    check = opened.checks.select_related("round").get()
    with pytest.raises(ValidationError):
        check.reply("poor", text="", countermeasure="A visit", by=hana, on=later)
