"""Collecting the names of bodies that a document holds, with the pairs it puts in apposition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from partners.names import has_hangul, is_foreign_sounding, may_be_hangul_name, organization_key

from ...blocks import Block, BlockKind
from ..bodies import (
    LEGAL_END,
    NOT_BODIES,
    OWN,
    has_body_ending,
    has_body_word,
    is_acronym,
    is_role,
    looks_like_body,
    split_unit,
)
from ..known_bodies import known
from ..places import city_country, country_code, is_place
from .latin import CONNECTIVES, IN_PLACE, LEGAL_START, MISSION_WORD, in_names, latin_names
from .spelling import (
    ALONE,
    AND_SOMEBODY,
    BRACKET,
    CALLED_FROM_HERE,
    CHANGED,
    DEFINED,
    DEPARTMENT,
    ENTERPRISE,
    FORMER,
    GENERAL,
    GENERIC_BEFORE,
    HANGUL_RUN,
    HEADED,
    IN_REGION,
    INNER,
    KOREAN_COMPANY,
    LATIN_ALONE,
    LOWER_CASE,
    MARKER,
    MISSION,
    OF_PLACE,
    OFFICE_OF,
    OFFICE_SCAN,
    OFFICE_WORD,
    OWN_BEFORE,
    RENAMED,
    SIDE,
    TOLD,
    UNIT,
    UNIT_AFTER,
    VERB_END,
    before,
    is_general,
    is_headline,
    is_person,
    is_unit,
    names_same,
    spells,
    trimmed,
    without_particle,
)

# Words that no name has: verbs and what begins a clause.
_CLAUSE = re.compile(
    r"(?<!\w)(?:[a-zà-ÿ]{2,}(?:aron|ieron|aba|ía|ó)|was|were|is|are|has|had|will|este|esta|último|última|por|delegaci[óo]n|behalf|on|who|quien|se)(?!\w)"
)
# "박닌성 산업단지관리위원회", "해솔시 문화재단": the city or province a body is of
_DIVISION = re.compile(r"^(?:[가-힣]{2,8}(?:특별시|광역시|[시성주도군현])|[시주도성])$")
LONGEST = 20  # words; what is longer is no name, and costs


def _is_name_abroad(word: str) -> bool:
    """프라운호퍼 in "프라운호퍼 태양에너지연구소": a word that no Korean word sounds like belongs to the name."""
    return (
        len(word) >= 3
        and is_foreign_sounding(word)
        and may_be_hangul_name((word, word))
        and not re.search(r"(?:까지|부터|에서|으로|에게|[은는이가을를의에와과로도])$", word)
    )


@dataclass(slots=True)
class Node:
    texts: dict[str, int] = field(default_factory=dict)  # spelling → times seen
    strong: bool = False
    former: set[str] = field(default_factory=set)
    country: str | None = None
    part: bool = False  # a part of the body that reports: stands for it, and is no name of it


class Collection:
    """The names found so far: ``nodes`` by key, ``pairs`` of keys that are one body, ``by_line`` the keys of a line."""

    def __init__(self, blocks: Sequence[Block], destination_codes: Sequence[str], korean: bool) -> None:
        self.blocks = blocks
        self.nodes: dict[str, Node] = {}
        self.pairs: list[tuple[str, str]] = []
        self.own_key: str | None = None
        self.own_names: list[str] = []
        self.own_words: dict[str, set[int]] = {}  # word of kind → the lines where it stands before our people
        self.bureaus: dict[str, set[str]] = {}  # "지방재정국" → keys of the bodies it is named with
        self.offices: dict[str, set[str]] = {}  # key of 하노이사무소 → keys of the bodies it is named with
        self.units: dict[str, str] = {}  # key of a part named with its body → the body's name
        self.destination_codes = destination_codes
        self.korean = korean
        self.by_line: dict[int, set[str]] = {}
        self.of_country: dict[str, dict[str, str]] = {}  # "교육부" → {"페루 교육부": "PE"}

    # --- collecting ---------------------------------------------------------------------------------------------

    def key_of(self, text: str) -> str | None:
        bare = re.sub(r"\s*\([^()]*\)", "", text).strip()
        body, _ = split_unit(bare)
        return organization_key(body) if body else None

    def add(self, text: str, line: int, *, strong: bool = False, defined: bool = False) -> str | None:
        text = MARKER.sub("", " ".join(text.split()).strip(" ,.;:-'\"‘’“”"))
        text = AND_SOMEBODY.sub("", text)
        key = organization_key(text)
        if (
            len(key) < 2
            or len(key) > 200
            or is_role(text)
            or OWN.match(text)
            or (text in NOT_BODIES and text not in ALONE and not defined)
            or is_place(text)
        ):
            return None
        node = self.nodes.setdefault(key, Node())
        node.texts[text] = node.texts.get(text, 0) + 1
        node.strong = node.strong or strong
        if line:
            self.by_line.setdefault(line, set()).add(key)
        return key

    def strong(self, text: str, line: int) -> None:
        """A cell or phrase that names a body, perhaps with a unit, perhaps with another name in brackets."""
        text = MARKER.sub("", " ".join(text.split()))
        if is_role(text) or OWN.match(text) or is_person(text) or is_headline(text):
            return
        outside = re.sub(r"\s*\([^()]*\)", "", text).strip()
        if not has_hangul(outside) and _CLAUSE.search(outside):
            # "Junta Parroquial de Olmedo firmaron el acta", "este último por delegación de la Agencia"
            self._scan_latin(outside, line)
            return
        body, _ = split_unit(outside)
        if not body or (is_general(body) and re.match(r"[A-Z]", body)):
            return  # "por la Universidad" says no name
        parts = [body]
        if re.search(r"[,/·]", body) and not has_body_word(body):
            parts = [part for part in re.split(r"\s*[,/·]\s*", body) if part]
        parts = [one for part in parts for one in re.split(r",?\s(?:and|y|e)\s(?:the|el|la|los|las)\s", part) if one]
        keys = [self.add(part, line, strong=True) for part in parts]
        if len(keys) == 1 and keys[0] is not None:
            for inside in BRACKET.findall(text):
                self._bracket(body, inside, line, strong=True)

    def _bracket(self, outside: str, inside: str, line: int, *, strong: bool = False) -> None:
        """Two names of one body, one in brackets after the other."""
        former, defined = FORMER.match(inside), DEFINED.match(inside)
        inside = (inside[former.end() :] if former else DEFINED.sub("", inside)).strip(" '\"‘’“”「」,")
        if defined and inside and len(inside) <= 30:
            # "나래도시공사(이하 '공사')": the report says itself what it means by the word
            first, second = self.add(outside, line, strong=strong), self.add(inside, line, defined=True)
            self.pairs.append((first or "", second or ""))
            return
        parts = [part for part in re.split(r"\s*[,;/]\s*", inside) if part]
        if len(parts) > 1:
            # "연방환경청(Umweltbundesamt, UBA)": an acronym among them vouches for the name beside it
            named = any(is_acronym(part) for part in parts) and has_body_ending(outside)
            for part in parts:
                if named and re.match(r"^[A-ZÀ-Ý]", part) and not is_place(part):
                    self.pairs.append((self.add(outside, line) or "", self.add(part, line) or ""))
                elif not named:
                    self._bracket(outside, part, line, strong=strong)
            return
        if not inside or is_place(inside) or re.search(r"\d", inside) or len(inside) > 80:
            return
        if not former and not names_same(outside, inside, strong=strong or organization_key(outside) in self.nodes):
            return
        first, second = self.add(outside, line, strong=strong), self.add(inside, line, strong=strong)
        if first and second and first != second:
            self.pairs.append((first, second))
            if former:
                self.nodes[second].former.update(self.nodes[second].texts)

    def scan(self, block: Block, *, only_brackets: bool = False) -> None:
        """Find the bodies that running text names."""
        line = block.line
        for text in block.cells or (block.body,):
            text = text.replace("\n", " ")
            if not text or len(text) < 2:
                continue
            self._apposed(text, line)
            if only_brackets and not TOLD.search(text):
                continue
            if block.kind is BlockKind.HEADING:
                self._headed(text, line)
            self._scan_korean(text, line)
            self._scan_latin(text, line)
            for found in ENTERPRISE.finditer(text):
                self.add(found.group(1), line)
            for found in LOWER_CASE.finditer(text):
                if found.group(1).split()[0].casefold() not in GENERAL:
                    self.add(found.group(1), line)

    def _apposed(self, text: str, line: int) -> None:
        """Two names of one body: the old and the new one, and one in brackets behind the other."""
        for pattern in RENAMED:
            for found in pattern.finditer(text):
                self._renamed(text, found, line)
        for found in CALLED_FROM_HERE.finditer(text):
            self.pairs.append(
                (self.add(found.group(1), line) or "", self.add(found.group(2), line, defined=True) or "")
            )
        for found in BRACKET.finditer(text):
            inside = found.group(1)
            if is_acronym(inside) and OWN_BEFORE.search(text[: found.start()]):
                self.own_names.append(self.add(inside, line) or "")  # "우리 원(KGAT)"
            for outside in before(text[: found.start()]):
                strong = organization_key(outside) in self.nodes
                defined = DEFINED.match(inside) is not None and (strong or looks_like_body(outside))
                if (
                    FORMER.match(inside)
                    or defined
                    or any(names_same(outside, part, strong=strong) for part in re.split(r"\s*[,;/]\s*", inside))
                ):
                    self._bracket(outside, inside, line)
                    break
            else:
                self._last_spelled(text[: found.start()], inside, line)
        for pattern in CHANGED:
            for found in pattern.finditer(text):
                self._changed(found.group(1).strip(), found.group(2).strip(), line)

    def _last_spelled(self, text: str, acronym: str, line: int) -> None:
        """ "the head of the Project Implementation Unit (PIU)": the last words, whose initials the bracket gives."""
        words = [] if not is_acronym(acronym) or is_place(acronym) else text.rstrip().split(" ")[-12:]
        for at in range(len(words) - 1):
            name = " ".join(words[at:])
            if re.match(r"[A-ZÀ-Ý]", name) and spells(name, acronym) and (has_body_word(name) or UNIT.search(name)):
                self.pairs.append((self.add(name, line) or "", self.add(acronym, line) or ""))
                return

    def _headed(self, text: str, line: int) -> None:
        found = HEADED.search(text)
        if found is None or not has_body_ending(found.group(2)):
            return
        word, name = found.groups()
        a_body = has_body_ending(word) or organization_key(word) in known()
        if not a_body and country_code(word) is None and not is_place(word) and not GENERIC_BEFORE.search(word):
            self.pairs.append((self.add(f"{word} {name}", line) or "", self.add(name, line) or ""))

    def _changed(self, old: str, new: str, line: int) -> None:
        """The body that was renamed, under both names."""
        if all(looks_like_body(name) or organization_key(name) in self.nodes for name in (old, new)):
            first, second = self.add(new, line), self.add(old, line)
            if first and second and first != second:
                self.pairs.append((first, second))
                self.nodes[second].former.add(old)

    def _renamed(self, text: str, found: re.Match[str], line: int) -> None:
        old = found.group(1).strip(" '\"‘’“”")
        if text[found.start()] not in "('\"‘“「" and not looks_like_body(old):
            return
        names = before(text[: found.start()]) if text[found.start()] == "(" else self._subject(text[: found.start()])
        for name in names:
            if looks_like_body(name) or organization_key(name) in self.nodes:
                first, second = self.add(name, line), self.add(old, line)
                if first and second:
                    self.pairs.append((first, second))
                    self.nodes[second].former.add(old)
                return

    @staticmethod
    def _subject(text: str) -> list[str]:
        found = re.match(r"^[※*\s]*([가-힣A-Za-z·]+(?:\s[가-힣A-Za-z·]+){0,3}?)(?:\([^()]*\))?(?:은|는|이|가)\s", text)
        return [found.group(1)] if found else []

    def _by_pattern(self, text: str, line: int) -> None:
        for pattern in (MISSION, OFFICE_SCAN):
            for found in pattern.finditer(text):
                self.add(found.group(), line)
        self._companies(text, line)
        for found in OF_PLACE.finditer(text):
            if organization_key(found.group(1)) in known() and is_place(found.group(2)):
                self.pairs.append((self.add(found.group(1), line) or "", self.add(found.group(), line) or ""))
        for found in DEPARTMENT.finditer(text):
            if country_code(found.group(2)) is None:
                self.pairs.append((self.add(found.group(1), line) or "", self.add(found.group(2), line) or ""))

    def _companies(self, text: str, line: int) -> None:
        """Whoever has a side, a country office or a legal form beside the name."""
        for found in SIDE.finditer(text):
            if (
                not is_place(found.group(1))
                and not is_headline(found.group(1))
                and country_code(found.group(1)) is None
            ):
                self.add(found.group(1), line)
        for found in OFFICE_OF.finditer(text):
            if organization_key(found.group(2)) in known() or is_acronym(found.group(2)):
                self.pairs.append((self.add(found.group(2), line) or "", self.add(found.group(1), line) or ""))
        for found in KOREAN_COMPANY.finditer(text):
            bare = found.group(1) or found.group(2)
            if bare not in NOT_BODIES and not bare.isdigit():
                self.add(bare, line)
                self.add(found.group(), line)

    def _scan_korean(self, text: str, line: int) -> None:
        self._by_pattern(text, line)
        for found in HANGUL_RUN.finditer(text):
            run = found.group()
            if len(run) < 2:
                continue
            for candidate in without_particle(run):
                if candidate in ALONE:
                    self.add(candidate, line)
                    break
                before = text[max(0, found.start() - 40) : found.start()].rstrip()
                before = re.sub(r"\([^()]*\)$", "", before)
                previous = re.search(r"([가-힣A-Za-z]+)$", before) if text[: found.start()].endswith(" ") else None
                if previous is not None and self._inside(candidate, before, line):
                    break
                if organization_key(candidate) in known():
                    self.add(candidate, line)
                    self._unit(candidate, text, found.start() + len(candidate), line)
                    self._of_another_country(candidate, previous.group(1) if previous is not None else "", line)
                    break
                if has_body_ending(candidate):
                    if previous is not None and self._is_unit(candidate, previous.group(1)):
                        break
                    self.add(candidate, line)
                    self._unit(candidate, text, found.start() + len(candidate), line)
                    self._with_country(candidate, previous.group(1) if previous else "", line)
                    if previous is not None and self.of_country.get(organization_key(candidate)):
                        self._unit(f"{previous.group(1)} {candidate}", text, found.start() + len(candidate), line)
                    break
                if (
                    candidate in ("대학", "대학교", "연구원", "연구소", "재단", "공사", "위원회")
                    and previous is not None
                ):
                    word = previous.group(1)
                    whole = f"{word} {candidate}"
                    if (
                        has_body_ending(whole)
                        and country_code(word) is None
                        and len(word) >= 3
                        and not GENERIC_BEFORE.search(word)
                        and not VERB_END.search(word)
                        and whole.replace(" ", "") not in NOT_BODIES
                        and candidate in ("대학", "대학교")
                    ):
                        self.add(whole, line)
                    break

    def _inside(self, name: str, before: str, line: int) -> bool:
        """What stands for the body named before it ("나래시의회 문화위원회", "나래공단 하노이사무소", "에스토니아
        교육연구부") and an agency of the ministry before it ("농림수산부 산림청").
        """
        *_, first, last = ["", "", *before.split()]
        code = country_code(last)
        if code is not None:
            if not re.match(r"^[가-힣]{2,8}(?:연구|사업|기획|개발)부$", name):
                return False
            self.add(name, line)
            self._with_country(name, last, line)
            return True
        key = organization_key(last)
        if not (has_body_ending(last) or key in known() or key in self.nodes):
            return False
        whole = f"{last} {name}"
        of_country = f"{first} {whole}" if country_code(first) is not None else None
        if re.search(r"[부성]$", last) and name.endswith("청") and has_body_ending(name):
            self.add(whole, line)
            self.pairs.append((organization_key(whole), self.add(name, line) or ""))
            if of_country is not None and (held := self.add(of_country, line)) is not None:
                self.of_country.setdefault(organization_key(name), {})[held] = country_code(first) or ""
            return True
        committee = last.endswith(("의회", "국회")) and name.endswith("위원회")
        if not committee and OFFICE_WORD.match(name) is None:
            return False
        held = self.add(whole, line) or ""
        self.pairs.append((self.add(last, line) or "", held))
        self.units[held] = last
        if of_country is not None:
            held = self.add(of_country, line) or ""
            self.pairs.append((key, held))
            self.units[held] = f"{first} {last}"
        if name not in NOT_BODIES and len(name) > 4:
            self.offices.setdefault(self.add(name, line) or "", set()).add(key)
        return True

    def _is_unit(self, word: str, before: str) -> bool:
        """한국댐연구원 댐안전처: a part of the body named before it, which acts for that."""
        return (
            re.search(r"(?:부|처|국|실|지부|지사|분소)$", word) is not None
            and known().get(organization_key(word)) is None
            and (
                has_body_ending(before) or organization_key(before) in known() or organization_key(before) in self.nodes
            )
            and country_code(before) is None
            and not (before.endswith(("부", "청")) and word.endswith(("부", "처")))
        )

    def _unit(self, body: str, text: str, end: int, line: int) -> None:
        """내무부 산업안전국 is a spelling of 내무부."""
        found = UNIT_AFTER.match(text, end)
        unit = re.sub(r"(?<=[국실처팀부단])과$", "", found.group(1)) if found is not None else ""
        if found is None or not is_unit(unit) or country_code(unit) is not None:
            return
        if has_body_ending(unit) and not unit.endswith(("부", "처", "지부", "지사", "분소")):
            return
        if re.search(r"(?:시|주|도|성)$", body) is None:
            key = self.add(f"{body} {unit}", line)
            self.pairs.append((organization_key(body), key or ""))
            self.units[key or ""] = body
            if re.search(r"[가-힣]{3}국$", unit) and " " not in unit:
                self.bureaus.setdefault(unit, set()).add(organization_key(body))
            short = re.match(r"\(([A-Z][A-Za-z]{1,9})\)", text[found.end() :])
            if short is not None and text[end : end + 1] == "(":
                # "에너지부(MEN) 수자원국(DGA)": both are acronyms of the one that is met
                self.pairs.append((organization_key(body), self.add(short.group(1), line) or ""))
                self.add(unit, line, strong=False)
                self.pairs.append((organization_key(body), organization_key(unit)))

    def _of_another_country(self, name: str, before: str, line: int) -> None:
        """The 국세청 of another country than that whose 국세청 is well known."""
        if country_code(before) not in (None, known()[organization_key(name)][2]):
            self._with_country(name, before, line)

    def _with_country(self, name: str, before: str, line: int) -> None:
        code = country_code(before)
        named = code or city_country(before) or _DIVISION.search(before) or _is_name_abroad(before)
        whole = self.add(f"{before} {name}", line) if named else None
        key = organization_key(name)
        if whole is not None and code is None and key in self.nodes:
            self.pairs.append((whole, key))  # 리마 시립도서관 is meant by 시립도서관 from then on
        if whole is not None and code is not None and key in self.nodes:
            self.of_country.setdefault(key, {})[whole] = code

    def _scan_latin(self, text: str, line: int) -> None:
        for run, end in latin_names(text):
            for part in in_names(run):
                words = part.split()
                if len(words) > LONGEST:
                    continue
                while words and words[-1] in CONNECTIVES:
                    words.pop()
                words = trimmed(MARKER.sub("", " ".join(words))).split()
                if not words:
                    continue
                name = " ".join(words)
                if len(name) < 4 and not name.isupper():
                    continue  # "Who" over a column is not the WHO
                legal = LEGAL_END.match(name)
                if (legal is not None and not is_place(legal.group(1))) or (
                    name in LATIN_ALONE
                    or LEGAL_START.match(name)
                    or organization_key(name) in known()
                    or (len(words) > 1 and has_body_word(name) and not is_headline(name) and not INNER.match(name))
                ):
                    key = self.add(name, line)
                    tail = part[part.find(name) + len(name) :] if MISSION_WORD.search(name) and name in part else ""
                    region = IN_REGION.match(text, end) if run.endswith(name) else None
                    if region is not None:
                        self.pairs.append((key or "", self.add(name + region.group(), line) or ""))
                    there = IN_PLACE.match(tail)
                    if there is not None and is_place(there.group(1)):
                        # "Embajada de Chile" is "Embajada de Chile en Corea"
                        self.pairs.append((key or "", self.add(name + there.group(), line) or ""))
                    continue
                for word in words:
                    if organization_key(word) in known() and is_acronym(word):
                        self.add(word, line)
