"""Each rule of the database by name: a write that breaks it is refused with that name, past all Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, Model, UniqueConstraint

from accounts.models import User
from accounts.records import new_id
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    AgreementParty,
    Amendment,
    AskedReading,
    AuditAnswer,
    AuditFile,
    AuditForm,
    CheckRound,
    Commitment,
    Decision,
    DeclinedActivity,
    Delivery,
    LedgerImport,
    LedgerRow,
    PriorReview,
    Project,
    ProjectPartner,
    ProjectStep,
    Proposal,
    Reminder,
    ReportBody,
    ReportItem,
    Rule,
    SideWord,
    Upload,
    UploadedFile,
)
from meetings.models import Meeting, ReportRevision, Trip, TripReport
from partners.models import Document, Organization

pytestmark = pytest.mark.django_db

DAY, EARLIER, LATER = date(2025, 5, 5), date(2025, 5, 4), date(2025, 5, 6)
NOON = datetime(2025, 5, 5, 12, tzinfo=UTC)


class World:
    """Rows that keep every rule, to be broken one at a time."""

    def __init__(self, hana: User, minsu: User) -> None:
        self.hana, self.minsu = hana, minsu
        self.organization = Organization.objects.create(name="Instituto Andino")
        self.document = self.a_document("a")
        self.trip = Trip.objects.create(title="Trip", start_on=DAY, end_on=DAY)
        self.meeting = Meeting.objects.create(title="Talk", held_on=DAY)

    def a_document(self, digit: str) -> Document:
        return Document.objects.create(name="a.txt", file="a.txt", sha256=digit * 64, size=1, media_type="text/plain")

    def agreement(self, **facts: Any) -> Agreement:
        return Agreement.objects.create(**{"title": "Tie", **facts})

    def signed(self, **facts: Any) -> Agreement:
        return self.agreement(**{"state": "signed", "signed_on": DAY, **facts})

    def closed(self, **facts: Any) -> Agreement:
        return self.signed(**{"state": "closed", "closed_on": LATER, "closed_as": "expired", **facts})

    def commitment(self, **facts: Any) -> Commitment:
        return Commitment.objects.create(**{"text": "Send it", "side": "ours", "officer": self.hana, **facts})

    def done(self, **facts: Any) -> Commitment:
        closing = {"state": "done", "closed_on": DAY, "closed_by": self.hana, "outcome": "Sent"}
        return self.commitment(**{**closing, **facts})

    def project(self, **facts: Any) -> Project:
        return Project.objects.create(**{"title": "Pilot", **facts})

    def step(self, project: Project, **facts: Any) -> ProjectStep:
        given = {"ordinal": 1, "was": "idea", "stage": "proposed", "why": "The call is open", "moved_on": DAY}
        return ProjectStep.objects.create(**{**given, "project": project, **facts})

    def stepped(self) -> Project:
        project = self.project()
        project.move("proposed", "The call is open", by=self.hana, on=DAY)
        return project

    def declined(self, **facts: Any) -> DeclinedActivity:
        agreement = facts.pop("agreement", None) or self.signed()
        return DeclinedActivity.objects.create(
            **{"agreement": agreement, "declined_by": self.hana, "declined_on": DAY, **facts}
        )

    def asked(self, **facts: Any) -> AskedReading:
        given = {"asked_by": self.hana, "asked_at": NOON, "name": "a.txt", "sha256": "a" * 64, "size": 1}
        return AskedReading.objects.create(**{**given, **facts})

    def ledger(self, **facts: Any) -> LedgerImport:
        given = {"document": self.document, "kind": "agreements", "imported_by": self.hana}
        return LedgerImport.objects.create(**{**given, **facts})

    def ledger_row(self, **facts: Any) -> LedgerRow:
        given = {"ledger": facts.pop("ledger", None) or self.ledger(), "number": 1, "match": "new", "choice": "file"}
        return LedgerRow.objects.create(**{**given, **facts})

    def round(self, **facts: Any) -> CheckRound:
        given = {"year": 2025, "title": "Round", "due_on": LATER, "opened_by": self.minsu, "opened_on": DAY}
        return CheckRound.objects.create(**{**given, **facts})

    def check(self, **facts: Any) -> AgreementCheck:
        given = {"round": facts.pop("round", None) or self.round(), "agreement": self.signed()}
        return AgreementCheck.objects.create(**{**given, **facts})

    def answered(self, **facts: Any) -> AgreementCheck:
        given = {"answer": "normal", "answered_by": self.hana, "answered_on": DAY}
        return self.check(**{**given, **facts})

    def decision(self, **facts: Any) -> Decision:
        given = {"agreement": self.signed(), "kind": "renew", "decided_on": DAY, "decided_by": self.hana, "why": "Good"}
        return Decision.objects.create(**{**given, **facts})

    def revision(self) -> ReportRevision:
        report = TripReport.objects.create(uploaded_by=self.hana)
        return ReportRevision.objects.create(report=report, document=self.document)

    def proposal(self, **facts: Any) -> Proposal:
        given = {"kind": "meeting", "read_id": "m1", "fingerprint": "f", "title": "Talk"}
        revision = facts.pop("revision", None) or self.revision()
        return Proposal.objects.create(**{**given, "revision": revision, **facts})

    def delivery(self, **facts: Any) -> Delivery:
        given = {"recipient": self.hana, "to": "h@example.org", "day": DAY, "subject": "S", "text": "T"}
        return Delivery.objects.create(**{**given, "message_id": str(new_id()), **facts})

    def uploaded(self, **facts: Any) -> UploadedFile:
        given = {"position": 0, "name": "a.txt", "outcome": "present"}
        upload = facts.pop("upload", None) or Upload.objects.create(uploaded_by=self.hana)
        return UploadedFile.objects.create(**{**given, "upload": upload, **facts})

    def item(self, **facts: Any) -> ReportItem:
        given = {"event": "signed", "body": "시의회", "happened_on": DAY}
        if "round" not in facts and "agreement" not in facts:
            facts["agreement"] = self.signed()
        return ReportItem.objects.create(**{**given, **facts})

    def review(self, **facts: Any) -> PriorReview:
        given = {"aspect": "budget", "text": "Enough", "answered_by": self.hana, "answered_on": DAY}
        agreement = facts.pop("agreement", None) or self.agreement()
        return PriorReview.objects.create(**{**given, "agreement": agreement, **facts})

    def answer(self, **facts: Any) -> AuditAnswer:
        return AuditAnswer.objects.create(**{"name": "Council", "asked": {}, "issued_by": self.hana, **facts})

    def issued(self, **facts: Any) -> AuditFile:
        """A file of an answer that is ready."""
        given = {"position": 0, "name": "a.pdf", "file": "a.pdf", "sha256": "a" * 64, "size": 1}
        row = AuditFile.objects.create(**{"answer": self.answer(), "media_type": "application/pdf", **given, **facts})
        AuditAnswer.objects.filter(pk=row.answer_id).update(state="ready", ready_at=NOON)
        return row

    def reminder(self, **facts: Any) -> Reminder:
        given = {"rule": Rule.COMMITMENT_7, "due_on": DAY, "send_on": DAY, "recipient": self.hana}
        return Reminder.objects.create(**{**given, **facts})


@pytest.fixture
def world(hana: User, minsu: User) -> World:
    return World(hana, minsu)


def twice(make: Callable[[], Any]) -> None:
    make()
    make()


def a_party_twice(w: World) -> None:
    agreement = w.signed()
    twice(lambda: AgreementParty.objects.create(agreement=agreement, organization=w.organization))


def a_file_twice(w: World) -> None:
    agreement = w.signed()
    twice(lambda: AgreementFile.objects.create(agreement=agreement, document=w.document))


def an_amendment(w: World, **facts: Any) -> Amendment:
    agreement = facts.pop("agreement", None) or w.signed()
    return Amendment.objects.create(**{"agreement": agreement, "ordinal": 1, "changes": "More", **facts})


def an_amendment_twice(w: World) -> None:
    agreement = w.signed()
    twice(lambda: an_amendment(w, agreement=agreement))


def a_decision_twice(w: World) -> None:
    agreement = w.signed()
    twice(lambda: w.decision(agreement=agreement, act_by=DAY))


def a_check_twice(w: World) -> None:
    found, agreement = w.round(), w.signed()
    twice(lambda: AgreementCheck.objects.create(round=found, agreement=agreement))


def an_activity_twice(w: World, **what: Any) -> None:
    agreement = w.signed()
    twice(lambda: AgreementActivity.objects.create(agreement=agreement, happened_on=DAY, **what))


def a_decline_twice(w: World) -> None:
    agreement = w.signed()
    twice(lambda: w.declined(agreement=agreement, meeting=w.meeting))


def a_declined_meeting_that_counts(w: World) -> None:
    declined = w.declined(meeting=w.meeting)
    AgreementActivity.objects.create(agreement=declined.agreement, happened_on=DAY, meeting=w.meeting)


def a_counted_meeting_that_is_declined(w: World) -> None:
    counted = AgreementActivity.objects.create(agreement=w.signed(), happened_on=DAY, meeting=w.meeting)
    w.declined(agreement=counted.agreement, meeting=w.meeting)


def moved(w: World, was: str, stage: str, **facts: Any) -> None:
    project = w.project(stage=was, stage_why="So it was", target_year=2025)
    Project.objects.filter(pk=project.pk).update(stage=stage, **facts)


def steps_out_of_order(w: World) -> None:
    project = w.stepped()
    Project.objects.filter(pk=project.pk).update(stage="under_review")
    w.step(project, ordinal=2, was="proposed", stage="under_review", moved_on=EARLIER)


def a_step_twice(w: World) -> None:
    project = w.stepped()
    w.step(project)


def a_partner_twice(w: World) -> None:
    project = w.project()
    twice(lambda: ProjectPartner.objects.create(project=project, organization=w.organization))


def a_proposal_twice(w: World) -> None:
    revision = w.revision()
    twice(lambda: w.proposal(revision=revision))


def a_reminder_twice(w: World) -> None:
    commitment = w.commitment()
    twice(lambda: w.reminder(commitment=commitment))


def its_own_predecessor(w: World) -> None:
    agreement = w.signed()
    Agreement.objects.filter(pk=agreement.pk).update(predecessor=agreement)


def a_deleted_signed_amendment(w: World) -> None:
    Amendment.objects.filter(pk=an_amendment(w, signed_on=DAY).pk).delete()


def an_unsigned_signed_amendment(w: World) -> None:
    Amendment.objects.filter(pk=an_amendment(w, signed_on=DAY).pk).update(signed_on=None)


def an_item_twice(w: World) -> None:
    agreement = w.signed()
    twice(lambda: w.item(agreement=agreement))


def a_review_twice(w: World) -> None:
    agreement = w.agreement()
    twice(lambda: w.review(agreement=agreement))


def a_circle(w: World) -> None:
    first = w.signed()
    second = w.signed(predecessor=first)
    Agreement.objects.filter(pk=first.pk).update(predecessor=w.signed(predecessor=second))


def a_predecessor_signed_later(w: World) -> None:
    first = w.signed(signed_on=EARLIER)
    w.signed(predecessor=first)
    Agreement.objects.filter(pk=first.pk).update(signed_on=LATER)


def a_late_party(w: World) -> None:
    AgreementParty.objects.create(agreement=w.signed(), organization=w.organization, signed_on=LATER)


def a_last_signature_before_a_party(w: World) -> None:
    AgreementParty.objects.create(agreement=w.agreement(), organization=w.organization, signed_on=DAY)
    Agreement.objects.update(state="signed", signed_on=EARLIER)


def a_file_of_another_party(w: World) -> None:
    party = AgreementParty.objects.create(agreement=w.signed(), organization=w.organization)
    AgreementFile.objects.create(agreement=w.signed(), document=w.document, signed_by=party)


def amendments_out_of_order(w: World) -> None:
    agreement = w.signed(signed_on=EARLIER)
    an_amendment(w, agreement=agreement, ordinal=2, signed_on=DAY)
    an_amendment(w, agreement=agreement, ordinal=1, signed_on=LATER)


def an_answer_to_a_closed_round(w: World) -> None:
    check = w.answered()
    CheckRound.objects.update(closed_on=LATER)
    AgreementCheck.objects.filter(pk=check.pk).update(text="More was done")


def a_place_twice(w: World) -> None:
    answer = w.answer()
    AuditFile.objects.bulk_create(
        AuditFile(answer=answer, position=0, name=name, file=name, sha256="a" * 64, size=1) for name in "ab"
    )


def decided(w: World, **facts: Any) -> dict[str, Any]:
    return {"decided_by": w.hana, "decided_at": NOON, **facts}


BREAKS: dict[str, Callable[[World], Any]] = {
    "an_agreement_has_a_title": lambda w: w.agreement(title=""),
    "an_agreement_has_a_known_type": lambda w: w.agreement(type="treaty"),
    "an_agreement_is_in_a_known_state": lambda w: w.agreement(state="lost"),
    "an_agreement_is_signed_exactly_when_it_has_a_signing_date": lambda w: w.agreement(state="signed"),
    "an_agreement_is_closed_exactly_when_it_says_when_and_as_what": lambda w: w.closed(closed_as=""),
    "a_terminated_agreement_says_why": lambda w: w.closed(closed_as="terminated"),
    "an_agreement_is_cancelled_exactly_when_it_says_when_and_why": lambda w: w.agreement(
        state="cancelled", cancelled_on=DAY
    ),
    "an_agreement_closes_after_it_is_signed": lambda w: w.closed(closed_on=EARLIER),
    "an_agreement_ends_after_it_takes_effect": lambda w: w.agreement(effective_from=DAY, expires_on=EARLIER),
    "an_agreement_ends_after_it_is_signed": lambda w: w.signed(expires_on=EARLIER),
    "an_agreement_has_a_known_term": lambda w: w.agreement(term="forever"),
    "a_fixed_term_has_a_last_day": lambda w: w.agreement(term="fixed"),
    "a_term_in_years_says_how_many": lambda w: w.agreement(term="years", term_years=0),
    "an_open_ended_agreement_has_no_last_day": lambda w: w.agreement(term="open", expires_on=DAY),
    "an_agreement_has_a_known_renewal": lambda w: w.agreement(renewal="magic"),
    "an_automatic_renewal_says_for_how_long": lambda w: w.agreement(renewal="automatic", renewal_years=0),
    "an_evergreen_agreement_has_a_review_date": lambda w: w.agreement(renewal="evergreen"),
    "no_agreement_renews_itself": its_own_predecessor,
    "terms_and_notice_periods_are_short_of_a_century": lambda w: w.agreement(term="years", term_years=101),
    "an_agreement_has_dates_of_our_calendar": lambda w: w.agreement(expires_on=date(3025, 1, 1)),
    "a_party_stands_once_in_an_agreement": a_party_twice,
    "a_file_has_a_known_role": lambda w: AgreementFile.objects.create(
        agreement=w.agreement(), document=w.document, role="napkin"
    ),
    "a_file_stands_once_in_an_agreement": a_file_twice,
    "an_amendment_has_its_own_number": an_amendment_twice,
    "an_amendment_says_what_changes": lambda w: an_amendment(w, changes=""),
    "an_amendment_has_dates_of_our_calendar": lambda w: an_amendment(w, signed_on=date(1825, 1, 1)),
    "a_signed_amendment_cannot_be_deleted": a_deleted_signed_amendment,
    "a_signed_amendment_stays_signed": an_unsigned_signed_amendment,
    "a_decision_is_of_a_known_kind": lambda w: w.decision(kind="wait"),
    "a_decision_gives_its_reason": lambda w: w.decision(why=""),
    "an_act_by_date_is_decided_once": a_decision_twice,
    "a_check_round_closes_after_it_opens": lambda w: w.round(closed_on=EARLIER),
    "one_check_round_is_open_a_year": lambda w: twice(w.round),
    "an_agreement_is_checked_once_a_round": a_check_twice,
    "an_answered_check_says_who_answered_and_when": lambda w: w.check(answer="normal"),
    "a_poor_answer_names_a_countermeasure": lambda w: w.answered(answer="poor"),
    "a_commitment_says_what_is_promised": lambda w: w.commitment(text=""),
    "a_commitment_has_a_side": lambda w: w.commitment(side="both"),
    "a_commitment_is_of_a_known_kind": lambda w: w.commitment(kind="wish"),
    "a_commitment_is_in_a_known_state": lambda w: w.done(state="lost"),
    "a_commitment_has_a_known_certainty": lambda w: w.commitment(certainty="maybe"),
    "a_conditional_commitment_names_its_condition": lambda w: w.commitment(certainty="conditional"),
    "a_due_window_ends_after_it_begins": lambda w: w.commitment(due_start=DAY, due_end=EARLIER),
    "a_due_window_lies_in_our_calendar": lambda w: w.commitment(due_end=date(3025, 1, 1)),
    "a_closed_commitment_says_who_when_and_what_was_done": lambda w: w.done(outcome=""),
    "only_a_high_priority_commitment_waits_for_confirmation": lambda w: w.done(state="reported"),
    "a_high_priority_commitment_is_done_with_evidence_and_a_witness": lambda w: w.done(high_priority=True),
    "nobody_confirms_their_own_work": lambda w: w.done(high_priority=True, evidence=w.document, confirmed_by=w.hana),
    "a_snooze_gives_its_reason": lambda w: w.commitment(snoozed_until=DAY),
    "a_project_has_a_title": lambda w: w.project(title=""),
    "words_of_a_side_are_not_empty": lambda w: SideWord.objects.create(text=""),
    "a_project_is_at_a_known_stage": lambda w: w.project(stage="dream"),
    "a_rejected_project_says_why": lambda w: w.project(stage="rejected"),
    "a_dated_next_step_says_what_it_is": lambda w: w.project(next_step_on=DAY),
    "an_amount_is_not_negative": lambda w: w.project(amount=-1),
    "a_partner_stands_once_in_a_project": a_partner_twice,
    "an_activity_is_one_record_or_a_line_of_text": lambda w: AgreementActivity.objects.create(
        agreement=w.signed(), happened_on=DAY
    ),
    "a_meeting_counts_once_for_an_agreement": lambda w: an_activity_twice(w, meeting=w.meeting),
    "a_trip_counts_once_for_an_agreement": lambda w: an_activity_twice(w, trip=w.trip),
    "a_project_counts_once_a_year_for_an_agreement": lambda w: an_activity_twice(w, project=w.project()),
    "what_is_declined_is_exactly_one_record": lambda w: w.declined(meeting=w.meeting, trip=w.trip),
    "a_record_is_declined_once_for_an_agreement": a_decline_twice,
    "what_counts_was_not_declined": a_declined_meeting_that_counts,
    "a_project_moves_to_a_stage_that_follows": lambda w: moved(w, "idea", "running"),
    "a_rejected_project_returns_for_a_later_year": lambda w: moved(w, "rejected", "proposed", target_year=2025),
    "a_project_moves_by_a_step_that_is_kept": lambda w: moved(w, "idea", "proposed"),
    "a_project_stands_where_its_last_step_led": lambda w: w.step(w.project()),
    "the_steps_of_a_project_follow_each_other": steps_out_of_order,
    "a_step_of_a_project_stays_as_it_was_taken": lambda w: w.stepped().steps.update(why="Another reason"),
    "a_step_of_a_project_leads_to_another_known_stage": lambda w: w.step(w.project(), stage="idea"),
    "a_step_of_a_project_gives_its_reason": lambda w: w.step(w.project(), why=""),
    "a_step_of_a_project_has_its_own_number": a_step_twice,
    "a_revision_proposes_a_thing_once": a_proposal_twice,
    "a_proposal_is_of_a_known_kind": lambda w: w.proposal(kind="rumour"),
    "a_proposal_is_in_a_known_state": lambda w: w.proposal(state="lost", **decided(w)),
    "a_decided_proposal_says_who_decided_and_when": lambda w: w.proposal(state="rejected"),
    "an_accepted_proposal_became_exactly_one_record_of_its_kind": lambda w: w.proposal(
        state="accepted", became_trip=w.trip, **decided(w)
    ),
    "only_a_question_is_answered_and_in_words": lambda w: w.proposal(kind="question", state="answered", **decided(w)),
    "a_successor_is_signed_after_its_predecessor": a_predecessor_signed_later,
    "agreements_do_not_follow_each_other_in_a_circle": a_circle,
    "nothing_precedes_the_signing_of_its_agreement": lambda w: w.decision(decided_on=EARLIER),
    "no_party_signs_after_the_last_signature": a_late_party,
    "a_party_signs_files_of_its_own_agreement": a_file_of_another_party,
    "amendments_are_signed_in_order": amendments_out_of_order,
    "a_closed_round_takes_no_answer": an_answer_to_a_closed_round,
    "a_body_to_report_to_has_a_name": lambda w: ReportBody.objects.create(name=""),
    "a_report_item_is_of_a_known_event": lambda w: w.item(event="party"),
    "a_report_item_names_the_body": lambda w: w.item(body=""),
    "a_report_item_speaks_of_a_round_or_of_an_agreement": lambda w: w.item(event="checked"),
    "a_loss_to_report_says_what_happened": lambda w: w.item(event="loss"),
    "a_closed_report_item_has_day_person_and_number_or_reason": lambda w: w.item(closed_on=DAY, closed_by=w.hana),
    "a_report_follows_what_it_reports": lambda w: w.item(closed_on=EARLIER, closed_by=w.hana, document_number="1"),
    "a_body_is_told_of_a_thing_once": an_item_twice,
    "a_prior_review_is_of_a_known_aspect": lambda w: w.review(aspect="weather"),
    "a_prior_review_says_what_was_found": lambda w: w.review(text=""),
    "an_aspect_is_reviewed_once": a_review_twice,
    "a_delivery_is_in_a_known_state": lambda w: w.delivery(state="lost"),
    "a_delivery_is_sent_exactly_when_it_says_when": lambda w: w.delivery(state="sent"),
    "a_delivery_being_sent_holds_a_lease": lambda w: w.delivery(state="sending"),
    "somebody_is_reminded_of_a_thing_once": a_reminder_twice,
    "a_reminder_has_exactly_one_subject": lambda w: w.reminder(),
    "a_file_has_one_place_in_its_upload": lambda w: w.uploaded(upload=w.uploaded().upload),
    "an_uploaded_file_is_kept_or_here_already_or_says_why": lambda w: w.uploaded(outcome="refused"),
    "an_account_asks_for_a_file_of_one_name_once": lambda w: twice(w.asked),
    "an_asked_reading_names_its_file": lambda w: w.asked(name=""),
    "an_asked_reading_has_its_sha256": lambda w: w.asked(sha256="abc"),
    "an_asked_reading_is_in_a_known_state": lambda w: w.asked(state="lost", reading="{}", read_at=NOON),
    "an_asked_reading_holds_a_lease_while_it_is_read": lambda w: w.asked(state="reading"),
    "an_asked_reading_is_there_once_it_is_over": lambda w: w.asked(state="read", read_at=NOON),
    "a_form_of_an_audit_has_its_own_name": lambda w: twice(lambda: AuditForm.objects.create(name="Council")),
    "a_form_of_an_audit_has_a_name": lambda w: AuditForm.objects.create(name=""),
    "an_answer_is_in_a_known_state": lambda w: w.answer(state="lost"),
    "an_answer_is_ready_exactly_when_it_says_since_when": lambda w: w.answer(state="ready"),
    "an_answer_holds_a_lease_while_it_is_made": lambda w: w.answer(state="making"),
    "an_issued_answer_stays_as_it_was": lambda w: AuditAnswer.objects.filter(pk=w.issued().answer_id).update(name="x"),
    "a_file_has_one_place_in_its_answer": a_place_twice,
    "an_issued_file_has_its_sha256": lambda w: w.issued(sha256="abc"),
    "an_issued_file_stays_as_it_was": lambda w: AuditFile.objects.filter(pk=w.issued().pk).update(sha256="b" * 64),
    "an_issued_answer_takes_no_more_files": lambda w: w.issued(answer=w.issued().answer, position=1),
    "a_sheet_of_a_ledger_is_imported_once_by_a_person": lambda w: (w.ledger(), w.ledger()),
    "a_ledger_holds_a_lease_while_it_is_read": lambda w: w.ledger(state="reading"),
    "a_ledger_that_was_not_read_says_why": lambda w: w.ledger(state="failed"),
    "a_ledger_renews_for_a_plausible_time": lambda w: w.ledger(renewal_years=0),
    "a_row_that_is_a_record_says_which": lambda w: w.ledger_row(choice="link"),
    "an_asked_reading_is_of_a_known_kind": lambda w: w.asked(what="dream"),
    "a_ledger_is_of_a_known_kind": lambda w: w.ledger(kind="tears"),
    "a_ledger_is_in_a_known_state": lambda w: w.ledger(state="lost"),
    "a_ledger_is_filed_exactly_when_it_says_when": lambda w: w.ledger(state="filed"),
    "a_row_stands_once_in_its_ledger": lambda w: w.ledger_row(ledger=w.ledger_row().ledger),
    "a_row_of_a_ledger_became_at_most_one_record": lambda w: w.ledger_row(trip=w.trip, organization=w.organization),
    "a_row_of_a_ledger_has_a_known_choice": lambda w: w.ledger_row(choice="maybe"),
}


def written(broken: Callable[[World], Any], world: World) -> None:
    """Write it, and end the transaction as far as rules between rows can tell."""
    with transaction.atomic():
        broken(world)
        connection.check_constraints()


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_database_refuses_what_breaks(name: str, world: World) -> None:
    with pytest.raises(IntegrityError) as refused:
        written(BREAKS[name], world)
    found = getattr(refused.value.__cause__, "diag", None)
    assert found is not None
    assert found.constraint_name == name[:63]  # as much of a name as PostgreSQL keeps


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("a_successor_is_signed_after_its_predecessor", lambda w: w.signed(predecessor=w.agreement())),
        ("no_party_signs_after_the_last_signature", a_last_signature_before_a_party),
        ("nothing_precedes_the_signing_of_its_agreement", lambda w: an_amendment(w, signed_on=EARLIER)),
        ("what_counts_was_not_declined", a_counted_meeting_that_is_declined),
        ("a_project_moves_to_a_stage_that_follows", lambda w: moved(w, "closed", "running")),
        ("a_step_of_a_project_stays_as_it_was_taken", lambda w: w.stepped().steps.all().delete()),
        ("nothing_precedes_the_signing_of_its_agreement", lambda w: w.decision(agreement=w.agreement())),
    ],
)
def test_rules_between_rows_hold_from_every_side(name: str, broken: Callable[[World], Any], world: World) -> None:
    with pytest.raises(IntegrityError) as refused:
        written(broken, world)
    assert refused.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]


def test_rules_between_rows_ask_at_the_end_of_the_transaction(world: World) -> None:
    """In between, rows may be written in any order."""
    with transaction.atomic():
        agreement = world.signed(signed_on=LATER)
        row = an_amendment(world, agreement=agreement, signed_on=DAY)
        Agreement.objects.filter(pk=agreement.pk).update(signed_on=EARLIER)
        connection.check_constraints()
    assert Amendment.objects.get() == row


def rules_of(model: type[Model]) -> set[str]:
    named = {rule.name for rule in model._meta.constraints if isinstance(rule, CheckConstraint | UniqueConstraint)}
    triggers = {trigger.name for trigger in getattr(model._meta, "triggers", [])}
    machinery = {name for name in triggers if name.startswith(("touch", "raise_version", "insert", "update", "delete"))}
    return named | (triggers - machinery)


def test_every_named_rule_has_a_test_that_breaks_it() -> None:
    rules: set[str] = set()
    for model in apps.get_app_config("cooperation").get_models():
        if not hasattr(model, "pgh_tracked_model"):
            rules |= rules_of(model)
    assert rules == set(BREAKS)


def test_a_signed_agreement_with_every_fact_is_taken(world: World) -> None:
    """The rows that are broken above are good before they are broken."""
    world.closed()
    world.done(high_priority=True, evidence=world.document, confirmed_by=world.minsu)
    world.answered(answer="poor", countermeasure="A visit")
    world.proposal(state="accepted", became_meeting=world.meeting, **decided(world))
    world.reminder(commitment=world.commitment())
    world.uploaded(outcome="kept", revision=ReportRevision.objects.get())
    world.ledger_row()
    world.stepped()
    world.declined(meeting=world.meeting)
    world.asked()
    world.asked(name="b.txt", state="reading", lease_until=NOON)
    world.asked(name="c.txt", state="read", reading="{}", read_at=NOON)
    Amendment.objects.filter(pk=an_amendment(world).pk).delete()
    AuditForm.objects.create(name="Council")
    world.answer(state="making", lease_until=NOON)
    world.issued()
