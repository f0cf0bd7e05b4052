"""Diaries of a trip, itinerary and minutes at once: what opens a part of a day, and who wrote them."""

import pytest

from meetings.reader import read_report
from meetings.reader.facts.diary import is_diary, opening_lines
from meetings.reader.reading import Reading

_KOREAN = """\
출장 결과 보고

수신: 한빛연구재단 이사장
발신: 기획실 서도윤 실장
참조: 감사실 노현아 실장

본인과 한규리 과장은 2026. 4. 6.부터 4. 8.까지 핀란드 오울루를 다녀왔음.

□ 일정
4. 6.(월)
10:30 인천 출발
4. 7.(화) 시청 방문
09:00 시청 면담
- [방] Mikko Laine 국장, Sari Koski 팀장
- 개방 목록을 4월 20일까지 보내 주기로 함
- 시험망 3기 가동
시청은 예산이 2년째 줄고 있어 새 사업은 어렵다고 설명함.
14:00 북극대학 면담
4. 8.(수)
08:00 헬싱키 출발
"""
_ENGLISH = """\
MEMORANDUM

To: Harriet Oakes, Director
From: Simon Brack, Programme Lead
cc: Lena Foss, Finance Office
Date: 22 June 2026
Subject: Visit to Valdivia, Chile, 15-18 June 2026

Participants from our side: Simon Brack (Programme Lead), Ines Calder (Marine Adviser)
"""
_SPANISH = """\
Informe de viaje a Oporto

Le informo del viaje que Lucía Paredes y yo, Andrés Molina, hicimos a Oporto del 4 al 6 de mayo de 2026.
"""
_LIST = """

□ 출장 일정
- 4. 6.(월) 인천 출발
- 4. 7.(화) 10:00 시청 면담
- 4. 8.(수) 인천 도착
"""


def _read(text: str) -> Reading:
    return read_report(text.encode(), "report.txt")


def _activities(reading: Reading) -> list[tuple[str | None, str]]:
    return [(item.time, item.text) for day in reading.trip.itinerary for item in day.activities]


def test_only_what_opens_a_part_of_a_day_of_a_diary_is_an_activity() -> None:
    assert _activities(_read(_KOREAN)) == [
        ("10:30", "인천 출발"),
        (None, "시청 방문"),
        ("09:00", "시청 면담"),
        ("14:00", "북극대학 면담"),
        ("08:00", "헬싱키 출발"),
    ]


def test_a_diary_is_no_itinerary_beside_a_list() -> None:
    expected = [(None, "인천 출발"), ("10:00", "시청 면담"), (None, "인천 도착")]
    assert _activities(_read(_KOREAN + _LIST)) == expected


@pytest.mark.parametrize(
    ("lines", "diary"),
    [
        (["인천 출발", "크라쿠프에 도착함", "관광청 방문함"], False),
        (["09:00 Meeting with the agency", "Lunch", "14:00 Visit to the station"], False),
        (["자료를 보내기로 함", "14:00 면담", "예산은 확정되지 않았다"], True),
        (["Present: Ana Ruiz", "The unit will send the list.", "14:00 Visit"], True),
    ],
)
def test_lines_that_tell_what_was_said_make_a_diary(lines: list[str], diary: bool) -> None:
    assert is_diary(lines) is diary


@pytest.mark.parametrize(
    ("lines", "begun", "kept"),
    [
        (["Ministry of Water", "The unit will send the list.", "pumps"], False, ["Ministry of Water"]),
        (["노선 32개", "요금 수입 40%"], True, []),
        (["인천 출발", "호찌민 경유"], False, ["인천 출발", "호찌민 경유"]),
    ],
)
def test_the_first_short_phrase_opens_a_day(lines: list[str], begun: bool, kept: list[str]) -> None:
    assert opening_lines(lines, begun) == kept


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (_KOREAN, {"서도윤", "한규리"}),
        (_ENGLISH, {"Simon Brack", "Ines Calder"}),
        (_SPANISH, {"Lucía Paredes", "Andrés Molina"}),
    ],
)
def test_who_a_letter_says_went(text: str, names: set[str]) -> None:
    assert {person.name for person in _read(text).trip.travellers} == names
