"""What a line of text says about agreements: an existing one, one signed here, an agreed text, a plan.

A sentence that names no agreement but tells of "the text", "the signature" or "the term" goes on with the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...blocks import Block
from ..meetings import MeetingRead
from .drafts import Draft, Drafts, term_of
from .parties import Parties
from .words import (
    AGREED_TEXT,
    AMENDS,
    DRAFTING,
    EXISTING,
    EXPIRED,
    IF_SIGNED,
    INITIALLED,
    NEGATIVE,
    PENDING,
    PLANNED,
    RENEWS,
    SIGNED,
    VALIDITY,
    WISH,
    is_general,
    kind_of,
)

_SENTENCE = re.compile(r"(?<=[^\d\s][.;])\s+(?=[A-ZÀ-Ý가-힣])|\s*[•‣▪]\s*|(?<=\d\.)\s+(?=[A-ZÀ-Ý][a-zà-ý]+ )")
_GOES_ON = re.compile(
    r"^\W*(?:동\s)?(?:체결|서명|문안|유효\s?기간|효력|기간|만료)(?:식|일)?[은는이가의을를]?\b|"
    r"^\W*(?:it|the (?:text|term|signature|signing)|both|they|el texto|la (?:firma|vigencia|suscripci[óo]n))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*년|\b(?:in|of|since|en|de|desde)\s(?:\w+\s)?((?:19|20)\d{2})\b|[‘’'](\d{2})년"
)
# "기존", "in force": said of an agreement that there is
_SIGN_WORD = re.compile(
    r"체결|서명|조인|갱신|연장|개정|sign|conclu|firm|suscri|renew|extend|amend|renov|\b(?:is|are) (?:planned|"
    r"foreseen|scheduled)",
    re.IGNORECASE,
)
_JUST_SIGNED = re.compile(
    r"(?:체결|서명|조인)(?:\s?(?:을|를)?\s?(?:완료|마침|마쳤))?(?:함|하였(?!던)|했(?!던)|되었|됨)|"
    r"체결(?=\s*[.)(]|$)|\b(?:signed|concluded)\b|"
    r"\bfirm(?:[óo]|aron)\b|\bsuscribi(?:[óo]|eron)\b",
    re.IGNORECASE,
)


class Sentences:
    """Reads lines of text into drafts."""

    def __init__(self, drafts: Drafts, parties: Parties) -> None:
        self.drafts = drafts
        self.parties = parties

    def read(self, block: Block, number: str, meeting: MeetingRead | None) -> None:
        """One block; what its sentences tell of one agreement belongs together."""
        last: Draft | None = None
        for text in _sentences(block):
            kind = kind_of(text)
            if kind is None:
                if last is not None and (_GOES_ON.search(text) or AGREED_TEXT.search(text)):
                    self._go_on(last, text, block)
                continue
            last = self._sentence(kind, text, block, number, meeting) or last

    def _sentence(self, kind: str, text: str, block: Block, number: str, meeting: MeetingRead | None) -> Draft | None:
        if INITIALLED.search(text) and not NEGATIVE.search(text):
            day = self.drafts.day(text) or (meeting.date if meeting else None)
            return self._add(kind, "initialled", text, block, number, signed_on=day)
        if kind == "aide-memoire" and not SIGNED.search(text):
            return None
        signed, expires = self.drafts.dates(text)
        told = SIGNED.search(text) is not None
        if self._is_existing(text, signed, expires):
            return self._existing(kind, text, block, number, signed, expires)
        if NEGATIVE.search(text) and not PENDING.search(text):
            return None
        if AGREED_TEXT.search(text):
            return self._add(kind, "text_agreed", text, block, number)
        pending = PENDING.search(text) is not None
        if pending or (PLANNED.search(text) and _SIGN_WORD.search(text) and not (told and _JUST_SIGNED.search(text))):
            return self._add(kind, "planned", text, block, number)
        if told and not IF_SIGNED.search(text):
            return self._signed_here(kind, text, block, number, meeting, signed, expires)
        if DRAFTING.search(text):
            return self._add(kind, "planned", text, block, number, weak=True)
        if expires or term_of(text) is not None:
            self._about(kind, text, block, number)
        elif number:
            return self._topic(kind, text, block, number)
        return None

    def _is_existing(self, text: str, signed: str | None, expires: str | None) -> bool:
        """Whether an agreement is told of as one there is or was, with a date."""
        before_trip = signed is not None and (
            self.drafts.reference is None or signed < self.drafts.reference.isoformat()
        )
        if SIGNED.search(text):
            if before_trip:
                return True
            year = _year(text)
            return (
                signed is None
                and year is not None
                and self.drafts.reference is not None
                and year < str(self.drafts.reference.year)
                and not NEGATIVE.search(text)
            )
        if signed is None and expires is None:
            return False
        return EXISTING.search(text) is not None and (before_trip or expires is not None)

    def _existing(
        self, kind: str, text: str, block: Block, number: str, signed: str | None, expires: str | None
    ) -> Draft | None:
        months = term_of(text)
        if signed is None and _year(text) is None:
            # only its end: more about one that is known, or an agreement of which nothing else is told
            known = self._about(kind, text, block, number)
            if known is not None:
                return known
        draft = self._draft(kind, "expired" if EXPIRED.search(text) else "signed", text, block, number)
        if draft.suffix and not re.search(
            r"갱신\s?(?:체결|협약)|재체결|renewed|renewal (?:agreement|was)|adenda|addendum", text
        ):
            draft.kind = draft.base  # "2024년 체결한 MOU의 연장을 협의"
        draft.signed_on, draft.expires_on, draft.term_months = signed, expires, months
        draft.year = None if signed else _year(text)
        if draft.status == "signed" and signed is None:
            draft.status = "in_force"
        if "expired" in draft.status and self.drafts.as_of and (expires or "") >= self.drafts.as_of:
            draft.status = "in_force"
        kept = self.drafts.add(draft)
        rest = text[max((m.end() for m in SIGNED.finditer(text)), default=0) :]
        if RENEWS.search(rest) and PLANNED.search(rest) and not NEGATIVE.search(rest) and not WISH.search(rest):
            self._add(kept.base, "planned", text, block, number, suffix="_renewal")
        return kept

    def _signed_here(
        self,
        kind: str,
        text: str,
        block: Block,
        number: str,
        meeting: MeetingRead | None,
        signed: str | None,
        expires: str | None,
    ) -> Draft | None:
        """A result told in words: it belongs to the signing it can mean; alone it is one only with a day."""
        named = set(self.parties.explicit(text, block.line) or self.parties.named(text, block.line))
        general = is_general(text)
        suffix = _suffix(text)
        for draft in self.drafts.all:
            akin = draft.base == kind or general or draft.general
            if akin and draft.status == "signed" and named <= set(draft.parties) and draft.suffix in ("", suffix[1:]):
                draft.lines.add(block.line)
                draft.kind = draft.base + suffix if suffix else draft.kind
                if draft.general and not general:
                    draft.kind, draft.general = kind + suffix, False
                self.drafts.term(draft, text)
                return draft
        day = signed or self.drafts.day(text)
        if day is None and meeting is not None and _JUST_SIGNED.search(text):
            day = meeting.date
        if day is None or (self.drafts.as_of is not None and day > self.drafts.as_of):
            return None
        draft = self._draft(kind, "signed", text, block, number)
        draft.signed_on, draft.expires_on, draft.term_months = day, expires, term_of(text)
        return self.drafts.add(draft)

    def _about(self, kind: str, text: str, block: Block, number: str) -> Draft | None:
        """A term or an end told of an agreement that is known already."""
        suffix, general = _suffix(text)[1:], is_general(text)
        named = set(self.parties.explicit(text, block.line))
        fitting = [
            draft
            for draft in self.drafts.all
            if (draft.base == kind or general or draft.general)
            and named <= set(draft.parties)
            and (not named or bool(named - {self.drafts.own}))
        ]
        fitting = [draft for draft in fitting if draft.suffix == suffix] or fitting if suffix else fitting
        here = [draft for draft in fitting if number and draft.section == number] or (fitting if named else [])
        signed = [draft for draft in here if draft.status == "signed"]
        known = signed[0] if len(signed) == 1 else here[0] if len(here) == 1 else None
        if known is None:
            return None
        self._go_on(known, text, block)
        return known

    def _topic(self, kind: str, text: str, block: Block, number: str) -> Draft:
        """An agreement only named so far; it becomes one if the sentences after it say what became of it."""
        return self._draft(kind, "", text, block, number)

    def _go_on(self, draft: Draft, text: str, block: Block) -> None:
        """More about an agreement: its term, its end, or what became of its text."""
        known = draft in self.drafts.all
        if VALIDITY.search(text) and known:
            expires, months = draft.expires_on, draft.term_months
            self.drafts.term(draft, text)
            draft.expires_on, draft.term_months = draft.expires_on or expires, draft.term_months or months
            draft.lines.add(block.line)
        status = None
        if not NEGATIVE.search(text) or PENDING.search(text):
            status = "text_agreed" if AGREED_TEXT.search(text) else "planned" if PENDING.search(text) else None
            if status is None and PLANNED.search(text):
                status = "planned"
        if status and not draft.status:
            draft.status = status
            draft.lines.add(block.line)
            self.drafts.add(draft)
        elif status and draft.status == "planned":
            draft.status = status
            draft.lines.add(block.line)

    # --- making drafts ------------------------------------------------------------------------------------------

    def _draft(self, kind: str, status: str, text: str, block: Block, number: str) -> Draft:
        named = self.parties.explicit(text, block.line)
        return Draft(
            kind + _suffix(text),
            named if len(named) >= 2 else self.parties.likely(text, block.line, number, block.text),
            status,
            block.line,
            quote=text,
            title=_title(text),
            lines={block.line},
            section=number or None,
            general=is_general(text),
            explicit=len(named) >= 2,
        )

    def _add(
        self,
        kind: str,
        status: str,
        text: str,
        block: Block,
        number: str,
        *,
        signed_on: str | None = None,
        suffix: str | None = None,
        weak: bool = False,
    ) -> Draft | None:
        draft = self._draft(kind, status, text, block, number)
        draft.signed_on, draft.weak = signed_on, weak
        if suffix is not None:
            draft.kind = kind + suffix
        if not draft.parties and not (number and status in ("text_agreed", "initialled")):
            return None
        return self.drafts.add(draft)


def _sentences(block: Block) -> Iterator[str]:
    for cell in block.cells or (block.body or block.text,):
        for text in _SENTENCE.split(cell):
            if text and text.strip():
                yield text.strip()


def _suffix(text: str) -> str:
    return "_amendment" if AMENDS.search(text) else "_renewal" if RENEWS.search(text) else ""


def _title(text: str) -> str | None:
    found = re.search(r"[「『“\"]([^」』”\"]{4,80})[」』”\"]", text)
    return found.group(1) if found and kind_of(found.group(1)) else None


def _year(text: str) -> str | None:
    found = _YEAR.search(text)
    if found is None:
        return None
    year = next(group for group in found.groups() if group)
    return year if len(year) == 4 else f"20{year}"
