"""What a revision of a report changes: ``{% load revisions %}``, for the page of the report, which lies lower."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from accounts.models import User
from cooperation.intake import asked
from cooperation.models import Proposal, ProposalKind, ProposalState
from meetings.models import ReportRevision

register = template.Library()


@register.inclusion_tag("cooperation/_what_changed.html", takes_context=True)
def what_changed(context: template.Context, revision: ReportRevision) -> dict[str, Any]:
    """``{% what_changed revision %}``: what differs from the revision before it, as the reader may see it.

    One query; none for a first revision.
    """
    user: User = context["request"].user
    if revision.revision < 2 or revision.proposed_at is None:
        return {}
    found = Proposal.objects.visible_to(user).filter(revision=revision).order_by("order")
    rows = [row for row in found if not row.data.get("carried")]
    asked.as_seen_by(rows, user)
    things = [row for row in rows if row.kind != ProposalKind.QUESTION and not row.data.get("optional")]
    same = next((row for row in rows if row.data.get("ask") == "same_report"), None)
    at = f"{reverse('review', args=[revision.pk])}?at={same.pk}#p-{same.pk}" if same and user.is_officer else ""
    return {
        "compared": True,
        "asked": same if same is not None and same.state == ProposalState.ANSWERED else None,
        "review": at,
        "changed": [row for row in things if row.data.get("changes")],
        "new": [row for row in things if not row.data.get("changes")],
        "gone": [row for row in rows if row.data.get("ask") == "vanished"],
    }
