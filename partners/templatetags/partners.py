"""Tags and filters about organizations and people: ``{% load partners %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeData, mark_safe

from partners import names, ours
from partners import particles as endings
from partners.models import NameKind, country_name

register = template.Library()


@register.simple_tag
def institute() -> str:
    """What we call ourselves; see ``ours.our_name``."""
    return ours.our_name()


@register.filter
def country(code: str | None) -> str:
    """The country's name in the reader's language; empty for none."""
    return country_name(code or "")


@register.filter
def lang(name: str | None) -> str:
    """The language a name is written in, for ``lang=""``; see ``names.language_of``."""
    return names.language_of(name) if name else ""


@register.filter
def other_names(record: Any) -> list[Any]:
    """The spellings beside the name itself, at most three: acronyms and official names first. Needs ``spellings``."""
    first = {NameKind.ACRONYM: 0, NameKind.OFFICIAL: 1, NameKind.TRANSLITERATION: 2, NameKind.FORMER: 3}
    own = names.norm(record.name)
    others = [name for name in record.spellings if names.norm(name.text) != own]
    return sorted(others, key=lambda name: first.get(name.kind, 4))[:3]


@register.filter
def particles(text: str) -> str:
    """A sentence with the Korean particles that its values take; as a filter, or around a translated block."""
    chosen = endings.particles(str(text))
    return mark_safe(chosen) if isinstance(text, SafeData) else chosen  # noqa: S308  the letters of particles alone change
