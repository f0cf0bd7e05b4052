"""Organizations and people, for machines."""

from django.utils.translation import gettext_noop

from accounts.api import Resource
from accounts.models import Scope
from partners.filters import OrganizationFilterSet, PersonFilterSet
from partners.rows import ORGANIZATION, PERSON

RESOURCES = [
    Resource(
        "organizations",
        ORGANIZATION,
        OrganizationFilterSet,
        Scope.ORGANIZATIONS,
        gettext_noop("Organizations with all their names."),
    ),
    Resource(
        "people",
        PERSON,
        PersonFilterSet,
        Scope.ORGANIZATIONS,
        gettext_noop("People with their names and affiliations."),
    ),
]
