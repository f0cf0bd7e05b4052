"""A promise put together, and which of the two sides of a meeting it is asked of."""

from __future__ import annotations

import re
from dataclasses import replace

from meetings.reader.facts.dates import DateSpan
from meetings.reader.facts.promises import endings
from meetings.reader.facts.promises.actors import Actor, Cast
from meetings.reader.facts.promises.due import due_of
from meetings.reader.facts.promises.passages import Sentence
from meetings.reader.facts.promises.places import Place
from meetings.reader.reading import Commitment

NOBODY_ASKED = "요청 상대가 적혀 있지 않음: 면담 상대"


def opposite(cast: Cast, place: Place, org: str | None) -> str | None:
    host = cast.host(place.meeting)
    if org and org == host:
        return cast.ours
    return host if org and org == cast.ours else None


def other_side(cast: Cast, place: Place, asking: Actor | None) -> Actor:
    """Who is asked: whoever of the two sides is not asking; the host where nobody says who asks."""
    host = cast.host(place.meeting)
    if place.meeting is None:
        return (
            Actor(cast.ours, None, True, None)
            if asking is None or asking.org != cast.ours
            else Actor(None, None, True, None)
        )
    if asking is None or asking.org is None:
        return Actor(host, None, True, NOBODY_ASKED)
    if asking.org == host or (asking.org != cast.ours and cast.on_their_side(asking.org, place.meeting)):
        return Actor(cast.ours, None, True, "면담 상대의 요청")
    return Actor(host, None, True, "우리 측의 요청")


def side_of(cast: Cast, person: str, place: Place) -> str | None:
    """The body of somebody whose body nobody names: a traveller is ours, who else sat in the meeting is the host's."""
    if any(traveller.person_id == person for traveller in cast.reading.trip.travellers):
        return cast.ours
    attendees = place.meeting.attendees if place.meeting else ()
    return cast.host(place.meeting) if any(a.person_id == person for a in attendees) else None


def commitment_of(
    cast: Cast,
    place: Place,
    sentence: Sentence,
    ending: endings.Ending,
    actor: Actor,
    requested_by: str | None,
    dates: list[DateSpan],
    *,
    last: bool,
) -> Commitment:
    if actor.person and actor.org is None:
        actor = replace(actor, org=side_of(cast, actor.person, place), guessed=True)
    condition = endings.condition(sentence.text)
    certainty = "conditional" if condition and ending.kind != "event" else ending.certainty
    return Commitment(
        line=sentence.line,
        quote=sentence.text,
        kind=ending.kind,
        action=_action(sentence.text),
        actor_org=actor.org,
        actor_person=actor.person,
        requested_by=requested_by,
        due=due_of(dates, place.since, ending.verb[0] if last else None, text=sentence.text),
        certainty=certainty,
        condition=condition,
        done=endings.done(sentence.text),
        lines=sentence.lines,
        meeting_id=(place.meeting.id or None) if place.meeting else None,
        actor_guessed=actor.guessed,
        actor_reason=actor.reason,
    )


def _action(text: str) -> str:
    """The sentence without enumerators; short enough for a list."""
    text = re.sub(r"^[①-⑳→⇒\s-]+", "", text)
    return text if len(text) <= 160 else text[:159] + "…"
