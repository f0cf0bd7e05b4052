"""Facts of official trips abroad for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.words import counted, day_words, period_words
from cooperation.audits.asking import Asked, with_those_below
from cooperation.models import Commitment, CommitmentState
from meetings.models import Trip, TripState, TripTraveller
from partners.models import country_name

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class TripFacts:
    trip: Any
    on: date
    uses: list[Any] = field(default_factory=list)  # what was undertaken on it, by us

    @property
    def state(self) -> TripState:
        return self.trip.state(self.on)  # type: ignore[no-any-return]

    @property
    def submitted_on(self) -> date | None:
        day: date | None = self.trip.submitted_on
        return day if day is not None and day <= self.on else None

    @property
    def registered_on(self) -> date | None:
        day: date | None = self.trip.registered_on
        return day if day is not None and day <= self.on else None

    @property
    def missing(self) -> tuple[str, ...]:
        lacking = [
            (not self.trip.purpose, _("purpose")),
            (self.trip.cost is None, _("cost")),
            (not self.trip.travellers.all(), _("travellers")),
            (self.state == TripState.LATE, _("report")),
            (
                self.registered_on is None
                and self.submitted_on is not None
                and self.trip.registration_due_on is not None
                and self.trip.registration_due_on < self.on,
                _("public registration"),
            ),
        ]
        return tuple(words for is_so, words in lacking if is_so)


def asked_for(user: User, asked: Asked) -> Any:
    """Trips abroad that began in the years, up to the day, and took place; by departure."""
    rows = Trip.objects.visible_to(user).filter(
        Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=asked.on), start_on__range=(asked.begins, asked.ends)
    )
    if asked.departments:
        went = TripTraveller.objects.filter(trip=OuterRef("pk"), organization__in=with_those_below(asked.departments))
        rows = rows.filter(Exists(went))
    return rows.order_by("start_on", "number", "pk")


def facts_of(user: User, keys: Sequence[UUID], on: date) -> list[TripFacts]:
    """The facts of these trips in their order, in as many queries for one as for many."""
    rows = {
        row.pk: row
        for row in Trip.objects.visible_to(user)
        .filter(pk__in=keys)
        .prefetch_related("destinations", "travellers__person", "travellers__organization")
    }
    uses: dict[UUID, list[Any]] = defaultdict(list)
    undertaken = (
        Commitment.objects.visible_to(user)
        .filter(Q(trip__in=rows) | Q(meeting__trip__in=rows), side="ours")
        .exclude(state=CommitmentState.DROPPED, closed_on__lte=on)
        .select_related("meeting")
        .order_by("due_end", "pk")
    )
    for one in undertaken:
        uses[one.trip_id or one.meeting.trip_id].append(one)
    return [TripFacts(rows[key], on, uses[key]) for key in keys if key in rows]


# ------------------------------------------------------------------------------------------------ what cells say


def period(facts: TripFacts) -> str:
    trip = facts.trip
    text = period_words(trip.start_on, trip.end_on)
    if trip.end_on and trip.start_on:
        days = (trip.end_on - trip.start_on).days + 1
        text += "\n" + _("%(days)s days") % {"days": days}
    return text


def places(facts: TripFacts) -> str:
    found: dict[str, list[str]] = {}
    for one in facts.trip.destinations.all():
        found.setdefault(country_name(one.country), []).extend([one.city] if one.city else [])
    return "\n".join(f"{name} ({', '.join(cities)})" if cities else name for name, cities in found.items())


def purpose(facts: TripFacts) -> str:
    return str(facts.trip.purpose or facts.trip.title)


def travellers(facts: TripFacts) -> str:
    lines = []
    for one in facts.trip.travellers.all():
        body = one.department or (one.organization.name if one.organization else "")
        who = " ".join(part for part in (str(one.person), one.rank) if part)
        lines.append(f"{who} ({body})" if body else who)
    return "\n".join(lines)


def cost(facts: TripFacts) -> Any:
    """Won as a number; another currency as words."""
    amount = facts.trip.cost
    if amount is None:
        return None
    amount = int(amount) if amount == int(amount) else amount
    return amount if facts.trip.currency == "KRW" else f"{amount:,} {facts.trip.currency}"


def elapsed(facts: TripFacts) -> str:
    """Days from the return to the report; of one that is not in, to the day of the answer."""
    returned = facts.trip.end_on
    if returned is None or returned >= facts.on:
        return _("not back yet")
    if facts.submitted_on is not None:
        return _("%(days)s days") % {"days": (facts.submitted_on - returned).days}
    days = (facts.on - returned).days
    if facts.state == TripState.LATE:
        return _("Late: %(days)s days") % {"days": days}
    return _("Not yet due: %(days)s days") % {"days": days}


def registration(facts: TripFacts) -> str:
    """When it was registered for the public and under which number; or why not."""
    trip = facts.trip
    if facts.registered_on is None:
        return _("Not registered")
    if trip.non_disclosure_reason and not (trip.registration_number or trip.registration_url):
        return _("Not disclosed: %(why)s") % {"why": trip.non_disclosure_reason}
    lines = [day_words(facts.registered_on, weekday=False), trip.registration_number or trip.registration_url]
    return "\n".join(line for line in lines if line)


def uses(facts: TripFacts) -> str:
    """How much of what we undertook there is done."""
    if not facts.uses:
        return ""
    kept = sum(1 for one in facts.uses if one.state == CommitmentState.DONE and one.closed_on <= facts.on)
    lines = [_("%(done)s of %(all)s done") % {"done": counted(kept), "all": counted(len(facts.uses))}]
    return "\n".join(lines)


def uses_named(facts: TripFacts) -> str:
    """What we undertook there, each with what became of it."""
    return "\n".join(
        f"{one.text} – "
        + (
            _("done on %(day)s") % {"day": day_words(one.closed_on, weekday=False)}
            if one.state == CommitmentState.DONE and one.closed_on <= facts.on
            else _("under way")
        )
        for one in facts.uses
    )
