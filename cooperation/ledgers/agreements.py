"""An entry of a ledger of agreements: the fields of an agreement, as far as the ledger states them."""

from __future__ import annotations

import re
from datetime import date

from meetings.reader.facts.places import country_code

from . import days
from .bodies import Named, bodies_in, places_in
from .fields import Around, Fields, read_day
from .reading import Json, Row
from .sheets import Cell

_KINDS = (
    ("NDA", r"비밀\s?유지|기밀\s?유지|비밀\s?보호\s?협약|\bNDA\b|non-?disclosure|confidentiality"),
    ("LOI", r"의향서|\bLO[IU]\b|letter of (?:intent|interest)|carta de intenci[óo]n"),
    ("MOA", r"합의\s?각서|합의서|\bMOA\b|memorandum of agreement|협력\s?각서"),
    (
        "MOU",
        r"양해\s?각서|\bMO[UC]\b|memorand(?:um|a) of (?:understanding|cooperation)|업무\s?협약|memorando de entendimiento",
    ),
    ("other", r"협정|계약|약정|의정서|agreement|contract|protocol|convenio|arrangement|협약"),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)

_EVERGREEN = re.compile(
    r"무\s?기\s?한|영구|계속|기한\s?(?:없음|의\s?정함이?\s?없)|기간\s?(?:없음|의\s?정함이?\s?없|제한\s?없)|무제한|상시|종신|"
    r"(?:별도|서면|일방|상호|어느)[^\n]{0,24}(?:해지|종료|파기|폐기)[^\n]{0,16}(?:시|때|전)까지|(?:협약|계약|협정|각서)의?\s?(?:해지|종료|파기|폐기)\s?(?:시|때|전)까지|해지\s?(?:통보|통지|의사)?[^\n]{0,8}(?:시|때|전)까지|"
    r"indefinite|perpetual|open-?ended|no (?:fixed )?(?:term|expiry|end)|until (?:\w+ ){0,4}terminat|evergreen|permanent|없음\(무기한\)",
    re.IGNORECASE,
)
_NOT_AUTOMATIC = re.compile(
    r"자동\s?(?:연장|갱신)[^\n]{0,6}(?:없음|아님|불가|안\s?함|안됨|미적용|미해당|되지|X|×)|(?:연장|갱신)\s?(?:없음|불가|안\s?함|조항\s?없음)|"
    r"(?:상호|쌍방|양측|양\s?기관|서면|별도|당사자)?[^\n,;]{0,10}(?:합의|협의)[^\n,;]{0,12}(?:연장|갱신)|재체결\s?필요|"
    r"no(?:t)? (?:auto\w* )?renew|not renewable|non-?renewable|(?:by|upon|subject to) (?:mutual |written )*(?:agreement|consent)|fixed",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"자동|(?:의사\s?표시|이의|통보|통지|해지)[^\n]{0,20}(?:없|않|아니)[^\n]{0,20}(?:연장|갱신)|\d\s*년\s?(?:씩|단위)[^\n]{0,12}(?:연장|갱신)|"
    r"auto|(?:renew|extend)\w* (?:for|every|yearly|annually)|unless\b[^\n]{0,60}\b(?:notice|terminat|notif)|rolling|tacit",
    re.IGNORECASE,
)
#: An end that comes by itself is no renewal.
_ENDS_ITSELF = re.compile(
    r"자동\s?(?:적?으로\s?)?(?:종료|만료|폐기|실효|해지|해제|소멸|종결|파기|상실)[가-힣]*|"
    r"auto\w*[\s-]+(?:expir|terminat|end|laps|cease|void|cancel)\w*|(?:expir|terminat|end|laps|ceas)\w*\s+auto\w*",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:[OoＯ○◯◎●⭕✓✔V√]|Y|YES|여|유|예|가능|해당|있음|적용|TRUE|연장|갱신|해당됨)(?:\s*[(\[,].*)?",
    re.IGNORECASE | re.DOTALL,
)
_NO = re.compile(
    r"(?:[Xx×✕✖✗╳]|N|NO|부|무|아니오|아니요|없음|불가|미해당|비해당|해당\s?없음|미적용|FALSE|고정|비대상)(?:\s*[(\[,].*)?",
    re.IGNORECASE | re.DOTALL,
)
#: What one renewal adds: the years behind its word go before those in front, which may be the term.
_ADDED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:연장|갱신|자동)\s?(?:기간)?\s*[(:]?\s*(\d{1,2})\s*년|(?:renew|exten[ds])\w*[^\n,;\d]{0,20}(\d{1,2})[\s-]*year",
        r"(\d{1,2})\s*년\s*(?:씩|단위|간|마다)?(?:으로|로)?[^\n,;\d()]{0,8}(?:연장|갱신)|(?:해당|O)\s*[(:]?\s*(\d{1,2})\s*년|매\s?(\d{1,2})\s?년",
    )
)
_FROM_SIGNING = re.compile(
    r"(?:체결|서명|협약|조인)(?:일|\s?당일|\s?즉시|과\s?동시)|signing|signature|date of sign|서명\s?즉시|동일|upon sign",
    re.IGNORECASE,
)

# Closings: a word for it, and that it stands for what happened: nothing that puts it off, asks for it or denies it follows.
_NOT_YET = (
    r"(?!\s*(?:예정|협의|검토|요청|논의|추진|가능|통보\s?시|통지|의사|조건|조항|사유|여부|시\b|시까지|시점|전\b|전까지|전에|일\s?전|후\b|되면|될|하면|할\b|대상|임박|도래|없|않|안\s?됨|아님|미|도래|일\b(?!\s*[:(])|기한|절차|방법|"
    r"\d+\s*개월|이전|이후|되기|된\s?후|draft|pending|expected|clause|notice|upon|if))"
)
_CLOSINGS = tuple(
    (reason, re.compile(pattern + _NOT_YET, re.IGNORECASE))
    for reason, pattern in (
        (
            "superseded",
            r"(?:대체|승계|흡수|통합)\s?(?:됨|체결|협약)?|(?:신규|후속|새|개정|변경)\s?(?:협약|MOU|MOA)?(?:으로|로)?\s?(?:대체|갱신|재체결)|재체결됨?|superseded|replaced",
        ),
        (
            "terminated",
            r"(?:중도\s?|합의\s?|조기\s?|상호\s?|일방\s?|계약\s?|협약\s?)?(?:해지|해제|파기|폐기|철회)(?:됨|함|완료|처리|통보)?|terminated|cancell?ed|rescinded|termination|revoked",
        ),
        (
            "completed",
            r"목적\s?(?:달성|완료|완수)|(?:사업|과제|협력|연구)\s?(?:완료|종결|종료)|완료(?:됨)?|completed|fulfilled|accomplished",
        ),
        (
            "expired",
            r"(?:기간\s?|기한\s?|협약\s?|효력\s?|유효기간\s?)*(?:만료|종료|만기|종결|소멸|상실|실효)(?:됨|함|처리|완료)?|expired|lapsed|ended",
        ),
    )
)
_RENEWED = re.compile(r"갱신|재체결|재협약|연장\s?체결|renew", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:연번|순번|번호|no\.?|#|№)\s*(\d{1,4})|(\d{1,4})\s*번", re.IGNORECASE)
_ALIVE = re.compile(
    r"유효|진행|유지|이행|추진|시행|체결|정상|active|in force|valid|ongoing|current|effective|signed|[OＯ○Y여]|-",
    re.IGNORECASE,
)


def read_agreement(fields: Fields, around: Around) -> Row:
    """The row of an entry."""
    row = Row(fields.entry.row, {})
    title = _one_line(fields.text("title"))
    kind_text = fields.text("kind")
    named = bodies_in("\n".join(fields.texts("partners")), around.ours)
    for extra in fields.texts("partners_more"):
        _other_names(named, extra, row)
    if named.uncounted:
        row.ask("unnamed_bodies", "partners", named.uncounted)
    country = _country(fields, named, row)
    signed = read_day(row, "signed_on", fields.cell("signed_on"), around)
    term = _Term(fields, around, row, signed)
    note, results, content = fields.text("note"), fields.text("results"), fields.text("content")
    values: Json = {
        "title": title,
        "kind": _kind(kind_text, title, fields),
        "partners": [body.name for body in named.bodies],
        "country": country,
        "signed_on": signed,
        "effective_from": term.starts,
        "expires_on": term.ends,
        "term_years": term.years,
        "renewal": term.renewal,
        "notice_months": term.notice,
        "renewal_years": term.renewal_years,
        "closed": None,
        "department": _one_line(fields.text("department", ", ")),
        "officer": _officer(fields.text("officer", ", ")),
        "content": content,
        "results": results,
        "note": note,
    }
    row.values = values
    row.names = {
        body.name: {"also": list(body.also), "former": list(body.former), "country": body.country}
        for body in named.bodies
    }
    values["closed"] = _closed(fields, row, around)
    row.other = fields.unknown()
    if kind_text and not any(pattern.search(kind_text) for _, pattern in _KIND_PATTERNS):
        row.other[_head_of(fields, "kind")] = kind_text
    _plausible(row, around)
    if not named.bodies and not fields.text("partners"):
        row.ask("no_partner")
    elif not named.bodies:
        row.ask("no_partner", "partners", fields.text("partners") or "")
    if not title:
        row.ask("no_title") if fields.table.column_of("title") is not None else None
    return row


def _head_of(fields: Fields, name: str) -> str:
    column = fields.table.column_of(name)
    return next((head.text for head in fields.table.heads if head.column == column), name)


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _officer(text: str | None) -> str | None:
    if text is None or days.NOTHING.fullmatch(text):
        return None
    return " ".join(text.split())


def _other_names(named: Named, text: str, row: Row) -> None:
    """A column of names in another language: of the bodies in the same order, else of the only one."""
    if days.NOTHING.fullmatch(text):
        return
    lines = [line for line in re.split(r"\n|;", text) if line.strip()]
    if len(named.bodies) == 1:
        lines = [" ".join(text.split())]
    if len(lines) != len(named.bodies):
        row.ask("names_unclear", "partners", text)
        return
    bodies = tuple(
        type(body)(body.name, (*body.also, line.strip()), body.former, body.country)
        for body, line in zip(named.bodies, lines, strict=True)
    )
    object.__setattr__(named, "bodies", bodies)


def _country(fields: Fields, named: Named, row: Row) -> str | None:
    told = fields.texts("country")
    if told:
        countries: list[str] = []
        for text in told:
            found, _cities, other = places_in(text)
            for one in found or (other if other else []):
                if one in found and one not in countries:
                    countries.append(one)
            for one in other:
                if re.search(r"국제|다자|기구|international|multilateral|global|다국", one, re.IGNORECASE):
                    continue
                row.ask("country_not_known", "country", one)
                countries.append(one) if one not in countries else None
        return ", ".join(countries) or None
    said = [*named.countries, *(body.country for body in named.bodies if body.country)]
    if not said and country_code(fields.entry.section.strip(" □■○●◆[]<>()")):
        said = [fields.entry.section.strip(" □■○●◆[]<>()")]
    return ", ".join(dict.fromkeys(said)) or None


def _kind(kind_text: str | None, title: str | None, fields: Fields) -> str | None:
    for text in (kind_text, title):
        if not text:
            continue
        for kind, pattern in _KIND_PATTERNS:
            if pattern.search(text) and not (
                kind == "other" and text is kind_text and title and _kind(None, title, fields) != "other"
            ):
                return kind
    over = f"{fields.table.above} {fields.table.sheet.name}"
    if title or fields.texts("partners"):
        said = {kind for kind, pattern in _KIND_PATTERNS[:4] if pattern.search(over)}
        if len(said) == 1:
            return said.pop()
    return "other" if title else None


class _Term:
    """From, to, years, renewal and notice, out of the columns that say them."""

    def __init__(self, fields: Fields, around: Around, row: Row, signed: str | None) -> None:
        self.row, self.around, self.signed = row, around, signed
        self.starts: str | None = None
        self.ends: str | None = None
        self.years: float | None = None
        self.notice: float | None = None
        self.renewal: str | None = None
        self.renewal_years: float | None = None  # what one renewal adds, where that is said
        self._period(fields.cell("period"))
        self._start(fields.cell("effective_from"))
        self._end(fields.cell("expires_on"))
        texts = [
            text
            for name in ("period", "effective_from", "expires_on", "renewal", "notice")
            for text in fields.texts(name)
        ]
        self._renewal("\n".join(fields.texts("renewal")), "\n".join(texts))
        if self.renewal == "automatic":
            said = (pattern.search("\n".join(texts)) for pattern in _ADDED)
            added = next(filter(None, said), None)
            self.renewal_years = int(next(filter(None, added.groups()))) if added else None
        for text in texts:
            months, odd = days.notice_months(text)
            if months is not None:
                self.notice = self.notice or _number(months)
            elif odd:
                row.ask("notice_not_whole", "notice_months", text)
        if self.notice is None and fields.text("notice"):
            months_told = re.search(r"(\d{1,2})\s*(?:개월|months?)", fields.text("notice") or "")
            self.notice = int(months_told[1]) if months_told else None
            if self.notice is None and not days.NOTHING.fullmatch(fields.text("notice") or ""):
                row.ask("not_understood", "notice_months", fields.text("notice") or "")

    def _period(self, cell: Cell) -> None:
        text = cell.text
        if not text or days.NOTHING.fullmatch(text):
            return
        if cell.number is not None and cell.number <= 30 and cell.day is None:
            self.years = _number(cell.number)
            return
        span = days.read_span(cell, order=self.around.order)
        years = days.term_years(text)
        understood = years is not None or bool(_EVERGREEN.search(text) or _AUTOMATIC.search(text))
        if years is not None:
            self.years = _number(years)
        if span.start is not None:
            understood = True
            if span.end is None and span.side == "end":
                self._last_day(span, text)
            elif span.end is None and span.side == "start":
                self.starts = self._value(span.start, text, "effective_from")
                if years is None and not _EVERGREEN.search(text) and not _AUTOMATIC.search(text):
                    self.row.ask("not_understood", "expires_on", text)
            else:
                self.starts = self._value(span.start, text, "effective_from")
                if span.end is not None:
                    self.ends = self._value(span.end, text, "expires_on")
        elif _FROM_SIGNING.search(text):
            self.starts = self.signed
        if not understood:
            self.row.ask("not_understood", "term", text)

    def _last_day(self, span: days.Span, text: str) -> None:
        """A lone last day, and what stands before it: the day of signing, or words to ask about."""
        if span.start is not None:
            self.ends = self._value(span.start, text, "expires_on")
        if _FROM_SIGNING.search(span.before):
            self.starts = self.starts or self.signed
        elif re.search(r"[가-힣A-Za-z]{2,}.*[~∼〜～→]\s*$", span.before):
            self.row.ask("not_understood", "effective_from", text)

    def _start(self, cell: Cell) -> None:
        text = cell.text
        if not text or days.NOTHING.fullmatch(text):
            return
        if cell.day is None and not days.days_in(text) and _FROM_SIGNING.search(text):
            self.starts = self.signed
            self.years = self.years or _maybe(days.term_years(text))
            if not self.signed:
                self.row.ask("no_signing_day", "effective_from", text)
            return
        span = days.read_span(cell, order=self.around.order)
        if span.end is not None and span.start is not None:  # both in the column of the first
            self.starts = self._value(span.start, text, "effective_from")
            self.ends = self._value(span.end, text, "expires_on")
            return
        if span.side == "end":
            self._last_day(span, text)
            return
        self.starts = read_day(self.row, "effective_from", cell, self.around) or self.starts

    def _end(self, cell: Cell) -> None:
        text = cell.text
        if not text or days.NOTHING.fullmatch(text):
            return
        years = None if cell.day is not None or cell.number is not None else days.term_years(text)
        if cell.number is not None and 0 < cell.number <= 20 and cell.day is None:
            years = cell.number
        if years is not None:
            self.years = _number(years)
            if _FROM_SIGNING.search(text) and self.starts is None:
                self.starts = self.signed
        if cell.day is not None or days.days_in(text) or (cell.number is not None and days.serial(cell.number)):
            span = days.read_span(cell, order=self.around.order)
            if span.start is not None and span.end is not None:
                self.starts = self.starts or self._value(span.start, text, "effective_from")
                self.ends = self._value(span.end, text, "expires_on")
            elif span.start and span.side == "start" and years is None and not span.before.strip():
                self.starts = self.starts or self._value(span.start, text, "effective_from")
                if not _EVERGREEN.search(text):
                    self.row.ask("not_understood", "expires_on", text)
            elif span.start is not None:
                self._last_day(span, text)
        elif years is None and not _EVERGREEN.search(text) and not _AUTOMATIC.search(text):
            self.row.ask("not_understood", "expires_on", text)

    def _value(self, day: days.Day, text: str, name: str) -> str | None:
        if day.problem:
            self.row.ask(day.problem, name, text)
        return day.value

    def _renewal(self, own: str, everything: str) -> None:
        own = own.strip()
        itself = _ENDS_ITSELF.search(everything)
        everything = _ENDS_ITSELF.sub(" ", everything)
        if _EVERGREEN.search(everything) and self.ends is None:
            self.renewal = "evergreen"
        elif _NOT_AUTOMATIC.search(everything) and not re.search(r"자동\s?(?:연장|갱신)\s*\(", everything):
            self.renewal = "fixed"
        elif _AUTOMATIC.search(everything) and not _NO.fullmatch(own):
            self.renewal = "automatic"
        elif itself:
            self.renewal = "fixed"
        elif own and not re.fullmatch(r"[-–—―~.·ㆍ/\s]*", own):
            if _YES.fullmatch(own):
                self.renewal = "automatic"
            elif _NO.fullmatch(own):
                self.renewal = "fixed"
            elif days.notice_months(own)[0] is None:
                self.row.ask("not_understood", "renewal", own)


def _number(value: float) -> float:
    return int(value) if value == int(value) else round(value, 4)


def _maybe(value: float | None) -> float | None:
    return None if value is None else _number(value)


def _closed(fields: Fields, row: Row, around: Around) -> Json | None:
    values = row.values
    status = fields.text("status")
    for text in (status, values["note"], _title_remark(values["title"])):
        if not text:
            continue
        for reason, pattern in _CLOSINGS:
            found = pattern.search(text)
            if found is None or (text is not status and not _said(text, found)):
                continue
            return {"on": _closed_on(text, found, reason, values), "reason": reason}
    if status and days.days_in(status) and _head_says_closing(fields):
        day = days.days_in(status)[0]
        return {"on": day.value, "reason": "terminated"}
    note = values["note"] or ""
    if _RENEWED.search(note) and _renewed_by(fields, note):
        return {"on": None, "reason": "superseded"}
    if status and not _ALIVE.search(status) and not days.NOTHING.fullmatch(status):
        row.ask("not_understood", "closed", status)
    return None


def _head_says_closing(fields: Fields) -> bool:
    return re.search("해지|종료일|terminat", _head_of(fields, "status")) is not None


def _title_remark(title: str | None) -> str | None:
    """What stands in brackets behind a title ("…(종료)")."""
    found = re.search(r"[(\[]([^()\[\]]{2,14})[)\]]\s*$", title or "")
    return found[1] if found else None


def _said(text: str, found: re.Match[str]) -> bool:
    """Whether a remark says of this agreement that it is over: the word begins a clause or ends one."""
    before = text[: found.start()]
    after = text[found.end() :]
    clause = re.split(r"[\n,;/]|\.\s", before)[-1].strip(" ([-–·※*")
    clause = re.sub(r"[(]?'?\d[\d.\s년월일'~()]*(?:자로|부로|부|일자|에|자)?\s*", "", days.plain(clause)).strip()
    if re.match(r"\s*(?:예정|협의|검토|중\b|중$)", after):
        return False
    ends = re.match(r"\s*(?:$|[\n,;/.)\]([]|'?\d|됨|함|처리|완료|으로|로\s|에\s?따)", after) is not None
    begins = (
        not clause
        or re.search(
            r"(?:으로|로|에\s?의해|에\s?따라|따른|합의|요청으로|기간|협약|계약|자동|당연|모두|by|was|been|is)$", clause
        )
        is not None
    )
    return ends and (begins or len(clause) <= 12)


def _closed_on(text: str, found: re.Match[str], reason: str, values: Json) -> str | None:
    near = [day for day in days.days_in(text) if day.value]
    if near:
        return near[0].value
    ends = values["expires_on"]
    return ends if reason == "expired" and ends else None


def _renewed_by(fields: Fields, note: str) -> bool:
    """Whether a remark on a renewal speaks of a later entry: it names one with a higher number, or a later signing."""
    own_text = fields.cell("number").text
    own = re.search(r"\d+", own_text)
    reference = _REFERENCE.search(note)
    if reference and own:
        return int(reference[1] or reference[2]) > int(own[0])
    signed = fields.cell("signed_on")
    if re.search(
        r"갱신\s?(?:예정|협의|검토|추진|필요|여부|시|대상|요청|논의|가능|중)|기존|종전|이전\s?협약|renewal of|갱신\s?\(?\s?기존",
        note,
    ):
        return False
    dates = [day.value for day in days.days_in(note) if day.value]
    mine = signed.day.isoformat() if signed.day else next((d.value for d in days.days_in(signed.text) if d.value), None)
    return bool(
        dates
        and mine
        and dates[0][:7] > mine[:7]
        and re.search(r"(?:갱신|재체결)\s?(?:체결|됨|완료|함)?\s*(?:[(]|$)|로\s?갱신", note)
    )


def _plausible(row: Row, around: Around) -> None:
    """What cannot be: an end before its beginning, a signing after the day the ledger was made for."""
    values = row.values
    starts, ends, signed = (_full(values[name]) for name in ("effective_from", "expires_on", "signed_on"))
    begun = starts or signed
    if begun and ends and ends < begun:
        row.ask("ends_before_it_begins", "expires_on", f"{begun} ~ {ends}")
    if signed and around.as_of and signed > around.as_of:
        row.ask("after_the_ledger", "signed_on", signed.isoformat())


def _full(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == 10 else None
