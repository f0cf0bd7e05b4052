"""Who may see what (DOMAIN, Permissions).

A row is visible if, and only if, it and every source or parent it names is visible. Confidential rows are seen by
their participants among us, their named readers and managers. Every queryset that reaches a person, a file, a feed or
the API starts with ``.visible_to(user)``; hidden and unknown ids therefore take one path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

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

    def visible_to(self, user: User) -> Self:
        """Only the rows ``user`` may see."""
        if not user.is_active:
            return self.none()
        if user.sees_everything:
            return self.all()
        seen = self.filter(self.openly(user))
        for name in self.parents:
            parent = self.model._meta.get_field(name)
            rows = parent.related_model._default_manager.visible_to(user)
            seen = seen.filter(Q(**{f"{name}__isnull": True}) | Exists(rows.filter(pk=OuterRef(f"{name}_id"))))
        return seen


class ConfidentialQuerySet(VisibleQuerySet):
    """Rows that may be confidential: ``confidential`` and ``readers`` are theirs."""

    def participating(self, user: User) -> Q:
        """The rows ``user`` took part in, as subqueries and never as joins. None, unless overridden."""
        return Q(pk__in=[])

    def openly(self, user: User) -> Q:
        through = self.model.readers.through
        own = next(
            field.name
            for field in through._meta.fields
            if field.remote_field and field.remote_field.model._meta.concrete_model is self.model._meta.concrete_model
        )
        named = Exists(through._default_manager.filter(**{own: OuterRef("pk"), "user": user.pk}))
        return Q(confidential=False) | named | self.participating(user)


class Confidential(models.Model):
    """Mixin of records that may be confidential."""

    confidential = models.BooleanField(default=False)
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        abstract = True
