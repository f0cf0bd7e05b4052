"""Heads of reports as different agencies write them: labels, memoranda, prose; and what is no report of a trip."""

from __future__ import annotations

import pytest

from meetings.reader import read_report
from meetings.reader.facts.itinerary import is_itinerary_heading, split_activities
from meetings.reader.facts.labels import label_key, text_fields
from meetings.reader.facts.places import destinations, places_named
from meetings.reader.reading import Reading


def read(text: str, name: str = "report.txt") -> Reading:
    return read_report(text.encode(), name)


MEMO_EN = """\
NORTHERN LAKES TRUST

To:\tHelen Okafor, Head of Programmes
From:\tDaniel Reyes, Water Adviser
Cc:\tFinance
Date:\t3 July 2025
Subject:\tTrip report: Tbilisi, Georgia, 23-27 June 2025

Maya Lindgren, our hydrologist, and I travelled to Tbilisi to agree on what the lake agency will measure next year.

Tuesday
On Tuesday 24 June 2025, 10:00, we met Nino Beridze, Director of the National Lake Agency.
The agency will send the station list by 15 July 2025.
"""
MEMO_ES = """\
MEMORÁNDUM N° 015-2025-INH/DC

PARA\t:\tMg. Rosa Elena Quispe Vera
\t\tDirectora General
DE\t:\tIng. Pablo Cárdenas Rojas
ASUNTO\t:\tVisita a la ciudad de Arequipa, red de pluviómetros
FECHA\t:\tLima, 14 de mayo de 2025

La comisión, integrada por Ing. Pablo Cárdenas Rojas y Lic. Ana Salas Medina, viajó a Arequipa del 5 al 7 de mayo
de 2025 con el objeto de revisar la red de pluviómetros.

1. Reunión con la Autoridad del Agua
Fecha: 6 de mayo de 2025
Hora: 10:00
Participantes: Dr. Luis Paredes Ríos (Director, Autoridad del Agua)
La Autoridad enviará los datos hasta el 30 de mayo.

Atentamente,

(firmado)
Ing. Pablo Cárdenas Rojas
"""
PLAIN_KO = """\
다녀와서 드리는 보고
(작성: 교류지원팀 서도윤 대리, 2025. 9. 22.)

◇ 간 까닭 : 공동 전시 일정 조율
◇ 간 날 : 2025. 9. 15.(월) ~ 9. 18.(목)
◇ 간 곳 : 하노이
◇ 간 사람 : 교류지원팀 도하람 팀장, 교류지원팀 서도윤 대리

◇ 날 짜 별 일 정
9/15 인천 출발(09:10) → 하노이 도착(12:05)
9/16 10:00 국립문서원 방문, 오후 자료 정리
9/18 인천 도착
"""
LETTERHEAD_KO = """\
가온해양연구원
수신 : 가온해양연구원장
발신 : 국제협력실
제목 : 노르웨이 극지 관측 협력 방문 결과
날짜 : 2025. 6. 30.

가. 방문기간 : 2025. 6. 16. ~ 6. 20.
나. 방문국(도시) : 노르웨이(오슬로, 트롬쇠)
다. 방문단 구성
   1) 극지연구실장 문지호(단장)
   2) 선임연구원 연하늘
라. 방문목적 : 공동 관측선 운항 협의

1. 노르웨이극지연구소
 - 일시 : 6. 17.(화) 10:00
 - 참석자 : Ola Nordmann 소장 / 문지호 실장, 연하늘 선임연구원
 - 운항 일정표를 7월 15일까지 보내기로 함
"""
MARKDOWN_EN = """\
# Mission summary

- **Mission team** – Ms Laura Brandt, Energy Adviser; Mr Otto Weiss, Analyst
- **Dates of the mission** – 2 to 6 March 2026
- **Countries and cities visited** – Montenegro (Podgorica, Bar)
- **Purpose of the mission** – Prepare the second phase of the grid study
- **Submitted to** – Head of Energy
- **Filed** – 12 March 2026 (L. Brandt)

## Programme

- Tue 3 Mar – 09:30 Ministry of Energy; 14:00 Grid Company
- Wed 4 Mar – 10:00 University of Podgorica; afternoon return
"""
PROSE_KO = """\
독일 하천 복원 기술 조사 결과보고서
- 라인강 유역을 중심으로 -

2025. 10. 20. / 나래시 하천과

□ 출장 배경 및 목적
○ 우리 시는 도심 하천 두 곳의 복원을 준비하고 있음
○ 이번 출장의 목적은 복원 구간의 유지관리 방식을 확인하는 데 있음
□ 경과
○ 나래시 하천과의 도하림 과장과 기술팀의 서준우 주무관이 2025. 10. 6.부터 2025. 10. 10.까지 독일 쾰른과 본을 다녀왔음
□ 쾰른시 하천국 면담
○ 일시 : 2025. 10. 7.(화) 14:00
○ 면담자 : Anna Keller 국장
○ 복원 지침서를 11월 중 보내 주기로 함

이 보고서는 하천과 서준우가 작성하여 나래시장에게 제출함
"""
HEADS = {
    "memo_en": (
        MEMO_EN,
        "Trip report: Tbilisi, Georgia, 23-27 June 2025",
        "to agree on what the lake agency will measure next year",
        ("2025-06-23", "2025-06-27"),
        [("Georgia", "Tbilisi")],
        ["Daniel Reyes", "Maya Lindgren"],
        ("2025-07-03", "Daniel Reyes", "Helen Okafor, Head of Programmes"),
    ),
    "memo_es": (
        MEMO_ES,
        "Visita a la ciudad de Arequipa, red de pluviómetros",
        "revisar la red de pluviómetros",
        ("2025-05-05", "2025-05-07"),
        [("Perú", "Arequipa")],
        ["Pablo Cárdenas Rojas", "Ana Salas Medina"],
        ("2025-05-14", "Pablo Cárdenas Rojas", "Mg. Rosa Elena Quispe Vera"),
    ),
    "plain_ko": (
        PLAIN_KO,
        "다녀와서 드리는 보고",
        "공동 전시 일정 조율",
        ("2025-09-15", "2025-09-18"),
        [("베트남", "하노이")],
        ["도하람", "서도윤"],
        ("2025-09-22", "서도윤", None),
    ),
    "letterhead_ko": (
        LETTERHEAD_KO,
        "노르웨이 극지 관측 협력 방문 결과",
        "공동 관측선 운항 협의",
        ("2025-06-16", "2025-06-20"),
        [("노르웨이", "오슬로"), ("노르웨이", "트롬쇠")],
        ["문지호", "연하늘"],
        ("2025-06-30", "국제협력실", "가온해양연구원장"),
    ),
    "markdown_en": (
        MARKDOWN_EN,
        "Prepare the second phase of the grid study",
        "Prepare the second phase of the grid study",
        ("2026-03-02", "2026-03-06"),
        [("Montenegro", "Podgorica"), ("Montenegro", "Bar")],
        ["Laura Brandt", "Otto Weiss"],
        ("2026-03-12", "L. Brandt", "Head of Energy"),
    ),
    "prose_ko": (
        PROSE_KO,
        "독일 하천 복원 기술 조사 결과보고서",
        "복원 구간의 유지관리 방식을 확인하는 데 있음",
        ("2025-10-06", "2025-10-10"),
        [("독일", "쾰른"), ("독일", "본")],
        ["도하림", "서준우"],
        ("2025-10-20", "서준우", "나래시장"),
    ),
}


@pytest.mark.parametrize("case", HEADS)
def test_a_head_is_read_in_whatever_form_an_agency_writes_it(case: str) -> None:
    text, title, purpose, period, places, travellers, handed_in = HEADS[case]
    reading = read(text, "report.md" if text.startswith("#") else "report.txt")
    trip, submission = reading.trip, reading.submission
    assert reading.doc.is_trip_report
    assert [found.value for found in (trip.title, trip.purpose) if found] == [title, purpose]
    assert [(found.start, found.end) for found in (trip.period,) if found] == [period]
    assert [(place.country, place.city) for place in trip.destinations] == places
    assert [person.name for person in trip.travellers] == travellers
    assert (submission.date, submission.author, submission.recipient) == handed_in


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("파견기간", "period"),
        ("조사단 구성", "travellers"),
        ("방문국(도시)", "destination"),
        ("출장 배경과 목적", "purpose"),
        ("간 사람", "travellers"),
        ("3 출장자", "travellers"),
        ("Dates of the mission", "period"),
        ("Date of visit", "datetime"),
        ("Duty travel to", "destination"),
        ("Integrantes de la comisión", "travellers"),
        ("Fechas del viaje", "period"),
        ("Fecha de elaboración", "report_date"),
        ("문서번호", "document"),
        ("결론", None),
        ("과제·출장명", "title"),
        ("합동조사단 구성", "travellers"),
        ("무역사절단 명단", "travellers"),
        ("연구단", None),
        ("복명일", "report_date"),
        ("보고서 제출자", "author"),
        ("Official travel to", "destination"),
        ("Reason for official travel", "purpose"),
        ("Team visit", None),
        ("Report compiled by", "author"),
        ("Elevado a", "recipient"),
        ("Country/ies", "destination"),
        ("Comisionado(a)", "travellers"),
        ("Razón del viaje", "purpose"),
        ("Sede de la comisión", "destination"),
        ("Form filled in by", "author"),
        ("Se remite a", "recipient"),
    ],
)
def test_labels_are_made_of_the_words_for_a_trip(label: str, key: str | None) -> None:
    assert label_key(label) == key


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            "보고부서 : 기획실   /   보고일 : 2025. 9. 9.   /   작성 : 서도윤",
            {"report_date": "2025. 9. 9.", "author": "서도윤"},
        ),
        ("Traveller – Ms A. Reader", {"travellers": "Ms A. Reader"}),
        ("(작성: 기획실 서도윤)", {"author": "기획실 서도윤"}),
        ("일시 : 9. 9. 10:00 / 본관", {"datetime": "9. 9. 10:00 / 본관"}),
        (
            "보고일 2025. 9. 9. / 작성 기획실 서도윤 / 수신 나래원장",
            {"report_date": "2025. 9. 9.", "author": "기획실 서도윤", "recipient": "나래원장"},
        ),
        ("País y ciudades: Perú, Lima y Ica", {"destination": "Perú, Lima y Ica"}),
        ("작성: 기획실 서도윤   검토: 도하림", {"author": "기획실 서도윤"}),
        ("Who went >> Maya Lindgren", {"travellers": "Maya Lindgren"}),
        ("용 무 ― 공동 전시 협의", {"purpose": "공동 전시 협의"}),
        ("Venue | Harbour Office", {"place": "Harbour Office"}),
        ("Fecha: 3/3/2025. Hora: 9:00. Sitio: Piso 4", {"datetime": "9:00", "place": "Piso 4"}),
    ],
)
def test_fields_stand_beside_a_stroke_a_dash_or_in_brackets(line: str, fields: dict[str, str]) -> None:
    assert {field.key: field.value for field in text_fields(line, 1)} == fields


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        (
            "인천 출발(10:30) → 다낭 도착(13:20), 버스로 이동",
            [("10:30", "인천 출발"), ("13:20", "다낭 도착"), (None, "버스로 이동")],
        ),
        ("09:30 도서관, 오후 열차로 이동", [("09:30", "도서관"), (None, "오후 열차로 이동")]),
        ("시장 조사 / 23:50 출발", [(None, "시장 조사"), ("23:50", "출발")]),
        (
            "arrival; 16:00 briefing; afternoon visit",
            [(None, "arrival"), ("16:00", "briefing"), (None, "afternoon visit")],
        ),
        ("16:00 wrap-up; departure", [("16:00", "wrap-up; departure")]),
        ("밤 10시 넘어 도착", [(None, "밤 10시 넘어 도착")]),
        ("10:00 A사(견학, 14:00까지), B사", [("10:00", "A사(견학, 14:00까지), B사")]),
        ("llegada a Quito a las 16:20.", [("16:20", "llegada a Quito")]),
        ("출국 (13:40 출발, 16:55 도착)", [(None, "출국 (13:40 출발, 16:55 도착)")]),
        ("이동, 사전회의(19:30)", [(None, "이동"), ("19:30", "사전회의")]),
        ("Suva - Port Vila", [(None, "Suva - Port Vila")]),
        (
            "오전 9시 10분 인천을 출발하여 오후 1시 20분 다낭에 도착하였습니다.",
            [("09:10", "인천을 출발"), ("13:20", "다낭에 도착")],
        ),
    ],
)
def test_a_line_holds_several_activities(text: str, activities: list[tuple[str | None, str]]) -> None:
    assert [(activity.time, activity.text) for activity in split_activities(text)] == activities


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("일 정", True),
        ("날짜별", True),
        ("Schedule as travelled", True),
        ("향후 일정", False),
        ("Next steps and schedule", False),
    ],
)
def test_what_lies_ahead_is_no_itinerary(heading: str, expected: bool) -> None:
    assert is_itinerary_heading(heading) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("가나 아크라, 호(주도)", [("가나", "아크라"), ("가나", "호")]),
        ("페루(리마)", [("페루", "리마")]),
        ("Kigali and Musanze, Rwanda", [("Rwanda", "Kigali"), ("Rwanda", "Musanze")]),
        ("나이로비", [("케냐", "나이로비")]),
        ("Lusaka (Zambia) and Lilongwe (Malawi)", [("Zambia", "Lusaka"), ("Malawi", "Lilongwe")]),
        (
            "Ciudad de México y Puebla, Estados Unidos Mexicanos",
            [("Estados Unidos Mexicanos", "Ciudad de México"), ("Estados Unidos Mexicanos", "Puebla")],
        ),
        ("Rosario, República Argentina", [("República Argentina", "Rosario")]),
    ],
)
def test_a_destination_has_its_country(value: str, expected: list[tuple[str, str]]) -> None:
    assert [(place.country, place.city) for place in destinations(value, 1)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mission to Suva, Fiji on coastal libraries", [("Fiji", "Suva")]),
        ("폴란드 크라쿠프와 체코 브르노에서 이루어짐", [("폴란드", "크라쿠프"), ("체코", "브르노")]),
        ("몽골 정부와 협의한 결과", [("몽골", None)]),
        ("서울 국제포럼 참가", []),
    ],
)
def test_places_are_named_in_titles_and_sentences(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(place.country, place.city) for place in places_named(text, 1)] == expected


_BODY = "\n일시 : 2025. 9. 9. 10:00\n장소 : 본관\n참석자 : 도하림 팀장, Anna Keller 국장\n자료를 곧 보내기로 함\n"


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("라오스 기상청 대표단 방한 결과보고", "other"),
        ("[보도자료] 가온시, 쾰른시와 손잡다", "other"),
        ("국외여비 정산서", "other"),
        ("Travel expense claim", "other"),
        ("Rendición de viáticos", "other"),
        ("Apuntes de campo", "other"),
        ("국외출장 명령서", "trip_plan"),
        ("Mission plan: Suva, October 2025", "trip_plan"),
        ("Solicitud de comisión de servicios", "trip_plan"),
    ],
)
def test_a_headline_that_names_no_report_of_a_trip_is_refused(headline: str, kind: str) -> None:
    reading = read(f"{headline}\n{_BODY}")
    assert (reading.doc.is_trip_report, reading.doc.kind) == (False, kind)


@pytest.mark.parametrize(
    "headline",
    [
        "제3차 세계물포럼 참가보고",
        "방문기관 조사 결과보고서",
        "Notes on our visit to Suva",
        "Memoria de la visita a Quito",
        "Aide-mémoire",
    ],
)
def test_a_headline_that_reports_is_taken(headline: str) -> None:
    assert read(f"{headline}\n출장기간 : 2025. 9. 8. ~ 9. 12.\n출장자 : 도하림 팀장\n{_BODY}").doc.is_trip_report


_LETTER = """\
Instituto del Desierto
Unidad de Suelos

Antofagasta, 20 de octubre de 2025

Señora
Paula Vergara Toro
Directora Ejecutiva
Presente

Entre el 6 y el 9 de octubre de 2025 visitamos Asunción, Paraguay, el Ing. Sergio Bogado Ruiz y el suscrito. La visita
tuvo por objeto acordar el protocolo de muestreo.

Cómo pasó la semana

Lunes 6: llegada a Asunción a las 16:20.
Martes 7 de octubre: 9:00, reunión con el Servicio de Suelos
Jueves 9 de octubre: regreso

Es cuanto puedo informar.

Tomás Ugarte León
Jefe de la Unidad de Suelos
"""


def test_a_letter_is_read_by_its_places_and_shapes() -> None:
    reading = read(_LETTER)
    sent = reading.submission
    assert (sent.date, sent.author, sent.recipient) == ("2025-10-20", "Tomás Ugarte León", "Paula Vergara Toro")
    assert {person.name for person in reading.trip.travellers} == {"Tomás Ugarte León", "Sergio Bogado Ruiz"}
    assert reading.trip.purpose is not None
    assert reading.trip.purpose.value.startswith("acordar el protocolo")
    assert [day.date for day in reading.trip.itinerary] == ["2025-10-06", "2025-10-07", "2025-10-09"]


_SHEET = """\
{head}

출장명 : 갯벌 복원 조사
기간 : 2025. 9. 8. ~ 9. 12.
국가 : 독일 킬
{people}

{days}

1. 면담
일시 : 2025. 9. 9. 10:00
참석자 : 도하림 팀장, Anna Keller 국장
자료를 곧 보내기로 함
"""


@pytest.mark.parametrize(
    "people",
    [
        "교류단 : 도하림 팀장, 서도윤 대리",
        "참가자 : 도하림 팀장, 서도윤 대리",
        "함께한 분들 : 도하림 팀장, 서도윤 대리",
    ],
)
def test_whoever_stands_with_an_office_among_the_labels_of_the_trip_went(people: str) -> None:
    reading = read(_SHEET.format(head="결과보고서", people=people, days=""))
    assert [person.name for person in reading.trip.travellers] == ["도하림", "서도윤"]


@pytest.mark.parametrize(
    "days",
    [
        "날짜\t오전\t오후\n9/8(월)\t출국\t도착\n9/9(화)\t10:00 해양청 방문\t\n9/12(금)\t\t귀국",
        """날짜\t시간\t내용
9/8(월)\t18:00\t출국
- 1 -
출장 결과
9/9(화)\tl0:OO\t해양청 방문
- 2 -
출장 결과
9/12(금)\t08:00\t귀국""",
        """  날짜\t곳\t내용
  9/8(월)\t수바\t도착
\t\t호텔\t숙소
  9/9(화)\t수바\t10:00 해양청 방문
  9/12(금)\t\t귀국""",
        "Mon 8/9\tFlight by way of Singapore and Sydney to Suva\nTue 9/9\t10:00 해양청 방문\nFri 12/9\t귀국",
        "Mon 8/9\t출국\nTue 9/9\t10:00 해양청 방문\nFri 12/9\t귀국",
        "걸음걸음\n8일(월) ― 출국\n9일(화) ― 해양청 방문(10:00)\n12일(금) ― 귀국",
        "Día\tHora\tLugar\tDiligencia\n8/9\t\tSuva\tSalida\n9/9\t10:00\tSuva\t해양청 방문\n12/9\t\tSuva\tRegreso",
        "한 주를 돌아보면\n9. 8.(월) 출국, 도착(19:30)\n9. 9.(화) 10:00 해양청 방문\n9. 12.(금) 귀국",
    ],
)
def test_an_itinerary_goes_through_the_days_of_the_trip_whatever_its_heads(days: str) -> None:
    trip = read(_SHEET.format(head="결과보고서", people="출장자 : 도하림 팀장", days=days)).trip
    dated = list(dict.fromkeys(day.date for day in trip.itinerary))
    assert dated == ["2025-09-08", "2025-09-09", "2025-09-12"]
    assert ("10:00", "해양청 방문") in [(item.time, item.text) for day in trip.itinerary for item in day.activities]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "NORTHERN LAKES TRUST\nWater Unit\n\nMission Report\n\nLake data: talks in Tbilisi",
            "Lake data: talks in Tbilisi",
        ),
        (
            "Instituto del Agua\nÁrea de Boyas\n\nMEMORIA DE VISITA\nVisita a Lima sobre boyas",
            "Visita a Lima sobre boyas",
        ),
    ],
)
def test_under_the_name_of_the_form_stands_that_of_the_trip(head: str, title: str) -> None:
    found = read(f"{head}\n\nDates: 8-12 September 2025\nTeam: Ms A. Reader, Analyst\n{_BODY}").trip.title
    assert found is not None
    assert found.value == title


def test_the_results_of_an_event_at_home_are_no_report_of_a_trip() -> None:
    held = "국제세미나 개최 결과보고\n\n행사명\t갯벌 세미나\n"
    text = f"{held}기간\t2025. 9. 8. ~ 9. 9.\n장소\t강릉 회의장\n주최\t나래연구원\n참석자\t전문가 등 90명\n"
    assert read(text).doc.kind == "other"


def test_a_purpose_under_a_heading_leaves_the_name_of_the_trip_to_the_one_behind_a_label() -> None:
    head = "INFORME DE COMISIÓN DE SERVICIOS\n\nREF.: DIR/12/2025\nObjeto de la comisión: Intercambio sobre boyas\n"
    head += "Fechas: 8 al 12 de septiembre de 2025\nLugar: Lima, Perú\nComisionado: Ana Ruiz, Directora\n\n"
    head += "2. OBJETIVO\n\nConocer la red de boyas del Callao.\n\n3. REUNIONES\n\n3.1. Instituto del Mar\n"
    trip = read(f"{head}Fecha: 9 de septiembre de 2025\nHora: 10:00\nAsistentes: Luis Vega, Director\n").trip
    assert trip.title is not None
    assert trip.purpose is not None
    assert (trip.title.value, trip.purpose.value) == ("Intercambio sobre boyas", "Conocer la red de boyas del Callao.")


@pytest.mark.parametrize(
    "head",
    [
        "소속\t직급\t성명\n국제협력팀\t팀장\t도하림\n예보연구실\t연구사\t마서진\n\n출장지 : 피지 수바",
        "소속\t국제협력팀\t직급\t팀장\t성명\t도하림\n소속\t예보실\t직급\t연구사\t성명\t마서진\n\n출장지 : 피지",
        "출장지 : 피지 수바\n복명자 : 국제협력팀 팀장 도하림, 연구사 마서진",
    ],
)
def test_who_went_may_stand_without_a_label(head: str) -> None:
    travellers = read(
        f"출장 결과보고서\n\n{head}\n출장기간 : 2025. 9. 8. ~ 9. 12.\n\n1. 해양청 면담{_BODY}"
    ).trip.travellers
    assert [person.name for person in travellers] == ["도하림", "마서진"]


def test_a_table_of_two_rows_has_its_values_under_their_labels() -> None:
    table = """| Travel dates | Countries | Travellers |
|---|---|---|
| 8-12 September 2025 | Fiji (Suva) | Maya Lindgren, Hydrologist |"""
    trip = read(f"# Mission report\n\n{table}\n\n1. 해양청 면담{_BODY}", "report.md").trip
    assert [(found.start, found.end) for found in (trip.period,) if found] == [("2025-09-08", "2025-09-12")]
    assert [(place.country, place.city) for place in trip.destinations] == [("Fiji", "Suva")]
    assert [person.name for person in trip.travellers] == ["Maya Lindgren"]


@pytest.mark.parametrize(
    "head",
    ["출국일 : 2025. 9. 8.\n귀국일 : 2025. 9. 12.", "Rige\t8 de septiembre de 2025\tVence\t12 de septiembre de 2025"],
)
def test_two_labels_give_a_period(head: str) -> None:
    period = read(
        f"출장 결과보고서\n\n출장지 : 피지 수바\n{head}\n출장자 : 도하림 팀장\n\n1. 해양청 면담{_BODY}"
    ).trip.period
    assert period is not None
    assert (period.start, period.end) == ("2025-09-08", "2025-09-12")


def test_the_cities_may_have_a_label_beside_the_country() -> None:
    head = "출 장 국\t피지\t방문도시\t수바, 나디\n출장기간\t2025. 9. 8. ~ 9. 12.\t구 분\t협력"
    trip = read(f"출장 결과보고서\n\n{head}\n\n1. 해양청 면담{_BODY}").trip
    assert [place.city for place in trip.destinations] == ["수바", "나디"]


def test_parts_counted_in_brackets_are_talks_of_their_own() -> None:
    talks = "\n".join(
        f"[{count} 만남] {body} · 9월 {day}일 오전 10시 ~ 11시 · 회의실\n만난 이 (모두 두 사람)\n"
        f" - 우리 쪽 ― 도하림 팀장\n - 그쪽 ― 마서진 소장\n"
        for count, body, day in (("첫째", "수바해양청", 9), ("둘째", "나디기상원", 10))
    )
    reading = read(
        f"출장 결과보고서\n\n출장지 : 피지 수바\n출장기간 : 2025. 9. 8. ~ 9. 12.\n출장자 : 도하림 팀장\n\n{talks}"
    )
    assert [(talk.title, talk.date, talk.stated_count) for talk in reading.meetings] == [
        ("수바해양청", "2025-09-09", 2),
        ("나디기상원", "2025-09-10", 2),
    ]
