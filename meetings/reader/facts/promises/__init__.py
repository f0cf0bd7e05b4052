"""Promises: who will do what by when, with the sentence that says so.

Read are the minutes, lists and tables of actions, and the closing sections of a report. A sentence is judged by how it
ends (``endings``), its actor by who is named (``actors``), its due date by the grammar of dates, counted from the day
of the
meeting, and for closing sections from the submission. What stands twice is one promise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.facts.dates import DateSpan, find_dates
from meetings.reader.facts.promises import actors, endings
from meetings.reader.facts.promises.actors import Actor, Cast, Speaker, as_date
from meetings.reader.facts.promises.duplicates import merge
from meetings.reader.facts.promises.passages import Passage, Sentence, passages, sentences
from meetings.reader.facts.promises.tables import ActionRow, action_rows
from meetings.reader.reading import Commitment, Due, Meeting, Reading

__all__ = ["find_commitments"]

# Sections that announce what will be done; a noun may end a promise there.
_TASKS = re.compile(
    r"시사점|결과 ?활용|활용 ?(?:계획|방안)|향후 ?(?:계획|추진|조치|일정|과제|협력 ?계획)|후속 ?(?:조치|계획|과제"
    r"|사항|업무)|조치 ?(?:사항|계획)|추진 ?계획|이행 ?계획|협력 "
    r"?계획|합의 ?사항|약속|결정 ?사항|next step|follow[\s-]?up|way forward"
    r"|action|agreed|commitments|pr[óo]ximos pasos|compromisos|acuerdos|seguimiento|acciones",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"시사점|결과 ?활용|활용 ?(?:계획|방안)|향후 ?(?:계획|추진|조치|일정)|후속 ?(?:조치|계획)|추진 ?계획|conclusion"
    r"|next step|follow[\s-]?up|way "
    r"forward|pr[óo]ximos pasos|seguimiento"
    r"|conclusiones|lessons|종합 ?의견|건의|제언",
    re.IGNORECASE,
)
_NO_PROMISES = re.compile(
    r"출장 ?개요|출장 ?목적|추진 ?배경|^배경|일정$|recommendation|background|itinerary|^purpose|권고"
    r"|recomendaci|antecedentes|객관|기관 ?(?:개요|소개|현황)|첨부|붙임|사진|annex",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?:위와 같이|상기와 같이|이와 같이).*(?:보고|제출)")
# A bullet that only announces what its children report: the contents of a document, somebody's talk.
_REPORTS_CONTENT = re.compile(
    r"(?:내용|요지|개요|결과|구성|현황|사례)(?:은|는)?\s*(?:다음|아래)과 같|(?:as follows|the following)\s*:?\s*$"
)
_FIELD = re.compile(
    r"^\s*(?:일\s*시|장\s*소|참\s*석\s*자?|면담자|배석|place|venue|date|present|participants|attendees|fecha"
    r"|lugar|participantes|asistentes)\s*(?:\([^)]*\))?\s*[::]",
    re.IGNORECASE,
)
_HANGUL = re.compile(r"[가-힣]")
_SPANISH = re.compile(r"\b(?:el|la|los|las|del|que|una?|para|con|por|se)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|to|and|will|by|with|for|a)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Place:
    """Where a sentence stands: its meeting, whether tasks are announced there, the day dates count from."""

    meeting: Meeting | None
    tasks: bool
    closing: bool
    reference: date | None
    since: date | None  # a day before this is history


def find_commitments(blocks: Sequence[Block], reading: Reading) -> tuple[Commitment, ...]:
    """The promises of a report, in the order of the document.

    ``reading`` must be complete but for commitments and discrepancies; ids in the result are its ids. Linear in the
    number of blocks.
    """
    cast = Cast.of(reading)
    if not blocks:
        return ()
    by_line = {block.line: block for block in blocks}
    table_rows = {row.block.line: row for row in action_rows(blocks)}
    skipped = _lines_with_other_facts(reading)
    found: list[Commitment] = []
    walker = _Walker(cast)
    parts = passages(blocks)
    for index, passage in enumerate(parts):
        if _SIGNATURE.search(passage.text):
            break
        walker.enter(passage, parts[index + 1] if index + 1 < len(parts) else None)
        if passage.kind is BlockKind.HEADING and not _is_leaf(parts, index):
            continue
        if passage.kind is BlockKind.ROW:
            row = table_rows.get(passage.line)
            if row is not None:
                found += _from_row(cast, row, walker.place(passage))
            continue
        if passage.line in skipped or walker.silent or _FIELD.match(passage.text):
            continue
        found += _from_passage(cast, walker, passage, parts[index + 1] if index + 1 < len(parts) else None)
    return tuple(merge(found, by_line))


def _is_leaf(parts: Sequence[Passage], index: int) -> bool:
    """Whether a line set as a heading has nothing under it: then it is a bullet that happens to be short."""
    following = parts[index + 1] if index + 1 < len(parts) else None
    if following is None or _SIGNATURE.search(following.text):
        return True
    if following.kind is BlockKind.ITEM:
        return bool(following.marker) and following.marker == parts[index].marker
    return following.kind is BlockKind.HEADING and following.level <= parts[index].level


def _lines_with_other_facts(reading: Reading) -> set[int]:
    trip = reading.trip
    lines = {t.line for t in trip.travellers} | {d.line for d in trip.itinerary} | {d.line for d in trip.destinations}
    lines |= {a.line for m in reading.meetings for a in m.attendees}
    lines |= {x for m in reading.meetings for x in (m.time_line, m.place_line, m.count_line) if x}
    lines |= {f.line for f in (trip.title, trip.purpose, trip.period) if f}
    submission = reading.submission
    return lines | {x for x in (submission.date_line, submission.author_line, submission.recipient_line) if x}


class _Walker:
    """Keeps, while passing through a document, what the current line stands under."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.headings: list[tuple[int, str]] = []
        self.items: list[tuple[int, Speaker | None, bool]] = []  # level, speaker, reports content
        self.meeting: Meeting | None = None
        self.previous: Actor | None = None
        self.speaker: Speaker | None = None
        self.text = ""
        self.stand_in: Meeting | None = None
        trip = cast.reading.trip
        submitted = as_date(cast.reading.submission.date)
        returned = as_date(trip.period.end) if trip.period else None
        self.returned = returned
        self.closing_reference = submitted or returned
        held = [day for m in cast.reading.meetings if (day := as_date(m.date))]
        self.last_meeting = max(held) if held else None

    def enter(self, passage: Passage, following: Passage | None) -> None:
        meeting = self.cast.meeting_at(passage.line)
        if meeting is not self.meeting:
            self.meeting, self.items, self.previous = meeting, [], None
        self.speaker, self.text = None, passage.text
        if passage.kind is BlockKind.HEADING:
            while self.headings and self.headings[-1][0] >= passage.level:
                self.headings.pop()
            self.headings.append((passage.level, passage.text))
            self.items, self.previous = [], None
            if meeting is None:
                self.stand_in = self._named_in_heading(passage)
            return
        if passage.kind is BlockKind.ROW:
            return
        level = passage.level if passage.kind is BlockKind.ITEM else 0
        while self.items and self.items[-1][0] >= level:
            self.items.pop()
        self.speaker, self.text = actors.speaker_of(self.cast, passage.text, passage.line, meeting)
        reports = bool(_REPORTS_CONTENT.search(passage.text))
        inherited = self.items[-1] if self.items else None
        self.items.append(
            (level, self.speaker or (inherited[1] if inherited else None), reports or bool(inherited and inherited[2]))
        )
        self.speaker = self.items[-1][1]

    def _named_in_heading(self, passage: Passage) -> Meeting | None:
        """A section headed by a body that is not ours ("2.1 Department of Libraries, 9 September") is a talk with
        it."""
        mentions = [
            m
            for m in self.cast.mentions(passage.text, passage.line)
            if m.org and m.org != self.cast.ours and not m.person
        ]
        if not mentions or _TASKS.search(passage.text):
            return None
        trip = self.cast.reading.trip.period
        dates = [
            d.start
            for d in find_dates(passage.text, reference=as_date(trip.start) if trip else None)
            if d.start and d.precision == "day"
        ]
        day = dates[0].isoformat() if dates else None
        return Meeting("", passage.text, passage.line, day, host_org_id=mentions[0].org)

    @property
    def silent(self) -> bool:
        """Whether nothing here can be a promise: an overview, a background, the contents of a document retold."""
        if self.items and self.items[-1][2]:
            return True
        inner = self.headings[-1][1] if self.headings else ""
        return bool(_NO_PROMISES.search(inner)) and self.meeting is None

    def place(self, passage: Passage) -> _Place:
        headings = self.headings[:-1] if passage.kind is BlockKind.HEADING else self.headings
        titles = [title for _, title in headings[-2:]]
        tasks = any(_TASKS.search(title) and len(title) < 40 for title in titles)
        closing = any(_CLOSING.search(title) and len(title) < 40 for title in titles)
        if self.meeting is not None:
            held = as_date(self.meeting.date) or self.last_meeting
            return _Place(self.meeting, tasks, False, held, held)
        if self.stand_in is not None and not tasks and not closing:
            held = as_date(self.stand_in.date) or self.last_meeting or self.returned
            return _Place(self.stand_in, False, False, held, held)
        # Tables and lists of follow-up stand after the meetings: their days count from the last of these.
        reference = self.closing_reference if closing or not tasks else (self.last_meeting or self.closing_reference)
        # Promises fall due before reports are filed: what lies between meeting and submission is still a deadline.
        return _Place(None, tasks, closing or not tasks, reference, self.last_meeting or self.returned or reference)


# --- sentences --------------------------------------------------------------------------------------------------


def _from_passage(cast: Cast, walker: _Walker, passage: Passage, following: Passage | None) -> list[Commitment]:
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
    cast: Cast, walker: _Walker, place: _Place, sentence: Sentence, heads_a_list: bool
) -> Commitment | None:
    text = sentence.text
    dates = find_dates(text, reference=place.reference, returned=walker.returned)
    if _HANGUL.search(text):
        dated = any(d.by for d in dates) or any(d.precision in ("day", "month") and d.start for d in dates)
        ending = endings.korean(
            _without_final_date(text, dates),
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
    cast: Cast, walker: _Walker, place: _Place, sentence: Sentence, ending: endings.Ending, dates: list[DateSpan]
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
            actor = _other_side(cast, place, asking)
        requested_by = requested_by or (_opposite(cast, place, actor.org) if kind == "request" else None)
    elif subject is not None and not subject.both and (asked := actors.asked_before(text)) is not None:
        later = actors.korean_subject(cast, text[asked:], sentence.line, place.meeting)
        actor = later or _other_side(cast, place, subject)
        requested_by = None if later else subject.org
    elif subject is not None and not subject.both:
        actor = subject
    elif (subject and subject.both) or (joint and re.search(r"합의|양측|양 기관|쌍방|상호", text)):
        actor = Actor(None, None, False, "양측이 함께", True)
    elif spoken is not None:
        actor = spoken
    elif _topic_is_a_pact(text):
        actor = Actor(None, None, True, "협약 당사자 모두", True)
    else:
        actor = actors.of_topic(cast, text, sentence.line) or actors.fallback(
            cast, place.meeting, closing=place.closing
        )
        if kind == "event" and re.search(r"^\S+(?: \S+){0,6}(?:은|는) ", text) and not place.meeting:
            actor = Actor(None, None, True, None)
    walker.previous = actor if actor.org else walker.previous
    return _commitment(place, sentence, ending, actor, requested_by, dates, last=True)


def _topic_is_a_pact(text: str) -> bool:
    """ "MOU는 … 변경하기로 함": what both signed, both change."""
    return bool(re.search(r"(?:MOU|MOA|LOI|협약|양해각서|협정|의향서)(?:은|는|을|를)\s", text)) and bool(
        re.search(r"[기키]로", text)
    )


def _opposite(cast: Cast, place: _Place, org: str | None) -> str | None:
    host = cast.host(place.meeting)
    if org and org == host:
        return cast.ours
    return host if org and org == cast.ours else None


def _other_side(cast: Cast, place: _Place, asking: Actor | None) -> Actor:
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


def _on_their_side(cast: Cast, place: _Place, org: str) -> bool:
    host, asking = cast.organizations.get(cast.host(place.meeting) or ""), cast.organizations.get(org)
    ours = cast.organizations.get(cast.ours or "")
    if host is None or asking is None or asking.country is None:
        return False
    return asking.country == host.country and (ours is None or asking.country != ours.country)


def _latin(
    cast: Cast, walker: _Walker, place: _Place, sentence: Sentence, ending: endings.Ending, dates: list[DateSpan]
) -> Commitment | None:
    text = sentence.text
    subject = actors.latin_subject(cast, text, ending.verb[0], sentence.line, place.meeting, walker.previous)
    speaker = walker.speaker
    if subject is None and speaker and (speaker.org or speaker.person):
        subject = Actor(speaker.org, speaker.person, False, f"speaker {speaker.text}")
    requested_by: str | None = None
    if ending.joint and (
        subject is None
        or subject.both
        or re.match(
            r"\s*(?:it was|both|se acord|ambas|the (?:two "
            r")?(?:sides|parties))",
            text,
            re.IGNORECASE,
        )
    ):
        inner = _inner_subject(cast, text, ending.verb[1], sentence.line)
        actor = inner or Actor(None, None, False, "both sides", True)
    elif ending.kind in ("request", "proposal"):
        asked = _asked(cast, text, ending.verb[1], sentence.line, place.meeting)
        if ending.kind == "proposal" and subject is not None:
            actor = subject
        elif asked is not None:
            actor, requested_by = asked, subject.org if subject else None
        else:
            actor = _other_side(cast, place, subject)
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
    return _commitment(place, sentence, ending, actor, requested_by, dates, last=False)


def _named_in_brackets(cast: Cast, text: str, line: int) -> Actor | None:
    """ "Share the minutes (D. Okafor, 13 March)", "KOICA: send the list"."""
    for mention in cast.mentions(text, line):
        if re.search(r"[(\[–-]\s*$", text[: mention.start]) or re.match(r"\s*[:–]", text[mention.stop :]):
            return Actor(mention.org, mention.person)
    return None


def _inner_subject(cast: Cast, text: str, begin: int, line: int) -> Actor | None:
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
    return None


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


def _commitment(
    place: _Place,
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
        due=_due(dates, place.since, ending.verb[0] if last else None),
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


def _due(dates: list[DateSpan], since: date | None, verb: int | None) -> Due:
    """The date a promise is due: a deadline before a mere date, a finer one before a coarser, the nearest to the verb.

    Days before the meeting are history, not deadlines.
    """
    rank = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year_end": 4, "year": 5}
    future = [d for d in dates if d.end and (since is None or d.end >= since)]
    if future:
        best = min(
            future, key=lambda d: (not d.by, rank.get(d.precision, 9), -d.pos[0] if verb is not None else d.pos[0])
        )
        start = best.start
        if start and since and start < since <= (best.end or start):
            start = since
        return Due(
            best.text,
            None if best.by or not start else start.isoformat(),
            best.end.isoformat() if best.end else None,
            best.precision,
        )
    open_ended = next((d for d in dates if d.end is None), None)
    return Due(open_ended.text, None, None, open_ended.precision) if open_ended else Due()


# --- tables -----------------------------------------------------------------------------------------------------


def _from_row(cast: Cast, row: ActionRow, place: _Place) -> list[Commitment]:
    dates = find_dates(row.when or "", reference=place.reference)
    if not any(d.end for d in dates):
        dates += find_dates(row.action, reference=place.reference)
    due = _due(dates, place.since, None)
    if due.end is None and dates and dates[0].end and dates[0].has_year:
        first = dates[0]  # a deadline that has passed is still the deadline
        assert first.end
        due = Due(
            first.text,
            first.start.isoformat() if first.start and not first.by else None,
            first.end.isoformat(),
            first.precision,
        )
    if row.when and due.text is None:
        due = Due(row.when, None, None, "none")
    actor = _row_actor(cast, row, place)
    tentative = bool(
        re.search(
            r"explor|consider|검토|모색|TBD|TBC|미정|추후|evaluar|estudiar|por definir|tentativ",
            f"{row.action} {row.when or ''}",
            re.IGNORECASE,
        )
    )
    condition = endings.condition(row.action)
    done = bool(
        row.status
        and re.search(r"완료|이행됨|done|complet|closed|cumplid|ejecutad|finalizad", row.status, re.IGNORECASE)
        and not re.search(r"미완료|not ", row.status, re.IGNORECASE)
    )
    return [
        Commitment(
            line=row.block.line,
            quote=row.block.text.strip(),
            kind="commitment",
            action=row.action,
            actor_org=actor.org,
            actor_person=actor.person,
            due=due,
            certainty="tentative" if tentative else "conditional" if condition else "certain",
            condition=condition,
            done=done or endings.done(row.action),
            lines=(row.block.line,),
            meeting_id=(place.meeting.id or None) if place.meeting else None,
            actor_guessed=actor.guessed or row.who_inherited,
            actor_reason=actor.reason or ("위 행과 같은 담당" if row.who_inherited else None),
        )
    ]


def _row_actor(cast: Cast, row: ActionRow, place: _Place) -> Actor:
    who = row.who or ""
    found = cast.mentions(who, row.block.line)
    bodies = list(dict.fromkeys(m.org for m in found if m.org))
    if len(bodies) > 1 and not any(m.person for m in found):
        return Actor(None, None, False, who, True)
    if found:
        person = next((m for m in found if m.person), found[0])
        return Actor(person.org or bodies[0] if bodies else person.org, person.person)
    side = actors.korean_subject(cast, who + "는 ", row.block.line, place.meeting)
    if side is not None:
        return side
    if re.search(r"\b(?:mission|team|we|us)\b", who, re.IGNORECASE):
        return Actor(cast.ours, None, True, who)
    return Actor(None, None, True, who or None)
