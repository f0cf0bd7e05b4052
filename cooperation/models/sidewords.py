"""Words of reports that mean a side without naming a body ("한국 측"), and whom they mean for us."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import Root, raise_version
from accounts.visibility import VisibleQuerySet
from partners.models import NameKeyField, Organization


class SideWordQuerySet(VisibleQuerySet):
    """Rules of the institute: every one of us may see them."""


@tracked(exclude=["key"])
class SideWord(Root):
    """What a reviewer answered once about words without a body, so that the next report does not ask.

    ``organization`` is the body they mean; none: everybody of that side at large, a third party.
    """

    text = models.CharField(_("words"), max_length=100)
    key = NameKeyField(unique=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whom they mean")
    )

    objects = SideWordQuerySet.as_manager()

    class Meta:
        ordering = ["text"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="words_of_a_side_are_not_empty")]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.text
