"""What a Reading says, brought into the form proposals keep: drafts with an identity, a title, words and lines.

Pure: takes the Reading as JSON and the text of its lines, knows no records. A draft's identity is made of what the
thing is, never of where it stands: the same report saved in another format gives the same fingerprints.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from cooperation.models import ProposalKind
from partners import names

#: More lines than this are no quote but a chapter; the first ones say where it starts.
MOST_QUOTED = 6
LONGEST_TITLE = 300

#: Slips of the pen and gaps: worth a look, but no answer changes a record, so the report is filed without one.
NOTES = {
    "due_before_meeting",
    "duplicate_block",
    "missing_detail",
    "nights_check",
    "ocr_variant",
    "org_old_name_used",
    "past_due_at_submission",
    "spelling_variant",
    "typo_between_duplicates",
    "typo_title",
}

#: What the reader calls agreements that were signed.
SIGNED = {"signed", "in_force", "expired"}

Json = dict[str, Any]


@dataclass
class Draft:
    """A proposal before it meets the registry."""

    kind: ProposalKind
    read_id: str
    identity: tuple[str, ...]
    title: str
    data: Json
    lines: list[int]
    quote: str = ""
    fingerprint: str = field(default="", init=False)


def day(text: Any) -> date | None:
    """A date of the Reading; None where it is unknown or no date."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def clock(text: Any) -> time | None:
    """A time of the Reading; None where it is unknown or no time."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text) if isinstance(text, str) else None
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def spellings(item: Json) -> list[str]:
    """All spellings of an organization or a person, the main one first, each once."""
    texts = [item["canonical"], *(surface["text"] for surface in item.get("surfaces") or ())]
    return list(dict.fromkeys(text for text in (" ".join(text.split()) for text in texts) if text))


def full_names(item: Json) -> list[str]:
    """The spellings of a person that say who it is: without honorific and title, no lone family or given name."""
    out: list[str] = []
    for text in spellings(item):
        bare = bare_name(text)
        if is_full_name(bare):
            out.append(bare)
    return list(dict.fromkeys(out)) or [bare_name(item["canonical"]) or item["canonical"]]


def bare_name(text: str) -> str:
    """A name as people call it, without honorific and Korean title."""
    _, bare = names.split_honorific(text)
    if names.has_hangul(bare):
        bare, _ = names.split_korean_title(bare)
    return bare.strip(" ,;()")


def is_full_name(name: str) -> bool:
    """Whether a name tells one person from others: a Korean name in full, or at least two words."""
    return names.is_korean_name(name) or (len(name.split()) >= 2 and not name.endswith("."))


class Lines:
    """The text of a document by line."""

    def __init__(self, texts: dict[int, str]) -> None:
        self.texts = texts

    def quote(self, lines: Iterable[int]) -> str:
        """The words that stand on these lines, one line each; at most MOST_QUOTED."""
        found = [self.texts.get(line, "").strip() for line in list(lines)[:MOST_QUOTED]]
        return "\n".join(text for text in found if text)

    def between(self, first: int, last: int) -> str:
        return "\n".join(self.texts[line] for line in range(first, last + 1) if self.texts.get(line, "").strip())


def drafts(reading: Json, lines: Lines) -> list[Draft]:
    """Everything the Reading proposes, in the order in which it is reviewed. Each has a fingerprint of its own."""
    reading = _with_every_attendee(reading)
    by_id = {item["id"]: item for item in reading["organizations"]}
    people = {item["id"]: item for item in reading["people"]}
    out = [
        *_trip(reading, lines),
        *_organizations(reading, lines),
        *_people(reading, lines, by_id),
        *_meetings(reading, lines, by_id),
        *_agreements(reading, lines, by_id),
        *_commitments(reading, lines, by_id),
        *_questions(reading, lines, by_id, people),
    ]
    seen: set[str] = set()
    for draft in out:
        draft.fingerprint = fingerprint(draft, seen)
        seen.add(draft.fingerprint)
        draft.title = draft.title[:LONGEST_TITLE] or draft.read_id
        draft.quote = draft.quote or lines.quote(draft.lines)
    return out


def fingerprint(draft: Draft, seen: frozenset[str] | set[str] = frozenset()) -> str:
    """A digest of what the thing is. Where two would be one, what stands on their lines tells them apart."""
    parts = [draft.kind.value, *draft.identity]
    for more in ((), (draft.quote,), *((draft.quote, str(number)) for number in range(2, 1000))):
        text = "\x1f".join([*parts, *more])
        digest = hashlib.sha256(text.encode()).hexdigest()
        if digest not in seen:
            return digest
    raise ValueError(f"{draft.kind} {draft.read_id} stands a thousand times in one report")


def needed_bodies(reading: Json) -> set[str]:
    """Bodies that something else names: they are filed even where the report only mentions them."""
    needed: set[str | None] = set()
    for meeting in reading["meetings"]:
        needed.add(meeting.get("host_org_id"))
        needed.update(attendee.get("org_id") for attendee in meeting["attendees"])
    for agreement in reading["agreements"]:
        needed.update(agreement["parties"])
    for promise in reading["commitments"]:
        needed.update((promise.get("actor_org"), promise.get("requested_by")))
    needed.update(traveller.get("org_id") for traveller in reading["trip"]["travellers"])
    needed.update(person.get("org_id") for person in reading["people"])
    return {key for key in needed if key}


def our_bodies(reading: Json) -> list[str]:
    """The read id of the institute itself, where the report leaves no doubt: see ``our_candidates``."""
    found = our_candidates(reading)
    return found if len(found) == 1 else []


def our_candidates(reading: Json) -> list[str]:
    """Read ids of the bodies that may be the institute itself: the travellers' bodies, and whom the report is addressed
    to. An addressee that travellers come from too is the only one: the others are companions.
    """
    travellers = {traveller.get("org_id"): None for traveller in reading["trip"]["travellers"]}
    found = [key for key in travellers if key]
    addressee = _addressee(reading)
    if addressee is None:
        return found
    return [addressee] if addressee in found or not found else [addressee, *found]


def _addressee(reading: Json) -> str | None:
    """The read id of the body to whose head the report is addressed."""
    recipient = names.organization_key(
        re.sub(r"\s*귀하$", "", (reading.get("submission") or {}).get("recipient") or "")
    )
    if recipient:
        for item in reading["organizations"]:
            for text in spellings(item):
                key = names.organization_key(text)
                if len(key) >= 6 and key.isascii() and recipient.endswith(key):
                    return str(item["id"])  # "Director, Asia Skills Partnership"
                if len(key) >= 2 and recipient in {key, f"{key}장", f"{key}원장", f"{key}이사장", f"{key}총장"}:
                    return str(item["id"])
    return None


def hosts_at_destination(reading: Json) -> dict[str, str]:
    """The country of bodies of which the report says none, by read id: that of the trip, where the body received the
    travellers there. Not where the trip led to two countries, nor of an international body, one of the travellers' own
    or one that only attended.
    """
    countries = {place.get("country_iso") for place in reading["trip"]["destinations"]} - {None}
    if len(countries) != 1:
        return {}
    (country,) = countries
    hosts = {meeting.get("host_org_id") for meeting in reading["meetings"] if meeting.get("status") != "cancelled"}
    hosts -= set(our_candidates(reading))
    return {
        item["id"]: str(country)
        for item in reading["organizations"]
        if item["id"] in hosts and not item.get("country") and item.get("kind") != "international"
    }


# --------------------------------------------------------------------------------------------- one by one


def _with_every_attendee(reading: Json) -> Json:
    """The Reading with a person for each name in a list, where the reader gave none."""
    people = list(reading["people"])
    by_key: dict[tuple[str, Any], str] = {
        (names.person_key(text), item.get("org_id")): item["id"] for item in people for text in full_names(item)
    }
    known = {item["id"] for item in people}

    def person_of(entry: Json) -> str | None:
        name = bare_name(entry.get("name") or "")
        if entry.get("person_id") in known:
            known_id: str = entry["person_id"]
            return known_id
        if not name:
            return None
        key = (names.person_key(name), entry.get("org_id"))
        if key not in by_key:
            by_key[key] = "listed " + hashlib.sha256("\x1f".join(map(str, key)).encode()).hexdigest()[:12]
            people.append(
                {
                    "id": by_key[key],
                    "canonical": name,
                    "honorific": names.split_honorific(entry["name"])[0],
                    "org_id": entry.get("org_id"),
                    "titles": [title] if (title := entry.get("title") or entry.get("rank")) else [],
                    "surfaces": [{"text": entry["name"], "lines": [entry["line"]]}],
                    "probable_same": [],
                }
            )
        return by_key[key]

    meetings = [
        meeting | {"attendees": [entry | {"person_id": person_of(entry)} for entry in meeting["attendees"]]}
        for meeting in reading["meetings"]
    ]
    travellers = [entry | {"person_id": person_of(entry)} for entry in reading["trip"]["travellers"]]
    return reading | {
        "people": people,
        "meetings": meetings,
        "trip": reading["trip"] | {"travellers": travellers},
    }


def _key(text: str | None) -> str:
    return names.organization_key(text or "")


def _lines_of(item: Json) -> list[int]:
    return sorted({line for surface in item.get("surfaces") or () for line in surface["lines"]})


def _trip(reading: Json, lines: Lines) -> Iterator[Draft]:
    trip, submission = reading["trip"], reading.get("submission") or {}
    period = trip.get("period") or {}
    title = trip.get("title") or {}
    if not (title or period or trip["travellers"]):
        return
    found = [item["line"] for item in (title, period, trip.get("purpose")) if item]
    found += [item["line"] for item in (*trip["destinations"], *trip["travellers"])]
    data = {
        "title": title.get("value") or reading["doc"]["file"],
        "purpose": (trip.get("purpose") or {}).get("value") or "",
        "start": period.get("start"),
        "end": period.get("end"),
        "nights_stated": period.get("nights_stated"),
        "days_stated": period.get("days_stated"),
        "destinations": [
            {"country": item["country_iso"], "city": item.get("city") or ""}
            for item in trip["destinations"]
            if item.get("country_iso")
        ],
        "travellers": trip["travellers"],
        "itinerary": trip["itinerary"],
        "summary": "\n".join(filter(None, (lines.texts.get(line, "").strip() for line in trip["summary_lines"]))),
        "submission": submission,
        "ours": our_bodies(reading),
        "ours_maybe": our_candidates(reading),
    }
    who = sorted(names.person_key(traveller["name"]) for traveller in trip["travellers"])
    identity = (data["start"] or "", data["end"] or "", *(who or [_key(data["title"])]))
    yield Draft(ProposalKind.TRIP, "trip", identity, data["title"], data, sorted(set(found)))


def _organizations(reading: Json, lines: Lines) -> Iterator[Draft]:
    needed, ours = needed_bodies(reading), our_bodies(reading)
    hosting = hosts_at_destination(reading)
    ordered = sorted(reading["organizations"], key=lambda item: item["role"] != "participant")
    for item in ordered:
        # A body that is only spoken of is offered, not filed: a registry of passing mentions helps nobody.
        only_mentioned = item["role"] == "mentioned" and item["id"] not in needed
        data = item | {"optional": only_mentioned, "ours": item["id"] in ours}
        if (country := hosting.get(item["id"])) is not None:
            data |= {"country": country, "country_from": "destination"}
        yield Draft(
            ProposalKind.ORGANIZATION,
            item["id"],
            (_key(item["canonical"]), item.get("country") or ""),
            item["canonical"],
            data,
            _lines_of(item),
            lines.quote(_lines_of(item)[:1]),
        )


def _people(reading: Json, lines: Lines, organizations: dict[str, Json]) -> Iterator[Draft]:
    roles = _titles_in_lists(reading)
    for item in reading["people"]:
        body = organizations.get(item.get("org_id") or "")
        name = bare_name(item["canonical"]) or item["canonical"]
        data = item | {
            "name": name,
            "title": roles.get(item["id"]) or next(iter(item.get("titles") or ()), ""),
            "org": body["canonical"] if body else "",
            "seen_on": _last_seen(reading, item["id"]),
        }
        yield Draft(
            ProposalKind.PERSON,
            item["id"],
            (names.person_key(name), _key(body["canonical"] if body else "")),
            name,
            data,
            _lines_of(item),
            lines.quote(_lines_of(item)[:1]),
        )


def _titles_in_lists(reading: Json) -> dict[str, str]:
    """The title each person bears most often in the lists of attendees."""
    seen: dict[str, dict[str, int]] = {}
    for meeting in reading["meetings"]:
        for entry in meeting["attendees"]:
            if entry.get("person_id") and entry.get("title"):
                counts = seen.setdefault(entry["person_id"], {})
                counts[entry["title"]] = counts.get(entry["title"], 0) + 1
    return {person: max(counts, key=lambda title: counts[title]) for person, counts in seen.items()}


def _last_seen(reading: Json, person: str) -> str | None:
    days = [
        meeting["date"]
        for meeting in reading["meetings"]
        if meeting.get("date") and any(entry.get("person_id") == person for entry in meeting["attendees"])
    ]
    end = (reading["trip"].get("period") or {}).get("end")
    if end and any(entry.get("person_id") == person for entry in reading["trip"]["travellers"]):
        days.append(end)
    return max(days, default=None)


def _meetings(reading: Json, lines: Lines, organizations: dict[str, Json]) -> Iterator[Draft]:
    for item in reading["meetings"]:
        host = organizations.get(item.get("host_org_id") or "")
        found = {item.get(name) for name in ("heading_line", "time_line", "place_line", "count_line")}
        at = sorted(line for line in found if line)
        at = at or sorted({entry["line"] for entry in item["attendees"]})[:1]
        minutes = [
            "\n".join(filter(None, [part.get("heading"), lines.between(*part["lines"])])) for part in item["minutes"]
        ]
        data = item | {"text": "\n\n".join(minutes), "host": host["canonical"] if host else ""}
        identity = (item.get("date") or "", item.get("start") or "", _key(data["host"]), _key(item["title"]))
        yield Draft(ProposalKind.MEETING, item["id"], identity, item["title"], data, at)


def _agreements(reading: Json, lines: Lines, organizations: dict[str, Json]) -> Iterator[Draft]:
    for item in reading["agreements"]:
        parties = [organizations[key]["canonical"] for key in item["parties"] if key in organizations]
        title = item.get("title") or ""
        if not title or any(title == meeting["title"] for meeting in reading["meetings"]):
            # The heading of the meeting it was signed at is no name of an agreement.
            title = " · ".join([*parties, item["type"].split("_")[0]])
        # Initialled, or agreed in text, is not signed, whatever day the report gives for it.
        signed_on = item.get("signed_on") if item["status"] in SIGNED else None
        data = item | {"title": title, "party_names": parties, "signed_on": signed_on}
        identity = (item["type"], item.get("signed_on") or "", *sorted(map(_key, parties)))
        yield Draft(
            ProposalKind.AGREEMENT, item["id"], identity, title, data, list(item["lines"]), item.get("quote") or ""
        )


def _commitments(reading: Json, lines: Lines, organizations: dict[str, Json]) -> Iterator[Draft]:
    for number, item in enumerate(reading["commitments"], start=1):
        at = sorted({item["line"], *(item.get("lines") or ())})
        actor = organizations.get(item.get("actor_org") or "")
        data = item | {
            "meeting_id": item.get("meeting_id") or _meeting_at(reading, item["line"]),
            "agreement_id": _agreement_at(reading, item["line"]),
            "actor": actor["canonical"] if actor else "",
        }
        identity = (" ".join(item["quote"].split()), _key(data["actor"]), item["action"])
        yield Draft(
            ProposalKind.COMMITMENT,
            str(item.get("id") or f"c{number}"),
            identity,
            item["action"] or item["quote"],
            data,
            at,
            item["quote"],
        )


def _meeting_at(reading: Json, line: int) -> str | None:
    """The meeting whose section holds this line."""
    for meeting in reading["meetings"]:
        first, last = meeting.get("heading_line"), meeting.get("end_line")
        if first and last and first <= line <= last:
            return str(meeting["id"])
        if any(part["lines"][0] <= line <= part["lines"][1] for part in meeting["minutes"]):
            return str(meeting["id"])
    return None


def _agreement_at(reading: Json, line: int) -> str | None:
    found = [item["id"] for item in reading["agreements"] if line in item["lines"]]
    return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------------------------------------- questions


def _questions(reading: Json, lines: Lines, organizations: dict[str, Json], people: dict[str, Json]) -> Iterator[Draft]:
    same_people = list(_same_person(reading, lines))
    same_bodies = list(_same_body(reading, lines, organizations))
    yield from same_people
    yield from same_bodies
    asked = [{names.person_key(text) for text in draft.data["values"]} for draft in same_people]
    for number, item in enumerate(reading["discrepancies"], start=1):
        values = [str(value) for value in item["values"]]
        if item["type"] == "person_mismatch" and {names.person_key(text) for text in values} in asked:
            continue  # the same two names are asked about already
        data = item | {"ask": "discrepancy", "values": values, "about": _about(reading, item["lines"])}
        quotes = [lines.texts.get(line, "").strip() for line in item["lines"]]
        data["said"] = quotes if len(quotes) == len(values) else []
        data["optional"] = item["type"] in NOTES
        yield Draft(
            ProposalKind.QUESTION,
            f"d{number}",
            (item["type"], *values),
            item["message"],
            data,
            sorted(set(item["lines"])),
        )


def _same_person(reading: Json, lines: Lines) -> Iterator[Draft]:
    asked: set[frozenset[str]] = set()
    for person in reading["people"]:
        for probable in person.get("probable_same") or ():
            # Where both are listed, each names the other: one question.
            pair = frozenset((names.person_key(probable["text"]), names.person_key(person["canonical"])))
            if pair in asked:
                continue
            asked.add(pair)
            at = list(probable.get("lines") or _submission_lines(reading, probable["text"]))
            data = {
                "ask": "same_person",
                "person": person["id"],
                "text": probable["text"],
                "why": probable.get("why") or "",
                "why_en": probable.get("why_en") or "",
                "values": [probable["text"], person["canonical"]],
                "is_author": names.person_key(probable["text"])
                == names.person_key((reading.get("submission") or {}).get("author") or ""),
                "lines": at,
            }
            identity = ("same_person", names.person_key(probable["text"]), names.person_key(person["canonical"]))
            title = f"{probable['text']} / {person['canonical']}"
            key = f"same {person['id']} {names.person_key(probable['text'])}"[:64]
            yield Draft(ProposalKind.QUESTION, key, identity, title, data, at)


def _submission_lines(reading: Json, text: str) -> list[int]:
    submission = reading.get("submission") or {}
    if names.person_key(submission.get("author") or "") == names.person_key(text) and submission.get("author_line"):
        return [submission["author_line"]]
    return []


def _same_body(reading: Json, lines: Lines, organizations: dict[str, Json]) -> Iterator[Draft]:
    asked: set[frozenset[str]] = set()
    for item in reading["organizations"]:
        other = organizations.get(item.get("candidate_same_as") or "")
        if other is None or frozenset((item["id"], other["id"])) in asked:
            continue
        asked.add(frozenset((item["id"], other["id"])))
        data = {
            "ask": "same_organization",
            "organization": item["id"],
            "other": other["id"],
            "values": [item["canonical"], other["canonical"]],
            "lines": _lines_of(item)[:1] + _lines_of(other)[:1],
        }
        identity = ("same_organization", *sorted((_key(item["canonical"]), _key(other["canonical"]))))
        title = f"{item['canonical']} / {other['canonical']}"
        key = f"same {item['id']} {other['id']}"[:64]
        yield Draft(ProposalKind.QUESTION, key, identity, title, data, sorted(data["lines"]))


def _about(reading: Json, at: list[int]) -> str | None:
    """The meeting a contradiction is about: the one whose own lines it names;
    else the one whose section it stands in.
    """
    for meeting in reading["meetings"]:
        own = {meeting.get(name) for name in ("heading_line", "time_line", "place_line", "count_line")}
        if own & set(at):
            return str(meeting["id"])
    found = {_meeting_at(reading, line) for line in at} - {None}
    return found.pop() if len(found) == 1 else None
