"""Which spellings one identity goes by: one taken out becomes a proposal of its own, two proposals become one.

Until they are decided, this is a matter of proposals alone: the facts that came by a spelling (who was there, who
hosted, who promised) name the proposal it belongs to. Where records were made already, what this report wrote into them
under the spelling is taken out again as far as nobody built on it; accepting the new proposal puts it where it belongs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import apart
from accounts.models import User
from accounts.records import compare_and_set, new_id
from accounts.reverting import changed_by_others
from cooperation.intake import facts
from cooperation.intake import propose as proposing
from cooperation.intake.decide import Outcome, deciding, file_if_done
from cooperation.intake.facts import Json
from cooperation.intake.records import Blocked, Filing, Invalid, unsettle
from cooperation.intake.undo import Needed, of_revisions
from cooperation.models import BECAME, Match, Proposal, ProposalKind, ProposalState
from partners import merge as merging
from partners import names

KINDS = {ProposalKind.ORGANIZATION, ProposalKind.PERSON}
DECIDED = {ProposalState.ACCEPTED, ProposalState.LINKED}


@dataclass(frozen=True)
class Spelling:
    """One spelling of a proposal, the lines it stands on, and whether it can be taken out."""

    text: str
    lines: tuple[int, ...]
    separable: bool


def joined(row: Proposal) -> list[Spelling]:
    """The spellings a proposal of a body or person was joined from, the main one first; none for other kinds."""
    if row.kind not in KINDS:
        return []
    groups = _groups(row)
    separable = len(groups) > 1 and row.state not in {ProposalState.REJECTED, ProposalState.JOINED}
    return [Spelling(texts[0], tuple(at), separable) for texts, at in groups.values()]


def _key(kind: str, text: str) -> str:
    return names.person_key(facts.bare_name(text)) if kind == ProposalKind.PERSON else names.norm(text)


def _groups(row: Proposal) -> dict[str, tuple[list[str], list[int]]]:
    """Spellings by what they are without honorifics and marks: their texts and lines."""
    out: dict[str, tuple[list[str], list[int]]] = {}
    at: dict[str, list[int]] = {}
    for surface in row.data.get("surfaces") or ():
        at.setdefault(" ".join(surface["text"].split()), []).extend(surface["lines"])
    for text in facts.spellings(row.data):
        if not (key := _key(row.kind, text)):
            continue
        texts, found = out.setdefault(key, ([], []))
        texts.append(text)
        found += [line for line in at.get(text, ()) if line not in found]
    return out


# ------------------------------------------------------------------------------------------------- separate


def separate(proposal: Proposal, spelling: str, *, by: User, on: date) -> Outcome:
    """Take one spelling out of a proposal of a body or person: it becomes a waiting proposal of its own.

    The facts that came by that spelling follow it. Raises Invalid where it is no spelling of it or its only one, and
    Needed, with the reason, where the proposal was accepted and somebody built on what would have to move. Taking out
    what was taken out gives the proposal there is.
    """
    if proposal.kind not in KINDS:
        raise ValueError(f"a {proposal.kind} has no spellings")
    key = new_id()
    with deciding(proposal.revision_id, by=by, on=on, proposal=key) as filing:
        row = filing.every[proposal.pk]
        wanted = _key(row.kind, spelling)
        groups = _groups(row)
        if wanted not in groups:
            for taken in filing.rows.values():
                if taken.data.get("apart_from") == row.read_id and wanted in _groups(taken):
                    return Outcome(taken)
            raise Invalid([_("“%(text)s” is no spelling of “%(title)s”.") % {"text": spelling, "title": row.title}])
        if len(groups) == 1 or row.state in {ProposalState.REJECTED, ProposalState.JOINED}:
            raise Invalid([_("“%(text)s” is the only spelling left.") % {"text": spelling}])
        texts, at = groups.pop(wanted)
        rest = [text for kept, _lines in groups.values() for text in kept]
        # Taken out, joined again and taken out once more, it is another proposal each time.
        parts = ("apart", row.kind, row.fingerprint, wanted, str(len(filing.rows)))
        fingerprint = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
        other = Proposal(pk=key, revision=filing.revision, kind=row.kind, fingerprint=fingerprint)
        _apart(filing, row, other, texts, sorted(at) or row.lines[:1])
        moved = _follow(filing, row, other.read_id, lambda words: _came_by(words, texts, rest))
        if row.state in DECIDED:
            _leave_record(filing, row, texts, moved)
        row.title, row.data = _without(row, texts, rest)
        row.lines = sorted({line for _texts, lines in groups.values() for line in lines}) or row.lines
        row.save(update_fields=["title", "data", "lines"])
        other.save(force_insert=True)
        filing.rows[other.kind, other.read_id] = other
        unsettle(filing.report)  # something waits again
        proposing.match(filing.revision, by)
        other.refresh_from_db()
        return Outcome(other)


def _apart(filing: Filing, row: Proposal, other: Proposal, texts: list[str], at: list[int]) -> None:
    """Fill in the new proposal: what was said of both, and only its own spellings."""
    name = facts.bare_name(texts[0]) or texts[0]
    read_id = f"apart {other.fingerprint[:16]}"
    surfaces = [surface for surface in row.data.get("surfaces") or () if " ".join(surface["text"].split()) in texts]
    data = row.data | {
        "id": read_id,
        "canonical": texts[0],
        "surfaces": surfaces or [{"text": texts[0], "lines": at}],
        "told_apart": True,
        "apart_from": row.read_id,
        "optional": False,
        "former_names": [],
        "ours": False,
    }
    for said in ("probable_same", "candidate_same_as", "joined", "changes"):
        data.pop(said, None)
    if row.kind == ProposalKind.PERSON:
        data |= {"name": name, "titles": [], "title": "", "honorific": names.split_honorific(texts[0])[0]}
    other.read_id, other.title, other.data = (
        read_id,
        (name if row.kind == ProposalKind.PERSON else texts[0])[:300],
        data,
    )
    other.lines, other.order = at, row.order
    lines = filing.document.blocks.filter(line__in=at[:1]).values_list("text", flat=True)
    other.quote = "\n".join(lines).strip() or row.quote


def _without(row: Proposal, texts: list[str], rest: list[str]) -> tuple[str, Json]:
    """Title and data of a proposal that lost these spellings."""
    surfaces = [surface for surface in row.data.get("surfaces") or () if " ".join(surface["text"].split()) not in texts]
    data = row.data | {"surfaces": surfaces}
    if " ".join(data["canonical"].split()) in texts:
        data["canonical"] = rest[0]
        if row.kind == ProposalKind.PERSON:
            data["name"] = facts.bare_name(rest[0]) or rest[0]
        return str(data.get("name") if row.kind == ProposalKind.PERSON else rest[0])[:300], data
    return row.title, data


def _came_by(words: Iterable[str], texts: list[str], rest: list[str]) -> bool:
    """Whether the first of these words that names the identity does so by one of ``texts``; the longest name counts."""
    for said in words:
        plain = " ".join(said.split()).casefold()
        found = [text for text in (*texts, *rest) if text.casefold() in plain]
        if found:
            longest = max(map(len, found))
            return not any(len(text) == longest for text in found if text in rest)
    return False


# --------------------------------------------------------------------------------------------------- facts

#: (proposal, what of it, the entry in its list or None)
Moved = tuple[Proposal, str, Json | None]


def _follow(filing: Filing, row: Proposal, to: str, follows: Callable[[Iterable[str]], bool]) -> list[Moved]:
    """Let the facts about ``row`` that ``follows`` says came by the spelling name ``to``; returns which."""
    texts = dict(filing.document.blocks.values_list("line", "text"))
    kind, old = row.kind, row.read_id
    moved: list[Moved] = []
    bodies = kind == ProposalKind.ORGANIZATION
    for other in list(filing.rows.values()):
        data = dict(other.data)
        said = [other.title, other.quote, *(texts.get(line, "") for line in other.lines)]
        before = len(moved)
        for listed in ("attendees", "travellers"):
            if listed in data and other.kind in {ProposalKind.MEETING, ProposalKind.TRIP}:
                data[listed] = [
                    _entry(other, listed, entry, texts, bodies, old, to, follows, moved) for entry in data[listed]
                ]
        singles = ("host_org_id", "actor_org", "requested_by", "org_id") if bodies else ("actor_person",)
        for name in singles:
            if data.get(name) != old or (name == "org_id" and other.kind != ProposalKind.PERSON):
                continue
            words = [*_listed_at(filing, other, old), *said] if name == "org_id" else said
            if follows(words):
                data[name] = to
                moved.append((other, name, None))
        if bodies and other.kind == ProposalKind.AGREEMENT and old in data["parties"] and follows([other.quote, *said]):
            data["parties"] = [to if key == old else key for key in data["parties"]]
            moved.append((other, "parties", None))
        submission = data.get("submission") or {}
        if not bodies and submission.get("author_person_id") == old and follows([submission.get("author") or ""]):
            data["submission"] = submission | {"author_person_id": to}
            moved.append((other, "author", None))
        if len(moved) > before and other is not row:
            other.data = data
            other.save(update_fields=["data"])
    return moved


def _entry(
    other: Proposal,
    listed: str,
    entry: Json,
    texts: dict[int, str],
    bodies: bool,
    old: str,
    to: str,
    follows: Callable[[Iterable[str]], bool],
    moved: list[Moved],
) -> Json:
    """A line of a list of people, naming ``to`` where it came by the spelling."""
    name, word = ("org_id", "org") if bodies else ("person_id", "name")
    line = texts.get(entry.get("line") or 0, "")
    if entry.get(name) != old or not follows([entry.get(word) or "", line]):
        return entry
    moved.append((other, listed, entry))
    return entry | {name: to}


def _listed_at(filing: Filing, person: Proposal, body: str) -> list[str]:
    """The words for a body in the lists in which this person stands."""
    return [
        entry.get("org") or ""
        for row in filing.rows.values()
        if row.kind == ProposalKind.MEETING
        for entry in row.data["attendees"]
        if entry.get("person_id") == person.read_id and body in {entry.get("org_id"), person.data.get("org_id")}
    ]


# ------------------------------------------------------------------------------------------------- records


def _leave_record(filing: Filing, row: Proposal, texts: list[str], moved: list[Moved]) -> None:
    """Take out of the records what this report wrote there under the spelling. Raises Needed where that cannot be."""
    record: Any = row.became
    keys = {names.norm(text) for text in texts} | {names.norm(facts.bare_name(text)) for text in texts}
    if names.norm(record.name) in keys:
        rest = [name for name in record.names.all() if name.key not in keys]
        if not row.created_record or not rest:
            raise Needed(_("The record is called “%(name)s”. Rename it first.") % {"name": record.name})
        _only_ours(filing, [record])
        record.name = rest[0].text
        record.save(update_fields=["name", "changed_at"])
    spelt = list(record.names.filter(key__in=keys))
    for name in spelt:
        if name.source_document_id != filing.document.pk:
            sentence = _("“%(name)s” was a name of “%(record)s” before this report.")
            raise Needed(sentence % {"name": name.text, "record": record})
    _only_ours(filing, spelt)
    record.names.filter(pk__in=[name.pk for name in spelt]).delete()
    held_up = [other.title for other, what, _entry in moved if other.became and what in HELD]
    if held_up:
        raise Needed(_("First take back: %(names)s.") % {"names": ", ".join(dict.fromkeys(held_up))})
    for other, what, entry in moved:
        if other.became is not None:
            _leave(filing, row, other, what, entry)


#: What a record keeps for good once it names a body: its decision is taken back first.
HELD = {"parties", "actor_org", "requested_by", "actor_person"}


def _leave(filing: Filing, row: Proposal, other: Proposal, what: str, entry: Json | None) -> None:
    record: Any = other.became
    person = row.kind == ProposalKind.PERSON
    if what == "attendees" and entry is not None:
        rows = record.attendances.filter(name_text=entry["name"][:200])
        rows = rows.filter(person=row.became_person) if person else rows.filter(organization=row.became_organization)
        _only_ours(filing, rows)
        if person:
            rows.delete()
        else:
            for attendance in rows:
                attendance.organization, attendance.side = None, ""
                attendance.save(update_fields=["organization", "side"])
    elif what == "travellers" and person:
        rows = record.travellers.filter(person=row.became_person)
        _only_ours(filing, rows)
        rows.delete()
    elif what == "host_org_id" and record.host_id == row.became_organization_id:
        record.host = None
        record.save(update_fields=["host", "changed_at"])
    elif what == "org_id":
        rows = record.affiliations.filter(organization=row.became_organization, source_document=filing.document)
        _only_ours(filing, rows)
        rows.delete()
    elif what == "author" and filing.report.author_id == row.became_person_id:
        filing.report.author = None
        filing.report.save(update_fields=["author", "changed_at"])


def _only_ours(filing: Filing, rows: Iterable[models.Model]) -> None:
    theirs = changed_by_others(rows, of_revisions([filing.revision.pk]))
    if theirs:
        shown = ", ".join(dict.fromkeys(str(row) for row in theirs[:4]))
        raise Needed(_("Somebody worked on it since: %(names)s. Change the record itself.") % {"names": shown})


# ------------------------------------------------------------------------------------------------------ join


def join(one: Proposal, other: Proposal, *, by: User, on: date) -> Outcome:
    """Two proposals of one report are the same body or person: one record with all spellings and all its facts.

    Before they are decided, ``other`` goes into ``one`` (or the other way, where only the other has its record
    already); where one is decided, the waiting one is linked to its record; where both are, their records are merged.
    Raises Invalid where they cannot be one, Blocked where one must be decided first.
    """
    if one.kind != other.kind or one.kind not in KINDS or one.pk == other.pk or one.revision_id != other.revision_id:
        raise ValueError("only two bodies, or two people, of one report can be one")
    with deciding(one.revision_id, by=by, on=on, proposal=other.pk) as filing:
        kept = join_in(filing, filing.every[one.pk], filing.every[other.pk])
        proposing.match(filing.revision, by)
        kept.refresh_from_db()
        return Outcome(kept, kept.became, filing.also, file_if_done(filing))


def join_in(filing: Filing, one: Proposal, other: Proposal) -> Proposal:
    """See ``join``; within a decision that is under way. Returns the proposal that stands for both."""
    if ProposalState.JOINED in {one.state, other.state}:
        raise Invalid([_("One of them was joined with another already.")])
    if one.state in DECIDED and other.state in DECIDED:
        return _merge(filing, one, other)
    if ProposalState.REJECTED in {one.state, other.state}:
        raise Invalid([_("One of them was rejected. Take that back first.")])
    if other.state in DECIDED or (one.state not in DECIDED and other.match == Match.ONE != one.match):
        one, other = other, one
    if one.state in DECIDED:
        if one.became is None:
            raise Blocked([one])
        filing.accept(other, one.became)
        filing.also.append(other)
        return one
    with apart(decision=other.pk, proposal=other.pk):
        _follow(filing, other, one.read_id, lambda _words: True)
        one.data = one.data | {
            "surfaces": [*(one.data.get("surfaces") or ()), *_surfaces(other)],
            "joined": [*(one.data.get("joined") or ()), other.read_id],
            "optional": bool(one.data.get("optional") and other.data.get("optional")),
            "ours": bool(one.data.get("ours") or other.data.get("ours")),
        }
        one.lines = sorted({*one.lines, *other.lines})
        if one.kind == ProposalKind.PERSON:
            said = (one.data, other.data)
            one.data["honorific"] = next((item["honorific"] for item in said if item.get("honorific")), None)
            one.data["titles"] = list(dict.fromkeys(title for item in said for title in item.get("titles") or ()))
            one.data["title"] = one.data.get("title") or other.data.get("title") or ""
            one.data["org_id"] = one.data.get("org_id") or other.data.get("org_id")
        one.save(update_fields=["data", "lines"])
        compare_and_set(
            other,
            was={"state": ProposalState.WAITING},
            state=ProposalState.JOINED,
            decided_by=filing.by,
            decided_at=timezone.now(),
            answer=_("one with “%(title)s”") % {"title": one.title},
            data=other.data | {"joined_into": one.read_id},
        )
    return one


def _merge(filing: Filing, one: Proposal, other: Proposal) -> Proposal:
    """Both are records: what names that of ``other`` names that of ``one`` from now on."""
    kept: Any = one.became
    gone: Any = other.became
    if kept == gone:
        return one
    column = BECAME[ProposalKind(one.kind)]
    made = list(Proposal.objects.filter(**{column: gone}).values_list("pk", flat=True))
    try:
        merging.merge_into(kept, gone)
    except merging.Apart as apart_:
        raise Invalid([str(apart_)]) from apart_
    # The record that is left was made by the other proposal: taking one of these back must not remove it.
    Proposal.objects.filter(pk__in=made).update(created_record=False, state=ProposalState.LINKED)
    one.refresh_from_db()
    other.refresh_from_db()
    return one


def _surfaces(row: Proposal) -> list[Json]:
    surfaces = list(row.data.get("surfaces") or ())
    if row.data["canonical"] not in {surface["text"] for surface in surfaces}:
        surfaces.append({"text": row.data["canonical"], "lines": row.lines[:1]})
    return surfaces
