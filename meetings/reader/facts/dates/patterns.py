"""Every reading of a text: what the patterns of figures and of each language find, without overlaps."""

from __future__ import annotations

import re

from meetings.reader.facts.dates import english, figures, korean, spanish
from meetings.reader.facts.dates.atoms import Atom, Context

_HANGUL, _LATIN, _FIGURE = re.compile("[가-힣]"), re.compile("[A-Za-z]"), re.compile(r"\d")


def atoms_of(context: Context) -> list[Atom]:
    """Where two patterns match, the one that begins first wins, and of those the longer."""
    patterns = figures.PATTERNS if _FIGURE.search(context.text) else ()
    if _HANGUL.search(context.text):
        patterns += korean.PATTERNS
    if _LATIN.search(context.text):
        patterns += english.PATTERNS + spanish.PATTERNS
    found: list[Atom] = []
    for pattern, handler in patterns:
        for match in pattern.finditer(context.text):
            atom = handler(context, match)
            if atom:
                found.append(atom)
    found.sort(key=lambda atom: (atom.start, -atom.stop, atom.weak))
    kept: list[Atom] = []
    for atom in found:
        if not kept or atom.start >= kept[-1].stop:
            kept.append(atom)
        elif kept[-1].weak and not atom.weak and atom.stop >= kept[-1].stop:
            kept[-1] = atom  # "1. 5월 3일": the strong reading inside a weak one
    return kept
