"""Who handed the report to whom, and when: labels, the lines that close it, a day under the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from partners.names import has_hangul, is_korean_name, natural_order, split_honorific

from ..blocks import Block, BlockKind
from ..reading import Submission
from . import attendees
from .bodies import looks_like_body, split_unit
from .dates import find_dates
from .labels import Field, fields_of, memo_head
from .letters import addressee, closing_words, is_name_line, signature

_SIGNATURE = re.compile(
    r"\s*\((?:서명|인|서명\s*또는\s*인|직인|signature|signed|firma|firmado)[^()]*\)\s*|\s*[(（]?인[)）]\s*$|\s*[㊞]\s*",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"^(.{2,40}?)\s*(?:님\s*)?(?:귀하|귀중|앞)\s*$")
# "To the President of the …", "A: Dr. …" in the last lines
_ADDRESSED_TO = re.compile(
    r"^(?:To|A|Al|Para)(?:\s*:\s*|\s+)(?:the\s+|la\s+|el\s+)?([A-ZÀ-Ý].{3,90}?)(?:\s*\([A-Z]{2,10}\))?[.,]?$"
)
_CLOSES = re.compile(r"(?:위|이상)(?:와|과)\s?같이.{0,40}(?:제출|보고)|보고서를\s?제출합니다|^붙임\s*[:：]?\s")
_ATTACHED = re.compile(
    r"^[\[【<(]?\s?(?:붙임|첨부|별첨|별지|부록|참고\s?\d|annex|appendix|attachment|anexo|apéndice)", re.IGNORECASE
)
_SUBMITTED = re.compile(
    r"^(?:submitted|prepared|reported|written|filed|signed|elaborado|presentado|redactado|firmado)\s+(?:by|por)\s*:?\s*"
    r"(.+?)(?:,?\s+(?:on|el)\s+(.+))?$",
    re.IGNORECASE,
)
_AUTHOR_LINE = re.compile(
    r"^(?:출장자|보고자|보고인|작성자|작성인|제출자|기안자|(?:쓴|적은|보고한|작성한)\s?(?:사람|이))\s*[:：]?\s*(.+)$"
)
_GREETING = re.compile(
    r"^(?:atentamente|cordialmente|saludos(?: cordiales)?|respetuosamente|(?:(?:with )?(?:kind|best|warm) )?regards|"
    r"sincerely|yours (?:sincerely|faithfully|truly)|respectfully(?: submitted)?)\s*[,.]?$",
    re.IGNORECASE,
)
_UNIT_END = re.compile(
    r"[가-힣](?:팀|과|실|국|부|처|단|센터|본부|사무소|그룹|시|도|군|구)$|\b(?:unit|team|division|department|office|section|unidad|"
    r"oficina|dirección|departamento|gerencia)\b",
    re.IGNORECASE,
)
# A sentence that says who wrote the report, for whom: "이 보고서는 … 서도윤이 작성하여 나래원장에게 제출함"
_ABOUT_REPORT = re.compile(r"보고서|복명서|\b(?:report|note|memo|memorandum|informe|memoria)\b", re.IGNORECASE)
_WRITTEN = (
    re.compile(r"(?:^|[.\d)]|은|는|,)\s*([가-힣][가-힣 ]{1,30}?)(?:이|가)\s*(?:작성|기안|정리)"),
    re.compile(
        r"\b(?:prepared|written|drafted|filed|compiled|signed|report|note|memo|elaborad[oa]|redactad[oa]|preparad[oa]|"
        r"suscrit[oa]|informe|memoria)\s+"
        r"(?:on\s[^,.]{1,30}?\s)?(?:by|por)\s+([A-ZÀ-Ý].+?)(?=,|\s+(?:on|el|and|y|for|to|para)\s|\.?$)",
        re.IGNORECASE,
    ),
)
_HANDED = (
    re.compile(
        r"((?:[가-힣A-Za-z]+(?:대학교|대학|연구원|연구소|공사|공단|재단|센터|협회|청|부|처|원|시|도)\s)?"
        r"[가-힣A-Za-z]{2,}(?:장|장관|대표|부|처|청|실|회))\s?(?:에게|께|에)\s*(?:제출|보고|송부)"
    ),
    re.compile(
        r"\b(?:(?:submitted|addressed|sent|presented|presentad[oa]|dirigid[oa]|remitid[oa]|entregad[oa])\s+(?:to|al?)|"
        r"(?:by|por)\s[^.]{3,80}?(?<=[\w)]),?\s(?:for|to|para|a))\s+(?:the\s+|la\s+|el\s+)?"
        r"([A-ZÀ-Ý].{2,100}?)(?=,?\s+(?:on|el)\s\d|,\s*\d|,\s(?:and|who|which|y|quien|que)\s|\.?$)",
        re.IGNORECASE,
    ),
)
_WEEKDAY = re.compile(r"\(\s*[월화수목금토일](?:요일)?\s*\)")
# "2024. 12. 2., 서도윤 → 기획본부장": who hands on to whom
_ONWARD = re.compile(r"\s*(?:→|➔|⇒|▶|->|=>)\s*")


def closing(blocks: Sequence[Block]) -> int:
    """The index of the first of the lines that close a report (the formula, the day, the signature, the addressee);
    the number of blocks where there are none. They belong to no meeting, although nothing but their words ends the
    last one.
    """
    blocks = blocks[: _attachments(blocks)]
    begin = len(blocks)
    blanks_and_closing = 0
    signed = signature(blocks)
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 25), -1):
        block = blocks[index]
        if block.kind is BlockKind.BLANK:
            continue
        text = " ".join((block.body or block.text).split())
        if (
            _CLOSES.search(text)
            or _tells_who_wrote(text)
            or _SUBMITTED.match(text)
            or _ADDRESSED.match(text)
            or (len(text) < 100 and index >= len(blocks) - 3 and _ADDRESSED_TO.match(text))
            or _is_day(text)
            or any(
                field.key in ("author", "report_date", "recipient", "handed") and field.value
                for field in fields_of(block)
            )
            or _signed_day(text) is not None
            or (signed is not None and signed[1] == block.line)
            or (len(text) < 60 and closing_words(text))
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
        if _ATTACHED.match(block.text.strip()) and len(block.body) <= 60:
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
    rest = re.sub(
        r"^[A-ZÀ-Ý][\w'’-]+(?: (?:(?:del? )?(?:la )?[A-ZÀ-Ý][\w'’-]+|[A-Z]\.\s?[A-Z]\.)){0,3},\s*(?:el\s+)?$", "", rest
    )
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
    """Date, author and addressee: labelled anywhere outside of meetings, else the closing lines of the form, else the
    day that stands under the headline or in the number of the document.
    """
    out = _found(blocks, outside)
    _apart(out)
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


def _found(blocks: Sequence[Block], outside: Sequence[Block]) -> dict[str, tuple[str, int]]:
    """Author, day and addressee as written, with their lines: what labels say first, then places and shapes."""
    out: dict[str, tuple[str, int]] = {key: (found.value, found.line) for key, found in memo_head(blocks).items()}
    end = _attachments(blocks)
    outside = [block for block in outside if block.line <= end]
    for field in (field for block in outside for field in fields_of(block)):
        if field.key in ("author", "report_date", "recipient", "handed") and field.value:
            value, *onward = _ONWARD.split(field.value)
            if onward:
                out.setdefault("recipient", (onward[-1], field.line))
            out.setdefault("author" if field.key == "handed" else _meant(field), (value, field.line))
    for block in [block for block in outside if block.kind is BlockKind.PARAGRAPH][:8]:
        if _tells_who_wrote(block.body) and not fields_of(block):
            _read_sentence(block.body, block.line, out)
    _read_end(blocks[:end], outside, out)
    if "report_date" not in out:
        _read_under_headline(outside, out)
    if "report_date" not in out and (numbered := _day_in_number(outside)) is not None:
        out["report_date"] = numbered
    return out


def _read_end(blocks: Sequence[Block], outside: Sequence[Block], out: dict[str, tuple[str, int]]) -> None:
    """Add what the closing lines say, and the frame of a letter."""
    tail = [
        block
        for block in outside
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.ROW)
    ][-12:]
    for position, block in enumerate(tail):
        _read_closing(block, out, last=block in tail[-2:])
        if "author" not in out and position and _GREETING.match(block.body.strip()):
            _signed_below(tail[position + 1 : position + 3], out)
    for key, found in (("recipient", addressee(outside)), ("author", signature(blocks))):
        if found is not None:
            out.setdefault(key, found)
    if "author" not in out and "report_date" in out:
        # a signature without a label: the line under the day that names one person with body or title
        for block in [block for block in tail if block.line > out["report_date"][1] >= tail[0].line][:3]:
            people = attendees.text_people(block.body, block.line)
            whole = len(people) == 1 and (has_hangul(people[0].name) or " " in people[0].name)
            if whole and (people[0].org or people[0].title):
                out["author"] = (block.body, block.line)


def _meant(field: Field) -> str:
    """What a label for the author, the day or the addressee says here: "보고 : 나래원장" is whom it is reported to,
    "보고 : 서도윤 과장" who reports.
    """
    if field.key == "recipient" and re.sub(r"\s", "", field.label) == "보고":
        people = attendees.text_people(field.value, field.line)
        named = len(people) == 1 and people[0].name in field.value.split() and is_korean_name(people[0].name)
        return "author" if named else "recipient"
    return field.key


def _apart(out: dict[str, tuple[str, int]]) -> None:
    """Take name and day apart where one value holds both: "20 June 2025 by A. Reader", "22 May 2026 (T. Reader)",
    "서도윤 과장(2025. 9. 9.)".
    """
    if "author" not in out and "report_date" in out:
        day, line = out["report_date"]
        by = re.search(r"\d\s+(?:by|por)\s+(.+)$", day) or re.search(r"\d\.?\s*[(,/]\s*([^()\d,/]{2,60}?)\)?\s*$", day)
        if by is not None and (re.search(r"\s(?:by|por)\s", day) or len(attendees.text_people(by.group(1), line)) == 1):
            out["author"] = (by.group(1), line)
    elif "author" in out:
        author, line = out["author"]
        spans = [span for span in find_dates(author) if span.precision == "day" and span.has_year]
        if len(spans) == 1:
            begin, end = spans[0].pos
            out.setdefault("report_date", (author[begin:end], line))
            rest = (
                re.sub(r"[\s,(/]+$|^[\s,)/.·|-]+", "", _WEEKDAY.sub("", part))
                for part in (author[:begin], author[end:])
            )
            out["author"] = (next(filter(None, rest), ""), line)


def _a_day(text: str) -> str | None:
    """The one day, with its year, that a text holds."""
    spans = [span for span in find_dates(text) if span.precision == "day" and span.has_year and span.start]
    return text[spans[0].pos[0] : spans[0].pos[1]] if len(spans) == 1 and spans[0].start == spans[0].end else None


def _read_under_headline(outside: Sequence[Block], out: dict[str, tuple[str, int]]) -> None:
    """A day under the headline, alone or beside the unit or the person that reports: "2025. 9. 9.(화) / 가온시
    국제협력과", "국제협력팀 서도윤 대리 | 2025. 9. 9."
    """
    for block in [block for block in outside if block.kind is not BlockKind.BLANK][:8]:
        if block.kind is BlockKind.ROW or fields_of(block) or len(block.body) > 80:
            continue
        text = _WEEKDAY.sub("", block.body).strip("() ")
        if _is_day(text):
            out["report_date"] = (text, block.line)
            return
        day = _a_day(text)
        rest = text.replace(day, "/") if day else ""
        parts = [part for piece in re.split(r"\s*[/,|·]\s*", rest) if (part := piece.strip(" ()·-–."))]
        named = [
            part for part in parts if len(attendees.text_people(part, block.line)) == 1 and not looks_like_body(part)
        ]
        if day and all(part in named or looks_like_body(part) or _UNIT_END.search(part) for part in parts):
            out["report_date"] = (day, block.line)
            if len(named) == 1 and (has_hangul(named[0]) or is_name_line(named[0])):
                out.setdefault("author", (named[0], block.line))
            return


def _day_in_number(outside: Sequence[Block]) -> tuple[str, int] | None:
    """The day beside the number a document is registered by: "문서번호: 협력처-118 (2025. 9. 9.)"."""
    for field in (field for block in outside for field in fields_of(block)):
        day = _a_day(field.value) if field.key == "document" else None
        if day is not None:
            return day, field.line
    return None


def _signed_below(blocks: Sequence[Block], out: dict[str, tuple[str, int]]) -> None:
    """The name under "Atentamente," or "Kind regards,", whose signature may be told in brackets."""
    for block in blocks:
        name = _SIGNATURE.sub("", block.body).strip(" .,")
        if name and len(attendees.text_people(name, block.line)) == 1:
            out["author"] = (name, block.line)
            return


def _read_closing(block: Block, out: dict[str, tuple[str, int]], *, last: bool) -> None:
    """Add what one of the closing lines says; a label for the author counts with a signature, or in the last lines."""
    text = " ".join((block.body or block.text).split())
    addressed = _ADDRESSED.match(text) or (_ADDRESSED_TO.match(text) if last else None)
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
    if _tells_who_wrote(text):
        _read_sentence(text, block.line, out)
    signed = _AUTHOR_LINE.match(_closed_up(text))
    told = _SUBMITTED.match(text)
    if "author" not in out and told is not None:
        out["author"] = (told.group(1), block.line)
        if told.group(2):
            out.setdefault("report_date", (told.group(2), block.line))
    elif "author" not in out and signed is not None and (last or _SIGNATURE.search(text)):
        out["author"] = (signed.group(1), block.line)


def _tells_who_wrote(text: str) -> bool:
    return (
        len(text) < 250
        and _ABOUT_REPORT.search(text) is not None
        and any(pattern.search(text) for pattern in (*_WRITTEN, *_HANDED))
    )


def _read_sentence(text: str, line: int, out: dict[str, tuple[str, int]]) -> None:
    written = next((found for pattern in _WRITTEN if (found := pattern.search(text))), None)
    handed = next((found for pattern in _HANDED if (found := pattern.search(text))), None)
    if written is not None:
        out.setdefault("author", (written.group(1).strip(), line))
    if handed is not None:
        out.setdefault("recipient", (handed.group(1).strip(), line))
    if (written is not None or handed is not None) and (day := _a_day(text)) is not None:
        out.setdefault("report_date", (day, line))


def author_body(submission: Submission, blocks: Sequence[Block]) -> str | None:
    """The body a signature names beside the author ("가온연구원 기획실장 도하림")."""
    if submission.author_line is None:
        return None
    text = _SIGNATURE.sub("", blocks[submission.author_line - 1].body)
    people = attendees.text_people(
        re.sub(r"^[^:：]{1,12}[:：]\s*|^(?:작성자|보고자)\s+", "", text), submission.author_line
    )
    return split_unit(people[0].org or "")[0] if people else None


def _author_name(text: str) -> str | None:
    text = _SIGNATURE.sub("", text).strip(" .,")
    if ":" in text or "：" in text:
        return None  # one label behind another: the place for the name stands empty
    if natural_order(text) != text:
        return text  # "Kwak, Soyoung"
    people = attendees.text_people(text, 0)
    if people:
        return split_honorific(people[0].name)[1] if not has_hangul(people[0].name) else people[0].name
    last = text.split()[-1] if text else text
    return last if is_korean_name(last) else text  # "기획실 서도윤": a unit is no body, but a name ends the line
