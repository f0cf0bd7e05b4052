"""What a report in prose says of the trip in its opening: who went, where to and what for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from partners.names import TITLE_ENDINGS, has_hangul, is_korean_name, split_honorific

from ..blocks import Block, BlockKind
from ..reading import Destination, Found
from . import attendees
from .attendees import Listed
from .labels import fields_of
from .places import places_named

_LOOKED_AT = 40  # blocks with text; a report that has not said by then who went says it in no opening
# Sentences about the trip as a whole.
_WENT = re.compile(
    r"다녀[왔오온옴]|떠나\s.{0,60}돌아[왔오옴]|함께\s?갔|출장은|출장함|출장을\s?(?:실시|수행|다녀)|출장하(?:였|여)|파견(?:되|됨|하였|함)|방문단(?:은|이)|조사단(?:은|이)|"
    r"대표단(?:은|이)|순방|"
    r"\b(?:I|we|who|team|mission|delegation|undersigned|[A-Z][\w'’-]+)\b[^.]{0,60}?\b(?:travel+ed|went|flew|visited|spent|"
    r"undertook|was in|were in)\b|"
    r"\b(?:mission|team|delegation)\s+(?:comprised|consisted|was (?:composed|made up)|included)|"
    r"\b(?:realic[ée]|realizamos|realizó|efectuamos|efectuó)\s+(?:una?|el|la)\s+(?:viaje|visita|misión|gira)|"
    r"\b(?:viaje|visita|misión|gira)\s+(?:que\s+)?(?:realic[ée]|realizamos|realizad[oa]|efectuad[oa])|"
    r"\b(?:viaje|visita|misión|gira)\b[^.;]{0,90}\b(?:hice|hicimos|emprendimos)\b|"
    r"\b(?:me trasladé|nos trasladamos|fuimos a|estuvimos en)\b|"
    r"\b(?:viaj[óeé]|viajamos|viajaron|se trasladó|se desplazó|visit[óé]|visitamos|visitaron|comisión de servicios|"
    r"el viaje d|misión (?:estuvo|fue) (?:integrada|conformada|compuesta))",
    re.IGNORECASE,
)
_AIM_KO = re.compile(r"목적은\s+(.+?)(?:이다|임|이었음|였음)?[.]?$")
_AIM_FOR_KO = re.compile(
    r"([가-힣0-9A-Za-z][^.]*?)(?:[을를]\s?(?:위해|위하여|목적으로)|하기\s?(?:위해|위하여))[^.]*?(?:다녀|출장|방문|파견)"
)
_AIM_EN = re.compile(
    r"\b(?:travel+ed|went|flew|visited|spent|undertook|was in|were in|mission|trip|visit)\b[^.]*?"
    r"\b((?:in order )?to\s+(?!(?:the|a|an|our|his|her|their|and|meet up)\b)[a-z]+\s[^.]*)"
)
_AIM = (
    r"(?:purposes?|aims?|objectives?|goals?|reasons?|mandate|task|prop[óo]sitos?|objetivos?|finalidad(?:es)?|objetos?|"
    r"motivos?|fin|cometido)"
)
# "The objectives of the mission were to …", "The aim was …", "el objetivo fue …", "La visita tuvo por objeto …"
_AIM_IS = re.compile(
    rf"\b{_AIM}\b(?:\s+(?:of|de|del|for)\s+[^.:]{{1,60}}?)?\s+"
    rf"(?:was|were|is|are|fue|fueron|era|eran|es|son|consistió en)\s+"
    rf"((?:to\s+)?[a-záéíóú][^.]*)|"
    rf"\b(?:tuvo|tenía|tuvieron|ha tenido|had|has)\s+(?:por|como|as (?:its|their)|the)\s+(?:el\s+|la\s+)?"
    rf"{_AIM}(?:\s+(?:de|of|was|were))?\s+([a-záéíóú][^.]*)",
    re.IGNORECASE,
)
_AIM_ES = re.compile(r"\bcon el (?:objeto|objetivo|fin|propósito) de\s+([^.]+)|\ba fin de\s+([^.]+)", re.IGNORECASE)
_WRITER = re.compile(
    r"\b(?:I|el suscrito|la suscrita|los suscritos|del suscrito|de la suscrita|quien suscribe|el infrascrito|"
    r"la infrascrita|the undersigned|realicé|viajé|visité|me trasladé)\b|"
    r"(?<![가-힣])(?:본인|필자|소직|저)(?:과|와|는|은|이|가|를 포함|을 포함)(?=[\s,])|(?<![가-힣])제가(?=\s)"
)
_VERB_EN = re.compile(r"\s(?:have\s+|has\s+)?(?:travel+ed|went|flew|visited|spent|undertook|was in|were in|attended)\b")
_MADE_UP = re.compile(
    r"\b(?:mission|team|delegation|misión|delegación|comisión|equipo)\b[^.:]{0,40}?\b"
    r"(?:comprised|consisted of|(?:was )?(?:composed of|made up of)|included|"
    r"(?:integrad[oa]|conformad[oa]|compuest[oa]) por)\s*:?\s+(.+)$|"
    r"\b(?:went|travel+ed|took part|viajamos|viajaron|fuimos|participamos)\s*:\s+(.+)$",
    re.IGNORECASE,
)
# "que Marta Ríos y yo, Juan Soto, hicimos a Lima"
_NAME_ES = r"[A-ZÀ-Ý][\w'’-]+(?: (?:de |del |la )*[A-ZÀ-Ý][\w'’-]+)+"
_BESIDE_ME = re.compile(rf"({_NAME_ES}(?:, {_NAME_ES})*) y yo\b(?:, ({_NAME_ES}),)?")
_AFTER_LIST = re.compile(
    r",?\s+(?:viaj|se tras|se despl|visit[óéa]|realiz|particip[óa]|asisti|llev[óa]|"
    r"travel+ed|visited|went|met|held|carried|who|que)"
)
_TITLED_ES = re.compile(
    r"\b((?:Lic|Ing|Mg|Dra?|Arq|Abg|Econ|Prof|Sra?|Srta|Sres|Blgo?a?|MSc|Mtr[oa]|Téc)\.\s(?:[A-ZÀ-Ý][\w'’-]+\s?)+)(?:,\s(?!(?:con|para|a|y|en|entre|quien|que|por|del?)\s)([^,.;]+))?"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Lic|Ing|Dra?|Mr?s?|Mg|Arq|Abg|Econ|Prof|Sra?|Srta|Atty|Hon|Eng|No|vs)\.$"
)
_NAME_AND_TITLE = re.compile(
    rf"(?<![가-힣])([가-힣]{{2,4}})\s?([가-힣]{{0,6}}(?:{TITLE_ENDINGS}))(?=[과와이가은는의등및]|[\s,.)]|$)"
)
_SUBJECT_END = re.compile(r"(?:이|가|은|는|등이|등은)(?=[\s,])")


def told_of_trip(outside: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """The sentences of the opening that tell of the trip as a whole, with their lines."""
    for block in _opening(outside):
        for sentence in _sentences(block.body):
            if _WENT.search(sentence):
                yield sentence, block.line


# The writer tells of a trip of their own.
_OWN_TRIP = re.compile(
    r"\b(?:I|we|us|my|our)\b|우리|저희|본인|필자|저는|"
    r"\b(?:realicé|realizamos|viajé|viajamos|visité|visitamos|fuimos|estuvimos|efectuamos|me trasladé|"
    r"nos trasladamos|suscrit[oa]s?)\b"
)


def tells_own_trip(outside: Sequence[Block]) -> bool:
    """Whether a sentence of the opening tells of a trip that the writer made."""
    return any(_OWN_TRIP.search(sentence) for sentence, _ in told_of_trip(outside))


def told_purpose(outside: Sequence[Block]) -> Found | None:
    """The purpose in words: "목적은 …", "travelled to … to …", "con el objeto de …"."""
    for block in _opening(outside):
        for sentence in _sentences(block.body):
            aim = purpose_in(sentence)
            if aim is not None:
                return Found(aim, block.line)
    return None


def purpose_in(sentence: str) -> str | None:
    """What a sentence gives as the purpose of the trip."""
    for pattern in (_AIM_KO, _AIM_IS):
        found = pattern.search(sentence)
        if found is not None:
            return next(group for group in found.groups() if group).strip(" .,")
    if not _WENT.search(sentence):
        return None
    for pattern in (_AIM_FOR_KO, _AIM_EN, _AIM_ES):
        found = pattern.search(sentence)
        if found is not None:
            return next(group for group in found.groups() if group).strip(" .,")
    return None


def told_places(outside: Sequence[Block], language: str) -> tuple[Destination, ...]:
    """Where a sentence about the trip says that it went."""
    for sentence, line in told_of_trip(outside):
        found = places_named(sentence, line, language)
        if any(place.city for place in found):
            return found
    return ()


def told_travellers(outside: Sequence[Block], author: tuple[str, int] | None) -> list[Listed]:
    """Who a sentence about the trip says went; its "I" and "el suscrito" are the author."""
    for sentence, line in told_of_trip(outside):
        people = _korean(sentence, line) if has_hangul(sentence) else _latin(sentence, line)
        if author is not None and _WRITER.search(sentence) and all(person.name != author[0] for person in people):
            people = [Listed(split_honorific(author[0])[1], author[1]), *people]
        if people:
            return people
    return []


def _opening(outside: Sequence[Block]) -> Iterator[Block]:
    filled: list[Block] = []
    for block in [block for block in outside if block.kind is not BlockKind.BLANK][:_LOOKED_AT]:
        above = filled[-1] if filled else block
        if (
            above.kind is block.kind is BlockKind.PARAGRAPH
            and above.line + above.text.count("\n") + 1 == block.line
            and len(above.body) > 70
            and above.body[-1] not in ".!?:;"
        ):  # a sentence broken over lines
            filled[-1] = replace(above, body=f"{above.body} {block.body}", text=f"{above.text}\n{block.text}")
        else:
            filled.append(block)
    return (
        block for block in filled if block.kind is not BlockKind.ROW and not fields_of(block) and len(block.body) < 1500
    )


def _sentences(text: str) -> list[str]:
    out: list[str] = []
    for piece in re.split(r"(?<=[^\d\s][.!?])\s+", text):
        if out and _ABBREVIATED.search(out[-1]):
            out[-1] = f"{out[-1]} {piece}"
        else:
            out.append(piece)
    return out


def _korean(sentence: str, line: int) -> list[Listed]:
    """The people before the verb, where the last of them is its subject and not whom they visited."""
    went = re.search(
        r"함께\s?갔|(?<!돌아)갔(?:다|습니다|음)|다녀[왔오온옴]|출장함|출장하(?:였|여)|파견(?:되|됨)|방문(?:함|하였|했)|참가(?:함|하였|했)",
        sentence,
    )
    if went is None:
        return []
    out: list[Listed] = []
    org: str | None = None
    before = 0
    for found in _NAME_AND_TITLE.finditer(sentence[: went.start()]):
        if not is_korean_name(found.group(1)):
            continue
        lead = re.sub(r"^(?:[이가은는과와및등, ]+)", "", sentence[before : found.start(1)]).strip()
        if lead and not re.search(r"\d", lead):
            org = re.sub(r"(?:의|에서)$", "", re.split(r"[,.]\s*", lead)[-1].strip()) or org
        before = found.end()
        out.append(Listed(found.group(1), line, org, found.group(2)))
    return out if out and _SUBJECT_END.match(sentence[before:]) else []


def _latin(sentence: str, line: int) -> list[Listed]:
    made_up = _MADE_UP.search(sentence)
    if made_up is not None:
        return attendees.text_people(_AFTER_LIST.split(made_up.group(1) or made_up.group(2))[0].rstrip(" .,"), line)
    beside = _BESIDE_ME.search(sentence)
    if beside is not None:
        return attendees.text_people(", ".join(group for group in beside.groups() if group), line)
    verb = _VERB_EN.search(sentence)
    if verb is not None and verb.start() < 200:
        subject = re.sub(r"^.*?:\s|^(?:On|In|From|Last|During)\s[^,]+,\s", "", sentence[: verb.start()])
        subject = re.sub(r",?\s+(?:and|&)\s+I$|^I$|^I\s+and\s+|^(?:The\s+)?undersigned(?:\s+and\s+)?", "", subject)
        return [person for person in attendees.text_people(subject, line) if " " in person.name] if subject else []
    if _WRITER.search(sentence):
        return [Listed(found.group(1).strip(), line, None, found.group(2)) for found in _TITLED_ES.finditer(sentence)]
    return []
