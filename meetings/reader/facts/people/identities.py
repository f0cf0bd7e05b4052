"""Who is who: the person that a naming is, known already, new, or only asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from partners.matching import near_miss
from partners.names import has_hangul, natural_order, person_key, split_honorific, split_korean_title

from ...reading import ProbableSame
from ..bodies import is_role


@dataclass(slots=True)
class Identity:
    """A person while the document is read. ``groups`` are the lists (meeting numbers, "trip") they stand in."""

    name: str
    org_id: str | None
    honorific: str | None = None
    titles: list[str] = field(default_factory=list)
    texts: dict[str, set[int]] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    probable: list[ProbableSame] = field(default_factory=list)
    listed: bool = True

    def saw(self, text: str, line: int) -> None:
        """Note a spelling and where it stands."""
        self.texts.setdefault(" ".join(text.split()), set()).add(line)


@dataclass(frozen=True, slots=True)
class Naming:
    """A person named in a list or a field. ``group`` is the list."""

    name: str
    line: int
    group: str
    org_id: str | None = None
    title: str | None = None
    weak: bool = False  # a signature or a mention: no person of its own when it is a near miss of another


class Register:
    """The people known so far, filled in the order of the evidence: travellers, attendees, then text."""

    def __init__(self) -> None:
        self.identities: list[Identity] = []
        self._by_key: dict[str, list[Identity]] = {}
        self._by_word: dict[str, list[Identity]] = {}  # word of a Latin name → who has it, in order
        self._by_part: dict[str, list[Identity]] = {}  # what two names have in common that differ by a letter
        self.asked: list[tuple[Naming, Identity]] = []

    def add(self, naming: Naming) -> Identity | None:
        """The person a naming is, new where none fits; None where it may be another by a letter and is only asked."""
        honorific, bare = split_honorific(naming.name)
        title = naming.title
        if has_hangul(bare):
            bare, glued = split_korean_title(bare)
            title = title or glued
        else:
            bare = natural_order(bare)
        found = self.find(bare, honorific, naming.group, naming.org_id)
        if found is None:
            near = self._near(bare, naming)
            if near is not None:
                near.probable.append(_probable(naming.name, near.name, (naming.line,)))
                self.asked.append((naming, near))
                if naming.weak:
                    return None
            found = Identity(bare, naming.org_id, honorific)
            if near is not None:
                found.probable.append(
                    _probable(near.name, naming.name, tuple(sorted(min(near.texts.values(), default=set()))))
                )
            self.identities.append(found)
            self._index(found, person_key(bare))
        if found.org_id is None and naming.org_id is not None:
            found.org_id = naming.org_id
        if found.honorific is None and honorific is not None:
            found.honorific = honorific
        if (title and title not in found.titles and not is_role(title)) or (
            title and is_role(title) and not found.titles
        ):
            found.titles.append(title)
        found.groups.add(naming.group)
        found.saw(naming.name if not has_hangul(bare) else bare, naming.line)
        return found

    def _index(self, person: Identity, key: str) -> None:
        self._by_key.setdefault(key, []).append(person)
        if not has_hangul(person.name):
            for word in dict.fromkeys(key.split()):
                self._by_word.setdefault(word, []).append(person)
        for part in _near_parts(person.name):
            self._by_part.setdefault(part, []).append(person)

    def find(self, bare: str, honorific: str | None, group: str, org_id: str | None = None) -> Identity | None:
        """The one person a name can be; None when there is none, or more than one."""
        key = person_key(bare)
        same = self._by_key.get(key) or self._by_key.get(" ".join(reversed(key.split())), [])
        if same:
            fitting = [person for person in same if person.org_id == org_id or person.org_id is None or org_id is None]
            if len(fitting) > 1:
                fitting = [person for person in fitting if person.org_id == org_id] or [
                    person for person in fitting if group in person.groups
                ]
            return fitting[0] if len(fitting) == 1 else None
        if has_hangul(bare):
            return None
        parts = key.split()
        if len(parts) == 1 and honorific is None:
            # "Bora, Jonah": those who travelled, among themselves
            ours = [person for person in self._by_word.get(key, ()) if "trip" in person.groups]
            return ours[0] if len(ours) == 1 and org_id in (None, ours[0].org_id) else None
        initial = re.match(r"^[^\W\d_]\.", bare) is not None
        if honorific is not None or (initial and len(parts) >= 2):
            # "Dr. Haro", "Ing. Benites Cabanillas", "J. Valderrama": words of one name, whichever surname they keep
            found = self._only(parts[-1], lambda names: stands_for(parts, names), group, org_id)
            if found is not None or len(parts) == 1 or initial:
                return found
        if len(parts) >= 2:
            # a fuller or shorter form of the same name: first name and a surname agree
            return self._only(
                parts[0],
                lambda names: (
                    len(names) != len(parts) and len(min(names, parts, key=len)) >= 2 and _within(names, parts)
                ),
                group,
                org_id,
            )
        return None

    def _only(self, word: str, test: Callable[[list[str]], bool], group: str, org_id: str | None) -> Identity | None:
        """The one of those who have a word in their Latin names for whom the test holds."""
        matching = [person for person in self._by_word.get(word, ()) if test(person_key(person.name).split())]
        if len(matching) > 1:
            matching = [person for person in matching if group in person.groups] or matching
        if len(matching) > 1 and org_id is not None:
            matching = [person for person in matching if person.org_id == org_id]
        if len(matching) == 1 and (org_id is None or matching[0].org_id in (None, org_id)):
            return matching[0]
        return None

    def _near(self, bare: str, naming: Naming) -> Identity | None:
        """Somebody whose name is this one but for a letter, not in the same list, and not known to be at another
        body.
        """
        like = {id(person): person for part in _near_parts(bare, asked=True) for person in self._by_part.get(part, ())}
        close = [
            person
            for person in like.values()
            if (naming.group not in person.groups or naming.weak)
            and (person.org_id is None or naming.org_id is None or person.org_id == naming.org_id)
            and near_miss(bare, person.name)
        ]
        return close[0] if len(close) == 1 else None


def _near_parts(name: str, *, asked: bool = False) -> Iterator[str]:
    """What a name shares with each that is a near miss of it: all syllables but one, the given name or the surname.
    Who asks looks for an initial under the given names that begin with it, and the other way round.
    """
    key = person_key(name)
    if has_hangul(key):
        yield from (f"{key[:at]}?{key[at + 1 :]}" for at in range(len(key)))
        return
    words = key.split()
    if len(words) < 2:
        return
    given, surname = words[0], words[-1]
    yield f"{given} …"
    yield f"… {surname}"
    if not asked:
        yield f"{given[0]}… …"
    elif len(given) == 1:
        yield f"{given}… …"
    else:
        yield f"{given[0]} …"


def stands_for(parts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the words can stand for a whole Latin name: some of its words in a row, or initials and a surname."""
    leading = 0
    while leading < len(parts) and len(parts[leading]) == 1:
        leading += 1
    rest = list(parts[leading:])
    if not rest or len(parts) > len(names) or (leading and parts[0] != names[0][:1]):
        return False
    later = list(names[1:] if leading else names)
    return any(later[at : at + len(rest)] == rest for at in range(len(later) - len(rest) + 1))


def _within(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter Latin name is part of the longer one in order, beginning with the same given name."""
    short, long = sorted((list(one), list(other)), key=len)
    if short[0] != long[0]:
        return False
    position = 0
    for part in short:
        while position < len(long) and long[position] != part:
            position += 1
        if position == len(long):
            return False
        position += 1
    return True


def _probable(written: str, name: str, lines: tuple[int, ...]) -> ProbableSame:
    korean = has_hangul(name)
    return ProbableSame(
        written,
        f"‘{written}’, ‘{name}’ 두 이름은 {'한 글자만' if korean else '철자 하나만'} 다릅니다.",
        lines,
        f"“{written}” and “{name}” differ in one {'syllable' if korean else 'letter'} only.",
    )
