"""What every record of the house shares: identity, versions, change by compare-and-set, reference numbers.

Lives in the lowest app because all others keep records (DESIGN, Decisions: identity, editing, states).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models.expressions import DatabaseDefault
from django.db.models.functions import Cast, Concat
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUIDv7: unique everywhere and sorted by the moment it was made."""
    return uuid7()


class Stale(Exception):  # noqa: N818  the word the house has for it
    """Somebody else changed the row since it was read; nothing was written.

    ``row`` is the row as the caller knew it. Reload it to tell the person what it is now.
    """

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row._meta.label} {row.pk} was changed by someone else")
        self.row = row


def compare_and_set(row: models.Model, *, was: dict[str, Any], **values: Any) -> None:
    """Write ``values`` to ``row`` if, and only if, the database still holds ``was``.

    Raises Stale when not exactly one row matched; the instance is then left as it was.
    """
    changed = type(row)._base_manager.filter(pk=row.pk, **was).update(**values)
    if changed != 1:
        raise Stale(row)
    for name, value in values.items():
        setattr(row, name, value)


class NextVal(models.Func):
    """``nextval('sequence')`` as a column default; the sequence is made in the app's migration."""

    function = "nextval"
    arity = 1
    output_field = models.BigIntegerField()

    def __init__(self, sequence: str, **extra: Any) -> None:
        super().__init__(models.Value(sequence), **extra)
        self.sequence = sequence

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "accounts.records.NextVal", [self.sequence], {}


def number_field(sequence: str) -> models.BigIntegerField[int, int]:
    """A number people can say on the phone, given by the database. Gaps are normal."""
    return models.BigIntegerField(unique=True, editable=False, db_default=NextVal(sequence))


def reference_field(prefix: str) -> models.GeneratedField:
    """``number`` behind its prefix, as in ``A-118``."""
    return models.GeneratedField(
        expression=Concat(models.Value(f"{prefix}-"), Cast("number", models.CharField())),
        output_field=models.CharField(max_length=24),
        db_persist=True,
    )


def raise_version() -> pgtrigger.Trigger:
    """Every update of a root record raises its ``version`` by one and says when it was, whoever writes it."""
    return pgtrigger.Trigger(
        name="raise_version",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func="NEW.version = OLD.version + 1; NEW.changed_at = now(); RETURN NEW;",
    )


def touch(field: str, table: str) -> pgtrigger.Trigger:
    """A write to this child raises the version of the root its column ``field`` names in ``table``."""
    touch_new = f"UPDATE {table} SET version = version WHERE id = NEW.{field};"  # noqa: S608  names from our own models
    touch_old = f"UPDATE {table} SET version = version WHERE id = OLD.{field};"  # noqa: S608
    return pgtrigger.Trigger(
        name=f"touch_{field}",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.After,
        func=(
            f"IF TG_OP = 'DELETE' THEN {touch_old} RETURN OLD; END IF; "
            f"{touch_new} "
            f"IF TG_OP = 'UPDATE' AND NEW.{field} IS DISTINCT FROM OLD.{field} THEN {touch_old} END IF; "
            f"RETURN NEW;"
        ),
    )


class Record(models.Model):
    """A row with one id everywhere: page, API, export, history."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Ask for no number that the database has yet to give: ``number = nextval(…)`` would draw one for every row."""
        given = {
            field.name
            for field in self._meta.concrete_fields
            if isinstance(self.__dict__.get(field.attname), DatabaseDefault)
        }
        super().validate_unique(exclude=given | set(exclude or ()))


class Root(Record):
    """A record people edit. ``version`` counts its changes and those of its children; forms and ``If-Match`` carry it.

    Subclasses name ``raise_version()`` among their triggers.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
