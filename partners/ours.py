"""Which bodies are ours, on whose side the others stand, and what follows when somebody says so.

The institute bears ``ours``; its departments bear it too, or stand below it. Departments are dated: a name of one that
is over means the one that took over, where a report is younger than the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.conf import settings

from partners.models import Organization, OtherSide

#: Called with the ids of bodies that turned out to be ours, or not (None: any), so that higher apps bring in step what
#: they computed from it. An app adds its own when it is ready.
followers: list[Callable[[set[UUID] | None], None]] = []


def line_of(body: Organization) -> Iterator[Organization]:
    """The body and those above it. A circle, which no form lets pass, ends the walk."""
    seen: set[UUID] = set()
    above: Organization | None = body
    while above is not None and above.pk not in seen:
        yield above
        seen.add(above.pk)
        above = above.parent


def is_ours(body: Organization) -> bool:
    """Whether the body, or one above it, is ours."""
    return any(above.ours for above in line_of(body))


def other_side(body: Organization) -> str:
    """What somebody answered about the body, or about the nearest one above of which something was said."""
    return next((above.other_side for above in line_of(body) if above.other_side), "")


def family(keys: Iterable[UUID]) -> set[UUID]:
    """The bodies and all below them. One query a level."""
    found, level = set(), set(keys)
    while level:
        found |= level
        below = Organization.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(below) - found
    return found


def institutes() -> list[Organization]:
    """The bodies of ours that are no part of another one of ours; normally one."""
    rows = list(Organization.objects.ours().select_related("parent__parent"))
    return [row for row in rows if row.parent is None or not is_ours(row.parent)]


def our_name() -> str:
    """What we call ourselves: as set for the installation, else our first body that is part of none. Empty at first."""
    first = Organization.objects.ours().filter(parent__isnull=True).order_by("created_at")
    return settings.IEUM_INSTITUTE or first.values_list("name", flat=True).first() or ""


def at_home() -> set[str]:
    """The countries we sit in, by ISO code."""
    return set(Organization.objects.ours().exclude(country="").values_list("country", flat=True))


def existed(body: Organization, on: date) -> bool:
    """Whether the body was there on that day; an open end counts."""
    return (body.started_on is None or body.started_on <= on) and (body.ended_on is None or on <= body.ended_on)


def in_charge(body: Organization, on: date) -> Organization:
    """Who stands for the body on that day: itself, or the one that took over from it, if that was there by then."""
    seen: set[UUID] = set()
    now: Organization | None = body
    while now is not None and now.pk not in seen:
        if existed(now, on):
            return now
        seen.add(now.pk)
        now = now.successor
    return body


def say(body: Organization, *, ours: bool, side: str = "", parent: Organization | None = None) -> bool:
    """Write that the body is ours (below ``parent``, if it stands below none yet), or on which other side it stands.

    Returns whether anything changed; what was computed from it follows. The caller holds a transaction and a history
    context. Raises ValueError for a side there is none of.
    """
    if side and (ours or side not in OtherSide.values):
        raise ValueError(f"{side!r} is no side of a body that is not ours")
    values = {"ours": ours, "other_side": side}
    if parent is not None and body.parent_id is None and parent.pk != body.pk:
        values["parent"] = parent
    changed = [name for name, value in values.items() if getattr(body, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(body, name, values[name])
    body.save(update_fields=[*changed, "changed_at"])
    settled({body.pk})
    return True


def settled(keys: set[UUID] | None) -> None:
    """Let the higher apps follow: of these bodies and those below them, or of all (None)."""
    whom = None if keys is None else family(keys)
    for follow in followers:
        follow(whom)
