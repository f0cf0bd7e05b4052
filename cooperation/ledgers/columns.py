"""What heads of columns mean: the words public bodies and their partners write over the columns of their ledgers.

A head is compared without spaces, signs and brackets. Each field has the forms of its head as one pattern; the order of
the fields decides where two would fit. Heads in two or three rows are compared as one text first ("협약기간" over
"시작"), then by the lower row, then by the upper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

AGREEMENTS, TRIPS, ORGANIZATIONS, PEOPLE = "agreements", "trips", "organizations", "people"
KINDS = (AGREEMENTS, TRIPS, ORGANIZATIONS, PEOPLE)

_NUMBER = r"연번|순번|순서|순|번호|일련번호|관리번호|등록번호|협약번호|구분번호|문서번호|no|nr|sn|seq|serial(?:no|number)?|num|number|id|번|호|#|ref(?:erence)?(?:no)?|item|s[lr]no|núm(?:ero)?"
_NOTE = r"비고\d?|비고란|참고|참고사항|특이사항|특기사항|기타|기타사항|메모|의견|추가사항|remarks?|notes?|comments?|memo|others?|observations?|observaciones|notas|comentarios"
_COUNTRY = (
    r"(?:상대|대상|협력|체결|협약|소재|방문|출장|파견|여행|해당|소속|기관)?(?:국가|국|국가명|국가코드|국명|나라|국적)|소재국|국가별|상대국|"
    r"(?:host|partner|destination)?countr(?:y|ies)(?:code)?|nation|nationality|country/region|국가지역|국가및지역|pa[ií]s"
)
_DEPARTMENT = (
    r"(?:협약|업무|사업|추진|관리|체결)?(?:주관|담당|소관|추진|관리|주무|관련|실무|총괄|운영|책임|협력|해당|수행)?(?:부서|부서명|과|실과|실국|부처|소속부서)|주관|소관|주관과|"
    r"담당과|부서팀|(?:responsible|lead|managing|in-?charge)?(?:department|dept|division|unit|team|office)|unidad(?:responsable)?|departamento"
)
_OFFICER = (
    r"(?:업무|실무|주관|협약|사업|부서|소관|현)?(?:담당자|담당|담당자명|담당자성명|담당직원|실무자|책임자|관리자|주무관)|담당연구원|"
    r"(?:responsible)?(?:officer|personincharge|pic|contactperson|contact|coordinator|manager|staff)|focal(?:point|person)|liaison(?:officer)?|(?:case|desk|project|programme|program)officer|nodalofficer|handledby|responsable|encargad[oa]|incharge|pointofcontact|poc|owner"
)
_START = r"시작|시작일|시작일자|개시|개시일|착수일|부터|발효|발효일|발효일자|효력발생일|효력개시일|효력발생|시기|from|start|startdate|begin|effective|effectivedate|effectivefrom|entryintoforce|commencement(?:date)?|자"
_END = r"종료|종료일|종료일자|종료예정일|만료|만료일|만료일자|만료예정일|만기|만기일|까지|종기|to|end|enddate|until|expiry|expirydate|expiration|expirationdate|expires?|expireson|validuntil|지"
_CONTRACT = r"(?:업무|체결)?(?:협약|협정|협력|교류|mou|양해각서|약정|계약|유효|존속|효력|체결)"

FIELDS: dict[str, dict[str, str]] = {
    AGREEMENTS: {
        "number": _NUMBER,
        "signed_on": r"(?:협약|협정|mou|업무협약|교류|계약|최초|약정)?(?:체결|서명|조인)(?:일|일자|연월일|년월일|날짜|시기|연도|년도|년월|일시)?|협약일|협약일자|협약연월일|협약년월일|"
        r"(?:date(?:of)?)?(?:sign(?:ed|ing|ature)|conclusion)(?:date)?|signedon|datesigned|dateofsignature|signaturedate|체결협약일|dateof(?:the)?(?:mou|moa|agreement|memorandum)|(?:mou|agreement)date|fecha(?:de)?(?:la)?(?:firma|suscripción|suscripcion|celebración)|(?:firmado|suscrito)(?:el)?",
        "effective_from": rf"(?:(?:{_CONTRACT})?기간)?(?:{_START})|(?:{_CONTRACT})(?:{_START})|(?:term|period|validity|duration)(?:{_START})|(?:fecha(?:de)?)?(?:inicio|entradaenvigor)|desde|vigentedesde",
        "expires_on": rf"(?:(?:{_CONTRACT})?기간)?(?:{_END})|(?:{_CONTRACT})(?:{_END})|(?:term|period|validity|duration)(?:{_END})|(?:fecha(?:de)?)?(?:término|termino|vencimiento|expiración|caducidad)|hasta|vigentehasta",
        "renewal": r"(?:자동|기간|협약|갱신)?(?:연장|갱신)(?:여부|조건|조항|방법|방식|유무|사항|구분|규정|형태)?|자동연장갱신여부|연장갱신여부|갱신연장(?:여부|조건)?|(?:auto(?:matic)?)?-?renew(?:al|able)?(?:terms?|clause|conditions?|type)?|extension|renovación(?:automática)?|renovacion|prórroga|prorroga",
        "notice": r"(?:해지|종료|갱신|사전|서면)?(?:통보|통지)(?:기간|기한|시기)?|notice(?:period)?|terminationnotice|해지통보기한",
        "period": rf"(?:{_CONTRACT})?(?:기간|기한)|기간년|(?:{_CONTRACT})기간년수|term|terms|period|validity(?:period)?|duration|periodofvalidity|durationofagreement|vigencia|duración|duracion|plazo",
        "status": r"상태|진행(?:상황|현황)|현재상태|현재상황|진행상태|협약상태|현상태|유효여부|효력여부|효력|존속여부|유지여부|종료여부|해지여부|해지일?|해지일자|해지사유|종료사유|해지종료|만료여부|현황|협약현황|유효|진행여부|status|state|currentstatus|estado|situación|estatus",
        "kind": r"구분|유형|종류|형태|(?:협약|협정|문서|체결|mou)(?:구분|유형|종류|형태|형식|문서)|분류|type|kind|category|(?:type|kind|form|category)of(?:the)?(?:document|agreement|instrument|cooperation)|(?:agreement|document|instrument)(?:type|kind|category)|instrument|tipo(?:de)?(?:convenio|acuerdo|documento|instrumento)?",
        "title": r"(?:업무)?(?:협약|협정|mou|약정|양해각서|협력|계약|교류협정|협정서|협약서|문서)(?:서)?(?:명|명칭|건명|제목|사업명|과제명|서명)|(?:협약|협력)?(?:건명|사업명|과제명|명칭|제목)|title|name|agreement|"
        r"(?:name|title)of(?:the)?(?:agreement|mou|document)|agreement(?:title|name)|mou(?:title)?|subject|document|협약|업무협약|협약건|mou건명|(?:nombre|título|titulo|denominación)(?:del?)?(?:convenio|acuerdo|memorando|instrumento)?|convenio|acuerdo",
        "partners": r"(?:협약|체결|상대|협력|대상|교류|업무협약|해외|참여|상대방|체결상대|협약상대|협약체결|협약대상|파트너|제휴|국외|외국|당사자|mou체결)(?:기관|기관명|단체|단체명|업체|처|대학|대학명|방|자|당사자|당사|기업|기관및단체|상대|상대방|상대기관|기관기업|학교)?(?:명|국문|국문명|한글)?|"
        r"기관|기관명|단체명|업체명|기업명|상대|협약자|당사자|(?:counter)?part(?:ner|y|ies)(?:s|institutions?|organi[sz]ations?|name)?|counterparts?(?:institution|organi[sz]ation)?|institutions?|organi[sz]ations?|signator(?:y|ies)|contractingparties|partneragency|partnerinstitution|(?:name|nameof)(?:the)?(?:partner|counterpart|foreign|collaborating)?(?:institution|organi[sz]ation|university|agency|partner|party|counterpart)|contrapartes?|(?:institución|institucion|entidad|organización|universidad)(?:contraparte|socia|cooperante|firmante|extranjera)?|socios?",
        "partners_more": r"(?:협약|체결|상대|협력|대상)?(?:기관|기관명|단체명)(?:영문|영어|원어|현지어|영문명|약칭|약어|영|eng)|영문명|영문기관명|영문명칭|약칭|약어|englishname|acronym|nameinenglish",
        "country": _COUNTRY + "|소재지|소재지역|(?:상대|협력)?기관소재지?",
        "department": _DEPARTMENT,
        "officer": _OFFICER,
        "content": r"(?:주요)?(?:협약|협력|체결|교류|사업|합의)?(?:내용|분야|사항|범위|개요|목적)|주요(?:협약|협력)?(?:내용|사항|분야)|협약주요내용|협약내용요약|협력사업|협력분야내용|contents?|scope|summary|description|areas?(?:ofcooperation)?|fields?(?:ofcooperation)?|purpose|maincontents?|keycontents?|details|areas?of(?:collaboration|activity|work)|objeto|contenido|alcance|áreas?(?:de)?cooperación",
        "results": r"(?:주요|그간|그동안|최근|사업|협력|교류|협약|활동|이행)?(?:추진|이행|교류|협력|활동|사업|운영|후속)?(?:실적|성과|현황|상황|경과|활동|결과)(?:및계획|및성과|및현황|내용)?|추진사항|이행사항|후속조치|results?|progress|activit(?:y|ies)|achievements?|implementation|outcomes?|performance|trackrecord|activit(?:y|ies)(?:undertaken|conducted|carriedout|done|todate)|resultados|actividades(?:realizadas)?|avances|logros",
        "note": _NOTE,
    },
    TRIPS: {
        "number": _NUMBER,
        "submitted_on": r"(?:귀국|결과|출장|국외출장|출장결과|연수)?(?:결과)?보고서?(?:서)?(?:제출|등록)?(?:일|일자|여부|날짜|제출일)?|제출일|제출일자|보고일|보고일자|보고서제출|(?:결과)?보고서?작성일|(?:trip)?(?:report)?(?:submitted|submission)(?:on|date)?|report(?:date|due|on)?|datesubmitted",
        "registered_on": r"(?:정보)?(?:공개|등록|게시|게재)(?:등록|일|일자|여부|등록일|등록일자|날짜)?|(?:홈페이지|시스템|국외출장연수정보시스템|보고서|누리집|인터넷)(?:공개|등록|게시|게재)(?:일|일자|여부)?|regist(?:ered|ration)(?:on|date)?|publi(?:shed|cation)(?:on|date)?|dateregistered|disclosed(?:on)?",
        "start": r"(?:출장|여행|파견|기간|출장기간)?(?:출발|출국|시작|개시|부터)(?:일|일자|날짜)?|(?:출장기간|기간|period)?(?:from|start|startdate|departure|departuredate|depart)",
        "end": r"(?:출장|여행|파견|기간|출장기간)?(?:귀국|도착|종료|입국|복귀|까지)(?:일|일자|날짜)?|(?:출장기간|기간|period)?(?:to|end|enddate|return|returndate|arrival|until)",
        "period": r"(?:공무|국외|해외|공무국외)?(?:출장|여행|방문|파견|연수|출장여행)?(?:기간|일정|일시|일자|일|날짜)|period|dates?|travel(?:dates?|period)|tripdates?|duration|schedule",
        "cost": r"(?:소요|출장|집행|총|여행|사용|지급|국외|국외출장|해외출장|총소요|집행된)?(?:예산|경비|비용|여비|금액|출장비|집행액|집행예산|사업비|예산액|경비총액|총액|지출액|소요액)(?:합계|계|총계|총액)?|costs?|budget|expens(?:es?|diture)s?|amount|totalcost|travelcosts?|합계금액",
        "title": r"(?:공무|국외|해외|공무국외)?(?:출장|여행|연수|행사|회의|과제|사업|방문)?(?:건명|명|제목|과제명|사업명|행사명|명칭|건)|(?:출장|여행)과제|title|trip(?:title|name)?|name(?:oftrip)?|event|subject|mission",
        "purpose": r"(?:공무|국외|해외|공무국외)?(?:출장|방문|여행|연수|파견)?(?:목적|내용|사유|주요내용|목적및내용|개요|업무)|주요(?:업무|활동|내용|일정)|purpose|objectives?|reason|aims?|description",
        "city": r"(?:방문|출장|체류|여행|대상)?(?:도시|도시명|지역|지역명)|cit(?:y|ies)|town|location",
        "country": _COUNTRY
        + r"|(?:출장|방문|여행|파견|연수|행선|목적|대상)지|행선지|목적지|출장지역|여행지|방문지역|방문국가도시|출장국가도시|국가도시|destinations?|place|where",
        "visited": r"(?:방문|상대|대상|주요방문|면담)(?:기관|기관명|처)|기관명?|visited|institutions?visited|host(?:organi[sz]ation)?",
        "headcount": r"(?:출장|총|여행|파견)?(?:인원|인원수|인원명|명수|인원계)|headcount|numberof(?:travell?ers|people|persons)|persons",
        "nights": r"(?:출장|여행|체류)?(?:일수|박일|박수|기간일|총일수)|days|nights|numberofdays",
        "travellers": r"(?:공무|국외|해외|공무국외)?(?:출장|여행|파견|방문|연수|참가|참석|수행|인솔|출장여행)(?:자|자명|자성명|인|원|단|직원|인원명단|자명단)(?:성명|명|명단)?|성명|이름|출장자(?:직급)?성명|출장자소속성명|명단|travell?ers?|participants?|names?(?:oftravell?ers?)?|delegat(?:es?|ion)|staff|who|attendees",
        "rank": r"(?:출장자)?(?:직급|직위|직책|직명|직급직위|직위직급)|rank|position|grade",
        "department": r"(?:출장자)?(?:소속|소속명|소속부서|부서|부서명|소속기관|소속및직위)|" + _DEPARTMENT,
        "note": _NOTE,
    },
    ORGANIZATIONS: {
        "number": _NUMBER,
        "name": r"(?:협력|상대|유관|대상|해외|교류|파트너|국외|주요|회원|참여|소속)?(?:기관|단체|업체|기업|대학|학교|조직|회사|법인|기구)(?:명|명칭|이름|국문|국문명|한글명|한글|국문명칭)?|명칭|국문명|한글명|국문|국문명칭|국문기관명|(?:official)?name|organi[sz]ation(?:name)?|institution(?:name)?|company|partner",
        "name_en": r"(?:기관|단체)?(?:명)?(?:영문|영어|원어|현지어|원문)(?:명|기관명|명칭|표기|이름)?|기관명영문|englishname|name(?:in)?english|nameenglish|nameen|originalname|localname",
        "acronym": r"(?:기관)?(?:약칭|약어|약자|영문약칭|영문약어|이니셜|약칭명)|acronym|abbreviation|abbr|shortname",
        "former": r"(?:구|이전|변경전|종전|옛|과거)(?:명칭|기관명|명|이름)|formername|previousname|formerly",
        "kind": r"(?:기관|단체)?(?:구분|유형|종류|성격|형태|분류)|type|kind|category|sector",
        "parent": r"(?:상급|상위|모|소속|감독|주무|관할|본부)(?:기관|기관명|부처|부처명)|parent(?:organi[sz]ation)?|affiliatedwith|ministry",
        "country": _COUNTRY,
        "city": r"(?:소재)?(?:도시|도시명|지역|소재지역)|cit(?:y|ies)|location",
        "address": r"주소|소재지|기관주소|위치|우편주소|address|postaladdress",
        "website": r"홈페이지|웹사이트|누리집|사이트|url|홈페이지주소|websites?|homepage|web(?:address)?|site",
        "email": r"(?:대표|기관)?(?:이메일|메일|전자우편|이메일주소|메일주소|e-?mail)|e-?mails?(?:address)?",
        "phone": r"(?:대표|기관)?(?:전화|전화번호|연락처|대표번호)|phone|tel(?:ephone)?|phonenumber|telno",
        "founded": r"설립(?:일|연도|년도|일자|년)|founded|established",
        "contact": r"(?:상대|기관|현지|상대방)?(?:담당자|담당|대표자|기관장|책임자|연락담당|컨택포인트|대표)(?:명|성명)?|contact(?:person|point)?|focalpoint|head|director|representative",
        "field": r"(?:주요|연구|협력|전문|사업)?(?:분야|기능|업무|내용|사업)|개요|기관개요|fields?|areas?|description|expertise",
        "note": _NOTE,
    },
    PEOPLE: {
        "number": _NUMBER,
        "name": r"성명|이름|성명국문|국문성명|한글성명|국문명|한글이름|성함|담당자명?|담당자|인물명|인사명|위원명|참석자|전문가명?|(?:full)?name|person|contact(?:name|person)?|성명한글",
        "name_en": r"(?:성명|이름|국문)?(?:영문|영어|원어|로마자)(?:명|성명|이름|표기)?|성명영문|englishname|name(?:in)?english|nameenglish|nameen|romani[sz]ed(?:name)?",
        "organization": r"(?:현|소속|근무|상대|해당)?(?:기관|소속|기관명|단체|단체명|직장|근무처|회사|소속기관|소속기관명|소속명|기업명|회사명|대학|업체명)|organi[sz]ation|affiliation|institution|company|employer|agency",
        "department": r"(?:소속)?(?:부서|부서명|소속부서|팀|실|과|학과|전공)|department|dept|division|unit|section",
        "title": r"(?:현)?(?:직위|직급|직책|직함|직명|직위직급|직급직위|직책직위|직위및직책)|title|job(?:title)?|position|rank|role|designation",
        "email": r"(?:개인)?(?:이메일|메일|전자우편|이메일주소|메일주소|e-?mail)(?:주소)?|e-?mails?(?:address)?",
        "phone": r"(?:휴대|사무실|직장|유선|개인|내선)?(?:전화|전화번호|폰|번호|연락처|폰번호)|휴대폰|핸드폰|휴대전화|휴대폰번호|휴대전화번호|mobile|phone|tel(?:ephone)?|cell(?:phone)?|phonenumber|contactnumber",
        "country": _COUNTRY,
        "field": r"(?:전문|연구|관심|담당)?(?:분야|업무)|담당업무|전공분야|fields?|expertise|areas?|specialty",
        "kind": r"구분|유형|분류|type|category",
        "note": _NOTE,
    },
}

#: Fields whose columns together make a ledger of the kind; the first of them stands for "what a row is about".
VITAL: dict[str, tuple[str, ...]] = {
    AGREEMENTS: ("title", "partners", "signed_on", "period", "effective_from", "expires_on", "renewal", "results"),
    TRIPS: ("travellers", "period", "start", "end", "purpose", "cost", "submitted_on", "title"),
    ORGANIZATIONS: ("name", "name_en", "acronym", "website", "address", "founded"),
    PEOPLE: ("name", "title", "email", "phone", "organization", "name_en"),
}
_TOPICS = {
    AGREEMENTS: re.compile(r"협약|협정|MOU|MOA|양해각서|체결|의향서|agreement|memorand|signed|expir", re.IGNORECASE),
    TRIPS: re.compile(r"출장|국외여행|해외여행|공무국외|귀국|출국|여비|trip|travel|mission|departure", re.IGNORECASE),
    ORGANIZATIONS: re.compile(
        r"기관\s?(?:명부|목록|현황|리스트)|기관명|유관기관|홈페이지|설립|organi[sz]ations?|institutions|website"
    ),
    PEOPLE: re.compile(
        r"인물|연락처|인사\s?(?:명부|목록)|전문가|명부|명단|성명|직위|이메일|휴대|contact|people|experts|e-?mail"
    ),
}


def squeezed(text: str) -> str:
    """A head without spaces, signs and what stands in brackets."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = (
        re.sub(r"[(\[<{][^)\]>}]*[)\]>}]", "", text) if re.sub(r"[(\[<{][^)\]>}]*[)\]>}]", "", text).strip() else text
    )
    return re.sub(r"[^\w#№가-힣-]|_", "", text).strip("-")


def inside(text: str) -> str:
    """What stands in the brackets of a head: a unit, a second notion."""
    return " ".join(re.findall(r"[(\[<{]([^)\]>}]*)[)\]>}]", unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=8)
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"(?:{pattern})")) for name, pattern in FIELDS[kind].items())


@lru_cache(maxsize=4096)
def field_of(kind: str, text: str) -> str | None:
    """The field that a head of one row means in a ledger of ``kind``."""
    key = squeezed(text)
    if not key or len(key) > 30:
        return None
    if kind in (ORGANIZATIONS, PEOPLE) and re.search(r"영문|영어|원어|english", inside(text), re.IGNORECASE):
        key = re.sub(r"$", "영문", key) if re.search("[가-힣]", key) else key + "english"
    if kind == AGREEMENTS and re.search(r"영문|약칭|약어|영어", inside(text)):
        key += "영문"
    for name, pattern in _patterns(kind):
        if pattern.fullmatch(key):
            return name
    if "/" in text or "·" in text or "," in text or "및" in text:  # "주관부서/담당자": the first that is known
        for part in re.split(r"[/·,]|및", unicodedata.normalize("NFKC", text)):
            if part.strip() and part.strip() != text.strip() and (found := field_of(kind, part)):
                return found
    return None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column: its rows from top to bottom, without repetitions."""

    column: int
    rows: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.rows)


#: Heads over several columns under which a person or day is somebody else's.
_OTHERS = re.compile(r"상대|협약기관|체결기관|협력기관|기관|partner|counterpart|institution")


def field_of_head(kind: str, head: Head) -> str | None:
    """The field of a head of one or more rows."""
    if not head.rows:
        return None
    if len(head.rows) == 1:
        return field_of(kind, head.rows[0])
    joined = "".join(squeezed(row) for row in head.rows)
    lower, upper = field_of(kind, head.rows[-1]), field_of(kind, " ".join(head.rows[:-1]))
    if upper == "partners" and lower in ("officer", "department", "signed_on", "title", "number", "note", "kind"):
        return "partners" if lower == "title" or squeezed(head.rows[-1]) in ("명칭", "이름", "name") else None
    if upper in ("period",) and lower in ("effective_from", "expires_on", "start", "end", "renewal"):
        return lower
    return field_of(kind, joined) or lower or upper


def topic_of(text: str) -> dict[str, int]:
    """How often a text speaks of each kind of ledger."""
    return {kind: len(pattern.findall(text)) for kind, pattern in _TOPICS.items()}


def signature(heads: Sequence[Head]) -> str:
    """One text for the heads of a ledger, by which its mapping is remembered."""
    return "|".join(squeezed(head.text) + (f"({inside(head.text)})" if inside(head.text) else "") for head in heads)
