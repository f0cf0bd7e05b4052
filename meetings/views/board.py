"""The board of trips: a column for each state, with the clock that runs in it. The same conditions as the list."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OrderBy
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.pages import log_read, the_user
from meetings.filters import TripFilterSet
from meetings.models import Trip, TripState
from meetings.views.trips import CLOCK, listed, places_of, travellers_of

#: Cards in a column; the rest is one click away, in the list.
MOST_CARDS = 12
#: The columns in order, each with what comes first in it: whatever its clock asks for soonest.
COLUMNS: tuple[tuple[TripState, OrderBy], ...] = (
    (TripState.PLANNED, F("start_on").asc(nulls_last=True)),
    (TripState.UNDER_WAY, F("end_on").asc(nulls_last=True)),
    (TripState.REPORT_DUE, F("end_on").asc()),
    (TripState.LATE, F("end_on").asc()),
    (TripState.SUBMITTED, F("submitted_on").asc()),
    (TripState.REGISTERED, F("registered_on").desc()),
)


@require_GET
def trips_board(request: HttpRequest) -> HttpResponse:
    """Every trip under its state: a count for each column and its first cards, whatever the number of trips."""
    user, on = the_user(request), timezone.localdate()
    asked = request.GET.copy()
    asked.pop("state", None)  # the columns are the states
    filters = TripFilterSet(asked, Trip.objects.visible_to(user), user=user, on=on)
    on = filters.on
    rows = filters.qs
    counts = rows.counted_by_state(on)
    columns = [_column(rows, state, first, on, counts[state], asked.urlencode()) for state, first in COLUMNS]
    cancelled = _column(
        rows, TripState.CANCELLED, F("cancelled_on").desc(), on, counts[TripState.CANCELLED], asked.urlencode()
    )
    log_read(request, Trip, [card["id"] for column in [*columns, cancelled] for card in column["cards"]])
    context = {
        "filter": filters,
        "columns": columns,
        "cancelled": cancelled,
        "total": sum(counts.values()),
        "on": on,
        "list_url": _with(reverse("trips"), asked.urlencode()),
    }
    return render(request, "meetings/trips_board.html", context)


def _column(rows: Any, state: TripState, first: OrderBy, on: date, count: int, query: str) -> dict[str, Any]:
    found = (
        rows.in_state(state, on)
        .order_by(first, "pk")
        .values("id", "title", "confidential", *CLOCK, places=places_of(), people=travellers_of())[:MOST_CARDS]
    )
    cards = [_card(values, on) for values in found] if count else []
    return {
        "state": state,
        "count": count,
        "cards": cards,
        "more": count - len(cards),
        "address": _with(reverse("trips"), query, state=state.value),
    }


def _card(values: dict[str, Any], on: date) -> dict[str, Any]:
    """A row of the list, with the day its clock runs to and what happens then."""
    card = listed(values, on)
    words = {
        TripState.PLANNED: (card["start_on"], _("Departure")),
        TripState.UNDER_WAY: (card["end_on"], _("Return")),
        TripState.REPORT_DUE: (card["due_on"], _("Report")),
        TripState.LATE: (card["due_on"], _("Report")),
        TripState.SUBMITTED: (card["due_on"], _("Registration")),
    }
    card["clock_on"], card["clock"] = words.get(card["state"], (None, ""))
    return card


def _with(address: str, query: str, **more: str) -> str:
    query = "&".join(filter(None, (query, urlencode(more))))
    return f"{address}?{query}" if query else address
