"""Which records the rows of a ledger may be: asked in bulk, preselected only where exactly one remains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
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
from partners.models import Organization, Person
from partners.ours import institutes

KINDS = {
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


@dataclass
class Unclear:
    """A name of which a person has to say what it means: ``what`` is organization or person; ``rows``: where it is."""

    what: str
    key: str
    name: str
    reason: str
    candidates: list[str]
    rows: list[int] = field(default_factory=list)

    @property
    def said_as(self) -> str:
        """Under which key of ``LedgerImport.said`` the answer stands."""
        return f"{self.what}:{self.key}"


#: What was said of a name: it is somebody new.
ANEW = "new"


def answers(said: Mapping[str, str], what: str, model: Any, user: User) -> dict[str, str]:
    """What was said of names, by key: "new" or an id, as far as the record is there and open to ``user``."""
    mine = {key.partition(":")[2]: value for key, value in said.items() if key.startswith(f"{what}:")}
    ids = {value for value in mine.values() if value != ANEW}
    there = {str(key) for key in model.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)}
    return {key: value for key, value in mine.items() if value == ANEW or value in there}


def _said(answer: str) -> matching.Match:
    if answer == ANEW:
        return matching.Match(matching.MatchKind.NONE, "said_new")
    return matching.Match(matching.MatchKind.ONE, "said", (answer,))


class Bodies:
    """What each named body may be, among what ``user`` may see: one query however many; ``said`` goes before."""

    def __init__(self, named: Sequence[Named], user: User, said: Mapping[str, str] | None = None) -> None:
        self.said = answers(said or {}, "organization", Organization, user) if said else {}
        keys = {names.organization_key(text) for one in named for text in one.spellings} - {""}
        self._by_key: dict[str, list[matching.KnownOrganization]] = {}
        for known in known_bodies(keys, user):
            for key in {names.organization_key(text) for text in known.spellings} & keys:
                self._by_key.setdefault(key, []).append(known)
        self._found: dict[Named, matching.Match] = {}

    def match(self, one: Named) -> matching.Match:
        if (answer := self.said.get(names.organization_key(one.name))) is not None:
            return _said(answer)
        if one not in self._found:
            keys = {names.organization_key(text) for text in one.spellings}
            candidates = list(dict.fromkeys(known for key in keys for known in self._by_key.get(key, ())))
            read = matching.ReadOrganization(one.spellings, one.country or None)
            self._found[one] = matching.match_organization(read, candidates)
        return self._found[one]


@dataclass
class Matched:
    """What each row may be, in order, and the names a person has to say something about."""

    found: list[Found]
    unclear: list[Unclear]


def match_rows(kind: str, rows: Sequence[Row], user: User, said: Mapping[str, str] | None = None) -> Matched:
    """What each row may be; ``said`` are a person's answers about names (``LedgerImport.said``)."""
    named = [bodies_of(row, kind) for row in rows]
    bodies = Bodies([one for some in named for one in some], user, said)
    found = {AGREEMENTS: _agreements, TRIPS: _trips, ORGANIZATIONS: _organizations, PEOPLE: _people}[kind](
        rows, named, bodies, user
    )
    unclear: dict[str, Unclear] = {}
    if kind != ORGANIZATIONS:
        for row, some in zip(rows, named, strict=True):
            for one in some:
                _ask(unclear, "organization", names.organization_key(one.name), one.name, bodies.match(one), row)
    if kind == TRIPS:
        institute = institute_id()
        people = People([(name, institute) for row in rows for name in row.values["travellers"]], user, said)
        for row in rows:
            for name in row.values["travellers"]:
                _ask(unclear, "person", names.person_key(name), name, people.match(name, institute), row)
    return Matched(found, list(unclear.values()))


def _ask(out: dict[str, Unclear], what: str, key: str, name: str, match: matching.Match, row: Row) -> None:
    if match.kind not in UNCLEAR:
        return
    asked = out.setdefault(
        f"{what}:{key}",
        Unclear(what, key, name, sentence(match.reason, dict(match.params)).strip(), list(match.ids[:8])),
    )
    if row.row not in asked.rows:
        asked.rows.append(row.row)


def _of(match: matching.Match) -> Found:
    return Found(KINDS[match.kind], match.reason, dict(match.params), tuple(UUID(key) for key in match.ids))


def _organizations(rows: Sequence[Row], named: Sequence[list[Named]], bodies: Bodies, user: User) -> list[Found]:
    return [_of(bodies.match(some[0])) if some else Found(Match.NEAR, "no_title") for some in named]


def _agreements(rows: Sequence[Row], named: Sequence[list[Named]], bodies: Bodies, user: User) -> list[Found]:
    """Agreements with the same partners and day of signing; where a day is missing, with the same title."""
    wanted = {day for row in rows if (day := day_of(row.values["signed_on"]))}
    undated = [some for row, some in zip(rows, named, strict=True) if not day_of(row.values["signed_on"])]
    theirs = {UUID(key) for some in undated for one in some if (key := bodies.match(one).preselected)}
    asked = Q(signed_on__in=wanted) | Q(signed_on=None)
    if theirs:
        asked |= Q(pk__in=AgreementParty.objects.filter(organization__in=theirs).values("agreement"))
    parties = Prefetch("parties", AgreementParty.objects.order_by("order"))
    on: dict[date | None, list[Agreement]] = {}
    titled: dict[str, list[Agreement]] = {}
    for agreement in Agreement.objects.visible_to(user).filter(asked).prefetch_related(parties):
        on.setdefault(agreement.signed_on, []).append(agreement)
        titled.setdefault(names.norm(agreement.title), []).append(agreement)
    out = []
    for row, some in zip(rows, named, strict=True):
        ids = [bodies.match(one).preselected for one in some]
        wanted_parties = {UUID(key) for key in ids if key}
        day, title = day_of(row.values["signed_on"]), names.norm(row.values["title"] or "")
        here = [
            agreement
            for agreement in (on.get(day, []) if ids and all(ids) else [])
            if wanted_parties <= {party.organization_id for party in agreement.parties.all()}
        ]
        same = [one for one in here if names.norm(one.title) == title]
        if day:
            found = one_of((same or here)[:5], "same_parties_and_day", "several_agreements", "no_such_agreement")
        else:
            found = one_of(same[:5], "same_parties_and_title", "several_agreements", "no_such_agreement")
        if found.match == Match.NEW and title:
            near = [
                one
                for one in titled.get(title, [])
                if (day is None or one.signed_on is None)
                and wanted_parties & {party.organization_id for party in one.parties.all()}
            ]
            if near:
                keys = tuple(one.pk for one in near[:5])
                found = Found(Match.NEAR, "title_and_a_party", {"count": len(near)}, keys)
        unclear = [
            one.name for one, key in zip(some, ids, strict=True) if bodies.match(one).kind in UNCLEAR and not key
        ]
        if found.match == Match.NEW and unclear:
            found = Found(Match.NEAR, "party_unclear", {"name": ", ".join(unclear)})
        out.append(found)
    return out


#: Kinds of a match that a person has to decide.
UNCLEAR = {matching.MatchKind.SEVERAL, matching.MatchKind.NEAR}


def _trips(rows: Sequence[Row], named: Sequence[list[Named]], bodies: Bodies, user: User) -> list[Found]:
    """Trips of the same days with the same title, or with a traveller of that name; without days, of the same title
    and traveller.
    """
    wanted = {day for row in rows if (day := day_of(row.values["start"]))}
    on: dict[date | None, list[Trip]] = {}
    known = Trip.objects.visible_to(user).filter(Q(start_on__in=wanted) | Q(start_on=None))
    for trip in known.prefetch_related("travellers__person"):
        on.setdefault(trip.start_on, []).append(trip)
    out = []
    for row in rows:
        values = row.values
        there = [trip for trip in on.get(day_of(values["start"]), []) if trip.end_on in (None, day_of(values["end"]))]
        keys = {names.person_key(name) for name in values["travellers"]}
        same = []
        for trip in there:
            alike = names.norm(trip.title) == names.norm(values["title"] or "")
            met = bool({names.person_key(one.person.name) for one in trip.travellers.all()} & keys)
            if (alike or met) if trip.start_on else (alike and (met or not keys)):
                same.append(trip)
        out.append(one_of(same[:5], "same_traveller_and_days", "several_trips_then", "no_such_trip"))
    return out


def _people(rows: Sequence[Row], named: Sequence[list[Named]], bodies: Bodies, user: User) -> list[Found]:
    at = [bodies.match(some[0]).preselected if some else None for some in named]
    people = People([(row.values["name"] or "", key) for row, key in zip(rows, at, strict=True)], user)
    return [
        _of(people.match(row.values["name"], key)) if row.values["name"] else Found(Match.NEAR, "no_title")
        for row, key in zip(rows, at, strict=True)
    ]


class People:
    """Whom each name, with its body where known, may mean: a few queries however many."""

    def __init__(
        self, items: Sequence[tuple[str, str | None]], user: User, said: Mapping[str, str] | None = None
    ) -> None:
        self.said = answers(said or {}, "person", Person, user) if said else {}
        self._by_key: dict[str, list[matching.KnownPerson]] = {}
        self._at: dict[str, list[matching.KnownPerson]] = {}
        for one in known_people({name for name, _at in items}, {UUID(at) for _name, at in items if at}, user):
            for key in {names.person_key(text) for text in one.spellings}:
                self._by_key.setdefault(key, []).append(one)
            for body in one.organizations:
                self._at.setdefault(body, []).append(one)

    def match(self, name: str, at: str | None) -> matching.Match:
        if (answer := self.said.get(names.person_key(name))) is not None:
            return _said(answer)
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
    if found.code == "same_parties_and_title":
        return _("One agreement has the same parties and title; neither has a signing date.")
    if found.code == "title_and_a_party":
        return _("An agreement with one of these parties has the same title. Is it this one?")
    if found.code == "no_title":
        return _("There is no name to look for.")
    words = WORDS.get(found.code)
    return (words(found.values) if words else sentence(found.code, found.values)).strip()
