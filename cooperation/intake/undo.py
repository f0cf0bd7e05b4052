"""Taking one decision back, where nothing later depends on it.

Each decision has a context of its own in the history of changes (``decide.deciding``, ``Filing.accept``), so what it
wrote is known: rows it made are removed, values it filled into records that were there before are put back where they
still stand as it filled them. What somebody set since is theirs and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from pghistory.models import Context

from accounts.changes import event_model, last_change
from accounts.models import User
from accounts.records import Stale, compare_and_set
from accounts.reverting import Value, Written, bring_back, changed_by_others, put_back, remove, resting_on, written
from cooperation.intake import leftover, recognise, revise
from cooperation.intake import propose as proposing
from cooperation.intake.decide import deciding
from cooperation.intake.records import Filing, unsettle
from cooperation.models import BECAME, Amendment, Proposal, ProposalKind, ProposalState
from meetings.models import ReportRevision, TripReport
from partners.models import Document

#: Names of blockers that are listed before "and more".
MOST_NAMED = 4

#: What matching keeps with a proposal: worked out anew, never put back.
MATCHED = {"match", "candidates", "suggested", "reason_code", "reason", "order"}
#: Whether a report is filed follows from its decisions, whether it tells of a trip from its newest revision.
FOLLOWS = {"filed_at", "filed_by_id", "tells_of_trip"}
#: What a button, not the reader or a person's correction, left in the data of a proposal.
SAID = ("choice", "word", "done", "not_done", "outcome", "joined_row", "joined_into")


class Needed(Exception):  # noqa: N818 — an answer, not an error
    """What was decided cannot be taken back: later things rest on it. ``reasons`` say which, each a sentence."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass
class Undone:
    """What was taken back, whether a record was removed with it, and the questions that wait again because of it."""

    proposal: Proposal
    removed: bool
    also: list[Proposal] = field(default_factory=list)


def undo(proposal: Proposal, *, by: User, on: date, decided_at: datetime | None = None) -> Undone:
    """Let a decided proposal wait again and remove what its acceptance made.

    ``decided_at`` is the decision the person saw: another one since raises Stale. Needed names what rests on it. Values
    it filled into a record that was there before are put back unless somebody set them since.
    """
    with deciding(proposal.revision_id, by=by, on=on, undo=proposal.pk) as filing:
        row = filing.every[proposal.pk]
        if row.state == ProposalState.WAITING or (decided_at is not None and row.decided_at != decided_at):
            raise Stale(row)
        later = _of_revisions(row, by=by, on=on)
        if later is not None:
            proposing.match(filing.revision, by)
            return later
        record, created = row.became, row.created_record
        leftover.take_out(filing, row)
        bound = _bound(filing, row)
        done = _done_by(row, *bound)
        if record is not None and created and record not in done.made:
            done.made.append(record)
        _refuse_where_decided_since(row, done, bound)
        was = {"state": row.state, "decided_at": row.decided_at}
        let_wait(row, was=was, data=_as_read(row, done))
        for other in bound:
            was = {"state": other.state, "decided_at": other.decided_at}
            let_wait(other, was=was, data=_as_read(other, done))
        done.values = [value for value in done.values if value.row not in (row, *bound)]
        questions = _wait_again(filing, row, created) if record is not None else []
        release(filing.report, [record] if record is not None else [])
        removed = take_away(done, by=by, ours=[filing.revision.pk])
        revise.bring_back(row)
        if leftover.is_from(row):
            row.delete()  # its line is left over again
        unsettle(filing.report)
        proposing.match(filing.revision, by)
        return Undone(row, record is not None and created and record in removed, questions)


def _of_revisions(row: Proposal, *, by: User, on: date) -> Undone | None:
    """Take back what is decided between revisions of a report (``revise``); None for a decision of this one alone."""
    heir = revise.heir(row)
    if heir is not None:
        sentence = _("Revision %(number)d of the report has taken this over. Take it back there.")
        raise Needed(sentence % {"number": heir.revision.revision})
    if row.data.get("ask") == "same_report":
        recognise.undo_answer(row, by=by)
    elif row.data.get("carried"):
        removed = revise.undo_carried(row, by=by, on=on)
        return Undone(Proposal.objects.filter(pk=row.pk).first() or row, removed)
    else:
        return None
    return Undone(row, False)


def let_wait(row: Proposal, *, was: dict[str, Any], **values: Any) -> None:
    """A decided proposal waits again. Raises Stale where it is no longer as ``was`` says."""
    compare_and_set(
        row,
        was=was,
        state=ProposalState.WAITING,
        decided_by=None,
        decided_at=None,
        answer="",
        created_record=False,
        **dict.fromkeys(BECAME.values()),
        **values,
    )


def release(report: TripReport, records: Collection[models.Model]) -> None:
    """Untie the report from records that are taken back."""
    keys = {record.pk for record in records}
    if report.trip_id in keys:
        unsettle(report)
        report.trip = None
        report.save(update_fields=["trip", "changed_at"])
    if report.author_id in keys:
        report.author = None
        report.save(update_fields=["author", "changed_at"])


def _bound(filing: Filing, row: Proposal) -> list[Proposal]:
    """The proposal that an answer joined with another, or the question behind a joined one: neither stands alone."""
    if row.kind == ProposalKind.QUESTION:
        joined = [other for other in filing.every.values() if str(other.pk) == row.data.get("joined_row")]
        return [other for other in joined if other.state == ProposalState.JOINED]
    if row.state != ProposalState.JOINED:
        return []
    return [other for other in filing.every.values() if other.data.get("joined_row") == str(row.pk)]


def _done_by(*rows: Proposal) -> Written:
    """What the decisions that stand wrote; nothing of one made before decisions had contexts of their own."""
    contexts = []
    for row in rows:
        events: models.QuerySet[Any] = event_model(Proposal)._default_manager.filter(
            pgh_obj_id=row.pk, state=row.state, decided_at=row.decided_at, pgh_context__isnull=False
        )
        first = events.order_by("pgh_id").select_related("pgh_context").first()
        if first is not None and first.pgh_context.metadata.get("decision") == str(row.pk):
            contexts.append(first.pgh_context_id)
    return _of_records(written(contexts))


def _of_records(done: Written) -> Written:
    """Only what is for taking back: not the files, not what is worked out anew."""
    done.made = [row for row in done.made if not isinstance(row, (Document, ReportRevision, TripReport))]
    done.gone = [(model, event) for model, event in done.gone if model is not Proposal]
    done.values = [value for value in done.values if _is_value(value)]
    done.theirs = [value for value in done.theirs if _is_value(value)]
    return done


def _is_value(value: Value) -> bool:
    if isinstance(value.row, (Document, ReportRevision)):
        return False
    return value.name not in (MATCHED if isinstance(value.row, Proposal) else FOLLOWS)


def written_for(revisions: Collection[UUID]) -> Written:
    """What all decisions about these revisions wrote, whoever made them."""
    events = event_model(Proposal)._default_manager.filter(revision__in=revisions)
    contexts = Context.objects.filter(
        Q(metadata__has_any_keys=["decision", "proposal", "undo"]) | Q(metadata__command="accept_all_clear"),
        pk__in=events.values("pgh_context"),
    )
    return _of_records(written(contexts.filter(of_revisions(revisions)).values_list("pk", flat=True)))


def of_revisions(revisions: Iterable[UUID]) -> Q:
    """The condition on contexts that they are of intake of these revisions."""
    condition = Q(pk__in=[])
    for key in revisions:
        condition |= Q(metadata__contains={"revision": str(key)})
    return condition


def _as_read(row: Proposal, done: Written) -> dict[str, Any]:
    """The data of a proposal without what was said with the button; what a person set right stays for the next try."""
    before = next((value.before for value in done.values if value.row == row and value.name == "data"), row.data)
    data = {key: value for key, value in row.data.items() if key not in SAID}
    return data | {key: before[key] for key in SAID if key in before and key not in {"choice", "word"}}


def _refuse_where_decided_since(row: Proposal, done: Written, bound: list[Proposal]) -> None:
    """What shaped other proposals stays while later decisions about those stand. Raises Needed with their names."""
    own = (row, *bound)
    later = [value.row for value in done.theirs if value.name == "data" and value.row not in own]
    if row.state == ProposalState.JOINED or row.data.get("ask") in {"same_person", "same_organization"}:
        shaped = [value.row for value in done.values if value.name == "data"] + done.made
        later += [other for other in shaped if other not in own and _decided_since(other, row)]
    named = [other.title for other in later if isinstance(other, Proposal)]
    if named:
        raise Needed(_("First take back: %(names)s.") % {"names": ", ".join(dict.fromkeys(named))})


def _decided_since(other: models.Model, row: Proposal) -> bool:
    return (
        isinstance(other, Proposal)
        and other.kind in {ProposalKind.ORGANIZATION, ProposalKind.PERSON}
        and other.state in DECIDED_SINCE
        and other.decided_at is not None
        and row.decided_at is not None
        and other.decided_at > row.decided_at
    )


DECIDED_SINCE = {ProposalState.ACCEPTED, ProposalState.LINKED, ProposalState.REJECTED}


def _wait_again(filing: Filing, row: Proposal, created: bool) -> list[Proposal]:
    """Questions whose answer went into the record that is taken back: it would be lost, so they are asked again.
    Lines that were kept in a record that goes are left over again.
    """
    again = []
    for question in filing.every.values():
        data = question.data
        if created and leftover.went_into(question, row):
            question.delete()
            continue
        if question.state != ProposalState.ANSWERED or data.get("choice") != "same":
            continue
        if row.read_id in {data.get("person"), data.get("organization"), data.get("other")} and not data.get("joined"):
            rest = {key: value for key, value in data.items() if key not in {"choice", "word"}}
            let_wait(question, was={"state": ProposalState.ANSWERED}, data=rest)
            again.append(question)
    return again


def take_away(done: Written, *, by: User, ours: Collection[UUID] = (), mark: Q | None = None) -> list[models.Model]:
    """Put back values and remove the rows that were made, with what belongs to them; returns the rows removed.

    ``ours`` are the revisions whose intake may have changed them meanwhile; ``mark``, a condition on contexts, says the
    same of what was written otherwise. Raises Needed with every reason against it;
    the caller's transaction then undoes what was begun.
    """
    bring_back(done.gone)
    put_back([value for value in done.values if value.row not in done.made])
    mark = of_revisions(ours) if mark is None else mark
    going = list(done.made)
    reasons = []
    while True:
        along: list[models.Model] = []
        kept: dict[models.Model, list[models.Model]] = {}
        for row, other, follows in resting_on(going):
            if follows and not isinstance(other, Proposal) and not changed_by_others([other], mark):
                along.append(other)
            else:
                kept.setdefault(row, []).append(other)
        if not along:
            break
        going += dict.fromkeys(along)
    reasons = [_used_by(row, others, by) for row, others in kept.items()]
    reasons += [_worked_on(row, by) for row in changed_by_others(_records(going), mark)]
    for row in going:
        if isinstance(row, Amendment) and row.signed_on is not None:
            sentence = _("A signed change stays with its agreement. Mend it on the page of “%(record)s”.")
            reasons.append(sentence % {"record": next(iter(_named([row.agreement], by)))})
    if reasons:
        raise Needed(*dict.fromkeys(reasons))
    remove(going)
    return going


def _records(rows: Iterable[models.Model]) -> list[models.Model]:
    """Without proposals: what became of those is decided, not worked on."""
    return [row for row in rows if not isinstance(row, Proposal)]


def _used_by(row: models.Model, others: list[models.Model], user: User) -> str:
    shown = list(dict.fromkeys(_named(others, user)))
    more = _(" and more") if len(shown) > MOST_NAMED else ""
    sentence = _("“%(record)s” is used by: %(others)s. Take those back first.")
    named = next(iter(_named([row], user)))
    return sentence % {"record": named, "others": ", ".join(shown[:MOST_NAMED]) + more}


def _worked_on(row: models.Model, user: User) -> str:
    change = last_change(row)
    named = next(iter(_named([row], user)))
    return _("%(who)s worked on “%(record)s” since. Change the record itself instead.") % {
        "who": change.who if change and change.who else _("Somebody"),
        "record": named,
    }


def _named(rows: Iterable[models.Model], user: User) -> list[str]:
    """What rows are called, as far as ``user`` may see them; that there are others is said without their names."""
    out: list[str] = []
    hidden = False
    for row in rows:
        manager: Any = type(row)._default_manager
        seen = manager.visible_to(user) if hasattr(manager, "visible_to") else manager
        if seen.filter(pk=row.pk).exists():
            out.append(_called(row))
        else:
            hidden = True
    return [*out, *([_("a record that is not open to you")] if hidden else [])]


def _called(row: Any) -> str:
    """What a person knows a row as: that of an attendance is its meeting, that of a proposal its report."""
    if isinstance(row, Proposal):
        return str(row.revision.report)
    for name in ("meeting", "trip", "agreement"):
        parent = getattr(row, name, None)
        if parent is not None and not hasattr(row, "reference"):
            return str(parent)
    return str(row)
