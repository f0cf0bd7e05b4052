"""Names that are nearly but not quite the same: people, their titles, bodies under an old name, spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.reading import Discrepancy, Person, Reading

_HONORIFIC = re.compile(
    r"^(?:dr|dra|mr|ms|mrs|prof|msc|mg|eng|ing|atty|sr|sra|lic|h\.e|datuk|hon)\.?\s+", re.IGNORECASE
)
_DEGREES = re.compile(r"^(?:박사|교수|dr|prof|professor|ph\.?d|msc)\.?$", re.IGNORECASE)
_TITLE = re.compile(
    r"\s*(?:교수|박사|책임연구원|선임연구원|책임|선임|부연구위원|연구위원|연구원|부소장|소장|부원장|원장|본부장"
    r"|부장|팀장|부국장|국장|과장|실장|센터장|차장|처장|이사장|이사|대표|차관보|차관|장관"
    r"|부총장|총장|학장|위원장|위원|주임|사무관|서기관|주무관|참사관|대사|회장|사장|단장|부청장|청장|님)+$"
)


def _plain(name: str) -> str:
    name = _HONORIFIC.sub("", re.sub(r"[()\[\]]", " ", name).strip())
    if re.match(r"[가-힣]", name):
        short = _TITLE.sub("", name)
        name = short if len(short) >= 2 else name
    return re.sub(r"\s+", " ", name).strip()


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
                f"출장자는 ‘{other}’, 작성자는 ‘{name}’입니다. 같은 사람인지 확인이 필요합니다.",
                f"The traveller is “{other}”, the author “{name}”. Are they the same person?",
            )
            return


def _person(lines: tuple[int, ...], first: str, second: str, message: str, message_en: str) -> Discrepancy:
    return Discrepancy("person_mismatch", lines, (first, second), message, message_en)


@dataclass(frozen=True, slots=True)
class _Spelling:
    name: str
    lines: tuple[int, ...]
    person: Person


def near_names(reading: Reading) -> Iterator[Discrepancy]:
    """Two spellings that are nearly one name. People who sit in one meeting under both names are two people."""
    author_line = reading.submission.author_line
    together: dict[str, set[str]] = {}
    for meeting in reading.meetings:
        for attendee in meeting.attendees:
            together.setdefault(_folded(_plain(attendee.name)), set()).add(meeting.id)
    author = _folded(_plain(reading.submission.author or ""))
    travellers = {_folded(_plain(t.name)) for t in reading.trip.travellers}
    buckets: dict[str, list[_Spelling]] = {}
    seen: set[frozenset[str]] = set()
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
                    pair = frozenset((_folded(name), _folded(other.name)))
                    if pair in seen or len(pair) < 2 or not _is_slip(other, spelling, together):
                        continue
                    seen.add(pair)
                    if author in pair and pair & travellers:
                        continue  # said by author_and_travellers
                    at = tuple(x for x in (min(other.lines, default=0), min(spelling.lines, default=0)) if x)
                    if author_line in at and author in pair and len(at) < 2:
                        continue
                    yield _person(
                        tuple(sorted(at)),
                        other.name,
                        name,
                        f"‘{other.name}’, ‘{name}’ 두 표기가 있습니다. 같은 사람인지 확인이 필요합니다.",
                        f"“{other.name}” and “{name}” are both written. Are they the same person?",
                    )
                buckets.setdefault(key, []).append(spelling)


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


def titles(reading: Reading) -> Iterator[Discrepancy]:
    """One person with two titles in one script, or one title in two spellings."""
    held: dict[str, dict[str, list[int]]] = {}
    names: dict[str, str] = {}
    for meeting in reading.meetings:
        for attendee in meeting.attendees:
            if attendee.title and attendee.person_id and not _DEGREES.match(attendee.title.strip()):
                held.setdefault(attendee.person_id, {}).setdefault(attendee.title.strip(), []).append(attendee.line)
                names.setdefault(attendee.person_id, _plain(attendee.name))
    for traveller in reading.trip.travellers:
        if traveller.rank and traveller.person_id in held:
            held[traveller.person_id].setdefault(traveller.rank.strip(), []).append(traveller.line)
    for person, by_title in held.items():
        written = list(by_title)
        for i, first in enumerate(written):
            for second in written[i + 1 :]:
                a, b = re.sub(r"[\W_]+", "", _folded(first)), re.sub(r"[\W_]+", "", _folded(second))
                korean = bool(re.match(r"[가-힣]", first)), bool(re.match(r"[가-힣]", second))
                if _same_title(a, b) or korean[0] != korean[1]:
                    continue
                lines = tuple(sorted({*by_title[first][:1], *by_title[second]}))
                slip = len(a) == len(b) and Levenshtein.distance(a, b) == 1 and len(a) > 8
                yield Discrepancy(
                    "ocr_variant" if slip else "title_mismatch",
                    lines,
                    (first, second),
                    f"{names[person]}의 직위가 ‘{first}’, ‘{second}’ 두 가지로 적혀 있습니다.",
                    f"{names[person]} is “{first}” in one place and “{second}” in another.",
                )


def _same_title(a: str, b: str) -> bool:
    """Whether one only says more than the other: "Director (of Policies)", "(국제협력)팀장". "부국장" is not "국장"."""
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and not re.match(r"[가-힣]", short):
        return True
    return short == long or (bool(re.match(r"[가-힣]", short)) and long.endswith(short) and len(long) - len(short) >= 2)


_RENAMED = re.compile(r"명칭|변경|개칭|구\s|舊|옛|前|전신|개편|formerly|renamed|previously|now |antes|anteriormente")


def old_names(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """A body listed under a name that the document itself says is out of use."""
    for organization in reading.organizations:
        for former in organization.former_names:
            used = [
                a.line
                for m in reading.meetings
                for a in m.attendees
                if a.org and _bare(a.org).startswith(_bare(former))
            ]
            used += [t.line for t in reading.trip.travellers if t.dept and _bare(t.dept).startswith(_bare(former))]
            if not used or _bare(former) == _bare(organization.canonical):
                continue
            said = next(
                (b.line for b in blocks if former in b.text and b.line not in used and _RENAMED.search(b.text)), None
            )
            lines = tuple(dict.fromkeys(([said] if said else []) + sorted(set(used))))
            yield Discrepancy(
                "org_old_name_used",
                lines,
                (former, organization.canonical),
                f"소속이 옛 이름 ‘{former}’(으)로 적혀 있습니다. 문서에 따르면 지금 이름은 "
                f"‘{organization.canonical}’입니다.",
                f"“{former}” is the old name; by the document itself the body is now “{organization.canonical}”.",
            )


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
                f"같은 말이 ‘{first}’, ‘{second}’ 두 가지로 적혀 있습니다.",
                f"“{first}” and “{second}” seem to be one word.",
            )


def _look_alike(a: str, b: str) -> bool:
    """Two syllables that share at least two of their three letters; other syllables make other words."""
    if not ("가" <= a <= "힣" and "가" <= b <= "힣"):
        return False
    x, y = ord(a) - 0xAC00, ord(b) - 0xAC00
    parts = ((x // 588, y // 588), (x % 588 // 28, y % 588 // 28), (x % 28, y % 28))
    return sum(p == q for p, q in parts) == 2
