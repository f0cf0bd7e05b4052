"""Taking back what was written: the history of changes says what came in, what was set, and what stood there before.

A decision has a context of its own (``history.apart``). What was written under some contexts is read from the events;
rows that came in are removed, values that were set are put back where they still stand as they were set. Whether other
records rest on it, or somebody worked on it since, is found here and told by the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from pghistory.models import Context

from accounts.changes import event_model

Model = type[models.Model]

#: Columns that are no value anybody set.
NO_VALUES = {"id", "created_at", "changed_at"}


@dataclass(frozen=True)
class Value:
    """A field of a row that was set, what it was before, and what it was set to."""

    row: models.Model
    name: str  # the column's attribute: "host_id"
    before: Any
    after: Any


@dataclass
class Written:
    """What was written under some contexts.

    ``made`` are the rows that came in and are still there, ``values`` the fields set in rows that were there before,
    ``theirs`` those fields that somebody else set since, ``gone`` the last event of each row that was removed.
    """

    made: list[models.Model] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    theirs: list[Value] = field(default_factory=list)
    gone: list[tuple[Model, Any]] = field(default_factory=list)


def tracked_models() -> list[Model]:
    """All models of which a history is kept."""
    return [model for model in apps.get_models() if hasattr(model, "pgh_event_model")]


def written(contexts: Collection[UUID]) -> Written:
    """Read what was written under ``contexts``: a few queries for each tracked model."""
    out = Written()
    mine = set(contexts)
    if mine:
        for model in tracked_models():
            _read(model, mine, out)
    return out


def _read(model: Model, mine: set[UUID], out: Written) -> None:
    events = event_model(model)._default_manager
    keys = set(events.filter(pgh_context__in=mine).values_list("pgh_obj_id", flat=True))
    if not keys:
        return
    rows = model._base_manager.in_bulk(list(keys))
    names = [
        column.attname
        for column in model._meta.concrete_fields
        if column.attname not in NO_VALUES and not column.generated and hasattr(event_model(model), column.attname)
    ]
    by_row: dict[Any, list[Any]] = {}
    stories: models.QuerySet[Any] = events.filter(pgh_obj_id__in=keys).order_by("pgh_id")
    for event in stories:
        by_row.setdefault(event.pgh_obj_id, []).append(event)
    for key, story in by_row.items():
        row = rows.get(key)
        if row is None:
            if story[-1].pgh_label == "delete" and not any(
                event.pgh_label == "insert" and event.pgh_context_id in mine for event in story
            ):
                out.gone += [(model, story[-1])] if story[-1].pgh_context_id in mine else []
            continue
        if any(event.pgh_label == "insert" and event.pgh_context_id in mine for event in story):
            out.made.append(row)
            continue
        values, theirs = _values(row, story, names, mine)
        out.values += values
        out.theirs += theirs


def _values(row: models.Model, story: list[Any], names: list[str], mine: set[UUID]) -> tuple[list[Value], list[Value]]:
    """What was set in a row that was there before, and what of it others set again since."""
    set_by_us: dict[str, Value] = {}
    theirs: dict[str, Value] = {}
    for earlier, event in pairwise(story):
        for name in names:
            before, after = getattr(earlier, name), getattr(event, name)
            if before == after:
                continue
            if event.pgh_context_id in mine:
                first = set_by_us.get(name)
                set_by_us[name] = Value(row, name, first.before if first else before, after)
                theirs.pop(name, None)
            elif name in set_by_us:
                theirs[name] = set_by_us.pop(name)
            elif name in theirs and theirs[name].after == after:
                set_by_us[name] = theirs.pop(name)  # they took their change back: it stands as we set it
    still = [value for value in set_by_us.values() if value.before != value.after]
    taken = [value for value in theirs.values() if getattr(row, value.name) != value.before]
    return [value for value in still if getattr(row, value.name) == value.after], taken


def bring_back(gone: Iterable[tuple[Model, Any]]) -> list[models.Model]:
    """Make rows again that were removed, as they last were and under their old ids; what others name comes first.

    What belonged to a row that is gone itself stays gone.
    """
    out: list[models.Model] = []
    for model, event in sorted(gone, key=lambda one: _depth(one[0])):
        names = [column.attname for column in model._meta.concrete_fields if not column.generated]
        row = model(**{name: getattr(event, name) for name in names if hasattr(event, name)})
        if not _parents_stand(row):
            continue
        row.save(force_insert=True)
        if hasattr(row, "created_at"):
            model._base_manager.filter(pk=row.pk).update(created_at=event.created_at)
        out.append(row)
    return out


def _parents_stand(row: models.Model) -> bool:
    for column in row._meta.concrete_fields:
        if not column.is_relation:
            continue
        key, parent = getattr(row, column.attname), column.related_model
        if key is None or parent._base_manager.filter(pk=key).exists():  # type: ignore[union-attr]
            continue
        if not column.null:
            return False
        setattr(row, column.attname, None)
    return True


def put_back(values: Iterable[Value]) -> list[models.Model]:
    """Give the fields what they held before; a link to what is gone stays as it is. Returns the rows that changed."""
    rows: dict[tuple[Model, Any], models.Model] = {}
    for value in values:
        column = next(one for one in value.row._meta.concrete_fields if one.attname == value.name)
        target: Any = column.related_model
        if column.is_relation and value.before and not target._base_manager.filter(pk=value.before).exists():
            continue
        row = rows.setdefault((type(value.row), value.row.pk), value.row)
        setattr(row, value.name, value.before)
    for row in rows.values():
        row.save(force_update=True)
    return list(rows.values())


def changed_by_others(rows: Iterable[models.Model], ours: models.Q) -> list[models.Model]:
    """Those of the rows that were made or changed under a context other than ``ours`` (a condition on contexts)."""
    by_model: dict[Model, dict[Any, models.Model]] = {}
    for row in rows:
        if hasattr(row, "pgh_event_model"):
            by_model.setdefault(type(row), {})[row.pk] = row
    out: list[models.Model] = []
    for model, found in by_model.items():
        events = event_model(model)._default_manager.filter(pgh_obj_id__in=found)
        mine = Context.objects.filter(ours).values("pk")
        foreign = events.exclude(pgh_context__in=mine).values_list("pgh_obj_id", flat=True)
        out += [found[key] for key in dict.fromkeys(foreign)]
    return out


def resting_on(rows: Iterable[models.Model]) -> Iterator[tuple[models.Model, models.Model, bool]]:
    """(row, other, goes along) for each tracked ``other`` that names one of ``rows`` and is none of them.

    ``goes along`` where removing the row would remove the other with it. What merely loses its link is no hindrance.
    """
    inside = list(rows)
    keys = {(type(row), row.pk) for row in inside}
    by_model: dict[Model, dict[Any, models.Model]] = {}
    for row in inside:
        by_model.setdefault(type(row), {})[row.pk] = row
    for model, named in by_model.items():
        for relation in model._meta.get_fields(include_hidden=True):  # some relations have no name on this side
            if not isinstance(relation, models.ManyToOneRel) or relation.on_delete not in {
                models.PROTECT,
                models.CASCADE,
            }:
                continue
            other: Any = relation.related_model
            if not hasattr(other, "pgh_event_model"):
                continue  # history and ledgers: they outlive the record, or follow it
            for found in other._base_manager.filter(**{f"{relation.field.name}__in": list(named)}):
                if (type(found), found.pk) not in keys:
                    yield (
                        named[getattr(found, relation.field.attname)],
                        found,
                        relation.on_delete is models.CASCADE,
                    )


def remove(rows: Iterable[models.Model]) -> None:
    """Delete the rows, those that name others first. The caller has made sure that nothing else names them."""
    by_model: dict[Model, set[Any]] = {}
    for row in rows:
        by_model.setdefault(type(row), set()).add(row.pk)
    for model in sorted(by_model, key=_depth, reverse=True):
        left = by_model[model]
        own = [column.attname for column in model._meta.concrete_fields if column.related_model is model]
        while left:
            parents: set[Any] = set()
            for name in own:
                parents |= set(model._base_manager.filter(pk__in=left).values_list(name, flat=True))
            leaves = left - parents or left
            model._base_manager.filter(pk__in=leaves).delete()
            left = left - leaves


def _depth(model: Model, seen: frozenset[Model] = frozenset()) -> int:
    """How many foreign keys lead down from a model, one after the other."""
    targets: set[Any] = {column.related_model for column in model._meta.concrete_fields if column.is_relation}
    below = [_depth(target, seen | {model}) for target in targets - seen - {model} if isinstance(target, type)]
    return 1 + max(below, default=0)
