"""Runs of capitalised words: where the name of a body in Latin letters begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partners.names import HONORIFICS

from ..bodies import LEGAL_END, LEGAL_FORMS, has_body_word, is_acronym
from ..places import is_place

LATIN_RUN = re.compile(
    r"(?:[A-ZÀ-ÖØ-Ý][\w'’&.-]*)(?:\s+(?:(?:[dl]['’])?[A-ZÀ-ÖØ-Ý][\w'’&-]*|of|and|for|the|de|del|la|las|los|y|e|"
    r"&|on|in|to|"
    r"et|du|des|do|da|dos|das|di|della|für|und|der|en)(?!\w|\.\w))*"
)
IN_PLACE = re.compile(r"\s(?:in|en)\s([A-ZÀ-Ý][\w'’-]*(?:\s[A-ZÀ-Ý][\w'’-]*)?)(?!\w)")
MISSION_WORD = re.compile(
    r"\b(?:Embassy|Embajada|Embaixada|Ambassade|Consulate|Consulado|Delegation|Delegaci[óo]n|Office|Oficina|Represent\w+)\b"
)
# What goes on with the fields a body is for: "Ministry of Agriculture, Livestock and Fisheries".
_FIELD = r"(?:[A-ZÀ-ÖØ-Ý][\wÀ-ÿ-]{2,}(?:\s[A-ZÀ-ÖØ-Ý][\wÀ-ÿ-]{2,}){0,2})"
FIELDS = re.compile(
    rf"((?:,\s{_FIELD}){{1,4}}),?\s(?:and|y|e|et|ed|und|&)\s(?:(?:the|la|el|los|las|le|les|do|da)\s)?({_FIELD})(?!\w)"
)
_FOR_FIELDS = re.compile(r"\s(?:of|for|de|del|de la|para|da|do|du|des|für)\s(?:(?:the|la|los|las)\s)?[A-ZÀ-Ý][\w\s-]*$")
COMPANY = re.compile(rf",?\s(?:{LEGAL_FORMS})(?![\w])")
LEGAL_START = re.compile(r"^(?:PT|CV|Oy|TOO|OOO|UAB|SIA|AO|ZAO)\s[A-ZÀ-Ý]")
_CONNECTIVES_WORDS = """
    of and for the de del la las los y e & on in to et du des do da dos das di della für und der en
"""
CONNECTIVES = frozenset(_CONNECTIVES_WORDS.split())
WORD = re.compile(r"[A-Za-zÀ-ÿ][\w&À-ÿ'-]*")
# What is called a project, a system or a course is no body.
_CALLED = re.compile(
    r"(?<!\w)(?:proyecto|programa|sistema|plan|curso|taller|seminario|estudio|iniciativa|projeto|projet|project|system|course|study|software|platform|"
    r"plataforma|aplicaci[óo]n|app)\s(?:(?:called|named|titled|denominad[oa]|llamad[oa])\s)?[\"“'‘«]?$"
)
# Between two names of one run: before an article or an acronym, after an acronym, before what only begins a name.
_BETWEEN = re.compile(
    r"\s*(?<!\b\w)[;:]\s+|(?<=\b[A-Z]{3})\s+(?:and|y|e|et)\s+(?=[A-Z])|(?<=[A-Z]{4})\s+(?:and|y|e|et)\s+(?=[A-Z])|\s+(?:and|&|y|e|et)\s+"
    r"(?=(?:the|el|la|los|las|le)\s|[A-Z][A-Z0-9-]+$|(?:Ministry|Ministerio|University|Universidad|Institute|Instituto|Embassy|Embajada|Banco|"
    r"Fundaci[óo]n|Colegio|Escuela|Agencia|Municipalidad|Gobierno|Empresa|C[áa]mara|Sociedad|Asociaci[óo]n|Secretar[íi]a|Consejo)\s(?:of|for|de|del|[A-Z]))"
)


def latin_names(text: str) -> Iterator[tuple[str, int]]:
    """Runs of capitalised words with the end of each, one that goes on over commas with what it is for and its legal
    form: "Ministry of Agriculture, Livestock and Fisheries", "Narae Bio Co., Ltd.".
    """
    done = 0
    while (found := LATIN_RUN.search(text, done)) is not None:
        name, done = found.group(), found.end()
        if _CALLED.search(text[max(0, found.start() - 24) : found.start()]):
            continue
        while name.split()[-1] in CONNECTIVES and " " in name:
            name = name.rpartition(" ")[0].rstrip()
        if len(name) == found.end() - found.start():
            fields = FIELDS.match(text, done) if _FOR_FIELDS.search(name) and has_body_word(name) else None
            if fields is not None and not any(
                has_body_word(item) or is_place(item) or any(map(is_acronym, item.split()))
                for item in (*fields.group(1).split(", ")[1:], fields.group(2))
            ):
                name, done = name + fields.group(), fields.end()
            legal = COMPANY.match(text, done)
            for space in re.finditer(r"(?<!&)\s(?!&)", name) if legal is None else ():
                # "Narae Bio GmbH & Co. KG": the legal form may begin inside of the run
                legal = COMPANY.match(text, done - (len(name) - space.start()))
                if legal is not None and legal.end() >= done:
                    name = name[: space.start()]
                    break
                legal = None
            if legal is not None:
                name, done = name + legal.group(), legal.end()
        yield name, done


def several(name: str) -> list[str]:
    """The names in a run: an article after "and" begins another where a body follows, and so does an acronym."""
    parts = _BETWEEN.split(name)
    out: list[str] = []
    for part in parts:
        country = is_place(re.sub(r"^(?:the|el|la)\s", "", part))
        if out and not (has_body_word(part) or country or any(map(is_acronym, part.split()))):
            out[-1] = name[name.index(out[-1]) : name.index(part, name.index(out[-1]) + len(out[-1])) + len(part)]
        else:
            out.append(part)
    return out


def in_names(name: str) -> list[str]:
    """The names of a run, those of sentences that end in it apart."""
    if LEGAL_END.match(name):
        head, joint, tail = re.sub(
            rf"^(?:{HONORIFICS})\.?\s.*?\s(?:of|from|de)\s", "", name, flags=re.IGNORECASE
        ).rpartition(" and ")
        return [*in_names(head), tail] if joint and " " in head else [f"{head}{joint}{tail}"]
    return [one for part in re.split(r"\.\s+", name) for one in several(part) if one]
