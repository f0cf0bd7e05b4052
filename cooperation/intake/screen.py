"""What the review page shows:
proposals in groups with their reasons, candidates and questions, and the marks in the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts import words
from accounts.models import User
from cooperation import terms
from cooperation.intake import asked, facts, ours, reasons, spellings
from cooperation.intake.decide import model_of
from cooperation.intake.questions import choices
from cooperation.models import CommitmentKind, Match, Proposal, ProposalKind, ProposalState
from meetings.models import MeetingKind, ReportRevision
from meetings.paper import Mark
from partners.models import country_name

GROUPS = [
    ProposalKind.TRIP,
    ProposalKind.ORGANIZATION,
    ProposalKind.PERSON,
    ProposalKind.MEETING,
    ProposalKind.AGREEMENT,
    ProposalKind.COMMITMENT,
    ProposalKind.QUESTION,
]
LABELS = {
    ProposalKind.TRIP: gettext_lazy("Trip"),
    ProposalKind.ORGANIZATION: gettext_lazy("Organizations"),
    ProposalKind.PERSON: gettext_lazy("People"),
    ProposalKind.MEETING: gettext_lazy("Meetings"),
    ProposalKind.AGREEMENT: gettext_lazy("Agreements"),
    ProposalKind.COMMITMENT: gettext_lazy("Commitments"),
    ProposalKind.QUESTION: gettext_lazy("Questions"),
}
COUNTERS = {ProposalKind.ORGANIZATION: "place", ProposalKind.PERSON: "person"}
#: Records under which the questions about them stand.
BEARERS = {ProposalKind.MEETING, ProposalKind.ORGANIZATION}
DECIDED = {ProposalState.ACCEPTED, ProposalState.LINKED, ProposalState.ANSWERED}
PAGES = {
    ProposalKind.TRIP: "trip",
    ProposalKind.ORGANIZATION: "organization",
    ProposalKind.PERSON: "person",
    ProposalKind.MEETING: "meeting",
    ProposalKind.AGREEMENT: "agreement",
    ProposalKind.COMMITMENT: "commitment",
}
#: Candidates, and found records to link to, that are listed at once.
MOST_LISTED = 12
#: Rows of a repeated passage that are shown at once; longer ones are folded.
UNFOLDED = 6


@dataclass
class Side:
    """One side of a question: its number, what stands there, the words, and the line."""

    choice: str
    value: str
    said: str
    line: int | None


@dataclass
class Copies:
    """The two copies of a repeated passage, line by line (``meetings.reader.reading.Copied`` as JSON)."""

    rows: list[dict[str, Any]]

    @property
    def differing(self) -> int:
        """How many rows are not word for word the same."""
        return sum(any(part["differs"] for part in row["parts"]) for row in self.rows)

    @property
    def is_long(self) -> bool:
        return len(self.rows) > UNFOLDED

    @property
    def spans(self) -> list[list[int]]:
        """The first and the last line of each copy."""
        sides = [[line for row in self.rows for line in row[side]] for side in ("first", "second")]
        return [sorted({min(lines), max(lines)}) for lines in sides if lines]


@dataclass
class Card:
    """One proposal as it is shown."""

    row: Proposal
    about: str
    mark: tuple[str, str]
    reason: str
    is_current: bool = False
    candidates: list[models.Model] = field(default_factory=list)
    questions: list[Card] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    asked: str = ""  # the sentence of a question about us
    options: list[tuple[str, str]] = field(default_factory=list)  # its answers, with the words of their buttons
    decided: str = ""
    address: str = ""
    joined: list[spellings.Spelling] = field(default_factory=list)
    others: list[Proposal] = field(default_factory=list)  # of its kind, which it may be one with
    copies: Copies | None = None  # a passage that stands twice

    @property
    def waits(self) -> bool:
        return self.row.state == ProposalState.WAITING

    @property
    def rule(self) -> str:
        """The part of the page of rules that tells how such a thing is read."""
        return reasons.RULES[self.row.kind]

    @property
    def is_clear(self) -> bool:
        """Whether one button settles it."""
        return self.row.match in {Match.NEW, Match.ONE}

    @property
    def asks_done(self) -> bool:
        return bool(self.row.data.get("past"))


@dataclass
class Group:
    """The proposals of one kind: those that wait, those decided, and passing mentions or notes."""

    kind: str
    label: str
    waiting: list[Card] = field(default_factory=list)
    decided: list[Card] = field(default_factory=list)
    optional: list[Card] = field(default_factory=list)
    clear: int = 0
    elsewhere: int = 0  # questions that stand under the record they concern

    @property
    def total(self) -> int:
        return len(self.waiting) + len(self.decided) + self.elsewhere

    @property
    def done(self) -> int:
        return len(self.decided)

    @property
    def clear_words(self) -> str:
        return words.counted(self.clear, COUNTERS.get(ProposalKind(self.kind), "record"))

    @property
    def optional_words(self) -> str:
        return words.counted(len(self.optional), COUNTERS.get(ProposalKind(self.kind), "record"))


@dataclass
class Screen:
    """Everything on the right, and what of it is looked at."""

    groups: list[Group]
    current: Card | None
    done: int
    total: int
    clear: int
    last: Proposal | None = None  # what this user decided last, which one key takes back


def build(revision: ReportRevision, rows: list[Proposal], *, user: User, at: UUID | None, on: Any) -> Screen:
    """The review page of a revision;
    ``rows`` are its proposals as ``user`` may see them, ``at`` is the one looked at.

    Without ``at``, the page opens where the user left off: at the first that waits after what he decided last.
    """
    past = _past(rows, on)
    cards = {row.pk: _card(row, past) for row in rows}
    last = last_of(rows, user)
    current = cards.get(at) if at else None
    if current is None:
        following = next_waiting(rows, last)
        current = cards[following.pk] if following else None
    _list_candidates(cards.values(), user)
    groups = _groups(cards)
    # A question that stands under its meeting is looked at there.
    current = next((card for card in cards.values() if current in card.questions), current)
    if current is not None:
        current.is_current = True
        current.facts = details(current.row, user)
        if current.row.kind in spellings.KINDS:
            current.joined = spellings.joined(current.row)
            current.others = [
                row
                for row in rows
                if row.kind == current.row.kind and row.pk != current.row.pk and row.state in {*DECIDED, "waiting"}
            ]
    counted = [row for row in rows if not row.data.get("optional")]
    waiting = [row for row in counted if row.state == ProposalState.WAITING]
    clear = [row for row in waiting if row.kind != ProposalKind.QUESTION and row.match in {Match.NEW, Match.ONE}]
    return Screen(groups, current, len(counted) - len(waiting), len(counted), len(clear), last)


def last_of(rows: Iterable[Proposal], user: User) -> Proposal | None:
    """What ``user`` decided last among these, and nobody took back since."""
    own = [row for row in rows if row.decided_by_id == user.pk and row.decided_at is not None]
    # Of what one decision brought along, the asked one was decided last: it needed the others.
    return max(own, key=lambda row: row.decided_at, default=None)  # type: ignore[arg-type, return-value]


def next_waiting(rows: Iterable[Proposal], after: Proposal | None) -> Proposal | None:
    """The next that must be decided, in the order of the page; from the top again where none follows."""
    waiting = sorted(
        (row for row in rows if row.state == ProposalState.WAITING and not row.data.get("optional")), key=_place
    )
    later = [row for row in waiting if after is not None and _place(row) > _place(after)]
    return next(iter(later or waiting), None)


def _place(row: Proposal) -> tuple[int, int]:
    return GROUPS.index(ProposalKind(row.kind)), row.order


def _past(rows: list[Proposal], on: Any) -> set[UUID]:
    """Promises that were due before today and are not history yet: they ask "done?"."""
    trip = next((row for row in rows if row.kind == ProposalKind.TRIP), None)
    ended = facts.day(trip.data.get("end")) if trip else None
    if ended is not None and ended < terms.plus_months(on, -settings.IEUM_HISTORY_MONTHS):
        return set()
    out = set()
    for row in rows:
        end = facts.day((row.data.get("due") or {}).get("end")) if row.kind == ProposalKind.COMMITMENT else None
        if end is not None and end < on and not row.data.get("done"):
            out.add(row.pk)
    return out


def _card(row: Proposal, past: set[UUID]) -> Card:
    card = Card(row, about(row), reasons.match_label(row), reasons.reason(row))
    if row.kind == ProposalKind.QUESTION:
        card.mark = ("ask", _("Question"))
        card.reason = str((not words.korean() and row.data.get("why_en")) or row.data.get("why") or "")
        card.choices = choices(row)
        card.sides = _sides(row, card.choices)
        card.copies = Copies(row.data["copies"]) if row.data.get("copies") else None
        if row.data.get("ask") in ours.ASKS:
            card.asked, card.options, card.reason = ours.sentence(row), ours.options(row), ours.why(row)
        elif row.data.get("ask") in asked.ASKS:
            card.asked, card.options, card.reason = asked.sentence(row), asked.options(row), asked.why(row)
    elif row.pk in past and row.match == Match.NEW:
        card.mark = ("ask", _("Past date"))
        card.row.data = row.data | {"past": True}
        card.reason = _("%(why)s Was it done? Nothing is mailed before you answer.") % {"why": card.reason}
    if row.state != ProposalState.WAITING:
        card.decided = reasons.decided_words(row)
        card.address = address(row.kind, row.became)
    return card


def address(kind: str, record: models.Model | None) -> str:
    """The page of a record; empty where there is none."""
    if record is None:
        return ""
    try:
        return reverse(PAGES[ProposalKind(kind)], args=[record.pk])
    except NoReverseMatch:
        return ""


def _sides(row: Proposal, answers: list[str]) -> list[Side]:
    values, lines, said = row.data.get("values") or [], row.data.get("lines") or [], row.data.get("said") or []
    if not any(answer.isdecimal() for answer in answers):
        return []
    return [
        Side(
            str(number),
            value,
            snippet(said[number], value) if number < len(said) else "",
            lines[number] if number < len(lines) else None,
        )
        for number, value in enumerate(values)
    ]


def snippet(text: str, value: str, around: int = 36) -> str:
    """The words around ``value`` in a line; its beginning where the value is not written so."""
    text = " ".join(text.split())
    at = max(text.find(value), 0)
    start, end = max(at - around, 0), at + len(value) + around
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _list_candidates(cards: Iterable[Card], user: User) -> None:
    """The candidates as ``user`` may see them: two queries a kind, however many there are."""
    wanted: dict[str, set[UUID]] = {}
    asking = [card for card in cards if card.waits and card.row.match in {Match.SEVERAL, Match.NEAR}]
    for card in asking:
        wanted.setdefault(card.row.kind, set()).update(card.row.candidates)
    found: dict[UUID, models.Model] = {}
    for kind, keys in wanted.items():
        manager: Any = model_of(kind)._default_manager
        found.update({record.pk: record for record in manager.visible_to(user).filter(pk__in=keys)})
    for card in asking:
        card.candidates = [found[key] for key in card.row.candidates if key in found][:MOST_LISTED]


def _groups(cards: dict[UUID, Card]) -> list[Group]:
    groups = {kind.value: Group(kind.value, str(LABELS[kind])) for kind in GROUPS}
    under = {card.row.read_id: card for card in cards.values() if card.row.kind in BEARERS}
    for card in cards.values():
        group = groups[card.row.kind]
        if not card.waits:
            group.decided.append(card)
        elif card.row.data.get("optional"):
            group.optional.append(card)
        elif card.row.kind == ProposalKind.QUESTION and _under(card, under):
            group.elsewhere += 1
        else:
            group.waiting.append(card)
            group.clear += card.is_clear and card.row.kind != ProposalKind.QUESTION
    return list(groups.values())


def _under(card: Card, meetings: dict[str, Card]) -> bool:
    """A question stands under the record it concerns, while that one waits."""
    meeting = meetings.get(card.row.data.get("about") or "")
    if meeting is None or not meeting.waits:
        return False
    meeting.questions.append(card)
    return True


# ------------------------------------------------------------------------------------------------- words


def about(row: Proposal) -> str:
    """What a proposal is, in a few words beside its name."""
    data = row.data
    if row.kind == ProposalKind.TRIP:
        places = [f"{country_name(place['country'])} {place['city']}".strip() for place in data["destinations"]]
        return _dots(words.period_words(facts.day(data["start"]), facts.day(data["end"])), *places)
    if row.kind == ProposalKind.ORGANIZATION:
        others = [text for text in facts.spellings(data) if text != data["canonical"]]
        return _dots(country_name(data.get("country") or ""), ", ".join(others[:4]))
    if row.kind == ProposalKind.PERSON:
        return _dots(data.get("org") or "", data.get("title") or "")
    if row.kind == ProposalKind.MEETING:
        count = words.counted(len(data["attendees"]), "person")
        return _dots(words.day_words(facts.day(data.get("date"))), _hours(data), data.get("host") or "", count)
    if row.kind == ProposalKind.AGREEMENT:
        signed = facts.day(data.get("signed_on"))
        when = _("signed %(day)s") % {"day": words.day_words(signed, weekday=False)} if signed else ""
        return _dots(when, ", ".join(data.get("party_names") or ()))
    if row.kind == ProposalKind.COMMITMENT:
        kind = CommitmentKind(data["kind"]).label if data["kind"] in CommitmentKind.values else data["kind"]
        return _dots(str(kind), data.get("actor") or "", due_words(data.get("due") or {}))
    return ""


def due_words(due: dict[str, Any]) -> str:
    """When a promise falls due: its days, else its own words."""
    start, end = facts.day(due.get("start")), facts.day(due.get("end"))
    if end is None:
        return due.get("text") or _("no date")
    return words.period_words(start, end) if start and start < end else words.day_words(end, weekday=False)


def _hours(data: dict[str, Any]) -> str:
    start, end = data.get("start"), data.get("end")
    return f"{start}–{end}" if start and end else start or ""


def _dots(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def details(row: Proposal, user: User) -> list[tuple[str, str]]:
    """Name and value of what accepting would write, for the proposal that is looked at."""
    data = row.data
    out: list[tuple[str, str]] = []
    if row.kind == ProposalKind.TRIP:
        submission = data.get("submission") or {}
        out = [
            (_("Period"), words.period_words(facts.day(data["start"]), facts.day(data["end"]))),
            (_("Purpose"), data["purpose"]),
            (_("Travellers"), ", ".join(_dots(item["name"], item.get("rank") or "") for item in data["travellers"])),
            (_("Submitted"), words.day_words(facts.day(submission.get("date")))),
            (_("Author"), submission.get("author") or ""),
        ]
    elif row.kind == ProposalKind.ORGANIZATION:
        out = [
            (_("Country"), country_name(data.get("country") or "")),
            (_("Ours"), _("our own institute") if data.get("ours") else ""),
        ]
    elif row.kind == ProposalKind.PERSON:
        out = [
            (_("Organization"), data.get("org") or ""),
            (pgettext("office", "Title"), ", ".join(data.get("titles") or ()) or data.get("title") or ""),
        ]
    elif row.kind == ProposalKind.MEETING:
        when = " ".join(filter(None, (words.day_words(facts.day(data.get("date"))), _hours(data))))
        kind = data.get("kind") or ""
        out = [
            (_("Kind"), str(MeetingKind(kind).label) if kind in MeetingKind.values else ""),
            (_("When and where"), ", ".join(filter(None, (when, data.get("place"))))),
            (_("Who was there"), _attendance(data)),
        ]
    elif row.kind == ProposalKind.AGREEMENT:
        out = [
            (_("Parties"), ", ".join(data.get("party_names") or ())),
            (_("Signed"), words.day_words(facts.day(data.get("signed_on")))),
            (_("Last day"), words.day_words(facts.day(data.get("expires_on")))),
            (_("Place"), data.get("place") or ""),
        ]
    elif row.kind == ProposalKind.COMMITMENT:
        out = [
            (_("Who"), data.get("actor") or _("not said")),
            (_("Due"), due_words(data.get("due") or {})),
            (_("Condition"), data.get("condition") or ""),
        ]
    return [(name, value) for name, value in out if value]


def _attendance(data: dict[str, Any]) -> str:
    count = words.counted(len(data["attendees"]), "person")
    online = sum((entry.get("mode") or "").lower() == "online" for entry in data["attendees"])
    if not online:
        return count
    return _("%(count)s, %(online)s of them online") % {"count": count, "online": words.counted(online, "person")}


# ------------------------------------------------------------------------------------------------- marks

_STRENGTH = {"accepted": 0, "waiting": 1, "ask": 2}


def marks(rows: Iterable[Proposal]) -> dict[int, Mark]:
    """How the lines of the document are underlined: where two proposals share a line, the stronger state shows."""
    found: dict[int, list[tuple[str, Proposal]]] = {}
    for row in rows:
        if row.state == ProposalState.REJECTED or row.data.get("optional"):
            continue
        for line in row.lines:
            found.setdefault(line, []).append((_mark_state(row), row))
    out = {}
    for line, entries in found.items():
        state = max((state for state, _row in entries), key=lambda name: _STRENGTH[name])
        texts = [_words_at(row, line) for _state, row in entries]
        out[line] = Mark(
            state,
            " ".join(dict.fromkeys(f"p-{row.pk}" for _state, row in entries)),
            tuple(dict.fromkeys(text for some in texts for text in some)) if all(texts) else (),
        )
    return out


def _mark_state(row: Proposal) -> str:
    if row.state in DECIDED:
        return "accepted"
    return "ask" if row.kind == ProposalKind.QUESTION or row.match in {Match.SEVERAL, Match.NEAR} else "waiting"


def _words_at(row: Proposal, line: int) -> list[str]:
    """The very words a body, a person or a promise was read from; nothing where the whole line counts."""
    if row.kind in {ProposalKind.ORGANIZATION, ProposalKind.PERSON}:
        return [surface["text"] for surface in row.data.get("surfaces") or () if line in surface["lines"]]
    # A sentence that runs over several lines stands in none of them.
    return [row.data["quote"]] if row.kind == ProposalKind.COMMITMENT and len(row.lines) == 1 else []
