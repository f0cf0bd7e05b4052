"""What an agreement lives by (이행실적): its years at a glance, and what is proposed to count (docs/domain.md).

A proposal is computed, never stored: what the parties did together within the term, less what counts already and what
somebody declined. So it follows every meeting that is entered, moved or hidden, and nothing counts before a person says
so. A page of fifty agreements takes as many queries as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localtime

from cooperation.models import (
    ACTIVE,
    Agreement,
    AgreementActivity,
    AgreementParty,
    CommitmentState,
    DeclinedActivity,
    Project,
    ProjectStage,
    ProjectStep,
)
from cooperation.models.pipeline import FORWARD
from cooperation.terms import within
from meetings.models import Attendance, Meeting, MeetingKind, MeetingStatus, Trip
from partners.models import Organization

if TYPE_CHECKING:
    from accounts.models import User

#: The kinds of a year, in the order they are shown: those that can be proposed, kept commitments, lines by hand.
KINDS = (*ACTIVE, "kept", "text")
#: Stages by which a project shows life.
_LIVELY = [ProjectStage.PROPOSED, ProjectStage.UNDER_REVIEW, ProjectStage.APPROVED, ProjectStage.RUNNING]


@dataclass(frozen=True, order=True)
class Proposed:
    """A meeting, trip or project that may count, with the day it would count for."""

    day: date
    kind: str
    key: UUID
    title: str = field(compare=False)
    reference: str = field(compare=False)
    #: The parties that were there.
    bodies: tuple[str, ...] = field(compare=False, default=())

    @property
    def code(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.key}:{self.day:%Y}"


@dataclass(frozen=True)
class Year:
    """One year of an agreement: how much of each kind counts, and how much is proposed."""

    year: int
    counts: dict[str, int]
    proposed: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class _Term:
    agreement: Agreement
    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def years(
    agreement: Any,
    activities: Iterable[AgreementActivity],
    kept: Iterable[date],
    proposed: Iterable[Proposed],
    on: date,
) -> list[Year]:
    """The years of the agreement up to ``on``, the newest first: also those in which nothing happened.

    ``agreement`` is a row of ``as_of``; ``kept`` are the days on which commitments under it were kept.
    """
    counts: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(KINDS, 0))
    waiting: dict[int, int] = defaultdict(int)
    for one in activities:
        counts[one.happened_on.year][one.kind] += 1
    for day in kept:
        counts[day.year]["kept"] += 1
    for row in proposed:
        waiting[row.day.year] += 1
    term = _term(agreement, on)
    lived = range(term.first.year, term.last.year + 1) if term else range(0)
    return [Year(year, dict(counts[year]), waiting[year]) for year in sorted({*lived, *counts, *waiting}, reverse=True)]


def kept_on(agreement: Agreement, user: User) -> list[date]:
    """The days on which commitments under the agreement were kept, of those ``user`` may see."""
    from cooperation.models import Commitment

    rows = Commitment.objects.visible_to(user).filter(agreement=agreement, state=CommitmentState.DONE)
    return [day for day in rows.order_by().values_list("closed_on", flat=True) if day is not None]


def proposals(agreements: Iterable[Any], user: User, on: date) -> dict[UUID, list[Proposed]]:
    """What is proposed to count for each of these agreements (rows of ``as_of``), the newest first.

    Only what ``user`` may see; nothing for agreements that were not in force up to ``on``.
    """
    terms = {term.agreement.pk: term for one in agreements if (term := _term(one, on)) is not None}
    if not terms:
        return {}
    names, bodies_of = _bodies(list(terms))
    agreements_of: dict[UUID, set[UUID]] = defaultdict(set)
    for key, of in bodies_of.items():
        for body in of:
            agreements_of[body].add(key)
    answered = _answered(list(terms))
    found: dict[UUID, list[Proposed]] = defaultdict(list)
    together = _meetings(terms, agreements_of, user, on)
    trips: dict[UUID, dict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for key, meeting, bodies in together:
        mark = ("meeting", meeting["pk"], None)
        if mark in answered[key].declined:
            continue
        if meeting["trip"]:
            trips[key][meeting["trip"]] |= bodies
        if mark not in answered[key].counted:
            found[key].append(_proposed("meeting", meeting, meeting["held_on"], bodies, bodies_of[key], names))
    for key, trip, bodies in _trips(terms, trips, user, on):
        mark = ("trip", trip["pk"], None)
        if mark not in answered[key].counted and mark not in answered[key].declined:
            found[key].append(_proposed("trip", trip, trip["start_on"], bodies, bodies_of[key], names))
    for key, project, day in _projects(terms, agreements_of, user, on):
        if ("project", project["pk"], None) not in answered[key].declined and (
            "project",
            project["pk"],
            day.year,
        ) not in answered[key].counted:
            found[key].append(Proposed(day, "project", project["pk"], project["title"], project["reference"]))
    return {key: sorted(rows, reverse=True) for key, rows in found.items()}


def _term(agreement: Any, on: date) -> _Term | None:
    """From the first to the last day of the agreement, so far. None where it was not in force up to ``on``."""
    on = within(on)
    if agreement.signed_on is None or agreement.begins_on is None or agreement.begins_on > on:
        return None
    last = min(day for day in (on, agreement.ends_on, agreement.closed_on) if day is not None)
    return _Term(agreement, agreement.begins_on, last)


def _bodies(agreements: list[UUID]) -> tuple[dict[UUID, str], dict[UUID, dict[UUID, UUID]]]:
    """Names of the partners, and for each agreement its partners and all below them, each with the partner it is of.

    Our own side is always there and tells nothing. One query, and one for each level below.
    """
    names: dict[UUID, str] = {}
    of: dict[UUID, dict[UUID, UUID]] = defaultdict(dict)
    parties = AgreementParty.objects.filter(agreement__in=agreements, organization__ours=False)
    for key, body, name in parties.values_list("agreement", "organization", "organization__name"):
        names[body] = name
        of[key][body] = body
    below: dict[UUID, list[UUID]] = defaultdict(list)
    level = set(names)
    seen = set(level)
    while level:
        children = Organization.objects.filter(parent__in=level, ours=False).values_list("pk", "parent")
        level = set()
        for child, parent in children:
            if parent is not None:
                below[parent].append(child)
            if child not in seen:
                seen.add(child)
                level.add(child)
    for bodies in of.values():
        waiting = list(bodies)
        while waiting:
            body = waiting.pop()
            for child in below[body]:
                if child not in bodies:
                    bodies[child] = bodies[body]
                    waiting.append(child)
    return names, of


@dataclass
class _Answers:
    """What was said of records: kind, id, and of a counted project the year."""

    counted: set[tuple[str, UUID, int | None]] = field(default_factory=set)
    declined: set[tuple[str, UUID, int | None]] = field(default_factory=set)


def _answered(agreements: list[UUID]) -> dict[UUID, _Answers]:
    """Whoever said it, and whoever may see it: an answer holds for everyone. Two queries."""
    found: dict[UUID, _Answers] = defaultdict(_Answers)
    counted = AgreementActivity.objects.filter(agreement__in=agreements).order_by()
    for key, day, *ids in counted.values_list("agreement", "happened_on", *ACTIVE):
        for kind, record in zip(ACTIVE, ids, strict=True):
            if record is not None:
                found[key].counted.add((kind, record, day.year if kind == "project" else None))
    declined = DeclinedActivity.objects.filter(agreement__in=agreements).order_by()
    for key, *ids in declined.values_list("agreement", *ACTIVE):
        found[key].declined |= {
            (kind, record, None) for kind, record in zip(ACTIVE, ids, strict=True) if record is not None
        }
    return found


def _meetings(
    terms: dict[UUID, _Term], agreements_of: dict[UUID, set[UUID]], user: User, on: date
) -> list[tuple[UUID, dict[str, Any], set[UUID]]]:
    """Meetings held with a partner within the term: agreement, meeting, and the bodies that were there. Two queries.

    The signing itself is no activity under what was signed there.
    """
    bodies = list(agreements_of)
    first = min(term.first for term in terms.values())
    rows = Meeting.objects.visible_to(user).filter(status=MeetingStatus.HELD, held_on__range=(first, on))
    attended: dict[UUID, set[UUID]] = defaultdict(set)
    there = Attendance.objects.filter(organization__in=bodies, meeting__held_on__range=(first, on)).order_by()
    for meeting, body in there.values_list("meeting", "organization").distinct():
        if body is not None:
            attended[meeting].add(body)
    found = []
    wanted = rows.filter(Q(host__in=bodies) | Q(pk__in=list(attended))).order_by()
    for row in wanted.values("pk", "reference", "title", "kind", "held_on", "host", "trip"):
        present = attended[row["pk"]] | ({row["host"]} if row["host"] in agreements_of else set())
        for key in {key for body in present for key in agreements_of[body]}:
            term = terms[key]
            signing = row["kind"] == MeetingKind.CEREMONY and row["held_on"] == term.agreement.signed_on
            if term.holds(row["held_on"]) and not signing:
                found.append((key, row, present))
    return found


def _trips(
    terms: dict[UUID, _Term], trips: dict[UUID, dict[UUID, set[UUID]]], user: User, on: date
) -> list[tuple[UUID, dict[str, Any], set[UUID]]]:
    """The trips on which those meetings were held. One query."""
    wanted = {trip for of in trips.values() for trip in of}
    if not wanted:
        return []
    rows = Trip.objects.visible_to(user).filter(pk__in=wanted, cancelled_on__isnull=True, start_on__lte=on).order_by()
    by_key = {row["pk"]: row for row in rows.values("pk", "reference", "title", "start_on")}
    return [
        (key, by_key[trip], bodies)
        for key, of in trips.items()
        for trip, bodies in of.items()
        if trip in by_key and terms[key].holds(by_key[trip]["start_on"])
    ]


def _projects(
    terms: dict[UUID, _Term], agreements_of: dict[UUID, set[UUID]], user: User, on: date
) -> list[tuple[UUID, dict[str, Any], date]]:
    """Projects under the agreement, or with a partner of it and under none, once for each year in which they lived:
    moved forward, or ran. Two queries, and one where there are any."""
    bodies = list(agreements_of)
    rows = Project.objects.visible_to(user).order_by()
    under = Q(agreement__in=list(terms)) | Q(agreement__isnull=True) & (
        Q(funder__in=bodies) | Q(pk__in=Project.objects.filter(partners__organization__in=bodies).values("pk"))
    )
    projects = list(rows.filter(under).values("pk", "reference", "title", "stage", "created_at", "agreement", "funder"))
    if not projects:
        return []
    keys = [row["pk"] for row in projects]
    partners: dict[UUID, set[UUID]] = defaultdict(set)
    for key, body in Project.objects.filter(pk__in=keys).order_by().values_list("pk", "partners__organization"):
        if body is not None:
            partners[key].add(body)
    steps: dict[UUID, list[tuple[str, str, date]]] = defaultdict(list)
    for key, was, stage, day in (
        ProjectStep.objects.filter(project__in=keys)
        .order_by("ordinal")
        .values_list("project", "was", "stage", "moved_on")
    ):
        steps[key].append((was, stage, day))
    found = []
    for row in projects:
        days = lived(row["stage"], localtime(row["created_at"]).date(), steps[row["pk"]], on)
        around = {row["funder"], *partners[row["pk"]]} & set(agreements_of)
        of = {row["agreement"]} & set(terms) if row["agreement"] else {k for b in around for k in agreements_of[b]}
        for key in of:
            in_year: dict[int, date] = {}
            for start, end in days:
                for year in range(start.year, end.year + 1):
                    day = min(end, terms[key].last, date(year, 12, 31))
                    if terms[key].holds(day) and day >= start and day.year == year:
                        in_year[year] = max(day, in_year.get(year, day))
            found += [(key, row, day) for day in in_year.values()]
    return found


def lived(stage: str, recorded_on: date, steps: list[tuple[str, str, date]], on: date) -> list[tuple[date, date]]:
    """From when to when a project lived, up to ``on``: the days it was moved forward, and the spans it ran.

    ``steps`` are from, to and day, in order. What was put on record at a later stage was moved there that day.
    """
    first = steps[0][0] if steps else stage
    forward = [(recorded_on, first)] if first in _LIVELY else []
    forward += [(day, to) for was, to, day in steps if to in _LIVELY and to in FORWARD[ProjectStage(was)]]
    spans = [(day, day) for day, _to in forward]
    began = recorded_on if first == ProjectStage.RUNNING else None
    for was, to, day in steps:
        if was == ProjectStage.RUNNING and began is not None:
            spans.append((began, day))
            began = None
        if to == ProjectStage.RUNNING:
            began = day
    if began is not None:
        spans.append((began, on))
    return [(start, min(end, on)) for start, end in spans if start <= on]


def _proposed(
    kind: str, row: dict[str, Any], day: date, there: set[UUID], of: dict[UUID, UUID], names: dict[UUID, str]
) -> Proposed:
    bodies = sorted({names[of[body]] for body in there if body in of})
    return Proposed(day, kind, row["pk"], row["title"], row["reference"], tuple(bodies))
