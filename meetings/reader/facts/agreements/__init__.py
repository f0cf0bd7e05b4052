"""Agreements: what was signed, what is in force, what is only planned. A signing is read only where one is stated.

A ceremony in the itinerary or a section about one is a signing on its day; "체결을 추진" is a plan; an agreement that
minutes or the background call existing is one with the dates they give. A sentence that only talks about an agreement
makes none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...blocks import Block, BlockKind
from ...reading import Agreement, ItineraryDay
from ..labels import fields_of
from ..meetings import MeetingRead
from ..organizations import Bodies
from .drafts import Drafts
from .parties import Parties
from .places import Places
from .sentences import Sentences

_OF_TRIP = ("title", "purpose", "place")
_OF_SIGNINGS = ("parties", "original", "change", "term", "signed_on", "expires_on")


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
    meeting_at = {
        blocks[index].line: (number, meeting)
        for number, meeting in meetings
        for index in range(meeting.start_index, meeting.end_index)
    }
    parties = Parties(bodies, {number: _host(meeting, bodies) for number, meeting in meetings})
    drafts = Drafts(reference, submitted or last_day, bodies.own_id)
    places = Places(drafts, parties)
    for number, meeting in meetings:
        places.section(blocks[meeting.start_index : meeting.end_index], number, meeting)
    for day in days:
        for activity in day.activities:
            places.ceremony(activity.text, day, activity.meeting_id, dict(meetings))
    titles = {meeting.heading_line: meeting.title for _, meeting in meetings}
    in_itinerary = {day.line for day in days}
    sentences = Sentences(drafts, parties)
    for block in blocks:
        if block.kind is BlockKind.BLANK or block.line in in_itinerary:
            continue
        if block.line in titles and len(block.text) < len(titles[block.line]) + 40:
            continue  # only a heading; a row or a paragraph that is a whole meeting says more
        keys = {found.key for found in fields_of(block)}
        if keys & set(_OF_TRIP) or (block.line in places.read and keys & set(_OF_SIGNINGS)):
            continue
        sentences.read(block, *meeting_at.get(block.line, ("", None)))
    return drafts.result()


def _host(meeting: MeetingRead, bodies: Bodies) -> str | None:
    for text in (meeting.host, meeting.title, meeting.place):
        found = [
            identity
            for identity in bodies.mentioned(text or "", meeting.heading_line or 0)
            if identity != bodies.own_id
        ]
        if found:
            return found[0]
    for person in meeting.people:
        identity = bodies.resolve(person.org, person.line)
        if identity is not None and identity != bodies.own_id:
            return identity
    return None
