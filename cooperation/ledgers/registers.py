"""An entry of a list of organizations or people."""

from __future__ import annotations

import re

from meetings.reader.facts.places import country_code
from partners.names import split_honorific, split_korean_title

from . import days
from .bodies import bodies_in
from .fields import Around, Fields
from .people import places_in, whole_name
from .reading import Row

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s,;()]+|(?<![@\w])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|int|[a-z]{2})(?:/[^\s,;]*)?",
    re.IGNORECASE,
)
_IDENTITY = re.compile(r"\b\d{6}\s*-\s*[1-4]\d{6}\b|\b[A-Z]{1,2}\d{7,8}\b")


def read_organization(fields: Fields, around: Around) -> Row:
    """The row of an organization."""
    row = Row(fields.entry.row, {})
    text = fields.text("name") or fields.text("name_en") or ""
    bodies = bodies_in(" ".join(text.split())).bodies
    first = bodies[0] if len(bodies) == 1 else None
    if len(bodies) > 1:
        row.ask("several_bodies", "name", text)
    name = first.name if first else " ".join(text.split()) or None
    also = list(first.also) if first else []
    for field_ in ("name_en", "acronym"):
        for value in fields.texts(field_):
            if value != name and not days.NOTHING.fullmatch(value) and value not in also:
                also.append(" ".join(value.split()))
    former = [
        *(first.former if first else ()),
        *(one for one in fields.texts("former") if not days.NOTHING.fullmatch(one)),
    ]
    country = _country(fields, row) or (first.country if first else None)
    row.values = {
        "name": name,
        "names": also,
        "former": former,
        "acronym": _said(fields, "acronym"),
        "kind": _said(fields, "kind"),
        "parent": _said(fields, "parent"),
        "country": country,
        "city": _said(fields, "city"),
        "address": _said(fields, "address"),
        "website": _matching(fields, row, "website", _URL),
        "email": _matching(fields, row, "email", _MAIL),
        "phone": _said(fields, "phone"),
        "contact": _said(fields, "contact"),
        "field": fields.text("field"),
        "note": fields.text("note"),
    }
    row.names = {name: {"also": also, "former": former, "country": country}} if name else {}
    row.other = fields.unknown()
    if not name:
        row.ask("no_title")
    return row


def read_person(fields: Fields, around: Around) -> Row:
    """The row of a person. What is no business of a registry of contacts is left out, and said."""
    row = Row(fields.entry.row, {})
    text = " ".join((fields.text("name") or fields.text("name_en") or "").split())
    inner = re.search(r"\s*[(]([^)]*)[)]\s*$", text)
    also = [inner[1]] if inner and re.search("[A-Za-z가-힣]", inner[1]) else []
    bare = text[: inner.start()] if inner else text
    honorific, bare = split_honorific(bare)
    name, title = split_korean_title(whole_name(bare))
    also += [one for one in fields.texts("name_en") if one != text and not days.NOTHING.fullmatch(one)]
    where = fields.text("organization")
    bodies = bodies_in(" ".join(where.split())).bodies if where else ()
    row.values = {
        "name": name or None,
        "names": also,
        "honorific": honorific,
        "organization": bodies[0].name if len(bodies) == 1 else where,
        "department": _said(fields, "department"),
        "title": _said(fields, "title") or title,
        "email": _matching(fields, row, "email", _MAIL),
        "phone": _said(fields, "phone"),
        "country": _country(fields, row),
        "field": fields.text("field"),
        "note": fields.text("note"),
    }
    row.other = fields.unknown()
    if any(_IDENTITY.search(value) for value in row.other.values()):
        row.ask("left_out_private")
        row.other = {head: _IDENTITY.sub("…", value) for head, value in row.other.items()}
    if not name:
        row.ask("no_title")
    return row


def _said(fields: Fields, name: str) -> str | None:
    text = fields.text(name, " / ")
    return None if text is None or days.NOTHING.fullmatch(text) else " ".join(text.split())


def _matching(fields: Fields, row: Row, name: str, pattern: re.Pattern[str]) -> str | None:
    text = fields.text(name)
    if not text or days.NOTHING.fullmatch(text):
        return None
    found = pattern.search(text)
    if found is None or len(pattern.findall(text)) > 1:
        row.ask("not_understood", name, text)
    return found[0] if found else None


def _country(fields: Fields, row: Row) -> str | None:
    text = fields.text("country", ", ")
    if text is None:
        return None
    countries, _cities, other = places_in(text)
    if other and not countries:
        row.ask("country_not_known", "country", text)
    return countries[0] if countries else (text if country_code(text) else None)
