"""Where a line stands: its meeting, its heading, its speaker, and the day from which its dates count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from meetings.reader.blocks import BlockKind
from meetings.reader.facts.dates import find_dates
from meetings.reader.facts.promises import actors
from meetings.reader.facts.promises.actors import Actor, Cast, Speaker, as_date
from meetings.reader.facts.promises.passages import Passage, Sentence
from meetings.reader.reading import Meeting

# Sections that announce what will be done; a noun may end a promise there.
TASKS = re.compile(
    r"결과 ?활용|활용 ?(?:계획|방안)|향후 ?(?:계획|추진|조치|일정|과제|협력 ?계획)|후속 ?(?:조치|계획|과제"
    r"|사항|업무)|앞으로|(?:해야 ?)?할 ?일|남은 ?일|조치 ?(?:할 ?)?(?:사항|계획)|추진 ?(?:계획|사항|일정)|이행 ?계획"
    r"|협력 "
    r"?계획|합의 ?사항|약속|결정 ?사항|next step|follow[\s-]?up|way forward"
    r"|what (?:we|i)(?: will|['’]ll| have to| must| need to)? (?:do|owe)|what (?:happens|comes|follows)? ?next"
    r"|to[- ]do\b|outstanding"
    r"|qué sigue|lo que sigue|tareas|pendientes|action|agreed|commitments|pr[óo]ximos pasos|compromisos|acuerdos"
    r"|seguimiento|acciones",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"시사점|결과 ?활용|활용 ?(?:계획|방안)|향후 ?(?:계획|추진|조치|일정)|후속 ?(?:조치|계획)|추진 ?(?:계획|사항"
    r"|일정)|conclusion"
    r"|next step|follow[\s-]?up|way "
    r"forward|what (?:we|i)(?: will|['’]ll| have to| must| need to)? (?:do|owe)|what (?:happens|comes"
    r"|follows)? ?next|pr[óo]ximos pasos"
    r"|seguimiento|qué sigue"
    r"|conclusiones|lessons|종합 ?의견|건의|제언",
    re.IGNORECASE,
)
NO_PROMISES = re.compile(
    r"출장 ?개요|출장 ?목적|추진 ?배경|배경|^경위|(?<!향후 )(?<!추진)(?<!후속)일정$|^(?:the )?recommendations?$"
    r"|background|itinerary|purpose"
    r"|^권고"
    r"|^why we|^in (?:short|brief)|executive summary|^summary|^(?:요약|총괄)|resumen|^contexto|objetivo"
    r"|^recomendaciones|antecedentes|객관|기관 ?(?:개요|소개|현황)|첨부|붙임|사진|annex|anexo",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"\W*(?:\d+\W+)?(?:첨부|붙임|별첨|별지|annex|appendix|attachment|anexo|apéndice|adjunto)", re.IGNORECASE
)
SIGNATURE = re.compile(r"(?:위와 같이|상기와 같이|이와 같이).*(?:보고|제출)")
# A bullet that only announces what its children report: the contents of a document, somebody's talk.
_RETELLS = re.compile(
    r"(?:내용|요지|개요|결과|구성|현황|사례)(?:은|는)?\s*(?:다음|아래)과 같|(?:as follows|the following)\s*:?\s*$"
)
FIELD = re.compile(
    r"^\s*(?:일\s*시|장\s*소|참\s*석\s*자?|면담자|배석|place|venue|date|present|participants|attendees|fecha"
    r"|lugar|participantes|asistentes)\s*(?:\([^)]*\))?\s*[::]",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Place:
    """Where a sentence stands: its meeting, whether tasks are announced there, the day dates count from."""

    meeting: Meeting | None
    tasks: bool
    closing: bool
    reference: date | None
    since: date | None  # a day before this is history


@dataclass(frozen=True, slots=True)
class _Item:
    """A bullet that others stand under: its speaker, and whether it announces tasks or retells the contents of
    something."""

    level: int
    speaker: Speaker | None
    retells: bool
    tasks: bool
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence of the passage being read, and its subject."""

    text: str
    subject: Actor | None


def _opens_a_talk(passage: Passage) -> bool:
    """A short line that is no sentence: "a) DINAGUA, 19 de agosto de 2025, 09:30"."""
    return len(passage.text) < 90 and not re.search(r"[.。]$|[함음임됨다]$", passage.text)


def _announces_tasks(passage: Passage) -> bool:
    return (
        len(passage.text) < 40 and bool(TASKS.search(passage.text)) and not re.search(r"[함음임됨다.]$", passage.text)
    )


class Walker:
    """Keeps, while passing through a document, what the current line stands under."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.headings: list[tuple[int, str]] = []
        self.items: list[_Item] = []
        self.label_tasks = False  # under a line like "Action points:"
        self.annex = False  # after a line like "ANNEX 1: LIST OF PERSONS MET" that is set as no heading
        self.meeting: Meeting | None = None
        self.previous: Actor | None = None
        self.carried: Heard | None = None
        self.speaker: Speaker | None = None
        self.text = ""
        self.stand_in: Meeting | None = None
        trip = cast.reading.trip
        submitted = as_date(cast.reading.submission.date)
        returned = as_date(trip.period.end) if trip.period else None
        self.returned, self.submitted = returned, submitted
        held = [day for m in cast.reading.meetings if (day := as_date(m.date))]
        self.last_meeting = max(held) if held else None
        self.closing_reference = submitted or returned or self.last_meeting

    def enter(self, passage: Passage, following: Passage | None) -> None:
        meeting = self.cast.meeting_at(passage.line)
        if meeting is not self.meeting:
            self.meeting, self.items, self.previous = meeting, [], None
        self.speaker, self.text = None, passage.text
        if passage.kind is BlockKind.HEADING:
            while self.headings and self.headings[-1][0] >= passage.level:
                self.headings.pop()
            self.headings.append((passage.level, passage.text))
            self.items, self.previous, self.label_tasks, self.annex = [], None, False, False
            if meeting is None:
                self.stand_in = self._named_in_heading(passage)
            return
        if meeting is None and _opens_a_talk(passage) and (talk := self._named_in_heading(passage)) and talk.date:
            self.stand_in = talk
        if passage.kind is BlockKind.ROW:
            return
        self.annex |= (
            passage.kind is BlockKind.PARAGRAPH and len(passage.text) < 60 and bool(_ANNEX.match(passage.text))
        )
        level = passage.level if passage.kind is BlockKind.ITEM else 0
        while self.items and self.items[-1].level >= level:
            self.items.pop()
        above = self.items[-1] if self.items else None
        self.speaker, self.text = actors.speaker_of(self.cast, passage.text, passage.line, meeting)
        self.speaker = self.speaker or (above.speaker if above else None)
        self.label_tasks = _announces_tasks(passage) if passage.kind is BlockKind.PARAGRAPH else self.label_tasks
        tasks = bool(above and above.tasks) or self.label_tasks
        tasks = tasks or (passage.kind is BlockKind.ITEM and following is not None and _announces_tasks(passage))
        retells = bool(_RETELLS.search(passage.text)) or bool(above and above.retells)
        self.items.append(_Item(level, self.speaker, retells, tasks, passage.text, passage.line))

    def speaks(self, by: str | None, line: int, text: str) -> None:
        """What follows in this cell was said by the side that its row or column names."""
        org = actors.side_named(self.cast, by, line, self.meeting) if by else None
        self.speaker = Speaker(by or "", org, None) if org else None
        self.text = text

    def heard(self, sentence: Sentence, meeting: Meeting | None) -> None:
        """Remember the subject of a sentence: the next may leave it out or call it "she"."""
        text = sentence.text
        if re.search(r"[가-힣]", text):
            subject = actors.korean_subject(self.cast, text, sentence.line, meeting)
        else:
            head = " ".join(text.split()[:6])
            subject = actors.latin_subject(self.cast, head, 0, sentence.line, meeting, self.previous)
            if subject is not None and subject.org == self.cast.ours and re.match(r"(?:I|We)\b", text):
                subject = None
            self.previous = subject if subject and subject.org else self.previous
        if subject is not None and (subject.both or subject.org is None):
            subject = None
        if subject is not None or self.carried is None:
            self.carried = Heard(text, subject)

    def bullet_above(self) -> tuple[str, int] | None:
        """The text and line of the bullet that the current one stands under."""
        return (self.items[-2].text, self.items[-2].line) if len(self.items) > 1 else None

    @property
    def silent(self) -> bool:
        """Whether nothing here can be a promise: an overview, a background, the contents of a document retold."""
        if self.items and self.items[-1].retells:
            return True
        if self.annex or any(_ANNEX.match(title) for _, title in self.headings):
            return True
        inner = self.headings[-1][1] if self.headings else ""
        return bool(NO_PROMISES.search(inner)) and self.meeting is None

    def _named_in_heading(self, passage: Passage) -> Meeting | None:
        """A section headed by a body that is not ours ("2.1 Department of Libraries, 9 September") is a talk with
        it."""
        mentions = [
            m
            for m in self.cast.mentions(passage.text, passage.line)
            if m.org and m.org != self.cast.ours and not m.person
        ]
        if not mentions or TASKS.search(passage.text):
            return None
        trip = self.cast.reading.trip.period
        dates = [
            d.start
            for d in find_dates(passage.text, reference=as_date(trip.start) if trip else None)
            if d.start and d.precision == "day"
        ]
        day = dates[0].isoformat() if dates else None
        return Meeting("", passage.text, passage.line, day, host_org_id=mentions[0].org)

    def place(self, passage: Passage) -> Place:
        headings = self.headings[:-1] if passage.kind is BlockKind.HEADING else self.headings
        titles = [title for _, title in headings[-2:]]
        tasks = any(TASKS.search(title) and len(title) < 40 for title in titles)
        tasks = tasks or bool(self.items and self.items[-1].tasks)
        closing = any(CLOSING.search(title) and len(title) < 40 for title in titles)
        if self.meeting is not None:
            held = as_date(self.meeting.date) or self.last_meeting
            return Place(self.meeting, tasks, False, held, held)
        if self.stand_in is not None and not tasks and not closing:
            held = as_date(self.stand_in.date) or self.last_meeting or self.returned
            return Place(self.stand_in, False, False, held, held)
        # Tables and lists of follow-up stand after the meetings: their days count from the last of these.
        reference = self.closing_reference if closing or not tasks else (self.last_meeting or self.closing_reference)
        # Promises fall due before reports are filed: what lies between meeting and submission is still a deadline.
        return Place(None, tasks, closing or not tasks, reference, self.last_meeting or self.returned or reference)
