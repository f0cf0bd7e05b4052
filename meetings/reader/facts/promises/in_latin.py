"""From an English or Spanish sentence that promises to who is bound by it."""

from __future__ import annotations

import re
from dataclasses import replace

from meetings.reader.facts.dates import DateSpan
from meetings.reader.facts.promises import actors, endings
from meetings.reader.facts.promises.actors import Actor, Cast
from meetings.reader.facts.promises.made import commitment_of, opposite, other_side
from meetings.reader.facts.promises.passages import Sentence
from meetings.reader.facts.promises.places import Place, Walker
from meetings.reader.reading import Commitment, Meeting


def latin(
    cast: Cast, walker: Walker, place: Place, sentence: Sentence, ending: endings.Ending, dates: list[DateSpan]
) -> Commitment | None:
    text = sentence.text
    subject = _latin_subject(cast, walker, place, sentence, ending)
    requested_by: str | None = None
    if ending.joint and (
        subject is None
        or subject.both
        or re.match(r"\s*(?:it was|both|se acord|ambas|the (?:two )?(?:sides|parties))", text, re.IGNORECASE)
    ):
        inner = _inner_subject(cast, text, ending.verb[1], sentence.line, place.meeting)
        actor = inner or Actor(None, None, False, "both sides", True)
    elif ending.kind in ("request", "proposal"):
        actor, requested_by = _who_is_asked(cast, place, sentence, ending, subject)
    elif subject is not None:
        actor = subject
    elif ending.kind == "event":
        if not dates:
            return None
        actor = Actor(None, None, True, None)
    elif ending.verb == (0, 0) or (place.tasks and re.match(r"To ", text)):
        actor = _named_in_brackets(cast, text, sentence.line) or actors.fallback(cast, place.meeting, closing=True)
    elif ending.explicit and cast.host(place.meeting):
        actor = actors.fallback(cast, place.meeting, closing=False)
    elif ending.passive and walker.carried and walker.carried.subject and place.meeting:
        actor = replace(walker.carried.subject, guessed=True)  # "KWRI will ship it. … shipment will be moved to May"
    elif ending.passive and dates and (place.meeting or place.tasks):
        actor = actors.fallback(cast, place.meeting, closing=place.closing)
    else:
        return None  # a thing is the subject: "the project will cover five provinces"
    if actor.org is None and not actor.both and place.meeting is None and not place.tasks and not place.closing:
        return None  # a summary, a background: nobody known is bound
    walker.previous = actor if actor.org else walker.previous
    return commitment_of(cast, place, sentence, ending, actor, requested_by, dates, last=False)


def _who_is_asked(
    cast: Cast, place: Place, sentence: Sentence, ending: endings.Ending, subject: Actor | None
) -> tuple[Actor, str | None]:
    """Who is to do what a request or a proposal says, and who asks for it."""
    if ending.passive and subject is not None:  # "has been asked to nominate two trainers"
        return subject, opposite(cast, place, subject.org)
    if ending.kind == "proposal" and subject is not None:
        return subject, None
    asked = _asked(cast, sentence.text, ending.verb, sentence.line, place.meeting)
    asking = subject.org if subject else None
    return (asked, asking) if asked is not None else (other_side(cast, place, subject), asking)


def _latin_subject(
    cast: Cast, walker: Walker, place: Place, sentence: Sentence, ending: endings.Ending
) -> Actor | None:
    text, (verb, after) = sentence.text, ending.verb
    previous = walker.carried.subject if walker.carried else walker.previous
    if after:
        if ending.inner:
            # "Ms Okafor told us that the Fund will pay": who will pay, and not who tells.
            inner = actors.latin_subject(cast, ending.inner, 0, sentence.line, place.meeting, None)
            pronoun = re.fullmatch(r"(?:it|they|he|she)", ending.inner.strip(), re.IGNORECASE)
            if inner is not None and not pronoun and (inner.org or inner.both):
                teller = actors.latin_subject(cast, text, verb, sentence.line, place.meeting, previous)
                same = teller is not None and teller.org == inner.org and inner.person is None
                return teller if same else inner
        subject = actors.latin_subject(cast, text, verb, sentence.line, place.meeting, previous)
        if subject is not None:
            return subject
        if re.search(r"[aei]mos(?: \w+)?$", text[verb:after]):  # "nos comprometimos a", "enviaremos"
            return Actor(cast.ours, None, cast.ours is None, f"“{text[verb:after]}”")
        if sentence.lead and not text[:verb].strip(" ,"):
            # "The Bank expressed interest and will revert": the subject stands at the head of the sentence.
            head = " ".join(sentence.lead.split()[:6])
            return actors.latin_subject(cast, head, 0, sentence.line, place.meeting, previous)
        if _LEFT_OUT.fullmatch(text[:verb]) and walker.carried and walker.carried.subject:
            return walker.carried.subject
        by = re.match(r"\s*(?:be|been)\s+\w+(?:ed|en|t)\s+by\s+(?:the\s+)?", text[after:])
        if by:
            agent = text[after + by.end() :][:60]
            if actors.names_both(agent):
                return Actor(both=True, reason=agent)
            found = [m for m in cast.mentions(agent, sentence.line) if m.start == 0]
            return Actor(found[0].org, found[0].person) if found else None
    speaker = walker.speaker
    if speaker and (speaker.org or speaker.person):
        return Actor(speaker.org, speaker.person, False, f"speaker {speaker.text}")
    return None


# "De ser así, lo habilitará …": Spanish leaves the subject out where it is that of the sentence before.
_LEFT_OUT = re.compile(
    r"\s*(?:(?:de ser así|asimismo|además|también|igualmente|para ello|luego|finalmente|por último|así|y"
    r"|e),?\s*)?(?:(?:(?:también|además|asimismo)\s)?\w{2,}(?:ó|aron|ieron|ijo)\s(?:(?:también|además|asimismo)\s)?que\s+)?"
    r"(?:(?:se )?(?:lo|la|los|las|le|les)\s+)?",
    re.IGNORECASE,
)


def _named_in_brackets(cast: Cast, text: str, line: int) -> Actor | None:
    """ "Share the minutes (A. Ruiz, 13 March)", "KOICA: send the list"."""
    for mention in cast.mentions(text, line):
        if re.search(r"[(\[–-]\s*$", text[: mention.start]) or re.match(r"\s*(?:[:–—]|-\s)", text[mention.stop :]):
            return Actor(mention.org, mention.person)
    return None


def _inner_subject(cast: Cast, text: str, begin: int, line: int, meeting: Meeting | None) -> Actor | None:
    """ "It was agreed that MTC will …"."""
    match = re.match(r"\s*(?:that|que)?\s*(?:the|la|el)?\s*", text[begin:])
    position = begin + (match.end() if match else 0)
    for mention in cast.mentions(text, line):
        if position <= mention.start <= position + 3 and re.match(
            r"\s*(?:\([^)]*\)\s*)?(?:will|would|shall|to|is "
            r"to|[a-z]{3,}(?<!s)s\b|\w+(?:rá|rán)\b)",
            text[mention.stop :],
        ):
            return Actor(mention.org, mention.person)
    alone = re.match(r"(\w{4,})\s+(?:will|would|shall|[a-z]{3,}(?<!s)s\b|\w+(?:rá|rán)\b)", text[position:])
    org = cast.of_kind(alone.group(1), meeting) if alone else None
    return Actor(org, None, False, alone.group(1)) if alone and org else None


def _asked(cast: Cast, text: str, verb: tuple[int, int], line: int, meeting: Meeting | None) -> Actor | None:
    """ "requested KOICA to …", "asked the mission to …", "solicitó a la misión …"."""
    begin = verb[1]
    if re.search(r"\bnos\s+(?:ha\w*\s+)?$", text[: verb[0]], re.IGNORECASE):  # "nos pidió una ficha"
        return Actor(cast.ours, None, cast.ours is None, "“nos”")
    mentions = [m for m in cast.mentions(text, line) if begin <= m.start <= begin + 14]
    if mentions and re.match(
        r"\s*(?:\([^)]*\)\s*)?(?:to|for|that|que|,|would|should|could|su|el|la|un)\b", text[mentions[0].stop :]
    ):
        return Actor(mentions[0].org, mentions[0].person)
    theirs = re.match(r"\s*(?:that\s+|a\s+|al\s+)?(?:the|la|el)?\s*(\w+)", text[begin:], re.IGNORECASE)
    if theirs and (org := cast.of_kind(theirs.group(1), meeting)) and len(theirs.group(1)) > 4:
        return Actor(org, None, False, theirs.group().strip())
    if re.match(
        r"\s*(?:that\s+|a\s+|al\s+)?(?:the mission|the team|us\b|our |la misión|nuestr|the delegation|la "
        r"delegación)",
        text[begin:],
        re.IGNORECASE,
    ):
        return Actor(cast.ours, None, cast.ours is None, "our side")
    return None
