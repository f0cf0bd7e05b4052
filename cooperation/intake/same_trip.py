"""Several reports on one trip: where one says otherwise than what another filed, a person is asked.

The later report is matched to the trip and its meetings like any (``registry``), and fills what is empty. A value that
differs is never taken by itself: both stand side by side, each with its words and its document. The answer goes into
the record only where the first report's value still stands there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from accounts.models import User
from cooperation.intake import facts
from cooperation.intake.compare import Pairs, differences, pair
from cooperation.intake.facts import Draft, Json
from cooperation.intake.records import Filing, Stands
from cooperation.intake.revise import drafts_of, read_drafts
from cooperation.models import BECAME, DECIDED_INTO, Match, Proposal, ProposalKind, ProposalState
from meetings.models import ReportRevision
from partners import names

#: What is asked of each kind. Wording differs between any two writers: only what can be right or wrong is asked.
ASKED = {
    ProposalKind.TRIP: {"start", "end"},
    ProposalKind.MEETING: {"date", "start", "stated_count", "place", "title"},
    ProposalKind.AGREEMENT: {"signed_on", "expires_on"},
    ProposalKind.COMMITMENT: {"due"},
}

#: Worth a look, but the report is filed without an answer.
NOTES = {"title", "place"}


def ask(revision: ReportRevision, rows: Iterable[Proposal] | None = None) -> list[Proposal]:
    """Leave a question for each contradiction between this report and another one's records, as far as the uploader
    may see them. ``rows`` are those to look at, by default all; asking again changes nothing.
    """
    user: User = revision.report.uploaded_by
    every = list(Proposal.objects.filter(revision=revision).select_related(*BECAME.values()))
    looked = {row.pk for row in rows} if rows is not None else None
    records = {
        row.pk: key
        for row in every
        if row.kind in ASKED and (looked is None or row.pk in looked) and (key := _record_of(row)) is not None
    }
    told = _told_by_others(revision, set(records.values()), user) if records else {}
    if not told:
        return []
    own = {draft.fingerprint: draft for draft in read_drafts(revision)}
    filing = Filing(revision, by=user, on=revision.created_at.date())
    found: list[Draft] = []
    for other in {row.revision_id: row.revision for row in told.values()}.values():
        theirs = read_drafts(other)
        pairs = pair(theirs, list(own.values()))
        drafts = drafts_of([row for row in told.values() if row.revision_id == other.pk])
        for row in every:
            source = told.get(records.get(row.pk) or row.pk)
            draft = own.get(row.fingerprint)
            if source is not None and source.revision_id == other.pk and draft is not None:
                found += _contradictions(filing, row, source, drafts[source.pk], draft, pairs)
    return _keep(revision, found)


def _record_of(row: Proposal) -> UUID | None:
    """The record a proposal became, or the one that is preselected; not one it made itself, or changes."""
    if row.state in DECIDED_INTO:
        return None if row.created_record or row.data.get("carried") else getattr(row.became, "pk", None)
    waits = row.state == ProposalState.WAITING and row.match == Match.ONE and not row.data.get("changes")
    return row.suggested if waits else None


def _told_by_others(revision: ReportRevision, records: set[UUID], user: User) -> dict[UUID, Proposal]:
    """The proposals of other reports that became these records, by record: of the first report, its newest revision.

    Not of confidential ones: a question is read by whoever reads this report.
    """
    found: dict[UUID, Proposal] = {}
    for kind in ASKED:
        rows = (
            Proposal.objects.visible_to(user)
            .filter(kind=kind, state__in=DECIDED_INTO, **{f"{BECAME[kind]}__in": records})
            .filter(revision__report__confidential=False, revision__document__confidential=False)
            .exclude(revision__report=revision.report_id)
            .select_related("revision__report", "revision__document", *BECAME.values())
            .order_by("revision__report__created_at", "-revision__revision")
        )
        for row in rows:
            if row.became is not None and not row.data.get("turned_down"):
                found.setdefault(row.became.pk, row)
    return found


def _contradictions(
    filing: Filing, row: Proposal, source: Proposal, first: Draft, second: Draft, pairs: Pairs
) -> Iterable[Draft]:
    for change in differences(first, second, pairs):
        name = change["field"]
        if name not in ASKED[ProposalKind(row.kind)] or not change["old"] or not change["new"]:
            continue
        if name in NOTES and _says_the_same(change["old"], change["new"]):
            continue
        if filing.stands(row.kind, source.became, change) is not Stands.OLD:
            continue  # a person has said which, or it stands so already
        yield _question(row, source, change)


def _says_the_same(one: str, other: str) -> bool:
    keys = sorted((names.organization_key(one), names.organization_key(other)), key=len)
    return keys[0] in keys[1]


def _question(row: Proposal, source: Proposal, change: Json) -> Draft:
    assert source.became is not None
    documents = [source.revision, row.revision]
    data = {
        "ask": "other_report",
        "of": row.kind,
        "read_id": row.read_id,
        "about": row.read_id if row.kind == ProposalKind.MEETING else "",
        "record": str(source.became.pk),
        "report": str(source.revision.report_id),
        "change": change,
        "label": change["label"],
        "values": [change["old"], change["new"]],
        "said": [source.quote, row.quote],
        "lines": [None, next(iter(row.lines), None)],
        "documents": [
            {"id": str(one.document_id), "name": one.document.name, "reference": one.report.reference}
            for one in documents
        ],
        "optional": change["field"] in NOTES,
    }
    identity = ("other_report", str(source.became.pk), change["field"], change["old"], change["new"])
    key = f"other {row.read_id} {change['field']}"[:64]
    draft = Draft(ProposalKind.QUESTION, key, identity, row.title, data, row.lines[:1], row.quote)
    draft.fingerprint = facts.fingerprint(draft)
    return draft


def _keep(revision: ReportRevision, found: list[Draft]) -> list[Proposal]:
    """The new questions: one that was asked of this report before, in whichever revision, is not asked again."""
    known = set(
        Proposal.objects.filter(
            revision__report=revision.report_id, fingerprint__in=[draft.fingerprint for draft in found]
        ).values_list("fingerprint", flat=True)
    )
    made: list[Proposal] = []
    for draft in found:
        if draft.fingerprint in known:
            continue
        known.add(draft.fingerprint)
        made.append(
            Proposal.objects.create(
                revision=revision,
                kind=draft.kind,
                read_id=draft.read_id,
                fingerprint=draft.fingerprint,
                title=draft.title[:300],
                data=draft.data,
                quote=draft.quote,
                lines=draft.lines,
                order=10_000 + len(made),
            )
        )
    return made


def answered(filing: Filing, row: Proposal, choice: str) -> None:
    """Take the second report's value over where it is right and the first one's still stands. Never a person's."""
    source = filing.rows.get((row.data["of"], row.data["read_id"]))
    if choice != "1" or source is None:
        return
    model: Any = Proposal._meta.get_field(BECAME[ProposalKind(row.data["of"])]).related_model
    record = model._default_manager.visible_to(filing.by).filter(pk=row.data["record"]).first()
    change = row.data["change"]
    if record is not None and filing.stands(source.kind, record, change) is Stands.OLD:
        filing.take_over(source, record, [change])
