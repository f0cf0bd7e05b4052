"""The history of changes of one record, as people read it: who, when, which fields, from what to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from accounts import words
from accounts.models import User


@dataclass(frozen=True)
class FieldChange:
    """One field: its label and its value before and after, in words; empty where there was none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One write. ``who`` is empty where no person did it; ``why`` is the command or page, if known."""

    at: datetime
    who: str
    verb: str  # insert, update, delete
    fields: tuple[FieldChange, ...]
    why: str = ""

    @property
    def when(self) -> str:
        return words.moment_words(self.at)


def changes(row: models.Model, *, limit: int = 50) -> list[Change]:
    """The writes to ``row``, newest first; an update that changed nothing a person sees is left out.

    The caller has made sure that the row is visible to whoever reads this. Values of foreign keys are not named here,
    because the other row may be hidden: only that they changed is said.
    """
    events = list(_events(row).select_related("pgh_context").order_by("-pgh_id")[: limit + 1])
    people = _people(event.pgh_context.metadata.get("user") for event in events if event.pgh_context)
    out: list[Change] = []
    for index, event in enumerate(events[:limit]):
        before = events[index + 1] if index + 1 < len(events) else None
        fields = tuple(_differences(row, before, event)) if event.pgh_label == "update" else ()
        if event.pgh_label == "update" and not fields:
            continue
        why = event.pgh_context.metadata if event.pgh_context else {}
        out.append(
            Change(
                at=event.pgh_created_at,
                who=people.get(str(why.get("user", "")), ""),
                verb=event.pgh_label,
                fields=fields,
                why=str(why.get("command", "")),
            )
        )
    return out


def last_change(row: models.Model) -> Change | None:
    """The newest write to ``row``; None where no history is kept."""
    if not hasattr(row, "pgh_event_model"):
        return None
    return next(iter(changes(row, limit=1)), None) or _last_touch(row)


def _last_touch(row: models.Model) -> Change | None:
    """The newest event even where it changed nothing a person sees on the row itself (a child was written)."""
    event = _events(row).select_related("pgh_context").order_by("-pgh_id").first()
    if event is None:
        return None
    user = event.pgh_context.metadata.get("user") if event.pgh_context else None
    return Change(at=event.pgh_created_at, who=_people([user]).get(str(user), ""), verb=event.pgh_label, fields=())


def _events(row: models.Model) -> models.QuerySet[Any]:
    model: Any = type(row).pgh_event_model  # type: ignore[attr-defined]
    return model._default_manager.filter(pgh_obj_id=row.pk)  # type: ignore[no-any-return]


def _people(keys: Iterable[Any]) -> dict[str, str]:
    """Names of users by id; ids of none are left out."""
    wanted = set()
    for key in keys:
        try:
            wanted.add(UUID(str(key)))
        except ValueError:
            continue
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=wanted)} if wanted else {}


def _differences(row: models.Model, before: Any, after: Any) -> Iterable[FieldChange]:
    for field in row._meta.concrete_fields:
        name = field.attname
        if not hasattr(after, name) or name in {"id", "created_at", "changed_at"}:
            continue
        old, new = (getattr(before, name) if before is not None else None), getattr(after, name)
        if old == new:
            continue
        if field.is_relation:
            yield FieldChange(_label(field), "", "")
        else:
            yield FieldChange(_label(field), _words(field, old), _words(field, new))


def _label(field: Any) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def _words(field: Any, value: Any) -> str:
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
