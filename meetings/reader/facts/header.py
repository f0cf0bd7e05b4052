"""The head of a report: title, purpose, period, where to, who went; and at its end who handed it to whom, when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partners.names import has_hangul, is_korean_name, split_honorific

from ..blocks import Block, BlockKind
from ..reading import Destination, Found, Period, Submission
from ..sections import Section
from . import attendees
from .attendees import Listed
from .bodies import split_unit
from .dates import find_dates
from .labels import Field, fields_of, label_key, memo_head
from .places import countries_in, destinations

_NIGHTS = re.compile(
    r"(\d{1,2})\s*박\s*(\d{1,2})\s*일|(\d{1,2})\s+nights?(?:\D{1,8}(\d{1,2})\s+days?)?|(\d{1,2})\s+noches?",
    re.IGNORECASE,
)
_DAYS = re.compile(r"(\d{1,2})\s*일\s*간|(\d{1,2})\s+(?:days|días)", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"\s*\((?:서명|인|서명\s*또는\s*인|직인|signature|firma)[^()]*\)\s*|\s*[(（]?인[)）]\s*$|\s*[㊞]\s*", re.IGNORECASE
)
_ADDRESSED = re.compile(r"^(.{2,40}?)\s*(?:님\s*)?(?:귀하|귀중|앞)\s*$")
_CLOSES = re.compile(r"(?:위|이상)(?:와|과)\s?같이.{0,40}(?:제출|보고)|보고서를\s?제출합니다|^붙임\s*[:：]?\s")
_FORM_NAME = re.compile(
    r"^(?:(?:공\s?무)?\s?(?:국\s?외|해\s?외)?\s?출\s?장\s?(?:결\s?과\s?|귀\s?국\s?)?(?:보\s?고\s?서?|복\s?명\s?서)"
    r"|(?:back[- ]to[- ]office|mission|trip|travel|duty travel|visit)\s+report"
    r"|informe\s+(?:final\s+)?de\s+(?:la\s+)?(?:viaje|misión|comisión(?:\s+de\s+servicios?)?|visita))$",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"^[\[【<(]?\s?(?:붙임|첨부|별첨|별지|부록|참고\s?\d|annex|appendix|attachment|anexo|apéndice)", re.IGNORECASE
)
_SUBMITTED = re.compile(
    r"^(?:submitted|prepared|reported|elaborado|presentado)\s+(?:by|por)\s*:?\s*(.+?)(?:,?\s+(?:on|el)\s+(.+))?$",
    re.IGNORECASE,
)
_AUTHOR_LINE = re.compile(r"^(?:출장자|보고자|작성자|제출자)\s*[:：]?\s*(.+)$")


@dataclass(frozen=True, slots=True)
class TravellerRead:
    """A traveller as written, with the cell of the body or unit taken apart."""

    name: str
    line: int
    rank: str | None
    org: str | None
    dept: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """What the head says; ``lines`` are all blocks it was read from."""

    title: Found | None
    purpose: Found | None
    period: Period | None
    destinations: tuple[Destination, ...]
    travellers: tuple[TravellerRead, ...]
    summary_lines: tuple[int, ...]
    lines: frozenset[int]


def read_header(blocks: Sequence[Block], sections: Sequence[Section], outside: Sequence[Block]) -> Header:
    """``outside`` are the blocks that belong to no meeting, in order; the first value of each label counts."""
    first: dict[str, Field] = {}
    lines: set[int] = set()
    for block in outside:
        for field in fields_of(block):
            if field.key in ("title", "purpose", "period", "destination", "travellers") and field.key not in first:
                value = field.value or _value_below(blocks, block, field.key)
                if value or field.key == "travellers":
                    first[field.key] = Field(field.key, field.label, value, field.line)
                    lines.add(block.line)
    period = _period(first.get("period"), outside)
    places = first.get("destination")
    went = destinations(places.value, places.line) if places else _place_visited(outside)
    title, purpose = first.get("title"), first.get("purpose")
    travellers = _travellers(blocks, first.get("travellers"))
    found_title = Found(" ".join(title.value.split()), title.line) if title else _document_title(blocks)
    if title is None and purpose is not None and found_title is not None and _FORM_NAME.match(found_title.value):
        found_title = Found(" ".join(purpose.value.split()), purpose.line)  # "출장 복명서" names the form, not the trip
    if not went and found_title is not None:
        named = dict.fromkeys(countries_in(found_title.value))
        went = tuple(Destination(name, code, None, found_title.line) for code, name in named if code != "KR")
    lines.update(person.line for person in travellers)
    if period is not None:
        lines.add(period.line)
    lines.update(place.line for place in went)
    return Header(
        found_title,
        Found(" ".join(purpose.value.split()), purpose.line) if purpose else None,
        period,
        went,
        travellers,
        _summary(blocks, sections),
        frozenset(lines),
    )


def _place_visited(outside: Sequence[Block]) -> tuple[Destination, ...]:
    """Offices that call the destination "장소" in the overview: a place that names a country."""
    for block in outside[:40]:
        for field in fields_of(block):
            if field.key == "place" and countries_in(field.value):
                return destinations(field.value, field.line)
    return ()


def first_period(blocks: Sequence[Block]) -> Period | None:
    """The first labelled period of the document: what years of later dates are read from."""
    for block in blocks:
        for field in fields_of(block):
            if field.key == "period" and field.value and (found := period_of(field.value, field.line)) is not None:
                return found
    return None


def _value_below(blocks: Sequence[Block], block: Block, key: str) -> str:
    """The value of a label that stands alone: the first line of text under it (a heading "1. Purpose", a line
    "목적").
    """
    if key == "travellers":
        return ""
    if block.kind not in (BlockKind.HEADING, BlockKind.ITEM, BlockKind.PARAGRAPH):
        return ""
    for following in blocks[block.line : block.line + 3]:
        if following.kind is BlockKind.BLANK:
            continue
        if following.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not fields_of(following):
            return following.body
        return ""
    return ""


def _document_title(blocks: Sequence[Block]) -> Found | None:
    """Where no label names the trip, the report's own headline does."""
    for block in blocks[:15]:
        if (
            block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and not fields_of(block)
            and 4 <= len(block.body) <= 120
        ):
            return Found(block.body, block.line)
    return None


def _period(field: Field | None, outside: Sequence[Block]) -> Period | None:
    if field is not None:
        return period_of(field.value, field.line)
    for block in outside[:60]:
        # a report in prose says "2025년 3월 3일부터 3월 7일까지" in its first lines
        if block.kind is BlockKind.ROW:
            continue
        for span in find_dates(block.body):
            if (
                span.start
                and span.end
                and span.has_year
                and span.precision == "day"
                and 0 < (span.end - span.start).days <= 90
            ):
                return period_of(block.body, block.line)
    return None


def period_of(text: str, line: int) -> Period | None:
    """The period a text states; None when it has no date. Nights and days only as stated."""
    spans = [span for span in find_dates(text) if span.precision == "day" and (span.start or span.end)]
    if not spans:
        return None
    widest = next((span for span in spans if span.start and span.end and span.start != span.end), None)
    start = (widest or spans[0]).start or spans[0].end
    end = widest.end if widest else max(span.end or span.start or date.min for span in spans)
    nights = _NIGHTS.search(text)
    days = _DAYS.search(text)
    return Period(
        start.isoformat() if start else None,
        end.isoformat() if end else None,
        next((int(group) for group in (nights.group(1), nights.group(3), nights.group(5)) if group), None)
        if nights
        else None,
        next(
            (
                int(group)
                for group in (
                    nights.group(2) if nights else None,
                    nights.group(4) if nights else None,
                    *(days.groups() if days else ()),
                )
                if group
            ),
            None,
        ),
        " ".join(text.split()),
        line,
    )


def _travellers(blocks: Sequence[Block], field: Field | None) -> tuple[TravellerRead, ...]:
    people: list[Listed] = []
    if field is not None:
        if field.value:
            people = _inline(field.value, field.line)
        if not people:
            people = _below(blocks, field.line)
    if not people:
        # a table of people before any meeting, under a heading such as "출장자 현황"
        for index, block in enumerate(blocks[:60]):
            if block.kind is BlockKind.HEADING and label_key(block.body) == "travellers":
                people = _below(blocks, index + 1)
                break
    out = []
    for person in people:
        org, dept = split_unit(person.org or "")
        _, name = split_honorific(person.name)
        out.append(TravellerRead(name, person.line, person.title, org, dept))
    return tuple(dict.fromkeys(out))


def _inline(value: str, line: int) -> list[Listed]:
    return attendees.text_people(value, line)


def _below(blocks: Sequence[Block], line: int) -> list[Listed]:
    """The people in the table or the lines that follow the block with this number."""
    people: list[Listed] = []
    rows: list[Block] = []
    # the row that carries the label may be the head of the table itself
    first = line - 1 if attendees.header_columns(blocks[line - 1].cells) else line
    for block in blocks[first:]:
        if block.kind is BlockKind.BLANK:
            if people:
                break
            continue
        if block.kind is BlockKind.ROW:
            if not rows and not attendees.header_columns(block.cells):
                break
            if rows and fields_of(block) and len(block.cells) != len(rows[0].cells):
                break
            if rows and (block.table != rows[0].table):
                break
            rows.append(block)
            continue
        if rows or block.kind is BlockKind.HEADING or fields_of(block):
            break
        found = attendees.text_people(block.body, block.line)
        if not found:
            break
        people.extend(found)
    return attendees.table_people(rows) if rows else people


def _summary(blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[int, ...]:
    for section in sections:
        if section.heading is not None and re.sub(r"\W+", "", section.heading.body).lower() in (
            "요약",
            "summary",
            "executivesummary",
            "resumen",
            "resumenejecutivo",
            "출장요약",
            "주요결과요약",
        ):
            return tuple(
                block.line
                for block in blocks[section.start + 1 : section.end]
                if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH)
            )
    return ()


def closing(blocks: Sequence[Block]) -> int:
    """The index of the first of the lines that close a report (the formula, the day, the signature, the addressee);
    the number of blocks where there are none. They belong to no meeting, although nothing but their words ends the
    last one.
    """
    blocks = blocks[: _attachments(blocks)]
    begin = len(blocks)
    blanks_and_closing = 0
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 25), -1):
        block = blocks[index]
        if block.kind is BlockKind.BLANK:
            continue
        text = " ".join((block.body or block.text).split())
        if (
            _CLOSES.search(text)
            or _SUBMITTED.match(text)
            or _ADDRESSED.match(text)
            or _is_day(text)
            or _signed_day(text) is not None
            or (_AUTHOR_LINE.match(_closed_up(text)) and len(text) < 60)
        ):
            begin, blanks_and_closing = index, 0
        else:
            blanks_and_closing += 1
            if blanks_and_closing > 2:  # an attachment or a name may stand among them
                break
    return begin


def _attachments(blocks: Sequence[Block]) -> int:
    """The index from which on stands what is attached behind the signature (business cards, programmes, photographs);
    the number of blocks where nothing is.
    """
    for index, block in enumerate(blocks):
        if _ATTACHED.match(block.body or block.text) and len(block.body) <= 60:
            before = [other for other in blocks[max(0, index - 10) : index] if other.kind is not BlockKind.BLANK]
            if any(_ADDRESSED.match(other.body) or _AUTHOR_LINE.match(_closed_up(other.body)) for other in before):
                return index
    return len(blocks)


def _closed_up(text: str) -> str:
    return re.sub(r"(?<=[가-힣])\s(?=[가-힣]\s*[:：])", "", text)


def _is_day(text: str) -> bool:
    spans = find_dates(text)
    if len(spans) != 1 or spans[0].precision != "day" or not spans[0].has_year:
        return False
    rest = text[: spans[0].pos[0]] + text[spans[0].pos[1] :]
    # "Lima, 29 de agosto de 2025": letters are dated from a place
    rest = re.sub(r"^[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+){0,2},\s*(?:el\s+)?$", "", rest)
    return not re.search(r"[^\W\d_]", re.sub(r"작성일자?|보고일자?|제출일자?", "", rest))


def _signed_day(text: str) -> tuple[str, str] | None:
    """(day, name) of a line that dates and signs in one: "2025. 9. 9. 서도윤", "2025. 9. 9. 작성자: 서도윤"."""
    spans = find_dates(text)
    if len(text) > 60 or not spans or spans[0].pos[0] != 0 or not _is_day(text[: spans[0].pos[1]]):
        return None
    rest = _SIGNATURE.sub("", text[spans[0].pos[1] :]).strip(" .,()")
    labelled = _AUTHOR_LINE.match(_closed_up(rest))
    name = labelled.group(1) if labelled is not None else rest
    if has_hangul(name) and (is_korean_name(name) or (labelled and len(attendees.text_people(name, 0)) == 1)):
        return text[: spans[0].pos[1]], name
    return None


def read_submission(blocks: Sequence[Block], outside: Sequence[Block], reference: date | None) -> Submission:
    """Date, author and addressee: labelled anywhere outside of meetings, else the closing lines of the form."""
    out: dict[str, tuple[str, int]] = {key: (found.value, found.line) for key, found in memo_head(blocks).items()}
    end = _attachments(blocks)
    outside = [block for block in outside if block.line <= end]
    for block in outside:
        for field in fields_of(block):
            if field.key in ("author", "report_date", "recipient") and field.value and field.key not in out:
                out[field.key] = (field.value, field.line)
    tail = [
        block
        for block in outside
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.ROW)
    ][-12:]
    for block in tail:
        _read_closing(block, out, last=block in tail[-2:])
    if "author" not in out and "report_date" in out:
        # a signature without a label: the line under the day that names one person with body or title
        for block in tail:
            people = attendees.text_people(block.body, block.line) if block.line > out["report_date"][1] else []
            if len(people) == 1 and (people[0].org or people[0].title):
                out["author"] = (block.body, block.line)
    if "author" not in out and "report_date" in out:
        by = re.search(r"\d\s+(?:by|por)\s+(.+)$", out["report_date"][0])
        if by is not None:  # "20 June 2025 by A. Reader"
            out["author"] = (by.group(1), out["report_date"][1])
    author, author_line = out.get("author", (None, None))
    day, day_line = out.get("report_date", (None, None))
    recipient, recipient_line = out.get("recipient", (None, None))
    iso = None
    if day is not None:
        spans = find_dates(day, reference=reference)
        iso = spans[0].start.isoformat() if spans and spans[0].start and spans[0].precision == "day" else None
    return Submission(
        date=iso,
        author=_author_name(author) if author else None,
        recipient=_ADDRESSED.sub(r"\1", recipient).strip() if recipient else None,
        date_line=day_line if iso else None,
        author_line=author_line,
        recipient_line=recipient_line,
    )


def _read_closing(block: Block, out: dict[str, tuple[str, int]], *, last: bool) -> None:
    """Add what one of the closing lines says; a label for the author counts with a signature, or in the last lines."""
    text = " ".join((block.body or block.text).split())
    addressed = _ADDRESSED.match(text)
    if addressed is not None:
        out["recipient"] = (addressed.group(1).strip(), block.line)
        return
    if "report_date" not in out and _is_day(text):
        out["report_date"] = (text, block.line)
        return
    dated = _signed_day(text) if last else None
    if dated is not None:
        out.setdefault("report_date", (dated[0], block.line))
        out.setdefault("author", (dated[1], block.line))
        return
    signed = _AUTHOR_LINE.match(_closed_up(text))
    told = _SUBMITTED.match(text)
    if "author" not in out and told is not None:
        out["author"] = (told.group(1), block.line)
        if told.group(2):
            out.setdefault("report_date", (told.group(2), block.line))
    elif "author" not in out and signed is not None and (last or _SIGNATURE.search(text)):
        out["author"] = (signed.group(1), block.line)


def author_body(submission: Submission, blocks: Sequence[Block]) -> str | None:
    """The body a signature names beside the author ("가온연구원 기획실장 도하림")."""
    if submission.author_line is None:
        return None
    text = _SIGNATURE.sub("", blocks[submission.author_line - 1].body)
    people = attendees.text_people(
        re.sub(r"^[^:：]{1,12}[:：]\s*|^(?:작성자|보고자)\s+", "", text), submission.author_line
    )
    return split_unit(people[0].org or "")[0] if people else None


def _author_name(text: str) -> str:
    text = _SIGNATURE.sub("", text).strip(" .,")
    people = attendees.text_people(text, 0)
    if people:
        return split_honorific(people[0].name)[1] if not has_hangul(people[0].name) else people[0].name
    return text
