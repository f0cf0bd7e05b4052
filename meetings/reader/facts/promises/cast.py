"""Everybody a report knows, ready to be found in its sentences: bodies and people by any of their spellings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from meetings.reader.reading import Attendee, Meeting, Organization, Person, Reading
from partners.names import has_hangul

_HONORIFIC = r"(?:Dr|Dra|Mr|Ms|Mrs|Miss|Prof|MSc|Mg|Mgr|Eng|Ing|Arq|Abg|Econ|Atty|Sr|Sra|Srta|Lic|H\.E|Hon)\.?\s+"
TITLES = (
    "차관보|차관|장관|부청장|청장|부국장|국장|과장|부원장|원장|부소장|소장|본부장|학부장|지부장|지사장|부장|팀장|실장|센터장|부처장|처장|차장"
    "|부대표|대표|이사장|이사|부총장|총장|학과장|학장|부교수|조교수|교수|박사|강사"
    "|책임연구위원|선임연구위원|책임연구원|선임연구원|책임|선임|연구위원|연구원|부위원장|위원장|위원|사무총장|부시장|시장|군수|구청장|도지사|지사|주임|참사관|서기관|사무관|주무관"
    "|부총영사|총영사|영사|대사|부의장|의장|의원|회장|사장|단장|반장|계장|조정관|담당관|사업관|예보관|기술관|감독관|정보관|전문관|보좌관|비서관|행정관|전문위원|전문가|코디네이터"
    "|매니저|상담역|심사관|총무|간사|주사|대리|사원|연구사|행정원|전무|상무|감사|관장|국왕|위원"
)
_TITLE_AT_END = re.compile(rf"(?:{TITLES})$")


@dataclass(frozen=True, slots=True)
class Actor:
    """``org`` and ``person`` are ids. ``guessed``: the words do not name the actor; ``reason`` is shown to people."""

    org: str | None = None
    person: str | None = None
    guessed: bool = False
    reason: str | None = None
    both: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A body or person named at ``start:stop`` of a text."""

    start: int
    stop: int
    org: str | None
    person: str | None


@dataclass(slots=True)
class Cast:
    """Everybody a Reading knows."""

    reading: Reading
    names: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    ours: str | None = None
    author: str | None = None  # the person who wrote the report
    org_of_person: dict[str, str | None] = field(default_factory=dict)
    by_line: list[tuple[int, Meeting]] = field(default_factory=list)
    organizations: dict[str, Organization] = field(default_factory=dict)
    ambiguous: dict[str, dict[int, str]] = field(default_factory=dict)
    _mentions: dict[tuple[str, int], list[Mention]] = field(default_factory=dict)
    _kinds: dict[tuple[str, int | None, str | None], str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> Cast:
        cast = cls(reading)
        cast.organizations = {o.id: o for o in reading.organizations}
        for organization in reading.organizations:
            for surface in organization.surfaces:
                cast._add(surface.text, organization.id, None, surface.lines)
                inside = re.search(r"\(([A-Za-z][\w &.-]{1,20})\)", surface.text)
                if inside:
                    cast._add(inside.group(1), organization.id, None, surface.lines)
            cast._add(organization.canonical, organization.id, None, ())
        cast._add_people(reading.people)
        cast._compile()
        cast.ours = _ours(reading, cast)
        cast.author = reading.submission.author_person_id
        # "기획조정실", "Oficina de Planificación": a unit of a traveller speaks for our body.
        for traveller in reading.trip.travellers:
            if traveller.dept and cast.ours and len(traveller.dept.strip()) > 2:
                cast._speaks_for(traveller.dept, traveller.org_id or cast.ours)
        cast._compile()
        cast._mentions.clear()
        cast._kinds.clear()
        cast.by_line = sorted(((m.heading_line or 0, m) for m in reading.meetings), key=lambda pair: pair[0])
        return cast

    def _speaks_for(self, dept: str, org: str) -> None:
        """A unit of a traveller, whole and by its last words ("국제협력실 홍보부", "홍보부"), is our body."""
        words = dept.split()
        names = [" ".join(words[at:]) for at in range(len(words))] if has_hangul(dept) else [dept]
        for name in names:
            key = _key(name)
            known = self.names.get(key, (None, None))[0]
            if len(key) > 2 and (name == dept or known is not None or len(key) > 3) and known != org:
                self.names[key] = (org, None)
                self.ambiguous.pop(key, None)

    def _add_people(self, people: tuple[Person, ...]) -> None:
        titles: dict[str, list[str]] = {person.id: list(person.titles) for person in people}
        for meeting in self.reading.meetings:
            for attendee in meeting.attendees:
                if attendee.person_id in titles and attendee.title:
                    titles[attendee.person_id].append(attendee.title)
        short = {person.id: set(_short_names(person, titles[person.id])) for person in people}
        bearers = Counter(_key(name) for names in short.values() for name in names)
        for person in people:
            self.org_of_person[person.id] = person.org_id
            for text in (person.canonical, *(s.text for s in person.surfaces)):
                self._add(text, person.org_id, person.id, ())
        for person in people:
            # "Ms. Seo", "말레크 국장": what two could be called names nobody.
            for text in short[person.id]:
                if bearers[_key(text)] == 1 and len(text) > 1:
                    self._add(text, person.org_id, person.id, ())

    def _compile(self) -> None:
        words = sorted((re.escape(name).replace(r"\ ", r"\s+") for name in self.names), key=len, reverse=True)
        if words:
            # Latin names stand between word boundaries; Korean ones are followed by particles, so only the left is
            # guarded.
            # An honorific before a name belongs to it.
            self.pattern = re.compile(
                rf"(?<![A-Za-zÀ-ÿ가-힣])(?:{_HONORIFIC})?(?P<name>" + "|".join(words) + r")(?![A-Za-zÀ-ÿ])",
                re.IGNORECASE,
            )

    def _add(self, text: str, org: str | None, person: str | None, lines: tuple[int, ...]) -> None:
        key = _key(text)
        if len(key) < 2:
            return
        known = self.names.get(key)
        if known is None:
            self.names[key] = (org, person)
        if org and person is None:
            # "교육부" can be two bodies; the line says which.
            self.ambiguous.setdefault(key, {}).update(dict.fromkeys(lines, org))

    def mentions(self, text: str, line: int) -> list[Mention]:
        """Everybody named in a text. Asked again and again for one sentence, so the answers are kept."""
        kept = self._mentions.get((text, line))
        if kept is not None:
            return kept
        found: list[Mention] = []
        for match in self.pattern.finditer(text) if self.pattern else ():
            name = _key(match["name"])
            known = self.names.get(name)
            if known is None:
                continue
            org, person = known
            if person is None:
                org = self.ambiguous.get(name, {}).get(line, org)
            found.append(Mention(match.start(), match.end(), org, person))
        self._mentions[text, line] = found
        return found

    def meeting_at(self, line: int) -> Meeting | None:
        """The meeting in whose section a line stands."""
        at = bisect_right(self.by_line, line, key=lambda pair: pair[0]) - 1
        if at < 0 or self.by_line[at][1].heading_line is None:
            return None
        meeting = self.by_line[at][1]
        return meeting if meeting.end_line is None or line <= meeting.end_line else None

    def host(self, meeting: Meeting | None) -> str | None:
        """The other side of a meeting: its host, or else the first body listed that is not ours."""
        if meeting is None:
            return None
        if meeting.host_org_id and meeting.host_org_id != self.ours:
            return meeting.host_org_id
        return next((org for org in self._bodies(meeting) if org != self.ours), meeting.host_org_id)

    def _bodies(self, meeting: Meeting) -> Iterator[str]:
        for attendee in meeting.attendees:
            org = self.org_of(attendee)
            if org:
                yield org

    def org_of(self, attendee: Attendee) -> str | None:
        return attendee.org_id or self.org_of_person.get(attendee.person_id or "")

    def attends(self, org: str | None, meeting: Meeting | None) -> bool:
        return bool(org and meeting and (org == meeting.host_org_id or org in set(self._bodies(meeting))))

    def in_country(self, iso: str, meeting: Meeting | None) -> str | None:
        """The body a country stands for in a meeting ("페루는 …"): its host, or an attendee's, if of that country."""
        candidates = [self.host(meeting), *self._bodies(meeting)] if meeting else []
        for candidate in candidates:
            if candidate and (known := self.organizations.get(candidate)) and known.country == iso:
                return candidate
        destinations = {d.country_iso for d in self.reading.trip.destinations}
        host = self.organizations.get(self.host(meeting) or "")
        if iso in destinations and host and host.country is None:
            return host.id
        return None

    def on_their_side(self, org: str | None, meeting: Meeting | None) -> bool:
        """Whether a body is the other side of a meeting, or of the other side's country while we are not."""
        host = self.host(meeting)
        if org is None or org == self.ours or host is None:
            return False
        if org == host:
            return True
        theirs, asked = self.organizations.get(host), self.organizations.get(org)
        mine = self.organizations.get(self.ours or "")
        if theirs is None or asked is None or asked.country is None or asked.country == "INT":
            return False
        return asked.country == theirs.country and (mine is None or asked.country != mine.country)

    def of_kind(self, kind: str, meeting: Meeting | None) -> str | None:
        """The one body whose name has this word, among those in the meeting and us; the other side before us.

        None where two could be meant. Outside of meetings every body of the report is asked.
        """
        asked = (kind, meeting.heading_line, meeting.host_org_id) if meeting else (kind, None, None)
        if asked not in self._kinds:
            self._kinds[asked] = self._of_kind(kind, meeting)
        return self._kinds[asked]

    def _of_kind(self, kind: str, meeting: Meeting | None) -> str | None:
        if meeting is None or not (meeting.host_org_id or meeting.attendees):
            present = [o.id for o in self.reading.organizations]
        else:
            present = [org for org in (self.host(meeting), *self._bodies(meeting), self.ours) if org]
        word = kind.casefold()
        fitting = []
        for org in dict.fromkeys(present):
            known = self.organizations.get(org)
            names = [known.canonical, *(s.text for s in known.surfaces)] if known else []
            if any(_is_kind_of(word, name.casefold()) for name in names):
                fitting.append(org)
        if not fitting and re.match("[A-Z]", kind):
            # "Reinmuth" of "Reinmuth Filtertechnik", who is not here: the one body of the report that begins so
            fitting = [o.id for o in self.reading.organizations if o.canonical.casefold().startswith(f"{word} ")]
        theirs = [org for org in fitting if org != self.ours]
        if len(theirs) == 1:
            return theirs[0]
        return fitting[0] if len(fitting) == 1 else None

    def name(self, org: str | None) -> str:
        known = self.organizations.get(org or "")
        return known.canonical if known else (org or "")


def _last_unit(text: str) -> str:
    """개도국지원부 of 국제협력실 개도국지원부."""
    last = text.split()[-1]
    return last if len(last) > 2 and re.search(r"[가-힣](?:[부처실국팀과단]|본부|센터)$", last) else text


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip()).casefold()


def _is_kind_of(word: str, name: str) -> bool:
    """ "연구소" of "오슬로 해양연구소", "board" of "National Clinics Board"; whole words in Latin."""
    if re.match(r"[가-힣]", word):
        wholes = [name, re.sub(r"\s*\([^()]*\)", "", name)]
        if word in ("대학", "학교"):
            return any(re.search(r"대학교?$", whole) for whole in wholes)
        return any(whole != word and whole.endswith(word) for whole in wholes)
    return len(word) > 3 and bool(re.search(rf"\b{re.escape(word)}\b", name))


def _short_names(person: Person, titles: list[str]) -> Iterator[str]:
    """What a person may be called after the first time: a surname, an initial with it, a name with a title."""
    posts = {found.group() for title in titles if (found := _TITLE_AT_END.search(title.strip()))}
    for name in (person.canonical, *(s.text for s in person.surfaces)):
        bare = re.sub(rf"^(?:{_HONORIFIC})+", "", name)
        yield bare
        words = bare.split()
        if re.match(r"[A-Za-zÀ-ÿ]", bare) and len(words) >= 2:
            lasts = dict.fromkeys([*words[1:], " ".join(words[-2:])])
            yield words[0]
            for last in lasts:
                if len(last) < 3 or not last[0].isupper():
                    continue
                yield last
                yield f"{words[0]} {last}"
                yield f"{words[0][0]}. {last}"
            for post in posts:
                yield f"{words[0]} {post}"
        elif re.match(r"[가-힣]", bare):
            parts = words if len(words) > 1 else [bare[0]] if 3 <= len(bare) <= 4 else []
            for post in posts:
                for part in (*parts, " ".join(words[-2:]) if len(words) > 2 else ""):
                    if part:
                        yield f"{part} {post}"
                        yield f"{part}{post}"


def _ours(reading: Reading, cast: Cast) -> str | None:
    """Our institute: of the travellers' bodies the one whose head the report is addressed to, or its author's, else the
    one most travellers belong to; at last the one that sat in more meetings than any other."""
    counted: Counter[str] = Counter()
    for traveller in reading.trip.travellers:
        org = traveller.org_id or cast.org_of_person.get(traveller.person_id or "")
        if org:
            counted[org] += 1
    recipient = reading.submission.recipient or ""
    addressed = next((m.org for m in cast.mentions(recipient, reading.submission.recipient_line or 0) if m.org), None)
    author = cast.org_of_person.get(reading.submission.author_person_id or "")
    for org in (addressed, author):
        if org and (org in counted or not counted):
            return org  # several bodies travelled together: the report is that of the one who filed it
    if counted:
        return counted.most_common(1)[0][0]
    sat: Counter[str] = Counter()
    for meeting in reading.meetings:
        sat.update({org for org in cast._bodies(meeting) if org != meeting.host_org_id})
    ranked = sat.most_common(2)
    if ranked and ranked[0][1] > 1 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    return None
