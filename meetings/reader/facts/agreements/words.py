"""The words of agreements in Korean, English and Spanish: what is one, and what is said to have become of it."""

from __future__ import annotations

import re
from functools import lru_cache

# Treaties between states and rules of trade are no agreements of the bodies a report is about.
_NO_TREATY = "".join(
    rf"(?<!{word})"
    for word in [
        "기후변화",
        "다양성",
        "파리",
        "바젤",
        "람사르",
        "무역",
        "통상",
        "관세",
        "조세",
        "항공",
        "투자보장",
        "국제",
    ]
)
# Each type with the words that name it, the telling ones before the general ones.
_TYPES: tuple[tuple[str, str], ...] = (
    (
        "RD",
        (
            r"협의\s?의사록|합의\s?의사록|records? of discussions?|minutes of (?:discussions?|understanding)|"
            r"agreed minutes|"
            r"acta de discusiones|(?<![A-Za-z0-9&])(?-i:R/?D)(?=\s?\)|\s?(?:체결|서명|문안|협의안)|\s(?:was|"
            r"signing|signed))|"
            r"(?-i:R/D)"
        ),
    ),
    (
        "other",
        (
            r"(?:차관|금융|대출|융자|증여|무상원조|보조금|공급|매매|용역|라이선스|임대차)\s?(?:협정|계약서?|약정)|"
            r"(?:loan|grant|financing|credit|licen[cs]e|supply|lease) agreements?|"
            r"(?:contrato|convenio|acuerdo) de (?:pr[ée]stamo|cr[ée]dito|financiamiento|donaci[óo]n|licencia)"
        ),
    ),
    (
        "NDA",
        (
            r"(?<![A-Za-z])NDAs?(?![A-Za-z])|비밀\s?(?:유지|보장)\s?(?:계약|협약|약정|서약)서?|"
            r"(?:non-?disclosure|confidentiality) agreement|acuerdo de confidencialidad"
        ),
    ),
    (
        "LOI",
        (
            r"(?<![A-Za-z])LO[IA]s?(?![A-Za-z])|(?:[가-힣]+\s?)?의향서|letters? of (?:intent|agreement|interest)|"
            r"cartas? de (?:intenci[óo]n|entendimiento|compromiso)"
        ),
    ),
    (
        "MOA",
        (
            r"(?<![A-Za-z])MO[AC]s?(?![A-Za-z])|합의\s?(?:각서|서)|memorand(?:um|a) of (?:agreement|cooperation)|"
            r"실시\s?협약|이행\s?(?:협약|약정|합의)서?|convenios? (?:espec[íi]ficos?|de ejecuci[óo]n)|"
            r"implementing (?:arrangement|agreement)|memor[áa]ndum de acuerdo"
        ),
    ),
    (
        "MOU",
        (
            r"(?<![A-Za-z])(?:MOUs?|M\.O\.U\.)(?![A-Za-z])|업무\s?협약|양해\s?각서|협력\s?각서|"
            r"memorand(?:um|a) of understanding|memor[áa]nd(?:um|o)s?(?: de entendimiento)?|convenios?(?: marco)?"
        ),
    ),
    ("aide-memoire", r"aide-m[ée]moire|비망록"),
    (
        "other",
        r"자매결연(?!\s?(?:도시|학교|기관|단체|지역|시|대학))|(?:sister[- ]city|twinning) agreement|hermanamiento",
    ),
    (
        "MOU*",
        r"(?<![가-힣])(?:[가-힣]*\s?)" + _NO_TREATY + r"협약(?:서|식|문)?(?!국|\s?(?:당사국|총회))",
    ),
    (
        "other*",
        _NO_TREATY + r"협정(?!세율)|약정서|(?<![A-Za-z])Agreement(?!s? (?:on|about|that|in principle))(?![A-Za-z])|"
        r"acuerdo (?:de cooperaci[óo]n|marco|interinstitucional)",
    ),
)
_KINDS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _TYPES)
KIND = re.compile("|".join(f"(?:{words})" for _, words in _TYPES), re.IGNORECASE)
_BRACKETED = re.compile(r"[^()]{0,24}?\(\s*(?:an?\s|이하\s?)?['‘\"“]?(MOU|MOA|MOC|LOI|LOA|NDA|R/?D)\b", re.IGNORECASE)

CEREMONY = re.compile(
    r"협약식|서명식|체결식|조인식|signing(?:\s+ceremony)?|ceremonia de (?:firma|suscripci[óo]n)|firma d(?:el?|e la)|"
    r"suscripci[óo]n",
    re.IGNORECASE,
)
CONCLUDED = re.compile(
    r"체결(?!식)(?!\s?(?:을|를)?\s?(?:추진|위|지원|준비|논의|협의|검토|제안|요청|희망|예정|계획|가능|방안|필요|목표|"
    r"진행|여부|되어\s?있지|하지|하기|하려|하고자|할|하자|시|전|연기|보류|후))|서명(?!식|하기|할|하지|하자|"
    r"하려|\s?(?:예정|전|연기|보류))|"
    r"(?<!not )(?<!be )(?<!being )\b(?:signed|concluded|entered into)\b|\b(?:firm[óo]|suscribi[óo]|firmaron|"
    r"suscribieron|celebr[óo]|celebraron)\b",
    re.IGNORECASE,
)
# What a sentence tells as done: "5월 20일 체결한", "signed on 3 September", "con fecha … suscribieron"
SIGNED = re.compile(
    r"(?<=[을를에)]) ?(?:체결|서명|조인)(?=\s*(?:[.;]|$))|"
    r"(?:체결|서명|조인|교환)(?:\s?(?:을|를)?\s?(?:완료|마침|마쳤))?(?:함|하였|했|한(?!\s?바\s?없)|된|됨|되었|"
    r"되어(?!\s?있지)|돼|하여|하고\s)|"
    r"체결(?=\s*(?:[,.;(]|$))|맺(?:은|었|음|어)|갱신\s?체결|\b(?:signed|concluded|entered into|executed|renewed|"
    r"dates? from|dated)\b|"
    r"\b(?:firm[óo]|firmaron|suscribi[óo]|suscribieron|celebr[óo]|celebraron|suscrit[oa]s?|firmad[oa]s?)\b",
    re.IGNORECASE,
)
# "once the NDA is signed", "체결되면": nothing is signed yet.
IF_SIGNED = re.compile(
    r"\b(?:if|once|when|until|before|after|unless|as soon as|provided|until)\b[^.;,]{0,60}\b(?:is|are|be|"
    r"has been|have been|gets)\s(?:duly\s)?"
    r"(?:signed|concluded)|(?:체결|서명)(?:된|한)\s?(?:후|뒤|다음|이후|경우)|(?:체결|서명)(?:되면|하면|될|"
    r"되는|된다면)|"
    r"\b(?:una vez|si|cuando|despu[ée]s de|tras)\b[^.;,]{0,40}\b(?:firm|suscri)\w+",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"(?:체결|협약|MOU|MOA|LOI|각서|의향서|서명|협정|갱신|연장|개정)[가-힣\s]{0,12}?(?:추진|예정|계획|목표|준비)|"
    r"(?:체결|서명|조인|갱신)하기로|(?:체결|서명)할(?!\s?(?:수|지|필요))|(?:체결|서명)(?:은|을|"
    r"식을?)\s[^.;]{0,40}?(?:하기로|예정|갖기로|열기로)|"
    r"(?<!not )(?<!n't )\b(?:plan(?:s|ned)?|intends?|will|expected?|aims?|agreed|"
    r"due)\b(?! not)[^.;]{0,60}\b(?:sign(?:ing|ed)?|conclude)\b|"
    r"(?:memorandum|MOU|MOA|NDA|letter of intent|LOI|agreement|addendum)\b[^.;]{0,120}\b(?:is|are)\s+(?:planned|"
    r"foreseen|scheduled)\b|"
    r"(?:to be|será[n]?)\s+(?:signed|concluded|firmad[oa]|suscrit[oa])|(?:prev[ée]n?|acord(?:ó|aron)|"
    r"esperan?)\s(?:firmar|suscribir)|"
    r"(?:se )?(?:firmar[áa]n?|suscribir[áa]n?)\b|\bse (?:firmar|suscribir)[íi]an?\b|"
    r"(?:firma|suscripci[óo]n)\b[^.;]{0,40}\bprevista",
    re.IGNORECASE,
)
# Under way but not there: put off, being negotiated, waiting for somebody's word.
PENDING = re.compile(
    r"(?:체결|서명|협약|각서|의향서|협정|MO[UA]|LOI|NDA|조인|갱신)[^.;]{0,60}?(?:연기|보류|미루|미룸|미룬|미뤄|미뤘|늦추|늦춤|늦춘|늦춰|늦췄|순연|지연)|"
    r"(?:체결|서명|문안)[^.;,]{0,20}?(?:협의\s?중|협상\s?중|조율\s?중|교섭\s?중|진행\s?중|검토\s?중)|"
    r"아직\s[^.;,]{0,12}?(?:체결|서명)(?!하지|한\s?(?:바|적))|(?:체결|서명)\s?전(?:이|인|의|임)|"
    r"\b(?:postpon|put off|deferr|delay)\w*|\bnegotiat(?:ing|ed|ion|ions)\b|far from (?:being )?signed|"
    r"\b(?:not yet|yet to)\s(?:been\s|be\s)?(?:signed|concluded)|awaiting (?:the )?signature|\bunsigned\b|"
    r"(?:aplaz|posterg|pospuest|pospus)\w*|(?:en|se) negocia(?:ci[óo]n)?\b|pendientes? de (?:la )?(?:firma|"
    r"suscripci[óo]n)|"
    r"a[úu]n no (?:se )?(?:ha sido |ha )?(?:firm|suscri)\w*|queda(?:n|r[áa])? para\b",
    re.IGNORECASE,
)
# A text that somebody drafts, sends or answers is one being negotiated.
DRAFTING = re.compile(
    r"(?:협약|협정|각서|의향서|약정|MO[UA]|LOI|NDA)(?:\([A-Z/]+\))?(?:서|문)?\s?(?:의\s?)?(?:수정\s?|최종\s?|"
    r"변경\s?|갱신\s?)?(?:초안|"
    r"문안|안)\s?"
    r"[^.;]{0,40}?(?:송부|보내|마련|작성|교환|회신|전달|제공)|갱신\s문안[^.;]{0,30}?(?:송부|보내|마련|작성|"
    r"교환|회신|전달)|"
    r"\b(?:will|to|undert\w+|agreed|promised)\b[^.;]{0,60}\b(?:counter-?draft|draft)\b[^.;]{0,20}\b(?:of|MO[UA]|"
    r"LOI|NDA|memorandum|agreement|letter of intent|addendum)|"
    r"(?:proyecto|borrador|propuesta) de(?:l)? (?:convenio|adenda|carta|acuerdo|memor)",
    re.IGNORECASE,
)
AGREED_TEXT = re.compile(
    r"문안\s?(?:을|에|은|이|에\s?대해)?\s?(?:최종\s?)?(?:합의|확정|타결)|문안\s?(?:협의|조율|협상)(?:을|를|이|"
    r"가)?\s?(?:완료|마침|마쳤|마무리|끝)|"
    r"(?:text|draft|wording)\s+(?:(?:was|is|has been)\s+)?(?:now\s+)?(?:agreed|settled|finali[sz]ed)|"
    r"(?:text|draft|wording)\b[^.;]{0,80}\b(?:was|were|is|are|has been|have been)\s+(?:now\s+)?(?:agreed|"
    r"finali[sz]ed|cleared)|"
    r"agreed (?:on )?the (?:final )?(?:text|wording)|"
    r"(?:texto|redacci[óo]n)\s+(?:\w+\s+)?(?:qued[óo]|fue|est[áa]|ha sido)\s+(?:ya\s+)?(?:acordad|consensuad|"
    r"conciliad|cerrad|definid)[oa]|"
    r"texto\s+(?:acordado|consensuado)|(?:acordaron|acord[óo]|consensu\w+) (?:el texto|la redacci[óo]n)",
    re.IGNORECASE,
)
INITIALLED = re.compile(r"가서명|\binitial(?:l)?ed\b|rubricad[oa]|r[úu]brica|rubricaron", re.IGNORECASE)
# Talk of an agreement that nobody undertook.
WISH = re.compile(
    r"희망|바람(?:을|이라|직)|바란다|원함|가능성|타진|제안|건의|요청|검토(?!를?\s?(?:마|완료|거쳐|반영))|관심|"
    r"논의(?!\s?중)|언급|의향(?!서)|이르다|시기상조|"
    r"필요(?:성|하|함)|좋겠|기대|would like|hopes?\b|wish|interested|interest in|propos|suggest|possib|"
    r"whether|discuss|"
    r"talked about|"
    r"\bcould\b|\bmight\b|consider|inter[ée]s|propus|propon|sugir|posib|podr[íi]a|desea|espera|plante|eval[úu]a|"
    r"conveniencia",
    re.IGNORECASE,
)
EXISTING = re.compile(
    r"기존|현행|원\s?협약|당초\s?협약|종전|맺은|유효(?!기간)|효력|만료|살아\s?있|"
    r"existing|remains?\s+(?:valid|in force)|"
    r"\b(?:is|are|remains?)\s(?:still\s)?valid|\bends? on\b|\bruns? (?:until|to|through|for)\b|"
    r"current(?:ly)?|in force|vigente|en vigor|expire[sd]?|lapsed|ran out|venci[óo]|vencid|caduc[óo]|vence|"
    r"expir(?:ó|ado|ada)",
    re.IGNORECASE,
)
EXPIRED = re.compile(
    r"(?:유효\s?기간|기한|효력)[이은]?\s?(?:이미\s|모두\s)?(?:끝났|끝난|끝남|지났|지남|다\s?되었|다했)|"
    r"만료(?:되었|됐|됨|된(?!다)|되어|하였|함)|기한이\s?지난|종료(?:되었|됐|됨|된(?!다))|실효|효력을?\s?(?:잃|상실)|"
    r"\b(?:has |had )?(?:expired|lapsed)\b|ran out|no longer (?:valid|in force)|venci[óo]|caduc[óo]|vencid[oa]|"
    r"\bexpir(?:ó|ado|ada|aron)\b|\bfinaliz(?:ó|ado|ada)\b",
    re.IGNORECASE,
)
NEGATIVE = re.compile(
    r"(?:체결|서명|맺은|협약|각서|의향서|MO[UA]|LOI|NDA)(?:서|"
    r"식)?(?:\([A-Z]+\))?[가-힣\s]{0,7}?(?:없[음다었으이]|않|아니|못|무산|불발|백지)|"
    r"(?:체결|서명)\s?안\s|\b(?:no|not|never|without|nor|neither)\b(?! yet)[^.;,]{0,40}\b(?:sign(?:ed|ing)?|"
    r"conclude[d]?)\b|"
    r"\bno (?:MO[UA]|LOI|NDA|memorandum|agreement|letter of intent|commitment)\b|"
    r"\b(?:was|were) discussed\b(?! and [^.;]{0,40}\b(?:agreed|settled))|"
    r"\b(?:no|sin|ning[úu]n)\b[^.;,]{0,20}(?:se )?\b(?:firm|suscri)\w*",
    re.IGNORECASE,
)
EXPIRES = re.compile(
    r"(?:유효\s?기간|만료일?|까지|효력|until|through|\btill|\bto|hasta|\bal|expire[sd]?(?: on)?|ends?(?: on)?|"
    r"venc(?:e|i[óo]|ido)|conclu(?:ye|y[óo]|irá)|culmin(?:a|[óo]|ará)|caduc(?:a|[óo])|expir(?:a|ó|ado|aba|ará)|finaliz(?:a|ó|ará)|termin(?:a|ó|ará)|laps(?:ed|es)|"
    r"r[au]n out|"
    r"vencimiento|종료|~)",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\s*[.)]?\s*(?:자로\s|에\s)?(?:유효\s?기간|기한|기간|효력)[이은]?\s?(?:모두\s)?(?:끝|만료|종료|지나|지났|다\s?되|다함|상실)|"
    r"\s*[.)]?\s*(?:까지|만료|종료|expir|(?:자로|에)\s?(?:만료|종료|끝))"
)
VALIDITY = re.compile(
    r"유효|효력|만료|기한|협약\s?기간|기간은|종료|연장|존속|지속|살아\s?있|"
    r"valid|expir|in force|until|through|term\b|runs?\b|laps|"
    r"vigen|venc|plazo|\brige|expir|caduc|finaliza|"
    r"hasta|duraci[óo]n|vigor",
    re.IGNORECASE,
)
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        ("one un", "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete", "eight ocho"),
        start=1,
    )
    for word in words.split()
} | {"ten": 10, "diez": 10}
_NUMBER = rf"(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})"
# Years are a term beside a word for validity: "유효기간 3년", "for two years", "por un plazo de tres (3) años"
TERM = re.compile(
    rf"(?:유효\s?기간|협약\s?기간|계약\s?기간|기간|기한|효력|"
    rf"존속\s?기간)(?:[^.;~]|(?<=\d)\.){{0,36}}?(?<![\d'’.]){_NUMBER}\s*(?:년간?|개년|"
    rf"(개월))(?!\s*\d{{0,2}}\s*월|도|\s?차|\s?(?:간\s?)?(?:연장|추가|더\s))|"
    rf"(?<![\d'’.]){_NUMBER}\s*(?:년간?|개년|(개월))(?:의|간)?\s*(?:유효|기한|기간|시한|약정|협약|MO[UA]|업무협약)|"
    rf"\b(?:for|term of|period of|valid(?:ity)?|duration|"
    rf"runs?)\b[^.;]{{0,30}}?\b{_NUMBER}[- ](?:\(\d+\)\s*)?(?:years?|(months?))\b(?! ago| old| later)|"
    rf"\b{_NUMBER}[- ](?:year|(month))[- ](?:term|MO[UA]|LOI|NDA|agreement|period|memorandum|validity|letter)|"
    rf"\b(?:vigencia|plazo|duraci[óo]n|por|durante|"
    rf"v[áa]lid[oa])\b[^.;]{{0,30}}?\b{_NUMBER}\s+(?:\(\d+\)\s*)?(?:años?|(meses))\b",
    re.IGNORECASE,
)
AMENDS = re.compile(
    r"변경\s?(?:업무\s?)?(?:협약|협정|합의|약정|계약|양해\s?각서|각서|MO[UA]|체결|서명)|(?:협약|협정|각서|MO[UA])\s?(?:서\s?)?(?:의\s?)?변경|개정|"
    r"부속\s?합의|추가\s?약정|\bamend|"
    r"modificatori|adenda|addendum",
    re.IGNORECASE,
)
# A clause about extending is a term, not another agreement.
RENEWS = re.compile(
    r"갱신(?!\s?(?:조항|규정|여부|없))|재체결|(?<!자동 )(?<!자동)연장(?!\s?(?:조항|규정|여부|없|됨|되))|"
    r"(?<!automatically )\brenew(?!al clause|able)|\bextension(?! clause)|renovaci[óo]n(?! autom)|"
    r"(?<!sin )pr[óo]rroga(?! autom)",
    re.IGNORECASE,
)


def kind_of(text: str) -> str | None:
    """The type of agreement a text names: MOU, MOA, LOI, NDA, RD, other; None when it names none."""
    return _kind(text).rstrip("*") or None


def is_general(text: str) -> bool:
    """Whether it is only called an agreement ("협약", "the agreement"), whatever its type."""
    return _kind(text).endswith("*")


@lru_cache(maxsize=2048)
def _kind(text: str) -> str:
    found = KIND.search(text)
    if found is None:
        return ""
    # "협력협약(MOA)": what stands in brackets says which type it is.
    beside = _BRACKETED.match(text, found.end())
    if beside is not None:
        named = beside.group(1).upper().replace("/", "")
        return {"MOC": "MOA", "LOA": "LOI"}.get(named, named)
    general = ""
    for each in KIND.finditer(text):
        at, end = each.span()
        kind = next((k for k, words in _KINDS if (there := words.match(text, at)) and there.end() == end), "")
        if kind and not kind.endswith("*"):
            return kind
        general = general or kind
    return general or "other*"
