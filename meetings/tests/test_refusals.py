"""What is not read is refused with its sentence, and a plan is recognised with its trip."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from meetings.reader import read_document
from meetings.reader.reading import Trip
from meetings.reader.refusals import SENTENCES
from meetings.tests.refused import FILES, refused
from meetings.tests.written import in_format

# What the process around the reader says; its tests are in test_reader_formats.py
OF_THE_CHILD = {"time_limit", "memory_limit", "crashed"}


@pytest.mark.parametrize(("code", "name", "made"), list(refused()))
def test_a_file_that_cannot_be_read_is_refused_with_its_sentence(
    code: str, name: str, made: Callable[[], bytes]
) -> None:
    blocks, reading = read_document(made(), name)
    assert (reading.doc.is_trip_report, reading.doc.reason_code) == (False, code)
    assert reading.doc.reason == SENTENCES[code].korean
    assert not blocks or reading.doc.kind != "trip_report"
    assert not reading.commitments
    if code != "interview_record":  # of interviews the talks are kept (test_without_trip.py)
        assert [*reading.meetings, *reading.agreements] == []


def test_every_refusal_has_a_file_that_shows_it() -> None:
    assert set(FILES) | OF_THE_CHILD == set(SENTENCES)


def test_every_refusal_says_what_to_do() -> None:
    for code, sentence in SENTENCES.items():
        assert sentence.korean.endswith(("십시오.", "있습니다.")), code
        assert sentence.english.endswith("."), code


PLANS = {
    "korean form": """국외출장 계획서

1. 출장명 : 라오스 직업훈련 협력사업 착수 협의
2. 출장기간 : 2026. 3. 9.(월) ~ 2026. 3. 13.(금) (4박 5일)
3. 출장지역 : 라오스(비엔티안)
4. 출장목적 : 직업훈련원 기자재 사양 협의
5. 출장자
소속	직급	성명
미래숙련원 국제협력팀	팀장	고은비
미래숙련원 국제협력팀	연구원	나도운

6. 세부일정(안)
월일	방문기관	주요 활동
3/9(월)	-	인천→비엔티안 이동
3/10(화)	라오스 노동사회복지부	10:00 착수 협의
3/13(금)	-	비엔티안→인천 이동
""",
    "request to travel": """공무국외출장 허가 신청 및 출장계획(안)

□ 출장개요
 ○ 출 장 명 : 라오스 직업훈련 협력사업 착수 협의
 ○ 출장기간 : '26.3.9.(월) ~ 3.13.(금), 4박 5일
 ○ 출 장 지 : 라오스 비엔티안
 ○ 출장목적 : 직업훈련원 기자재 사양 협의
 ○ 출 장 자 : 미래숙련원 고은비 팀장, 나도운 연구원
□ 세부일정
월일	방문기관	주요 활동
3/10(화)	라오스 노동사회복지부	10:00 착수 협의
3/11(수)	직업훈련원	14:00 기자재 사양 협의
□ 기대효과
 ○ 기자재 사양 확정
""",
    "english": """Travel plan: skills project start-up, Vientiane

Title: Start-up of the skills project in Lao PDR
Period: 9-13 March 2026
Destination: Lao PDR (Vientiane)
Purpose: To agree on the equipment of the training centre
Travellers: Ms Eunbi Go, Team Leader; Mr Doun Na, Researcher

Itinerary
Date	Place	Activity
10 March	Ministry of Labour	10:00 Start-up talks
11 March	Training centre	14:00 Equipment
""",
}


@pytest.mark.parametrize("form", PLANS)
@pytest.mark.parametrize("ending", ["txt", "hwp", "pdf"])
def test_a_plan_is_recognised_and_its_trip_read(form: str, ending: str) -> None:
    _, reading = read_document(in_format(PLANS[form].encode(), ending), f"plan.{ending}")
    assert (reading.doc.kind, reading.doc.reason_code) == ("trip_plan", "plan")
    trip = reading.trip
    assert trip.period is not None
    assert (trip.period.start, trip.period.end) == ("2026-03-09", "2026-03-13")
    assert trip.title is not None
    assert trip.purpose is not None
    assert [(place.country_iso, place.city is not None) for place in trip.destinations] == [("LA", True)]
    assert len(trip.travellers) == 2
    assert [day.date for day in trip.itinerary][-1] in ("2026-03-11", "2026-03-13")
    assert any(activity.time for day in trip.itinerary for activity in day.activities)


# No reports of a trip, and what they tell of: day, time, title and those who were there, of each meeting.
TELLING = {
    "delegations received": (
        """내방 결과보고

1. 케냐 산림청 대표단 내방
일시: 2026. 3. 4.(수) 10:00 ~ 11:30
장소: 본원 국제회의실
참석자
소속	성명	직위
케냐 산림청	Grace Wanjiru	국장
미래숙련원	고은비	팀장
주요내용
- 묘목 생산기술 교류를 논의함

2. 페루 광업부 대표단 내방
일시: 2026. 3. 6.(금) 14:00
장소: 본원 접견실
참석자: 페루 광업부 Rosa Quispe 과장, 미래숙련원 고은비 팀장
주요내용
- 안전교육 과정을 소개함
""",
        "other",
        [
            ("2026-03-04", "10:00", "케냐 산림청 대표단 내방", ["Grace Wanjiru", "고은비"]),
            ("2026-03-06", "14:00", "페루 광업부 대표단 내방", ["Rosa Quispe", "고은비"]),
        ],
        {"케냐 산림청", "페루 광업부", "미래숙련원"},
    ),
    "interviews": (
        """전문가 인터뷰 기록

1. 관개 분야 전문가
일시: 2026. 2. 3.(화) 14:00
장소: 화상
면담자: 가람대학교 설지안 교수
문1. 현재 과제는 무엇입니까?
답1. 물 부족입니다. 5월까지 자료를 보내겠습니다.
""",
        "interview_record",
        [("2026-02-03", "14:00", "관개 분야 전문가", ["설지안"])],
        {"가람대학교"},
    ),
    "nobody named": (
        """전문가 인터뷰 기록

1. 관개 분야 전문가
일시: 2026. 2. 3.(화) 14:00
문1. 현재 과제는 무엇입니까?
답1. 물 부족입니다.
""",
        "interview_record",
        [],
        set(),
    ),
}


@pytest.mark.parametrize("case", TELLING)
def test_a_document_that_is_no_report_keeps_the_meetings_it_tells_of(case: str) -> None:
    text, kind, told, bodies = TELLING[case]
    _, reading = read_document(text.encode(), "told.txt")
    assert (reading.doc.is_trip_report, reading.doc.kind) == (False, kind)
    assert reading.doc.reason
    found = [
        (meeting.date, meeting.start, meeting.title, [attendee.name for attendee in meeting.attendees])
        for meeting in reading.meetings
    ]
    assert found == told
    assert {body.canonical for body in reading.organizations} == bodies
    ids = {person.id for person in reading.people}
    assert ids == {attendee.person_id for meeting in reading.meetings for attendee in meeting.attendees}
    assert (reading.trip, reading.commitments, reading.discrepancies) == (Trip(), (), ())
    assert bool(reading.leftover) <= bool(told)
