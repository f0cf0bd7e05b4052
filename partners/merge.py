"""Two records of one body or person become one: every link to the one moves to the other.

Walks the relations of the model, so links of higher apps move without being known here. What would stand twice (the
same spelling, the same attendance) is left out. All of it is written under one context of the history, which is how it
is known and taken back.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from accounts.changes import event_model
from accounts.history import apart
from accounts.models import User
from accounts.reverting import Value, bring_back, put_back, written
from accounts.rules import refusal
from partners.duplicates import take_turn
from partners.models import Organization, Person

#: Never taken over from the record that goes: they say where it came from.
OWN = {"source_document", "source_quote", "source_lines", "entered_by", "name", "ours", "parent", "successor", "user"}


class Apart(Exception):  # noqa: N818 — an answer, not an error
    """These two cannot be one, or can no longer be two; ``str()`` says why."""


def merge(kept: Organization | Person, gone: Organization | Person, *, by: User) -> None:
    """Make ``gone`` one with ``kept``: its names, posts, meetings, agreements and all else that names it move there.

    Empty fields of ``kept`` are filled. ``undo_merge`` takes it back. Raises Apart where they cannot be one.
    """
    with transaction.atomic(), apart(by=by, merge=gone.pk, kept=kept.pk, command="merge"):
        take_turn()
        merge_into(kept, gone)


def merge_into(kept: Organization | Person, gone: Organization | Person) -> None:
    """See ``merge``; for callers who hold the turn, a transaction and a context of their own. Raises Apart, and the
    caller's transaction then takes back what was begun.
    """
    if type(kept) is not type(gone) or kept.pk == gone.pk:
        raise Apart(_("Only two records of bodies, or of people, can become one."))
    if isinstance(kept, Person) and isinstance(gone, Person):
        if kept.erased_at or gone.erased_at:
            raise Apart(_("An erased person stays alone."))
        if kept.user_id and gone.user_id:
            raise Apart(_("Both are users of ours: “%(one)s” and “%(other)s”.") % {"one": kept, "other": gone})
    if isinstance(kept, Organization) and isinstance(gone, Organization) and gone.ours != kept.ours:
        raise Apart(_("One of them is ours, the other is not. Set that right first."))
    try:
        _move(kept, gone)
        _fill(kept, gone)
    except ValidationError as wrong:
        raise Apart(" ".join(wrong.messages)) from wrong
    type(gone)._base_manager.filter(pk=gone.pk).delete()


def _links(row: models.Model) -> list[Any]:
    """The relations by which others name this record: histories keep what they were told."""
    return [
        relation
        for relation in row._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and not hasattr(relation.related_model, "pgh_tracked_model")
    ]


def _move(kept: models.Model, gone: models.Model) -> None:
    for relation in _links(gone):
        name = relation.field.name
        model: Any = relation.related_model
        if model is type(kept) and _stands_below(kept, gone, name):
            _link(kept, name, None)  # it would be its own parent or successor, at one remove or several
        for row in model._base_manager.filter(**{name: gone.pk}):
            if not _link(row, name, kept):
                row.delete()  # the same stands there already


def _stands_below(row: Any, other: models.Model, name: str) -> bool:
    seen: set[UUID] = set()
    above = getattr(row, name)
    while above is not None and above.pk not in seen:
        if above.pk == other.pk:
            return True
        seen.add(above.pk)
        above = getattr(above, name)
    return False


def _link(row: models.Model, name: str, other: models.Model | None) -> bool:
    """Let a row name another record. Returns False where a row that says the same is there; raises ValidationError
    where a rule of the database forbids it.
    """
    setattr(row, name, other)
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            return False
        raise refusal(error) from error
    return True


def _fill(kept: Any, gone: Any) -> None:
    user = getattr(gone, "user_id", None)
    if user:
        type(gone)._base_manager.filter(pk=gone.pk).update(user=None)
    kept.refresh_from_db()
    for column in kept._meta.concrete_fields:
        if column.name in OWN or column.primary_key or column.generated or column.name in {"created_at", "changed_at"}:
            continue
        value = getattr(gone, column.attname)
        if value not in (None, "") and getattr(kept, column.attname) in (None, ""):
            setattr(kept, column.attname, value)
    if user:
        kept.user_id = user
    kept.full_clean()
    kept.save()


def undo_merge(gone: UUID, model: type[Organization] | type[Person], *, by: User) -> Organization | Person:
    """Take a merge back: the record ``gone`` stands again, with what had named it; returns it.

    What came to the other record since stays there. Raises Apart, with names, where somebody moved one of the links
    since or wrote what stood there once more; nothing is written then.
    """
    with transaction.atomic(), apart(by=by, unmerge=gone, command="undo_merge"):
        take_turn()
        events: Any = event_model(model)._default_manager.filter(pgh_obj_id=gone).select_related("pgh_context")
        last = events.order_by("-pgh_id").first()
        merged = last is not None and last.pgh_label == "delete" and last.pgh_context is not None
        if not merged or last.pgh_context.metadata.get("merge") != str(gone):
            raise Apart(_("This record was not merged, or stands again."))
        done = written([last.pgh_context_id])
        moved = [value for value in done.theirs if _is_link(value, model)]
        if moved:
            shown = ", ".join(dict.fromkeys(_name(value.row, by) for value in moved[:4]))
            raise Apart(_("Changed since the merge: %(names)s. It can no longer be taken back.") % {"names": shown})
        try:
            with transaction.atomic():
                owner = [(kind, event) for kind, event in done.gone if kind is model and event.pgh_obj_id == gone]
                user = getattr(last, "user_id", None)
                bring_back(owner)
                put_back(done.values)
                bring_back([one for one in done.gone if one not in owner])
                if user:
                    Person._base_manager.filter(pk=gone).update(user=user)
        except IntegrityError as error:
            raise Apart(_("Something was entered since that stands in its place. Remove that first.")) from error
        record: Organization | Person = model._base_manager.get(pk=gone)
        return record


def _name(row: models.Model, user: User) -> str:
    """What a row is called, where ``user`` may see it."""
    manager: Any = type(row)._default_manager
    seen = manager.visible_to(user) if hasattr(manager, "visible_to") else manager
    return str(row) if seen.filter(pk=row.pk).exists() else _("a record that is not open to you")


def _is_link(value: Value, model: type[models.Model]) -> bool:
    column = next(one for one in value.row._meta.concrete_fields if one.attname == value.name)
    return column.related_model is model
