"""The numbers beside the navigation, on every full page."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.visibility import asker, sharing, spelt_out
from cooperation import duties
from cooperation.models import Commitment
from meetings.models import Trip, TripState

#: Counting statements made before: their words depend on who asks and on the day, not on the database, and making them
#: takes every page longer than asking (20 ms against 5). About 30 kB each.
_KEPT: dict[Hashable, tuple[str, list[Any]]] = {}
_MOST_KEPT = 1_000


class NavigationCounts:
    """What the navigation says beside its lines: one query for all, and only where a line is drawn. Parts of pages and
    pages without the navigation ask nothing.
    """

    def __init__(self, user: User) -> None:
        self._user, self._on = user, timezone.localdate()
        self._numbers: dict[str, int] | None = None
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
        if self._numbers is None:
            self._numbers = self._count()
        number = self._numbers[name]
        return ((number, "hot") if self._rules[name][1] else number) if number else None

    def _count(self) -> dict[str, int]:
        who = (self._on, timezone.get_current_timezone_name(), *asker(self._user))
        if who not in _KEPT:
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.clear()
            _KEPT[who] = self._statement()
        with connection.cursor() as cursor:
            cursor.execute(*_KEPT[who])
            return dict(zip(self._rules, cursor.fetchone(), strict=True))

    def _statement(self) -> tuple[str, list[Any]]:
        with sharing() as steps:
            asked = [rows().query.sql_with_params() for rows, _hot in self._rules.values()]
        before, params = spelt_out(steps)
        counts = ", ".join(f"(SELECT count(*) FROM ({sql}) n) AS n{at}" for at, (sql, _params) in enumerate(asked))  # noqa: S608
        with_ = f"WITH {before} " if before else ""
        # Begun with SELECT, so that it is not taken for a change, which is told of who makes it.
        statement = f"SELECT * FROM ({with_}SELECT {counts}) counted"  # noqa: S608  # of querysets
        return statement, [*params, *(param for _sql, given in asked for param in given)]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``nav_counts`` of whoever is signed in; see ``nav_item`` of the tag library ``ieum``."""
    user = getattr(request, "user", None)
    return {"nav_counts": NavigationCounts(user) if isinstance(user, User) else None}
