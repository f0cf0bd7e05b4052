"""The numbers beside the navigation, on every full page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from cooperation import duties
from cooperation.models import Commitment
from meetings.models import Trip, TripState


class NavigationCounts:
    """What the navigation says beside its lines. A number costs one query, and only where the line is drawn: parts of
    pages and pages without the navigation ask nothing.
    """

    def __init__(self, user: User) -> None:
        on = timezone.localdate()
        #: The line's address, how to count, and whether the number is of what is late.
        self._rules: dict[str, tuple[Callable[[], int], bool]] = {
            "today": (lambda: duties.due_count(user, on), True),
            "reviews": (lambda: duties.revisions_to_review(user).count(), False),
            "trips": (lambda: Trip.objects.visible_to(user).in_state(TripState.LATE, on).count(), True),
            "commitments": (
                lambda: Commitment.objects.visible_to(user).running().filter(officer=user).count(),
                False,
            ),
        }

    def get(self, name: str) -> int | tuple[int, str] | None:
        """The number of the line that leads to ``name``: (number, "hot") where it is of what is late, None for none."""
        if name not in self._rules:
            return None
        count, hot = self._rules[name]
        number = count()
        return ((number, "hot") if hot else number) if number else None


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``nav_counts`` of whoever is signed in; see ``nav_item`` of the tag library ``ieum``."""
    user = getattr(request, "user", None)
    return {"nav_counts": NavigationCounts(user) if isinstance(user, User) else None}
