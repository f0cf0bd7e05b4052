"""What stands twice is one promise.

Sentences are compared inside small buckets (how they begin, how they end, who owes and by when), so that the work
grows with
the document and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from meetings.reader.blocks import Block
from meetings.reader.reading import Commitment

_SAME_WORDS = 92  # of 100: a passage copied with a misread letter or two
_SAME_MATTER = 80  # of 100, when actor and deadline agree as well
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


def merge(found: Sequence[Commitment], blocks: Mapping[int, Block]) -> list[Commitment]:
    """The promises with repetitions folded into the first; ``duplicate_lines`` are the other places."""
    kept: list[Commitment] = []
    buckets: dict[tuple[str, ...], list[int]] = {}
    for commitment in found:
        keys = _keys(commitment)
        candidates = dict.fromkeys(i for key in keys for i in buckets.get(key, ()))
        for index in candidates:
            if _same(kept[index], commitment):
                kept[index] = _fold(kept[index], commitment)
                break
        else:
            for key in keys:
                buckets.setdefault(key, []).append(len(kept))
            kept.append(commitment)
    return kept


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _keys(commitment: Commitment) -> list[tuple[str, ...]]:
    text = _plain(commitment.quote)
    keys: list[tuple[str, ...]] = [("head", text[:10]), ("tail", text[-14:])]
    if commitment.due.end:
        keys.append(("due", commitment.actor_org or "", commitment.due.end))
    return keys


def _same(first: Commitment, second: Commitment) -> bool:
    a, b = _plain(first.quote), _plain(second.quote)
    if fuzz.ratio(a, b) >= _SAME_WORDS and _numbers(first.quote) == _numbers(second.quote):
        return True
    if (
        not first.due.end
        or first.due.end != second.due.end
        or first.actor_org != second.actor_org
        or not first.actor_org
    ):
        return False
    if first.actor_person and second.actor_person and first.actor_person != second.actor_person:
        return False  # one task given to two people is a contradiction, not a repetition
    words, others = content_words(first.action), content_words(second.action)
    if not words or not others:
        return False
    short, long = sorted((words, others), key=len)
    if len(short) >= 2 and (short <= long or 100 * len(short & long) / len(short) >= _SAME_MATTER):
        return True
    # "계획서를 작성하여 보내기로 함" and "계획서 송부": the verbs differ, the thing is one.
    things, more = sorted(({w for w in side if not _DOING.match(w)} for side in (words, others)), key=len)
    return len(things) >= 2 and things <= more


def _numbers(text: str) -> list[str]:
    """Two sentences alike but for a figure are two promises."""
    return re.findall(r"\d+", text)


_DOING = re.compile(
    r"(?:송부|제출|전달|발송|통보|보내|알려|제공|공유|작성|준비|확정|회신|개최|실시|추진|진행|검토|협의|마련|배포"
    r"|완료|요청)"
    r"|(?:send|sent|share|submit|circulat|provid|prepar|forward|deliver|transmit|draft(?:ing|ed)|finali[sz]|issu)\w*$"
    r"|(?:envi|remit|present|compart|elabor|entreg|prepar)\w*$"
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
    if folded.requested_by is None:
        folded = replace(folded, requested_by=again.requested_by)
    return folded
