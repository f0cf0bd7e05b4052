"""How names of bodies are written: the patterns that find them in text, and the tests whether two name one body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from partners.names import HONORIFICS, has_hangul, is_title, norm

from ..bodies import (
    LEGAL_END,
    LEGAL_FORMS,
    NOT_BODIES,
    has_body_ending,
    has_body_word,
    is_acronym,
    is_role,
    looks_like_body,
)
from ..places import is_place
from .latin import CONNECTIVES, WORD, in_names, latin_names

PARTICLES = (
    "에서는|에서도|으로부터|이라고|에서|에게|으로|까지|부터|이라는|과의|와의|과는|와는|에는|은|는|이|가|을|를|"
    "의|에|와|과|로|도|만|측은|측이|측에서|측의|측과|측|및|"
    "이나|나|간|내|등|에도|이며|이고|인|처럼|보다|라는"
)
TAIL = re.compile(rf"^(?:{PARTICLES})?$")
HANGUL_RUN = re.compile(r"[가-힣A-Za-z·&]*[가-힣]+")
STRIP = re.compile(rf"^(.{{2,}}?)(?:{PARTICLES})$")
BRACKET = re.compile(r"\(([^()]{2,80})\)")
# ㈜나래로보틱스, 나래로보틱스(주), 주식회사 나래
KOREAN_COMPANY = re.compile(
    r"(?:㈜|\((?:주|유|재|사)\)|주식회사\s|유한회사\s)\s?([가-힣A-Za-z0-9&]{2,20}?)(?=(?:은|는|이|가|을|를|의|과|"
    r"와|에|에서|도|측)?(?:[^가-힣A-Za-z0-9&]|$))|"
    r"(?<![가-힣A-Za-z0-9&])([가-힣A-Za-z0-9&]{2,20})(?:㈜|\((?:주|유)\)|\s주식회사)"
)
_OPENING_WORDS = """
    the a an and but or so when where while if in on at with from for after before our their his her its this that
    both
    also as by to present meeting visit el la los las un una y o pero cuando con desde para por su sus nuestro
    nuestra
"""
_OPENING = frozenset(_OPENING_WORDS.split())
FORMER = re.compile(r"^(?:구|舊|전|옛|前|formerly|former|ex|antes|anteriormente)[\s,.:)-]+", re.IGNORECASE)
RENAMED = (
    re.compile(r"['\"‘“「]([^'\"’”」]{2,30})['\"’”」]\s*(?:에서|에서는|으로부터)\s*(?:기관\s?)?(?:명칭|이름|기관명)"),
    re.compile(r"(?<![가-힣A-Za-z])([가-힣A-Za-z]{3,20})(?:에서|에서는|으로부터)\s(?:기관\s?)?(?:명칭|이름|기관명)"),
    re.compile(r"\((?:구|舊|옛|前)[\s,.:]\s*([^()]{2,30})\)"),
    re.compile(
        r"\((?:formerly|former name:?|ex-?|antes)\s+(?:the\s+|known as\s+|el\s+|la\s+)?([^()]{2,60})\)", re.IGNORECASE
    ),
)
# "Reinmuth 측은", "Reinmuth Technik 본사": whoever has a side, a factory or a head office is a company or body.
SIDE = re.compile(
    r"(?<![A-Za-zÀ-ɏ.])((?:[A-ZÀ-Ý][\w'’-]*|[A-Z]+)(?:\s(?:&\s)?[A-ZÀ-Ý][\w'’-]*){0,3})\s?(?:측(?:은|이|에서|의|과|에|도|을)?|社|(?:본사|사옥|공장|법인)(?:은|는|이|가|을|를|의|에|과|와|에서|도)?)(?![가-힣])"
)
OFFICE = re.compile(
    r"^([A-Z][A-Za-z&-]{1,11}|[가-힣]{2,12})\s+(?:[가-힣A-Za-z-]+\s){0,3}?(?:[가-힣A-Za-z-]*(?:사무소|사무국|지사|지부|무역관|"
    r"대표부)|Office|"
    r"Country Office|Regional Hub|Hub|Branch|Oficina|Representation(?:\sin\s[A-Z][\w-]+)?|Resident Mission|"
    r"[A-Z]{2,5})$"
)
BRANCH = re.compile(r"^([가-힣]{2,8})(?:현지|지역)?(?:사무소|사무국|지사|지부|분소|대표처)$")
# "Oficina Regional de la UNESCO", "Country Office of UNICEF": the body comes last.
OFFICE_OF = re.compile(
    r"(?<!\w)((?:Oficina|Office|Bureau|Delegaci[óo]n|Delegation|Representaci[óo]n|Representation|Escrit[óo]rio|"
    r"(?:Country|Regional|Field|Liaison)\sOffice)"
    r"(?:\s(?:Regional|Nacional|Local|Country|[Tt][ée]cnica|Sub-?regional|pa[íi]s)){0,2}\s(?:de\sla|del|de|"
    r"of\sthe|of|do|da|du)\s([A-Z][A-Za-z-]{1,11}))(?!\w|\s[A-Z][a-z])"
)
OFFICE_SCAN = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Za-z&-]{1,11})\s((?:[가-힣]{1,8}\s?){1,3}?(?:사무소|지사|지부|"
    r"무역관))(?![가-힣]*장\s?[가-힣])"
)
OF_PLACE = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Za-z-]{1,9})\s([A-Z][a-z]{3,}|[가-힣]{2,7}?)(?=[^\w가-힣]|은|는|이|가|의|와|과|측|$)"
)
MISSION = re.compile(r"주\s?[가-힣A-Z]{1,8}?\s?(?:대한민국|한국)?\s?(?:총영사관|대사관|영사관|대표부|문화원)")
# A department of a city, province or state acts for itself: "나래시 외무국".
DEPARTMENT = re.compile(
    r"(?<![가-힣A-Za-z])((?:[가-힣]{2,8}(?:시|주|도|성|현)|[시주도성])\s"
    r"(?!사무국|방송국|우체국|당국|약국|기지국|(?:상대|수원|공여|회원|참가|당사|선진|개도)국|"
    r"[가-힣]{0,2}[중미영태한외각양전자타]국)"
    r"([가-힣]{2,8}국))(?=장|[^가-힣]|은|는|이|가|을|를|의|과|와|에|$)"
)
# The name that opens a heading with the word that goes before it: "나래 종이보존센터 방문".
HEADED = re.compile(r"(?:^|[|:–—-]\s)([가-힣A-Za-z]{2,12})\s([가-힣]{3,})(?=\s|\(|$)")
# "A는 B로 개칭됨", "A was renamed B", "A pasó a llamarse B": the old name, the new one.
CHANGED = (
    re.compile(
        r"(?:(?:구|옛|종전|기존)\s)?([가-힣A-Za-z]{3,20})(?:\([^()]*\))?(?:은|는|이|가)\s(?:['’\d.\s년월일부]*(?:부터|에|자로)?\s?)?"
        r"(?:[가-힣]{2,8}(?:으로|로|에\s따라|에\s의해)\s)?"
        r"([가-힣A-Za-z]{3,20}?)(?:\([^()]*\))?(?:으로|로)\s(?:개칭|개편|확대\s?개편|명칭|이름|기관명|바뀌|변경|승격)"
    ),
    re.compile(
        r"(?<!\w)((?:[A-ZÀ-Ý][\w'-]{0,20}\s|of\s|and\s|de\s|la\s){1,8})(?:was|has\sbeen|is\snow)\s(?:renamed|"
        r"called)\s(?:to\s|as\s|the\s)*"
        r"((?:[A-ZÀ-Ý][\w'-]*|of|and|the)(?:\s(?:[A-ZÀ-Ý][\w'-]*|of|and|the))*)"
    ),
    re.compile(
        r"(?<!\w)((?:[A-ZÀ-Ý][\w'-]{0,20}\s|de\s|del\s|la\s|y\s){1,8})(?:pas[óo]\sa\s(?:llamarse|denominarse)|"
        r"cambi[óo]\s(?:su|de)\snombre\sa)\s"
        r"((?:[A-ZÀ-Ý][\w'-]*|de|del|la|y)(?:\s(?:[A-ZÀ-Ý][\w'-]*|de|del|la|y))*)"
    ),
)
ENTERPRISE = re.compile(r"(?:기업|업체|회사|기관)(?:이|은|인|에서|의)?\s?\(([A-Z][A-Za-z0-9 .&-]{1,30})\)")
# Words that mean the one body of a document whose name ends so, where they stand alone: 공단은, 과학원이.
_SHORT_WORDS = """
    공단 공사 과학원 연구원 연구소 진흥원 개발원 기술원 정보원 평가원 교육원 관리원 지원원 의료원 보건원 문화원 재단
    위원회 협회 학회 연합회 조합 연수원 인증원 시험원 예술원 안전원 품질원 산업원 융합원 극장
    협의회 사무국 사무소 대사관 총영사관 영사관 대표부 무역관 은행 병원 박물관 도서관 기록관 미술관 시청 도청 군청
    구청 상공회의소 상의 회의소 연맹
    인민위원회 국제협력단 협력단 센터 테크노파크
"""
SHORT_WORDS = frozenset(_SHORT_WORDS.split())
_SUBJECT = re.compile(
    r"^(?:(?:은|는|이|가|과|와|의|에|을|를|측|에서|에게|도|으로|로|만|측은|측이|측에|측과|측의|에서는|에는|에도|와도|과도|와는|과는|에서도|으로부터|로부터)(?![가-힣])"
    r"|(?:\s(?:사무국|본부|본사|본원|본관|청사|회의실|회원사|회원국|직원|관계자|담당자|임직원|측)|\s?(?:내|산하|소속))(?![가-힣]{3}))"
)
# A unit of the body before it: "내무부 산업안전국", "가온연구원 국제협력실".
UNIT_AFTER = re.compile(
    r"(?:\([^()]{2,40}\))?\s((?:[가-힣]{2,10}(?:국|실|처|팀|본부|과|단|부|지부|지사|분소))(?:\s[가-힣]{2,10}(?:국|실|처|팀|과|부))?)(?=장?(?:은|는|"
    r"이|가|을|를|의|과|와|에|에서|도|측)?(?:[^가-힣]|$))"
)
_NOT_UNITS = """
    결과 효과 성과 일부 전부 여부 내부 외부 세부 간부 정부 전국 양국 각국 당국 한국 중국 미국 영국 태국 현실 사실 진실
    확실 충실 교실 과실 부실
    상실 집단 수단 진단 판단 중단 근처 출처 대처 제국 귀국 출국 입국 외국 개도국 선진국 참가국 회원국 공여국 수원국
    대상국 부과 초과 통과 경과
    사과 첨부 송부 당부 거부 납부 기부 공부 후반부 학과 회의실 세미나실 강당 접견실 장관실 차관실 청장실 원장실 총장실
    국장실 사무실 상황실 전시실
    자료실 실험실 연구실 대회의실 소회의실 중회의실 강의실 교실
"""
_NOT_UNIT_WORDS = frozenset(_NOT_UNITS.split())
_A_GROUP = re.compile(
    r"(?:조사|대표|방문|출장|사절|교류|시찰|유치|평가|자문|봉사|연수|점검|파견|회의|세미나|집무|접견)[단실]$"
)


def is_unit(name: str) -> bool:
    """Whether a word that ends as parts of bodies do is one: no outcome, country, room or delegation."""
    return name not in _NOT_UNIT_WORDS and _A_GROUP.search(name) is None


# "이하 한국나래진흥원은 '진흥원'으로 적음": what the report calls the body from there on.
CALLED_FROM_HERE = re.compile(
    r"이하(?:에서)?\s([가-힣A-Za-z]{2,20}(?:\s[가-힣A-Za-z]{2,20}){0,2}?)(?:\([^()]*\))?(?:은|는|을|를)\s['\"‘“「]"
    r"([^'\"’”」]{2,20})['\"’”」]\s?(?:으로|로|이라|라)"
)
# "the Dullu water users' association": a name that goes on in small letters.
LOWER_CASE = re.compile(
    r"(?<!\w)(?:[Tt]he|an?)\s([A-Z][\w-]+(?:\s[a-z][\w'’-]+){1,4}\s(?:association|cooperative|federation|union|society|"
    r"syndicate|guild))(?!\w)"
)
# What says, behind the name of a body, in which part of a country it governs.
IN_REGION = re.compile(r",\s([A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2}\s(?:Province|State|Region|County|District))(?!\w)")
# Offices a body has in other places, and what only a part of it is called.
OFFICE_WORD = re.compile(r"^[가-힣]{0,8}(?:사무소|지사|지부|사무국|무역관|대표처|분소)$")
ALONE = frozenset(("총리실", "대통령실", "국회", "의회"))
LATIN_ALONE = frozenset(("Parliament", "Treasury", "Parlamento", "Congreso", "Senado", "Cancillería"))
AND_SOMEBODY = re.compile(rf"\s(?:and|y|e|&)\s(?:{HONORIFICS})\.?(?:\s.*)?$", re.IGNORECASE)
OWN_BEFORE = re.compile(
    r"(?:^|\s)(?:우리|저희|당|본)\s?(?:원|사|청|기관|연구[원소]|재단|센터|공사|공단|대학교?|병원|학교|협회)$"
)
# A passage that tells something, beside those that list.
TOLD = re.compile(
    r"[가-힣\s](?:함|음|임|됨|었다|였다|했다|한다|된다)(?:[\s.;]|$)|"
    r"(?<!\w)[a-zà-ÿ]{2,}(?:aron|ieron|arán|erán|irán|ará|erá|irá|ó|ed)(?!\w)|(?<!\w)(?:we|was|were|is|are|has|had|will|said|told|received|fue|fueron|se|nos|dio)\s[\w\s]*[a-z]"
)
DEFINED = re.compile(
    r"^(?:이하|약칭|일명|이하\s*약칭|hereinafter|hereafter|henceforth|en adelante|en lo sucesivo|(?=[\"'‘“]))[\s,:]*"
    r"(?:(?:called|referred to as|denominad[oa])\s)?[\"'‘’“”「]*(?:(?:the|el|la)\s)?",
    re.IGNORECASE,
)
# What numbers a heading: "C.1 Secretaría", "b) Ministry", "B. Ministry".
MARKER = re.compile(r"^(?:[A-Za-z]\.\d+(?:\.\d+)*\.?|\d+(?:\.\d+)*[.)]|[A-Za-z][.)](?!\S\.)|\(?\d+\))\s+(?=\S{3})")
# The end of a clause: "언급하였으나 대학", "바라지만 대학"
VERB_END = re.compile(
    r"(?:으나|지만|으며|하며|되며|이며|면서|는데|므로|도록|려고|거나|든지|어서|아서|여서|니까|다가|자마자|라도|"
    r"하나|되나|이나)$"
)
# A unit inside a body that prose names only in passing: "Dirección Ejecutiva", "Finance Division".
INNER = re.compile(
    r"^(?:Sub)?(?:Direcci[óo]n|Oficina|Gerencia|Divisi[óo]n|Unidad|[ÁA]rea|Laboratorio|Secci[óo]n)\s"
    r"(?!(?:\w+\s)?(?:Nacional|General|Regional|Provincial|Departamental|Presidencial|del Presidente))"
    r"|^(?:(?!State|US)[\w&,-]+\s){1,5}(?:Unit|Section|Division|Department|Desk|Branch)$|^(?:Executive|Finance|"
    r"Legal|Procurement)\s(?:Office|Department|Board)$"
)
UNIT = re.compile(r"\b(?:Unit|Unidad|Section|Team|Task Force|Panel|Group|Secretariat|Council)\b")
LEGAL = re.compile(rf"^(?:{LEGAL_FORMS}|Co|C[íi]a|B|Pte|Pty|Pvt|Sdn|s\.r\.o|Private)\.?,?$")
NAME_WORD = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ]{3,}$")
# First words that many bodies and many other things share.
_GENERAL_WORDS = """
    national central federal royal state regional local public international global world european african
    asian american british french german korean northern southern eastern western north south east west great
    united first new general digital technical medical agricultural environmental economic social financial
    industrial scientific civil higher food water energy health education finance trade labour labor land
    forest ocean climate green smart open data technology science research innovation development planning
    culture tourism transport housing community youth women resident coordinator joint special supreme
    province district county city town ward village
    advanced applied senior junior deputy head vice chief project programme program steering country management
    trade
    foreign domestic state capital urban coastal marine river mountain university institute ministry bank nacional
    central federal real estatal regional local
    pública público internacional mundial superior técnica técnico general provincial municipal
"""
GENERAL = frozenset(_GENERAL_WORDS.split())
GENERIC_BEFORE = re.compile(
    r"(?:의|과|와|및|은|는|이|가|을|를|에서|에|한|하는|된|될|할|던|등|간|내|별|로|며|고|면|게|서|해|때|적|중인|"
    r"까지|부터|에게|있는|위한|대한|통한|관련|해당|각|여러|주요|양|현지|해외|국내|사립|국립|공립|국공립|지역|지방|"
    r"기업|참여|모든|일부|다른|전국|차원|국가|정부|민간|협력|공동|우수|이|그|저|세계|글로벌|국제)$"
)


def without_particle(run: str) -> list[str]:
    """A run of Hangul as it stands, and without the particle it may end in."""
    out = [run]
    found = STRIP.match(run)
    if found is not None:
        out.append(found.group(1))
        again = re.match(rf"^(.{{2,}})(?:{PARTICLES})$", run)  # the longest stem too: 국립대와의 / 국립대와
        if again is not None and again.group(1) != found.group(1):
            out.append(again.group(1))
    return out


def before(text: str) -> list[str]:
    """What a bracket may explain: the words right before it, longest reading first."""
    out: list[str] = []
    latin = next(reversed(list(latin_names(text))), None)
    if latin is not None and latin[1] >= len(text.rstrip()):
        words = trimmed(MARKER.sub("", (in_names(latin[0]) or [""])[-1])).split()
        if words:
            out.append(" ".join(words))
    hangul = re.search(r"([가-힣A-Za-z0-9·&]+)(?:은|는|이|가)?$", text.rstrip())
    if (hangul is not None and has_hangul(hangul.group(1))) or (hangul is not None and hangul.group(1) not in out):
        out.append(hangul.group(1))
    return out


# What has initials and is no body: plans, systems, rules, measures.
_THING = re.compile(
    r"^(?:Plan|Sistema|Programa|Acuerdo|Convenio|Proyecto|Ley|Norma|Pol[íi]tica|Estrategia|Informe|[ÍI]ndice|Manual|Evaluaci[óo]n|Encuesta|T[ée]rminos|"
    r"Memorando|Memor[áa]ndum|Carta|Gu[íi]a|Protocolo|Modelo|Diagn[óo]stico|Certificado|C[óo]digo|Impuesto|Producto|Tasa|Zona|[ÁA]rea|Estudio|Curso)\b|"
    r"\b(?:Plans?|Systems?|Programmes?|Programs?|Projects?|Procedures?|Agreements?|Memorandum|Index|Indicators?|Strategy|Assessments?|Frameworks?|Reports?|Act|Law|"
    r"Policy|Standards?|Protocols?|Models?|Methods?|Rates?|Surveys?|Courses?|Study|Studies|Tools?|Software|Platform|Database|Analysis|Guidelines?|"
    r"Mechanism|Tariffs?|Terms|Letter|Zones?|Areas?|Goals?|Targets?|Budget|Tax|Notes?|Papers?|Cards?|Units?\sCost|Devices?|Vehicles?|Robots?)(?:\s(?:of|for|on)\s.*)?$"
)


def names_same(outside: str, inside: str, *, strong: bool = False) -> bool:
    """Whether a bracket gives another name of the body before it: both names, not a remark, a place or a number."""
    inside = inside.strip()
    if not inside or is_place(inside) or is_role(inside) or not re.match(r"^[\w가-힣 .,&'’·-]+$", inside):
        return False
    if _THING.search(outside) and not strong:
        return False
    outside_body = strong or looks_like_body(outside)
    if is_acronym(inside):
        return (has_body_ending(outside) or has_body_word(outside) or (strong and not is_acronym(outside))) or spells(
            outside, inside
        )
    if is_acronym(outside):
        # "NMU (Oficina Legal)" is the office in the body that acts
        named = has_body_ending(inside) or has_body_word(inside)
        return (named and not INNER.match(inside)) or spells(inside, outside)
    branch = re.match(r"^([A-Z]{2,8})[-–][A-ZÀ-Ý][\w'’]+$", inside)
    if branch is not None and spells(outside, branch.group(1)):
        return True  # "Universidad del Norte de Narae (UNN-Narae)"
    if not outside_body:
        if LEGAL_END.match(inside) and re.fullmatch(r"[가-힣]{3,12}", outside):
            return True  # "크레인팜(Crane Farm ApS)"
        return has_body_word(inside) and has_body_ending(outside)
    if has_hangul(outside) != has_hangul(inside):
        # "나래개발청(Bappeda)": a single foreign word is the name it has at home
        return looks_like_body(inside) or bool(
            re.match(r"^(?:[A-ZÀ-Ý][\w'’-]{3,}(?:\s|$)|[A-Z]{2,6}\s[A-ZÀ-Ý])", inside)
        )
    return has_body_ending(inside) and has_body_ending(outside) and False


def is_person(text: str) -> bool:
    """Whether a text given for a body is a name with a Korean title: "Aida Sooronbaeva 예보국장"."""
    head, _, last = text.rpartition(" ")
    return bool(head) and is_title(last) and not has_body_ending(last) and bool(re.search(r"[A-Za-zÀ-ɏ]{2,}$", head))


_COLLEGE_KINDS = re.compile(
    r"(?<=[가-힣]{2})(?:국립|공립|시립|도립|주립|국제|기술|공업|공과|과학|의과|의학|농업|농과|경제|경영|교육|사범|"
    r"외국어|인문|여자|전문|문화|예술|산업|이공|종합)+대학교?$"
)


def shorter_college(key: str) -> str:
    """예센대 for 예센기술전문대학, 톨가이대 for 톨가이국립대학교: what stands before the words for its kind."""
    return _COLLEGE_KINDS.sub("대", key)


def stands_alone(before: str) -> bool:
    """Whether no word before 공단, 센터 says which is meant ("현지 병원", "다른 센터")."""
    word = re.search(r"([가-힣A-Za-z0-9]+)\s$", before)
    return word is None or bool(
        re.search(
            r"(?:[은는이가을를에과와도며고서]|으로|에서|에게|부터|까지|하여|되어|측|중|후|뒤|때|[월일]|초|말|이내)$",
            word.group(1),
        )
        and not re.search(r"(?:[한된할될]|이|그|저|다른|같은)$", word.group(1))
    )


_NOT_THIS = re.compile(
    r"(?:현지|국내|해외|각|다른|타|여러|주요|양|지역|지방|민간|대학|국제|국립|공립|사립|공공|관련|유관|전문|종합|"
    r"한국|외국|중앙|거점|상급|협력|산하|소속)\s$"
)


def means_one(text: str, found: re.Match[str]) -> bool:
    """Whether a word such as 공단 is the subject or object where it stands, so that one body is meant by it."""
    return _SUBJECT.match(text[found.end() : found.end() + 12]) is not None and stands_alone(text[: found.start()])


def short_college(key: str) -> str:
    """나래공대 for 나래공과대학교: the usual short form of a technical, medical or teachers' university."""
    return re.sub(r"(?<=[가-힣]{2})(공|의|농|약|상)(?:과|업)?대학교?$", r"\1대", re.sub(r"외국어대학교?$", "외대", key))


def spells(name: str, acronym: str) -> bool:
    """Whether the capitals of a name spell the acronym."""
    letters = "".join(word[0] for word in WORD.findall(name) if word.lower() not in CONNECTIVES).upper()
    return len(acronym) >= 2 and letters == re.sub(r"[^A-Z]", "", acronym.upper())


# The office at the head of a body stands for the body: "Presidencia de la Agencia"; that of a state is a body.
_HEADSHIP = re.compile(
    r"^(?:Presidencia|Rector[íi]a|Rectorado|Vicerrector[íi]a|Decanato|Gerencia(?:\sGeneral)?)\s(?:de\sla|del|de)\s"
    r"(?!Rep[úu]blica|Consejo|Naci[óo]n|Gobierno|Estado|Directorio)(.*)$"
)


def trimmed(name: str) -> str:
    """A run of capitalised words cut down to the body it names: without what opens the sentence, people before "of
    the", a place after "in" and a possessive.
    """
    name = re.sub(r"['’]s?$", "", name)
    # "Brief the Embassy of …": an article that follows no preposition begins the name
    name = re.sub(
        r"^(?:\S+\s)*?(?!(?:of|for|to|in|on|at|and|by|with|a|de|en|y|e|con|por|para|sin|sobre|entre)\s)\S+\s(?:the|el|la|los|las)\s(?=[A-ZÀ-Ý])",
        "",
        name,
    )
    head_of = _HEADSHIP.match(name)
    if head_of is not None and has_body_word(head_of.group(1)):
        return trimmed(head_of.group(1))
    of_the = re.match(r"^(.*?)\s(?:of|at|from|for|del|de la|en el|en la)\s(?:the\s)?(?=[A-ZÀ-Ý])(.*)$", name)
    if of_the is not None and not has_body_word(of_the.group(1)) and has_body_word(of_the.group(2)):
        return trimmed(of_the.group(2))
    inside = re.match(r"^(.*)\s(in|en|at)\s([A-ZÀ-Ý][\w'’-]*(?:\s[A-ZÀ-Ý][\w'’-]*)?)$", name)
    if (
        inside is not None
        and has_body_word(inside.group(1))
        and (not has_body_word(inside.group(3)) if inside.group(2) != "en" else is_place(inside.group(3)))
    ):
        name = inside.group(1)
    name = AND_SOMEBODY.sub("", name)
    words = name.split()
    while words and (words[0].casefold() in _OPENING or words[0] in CONNECTIVES - {"of"}):
        words = words[1:]
    return " ".join(words)


def is_headline(name: str) -> bool:
    """Latin words that only name a document, a session or a title of office."""
    return (
        re.match(
            r"^(?:Back-?to-?Office|Memor[aá]ndum|Memorando|Letter\sof|Carta\sde|Sala\sde|Sal[óo]n|Auditorio|Aula|Director|Head|Minutes|Report|Informe|Reporte|Acta|Memoria|Resumen|Ficha|Meeting|Deputy|Chief|Vice|Specialist)\b",
            name,
            re.IGNORECASE,
        )
        is not None
        or re.search(
            r"\b(?:Director|Manager|Officer|Advis[eo]r|Coordinator|Specialist|Analyst|Secretary|Engineer|Professor|"
            r"Economist|Scientist|Researcher|Consultant|Dean|Rector|Lecturer|Representative|Assistant|Associate|"
            r"Fellow|Planner|"
            r"Administrator|Technician|Chair(?:person|man|woman)?|President|Commissioner|Minister|Ambassador|"
            r"Attach[ée]|Consul|Clerk|Expert|Trainee|Intern)$|"
            r"^(?:Secretari[oa]\s(?:General|Ejecutiv[oa])|Analista|Jef[ea]|Especialista|Gerente|Coordinadora?|"
            r"Asesora?|"
            r"Directora?|Subdirectora?|Encargad[oa]|Responsable|Profesora?|Informe|Reuni[óo]n|Visita|Acta)\b",
            name,
        )
        is not None
    )


# The first consonant of a syllable as ``consonants`` writes it; "" where there is none.
_FIRST_SOUNDS_LETTERS = "k k n t t l m p p s s  j j k k t p h"
FIRST_SOUNDS = _FIRST_SOUNDS_LETTERS.split(" ")


def consonants(text: str) -> str:
    """The consonants of a word as they sound, so that 컨테스크 (keonteseukeu) and KONTESK meet in ``kntsk``."""
    text = re.sub(r"c(?=[eiy])", "s", norm(text))
    text = re.sub(r"[cq]", "k", text).replace("x", "ks").replace("ph", "f")
    text = (
        re.sub(r"sh", "s", text)
        .replace("g", "k")
        .replace("d", "t")
        .replace("b", "p")
        .replace("z", "s")
        .replace("r", "l")
        .replace("f", "p")
        .replace("v", "p")
    )
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw\W\d]", "", text))


def is_general(text: str) -> bool:
    """Whether a name is one word that says what kind of body is meant and not which ("Department", 공사)."""
    return " " not in text and (text in NOT_BODIES or (has_body_word(text) and not is_acronym(text)))


def alternation(texts: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted({text for text in texts if len(text) >= 2}, key=lambda text: (-len(text), text))
    if not ordered:
        return None
    # Hangul names are spaced as the writer likes; a Latin name of four letters or more also stands in other cases
    # (Concytec).
    return re.compile(
        "|".join(
            re.escape(text).replace(r"\ ", r"\s?")
            if has_hangul(text)
            else f"(?i:{re.escape(text)})"
            if len(text) >= 4 and not is_general(text)
            else re.escape(text)
            for text in ordered
        )
    )


def whole(text: str, found: re.Match[str]) -> bool:
    """Whether a name found in a text stands there as a word and is not part of a longer one."""
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 20]
    name = found.group()
    if name in SHORT_WORDS and _NOT_THIS.search(text[max(0, found.start() - 20) : found.start()]):
        return False
    if re.match(r"[A-Za-zÀ-ÿ]", name[0]):
        if re.match(r"[A-Za-zÀ-ÿ]", before or " "):
            return False
    elif re.match(r"[가-힣]", before or " "):
        return False
    if re.match(r"[A-Za-zÀ-ÿ]", name[-1]):
        return not re.match(r"[A-Za-zÀ-ÿ]", after[:1] or " ")
    rest = re.match(r"[가-힣]*", after)
    tail = rest.group() if rest else ""
    if TAIL.match(tail) or len(name) >= 6:
        return True
    return (
        re.match(
            rf"^(?:장|장관|차관|측|청장|국장|관계자|담당자|담당|직원|산하|소속|본부|페루|리마|현지|관련|주관|"
            rf"사업|내부)(?:{PARTICLES})?",
            tail,
        )
        is not None
    )
