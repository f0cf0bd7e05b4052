"""Lines that no fact claims: a person makes them, or words in them, a note of the trip, a point of a meeting, or a
commitment.

What a line became is a decided proposal like any other: it carries quote and place, stands in the history and can be
taken back, also with the whole report. A commitment is a proposal of its own kind, accepted at once; a note or a point
is an answered question, "what becomes of this line?". Taken back, the line is left over again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.records import new_id
from cooperation.intake.decide import Outcome, deciding, file_if_done
from cooperation.intake.facts import Json
from cooperation.intake.records import Blocked, Filing, Invalid
from cooperation.models import Proposal, ProposalKind, ProposalState
from meetings.models import Meeting, ReportRevision, Trip, TripNote
from meetings.reader.facts.promises.words import read_words
from meetings.reader.reading import from_json

NOTE, POINT, COMMITMENT = "note", "point", "commitment"
KINDS = (NOTE, POINT, COMMITMENT)


@dataclass
class Left:
    """A line that no fact claims, and the proposals that its words became (``Proposal.answer`` or the record says)."""

    line: int
    text: str
    became: list[Proposal] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether nothing was made of it yet."""
        return not self.became


def lines(revision: ReportRevision, rows: list[Proposal]) -> list[Left]:
    """The leftover lines of a revision, each with what became of it. ``rows`` are its proposals as the reader of the
    page may see them.
    """
    numbers = list((revision.reading or {}).get("leftover") or ())
    texts = dict(revision.document.blocks.filter(line__in=numbers).values_list("line", "text"))
    found = {number: Left(number, texts[number].strip()) for number in numbers if texts.get(number, "").strip()}
    for row in rows:
        if is_from(row) and row.data["line"] in found:
            found[row.data["line"]].became.append(row)
    return list(found.values())


def is_from(row: Proposal) -> bool:
    """Whether a proposal was made of a leftover line by a person."""
    return bool(row.data.get("leftover"))


def went_into(row: Proposal, other: Proposal) -> bool:
    """Whether a note or point stands in the record that ``other`` became."""
    if not is_from(row) or row.kind != ProposalKind.QUESTION:
        return False
    if other.kind == ProposalKind.TRIP:
        return bool(row.data["leftover"] == NOTE)
    return other.kind == ProposalKind.MEETING and row.data.get("meeting") == other.read_id


def promise(revision: ReportRevision, line: int, words: str = "") -> Json:
    """What the reader's grammar makes of the words as a promise: the data of a commitment's proposal, not stored.

    Raises Invalid where the words are not in that line.
    """
    text = _checked(revision, line, words)
    reading = revision.reading or {}
    found = read_words(text, line, from_json(reading))
    actor = next((item for item in reading["organizations"] if item["id"] == found.actor_org), None)
    due = found.due
    return {
        "line": line,
        "lines": [line],
        "duplicate_lines": [],
        "quote": text,
        "kind": found.kind,
        "action": found.action or text,
        "actor_org": found.actor_org,
        "actor_person": found.actor_person,
        "actor": actor["canonical"] if actor else "",
        "requested_by": found.requested_by,
        "due": {"text": due.text, "start": due.start, "end": due.end, "precision": due.precision},
        "certainty": found.certainty,
        "condition": found.condition,
        "done": found.done,
        "meeting_id": found.meeting_id,
        "agreement_id": None,
        "actor_guessed": False,
        "actor_reason": None,
    }


def keep(
    revision: ReportRevision,
    line: int,
    words: str,
    what: str,
    *,
    by: User,
    on: date,
    meeting: Proposal | None = None,
    owner: Proposal | None = None,
    changes: dict[str, Any] | None = None,
) -> Outcome:
    """Make words of a leftover line a note, a point of ``meeting`` or a commitment; empty words are the whole line.

    ``meeting`` and ``owner`` are proposals of the same revision; an owner overrules what the words say, ``changes`` are
    values of the commitment's data that the person set. Doing the same again gives what is there. Raises Invalid where
    the words are not in that line or the line is no leftover, Blocked where trip, meeting or owner must be decided
    first, ValueError for an unknown ``what``.
    """
    if what not in KINDS or (what == POINT and (meeting is None or meeting.kind != ProposalKind.MEETING)):
        raise ValueError(f"a leftover line cannot become {what!r} of {meeting!r}")
    text = _checked(revision, line, words)
    key = new_id()
    with deciding(revision.pk, by=by, on=on, proposal=key) as filing:
        fingerprint = _fingerprint(line, text, what, meeting)
        present = Proposal.objects.filter(revision=revision, fingerprint=fingerprint).first()
        if present is not None:
            return Outcome(present, present.became, filed=filing.report.filed_at is not None)
        row = Proposal(
            pk=key,
            revision=revision,
            read_id=f"left {fingerprint[:16]}",
            fingerprint=fingerprint,
            title=text[:300],
            quote=text,
            lines=[line],
            order=max((other.order for other in filing.rows.values()), default=0) + 1,
        )
        if what == COMMITMENT:
            made: models.Model = _commitment(filing, row, promise(revision, line, text), owner, changes or {})
        else:
            made = _note(filing, row, text, by) if what == NOTE else _point(filing, row, text, meeting, by)
            row.kind, row.state = ProposalKind.QUESTION, ProposalState.ANSWERED
            row.decided_by, row.decided_at = by, timezone.now()
            row.data = row.data | {"ask": "leftover", "leftover": what, "line": line, "values": [], "lines": [line]}
            row.save(force_insert=True)
        return Outcome(row, made, filing.also, file_if_done(filing))


def _fingerprint(line: int, text: str, what: str, meeting: Proposal | None) -> str:
    parts = ("leftover", str(line), " ".join(text.split()), what, meeting.read_id if meeting and what == POINT else "")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _checked(revision: ReportRevision, line: int, words: str) -> str:
    """The words as they stand in the line. Raises Invalid where they do not, or a fact claims the line."""
    texts = revision.document.blocks.filter(line=line).values_list("text", flat=True)
    text = next(iter(texts), "").strip()
    if not text or line not in ((revision.reading or {}).get("leftover") or ()):
        raise Invalid([_("Line %(line)d is no line left over. Choose one from the list.") % {"line": line}])
    wanted = " ".join(words.split()) or " ".join(text.split())
    if wanted not in " ".join(text.split()):
        raise Invalid([_("These words do not stand in line %(line)d. Select them there.") % {"line": line}])
    return wanted


def _decided(filing: Filing, row: Proposal | None) -> Any:
    """The record of a proposal, accepted now where it is clear. Raises Blocked or Invalid where there is none."""
    if row is None:
        raise Invalid([_("The report has no trip to note this on. Enter the trip first.")])
    record = filing._needed(ProposalKind(row.kind), row.read_id, must=True)
    if record is None:
        raise Blocked([row])
    manager: Any = type(record)._default_manager
    if not manager.visible_to(filing.by).filter(pk=record.pk).exists():
        raise Invalid([_("It became a record that is not open to you.")])
    return record


def _note(filing: Filing, row: Proposal, text: str, by: User) -> TripNote:
    trip: Trip = _decided(filing, filing.rows.get((ProposalKind.TRIP, "trip")))
    row.answer = _("Note of the trip “%(trip)s”") % {"trip": trip}
    note: TripNote = TripNote.objects.create(trip=trip, text=text, author=by)
    return note


def _point(filing: Filing, row: Proposal, text: str, chosen: Proposal | None, by: User) -> Meeting:
    meeting: Meeting = _decided(filing, filing.every.get(chosen.pk) if chosen else None)
    row.answer = _("Point of the meeting “%(meeting)s”") % {"meeting": meeting}
    row.data = {"meeting": chosen.read_id if chosen else "", "record": str(meeting.pk)}
    if text not in meeting.minutes.splitlines():
        meeting.minutes = f"{meeting.minutes}\n{text}".strip()
        meeting.save(update_fields=["minutes", "changed_at"])
        row.data["added"] = text
    return meeting


def _commitment(
    filing: Filing, row: Proposal, data: Json, owner: Proposal | None, changes: dict[str, Any]
) -> models.Model:
    if owner is not None:
        data |= {"actor_org": owner.read_id, "actor": owner.title, "actor_person": None}
    data |= {key: value for key, value in changes.items() if key != "title_shown"}
    row.kind, row.data = ProposalKind.COMMITMENT, data | {"leftover": COMMITMENT}
    row.title = (data["action"] or row.title)[:300]
    row.save(force_insert=True)
    filing.rows[row.kind, row.read_id] = row
    return filing.accept(row)


def take_out(filing: Filing, row: Proposal) -> None:
    """Before a point is taken back: its line leaves the minutes, whatever else was written there since."""
    added = row.data.get("added")
    if not is_from(row) or row.data["leftover"] != POINT or not added:
        return
    meeting = Meeting.objects.filter(pk=row.data["record"]).first()
    if meeting is None:
        return
    kept = meeting.minutes.splitlines()
    if added in kept:
        last = len(kept) - 1 - kept[::-1].index(added)
        meeting.minutes = "\n".join(kept[:last] + kept[last + 1 :])
        meeting.save(update_fields=["minutes", "changed_at"])
