"""People in lists: rows of a table, names in running text, people a sentence tells of.

``text_people`` takes a list apart by side, body and person; ``korean`` reads one person between the separators where
there is Hangul, ``latin`` in English and Spanish. ``table_people`` reads rows under a head, ``told_people`` sentences.
"""

from __future__ import annotations

import re
from dataclasses import replace

from partners.names import split_honorific

from ..bodies import is_role, looks_like_body
from ..labels import side_label
from .korean import korean_people, office_at, side_of_label
from .latin import latin_people
from .listed import (
    Listed,
    besides,
    excepted,
    means_everyone,
    mode_of,
    split_top,
    stated_count,
    without_counts,
    without_everyone,
    without_for_all,
)
from .tables import header_columns, paired_person, shaped_columns, table_people
from .told import tells_of_everyone, told_people

__all__ = [
    "Listed",
    "besides",
    "excepted",
    "header_columns",
    "is_group_mark",
    "is_list",
    "means_everyone",
    "mode_of",
    "paired_person",
    "shaped_columns",
    "side_of_label",
    "split_top",
    "stated_count",
    "table_people",
    "tells_of_everyone",
    "text_people",
    "told_people",
]


# Of our people surnames alone are enough: "Ruiz y Soto".
_TWO_SURNAMES = re.compile(r"^\s*([A-ZÀ-Ý][\w'’-]+)\s+(?:y|e|and)\s+([A-ZÀ-Ý][\w'’-]+)\s*$")


def text_people(text: str, line: int, *, org: str | None = None, label: str = "") -> list[Listed]:
    """The people named in a list in running text; ``org`` is the body of those before the first one named, ``label``
    what stands before the list: it may say whose people they are, or what ("통역: …").
    """
    side, role = side_of_label(label), label.lower() if is_role(label) else None
    named = side_label(label) if side is None else None
    if named is not None:
        side = side_of_label(named)
        org = named if side is None and looks_like_body(named) else org
    if side == "own":
        text = _TWO_SURNAMES.sub(r"\1, \2", text)
    return [
        replace(
            person,
            title=person.title or role,
            side=person.side or (side if person.org is None and role is None else None),
        )
        for person in map(_office_apart, _people(text, line, org))
    ]


def _office_apart(person: Listed) -> Listed:
    """Body and office that a Korean bracket gives a foreigner in one: "Mads Kjeldgaard (링쾨빙 시청 과장)"."""
    placed = office_at(person.title) if person.org is None and person.title else None
    return person if placed is None else replace(person, org=placed[0], title=placed[1])


def is_group_mark(text: str) -> bool:
    """Whether a line of a list only says whose, or how, the people below it were there: "대면", "우리 측", "ADB"."""
    bare = text.strip(" :：")
    if not bare or len(bare) > 60 or re.search(r"[,/;]|\d", bare):
        return False
    if mode_of(bare) is not None and len(bare) <= 24:
        return True
    return side_of_label(bare) is not None or (looks_like_body(bare) and not text_people(text, 0))


def is_list(text: str) -> bool:
    """Whether a text is a list of people by its shape: two or more, each with an office or a body, and little else."""
    if (
        len(text) > 400
        or re.search(r"[다요함음임됨]\.?$|기로$|예정$", text)
        or not re.search(r"[,;/·]|\sy\s|\sand\s", text)
    ):
        return False
    if not text_people(re.split(r"[,;/·(]", text)[0], 0):
        return False  # the first of a list is somebody
    people = text_people(text, 0)
    described = [person for person in people if person.title or split_honorific(person.name)[0]]
    if len(described) < 2 or len(described) * 2 < len(people):
        return False
    told = sum(len(part or "") for person in people for part in (person.name, person.title)) + sum(
        len(body) for body in {person.org for person in people} if body
    )
    return told >= 0.6 * len(re.sub(r"[\s,;:/()·.]", "", text))


def _people(text: str, line: int, org: str | None) -> list[Listed]:
    text = without_for_all(without_counts(without_everyone(text)))
    if not text:
        return []
    if not re.search(r"[가-힣]", re.sub(r"\([^()]*\)", "", text)):
        return latin_people(text, line, org)
    return korean_people(text, line, org)
