"""Collections of interviews: refused as reports; their talks are kept with who asked, who answered, what was agreed."""

from __future__ import annotations

import pytest

from meetings.reader import read_report
from meetings.reader.facts.attendees import side_of_label
from meetings.reader.facts.labels import label_key
from meetings.tests.golden_set import GOLDEN

COLLECTION = """전문가 인터뷰 기록
「하천 복원」 연구 참고자료

정리: 가람하천연구원 복원연구팀
정리일: 2026. 3. 2.

인터뷰 1. 강변 숲의 관리
일시 2026년 2월 3일(화) 10:00–11:30
장소 화상
말씀하신 분 Elena Ruiz Prado 박사 (키토하천연구원 선임연구위원)
물은 사람 서도윤 연구위원, 문지호 연구원 (가람하천연구원)

▶ 숲은 누가 돌봅니까?
시가 돌봅니다.

인터뷰 2. 시민 참여
일시 2026년 2월 10일(화) 14:00–15:00
장소 화상
응답자: Tomas Vidal (과야킬 시청 과장)
질문자: 서도윤 연구위원

▶ 앞으로 어떻게 교류하면 좋겠습니까?
귀 연구원과는 2024년 5월 7일에 맺은 업무협약(MOU)이 2027년 5월 6일까지 살아 있습니다.
"""


def test_an_interview_gives_who_answered_and_who_asked() -> None:
    reading = read_report(COLLECTION.encode(), "interviews.txt")
    assert (reading.doc.is_trip_report, reading.doc.kind) == (False, "interview_record")
    names = {body.id: body.canonical for body in reading.organizations}
    told = [
        (meeting.title, meeting.date, [(one.name, names.get(one.org_id or ""), one.title) for one in meeting.attendees])
        for meeting in reading.meetings
    ]
    ours = "가람하천연구원"
    assert told[0] == (
        "강변 숲의 관리",
        "2026-02-03",
        [
            ("Elena Ruiz Prado", "키토하천연구원", "선임연구위원"),
            ("서도윤", ours, "연구위원"),
            ("문지호", ours, "연구원"),
        ],
    )
    assert told[1][:2] == ("시민 참여", "2026-02-10")
    assert [(name, title) for name, _body, title in told[1][2]] == [("Tomas Vidal", "과장"), ("서도윤", "연구위원")]
    assert told[1][2][1][1] == ours


def test_an_agreement_told_by_who_answered_is_with_the_body_that_asked() -> None:
    reading = read_report(COLLECTION.encode(), "interviews.txt")
    names = {body.id: body.canonical for body in reading.organizations}
    (agreement,) = reading.agreements
    assert (agreement.type, agreement.status) == ("MOU", "in_force")
    assert (agreement.signed_on, agreement.expires_on) == ("2024-05-07", "2027-05-06")
    assert "가람하천연구원" in {names[party] for party in agreement.parties}
    assert len(agreement.parties) == 2


def test_the_golden_interviews_keep_their_three_talks() -> None:
    reading = read_report((GOLDEN / "interviews.txt").read_bytes(), "interviews.txt")
    assert [(meeting.date, meeting.start, [one.name for one in meeting.attendees]) for meeting in reading.meetings] == [
        ("2025-07-02", "14:00", ["양가온"]),
        ("2025-07-08", "10:00", ["명하율"]),
        ("2025-07-15", "16:00", ["설지안"]),
    ]


@pytest.mark.parametrize(
    ("label", "side"),
    [
        ("응답자", "host"),
        ("말씀하신 분", "host"),
        ("말씀해 주신 분", "host"),
        ("인터뷰 대상자", "host"),
        ("면담 대상", "host"),
        ("Interviewee", "host"),
        ("Persons interviewed", "host"),
        ("Respondents", "host"),
        ("Entrevistado", "host"),
        ("Entrevistada", "host"),
        ("Persona entrevistada", "host"),
        ("물은 사람", "own"),
        ("질문자", "own"),
        ("인터뷰어", "own"),
        ("인터뷰 진행자", "own"),
        ("Interviewer", "own"),
        ("Interviewed by", "own"),
        ("Entrevistadora", "own"),
        ("Entrevistado por", "own"),
    ],
)
def test_labels_of_interviews_list_people_and_say_whose(label: str, side: str) -> None:
    assert (label_key(label), side_of_label(label)) == ("attendees", side)
