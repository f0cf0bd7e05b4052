"""Who is to be told of what, and when: milestones around a date, written into the ledger once.

A milestone is a window, not a day: from its day on, until the next one of the same subject begins. Only the latest one
that has begun is planned, so a missed run is caught up with one reminder and never with four.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from cooperation.models import (
    Agreement,
    CheckRound,
    Commitment,
    Precision,
    Project,
    ProjectStage,
    Reminder,
    ReportItem,
    Rule,
    Standing,
)
from cooperation.reminders.workdays import days_served, is_working_day
from cooperation.terms import plus_months
from meetings.models import Trip

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One rule with the day its window begins. ``to_managers`` adds them to the recipients."""

    rule: Rule
    day: date
    to_managers: bool = False


def latest(milestones: Iterable[Milestone], until: date) -> Milestone | None:
    """The last milestone that has begun by ``until``; of two on one day, the later in the list."""
    begun = [milestone for milestone in milestones if milestone.day <= until]
    return max(begun, key=lambda milestone: milestone.day) if begun else None


def weekly(rule: Rule, start: date, until: date) -> list[Milestone]:
    """The latest of the days a week, two weeks, … after ``start`` that has begun by ``until``, if any."""
    weeks = (until - start) // WEEK
    return [Milestone(rule, start + weeks * WEEK)] if weeks >= 1 else []


def of_commitment(commitment: Commitment, until: date) -> list[Milestone]:
    """14, 7, 1 days before, on the day, then weekly; ``soon`` is looked at after 14 days."""
    due = commitment.due_end
    if due is None:
        if commitment.due_precision != Precision.SOON:
            return []
        made = commitment.meeting.held_on if commitment.meeting else commitment.created_at.date()
        return [Milestone(Rule.COMMITMENT_SOON, made + timedelta(days=14))]
    return [
        Milestone(Rule.COMMITMENT_14, due - timedelta(days=14)),
        Milestone(Rule.COMMITMENT_7, due - WEEK),
        Milestone(Rule.COMMITMENT_1, due - timedelta(days=1)),
        Milestone(Rule.COMMITMENT_0, due),
        *weekly(Rule.COMMITMENT_WEEKLY, due, until),
    ]


def of_commitment_for_managers(commitment: Commitment) -> list[Milestone]:
    """14 days overdue the manager hears of it too, once."""
    if commitment.due_end is None:
        return []
    return [Milestone(Rule.COMMITMENT_MANAGER, commitment.due_end + timedelta(days=14), to_managers=True)]


def of_agreement(standing: Standing, ends_on: date | None, act_by: date | None, until: date) -> list[Milestone]:
    """12 months before the end, 6 months, act-by −30 and −7, end −30, −7, 0, then weekly until decided.

    Once decided, an agreement is no longer ``to_decide`` or ``lapsed``: only the look at its activity is left.
    """
    found = [Milestone(Rule.AGREEMENT_LOOK, plus_months(ends_on, -12))] if ends_on else []
    if standing not in (Standing.TO_DECIDE, Standing.LAPSED):
        return found
    if ends_on:
        found += [
            Milestone(Rule.AGREEMENT_DECIDE, plus_months(ends_on, -settings.IEUM_LEAD_MONTHS)),
            Milestone(Rule.AGREEMENT_END_30, ends_on - timedelta(days=30)),
            Milestone(Rule.AGREEMENT_END_7, ends_on - WEEK),
            Milestone(Rule.AGREEMENT_END_0, ends_on),
            *weekly(Rule.AGREEMENT_WEEKLY, ends_on, until),
        ]
    if act_by:
        found += [
            Milestone(Rule.AGREEMENT_ACT_30, act_by - timedelta(days=30)),
            Milestone(Rule.AGREEMENT_ACT_7, act_by - WEEK),
        ]
    return found


def of_trip(trip: Trip, until: date) -> list[Milestone]:
    """10, 20 and 27 days after the return, while the report is not late."""
    if trip.end_on is None:
        return []
    return [
        Milestone(rule, trip.end_on + timedelta(days=days))
        for rule, days in ((Rule.REPORT_10, 10), (Rule.REPORT_20, 20), (Rule.REPORT_27, 27))
    ]


def of_project(project: Project) -> list[Milestone]:
    """14 and 3 days before the next step."""
    step = project.next_step_on
    if step is None:
        return []
    return [
        Milestone(Rule.PROJECT_14, step - timedelta(days=14)),
        Milestone(Rule.PROJECT_3, step - timedelta(days=3)),
    ]


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone of one subject, and the user it is for before anyone stands in. None means the managers."""

    subject: models.Model
    field: str
    milestone: Milestone
    owner: User | None


def due_commitments(until: date) -> Iterator[Due]:
    # Nothing further off than the first milestone, and nothing snoozed beyond the day, is looked at.
    near = Q(due_end__lte=until + timedelta(days=14)) | Q(due_end__isnull=True, due_precision=Precision.SOON)
    rows = (
        Commitment.objects.mailed()
        .filter(near)
        .filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=until))
        .select_related("officer", "meeting")
    )
    for row in rows.iterator(chunk_size=500):
        for milestone in (latest(of_commitment(row, until), until), latest(of_commitment_for_managers(row), until)):
            if milestone:
                yield Due(row, "commitment", milestone, None if milestone.to_managers else row.officer)


def due_agreements(on: date, until: date) -> Iterator[Due]:
    live = [Standing.IN_FORCE, Standing.TO_DECIDE, Standing.LAPSED]
    for row in Agreement.objects.as_of(on).filter(standing__in=live).select_related("officer").iterator(500):
        milestone = latest(of_agreement(Standing(row.standing), row.ends_on, row.act_by, until), until)
        if milestone:
            yield Due(row, "agreement", milestone, row.officer)


def due_trips(on: date, until: date) -> Iterator[Due]:
    rows = Trip.objects.filter(
        cancelled_on__isnull=True, submitted_on__isnull=True, end_on__lte=until - timedelta(days=10)
    ).prefetch_related("travellers__person__user")
    for row in rows.iterator(chunk_size=500):
        if row.report_due_on is not None and on > row.report_due_on:
            # Daily from then on: to the managers, and no longer to those who did not answer.
            yield Due(row, "trip", Milestone(Rule.REPORT_LATE, on, to_managers=True), None)
        elif milestone := latest(of_trip(row, until), until):
            owners = [traveller.person.user for traveller in row.travellers.all() if traveller.person.user]
            for owner in owners or [row.entered_by]:
                yield Due(row, "trip", milestone, owner)


def due_projects(until: date) -> Iterator[Due]:
    rows = (
        Project.objects.exclude(stage__in=[ProjectStage.REJECTED, ProjectStage.CLOSED])
        .filter(next_step_on__lte=until + timedelta(days=14), next_step_on__gte=until - timedelta(days=14))
        .select_related("officer")
    )
    for row in rows.iterator(chunk_size=500):
        milestone = latest(of_project(row), until)
        if milestone:
            yield Due(row, "project", milestone, row.officer)


def due_rounds(on: date, until: date) -> Iterator[Due]:
    """Weekly to each officer with an agreement still unanswered while the round is open; to managers for nobody's."""
    for check_round in CheckRound.objects.filter(closed_on__isnull=True, opened_on__lte=on):
        milestone = latest(weekly(Rule.CHECK_WEEKLY, check_round.opened_on, until), until)
        if milestone is None:
            continue
        owed = check_round.checks.filter(answer="")
        for officer in User.objects.filter(pk__in=owed.exclude(agreement__officer=None).values("agreement__officer")):
            yield Due(check_round, "round", milestone, officer)
        if owed.filter(agreement__officer=None).exists():
            yield Due(check_round, "round", milestone, None)


def due_report_items(until: date) -> Iterator[Due]:
    """Weekly while a report to a body is open, once for an agreement or round however many bodies are to be told."""
    told: set[object] = set()
    rows = ReportItem.objects.due(until).select_related("agreement__officer", "round").order_by("happened_on")
    for row in rows.iterator(chunk_size=500):
        milestone = latest(weekly(Rule.ITEM_WEEKLY, row.happened_on, until), until)
        if milestone is None or row.subject in told:
            continue
        told.add(row.subject)
        owner = row.agreement.officer if row.agreement else None
        yield Due(row.subject, "agreement" if row.agreement else "round", milestone, owner)


class Recipients:
    """Who receives a reminder in the owner's place: the delegate, else a manager, when away, gone or not allowed."""

    def __init__(self, on: date, dues: list[Due]) -> None:
        self.on = on
        self.subjects: dict[type[models.Model], list[models.Model]] = {}
        for due in dues:
            self.subjects.setdefault(type(due.subject), []).append(due.subject)
        self._seen: dict[tuple[User, type[models.Model]], set[object]] = {}
        people = User.objects.filter(is_active=True, is_service=False)
        managers = list(people.filter(role=Role.MANAGER)) or list(people.filter(role=Role.ADMINISTRATOR))
        self.managers = [manager for manager in managers if not manager.is_away(on)] or managers
        self.delegates = {
            user.pk: user.delegate for user in User.objects.exclude(delegate=None).select_related("delegate")
        }

    def of(self, due: Due) -> list[tuple[User, User | None]]:
        """Pairs of the recipient and the user they stand in for, if any. Empty when there is nobody at all."""
        owner = due.owner
        if owner is None:
            return [(manager, None) for manager in self.managers]
        if not owner.is_away(self.on) and self._may_see(owner, due.subject):
            return [(owner, None)]
        delegate = self.delegates.get(owner.pk)
        if delegate and not delegate.is_away(self.on) and self._may_see(delegate, due.subject):
            return [(delegate, owner)]
        return [(manager, owner) for manager in self.managers if manager != owner]

    def _may_see(self, user: User, subject: models.Model) -> bool:
        """Asked once for all subjects of a kind, so that a long list costs a user one query."""
        kind = type(subject)
        if (user, kind) not in self._seen:
            rows = kind._default_manager.visible_to(user)  # type: ignore[attr-defined]
            ids = [row.pk for row in self.subjects[kind]]
            self._seen[user, kind] = set(rows.filter(pk__in=ids).values_list("pk", flat=True))
        return subject.pk in self._seen[user, kind]


def plan(now: datetime) -> int:
    """Write every reminder whose window has begun into the ledger; give how many are new.

    ``now`` is aware. Each country's working days decide for the recipients in it: on a working day the milestones of
    the days off that follow are planned too, on a day off none are.
    """
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    before = Reminder.objects.count()
    countries = User.objects.filter(is_active=True, is_service=False).order_by().values_list("country", flat=True)
    for country in sorted(set(countries)):
        if is_working_day(today, country):
            _plan_for(country, today)
    return Reminder.objects.count() - before


def _plan_for(country: str, today: date) -> None:
    until = days_served(today, country)
    dues = [
        *due_commitments(until),
        *due_agreements(today, until),
        *due_trips(today, until),
        *due_projects(until),
        *due_rounds(today, until),
        *due_report_items(until),
    ]
    recipients = Recipients(today, dues)
    rows = (
        Reminder(
            **{due.field: due.subject},
            rule=due.milestone.rule,
            due_on=due.milestone.day,
            send_on=today,
            recipient=recipient,
            stands_in_for=absent,
        )
        for due in dues
        for recipient, absent in recipients.of(due)
        if recipient.country == country
    )
    Reminder.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
