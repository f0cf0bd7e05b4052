"""The numbers beside the navigation, on every full page."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.visibility import asker
from cooperation import duties
from cooperation.models import Commitment
from meetings.models import Trip, TripState

#: Counting statements made before: their words depend on who asks and on the day, not on the database, and making them
#: takes every page longer than asking them (20 ms against 5). Up to 20 kB each.
_KEPT: dict[Hashable, tuple[str, tuple[Any, ...]]] = {}
_MOST_KEPT = 1_000


class NavigationCounts:
    """What the navigation says beside its lines. A number costs one query, and only where the line is drawn: parts of
    pages and pages without the navigation ask nothing.
    """

    def __init__(self, user: User) -> None:
        self._user, self._on = user, timezone.localdate()
        on = self._on
        #: The line's address, what to count, and whether the number is of what is late.
        self._rules: dict[str, tuple[Callable[[], QuerySet[Any, Any]], bool]] = {
            "today": (lambda: duties.due_rows(user, on), True),
            "reviews": (lambda: duties.revisions_to_review(user).values("pk"), False),
            "trips": (lambda: Trip.objects.visible_to(user).in_state(TripState.LATE, on).values("pk"), True),
            "commitments": (
                lambda: Commitment.objects.visible_to(user).running().filter(officer=user).values("pk"),
                False,
            ),
        }

    def get(self, name: str) -> int | tuple[int, str] | None:
        """The number of the line that leads to ``name``: (number, "hot") where it is of what is late, None for none."""
        if name not in self._rules:
            return None
        rows, hot = self._rules[name]
        number = self._count(name, rows)
        return ((number, "hot") if hot else number) if number else None

    def _count(self, name: str, rows: Callable[[], QuerySet[Any, Any]]) -> int:
        who = (name, self._on, timezone.get_current_timezone_name(), *asker(self._user))
        if who not in _KEPT:
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.clear()
            sql, params = rows().query.sql_with_params()
            _KEPT[who] = f"SELECT count(*) FROM ({sql}) counted", params  # noqa: S608  # a queryset's
        with connection.cursor() as cursor:
            cursor.execute(*_KEPT[who])
            return int(cursor.fetchone()[0])


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``nav_counts`` of whoever is signed in; see ``nav_item`` of the tag library ``ieum``."""
    user = getattr(request, "user", None)
    return {"nav_counts": NavigationCounts(user) if isinstance(user, User) else None}
