"""What differs between two readings of one report: which things are the same thing, and which of their values changed.

Pure: compares drafts (``facts``), knows no records. Positions never count: a line added at the top changes no fact.
Read ids are of one Reading only, so bodies and people are compared through the pairs found before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher, ndiff
from typing import Any

from django.utils.translation import gettext_noop

from cooperation.intake import facts
from cooperation.intake.facts import Draft, Json
from cooperation.models import ProposalKind
from partners import matching, names

#: How alike two sentences, or two names of bodies, must be to be the same one, changed. A person still decides.
ALIKE = 0.6
VERY_ALIKE = 0.8

#: Long texts show the lines that differ, at most so many.
MOST_LINES = 8


@dataclass
class Pairs:
    """Which thing of the former reading each thing of the new one is, by fingerprint; bodies and people by read id."""

    former: dict[str, Draft] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    def same_body(self, old: str | None, new: str | None) -> bool:
        return (self.bodies.get(new or "", new) or None) == (old or None)


# ------------------------------------------------------------------------------------------------- pairs

#: Bodies before people, people before where they are named.
IN_ORDER = [
    ProposalKind.ORGANIZATION,
    ProposalKind.PERSON,
    ProposalKind.TRIP,
    ProposalKind.MEETING,
    ProposalKind.AGREEMENT,
    ProposalKind.COMMITMENT,
    ProposalKind.QUESTION,
]


def pair(old: list[Draft], new: list[Draft]) -> Pairs:
    """Find for each thing of the new reading the one of the former that it is: the same identity, else the likest.

    Each is used once. What is left of either side has vanished, or is new.
    """
    pairs = Pairs()
    for kind in IN_ORDER:
        before = [draft for draft in old if draft.kind == kind]
        after = [draft for draft in new if draft.kind == kind]
        known = {draft.fingerprint: draft for draft in before}
        found = [(draft, known[draft.fingerprint]) for draft in after if draft.fingerprint in known]
        taken = {draft.fingerprint for draft, _former in found}
        found += _likest(
            [draft for draft in before if draft.fingerprint not in taken],
            [draft for draft in after if draft.fingerprint not in taken],
            SCORES.get(kind),
            pairs,
        )
        for draft, former in found:
            pairs.former[draft.fingerprint] = former
            if kind == ProposalKind.ORGANIZATION:
                pairs.bodies[draft.read_id] = former.read_id
            elif kind == ProposalKind.PERSON:
                pairs.people[draft.read_id] = former.read_id
    return pairs


Score = Callable[[Draft, Draft, Pairs], float]


def _likest(before: list[Draft], after: list[Draft], score: Score | None, pairs: Pairs) -> list[tuple[Draft, Draft]]:
    if score is None:
        return []
    scored = sorted(
        (
            (-found, draft.read_id, former.read_id, draft, former)
            for draft in after
            for former in before
            if (found := score(former, draft, pairs)) > 0
        ),
        key=lambda entry: entry[:3],
    )
    out: list[tuple[Draft, Draft]] = []
    used: set[str] = set()
    for _found, _new, _old, draft, former in scored:
        if draft.fingerprint not in used and former.fingerprint not in used:
            used |= {draft.fingerprint, former.fingerprint}
            out.append((draft, former))
    return out


def _body(old: Draft, new: Draft, pairs: Pairs) -> float:
    keys = [{names.organization_key(text) for text in facts.spellings(draft.data)} - {""} for draft in (old, new)]
    shared = len(keys[0] & keys[1])
    if shared:
        return 1 + shared
    alike = _ratio(names.organization_key(old.title), names.organization_key(new.title))
    return alike if alike >= VERY_ALIKE else 0


def _person(old: Draft, new: Draft, pairs: Pairs) -> float:
    keys = [{names.person_key(text) for text in facts.full_names(draft.data)} - {""} for draft in (old, new)]
    there = pairs.same_body(old.data.get("org_id"), new.data.get("org_id"))
    if keys[0] & keys[1]:
        return 2 + there
    return 1.0 if there and matching.near_miss(old.data["name"], new.data["name"]) else 0


def _trip(old: Draft, new: Draft, pairs: Pairs) -> float:
    return 1  # a report is of one trip


def _meeting(old: Draft, new: Draft, pairs: Pairs) -> float:
    title = names.organization_key(old.title) == names.organization_key(new.title)
    day = bool(new.data.get("date")) and old.data.get("date") == new.data.get("date")
    host = bool(new.data.get("host_org_id")) and pairs.same_body(old.data.get("host_org_id"), new.data["host_org_id"])
    alike = _ratio(old.title, new.title)
    if not (title or (day and (host or alike >= ALIKE)) or (host and alike >= VERY_ALIKE)):
        return 0
    return 2 * title + day + host + alike + (old.data.get("start") == new.data.get("start")) / 2


def _agreement(old: Draft, new: Draft, pairs: Pairs) -> float:
    parties = {pairs.bodies.get(key, key) for key in new.data["parties"]} == set(old.data["parties"])
    kind = old.data["type"] == new.data["type"]
    signed = bool(new.data.get("signed_on")) and old.data.get("signed_on") == new.data.get("signed_on")
    return parties + signed + _ratio(old.title, new.title) if kind and (parties or signed) else 0


def _promise(old: Draft, new: Draft, pairs: Pairs) -> float:
    alike = _ratio(_flat(old.data["quote"]), _flat(new.data["quote"]))
    owner = pairs.same_body(old.data.get("actor_org"), new.data.get("actor_org"))
    if owner and _flat(old.data["action"]) == _flat(new.data["action"]) and new.data["action"]:
        return 2 + alike
    return alike + owner / 10 if alike >= (ALIKE if owner else VERY_ALIKE) else 0


SCORES: dict[str, Score] = {
    ProposalKind.ORGANIZATION: _body,
    ProposalKind.PERSON: _person,
    ProposalKind.TRIP: _trip,
    ProposalKind.MEETING: _meeting,
    ProposalKind.AGREEMENT: _agreement,
    ProposalKind.COMMITMENT: _promise,
}


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0


# -------------------------------------------------------------------------------------------- differences


def differences(old: Draft, new: Draft, pairs: Pairs) -> list[Json]:
    """What changed, one entry for each value: ``field`` (stable), ``label`` (English, translated where it is shown),
    ``old`` and ``new`` as words, ``was`` and ``now`` as read.

    Who was there, who travelled, where to and the parties are compared one by one.
    """
    compare = COMPARED.get(old.kind)
    return list(compare(old, new, pairs)) if compare else []


def _changed(field_: str, label: str, was: Any, now: Any, old: str | None = None, new: str | None = None) -> Json:
    shown = [str(value) if value is not None else "" for value in (was, now)]
    return {
        "field": field_,
        "label": label,
        "old": shown[0] if old is None else old,
        "new": shown[1] if new is None else new,
        "was": was,
        "now": now,
    }


def _plain(old: Json, new: Json, labels: dict[str, str]) -> Iterator[Json]:
    for name, label in labels.items():
        was, now = old.get(name), new.get(name)
        if _flat(was) != _flat(now):
            yield _changed(name, label, was, now)


def _text(name: str, label: str, old: Json, new: Json) -> Iterator[Json]:
    """A long text: the lines that differ are shown, the whole is kept."""
    was, now = old.get(name) or "", new.get(name) or ""
    if _flat(was) == _flat(now):
        return
    lines: dict[str, list[str]] = {"-": [], "+": []}
    for line in ndiff([_flat(line) for line in was.splitlines()], [_flat(line) for line in now.splitlines()]):
        if line[0] in lines and line[2:]:
            lines[line[0]].append(line[2:])
    yield _changed(name, label, was, now, _some(lines["-"]), _some(lines["+"]))


def _some(lines: list[str]) -> str:
    return "\n".join(lines[:MOST_LINES]) + ("\n…" if len(lines) > MOST_LINES else "")


def _flat(value: Any) -> str:
    return " ".join(str(value).split()) if value not in (None, "") else ""


def _spellings(old: Draft, new: Draft) -> Iterator[Json]:
    """Spellings that came; one that went does no harm and stays."""
    present = {names.norm(text) for text in facts.spellings(old.data)}
    for text in facts.spellings(new.data):
        if names.norm(text) not in present and names.norm(text) != names.norm(new.title):
            yield _changed(f"spelling:{names.norm(text)}"[:100], gettext_noop("Spelling"), None, text)


def _of_bodies(old: Draft, new: Draft, pairs: Pairs) -> Iterator[Json]:
    # The spelling that stands most often in the text is no name somebody gave: a known spelling is no change.
    known = {names.organization_key(text) for text in facts.spellings(old.data)}
    if names.organization_key(new.title) not in known:
        yield _changed("name", gettext_noop("Name"), old.title, new.title)
    yield from _plain(old.data, new.data, {"country": gettext_noop("Country"), "kind": gettext_noop("Kind")})
    yield from _spellings(old, new)


def _of_people(old: Draft, new: Draft, pairs: Pairs) -> Iterator[Json]:
    known = {names.person_key(text) for text in facts.full_names(old.data)}
    if names.person_key(new.data["name"]) not in known:
        yield _changed("name", gettext_noop("Name"), old.data["name"], new.data["name"])
    yield from _plain(old.data, new.data, {"honorific": gettext_noop("Honorific")})
    if not pairs.same_body(old.data.get("org_id"), new.data.get("org_id")):
        ids = [draft.data.get("org_id") for draft in (old, new)]
        yield _changed("org", gettext_noop("Organization"), ids[0], ids[1], old.data["org"], new.data["org"])
    yield from _plain(old.data, new.data, {"title": gettext_noop("Position")})


def _of_trips(old: Draft, new: Draft, pairs: Pairs) -> Iterator[Json]:
    labels = {
        "title": gettext_noop("Title"),
        "start": gettext_noop("Departure"),
        "end": gettext_noop("Return"),
        "nights_stated": gettext_noop("Nights"),
        "days_stated": gettext_noop("Days"),
    }
    yield from _plain(old.data, new.data, labels)
    yield from _text("purpose", gettext_noop("Purpose"), old.data, new.data)
    yield from _text("summary", gettext_noop("Summary"), old.data, new.data)
    said = [draft.data.get("submission") or {} for draft in (old, new)]
    labels = {
        "date": gettext_noop("Submitted"),
        "author": gettext_noop("Author"),
        "recipient": gettext_noop("Addressee"),
    }
    yield from _plain(said[0], said[1], labels)
    yield from _listed(
        "place", gettext_noop("Destination"), old.data["destinations"], new.data["destinations"],
        key=lambda entry, _map: f"{entry['country']} {names.norm(entry['city'])}",
        shown=lambda entry: f"{entry['country']} {entry['city']}".strip(),
    )  # fmt: skip
    yield from _listed(
        "traveller", gettext_noop("Traveller"), old.data["travellers"], new.data["travellers"],
        key=_somebody, shown=_traveller, people=pairs.people,
    )  # fmt: skip
    was, now = _itinerary(old.data["itinerary"]), _itinerary(new.data["itinerary"])
    yield from _text("itinerary", gettext_noop("Schedule"), {"itinerary": was}, {"itinerary": now})


def _itinerary(days: list[Json]) -> str:
    """The schedule as lines, each with its day."""
    out: list[str] = []
    for entry in days:
        way = " → ".join(filter(None, (entry.get("from"), entry.get("to"))))
        out += [
            " ".join(filter(None, (entry.get("date"), activity.get("time"), activity["text"])))
            for activity in entry["activities"] or [{"time": None, "text": way}]
        ]
    return "\n".join(out)


def _of_meetings(old: Draft, new: Draft, pairs: Pairs) -> Iterator[Json]:
    labels = {
        "title": gettext_noop("Title"),
        "date": gettext_noop("Date"),
        "start": gettext_noop("Start time"),
        "end": gettext_noop("End time"),
        "place": gettext_noop("Place"),
        "stated_count": gettext_noop("Head count"),
    }
    yield from _plain(old.data, new.data, labels)
    if not pairs.same_body(old.data.get("host_org_id"), new.data.get("host_org_id")):
        ids = [draft.data.get("host_org_id") for draft in (old, new)]
        yield _changed(
            "host", gettext_noop("Host"), ids[0], ids[1], old.data.get("host") or "", new.data.get("host") or ""
        )
    yield from _plain(old.data, new.data, {"status": gettext_noop("State")})
    yield from _listed(
        "attendee", gettext_noop("Attendee"), old.data["attendees"], new.data["attendees"],
        key=_somebody, shown=_attendee, people=pairs.people,
    )  # fmt: skip
    yield from _text("text", gettext_noop("Minutes"), old.data, new.data)


def _of_agreements(old: Draft, new: Draft, pairs: Pairs) -> Iterator[Json]:
    labels = {
        "title": gettext_noop("Title"),
        "signed_on": gettext_noop("Signed on"),
        "effective_from": gettext_noop("In force from"),
        "expires_on": gettext_noop("Last day"),
        "term_years": gettext_noop("Term in years"),
        "place": gettext_noop("Place"),
    }
    yield from _plain(old.data, new.data, labels)
    entries = [
        [{"id": key, "name": name} for key, name in zip(draft.data["parties"], draft.data["party_names"], strict=False)]
        for draft in (old, new)
    ]
    yield from _listed(
        "party", gettext_noop("Party"), *entries,
        key=lambda entry, bodies: str(bodies.get(entry["id"], entry["id"])), shown=lambda entry: entry["name"],
        people=pairs.bodies,
    )  # fmt: skip


def _of_promises(old: Draft, new: Draft, pairs: Pairs) -> Iterator[Json]:
    yield from _plain(old.data, new.data, {"action": gettext_noop("What is promised")})
    yield from _plain(old.data, new.data, {"quote": gettext_noop("Sentence")})
    if not pairs.same_body(old.data.get("actor_org"), new.data.get("actor_org")):
        ids = [draft.data.get("actor_org") for draft in (old, new)]
        yield _changed("actor", gettext_noop("Who"), ids[0], ids[1], old.data["actor"], new.data["actor"])
    dues = [draft.data.get("due") or {} for draft in (old, new)]
    if any(_flat(dues[0].get(name)) != _flat(dues[1].get(name)) for name in ("start", "end", "precision")):
        yield _changed("due", gettext_noop("Due"), dues[0], dues[1], _due(dues[0]), _due(dues[1]))
    labels = {
        "kind": gettext_noop("Kind"),
        "certainty": gettext_noop("Certainty"),
        "condition": gettext_noop("Condition"),
    }
    yield from _plain(old.data, new.data, labels)


def _due(due: Json) -> str:
    days = " – ".join(dict.fromkeys(filter(None, (due.get("start"), due.get("end")))))
    return days or due.get("text") or ""


COMPARED: dict[str, Callable[[Draft, Draft, Pairs], Iterator[Json]]] = {
    ProposalKind.ORGANIZATION: _of_bodies,
    ProposalKind.PERSON: _of_people,
    ProposalKind.TRIP: _of_trips,
    ProposalKind.MEETING: _of_meetings,
    ProposalKind.AGREEMENT: _of_agreements,
    ProposalKind.COMMITMENT: _of_promises,
}


# -------------------------------------------------------------------------------------------------- lists


def _somebody(entry: Json, people: dict[str, str]) -> str:
    """Who an entry is: the person it was paired with, else the name as written."""
    person = entry.get("person_id") or ""
    return people.get(person) or person or names.person_key(entry["name"])


def _attendee(entry: Json) -> str:
    parts = (entry["name"], entry.get("org"), entry.get("title"), entry.get("mode"))
    return " · ".join(filter(None, map(_flat, parts)))


def _traveller(entry: Json) -> str:
    return " · ".join(filter(None, (_flat(entry["name"]), _flat(entry.get("dept")), _flat(entry.get("rank")))))


def _listed(
    name: str,
    label: str,
    old: list[Json],
    new: list[Json],
    *,
    key: Callable[[Json, dict[str, str]], str],
    shown: Callable[[Json], str],
    people: dict[str, str] | None = None,
) -> Iterator[Json]:
    """Entries that came, went or changed, each by itself."""
    before = {key(entry, {}): entry for entry in old}
    after = {key(entry, people or {}): entry for entry in new}
    for one, entry in after.items():
        was = before.get(one)
        if was is None:
            yield _changed(f"{name}:{one}"[:100], label, None, entry, "", shown(entry))
        elif names.norm(shown(was)) != names.norm(shown(entry)):
            yield _changed(f"{name}:{one}"[:100], label, was, entry, shown(was), shown(entry))
    for one, entry in before.items():
        if one not in after:
            yield _changed(f"{name}:{one}"[:100], label, entry, None, shown(entry), "")
