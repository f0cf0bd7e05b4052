"""Promises read from short reports in many conventions; each document is annotated by hand.

An annotation is (words of the quote, kind, actor, due end). Everything a document promises is annotated, so that a
promise
read beyond these is a failure as much as one missed.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from meetings.reader.facts.promises import find_commitments
from meetings.reader.reading import Attendee, Commitment, Reading
from meetings.tests.written import Written

Gold = list[tuple[str, str, str | None, str | None]]

KOREAN_MINUTES = Written(
    """# 공무국외출장 결과보고서
## 2. 면담 내용
### 가. 하노이 데이터센터 면담
- 일 시: 2025년 4월 8일(화) 14:00 ~ 15:30
- 장 소: 하노이 데이터센터
□ 주요 내용
 ○ 베트남의 데이터 정책 현황을 소개함
   - 2030년까지 데이터 산업 규모가 두 배로 증가할 것으로 전망함
   - 민간 참여가 중요하며 제도 개선이 필요함
 ○ 하노이 데이터센터는 연계 표준안 초안을 4월 25일까지 송부하기로 함
 ○ 우리 연구원은 표준안 검토의견을 5월 중순까지 회신할 예정임
 ○ 양 기관은 하반기 중 공동 세미나를 개최하기로 합의함
 ○ 하노이 데이터센터는 전문가 2인의 초청을 요청함
 ○ 데이터 반출은 현행법상 어렵다는 입장을 설명함
 ○ 향후 협력이 확대될 것으로 기대함
""",
    {"ours": ("KR", ["한빛정보연구원"]), "hdc": ("VN", ["하노이 데이터센터"])},
    [("하노이 데이터센터 면담", "2025-04-08", "hdc")],
    ours="ours",
)
KOREAN_MINUTES_GOLD: Gold = [
    ("표준안 초안을 4월 25일까지", "commitment", "hdc", "2025-04-25"),
    ("검토의견을 5월 중순까지", "plan", "ours", "2025-05-20"),
    ("공동 세미나를 개최하기로", "commitment", None, "2025-12-31"),
    ("전문가 2인의 초청을 요청", "request", "ours", None),
]

ACTION_TABLE = Written(
    """공무국외출장 결과보고서
3. 면담결과
가. 몬테비데오 항만청 회의
- 일시: 2025. 9. 2.(화) 10:00
- 주요내용
 · 항만 자동화 사례를 공유함
4. 후속조치 사항
순번	조치사항	담당	기한	상태
1	실무협의체 명단 통보	몬테비데오 항만청	9. 19.까지	-
2	MOU 초안 작성 및 송부	해양기술원	10월 말	-
3	현지 조사 일정 확정	양 기관	추후 협의	-
4	발표자료 송부	해양기술원	2025. 9. 5.	완료
위와 같이 공무국외출장 결과보고서를 제출합니다.
""",
    {"ours": ("KR", ["해양기술원"]), "port": ("UY", ["몬테비데오 항만청"])},
    [("몬테비데오 항만청 회의", "2025-09-02", "port")],
    ours="ours",
    submitted="2025-09-20",
    end_of_meetings="4. 후속조치",
)
ACTION_TABLE_GOLD: Gold = [
    ("실무협의체 명단 통보", "commitment", "port", "2025-09-19"),
    ("MOU 초안 작성 및 송부", "commitment", "ours", "2025-10-31"),
    ("현지 조사 일정 확정", "commitment", None, None),
    ("발표자료 송부", "commitment", "ours", "2025-09-05"),
]

ENGLISH_MISSION = Written(
    """# Mission report
## 2. Meetings
### 2.1 Ministry of Water (MoW) – 14 October 2025
- The Ministry explained that demand is expected to increase by 20 percent.
- MoW agreed to share the hydrological data set by 31 October 2025.
- The mission will send comments on the draft terms of reference within ten working days.
- Mr. Banda (MoW) to confirm the date of the steering committee next week.
- The project will strengthen regional cooperation and will require additional staff.
- MoW requested the mission to provide a training plan before the end of November.
- The ministry should consider a new tariff, the mission recommended.
- It would be useful to have a joint workshop.
- If the budget is approved, MoW will recruit two engineers in the first quarter of 2026.
## 3. Next steps
- Circulate the minutes (Ana Ruiz, 24 October)
- Prepare the procurement plan by end of November 2025
- The situation remains difficult in rural areas.
""",
    {"ours": ("KR", ["Green Basin Institute"]), "mow": ("ZM", ["Ministry of Water (MoW)", "MoW", "Ministry of Water"])},
    [("2.1 Ministry of Water", "2025-10-14", "mow")],
    people={"ana": ("ours", ["Ana Ruiz"]), "banda": ("mow", ["Mr. Banda", "Chola Banda"])},
    ours="ours",
    returned="2025-10-17",
)
ENGLISH_MISSION_GOLD: Gold = [
    ("hydrological data set", "commitment", "mow", "2025-10-31"),
    ("comments on the draft", "commitment", "ours", "2025-10-28"),
    ("confirm the date", "commitment", "mow", "2025-10-24"),
    ("training plan", "request", "ours", "2025-11-30"),
    ("recruit two engineers", "commitment", "mow", "2026-03-31"),
    ("Circulate the minutes", "commitment", "ours", "2025-10-24"),
    ("procurement plan", "commitment", "ours", "2025-11-30"),
]

SPANISH_INFORME = Written(
    """# Informe de misión
## 2. Reuniones
### 2.1 Instituto Andino de Datos (IAD) – 12 de mayo de 2025
- El Instituto presentó los avances de su plan nacional.
- El IAD se compromete a enviar el inventario de sistemas a más tardar el 30 de mayo de 2025.
- La misión remitirá el borrador del convenio en la segunda quincena de junio.
- El IAD solicitó a la misión una capacitación para diez funcionarios.
- Se acordó realizar una videoconferencia la próxima semana.
- La plataforma permitirá reducir los tiempos de atención.
- Se espera que la cooperación continúe.
- El director propuso un taller conjunto en septiembre.
- No se pudo asumir ningún compromiso sobre el financiamiento.
""",
    {
        "ours": ("KR", ["Instituto Coreano Hanul"]),
        "iad": ("PE", ["Instituto Andino de Datos (IAD)", "IAD", "Instituto Andino de Datos"]),
    },
    [("2.1 Instituto Andino", "2025-05-12", "iad")],
    ours="ours",
)
SPANISH_INFORME_GOLD: Gold = [
    ("inventario de sistemas", "commitment", "iad", "2025-05-30"),
    ("borrador del convenio", "commitment", "ours", "2025-06-30"),
    ("una capacitación", "request", "ours", None),
    ("videoconferencia", "commitment", None, "2025-05-23"),
    ("taller conjunto", "proposal", "iad", "2025-09-30"),
]

CLOSING_SECTION = Written(
    """# 출장 결과보고서
## 3. 세부내용
### 가. 오타와 혁신청 면담
- 일 시: 2025. 6. 10.(화)
- 주요내용
  - 창업 지원제도의 성과를 확인함
## 4. 시사점 및 향후 계획
□ 시사점
 ○ 민관 협력 거버넌스의 중요성을 확인함
 ○ 우리 지역의 여건에 맞는 제도 설계가 필요함
□ 향후 계획
 ○ 협력 기반 강화
   - 오타와 혁신청과 MOU 체결 추진(연내)
   - 귀국 후 2주 이내 결과 공유회 개최
 ○ 2026년 신규 사업 제안서를 3분기 내 제출
 ○ 관련 예산의 확대가 바람직함
위와 같이 결과보고서를 제출합니다.
2025. 6. 30.
""",
    {"ours": ("KR", ["새솔진흥원"]), "oia": ("CA", ["오타와 혁신청"])},
    [("오타와 혁신청 면담", "2025-06-10", "oia")],
    ours="ours",
    submitted="2025-06-30",
    returned="2025-06-14",
    end_of_meetings="## 4. 시사점",
)
CLOSING_SECTION_GOLD: Gold = [
    ("MOU 체결 추진", "plan", "ours", "2025-12-31"),
    ("결과 공유회 개최", "plan", "ours", "2025-06-28"),
    ("제안서를 3분기 내 제출", "plan", "ours", "2025-09-30"),
]

SPEAKERS = Written(
    """3. 회의록
가. 나이로비 농업청 회의
- 일시: 2025년 11월 4일
- 논의내용
 - (오티에노 국장) 토양 지도 갱신본을 11월 21일까지 공유하겠음
   - 갱신 작업에 어려움이 있었으나 현재는 해소됨
 - (민서율 책임) 분석 도구의 사용 교육을 차주 수요일에 진행하겠다고 답변함
 - (오티에노 국장) 예산 승인 시 시범포 2개소를 추가 조성할 계획임
 - (민서율 책임) 다음 방문 때 드론 영상을 함께 검토하는 것이 좋겠다는 의견을 드림
 - [농업청] 종자 은행과의 연계를 검토하겠음
 - 질의: 자료의 형식은 어떻게 되는지?
   - 답변: 국제 표준을 따를 것으로 보임
""",
    {"ours": ("KR", ["누리농업연구소"]), "agri": ("KE", ["나이로비 농업청", "농업청"])},
    [("나이로비 농업청 회의", "2025-11-04", "agri")],
    people={"oti": ("agri", ["오티에노", "오티에노 국장"]), "min": ("ours", ["민서율", "민서율 책임"])},
    ours="ours",
)
SPEAKERS_GOLD: Gold = [
    ("토양 지도 갱신본", "commitment", "agri", "2025-11-21"),
    ("사용 교육을 차주 수요일", "commitment", "ours", "2025-11-12"),
    ("시범포 2개소", "plan", "agri", None),
    ("종자 은행과의 연계", "commitment", "agri", None),
]

BROKEN_LINES = Written(
    """#### 다. 수변도시청 2차 회의
- 일 시: 2025년 3월 11일(화) 10:00
□ 주요 내용
- 수변도시청은 홍수 예측 모형의 입력자료를 정리하여 3월 말까
지 제공하기로 하였으며 추가 자료는 별도로 협의할 예정임. 현장
조사 결과에 대한 의견은 서면으로 보내주실 것
- 관측소의 위치는 지형을 고려하여 정하는 것이 바람직하다는 데
공감함
""",
    {"ours": ("KR", ["물결연구원"]), "city": ("NL", ["수변도시청"])},
    [("수변도시청 2차 회의", "2025-03-11", "city")],
    ours="ours",
)
BROKEN_LINES_GOLD: Gold = [
    ("입력자료를 정리하여", "commitment", "city", "2025-03-31"),
    ("별도로 협의할 예정", "plan", "city", None),
    ("서면으로 보내주실 것", "request", "city", None),
]

REPEATED = Written(
    """## 2. 세부내용
### 가. 바르나 기술공원 면담
- 일시: 2025년 7월 3일
- 주요내용
 - 바르나 기술공원은 입주기업 명단을 7월 18일까지 송부하기로 함
 - 우리 측은 공동연구 과제 3건을 제안함
 - 기술공원은 바르나 기술공원 방문단을 9월에 파견할 예정임
 - (이바노바 대표) 바르나 기술공원은 입주기업 명단을 7월 18일까지 송부하기로 함
## 3. 주요 합의사항
 - 바르나 기술공원: 입주기업 명단 송부(7월 18일까지)
""",
    {"ours": ("KR", ["가람재단"]), "varna": ("BG", ["바르나 기술공원", "기술공원"])},
    [("바르나 기술공원 면담", "2025-07-03", "varna")],
    people={"iva": ("varna", ["이바노바", "이바노바 대표"])},
    ours="ours",
    end_of_meetings="## 3. 주요",
)
REPEATED_GOLD: Gold = [
    ("명단을 7월 18일까지", "commitment", "varna", "2025-07-18"),
    ("공동연구 과제 3건", "proposal", "ours", None),
    ("방문단을 9월에", "plan", "varna", "2025-09-30"),
]

REFUSALS = Written(
    """3. 면담 결과
가. 오슬로 해양관측소 면담
- 일시: 2025년 5월 20일
- 관측소는 장비 임대를 요청함
  - 내부 규정상 불가함을 설명함
- 우리 측은 데이터 직접 접근을 제안하였으나 보안상 수용하기 어렵다고 답변함
- 관측소는 대안으로 월별 요약자료를 6월부터 제공하기로 함
- 관측 공백은 2019년에 발생했음
- 관측소의 설명에 감사를 표함
""",
    {"ours": ("KR", ["푸른해양원"]), "obs": ("NO", ["오슬로 해양관측소", "관측소"])},
    [("오슬로 해양관측소 면담", "2025-05-20", "obs")],
    ours="ours",
)
REFUSALS_GOLD: Gold = [("월별 요약자료", "commitment", "obs", "2025-06-30")]

PARAGRAPH = " ".join(
    (
        "총장은 학생 교류 인원을 내년 상반기부터 두 배로 늘리겠다고 밝혔다.",
        "우리 대학은 11월 7일까지 교류협정 개정안을 보내기로 했다.",
        "두 대학의 강의 언어는 영어다.",
        "참석자들은 기숙사 공실 문제를 오래 논의했다.",
    )
)
PROSE = Written(
    f"""출장보고
1. 면담
가. 타이중 공과대학
일시: 2025년 10월 21일
{PARAGRAPH}
""",
    {"ours": ("KR", ["다온대학교"]), "tai": ("TW", ["타이중 공과대학"])},
    [("타이중 공과대학", "2025-10-21", "tai")],
    attendees={"타이중 공과대학": [Attendee("린 즈하오", 4, org_id="tai", title="총장")]},
    ours="ours",
)
PROSE_GOLD: Gold = [
    ("학생 교류 인원", "commitment", "tai", "2026-06-30"),
    ("교류협정 개정안", "commitment", "ours", "2025-11-07"),
]

ENGLISH_MATRIX = Written(
    """# Back-to-office report
## 3. Follow-up
| No. | What | Who | By when | Status |
|---|---|---|---|---|
| 1 | Share gender action plan | UNFund | 30/11/2025 | |
| 2 | Review of budget lines | K. Osei | within two weeks | ongoing |
| 3 | Field visit report | Horizon Trust / UNFund | Q1 2026 | |
| 4 | Confirm venue | Horizon Trust | 3 Nov 2025 | Done |
""",
    {"ours": ("GH", ["Horizon Trust"]), "unf": ("INT", ["UNFund"])},
    [],
    people={"osei": ("ours", ["Kofi Osei"])},
    ours="ours",
    submitted="2025-11-10",
)
ENGLISH_MATRIX_GOLD: Gold = [
    ("Share gender action plan", "commitment", "unf", "2025-11-30"),
    ("Review of budget lines", "commitment", "ours", "2025-11-24"),
    ("Field visit report", "commitment", None, "2026-03-31"),
    ("Confirm venue", "commitment", "ours", "2025-11-03"),
]

ANSWERS = Written(
    """# 출장 결과보고서
## 2. 면담
### 가. 투르쿠 항만공사 면담
- 일시: 2025. 7. 8.(화) 10:00
- 협의 내용
  - 협회장은 운영 지침의 영문본 공유를 요청하였음
  - 항만공사에서 박람회 참가를 요청하여, 참가 규모를 7월 말까지 알려주기로 함
  - 항만공사 측은 공동 신청을 제안했고, 본 기술원은 참여 의향서를 8월 22일까지 제출하기로 함
  - 진흥 예산의 집행 현황을 공유함
- 합의사항
  - 관측자료 제공: 2025. 8. 1.
  - 차기 회의: 2025년 11월, 인천(잠정)
## 3. 향후 계획
○ 의향서 제출(~8. 22.)
○ 협력 네트워크 지속 관리
""",
    {"ours": ("KR", ["한올항만기술원"]), "port": ("FI", ["투르쿠 항만공사"])},
    [("투르쿠 항만공사 면담", "2025-07-08", "port")],
    attendees={"투르쿠 항만공사 면담": [Attendee("Aino Salmi", 4, org_id="port", title="협회장")]},
    ours="ours",
    end_of_meetings="## 3. 향후",
)
ANSWERS_GOLD: Gold = [
    ("영문본 공유를 요청", "request", "ours", None),
    ("참가 규모를 7월 말까지", "commitment", "ours", "2025-07-31"),
    ("참여 의향서를 8월 22일까지", "commitment", "ours", "2025-08-22"),
    ("관측자료 제공", "plan", "port", "2025-08-01"),
    ("차기 회의", "event", None, "2025-11-30"),
]

CLAUSES = Written(
    """# Trip report
## 1. Port of Lund (3 June 2025)
Lund offered to host a study visit and asked us to send a list of candidates before 31 July.
We agreed to draft the declaration, which Mr. Berg will review next week.
Lund does not plan to publish the cost data. The harbour will be electrified by 2030.
Action points:
- Lund to share the emission factors (by end June)
- Lena to circulate notes by Friday
## 2. Follow-up
- Ask finance to confirm the budget.
- Next meeting: September 2025
""",
    {"ours": ("DE", ["Maritime Policy Institute"]), "lund": ("SE", ["Port of Lund", "Lund"])},
    [("1. Port of Lund", "2025-06-03", "lund")],
    people={"lena": ("ours", ["Lena Hartmann"]), "berg": ("lund", ["Mr. Berg"])},
    ours="ours",
    returned="2025-06-05",
)
CLAUSES_GOLD: Gold = [
    ("offered to host", "commitment", "lund", None),
    ("list of candidates", "request", "ours", "2025-07-31"),
    ("draft the declaration", "commitment", "ours", None),
    ("Mr. Berg will review", "commitment", "lund", "2025-06-13"),
    ("emission factors", "commitment", "lund", "2025-06-30"),
    ("circulate notes", "commitment", "ours", "2025-06-06"),
    ("Ask finance", "commitment", "ours", None),
    ("Next meeting", "event", None, "2025-09-30"),
]

CLEAN = Written(
    """# 공무국외출장 결과보고서
## 1. 출장개요
○ 출장목적 : 스마트시티 운영 현황 조사 및 협력 방안 협의
## 2. 기관 방문
### 가. 빈 도시운영센터
○ 기관 개요
  - 2011년 설립, 직원 120명, 연간 예산 350억 원
  - 교통·에너지·환경 자료를 통합하여 운영하고 있음
○ 질의응답
  - 자료의 갱신 주기는 어떻게 되는지? 10분 간격으로 갱신됨
  - 시민 참여가 가장 중요하다는 점을 강조함
  - 향후 유럽 전역으로 확산될 것으로 예상됨
  - 개인정보 문제는 해결해야 할 과제임
## 3. 시사점
○ 통합 운영이 도시 문제 해결에 효과적임
○ 우리 시의 조례를 정비할 필요가 있음
○ 유사 사례를 참고하면 예산을 절감할 수 있을 것임
""",
    {"ours": ("KR", ["한결시청"]), "vie": ("AT", ["빈 도시운영센터"])},
    [("빈 도시운영센터", "2025-02-11", "vie")],
    ours="ours",
    end_of_meetings="## 3. 시사점",
)

ENGLISH_CLEAN = Written(
    """# Trip report
## 2. Visit to the Riverside Lab – 4 June 2025
- The lab has 40 staff and a budget of 3.2 million.
- Participants discussed data quality; no decision was taken.
- The new building was opened in May 2023 and hosts two start-ups.
- The director hoped that cooperation would continue.
- More stations should be built, as the lab pointed out.
- The model will help farmers and will be easier to use.
## 3. Lessons
- Early engagement of users is essential.
""",
    {"ours": ("KR", ["Maru Institute"]), "lab": ("IE", ["Riverside Lab"])},
    [("2. Visit to the Riverside Lab", "2025-06-04", "lab")],
    ours="ours",
)

DOCUMENTS: list[tuple[str, Written, Gold]] = [
    ("Korean minutes", KOREAN_MINUTES, KOREAN_MINUTES_GOLD),
    ("Korean action table", ACTION_TABLE, ACTION_TABLE_GOLD),
    ("English mission report", ENGLISH_MISSION, ENGLISH_MISSION_GOLD),
    ("Spanish informe", SPANISH_INFORME, SPANISH_INFORME_GOLD),
    ("closing section", CLOSING_SECTION, CLOSING_SECTION_GOLD),
    ("speakers in brackets", SPEAKERS, SPEAKERS_GOLD),
    ("lines broken by the margin", BROKEN_LINES, BROKEN_LINES_GOLD),
    ("repetitions", REPEATED, REPEATED_GOLD),
    ("refusals", REFUSALS, REFUSALS_GOLD),
    ("prose", PROSE, PROSE_GOLD),
    ("English action matrix", ENGLISH_MATRIX, ENGLISH_MATRIX_GOLD),
    ("answers and lists under a label", ANSWERS, ANSWERS_GOLD),
    ("clauses with verbs of their own", CLAUSES, CLAUSES_GOLD),
    ("a visit without promises", CLEAN, []),
    ("an English visit without promises", ENGLISH_CLEAN, []),
]
IDS = [name for name, _, _ in DOCUMENTS]


def _found(document: Written) -> tuple[Commitment, ...]:
    return find_commitments(document.blocks, document.reading)


def _for(words: str, found: tuple[Commitment, ...]) -> Commitment:
    return next(c for c in found if words in c.quote)


@pytest.mark.parametrize(("document", "gold"), [(d, g) for _, d, g in DOCUMENTS], ids=IDS)
def test_every_promise_of_a_document_is_read_and_nothing_else(document: Written, gold: Gold) -> None:
    found = _found(document)
    missed = [words for words, *_ in gold if not any(words in c.quote for c in found)]
    invented = [c.quote for c in found if not any(words in c.quote for words, *_ in gold)]
    assert (missed, invented) == ([], [])
    assert len(found) == len(gold)


@pytest.mark.parametrize(
    ("document", "gold"), [(d, g) for _, d, g in DOCUMENTS if g], ids=[n for n, _, g in DOCUMENTS if g]
)
def test_kind_actor_and_deadline_are_as_annotated(document: Written, gold: Gold) -> None:
    found = _found(document)
    read = [(words, (c := _for(words, found)).kind, c.actor_org, c.due.end) for words, *_ in gold]
    assert read == gold


def test_a_guessed_actor_is_marked_and_explained() -> None:
    plan = _for("결과 공유회 개최", _found(CLOSING_SECTION))
    assert plan.actor_guessed
    assert plan.actor_reason
    assert "새솔진흥원" in plan.actor_reason


def test_a_named_subject_is_no_guess() -> None:
    assert not _for("표준안 초안을", _found(KOREAN_MINUTES)).actor_guessed


def test_a_promise_that_depends_on_something_is_conditional_and_says_on_what() -> None:
    korean = _for("시범포 2개소", _found(SPEAKERS))
    assert korean.certainty == "conditional"
    assert korean.condition
    assert "승인 시" in korean.condition
    english = _for("recruit two engineers", _found(ENGLISH_MISSION))
    assert (english.certainty, english.condition) == ("conditional", "If the budget is approved")


def test_looking_into_something_is_tentative() -> None:
    assert _for("종자 은행", _found(SPEAKERS)).certainty == "tentative"


def test_a_row_whose_status_says_so_is_done() -> None:
    assert [c.done for c in _found(ACTION_TABLE)] == [False, False, False, True]
    assert [c.done for c in _found(ENGLISH_MATRIX)] == [False, False, False, True]


def test_a_request_knows_who_asked() -> None:
    request = _for("training plan", _found(ENGLISH_MISSION))
    assert (request.requested_by, request.actor_org) == ("mow", "ours")


def test_a_repetition_is_kept_as_a_second_place() -> None:
    promise = _for("명단을 7월 18일까지", _found(REPEATED))
    assert promise.duplicate_lines == (REPEATED.line("(이바노바 대표)"), REPEATED.line("명단 송부(7월"))


def test_a_sentence_over_several_lines_names_them_all() -> None:
    promise = _for("입력자료를 정리하여", _found(BROKEN_LINES))
    first = BROKEN_LINES.line("수변도시청은 홍수")
    assert promise.lines == (first, first + 1)
    assert promise.line == first + 1


def test_without_a_date_of_the_meeting_relative_deadlines_stay_open_but_keep_their_words() -> None:
    document = replace(SPEAKERS, meetings=[("나이로비 농업청 회의", "2025-11-04", "agri")])
    undated = replace(document.reading, meetings=tuple(replace(m, date=None) for m in document.reading.meetings))
    promise = _for("차주 수요일", find_commitments(document.blocks, undated))
    assert (promise.due.text, promise.due.end) == ("차주 수요일", None)


def test_a_document_without_anything_else_read_does_not_break() -> None:
    empty = Reading(KOREAN_MINUTES.reading.doc)
    assert isinstance(find_commitments(KOREAN_MINUTES.blocks, empty), tuple)


def test_the_time_grows_with_the_document_and_not_with_its_square() -> None:
    def seconds(times: int) -> float:
        text = "\n".join(
            KOREAN_MINUTES.text.replace("25일", f"{n % 27 + 1}일").replace("초안", f"초안 {n}") for n in range(times)
        )
        document = replace(KOREAN_MINUTES, text=text)
        blocks, reading = document.blocks, document.reading
        start = time.perf_counter()
        find_commitments(blocks, reading)
        return time.perf_counter() - start

    seconds(2)
    small, large = seconds(20), seconds(200)
    assert large < 30 * max(small, 0.01)
