"""Joining the spellings that are one body, each rule with the evidence it needs."""

from __future__ import annotations

import re

from partners.names import has_hangul, organization_key, romanise

from ..bodies import LEGAL_END, has_body_word, is_acronym
from ..known_bodies import known, known_ministries
from ..places import city_country, country_code, is_place
from ..places_data import COUNTRIES
from .collecting import Node
from .kinds import MISSIONS, KindWords
from .latin import CONNECTIVES, LEGAL_START, WORD
from .spelling import (
    ALONE,
    BRANCH,
    FIRST_SOUNDS,
    GENERAL,
    LEGAL,
    NAME_WORD,
    OFFICE,
    PARTICLES,
    SHORT_WORDS,
    consonants,
    means_one,
    short_college,
    shorter_college,
    without_particle,
)

_KOREAN_MINISTRIES = frozenset(("교육부", "외교부", "환경부", "보건부", "문화부", "국무조정실"))

_HALLS = ("City Hall", "Town Hall", "City Council", "Town Council")


class Joining(KindWords):
    """A collection whose names are brought together: ``parent`` leads each key to the root of its body (union-find)."""

    def join(self) -> None:
        """Bring the spellings of one body together."""
        self._countries()
        parts = {key: node for key, node in self.nodes.items() if node.part}
        self.nodes = {key: node for key, node in self.nodes.items() if not node.part}
        self._join()
        self.nodes.update(parts)
        self.parent.update({key: key for key in parts})

    def _join(self) -> None:
        for word in ALONE:
            # "의회 간 교류" where 나래시의회 is named: the word means no further body
            if word in self.nodes and any(key.endswith(word) and key != word for key in self.nodes):
                del self.nodes[word]
        self.parent = {key: key for key in self.nodes}
        self.anaphors, self.parts = set(), set()
        for first, second in self.pairs:
            if first in self.nodes and second in self.nodes and not self._contradict(first, second):
                self._union(first, second)
        for office, bodies in self.offices.items():
            roots = {self._find(key) for key in bodies if key in self.nodes}
            if len(roots) == 1 and office in self.nodes:
                self._union(next(iter(roots)), office)
            elif office in self.nodes and not self.nodes[office].strong:
                del self.nodes[office]  # two have an office there: the words alone are no body
        self._known_names()
        self._branches()
        self._short_forms()
        self._chambers()
        self._cities()
        self._last_words()
        self._beginnings()
        self._initials()
        self._sounds()
        self._offices()
        self._ministries()
        self._bureaus()
        self._short_words()

    def _countries(self) -> None:
        """교육부 is 페루 교육부 where no other country's is named; "양국 교육부" beside two of them names
        neither.
        """
        for key, wholes in self.of_country.items():
            for longer, country in wholes.items():
                self.nodes[longer].country = self.nodes[longer].country or country
            if len(set(wholes.values())) == 1:
                self.nodes[key].country = self.nodes[key].country or next(iter(wholes.values()))
                self.pairs.extend((longer, key) for longer in wholes)
            elif not self.nodes[key].strong:
                del self.nodes[key]

    def _contradict(self, first: str, second: str) -> bool:
        """Two bodies that the list of well-known ones keeps apart are never joined by a bracket."""
        one, other = known().get(first), known().get(second)
        return one is not None and other is not None and one is not other

    def _known_names(self) -> None:
        seen: dict[int, str] = {}
        for key in self.nodes:
            entry = known().get(key)
            if entry is None:
                continue
            if id(entry) in seen:
                self._union(seen[id(entry)], key)
            seen.setdefault(id(entry), key)

    def _short_forms(self) -> None:
        """나래대 is 나래대학교; 화학연구원 is 한국화학연구원 when that is the only body it can shorten."""
        short = {key.removesuffix("학교") for key in self.nodes if key.endswith("대학교") and len(key) > 4}
        colleges = {short_college(key): key for key in self.nodes if short_college(key) != key}
        for key in self.nodes:
            shorter = shorter_college(key)
            if shorter != key and shorter not in colleges:
                colleges[shorter] = key
        short = (short | set(colleges)) - set(self.nodes)
        if short:
            pattern = re.compile(
                rf"(?<![가-힣])(?:{'|'.join(map(re.escape, sorted(short)))})(?!학)(?=(?:{PARTICLES})?(?![가-힣]))"
            )
            for found in {name for block in self.blocks for name in pattern.findall(block.text)}:
                self.nodes[found] = Node({found: 1})
                self.parent[found] = found
        for key in list(self.nodes):
            longer: list[str] = []
            if key.endswith("대") and has_hangul(key) and key not in colleges:
                longer = [other for other in (f"{key}학교", f"{key}학") if other in self.nodes]
            elif key in colleges:
                longer = [colleges[key]]
            elif key.endswith("대학") and f"{key}교" in self.nodes:
                longer = [f"{key}교"]
            elif len(key) >= 4 and has_hangul(key) and self.nodes[key].country is None and key not in known():
                longer = [f"{prefix}{key}" for prefix in ("한국", "국립", "대한") if f"{prefix}{key}" in self.nodes]
            if not longer and self._may_be_last(key):
                # 유산청 is 나래기록유산청 where no other name ends so
                ends = {
                    self._find(other)
                    for other in self.nodes
                    if other.endswith(key) and len(other) >= len(key) + 2 and other not in self.units
                }
                longer = list(ends - {self._find(key)}) if len(ends - {self._find(key)}) == 1 else []
            if len(longer) == 1:
                self._union(longer[0], key)

    def _chambers(self) -> None:
        """나래 상의 is 나래 상공회의소."""
        for key in [key for key in self.nodes if key.endswith("상공회의소")]:
            for text in list(self.nodes[key].texts):
                short = f"{text.removesuffix('상공회의소')}상의"
                if len(short) > 3 and any(short in block.text for block in self.blocks):
                    self._stands_for(short, self._find(key))

    def _cities(self) -> None:
        """나래시 is 나래시 인민위원회 or 나래시청 where it speaks or has people at the table."""
        found = {
            key: administration.group(1)
            for key in self.nodes
            if (administration := re.match(r"^([가-힣]{2,6}(?:시|주|도|성|현))(?:인민위원회|청)$", key)) is not None
        }
        for key, city in found.items():
            acts = re.compile(rf"(?<![가-힣]){city}(?:(?:은|는|이|가|측)(?![가-힣])|(?=\)))")
            once = city not in self.nodes and list(found.values()).count(city) == 1
            if once and any(acts.search(block.text) for block in self.blocks):
                self._stands_for(city, self._find(key))

    def _may_be_last(self, key: str) -> bool:
        """Whether a Korean name that stands by itself may be the end of a longer one."""
        return (
            len(key) >= 3
            and has_hangul(key)
            and key not in known()
            and key not in SHORT_WORDS
            and not self.nodes[key].strong
            and sum(self._find(other) == self._find(key) for other in self.nodes) == 1
        )

    def _bureaus(self) -> None:
        """지방재정국 is the 재무부 it was named with, where it acts by itself."""
        own = self._find(self.own_key) if self.own_key in self.nodes and self.own_key else None
        words = {
            unit: roots
            for unit, bodies in self.bureaus.items()
            if len(roots := {self._find(key) for key in bodies if key in self.nodes}) == 1
            and organization_key(unit) not in self.nodes
            and own not in roots
        }
        if not words:
            return
        pattern = re.compile(rf"(?<![가-힣A-Za-z])(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})")
        for block in self.blocks:
            for found in pattern.finditer(block.text):
                if means_one(block.text, found):
                    self._stands_for(found.group(), next(iter(words[found.group()])))
                    self.parts.add(found.group())

    def _branches(self) -> None:
        """베트남사무소 is an office of the body that has one there, else of the one that reports."""
        for key in list(self.nodes):
            found = BRANCH.match(key)
            if found is None or not (country_code(found.group(1)) or city_country(found.group(1))):
                continue
            heads = {self._find(other) for other in self.nodes if other.endswith(key) and other != key}
            if len(heads) == 1:
                self._union(next(iter(heads)), key)
            elif not heads and self.own_key in self.nodes:
                self._union(self.own_key or "", key)

    def _last_words(self) -> None:
        """항만공사 is 나래 항만공사 and "Flood Lab" is "Delta Flood Lab" when that is the one body that ends so."""
        ending: dict[str, set[str]] = {}
        for key, node in self.nodes.items():
            for text in node.texts if key not in self.units else ():
                words = text.split(" ")
                for at in range(1, len(words)):
                    last, first = " ".join(words[at:]), " ".join(words[:at])
                    long_enough = len(last) >= 3 if has_hangul(last) else at < len(words) - 1 or last in MISSIONS
                    if long_enough and country_code(first) is None and words[at - 1] not in CONNECTIVES:
                        ending.setdefault(organization_key(last), set()).add(self._find(key))
        for mission in (*MISSIONS, *_HALLS):
            if len(ending.get(organization_key(mission), ())) == 1 and self._alone(mission):
                self._stands_for(mission, next(iter(ending[organization_key(mission)])))
        for key, roots in ending.items():
            others = roots - {self._find(key)} if key in self.nodes else set()
            if key in self.nodes and key not in known() and len(others) == 1:
                self._union(next(iter(others)), key)

    def _beginnings(self) -> None:
        """ "Users' Board" is "Users' Board of the Deep Valley" and "Nimbus Pay", "Nimbus" are "Nimbus Pay Ltd" when no
        other begins so.
        """
        begins: dict[str, set[str]] = {}
        first_words: dict[str, set[str]] = {}
        for key, node in list(self.nodes.items()):
            for text in list(node.texts):
                words = (text.title() if text.isupper() else text).removeprefix("The ").split(" ")
                if has_hangul(text) or len(words) < 2:
                    continue
                self._without_legal_form(key, text)
                if LEGAL_START.match(text) and self._alone(" ".join(words[1:])):
                    self._stands_for(" ".join(words[1:]), self._find(key))  # PT Narae Jaya is called Narae Jaya
                first_words.setdefault(words[0], set()).add(self._find(key))
                country = len(words) - 1 if len(words) > 2 and country_code(words[-1]) else 0  # "Open Ledger Ghana"
                for at in range(1, len(words)):
                    if at == country or words[at] in CONNECTIVES - {"and", "y", "e", "&"} or LEGAL.match(words[at]):
                        begins.setdefault(" ".join(words[:at]).rstrip(","), set()).add(self._find(key))
        for short, roots in begins.items():
            key = organization_key(short)
            called = (
                " " in short
                or key in self.nodes
                or short in MISSIONS
                or LEGAL.search(next(iter(self.nodes[next(iter(roots))].texts)))
            )
            if len(roots) == 1 and called and not is_place(short) and key not in known():
                self._stands_for(short, next(iter(roots)))
        for word, found in first_words.items():
            roots = {self._find(root) for root in found}
            telling = NAME_WORD.match(word) and word.casefold() not in GENERAL and not has_body_word(word)
            if len(roots) == 1 and telling and not is_place(word) and self._alone(word):
                self._stands_for(word, next(iter(roots)))

    def _without_legal_form(self, key: str, text: str) -> None:
        """ "Nube Azul" is "Nube Azul, S. A. de C. V."."""
        legal = LEGAL_END.match(text)
        if legal is not None and organization_key(legal.group(1)) in self.nodes:
            self._union(self._find(key), organization_key(legal.group(1)))

    def _alone(self, word: str) -> bool:
        """Whether the document has the word where no other capitalised word stands beside it."""
        pattern = re.compile(rf"(?<![\w-])(?<![A-Z]\w\w\s){re.escape(word)}(?:['’]s)?(?![\w-])(?!\s[A-Z])")
        return any(pattern.search(block.text) for block in self.blocks)

    def _initials(self) -> None:
        """ASP is Asia Skills Partnership when the document writes both and no other name has these initials."""
        initials: dict[str, set[str]] = {}
        for key, node in self.nodes.items():
            for text in node.texts:
                words = [word for word in WORD.findall(text) if word.lower() not in CONNECTIVES]
                if len(words) >= 2 and not has_hangul(text):
                    letters = "".join(word[0] for word in words).upper()
                    if 2 <= len(letters) <= 8:
                        initials.setdefault(letters, set()).add(self._find(key))
        if not initials:
            return
        pattern = re.compile(
            rf"(?<![A-Za-z-])(?:{'|'.join(map(re.escape, sorted(initials, key=len, reverse=True)))})(?![A-Za-z-])"
        )
        for block in self.blocks:
            for acronym in set(pattern.findall(block.text)):
                if acronym.lower() in CONNECTIVES:  # "INFORME DE COMISIÓN"
                    continue
                if len(initials[acronym]) != 1:
                    continue
                key = organization_key(acronym)
                if key in known() and known()[key] is not known().get(next(iter(initials[acronym]))):
                    continue
                if key not in self.nodes:
                    self.nodes[key] = Node({acronym: 1})
                    self.parent[key] = key
                self._union(next(iter(initials[acronym])), key)

    def _sounds(self) -> None:
        """컨테스크 is KONTESK: a Hangul word with the consonants of an acronym beside it, four of them or more."""
        skeletons: dict[str, set[str]] = {}
        for key, node in self.nodes.items():
            if re.match(r"^[a-z]{5,}$", key) and any(is_acronym(text) for text in node.texts):
                skeleton = consonants(key)
                if len(skeleton) >= 4:
                    skeletons.setdefault(skeleton, set()).add(self._find(key))
        if not skeletons:
            return
        first = {skeleton[0] for skeleton in skeletons}
        seen: set[str] = set()
        for block in self.blocks:
            for run in re.findall(r"(?<![가-힣])[가-힣]{3,9}", block.text):
                if run in seen:
                    continue
                seen.add(run)
                if FIRST_SOUNDS[(ord(run[0]) - 0xAC00) // 588] not in first:
                    continue
                for candidate in without_particle(run):
                    matches = skeletons.get(consonants(romanise(candidate))) if 2 < len(candidate) <= 6 else None
                    if matches is not None and len(matches) == 1:
                        key = organization_key(candidate)
                        if key not in self.nodes:
                            self.nodes[key] = Node()
                            self.parent[key] = key
                        self.nodes[key].texts.setdefault(candidate, 1)
                        self._union(next(iter(matches)), key)
                        break

    def _offices(self) -> None:
        """KOICA 페루 사무소 is filed under KOICA: an office acts for its body."""
        for key, node in list(self.nodes.items()):
            for text in node.texts:
                found = OFFICE.match(text)
                if found is None:
                    continue
                head = found.group(1)
                parent = organization_key(head)
                if parent == key or not (parent in self.nodes or parent in known() or is_acronym(head)):
                    continue
                if parent not in self.nodes:
                    self.nodes[parent] = Node({head: 1}, strong=node.strong)
                    self.parent[parent] = parent
                self._union(parent, key)
                break

    def _ministries(self) -> None:
        """PRODUCE is 생산부 where Peru was visited; a name of two countries is settled by the bodies beside it."""
        self.split: dict[tuple[str, int], str] = {}
        for code in self.destination_codes:
            table = known_ministries().get(code, {})
            own_only: dict[str, str] = {}  # Korean name no Korean ministry has → acronym
            shared: dict[str, str] = {}
            for acronym, names in table.items():
                acronym_key = organization_key(acronym)
                if acronym_key not in self.nodes:
                    continue
                for name in names:
                    (shared if name in _KOREAN_MINISTRIES else own_only)[name] = acronym_key
            for name, acronym_key in own_only.items():
                for key in (name, *(organization_key(f"{country} {name}") for country in _names_of(code))):
                    if key in self.nodes:
                        self._union(acronym_key, key)
            foreign = {name for names in table.values() for name in names if name not in _KOREAN_MINISTRIES}
            for name, acronym_key in shared.items():
                for line, keys in self.by_line.items():
                    if name in keys and keys & foreign:
                        self.split[(name, line)] = acronym_key


def _names_of(code: str) -> list[str]:
    return next((row.split("|")[1:2] for row in COUNTRIES.splitlines() if row.startswith(f"{code}|")), [])
