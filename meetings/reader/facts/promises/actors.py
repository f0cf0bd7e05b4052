"""Who is bound by a promise: the side, the organization and the person.

Asked in this order: the subject of the sentence, the speaker in brackets before it or at the bullet above, the side the
words imply, and at last the host of the meeting (minutes) or the author's institute (closing sections). All but the
first two are guesses and are marked so, with the reason in words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from meetings.reader.facts.places import countries_in
from meetings.reader.reading import Meeting, Organization, Person, Reading

_HONORIFIC = r"(?:Dr|Dra|Mr|Ms|Mrs|Prof|MSc|Mg|Eng|Ing|Atty|Sr|Sra|Lic|H\.E)\.?\s+"
_TITLES = (
    "차관보|차관|장관|부청장|청장|부국장|국장|과장|부원장|원장|부소장|소장|본부장|부장|팀장|실장|센터장|처장|차장"
    "|대표|이사장|이사|부총장|총장|학장|교수|박사"
    "|책임연구원|선임연구원|책임|선임|연구위원|연구원|위원장|위원|사무총장|시장|부시장|주임|참사관|서기관|대사|회장"
    "|사장|단장"
)
_TITLE_SUBJECT = re.compile(rf"(?:^|[\s,(·/→])(?:[가-힣]{{1,8}}?)?(?P<title>{_TITLES})(?:님)?(?:은|는|이|가|도|께서)\s")
_PARTICLE = (
    r"(?:\s*\([^()]{{1,40}}\))?"
    r"(?:\s*(?:측|쪽|당국|정부|사무소|관계자|담당자|대표단|" + _TITLES + r"))*(?:님)?"
    r"(?:{particles})(?=[\s,.:]|$)"
)
_TOPIC = re.compile(_PARTICLE.format(particles="은|는|에서는|에서도|측:|:"))
_SUBJECT = re.compile(_PARTICLE.format(particles="이|가|에서|도|께서"))
_ATTRIBUTIVE = re.compile(r"\s+(?:\S+\s)?\S*(?:맺은|한|된|던|하는|되는|있는|받은|보낸|낸|만든|쓴|온|할|될)\s")
_DATIVE = re.compile(_PARTICLE.format(particles="에게|에|으로부터|로부터|앞으로|에 대해|에게는"))
_WITH = re.compile(_PARTICLE.format(particles="와|과|와의|과의"))
_BOTH = re.compile(
    r"(?:양측|양 ?기관|쌍방|양자|양국|상호|양 당사자|both (?:sides|parties|institutions)|the (?:two )?(?:sides"
    r"|parties|institutions)"
    r"|ambas (?:partes|instituciones)|las partes)(?:은|는|이|가|간|\b)",
    re.IGNORECASE,
)
_OURS_WORDS = re.compile(
    r"(?:^|[\s,(])(?:우리(?: ?[가-힣A-Za-z]{1,8}?)?(?: ?측)?|당원|본원|당 ?기관|본 "
    r"?(?:기관|시|청|연구원|기술원|진흥원|재단|공사|공단"
    r"|센터|협회|대학)|우리측|조사단|출장단|방문단|대표단|출장자|실무단|한국 ?측|한국에서|한국)(?:은|는|이|가"
    r"|에서|도|:)"
    r"|\b(?:the mission(?: team)?|our (?:side|team|institute|delegation)|we|the delegation|the team)\b(?! of)"
    r"|\b(?:la misión|nuestra delegación|la delegación|nuestro equipo|nosotros)\b",
    re.IGNORECASE,
)
_OURS_DATIVE = re.compile(
    r"(?:우리(?: ?(?:측|원|기관|연구원|진흥원|대학))?|당원|본원|당 ?기관|한국(?: ?측)?|우리측"
    r"|조사단|출장단|방문단)(?:에게?|으로|께|이"
    r"|가|의 협력|도)(?=[\s,])"
)
_THEIRS_WORDS = re.compile(
    r"(?:상대 ?측|상대 ?기관|현지 ?(?:측|기관)|동 ?기관|해당 ?기관|면담자|상대방|협력 ?기관)(?:은|는|이|가|에서|도|:)"
    r"|\b(?:the (?:ministry|university|institute|office|council|department|centre|center|agency|authority"
    r"|commission|board|bank|foundation|association|company|municipality|embassy|secretariat|delegation of|city"
    r"|fund|chamber|director|minister|secretary|rector|mayor|deputy \w+|chair(?:man|person)?|president|manager|dean"
    r"|head|representative|coordinator|officer"
    r"|counterparts?|partner|host|government|provincial \w+)|they|he|she|the counterpart)\b"
    r"|\b(?:el (?:ministerio|instituto|consejo|fondo|banco|municipio|director|ministro|rector|viceministro|gobierno"
    r"|centro|secretario|alcalde|decano|coordinador|gerente|jefe|representante|delegado|presidente)|la (?:alcaldía"
    r"|municipalidad|gobernación|cámara|asociación"
    r"|fundación|autoridad|red|presidenta|alcaldesa|decana|coordinadora|gerente|jefa|representante|delegada"
    r"|universidad|directora|agencia|oficina|dirección|comisión"
    r"|contraparte|secretaría|ministra|rectora))\b",
    re.IGNORECASE,
)
# "연구소는", "the Board": the kind of body alone stands for the one of that kind in the meeting.
_KIND_ALONE = re.compile(r"(?:^|[\s,(])(?:동\s)?(?P<kind>[가-힣]{2,8}?)(?:\s?측)?(?:은|는|이|가|에서|도)\s")
_COUNTRY_SIDE = re.compile(r"(?:\s*(?:측|쪽|정부|대표단))?(?:은|는|이|가|에서는|:|\s+(?:side|will|agreed))")
_SPEAKER = re.compile(r"^\s*[(\[【<]\s*(?P<who>[^()\[\]【】<>]{2,40})\s*[)\]】>]\s*")
_SPEAKER_COLON = re.compile(r"^\s*(?P<who>[^::,.]{2,40}?)\s*[::]\s+(?=\S)")


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
    """Everybody a Reading knows, ready to be found in sentences."""

    reading: Reading
    names: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    ours: str | None = None
    org_of_person: dict[str, str | None] = field(default_factory=dict)
    by_line: list[tuple[int, Meeting]] = field(default_factory=list)
    organizations: dict[str, Organization] = field(default_factory=dict)
    ambiguous: dict[str, dict[int, str]] = field(default_factory=dict)

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
        bearers = Counter(name for person in reading.people for name in set(_person_names(person)))
        for person in reading.people:
            cast.org_of_person[person.id] = person.org_id
            for text in _person_names(person):
                if " " in text or re.match(r"[가-힣]", text) or bearers[text] == 1:
                    cast._add(text, person.org_id, person.id, ())
        words = sorted((re.escape(name) for name in cast.names), key=len, reverse=True)
        if words:
            # Latin names stand between word boundaries; Korean ones are followed by particles, so only the left is
            # guarded.
            cast.pattern = re.compile(r"(?<![A-Za-z가-힣])(?:" + "|".join(words) + r")(?![A-Za-z])", re.IGNORECASE)
        cast.ours = _ours(reading, cast)
        cast.by_line = sorted(((m.heading_line or 0, m) for m in reading.meetings), key=lambda pair: pair[0])
        return cast

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
        found = []
        for match in self.pattern.finditer(text) if self.pattern else ():
            org, person = self.names[_key(match.group())]
            if person is None:
                org = self.ambiguous.get(_key(match.group()), {}).get(line, org)
            found.append(Mention(match.start(), match.end(), org, person))
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
        return next((a.org_id for a in meeting.attendees if a.org_id and a.org_id != self.ours), meeting.host_org_id)

    def in_country(self, iso: str, meeting: Meeting | None) -> str | None:
        """The body a country stands for in a meeting ("페루는 …"): its host, or an attendee's, if of that country."""
        candidates = [self.host(meeting)] + [a.org_id for a in meeting.attendees] if meeting else []
        for candidate in candidates:
            if candidate and (known := self.organizations.get(candidate)) and known.country == iso:
                return candidate
        destinations = {d.country_iso for d in self.reading.trip.destinations}
        host = self.organizations.get(self.host(meeting) or "")
        if iso in destinations and host and host.country is None:
            return host.id
        return None


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip()).casefold()


def _person_names(person: Person) -> list[str]:
    names = [person.canonical, *(s.text for s in person.surfaces)]
    out = []
    for name in names:
        out.append(name)
        bare = re.sub(rf"^{_HONORIFIC}", "", name)
        out.append(bare)
        words = bare.split()
        if re.match(r"[A-Za-zÀ-ÿ]", bare) and len(words) >= 2:
            out += [f"{words[0][0]}. {words[-1]}", words[0], words[-1]]
            out += [
                f"{title} {words[-1]}"
                for title in ("Mr.", "Ms.", "Dr.", "Mrs.", "Prof.", "Dra.", "Sr.", "Sra.", "Ing.")
            ]
    return [name for name in out if len(name) > 1]


def _ours(reading: Reading, cast: Cast) -> str | None:
    """Our institute: the one most travellers belong to, else the one whose head the report is addressed to."""
    counted: dict[str, int] = {}
    for traveller in reading.trip.travellers:
        org = traveller.org_id or cast.org_of_person.get(traveller.person_id or "")
        if org:
            counted[org] = counted.get(org, 0) + 1
    if counted:
        return max(counted, key=lambda org: counted[org])
    recipient = reading.submission.recipient or ""
    found = cast.mentions(recipient, reading.submission.recipient_line or 0)
    if found and found[0].org:
        return found[0].org
    return cast.org_of_person.get(reading.submission.author_person_id or "")


@dataclass(frozen=True, slots=True)
class Speaker:
    text: str
    org: str | None
    person: str | None


def speaker_of(cast: Cast, text: str, line: int, meeting: Meeting | None) -> tuple[Speaker | None, str]:
    """The speaker named in brackets or before a colon at the head of an item, and the text without it."""
    for pattern in (_SPEAKER, _SPEAKER_COLON):
        match = pattern.match(text)
        if not match:
            continue
        who = match.group("who").strip()
        found = cast.mentions(who, line)
        # "(도가람교수)", "(연하늘책임)": the name may touch a title; what is left must be nothing more.
        if found and len(who) - (found[0].stop - found[0].start) <= 14:
            return Speaker(who, found[0].org, found[0].person), text[match.end() :]
        side = _side(cast, who + "는", line, meeting) or of_kind(cast, re.sub(r"\s?측$", "", who), meeting)
        if side is not None and len(who) < 12:
            return Speaker(who, side, None), text[match.end() :]
    return None, text


def _side(cast: Cast, text: str, line: int, meeting: Meeting | None) -> str | None:
    if _OURS_WORDS.search(text):
        return cast.ours
    if _THEIRS_WORDS.search(text):
        return cast.host(meeting)
    for iso, name in countries_in(text):
        position = text.find(name) + len(name)
        if _COUNTRY_SIDE.match(text, position):
            return cast.in_country(iso, meeting)
    return None


def korean_subject(cast: Cast, text: str, line: int, meeting: Meeting | None) -> Actor | None:
    """The grammatical subject of a Korean sentence, if it can act: the topic nearest to the verb, else the nearest
    subject."""
    mentions = cast.mentions(text, line)
    if (both := _BOTH.search(text)) and not any(_TOPIC.match(text, m.stop) and m.start > both.end() for m in mentions):
        return Actor(both=True, reason=f"‘{both.group().strip()}’")
    topics = [
        (m.start, Actor(_present(cast, m.org, meeting), m.person)) for m in mentions if _TOPIC.match(text, m.stop)
    ]
    topics += _topics_by_kind(cast, text, meeting)
    if topics:
        return max(topics, key=lambda pair: pair[0])[1]
    for mention in reversed(mentions):
        marked = _SUBJECT.match(text, mention.stop)
        # "수자원부가 맺은 MOU는": the subject of an attributive clause is not that of the sentence.
        if marked and not _ATTRIBUTIVE.match(text, marked.end()):
            return Actor(_present(cast, mention.org, meeting), mention.person)
    return None


def _topics_by_kind(cast: Cast, text: str, meeting: Meeting | None) -> list[tuple[int, Actor]]:
    """Topics that are no names: a country, a title, "우리 측", "연구소", "상대 기관"; each with its place in the
    text."""
    found: list[tuple[int, Actor]] = []
    for iso, name in countries_in(text):
        position = text.rfind(name)
        if _COUNTRY_SIDE.match(text, position + len(name)) and (org := cast.in_country(iso, meeting)):
            found.append((position, Actor(org, None, True, f"‘{name}’: {_name(cast, org)}")))
    if (title := _TITLE_SUBJECT.search(text)) and (actor := _by_title(cast, title.group("title"), meeting)):
        found.append((title.start("title"), actor))
    ours = _OURS_WORDS.search(text)
    if ours:
        found.append((ours.start(), Actor(cast.ours, None, cast.ours is None, f"‘{ours.group().strip()}’")))
    for alone in _KIND_ALONE.finditer(text):
        if ours and ours.start() <= alone.start("kind") < ours.end():
            continue
        if org := of_kind(cast, alone.group("kind"), meeting):
            found.append((alone.start("kind"), Actor(org, None, False, f"‘{alone.group('kind')}’: {_name(cast, org)}")))
    if not found and (theirs := _THEIRS_WORDS.search(text)):
        found.append((theirs.start(), Actor(cast.host(meeting), None, True, f"‘{theirs.group().strip()}’")))
    return found


def _present(cast: Cast, org: str | None, meeting: Meeting | None) -> str | None:
    """The body itself, or the one in the meeting of which the name is the short form ("항만공사" of "로테르담
    항만공사")."""
    known = cast.organizations.get(org or "")
    if org is None or known is None or meeting is None or org in (cast.ours, cast.host(meeting)):
        return org
    if any(a.org_id == org for a in meeting.attendees):
        return org
    return (of_kind(cast, known.canonical, meeting) if re.match(r"[가-힣]", known.canonical) else None) or org


# "협회에서 참가를 요청하여, 규모를 알려주기로 함": who asked has a verb of its own; who answers is the other side.
_ASKED_BEFORE = re.compile(
    r"(?:요청|제안|문의|제의|부탁|질의)(?:하여|하였고|했고|해서|하였으며|했으며|하였으나"
    r"|했으나|함에 따라|에 따라|에 대해|받아|받고)[,\s]"
)


def asked_before(text: str) -> int | None:
    """The end of a leading clause in which something was asked or proposed, if the main clause names nobody new."""
    match = _ASKED_BEFORE.search(text)
    return match.end() if match and match.end() < len(text) - 4 else None


def _by_title(cast: Cast, title: str, meeting: Meeting | None) -> Actor | None:
    """ "차관은": the one attendee with that title."""
    if meeting is None:
        return None
    holders = [a for a in meeting.attendees if a.title and a.title.replace(" ", "").endswith(title)]
    if len({a.name for a in holders}) == 1:
        holder = holders[0]
        return Actor(
            holder.org_id or cast.org_of_person.get(holder.person_id or ""),
            holder.person_id,
            False,
            f"{holder.name} {title}",
        )
    sides = {a.org_id for a in holders}
    return Actor(sides.pop(), None, True, title) if len(sides) == 1 else None


def latin_subject(
    cast: Cast, text: str, verb: int, line: int, meeting: Meeting | None, previous: Actor | None
) -> Actor | None:
    """The subject before an English or Spanish verb; the nearest one that can act."""
    before = text[:verb] if verb else text
    if _BOTH.search(before):
        return Actor(both=True, reason=before.strip()[:60])
    mentions = [
        m
        for m in cast.mentions(before, line)
        if not re.search(
            r"\b(?:with|of|for|by|to|and the|from|at"
            r"|con|de|del|para|por)\s+(?:the\s+|la\s+|el\s+)?$",
            before[: m.start],
            re.IGNORECASE,
        )
    ]
    if mentions:
        last = mentions[-1]
        subject = next((m for m in reversed(mentions) if before[m.stop :].strip(" ,") == ""), last)
        return Actor(subject.org, subject.person)
    # "The museum will …": a word of the name of the one body here that has it
    alone = re.search(r"\b(?:the|el|la)\s+([a-zà-ÿ]{4,})\s*$", before, re.IGNORECASE)
    if alone is not None and (named := of_kind(cast, alone.group(1), meeting)):
        return Actor(named, None, False, f"“{alone.group().strip()}”: {_name(cast, named)}")
    ours, theirs = _OURS_WORDS.search(before), _THEIRS_WORDS.search(before)
    if ours and not (theirs and theirs.start() > ours.start()):
        return Actor(cast.ours, None, cast.ours is None, f"“{ours.group().strip()}”")
    if theirs is None and (person := _UNKNOWN_PERSON.search(before)):
        return Actor(cast.host(meeting), None, True, f"“{person.group().strip()}”")
    if theirs:
        if re.fullmatch(r"(?:they|he|she)", theirs.group().strip(), re.IGNORECASE) and previous and previous.org:
            return Actor(previous.org, previous.person, True, f"“{theirs.group().strip()}”")
        kind = re.sub(r"^(?:the|el|la)\s+", "", theirs.group().strip(), flags=re.IGNORECASE)
        if named := of_kind(cast, kind, meeting):
            return Actor(named, None, False, f"“{theirs.group().strip()}”: {_name(cast, named)}")
        return Actor(cast.host(meeting), None, True, f"“{theirs.group().strip()}”")
    return None


_UNKNOWN_PERSON = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Sr|Sra|Dra|Ing)\.?\s+[A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)*"
    r"\s*(?:\([^)]*\)\s*)?$"
)


def of_kind(cast: Cast, kind: str, meeting: Meeting | None) -> str | None:
    """The one body whose name has this word, among those in the meeting and us; the other side before us.

    None where two could be meant. Outside of meetings every body of the report is asked.
    """
    if meeting is None or not meeting.host_org_id:
        present = [o.id for o in cast.reading.organizations]
    else:
        present = [org for org in (cast.host(meeting), *(a.org_id for a in meeting.attendees), cast.ours) if org]
    word = kind.casefold()
    fitting = []
    for org in dict.fromkeys(present):
        known = cast.organizations.get(org)
        names = [known.canonical, *(s.text for s in known.surfaces)] if known else []
        if any(_is_kind_of(word, name.casefold()) for name in names):
            fitting.append(org)
    theirs = [org for org in fitting if org != cast.ours]
    if len(theirs) == 1:
        return theirs[0]
    return fitting[0] if len(fitting) == 1 else None


def _is_kind_of(word: str, name: str) -> bool:
    """ "연구소" of "오슬로 해양연구소", "board" of "National Clinics Board"; whole words in Latin."""
    if re.match(r"[가-힣]", word):
        return name != word and name.endswith(word)
    return len(word) > 3 and bool(re.search(rf"\b{re.escape(word)}\b", name))


def addressee(cast: Cast, text: str, line: int) -> Actor | None:
    """Whom a request names: "KOICA에 … 요청함", "asked the mission to …"."""
    for mention in cast.mentions(text, line):
        if _DATIVE.match(text, mention.stop):
            return Actor(mention.org, mention.person)
    if match := _OURS_DATIVE.search(text):
        return Actor(cast.ours, None, cast.ours is None, f"‘{match.group().strip()}’")
    return None


def of_topic(cast: Cast, text: str, line: int) -> Actor | None:
    """ "항만청 예약시스템은 …": the body whose thing the sentence is about."""
    topic = re.match(r"[^,]{2,60}?(?:은|는)\s", text)
    if topic is None:
        return None
    found = [m for m in cast.mentions(topic.group(), line) if m.org and not _WITH.match(text, m.stop)]
    return Actor(found[-1].org, None, True, f"‘{topic.group().strip()}’") if found else None


def fallback(cast: Cast, meeting: Meeting | None, *, closing: bool) -> Actor:
    """Nobody is named: the host in minutes, the author's institute in closing sections."""
    if closing or meeting is None:
        if cast.ours is None:
            return Actor(None, None, True, None)
        return Actor(cast.ours, None, True, f"주어 없음: 보고서 작성기관 {_name(cast, cast.ours)}")
    host = cast.host(meeting)
    return Actor(host, None, True, f"주어 없음: 면담 상대 {_name(cast, host)}" if host else None)


def _name(cast: Cast, org: str | None) -> str:
    known = cast.organizations.get(org or "")
    return known.canonical if known else (org or "")


def as_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
