"""Bodies as identities: every spelling of one body in a document brought together, with the evidence the document
gives.

Spellings are one body when the document puts them in apposition, when they differ only in spaces, case or marks, when
one is the common short form, acronym, office or sound of another that the document also has, or when it says that the
name changed. Nothing is joined because it looks alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from partners.names import has_hangul, organization_key

from ...blocks import Block, BlockKind
from ...reading import Organization, Surface
from ..bodies import OWN, country_of, is_role, is_unit_like, kind_of, split_unit
from ..known_bodies import known, known_ministries
from .generic import is_kind, means_a_body, own_references
from .joining import Joining
from .spelling import (
    BRACKET,
    BRANCH,
    DEPARTMENT,
    INNER,
    OFFICE,
    SHORT_WORDS,
    alternation,
    is_general,
    is_headline,
    whole,
)

__all__ = ["BRANCH", "INNER", "SHORT_WORDS", "Bodies", "Evidence", "identify", "is_headline"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A body named where only bodies stand: a column of an attendee table, a party, an addressee. ``whole`` says that
    no unit is to be taken off, ``unit`` that it is a part of the body that reports.
    """

    text: str
    line: int
    whole: bool = False
    unit: bool = False


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
        if OWN.match(text.strip()):
            return self.own_id
        for candidate in _readings(text):
            key = organization_key(candidate)
            found = self._split.get((key, line)) or self._by_key.get(key)
            if found is not None:
                return found
        inside = self.mentioned(text, line)
        return inside[0] if inside else self._of_kind(text)

    def _of_kind(self, text: str) -> str | None:
        """ "por la Universidad", "the Institute": ours where ours is one, else the only one that is."""
        word = re.sub(r"^(?:the|la|el)\s", "", text.strip(), flags=re.IGNORECASE)
        if not is_general(word) or not re.match(r"[A-Za-z]", word):
            return None
        fitting = [
            body.id
            for body in self.organizations
            if any(re.search(rf"\b{re.escape(word)}\b", one.text, re.IGNORECASE) for one in body.surfaces)
        ]
        return self.own_id if self.own_id in fitting else fitting[0] if len(fitting) == 1 else None

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
            if identity is not None and identity not in out and whole(text, found):
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
            alternation(texts),
        )


def _readings(text: str) -> Iterable[str]:
    """A text as the name of a body: as it stands, without brackets, what is in them, without a unit."""
    text = " ".join(text.split())
    yield text
    bare = re.sub(r"\s*\([^()]*\)", "", text).strip()
    if bare and bare != text:
        yield bare
    yield from (found.strip() for found in BRACKET.findall(text))
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
    own_words: Sequence[Evidence] = (),
) -> Bodies:
    """Find and join the bodies. ``skip`` are lines whose names came in as evidence already (attendee lists); ``own``
    names the body that reports, best evidence first; ``destination_codes`` are the countries visited; ``own_words``
    are words of kind that mean the body that reports (공사).
    """
    work = _Identification(blocks, destination_codes, korean)
    units = {key for item in own if item.unit and (key := work.add(item.text, item.line))}
    own = [item for item in own if not item.unit]
    for item in (*own, *evidence):
        if item.whole:
            body, unit = split_unit(item.text)
            held = work.add(body, item.line, strong=True) if body and unit and not is_unit_like(body) else None
            whole_key = work.add(item.text, item.line, strong=True)
            if held and whole_key and not DEPARTMENT.search(item.text):
                work.pairs.append((held, whole_key))
        else:
            work.strong(item.text, item.line)
    for block in blocks:
        if block.kind is not BlockKind.BLANK:
            work.scan(block, only_brackets=block.line in skip)
    for key in units:
        work.nodes[key].part = True
    keys = (work.key_of(item.text) for item in own)
    work.own_key = next((key for key in keys if key in work.nodes), None)
    if work.own_key is not None:
        work.pairs.extend((work.own_key, name) for name in work.own_names)
    for item in own_words:
        work.own_words.setdefault(item.text, set()).add(item.line)
    work.join()
    return work.result()


class _Identification(Joining):
    kinds: set[str]

    """The last step: from joined names to numbered bodies."""

    def result(self) -> Bodies:
        """Number the bodies in the order the document first names them and find every line they stand on."""
        groups: dict[str, list[str]] = {}
        for key, node in self.nodes.items():
            if not node.part:
                groups.setdefault(self._find(key), []).append(key)
        pattern = alternation(text for node in self.nodes.values() if not node.part for text in node.texts)
        lines = self._lines(pattern)
        entries = []
        self._own_references(lines)
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
            parts = {text for key in keys if key in self.units for text in self.nodes[key].texts}
            canonical = _canonical(surfaces, former | parts | self.parts)
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
        for key, node in self.nodes.items():
            if node.part and own_id is not None:
                by_key[key] = own_id
        split = {
            at: by_key[self._find_key(owner, by_key)]
            for at, owner in self.split.items()
            if self._find_key(owner, by_key) in by_key
        }
        return Bodies(tuple(organizations), own_id, by_key, split, pattern)

    def _own_references(self, lines: dict[str, dict[str, set[int]]]) -> None:
        """우리 원, 본 연구원, "our Institute": how the body that reports speaks of itself."""
        root = self._find(self.own_key) if self.own_key is not None and self.own_key in self.nodes else None
        held = lines.get(root, {}) if root is not None else {}
        pattern = own_references(held)
        for block in self.blocks if pattern is not None else ():
            for found in pattern.finditer(block.text) if pattern is not None else ():
                self.parts.add(found.group())
                held.setdefault(found.group(), set()).add(block.line)

    def _lines(self, pattern: re.Pattern[str] | None) -> dict[str, dict[str, set[int]]]:
        """Root of a body → spelling → the lines on which it stands as a name."""
        lines: dict[str, dict[str, set[int]]] = {}
        self.kinds = {key for key, node in self.nodes.items() if all(map(is_kind, node.texts)) and not node.strong}
        for block in self.blocks if pattern is not None else ():
            for cell in block.cells or (block.body,):
                text = cell.replace("\n", " ")
                for found in pattern.finditer(text) if pattern is not None else ():
                    key = organization_key(found.group())
                    if key in self.anaphors and (key, block.line) not in self.split:
                        continue
                    if key in self.nodes and whole(text, found):
                        if key in self.kinds and not means_a_body(text, found):
                            continue
                        root = self._find(self.split.get((key, block.line), key))
                        held = lines.setdefault(root, {})
                        held.setdefault(found.group(), set()).add(block.line)
                        if key in self.units:
                            held.setdefault(self.units[key], set()).add(block.line)
                        office = OFFICE.match(found.group())
                        head = organization_key(office.group(1)) if office is not None else ""
                        if office is not None and head in self.nodes and self._find(head) == root:
                            held.setdefault(office.group(1), set()).add(block.line)
        return lines

    def _find_key(self, key: str, by_key: dict[str, str]) -> str:
        return key if key in by_key else self._find(key)

    def _country(self, keys: Sequence[str], root: str) -> str | None:
        for key in keys:
            if self.nodes[key].country:
                return self.nodes[key].country  # said by the text: of a 국세청 of another country too
        for key in keys:
            if key in known():
                return known()[key][2]
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


def _canonical(surfaces: dict[str, set[int]], former: set[str]) -> str:
    """The spelling to show: the one in use that stands most often; of equals the longest."""
    current = {text: found for text, found in surfaces.items() if text not in former} or surfaces
    whole = {text: found for text, found in current.items() if not BRANCH.match(text) and text not in SHORT_WORDS}
    current = {text: found for text, found in (whole or current).items() if not is_general(text)} or whole or current
    return max(sorted(current), key=lambda text: (len(current[text]), len(text)))
