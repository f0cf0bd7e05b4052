"""Where only bodies stand: what the head, the itinerary and the lists of a report say of who took part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from partners.names import is_title, person_key

from .blocks import Block, BlockKind
from .facts import meetings
from .facts import submission as submission_lines
from .facts.bodies import (
    OWN,
    has_body_ending,
    has_body_word,
    is_acronym,
    is_code,
    is_role,
    is_unit_like,
    looks_like_body,
    split_unit,
)
from .facts.header import Header
from .facts.labels import fields_of
from .facts.meetings import MeetingRead
from .facts.organizations import BRANCH, INNER, SHORT_WORDS, Bodies, Evidence, identify, is_headline
from .facts.places import is_place
from .reading import ItineraryDay, Submission

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
# "나래 디지털파크 시찰 및 간담회": with whom a talk is held, and sites that are looked at.
_TALK = re.compile(
    r"^([가-힣A-Za-z0-9 &·-]{3,30}?)\s?(?:(?:시찰|견학|방문)\s?및\s)?(?:업무|실무|화상|오찬|만찬|기관)?\s?"
    r"(?:방문|면담|협의|회의|간담회|미팅|예방|접견)(?:\s.*)?$"
)
# What stands between the name and the word for the talk: the house of the body, what sort of talk.
_TALK_WORDS = "사무국 본사 본부 본원 본청 청사 협력 기술 정책 합동 공동 정례 1차 2차 3차"
_OF_A_TALK = frozenset(_TALK_WORDS.split())
_NUMBER = re.compile(r"^\s*[【\[<〔]\s?[\d가-힣A-Z]{1,3}\s?[】\]>〕]\s*")
_SITE = re.compile(
    r"(?:지|댐|공장|현장|부지|마을|항|공항|단지|농장|정수장|처리장|시장|공원|거리|기획|준비|조정|운영|점검|검토|연구|박람회|전시회|세미나|포럼|워크숍|내부|결과|최종|마무리|사전|착수|"
    r"중간|종료|조사단|관계자|전문가|실무자|일정|출장|국별|분과|본|종합|정례|차)$"
)


def find_bodies(
    blocks: Sequence[Block],
    head: Header,
    submission: Submission,
    days: Sequence[ItineraryDay],
    named: Sequence[tuple[str, MeetingRead]],
    language: str,
) -> Bodies:
    own = _ours(blocks, head, submission, named)
    evidence: list[Evidence] = []
    skip: set[int] = set()
    for _, meeting in named:
        for person in meeting.people:
            skip.add(person.line)
            if person.org is not None and not is_role(person.org) and not _is_inner(person.org, meeting):
                evidence.append(Evidence(person.org, person.line))
        evidence.extend(_departments(meeting))
        if meeting.host is not None:
            evidence.extend(
                Evidence(part, meeting.heading_line or 0)
                for part in re.split(r"\s*[,/]\s*", meeting.host)
                if looks_like_body(_bare(part))
            )
        evidence.extend(
            Evidence(text, found.line)
            for found in meeting.fields
            if found.key == "parties"
            for text in _listed_bodies(found.value)
        )
    for day in days:
        if day.activities and all(meetings.is_cancelled(activity.text) for activity in day.activities):
            continue  # a body not visited after all took no part
        for part in re.split(r"\s*[,/]\s*", day.host or ""):
            if looks_like_body(_bare(part)) or (
                part and "".join(part.split()) in {"".join((item.text).split()) for item in evidence}
            ):
                evidence.append(Evidence(part, day.line))
    evidence.extend(_visited(named, days))
    for traveller in head.travellers:
        skip.add(traveller.line)
    evidence.extend(_columns(blocks, skip))
    codes = tuple(dict.fromkeys(place.country_iso for place in head.destinations if place.country_iso))
    return identify(blocks, evidence, frozenset(skip), own, codes, language == "ko", _our_words(head, named))


def _is_inner(name: str, meeting: MeetingRead) -> bool:
    """Whether what stands for a guest's body is a division of the host ("Chief, Planning Division") or a code."""
    return is_code(name) or (INNER.match(name) is not None and _bare(name) not in f"{meeting.title} {meeting.place}")


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


# The head of a column that holds bodies, of one that holds people or talks, and of one that holds days.
_BODY_COLUMN = re.compile(
    r"^(?:[가-힣]{0,6}\s?(?:기업|업체|회사|기관|바이어|단체|대학|대학교|파트너|발주처|소속)(?:\s?\(?(?:명|이름)\)?)?|"
    r"(?:name\sof\s)?(?:the\s)?(?:company|firm|organi[sz]ation|institution|agency|partner|buyer|exhibitor|counterpart|employer|affiliation|entity|"
    r"host|agencies|companies|partners|institutions|organi[sz]ations)(?:\sname|\svisited|\smet)?|"
    r"(?:nombre\sde\sla\s)?(?:empresa|instituci[óo]n|entidad|organizaci[óo]n|organismo|contraparte|socio|comprador)(?:es|s)?(?:\svisitad[oa])?)$",
    re.IGNORECASE,
)
_TALK_COLUMN = re.compile(
    r"성명|이름|면담|상담|담당자|참석|직위|직급|직책|name|contact|person|position|title|nombre|cargo|contacto|representante|result",
    re.IGNORECASE,
)
_DAY_COLUMN = re.compile(r"일자|날짜|월일|일시|date|day|fecha|d[íi]a|^일$|여비|금액|amount|monto|cost", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\d|(?:함|음|임|됨|예정|검토|없음|미정|기타|합계|소계|현장|공장|이동|출발|도착|등|외|측|자체|호텔|협력업체|기업|업체|기관|바이어|관계자)$|^[-–—~/.]*$|[.;:!?]$"
)


def _columns(blocks: Sequence[Block], skip: set[int]) -> Iterator[Evidence]:
    """What stands under "기업명", "Agency" in a list of people or talks is a body, whatever its name looks like. On the
    lines ``skip`` the people gave the first such column already.
    """
    columns: list[int] = []
    for block in blocks:
        if not block.cells:
            columns = [] if block.kind is not BlockKind.BLANK else columns
            continue
        heads = [re.sub(r"\s*\([^()]*\)$", "", " ".join(cell.split())) for cell in block.cells]
        found = [at for at, cell in enumerate(heads) if _BODY_COLUMN.match(cell)]
        if found and len(heads) > 2:
            talks = any(_TALK_COLUMN.search(cell) for at, cell in enumerate(heads) if at != found[0])
            days = any(_DAY_COLUMN.search(cell) for cell in heads)
            columns = found if talks and not days else []
            continue
        for column in columns:
            cell = block.cells[column].strip() if column < len(block.cells) else ""
            name = _bare(cell)
            if (
                2 <= len(name) <= 50
                and not (column == columns[0] and block.line in skip)
                and not _NO_NAME.search(name)
                and not is_place(name)
                and not is_role(name)
                and not _is_part(name)
            ):
                yield Evidence(cell if looks_like_body(name) else name, block.line, whole=not looks_like_body(name))


def _ours(
    blocks: Sequence[Block], head: Header, submission: Submission, named: Sequence[tuple[str, MeetingRead]]
) -> list[Evidence]:
    """What names the body that reports, best evidence first, and what is a part of it."""
    own: list[Evidence] = []
    addressee = _addressed_body(submission)
    if addressee is not None:
        own.append(Evidence(addressee, submission.recipient_line or 0))
    own.extend(_letterhead(blocks, head))
    own.extend(
        Evidence(person.org, person.line)
        for person in head.travellers
        if person.org is not None and not _is_part(person.org)
    )
    own.extend(_under_whom_we_are_listed(head, named))
    if not own:
        # a part is all that is known of us
        own.extend(Evidence(person.org, person.line) for person in head.travellers if person.org is not None)
    own.extend(
        Evidence(part, person.line, unit=True)
        for person in head.travellers
        for unit in (person.dept, person.org)
        if unit and _is_part(unit) and unit not in {item.text for item in own}
        for part in dict.fromkeys((unit, unit.split()[-1] if re.search("[가-힣]", unit) else unit))
    )
    signer = submission_lines.author_body(submission, blocks)
    if signer is not None and looks_like_body(signer) and not is_unit_like(signer):
        own.append(Evidence(signer, submission.author_line or 0))
    own.extend(_written_by(blocks))
    own.extend(_beside_our_names(blocks, head) if all(_is_room(item.text) for item in own) else ())
    own.sort(key=lambda item: _is_room(item.text))
    return own


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


def _our_words(head: Header, named: Sequence[tuple[str, MeetingRead]]) -> list[Evidence]:
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


def _letterhead(blocks: Sequence[Block], head: Header) -> list[Evidence]:
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
        if out and (_is_part(cased) or _PART.match(cased)):
            out.append(Evidence(text, block.line, unit=True))
        elif not (unit is None and _is_part(cased)):
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


def _is_part(text: str) -> bool:
    """Whether what stands for a traveller's body is a part of it only: 국제협력실, Global Cooperation Division."""
    return split_unit(text)[0] is None or INNER.match(text) is not None


def _departments(meeting: MeetingRead) -> Iterator[Evidence]:
    """The 외무국장 of a city speaks for its 외무국."""
    for person in meeting.people:
        found = re.match(r"^([가-힣]{2,8}국)(?:장$|\s)", person.title or "")
        if found is not None and re.search(r"(?:시|주|도|성|현|정부|인민위원회|[시도주]청)$", person.org or ""):
            yield Evidence(found.group(1), person.line, whole=True)


def _visited(named: Sequence[tuple[str, MeetingRead]], days: Sequence[ItineraryDay]) -> Iterator[Evidence]:
    """Whoever the itinerary and the heading of a talk name alike was visited, whatever its name looks like."""
    planned = {"".join(name.split()) for day in days for item in day.activities for name in _talk_with(item.text)}
    for _, meeting in named:
        title = meeting.title or ""
        for name in _talk_with(title) or [title]:
            if "".join(name.split()) in planned and not is_place(name):
                yield Evidence(name, meeting.heading_line or 0, whole=True)
        firm = _FIRM.match(title)
        if firm is not None and firm.group(1) in (meeting.place or ""):
            yield Evidence(firm.group(1), meeting.heading_line or 0, whole=True)


# "새론물류 창고 시찰": a firm by what it trades in, whose house the place names too.
_FIRM = re.compile(
    r"^([가-힣A-Za-z]{2,12}(?:물류|식품|산업|제약|전자|전기|건설|무역|상사|유통|유업|축산|수산|해운|항공|통신|자동차|"
    r"에너지|테크|바이오|그룹|홀딩스|엔지니어링|중공업|제철|섬유|농산|푸드|로지스틱스))"
    r"\s[가-힣 ]{0,20}(?:방문|시찰|견학|면담)$"
)


def _is_office(word: str) -> bool:
    """Whether a word is the title of somebody; 두바이지사 is a branch in Dubai and no governor."""
    branch = BRANCH.match(word)
    return is_title(word) and not (branch is not None and is_place(branch.group(1)))


def _talk_with(text: str) -> list[str]:
    found = _TALK.match(_NUMBER.sub("", _bare(text)).strip(" ·-"))
    words = found.group(1).split() if found is not None else []
    while words and (_is_office(words[-1]) or (len(words) > 1 and words[-1] in _OF_A_TALK)):
        words.pop()  # "인민위원회 부위원장 면담" is a talk at the 인민위원회
    name = " ".join(words)
    return [name] if name and not _SITE.search(name) else []


# What is a part of the university that reports, although elsewhere it would stand for itself.
_UNIVERSITY = re.compile(r"대학교?$|\bUniversi\w+|\bPolitécnic|\bCollege\b", re.IGNORECASE)
_OF_UNIVERSITY = re.compile(
    r"^(?:Institut\w*|Cent(?:ro|re|er)|Escuela|School|Laborator\w+|Cátedra|Museo|College)\s(?:de|of|for|para)\b|"
    r"\s(?:Institute|Centre|Center|School|Laboratory)$|(?<=[가-힣])(?:연구소|연구원|센터|대학원|학부|사업단|협력단)$"
)


def with_units(blocks: Sequence[Block], head: Header, submission: Submission, found: Sequence[MeetingRead]) -> Header:
    """A traveller's "협력단" is a unit of the body that the report goes to, unless a meeting lists it as a body; an
    institute is one of the university whose sheet it is.
    """
    top = [item.text for item in _letterhead(blocks, head) if not item.unit][:1]
    university = bool(top) and _UNIVERSITY.search(top[0]) is not None
    addressed = _addressed_body(submission) is not None
    listed = {person.org for meeting in found for person in meeting.people}
    with_us = _listed_with_us(_addressed_body(submission) or "".join(top), found)
    travellers = tuple(
        replace(person, org=None, dept=person.org)
        if person.org
        and person.dept is None
        and (
            (addressed and is_unit_like(person.org))
            or _is_part(person.org)
            or (university and _OF_UNIVERSITY.search(person.org) and not _UNIVERSITY.search(person.org))
            or person_key(person.name) in with_us
        )
        and person.org not in listed
        else person
        for person in head.travellers
    )
    return replace(head, travellers=travellers)


def _listed_with_us(own: str, found: Sequence[MeetingRead]) -> set[str]:
    """Whoever lists put under the name of the body that reports, or its word of kind, and under no other."""
    under: dict[str, set[str]] = {}
    for meeting in found:
        for person in meeting.people:
            if person.org and not person.inherited:
                under.setdefault(person_key(person.name), set()).add(person.org)
    means_us = {own, *(word for word in SHORT_WORDS if own.endswith(word))}
    return {name for name, orgs in under.items() if orgs <= means_us}


def _bare(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", text).strip()


def _addressed_body(submission: Submission) -> str | None:
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


def _listed_bodies(text: str) -> list[str]:
    from .facts.attendees import split_top

    return [re.sub(r"^\(?[가-힣]{1,4}측\)?\s*:?\s*", "", part) for part in split_top(text, ",;/\n")]


def with_agreement_parties(bodies: Bodies, blocks: Sequence[Block]) -> Bodies:
    """In "GAON-KONTESK MOU" an acronym nothing else explains, beside a known partner, is the acronym of the body
    that reports.
    """
    if bodies.own_id is None:
        return bodies
    own = next(body for body in bodies.organizations if body.id == bodies.own_id)
    if any(re.fullmatch(r"[A-Z][A-Za-z&-]{1,11}", surface.text) for surface in own.surfaces):
        return bodies
    unexplained: dict[str, set[int]] = {}
    for block in blocks:
        for found in re.finditer(
            r"(?<![A-Za-z])([A-Z]{2,12})\s?[-–·/]\s?([A-Z]{2,12})(?=\s+(?:간\s?)?(?:MOU|MOA|LOI|업무\s?협약|"
            r"협약|양해각서))",
            block.text,
        ):
            one, other = found.groups()
            for name, beside in ((one, other), (other, one)):
                if bodies.resolve(name, block.line) is None and bodies.resolve(beside, block.line) not in (
                    None,
                    own.id,
                ):
                    unexplained.setdefault(name, set()).add(block.line)
    if len(unexplained) != 1:
        return bodies
    ((acronym, _),) = unexplained.items()
    return bodies.with_name(own.id, acronym, blocks)
