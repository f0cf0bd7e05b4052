"""Names that are nearly but not quite the same: people, their titles, bodies under an old name, spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.facts.bodies import is_code, looks_like_body
from meetings.reader.reading import Discrepancy, Person, Reading

_HONORIFIC = re.compile(
    r"^(?:dr|dra|mr|ms|mrs|prof|msc|mg|eng|ing|atty|sr|sra|lic|h\.e|datuk|hon)\.?\s+", re.IGNORECASE
)
# A degree or what somebody does on this trip is no post.
_NO_POST = re.compile(
    r"^(?:박사|교수|dr|prof|professor|ph\.?d|msc|(?:[가-힣]*단)?(?:단장|단원|반장|간사)|조사단장|통역|"
    r"(?:mission|team|delegation) "
    r"(?:leader|member)|head of (?:the )?(?:mission|delegation)|jef[ea] de (?:misi[óo]n|delegaci[óo]n))\.?$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:교수|박사|책임연구원|선임연구원|책임|선임|부연구위원|연구위원|연구원|부소장|소장|부원장|원장|본부장"
    r"|부장|팀장|부국장|국장|과장|실장|센터장|차장|처장|이사장|이사|대표|차관보|차관|장관"
    r"|부총장|총장|학장|위원장|위원|주임|사무관|서기관|주무관|참사관|대사|회장|사장|단장|부청장|청장|님)+$"
)


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    name = _HONORIFIC.sub("", re.sub(r"[()\[\]]", " ", name).strip())
    if re.match(r"[가-힣]", name):
        short = _TITLE.sub("", name)
        name = short if len(short) >= 2 else name
    return re.sub(r"\s+", " ", name).strip()


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)  # Hangul put together again


def _near_korean(a: str, b: str) -> bool:
    """One syllable of the given name differs."""
    return len(a) == len(b) >= 3 and a[0] == b[0] and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _near_word(a: str, b: str) -> bool:
    """Two long Latin words a letter apart; marks and case do not count, and names that differ at the start are
    others."""
    a, b = _folded(a), _folded(b)
    if a == b or min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    return Levenshtein.distance(a, b, score_cutoff=2) <= (2 if min(len(a), len(b)) >= 9 else 1)


def _near_latin(a: str, b: str) -> bool:
    """The same name but for one word that is spelled a letter apart; an initial agrees with the name it begins."""
    first, second = a.split(), b.split()
    if not first or not second:
        return False
    if not _near_word(first[-1], second[-1]):
        # "Sofia Marin / Sofía Marín" is no slip; a first name a letter apart under one surname is one.
        return (
            len(first) == len(second) == 2
            and _folded(first[-1]) == _folded(second[-1])
            and _near_word(first[0], second[0])
        )
    given, other = _folded(first[0]).rstrip("."), _folded(second[0]).rstrip(".")
    if len(first) == 1 or len(second) == 1:
        return True
    return given == other or (min(len(given), len(other)) == 1 and given[0] == other[0])


def _near_full_name(a: str, b: str) -> bool:
    """Three or more words of which one short one is a letter apart ("Nguyen Van Thanh", "Nguyen Van Tanh")."""
    first, second = _folded(a).split(), _folded(b).split()
    apart = [(x, y) for x, y in zip(first, second, strict=False) if x != y]
    if len(first) != len(second) or len(first) < 3 or len(apart) != 1:
        return False
    x, y = apart[0]
    return min(len(x), len(y)) >= 4 and x[0] == y[0] and Levenshtein.distance(x, y) == 1


def author_and_travellers(reading: Reading) -> Iterator[Discrepancy]:
    """An author who is nobody of the travellers but nearly one of them."""
    author = reading.submission.author
    travellers = [t for t in reading.trip.travellers if t.name]
    if not author or not travellers:
        return
    name = _plain(author)
    if any(_folded(_plain(t.name)) == _folded(name) for t in travellers):
        return
    for traveller in travellers:
        other = _plain(traveller.name)
        if _near_korean(other, name) or _near_latin(other, name):
            lines = tuple(x for x in (traveller.line, reading.submission.author_line) if x)
            yield _person(
                lines,
                other,
                name,
                f"출장자는 ‘{other}’, 작성자는 ‘{name}’입니다. 같은 사람이라면 어느 쪽이 맞습니까?",
                f"The traveller is “{other}”, the author “{name}”. If they are one person, which is right?",
            )
            return


def _person(lines: tuple[int, ...], first: str, second: str, message: str, message_en: str) -> Discrepancy:
    return Discrepancy("person_mismatch", lines, (first, second), message, message_en)


@dataclass(frozen=True, slots=True)
class _Spelling:
    name: str
    lines: tuple[int, ...]
    person: Person


def near_names(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """Two spellings that are nearly one name. People who sit in one meeting under both names are two people."""
    author_line = reading.submission.author_line
    together: dict[str, set[str]] = {}
    for meeting in reading.meetings:
        for attendee in meeting.attendees:
            together.setdefault(_folded(_plain(attendee.name)), set()).add(meeting.id)
    author = _folded(_plain(reading.submission.author or ""))
    travellers = {_folded(_plain(t.name)) for t in reading.trip.travellers}
    for pairs in _slips(blocks, reading, together).values():
        # said once, of the fullest spellings: "Felipe Arguelles" and "Felipe Arguellas", not "Dr. Arguelles"
        other, spelling = max(pairs, key=lambda pair: len(f"{pair[0].name} {pair[1].name}".split()))
        name = spelling.name
        pair = {_folded(name), _folded(other.name)}
        if author in pair and pair & travellers:
            continue  # said by author_and_travellers
        at = tuple(x for x in (min(other.lines, default=0), min(spelling.lines, default=0)) if x)
        if author_line in at and author in pair and len(at) < 2:
            continue
        yield _person(
            tuple(sorted(at)),
            other.name,
            name,
            f"이름이 한 곳에는 ‘{other.name}’, 다른 곳에는 ‘{name}’입니다. 같은 사람이라면 어느 쪽이 맞습니까?",
            f"The name is “{other.name}” in one place and “{name}” in another. If they are one person, which is right?",
        )


def _slips(
    blocks: Sequence[Block], reading: Reading, together: dict[str, set[str]]
) -> dict[tuple[str, ...], list[tuple[_Spelling, _Spelling]]]:
    """The pairs of spellings that are nearly one name, by the words that differ."""
    buckets: dict[str, list[_Spelling]] = {}
    slips: dict[tuple[str, ...], list[tuple[_Spelling, _Spelling]]] = {}
    for person in reading.people:
        spellings: dict[str, list[int]] = {}
        for surface in person.surfaces:
            spellings.setdefault(_plain(surface.text), []).extend(surface.lines)
        for maybe in person.probable_same:
            spellings.setdefault(_plain(maybe.text), []).extend(maybe.lines)
        for name, lines in spellings.items():
            spelling = _Spelling(name, tuple(sorted(set(lines))), person)
            for key in _buckets(name):
                for other in buckets.get(key, []):
                    if _folded(name) != _folded(other.name) and _is_slip(other, spelling, together):
                        slips.setdefault(_slip_key(other.name, name), []).append((other, spelling))
                buckets.setdefault(key, []).append(spelling)
    written = {_folded(s.name) for group in buckets.values() for s in group}
    for first, second in _written_otherwise(blocks, reading, written):
        slips.setdefault(_slip_key(first.name, second.name), []).append((first, second))
    return slips


def _slip_key(a: str, b: str) -> tuple[str, ...]:
    """The words that differ, so that one slip is said once however much of the name stands around it."""
    first, second = _folded(a).split(), _folded(b).split()
    apart = [(x, y) for x in first if x not in second for y in second if y not in first and _near_word(x, y)]
    return tuple(sorted(apart[0] if apart else (_folded(a), _folded(b))))


# Two Latin words; a Korean particle behind the second ("Ana Ruiz가") is no part of it.
_PAIR = re.compile(r"(?<![\w'’-])([A-ZÀ-Þ](?:(?![가-힣])[\w'’-])+)\s+(?=([A-ZÀ-Þ](?:(?![가-힣])[\w-]){4,}))")


def _written_otherwise(
    blocks: Sequence[Block], reading: Reading, written: set[str]
) -> Iterator[tuple[_Spelling, _Spelling]]:
    """Places that nearly have a known full name ("Rinto Wijayandi" among the signatories) and that nobody read."""
    known: dict[str, list[_Spelling]] = {}
    others = {name[at + 1 :] for name in written for at, char in enumerate(name) if char == " "}
    for person in reading.people:
        for surface in person.surfaces:
            name = _plain(surface.text)
            if len(name.split()) >= 2 and not re.match(r"[가-힣]", name):
                first = _folded(name.split()[-2])
                known.setdefault(first, []).append(_Spelling(name, surface.lines, person))
    for block in blocks if known else ():
        for found in _PAIR.finditer(block.text):
            first, last = found.groups()
            for spelling in known.get(_folded(first), ()):
                if f"{_folded(first)} {_folded(last)}" in written or not _near_word(spelling.name.split()[-1], last):
                    continue
                if _folded(last) in others:
                    continue  # somebody else's name
                name = " ".join((*spelling.name.split()[:-1], last))
                yield spelling, _Spelling(name, (block.line,), spelling.person)


def _buckets(name: str) -> list[str]:
    """Names that may be a slip of one another share a bucket: the family name in Korean, the head of each word in
    Latin."""
    if re.match(r"[가-힣]", name):
        return [f"{name[0]}{len(name)}"]
    return sorted({_folded(word)[:4] for word in name.split() if len(word) >= 5})


def _is_slip(first: _Spelling, second: _Spelling, together: dict[str, set[str]]) -> bool:
    a, b = _folded(first.name), _folded(second.name)
    if together.get(a, set()) & together.get(b, set()):
        return False
    if re.match(r"[가-힣]", first.name) and re.match(r"[가-힣]", second.name):
        if not _near_korean(first.name, second.name):
            return False
        same = first.person is second.person
        orgs = {first.person.org_id, second.person.org_id}
        # Two Korean names a syllable apart are common; only the same body and the same title speak for one person.
        titles = set(first.person.titles) & set(second.person.titles)
        return same or (len(orgs) == 1 and None not in orgs and bool(titles))
    orgs = {first.person.org_id, second.person.org_id} - {None}
    if not _near_latin(first.name, second.name):
        # A short word a letter apart in an otherwise equal full name, of one body and one title.
        titles = set(first.person.titles) & set(second.person.titles)
        return len(orgs) == 1 and bool(titles) and _near_full_name(first.name, second.name)
    return first.person is second.person or len(orgs) <= 1


# "Jefe de Oficina" says less than "Jefe de la Oficina de Planificación"
_ARTICLE = re.compile(r"(?<=\b[Dd]e)\s(?:la|los|las)\s|(?<=\bof)\sthe\s")


def titles(reading: Reading) -> Iterator[Discrepancy]:
    """One person with two titles in one script, or one title in two spellings."""
    held: dict[str, dict[str, list[int]]] = {}
    names: dict[str, str] = {}
    for meeting in reading.meetings:
        for attendee in meeting.attendees:
            if attendee.title and attendee.person_id and not _NO_POST.match(attendee.title.strip()):
                held.setdefault(attendee.person_id, {}).setdefault(attendee.title.strip(), []).append(attendee.line)
                names.setdefault(attendee.person_id, _plain(attendee.name))
    for traveller in reading.trip.travellers:
        if traveller.rank and traveller.person_id in held and not _NO_POST.match(traveller.rank.strip()):
            held[traveller.person_id].setdefault(traveller.rank.strip(), []).append(traveller.line)
    family = {p.canonical.split()[-1] for p in reading.people if len(p.canonical.split()) > 1}
    for person, by_title in held.items():
        # a "title" that holds somebody's name is the rest of a list that was not read to the end
        written = [
            title for title in by_title if not is_code(title) and not family & set(re.findall(r"[\w'’-]{4,}", title))
        ]
        for i, first in enumerate(written):
            for second in written[i + 1 :]:
                a, b = (re.sub(r"[\W_]+", "", _folded(_ARTICLE.sub(" ", title))) for title in (first, second))
                korean = bool(re.match(r"[가-힣]", first)), bool(re.match(r"[가-힣]", second))
                if _same_title(a, b) or korean[0] != korean[1]:
                    continue
                lines = tuple(sorted({*by_title[first][:1], *by_title[second]}))
                slip = len(a) == len(b) and Levenshtein.distance(a, b) == 1 and len(a) > 8
                yield Discrepancy(
                    "ocr_variant" if slip else "title_mismatch",
                    lines,
                    (first, second),
                    f"{names[person]}의 직위가 한 곳에는 ‘{first}’, 다른 곳에는 ‘{second}’입니다. 어느 쪽이 맞습니까?",
                    f"{names[person]} is “{first}” in one place and “{second}” in another. Which is right?",
                )


def _same_title(a: str, b: str) -> bool:
    """Whether one only says more than the other: "Director (of Policies)", "(국제협력)팀장". "부국장" is not "국장"."""
    a, b = (re.sub(r"\s*\([^()]*\)$", "", title) or title for title in (a, b))  # "부장(2급)": the grade is no post
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and (
        not re.match(r"[가-힣]", short) or short in ("책임", "선임", "수석", "전임", "주임")
    ):
        return True
    if short == "교수" and long.endswith("교수"):
        return True  # an associate professor is called professor
    return short == long or (bool(re.match(r"[가-힣]", short)) and long.endswith(short) and len(long) - len(short) >= 2)


_RENAMED = re.compile(
    r"명칭|이름|바뀌|바뀐|바뀜|변경|개칭|개명|구\s|舊|옛|전신|개편|승격|통합|formerly|renamed|previously|now |antes|"
    r"anteriormente",
    re.IGNORECASE,
)
_BODY = r"[가-힣A-Za-z·]{2,25}"
_LATIN = r"(?:[A-ZÁÉÍÓÚÑ][\w'&-]+|of|for|and|the|del|de|la|las|los|y|e)\b"
_MEANWHILE = r"(?:[^;()\s]{1,20}(?<![을를])(?<!에서)\s){0,5}"  # when and why, but nothing that is renamed itself
_NAME_CHANGED = (
    r"(?:(?:명칭|이름|기관명|사명|교명)[이을]?\s?(?:새로\s)?(?:변경|개칭|개정|바뀌|바뀐|바뀜|바꾸|바꿨|바꿈|고치|고쳤)|"
    r"개칭|개명)"
)
_RENAMING = re.compile(
    rf"(?:구|舊|옛|종전|기존)\s(?P<a1>{_BODY})[은는이가]\s(?P<a2>{_BODY}?)(?:\([^()]*\))?(?:으로|"
    rf"로)\s(?:[가-힣]+\s)?(?:개칭|개명|개편|변경)|"
    rf"(?P<b1>{_BODY})(?:\([^()]*\))?(?:에서|이|가|은|는)\s{_MEANWHILE}(?P<b2>{_BODY}?)(?:\([^()]*\))?(?:으로|"
    rf"로)\s{_NAME_CHANGED}|"
    # "X(CWMA)는 2025. 4. 1. Y에서 명칭이 변경됨"
    rf"(?P<f2>{_BODY})(?:\([^()]*\))?[은는이가]\s(?:[^;()가-힣]{{0,20}}[월일년]?\s)?(?P<f1>{_BODY})(?:\([^()]*\))?에서\s"
    rf"(?:현재의?\s)?{_NAME_CHANGED}|"
    # "X, formerly Y", "X was renamed in 2025; it was formerly known as Y"
    rf"(?P<c2>{_LATIN}(?:\s{_LATIN}){{1,8}})(?:\s\([A-Z]+\))?(?:,?\s\(?|\s(?:was|is)\s(?:renamed[^.;,()]{{0,24}}[;,]\sit\swas\s)?)"
    rf"(?:formerly|previously)\s(?:(?:known|named|called)\s|as\s|the\s)*(?P<c1>{_LATIN}(?:\s{_LATIN}){{0,8}})|"
    rf"[Tt]he\s(?P<d1>{_LATIN}(?:\s{_LATIN}){{1,8}})(?:\s\([A-Z]+\))?\s(?:was|has been|is now)\s(?:renamed|called)\s"
    rf"(?:as\s|to\s|the\s)*(?P<d2>{_LATIN}(?:\s{_LATIN}){{0,8}})|"
    rf"\b(?:[Ee]l|[Ll]a)\s(?P<e2>{_LATIN}(?:\s{_LATIN}){{1,8}})(?:\s\([A-Z]+\))?,?\s\(?(?:antes|anteriormente|ex)"
    rf"(?:\s(?:el|la|denominad[oa]|llamad[oa]|conocid[oa]\scomo))*\s(?P<e1>{_LATIN}(?:\s{_LATIN}){{0,8}})"
)
# What happened under the old name is told with it: "당시 X와 2020년에 체결한"
_THEN = re.compile(
    r"당시|(?:19|20)\d\d|['’]\d\d[.년]|체결|설립|구\s|舊|옛|전신|\bthen\b|former|previous|"
    r"entonces|antes|anterior",
    re.IGNORECASE,
)


def old_names(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """A body under a name that the document itself says is out of use: in a list of people, or in a sentence about
    today."""
    renamed = {former: o.canonical for o in reading.organizations for former in o.former_names}
    said: dict[str, int] = {}
    for block in blocks:
        for found in _RENAMING.finditer(block.text) if _RENAMED.search(block.text) else ():
            parts = {name: value for name, value in found.groupdict().items() if value}
            old = next(value for name, value in parts.items() if name.endswith("1"))
            new = next((value for name, value in parts.items() if name.endswith("2")), "")
            if len(_bare(old)) >= 4 and _bare(old) != _bare(new) and any(_named(n, reading) for n in (old, new) if n):
                renamed.setdefault(old, new)
                said.setdefault(old, block.line)
    for former, now in renamed.items():
        listed = [
            a.line for m in reading.meetings for a in m.attendees if a.org and _bare(a.org).startswith(_bare(former))
        ]
        listed += [t.line for t in reading.trip.travellers if t.dept and _bare(t.dept).startswith(_bare(former))]
        whole = re.compile(rf"(?<![가-힣A-Za-z]){re.escape(former)}(?![A-Za-z])")
        told = said.get(former) or next(
            (b.line for b in blocks if former in b.text and b.line not in listed and _RENAMED.search(b.text)), None
        )
        used = list(listed)
        if told:
            used += [b.line for b in blocks if whole.search(b.text) and b.line != told and not _THEN.search(b.text)]
        if not used or _bare(former) == _bare(now):
            continue
        lines = tuple(dict.fromkeys(([told] if told else []) + sorted(set(used))))
        yield Discrepancy(
            "org_old_name_used",
            lines,
            (former, now),
            f"한 곳에 옛 이름 ‘{former}’이(가) 적혀 있습니다. 다른 곳에 따르면 지금 이름은 ‘{now}’입니다.",
            f"One place has the old name “{former}”; by another the body is now called “{now}”.",
        )


def _named(name: str, reading: Reading) -> bool:
    """Whether a name is that of a body, of which the document may have read only the new one."""
    bare = _bare(name)
    return looks_like_body(name) or any(_bare(s.text) == bare for o in reading.organizations for s in o.surfaces)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


_NUMBERED = re.compile(r"^([가-힣A-Za-z]{2,12})\s?(\d{1,2})(?![\d차월일년시분명인개건%.])")


def spellings(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """The word of a numbered series spelled in two ways ("부룩 1", "부록 2"), and a body's name a syllable apart."""
    series: dict[int, dict[str, list[int]]] = {}
    for block in blocks:
        if block.kind in (BlockKind.ROW, BlockKind.BLANK):
            continue
        match = _NUMBERED.match(block.body or block.text)
        if match:
            word = match.group(1)
            series.setdefault(len(word), {}).setdefault(word, []).append(block.line)
    for words in series.values():
        yield from _one_letter_apart(words, least=2)
    names: dict[tuple[int, str], dict[str, list[int]]] = {}
    for organization in reading.organizations:
        for surface in organization.surfaces:
            if len(surface.text) >= 6 and re.fullmatch(r"[가-힣 ]+", surface.text):
                text = surface.text.replace(" ", "")
                names.setdefault((len(text), text[:2]), {}).setdefault(text, []).extend(surface.lines)
    for words in names.values():
        yield from _one_letter_apart(words, least=6)


def _one_letter_apart(words: dict[str, list[int]], least: int) -> Iterator[Discrepancy]:
    written = [w for w in words if len(w) >= least]
    for i, first in enumerate(written[:50]):
        for second in written[i + 1 : 50]:
            apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
            if len(apart) != 1 or not _look_alike(*apart[0]):
                continue
            yield Discrepancy(
                "spelling_variant",
                (words[first][0], words[second][0]),
                (first, second),
                f"같은 말로 보이는데 한 곳에는 ‘{first}’, 다른 곳에는 ‘{second}’입니다. 어느 쪽이 맞습니까?",
                f"What seems to be one word is “{first}” in one place and “{second}” in another. Which is right?",
            )


def _look_alike(a: str, b: str) -> bool:
    """Two syllables that share at least two of their three letters; other syllables make other words."""
    if not ("가" <= a <= "힣" and "가" <= b <= "힣"):
        return False
    x, y = ord(a) - 0xAC00, ord(b) - 0xAC00
    parts = ((x // 588, y // 588), (x % 588 // 28, y % 588 // 28), (x % 28, y % 28))
    return sum(p == q for p, q in parts) == 2
