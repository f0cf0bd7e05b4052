"""From a Korean sentence that ends in a promise to who is bound by it."""

from __future__ import annotations

import re

from meetings.reader.facts.dates import DateSpan
from meetings.reader.facts.promises import actors, endings
from meetings.reader.facts.promises.actors import Actor, Cast
from meetings.reader.facts.promises.made import commitment_of, opposite, other_side
from meetings.reader.facts.promises.passages import Sentence
from meetings.reader.facts.promises.places import Place, Walker
from meetings.reader.reading import Commitment


def korean(
    cast: Cast, walker: Walker, place: Place, sentence: Sentence, ending: endings.Ending, dates: list[DateSpan]
) -> Commitment | None:
    """The promise of a Korean sentence that ends in one."""
    text = sentence.text
    subject = actors.korean_subject(cast, text, sentence.line, place.meeting)
    speaker = walker.speaker
    spoken = (
        Actor(speaker.org, speaker.person, False, f"발언자 {speaker.text}")
        if speaker and (speaker.org or speaker.person)
        else None
    )
    requested_by: str | None = None
    if ending.kind in ("request", "proposal"):
        asking = subject or (walker.carried.subject if walker.carried and sentence.lead else None)
        actor, requested_by = _asked(cast, place, sentence, ending.kind, asking, spoken)
    elif subject is not None and not subject.both and (asked := actors.asked_before(text)) is not None:
        later = actors.korean_subject(cast, text[asked:], sentence.line, place.meeting)
        actor = later or other_side(cast, place, subject)
        requested_by = None if later else subject.org
    elif subject is not None and not subject.both:
        actor = subject
    elif subject is not None or (ending.joint and re.search(r"합의|양측|양 기관|쌍방|상호|서로|3자|삼자", text)):
        actor = Actor(None, None, False, "양측이 함께", True)
    else:
        actor = _carried(cast, walker, place) or spoken or _unsaid(cast, walker, place, sentence, ending.kind, dates)
    walker.previous = actor if actor.org else walker.previous
    # "2027. 12. 31.까지 유효하며, 변경은 다시 논의하기로 함": the term of the agreement is no deadline
    over = max((m.end() for m in _IN_FORCE.finditer(text)), default=0)
    dates = [d for d in dates if d.pos[0] >= over]
    return commitment_of(cast, place, sentence, ending, actor, requested_by, dates, last=True)


_IN_FORCE = re.compile(r"(?:유효|만료|발효|효력)[가-힣 ]{0,6}?(?:으며|하며|되며|고|으나|지만|는데),?\s")


def _asked(
    cast: Cast, place: Place, sentence: Sentence, kind: endings.Kind, subject: Actor | None, spoken: Actor | None
) -> tuple[Actor, str | None]:
    """Who is to do what a request or a proposal says, and who asks for it."""
    asking = subject or spoken
    addressed = actors.addressee(cast, sentence.text, sentence.line)
    requested_by = asking.org if asking else None
    if subject is not None and not subject.both and _ASKED_TO_DO.search(sentence.text):
        actor, requested_by = subject, spoken.org if spoken else None
    elif addressed and addressed.org and (asking is None or addressed.org != asking.org):
        actor = addressed
    elif kind == "proposal" and asking and not asking.both and (subject or "자고" in sentence.text):
        actor, requested_by = asking, None
    else:
        actor = other_side(cast, place, asking)
    return actor, requested_by or (opposite(cast, place, actor.org) if kind == "request" else None)


def _unsaid(
    cast: Cast, walker: Walker, place: Place, sentence: Sentence, kind: endings.Kind, dates: list[DateSpan]
) -> Actor:
    """Who acts where neither subject nor speaker says so."""
    text = sentence.text
    if _topic_is_a_pact(text):
        return Actor(None, None, True, "협약 당사자 모두", True)
    if (named := final_name(cast, without_final_date(text, dates), sentence.line)) is not None:
        return named
    if kind == "event" and re.search(r"^\S+(?: \S+){0,6}(?:은|는) ", text) and not place.meeting:
        return Actor(None, None, True, None)
    return (
        _subject_above(cast, walker, place)
        or actors.of_topic(cast, text, sentence.line)
        or actors.opposite_of_receiver(cast, endings.strip_tail(text), sentence.line, place.meeting)
        or actors.fallback(cast, place.meeting, closing=place.closing)
    )


_ASKS = re.compile(r"(?:요청|부탁|당부|제안|요구|건의|달라고|줄 것을)\S{0,3}\s?\S{0,4}$")
# "유지비를 우리 쪽이 맡아 달라는 요청": who stands before "달라는" is asked.
_ASKED_TO_DO = re.compile(r"(?:이|가) [^,]{2,40}(?:달라는|줄 것을|주실 것을) ?요청$")


def _carried(cast: Cast, walker: Walker, place: Place) -> Actor | None:
    """The subject of the sentence before, in the same bullet; who was asked, where that one asked."""
    if walker.carried is None or walker.carried.subject is None:
        return None
    subject = walker.carried.subject
    if _ASKS.search(endings.strip_tail(walker.carried.text)):
        return other_side(cast, place, subject)
    return Actor(subject.org, subject.person, subject.guessed, subject.reason or walker.carried.text[:40])


def _subject_above(cast: Cast, walker: Walker, place: Place) -> Actor | None:
    """The subject of the bullet this one stands under; who was asked, where that one asked."""
    above = walker.bullet_above()
    if above is None:
        return None
    text, line = above
    subject = actors.korean_subject(cast, text, line, place.meeting)
    if subject is None or subject.both or subject.org is None:
        return None
    if _ASKS.search(endings.strip_tail(text)):
        return other_side(cast, place, subject)
    return Actor(subject.org, subject.person, True, f"윗줄: {text[:40]}")


def _topic_is_a_pact(text: str) -> bool:
    """ "MOU는 … 변경하기로 함": what both signed, both change."""
    return bool(re.search(r"(?:MOU|MOA|LOI|협약|양해각서|협정|의향서)(?:은|는|을|를)\s", text)) and bool(
        re.search(r"[기키]로", text)
    )


def without_final_date(text: str, dates: list[DateSpan]) -> str:
    """ "의향서 제출: 2025. 10. 31." ends in "제출"."""
    if not dates or re.search(r"[^\s.)\]]", text[dates[-1].pos[1] :]):
        return text
    lead = text[: dates[-1].pos[0]]
    cut = re.search(r"\s*(?:[::,(\[–-]|\s-)\s*[~∼]?\s*$", lead)
    return lead[: cut.start()] if cut else text


_FINAL_NAME = re.compile(r"\s*[:：(]\s*(?:담당\s*[:：]?\s*)?([^:：()]{2,25}?)\s*[,)]?\s*$")


def without_final_name(cast: Cast, text: str, line: int) -> str:
    """ "의향서 작성 : 도하림" ends in "작성"."""
    found = _FINAL_NAME.search(text)
    return text[: found.start()] if found is not None and final_name(cast, text, line) is not None else text


def final_name(cast: Cast, text: str, line: int) -> Actor | None:
    found = _FINAL_NAME.search(text)
    named = cast.mentions(found.group(1), line) if found is not None else []
    return Actor(named[0].org, named[0].person) if named and named[0].start == 0 else None
