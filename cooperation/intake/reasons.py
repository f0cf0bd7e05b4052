"""Why a proposal is what it is, in words: codes are kept with proposals, sentences are made when they are shown.

Never a score: each reason names what was compared and what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.models import CommitmentKind, Match, Precision, Proposal, ProposalKind
from meetings.models import ReadingState, ReportRevision
from meetings.reader.refusals import SENTENCES
from partners.matchwords import sentence
from partners.models import country_name
from partners.particles import particles

Values = dict[str, Any]

#: The part of docs/reading.md that tells by which rules each kind of proposal is read.
RULES: dict[str, str] = {
    ProposalKind.TRIP: "head",
    ProposalKind.ORGANIZATION: "bodies",
    ProposalKind.PERSON: "people",
    ProposalKind.MEETING: "meetings",
    ProposalKind.AGREEMENT: "agreements",
    ProposalKind.COMMITMENT: "promises",
    ProposalKind.QUESTION: "contradictions",
}


def reason(proposal: Proposal) -> str:
    """The sentence that says why this record is suggested, or why it is asked."""
    if proposal.kind == ProposalKind.COMMITMENT and proposal.match == Match.NEW:
        return promise_reason(proposal.data)
    if proposal.kind == ProposalKind.AGREEMENT and proposal.match == Match.NEW:
        return agreement_reason(proposal)
    words = WORDS.get(proposal.reason_code)
    said = particles(words(proposal.reason)) if words else sentence(proposal.reason_code, proposal.reason)
    if proposal.data.get("country_from") == "destination":
        told = _("Country from the trip: it received the travellers in %(country)s.")
        said += " " + told % {"country": country_name(proposal.data.get("country") or "")}
    return said.strip()


def _host(values: Values) -> str:
    if values.get("host"):
        return _("No meeting with %(host)s on that day yet.") % {"host": values["host"]}
    return _("No such meeting on that day yet.")


def _other_travellers(values: Values) -> str:
    if values.get("count", 0) > 1:
        return _("%(count)d trips overlap these days in the same country, with other travellers. Say which it is.") % {
            "count": values["count"]
        }
    if values.get("who"):
        return _("“%(record)s” overlaps these days in the same country, but %(who)s travelled. Is it this trip?") % {
            "record": values["record"],
            "who": values["who"],
        }
    return _("“%(record)s” overlaps these days in the same country. Is it this trip?") % {"record": values["record"]}


WORDS: dict[str, Callable[[Values], str]] = {
    "perhaps_same_body": lambda values: _("May be another body of this report. The question below asks."),
    "ours_and_new": lambda values: _(
        "The report is addressed to it, or its travellers work there: it becomes our institute."
    ),
    "ours_and_known": lambda values: (
        _("“%(record)s” is known. The report is addressed to it: it becomes our institute.")
        % {"record": values["record"]}
    ),
    "ours_then": lambda values: _("Of our departments of this name, “%(record)s” was there then.") % values,
    "ours_took_over": lambda values: (
        _("Our department “%(name)s” was over by then; “%(record)s” took over from it.") % values
    ),
    "told_apart": lambda values: _("You said that this is somebody else."),
    "changed_in_revision": lambda values: _("The corrected report says otherwise than the one before it."),
    "trip_without_days": lambda values: _(
        "No days were read, so no trip can be looked for. Enter them, or choose the trip."
    ),
    "no_such_trip": lambda values: _("No trip of these travellers on these days yet."),
    "same_traveller_and_days": lambda values: _("One trip has the same traveller on these days."),
    "several_trips_then": lambda values: _("More than one trip fits these days and travellers."),
    "same_title_and_days": lambda values: _("One trip has the same days and title."),
    "same_country_and_days": lambda values: _("One trip has the same days and country, and no traveller entered yet."),
    "other_travellers_then": _other_travellers,
    "no_date": lambda values: _("The report gives no date. Fill it in, then accept."),
    "no_such_meeting": _host,
    "same_day_and_host": lambda values: _("One meeting has the same day, host and time."),
    "same_trip_and_host": lambda values: _("One meeting of this trip has the same day and host, at another time."),
    "same_trip_and_title": lambda values: _("One meeting of this trip has the same title, on another day."),
    "several_meetings_then": lambda values: _("More than one meeting has this day and host."),
    "same_parties_and_day": lambda values: _("One agreement has the same parties and signing date."),
    "several_agreements": lambda values: _("More than one agreement fits these parties."),
    "amends": lambda values: _("A change to the one agreement between these parties."),
    "amends_unknown": lambda values: _("A change to an agreement that is not recorded yet."),
    "same_sentence": lambda values: _("The same sentence is recorded for this trip already."),
    "several_sentences": lambda values: _("The same sentence is recorded more than once."),
}


def promise_reason(data: Values) -> str:
    """Why a promise is read as it is, and whether mails will speak of it."""
    parts = [_("Read from “%(quote)s”.") % {"quote": _short(data["quote"])}]
    due = data.get("due") or {}
    if not data.get("actor_org") and not data.get("owner_said"):
        parts.append(_("The report does not say who. It is only watched."))
    elif data.get("actor_guessed") and data.get("actor_reason"):
        parts.append(str(data["actor_reason"]).rstrip(".") + ".")
    if data["kind"] not in {CommitmentKind.COMMITMENT, CommitmentKind.REQUEST}:
        label = CommitmentKind(data["kind"]).label if data["kind"] in CommitmentKind.values else data["kind"]
        parts.append(_("%(kind)s: watched, not mailed.") % {"kind": label})
    elif data.get("certainty") == "tentative":
        parts.append(_("Not certain: watched, not mailed."))
    if due.get("precision") == Precision.SOON:
        parts.append(_("Looked at again after 14 days."))
    return " ".join(parts)


def agreement_reason(proposal: Proposal) -> str:
    """What an agreement lacks: it is left empty, never invented."""
    data = proposal.data
    lacking = []
    if not data.get("signed_on"):
        lacking.append(_("signing date"))
    if not (data.get("expires_on") or data.get("term_years")):
        lacking.append(_("term"))
    lacking.append(_("main content"))
    if not data.get("signatories"):
        lacking.append(_("signatories"))
    lacking.append(_("scanned copy"))
    said = _("Not in the report and left empty: %(lacking)s.") % {"lacking": ", ".join(lacking)}
    if proposal.reason_code == "amends_unknown":
        return f"{WORDS['amends_unknown']({})} {said}"
    return said


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def match_label(proposal: Proposal) -> tuple[str, str]:
    """The mark beside a proposal: its kind for the style sheet, and its words."""
    count = len(proposal.candidates)
    if proposal.match == Match.ONE:
        # Names are short enough to stand in the mark; what is promised, or met about, is not.
        named = proposal.kind in {ProposalKind.ORGANIZATION, ProposalKind.PERSON} and proposal.reason.get("record")
        return "match", str(named or _("Existing record"))
    if proposal.match == Match.SEVERAL:
        return "ask", ngettext("%(count)d candidate", "%(count)d candidates", count) % {"count": count}
    if proposal.match == Match.NEAR:
        return "ask", _("To check")
    return "new", _("New")


def refusal_words(revision: ReportRevision) -> str:
    """Why a revision was not read, and what to do, in the reader's language."""
    if revision.state == ReadingState.FAILED:
        if revision.refusal_code == "proposing":
            return _("The document was read, but making proposals of it failed. Try again; nothing is lost.")
        return _("Reading was tried three times and did not finish. Try again; the file is kept.")
    sentence = SENTENCES.get(revision.refusal_code)
    return _(sentence.english) if sentence else revision.refusal


def blocked_words(needs: list[Proposal]) -> str:
    """What must be decided first."""
    return _("First decide about: %(names)s.") % {"names": ", ".join(row.title for row in needs)}


def decided_words(row: Proposal) -> str:
    """Who decided what about a proposal, as a sentence."""
    from accounts.words import moment_words

    who, when = str(row.decided_by or _("Somebody")), moment_words(row.decided_at)
    sentence = {
        "accepted": _("%(who)s accepted “%(title)s” on %(when)s."),
        "linked": _("%(who)s linked “%(title)s” to a record on %(when)s."),
        "rejected": _("%(who)s rejected “%(title)s” on %(when)s."),
        "answered": _("%(who)s answered “%(title)s” on %(when)s."),
        "joined": _("%(who)s joined “%(title)s” with another on %(when)s."),
    }.get(row.state, _("“%(title)s” waits again: its decision was taken back."))
    return sentence % {"who": who, "title": row.title, "when": when}
