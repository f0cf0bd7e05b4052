"""On whose side somebody sits: one rule for what is typed and for what is filed from a report, and its follow-up.

A side that a person said stays; all others follow when a body turns out to be ours, or not.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from meetings.models import Attendance, Side
from partners import ours
from partners.models import INTERNATIONAL

if TYPE_CHECKING:
    from partners.models import Organization

_BATCH = 500


def side_of(
    body: Organization | None,
    host: Organization | None = None,
    *,
    at_home: Set[str] = frozenset(),
    unsure: Side = Side.THEIRS,
) -> Side:
    """On whose side somebody of ``body`` is: ours if it, or one above it, is; what was said of it; the partner's where
    it is of the family of the ``host``, or from abroad; a third party's if it sits in one of the countries ``at_home``.

    ``unsure`` where nothing tells: with whoever types it in the partner's, in a report a third party's. Of no body, a
    third party.
    """
    if body is None:
        return Side.THIRD
    if ours.is_ours(body):
        return Side.OURS
    if said := ours.other_side(body):
        return Side(said)
    if host is not None and not ours.is_ours(host):
        kin = {above.pk for above in ours.line_of(host)} & {above.pk for above in ours.line_of(body)}
        if kin:
            return Side.THEIRS
    if at_home and body.country and body.country != INTERNATIONAL:
        return Side.THIRD if body.country in at_home else Side.THEIRS
    return unsure


def follow(keys: set[UUID] | None) -> None:
    """Compute the sides anew of those who attended for these bodies or at theirs (None: all); a side that a person said
    stays, and so does that of those who came for no body.
    """
    rows = Attendance.objects.filter(side_by_hand=False, organization__isnull=False)
    if keys is not None:
        rows = rows.filter(Q(organization__in=keys) | Q(meeting__host__in=keys))
    at_home = ours.at_home()
    changed: list[Attendance] = []
    related = rows.select_related("organization__parent__parent", "meeting__host__parent__parent")
    for row in related.order_by().iterator(chunk_size=_BATCH):
        read = row.meeting.source_document_id is not None
        now = side_of(
            row.organization,
            row.meeting.host,
            at_home=at_home if read else frozenset(),
            unsure=Side.THIRD if read else Side.THEIRS,
        )
        if row.side != now:
            row.side = now
            changed.append(row)
    Attendance.objects.bulk_update(changed, ["side"], batch_size=_BATCH)
