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
    r"결\s?과\s?보\s?고|출\s?장\s?보\s?고|귀국\s?보고|복\s?명\s?서|귀임\s?보고|연수\s?(?:결과\s?)?보고|방문\s?(?:결과\s?)?보고|"
    r"(?:출장|방문|조사|참가|참석|파견|연수|시찰|답사|순방|견학|면담|협의|실사)\s?결과|(?:참가|참석|시찰|답사|견학|현지조사|"
    r"현장방문|순방)\s?(?:결과\s?)?보고|(?:다녀온|다녀와서|갔다\s?온|다녀온\s?뒤)|방문기(?!관)|참관기(?!관)|"
    r"back[- ]to[- ]office|"
    r"(?:mission|trip|travel|visit|duty|field visit|site visit|delegation)\s+(?:report|notes?|summary|debrief)|"
    r"(?:report|notes?|debrief)\s+(?:of|on|from|about)\s+(?:(?:the|our|my|a)\s+)?(?:mission|trip|visit|travel|"
    r"study tour|duty)|aide[- ]m[ée]moire|duty travel|"
    r"(?:informe|reporte|relación|memoria|ayuda\s+memoria)\s+(?:final\s+|técnic[oa]\s+|ejecutiv[oa]\s+|de\s+actividades\s+)?"
    r"(?:de(?:l)?|sobre)\s+(?:la\s+|el\s+)?(?:viaje|misión|mision|comisión|comision|visita|gira|desplazamiento|"
    r"participación|delegación)|ayuda memoria",
    re.IGNORECASE,
)
# "결과보고" alone is what any event has; without a word for a trip it needs a period or travellers.
_TRAVELLED = re.compile(
    r"출\s?장|복\s?명|귀국|귀임|방문|연수|시찰|참가|파견|순방|답사|견학|국외|다녀|갔다|해외\s?(?:활동|업무)|방문기(?!관)|참관기(?!관)|현지\s?조사"
)
# Guests who came to us, and money: neither is a trip of ours, whatever it reports.
_INBOUND = re.compile(
    r"방한|내방|내한|접견\s?결과|영접|초청\s?연수|국내\s?(?:초청|세미나|행사|워크숍|출장)|"
    r"\b(?:visit (?:of|by) .{3,60}\bto (?:our|the (?:office|headquarters|institute|ministry))|incoming|inbound|"
    r"courtesy call by)\b|"
    r"\bvisita de (?:una |la )?(?:delegación|comitiva).{3,60}\ba (?:nuestra|nuestro|la sede|esta)",
    re.IGNORECASE,
)
_OUTBOUND = re.compile(
    r"출\s?장|국외|해외|귀국|복\s?명|파견|답방|순방|다녀|trip|mission|travel|back[- ]to[- ]office|viaje|misión|"
    r"comisión de servicios",
    re.IGNORECASE,
)
_NO_REPORT = re.compile(
    r"보도\s?자료|보도\s?참고|여비\s?정산|출장비\s?정산|정산\s?(?:서|신청|내역)|여비\s?(?:지급|청구)|회의록|초청장|안내문|공고|"
    r"언론\s?보도|소식지|뉴스레터|"
    r"press release|newsletter|expense (?:claim|report)|travel (?:claim|expenses?)|claim form|reimbursement|"
    r"invitation|"
    r"concept note|call for (?:papers|proposals)|"
    r"nota de prensa|comunicado|boletín|rendición de (?:cuentas|viáticos|gastos)|liquidación de (?:viáticos|gastos)|"
    r"planilla de viáticos|solicitud de reembolso|convocatoria|invitación",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"출장\s?계획|계획\s?(?:\(안\)|안|서)|출장\s?(?:품의|신청|명령|승인|허가)|방문\s?계획|연수\s?계획|추진\s?계획|파견\s?계획|"
    r"참가\s?계획|심사\s?(?:의결|요청)서|세부\s?일정\s?\(안\)|사전\s?보고|"
    r"(?:travel|mission|trip|visit)\s+(?:plan|proposal|request|order)|terms of reference|"
    r"travel authori[sz]ation|draft programme|"
    r"pre[- ](?:mission|departure|travel)|"
    r"(?:plan|programa|propuesta) de (?:viaje|misi[óo]n|visita|comisi[óo]n)|"
    r"solicitud de (?:viaje|comisi[óo]n|autorizaci[óo]n)|"
    r"términos de referencia|agenda preliminar",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(
    r"인터뷰|면담록|녹취|문답서|심층\s?면접|interview(?:s)?\b|transcripts?\b|entrevistas?\b|질문지|설문", re.IGNORECASE
)
_NOTES = re.compile(
    r"field (?:notes?|diary)|(?:raw|rough|handwritten|unedited) notes|현장\s?(?:메모|노트|기록)|메모\b|"
    r"작업\s?노트|회의\s?메모|"
    r"(?:수기|날것|정리\s?전)\s?(?:메모|기록)|notas de campo|apuntes|cuaderno de campo",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"^[\s○〇OoX×ㅇ_.,\-~:/()'\"년월일시분박간인명원요화수목금토일0△□◯*…∼]*$")
_PLACEHOLDER = re.compile(
    r"[○〇◯]{2,}|_{3,}|\.{5,}|…{2,}|\(\s*(?:기재|작성|입력)[^()]*\)|YYYY|DD/MM|<[^<>]*(?:입력|기재|작성)[^<>]*>|"
    r"\[\s*(?:insert|enter|name|date)[^\]]*\]|0000\s?[.년]|20\s{0,3}년\s+월\s+일|20[○〇__]{1,2}"
)


def names_report(text: str) -> bool:
    """Whether a line calls the document a report of a trip."""
    return len(text) < 120 and _REPORT.search(text) is not None


def kind_of(
    blocks: Sequence[Block],
    *,
    has_period: bool,
    abroad: bool,
    own: bool,
    meetings: int,
    travellers: int,
    dated_meetings: int,
) -> tuple[str, str | None]:
    """(kind, code of the refusal or None); ``abroad``: the head names where to, and not only this country;
    ``own``: its sentences tell of a trip the writer made.
    """
    filled = [block for block in blocks if block.kind is not BlockKind.BLANK]
    head = [block.body or block.text for block in filled[:12]]
    title = " ".join(text for text in head[:6] if len(text) < 120)
    is_report = any(_REPORT.search(text) for text in head if len(text) < 120)
    closing = any(
        _REPORT.search(block.body) and re.search(r"제출|보고합니다|submit", block.body) for block in filled[-10:]
    )
    if _blank(filled, has_period):
        return "blank_form", "blank_form"
    named = _named_otherwise(title, is_report, has_period or travellers > 0)
    if named is not None:
        return named
    about_trip = any(_TRAVELLED.search(text) or not has_hangul(text) for text in head if _REPORT.search(text))
    if is_report and not closing and not about_trip and not (travellers or abroad):
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
    if (has_period and (meetings or travellers or (abroad and own))) or (dated_meetings >= 1 and travellers):
        return "trip_report", None
    return "other", "not_a_report"


def _named_otherwise(title: str, is_report: bool, told: bool) -> tuple[str, str] | None:
    """What the headline calls the document, where that is no report of a trip of ours; ``told`` is whether a period or
    travellers are.
    """
    if _PLAN.search(title) and not _REPORT.search(title):
        return "trip_plan", "plan"
    if _INTERVIEW.search(title) and not told:
        return "interview_record", "interview_record"  # also where it calls itself a report of results
    if _NO_REPORT.search(title) and not is_report:
        return "other", "not_a_report"
    if _INBOUND.search(title) and not _OUTBOUND.search(title):
        return "other", "not_a_report"  # guests came to us
    return None


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
