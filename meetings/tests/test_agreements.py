"""Agreements as reports tell of them: existing, signed here, agreed in text, put off, planned, or only talked about.

Each passage stands in the background or in the minutes of a small report of 푸른물연구원 (Blue Water Institute).
"""

from __future__ import annotations

import pytest

from meetings.reader import read_report

KOREAN = """# 국외출장 결과보고서

## 1. 출장개요

출장명	유역 관측 협력 출장
출장기간	2025. 9. 15.(월) ~ 2025. 9. 19.(금)
출장국	칠레(산티아고)
출장목적	유역 관측 자료의 공동 활용 협의
출장자
소속	직급	성명
푸른물연구원	팀장	도가람
푸른물연구원	연구원	연하늘

## 2. 추진배경

{background}

## 3. 면담결과

### 가. 안데스물연구소

- 일시: 2025. 9. 16.(화) 10:00 ~ 12:00
- 장소: 안데스물연구소 회의실
- 참석자: 안데스물연구소 Marta Ibarra 소장, 푸른물연구원 도가람 팀장, 연하늘 연구원
- 협의내용
  - 관측소 운영 경험을 서로 나눔
{minutes}

2025. 9. 30.

작성자: 도가람

푸른물연구원장 귀하
"""

ENGLISH = """# Mission report

**Mission title:** River gauges mission
**Country / locations:** Chile – Santiago
**Dates of mission:** 15–19 September 2025
**Mission members:** Ms. Alma Fenwick (Leader, Blue Water Institute); Mr. Tomas Lind (Analyst, Blue Water Institute)
**Report date:** 30 September 2025    **Prepared by:** Alma Fenwick    **To:** Director, Blue Water Institute

## 1. Background

{background}

## 2. Meetings

### 2.1 Andes Water Agency – 16 September 2025, 10:00–11:30
Present: Dr. Marta Ibarra (Director, Andes Water Agency), Ms. Fenwick, Mr. Lind.
- The agency presented its gauges.
{minutes}
"""

SPANISH = """# Informe de misión

**Título:** Misión de cooperación en estaciones hidrométricas
**País:** Perú (Lima)
**Fechas:** 15 al 19 de septiembre de 2025
**Integrantes:** Sra. Alma Salcedo (Coordinadora, Instituto Agua Azul)
**Elaborado por:** Alma Salcedo
**Fecha del informe:** 30 de septiembre de 2025

## 1. Antecedentes

{background}

## 2. Reuniones

### 2.1 Universidad del Valle – 16 de septiembre de 2025, 10:00 a 12:00
Participantes: Dra. Marta Ibarra (Rectora, Universidad del Valle), Sra. Salcedo.
- La universidad presentó su laboratorio.
{minutes}
"""

FORMS = {"ko": KOREAN, "en": ENGLISH, "es": SPANISH}
US = {"ko": "푸른물연구원", "en": "Blue Water Institute", "es": "Instituto Agua Azul"}
THEM = {"ko": "안데스물연구소", "en": "Andes Water Agency", "es": "Universidad del Valle"}


def agreements(language: str, *, background: str = "", minutes: str = "") -> list[tuple[object, ...]]:
    text = FORMS[language].format(background=background, minutes=minutes)
    reading = read_report(text.encode(), "report.md")
    assert reading.doc.is_trip_report, reading.doc.reason
    names = {body.id: body.canonical for body in reading.organizations}
    return [
        (a.type, a.status, a.signed_on, a.expires_on, sorted(names[party] for party in a.parties))
        for a in reading.agreements
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        (
            "ko",
            "푸른물연구원과 안데스물연구소는 2023. 4. 3. 업무협약(MOU)을 체결하였으며 유효기간은 3년임.",
            ("MOU", "in_force", "2023-04-03", "2026-04-02"),
        ),
        (
            "ko",
            "2019. 5. 2. 안데스물연구소와 체결한 양해각서는 2024. 5. 1. 만료되었음.",
            ("MOU", "expired", "2019-05-02", "2024-05-01"),
        ),
        (
            "ko",
            "2018. 3. 5. 우리 원-안데스물연구소 공동연구 협력의향서 체결, 별도 기한 없이 현재까지 유효",
            ("LOI", "in_force", "2018-03-05", None),
        ),
        (
            "ko",
            "우리 원은 2024년 11월 20일 안데스물연구소와 비밀유지협약을 맺었고 24개월간 유효함.",
            ("NDA", "in_force", "2024-11-20", "2026-11-19"),
        ),
        (
            "en",
            (
                "Our MoU with the Andes Water Agency, signed on 3 March 2024 for three years, is "
                "in force until 2 March 2027."
            ),
            ("MOU", "in_force", "2024-03-03", "2027-03-02"),
        ),
        (
            "en",
            (
                "The NDA between the Blue Water Institute and the Andes Water Agency, signed on "
                "14 January 2025, covers raw "
                "data as well."
            ),
            ("NDA", "in_force", "2025-01-14", None),
        ),
        (
            "en",
            (
                "The memorandum of agreement with the Andes Water Agency was signed on June 6, "
                "2019 and expired on June 5, "
                "2022."
            ),
            ("MOA", "expired", "2019-06-06", "2022-06-05"),
        ),
        (
            "es",
            (
                "Con fecha 14 de marzo de 2024 el Instituto Agua Azul y la Universidad del Valle "
                "suscribieron un Convenio "
                "Específico por un plazo de tres (3) años."
            ),
            ("MOA", "in_force", "2024-03-14", "2027-03-13"),
        ),
        (
            "es",
            (
                "El Convenio Marco suscrito el 2 de mayo de 2020 entre el Instituto Agua Azul y "
                "la Universidad del Valle "
                "venció el 1 de mayo de 2025."
            ),
            ("MOU", "expired", "2020-05-02", "2025-05-01"),
        ),
    ],
)
def test_an_agreement_told_of_in_the_background_is_one(
    language: str, sentence: str, expected: tuple[str | None, ...]
) -> None:
    assert agreements(language, background=sentence) == [(*expected, sorted((US[language], THEM[language])))]


@pytest.mark.parametrize(
    ("language", "minutes", "expected"),
    [
        (
            "ko",
            "  - 협의의사록(R/D)에 양측이 서명함. 효력은 서명일로부터 2년임",
            ("RD", "signed", "2025-09-16", "2027-09-15"),
        ),
        (
            "ko",
            "  - 협력의향서(LOI)에 서명하였으며 법적 구속력이 없고 기한은 두지 않음",
            ("LOI", "signed", "2025-09-16", None),
        ),
        ("ko", "  - 당초 이번에 체결하려던 업무협약은 소장 교체로 체결을 연기함", ("MOU", "planned", None, None)),
        (
            "ko",
            "  - 공동연구 협정서(MOA) 문안에 합의하였고 서명은 12월 방한 때 하기로 함",
            ("MOA", "text_agreed", None, None),
        ),
        ("ko", "  - 양 기관은 업무협약(MOU)을 하반기 중 체결하기로 함", ("MOU", "planned", None, None)),
        ("ko", "  - 우리 원은 업무협약서 초안을 10월 10일까지 송부하기로 함", ("MOU", "planned", None, None)),
        (
            "en",
            "- The NDA came back with two edits; the text is now agreed and only the signatures are missing.",
            ("NDA", "text_agreed", None, None),
        ),
        (
            "en",
            "- The letter of intent, which we have been negotiating since May, is far from being signed.",
            ("LOI", "planned", None, None),
        ),
        ("en", "- The signing of the MOU was postponed to the spring.", ("MOU", "planned", None, None)),
        ("en", "- A record of discussions was signed by both sides.", ("RD", "signed", "2025-09-16", None)),
        (
            "es",
            (
                "- Se revisó la Carta de Intención. El texto quedó acordado; la firma está "
                "pendiente del visto bueno legal."
            ),
            ("LOI", "text_agreed", None, None),
        ),
        (
            "es",
            "- El 16 de septiembre de 2025 se suscribió el Convenio Marco de Cooperación, con vigencia de cinco años.",
            ("MOU", "signed", "2025-09-16", "2030-09-15"),
        ),
        ("es", "- La suscripción del convenio fue postergada hasta noviembre.", ("MOU", "planned", None, None)),
    ],
)
def test_what_minutes_say_of_an_agreement_is_between_us_and_the_host(
    language: str, minutes: str, expected: tuple[str | None, ...]
) -> None:
    assert agreements(language, minutes=minutes) == [(*expected, sorted((US[language], THEM[language])))]


@pytest.mark.parametrize(
    ("language", "minutes"),
    [
        ("ko", "  - 소장은 의향서(LOI) 체결을 희망하였으나 우리 측은 아직 이르다고 답변함"),
        ("ko", "  - MOU 체결 가능성을 타진하였으며 추후 검토하기로 함"),
        ("ko", "  - 기후변화협약 당사국총회 준비 상황을 설명함"),
        ("ko", "  - 자매결연 도시 현황과 운영 예산을 소개함"),
        ("en", "- No memorandum of understanding was signed, and none was asked for."),
        ("en", "- A possible MOU was discussed; both sides would like to think about it."),
        ("en", "- Once the NDA is signed, the agency can share its raw data."),
        ("es", "- La Rectora propuso estudiar la posibilidad de un convenio marco."),
        ("es", "- No se firmó ningún convenio durante la visita."),
    ],
)
def test_talk_of_an_agreement_makes_none(language: str, minutes: str) -> None:
    assert agreements(language, minutes=minutes) == []


def test_an_expired_agreement_and_its_renewal_are_two() -> None:
    minutes = (
        "  - 2020. 10. 5. 체결한 업무협약(MOU)은 5년 기한으로 2025. 10. 4. 만료됨\n"
        "  - 양 기관은 갱신 협약서에 서명하였으며 유효기간은 3년으로 함"
    )
    both = sorted((US["ko"], THEM["ko"]))
    assert agreements("ko", minutes=minutes) == [
        ("MOU", "in_force", "2020-10-05", "2025-10-04", both),
        ("MOU_renewal", "signed", "2025-09-16", "2028-09-15", both),
    ]


def test_three_parties_are_kept() -> None:
    sentence = "2024. 2. 1. 푸른물연구원, 안데스물연구소, 태평양대학교는 3자 업무협약(MOU)을 체결함(유효기간 2년)."
    [(kind, status, signed, expires, parties)] = agreements("ko", background=sentence)
    assert (kind, status, signed, expires) == ("MOU", "in_force", "2024-02-01", "2026-01-31")
    assert parties == ["안데스물연구소", "태평양대학교", "푸른물연구원"]


def test_an_agreement_of_two_others_is_theirs() -> None:
    minutes = "  - 안데스물연구소는 자료 이용에 관하여 산티아고대학교와 별도 MOU를 11월 중 체결할 계획이라고 설명함"
    assert agreements("ko", minutes=minutes) == [("MOU", "planned", None, None, ["산티아고대학교", "안데스물연구소"])]


@pytest.mark.parametrize(
    ("language", "minutes", "expected"),
    [
        (
            "ko",
            "  - 업무협약(MOU)은 이번에 체결하지 않고, 하반기 체결을 목표로 추진하기로 함",
            ("MOU", "planned", None, None),
        ),
        ("ko", "  - 업무협약(MOU)은 2025년 3월 2일부터 3년간 유효하며 2028년 3월 1일에 만료됨", None),
        (
            "en",
            "- No MOU was signed on this visit, but the parties will sign the MOU in March 2026.",
            ("MOU", "planned", None, None),
        ),
        (
            "en",
            "- Our MOU with the Andes Water Agency is valid. It was signed on 4 May 2023 and runs until 3 May 2027.",
            ("MOU", "in_force", "2023-05-04", "2027-05-03"),
        ),
        (
            "es",
            "- El convenio no se firmó en esta visita; se suscribirá en marzo de 2026.",
            ("MOU", "planned", None, None),
        ),
        (
            "es",
            "- El convenio está vigente. Se firmó el 4 de mayo de 2023 y rige hasta el 3 de mayo de 2027.",
            ("MOU", "in_force", "2023-05-04", "2027-05-03"),
        ),
    ],
)
def test_the_next_sentence_and_the_next_time(language: str, minutes: str, expected: tuple[object, ...] | None) -> None:
    found = [one[:4] for one in agreements(language, minutes=minutes)]
    assert all(status != "signed" for _, status, _, _ in found), "nothing is invented"
    assert found == ([expected] if expected else found)


@pytest.mark.parametrize(
    ("language", "minutes", "expected"),
    [
        (
            "ko",
            ("  - '24. 3. 11. 체결한 양해각서는 '27. 3. 10.까지 유효하며, "
            "관측소 추가를 위한 변경 양해각서는 12월 중 체결할 예정임"),
            {("MOU", "in_force"), ("MOU_amendment", "planned")},
        ),
        (
            "en",
            ("- Our MOU, signed on 14 July 2023, runs until 13 July 2026. Both "
            "sides intend to sign an extension in June 2026."),
            {("MOU", "in_force"), ("MOU_renewal", "planned")},
        ),
        (
            "en",
            "- The MOU of 10 June 2021 lapsed on 9 June 2024. Both sides plan to sign a new one in March 2026.",
            {("MOU", "expired"), ("MOU", "planned")},
        ),
        (
            "es",
            ("- El convenio marco, firmado el 4 de abril de 2022 por cinco años, "
            "sigue vigente. Las partes prevén firmar una adenda."),
            {("MOU", "in_force"), ("MOU_amendment", "planned")},
        ),
        ("ko", "  - 의향서(LOI)는 예산이 확정되지 않아 서명을 12월 이후로 미룸", {("LOI", "planned")}),
        ("ko", "  - 2023. 6. 14. 서명한 의향서(LOI)는 2025. 6. 13. 유효기간이 끝났음", {("LOI", "expired")}),
        ("ko", "  - 소장이 협약을 맺자고 제안하였으나 우리 원은 검토가 끝나지 않아 답을 보류함", set()),
    ],
)  # fmt: skip
def test_what_is_to_follow_an_agreement(language: str, minutes: str, expected: set[tuple[str, str]]) -> None:
    assert {(a[0], a[1]) for a in agreements(language, minutes=minutes)} == expected


def test_the_noun_of_a_body_stands_for_it_in_its_meeting() -> None:
    told = "- Blue Water Institute and the Agency signed a letter of intent on 16 September 2025."
    assert agreements("en", minutes=told)[0][-1] == sorted((US["en"], THEM["en"]))


def test_a_signing_told_in_fields_has_its_term_and_its_end() -> None:
    fields = """

### 나. 안데스물연구소 업무협약(MOU) 체결

- 일시: 2025. 9. 17.(수) 11:00
- 참석자: 안데스물연구소 Marta Ibarra 소장, 푸른물연구원 도가람 팀장
- 협약 당사자: 푸른물연구원, 안데스물연구소
- 협약기간: 체결일로부터 3년
"""
    both = sorted([THEM["ko"], "푸른물연구원"])
    assert agreements("ko", minutes=fields) == [("MOU", "signed", "2025-09-17", "2028-09-16", both)]
    stated = fields + "- 만료일: 2027. 9. 16.\n"
    assert agreements("ko", minutes=stated) == [("MOU", "signed", "2025-09-17", "2027-09-16", both)]
