"""What lists of organizations, people and documents can be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.filters import CountryFilter, Filters, FlagFilter, RowFilter, TextFilter, YearFilter
from partners.models import Affiliation, Organization, OrganizationKind


def own_countries(rows: Any) -> Any:
    """The countries that the rows carry themselves."""
    return rows.exclude(country="").order_by().values_list("country", flat=True).distinct()


class OrganizationFilterSet(Filters):
    q = TextFilter()
    country = CountryFilter(offered=own_countries)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=OrganizationKind)
    ours = FlagFilter(label=_("Ours"))
    parent = RowFilter(model=Organization, label=_("Parent organization"))


class PersonFilterSet(Filters):
    q = TextFilter()
    country = CountryFilter(offered=own_countries)
    ours = FlagFilter(label=_("Ours"), method="of_ours")
    organization = RowFilter(model=Organization, label=_("Organization"), method="at")

    def of_ours(self, rows: Any, name: str, value: bool) -> Any:
        """Those at a body of ours, or who sign in themselves."""
        held = Affiliation.objects.visible_to(self.user).filter(person=OuterRef("pk"), organization__ours=True)
        ours = Q(user__isnull=False) | Exists(held)
        return rows.filter(ours if value else ~ours)

    def at(self, rows: Any, name: str, value: Organization) -> Any:
        held = Affiliation.objects.visible_to(self.user).filter(person=OuterRef("pk"), organization=value)
        return rows.filter(Exists(held))


class DocumentFilterSet(Filters):
    q = TextFilter()
    year = YearFilter(field_name="created_at__date", label=_("Year of upload"))
