"""The words that speak for a meeting, and those that speak against one."""

from __future__ import annotations

import re

MEETING = re.compile(
    r"면담|회의|방문|협의|워크숍|워크샵|세미나|간담회|협약식|서명|체결식|미팅|예방|접견|회동|포럼|컨퍼런스|토론회|설명회|상담회|"
    r"견학|시찰|답사|현장조사|착수|보고회|교육|강연|행사|교류회|만남|오찬|만찬|조찬|"
    r"meeting|visit|workshop|seminar|courtesy|signing|consultation|forum|wrap-?up|briefing|roundtable|round table|"
    r"session|interview|\bcall\b|\btalks?\b|dialogue|luncheon|working (?:lunch|dinner|breakfast)|kick-?off|"
    r"exchange with|"
    r"reunión|visita|taller|seminario|firma|encuentro|entrevista|foro|mesa (?:técnica|de trabajo)|audiencia|"
    r"conversatorio|"
    r"videollamada|recorrido|almuerzo|desayuno",
    re.IGNORECASE,
)
DIARY = re.compile(
    r"면담|회의|방문|협의|미팅|간담회|예방|접견|meeting|visit|call on|reunión|visita|entrevista", re.IGNORECASE
)
CANCELLED = re.compile(
    r"취소|무산|연기됨|불발|cancel+ed|called off|postponed|cancelad[ao]|suspendid[ao]|pospuest[ao]", re.IGNORECASE
)
# Called off, and held in another way instead: "방문이 취소되었고 화상회의로 대신함".
REPLACED = re.compile(
    r"대신|대체|변경|전환|갈음|instead|replaced|in its place|in lieu|en su lugar|reemplaz|sustitu", re.IGNORECASE
)
# Headings of the parts of a report, which hold meetings but are none.
PART = re.compile(
    r"^(?:출장|방문|활동|세부|주요|업무|면담|회의|협의|논의|수행|기관별|일자별|날짜별|일별|상세|추진|현지|과제)*\s*"
    r"(?:개요|내용|결과|활동|일정|사항|실적|성과|경과|기록|업무)(?:\s*(?:및|과|,|·)\s*\S+)*$|"
    r"시사점|활용\s*계획|향후|후속|참고|붙임|첨부|별첨|"
    r"^(?:meetings?|discussions?|findings|background|context|purpose|objectives?|introduction|next steps|results|"
    r"activities|daily (?:log|notes)|diary|visits|main (?:meetings|discussions|results)|record of (?:meetings|"
    r"discussions)|"
    r"follow-?up(?:\s+(?:actions?|items?|steps?|plan|matters).*)?|(?:meetings?|discussions?) (?:held|and .*)|"
    r"whom (?:we|i) (?:met|saw).*|what (?:we|i) (?:did|learned|learnt|heard|saw).*|"
    r"recommendations?|conclusions?|"
    r"annex.*|itinerary|summary|mission overview|key (?:findings|meetings).*|reuniones|antecedentes|contexto|"
    r"conclusiones|recomendaciones|próximos pasos|"
    r"compromisos.*|actividades.*|desarrollo.*|resultados.*|agenda.*|acuerdos.*|seguimiento|"
    r"reuniones (?:sostenidas|y .*))$",
    re.IGNORECASE,
)
# Parts in which nothing is told of meetings held on the trip, whatever their lines look like.
ASIDE = re.compile(
    r"향후|후속\s?(?:조치|계획|과제|일정|사항|업무|추진)|조치\s?(?:사항|계획|할)|할\s?일|추진\s?계획|활용\s?계획|시사점|느낀\s?점|소감|제언|"
    r"건의|종합\s?의견|결론|평가|배경|경과|경위|연혁|경비|예산|소요|요약|현황|붙임|첨부|별첨|부록|참고|명단|명함|수집\s?자료|"
    r"^(?:(?:출장|세부|주요|방문|전체|현지|여행)\s*)*일\s?정(?:\s?표)?$|"
    r"^(?:[A-Z0-9.]{1,4}\s)?(?:project )?(?:background|context|introduction|next steps?|follow-?up.*|"
    r"(?:agreed )?(?:action|next).*|"
    r"recommendations?.*|conclusions?.*|annex.*|appendix.*|attachments?.*|(?:executive )?summary|in short|in brief|"
    r"(?:trip |mission |travel )?(?:itinerary|schedule|programme|program|agenda)(?: as \w+)?|costs?|budget|expenses?|"
    r"lessons.*|reflections?.*|impressions?|observations?|assessment|our (?:reading|view|assessment)|"
    r"what happens next.*|"
    r"what (?:comes|is) next.*|to do|way forward|why (?:we|i) went|documents? (?:collected|received)|"
    r"antecedentes|contexto|próximos pasos|compromisos.*|conclusiones.*|recomendaciones.*|anexos?.*|"
    r"resumen(?: ejecutivo)?|itinerario.*|cronograma.*|(?:agenda|programa)(?: \w+)?|presupuesto|gastos|reflexiones.*|"
    r"lecciones.*|seguimiento|objetivos?)$",
    re.IGNORECASE,
)
# Of these, the parts that look ahead: a line for a time in them is that of a meeting to come.
AHEAD = re.compile(
    r"향후|후속\s?(?:조치|계획|과제|일정)|할\s?일|추진\s?계획|next steps?|follow-?up|way forward|what happens next|"
    r"próximos pasos|seguimiento",
    re.IGNORECASE,
)
# Talks among ourselves, and getting from one place to another.
INTERNAL = re.compile(
    r"내부\s?(?:회의|협의)|자체\s?(?:회의|협의|점검)|(?:조사단|출장단|출장자|방문단|팀|단원)\s?(?:간\s?)?(?:내부|자체)?\s?(?:회의|협의)(?!실)|"
    r"internal (?:meeting|discussion|debrief)|team (?:meeting|debrief)|reunión interna|reunión del equipo",
    re.IGNORECASE,
)
TRAVEL = re.compile(
    r"^(?:[가-힣A-Za-z →~–-]{0,30})?(?:출발|도착|이동|귀국|출국|입국|경유|탑승|체크인)$|"
    r"^(?:travel|transfer|flight|departure|arrival|return|free time|day off|traslado|viaje|vuelo|retorno|llegada|"
    r"salida)\b",
    re.IGNORECASE,
)
MOVES = re.compile(
    r"출발|도착|이동|귀국|출국|정리|arriv|depart|travel|flight|return|llegad|salid|retorn|viaj", re.IGNORECASE
)
ATTACHED = re.compile(
    r"^(?:붙\s?임|첨\s?부|별\s?첨|Annex|Attachments?|Enclosures?|Anexos?|Adjuntos?)(?:\b|(?=[\s\d:]))"
)
