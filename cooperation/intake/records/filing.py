"""Accepting a proposal: its record, the decision, and what was filed before it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from accounts.history import apart
from accounts.records import Stale, compare_and_set
from cooperation.intake.records.base import Blocked, Invalid, fill
from cooperation.intake.records.revised import Revised
from cooperation.models import (
    BECAME,
    Proposal,
    ProposalKind,
    ProposalState,
)


class Filing(Revised):
    """The filing of one revision by one person on one day. Lives within one transaction."""

    @property
    def every(self) -> dict[UUID, Proposal]:
        """The proposals of the revision by their ids."""
        return {row.pk: row for row in self.rows.values()}

    def accept(self, row: Proposal, record: models.Model | None = None) -> models.Model:
        """Make the record a proposal speaks of, or bring it to ``record``; then note the decision.

        Raises Stale where somebody decided before, Blocked and Invalid where it cannot be yet. Nothing is written then.
        """
        if row.state != ProposalState.WAITING:
            raise Stale(row)
        self._refuse_before_its_report_is_known()
        # A savepoint: a record that fails leaves nothing half-made. A context of its own: what this acceptance wrote
        # can be taken back without what was accepted on the way.
        with transaction.atomic(), apart(decision=row.pk, proposal=row.pk):
            record = record or self._amended(row)
            try:
                made = self._change_or_make(row, record)
            except ValidationError as error:
                raise Invalid(error.messages) from error
            compare_and_set(
                row,
                was={"state": ProposalState.WAITING},
                state=ProposalState.ACCEPTED if record is None else ProposalState.LINKED,
                decided_by=self.by,
                decided_at=timezone.now(),
                created_record=record is None,
                data=row.data,
                title=row.title,
                **{BECAME[ProposalKind(row.kind)]: made},
            )
            self.complete(row)
            if record is not None:
                self.linked.append(row)
        return made

    def _refuse_before_its_report_is_known(self) -> None:
        """Whether this is another report or a corrected one decides about everything else: that is answered first."""
        asked = [
            row
            for (kind, _read_id), row in self.rows.items()
            if kind == ProposalKind.QUESTION
            and row.data.get("ask") == "same_report"
            and row.state == ProposalState.WAITING
        ]
        if asked:
            raise Blocked(asked)

    def _change_or_make(self, row: Proposal, record: models.Model | None) -> models.Model:
        """A change goes into the record it is of; brought to another record, or made new, it is a proposal as any."""
        if row.data.get("changes") and row.data.get("former"):
            if record is not None and record.pk == row.suggested:
                self.change(row, record)
                return record
            row.data = {key: value for key, value in row.data.items() if key not in {"changes", "former"}}
        return self._make(row, record)

    def _make(self, row: Proposal, record: models.Model | None) -> models.Model:
        makers: dict[str, Any] = {
            ProposalKind.TRIP: self._trip,
            ProposalKind.ORGANIZATION: self._organization,
            ProposalKind.PERSON: self._person,
            ProposalKind.MEETING: self._meeting,
            ProposalKind.AGREEMENT: self._agreement,
            ProposalKind.COMMITMENT: self._commitment,
        }
        made: models.Model = makers[row.kind](row, record)
        return made

    def complete(self, row: Proposal) -> None:
        """Add what was just decided to records that were filed before it."""
        if row.kind == ProposalKind.PERSON:
            self._complete_person(row)
        elif row.kind == ProposalKind.ORGANIZATION:
            self._complete_body(row)
        elif row.kind == ProposalKind.TRIP:
            for other in self._accepted(ProposalKind.MEETING, ProposalKind.COMMITMENT):
                fill(other.became, trip=row.became_trip)
        elif row.kind == ProposalKind.MEETING:
            for other in self._accepted(ProposalKind.COMMITMENT):
                if other.data.get("meeting_id") == row.read_id:
                    fill(other.became, meeting=row.became_meeting)
            self._on_schedule(row)
        elif row.kind == ProposalKind.AGREEMENT:
            for other in self._accepted(ProposalKind.COMMITMENT):
                if other.data.get("agreement_id") == row.read_id:
                    fill(other.became, agreement=row.became_agreement)

    def _complete_person(self, row: Proposal) -> None:
        for other in self._accepted(ProposalKind.MEETING):
            assert other.became_meeting is not None
            self._attend(other.became_meeting, other.data["attendees"], {row.read_id})
        for other in self._accepted(ProposalKind.TRIP):
            assert other.became_trip is not None
            self._travel(other.became_trip, other.data["travellers"], {row.read_id})
            submission = other.data.get("submission") or {}
            if submission.get("author_person_id") == row.read_id and self.report.author_id is None:
                fill(self.report, author=self._author(submission))

    def _complete_body(self, row: Proposal) -> None:
        body = row.became_organization
        assert body is not None
        for other in self._accepted(ProposalKind.PERSON):
            if other.data.get("org_id") == row.read_id:
                assert other.became_person is not None
                self._affiliate(other.became_person, body, other)
        for other in self._accepted(ProposalKind.MEETING):
            meeting = other.became_meeting
            assert meeting is not None
            if other.data.get("host_org_id") == row.read_id:
                fill(meeting, host=body)
            there = {entry["name"][:200] for entry in other.data["attendees"] if entry.get("org_id") == row.read_id}
            for attendance in meeting.attendances.filter(name_text__in=there, organization__isnull=True):
                attendance.organization, attendance.side = body, self.side(body, meeting.host)
                attendance.save(update_fields=["organization", "side"])
