"""Agreements: what was signed, what is in force, what is only planned. A signing is read only where one is stated.

A ceremony in the itinerary or a section about one is a signing on its day; "체결을 추진" is a plan; an agreement that
minutes call existing is one with the dates they give. A sentence that only talks about an agreement makes none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..blocks import Block, BlockKind
from ..reading import Agreement, ItineraryDay
from .agreement_words import (
    AGREED_TEXT,
    AMENDS,
    CEREMONY,
    CONCLUDED,
    CONCLUDED_ON,
    ENDS,
    EXISTING,
    EXPIRES,
    INITIALLED,
    KIND,
    NEGATIVE,
    NUMBER_WORDS,
    PLANNED,
    RENEWS,
    TERM,
    TERM_WORDS,
    kind_of,
)
from .dates import find_dates
from .labels import fields_of
from .meetings import MeetingRead
from .organizations import Bodies


@dataclass(slots=True)
class _Draft:
    kind: str
    parties: list[str]
    status: str
    line: int
    signed_on: str | None = None
    expires_on: str | None = None
    effective_from: str | None = None
    term_years: int | None = None
    place: str | None = None
    title: str | None = None
    quote: str | None = None
    lines: set[int] = field(default_factory=set)
    amends: int | None = None
    section: str | None = None


def read_agreements(
    blocks: Sequence[Block],
    days: Sequence[ItineraryDay],
    meetings: Sequence[tuple[str, MeetingRead]],
    bodies: Bodies,
    reference: date | None,
    submitted: str | None,
    last_day: str | None,
) -> tuple[Agreement, ...]:
    """The agreements of a document in the order it first names them. ``submitted`` or ``last_day`` is the day its
    state is of.
    """
    as_of = submitted or last_day
    meeting_at = {
        blocks[index].line: (number, meeting)
        for number, meeting in meetings
        for index in range(meeting.start_index, meeting.end_index)
    }
    hosts = {number: _host(meeting, bodies) for number, meeting in meetings}
    reader = _Reader(bodies, reference, as_of, hosts)
    for number, meeting in meetings:
        reader.section(blocks[meeting.start_index : meeting.end_index], number, meeting)
    for day in days:
        for activity in day.activities:
            reader.ceremony(activity.text, day, activity.time, activity.meeting_id, dict(meetings))
    headings = {meeting.heading_line for _, meeting in meetings}
    in_itinerary = {day.line for day in days}
    for block in blocks:
        if block.kind is BlockKind.BLANK or block.line in headings or block.line in in_itinerary:
            continue
        if any(
            found.key in ("title", "purpose", "parties", "original", "change", "term", "signed_on", "place")
            for found in fields_of(block)
        ):
            continue
        at = meeting_at.get(block.line)
        reader.sentence(block, at[0] if at else "", at[1] if at else None)
    return reader.result()


def _host(meeting: MeetingRead, bodies: Bodies) -> str | None:
    for text in (meeting.host, meeting.title, meeting.place):
        found = [
            identity
            for identity in bodies.mentioned(text or "", meeting.heading_line or 0)
            if identity != bodies.own_id
        ]
        if found:
            return found[0]
    return None


class _Reader:
    def __init__(self, bodies: Bodies, reference: date | None, as_of: str | None, hosts: dict[str, str | None]) -> None:
        self.bodies = bodies
        self.reference = reference
        self.as_of = as_of
        self.hosts = hosts
        self.drafts: list[_Draft] = []

    # --- the three places agreements stand ----------------------------------------------------------------------

    def section(self, blocks: Sequence[Block], number: str, meeting: MeetingRead) -> None:
        """A section about a signing: its heading says so, or it names the parties."""
        fields = {found.key: found for block in blocks for found in fields_of(block) if found.value}
        heading = meeting.title
        kind = kind_of(heading)
        ceremony = CEREMONY.search(heading) is not None or (kind is not None and CONCLUDED.search(heading) is not None)
        if kind is None and "parties" in fields:
            kind = next((found for block in blocks for found in [kind_of(block.text)] if found), "MOU")
        if kind is None or not (ceremony or ("parties" in fields and not PLANNED.search(heading))):
            return
        if PLANNED.search(heading) or NEGATIVE.search(heading) or meeting.status == "cancelled":
            return
        parties = self._parties_of(fields["parties"].value, fields["parties"].line) if "parties" in fields else []
        if len(parties) < 2:
            parties = self._with_own(self._between(heading, meeting.heading_line or 0) or [self.hosts.get(number)])
        suffix = (
            "_amendment"
            if AMENDS.search(heading) or "change" in fields
            else "_renewal"
            if RENEWS.search(heading)
            else ""
        )
        lines = {line for line in (meeting.heading_line,) if line}
        lines |= {
            fields[key].line for key in ("parties", "change", "term", "signed_on", "signatories") if key in fields
        }
        signed = self._day(fields["signed_on"].value) if "signed_on" in fields else None
        draft = _Draft(
            kind + suffix,
            parties,
            "signed",
            meeting.heading_line or blocks[0].line,
            signed or meeting.date,
            place=meeting.place,
            title=heading,
            quote=heading,
            lines=lines,
            section=number,
        )
        if draft.signed_on is None or (self.as_of is not None and draft.signed_on > self.as_of):
            draft.status, draft.signed_on = "planned", None
        for key in ("change", "term"):
            if key in fields:
                self._term(draft, fields[key].value)
        self.drafts.append(draft)
        if "original" in fields:
            self._original(draft, fields["original"].value, fields["original"].line)

    def _original(self, amendment: _Draft, text: str, line: int) -> None:
        """The agreement that an amendment changes; the end the amendment keeps is its end too."""
        original = _Draft(
            amendment.kind.partition("_")[0],
            list(amendment.parties),
            "signed",
            line,
            self._day(text),
            quote=text,
            lines={line},
        )
        self._term(original, text)
        original.expires_on = original.expires_on or amendment.expires_on
        self._state(original)
        self.drafts.append(original)
        if "_" not in amendment.kind:
            amendment.kind += "_amendment"
        amendment.amends = len(self.drafts) - 1

    def ceremony(
        self, text: str, day: ItineraryDay, time: str | None, meeting_id: str | None, meetings: dict[str, MeetingRead]
    ) -> None:
        """A signing in the itinerary."""
        kind = kind_of(text)
        if kind is None and CEREMONY.search(text):
            kind = "MOU" if re.search(r"협약|조인|서명", text) else "other"
        if (
            kind is None
            or not (CEREMONY.search(text) or CONCLUDED.search(text))
            or PLANNED.search(text)
            or NEGATIVE.search(text)
        ):
            return
        suffix = "_amendment" if AMENDS.search(text) else "_renewal" if RENEWS.search(text) else ""
        parties = self._between(text, day.line) or self._with_own(self.bodies.mentioned(text, day.line))
        meeting = meetings.get(meeting_id or "")
        if len(parties) < 2:
            host = self.hosts.get(meeting_id or "") or next(iter(self.bodies.mentioned(day.host or "", day.line)), None)
            parties = self._with_own([host]) if host else parties
        if day.date is None or (self.as_of is not None and day.date > self.as_of):
            return
        draft = _Draft(
            kind + suffix,
            parties,
            "signed",
            day.line,
            day.date,
            place=meeting.place if meeting else None,
            title=text,
            quote=text,
            lines={day.line},
            section=meeting_id,
        )
        self._merge(draft)

    def sentence(self, block: Block, number: str, meeting: MeetingRead | None) -> None:
        """What a line of text says about agreements: an existing one, a plan, a result."""
        for text in re.split(r"(?<=[^\d\s][.;])\s+(?=[A-ZÀ-Ý가-힣])", block.body):
            kind = kind_of(text)
            if kind is None:
                continue
            aide = re.search(r"aide-m[ée]moire", text, re.IGNORECASE) is not None
            if INITIALLED.search(text) and not NEGATIVE.search(text):
                parties = self._between(text, block.line) or self._with_own(
                    [self.hosts.get(number) or self._counterpart(meeting)]
                )
                draft = _Draft(
                    "aide-memoire" if aide else kind,
                    parties,
                    "initialled",
                    block.line,
                    self._day(text) or (meeting.date if meeting else None),
                    quote=text,
                    lines={block.line},
                )
                self._merge(draft)
                continue
            if aide or NEGATIVE.search(text):
                continue
            parties = self._between(text, block.line)
            dates = [
                span
                for span in find_dates(text, reference=self.reference)
                if span.precision == "day" and span.has_year and span.start
            ]
            if (
                EXISTING.search(text)
                and (dates or re.search(r"(?:19|20)\d{2}\s*년?", text))
                and (not PLANNED.search(text) or CONCLUDED_ON.search(text))
            ):
                self._existing(kind, text, block, parties, number)
            elif AGREED_TEXT.search(text):
                self._merge(
                    _Draft(
                        kind,
                        parties or self._with_own([self.hosts.get(number)]),
                        "text_agreed",
                        block.line,
                        quote=text,
                        lines={block.line},
                    )
                )
            elif PLANNED.search(text) and re.search(
                r"체결|서명|sign|conclude|firm|suscri|갱신|연장|개정|\b(?:is|are) (?:planned|foreseen|scheduled)",
                text,
                re.IGNORECASE,
            ):
                found = parties or self._with_own(self.bodies.mentioned(text, block.line) or [self.hosts.get(number)])
                if len(found) >= 2:
                    suffix = "_renewal" if RENEWS.search(text) else ""
                    self._merge(
                        _Draft(kind + suffix, found, "planned", block.line, quote=text, lines={block.line}),
                        planned=True,
                    )
            elif CONCLUDED.search(text):
                self._concluded(kind, text, block, parties or self._here(text, block.line, number), meeting)

    def _existing(self, kind: str, text: str, block: Block, parties: list[str], number: str) -> None:
        draft = _Draft(
            kind,
            parties or self._with_own(self.bodies.mentioned(text, block.line) or [self.hosts.get(number)]),
            "signed",
            block.line,
            quote=text,
            lines={block.line},
        )
        spans = [
            span for span in find_dates(text, reference=self.reference) if span.precision == "day" and span.has_year
        ]
        for span in spans:
            before = text[max(0, span.pos[0] - 16) : span.pos[0]]
            after = text[span.pos[1] : span.pos[1] + 12]
            ends = span.by or EXPIRES.search(before) or ENDS.match(after)
            value = span.end or span.start
            if value is None:
                continue
            if ends:
                draft.expires_on = value.isoformat()
            elif draft.signed_on is None:
                draft.signed_on = value.isoformat()
        self._term(draft, text)
        self._state(draft)
        if len(draft.parties) < 2:
            return
        year = re.search(r"((?:19|20)\d{2})\s*년", text)
        for other in self.drafts:
            # the same agreement told again with its year only
            same = (
                set(other.parties) == set(draft.parties)
                and other.kind.partition("_")[0] == kind
                and "_" not in other.kind
            )
            if same and (
                draft.signed_on == other.signed_on
                or (draft.signed_on is None and year and (other.signed_on or "").startswith(year.group(1)))
            ):
                other.lines |= draft.lines
                other.expires_on = other.expires_on or draft.expires_on
                return
        if draft.signed_on is not None or draft.expires_on is not None:
            self.drafts.append(draft)

    def _concluded(self, kind: str, text: str, block: Block, parties: list[str], meeting: MeetingRead | None) -> None:
        """A result told in words: it belongs to the signing it can mean; alone it is one only with a day and its
        parties.
        """
        named = set(parties or self.bodies.mentioned(text, block.line))
        for draft in self.drafts:
            if draft.kind.partition("_")[0] == kind and draft.status == "signed" and named <= set(draft.parties):
                draft.lines.add(block.line)
                self._term(draft, text)
                return
        found = parties or self._with_own(list(named))
        day = self._day(text) or None
        if (
            day is None
            and meeting is not None
            and re.search(r"체결함|체결하였|체결했|서명함|서명하였|서명했|\bsigned\b|firm[óo]|firmaron|suscribi", text)
        ):
            day = meeting.date
        if len(found) >= 2 and day is not None and (self.as_of is None or day <= self.as_of):
            draft = _Draft(kind, found, "signed", block.line, day, quote=text, lines={block.line})
            self._term(draft, text)
            self.drafts.append(draft)

    def _here(self, text: str, line: int, number: str) -> list[str]:
        """A sentence of minutes that names nobody is about us and the host."""
        return [] if self.bodies.mentioned(text, line) else self._with_own([self.hosts.get(number)])

    # --- parties and dates --------------------------------------------------------------------------------------

    def _parties_of(self, text: str, line: int) -> list[str]:
        return self.bodies.mentioned(text, line)

    def _between(self, text: str, line: int) -> list[str]:
        """The parties a text names as such: "A-B MOU", "A와 B 간", "between A and B", "A와의 협약"."""
        found = re.search(r"\bbetween\s+(.+?)\s+and\s+([^,.;]+)|\bentre\s+(.+?)\s+y\s+([^,.;]+)", text)
        if found is not None:
            sides = [side for side in found.groups() if side]
            named = [self.bodies.mentioned(side, line)[:1] for side in sides]
            return [identity for side in named for identity in side] if all(named) and len(named) == 2 else []
        mentioned = self.bodies.mentioned(text, line)
        kind = KIND.search(text)
        if len(mentioned) >= 2 and kind is not None:
            before = self.bodies.mentioned(text[: kind.start()], line)
            if len(before) >= 2:
                return (
                    before[:3]
                    if re.search(r"3자|삼자|trilateral", text)
                    else before[-2:]
                    if len(before) > 2
                    else before
                )
        with_partner = re.search(
            r"(.+?)(?:와|과)의?\s+(?:[가-힣]+\s)?(?:MO[UA]|LO[IA]|NDA|업무\s?협약|협약|양해각서|의향서|별도|신규|추가|상호)",
            text,
        )
        if with_partner is not None:
            side = self.bodies.mentioned(with_partner.group(1), line)
            if side:
                return self._with_own([side[-1]])
        return []

    def _with_own(self, parties: Sequence[str | None]) -> list[str]:
        out = [identity for identity in parties if identity]
        own = self.bodies.own_id
        if own is not None and own not in out and out:
            return [own, *out][:2] if len(out) == 1 else [own, *out]
        return list(dict.fromkeys(out))

    def _counterpart(self, meeting: MeetingRead | None) -> str | None:
        if meeting is None:
            return None
        for person in meeting.people:
            identity = self.bodies.resolve(person.org, person.line)
            if identity is not None and identity != self.bodies.own_id:
                return identity
        return None

    def _day(self, text: str) -> str | None:
        for span in find_dates(text, reference=self.reference):
            if span.precision == "day" and span.start is not None and not span.by:
                return span.start.isoformat()
        return None

    def _term(self, draft: _Draft, text: str) -> None:
        for span in find_dates(text, reference=self.reference):
            if span.precision != "day" or not span.has_year or not (span.end or span.start):
                continue
            value = span.end or span.start
            # "(2025. 6. 11., 유효기간 3년)": the day before the word for validity is the day of signing
            before, after = text[max(0, span.pos[0] - 12) : span.pos[0]], text[span.pos[1] : span.pos[1] + 12]
            if (
                value is not None
                and (
                    span.by
                    or (span.start and span.end and span.start != span.end)
                    or EXPIRES.search(before)
                    or ENDS.match(after)
                )
                and not re.match(r"\s*체결", text[span.pos[1] :])
            ):
                draft.expires_on = value.isoformat()
        years = TERM.search(text)
        worded = TERM_WORDS.search(text)
        if years is not None and int(years.group(1)) <= 30:
            draft.term_years = int(years.group(1))
        elif worded is not None:
            draft.term_years = NUMBER_WORDS[worded.group(1).lower()]

    def _end(self, draft: _Draft) -> None:
        """A term in years ends the day before the anniversary of the signing, unless an end is stated; what was signed
        on the trip itself is reported as signed, and as in force only later."""
        begin = draft.effective_from or draft.signed_on
        if draft.expires_on is None and draft.term_years and begin:
            first = date.fromisoformat(begin)
            leap = first.month == 2 and first.day == 29
            there = first.replace(year=first.year + draft.term_years, day=28 if leap else first.day)
            draft.expires_on = (there - timedelta(days=0 if leap else 1)).isoformat()
            if draft.status == "signed" and self.reference and begin < self.reference.isoformat():
                self._state(draft)
        here = self.reference is not None and (draft.signed_on or "") >= self.reference.isoformat()
        if here and draft.status in ("in_force", "expired"):
            draft.status = "signed"

    def _state(self, draft: _Draft) -> None:
        if draft.expires_on is not None and self.as_of is not None:
            draft.status = "expired" if draft.expires_on < self.as_of else "in_force"

    # --- bringing together --------------------------------------------------------------------------------------

    def _merge(self, draft: _Draft, *, planned: bool = False) -> None:
        """Add to the same agreement named elsewhere: same type and day, or the same plan with the same parties."""
        for other in self.drafts:
            same_kind = other.kind == draft.kind or (
                other.kind.partition("_")[0] == draft.kind.partition("_")[0] and other.signed_on == draft.signed_on
            )
            fits = (
                not draft.parties
                or not other.parties
                or set(draft.parties) <= set(other.parties)
                or set(other.parties) <= set(draft.parties)
            )
            same_place = draft.section is not None and draft.section == other.section
            if (
                not same_kind
                or other.status != draft.status
                or other.signed_on != draft.signed_on
                or not (fits or same_place)
            ):
                continue
            other.lines |= draft.lines
            explicit = draft.line in draft.lines and len(self._between(draft.quote or "", draft.line)) == 2
            if len(draft.parties) > len(other.parties) or (explicit and set(draft.parties) != set(other.parties)):
                other.parties = draft.parties
                other.title, other.quote = draft.title or other.title, draft.quote
            return
        if planned and any(
            other.status == "signed"
            and set(other.parties) == set(draft.parties)
            and other.kind.partition("_")[0] == draft.kind.partition("_")[0]
            and draft.kind == other.kind
            for other in self.drafts
        ):
            return  # the purpose of a trip that did sign it
        if len(draft.parties) >= 2:
            self.drafts.append(draft)

    def result(self) -> tuple[Agreement, ...]:
        """Numbered in the order of their first lines."""
        usable = [draft for draft in self.drafts if len(draft.parties) >= 2]
        for draft in usable:
            self._end(draft)
        usable.sort(key=lambda draft: (min(draft.lines), draft.signed_on or ""))
        numbers = {id(draft): f"a{number}" for number, draft in enumerate(usable, start=1)}
        return tuple(
            Agreement(
                numbers[id(draft)],
                draft.kind,
                draft.title,
                tuple(draft.parties),
                draft.signed_on,
                draft.status,
                tuple(sorted(draft.lines)),
                place=draft.place,
                effective_from=draft.effective_from,
                expires_on=draft.expires_on,
                term_years=draft.term_years,
                amends=numbers.get(id(self.drafts[draft.amends]))
                if draft.amends is not None and draft.kind.endswith("_amendment")
                else None,
                renews=numbers.get(id(self.drafts[draft.amends]))
                if draft.amends is not None and draft.kind.endswith("_renewal")
                else None,
                quote=draft.quote,
            )
            for draft in usable
        )
