"""From a sentence to a promise: how it ends, who is bound, by when."""

from __future__ import annotations

import re
from dataclasses import replace

from meetings.reader.blocks import BlockKind
from meetings.reader.facts.dates import DateSpan, find_dates
from meetings.reader.facts.promises import actors, endings
from meetings.reader.facts.promises.actors import Actor, Cast
from meetings.reader.facts.promises.due import due_of
from meetings.reader.facts.promises.passages import Passage, Sentence, sentences
from meetings.reader.facts.promises.places import Place, Walker
from meetings.reader.reading import Commitment, Due, Meeting

_HANGUL = re.compile(r"[가-힣]")
_SPANISH = re.compile(r"\b(?:el|la|los|las|del|que|una?|para|con|por|se)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|to|and|will|by|with|for|a)\b", re.IGNORECASE)


# "차기 회의: 2026년 2월, 서울(잠정)", "Next meeting: March 2026".
_NEXT_MEETING = re.compile(
    r"\s*(?:차기|다음|차회|후속)\s?\S{0,6}\s?(?:회의|면담|협의회?|워크숍|미팅|위원회)\s*(?:일정|일시)?\s*[::(]"
    r"|\s*(?:the )?next (?:joint )?(?:meeting|review|call|session|workshop)\s*[::(–-]|\s*próxima reunión\s*[::(]",
    re.IGNORECASE,
)


def from_passage(cast: Cast, walker: Walker, passage: Passage, following: Passage | None) -> list[Commitment]:
    place = walker.place(passage)
    found: list[Commitment] = []
    event_due: Due | None = None
    whole = list(sentences(replace_text(passage, walker.text)))
    heads_a_list = (
        passage.kind is BlockKind.ITEM
        and following is not None
        and following.kind is BlockKind.ITEM
        and following.level > passage.level
    )
    for sentence in whole:
        commitment = _from_sentence(cast, walker, place, sentence, heads_a_list)
        if commitment is None:
            continue
        later = " ".join(s.text for s in whole[sentence.number : sentence.number + 2])
        child = following.text if heads_a_list and following else ""
        if commitment.kind in ("request", "proposal") and (
            endings.refused(later) or (len(child) < 60 and endings.refused(child))
        ):
            continue
        if commitment.kind == "event" and commitment.due.end:
            event_due = commitment.due
        elif commitment.kind == "request" and commitment.due.end is None and event_due is not None:
            # In one bullet, a request that follows a dated event is about that event.
            commitment = replace(commitment, due=event_due)
        found.append(commitment)
    return found


def replace_text(passage: Passage, text: str) -> Passage:
    """The passage without the speaker in front, its lines kept in place."""
    cut = len(passage.text) - len(text)
    return passage if cut <= 0 else replace(passage, text=text, starts=tuple(max(0, s - cut) for s in passage.starts))


def _from_sentence(
    cast: Cast, walker: Walker, place: Place, sentence: Sentence, heads_a_list: bool
) -> Commitment | None:
    text = sentence.text
    dates = find_dates(text, reference=place.reference, returned=walker.returned, submitted=walker.submitted)
    if dates and _NEXT_MEETING.match(text):
        certainty = "tentative" if re.search(r"잠정|예정|tentativ|TBC|provisional", text) else "certain"
        both = Actor(None, None, False, None, True)
        announced = endings.Ending("event", certainty, (0, len(text)))
        return commitment_of(place, sentence, announced, both, None, dates, last=False)
    if _HANGUL.search(text):
        dated = any(d.by for d in dates) or any(d.precision in ("day", "month") and d.start for d in dates)
        ending = endings.korean(
            _without_final_name(cast, _without_final_date(text, dates), sentence.line),
            tasks=place.tasks,
            dated=any(d.by for d in dates) or (dated and place.tasks),
        )
        # "국제 공동사업 발굴" over a list of its own is a heading, unless it is a whole sentence.
        if ending is None or (
            heads_a_list
            and ending.kind in ("plan", "commitment")
            and not re.search(r"[함임다음것]$", endings.strip_tail(text))
            and not dates
        ):
            return None
        return _korean(cast, walker, place, sentence, ending, dates)
    if _language(text) == "es":
        ending = endings.spanish(text, tasks=place.tasks)
    else:
        mentions = cast.mentions(text, sentence.line)
        ending = endings.english(
            text, tasks=place.tasks, subject=bool(mentions and mentions[0].start < 25) or _starts_with_side(text)
        )
    return None if ending is None or endings.refused(text) else _latin(cast, walker, place, sentence, ending, dates)


def _without_final_date(text: str, dates: list[DateSpan]) -> str:
    """ "의향서 제출: 2025. 10. 31." ends in "제출"."""
    if not dates or re.search(r"[^\s.)\]]", text[dates[-1].pos[1] :]):
        return text
    lead = text[: dates[-1].pos[0]]
    cut = re.search(r"\s*(?:[::,(\[–-]|\s-)\s*[~∼]?\s*$", lead)
    return lead[: cut.start()] if cut else text


_FINAL_NAME = re.compile(r"\s*[:：(]\s*(?:담당\s*[:：]?\s*)?([^:：()]{2,25}?)\s*[,)]?\s*$")


def _without_final_name(cast: Cast, text: str, line: int) -> str:
    """ "의향서 작성 : 도하림" ends in "작성"."""
    found = _FINAL_NAME.search(text)
    return text[: found.start()] if found is not None and _final_name(cast, text, line) is not None else text


def _final_name(cast: Cast, text: str, line: int) -> Actor | None:
    found = _FINAL_NAME.search(text)
    named = cast.mentions(found.group(1), line) if found is not None else []
    return Actor(named[0].org, named[0].person) if named and named[0].start == 0 else None


def _starts_with_side(text: str) -> bool:
    return bool(
        re.match(
            r"(?:The |Our )?(?:mission|team|ministry|university|institute|delegation|office|council)\b",
            text,
            re.IGNORECASE,
        )
    )


def _language(text: str) -> str:
    return (
        "es"
        if len(_SPANISH.findall(text)) > len(_ENGLISH.findall(text))
        or (re.search(r"[ñáéíóú¿¡]\w* ", text) and not _ENGLISH.search(text))
        else "en"
    )


def _korean(
    cast: Cast, walker: Walker, place: Place, sentence: Sentence, ending: endings.Ending, dates: list[DateSpan]
) -> Commitment | None:
    text = sentence.text
    subject = actors.korean_subject(cast, text, sentence.line, place.meeting)
    speaker = walker.speaker
    spoken = (
        Actor(speaker.org, speaker.person, False, f"발언자 {speaker.text}")
        if speaker and (speaker.org or speaker.person)
        else None
    )
    requested_by: str | None = None
    kind, joint = ending.kind, ending.joint
    if kind in ("request", "proposal"):
        asking = subject or spoken
        addressed = actors.addressee(cast, text, sentence.line)
        requested_by = asking.org if asking else None
        if addressed and addressed.org and (asking is None or addressed.org != asking.org):
            actor = addressed
        elif kind == "proposal" and subject and not subject.both:
            actor, requested_by = subject, None
        else:
            actor = other_side(cast, place, asking)
        requested_by = requested_by or (_opposite(cast, place, actor.org) if kind == "request" else None)
    elif subject is not None and not subject.both and (asked := actors.asked_before(text)) is not None:
        later = actors.korean_subject(cast, text[asked:], sentence.line, place.meeting)
        actor = later or other_side(cast, place, subject)
        requested_by = None if later else subject.org
    elif subject is not None and not subject.both:
        actor = subject
    elif (subject and subject.both) or (joint and re.search(r"합의|양측|양 기관|쌍방|상호", text)):
        actor = Actor(None, None, False, "양측이 함께", True)
    elif spoken is not None:
        actor = spoken
    elif _topic_is_a_pact(text):
        actor = Actor(None, None, True, "협약 당사자 모두", True)
    elif (named := _final_name(cast, _without_final_date(text, dates), sentence.line)) is not None:
        actor = named
    else:
        actor = actors.of_topic(cast, text, sentence.line) or actors.fallback(
            cast, place.meeting, closing=place.closing
        )
        if kind == "event" and re.search(r"^\S+(?: \S+){0,6}(?:은|는) ", text) and not place.meeting:
            actor = Actor(None, None, True, None)
    walker.previous = actor if actor.org else walker.previous
    return commitment_of(place, sentence, ending, actor, requested_by, dates, last=True)


def _topic_is_a_pact(text: str) -> bool:
    """ "MOU는 … 변경하기로 함": what both signed, both change."""
    return bool(re.search(r"(?:MOU|MOA|LOI|협약|양해각서|협정|의향서)(?:은|는|을|를)\s", text)) and bool(
        re.search(r"[기키]로", text)
    )


def _opposite(cast: Cast, place: Place, org: str | None) -> str | None:
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
        return Actor(host, None, True, "요청 상대가 적혀 있지 않음: 면담 상대")
    if asking.org == host or (asking.org != cast.ours and _on_their_side(cast, place, asking.org)):
        return Actor(cast.ours, None, True, "면담 상대의 요청")
    return Actor(host, None, True, "우리 측의 요청")


def _on_their_side(cast: Cast, place: Place, org: str) -> bool:
    host, asking = cast.organizations.get(cast.host(place.meeting) or ""), cast.organizations.get(org)
    ours = cast.organizations.get(cast.ours or "")
    if host is None or asking is None or asking.country is None:
        return False
    return asking.country == host.country and (ours is None or asking.country != ours.country)


def _latin(
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
        asked = _asked(cast, text, ending.verb[1], sentence.line, place.meeting)
        if ending.kind == "proposal" and subject is not None:
            actor = subject
        elif asked is not None:
            actor, requested_by = asked, subject.org if subject else None
        else:
            actor = other_side(cast, place, subject)
            requested_by = subject.org if subject else None
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
    else:
        return None  # a thing is the subject: "the project will cover five provinces"
    walker.previous = actor if actor.org else walker.previous
    return commitment_of(place, sentence, ending, actor, requested_by, dates, last=False)


def _latin_subject(
    cast: Cast, walker: Walker, place: Place, sentence: Sentence, ending: endings.Ending
) -> Actor | None:
    text, (verb, after) = sentence.text, ending.verb
    if after:
        subject = actors.latin_subject(cast, text, verb, sentence.line, place.meeting, walker.previous)
        if subject is not None:
            return subject
        if sentence.lead and not text[:verb].strip():
            # "The Bank expressed interest and will revert": the subject stands at the head of the sentence.
            head = " ".join(sentence.lead.split()[:6])
            return actors.latin_subject(cast, head, 0, sentence.line, place.meeting, walker.previous)
        by = re.match(r"\s*(?:be|been)\s+\w+(?:ed|en|t)\s+by\s+(?:the\s+)?", text[after:])
        if by:
            agent = text[after + by.end() :][:60]
            found = [m for m in cast.mentions(agent, sentence.line) if m.start == 0]
            return Actor(found[0].org, found[0].person) if found else None
    speaker = walker.speaker
    if speaker and (speaker.org or speaker.person):
        return Actor(speaker.org, speaker.person, False, f"speaker {speaker.text}")
    return None


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
            r"to|\w+(?:rá|rán)\b)",
            text[mention.stop :],
        ):
            return Actor(mention.org, mention.person)
    alone = re.match(r"(\w{4,})\s+(?:will|would|shall|\w+(?:rá|rán)\b)", text[position:])
    org = actors.of_kind(cast, alone.group(1), meeting) if alone else None
    return Actor(org, None, False, alone.group(1)) if alone and org else None


def _asked(cast: Cast, text: str, begin: int, line: int, meeting: Meeting | None) -> Actor | None:
    """ "requested KOICA to …", "asked the mission to …", "solicitó a la misión …"."""
    mentions = [m for m in cast.mentions(text, line) if begin <= m.start <= begin + 14]
    if mentions and re.match(
        r"\s*(?:\([^)]*\)\s*)?(?:to|for|that|que|,|would|should|could|su|el|la|un)\b", text[mentions[0].stop :]
    ):
        return Actor(mentions[0].org, mentions[0].person)
    theirs = re.match(r"\s*(?:that\s+|a\s+|al\s+)?(?:the|la|el)?\s*(\w+)", text[begin:], re.IGNORECASE)
    if theirs and (org := actors.of_kind(cast, theirs.group(1), meeting)) and len(theirs.group(1)) > 4:
        return Actor(org, None, False, theirs.group().strip())
    if re.match(
        r"\s*(?:that\s+|a\s+|al\s+)?(?:the mission|the team|us\b|our |la misión|nuestr|the delegation|la "
        r"delegación)",
        text[begin:],
        re.IGNORECASE,
    ):
        return Actor(cast.ours, None, cast.ours is None, "our side")
    return None


def commitment_of(
    place: Place,
    sentence: Sentence,
    ending: endings.Ending,
    actor: Actor,
    requested_by: str | None,
    dates: list[DateSpan],
    *,
    last: bool,
) -> Commitment:
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
