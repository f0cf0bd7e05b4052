"""Tags and filters about organizations and people: ``{% load partners %}``."""

from __future__ import annotations

from django import template

from partners import names
from partners.models import Organization, country_name

register = template.Library()


@register.simple_tag
def institute() -> str:
    """What we call ourselves: the first of our organizations that is no department. Empty on a new installation."""
    ours = Organization.objects.ours().filter(parent__isnull=True).order_by("created_at")
    return ours.values_list("name", flat=True).first() or ""


@register.filter
def country(code: str | None) -> str:
    """The country's name in the reader's language; empty for none."""
    return country_name(code or "")


@register.filter
def lang(name: str | None) -> str:
    """The language a name is written in, for ``lang=""``; see ``names.language_of``."""
    return names.language_of(name) if name else ""
