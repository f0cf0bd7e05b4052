"""The labels of official forms in Korean, English and Spanish, and reading ``label : value`` wherever it stands.

Labels come with their letters spaced apart ("일 시"), in brackets, in a cell of their own, joined ("일시/장소") and
several on one line; all of these end as (key, value).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from partners.names import norm

from ..blocks import Block, BlockKind

# key → labels, written without spaces; compared without spaces, case and marks.
_LABELS: dict[str, str] = {
    "title": """
        출장명 출장제목 출장건명 건명 출장과제명 방문명 행사명 missiontitle titleofmission tripttitle triptitle
        subject mission título titulodelamision títulodelviaje asunto misión nombredelamisión
    """,
    "purpose": """
        출장목적 목적 방문목적 출장사유 purpose purposeofmission purposeoftrip purposeoftravel purposeofvisit
        purposeofthemission objective
        objectives backgroundandpurpose purposeandbackground purposeandscope backgroundandobjectives 배경및목적
        출장배경및목적
        objetivo objetivos objetivodelamisión objetivodelviaje propósito propositodelviaje
    """,
    "period": """
        출장기간 기간 출장일시 방문기간 출장일자 여행기간 datesofmission missiondates dates period duration
        traveldates periodoftravel periodofmission travelperiod datesoftravel missionperiod fechas periodo período
        fechasdelamisión fechasdelviaje fechasdeviaje
        duración
    """,
    "destination": """
        출장국 출장지 출장지역 방문국 방문국가 출장국가 방문지 출장국및도시 출장국가및도시 방문국가및도시 국가도시
        출장국도시 여행국 방문도시 출장도시 country countries location locations countrylocations countrylocation
        countrieslocations countriesvisited destination destinations placesvisited countryvisited país paises países
        lugares paísciudad paísyciudad paísesyciudades ciudad countryandcity countriesandcities destino destinos
        paísesvisitados país/ciudad
    """,
    "travellers": """
        출장자 출장인원 출장자명 출장자명단 출장자인적사항 방문자 방문단 대표단 조사단 출장단 연수단 방문단구성
        출장자현황 missionmembers members team missionteam traveller travellers traveler travelers staff nameofstaff
        nameoftraveller
        nameoftraveler namesoftravellers travellername nombredelviajero nombredelcomisionado
        participantsinthemission integrantes delegación comisionado comisionados miembros participantesdelamisión
        viajeros equipo
    """,
    "datetime": """
        일시 일자 면담일시 회의일시 방문일시 날짜 일정일시 시간 면담일자 방문일자 회의일자 date dateandtime datetime
        when time fecha fechayhora hora cuándo cuando
    """,
    "place": "장소 면담장소 회의장소 방문장소 개최장소 place venue location where lugar sede",
    "attendees": """
        참석자 참석 참석인원 참석자명단 면담자 면담대상 면담대상자 면담인사 면담참석자 배석자 배석 참가자 주요참석자
        참석기관 우리측 우리측참석자 상대측 상대측참석자 접견자 만난사람 면접자 present attendees participants
        attended metwith personsmet peoplemet
        attendedby presentatmeeting inattendance asistentes participantes presentes personascontactadas
    """,
    "host": """
        방문기관 면담기관 기관명 기관 주최 주관 주최기관 방문처 방문기관명 host organization organisation institution
        institución organizador organización entidad
    """,
    "minutes": """
        주요내용 면담내용 논의내용 주요논의내용 주요논의 협의내용 회의내용 주요논의사항 논의사항 논의결과 면담결과
        회의결과 협의결과 협의사항 방문내용 주요협의내용 주요결과 주요면담내용 면담주요내용 주요회의내용 discussion
        discussions keypoints mainpoints summaryofdiscussion discussed outcomes temas temastratados principalestemas
        discusión acuerdos resultados puntostratados
    """,
    "author": """
        작성자 보고자 작성 작성인 보고인 제출자 preparedby reportedby author submittedby writtenby elaboradopor
        preparadopor autor presentadopor
    """,
    "report_date": """
        작성일 보고일 보고일자 제출일 작성일자 제출일자 보고일시 reportdate dateofreport dateofnote notedate
        dateofmemo dateofthisreport datesubmitted reportsubmitted submittedon submitted
        fechadelinforme fechadeentrega fechadepresentación
    """,
    "recipient": "수신 수신자 보고처 제출처 to addressedto submittedto para dirigidoa destinatario",
    "parties": """
        협약당사자 당사자 협약기관 체결기관 서명기관 체결당사자 parties partiestotheagreement partes
    """,
    "term": "유효기간 협약기간 기간및효력 협약유효기간 term validity validityperiod vigencia plazo",
    "signed_on": """
        체결일 체결일자 협약일 서명일 협약체결일 dateofsignature signedon signingdate fechadefirma
    """,
    "original": """
        원협약 기존협약 당초협약 종전협약 originalagreement originalmou acuerdooriginal convenioiriginal
        convenióoriginal
    """,
    "change": "변경내용 변경사항 개정내용 amendment changes modificación modificaciones",
    "signatories": "서명자 서명인 signatories firmantes",
    "budget": "출장경비 경비 소요예산 예산 소요경비 budget cost presupuesto",
    "nights": "출장일수",
}
_KEYS = {re.sub(r"[\W_]+", "", norm(label)): key for key, labels in _LABELS.items() for label in labels.split()}

# Headings that name a part of the form, not a meeting: what they stand over decides what they mean.
_GENERIC_WORDS = """
    방문개요 면담개요 회의개요 개요 출장개요 행사개요 협의개요 방문결과 면담결과 회의결과 협의결과 결과 주요내용
    주요논의내용 주요논의사항 논의내용 논의사항 면담내용 회의내용 협의내용 협의사항 주요협의내용 주요면담내용 방문내용
    질의응답 참석자 참석자명단 사진 현장사진 붙임 세부내용 주요결과 면담사항 참고 참고사항 일정 세부일정 출장내용
    출장자 출장결과 시사점 특이사항 향후계획 후속조치 요약 주요일정 출장일정
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
# Of these, headings that may stand on a line of their own without any marker in text that lost its styles.
_BARE_WORDS = """
    방문개요 면담개요 회의개요 주요내용 면담내용 회의내용 논의내용 협의내용 주요논의내용 주요논의사항 출장개요
    세부일정 출장일정 출장내용 출장결과 시사점 결론 종합의견 향후계획 향후추진계획 후속조치 후속조치사항 조치사항
"""
_BARE = frozenset(_BARE_WORDS.split())

# Column heads of tables.
_COLUMNS: dict[str, str] = {
    "no": "순번 번호 연번 no 순 nº 구번",
    "org": """
        소속 기관 기관명 상대기관 참석기관 참가기관
        소속기관 소속기관명 소속처 회사 회사명 organization organisation affiliation institution
        institución entidad organización agency company 소속부서 부서 department
    """,
    "name": """
        이름 성명 참석자 성함 name names nombre nombres nombreyapellido 성명국문 participant 출장자 nombreyapellidos
        fullname 면담자 상대방 면담대상자
    """,
    "title": """
        직위 직급 직책 직위직책 직급직위 직위직급 직함 상대방직위
        position title designation cargo puesto rank role 직명 jobtitle
    """,
    "mode": """
        참여형태 참석형태 참여방식 참석방식 참석방법 mode attendance modalidad 참석여부 참여방법
    """,
    "orgtitle": """
        소속직위 소속및직위 소속직급 소속및직급 소속직책 affiliationposition organizationtitle organizationposition
        institucióncargo
    """,
    "nametitle": """
        성명직위 성명직급 직위성명 직급성명 이름직위 성명및직위 nametitle nameandtitle nametitleposition namenposition
        nombreycargo
    """,
    "orgname": "소속성명 소속및성명",
    "date": """
        월일 일자 일시 날짜 월일시 월일요일 date dates fecha day día 일정 기간 월일시요일 date/time
    """,
    "time": "시간 time hora 시각 시간대",
    "from": "출발지 출발 departure from desde salida 출발도시",
    "to": """
        도착지 도착 지역 도시 체류지 방문지 방문도시 장소 place location city to arrival hasta llegada lugar ciudad
        국가도시 방문지역 도착도시
    """,
    "host": """
        방문기관 면담기관 기관 기관명 방문처 host organization organisation institution institución entidad 방문기관명
        면담자 방문기관및면담자 업무수행기관
    """,
    "activity": """
        주요활동내용 주요활동 활동 내용 주요내용 세부내용 세부일정 업무내용 활동내용 수행업무 주요업무 주요일정
        업무수행내용 출장내용 업무 수행내용 activity activities description programme program actividad actividades
        agenda meeting purpose descripción 비고내용 추진내용 세부활동 일정내용
    """,
    "remark": "비고 remarks note notes observaciones",
}
_COLUMN_KEYS: dict[str, tuple[str, ...]] = {}
for _name, _words in _COLUMNS.items():
    for _word in _words.split():
        _folded = re.sub(r"[\W_]+", "", norm(_word))
        _COLUMN_KEYS[_folded] = (*_COLUMN_KEYS.get(_folded, ()), _name)

_JOIN = re.compile(r"\s*(?:/|·|ㆍ|및|\band\b|\by\b|&|,)\s*")
_BRACKETED = re.compile(
    r"^\s*[(\[【〔<「]\s*([^()\[\]【】〔〕<>「」]{1,14}?)\s*[)\]】〕>」]\s*[:：]?\s*(.*)$", re.DOTALL
)
# Several fields on one line stand apart by two spaces or a bar.
_APART = re.compile(r"\s{2,}|\s*[|│]\s*")


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value; ``label`` as written, ``value`` may be empty when it stands on the lines below."""

    key: str
    label: str
    value: str
    line: int


@lru_cache(maxsize=4096)
def _folded_label(text: str) -> str:
    return fold(text)


def fold(text: str) -> str:
    """Letters and digits of a label only, in the form labels are compared in."""
    return re.sub(r"[\W_]+", "", norm(text))


def label_key(text: str) -> str | None:
    """The key of a label, alone or with a count in brackets after it; None when it is no known label."""
    if len(text) > 40:
        return None
    return _KEYS.get(_folded_label(re.sub(r"\([^()]*\)\s*$", "", text))) or _KEYS.get(_folded_label(text))


def column_keys(text: str) -> tuple[str, ...]:
    """What the head of a column may mean; more than one meaning is settled by the table's other columns."""
    if len(text) > 40:
        return ()
    whole = _COLUMN_KEYS.get(_folded_label(text), ())
    return whole or _COLUMN_KEYS.get(_folded_label(re.sub(r"\([^()]*\)", "", text)), ())


def is_generic_heading(text: str) -> bool:
    """Whether a line is a bare form heading such as "방문개요" that needs no marker to be one."""
    return re.sub(r"\s+", "", text) in _BARE


def names_no_meeting(text: str) -> bool:
    """Whether a heading is a part of the form ("면담결과 ①", "개요") rather than the name of a meeting."""
    folded = re.sub(r"[\s\d①-⑳<>\[\]()□:：.]+", "", text)
    return folded in _GENERIC or fold(text) in _KEYS


_MEMO = (
    ("recipient", re.compile(r"^(to|para|수\s?신)\s*[:：]\s*(.+)$", re.IGNORECASE)),
    ("author", re.compile(r"^(from|de|발\s?신|작성)\s*[:：]\s*(.+)$", re.IGNORECASE)),
    ("report_date", re.compile(r"^(date|fecha|일\s?자|날\s?짜)\s*[:：]\s*(.+)$", re.IGNORECASE)),
)


def memo_head(blocks: Sequence[Block]) -> dict[str, Field]:
    """The head of a memorandum by key: "To:" and "From:" in the first lines, and the "Date:" beside them, which is
    that of the memorandum and of no meeting; empty for a document that is none.
    """
    out: dict[str, Field] = {}
    for block in [block for block in blocks if block.kind is not BlockKind.BLANK][:12]:
        for key, pattern in _MEMO:
            found = pattern.match(block.body)
            if found is not None:
                out.setdefault(key, Field(key, found.group(1), found.group(2).strip(), block.line))
    return out if "recipient" in out and "author" in out else {}


def fields_of(block: Block) -> list[Field]:
    """The labelled values of one block, in order; empty for a block that has none."""
    return list(_fields_of(block))


@lru_cache(maxsize=4096)
def _fields_of(block: Block) -> tuple[Field, ...]:
    return tuple(_read_fields(block))


def _read_fields(block: Block) -> list[Field]:
    if block.kind is BlockKind.BLANK:
        return []
    if block.kind is BlockKind.ROW:
        return _row_fields(block)
    return text_fields(block.body or block.text, block.line)


def _row_fields(block: Block) -> list[Field]:
    cells = [cell.replace("\n", " ").strip() for cell in block.cells]
    filled = [cell for cell in cells if cell]
    if not filled:
        return []
    # A row of nothing but labels and column heads is a header.
    if len(filled) > 1 and all(label_key(cell) or column_keys(cell) for cell in filled):
        key = label_key(filled[0])
        if key in ("travellers", "attendees") and any("name" in column_keys(cell) for cell in filled[1:]):
            return [Field(key, filled[0], "", block.line)]  # the label of the whole table stands before its head
        return []
    out: list[Field] = []
    position = 0
    while position < len(cells):
        key = label_key(cells[position]) if cells[position] else None
        if key is None:
            if position == 0 and cells[0] and len(filled) == 1:
                return text_fields(cells[0], block.line)
            if out or position:
                position += 1
                continue
            return []
        following = next((at for at in range(position + 1, len(cells)) if cells[at]), None)
        if following is None:
            out.append(Field(key, cells[position], "", block.line))
            break
        out.append(Field(key, cells[position], block.cells[following].strip(), block.line))
        position = following + 1
    return out


def text_fields(text: str, line: int) -> list[Field]:
    """The labelled values in a line of text."""
    bracketed = _BRACKETED.match(text)
    if bracketed is not None and (key := label_key(bracketed.group(1))) is not None:
        return [Field(key, bracketed.group(1), bracketed.group(2).strip(), line)]
    label, colon, value = _cut(text)
    if not colon:
        key = label_key(text)
        if key is not None:
            return [Field(key, text.strip(), "", line)]
        return _without_colon(text, line)
    key = label_key(label)
    if key is None:
        return _compound(label, value, line)
    out: list[Field] = []
    parts = _APART.split(value)
    current = [parts[0]]
    open_field = (key, label)
    for part in parts[1:]:
        inner_label, inner_colon, inner_value = _cut(part)
        inner_key = label_key(inner_label) if inner_colon else None
        if inner_key is None:
            current.append(part)
            continue
        out.append(Field(open_field[0], open_field[1].strip(), "  ".join(current).strip(), line))
        open_field, current = (inner_key, inner_label), [inner_value.strip()]
    out.append(Field(open_field[0], open_field[1].strip(), "  ".join(current).strip(), line))
    return out


def _cut(text: str) -> tuple[str, str, str]:
    found = re.match(r"^([^:：]{1,45}?)\s*[:：]\s*(?!\d\d\b(?<=\d\d:\d\d))(.*)$", text, re.DOTALL)
    if found is None or (re.search(r"\d$", found.group(1)) and re.match(r"\d", found.group(2))):
        return text, "", ""
    return found.group(1), ":", found.group(2)


def _compound(label: str, value: str, line: int) -> list[Field]:
    """``일시/장소 : A / B`` gives both fields; a value that does not come apart goes to every label."""
    bare = re.sub(r"\([^()]*\)\s*$", "", label)
    keys = [label_key(part) for part in _JOIN.split(bare) if part.strip()]
    if len(keys) < 2 or any(key is None for key in keys):
        return []
    values = [part.strip() for part in re.split(r"\s*/\s*(?![^(]*\))(?<!\d/)", value, maxsplit=len(keys) - 1)]
    if len(values) < len(keys):
        values = [part.strip() for part in re.split(r"\s*,\s*(?![^(]*\))", value, maxsplit=len(keys) - 1)]
    if len(values) < len(keys):
        values = [value.strip()] * len(keys)
    return [Field(key, label.strip(), part, line) for key, part in zip(keys, values, strict=True) if key is not None]


# Labels no sentence begins with may do without a colon: "출장기간 2025. 3. 3. ~ 3. 7."
_BOLD_LABEL = re.compile(
    r"^(출장\s?(?:명|기간|국가?|지역?|목적|자))\s+(\S.*)$|^((?:일\s시|장\s소|목\s적|기\s간))\s+(\S.*)$"
)


def _without_colon(text: str, line: int) -> list[Field]:
    found = _BOLD_LABEL.match(text)
    if found is None:
        return []
    label, value = (found.group(1), found.group(2)) if found.group(1) else (found.group(3), found.group(4))
    key = label_key(label)
    return [Field(key, label, value.strip(), line)] if key else []
