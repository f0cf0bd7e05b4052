"""How well a Reading agrees with a hand-made annotation, target by target.

An annotation has the shape of the Reading (``meetings/tests/golden/*.json``). Items of ``tier`` "optional" count
neither as missed nor as wrongly read. Every target is a ``Score``, and scores of several documents add up, so that
a set of documents is measured like one long document. Targets are never blended with each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

HONORIFIC = re.compile(r"^(dra?|mrs?|ms|msc|mg|ing|eng|prof|sra?|lic|atty)\.?\s+")
KOREAN_TITLE = re.compile(
    r"(연구위원|연구원|위원장|차관보|부총장|부청장|부국장|부장|부원장|이사장|본부장|센터장|팀장|국장|과장|차장|처장|실장|청장"
    r"|소장|원장|관장|교수|박사|이사|대표|차관|장관|사무관|서기관|위원|총장|학장|책임|선임|주임)$"
)


@dataclass(frozen=True, slots=True)
class Score:
    """``right`` of the ``read`` items are right (precision), ``found`` of the ``true`` items were found (recall)."""

    right: float = 0.0
    read: float = 0.0
    found: float = 0.0
    true: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.read + other.read, self.found + other.found, self.true + other.true)

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else float(not self.true)

    @property
    def recall(self) -> float:
        return self.found / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def share(right: int, of: int) -> Score:
    """So many right of so many: precision, recall and F1 are all this share."""
    return Score(right, of, right, of)


@dataclass(slots=True)
class Scores:
    """The targets of one document or of several. ``faults`` are sentences about what may never happen: a person merged
    with another, a signing nobody signed, a contradiction raised on a clean document, a refusal missed."""

    targets: dict[str, Score] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, target: str, score: Score) -> None:
        self.targets[target] = self.targets.get(target, Score()) + score

    def take(self, other: Scores) -> None:
        for target, score in other.targets.items():
            self.add(target, score)
        self.faults += other.faults


# --- comparing words ---


def plain(value: object) -> str:
    """Letters and digits only, without case, accents and honorifics."""
    text = unicodedata.normalize("NFKD", str(value or "")).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "", HONORIFIC.sub("", unicodedata.normalize("NFC", text).strip()))


def likeness(one: object, other: object) -> float:
    """Dice of the letter pairs, 0 to 1."""
    ours, theirs = _pairs(plain(one)), _pairs(plain(other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def spellings(item: Json) -> set[str]:
    """Every spelling of a body or person: with and without what stands in brackets and the title after a name."""
    texts = [str(item.get("canonical") or ""), *(surface["text"] for surface in item.get("surfaces", []))]
    return {plain(text) for text in texts if text} | {form for text in texts for form in _forms(text)}


def _forms(text: str) -> set[str]:
    parts = (part.strip() for part in re.split(r"[()（）]", text))
    return {plain(_without_title(part)) for part in parts} - {""}


def _without_title(text: str) -> str:
    name = KOREAN_TITLE.sub("", text).strip()
    return name if re.fullmatch(r"[가-힣]{2,5}", name) else text


# --- pairing what is annotated with what was read ---


@dataclass(frozen=True, slots=True)
class Paired:
    score: Score
    pairs: tuple[tuple[Json, Json], ...]
    missed: tuple[Json, ...]
    extra: tuple[Json, ...]


def pair(
    true: Sequence[Json], read: Sequence[Json], alike: Callable[[Json, Json], float], least: float = 0.5
) -> Paired:
    """One to one, the most alike first; ``alike`` gives 0 to 1 and less than ``least`` is no pair."""
    order = sorted(
        ((alike(gold, got), -i, -j) for i, gold in enumerate(true) for j, got in enumerate(read)), reverse=True
    )
    of_true: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in order:
        if value >= least and -i not in of_true and -j not in taken:
            of_true[-i] = -j
            taken.add(-j)
    pairs = tuple((true[i], read[j]) for i, j in of_true.items())
    missed = tuple(gold for i, gold in enumerate(true) if i not in of_true and not _optional(gold))
    extra = tuple(got for j, got in enumerate(read) if j not in taken)
    hits = sum(not _optional(gold) for gold, _ in pairs)
    return Paired(Score(hits, hits + len(extra), hits, hits + len(missed)), pairs, missed, extra)


def _optional(gold: Json) -> bool:
    return gold.get("tier") == "optional"


def clusters(true: Iterable[Json], read: Iterable[Json]) -> tuple[Score, Score]:
    """B³ over the spellings that both sides know, and the share of the annotated spellings that were read, those of
    optional items left out.
    """
    true = list(true)
    gold = {form: group for group in map(_surface_forms, true) for form in group}
    got = {form: group for group in map(_surface_forms, read) for form in group}
    wanted = {form for item in true if not _optional(item) for form in _surface_forms(item)}
    both = set(gold) & set(got)
    score = Score()
    for form in both:
        ours, theirs = gold[form] & both, got[form] & both
        common = len(ours & theirs)
        score += Score(common / len(theirs), 1, common / len(ours), 1)
    return score, share(len(wanted & set(got)), len(wanted))


def _surface_forms(item: Json) -> frozenset[str]:
    return frozenset(form for surface in item.get("surfaces", []) for form in _forms(surface["text"]))


def _written(item: Json) -> set[str]:
    return {plain(surface["text"]) for surface in item.get("surfaces", [])}


# --- the targets ---


def score(gold: Json, reading: Json) -> Scores:
    """``gold`` and ``reading`` in the shape of the Reading; a document to be refused is judged by its refusal alone."""
    scores = Scores()
    doc = reading["doc"]
    if gold["doc"]["expected_outcome"].startswith("refuse"):
        kind = gold["doc"].get("kind", doc["kind"])
        right = not doc["is_trip_report"] and bool(doc["reason"]) and doc["kind"] == kind
        scores.add("refusals", share(right, 1))
        return scores
    if not doc["is_trip_report"]:
        scores.faults.append(f"{gold['doc']['file']} was refused: {doc['reason']}")
    _header(scores, gold, reading)
    _itinerary(scores, gold, reading)
    _meetings(scores, gold, reading)
    _identities(scores, gold, reading)
    _agreements(scores, gold, reading)
    _commitments(scores, gold, reading)
    _discrepancies(scores, gold, reading)
    return scores


def _header(scores: Scores, gold: Json, reading: Json) -> None:
    ours, theirs = gold["trip"], reading["trip"]

    def value(trip: Json, name: str) -> str | None:
        return (trip.get(name) or {}).get("value")

    def places(trip: Json) -> set[tuple[str, str]]:
        return {(plain(place["country"]), plain(place["city"])) for place in trip.get("destinations", [])}

    periods = ours.get("period") or {}, theirs.get("period") or {}
    right = [
        likeness(value(ours, "title"), value(theirs, "title")) >= 0.8,
        *(periods[0].get(end) == periods[1].get(end) for end in ("start", "end")),
        places(ours) == places(theirs),
    ]
    if value(ours, "purpose"):
        right.append(likeness(value(ours, "purpose"), value(theirs, "purpose")) >= 0.7)
    for name in ("date", "author", "recipient"):
        stated = gold["submission"].get(name)
        got = reading["submission"].get(name)
        if stated:
            right.append(plain(stated) == plain(got) or (name == "recipient" and plain(stated) in plain(got)))
    scores.add("header", share(sum(right), len(right)))
    travellers = pair(
        ours.get("travellers", []), theirs.get("travellers", []), lambda a, b: plain(a["name"]) == plain(b["name"])
    )
    scores.add("travellers", travellers.score)


def _itinerary(scores: Scores, gold: Json, reading: Json) -> None:
    def activities(data: Json) -> list[Json]:
        return [
            {"date": day["date"], **activity}
            for day in data["trip"].get("itinerary", [])
            for activity in day["activities"]
        ]

    def alike(one: Json, other: Json) -> float:
        same = (one["date"], one["time"]) == (other["date"], other["time"])
        words = likeness(one["text"], other["text"])
        return max(0.5, words) if same and words >= 0.4 else 0.0

    scores.add("itinerary", pair(activities(gold), activities(reading), alike).score)


def _meetings(scores: Scores, gold: Json, reading: Json) -> None:
    def alike(one: Json, other: Json) -> float:
        if one["date"] != other["date"]:
            return 0.0
        return 0.5 + 0.3 * bool(one["start"] == other["start"]) + 0.2 * likeness(one["title"], other["title"])

    held = [meeting for meeting in reading["meetings"] if meeting["status"] != "cancelled"]
    meetings = pair(gold["meetings"], held, alike)
    scores.add("meetings", meetings.score)
    bodies = {body["id"]: spellings(body) for body in reading["organizations"]}
    true_bodies = {body["id"]: spellings(body) for body in gold["organizations"]}
    for one, other in meetings.pairs:
        for name in ("start", "end", "place", "stated_count"):
            scores.add("meeting fields", share(plain(one.get(name)) == plain(other.get(name)), 1))
        present = pair(one["attendees"], other["attendees"], lambda a, b: plain(a["name"]) == plain(b["name"]))
        scores.add("attendees", present.score)
        for a, b in present.pairs:
            for name in ("title", "mode"):
                if a.get(name):
                    scores.add("attendee fields", share(plain(a[name]) == plain(b.get(name)), 1))
            if a.get("org_id"):
                known = bodies.get(b.get("org_id"), set()) | {plain(b.get("org"))}
                scores.add("attendee fields", share(bool(known & true_bodies[a["org_id"]]), 1))
    for meeting in meetings.missed:
        scores.add("attendees", Score(true=len(meeting["attendees"])))
    for meeting in meetings.extra:
        scores.add("attendees", Score(read=len(meeting["attendees"])))


def _identities(scores: Scores, gold: Json, reading: Json) -> None:
    def alike(one: Json, other: Json) -> float:
        return float(bool(spellings(one) & spellings(other)))

    for target, key in (("people", "people"), ("organizations", "organizations")):
        found = pair(gold[key], reading[key], alike)
        scores.add(target, found.score)
        identities, coverage = clusters(gold[key], reading[key])
        scores.add(f"{target} B³", identities)
        scores.add(f"{target} coverage", coverage)
        if key == "organizations":
            for one, other in found.pairs:
                scores.add("participant or mentioned", share(one["role"] == other["role"], 1))
    # as written, title and all: two people of one name are told apart by it
    names = {person["id"]: _written(person) for person in gold["people"]}
    for one_id, other_id in (gold.get("identity_notes") or {}).get("must_not_merge", []):
        for person in reading["people"]:
            written = _written(person)
            if written & names[one_id] and written & names[other_id]:
                scores.faults.append(f"{gold['doc']['file']}: {one_id} and {other_id} are one person")


def _agreements(scores: Scores, gold: Json, reading: Json) -> None:
    def alike(one: Json, other: Json) -> float:
        kinds = bool(one["type"].split("_")[0] == other["type"].split("_")[0])
        same_day, same_status = bool(one["signed_on"] == other["signed_on"]), bool(one["status"] == other["status"])
        return 0.4 * same_day + 0.3 * same_status + 0.3 * kinds

    bodies = {body["id"]: spellings(body) for body in reading["organizations"]}
    true_bodies = {body["id"]: spellings(body) for body in gold["organizations"]}
    agreements = pair(gold["agreements"], reading["agreements"], alike)
    scores.add("agreements", agreements.score)
    for one, other in agreements.pairs:
        ours = [true_bodies[party] for party in one["parties"]]
        theirs = [bodies.get(party, set()) for party in other["parties"]]
        same = len(ours) == len(theirs) and all(any(a & b for b in theirs) for a in ours)
        scores.add("agreement fields", share(same, 1))
        for name in ("signed_on", "status", "expires_on"):
            scores.add("agreement fields", share(one.get(name) == other.get(name), 1))
    for agreement in agreements.extra:
        if agreement["status"] in ("signed", "in_force") or agreement["signed_on"]:
            scores.faults.append(f"{gold['doc']['file']}: a signing was invented, lines {agreement['lines']}")


def _commitments(scores: Scores, gold: Json, reading: Json) -> None:
    def alike(one: Json, other: Json) -> float:
        places = {one["line"], *one.get("duplicate_lines", [])}
        if one.get("span"):
            places |= set(range(one["span"][0], one["span"][1] + 1))
        words = max(likeness(one["action"], other["action"]), likeness(one["quote"], other["quote"]))
        if other["line"] in places and words >= 0.25:
            return 0.55 + 0.45 * words
        return words if words >= 0.6 else 0.0

    bodies = {body["id"]: spellings(body) for body in reading["organizations"]}
    true_bodies = {body["id"]: spellings(body) for body in gold["organizations"]}
    promises = pair(gold["commitments"], reading["commitments"], alike)
    scores.add("commitments", promises.score)
    for one, other in promises.pairs:
        if one["actor_org"] and not one.get("actor_note"):
            known = bodies.get(other["actor_org"], set()) | {plain(other["actor_org"])}
            scores.add("commitment actor", share(bool(known & true_bodies[one["actor_org"]]), 1))
        scores.add("commitment due", share(due_agrees(one["due"], other["due"]), 1))
        certain = [promise["certainty"] == "certain" for promise in (one, other)]
        scores.add("commitment certainty", share(certain[0] == certain[1], 1))


def due_agrees(gold: Json, read: Json) -> bool:
    """A deadline without start must be met to the day; a window must hold the day; no date wants no date."""
    day = read.get("end") or read.get("start")
    last = gold.get("accept_end") or gold.get("end") or gold.get("start")
    first = gold.get("accept_start") or gold.get("start") or gold.get("end")
    if not gold.get("start") and not gold.get("end") and day is None:
        return True
    return bool(day and first and last and first <= day <= last)


def _discrepancies(scores: Scores, gold: Json, reading: Json) -> None:
    def alike(one: Json, other: Json) -> float:
        common = len(set(one["lines"]) & set(other["lines"]))
        all_there = common >= min(2, len(set(one["lines"])))
        kinds = bool(one["type"].split("_")[0] == other["type"].split("_")[0])
        return 0.5 * all_there + 0.3 * kinds + 0.2 * (common > 0)

    raised = pair(gold["discrepancies"], reading["discrepancies"], alike)
    scores.add("discrepancies", raised.score)
    if not gold["discrepancies"]:
        for item in raised.extra:
            scores.faults.append(f"{gold['doc']['file']} is clean but {item['type']} was raised, lines {item['lines']}")


# --- the marks ---

SEEN = {
    "header": 0.98,
    "travellers": 0.98,
    "itinerary": 0.98,
    "meetings": 0.98,
    "attendees": 0.98,
    "people B³": 0.95,
    "people coverage": 0.9,
    "organizations B³": 0.95,
    "organizations coverage": 0.9,
    "participant or mentioned": 0.95,
    "agreements": 1.0,
    "agreement fields": 1.0,
    "commitments": 0.85,
    "commitment actor": 0.9,
    "commitment due": 0.95,
    "discrepancies": 0.9,
}
UNSEEN = {
    "header": 0.92,
    "travellers": 0.92,
    "itinerary": 0.92,
    "meetings": 0.92,
    "attendees": 0.92,
    "people B³": 0.88,
    "people coverage": 0.9,
    "organizations B³": 0.88,
    "organizations coverage": 0.9,
    "participant or mentioned": 0.88,
    "agreements": 0.9,
    "agreement fields": 0.9,
    "commitments": 0.7,
    "commitment actor": 0.8,
    "commitment due": 0.85,
    "discrepancies": 0.75,
    "refusals": 1.0,
}


def below(scores: Scores, marks: dict[str, float]) -> list[str]:
    """What misses its mark, in words; a target no document has is not judged."""
    return [
        f"{target}: {scores.targets[target].f1:.3f} < {mark}"
        for target, mark in marks.items()
        if target in scores.targets and round(scores.targets[target].f1, 3) < mark
    ]
