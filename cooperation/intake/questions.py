"""What only a person can answer: contradictions, names that may be one, bodies that may be one."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.records import Stale, compare_and_set
from cooperation.intake import answered, contradictions, facts, ours, recognise, revise, same_trip, spellings
from cooperation.intake import propose as proposing
from cooperation.intake.decide import Outcome, deciding, file_if_done
from cooperation.intake.facts import Draft, bare_name, is_full_name
from cooperation.intake.records import Filing, fill
from cooperation.models import Proposal, ProposalKind, ProposalState
from partners import names
from partners.models import NameKind

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
    if proposal.data.get("type") in contradictions.NO_SIDES:
        return [NOTED]
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
        ask = row.data.get("ask", "")
        told = ""
        if ask in follow:
            follow[ask](filing, row, choice)
        else:
            told = contradictions.settle(filing, row, choice)
        compare_and_set(
            row,
            was={"state": ProposalState.WAITING},
            state=ProposalState.ANSWERED,
            decided_by=by,
            decided_at=timezone.now(),
            answer=answer_words(row, choice, word, told),
            data=row.data | {"choice": choice, "word": word.strip()},
        )
        proposing.match(filing.revision, by)
        return Outcome(row, also=filing.also, filed=file_if_done(filing))


def answer_words(row: Proposal, choice: str, word: str = "", told: str = "") -> str:
    """The answer as a sentence, in the language of whoever gave it: it is kept as it was said.

    ``told`` is what was worked out from it, say the date that a weekday stands for.
    """
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
    if told:
        said = f"{said} ({told})"
    return f"{said}: {word.strip()}" if word.strip() else said


def _same_person(filing: Filing, row: Proposal, choice: str) -> None:
    """The name is a spelling of the person, or it is somebody else's and becomes a proposal of its own."""
    person = filing.rows.get((ProposalKind.PERSON, row.data["person"]))
    name = bare_name(row.data["text"])
    if choice != SAME:
        if is_full_name(name):
            _propose_person(filing, row, name)
        return
    if person is None or person.state in {ProposalState.REJECTED, ProposalState.JOINED}:
        return
    listed = _listed(filing, person, name)
    if listed is not None:
        person = _join(filing, row, person, listed)
    if row.data.get("is_author"):
        _is_author(filing, person)
    if person.state == ProposalState.WAITING:
        if listed is None:
            person.data = person.data | {
                "surfaces": [*(person.data.get("surfaces") or ()), {"text": row.data["text"], "lines": row.lines}]
            }
            person.save(update_fields=["data"])
        return
    record = person.became_person
    if record is None:
        return
    if listed is None and is_full_name(name):
        record.add_name(name[:300], NameKind.OTHER, by=filing.by, **filing.came_from(row.lines))
    if row.data.get("is_author"):
        fill(filing.report, author=record)


def _listed(filing: Filing, person: Proposal, name: str) -> Proposal | None:
    """The other person of this report who bears the name, if it is a person of the report at all."""
    key = names.person_key(name)
    for other in filing.rows.values():
        if other.kind != ProposalKind.PERSON or other is person or other.state == ProposalState.JOINED:
            continue
        if key in {names.person_key(text) for text in facts.full_names(other.data)}:
            return None if other.state == ProposalState.REJECTED else other
    return None


def _join(filing: Filing, question: Proposal, one: Proposal, other: Proposal) -> Proposal:
    """Make two proposals one, and keep with the question which was joined: taking one back takes the other back."""
    kept = spellings.join_in(filing, one, other)
    gone = other if kept is one else one
    if gone.state == ProposalState.JOINED:
        question.data = question.data | {"joined_row": str(gone.pk)}
    return kept


def _is_author(filing: Filing, person: Proposal) -> None:
    """The one who signed the report is this person, whenever trip and person are accepted."""
    trip = filing.rows.get((ProposalKind.TRIP, "trip"))
    if trip is None:
        return
    submission = trip.data.get("submission") or {}
    if submission.get("author_person_id") != person.read_id:
        trip.data = trip.data | {"submission": submission | {"author_person_id": person.read_id}}
        trip.save(update_fields=["data"])


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
    if choice != SAME or one is None or other is None:
        return
    if not {one.state, other.state} & {ProposalState.REJECTED, ProposalState.JOINED}:
        _join(filing, row, other, one)
