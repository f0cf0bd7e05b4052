"""People in lists: rows of a table, names in running text, people a sentence tells of.

``text_people`` takes a list apart by side, body and person; ``korean`` reads one person between the separators where
there is Hangul, ``latin`` in English and Spanish. ``table_people`` reads rows under a head, ``told_people`` sentences.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..bodies import is_role
from .korean import korean_people, side_of_label
from .latin import latin_people
from .listed import (
    Listed,
    besides,
    excepted,
    means_everyone,
    split_top,
    stated_count,
    without_counts,
    without_everyone,
)
from .tables import header_columns, table_people
from .told import told_people

__all__ = [
    "Listed",
    "besides",
    "excepted",
    "header_columns",
    "means_everyone",
    "side_of_label",
    "split_top",
    "stated_count",
    "table_people",
    "text_people",
    "told_people",
]


def text_people(text: str, line: int, *, org: str | None = None, label: str = "") -> list[Listed]:
    """The people named in a list in running text; ``org`` is the body of those before the first one named, ``label``
    what stands before the list: it may say whose people they are, or what ("통역: …").
    """
    side, role = side_of_label(label), label.lower() if is_role(label) else None
    return [
        replace(
            person,
            title=person.title or role,
            side=person.side or (side if person.org is None and role is None else None),
        )
        for person in _people(text, line, org)
    ]


def _people(text: str, line: int, org: str | None) -> list[Listed]:
    text = without_counts(without_everyone(text))
    if not text:
        return []
    if not re.search(r"[가-힣]", re.sub(r"\([^()]*\)", "", text)):
        return latin_people(text, line, org)
    return korean_people(text, line, org)
