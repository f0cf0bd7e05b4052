"""Reports in the conventions of different offices, each with what a careful person reads out of it.

Written before the reader was tried on them. All names of people are invented, and most of the bodies.
"""

# ruff: noqa: E501 — reports are as wide as their offices write them

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Annotated:
    """A document and its annotation. ``attendees``: for each meeting (name, body or None, title or None).

    ``same``: spellings that are one body; ``apart``: pairs of spellings that are two. ``agreements``: (type, parties by a
    spelling, signed on, status, expires on). None for a field means that the document is silent; a field left out is not checked.
    """

    text: str
    name: str = "report.txt"
    kind: str = "trip_report"
    checked: dict[str, object] = field(default_factory=dict)
    destinations: list[tuple[str | None, str | None]] | None = None  # (country code, city)
    travellers: list[tuple[str, str | None, str | None]] | None = None  # (name, rank, unit)
    itinerary: list[tuple[str | None, str | None, str]] | None = None  # (date, time, words of the activity)
    meetings: list[tuple[str, str | None, str | None, str | None, str | None]] | None = (
        None  # (words of title, date, start, end, place)
    )
    counts: list[int | None] | None = None
    attendees: list[list[tuple[str, str | None, str | None]]] | None = None
    same: list[tuple[str, ...]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    people_same: list[tuple[str, ...]] = field(default_factory=list)
    people_apart: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)  # (person, the spelling that may be the same)
    agreements: list[tuple[str, set[str], str | None, str, str | None]] | None = None


SQUARES = Annotated(
    text="""국외출장 결과보고서

□ 출장개요
 ○ 출 장 명 : 베트남 탄소시장 협력사업 발굴 출장
 ○ 출장기간 : '25. 4. 14.(월) ~ 4. 18.(금), 3박 5일
 ○ 출장지역 : 베트남 하노이, 호찌민
 ○ 출장목적 : 탄소배출권 거래제 협력 의제 발굴 및 현지 기관 협의
 ○ 출 장 자 : 국제협력실 한도윤 실장, 배아린 선임연구원

□ 출장일정
 - 4. 14.(월) : 인천 → 하노이
 - 4. 15.(화) : 10:00 천연자원환경부 기후변화국 면담, 15:00 주베트남대한민국대사관 방문
 - 4. 16.(수) : 하노이 → 호찌민
 - 4. 17.(목) : 14:00 호찌민시 환경청 협의
 - 4. 18.(금) : 호찌민 → 인천

□ 면담결과
 ○ 천연자원환경부(MONRE) 기후변화국
  - 일시/장소 : 2025. 4. 15.(화) 10:00~11:30 / MONRE 본관 3층 회의실
  - 참석자(총 6명) : (베트남측) Tran Thi Mai 국장, Le Quang Huy 과장, 통역 1명 / (한국측) 한도윤 실장, 배아린 선임연구원 외 1명
  - 주요내용
   · 베트남은 배출권거래제 시범사업을 준비 중임
   · MONRE는 등록부 설계안을 5월 말까지 공유하기로 함
 ○ 주베트남대한민국대사관
  - 일시/장소 : 2025. 4. 15.(화) 15:00~16:00 / 대사관
  - 참석자 : 주베트남대한민국대사관 민재하 참사관, 한국기후기술원 한도윤 실장
  - 주요내용
   · 현지 동향을 공유함
 ○ 호찌민시 환경청
  - 일시/장소 : 2025. 4. 17.(목) 14:00~16:00 / 환경청 대회의실
  - 참석자 : 환경청 Vo Minh Chau 부청장, 한국기후기술원 한도윤 실장, 배아린 선임연구원
  - 주요내용
   · 호찌민시 환경청은 협력 의향서 초안을 검토하겠다고 함

□ 향후계획
 ○ 한국기후기술원과 MONRE 간 업무협약 체결을 하반기 중 추진할 계획

위와 같이 보고합니다.
2025. 4. 30.
보고자 : 한도윤 (인)
한국기후기술원장 귀하
""",
    checked={
        "title": "베트남 탄소시장 협력사업 발굴 출장",
        "start": "2025-04-14",
        "end": "2025-04-18",
        "nights": 3,
        "days": 5,
        "purpose": "탄소배출권 거래제 협력 의제 발굴 및 현지 기관 협의",
        "submitted": "2025-04-30",
        "author": "한도윤",
        "recipient": "한국기후기술원장",
    },
    destinations=[("VN", "하노이"), ("VN", "호찌민")],
    travellers=[("한도윤", "실장", "국제협력실"), ("배아린", "선임연구원", "국제협력실")],
    itinerary=[
        ("2025-04-14", None, "이동"),
        ("2025-04-15", "10:00", "천연자원환경부 기후변화국 면담"),
        ("2025-04-15", "15:00", "주베트남대한민국대사관 방문"),
        ("2025-04-16", None, "이동"),
        ("2025-04-17", "14:00", "호찌민시 환경청 협의"),
        ("2025-04-18", None, "이동"),
    ],
    meetings=[
        ("천연자원환경부", "2025-04-15", "10:00", "11:30", "MONRE 본관 3층 회의실"),
        ("주베트남대한민국대사관", "2025-04-15", "15:00", "16:00", "대사관"),
        ("호찌민시 환경청", "2025-04-17", "14:00", "16:00", "환경청 대회의실"),
    ],
    counts=[6, None, None],
    attendees=[
        [
            ("Tran Thi Mai", None, "국장"),
            ("Le Quang Huy", None, "과장"),
            ("한도윤", None, "실장"),
            ("배아린", None, "선임연구원"),
        ],
        [("민재하", "주베트남대한민국대사관", "참사관"), ("한도윤", "한국기후기술원", "실장")],
        [
            ("Vo Minh Chau", "환경청", "부청장"),
            ("한도윤", "한국기후기술원", "실장"),
            ("배아린", "한국기후기술원", "선임연구원"),
        ],
    ],
    same=[("천연자원환경부", "MONRE")],
    apart=[("MONRE", "한국기후기술원"), ("MONRE", "환경청")],
    participants=["한국기후기술원", "주베트남대한민국대사관", "MONRE"],
    agreements=[("MOU", {"한국기후기술원", "MONRE"}, None, "planned", None)],
)

TABLES = Annotated(
    text="""공무국외출장 결과 보고서
1. 출장 개요
출장제목\t콜롬비아 스마트시티 통합운영센터 구축 자문
기간\t2024년 11월 4일 ~ 2024년 11월 9일 (4박 6일)
방문국가\t콜롬비아(보고타, 메데인)
목적\t통합운영센터 설계 자문 및 현지 실사
출장자\t성명\t소속/직위\t비고
\t도하림\t한국도시연구원 스마트도시본부/본부장\t단장
\t마서진\t한국도시연구원 스마트도시본부/책임연구원\t
2. 방문 일정
일자\t시간\t지역\t방문기관\t내용
11.4(월)\t\t인천\t\t출국
11.5(화)\t09:00\t보고타\t국가기획처(DNP)\t사업 착수 면담
\t14:00\t\t주택도시국토부\t정책 협의
11.7(목)\t10:30\t메데인\t메데인시청\t현지 실사
11.8(금)\t\t\t\t귀국길
3. 세부 내용
3.1 국가기획처(DNP) 면담
일시\t2024. 11. 5.(화) 09:00 ~ 10:30
장소\t국가기획처 회의실
참석자
구분\t성명\t소속 및 직위
콜롬비아\tCamila Restrepo Vargas\t국가기획처 도시개발국장
\tAndrés Felipe Ruiz\t국가기획처 자문관
한국\t도하림\t한국도시연구원 본부장
\t마서진\t한국도시연구원 책임연구원
주요 내용
- DNP는 운영센터 예산을 2025년에 반영할 예정임
3.2 주택도시국토부 협의
일시\t2024. 11. 5.(화) 14:00 ~ 15:30
장소\t주택도시국토부
참석자\t주택도시국토부 Diego Salazar 과장 외 2명, 한국도시연구원 도하림 본부장
주요 내용
- 2021년 6월 3일 체결한 한국도시연구원과 주택도시국토부 간 MOU는 2024년 6월 2일 만료되어 갱신을 협의함
3.3 메데인시 실사
일시\t2024. 11. 7.(목) 10:30 ~ 12:00
장소\t메데인시청
참석자\t메데인시청 Paula Andrea Gil 국장, 조사단 전원
주요 내용
- 통합관제 현황을 청취함
4. 시사점
- 국토교통부 및 KOICA와 연계한 후속사업 검토 필요
작성일 : 2024. 11. 29.
작성자 : 마서진
""",
    checked={
        "title": "콜롬비아 스마트시티 통합운영센터 구축 자문",
        "start": "2024-11-04",
        "end": "2024-11-09",
        "nights": 4,
        "days": 6,
        "submitted": "2024-11-29",
        "author": "마서진",
        "recipient": None,
    },
    destinations=[("CO", "보고타"), ("CO", "메데인")],
    travellers=[("도하림", "본부장", "스마트도시본부"), ("마서진", "책임연구원", "스마트도시본부")],
    itinerary=[
        ("2024-11-04", None, "출국"),
        ("2024-11-05", "09:00", "사업 착수 면담"),
        ("2024-11-05", "14:00", "정책 협의"),
        ("2024-11-07", "10:30", "현지 실사"),
        ("2024-11-08", None, "귀국길"),
    ],
    meetings=[
        ("국가기획처(DNP) 면담", "2024-11-05", "09:00", "10:30", "국가기획처 회의실"),
        ("주택도시국토부 협의", "2024-11-05", "14:00", "15:30", "주택도시국토부"),
        ("메데인시 실사", "2024-11-07", "10:30", "12:00", "메데인시청"),
    ],
    counts=[None, 4, None],
    attendees=[
        [
            ("Camila Restrepo Vargas", "국가기획처", "도시개발국장"),
            ("Andrés Felipe Ruiz", "국가기획처", "자문관"),
            ("도하림", "한국도시연구원", "본부장"),
            ("마서진", "한국도시연구원", "책임연구원"),
        ],
        [("Diego Salazar", "주택도시국토부", "과장"), ("도하림", "한국도시연구원", "본부장")],
        [
            ("Paula Andrea Gil", "메데인시청", "국장"),
            ("도하림", "한국도시연구원", "본부장"),
            ("마서진", "한국도시연구원", "책임연구원"),
        ],
    ],
    same=[("국가기획처", "DNP")],
    participants=["한국도시연구원", "DNP", "주택도시국토부", "메데인시청"],
    mentioned=["국토교통부", "KOICA"],
    agreements=[("MOU", {"한국도시연구원", "주택도시국토부"}, "2021-06-03", "expired", "2024-06-02")],
)

PROSE = Annotated(
    text="""귀국보고서

Ⅰ. 출장 개요
1. 목적: 국제농업박람회 참가 및 종자은행 공동연구 협의
2. 기간: 2023년 9월 11일부터 9월 15일까지
3. 장소: 네덜란드 바헤닝언
4. 출장자: 국립종자과학원 육종과 표지안 연구관, 소율 연구사

Ⅱ. 주요 활동
1. 바헤닝언대학 방문 (9.12, 10:00)
 바헤닝언대학교 Pieter de Vries 교수와 Anna Bakker 연구원을 만나 유전자원 교환 절차를 논의하였다. 국립종자과학원에서는 표지안 연구관과 소율 연구사가 참석하였다.
 de Vries 교수는 유전자원 목록을 10월 중에 보내겠다고 하였다.
2. 네덜란드 유전자원센터(CGN) 업무협의 (9.13, 14:00~16:00)
 o 참석: CGN Lotte Jansen 소장, 표지안 연구관
 o 논의내용: 국립종자과학원과 CGN은 공동연구 의향서(LOI)에 서명하였다.

Ⅲ. 평가 및 건의
 유전자원 교환은 농촌진흥청과의 협의가 필요함

2023년 10월 5일
보고자 국립종자과학원 표지안
""",
    checked={
        "purpose": "국제농업박람회 참가 및 종자은행 공동연구 협의",
        "start": "2023-09-11",
        "end": "2023-09-15",
        "submitted": "2023-10-05",
    },
    destinations=[("NL", "바헤닝언")],
    travellers=[("표지안", "연구관", "육종과"), ("소율", "연구사", "육종과")],
    meetings=[
        ("바헤닝언대학 방문", "2023-09-12", "10:00", None, None),
        ("네덜란드 유전자원센터(CGN) 업무협의", "2023-09-13", "14:00", "16:00", None),
    ],
    attendees=[
        [
            ("Pieter de Vries", "바헤닝언대학교", "교수"),
            ("Anna Bakker", None, "연구원"),
            ("표지안", "국립종자과학원", "연구관"),
            ("소율", None, "연구사"),
        ],
        [("Lotte Jansen", "CGN", "소장"), ("표지안", None, "연구관")],
    ],
    same=[("네덜란드 유전자원센터", "CGN")],
    participants=["국립종자과학원", "CGN"],
    mentioned=["농촌진흥청"],
    people_same=[("표지안", "표지안 연구관")],
    agreements=[("LOI", {"국립종자과학원", "CGN"}, "2023-09-13", "signed", None)],
)

ENGLISH = Annotated(
    text="""MISSION REPORT

Subject: Appraisal of the Nakuru Water Utility Loan
Country: Kenya (Nairobi, Nakuru)
Dates: 12-16 May 2025
Staff: Ms. Sora Hwang, Senior Water Specialist; Mr. Peter Novak, Financial Analyst
Submitted by: Peter Novak
Date of report: May 28, 2025

1. Background
The Global Water Fund (GWF) is preparing a second loan to the Nakuru Water Company (NAWACO).

2. Meetings

2.1 Ministry of Water and Irrigation
Date and time: Monday 12 May 2025, 10:00-11:30
Venue: Maji House, Nairobi
Participants:
- Dr. Grace Wanjiru, Principal Secretary, Ministry of Water and Irrigation
- Mr. James Otieno, Director of Planning, Ministry of Water and Irrigation
- Ms. Hwang and Mr. Novak (GWF)
Discussion:
- The Ministry will issue the no-objection letter by 30 May 2025.

2.2 Nakuru Water Company (NAWACO)
Date and time: Wednesday 14 May 2025, 2:00 pm - 4:00 pm
Venue: NAWACO headquarters
Participants: Eng. Samuel Kiprop (Managing Director, NAWACO); Ms. Faith Chebet (Chief Finance Officer, NAWACO); Ms. Hwang; Mr. Novak
Discussion:
- Dr. Wanjiru joined by phone. NAWACO requested a grace period of five years.
- GWF and NAWACO signed a letter of intent on 14 May 2025.

2.3 Wrap-up with the Ministry (cancelled)
Date and time: Friday 16 May 2025, 09:00
Venue: Maji House

3. Next steps
- Ms. Hwang to circulate the aide-memoire.
""",
    name="report.md",
    checked={
        "title": "Appraisal of the Nakuru Water Utility Loan",
        "start": "2025-05-12",
        "end": "2025-05-16",
        "submitted": "2025-05-28",
        "author": "Peter Novak",
    },
    destinations=[("KE", "Nairobi"), ("KE", "Nakuru")],
    travellers=[("Sora Hwang", "Senior Water Specialist", None), ("Peter Novak", "Financial Analyst", None)],
    meetings=[
        ("Ministry of Water and Irrigation", "2025-05-12", "10:00", "11:30", "Maji House, Nairobi"),
        ("Nakuru Water Company", "2025-05-14", "14:00", "16:00", "NAWACO headquarters"),
        ("Wrap-up", "2025-05-16", "09:00", None, "Maji House"),
    ],
    attendees=[
        [
            ("Grace Wanjiru", "Ministry of Water and Irrigation", "Principal Secretary"),
            ("James Otieno", "Ministry of Water and Irrigation", "Director of Planning"),
            ("Hwang", "GWF", None),
            ("Novak", "GWF", None),
        ],
        [
            ("Samuel Kiprop", "NAWACO", "Managing Director"),
            ("Faith Chebet", "NAWACO", "Chief Finance Officer"),
            ("Hwang", None, None),
            ("Novak", None, None),
        ],
        [],
    ],
    same=[("Global Water Fund", "GWF"), ("Nakuru Water Company", "NAWACO")],
    participants=["GWF", "NAWACO", "Ministry of Water and Irrigation"],
    people_same=[("Grace Wanjiru", "Dr. Wanjiru"), ("Sora Hwang", "Ms. Hwang"), ("Peter Novak", "Mr. Novak")],
    agreements=[("LOI", {"GWF", "NAWACO"}, "2025-05-14", "signed", None)],
)

SPANISH = Annotated(
    text="""# INFORME DE MISIÓN

**Título de la misión:** Cooperación en innovación portuaria
**País:** Chile (Santiago, Valparaíso)
**Fechas:** 3 al 7 de marzo de 2025
**Integrantes:** Sra. Minseo Baek (Jefa de Cooperación, Instituto Marítimo de Busan); Sr. Tomás Leiva (Consultor, Instituto Marítimo de Busan)
**Fecha del informe:** 21 de marzo de 2025
**Elaborado por:** Tomás Leiva

## 1. Objetivo
Explorar un programa conjunto de formación de operadores portuarios.

## 2. Reuniones

### 2.1 Ministerio de Transportes y Telecomunicaciones (MTT)
Fecha y hora: martes 4 de marzo de 2025, 10:00 - 11:30
Lugar: Sede del MTT, Santiago
Asistentes: Dra. Elena Fuentes Rojas (Directora de Puertos, MTT), Sr. Raúl Cifuentes (Asesor, MTT), Sra. Baek, Sr. Leiva
- El MTT enviará el diagnóstico a más tardar el 31 de marzo de 2025.

### 2.2 Universidad Técnica del Pacífico (UTP)
Fecha y hora: jueves 6 de marzo de 2025, 15:00 - 16:30
Lugar: Campus Valparaíso
Asistentes: Prof. Hugo Araya (Decano, UTP), Sra. Baek
- La UTP y el Instituto Marítimo de Busan firmaron un memorándum de entendimiento.

## 3. Próximos pasos
- Sr. Leiva presentará la propuesta en abril.
""",
    name="informe.md",
    checked={
        "title": "Cooperación en innovación portuaria",
        "start": "2025-03-03",
        "end": "2025-03-07",
        "submitted": "2025-03-21",
        "author": "Tomás Leiva",
        "purpose": "Explorar un programa conjunto de formación de operadores portuarios.",
        "language": "es",
    },
    destinations=[("CL", "Santiago"), ("CL", "Valparaíso")],
    travellers=[("Minseo Baek", "Jefa de Cooperación", None), ("Tomás Leiva", "Consultor", None)],
    meetings=[
        ("Ministerio de Transportes y Telecomunicaciones", "2025-03-04", "10:00", "11:30", "Sede del MTT, Santiago"),
        ("Universidad Técnica del Pacífico", "2025-03-06", "15:00", "16:30", "Campus Valparaíso"),
    ],
    attendees=[
        [
            ("Elena Fuentes Rojas", "MTT", "Directora de Puertos"),
            ("Raúl Cifuentes", "MTT", "Asesor"),
            ("Baek", None, None),
            ("Leiva", None, None),
        ],
        [("Hugo Araya", "UTP", "Decano"), ("Baek", None, None)],
    ],
    same=[("Ministerio de Transportes y Telecomunicaciones", "MTT"), ("Universidad Técnica del Pacífico", "UTP")],
    participants=["MTT", "UTP", "Instituto Marítimo de Busan"],
    people_same=[("Minseo Baek", "Sra. Baek")],
    agreements=[("MOU", {"UTP", "Instituto Marítimo de Busan"}, "2025-03-06", "signed", None)],
)

NAMESAKES = Annotated(
    text="""출장 복명서

1. 출장 개요
 가. 출장명: 몽골 광해관리 기술교류
 나. 출장기간: 24년 7월 1일 ~ 7월 5일(4박5일)
 다. 출장국: 몽골 울란바토르
 라. 출장자
  - 한국광해기술원 기술협력팀 차온유 팀장
  - 한국광해기술원 기술협력팀 이수민 주임

2. 업무수행 내용
 가. 몽골국립대학교 방문
  1) 일 시: 24년 7월 2일(화) 14:00 ~ 15:00
  2) 장 소: 몽골국립대
  3) 참석자: 몽골국립대학교 Bat-Erdene Ganbold 교수, 서울자원대학교 이수민 교수, 한국광해기술원 차온유 팀장, 이수민 주임, 이수빈 인턴
  4) 논의사항
   - 이수민 교수는 공동 교과목 개설을 제안함
 나. 광물석유청 면담
  1) 일 시: 24년 7월 3일(수) 10:00 ~ 11:30
  2) 장 소: 광물석유청(MRPAM)
  3) 참석자: MRPAM Bat-Erdene Ganbold 국장, 한국광해기술원 차온유 팀장
  4) 논의사항
   - MRPAM과 한국광해기술원의 MOU는 문안에 합의하였으며 서명은 추후 진행하기로 함

2024. 7. 19.
작성자: 차온우 (서명)
한국광해기술원 이사장 귀하
""",
    checked={
        "start": "2024-07-01",
        "end": "2024-07-05",
        "nights": 4,
        "days": 5,
        "submitted": "2024-07-19",
        "author": "차온우",
        "recipient": "한국광해기술원 이사장",
    },
    destinations=[("MN", "울란바토르")],
    travellers=[("차온유", "팀장", "기술협력팀"), ("이수민", "주임", "기술협력팀")],
    meetings=[
        ("몽골국립대학교 방문", "2024-07-02", "14:00", "15:00", "몽골국립대"),
        ("광물석유청 면담", "2024-07-03", "10:00", "11:30", "광물석유청(MRPAM)"),
    ],
    attendees=[
        [
            ("Bat-Erdene Ganbold", "몽골국립대학교", "교수"),
            ("이수민", "서울자원대학교", "교수"),
            ("차온유", "한국광해기술원", "팀장"),
            ("이수민", "한국광해기술원", "주임"),
            ("이수빈", "한국광해기술원", "인턴"),
        ],
        [("Bat-Erdene Ganbold", "MRPAM", "국장"), ("차온유", "한국광해기술원", "팀장")],
    ],
    same=[("몽골국립대학교", "몽골국립대"), ("광물석유청", "MRPAM")],
    participants=["한국광해기술원", "MRPAM", "서울자원대학교"],
    asked=[("차온유", "차온우")],
    agreements=[("MOU", {"MRPAM", "한국광해기술원"}, None, "text_agreed", None)],
)

PLAN = Annotated(
    text="""국외출장 계획(안)

1. 출장 개요
 ○ 출장명 : 태국 방재기술 협력 출장
 ○ 출장기간 : 2026. 1. 12.(월) ~ 1. 16.(금)
 ○ 출장국 : 태국(방콕)
 ○ 출장목적 : 재난안전 협력 협의
 ○ 출장자 : 방재연구실 함서후 책임연구원

2. 출장 일정(안)
 - 1. 13.(화) 10:00 태국 방재청 면담 예정
""",
    kind="trip_plan",
)

BLANK = Annotated(
    text="""국외출장 결과보고서

1. 출장 개요
출장명\t
출장기간\t20  년  월  일 ~  월  일 (  박  일)
출장국\t
출장목적\t
출장자\t
2. 세부내용
 ○ 일 시 :
 ○ 장 소 :
 ○ 참석자 : ○○○
위와 같이 보고합니다.
20  년   월   일
작성자 :          (인)
○○○장 귀하
""",
    kind="blank_form",
)

INTERVIEWS = Annotated(
    text="""전문가 인터뷰 기록 모음

1. 대상자 A (대학 교수)
 일시: 2025. 2. 3. 10:00
 Q1. 현재 제도의 문제는 무엇입니까?
 A1. 예산이 부족합니다.
 Q2. 개선 방안은?
 A2. 기금을 늘려야 합니다.
2. 대상자 B (연구원)
 일시: 2025. 2. 4. 14:00
 Q1. 현재 제도의 문제는 무엇입니까?
 A1. 인력이 부족합니다.
""",
    kind="interview_record",
)

NOTES = Annotated(
    text="""FIELD NOTES 14 June

well 3 dry again. talked to the chief, he says rain late.
ask Mbeki about pump parts. photos 112-130.
tomorrow: road to the north village
""",
    kind="other",
)

READ = {
    "squares": SQUARES,
    "tables": TABLES,
    "prose": PROSE,
    "english": ENGLISH,
    "spanish": SPANISH,
    "namesakes": NAMESAKES,
}
INTERVIEW_REPORT = Annotated(
    text="""현지 전문가 인터뷰 결과 보고
인터뷰 대상: 5명
1. 대상자 1: 대학 교수
일시: 2025. 3. 4.
문1. 제도의 문제는?
답1. 예산 부족
2. 대상자 2: 공무원
일시: 2025. 3. 5.
문1. 제도의 문제는?
답1. 인력 부족
""",
    kind="interview_record",
)

MEETING_MINUTES = Annotated(
    text="""회의록
일시: 2025. 3. 4. 10:00
장소: 본관 회의실
참석자: 도하림 팀장, 마서진 연구원
안건: 예산 점검
- 예산을 조정하기로 함
""",
    kind="other",
)

TEMPLATE = Annotated(
    text="""MISSION REPORT TEMPLATE

Mission title: [insert title]
Dates: [DD/MM/YYYY] - [DD/MM/YYYY]
Country: ____________
Mission members: [name, position]

1. Purpose
[insert text]
2. Meetings
Date:
Participants:
""",
    kind="blank_form",
)

REFUSED = {
    "interview_report": INTERVIEW_REPORT,
    "minutes": MEETING_MINUTES,
    "template": TEMPLATE,
    "plan": PLAN,
    "blank": BLANK,
    "interviews": INTERVIEWS,
    "notes": NOTES,
}
