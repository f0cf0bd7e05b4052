"""The words of official forms: labels, headings and column heads in Korean, English and Spanish."""

from __future__ import annotations

# key → labels, written without spaces; compared without spaces, case and marks.
LABELS: dict[str, str] = {
    "title": """
        출장명 출장제목 출장건명 건명 출장과제명 방문명 행사명 missiontitle titleofmission tripttitle triptitle
        subject mission título titulodelamision títulodelviaje asunto misión nombredelamisión
    """,
    "purpose": """
        출장목적 목적 방문목적 출장사유 purpose purposeofmission purposeoftrip purposeoftravel purposeofvisit
        purposeofthemission objective
        objectives backgroundandpurpose purposeandbackground purposeandscope backgroundandobjectives 배경및목적
        출장배경및목적
        objetivo objetivos objetivodelamisión objetivodelviaje propósito propositodelviaje
    """,
    "period": """
        출장기간 기간 출장일시 방문기간 출장일자 여행기간 datesofmission missiondates dates period duration
        traveldates periodoftravel periodofmission travelperiod datesoftravel missionperiod fechas periodo período
        fechasdelamisión fechasdelviaje fechasdeviaje
        duración
    """,
    "destination": """
        출장국 출장지 출장지역 방문국 방문국가 출장국가 방문지 출장국및도시 출장국가및도시 방문국가및도시 국가도시
        출장국도시 여행국 방문도시 출장도시 country countries location locations countrylocations countrylocation
        countrieslocations countriesvisited destination destinations placesvisited countryvisited país paises países
        lugares paísciudad paísyciudad paísesyciudades ciudad countryandcity countriesandcities destino destinos
        paísesvisitados país/ciudad
    """,
    "travellers": """
        출장자 출장인원 출장자명 출장자명단 출장자인적사항 방문자 방문단 대표단 조사단 출장단 연수단 방문단구성
        출장자현황 missionmembers members team missionteam traveller travellers traveler travelers staff nameofstaff
        nameoftraveller
        nameoftraveler namesoftravellers travellername nombredelviajero nombredelcomisionado
        participantsinthemission integrantes delegación comisionado comisionados miembros participantesdelamisión
        viajeros equipo
    """,
    "datetime": """
        일시 일자 면담일시 회의일시 방문일시 날짜 일정일시 시간 면담일자 방문일자 회의일자 date dateandtime datetime
        when time fecha fechayhora hora cuándo cuando
    """,
    "place": "장소 면담장소 회의장소 방문장소 개최장소 place venue location where lugar sede",
    "attendees": """
        참석자 참석 참석인원 참석자명단 면담자 면담대상 면담대상자 면담인사 면담참석자 배석자 배석 참가자 주요참석자
        참석기관 우리측 우리측참석자 상대측 상대측참석자 접견자 만난사람 면접자 present attendees participants
        attended metwith personsmet peoplemet
        attendedby presentatmeeting inattendance asistentes participantes presentes personascontactadas
    """,
    "host": """
        방문기관 면담기관 기관명 기관 주최 주관 주최기관 방문처 방문기관명 host organization organisation institution
        institución organizador organización entidad
    """,
    "minutes": """
        주요내용 면담내용 논의내용 주요논의내용 주요논의 협의내용 회의내용 주요논의사항 논의사항 논의결과 면담결과
        회의결과 협의결과 협의사항 방문내용 주요협의내용 주요결과 주요면담내용 면담주요내용 주요회의내용 discussion
        discussions keypoints mainpoints summaryofdiscussion discussed outcomes temas temastratados principalestemas
        discusión acuerdos resultados puntostratados
    """,
    "author": """
        작성자 보고자 작성 작성인 보고인 제출자 preparedby reportedby author submittedby writtenby elaboradopor
        preparadopor autor presentadopor
    """,
    "report_date": """
        작성일 보고일 보고일자 제출일 작성일자 제출일자 보고일시 reportdate dateofreport dateofnote notedate
        dateofmemo dateofthisreport datesubmitted reportsubmitted submittedon submitted
        fechadelinforme fechadeentrega fechadepresentación
    """,
    "recipient": "수신 수신자 보고처 제출처 to addressedto submittedto para dirigidoa destinatario",
    "parties": """
        협약당사자 당사자 협약기관 체결기관 서명기관 체결당사자 parties partiestotheagreement partes
    """,
    "term": "유효기간 협약기간 기간및효력 협약유효기간 term validity validityperiod vigencia plazo",
    "signed_on": """
        체결일 체결일자 협약일 서명일 협약체결일 dateofsignature signedon signingdate fechadefirma
    """,
    "original": """
        원협약 기존협약 당초협약 종전협약 originalagreement originalmou acuerdooriginal convenioiriginal
        convenióoriginal
    """,
    "change": "변경내용 변경사항 개정내용 amendment changes modificación modificaciones",
    "signatories": "서명자 서명인 signatories firmantes",
    "budget": "출장경비 경비 소요예산 예산 소요경비 budget cost presupuesto",
    "nights": "출장일수",
}

# Headings that name a part of the form, not a meeting: what they stand over decides what they mean.
GENERIC_WORDS = """
    방문개요 면담개요 회의개요 개요 출장개요 행사개요 협의개요 방문결과 면담결과 회의결과 협의결과 결과 주요내용
    주요논의내용 주요논의사항 논의내용 논의사항 면담내용 회의내용 협의내용 협의사항 주요협의내용 주요면담내용 방문내용
    질의응답 참석자 참석자명단 사진 현장사진 붙임 세부내용 주요결과 면담사항 참고 참고사항 일정 세부일정 출장내용
    출장자 출장결과 시사점 특이사항 향후계획 후속조치 요약 주요일정 출장일정
"""

# Of these, headings that may stand on a line of their own without any marker in text that lost its styles.
BARE_WORDS = """
    방문개요 면담개요 회의개요 주요내용 면담내용 회의내용 논의내용 협의내용 주요논의내용 주요논의사항 출장개요
    세부일정 출장일정 출장내용 출장결과 시사점 결론 종합의견 향후계획 향후추진계획 후속조치 후속조치사항 조치사항
"""

# Column heads of tables.
COLUMNS: dict[str, str] = {
    "no": "순번 번호 연번 no 순 nº 구번",
    "org": """
        소속 기관 기관명 상대기관 참석기관 참가기관
        소속기관 소속기관명 소속처 회사 회사명 organization organisation affiliation institution
        institución entidad organización agency company 소속부서 부서 department
    """,
    "name": """
        이름 성명 참석자 성함 name names nombre nombres nombreyapellido 성명국문 participant 출장자 nombreyapellidos
        fullname 면담자 상대방 면담대상자
    """,
    "title": """
        직위 직급 직책 직위직책 직급직위 직위직급 직함 상대방직위
        position title designation cargo puesto rank role 직명 jobtitle
    """,
    "mode": """
        참여형태 참석형태 참여방식 참석방식 참석방법 mode attendance modalidad 참석여부 참여방법
    """,
    "orgtitle": """
        소속직위 소속및직위 소속직급 소속및직급 소속직책 affiliationposition organizationtitle organizationposition
        institucióncargo
    """,
    "nametitle": """
        성명직위 성명직급 직위성명 직급성명 이름직위 성명및직위 nametitle nameandtitle nametitleposition namenposition
        nombreycargo
    """,
    "orgname": "소속성명 소속및성명",
    "date": """
        월일 일자 일시 날짜 월일시 월일요일 date dates fecha day día 일정 기간 월일시요일 date/time
    """,
    "time": "시간 time hora 시각 시간대",
    "from": "출발지 출발 departure from desde salida 출발도시",
    "to": """
        도착지 도착 지역 도시 체류지 방문지 방문도시 장소 place location city to arrival hasta llegada lugar ciudad
        국가도시 방문지역 도착도시
    """,
    "host": """
        방문기관 면담기관 기관 기관명 방문처 host organization organisation institution institución entidad 방문기관명
        면담자 방문기관및면담자 업무수행기관
    """,
    "activity": """
        주요활동내용 주요활동 활동 내용 주요내용 세부내용 세부일정 업무내용 활동내용 수행업무 주요업무 주요일정
        업무수행내용 출장내용 업무 수행내용 activity activities description programme program actividad actividades
        agenda meeting purpose descripción 비고내용 추진내용 세부활동 일정내용
    """,
    "remark": "비고 remarks note notes observaciones",
}
