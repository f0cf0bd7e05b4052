"""What only a person can answer: contradictions, names that may be one, bodies that may be one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.records import Stale, compare_and_set
from cooperation.intake import answered, facts, ours, recognise, revise, same_trip
from cooperation.intake import propose as proposing
from cooperation.intake.decide import Outcome, deciding, file_if_done
from cooperation.intake.facts import Draft, bare_name, is_full_name
from cooperation.intake.records import Blocked, Filing, fill
from cooperation.models import Match, Proposal, ProposalKind, ProposalState
from meetings.models import Meeting
from partners import names
from partners.models import NameKind, Person

SAME, DIFFERENT, BOTH, NOTED = "same", "different", "both", "noted"


def choices(proposal: Proposal) -> list[str]:
    """The answers a question takes: same or different; the number of the side that is right, or both;
    else just noted.
    """
    if proposal.data.get("ask") in ours.ASKS:
        return ours.choices(proposal)
    if proposal.data.get("ask") in {"same_person", "same_organization"}:
        return [SAME, DIFFERENT]
    if proposal.data.get("ask") == "same_report":
        return [revise.REVISION, revise.ANOTHER]
    if proposal.data.get("ask") == "vanished":
        return [revise.KEEP, revise.REMOVE]
    values = proposal.data.get("values") or []
    if 2 <= len(values) <= 4 and len(set(values)) == len(values):
        return [*map(str, range(len(values))), BOTH]
    return [NOTED]


def answer(proposal: Proposal, choice: str, *, by: User, on: date, word: str = "") -> Outcome:
    """Answer a question and do what follows from it. ``word`` is the person's remark, kept with the answer.

    Raises Stale where it was answered before, Blocked where something else must be decided first, and ValueError for an
    answer it does not take.
    """
    if choice not in choices(proposal):
        raise ValueError(f"{choice!r} does not answer this question")
    with deciding(proposal.revision_id, by=by, on=on, proposal=proposal.pk) as filing:
        row = filing.every[proposal.pk]
        if row.state != ProposalState.WAITING:
            raise Stale(row)
        follow = {
            "same_person": _same_person,
            "same_organization": _same_body,
            "same_report": _same_report,
            "vanished": revise.gone_answered,
            "other_report": same_trip.answered,
        }
        follow |= dict.fromkeys(ours.ASKS, answered.answer)
        follow.get(row.data.get("ask", ""), _discrepancy)(filing, row, choice)
        compare_and_set(
            row,
            was={"state": ProposalState.WAITING},
            state=ProposalState.ANSWERED,
            decided_by=by,
            decided_at=timezone.now(),
            answer=answer_words(row, choice, word),
            data=row.data | {"choice": choice, "word": word.strip()},
        )
        proposing.match(filing.revision, by)
        return Outcome(row, also=filing.also, filed=file_if_done(filing))


def answer_words(row: Proposal, choice: str, word: str = "") -> str:
    """The answer as a sentence, in the language of whoever gave it: it is kept as it was said."""
    values = row.data.get("values") or []
    if row.data.get("ask") in ours.ASKS:
        said = ours.label(row, choice)
    elif choice in {revise.REVISION, revise.ANOTHER}:
        said = recognise.answer_words(row, choice)
    elif choice.isdecimal():
        said = _("“%(value)s” is right") % {"value": values[int(choice)]}
    else:
        said = {
            SAME: _("the same"),
            DIFFERENT: _("different"),
            BOTH: _("both stand"),
            NOTED: _("noted"),
            revise.KEEP: _("kept"),
            revise.REMOVE: _("removed"),
        }[choice]
    return f"{said}: {word.strip()}" if word.strip() else said


def _discrepancy(filing: Filing, row: Proposal, choice: str) -> None:
    """Take the right value over, into the proposal while it waits or into its record where nobody has touched that
    value.
    """
    meeting = filing.rows.get((ProposalKind.MEETING, row.data.get("about") or ""))
    if meeting is None or not choice.isdecimal():
        return
    right = (row.data["values"])[int(choice)]
    if row.data["type"] == "time_mismatch":
        _set_on_meeting(meeting, "start", "starts_at", right, facts.clock)
    elif row.data["type"] == "count_mismatch":
        _set_on_meeting(meeting, "stated_count", "stated_count", right, _number)


def _number(value: Any) -> int | None:
    digits = "".join(char for char in str(value) if char.isdigit())
    return int(digits) if digits and len(digits) < 5 else None


def _set_on_meeting(row: Proposal, key: str, column: str, right: str, read: Any) -> None:
    value = read(right)
    if value is None:
        return
    before = read(row.data.get(key))
    record: Meeting | None = row.became_meeting
    # A value that a person entered since is theirs.
    if record is not None and getattr(record, column) == before:
        setattr(record, column, value)
        record.save(update_fields=[column, "changed_at"])
    row.data = row.data | {key: right if key == "start" else value}
    row.save(update_fields=["data"])


def _same_person(filing: Filing, row: Proposal, choice: str) -> None:
    person = filing.rows.get((ProposalKind.PERSON, row.data["person"]))
    name = bare_name(row.data["text"])
    if choice == SAME:
        record = _person_of(filing, person)
        if record is None:
            return
        if is_full_name(name):
            source = filing.came_from(row.lines)
            record.add_name(name[:300], NameKind.OTHER, by=filing.by, **source)
        if row.data.get("is_author"):
            fill(filing.report, author=record)
    elif is_full_name(name):
        _propose_person(filing, row, name)


def _person_of(filing: Filing, row: Proposal | None) -> Person | None:
    """The record behind a person's proposal; Blocked while nobody has decided who that is."""
    if row is None:
        return None
    if row.state == ProposalState.WAITING:
        if row.match not in {Match.NEW, Match.ONE}:
            raise Blocked([row])
        filing.accept(row, filing.suggested(row))
        filing.also.append(row)
    return row.became_person


def _propose_person(filing: Filing, row: Proposal, name: str) -> None:
    """A name that turned out to be somebody else's becomes a proposal of its own."""
    key = names.person_key(name)
    draft = Draft(
        ProposalKind.PERSON,
        f"told apart {key}"[:64],
        (key, "told apart"),
        name,
        {
            "id": f"told apart {key}"[:64],
            "canonical": name,
            "name": name,
            "honorific": None,
            "org_id": None,
            "org": "",
            "titles": [],
            "title": "",
            "surfaces": [{"text": row.data["text"], "lines": row.lines}],
            "told_apart": True,
            "seen_on": None,
        },
        row.lines,
        row.quote,
    )
    fingerprint = facts.fingerprint(draft)
    Proposal.objects.get_or_create(
        revision=filing.revision,
        fingerprint=fingerprint,
        defaults={
            "kind": draft.kind,
            "read_id": draft.read_id,
            "title": draft.title,
            "data": draft.data,
            "quote": draft.quote,
            "lines": draft.lines,
            "order": row.order,
        },
    )


def _same_report(filing: Filing, row: Proposal, choice: str) -> None:
    """A corrected report becomes the next revision of the one it corrects, and only what differs is proposed."""
    if choice == revise.REVISION:
        recognise.as_revision(filing.revision, row, by=filing.by)
        filing.report = filing.revision.report


def _same_body(filing: Filing, row: Proposal, choice: str) -> None:
    """Two bodies of one report: the same become one record, different ones two."""
    one = filing.rows.get((ProposalKind.ORGANIZATION, row.data["organization"]))
    other = filing.rows.get((ProposalKind.ORGANIZATION, row.data["other"]))
    if choice != SAME or one is None or other is None or one.state != ProposalState.WAITING:
        return
    if other.state == ProposalState.WAITING:
        if other.match not in {Match.NEW, Match.ONE}:
            raise Blocked([other])
        filing.accept(other, filing.suggested(other))
        filing.also.append(other)
    record = other.became_organization
    if record is not None:
        filing.accept(one, record)
        filing.also.append(one)
