"""People in lists: rows of a table, or names in running text in Korean, English and Spanish order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from partners.names import TITLE_ENDINGS, has_hangul, is_korean_name, is_title, split_honorific, split_korean_title

from ..blocks import Block
from .bodies import has_body_ending, has_body_word, is_acronym, is_role, looks_like_body
from .labels import column_keys, label_key
from .places import is_place

_COUNT = re.compile(
    r"(?:총\s*|전체\s*|등\s*)(\d{1,3})\s*(?:인|명|여명)|^\s*\(?(\d{1,3})\s*(?:인|명)\)?\s*$|\((?:총\s*|"
    r"total\s*:?\s*)?(\d{1,3})\s*(?:인|명|persons|people|personas)?\)|"
    r"\b(\d{1,3})\s+(?:persons|participants|people|personas|asistentes|participantes|attendees)\b|"
    r"^\s*(\d{1,3})\s*(?:인|명)",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"\s*외\s*(\d{1,2})\s*(?:인|명)")
_EVERYONE = re.compile(
    r"(?:조사단|방문단|출장단|대표단|출장자|연수단|방문자|일행)\s*(?:전원|일동|모두)|"
    r"(?:all\s+)?mission\s+members|(?:the\s+)?(?:whole|entire|full)\s+(?:team|mission)|toda\s+la\s+(?:misión|"
    r"delegación)"
)
_SIDE = re.compile(r"^[\s(\[<【-]*([가-힣A-Za-z]{1,12}?)\s*(?:측|쪽|side)\s*(?:참석자)?\s*[)\]>】]?\s*[:：]?\s*")
_ONLINE = re.compile(r"온라인|비대면|화상|원격|online|virtual|remote|zoom|en línea|a distancia", re.IGNORECASE)
_ONSITE = re.compile(r"대면|현장|오프라인|onsite|on-site|in[- ]person|presencial", re.IGNORECASE)
_LATIN_TITLE = re.compile(
    r"\b(?:Director|Directora|Manager|Officer|Specialist|Advis[eo]r|Head|Chief|Professor|Secretary|Minister|"
    r"Vice|Deputy|Coordinator|President|"
    r"Chair(?:man|woman|person)?|Consultant|Analyst|Engineer|Representative|Commissioner|Counsell?or|Ambassador|"
    r"Attaché|Researcher|Fellow|Dean|"
    r"Rector|Rectora|Lecturer|Interpreter|Translator|Driver|Executive|Assistant|Associate|Senior|Principal|Lead|"
    r"Leader|Economist|Scientist|"
    r"Jefe|Jefa|Gerente|Coordinadora?|Especialista|Asesora?|Ministr[oa]|Viceministr[oa]|Profesora?|"
    r"Secretari[oa]|Subdirectora?|Investigadora?|"
    r"Presidente|Presidenta|Encargad[oa]|Responsable|Decan[oa]|Intérprete|Traductora?|CEO|CTO|CFO|Partner|"
    r"Founder|Member|Expert|Trainer|"
    r"Governor|Mayor|Alcalde|Alcaldesa|Spokesperson|Superintendent|Administrator)\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"만나|만났|면담|참석|배석|동석|예방|접견|함께|\bmet\b|attended|reuni|participaron|asistieron", re.IGNORECASE
)
_TOLD = re.compile(
    r"(?:(?<![가-힣A-Za-z])([A-Za-z(]*[가-힣][가-힣A-Za-z()·]*|[A-Z]{2,})\s)?((?:[A-ZÀ-Ý][\w'’.-]*|de|del|van|"
    r"von|der)(?:\s(?:[A-ZÀ-Ý][\w'’.-]*|de|del|van|von|der))*|"
    rf"(?<![가-힣])[가-힣]{{2,4}})\s([가-힣]{{0,6}}(?:{TITLE_ENDINGS}))(?=과|와|을|를|이|가|은|는|의|께|에게|님|"
    rf"등|및|[\s,.)]|$)"
)
_OUR_SIDE = re.compile(
    r"^(?:The\s+|Our\s+|La\s+)?(?:mission|team|delegation|misión|delegación)(?:\s+team)?\s*\(([^()]+)\)", re.IGNORECASE
)
_RARE_NAME = re.compile(r"^[가-힣]{2}(?![부팀과실국청원처단소장관자측계반])[가-힣]$")
_AND = re.compile(r"\s+(?:and|y|e|&)\s+(?=(?:[A-Z][a-z]*\.\s|[A-ZÀ-Ý][\w'’-]+\s+[A-ZÀ-Ý]))")
_PARTICLE = r"(?:de|del|la|las|los|da|dos|van|von|der|den|bin|binti|al|el|y|e)"
_LATIN_NAME = re.compile(
    rf"^(?:[A-ZÀ-ÖØ-ÝŁŠŽĆČĐ][\w'’ʻ`-]*\.?|{_PARTICLE})(?:\s+(?:[A-ZÀ-ÖØ-ÝŁŠŽĆČĐ][\w'’ʻ`-]*\.?|{_PARTICLE})){{0,5}}$"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One person in a list, as written. ``name`` carries no Korean title, but an honorific if there is one."""

    name: str
    line: int
    org: str | None = None
    title: str | None = None
    mode: str | None = None
    no: int | None = None
    inherited: bool = False  # the body stands before an earlier name of the list


def stated_count(text: str) -> int | None:
    """The head count a text gives ("총 25인", "(6)", "12 participants")."""
    found = _COUNT.search(text)
    return next((int(group) for group in found.groups() if group), None) if found else None


def besides(text: str) -> int | None:
    """How many unnamed people come on top of the named ones ("문지호 실장 외 2명")."""
    found = _BESIDES.search(text)
    return int(found.group(1)) if found else None


def means_everyone(text: str) -> bool:
    """Whether a text stands for all travellers ("조사단 전원")."""
    return _EVERYONE.search(text) is not None


# --- tables ---------------------------------------------------------------------------------------------------------


def header_columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds what, when the row is the head of a table of people (it has a column for names)."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > 30 for cell in filled):
        return {}
    out: dict[str, int] = {}
    labelled = label_key(cells[0]) in ("travellers", "attendees") and any(
        "name" in column_keys(cell) for cell in cells[1:]
    )
    for index, cell in enumerate(cells):
        for key in column_keys(cell) if index or not labelled else ():
            if key in ("no", "org", "name", "title", "mode", "orgtitle", "nametitle", "orgname") and key not in out:
                out[key] = index
                break
    named = "name" in out or "nametitle" in out or "orgname" in out
    described = "org" in out or "title" in out or "orgtitle" in out or "nametitle" in out or "orgname" in out
    return out if named and described else {}


def table_people(rows: Sequence[Block]) -> list[Listed]:
    """The people of a table whose first row is its head; a cell left empty below a filled one repeats it (merged
    cells).
    """
    if not rows or not (columns := header_columns(rows[0].cells)):
        return []
    out: list[Listed] = []
    org: str | None = None
    for row in rows[1:]:
        cells = [cell.replace("\n", " ").strip() for cell in row.cells]
        if header_columns(row.cells) or not any(cells):
            continue  # the head again, after a page break
        held = {key: cells[at] for key, at in columns.items() if at < len(cells)}
        name, title = held.get("name") or held.get("nametitle") or "", held.get("title") or None
        own_org = held.get("org")
        if held.get("orgtitle"):
            own_org, title = _org_and_title(held["orgtitle"])
        if not name and held.get("orgname"):
            own_org, _, name = held["orgname"].rpartition(" ")
        if own_org in ("-", "–"):
            org = None
        elif own_org and own_org not in ("〃", '"', "상동"):
            org = own_org
        if not name or name == "-":
            continue
        for person in re.split(r"\s*[,/\n]\s*", name) if has_hangul(name) and "(" not in name else [name]:
            bare, glued = _name_and_title(person)
            if not bare or not _can_be_name(bare):
                continue
            number = held.get("no", "")
            out.append(
                Listed(
                    bare,
                    row.line,
                    org,
                    title or glued,
                    _mode(held.get("mode", "")),
                    int(number) if number.isdigit() else None,
                )
            )
    return out


def _name_and_title(text: str) -> tuple[str, str | None]:
    text = re.sub(r"\s*\([^()]*\)\s*$", "", text).strip() if not text.startswith("(") else text
    if has_hangul(text):
        spaced = text.replace(" ", "")
        if is_korean_name(spaced) and " " in text:
            return spaced, None  # "홍 길 동"
        name, title = split_korean_title(text)
        if title is None and " " in text:
            head, _, tail = text.partition(" ")
            if is_title(head) and (is_korean_name(tail) or _LATIN_NAME.match(tail)):
                return tail, head
        return name, title
    return text, None


def _can_be_name(text: str) -> bool:
    if re.search(r"\d", text) or len(text) > 60:
        return False
    return has_hangul(text) or bool(re.search(r"[^\W\d_]{2}", text))


def _org_and_title(text: str) -> tuple[str, str | None]:
    parts = [part.strip() for part in re.split(r"\s*[/,\n]\s*", text) if part.strip()]
    if len(parts) >= 2:
        return parts[0], " ".join(parts[1:])
    head, _, tail = text.rpartition(" ")
    return (head, tail) if head and is_title(tail) else (text, None)


def _mode(text: str) -> str | None:
    if _ONLINE.search(text):
        return "Online"
    return "Onsite" if _ONSITE.search(text) else None


# --- running text ---------------------------------------------------------------------------------------------------


def text_people(text: str, line: int, *, org: str | None = None) -> list[Listed]:
    """The people named in a list in running text; ``org`` is the body of those before the first one named."""
    text = re.sub(r"\s*외\s*\d{1,2}\s*(?:인|명)\s*\(([^()]*)\)", r", \1", text)  # "팀장 외 1명(연하늘 연구원)"
    text = _BESIDES.sub("", text)
    text = re.sub(
        r"\((?:총|등)\s*\d+\s*(?:인|명)\)|(?:총|등)\s*\d+\s*(?:인|명)|^\s*\(?\d+\s*(?:인|명)\)?\s*[:,]?", "", text
    ).strip()
    if not text:
        return []
    if not re.search(r"[가-힣]", re.sub(r"\([^()]*\)", "", text)):
        return _latin_people(text, line, org)
    return _korean_people(text, line, org)


def told_people(text: str, line: int) -> list[Listed]:
    """The people a sentence says were met or present: "A대학교 B 교수와 C 연구원을 만나", "We met with Dr. D
    (Director, E)".
    """
    if not _MET.search(text):
        return []
    out: list[Listed] = []
    for found in _TOLD.finditer(text):
        before, name, title = found.groups()
        if not (is_korean_name(name) or (_LATIN_NAME.match(name) and not is_acronym(name) and not is_place(name))):
            continue
        org = re.sub(r"(?:에서는|에서|측에서는|측|의|은|는)$", "", before or "") or None
        out.append(Listed(name, line, org if org and looks_like_body(org) else None, title))
    if not has_hangul(text):
        for met in re.finditer(r"\b(?:met(?:\s+with)?|reuni(?:ó|eron|mos)\s+con)\s+([^.]*(?:\.\s?[A-Z][^.]*)*)", text):
            whom = re.split(r"\s+(?:to|para|and\s+discussed|who|quien|in order)\s", met.group(1))[0]
            # "…, at the Department of Libraries": where they were met is whose they are
            where = re.search(r",?\s+(?:at|en)\s+(?:the\s+|el\s+|la\s+)?([A-ZÀ-Ý][^,;()]*?)\.?$", whom)
            body = where.group(1) if where is not None and looks_like_body(where.group(1)) else None
            ours = _OUR_SIDE.match(text)
            if ours is not None:
                out.extend(_latin_people(ours.group(1), line, None))
            found_here = _latin_people(whom[: where.start()] if where is not None and body else whom, line, None)
            out.extend(replace(person, org=person.org or body) for person in found_here)
    return out


def split_top(text: str, separators: str) -> list[str]:
    """Split at separators that stand outside of brackets."""
    parts, depth, current = [], 0, ""
    for char in text:
        if char in "([（":
            depth += 1
        elif char in ")]）":
            depth = max(0, depth - 1)
        if depth == 0 and char in separators:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    return [part.strip() for part in parts if part.strip()]


def _korean_people(text: str, line: int, org: str | None) -> list[Listed]:
    out: list[Listed] = []
    for group in split_top(text, ";\n"):
        side = _SIDE.match(group)
        if side is not None:
            group = group[side.end() :]
        for segment in split_top(re.sub(r"\s+(?:및|그리고)\s+", ", ", group), ",/、，"):
            people, org = _korean_segment(segment.strip(" .-"), line, org)
            out.extend(people)
    return out


def _korean_segment(segment: str, line: int, org: str | None) -> tuple[list[Listed], str | None]:
    """The people of one segment, and the body that holds for the next ones."""
    side = _SIDE.match(segment)
    if side is not None and segment[side.end() :].strip():
        segment = segment[side.end() :].strip()
    head, colon, tail = segment.partition(":")
    if colon and tail.strip() and not re.search(r"\d$", head):
        segment, org = tail.strip(), head.strip()
    mode = None
    bracket = re.match(r"^([^()]*)\(([^()]*)\)\s*([^()]*)$", segment)
    if bracket is not None:
        outside, inside, after = (part.strip() for part in bracket.groups())
        if _mode(inside) and len(inside) <= 8:
            mode, segment = _mode(inside), f"{outside} {after}".strip()
        else:
            found = _bracketed(outside, inside, after, line, org)
            if found is not None:
                return found
    parsed = _tokens(segment)
    if parsed is None:
        bare = segment.replace(" ", "")
        if is_korean_name(bare):
            return [Listed(bare, line, org, None, mode)], org
        if not has_hangul(segment) and split_honorific(segment)[0] is not None:
            # a Latin name between Korean ones: nothing says that the body before it is theirs
            person = _latin_person(segment, line, None)
            return ([person] if person is not None else []), org
        if looks_like_body(segment) or (has_hangul(segment) and has_body_ending(segment.split(" ")[-1])):
            return [], segment
        return [], org
    own, name, title = parsed
    if own is not None and is_role(own):
        return [Listed(name, line, own, title or own, mode)], org
    inherited = own is None
    org = own or org
    return [
        Listed(name, line, None if title and is_role(title) and inherited else org, title, mode, inherited=inherited)
    ], org


def _bracketed(
    outside: str, inside: str, after: str, line: int, org: str | None
) -> tuple[list[Listed], str | None] | None:
    """A segment with a bracket: body(people), name title(body, title) or body(acronym) name title; None for others."""
    named = _tokens(outside)
    if after:
        found = _tokens(after)
        if found is None or found[0] is not None or named or not outside:
            return None
        whole = f"{outside}({inside})"
        return [Listed(found[1], line, whole, found[2])], whole
    inner = split_top(inside, ",/·")
    people = [found for part in inner if (found := _tokens(part)) is not None]
    if outside and named is None and people:
        return [Listed(name, line, outside, title) for _, name, title in people], outside
    if named is None and not is_korean_name(outside.replace(" ", "")) and not _LATIN_NAME.match(outside):
        return None
    own, name, title = named if named is not None else (None, outside, None)
    for part in inner:
        own, title = _remark(part, name, own, title)
    return [Listed(name, line, own or org, title)], org


def _remark(part: str, name: str, own: str | None, title: str | None) -> tuple[str | None, str | None]:
    """(body, title) after reading one remark in the bracket behind a name."""
    if title is None and is_title(part):
        return own, part
    if looks_like_body(part):
        return part, title
    if title is not None:
        return own, title
    word, _, last = part.rpartition(" ")
    if word and is_title(last):
        return word, last
    if _LATIN_TITLE.search(part):
        return own, part
    if not has_hangul(part) and has_hangul(name):
        return own, title  # the name again in Latin letters
    return part, title


def _tokens(text: str) -> tuple[str | None, str, str | None] | None:
    """(body, name, title) of ``기관 이름 직위``, ``이름 직위``, ``기관 직위 이름`` or ``기관 이름``; None when no
    person is named.
    """
    words = text.split()
    if not words:
        return None
    # title last
    for size in (3, 2, 1):
        if (
            len(words) > size
            and size > 1
            and is_title("".join(words[-size:]))
            and is_title(words[-1])
            and _all_short(words[-size:])
        ):
            found = _name_before(words[:-size])
            if found is not None:
                return found[0], found[1], " ".join(words[-size:])
    if is_title(words[-1]) and len(words) > 1:
        found = _name_before(words[:-1])
        if found is not None:
            return found[0], found[1], words[-1]
    name, title = split_korean_title(words[-1])
    if title is not None and not has_body_ending(words[-1]):
        return (" ".join(words[:-1]) or None), name, title
    if len(words) == 2 and is_title(words[1]) and _RARE_NAME.match(words[0]) and not looks_like_body(words[0]):
        return None, words[0], words[1]  # a surname nobody has listed
    # title before the name
    found = _name_before(words)
    if found is not None and found[0]:
        before = found[0].split()
        if is_title(before[-1]):
            return (" ".join(before[:-1]) or None), found[1], before[-1]
        if looks_like_body(found[0]) or has_body_ending(before[-1]) or is_role(found[0]):
            return found[0], found[1], None
    return None


def _all_short(words: list[str]) -> bool:
    return all(re.match(r"^[가-힣]{1,8}$", word) and not is_korean_name(word) for word in words)


def _name_before(words: list[str]) -> tuple[str | None, str] | None:
    """The name that ends a run of words and what stands before it: a Korean name, or the Latin words that are no
    acronym.
    """
    if not words:
        return None
    if is_korean_name(words[-1]):
        return (" ".join(words[:-1]) or None), words[-1]
    start = len(words)
    while (
        start > 0
        and re.match(rf"^(?:[A-ZÀ-ÖØ-Ý][\w'’ʻ`.-]*|{_PARTICLE})$", words[start - 1])
        and not (is_acronym(words[start - 1]) or has_body_word(words[start - 1]))
    ):
        start -= 1
    while start < len(words) and re.match(rf"^{_PARTICLE}$", words[start]):
        start += 1
    if start < len(words):
        return (" ".join(words[:start]) or None), " ".join(words[start:])
    return None


def _latin_people(text: str, line: int, org: str | None) -> list[Listed]:
    text = re.sub(r"^\s*(?:\(\d+\)\s*:?)", "", text).strip().rstrip(".") + (
        "." if re.search(r"\b[A-Z]\.\s*$", text) else ""
    )
    by_semicolon = ";" in text
    segments = split_top(text, ";" if by_semicolon else ",")
    flat: list[str] = []
    for segment in segments:
        parts = [part for part in _AND.split(segment) if part.strip()]
        shared = re.search(r"\(([^()]*)\)\s*$", parts[-1])
        if len(parts) > 1 and shared is not None and looks_like_body(shared.group(1)):
            # "Ms. A and Mr. B (ORG)": the bracket is for both
            parts = [part if "(" in part else f"{part} ({shared.group(1)})" for part in parts]
        flat.extend(parts)
    if len(flat) == 3 and _LATIN_TITLE.search(flat[1]) and not any(_LATIN_TITLE.search(flat[at]) for at in (0, 2)):
        by_semicolon, flat = True, [", ".join(flat)]  # "A B, Energy Adviser, Clear Grid": one person
    out: list[Listed] = []
    with_honorifics = any(split_honorific(part)[0] for part in flat)
    closed = False
    for part in flat:
        part = re.sub(r"^(?:and|y|e|&)\s+", "", part.strip())
        if by_semicolon:
            pieces = split_top(part, ",")
            person = _latin_person(pieces[0], line, org)
            if person is None:
                continue
            out.append(_described(person, pieces[1:]))
            continue
        honorific, _ = split_honorific(re.sub(r"^[a-zà-ÿ/ ]+(?=[A-Z][a-z]{0,4}\.)", "", part))
        person = _latin_person(part, line, org)
        bodied = person is not None and person.org is not None and person.org != org  # "Jiho Nam (KCC)"
        # "Ms. A (Head of Storage), B C": the bracket has said what A is, so a name after it is somebody else's
        closed = closed and re.match(r"^[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’.-]*){1,3}$", part) is not None
        described = not honorific and (
            (with_honorifics and not bodied and not closed)
            or _LATIN_TITLE.search(re.sub(r"\([^()]*\)", "", part)) is not None
            or looks_like_body(re.sub(r"\s*\([^()]*\)", "", part))
        )
        if out and (person is None or described):
            out[-1] = _described(out[-1], [part])
        elif person is not None:
            out.append(person)
        closed = part.endswith(")") or (closed and not described)
    return out


def _latin_person(text: str, line: int, org: str | None) -> Listed | None:
    bracket = re.match(r"^([^()]*?)\s*\(([^()]*)\)\s*(.*)$", text)
    inside = bracket.group(2) if bracket else ""
    name = (bracket.group(1) if bracket else text).strip()
    mode = None
    title: str | None = None
    role = re.match(r"^([a-zà-ÿ][a-zà-ÿ/ -]*?)\s+(?=(?:[A-ZÀ-Ý]))", name)
    if role is not None and is_role(role.group(1)):
        title, name = role.group(1), name[role.end() :]
        org = None
    dashed = re.split(r"\s+[–—-]\s+", name, maxsplit=1)
    name = dashed[0]
    _, bare = split_honorific(name)
    if not _LATIN_NAME.match(bare) or is_place(bare) or (name == bare and (has_body_word(bare) or is_acronym(bare))):
        return None
    person = Listed(name, line, org, title, mode)
    details = split_top(inside, ",;") if inside else []
    if len(dashed) > 1:
        details = split_top(dashed[1], ",;") + details
    return _described(person, details)


def _described(person: Listed, details: list[str]) -> Listed:
    """The person with title and body taken from the remarks about it: the first that is no body is the title."""
    title, org, mode = person.title, person.org, person.mode
    given = False
    for index, detail in enumerate(details):
        if len(detail) <= 16 and _mode(detail):
            mode = _mode(detail)
        elif is_role(detail):
            title = title or detail
        elif (looks_like_body(detail) and not (title is None and _LATIN_TITLE.search(detail))) or (
            title is not None and index and detail[:1].isupper() and not _LATIN_TITLE.search(detail)
        ):
            if not given:
                org, given = detail, True
        elif title is None:
            title = detail
        elif not given and detail[:1].isupper():
            title = f"{title}, {detail}"
    return Listed(person.name, person.line, org, title, mode, person.no)
