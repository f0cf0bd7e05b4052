"""The labels of official forms in Korean, English and Spanish, and reading ``label : value`` wherever it stands.

Labels come with their letters spaced apart ("일 시"), in brackets, in a cell of their own, joined ("일시/장소") and
several on one line; all of these end as (key, value).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from partners.names import has_hangul, norm

from ..blocks import Block, BlockKind
from .bodies import looks_like_body
from .label_words import (
    ABOUT_REPORT_LATIN,
    BARE_PARTS,
    BARE_WORDS,
    BEHIND_MATTER_LATIN,
    COLUMNS,
    GENERIC_WORDS,
    HANDING_KO,
    HANDING_LATIN,
    LABELS,
    MATTER_KO,
    MATTER_LATIN,
    NARROWING_KO,
    NARROWING_LATIN,
    NO_COMPOUND_KO,
    TRIP_KO,
    TRIP_LATIN,
)
from .times import find_times

_KEYS = {re.sub(r"[\W_]+", "", norm(label)): key for key, labels in LABELS.items() for label in labels.split()}


def _either(*words: str) -> str:
    return "|".join(sorted((word for group in words for word in group.split()), key=len, reverse=True))


_MATTERS_KO = sorted(
    ((matter, key) for key, matters in MATTER_KO.items() for matter in matters.split()), key=lambda pair: -len(pair[0])
)
_WORDS_KO = re.compile(rf"(?:{_either(TRIP_KO, NARROWING_KO)})+")
_A_TRIP_KO = re.compile(_either(TRIP_KO))
_NO_COMPOUND_KO = frozenset(NO_COMPOUND_KO.split())
_MATTERS_LATIN = {norm(word): key for key, words in MATTER_LATIN.items() for word in words.split()}
_TRIPS_LATIN = frozenset(norm(word) for word in TRIP_LATIN.split())
_NARROWING_LATIN = frozenset(norm(word) for word in NARROWING_LATIN.split())
_HANDING_KO = re.compile(
    rf"(?=.*(?:작성|보고|제출|복명|기안|정리))(?:{_either(HANDING_KO)})+"
    r"(?:(?P<who>자|인|담당|담당자|자명)|(?:일|일자|일시|날짜|연월일|년월일))"
)
_HANDING_LATIN = frozenset(norm(word) for word in HANDING_LATIN.split())
_ABOUT_REPORT_LATIN = frozenset(norm(word) for word in ABOUT_REPORT_LATIN.split())
_HANDING_TO = {"by": "author", "por": "author", "to": "recipient", "a": "recipient", "al": "recipient"}
_HANDING_TO |= {"on": "report_date", "el": "report_date", "fecha": "report_date"}
_BEHIND_MATTER = frozenset(norm(word) for word in BEHIND_MATTER_LATIN.split())


def _composed_key(text: str) -> str | None:
    """The key of a label made of words for the trip and the matter: "합동조사단 구성", "dates of the mission"."""
    folded = _folded_label(text)
    if has_hangul(folded):
        return _composed_korean(folded)
    words = re.findall(r"[^\W\d_]+", norm(text))
    return _handing_latin(words) or _composed_latin(words)


def _composed_korean(folded: str) -> str | None:
    handing = _HANDING_KO.fullmatch(folded)
    if handing is not None:
        return "author" if handing.group("who") else "report_date"
    for matter, key in _MATTERS_KO:
        trip = folded.removesuffix(matter)
        if trip == folded or not _WORDS_KO.fullmatch(trip) or folded in _NO_COMPOUND_KO:
            continue
        if matter.startswith("자"):
            return key if trip.endswith(("출장", "방문", "파견", "연수", "여행", "순방")) else None
        return key if matter.startswith("단") or _A_TRIP_KO.search(trip) else None
    return None


def _handing_latin(words: Sequence[str]) -> str | None:
    """Who wrote, handed in or received it, and when: "report prepared by", "elevado a", "submitted on"."""
    words = [word for word in words if word not in ("in", "up", "out", "se")] or words  # "filled in by", "se entrega a"
    if len(words) < 2 or words[-2] not in _HANDING_LATIN or not _ABOUT_REPORT_LATIN.issuperset(words[:-2]):
        return None
    return _HANDING_TO.get(words[-1])


def _composed_latin(words: Sequence[str]) -> str | None:
    if 2 <= len(words) <= 6 and words[-1] in ("to", "a") and set(words[:-1]) <= _TRIPS_LATIN | _NARROWING_LATIN:
        return "destination" if _TRIPS_LATIN & set(words) else None  # "Official travel to"
    matters = [at for at, word in enumerate(words) if word in _MATTERS_LATIN]
    if not matters or len(words) > 8 or not _TRIPS_LATIN & set(words):
        return None
    if not all(word in _MATTERS_LATIN or word in _TRIPS_LATIN or word in _NARROWING_LATIN for word in words):
        return None
    after = words[matters[-1] + 1 : matters[-1] + 2]
    if after and after[0] not in _BEHIND_MATTER:
        return None  # a "team visit" is a visit
    keys = {_MATTERS_LATIN[words[at]] for at in matters}
    keys -= {"title"} if "travellers" in keys else set()  # "name of the traveller"
    return keys.pop() if len(keys) == 1 else None


_GENERIC = frozenset(GENERIC_WORDS.split())
_BARE = frozenset(BARE_WORDS.split())
_BARE_PARTS = frozenset(re.sub(r"[\W_]+", "", norm(part)) for part in BARE_PARTS.split())

_COLUMN_KEYS: dict[str, tuple[str, ...]] = {}
for _name, _words in COLUMNS.items():
    for _word in _words.split():
        _folded = re.sub(r"[\W_]+", "", norm(_word))
        _COLUMN_KEYS[_folded] = (*_COLUMN_KEYS.get(_folded, ()), _name)

_JOIN = re.compile(r"\s*(?:/|·|ㆍ|및|(?<=[가-힣])[와과](?=\s)|\band\b|\by\b|&|,)\s*")
# Whatever stands before them: "진행 장소", "협의회 일시"; "meeting room", "nos reunimos en".
_BY_LAST_WORD = (
    (re.compile(r"^(?!일시|일자|시간|날짜|때)[가-힣]{2,8}(?:장소|위치)$|(?:^|\s)(?:room|address|venue|premises|(?:met|held|reunimos|reunión)\s(?:at|in|en))$|"
                r"^(?:sala|dirección|local)(?:\s|$)", re.IGNORECASE), "place"),
    (re.compile(r"^[가-힣]{2,8}(?:일시|시각)$"), "datetime"),
    (re.compile(r"^[가-힣]{2,8}(?:참석자|참석인원|면담자)$"), "attendees"),
)  # fmt: skip
_BRACKETED = re.compile(
    r"^\s*[(\[【〔<「]\s*([^()\[\]【】〔〕<>「」]{1,14}?)\s*[)\]】〕>」]\s*[:：]?\s*(.*)$", re.DOTALL
)
# "우리 병원 : …" beside "만난 사람 : …" lists our side.
_OUR_SIDE = re.compile(
    r"^우리\s?[가-힣]{1,6}$|^(?:our|their|the)\s+(?:party|hosts?|side|team|people|delegation|counterparts?|guests?|visitors?)$|"
    r"^(?:por|de)\s+(?:nuestr[ao]|su)\s+(?:parte|lado|institución|delegación)$|^visitors?$",
    re.IGNORECASE,
)
# "FAO participants", "Participants from the Bank", "Participantes por el Ministerio", "수산청 측 참석자"
_PRESENT = r"(?:participants?|attendees?|delegat(?:es|ion)|representatives?|side|team|staff\s+present|attendance)"
_SIDE_LABEL = re.compile(
    rf"^(?:on\s+)?(?:the\s+)?([^\d,.;:]{{2,50}}?)(?:['’]s?)?\s+{_PRESENT}$|"
    rf"^(?:{_PRESENT}|present|attending|met)\s+(?:from|of|for|on\s+behalf\s+of)\s+(?:the\s+)?([^\d,.;:]{{2,50}})$|"
    r"^(?:participantes?|asistentes?|representantes?|delegación|presentes|asistieron|participaron)\s+(?:del?|por(?:\s+parte\s+del?)?|de\s+parte\s+del?)\s+(?:(?:la|el|los|las)\s+)?([^\d,.;:]{2,50})$|"
    r"^(?:por|por\s+parte\s+de|de\s+parte\s+de)l?\s+(?:(?:la|el|los|las)\s+)?([^\d,.;:]{2,50})$|"
    r"^(?:for|from|on\s+behalf\s+of)\s+(?:the\s+)?([^\d,.;:]{2,50})$|"
    r"^([가-힣A-Za-z·() ]{2,24}?)\s?(?:측\s?참석자|측\s?참석|측\s?인사|측|참석자|참석\s?인사|배석자)$",
    re.IGNORECASE,
)
# In a table without styles a label keeps the number or bullet of its line: "가. 일시/장소<tab>…".
_CELL_MARK = re.compile(r"^(?:(?:[가-하]|\d{1,2})\s?[.)]|\([가-하\d]{1,2}\)|[①-⑳□■○●◦ㅇ▷▶·•‣*–-])\s*(?=\D)")
# Several fields on one line stand apart by two spaces, a bar, a stroke or a full stop.
_APART = re.compile(r"\s+/\s+|\s{2,}|\s*[|│]\s*|(?<=\S)\.\s+(?=[^\W\d])")
_INNER_LABEL = re.compile(r"([^:：]{1,45}?)\s*[:：]\s*")
# "Traveller(s)", "Country/ies", "Comisionado/a"
_PLURAL = re.compile(r"(?<=[a-zñ])(?:\((?:e?s|ies|as?|os?)\)|/(?:e?s|ies|as?|os?)\b)", re.IGNORECASE)
_SHORT_LABEL = re.compile(r"^[^\W\d]{2,8}$")
# "Date      9 May 2025": a wide gap does for the colon
_SPACED = re.compile(r"^(\S{1,15}(?: \S{1,12}){0,2})\s{2,}(\S.*)$")
_DASHED = re.compile(r"^([^:：–—―|>»=]{1,40}?)\s+(?:[–—―|→»-]|>>?|=>?)\s+(\S.*)$", re.DOTALL)
_ONLY_COLON = re.compile(r"^\s*[:：]\s*")


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


@lru_cache(maxsize=4096)
def label_key(text: str) -> str | None:
    """The key of a label, alone or with a count in brackets after it; None when it is no known label."""
    if len(text) > 40:
        return None
    text = re.sub(r"^\d{1,2}\s+(?=[^\W\d])", "", text)  # a heading's number without its point
    text = _PLURAL.sub("", text)
    bare = re.sub(r"\([^()]*\)\s*$", "", text)
    known = _KEYS.get(_folded_label(bare)) or _KEYS.get(_folded_label(text)) or _composed_key(bare)
    if known is not None or len(text) > 24 or len(_JOIN.split(text)) > 1:
        return known
    closed = re.sub(r"(?<=[가-힣])\s+(?=[가-힣])", "", bare.strip())
    return next((key for pattern, key in _BY_LAST_WORD if pattern.search(closed)), None)


def column_keys(text: str) -> tuple[str, ...]:
    """What the head of a column may mean; more than one meaning is settled by the table's other columns."""
    if len(text) > 40:
        return ()
    whole = _COLUMN_KEYS.get(_folded_label(text), ())
    return whole or _COLUMN_KEYS.get(_folded_label(re.sub(r"\([^()]*\)", "", text)), ())


def is_generic_heading(text: str) -> bool:
    """Whether a line is a bare form heading such as "방문개요" that needs no marker to be one."""
    return re.sub(r"\s+", "", text) in _BARE


def is_bare_part(text: str) -> bool:
    """Whether a line in English or Spanish is nothing but the name of a part of a report ("Next steps")."""
    return len(text) <= 40 and re.search(r"[.:;,?!]$", text) is None and fold(text) in _BARE_PARTS


def names_no_meeting(text: str) -> bool:
    """Whether a heading is a part of the form ("면담결과 ①", "개요") rather than the name of a meeting."""
    folded = re.sub(r"[\s\d①-⑳<>\[\]()□:：.]+", "", text)
    return folded in _GENERIC or fold(text) in _KEYS


# The labels of a memorandum; alone they are too short to be labels anywhere else.
_MEMO_WORDS = {
    "recipient": "to for para a al 수신 수신자 수신처 받는사람 받는곳",
    "author": "from de del 발신 발신자 작성 작성자 보낸사람 보내는사람 보낸곳",
    "report_date": "date fecha 일자 날짜 시행일 발신일 발신일자 작성일",
    "subject": "subject re asunto ref 제목 건명",
}
_MEMO = {fold(word): key for key, words in _MEMO_WORDS.items() for word in words.split()}


def memo_head(blocks: Sequence[Block]) -> dict[str, Field]:
    """The head of a memorandum by key: "To:" in the first lines with "From:", or with a subject and a day, and the
    "Date:" beside them, which is that of the memorandum and of no meeting; empty for a document that is none.
    """
    out: dict[str, Field] = {}
    for block in [block for block in blocks if block.kind is not BlockKind.BLANK][:16]:
        if block.kind is BlockKind.ROW:
            cells = [cell.strip() for cell in block.cells]
            label, value = cells[0].rstrip(" :："), " ".join(cell for cell in cells[1:] if cell.strip(" :："))
        else:
            label, _, value = _cut(block.body)
        if not value and (spaced := _SPACED.match(block.body)) is not None:
            label, value = spaced.groups()
        key = _MEMO.get(fold(label)) if len(label) <= 10 and value else None
        if key is None and value and (other := label_key(label)) in ("author", "recipient", "report_date"):
            key = other
        if key is not None and (key != "report_date" or re.search(r"\d", value)):
            out.setdefault(key, Field(key, label, _ONLY_COLON.sub("", value).strip(), block.line))
    return out if "recipient" in out and ("author" in out or {"subject", "report_date"} <= out.keys()) else {}


# What the head of a report says of the trip, in a section of its own or under the headline.
_HEAD_KEYS = frozenset(
    {"title", "purpose", "period", "destination", "travellers", "author", "report_date", "recipient"}
)


def is_head(blocks: Sequence[Block]) -> bool:
    """Whether the blocks under a heading are the head of a report: labels of the trip, and more than one of them."""
    found = {field.key for block in blocks for field in fields_of(block)}
    return len(found & _HEAD_KEYS) >= 2 and bool(found & {"title", "period", "destination", "travellers"})


def fields_of(block: Block) -> list[Field]:
    """The labelled values of one block, in order; empty for a block that has none."""
    return list(_fields_of(block))


@lru_cache(maxsize=4096)
def _fields_of(block: Block) -> tuple[Field, ...]:
    return tuple(
        replace(field, key="count") if field.key == "attendees" and field.value.strip().isdigit() else field
        for field in _read_fields(block)
    )


def _read_fields(block: Block) -> list[Field]:
    if block.kind is BlockKind.BLANK:
        return []
    if block.kind is BlockKind.ROW:
        return _row_fields(block)
    return _when_and_who(block.body, block.line) or text_fields(block.body or block.text, block.line)


def _row_fields(block: Block) -> list[Field]:
    # the colon between label and value may stand in a cell of its own, or before the value
    cells = [_CELL_MARK.sub("", _ONLY_COLON.sub("", cell.replace("\n", " ")).strip()) for cell in block.cells]
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
            if position == 0 and cells[0] and len(filled) == 2:
                return _compound(cells[0], next(cell for cell in cells[1:] if cell), block.line)
            if out or position:
                position += 1
                continue
            return []
        following = next((at for at in range(position + 1, len(cells)) if cells[at]), None)
        if following is None:
            out.append(Field(key, cells[position], "", block.line))
            break
        value = _ONLY_COLON.sub("", block.cells[following]).strip()
        out.append(Field(key, cells[position].rstrip(" :："), value, block.line))
        position = following + 1
    return out


# "*10:00–12:30, Hall 3.* Present: …": when and where in the sentence before the list
_WHEN_FIRST = re.compile(r"^[*_]{0,2}(\d{1,2}[:.h]\d\d.{1,120}?)\.[*_]{0,2}\s+([^\W\d_][^:.;]{2,30}):\s+(?=\S)")


def _when_and_who(text: str, line: int) -> list[Field]:
    timed = _WHEN_FIRST.match(text)
    if timed is None or label_key(timed.group(2)) != "attendees":
        return []
    when = Field("datetime", "", timed.group(1).strip(), line)
    return [when, Field("attendees", timed.group(2), text[timed.end() :].strip(), line)]


def text_fields(text: str, line: int) -> list[Field]:
    """The labelled values in a line of text."""
    enclosed = re.match(r"^[(\[]\s*([^()\[\]:：]{1,12}[:：].*)[)\]]$", text)
    if enclosed is not None:
        return text_fields(enclosed.group(1), line)  # "(작성: 국제협력팀 서도윤)"
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
    out: list[Field] = [] if key is not None else _compound(label, value, line)
    if out:
        return out
    if key is None and (_OUR_SIDE.match(label.strip()) or side_label(label) is not None):
        key = "attendees"
    begin = 0
    for gap in _APART.finditer(value):
        inner = _INNER_LABEL.match(value, gap.end())
        inner_key = label_key(inner.group(1)) if inner is not None else None
        unknown = inner is not None and inner_key is None and not gap.group().startswith(".")
        if inner is not None and unknown and key is not None and _SHORT_LABEL.match(inner.group(1)):
            out.append(Field(key, label.strip(), value[begin : gap.start()].strip(), line))
            key = None  # "작성: 서도윤   검토: …": a label of no concern ends the value
        if inner is not None and inner_key is not None and gap.start() >= begin:
            if key is not None:
                out.append(Field(key, label.strip(), value[begin : gap.start()].strip(), line))
            key, label, begin = inner_key, inner.group(1), inner.end()
    if key is not None:
        out.append(Field(key, label.strip(), value[begin:].strip(), line))
    return out


def side_label(label: str) -> str | None:
    """Whose people a label says a list has: "FAO participants", "Participants from the Bank", "수산청 측 참석자"."""
    found = _SIDE_LABEL.match(re.sub(r"\s*\([^()]*\)\s*$", "", label.strip()))
    if found is None:
        return None
    name = next(group.strip() for group in found.groups() if group)
    by_preposition = found.group(4) or found.group(5)
    return name if not by_preposition or looks_like_body(name) or name[:1].isupper() else None


# "Participantes (total: 6):": the colon in the bracket is that of the count
_COUNTED_LABEL = re.compile(r"^([^:：()]{2,30}?)\s*(\([^()\d]{0,20}\d{1,3}[^()\d]{0,12}\))\s*[:：]\s*(.*)$", re.DOTALL)


def _cut(text: str) -> tuple[str, str, str]:
    """(label, ":", value) of a line; a dash, a bar or an arrow behind a known label does for the colon."""
    dashed = _DASHED.match(text)
    if dashed is not None and label_key(dashed.group(1)) is not None:
        return dashed.group(1), ":", dashed.group(2)
    counted = _COUNTED_LABEL.match(text)
    if counted is not None and label_key(counted.group(1)) is not None:
        return f"{counted.group(1)} {counted.group(2)}", ":", counted.group(3)
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
    if len(set(keys)) == 1:
        return [Field(keys[0] or "", label.strip(), value.strip(), line)]  # "País y ciudades"
    values = [part.strip() for part in re.split(r"\s*/\s*(?![^(]*\))(?<!\d/)", value, maxsplit=len(keys) - 1)]
    if keys == ["datetime", "place"] and (times := find_times(value)) and len(values) < 2:
        # what follows the time is the place: "Tuesday, 12 May 2026, 10:00, Hall 3"
        after = re.sub(r"^(?:\s*(?:h(?:rs?|oras)?|까지|부터)\b\.?)?[\s,;–—)-]*", "", value[times[-1].pos[1] :])
        values = [value[: times[-1].pos[1]].strip(), after] if after else values
    if len(values) < len(keys):
        values = [part.strip() for part in re.split(r"\s*,\s*(?![^(]*\))", value, maxsplit=len(keys) - 1)]
    if len(values) < len(keys):
        values = [value.strip()] * len(keys)
    return [Field(key, label.strip(), part, line) for key, part in zip(keys, values, strict=True) if key is not None]


# Labels no sentence begins with may do without a colon: "출장기간 2025. 3. 3. ~ 3. 7."
_BOLD_LABEL = re.compile(
    r"^(출장\s?(?:명|기간|국가?|지역?|목적|자))\s+(\S.*)$|^((?:일\s?시|장\s?소|목\s적|기\s간|참\s?석\s?자?|면담자|배석자?|"
    r"(?:응답|답변|질문|구술|발언)자|(?:말씀|답|대답|이야기|응답)(?:해\s?주|\s?주)?(?:하)?신\s?분|(?:물은|물어본|묻는|답한|대답한|말한|질문한|응답한|만난)\s?(?:사람|이)|"
    r"만난\s?분|(?:인터뷰|면담|면접|조사)\s?(?:대상자?|진행자?)|인터뷰어|인터뷰이))\s+(\S.*)$"
)
# Others do before a day, or where every part of a line begins with one: "보고일 2025. 9. 9. / 작성 … / 수신 …"
_DAY_FIRST = re.compile(
    r"^['’(\[]?\d{2,4}\s?[.년/-]\s?\d|^\d{1,2}(?:st|nd|rd|th)?\s?(?:[-–~]\s?\d{1,2}\s)?\s?(?:de\s)?[A-Za-z]{3}"
)
_DAYS_LABEL = frozenset({"period", "datetime", "report_date", "signed_on"})
_BARE_LABELS = _HEAD_KEYS | {"datetime", "place", "document", "handed", "budget"}


def _without_colon(text: str, line: int) -> list[Field]:
    if len(text) > 300:
        return []
    parts = [part.strip() for part in re.split(r"\s+/\s+|\s{2,}|\s*[|│·ㆍ]\s*", text) if part.strip()]
    fields = [field for part in parts if (field := _led_by_label(part, line)) is not None]
    if len(parts) > 1 and len(fields) == len(parts):
        return fields
    spaced = _SPACED.match(text)
    if spaced is not None and (wide := label_key(spaced.group(1))) in _BARE_LABELS:
        return [Field(wide or "", spaced.group(1), spaced.group(2).strip(), line)]
    found = _BOLD_LABEL.match(text)
    if found is not None:
        label, value = (found.group(1), found.group(2)) if found.group(1) else (found.group(3), found.group(4))
        key = label_key(label)
        told = len(text) > 100 or re.search(r"[다요함음됨]\.?$|예정$|기로$", value) is not None
        counted = key == "place" or re.search(r"\d|[,/:(]", value) is not None  # "일시 중단" is no day
        return [Field(key, label, value.strip(), line)] if key and (found.group(1) or (counted and not told)) else []
    dated = len(parts) == len(fields) == 1 and fields[0].key in _DAYS_LABEL and _DAY_FIRST.match(fields[0].value)
    return fields if dated else []


def _led_by_label(text: str, line: int) -> Field | None:
    """The words of a part up to the longest label of the head it begins with, and the rest as its value."""
    words = text.split()
    for cut in range(min(4, len(words) - 1), 0, -1):
        label = " ".join(words[:cut])
        key = label_key(label)
        if key in _BARE_LABELS:
            return Field(key, label, " ".join(words[cut:]), line)
    return None
