"""The head of a report: title, purpose, period, where to, who went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..blocks import Block, BlockKind
from ..reading import Destination, Found, Period
from ..sections import Section
from .bodies import looks_like_body
from .dates import DateSpan, find_dates
from .kind import names_report
from .labels import Field, fields_of, is_bare_part, is_generic_heading, label_key
from .letters import greets, is_name_line
from .opening import purpose_in, told_of_trip, told_places, told_purpose
from .places import countries_in, country_code, destinations, is_place, places_named
from .travellers import TravellerRead, read_travellers

_NIGHTS = re.compile(
    r"(\d{1,2})\s*박\s*(\d{1,2})\s*일|(\d{1,2})\s+nights?(?:\D{1,8}(\d{1,2})\s+days?)?|(\d{1,2})\s+noches?",
    re.IGNORECASE,
)
_DAYS = re.compile(r"(\d{1,2})\s*일\s*간|(\d{1,2})\s+(?:days|días)", re.IGNORECASE)
# Mottos, addresses, days, the number of a form: lines above a headline that are none.
_NO_TITLE = re.compile(
    r"^(?:[\"“«].*[\"”»]|[\[〔【].*(?:서식|양식|별지|별첨).*|\d{1,4} [A-Z].*|['’]?\d{2,4}\s?[.년]\s?\d.*|"
    r"(?:대외비|내부용|공개|비공개|confidential)\W*|[\w./–-]*\d[\w./–-]*)$",
    re.IGNORECASE,
)
# The line under the name of a form that says which trip it is about: "- 몽골 사막화 방지 협력 -", "(페루 리마)"
_FRAMED = re.compile(r"^\s*(?:[-–—~]\s*(.{4,100}?)\s*[-–—~]|[(<〈《「『]\s*(.{4,100}?)\s*[)>〉》」』])\s*$")
_ENDS_SENTENCE = re.compile(r"(?<!\b[A-Z])[.;,:]$|(?:다|함|음|임)\.?$")
# A unit of a body alone on its line: "Dirección de Relaciones Internacionales", "국제협력처 교류지원팀"
_UNIT_LINE = re.compile(
    r"^(?:(?:the|office|regional|country|sub)\s+)*(?:office|unit|department|division|directorate|section|programme|bureau|branch|secretariat|"
    r"faculty|área|unidad|dirección|subdirección|vicerrectoría|oficina|departamento|gerencia|subgerencia|secretaría|"
    r"coordinación|jefatura|facultad|viceministerio|programa|sección|división)\b(?!.*:)|"
    r"^[\w&,' -]{2,50}\s(?:office|unit|department|division|directorate|section|team|bureau|branch|secretariat|hub)$|"
    r"^(?:[가-힣·]{2,20}\s){0,3}[가-힣·]{1,12}(?:팀|과|실|국|부|처|단|센터|본부|사무소|사무국|그룹|담당관실)$",
    re.IGNORECASE,
)
_FORM_NAME = re.compile(
    r"^(?:(?:공\s?무)?\s?(?:국\s?외|해\s?외)?\s?(?:출\s?장|방\s?문|참\s?가|조\s?사|연\s?수|여\s?행)?\s?(?:결\s?과\s?|귀\s?국\s?|복\s?귀\s?)?"
    r"(?:보\s?고\s?서?|복\s?명\s?서)"
    r"|(?:(?:final|full|technical|official|joint|international|staff)\s+)*"
    r"(?:back[- ]to[- ]office|(?:duty\s+)?(?:mission|trip|travel|visit)|field\s+(?:trip|visit)|"
    r"study\s+(?:tour|visit)|duty)\s+"
    r"(?:report|summary|notes?|memo(?:randum)?)|BTOR|aide[- ]m[ée]moire"
    r"|(?:informe|reporte|memoria|relación|acta)\s+(?:(?:final|técnico|técnica|ejecutivo|general)\s+)*de\s+(?:la\s+|el\s+)?"
    r"(?:viaje|misión|comisión(?:\s+de\s+servicios?)?|visita|gira)(?:\s+(?:técnica|oficial|institucional))?"
    r"(?:\s+(?:al|en el)\s+exterior)?|ayuda\s+memoria)"
    r"(?:\s*(?:N[.º°o]*|no\.?|number|제)\s*[\w/.-]+(?:\s?호)?)?(?:\s*\([^()]{1,20}\))?$",
    re.IGNORECASE,
)


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


def read_header(
    blocks: Sequence[Block], sections: Sequence[Section], outside: Sequence[Block], language: str
) -> Header:
    """``outside`` are the blocks that belong to no meeting, in order; the first value of each label counts."""
    top = _head_run(outside)
    first, again, lines = _first_fields(blocks, outside, top)
    period = _period(first.get("period") or _from_to(outside, lines), outside) or _period(first.get("title"), ())
    places = first.get("destination")
    went = destinations(places.value, places.line, language) if places else _place_visited(outside, language)
    title, purpose = first.get("title"), first.get("purpose")
    if title is None and again is not None and purpose is not None:
        title, purpose = purpose, again  # what the trip was for is its name where the aim has a part of its own
    travellers = read_travellers(blocks, outside, first.get("travellers"), top)
    found_title = Found(" ".join(title.value.split()), title.line) if title else _document_title(blocks)
    aim = _purpose(purpose, blocks) if purpose else told_purpose(outside)
    if found_title is None and aim is not None:
        found_title = aim  # a letter has no headline
    if title is None and aim is not None and found_title is not None and _FORM_NAME.match(found_title.value):
        found_title = aim  # "출장 복명서" names the form, not the trip
    if not went:
        named = places_named(found_title.value, found_title.line, language) if found_title is not None else ()
        # a title often names only the countries; the first sentences say the cities
        went = named if any(place.city for place in named) else told_places(outside, language) or named
    lines.update(person.line for person in travellers)
    if period is not None:
        lines.add(period.line)
    lines.update(place.line for place in went)
    return Header(
        found_title,
        aim,
        period,
        went,
        travellers,
        _summary(blocks, sections),
        frozenset(lines),
    )


def _first_fields(
    blocks: Sequence[Block], outside: Sequence[Block], top: Sequence[Block]
) -> tuple[dict[str, Field], Field | None, set[int]]:
    """The first value of each label of the trip; a purpose that stands under a heading after one behind a label; the
    lines of both.
    """
    first: dict[str, Field] = {}
    lines: set[int] = set()
    again: Field | None = None
    toured = any(field.key == "destination" for block in top for field in fields_of(block))
    for block in outside:
        for field in fields_of(block):
            if field.key == "attendees" and block in top and toured:
                field = replace(field, key="travellers")  # beside period and destination, who took part is who went
            went = first.get("destination")
            if field.key == "destination" and went is not None:
                first["destination"] = _with_cities(went, field)
            if field.key not in _TRIP_LABELS or (field.key in first and field.key != "purpose"):
                continue
            value = field.value or _value_below(blocks, block, field.key)
            if field.key == "title" and _NO_TITLE.match(value):
                continue  # "REF.: AB/123"
            read = Field(field.key, field.label, value, field.line)
            if field.key not in first:
                if value or field.key == "travellers":
                    first[field.key] = read
                    lines.add(block.line)
            elif again is None and block.kind is BlockKind.HEADING and value and not field.value:
                inline = first["purpose"].value in blocks[first["purpose"].line - 1].text
                again = read if inline else None
                lines.update({block.line} if again is not None else ())
    return first, again, lines


_CITIES = re.compile(r"도시|지역|cit(?:y|ies)|ciudad|place|lugar", re.IGNORECASE)


def _from_to(outside: Sequence[Block], lines: set[int]) -> Field | None:
    """The period that two labels give, adding their lines: "Rige 10 de mayo | Vence 16 de mayo", "출국일", "귀국일"."""
    ends = {field.key: field for block in reversed(outside[:60]) for field in fields_of(block)}
    left, back = ends.get("departed"), ends.get("returned")
    if left is None or back is None:
        return None
    lines.update((left.line, back.line))
    return replace(left, key="period", value=f"{left.value} ~ {back.value}")


def _with_cities(went: Field, more: Field) -> Field:
    """The country with its cities, which may have a label of their own beside it: "출장국 체코 | 방문도시 브르노"."""
    # further down where the first names the country alone: "Country", "Project", "Places visited"
    reach = 8 if country_code(went.value.strip()) is not None else 1
    beside = more.line - went.line <= reach and _CITIES.search(more.label) is not None
    if not beside or not more.value or "(" in went.value or more.value == went.value:
        return went
    return replace(went, value=f"{went.value}({more.value})")


def _purpose(field: Field, blocks: Sequence[Block]) -> Found:
    """The labelled purpose; under a label that stands alone, the sentence that says what the purpose was."""
    if field.value not in blocks[field.line - 1].text:
        for block in blocks[field.line : field.line + 6]:
            if block.kind is BlockKind.HEADING and label_key(block.body) is not None:
                break
            aim = purpose_in(block.body.split(". ")[0] if block.body else "")
            if aim is not None:
                return Found(aim, block.line)
    return Found(" ".join(field.value.split()), field.line)


def _place_visited(outside: Sequence[Block], language: str) -> tuple[Destination, ...]:
    """Offices that call the destination "장소" in the overview: a place that names a country."""
    for block in outside[:40]:
        for field in fields_of(block):
            if field.key == "place" and countries_in(field.value):
                return destinations(field.value, field.line, language)
    return ()


def first_period(blocks: Sequence[Block]) -> Period | None:
    """The first period of the document, labelled or told: what years of later dates are read from."""
    for block in blocks:
        for field in fields_of(block):
            if field.key == "period" and field.value and (found := period_of(field.value, field.line)) is not None:
                return found
    return _period(None, blocks)


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
    """Where no label names the trip, the report's own headline does: not the letterhead above it; with the line under
    it that only names the form. Where it only names the form itself, the trip's name stands below it or above.
    """
    greeting = next((index for index, block in enumerate(blocks[:15]) if greets(block.text)), 15)
    lines = [
        block
        for block in blocks[:greeting]  # a letter has its headline above the salutation, or none
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and not fields_of(block)
        and 4 <= len(block.body) <= 160
        and not _NO_TITLE.match(block.text)
        and not is_bare_part(block.body)
    ]
    lines = [block for block in lines if len(block.body) <= 120 or block.kind is BlockKind.HEADING]
    if not lines:
        return None
    form = next((at for at, block in enumerate(lines) if _FORM_NAME.match(block.body)), None)
    if form is not None:
        fields = [block.line for block in blocks[:15] if fields_of(block)]
        below = next((line for line in fields if line > lines[form].line), blocks[-1].line + 1)
        return _beside_form([block for block in lines if block.line < below], form)
    reporting = next((block for block in lines if names_report(block.body)), None)
    above = [] if reporting is None else lines[: lines.index(reporting)]
    headline = reporting if reporting is not None and all(map(_is_letterhead, above)) else lines[0]
    return Found(headline.body, headline.line)


def _beside_form(lines: Sequence[Block], form: int) -> Found:
    """The name of the trip beside a line that only names the form: framed below it, plain below it, or above it with
    the name of the form.
    """
    name = lines[form]
    for block in lines[form + 1 : form + 4]:
        framed = _FRAMED.match(block.text)
        if framed is not None and block.line <= name.line + 2 and not names_report(block.text):
            inner = (framed.group(1) or framed.group(2)).strip()
            if not _is_letterhead(replace(block, body=inner)):
                return Found(inner, block.line)
            continue
        if block.marker or _ENDS_SENTENCE.search(block.body):
            break
        if not _is_letterhead(block) and not is_bare_part(block.body) and not is_generic_heading(block.body):
            return Found(block.body, block.line)
    if form and not _is_letterhead(lines[form - 1]):
        above = lines[form - 1]
        return Found(f"{above.body} {name.body}" if name.line == above.line + 1 else above.body, above.line)
    return Found(name.body, name.line)


def _is_letterhead(block: Block) -> bool:
    """Whether a line at the top names a body, a unit of one, a country, a person or a day rather than a trip."""
    text = block.body.strip(" ()[]")
    return (
        looks_like_body(text)
        or (looks_like_body(text.title()) and ":" not in text)
        or is_place(text)
        or is_place(text.title())
        or country_code(text) is not None
        or _UNIT_LINE.search(text) is not None
        or bool(find_dates(text) and len(text) < 50)
        or is_name_line(text)
        or re.match(r"^MEMOR?A?N?D?[UÚ]?M?O?$", text) is not None
    )


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
    for sentence, line in told_of_trip(outside):
        told = period_of(sentence, line)
        if told is not None and told.start != told.end:
            return told
    return None


def period_of(text: str, line: int) -> Period | None:
    """The period a text states; None when it has no date. Nights and days only as stated."""
    spans = _days_in(text)
    if not spans or not spans[0].has_year:
        spans = _days_in(_WEEKDAY.sub("", text)) or spans  # "August 24 (Sun) to August 30 (Sat), 2025"
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


_WEEKDAY = re.compile(r"\s?\([^\W\d]{1,10}\.?\)")


def _days_in(text: str) -> list[DateSpan]:
    spans = [span for span in find_dates(text) if span.precision == "day" and (span.start or span.end)]
    if len(spans) == 1 and spans[0].has_year and spans[0].start is not None and spans[0].start == spans[0].end:
        # "2026년 6월 7일에 떠나 6월 13일에 돌아왔다": the second day is of the year of the first
        again = find_dates(text, reference=spans[0].start)
        spans = [span for span in again if span.precision == "day" and (span.start or span.end)]
    return spans


def _head_run(outside: Sequence[Block]) -> list[Block]:
    """The lines among the labels of the trip, from the first to the last of them in one part of the report; empty where
    there is no such part, or it has the day of a meeting in it.
    """
    part: list[Block] = []
    found: list[tuple[int, str]] = []
    for block in [*outside[:60], None]:
        keys = {field.key for field in fields_of(block)} if block is not None else set()
        if block is None or (block.kind is BlockKind.HEADING and not keys and len(found) > 1):
            break
        if block.kind is BlockKind.BLANK:
            continue
        part.append(block)
        found.extend((len(part), key) for key in keys if key in _TRIP_KEYS or key == "datetime")
    named = {key for _, key in found}
    event = {"host", "place"} & {
        field.key for block in part for field in fields_of(block)
    } and "destination" not in named
    if len(named & _TRIP_KEYS) < 2 or event or "datetime" in named or not named & {"period", "destination"}:
        return []
    return part[found[0][0] - 1 - min(3, found[0][0] - 1) : found[-1][0] + 3]


_TRIP_KEYS = frozenset({"title", "purpose", "period", "destination"})
_TRIP_LABELS = _TRIP_KEYS | {"travellers"}


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
