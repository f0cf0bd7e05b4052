"""Why a name is taken for a record, or is asked about, as a sentence. Never a score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partners.matching import Match
from partners.models import country_name
from partners.particles import particles

WORDS: dict[str, Any] = {
    "same_name": _("Same name “%(name)s”: one record."),
    "same_name in": _("Same name “%(name)s”, country %(country)s: one record."),
    "same_acronym": _("Same acronym %(name)s: one record."),
    "same_acronym in": _("Same acronym %(name)s, country %(country)s: one record."),
    "no_such_name": _("No record has one of these names."),
    "several_of_this_name": ngettext_lazy(
        "%(count)d record has this name.", "%(count)d records have this name.", "count"
    ),
    "same_name_other_country": _("“%(record)s” has this name, but is in %(country)s."),
    "same_name_and_organization": _("One record has the same name and organization."),
    "no_such_person": _("No record has this name."),
    "several_of_this_name_there": ngettext_lazy(
        "%(count)d person of this name at that organization.",
        "%(count)d people of this name at that organization.",
        "count",
    ),
    "same_name_elsewhere": _("“%(record)s” has this name, but was never seen at this organization."),
    "one_letter_differs": _("“%(record)s” of the same organization differs in one syllable."),
}


def sentence(reason: str, values: Mapping[str, Any]) -> str:
    """The sentence for a reason of ``partners.matching``, in the reader's language; empty for one that is not its."""
    said: dict[str, Any] = {"record": "", "country": "", "count": 0, **values}
    said["name"] = said.get("name") or said["record"]
    placed = f"{reason} in"
    words = WORDS.get(placed if said["country"] and placed in WORDS else reason, "")
    return particles(str(words % (said | {"country": country_name(said["country"])}))) if words else ""


def words(match: Match) -> str:
    """The sentence for a match of an organization or a person, in the reader's language."""
    return sentence(match.reason, match.params)
