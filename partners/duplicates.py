"""Whether a new organization or person is already here, so that nobody is entered twice unknowingly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Max

from partners import names
from partners.models import Organization, OrganizationName, Person, PersonName

if TYPE_CHECKING:
    from accounts.models import User

#: Trigram similarity of search texts from which a name is near enough to be shown. Only shown: a person decides.
NEAR_ORGANIZATION = 0.5
NEAR_PERSON = 0.6
MOST = 6


#: Any number, the same for every process that gives names.
_LOCK = 0x1E0B


def take_turn() -> None:
    """Inside a transaction: wait until nobody else makes organizations or people; others then wait until its end.

    Whoever asks "is this name here already?" before making a record must have the turn, or two who type the same name
    at the same moment both make it. Take it before any row is locked: decisions about reports hold it from their start.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def organizations_like(texts: Iterable[str], user: User) -> list[Organization]:
    """Organizations whose name is one of ``texts`` or near one, the same names first."""
    return _like(
        Organization.objects.visible_to(user), OrganizationName, "organization", texts, user, NEAR_ORGANIZATION
    )


def people_like(texts: Iterable[str], user: User) -> list[Person]:
    """People whose name is one of ``texts`` or near one, the same names first."""
    rows = Person.objects.visible_to(user).filter(erased_at__isnull=True)
    return _like(rows, PersonName, "person", texts, user, NEAR_PERSON)


def _like(rows: Any, spelling: Any, owner: str, texts: Iterable[str], user: User, near: float) -> list[Any]:
    scores: dict[Any, float] = {}
    for text in {names.norm(text): text for text in texts if text.strip()}.values():
        known = spelling.objects.visible_to(user)
        for pk in known.filter(key=names.norm(text)).values_list(owner, flat=True):
            scores[pk] = 2.0
        wanted = names.search_text(text)
        close = known.filter(search_text__trigram_similar=wanted)
        scored = close.annotate(score=TrigramSimilarity("search_text", wanted)).filter(score__gte=near)
        # order_by() before values(): the default ordering would split the groups
        for found in scored.order_by().values(owner).annotate(best=Max("score")).order_by("-best")[:MOST]:
            scores[found[owner]] = max(scores.get(found[owner], 0.0), found["best"])
    first = sorted(scores, key=lambda pk: -scores[pk])[:MOST]
    found_rows = rows.in_bulk(first)
    return [found_rows[pk] for pk in first if pk in found_rows]
