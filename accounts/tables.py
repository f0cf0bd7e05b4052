"""Columns of a list page: which there are, which are shown (``?column=``), which sorts it (``?sort=-key``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)


@dataclass
class Column:
    """One column. ``order``: the model fields it sorts by (none: not sortable); ``optional`` ones can be hidden.

    The rest is for the template: ``sorted`` is ascending, descending or none; ``address`` sorts by it, or turns round.
    """

    key: str
    label: Any
    order: Sequence[str] = ()
    optional: bool = True
    initially: bool = True
    amount: bool = False
    shown: bool = True
    sorted: str = "none"
    address: str = ""


@dataclass
class Table:
    """The columns of one request. ``sort``: a key, with ``-`` first for descending; an unknown one is the default."""

    request: HttpRequest
    columns: list[Column]
    default: str
    sort: str = field(init=False)
    sort_given: bool = field(init=False)

    def __post_init__(self) -> None:
        asked = self.request.GET.get("sort", "")
        known = {column.key for column in self.columns if column.order}
        self.sort_given = asked.lstrip("-") in known
        self.sort = asked if self.sort_given else self.default
        wanted = set(self.request.GET.getlist("column"))
        for column in self.columns:
            column.shown = not column.optional or (column.key in wanted if wanted else column.initially)
            if not column.order:
                continue
            here = self.sort.lstrip("-") == column.key
            down = here and self.sort.startswith("-")
            column.sorted = ("descending" if down else "ascending") if here else "none"
            params = self.request.GET.copy()
            params["sort"] = f"-{column.key}" if here and not down else column.key
            params.pop("page", None)
            column.address = f"?{params.urlencode()}"

    @property
    def shown(self) -> list[Column]:
        return [column for column in self.columns if column.shown]

    @property
    def keys(self) -> set[str]:
        """Keys of the shown columns: ``{% if "country" in table.keys %}``."""
        return {column.key for column in self.shown}

    @property
    def sorted_by(self) -> Column:
        return next(column for column in self.columns if column.key == self.sort.lstrip("-"))

    def order(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """The rows in the chosen order, empty values last, the id settling ties so that pages never overlap."""
        down = self.sort.startswith("-")
        terms = [
            F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True) for name in self.sorted_by.order
        ]
        return rows.order_by(*terms, "pk")
