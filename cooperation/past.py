"""What stands beside an agreement, as it was on a day past: what came later is left out, what changed since put back.

The agreement itself is computed for any day (``Agreement.as_of``); these have dates of their own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate

from cooperation.models import AgreementCheck, Commitment, CommitmentState, Project
from cooperation.models.answered import as_answered


def by_then(rows: Any, field: str, on: date, today: date) -> Any:
    """Of a day past, only the rows that were there by then; else all of them."""
    return rows.filter(**{f"{field}__lte": on}) if on < today else rows


def known_by(on: date) -> Q:
    """Amendments, or agreements, signed by that day, and drafts put on record by then."""
    return Q(signed_on__lte=on) | Q(signed_on__isnull=True, created_at__date__lte=on)


def checks_by(rows: Any, on: date, today: date) -> list[AgreementCheck]:
    """Of a day past, what was asked by then, with the answer of that day."""
    found: list[AgreementCheck] = list(by_then(rows, "round__opened_on", on, today))
    if on < today:
        as_answered(found, on, "answer", "text", "countermeasure")
    return found


def commitments_by(rows: Any, on: date, today: date) -> list[Commitment]:
    """Of a day past, what was promised by then, in a meeting or on record, open until the day it was closed."""
    rows = rows.select_related("owner", "requested_by", "officer")
    if on >= today:
        return list(rows)
    promised = rows.alias(promised_on=Coalesce("meeting__held_on", TruncDate("created_at")))
    found: list[Commitment] = list(promised.filter(promised_on__lte=on))
    for row in found:
        if row.closed_on is not None and row.closed_on > on:
            row.state = CommitmentState.OPEN
    return found


def projects_by(rows: Any, on: date, today: date) -> list[Project]:
    """Of a day past, the projects on record by then, at the stage of that day; their next step then is not known."""
    if on >= today:
        return list(rows)
    found: list[Project] = list(rows.filter(created_at__date__lte=on).prefetch_related("steps"))
    for row in found:
        steps = list(row.steps.all())
        taken = [step.stage for step in steps if step.moved_on <= on]
        row.stage = taken[-1] if taken else steps[0].was if steps else row.stage
        row.next_step, row.next_step_on = "", None
    return found
