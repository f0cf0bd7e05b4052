"""Single sentences, rows and lines in three languages: what they promise, who is bound, by when; or that they do not.

Each stands in one short report, in a talk with one body. ``THEIRS`` is the other side, ``OURS`` the reporting body.
"""

from __future__ import annotations

import pytest

from meetings.reader.facts.promises import find_commitments
from meetings.reader.reading import Attendee, Commitment, Traveller
from meetings.tests.written import Written

OURS, THEIRS, BOTH = "ours", "theirs", None
Case = tuple[str, str | None, str | None]  # the words, who is bound, by when

KOREAN: list[Case] = [
    ("수로국은 조위 관측 원자료를 6월 30일까지 송부하기로 하였음", THEIRS, "2026-06-30"),
    ("자코브 국장은 현장 사진을 이번 주 금요일까지 공유하겠다고 답함", THEIRS, "2026-05-15"),
    ("우리 원은 번역본을 5월 말까지 넘기기로 약속함", OURS, "2026-05-31"),
    ("하유림 선임은 좌표 변환표를 6월 첫째 주에 회신하겠다고 하였음", OURS, "2026-06-05"),
    ("조사단은 장비 명세서를 수로국에 5월 22일까지 전달할 예정임", OURS, "2026-05-22"),
    ("관측소 설계도를 6월 10일까지 우리 원에 보내주기로 함", THEIRS, "2026-06-10"),
    ("비교 분석 결과를 6월 12일까지 수로국에 보내기로 함", OURS, "2026-06-12"),
    ("동 기관이 부표 위치를 7월 중 통보하기로 정리됨", THEIRS, "2026-07-31"),
    ("국장은 예산 확보 시 부표 두 기를 더 설치하겠다고 밝힘", THEIRS, None),
    ("부표 설치 허가는 수로국이 6월 말까지 발급받아 주기로 함", THEIRS, "2026-06-30"),
    ("수로국은 초안을 작성하고 우리 원은 6월 20일까지 검토하기로 함", OURS, "2026-06-20"),
    ("양측은 공동 수심측량을 9월에 실시하기로 합의함", BOTH, "2026-09-30"),
    ("수로국이 조석표 제공을 제안하였고 우리 측은 활용 여부를 검토하겠다고 답함", OURS, None),
    ("자코브 국장은 전문가 2명의 파견을 우리 원에 요청함", OURS, None),
    ("수로국은 잠정 일정표를 익월 10일까지 만들어 알려주기로", THEIRS, "2026-06-10"),
    ("우리 측은 시험 운영 계획을 세워 하반기에 착수하고자 함", OURS, "2026-12-31"),
    ("시제품 2대를 수로국에서 무상 대여하는 것으로 합의를 보았음 (6월 중 인도)", THEIRS, "2026-06-30"),
    ("견학 일정 조율은 본원 국제협력팀에서 담당하기로 하였음", OURS, None),
    ("수로국 측에 5월 29일까지 참가자 명단을 통보해 주기로 함", OURS, "2026-05-29"),
    ("시험 관측은 6월 22일부터 5일간 수로국 주관으로 실시하기로 확정", THEIRS, "2026-06-26"),
    (
        "수로국은 해마다 장비 시연회를 열고 있으며, 내년 참가 신청서를 우리 원이 6월 19일까지 제출하기로 함",
        OURS,
        "2026-06-19",
    ),
    ("연내 공동 조사 약정에 서명하겠다는 입장", THEIRS, "2026-12-31"),
    ("제3국 공동 진출을 함께 검토하기로 답하였음", THEIRS, None),
    ("이용 약정은 2027. 12. 31.까지 유효하며, 개정은 다시 논의하기로 함", THEIRS, None),
    ("장비 임대차 계약은 늦어도 6월 20일까지 체결하기로 양측이 뜻을 같이함", BOTH, "2026-06-20"),
    ("수로국은 10월 부산에서 열리는 박람회에 직원을 보낼 수 있는지 알아보겠다고 함", THEIRS, None),
    ("자코브 국장은 2027년 사업 심사 일정이 확정되는 대로 알려주겠다고 함", THEIRS, None),
    ("수로국은 향후 해마다 2명의 연수생을 파견하기로 약정함", THEIRS, None),
]
KOREAN_LURES = [
    "수로국은 해마다 3월에 조석표를 발간하여 배포함",
    "국장은 양 기관의 협력이 오래 이어지기를 희망한다고 함",
    "부표의 위치는 항로를 피해 정하여야 함",
    "관측망이 넓어지면 예보 정확도가 높아질 것으로 전망함",
    "원시자료의 국외 반출은 규정상 불가하다고 답함",
    "해안 도로 공사로 기준점을 옮기지 않기로 함",
    "현지 언론에 따르면 항만청이 내년에 부두를 넓힐 것이라고 함",
    "장비를 함께 쓰는 것이 효율적이라는 데 의견이 일치함",
    "국장은 계약 연장 여부는 연말에 가서 판단하겠다고 함",
    "외부에서 맡긴 시료는 보통 두 달 안에 분석함",
    "수로국은 예산이 부족하다며 부표 추가 구매는 어렵다고 함",
]

ENGLISH: list[Case] = [
    ("The Bureau will send us the station list by 12 June 2026.", THEIRS, "2026-06-12"),
    ("Ms Okafor undertook to share the survey report before the end of June.", THEIRS, "2026-06-30"),
    ("She added that the Bureau would publish the tariff by 3 July 2026.", THEIRS, "2026-07-03"),
    ("We promised them a short concept note by 29 May.", OURS, "2026-05-29"),
    ("I will draft the terms of reference by 1 June.", OURS, "2026-06-01"),
    ("Mr Lindell agreed to return the signed form by 5 June.", OURS, "2026-06-05"),
    ("A budget table will be shared by the Survey Bureau by 8 June 2026.", THEIRS, "2026-06-08"),
    ("The Bureau is to nominate a focal point by 15 June 2026.", THEIRS, "2026-06-15"),
    ("If the Council approves the grant, the Bureau will hire two surveyors.", THEIRS, None),
    ("The Bureau asked the mission to test the sensor in July 2026.", OURS, "2026-07-31"),
    ("The Bureau offered us a seat on its advisory group.", THEIRS, None),
    ("Both sides agreed to hold a workshop in September 2026.", BOTH, "2026-09-30"),
    ("Ms Okafor is going to look into whether the old gauges can be reused.", THEIRS, None),
    ("It was left that Ms Okafor sends the floor plans by 22 May.", THEIRS, "2026-05-22"),
    ("Action: Mr Lindell to circulate the risk register by 18 May.", OURS, "2026-05-18"),
    ("Survey has been asked to nominate two trainers by 1 July 2026.", THEIRS, "2026-07-01"),
    ("A joint note will be issued by both parties on 9 June 2026.", BOTH, "2026-06-09"),
    ("Mr Lindell took it upon himself to prepare a summary by 25 May.", OURS, "2026-05-25"),
    ("National will pay the second instalment by 30 June 2026.", THEIRS, "2026-06-30"),
    ("The Bureau and our team will jointly draft the protocol by 12 June 2026.", BOTH, "2026-06-12"),
    ("We have agreed with the Bureau to return the tripods on 3 June 2026.", OURS, "2026-06-03"),
    ("Once the fee is paid, the Bureau will open the archive to us.", THEIRS, None),
]
ENGLISH_LURES = [
    "The Bureau is preparing a port programme whose appraisal is scheduled for the autumn.",
    "The Bureau keeps a paper register next to the database.",
    "She said she would be delighted to see the model in use.",
    "The new law will improve the exchange of data.",
    "The Bureau cannot release the raw files.",
    "In her view the fee should be lowered.",
    "The Bureau normally sends a report within ten days.",
    "The visit planned for 14 May was called off because of the strike.",
    "The Bureau has no plans to join the pilot this year.",
    "The Bureau asked for a second vessel. Mr Lindell replied that the project cannot buy boats.",
    "The Bureau had promised the data for March but never sent it.",
]

SPANISH: list[Case] = [
    (
        "El Servicio Hidrográfico remitirá las series de marea a más tardar el 12 de junio de 2026.",
        THEIRS,
        "2026-06-12",
    ),
    ("La Ing. Quiroga quedó en compartir el protocolo hasta el 19 de junio.", THEIRS, "2026-06-19"),
    ("El Director se comprometió a designar un enlace antes del 30 de junio de 2026.", THEIRS, "2026-06-30"),
    ("La delegación enviará el borrador del convenio el 5 de junio de 2026.", OURS, "2026-06-05"),
    ("Se convino realizar un taller en septiembre de 2026.", BOTH, "2026-09-30"),
    ("El Servicio solicitó que la delegación revise el manual en julio de 2026.", OURS, "2026-07-31"),
    ("El Servicio ofreció dos plazas en su curso de octubre de 2026.", THEIRS, "2026-10-31"),
    ("El Servicio Hidrográfico estudiará la posibilidad de ceder una embarcación.", THEIRS, None),
    ("La Sra. Belmonte preparará la minuta para el 29 de mayo de 2026.", OURS, "2026-05-29"),
    ("El Servicio va a facilitar un vehículo para la campaña de julio de 2026.", THEIRS, "2026-07-31"),
    ("Quedamos en devolver el contrato firmado antes del 29 de mayo de 2026.", OURS, "2026-05-29"),
    ("Nos pidieron una cotización de dos boyas para el 12 de junio de 2026.", OURS, "2026-06-12"),
    ("Elena Belmonte hará llegar el informe de calibración el 1 de junio de 2026.", OURS, "2026-06-01"),
]
SPANISH_LURES = [
    "El Servicio prepara un programa cuya evaluación está prevista para el 3 de julio.",
    "El Servicio publica cada mes el boletín de mareas.",
    "El Director espera que la red atraiga a nuevos socios.",
    "Los operadores deberán calibrar sus equipos.",
    "El Director considera que los pescadores difícilmente usarán la aplicación.",
    "La red permitirá reducir los accidentes.",
    "El Servicio no tiene previsto ampliar la red este año.",
    "El Servicio ofrece a sus usuarios una garantía de dos años.",
    "Se sugiere a la Jefatura considerar un fondo para repuestos.",
]

TASKS: list[Case] = [
    ("- 협력의향서 초안 작성 [담당: 하유림, 기한: 5. 29.]", OURS, "2026-05-29"),
    ("- 관측자료 품질 점검 : 2026. 6월 중 (기획조정실)", OURS, "2026-06-30"),
    ("- 부표 위치 통보(수로국) : ~ 2026. 7. 3.", THEIRS, "2026-07-03"),
    ("- 출장 결과 공유회를 5. 28.(목) 원내에서 개최할 예정", OURS, "2026-05-28"),
    ("- 국문 소책자 발간: 10월 말까지, 담당 하유림", OURS, "2026-10-31"),
    ("- 면담 결과 관련 부서 회람 / 기획조정실 / 5. 22.", OURS, "2026-05-22"),
    ("- 국제협력팀: 초청장 발급(5월 27일)", OURS, "2026-05-27"),
]

ROWS: list[Case] = [
    ("현장 좌표를 5월 25일까지 보내겠음", THEIRS, "2026-05-25"),
    ("측량 장비 목록을 6월 1일까지 제공하기로 함", OURS, "2026-06-01"),
    ("검증 자료는 수로국이 6월 8일까지 제출하기로 함", THEIRS, "2026-06-08"),
]


def _in_talk(lines: list[str], language: str) -> list[Commitment]:
    heads = {"ko": "출장 결과보고서", "en": "Trip report", "es": "Informe de misión"}
    body = {"ko": "국립수로국", "en": "National Survey Bureau", "es": "Servicio Hidrográfico Nacional"}[language]
    people = {
        "ko": ("자코브 말레크", "국장", "하유림"),
        "en": ("Ada Okafor", "Head", "Jonas Lindell"),
        "es": ("Rosa Quiroga", "Jefa", "Elena Belmonte"),
    }[language]
    talk = f"1. {body} (2026. 5. 12.)" if language == "ko" else f"1. {body}"
    document = Written(
        f"# {heads[language]}\n## {talk}\n" + "\n".join(lines) + "\n",
        {
            OURS: ("KR", ["한바다연구원"]),
            THEIRS: (
                "MT",
                [body, *{"ko": ["수로국"], "en": ["Survey Bureau"], "es": ["Servicio Hidrográfico"]}[language]],
            ),
        },
        [(talk, "2026-05-12", THEIRS)],
        people={"host": (THEIRS, [people[0]]), "own": (OURS, [people[2]])},
        attendees={
            talk: [
                Attendee(people[0], 3, org_id=THEIRS, title=people[1], person_id="host"),
                Attendee(people[2], 3, org_id=OURS, title="선임" if language == "ko" else None, person_id="own"),
            ]
        },
        ours=OURS,
        submitted="2026-05-20",
        returned="2026-05-15",
    )
    return list(find_commitments(document.blocks, document.reading))


@pytest.mark.parametrize(
    ("language", "words", "actor", "due"),
    [(language, *case) for language, cases in (("ko", KOREAN), ("en", ENGLISH), ("es", SPANISH)) for case in cases],
)
def test_a_sentence_promises(language: str, words: str, actor: str | None, due: str | None) -> None:
    found = _in_talk([f"- {words}"], language)
    assert found, "no promise"
    assert (found[-1].actor_org, found[-1].due.end) == (actor, due)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (la, words)
        for la, lures in (("ko", KOREAN_LURES), ("en", ENGLISH_LURES), ("es", SPANISH_LURES))
        for words in lures
    ],
)
def test_a_sentence_promises_nothing(language: str, words: str) -> None:
    assert [c.quote for c in _in_talk([f"- {words}"], language)] == []


@pytest.mark.parametrize(("line", "actor", "due"), TASKS)
def test_a_line_of_a_list_of_tasks(line: str, actor: str, due: str) -> None:
    found = _tasks(line)
    assert [(c.actor_org, c.due.end) for c in found] == [(actor, due)]


def _tasks(line: str) -> list[Commitment]:
    document = Written(
        f"# 출장 결과보고서\n## 1. 국립수로국 면담\n- 자료를 살펴봄\n## 2. 향후 계획\n{line}\n",
        {OURS: ("KR", ["한바다연구원"]), THEIRS: ("MT", ["국립수로국", "수로국"])},
        [("1. 국립수로국 면담", "2026-05-12", THEIRS)],
        people={"own": (OURS, ["하유림"])},
        ours=OURS,
        submitted="2026-05-20",
        returned="2026-05-15",
        travellers=(Traveller("하유림", "선임", "기획조정실", 2, OURS, "own"),),
        end_of_meetings="## 2. 향후",
    )
    return list(find_commitments(document.blocks, document.reading))


@pytest.mark.parametrize(("words", "actor", "due"), ROWS)
def test_a_cell_speaks_for_the_side_its_column_names(words: str, actor: str, due: str) -> None:
    cells = ["좌표 체계 통일", words, "-"] if actor == THEIRS else ["좌표 체계 통일", "-", words]
    found = _in_talk(["협의사항\t상대측 요청\t우리측 입장", "\t".join(cells)], "ko")
    assert [(c.actor_org, c.due.end) for c in found] == [(actor, due)]


def test_a_talk_in_one_cell_holds_several_promises() -> None:
    told = "• 수로국은 조위 자료를 6월 1일까지 제공하겠다고 약속 • 우리 측은 서식을 5월 20일까지 보내기로 함"
    found = _in_talk(["일시\t면담자\t주요 내용", f"5. 12.(화)\t국립수로국 자코브 말레크 국장\t{told}"], "ko")
    assert [(c.actor_org, c.due.end) for c in found] == [(THEIRS, "2026-06-01"), (OURS, "2026-05-20")]


def test_two_decisions_in_one_sentence_are_two_promises() -> None:
    found = _in_talk(["- 수로국은 분기마다 화상회의를 열기로 하고, 첫 회의는 7월 2일에 개최하기로 함"], "ko")
    assert [c.due.end for c in found] == [None, "2026-07-02"]


def test_a_promise_told_again_with_another_deadline_is_one_promise() -> None:
    document = Written(
        "# Informe\n## 1. Servicio Hidrográfico\n- El Servicio Hidrográfico entregará las cartas náuticas digitales"
        " a más tardar el 12 de junio de 2026.\n## 2. Compromisos\n| Acción | Responsable | Plazo |\n|---|---|---|\n"
        "| Entrega de cartas náuticas digitales | Servicio Hidrográfico | 19/06/2026 |\n",
        {OURS: ("KR", ["Hanbada"]), THEIRS: ("MT", ["Servicio Hidrográfico"])},
        [("1. Servicio Hidrográfico", "2026-05-12", THEIRS)],
        ours=OURS,
        end_of_meetings="## 2. Compromisos",
    )
    (promise,) = find_commitments(document.blocks, document.reading)
    assert promise.due.end == "2026-06-12"
    assert [again.due.end for again in promise.restated] == ["2026-06-19"]


def test_what_depends_on_something_and_what_is_looked_into() -> None:
    conditional = _in_talk(["- 수로국은 의회 승인이 나는 대로 부표를 추가하기로 함"], "ko")[0]
    assert (conditional.certainty, bool(conditional.condition)) == ("conditional", True)
    sure = _in_talk(["- 우리 원은 검토의견서를 6월 첫째 주까지 보내기로 함"], "ko")[0]
    assert sure.certainty == "certain"
    may = _in_talk(["- The Bureau will send the list by 29 May 2026."], "en")[0]
    assert may.certainty == "certain"
    assert _in_talk(["- 수로국은 선박 제공이 가능한지 알아보겠다고 함"], "ko")[0].certainty == "tentative"


def test_who_answers_a_request_is_who_was_asked() -> None:
    found = _in_talk(["- 교환 인원을 4명으로 늘려 달라는 요청이 있었음. 우리 원은 3명까지 받기로 답하였음"], "ko")
    assert [(c.kind, c.actor_org, c.requested_by) for c in found] == [
        ("request", OURS, THEIRS),
        ("commitment", OURS, None),
    ]


def test_a_reply_that_something_will_be_examined_is_tentative() -> None:
    for words in (
        "The Bureau will examine whether the old gauges can join the course scheduled for April 2027.",
        "The Bureau answered that it would consult internally.",
        "They are going to check with headquarters whether the fee can be waived.",
    ):
        assert [c.certainty for c in _in_talk([f"- {words}"], "en")] == ["tentative"], words


@pytest.mark.parametrize(
    ("head", "row", "actor", "due"),
    [
        ("내 용\t담 당\t기 한", "관측 자료집 발간\t기획조정실\t6. 30.", OURS, "2026-06-30"),
        ("할 일\t담당\t시한", "조위 자료 정리\t수로국\t6월 말", THEIRS, "2026-06-30"),
        ("Acción\tResponsable\tFecha", "Plan de datos\tOficina de Planificación\t30/06/2026", OURS, "2026-06-30"),
        (
            "Action\tBy whom\tBy when",
            "Inventory of gauges\t수로국 with 한바다연구원\t30 June 2026",
            THEIRS,
            "2026-06-30",
        ),
    ],
)
def test_a_row_of_a_table_of_tasks(head: str, row: str, actor: str, due: str) -> None:
    assert [(c.actor_org, c.due.end) for c in _tasks(f"{head}\n{row}")] == [(actor, due)]


def test_what_somebody_informs_of_is_their_promise() -> None:
    words = "El Servicio Hidrográfico señaló que no cubre los pasajes. Informó que enviará el calendario el 3 de julio."
    assert [(c.actor_org, c.due.end) for c in _in_talk([f"- {words}"], "es")] == [(THEIRS, "2026-07-03")]
