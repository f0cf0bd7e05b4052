"""Records from proposals: what accepting one writes. Never overwrites a value that is there; fills what is empty.

``Filing`` resolves what a record needs in order: a meeting accepts its trip, the bodies and the people it names, where
these are clear. Who is not decided yet is added when they are (``complete``), so nothing waits for one doubtful name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.records import Stale, compare_and_set
from cooperation import terms
from cooperation.intake import facts
from cooperation.intake.facts import Json
from cooperation.intake.registry import agreement_type, is_amendment
from cooperation.models import (
    BECAME,
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
    Attendance,
    ItineraryItem,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Mode,
    ReportRevision,
    Side,
    Trip,
    TripDestination,
    TripReport,
    TripTraveller,
)
from partners import names
from partners.models import Affiliation, NameKind, Organization, OrganizationKind, Person


class Blocked(Exception):  # noqa: N818 — an answer, not an error
    """Something else must be decided first. ``needs`` are the proposals a person has to look at."""

    def __init__(self, needs: list[Proposal]) -> None:
        super().__init__(", ".join(row.title for row in needs))
        self.needs = needs


class Invalid(Exception):  # noqa: N818 — an answer, not an error
    """The values cannot stand in a record. ``messages`` are sentences for the person."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


ORGANIZATION_KINDS = {
    "government_agency": OrganizationKind.GOVERNMENT,
    "institute": OrganizationKind.RESEARCH_INSTITUTE,
}

#: What a title says of the kind of a meeting, the first that fits.
MEETING_KINDS = [
    (r"화상|video|online meeting|virtual", MeetingKind.VIDEO),
    (r"워크숍|워크샵|세미나|심포지엄|포럼|컨퍼런스|workshop|seminar|symposium|forum|conference", MeetingKind.WORKSHOP),
    (r"면담|talks?\b|courtesy call|bilateral", MeetingKind.TALK),
    (r"협약식|체결식|조인식|서명식|signing|ceremony", MeetingKind.CEREMONY),
    (r"내방", MeetingKind.VISIT),
    (r"시찰|견학|현장|답사|방문|site visit|visit", MeetingKind.SITE_VISIT),
    (r"회의|meeting|discussion|간담회|협의", MeetingKind.MEETING),
]

MAILED_KINDS = {CommitmentKind.COMMITMENT, CommitmentKind.REQUEST}
MAILED_CERTAINTIES = {Certainty.CERTAIN, Certainty.CONDITIONAL}

PROPOSED_STATES = {
    "planned": AgreementState.NEGOTIATING,
    "text_agreed": AgreementState.AGREED_TEXT,
    "initialled": AgreementState.AGREED_TEXT,
}


def meeting_kind(title: str) -> MeetingKind:
    """The kind of a meeting as its title tells; a plain meeting where it does not."""
    for pattern, kind in MEETING_KINDS:
        if re.search(pattern, title, re.IGNORECASE):
            return kind
    return MeetingKind.MEETING


def stays_quiet(kind: str, certainty: str, side: str) -> bool:
    """Whether a promise is only watched (모니터링) until someone says otherwise (DOMAIN, Commitments)."""
    return kind not in MAILED_KINDS or certainty not in MAILED_CERTAINTIES or side == Side.THIRD


class Filing:
    """The filing of one revision by one person on one day. Lives within one transaction."""

    def __init__(self, revision: ReportRevision, *, by: User, on: date) -> None:
        self.revision, self.report, self.document = revision, revision.report, revision.document
        self.by, self.on = by, on
        self.also: list[Proposal] = []  # accepted because something else needed them
        self.rows: dict[tuple[str, str], Proposal] = {}
        for row in Proposal.objects.filter(revision=revision).select_related(*BECAME.values()):
            self.rows[row.kind, row.read_id] = row
        self._our_countries: set[str] | None = None

    # ------------------------------------------------------------------------------------------ deciding

    def accept(self, row: Proposal, record: models.Model | None = None) -> models.Model:
        """Make the record a proposal speaks of, or bring it to ``record``; then note the decision.

        Raises Stale where somebody decided before, Blocked and Invalid where it cannot be yet. Nothing is written then.
        """
        if row.state != ProposalState.WAITING:
            raise Stale(row)
        with transaction.atomic():  # a savepoint: a record that fails leaves nothing half-made
            record = record or self._amended(row)
            try:
                made = self._make(row, record)
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
        return made

    def _amended(self, row: Proposal) -> Agreement | None:
        """The agreement of the same report that this proposal changes: a change is no agreement of its own."""
        if row.kind != ProposalKind.AGREEMENT or not is_amendment(row.data["type"]):
            return None
        found: Agreement | None = self._needed(ProposalKind.AGREEMENT, row.data.get("amends"))
        return found

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

    def suggested(self, row: Proposal) -> models.Model | None:
        """The record that is preselected for a proposal."""
        if row.suggested is None:
            return None
        model: Any = Proposal._meta.get_field(BECAME[ProposalKind(row.kind)]).related_model
        found: models.Model | None = model._default_manager.filter(pk=row.suggested).first()
        return found

    # ------------------------------------------------------------------------------------- what is needed

    def _needed(self, kind: ProposalKind, read_id: str | None, *, must: bool = False) -> Any:
        """The record of another proposal, accepted now if it waits and is clear.

        None where it was rejected or a person has to decide about it; with ``must``, Blocked names it then.
        """
        row = self.rows.get((kind, read_id or ""))
        if row is None:
            return None
        if row.state == ProposalState.WAITING:
            if row.match in {Match.NEW, Match.ONE}:
                record = self.suggested(row)
                if row.match == Match.NEW or record is not None:
                    made = self.accept(row, record)
                    self.also.append(row)
                    return made
            if must:
                raise Blocked([row])
            return None
        return row.became

    def _body(self, read_id: str | None, *, must: bool = False) -> Organization | None:
        found: Organization | None = self._needed(ProposalKind.ORGANIZATION, read_id, must=must)
        return found

    def _somebody(self, read_id: str | None) -> Person | None:
        found: Person | None = self._needed(ProposalKind.PERSON, read_id)
        return found

    def _the_trip(self) -> Trip | None:
        found: Trip | None = self._needed(ProposalKind.TRIP, "trip")
        return found

    def _source(self, row: Proposal) -> Json:
        return {
            "source_document": self.document,
            "source_quote": row.quote,
            "source_lines": row.lines,
            "entered_by": self.by,
        }

    def came_from(self, lines: list[int]) -> Json:
        texts = self.document.blocks.filter(line__in=lines[:1]).values_list("text", flat=True)
        return {"source_document": self.document, "source_lines": lines, "source_quote": "\n".join(texts).strip()}

    # ------------------------------------------------------------------------------ organizations, people

    def _organization(self, row: Proposal, record: models.Model | None) -> Organization:
        data = row.data
        country = data.get("country") or ""
        kind = ORGANIZATION_KINDS.get(data.get("kind") or "", data.get("kind") or "")
        known: Json = {"country": country, "kind": kind if kind in OrganizationKind.values else ""}
        ours = bool(data.get("ours")) and not Organization.objects.ours().exists()
        if record is None:
            body = Organization(name=data["canonical"], ours=ours, **known, **self._source(row))
            body.full_clean()
            body.save(force_insert=True)
        else:
            assert isinstance(record, Organization)
            body = record
            fill(body, **known)
            if ours:
                body.ours = True
                body.save(update_fields=["ours", "changed_at"])
        if ours:
            self._our_countries = None
        self._spell(body, row)
        return body

    def _spell(self, body: Organization, row: Proposal) -> None:
        """Accepted spellings become names: the next report matches by itself."""
        former = {names.norm(text) for text in row.data.get("former_names") or ()}
        at = {surface["text"]: list(surface["lines"]) for surface in row.data.get("surfaces") or ()}
        present = {name.key for name in body.names.all()}
        for text in facts.spellings(row.data):
            if names.norm(text) in present:
                continue
            kind = name_kind(text, is_main=text == row.data["canonical"])
            if names.norm(text) in former:
                kind = NameKind.FORMER
            body.add_name(text[:300], kind, by=self.by, **self.came_from(at.get(text, row.lines[:1])))
            present.add(names.norm(text))

    def _person(self, row: Proposal, record: models.Model | None) -> Person:
        data = row.data
        body = self._body(data.get("org_id"))
        country = body.country if body else ""
        if record is None:
            person = Person(
                name=data["name"], honorific=(data.get("honorific") or "")[:32], country=country, **self._source(row)
            )
            person.full_clean()
            person.save(force_insert=True)
        else:
            assert isinstance(record, Person)
            person = record
            fill(person, honorific=(data.get("honorific") or "")[:32])
        at = {facts.bare_name(surface["text"]): list(surface["lines"]) for surface in data.get("surfaces") or ()}
        present = {name.key for name in person.names.all()}
        for text in [data["name"], *facts.full_names(data)]:
            if names.norm(text) not in present:
                kind = NameKind.OFFICIAL if not present else NameKind.OTHER
                person.add_name(text[:300], kind, by=self.by, **self.came_from(at.get(text, row.lines[:1])))
                present.add(names.norm(text))
        if body:
            self._affiliate(person, body, row)
        return person

    def _affiliate(self, person: Person, body: Organization, row: Proposal) -> None:
        """Note that the person was seen at this body.

        A title in another script is the same post in another language.
        """
        title, seen_on = (row.data.get("title") or "")[:200], facts.day(row.data.get("seen_on"))
        present = list(person.affiliations.filter(organization=body, until__isnull=True))
        same = [held for held in present if same_post(held.title, title)]
        if same:
            held = same[0]
            if seen_on and (held.seen_on is None or held.seen_on < seen_on):
                held.seen_on = seen_on
                held.save(update_fields=["seen_on"])
            return
        Affiliation.objects.create(
            person=person,
            organization=body,
            title=title,
            seen_on=seen_on,
            **self._source(row) | {"source_lines": row.lines[:3]},
        )

    # --------------------------------------------------------------------------------------------- trips

    def _trip(self, row: Proposal, record: models.Model | None) -> Trip:
        data = row.data
        read = {
            "purpose": data["purpose"],
            "start_on": facts.day(data["start"]),
            "end_on": facts.day(data["end"]),
            "nights_stated": data.get("nights_stated"),
            "days_stated": data.get("days_stated"),
            "summary": data["summary"],
        }
        submission = data.get("submission") or {}
        if record is None:
            trip = Trip(title=data["title"], confidential=self.report.confidential, **read, **self._source(row))
            trip.full_clean()
            trip.save(force_insert=True)
        else:
            assert isinstance(record, Trip)
            trip = record
            fill(trip, **read)
        submitted_on = facts.day(submission.get("date"))
        if trip.end_on:
            fill(trip, submitted_on=submitted_on)
        self._to_places(trip, data["destinations"])
        self._travel(trip, data["travellers"])
        self._schedule(trip, data["itinerary"])
        self._join_report(trip, submission)
        return trip

    def _to_places(self, trip: Trip, places: list[Json]) -> None:
        present = set(trip.destinations.values_list("country", "city"))
        order = len(present)
        for place in places:
            city = place["city"][:100]
            if (place["country"], city) in present or (not city and any(place["country"] == key for key, _ in present)):
                continue
            TripDestination.objects.create(trip=trip, country=place["country"], city=city, order=order)
            present.add((place["country"], city))
            order += 1

    def _travel(self, trip: Trip, travellers: list[Json], only: set[str] | None = None) -> None:
        present = set(trip.travellers.values_list("person", flat=True))
        for order, entry in enumerate(travellers):
            if only is not None and entry.get("person_id") not in only:
                continue
            person = self._somebody(entry.get("person_id"))
            if person is None or person.pk in present:
                continue
            TripTraveller.objects.create(
                trip=trip,
                person=person,
                organization=self._body(entry.get("org_id")),
                department=(entry.get("dept") or "")[:200],
                rank=(entry.get("rank") or "")[:100],
                order=order,
            )
            present.add(person.pk)

    def _schedule(self, trip: Trip, days: list[Json]) -> None:
        if trip.itinerary.exists():
            return
        items: list[ItineraryItem] = []
        last: date | None = None
        for entry in days:
            last = facts.day(entry.get("date")) or last
            for activity in entry["activities"] or [{"time": None, "text": ""}]:
                text = activity["text"] or " → ".join(filter(None, (entry.get("from"), entry.get("to"))))
                if not text:
                    continue
                items.append(
                    ItineraryItem(
                        trip=trip,
                        day=facts.day(entry.get("date")) or last,
                        time=facts.clock(activity.get("time")),
                        origin=(entry.get("from") or "")[:100],
                        destination=(entry.get("to") or "")[:100],
                        host=(entry.get("host") or "")[:200],
                        text=text,
                        meeting=self._decided(ProposalKind.MEETING, activity.get("meeting_id")),
                        order=len(items),
                    )
                )
        ItineraryItem.objects.bulk_create(items)

    def _join_report(self, trip: Trip, submission: Json) -> None:
        report = self.report
        if report.trip_id not in {None, trip.pk}:
            return
        report.trip = trip
        fill(
            report,
            save=False,
            submitted_on=facts.day(submission.get("date")),
            author_text=(submission.get("author") or "")[:200],
            recipient_text=(submission.get("recipient") or "")[:200],
            author=self._author(submission),
        )
        report.save()

    def _author(self, submission: Json) -> Person | None:
        """The author, if the name signed is a name of theirs. A near-miss is a question, not an author."""
        row = self.rows.get((ProposalKind.PERSON, submission.get("author_person_id") or ""))
        if row is None:
            return None
        signed = names.person_key(submission.get("author") or "")
        if signed not in {names.person_key(text) for text in facts.full_names(row.data)}:
            return None
        return self._somebody(row.read_id)

    def _decided(self, kind: ProposalKind, read_id: str | None) -> Any:
        """The record of another proposal if it has one already."""
        row = self.rows.get((kind, read_id or ""))
        return row.became if row is not None else None

    # ------------------------------------------------------------------------------------------ meetings

    def _meeting(self, row: Proposal, record: models.Model | None) -> Meeting:
        data = row.data
        trip = self._the_trip()
        host = self._body(data.get("host_org_id"))
        starts_at = facts.clock(data.get("start"))
        read = {
            "starts_at": starts_at,
            "ends_at": facts.clock(data.get("end")) if starts_at else None,
            "place": (data.get("place") or "")[:200],
            "country": self._country_of(trip, host),
            "stated_count": data.get("stated_count"),
            "minutes": data["text"],
        }
        if record is None:
            cancelled = data.get("status") == "cancelled"
            held_on = facts.day(data.get("date"))
            if held_on is None:
                raise Invalid([_("A meeting needs its date. Fill it in, then accept.")])
            meeting = Meeting(
                trip=trip,
                host=host,
                kind=data.get("kind") or meeting_kind(data["title"]),
                title=data["title"][:300],
                held_on=held_on,
                status=MeetingStatus.CANCELLED if cancelled else MeetingStatus.HELD,
                cancelled_why=row.quote if cancelled else "",
                confidential=self.report.confidential,
                **read,
                **self._source(row),
            )
            meeting.full_clean()
            meeting.save(force_insert=True)
        else:
            assert isinstance(record, Meeting)
            meeting = record
            fill(meeting, trip=trip, host=host, **read)
            if meeting.status == MeetingStatus.PLANNED and data.get("status") != "cancelled":
                meeting.status = MeetingStatus.HELD
                meeting.save(update_fields=["status", "changed_at"])
        self._attend(meeting, data["attendees"])
        return meeting

    def _country_of(self, trip: Trip | None, host: Organization | None) -> str:
        """Where it was: the only country of the trip, else the host's."""
        if trip is not None:
            countries = set(trip.destinations.values_list("country", flat=True))
            if len(countries) == 1:
                return str(countries.pop())
        return host.country if host else ""

    def _attend(self, meeting: Meeting, attendees: list[Json], only: set[str] | None = None) -> None:
        """Put down who was there. ``only``: just these people, of whom it was decided late."""
        present = set(meeting.attendances.values_list("person", flat=True))
        for order, entry in enumerate(attendees):
            if only is not None and entry.get("person_id") not in only:
                continue
            person = self._somebody(entry.get("person_id"))
            if person is None or person.pk in present:
                continue
            body = self._body(entry.get("org_id"))
            Attendance.objects.create(
                meeting=meeting,
                person=person,
                organization=body,
                name_text=entry["name"][:200],
                organization_text=(entry.get("org") or "")[:300],
                title=(entry.get("title") or "")[:200],
                mode={"onsite": Mode.ONSITE, "online": Mode.ONLINE}.get((entry.get("mode") or "").lower(), ""),
                side=self.side(body, meeting.host) if body else "",
                order=order,
            )
            present.add(person.pk)

    # ------------------------------------------------------------------------------------ ours or theirs

    def side(self, body: Organization | None, host: Organization | None = None) -> str:
        """Whose side a body is on: ours, the partner's (who hosts, or comes from abroad), or a third party's."""
        if body is None:
            return Side.THIRD
        if body.ours:
            return Side.OURS
        if host is not None and (body.pk == host.pk or body.parent_id == host.pk or host.parent_id == body.pk):
            return Side.THEIRS
        if self._our_countries is None:
            self._our_countries = set(Organization.objects.ours().exclude(country="").values_list("country", flat=True))
        if body.country in {"", "INT"} or not self._our_countries:
            return Side.THIRD
        return Side.THIRD if body.country in self._our_countries else Side.THEIRS

    # ---------------------------------------------------------------------------------------- agreements

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

    # --------------------------------------------------------------------------------------- commitments

    def _commitment(self, row: Proposal, record: models.Model | None) -> Commitment:
        data = row.data
        owner = self._body(data.get("actor_org"), must=True)
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

    # ---------------------------------------------------------------------------------------- completing

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

    def _accepted(self, *kinds: ProposalKind) -> Iterable[Proposal]:
        return [row for row in self.rows.values() if row.kind in kinds and row.became is not None]

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

    def _on_schedule(self, row: Proposal) -> None:
        """Tie the lines of the trip's schedule that tell of this meeting to it."""
        trip = self._decided(ProposalKind.TRIP, "trip")
        source = self.rows.get((ProposalKind.TRIP, "trip"))
        if trip is None or source is None:
            return
        texts = {
            activity["text"]
            for entry in source.data["itinerary"]
            for activity in entry["activities"]
            if activity.get("meeting_id") == row.read_id
        }
        for item in ItineraryItem.objects.filter(trip=trip, text__in=texts, meeting__isnull=True):
            item.meeting = row.became_meeting
            item.save(update_fields=["meeting"])


def fill(record: Any, /, *, save: bool = True, **values: Any) -> bool:
    """Set those fields of ``record`` that are empty; what is there stays. Returns whether anything changed."""
    changed = False
    for name, value in values.items():
        if value not in (None, "") and getattr(record, name) in (None, ""):
            setattr(record, name, value)
            changed = True
    if changed and save:
        record.save()
    return changed


def name_kind(text: str, *, is_main: bool) -> NameKind:
    """What a spelling is, as far as its letters tell: capitals in one word are an acronym."""
    if re.fullmatch(r"[A-Z][A-Z0-9&.-]{1,11}", text):
        return NameKind.ACRONYM
    return NameKind.OFFICIAL if is_main else NameKind.OTHER


def same_post(held: str, title: str) -> bool:
    """Whether two titles at one body are one post: equal, one unknown, or the same in another script."""
    if not held or not title or names.norm(held) == names.norm(title):
        return True
    return names.has_hangul(held) != names.has_hangul(title)


def unsettle(report: TripReport) -> None:
    """A filed report of which a decision was taken back is under review again."""
    if report.filed_at is not None:
        report.filed_at, report.filed_by = None, None
        report.save(update_fields=["filed_at", "filed_by", "changed_at"])
