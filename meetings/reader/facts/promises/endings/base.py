"""What the three languages share: what a promise depends on, what turns it down, what says that it was kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["commitment", "plan", "request", "proposal", "event"]


@dataclass(frozen=True, slots=True)
class Ending:
    """``verb`` is the span of the words that decided."""

    kind: Kind
    certainty: str
    verb: tuple[int, int]
    joint: bool = False  # agreed by both sides
    inner: str = ""  # the subject of what somebody said: "the Fund" of "he added that the Fund will pay"
    passive: bool = False  # something is done to the thing the sentence is about: "the minutes will be sent"
    explicit: bool = False  # a verb that only somebody can be the subject of: to commit, to offer, to agree


_REFUSED = re.compile(
    r"불가|불가능|어렵다|어려움|어려우|곤란|거절|거부|수용하지|수용되지|받아들이지|응하지"
    r"|could not commit|cannot commit|no commitment|declined|not possible|no (?:es|fue|era|será) posible|unable to"
    r"|(?:repl(?:ied|ies)|answer(?:ed|s)|responded|explained|said|pointed out|regretted)\b[^.;]{0,70}"
    r"\b(?:cannot|can not|could not|can['’]t|couldn['’]t|was not able|were not able|not allowed"
    r"|no (?:funds|budget|provision|promise))\b"
    r"|(?:respondi[óo]|respondieron|contest[óo]|explic[óo]|aclar[óo])\b[^.;]{0,70}\bno (?:se |lo |la |les? )*"
    r"(?:permit\w+|pued\w+|pod[íi]\w+"
    r"|es posible|cuenta\w*|dispon\w+|hay)"
    r"|refused|rejected|was not accepted|not in a position|turned (?:it )?down"
    r"|no (?:se )?(?:pudo|puede|podría|compromet|acept)|rechaz|declinó|ningún compromiso|descartad",
    re.IGNORECASE,
)
_LOOKS_INTO = re.compile(
    r"검토해 보|검토하겠|내부 ?검토|알아보겠|(?:evaluar|estudiar|analizar|considerar)[áa]\w*|posibilidad"
    r"|look into|\bconsider\b|will (?:explore|see)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\((?:[^()]*\s)?(?:기? ?완료|(?:이행|송부|제출|접수|수령|확인|전달|회신) ?완료|송부함|접수함|done|completed|sent"
    r"|received|cumplido|hecho|enviado|recibido)[^()]{0,6}\)|(?:이미"
    r"|기)\s?(?:완료|송부|제출|이행)(?:함|하였음|했음|됨)|\(\s*\d{1,2}\.\s?\d{1,2}\.?\s*(?:송부|접수|제출|수령|완료"
    r"|이행)\S{0,2}\s*\)"
    r"|\b(?:she|he|they|it) (?:has )?(?:did|done) so\b|has since (?:been )?(?:sent|done|arrived)",
    re.IGNORECASE,
)
# What has to happen first, as a noun before "시, 후, 뒤, 되면 …": what somebody else decides.
_EVENTS = (
    r"승인|인가|허가|확보|체결|선정|통과|확정|동의|결재|심의|완료|반영|가결|편성|수락|합의|서명|결정|배정|인준|의결"
    r"|채택"
    r"|해결|재가"
)
_K_CONDITION = re.compile(
    rf"[^,.]*?(?:가능하(?:시)?(?:다)?면|(?:{_EVENTS})(?:을|를|이|가)?\s?(?:시(?=[ ,)에]|$)|되면|될 경우|하면(?!서)"
    rf"|된다면|나면|떨어지면|받으면"
    r"|얻으면|이뤄지면|끝나면|(?:되는|나는|받는|끝나는|이루어지는) ?(?:대로|즉시)|(?:을|를)? ?(?:전제|조건)(?:으)?로"
    r"|(?:된|받은|얻은|난|끝난|이루어진)? ?(?:후|뒤|다음)(?:에)?(?=[ ,)]))"
    r"|[가-힣](?:을|를) (?:받은|얻은|득한) ?(?:후|뒤|다음)(?:에)?(?=[ ,])"
    r"|[가-힣](?:을|를) (?:조건|전제)(?:으)?로|[가-힣](?:는|은|ㄴ) (?:조건|전제)(?:으)?로|(?:는|하는|되는"
    r"|은) ?대로(?=[ ,])"
    r"|[ㄴ는은ㄹ을될할] 경우(?=[ ,에])|(?:이|가|을|를) \S*(?:되면|한다면|된다면|하면|나면|지면|오면|으면)(?=[ ,]))"
)
_STATE_CLAUSE = re.compile(r"(?:있|없|이|였|았|었|하였|했)으?(?:며|나|지만)[, ]")
_E_CONDITION = re.compile(
    r"\b(?:(?:subject to|provided (?:that )?|pending|contingent (?:up)?on|depending on|conditional on|if|once"
    r"|as long as"
    r"|as soon as (?!possible|practicable)|unless|on condition that|assuming(?: that)?|upon "
    r"(?:approval|receipt|signature|confirmation|clearance|completion|adoption)|(?:after|following"
    r"|when) (?:the )?[^,.;]{0,40}"
    r"(?:approv\w+|clear\w+|consent\w*))\b[^,.;]*)",
    re.IGNORECASE,
)
_S_CONDITION = re.compile(
    r"\b(?:siempre (?:y cuando|que)|sujeto a|supeditad\w+ a|condicionad\w+ a|previa? (?:aprobación|autorización"
    r"|conformidad)"
    r"|en caso de|de ser (?:así|el caso)|de (?:aprobarse|confirmarse|contar con)|a condición de"
    r"|si (?!bien)|una vez (?:que|aprobad\w+|firmad\w+|obtenid\w+)|cuando se (?:apruebe|firme))[^,.;]*",
    re.IGNORECASE,
)


def condition(text: str) -> str | None:
    """The words a promise depends on, or None."""
    # "승인이 나면 시작할 수 있으며, 신청은 5월에 하겠다고 함": what the clause before depends on
    if state := [m.end() for m in _STATE_CLAUSE.finditer(text)]:
        text = text[state[-1] :]
    for pattern in (_K_CONDITION, _E_CONDITION, _S_CONDITION):
        match = pattern.search(text)
        if match and match.group().strip():
            return match.group().strip(" ,")
    return None


def looks_into(text: str) -> bool:
    """Whether the answer to a request is that it will be looked into."""
    return bool(_LOOKS_INTO.search(text))


def refused(text: str) -> bool:
    """Whether the words turn something down."""
    return bool(_REFUSED.search(text))


def done(text: str) -> bool:
    """Whether the words say that the promise was kept already."""
    return bool(_DONE.search(text))
