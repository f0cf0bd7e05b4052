"""What a machine reads of agreements, what counts under them, projects, commitments and checks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.rows import Computed, Expression, Many, One, Row
from cooperation.models import (
    ACTIVE,
    ActivityKind,
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    AgreementParty,
    Amendment,
    CheckRound,
    Commitment,
    Decision,
    Missing,
    PriorReview,
    Project,
    ProjectPartner,
    ProjectStep,
    ReportItem,
    Standing,
)
from partners.models import Document
from partners.rows import SOURCE, officer, organization, person

if TYPE_CHECKING:
    from django.db import models

    from accounts.models import User


def _open_document(user: User, key: str) -> Q:
    return Q(Exists(Document.objects.visible_to(user).filter(pk=OuterRef(key))))


class _AgreementRow(Row):
    """Agreements as they stand on a day: the columns of ``as_of`` are added before the rest is read."""

    def read(self, rows: models.QuerySet[Any], user: User, on: date) -> Any:
        return super().read(rows.as_of(on), user, on)  # type: ignore[attr-defined]


AGREEMENT = _AgreementRow(
    "Agreement",
    Agreement,
    {
        "id": "id",
        "reference": "reference",
        "version": "version",
        "type": "type",
        "title": "title",
        "state": "state",
        "on": Computed(lambda columns, on: on, needs={}, answers=date),
        "standing": Expression(lambda user, on: F("standing"), Standing),
        "begins_on": Expression(lambda user, on: F("begins_on"), date, nullable=True),
        "ends_on": Expression(lambda user, on: F("ends_on"), date, nullable=True),
        "act_by": Expression(lambda user, on: F("act_by"), date, nullable=True),
        "last_activity_on": Expression(lambda user, on: F("last_activity_on"), date, nullable=True),
        "silent": Expression(lambda user, on: F("silent"), bool),
        "missing": Expression(lambda user, on: F("missing"), [Missing]),
        "signed_on": "signed_on",
        "effective_from": "effective_from",
        "term": "term",
        "term_years": "term_years",
        "expires_on": "expires_on",
        "renewal": "renewal",
        "renewal_years": "renewal_years",
        "notice_months": "notice_months",
        "review_on": "review_on",
        "scope": "scope",
        "place": "place",
        "parties": Many(
            lambda user: AgreementParty.objects.all(),
            "agreement",
            {
                "organization": {
                    "id": "organization_id",
                    "name": "organization__name",
                    "country": "organization__country",
                    "ours": "organization__ours",
                },
                "signatory": One("signatory", {"id": "signatory_id", "name": "signatory__name"}),
                "signatory_title": "signatory_title",
                "signed_on": "signed_on",
            },
            ["order"],
        ),
        "amendments": Many(
            lambda user: Amendment.objects.visible_to(user),
            "agreement",
            {
                "ordinal": "ordinal",
                "changes": "changes",
                "signed_on": "signed_on",
                "new_expires_on": "new_expires_on",
                "document_number": "document_number",
            },
            ["ordinal"],
        ),
        "decisions": Many(
            lambda user: Decision.objects.all(),
            "agreement",
            {"kind": "kind", "act_by": "act_by", "decided_on": "decided_on", "why": "why"},
            ["-decided_on", "-created_at"],
        ),
        "files": Many(
            lambda user: AgreementFile.objects.visible_to(user),
            "agreement",
            {
                "role": "role",
                "document": {"id": "document_id", "name": "document__name", "sha256": "document__sha256"},
                "signed_by": One(
                    "signed_by", {"id": "signed_by__organization_id", "name": "signed_by__organization__name"}
                ),
            },
            ["created_at"],
        ),
        "prior_review": Many(
            lambda user: PriorReview.objects.all(),
            "agreement",
            {"aspect": "aspect", "text": "text", "answered_on": "answered_on"},
            ["aspect"],
        ),
        "officer": officer("officer"),
        "department": organization("department"),
        "predecessor": One(
            "predecessor",
            {"id": "predecessor_id", "reference": "predecessor__reference", "title": "predecessor__title"},
            when=lambda user: Q(Exists(Agreement.objects.visible_to(user).filter(pk=OuterRef("predecessor_id")))),
        ),
        "closed_as": "closed_as",
        "closed_on": "closed_on",
        "closed_why": "closed_why",
        "cancelled_on": "cancelled_on",
        "cancelled_why": "cancelled_why",
        "document_number": "document_number",
        "approved_on": "approved_on",
        "confidential": "confidential",
        "source": SOURCE,
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)

_LATE = {"state": "state", "history": "history", "due_end": "due_end"}


def _is_overdue(columns: dict[str, Any], on: date) -> bool:
    return Commitment(pk=None, **columns).is_overdue(on)


COMMITMENT = Row(
    "Commitment",
    Commitment,
    {
        "id": "id",
        "reference": "reference",
        "version": "version",
        "text": "text",
        "side": "side",
        "kind": "kind",
        "certainty": "certainty",
        "condition": "condition",
        "state": "state",
        "due_start": "due_start",
        "due_end": "due_end",
        "due_precision": "due_precision",
        "due_text": "due_text",
        "overdue": Computed(_is_overdue, needs=_LATE, answers=bool),
        "high_priority": "high_priority",
        "watched": "watched",
        "history": "history",
        "owner": organization("owner"),
        "owner_person": person("owner_person"),
        "requested_by": organization("requested_by"),
        "officer": officer("officer"),
        "closed_on": "closed_on",
        "outcome": "outcome",
        "evidence": One(
            "evidence",
            {"document": "evidence_id", "name": "evidence__name"},
            when=lambda user: _open_document(user, "evidence_id"),
        ),
        "meeting": One("meeting", {"id": "meeting_id", "reference": "meeting__reference", "title": "meeting__title"}),
        "trip": One("trip", {"id": "trip_id", "reference": "trip__reference", "title": "trip__title"}),
        "agreement": One(
            "agreement", {"id": "agreement_id", "reference": "agreement__reference", "title": "agreement__title"}
        ),
        "project": One("project", {"id": "project_id", "reference": "project__reference", "title": "project__title"}),
        "confidential": "confidential",
        "source": SOURCE,
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)

REPORT_ITEM = Row(
    "ReportItem",
    ReportItem,
    {
        "id": "id",
        "version": "version",
        "event": "event",
        "body": "body",
        "happened_on": "happened_on",
        "text": "text",
        "agreement": One(
            "agreement", {"id": "agreement_id", "reference": "agreement__reference", "title": "agreement__title"}
        ),
        "round": One("round", {"id": "round_id", "title": "round__title", "year": "round__year"}),
        "officer": officer("agreement__officer"),
        "closed_on": "closed_on",
        "document_number": "document_number",
        "waived_why": "waived_why",
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)


def _checks(user: User, **facts: Any) -> Any:
    """How many of the round's checks this person may see, with these facts."""
    seen = AgreementCheck.objects.visible_to(user).filter(round=OuterRef("pk"), **facts).order_by()
    return Coalesce(Subquery(seen.values("round").annotate(count=Count("pk")).values("count")), 0)


CHECK_ROUND = Row(
    "CheckRound",
    CheckRound,
    {
        "id": "id",
        "version": "version",
        "year": "year",
        "title": "title",
        "opened_on": "opened_on",
        "due_on": "due_on",
        "closed_on": "closed_on",
        "document_number": "document_number",
        "approved_on": "approved_on",
        "checks": Expression(lambda user, on: _checks(user), int),
        "unanswered": Expression(lambda user, on: _checks(user, answer=""), int),
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)

CHECK = Row(
    "AgreementCheck",
    AgreementCheck,
    {
        "id": "id",
        "version": "version",
        "round": One("round", {"id": "round_id", "title": "round__title", "year": "round__year"}),
        "agreement": One(
            "agreement", {"id": "agreement_id", "reference": "agreement__reference", "title": "agreement__title"}
        ),
        "department": organization("agreement__department"),
        "officer": officer("agreement__officer"),
        "answer": "answer",
        "text": "text",
        "countermeasure": "countermeasure",
        "evidence": One(
            "evidence",
            {"document": "evidence_id", "name": "evidence__name"},
            when=lambda user: _open_document(user, "evidence_id"),
        ),
        "answered_on": "answered_on",
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)

PROJECT = Row(
    "Project",
    Project,
    {
        "id": "id",
        "reference": "reference",
        "version": "version",
        "title": "title",
        "stage": "stage",
        "stage_why": "stage_why",
        "funder": organization("funder"),
        "programme": "programme",
        "target_year": "target_year",
        "amount": "amount",
        "currency": "currency",
        "next_step": "next_step",
        "next_step_on": "next_step_on",
        "overdue": Computed(
            lambda columns, on: Project(pk=None, **columns).is_overdue(on),
            needs={"stage": "stage", "next_step_on": "next_step_on"},
            answers=bool,
        ),
        "partners": Many(
            lambda user: ProjectPartner.objects.all(),
            "project",
            {
                "organization": {
                    "id": "organization_id",
                    "name": "organization__name",
                    "country": "organization__country",
                },
                "role": "role",
            },
            ["created_at"],
        ),
        "steps": Many(
            lambda user: ProjectStep.objects.all(),
            "project",
            {"ordinal": "ordinal", "was": "was", "stage": "stage", "why": "why", "moved_on": "moved_on"},
            ["ordinal"],
        ),
        "agreement": One(
            "agreement", {"id": "agreement_id", "reference": "agreement__reference", "title": "agreement__title"}
        ),
        "officer": officer("officer"),
        "note": "note",
        "confidential": "confidential",
        "source": SOURCE,
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)

ACTIVITY = Row(
    "Activity",
    AgreementActivity,
    {
        "id": "id",
        "version": "agreement__version",  # which a write to the activity raises, and its forms carry
        "kind": Computed(
            lambda columns, on: next((kind for kind in ACTIVE if columns[kind]), ActivityKind.TEXT.value),
            needs={kind: f"{kind}_id" for kind in ACTIVE},
            answers=ActivityKind,
        ),
        "happened_on": "happened_on",
        "text": "text",
        "agreement": One(
            "agreement", {"id": "agreement_id", "reference": "agreement__reference", "title": "agreement__title"}
        ),
        "meeting": One("meeting", {"id": "meeting_id", "reference": "meeting__reference", "title": "meeting__title"}),
        "trip": One("trip", {"id": "trip_id", "reference": "trip__reference", "title": "trip__title"}),
        "project": One("project", {"id": "project_id", "reference": "project__reference", "title": "project__title"}),
        "evidence": One(
            "evidence", {"document": "evidence_id", "name": "evidence__name", "sha256": "evidence__sha256"}
        ),
        "accepted": Computed(
            lambda columns, on: columns["click"] is not None, needs={"click": "accepted_in"}, answers=bool
        ),
        "officer": officer("agreement__officer"),
        "created_at": "created_at",
    },
)
