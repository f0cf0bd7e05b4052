"""Who sees agreements and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db import models

from accounts.visibility import VisibleQuerySet, hidden_keys

if TYPE_CHECKING:
    from accounts.models import User


class Viewer:
    """For whom a queryset is asked. What is hidden from them is few, asked once, and shared by the queryset's clones.

    Nested into the subqueries of every agreement, the conditions of visibility made a statement of 80 kB.
    """

    def __init__(self, user: User) -> None:
        self.user = user
        self._hidden: dict[type[models.Model], list[UUID]] = {}

    def hidden(self, model: Any) -> list[UUID]:
        """Ids of the rows of ``model`` that this person may not see."""
        if model not in self._hidden:
            keys = hidden_keys(model, self.user)
            rows = model.objects.none() if keys is None else model.objects.filter(pk__in=keys)
            self._hidden[model] = list(rows.values_list("pk", flat=True))
        return self._hidden[model]


class OfAgreementQuerySet(VisibleQuerySet):
    """Rows of an agreement are seen with it."""

    parents: ClassVar[tuple[str, ...]] = ("agreement",)
