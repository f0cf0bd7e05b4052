"""Words that stand for a body the document has named: "the Centre", "la Agencia", 우리 원."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from partners.names import has_hangul

from .spelling import SHORT_WORDS

_ENGLISH = """
    Ministry Department Agency University Institute Authority Centre Center Council Bank Commission Committee
    Foundation Association Corporation Bureau Secretariat Board Fund Organisation Organization Directorate
    Municipality Federation Union Academy College School Hospital Chamber Society Network Cooperative Laboratory
    Museum Library Office Trust Company Observatory Consortium Alliance Province
"""
_SPANISH = """
    Ministerio Viceministerio Departamento Agencia Universidad Instituto Autoridad Centro Consejo Banco Comisión
    Comité Fundación Asociación Corporación Secretaría Subsecretaría Organización Dirección Superintendencia
    Municipalidad Municipio Alcaldía Gobernación Prefectura Intendencia Federación Unión Academia Colegio Escuela
    Hospital Cámara Sociedad Cooperativa Laboratorio Museo Biblioteca Fondo Empresa Junta Servicio Observatorio
    Consorcio Facultad Corporación
"""
_FIRST = frozenset(_SPANISH.split())
_LAST = frozenset(_ENGLISH.split())
_ARTICLE = re.compile(r"(?:^|[\s(“\"'])(?:the|this|el|la|del|al|nuestr[oa]|our)\s$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s(?:of|for|de|del|on|[A-ZÀ-Ý]\w*[a-zà-ÿ])(?!\w)")
_OF_OURS = re.compile(r"^(?:(?:우리|저희)\s?|[본당]\s|(?:our|nuestr[oa])\s)\S+$", re.IGNORECASE)
# Kinds of one syllable that people speak of as theirs: 우리 원, 우리 시.
_OURS_ENDINGS = "원청부처시도군구"
_WORDS_OF_KIND = "교육청 교육지원청 대학교 대학 대학원 시청 도청 군청 구청 공사 공단 청 학교 초등학교 중학교 고등학교"


def kind_of_name(name: str) -> str | None:
    """The word that says what kind of body a Latin name is of: the last one or the one before "of", in Spanish the
    first.
    """
    words = (name.title() if name.isupper() else name).removeprefix("The ").split()
    if len(words) < 2 or has_hangul(name):
        return None
    if words[0] in _FIRST:
        return words[0]
    end = next(
        (at for at, word in enumerate(words) if at and (word in ("of", "for", "at", "in") or word[-1] == ",")), 0
    )
    if end and words[end][-1] == ",":
        end += 1
    last = (words[end - 1] if end else words[-1]).rstrip(",")
    return last if last in _LAST else None


def standing_alone(text: str, kinds: re.Pattern[str]) -> Iterator[str]:
    """The words of kind in a text that mean a body by themselves: behind an article, or as the label of a list."""
    for found in kinds.finditer(text):
        if means_a_body(text, found):
            yield found.group()


def means_a_body(text: str, found: re.Match[str]) -> bool:
    """Whether "Centre" stands for a whole name where it is found."""
    after = text[found.end() : found.end() + 24]
    if _GOES_ON.match(after):
        return False
    before = text[max(0, found.start() - 12) : found.start()]
    return _ARTICLE.search(before) is not None or (not before.strip(" -*•|") and re.match(r"\s?:", after) is not None)


def is_kind(text: str) -> bool:
    """Whether a text is one of the words of kind alone."""
    return text in _FIRST or text in _LAST


def says_which(text: str) -> bool:
    """Whether a spelling names a body outside of its document too; "the Centre", 공단 and 우리 원 do not."""
    return not (is_kind(text) or text in SHORT_WORDS or _OF_OURS.match(text))


def own_references(names: Iterable[str]) -> re.Pattern[str] | None:
    """How the body that reports speaks of itself: 우리 원, 본 연구원, "our Institute", by the ends of its names."""
    ends: set[str] = set()
    latin: set[str] = set()
    for name in names:
        bare = re.sub(r"\([^()]*\)", "", name).strip()
        if has_hangul(bare):
            ends |= {bare[-1]} & set(_OURS_ENDINGS)
            ends |= {word for word in (*SHORT_WORDS, *_WORDS_OF_KIND.split()) if bare.endswith(word) and bare != word}
        elif (kind := kind_of_name(bare)) is not None:
            latin |= {kind, kind.lower()}
    parts = []
    if ends:
        words = "|".join(sorted(ends, key=lambda word: (-len(word), word)))
        parts.append(
            rf"(?<![가-힣])(?:(?:우리|저희)\s?(?:{words})|[본당]\s(?:{words}))"
            r"(?=(?:은|는|이|가|을|를|의|과|와|에|에서|에게|도|으로|로|측|에는|에서는|만)?(?![가-힣]))"
        )
    if latin:
        parts.append(rf"(?<!\w)(?:[Oo]ur|[Nn]uestr[oa])\s(?:{'|'.join(sorted(latin))})(?!\w)")
    return re.compile("|".join(parts)) if parts else None
