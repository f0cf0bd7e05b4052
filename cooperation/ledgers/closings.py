"""Whether an agreement of a ledger is over, and how: by its column of states, the section it stands in, or a remark."""

from __future__ import annotations

import re

from . import days
from .fields import Fields
from .reading import Json, Row

_KINDS = (
    ("NDA", r"비밀\s?유지|기밀\s?유지|비밀\s?보호\s?협약|\bNDA\b|non-?disclosure|confidentiality"),
    ("LOI", r"의향서|\bLO[IU]\b|letter of (?:intent|interest)|carta de intenci[óo]n"),
    ("MOA", r"합의\s?각서|합의서|\bMOA\b|memorandum of agreement|협력\s?각서"),
    (
        "MOU",
        r"양해\s?각서|\bMO[UC]\b|memorand(?:um|a) of (?:understanding|cooperation)|업무\s?협약|memorando de entendimiento",
    ),
    ("other", r"협정|계약|약정|의정서|agreement|contract|protocol|convenio|arrangement|협약"),
)
KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)

# Closings: a word for it, and that it stands for what happened: nothing that puts it off, asks for it or denies it
# follows.
_NOT_YET = (
    r"(?!\s*(?:예정|협의|검토|요청|논의|추진|가능|통보\s?시|통지|의사|조건|조항|사유|여부|시\b|시까지|시점|전\b|전까지|전에|일\s?전|후\b|되면|될|하면|할\b|대상|임박|도래|없|않|안\s?됨|아님|미|도래|일\b(?!\s*[:(])|기한|절차|방법|"
    r"\d+\s*개월|이전|이후|되기|된\s?후|draft|pending|expected|clause|notice|upon|if))"
)
_CLOSINGS = tuple(
    (reason, re.compile(rf"(?:{pattern}){_NOT_YET}", re.IGNORECASE))
    for reason, pattern in (
        (
            "superseded",
            r"(?:대체|승계|흡수|통합)\s?(?:됨|체결|협약)?|(?:신규|후속|새|개정|변경)\s?(?:협약|MOU|MOA)?(?:으로|로)?\s?(?:대체|갱신|재체결)|재체결됨?|superseded|replaced",
        ),
        (
            "terminated",
            r"(?:중도\s?|합의\s?|조기\s?|상호\s?|일방\s?|계약\s?|협약\s?)?(?:해지|해제|파기|폐기|철회)(?:됨|함|완료|처리|통보)?|terminated|cancell?ed|rescinded|termination|revoked",
        ),
        (
            "completed",
            r"목적\s?(?:달성|완료|완수)|(?:사업|과제|협력|연구)\s?(?:완료|종결|종료)|완료(?:됨)?|completed|fulfilled|accomplished",
        ),
        (
            "expired",
            r"(?:기간\s?|기한\s?|협약\s?|효력\s?|유효기간\s?)*(?:만료|종료|만기|종결|소멸|상실|실효)(?:됨|함|처리|완료)?|expired|lapsed|ended",
        ),
    )
)
_RENEWED = re.compile(r"갱신|재체결|재협약|연장\s?체결|renew", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:연번|순번|번호|no\.?|#|№)\s*(?:[A-Z]{1,4}-?)?(\d{1,4})|(\d{1,4})\s*번", re.IGNORECASE)
_ALIVE = re.compile(
    r"유효|진행|유지|이행|추진|시행|체결|정상|active|in force|valid|ongoing|current|effective|signed|^[OＯ○Y여-]$",
    re.IGNORECASE,
)
#: What in front of a word says that it is not so: "미종료", "inactive", "not in force".
_DENIED = re.compile(
    r"(?:[미비무불]|(?<![a-z])(?:in|un|non-?|not(?: yet)? |never |no longer )(?:been )?)\s*$", re.IGNORECASE
)
_OF_GROUP = re.compile(
    r"(?:된|한|되었던|했던)?\s*(?:업무)?(?:협약|협정|계약|각서|양해각서|MO[UA]s?|agreements?|memorand\w+|건|기관|목록|현황|분|\s)*"
    r"(?:[(:\[].*|\d+\s?건)?[\]>】〉》)]?",
    re.IGNORECASE,
)
_ACRONYMS = ("MOU", "MOA", "LOI", "NDA")
#: Another matter than the agreement of the row.
_OTHER = re.compile(r"별도|부속|세부|추가\s?(?:협약|계약)|담당|직원|\d\s?차\b|\d단계")
_GOES_ON = re.compile(r"(?:추진|진행|이행|수행|시행|협의)\s?중|ongoing|under way|in progress", re.IGNORECASE)
_ENDS = re.compile(
    r"\s*(?:$|[\n,;/.)\]([]|'?\d|됨|함|처리|완료|으로|로\s|에\s?따|(?:by|on|in|as of|from|due|effective|at)\b)",
    re.IGNORECASE,
)
_DATED = re.compile(r"[(]?'?\d[\d.\s년월일'~()]*(?:자로|부로|부|일자|에|자)?\s*")
_SUBJECT = re.compile(
    r"(?:본|동|해당|위|이|기존|당초|상기|전)?\s?(?:업무|상호)?(?:협약|협정|계약|약정|양해각서|합의각서|각서|합의서|의향서|MO[UA]|LOI|NDA|건)서?"
    r"(?:은|는|이|가|의|도)?(?![가-힣])|(?:유효|존속)?(?:기간|기한|효력)(?:이|은)?(?![가-힣])|"
    r"\b(?:the|this|agreement|memorandum|of understanding|it|term|was|were|has|have|been|is)\b",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"(?:상호|쌍방|양측|양\s?기관|양자|상대(?:측|기관|방)?|우리\s?측|당사자|일방|서면|자동|당연|모두|이미|현재|중도|조기|정상|합의|요청|통보|공문)"
    r"(?:에\s?의한|에\s?의해|에\s?따라|하에|으로|로|의|간|적으로|되어)?(?![가-힣])|\b(?:mutually|already|early|formally|automatically)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(r"(?:으로|로|로\s?인해|에\s?의해|에\s?따라|따른|by|due to \w+)$")


def closed(fields: Fields, row: Row) -> Json | None:
    """How an agreement ended, None where the ledger does not say it did. What only a remark says is asked about."""
    values = row.values
    status = fields.text("status")
    for text, where in ((status, ""), (values["note"], "note"), (_title_remark(values["title"]), "title")):
        for reason, found in _closings(text or ""):
            if where and not _said(text or "", found, reason, values):
                continue
            if where:
                row.ask("closed_by_remark", "closed", text or "")
            on = _closed_on(text or "", found, reason, values)
            if not on and not where and reason != "expired":  # the state says what happened, a remark when
                said = [again for other, again in _closings(values["note"] or "") if other == reason]
                on = _closed_on(values["note"], said[0], reason, values) if said else None
            return {"on": on, "reason": reason}
    if status and days.days_in(status) and _head_says_closing(fields):
        day = days.days_in(status)[0]
        return {"on": day.value, "reason": "terminated"}
    for text in (status, values["note"]):
        if text and _RENEWED.search(text) and _renewed_by(fields, text):
            return {"on": None, "reason": "superseded"}
    alive = status and _ALIVE.search(status) and not _denied(status, _ALIVE)
    if status and not alive and not days.NOTHING.fullmatch(status):
        row.ask("not_understood", "closed", status)
        row.other[fields.head("status")] = status
    return None if alive else _by_section(fields, row)


def _closings(text: str) -> list[tuple[str, re.Match[str]]]:
    """What a text says of an end, by what for; nothing where it denies it ("미종료")."""
    return [
        (reason, found)
        for reason, pattern in _CLOSINGS
        for found in pattern.finditer(text)
        if not _DENIED.search(text[: found.start()])
    ]


def _denied(text: str, pattern: re.Pattern[str]) -> bool:
    return all(_DENIED.search(text[: found.start()]) for found in pattern.finditer(text))


def _by_section(fields: Fields, row: Row) -> Json | None:
    """What the line over a group of entries says of them all: "■ 종료 협약"."""
    line = fields.entry.section
    found = [(reason, match) for reason, match in _closings(line) if _OF_GROUP.fullmatch(line[match.end() :].strip())]
    if not found or len(line) > 40:
        return None
    if len({reason for reason, _match in _closings(line)}) > 1:  # "해지·만료 협약"
        row.ask("not_understood", "closed", line)
        return None
    reason = found[0][0]
    return {"on": row.values["expires_on"] if reason == "expired" else None, "reason": reason}


def _head_says_closing(fields: Fields) -> bool:
    return re.search("해지|종료일|terminat", fields.head("status")) is not None


def _title_remark(title: str | None) -> str | None:
    """What stands in brackets behind a title ("…(종료)")."""
    found = re.search(r"[(\[]([^()\[\]]{2,14})[)\]]\s*$", title or "")
    return found[1] if found else None


def _said(text: str, found: re.Match[str], reason: str, values: Json) -> bool:
    """Whether a remark says of this agreement that it is over: nothing but this agreement, how and why stands in front
    of the word, and nothing behind it goes on.
    """
    before, after = text[: found.start()], text[found.end() :]
    if "?" in after.split("\n")[0]:
        return False
    if re.match(r"\s*(?:예정|협의|검토|중\b|중$)", after) or (reason == "completed" and _GOES_ON.search(after)):
        return False
    if not _ENDS.match(after):
        return False
    clauses = [_DATED.sub("", days.plain(one)).strip(" ([-–·※*") for one in re.split(r"[\n,;/]|\.\s", before)]
    if re.search(r"(?:서|원본|사본|문서)$", clauses[-1]) and found[0].startswith("폐기"):
        return False  # the paper was thrown away
    clause, earlier = (clauses or [""])[-1], " ".join(clauses[-2:-1])
    about = f"{clause} {'' if clause else earlier}"
    if _OTHER.search(about) or any(
        kind != values["kind"] and values["kind"] in _ACRONYMS and re.search(rf"(?<![A-Za-z]){kind}(?![A-Za-z])", about)
        for kind in _ACRONYMS
    ):
        return False
    if _CAUSE.search(clause):
        return True
    own = " ".join([values["title"] or "", *values["partners"]])
    left = _HOW.sub(" ", _SUBJECT.sub(" ", clause))
    return all(word in own for word in re.findall(r"[\w]+", left))


def _closed_on(text: str, found: re.Match[str], reason: str, values: Json) -> str | None:
    near = [day for day in days.days_in(text) if day.value]
    if near:  # the nearest, and of two the one behind: "3년 연장(2019.3.), 해지(2022.3.)"
        return min(near, key=lambda day: max(found.start() - day.end, day.start - found.end())).value
    ends = values["expires_on"]
    return ends if reason == "expired" and ends else None


def _renewed_by(fields: Fields, note: str) -> bool:
    """Whether a remark on a renewal speaks of a later entry: it names one with a higher number, or a later signing."""
    own_text = fields.cell("number").text
    own = re.search(r"\d+", own_text)
    reference = _REFERENCE.search(note)
    if reference and own:
        return int(reference[1] or reference[2]) > int(own[0])
    signed = fields.cell("signed_on")
    if re.search(
        r"갱신\s?(?:예정|협의|검토|추진|필요|여부|시|대상|요청|논의|가능|중)|기존|종전|이전\s?협약|renewal of|갱신\s?\(?\s?기존",
        note,
    ):
        return False
    dates = [day.value for day in days.days_in(note) if day.value]
    mine = signed.day.isoformat() if signed.day else next((d.value for d in days.days_in(signed.text) if d.value), None)
    return bool(
        dates
        and mine
        and dates[0][:7] > mine[:7]
        and re.search(r"(?:갱신|재체결)\s?(?:체결|됨|완료|함)?\s*(?:[(]|$)|로\s?갱신", note)
    )
