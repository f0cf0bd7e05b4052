"""People in running text: whom the text names that no list holds, then every form in which the known ones stand.

Both are one pass over the text. A form is a full name, a name with its honorific or title, initials and a surname, or
a part of the name that nobody else has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from partners.names import (
    HONORIFICS,
    TITLE_ENDINGS,
    has_hangul,
    is_korean_name,
    is_title,
    korean_surname,
    norm,
    person_key,
)

from ...blocks import Block, BlockKind
from ...reading import ProbableSame
from ..bodies import NOT_BODIES, has_body_ending, has_body_word, is_acronym
from ..known_bodies import known
from ..places import is_place
from .identities import Identity, Naming, Register, stands_for
from .runs import LATIN_ONLY, LETTER, NO_NAME, OFFICES, PARTICLES, QUALIFIERS, runs
from .surnames import SURNAMES

_END = r"(?=(?:은|는|이|가|을|를|의|과|와|도|에게|에서|께서|께|측|님|이나|에|으로|이라고|라고)?(?:[^가-힣]|$))"
_KOREAN_TITLE = rf"(?:제\d)?[가-힣]{{0,6}}?(?:{TITLE_ENDINGS}|씨)"
_TITLED = re.compile(rf"(?<![가-힣])([가-힣]{{3,4}})\s([가-힣]{{0,6}}(?:{TITLE_ENDINGS})|씨)(?![가-힣])")
_NOT_NAME_END = re.compile(r"[회부실급단국청원소장과팀관사측업계진별적용형체기차인학교망점률품법안식]$")
_AFTER = re.compile(rf"\s?({_KOREAN_TITLE}){_END}")
_TITLE_AFTER = re.compile(rf"\s({_KOREAN_TITLE}){_END}")
_IN_BRACKETS = re.compile(r"\s?\(([^()가-힣]{3,60}|[가-힣 ]{2,20})\)")

_DESCRIBED = re.compile(
    r"^(?:,\s|\s\()(?:who\b|quien\b|(?:(?:our|the|their|its|his|her|an?|el|la|un|una|nuestr[oa])\s)?"
    r"(?:[\w&/'’-]+\s){0,3}?(?:director|manager|officer|specialist|advis[eo]r|head|chief|professor|secretary|minister|"
    r"coordinator|president|chair|consultant|analyst|engineer|representative|commissioner|counsell?or|ambassador|"
    r"attaché|researcher|fellow|dean|rector|lecturer|interpreter|economist|scientist|founder|co-founder|expert|mayor|"
    r"governor|treasurer|consul|student|directora|jef[ea]|gerente|coordinadora?|especialista|asesora?|ministr[oa]|"
    r"profesora?|secretari[oa]|subdirectora?|investigadora?|president[ea]|encargad[oa]|responsable|decan[oa]|"
    r"ingenier[oa]|tesorer[oa]|alcalde(?:sa)?|rectora|economista|estudiante)\b)",
    re.IGNORECASE,
)
# From one person of a list to the last: "Dr. A B (Director) and C D".
_AND_ALSO = re.compile(r"^(?:\s?\([^()]*\))?,?\s(?:and|y|e|&|및|그리고)\s$")
# "이 국장", "전 원장", "각 팀장": surnames that are read as "this", "former", "each" before a title.
_NOT_SURNAMES = frozenset("이전현신구주각본그차부제한양동여")
_LATIN_COLUMN_WORDS = """
    영문 영문명 영문이름 영문성명 영어 영어명 로마자 로마자명 원어 원어명 현지어 english englishname latin inglés
"""
_LATIN_COLUMN = frozenset(_LATIN_COLUMN_WORDS.split())


class Mentions(Register):
    """The people of a document while its text is gone through."""

    def __init__(self) -> None:
        super().__init__()
        self._follows: dict[str, set[str]] = {}  # beginnings of words → what else they go on with
        self._body_words: frozenset[str] = frozenset()
        self._hosts: Mapping[str, str | None] = {}

    def mentions(
        self,
        blocks: Sequence[Block],
        skip: frozenset[int],
        group_of: dict[int, str],
        body_names: Iterable[str] = (),
        hosts: Mapping[str, str | None] | None = None,
    ) -> None:
        """Find whom the text names with a title or honorific, then every form of a name of those known. ``skip`` are
        the lines of lists, whose people came in already; ``body_names`` are no people; a stranger at a meeting is of
        the body in ``hosts``.
        """
        self._hosts = hosts or {}
        for block in blocks:
            for run in re.findall(r"[가-힣]{2,}", block.text):
                for stem in (run[:2], run[:3]):
                    self._follows.setdefault(stem, set()).add(run[len(stem) : len(stem) + 1])
        self._body_words = frozenset(word for name in body_names for word in norm(name).split())
        texts = [
            (text.replace("\n", " "), block.line, group_of.get(block.line, ""), block.line in skip)
            for block in blocks
            if block.kind is not BlockKind.BLANK
            for text in block.cells or (block.body,)
            if text
        ]
        for text, line, group, listed in texts:
            self._new_latin(text, line, group)
            if not listed:
                self._new_korean(text, line, group)
        self._other_script(blocks)
        full, hangul, parts = self._full_names(), self._hangul_parts(), self._latin_words()
        for text, line, group, _ in texts:
            spans = self._known(text, line, full, group) if full is not None else []
            self._short_latin(text, line, group, spans, parts)
            if hangul is not None:
                self._short_hangul(text, line, group, spans, hangul)
            self._surname_and_title(text, line, group)

    # --- people the text names for the first time -------------------------------------------------------------------

    def _new_latin(self, text: str, line: int, group: str) -> None:
        person_before: int | None = None  # where the last person named in full ends
        for run in runs(text):
            words = run.words.split()
            if person_key(run.words) in self._by_key:
                person_before = run.end if len(words) > 1 else None
                if run.office and len(words) > 1:
                    self._by_key[person_key(run.words)][0].saw(f"{run.office} {run.words}", line)
                continue
            if (
                not 2 <= len(words) <= 5
                or min(len(words[0].rstrip(".")), len(words[-1])) < 2
                or not _can_be_name(run.words)
            ):
                continue
            titled = _TITLE_AFTER.match(text, run.end)
            office = run.office if text[run.start - 1 : run.start] != "(" else ""
            if not set(office.casefold().split()) - QUALIFIERS:
                office = ""
            beside = person_before is not None and _AND_ALSO.match(text[person_before : run.start])
            if not (run.honorific or office or titled or beside or _DESCRIBED.match(text[run.end : run.end + 60])):
                continue
            name = f"{run.honorific} {run.words}".strip()
            title = titled.group(1) if titled else None
            known_by = self.find(run.words, run.honorific or None, group)  # "Lic. Haro Tello" beside the hosts is ours
            org_id = known_by.org_id if known_by is not None else self._hosts.get(group)
            person = self.add(Naming(name, line, f"{group}/text", org_id, title, weak=True))
            person_before = run.end
            if person is None:
                continue
            person.listed = person.listed and bool(person.groups - {f"{group}/text"})
            if office:
                person.saw(f"{office} {run.words}", line)

    def _new_korean(self, text: str, line: int, group: str) -> None:
        for found in _TITLED.finditer(text):
            name, title = found.groups()
            if name[-1] in "은는이가을를의도에" and (
                self._follows.get(name[:-1], {name[-1]}) != {name[-1]} or name[:-1] in NOT_BODIES
            ):
                continue  # "서명은 장관 교체로": a word of the document with its particle
            if (
                name in self._by_key
                or not is_korean_name(name)
                or _NOT_NAME_END.search(name)
                or has_body_ending(name)
                or is_title(name)
                or name in self._body_words
                or any(name in person.name.split(" ") for person in self.identities)
            ):
                continue
            person = self.add(Naming(name, line, f"{group}/text", None, None if title == "씨" else title, weak=True))
            if person is not None:
                person.listed = False
                person.saw(found.group(), line)

    def _other_script(self, blocks: Sequence[Block]) -> None:
        """ "성명 | 영문": the column beside the names holds them in Latin letters."""
        column: int | None = None
        for block in blocks:
            if not block.cells:
                column = None
                continue
            folded = ["".join(cell.split()).casefold() for cell in block.cells]
            head = next((at for at, cell in enumerate(folded) if cell in _LATIN_COLUMN), None)
            if head is not None:
                column = head
            elif column is not None and column < len(block.cells) and block.cells[column].strip():
                people = [person for cell in block.cells for person in self._by_key.get(person_key(cell), [])]
                if len(people) == 1 and LATIN_ONLY.match(block.cells[column].strip()):
                    people[0].saw(block.cells[column], block.line)

    # --- the forms of those known -----------------------------------------------------------------------------------

    def _full_names(self) -> tuple[re.Pattern[str], dict[str, list[Identity]]] | None:
        names: dict[str, list[Identity]] = {}
        for person in self.identities:
            names.setdefault("".join(person.name.split()), []).append(person)
        spelled = sorted({person.name for person in self.identities}, key=lambda name: (-len(name), name))
        if not spelled:
            return None
        alternatives = (re.escape(name).replace(r"\ ", r"\s?" if has_hangul(name) else r"\s") for name in spelled)
        return re.compile("|".join(alternatives)), names

    def _known(
        self, text: str, line: int, full: tuple[re.Pattern[str], dict[str, list[Identity]]], group: str
    ) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        pattern, known_names = full
        for found in pattern.finditer(text):
            name = found.group()
            before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 70]
            if re.match(rf"[가-힣{LETTER}]", before[-1:]) or re.match(rf"[{LETTER}]", after):
                continue
            spans.append(found.span())
            people = known_names["".join(name.split())]
            if len(people) > 1:
                people = [
                    person for person in people if line in {at for lines in person.texts.values() for at in lines}
                ] or [person for person in people if group and group in person.groups]
            if len(people) != 1:
                continue
            person = people[0]
            other = _IN_BRACKETS.match(after)
            if other is not None and self._same_in_other_script(name, other.group(1)):
                person.saw(other.group(1), line)
                after = after[other.end() :]
            titled = _AFTER.match(after)
            if has_hangul(name):
                person.saw(name, line)
                if titled is not None and (titled.group(1) == "씨" or is_title(titled.group(1))):
                    person.saw(f"{name}{titled.group()}", line)
                    if titled.group(1) not in person.titles and titled.group(1) != "씨":
                        person.titles.append(titled.group(1))
            else:
                honoured = re.search(rf"(?<![A-Za-z])(?:(?:{HONORIFICS})\.?\s+)+$", before, re.IGNORECASE)
                person.saw(f"{honoured.group().strip()} {name}" if honoured else name, line)
                if titled is not None and is_title(titled.group(1)) and titled.group(1) not in person.titles:
                    person.titles.append(titled.group(1))
        return spans

    def _same_in_other_script(self, name: str, inside: str) -> bool:
        """Whether a bracket behind a name gives it again in the other script, and not a title or a body."""
        inside = inside.strip()
        if person_key(inside) in self._by_key or has_hangul(name) == has_hangul(inside):
            return False
        if has_hangul(inside):
            return is_korean_name(inside) or (
                " " in inside and not any(is_title(word) or has_body_ending(word) for word in inside.split())
            )
        return bool(LATIN_ONLY.match(inside)) and not has_body_word(inside) and not is_place(inside)

    def _latin_words(self) -> frozenset[str]:
        return frozenset(
            word
            for person in self.identities
            if not has_hangul(person.name)
            for word in person_key(person.name).split()
        )

    def _short_latin(
        self, text: str, line: int, group: str, spans: Sequence[tuple[int, int]], parts: frozenset[str]
    ) -> None:
        for run in runs(text):
            if not run.words or any(start < run.end and run.start < end for start, end in spans):
                continue
            words = person_key(run.words).split()
            if person_key(run.words) in self._by_key:
                continue
            titled = _TITLE_AFTER.match(text, run.end) or _AFTER.match(text, run.end)
            title = titled.group(1) if titled is not None and is_title(titled.group(1)) else None
            marked = bool(run.honorific or run.office or title) or len(words[0]) == 1
            if words[-1] in parts and self._may_be_short(run.words, words, marked):
                person = self._one(words, group, title)
                if person is not None:
                    if marked and (run.honorific or run.office):
                        person.saw(f"{run.honorific or run.office} {run.words}", line)
                    else:
                        person.saw(run.words, line)
                    if title and titled is not None:
                        person.saw(f"{run.words}{titled.group()}", line)
                    continue
            if " " not in run.words and (run.honorific or title):
                spelled = f"{run.honorific} {run.words}" if run.honorific else f"{run.words} {title}"
                self._korean_surname(spelled, run.words, line, group)

    def _may_be_short(self, text: str, words: Sequence[str], marked: bool) -> bool:
        """Whether words that stand alone name somebody: no body, place or everyday word has them."""
        if marked:
            return True
        return (
            all(len(word) >= 3 for word in words if word not in PARTICLES)
            and not any(word in self._body_words or word in NO_NAME for word in words)
            and not text.isupper()
            and not is_place(text)
        )

    def _one(self, words: Sequence[str], group: str, title: str | None) -> Identity | None:
        """The one person whose name the words can stand for; of several the one of this title, then of this list."""
        found = [
            person
            for person in self.identities
            if not has_hangul(person.name) and stands_for(words, person_key(person.name).split())
        ]
        return _decide(found, group, title)

    def _hangul_parts(self) -> tuple[re.Pattern[str], dict[str, list[Identity]]] | None:
        """Parts of names written in several words of Hangul, as names of foreigners are."""
        parts: dict[str, list[Identity]] = {}
        for person in self.identities:
            words = person.name.split(" ")
            if not has_hangul(person.name) or len(words) < 2:
                continue
            for size in range(len(words) - 1, 0, -1):
                for at in range(len(words) - size + 1):
                    held = parts.setdefault(" ".join(words[at : at + size]), [])
                    if person not in held:
                        held.append(person)
        if not parts:
            return None
        spelled = "|".join(re.escape(part) for part in sorted(parts, key=lambda part: (-len(part), part)))
        return re.compile(rf"(?<![가-힣])(?:{spelled})"), parts

    def _short_hangul(
        self,
        text: str,
        line: int,
        group: str,
        spans: Sequence[tuple[int, int]],
        hangul: tuple[re.Pattern[str], dict[str, list[Identity]]],
    ) -> None:
        """ "쩐 대표", "알카심 국장": a part of the name with a title; a long part also alone."""
        pattern, parts = hangul
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in spans):
                continue
            part = found.group()
            titled = _AFTER.match(text, found.end())
            if titled is not None and titled.group(1) != "씨" and not is_title(titled.group(1)):
                titled = None
            title = titled.group(1) if titled is not None else None
            person = _decide(parts[part], group, title)
            if person is None:
                continue
            fits = title is not None and (title == "씨" or _fits(person, title))
            spaced = titled is not None and titled.group()[0] == " "
            if titled is not None and (fits or (spaced and len(part) >= 2)):
                person.saw(f"{part}{titled.group()}", line)
            elif len(part) >= 3 and re.match(rf"{_END}", text[found.end() :]) and part not in NOT_BODIES:
                person.saw(part, line)

    def _surname_and_title(self, text: str, line: int, group: str) -> None:
        """ "김 국장" is the one Kim of the document who is 국장."""
        for found in re.finditer(rf"(?<![가-힣])([가-힣]{{1,2}})\s({_KOREAN_TITLE}){_END}", text):
            surname, title = found.groups()
            if surname in _NOT_SURNAMES or not is_title(title):
                continue
            if re.search(r"[가-힣]\s$", text[: found.start()]) and not re.search(
                r"[은는이가을를과와의,.)]\s$", text[: found.start()]
            ):
                continue  # the end of a longer name: "호 안 국장"
            people = [
                person
                for person in self.identities
                if is_korean_name(person.name) and korean_surname(person.name) == surname and _fits(person, title)
            ]
            person = _decide(people, group, title)
            if person is not None:
                person.saw(found.group(), line)

    def _korean_surname(self, spelled: str, name: str, line: int, group: str) -> None:
        """ "Dr. Kim" may be the one Kim of the list; that is asked, because a surname is not a name."""
        surname = SURNAMES.get(norm(name))
        if surname is None:
            return
        matching = [
            person for person in self.identities if has_hangul(person.name) and korean_surname(person.name) == surname
        ]
        here = [person for person in matching if group in person.groups] or matching
        if len(here) == 1:
            why = f"이 자리의 {surname}씨는 {here[0].name}뿐입니다."
            why_en = f"{here[0].name} is the only {spelled.split()[-1]} of this talk."
            if all(asked.text != spelled for asked in here[0].probable):
                here[0].probable.append(ProbableSame(spelled, why, (line,), why_en))


def _fits(person: Identity, title: str) -> bool:
    """Whether a title is one of the person's, or the end of one (국제처장 is called 처장)."""
    return any(held.endswith(title) or title.endswith(held) for held in person.titles)


def _decide(people: Sequence[Identity], group: str, title: str | None) -> Identity | None:
    """The one of several people meant: by the title, then by who is at this table; None when that leaves two."""
    left = list(people)
    for narrower in (
        [person for person in left if title is not None and _fits(person, title)],
        [person for person in left if group and {group, f"{group}/text"} & person.groups],
    ):
        if len(left) > 1:
            left = [person for person in left if person in narrower] or left
    return left[0] if len(left) == 1 else None


def _can_be_name(words: str) -> bool:
    return not (
        has_body_word(words)
        or is_place(words)
        or any(
            is_acronym(word) or word.casefold() in NO_NAME or word.casefold() in OFFICES or norm(word) in known()
            for word in words.split()
        )
    )
