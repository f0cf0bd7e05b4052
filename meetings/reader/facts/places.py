"""Countries and cities: naming them, finding them, and reading where a trip went."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from partners.names import norm

from ..reading import Destination
from .places_data import CITIES, COUNTRIES

_WORD_START = re.compile(r"(?<![가-힣])[가-힣]|(?<![A-Za-z])[^\W\d_가-힣]")
_LETTER, _NO_WORD = re.compile("[A-Za-z]"), re.compile(r"[\W_]+")
_NAME_BREAK = re.compile(r"\s*(?:[,;/·ㆍ()\[\]]|\s[–—-]\s|→|\band\b|\by\b|\be\b|및|와\s|과\s)\s*")


# Words that are also names of cities.
_ALSO_WORDS = frozenset(
    {"나라", "후에", "본", "호", "가자", "저지", "선전", "오랄", "파머", "Nice", "Date", "Mission", "Young"}
)
_NAMES = r"[A-ZÀ-Ý][\w'’-]+(?:\s(?:de\s|del\s|la\s)*[A-ZÀ-Ý][\w'’-]+)*"
_NAME_LIST = rf"{_NAMES}(?:(?:\s*,\s*(?:and\s|y\s)?|\s+and\s+|\s+y\s+|\s*[(]){_NAMES}[)]?)*"
_CITIES_OF = re.compile(rf"(?i:cities|city|towns|ciudades|ciudad|provincias?)\s+(?:of|de)\s+({_NAME_LIST})")
_WENT_TO = re.compile(rf"\b(?:to|in|visited|a|en|hacia)\s+(?:the\s+)?({_NAME_LIST})")
_AND_FIRST = re.compile(r"^\s*(?:(?:and|y|e|및)\s+)?")
# What a country calls itself around its name: "República Argentina", "the Kingdom of Lesotho", "가나공화국"
_STATE = re.compile(
    r"^(?:the\s+|la\s+|el\s+)?(?:[A-ZÀ-Ý][\w'’-]+\s+){0,3}"
    r"(?:Republic|Kingdom|State|Commonwealth|Sultanate|Emirate|Union|Federation|República|Reino|Estado|Sultanato|Emirato)\s+"
    r"(?:[A-ZÀ-Ý]\w+[ao]l?\s+)?(?:of\s+|del?\s+)?(?:the\s+|la\s+)?|(?<=[가-힣]{2})\s?(?:민주|인민|연방|이슬람)?\s?(?:공화국|왕국|연방)$"
)
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:에서는|에서|으로|시를|시와|시|와|과|을|를|로|에|및|의)$")


def _without_particle(word: str) -> str:
    return word if is_place(word) else _PARTICLE.sub("", word)


def has_place_particle(word: str) -> bool:
    """Whether a Korean word ends as one that says where: "브르노에서", "크라쿠프와"."""
    return re.search(r"(?:에서|으로|와|과|를|을|로|에)$", word) is not None


def _is_name(word: str | None) -> bool:
    """Whether a word can be a city's name: no body, no word of the trip itself."""
    return word is not None and not re.search(
        r"(?:출장|방문|정부|현지|협력|기관|대사관|사무소|연구|대학|부처|사업|결과|회의|조사|시찰|도시|지역|공동|우호)|"
        r"(?:부|청|원|처|센터|위원회|대학교|재단|공사|협회)$",
        word,
    )


@cache
def _names_by_code() -> dict[str, str]:
    return {row.split("|")[0]: row.split("|")[1] for row in COUNTRIES.splitlines()}


@cache
def _countries() -> dict[str, str]:
    return {_fold(name): row.split("|", 1)[0] for row in COUNTRIES.splitlines() for name in row.split("|")[1:]}


@cache
def _cities() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in CITIES.splitlines():
        iso, _, names = row.partition("|")
        for name in re.split("[;/]", names):
            out.setdefault(_fold(name), iso)
    return out


@cache
def _country_names() -> dict[str, list[str]]:
    """The names of countries under their first letter, the longest first."""
    out: dict[str, list[str]] = {}
    for row in COUNTRIES.splitlines():
        for name in row.split("|")[1:]:
            if len(name) > (1 if re.match("[가-힣]", name) else 3) or name in ("UK", "USA"):
                out.setdefault(name[0], []).append(name)
    return {first: sorted(names, key=len, reverse=True) for first, names in out.items()}


def _fold(name: str) -> str:
    return _NO_WORD.sub("", norm(name))


@lru_cache(maxsize=8192)
def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country named in Korean, English or Spanish."""
    if not name.strip():
        return None
    return _countries().get(_fold(name)) or _countries().get(_fold(_STATE.sub("", name.strip())))


def country_of_code(code: str) -> str | None:
    """The Korean name of the country with this ISO 3166-1 alpha-2 code in capitals."""
    return _names_by_code().get(code)


@lru_cache(maxsize=8192)
def city_country(name: str) -> str | None:
    """The country of a well-known city."""
    return _cities().get(_fold(name)) if name.strip() else None


def is_place(name: str) -> bool:
    """Whether a word is a country or a well-known city."""
    return country_code(name) is not None or city_country(name) is not None


def countries_in(text: str) -> list[tuple[str, str]]:
    """(code, name as written) of the countries named in a text, in order."""
    found: list[tuple[str, str]] = []
    end = 0
    for start in _WORD_START.finditer(text):
        at = start.start()
        for name in _country_names().get(text[at], ()) if at >= end else ():
            if text.startswith(name, at) and (name[0] >= "가" or not _LETTER.match(text, at + len(name))):
                end = at + len(name)
                if code := country_code(name):
                    found.append((code, name))
                break
    return found


def country_name(code: str, like: str, language: str = "en") -> str | None:
    """The name of a country in the script of ``like``, Spanish where the document is."""
    for row in COUNTRIES.splitlines():
        iso, korean, *latin = row.split("|")
        if iso == code:
            if re.search("[가-힣]", like):
                return korean
            return latin[min(1, len(latin) - 1) if language == "es" else 0] if latin else None
    return None


def destinations(value: str, line: int, language: str = "en") -> tuple[Destination, ...]:
    """``페루(리마)``, ``Lao PDR – Vientiane, Savannakhet``, ``칠레 산티아고, 페루 리마``, ``Lima, Peru`` as
    destinations. Cities without a country are in that of the well-known one among them (``Trujillo y Virú``).
    """
    value = _country_first(_without_remarks(value))
    out: list[Destination] = []
    country: str | None = None
    waiting: list[str] = []
    used = True  # whether the current country has a city already, or is listed
    for piece in _pieces(value):
        if country_code(piece) is not None:
            if not used and country is not None:
                out.append(Destination(country, country_code(country), None, line))
            country, used = piece, False
            if waiting:
                out.extend(Destination(country, country_code(country), city, line) for city in waiting)
                waiting, used = [], True
        elif country is None or (used and (home := city_country(piece)) is not None and home != country_code(country)):
            waiting.append(piece)
        else:
            out.append(Destination(country, country_code(country), piece, line))
            used = True
    if country is not None and not used:
        out.append(Destination(country, country_code(country), None, line))
    if country is None:
        known = list(dict.fromkeys(code for city in waiting if (code := city_country(city)) is not None))
        shared = known[0] if len(known) == 1 else None
        waiting_codes = [(city, city_country(city) or shared) for city in waiting]
    else:
        waiting_codes = [(city, code) for city in waiting if (code := city_country(city)) is not None]
    out.extend(
        Destination(country_name(code, city, language) if code else None, code, city, line)
        for city, code in waiting_codes
    )
    return tuple(dict.fromkeys(out))


def _country_first(value: str) -> str:
    """The country in brackets before its cities: "Lusaka (Zambia) and Lilongwe (Malawi)"."""

    def turned(found: re.Match[str]) -> str:
        cities, country = found.groups()
        if country_code(country) is None or country_code(cities) is not None:
            return found.group()
        return f", {country}, {_AND_FIRST.sub('', cities)}, "

    return re.sub(r"([^(),;/·]{1,80})\(([^(),;/·]{1,60})\)", turned, value)


def _without_remarks(value: str) -> str:
    """The value without what a bracket tells of a city: "호(볼타주 주도)"; "페루(리마)" and "Lima (Peru)" stay."""

    def kept(found: re.Match[str]) -> str:
        before = re.split(r"[,;/·ㆍ]|\s(?:및|and|y)\s", found.group(1))[-1].strip()
        last = before.split()[-1] if before else ""
        inside = [piece.strip() for piece in _NAME_BREAK.split(found.group(2)) if piece.strip()]
        country = country_code(before) is not None or country_code(last) is not None
        named = any(country_code(piece) or city_country(piece) for piece in inside)
        return found.group() if country or named or not before else found.group(1)

    return re.sub(r"([^()]*)\(([^()]*)\)", kept, value)


def places_named(text: str, line: int, language: str = "en") -> tuple[Destination, ...]:
    """The destinations a title or a sentence about the trip names: well-known places, and whatever stands right behind
    a country or before it as its city does ("폴란드 크라쿠프와 체코 브르노에서", "the cities of Trujillo and Virú").
    """
    for pattern in (_CITIES_OF, _WENT_TO):
        for listed in pattern.finditer(text):
            found = destinations(listed.group(1).strip(" ,"), line, language)
            if found and any(place.country_iso for place in found) and all(_is_name(place.city) for place in found):
                return found
    out: list[Destination] = []
    words = re.findall(r"[가-힣]+|[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+)*|[,·/()]", text)
    country: tuple[str, str] | None = None
    for word in words:
        bare = _without_particle(word)
        code = country_code(bare)
        if code is not None:
            if country is not None and not any(place.country == country[0] for place in out):
                out.append(Destination(country[0], country[1], None, line))
            waiting = [place for place in out if place.country_iso == code and place.country != bare]
            out = [Destination(bare, code, place.city, line) if place in waiting else place for place in out]
            country = (bare, code)
            continue
        home = city_country(bare)
        if home is None and country is not None and city_country(word[:-1]) == country[1]:
            bare, home = word[:-1], country[1]  # "본을"
        sure = bare not in _ALSO_WORDS or (country is not None and country[1] == home)
        if home is not None and _is_name(bare) and sure:
            named = country[0] if country is not None and country[1] == home else country_name(home, bare, language)
            out.append(Destination(named, home, bare, line))
        elif country is not None and word != bare and has_place_particle(word) and _is_name(bare):
            out.append(Destination(country[0], country[1], bare, line))
            country = (country[0], country[1])
    if country is not None and not any(place.country == country[0] for place in out):
        out.append(Destination(country[0], country[1], None, line))
    return tuple(dict.fromkeys(place for place in out if place.country_iso != "KR"))


def _pieces(value: str) -> list[str]:
    """The places named, a country and its city written one after the other taken apart."""
    out: list[str] = []
    for part in _NAME_BREAK.split(re.sub(r"Washington,\s*D\.?C\.?", "Washington D.C.", value)):
        part = part.strip(" .:-–") if not part.strip().endswith("D.C.") else part.strip()
        part = re.sub(r"\s*(?:등|일대|지역|일원|외\s*\d+개국|\d+개국|\d+개\s?도시)\s*$", "", part).strip()
        if not part:
            continue
        if country_code(part) is not None or city_country(part) is not None:
            out.append(part)
            continue
        words = part.split()
        for cut in range(len(words) - 1, 0, -1):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            if country_code(head) is not None:
                out.extend((head, tail))
                break
            if country_code(tail) is not None:
                out.extend((head, tail))
                break
        else:
            out.append(part)
    return out
