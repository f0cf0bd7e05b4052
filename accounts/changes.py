"""The history of changes of a record, as people read it: who, when, which fields, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from accounts import words
from accounts.models import User

#: Columns that say nothing to a reader.
SILENT = {"id", "created_at", "changed_at", "source_lines", "sha256"}
#: Words of a document, now or then, that the reader may not see: that they changed is told, not what they are.
WITHHELD = {"source_quote"}
MOST = 50


@dataclass(frozen=True)
class FieldChange:
    """One field: its label and its value before and after, in words; both empty where the value is not told."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One write. ``who`` is empty where no person did it; ``what`` names a part of the record, empty for itself."""

    at: datetime
    who: str
    verb: str  # insert, update, delete
    fields: tuple[FieldChange, ...]
    what: str = ""
    why: str = ""  # the command, if one did it
    reason: str = ""  # what the person gave as the reason, where no column holds it

    @property
    def when(self) -> str:
        return words.moment_words(self.at)


@dataclass(frozen=True)
class Part:
    """Rows that belong to a record: their events, limited to what may be seen, and the field that names one."""

    label: str
    model: type[models.Model]
    events: models.QuerySet[Any]
    named_by: str


def changes(row: models.Model, *parts: Part, limit: int = MOST) -> list[Change]:
    """The writes to ``row`` and its ``parts``, newest first, at most ``limit``; those nobody would see are left out.

    The caller has made sure that the row is visible to whoever reads this. Values of foreign keys are not told, because
    the other row may be hidden: only that they changed is said.
    """
    found = _read(type(row), events_of(row), limit)
    for part in parts:
        found += _read(part.model, part.events, limit, part)
    people = _people(event.pgh_context.metadata.get("user") for event, *_rest in found if event.pgh_context)
    told = []
    for event, fields, what in found:
        why = event.pgh_context.metadata if event.pgh_context else {}
        who = people.get(str(why.get("user", "")), "")
        command, reason = str(why.get("command", "")), str(why.get("reason", ""))
        told.append(Change(event.pgh_created_at, who, event.pgh_label, fields, what, command, reason))
    return sorted(told, key=lambda change: change.at, reverse=True)[:limit]


def last_change(row: models.Model) -> Change | None:
    """The newest write to ``row`` itself, also one that shows in no field; None where no history is kept."""
    if not hasattr(row, "pgh_event_model"):
        return None
    newest = list(events_of(row).select_related("pgh_context").order_by("-pgh_id")[:2])
    if not newest:
        return None
    event = newest[0]
    user = event.pgh_context.metadata.get("user") if event.pgh_context else None
    fields = tuple(_differences(type(row), newest[1], event)) if len(newest) == 2 else ()
    return Change(event.pgh_created_at, _people([user]).get(str(user), ""), event.pgh_label, fields)


def version_of(row: models.Model) -> int:
    """What a form carries to tell whether somebody else saved since: the ``version`` of a root record.

    A tracked row without one counts by the newest event of its history; what history leaves out (a sign-in) makes
    nobody's edit stale.
    """
    if hasattr(row, "version"):
        return int(row.version)
    newest = events_of(row).order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    return int(newest or 0)


def events_of(row: models.Model) -> models.QuerySet[Any]:
    """The stored events of one row."""
    return event_model(type(row))._default_manager.filter(pgh_obj_id=row.pk)


def event_model(model: type[models.Model]) -> type[models.Model]:
    """The table in which the history of a tracked model is kept."""
    return model.pgh_event_model  # type: ignore[attr-defined,no-any-return]


Read = list[tuple[Any, tuple[FieldChange, ...], str]]


def _read(model: type[models.Model], events: models.QuerySet[Any], limit: int, part: Part | None = None) -> Read:
    """(event, fields, part) newest first. One more than ``limit`` is read, so that the last one has its forerunner."""
    rows: Sequence[Any] = list(events.select_related("pgh_context").order_by("-pgh_id")[: limit + 1])
    before: dict[Any, Any] = {}
    out: Read = []
    for event in reversed(rows):
        fields: tuple[FieldChange, ...] = ()
        if event.pgh_label == "update":
            fields = tuple(_differences(model, before.get(event.pgh_obj_id), event))
        before[event.pgh_obj_id] = event
        if event.pgh_label == "update" and not fields:
            continue
        out.append((event, fields, f"{part.label} “{getattr(event, part.named_by)}”" if part else ""))
    return out[::-1]


def _people(keys: Iterable[Any]) -> dict[str, str]:
    """Names of users by id; ids of none are left out."""
    wanted = set()
    for key in keys:
        try:
            wanted.add(UUID(str(key)))
        except ValueError:
            continue
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=wanted)} if wanted else {}


def _differences(model: type[models.Model], before: Any, after: Any) -> Iterable[FieldChange]:
    for field in model._meta.concrete_fields:
        name = field.attname
        if name in SILENT or not hasattr(after, name):
            continue
        old, new = (getattr(before, name) if before is not None else None), getattr(after, name)
        if old == new:
            continue
        if field.is_relation or name in WITHHELD:
            yield FieldChange(_label(field), "", "")
        else:
            yield FieldChange(_label(field), value_words(field, old), value_words(field, new))


def _label(field: Any) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def value_words(field: Any, value: Any) -> str:
    """A value of a column as people read it; empty for none."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return words.moment_words(value)
    if isinstance(value, date):
        return words.day_words(value)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
