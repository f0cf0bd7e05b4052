"""Words of kind that stand for a body: 공단, "the Centre", and which of several they mean where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from partners.names import has_hangul, organization_key

from ...blocks import BlockKind
from ..bodies import is_acronym
from .collecting import Collection, Node
from .generic import kind_of_name, means_a_body
from .spelling import SHORT_WORDS, alternation, means_one, whole

_NEAR = 40  # lines from a name to the word that means it
MISSIONS = frozenset(("Embassy", "Consulate", "Embajada", "Consulado"))


class KindWords(Collection):
    """A collection whose names are being brought together: ``parent`` leads each key to the root of its body
    (union-find).
    """

    parent: dict[str, str]
    split: dict[tuple[str, int], str]
    anaphors: set[str]  # keys of words that mean a body only on the lines of ``split``
    parts: set[str]  # spellings that name a part of the body they stand for

    def _find(self, key: str) -> str:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def _union(self, first: str, second: str) -> None:
        one, other = self._find(first), self._find(second)
        if one != other:
            self.parent[other] = one

    def _stands_for(self, short: str, root: str) -> None:
        key = organization_key(short)
        if key not in self.nodes:
            self.nodes[key] = Node({short: 1})
            self.parent[key] = key
        self._union(root, key)

    def _short_words(self) -> None:
        """공단 and "the Centre" are the one body of the document of that kind, where they stand alone; of several the
        one that took part, or the one named last.
        """
        ends: dict[str, set[str]] = {}
        for key, node in self.nodes.items():
            for size in range(2, min(7, len(key) - 1)):
                if key[-size:] in SHORT_WORDS:
                    ends.setdefault(key[-size:], set()).add(self._find(key))
            for text in node.texts:
                kind = kind_of_name(text)
                if kind is not None and kind not in MISSIONS:
                    ends.setdefault(kind, set()).add(self._find(key))
        standing = self._standing([*ends, *self.own_words])
        several: dict[str, set[str]] = {}
        ours = {word for word, at in self.own_words.items() if self._is_ours(word, at | standing.get(word, set()))}
        for word in sorted((standing.keys() & ends.keys()) - ours):
            roots = {self._find(root) for root in ends[word]}
            if len(roots) > 1 and organization_key(word) in self.nodes:
                continue
            if len(roots) > 1:
                roots = self._meant_by_kind(roots)
            if len(roots) == 1:
                self._stands_for(word, next(iter(roots)))
            else:
                several[word] = roots
        own = self._find(self.own_key) if self.own_key is not None and self.own_key in self.nodes else None
        if several:
            self._named_last(several, standing, {w for w in several if own in {self._find(root) for root in ends[w]}})

    def _is_ours(self, word: str, lines: set[int]) -> bool:
        """Lets a word of kind mean the body that reports, on the lines on which it stands by itself."""
        own = self._find(self.own_key) if self.own_key is not None and self.own_key in self.nodes else None
        key = organization_key(word)
        if (
            own is None
            or key in self.nodes
            or not any(other.endswith(key) and self._find(other) == own for other in self.nodes)
        ):
            return False
        self.nodes[key] = Node({word: 1})
        self.parent[key] = key
        self.anaphors.add(key)
        self.split.update({(key, line): own for line in lines})
        return True

    def _standing(self, ends: Iterable[str]) -> dict[str, set[int]]:
        """Words of kind → the lines on which they stand by themselves."""
        standing: dict[str, set[int]] = {}
        words = "|".join(sorted(ends, key=lambda word: (-len(word), word)))
        if not words:
            return standing
        pattern = re.compile(rf"(?<![가-힣A-Za-zÀ-ÿ-])(?:{words})(?![A-Za-zÀ-ÿ-])")
        for block in self.blocks:
            for text in block.cells or (block.body,):
                for found in pattern.finditer(text):
                    if means_one(text, found) if has_hangul(found.group()) else means_a_body(text, found):
                        standing.setdefault(found.group(), set()).add(block.line)
        return standing

    def _meant_by_kind(self, roots: set[str]) -> set[str]:
        """Which of several bodies of one kind its word can mean: those that took part, and the one that reports only
        where the others go by their acronyms.
        """
        took_part = {self._find(key) for key, node in self.nodes.items() if node.strong} & roots
        own = self._find(self.own_key) if self.own_key is not None and self.own_key in self.nodes else None
        short = {self._find(key) for key, node in self.nodes.items() if any(map(is_acronym, node.texts))}
        if own in roots and own not in short and roots & took_part - {own} <= short:
            return {own} if own is not None else roots
        return took_part - {own} or took_part or roots

    def _named_last(self, several: dict[str, set[str]], standing: dict[str, set[int]], ours: set[str]) -> None:
        """ "the Ministry" of a passage is the ministry that its heading names, else the one named last before it; under
        the heading of a body of another kind the words ``ours`` mean the body that reports.
        """
        candidates = set().union(*several.values())
        names = {key: self._find(key) for key in self.nodes if self._find(key) in candidates}
        pattern = alternation(text for key in names for text in self.nodes[key].texts)
        last: dict[str, tuple[str, int, bool]] = {}
        for block in self.blocks if pattern is not None else ():
            named: dict[str, int] = {}
            for found in pattern.finditer(block.text) if pattern is not None else ():
                key = organization_key(found.group())
                if key in names and whole(block.text, found):
                    named.setdefault(names[key], found.start())
            for word, roots in several.items():
                at = block.text.find(word) if block.line in standing[word] else len(block.text)
                here = [root for root, start in named.items() if root in roots and start < at]
                _, since, headed = last.get(word, ("", 0, False))
                if headed and block.line - since > _NEAR:
                    headed = False
                if len(here) == 1 and (block.kind is BlockKind.HEADING or not headed):
                    last[word] = (here[0], block.line, block.kind is BlockKind.HEADING)
                elif block.kind is BlockKind.HEADING and word in ours and self.by_line.get(block.line) and not here:
                    last[word] = (self._find(self.own_key or ""), block.line, True)
                elif len(here) > 1 and not headed:
                    last.pop(word, None)
                if block.line in standing[word] and word in last and block.line - last[word][1] <= _NEAR:
                    key = organization_key(word)
                    if key not in self.nodes:
                        self.nodes[key] = Node({word: 1})
                        self.parent[key] = key
                        self.anaphors.add(key)
                    self.split[(key, block.line)] = last[word][0]
