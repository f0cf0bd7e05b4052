"""Which records a thing that was read may be: among what the uploader may see, with the reason in words.

Organizations and people are matched by ``partners.matching``; trips, meetings, agreements and commitments by the facts
that make them one: who, when, with whom. A candidate is preselected only where exactly one remains.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Replace

from accounts.models import User
from cooperation.intake.facts import Json, clock, day, full_names, spellings
from cooperation.models import Agreement, AgreementParty, Commitment, Match
from meetings.models import Attendance, Meeting, MeetingStatus, Trip, TripTraveller
from partners import names
from partners.models import Affiliation, Organization, OrganizationName, Person, PersonName


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


@dataclass
class KnownBody:
    """An organization of the registry as matching sees it."""

    id: UUID
    name: str
    country: str
    keys: set[str]


@dataclass
class KnownPerson:
    """A person of the registry as matching sees it."""

    id: UUID
    name: str
    keys: set[str]
    organizations: set[UUID]


class Registry:
    """The records that ``user`` may see, asked in bulk: a few queries however much a report names."""

    def __init__(self, user: User) -> None:
        self.user = user

    # ------------------------------------------------------------------------------ organizations, people

    def organizations(self, items: list[Json]) -> list[Found]:
        """A Found for each organization of a Reading, in order."""
        wanted = {names.organization_key(text) for item in items for text in spellings(item)} - {""}
        known = self._known_bodies(wanted)
        return [self._organization(item, known) for item in items]

    def _known_bodies(self, wanted: set[str]) -> list[KnownBody]:
        rows = (
            OrganizationName.objects.visible_to(self.user)
            .annotate(squeezed=Replace(F("key"), Value(" "), Value(""), output_field=TextField()))
            .filter(squeezed__in=wanted)
            .select_related("organization")
        )
        out: dict[UUID, KnownBody] = {}
        for row in rows:
            body = row.organization
            known = out.setdefault(body.pk, KnownBody(body.pk, body.name, body.country, set()))
            known.keys.add(names.organization_key(row.text))
        return list(out.values())

    def _organization(self, item: Json, known: list[KnownBody]) -> Found:
        keys = {names.organization_key(text) for text in spellings(item)} - {""}
        country = item.get("country") or ""
        same = [body for body in known if keys & body.keys]
        here = [body for body in same if not country or not body.country or body.country == country]
        if len(here) == 1:
            shared = next(text for text in spellings(item) if names.organization_key(text) in here[0].keys)
            values = {"record": here[0].name, "name": shared, "country": here[0].country}
            return Found(Match.ONE, "same_name", values, (here[0].id,))
        if here:
            return Found(Match.SEVERAL, "several_of_this_name", {"count": len(here)}, tuple(body.id for body in here))
        if same:
            return Found(Match.NEW, "same_name_other_country", {"record": same[0].name, "country": same[0].country})
        return Found(Match.NEW, "no_such_name")

    def people(self, items: list[Json], bodies: dict[str, UUID]) -> list[Found]:
        """A Found for each person of a Reading, in order. ``bodies``:
        the records that read organizations are, by read id.
        """
        wanted = {names.person_key(text) for item in items for text in full_names(item)} - {""}
        at = {bodies[item["org_id"]] for item in items if item.get("org_id") in bodies}
        known = self._known_people(wanted, at)
        return [self._person(item, known, bodies.get(item.get("org_id") or "")) for item in items]

    def _known_people(self, wanted: set[str], at: set[UUID]) -> list[KnownPerson]:
        """Those of these names, and all who were seen at these organizations: near-misses hide there."""
        rows = PersonName.objects.visible_to(self.user)
        named = rows.filter(key__in=wanted).values_list("person", flat=True)
        affiliated = (
            Affiliation.objects.visible_to(self.user).filter(organization__in=at).values_list("person", flat=True)
        )
        attended = Attendance.objects.visible_to(self.user).filter(organization__in=at).values_list("person", flat=True)
        keys = {*named, *affiliated, *attended}
        people = {
            person.pk: KnownPerson(person.pk, person.name, {names.person_key(person.name)}, set())
            for person in Person.objects.visible_to(self.user).filter(pk__in=keys, erased_at__isnull=True)
        }
        for row in rows.filter(person__in=people):
            people[row.person_id].keys.add(names.person_key(row.text))
        for model in (Affiliation, Attendance):
            pairs = model.objects.visible_to(self.user).filter(person__in=people, organization__isnull=False)
            for person, organization in pairs.values_list("person", "organization").distinct():
                people[person].organizations.add(organization)
        return list(people.values())

    def _person(self, item: Json, known: list[KnownPerson], body: UUID | None) -> Found:
        keys = {names.person_key(text) for text in full_names(item)} - {""}
        same = [person for person in known if keys & person.keys]
        here = [
            person for person in same if body in person.organizations or (body is None and not person.organizations)
        ]
        ids = tuple(person.id for person in here or same)
        if len(here) == 1:
            code = "same_name_and_organization" if body else "same_name"
            return Found(Match.ONE, code, {"record": here[0].name, "organization": item.get("org") or ""}, ids)
        if here:
            return Found(Match.SEVERAL, "several_of_this_name_there", {"count": len(here)}, ids)
        if same:
            code = "same_name_elsewhere" if len(same) == 1 else "several_of_this_name"
            return Found(
                Match.NEAR if len(same) == 1 else Match.SEVERAL, code, {"record": same[0].name, "count": len(same)}, ids
            )
        near = [person for person in known if body in person.organizations and _near(keys, person.keys)] if body else []
        if near:
            return Found(
                Match.NEAR, "one_letter_differs", {"record": near[0].name}, tuple(person.id for person in near)
            )
        return Found(Match.NEW, "no_such_person")

    # ------------------------------------------------------------------------------- trips and meetings

    def trip(self, data: Json, people: list[UUID]) -> Found:
        """A trip of the same days with one of the same travellers, or of exactly the same days and title."""
        start, end = day(data.get("start")), day(data.get("end"))
        if start is None:
            return Found(Match.NEW, "no_such_trip")
        overlapping = Trip.objects.visible_to(self.user).filter(
            start_on__lte=end or start, end_on__gte=start, cancelled_on__isnull=True
        )
        travelled = TripTraveller.objects.filter(person__in=people).values("trip")
        found = overlapping.filter(
            Q(pk__in=travelled) | Q(start_on=start, end_on=end, title__iexact=data["title"])
        ).order_by("start_on", "number")
        return one_of(list(found[:5]), "same_traveller_and_days", "several_trips_then", "no_such_trip")

    def meeting(self, data: Json, host: UUID | None) -> Found:
        """A meeting of the same day with the same host, at the same time where both say one;
        without a host, by its title.
        """
        held_on, start = day(data.get("date")), clock(data.get("start"))
        if held_on is None:
            return Found(Match.NEAR, "no_date")
        rows = Meeting.objects.visible_to(self.user).filter(held_on=held_on)
        rows = rows.filter(host=host) if host else rows.filter(title__iexact=data["title"])
        if start is not None:
            rows = rows.filter(
                Q(starts_at=start)
                | Q(starts_at__isnull=True)
                | Q(status=MeetingStatus.PLANNED, title__iexact=data["title"])
            )
        found = list(rows.order_by("starts_at", "number")[:5])
        exact = [meeting for meeting in found if meeting.starts_at == start]
        if start is not None and len(exact) == 1:
            found = exact
        return one_of(
            found, "same_day_and_host", "several_meetings_then", "no_such_meeting", host=data.get("host") or ""
        )

    # ------------------------------------------------------------------------- agreements, commitments

    def agreement(self, data: Json, parties: list[UUID | None]) -> Found:
        """An agreement of the same kind between the same parties:
        signed on that day, or where a day is not given, any.
        """
        ours = [party for party in parties if party]
        if len(ours) < len(parties) or not ours:
            return Found(Match.NEW, "no_such_agreement")
        rows = Agreement.objects.visible_to(self.user).filter(type=agreement_type(data["type"]))
        for party in ours:
            rows = rows.filter(pk__in=AgreementParty.objects.filter(organization=party).values("agreement"))
        signed_on = day(data.get("signed_on"))
        if is_amendment(data["type"]):
            rows = rows.filter(signed_on__isnull=False)
            return one_of(list(rows[:5]), "amends", "several_agreements", "amends_unknown")
        if signed_on is not None:
            rows = rows.filter(Q(signed_on=signed_on) | Q(signed_on__isnull=True))
        return one_of(list(rows[:5]), "same_parties_and_day", "several_agreements", "no_such_agreement")

    def commitment(self, data: Json, owner: UUID | None, trip: UUID | None) -> Found:
        """The same sentence of the same owner, within the same trip:
        a report that was uploaded again in another form.
        """
        if trip is None:
            return Found(Match.NEW, "read_from_sentence", {"quote": data["quote"]})
        rows = Commitment.objects.visible_to(self.user).filter(trip=trip, owner=owner)
        found = list(rows.filter(Q(source_quote=data["quote"]) | Q(text=data["action"] or data["quote"]))[:5])
        return one_of(found, "same_sentence", "several_sentences", "read_from_sentence", quote=data["quote"])


def _near(keys: set[str], others: set[str]) -> bool:
    """Whether two names may be one, misspelt: Korean ones that differ in one syllable of the given name."""
    for key in keys:
        for other in others:
            same_surname = names.korean_surname(key) == names.korean_surname(other)
            if names.is_korean_name(key) and names.is_korean_name(other) and len(key) == len(other) and same_surname:
                return sum(left != right for left, right in zip(key, other, strict=True)) == 1
    return False


def is_amendment(type_: str) -> bool:
    """Whether the Reading speaks of a change to an agreement."""
    return type_.endswith("_amendment")


def agreement_type(type_: str) -> str:
    """The type of agreement behind what the Reading says: ``MOU`` for ``MOU_renewal``."""
    base = type_.split("_")[0]
    return base if base in {"MOU", "MOA", "LOI", "NDA"} else "other"


def names_of(organizations: list[UUID]) -> dict[UUID, str]:
    """Names of these organizations by id; they are never confidential."""
    return dict(Organization.objects.filter(pk__in=organizations).values_list("pk", "name"))
