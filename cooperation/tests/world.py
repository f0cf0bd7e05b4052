"""A small world of records for tests: one of each kind, and the same once more as something secret.

``World`` is open to everyone. ``Secrets`` adds, beside and between its records, confidential rows of every kind and
rows that hang on them; every text of them holds ``TAIL``, and ``QUERY`` is what somebody curious would search for.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from cooperation.audits.asking import Asked
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    AgreementParty,
    AgreementState,
    Amendment,
    AskedReading,
    AskedState,
    AuditAnswer,
    AuditFile,
    AuditForm,
    AuditState,
    CheckAnswer,
    CheckRound,
    Commitment,
    Decision,
    DecisionKind,
    Delivery,
    FileRole,
    PriorReview,
    Project,
    ProjectPartner,
    Proposal,
    ProposalKind,
    Reminder,
    ReportItem,
    Rule,
    Term,
)
from meetings.models import (
    Attendance,
    ItineraryItem,
    Meeting,
    ReadingState,
    ReportRevision,
    Side,
    Trip,
    TripDestination,
    TripNote,
    TripReport,
    TripTraveller,
)
from partners.models import Affiliation, Document, DocumentBlock, NameKind, Organization, Person

Row = TypeVar("Row", bound=Model)

QUERY = "Zzyzx"
TAIL = "quagmire"


def words(text: str) -> str:
    """A secret text: findable by ``QUERY``, told by ``TAIL``."""
    return f"{QUERY} {text} {TAIL}"


def document(name: str, *lines: str, confidential: bool = False, by: User | None = None) -> Document:
    """A text file with its lines as blocks."""
    content = "\n".join(lines).encode()
    made = Document(
        name=name,
        sha256=hashlib.sha256(name.encode() + content).hexdigest(),
        size=len(content),
        media_type="text/plain",
        confidential=confidential,
        uploaded_by=by,
    )
    made.file.save("file.txt", ContentFile(content), save=False)
    made.save()
    DocumentBlock.objects.bulk_create(
        DocumentBlock(document=made, line=line, kind="paragraph", text=text) for line, text in enumerate(lines, 1)
    )
    return made


def an_answer(name: str, by: User, on: date) -> tuple[AuditAnswer, AuditFile]:
    """An answer to an auditor that was issued, with a file that holds its name."""
    asked = Asked(on=on, first=on.year, last=on.year, documents=("ledger",), kinds=("xlsx",))
    made = AuditAnswer.objects.create(name=name, asked=asked.frozen(), counts={"ledger": 1}, issued_by=by)
    content = name.encode()
    file = AuditFile(
        answer=made, position=0, name=f"{name}.xlsx", size=len(content), sha256=hashlib.sha256(content).hexdigest(),
        media_type="text/plain",
    )  # fmt: skip
    file.file.save("0.xlsx", ContentFile(content))
    AuditAnswer.objects.filter(pk=made.pk).update(state=AuditState.READY, ready_at=timezone.now())
    return made, file


class World:
    """Open records: CONCYTEC of Peru and a department of it, our institute, a trip with a meeting, and what came of
    them."""

    def __init__(self, by: User, on: date | None = None) -> None:
        self.by, self.on = by, on or timezone.localdate()
        on = self.on
        self.institute = self.organization("대전과학산업진흥원", ours=True, country="KR")
        self.partner = self.organization("CONCYTEC", country="PE", kind="government", city="Lima")
        self.partner.add_name("국가과학기술혁신위원회", NameKind.OFFICIAL)
        self.partner.add_name("Consejo Nacional de Ciencia", NameKind.OFFICIAL, language="es")
        self.part = self.organization("CONCYTEC Arequipa", country="PE", parent=self.partner)
        self.person = Person.objects.create(name="Víctor Quispe", honorific="Dr.", country="PE")
        self.person.add_name("Víctor Quispe", NameKind.OFFICIAL)
        self.affiliation = Affiliation.objects.create(
            person=self.person, organization=self.partner, title="Director", seen_on=on
        )
        self.ours = Person.objects.create(name="윤서준", country="KR")
        self.ours.add_name("윤서준", NameKind.OFFICIAL)
        Affiliation.objects.create(person=self.ours, organization=self.institute, title="팀장")
        self.document = document(
            "결과보고서.txt", "결과보고서", "작년 보고서는 빠른 시일 내에 전파하겠음.", "과학기술단지 정책 실증", by=by
        )
        self.trip = Trip.objects.create(
            title="페루 과학기술 협력 출장",
            start_on=on - timedelta(days=20),
            end_on=on - timedelta(days=15),
            source_document=self.document,
            source_lines=[1],
            entered_by=by,
        )
        TripDestination.objects.create(trip=self.trip, country="PE", city="리마")
        TripTraveller.objects.create(trip=self.trip, person=self.ours, organization=self.institute, rank="팀장")
        self.meeting = Meeting.objects.create(
            title="정책 실증 협의",
            held_on=on - timedelta(days=18),
            country="PE",
            host=self.partner,
            trip=self.trip,
            source_document=self.document,
            source_quote="작년 보고서는 빠른 시일 내에 전파하겠음.",
            source_lines=[2],
            entered_by=by,
        )
        self.attend(self.meeting, self.person, self.partner, Side.THEIRS, "Director")
        self.attend(self.meeting, self.ours, self.institute, Side.OURS, "팀장")
        ItineraryItem.objects.create(trip=self.trip, day=self.trip.start_on, text="면담", meeting=self.meeting)
        self.note = TripNote.objects.create(trip=self.trip, text="자료는 메일로 받기로", author=by)
        self.report = TripReport.objects.create(trip=self.trip, title="페루 출장 결과보고서", uploaded_by=by)
        self.revision = ReportRevision.objects.create(
            report=self.report, document=self.document, state=ReadingState.READ, reading={}
        )
        self.agreement = Agreement.objects.create(
            title="과학기술 협력 MOU",
            state=AgreementState.SIGNED,
            signed_on=on - timedelta(days=400),
            term=Term.YEARS,
            term_years=3,
            officer=by,
        )
        for body in (self.institute, self.partner):
            AgreementParty.objects.create(agreement=self.agreement, organization=body)
        # So long ago that the agreement is silent.
        self.activity = AgreementActivity.objects.create(
            agreement=self.agreement, happened_on=on - timedelta(days=390), text="공동 세미나"
        )
        self.amendment = Amendment.objects.create(agreement=self.agreement, ordinal=1, changes="기간을 늘립니다")
        self.round = CheckRound.objects.create(
            year=on.year, title="이행점검", due_on=on + timedelta(days=30), opened_by=by, opened_on=on
        )
        self.check = AgreementCheck.objects.create(round=self.round, agreement=self.agreement)
        self.item = ReportItem.objects.create(
            agreement=self.agreement, event="signed", body="시의회", happened_on=on - timedelta(days=10)
        )
        PriorReview.objects.create(
            agreement=self.agreement, aspect="budget", text="예산 범위 안", answered_by=by, answered_on=on
        )
        self.project = Project.objects.create(title="정책실증랩", agreement=self.agreement, officer=by)
        ProjectPartner.objects.create(project=self.project, organization=self.partner)
        self.commitment = Commitment.objects.create(
            side=Side.THEIRS,
            owner=self.partner,
            owner_person=self.person,
            text="작년 보고서를 정부 기관에 전파",
            due_end=on - timedelta(days=3),
            due_precision="day",
            officer=by,
            meeting=self.meeting,
            source_document=self.document,
            source_quote="작년 보고서는 빠른 시일 내에 전파하겠음.",
            source_lines=[2],
        )
        # Open records may point to secret papers from the start; what they point to is not told.
        self.paper = document(words("paper"), words("line of a paper"), confidential=True, by=by)
        self.promise = Commitment.objects.create(
            side=Side.OURS,
            owner=self.institute,
            requested_by=self.partner,
            text="검토 의견 송부",
            officer=by,
            evidence=self.paper,
        )
        for record in (self.institute, self.ours):
            type(record).objects.filter(pk=record.pk).update(source_document=self.paper, source_quote=words("quote"))
        self.proposal = Proposal.objects.create(
            revision=self.revision,
            kind=ProposalKind.PERSON,
            read_id="p1",
            fingerprint="p1",
            title="Ana Salas",
            data={"canonical": "Ana Salas", "name": "Ana Salas"},
        )

    def with_answers(self) -> World:
        """The same with an answer to an auditor and a named form, which crawls visit."""
        self.audit_form = AuditForm.objects.create(name="시의회", asked={"document": ["ledger"]}, entered_by=self.by)
        self.answer, self.audit_file = an_answer("행정사무감사", self.by, self.on)
        return self

    def organization(self, name: str, **fields: Any) -> Organization:
        made = Organization.objects.create(name=name, **fields)
        made.add_name(name, NameKind.OFFICIAL)
        return made

    def attend(self, meeting: Meeting, person: Person, body: Organization | None, side: str, title: str = "") -> None:
        Attendance.objects.create(meeting=meeting, person=person, organization=body, side=side, title=title)


class Secrets:
    """Confidential rows of every kind, and open-looking rows that hang on one. ``rows``: those nobody may reach by
    id.

    Named readers and participants: nobody of the cast but ``by``. Managers see all.
    """

    def __init__(self, world: World, by: User) -> None:
        self.world, self.by, self.rows = world, by, list[Model]([world.paper])
        on = world.on
        self.document = self.keep(document(words("note"), words("line"), confidential=True, by=by))
        self._names_and_quotes()
        trip = self._trip(title=words("trip"), confidential=True)
        self._trip(title=words("trip of a secret source"), source_document=self.document)
        meeting = self._meeting(title=words("meeting"), confidential=True)
        self._meeting(title=words("meeting on a secret trip"), trip=trip)
        self._meeting(title=words("meeting of a secret source"), source_document=self.document)
        self._report(trip, on)
        agreement = self._agreement(title=words("agreement"), confidential=True)
        self._agreement(title=words("agreement of a secret source"), source_document=self.document)
        self._on_the_open_agreement(agreement, meeting)
        project = self._project(title=words("project"), confidential=True)
        self._project(title=words("project of a secret agreement"), agreement=agreement)
        self._commitment(text=words("commitment"), confidential=True)
        for key, parent in (
            ("trip", trip), ("meeting", meeting), ("agreement", agreement), ("project", project),
            ("source_document", self.document),
        ):  # fmt: skip
            self._commitment(text=words(f"commitment of a secret {key}"), **{key: parent})
        self._notices(agreement)
        self._asked()
        for row in an_answer(words("answer"), by, on):
            self.keep(row)

    def keep(self, row: Row) -> Row:
        self.rows.append(row)
        return row

    def _names_and_quotes(self) -> None:
        """Names, titles and quotes of open records that were read from a secret document."""
        for record in (self.world.partner, self.world.person):
            record.add_name(words("name"), NameKind.OTHER, source_document=self.document)
        Affiliation.objects.create(
            person=self.world.person, organization=self.world.part, title=words("title"), source_document=self.document
        )

    def _trip(self, **fields: Any) -> Trip:
        day = self.world.on - timedelta(days=60)
        trip = self.keep(Trip.objects.create(start_on=day, end_on=day, summary=words("summary"), **fields))
        TripDestination.objects.create(trip=trip, country="PE", city=words("city"))
        TripDestination.objects.create(trip=trip, country="BO", city=words("city"))
        TripTraveller.objects.create(trip=trip, person=self.world.ours, department=words("department"))
        ItineraryItem.objects.create(trip=trip, day=day, text=words("activity"))
        photo = self.keep(document(words(f"photo of {trip.title}"), by=self.by))
        self.keep(TripNote.objects.create(trip=trip, text=words("quick note"), photo=photo, author=self.by))
        return trip

    def _meeting(self, **fields: Any) -> Meeting:
        meeting = self.keep(
            Meeting.objects.create(
                held_on=self.world.on - timedelta(days=1),
                country="BO",
                host=self.world.partner,
                minutes=words("minutes"),
                **fields,
            )
        )
        self.world.attend(meeting, self.world.person, self.world.partner, Side.THEIRS, words("title"))
        return meeting

    def _report(self, trip: Trip, on: date) -> None:
        """A report that is secret itself, and one of a secret trip; their open-looking files are hidden with them."""
        kinds: list[dict[str, Any]] = [{"confidential": True}, {"trip": trip}]
        for number, fields in enumerate(kinds, 1):
            report = self.keep(
                TripReport.objects.create(
                    title=words(f"report {number}"), submitted_on=on, uploaded_by=self.by, **fields
                )
            )
            paper = self.keep(document(words(f"report {number}.txt"), words(f"line {number}"), by=self.by))
            revision = ReportRevision.objects.create(
                report=report, document=paper, state=ReadingState.READ, reading={"text": words("reading")}
            )
            self.keep(
                Proposal.objects.create(
                    revision=revision,
                    kind=ProposalKind.PERSON,
                    read_id="p1",
                    fingerprint="p1",
                    title=words("proposal"),
                    data={"canonical": words("proposal"), "name": words("proposal")},
                )
            )

    def _agreement(self, **fields: Any) -> Agreement:
        agreement = self.keep(
            Agreement.objects.create(
                state=AgreementState.SIGNED,
                signed_on=self.world.on - timedelta(days=30),
                scope=words("scope"),
                **fields,
            )
        )
        for body in (self.world.institute, self.world.partner):
            AgreementParty.objects.create(
                agreement=agreement, organization=body, signatory=self.world.person, signatory_title=words("title")
            )
        self.keep(Amendment.objects.create(agreement=agreement, ordinal=1, changes=words("change")))
        Decision.objects.create(
            agreement=agreement,
            kind=DecisionKind.RENEW,
            decided_on=self.world.on,
            decided_by=self.by,
            why=words("reason"),
        )
        self.keep(
            AgreementCheck.objects.create(
                round=self.world.round,
                agreement=agreement,
                answer=CheckAnswer.NORMAL,
                text=words("answer"),
                answered_by=self.by,
                answered_on=self.world.on,
            )
        )
        self.keep(
            AgreementActivity.objects.create(agreement=agreement, happened_on=self.world.on, text=words("activity"))
        )
        self.keep(
            ReportItem.objects.create(
                agreement=agreement,
                event="loss",
                body=words("body"),
                text=words("loss"),
                happened_on=self.world.on - timedelta(days=10),
            )
        )
        PriorReview.objects.create(
            agreement=agreement,
            aspect="budget",
            text=words("review"),
            answered_by=self.by,
            answered_on=self.world.on,
        )
        return agreement

    def _on_the_open_agreement(self, agreement: Agreement, meeting: Meeting) -> None:
        """What hangs on an open agreement and is secret for another parent's sake."""
        on = self.world.agreement
        self.keep(AgreementActivity.objects.create(agreement=on, happened_on=self.world.on, meeting=meeting))
        self.keep(
            Amendment.objects.create(
                agreement=on, ordinal=2, changes=words("change"), source_document=self.document, source_quote=words("q")
            )
        )
        AgreementFile.objects.create(agreement=on, document=self.document, role=FileRole.OTHER)
        paper = self.keep(document(words("signed copy"), words("signed line"), by=self.by))
        AgreementFile.objects.create(agreement=agreement, document=paper, role=FileRole.SIGNED_COPY)

    def _project(self, **fields: Any) -> Project:
        project = self.keep(Project.objects.create(next_step=words("step"), next_step_on=self.world.on, **fields))
        ProjectPartner.objects.create(project=project, organization=self.world.partner, role=words("role"))
        return project

    def _commitment(self, **fields: Any) -> Commitment:
        return self.keep(
            Commitment.objects.create(
                side=Side.THEIRS,
                owner=self.world.partner,
                owner_person=self.world.person,
                officer=self.by,
                due_end=self.world.on - timedelta(days=2),
                due_precision="day",
                source_quote=words("quote"),
                **fields,
            )
        )

    def _asked(self) -> None:
        """A document that ``by`` only had read: theirs alone, though they are a manager and it is marked by nobody."""
        self.keep(
            AskedReading.objects.create(
                asked_by=self.by,
                asked_at=timezone.now(),
                name=words("asked.txt"),
                sha256="a" * 64,
                size=1,
                state=AskedState.READ,
                reading=f'{{"text": "{words("asked")}"}}',
                read_at=timezone.now(),
            )
        )

    def _notices(self, agreement: Agreement) -> None:
        delivery = self.keep(
            Delivery.objects.create(
                recipient=self.by,
                to="minsu@example.org",
                day=self.world.on,
                message_id="<secret@example.org>",
                subject=words("subject"),
                text=words("mail"),
            )
        )
        self.keep(
            Reminder.objects.create(
                agreement=agreement,
                rule=Rule.AGREEMENT_LOOK,
                due_on=self.world.on,
                send_on=self.world.on,
                recipient=self.by,
                delivery=delivery,
            )
        )
