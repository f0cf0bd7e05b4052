"""What stands twice is one promise.

Sentences are compared inside small buckets (how they begin, how they end, who owes and by when), so that the work
grows with
the document and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from meetings.reader.facts.promises.cast import Cast
from meetings.reader.reading import Commitment, Restated

_SAME_WORDS = 92  # of 100: a passage copied with a misread letter or two
_SAME_MATTER = 75  # of 100: the things spoken of
_SAME_MATTER_ELSEWHERE = 60  # of 100, when another place tells of it with another deadline
_SAME_MATTER_SAME_DAY = 50  # of 100, when the deadline agrees and the other place is a list of what was agreed
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "to",
        "of",
        "by",
        "for",
        "and",
        "in",
        "on",
        "will",
        "be",
        "is",
        "with",
        "its",
        "it",
        "that",
        "at",
        "as",
        "from",
        "this",
        "shall",
        "agreed",
        "was",
        "were",
        "has",
        "el",
        "la",
        "los",
        "las",
        "de",
        "del",
        "que",
        "para",
        "por",
        "se",
        "en",
        "un",
        "una",
        "y",
        "al",
        "con",
    ]
)


def merge(found: Sequence[Commitment], cast: Cast) -> list[Commitment]:
    """The promises with repetitions folded into the first; ``duplicate_lines`` are the other places, ``restated`` what
    these say otherwise."""
    kept: list[Commitment] = []
    things: list[set[str]] = []
    buckets: dict[tuple[str, ...], list[int]] = {}
    for commitment in found:
        mine = _things(commitment, cast)
        keys = [*_keys(commitment), *(("thing", thing) for thing in mine)]
        candidates = dict.fromkeys(i for key in keys for i in buckets.get(key, ())[-_LATEST:])
        for index in candidates:
            if _same(kept[index], commitment, things[index], mine, cast):
                kept[index] = _fold(kept[index], commitment)
                break
        else:
            for key in keys:
                buckets.setdefault(key, []).append(len(kept))
            kept.append(commitment)
            things.append(mine)
    return kept


_LATEST = 20  # rivals a word is looked up for: the work grows with the document and not with its square


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _keys(commitment: Commitment) -> list[tuple[str, ...]]:
    text = _plain(commitment.quote)
    return [("head", text[:10]), ("tail", text[-14:])]


def _things(commitment: Commitment, cast: Cast) -> set[str]:
    """What a promise is about: its words without who, when and the verb; of Latin words the stem."""
    text = commitment.action
    for mention in reversed(cast.mentions(text, commitment.line)):
        text = f"{text[: mention.start]} {text[mention.stop :]}"
    if commitment.due.text:
        text = text.replace(commitment.due.text, " ")
    words = {word for word in content_words(text) if not _DOING.match(word) and word not in _CALENDAR}
    return {word if re.match(r"[가-힣]", word) else word[:5] for word in words}


def _same(first: Commitment, second: Commitment, a: set[str], b: set[str], cast: Cast) -> bool:
    one, two = _plain(first.quote), _plain(second.quote)
    if fuzz.ratio(one, two) >= _SAME_WORDS and _numbers(first.quote) == _numbers(second.quote):
        return True
    if not _same_owner(first, second, cast):
        return False
    asks = [c.kind in ("request", "proposal") for c in (first, second)]
    if asks[0] != asks[1] and "tentative" in (first.certainty, second.certainty):
        return False  # to be asked for something, and to look into it
    elsewhere = first.meeting_id != second.meeting_id
    shared, least = len(a & b), min(len(a), len(b))
    if first.due.end and first.due.end == second.due.end and first.due.precision == "day":
        short, long = sorted((content_words(first.action), content_words(second.action)), key=len)
        if len(short) >= 2 and short <= long:
            return True  # "의향서 제출" after "참여 의향서를 제출하기로 함", for the same day
    if shared < 2:
        return False
    if first.due.end and first.due.end == second.due.end:
        return 100 * shared >= (_SAME_MATTER_SAME_DAY if elsewhere else _SAME_MATTER) * least
    if not elsewhere:
        return False  # two tasks of one meeting are two tasks
    if first.due.end and second.due.end:
        # "by 15 May" in the minutes, "22 May" in the list of tasks: one promise, told in two ways
        alike = 100 * shared >= _SAME_MATTER_ELSEWHERE * least and first.kind != "event"
        return alike and _same_deed(first.action, second.action)
    return 100 * shared >= _SAME_MATTER_SAME_DAY * least and shared >= 3


# Deeds that are not one another: who asks for a permit has not yet sent the samples.
_DEEDS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"선정|추천|지정|선발|위촉|\bnominat|\bappoint|\bselect|\bdesigna|\bnombra|\bseleccion",
        r"신청|의뢰|\bappl(?:y|ication)|\bsolicitud|\bsolicitar",
        r"체결|서명|\bsign(?!i)|\bfirma|\bsuscri",
        r"개최|실시|진행|\bhold|\bhost|\borgani[sz]e|\bconvene|\brealiza|\bcelebra",
        r"번역|\btranslat|\btraduc",
        r"구매|구입|발주|\bpurchas|\bprocure|\border\b|\bcompra|\badquisi",
    )
)


def _same_deed(first: str, second: str) -> bool:
    """Whether what the second tells to do is done in the first as well, as far as the words say."""
    return all(deed.search(first) for deed in _DEEDS if deed.search(second)) or not any(
        deed.search(second) for deed in _DEEDS
    )


_RECEIPT = re.compile(r"접수|수령|취합|수신|확보|입수|receipt|receiv|recepción|recib", re.IGNORECASE)


def _same_owner(first: Commitment, second: Commitment, cast: Cast) -> bool:
    if first.actor_person and second.actor_person and first.actor_person != second.actor_person:
        return False  # one task given to two people is a contradiction, not a repetition
    if first.actor_org == second.actor_org and first.actor_org:
        return True
    # "명단 접수(국제협력실)" in our list of tasks is what the other side promised to send
    return bool(_RECEIPT.search(second.action)) and second.actor_org in (cast.ours, None) and bool(first.actor_org)


def _numbers(text: str) -> list[str]:
    """Two sentences alike but for a figure are two promises."""
    return re.findall(r"\d+", text)


_CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "setiembre",
        "octubre",
        "noviembre",
        "diciembre",
        "week",
        "month",
        "semana",
        "mes",
        "trimestre",
        "quarter",
        "beginning",
        "end",
    ]
)
_DOING = re.compile(
    r"(?:송부|제출|전달|발송|통보|보내|알려|제공|공유|작성|준비|확정|회신|개최|실시|추진|진행|검토|협의|마련|배포"
    r"|완료|요청|취합|접수|발급|받|모아|모으|넘기|넘겨|부치|만들|정리|하여|해|우리|가능|여부|예정|계획)"
    r"|(?:send|sent|share|submit|circulat|provid|prepar|forward|deliver|transmit|draft(?:ing|ed)|finali[sz]|issu)\w*$"
    r"|(?:promis|agree|undert|commit|go(?:es)?$|out$|said|let$|know$)\w*$"
    r"|(?:envi|remit|present|compart|elabor|entreg|prepar|comprom|qued|design|sobre$|realiz)\w*$"
)
_KOREAN_TAIL = re.compile(
    r"(?:에게|에서|으로|까지|하기로|하는|하여|함|을|를|은|는|이|가|의|에|와|과|로|도|및|임|예정|할)$"
)


def content_words(text: str) -> set[str]:
    """Content words without figures, stop words and Korean particles."""
    found = set()
    for word in re.findall(r"[^\W\d_]{2,}", text.casefold()):
        word = _KOREAN_TAIL.sub("", word) if re.match(r"[가-힣]", word) else word
        if len(word) > 1 and word not in _STOP:
            found.add(word)
    return found


def _fold(first: Commitment, again: Commitment) -> Commitment:
    """The first place stays; what only the second says (a speaker, a person) is taken over."""
    lines = tuple(dict.fromkeys((*first.duplicate_lines, again.line)))
    folded = replace(
        first, duplicate_lines=tuple(line for line in lines if line != first.line), done=first.done or again.done
    )
    if first.actor_guessed and not again.actor_guessed and again.actor_org:
        folded = replace(
            folded,
            actor_org=again.actor_org,
            actor_person=again.actor_person,
            actor_guessed=False,
            actor_reason=again.actor_reason,
        )
    if folded.actor_person is None and again.actor_org == folded.actor_org:
        folded = replace(folded, actor_person=again.actor_person)
    other_day = again.due.end and first.due.end and again.due.end != first.due.end
    if other_day:
        said = Restated(
            again.line,
            again.quote,
            again.action,
            again.due,
            again.actor_org,
            again.actor_person,
            again.actor_guessed,
            again.meeting_id,
        )
        folded = replace(folded, restated=(*first.restated, said))
    if first.due.end is None and again.due.end is not None:
        folded = replace(folded, due=again.due)
    if folded.requested_by is None:
        folded = replace(folded, requested_by=again.requested_by)
    return folded
