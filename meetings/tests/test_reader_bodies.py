"""Names of bodies: what ends as one, what only looks like one, and which spellings a document makes one."""

# ruff: noqa: E501 — report lines stand as they are

from __future__ import annotations

import pytest

from meetings.reader import read_report
from meetings.reader.facts.attendees import text_people
from meetings.reader.facts.bodies import has_body_ending, looks_like_body, split_unit
from meetings.reader.facts.organizations.spelling import names_same
from meetings.reader.facts.places import destinations
from meetings.reader.reading import Reading


@pytest.mark.parametrize(
    "word",
    [
        "환경청",
        "문화재청",
        "기획재정부",
        "고용노동부",
        "외교통상부",
        "통일부",
        "행정안전부",
        "과학부",
        "산업연구원",
        "아레나 대학",
        "가온진흥원",
        "한솔협회",
        "생산부",
    ],
)
def test_ministries_agencies_and_institutes_end_as_bodies_do(word: str) -> None:
    assert has_body_ending(word)


@pytest.mark.parametrize(
    "word",
    [
        "요청",
        "자료요청",
        "정부",
        "지방정부",
        "일부",
        "세부",
        "여부",
        "학부",
        "동부",
        "책임연구원",
        "평가위원회",
        "사립대학",
        "연구원",
        "부처",
        "수요처",
    ],
)
def test_everyday_words_are_no_bodies(word: str) -> None:
    assert not has_body_ending(word)


@pytest.mark.parametrize("text", ["Interpreter", "통역", "페루", "Lima", "-", "홍보 담당"])
def test_roles_and_places_are_no_bodies(text: str) -> None:
    assert not looks_like_body(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가온연구원 국제협력팀", ("가온연구원", "국제협력팀")),
        ("국제협력팀", (None, "국제협력팀")),
        ("가온연구원", ("가온연구원", None)),
        ("KOICA 몽골 사무소", ("KOICA 몽골 사무소", None)),
    ],
)
def test_a_unit_is_told_from_its_body(text: str, expected: tuple[str | None, str | None]) -> None:
    assert split_unit(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "가온연구원 도하림 팀장, 마서진 연구원",
            [("도하림", "가온연구원", "팀장"), ("마서진", "가온연구원", "연구원")],
        ),
        (
            "가온연구원(도하림 팀장, 마서진 연구원)",
            [("도하림", "가온연구원", "팀장"), ("마서진", "가온연구원", "연구원")],
        ),
        (
            "도하림 팀장(가온연구원), Ana Ruiz(국장, 환경부)",
            [("도하림", "가온연구원", "팀장"), ("Ana Ruiz", "환경부", "국장")],
        ),
        ("가온연구원 팀장 도하림 외 2명", [("도하림", "가온연구원", "팀장")]),
        (
            "(한국측) 도하림 팀장 / (몽골측) 환경부 Bat Dorj 국장",
            [("도하림", None, "팀장"), ("Bat Dorj", "환경부", "국장")],
        ),
        ("가온연구원: 도하림, 마서진", [("도하림", "가온연구원", None), ("마서진", "가온연구원", None)]),
        (
            "Ms. Ana Ruiz and Mr. Li Wei (ADB); driver Mr. Bo",
            [("Ms. Ana Ruiz", "ADB", None), ("Mr. Li Wei", "ADB", None), ("Mr. Bo", None, "driver")],
        ),
        (
            "Ana Ruiz, Director, World Bank; Li Wei, Economist, ADB",
            [("Ana Ruiz", "World Bank", "Director"), ("Li Wei", "ADB", "Economist")],
        ),
        (
            "Sra. Ana Ruiz (Directora, MINAM) y Sr. Luis Gil (Asesor, MINAM)",
            [("Sra. Ana Ruiz", "MINAM", "Directora"), ("Sr. Luis Gil", "MINAM", "Asesor")],
        ),
    ],
)
def test_people_in_running_text_are_read_with_body_and_title(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(person.name, person.org, person.title) for person in text_people(text, 1)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("페루(리마)", [("PE", "리마")]),
        ("칠레 산티아고, 페루 리마", [("CL", "산티아고"), ("PE", "리마")]),
        ("Lima, Peru", [("PE", "Lima")]),
        ("프랑스(파리), 독일(베를린, 본)", [("FR", "파리"), ("DE", "베를린"), ("DE", "본")]),
        ("Perú (Lima) y Chile", [("PE", "Lima"), ("CL", None)]),
        ("미국 워싱턴 D.C.", [("US", "워싱턴 D.C.")]),
    ],
)
def test_destinations_are_read_in_three_languages(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(place.country_iso, place.city) for place in destinations(text, 1)] == expected


def report(minutes: str, attendees: str = "새론부 Ana Ruiz 국장, 가온연구원 도하림 팀장") -> Reading:
    text = (
        "국외출장 결과보고서\n1. 출장개요\n출장명 : 협력 출장\n출장기간 : 2025. 3. 3.(월) ~ 3. 7.(금)\n출장국 : 몽골(울란바토르)\n"
        "출장자 : 가온연구원 도하림 팀장\n2. 세부내용\n가. 새론부 면담\n- 일시 : 2025. 3. 4.(화) 10:00\n- 장소 : 새론부\n"
        f"- 참석자 : {attendees}\n- 주요내용\n{minutes}\n3. 시사점\n2025. 3. 20.\n작성자 : 도하림 (인)\n가온연구원장 귀하\n"
    )
    return read_report(text.encode(), "report.txt")


def spellings(reading: Reading) -> list[set[str]]:
    return [{surface.text for surface in body.surfaces} for body in reading.organizations]


def test_a_former_name_is_a_name_of_the_same_body() -> None:
    reading = report(" · 새론부(구 옛론부)는 예산을 설명함\n · 옛론부 시절 사업을 평가함")
    assert {"새론부", "옛론부"} in spellings(reading)
    assert next(body for body in reading.organizations if body.canonical == "새론부").former_names == ("옛론부",)


def test_brackets_with_a_remark_join_nothing() -> None:
    reading = report(" · 새론부(몽골)와 나래청(2년차 사업)이 참여함")
    assert {"나래청"} in spellings(reading)
    assert {"새론부"} in spellings(reading)


def test_two_well_known_bodies_are_never_joined() -> None:
    reading = report(" · 외교부(산업부)와 협의함")
    assert {"외교부"} in spellings(reading)
    assert {"산업부"} in spellings(reading)


def test_an_acronym_is_the_body_whose_initials_it_is() -> None:
    reading = report(
        " · Blue River Partnership과 BRP의 역할을 논의함",
        "Blue River Partnership Ana Ruiz 국장, 가온연구원 도하림 팀장",
    )
    assert {"Blue River Partnership", "BRP"} in spellings(reading)


def test_the_hangul_sound_of_an_acronym_is_the_same_body() -> None:
    reading = report(" · 컨테스크는 예산을 설명함", "KONTESK Ana Ruiz 국장, 가온연구원 도하림 팀장")
    assert {"KONTESK", "컨테스크"} in spellings(reading)


@pytest.mark.parametrize(
    "sentence",
    [
        "새론부와 MOU 체결 가능성을 논의함",
        "양측은 아직 업무협약을 체결하지 않음",
        "새론부는 이웃 기관과의 협약을 소개함",
        "협약 체결이 무산됨",
    ],
)
def test_talk_about_an_agreement_is_no_agreement(sentence: str) -> None:
    assert report(f" · {sentence}").agreements == ()


def test_a_plan_to_sign_is_planned_and_has_no_date() -> None:
    (found,) = report(" · 새론부와 MOU 체결을 추진할 계획").agreements
    assert (found.type, found.status, found.signed_on) == ("MOU", "planned", None)


def test_a_signing_in_the_minutes_is_dated_by_the_meeting() -> None:
    (found,) = report(" · 가온연구원과 새론부는 업무협약(MOU)을 체결함").agreements
    assert (found.type, found.status, found.signed_on, len(found.parties)) == ("MOU", "signed", "2025-03-04", 2)


def test_an_expired_agreement_is_expired_and_one_in_force_in_force() -> None:
    (old,) = report(" · 2021. 5. 1. 체결한 가온연구원과 새론부 간 MOU는 2024. 4. 30. 만료됨").agreements
    assert (old.status, old.signed_on, old.expires_on) == ("expired", "2021-05-01", "2024-04-30")
    (new,) = report(" · 2023. 5. 1. 체결한 가온연구원과 새론부 간 MOU는 2026. 4. 30.까지 유효함").agreements
    assert (new.status, new.expires_on) == ("in_force", "2026-04-30")


def test_a_doctor_with_a_surname_only_is_asked() -> None:
    reading = report(" · (Dr. Do) 후속 연구를 제안함")
    asked = {person.canonical: [probable.text for probable in person.probable_same] for person in reading.people}
    assert asked["도하림"] == ["Dr. Do"]


UNNAMED_HOME = """# 공무국외출장 결과보고서
 ○ 출장명 : 항만 자료 공유 협의
 ○ 출장기간 : 2026. 9. 7.(월) ~ 9. 11.(금)
 ○ 출장지 : 독일(함부르크)
 ○ 출장자 : 국제협력실 도하림 실장

1. 2차 HAFENLAB 면담
 - 일시 : 2026. 9. 8.(화) 10:00
 - 참석자 : HAFENLAB Karl Brandt 대표, Anna Weiss 이사, 도하림 실장 (총 3명)
 - HAFENLAB은 자료 목록을 9월 18일까지 보내기로 함
 - 우리 원은 검토 의견을 9월 30일까지 보내기로 함
2026. 9. 16. 도하림
"""


def test_who_travelled_is_not_of_the_body_before_the_hosts_names_though_the_report_names_no_body_of_ours() -> None:
    reading = read_report(UNNAMED_HOME.encode(), "보고.md")
    (host,) = reading.organizations
    (meeting,) = reading.meetings
    assert [(one.name, one.org_id) for one in meeting.attendees] == [
        ("Karl Brandt", host.id),
        ("Anna Weiss", host.id),
        ("도하림", None),
    ]
    assert [promise.actor_org for promise in reading.commitments] == [host.id, None]  # ours is no promise of theirs


def test_a_heading_may_begin_with_a_number_of_its_own() -> None:
    reading = read_report(UNNAMED_HOME.encode(), "보고.md")
    assert reading.trip.period is not None, "the head of the report is not lost in the meeting"
    assert [meeting.title for meeting in reading.meetings] == ["2차 HAFENLAB 면담"]


@pytest.mark.parametrize("line", ["2026. 9. 16. 도하림", "2026. 9. 16.(수) 작성자 : 도하림 (인)"])
def test_one_line_may_date_and_sign_a_report(line: str) -> None:
    submission = read_report(UNNAMED_HOME.replace("2026. 9. 16. 도하림", line).encode(), "보고.md").submission
    assert (submission.date, submission.author) == ("2026-09-16", "도하림")


SEVERAL_OF_ONE_KIND = """국외출장 결과보고서

□ 출장기간 : 2026. 9. 7.(월) ~ 9. 11.(금)
□ 출 장 국 : 가나(아크라)
□ 출 장 자

소속	직급	성명
해외사업처	처장	도하림
배관기술원	연구원	마서진

1. 아다바카수도공사
 - 일시 : 2026. 9. 8.(화) 10:00
 - 참석 : (아다바카수도공사) Ama Owusu 사장 / (공사) 도하림 처장, 마서진 연구원
 - 공사는 도면을 9월 30일까지 보내기로 함
2. 쿠마시 사업소 방문
 - 9월 9일 아다바카수도공사가 안내함

2026. 9. 20.
한국나래수도공사 사장 귀하
"""


def test_a_word_of_kind_before_our_people_means_us_and_whoever_is_listed_with_us_is_of_us() -> None:
    reading = read_report(SEVERAL_OF_ONE_KIND.encode(), "보고.txt")
    names = {body.id: body.canonical for body in reading.organizations}
    (meeting,) = reading.meetings
    ours = "한국나래수도공사"
    assert [names[one.org_id or ""] for one in meeting.attendees] == ["아다바카수도공사", ours, ours]
    assert [names[promise.actor_org or ""] for promise in reading.commitments] == [ours]
    assert [(one.org_id and names[one.org_id], one.dept) for one in reading.trip.travellers] == [
        (ours, "해외사업처"),
        (ours, "배관기술원"),
    ]


def test_the_body_beside_our_names_is_ours_where_only_a_department_is_addressed() -> None:
    text = """Trip report

To:	Ada Lund, Director, Roads Department
From:	Hana Bell, Engineer
Date:	20 March 2026
Country:	Ghana
Mission title:	Supervision of the coast road
Mission dates:	2 - 5 March 2026
Places visited:	Accra, Tema
Mission members:	Hana Bell, Engineer; Noa Rees, Planner

A. Ghana Ports Agency (GPA), Accra, 3 March 2026, 09:30-11:00
Present: Mr. Kofi Mensah, Director; Ms. Bell; Mr. Rees.

1. Ms. Bell will send the drawings by 10 April 2026.

Action	Responsible	Deadline
Send the drawings	NDB (H. Bell)	10 April 2026
Draft the schedule	NDB (N. Rees)	17 April 2026
"""
    reading = read_report(text.encode(), "report.txt")
    names = {body.id: body.canonical for body in reading.organizations}
    (meeting,) = reading.meetings
    assert [names[one.org_id or ""] for one in meeting.attendees] == ["Ghana Ports Agency", "NDB", "NDB"]
    assert {names[promise.actor_org or ""] for promise in reading.commitments} == {"NDB"}
    assert meeting.place == "Accra"
    assert [(place.country, place.city) for place in reading.trip.destinations] == [
        ("Ghana", "Accra"),
        ("Ghana", "Tema"),
    ]


def test_a_table_of_talks_has_two_columns_of_firms() -> None:
    text = """# 출장 결과보고서
- 출장기간: 2026. 4. 19. ~ 4. 24.
- 출장지: 오만(무스카트)
- 출장자: 나래도 도하림 과장

### 상담회
- 일시: 2026. 4. 21.(화) 10:00
- 장소: 무스카트 회의장

| 연번 | 시간 | 바이어 | 담당자 | 도내기업 | 상담내용 |
|---|---|---|---|---|---|
| 1 | 10:00 | Blue Harbour Foods | Omar Said 구매이사 | 한빛김 | 가격표를 5월 15일까지 송부하기로 함 |
| 2 | 11:00 | Cedar Trading | Lina Aziz 대표 | 새봄차 | 견적을 요청 |
"""
    reading = read_report(text.encode(), "보고.md")
    names = {body.id: body.canonical for body in reading.organizations}
    assert [names[one.org_id or ""] for one in reading.meetings[0].attendees] == ["Blue Harbour Foods", "Cedar Trading"]
    assert {"한빛김", "새봄차"} <= set(names.values())


@pytest.mark.parametrize(
    ("planned", "heading", "place", "body"),
    [
        ("nT 두바이지사 방문", "nT 두바이지사", "회의실", "nT 두바이지사"),
        ("새론물류 냉동창고 시찰", "새론물류 냉동창고 시찰", "자유구역 내 새론물류 창고", "새론물류"),
    ],
)
def test_a_branch_and_a_firm_are_visited_by_name(planned: str, heading: str, place: str, body: str) -> None:
    text = f"""# 출장 결과보고서
- 출장기간: 2026. 4. 19. ~ 4. 24.
- 출장지: 아랍에미리트(두바이)
- 출장자: 나래도 도하림 과장

| 날짜 | 시간 | 내용 |
|---|---|---|
| 4. 22.(수) | 15:00 | {planned} |

### {heading}
- 일시: 2026. 4. 22.(수) 15:00
- 장소: {place}
- 안내: Omar Said 운영부장
- Said 부장은 요율표를 보내주겠다고 함
"""
    reading = read_report(text.encode(), "보고.md")
    names = {one.id: one.canonical for one in reading.organizations}
    (meeting,) = reading.meetings
    assert [(one.name, names[one.org_id or ""]) for one in meeting.attendees] == [("Omar Said", body)]
    assert [names[promise.actor_org or ""] for promise in reading.commitments] == [body]


@pytest.mark.parametrize(
    ("outside", "inside", "same"),
    [
        ("NMU", "Oficina de Asuntos Legales", False),
        ("OAL", "Oficina de Asuntos Legales", True),
        ("Universidad del Norte de Narae", "UNN-Narae", True),
        ("Universidad del Norte de Narae", "Plan-Narae", False),
    ],
)
def test_an_office_in_brackets_is_no_other_name_and_an_acronym_may_have_a_place(
    outside: str, inside: str, same: bool
) -> None:
    assert names_same(outside, inside) is same


HOSPITALS = """국외출장 귀국보고서

□ 출장개요
구 분\t내 용
출 장 명\t협력병원 방문
출 장 자\t감염관리실장 도하림, 대외협력팀 주무관 마서진
출장기간\t2026. 6. 22.(월) ~ 6. 26.(금)
출 장 지\t몽골(울란바토르)
소 속\t나래시립병원

① 몽골 보건부
 - 일시 : 6월 23일(화) 10:00
 - 만난 사람 : Bat Enkh 국장
 - 우리 측 : 도하림 실장, 마서진 주무관
 - 병원은 초청장을 8월 28일까지 보내기로 함
② 톨고이 구립병원
 - 일시 : 6월 23일(화) 15:00
 - 만난 사람 : Saran Tuul 원장
 - 우리 측 : 도하림 실장
 - 병원은 명단을 8월 14일까지 보내기로 함
③ 다르항 도립병원
 - 일시 : 6월 24일(수) 15:00
 - 만난 사람 : Oyun Bold 원장
 - 우리 측 : 도하림 실장
 - 시설을 둘러봄

□ 제출
2026. 7. 3.
보고자 : 감염관리실 도하림
나래시립병원장 귀하

[붙임 1] 명함

번호\tName\tPosition\tOrganization
1\tSaran Tuul\tDirector\tTolgoi District Hospital
2\tOyun Bold\tDirector\tDarkhan Provincial Hospital
"""


def test_a_word_of_kind_under_the_heading_of_another_kind_is_ours_and_cards_give_the_other_name() -> None:
    reading = read_report(HOSPITALS.encode(), "보고.txt")
    names = {body.id: body for body in reading.organizations}
    assert (reading.submission.date, reading.submission.recipient) == ("2026-07-03", "나래시립병원장")
    actors = [{one.text for one in names[promise.actor_org or ""].surfaces} for promise in reading.commitments]
    assert "나래시립병원" in actors[0]
    assert {"톨고이 구립병원", "Tolgoi District Hospital"} <= actors[1]


def test_the_head_may_say_for_all_what_they_are_of() -> None:
    text = HOSPITALS.replace("나래시립병원장 귀하\n", "").replace("① 몽골 보건부", "① 몽골 보건부\n")
    reading = read_report(text.encode(), "보고.txt")
    names = {body.id: body.canonical for body in reading.organizations}
    assert {names[one.org_id or ""] for one in reading.trip.travellers} == {"나래시립병원"}


BY_DAY = """# Trip report: open budgets

**Narae Centre for Local Democracy (NCLD)**, Narae

**Prepared by:** Hana Bell, Programme Manager
**Circulated:** 24 October 2025
**To:** Management Board of the Centre

| | |
|---|---|
| Travel dates | 5 to 11 October 2025 |
| Countries | Ghana (Accra) |
| Travellers | Hana Bell (Programme Manager), Noa Rees (Analyst) |

## Programme

| Day | Place | Programme |
|---|---|---|
| Monday 6 October | Accra | 10:00 Open Ledger Ghana |

### Monday 6 October: Open Ledger Ghana

*10:00–12:30, office of Open Ledger Ghana, Accra.* Present: Ama Owusu (Director) from Open Ledger Ghana; Bell and Rees from NCLD.

- Open Ledger will move the server by 19 December 2025.
"""


def test_a_day_with_a_name_heads_a_talk_whose_first_sentence_says_when_and_where() -> None:
    reading = read_report(BY_DAY.encode(), "report.md")
    names = {body.id: body.canonical for body in reading.organizations}
    (meeting,) = reading.meetings
    assert (meeting.date, meeting.start, meeting.end) == ("2025-10-06", "10:00", "12:30")
    assert meeting.place == "office of Open Ledger Ghana, Accra"
    assert [(one.name, names[one.org_id or ""]) for one in meeting.attendees] == [
        ("Ama Owusu", names[meeting.host_org_id or ""]),
        ("Bell", "NCLD"),
        ("Rees", "NCLD"),
    ]
    assert [promise.actor_org for promise in reading.commitments] == [meeting.host_org_id]
    assert reading.submission.date == "2025-10-24"


@pytest.mark.parametrize(
    ("outside", "inside"), [("크레인팜", "Crane Farm ApS"), ("Universidad del Norte de Narae", "UNN-Narae")]
)
def test_a_legal_name_in_brackets_is_that_of_the_word_before(outside: str, inside: str) -> None:
    assert names_same(outside, inside)


@pytest.mark.parametrize("word", ["협력병원", "현지 학교", "유청", "외국 대학"])
def test_what_only_says_which_sort_is_no_body(word: str) -> None:
    assert not has_body_ending(word)
