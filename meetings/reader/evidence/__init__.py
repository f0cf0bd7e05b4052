"""Where only bodies stand: what the head, the itinerary and the lists of a report say of who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from partners.names import has_hangul, is_title, person_key, split_honorific

from ..blocks import Block, BlockKind
from ..facts import attendees, meetings
from ..facts.bodies import (
    is_code,
    is_role,
    is_unit_like,
    looks_like_body,
)
from ..facts.header import Header
from ..facts.meetings import MeetingRead
from ..facts.organizations import BRANCH, INNER, SHORT_WORDS, Bodies, Evidence, identify, is_headline
from ..facts.places import is_place
from ..reading import ItineraryDay, Submission
from .ours import addressed_body, is_part, letterhead, our_words, ours

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
    own = ours(blocks, head, submission, named)
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
    evidence.extend(_cards(blocks, named))
    for traveller in head.travellers:
        skip.add(traveller.line)
    evidence.extend(_columns(blocks, skip))
    codes = tuple(dict.fromkeys(place.country_iso for place in head.destinations if place.country_iso))
    return identify(blocks, evidence, frozenset(skip), own, codes, language == "ko", our_words(head, named))


def _is_inner(name: str, meeting: MeetingRead) -> bool:
    """Whether what stands for a guest's body is a division of the host ("Chief, Planning Division") or a code."""
    return is_code(name) or (INNER.match(name) is not None and _bare(name) not in f"{meeting.title} {meeting.place}")


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
                and not is_part(name)
            ):
                yield Evidence(cell if looks_like_body(name) else name, block.line, whole=not looks_like_body(name))


def _departments(meeting: MeetingRead) -> Iterator[Evidence]:
    """The 외무국장 of a city speaks for its 외무국."""
    for person in meeting.people:
        found = re.match(r"^([가-힣]{2,8}국)(?:장$|\s)", person.title or "")
        if found is not None and re.search(r"(?:시|주|도|성|현|정부|인민위원회|[시도주]청)$", person.org or ""):
            yield Evidence(found.group(1), person.line, whole=True)


def _visited(named: Sequence[tuple[str, MeetingRead]], days: Sequence[ItineraryDay]) -> Iterator[Evidence]:
    """Whoever the itinerary and the heading of a talk name alike was visited, whatever its name looks like."""
    planned = {"".join(name.split()) for day in days for item in day.activities for name in _talk_with(item.text)}
    planned |= {"".join(item.text.split()) for day in days for item in day.activities if _PROPER.match(item.text)}
    for _, meeting in named:
        title = meeting.title or ""
        for name in _talk_with(title) or [title]:
            bare = re.sub(r"^.{3,40}?:\s", "", name) if ":" in name else name
            if "".join(bare.split()) in planned and not is_place(bare) and not is_headline(bare):
                yield Evidence(bare, meeting.heading_line or 0, whole=True)
        firm = _FIRM.match(title)
        if firm is not None and firm.group(1) in (meeting.place or ""):
            yield Evidence(firm.group(1), meeting.heading_line or 0, whole=True)


def _cards(blocks: Sequence[Block], named: Sequence[tuple[str, MeetingRead]]) -> Iterator[Evidence]:
    """A table of cards in the other script tells what the hosts of the people in it are called there."""
    hosts: dict[str, set[str]] = {}
    for _, meeting in named:
        host = _bare(meeting.host or meeting.title or "")
        for person in meeting.people if looks_like_body(host) else ():
            if person.org is None and not has_hangul(person.name):
                hosts.setdefault(person_key(split_honorific(person.name)[1]), set()).add(host)
    inside = {person.line for _, meeting in named for person in meeting.people}
    columns: dict[str, int] = {}
    of: dict[tuple[str, int], set[str]] = {}
    for block in blocks:
        if not block.cells or block.line in inside:
            columns = {} if not block.cells else columns
        elif found := attendees.header_columns(block.cells):
            columns = found
        elif {"name", "org"} <= columns.keys() and max(columns["name"], columns["org"]) < len(block.cells):
            name, body = block.cells[columns["name"]].strip(), block.cells[columns["org"]].strip()
            for host in hosts.get(person_key(split_honorific(name)[1]), ()):
                if has_hangul(host) != has_hangul(body) and looks_like_body(body):
                    of.setdefault((body, block.line), set()).add(host)
    for (body, line), names in of.items():
        if len(names) == 1 and len(set().union(*(held for (other, _), held in of.items() if other == body))) == 1:
            yield Evidence(f"{next(iter(names))} ({body})", line)


# "Open Ledger Ghana": nothing but a name, two words or more and none for what is done
_PROPER = re.compile(
    r"^(?!.*\b(?:Meeting|Visit|Session|Dinner|Lunch|Workshop|Arrival|Departure|Briefing|Travel|Flight|Transfer|Return|"
    r"Wrap|Debrief|Tour|Opening|Closing|Reception|Ceremony|Discussions?|Review|Day|Reuni[óo]n|Visita|Taller|Llegada|Salida|"
    r"Retorno|Cena|Almuerzo|Traslado|Clausura|Inauguraci[óo]n)\b)[A-ZÀ-Ý][\w'’&-]+(?:\s(?:(?:of|for|de|del|la)\s)?[A-ZÀ-Ý][\w'’&-]+){1,6}$"
)

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
    top = [item.text for item in letterhead(blocks, head) if not item.unit][:1]
    university = bool(top) and _UNIVERSITY.search(top[0]) is not None
    addressed = addressed_body(submission) is not None
    listed = {person.org for meeting in found for person in meeting.people}
    with_us = _listed_with_us(addressed_body(submission) or "".join(top), found)
    travellers = tuple(
        replace(person, org=None, dept=person.org)
        if person.org
        and person.dept is None
        and (
            (addressed and is_unit_like(person.org))
            or is_part(person.org)
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


def _listed_bodies(text: str) -> list[str]:
    from ..facts.attendees import split_top

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
