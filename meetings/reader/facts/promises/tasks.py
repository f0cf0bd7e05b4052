"""A line of a list of tasks that says who does it or by when: "의향서 송부 [담당: 국제협력실, 기한: 7. 4.]",
"수정 문안 검토 : 2024. 12월 중 (국제협력과)", "Send the list – J. Ruiz, 4 July"."""

from __future__ import annotations

import re

from meetings.reader.facts.dates import DateSpan
from meetings.reader.facts.promises.cast import TITLES, Cast
from meetings.reader.facts.promises.tables import ActionRow

_OPENS = re.compile(r"\s*(?:[\[(【<]|\s[–—-]\s|:\s|：|\s/\s|,\s)")
_WHO = re.compile(
    r"(?:주?담당(?:자|부서)?|책임(?:자)?|주관(?:부서|기관)?|수행|소관|누가|owner|lead|responsible|responsable"
    r"|encargad[oa]|a cargo de"
    r"|by)\s*[::]?\s+(?P<who>[^,;/\])】>:]{2,40})"
    r"|(?:담당|책임|주관)\s*[::]\s*(?P<also>[^,;/\])】>:]{2,40})",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:기한|마감|완료일|시한|일정|시기|언제|due|deadline|by when|plazo"
    r"|fecha)\s*[::]?\s*(?P<when>[^;/\])】>]{2,40}?)(?=\s*(?:[;/\])】>]|,\s*(?:담당|책임|owner|responsable)|$))",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"\b(?:owner|lead|responsible|responsable|due|deadline|by when|by|until|plazo|hasta|a más tardar|antes|for|para"
    r"|the|el|la|of|de|del|and|y|early|mid|late|end|before|week)\b"
    r"|담당(?:자|부서)?|책임(?:자)?|주관|기한|마감|완료|시한|일정|시기|까지|이내|중|초|말|내|경|예정|잠정|미정|추후"
    r"|협의|및|와|과|[~∼]",
    re.IGNORECASE,
)
# "… / 기획조정실 / 5. 22.": a day without "월, 일" counts where nothing but owner and deadline is left
_BARE_DAY = re.compile(r"[/,(\[:~∼–-]\s*(?P<when>\d{1,2}\s?[./]\s?\d{1,2}\.?)\s*[)\]]?\s*$")
_UNIT = re.compile(
    rf"[가-힣A-Za-z]{{1,12}}(?:팀|과|실|처|국|부|원|청|시|센터|본부|사무소|담당관|연구소|재단|공사|측)|양 ?(?:측"
    rf"|기관)|(?:{TITLES})"
)


def task_of(cast: Cast, text: str, line: int, dates: list[DateSpan]) -> ActionRow | None:
    """The task, its owner and its deadline, where a line ends in nothing but these; None where it is a sentence."""
    for opening in _OPENS.finditer(text):
        at = opening.start()
        action, tail = text[:at].strip(" ○ㅇ□▪•·-"), text[at:]
        if len(action) < 4 or len(tail) > 90:
            continue
        inside = [d for d in dates if d.pos[0] >= at]
        if any(d.pos[0] < at < d.pos[1] for d in dates):
            continue
        owner, rest = _owner(cast, tail, line, [(d.pos[0] - at, d.pos[1] - at) for d in inside])
        when = _WHEN.search(tail)
        bare = _BARE_DAY.search(tail)
        if rest or not (owner or inside or when):
            continue
        stated = when["when"].strip() if when else bare["when"] if bare else None
        due = " ".join(d.text for d in inside) or stated
        return ActionRow(line, text, action, owner, due, None)
    return None


def _owner(cast: Cast, tail: str, line: int, spans: list[tuple[int, int]]) -> tuple[str | None, bool]:
    """Who the tail names, and whether it says more than who and when."""
    masked = list(tail)
    for start, stop in spans:
        masked[start:stop] = " " * (stop - start)
    words = "".join(masked)
    labelled = _WHO.search(words)
    owner = (labelled.group("who") or labelled.group("also")).strip() if labelled else None
    named = cast.mentions(words, line)
    left = list(words)
    for mention in named:
        left[mention.start : mention.stop] = " " * (mention.stop - mention.start)
    if labelled:
        left[labelled.start() : labelled.end()] = " " * (labelled.end() - labelled.start())
    rest = "".join(left)
    if when := _WHEN.search(rest):
        rest = rest[: when.start()] + rest[when.end() :]
    if owner is None and named:
        owner = words[named[0].start : named[-1].stop]
    units = _UNIT.search(rest)
    if owner is None and units:
        owner = units.group().strip()
    if units and not named:
        rest = rest.replace(units.group(), " ", 1)
    rest = re.sub(rf"(?:{TITLES})", " ", _LABELS.sub(" ", rest))
    return owner, bool(re.search(r"[A-Za-zÀ-ÿ가-힣]{2,}", rest))
