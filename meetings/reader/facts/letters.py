"""What stands where in a letter: the addressee under a salutation, the name under the closing words.

Letters have no labels; their lines are known by their place and their shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from partners.names import has_hangul, is_korean_name, split_honorific, split_korean_title

from ..blocks import Block, BlockKind
from .bodies import looks_like_body
from .dates import find_dates
from .labels import fields_of, label_key
from .places import is_place

# "Señora", "Sr.", "To the", "Dear Ms. Okafor,": what an address begins with, alone on its line or before the name.
_SALUTATION = re.compile(
    r"^(?:(?:Muy\s)?(?:Señor(?:es|a|as|ita)?|Estimad[oa]s?|Distinguid[oa]s?|Sr(?:es|a|as|ta)?\.?|Doctora?|Ingenier[oa]|"
    r"Licenciad[oa]|Profesora?|Mr|Mrs|Ms|Dr|Dear|Attn|Attention|Atención)\b\.?\s*)+[:,]?\s*(?P<name>.*?)[,:.]?$"
)
# What ends an address: "Presente", "De mi consideración:", "Dear …"
_ADDRESS_END = re.compile(
    r"^(?:Presente|Ciudad|De (?:mi|nuestra) (?:mayor |especial )?consideraci[óo]n|E\.?\s?S\.?\s?[DM]\.?)\W*$",
    re.IGNORECASE,
)
_CLOSING_WORDS = re.compile(
    r"^(?:atentamente|cordialmente|respetuosamente|saludos|muy atentamente|sin otro particular|es (?:todo )?cuanto|"
    r"(?:with )?(?:kind|best|warm) regards|regards|sincerely|yours|respectfully|"
    r"(?:이상|위와)\s?(?:과\s?)?같이|이상입니다|감사합니다|끝\.?$)",
    re.IGNORECASE,
)
_LATIN_NAME = re.compile(
    r"^[A-ZÀ-Ý][^\W\d_'’-]*[\w.'’-]*(?:\s(?:de|del|la|las|los|da|dos|van|von|der|den|bin|al|el|y)(?=\s))*"
    r"(?:\s(?:(?:de|del|la|van|von|der|bin|al|da)\s)?[A-ZÀ-Ý][\w.'’-]*){1,4}$"
)
_OFFICE = re.compile(
    r"\b(?:office|officer|unit|department|division|section|team|programme|program|project|director|directora|head|chief|"
    r"manager|coordinator|secretary|area|área|unidad|dirección|oficina|departamento|gerencia|subdirección|jefatura|"
    r"sección|proyecto|programa|annex|report|attachment|mission|list)\b",
    re.IGNORECASE,
)
_TOP = 20


def is_name_line(text: str) -> bool:
    """Whether a line is nothing but the name of one person, perhaps with an honorific or a Korean rank."""
    text = text.strip(" .,")
    if not text or len(text) > 60 or re.search(r"[\d:：;/→]", text):
        return False
    if has_hangul(text):
        name, title = split_korean_title(text)
        return is_korean_name(text) or (title is not None and is_korean_name(name))
    honorific, bare = split_honorific(text)
    shaped = _LATIN_NAME.match(bare) is not None or (honorific is not None and bare[:1].isupper() and " " not in bare)
    return shaped and _OFFICE.search(bare) is None and not looks_like_body(bare) and not is_place(bare)


def greets(text: str) -> bool:
    """Whether a line is the salutation of a letter."""
    return text.rstrip().endswith((":", ",")) and _SALUTATION.match(text.strip()) is not None


def closing_words(text: str) -> bool:
    """Whether a line is what closes a letter: "Atentamente,", "Es cuanto puedo informar.", "이상과 같이"."""
    return _CLOSING_WORDS.match(text) is not None


def addressee(blocks: Sequence[Block]) -> tuple[str, int] | None:
    """Whom a letter goes to: the name on the salutation's line or below it, or above "Presente"."""
    top = [block for block in blocks if block.kind is not BlockKind.BLANK][:_TOP]
    for position, block in enumerate(top):
        text = block.text.strip()
        if len(text) > 70 or block.kind is BlockKind.ROW or label_key(text.rstrip(" :,")) is not None:
            continue
        found = _SALUTATION.match(text)
        if found is not None:
            if found.group("name") and is_name_line(text.rstrip(" ,:")):
                return split_honorific(text.rstrip(" ,:"))[1] if " " in found.group("name") else found.group(
                    "name"
                ), block.line
            below = top[position + 1] if position + 1 < len(top) else None
            if not found.group("name") and below is not None and is_name_line(below.text):
                return below.text.strip(" ,"), below.line
        elif _ADDRESS_END.match(text):
            for above in reversed(top[max(0, position - 4) : position]):
                if is_name_line(above.text) and not fields_of(above):
                    return above.text.strip(" ,"), above.line
    return None


def signature(blocks: Sequence[Block]) -> tuple[str, int] | None:
    """Who signs in the last lines: a line that is a person's name alone, under a sentence, a day or closing words, with
    no more below it than the office held.
    """
    last = [block for block in blocks if block.kind is not BlockKind.BLANK][-8:]
    for position in range(len(last) - 1, 0, -1):
        block, above = last[position], last[position - 1]
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or block.marker or not is_name_line(block.body):
            continue
        below = last[position + 1 :]
        office = len(below) <= 3 and all(len(other.body) <= 90 and not other.marker for other in below)
        told = above.kind is BlockKind.PARAGRAPH and (
            _CLOSING_WORDS.match(above.body) is not None
            or above.body.rstrip().endswith((".", ",", "다", "끝"))
            or bool(find_dates(above.body[:80]))
        )
        if office and told and not is_name_line(above.body):
            return block.body.strip(" .,"), block.line
    return None
