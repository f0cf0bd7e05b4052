"""What a list of people says of one of them, and what it says of all: counts, everyone, who is excepted, mode."""

from __future__ import annotations

import re
from dataclasses import dataclass

from partners.names import split_honorific

_COUNT = re.compile(
    r"(?:총\s*|전체\s*|등\s*)(\d{1,3})\s*(?:인|명|여명)|^\s*\(?(\d{1,3})\s*(?:인|명)\)?\s*$|\((?:총\s*|"
    r"total\s*:?\s*)?(\d{1,3})\s*(?:인|명|persons|people|personas)?\)|"
    r"\b(\d{1,3})\s+(?:persons|participants|people|personas|asistentes|participantes|attendees)\b|"
    r"^\s*(\d{1,3})\s*(?:인|명)",
    re.IGNORECASE,
)
_NUMERALS = {
    word: number
    for number, words in enumerate(
        ("한 one una un", "두 two dos", "세 three tres", "네 four cuatro", "다섯 five cinco", "여섯 six seis",
         "일곱 seven siete", "여덟 eight ocho", "아홉 nine nueve", "열 ten diez"), start=1
    )
    for word in words.split()
}  # fmt: skip
# "모두 5명", "통역까지 여섯 사람", "in total, five persons", "cinco personas"
_COUNT_IN_WORDS = re.compile(
    rf"(?:^|(?:모두|전부|합쳐|합하여|까지|포함(?:하여|해)?|합계|in (?:total|all),?|en total,?|altogether)\s*|\(\s*)"
    rf"(?:(\d{{1,3}})|({'|'.join(_NUMERALS)}))\s?(?:사람|명|분|인|people|persons|participants|personas|asistentes|participantes)(?=\s*(?:[).,:;]|$))",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"\s*외\s*(\d{1,2})\s*(?:인|명)")
_GROUP = (
    r"(?:(?<![가-힣])[가-힣]{1,4}단|출장자|방문자|출장팀|일행|우리\s?측|"
    r"우리\s?(?:원|단|팀))"
)
_THE_GROUP = r"(?:team|mission|delegation|party|group|misión|delegación|comisión|equipo|comitiva)"
_MEMBERS = (
    r"(?:mission\s+members|members|travell?ers|of\s+us|participants\s+in\s+the\s+mission|miembros|integrantes|"
    r"comisionad[oa]s|viajer[oa]s|delegad[oa]s)"
)
EVERYONE = re.compile(
    rf"{_GROUP}(?:\s*\d{{1,2}}\s*(?:인|명))?\s*(?:전원|일동|모두|전체)|"
    rf"(?:(?:both|all(?:\s+(?:of\s+)?the)?|the|all\s+(?:two|three|four|five|six|seven))\s+)?(?:both\s+|all\s+){_MEMBERS}(?:\s+of\s+the\s+{_THE_GROUP})?|"
    rf"(?:both|all(?:\s+(?:of|the|two|three|four|five|six|seven))*|the)\s+(?:mission\s+members|travell?ers)\b|"
    rf"(?:the\s+(?:two|three|four|five|six)|l[oa]s\s+(?:dos|tres|cuatro|cinco|seis))\s+{_MEMBERS}|"
    r"(?:both|all(?:\s+(?:two|three|four|five|six|seven))?)\s+of\s+us|"
    rf"(?:the\s+)?(?:whole|entire|full|complete)\s+(?:(?-i:[A-Z]{{2,10}})\s+)?{_THE_GROUP}|"
    rf"tod[oa]\s+(?:la|el)\s+{_THE_GROUP}|(?:todos|todas|ambos|ambas)(?:\s+(?:los|las))?\s+{_MEMBERS}(?:\s+de\s+(?:la|el)\s+{_THE_GROUP})?|"
    rf"(?:la|el)\s+{_THE_GROUP}\s+(?:en\s+pleno|complet[oa])",
    re.IGNORECASE,
)
_EXCEPTED = re.compile(
    r"\(\s*([^()]+?)\s*(?:제외|불참|미참석|결석|빼고)[^()]*\)|"
    r"\(?\b(?:except(?:ing)?(?:\s+for)?|without|but not|excluding|salvo|excepto|menos|sin)"
    r"\s+([^();]+?)(?=\)|;|\.?\s*$)\)?",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"온라인|비대면|화상|원격|접속|online|virtual|remote|zoom|teams|webex|by\s+(?:video|phone)|video\s?(?:link|call|"
    r"conference)|dial+ed\s+in|on the line|en línea|a distancia|videoconferencia|telemática",
    re.IGNORECASE,
)
_ONSITE = re.compile(r"대면|현장|오프라인|onsite|on-site|in[- ]person|in the room|presencial", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One person in a list, as written. ``name`` carries no Korean title, but an honorific if there is one."""

    name: str
    line: int
    org: str | None = None
    title: str | None = None
    mode: str | None = None
    no: int | None = None
    inherited: bool = False  # the body stands before an earlier name of the list
    side: str | None = None  # "own" or "host" where the list says whose side it is without naming the body


def stated_count(text: str) -> int | None:
    """The head count a text gives ("총 25인", "(6)", "12 participants")."""
    found = _COUNT.search(text)
    if found is not None:
        return next((int(group) for group in found.groups() if group), None)
    spoken = _COUNT_IN_WORDS.search(text)
    return None if spoken is None else int(spoken.group(1)) if spoken.group(1) else _NUMERALS[spoken.group(2).lower()]


def besides(text: str) -> int | None:
    """How many unnamed people come on top of the named ones ("문지호 실장 외 2명")."""
    found = _BESIDES.search(text)
    return int(found.group(1)) if found else None


def without_counts(text: str) -> str:
    """The text without head counts and "외 2명"; the names in "외 1명(연하늘 연구원)" stay."""
    text = re.sub(r"\s*외\s*\d{1,2}\s*(?:인|명)\s*\(([^()]*)\)", r", \1", text)
    text = _BESIDES.sub("", text)
    return re.sub(
        r"\((?:총|등)\s*\d+\s*(?:인|명)\)|(?:총|등)\s*\d+\s*(?:인|명)|^\s*\(?\d+\s*(?:인|명)\)?\s*[:,]?|"
        r"^\s*\(\d+\)\s*:?",
        "",
        text,
    ).strip()


_FOR_ALL = re.compile(
    r"(?<=[(（])\s*(?:이상|모두|이하|전원|both|all|ambos|ambas|todos|todas)\s+(?:of\s+(?:the\s+)?|from\s+(?:the\s+)?|del?\s+(?:la\s+)?)?",
    re.IGNORECASE,
)


def without_for_all(text: str) -> str:
    """The text without what says that a bracket is for all before it ("(이상 수산청)", "(both of the Bank)")."""
    return _FOR_ALL.sub("", text)


def means_everyone(text: str) -> bool:
    """Whether a text stands for all travellers ("조사단 전원", "both travellers")."""
    return EVERYONE.search(text) is not None


def excepted(text: str) -> tuple[str, ...]:
    """Who is not among everyone ("조사단 전원(도하림 제외)"), as written."""
    everyone = EVERYONE.search(text)
    found = _EXCEPTED.search(text, everyone.end()) if everyone is not None else None
    if found is None:
        return ()
    return tuple(part for part in re.split(r"\s*(?:,|·|및|\band\b|\by\b)\s*", found.group(1) or found.group(2)) if part)


def without_everyone(text: str) -> str:
    """The text without the words for all travellers and for who of them is excepted."""
    everyone = EVERYONE.search(text)
    if everyone is None:
        return text
    rest = text[everyone.end() :]
    return text[: everyone.start()] + _EXCEPTED.sub("", rest, count=1)


def mode_of(text: str) -> str | None:
    """How somebody took part, where the text says so: "Online" or "Onsite"."""
    if _ONLINE.search(text):
        return "Online"
    return "Onsite" if _ONSITE.search(text) else None


def sentences(text: str) -> list[str]:
    """The sentences of a text in Latin letters; the point of "Ing." or of an initial ends none."""
    out: list[str] = []
    begin = 0
    for found in re.finditer(r"\.\s+(?=[A-ZÀ-Ý])", text):
        word = re.search(r"[\w.]*$", text[max(begin, found.start() - 20) : found.start()])
        closed = text[found.start() - 1 : found.start()] in (")", "]")
        if (
            word is None
            or (len(word.group()) < 2 and not closed)
            or split_honorific(f"{word.group()}. X")[0] is not None
        ):
            continue
        out.append(text[begin : found.start()])
        begin = found.end()
    return [*out, text[begin:]]


def split_top(text: str, separators: str) -> list[str]:
    """Split at separators that stand outside of brackets."""
    parts, depth, current = [], 0, ""
    for char in text:
        if char in "([（":
            depth += 1
        elif char in ")]）":
            depth = max(0, depth - 1)
        if depth == 0 and char in separators:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    return [part.strip() for part in parts if part.strip()]
