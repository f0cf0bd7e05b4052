"""The date grammar: what Korean, English and Spanish reports write, and what only looks like a date."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reader.facts.dates import find_dates, find_times

MEETING = date(2025, 8, 13)  # a Wednesday
RETURN = date(2025, 8, 15)


def span(text: str) -> tuple[str | None, str | None]:
    found = find_dates(text, reference=MEETING, returned=RETURN)
    assert len(found) == 1, [d.text for d in found]
    return tuple(d.isoformat() if d else None for d in (found[0].start, found[0].end))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        # full days
        ("2025. 8. 10.(일)", "2025-08-10", "2025-08-10"),
        ("2025.08.10", "2025-08-10", "2025-08-10"),
        ("'25.8.11", "2025-08-11", "2025-08-11"),
        ("’25. 8. 11.(월)", "2025-08-11", "2025-08-11"),
        ("24년 5월 13일", "2024-05-13", "2024-05-13"),
        ("2025년 08월 11일 월요일", "2025-08-11", "2025-08-11"),
        ("2025-08-11", "2025-08-11", "2025-08-11"),
        ("31/03/2026", "2026-03-31", "2026-03-31"),
        ("03/31/2026", "2026-03-31", "2026-03-31"),
        ("13 Mar 2026", "2026-03-13", "2026-03-13"),
        ("23rd of February, 2026", "2026-02-23", "2026-02-23"),
        ("February 23, 2026", "2026-02-23", "2026-02-23"),
        ("12 de mayo de 2025", "2025-05-12", "2025-05-12"),
        ("lunes 12 de mayo del 2025", "2025-05-12", "2025-05-12"),
        # scanning noise
        ("2O25. 8. lO.(일)", "2025-08-10", "2025-08-10"),
        ("2025. 8. l1.(월)", "2025-08-11", "2025-08-11"),
        # years left out
        ("8/12(화)", "2025-08-12", "2025-08-12"),
        ("6. 9.(월)", "2025-06-09", "2025-06-09"),
        ("8월 22일", "2025-08-22", "2025-08-22"),
        ("1월 15일까지", "2026-01-15", "2026-01-15"),
        ("Mon 18 Aug", "2025-08-18", "2025-08-18"),
        # ranges
        ("2025. 8. 10.(일) ~ 2025. 8. 15.(금)", "2025-08-10", "2025-08-15"),
        ("2025. 8. 10.(일) ~ 8. 15.(금)", "2025-08-10", "2025-08-15"),
        ("2025. 6. 9.(월) ~ 14.(토)", "2025-06-09", "2025-06-14"),
        ("6. 9.(월) ~ 6. 14.(토)", "2025-06-09", "2025-06-14"),
        ("2025년 8월 11일부터 15일까지", "2025-08-11", "2025-08-15"),
        ("2025. 12. 29. ~ 2026. 1. 3.", "2025-12-29", "2026-01-03"),
        ("2025. 12. 29. ~ 1. 3.", "2025-12-29", "2026-01-03"),
        ("8/12~14", "2025-08-12", "2025-08-14"),
        ("23–27 February 2026", "2026-02-23", "2026-02-27"),
        ("February 23–27, 2026", "2026-02-23", "2026-02-27"),
        ("23 February to 2 March 2026", "2026-02-23", "2026-03-02"),
        ("del 5 al 9 de mayo de 2025", "2025-05-05", "2025-05-09"),
        ("del 28 de abril al 2 de mayo de 2025", "2025-04-28", "2025-05-02"),
        ("9~10월", "2025-09-01", "2025-10-31"),
        ("September–October 2025", "2025-09-01", "2025-10-31"),
        ("2024~2025년", "2024-01-01", "2025-12-31"),
        ("26년 말 또는 27년 초", "2026-12-01", "2027-01-31"),
        ("연말에 내년 초까지", "2025-12-01", "2026-01-31"),
        # months, quarters, halves, years and their parts
        ("9월 초", "2025-09-01", "2025-09-10"),
        ("9월 중순", "2025-09-11", "2025-09-20"),
        ("9월말", "2025-09-21", "2025-09-30"),
        ("10월 첫째 주", "2025-10-01", "2025-10-03"),
        ("10월 3주차", "2025-10-13", "2025-10-17"),
        ("2026년 1분기", "2026-01-01", "2026-03-31"),
        ("3분기 내", "2025-07-01", "2025-09-30"),
        ("내년 상반기 중", "2026-01-01", "2026-06-30"),
        ("하반기", "2025-07-01", "2025-12-31"),
        ("27년 사업", "2027-01-01", "2027-12-31"),
        ("내년 말", "2026-12-01", "2026-12-31"),
        ("end of September", "2025-09-21", "2025-09-30"),
        ("by end September", "2025-09-21", "2025-09-30"),
        ("mid-September", "2025-09-11", "2025-09-20"),
        ("first week of October", "2025-10-01", "2025-10-03"),
        ("second half of August 2026", "2026-08-16", "2026-08-31"),
        ("the third quarter of 2026", "2026-07-01", "2026-09-30"),
        ("the end of the third quarter", "2025-09-01", "2025-09-30"),
        ("Q1 2026", "2026-01-01", "2026-03-31"),
        ("the first half of 2026", "2026-01-01", "2026-06-30"),
        ("segunda quincena de agosto", "2025-08-16", "2025-08-31"),
        ("finales de septiembre", "2025-09-21", "2025-09-30"),
        ("primer trimestre de 2026", "2026-01-01", "2026-03-31"),
        # relative to the meeting
        ("이번달 27일", "2025-08-27", "2025-08-27"),
        ("익월 말", "2025-09-21", "2025-09-30"),
        ("다음 달 5일", "2025-09-05", "2025-09-05"),
        ("차주 수요일", "2025-08-20", "2025-08-20"),
        ("금주 중", "2025-08-11", "2025-08-15"),
        ("연내", "2025-08-13", "2025-12-31"),
        ("27일까지", "2025-08-27", "2025-08-27"),
        ("5월 10일부터 15일까지", "2025-05-10", "2025-05-15"),
        ("2026. 3. 28.부터 2일까지", "2026-03-28", "2026-04-02"),
        ("2026년 12월 28일부터 3일까지", "2026-12-28", "2027-01-03"),
        ("제출(~8. 22.)", "2025-08-22", "2025-08-22"),
        ("5일까지", "2025-09-05", "2025-09-05"),
        ("2주 이내", "2025-08-13", "2025-08-27"),
        ("귀국 후 2주 이내", "2025-08-15", "2025-08-29"),
        ("면담 후 10일 이내", "2025-08-13", "2025-08-23"),
        ("1개월 내", "2025-08-13", "2025-09-13"),
        ("일주일 내로", "2025-08-13", "2025-08-20"),
        ("5영업일 이내", "2025-08-13", "2025-08-20"),
        ("9월 10일 전후", "2025-09-08", "2025-09-12"),
        ("within two weeks", "2025-08-13", "2025-08-27"),
        ("within 10 working days", "2025-08-13", "2025-08-27"),
        ("next week", "2025-08-18", "2025-08-22"),
        ("by Friday", "2025-08-15", "2025-08-15"),
        ("two weeks after the mission", "2025-08-29", "2025-08-29"),
        ("by the end of the year", "2025-12-01", "2025-12-31"),
        ("la próxima semana", "2025-08-18", "2025-08-22"),
        ("en un plazo de 30 días", "2025-08-13", "2025-09-12"),
        ("dentro de dos semanas", "2025-08-13", "2025-08-27"),
        ("fin de mes", "2025-08-21", "2025-08-31"),
        # words that name no day
        ("조속히", None, None),
        ("as soon as possible", None, None),
        ("TBD", None, None),
        ("체결 후 30일 이내", None, None),
        ("a la brevedad", None, None),
    ],
)
def test_a_date_is_read(text: str, start: str | None, end: str | None) -> None:
    assert span(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "10:00 ~ 12:00",
        "042-123-4567",
        "+51 1 234 5678",
        "1. 개요",
        "3.1 Ministry of Water",
        "3.2.1",
        "1.5억",
        "0.15~0.2 이하",
        "3~5%",
        "10년 계획을 2년씩 나누어",
        "2년간",
        "2년, 4년 등 주기로",
        "12억을 넘으면",
        "총 25인",
        "70여개",
        "300~500만불",
        "이번 주제는 다음 주요 과제",
        "우편으로 보내주실 것",
        "10월드컵",
        "10일간",
        "1:1 면담",
        "2/3 수준",
        "The mission may march on.",
        "1st of all",
        "version 2.0.1",
        "매월 회의",
        "3개월",
        "p. 12",
        "192.168.0.1",
        "제2차 회의",
        "5인 이상",
        "en dos sedes",
        "second half of the text",
        "12.5%",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(text, reference=MEETING) == []


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("3월 21일까지", True),
        ("상반기 내", True),
        ("2주 이내", True),
        ("by 15 March", True),
        ("no later than 15 March", True),
        ("a más tardar el 30 de junio", True),
        ("antes del 30 de junio", True),
        ("before the end of June", True),
        ("by next Friday", True),
        ("8월 22일", False),
        ("상반기 중", False),
        ("on 15 March", False),
        ("next week", False),
        ("el 30 de junio", False),
    ],
)
def test_a_deadline_is_told_from_a_day(text: str, by: bool) -> None:
    assert [d.by for d in find_dates(text, reference=MEETING)] == [by]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("8월 22일", "day"),
        ("9월 말", "month"),
        ("3분기", "quarter"),
        ("하반기", "half"),
        ("2027년", "year"),
        ("연말", "year_end"),
        ("조속히", "soon"),
        ("미정", "none"),
    ],
)
def test_the_precision_is_that_of_the_words(text: str, precision: str) -> None:
    assert [d.precision for d in find_dates(text, reference=MEETING)] == [precision]


def test_a_wrong_weekday_is_noticed_at_either_end_of_a_range() -> None:
    def wrong(text: str) -> list[bool]:
        return [d.weekday_wrong for d in find_dates(text, reference=MEETING)]

    assert wrong("2025. 8. 10.(일) ~ 8. 15.(금)") == [False]
    assert wrong("2025. 8. 10.(월) ~ 8. 15.(금)") == [True]
    assert wrong("2025. 8. 10.(일) ~ 8. 15.(목)") == [True]
    assert wrong("Tuesday 24 February 2026") == [False]
    assert wrong("Monday 24 February 2026") == [True]


def test_without_a_reference_what_is_left_out_stays_open() -> None:
    assert [(d.text, d.start) for d in find_dates("8월 22일에 차주 수요일")] == [
        ("8월 22일", None),
        ("차주 수요일", None),
    ]
    assert find_dates("2025. 8. 22.")[0].start == date(2025, 8, 22)


def test_a_year_in_figures_is_marked() -> None:
    assert [d.has_year for d in find_dates("2025년 8월 1일, 9월 2일, 내년 3월", reference=MEETING)] == [
        True,
        False,
        False,
    ]


def test_the_position_is_that_of_the_text() -> None:
    text = "회의는 ’25. 8. 11.(월)에 열리고 자료는 8월 22일까지 보낸다"
    for found in find_dates(text, reference=MEETING):
        assert text[slice(*found.pos)].strip() == found.text


def test_several_dates_in_one_line_are_all_read() -> None:
    text = "26년 예산에는 담지 못했으나 27년 사업으로 다시 신청"
    assert [d.end for d in find_dates(text, reference=MEETING)] == [date(2026, 12, 31), date(2027, 12, 31)]


DAYS = st.dates(date(2000, 1, 1), date(2059, 12, 31))
KOREAN = "월화수목금토일"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MESES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]


def printed(day: date) -> list[str]:
    """A day as each convention writes it."""
    weekday = KOREAN[day.weekday()]
    return [
        f"{day.year}. {day.month}. {day.day}.({weekday})",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}년 {day.month}월 {day.day}일({weekday})",
        f"{day.year}년{day.month}월{day.day}일",
        day.isoformat(),
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
        f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}",
        f"{day.day} de {MESES[day.month - 1]} de {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}" if day.day > 12 or day.month <= 12 else "",
    ]


@given(DAYS)
def test_every_convention_is_read_back_as_it_was_printed(day: date) -> None:
    for text in printed(day):
        found = find_dates(f"회의 {text} 개최")
        assert [(d.start, d.end, d.has_year, d.weekday_wrong) for d in found] == [(day, day, True, False)], text


@given(DAYS, st.integers(1, 40))
def test_a_range_is_read_back_with_the_year_only_on_the_first(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    for text in (
        (
            f"{day.year}. {day.month}. {day.day}.({KOREAN[day.weekday()]}) ~ {last.month}. "
            f"{last.day}.({KOREAN[last.weekday()]})"
        ),
        f"{day.year}년 {day.month}월 {day.day}일 ~ {last.month}월 {last.day}일",
        f"{day.day} {MONTHS[day.month - 1]} – {last.day} {MONTHS[last.month - 1]} {last.year}",
        f"del {day.day} de {MESES[day.month - 1]} al {last.day} de {MESES[last.month - 1]} de {last.year}",
    ):
        assert [(d.start, d.end) for d in find_dates(text)] == [(day, last)], text


@given(DAYS, DAYS)
def test_a_day_without_a_year_lands_within_a_year_of_the_reference(day: date, reference: date) -> None:
    if (day.month, day.day) == (2, 29):
        return
    found = find_dates(f"{day.month}월 {day.day}일", reference=reference)
    assert len(found) == 1
    assert found[0].start is not None
    assert (found[0].start.month, found[0].start.day) == (day.month, day.day)
    assert -121 <= (found[0].start - reference).days <= 245


@given(st.text(alphabet="0123456789.~-/월일년주 ()초말중까지 by next week March de mayo el", max_size=60))
def test_no_text_breaks_the_grammar(text: str) -> None:
    spans = find_dates(text, reference=MEETING)
    assert all(0 <= d.pos[0] < d.pos[1] <= len(text) for d in spans)
    assert all(a.pos[1] <= b.pos[0] for a, b in itertools.pairwise(spans))
    assert all(d.start <= d.end for d in spans if d.start and d.end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9:30 ~ 17:00", "09:30", "17:00"),
        ("10:00–11:45", "10:00", "11:45"),
        ("(23:20)", "23:20", None),
        ("오후 2시", "14:00", None),
        ("오후 2시 30분 ~ 4시", "14:30", "16:00"),
        ("14시", "14:00", None),
        ("14~16시", "14:00", "16:00"),
        ("오전 10시 반", "10:30", None),
        ("낮 열두 시 이십 분에", "12:20", None),
        ("오후 세 시 오십오 분,", "15:55", None),
        ("2:30 pm", "14:30", None),
        ("2–4 pm", "14:00", "16:00"),
        ("9 a.m.", "09:00", None),
        ("16h30", "16:30", None),
        ("12:00 AM", "00:00", None),
        ("09:00 to 11:00", "09:00", "11:00"),
        ("10:00 a 12:00", "10:00", "12:00"),
        ("2025년 8월 11일(월) 9:30", "09:30", None),
    ],
)
def test_a_time_is_read(text: str, start: str, end: str | None) -> None:
    assert [(t.start, t.end) for t in find_times(text)] == [(start, end)]


@pytest.mark.parametrize(
    "text", ["3시간", "1:1 면담", "2025-08-11", "042-123-4567", "3.2", "24시간 운영", "비율 16:9", "대전시", "1.5 h"]
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert find_times(text) == []


def test_the_day_of_a_period_takes_no_syllable_of_japan() -> None:
    (span,) = find_dates("12/1~5 일본 도쿄", reference=date(2026, 11, 24))
    assert (span.start, span.end) == (date(2026, 12, 1), date(2026, 12, 5))
    assert "12/1~5 일본 도쿄"[span.pos[1] :].strip() == "일본 도쿄"
