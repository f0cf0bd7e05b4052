"""A new trip begun from something else: a line somebody typed, or a plan (출장계획(안)) that was read.

Both give the form as if a person had filled it in, for them to look at and to save. Nothing is stored before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.words import period_words
from meetings.entry import Entry, read_entry
from meetings.models import ReportRevision, TripDestination
from partners import names
from partners.models import Affiliation, Person, PersonName, country_name

#: What a reader calls a plan of a trip; it is refused as a report (docs/reading.md).
PLAN = "trip_plan"
_LONGEST_TITLE = 300


@dataclass
class Begun:
    """A form filled in: ``data`` as it would be posted; ``read_as`` says in words what was understood; ``missing``
    what was not found, each a sentence that says where to enter it."""

    data: QueryDict
    said: str
    read_as: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    plan: ReportRevision | None = None


def from_line(line: str, *, user: User, on: date) -> Begun:
    """The form of a trip as one typed line gives it."""
    entry = read_entry(line, on=on, is_ours=_is_ours(line, user))
    title = entry.title or _made_title(entry)
    begun = Begun(_data(_line_fields(entry, title)), said=entry.text)
    _rows(begun.data, "destinations", [{"country": one.country, "city": one.city} for one in entry.places])
    _rows(begun.data, "travellers", [{"name": one.name, "rank": one.rank} for one in entry.travellers])
    _rows(begun.data, "itinerary", [])
    if entry.start:
        begun.read_as.append((_("Period"), period_words(entry.start, entry.end)))
    else:
        begun.missing.append(_("No days were found in the line. Enter departure and return below."))
    if entry.places:
        begun.read_as.append(
            (_("Destinations"), ", ".join(str(TripDestination(country=p.country, city=p.city)) for p in entry.places))
        )
    else:
        begun.missing.append(_("No country or city was found in the line. Choose the destination below."))
    if entry.travellers:
        begun.read_as.append((_("Travellers"), ", ".join(f"{p.name} {p.rank}".strip() for p in entry.travellers)))
    else:
        begun.missing.append(_("No traveller was found in the line. Enter who goes below."))
    if title:
        begun.read_as.append((_("Title"), title))
    return begun


def _line_fields(entry: Entry, title: str) -> dict[str, Any]:
    return {
        "title": title[:_LONGEST_TITLE],
        # A title holds 300 characters; what goes beyond stays with the whole line in the purpose.
        "purpose": entry.text if len(title) > _LONGEST_TITLE else "",
        "start_on": entry.start,
        "end_on": entry.end,
        "nights_stated": entry.nights,
        "days_stated": entry.days,
    }


def _made_title(entry: Entry) -> str:
    """A title for a line that says only when, where and who."""
    where = ", ".join(dict.fromkeys(place.city or country_name(place.country) for place in entry.places))
    return _("Trip to %(where)s") % {"where": where} if where else ""


def _is_ours(line: str, user: User) -> Any:
    """Whether a name is one of ours: somebody at a body of ours, or one of those who sign in."""
    found = PersonName.objects.visible_to(user).filter(person__erased_at__isnull=True)
    ours = Affiliation.objects.visible_to(user).filter(organization__ours=True).values("person")
    keys = set(
        found.filter(person__in=Person.objects.filter(pk__in=ours))
        .union(found.filter(person__user__isnull=False))
        .values_list("key", flat=True)
    )
    return lambda name: names.norm(name) in keys


def from_plan(plan: ReportRevision) -> Begun:
    """The form of a trip as a plan of it says: title, purpose, period, destinations, travellers, schedule."""
    trip: Mapping[str, Any] = (plan.reading or {}).get("trip") or {}
    period = trip.get("period") or {}
    title = ((trip.get("title") or {}).get("value") or plan.report.title or plan.document.name)[:_LONGEST_TITLE]
    data = _data(
        {
            "title": title,
            "purpose": (trip.get("purpose") or {}).get("value"),
            "start_on": period.get("start"),
            "end_on": period.get("end"),
            "nights_stated": period.get("nights_stated"),
            "days_stated": period.get("days_stated"),
            "confidential": "on" if plan.report.confidential or plan.document.confidential else None,
        }
    )
    _rows(
        data,
        "destinations",
        [
            {"country": one["country_iso"], "city": one.get("city")}
            for one in trip.get("destinations") or ()
            if one.get("country_iso")
        ],
    )
    _rows(
        data,
        "travellers",
        [
            {"name": one["name"], "department": one.get("dept"), "rank": one.get("rank")}
            for one in trip.get("travellers") or ()
        ],
    )
    _rows(data, "itinerary", list(_schedule(trip.get("itinerary") or ())))
    begun = Begun(data, said=plan.document.name, plan=plan)
    if not period.get("start"):
        begun.missing.append(_("No days were found in the plan. Enter departure and return below."))
    if not trip.get("travellers"):
        begun.missing.append(_("No traveller was found in the plan. Enter who goes below."))
    return begun


def _schedule(days: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    last = None
    for day in days:
        last = day.get("date") or last
        way = " → ".join(filter(None, (day.get("from"), day.get("to"))))
        for activity in day.get("activities") or [{"time": None, "text": way}]:
            text = activity.get("text") or way
            if text:
                yield {
                    "text": text,
                    "day": last,
                    "time": activity.get("time"),
                    "origin": (day.get("from") or "")[:100],
                    "destination": (day.get("to") or "")[:100],
                    "host": (day.get("host") or "")[:200],
                }


def _data(fields: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in {"currency": "KRW", **fields}.items():
        if value not in (None, ""):
            data[name] = str(value)
    return data


def _rows(data: QueryDict, prefix: str, rows: list[dict[str, Any]]) -> None:
    """Add the rows of a formset, and one empty one where there are none."""
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows) or 1)
    data[f"{prefix}-INITIAL_FORMS"] = "0"
    for number, row in enumerate(rows):
        for name, value in row.items():
            if value not in (None, ""):
                data[f"{prefix}-{number}-{name}"] = str(value)
