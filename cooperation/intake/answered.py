"""What an answer about us does: to the body it is about, to the promises made in the words that were asked about, and
to what was computed from either before. All of it is written by the answer alone, so that undoing it takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from cooperation.intake.ours import BODY, INSTITUTE, OURS, side_words
from cooperation.models import Commitment, Proposal, ProposalKind, ProposalState, SideWord
from meetings.models import Side
from meetings.sides import side_of
from partners import names, ours
from partners.models import Organization, OrganizationKind

if TYPE_CHECKING:
    from cooperation.intake.records import Filing
    from cooperation.intake.records.base import Base


def answer(filing: Filing, row: Proposal, choice: str) -> None:
    """Do what follows from an answer; a body it is about is accepted along.

    Raises Blocked where that body must be decided first.
    """
    kind, _colon, key = choice.partition(":")
    if row.data["ask"] == BODY:
        if (body := _accepted(filing, row.data["organization"])) is not None:
            _say(filing, body, choice)
    elif row.data["ask"] == INSTITUTE:
        if kind == "body" and (body := _accepted(filing, key)) is not None:
            _say(filing, body, choice)
    else:
        _remember(filing, row.data["words"], _accepted(filing, key) if kind == "body" else None)


def _accepted(filing: Filing, read_id: str) -> Organization | None:
    """The record of a read body, accepted now if it waits and is clear; None where it was rejected."""
    return filing._body(read_id, must=True)


def _say(filing: Base, record: Organization, choice: str) -> None:
    kind, _colon, key = choice.partition(":")
    filing._at_home = None
    if kind == "body":  # the institute itself: our country is known from now on
        ours.say(record, ours=True)
        ours.settled(None)
        return
    if kind != OURS:
        ours.say(record, ours=False, side=kind)
        return
    above = ours.institutes()
    parent = next((one for one in above if str(one.pk) == key), None) if key else above[0] if len(above) == 1 else None
    ours.say(record, ours=True, parent=parent)
    if not record.kind and record.parent_id:
        record.kind = OrganizationKind.DEPARTMENT
        record.save(update_fields=["kind", "changed_at"])


def on_accepting(filing: Base, row: Proposal, record: Organization) -> None:
    """Carry what was answered about a body, whose acceptance was taken back since, to the record it has now."""
    for question in filing.rows.values():
        data = question.data
        choice = str(data.get("choice") or "")
        if question.state != ProposalState.ANSWERED or not choice:
            continue
        about_it = data.get("ask") == BODY and data["organization"] == row.read_id
        if about_it or (data.get("ask") == INSTITUTE and choice == f"body:{row.read_id}"):
            _say(filing, record, choice)


# ---------------------------------------------------------------------------------------- words of promises


def _remember(filing: Filing, words: str, body: Organization | None) -> None:
    """Keep whom the words mean, and give the promises of this report that were made in them to ``body``; a recorded one
    only where nobody has said since whose it is.
    """
    rule, made = SideWord.objects.get_or_create(key=names.norm(words), defaults={"text": words, "organization": body})
    if not made and rule.organization_id != (body.pk if body else None):
        rule.organization = body
        rule.save(update_fields=["organization", "changed_at"])
    bodies = [row for row in filing.rows.values() if body is not None and row.became_organization_id == body.pk]
    said = {"actor_org": bodies[0].read_id if bodies else None, "actor": bodies[0].title if bodies else ""}
    for row in list(filing.rows.values()):
        if row.kind != ProposalKind.COMMITMENT or names.norm(side_words(row)) != names.norm(words):
            continue
        if row.data.get("side") or not _hand_over(filing, row, body):
            continue  # a person has said whose it is
        row.data = row.data | said
        row.save(update_fields=["data"])


def _hand_over(filing: Filing, row: Proposal, body: Organization | None) -> bool:
    """Let the record of a promise change hands; False where a person has done so since. True where it has none yet."""
    record = row.became_commitment
    if record is None:
        return True
    read = filing.rows.get((ProposalKind.ORGANIZATION, row.data.get("actor_org") or ""))
    if record.side_by_hand or record.owner_id != (read.became_organization_id if read else None):
        return False
    record.owner = body
    _set_side(record, Side(filing.side(body, record.meeting.host if record.meeting else None)))
    record.save(update_fields=["owner", "side", "watched", "changed_at"])
    return True


# --------------------------------------------------------------------------------------------- what follows


def _set_side(record: Commitment, side: Side) -> None:
    """The side of a promise, and whether it is only watched, as long as that followed from the side."""
    from cooperation.intake.records.agreed import stays_quiet  # records call this module when they accept a body

    if record.watched == stays_quiet(record.kind, record.certainty, record.side):
        record.watched = stays_quiet(record.kind, record.certainty, side)
    record.side = side


def follow(keys: set[UUID] | None) -> None:
    """Compute the sides of promises anew that these bodies owe, or that were made at theirs (None: all). A side that a
    person said stays, and so does that of promises typed by hand or owed by nobody in particular.
    """
    rows = Commitment.objects.filter(side_by_hand=False, owner__isnull=False, source_document__isnull=False)
    if keys is not None:
        rows = rows.filter(Q(owner__in=keys) | Q(meeting__host__in=keys))
    home = ours.at_home()
    changed = []
    for row in rows.select_related("owner__parent__parent", "meeting__host__parent__parent").order_by().iterator(500):
        host = row.meeting.host if row.meeting else None
        side = side_of(row.owner, host, at_home=home, unsure=Side.THIRD)
        if side != row.side:
            _set_side(row, side)
            changed.append(row)
    Commitment.objects.bulk_update(changed, ["side", "watched"], batch_size=500)
