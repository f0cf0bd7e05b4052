"""What a body looks like when its name is written: endings, key words, well-known acronyms.

Bodies are recognised by the general endings of their names and by where they stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from partners.names import is_title, organization_key

from .known_bodies import known
from .places import countries_in, is_place

# Endings of names of bodies. Those on the left alone make one; "부, 청, 처, 원" need care, because they end everyday
# words too.
_ENDINGS = (
    "대학교|대학원|대학|연구원|연구소|연구회|진흥원|개발원|기술원|정보원|평가원|교육원|관리원|과학원|정책원|"
    "인증원|지원원|보존원|심사원|조사원|관측원|치료원|의료원|보건원|문화원|산업원|"
    "시험원|품질원|융합원|안전원|학술원|한림원|감사원|조달청|재단|공사|공단|위원회|협회|학회|연합회|협의회|"
    "협동조합|조합|센터|사무소|사무국|"
    "문서고|기록관|미술관|전시관|연수원|시험소|검사소|관측소|보건소|"
    "대사관|영사관|대표부|은행|시청|도청|구청|군청|의회|법원|병원|박물관|도서관|기구|기금|주식회사|테크노파크|"
    "연맹|상공회의소|회의소|총리실|예술원|극장|오페라단|교향악단|합창단|무용단|발레단|"
    "대통령실|국제협력단|협력단|지원단|사업단|무역관|과학관|수목원|전력청|상공회|거래소|발전소|유한회사|지사|"
    "지부|분소|본사|법인"
)
_STRONG = re.compile(rf"^[가-힣A-Za-z0-9·&()\- ]*[가-힣A-Za-z]\s?(?:{_ENDINGS})$")
# Of the bodies in 처 only a few tasks have one; "국제처, 교무처" are units and "바우처" is a word.
_MINISTRY = re.compile(
    r"^국가[가-힣]{2,6}국$|^[가-힣·]{1,14}(?:부|청|(?:법제|혁신|보훈|안전|재산|기획|개발|보호|감독)처)$"
)
# Who speaks of "us" means the body that reports.
OWN = re.compile(
    r"^(?:우리|저희|당|본|귀)\s?(?:측|쪽|원|사|청|시|도|군|구|부|처|교|대학교?|병원|연구[원소]|기관|재단|센터|"
    r"공사|공단|협회|위원회|조합|회사|은행|"
    r"학교|나라)?$|^(?:our|nuestr[oa])\s(?:side|team|office|organi[sz]ation|institute|parte|equipo|instituci[óo]n)$",
    re.IGNORECASE,
)
# Everyday words in 부, 청, 처, 원 and the generic bodies that name nobody in particular.
_NOT_BODIES_WORDS = """
    경청 재청 정부 중앙정부
    지방정부 주정부 연방정부 각부 외부 내부 일부 전부 간부 학부 본부 부부 공부 세부 여부 상부 하부
    후반부 전반부 중반부 기부 당부 첨부 납부 거부 동부 서부 남부 북부 중부 양부 승부 도입부 결론부 두부 피부 전자정부
    범부 한국정부 양국정부 국가정부 디지털정부 현정부 부처 관계부처 각부처 범부처 타부처 근처 출처 거처 대처 조처 상처
    처 부 청 요청 신청 초청 시청 도청 청취 불청 하청 원청 구청 군청 접수처 사용처 수요처 연락처 협력처 판매처 구매처
    제출처 거래처 수신처 담당부 해당부 주무부 각 대학 대학교 대학원 연구원 연구소 위원회 센터 재단 협회 학회 기구 은행
    병원 공사 공단 기금 조합 사무소 박물관 도서관 법인 지사 지부 의회 협의회 특구위원회 평가위원회 운영위원회
    심사위원회 준비위원회 추진위원회 범정부위원회 범부처위원회 소위원회 자문위원회 공동위원회 전문위원회 책임연구원
    선임연구원 수석연구원 주임연구원 연구기관 전문연구원 초빙연구원 객원연구원 위촉연구원 사립대학 국립대학 공립대학
    국공립대학 지역대학 지방대학 현지대학 해외대학 국내대학 각대학 주요대학 양대학 전문대학 우수대학 참여대학 협력대학
    대상대학 연구센터 훈련센터 교육센터 창업보육센터 인큐베이션센터 지원센터 혁신센터 데이터센터 테크노파크
    창조경제혁신센터 통신부 일정부 대다수부 가부 잔부 이청 보유처 지원처 수행처 발주처 공급처 배포처 투자처 활용처
    설치처 사무처 상위기구 하위기구 국제기구 전담기구 관련기구 협의기구 지방청 교육청 소방청 단과대학 공과대학
    농과대학 자연과학대학 인문대학 사회과학대학 경영대학 공동연구소 기업연구소 부설연구소 산하연구소 출연연구원
    국책연구원 국책은행 중앙은행 시중은행 상업은행 현지법인 산학협력단 컨소시엄 사업부 영업부 기획부 총무부 인사부
    재무부서 담당부서 관련부서 실무부 첨부파일 전담부 소관부처 지역본부 국토부청사 행정센터 컨벤션센터 비즈니스센터
    쇼핑센터 콜센터 물류센터 고객센터 서비스센터 문화센터 복지센터 체험센터 방문자센터 관제센터 통제센터 상황센터
    대학본부 외국대학 타대학 자매대학 우리대학 의과대학 부속병원 대학병원 종합병원 공공기금 조성기금 보수기금
    지역보건소 현지보건소 지역병원 콘퍼런스센터 컨퍼런스센터 회의센터 행사센터 전시센터 as센터 AS센터 운영사무소
    현장사무소 주재사무소 상주사무소 극장 소극장 대극장 영화관극장 야외극장
    관리사무소 관리소 좌안부 우안부 송부 재송부 회송부 국제교류기금 교류기금 한국법인 현지사무소 해외사무소 국내법인
    해외법인 모법인
    신탁기금 협력기금 발전기금 장학기금 사업기금 시의회 도의회 지방의회 주의회 자체기금 부속연구소 부속학교 현지은행
"""
NOT_BODIES = frozenset(_NOT_BODIES_WORDS.split())
# Compounds of these are everyday words too, whatever stands before.
_NOT_BODY_END = re.compile(
    # but 기획재정부, 노동부, 통상부, 통일부, 안전부 and 과학부 are ministries
    r"(?:요청|(?<!통)신청|초청|간청|하청|송부|(?<![가-힣])(?:[A-Za-z]+|종합)\s?(?:AS|서비스|콜)센터|[좌우양]안부|"
    r"(?<!재)정부|(?<!통)일부|(?<!안)전부|내부|외부|세부|여부|간부|반부|(?<!과)학부|(?<!노)동부|"
    r"(?:유입|유출|연결|접합|상류|하류|상층|하층|중심|도심|외곽|해안|연안|산간|경계|구동|제어|출력|입력|송신|수신|"
    r"표시|집행|지도|수뇌|편집|홍보|"
    r"[가-힣]{2}본|학생|예비|본선|대학|초등|중등|고등|일반)부|서부|남부|북부|중부|(?<!통)상부|하부|첨부|당부|거부|"
    r"납부|부처|출처|대처|조처|근처|거래처|수요처|협력처|판매처|연락처|"
    r"접수처|활용처|공급처|발주처|사용처|구매처|(?:책임|선임|전임|수석|주임|전문|초빙|객원|위촉)연구원|연구개발부|"
    r"연구부|사업부|기획부|"
    r"관리부|운영부|영업부|총무부|인사부|홍보부|(?:평가|운영|심사|준비|추진|범부처|범정부|자문|공동|실무|조정|"
    r"선정)\s?위원회|"
    r"(?:사립|국립|공립|국공립|양|각|현지|전문|외국|타|자매|협력)\s?(?:대학|병원|학교)|(?<![가-힣])유청)$"
)
_DIVISION = re.compile(r"^[가-힣]{2,7}(?:특별시|광역시|[시도군구])$")
# Rooms of a body: what follows the body's own name in a cell.
_UNIT = re.compile(
    r"^[가-힣A-Za-z0-9·]{1,16}(?:팀|실|과|국|본부|부서|단|파트|그룹|연구실|연구단|학과|학부|부|처|센터|사업부|"
    r"사업단|추진단|위원실|부속병원|부속연구소)$"
)
_LATIN_WORDS = re.compile(
    r"\b(?:Ministry|(?:[Vv]ice)?[Mm]inister(?:io|stvo)|Subsecretar[íi]a|Gobernaci[óo]n|Agency|Agencia|University|"
    r"Universit[éàä]t?|Universidad|Institute|"
    r"Instituto|Institut|Office|Oficina|"
    r"Department|Departamento|Authority|Autoridad|Cent(?:er|re)|Centro|Council|Consejo|Bank|Banco|Commission|"
    r"Comisi[óo]n|Committee|Comit[ée]|"
    r"Foundation|Fundaci[óo]n|Association|Asociaci[óo]n|Corporation|Corporaci[óo]n|Company|Ltd\.?|Inc\.?|LLC|"
    r"GmbH|S\.A\.(?:C\.)?|Bureau|"
    r"Secretariat|Secretar[íi]a|Partnership|Lab(?:oratory)?|Laboratorio|Board|Service|Servicio|Fund|Fondo|"
    r"Organi[sz]ation|Organizaci[óo]n|"
    r"Embassy|Embajada|Directorate|Direcci[óo]n|Superintendencia|Municipalit[yé]|Municipalidad|Municipio|"
    r"Ayuntamiento|Government|"
    r"Gobierno|Parliament|Congreso|"
    r"Assembly|Federation|Federaci[óo]n|Union|Uni[óo]n|Academy|Academia|College|School|Escuela|Hospital|Chamber|"
    r"C[áa]mara|Society|Sociedad|"
    r"Network|Red|Group|Grupo|Colegio|Administration|Administraci[óo]n|Registry|Observatory|"
    r"(?:Science|Technology|Techno|Industrial|Research|Innovation|Business|Software)\s+Park|Parque|"
    r"Division|Consortium|Consorcio|Initiative|Iniciativa|Alliance|Alianza|Trust|Museum|Museo|Library|Biblioteca|"
    r"Cooperativ[ea]|Alcald[íi]a|Prefectura|Intendencia|Junta|Guard|Police|Polic[íi]a|Court|Tribunal|"
    r"Contralor[íi]a|Procuradur[íi]a|"
    r"Fiscal[íi]a|Defensor[íi]a|Consulate|Consulado|Delegation|Delegaci[óo]n|Mission\sto|Treasury|Senate|Senado|"
    r"Prefecture|"
    r"Hub|Polytechnic|Polit[ée]cnico|Conservatory|Archives?|Archivo|Clinic|Cl[íi]nica|Airport|Port\sAuthority|"
    r"Holdings?|Analytics|Enterprises?|Empresa|Cluster|Coalition|Forum|Foro|Syndicate|Navy|Army|Armada|"
    r"Ej[ée]rcito|Gendarmer[íi]a|Customs|"
    r"Minist[èé]rio?|Agence|Ag[êe]ncia|Agenzia|Soci[ée]t[ée]|Sociedade|Societ[àa]|Funda[çc][ãa]o|Fondation|"
    r"Fondazione|Associa[çc][ãa]o|Associazione|"
    r"C[âa]mara|Chambre|Camera|Handwerkskammer|Conseil|Conselho|Consiglio|Banque|Banca|[ÉE]cole|Escola|Scuola|"
    r"H[ôo]pital|Ospedale|Mairie|"
    r"Prefeitura|Comune|F[ée]d[ée]ration|Federa[çc][ãa]o|Comiss[ãa]o|R[ée]seau|Rede|Laboratoire|Laborat[óo]rio|"
    r"Biblioth[èe]que|Mus[ée]e|"
    r"Museu|Acad[ée]mie|Acad[êe]mia|Accademia|Autorit[ée]|Gabinete|Cabinet|Istituto|Universit[àa]|Ministero|"
    r"[DR][ée]gie|Verein|Verband|Amt|"
    r"[A-ZÄÖÜ]\w*(?:ministerium|amt|gesellschaft|kammer|verband|institut|universit[äa]t|hochschule|zentrum|"
    r"stiftung|werke|genossenschaft)|"
    r"Stiftung|Hochschule|Zentrum|Kommission|Uczelnia|Uniwersytet|Politechnika|Akademi[ae]|Instytut|[ÜU]niversitesi|Centre|Zone\sAuthority|GAD|Presidencia|Cancillería)(?![\wÀ-ÿ])",
)
LEGAL_FORMS = (
    r"C[íi]a\.?,?\s?Ltda\.?|y\sC[íi]a\.?|Cia\.|B\.\s?P\.|Co\.?,?\s?(?:Ltd|Inc|LLC)\.?|Pte\.?\s?Ltd\.?|Pvt\.?\s?Ltd\.?|Pty\.?\s?Ltd\.?|Private\sLimited|"
    r"Sdn\.?\s?Bhd\.?|Ltd\.?|Limited|Ltda\.?|Lda\.?|"
    r"Inc\.?|Corp\.?|LLC|LLP|PLC|plc|P?JSC|OJSC|g?GmbH(?:\s&\sCo\.?\sKG)?|AG|KG|OHG|SE|e\.\s?V\.|eG|AB|AS|ASA|A/S|"
    r"ApS|Oyj?|"
    r"S\.\s?A\.\s?(?:S\.|C\.|de\sC\.\s?V\.|R\.\s?L\.)?|S\.\s?R\.\s?L\.|S\.\s?L\.(?:U\.)?|S\.\s?p\.\s?A\.|"
    r"S\.\sde\sR\.\s?L\.(?:\sde\sC\.\s?V\.)?|"
    r"E\.?I\.?R\.?L\.?|SARL|SAS|SASU|SAC|SRL|SpA|SA|N\.\s?V\.|B\.\s?V\.|NV|BV|Kft\.?|Zrt\.?|Nyrt\.?|"
    r"s\.\s?r\.\s?o\.|a\.\s?s\.|d\.\s?o\.\s?o\.|"
    r"EP|Sp\.\sz\so\.\s?o\.|SIA|UAB|OÜ|EOOD|OOD|LLP|K\.\s?K\.|A\.\s?Ş\.|Tbk|Bhd"
)
LEGAL_END = re.compile(rf"^([A-ZÀ-Ý].+?),?\s(?:{LEGAL_FORMS})$")
ACRONYM = re.compile(
    r"^[MD]o[A-Z]{1,6}$|^[A-Z][A-Z0-9&]*(?:[-/][A-Z0-9]+)?[A-Z0-9]$|^[A-Z]{2,}[a-z]?[A-Z]*$|^K-[a-z]+$|"
    r"^(?=(?:.*[A-Z]){3})[A-Z][A-Za-z]{2,7}$"
)
ROLES = re.compile(
    r"^(?:simultaneous\s+|consecutive\s+)?(?:translator|interpreter|driver|guide|rapporteur|observer|chair|"
    r"facilitator|moderator|team\s*leader|"
    r"mission\s+leader|driver/interpreter|interpreter/driver|guests?|speaker|panell?ist|invitad[oa]s?|ponente|"
    r"anfitri[óo]n|anfitriona|moderadora?|relatora?|intérprete|interprete|traductora?|conductor|chofer|"
    r"통역|통역사|순차통역|동시통역|기사|운전|운전기사|"
    r"가이드|개인|프리랜서|사회자|좌장|단장|간사|-)$",
    re.IGNORECASE,
)


def is_acronym(text: str) -> bool:
    """Whether a word is written as an acronym is; LB-02 and K2-4410 are codes."""
    return 2 <= len(text) <= 12 and ACRONYM.match(text) is not None and not is_code(text)


def is_code(text: str) -> bool:
    """Whether a word is the code of a project, a grant or a paper."""
    return re.match(r"^[A-Z][A-Z0-9]{0,5}[-/]\d{1,6}$", text.strip()) is not None


def is_role(text: str) -> bool:
    """Whether the text is a role at a meeting (interpreter, driver, team leader), which is no body."""
    return ROLES.match(text.strip()) is not None


@lru_cache(maxsize=8192)
def has_body_ending(word: str) -> bool:
    """Whether a Korean word or phrase ends as names of bodies do and names one in particular."""
    folded = word.replace(" ", "")
    if len(folded) > 60 or folded in NOT_BODIES or _NOT_BODY_END.search(folded):
        return False
    if is_title(folded) and not (folded.endswith(("연구원", "공사")) and len(folded) >= 5):
        return False  # 산업연구원 ends as the rank 연구원 does; ranks that do are listed above
    return _STRONG.match(word) is not None or (len(folded) >= 3 and _MINISTRY.match(folded) is not None)


def has_body_word(text: str) -> bool:
    """Whether a Latin name has a word that names of bodies have (Ministry, Universidad, Agency)."""
    return _LATIN_WORDS.search(text) is not None


def looks_like_body(text: str) -> bool:
    """Whether a text taken by itself reads as the name of a body."""
    text = text.strip()
    if not text or is_role(text) or is_place(text) or OWN.match(text):
        return False
    if re.match(r"^[가-힣]{2,}(?:시|주)$", text) and is_place(text[:-1]):
        return True  # 리마시: where people are named, a city stands for its administration
    if len(text) <= 80 and LEGAL_END.match(text):
        return True
    return organization_key(text) in known() or is_acronym(text) or has_body_ending(text) or has_body_word(text)


def split_unit(text: str) -> tuple[str | None, str | None]:
    """(body, unit in it) of a cell such as ``가온연구원 국제협력팀``; a unit alone has no body."""
    text = " ".join(text.split())
    if not text:
        return None, None
    words = text.split(" ")
    if len(words) == 1:
        if (
            text in NOT_BODIES
            or (_UNIT.match(text) and not has_body_ending(text))
            or re.search(r"(?:본부|팀|실|과)$", text)
        ):
            return None, text
        return text, None
    if all(_UNIT.match(word) and not has_body_ending(word) for word in words[:-1]) and _UNIT.match(words[-1]):
        return None, text  # "국제협력실 개도국지원부"
    for cut in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:cut]), words[cut:]
        last = words[cut - 1]
        units = all(_UNIT.match(word) for word in tail) and not re.search(r"(?:사무소|대사관|지사|지부)$", tail[-1])
        named = organization_key(head) in known() or is_acronym(last) or has_body_ending(last) or has_body_word(head)
        named = named or (_DIVISION.match(head) is not None and all(word.endswith(("과", "팀", "실")) for word in tail))
        if units and named:
            return head, " ".join(tail)
    if re.match(r"^[A-Za-z]", text):
        parts = [part.strip() for part in re.split(r"\s*,\s*|\s+-\s+", text) if part.strip()]
        if len(parts) > 1:
            bodies = [part for part in parts if looks_like_body(part)]
            return (bodies[-1] if bodies else parts[0]), next((part for part in parts if part not in bodies[-1:]), None)
    return text, None


def is_unit_like(name: str) -> bool:
    """Whether a single word can be a part of a body as well as a body: 협력단, 센터, 본부, 부, 실."""
    return " " not in name and re.search(r"(?:협력단|지원단|사업단|추진단|센터|본부|부|실|국|단)$", name) is not None


def kind_of(name: str) -> str | None:
    """A coarse kind by the name's ending, one of those of the registry; None where the name does not say."""
    entry = known().get(organization_key(name))
    if entry is not None:
        return entry[3]
    rules = (
        (r"대학교?$|대학원$|대$|\bUniversi|Universidad|College", "university"),
        (r"연구[원소]$|과학원$|기술원$|\bInstitut|Instituto|\bLab", "research_institute"),
        (r"공사$|공단$|재단$|진흥원$|센터$|Foundation|Fundaci", "public_institute"),
        (r"대사관$|영사관$|[부청처]$|위원회$|의회$|실$|시$|도$", "government"),
        (r"Ministr|Minister|Agency|Agencia|Authority|Secretar|Department of|Embassy|Embajada|Municipal", "government"),
        (r"협회$|학회$|연합회$|조합$|Association|Asociaci", "association"),
        (r"주식회사|㈜|\(주\)|은행$|\bBank|\bBanco|Ltd|Inc\b|S\.A\.|Corporation|Company|GmbH", "company"),
        (r"원$", "public_institute"),
    )
    return next((kind for pattern, kind in rules if re.search(pattern, name)), None)


def country_of(name: str) -> str | None:
    """The country that a name itself says."""
    entry = known().get(organization_key(name))
    if entry is not None:
        return entry[2]
    if name.startswith(("한국", "대한", "국립")) and name[:2] != "국립":
        return "KR"
    found = countries_in(name)
    return found[0][0] if found else None
