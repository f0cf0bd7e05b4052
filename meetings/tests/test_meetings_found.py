"""Meetings in the forms of many offices: what is one, when and where it was held, and what is none."""

# ruff: noqa: E501 — reports are as wide as their offices write them

from __future__ import annotations

import pytest

from meetings.reader import read_report

Held = tuple[str, str | None, str | None, str | None, str | None]  # words of the title, date, start, end, place

KO_HEAD = """공무국외출장 결과보고서

1. 출장개요
 ○ 출장기간 : 2025. 9. 8.(월) ~ 9. 12.(금)
 ○ 출장지 : 몽골 울란바토르
 ○ 출장목적 : 대기질 공동측정망 협의
 ○ 출장자 : 대기연구부 하도경 부장, 신라온 연구원

"""
EN_HEAD = """BACK-TO-OFFICE REPORT

Mission: Air quality network, second phase
Dates: 8-12 September 2025
Destination: Nairobi, Kenya
Travellers: Ms Orla Keane (Adviser), Mr Jun Park (Analyst)

"""
ES_HEAD = """INFORME DE MISIÓN

Nombre de la misión: Red de calidad del aire, segunda fase
Fechas: del 8 al 12 de septiembre de 2025
Destino: Cusco, Perú
Integrantes: Ing. Rosa Meléndez (Especialista), Lic. Tomás Ugarte (Analista)

"""

KO_DUTY = """출장복명서

1. 출장기간: 2026. 3. 2.(월) ~ 3. 6.(금)
2. 출장지: 우즈베키스탄 타슈켄트
3. 출장자: 국제협력팀 서은결 팀장, 남유찬 주임
4. 출장목적: 농업기계 시험평가 협력 협의

"""
EN_MISSION = """MISSION REPORT

Purpose: Scoping of the seed bank programme
Period: 2 - 6 March 2026
Country: Ghana
Team: Mr Alan Voss (team leader), Ms Hye-jin Moon (agronomist)

"""
ES_TRAVEL = """Informe de viaje

Objetivo: preparar el programa de semillas
Fechas del viaje: 2 al 6 de marzo de 2026
Lugar: Asunción, Paraguay
Viajeros: Dr. Iván Robles, Ing. Nora Paz

"""

FORMS: dict[str, tuple[str, list[Held]]] = {
    "day headings with timed headings below": (
        KO_HEAD
        + """2. 활동 내용
□ 1일차 (9. 9. 화)
 ○ 10:00~11:30 환경관광부 면담
  - 참석 : 바트바야르 국장, 온도르마 과장 / 하도경 부장, 신라온 연구원
  - 측정소 5개소의 부지를 확인함
 ○ 15시 수문기상청 방문
  - 참석 : 체렌 청장 / 하도경 부장
  - 자료 형식을 설명함
□ 2일차 (9. 10. 수)
 ○ 오전 9시 30분 몽골국립대학교 협의
  - 참석 : 간볼드 교수 / 신라온 연구원
  - 학생 교류를 논의함

3. 향후 계획
 ○ 9. 30.(화) 10:00 원내 결과공유회 개최
""",
        [
            ("환경관광부 면담", "2025-09-09", "10:00", "11:30", None),
            ("수문기상청 방문", "2025-09-09", "15:00", None, None),
            ("몽골국립대학교 협의", "2025-09-10", "09:30", None, None),
        ],
    ),
    "day and time in square brackets before the body": (
        KO_HEAD
        + """2. 면담 결과
 가. [9/9 10시] 환경관광부
  - 만난 사람: 바트바야르 국장
  - 측정소 부지를 협의함
 나. [9/10 14:00~15:30] 수문기상청
  - 만난 사람: 체렌 청장
  - 자료 형식을 협의함
""",
        [
            ("환경관광부", "2025-09-09", "10:00", None, None),
            ("수문기상청", "2025-09-10", "14:00", "15:30", None),
        ],
    ),
    "prose by day in Korean": (
        KO_HEAD
        + """2. 출장 내용
9월 9일 오전 10시부터 11시 30분까지 환경관광부 본관 2층 회의실에서 바트바야르 국장과 면담하였다. 국장은 측정소 부지를 연내에 확정하겠다고 하였다.
같은 날 오후 3시에는 수문기상청을 방문하여 체렌 청장을 만났다. 청장은 자료 형식을 설명하였다.
9월 10일 오전에는 몽골국립대학교를 방문하여 간볼드 교수와 협의하였다.
9월 11일은 출장단 내부 회의를 하고 자료를 정리하였다.
""",
        [
            ("환경관광부", "2025-09-09", "10:00", "11:30", "환경관광부 본관 2층 회의실"),
            ("수문기상청", "2025-09-09", "15:00", None, None),
            ("몽골국립대학교", "2025-09-10", None, None, None),
        ],
    ),
    "one table of talks with the day merged downwards": (
        KO_HEAD
        + """2. 면담 내용
날짜\t시간\t장소\t면담 대상\t논의 사항
9. 9.(화)\t10:00~11:30\t환경관광부 회의실\t환경관광부 바트바야르 국장\t측정소 5개소의 부지를 확인하였으며 국장은 사용 허가를 9월 말까지 내주기로 함
\t15:00~16:00\t수문기상청\t수문기상청 체렌 청장, 돌고르 과장\t자료 형식을 설명함
9. 10.(수)\t09:30~11:00\t몽골국립대학교\t몽골국립대학교 간볼드 교수\t학생 교류를 논의함

3. 조치사항
내용\t담당\t기한
부지 도면 송부\t신라온\t9. 30.
""",
        [
            ("환경관광부", "2025-09-09", "10:00", "11:30", "환경관광부 회의실"),
            ("수문기상청", "2025-09-09", "15:00", "16:00", "수문기상청"),
            ("몽골국립대학교", "2025-09-10", "09:30", "11:00", "몽골국립대학교"),
        ],
    ),
    "fields under circled headings, one called off and held as a call": (
        KO_HEAD
        + """2. 방문 결과
 ① 환경관광부
  · 언제 : 9. 9.(화) 10:00~11:30
  · 어디서 : 환경관광부 회의실
  · 만난 사람 : 바트바야르 국장
  · 나눈 이야기
   - 측정소 부지를 확인함
 ② 수문기상청 방문 (취소)
  · 언제 : 9. 9.(화) 15:00
  · 청장의 일정으로 취소됨
 ③ 수문기상청 화상 면담
  · 언제 : 9. 11.(목) 오후 4시~5시
  · 어디서 : (화상) 숙소
  · 만난 사람 : 체렌 청장
""",
        [
            ("환경관광부", "2025-09-09", "10:00", "11:30", "환경관광부 회의실"),
            ("수문기상청 화상 면담", "2025-09-11", "16:00", "17:00", "숙소"),
        ],
    ),
    "headings with a dash, the day and the hours": (
        EN_HEAD
        + """Meetings

1. Ministry of Environment – 9 Sept, 10:00–11:30
Present: Dr Wanjiru Otieno (Director), Mr Peter Mwangi (Engineer), both travellers
The Ministry explained the siting of the stations.

2. Meteorological Department – 9 Sept, 3 p.m.
Present: Ms Faith Njoroge (Head of Data)
The data format was explained.

3. Debriefing at the Embassy – 12 Sept, noon
Present: Mr Lee Hanbyeol (Counsellor)
No remarks.

Next steps
- 30 September, 10:00: internal presentation
""",
        [
            ("Ministry of Environment", "2025-09-09", "10:00", "11:30", None),
            ("Meteorological Department", "2025-09-09", "15:00", None, None),
            ("Debriefing at the Embassy", "2025-09-12", "12:00", None, None),
        ],
    ),
    "prose by weekday in English": (
        EN_HEAD
        + """Tuesday

At half past nine we met Dr Wanjiru Otieno, Director, at the Ministry of Environment headquarters on Ngong Road. She explained the siting of the stations. We finished at 11 am.

In the afternoon, from 2 to 3.30 pm, we were received by Ms Faith Njoroge at the Meteorological Department. She will send the data format next week.

Wednesday

Internal team meeting and field visit to two sites.

Thursday

The visit to the University of Nairobi was cancelled; instead we held a video call with Prof. James Kariuki at 4 pm.
""",
        [
            (
                "Ministry of Environment",
                "2025-09-09",
                "09:30",
                "11:00",
                "Ministry of Environment headquarters on Ngong Road",
            ),
            ("Meteorological Department", "2025-09-09", "14:00", "15:30", None),
            ("James Kariuki", "2025-09-11", "16:00", None, None),
        ],
    ),
    "a table with persons met in English": (
        EN_HEAD
        + """| Date / time | Organisation | Persons met | Key points |
|---|---|---|---|
| 9 Sept, 10:00 | Ministry of Environment | Dr Wanjiru Otieno, Director | Siting of stations. The Ministry will issue the permits by the end of September. |
| 9 Sept, 15:00 | Meteorological Department | Ms Faith Njoroge, Head of Data | Data format explained. |
| 11 Sept, 09:00 | University of Nairobi | Prof. James Kariuki | Joint papers discussed. |

| Action | Who | By when |
|---|---|---|
| Send station drawings | Jun Park | 30 September |
""",
        [
            ("Ministry of Environment", "2025-09-09", "10:00", None, None),
            ("Meteorological Department", "2025-09-09", "15:00", None, None),
            ("University of Nairobi", "2025-09-11", "09:00", None, None),
        ],
    ),
    "who, when and where under day headings": (
        EN_HEAD
        + """## Tuesday 9 September

### Ministry of Environment
When: 10:00 to 11:30
Where: NHIF Building, 12th floor
Who: Dr Wanjiru Otieno (Director)

- Siting of stations was explained.

### Meteorological Department
When: 3:00 p.m.
Where: Dagoretti Corner
Who: Ms Faith Njoroge (Head of Data)

- Data format explained.

## Thursday 11 September

### University of Nairobi
When: 09:00
Who: Prof. James Kariuki

- Joint papers discussed.
""",
        [
            ("Ministry of Environment", "2025-09-09", "10:00", "11:30", "NHIF Building, 12th floor"),
            ("Meteorological Department", "2025-09-09", "15:00", None, "Dagoretti Corner"),
            ("University of Nairobi", "2025-09-11", "09:00", None, None),
        ],
    ),
    "hours and places under the headings of days in Spanish": (
        ES_HEAD
        + """III. DESARROLLO DE LA MISIÓN

MARTES 9 DE SEPTIEMBRE

1) Reunión con el Gobierno Regional
Hora: 10 h a 11:30 h
Lugar: Palacio Regional
Asistentes: Ing. Luis Quispe Mamani (Gerente de Ambiente)
Se explicó la ubicación de las estaciones.

2) Entrevista en el Servicio de Meteorología
Hora: 3:30 p. m.
Lugar: Sede de Wanchaq
Asistentes: Lic. Carmen Huallpa (Jefa de Datos)
Se explicó el formato.

JUEVES 11 DE SEPTIEMBRE

1) Mesa de trabajo con la Universidad Andina
Hora: 9:00 h
Asistentes: Dr. Hugo Ccori (Decano)
Se conversó sobre publicaciones.

IV. PRÓXIMOS PASOS
Reunión de seguimiento: 15 de octubre, 10:00 h
""",
        [
            ("Reunión con el Gobierno Regional", "2025-09-09", "10:00", "11:30", "Palacio Regional"),
            ("Servicio de Meteorología", "2025-09-09", "15:30", None, "Sede de Wanchaq"),
            ("Universidad Andina", "2025-09-11", "09:00", None, None),
        ],
    ),
    "prose by day in Spanish": (
        ES_HEAD
        + """Desarrollo

El martes 9 nos recibió a las 10 h el Ing. Luis Quispe, Gerente de Ambiente del Gobierno Regional, en la sede de la avenida de la Cultura. Explicó la ubicación de las estaciones.

Ese mismo día, a las tres y media de la tarde, nos reunimos con la Lic. Carmen Huallpa en el Servicio Nacional de Meteorología. Enviará el formato en octubre.

El miércoles 10 se hizo el traslado a Urubamba.

El jueves 11 por la mañana visitamos la Universidad Andina, donde conversamos con el Dr. Hugo Ccori durante una hora.
""",
        [
            ("Gobierno Regional", "2025-09-09", "10:00", None, "sede de la avenida de la Cultura"),
            ("Servicio Nacional de Meteorología", "2025-09-09", "15:30", None, None),
            ("Universidad Andina", "2025-09-11", None, None, None),
        ],
    ),
    "a table of interviews in Spanish": (
        ES_HEAD
        + """Reuniones sostenidas

Fecha y hora\tInstitución\tInterlocutores\tTemas tratados
09/09/2025 10:00\tGobierno Regional\tIng. Luis Quispe, Gerente de Ambiente\tUbicación de las estaciones
09/09/2025 15:30\tServicio de Meteorología\tLic. Carmen Huallpa, Jefa de Datos\tFormato de datos
11/09/2025 09:00\tUniversidad Andina\tDr. Hugo Ccori, Decano\tPublicaciones

Compromisos
Compromiso\tResponsable\tPlazo
Enviar planos\tTomás Ugarte\t30/09/2025
""",
        [
            ("Gobierno Regional", "2025-09-09", "10:00", None, None),
            ("Servicio de Meteorología", "2025-09-09", "15:30", None, None),
            ("Universidad Andina", "2025-09-11", "09:00", None, None),
        ],
    ),
    "headings that the itinerary dates": (
        EN_HEAD
        + """Itinerary

9 September  10:00 Ministry of Environment
9 September  15:00 Meteorological Department
11 September  09:00 University of Nairobi
12 September  Departure

Meetings

1. Ministry of Environment
The Director, Dr Wanjiru Otieno, met the mission and explained the siting of stations.

2. Meteorological Department
Ms Faith Njoroge (Head of Data) met us and explained the data format.

3. University of Nairobi
We met Prof. James Kariuki.

Annex 1. Profile of institutions
1. Ministry of Environment: founded in 1999.
""",
        [
            ("Ministry of Environment", "2025-09-09", "10:00", None, None),
            ("Meteorological Department", "2025-09-09", "15:00", None, None),
            ("University of Nairobi", "2025-09-11", "09:00", None, None),
        ],
    ),
    "one talk after another by the hour": (
        KO_HEAD
        + """2. 주요 활동
ㅁ 환경관광부 대기정책국
 - 일시 : 2025. 9. 9.(화) 10:00
 - 장소 : 정부청사 2동
 - 참석자 : 바트바야르 국장 외 2명
 - 측정소 부지를 확인함
ㅁ 수문기상청
 - 일시 : 같은 날 15:00 ~ 16:20
 - 장소 : 수문기상청 상황실
 - 참석자 : 체렌 청장
 - 자료 형식을 설명함
ㅁ 측정소 후보지 답사
 - 9. 10.(수) 오전에 후보지 두 곳을 둘러봄
""",
        [
            ("환경관광부 대기정책국", "2025-09-09", "10:00", None, "정부청사 2동"),
            ("수문기상청", "2025-09-09", "15:00", "16:20", "수문기상청 상황실"),
        ],
    ),
    "a diary under the heading of days, one talk after the other": (
        KO_DUTY
        + """5. 일자별 활동
3. 2.(월) 인천 출발, 타슈켄트 도착
3. 3.(화) 10:00 농업부 기계화국을 방문하여 라시도프 국장과 면담함. 시험평가 기준을 설명하고 자료를 받음.
이어서 14:00 농기계시험소를 방문하여 카리모프 소장을 면담함. 시험 장비를 살펴봄.
3. 4.(수) 14:30 관개농업대학교에서 유누소바 부총장과 협의함.
3. 5.(목) 자료 정리
3. 6.(금) 타슈켄트 출발
""",
        [
            ("농업부", "2026-03-03", "10:00", None, None),
            ("농기계시험소", "2026-03-03", "14:00", None, None),
            ("관개농업대학교", "2026-03-04", "14:30", None, "관개농업대학교"),
        ],
    ),
    "a line under the heading that says when and where without a label": (
        KO_DUTY
        + """5. 면담 결과
■ 농업부 기계화국 (라시도프 국장)
 ▸ 3. 3.(화) 10:00~11:00, 농업부 5층 회의실
 ▸ 시험평가 기준을 설명함
■ 농기계시험소 (카리모프 소장)
 ▸ 3. 3.(화) 14:00~15:30, 시험소 회의실
 ▸ 시험 장비를 살펴봄
■ 관개농업대학교 (유누소바 부총장)
 ▸ 3. 4.(수) 14:30~16:00, 대학 본관
 ▸ 공동시험 포장을 둘러봄
""",
        [
            ("농업부 기계화국", "2026-03-03", "10:00", "11:00", "농업부 5층 회의실"),
            ("농기계시험소", "2026-03-03", "14:00", "15:30", "시험소 회의실"),
            ("관개농업대학교", "2026-03-04", "14:30", "16:00", "대학 본관"),
        ],
    ),
    "a list of activities in the order of days": (
        EN_MISSION
        + """Activities

- 3 March, 09:00: Meeting with Dr Ama Boateng, Director, Plant Genetic Resources Institute. The cold rooms need repair.
- 3 March, 14:00: Meeting with Mr Yaw Darko, Chief Director, Ministry of Food and Agriculture. He supports the programme.
- 4 March: Travel to Bunso and back.
- 5 March, 11:00: Debriefing with Ms Lena Hart, FAO Country Office.
""",
        [
            ("Plant Genetic Resources Institute", "2026-03-03", "09:00", None, None),
            ("Ministry of Food and Agriculture", "2026-03-03", "14:00", None, None),
            ("FAO", "2026-03-05", "11:00", None, None),
        ],
    ),
    "one paragraph with several talks in Spanish": (
        ES_TRAVEL
        + """Llegamos a Asunción el lunes 2 por la noche. El martes 3 de marzo, de 9:00 a 10:30, nos reunimos con el Ing. Celso Duarte, Viceministro de Agricultura, en su despacho. Por la tarde, a las 15:00, visitamos el Instituto Paraguayo de Tecnología Agraria, donde nos recibió la Ing. Marta Ríos. El miércoles 4 tuvimos una reunión interna. El jueves 5, a las 11 h, sostuvimos una videollamada con la Dra. Pilar Vega, de la FAO.
""",
        [
            ("Celso Duarte", "2026-03-03", "09:00", "10:30", "despacho"),
            ("Instituto Paraguayo de Tecnología Agraria", "2026-03-03", "15:00", None, None),
            ("Pilar Vega", "2026-03-05", "11:00", None, None),
        ],
    ),
    "background, sites, talks among ourselves and plans": (
        KO_DUTY
        + """5. 추진 배경
 ○ 2025. 11. 4.(화) 10:00 서울에서 양 기관이 면담하고 협력 의향을 확인함
6. 활동 내용
 ○ 3. 3.(화) 시험 포장 시찰
 ○ 3. 4.(수) 내부 회의
7. 향후 계획
 ○ 2026. 4. 10.(금) 14:00 농업부와 화상회의 개최
 ○ 10주년 기념사업 추진계획 수립 : 2026. 5월
""",
        [],
    ),
    "bodies with day and time at the head of paragraphs": (
        """MEMORANDUM

To: Head of Programmes
From: Alan Voss
Date: 12 March 2026
Subject: Trip to Accra, 2-6 March 2026

Three meetings matter.

Plant Genetic Resources Institute (Tue 3 March, 9 am). Dr Ama Boateng and her deputy Mr Kofi Mensah showed us the cold rooms.

Ministry of Food and Agriculture (Wed 4 March, 2 pm). Mr Yaw Darko, Chief Director, gave us an hour.

FAO (Thu 5 March, 11 am). Ms Lena Hart, who runs the office, was brief.
""",
        [
            ("Plant Genetic Resources Institute", "2026-03-03", "09:00", None, None),
            ("Ministry of Food and Agriculture", "2026-03-04", "14:00", None, None),
            ("FAO", "2026-03-05", "11:00", None, None),
        ],
    ),
    "talks of half an hour in a table under their day": (
        KO_DUTY
        + """5. 기업 상담
 ○ 3. 4.(수) 타슈켄트 엑스포센터에서 1:1 상담 진행
번호	시간	기업명	담당자	상담 내용
1	10:00~10:30	아그로텍	카밀로프 이사	부품 수출
2	10:40~11:10	실크팜	노디라 대표	시험 대행
3	11:20~11:50	우즈트랙터	엘다르 부장	현지 조립
""",
        [
            ("아그로텍", "2026-03-04", "10:00", "10:30", None),
            ("실크팜", "2026-03-04", "10:40", "11:10", None),
            ("우즈트랙터", "2026-03-04", "11:20", "11:50", None),
        ],
    ),
    "a table with days and without times": (
        KO_DUTY
        + """5. 면담 현황
구분	일자	기관명	면담자	주요 논의내용
1	3. 3.(화)	농업부 기계화국	라시도프 국장, 알리예프 과장	시험평가 기준
2	3. 3.(화)	농기계시험소	카리모프 소장	시험 장비
3	3. 4.(수)	관개농업대학교	유누소바 부총장	공동시험 포장
""",
        [
            ("농업부 기계화국", "2026-03-03", None, None, None),
            ("농기계시험소", "2026-03-03", None, None, None),
            ("관개농업대학교", "2026-03-04", None, None, None),
        ],
    ),
    "headings counted by letters, with day, time and place in brackets": (
        EN_HEAD
        + """III. MEETINGS

A. Ministry of Environment (9 September 2025, 10:00, Nyayo Hall)

1. The mission met Dr. Wanjiru Otieno, Director, and Mr. Paul Kibet, Head of the Data Section. Ms Keane attended.

B. Nairobi City County (10 September 2025, 14:00-15:30)

2. The mission was received by Ms. Grace Atieno, Chief Officer, at the headquarters of the County.
""",
        [
            ("Ministry of Environment", "2025-09-09", "10:00", None, "Nyayo Hall"),
            ("Nairobi City County", "2025-09-10", "14:00", "15:30", "headquarters of the County"),
        ],
    ),
    "a line that names the meeting, its day, time and place, over its points": (
        ES_HEAD
        + """Lo conversado

• Gobierno Regional. Martes 9 de septiembre, de 9:00 a 10:30, en la sede de la avenida Sol.
– Nos recibió Nilda Huanca, gerenta de ambiente.
• Universidad Andina. Miércoles 10 de septiembre, de 15:00 a 16:00, en el rectorado.
– Conversamos con Wilbert Quispe, decano.
""",
        [
            ("Gobierno Regional", "2025-09-09", "09:00", "10:30", "sede de la avenida Sol"),
            ("Universidad Andina", "2025-09-10", "15:00", "16:00", "rectorado"),
        ],
    ),
    "the time first, the name behind it, under a part of the report": (
        ES_HEAD
        + """Reuniones sostenidas

▸ 10/09/2025, 10:00-11:30 – Fundación Manantial (sede central)
   Por la Fundación: María Saavedra, directora; Jorge Terán, responsable técnico
▸ 11/09/2025, 08:30-09:15 – Ministerio de Salud
   Por nuestra parte: Meléndez y Ugarte
""",
        [
            ("Fundación Manantial", "2025-09-10", "10:00", "11:30", "Fundación Manantial (sede central)"),
            ("Ministerio de Salud", "2025-09-11", "08:30", "09:15", "Ministerio de Salud"),
        ],
    ),
    "labels joined by a word, and one that ends as a place": (
        KO_HEAD
        + """2. 면담 결과
 가. 몽골환경청
  - 때와 곳 : 9. 9.(화) 10:00~11:20, 청사 2층 회의실
  - 참석 : 간바타르 청장 / 하도경 부장
 나. 국립측정소
  - 시각 : 9. 10.(수) 14:00
  - 진행 장소 : 측정소 강당(온라인 병행)
  - 참석 : 체렌 소장 / 신라온 연구원
""",
        [
            ("몽골환경청", "2025-09-09", "10:00", "11:20", "청사 2층 회의실"),
            ("국립측정소", "2025-09-10", "14:00", None, "측정소 강당"),
        ],
    ),
    "a table whose head joins day and place": (
        KO_HEAD
        + """2. 면담

| 기관 | 일시·장소 | 면담자(직위) | 면담 요지 |
|---|---|---|---|
| 보건부 | 9. 9.(화) 15:00, 보건부 별관 | 아미나 유수프(국장) | 자료 공유 |
| 새벽물재단 | 9. 11.(목) 11:00, 재단 사무실 | 루스 은제리(대표) | 시범마을 추천 |
""",
        [
            ("보건부", "2025-09-09", "15:00", None, "보건부 별관"),
            ("새벽물재단", "2025-09-11", "11:00", None, "재단 사무실"),
        ],
    ),
    "an opening sentence that looks forward to a section": (
        EN_HEAD
        + """Overview

At 10:00 on 9 September we met the Ministry of Environment; it went well.

Visits

1. Ministry of Environment
Date: 9 September 2025, 10:00-11:30
Attendees: Dr Wanjiru Otieno (Director)
""",
        [("Ministry of Environment", "2025-09-09", "10:00", "11:30", None)],
    ),
}


@pytest.mark.parametrize("form", list(FORMS))
def test_a_form_gives_its_meetings(form: str) -> None:
    text, expected = FORMS[form]
    held = [meeting for meeting in read_report(text.encode(), "report.md").meetings if meeting.status == "held"]
    assert [(meeting.date, meeting.start, meeting.end, meeting.place) for meeting in held] == [
        entry[1:] for entry in expected
    ]
    for meeting, (words, *_) in zip(held, expected, strict=True):
        assert words in meeting.title


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            EN_HEAD
            + """Meetings

4.1 Ministry of Environment
Date: 9 September 2025, 10:00
MoE participants: see Annex
Visitors: Ms Keane, Mr Park

4.2 Nairobi City County
Date: 10 September 2025, 10:00
Visitors: Ms Keane

Annex 1. Persons met

| Name | Position | Organisation | Section |
|---|---|---|---|
| Dr Wanjiru Otieno | Director | MoE | 4.1, 4.2 |
| Ms Grace Atieno | Chief Officer | Nairobi City County | 4.2 |
""",
            [["Wanjiru Otieno", "Keane", "Park"], ["Wanjiru Otieno", "Grace Atieno", "Keane"]],
        ),
        (
            EN_HEAD
            + """Meetings

4.1 Ministry of Environment
Date: 9 September 2025
Time: 10:00
Attendees:
Ministry\tDr Wanjiru Otieno, Director; Ms Grace Atieno, Planner
Our side\tMs Keane
""",
            [["Wanjiru Otieno", "Grace Atieno", "Keane"]],
        ),
        (
            KO_HEAD
            + """2. 면담 결과
 가. 몽골환경청
  - 일시 : 9. 9.(화) 10:00
  - 참석 3명
    - 대면
      - 몽골환경청: 간바타르 청장
      - 하도경 부장
    - 화상
      - 오유나 과장
""",
            [["간바타르", "하도경", "오유나"]],
        ),
        (
            KO_HEAD
            + """2. 상담회
 - 일시 : 9. 9.(화) 10:00~12:00
 - 장소 : 전시장

| 순 | 기업명 | 상담자 | 상담 결과 |
|---|---|---|---|
| 1 | Nordhaven Lager | Anders Berg 구매이사 | 견적을 보내기로 함 |
| 2 | Ostwall Keramik | Uta Reimann 기술부장 | 없음 |
""",
            [["Anders Berg", "Uta Reimann"]],
        ),
        (
            KO_HEAD
            + """2. 면담 결과
 가. 국립문서관
  - 일시 : 9. 9.(화) 10:00
  - 누구와 : 간툴가 국장, 체첵 전문관
  - 출장단 : 하도경 부장, 신라온 연구원
""",
            [["간툴가", "체첵", "하도경", "신라온"]],
        ),
        (
            EN_HEAD
            + """Meeting with the Water Board (10 September, 14:00 - 15:15, Popo Road)

Dr. Alice Naliaka, Chief Executive, and Mr. Peter Ouko, Planner, received the team. Keane and Park went for the Fund.
""",
            [["Alice Naliaka", "Peter Ouko", "Keane", "Park"]],
        ),
    ],
    ids=[
        "an annex by section",
        "rows of sides",
        "groups by a line",
        "a table of talks",
        "labels nobody knows",
        "prose",
    ],
)
def test_people_are_found_by_shape_whatever_the_label(text: str, names: list[list[str]]) -> None:
    read = read_report(text.encode(), "report.md").meetings
    assert [[one.name for one in meeting.attendees] for meeting in read] == names
