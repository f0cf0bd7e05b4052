"""Two records of one body or person become one: every link to the one moves to the other.

Walks the relations of the model, so links of higher apps move without being known here. What would stand twice (the
same spelling, the same attendance) is left out. All of it is written under one context of the history, which is how it
is known and taken back.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.changes import event_model
from accounts.history import apart
from accounts.models import User
from accounts.reverting import Value, bring_back, put_back, written
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
    """See ``merge``; for callers who hold the turn, a transaction and a context of their own. Raises Apart."""
    if type(kept) is not type(gone) or kept.pk == gone.pk:
        raise Apart(_("Only two records of bodies, or of people, can become one."))
    if isinstance(kept, Person) and isinstance(gone, Person):
        if kept.erased_at or gone.erased_at:
            raise Apart(_("An erased person stays alone."))
        if kept.user_id and gone.user_id:
            raise Apart(_("Both are users of ours: “%(one)s” and “%(other)s”.") % {"one": kept, "other": gone})
    if isinstance(kept, Organization) and isinstance(gone, Organization) and gone.ours != kept.ours:
        raise Apart(_("One of them is ours, the other is not. Set that right first."))
    _move(kept, gone)
    _fill(kept, gone)
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
        for row in model._base_manager.filter(**{name: gone.pk}):
            if row.pk == kept.pk and model is type(kept):  # it would be its own parent or successor
                setattr(row, name, None)
                row.save(update_fields=[name])
                continue
            setattr(row, name, kept)
            try:
                with transaction.atomic():
                    row.save(update_fields=[name])
            except IntegrityError:
                row.delete()  # the same stands there already


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
            shown = ", ".join(dict.fromkeys(str(value.row) for value in moved[:4]))
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


def _is_link(value: Value, model: type[models.Model]) -> bool:
    column = next(one for one in value.row._meta.concrete_fields if one.attname == value.name)
    return column.related_model is model
