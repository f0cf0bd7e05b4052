"""What a document is: a report of a trip, a plan for one, a form not filled in, a collection of interviews, or
something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from partners.names import has_hangul

from ..blocks import Block, BlockKind
from .labels import fields_of

_REPORT = re.compile(
    r"결과\s?보고|출장\s?보고|귀국\s?보고|복명서|귀임\s?보고|연수\s?(?:결과\s?)?보고|방문\s?(?:결과\s?)?보고|"
    r"출장\s?결과|참가\s?(?:결과\s?)?보고|시찰\s?보고|"
    r"back[- ]to[- ]office|mission report|trip report|travel report|report of (?:the )?mission|visit report|"
    r"duty travel|"
    r"informe\s+(?:de(?:l)?|sobre)\s+(?:la\s+)?(?:viaje|misi[óo]n|comisi[óo]n|visita)|memoria de (?:viaje|misión)",
    re.IGNORECASE,
)
# "결과보고" alone is what any event has; without a word for a trip it needs a period or travellers.
_TRAVELLED = re.compile(r"출장|복명|귀국|귀임|방문|연수|시찰|참가|파견|순방|국외|해외\s?(?:활동|업무)")
_PLAN = re.compile(
    r"출장\s?계획|계획\s?\(안\)|출장\s?(?:품의|신청)|방문\s?계획|연수\s?계획|추진\s?계획|심사\s?(?:의결|요청)서|"
    r"travel plan|mission plan|travel request|terms of reference|travel authori[sz]ation|"
    r"plan de (?:viaje|misi[óo]n|visita)|solicitud de viaje",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(
    r"인터뷰|면담록|녹취|문답서|심층\s?면접|interview(?:s)?\b|transcripts?\b|entrevistas?\b|질문지|설문", re.IGNORECASE
)
_NOTES = re.compile(
    r"field notes?|현장\s?(?:메모|노트|기록)|메모\b|notas de campo|작업\s?노트|회의\s?메모", re.IGNORECASE
)
_EMPTY = re.compile(r"^[\s○〇OoX×ㅇ_.,\-~:/()'\"년월일시분박간인명원요화수목금토일0△□◯*…∼]*$")
_PLACEHOLDER = re.compile(
    r"[○〇◯]{2,}|_{3,}|\.{5,}|…{2,}|\(\s*(?:기재|작성|입력)[^()]*\)|YYYY|DD/MM|<[^<>]*(?:입력|기재|작성)[^<>]*>|"
    r"\[\s*(?:insert|enter|name|date)[^\]]*\]|0000\s?[.년]|20\s{0,3}년\s+월\s+일|20[○〇__]{1,2}"
)


def kind_of(
    blocks: Sequence[Block], *, has_period: bool, meetings: int, travellers: int, dated_meetings: int
) -> tuple[str, str | None]:
    """(kind, code of the refusal or None)."""
    filled = [block for block in blocks if block.kind is not BlockKind.BLANK]
    head = [block.body or block.text for block in filled[:12]]
    title = " ".join(text for text in head[:6] if len(text) < 120)
    is_report = any(_REPORT.search(text) for text in head if len(text) < 120)
    closing = any(
        _REPORT.search(block.body) and re.search(r"제출|보고합니다|submit", block.body) for block in filled[-10:]
    )
    if _blank(filled, has_period):
        return "blank_form", "blank_form"
    plan = _PLAN.search(title)
    if plan is not None and not is_report:
        return "trip_plan", "plan"
    if _INTERVIEW.search(title) and not has_period and not travellers:
        return "interview_record", "interview_record"  # also where it calls itself a report of results
    about_trip = any(_TRAVELLED.search(text) or not has_hangul(text) for text in head if _REPORT.search(text))
    if is_report and not closing and not about_trip and not (has_period or travellers):
        return "other", "not_a_report"  # the results of a seminar at home
    if is_report or closing:
        if has_period or meetings or travellers:
            return "trip_report", None
        return ("other", "not_a_report") if len(filled) > 3 else ("blank_form", "blank_form")
    if _NOTES.search(title):
        return "other", "field_notes"
    if _INTERVIEW.search(title):
        return "interview_record", "interview_record"
    questions = sum(1 for block in filled if re.match(r"^(?:Q|문|질문|Pregunta)\s*\d*\s*[.:)]", block.body))
    if questions >= 3 and not has_period:
        return "interview_record", "interview_record"
    future = sum(1 for block in filled if re.search(r"예정|할 계획|\bwill\b", block.body))
    if has_period and travellers and not dated_meetings and future > len(filled) / 4:
        return "trip_plan", "plan"
    if (has_period and (meetings or travellers)) or (dated_meetings >= 1 and travellers):
        return "trip_report", None
    return "other", "not_a_report"


def _blank(filled: Sequence[Block], has_period: bool) -> bool:
    """A form whose fields stand empty or hold placeholders."""
    empty = full = 0
    for position, block in enumerate(filled):
        for found in fields_of(block):
            if found.key in ("minutes", "budget", "attendees", "travellers", "nights"):
                continue
            value = found.value
            below = (
                filled[position + 1].body
                if not value and position + 1 < len(filled) and block.kind is not BlockKind.ROW
                else ""
            )
            if (
                (not value and not (below and block.kind is BlockKind.HEADING))
                or _EMPTY.match(value)
                or _PLACEHOLDER.search(value)
            ):
                empty += 1
            else:
                full += 1
    marks = sum(1 for block in filled if _PLACEHOLDER.search(block.text))
    if has_period:
        return empty >= 3 and empty > 2 * full and marks >= 2
    return (empty >= 2 and empty > full) or (marks >= 3 and marks * 3 >= len(filled))
