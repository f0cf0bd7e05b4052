"""Bodies as identities: every spelling of one body in a document brought together, with the evidence the document
gives.

Spellings are one body when the document puts them in apposition, when they differ only in spaces, case or marks, when
one is the common short form, acronym, office or sound of another that the document also has, or when it says that the
name changed. Nothing is joined because it looks alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from partners.names import has_hangul, norm, organization_key, romanise

from ..blocks import Block, BlockKind
from ..reading import Organization, Surface
from .bodies import (
    NOT_BODIES,
    country_of,
    has_body_ending,
    has_body_word,
    is_acronym,
    is_role,
    kind_of,
    known,
    known_ministries,
    looks_like_body,
    split_unit,
)
from .places import country_code, is_place

_PARTICLES = (
    "에서는|에서도|으로부터|이라고|에서|에게|으로|까지|부터|이라는|과의|와의|과는|와는|에는|은|는|이|가|을|를|"
    "의|에|와|과|로|도|만|측은|측이|측에서|측의|측과|측|및|"
    "이나|나|간|내|등|에도|이며|이고|인|처럼|보다|라는"
)
_TAIL = re.compile(rf"^(?:{_PARTICLES})?$")
_HANGUL_RUN = re.compile(r"[가-힣A-Za-z·&]*[가-힣]+")
_STRIP = re.compile(rf"^(.{{2,}}?)(?:{_PARTICLES})$")
_BRACKET = re.compile(r"\(([^()]{2,80})\)")
_LATIN_RUN = re.compile(
    r"(?:[A-ZÀ-ÖØ-Ý][\w'’&.-]*)(?:\s+(?:[A-ZÀ-ÖØ-Ý][\w'’&-]*|of|and|for|the|de|del|la|las|los|y|e|&|on|in|"
    r"to)(?![\w.]))*"
)
_CONNECTIVES_WORDS = """
    of and for the de del la las los y e & on in to
"""
_CONNECTIVES = frozenset(_CONNECTIVES_WORDS.split())
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w&À-ÿ'-]*")
_FORMER = re.compile(r"^(?:구|舊|전|옛|前|formerly|former|ex|antes|anteriormente)[\s,.:)-]+", re.IGNORECASE)
_RENAMED = (
    re.compile(r"['\"‘“「]([^'\"’”」]{2,30})['\"’”」]\s*(?:에서|에서는|으로부터)\s*(?:기관\s?)?(?:명칭|이름|기관명)"),
    re.compile(r"\((?:구|舊|옛|前)[\s,.:]\s*([^()]{2,30})\)"),
    re.compile(
        r"\((?:formerly|former name:?|ex-?|antes)\s+(?:the\s+|known as\s+|el\s+|la\s+)?([^()]{2,60})\)", re.IGNORECASE
    ),
)
_OFFICE = re.compile(
    r"^([A-Z][A-Za-z&-]{1,11}|[가-힣]{2,12})\s+(?:[가-힣A-Za-z]+\s?){0,3}?(?:사무소|사무국|지사|지부|Office|"
    r"Country Office|Oficina)$"
)
_OFFICE_SCAN = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Za-z&-]{1,11})\s((?:[가-힣]{1,8}\s?){1,3}?(?:사무소|지사|지부))(?![가-힣]*장\s?[가-힣])"
)
_MISSION = re.compile(r"주\s?[가-힣A-Z]{1,8}?\s?(?:대한민국|한국)?\s?(?:총영사관|대사관|영사관|대표부|문화원)")
_ENTERPRISE = re.compile(r"(?:기업|업체|회사|기관)(?:이|은|인|에서|의)?\s?\(([A-Z][A-Za-z0-9 .&-]{1,30})\)")
_ALONE = frozenset(("총리실", "대통령실", "국회", "의회"))
_GENERIC_BEFORE = re.compile(
    r"(?:의|과|와|및|은|는|이|가|을|를|에서|에|한|하는|된|될|할|던|등|간|내|별|로|며|고|면|게|서|해|때|적|중인|"
    r"있는|위한|대한|통한|관련|해당|각|여러|주요|양|현지|해외|국내|사립|국립|공립|국공립|지역|지방|"
    r"기업|참여|모든|일부|다른|전국|차원|국가|정부|민간|협력|공동|우수|이|그|저|세계|글로벌|국제)$"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A body named where only bodies stand: a column of an attendee table, a party, an addressee."""

    text: str
    line: int


@dataclass(slots=True)
class _Node:
    texts: dict[str, int] = field(default_factory=dict)  # spelling → times seen
    strong: bool = False
    former: set[str] = field(default_factory=set)
    country: str | None = None


@dataclass(slots=True)
class Bodies:
    """The bodies of a document, and the way from a text to the one it means."""

    organizations: tuple[Organization, ...]
    own_id: str | None
    _by_key: dict[str, str]
    _split: dict[tuple[str, int], str]
    _scan: re.Pattern[str] | None

    def resolve(self, text: str | None, line: int = 0) -> str | None:
        """The id of the body a text names as a whole, or None."""
        if not text or is_role(text):
            return None
        for candidate in _readings(text):
            key = organization_key(candidate)
            found = self._split.get((key, line)) or self._by_key.get(key)
            if found is not None:
                return found
        inside = self.mentioned(text, line)
        return inside[0] if inside else None

    def exact(self, text: str, line: int = 0) -> str | None:
        """The id of the body of which the text is a spelling, or None."""
        key = organization_key(text)
        return self._split.get((key, line)) or self._by_key.get(key)

    def mentioned(self, text: str, line: int = 0) -> list[str]:
        """The ids of the bodies named in a text, in order, each once."""
        if self._scan is None:
            return []
        out: list[str] = []
        for found in self._scan.finditer(text):
            key = organization_key(found.group())
            identity = self._split.get((key, line)) or self._by_key.get(key)
            if identity is not None and identity not in out and _whole(text, found):
                out.append(identity)
        return out

    def with_name(self, identity: str, name: str, blocks: Sequence[Block]) -> Bodies:
        """The same bodies, one of them with another spelling and the lines it stands on."""
        pattern = re.compile(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])")
        lines = tuple(block.line for block in blocks if pattern.search(block.text))
        organizations = tuple(
            replace(body, surfaces=(*body.surfaces, Surface(name, lines))) if body.id == identity else body
            for body in self.organizations
        )
        texts = [surface.text for body in organizations for surface in body.surfaces]
        return Bodies(
            organizations,
            self.own_id,
            {**self._by_key, organization_key(name): identity},
            self._split,
            _alternation(texts),
        )


def _readings(text: str) -> Iterable[str]:
    """A text as the name of a body: as it stands, without brackets, what is in them, without a unit."""
    text = " ".join(text.split())
    yield text
    bare = re.sub(r"\s*\([^()]*\)", "", text).strip()
    if bare and bare != text:
        yield bare
    yield from (found.strip() for found in _BRACKET.findall(text))
    body, _ = split_unit(bare or text)
    if body:
        yield body


def identify(
    blocks: Sequence[Block],
    evidence: Sequence[Evidence],
    skip: frozenset[int],
    own: Sequence[Evidence],
    destination_codes: Sequence[str],
    korean: bool,
) -> Bodies:
    """Find and join the bodies. ``skip`` are lines whose names came in as evidence already (attendee lists); ``own``
    names the body that reports, best evidence first; ``destination_codes`` are the countries visited.
    """
    work = _Identification(blocks, destination_codes, korean)
    for item in (*own, *evidence):
        work.strong(item.text, item.line)
    for block in blocks:
        if block.kind is not BlockKind.BLANK:
            work.scan(block, only_brackets=block.line in skip)
    for item in own[:1]:
        work.own_key = work.key_of(item.text)
    work.join()
    return work.result()


class _Identification:
    def __init__(self, blocks: Sequence[Block], destination_codes: Sequence[str], korean: bool) -> None:
        self.blocks = blocks
        self.nodes: dict[str, _Node] = {}
        self.pairs: list[tuple[str, str]] = []
        self.own_key: str | None = None
        self.destination_codes = destination_codes
        self.korean = korean
        self.by_line: dict[int, set[str]] = {}

    # --- collecting ---------------------------------------------------------------------------------------------

    def key_of(self, text: str) -> str | None:
        bare = re.sub(r"\s*\([^()]*\)", "", text).strip()
        body, _ = split_unit(bare)
        return organization_key(body) if body else None

    def add(self, text: str, line: int, *, strong: bool = False) -> str | None:
        text = " ".join(text.split()).strip(" ,.;:-'\"‘’“”")
        key = organization_key(text)
        if len(key) < 2 or is_role(text) or (text in NOT_BODIES and text not in _ALONE) or is_place(text):
            return None
        node = self.nodes.setdefault(key, _Node())
        node.texts[text] = node.texts.get(text, 0) + 1
        node.strong = node.strong or strong
        if line:
            self.by_line.setdefault(line, set()).add(key)
        return key

    def strong(self, text: str, line: int) -> None:
        """A cell or phrase that names a body, perhaps with a unit, perhaps with another name in brackets."""
        text = " ".join(text.split())
        if is_role(text):
            return
        outside = re.sub(r"\s*\([^()]*\)", "", text).strip()
        body, _ = split_unit(outside)
        if not body:
            return
        parts = [body]
        if re.search(r"[,/·]", body) and not has_body_word(body):
            parts = [part for part in re.split(r"\s*[,/·]\s*", body) if part]
        keys = [self.add(part, line, strong=True) for part in parts]
        if len(keys) == 1 and keys[0] is not None:
            for inside in _BRACKET.findall(text):
                self._bracket(body, inside, line, strong=True)

    def _bracket(self, outside: str, inside: str, line: int, *, strong: bool = False) -> None:
        """Two names of one body, one in brackets after the other."""
        former = _FORMER.match(inside)
        inside = re.sub(r"^(?:이하|약칭|일명|이하\s*약칭)\s*", "", inside[former.end() :] if former else inside).strip(
            " '\"‘’“”「」,"
        )
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
        if not former and not _names_same(outside, inside, strong=strong or organization_key(outside) in self.nodes):
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
            for pattern in _RENAMED:
                for found in pattern.finditer(text):
                    self._renamed(text, found, line)
            for found in _BRACKET.finditer(text):
                inside = found.group(1)
                for outside in _before(text[: found.start()]):
                    strong = organization_key(outside) in self.nodes
                    if _FORMER.match(inside) or any(
                        _names_same(outside, part, strong=strong) for part in re.split(r"\s*[,;/]\s*", inside)
                    ):
                        self._bracket(outside, inside, line)
                        break
            if only_brackets:
                continue
            self._scan_korean(text, line)
            self._scan_latin(text, line)
            for found in _ENTERPRISE.finditer(text):
                self.add(found.group(1), line)

    def _renamed(self, text: str, found: re.Match[str], line: int) -> None:
        old = found.group(1).strip(" '\"‘’“”")
        names = _before(text[: found.start()]) if text[found.start()] == "(" else self._subject(text[: found.start()])
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

    def _scan_korean(self, text: str, line: int) -> None:
        for found in _MISSION.finditer(text):
            self.add(found.group(), line)
        for found in _OFFICE_SCAN.finditer(text):
            self.add(found.group(), line)
        for found in _HANGUL_RUN.finditer(text):
            run = found.group()
            if len(run) < 2:
                continue
            for candidate in _without_particle(run):
                if candidate in _ALONE:
                    self.add(candidate, line)
                    break
                if organization_key(candidate) in known():
                    self.add(candidate, line)
                    break
                before = text[: found.start()].rstrip()
                previous = re.search(r"([가-힣A-Za-z]+)$", before) if text[: found.start()].endswith(" ") else None
                if has_body_ending(candidate):
                    self.add(candidate, line)
                    if previous is not None and country_code(previous.group(1)):
                        self.add(f"{previous.group(1)} {candidate}", line)
                        key = organization_key(candidate)
                        self.pairs.append((organization_key(f"{previous.group(1)} {candidate}"), key))
                        self.nodes[key].country = self.nodes[key].country or country_code(previous.group(1))
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
                        and not _GENERIC_BEFORE.search(word)
                        and whole.replace(" ", "") not in NOT_BODIES
                        and candidate in ("대학", "대학교")
                    ):
                        self.add(whole, line)
                    break

    def _scan_latin(self, text: str, line: int) -> None:
        for found in _LATIN_RUN.finditer(text):
            for part in re.split(r"\s*[.;:]\s+", found.group()):
                words = part.split()
                while words and words[-1] in _CONNECTIVES:
                    words.pop()
                while words and words[0].lower() in ("the", "el", "la", "present", "meeting", "visit"):
                    words = words[1:]
                if not words:
                    continue
                name = " ".join(words)
                if organization_key(name) in known() or (
                    len(words) > 1 and has_body_word(name) and not _is_headline(name)
                ):
                    self.add(name, line)
                    continue
                for word in words:
                    if organization_key(word) in known() and is_acronym(word):
                        self.add(word, line)

    # --- joining ------------------------------------------------------------------------------------------------

    def join(self) -> None:
        """Bring the spellings of one body together."""
        self.parent = {key: key for key in self.nodes}
        for first, second in self.pairs:
            if first in self.nodes and second in self.nodes and not self._contradict(first, second):
                self._union(first, second)
        self._known_names()
        self._short_forms()
        self._initials()
        self._sounds()
        self._offices()
        self._ministries()

    def _find(self, key: str) -> str:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def _union(self, first: str, second: str) -> None:
        one, other = self._find(first), self._find(second)
        if one != other:
            self.parent[other] = one

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
        """한밭대 is 한밭대학교; 화학연구원 is 한국화학연구원 when that is the only body it can shorten."""
        short = {key.removesuffix("학교") for key in self.nodes if key.endswith("대학교") and len(key) > 4} - set(
            self.nodes
        )
        if short:
            pattern = re.compile(
                rf"(?<![가-힣])(?:{'|'.join(map(re.escape, sorted(short)))})(?!학)(?=(?:{_PARTICLES})?(?![가-힣]))"
            )
            for found in {name for block in self.blocks for name in pattern.findall(block.text)}:
                self.nodes[found] = _Node({found: 1})
                self.parent[found] = found
        for key in list(self.nodes):
            longer: list[str] = []
            if key.endswith("대") and has_hangul(key):
                longer = [other for other in (f"{key}학교", f"{key}학") if other in self.nodes]
            elif key.endswith("대학") and f"{key}교" in self.nodes:
                longer = [f"{key}교"]
            elif len(key) >= 4 and has_hangul(key) and self.nodes[key].country is None and key not in known():
                longer = [f"{prefix}{key}" for prefix in ("한국", "국립", "대한") if f"{prefix}{key}" in self.nodes]
            if len(longer) == 1:
                self._union(longer[0], key)

    def _initials(self) -> None:
        """ASP is Asia Skills Partnership when the document writes both and no other name has these initials."""
        initials: dict[str, set[str]] = {}
        for key, node in self.nodes.items():
            for text in node.texts:
                words = [word for word in _WORD.findall(text) if word.lower() not in _CONNECTIVES]
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
                if len(initials[acronym]) != 1:
                    continue
                key = organization_key(acronym)
                if key in known() and known()[key] is not known().get(next(iter(initials[acronym]))):
                    continue
                if key not in self.nodes:
                    self.nodes[key] = _Node({acronym: 1})
                    self.parent[key] = key
                self._union(next(iter(initials[acronym])), key)

    def _sounds(self) -> None:
        """컨시텍 is CONCYTEC: a Hangul word with the consonants of an acronym of the document, four of them or more."""
        skeletons: dict[str, set[str]] = {}
        for key, node in self.nodes.items():
            if re.match(r"^[a-z]{5,}$", key) and any(is_acronym(text) for text in node.texts):
                skeleton = _skeleton(key)
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
                if _FIRST_SOUNDS[(ord(run[0]) - 0xAC00) // 588] not in first:
                    continue
                for candidate in _without_particle(run):
                    matches = skeletons.get(_skeleton(romanise(candidate))) if 2 < len(candidate) <= 6 else None
                    if matches is not None and len(matches) == 1:
                        key = organization_key(candidate)
                        if key not in self.nodes:
                            self.nodes[key] = _Node()
                            self.parent[key] = key
                        self.nodes[key].texts.setdefault(candidate, 1)
                        self._union(next(iter(matches)), key)
                        break

    def _offices(self) -> None:
        """KOICA 페루 사무소 is filed under KOICA: an office acts for its body."""
        for key, node in list(self.nodes.items()):
            for text in node.texts:
                found = _OFFICE.match(text)
                if found is None:
                    continue
                head = found.group(1)
                parent = organization_key(head)
                if parent == key or not (parent in self.nodes or parent in known() or is_acronym(head)):
                    continue
                if parent not in self.nodes:
                    self.nodes[parent] = _Node({head: 1}, strong=node.strong)
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

    # --- the outcome --------------------------------------------------------------------------------------------

    def result(self) -> Bodies:
        """Number the bodies in the order the document first names them and find every line they stand on."""
        groups: dict[str, list[str]] = {}
        for key in self.nodes:
            groups.setdefault(self._find(key), []).append(key)
        pattern = _alternation(text for node in self.nodes.values() for text in node.texts)
        lines = self._lines(pattern)
        entries = []
        for root, keys in groups.items():
            surfaces = lines.get(root, {})
            if not surfaces:
                continue
            entries.append((min(min(found) for found in surfaces.values()), root, keys, surfaces))
        entries.sort(key=lambda entry: (entry[0], entry[1]))
        organizations: list[Organization] = []
        by_key: dict[str, str] = {}
        own_id: str | None = None
        for number, (_, root, keys, surfaces) in enumerate(entries, start=1):
            identity = f"o{number}"
            for key in keys:
                by_key[key] = identity
            former = {text for key in keys for text in self.nodes[key].former}
            strong = any(self.nodes[key].strong for key in keys)
            if self.own_key is not None and self.own_key in self.nodes and self._find(self.own_key) == root:
                own_id = identity
            canonical = _canonical(surfaces, former)
            organizations.append(
                Organization(
                    identity,
                    canonical,
                    "participant" if strong else "mentioned",
                    self._country(keys, root),
                    next((kind for text in (canonical, *surfaces) if (kind := kind_of(text))), None),
                    tuple(
                        Surface(text, tuple(sorted(found)))
                        for text, found in sorted(surfaces.items(), key=lambda item: (min(item[1]), item[0]))
                    ),
                    former_names=tuple(sorted(former)),
                )
            )
        split = {
            at: by_key[self._find_key(owner, by_key)]
            for at, owner in self.split.items()
            if self._find_key(owner, by_key) in by_key
        }
        return Bodies(tuple(organizations), own_id, by_key, split, pattern)

    def _lines(self, pattern: re.Pattern[str] | None) -> dict[str, dict[str, set[int]]]:
        """Root of a body → spelling → the lines on which it stands as a name."""
        lines: dict[str, dict[str, set[int]]] = {}
        for block in self.blocks if pattern is not None else ():
            for cell in block.cells or (block.body,):
                text = cell.replace("\n", " ")
                for found in pattern.finditer(text) if pattern is not None else ():
                    key = organization_key(found.group())
                    if key in self.nodes and _whole(text, found):
                        root = self._find(self.split.get((key, block.line), key))
                        lines.setdefault(root, {}).setdefault(found.group(), set()).add(block.line)
        return lines

    def _find_key(self, key: str, by_key: dict[str, str]) -> str:
        return key if key in by_key else self._find(key)

    def _country(self, keys: Sequence[str], root: str) -> str | None:
        for key in keys:
            if key in known():
                return known()[key][2]
        for key in keys:
            if self.nodes[key].country:
                return self.nodes[key].country
        for key in keys:
            for text in self.nodes[key].texts:
                code = country_of(text)
                if code is not None:
                    return code
        for code in self.destination_codes:
            if any(organization_key(acronym) in keys for acronym in known_ministries().get(code, {})):
                return code
        if self.own_key is not None and self.own_key in self.nodes and self._find(self.own_key) == root:
            return "KR" if self.korean and any(has_hangul(key) for key in keys) else None
        return None


_KOREAN_MINISTRIES = frozenset(("교육부", "외교부", "환경부", "보건부", "문화부", "국무조정실"))


def _names_of(code: str) -> list[str]:
    from .places_data import COUNTRIES

    return next((row.split("|")[1:2] for row in COUNTRIES.splitlines() if row.startswith(f"{code}|")), [])


def _without_particle(run: str) -> list[str]:
    """A run of Hangul as it stands, and without the particle it may end in."""
    out = [run]
    found = _STRIP.match(run)
    if found is not None:
        out.append(found.group(1))
        again = re.match(rf"^(.{{2,}})(?:{_PARTICLES})$", run)  # the longest stem too: 국립대와의 / 국립대와
        if again is not None and again.group(1) != found.group(1):
            out.append(again.group(1))
    return out


def _before(text: str) -> list[str]:
    """What a bracket may explain: the words right before it, longest reading first."""
    out: list[str] = []
    latin = next(reversed(list(_LATIN_RUN.finditer(text))), None)
    if latin is not None and latin.end() == len(text.rstrip()):
        words = latin.group().split()
        while words and words[0].lower() in ("the", "el", "la", "present"):
            words = words[1:]
        if words:
            out.append(" ".join(words))
    hangul = re.search(r"([가-힣A-Za-z0-9·&]+)(?:은|는|이|가)?$", text.rstrip())
    if (hangul is not None and has_hangul(hangul.group(1))) or (hangul is not None and hangul.group(1) not in out):
        out.append(hangul.group(1))
    return out


def _names_same(outside: str, inside: str, *, strong: bool = False) -> bool:
    """Whether a bracket gives another name of the body before it: both names, not a remark, a place or a number."""
    inside = inside.strip()
    if not inside or is_place(inside) or is_role(inside) or not re.match(r"^[\w가-힣 .,&'’·-]+$", inside):
        return False
    outside_body = strong or looks_like_body(outside)
    if is_acronym(inside):
        return (has_body_ending(outside) or has_body_word(outside) or (strong and not is_acronym(outside))) or _spells(
            outside, inside
        )
    if is_acronym(outside):
        return has_body_ending(inside) or has_body_word(inside) or _spells(inside, outside)
    if not outside_body:
        return has_body_word(inside) and has_body_ending(outside)
    if has_hangul(outside) != has_hangul(inside):
        return looks_like_body(inside) or (bool(re.match(r"^[A-ZÀ-Ý]", inside)) and len(inside.split()) >= 2)
    return has_body_ending(inside) and has_body_ending(outside) and False


def _spells(name: str, acronym: str) -> bool:
    """Whether the capitals of a name spell the acronym."""
    letters = "".join(word[0] for word in _WORD.findall(name) if word.lower() not in _CONNECTIVES).upper()
    return len(acronym) >= 2 and letters == re.sub(r"[^A-Z]", "", acronym.upper())


def _is_headline(name: str) -> bool:
    """Latin words that only name a document, a session or a title of office."""
    return (
        re.match(
            r"^(?:Back-?to-?Office|Director|Head|Minutes|Report|Meeting|Deputy|Chief|Vice|Specialist)\b",
            name,
            re.IGNORECASE,
        )
        is not None
    )


# The first consonant of a syllable as ``_skeleton`` writes it; "" where there is none.
_FIRST_SOUNDS_LETTERS = "k k n t t l m p p s s  j j k k t p h"
_FIRST_SOUNDS = _FIRST_SOUNDS_LETTERS.split(" ")


def _skeleton(text: str) -> str:
    """The consonants of a word as they sound, so that 컨시텍 (keonsitek) and CONCYTEC meet in ``knstk``."""
    text = re.sub(r"c(?=[eiy])", "s", norm(text))
    text = re.sub(r"[cq]", "k", text).replace("x", "ks").replace("ph", "f")
    text = (
        re.sub(r"sh", "s", text)
        .replace("g", "k")
        .replace("d", "t")
        .replace("b", "p")
        .replace("z", "s")
        .replace("r", "l")
        .replace("f", "p")
        .replace("v", "p")
    )
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw\W\d]", "", text))


def _alternation(texts: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted({text for text in texts if len(text) >= 2}, key=lambda text: (-len(text), text))
    if not ordered:
        return None
    # Hangul names are spaced as the writer likes; a Latin name of four letters or more also stands in other cases
    # (Concytec).
    return re.compile(
        "|".join(
            re.escape(text).replace(r"\ ", r"\s?")
            if has_hangul(text)
            else f"(?i:{re.escape(text)})"
            if len(text) >= 4
            else re.escape(text)
            for text in ordered
        )
    )


def _whole(text: str, found: re.Match[str]) -> bool:
    """Whether a name found in a text stands there as a word and is not part of a longer one."""
    before, after = text[: found.start()][-1:], text[found.end() :]
    name = found.group()
    if re.match(r"[A-Za-zÀ-ÿ]", name[0]):
        if re.match(r"[A-Za-zÀ-ÿ]", before or " "):
            return False
    elif re.match(r"[가-힣]", before or " "):
        return False
    if re.match(r"[A-Za-zÀ-ÿ]", name[-1]):
        return not re.match(r"[A-Za-zÀ-ÿ]", after[:1] or " ")
    rest = re.match(r"[가-힣]*", after)
    tail = rest.group() if rest else ""
    if _TAIL.match(tail) or len(name) >= 6:
        return True
    return (
        re.match(
            rf"^(?:장|장관|차관|측|청장|국장|관계자|담당자|담당|직원|산하|소속|본부|페루|리마|현지|관련|주관|"
            rf"사업|내부)(?:{_PARTICLES})?",
            tail,
        )
        is not None
    )


def _canonical(surfaces: dict[str, set[int]], former: set[str]) -> str:
    """The spelling to show: the one in use that stands most often; of equals the longest."""
    current = {text: found for text, found in surfaces.items() if text not in former} or surfaces
    return max(sorted(current), key=lambda text: (len(current[text]), len(text)))
