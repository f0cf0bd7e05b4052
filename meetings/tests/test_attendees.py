"""Who was there: lists in three languages and many hands, and sentences that tell of people."""

import pytest

from meetings.reader.facts.attendees import Listed, excepted, means_everyone, stated_count, text_people, told_people


def shown(people: list[Listed]) -> list[tuple[str | None, ...]]:
    """Name, body, title, and the mode or the side where the list says one."""
    return [(one.name, one.org, one.title, *([one.mode or one.side] if one.mode or one.side else [])) for one in people]


LISTS: dict[str, list[tuple[str | None, ...]]] = {
    "몽골 광물석유청 바트바야르 체렝 부청장, 오유나 간바트 국제협력과장 / 우리 연구원 도하림 책임, 마서진 선임": [
        ("바트바야르 체렝", "몽골 광물석유청", "부청장"),
        ("오유나 간바트", "몽골 광물석유청", "국제협력과장"),
        ("도하림", None, "책임", "own"),
        ("마서진", None, "선임", "own"),
    ],
    "상대측: Dr. Le Thi Hanh 부원장(농업과학원), Pham Van Duc 연구실장(농업과학원)": [
        ("Dr. Le Thi Hanh", "농업과학원", "부원장", "host"),
        ("Pham Van Duc", "농업과학원", "연구실장", "host"),
    ],
    "(현장) 도하림 센터장, 마서진 주임 (온라인) 문지호 실장, 서가온 매니저": [
        ("도하림", None, "센터장", "Onsite"),
        ("마서진", None, "주임", "Onsite"),
        ("문지호", None, "실장", "Online"),
        ("서가온", None, "매니저", "Online"),
    ],
    "캄보디아 측 소카 폴리브 차관, 찬 라타나 국장 외 3명": [("소카 폴리브", None, "차관"), ("찬 라타나", None, "국장")],
    "주라오스대사관 도하림 참사관, KOTRA 비엔티안무역관 마서진 관장, 통역 문지호": [
        ("도하림", "주라오스대사관", "참사관"),
        ("마서진", "KOTRA 비엔티안무역관", "관장"),
        ("문지호", None, "통역"),
    ],
    "Dara Heng 묘포장장, 도하림 예방의학원": [("Dara Heng", None, "묘포장장"), ("도하림", None, "예방의학원")],
    "Ms. Oli, Quality Engineer; Mr. Rai, Data Officer (LB-06, online); Ms. Bell, Chief, Planning Division": [
        ("Ms. Oli", None, "Quality Engineer"),
        ("Mr. Rai", None, "Data Officer", "Online"),
        ("Ms. Bell", None, "Chief, Planning Division"),
    ],
    "Hana Bell, Programme Officer (Infrastructure); Noa Rees, Adviser for Local Governance": [
        ("Hana Bell", None, "Programme Officer (Infrastructure)"),
        ("Noa Rees", None, "Adviser for Local Governance"),
    ],
    "Bioq. Teresa Galeano, Encargada; Téc. Óscar Duarte, Técnico; Lic. Ana Ruiz, Asesora Jurídica": [
        ("Bioq. Teresa Galeano", None, "Encargada"),
        ("Téc. Óscar Duarte", None, "Técnico"),
        ("Lic. Ana Ruiz", None, "Asesora Jurídica"),
    ],
    "팀장 도하림, 선임연구원 마서진, 행정원 서가온(회계)": [
        ("도하림", None, "팀장"),
        ("마서진", None, "선임연구원"),
        ("서가온", None, "행정원"),
    ],
    "Olga Brandt소장, 서다온교수, Ilse Kern 부장": [
        ("Olga Brandt", None, "소장"),
        ("서다온", None, "교수"),
        ("Ilse Kern", None, "부장"),
    ],
    "Ms. Hana Bell (Acting Director, MWA), Mr. Noa Rees (supervisor, MWA), Maya, Daniel": [
        ("Ms. Hana Bell", "MWA", "Acting Director"),
        ("Mr. Noa Rees", "MWA", "supervisor"),
        ("Maya", None, None),
        ("Daniel", None, None),
    ],
    "도하림 단장(가온대 교수)·마서진 부단장·문지호 간사": [
        ("도하림", None, "단장"),
        ("마서진", None, "부단장"),
        ("문지호", None, "간사"),
    ],
    "나래항만공사: 도하림 본부장, 마서진 차장; 세부항만청: 마리아 산토스 청장, 호세 레예스 운영국장": [
        ("도하림", "나래항만공사", "본부장"),
        ("마서진", "나래항만공사", "차장"),
        ("마리아 산토스", "세부항만청", "청장"),
        ("호세 레예스", "세부항만청", "운영국장"),
    ],
    "기사 알리벡 누를란, 통역 아이게림 사파로바": [
        ("알리벡 누를란", None, "기사"),
        ("아이게림 사파로바", None, "통역"),
    ],
    "교육부 페드로 카스티요 차관 / 출장자 전원(마서진 제외)": [("페드로 카스티요", "교육부", "차관")],
    "다나카 히로시 이사장, 스즈키 아키라 사무국장(일본수도협회)": [
        ("다나카 히로시", None, "이사장"),
        ("스즈키 아키라", "일본수도협회", "사무국장"),
    ],
    "KIM Minsu 매니저, Nguyen Van Hai 공장장": [
        ("KIM Minsu", None, "매니저"),
        ("Nguyen Van Hai", None, "공장장"),
    ],
    "도하림·마서진 연구위원": [("도하림", None, "연구위원"), ("마서진", None, "연구위원")],
    "왕 웨이 부주임, 리우 칭 처장, 천 샤오밍 연구원 (칭다오시 과학기술국)": [
        ("왕 웨이", "칭다오시 과학기술국", "부주임"),
        ("리우 칭", "칭다오시 과학기술국", "처장"),
        ("천 샤오밍", "칭다오시 과학기술국", "연구원"),
    ],
    "Ms. Grace Mwangi, Permanent Secretary; Eng. Peter Otieno, Chief Hydrologist; and the whole team": [
        ("Ms. Grace Mwangi", None, "Permanent Secretary"),
        ("Eng. Peter Otieno", None, "Chief Hydrologist"),
    ],
    "For the Ministry: Ms. Grace Mwangi and Mr. Tom Okello (Planner). For the ADB: Dr. Lena Vogt (Economist).": [
        ("Ms. Grace Mwangi", "Ministry", None),
        ("Mr. Tom Okello", "Ministry", "Planner"),
        ("Dr. Lena Vogt", "ADB", "Economist"),
    ],
    "Host side: Anna Kowalska (Head of Collections), Piotr Nowak (Conservator); our side: Jiho Nam, Mina Seo": [
        ("Anna Kowalska", None, "Head of Collections", "host"),
        ("Piotr Nowak", None, "Conservator", "host"),
        ("Jiho Nam", None, None, "own"),
        ("Mina Seo", None, None, "own"),
    ],
    "Prof. Aino Salmi and Dr. Kari Laine (Turku Harbour Authority), Ms. Seo, driver Mr. Toun": [
        ("Prof. Aino Salmi", "Turku Harbour Authority", None),
        ("Dr. Kari Laine", "Turku Harbour Authority", None),
        ("Ms. Seo", None, None),
        ("Mr. Toun", None, "driver"),
    ],
    "Hon. Samuel Boateng – Deputy Minister, Ministry of Energy; Ms. Ama Serwaa – Director, Energy Board": [
        ("Hon. Samuel Boateng", "Ministry of Energy", "Deputy Minister"),
        ("Ms. Ama Serwaa", "Energy Board", "Director"),
    ],
    "Jane Fox (Chief of Party, DAI, online), Omar Said (M&E Lead, DAI, in person)": [
        ("Jane Fox", "DAI", "Chief of Party", "Online"),
        ("Omar Said", "DAI", "M&E Lead", "Onsite"),
    ],
    "Deputy Minister Saule Tokayeva, Director Askar Bekov and two colleagues": [
        ("Saule Tokayeva", None, "Deputy Minister"),
        ("Askar Bekov", None, "Director"),
    ],
    "Mr. John Brown of the Port Authority, Ms. Lucy Hale of Seaview Bank, both travellers except Ms. Seo": [
        ("Mr. John Brown", "Port Authority", None),
        ("Ms. Lucy Hale", "Seaview Bank", None),
    ],
    "Ana Ruiz, Li Wei, Tomas Berg": [("Ana Ruiz", None, None), ("Li Wei", None, None), ("Tomas Berg", None, None)],
    "Por la Municipalidad de Cusco: Arq. Rosa Luna (Gerente), Sr. Juan Huamán; por la misión: todos los integrantes": [
        ("Arq. Rosa Luna", "Municipalidad de Cusco", "Gerente"),
        ("Sr. Juan Huamán", "Municipalidad de Cusco", None),
    ],
    "Lic. María José Ortega, directora de planificación, e Ing. Luis Vega, jefe de catastro, del Municipio de Loja": [
        ("Lic. María José Ortega", "Municipio de Loja", "directora de planificación"),
        ("Ing. Luis Vega", "Municipio de Loja", "jefe de catastro"),
    ],
    "Dra. Elena Rojas de la Cruz – Rectora; Mg. Óscar Peña – Vicerrector Académico (Universidad del Sur)": [
        ("Dra. Elena Rojas de la Cruz", None, "Rectora"),
        ("Mg. Óscar Peña", "Universidad del Sur", "Vicerrector Académico"),
    ],
    "Presidente: Carlos Mena; Secretaria: Lucía Paredes": [
        ("Carlos Mena", None, "Presidente"),
        ("Lucía Paredes", None, "Secretaria"),
    ],
    "Ing. Pablo Soto (SENAMHI, virtual) y Lic. Carla Ríos (SENAMHI, presencial)": [
        ("Ing. Pablo Soto", "SENAMHI", None, "Online"),
        ("Lic. Carla Ríos", "SENAMHI", None, "Onsite"),
    ],
    "Sr. Diego Flores, Alcalde de Puno; Sra. Inés Choque, Regidora; intérprete Sra. Kim": [
        ("Sr. Diego Flores", None, "Alcalde de Puno"),
        ("Sra. Inés Choque", None, "Regidora"),
        ("Sra. Kim", None, "intérprete"),
    ],
    "Ministra Gabriela Torres, Viceministro Raúl Campos y la delegación completa": [
        ("Gabriela Torres", None, "Ministra"),
        ("Raúl Campos", None, "Viceministro"),
    ],
}


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_read_by_side_body_and_person(text: str) -> None:
    assert shown(text_people(text, 1)) == LISTS[text]


TOLD: dict[str, list[tuple[str | None, ...]]] = {
    "We were received by Mr. Daniel Mensah, Director of the Coastal Agency, and Ms. Efua Boakye of the Port Board.": [
        ("Mr. Daniel Mensah", "Coastal Agency", "Director"),
        ("Ms. Efua Boakye", "Port Board", None),
    ],
    "Nos recibió la Ing. Carmen Salas, Gerente de Operaciones de la Empresa de Agua, junto con el Lic. Hugo Paz.": [
        ("Ing. Carmen Salas", "Empresa de Agua", "Gerente de Operaciones"),
        ("Lic. Hugo Paz", None, None),
    ],
    "면담에는 통상부에서 다니엘 카마라 국장과 아미나타 디알로 과장이 나와 현황을 설명함": [
        ("다니엘 카마라", "통상부", "국장"),
        ("아미나타 디알로", "통상부", "과장"),
    ],
    "해양청의 하나자와 도모미 과장, 기쿠치 마오 주임이 나오고 통역은 현지 유학생 도하림 씨가 맡음": [
        ("하나자와 도모미", "해양청", "과장"),
        ("기쿠치 마오", "해양청", "주임"),
        ("도하림", None, "통역"),
    ],
    "농업청 응우옌 반 하이 청장을 예방하고 협력 방향을 논의함": [("응우옌 반 하이", "농업청", "청장")],
}


@pytest.mark.parametrize("text", TOLD)
def test_people_are_told_of_in_sentences(text: str) -> None:
    assert shown(told_people(text, 1)) == TOLD[text]


@pytest.mark.parametrize(
    "text",
    [
        "가온시 청년인턴 사업에 재학생 5명을 추천하기로 함",
        "알 수 없는 어떤 말들",
        "디지털 인프라 구축 지원",
        "현지 관계자 다수",
        "주 정부 관계자 면담",
        "토목 사업 투자 유치",
        "The harbour was visited before noon",
        "Energy, Water and Transport",
    ],
)
def test_words_of_a_sentence_are_nobody(text: str) -> None:
    assert text_people(text, 1) == []


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("조사단 전원", ()),
        ("방문단 전원(도하림 제외)", ("도하림",)),
        ("출장자 3인 모두 참석", ()),
        ("Both travellers", ()),
        ("the whole team except Ms. Seo", ("Ms. Seo",)),
        ("todos los integrantes de la misión", ()),
        ("la delegación completa", ()),
    ],
)
def test_everyone_may_be_all_but_some(text: str, left_out: tuple[str, ...]) -> None:
    assert means_everyone(text)
    assert excepted(text) == left_out


def test_a_label_says_whose_people_a_list_has_or_what_they_are() -> None:
    assert text_people("도하림 과장", 1, label="우리 병원")[0].side == "own"
    assert text_people("살마 카디르 과장", 1, label="만난 사람")[0].side == "host"
    assert text_people("라나 하다드", 1, label="통역")[0].title == "통역"


@pytest.mark.parametrize(
    ("text", "count"),
    [("(통역까지 여섯 사람)", 6), ("(모두 5명)", 5), ("En total, cinco personas.", 5), ("두 분의 말씀", None)],
)
def test_a_head_count_may_be_in_words(text: str, count: int | None) -> None:
    assert stated_count(text) == count
