"""Which body reports: whom the report is addressed to, the letterhead, the head, and beside whose name we stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from partners.names import is_title, person_key

from ..blocks import Block, BlockKind
from ..facts import submission as submission_lines
from ..facts.bodies import (
    OWN,
    has_body_ending,
    has_body_word,
    is_acronym,
    is_role,
    is_unit_like,
    looks_like_body,
    split_unit,
)
from ..facts.header import Header
from ..facts.labels import column_keys, fields_of
from ..facts.meetings import MeetingRead
from ..facts.organizations import INNER, SHORT_WORDS, Evidence, is_headline
from ..facts.places import is_place
from ..reading import Submission

# An addressee is an office; the body is what is left without it: 연구원장 is the head of a 연구원, 대학교총장 of a
# 대학교.
_OFFICE_HOLDERS = (
    "장",
    "총장",
    "이사장",
    "원장",
    "소장",
    "사장",
    "회장",
    "장관",
    "대표이사",
    "대표",
    "총재",
    "차관",
    "지사",
    "수",
)

_HEAD_OF = re.compile(
    r"^(?:(?:The|Acting|Deputy|Vice|Executive|Managing|El|La)\s)*[\w-]*(?:[Pp]resident[ea]?|[Dd]irector[a]?|[Hh]ead|[Cc]hief|[Rr]ector[a]?|[Dd]ean|[Dd]ecan[oa]|"
    r"[Cc]hair(?:man|woman|person)?|[Gg]eneral|[Gg]erente|[Mm]inist(?:er|r[oa])|[Gg]overnor|[Gg]obernador[a]?|[Mm]ayor|[Aa]lcalde(?:sa)?|[Jj]ef[ea]|[Ss]ecretar(?:y|i[oa])|Presidencia|Rector[íi]a|Gerencia|Direcci[óo]n(?=\sGeneral))"
    r"(?:\s(?:General|Ejecutiv[oa]|Executive))?(?:,|\s(?:of|de\sla|del|de))\s(?:the\s|el\s|la\s)?([A-ZÀ-Ý].*)$"
)

_DEPUTY = re.compile(r"\s(?:수석\s?)?부(?:총|이사|원|소|사|회|청|처|시|군|구청)?(?:장|지사|총재|군수)$")

_REGION = re.compile(r"^[가-힣]{2,8}(?:시|도|군|구)$")

# "Reuse Process Division", "개도국지원부": rooms of a body, named where everybody knows whose
_ROOM = re.compile(
    r"\b(?:division|department|section|unit|team|programme|program|bureau|directorate|divisi[óo]n|departamento|unidad|"
    r"secci[óo]n|[áa]rea|direcci[óo]n|gerencia|jefatura|equipo|programa)\b",
    re.IGNORECASE,
)


def _is_room(text: str) -> bool:
    """Whether a name is only that of a room of a body: its first or last word says so and no body stands beside it."""
    body, _ = split_unit(text)
    name = body or text
    words = name.split()
    return bool(words) and any(_ROOM.fullmatch(word) for word in (words[0], words[-1])) and not is_acronym(words[0])


def _under_whom_we_are_listed(head: Header, named: Sequence[tuple[str, MeetingRead]]) -> list[Evidence]:
    """The body beside whose name most lists of attendees put the travellers: "KWRI: Dr. Ma, Ms. Shin"."""
    ours = {person_key(person.name) for person in head.travellers}
    listed = [
        person
        for _, meeting in named
        for person in meeting.people
        if person.org
        and not person.inherited
        and person_key(person.name) in ours
        and not is_role(person.org)
        and not OWN.match(person.org)
    ]
    often = Counter(person.org for person in listed if person.org).most_common(1)
    return [Evidence(often[0][0], next(p.line for p in listed if p.org == often[0][0]))] if often else []


def ours(
    blocks: Sequence[Block], head: Header, submission: Submission, named: Sequence[tuple[str, MeetingRead]]
) -> list[Evidence]:
    """What names the body that reports, best evidence first, and what is a part of it."""
    own: list[Evidence] = []
    addressee = addressed_body(submission)
    if addressee is not None and not _ORGAN.match(addressee):
        own.append(Evidence(addressee, submission.recipient_line or 0))
    own.extend(letterhead(blocks, head))
    own.extend(_told_in_head(blocks, head))
    own.extend(
        Evidence(person.org, person.line)
        for person in head.travellers
        if person.org is not None and not is_part(person.org)
    )
    own.extend(_under_whom_we_are_listed(head, named))
    if not own:
        # a part is all that is known of us
        own.extend(Evidence(person.org, person.line) for person in head.travellers if person.org is not None)
    own.extend(
        Evidence(part, person.line, unit=True)
        for person in head.travellers
        for unit in (person.dept, person.org)
        if unit and is_part(unit) and unit not in {item.text for item in own}
        for part in dict.fromkeys((unit, unit.split()[-1] if re.search("[가-힣]", unit) else unit))
    )
    signer = submission_lines.author_body(submission, blocks)
    if signer is not None and looks_like_body(signer) and not is_unit_like(signer):
        own.append(Evidence(signer, submission.author_line or 0))
    own.extend(_written_by(blocks))
    own.extend(_beside_our_names(blocks, head) if all(_is_room(item.text) for item in own) else ())
    own.sort(key=lambda item: _is_room(item.text))
    return own


# "The Management Board of the Centre", "Junta Directiva": an organ of the body that everybody knows
_ORGAN = re.compile(
    r"^(?:the\s)?(?:(?:Management|Executive|Governing|Supervisory|Steering)\s)?(?:Board|Council|Committee|Team|Management)"
    r"(?:\sof\s(?:Directors|Trustees|Governors))?(?:\sof\s(?:the|our)\s\w+)?$|"
    r"^(?:la\s|el\s)?(?:Junta|Consejo|Comit[ée])\s(?:Directiv[oa]|Ejecutiv[oa]|de\sAdministraci[óo]n)"
    r"(?:\sde(?:l|\sla|\snuestra)\s\w+)?$",
    re.IGNORECASE,
)


def _told_in_head(blocks: Sequence[Block], head: Header) -> list[Evidence]:
    """What the head gives for all who travelled: a row "소속" beside those of the trip."""
    out: list[Evidence] = []
    for block in blocks[min(head.lines, default=1) - 1 : max(head.lines, default=0) + 2]:
        cells = [cell.strip() for cell in (block.cells or re.split(r"\s*[:：]\s*", block.body, maxsplit=1))]
        cells = [cell for cell in cells if cell]
        if len(cells) == 2 and "org" in column_keys(cells[0]) and len(cells[1]) <= 60:
            body, _ = split_unit(cells[1])
            if body is not None and looks_like_body(body):
                out.append(Evidence(body, block.line))
    return out


# "SDB (R. Adjei)": who answers for a task, with the body.
_OWNER = re.compile(r"^([^()]{2,60}?)\s?\(([^()]{3,40})\)$")


def _beside_our_names(blocks: Sequence[Block], head: Header) -> list[Evidence]:
    """The body beside which a table writes the travellers in brackets: "SDB (R. Adjei)"."""
    ours = {person.name.split()[-1].casefold() for person in head.travellers if person.name.strip()}
    found = [
        Evidence(owner.group(1), block.line)
        for block in blocks
        for cell in block.cells
        if (owner := _OWNER.match(cell.strip())) is not None
        and owner.group(2).split()[-1].casefold() in ours
        and looks_like_body(owner.group(1))
        and not is_unit_like(owner.group(1))
    ]
    often = Counter(item.text for item in found).most_common(1)
    return [next(item for item in found if item.text == often[0][0])] if often else []


def our_words(head: Header, named: Sequence[tuple[str, MeetingRead]]) -> list[Evidence]:
    """Words of kind before which lists put the travellers: "(공사) 도하림 처장" in the report of a 공사."""
    ours = {person_key(person.name) for person in head.travellers}
    return [
        Evidence(person.org, person.line)
        for _, meeting in named
        for person in meeting.people
        if person.org and not person.inherited and person.org in SHORT_WORDS and person_key(person.name) in ours
    ]


def _written_by(blocks: Sequence[Block]) -> list[Evidence]:
    """The body that a line for the author names instead of a person: "정리: 가람연구센터 면담팀"."""
    fields = [
        field for block in blocks for field in fields_of(block) if field.key == "author" and len(field.value) <= 60
    ]
    out: list[Evidence] = []
    for field in fields:
        body, unit = split_unit(field.value)
        if looks_like_body(body or field.value) and (unit or not is_unit_like(field.value)):
            out.append(Evidence(body or field.value, field.line))
    return out


_ENCLOSED = re.compile(r"^\(([^()]*)\)$")


def letterhead(blocks: Sequence[Block], head: Header) -> list[Evidence]:
    """The body that stands alone at the top of the sheet, perhaps with a unit, is the one that reports; what stands
    under it is a part of it.
    """
    top = [block for block in blocks if block.kind is not BlockKind.BLANK][:5]
    title = head.title.line if head.title is not None else 0
    out: list[Evidence] = []
    for block in top:
        text = re.split(r"\s[–—-]\s", _ENCLOSED.sub(r"\1", block.text.strip("* ")))[0]
        if block.cells or len(text) > 60 or re.search(r"[:：\d.「」]", text):
            continue
        cased = text.title() if text.isupper() else text
        body, unit = split_unit(text)
        told = has_body_word(cased)
        alone = body is not None and (has_body_ending(body) or (told and _is_name(body)))
        if body is None or not alone or OWN.match(body) or is_headline(cased) or _ABOUT.search(cased):
            continue
        if block.line == title and not (text.isupper() or out):
            continue
        if out and (is_part(cased) or _PART.match(cased)):
            out.append(Evidence(text, block.line, unit=True))
        elif not (unit is None and is_part(cased)):
            out.append(Evidence(body, block.line))
    return out


def _is_name(text: str) -> bool:
    """Whether a few words, or more that are all written large, can be a name at the head of a sheet."""
    words = text.split()
    large = all(
        word[0].isupper() or re.fullmatch(r"(?:of|for|and|the|in|de|del|la|las|los|y|e|para)", word) for word in words
    )
    return len(words) <= (10 if large else 6)


# Parts of a body by the words they begin with, as they stand under its name; and what a title of a report has.
_PART = re.compile(
    r"^(?:Programme|Program|Department|Division|Section|Unit|Regional|Country|Field|Office|Faculty|School|Bureau|Directorate|Branch|Direcci[óo]n|"
    r"Subdirecci[óo]n|Vicerrector[íi]a|Rector[íi]a|Decanato|Facultad|Departamento|Gerencia|Subgerencia|Oficina|Secretar[íi]a|Unidad|Divisi[óo]n|"
    r"Coordinaci[óo]n|[ÁA]rea)\b"
)

_ABOUT = re.compile(
    r"\b(?:Report|Informe|Visit|Visita|Mission to|Meeting|Reuni[óo]n|Minutes|Acta|Travel|Viaje|Memorandum|Workshop)\b"
)


def is_part(text: str) -> bool:
    """Whether what stands for a traveller's body is a part of it only: 국제협력실, Global Cooperation Division."""
    return split_unit(text)[0] is None or INNER.match(text) is not None


def addressed_body(submission: Submission) -> str | None:
    if submission.recipient is None:
        return None
    for part in reversed(re.split(r"\s*,\s*", submission.recipient)):
        part = _DEPUTY.sub("장", part)  # a deputy's body is that of the head
        of_body = _HEAD_OF.match(part)
        if of_body is not None and looks_like_body(of_body.group(1)):
            return of_body.group(1)  # "President of the Narae Water Institute"
        *words, last = part.split()
        if words and is_title(last) and looks_like_body(" ".join(words)):
            return " ".join(words)
        for holder in _OFFICE_HOLDERS:
            text = part.removesuffix(holder).strip()
            if text != part and (looks_like_body(text) or _REGION.match(text)):
                return text
        if looks_like_body(part):
            return part
        words = part.split()
        if len(words) > 1 and len(words[0]) > 2 and is_acronym(words[0]) and is_place(" ".join(words[1:])):
            return words[0]  # "Head of Hub, UNCDF Nairobi"
    return None
