"""A promise a person found where the reader saw none: who, for whom and by when are read from its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.facts.dates import find_dates
from meetings.reader.facts.promises import find_commitments
from meetings.reader.facts.promises.actors import Actor, Cast, as_date, korean_subject, latin_subject, speaker_of
from meetings.reader.facts.promises.due import due_of
from meetings.reader.reading import Commitment, Meeting, Reading
from partners.names import has_hangul


def read_words(words: str, line: int, reading: Reading) -> Commitment:
    """The promise that ``words``, which stand on ``line`` of the document behind ``reading``, make.

    Somebody said that they are one, so how they end is not judged; where the grammar of promises knows them, it reads
    them. An actor nobody is named as stays open: guessing is for lines the reader found by itself.
    """
    cast = Cast.of(reading)
    meeting = cast.meeting_at(line)
    block = Block(line, BlockKind.PARAGRAPH, words, words)
    known = find_commitments([block], replace(reading, discrepancies=()))
    found = known[0] if known else Commitment(line, words, "commitment", words)
    found = replace(found, line=line, quote=words, lines=(line,), meeting_id=meeting.id if meeting else None)
    actor = _actor(cast, words, line, meeting)
    found = replace(
        found,
        actor_org=actor.org if actor else None,
        actor_person=actor.person if actor else None,
        actor_guessed=False,
        actor_reason=None,
    )
    if found.due.text is None:
        reference = _counted_from(reading, meeting)
        period = reading.trip.period
        dates = find_dates(
            words,
            reference=reference,
            returned=as_date(period.end if period else None),
            submitted=as_date(reading.submission.date),
        )
        found = replace(found, due=due_of(dates, reference, None, text=words))
    return found


def _actor(cast: Cast, words: str, line: int, meeting: Meeting | None) -> Actor | None:
    speaker, said = speaker_of(cast, words, line, meeting)
    if has_hangul(said):
        named = korean_subject(cast, said, line, meeting)
    else:
        named = latin_subject(cast, said, 0, line, meeting, None)
    if named is not None or speaker is None:
        return named
    return Actor(speaker.org, speaker.person)


def _counted_from(reading: Reading, meeting: Meeting | None) -> date | None:
    period = reading.trip.period
    return as_date((meeting.date if meeting else None) or (period.end if period else None) or reading.submission.date)
