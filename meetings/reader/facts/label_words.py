"""The words of official forms: labels, headings and column heads in Korean, English and Spanish."""

from __future__ import annotations

# key → labels, written without spaces; compared without spaces, case and marks.
LABELS: dict[str, str] = {
    "title": """
        건명 제목 과제 과제명 출장과제명 행사명 출장과제 출장주제 방문주제 mission subject re regarding subjectline
        missiontitle triptitle ref visittitle assignment title título asunto referenciadelviaje misión ref.asunto tema
        nombredelaactividad viaje whatthiswas whatitwas whatfor
    """,
    "purpose": """
        목적 취지 용무 용건 why porqué paraqué 왜감 왜갔나 간까닭 간이유 다녀온까닭 다녀온이유 가게된까닭 가게된이유
        배경및목적 목적및배경 추진목적 purpose objective objectives aim aims goal goals backgroundandpurpose
        purposeandbackground purposeandscope backgroundandobjectives purposeandobjectives aimsandobjectives
        reasonfortravel reasonforvisit reasonfortrip whywewent whyiwent whywetravelled whywetraveled objetivo
        objetivos objetivogeneral propósito motivo finalidad objeto antecedentesyobjetivo antecedentesyobjetivos
        porquéfuimos paraquéfuimos
    """,
    "period": """
        기간 출장일시 출장일자 출장날짜 출장일 여행일시 여행일자 파견일시 파견일자 간날 간때 다녀온날 다녀온기간
        다녀온때 dates period duration fechas periodo período duración fechasdesalidayretorno fechadesalidayretorno
        whenwewent cuándofuimos outandback thereandback salidayregreso salidayretorno idayvuelta idayregreso
        partidayregreso departureandreturn
    """,
    "destination": """
        대상지 지역 국가 나라 행선지 목적지 간곳 다녀온곳 국가도시 국가및도시 국가및지역 대상국 대상국가 대상지역
        파견처 country countries location locations countrylocations countrylocation countrieslocations destination
        destinations places cities towns sites placesvisited placevisited countryvisited countriesvisited
        citiesvisited countryandcity countrycity countriesandcities countriesandcitiesvisited travelto dutytravelto
        travelledto traveledto missionto visitto tripto wherewewent país paises países lugares paísciudad paísyciudad
        paísesyciudades ciudad ciudades destino destinos paísesvisitados ciudadesvisitadas lugaresvisitados
        lugarvisitado paísdedestino ciudaddedestino lugardedestino adóndefuimos
    """,
    "travellers": """
        방문자 간사람 다녀온사람 함께간사람 출장자인적사항 일행 단원 단장 동행 동행자 수행원
        members memberoftheteam membersoftheteam team traveller travellers traveler travelers staff nameofstaff
        staffmember staffmembers staffontravel staffonmission nameofstaffmember nameofstaffmembers nameoftraveller
        nameoftraveler namesoftravellers namesoftravelers travellername travelername travelledby traveledby
        participantsfromourside attendeesfromourside fromourside onourside ourparticipants
        participantesdenuestraparte participantespornuestraparte pornuestraparte
        participantsinthemission composition ourteam whowent whotravelled whotraveled party delegation delegates
        integrantes delegación comisionado comisionada comisionados comisionadas miembros participantesdelamisión
        viajero viajera viajeros viajeras equipo nombredelviajero nombredelcomisionado funcionariocomisionado
        funcionarioscomisionados servidorcomisionado servidorescomisionados personalcomisionado funcionario
        funcionarios quienesviajaron quiénesfueron quiénesviajaron nombredelfuncionario
    """,
    "datetime": """
        일시 일자 면담일시 회의일시 방문일시 날짜 일정일시 시간 면담일자 방문일자 회의일자 date dateandtime datetime
        when time fecha fechayhora hora cuándo cuando 언제 때 시각 면담일 방문일 회의일 면담시간 회의시간 방문시간
        협의일시 미팅일시 개최일시 행사일시 참석일시 논의일시 협의일자 조사일시 면담날짜 일시및시간 날짜시간
        dateofmeeting meetingdate dateofvisit dateofthevisit visitdate dateofthemeeting
        meetingtime dayandtime timeanddate fechadelareunión
        fechahora horario díayhora fechadelavisita fechadevisita
        월일시 연월일시 년월일시 날짜및시각 일자및시간 일자시간 일시시간 만난날 만난때
    """,
    "place": """
        장소 면담장소 회의장소 방문장소 개최장소 place venue location where lugar sede 어디 어디서 곳 만난곳 협의장소
        미팅장소 행사장소 조사장소 면담위치 meetingplace placeofmeeting meetingvenue placeofthemeeting dónde donde
        lugardelareunión ubicación localización sitio sitiodelareunión
    """,
    "attendees": """
        참석자 참석 참석인원 참석자명단 면담자 면담대상 면담대상자 면담인사 면담참석자 배석자 배석 참가자 주요참석자
        참석기관 우리측 우리측참석자 상대측 상대측참석자 접견자 만난사람 면접자 present attendees participants
        attended metwith personsmet peoplemet attendedby presentatmeeting inattendance asistentes participantes
        presentes personascontactadas 나온사람 만난분 만난이 면담인 면담인원 참석자현황 참여자 동석 동석자 상대 상대방
        상대쪽 우리쪽 우리 현지측 현지측참석자 접견인사 면담상대 조사자 함께한사람 who whoattended whowasthere
        whowemet met peoplepresent presentatthemeeting meetingwith counterpart counterparts interlocutors
        personscontacted quiénes quienes quién asistencia interlocutores personasentrevistadas entrevistados
        concurrentes 통역 통역사 통역자 interpreter interpreters interpretation intérprete interpretación 현지참석자
        우리측인원 상대측인원 현지인사 참석위원 참석명단 roundthetable aroundthetable atthetable enlamesa
        alrededordelamesa officialsmet ourside ourteam theirside hostside localside delegates attendance
        peopleinvolved withwhom asistieron participaron concurrieron estuvieronpresentes estuvimos presentwere
        attending weattended 자리한사람 참석하신분 함께한이 conquién contraparte contrapartes ladolocal nuestrolado
        delegados 응답자 응답한사람 응답하신분 답변자 답한사람 답한이 답하신분 대답한사람 대답하신분 말씀하신분
        말씀해주신분 말씀주신분 말한사람 말한이 이야기한사람 이야기하신분 이야기해주신분 들려주신분 발언자 발화자
        구술자 진술자 대담자 피면담자 피면담인 피인터뷰자 인터뷰이 인터뷰대상 인터뷰대상자 인터뷰참여자 인터뷰참석자
        인터뷰응답자 인터뷰상대 면접대상 면접대상자 조사대상자 조사응답자 물은사람 물은이 묻는사람 물어본사람 여쭌사람
        들은사람 질문자 질문한사람 질의자 인터뷰어 인터뷰자 인터뷰한사람 인터뷰진행 인터뷰진행자 면담진행 면담진행자
        면담한사람 면접관 조사원 interviewee interviewees interviewer interviewers interviewedby personinterviewed
        personsinterviewed peopleinterviewed respondent respondents informant informants keyinformant keyinformants
        안내 안내자 안내인 설명자 응대 응대자 영접 guidedby receivedby welcomedby hostedby recibidospor atendidospor
        guiadospor askedby answeredby spokewith speakingwith questionsby entrevistado entrevistada entrevistadas
        entrevistador
        entrevistadora entrevistadores entrevistadoras entrevistadopor entrevistadapor personaentrevistada
        quienentrevista quienresponde informantes informanteclave informantesclave preguntó respondió
    """,
    "host": """
        방문기관 면담기관 기관명 기관 주최 주관 주최기관 방문처 방문기관명 host organization organisation
        institution institución organizador organización entidad 상대기관 만난기관 면담처 방문한곳 hostorganization
        hostorganisation hostinstitution entidadvisitada instituciónvisitada anfitrión
    """,
    "minutes": """
        주요내용 면담내용 논의내용 주요논의내용 주요논의 협의내용 회의내용 주요논의사항 논의사항 논의결과 면담결과
        회의결과 협의결과 협의사항 방문내용 주요협의내용 주요결과 주요면담내용 면담주요내용 주요회의내용 discussion
        discussions keypoints mainpoints summaryofdiscussion discussed outcomes temas temastratados principalestemas
        discusión acuerdos resultados puntostratados 나눈이야기 나눈얘기 들은말 들은이야기 한이야기 오간이야기
        면담요지 논의요지 협의요지 논의 조사결과 진행내용 내용 keyfindings mainfindings pointsdiscussed
        topicsdiscussed whatwasdiscussed whatwelearned whatwelearnt temasabordados asuntostratados loconversado
        desarrollodelareunión
    """,
    "count": """
        총인원 참석인원수 총참석인원 총참석자 참석자수 인원 인원수 totaldeasistentes totalasistentes
        númerodeasistentes totaldeparticipantes númerodeparticipantes numberofparticipants numberofattendees
        totalparticipants totalattendees totalpresent headcount cantidaddeparticipantes cantidaddeasistentes
        cantidaddepersonas númerodepersonas totaldepersonas totaldepresentes numberofpersons numberofpeople
        numberpresent 참석총원 참석자총원
    """,
    "author": """
        작성자 보고자 작성 작성인 보고인 제출자 보고서작성자 작성및보고 정리 정리자 기안 기안자 쓴사람 쓴이 적은사람
        적은이 보고한사람 signed firmado quiensuscribe preparedby reportedby reportby reportpreparedby author authors
        submittedby writtenby draftedby compiledby filedby notesby reportwrittenby reportingofficer elaboradopor
        preparadopor autor autora presentadopor redactadopor informante elaboró redactó responsabledelinforme
        remitidopor suscritopor escritopor reporter rapporteur informa rinde rindeeste rindeinforme rindeelinforme
        rindeestarelación rindelarelación rindeesteinforme suscribe
    """,
    "report_date": """
        작성일 보고일 보고일자 제출일 작성일자 제출일자 보고일시 작성일시 작성날짜 보고날짜 제출날짜 쓴날 낸날 기안일
        기안일자 reportdate dateofreport dateofnote notedate dateofmemo dateofthisreport datesubmitted reportsubmitted
        submittedon submitted filed filedon datefiled dateoffiling dateofsubmission submissiondate reportfiled
        dateprepared preparedon circulated circulatedon datecirculated
        sent senton dateofpreparation dateofissue issued issuedon completedon
        fechadelinforme fechadeentrega fechadepresentación fechadeelaboración fechadeemisión fechaderemisión
        fechadereporte presentadoel entregado entregada presentado presentada remitido remitida rendido rendida
    """,
    "recipient": """
        수신 수신자 수신처 받는사람 받는곳 받는이 보고 보고처 보고대상 제출처 to addressedto addressee submittedto
        reportto reportedto reportsto presentedto para dirigidoa dirigidaa destinatario destinataria presentadoa
        entregadoa attention attn atención seentregaa serindea sepresentaa seremitea sedirigea
    """,
    "handed": "제출 제출및보고 보고및제출 작성및제출 submission handedin handover presentación entrega remisión",
    "document": """
        문서번호 문서등록번호 등록번호 관리번호 시행 문서 refno reference referenceno referencenumber reportno
        reportnumber documentno documentnumber fileno ourref númerodeinforme informen expediente referencia
    """,
    "parties": """
        협약당사자 당사자 협약기관 체결기관 서명기관 체결당사자 parties partiestotheagreement partes
    """,
    "term": "유효기간 협약기간 기간및효력 협약유효기간 term validity validityperiod vigencia plazo",
    "signed_on": """
        체결일 체결일자 협약일 서명일 협약체결일 dateofsignature signedon signingdate fechadefirma
    """,
    "expires_on": """
        만료일 만료일자 만료 종료일 협약만료일 협약종료일 효력종료일 expiry expirydate dateofexpiry expires expireson
        validuntil validthrough inforceuntil fechadevencimiento vencimiento vigentehasta válidohasta fechadeexpiración
    """,
    "original": """
        원협약 기존협약 당초협약 종전협약 originalagreement originalmou acuerdooriginal conveniooriginal
    """,
    "change": "변경내용 변경사항 개정내용 amendment changes modificación modificaciones",
    "signatories": "서명자 서명인 signatories firmantes",
    "budget": """
        경비 소요예산 예산 소요경비 총소요경비 총경비 출장비 여비 비용 쓴돈 budget cost costs expenses chargedto
        funding fundedby budgetline presupuesto gastos viáticos costo
    """,
    "nights": "출장일수",
    "departed": """
        출발일 출발일자 출국일 출국일자 떠난날 departuredate dateofdeparture departed startdate fechadesalida
        fechadepartida fechadeinicio rige
    """,
    "returned": """
        귀국일 귀국일자 복귀일 돌아온날 returndate dateofreturn returned enddate fechaderegreso fechaderetorno
        fechadetérmino fechadefin vence
    """,
}
# Labels are compounds: words that say which trip, then the matter: "파견기간", "합동조사단 구성", "과제·출장명". A
# compound needs a word of the trip, except for a group of people ("자문단"); words that only narrow it stand before.
TRIP_KO = """
    출장 방문 조사 파견 연수 여행 순방 시찰 답사 견학 참가 참석 체류 활동 임무 실사 교류 탐방 참관 순회 교섭 협상 점검
    사절 답방 여정
"""
NARROWING_KO = """
    공무 국외 해외 국내 현지 공동 합동 민관 금번 이번 본 우리 주요 추진 국제 기술 정책 업무 과제 사업 실무 전문가
    무역 통상 산업 경제 문화 관광 의회 의원 학술 청소년 의료 연구 전시 실제 전체 세부 소속 및 과 투자 시장 판로 개척
    유치 대표 평가 자문 상담 봉사 취재 탐사 심사 감독 감리 회담
"""
MATTER_KO: dict[str, str] = {
    "title": "명 건명 제목 과제명 주제",
    "purpose": "목적 사유 취지 배경및목적 배경과목적 목적및배경 목적과배경 목적및필요성 목표",
    "period": "기간 일정기간",
    "destination": """
        지 지역 국 국가 국및도시 국가및도시 국가도시 도시 국도시 대상국 대상국가 대상지 대상지역 국가및지역
    """,
    "travellers": """
        단 단원 단구성 단구성원 단명단 단원명단 단현황 단편성 인원명단 인원현황 단인원 자 자명 자명단 자현황
        자인적사항 자구성 인원 직원 공무원
    """,
    "budget": "경비 예산 비용",
}
# Made the same way, but bodies, or labels of a meeting.
NO_COMPOUND_KO = "참석자 참가자 참가국 참석국 참가인원 참석인원 연구단 사업단 의료단 문화단 산업단 대표단장"
# In English and Spanish the matter stands among words of the trip: "dates of the mission", "lugares de la visita",
# "official travel objectives"; words that only narrow the matter may stand among them.
TRIP_LATIN = """
    mission trip travel travels visit visits journey tour assignment delegation duty travelled traveled visited
    travelling traveling study fieldwork deployment secondment attendance misión misiones viaje viajes visita
    visitas comisión comisiones delegación gira desplazamiento estancia estadía pasantía visitado visitada visitados
    visitadas traveller travellers traveler travelers comisionado comisionada comisionados comisionadas viajero
    viajera viajeros viajeras
"""
NARROWING_LATIN = """
    official main overall general specific field technical joint overseas foreign international full
    servicio servicios exterior oficial técnica técnico conjunta internacional principal general nombre nombres
    of the for our this in on to and de del la las el los en al y
"""
# What may follow the matter: a "team visit" is a visit.
BEHIND_MATTER_LATIN = """
    of for in on to and de del en y visited travelled traveled travelling traveling visitado visitada visitados
    visitadas oficial oficiales
"""
MATTER_LATIN: dict[str, str] = {
    "title": "title name subject topic título nombre denominación asunto tema",
    "purpose": """
        purpose purposes objective objectives aim aims reason reasons goal goals rationale justification
        objetivo objetivos propósito propósitos motivo motivos finalidad objeto justificación razón razones
    """,
    "period": "date dates period duration days fecha fechas período periodo duración días",
    "destination": """
        destination destinations location locations place places country countries city cities
        destino destinos lugar lugares país países ciudad ciudades sede sedes stations
    """,
    "travellers": """
        members member team participants participant staff composition traveller travellers traveler travelers
        officials officers personnel delegates party equipo integrantes participantes miembros composición
        comisionado comisionada comisionados comisionadas conformación viajero viajera viajeros viajeras funcionario
        funcionarios servidores delegados
    """,
}

# What is done with a report, by whom, when and to whom: "복명일", "보고서 제출자", "elevado a", "report submitted on"
HANDING_KO = "작성 보고 제출 복명 기안 보고서 결과 출장 귀국 및 정리"
HANDING_LATIN = """
    submitted prepared reported written drafted compiled filed presented addressed sent handed issued delivered
    completed authored forwarded elaborado elaborada preparado preparada presentado presentada redactado redactada
    elevado elevada remitido remitida dirigido dirigida entregado entregada suscrito suscrita firmado firmada
    escrito escrita emitido emitida rendido informado enviado enviada filled signed recorded entrega rinde presenta
    remite
"""
ABOUT_REPORT_LATIN = (
    "report note memo memorandum card form sheet log this mission trip travel in over the informe memoria documento "
    "este en el la"
)

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

# In English and Spanish such lines are the parts of a report, outside of all numbers.
BARE_PARTS = """
    itinerary schedule programme agenda meetings meetingsheld mainmeetings discussionsheld summary executivesummary
    background introduction context conclusions conclusion recommendations conclusionsandrecommendations nextsteps
    agreednextsteps followup followupactions actionpoints actionitems lessonslearned lessonslearnt wayforward annex
    annexes appendix observations missionitinerary tripitinerary travelitinerary activities
    antecedentes itinerario cronograma desarrollo desarrollodelamisión desarrollodelviaje reuniones
    reunionessostenidas reunionesrealizadas actividades actividadesrealizadas conclusiones recomendaciones
    conclusionesyrecomendaciones compromisos próximospasos seguimiento anexo anexos resumen resumenejecutivo
    itinerariocumplido agendaejecutada agendacumplida
"""

# Column heads of tables.
COLUMNS: dict[str, str] = {
    "no": "순번 번호 연번 no 순 nº 구번",
    "org": """
        소속 기관 기관명 상대기관 참석기관 참가기관 소속기관 소속기관명 소속처 회사 회사명 organization organisation
        affiliation institution institución entidad organización agency company body 소속부서 부서 department
    """,
    "unit": """
        division unit bureau office team dependencia unidad dirección gerencia área subdirección oficina 소속팀 실국
        국실 과명 부서명
    """,
    "name": """
        이름 성명 참석자 성함 name names nombre nombres nombreyapellido 성명국문 participant 출장자 nombreyapellidos
        fullname 면담자 상대방 면담대상자 참가자 참여자 만난사람 만난분 나온사람 성명영문 국문성명 위원명 이름한글
        면담인사 attendee attendees participants person persons personmet personsmet whomwemet delegate delegates
        member asistente asistentes participante participantes nombresyapellidos apellidosynombres apellidoynombre
        persona nombrecompleto integrante integrantes funcionario comisionado
    """,
    "title": """
        직위 직급 직책 직위직책 직급직위 직위직급 직함 상대방직위 position title designation cargo puesto rank role
        직명 jobtitle 직위및역할 직함및역할 보직 현직 하는일 grade 직렬 급수 직위급 nivel grado function jobposition
        post titleposition positiontitle responsibility función rol cargoofunción profesión
    """,
    "mode": """
        참여형태 참석형태 참여방식 참석방식 참석방법 mode attendance modalidad 참석여부 참여방법 온오프라인 온오프
        attendancemode modeofattendance formadeparticipación asistencia
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
        월일 일자 일시 날짜 날 때 언제 when cuándo 월일시 월일요일 date dates fecha day día 일정 기간 월일시요일
        date/time
    """,
    "time": "시간 time hora 시각 시간대 현지시간 현지시각 localtime timelocal horalocal",
    "from": "출발지 출발 departure from desde salida 출발도시",
    "to": """
        도착지 도착 지역 도시 체류지 방문지 방문도시 장소 place location city to arrival hasta llegada lugar ciudad
        국가도시 방문지역 도착도시 곳 어디 어디서 간곳 where dónde
    """,
    "host": """
        방문기관 면담기관 기관 기관명 방문처 host organization organisation institution institución entidad 방문기관명
        면담자 방문기관및면담자 업무수행기관
    """,
    "activity": """
        주요활동내용 주요활동 활동 내용 주요내용 세부내용 세부일정 업무내용 활동내용 수행업무 주요업무 주요일정
        업무수행내용 출장내용 업무 수행내용 activity activities description programme program actividad actividades
        diligencia diligencias gestión gestiones evento event events 한일 하는일 할일 무엇을 본일 whatwedid what
        whatwasdone quéhicimos actividadrealizada agenda meeting purpose descripción 비고내용 추진내용 세부활동
        일정내용
    """,
    "remark": "비고 remarks note notes observaciones",
}
