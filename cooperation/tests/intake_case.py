"""A report of our own invention for the tests of intake: its lines, and the Reading a reader would make of them."""

from __future__ import annotations

import copy
import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from cooperation.intake.propose import propose
from cooperation.models import Proposal
from meetings.models import ReadingState, ReportRevision, TripReport
from partners.models import Document, DocumentBlock

LINES = [
    "공무국외출장 결과보고서",
    "출장명: 위성자료 활용 협력 출장",
    "출장기간: 2026. 10. 12.(월) ~ 2026. 10. 16.(금)",
    "출장국: 칠레(산티아고)",
    "출장자: 한빛우주연구원 국제협력실 실장 서가온",
    "가. 국립위성센터(CNS) 면담",
    "일시: 2026년 10월 13일(화) 10:00 ~ 12:00, 참석자 총 3명",
    "CNS Dr. Elena Ruiz Prado, Director",
    "한빛우주연구원 서가온 실장, CNS Tomas Vidal Rojas, Analyst",
    "CNS는 11월 말까지 자료 목록을 보내기로 함",
    "한빛우주연구원은 12월 15일까지 검토 의견을 보내겠음",
    "기상청과도 나눌 계획임",
    "2026. 10. 14. 한빛우주연구원-CNS MOU 체결",
    "2026년 10월 30일",
    "작성자: 서가은",
    "한빛우주연구원장 귀하",
]


def reading() -> dict[str, Any]:
    """The Reading of LINES, as JSON; a fresh copy each time."""
    return copy.deepcopy(READING)


def attendee(name: str, org: str, org_id: str, person: str, title: str, line: int) -> dict[str, Any]:
    return {
        "name": name, "line": line, "no": None, "org": org, "org_id": org_id, "title": title, "mode": "Onsite",
        "person_id": person,
    }  # fmt: skip


def promise(line: int, kind: str, actor: str | None, action: str, **more: Any) -> dict[str, Any]:
    return {
        "line": line, "quote": LINES[line - 1], "kind": kind, "action": action, "actor_org": actor,
        "actor_person": None, "requested_by": None,
        "due": {"text": None, "start": None, "end": None, "precision": "none"},
        "certainty": "certain", "condition": None, "done": False, "lines": [line], "duplicate_lines": [],
        "meeting_id": "m1", "actor_guessed": False, "actor_reason": None,
    } | more  # fmt: skip


def body(
    id_: str, name: str, country: str, *spellings: str, role: str = "participant", line: int = 8
) -> dict[str, Any]:
    return {
        "id": id_, "canonical": name, "role": role, "country": country, "kind": None, "candidate_same_as": None,
        "former_names": [], "surfaces": [{"text": text, "lines": [line]} for text in (name, *spellings)],
    }  # fmt: skip


def person(id_: str, name: str, org: str | None, line: int, **more: Any) -> dict[str, Any]:
    return {
        "id": id_, "canonical": name, "honorific": None, "org_id": org, "titles": [],
        "surfaces": [{"text": name, "lines": [line]}], "probable_same": [],
    } | more  # fmt: skip


READING: dict[str, Any] = {
    "doc": {
        "file": "santiago.txt", "sha256": "", "language": "ko", "is_trip_report": True, "kind": "trip_report",
        "reason": None, "reason_code": None, "reader_version": 1,
    },
    "trip": {
        "title": {"value": "위성자료 활용 협력 출장", "line": 2},
        "purpose": None,
        "period": {
            "start": "2026-10-12", "end": "2026-10-16", "nights_stated": None, "days_stated": None,
            "text": LINES[2], "line": 3,
        },
        "destinations": [{"country": "칠레", "country_iso": "CL", "city": "산티아고", "line": 4}],
        "summary_lines": [],
        "travellers": [
            {"name": "서가온", "rank": "실장", "dept": "국제협력실", "line": 5, "org_id": "o1", "person_id": "p1"}
        ],
        "itinerary": [
            {
                "line": 7, "date": "2026-10-13", "weekday": "화", "from": None, "to": None, "host": None,
                "activities": [{"time": "10:00", "text": "CNS 면담", "meeting_id": "m1"}],
            }
        ],
    },
    "meetings": [
        {
            "id": "m1", "title": "국립위성센터(CNS) 면담", "heading_line": 6, "date": "2026-10-13", "start": "10:00",
            "end": "12:00", "place": "CNS", "host_org_id": "o2", "stated_count": 3, "listed_count": 3, "status": "held",
            "attendees": [
                attendee("Dr. Elena Ruiz Prado", "CNS", "o2", "p2", "Director", 8),
                attendee("서가온", "한빛우주연구원", "o1", "p1", "실장", 9),
                attendee("Tomas Vidal Rojas", "CNS", "o2", "p3", "Analyst", 9),
            ],
            "minutes": [{"heading": "주요내용", "lines": [10, 12]}],
            "end_line": 12, "time_line": 7, "place_line": None, "count_line": 7,
        }
    ],
    "agreements": [
        {
            "id": "a1", "type": "MOU", "title": None, "parties": ["o1", "o2"], "signed_on": "2026-10-14",
            "status": "signed", "lines": [13], "place": None, "effective_from": None, "expires_on": None,
            "term_years": None, "renews": None, "amends": None, "signatories": None, "quote": LINES[12],
        }
    ],
    "commitments": [
        promise(
            10, "commitment", "o2", "자료 목록 송부",
            due={"text": "11월 말까지", "start": None, "end": "2026-11-30", "precision": "day"},
        ),
        promise(
            11, "commitment", "o1", "검토 의견 송부",
            due={"text": "12월 15일까지", "start": None, "end": "2026-12-15", "precision": "day"},
        ),
        promise(12, "plan", "o2", "기상청과 공유"),
    ],
    "organizations": [
        body("o1", "한빛우주연구원", "KR", line=5),
        body("o2", "국립위성센터", "CL", "CNS", line=6),
        body("o3", "기상청", "KR", role="mentioned", line=12),
    ],
    "people": [
        person(
            "p1", "서가온", "o1", 5, titles=["실장"],
            probable_same=[{"text": "서가은", "why": "한 글자 다름", "lines": [15]}],
        ),
        person("p2", "Elena Ruiz Prado", "o2", 8, honorific="Dr.", titles=["Director"]),
        person("p3", "Tomas Vidal Rojas", "o2", 9, titles=["Analyst"]),
    ],
    "submission": {
        "date": "2026-10-30", "author": "서가은", "author_person_id": "p1", "recipient": "한빛우주연구원장 귀하",
        "date_line": 14, "author_line": 15, "recipient_line": 16,
    },
    "discrepancies": [
        {
            "type": "time_mismatch", "lines": [7, 6], "values": ["10:00", "11:00"],
            "message": "면담 시작 시각이 다릅니다.", "message_en": "The start times differ.",
        }
    ],
    "leftover": [],
}  # fmt: skip


def a_revision(user: User, content: dict[str, Any] | None = None, name: str = "santiago.txt") -> ReportRevision:
    """A revision that was read as ``content`` (by default READING) and proposed from, uploaded by ``user``."""
    revision = an_upload(user, name)
    revision.reading = content or reading()
    revision.state, revision.read_at = ReadingState.READ, timezone.now()
    revision.save()
    DocumentBlock.objects.bulk_create(
        DocumentBlock(document=revision.document, line=number, kind="paragraph", text=text)
        for number, text in enumerate(LINES, start=1)
    )
    propose(revision)
    revision.proposed_at = timezone.now()
    revision.save()
    return revision


def an_upload(user: User, name: str = "santiago.txt", **report: Any) -> ReportRevision:
    """A revision that waits to be read; its bytes are its own."""
    data = ("\n".join(LINES) + f"\n{name}\n").encode()
    document = Document(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), uploaded_by=user)
    document.confidential = bool(report.get("confidential"))
    document.media_type = "text/plain"
    document.file.save(name, ContentFile(data), save=False)
    document.save()
    held = TripReport.objects.create(title=name, uploaded_by=user, **report)
    return ReportRevision.objects.create(report=held, document=document)


def the(revision: ReportRevision, kind: str, read_id: str) -> Proposal:
    """One proposal of a revision."""
    return Proposal.objects.get(revision=revision, kind=kind, read_id=read_id)
