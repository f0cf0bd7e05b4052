"""Searching text in Korean, Spanish and English: how a query meets what is stored (TECH, Search).

Names and lines of documents carry ``search_text`` computed in Python, with romanised form and initial consonants.
Titles carry a generated column of the same name in the same jamo form, so that no writer can forget it.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Func, Q

from partners import names

#: Longer queries say nothing more, and every word costs an index look-up.
LONGEST_QUERY = 200
MOST_WORDS = 8


class Folded(Func):
    """``names.jamo`` in SQL: no marks, no case, Hangul taken apart. Immutable, as a generated column needs."""

    arity = 1
    output_field = models.TextField()
    template = (
        "normalize(translate(replace(replace(replace(replace(lower(regexp_replace(normalize(%(expressions)s, NFKD), "
        r"'[\u0300-\u036f]', '', 'g')), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss'), 'øłđðı', 'olddi'), NFD)"
    )


def search_column(of: str) -> models.GeneratedField:
    """The column under which the text column ``of`` of the same row is searched."""
    return models.GeneratedField(expression=Folded(F(of)), output_field=models.TextField(), db_persist=True)


def words(text: str) -> list[str]:
    """What a typed query asks for: each of its words, in the form in which text is stored. NUL, which no text holds,
    is dropped."""
    return names.jamo(text[:LONGEST_QUERY].replace("\x00", " ")).split()[:MOST_WORDS]


def holding(text: str, column: str = "search_text") -> Q:
    """The condition that ``column`` holds every word of a typed query, anywhere. An empty query holds everywhere."""
    condition = Q()
    for word in words(text):
        condition &= Q(**{f"{column}__contains": word})
    return condition


def either(*keys: models.QuerySet[Any, Any]) -> models.QuerySet[Any, Any]:
    """The keys of several one-column querysets as one: each branch keeps its own index, which OR would lose."""
    first, *others = (rows.order_by() for rows in keys)
    return first.union(*others)
