"""Contradictions a report carries, and clean reports that carry none.

The reports here are read end to end; each dirty one differs from a clean one in the few places its test names.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from meetings.reader import read_document
from meetings.reader.blocks import Block
from meetings.reader.discrepancies import find_discrepancies
from meetings.reader.reading import Agreement, Commitment, Discrepancy, Due, Person, Reading, Surface
from meetings.tests.test_promises import DOCUMENTS

KOREAN = """# 공무국외출장 결과보고서

## 1. 출장개요

출장명	해양 관측 공동연구 협의 출장
출장기간	2025. 6. 9.(월) ~ 2025. 6. 13.(금) (4박 5일)
출장국	노르웨이(오슬로)
출장목적	해양 관측 자료 공유 및 공동연구 협의
출장자
소속	직급	성명
푸른해양연구원 국제협력팀	팀장	도가람
푸른해양연구원 국제협력팀	선임연구원	연하늘

## 2. 세부일정

월일(요일)	출발지	도착지	방문기관	주요 활동내용
6/9(월)	인천	오슬로	-	인천→오슬로 이동
6/10(화)	오슬로	오슬로	오슬로 해양연구소	10:00 오슬로 해양연구소 1차 면담
6/11(수)	오슬로	오슬로	오슬로 해양연구소	14:00 오슬로 해양연구소 2차 면담
6/12(목)	오슬로	-	-	오슬로→인천
6/13(금)	-	인천	-	인천 도착

## 3. 세부내용

### 가. 오슬로 해양연구소 1차 면담

- 일 시: 2025년 6월 10일(화) 10:00 ~ 12:00
- 장 소: 오슬로 해양연구소
- 참석자: 총 4인

순번	소속	이름	직위	참여 형태
1	오슬로 해양연구소	Ingrid Solberg	Director	Onsite
2	오슬로 해양연구소	Henrik Dahlgren	Senior Researcher	Onsite
3	푸른해양연구원	도가람	팀장	Onsite
4	푸른해양연구원	연하늘	선임연구원	Onsite

- 주요내용
  - 오슬로 해양연구소는 부이 관측 자료의 형식과 품질관리 절차를 상세히 설명함
  - 양 기관은 관측 자료의 공유 범위를 항목별로 나누어 단계적으로 넓히는 방안을 논의함
  - 연안 관측망의 유지 비용과 통신 방식에 관한 경험을 서로 나눔

### 나. 오슬로 해양연구소 2차 면담

- 일 시: 2025년 6월 11일(수) 14:00 ~ 16:00
- 장 소: 오슬로 해양연구소
- 참석자: 총 3인
  - 오슬로 해양연구소 Ingrid Solberg 소장, 푸른해양연구원 도가람 팀장, 연하늘 선임연구원
- 주요내용
  - 오슬로 해양연구소는 시범 자료를 7월 11일까지 제공하기로 함
  - 푸른해양연구원은 분석 결과를 하반기 중 공유할 예정임

## 4. 시사점 및 결과활용 계획

- 관측 자료의 표준화 필요성을 확인함
- 공동연구 제안서를 연내 작성

위와 같이 공무국외출장 결과보고서를 제출합니다.

2025년 06월 27일

작성자 : 도가람 (서명 또는 인)

푸른해양연구원장 귀하
"""

ENGLISH = """# BACK-TO-OFFICE REPORT

**Mission title:** Rural Clinics Data Mission
**Country / locations:** Ghana – Accra
**Dates of mission:** 3–6 November 2025
**Mission members:** Ms. Alma Fenwick (Leader, Harbour Trust); Mr. Tomas Lindqvist (Analyst, Harbour Trust)
**Report date:** 14 November 2025    **Prepared by:** Alma Fenwick    **To:** Director, Harbour Trust

## 1. Itinerary
| Date | Place | Activity |
|---|---|---|
| Mon 3 Nov | Accra | Arrival |
| Tue 4 Nov | Accra | 09:30 Meeting with Clinics Board |
| Thu 6 Nov | Accra | Departure |

## 2. Meetings

### 2.1 Clinics Board – 4 November, 09:30–11:00
Present (4): Dr. Kwabena Adusei (Chair, Clinics Board), Ms. Efua Bonsu (Clinics Board), Ms. Fenwick, Mr. Lindqvist.
- The Board presented the register of rural clinics.
- The Board will share the register by 28 November 2025.

## 3. Follow-up actions
| # | Action | Responsible | Deadline |
|---|---|---|---|
| 1 | Send the draft data agreement | A. Fenwick | 5 December 2025 |
| 2 | Share the register | Clinics Board | 28 Nov 2025 |
"""

SPANISH = """# Informe de misión

**Título:** Misión de cooperación en datos agrícolas
**País:** Perú (Lima)
**Fechas:** 12 al 15 de mayo de 2025
**Integrantes:** Sr. Bruno Salcedo (Coordinador, Fundación Semilla)
**Elaborado por:** Bruno Salcedo
**Fecha del informe:** 20 de mayo de 2025

## 1. Reuniones

### 1.1 Instituto de Datos – 13 de mayo de 2025, 10:00 a 12:00
Participantes (3): Sra. Lucía Paredes (Directora, Instituto de Datos), Sr. Hugo Tello (Instituto de Datos), Sr. Salcedo.
- El Instituto se compromete a enviar el inventario a más tardar el 30 de mayo de 2025.
- La plataforma está en funcionamiento desde 2023.
"""


def discrepancies(text: str, name: str = "report.md") -> tuple[Discrepancy, ...]:
    return read_document(text.encode(), name)[1].discrepancies


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def only(text: str, kind: str) -> Discrepancy:
    """The one discrepancy of a text, which must be of this kind."""
    found = discrepancies(text)
    assert [d.type for d in found] == [kind], [(d.type, d.values) for d in found]
    return found[0]


@pytest.mark.parametrize("text", [KOREAN, ENGLISH, SPANISH], ids=["Korean", "English", "Spanish"])
def test_a_clean_report_raises_nothing(text: str) -> None:
    _blocks, reading = read_document(text.encode(), "report.md")
    assert reading.doc.is_trip_report
    assert len(reading.meetings) >= 1
    assert [(d.type, d.values) for d in reading.discrepancies] == []


@pytest.mark.parametrize("document", [d for _, d, _ in DOCUMENTS], ids=[n for n, _, _ in DOCUMENTS])
def test_the_short_documents_of_the_promises_raise_nothing(document: object) -> None:
    found = find_discrepancies(document.blocks, document.reading)  # type: ignore[attr-defined]
    assert [(d.type, d.values) for d in found] == []


def test_a_head_count_that_is_not_the_list() -> None:
    found = only(changed(KOREAN, ("총 4인", "총 5인")), "count_mismatch")
    assert found.values == ("5", "4")
    assert "5명" in found.message
    assert "4명" in found.message


def test_a_head_count_that_leaves_out_the_online_ones_is_explained() -> None:
    text = changed(
        KOREAN,
        ("총 4인", "총 3인"),
        (
            "4	푸른해양연구원	연하늘	선임연구원	Onsite",
            "4	푸른해양연구원	연하늘	선임연구원	Online",
        ),
    )
    found = only(text, "count_mismatch")
    assert "현장 참석 3명" in found.message
    assert "온라인 1명" in found.message
    assert "3 on site" in found.message_en


def test_another_start_in_the_itinerary() -> None:
    found = only(changed(KOREAN, ("14:00 오슬로 해양연구소 2차", "15:00 오슬로 해양연구소 2차")), "time_mismatch")
    assert found.values == ("15:00", "14:00")


def test_another_start_in_an_english_itinerary() -> None:
    found = only(changed(ENGLISH, ("| 09:30 Meeting", "| 10:30 Meeting")), "time_mismatch")
    assert found.values == ("10:30", "09:30")


def test_another_number_of_the_meeting_in_the_itinerary() -> None:
    found = only(
        changed(KOREAN, ("### 나. 오슬로 해양연구소 2차 면담", "### 나. 오슬로 해양연구소 3차 면담")), "label_mismatch"
    )
    assert found.values == ("2차 면담", "3차 면담")


def test_two_meetings_with_one_body_on_one_day_are_told_apart() -> None:
    text = changed(
        KOREAN,
        ("10:00 오슬로 해양연구소 1차 면담", "10:00 오슬로 해양연구소 1차 면담 • 14:00 오슬로 해양연구소 2차 면담"),
        ("14:00 오슬로 해양연구소 2차 면담\n6/12", "연구소 시설 견학\n6/12"),
        ("2025년 6월 11일(수) 14:00", "2025년 6월 10일(화) 14:00"),
    )
    assert discrepancies(text) == ()


def test_a_weekday_that_is_not_that_of_the_day() -> None:
    found = only(changed(KOREAN, ("2025년 6월 10일(화)", "2025년 6월 10일(수)")), "weekday_mismatch")
    assert found.values == ("수", "화")
    assert "화요일" in found.message
    assert "Tuesday" in found.message_en


def test_a_weekday_in_the_itinerary() -> None:
    assert only(changed(KOREAN, ("6/11(수)", "6/11(목)")), "weekday_mismatch").values == ("목", "수")


def test_a_length_of_the_trip_that_is_not_its_days() -> None:
    found = only(changed(KOREAN, ("(4박 5일)", "(4박 6일)")), "period_mismatch")
    assert found.values == ("6일", "5일")


def test_a_meeting_outside_of_the_trip() -> None:
    found = discrepancies(changed(KOREAN, ("2025년 6월 11일(수) 14:00", "2025년 6월 18일(수) 14:00")))
    assert "period_mismatch" in {d.type for d in found}


def test_a_day_outside_of_the_trip_is_asked_about_once() -> None:
    moved = changed(KOREAN, ("2025년 6월 11일(수) 14:00", "2025년 6월 14일(토) 14:00"), ("6/11(수)", "6/14(토)"))
    assert len([d for d in discrepancies(moved) if d.type == "period_mismatch"]) == 1


def test_nights_that_do_not_fit() -> None:
    assert only(changed(KOREAN, ("(4박 5일)", "(5박 5일)")), "nights_check").values == ("5박", "4박")


def test_nights_spent_in_the_air_are_no_contradiction() -> None:
    assert discrepancies(changed(KOREAN, ("(4박 5일)", "(3박 5일)"))) == ()


def test_an_author_who_is_nearly_a_traveller() -> None:
    found = only(changed(KOREAN, ("작성자 : 도가람", "작성자 : 도가랑")), "person_mismatch")
    assert found.values == ("도가람", "도가랑")


def test_an_author_who_did_not_travel_is_no_contradiction() -> None:
    assert discrepancies(changed(KOREAN, ("작성자 : 도가람", "작성자 : 남궁설"))) == ()


def test_a_surname_a_letter_apart() -> None:
    found = only(
        changed(KOREAN, ("해양연구소 Ingrid Solberg 소장, 푸른", "해양연구소 Ingrid Solbergh 소장, 푸른")),
        "person_mismatch",
    )
    assert set(found.values) == {"Ingrid Solberg", "Ingrid Solbergh"}


def test_two_people_with_like_names_in_one_meeting_are_two_people() -> None:
    text = changed(
        KOREAN,
        (
            "2	오슬로 해양연구소	Henrik Dahlgren	Senior Researcher",
            "2	오슬로 해양연구소	Ingrid Solbery	Senior Researcher",
        ),
    )
    assert discrepancies(text) == ()


def test_two_titles_of_one_person() -> None:
    found = only(
        changed(KOREAN, ("푸른해양연구원 도가람 팀장, 연하늘", "푸른해양연구원 도가람 본부장, 연하늘")),
        "title_mismatch",
    )
    assert set(found.values) == {"팀장", "본부장"}


@pytest.mark.parametrize(
    ("other", "raised"), [("국제협력팀장", False), ("부팀장", True), ("팀장", False), ("팀장(3급)", False)]
)
def test_a_title_that_only_says_more_is_the_same_title(other: str, raised: bool) -> None:
    text = changed(KOREAN, ("푸른해양연구원 도가람 팀장, 연하늘", f"푸른해양연구원 도가람 {other}, 연하늘"))
    assert ["title_mismatch"] * raised == [d.type for d in discrepancies(text)]


def test_a_name_of_the_form_misspelled_in_the_title() -> None:
    found = only(changed(KOREAN, ("# 공무국외출장 결과보고서", "# 공무국의출장 결과보고서")), "typo_title")
    assert found.values == ("공무국의출장", "공무국외출장")


def test_a_shorter_name_of_the_form_is_no_misspelling() -> None:
    assert discrepancies(changed(KOREAN, ("# 공무국외출장 결과보고서", "# 공무국외출장등 결과보고서"))) == ()


REPEATED = """
- 주요내용(계속)
  - (Henrik Dahlgren) 오슬로 해양연구소는 부이 관측 자료의 형식과 품질관리 절차를 상세히 설명함
  - 양 기관은 관측 자료의 공유 범위를 항목별로 나누어 단계적으로 넓히는 방언을 논의함
  - 연안 관측망의 유지 비용과 통신 방식에 관한 경험을 서로 나눔
"""


def test_a_passage_that_stands_twice_and_the_word_that_differs() -> None:
    text = changed(
        KOREAN,
        ("\n### 나. 오슬로", REPEATED + "\n### 나. 오슬로"),
        ("관측 자료의 표준화 필요성", "표준화 방안의 필요성"),
    )
    found = {d.type: d for d in discrepancies(text)}
    assert set(found) == {"duplicate_block", "typo_between_duplicates"} or set(found) == {
        "duplicate_block",
        "content_conflict",
    }
    lines = text.split("\n")
    first = next(n for n, line in enumerate(lines, 1) if "부이 관측 자료" in line)
    assert found["duplicate_block"].lines[0] == first
    other = next(d for kind, d in found.items() if kind != "duplicate_block")
    assert set(other.values) == {"방안을", "방언을"}


def test_one_sentence_of_the_summary_repeated_in_the_minutes_is_no_repetition() -> None:
    sentence = "  - 오슬로 해양연구소는 부이 관측 자료의 형식과 품질관리 절차를 상세히 설명함\n"
    assert discrepancies(changed(KOREAN, ("- 관측 자료의 표준화", sentence + "- 관측 자료의 표준화"))) == ()


def test_a_body_listed_under_its_old_name() -> None:
    text = changed(
        KOREAN,
        (
            "\n## 2. 세부일정",
            "\n※ 푸른해양연구원은 2024. 1. 1.자로 '푸른바다기술원'에서 명칭이 변경되었음\n\n## 2. 세부일정",
        ),
        ("4	푸른해양연구원	연하늘", "4	푸른바다기술원	연하늘"),
    )
    found = only(text, "org_old_name_used")
    assert found.values == ("푸른바다기술원", "푸른해양연구원")


def test_a_numbered_word_in_two_spellings() -> None:
    text = changed(
        KOREAN, ("  - 연안 관측망의", "- 부룩 1 개요는 다음과 같음\n- 부록 2 방법은 다음과 같음\n  - 연안 관측망의")
    )
    assert only(text, "spelling_variant").values == ("부룩", "부록")


def test_a_deadline_that_passed_before_the_report_was_filed() -> None:
    found = only(changed(KOREAN, ("7월 11일까지", "6월 20일까지")), "past_due_at_submission")
    assert "2025. 6. 27." in found.message
    assert "27 June 2025" in found.message_en
    assert found.values == ("2025-06-20", "2025-06-27")


def test_a_deadline_that_was_over_when_it_was_set() -> None:
    found = only(changed(KOREAN, ("7월 11일까지", "5월 30일까지")), "due_before_meeting")
    assert found.values[0] == "2025-05-30"
    assert "면담일" in found.message
    assert "before the meeting" in found.message_en


def test_a_week_before_is_counted_from_the_day_in_the_sentence_before() -> None:
    text = changed(KOREAN, ("7월 11일까지", "7월 18일 회의가 열림. 회의 1주 전까지"))
    _blocks, reading = read_document(text.encode(), "report.md")
    assert "2025-07-11" in [c.due.end for c in reading.commitments]


def test_a_deadline_told_of_as_past_is_no_slip() -> None:
    text = changed(KOREAN, ("7월 11일까지", "당초 5월 30일까지 주기로 했던 것을 7월 11일까지"))
    assert not discrepancies(text)


def test_another_deadline_in_the_list_of_actions() -> None:
    found = only(changed(ENGLISH, ("Board | 28 Nov 2025", "Board | 5 Dec 2025")), "content_conflict")
    assert set(found.values) == {"28 November 2025", "5 Dec 2025"}


def test_another_owner_in_the_list_of_actions() -> None:
    found = only(
        changed(
            ENGLISH,
            (
                "| 2 | Share the register | Clinics Board |",
                "| 2 | Share the register | Harbour Trust |",
            ),
        ),
        "owner_mismatch",
    )
    assert set(found.values) == {"Clinics Board", "Harbour Trust"}


def test_another_person_in_charge_in_the_list_of_actions() -> None:
    promise = "- Mr. Lindqvist will send the draft data agreement by 5 December 2025.\n"
    text = changed(ENGLISH, ("\n## 3. Follow-up", promise + "\n## 3. Follow-up"))
    assert set(only(text, "owner_mismatch").values) == {"Alma Fenwick", "Tomas Lindqvist"}


def test_an_itinerary_is_no_list_of_actions() -> None:
    text = changed(
        ENGLISH, ("| Date | Place | Activity |\n|---|---|---|", "| Date | In charge | Activity |\n|---|---|---|")
    )
    _, reading = read_document(text.encode(), "report.md")
    assert len(reading.commitments) == 2


def test_a_short_name_a_letter_apart_needs_the_same_body_and_title() -> None:
    _, reading = _read(KOREAN)
    first = Person("a", "Nguyen Van Thanh", None, "o1", ("국장",), (Surface("Nguyen Van Thanh", (30,)),))
    second = Person("b", "Nguyen Van Tanh", None, "o1", ("국장",), (Surface("Nguyen Van Tanh", (47,)),))
    assert [d.type for d in find_discrepancies((), _with(reading, people=(first, second)))] == ["person_mismatch"]
    other = replace(second, titles=("과장",))
    assert find_discrepancies((), _with(reading, people=(first, other))) == ()


def _with(reading: Reading, **parts: object) -> Reading:
    return replace(reading, **parts)  # type: ignore[arg-type]


def _read(text: str) -> tuple[tuple[Block, ...], Reading]:
    return read_document(text.encode(), "report.md")


def test_an_agreement_whose_term_does_not_lead_to_its_end() -> None:
    blocks, reading = _read(KOREAN)
    agreement = Agreement("a1", "MOU", None, (), "2024-03-02", "in_force", (50,), expires_on="2028-03-01", term_years=3)
    found = find_discrepancies(blocks, _with(reading, agreements=(agreement,)))
    assert [(d.type, d.values) for d in found] == [("agreement_term_mismatch", ("3년", "2028-03-01"))]
    kept = replace(agreement, expires_on="2027-03-01")
    assert find_discrepancies(blocks, _with(reading, agreements=(kept,))) == ()


def test_an_agreement_signed_on_the_trip_without_signatories_or_term() -> None:
    blocks, reading = _read(KOREAN)
    outlook = next(block.line for block in blocks if "표준화 필요성" in block.text)
    agreement = Agreement("a1", "MOU", None, (), "2025-06-11", "signed", (outlook,))
    assert [d.type for d in find_discrepancies(blocks, _with(reading, agreements=(agreement,)))] == ["missing_detail"]
    known = replace(agreement, term_years=3)
    assert find_discrepancies(blocks, _with(reading, agreements=(known,))) == ()
    # minutes that tell of the signing and leave the term open contradict nothing
    told = replace(agreement, lines=(50,))
    assert find_discrepancies(blocks, _with(reading, agreements=(told,))) == ()


def test_what_is_done_is_not_past_due() -> None:
    blocks, reading = _read(KOREAN)
    promise = Commitment(
        50, "자료 제공", "commitment", "자료 제공", due=Due("6월 20일", None, "2025-06-20", "day"), done=True
    )
    assert find_discrepancies(blocks, _with(reading, commitments=(promise,))) == ()


LIST = (
    "\n## 4. 시사점",
    "\n## 향후 조치사항\n\n조치사항\t담당\t기한\n{row}\n\n## 4. 시사점",
)


def with_action(row: str, *changes: tuple[str, str]) -> str:
    return changed(KOREAN, (LIST[0], LIST[1].format(row=row)), *changes)


@pytest.mark.parametrize(
    ("row", "raised"),
    [
        ("시범 자료 제공\t오슬로 해양연구소\t2025. 7. 18.", True),
        ("시범 자료 접수\t국제협력팀\t7. 18.", True),  # we wait for what they send
        ("시범 자료 제공\t오슬로 해양연구소\t2025. 7. 11.", False),
        ("시범 자료 제공\t오슬로 해양연구소\t7월 중", False),  # the month it falls into
        ("시범 자료 검토\t국제협력팀\t2025. 7. 25.", False),  # something else is done with it
        ("시범 자료 2차분 제공\t오슬로 해양연구소\t2025. 8. 29.", False),
        ("관측 부이 제공\t오슬로 해양연구소\t2025. 7. 18.", False),
    ],
)
def test_one_task_with_two_deadlines(row: str, raised: bool) -> None:
    second = (
        "시범 자료를 7월 11일까지",
        "시범 자료 1차분을 7월 11일까지" if "2차분" in row else "시범 자료를 7월 11일까지",
    )
    found = discrepancies(with_action(row, second))
    assert [d.type for d in found] == ["content_conflict"] * raised, [(d.type, d.values) for d in found]


@pytest.mark.parametrize(
    ("text", "changes", "raised"),
    [
        (ENGLISH, ("| Clinics Board | 28 Nov 2025 |", "| Clinics Board | end of November 2025 |"), False),
        (ENGLISH, ("| 2 | Share the register |", "| 2 | Review the register |"), False),
        (ENGLISH, ("| Clinics Board | 28 Nov 2025 |", "| Clinics Board | 12 Dec 2025 |"), True),
        (
            SPANISH,
            (
                "- La plataforma",
                (
                    "\n## 2. Acuerdos\n\n| Acuerdo | Responsable | Plazo |\n|---|---|---|\n| Envío del inventario | "
                    "Instituto de Datos | 06/06/2025 |\n\n- La plataforma"
                ),
            ),
            True,
        ),
    ],
)
def test_one_task_with_two_deadlines_in_other_languages(text: str, changes: tuple[str, str], raised: bool) -> None:
    found = discrepancies(changed(text, changes))
    assert [d.type for d in found] == ["content_conflict"] * raised, [(d.type, d.values) for d in found]


@pytest.mark.parametrize(
    ("label", "raised"), [("출장자\t총 3명", True), ("출장자\t팀장 등 3명", True), ("출장자\t총 2명", False)]
)
def test_a_number_of_travellers_that_is_not_the_list(label: str, raised: bool) -> None:
    found = discrepancies(changed(KOREAN, ("출장자\n소속", f"{label}\n소속")))
    assert [(d.type, d.values) for d in found] == [("count_mismatch", ("3", "2"))] * raised


@pytest.mark.parametrize(
    ("language", "old", "new", "kind"),
    [
        (SPANISH, "Participantes (3)", "Participantes (4)", "count_mismatch"),
        (ENGLISH, "Present (4)", "Present (5)", "count_mismatch"),
        (SPANISH, "13 de mayo de 2025, 10:00", "miércoles 13 de mayo de 2025, 10:00", "weekday_mismatch"),
        (ENGLISH, "Clinics Board – 4 November", "Clinics Board – Monday 4 November", "weekday_mismatch"),
        (ENGLISH, "**Prepared by:** Alma Fenwick", "**Prepared by:** Alma Fenwik", "person_mismatch"),
        (
            ENGLISH,
            "- The Board presented",
            "- As Kwabena Aduseh said, the register is new.\n- The Board presented",
            "person_mismatch",
        ),
    ],
)
def test_a_slip_in_english_and_spanish(language: str, old: str, new: str, kind: str) -> None:
    assert only(changed(language, (old, new)), kind).type == kind


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (ENGLISH, ("Present (4)", "Present (10)")),  # a list read in part is no contradiction
        (KOREAN, ("- 참석자: 총 3인", "- 참석자: 총 5인(실무자 등)")),
        (KOREAN, ("푸른해양연구원 도가람 팀장, 연하늘", "푸른해양연구원 도가람 단장, 연하늘")),  # a part on this trip
        (KOREAN, ("7월 11일까지 제공하기로 함", "6월 20일까지 제공하기로 함(6. 19. 접수 완료)")),
        (ENGLISH, ("by 28 November 2025.", "by 10 November 2025, and it was received on the 9th.")),
        (
            ENGLISH,
            (
                "- The Board presented",
                "- The Board's register was shown by Kwabena Adusei's staff.\n- The Board presented",
            ),
        ),
        (
            KOREAN,
            ("  - 연안 관측망의", "  - 구 바다자료부는 해양자료부로 개칭되어 지금의 이름을 씀\n  - 연안 관측망의"),
        ),
    ],
)
def test_what_only_looks_like_a_slip_raises_nothing(text: str, change: tuple[str, str]) -> None:
    changes = [change]
    if "Nov" in change[0]:
        changes.append(("| 2 | Share the register | Clinics Board | 28 Nov 2025 |\n", ""))
    assert [(d.type, d.values) for d in discrepancies(changed(text, *changes))] == []


@pytest.mark.parametrize(
    ("sentence", "raised"),
    [
        ("  - 바다자료부의 승인을 받아 관측 범위를 넓히는 것이 안전함", True),
        ("  - 당시 바다자료부와 2019년에 자료 공유를 시작하였음", False),
    ],
)
def test_an_old_name_in_a_sentence_about_today(sentence: str, raised: bool) -> None:
    renamed = "※ 구 바다자료부는 해양자료부로 개칭됨. 본 보고서는 새 명칭을 사용함.\n\n## 2. 세부일정"
    text = changed(KOREAN, ("## 2. 세부일정", renamed), ("  - 연안 관측망의", f"{sentence}\n  - 연안 관측망의"))
    found = discrepancies(text)
    assert [(d.type, d.values) for d in found] == [("org_old_name_used", ("바다자료부", "해양자료부"))] * raised


def test_a_term_and_an_end_told_in_two_sentences_that_do_not_agree() -> None:
    told = (
        "  - 양 기관은 업무협약(MOU)에 서명하였으며 유효기간은 5년으로 함\n"
        "  - 협약의 효력은 2029. 6. 9.까지이며 연장 조항은 두지 않음\n  - 연안 관측망의"
    )
    found = only(changed(KOREAN, ("  - 연안 관측망의", told)), "agreement_term_mismatch")
    assert found.values == ("5년", "2029-06-09")
    assert "2030. 6. 9." in found.message


def test_every_message_says_both_values_in_both_languages() -> None:
    text = changed(
        KOREAN,
        ("총 4인", "총 5인"),
        ("(4박 5일)", "(4박 6일)"),
        ("작성자 : 도가람", "작성자 : 도가랑"),
        ("15:00", "15:00") if "15:00" in KOREAN else ("14:00 오슬로", "15:00 오슬로"),
    )
    found = discrepancies(text)
    assert len(found) == 4
    for discrepancy in found:
        digits_or_words = [value.removesuffix("일") for value in discrepancy.values]
        assert all(value in discrepancy.message for value in digits_or_words), discrepancy
        assert all(value in discrepancy.message_en for value in digits_or_words), discrepancy


def test_the_time_grows_with_the_document_and_not_with_its_square() -> None:
    blocks, reading = _read(KOREAN)

    def seconds(times: int) -> float:
        many = tuple(replace(block, line=block.line + n * len(blocks)) for n in range(times) for block in blocks)
        start = time.perf_counter()
        find_discrepancies(many, reading)
        return time.perf_counter() - start

    seconds(2)
    small, large = seconds(10), seconds(100)
    assert large < 30 * max(small, 0.01)


def test_a_sentence_takes_the_particles_of_its_values() -> None:
    renamed = "※ 구 바다자료부는 해양자료부로 개칭됨. 본 보고서는 새 명칭을 사용함.\n\n## 2. 세부일정"
    use = "  - 바다자료부의 승인을 받아 관측 범위를 넓히는 것이 안전함\n  - 연안 관측망의"
    found = only(changed(KOREAN, ("## 2. 세부일정", renamed), ("  - 연안 관측망의", use)), "org_old_name_used")
    assert "‘바다자료부’가 적혀" in found.message


def test_a_sentence_said_twice_is_compared_by_its_quantities() -> None:
    fact = (
        "  - 연안 관측망의 부이 42기 가운데 31기가 실시간으로 자료를 보내고 나머지는 분기마다 직접 거두어들이고 있음\n"
    )
    twice = KOREAN.replace("\n### 나.", f"{fact}\n### 나.", 1) + "\n" + fact
    assert discrepancies(twice) == (), "a summary repeats the minutes"
    other = KOREAN.replace("\n### 나.", f"{fact}\n### 나.", 1) + "\n" + fact.replace("42기", "24기")
    assert only(other, "content_conflict").values == ("42기", "24기")


def test_a_figure_that_says_which_one_is_no_conflict() -> None:
    fact = "- Phase 2 of the register covers the coastal clinics and is paid for by the district councils themselves.\n"
    assert discrepancies(ENGLISH + "\n" + fact + "\n## Annex\n\n" + fact.replace("Phase 2", "Phase 3")) == ()


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    [
        (KOREAN, ("  - 관측자료 업무협약(MOU)의 유효기간은 2025. 6. 11.부터 3년이며 "
            "2029. 6. 10.에 만료됨. 양측이 서명하였음"), "term"),
        (KOREAN, "  - 2024. 3. 5. 체결한 업무협약(MOU)은 18개월간 유효하며 2026. 3. 4.까지임", "term"),
        (KOREAN, "  - 2024. 3. 5. 체결한 업무협약(MOU)은 18개월간 유효하며 2025. 9. 4.까지임", None),
        (KOREAN, "  - 소장은 부이 도면을 6월 18일까지 보내기로 하였으며 6월 17일에 송부를 마쳤음", None),
        (KOREAN, "  - 소장은 부이 도면을 6월 18일까지 보내기로 함(6. 17. 수신)", None),
        (KOREAN, "  - 6월 12일 열 예정이던 공동 세미나는 기상 사정으로 열리지 못함", None),
        (KOREAN, "  - 소장은 부이 도면을 6월 18일까지 보내기로 함", "late"),
        (ENGLISH, "- The visit to the store foreseen for Thursday did not take place for want of a car.", None),
        (ENGLISH, "- Dr. Adusei will send the map next week (received on 12 November).", None),
        (ENGLISH, ("- The Board's memorandum with Harbour Trust of 4 May 2024 is "
            "valid for two years and ends on 3 May 2027."), "term"),
    ],
)  # fmt: skip
def test_terms_in_months_and_what_became_of_a_promise(text: str, line: str, kind: str | None) -> None:
    place = "  - 푸른해양연구원은 분석 결과" if text is KOREAN else "- The Board will share"
    kinds = {"term": "agreement_term_mismatch", "late": "past_due_at_submission"}
    found = [d.type for d in discrepancies(changed(text, (place, f"{line}\n{place}")))]
    assert found == ([kinds[kind]] if kind else [])


@pytest.mark.parametrize(
    ("renamed", "old", "now"),
    [
        ("※ 해양자료청(ODA)은 2025. 1. 1. 바다자료부에서 명칭이 변경됨", "바다자료부", "해양자료청"),
        ("※ 바다자료부(SDD)는 2025. 1. 1. 조직개편으로 해양자료청(ODA)으로 이름이 바뀜", "바다자료부", "해양자료청"),
        ("※ 바다자료부는 직제를 정비하여 자료과를 해양자료센터로 개칭함", None, None),
    ],
)
def test_a_renaming_is_told_in_many_ways(renamed: str, old: str | None, now: str | None) -> None:
    used = "  - 바다자료부의 승인을 받아 관측 범위를 넓히는 것이 안전함\n  - 연안 관측망의"
    found = discrepancies(
        changed(KOREAN, ("## 2. 세부일정", f"{renamed}\n\n## 2. 세부일정"), ("  - 연안 관측망의", used))
    )
    assert [(d.type, *d.values) for d in found] == ([("org_old_name_used", old, now)] if old else [])


@pytest.mark.parametrize(("stated", "raised"), [(3, False), (4, False), (5, True)])
def test_an_interpreter_beside_the_list_may_be_counted(stated: int, raised: bool) -> None:
    beside = "도가람 팀장, 연하늘 선임연구원\n- 통역: 부이란"
    text = changed(KOREAN, ("총 3인", f"총 {stated}인"), ("도가람 팀장, 연하늘 선임연구원", beside))
    assert [d.type for d in discrepancies(text)] == ["count_mismatch"] * raised


def test_the_year_of_a_paper_is_no_deadline() -> None:
    told = "분석 결과를 2027년 사업 제안서에 반영할 예정임"
    text = with_action("사업 제안서 반영\t국제협력팀\t2025. 7. 18.", ("분석 결과를 하반기 중 공유할 예정임", told))
    reading = read_document(text.encode(), "report.md")[1]
    assert [c.due.end for c in reading.commitments if "2027년 사업" in c.quote] == [None]
    assert reading.discrepancies == ()


def test_a_meeting_outside_of_the_trip_is_shown_by_a_line_it_has() -> None:
    blocks, reading = _read(KOREAN)
    period = reading.trip.period
    assert period is not None
    later = str(date.fromisoformat(str(period.end)) + timedelta(days=9))
    told = replace(reading.meetings[0], date=later, heading_line=None, time_line=None)
    found = find_discrepancies(blocks, _with(reading, meetings=(told,)))
    lines = {line for slip in found if slip.type == "period_mismatch" for line in slip.lines}
    assert lines
    assert lines <= {block.line for block in blocks}
