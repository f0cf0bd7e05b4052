"""From a sentence to a promise: how it ends, who is bound, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from meetings.reader.blocks import BlockKind
from meetings.reader.facts.dates import DateSpan, find_dates
from meetings.reader.facts.promises import actors, endings
from meetings.reader.facts.promises.actors import Actor, Cast
from meetings.reader.facts.promises.due import before_event
from meetings.reader.facts.promises.in_korean import korean, without_final_date, without_final_name
from meetings.reader.facts.promises.in_latin import latin
from meetings.reader.facts.promises.made import NOBODY_ASKED, commitment_of
from meetings.reader.facts.promises.passages import Passage, Sentence, sentences
from meetings.reader.facts.promises.places import Place, Walker
from meetings.reader.facts.promises.rows import from_row
from meetings.reader.facts.promises.tables import ActionRow
from meetings.reader.facts.promises.tasks import task_of
from meetings.reader.reading import Commitment, Due

_HANGUL = re.compile(r"[가-힣]")
_SPANISH = re.compile(r"\b(?:el|la|los|las|lo|del?|al|que|una?|para|con|por|se|su|en|y|hasta|es)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|to|and|will|by|with|for|is|in|on|that|we|us)\b", re.IGNORECASE)


# "차기 회의: 2026년 2월, 서울(잠정)", "Next meeting: March 2026".
_NEXT_MEETING = re.compile(
    r"\s*(?:차기|다음|차회|후속)\s?\S{0,6}\s?(?:회의|면담|협의회?|워크숍|미팅|위원회)\s*(?:일정|일시)?\s*[::(]"
    r"|\s*(?:the )?next (?:joint )?(?:meeting|review|call|session|workshop)\s*[::(–-]|\s*próxima reunión\s*[::(]",
    re.IGNORECASE,
)


def from_passage(
    cast: Cast,
    walker: Walker,
    passage: Passage,
    following: Passage | None,
    *,
    plain: bool = False,
    host: str | None = None,
) -> list[Commitment]:
    """The promises of a passage. ``plain``: a cell nobody said tells of a talk; only whole sentences promise there.
    ``host``: the body the talk of this row was with."""
    place = walker.place(passage)
    if host is not None and place.meeting is not None and host != place.meeting.host_org_id:
        place = replace(place, meeting=replace(place.meeting, host_org_id=host, attendees=()))
    if plain:
        place = replace(place, tasks=False)
    walker.carried = None
    task = None if plain else _as_task(cast, walker, place, passage)
    if task is not None and task.who:
        return _made(cast, walker, task, place, passage)
    heads_a_list = (
        passage.kind is BlockKind.ITEM
        and following is not None
        and following.kind is BlockKind.ITEM
        and following.level > passage.level
    )
    child = following.text if heads_a_list and following else ""
    found = _from_sentences(cast, walker, place, list(sentences(replace_text(passage, walker.text))), child)
    if not found and task is not None:
        # a date alone makes a line of a list of tasks one, whatever noun it ends in
        speaker = walker.speaker
        actor = Actor(speaker.org, speaker.person) if speaker else None
        actor = actor or actors.fallback(cast, place.meeting, closing=place.closing)
        return [
            replace(c, actor_org=actor.org, actor_person=actor.person, actor_guessed=True, actor_reason=actor.reason)
            for c in _made(cast, walker, task, place, passage)
        ]
    return found


def _from_sentences(cast: Cast, walker: Walker, place: Place, whole: list[Sentence], child: str) -> list[Commitment]:
    """The promises of the sentences of one passage; ``child`` is the bullet under it."""
    found: list[Commitment] = []
    event, shared = Due(), Due()  # the last event told of, the time of a half sentence
    asked = False
    for sentence in whole:
        commitment = _from_sentence(cast, walker, place, sentence, bool(child), whole)
        if len(whole) > 1 or not _HANGUL.search(sentence.text):
            walker.heard(sentence, place.meeting)
        if commitment is None:
            continue
        later = " ".join(s.text for s in whole[sentence.number : sentence.number + 2])
        if commitment.kind in ("request", "proposal"):
            commitment = _asked_of_who_answers(cast, place, commitment, whole, sentence)
            if endings.refused(later) or (len(child) < 60 and endings.refused(child)):
                continue
            if endings.looks_into(later):
                commitment = replace(commitment, certainty="tentative")
        elif asked and commitment.certainty == "tentative" and endings.looks_into(sentence.text):
            continue  # the answer to a request: it will be looked into
        commitment = replace(commitment, due=_due_around(commitment, sentence, event, shared))
        event = commitment.due if commitment.kind == "event" and commitment.due.end else event
        shared = commitment.due if sentence.goes_on else Due()
        asked = commitment.kind == "request" and not _HANGUL.search(sentence.text)
        found.append(commitment)
    return found


_ANSWERS = re.compile(r"(?:답|회신|수용|수락|동의|승낙|응하)[가-힣]{0,8}$|기로 \S{1,6}$|겠다고 \S{1,6}$")


def _asked_of_who_answers(
    cast: Cast, place: Place, asked: Commitment, whole: list[Sentence], sentence: Sentence
) -> Commitment:
    """ "늘려 달라는 요청이 있었음. 우리 대학은 3명까지 받기로 답하였음": nobody asks by name; who answers was asked."""
    following = next((s for s in whole if s.number == sentence.number + 1), None)
    if following is None or asked.actor_reason != NOBODY_ASKED or not _ANSWERS.search(following.text.rstrip(" .")):
        return asked
    answers = actors.korean_subject(cast, following.text, following.line, place.meeting)
    if answers is None or answers.both or answers.org is None:
        return asked
    asking = cast.host(place.meeting) if answers.org == cast.ours else cast.ours
    return replace(asked, actor_org=answers.org, actor_person=answers.person, requested_by=asking)


def _due_around(commitment: Commitment, sentence: Sentence, event: Due, shared: Due) -> Due:
    """When a promise without a date of its own is due, by the clause before or the event just told of."""
    if commitment.due.text is None and shared.text is not None:
        return shared  # one time for both halves of the sentence
    if commitment.kind == "request" and commitment.due.end is None and event.end is not None:
        return before_event(sentence.text, event)  # a request after a dated event is about that event
    return commitment.due


# Words that say outright that who and when follow.
_LABELLED = re.compile(r"[\[(【]\s*(?:담당|기한|책임|주관|owner|responsible|responsable|plazo|due)", re.IGNORECASE)


_REPORT_ITSELF = re.compile(
    r"(?:이|본|위) ?(?:출장 ?)?(?:결과 ?)?보고서(?:는|를|은|가)\s|this report (?:was|is|will)\b|el presente informe",
    re.IGNORECASE,
)


def _as_task(cast: Cast, walker: Walker, place: Place, passage: Passage) -> ActionRow | None:
    """A line of a list of tasks that ends in who does it and by when."""
    if passage.kind is BlockKind.ROW or not (place.tasks or _LABELLED.search(passage.text)):
        return None
    text = walker.text
    dates = find_dates(text, reference=place.reference, returned=walker.returned, submitted=walker.submitted)
    row = task_of(cast, text, passage.line, dates)
    if row is None or (_HANGUL.search(row.action) and endings.denies(row.action)):
        return None
    return row


def _made(cast: Cast, walker: Walker, row: ActionRow, place: Place, passage: Passage) -> list[Commitment]:
    return [
        replace(made, lines=passage.lines, quote=passage.text)
        for made in from_row(cast, row, place, walker.returned, walker.submitted)
    ]


def replace_text(passage: Passage, text: str) -> Passage:
    """The passage without the speaker in front, its lines kept in place."""
    cut = len(passage.text) - len(text)
    return passage if cut <= 0 else replace(passage, text=text, starts=tuple(max(0, s - cut) for s in passage.starts))


def _from_sentence(
    cast: Cast, walker: Walker, place: Place, sentence: Sentence, heads_a_list: bool, whole: Sequence[Sentence]
) -> Commitment | None:
    text = sentence.text
    dates = _dates(walker, place, sentence, whole)
    if dates and _NEXT_MEETING.match(text):
        certainty = "tentative" if re.search(r"잠정|예정|tentativ|TBC|provisional", text) else "certain"
        both = Actor(None, None, False, None, True)
        announced = endings.Ending("event", certainty, (0, len(text)))
        return commitment_of(cast, place, sentence, announced, both, None, dates, last=False)
    if _REPORT_ITSELF.match(text):
        return None
    if _HANGUL.search(text):
        dated = any(d.by for d in dates) or any(d.precision in ("day", "month") and d.start for d in dates)
        ending = endings.korean(
            without_final_name(cast, without_final_date(sentence.judged, dates), sentence.line),
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
        return korean(cast, walker, place, sentence, ending, dates)
    if language_of(text) == "es":
        ending = endings.spanish(text, tasks=place.tasks)
    else:
        spans = tuple((m.start, m.stop) for m in cast.mentions(text, sentence.line))
        ending = endings.english(text, tasks=place.tasks, subjects=spans)
    return None if ending is None or endings.refused(text) else latin(cast, walker, place, sentence, ending, dates)


def _dates(walker: Walker, place: Place, sentence: Sentence, whole: Sequence[Sentence]) -> list[DateSpan]:
    """The dates of a sentence; "one week before" may be counted from a day in the sentence before it."""

    def read(text: str) -> list[DateSpan]:
        return find_dates(text, reference=place.reference, returned=walker.returned, submitted=walker.submitted)

    dates = read(sentence.text)
    above = whole[sentence.number - 1].text if 0 < sentence.number <= len(whole) else ""
    if not above or not any(d.by and d.end is None for d in dates):
        return dates
    cut = len(above) + 1
    both = read(f"{above} {sentence.text}")
    return [replace(d, pos=(d.pos[0] - cut, d.pos[1] - cut)) for d in both if d.pos[0] >= cut]


def language_of(text: str) -> str:
    """es or en, by the small words."""
    spanish, english = len(_SPANISH.findall(text)), len(_ENGLISH.findall(text))
    if spanish != english:
        return "es" if spanish > english else "en"
    return "es" if re.search(r"[ñáéíóú¿¡]|\w+rá\b", text) else "en"
