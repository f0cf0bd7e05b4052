"""Pages of an organization, a person and a country: who they are, what is owed both ways, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.pages import get_or_404, log_read, the_user
from cooperation import history
from cooperation.history import History, Kind
from cooperation.models import FORCE, Agreement, AgreementParty, Missing, Project, Standing
from cooperation.views.entries import read_narrowing, told
from meetings.models import Attendance, Meeting, MeetingStatus, Side, Trip, TripDestination
from partners.models import (
    Affiliation,
    Document,
    NameKind,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    country_name,
)

#: Rows of a panel; the rest stand behind its link.
MOST_PROMISES, MOST_PEOPLE, MOST_AGREEMENTS = 8, 10, 5

#: How badges show where an agreement stands.
BADGES: dict[str, str] = {
    Standing.IN_FORCE: "in-force",
    Standing.TO_DECIDE: "to-decide",
    Standing.LAPSED: "lapsed",
    Standing.CLOSED: "ended",
    Standing.CANCELLED: "ended",
}


@dataclass(frozen=True)
class Ledger:
    """Open promises of one side: the most pressing ones, and how many there are."""

    ours: bool
    rows: list[Any]
    number: int
    overdue: int


def ledger(past: History, on: date) -> list[Ledger]:
    """Open promises both ways, overdue and soon due first. Three queries."""
    running = past.rows(Kind.COMMITMENT).running()
    ours, late = Q(side=Side.OURS), Q(due_end__lt=on)
    numbers = running.order_by().aggregate(
        ours=Count("pk", filter=ours),
        theirs=Count("pk", filter=~ours),
        ours_late=Count("pk", filter=ours & late),
        theirs_late=Count("pk", filter=~ours & late),
    )
    pressing = running.select_related("owner", "owner_person", "officer", "source_document").order_by(
        F("due_end").asc(nulls_last=True), "number"
    )
    return [
        Ledger(True, list(pressing.filter(ours)[:MOST_PROMISES]), numbers["ours"], numbers["ours_late"]),
        Ledger(False, list(pressing.exclude(ours)[:MOST_PROMISES]), numbers["theirs"], numbers["theirs_late"]),
    ]


def promises(past: History, on: date) -> dict[str, Any]:
    """The ledger of a page and how many promises are open and late."""
    sides = ledger(past, on)
    return {
        "ledger": sides,
        "open_promises": sum(side.number for side in sides),
        "late_promises": sum(side.overdue for side in sides),
    }


def agreements_of(past: History, on: date) -> list[Any]:
    """The agreements of a partner as they stand, those in force first. Two queries."""
    rows = past.rows(Kind.AGREEMENT).as_of(on)
    first = Case(
        When(standing__in=FORCE, then=Value(0)), When(standing=Standing.LAPSED, then=Value(1)), default=Value(2)
    )
    parties = Prefetch("parties", AgreementParty.objects.select_related("organization"))
    found = list(rows.order_by(first, F("signed_on").desc(nulls_last=True), "-number").prefetch_related(parties))
    for agreement in found:
        agreement.badge = BADGES.get(agreement.standing, "draft")
        agreement.standing_words = Standing(agreement.standing).label
        # What is missing matters where the paper counts, not of a draft.
        asked = agreement.standing in (*FORCE, Standing.NOT_YET, Standing.LAPSED)
        agreement.missing_words = ", ".join(str(Missing(code).label) for code in agreement.missing) if asked else ""
    return found


def people_of(organization: Organization, user: User) -> QuerySet[Any]:
    """The people at an organization, those met last first: with ``met_on``, and ``title`` and ``left_on`` there."""
    held = Affiliation.objects.visible_to(user).filter(person=OuterRef("pk"), organization=organization)
    latest = held.order_by(F("until").desc(nulls_first=True), F("seen_on").desc(nulls_last=True), "-created_at")
    meetings = Meeting.objects.visible_to(user).filter(status=MeetingStatus.HELD)
    met = Attendance.objects.filter(person=OuterRef("pk"), meeting__in=meetings).order_by("-meeting__held_on")
    rows: QuerySet[Any] = (
        Person.objects.visible_to(user)
        .filter(Exists(held), erased_at__isnull=True)
        .annotate(
            met_on=Subquery(met.values("meeting__held_on")[:1]),
            title=Subquery(latest.values("title")[:1]),
            left_on=Subquery(latest.values("until")[:1]),
        )
        .order_by(F("met_on").desc(nulls_last=True), "name", "pk")
    )
    return rows


def open_source(record: Any, user: User) -> Document | None:
    """The document a record came from, if the user may see it: who is never hidden may have a hidden source."""
    if record.source_document_id is None:
        return None
    return Document.objects.visible_to(user).filter(pk=record.source_document_id).first()


def quote_of(record: Any, source: Document | None) -> str:
    """The words a record was read from; withheld where their document is hidden."""
    return record.source_quote if source is not None or record.source_document_id is None else ""


# ------------------------------------------------------------------------------------------------- organization


@require_safe
def organization(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One organization: names, facts, promises, people, agreements and history; with its parts where asked for."""
    user, on = the_user(request), timezone.localdate()
    row = get_or_404(Organization.objects.visible_to(user).select_related("parent__parent", "successor"), pk)
    children = list(Organization.objects.visible_to(user).filter(parent=row).order_by("name"))
    forerunners = list(Organization.objects.visible_to(user).filter(successor=row).order_by("name"))
    with_family = bool(children or forerunners) and request.GET.get("family") == "1"
    ids = history.family(row.pk) if with_family else [row.pk]
    past = history.of_organizations(ids, user, **read_narrowing(request))
    agreements, people, source = agreements_of(past, on), people_of(row, user), open_source(row, user)
    log_read(request, Organization, [row.pk])
    context = {
        "row": row,
        "on": on,
        "names": other_names(row, OrganizationName.objects.visible_to(user).filter(organization=row)),
        "children": children,
        "forerunners": forerunners,
        "with_family": with_family,
        "timeline": told(request, past, on),
        **promises(past, on),
        "agreements": agreements[:MOST_AGREEMENTS],
        "agreements_number": len(agreements),
        "standing": next((found for found in agreements if found.standing in FORCE), None),
        "own_query": f"?organization={row.pk}",
        "projects": list(
            Project.objects.visible_to(user).of_organizations(Organization.objects.filter(pk__in=ids))[:MOST_AGREEMENTS]
        ),
        "people": list(people[:MOST_PEOPLE]),
        "people_number": people.count(),
        "met_on": last_meeting(past, on),
        "source": source,
        "quote": quote_of(row, source),
    }
    return render(request, "cooperation/organization.html", context)


def other_names(row: Any, rows: QuerySet[Any]) -> list[Any]:
    """All spellings but the one the record is called by: official ones first, former ones last."""
    order = {kind: place for place, kind in enumerate(NameKind)}
    return sorted(
        (name for name in rows if name.text != row.name),
        key=lambda name: order.get(NameKind(name.kind), len(order)) if name.kind != NameKind.FORMER else len(order) + 1,
    )


def last_meeting(past: History, on: date) -> date | None:
    """The last day on which a meeting was held."""
    held: date | None = (
        past.rows(Kind.MEETING)
        .filter(status=MeetingStatus.HELD, held_on__lte=on)
        .order_by("-held_on")
        .values_list("held_on", flat=True)
        .first()
    )
    return held


# ------------------------------------------------------------------------------------------------------- person


@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person: names, where they work and worked, what they owe, and where we met."""
    user, on = the_user(request), timezone.localdate()
    row = get_or_404(Person.objects.visible_to(user).select_related("user"), pk)
    past = history.of_person(row.pk, user, **read_narrowing(request))
    affiliations = list(
        Affiliation.objects.visible_to(user)
        .filter(person=row)
        .select_related("organization")
        .order_by(F("until").desc(nulls_first=True), F("seen_on").desc(nulls_last=True), "-created_at")
    )
    source = open_source(row, user)
    log_read(request, Person, [row.pk])
    context = {
        "row": row,
        "on": on,
        "names": other_names(row, PersonName.objects.visible_to(user).filter(person=row)),
        "affiliations": affiliations,
        "current": [held for held in affiliations if held.until is None or held.until >= on],
        "timeline": told(request, past, on),
        **promises(past, on),
        "met_on": last_meeting(past, on),
        "source": source,
        "quote": quote_of(row, source),
    }
    return render(request, "cooperation/person.html", context)


# ------------------------------------------------------------------------------------------------------ country


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """One country: its bodies, agreements with them, promises, and what happened there."""
    user, on = the_user(request), timezone.localdate()
    name = country_name(code)
    if not name:
        raise Http404(_("There is no such record, or it is not open to you."))
    past = history.of_country(code, user, **read_narrowing(request))
    bodies = Organization.objects.visible_to(user).filter(country=code, ours=False).order_by("name")
    agreements = agreements_of(past, on)
    log_read(request, "partners.Country", [])
    context = {
        "code": code,
        "own_query": f"?country={code}",
        "name": name,
        "on": on,
        "organizations": list(bodies[: MOST_PEOPLE * 2]),
        "organizations_number": bodies.count(),
        "timeline": told(request, past, on),
        **promises(past, on),
        "agreements": agreements[: MOST_AGREEMENTS * 2],
        "agreements_number": len(agreements),
        "standing": None,
        "met_on": last_meeting(past, on),
    }
    return render(request, "cooperation/country.html", context)


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """Every country we have to do with, with what there is. Four queries, whatever their number."""
    user, on = the_user(request), timezone.localdate()
    found: dict[str, dict[str, Any]] = {}

    def count(column: str, rows: Any) -> None:
        for code, number in rows:
            if code:
                found.setdefault(code, {"code": code, "name": country_name(code)})[column] = number

    count("organizations", _by(Organization.objects.visible_to(user).filter(ours=False), "country"))
    count("meetings", _by(Meeting.objects.visible_to(user), "country"))
    trips = TripDestination.objects.filter(trip__in=Trip.objects.visible_to(user).order_by())
    count("trips", _by(trips, "country", "trip"))
    parties = AgreementParty.objects.filter(
        agreement__in=Agreement.objects.visible_to(user).in_force(on).order_by().values("pk"), organization__ours=False
    )
    count("agreements", _by(parties, "organization__country", "agreement"))
    rows = sorted(found.values(), key=lambda row: row["name"])
    return render(request, "cooperation/countries.html", {"rows": rows})


def _by(rows: Any, column: str, counted: str = "pk") -> Any:
    """(value, how many) of a column."""
    return rows.order_by().values_list(column).annotate(number=Count(counted, distinct=True))
