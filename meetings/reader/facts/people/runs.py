"""Runs of capitalised words in Latin letters, in which the names of people stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partners.names import HONORIFICS

from ..bodies import is_acronym

LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
LATIN_ONLY = re.compile(rf"^[{LETTER}][{LETTER}'’ʻ.-]*(?:\s[{LETTER}][{LETTER}'’ʻ.-]*){{1,5}}$")
_TOKEN = re.compile(rf"[{LETTER}](?:[{LETTER}\d'’ʻ-]*[{LETTER}\d])?")
PARTICLES_WORDS = """
    de del la las los da dos van von der den bin binti ibn al di
"""
PARTICLES = frozenset(PARTICLES_WORDS.split())
_HONORIFIC = re.compile(rf"^(?:{HONORIFICS})\.?$", re.IGNORECASE)
# Written without a full stop these are words or degrees; "Dr", "Mr" and "Ms" are honorifics either way.
_WITHOUT_STOP_WORDS = """
    dr dra mr mrs ms miss prof profa sr sra srta datuk dato sir madam engr atty capt
"""
_WITHOUT_STOP = frozenset(_WITHOUT_STOP_WORDS.split())
OFFICE_WORDS = """
    director directora deputy vice minister ministro ministra viceminister viceministro viceministra undersecretary
    secretary secretario secretaria subsecretario subsecretaria dean decano decana rector rectora president presidente
    presidenta governor gobernador gobernadora mayor alcalde alcaldesa ambassador embajador embajadora commissioner
    comisionado comisionada chairman chairwoman chairperson chair professor profesor profesora counsellor counselor
    consul cónsul councillor doctor doctora ingeniero ingeniera licenciado licenciada gerente jefe jefa don doña señor
    señora señorita senator senador senadora superintendent superintendente chancellor provost treasurer engineer
    assistant associate general principal subdirector subdirectora attaché colonel captain inspector fellow
    researcher research officer manager specialist adviser advisor analyst consultant coordinator representative expert
    lecturer executive lead senior chief head leader economist scientist
"""
OFFICES = frozenset(OFFICE_WORDS.split())
# Said of an office and not one by themselves.
_QUALIFIER_WORDS = """
    deputy vice assistant associate general principal research executive lead senior chief head
"""
QUALIFIERS = frozenset(_QUALIFIER_WORDS.split())
# What may open a sentence before a name, and capitalised words that are no part of one.
NO_NAME_WORDS = """
    a about after all also although and as asked at because before both but by during for from had has he her here his
    how however i if in is it later meanwhile met my next no nor not of on once only or our over she since so some
    that the their then there these they this those though thus to two under until was we were what when where which
    while who whom why will with yesterday you your please thank thanks dear monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december mon tue wed
    thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec mission report page table annex grant bill mark
    hope faith
    el la los las un una al en con por para que se su sus y o de del lunes martes miércoles jueves viernes sábado
    domingo enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre según
    cuando donde como también además asimismo luego tras ante santa santo san misión informe mar sol
"""
NO_NAME = frozenset(NO_NAME_WORDS.split())


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row. ``words`` are what is left without honorific and office."""

    start: int
    end: int
    honorific: str
    office: str
    words: str


def runs(text: str) -> Iterator[Run]:
    """The runs of capitalised words of a text, without what opens the sentence, honorifics and offices apart."""
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        if not tokens[at].group()[0].isupper():
            at += 1
            continue
        last = at
        while last + 1 < len(tokens):
            between = text[tokens[last].end() : tokens[last + 1].start()]
            word = tokens[last].group()
            joined = between == " " or (
                between in (". ", ".") and (len(word) == 1 or _HONORIFIC.match(word) is not None)
            )
            following = tokens[last + 1].group()
            if not joined or not (following[0].isupper() or following in PARTICLES):
                break
            last += 1
        while tokens[last].group() in PARTICLES:
            last -= 1
        run = _run(text, tokens[at : last + 1])
        if run is not None:
            yield run
        at = last + 1


def _run(text: str, tokens: Sequence[re.Match[str]]) -> Run | None:
    words = [token.group().casefold() for token in tokens]
    first = 0
    while first < len(tokens) and (
        (words[first] in NO_NAME and not (len(words[first]) == 1 and text.startswith(".", tokens[first].end())))
        or is_acronym(tokens[first].group())
    ):
        first += 1
    honours = first
    while (
        first < len(tokens)
        and _HONORIFIC.match(words[first])
        and (words[first] in _WITHOUT_STOP or text.startswith(".", tokens[first].end()))
    ):
        first += 1
    offices = first
    while first < len(tokens) and words[first] in OFFICES:
        first += 1
    if first >= len(tokens):
        return None
    honorific = text[tokens[honours].start() : tokens[offices].start()].strip() if offices > honours else ""
    office = text[tokens[offices].start() : tokens[first].start()].strip() if first > offices else ""
    end = tokens[-1].end()
    name = re.sub(r"['’]s$", "", text[tokens[first].start() : end])
    return Run(tokens[honours].start(), end, honorific, office, name)
