"""How entries of a partner history are told on a page: grouped by year, with who was there in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.cursors import read_cursor, write_cursor
from accounts.filters import FIRST_YEAR, LAST_YEAR
from accounts.words import day_words
from cooperation.history import Entry, History, Kind, Page, Place
from cooperation.models import AgreementState, AgreementType, Commitment, CommitmentState
from meetings.models import MeetingKind, MeetingStatus, Side, Trip, TripDestination

#: So many names of a side are said before the rest are counted; more than so many people are counted by body.
NAMES_SAID = 2
PEOPLE_NAMED = 14


@dataclass(frozen=True)
class Line:
    """One entry as the page tells it. ``state``: (kind, words) of a badge or None; ``everybody`` is told on
    demand."""

    entry: Entry
    when: str
    address: str
    icon: str
    kind: str
    state: tuple[str, str] | None
    who: str
    everybody: list[tuple[str, list[dict[str, Any]]]]


def lines_of(entries: Iterable[Entry], on: date) -> list[tuple[int, list[Line]]]:
    """The entries by year, newest first."""
    return [
        (year, [_line(entry, on) for entry in of_year])
        for year, of_year in groupby(entries, key=lambda entry: entry.day.year)
    ]


def _line(entry: Entry, on: date) -> Line:
    icon, kind, state, who = TOLD[entry.kind](entry, on)
    return Line(
        entry=entry,
        when=day_words(entry.day, this_year=entry.day.year),
        address=reverse(entry.kind, kwargs={"pk": entry.id}),
        icon=icon,
        kind=kind,
        state=state,
        who=who,
        everybody=_sides(entry.people) if entry.kind == Kind.MEETING else [],
    )


Words = tuple[str, str, tuple[str, str] | None, str]


def _meeting(entry: Entry, on: date) -> Words:
    facts = entry.facts
    icon = {MeetingKind.CONTACT: "mail", MeetingKind.VIDEO: "calendar"}.get(facts["kind"], "meet")
    state = None
    if facts["status"] == MeetingStatus.CANCELLED:
        state = ("ended", str(MeetingStatus.CANCELLED.label))
    elif facts["status"] == MeetingStatus.PLANNED:
        state = ("draft", str(MeetingStatus.PLANNED.label))
    return icon, str(MeetingKind(facts["kind"]).label), state, _who_met(entry.people)


def _trip(entry: Entry, on: date) -> Words:
    facts = entry.facts
    clock = ("start_on", "end_on", "submitted_on", "registered_on", "cancelled_on")
    trip = Trip(pk=None, **{name: date.fromisoformat(facts[name]) if facts[name] else None for name in clock})
    state = trip.state(on)
    badge = {"late": "late", "cancelled": "ended", "planned": "draft", "report_due": "to-decide"}.get(state)
    places = ", ".join(str(TripDestination(**place)) for place in facts["destinations"])
    who = " · ".join(part for part in (places, _names(entry.people)) if part)
    return "trip", _("Trip"), (badge, str(state.label)) if badge else None, who


def _agreement(entry: Entry, on: date) -> Words:
    facts = entry.facts
    state = AgreementState(facts["state"])
    badge = {
        AgreementState.SIGNED: None,
        AgreementState.CLOSED: "ended",
        AgreementState.CANCELLED: "ended",
    }.get(state, "draft")
    parties = ", ".join(_party(party) for party in entry.people)
    return "tie", str(AgreementType(facts["type"]).label), (badge, str(state.label)) if badge else None, parties


def _party(party: dict[str, Any]) -> str:
    body, person = party["organization_name"], party["name"]
    return _("%(body)s (%(person)s)") % {"body": body, "person": person} if person else body


def _commitment(entry: Entry, on: date) -> Words:
    facts = entry.facts
    state = CommitmentState(facts["state"])
    due = date.fromisoformat(facts["due_end"]) if facts["due_end"] else None
    badge = None
    if Commitment(pk=None, state=state, history=facts["history"], due_end=due).is_overdue(on):
        badge = ("late", _("Past due"))
    elif state == CommitmentState.DONE:
        badge = ("done", str(state.label))
    elif state == CommitmentState.DROPPED:
        badge = ("ended", str(state.label))
    side = Side(facts["side"])
    owners = [named["name"] for named in (facts["owner_person"], facts["owner"]) if named]
    parts = [", ".join(owners) or str(side.label), _due_in_words(facts, due)]
    return "give" if side == Side.OURS else "take", _("Commitment"), badge, " · ".join(part for part in parts if part)


def _due_in_words(facts: dict[str, Any], due: date | None) -> str:
    if facts["due_precision"] == "day" and due:
        return _("by %(day)s") % {"day": day_words(due, weekday=False)}
    return facts["due_text"] or (_("by %(day)s") % {"day": day_words(due, weekday=False)} if due else "")


TOLD: dict[str, Callable[[Entry, date], Words]] = {
    Kind.MEETING: _meeting,
    Kind.TRIP: _trip,
    Kind.AGREEMENT: _agreement,
    Kind.COMMITMENT: _commitment,
}


# ------------------------------------------------------------------------------------------------ who was there


def _who_met(people: list[dict[str, Any]]) -> str:
    """``Ana Quispe and 3 more, 정하나 and 5 more``; a crowd by its bodies: ``CONCYTEC 9, PCM 3, ours 7``."""
    if len(people) > PEOPLE_NAMED:
        return _by_body(people)
    sides = [people_ for _label, people_ in _sides(people)]
    return " – ".join(_names(side) for side in sides if side)


def _sides(people: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The partner's side first, then third parties, then ours; each in the order of the record."""
    found = []
    for side, label in ((Side.THEIRS, _("Their side")), (Side.THIRD, _("Others")), (Side.OURS, _("Our side"))):
        of_side = [one for one in people if one["side"] == side]
        if of_side:
            found.append((label, of_side))
    return found


def _names(people: list[dict[str, Any]]) -> str:
    said = ", ".join(one["name"] or _("(erased)") for one in people[:NAMES_SAID])
    rest = len(people) - NAMES_SAID
    if rest <= 0:
        return said
    return ngettext("%(names)s and %(number)d more", "%(names)s and %(number)d more", rest) % {
        "names": said,
        "number": rest,
    }


def _by_body(people: list[dict[str, Any]]) -> str:
    theirs = Counter(one["organization_name"] or _("others") for one in people if one["side"] != Side.OURS)
    parts = [_("%(body)s %(number)d") % {"body": body, "number": number} for body, number in theirs.most_common(4)]
    rest = sum(theirs.values()) - sum(number for _body, number in theirs.most_common(4))
    if rest:
        parts.append(_("%(number)d others") % {"number": rest})
    ours = sum(1 for one in people if one["side"] == Side.OURS)
    if ours:
        parts.append(_("%(number)d of ours") % {"number": ours})
    return ", ".join(parts)


# --------------------------------------------------------------------------------------------- the page of them


@dataclass(frozen=True)
class Choice:
    """A kind or a year that can be chosen: words, how many, where to, and whether it is the one chosen."""

    words: str
    number: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Timeline:
    """The history as a page shows it: entries by year, the kinds and years to choose from, and where its other pages
    are."""

    years: list[tuple[int, list[Line]]]
    choices: list[list[Choice]]
    total: int
    narrowed: bool
    everything: str
    older: str
    newest: str


def read_narrowing(request: HttpRequest) -> dict[str, Any]:
    """``?kind=`` and ``?year=`` of the history; what cannot be read is as if it were not there."""
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    narrowed: dict[str, Any] = {}
    if kind in Kind.values:
        narrowed["kinds"] = (kind,)
    if year.isascii() and year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR:
        narrowed["year"] = int(year)
    return narrowed


def read_place(request: HttpRequest) -> Place | None:
    """Where the page before ended; a cursor nobody made starts from the newest."""
    text = request.GET.get("after", "")
    if not text:
        return None
    try:
        return Place(*read_cursor(text, date.fromisoformat, UUID))
    except ValueError:
        return None


def told(request: HttpRequest, past: History, on: date, size: int = 25) -> Timeline:
    """A page of the history as the address asks, with what it can be narrowed to. Two queries."""
    place = read_place(request)
    page: Page = past.page(size, place)
    counts = past.counts()
    chosen_kind = past.kinds[0] if len(past.kinds) == 1 else ""

    def number(kind: str, year: int | None) -> int:
        kinds = [kind] if kind else Kind.values
        return sum(n for of in kinds for in_year, n in counts[of].items() if year in (None, in_year))

    years = sorted({year for of in counts.values() for year in of}, reverse=True)
    kinds = [Choice(_("All kinds"), number("", past.year), _address(request, kind=""), not chosen_kind)]
    kinds += [
        Choice(str(kind.label), number(kind, past.year), _address(request, kind=kind.value), chosen_kind == kind)
        for kind in Kind
        if any(counts[kind].values())
    ]
    to_choose = [Choice(_("All years"), number(chosen_kind, None), _address(request, year=""), past.year is None)]
    to_choose += [
        Choice(str(year), number(chosen_kind, year), _address(request, year=str(year)), past.year == year)
        for year in years
    ]
    more = write_cursor(page.next.day, page.next.id) if page.next else ""
    return Timeline(
        years=lines_of(page.entries, on),
        choices=[kinds, to_choose],
        total=number(chosen_kind, past.year),
        narrowed=bool(chosen_kind or past.year),
        everything=_address(request, kind="", year=""),
        older=_address(request, after=more) if more else "",
        newest=_address(request, after="") if place else "",
    )


def _address(request: HttpRequest, **changed: str) -> str:
    """This page with other conditions; changing one starts from the newest again."""
    query: QueryDict = request.GET.copy()
    query.pop("after", None)
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}#history"
