"""Agreements and promises from proposals."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Max

from accounts.models import User
from cooperation import terms
from cooperation.intake import facts
from cooperation.intake.facts import Json
from cooperation.intake.records.base import Blocked, fill
from cooperation.intake.records.happened import Happened
from cooperation.intake.registry import agreement_type, is_amendment
from cooperation.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    Amendment,
    Certainty,
    Commitment,
    CommitmentKind,
    CommitmentState,
    Match,
    Precision,
    Proposal,
    ProposalKind,
    ProposalState,
    Term,
)
from meetings.models import (
    Meeting,
    Side,
    Trip,
)
from partners.models import Organization

MAILED_KINDS = {CommitmentKind.COMMITMENT, CommitmentKind.REQUEST}


MAILED_CERTAINTIES = {Certainty.CERTAIN, Certainty.CONDITIONAL}


PROPOSED_STATES = {
    "planned": AgreementState.NEGOTIATING,
    "text_agreed": AgreementState.AGREED_TEXT,
    "initialled": AgreementState.AGREED_TEXT,
}


def stays_quiet(kind: str, certainty: str, side: str) -> bool:
    """Whether a promise is only watched (모니터링) until someone says otherwise (DOMAIN, Commitments)."""
    return kind not in MAILED_KINDS or certainty not in MAILED_CERTAINTIES or side == Side.THIRD


class Agreed(Happened):
    """Writes agreements with their parties, and promises."""

    def _agreement(self, row: Proposal, record: models.Model | None) -> Agreement:
        data = row.data
        undecided = [
            need
            for key in data["parties"]
            if (need := self.rows.get((ProposalKind.ORGANIZATION, key))) is not None
            and need.state == ProposalState.WAITING
            and need.match not in {Match.NEW, Match.ONE}
        ]
        if undecided:
            raise Blocked(undecided)
        parties = [body for key in data["parties"] if (body := self._body(key)) is not None]
        if record is not None and is_amendment(data["type"]):
            assert isinstance(record, Agreement)
            return self._amend(record, row)
        signed_on = facts.day(data.get("signed_on"))
        expires_on = facts.day(data.get("expires_on"))
        read = {
            "place": (data.get("place") or "")[:200],
            "effective_from": facts.day(data.get("effective_from")),
            "expires_on": expires_on,
            "term_years": data.get("term_years"),
            "term": Term.FIXED if expires_on else Term.YEARS if data.get("term_years") else "",
        }
        if record is None:
            agreement = Agreement(
                type=agreement_type(data["type"]),
                title=data["title"][:300],
                # Signed means a day of signing; without one the report only tells that the text stands.
                state=AgreementState.SIGNED
                if signed_on
                else PROPOSED_STATES.get(data["status"], AgreementState.AGREED_TEXT),
                signed_on=signed_on,
                officer=self._officer(),
                confidential=self.report.confidential,
                **read,
                **self._source(row),
            )
            if data["type"].endswith("_renewal"):
                agreement.predecessor = self._renewed(parties, agreement)
            agreement.full_clean()
            agreement.save(force_insert=True)
        else:
            assert isinstance(record, Agreement)
            agreement = record
            if agreement.signed_on is None and signed_on and agreement.state != AgreementState.CANCELLED:
                agreement.state, agreement.signed_on = AgreementState.SIGNED, signed_on
            if agreement.term:
                read = {"place": read["place"], "effective_from": read["effective_from"]}
            fill(agreement, save=False, **read)
            agreement.full_clean()
            agreement.save()
        present = set(agreement.parties.values_list("organization", flat=True))
        for order, body in enumerate(parties):
            if body.pk not in present:
                AgreementParty.objects.create(agreement=agreement, organization=body, order=order)
                present.add(body.pk)
        return agreement

    def _amended(self, row: Proposal) -> Agreement | None:
        """The agreement of the same report that this proposal changes: a change is no agreement of its own."""
        if row.kind != ProposalKind.AGREEMENT or not is_amendment(row.data["type"]):
            return None
        found: Agreement | None = self._needed(ProposalKind.AGREEMENT, row.data.get("amends"))
        return found

    def _amend(self, agreement: Agreement, row: Proposal) -> Agreement:
        signed_on = facts.day(row.data.get("signed_on"))
        if not agreement.amendments.filter(signed_on=signed_on, source_document=self.document).exists():
            last = agreement.amendments.aggregate(last=Max("ordinal"))["last"] or 0
            Amendment.objects.create(
                agreement=agreement,
                ordinal=last + 1,
                changes=row.quote or row.title,
                signed_on=signed_on,
                new_expires_on=facts.day(row.data.get("expires_on")),
                **self._source(row),
            )
        return agreement

    def _renewed(self, parties: list[Organization], renewal: Agreement) -> Agreement | None:
        """The one agreement between these parties that this one renews; None where there is none, or more than one."""
        rows = Agreement.objects.visible_to(self.by).filter(
            type=renewal.type, signed_on__isnull=False, successor__isnull=True
        )
        if renewal.signed_on:
            rows = rows.filter(signed_on__lt=renewal.signed_on)
        for body in parties:
            rows = rows.filter(pk__in=AgreementParty.objects.filter(organization=body).values("agreement"))
        found = list(rows[:2])
        return found[0] if parties and len(found) == 1 else None

    def _officer(self) -> User:
        """Who of us watches: a traveller who is one of us, else who uploaded the report."""
        row = self.rows.get((ProposalKind.TRIP, "trip"))
        if row is not None and row.became_trip is not None:
            for traveller in row.became_trip.travellers.select_related("person__user"):
                user: User | None = traveller.person.user
                if user is not None and user.is_active and user.is_officer:
                    return user
        return self.report.uploaded_by

    def _commitment(self, row: Proposal, record: models.Model | None) -> Commitment:
        data = row.data
        owner = self._body(data.get("actor_org"), must=True) or self._said(data)
        requested_by = self._body(data.get("requested_by"), must=True)
        person = self._somebody(data.get("actor_person"))
        trip = self._the_trip()
        meeting: Meeting | None = self._needed(ProposalKind.MEETING, data.get("meeting_id"))
        agreement: Agreement | None = self._decided(ProposalKind.AGREEMENT, data.get("agreement_id"))
        links: Json = {"trip": trip, "meeting": meeting, "agreement": agreement}
        if record is not None:
            assert isinstance(record, Commitment)
            fill(record, owner=owner, owner_person=person, **links)
            return record
        commitment = Commitment(
            side=data.get("side") or self.side(owner, meeting.host if meeting else None),
            owner=owner,
            owner_person=person,
            requested_by=requested_by,
            side_by_hand=bool(data.get("side")),
            officer=self._officer(),
            text=data["action"] or data["quote"],
            kind=data["kind"] if data["kind"] in CommitmentKind.values else CommitmentKind.COMMITMENT,
            confidential=self.report.confidential,
            **links,
            **self._source(row),
        )
        self._certainty(commitment, data)
        self._due(commitment, data.get("due") or {})
        commitment.watched = (
            data["watched"]
            if "watched" in data
            else stays_quiet(commitment.kind, commitment.certainty, commitment.side)
        )
        self._past(commitment, data, trip)
        commitment.full_clean()
        commitment.save(force_insert=True)
        return commitment

    def _said(self, data: Json) -> Organization | None:
        """Whom words without a body mean, where that body is not among those of the report."""
        return Organization.objects.filter(pk=data["owner_said"]).first() if data.get("owner_said") else None

    def _certainty(self, commitment: Commitment, data: Json) -> None:
        certainty = data.get("certainty")
        commitment.condition = data.get("condition") or ""
        if certainty == Certainty.CONDITIONAL and not commitment.condition:
            commitment.condition = data["quote"]  # the sentence holds it, if nothing else does
        commitment.certainty = certainty if certainty in Certainty.values else Certainty.TENTATIVE

    def _due(self, commitment: Commitment, due: Json) -> None:
        start, end = facts.day(due.get("start")), facts.day(due.get("end"))
        commitment.due_end = end
        commitment.due_start = start if start and end and start <= end else None
        commitment.due_text = (due.get("text") or "")[:200]
        precision = due.get("precision")
        if precision not in Precision.values or (precision == Precision.NONE and end):
            precision = Precision.DAY if end else Precision.NONE
        commitment.due_precision = precision

    def _past(self, commitment: Commitment, data: Json, trip: Trip | None) -> None:
        """Promises of old trips are history; what is past due asks "done?" and mails nothing until answered."""
        ended = trip.end_on if trip is not None else None
        old = terms.plus_months(self.on, -settings.IEUM_HISTORY_MONTHS)
        commitment.history = ended is not None and ended < old
        if data.get("done"):
            commitment.state, commitment.closed_on, commitment.closed_by = CommitmentState.DONE, self.on, self.by
            commitment.outcome = data.get("outcome") or data["quote"]
            return
        late = commitment.due_end is not None and commitment.due_end < self.on
        commitment.asks_done = late and not commitment.history and not data.get("not_done")
