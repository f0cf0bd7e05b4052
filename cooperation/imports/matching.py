"""Which records the rows of a ledger may be: asked in bulk, preselected only where exactly one remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.models import User
from cooperation.intake.reasons import WORDS
from cooperation.intake.registry import Found, one_of
from cooperation.ledgers import AGREEMENTS, ORGANIZATIONS, PEOPLE, TRIPS, Row, day_of
from cooperation.models import Agreement, AgreementParty, Match
from meetings.known import known_bodies, known_people
from meetings.models import Trip
from meetings.reader.facts.places import country_code
from partners import matching, names
from partners.matchwords import sentence
from partners.ours import institutes

_KINDS = {
    matching.MatchKind.ONE: Match.ONE,
    matching.MatchKind.NONE: Match.NEW,
    matching.MatchKind.SEVERAL: Match.SEVERAL,
    matching.MatchKind.NEAR: Match.NEAR,
}


@dataclass(frozen=True)
class Named:
    """A body as a row names it: the name shown, all its names, its country where that is said."""

    name: str
    spellings: tuple[str, ...]
    country: str = ""


def code_of(country: str | None) -> str:
    """The code of a country named alone; empty for none, several, or an unknown one."""
    return (country_code(country) or "") if country else ""


def bodies_of(row: Row, kind: str) -> list[Named]:
    """The bodies a row names, with the country of the row where it names one body and one country."""
    values = row.values
    shown = {
        AGREEMENTS: values.get("partners") or [],
        ORGANIZATIONS: [values["name"]] if kind == ORGANIZATIONS and values.get("name") else [],
        PEOPLE: [values["organization"]] if kind == PEOPLE and values.get("organization") else [],
    }.get(kind, [])
    out = []
    for name in shown:
        more = row.names.get(name) or {}
        spellings = tuple(dict.fromkeys([name, *more.get("also", []), *more.get("former", [])]))
        country = code_of(more.get("country")) or (code_of(values.get("country")) if len(shown) == 1 else "")
        out.append(Named(name, spellings, country))
    return out


class Bodies:
    """What each named body may be, among what ``user`` may see: one query however many."""

    def __init__(self, named: Sequence[Named], user: User) -> None:
        keys = {names.organization_key(text) for one in named for text in one.spellings} - {""}
        self._by_key: dict[str, list[matching.KnownOrganization]] = {}
        for known in known_bodies(keys, user):
            for key in {names.organization_key(text) for text in known.spellings} & keys:
                self._by_key.setdefault(key, []).append(known)
        self._found: dict[Named, matching.Match] = {}

    def match(self, one: Named) -> matching.Match:
        if one not in self._found:
            keys = {names.organization_key(text) for text in one.spellings}
            candidates = list(dict.fromkeys(known for key in keys for known in self._by_key.get(key, ())))
            read = matching.ReadOrganization(one.spellings, one.country or None)
            self._found[one] = matching.match_organization(read, candidates)
        return self._found[one]


def match_rows(kind: str, rows: Sequence[Row], user: User) -> list[Found]:
    """What each row may be, in order."""
    return {AGREEMENTS: _agreements, TRIPS: _trips, ORGANIZATIONS: _organizations, PEOPLE: _people}[kind](rows, user)


def _of(match: matching.Match) -> Found:
    return Found(_KINDS[match.kind], match.reason, dict(match.params), tuple(UUID(key) for key in match.ids))


def _organizations(rows: Sequence[Row], user: User) -> list[Found]:
    named = [bodies_of(row, ORGANIZATIONS) for row in rows]
    bodies = Bodies([one for some in named for one in some], user)
    return [_of(bodies.match(some[0])) if some else Found(Match.NEAR, "no_title") for some in named]


def _agreements(rows: Sequence[Row], user: User) -> list[Found]:
    """Agreements with the same partners and day of signing."""
    named = [bodies_of(row, AGREEMENTS) for row in rows]
    bodies = Bodies([one for some in named for one in some], user)
    wanted = {day for row in rows if (day := day_of(row.values["signed_on"]))}
    parties = Prefetch("parties", AgreementParty.objects.order_by("order"))
    on: dict[date | None, list[Agreement]] = {}
    for agreement in Agreement.objects.visible_to(user).filter(signed_on__in=wanted).prefetch_related(parties):
        on.setdefault(agreement.signed_on, []).append(agreement)
    out = []
    for row, some in zip(rows, named, strict=True):
        ids = [bodies.match(one).preselected for one in some]
        wanted_parties = {UUID(key) for key in ids if key}
        here = [
            agreement
            for agreement in (on.get(day_of(row.values["signed_on"]), []) if ids and all(ids) else [])
            if wanted_parties <= {party.organization_id for party in agreement.parties.all()}
        ]
        same = [one for one in here if names.norm(one.title) == names.norm(row.values["title"] or "")]
        found = one_of((same or here)[:5], "same_parties_and_day", "several_agreements", "no_such_agreement")
        unclear = [
            one.name for one, key in zip(some, ids, strict=True) if bodies.match(one).kind in UNCLEAR and not key
        ]
        if found.match == Match.NEW and unclear:
            found = Found(Match.NEAR, "party_unclear", {"name": ", ".join(unclear)})
        out.append(found)
    return out


#: Kinds of a match that a person has to decide.
UNCLEAR = {matching.MatchKind.SEVERAL, matching.MatchKind.NEAR}


def _trips(rows: Sequence[Row], user: User) -> list[Found]:
    """Trips of the same days with the same title, or with a traveller of that name."""
    wanted = {day for row in rows if (day := day_of(row.values["start"]))}
    on: dict[date | None, list[Trip]] = {}
    known = Trip.objects.visible_to(user).filter(start_on__in=wanted).prefetch_related("travellers__person")
    for trip in known:
        on.setdefault(trip.start_on, []).append(trip)
    out = []
    for row in rows:
        values = row.values
        there = [trip for trip in on.get(day_of(values["start"]), []) if trip.end_on in (None, day_of(values["end"]))]
        keys = {names.person_key(name) for name in values["travellers"]}
        same = [
            trip
            for trip in there
            if names.norm(trip.title) == names.norm(values["title"] or "")
            or {names.person_key(one.person.name) for one in trip.travellers.all()} & keys
        ]
        out.append(one_of(same[:5], "same_traveller_and_days", "several_trips_then", "no_such_trip"))
    return out


def _people(rows: Sequence[Row], user: User) -> list[Found]:
    named = [bodies_of(row, PEOPLE) for row in rows]
    bodies = Bodies([one for some in named for one in some], user)
    at = [bodies.match(some[0]).preselected if some else None for some in named]
    people = People([(row.values["name"] or "", key) for row, key in zip(rows, at, strict=True)], user)
    return [
        _of(people.match(row.values["name"], key)) if row.values["name"] else Found(Match.NEAR, "no_title")
        for row, key in zip(rows, at, strict=True)
    ]


class People:
    """Whom each name, with its body where known, may mean: a few queries however many."""

    def __init__(self, items: Sequence[tuple[str, str | None]], user: User) -> None:
        self._by_key: dict[str, list[matching.KnownPerson]] = {}
        self._at: dict[str, list[matching.KnownPerson]] = {}
        for one in known_people({name for name, _at in items}, {UUID(at) for _name, at in items if at}, user):
            for key in {names.person_key(text) for text in one.spellings}:
                self._by_key.setdefault(key, []).append(one)
            for body in one.organizations:
                self._at.setdefault(body, []).append(one)

    def match(self, name: str, at: str | None) -> matching.Match:
        same = self._by_key.get(names.person_key(name), [])
        near = self._at.get(at, []) if at and not same else []
        return matching.match_person(matching.ReadPerson((name,), at), list({*same, *near}))


def institute_id() -> str | None:
    """The id of our institute where there is exactly one."""
    found = institutes()
    return str(found[0].pk) if len(found) == 1 else None


def reason_words(found: Found) -> str:
    """Why, in words."""
    if found.code == "party_unclear":
        return _("Which organization “%(name)s” is has to be said first.") % found.values
    if found.code == "no_title":
        return _("There is no name to look for.")
    words = WORDS.get(found.code)
    return (words(found.values) if words else sentence(found.code, found.values)).strip()
