"""Reading what stands in one cell of a ledger: days, terms, sums, bodies, people, places, heads, results."""

from __future__ import annotations

import pytest

from cooperation.ledgers.bodies import bodies_in
from cooperation.ledgers.columns import field_of
from cooperation.ledgers.days import notice_months, read_span, term_years, won
from cooperation.ledgers.people import people_in, places_in, unit_and_person
from cooperation.ledgers.results import done_in
from cooperation.ledgers.sheets import Cell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'23.5.11.", "2023-05-11"),
        ("’23. 5. 11", "2023-05-11"),
        ("2023년 5월 11일(목)", "2023-05-11"),
        ("20230511", "2023-05-11"),
        ("230511", "2023-05-11"),
        ("23/5/11", "2023-05-11"),
        ("11 May 2023", "2023-05-11"),
        ("May 11, 2023", "2023-05-11"),
        ("11-May-23", "2023-05-11"),
        ("25/05/2023", "2023-05-25"),
        ("2023, 5, 11", "2023-05-11"),
        ("2023 5 11", "2023-05-11"),
        ("2023 5", None),
        ("2023-05-11 00:00:00", "2023-05-11"),
        ("2023년 5월", "2023-05"),
        ("2023.05", "2023-05"),
        ("'23.5월", "2023-05"),
        ("May 2023", "2023-05"),
        ("2023", "2023"),
        ("2023.2.30.", None),
        ("03/04/2023", None),
        ("2023년 하반기", None),
    ],
)
def test_days(text: str, value: str | None) -> None:
    start = read_span(Cell(text)).start
    assert start is not None
    assert start.value == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025. 1. 13. ~ 1. 16.", "2025-01-13", "2025-01-16"),
        ("2024.12.29.~1.4.(6박7일)", "2024-12-29", "2025-01-04"),
        ("2025.4.21~23", "2025-04-21", "2025-04-23"),
        ("2025.03.05-03.08", "2025-03-05", "2025-03-08"),
        ("3.5(수) ∼ 3.8(토)", "2025-03-05", "2025-03-08"),
        ("2023.5.1. - 2026.4.30.", "2023-05-01", "2026-04-30"),
        ("2023년 5월 ~ 2026년 4월", "2023-05", "2026-04"),
        ("2023-05-01 to 2026-04-30", "2023-05-01", "2026-04-30"),
        ("2023년 5월 1일부터 2026년 4월 30일까지", "2023-05-01", "2026-04-30"),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    span = read_span(Cell(text), year=2025)
    assert span.start is not None
    assert span.end is not None
    assert (span.start.value, span.end.value) == (start, end)


def test_a_number_is_a_day_where_it_can_be_one() -> None:
    start = read_span(Cell("45057", 45057.0)).start
    assert start is not None
    assert start.value == "2023-05-11"
    assert read_span(Cell("12", 12.0)).start is None


@pytest.mark.parametrize(
    ("text", "years", "notice"),
    [
        ("체결일로부터 3년", 3, None),
        ("3년간", 3, None),
        ("36개월", 3, None),
        ("5년(이후 1년 단위 자동연장)", 5, None),
        ("자동연장(1년)", None, None),
        ("1년씩 자동 연장", None, None),
        ("만료 3개월 전 서면통보 없을 시 자동연장", None, 3),
        ("90일 전 통지", None, 3),
        ("5 años", 5, None),
        ("three years from signing", 3, None),
        ("unless terminated with six (6) months' notice", None, 6),
        ("2023년 5월", None, None),
        ("삼년", 3, None),
    ],
)
def test_terms(text: str, years: float | None, notice: float | None) -> None:
    assert term_years(text) == years
    assert notice_months(text.replace("six (6)", "6"))[0] == notice


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("6240", 1000, 6_240_000), ("5,120", 1000, 5_120_000), ("23,400천원", 1, 23_400_000), ("1.5백만원", 1000, 1_500_000),
     ("₩3,000,000", 1, 3_000_000), ("3,200만원", 1, 32_000_000), ("-", 1, None), ("USD 300", 1, None), ("미정", 1, None)],
)  # fmt: skip
def test_sums(text: str, unit: int, value: float | None) -> None:
    assert won(Cell(text), unit)[0] == value


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("다낭해양대학교(구 다낭수산대학)", ["다낭해양대학교"]),
        ("①다낭해양대학교\n②세부바이오연구소", ["다낭해양대학교", "세부바이오연구소"]),
        ("다낭해양대학교·세부바이오연구소", ["다낭해양대학교", "세부바이오연구소"]),
        ("문화·관광·체육위원회", ["문화·관광·체육위원회"]),
        ("국토 및 도시연구원", ["국토 및 도시연구원"]),
        ("다낭해양대학교 및 세부바이오연구소", ["다낭해양대학교", "세부바이오연구소"]),
        ("우리원, 다낭해양대학교", ["다낭해양대학교"]),
        ("Ministry of Science, Technology and Innovation", ["Ministry of Science, Technology and Innovation"]),
        ("Acme Robotics Co., Ltd.", ["Acme Robotics Co., Ltd."]),
        ("Cebu Bio Institute (세부바이오연구소, CBI)", ["세부바이오연구소"]),
        ("다낭해양대학교\n(Da Nang Maritime University)", ["다낭해양대학교"]),
        ("다낭해양대학교 외 2개 기관", ["다낭해양대학교"]),
        ("Technical University of Cebu; Acme Lab Manila", ["Technical University of Cebu", "Acme Lab Manila"]),
        ("다낭병원 및 세부재활원", ["다낭병원", "세부재활원"]),
        ("㈜다낭기술, 세부전자", ["㈜다낭기술", "세부전자"]),
        ("Acme Robotics AG, Cebu Bio GmbH", ["Acme Robotics AG", "Cebu Bio GmbH"]),
        ("가마쿠라시·하야마정", ["가마쿠라시", "하야마정"]),
        ("다양성·포용위원회", ["다양성·포용위원회"]),
        ("베트남(다낭해양대학교), 필리핀(세부바이오연구소)", ["다낭해양대학교", "세부바이오연구소"]),
        ("베트남: 다낭해양대학교", ["다낭해양대학교"]),
        ("갑: 우리시 / 을: 나고야시", ["나고야시"]),
        ("우리시-삿포로시-오타루시", ["삿포로시", "오타루시"]),
        ("Cebu Bio Institute (CBI), formerly Cebu Fish Station", ["Cebu Bio Institute"]),
        ("Cebu Bio Institute\nPhilippines", ["Cebu Bio Institute"]),
        ("-", []),
    ],
)
def test_partners_of_a_cell(text: str, names: list[str]) -> None:
    assert [body.name for body in bodies_in(text).bodies] == names


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("다낭연구재단-세부연구재단", True),
        ("Fraunhofer Marine\nMax Planck Coast", True),
        ("누리소재, 한솔", True),
        ("Ministry of Science,\nTechnology and Innovation", False),
        ("Acme Robotics Co., Ltd.", False),
        ("문화·관광·체육위원회", False),
    ],
)
def test_a_name_that_may_be_those_of_several_is_asked_about(text: str, unsure: bool) -> None:
    assert bodies_in(text).unsure is unsure


@pytest.mark.parametrize(
    ("text", "unit", "person"),
    [
        ("국제협력과 김누리", "국제협력과", "김누리"),
        ("국제협력과\n김누리 주무관", "국제협력과", "김누리 주무관"),
        ("김누리(국제협력팀)", "국제협력팀", "김누리"),
        ("체육진흥과", "체육진흥과", None),
        ("Partnerships Division / Jane Roe", "Partnerships Division", "Jane Roe"),
        ("김영국", None, "김영국"),
        ("Jane Roe", None, "Jane Roe"),
    ],
)
def test_a_department_and_a_person_in_one_cell(text: str, unit: str | None, person: str | None) -> None:
    assert unit_and_person(text) == (unit, person)


@pytest.mark.parametrize(
    ("text", "names", "more"),
    [
        ("김누리 책임연구원, 이해솔 연구원", ["김누리", "이해솔"], ""),
        ("국제협력실장 김누리", ["김누리"], ""),
        ("김누리 실장 외 2명", ["김누리"], "외 2명"),
        ("김누리(책임) 외 2", ["김누리"], "외 2"),
        ("김누리·이해솔", ["김누리", "이해솔"], ""),
        ("국제협력실(김누리, 이해솔)", ["김누리", "이해솔"], ""),
        ("김누리(국제협력실)", ["김누리"], ""),
        ("김누리\n이해솔", ["김누리", "이해솔"], ""),
        ("김 누리, 남궁 해솔", ["김누리", "남궁해솔"], ""),
        ("김누리/책임", ["김누리"], ""),
        ("전 직원", [], "전 직원"),
        ("김누리, 외부전문가", ["김누리"], "외부전문가"),
        ("Roe, Jane; Doe, John", ["Jane Roe", "John Doe"], ""),
        ("Jane Roe and John Doe", ["Jane Roe", "John Doe"], ""),
        ("Dr. Jane Roe", ["Jane Roe"], ""),
    ],
)
def test_travellers_of_a_cell(text: str, names: list[str], more: str) -> None:
    assert people_in(text) == (names, more)


@pytest.mark.parametrize(
    ("text", "countries", "cities"),
    [
        ("독일(본), 프랑스(리옹)", ["독일", "프랑스"], ["본", "리옹"]),
        ("베트남 하노이", ["베트남"], ["하노이"]),
        ("일본(오사카·교토)", ["일본"], ["오사카", "교토"]),
        ("멕시코·콜롬비아", ["멕시코", "콜롬비아"], []),
    ],
)
def test_places_of_a_cell(text: str, countries: list[str], cities: list[str]) -> None:
    assert places_in(text)[:2] == (countries, cities)


@pytest.mark.parametrize(
    ("kind", "head", "field"),
    [
        ("agreements", "상대기관", "partners"), ("agreements", "체결 일자", "signed_on"), ("agreements", "Focal point", "officer"),
        ("agreements", "Type of document", "kind"), ("agreements", "Date of MoU", "signed_on"),
        ("agreements", "Name of the Institution", "partners"), ("agreements", "Sl. No.", "number"),
        ("agreements", "Fecha de firma", "signed_on"), ("agreements", "País", "country"), ("agreements", "Vigencia", "period"), ("agreements", "비 고", "note"),
        ("agreements", "그간 추진실적", "results"), ("agreements", "주관부서", "department"), ("agreements", "순 번", "number"),
        ("agreements", "유효기간", "period"), ("agreements", "Date of signature", "signed_on"),
        ("agreements", "자동연장\n여부", "renewal"), ("agreements", "Counterpart", "partners"),
        ("trips", "소요예산(천원)", "cost"), ("trips", "출장국(도시)", "country"), ("trips", "결과보고서 제출일", "submitted_on"),
        ("trips", "출장자 성명", "travellers"), ("trips", "귀국일", "end"), ("trips", "Purpose", "purpose"),
        ("people", "직 위", "title"), ("people", "E-mail", "email"), ("organizations", "홈페이지", "website"),
        ("organizations", "기관명(영문)", "name_en"), ("agreements", "우주비행사", None),
    ],
)  # fmt: skip
def test_heads(kind: str, head: str, field: str | None) -> None:
    assert field_of(kind, head) == field


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("공동세미나 개최('24.5.13.), 인력교류(2024.7월)", [("2024-05-13", "day"), ("2024-07-01", "month")]),
        ("'23.5 회의, '24.3 워크숍", [("2023-05-01", "month"), ("2024-03-01", "month")]),
        ("2024.5.1, 2024.6.2 세미나", [("2024-05-01", "day")]),
        ("- 2023.3. 세미나\n- 2024년 공동연구 2건", [("2023-03-01", "month"), ("2024-01-01", "year")]),
        ("① '22.5.3. 방문 ② 2023. 6. 1. 워크숍", [("2022-05-03", "day"), ("2023-06-01", "day")]),
        ("2024.5.1.~5.3. 학생 연수 / 2024.9.10. 방문", [("2024-05-01", "day"), ("2024-09-10", "day")]),
        ("May 2024: seminar; 3 June 2025 visit", [("2024-05-01", "month"), ("2025-06-03", "day")]),
        ("세미나 1회, 방문 2회", [("None", "")]),
        ("2026년 상반기 공동세미나 예정", [("None", "")]),
        ("-", []),
        ("추진실적 없음", []),
    ],
)
def test_results_are_read_as_lines_with_their_dates(text: str, told: list[tuple[str, str]]) -> None:
    assert [(str(done.day), done.precision) for done in done_in(text)] == told
