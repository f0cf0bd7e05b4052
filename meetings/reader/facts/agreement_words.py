"""The words of agreements in Korean, English and Spanish: what is one, and what is said to have become of it."""

from __future__ import annotations

import re

KIND = re.compile(
    r"(?<![A-Za-z])(?:MOU|M\.O\.U\.|MoU)s?(?![A-Za-z])|업무\s?협약|양해\s?각서|협력\s?각서|"
    r"memorandum of understanding|memor[áa]ndum(?: de entendimiento)?|convenio(?: marco)?|"
    r"(?<![A-Za-z])MO[AC](?![A-Za-z])|합의\s?각서|memorandum of agreement|"
    r"(?<![A-Za-z])LO[IA](?![A-Za-z])|의향서|letter of intent|carta de intenci[óo]n|"
    r"(?<![A-Za-z])NDA(?![A-Za-z])|비밀\s?유지\s?(?:계약|협약)|non-disclosure agreement|"
    r"(?<![가-힣])(?:[가-힣]*\s?)협약(?:서|식)?|협정|(?<![A-Za-z])Agreement(?![A-Za-z])|"
    r"acuerdo de cooperaci[óo]n|[Aa]ide-m[ée]moire",
    re.IGNORECASE,
)
CEREMONY = re.compile(
    r"협약식|서명식|체결식|조인식|signing(?:\s+ceremony)?|ceremonia de firma|firma d(?:el?|e la)|suscripci[óo]n",
    re.IGNORECASE,
)
CONCLUDED = re.compile(
    r"체결(?!\s?(?:을|를)?\s?(?:추진|위|지원|준비|논의|협의|검토|제안|요청|희망|예정|계획|가능|방안|필요|목표|"
    r"진행|여부|되어\s?있지|하지|시))|서명(?!식)|(?<!not )\bsigned\b|se firm[óo]|suscribi[óo]|firmaron",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"(?:체결|협약|MOU|각서|서명|협정|갱신|연장|개정)[가-힣\s]{0,12}?(?:추진|예정|계획|목표|준비|검토)|"
    r"(?:체결|서명)하기로|체결할|(?:plan(?:s|ned)?|intend|will|expected|aim)\b[^.]{0,60}\b(?:sign|conclude)|"
    r"(?:memorandum|MOU|letter of intent|LOI|agreement)\b[^.]{0,120}\b(?:is|are)\s+(?:planned|foreseen|scheduled)\b|"
    r"(?:to be|será)\s+(?:signed|firmado)|prev[ée] (?:firmar|suscribir)|se firmar[áa]|suscribir[áa]n?",
    re.IGNORECASE,
)
AGREED_TEXT = re.compile(
    r"문안\s?(?:을|에)?\s?(?:합의|확정)|(?:text|draft)\s+(?:was\s+)?(?:agreed|finali[sz]ed)|"
    r"(?:text|draft)\b[^.;]{0,80}\b(?:was|were|has been|have been)\s+(?:agreed|finali[sz]ed|cleared)|"
    r"texto\s+(?:fue\s+)?acordado",
    re.IGNORECASE,
)
INITIALLED = re.compile(r"가서명|\binitial(?:l)?ed\b|rubricad[oa]|r[úu]brica", re.IGNORECASE)
EXISTING = re.compile(
    r"기존|현행|원\s?협약|당초\s?협약|맺은|체결한|체결된|체결하여|체결되어(?!\s?있지)|existing|"
    r"remains?\s+(?:valid|in force)|current(?:ly)?|in force|signed (?:in|on)|vigente|유효|만료|expires?|"
    r"suscrito|firmado en",
    re.IGNORECASE,
)
NEGATIVE = re.compile(
    r"없음|않음|아니|못함|못했|무산|보류|되어\s?있지|체결되지|no commitment|"
    r"not\s+(?:yet\s+)?(?:been\s+)?(?:signed|concluded|agreed)|possible|possibility|was discussed|no se\b|posible",
    re.IGNORECASE,
)
EXPIRES = re.compile(r"(?:유효기간|만료|까지|until|through|hasta|expires?|vence|종료)", re.IGNORECASE)
ENDS = re.compile(r"\s*[.)]?\s*(?:까지|만료|종료|expir)")
TERM = re.compile(r"(\d{1,2})\s*(?:년간?|개년|years?|años?)(?!\s*\d{0,2}\s*월|도)")
# "2024년 5월 20일 체결한 MOU의 갱신을 추진": one that exists, whatever is planned with it
CONCLUDED_ON = re.compile(r"\d\s*일?\s*[.)]?\s*(?:에|자로)?\s*(?:체결한|체결된|체결하여|맺은|서명한)|\bsigned on \d")
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        ("one un", "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete", "eight ocho"),
        start=1,
    )
    for word in words.split()
} | {"ten": 10, "diez": 10}
TERM_WORDS = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})[- ](?:years?|años?)\b(?! (?:ago|old|later))", re.IGNORECASE)
AMENDS = re.compile(r"변경|개정|수정|amend|modific|adenda|addendum", re.IGNORECASE)
RENEWS = re.compile(r"갱신|재체결|연장|renew|extension|renovaci[óo]n|pr[óo]rroga", re.IGNORECASE)


def kind_of(text: str) -> str | None:
    """The type of agreement a text names: MOU, MOA, LOI, NDA, other; None when it names none."""
    found = KIND.search(text)
    if found is None:
        return None
    word = re.sub(r"[\s.]+", "", found.group().lower())
    for kind, words in (
        ("MOA", ("moa", "moc", "합의각서", "memorandumofagreement")),
        ("LOI", ("loi", "loa", "의향서", "letterofintent", "cartadeintenci")),
        ("NDA", ("nda", "비밀유지", "non-disclosure")),
        ("other", ("협정", "agreement", "acuerdo", "aide-m")),
    ):
        if any(part in word for part in words):
            return kind
    return "MOU"
