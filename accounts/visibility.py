"""Who may see what (DOMAIN, Permissions).

A row is visible if, and only if, it and every source or parent it names is visible. Confidential rows are seen by
their participants among us, their named readers and managers. Every queryset that reaches a person, a file, a feed or
the API starts with ``.visible_to(user)``; hidden and unknown ids therefore take one path.

Few rows are confidential, and what hangs on them is found by its keys. So the query names what is hidden, once for each
table, and leaves it out: asking every row whether each of its parents is open took a quarter of a second to plan.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from accounts.models import User


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows as a person may see them.

    ``parents`` names the foreign keys whose rows must be visible too (a null one hides nothing). Subclasses for
    confidential records override ``openly`` to say who sees the row itself.
    """

    parents: ClassVar[tuple[str, ...]] = ()

    def openly(self, user: User) -> Q:
        """Who sees the row for its own sake, before its parents are asked. Everyone signed in, unless overridden."""
        return Q()

    def secret_to(self, user: User) -> Self:
        """The rows hidden from ``user`` for their own sake, whatever their parents say."""
        allowed = self.openly(user)
        return self.exclude(allowed) if allowed else self.none()

    def hiding(self, user: User) -> list[models.QuerySet[Any, Any]]:
        """Keys of rows hidden for another reason than their parents, as one-column querysets."""
        return [self.secret_to(user).order_by().values("pk")]

    def visible_to(self, user: User) -> Self:
        """Only the rows ``user`` may see."""
        if not user.is_active:
            return self.none()
        if user.sees_everything:
            return self.all()
        if len(self.parents) == 1 and not self.openly(user):
            # Of many rows of one parent, ask for the parent: the lines of a document are more than the documents.
            (parent,) = self.parents
            above = hidden_keys(self.model._meta.get_field(parent).related_model, user)
            return (
                self.all()
                if above is None
                else self.filter(Q(**{f"{parent}__isnull": True}) | ~Q(**{f"{parent}__in": above}))
            )
        hidden = hidden_keys(self.model, user)
        return self.all() if hidden is None else self.exclude(pk__in=hidden)


#: By name: what is hidden of a table, and the parameters. Later ones name earlier ones.
Steps = dict[str, tuple[str, list[Any]]]
#: Steps and the name of the last one, made before: see ``hidden_keys``. About 3 kB each.
_KEPT: dict[Hashable, tuple[Steps, str] | None] = {}
_MOST_KEPT = 4_000
_shared: ContextVar[Steps | None] = ContextVar("shared", default=None)


def hidden_keys(model: Any, user: User) -> RawSQL | None:
    """The ids of ``model`` that ``user`` may not see, as a subquery; None where nothing can be hidden.

    The words of the subquery depend on who asks and on nothing in the database, and making them takes far longer than
    asking (15 ms against 1): they are kept from request to request, by user and role.
    """
    who = (model, *asker(user))
    if who not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        apart = _shared.set(None)
        try:
            steps: Steps = {}
            last = _name_hidden(model, user, steps)
        finally:
            _shared.reset(apart)
        _KEPT[who] = (steps, last) if last else None
    if (kept := _KEPT[who]) is None:
        return None
    steps, last = kept
    if (shared := _shared.get()) is not None:
        shared |= steps
        return RawSQL(f"SELECT id FROM {last}", ())  # noqa: S608, S611  # our own name
    before, params = spelt_out(steps)
    return RawSQL(f"WITH {before} SELECT id FROM {last}", params)  # noqa: S608, S611  # of querysets and our own names


@contextmanager
def sharing() -> Iterator[Steps]:
    """Inside, querysets name what is hidden instead of spelling it out, once for all parts of one statement.

    That statement is the caller's, who puts ``spelt_out(steps)`` after its WITH: planning the same steps for each part
    took five times as long as asking. No queryset made inside can be asked by itself.
    """
    steps: Steps = {}
    before = _shared.set(steps)
    try:
        yield steps
    finally:
        _shared.reset(before)


def spelt_out(steps: Steps) -> tuple[str, list[Any]]:
    """What stands after WITH, and its parameters."""
    with_ = ", ".join(f"{name} (id) AS ({sql})" for name, (sql, _params) in steps.items())
    return with_, [param for _sql, params in steps.values() for param in params]


def asker(user: User) -> tuple[Hashable, ...]:
    """All of a user that what they may see depends on, besides the database."""
    return user.pk, user.role, user.is_service, user.sees_confidential


def _name_hidden(model: Any, user: User, steps: Steps) -> str | None:
    """Add to ``steps`` the query of what is hidden of ``model``, after those of its parents. Returns its name."""
    name = f"hidden_{model._meta.db_table}"
    if name in steps:
        return name
    rows: VisibleQuerySet = model._default_manager.all()
    branches: list[str] = []
    params: list[Any] = []
    for keys in rows.hiding(user):
        try:
            sql, given = keys.query.sql_with_params()
        except EmptyResultSet:
            continue
        branches.append(sql)
        params += given
    for parent in rows.parents:
        key = model._meta.get_field(parent)
        above = _name_hidden(key.related_model, user, steps)
        if above is not None:
            table, column = model._meta.db_table, key.column
            branches.append(
                f'SELECT "id" FROM "{table}" WHERE "{column}" IN (SELECT id FROM {above})'  # noqa: S608  # our own names
            )
    if not branches:
        return None
    steps[name] = " UNION ".join(branches), params
    return name


class ConfidentialQuerySet(VisibleQuerySet):
    """Rows that may be confidential: ``confidential`` and ``readers`` are theirs."""

    def participating(self, user: User) -> Q:
        """The rows ``user`` took part in, as subqueries and never as joins. None, unless overridden."""
        return Q(pk__in=[])

    def openly(self, user: User) -> Q:
        return Q(confidential=False) | self._named(user) | self.participating(user)

    def secret_to(self, user: User) -> Self:
        # Says first that the row is confidential: few are, and an index lists them.
        return self.filter(confidential=True).exclude(self._named(user) | self.participating(user))

    def _named(self, user: User) -> Exists:
        through = self.model.readers.through
        own = next(
            field.name
            for field in through._meta.fields
            if field.remote_field and field.remote_field.model._meta.concrete_model is self.model._meta.concrete_model
        )
        return Exists(through._default_manager.filter(**{own: OuterRef("pk"), "user": user.pk}))


class Confidential(models.Model):
    """Mixin of records that may be confidential."""

    confidential = models.BooleanField(default=False)
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        abstract = True
