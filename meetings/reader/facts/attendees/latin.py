"""Lists in English and Spanish: ``Name (Title, Body), Name, Title, Body; for the Body, Name and Name``.

A list is groups between semicolons and sentences; a group may begin with whose side it is, or end with it, and holds
pieces between commas and "and". A piece begins a person, or tells of the one before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from partners.names import HONORIFICS, split_honorific

from ..bodies import has_body_word, is_acronym, is_role, looks_like_body
from ..places import is_place
from .listed import Listed, mode_of, sentences, split_top

LATIN_TITLE = re.compile(
    r"\b(?:(?:(?:Vice|Sub|Co)-?)?(?:Direct(?:or|ora|rice)|Manager|Officer|Specialist|Advis[eo]r|Head|Chief|Professor|"
    r"Secretary|Minister|Coordinator|President|Chair(?:man|woman|person)?|Consultant|Analyst|Engineer|Representative|"
    r"Commissioner|Counsell?or|Consul|Ambassador|Attaché|Researcher|Fellow|Dean|Provost|Chancellor|Rector|Rectora|"
    r"Lecturer|Interpreter|Translator|Driver|Executive|Assistant|Associate|Senior|Junior|Principal|Lead|Leader|"
    r"Economist|Scientist|Technician|Planner|Architect|Lawyer|Auditor|Inspector|Clerk|Nurse|Physician|Surgeon|"
    r"Hydrologist|Statistician|Librarian|Curator|Archivist|Journalist|Editor|Student|Intern|Trainee|Volunteer|Owner|"
    r"Supervisor|Controller|Registrar|Treasurer|Accountant|Liaison|Delegate|Envoy|Undersecretary|Under-Secretary|"
    r"Deputy|Vice|Acting|Interim|Focal Point|Team|"
    r"Jef[ea]|Gerent[ea]|Subgerente|Coordinadora?|Especialista|Asesora?|Ministr[oa]|Viceministr[oa]|Profesora?|"
    r"Docente|Catedrátic[oa]|Secretari[oa]|Subsecretari[oa]|Subdirectora?|Investigadora?|Vicerrectora?|Vicedecan[oa]|"
    r"President[ea]|Vicepresident[ea]|Encargad[oa]|Responsable|Decan[oa]|Intérprete|Traductora?|Líder|Analista|"
    r"Técnic[oa]|Consultora?|Embajadora?|Cónsul|Agregad[oa]|Consejer[oa]|Regidora?|Concejal[a]?|Gobernadora?|Tesorer[oa]|"
    r"Funcionari[oa]|Profesional|Contratista|Gestora?|Promotora?|Facilitadora?|Contadora?|Auditora?|Perit[oa]|Expert[oa]|Instructora?|Evaluadora?|"
    r"Vocal|Alcaldesa|Prefect[oa]|Magistrad[oa]|Fiscal|Diputad[oa]|Senadora?|Bioquímic[oa]|Médic[oa]|Enfermer[oa]|Biólog[oa]|"
    r"Veterinari[oa]|Arquitect[oa]|Bibliotecari[oa]|Practicante|Operari[oa]|Capataz|Supervisora?|Capacitadora?|Oficial|Ingenier[oa]|Abogad[oa]|Economista|Superintendente|Administradora?|Delegad[oa]|Asistente|"
    r"Auxiliar|Conductora?|Chofer|Becari[oa]|Pasante|Estudiante|Titular|Adjunt[oa]|Intendente|Comisionad[oa]|Fundadora?|"
    r"CEO|CTO|CFO|COO|CIO|MD|VP|Partner|Founder|Member|Expert|Trainer|Governor|Mayor|Alcalde|Alcaldesa|Spokesperson|"
    r"Superintendent|Administrator|Inspectora?|[A-Z][a-z]+(?:ologist|icist|omist|macist|ician|eyor|grapher|keeper|master)))\b",
    re.IGNORECASE,
)
NAME_PARTICLE = r"(?:de|del|la|las|los|da|dos|das|do|di|van|von|der|den|ten|bin|binti|ibn|abu|al|el|y|e)"
_NAME_WORD = r"(?:d['’]|al-|el-|Mc|O['’])?[A-ZÀ-ÖØ-ÝŁŠŽĆČĐŘŚŻĞİŞÑ][\w'’ʻ`-]*\.?"
_NAME = re.compile(rf"^(?:{_NAME_WORD}|{NAME_PARTICLE}(?=\s))(?:\s+(?:{_NAME_WORD}|{NAME_PARTICLE}(?=\s))){{0,6}}$")
_AND = re.compile(r"\s+(?:and|y|e|&)\s+")
_ARTICLE = r"(?:(?:the|our|its|their|el|la|los|las|nuestr[oa]|su)\s+)?"
_FOR_SIDE = re.compile(
    rf"^(?:and\s+|y\s+)?(?:for|from|on behalf of|representing|por(?:\s+parte\s+de)?|de\s+parte\s+de|"
    rf"por\s+el\s+lado\s+de|en\s+representación\s+de|desde|del?|de\s+la)\s*l?\s+{_ARTICLE}([^,:;()]{{2,70}}?(?:\s*\([^()]*\))?)"
    rf"\s*[,:]\s*(?=\S)",
    re.IGNORECASE,
)
# How the people of a group took part: "by video link: …", "por videoconferencia, …", "(online) …".
_MODE_MARK = re.compile(
    r"^(?:and\s+|y\s+)?[(\[]?((?:by|via|over|on|por|en|in|through|a)?\s*[A-Za-zÀ-ÿ -]{4,24}?)"
    r"\s*(?:[,:)\]]\s*:?)\s*(?=\S)",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"^(?:apologies|absent|excused|regrets|ausentes?|excusad[oa]s?|disculpas)\b", re.IGNORECASE)
_COLON_SIDE = re.compile(r"^([^,:;()]{2,60}?(?:\s*\([^()]{1,20}\))?)\s*:\s*(?=\S)")
_BRACKET_SIDE = re.compile(r"^[(\[]([^()\[\]]{2,40})[)\]]\s*:?\s*(?=\S)")
_SIDE_AFTER = re.compile(
    rf"^(?:(?:both|all|ambos|ambas|todos|todas|tous)\s+)?(?:of|from|with|at|de(?:l|\s+la|\s+los|\s+las)?)\s+{_ARTICLE}(.{{2,80}})$",
    re.IGNORECASE,
)
_OF_BODY = re.compile(
    rf"^(.+?)\s+(?:of|from|at|with|de|del|de\s+la)\s+{_ARTICLE}([A-ZÀ-Ý].{{1,80}})$",
)
OWN_SIDE = re.compile(
    r"^(?:our|own|mission|home|visiting|visitors?['’]?|korean?|nuestr[ao]|lado\s+propio|misión|delegación|the\s+mission|"
    r"mission\s+team|us|(?:the\s+)?travell?ers|interviewers?|interviewed\s+by|asked\s+by|questions\s+by|entrevistador(?:a|es|as)?|"
    r"entrevistad[oa]\s+por|preguntó|quien\s+entrevista)(?:\s+(?:side|team|party|people|members|delegation|mission|visitors?))?$|^(?:por|de)\s+nuestr[ao]\s+(?:parte|lado|institución|delegación)$",
    re.IGNORECASE,
)
_HOST_SIDE = re.compile(
    r"^(?:host|hosts|local|counterparts?|partner|their|other|contraparte|anfitri[oó]n(?:es)?|lado\s+\w+|parte\s+\w+|\w+)\s+(?:side|team|party)$"
    r"|^(?:(?:our|the)\s+)?(?:hosts?|counterparts?|contrapartes?|anfitriones|locales?|by\s+)$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^\s*(?:(?:we\s+|i\s+|the\s+(?:team|mission)\s+)?(?:also\s+)?met(?:\s+with)?|meeting\s+with|attended\s+by|present(?:\s+were)?|"
    r"received\s+by|hosted\s+by|in\s+the\s+room|participaron|asistieron|reunión\s+con|con|with)\s*:?\s+(?=[A-Z(])",
    re.IGNORECASE,
)
# A part of a title that says of what: "Director General, Digital Economy".
FIELD = re.compile(
    r"\b(?:Econom[yí]a?|Polic(?:y|ies)|Cooperation|Affairs|Programm?e?s|Planning|Development|Strategy|Operations|Finance|"
    r"Relations|Partnerships|Infrastructure|Energy|Health|Education|Water|Cities|Governance|Engineering|Sciences?|"
    r"Technology|Transformation|Innovation|Marketing|Sales|Procurement|Legal|Studies|Statistics|Resources|Security|"
    r"Trade|Investment|Communications?|Research|Cooperación|Asuntos|Planificación|Desarrollo|Proyectos|Estudios|Finanzas|"
    r"Relaciones|Políticas?|Hydrology|Environment|Climate|Agriculture|Storage|Services)$"
)
# "NLPC Mr. A B": the body stands before the honorific.
_BODY_BEFORE = re.compile(rf"^(.{{2,60}}?)\s+(?=(?:{HONORIFICS})\b\.?\s+[A-ZÀ-Ý])", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r",?\s+(?:and|y|e|with|con)\s+(?:(?:\d{1,2}|two|three|four|five|several|some|other|others|more|their|his|her|dos|tres|"
    r"cuatro|cinco|varios|otros|otras|su|sus)\b\s*)+(?:\w+(?:\s\w+){0,2}\s?)?(?=[.;]|$)|,?\s+et\s+al\.?$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^(?:myself|himself|herself|me|us|I(?!\.)|we|others|colleagues|staff|several|etc\.?|otros|colegas)\b"
)


# "Programme Officer": offices that are nobody's surname
_ENDS_AS_OFFICE = re.compile(
    r"\s(?:Officer|Manager|Director|Specialist|Advis[eo]r|Coordinator|Analyst|Engineer|Assistant|Associate|Consultant|"
    r"Representative|Secretary|Executive|Scientist|Researcher|Directora|Coordinadora?|Especialista|Asesora|Analista|"
    r"Técnic[oa]|Profesional|Ejecutiv[oa]|Jurídic[oa]|Titular|Adjunt[oa]|Asistente)$"
)
# Who heads a unit, and a unit that is named as a part of some body.
_HEADS = re.compile(
    r"^(?:Chief|Head|Director(?:a)?|Manager|Jef[ea]|Encargad[oa]|Responsable|Gerente|Coordinadora?|Lead)$"
)
_UNIT_ONLY = re.compile(
    r"^(?:[A-ZÀ-Ý][\w&-]+\s){1,4}(?:Division|Section|Unit|Branch|Department|Desk|Team)$|"
    r"^(?:Divisi[óo]n|Secci[óo]n|Unidad|[ÁA]rea|Departamento|Equipo)\s(?:de\s|del\s)"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    after_and: bool = False


_FIRST_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’-]{2,}")


def is_latin_name(text: str) -> bool:
    """Whether words are written as a personal name is: capitals, and small words such as "de" between them."""
    return _NAME.match(text) is not None


def latin_people(text: str, line: int, org: str | None) -> list[Listed]:
    """The people of a list in Latin letters; ``org`` is the body of those who come without one."""
    text = _LEAD_IN.sub("", re.sub(r"^\s*\(\d+\)\s*:?", "", text).strip())
    text = _AND_OTHERS.sub("", text)
    text = re.sub(r"[,;\s]+(?:and|y|e)?\s*$", "", text.rstrip(". ")) + (
        "." if re.search(r"\b[A-Z]\.\s*$", text) else ""
    )
    groups = [
        part
        for sentence in sentences(text)
        for by_semicolon in split_top(sentence, ";\n")
        for part in _slashed(by_semicolon)
    ]
    out: list[Listed] = []
    side: str | None = None
    body = org
    for group in groups:
        if _ABSENT.match(group):
            continue
        marked = _MODE_MARK.match(group)
        mode = mode_of(marked.group(1)) if marked is not None else None
        group = group[marked.end() :] if marked is not None and mode is not None else group
        body, side, rest = _side(group, body, side)
        found = _group(rest, line, body, len(groups) > 1)
        found = [replace(person, mode=person.mode or mode) for person in found]
        out.extend(
            replace(person, side=person.side or side) if not person.title or not is_role(person.title) else person
            for person in found
        )
    return out


def _slashed(text: str) -> list[str]:
    """Groups parted by a slash with blanks around it."""
    parts = re.split(r"\s+/\s+(?![^(]*\))", text)
    return [part.strip() for part in parts if part.strip()]


def _side(group: str, body: str | None, side: str | None) -> tuple[str | None, str | None, str]:
    """(body, side, what follows) of a group: what it says at its beginning, else what held before it."""
    for pattern in (_FOR_SIDE, _BRACKET_SIDE, _COLON_SIDE):
        found = pattern.match(group)
        if found is None:
            continue
        name, rest = found.group(1).strip(), group[found.end() :].strip()
        if OWN_SIDE.match(name):
            return None, "own", rest
        if _HOST_SIDE.match(name):
            return None, "host", rest
        if pattern is _BRACKET_SIDE and not looks_like_body(name):
            continue
        if pattern is _FOR_SIDE and not (looks_like_body(_bare(name)) or name[:1].isupper()):
            continue
        if is_role(name):
            return None, None, f"{name.lower()} {rest}"
        if pattern is _COLON_SIDE and LATIN_TITLE.search(name) and (" " not in name or not has_body_word(name)):
            return body, side, f"{rest}, {name}" if "," not in rest else rest  # "President: Ana Ruiz"
        if looks_like_body(_bare(name)) or pattern is _FOR_SIDE or (pattern is _COLON_SIDE and name[:1].isupper()):
            return name, None, rest
    return body, side, group


def _bare(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", text).strip()


def _pieces(text: str) -> list[_Piece]:
    """The pieces between commas, and between "and" where a person can begin after it."""
    out: list[_Piece] = []
    for segment in split_top(text, ","):
        segment, leading = re.subn(r"^(?:and|y|e|&)\s+", "", segment)
        parts = _split_and(segment)
        shared = re.search(r"\(([^()]*)\)\s*$", parts[-1])
        if len(parts) > 1 and shared is not None and looks_like_body(shared.group(1)):
            # "Ms. A and Mr. B (ORG)": the bracket is for both
            parts = [part if "(" in part else f"{part} ({shared.group(1)})" for part in parts]
        out.extend(_Piece(part.strip(), bool(at or leading)) for at, part in enumerate(parts) if part.strip())
    return out


def _split_and(segment: str) -> list[str]:
    parts, begin, depth, at = [], 0, 0, 0
    for found in _AND.finditer(segment):
        depth += segment.count("(", at, found.start()) - segment.count(")", at, found.start())
        at = found.start()
        before, rest = segment[begin : found.start()], segment[found.end() : found.end() + 120]
        begins = _begins_person(rest)
        if (
            depth
            or not begins
            or (found.group().strip() in ("y", "e") and not _ends_person(before) and split_honorific(rest)[0] is None)
        ):
            continue
        parts.append(before)
        begin = found.end()
    return [*parts, segment[begin:]]


def _begins_person(text: str) -> bool:
    honorific, bare = split_honorific(re.sub(r"^(?:a|an|the|un|una|el|la)\s+", "", text))
    if honorific:
        return True
    head = re.match(rf"({_NAME_WORD})\s+(?:{NAME_PARTICLE}\s+)*({_NAME_WORD})", bare)
    if head is None:
        return is_role(bare.split(" ")[0]) and len(bare.split(" ")) > 1
    words = head.group()
    return not (has_body_word(words) or (LATIN_TITLE.search(words) and LATIN_TITLE.search(words.split(" ")[-1])))


def _ends_person(text: str) -> bool:
    return text.rstrip().endswith(")") or split_honorific(text)[0] is not None or is_latin_name(text.strip())


# "Brandt, Keane and Ruiz from NDB": who is known already goes by the surname
_SURNAMES_OF = re.compile(
    r"^((?:[A-ZÀ-Ý][\w'’-]+,\s){0,5}[A-ZÀ-Ý][\w'’-]+\s(?:and|y|e)\s[A-ZÀ-Ý][\w'’-]+)"
    r"(?:\s(?:from|of|for|de|del|por)\s(?:the\s|la\s|el\s)?([A-ZÀ-Ý][^,;()]{1,60}))?$"
)


def _group(text: str, line: int, org: str | None, parted: bool) -> list[Listed]:
    """The people of one group. ``parted``: the list has several groups, so that a group begins with a person."""
    known = _SURNAMES_OF.match(text)
    whose = known.group(2) if known is not None else None
    if known is not None and (looks_like_body(whose) if whose else parted) and not LATIN_TITLE.search(known.group(1)):
        return [Listed(name, line, whose) for name in re.split(r",\s|\s(?:and|y|e)\s", known.group(1))]
    pieces = _pieces(text)
    after = _SIDE_AFTER.match(pieces[-1].text) if len(pieces) > 1 else None
    trailing: str | None = None
    whose = _bare(after.group(1)) if after is not None else ""
    if after is not None and (looks_like_body(whose) or (whose[:1].isupper() and not LATIN_TITLE.search(whose))):
        trailing, pieces = after.group(1).strip(), pieces[:-1]
    out: list[Listed] = []
    honoured = any(split_honorific(piece.text)[0] for piece in pieces)
    titled = [bool(LATIN_TITLE.search(_bare(piece.text))) for piece in pieces]
    one = (
        not honoured
        and len(pieces) >= 2
        and titled[1]
        and not any(titled[2:])
        and not titled[0]
        and (len(pieces) == 3 or parted)
        and not any("(" in piece.text for piece in pieces)
        and not any(piece.after_and for piece in pieces)
    )  # "A B, Energy Adviser, Clear Grid": one person
    closed = False
    for piece in pieces:
        part = piece.text
        if _ALONE.match(part):
            closed = True
            continue
        stripped = re.sub(r"^[a-zà-ÿ/ ]+(?=[A-Z][a-z]{0,4}\.)", "", part)
        honorific, _ = split_honorific(stripped)
        person = latin_person(part, line, org)
        # "Dr. A, Senior Researcher B C": an office with a name behind it is somebody else's
        named_anew = (
            person is not None
            and person.title is not None
            and part.startswith(f"{person.title} ")
            and (" " in split_honorific(person.name)[1] or honorific is not None)
        )
        bodied = named_anew or (person is not None and person.org is not None and person.org != org)  # "Jiho Nam (KCC)"
        # "Ms. A (Head of Storage), B C": the bracket has said what A is, so a name after it is somebody else's
        closed = closed and (
            (is_latin_name(_bare(part)) and 2 <= len(_bare(part).split()) <= 5)
            or (_FIRST_NAME.fullmatch(part) is not None and not LATIN_TITLE.search(part) and not is_acronym(part))
        )
        told = not honorific and (
            (one and bool(out))
            or (honoured and bool(out) and not bodied and not closed and not (piece.after_and and person is not None))
            or (
                person is not None
                and person.title is None
                and LATIN_TITLE.search(_bare(part)) is not None
                and not (out and closed and "(" in part)
            )
            or (person is None or (not bodied and person.title is None and looks_like_body(_bare(part))))
        )
        if out and (person is None or told):
            out[-1] = _described(out[-1], [part])
        elif person is not None and not (told and looks_like_body(_bare(part))):
            out.append(person)
        closed = part.endswith(")") or (closed and not told)
    if trailing is not None:
        out = [replace(person, org=trailing) if person.org is None or person.org == org else person for person in out]
    return out


def latin_person(text: str, line: int, org: str | None) -> Listed | None:
    """The person a piece of a list begins with, and what its bracket, its dash or the words around the name say."""
    bracket = re.match(r"^([^()]*?)\s*\(([^()]*)\)\s*(.*)$", text)
    inside = bracket.group(2) if bracket else ""
    name = (bracket.group(1) if bracket else text).strip()
    tail = bracket.group(3).strip() if bracket else ""
    title: str | None = None
    own: str | None = None
    name = re.sub(r"^(?:a|an|the|our|el|la|un|una)\s+(?=[a-zA-Z])", "", name)
    role = re.match(r"^([a-zà-ÿ][a-zà-ÿ/ -]*?)\s*:?\s+(?=(?:[A-ZÀ-Ý]))", name)
    if role is not None and (is_role(role.group(1)) or LATIN_TITLE.search(role.group(1))):
        title, name = role.group(1), name[role.end() :]
        org = None if is_role(title) else org
    dashed = re.split(r"\s+[–—-]\s+|\s*:\s+", name, maxsplit=1)
    name = dashed[0]
    honorific, bare = split_honorific(name)
    behind_body = None if honorific else _BODY_BEFORE.match(name)
    if behind_body is not None and looks_like_body(behind_body.group(1)):
        own, name = behind_body.group(1), name[behind_body.end() :]
        honorific, bare = split_honorific(name)
    of = _OF_BODY.match(name)
    if of is not None and looks_like_body(of.group(2)) and is_latin_name(split_honorific(of.group(1))[1]):
        name, own = of.group(1), of.group(2)
        honorific, bare = split_honorific(name)
    if honorific is None and title is None:
        before, rest = _title_before(bare)
        if before is not None:
            title, bare = before, rest
            name = rest
            honorific, bare = split_honorific(name)
    if (
        not is_latin_name(bare)
        or is_place(bare)
        or (honorific is None and _ENDS_AS_OFFICE.search(bare))
        or (honorific is None and (has_body_word(bare) or is_acronym(bare) or FIELD.search(bare)))
        or (honorific is None and len(bare.split()) == 1 and LATIN_TITLE.search(bare))
    ):
        return None
    person = Listed(name, line, own or org, title, mode_of(tail) if tail else None)
    details = split_top(inside, ",;") if inside else []
    if len(dashed) > 1:
        details = split_top(dashed[1], ",;") + details
    return _described(person, details)


def _title_before(text: str) -> tuple[str | None, str]:
    """("Deputy Minister", "Ana Ruiz") of "Deputy Minister Ana Ruiz"; None where no title stands before the name."""
    words = text.split()
    count = max(
        (
            at + 1
            for at, word in enumerate(words[:4])
            if LATIN_TITLE.fullmatch(word) or (at and word in ("General", "Ejecutivo", "Ejecutiva"))
        ),
        default=0,
    )
    if any(not word[:1].isupper() for word in words[: count + 1]):
        return None, text
    rest = " ".join(words[count:])
    if not count or not is_latin_name(rest) or len(words) - count > 5:
        return None, text
    return " ".join(words[:count]), rest


def _without_mode(detail: str) -> tuple[str, str | None]:
    """A remark without the bracket that says how somebody took part: "Data Officer (online)"."""
    found = re.search(r"\s*\(([^()]*)\)$", detail)
    if found is None:
        return detail, None
    how = next((mode for part in split_top(found.group(1), ",;") if len(part) <= 24 and (mode := mode_of(part))), None)
    return (detail[: found.start()] if how is not None else detail), how


def _described(person: Listed, details: list[str]) -> Listed:
    """The person with title and body taken from the remarks about it: the first that is no body is the title."""
    title, org, mode = person.title, person.org, person.mode
    given = False
    for index, detail in enumerate(details):
        detail, how = _without_mode(detail)
        mode = how or mode
        detail = re.sub(r"^(?:and|y)\s+|^(?:the|its|their|our|an?|el|la|su)\s+(?=[a-zà-ÿ])", "", detail.strip())
        at = re.match(rf"^(.+?)\s+(?:at|of|with|for|en|de|del|de\s+la)\s+{_ARTICLE}([A-ZÀ-Ý].*)$", detail)
        if mode_of(detail) and (
            len(detail) <= 16 or re.match(r"(?:joined|connected|participat|conectad|by|via|por)", detail)
        ):
            mode = mode_of(detail)
        elif is_role(detail):
            title = title or detail
        elif re.match(r"^(?:who|which|whose|quien|que)\s", detail):
            continue
        elif (
            title is None
            and at is not None
            and looks_like_body(at.group(2))
            and not has_body_word(at.group(1))
            and re.search(r"\s(?:at|with|for|en)\s", detail)
        ):
            title, org, given = at.group(1), at.group(2), True
        elif FIELD.search(detail) and title is not None and not has_body_word(detail) and not is_acronym(detail):
            title = f"{title}, {detail}"
        elif title is not None and _HEADS.match(title) and _UNIT_ONLY.match(detail):
            title = f"{title}, {detail}"  # "Chief, Planning Division"
        elif (looks_like_body(detail) and not (title is None and LATIN_TITLE.search(detail))) or (
            title is not None and index and detail[:1].isupper() and not LATIN_TITLE.search(detail)
        ):
            if not given:
                org, given = detail, True
        elif title is None:
            title = detail
        elif not given and detail[:1].isupper():
            title = f"{title}, {detail}"
    return replace(person, title=title, org=org, mode=mode)
