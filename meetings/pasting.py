"""Taking a pasted list of people over: into a meeting, a trip or an organization, in one go, and back again.

Records are made in bulk: a list of two hundred takes as many queries as a list of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone
from pghistory import runtime

from accounts.history import apart
from accounts.models import User
from accounts.reverting import changed_by_others, put_back, remove, resting_on, written
from meetings.models import Attendance, Meeting, Trip, TripTraveller
from meetings.sides import side_of
from partners import names, ours
from partners.duplicates import take_turn
from partners.models import Affiliation, NameKind, Organization, OrganizationName, Person, PersonName

if TYPE_CHECKING:
    from meetings.forms.paste import PastedRow


@dataclass(frozen=True)
class Named:
    """Somebody to take over: the records that are meant, and what was typed."""

    person: Person
    organization: Organization | None
    row: PastedRow

    def typed(self, name: str) -> str:
        return " ".join(str(self.row.cleaned_data.get(name) or "").split())


class Into:
    """A record that takes a list over."""

    #: Whether a name of no organization on record makes one; else it is a department's.
    makes_bodies = True

    def __init__(self, record: Any) -> None:
        self.record = record

    def home(self) -> Organization | None:
        """The body of those of whom the list gives none."""
        return None

    def present(self, user: User) -> set[UUID]:
        """Who is there already. Rows that may be hidden apart from the record count as far as ``user`` may see them."""
        raise NotImplementedError

    def seen_on(self) -> Any:
        """The day that shows those people where they are; None where it tells of no day."""
        return None

    def add(self, people: Sequence[Named]) -> None:
        raise NotImplementedError


class IntoMeeting(Into):
    """Who was there."""

    record: Meeting

    def present(self, user: User) -> set[UUID]:
        return set(self.record.attendances.values_list("person", flat=True))

    def seen_on(self) -> Any:
        return self.record.held_on

    def add(self, people: Sequence[Named]) -> None:
        last = self.record.attendances.aggregate(last=Max("order"))["last"] or 0
        Attendance.objects.bulk_create(
            Attendance(
                meeting=self.record,
                person=one.person,
                organization=one.organization,
                name_text=one.typed("name"),
                organization_text=one.typed("body"),
                title=one.typed("title"),
                mode=one.typed("mode"),
                side=side_of(one.organization, self.record.host),
                order=last + number,
            )
            for number, one in enumerate(people, start=1)
        )


class IntoTrip(Into):
    """Who travels. Those of whom no body is given are of our institute."""

    record: Trip
    makes_bodies = False

    def home(self) -> Organization | None:
        above = ours.institutes()
        return above[0] if len(above) == 1 else None

    def present(self, user: User) -> set[UUID]:
        return set(self.record.travellers.values_list("person", flat=True))

    def seen_on(self) -> Any:
        return self.record.start_on

    def add(self, people: Sequence[Named]) -> None:
        last = self.record.travellers.aggregate(last=Max("order"))["last"] or 0
        TripTraveller.objects.bulk_create(
            TripTraveller(
                trip=self.record,
                person=one.person,
                organization=one.organization,
                department=one.typed("body") if one.row.organization is None else "",
                rank=one.typed("title"),
                order=last + number,
            )
            for number, one in enumerate(people, start=1)
        )


class IntoOrganization(Into):
    """Who works there: each a post without a beginning, unless they have one there already."""

    record: Organization

    def home(self) -> Organization | None:
        return self.record

    def present(self, user: User) -> set[UUID]:
        posts = Affiliation.objects.visible_to(user).filter(organization=self.record, until__isnull=True)
        return set(posts.values_list("person", flat=True))

    def add(self, people: Sequence[Named]) -> None:
        held = set(
            Affiliation.objects.filter(person__in=[one.person for one in people], until__isnull=True).values_list(
                "person", "organization", "title"
            )
        )
        Affiliation.objects.bulk_create(
            Affiliation(
                person=one.person,
                organization=one.organization or self.record,
                title=one.typed("title"),
            )
            for one in people
            if (one.person.pk, (one.organization or self.record).pk, one.typed("title")) not in held
        )


def keep(into: Into, rows: Sequence[PastedRow], *, by: User) -> UUID:
    """Take the rows over, making who and what is new, and return the id of their context in the history, for ``undo``.

    The caller holds a transaction and has settled the rows after ``take_turn``: no name is made twice.
    """
    with apart(by=by, command="paste", paste=into.record.pk):
        bodies = _new_bodies(into, rows, by)
        people = _new_people(into, rows, bodies, by)
        taken: dict[UUID, Named] = {}
        for row in rows:
            organization = row.organization or bodies.get(_body_key(row)) or into.home()
            person = row.person or people[_person_key(row, organization)]
            taken.setdefault(person.pk, Named(person, organization, row))
        into.add(list(taken.values()))
        context: UUID = runtime._tracker.value.id
        return context


def undo(context: UUID, *, by: User) -> int:
    """Remove what a list brought: rows and records that nobody has used or changed since. Returns how many people left
    the list again. The caller holds a transaction.
    """
    take_turn()
    done = written([context])
    mine = Q(pk=context)
    changed = {(type(row), row.pk) for row in changed_by_others(done.made, mine)}
    going = [row for row in done.made if (type(row), row.pk) not in changed]
    while True:
        kept = {(type(row), row.pk) for row, _other, _along in resting_on(going)}
        if not kept:
            break
        going = [row for row in going if (type(row), row.pk) not in kept]
    with apart(by=by, command="paste", undo=context):
        put_back(done.values)
        remove(going)
    listed = [row for row in going if isinstance(row, (Attendance, TripTraveller))]
    return len(listed or [row for row in going if isinstance(row, Affiliation)])


def _body_key(row: PastedRow) -> str:
    return names.organization_key(str(row.cleaned_data.get("body") or ""))


def _person_key(row: PastedRow, organization: Organization | None) -> tuple[str, UUID | None]:
    return names.person_key(row.cleaned_data["name"]), organization.pk if organization else None


def _new_bodies(into: Into, rows: Sequence[PastedRow], by: User) -> dict[str, Organization]:
    """The organizations that are not on record, by the key of their name."""
    made: dict[str, Organization] = {}
    for row in rows:
        text = " ".join(str(row.cleaned_data.get("body") or "").split())
        if text and row.organization is None and into.makes_bodies:
            made.setdefault(_body_key(row), Organization(name=text, entered_by=by))
    Organization.objects.bulk_create(made.values())
    OrganizationName.objects.bulk_create(
        OrganizationName(
            organization=body,
            text=body.name,
            kind=NameKind.OFFICIAL,
            language=names.language_of(body.name),
            entered_by=by,
        )
        for body in made.values()
    )
    return made


def _new_people(
    into: Into, rows: Sequence[PastedRow], bodies: dict[str, Organization], by: User
) -> dict[tuple[str, UUID | None], Person]:
    """The people who are not on record, by name and organization, each with a post there."""
    made: dict[tuple[str, UUID | None], Person] = {}
    posts: list[Affiliation] = []
    for row in rows:
        if row.person is not None:
            continue
        organization = row.organization or bodies.get(_body_key(row)) or into.home()
        key = _person_key(row, organization)
        if key in made:
            continue
        typed = " ".join(row.cleaned_data["name"].split())
        honorific, name = names.split_honorific(typed)
        made[key] = Person(name=name or typed, honorific=(honorific or "")[:32], entered_by=by)
        if organization is not None and not isinstance(into, IntoOrganization):
            title = " ".join(str(row.cleaned_data.get("title") or "").split())
            posts.append(
                Affiliation(
                    person=made[key],
                    organization=organization,
                    title=title,
                    seen_on=_past(into.seen_on()),
                    entered_by=by,
                )
            )
    Person.objects.bulk_create(made.values())
    PersonName.objects.bulk_create(
        PersonName(
            person=one, text=one.name, kind=NameKind.OFFICIAL, language=names.language_of(one.name), entered_by=by
        )
        for one in made.values()
    )
    Affiliation.objects.bulk_create(posts)
    return made


def _past(day: Any) -> Any:
    """The day, unless it lies ahead: nobody was seen there yet."""
    return day if day is not None and day <= timezone.localdate() else None
