"""Who and what a report names: every form of one person and one body together, and nothing invented."""

# ruff: noqa: E501 — report lines stand as they are

from __future__ import annotations

import pytest

from meetings.reader import read_report
from meetings.reader.facts.organizations.spelling import names_same
from meetings.reader.reading import Reading


def korean(
    minutes: str, attendees: str = "새론부 Ana Ruiz 국장, 가온연구원 도하림 팀장", heading: str = "새론부 면담"
) -> Reading:
    text = (
        "국외출장 결과보고서\n1. 출장개요\n출장명 : 협력 출장\n출장기간 : 2025. 3. 3.(월) ~ 3. 7.(금)\n출장국 : 몽골(울란바토르)\n"
        f"출장자 : 가온연구원 도하림 팀장\n2. 세부내용\n가. {heading}\n- 일시 : 2025. 3. 4.(화) 10:00\n- 장소 : 새론부 3층\n"
        f"- 참석자 : {attendees}\n- 주요내용\n{minutes}\n3. 시사점\n2025. 3. 20.\n작성자 : 도하림 (인)\n가온연구원장 귀하\n"
    )
    return read_report(text.encode(), "report.txt")


def english(minutes: str) -> Reading:
    text = (
        "Back-to-office report\n\nMission: Data for safer bridges\nTravellers: Ms Nora Feld, Programme Officer\nDates: 3 - 7 March 2025\n"
        "Destination: Ulaanbaatar, Mongolia\n\n1. Ministry of Roads, 4 March 2025, 10:00\n"
        f"Participants: Mr Ganbat Tumur (Director)\n\n{minutes}\n\n20 March 2025\nNora Feld\n"
    )
    return read_report(text.encode(), "report.txt")


def spanish(minutes: str) -> Reading:
    text = (
        "INFORME DE MISIÓN\n\nObjeto: Revisión del catastro rural\nParticipantes: Ing. Elena Rojas Paz, Especialista\nFechas: del 3 al 7 de marzo de 2025\n"
        "Destino: Quito, Ecuador\n\n1. Reunión con el Instituto Andino de Suelos\nFecha: 4 de marzo de 2025\nHora: 10:00\n"
        f"Asistentes: Dr. Pablo Andrés Molina Vera (Director)\n\n{minutes}\n\nQuito, 20 de marzo de 2025\nElena Rojas Paz\n"
    )
    return read_report(text.encode(), "informe.txt")


READ = {"ko": korean, "en": english, "es": spanish}


def people(reading: Reading) -> list[set[str]]:
    return [{surface.text for surface in person.surfaces} for person in reading.people]


def bodies(reading: Reading) -> list[set[str]]:
    return [{surface.text for surface in body.surfaces} for body in reading.organizations]


@pytest.mark.parametrize(
    ("language", "minutes", "forms"),
    [
        ("ko", " · 타빈 바야르 친바트 국장이 설명하였고 친바트 국장은 자료를 보내기로 함", {"친바트 국장"}),
        ("ko", " · Ruiz 국장은 표준을 소개함", {"Ruiz 국장"}),
        ("ko", " · 도 팀장은 결과를 정리하기로 함", {"도하림", "도 팀장"}),
        ("ko", " · Saule Nurlan 청장은 센터를 안내함", {"Saule Nurlan"}),
        ("en", "Mr Tumur agreed. G. Tumur will write.", {"Mr Tumur", "G. Tumur"}),
        (
            "en",
            "Deputy Director Odval Sanj and Lena Bold joined. Director Sanj will call.",
            {"Odval Sanj", "Director Sanj"},
        ),
        ("en", "Deputy Director Odval Sanj and Lena Bold joined.", {"Lena Bold"}),
        (
            "en",
            "Ilse Krantz, Senior Water Specialist, came late. Krantz had seen the bridge.",
            {"Ilse Krantz", "Krantz"},
        ),
        ("es", "El Dr. Molina Vera agradeció la visita. P. Molina enviará el acta.", {"Dr. Molina Vera", "P. Molina"}),
        (
            "en",
            "Carla Kim, Hydrologist, joined.\n\nName\tTitle\nKim, Carla\tHydrologist\nBold, Lena\tAnalyst",
            {"Carla Kim", "Kim, Carla"},
        ),
        (
            "es",
            "La Mg. Carla Núñez Prado presentó el mapa y la Mg. Núñez lo enviará.",
            {"Mg. Carla Núñez Prado", "Mg. Núñez"},
        ),
    ],
)
def test_every_form_of_a_name_is_the_one_persons(language: str, minutes: str, forms: set[str]) -> None:
    attendees = {"attendees": "새론부 타빈 바야르 친바트 국장, 가온연구원 도하림 팀장"} if "친바트" in minutes else {}
    assert any(forms <= found for found in people(READ[language](minutes, **attendees)))


def test_a_name_in_the_other_script_is_the_same_persons() -> None:
    reading = korean(" · 친바트 (Chinbat Oyun) 국장이 설명함", "새론부 바야르 친바트 국장, 가온연구원 도하림 팀장")
    assert len(reading.people) == 2
    listed = korean(
        "붙임\n성명\t영문\t직위\n바야르 친바트\tBayar Chinbat\t국장",
        "새론부 바야르 친바트 국장, 가온연구원 도하림 팀장",
    )
    assert any({"바야르 친바트", "Bayar Chinbat"} <= found for found in people(listed))


def test_a_surname_two_have_is_nobodys() -> None:
    reading = english("Ms Sarnai Bold and Mr Erdene Bold joined. Bold will write.")
    assert all("Bold" not in found for found in people(reading))


@pytest.mark.parametrize(
    ("language", "minutes"),
    [
        ("ko", " · 청년 사업에 재학생 5명을 추천하기로 함"),
        ("ko", " · 이 국장은 동의하였고 전 원장은 퇴임함"),
        ("en", "The MSc Data Science programme was shown, and Wednesday was free."),
        ("es", "El martes se visitó el mercado Santa Rosa."),
    ],
)
def test_words_are_no_people(language: str, minutes: str) -> None:
    assert len(people(READ[language](minutes))) == 2


@pytest.mark.parametrize(
    ("language", "minutes", "forms"),
    [
        ("ko", " · 나래도시공사(이하 '공사')는 참여를 희망함. 공사는 매년 보고함", {"나래도시공사", "공사"}),
        ("ko", " · 나래개발청(Bappeda)과 협의함. Bappeda가 주관함", {"나래개발청", "Bappeda"}),
        ("ko", " · 나래공과대학교를 소개함. 나래공대는 3월 개강함", {"나래공과대학교", "나래공대"}),
        ("ko", " · 우리 연구원은 자료를 보내고 본 연구원 규정을 따름", {"가온연구원", "우리 연구원", "본 연구원"}),
        ("ko", " · 이하 한국나래진흥원은 '진흥원'으로 적음. 진흥원은 동의함", {"한국나래진흥원", "진흥원"}),
        ("ko", " · 몽골 농림부 산림청을 방문함. 산림청은 찬성함", {"몽골 농림부 산림청", "산림청"}),
        ("ko", " · 나래시의회 복지위원회에 보고함", {"나래시의회", "나래시의회 복지위원회"}),
        (
            "ko",
            " · 나래교통부 도로국장을 만남. 나래교통부 도로정책국과 협의함. 도로정책국은 동의함",
            {"나래교통부 도로정책국", "도로정책국"},
        ),
        (
            "ko",
            " · 몽골 교육연구부 호브드사무소는 좁음. 교육연구부는 넓힘",
            {"몽골 교육연구부", "교육연구부", "몽골 교육연구부 호브드사무소"},
        ),
        (
            "ko",
            " · ※ 나래물관리청(NWA)은 2025. 4. 1. 누리수도청에서 명칭이 변경됨",
            {"나래물관리청", "NWA", "누리수도청"},
        ),
        ("ko", " · 나래가전협회를 찾음. 5월 중 협회에 보냄. 협회 회원사는 많음", {"나래가전협회", "협회"}),
        (
            "en",
            "The Delta Freshwater Centre was seen. The Centre monitors the gulf.",
            {"Delta Freshwater Centre", "Centre"},
        ),
        (
            "en",
            "The Ministry of Roads spoke. The Ministry will ask the Ministry of Finance.",
            {"Ministry of Roads", "Ministry"},
        ),
        ("en", "We met the Delta water users' association.", {"Delta water users' association"}),
        (
            "es",
            "El Centro Regional de Diagnóstico mide. El Centro enviará los datos.",
            {"Centro Regional de Diagnóstico", "Centro"},
        ),
        (
            "es",
            "Firmó la Presidencia de la Agencia Nacional de Riego. La Agencia paga.",
            {"Agencia Nacional de Riego", "Agencia"},
        ),
        ("ko", " · 도로청은 2024년부터 교통인프라청으로 개칭됨", {"도로청", "교통인프라청"}),
        ("ko", " · 에르데네시 관광국에 보냄. 관광국은 답을 미룸", {"에르데네시 관광국", "관광국"}),
        ("ko", " · 한국국제협력단이 지원함. KOICA는 매년 공모함", {"한국국제협력단", "KOICA"}),
        (
            "en",
            "The Users' Board of the Deep Valley was praised. The Users' Board pays.",
            {"Users' Board of the Deep Valley", "Users' Board"},
        ),
        ("en", "The office of Nimbus Analytics, Inc. was closed. Nimbus pays.", {"Nimbus", "Nimbus Analytics, Inc"}),
        ("en", "We saw the French Embassy. The Embassy is new.", {"French Embassy", "Embassy"}),
        (
            "es",
            "La Junta de Regantes del Valle Hondo opinó. La Junta de Regantes paga.",
            {"Junta de Regantes", "Junta de Regantes del Valle Hondo"},
        ),
        ("ko", " · 새론부 수자원국은 자료를 보냄", {"새론부", "새론부 수자원국"}),
        ("ko", " · 나래에너지공단을 방문함. 공단은 기술자료를 보내기로 함", {"나래에너지공단", "공단"}),
        ("ko", " · 나래기록유산청을 방문함. 유산청은 목록을 보내기로 함", {"나래기록유산청", "유산청"}),
        ("ko", " · 나래국립대학교와 다솜기술전문대학을 소개함. 나래대는 3월 개강함", {"나래국립대학교", "나래대"}),
        ("ko", " · 나래상공회의소가 후원하며 나래상의는 회원사를 소개함", {"나래상공회의소", "나래상의"}),
        ("ko", " · KOTRA 울란바토르무역관과 협의함. KOTRA는 상담회를 엶", {"KOTRA", "KOTRA 울란바토르무역관"}),
        ("ko", " · ㈜한빛소재는 시료를 보냄. 한빛소재는 5월에 답함", {"㈜한빛소재", "한빛소재"}),
        ("ko", " · 몽골사무소는 후속 회의를 주선함. 가온연구원은 동의함", {"가온연구원", "몽골사무소"}),
        ("ko", " · Nordwerk Technik 공장을 둘러봄. Nordwerk 측은 견적을 보냄", {"Nordwerk Technik", "Nordwerk"}),
        (
            "en",
            "The Ministry of Land, Water and Forests (MLWF) pays. MLWF will write.",
            {"Ministry of Land, Water and Forests", "MLWF"},
        ),
        ("en", "Nimbus Bio Co., Ltd. joined. Nimbus Bio sells ice.", {"Nimbus Bio Co., Ltd", "Nimbus Bio"}),
        ("en", "PT Surya Jaya sells pumps. Surya Jaya will quote.", {"PT Surya Jaya", "Surya Jaya"}),
        ("en", "The head of the Project Delivery Unit (PDU) spoke. The PDU pays.", {"Project Delivery Unit", "PDU"}),
        (
            "en",
            "The Food and Agriculture Organization was told. FAO agreed.",
            {"Food and Agriculture Organization", "FAO"},
        ),
        (
            "es",
            "La oferta de Riegos Andinos Cía. Ltda. llegó. Riegos Andinos entregará muestras.",
            {"Riegos Andinos", "Riegos Andinos Cía. Ltda"},
        ),
        ("es", "El Instituto Superior d'Água do Tejo (ISAT) opinó.", {"Instituto Superior d'Água do Tejo", "ISAT"}),
        ("es", "La Oficina Regional de la UNESCO opinó. La UNESCO paga.", {"UNESCO", "Oficina Regional de la UNESCO"}),
    ],
)
def test_every_form_of_a_body_is_the_one_bodys(language: str, minutes: str, forms: set[str]) -> None:
    assert any(forms <= found for found in bodies(READ[language](minutes)))


def test_we_are_the_body_that_reports() -> None:
    reading = korean(" · 우리 원(GRI)은 초안을 보내기로 함", "(새론부) Ana Ruiz 국장 (우리 원) 도하림 팀장")
    assert any({"가온연구원", "GRI"} <= found for found in bodies(reading))
    assert all("우리 원" not in found or "가온연구원" in found for found in bodies(reading))


@pytest.mark.parametrize(
    ("language", "minutes"),
    [
        ("ko", " · 협약을 언급하였으나 대학 간에 논의할 사항임"),
        ("ko", " · 유입부 퇴적이 심하고 바우처는 국제처에서 발급함"),
        ("ko", " · 행정센터 1층에서 기념촬영하고 외국대학 사례를 들음"),
        ("ko", " · 개정안을 수정·송부하고 공동 AS센터를 검토함. 한국법인을 세울 계획임"),
        ("ko", " · 현지 연구소 및 대학과의 네트워크가 중요하고 좌안부 누수가 심함"),
        ("en", "And the Bank's gauges would help."),
        ("es", "El proyecto Red de Datos del Norte continúa."),
        ("es", "La Dirección Ejecutiva lo autorizó."),
    ],
)
def test_clauses_units_and_general_words_are_no_bodies(language: str, minutes: str) -> None:
    assert len(READ[language](minutes).organizations) == len(READ[language]("").organizations)


def test_heading_and_itinerary_name_who_was_visited() -> None:
    text = (
        "국외출장 결과보고서\n1. 출장개요\n출장명 : 협력 출장\n출장기간 : 2025. 3. 3.(월) ~ 3. 7.(금)\n출장국 : 몽골(울란바토르)\n"
        "출장자 : 가온연구원 도하림 팀장\n2. 일정\n일자\t시간\t내용\n3. 4.(화)\t10:00\t툴 디지털파크 간담회\n3. 세부내용\n"
        "가. 툴 디지털파크 방문\n- 일시 : 2025. 3. 4.(화) 10:00\n- 참석자 : Ana Ruiz 대표, 가온연구원 도하림 팀장\n- 주요내용\n"
        " · 입주 현황을 들음\n2025. 3. 20.\n작성자 : 도하림 (인)\n가온연구원장 귀하\n"
    )
    reading = read_report(text.encode(), "report.txt")
    assert any(body.canonical == "툴 디지털파크" and body.role == "participant" for body in reading.organizations)


@pytest.mark.parametrize(
    ("name", "initials"), [("Standard Operating Procedure", "SOP"), ("Sistema Nacional de Riego", "SNR")]
)
def test_what_has_initials_and_is_a_thing_is_no_body(name: str, initials: str) -> None:
    assert not names_same(name, initials)


@pytest.mark.parametrize(
    ("minutes", "names"),
    [
        ("The Andes Bank and NDWA pay.", {"Andes Bank"}),
        ("Brief the Embassy of the Republic of Korea.", {"Embassy of the Republic of Korea"}),
        ("Mr Jan Lind of Nordlys AB joined.", {"Nordlys AB"}),
        ("MLWF and Harbour University of Oslo pay.", {"Harbour University of Oslo"}),
        ("Nimbus Robotics GmbH & Co. KG will quote.", {"Nimbus Robotics GmbH & Co. KG"}),
    ],
)
def test_a_run_of_names_is_taken_apart(minutes: str, names: set[str]) -> None:
    found = {surface for body in bodies(english(minutes)) for surface in body}
    assert names <= found
    assert not any(" and " in name or name.startswith(("Brief", "Mr ")) for name in found)


@pytest.mark.parametrize(
    "letterhead", ["HARBOUR POLICY INSTITUTE\nProgramme on Water\n\n", "Harbour Policy Institute\nWater Division\n\n"]
)
def test_the_letterhead_is_ours_and_what_stands_under_it_a_part(letterhead: str) -> None:
    text = (
        f"{letterhead}Back-to-office report\n\nMission: Data for safer bridges\nTravellers: Ms Nora Feld, Programme Officer\n"
        "Dates: 3 - 7 March 2025\nDestination: Ulaanbaatar, Mongolia\n\n1. Ministry of Roads, 4 March 2025, 10:00\n"
        "Participants: Mr Ganbat Tumur (Director)\n\nHarbour will send the draft by 1 April 2025.\n\n20 March 2025\nNora Feld\n"
    )
    reading = read_report(text.encode(), "report.txt")
    (own,) = [body for body in reading.organizations if "harbour" in body.canonical.casefold()]
    assert len(reading.organizations) == 2
    assert [promise.actor_org for promise in reading.commitments] == [own.id]


def test_what_stands_under_the_head_of_a_column_is_a_body() -> None:
    reading = korean(
        " · 상담 내역\n업체(국가)\t상담자\t결과\nBlauwe Haven(네덜란드)\tPieter Smit 대표\t견적을 보내기로 함\n"
        "Kaiwerk & Partner(독일)\tJana Roth 이사\t없음"
    )
    assert {"Blauwe Haven", "Kaiwerk & Partner"} <= {body.canonical for body in reading.organizations}
    assert all(body.role == "participant" for body in reading.organizations)
