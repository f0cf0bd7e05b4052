"""People a sentence says were met or present."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from partners.names import (
    HONORIFICS,
    has_hangul,
    is_hangul_name,
    is_korean_name,
    is_korean_sounding,
    is_open_sounding,
    is_title,
    split_honorific,
)

from ..bodies import has_body_word, is_acronym, is_role, looks_like_body
from ..places import is_place
from .korean import by_title, with_titles_apart
from .latin import FIELD, LATIN_TITLE, NAME_PARTICLE, is_latin_name, latin_people
from .listed import Listed, means_everyone, mode_of, sentences

_MET = re.compile(
    r"만나|만났|만남|면담(?:을|함|하|했)|참석|배석|동석|예방(?:을|함|하)|접견(?:을|함|하)|접속|참가|참여(?:함|하|했)|나왔|나와|나옴|맡[음아았]|"
    r"맞이|맞아|영접|응대|자리(?:를|에)?\s?함께|함께(?:함|했|하였|자리|한\s)|통역"
)
_ABSENT = re.compile(r"(?:불참|참석하지\s?(?:못|않)|오지\s?(?:못|않)|빠[졌짐])")
_PARTICLE = re.compile(
    r"(?:께서는|께서|에게|으로부터|로부터|이었|이라|이며|이|가|은|는|과|와|을|를|의|께|님|도|등)?(?:[,.]|\s|$)"
)
_ORG_BEFORE = re.compile(r"(?:측에서는|측에서|에서는|에서|측은|측|의|은|는|소속|쪽에서는|쪽에서)$")
_INTERPRETED = re.compile(
    r"통역(?:은|는|도|으로|으로는|에는|에)?\s*:?\s*([가-힣A-Z][\w'’.-]*?(?:\s[가-힣A-Z][\w'’.-]*?){0,3}?)(?:\s?(?:씨|님|선생))?(?:이|가|께서)?\s+(?:맡|담당|수행|동행|도[왔와움우]|참[석관가여])"
)
_OUR_SIDE = re.compile(
    r"^(?:The\s+|Our\s+|La\s+)?(?:mission|team|delegation|misión|delegación)(?:\s+team)?\s*\(([^()]+)\)", re.IGNORECASE
)


def told_people(text: str, line: int, known: Sequence[str] = ()) -> list[Listed]:
    """The people a sentence says were met or present: "A대학교 B 교수와 C 연구원을 만나", "We met with Dr. D
    (Director, E)". ``known`` are the names of who travelled, who may be named by a part of their names alone.
    """
    if has_hangul(text):
        return [
            person
            for sentence in re.split(r"(?<=[가-힣])\.\s+|(?<=다)\.|(?<=[음함임됨])\s*[,;]\s+", text)
            if _MET.search(sentence)
            for person in _korean(sentence, line)
        ]
    return _latin(text, line, known)


def tells_of_everyone(text: str) -> bool:
    """Whether a sentence says that all travellers were there: "All members of the mission took part"."""
    return any(
        means_everyone(sentence) and (_TOGETHER.search(sentence) or _MET.search(sentence))
        for sentence in sentences(text)
    )


def _korean(text: str, line: int) -> list[Listed]:
    out: list[Listed] = []
    mode = "Online" if re.search(r"접속|화상으로", text) else None
    words = re.sub(r"\(([^()]*)\)", "", with_titles_apart(text)).split()
    org: str | None = None
    begin = 0
    for at, word in enumerate(words):
        titled = _title_of(word)
        if titled == "통역":
            begin = at + 1
            continue  # who interpreted is named behind it
        if titled is None:
            cut = _ORG_BEFORE.sub("", word.rstrip(","))
            if cut != word.rstrip(",") and (looks_like_body(cut) or re.search(r"(?:측|쪽|에서는?)", word)):
                before = " ".join([*words[max(begin, at - 2) : at], cut])
                org = (
                    before
                    if looks_like_body(before) and not re.search(r"[을를이가은는에의]\s", before)
                    else cut
                    if looks_like_body(cut)
                    else None
                )
            continue
        name = _name_before(words[begin:at])
        begin = at + 1
        if name is None:
            continue
        own = words[at - len(name.split()) - 1] if at - len(name.split()) - 1 >= 0 else ""
        cut = _ORG_BEFORE.sub("", own)
        if looks_like_body(own) or looks_like_body(cut):
            org = cut if cut and looks_like_body(cut) else own
        out.append(Listed(name, line, org, titled, mode))
    spoken = _INTERPRETED.search(text)
    if spoken is not None and not is_title(spoken.group(1)):
        name = spoken.group(1).strip()
        if is_korean_name(name.split()[-1]) and is_korean_sounding(name.split()[-1]):
            name = name.split()[-1]  # "현지 유학생 함초롬"
        if is_korean_name(name) or is_latin_name(name) or is_hangul_name(name.split()):
            out.append(Listed(name, line, None, "통역", mode))
    if _ABSENT.search(text):
        return []
    return out


def _title_of(word: str) -> str | None:
    """The title a word is, without the particle behind it."""
    if is_title(word.rstrip(",.")):
        return word.rstrip(",.")
    for found in re.finditer(r"[가-힣]", word):
        stem = word[: found.end()]
        rest = word[found.end() :]
        if len(stem) > 1 and is_title(stem) and _PARTICLE.fullmatch(rest):
            return stem
    return None


def _name_before(words: list[str]) -> str | None:
    """The name that ends a run of words of a sentence."""
    if not words or words[-1].endswith(","):
        return None
    start = len(words)
    while start > 0 and not has_hangul(words[start - 1]) and _in_latin_name(words[start - 1]):
        start -= 1
    while start < len(words) and re.fullmatch(NAME_PARTICLE, words[start]):
        start += 1
    if start < len(words):
        name = " ".join(words[start:])
        return None if is_place(name) else name
    for size in (5, 4, 3, 2):
        if (
            size <= len(words)
            and is_hangul_name(words[-size:])
            and not any(looks_like_body(word) for word in words[-size:])
        ):
            return " ".join(words[-size:])
    last = words[-1]
    if is_open_sounding(words[-2:]):
        return " ".join(words[-2:])
    if is_korean_name(last) and is_korean_sounding(last):
        return None if looks_like_body(last) else last
    unlike_words = len(last) > 2 and not re.search(
        r"(?:[은는이가을를의에와과도로서된한할인적고며서여아어게지니나자면]|새로|함께)$", last
    )
    return last if unlike_words and by_title([last, "국장"]) is not None else None


def _in_latin_name(word: str) -> bool:
    small = re.fullmatch(NAME_PARTICLE, word) is not None
    return small or (is_latin_name(word) and not (is_acronym(word) or has_body_word(word)))


# --- English and Spanish --------------------------------------------------------------------------------------------

_WORD = r"(?:[A-ZÀ-Ý](?:[a-zà-ÿ'’]+|\.)(?:-[A-ZÀ-Ý]?[a-zà-ÿ'’]+)*|[A-ZÀ-Ý]['’][A-ZÀ-Ý][a-zà-ÿ]+|Mc[A-Z][a-z]+)"
_SPAN = re.compile(
    rf"(?<![\w-])(?:(?i:{HONORIFICS})\.?\s+)?{_WORD}"
    rf"(?:\s+(?:(?:de|del|de la|van|von|der|bin|al|da|dos)\s+)?{_WORD}){{0,5}}(?![\w-])"
)
_TOGETHER = re.compile(
    r"\b(?:met|meet(?:ing)?\s+with|receiv(?:ed|ing)|welcom(?:ed|ing)|hosted|accompan(?:ied|ying)|greeted|represented|chaired|led\s+by|"
    r"gave\s+us|called\s+on|signed|firm(?:ó|aron)|joined|attend(?:ed|ing)|(?:was|were)\s+present|present\s+(?:was|were)|participated|took\s+part|in\s+the\s+room|on\s+the\s+line|"
    r"with\s+(?:her|him|them|us)\s+(?:were|was)|breakfast|lunch|dinner|coffee|talked\s+(?:to|with)|spoke\s+(?:to|with)|discuss\w+\s.{0,40}with|"
    r"went\s+(?:to\s+see|for)|sat\s+(?:down\s+with|across)|showed\s+us|(?:was|were)\s+there|came\s+(?:from|with|for)|"
    r"(?:recib|atend|acompañ|reun|particip|asist|convers|entrevist|dialog|acud|concurr|encabez|presid|sostuv|estuv|integr)[a-záéíóúñ]+|"
    r"almuerzo|desayuno)\b|^(?:for|from|on\s+behalf\s+of|por|de\s+parte\s+de)\s+(?:(?:the|el|la|los|las|parte\s+del?)\s+)*[A-ZÀ-Ý]",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:Department|Division|Section|Directorate|Área|Departamento|División|Sección|Dirección|Programme|Data)\b(?!.*\()"
)
_ABSENT_LATIN = re.compile(
    r"\b(?:absent|unable|could not|did not|was not|were not|apolog|excus|regret|no pud|"
    r"no asist|ausen|instead of|behalf of|late)",
    re.IGNORECASE,
)
_APPOSED = re.compile(
    r",\s*(?:(?:the|a|an|our|their|its|el|la|su)\s+)?(?:[A-ZÀ-Ý][\w ]{1,40}['’]s?\s+)?"
    r"([^,.;]*?[^,.;\s])(?=[,.;]|\s+(?:and|y|e)\s*$|\s*$)"
)
_OF = re.compile(r"\s+(?:at|of|for|from|in|de|del|en)\s+(?:the\s+|la\s+|el\s+)?(?=[A-ZÀ-Ý])")
_JOINED = re.compile(
    r"\b(?:joined|connected|participated|took part|particip\w+|conect\w+|se sumó)\b[^.;]{0,60}", re.IGNORECASE
)
_FOR_BODY = re.compile(
    r"\b(?:[Ff]or|[Oo]n behalf of|[Rr]epresenting|[Pp]or(?: parte de)?|[Dd]e parte de|en representación de)l?\s+"
    r"(?:the\s+|la\s+|el\s+|los\s+|las\s+)?([A-ZÀ-Ý][\w&-]*(?:\s+(?:of|de|del|la|for|and|y|the|[A-ZÀ-Ý][\w&-]*))*?)"
    r"(?=[,.;:]|\s+[a-zà-ÿ]|\s+(?:[A-ZÀ-Ý][\w-]+\s+){2}|$)"
)
_NO_NAME = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|The|This|That|In|On|At|With|After|Before|When|While|We|They|He|She|It|Our|"
    r"From|To|For|And|But|By|As|If|Avenue|Street|Road|City|Hotel|House|Building|Room|Bay|River|Valley|Island|Report|"
    r"Plan|Agreement|Memorandum|Project|El|La|Los|Las|En|Con|Por|Para|Del|Al|Se|Su|Nos|Calle|Avenida|Hall|Park|Airport|"
    r"North|South|East|West|New|San|Santa|Province|Region|District|Analytics|Inc|Ltd|"
    r"Procedure|System|Programme|Program|Protocol|Standard|Strategy|Framework|Index|Policy|Survey|Study|Manual|Guidelines?|"
    r"Sistema|Programa|Proyecto|Convenio|Acuerdo|Ley|Norma|Encuesta|Estrategia|Protocolo)\b"
)


def _latin(text: str, line: int, known: Sequence[str]) -> list[Listed]:
    out: list[Listed] = []
    ours = _OUR_SIDE.match(text)
    if ours is not None and _TOGETHER.search(text):
        out.extend(latin_people(ours.group(1), line, None))
    told = False
    for sentence in sentences(text):
        people = _sentence(sentence, line, known)
        # who is named in full with an office, side by side with others, was there whatever the verb
        if _TOGETHER.search(sentence) or sum(person.title is not None for person in people) > 1:
            out.extend(people)
            told = True
        elif told and not _ABSENT_LATIN.search(sentence):
            # beside sentences that tell who came so does one that names somebody politely and in full
            honoured = [person for person in people if split_honorific(person.name)[0]]
            out.extend(person for person in honoured if len(person.name.split()) > 2)
            out.extend(person for person in people if person.side == "own" and person not in honoured)
    return out


def _sentence(text: str, line: int, known: Sequence[str]) -> list[Listed]:
    spans = [span for found in _SPAN.finditer(text) if (span := _named(found, text)) is not None]
    honoured = [split_honorific(name)[0] is not None for _, _, name, _ in spans]
    spans = [  # right behind "Ms. A, " a run of capitals is her office and nobody else
        span
        for number, span in enumerate(spans)
        if honoured[number] or not (number and honoured[number - 1] and text[spans[number - 1][1] : span[0]] == ", ")
    ]
    ours = _known_in(text, known, spans)
    spans = sorted([*spans, *ours])
    people: list[Listed] = []
    everywhere = re.search(r",?\s+(?:at|en)\s+(?:the\s+|el\s+|la\s+)?([A-ZÀ-Ý][^,;()]*?)\.?$", text)
    body = everywhere.group(1) if everywhere is not None and looks_like_body(everywhere.group(1)) else None
    lead = re.search(r"\bfrom\s+(?:our|the)\s+|on\s+the\s+line|in\s+the\s+room", text, re.IGNORECASE)
    mode = mode_of(lead.group()) if lead is not None else None
    for number, span in enumerate(spans):
        begin, end, name, title = span
        stop = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        after = text[end:stop]
        title_after, org = _behind(after)
        before = re.search(
            r"(?:\ba|\ban|\bthe|\bits|\btheir|\bour|\bsu|\buna?|\bla|\bel)\s+([A-Za-zà-ÿ][\w -]{2,40}?),?\s*$",
            text[max(0, begin - 60) : begin],
        )
        if title is None and before is not None and LATIN_TITLE.search(before.group(1)):
            title = before.group(1)
        joined = _JOINED.search(after)
        own = mode or (mode_of(joined.group()) if joined is not None else None)
        people.append(Listed(name, line, org, title or title_after, own, side="own" if span in ours else None))
    # "Dr. A and B C of the D": the body is for both
    for number in range(len(people) - 2, -1, -1):
        gap = text[spans[number][1] : spans[number + 1][0]]
        if people[number].org is None and people[number].title is None and re.fullmatch(r"\s+(?:and|y)\s+", gap):
            people[number] = replace(people[number], org=people[number + 1].org)
    surnames = {name.split()[-1] for name in known}
    sides = [
        None if name.split()[-1] in surnames else side
        for side, (_, _, name, _) in zip(_sides(text, spans), spans, strict=True)
    ]
    return [
        replace(person, org=person.org or side or (None if person.side else body))
        for person, side in zip(people, sides, strict=True)
    ]


def _known_in(
    text: str, known: Sequence[str], spans: Sequence[tuple[int, int, str, str | None]]
) -> list[tuple[int, int, str, str | None]]:
    """Travellers whom a sentence names by their surname alone."""
    out: list[tuple[int, int, str, str | None]] = []
    for name in known:
        found = next(
            (
                found
                for form in (name, name.split()[-1], *name.split()[:-1])
                if len(form) > 2 and (found := re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])(?!['’]s)", text))
            ),
            None,
        )
        if found is not None and all(found.end() <= begin or found.start() >= end for begin, end, *_ in spans):
            out.append((found.start(), found.end(), found.group(), None))
    return out


def _sides(text: str, spans: Sequence[tuple[int, int, str, str | None]]) -> list[str | None]:
    """For each person of a sentence the body for which it says they came: "Por el CECA asistimos A y B",
    "A and B attended for the Bank".
    """
    marks = [(found.start(), found.group(1)) for found in _FOR_BODY.finditer(text) if looks_like_body(found.group(1))]
    out: list[str | None] = []
    for begin, end, *_ in spans:
        before = [name for at, name in marks if at < begin]
        # behind the last of the people it is for all of its clause
        behind = [
            name
            for at, name in marks
            if at >= end and not any(at < other for other, *_ in spans) and not re.search(r"[;.]", text[end:at])
        ]
        out.append(before[-1] if before else behind[0] if behind else None)
    return out


def _named(found: re.Match[str], text: str) -> tuple[int, int, str, str | None] | None:
    """(begin, end, name with its honorific, title before it) of a run of capitals that is a person's name."""
    begin, end, words = found.start(), found.end(), found.group().split()
    title: list[str] = []
    honorific, bare = split_honorific(found.group())
    if honorific is None:
        while len(words) > 1 and (LATIN_TITLE.fullmatch(words[0]) or (title and words[0] in ("General",))):
            title.append(words.pop(0))
        if title and re.fullmatch(NAME_PARTICLE, words[0]):
            return None  # "Gerente de Operaciones" is a title
        while len(words) > 1 and _NO_NAME.fullmatch(words[0]):
            words.pop(0)
        bare = " ".join(words)
        honorific, bare = split_honorific(bare)
    known = honorific is not None or bool(title)
    if not is_latin_name(bare) or is_place(bare) or has_body_word(bare) or LATIN_TITLE.search(bare):
        return None
    if not known and (_NO_NAME.search(bare) or FIELD.search(bare) or len(bare.split()) < 2):
        return None
    if looks_like_body(bare) or re.match(
        r",?\s+(?:\([A-Z]{2,}\)|Inc|Ltd|LLC|GmbH|S\.\s?A|plc|Co\b|Lda|Corp)", text[end : end + 20]
    ):
        return None
    if (
        not known
        and re.search(r"\b(?:of|at|in|to|for|de|en|the|from|del|la|el|para)\s+$", text[max(0, begin - 60) : begin])
        and not re.search(r"\b(?:de|con)\s+(?:la|el)\s+$", text[max(0, begin - 60) : begin])
    ):
        return None
    name = f"{honorific} {bare}" if honorific else bare
    return begin, end, name, " ".join(title) or None


def _behind(text: str) -> tuple[str | None, str | None]:
    """(title, body) that the words behind a name say: ", Senior Specialist at the Bank", " of the Ministry", "(…)"."""
    bracket = re.match(r"\s*\(([^()]*)\)", text)
    if bracket is not None:
        parts = [part.strip() for part in bracket.group(1).split(",")]
        told = [part for part in parts if not looks_like_body(part) or LATIN_TITLE.search(part)]
        bodies = [part for part in parts if part not in told]
        return (told[0] if told else None), (bodies[0] if bodies else told[1] if len(told) > 1 else None)
    apposed = _APPOSED.match(text)
    if apposed is not None and (LATIN_TITLE.search(apposed.group(1)) or is_role(apposed.group(1))):
        whole = apposed.group(1).strip()
        for split in _OF.finditer(whole):
            body = whole[split.end() :].strip()
            named = re.search(r"\([A-Z]{2,}\)$", body) is not None
            head = re.split(r"\s+(?:of|for|de|del|para)\s", body)[0]
            if named or (looks_like_body(head) and not _UNIT.search(body)):
                return whole[: split.start()].strip(), body  # "Head of the Hydrometry Department" is a title to its end
        return whole, None
    of = re.match(
        r"\s+(?:of|from|at|with|de|del|de la)\s+(?:the\s+|la\s+|el\s+)?([A-ZÀ-Ý][^,.;]*?)"
        r"(?=,|\.|;|\s+(?:in|en)\s|\s+(?:and|y)\s*$|$)",
        text,
    )
    if of is not None and (looks_like_body(of.group(1)) or has_body_word(of.group(1))):
        return None, of.group(1).strip()
    return None, None
