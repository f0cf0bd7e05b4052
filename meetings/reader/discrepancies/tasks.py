"""One task told of in two places, with another deadline or another owner.

The minutes promise, the list of actions at the end repeats: "명단을 12월 15일까지 보내기로 함" and "명단 접수 12. 19.".
The two are one task when they are about the same thing and do the same with it; who sends and who receives may change
sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.facts.promises.duplicates import content_words
from meetings.reader.reading import Commitment, Discrepancy, Due, Reading, Restated

_LEAST_SHARED, _SHARE = 2, 0.65
# What is done with a thing: handed over, made, held, looked at. A draft made in June may be handed in in July.
_DOING = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        (
            r"송부|제출|전달|발송|통보|보내|알려|알리|제공|공유|회신|넘기|넘겨|건네|주기로|접수|수령|수신|인도|"
            r"배포|반환|답변|발급"
            r"|\b(?:send|sent|shar|submi|circulat|provid|forward|deliver|transmi|suppl|hand|return|receiv|receipt|"
            r"repl|answer|table)\w*"
            r"|\b(?:env[ií]|remi[ts]|present|compart|entreg|recep|recib|respond|facilit|traslad)\w*"
        ),
        (
            r"작성|마련|준비|수립|제작|정리|취합|집필|\b(?:prepar|draft|writ|compil|produc|mak|develop)\w*"
            r"|\b(?:elabor|prepar|redact|formul)\w*"
        ),
        (
            r"개최|실시|진행|열기로|갖기로|참석|방문|\b(?:hold|host|conven(?:e[sd]?|ing)\b|organi[sz]|attend|visit|train)\w*"
            r"|\b(?:realiz|celebr|organiz|convoc|capacit|visit)\w*"
        ),
        (
            r"검토|확인|점검|협의|심의|심사|\b(?:review|check|verif|examin|assess|clarif)\w*|\b(?:revis|verific|"
            r"evalu|analiz)\w*"
        ),
        r"체결|서명|조인|\b(?:sign|conclud)\w*|\b(?:firm|suscri)\w*",
        r"공고|발표|게시|공지|\b(?:publish|announc|post)\w*|\b(?:public|anunci)\w*",
    )
)
_DOES = re.compile(
    r"^(?:하였|했|합의(?!서|\s?각서|문|안)|하기로?$|열기로?$|송부|제출|전달|발송|통보|보내|알려|제공|공유|회신|넘기|접수|수령|작성|마련|준비|수립|정리|취합|개최|"
    r"실시|진행|참석|검토|확인|"
    r"점검|협의|추진|완료|요청|예정|발급|담당|기한|배포|반영|우리|양측|쌍방|이후|이내|우선|관련|결과(?=$)|"
    r"will|send|shar|submi|provid|prepar|receiv|deliver|draft|their|they|our|would|until|before|end|week"
    r"|(?:us|me|she|he|we|you|them|him|hers?|his|what|who|which|there|also|did|had|have|been|say|said|ready)$"
    r"|(?:lo|los|las|les?|nos|su|sus|ella|ellos|quien|cual|ya|ha|han|fue)$"
    r"|promis\w+$|agree[sd]?$|undert[ao]\w+$|offer(?:s|ed)?$|shall$|used$"
    r"|emit|propus|acord|env[ií]|remit|entreg|elabor|present|compromet|hasta|tardar|antes|plazo)"
)
_RECEIVES = re.compile(r"접수|수령|수신|회수|받(?:기|을|음)|\breceiv|\breceipt|\brecep|\brecib", re.IGNORECASE)
_STAGES = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"초안|가안|\(안\)|\b(?:counter-?)?draft\b|borrador|proyecto de|preliminar",
        r"최종|확정|완성|정본|\bfinal\b|definitiv",
        r"중간|\binterim\b|\bintermedi",
    )
)
_ORDINAL = re.compile(
    r"제?\s?(\d{1,2})\s?(?:차|단계|회|호|기|분기)(?!\s?이)|\b(?:phase|stage|station|fase|"
    r"lote|estaci[óo]n|no\.?)\s?(\d+)",
    re.IGNORECASE,
)


def promises_in_conflict(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """Two deadlines or two owners of one task."""
    names = _names(reading)
    part = _parts(blocks)
    people = {p.id: p.canonical for p in reading.people}
    bodies = {o.id: o.canonical for o in reading.organizations}
    spelled = {o.id: [s.text for s in o.surfaces] for o in reading.organizations}
    spelled |= {p.id: [s.text for s in p.surfaces] for p in reading.people}
    buckets: dict[str, list[tuple[Commitment, set[str]]]] = {}
    own = next((t.org_id for t in reading.trip.travellers if t.org_id), None)
    ours: set[str | None] = {t.org_id for t in reading.trip.travellers if t.org_id}
    said: set[int] = set()
    folded = {(c.line, again.line) for c in reading.commitments for again in c.restated if _same_owner(c, again)}
    for commitment in _told(reading):
        things = _things(commitment, names)
        rivals = {id(c): (c, t) for word in things for c, t in buckets.get(word, ())[-20:]}
        ranked = sorted(rivals.values(), key=lambda rival: -len(things & rival[1]))
        if any(_agree(commitment, other, things, theirs, part) for other, theirs in ranked):
            ranked = []  # told of elsewhere as here: what another has to do with a like thing is another task
        for other, theirs in ranked:
            if _place(other, part) == _place(commitment, part) or commitment.line in said:
                continue  # two tasks of one meeting, or of one list, are two tasks
            if not _one_deed(commitment, other) or not _one_thing(things, theirs, _same_owner(commitment, other)):
                continue
            both = bool(_deeds(commitment.action) and _deeds(other.action))
            if not both and (other.line, commitment.line) not in folded and not _all_told(things, theirs):
                continue  # "강사 선정" is not the training, nor an application what is applied for
            if _owners_agree(commitment, other, own, spelled) and _dues_differ(commitment.due, other.due):
                said.add(commitment.line)
                yield _two_deadlines(other, commitment)
            elif (
                _same_end(commitment.due, other.due)
                and not (commitment.meeting_id and other.meeting_id)
                and _deeds(commitment.action) & _deeds(other.action)
                and not _RECEIVES.search(commitment.action + other.action)
            ):
                a, b = _owners(other, commitment, people, bodies, spelled, ours)
                if a and b:
                    said.add(commitment.line)
                    yield _two_owners(other, commitment, a, b)
        for word in things:
            buckets.setdefault(word, []).append((commitment, things))


def _agree(
    one: Commitment, other: Commitment, things: set[str], theirs: set[str], part: dict[int, tuple[int, int]]
) -> bool:
    """Whether another place tells of the task with the same deadline and no other owner."""
    return (
        _place(one, part) != _place(other, part)
        and _same_end(one.due, other.due)
        and (None in (one.actor_person, other.actor_person) or one.actor_person == other.actor_person)
        and (
            one.actor_guessed
            or other.actor_guessed
            or None in (one.actor_org, other.actor_org)
            or one.actor_org == other.actor_org
        )
        and _one_deed(one, other)
        and _one_thing(things, theirs, _same_owner(one, other))
    )


def _told(reading: Reading) -> list[Commitment]:
    """Every place that tells of a promise, those folded into one as well, in the order of the document."""
    told = list(reading.commitments)
    for commitment in reading.commitments:
        for again in commitment.restated:
            said = {field.name: getattr(again, field.name) for field in fields(again)}
            told.append(replace(commitment, **said, restated=()))
    return sorted(told, key=lambda commitment: commitment.line)


# --- whether two promises are one ---------------------------------------------------------------------------------


def _names(reading: Reading) -> set[str]:
    """The words of people and bodies: who acts is compared by itself."""
    spelled = [s.text for body in reading.organizations for s in body.surfaces]
    spelled += [s.text for person in reading.people for s in person.surfaces]
    spelled += [t for p in reading.people for t in p.titles]
    return {word for text in spelled for word in content_words(text)}


def _things(commitment: Commitment, names: set[str]) -> set[str]:
    text = f"{commitment.action} {commitment.quote}"
    if commitment.due.text:
        text = text.replace(commitment.due.text, " ")
    return {w for w in content_words(text) if w not in names and not _DOES.match(w)}


def _one_thing(one: set[str], other: set[str], same_owner: bool) -> bool:
    """Most of the words of the shorter one; a thing of one long word needs the same owner or no other word."""
    short, long = sorted((one, other), key=len)
    if short and ((same_owner and short <= long) or short == long) and max(map(_weight, short)) >= 6:
        return True
    shared = {w for w in short if w in long or any(len(w) >= 3 and len(v) >= 3 and (w in v or v in w) for v in long)}
    return len(shared) >= _LEAST_SHARED and len(shared) >= _SHARE * len(short)


def _all_told(one: set[str], other: set[str]) -> bool:
    """Whether the longer says every word of the shorter, if in another form ("reemplazo", "reemplazar")."""
    short, long = sorted((one, other), key=len)
    return all(any(w in v or v in w or (len(w) > 5 and w[:5] == v[:5]) for v in long) for w in short)


def _weight(word: str) -> int:
    return len(word) * (2 if "가" <= word[0] <= "힣" else 1)


def _one_deed(one: Commitment, other: Commitment) -> bool:
    """Neither does something else with the thing, nor with another stage or number of it."""
    a, b = one.action, other.action
    here, there = _deeds(a), _deeds(b)
    if here and there and not here & there:
        return False
    stages = [{i for i, words in enumerate(_STAGES) if words.search(text)} for text in (a, b)]
    if stages[0] and stages[1] and not stages[0] & stages[1]:
        return False
    numbers = [{n for groups in _ORDINAL.findall(text) for n in groups if n} for text in (a, b)]
    return not (numbers[0] and numbers[1] and not numbers[0] & numbers[1])


def _deeds(action: str) -> set[int]:
    return {i for i, words in enumerate(_DOING) if words.search(action)}


def _same_owner(one: Commitment, other: Commitment | Restated) -> bool:
    """The same body, told and not guessed."""
    return (
        one.actor_org is not None
        and one.actor_org == other.actor_org
        and not (one.actor_guessed or other.actor_guessed)
    )


def _owners_agree(one: Commitment, other: Commitment, own: str | None, spelled: dict[str, list[str]]) -> bool:
    """The same body, or two of one house ("다낭시 외무국"); or one is guessed; or we wait for what the other sends."""
    if one.actor_org is None or other.actor_org is None or one.actor_org == other.actor_org:
        return True
    if one.actor_guessed or other.actor_guessed:
        return True
    houses = [{name.split()[0] for name in spelled.get(c.actor_org or "", ()) if " " in name} for c in (one, other)]
    if any(len(house) >= 2 and not house.isascii() for house in houses[0] & houses[1]):
        return True
    ours = next((c for c in (one, other) if c.actor_org == own), None)
    return ours is not None and _RECEIVES.search(ours.action) is not None


def _same_end(one: Due, other: Due) -> bool:
    return one.end is not None and one.end == other.end


def _dues_differ(one: Due, other: Due) -> bool:
    """Two ends that cannot both be meant: a day is no contradiction to the week or month it falls into."""
    if not one.end or not other.end or one.end == other.end:
        return False
    if "year" in (one.precision, other.precision):
        return False  # a bare year says which year a thing is of as often as when it is done
    spans = sorted((_span(one), _span(other)))
    if spans[0][1] >= spans[1][0]:
        return False
    # a month said in words ("10월 중") is not held against a deadline next to it
    vague = [due for due in (one, other) if due.precision not in ("day",)]
    return not vague or (spans[1][0] - spans[0][1]).days > 3


def _span(due: Due) -> tuple[date, date]:
    end = date.fromisoformat(due.end or "")
    if due.start:
        return date.fromisoformat(due.start), end
    if due.precision == "day":
        return end, end
    return min(end.replace(day=1), end), end


def _parts(blocks: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """The chapter and the table every line belongs to."""
    out: dict[int, tuple[int, int]] = {}
    top = min((b.level for b in blocks if b.kind is BlockKind.HEADING), default=1)
    chapter = 0
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level == top:
            chapter = block.line
        out[block.line] = chapter, block.table
    return out


def _place(commitment: Commitment, part: dict[int, tuple[int, int]]) -> tuple[str | int, int]:
    chapter, table = part.get(commitment.line, (0, 0))
    return (0 if table else commitment.meeting_id or chapter), table


def _owners(
    first: Commitment,
    second: Commitment,
    people: dict[str, str],
    bodies: dict[str, str],
    spelled: dict[str, list[str]],
    ours: set[str | None],
) -> tuple[str | None, str | None]:
    """Both owners where they differ and neither is a guess: each line names its own."""
    if first.actor_person and second.actor_person:
        if not all(_is_named(c, spelled.get(c.actor_person or "", ())) for c in (first, second)):
            return None, None
        if first.actor_person == second.actor_person:
            return None, None
        return people.get(first.actor_person), people.get(second.actor_person)
    if first.actor_guessed or second.actor_guessed or first.actor_org == second.actor_org:
        return None, None
    if {first.actor_org, second.actor_org} <= ours:
        return None, None  # "we" in the minutes is the unit in the list of actions
    if not all(_is_named(c, spelled.get(c.actor_org or "", ())) for c in (first, second)):
        return None, None
    return bodies.get(first.actor_org or ""), bodies.get(second.actor_org or "")


def _is_named(commitment: Commitment, names: Sequence[str]) -> bool:
    """Whether a promise or its row names its owner, if only in short: "the Board" of the "Clinics Board"."""
    said = commitment.actor_reason or commitment.quote
    words = [w for w in re.findall(r"[\w가-힣]+", said) if len(w) >= (2 if "가" <= w[0] <= "힣" else 4)]
    words += [re.sub(r"(?:[은는이가의]|에서|에게)$", "", w) for w in words if len(w) > 2]
    return any(name in said for name in names) or any(word in name for word in words for name in names)


# --- what is said -----------------------------------------------------------------------------------------------


def _two_deadlines(first: Commitment, second: Commitment) -> Discrepancy:
    a, b = (_bare_due(c.due) for c in (first, second))
    what = _thing_in_words(min((first.action, second.action), key=len))
    return Discrepancy(
        "content_conflict",
        (first.line, second.line),
        (a, b),
        f"같은 조치(‘{what}’)의 기한이 한 곳에는 ‘{a}’, 다른 곳에는 ‘{b}’입니다. 어느 쪽이 맞습니까?",
        f"The same action (“{what}”) is due “{a}” in one place and “{b}” in another. Which is right?",
    )


def _two_owners(first: Commitment, second: Commitment, a: str, b: str) -> Discrepancy:
    what = _thing_in_words(min((first.action, second.action), key=len))
    return Discrepancy(
        "owner_mismatch",
        (first.line, second.line),
        (a, b),
        f"같은 조치(‘{what}’)의 담당이 한 곳에는 ‘{a}’, 다른 곳에는 ‘{b}’입니다. 어느 쪽이 맞습니까?",
        f"The same action (“{what}”) is with “{a}” in one place and with “{b}” in another. Which is right?",
    )


def _bare_due(due: Due) -> str:
    """A deadline as written, without "by" and "까지", which the sentence around it says."""
    text = due.text or due.end or ""
    bare = re.sub(
        r"^(?:by|until|before|hasta|antes del?|a m[áa]s tardar|~|～)\s(?:the\s|el\s)?", "", text, flags=re.IGNORECASE
    )
    return bare.removesuffix("까지").strip() or text


def _thing_in_words(action: str) -> str:
    text = " ".join(action.split())
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
