"""An entry of a ledger of agreements: the fields of an agreement, as far as the ledger states them."""

from __future__ import annotations

import re
from datetime import date

from meetings.reader.facts.places import country_code
from partners.names import split_honorific

from . import days
from .bodies import Named, bodies_in
from .closings import KIND_PATTERNS, closed
from .fields import Around, Fields, read_day
from .people import places_in, unit_and_person
from .reading import Json, Row
from .sheets import Cell

_EVERGREEN = re.compile(
    r"무\s?기\s?한|영구|계속|기한\s?(?:없음|의\s?정함이?\s?없)|기간\s?(?:없음|의\s?정함이?\s?없|제한\s?없)|무제한|상시|종신|"
    r"(?:별도|서면|일방|상호|어느)[^\n]{0,24}(?:해지|종료|파기|폐기)[^\n]{0,16}(?:시|때|전)까지|(?:협약|계약|협정|각서)의?\s?(?:해지|종료|파기|폐기)\s?(?:시|때|전)까지|해지\s?(?:통보|통지|의사)?[^\n]{0,8}(?:시|때|전)까지|"
    r"indefinite|indefinid[ao]|perpetual|open-?ended|no (?:fixed )?(?:term|expiry|end)|until (?:\w+ ){0,4}terminat|evergreen|permanent|없음\(무기한\)",
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
    r"(?:[OoＯ○◯◎●⭕✓✔V√]|Y|YES|여|유|예|가능|해당|있음|적용|TRUE|s[ií]|연장|갱신|해당됨)(?:\s*[(\[,].*)?",
    re.IGNORECASE | re.DOTALL,
)
_NO = re.compile(
    r"(?:[Xx×✕✖✗╳]|N|NO|부|무|아니오|아니요|없음|불가|미해당|비해당|해당\s?없음|미적용|FALSE|고정|비대상|none|nil|수동|manual|(?:상호|별도|양측|쌍방|당사자\s?간)?\s?(?:협의|합의)(?:\s?(?:후|시|하에|결정|연장|갱신|필요))*)(?:\s*[(\[,].*)?",
    re.IGNORECASE | re.DOTALL,
)
#: What one renewal adds: the years behind its word go before those in front, which may be the term.
_SO_LONG = re.compile(r"\s*\d{1,2}\s*(?:년|years?|yrs?)\s*(?:씩|간|단위|마다|each)?\s*", re.IGNORECASE)
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
    if named.unsure:
        row.ask("several_bodies", "partners", fields.text("partners") or "")
    country = _country(fields, named, row)
    signed = read_day(row, "signed_on", fields.cell("signed_on"), around, year=_year(fields, around))
    term = _Term(fields, around, row, signed)
    note, results, content = fields.text("note"), fields.text("results"), fields.text("content")
    department, officer = _charge(fields)
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
        "department": department,
        "officer": officer,
        "content": content,
        "results": results,
        "note": note,
    }
    row.values = values
    row.names = {
        body.name: {"also": list(body.also), "former": list(body.former), "country": body.country}
        for body in named.bodies
    }
    row.other = fields.unknown()
    if any(places_in(text)[1] for text in fields.texts("country")):  # an agreement has no city
        row.other[fields.head("country")] = fields.text("country") or ""
    values["closed"] = closed(fields, row)
    if kind_text and not any(pattern.search(kind_text) for _, pattern in KIND_PATTERNS):
        row.other[fields.head("kind")] = kind_text
    _plausible(row, around)
    if not named.bodies and not fields.text("partners"):
        row.ask("no_partner")
    elif not named.bodies:
        row.ask("no_partner", "partners", fields.text("partners") or "")
    if not title:
        row.ask("no_title") if fields.table.column_of("title") is not None else None
    return row


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _charge(fields: Fields) -> tuple[str | None, str | None]:
    """The department and the officer; where one column holds both, each by itself."""
    department, officer = _one_line(fields.text("department", ", ")), _officer(fields.text("officer", ", "))
    has = {name for name in ("department", "officer") if fields.table.column_of(name) is not None}
    if has == {"officer"} and officer:
        unit, person = unit_and_person(fields.text("officer") or "")
        return unit, _officer(person)
    if (
        has == {"department"}
        and department
        and re.search("담당자|성명|officer|person", fields.head("department"), re.IGNORECASE)
    ):
        unit, person = unit_and_person(fields.text("department") or "")
        return (unit, _officer(person)) if unit else (department, None)
    return department, officer


def _year(fields: Fields, around: Around) -> int | None:
    """The year of a signing that leaves it out: that of its section, else the one its period begins in."""
    begins = [
        day.value for name in ("period", "effective_from") for day in days.days_in(fields.cell(name).text) if day.value
    ]
    return around.years.get(fields.entry.row) or (int(begins[0][:4]) if begins else None)


def _officer(text: str | None) -> str | None:
    if text is None or days.NOTHING.fullmatch(text):
        return None
    return split_honorific(" ".join(text.split()))[1]


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
    grouped = re.sub(r"\s", "", fields.head("kind").casefold()) in ("구분", "분류", "category")
    if grouped and kind_text and title:  # a group of the ledger; the title names the paper
        named = [kind for kind, pattern in KIND_PATTERNS[:4] if pattern.search(title)]
        if len(named) == 1:
            return named[0]
    for text in (kind_text, title):
        if not text:
            continue
        for kind, pattern in KIND_PATTERNS:
            if pattern.search(text) and not (
                kind == "other" and text is kind_text and title and _kind(None, title, fields) != "other"
            ):
                return kind
    over = f"{fields.table.above} {fields.table.sheet.name}"
    if title or fields.texts("partners"):
        said = {kind for kind, pattern in KIND_PATTERNS[:4] if pattern.search(over)}
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
        own = fields.texts("renewal")
        if re.search(r"자동|auto", fields.head("renewal"), re.IGNORECASE):  # of "자동연장 여부" a cell says only "1년"
            own = [f"자동연장 {text}" if _SO_LONG.fullmatch(text) else text for text in own]
        texts = [text for name in ("period", "effective_from", "expires_on", "notice") for text in fields.texts(name)]
        texts += own
        self._renewal("\n".join(own), "\n".join(texts))
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


def _plausible(row: Row, around: Around) -> None:
    """What cannot be: an end before its beginning, a signing after the day the ledger was made for."""
    values = row.values
    starts, ends, signed = (_full(values[name]) for name in ("effective_from", "expires_on", "signed_on"))
    begun = starts or signed
    if begun and ends and ends < begun:
        row.ask("ends_before_it_begins", "expires_on", f"{begun} ~ {ends}")
    if signed and around.as_of and signed > around.as_of:
        row.ask("after_the_ledger", "signed_on", signed.isoformat())
    elif signed and signed > date.today():  # noqa: DTZ011  a day, and only to ask about one
        row.ask("after_today", "signed_on", signed.isoformat())


def _full(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == 10 else None
