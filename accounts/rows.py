"""One declaration of a resource's row: what a machine reads of it in lists, details and exports (DESIGN, API).

A row is read by one query, with what belongs to it as JSON aggregates, and never passes through a serializer, which
is what costs (TECH, The rest). JSON parts come from the database as text and are put into the answer as they are.

    PERSON = Row("Person", Person, {
        "id": "id",                                                    a column, also across foreign keys
        "user": One("user", {"id": "user_id", "name": "user__display_name"}),    null where the key is
        "names": Many(lambda user: PersonName.objects.visible_to(user), "person", {"text": "text"}),
        "state": Computed(lambda row, on: …, needs={"start_on": "start_on"}, answers=TripState),
    })
    for values in PERSON.read(Person.objects.visible_to(user)[:50], user, on): ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson
from django.contrib.postgres.aggregates import JSONBAgg
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, JSONObject

if TYPE_CHECKING:
    from accounts.models import User

#: What stands where in a JSON object: a column, an expression, or an object of its own.
Columns = Mapping[str, Any]


@dataclass(frozen=True)
class One:
    """What a nullable foreign key names, as an object; null where the key is, or where ``when`` does not hold for
    the user."""

    key: str
    columns: Columns
    when: Callable[[User], Q] | None = None


@dataclass(frozen=True)
class Many:
    """Rows that belong to this one, as a list of objects: those of ``rows(user)`` whose ``link`` names it."""

    rows: Callable[[User], models.QuerySet[Any]]
    link: str
    columns: Columns
    order: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Computed:
    """A value worked out in Python from the columns ``needs``, on a day. ``answers``: its type, for the document of
    the API."""

    function: Callable[[dict[str, Any], date], Any]
    needs: Columns
    answers: Any
    nullable: bool = False


@dataclass(frozen=True)
class Expression:
    """A value worked out by the database from the row itself. ``answers``: its type, for the document of the API."""

    make: Callable[[User, date], Any]
    answers: Any
    nullable: bool = False


Part = str | One | Many | Computed | Expression


class Row:
    """The row of one resource. ``name`` is what the API's document calls it."""

    def __init__(self, name: str, model: type[models.Model], parts: Mapping[str, Part]) -> None:
        self.name, self.model, self.parts = name, model, dict(parts)

    def read(self, rows: models.QuerySet[Any], user: User, on: date) -> Iterator[dict[str, Any]]:
        """The rows of a visible queryset, ready for orjson, in its order. One query."""
        expressions, makers = self._plan(user, on)
        for values in rows.values_list(*expressions):
            yield {name: make(values) for name, make in makers}

    def _plan(self, user: User, on: date) -> tuple[list[Any], list[tuple[str, Callable[[tuple[Any, ...]], Any]]]]:
        expressions: list[Any] = []
        makers: list[tuple[str, Callable[[tuple[Any, ...]], Any]]] = []

        def place(expression: Any) -> int:
            expressions.append(expression)
            return len(expressions) - 1

        for name, part in self.parts.items():
            if isinstance(part, Computed):
                needs = [(need, place(_expression(column))) for need, column in part.needs.items()]
                makers.append((name, _computing(part, needs, on)))
            elif isinstance(part, One | Many):
                makers.append((name, _embedding(place(_as_text(part, user)))))
            elif isinstance(part, Expression):
                makers.append((name, _taking(place(part.make(user, on)))))
            else:
                makers.append((name, _taking(place(F(part)))))
        return expressions, makers


def _taking(index: int) -> Callable[[tuple[Any, ...]], Any]:
    return lambda values: values[index]


def _embedding(index: int) -> Callable[[tuple[Any, ...]], Any]:
    """JSON text of the database, put into the answer as it is."""
    return lambda values: None if values[index] is None else orjson.Fragment(values[index])


def _computing(part: Computed, needs: list[tuple[str, int]], on: date) -> Callable[[tuple[Any, ...]], Any]:
    return lambda values: part.function({name: values[index] for name, index in needs}, on)


def _expression(column: Any) -> Any:
    return F(column) if isinstance(column, str) else column


def json_object(columns: Columns) -> JSONObject:
    """A JSON object of columns; a mapping among them becomes an object of its own, a ``One`` null where its key
    is."""
    return JSONObject(**{name: _json(column) for name, column in columns.items()})


def _json(column: Any) -> Any:
    if isinstance(column, Mapping):
        return json_object(column)
    if isinstance(column, One):
        return Case(
            When(**{f"{column.key}__isnull": False}, then=json_object(column.columns)),
            default=None,
            output_field=models.JSONField(),
        )
    return _expression(column)


def json_list(many: Many, user: User) -> Any:
    """The rows of ``many`` as one JSON array; an empty one where there are none."""
    rows = (
        many.rows(user)
        .filter(**{many.link: OuterRef("pk")})
        .order_by()
        .values(many.link)
        .annotate(as_json=JSONBAgg(json_object(many.columns), order_by=many.order))
        .values("as_json")
    )
    return Coalesce(Subquery(rows, output_field=models.JSONField()), Value([], models.JSONField()))


def _as_text(part: One | Many, user: User) -> Any:
    if isinstance(part, Many):
        found = json_list(part, user)
    elif part.when is None:
        found = _json(part)
    else:
        found = Case(
            When(part.when(user), then=json_object(part.columns)), default=None, output_field=models.JSONField()
        )
    return Cast(found, models.TextField())


def dumps(value: Any) -> bytes:
    """JSON as the API answers it."""
    return orjson.dumps(value, default=str)
