"""Where an agreement stands on a day, computed from dated facts (docs/domain.md, Agreements on a day).

One rule in two forms: ``position`` for one agreement, ``annotated`` for many in SQL. A property test holds them
together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from cooperation import terms
from cooperation.models.agreements import Agreement, AgreementQuerySet, Viewer
from cooperation.models.amendments import Amendment, Decision
from cooperation.models.commitments import Commitment, CommitmentState
from cooperation.models.parties import AgreementFile, AgreementParty, FileRole
from cooperation.models.projects import AgreementActivity
from cooperation.models.wording import FORCE, Missing, Renewal, Standing, Term


@dataclass(frozen=True)
class Position:
    """An agreement on one day: first and last day of the term then, by when to decide, and where it stands."""

    begins_on: date | None
    ends_on: date | None
    act_by: date | None
    standing: Standing


def position(agreement: Agreement, on: date) -> Position:
    """Where ``agreement`` stands on that day. Reads its amendments, decisions and successor: prefetch them for many."""
    on = terms.within(on)
    begins = agreement.effective_from or agreement.signed_on
    asked = min(on, agreement.closed_on) if agreement.closed_on else on
    decisions = [decision for decision in agreement.decisions.all() if decision.decided_on <= asked]
    latest = max(decisions, key=lambda decision: (decision.decided_on, decision.created_at), default=None)
    stopped_on = latest.decided_on if latest is not None and latest.kind in agreement.STOPPING else None
    ends = _ends(agreement, begins, asked, stopped_on)
    act_by = _act_by(agreement, ends)
    if agreement.signed_on is None:
        given_up = agreement.cancelled_on is None or agreement.cancelled_on <= on
        return Position(begins, ends, act_by, Standing(agreement.state) if given_up else Standing.DRAFT)
    assert begins is not None
    successor = getattr(agreement, "successor", None)
    followed_from: date | None = None
    if successor is not None and successor.signed_on is not None and successor.signed_on <= on:
        followed_from = successor.effective_from or successor.signed_on
    endless = ends is None or agreement.renewal == Renewal.AUTOMATIC
    if agreement.closed_on and on >= agreement.closed_on:
        standing = Standing.CLOSED
    elif on < max(begins, agreement.signed_on):
        standing = Standing.NOT_YET
    elif ends is not None and on > ends:
        standing = Standing.CLOSED if stopped_on or followed_from else Standing.LAPSED
    elif endless and followed_from is not None and followed_from <= on:
        standing = Standing.CLOSED
    elif (
        act_by is not None
        and act_by <= terms.plus_months(on, settings.IEUM_LEAD_MONTHS)
        and stopped_on is None
        and followed_from is None
        and not any(decision.act_by == act_by for decision in decisions)
    ):
        standing = Standing.TO_DECIDE
    else:
        standing = Standing.IN_FORCE
    return Position(begins, ends, act_by, standing)


def _ends(agreement: Agreement, begins: date | None, asked: date, stopped_on: date | None) -> date | None:
    amended = max(
        (
            (amendment.signed_on, amendment.ordinal, amendment.new_expires_on)
            for amendment in agreement.amendments.all()
            if amendment.signed_on and amendment.new_expires_on and amendment.signed_on <= asked
        ),
        default=None,
    )
    if amended is not None:
        first_end: date | None = amended[2]
    elif agreement.renewal == Renewal.EVERGREEN:
        first_end = None
    elif agreement.expires_on or begins is None or agreement.term != Term.YEARS or agreement.term_years is None:
        first_end = agreement.expires_on
    else:
        first_end = terms.last_day(begins, agreement.term_years)
    if first_end is None or agreement.renewal != Renewal.AUTOMATIC or agreement.renewal_years is None:
        return first_end
    return terms.running_end(first_end, agreement.renewal_years, agreement.notice_months or 0, asked, stopped_on)


def _act_by(agreement: Agreement, ends: date | None) -> date | None:
    if ends is None:
        return agreement.review_on
    if agreement.renewal == Renewal.AUTOMATIC and agreement.notice_months is not None:
        return terms.plus_months(ends, -agreement.notice_months)
    return terms.plus_months(ends, -settings.IEUM_LEAD_MONTHS)


def is_silent(agreement: Agreement, on: date) -> bool:
    """In force for so long and without activity for so long, whoever may see it. Prefetch activities, commitments."""
    on = terms.within(on)
    since = terms.plus_months(on, -settings.IEUM_SILENT_MONTHS)
    stands = position(agreement, on)
    if stands.standing not in FORCE or stands.begins_on is None or stands.begins_on > since:
        return False
    happened = [one.happened_on for one in agreement.activities.all()]
    kept = [one.closed_on for one in agreement.commitments.all() if one.state == CommitmentState.DONE]
    return not any(day is not None and since < day <= on for day in [*happened, *kept])


# ------------------------------------------------------------------------------------------------- in SQL


class LastDay(Func):
    function = "ieum_last_day"
    output_field = models.DateField()


class RunningEnd(Func):
    function = "ieum_running_end"
    output_field = models.DateField()


class MinusMonths(Func):
    template = "(%(expressions)s)::date"
    arg_joiner = " - interval '1 month' * "
    output_field = models.DateField()


class StandingOf(Func):
    function = "ieum_standing"
    output_field = models.CharField(choices=Standing)


class WithoutNulls(Func):
    """An array of the given texts, the null ones left out."""

    template = "array_remove(ARRAY[%(expressions)s]::text[], NULL)"
    output_field = ArrayField(models.TextField(choices=Missing))


def _day(value: date) -> Any:
    return Value(value, output_field=models.DateField())


def _code(code: str, when: Any) -> Case:
    return Case(When(when, then=Value(str(code))), default=Value(None, output_field=models.CharField()))


def placed(agreements: AgreementQuerySet, on: date) -> AgreementQuerySet:
    """The columns of ``AgreementQuerySet.standing_on``."""
    on = terms.within(on)
    asked = Least(_day(on), Coalesce(F("closed_on"), _day(on)))
    amendments = Amendment.objects.filter(
        agreement=OuterRef("pk"), signed_on__lte=OuterRef("asked_on"), new_expires_on__isnull=False
    ).order_by("-signed_on", "-ordinal")
    decisions = Decision.objects.filter(agreement=OuterRef("pk"), decided_on__lte=OuterRef("asked_on"))
    stop = Case(When(kind__in=Agreement.STOPPING, then=F("decided_on")), output_field=models.DateField())
    latest = decisions.order_by("-decided_on", "-created_at").annotate(stop=stop)
    amended = Subquery(amendments.values("new_expires_on")[:1])
    with_term = agreements.alias(
        asked_on=asked,
        stopped_on=Subquery(latest.values("stop")[:1]),
        first_end=Coalesce(
            amended,
            F("expires_on"),
            Case(When(term=Term.YEARS, then=LastDay(Coalesce("effective_from", "signed_on"), F("term_years")))),
        ),
    ).annotate(
        begins_on=Coalesce("effective_from", "signed_on"),
        ends_on=Case(
            When(renewal=Renewal.EVERGREEN, then=amended),
            When(
                renewal=Renewal.AUTOMATIC,
                then=RunningEnd(
                    F("first_end"), F("renewal_years"), Coalesce("notice_months", 0), F("asked_on"), F("stopped_on")
                ),
            ),
            default=F("first_end"),
            output_field=models.DateField(),
        ),
    )
    lead = Value(settings.IEUM_LEAD_MONTHS)
    notice = Case(When(renewal=Renewal.AUTOMATIC, then=Coalesce("notice_months", lead)), default=lead)
    with_act_by = with_term.annotate(act_by=Coalesce(MinusMonths(F("ends_on"), notice), F("review_on")))
    successors = Agreement.objects.filter(predecessor=OuterRef("pk"), signed_on__lte=on)
    begun = successors.filter(Q(effective_from__isnull=True) | Q(effective_from__lte=on))
    standing = StandingOf(
        Case(When(cancelled_on__gt=on, then=Value(str(Standing.DRAFT))), default=F("state")),
        F("signed_on"),
        F("begins_on"),
        F("ends_on"),
        F("act_by"),
        F("closed_on"),
        _day(on),
        _day(terms.plus_months(on, settings.IEUM_LEAD_MONTHS)),
        Exists(decisions.filter(act_by=OuterRef("act_by"))) | Exists(successors),
        Q(stopped_on__isnull=False),
        Exists(successors),
        Q(Q(renewal=Renewal.AUTOMATIC) | Q(ends_on__isnull=True), Exists(begun)),
    )
    found: AgreementQuerySet = with_act_by.annotate(standing=standing)
    return found


def annotated(agreements: AgreementQuerySet, on: date, viewer: Viewer | None) -> AgreementQuerySet:
    """The columns of ``AgreementQuerySet.as_of``.

    What ``viewer`` may not see does not count as activity for them; None counts everything.
    """
    on = terms.within(on)
    since = terms.plus_months(on, -settings.IEUM_SILENT_MONTHS)
    parties = AgreementParty.objects.filter(agreement=OuterRef("pk"))
    found: AgreementQuerySet = (
        placed(agreements, on)
        .annotate(
            last_activity_on=_last_activity(on, viewer),
            missing=WithoutNulls(
                # An amendment gives a last day from its signing on, a copy is there from the day it was put here; what
                # the paper itself says holds from its signing, whenever it was typed.
                _code(Missing.TERM, Q(term="", first_end__isnull=True)),
                _code(Missing.SCOPE, Q(scope="")),
                _code(Missing.PARTIES, ~Exists(parties[1:2])),
                _code(Missing.SIGNATORIES, ~Exists(parties) | Exists(parties.filter(signatory__isnull=True))),
                _code(
                    Missing.SIGNED_COPY,
                    ~Exists(
                        AgreementFile.objects.filter(
                            agreement=OuterRef("pk"), role=FileRole.SIGNED_COPY, created_at__date__lte=on
                        )
                    ),
                ),
            ),
        )
        .alias(
            # Without any activity it has been quiet since it began.
            quiet_since=Coalesce("last_activity_on", "begins_on"),
        )
        .annotate(
            silent=Case(
                When(
                    Q(standing__in=FORCE, begins_on__lte=since, quiet_since__lte=since),
                    then=Value(True),
                ),
                default=Value(False),
            )
        )
    )
    return found


def _last_activity(on: date, viewer: Viewer | None) -> Any:
    """The latest activity under the agreement, or commitment under it that was kept, up to that day."""
    activities = AgreementActivity.objects.filter(agreement=OuterRef("pk"), happened_on__lte=on)
    kept = Commitment.objects.filter(agreement=OuterRef("pk"), state=CommitmentState.DONE, closed_on__lte=on)
    if viewer is not None:
        activities = activities.exclude(pk__in=viewer.hidden(AgreementActivity))
        kept = kept.exclude(pk__in=viewer.hidden(Commitment))
    return Greatest(
        Subquery(activities.order_by("-happened_on").values("happened_on")[:1]),
        Subquery(kept.order_by("-closed_on").values("closed_on")[:1]),
    )
