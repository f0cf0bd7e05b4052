"""The same report, changed: the next revision of it, of which only the differences are proposed (docs/adr/0007).

The decisions of a report live on its newest revision. Proposing there pairs each thing that was read with what the
revision before had read (``compare``). What did not change is carried over as decided: the same record, not asked
again. What changed is proposed with the old value beside the new. What is gone is asked: keep, or remove. Former
revisions are closed: what still waited there is asked on the newest, and what was carried over is taken back there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core import serializers
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.records import compare_and_set
from cooperation.intake import facts
from cooperation.intake.compare import Pairs, differences, pair
from cooperation.intake.facts import Draft, Json, Lines, drafts
from cooperation.intake.records import Filing, Stands, can_change, unsettle
from cooperation.models import BECAME, DECIDED_INTO, Proposal, ProposalKind, ProposalState
from meetings.models import ReportRevision, TripReport

#: What an answer about something gone may be.
KEEP, REMOVE = "keep", "remove"

#: What an answer may be to whether a file corrects a report that is here.
REVISION, ANOTHER = "revision", "another"

#: Bodies and people that were known before are nobody's to remove because a report no longer names them.
KNOWN_BEFORE = {ProposalKind.ORGANIZATION, ProposalKind.PERSON}


class Former:
    """What was proposed of a report before this revision, and what became of it."""

    def __init__(self, revision: ReportRevision, new: list[Draft], lines: Lines) -> None:
        """Adds to ``new`` what a person made of words that still stand in the document."""
        self.revision, self.lines = revision, lines.texts
        self.filing = Filing(revision, by=revision.report.uploaded_by, on=revision.created_at.date())
        self.rows = {
            row.pk: row
            for row in Proposal.objects.filter(
                revision__report=revision.report_id, revision__revision__lt=revision.revision
            ).select_related("revision", *BECAME.values())
        }
        self.drafts = drafts_of(self.rows.values())
        heirs = {key for row in self.rows.values() if (key := _key(row.data.get("former")))}
        last = max((row.revision.revision for row in self.rows.values()), default=0)
        #: Gone before, and the person has not said yet what of it.
        self.asked = {
            _key(row.data.get("former"))
            for row in self.rows.values()
            if row.data.get("ask") == "vanished" and row.state == ProposalState.WAITING
        }
        self.known: list[Proposal] = [
            row
            for row in self.rows.values()
            if row.data.get("ask") not in OWN_QUESTIONS
            and (row.revision.revision == last or (row.pk not in heirs - self.asked and row.state in DECIDED_INTO))
        ]
        self.last = last
        new += self._by_hand(new)
        by_print: dict[str, Proposal] = {}
        for one in sorted(self.known, key=lambda row: row.revision.revision):
            by_print[one.fingerprint] = one  # the newest of one identity counts
        self.of_print = by_print
        old = [self.drafts[row.pk] for row in by_print.values()]
        self.pairs: Pairs = pair(old, new)

    def _by_hand(self, new: list[Draft]) -> list[Draft]:
        """What no reading holds because an answer, or words somebody selected, made it: it stands as long as its
        words do, on the line where they stand now.
        """
        at = {" ".join(text.split()): line for line, text in self.lines.items()}
        out = []
        for row in self.known:
            words = " ".join((row.quote or row.title).split("\n")[0].split())
            line = next((number for text, number in at.items() if words and words in text), None)
            if line is None or not (row.data.get("told_apart") or row.data.get("leftover")):
                continue
            draft = _as_kept(row)
            draft.lines = [line]
            if "line" in row.data:
                draft.data = row.data | {"line": line, "lines": [line]}
            if all(other.fingerprint != draft.fingerprint for other in new):
                out.append(draft)
        return out

    def row_of(self, draft: Draft) -> Proposal | None:
        """The row of the former revision that this thing was."""
        former = self.pairs.former.get(draft.fingerprint)
        return self.of_print.get(former.fingerprint) if former is not None else None

    def settle(self, row: Proposal, draft: Draft) -> None:
        """Decide a new row as the former one was, or tell in it what changed; one that is really new stays as it is."""
        former = self.row_of(draft)
        if former is None:
            return
        if former.kind == ProposalKind.QUESTION:
            if former.state == ProposalState.ANSWERED:
                said = {key: former.data[key] for key in ("choice", "word") if key in former.data}
                row.lines = draft.lines
                self._carry(row, former, said)
            return
        standing = self._standing(former)
        same = not differences(self.drafts[former.pk], draft, self.pairs)
        if standing is None:
            if former.state == ProposalState.REJECTED:
                if same:
                    self._carry(row, former, {})
                else:
                    row.data = row.data | {"changes": differences(self.drafts[former.pk], draft, self.pairs)}
            return
        if same and former.state in DECIDED_INTO:
            self._carry(row, former, {key: former.data[key] for key in ("turned_down",) if key in former.data})
            return
        changes = [
            change | {"kept": stands is Stands.OWN}
            for change in differences(self.drafts[standing.pk], draft, self.pairs)
            if (stands := self._stands(row, standing, change)) is not Stands.NEW
        ]
        if changes:
            row.data = row.data | {"changes": changes, "former": str(standing.pk)}
        else:
            self._carry(row, standing, {})

    def _standing(self, row: Proposal) -> Proposal | None:
        """The row whose values were taken over last: a change that was turned down, or waits, left the former ones."""
        for one in _line(row, self.rows):
            if one.state in DECIDED_INTO and not one.data.get("turned_down"):
                return one
        return None

    def _stands(self, row: Proposal, standing: Proposal, change: Json) -> Stands:
        if not can_change(row):
            return Stands.OWN
        return self.filing.stands(row.kind, standing.became, change)

    def _carry(self, row: Proposal, former: Proposal, said: Json) -> None:
        """The decision of the former revision holds for this one: the same record, made there."""
        row.state = ProposalState.LINKED if former.state in DECIDED_INTO else ProposalState(former.state)
        row.decided_by_id, row.decided_at, row.answer = former.decided_by_id, former.decided_at, former.answer
        for column in BECAME.values():
            setattr(row, f"{column}_id", getattr(former, f"{column}_id"))
        row.created_record = False
        row.data = row.data | said | {"carried": True, "former": str(former.pk)}

    def gone(self) -> list[Draft]:
        """A question for each record that this revision no longer speaks of."""
        paired = {former.fingerprint for former in self.pairs.former.values()}
        out = []
        for row in self.known:
            if row.fingerprint in paired or self.of_print.get(row.fingerprint) is not row:
                continue
            source = self._standing(row)
            if source is None or (row.revision.revision < self.last and row.pk not in self.asked):
                continue
            if row.kind in KNOWN_BEFORE and not self.made_here(source):
                continue
            data = {
                "ask": "vanished",
                "former": str(row.pk),
                "kind": row.kind,
                "values": [source.title],
                "said": [row.quote],
                "lines": [],
                "revision": row.revision.revision,
            }
            key = f"gone {row.fingerprint}"[:64]
            draft = Draft(ProposalKind.QUESTION, key, ("vanished", row.fingerprint), source.title, data, [], row.quote)
            draft.fingerprint = facts.fingerprint(draft)
            out.append(draft)
        return out

    def made_here(self, row: Proposal) -> bool:
        """Whether the record of a row was made by this report, however often it was carried over."""
        return any(one.created_record for one in _line(row, self.rows))


#: Questions this module and ``same_trip`` ask themselves: no reading holds them.
OWN_QUESTIONS = {"vanished", "same_report", "other_report"}


def _key(text: Any) -> UUID | None:
    return UUID(text) if text else None


def _former(row: Proposal) -> Proposal | None:
    """The row of a former revision that a row succeeds, or asks about."""
    key = _key(row.data.get("former"))
    found: Proposal | None = Proposal.objects.filter(pk=key).first() if key is not None else None
    return found


def drafts_of(rows: Iterable[Proposal]) -> dict[UUID, Draft]:
    """What each row was read as, before anybody set anything right."""
    rows = list(rows)
    revisions = {row.revision_id: row.revision for row in rows}
    read = {key: {draft.fingerprint: draft for draft in read_drafts(revision)} for key, revision in revisions.items()}
    return {row.pk: read[row.revision_id].get(row.fingerprint) or _as_kept(row) for row in rows}


def read_drafts(revision: ReportRevision) -> list[Draft]:
    """The drafts of a revision's Reading."""
    if not revision.reading:
        return []
    texts = dict(revision.document.blocks.values_list("line", "text"))
    return drafts(revision.reading, Lines(texts))


def _as_kept(row: Proposal) -> Draft:
    """A proposal no reading holds: it came of an answer, or of words somebody selected."""
    draft = Draft(ProposalKind(row.kind), row.read_id, (), row.title, row.data, row.lines, row.quote)
    draft.fingerprint = row.fingerprint
    return draft


def _line(row: Proposal, rows: dict[UUID, Proposal]) -> list[Proposal]:
    """A row and those it was carried over from, the newest first."""
    out = [row]
    while (key := _key(out[-1].data.get("former"))) is not None and key in rows:
        out.append(rows[key])
    return out


# ------------------------------------------------------------------------------- the newest revision counts


def is_newest(revision: ReportRevision) -> bool:
    """Whether no later revision of the report was proposed from."""
    later = ReportRevision.objects.filter(report=revision.report_id, revision__gt=revision.revision)
    return not later.filter(proposed_at__isnull=False).exists()


def take_over(revision: ReportRevision) -> None:
    """The newest revision now speaks for the report: what waits in former ones is dropped, and the report is under
    review again where something waits here, or filed where nothing does and a former revision gave it its trip (or it
    tells of none).
    """
    report = revision.report
    waiting = Proposal.objects.filter(revision__report=report, state=ProposalState.WAITING)
    waiting.filter(revision__revision__lt=revision.revision).delete()
    report.refresh_from_db(fields=["filed_at", "filed_by", "trip", "tells_of_trip"])
    if Proposal.objects.filter(revision=revision).blocking().exists():
        unsettle(report)
    elif report.filed_at is None and report.can_be_filed:
        report.filed_at, report.filed_by = timezone.now(), revision.document.uploaded_by or report.uploaded_by
        report.save(update_fields=["filed_at", "filed_by", "changed_at"])


def begin_again(report: TripReport) -> None:
    """After all decisions of a report were taken back: its newest revision is asked as if it were the only one."""
    newest = ReportRevision.objects.filter(report=report, proposed_at__isnull=False).order_by("-revision").first()
    if newest is None or newest.revision == 1:
        return
    waiting = Proposal.objects.filter(revision__report=report, state=ProposalState.WAITING)
    waiting.filter(revision__revision__lt=newest.revision).delete()
    waiting.filter(data__ask="vanished").delete()
    for row in waiting.filter(revision=newest):
        data = {key: value for key, value in row.data.items() if key not in CARRIED | CHANGED}
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])


def heir(row: Proposal) -> Proposal | None:
    """The row of a later revision to which this one's decision was carried over, or that changes its record."""
    later = Proposal.objects.filter(revision__report=row.revision.report_id, data__contains={"former": str(row.pk)})
    return next((one for one in later.select_related("revision") if one.data.get("ask") != "vanished"), None)


def bring_back(row: Proposal) -> None:
    """Put back the rows that taking a change over had removed, where what they belonged to is still there."""
    for values in row.data.get("taken_out") or ():
        [entry] = serializers.deserialize("python", [values])
        model = type(entry.object)
        parents: list[tuple[Any, Any]] = [
            (column.related_model, getattr(entry.object, column.attname))
            for column in model._meta.concrete_fields
            if column.is_relation and getattr(entry.object, column.attname) is not None
        ]
        if all(parent._base_manager.filter(pk=key).exists() for parent, key in parents):
            entry.save()
    row.data = {key: value for key, value in row.data.items() if key not in {"taken_out", "kept"}}
    Proposal.objects.filter(pk=row.pk).update(data=row.data)


def standing(rows: Iterable[Proposal]) -> list[Proposal]:
    """Of the rows of all revisions, those that speak for themselves: without the ones a later row stands for.

    Each is given ``made_here``: whether this report made its record, in whichever revision.
    """
    known = {row.pk: row for row in rows}
    succeeded = {_key(row.data.get("former")) for row in known.values() if row.data.get("ask") != "vanished"}
    out = [row for key, row in known.items() if key not in succeeded]
    for row in out:
        row.made_here = any(one.created_record for one in _line(row, known))  # type: ignore[attr-defined]
    return out


def turn_down(row: Proposal, *, by: User, at: Any, why: str) -> bool:
    """Leave the record of a changed proposal as it is. Returns False where the proposal is no change of a record.

    The proposal stays with its record, so that what hangs on it finds it. Raises Stale.
    """
    former = _former(row) if row.data.get("changes") else None
    if former is None or former.became is None:
        return False
    compare_and_set(
        row,
        was={"state": ProposalState.WAITING},
        state=ProposalState.LINKED,
        decided_by=by,
        decided_at=at,
        answer=why.strip(),
        data=row.data | {"turned_down": True},
        **{BECAME[ProposalKind(row.kind)]: former.became},
    )
    return True


def changed_records(rows: Iterable[Proposal]) -> dict[UUID, Any]:
    """The record each waiting change is of, by the change's key: that of the row it succeeds."""
    wanted = {
        row.pk: key
        for row in rows
        if row.state == ProposalState.WAITING and row.data.get("changes") and (key := _key(row.data.get("former")))
    }
    if not wanted:
        return {}
    formers = Proposal.objects.filter(pk__in=wanted.values()).select_related(*BECAME.values()).in_bulk()
    return {
        key: formers[former].became
        for key, former in wanted.items()
        if former in formers and formers[former].became is not None
    }


# ------------------------------------------------------------------------------------------------ answers


def gone_answered(filing: Filing, row: Proposal, choice: str) -> None:
    """Carry out what was said about something gone: ``remove`` takes back what the report made of it, by the rules of
    undoing. Raises Needed where later work depends on it.
    """
    from cooperation.intake.undo import undo  # it imports this module

    former = _former(row)
    if choice != REMOVE or former is None or former.state not in DECIDED_INTO:
        return
    # Not the row's heir any more, but what takes it away.
    undo(former, by=filing.by, on=filing.on)
    Proposal.objects.filter(pk=former.pk, state=ProposalState.WAITING).update(
        state=ProposalState.REJECTED,
        decided_by=filing.by,
        decided_at=timezone.now(),
        answer=_("no longer in revision %(number)d of the report") % {"number": filing.revision.revision},
    )
    filing.report.refresh_from_db()


def undo_carried(row: Proposal, *, by: User, on: date) -> bool:
    """Take back a decision that was carried over: the decision itself, made in a former revision, is undone.

    Returns whether a record was removed. Raises Stale, and Needed where later work depends on it.
    """
    from cooperation.intake.undo import let_wait, undo

    former = _former(row)
    data = {key: value for key, value in row.data.items() if key not in CARRIED}
    if former is not None:
        data |= {key: former.data[key] for key in ("changes", "former") if key in former.data}
    let_wait(row, was={"state": row.state, "decided_at": row.decided_at}, data=data)
    if former is None or former.state == ProposalState.WAITING:
        return False
    removed = undo(former, by=by, on=on).removed
    Proposal.objects.filter(pk=former.pk, state=ProposalState.WAITING).delete()
    if row.data.get("leftover"):
        row.delete()  # its line is left over again
    return removed


#: What a change leaves there.
CHANGED = {"changes", "kept", "taken_out"}

#: What carrying a decision over leaves in the data of a proposal.
CARRIED = {"carried", "former", "turned_down", "choice", "word"}
