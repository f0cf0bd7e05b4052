"""Which records a thing that was read may be: among what the uploader may see, with the reason in words.

Organizations and people are matched by ``partners.matching``; trips, meetings, agreements and commitments by the facts
that make them one: who, when, with whom. A candidate is preselected only where exactly one remains.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from cooperation.intake.facts import Json, clock, day, full_names, spellings
from cooperation.models import Agreement, AgreementParty, Commitment, Match
from meetings.known import known_bodies, known_people
from meetings.models import Meeting, MeetingStatus, Trip
from meetings.reader.facts.organizations.generic import says_which
from partners import matching, names


@dataclass(frozen=True)
class Found:
    """What the registry holds of one thing: the match, the candidates' ids, and the reason (see ``reasons``)."""

    match: Match
    code: str
    values: Json = field(default_factory=dict)
    candidates: tuple[UUID, ...] = ()

    @property
    def suggested(self) -> UUID | None:
        """The one that is preselected."""
        return self.candidates[0] if self.match == Match.ONE else None


def one_of(found: list[Any], one: str, several: str, none: str, **values: Any) -> Found:
    """New, one or several, by how many records were found."""
    keys = tuple(row.pk for row in found)
    if not found:
        return Found(Match.NEW, none, values)
    if len(found) == 1:
        return Found(Match.ONE, one, values | {"record": str(found[0])}, keys)
    return Found(Match.SEVERAL, several, values | {"count": len(found)}, keys)


class Registry:
    """The records that ``user`` may see, asked in bulk: a few queries however much a report names."""

    def __init__(self, user: User) -> None:
        self.user = user

    # ------------------------------------------------------------------------------ organizations, people

    def organizations(self, items: list[Json]) -> list[Found]:
        """A Found for each organization of a Reading, in order."""
        if not items:
            return []
        told = [tuple(filter(says_which, spellings(item))) or tuple(spellings(item)) for item in items]
        wanted = {names.organization_key(text) for texts in told for text in texts} - {""}
        known = known_bodies(wanted, self.user)
        return [
            _found(
                matching.match_organization(
                    matching.ReadOrganization(
                        texts, item.get("country") or None, item.get("country_from") == "destination"
                    ),
                    known,
                )
            )
            for item, texts in zip(items, told, strict=True)
        ]

    def people(self, items: list[Json], bodies: dict[str, UUID]) -> list[Found]:
        """A Found for each person of a Reading, in order.

        ``bodies``: the records that the read organizations are, by read id.
        """
        if not items:
            return []
        texts = {text for item in items for text in full_names(item)}
        at = {bodies[item["org_id"]] for item in items if item.get("org_id") in bodies}
        known = known_people(texts, at, self.user)
        out = []
        for item in items:
            body = bodies.get(item.get("org_id") or "")
            read = matching.ReadPerson(tuple(full_names(item)), str(body) if body else None)
            out.append(_found(matching.match_person(read, known)))
        return out

    # ------------------------------------------------------------------------------- trips and meetings

    def trip(self, data: Json, people: list[UUID]) -> Found:
        """The trip a report tells of: among those that overlap its days, the one that shares a traveller.

        Failing that, one of the same days with the same name or title, or entered in advance without travellers. One
        that only goes to the same country meanwhile is asked, not taken: colleagues travel apart on the same days.
        """
        start, end = day(data.get("start")), day(data.get("end"))
        if start is None:
            return Found(Match.NEAR, "trip_without_days")
        rows = Trip.objects.visible_to(self.user).filter(
            start_on__lte=end or start, end_on__gte=start, cancelled_on__isnull=True
        )
        trips = list(rows.order_by("start_on", "number").prefetch_related("travellers__person", "destinations"))
        names_read = {names.person_key(item["name"]) for item in data["travellers"]} - {""}
        countries = {item["country"] for item in data["destinations"]}

        def goes(trip: Trip) -> set[str]:
            return {place.country for place in trip.destinations.all()}

        def exactly(trip: Trip) -> bool:
            return (trip.start_on, trip.end_on) == (start, end)

        same_person = [trip for trip in trips if {one.person_id for one in trip.travellers.all()} & set(people)]
        same_name = [
            trip
            for trip in trips
            if {names.person_key(one.person.name) for one in trip.travellers.all()} & names_read
            and (goes(trip) & countries or not goes(trip) or not countries)
        ]
        same_title = [trip for trip in trips if exactly(trip) and trip.title.casefold() == data["title"].casefold()]
        nobody_yet = [trip for trip in trips if exactly(trip) and goes(trip) & countries and not trip.travellers.all()]
        for found, one in (
            (same_person, "same_traveller_and_days"),
            (same_name, "same_traveller_and_days"),
            (same_title, "same_title_and_days"),
            (nobody_yet, "same_country_and_days"),
        ):
            if found:
                return one_of(found[:5], one, "several_trips_then", "no_such_trip")
        there = [trip for trip in trips if goes(trip) & countries][:5]
        if there:
            who = ", ".join(one.person.name for one in there[0].travellers.all()[:3])
            values = {"record": str(there[0]), "count": len(there), "who": who}
            return Found(Match.NEAR, "other_travellers_then", values, tuple(trip.pk for trip in there))
        return Found(Match.NEW, "no_such_trip")

    def meetings(
        self, items: list[tuple[Json, UUID | None]], trip: UUID | None, own: set[UUID] | frozenset[UUID] = frozenset()
    ) -> list[Found]:
        """A Found for each meeting with the record of its host: one of the same day with the same host, at the same
        time where both say one; without a host, by its title. In order.

        Failing that, one of the same ``trip`` that another traveller's report gives another time or day: the only one
        with this host that day, or the only one of this title, that no meeting of this report is. ``own`` are those it
        became.
        """
        days = {held_on for data, _host in items if (held_on := day(data.get("date")))}
        near = Q(held_on__in=days) | (Q(trip=trip) if trip else Q(pk__in=[]))
        rows = list(Meeting.objects.visible_to(self.user).filter(near)) if items and (days or trip) else []
        on: dict[date, list[Meeting]] = {}
        for row in rows:
            on.setdefault(row.held_on, []).append(row)
        found = [self._meeting(data, host, on) for data, host in items]
        taken = own.union(*(one.candidates for one in found))
        of_trip = [row for row in rows if trip and row.trip_id == trip and row.pk not in taken]
        left = [item for item, one in zip(items, found, strict=True) if one.match == Match.NEW]
        return [
            self._of_same_trip(item, left, of_trip) or one if one.match == Match.NEW else one
            for item, one in zip(items, found, strict=True)
        ]

    def _of_same_trip(
        self, item: tuple[Json, UUID | None], left: list[tuple[Json, UUID | None]], rows: list[Meeting]
    ) -> Found | None:
        data, host = item

        def here(other: tuple[Json, UUID | None]) -> tuple[Any, Any]:
            return other[0].get("date"), other[1]

        title = names.organization_key(data["title"])
        held = day(data.get("date"))
        hosted = [row for row in rows if host and row.host_id == host and row.held_on == held]
        titled = [row for row in rows if names.organization_key(row.title) == title]
        if len(hosted) == 1 and sum(here(other) == here(item) for other in left) == 1:
            return one_of(hosted, "same_trip_and_host", "", "")
        if len(titled) == 1 and sum(names.organization_key(other[0]["title"]) == title for other in left) == 1:
            return one_of(titled, "same_trip_and_title", "", "")
        return None

    def _meeting(self, data: Json, host: UUID | None, on: dict[date, list[Meeting]]) -> Found:
        held_on, start = day(data.get("date")), clock(data.get("start"))
        if held_on is None:
            return Found(Match.NEAR, "no_date")
        same_title = data["title"].casefold()
        rows = [
            row
            for row in on.get(held_on, ())
            if (row.host_id == host if host else row.title.casefold() == same_title)
            and (
                start is None
                or row.starts_at in {None, start}
                or (row.status == MeetingStatus.PLANNED and row.title.casefold() == same_title)
            )
        ]
        rows.sort(key=lambda row: (row.starts_at is None, row.starts_at or time.min, row.number))
        exact = [row for row in rows if row.starts_at == start]
        if start is not None and len(exact) == 1:
            rows = exact
        return one_of(
            rows[:5], "same_day_and_host", "several_meetings_then", "no_such_meeting", host=data.get("host") or ""
        )

    # ------------------------------------------------------------------------- agreements, commitments

    def agreements(self, items: list[tuple[Json, list[UUID | None]]]) -> list[Found]:
        """A Found for each agreement with the records of its parties: one of the same kind between them, signed on
        that day, or where a day is not given, any. In order.
        """
        wanted = {party for _data, parties in items for party in parties if party}
        if not wanted:
            return [Found(Match.NEW, "no_such_agreement") for _item in items]
        between: dict[UUID, set[UUID]] = {}
        links = AgreementParty.objects.filter(organization__in=wanted).order_by()
        for agreement, organization in links.values_list("agreement", "organization"):
            between.setdefault(agreement, set()).add(organization)
        known = list(Agreement.objects.visible_to(self.user).filter(pk__in=between)) if between else []
        return [self._agreement(data, parties, known, between) for data, parties in items]

    def _agreement(
        self, data: Json, parties: list[UUID | None], known: list[Agreement], between: dict[UUID, set[UUID]]
    ) -> Found:
        found = {party for party in parties if party}
        if not parties or not all(parties):
            return Found(Match.NEW, "no_such_agreement")
        type_ = agreement_type(data["type"])
        rows = [row for row in known if row.type == type_ and found <= between[row.pk]]
        signed_on = day(data.get("signed_on"))
        if is_amendment(data["type"]):
            rows = [row for row in rows if row.signed_on is not None]
            return one_of(rows[:5], "amends", "several_agreements", "amends_unknown")
        if signed_on is not None:
            rows = [row for row in rows if row.signed_on in {None, signed_on}]
        return one_of(rows[:5], "same_parties_and_day", "several_agreements", "no_such_agreement")

    def commitments(self, items: list[tuple[Json, UUID | None]], trip: UUID | None) -> list[Found]:
        """A Found for each promise with the record of its owner: the same sentence of the same owner within the same
        trip, because a report was uploaded again in another form. In order.
        """
        known: list[Commitment] = []
        if trip is not None and items:
            known = list(Commitment.objects.visible_to(self.user).filter(trip=trip))
        out = []
        for data, owner in items:
            texts = (data["quote"], data["action"] or data["quote"])
            same = [
                row for row in known if row.owner_id == owner and (row.source_quote == texts[0] or row.text == texts[1])
            ]
            out.append(
                one_of(same[:5], "same_sentence", "several_sentences", "read_from_sentence", quote=data["quote"])
            )
        return out


_KINDS = {
    matching.MatchKind.ONE: Match.ONE,
    matching.MatchKind.NONE: Match.NEW,
    matching.MatchKind.SEVERAL: Match.SEVERAL,
    matching.MatchKind.NEAR: Match.NEAR,
}


def _found(match: matching.Match) -> Found:
    return Found(_KINDS[match.kind], match.reason, dict(match.params), tuple(UUID(key) for key in match.ids))


def is_amendment(type_: str) -> bool:
    """Whether the Reading speaks of a change to an agreement."""
    return type_.endswith("_amendment")


def agreement_type(type_: str) -> str:
    """The type of agreement behind what the Reading says: ``MOU`` for ``MOU_renewal``."""
    base = type_.split("_")[0]
    return base if base in {"MOU", "MOA", "LOI", "NDA"} else "other"
