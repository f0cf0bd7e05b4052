"""Partner history: what happened with an organization, a person or a country, newest first (DESIGN, partner history).

It is a query over the records, not a table of its own, so nothing has to be kept in step: one UNION ALL over trips,
meetings, agreements and commitments, each branch visible to the reader, filtered and cut to a page before the union.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear, TruncDate
from django.utils.translation import gettext_lazy as _

from accounts.rows import Many, One, json_list, json_object
from cooperation.models import Agreement, AgreementParty, Commitment
from meetings.models import Attendance, Meeting, Side, Trip, TripDestination, TripTraveller
from partners.models import DocumentBlock, Organization
from partners.search import either

if TYPE_CHECKING:
    from accounts.models import User


class Kind(models.TextChoices):
    """The kinds of entries, in the order in which they are offered."""

    MEETING = "meeting", _("Meetings")
    TRIP = "trip", _("Trips")
    AGREEMENT = "agreement", _("Agreements")
    COMMITMENT = "commitment", _("Commitments")


@dataclass(frozen=True)
class Place:
    """Where a page ended: the day and id of its last entry."""

    day: date
    id: UUID


@dataclass(frozen=True)
class Entry:
    """One thing that happened. ``people`` are those who were there, travelled, signed or owe; ``facts`` depend on
    the kind.

    ``people``: objects with person, name, organization, organization_name, ours, title. ``page`` and ``lines`` are
    the place of
    ``quote`` in ``document``.
    """

    kind: str
    id: UUID
    day: date
    reference: str
    title: str
    facts: dict[str, Any]
    people: list[dict[str, Any]]
    quote: str
    document: UUID | None
    document_name: str
    lines: list[int]
    page: int | None


#: The columns of every branch, in the order of ``Entry``.
COLUMNS = list(Entry.__dataclass_fields__)


@dataclass
class Page:
    """A page of entries and where it ended; ``next`` is None on the last."""

    entries: list[Entry]
    next: Place | None


@dataclass(frozen=True)
class History:
    """The history of a partner for one reader. ``about`` narrows each kind to what concerns the partner.

    Make it by ``of_organizations``, ``of_person`` or ``of_country``; narrow it by ``kinds`` and ``year``.
    """

    user: User
    about: dict[str, Callable[[Any, User], Any]] = field(repr=False)
    kinds: Sequence[str] = tuple(Kind.values)
    year: int | None = None

    def page(self, size: int = 50, after: Place | None = None) -> Page:
        """Up to ``size`` entries after a place. One query; none where no kind is left."""
        branches = [self._branch(kind, size + 1, after) for kind in self.kinds]
        if not branches:
            return Page([], None)
        rows = branches[0]
        if len(branches) > 1:
            rows = rows.union(*branches[1:], all=True).order_by("-entry_day", "-entry_id")[: size + 1]
        entries = [Entry(*(row[f"entry_{name}"] for name in COLUMNS)) for row in rows]
        more, entries = len(entries) > size, entries[:size]
        return Page(entries, Place(entries[-1].day, entries[-1].id) if more else None)

    def counts(self) -> dict[str, dict[int, int]]:
        """How many entries of each kind there are in each year, whatever ``kinds`` and ``year`` say. One query."""
        branches = [
            self.rows(kind)
            .order_by()
            .annotate(entry_kind=Value(kind), entry_year=ExtractYear(DAYS[kind]))
            .values("entry_kind", "entry_year")
            .annotate(entry_number=Count("pk"))
            for kind in Kind.values
        ]
        found: dict[str, dict[int, int]] = {kind: {} for kind in Kind.values}
        for row in branches[0].union(*branches[1:], all=True):
            found[row["entry_kind"]][row["entry_year"]] = row["entry_number"]
        return found

    def rows(self, kind: str) -> Any:
        """The records of a kind that concern the partner, as the reader may see them."""
        rows = MODELS[kind]._default_manager.visible_to(self.user)  # type: ignore[attr-defined]
        return self.about[kind](rows, self.user)

    def _branch(self, kind: str, limit: int, after: Place | None) -> Any:
        rows = self.rows(kind).annotate(entry_day=DAYS[kind])
        if self.year is not None:
            rows = rows.filter(entry_day__range=(date(self.year, 1, 1), date(self.year, 12, 31)))
        if after is not None:
            rows = rows.filter(Q(entry_day__lt=after.day) | Q(entry_day=after.day, pk__lt=after.id))
        # The prefix keeps the names apart from the columns of the four models.
        rows = rows.annotate(
            entry_kind=Value(kind, models.CharField()),
            entry_id=F("pk"),
            entry_reference=F("reference"),
            entry_title=Cast("text" if kind == Kind.COMMITMENT else "title", models.TextField()),
            entry_facts=json_object(FACTS[kind](self.user)),
            entry_people=PEOPLE[kind](self.user),
            entry_quote=F("source_quote"),
            entry_document=F("source_document_id"),
            entry_document_name=Coalesce("source_document__name", Value("")),
            entry_lines=F("source_lines"),
            entry_page=Subquery(
                DocumentBlock.objects.filter(
                    document=OuterRef("source_document_id"), line=OuterRef("source_lines__0")
                ).values("page")[:1]
            ),
        )
        return rows.order_by("-entry_day", "-pk").values(*(f"entry_{name}" for name in COLUMNS))[:limit]


# ---------------------------------------------------------------------------------------- the day of an entry

#: A commitment belongs to the day it was made; what has no day of its own to the day it was entered.
MODELS: dict[str, type[models.Model]] = {
    Kind.TRIP: Trip,
    Kind.MEETING: Meeting,
    Kind.AGREEMENT: Agreement,
    Kind.COMMITMENT: Commitment,
}
DAYS: dict[str, Any] = {
    Kind.TRIP: Coalesce("start_on", TruncDate("created_at")),
    Kind.MEETING: F("held_on"),
    Kind.AGREEMENT: Coalesce("signed_on", "effective_from", TruncDate("created_at")),
    Kind.COMMITMENT: Coalesce("meeting__held_on", "trip__end_on", TruncDate("created_at")),
}


# ------------------------------------------------------------------------------- what is told of each kind


def _organization(key: str) -> One:
    return One(key, {"id": f"{key}_id", "name": f"{key}__name", "ours": f"{key}__ours"})


def _destinations(user: User) -> Any:
    return json_list(
        Many(lambda _user: TripDestination.objects.all(), "trip", {"country": "country", "city": "city"}, ["order"]),
        user,
    )


FACTS: dict[str, Callable[[User], dict[str, Any]]] = {
    Kind.TRIP: lambda user: {
        "start_on": "start_on",
        "end_on": "end_on",
        "submitted_on": "submitted_on",
        "registered_on": "registered_on",
        "cancelled_on": "cancelled_on",
        "destinations": _destinations(user),
    },
    Kind.MEETING: lambda user: {
        "kind": "kind",
        "status": "status",
        "place": "place",
        "country": "country",
        "host": _organization("host"),
    },
    Kind.AGREEMENT: lambda user: {
        "type": "type",
        "state": "state",
        "signed_on": "signed_on",
        "expires_on": "expires_on",
        "closed_on": "closed_on",
    },
    Kind.COMMITMENT: lambda user: {
        "kind": "kind",
        "side": "side",
        "state": "state",
        "due_start": "due_start",
        "due_end": "due_end",
        "due_precision": "due_precision",
        "due_text": "due_text",
        "history": "history",
        "owner": _organization("owner"),
        "owner_person": One("owner_person", {"id": "owner_person_id", "name": "owner_person__name"}),
        "requested_by": _organization("requested_by"),
    },
}


def _somebody(person: str, organization: str, side: Any, title: str) -> dict[str, Any]:
    """Somebody who was there: ids, names, side and title, for one row of JSON."""
    return {
        "person": f"{person}_id",
        "name": f"{person}__name",
        "organization": f"{organization}_id",
        "organization_name": f"{organization}__name",
        "side": side,
        "title": title,
    }


def _side_by_organization(key: str) -> Case:
    """The side of those of whom only the organization is known."""
    return Case(When(**{f"{key}__ours": True}, then=Value(Side.OURS.value)), default=Value(Side.THEIRS.value))


PEOPLE: dict[str, Callable[[User], Any]] = {
    Kind.TRIP: lambda user: json_list(
        Many(
            lambda _user: TripTraveller.objects.all(),
            "trip",
            _somebody("person", "organization", Value(Side.OURS.value), "rank"),
            ["order"],
        ),
        user,
    ),
    Kind.MEETING: lambda user: json_list(
        Many(
            lambda _user: Attendance.objects.all(),
            "meeting",
            _somebody(
                "person",
                "organization",
                Case(When(side="", then=_side_by_organization("organization")), default=F("side")),
                "title",
            ),
            ["order", "created_at"],
        ),
        user,
    ),
    Kind.AGREEMENT: lambda user: json_list(
        Many(
            lambda _user: AgreementParty.objects.all(),
            "agreement",
            _somebody("signatory", "organization", _side_by_organization("organization"), "signatory_title"),
            ["order"],
        ),
        user,
    ),
    Kind.COMMITMENT: lambda user: Value([], models.JSONField()),
}


# ------------------------------------------------------------------------------------------ of whom


def of_organizations(ids: Sequence[UUID], user: User, **narrowed: Any) -> History:
    """What happened with any of these organizations: one, or one with its parts and forerunners (``family``).

    A commitment that names nobody on the partner's side belongs to the host of its meeting.
    """
    wanted: Any = list(ids)

    def of_commitments(rows: Any, user: User) -> Any:
        hosted = Commitment.objects.filter(meeting__host__in=wanted, requested_by__isnull=True)
        return rows.filter(
            pk__in=either(
                Commitment.objects.filter(owner__in=wanted).values("pk"),
                Commitment.objects.filter(requested_by__in=wanted).values("pk"),
                hosted.filter(Q(owner__isnull=True) | Q(side=Side.OURS)).values("pk"),
            )
        )

    def of_trips(rows: Any, user: User) -> Any:
        met = Meeting.objects.visible_to(user).of_organizations(wanted).filter(trip__isnull=False)
        return rows.filter(
            pk__in=either(
                met.values("trip_id"), TripTraveller.objects.filter(organization__in=wanted).values("trip_id")
            )
        )

    return History(
        user,
        {
            Kind.TRIP: of_trips,
            Kind.MEETING: lambda rows, user: rows.of_organizations(wanted),
            Kind.AGREEMENT: lambda rows, user: rows.of_organizations(wanted),
            Kind.COMMITMENT: of_commitments,
        },
        **narrowed,
    )


def of_person(pk: UUID, user: User, **narrowed: Any) -> History:
    """Where this person travelled, met us, signed, or owes something."""
    return History(
        user,
        {
            Kind.TRIP: lambda rows, user: rows.filter(
                pk__in=TripTraveller.objects.filter(person=pk).order_by().values("trip_id")
            ),
            Kind.MEETING: lambda rows, user: rows.filter(
                pk__in=Attendance.objects.filter(person=pk).order_by().values("meeting_id")
            ),
            Kind.AGREEMENT: lambda rows, user: rows.filter(
                pk__in=AgreementParty.objects.filter(signatory=pk).order_by().values("agreement_id")
            ),
            Kind.COMMITMENT: lambda rows, user: rows.filter(owner_person=pk),
        },
        **narrowed,
    )


def of_country(code: str, user: User, **narrowed: Any) -> History:
    """What happened in a country, or with its bodies. Where it is ours, what its partners among ours did is left
    out."""
    theirs: Any = Organization.objects.filter(country=code, ours=False).values("pk")

    def of_meetings(rows: Any, user: User) -> Any:
        return rows.filter(
            pk__in=either(
                Meeting.objects.filter(country=code).values("pk"),
                Meeting.objects.filter(host__in=theirs).values("pk"),
            )
        )

    return History(
        user,
        {
            Kind.TRIP: lambda rows, user: rows.filter(
                pk__in=TripDestination.objects.filter(country=code).order_by().values("trip_id")
            ),
            Kind.MEETING: of_meetings,
            Kind.AGREEMENT: lambda rows, user: rows.of_organizations(theirs),
            Kind.COMMITMENT: lambda rows, user: rows.of_organizations(theirs),
        },
        **narrowed,
    )


#: How deep the parts of a body are followed: ministry, agency, office, team.
DEPTH = 4


def family(pk: UUID) -> list[UUID]:
    """The organization, its parts, and the bodies it follows, with theirs. One query; nothing if there is no such
    body."""
    related = Organization.objects.raw(
        """
        WITH RECURSIVE family (id, depth) AS (
            SELECT id, 0 FROM partners_organization WHERE id = %s
            UNION
            SELECT body.id, family.depth + 1 FROM partners_organization AS body
            JOIN family ON body.parent_id = family.id OR body.successor_id = family.id
            WHERE family.depth < %s
        )
        SELECT DISTINCT id FROM family
        """,
        [pk, DEPTH],
    )
    return [organization.pk for organization in related]
