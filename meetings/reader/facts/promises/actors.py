"""Who is bound by a promise: the side, the organization and the person.

Asked in this order, and the first that answers is believed:

1. the subject of the sentence: a name with its title, a title or kind of body alone, a word for a side ("우리 원은",
   "상대측은", "the Bank", "we");
2. the subject of the clause or sentence before, in the same bullet: Korean and Spanish leave out what goes on;
3. the speaker: in brackets before the sentence, in the column of the table, at the bullet above;
4. the subject of the bullet above; where that asked for something, who was asked;
5. whose thing the sentence is about; the side opposite to whom something is sent;
6. the host of the meeting (minutes), our institute (sections of what follows).

From 4 on the actor is a guess and marked so, with the reason in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from meetings.reader.facts.places import countries_in
from meetings.reader.facts.promises.cast import TITLES, Actor, Cast, Mention
from meetings.reader.reading import Meeting

__all__ = ["Actor", "Cast", "Mention", "Speaker", "as_date"]

# A unit of a body, or a post in it, between its name and the particle: "산림청 국제협력과장은", "은행 지역사무소가".
_UNIT = (
    r"[가-힣A-Za-z·]{0,10}(?:(?<![결효성통])과|국|팀|실|처|본부|사무소|지부|지사|센터|부서|위원회|학부|학과|연구소"
    r"|연구실|사무국)"
)
_AFTER_NAME = (
    r"(?:\s*\([^()]{1,40}\))?"
    # three at most: with more, words run together could be parted in too many ways to try
    rf"(?:\s*(?:측|쪽|당국|정부|관계자|담당자|대표단|실무진|직원|[가-힣]{{0,8}}?(?:{TITLES})|{_UNIT})){{0,3}}"
    r"(?:님|씨| 등)?"
    r"(?:PARTICLES)(?=[\s,.:]|$)"
)
_TOPIC = re.compile(_AFTER_NAME.replace("PARTICLES", "은|는|에서는|에서도|측:|:"))
_SUBJECT = re.compile(_AFTER_NAME.replace("PARTICLES", "이|가|에서|도|께서"))
_DATIVE = re.compile(_AFTER_NAME.replace("PARTICLES", "에게|에|으로부터|로부터|앞으로|에 대해|에게는|으로|로|께"))
_WITH = re.compile(_AFTER_NAME.replace("PARTICLES", "와|과|와의|과의"))
_COMMA = re.compile(rf"(?:\s*[가-힣]{{0,8}}?(?:{TITLES}))?,\s")  # "말레크 국장, 도면은 … 보내겠음"
_TITLE_SUBJECT = re.compile(rf"(?:^|[\s,(·/→])(?:[가-힣]{{1,8}}?)?(?P<title>{TITLES})(?:님)?(?:은|는|이|가|도|께서)\s")
_BOTH = re.compile(
    r"(?:양 ?(?:측|기관|시|국|교|사|자|대학|도시|당사자|부처|청|쪽)|쌍방|상호|(?:3|삼|세) ?(?:자|기관)|both (?:sides"
    r"|parties|institutions)"
    r"|the (?:two )?(?:sides"
    r"|parties|institutions)|all (?:parties|sides)"
    r"|ambas (?:partes|instituciones)|las (?:dos |tres )?partes)(?:은|는|이|가|간|\b)",
    re.IGNORECASE,
)
_OURS_WORDS = re.compile(
    r"(?:^|[\s,(])(?:우리(?: ?[가-힣A-Za-z]{1,8}?)?(?: ?측)?|(?:당원|당사|본사|본원|본부|본청|본교|본 ?[가-힣]{1,3})"
    r" [가-힣]{1,8}(?:팀|과|실|부|처|국|센터|사무소|담당)|당원|당사|폐사|본사|본원|당 ?(?:기관|재단|공사|센터"
    r"|연구원|협회|청|시)|본 "
    r"?(?:기관|시|청|연구원|기술원|진흥원|재단|공사|공단"
    r"|센터|협회|대학)|우리측|조사단|출장단|방문단|출장자|연구진|연수단|점검단|평가단"
    r"|실무단|답사단|시찰단|한국 ?측|한국에서|한국"
    r"|(?<![가-힣] )대표단)(?:은|는|이|가"
    r"|에서|도|:)"
    r"|\b(?:the mission(?: team)?|our (?:side|team|institute|delegation|office|institution|\w+ team)|we"
    r"|the delegation|the team|(?-i:I))\b(?! of)"
    r"|\b(?:la misión|nuestra delegación|la delegación|nuestro equipo|nosotros|el equipo|el suscrito|la suscrita"
    r"|nuestra (?:parte|institución))\b",
    re.IGNORECASE,
)
_OURS_DATIVE = re.compile(
    r"(?:우리(?: ?(?:측|원|기관|연구원|진흥원|대학|시|청|병원|센터|공사|재단))?|당원|당사|본원|당 ?기관|한국(?: ?측)?"
    r"|우리측"
    r"|조사단|출장단|방문단|연구진|연수단|점검단|평가단)(?:에게?|으로|께|이"
    r"|가|의 협력|도)(?=[\s,])"
)
_THEIRS_WORDS = re.compile(
    r"(?:상대 ?측|상대 ?기관|현지 ?(?:측|기관)|동 ?(?:기관|측)|해당 ?기관|면담자|상대방|협력 ?기관|주최 ?측|수원(?:국"
    r"|기관)(?: ?측)?|학교 ?측|대학 ?측|회사 ?측)(?:은"
    r"|는|이|가|에서|도|:)"
    r"|\b(?:the (?:ministry|university|institute|office|council|department|centre|center|agency|authority"
    r"|commission|board|bank|foundation|association|company|municipality|embassy|secretariat|delegation of|city"
    r"|fund|chamber|union|bureau|school|hospital|director|minister|secretary|rector|mayor|deputy \w+|chair(?:man"
    r"|person)?|president|manager|dean|firm|clinic|cooperative|federation|consortium"
    r"|head|representative|coordinator|officer|treasurer|undersecretary|governor|commissioner|ambassador|consul|ceo"
    r"|counterparts?|partner|host|government|provincial \w+)|they|he|she|the counterpart)\b"
    r"|\b(?:el (?:ministerio|instituto|consejo|fondo|banco|municipio|director|ministro|rector|viceministro|gobierno"
    r"|centro|secretario|alcalde|decano|coordinador|gerente|jefe|representante|delegado|presidente|gobernador|comité"
    r"|vicerrector)|la (?:alcaldía"
    r"|municipalidad|gobernación|cámara|asociación|junta|gerencia|corporación|vicerrectora"
    r"|fundación|autoridad|presidenta|alcaldesa|decana|coordinadora|gerente|jefa|representante|delegada"
    r"|empresa|compañía|firma|cooperativa|clínica|escuela|facultad|federación|sociedad|red"
    r"|universidad|directora|agencia|oficina|dirección|comisión"
    r"|contraparte|secretaría|ministra|rectora))\b",
    re.IGNORECASE,
)
# "연구소는", "동 청 예보국이", "the Board": the kind of body alone stands for the one of that kind in the meeting.
_KIND_ALONE = re.compile(
    rf"(?:^|[\s,(])(?P<same>동\s)?(?P<kind>[가-힣]{{1,8}}?|[A-Z][\w-]{{3,}})(?:\s{_UNIT})?(?:\s?측)?(?P<particle>은|는|이|가|에서"
    rf"|에서는|도)(?=\s)"
)
_ONE_SYLLABLE = frozenset("시도군구청부원처국")  # "도는", "청은" at the head of a sentence: the one here that ends so
_HOST_KIND = re.compile(
    r"(?:대학|학교|연구소|센터|병원|기관|사무소|재단|협회|은행|위원회|의회|회사|업체|대사관|영사관|지부|지사|조합"
    r"|당국|공사|공단|법인|본부|청|부)$"
)
_COUNTRY_SIDE = re.compile(r"(?:\s*(?:측|쪽|정부|대표단))?(?:은|는|이|가|에서는|:|\s+(?:side|will|agreed))")
_SPEAKER = re.compile(r"^\s*[(\[【<]\s*(?P<who>[^()\[\]【】<>]{2,40})\s*[)\]】>]\s*")
_SPEAKER_COLON = re.compile(r"^\s*(?P<who>[^::,.]{2,40}?)\s*[::]\s+(?=\S)")
# "수자원부가 맺은 MOU는", "청이 새로 만든 양식을": the subject of an attributive clause is not that of the sentence.
_ADNOMINAL = re.compile(
    r"\s+(?:\S+\s){0,3}?\S*(?:맺은|한|된|던|하는|되는|있는|없는|받은|보낸|보내온|낸|만든|쓴|온|할|될|주는|요청한"
    r"|제안한|줄|둔|갖춘"
    r"|가진)\s+(?=[가-힣A-Za-z])(?!예정|계획|것|방침|경우|수 |의향|생각)"
)


_CLAUSE_OVER = re.compile(r"(?:있|하|이|였|었|았|했|없)(?:으며|며|으나|지만|는데|고)[,]?\s")
# "센터에서 교육을 실시하자고 제안": where, and not who.
_HELD = re.compile(r"개최|실시|진행|열(?:기|자|릴|겠)|갖기|서명|체결|교육|논의|협의|면담|만나|모이")


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
        # "통보(수로국) :" is a task with its owner.
        if found and len(who) - (found[0].stop - found[0].start) <= 14 and "(" not in who[: found[0].start]:
            person = next((m for m in found if m.person), found[0])
            return Speaker(who, person.org or found[0].org, person.person), text[match.end() :]
        if len(who) < 14 and "(" not in who and (side := side_named(cast, who, line, meeting)) is not None:
            return Speaker(who, side, None), text[match.end() :]
    return None, text


def side_named(cast: Cast, words: str, line: int, meeting: Meeting | None) -> str | None:
    """The body meant by a few words that name a side: "우리측 입장", "상대측", "페루", "연구소 측"."""
    words = re.sub(
        r"\s*(?:입장|요청|의견|발언|답변|제안|요구|검토 ?의견|주요 ?발언)(?:\s?사항|\s?내용)?$", "", words.strip()
    )
    if found := cast.mentions(words, line):
        return found[0].org
    marked = words + "는"
    if re.search(r"상대|현지|수원|counterpart|their|contraparte", words, re.IGNORECASE):
        return cast.host(meeting)
    if _OURS_WORDS.search(marked) or re.search(r"^(?:우리|당|our\b|nuestr)|\bours?\b", words, re.IGNORECASE):
        return cast.ours
    if _THEIRS_WORDS.search(marked):
        return cast.host(meeting)
    for iso, name in countries_in(marked):
        if _COUNTRY_SIDE.match(marked, marked.find(name) + len(name)):
            return cast.in_country(iso, meeting)
    return cast.of_kind(re.sub(r"\s?측$", "", words), meeting)


def korean_subject(cast: Cast, text: str, line: int, meeting: Meeting | None) -> Actor | None:
    """The grammatical subject of a Korean sentence, if it can act: the topic nearest to the verb, else the nearest
    subject."""
    mentions = cast.mentions(text, line)
    if (both := _BOTH.search(text)) and not any(_TOPIC.match(text, m.stop) and m.start > both.end() for m in mentions):
        return Actor(both=True, reason=f"‘{both.group().strip()}’")
    topics: list[tuple[int, Actor]] = []
    subjects: list[tuple[int, Actor]] = []
    named: list[tuple[int, int]] = []
    for mention in mentions:
        actor = Actor(_present(cast, mention.org, meeting), mention.person)
        if topic := _TOPIC.match(text, mention.stop):
            topics.append((mention.start, actor))
            named.append((mention.start, topic.end()))
        elif subject := _SUBJECT.match(text, mention.stop):
            named.append((mention.start, subject.end()))
            at_place = subject.group().endswith("에서") and _HELD.search(text, subject.end())
            if not at_place and not _ADNOMINAL.match(text, subject.end()):
                subjects.append((mention.start, actor))
        elif mention.start == 0 and (comma := _COMMA.match(text, mention.stop)):
            topics.append((mention.start, actor))
            named.append((mention.start, comma.end()))
    for start, topical, actor in _unnamed(cast, text, meeting):
        if not any(a <= start < b for a, b in named):
            (topics if topical else subjects).append((start, actor))
    if topics or subjects:
        return _nearest(text, topics, subjects)
    theirs = _THEIRS_WORDS.search(text)
    if theirs:
        return Actor(cast.host(meeting), None, True, f"‘{theirs.group().strip()}’")
    return None


def _nearest(text: str, topics: list[tuple[int, Actor]], subjects: list[tuple[int, Actor]]) -> Actor:
    """The last topic, else the last subject. "대사관은 … 열고 있으며, 신청서를 우리 대학이 제출하기로 함": where the
    topic's own clause is over, who stands after it acts."""
    ended = max((m.end() for m in _CLAUSE_OVER.finditer(text)), default=0)
    later = [pair for pair in subjects if pair[0] >= ended]
    if topics and later and max(topics, key=lambda pair: pair[0])[0] < ended:
        topics = later
    return max(topics or subjects, key=lambda pair: pair[0])[1]


def _unnamed(cast: Cast, text: str, meeting: Meeting | None) -> Iterator[tuple[int, bool, Actor]]:
    """Subjects that are no names: a country, a title, "우리 측", "연구소", "동 기관"; where they stand and whether they
    are the topic."""
    for iso, name in countries_in(text):
        position = text.rfind(name)
        if _COUNTRY_SIDE.match(text, position + len(name)) and (org := cast.in_country(iso, meeting)):
            yield position, True, Actor(org, None, True, f"‘{name}’: {cast.name(org)}")
    for title in _TITLE_SUBJECT.finditer(text):
        if (actor := _by_title(cast, title.group("title"), meeting)) and not _ADNOMINAL.match(text, title.end() - 1):
            yield title.start("title"), not re.search(r"[이가]\s$", title.group()), actor
    ours = _OURS_WORDS.search(text)
    if ours:
        topical = not re.search(r"(?:이|가|에서)$", ours.group().strip())
        if topical or not _ADNOMINAL.match(text, ours.end()):
            yield ours.start(), topical, Actor(cast.ours, None, cast.ours is None, f"‘{ours.group().strip()}’")
    for alone in _KIND_ALONE.finditer(text):
        kind, particle = alone.group("kind"), alone.group("particle")
        if ours and ours.start() <= alone.start("kind") < ours.end():
            continue
        topical = particle in ("은", "는", "에서는")
        if not topical and _ADNOMINAL.match(text, alone.end()):
            continue
        short = kind in _ONE_SYLLABLE and not text[: alone.start("kind")].strip(" ,(")
        org, guessed = cast.of_kind(kind, meeting) if len(kind) > 1 or short else None, False
        if org is None and (alone.group("same") or (len(kind) > 1 and topical and _HOST_KIND.search(kind))):
            org, guessed = cast.host(meeting), True
        if org:
            yield alone.start("kind"), topical, Actor(org, None, guessed, f"‘{kind}’: {cast.name(org)}")


def _present(cast: Cast, org: str | None, meeting: Meeting | None) -> str | None:
    """The body itself, or the one in the meeting of which the name is the short form ("항만공사" of "로테르담
    항만공사")."""
    known = cast.organizations.get(org or "")
    if org is None or known is None or meeting is None or org in (cast.ours, cast.host(meeting)):
        return org
    if cast.attends(org, meeting):
        return org
    return (cast.of_kind(known.canonical, meeting) if re.match(r"[가-힣]", known.canonical) else None) or org


# "협회에서 참가를 요청하여, 규모를 알려주기로 함": who asked has a verb of its own; who answers is the other side.
_ASKED_BEFORE = re.compile(
    r"(?:요청|제안|문의|제의|부탁|질의|건의|요구)(?:하여|하였고|했고|해서|하였으며|했으며|하였으나|하자|하니"
    r"|했으나|함에 따라|에 따라|에 대해|에 대하여|받아|받고)[,\s]"
)


def asked_before(text: str) -> int | None:
    """The end of a leading clause in which something was asked or proposed, if the main clause names nobody new."""
    match = _ASKED_BEFORE.search(text)
    return match.end() if match and match.end() < len(text) - 4 else None


def _by_title(cast: Cast, title: str, meeting: Meeting | None) -> Actor | None:
    """ "차관은": the one attendee with that title; the other side's before ours."""
    if meeting is None:
        return None
    holders = [a for a in meeting.attendees if a.title and a.title.replace(" ", "").endswith(title)]
    theirs = [a for a in holders if cast.org_of(a) != cast.ours]
    if len({a.name for a in theirs}) == 1:
        holders = theirs
    if len({a.name for a in holders}) == 1:
        holder = holders[0]
        return Actor(cast.org_of(holder), holder.person_id, False, f"{holder.name} {title}")
    sides = {cast.org_of(a) for a in holders}
    return Actor(sides.pop(), None, True, title) if len(sides) == 1 else None


_OBLIQUE = re.compile(
    r"\b(?:with|of|for|by|to|and the|from|at|about|on|in|al|ante|con|de|del|para|por|a|en|sobre|entre)\s+(?:the\s+"
    r"|la\s+|el\s+|los\s+|las\s+)?$",
    re.IGNORECASE,
)


def latin_subject(
    cast: Cast, text: str, verb: int, line: int, meeting: Meeting | None, previous: Actor | None
) -> Actor | None:
    """The subject before an English or Spanish verb; the nearest one that can act."""
    before = text[:verb] if verb else text
    if _BOTH.search(before):
        return Actor(both=True, reason=before.strip()[:60])
    mentions = [m for m in cast.mentions(before, line) if not _OBLIQUE.search(before[: m.start])]
    ours, theirs = _last(_OURS_WORDS, before), _last(_THEIRS_WORDS, before)
    if _jointly(cast, before, mentions, ours, theirs):
        return Actor(both=True, reason=before.strip()[:60])
    if mentions:
        touching = next((m for m in reversed(mentions) if before[m.stop :].strip(" ,") == ""), None)
        named = touching or mentions[-1]
        later = max((w.start() for w in (ours, theirs) if w), default=-1)
        if touching or later < named.start:
            return Actor(named.org, named.person)
    # "The museum will …": a word of the name of the one body here that has it
    # or "Northlight will …": the first word of its name
    alone = re.search(
        r"(?:\b(?:the|el|la)\s+([a-zà-ÿ]{4,})|(?-i:(?<!\w )(?<![\w’'.-])([A-ZÀ-Þ][\w-]{3,})))\s*$",
        before,
        re.IGNORECASE,
    )
    if alone is not None and (body := cast.of_kind(alone.group(1) or alone.group(2), meeting)):
        return Actor(body, None, False, f"“{alone.group().strip()}”: {cast.name(body)}")
    if ours and not (theirs and theirs.start() > ours.start()):
        person = cast.author if re.search(r"\bI\b|suscrit", ours.group()) else None
        return Actor(cast.ours, person, cast.ours is None, f"“{ours.group().strip()}”")
    if theirs is None and (person_ := _UNKNOWN_PERSON.search(before)):
        return Actor(cast.host(meeting), None, True, f"“{person_.group().strip()}”")
    if theirs:
        return _their_word(cast, theirs.group().strip(), meeting, previous)
    return None


_AND = re.compile(r"\s*(?:and|y|e|&|together with|junto con)\s+(?:the |el |la )?", re.IGNORECASE)


def _jointly(
    cast: Cast, before: str, mentions: list[Mention], ours: re.Match[str] | None, theirs: re.Match[str] | None
) -> bool:
    """ "The Bureau and our team will draft": two sides joined before the verb."""
    sides = [(m.start, m.stop, m.org == cast.ours) for m in mentions]
    sides += [(w.start(), w.end(), mine) for w, mine in ((ours, True), (theirs, False)) if w]
    return any(
        a[2] != b[2] and b[0] >= a[1] and _AND.fullmatch(before[a[1] : b[0]]) and before[b[1] :].strip(" ,") in _JOINTLY
        for a in sides
        for b in sides
    )


_JOINTLY = ("", "jointly", "will jointly", "both", "conjuntamente", "juntos")


def _their_word(cast: Cast, words: str, meeting: Meeting | None, previous: Actor | None) -> Actor | None:
    if re.fullmatch(r"(?:they|he|she)", words, re.IGNORECASE) and previous and previous.org:
        return Actor(previous.org, previous.person, True, f"“{words}”")
    kind = re.sub(r"^(?:the|el|la)\s+", "", words, flags=re.IGNORECASE)
    if body := cast.of_kind(kind, meeting):
        return Actor(body, None, False, f"“{words}”: {cast.name(body)}")
    holders = (
        [a for a in meeting.attendees if a.title and re.search(rf"\b{re.escape(kind)}\b", a.title, re.IGNORECASE)]
        if meeting
        else []
    )
    if len({a.name for a in holders}) == 1:
        return Actor(cast.org_of(holders[0]), holders[0].person_id, False, f"“{words}”")
    if meeting is None and re.fullmatch(
        r"office|department|secretariat|oficina|dirección|gerencia|secretaría", kind, re.I
    ):
        return Actor(cast.ours, None, True, f"“{words}”")  # outside of talks an office without a body is one of ours
    return Actor(cast.host(meeting), None, True, f"“{words}”")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


_UNKNOWN_PERSON = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Sr|Sra|Srta|Dra|Ing|Lic|Mg|Arq)\.?\s+[A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)*"
    r"\s*(?:\([^)]*\)\s*)?$"
)


def names_both(text: str) -> bool:
    """Whether a text begins with both sides: "both parties on 9 June"."""
    return _BOTH.match(text) is not None


def addressee(cast: Cast, text: str, line: int) -> Actor | None:
    """Whom a request names: "KOICA에 … 요청함", "asked the mission to …"."""
    for mention in cast.mentions(text, line):
        if _DATIVE.match(text, mention.stop):
            return Actor(mention.org, mention.person)
    if match := _OURS_DATIVE.search(text):
        return Actor(cast.ours, None, cast.ours is None, f"‘{match.group().strip()}’")
    return None


_SENDS = re.compile(
    r"(?:보내|송부|제출|전달|제공|통보|회신|발송|공유|넘기|넘겨|전하|인계|알려|알리|부치|답변|이메일|메일)\S*(?:\s\S{1,4}){0,2}$"
)


def opposite_of_receiver(cast: Cast, text: str, line: int, meeting: Meeting | None) -> Actor | None:
    """ "표준안을 협회에 송부하기로 함" in a meeting with the association: what they receive, we send."""
    if meeting is None or not _SENDS.search(text):
        return None
    for mention in cast.mentions(text, line):
        if _DATIVE.match(text, mention.stop) and cast.on_their_side(mention.org, meeting):
            return Actor(cast.ours, None, True, f"받는 쪽이 {cast.name(mention.org)}")
    return None


def of_topic(cast: Cast, text: str, line: int) -> Actor | None:
    """ "항만청 예약시스템은 …": the body whose thing the sentence is about."""
    topic = re.match(r"[^,]{2,60}?(?:은|는)\s", text)
    if topic is None:
        return None
    found = [
        m
        for m in cast.mentions(topic.group(), line)
        if m.org
        and not _WITH.match(text, m.stop)
        and not _SUBJECT.match(text, m.stop)
        and not _DATIVE.match(text, m.stop)
    ]
    return Actor(found[-1].org, None, True, f"‘{topic.group().strip()}’") if found else None


def fallback(cast: Cast, meeting: Meeting | None, *, closing: bool) -> Actor:
    """Nobody is named: the host in minutes, the author's institute in closing sections."""
    if closing or meeting is None or meeting.status == "cancelled":
        if cast.ours is None:
            return Actor(None, None, True, None)
        return Actor(cast.ours, None, True, f"주어 없음: 보고서 작성기관 {cast.name(cast.ours)}")
    host = cast.host(meeting)
    return Actor(host, None, True, f"주어 없음: 면담 상대 {cast.name(host)}" if host else None)


def as_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
