"""The views above a list, each with its count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

#: Key, label, conditions in the address, and the same as a condition on the rows.
View = tuple[str, Any, str, Q]


def without(asked: QueryDict, keys: Sequence[str]) -> QueryDict:
    """The conditions in use besides those of the views."""
    others = asked.copy()
    for key in (*keys, "page"):
        others.pop(key, None)
    return others


def tabs(every: Sequence[View], rows: QuerySet[Any], asked: QueryDict, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Label, count, address and whether one is there, of each view; ``rows`` meet the other conditions. One query.

    ``keys`` are the parameters by which views differ.
    """
    counts = rows.order_by().aggregate(
        **{f"n_{key}": Count("pk", filter=condition) if condition else Count("pk") for key, _l, _q, condition in every}
    )
    here = "&".join(f"{key}={value}" for key in keys if (value := asked.get(key, "")))
    rest = without(asked, keys).urlencode()
    return [
        {
            "key": key,
            "label": label,
            "count": counts[f"n_{key}"],
            "address": "?" + "&".join(part for part in (query, rest) if part),
            "here": here == query,
        }
        for key, label, query, _condition in every
    ]
