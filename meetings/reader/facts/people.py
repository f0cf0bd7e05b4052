"""People as identities: every spelling of one person in a document brought together, near misses set aside to be
asked.

One full name at one body is one person; the same name at two bodies is two. A surname with "Dr." or an initial is the
one person it can be. A spelling that differs by a letter is never joined: it is listed as probably the same, for a
person to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from partners.matching import near_miss
from partners.names import (
    HONORIFICS,
    TITLE_ENDINGS,
    has_hangul,
    is_korean_name,
    is_title,
    korean_surname,
    norm,
    person_key,
    split_honorific,
    split_korean_title,
)

from ..blocks import Block, BlockKind
from ..reading import Person, ProbableSame, Surface
from .bodies import NOT_BODIES, has_body_ending, is_role

_HONOURED = re.compile(
    rf"(?<![A-Za-z])((?i:{HONORIFICS})\.?)\s+((?:[A-ZÀ-Ý]\.\s?)*[A-ZÀ-Ý][\w'’-]+(?:\s(?:[A-ZÀ-Ý][\w'’-]+|(?:de|"
    rf"del|la)(?=\s[A-ZÀ-Ý])))*)"
)
_INITIAL = re.compile(r"(?<![A-Za-zÀ-ÿ.])((?:[A-ZÀ-Ý]\.\s?){1,2}[A-ZÀ-Ý][\w'’-]{2,})")
_TITLED = re.compile(rf"(?<![가-힣])([가-힣]{{3,4}})\s([가-힣]{{0,6}}(?:{TITLE_ENDINGS}))(?![가-힣])")
_NOT_NAME_END = re.compile(r"[회부실급단국청원소장과팀관사측업계진별적용형체기차인학교망점률품법안식]$")

# Usual Latin spellings of Korean surnames, to see that "Dr. Kim" may be 김나래.
_SURNAMES: dict[str, str] = {
    latin: hangul
    for row in (
        "김 kim gim",
        "이 lee yi rhee li",
        "박 park pak bak",
        "최 choi choe",
        "정 jung jeong chung",
        "강 kang gang",
        "조 cho jo",
        "윤 yoon yun",
        "장 jang chang",
        "임 lim im rim",
        "한 han",
        "오 oh",
        "서 seo suh",
        "신 shin sin",
        "권 kwon gwon",
        "황 hwang",
        "안 ahn an",
        "송 song",
        "류 ryu",
        "유 yoo yu",
        "전 jeon jun chun",
        "홍 hong",
        "고 ko koh go",
        "문 moon mun",
        "양 yang",
        "손 son sohn",
        "배 bae pae",
        "백 baek paik",
        "허 heo hur",
        "남 nam",
        "심 shim sim",
        "노 noh roh no",
        "하 ha",
        "곽 kwak gwak",
        "성 sung seong",
        "차 cha",
        "주 joo ju",
        "우 woo",
        "구 koo ku gu",
        "민 min",
        "나 na",
        "진 jin",
        "지 ji",
        "엄 eom um",
        "채 chae",
        "원 won",
        "천 cheon",
        "방 bang",
        "공 kong gong",
        "현 hyun hyeon",
        "함 ham",
        "변 byun byeon",
        "염 yeom yum",
        "표 pyo",
        "도 do",
        "석 seok suk",
        "선 sun seon",
        "마 ma",
        "기 ki",
        "왕 wang",
    )
    for hangul, *spellings in [row.split()]
    for latin in spellings
}


@dataclass(slots=True)
class Identity:
    """A person while the document is read. ``groups`` are the lists (meeting numbers, "trip") they stand in."""

    name: str
    org_id: str | None
    honorific: str | None = None
    titles: list[str] = field(default_factory=list)
    texts: dict[str, set[int]] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    probable: list[ProbableSame] = field(default_factory=list)
    listed: bool = True

    def saw(self, text: str, line: int) -> None:
        """Note a spelling and where it stands."""
        self.texts.setdefault(" ".join(text.split()), set()).add(line)


@dataclass(frozen=True, slots=True)
class Naming:
    """A person named in a list or a field. ``group`` is the list."""

    name: str
    line: int
    group: str
    org_id: str | None = None
    title: str | None = None
    weak: bool = False  # a signature or a mention: no person of its own when it is a near miss of another


class People:
    """The people of a document, filled in the order of the evidence: travellers, attendees, then text."""

    def __init__(self) -> None:
        self.identities: list[Identity] = []
        self._by_key: dict[str, list[Identity]] = {}
        self.asked: list[tuple[Naming, Identity]] = []
        self._follows: dict[str, set[str]] = {}  # beginnings of words → what else they go on with

    def add(self, naming: Naming) -> Identity | None:
        """The person a naming is, new where none fits; None where it may be another by a letter and is only asked."""
        honorific, bare = split_honorific(naming.name)
        title = naming.title
        if has_hangul(bare):
            bare, glued = split_korean_title(bare)
            title = title or glued
        found = self.find(bare, honorific, naming.group, naming.org_id)
        if found is None:
            near = self._near(bare, naming)
            if near is not None:
                near.probable.append(ProbableSame(naming.name, _why(naming.name, near.name), (naming.line,)))
                self.asked.append((naming, near))
                if naming.weak:
                    return None
            found = Identity(bare, naming.org_id, honorific)
            if near is not None:
                found.probable.append(
                    ProbableSame(
                        near.name, _why(naming.name, near.name), tuple(sorted(min(near.texts.values(), default=set())))
                    )
                )
            self.identities.append(found)
            self._by_key.setdefault(person_key(bare), []).append(found)
        if found.org_id is None and naming.org_id is not None:
            found.org_id = naming.org_id
        if found.honorific is None and honorific is not None:
            found.honorific = honorific
        if (title and title not in found.titles and not is_role(title)) or (
            title and is_role(title) and not found.titles
        ):
            found.titles.append(title)
        found.groups.add(naming.group)
        found.saw(naming.name if not has_hangul(bare) else bare, naming.line)
        return found

    def find(self, bare: str, honorific: str | None, group: str, org_id: str | None = None) -> Identity | None:
        """The one person a name can be; None when there is none, or more than one."""
        key = person_key(bare)
        same = self._by_key.get(key, [])
        if same:
            fitting = [person for person in same if person.org_id == org_id or person.org_id is None or org_id is None]
            if len(fitting) > 1:
                fitting = [person for person in fitting if person.org_id == org_id] or [
                    person for person in fitting if group in person.groups
                ]
            return fitting[0] if len(fitting) == 1 else None
        if has_hangul(bare):
            return None
        parts = key.split()
        if len(parts) == 1 and honorific is not None:
            return self._only(lambda names: parts[0] in (names[0], names[-1]), group, org_id)
        if len(parts) >= 2 and honorific is not None and "-" in bare and " " not in bare:
            # "Dr. Park-Ellis": one surname of two parts
            return self._only(lambda names: names[-len(parts) :] == parts, group, org_id)
        if len(parts) >= 2 and all(len(part) == 1 for part in parts[:-1]) and re.match(r"^(?:[^\W\d_]\.)", bare):
            return self._only(lambda names: names[-1] == parts[-1] and names[0][0] == parts[0], group, org_id)
        if len(parts) >= 2:
            # a fuller or shorter form of the same name: first name and a surname agree
            return self._only(
                lambda names: (
                    len(names) != len(parts) and len(min(names, parts, key=len)) >= 2 and _within(names, parts)
                ),
                group,
                org_id,
            )
        return None

    def _only(self, test: object, group: str, org_id: str | None) -> Identity | None:
        assert callable(test)
        matching = [
            person
            for person in self.identities
            if not has_hangul(person.name) and (names := person_key(person.name).split()) and test(names)
        ]
        if len(matching) > 1:
            matching = [person for person in matching if group in person.groups] or matching
        if len(matching) > 1 and org_id is not None:
            matching = [person for person in matching if person.org_id == org_id]
        if len(matching) == 1 and (org_id is None or matching[0].org_id in (None, org_id)):
            return matching[0]
        return None

    def _near(self, bare: str, naming: Naming) -> Identity | None:
        """Somebody whose name is this one but for a letter, not in the same list, and not known to be at another
        body.
        """
        close = [
            person
            for person in self.identities
            if (naming.group not in person.groups or naming.weak)
            and (person.org_id is None or naming.org_id is None or person.org_id == naming.org_id)
            and near_miss(bare, person.name)
        ]
        return close[0] if len(close) == 1 else None

    def mentions(self, blocks: Sequence[Block], skip: frozenset[int], group_of: dict[int, str]) -> None:
        """Find in the text the people known by now, the short forms of their names, and people named with a title."""
        for block in blocks:
            for run in re.findall(r"[가-힣]{2,}", block.text):
                for stem in (run[:2], run[:3]):
                    self._follows.setdefault(stem, set()).add(run[len(stem) : len(stem) + 1])
        known: dict[str, list[Identity]] = {}
        for person in self.identities:
            known.setdefault(person.name, []).append(person)
        names = sorted((re.escape(name) for name in known), key=len, reverse=True)
        pattern = re.compile(rf"(?:{'|'.join(names)})") if names else None
        for block in blocks:
            if block.kind is BlockKind.BLANK:
                continue
            group = group_of.get(block.line, "")
            for text in block.cells or (block.body,):
                text = text.replace("\n", " ")
                if pattern is not None:
                    self._known(text, block.line, pattern, known, group)
                if block.line in skip or not text:
                    continue
                self._short(text, block.line, group)
                self._new(text, block.line, group)

    def _known(
        self, text: str, line: int, pattern: re.Pattern[str], known: dict[str, list[Identity]], group: str
    ) -> None:
        for found in pattern.finditer(text):
            name = found.group()
            before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 40]
            if re.match(r"[가-힣A-Za-zÀ-ÿ]", before[-1:]) or re.match(r"[A-Za-zÀ-ÿ]", after):
                continue
            people = known[name]
            if len(people) > 1:
                people = [
                    person for person in people if line in {at for lines in person.texts.values() for at in lines}
                ] or [person for person in people if group and group in person.groups]
            if len(people) != 1:
                continue
            person = people[0]
            if has_hangul(name):
                person.saw(name, line)
                titled = re.match(
                    rf"\s?([가-힣]{{0,6}}(?:{TITLE_ENDINGS}))(?=님|[^가-힣]|$|은|는|이|가|을|를|의|과|와|에게|께서)",
                    after,
                )
                if titled is not None and is_title(titled.group(1)):
                    person.saw(f"{name}{titled.group()}", line)
                    if titled.group(1) not in person.titles:
                        person.titles.append(titled.group(1))
            else:
                honoured = re.search(rf"(?<![A-Za-z])(?:(?:{HONORIFICS})\.?\s+)+$", before, re.IGNORECASE)
                person.saw(f"{honoured.group().strip()} {name}" if honoured else name, line)

    def _short(self, text: str, line: int, group: str) -> None:
        for found in _HONOURED.finditer(text):
            honorific, name = found.group(1), found.group(2).strip()
            if not honorific[0].isupper() or person_key(name) in self._by_key:
                continue
            person = self.find(name, honorific, group)
            if person is not None:
                person.saw(f"{honorific} {name}", line)
            elif " " not in name:
                self._korean_surname(honorific, name, line, group)
        for found in _INITIAL.finditer(text):
            person = self.find(found.group(1), None, group)
            if person is not None:
                person.saw(found.group(1), line)

    def _korean_surname(self, honorific: str, name: str, line: int, group: str) -> None:
        """ "Dr. Kim" may be the one Kim of the list; that is asked, because a surname is not a name."""
        surname = _SURNAMES.get(norm(name))
        if surname is None:
            return
        matching = [
            person for person in self.identities if has_hangul(person.name) and korean_surname(person.name) == surname
        ]
        here = [person for person in matching if group in person.groups] or matching
        if len(here) == 1:
            spelled = f"{honorific} {name}"
            why = f"이 자리의 {surname}씨는 {here[0].name}뿐입니다"
            if all(asked.text != spelled for asked in here[0].probable):
                here[0].probable.append(ProbableSame(spelled, why, (line,)))

    def _new(self, text: str, line: int, group: str) -> None:
        """People the text names with a title who stand in no list."""
        for found in _TITLED.finditer(text):
            name, title = found.groups()
            if name[-1] in "은는이가을를의도" and (
                self._follows.get(name[:-1], {name[-1]}) != {name[-1]} or name[:-1] in NOT_BODIES
            ):
                continue  # "서명은 장관 교체로": a word of the document with its particle
            if name in self._by_key or not is_korean_name(name) or _NOT_NAME_END.search(name) or has_body_ending(name):
                continue
            person = self.add(Naming(name, line, f"{group}/text", None, title, weak=True))
            if person is not None:
                person.listed = False
                person.saw(found.group(), line)

    def result(self) -> tuple[tuple[Person, ...], dict[int, str]]:
        """The people in the order they are first named, and the number of each by the ``id()`` of its identity."""
        ordered = sorted(
            self.identities, key=lambda person: min((min(lines) for lines in person.texts.values()), default=0)
        )
        numbers = {id(person): f"p{number}" for number, person in enumerate(ordered, start=1)}
        people = tuple(
            Person(
                numbers[id(person)],
                person.name,
                person.honorific,
                person.org_id,
                tuple(person.titles),
                tuple(
                    Surface(text, tuple(sorted(lines)))
                    for text, lines in sorted(person.texts.items(), key=lambda item: (min(item[1]), item[0]))
                ),
                tuple(dict.fromkeys(person.probable)),
            )
            for person in ordered
        )
        return people, numbers


def _within(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter Latin name is part of the longer one in order, beginning with the same given name."""
    short, long = sorted((list(one), list(other)), key=len)
    if short[0] != long[0]:
        return False
    position = 0
    for part in short:
        while position < len(long) and long[position] != part:
            position += 1
        if position == len(long):
            return False
        position += 1
    return True


def _why(written: str, name: str) -> str:
    if has_hangul(name):
        return f"'{written}'은(는) '{name}'과(와) 한 글자만 다릅니다"
    return f"'{written}'은(는) '{name}'과(와) 철자 하나만 다릅니다"
