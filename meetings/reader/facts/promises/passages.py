"""Blocks put back together into passages and sentences.

Exported text breaks sentences over lines and pages, so a passage is an item or paragraph with the unmarked lines that
go on with it. A sentence knows every block it runs over; its ``line`` is where it ends, since that is where a Korean
sentence says what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meetings.reader.blocks import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Passage:
    """An item, paragraph, heading or table row. ``starts`` are the offsets at which its ``lines`` begin in ``text``."""

    text: str
    lines: tuple[int, ...]
    starts: tuple[int, ...]
    kind: BlockKind
    level: int
    cells: tuple[str, ...] = ()
    table: int = 0
    marker: str = ""

    @property
    def line(self) -> int:
        return self.lines[0]

    @property
    def length_of_last_line(self) -> int:
        return len(self.text) - self.starts[-1]

    def lines_of(self, start: int, stop: int) -> tuple[int, ...]:
        """The blocks that the characters from ``start`` up to ``stop`` stand on."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, stop - 1)) - 1
        return self.lines[max(first, 0) : last + 1]


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    lines: tuple[int, ...]
    passage: Passage
    number: int  # of the sentence in its passage, from 0
    lead: str = ""  # the clause before, where this one was cut off from its sentence
    goes_on: bool = False  # ends in "…하고" before a clause with a subject of its own that ends in "…하기로 함"

    @property
    def judged(self) -> str:
        """The text with the ending that it shares with the next clause."""
        return re.sub(r"(?:고|며),?$", "기로 함", self.text) if self.goes_on else self.text

    @property
    def line(self) -> int:
        return self.lines[-1]


# A line that ends so is finished; the next unmarked line begins something new.
_COMPLETE = re.compile(
    r"(?:[.!?;:。]|[)\]」”\"]|음|함|됨|임|것|바람|예정|계획|필요|가능|중요|불가|추진|제안|요청|완료|참석|중|니다"
    r"|하였다|한다|했다|\s[-–—]\s[^-–—]{0,20}\d{4})\s*$"  # "… - 7 November 2025"
)
_LABEL = re.compile(
    r"^\s*(?:[가-힣A-Za-z /·]{1,16}\s?[::]|[(\[<【]|[□○ㅇ◦●■▷▶※→⇒*•·▪-]\s|\d{1,2}[.)]\s|[가-하][.)]\s"
    r"|[①-⑳ⅠⅡⅢⅣⅤ])"
)
_EMPHASIS = re.compile(r"\*\*|__|</?(?:sup|sub|b|i|u|em|strong|br)/?>")
# A nominal ending that closes a bullet; a line cut inside a sentence seldom ends so, and then it is as long as its
# neighbours.
_NOMINAL = re.compile(
    r"(?:제출|협의|검토|개최|체결|발굴|반영|활용|구축|마련|공유|실시|수립|송부|작성|보고|제공|초청|방문|지원|강화"
    r"|확대|논의|구체화|운영|진행|참여|참석"
    r"|확인)\s*$"
)
_FIELD = re.compile(
    r"^\s*(?:일\s*시|장\s*소|기\s*간|date|place|venue|time|fecha|lugar|hora|참\s*석\s*자?"
    r"|면담자|present|participants?|attendees|attended by|asistentes|participantes)\s*(?:\([^)]*\))?\s*[::]",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"^(?:위와|상기와|이와) 같이")
_WRAPPED = 25  # characters: a line broken by its margin is at least as long
_JOINED_AT_MOST = 40  # lines; a runaway join would hide the structure of a document without punctuation


def passages(blocks: Sequence[Block]) -> list[Passage]:
    """The blocks in reading order, continuation lines joined to what they continue."""
    found: list[Passage] = []
    blank_before = False
    for block in blocks:
        if block.kind is BlockKind.BLANK:
            blank_before = True
            continue
        text = _EMPHASIS.sub("", block.body or block.text).strip()
        previous = found[-1] if found else None
        if (
            block.kind is BlockKind.PARAGRAPH
            and previous
            and previous.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH)
            and len(previous.lines) < _JOINED_AT_MOST
            and not _COMPLETE.search(previous.text)
            and not _LABEL.match(text)
            and not _CLOSING.match(text)
            and not _FIELD.match(previous.text)
            and not (_NOMINAL.search(previous.text) and (blank_before or previous.length_of_last_line < _WRAPPED))
            # Over a blank line only a Korean sentence that plainly stops in the middle goes on: a page break.
            and (not blank_before or (len(previous.text) > 15 and re.search(r"[가-힣,]$", previous.text)))
        ):
            joined = f"{previous.text} {text}"
            found[-1] = Passage(
                joined,
                (*previous.lines, block.line),
                (*previous.starts, len(previous.text) + 1),
                previous.kind,
                previous.level,
                marker=previous.marker,
            )
        else:
            found.append(
                Passage(text, (block.line,), (0,), block.kind, block.level, block.cells, block.table, block.marker)
            )
        blank_before = False
    return found


_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Dra|Mr|Ms|Mrs|Prof|Sr|Sra|Ing|Eng|Mg|MSc|Atty|No|Nos|Art|approx|e\.g|i\.e|etc|vs|St|Lic|Ph\.D|Jan"
    r"|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z])$"
)
# "…하겠다고 약속 • 실시간 자료는 …": bullets in one cell. "…열자고 제안, 우리 측은 …": a noun that ends like a verb.
_BREAK = re.compile(
    r"[.!?。;](?=\s|$|[①-⑳(])|(?<=[가-힣])\.(?=[가-힣A-Z])|(?=[①-⑳])|(?<=함)(?=,\s)|(?<=함\)),(?=\s)"
    r"|\s(?=[→⇒]\s?)|\s(?=[•▪◦‣∙]\s)|(?<=제안|약속|합의|요청|답변)(?=,\s\S{1,12}(?: \S{1,8})?(?:은|는|이|가)\s)"
)
# "A는 …하기로 하고 …하기로 함": two promises in one sentence.
_DECIDED_CLAUSE = re.compile(
    r"(?:[기키]로 (?:하고|하며|하되|하였으며|했으며|하였고|했고|하였으나|했으나|합의하고|합의하였으며|합의했으며)"
    r"|(?:예정|계획)(?:이며|이고|이나|이지만|인데)"
    r"|겠다고 (?:하였으며|했으며|하며|하고|밝혔으며|답하였으며|답했으며|약속하였으며|약속했으며))\s*,?\s*(?=\S)"
)
# "A는 …을 요청하였고 B는 …": only where the second names who acts.
_ASKED_CLAUSE = re.compile(
    r"(?:요청|제안|약속|합의|건의|문의|부탁)(?:하고|하며|하였으며|했으며|하였고|했고|하자"
    r"|하니)\s*,?\s*(?=\S*[가-힣A-Za-z)](?: ?측)?(?:은|는)\s)"
)
# "A는 초안을 작성하고 B는 검토하기로 함": two promises under one ending.
_SHARED_ENDING = re.compile(
    r"(?:(?:제출|송부|작성|제공|준비|마련|부담|실시|개최|주관|검토|회신|담당|지원|파견|초청|공유|통보|제작|선정|추천"
    r"|수행|진행|설계|번역|확정)하|보내|맡|만들|받)"
    r"(?:고|며),?\s+(?=(?:[가-힣A-Za-z()]{2,15}\s)?[가-힣A-Za-z()]{2,15}(?: ?측)?(?:은|는|이"
    r"|가)\s[^.]{2,80}(?:[기키]로 |겠다고|겠음))"
)
_WHO = (
    r"(?:(?:it|they|he|she|we|I|[A-Z][\w.’']+(?: (?:and )?[A-Z][\w.]+){0,3}|the [\w’'-]+(?: [\w’'-]+)?)\s+)?"
    r"(?:has |have |had |also |then )?"
)
# "KOICA offered to host a visit and asked us to …", "…, which Mr. Tan will review", "… y la Junta remitirá …".
_LATIN_CLAUSE = re.compile(
    r",?\s+(?:and|but|while|whereas|so)\s+(?="
    + _WHO
    + r"(?:will|would|asked|requested|agreed|offered|promised|proposed|undertook|committed|pledged"
    r"|told|said|confirmed)\b)"
    r"|,?\s+(?:y|e|pero|mientras que|en tanto que)\s+(?=(?:(?:el|la|los|las) (?:[\w.]+ ){1,5}?|[A-ZÁÉÍÓÚ]\w+ )?"
    r"(?:se comprometi?ó|se compromete|solicitó|acordó|ofreció|propuso|quedó en)\b)"
    r"|,?\s+(?:y|e|pero|mientras que|en tanto que)\s+(?=(?:(?:el|la|los|las) (?:[\w.]+ ){1,5}?"
    r"|[A-ZÁÉÍÓÚ]\w+ )\w+(?:rá|rán)\b)"
    r"|,\s+which\s+(?=[A-Z][\w.]+(?: [A-Z][\w.]+){0,3} (?:will|would)\b)"
)


def sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage; enumerations (①, ②) and clauses with a subject of their own count as sentences."""
    text, begin, number = passage.text, 0, 0
    cuts: list[tuple[int, int]] = []  # where a sentence ends, and where the next begins
    for match in _BREAK.finditer(text):
        end = match.end()
        if match.group() == ".":
            before = text[: match.start()]
            if _ABBREVIATION.search(before[-8:]) or (
                re.search(r"\d$", before) and not re.search(r"(?:19|20)\d\d$", before)
            ):
                continue
            if re.search(r"\d$", before) and re.match(r"\s*\(?\s*[\d']|\s*\(?[월화수목금토일]\)", text[end:]):
                continue
        cuts.append((end, end))
    cuts += [(match.end(), match.end()) for match in _ASKED_CLAUSE.finditer(text)]
    clauses = [(match.end(), match.end()) for match in _DECIDED_CLAUSE.finditer(text)]
    clauses += [match.span() for match in _LATIN_CLAUSE.finditer(text)]
    shared = {match.end() for match in _SHARED_ENDING.finditer(text)}
    cuts += [(end, end) for end in shared]
    cuts += clauses
    cut_off = {after for _, after in clauses}
    previous = ""
    for cut, after in [*sorted(set(cuts)), (len(text), len(text))]:
        piece = text[begin:cut]
        lead = len(piece) - len(piece.lstrip(" ,→⇒•▪◦‣∙"))
        stripped = piece.strip(" ,→⇒•▪◦‣∙")
        if len(stripped) > 3:
            start = begin + lead
            lead_clause = previous if begin in cut_off else ""
            lines = passage.lines_of(start, start + len(stripped))
            yield Sentence(stripped, lines, passage, number, lead_clause, cut in shared)
            number, previous = number + 1, lead_clause or stripped
        begin = max(begin, after)
