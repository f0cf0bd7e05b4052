"""Lists with Hangul: ``기관 이름 직위, 이름 직위 / (측) 이름 직위``.

A list is groups, a group may begin with a mark for its side, and holds segments; a segment is one person as a run of
words: what stands before the name, the name, what stands after it. ``person_of`` tries every way to cut the run and
keeps the one whose parts are most what they must be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from partners.names import (
    has_hangul,
    is_foreign_sounding,
    is_hangul_name,
    is_korean_name,
    is_korean_sounding,
    is_title,
    may_be_hangul_name,
    split_honorific,
    split_korean_title,
)

from ..bodies import (
    has_body_ending,
    has_body_word,
    is_acronym,
    is_role,
    is_unit_like,
    looks_like_body,
    split_unit,
)
from ..labels import label_key
from ..places import is_place
from .latin import LATIN_TITLE, NAME_PARTICLE, OWN_SIDE, is_latin_name, latin_people, latin_person
from .listed import Listed, mode_of, split_top

_OWN = re.compile(
    r"^(?:우리(?:\s?(?:측|쪽|원|시|도|군|구|대학교?|병원|기관|공사|공단|재단|회사|단|팀|부|청|처|연구원|연구소|센터|학교))?|"
    r"당\s?(?:원|사|관|청|기관)|본\s?(?:원|사|기관)|아\s?측|당측|자사|국내|출장자|출장단|방문단|조사단|대표단|파견단|연수단|"
    # who asks in an interview is of the house that writes it down
    r"(?:물은|물어본|묻는|질문한|여쭌|들은)\s?(?:사람|이)|질문자|질의자|인터뷰(?:어|\s?진행자?|한\s?사람)|면담\s?(?:진행자?|한\s?사람)|면접관|조사(?:원|자))$"
)
_HOST = re.compile(
    r"^(?:현지|상대|상대방|방문처|방문기관|면담처|면담자|피면담자|기관|대학교?|학교|회사|업체|기업|사무소|본부|병원|센터|연구소|연구원|"
    r"재단|협회|주최|주관|외국|해외|수원국|수원기관|초청기관)$"
)
_BRACKET_MARK = re.compile(r"^\s*[(\[【<〔]\s*([^()\[\]【】<>〔〕]{1,24}?)\s*[)\]】>〕]\s*[:：]?\s*(?=\S)")
_SIDE_MARK = re.compile(
    r"^[\s<【-]*([가-힣A-Za-z][가-힣A-Za-z· ]{0,14}?)\s*(?:측|쪽|side)(?=[\s)\]>】:：에은]|참석|인사)"
    r"\s*(?:참석자|인사)?\s*[)\]>】]?\s*(?:[:：]|에서는?|은)?\s*(?=\S)"
)
_WORD_MARK = re.compile(
    r"^(우리(?:\s?(?:측|원|시|대학교?|병원|기관|공사|공단|재단|회사|팀|연구원|연구소|센터|학교))?|현지|상대(?:방|측)?|당사|당원|"
    r"본원)\s+(?=\S)"
)
_COLON_MARK = re.compile(r"^((?:[^:：,()]|\([^:：,()]{1,20}\)){1,40}?)\s*[:：]\s*(?=\S)(?!\d)")
# A bracket between two people opens a new side: "… 예보국장 (우리 원) 도하림 팀장".
_MARK_WITHIN = re.compile(r"(?<=[가-힣A-Za-zÀ-ÿ])\s+(?=[(\[]\s*[^()\[\]]{1,20}\s*[)\]]\s*[가-힣A-Z])")
# What a bracket tells of somebody in a sentence says nothing about who came: "(도하림 팀장은 숙소에서 자료 정리)".
_TOLD_ASIDE = re.compile(r"\s*\((?:[^()]*[가-힣](?:은|는|이|가)\s[^()]*|[^()]*(?:제외|불참|미참석|결석|이석)[^()]*)\)")
_ABSENT = re.compile(r"^[(\[]?\s*(?:불참|미참석|결석)")
_AND_OTHERS = re.compile(r"\s+(?:등|외)(?:\s.*)?$")
# What an office is for, and nobody: "국제협력 담당", "수출 매니저".
_FIELD_END = re.compile(
    r"(?:협력|정책|사업|개발|운영|교육|연구|기술|기획|관리|지원|산업|환경|총괄|행정|안전|수출|수입|홍보|전략|업무|시설|영업|구매|조정|보건|의료|정보|"
    r"통상|투자|무역|재무|재정|회계|인사|총무|감사|품질|생산|설계|건설|도시|교통|자원|농업|수산|산림|해양|문화|관광|체육|법무|법률|국제|대외|아시아|"
    r"유럽|중동|아프리카|중남미|미주|지역|프로젝트|현장|공장|센터|사무|상임|수석|선임|책임|전문|자문|담당|분야|기록|보존|전시|학예|예산|경제|외교|"
    r"물류|항만|공항|에너지|전력|통신|방송|디지털|데이터|복지|노동|고용|여성|청소년|학생|학사|입학|국방|치안|소방|방재|기상|지질|측량|우주|항공|"
    r"관련|해당|실무|현지|주요|각|양측|상대|우리|[부팀과실국청원처단소장관자측계반])$"
)
_SURNAME_FIRST = re.compile(
    r"^(?:KIM|LEE|PARK|CHOI|JUNG|JEONG|KANG|CHO|YOON|JANG|LIM|NGUYEN|TRAN|PHAM|HOANG|HUYNH|PHAN|VU|VO|DANG|BUI|DO|NGO|LE)$"
)
_UNIT_END = re.compile(r"(?:국|과|실|팀|처|학부|학과|본부|부서|파트|그룹|연구단|사업단|전공|대학원|단과대학)$")
_SENTENCE = re.compile(r"(?:[다요함음임됨]|기로|하여|으며|하고)\.?$")


_MET = re.compile(
    r"^(?:만난\s?(?:사람|분|이)|면담\s?(?:자|대상자?|인사|상대|인)|접견(?:자|인사)|상대(?:방|측|쪽)?(?:\s?참석자)?|현지(?:측)?(?:\s?참석자)?|"
    r"(?:persons|people|officials)\s+(?:met|contacted)|met(?:\s+with)?|whom?\s+we\s+met|meeting\s+with|counterparts?|"
    r"interlocutor(?:s|es)|personas\s+(?:contactadas|entrevistadas)|entrevistad[oa]s?|contrapartes?|"
    r"(?:응답|답변|구술|진술|발언|발화)자|(?:말씀|답|대답|이야기|응답)(?:해\s?주|\s?주)?(?:하)?신\s?분|들려주신\s?분|(?:답한|대답한|말한|응답한|이야기한)\s?(?:사람|이)|"
    r"피(?:면담|인터뷰)(?:자|인)|인터뷰(?:이|\s?(?:대상자?|참여자|응답자|상대))|(?:면접|조사)\s?(?:대상자?|응답자)|"
    r"interviewees?|(?:persons?|people)\s+interviewed|respondents?|(?:key\s+)?informants?|answered\s+by|(?:spoke|speaking)\s+with|"
    r"persona\s+entrevistada|informantes?(?:\s+clave)?|quien\s+responde|respondió)$",
    re.IGNORECASE,
)

_LONGEST_TITLE = 20  # syllables
_CLOSE_TITLE = re.compile(r"(?<=[a-zß-ÿĀ-ſ])[가-힣]+")


def side_of_label(label: str) -> str | None:
    """Whose people a list has by its label: those "met" are the hosts, "우리 측" and "our side" are ours."""
    bare = re.sub(r"\s*\([^()]*\)", "", label).strip()
    if _OWN.match(re.sub(r"\s?참석자$", "", bare)) or OWN_SIDE.match(bare):
        return "own"
    return "host" if _MET.match(bare) else None


@dataclass(frozen=True, slots=True)
class _Side:
    """What holds for the people that follow in the list."""

    org: str | None = None
    side: str | None = None
    mode: str | None = None
    role: str | None = None
    named_here: bool = False  # the body stands in a mark of the group, not before an earlier name


def with_titles_apart(text: str) -> str:
    """The text with a space between a Latin name and the title set close behind it: "Hrubeš소장과"."""
    return _CLOSE_TITLE.sub(
        lambda found: f" {found.group()}" if _opens_with_title(found.group()) else found.group(), text
    )


def _opens_with_title(word: str) -> bool:
    return any(is_title(word[:end]) for end in range(2, min(len(word), _LONGEST_TITLE) + 1))


def korean_people(text: str, line: int, org: str | None) -> list[Listed]:
    """The people of a list in which there is Hangul."""
    out: list[Listed] = []
    text = with_titles_apart(text.replace("―", "–"))
    text = _TOLD_ASIDE.sub("", re.sub(r"\s+(?:및|그리고)\s+", ", ", text))
    state = _Side(org)
    marked = False
    for part in split_top(text, ";\n/"):
        if _ABSENT.match(part):
            continue
        for group in _MARK_WITHIN.split(part):
            mark, rest = _mark(group)
            if mark is not None:
                state, marked = mark, True
            elif marked and group is not part and part.startswith(group):
                state = _Side()  # "(현지) … / …": the other side begins
            elif marked and group == part:
                state = _Side()
            first = len(out)
            if mark is not None and state.org is not None and not has_hangul(rest):
                people = latin_people(rest, line, state.org)
                out.extend(replace(person, mode=person.mode or state.mode) for person in people)
                continue
            for segment in _segments(rest):
                inner, rest_of = _mark(segment, bare=False) if segment != rest else (None, segment)
                if inner is not None:
                    state = inner
                people, state = _segment(rest_of.strip(" .-–—·ㆍ"), line, state)
                out.extend(people)
            whole = re.search(r"\s\(([^()]+)\)$", rest)
            if whole is not None and len(out) > first + 1 and out[-1].org == whole.group(1):
                # "A 팀장, B 연구원 (기관)": the bracket stands apart and is for all of the group
                named = [person.org or out[-1].org for person in out[first:]]
                out[first:] = [replace(person, org=org) for person, org in zip(out[first:], named, strict=True)]
    return out


def _segments(text: str) -> list[str]:
    """The people between the separators; a middle dot parts them where a title ends before it."""
    out: list[str] = []
    for part in split_top(text, ",、，"):
        pieces = split_top(part, "·ㆍ∙")
        last = _bare(pieces[-1]).split(" ")[-1]
        if len(pieces) > 1 and all(" " in _bare(piece) and is_title(_bare(piece).split(" ")[-1]) for piece in pieces):
            out.extend(pieces)
        elif len(pieces) > 1 and is_title(last) and all(is_korean_name(piece.split(" ")[-1]) for piece in pieces[:-1]):
            out.extend([*(f"{piece} {last}" for piece in pieces[:-1]), pieces[-1]])  # one title for both
        else:
            out.append(part)
    return out


def _bare(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", text).strip()


def _mark(text: str, *, bare: bool = True) -> tuple[_Side | None, str]:
    """The side that a group names at its beginning, and what follows it."""
    for pattern in (_BRACKET_MARK, _SIDE_MARK, _WORD_MARK, _COLON_MARK) if bare else (_BRACKET_MARK, _COLON_MARK):
        found = pattern.match(text)
        if found is None:
            continue
        name = found.group(1).strip()
        rest = text[found.end() :]
        if pattern is _SIDE_MARK and not re.match(r"^[\s(\[<【]*\S+(?:\s\S+)?$", name):
            continue
        own_name = name.removesuffix("측").removesuffix("쪽").strip() or name
        if label_key(name) is not None and not _OWN.match(name) and not _HOST.match(own_name):
            return _Side(), rest
        return _side(own_name, name_only=pattern is _SIDE_MARK), rest
    return None, text


def _side(name: str, *, name_only: bool) -> _Side:
    name = re.sub(r"\s*(?:참석자|참석|인사|\d{1,3}\s*(?:명|인))$", "", name)
    if _OWN.match(name):
        return _Side(side="own")
    if _HOST.match(name):
        return _Side(side="host")
    if is_role(name):
        return _Side(role=name)
    if mode_of(name) and len(name) <= 8:
        return _Side(mode=mode_of(name))
    if looks_like_body(name) or (not name_only and not is_place(name) and not is_title(name)):
        return _Side(org=name, named_here=True)
    return _Side()


def _segment(segment: str, line: int, state: _Side) -> tuple[list[Listed], _Side]:
    """The people of one segment, and the body that holds for the next ones."""
    if not segment or len(segment.split()) > 14 or (_SENTENCE.search(segment) and not is_title(segment.split()[-1])):
        return [], state
    mode = state.mode
    bracket = re.match(r"^([^()]*)\(([^()]*)\)\s*([^()]*)$", segment)
    if bracket is not None:
        outside, inside, after = (part.strip() for part in bracket.groups())
        if mode_of(inside) and len(inside) <= 8:
            mode, segment = mode_of(inside), f"{outside} {after}".strip()
        else:
            found = _bracketed(outside, inside, after, line, state)
            if found is not None:
                people, org = found
                return [replace(person, mode=mode, side=state.side) for person in people], _with_body(state, org)
    segment = _AND_OTHERS.sub("", segment)
    parsed = person_of(segment)
    if parsed is None:
        joined = segment.replace(" ", "")
        if is_korean_name(joined) and is_korean_sounding(joined) and (joined == segment or len(joined) > 2):
            return [Listed(joined, line, state.org, state.role, mode, side=state.side)], state
        if not has_hangul(segment) and (split_honorific(segment)[0] is not None or state.role or state.named_here):
            # a Latin name between Korean ones: nothing says that the body before it is theirs
            person = latin_person(segment, line, state.org if state.named_here else None)
            if person is not None:
                return [replace(person, title=person.title or state.role, side=state.side, mode=mode)], state
            return [], state
        if looks_like_body(segment) or (has_hangul(segment) and has_body_ending(segment.split(" ")[-1])):
            return [], _Side(segment)
        return [], state
    own, name, title = parsed
    if own is not None and is_role(own):
        return [Listed(name, line, own, title or own, mode)], state
    if own is not None and _OWN.match(own):
        own, state = None, _Side(side="own", mode=state.mode)
    inherited = own is None and not state.named_here
    org = own or state.org
    title = title or state.role
    alone = title is not None and is_role(title) and own is None
    return (
        [
            Listed(
                name, line, None if alone else org, title, mode, inherited=inherited, side=None if alone else state.side
            )
        ],
        _with_body(state, own),
    )


def _with_body(state: _Side, org: str | None) -> _Side:
    return state if org is None or org == state.org else replace(state, org=org, named_here=False)


def _bracketed(
    outside: str, inside: str, after: str, line: int, state: _Side
) -> tuple[list[Listed], str | None] | None:
    """A segment with a bracket: body(people), name title(body, title) or body(acronym) name title; None for others."""
    named = person_of(outside)
    if after:
        found = person_of(after)
        if found is None or found[0] is not None or named or not outside:
            return None
        whole = f"{outside}({inside})"
        return [Listed(found[1], line, whole, found[2])], whole
    inner = split_top(inside, ",/·")
    people = [found for part in inner if (found := person_of(part)) is not None]
    if outside and named is None and people:
        return [Listed(name, line, outside, title) for _, name, title in people], outside
    if named is None:
        joined = outside.replace(" ", "")
        if is_korean_name(joined) and is_korean_sounding(joined):
            outside = joined
        elif not is_latin_name(outside):
            return None
    own, name, title = named if named is not None else (None, outside, state.role)
    told = own
    for part in inner:
        own, title = _remark(part, name, own, title)
    person = Listed(name, line, own or state.org, title, inherited=own is None and not state.named_here)
    return [person], told


def _remark(part: str, name: str, own: str | None, title: str | None) -> tuple[str | None, str | None]:
    """(body, title) after reading one remark in the bracket behind a name."""
    if title is None and is_title(part):
        return own, part
    placed = office_at(part)
    if placed is not None:
        return placed[0], placed[1] if title in (None, "박사", "선생") else title
    unit = title is not None and len(part) > 3 and _UNIT_END.search(part) is not None
    if unit or looks_like_body(part) or (" " in part and has_hangul(part) and _is_bodyish(part.split(" ")[-1])):
        return part, title
    if title is not None:
        return own, title
    word, _, last = part.rpartition(" ")
    if word and is_title(last):
        return word, last
    if LATIN_TITLE.search(part):
        return own, part
    if not has_hangul(part) and has_hangul(name):
        return own, title  # the name again in Latin letters
    return part, title


def office_at(text: str) -> tuple[str, str] | None:
    """Body and office told in one: "가람연구원 선임연구위원"; a unit alone is part of the office: "교무처 부처장"."""
    word, _, last = text.rpartition(" ")
    body = split_unit(word)[0] or word
    if not word or not is_title(last) or not looks_like_body(body):
        return None
    unit = " " not in body and (is_unit_like(body) or _UNIT_END.search(body) is not None)
    return None if unit else (word, last)


def person_of(text: str) -> tuple[str | None, str, str | None] | None:
    """(body, name, title) of a run of words in any order Koreans write them; None when no person is named."""
    words = text.split()
    if words and words[-1] in ("씨", "님", "선생님", "귀하"):
        words = words[:-1]
    if not words:
        return None
    best: tuple[float, tuple[str | None, str, str | None]] | None = None
    for begin in range(len(words)):
        for end in range(begin + 1, min(len(words), begin + 6) + 1):
            kind = _name_score(words[begin:end])
            if not kind:
                continue
            read = _around(words[:begin], words[begin:end], words[end:])
            if read is not None and (best is None or read[0] + kind > best[0]):
                best = read[0] + kind, read[1]
    if best is not None:
        return best[1]
    if len(words) > 2 and is_role(words[0]) and may_be_hangul_name(words[1:]) and not any(map(_is_bodyish, words[1:])):
        return None, " ".join(words[1:]), words[0]
    name, title = split_korean_title(words[-1])
    if title is not None and not has_body_ending(words[-1]):
        return (" ".join(words[:-1]) or None), name, title
    return by_title(words)


def by_title(words: Sequence[str]) -> tuple[str | None, str, str | None] | None:
    """A word between a body, or nothing, and a title is a name although nothing in its sound says so (간툴가 국장)."""
    if len(words) < 2 or not is_title(words[-1]) or not re.fullmatch(r"[가-힣]{2,8}", words[-2]):
        return None
    name, before = words[-2], " ".join(words[:-2])
    if (
        _FIELD_END.search(name)
        or _is_bodyish(name)
        or is_title(name)
        or looks_like_body(name)
        or not may_be_hangul_name([name, name])
    ):
        return None
    if before and not (looks_like_body(before) or has_body_ending(words[-3]) or _UNIT_END.search(words[-3])):
        return None
    return before or None, name, words[-1]


def _name_score(words: Sequence[str]) -> float:
    """How much a run of words is a name; 0 for one that is none."""
    longer = len(words) / 10
    if not has_hangul(words[0]):
        if any(has_hangul(word) for word in words):
            return 0
        bare = split_honorific(" ".join(words))[1].split()
        if not bare or any(
            (is_acronym(word) and not (_SURNAME_FIRST.match(word) or (at and len(word) > 3)))
            or has_body_word(word)
            or re.fullmatch(NAME_PARTICLE, words[0]) is not None
            for at, word in enumerate(bare)
        ):
            return 0
        surname = 2.5 if len(bare) > 1 and _SURNAME_FIRST.match(bare[0]) else 0  # "KIM Minsu" is no Minsu of KIM
        return 2.5 + longer + surname if is_latin_name(" ".join(words)) else 0
    if len(words) == 1:
        if is_title(words[0]) or not is_korean_name(words[0]):
            return 0
        return 1.5 + len(words[0]) / 2 if is_korean_sounding(words[0]) else 1
    if any(_is_bodyish(word) for word in words) or not is_hangul_name(words):
        return 0
    return 3 + longer


def _is_bodyish(word: str) -> bool:
    return (
        has_body_ending(word) or is_acronym(word) or is_place(word) or (len(word) > 2 and bool(_UNIT_END.search(word)))
    )


def _around(
    before: Sequence[str], name: Sequence[str], after: Sequence[str]
) -> tuple[float, tuple[str | None, str, str | None]] | None:
    """How well what stands around a name fits as body and title, and the three as text; None when it does not."""
    score = 0.0
    body, title = None, None
    if after:
        title = _title_after(after, sure=not before and _is_sure(name))
        if title is None:
            if not looks_like_body(" ".join(after)):
                return None
            body = " ".join(after)
        else:
            score += 3 - 0.6 * (len(after) - 1)
            if len(name) == 1 and any(_is_korean_person(word) for word in after[:-1]):
                score -= 2  # 가온 도하림 팀장 is 도하림 of 가온
            split = " ".join(after[:-1])
            if split and not _UNIT_END.search(after[-2]) and looks_like_body(split):
                body, title = split, after[-1]
    whole = " ".join(name)
    if not before:
        if not after:
            # nothing but the sound of the words says that they are a name
            sounding = sum(is_foreign_sounding(word) for word in name)
            return (0.5, (None, whole, None)) if len(name) > 1 and sounding * 2 >= len(name) else None
        return score + 1, (body, whole, title)
    head = " ".join(before)
    if title is None and is_title(before[-1]) and not has_body_ending(before[-1]):
        rest = before[:-1]
        return score + 2, (body or " ".join(rest) or None, whole, before[-1])
    if looks_like_body(head) or has_body_ending(before[-1]) or is_acronym(before[-1]) or is_role(head):
        return score + 2, (head, whole, title)
    if _OWN.match(head) or (len(before[-1]) > 2 and _UNIT_END.search(before[-1])):
        return score + 1.5, (head, whole, title)
    if title is None or any(is_title(word) for word in before) or len(before) > 5:
        return None
    return score - 1, (head, whole, title)


def _title_after(words: Sequence[str], *, sure: bool = False) -> str | None:
    """Words behind a name that are its title: the last is an office, those before say of what. Behind a name that is
    ``sure`` a word that only sounds like an office is one.
    """
    if sure and len(words) == 1 and _sounds_like_office(words[0]):
        return words[0]
    return " ".join(words) if len(words) <= 4 and is_title(words[-1]) else None


def _is_sure(name: Sequence[str]) -> bool:
    """Whether words are a name beyond doubt, so that what stands behind them must be an office."""
    return (len(name) > 1 and not has_hangul(name[0])) or (len(name) == 1 and _is_korean_person(name[0]))


# "묘포장장", "예방의학원": offices end as offices do, whatever they are for
_OFFICE = re.compile(r"^[가-힣]{1,8}[가-힣](?:장|관|원|사|역|자|수|감|보|직|인)$")


def _sounds_like_office(word: str) -> bool:
    return _OFFICE.match(word) is not None and not (_is_bodyish(word) or label_key(word) or is_place(word))


def _is_korean_person(word: str) -> bool:
    return (
        len(word) == 3
        and is_korean_name(word)
        and is_korean_sounding(word)
        and not (is_title(word) or _is_bodyish(word))
    )
