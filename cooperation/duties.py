"""What is due for a person, or for everyone: the lists of the page "today". Each list costs one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.words import day_words
from cooperation.intake.queue import trip_start
from cooperation.models import (
    Agreement,
    AgreementCheck,
    AgreementParty,
    AgreementQuerySet,
    Commitment,
    CommitmentState,
    Precision,
    Project,
    ProjectStage,
    Proposal,
    ProposalKind,
    ProposalState,
    ReportItem,
    ReportItemQuerySet,
    Standing,
)
from meetings.models import Attendance, Meeting, MeetingStatus, ReportRevision, Side, Trip, TripTraveller
from partners.models import Document

if TYPE_CHECKING:
    from accounts.models import User

#: Lists are cut here; their page shows the rest.
MOST = 100
SOON_DAYS = 14  # what is due "soon" is looked at again after so many days (DOMAIN, Commitments)


@dataclass
class Duty:
    """One line of the due list. ``commitment`` is set where it can be closed or snoozed on the spot."""

    due: date
    title: str
    address: str
    about: list[str]
    commitment: Commitment | None = None
    asks: bool = False
    confirm: bool = False
    action: str = ""
    action_address: str = ""
    document: Document | None = None
    lines: list[int] = field(default_factory=list)
    officer: str = ""


@dataclass(frozen=True)
class Group:
    """A stretch of time with what is due in it."""

    key: str
    title: str
    duties: list[Duty]


def due_list(user: User, on: date, *, everyone: bool) -> list[Group]:
    """Past, today, this week (to its Sunday) and the two weeks after it; empty stretches are left out."""
    sunday = on + timedelta(days=6 - on.weekday())
    horizon = sunday + timedelta(days=14)
    found = sorted(
        [
            *_commitments(user, on, horizon, everyone),
            *_agreements(user, on, horizon, everyone),
            *_projects(user, horizon, everyone),
            *_checks(user, horizon, everyone),
            *_report_items(user, horizon, everyone),
        ],
        key=lambda duty: (duty.due, duty.title),
    )
    stretches = [
        ("past", _("Past due"), date.min, on - timedelta(days=1)),
        ("today", _("Due today"), on, on),
        ("week", _("This week"), on + timedelta(days=1), sunday),
        ("later", _("The next two weeks"), sunday + timedelta(days=1), horizon),
    ]
    groups = [
        Group(key, title, [duty for duty in found if first <= duty.due <= last])
        for key, title, first, last in stretches
    ]
    return [group for group in groups if group.duties]


def due_rows(user: User, on: date) -> QuerySet[Any, Any]:
    """A row for each line of this person's due list that is due on that day or before it."""
    commitments = _commitment_rows(user, on, on, everyone=False).filter(
        Q(state=CommitmentState.REPORTED) | Q(due_end__isnull=True) | Q(due_end__lte=on)
    )
    rest: list[QuerySet[Any, Any]] = [
        _agreement_rows(user, on, on, everyone=False).values_list("pk"),
        _project_rows(user, on, everyone=False).values_list("pk"),
        _check_rows(user, on, everyone=False).values_list("round_id").distinct(),
        _item_rows(user, on, everyone=False).values_list(Coalesce("agreement_id", "round_id")).distinct(),
    ]
    return commitments.order_by().values_list("pk").union(*(rows.order_by() for rows in rest), all=True)


def _commitment_rows(user: User, on: date, horizon: date, *, everyone: bool) -> QuerySet[Commitment]:
    """Open commitments that are mailed or ask "done?", and reported ones that wait for this person."""
    soon = Q(
        due_end__isnull=True,
        due_precision=Precision.SOON,
        created_at__date__lte=on - timedelta(days=SOON_DAYS),
    )
    near = Commitment.objects.awake(on).filter(Q(due_end__lte=horizon) | soon | Q(asks_done=True))
    if not everyone:
        near = near.filter(officer=user)
    asking = near.running().filter(asks_done=True)
    reported = Commitment.objects.filter(state=CommitmentState.REPORTED).exclude(closed_by=user)
    # A union, as each part has its index and "or" would read every commitment there is.
    keys = [rows.order_by().values("pk") for rows in (near.mailed(), asking, reported)]
    return Commitment.objects.visible_to(user).filter(pk__in=keys[0].union(*keys[1:]))


def _commitments(user: User, on: date, horizon: date, everyone: bool) -> Iterable[Duty]:
    rows = _commitment_rows(user, on, horizon, everyone=everyone)
    rows = rows.select_related("owner", "requested_by", "officer", "source_document").order_by("due_end", "number")
    for row in rows[:MOST]:
        confirm = row.state == CommitmentState.REPORTED
        yield Duty(
            due=on if confirm else row.due_end or on,
            title=row.text,
            address=row.get_absolute_url(),
            about=_about(row, confirm),
            commitment=row,
            asks=row.asks_done and not confirm,
            confirm=confirm,
            document=row.source_document,
            lines=row.source_lines,
            officer=str(row.officer) if everyone else "",
        )


def _about(row: Commitment, confirm: bool) -> list[str]:
    other = row.requested_by if row.side == Side.OURS else row.owner
    if row.side == Side.OURS:
        who = _("Promised to %(name)s") % {"name": other.name} if other else _("Ours to do")
    else:
        who = _("%(name)s is to do it") % {"name": other.name} if other else _("Theirs to do")
    words = row.due_text if row.due_precision not in (Precision.DAY, Precision.NONE) and row.due_text else ""
    due = _("due %(day)s") % {"day": words or day_words(row.due_end)} if words or row.due_end else _("soon: look again")
    return [who, due, *([_("waits for a second person")] if confirm else [])]


def _agreement_rows(user: User, on: date, horizon: date, *, everyone: bool) -> AgreementQuerySet:
    """Agreements to decide whose act-by date is near or past, and those that lapsed."""
    rows = Agreement.objects.visible_to(user).filter(signed_on__isnull=False)
    if not everyone:
        rows = rows.filter(officer=user)
    near = Q(standing=Standing.TO_DECIDE, act_by__lte=horizon) | Q(standing=Standing.LAPSED)
    return rows.standing_on(on).filter(near)


def _agreements(user: User, on: date, horizon: date, everyone: bool) -> Iterable[Duty]:
    partners = AgreementParty.objects.filter(agreement=OuterRef("pk"), organization__ours=False).order_by("order")
    found = (
        _agreement_rows(user, on, horizon, everyone=everyone)
        .order_by("act_by", "number")
        .values_list(
            "pk", "title", "standing", "act_by", "ends_on", "officer__display_name", "officer__username",
            ArraySubquery(partners.values("organization__name")),
        )[:MOST]
    )  # fmt: skip
    for pk, title, standing, act_by, ends_on, display, username, names in found:
        address = reverse("agreement", args=[pk])
        lapsed = standing == Standing.LAPSED
        yield Duty(
            due=ends_on if lapsed else act_by,
            title=_("Decide about “%(title)s”") % {"title": title},
            address=address,
            about=[
                ", ".join(names) or _("Agreement"),
                (_("ended %(day)s, nothing decided") if lapsed else _("act by %(day)s"))
                % {"day": day_words(ends_on if lapsed else act_by)},
                *(
                    [_("last day %(day)s") % {"day": day_words(ends_on, weekday=False)}]
                    if ends_on and not lapsed
                    else []
                ),
            ],
            action=_("Decide"),
            action_address=f"{address}#act-decide",
            officer=display or username or "" if everyone else "",
        )


def _project_rows(user: User, horizon: date, *, everyone: bool) -> QuerySet[Project]:
    """Next steps of projects that are still on their way."""
    rows = Project.objects.visible_to(user).filter(next_step_on__lte=horizon)
    rows = rows.exclude(stage__in=[ProjectStage.REJECTED, ProjectStage.CLOSED])
    return rows if everyone else rows.filter(officer=user)


def _projects(user: User, horizon: date, everyone: bool) -> Iterable[Duty]:
    rows = _project_rows(user, horizon, everyone=everyone)
    for row in rows.select_related("officer").order_by("next_step_on", "number")[:MOST]:
        assert row.next_step_on is not None
        yield Duty(
            due=row.next_step_on,
            title=row.next_step,
            address=row.get_absolute_url(),
            about=[_("Next step of “%(title)s”") % {"title": row.title}, day_words(row.next_step_on)],
            action=_("Look"),
            action_address=row.get_absolute_url(),
            officer=str(row.officer) if everyone and row.officer else "",
        )


def _check_rows(user: User, horizon: date, *, everyone: bool) -> QuerySet[AgreementCheck]:
    """Answers owed in open rounds of checks."""
    rows = AgreementCheck.objects.visible_to(user).filter(answer="", round__closed_on=None, round__due_on__lte=horizon)
    return rows if everyone else rows.filter(agreement__officer=user)


def _checks(user: User, horizon: date, everyone: bool) -> Iterable[Duty]:
    """One line for each round."""
    found = (
        _check_rows(user, horizon, everyone=everyone)
        .order_by()
        .values("round_id", "round__title", "round__due_on")
        .annotate(count=Count("pk"))
        .order_by("round__due_on", "round_id")
    )
    for row in found:
        address = f"{reverse('check_round', args=[row['round_id']])}?answer=none{'' if everyone else '&whose=mine'}"
        yield Duty(
            due=row["round__due_on"],
            title=_("Answer %(title)s: %(count)s agreements") % {"title": row["round__title"], "count": row["count"]},
            address=address,
            about=[_("Performance check"), _("due %(day)s") % {"day": day_words(row["round__due_on"])}],
            action=_("Answer them"),
            action_address=address,
        )


def _item_rows(user: User, horizon: date, *, everyone: bool) -> ReportItemQuerySet:
    """Reports to bodies that are asked for by that day."""
    rows = ReportItem.objects.visible_to(user).due(horizon)
    return rows if everyone else rows.concerning(user)


def _report_items(user: User, horizon: date, everyone: bool) -> Iterable[Duty]:
    """One line for each agreement or round."""
    rows = _item_rows(user, horizon, everyone=everyone).select_related("agreement__officer", "round")
    found: dict[UUID, list[ReportItem]] = {}
    for row in rows.order_by("happened_on", "pk")[: MOST * 3]:
        found.setdefault(row.subject.pk, []).append(row)
    for items in found.values():
        first = items[0]
        address = first.get_absolute_url() if len(items) == 1 else reverse("report_items") + _narrowed(first)
        officer = first.agreement.officer if first.agreement else None
        yield Duty(
            due=first.due_on,
            title=_("Report “%(title)s”") % {"title": first.subject},
            address=address,
            about=[
                ", ".join(dict.fromkeys(str(item.get_event_display()) for item in items)),
                ", ".join(dict.fromkeys(item.body for item in items)),
            ],
            action=_("Report it"),
            action_address=address,
            officer=str(officer) if everyone and officer else "",
        )


def _narrowed(item: ReportItem) -> str:
    return f"?open=true&agreement={item.agreement_id}" if item.agreement_id else f"?open=true&event={item.event}"


# ------------------------------------------------------------------------------------------------- beside it


@dataclass(frozen=True)
class Waiting:
    """A report read and not yet reviewed to its end."""

    pk: UUID
    title: str
    done: int
    total: int
    questions: int


def revisions_to_review(user: User) -> QuerySet[ReportRevision]:
    """Reports read, with proposals that wait for a decision."""
    waiting = Proposal.objects.blocking().filter(revision=OuterRef("pk"))
    return ReportRevision.objects.visible_to(user).filter(Exists(waiting))


def reviews_waiting(user: User) -> list[Waiting]:
    """Reports with proposals that wait for a decision, those of the newest trips first."""
    # What is only mentioned may stay undecided; it neither waits nor counts.
    counted = ~Q(proposals__data__contains={"optional": True})
    waiting = counted & Q(proposals__state=ProposalState.WAITING)
    rows = (
        revisions_to_review(user)
        .annotate(
            total=Count("proposals", filter=counted),
            left=Count("proposals", filter=waiting),
            questions=Count("proposals", filter=waiting & Q(proposals__kind=ProposalKind.QUESTION)),
        )
        .select_related("report", "document")
        .alias(trip_start=trip_start())
        .order_by(F("trip_start").desc(nulls_last=True), "-id")[:MOST]
    )
    return [
        Waiting(row.pk, row.report.title or row.document.name, row.total - row.left, row.total, row.questions)
        for row in rows
    ]


@dataclass(frozen=True)
class Paper:
    """A trip whose report or public registration is due."""

    pk: UUID
    title: str
    due: date | None
    about: str


def papers_due(user: User, on: date, *, everyone: bool) -> list[Paper]:
    """Reports due or late, and registrations not made, the most urgent first."""
    trips = Trip.objects.visible_to(user).filter(cancelled_on__isnull=True)
    if not everyone:
        trips = trips.filter(
            Q(entered_by=user) | Exists(TripTraveller.objects.filter(trip=OuterRef("pk"), person__user=user))
        )
    report = Q(end_on__lt=on) & (Q(submitted_on__isnull=True) | Q(submitted_on__gt=on))
    # A registration is looked at for a year; whose day is long past was most likely made and not entered.
    register = Q(
        submitted_on__lte=on,
        submitted_on__gt=on - timedelta(days=365),
        registered_on__isnull=True,
        non_disclosure_reason="",
    )
    found = []
    for trip in trips.filter(report | register).order_by("end_on", "number")[:MOST]:
        if trip.submitted_on and trip.submitted_on <= on:
            about = _("submitted %(day)s, public registration") % {"day": day_words(trip.submitted_on)}
            found.append(Paper(trip.pk, trip.title, trip.registration_due_on, about))
        else:
            assert trip.end_on is not None
            about = _("back for %(days)s days, report within %(most)s") % {
                "days": (on - trip.end_on).days,
                "most": trip.report_days,
            }
            found.append(Paper(trip.pk, trip.title, trip.report_due_on, about))
    return sorted(found, key=lambda paper: paper.due or date.max)


def meetings_this_week(user: User, on: date, *, everyone: bool) -> list[Meeting]:
    """Meetings from this Monday to Sunday, cancelled ones left out."""
    monday = on - timedelta(days=on.weekday())
    rows = Meeting.objects.visible_to(user).filter(held_on__range=(monday, monday + timedelta(days=6)))
    rows = rows.exclude(status=MeetingStatus.CANCELLED)
    if not everyone:
        rows = rows.filter(
            Q(entered_by=user) | Exists(Attendance.objects.filter(meeting=OuterRef("pk"), person__user=user))
        )
    return list(rows.select_related("host").order_by("held_on", "starts_at")[:MOST])


def is_new_here(user: User) -> bool:
    """Whether there is nothing at all yet for this person to see: what to do first is told instead of empty lists."""
    found: Any = Commitment.objects.visible_to(user).order_by().values("pk")[:1]
    return not (
        found.exists()
        or Agreement.objects.visible_to(user).order_by().exists()
        or Trip.objects.visible_to(user).order_by().exists()
        or ReportRevision.objects.visible_to(user).order_by().exists()
    )
