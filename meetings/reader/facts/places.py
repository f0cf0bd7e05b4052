"""Countries and cities: naming them, finding them, and reading where a trip went."""

from __future__ import annotations

import re
from functools import cache

from partners.names import norm

from ..reading import Destination
from .places_data import CITIES, COUNTRIES

_NAME_BREAK = re.compile(r"\s*(?:[,;/·ㆍ()\[\]]|\s[–—-]\s|→|\band\b|\by\b|\be\b|및|와\s|과\s)\s*")


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
def _country_pattern() -> re.Pattern[str]:
    names = sorted((name for row in COUNTRIES.splitlines() for name in row.split("|")[1:]), key=len, reverse=True)
    korean = [re.escape(name) for name in names if re.match("[가-힣]", name) and len(name) > 1]
    latin = [
        re.escape(name) for name in names if not re.match("[가-힣]", name) and (len(name) > 3 or name in ("UK", "USA"))
    ]
    return re.compile(rf"(?<![가-힣])(?:{'|'.join(korean)})|(?<![A-Za-z])(?:{'|'.join(latin)})(?![A-Za-z])")


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", norm(name))


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country named in Korean, English or Spanish."""
    return _countries().get(_fold(name)) if name.strip() else None


def city_country(name: str) -> str | None:
    """The country of a well-known city."""
    return _cities().get(_fold(name)) if name.strip() else None


def is_place(name: str) -> bool:
    """Whether a word is a country or a well-known city."""
    return country_code(name) is not None or city_country(name) is not None


def countries_in(text: str) -> list[tuple[str, str]]:
    """(code, name as written) of the countries named in a text, in order."""
    return [(code, found) for found in _country_pattern().findall(text) if (code := country_code(found))]


def destinations(value: str, line: int) -> tuple[Destination, ...]:
    """``페루(리마)``, ``Lao PDR – Vientiane, Savannakhet``, ``칠레 산티아고, 페루 리마``, ``Lima, Peru`` as
    destinations.
    """
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
    out.extend(
        Destination(None, city_country(city), city, line) for city in waiting if city_country(city) or country is None
    )
    return tuple(dict.fromkeys(out))


def _pieces(value: str) -> list[str]:
    """The places named, a country and its city written one after the other taken apart."""
    out: list[str] = []
    for part in _NAME_BREAK.split(re.sub(r"Washington,\s*D\.?C\.?", "Washington D.C.", value)):
        part = part.strip(" .:-–") if not part.strip().endswith("D.C.") else part.strip()
        part = re.sub(r"\s*(?:등|일대|지역|일원|외\s*\d+개국|\d+개국|\d+개\s?도시)\s*$", "", part).strip()
        if not part:
            continue
        if country_code(part) is not None:
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
