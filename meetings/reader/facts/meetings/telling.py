"""Meetings told in sentences: "On Tuesday we met …", "3월 10일 오전에는 … 국장과 면담하였다", "nos recibió …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ...blocks import Block
from ..attendees import told_people
from ..bodies import has_body_ending, looks_like_body
from ..calendar_words import NUMBERS
from .days import Calendar, times_in, title_of
from .words import CANCELLED, INTERNAL, REPLACED

# Words that say that people met; a visit or a call is one only with a time, or with somebody named.
_MET = re.compile(
    r"면담(?:을|하|함|을\s?가|\s?진행|\s?실시|\s?후)|만나|만남|만났|뵙|뵈|회의(?:를|에|가|하|로|\s?진행|\s?개최|\s?참석)|협의(?:를|하|함)|"
    r"방문(?:을|하|함|해|\s?및)|예방(?:하|함|을)|간담회|접견|미팅|회동|오찬|만찬|조찬|논의(?:를|하|함)|상담(?:을|하|함)|통화(?:를|하|함)|찾아|찾았|"
    r"서명식|협약식|체결식|"
    r"(?:briefing|discussions?|interview|lunch|dinner|breakfast|consultations?|session) with|업무\s?협의|"
    r"\bmet\b|\bmeeting|\bvisit(?:ed)?\b|received (?:us|the)|\bwelcomed\b|\bhosted\b|called on|courtesy call|"
    r"sat down with|"
    r"\bhad (?:an? |our )?(?:\w+ )?(?:talks?|call|lunch|breakfast|dinner|coffee|session|discussions?|conversation|"
    r"appointment)|"
    r"(?:went|came|drove) to (?:see|meet)|talks? with|\b(?:were|was) (?:at|with|received|hosted|welcomed)\b|"
    r"spoke (?:to|with)|"
    r"(?:video|conference|hybrid|zoom|teams) call|\bcall with\b|discussed .{0,40}\bwith\b|took place|was held|"
    r"recibi(?:ó|eron) al?\b|nos? (?:recibi|atendi|reuni)|"
    r"reuni(?:ó|mos|eron|ón)|visit(?:ó|amos|aron|a\b)|sostuv|mantuv|entrevist|"
    r"convers(?:ó|amos|aron|ación)|"
    r"encuentro|almorz|almuerzo|desayun|se llevó a cabo|tuvo lugar|videollamada|acudimos",
    re.IGNORECASE,
)
_NOT_MET = re.compile(
    r"못\s?(?:만|하)|만나지\s?못|하지\s?못|이루어지지\s?않|"
    r"(?<!대로 )예정(?!대로|했던|되었던|되어 있)|계획임|하기로\s?(?:함|하|했|합의)|"
    r"\b(?:did not|didn't|could not|couldn't|unable to) (?:meet|see|visit)|\bno meetings?\b|\bwill\b|"
    r"\bwould (?:like|be)\b|\bis to\b|"
    r"\bplans? to\b|\bshall\b|se reunirá|no (?:se pudo|pudimos|fue posible)|\bvisitará|sin reuniones",
    re.IGNORECASE,
)
_OURSELVES = re.compile(
    r"\b(?:we|us|our|I|me|myself)\b|\bthe (?:mission|team|delegation|group|travellers?|travelers?|consultants?)\b|"
    r"\b(?:nos|la misión|la delegación|la comitiva|el equipo|los comisionados|las comisionadas|el suscrito|"
    r"la suscrita)\b|"
    r"\b[a-záéíóúñ]{2,}(?:amos|imos)\b",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"오전|오후|아침|점심|저녁|\b(?:morning|afternoon|evening|noon|lunch|breakfast|dinner)\b|"
    r"(?:por|en) la (?:mañana|tarde|noche)|(?:al|antes del) mediodía|almuerzo|desayuno",
    re.IGNORECASE,
)
SAME_DAY = re.compile(
    r"같은\s?날|동일\s?일|당일|이날|동일자|상동|이어서?\b|이어\s|곧이어|"
    r"same day|later that day|that (?:day|afternoon|morning|evening)|"
    r"mismo día|ese día|la misma (?:fecha|tarde|mañana)|idem|ídem",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Eng|Sr|Sra|Srta|Ing|Lic|Dra|Mg|Arq|Abg|Atty|Amb|H\.E)\.?\s[A-ZÀ-Ý]|"
    r"\b(?:Minister|Director|Dean|Rector|President|Ambassador|Secretary|Undersecretary|Mayor|Governor|Commissioner|"
    r"Ministr[oa]|Directora?|Decan[oa]|Rectora?|Alcalde(?:sa)?|Gerente|Presidenta?|Embajador|"
    r"Viceministr[oa])\s[A-ZÀ-Ý]|"
    r"\bwith [A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý]|\bcon [A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý]|"
    r"[가-힣]{2,}\s?(?:장관|차관|국장|과장|소장|원장|총장|처장|실장|팀장|센터장|대표|교수|사장|청장|시장|대사|영사|의장|위원장|회장|이사장|본부장)"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Dra|Mr|Ms|Mrs|Prof|Sr|Sra|Srta|Ing|Eng|Mg|MSc|Atty|Arq|Abg|Lic|No|St|vs|approx|e\.g|i\.e|etc|"
    r"[ap]\.?\s?m)|\b[A-Z]|\d)$"
)
_CAPITAL = r"[A-ZÀ-Ý][\w'’&-]*"
_BODY = re.compile(
    rf"{_CAPITAL}(?:\s(?:(?:of|for|and|on|de|del|la|las|los|el|y|e|en|&)\s(?:the\s|la\s|las\s|los\s|"
    rf"el\s)?)?{_CAPITAL})*"
    rf"(?:,?\s(?:Inc|Ltd|LLC|GmbH|S\.A|Plc|PLC)\b\.?)?(?:\s\([A-Z][\w-]+\))?"
)
_OF_THE = re.compile(r"^.*?\b(?:of|from|at|del?)\s(?:the\s|la\s|los\s|las\s)?(?=[A-ZÀ-Ý])")
_POST = re.compile(
    r"(?:[A-Z][\w-]*\s){0,2}?(?:Director|Head|Chief|Minister|Secretary|Dean|Rector|Manager|Chair|President|"
    r"Officer|Adviser|"
    r"Directora?|Jef[ea]|Ministr[oa]|Viceministr[oa]|Decan[oa]|Gerente|Presidenta?)\b"
)
_COMPANY = re.compile(r"\b(?:Inc|Ltd|LLC|GmbH|S\.A|Plc|PLC)\b")
_PARTICLE = re.compile(r"(?:에서는|에서도|에서|측에서는|측은|측의|측과|으로|로|은|는|이|가|을|를|의|와|과|에|도)$")
_HALL = (
    r"office|headquarters|building|hall|rooms?|hotel|university|centre|center|ministry|campus|embassy|residence|"
    r"school|"
    r"institute|premises|house|offices|tower|library|laborator(?:y|ies)|caf[eé]|restaurant|agency|bank|hospital|"
    r"port|station"
)
_BEFORE_HALL = (
    r"(?:(?:[A-ZÀ-Ý(][\w’'&.()-]*|of|for|and|the|main|head|conference|meeting|board|first|second|third|ground|"
    r"floor|central|"
    r"regional|national|local|new|old|private|her|his|hotel|university|city|\d\w*)\s){0,8}"
)
_AT = re.compile(
    rf"\b(?i:at|in)\s+(?:(?:the|its|their|our)\s+)?({_BEFORE_HALL}(?i:{_HALL})\b(?:\s\([A-Z]+\))?"
    r"(?:\s(?:of|in|on|at)\s(?:the\s)?[A-ZÀ-Ý][\w’'-]*(?:\s(?:of\s)?[A-ZÀ-Ý][\w’'-]*)*(?:\s\([A-Z]+\))?)?)"
)
_EN = re.compile(
    r"\ben\s+(?:el|la|los|las|su|sus)\s+((?:sede|oficinas?|despacho|auditorio|sala|campus|edificio|local|hotel|"
    r"laboratorio|planta|puerto|estación|aula|casa|residencia|museo|hospital|escuela|colegio|instituto|universidad|"
    r"ministerio|alcaldía|municipalidad|restaurante|club|cámara|dependencias|terminal|recinto|piso|obra|"
    r"instalaciones|salón|biblioteca|embajada|centro|facultad|rectorado|palacio)\b[^,.;]{0,80})",
    re.IGNORECASE,
)
_WHERE = re.compile(r"^(?P<place>[^,.;]{2,80}?)에서(?!는|도)\s")
_CITY_BEFORE = re.compile(r"^([가-힣]{2,8}?)(?:의\s|에\s(?:있는|위치한|소재한)\s|\s소재\s)")
COUNTED = re.compile(
    r"\b(?:with|attended by|in all|a total of|altogether|we were|there were|éramos|con un total de)\s"
    r"(?P<number>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})\s"
    r"(?:people|participants|persons|attendees|of us|personas|participantes|asistentes)\b|"
    r"(?:총|모두|합쳐)\s?(?P<ko>\d{1,3})\s?(?:명|인)(?:이|의)?",
    re.IGNORECASE,
)
_LASTED = re.compile(
    r"\bfor (?:about |almost |nearly |some |over )?(?P<en>an hour and a half|half an hour|an hour|(?:one|two|"
    r"three|four|\d) hours?(?: and a half)?)|"
    r"durante (?:unas? |casi )?(?P<es>media hora|una hora y media|una hora|(?:dos|tres|\d) horas(?: y media)?)|"
    r"(?P<ko>\d)\s?시간(?P<kohalf>\s?반|\s?30분)?\s?(?:동안|가량|정도|에 걸쳐)"
)
_ENDED = re.compile(
    r"(?:finished|ended|closed|wrapped up|concluded|terminó|concluyó|finalizó)\s(?:at\s|by\s)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting that a sentence opens: the span of its sentences in the block, day and time, and with whom."""

    begin: int
    stop: int
    day: date
    clocked: bool
    dated: bool
    whom: str


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a text."""
    begin = 0
    for found in re.finditer(r"[.!?]['\"”’)]*\s+(?=\S)", text):
        before = text[: found.start()]
        if text[found.start()] == "." and _ABBREVIATED.search(before[-8:]) and not re.search(r"\b\d{4}$", before):
            continue
        yield begin, found.end()
        begin = found.end()
    yield begin, len(text)


def told_in(block: Block, calendar: Calendar, day: date | None, previous: date | None) -> list[Told]:
    """The meetings a paragraph tells of. ``day`` is that of its heading, ``previous`` that of the meeting before."""
    out: list[Told] = []
    for begin, stop in sentences(block.body):
        text = block.body[begin:stop]
        opened = _opened(text, calendar, day, out[-1].day if out else previous)
        if opened is not None and not (out and not opened[1]):  # what follows belongs to it unless it has its own time
            out.append(Told(begin, stop, *opened))
    ends = [*(told.begin for told in out[1:]), len(block.body)]
    return [replace(told, stop=end) for told, end in zip(out, ends, strict=False)]


def _opened(
    text: str, calendar: Calendar, context: date | None, previous: date | None
) -> tuple[date, bool, bool, str] | None:
    held = _what_was_held(text)
    if held is None or _NOT_MET.search(held) or INTERNAL.search(held):
        return None
    if not _MET.search(held):
        return _lead_in(text, calendar, context)
    spans = calendar.days(held, named=True) or calendar.days(text, named=True)
    own = spans[0].start if spans else None
    if own is not None and spans[0].end != own:
        return None
    clocked = bool(times_in(held))
    day = own or (previous if SAME_DAY.search(text) else None) or context or (previous if clocked else None)
    if day is None or not calendar.on_trip(day):
        return None
    korean = re.search(r"[가-힣]", text) is not None
    if not (clocked or own or _PART_OF_DAY.search(held)) or not (clocked or korean or _OURSELVES.search(held)):
        return None
    bodies = bodies_in(held)
    if not bodies and not _PERSON.search(held) and not told_people(held, 0):
        return None
    return day, clocked, own is not None, bodies[0] if bodies else _somebody(held)


def _lead_in(text: str, calendar: Calendar, context: date | None) -> tuple[date, bool, bool, str] | None:
    """A body with day and time and nothing else, which the text after it is about: "FAO (Thu 5 March, 11 am)."."""
    title = title_of(text.strip().rstrip(".:"), calendar) if len(text) <= 110 else ""
    if not looks_like_body(title) or not times_in(text):
        return None
    spans = calendar.days(text, named=True)
    day = spans[0].start if spans else context if re.match(r"\W*\d", text) else None
    return (day, True, True, title) if day is not None and calendar.on_trip(day) else None


def _what_was_held(text: str) -> str | None:
    """The text, or of one that tells of a meeting called off, the part about what was held instead."""
    off = CANCELLED.search(text)
    if off is None:
        return text
    rest = text[off.end() :]
    return rest if REPLACED.search(text) and times_in(rest) else None


def bodies_in(text: str) -> list[str]:
    """Names of bodies in a sentence, as far as their words tell."""
    out = []
    for found in _BODY.finditer(text):
        name = found.group()
        if _PERSON.match(name) or _POST.match(name) or not looks_like_body(name):
            name = _OF_THE.sub("", name, count=1)
        if (looks_like_body(name) or _COMPANY.search(name)) and not re.fullmatch(
            r"[A-Z]{1,3}|[AP]M|MOU|LOI|NDA|MOA", name
        ):
            out.append(name)
    for found in re.finditer(r"[가-힣A-Za-z·]{3,}(?:\s?\([^()]*\))?[가-힣]*", text):
        word = _PARTICLE.sub("", re.sub(r"\s?\([^()]*\)", "", found.group()))
        if has_body_ending(word):
            out.append(word)
    return out


def _somebody(text: str) -> str:
    people = told_people(text, 0)
    if people:
        return people[0].name
    named = _PERSON.search(text)
    return " ".join(text[named.start() :].split()[:4]).strip(" ,.") if named else ""


def time_told(text: str, rest: str) -> tuple[str | None, str | None]:
    """(start, end) of the meeting a sentence tells of; its end may be told as a length, or in a later sentence."""
    held = _what_was_held(text) or text
    times = times_in(held)
    if not times:
        return None, None
    start, end = times[0].start, times[0].end
    if end is None and (lasted := _LASTED.search(held)) is not None:
        end = _later(start, _minutes(lasted))
    if end is None:
        for ended in _ENDED.finditer(held + rest):
            after = times_in((held + rest)[ended.end() : ended.end() + 12])
            if after and after[0].start > start:
                return start, after[0].start
    return start, end


def _minutes(lasted: re.Match[str]) -> int:
    words = (lasted.group("en") or lasted.group("es") or "").lower()
    if lasted.group("ko"):
        return int(lasted.group("ko")) * 60 + (30 if lasted.group("kohalf") else 0)
    if words in ("half an hour", "media hora"):
        return 30
    first = words.split()[0]
    hours = int(first) if first.isdigit() else NUMBERS.get(first, 1)
    return hours * 60 + (30 if re.search(r"and a half|y media", words) else 0)


def _later(start: str, minutes: int) -> str | None:
    total = int(start[:2]) * 60 + int(start[3:]) + minutes
    return f"{total // 60:02d}:{total % 60:02d}" if total < 24 * 60 else None


def place_told(text: str) -> str | None:
    """The place a sentence tells with the time: "… 11시 30분까지 시청 별관에서 면담", "in her office on Mill Road"."""
    held = _what_was_held(text) or text
    times = times_in(held)
    if re.search(r"[가-힣]", held):
        after = re.sub(r"^\s*(?:까지|부터|경|쯤)?(?:에는|에)?\s*,?\s*", "", held[times[-1].pos[1] :] if times else held)
        if not times:
            return None
        # an apposition in brackets or in Latin letters is no part of the place
        where = _WHERE.match(re.sub(r"\s?\((?:이하[^()]*|[A-Z][^()가-힣]*)\)", "", after))
        if where is None:
            return None
        place = where.group("place").strip()
        city = _CITY_BEFORE.match(place)
        return place[city.end() :] if city is not None and has_body_ending(place[city.end() :].split()[0]) else place
    found = _AT.search(held) or _EN.search(held)
    if found is None:
        return None
    place = re.sub(
        r"^(?:the|its|their)\s",
        "",
        re.split(r"\s(?:for|with|from|to|con|para|por|y nos|el|de \d|a las)\s", found.group(1))[0],
    )
    return place.strip() or None
