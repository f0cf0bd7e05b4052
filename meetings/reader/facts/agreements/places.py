"""Signings told by where they stand: a section about one with its fields, and a ceremony in the itinerary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...blocks import Block
from ...reading import ItineraryDay
from ..labels import fields_of
from ..meetings import MeetingRead
from .drafts import Draft, Drafts, term_of
from .parties import Parties
from .words import AMENDS, CEREMONY, CONCLUDED, NEGATIVE, PENDING, PLANNED, RENEWS, is_general, kind_of


class Places:
    """Reads sections and itineraries into drafts."""

    def __init__(self, drafts: Drafts, parties: Parties) -> None:
        self.drafts = drafts
        self.parties = parties
        self.read: set[int] = set()  # the lines whose fields were read as those of a signing

    def section(self, blocks: Sequence[Block], number: str, meeting: MeetingRead) -> None:
        """A section about a signing: its heading says so, or it names the parties."""
        fields = {found.key: found for block in blocks for found in fields_of(block) if found.value}
        heading = meeting.title
        named = next((f.value for f in [fields.get("title")] if f and kind_of(f.value)), heading)
        kind, general = kind_of(heading), is_general(heading)
        ceremony = CEREMONY.search(heading) is not None or (kind is not None and CONCLUDED.search(heading) is not None)
        if (ceremony or "parties" in fields) and (kind is None or general):
            told = next((b.text for b in blocks if kind_of(b.text) and not is_general(b.text)), None)
            kind = kind_of(told) if told else kind or ("MOU" if "parties" in fields else None)
            general = general and told is None
        if kind is None or not (ceremony or ("parties" in fields and not PLANNED.search(heading))):
            return
        if _not_signed(heading) or meeting.status == "cancelled":
            return
        parties = self.parties.named(fields["parties"].value, fields["parties"].line) if "parties" in fields else []
        if len(parties) < 2:
            line = meeting.heading_line or 0
            parties = self.parties.explicit(heading, line)
        if len(parties) < 2:
            signers = [f for key in ("signatories", "place") for f in [fields.get(key)] if f]
            host = self.parties.hosts.get(number) or next(
                (i for f in signers for i in self.parties.named(f.value, f.line) if i != self.parties.own), None
            )
            parties = self.parties.with_own([host])
        lines = {line for line in (meeting.heading_line,) if line}
        lines |= {
            fields[key].line
            for key in ("parties", "change", "term", "signed_on", "expires_on", "signatories")
            if key in fields
        }
        signed = self.drafts.day(fields["signed_on"].value) if "signed_on" in fields else None
        draft = Draft(
            kind + _suffix(heading, amended="change" in fields),
            parties,
            "signed",
            meeting.heading_line or blocks[0].line,
            signed or meeting.date,
            place=meeting.place,
            title=named,
            quote=heading,
            lines=lines,
            section=number,
            general=general,
            explicit="parties" in fields,
        )
        if draft.signed_on is None:
            draft.status = "planned"
        for key in ("change", "term"):
            if key in fields:
                self.drafts.term(draft, fields[key].value)
                draft.term_months = draft.term_months or term_of(f"{fields[key].label}: {fields[key].value}")
        if "expires_on" in fields:
            draft.expires_on = self.drafts.last_day(fields["expires_on"].value) or draft.expires_on
        kept = self.drafts.add(draft)
        self.read |= {found.line for found in fields.values()}
        if "original" in fields:
            self._original(kept, fields["original"].value, fields["original"].line)

    def _original(self, amendment: Draft, text: str, line: int) -> None:
        """The agreement that an amendment changes; the end the amendment keeps is its end too."""
        original = Draft(
            amendment.base, list(amendment.parties), "signed", line, self.drafts.day(text), quote=text, lines={line}
        )
        self.drafts.term(original, text)
        original.expires_on = original.expires_on or amendment.expires_on
        if not amendment.suffix:
            amendment.kind += "_amendment"
        amendment.of = self.drafts.add(original)

    def ceremony(self, text: str, day: ItineraryDay, meeting_id: str | None, meetings: dict[str, MeetingRead]) -> None:
        """A signing in the itinerary."""
        kind = kind_of(text)
        ceremony = CEREMONY.search(text) is not None
        general = is_general(text) or kind is None
        if kind is None and ceremony:
            kind = "MOU" if re.search(r"협약|조인|서명", text) else "other"
        if kind is None or not (ceremony or CONCLUDED.search(text)) or _not_signed(text) or day.date is None:
            return
        signed, _ = self.drafts.dates(text)
        if signed is not None and signed != day.date:
            return  # it tells of one signed on another day
        parties = self.parties.explicit(text, day.line)
        explicit = len(parties) >= 2
        if not explicit:
            parties = self.parties.with_own(self.parties.named(text, day.line))
        meeting = meetings.get(meeting_id or "")
        if len(parties) < 2:
            host = self.parties.hosts.get(meeting_id or "")
            parties = self.parties.with_own([host or next(iter(self.parties.named(day.host or "", day.line)), None)])
        if self.drafts.as_of is not None and day.date > self.drafts.as_of:
            return
        self.drafts.add(
            Draft(
                kind + _suffix(text),
                parties,
                "signed",
                day.line,
                day.date,
                place=meeting.place if meeting else None,
                title=text,
                quote=text,
                lines={day.line},
                section=meeting_id,
                general=general,
                explicit=explicit,
            )
        )


def _not_signed(text: str) -> bool:
    return any(words.search(text) for words in (PLANNED, PENDING, NEGATIVE))


def _suffix(text: str, *, amended: bool = False) -> str:
    return "_amendment" if amended or AMENDS.search(text) else "_renewal" if RENEWS.search(text) else ""
