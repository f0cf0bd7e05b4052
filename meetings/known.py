"""Whom many typed names mean: asked of the registry in bulk, a few queries however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import F, TextField, Value
from django.db.models.functions import Replace

from accounts.models import User
from meetings.models import Attendance
from partners import matching, names
from partners.models import Affiliation, NameKind, OrganizationName, Person, PersonName


def known_bodies(wanted: Collection[str], user: User) -> list[matching.KnownOrganization]:
    """The bodies ``user`` may see that bear one of these names (``names.organization_key``), each with all its names.
    One query.
    """
    if not wanted:
        return []
    seen = OrganizationName.objects.visible_to(user)
    squeezed = Replace(F("key"), Value(" "), Value(""), output_field=TextField())
    bearing = seen.annotate(squeezed=squeezed).filter(squeezed__in=wanted).values("organization")
    spelt: dict[UUID, list[OrganizationName]] = {}
    for row in seen.filter(organization__in=bearing).select_related("organization"):
        spelt.setdefault(row.organization_id, []).append(row)
    return [
        matching.KnownOrganization(
            str(key),
            rows[0].organization.name,
            tuple(row.text for row in rows),
            rows[0].organization.country or None,
            tuple(row.text for row in rows if row.kind == NameKind.ACRONYM),
        )
        for key, rows in spelt.items()
    ]


def known_people(texts: Iterable[str], at: Collection[UUID], user: User) -> list[matching.KnownPerson]:
    """The people of these names that ``user`` may see, and all who were seen at these organizations: near-misses hide
    there. At most seven queries.
    """
    # On record stands a spelling as it was written, dots and hyphens with it; a Korean title is left off.
    wanted = {key for text in texts for key in (names.norm(text), names.person_key(text))} - {""}
    spelt = PersonName.objects.visible_to(user)
    held, attended = Affiliation.objects.visible_to(user), Attendance.objects.visible_to(user)
    keys = set(spelt.filter(key__in=wanted).values_list("person", flat=True))
    for rows in (held, attended) if at else ():
        keys |= set(rows.filter(organization__in=at).values_list("person", flat=True))
    people = Person.objects.visible_to(user).filter(erased_at__isnull=True).in_bulk(list(keys))
    spellings: dict[UUID, list[str]] = {key: [person.name] for key, person in people.items()}
    for key, text in spelt.filter(person__in=people).values_list("person", "text"):
        spellings[key].append(text)
    seen_at: dict[UUID, set[str]] = {key: set() for key in people}
    for rows in (held, attended):
        pairs = rows.filter(person__in=people, organization__isnull=False).order_by()
        for key, organization in pairs.values_list("person", "organization").distinct():
            seen_at[key].add(str(organization))
    return [
        matching.KnownPerson(str(key), person.name, tuple(spellings[key]), frozenset(seen_at[key]))
        for key, person in people.items()
    ]


def match_bodies(texts: Sequence[str], user: User) -> dict[str, matching.Match]:
    """What each name of an organization may be, among what ``user`` may see. One query."""
    known = known_bodies({names.organization_key(text) for text in texts} - {""}, user)
    return {text: matching.match_organization(matching.ReadOrganization((text,)), known) for text in texts}


def match_people(items: Sequence[tuple[str, UUID | None]], user: User) -> list[matching.Match]:
    """Whom each name, with the record of the organization where that is known, may mean. At most seven queries."""
    bare = (names.split_honorific(name)[1] or name for name, _at in items)
    known = known_people(bare, {body for _name, body in items if body}, user)
    by_key: dict[str, list[matching.KnownPerson]] = {}
    for one in known:
        for text in {names.person_key(text) for text in one.spellings}:
            by_key.setdefault(text, []).append(one)
    there: dict[str, list[matching.KnownPerson]] = {}
    for one in known:
        for body in one.organizations:
            there.setdefault(body, []).append(one)
    return [_match(name, body, by_key, there) for name, body in items]


def _match(
    name: str,
    body: UUID | None,
    by_key: dict[str, list[matching.KnownPerson]],
    there: dict[str, list[matching.KnownPerson]],
) -> matching.Match:
    """Only those who may be meant are compared: the work grows with the list, not with its square."""
    same = by_key.get(names.person_key(name), [])
    near = there.get(str(body), []) if body and not same else []
    return matching.match_person(matching.ReadPerson((name,), str(body) if body else None), list({*same, *near}))
