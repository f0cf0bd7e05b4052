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
    r"(?<=[을를에)]) ?(?:체결|서명|조인)(?=\s*(?:[.;]|$))|"
    r"(?:체결|서명|조인)(?:\s?(?:을|를)?\s?(?:완료|마침|마쳤))?(?:함|하였(?!던)|했(?!던)|되었|됨)|"
    r"체결(?=\s*[.)(]|$)|\b(?:signed|concluded)\b|"
    r"\bfirm(?:[óo]|aron)\b|\bsuscribi(?:[óo]|eron)\b",
    re.IGNORECASE,
)
# What may be said to have become of an agreement that the sentence before only named
_BECAME = (SIGNED, PLANNED, PENDING, AGREED_TEXT, EXPIRED)
_THIS_TIME = re.compile(
    r"이번|금번|이날|당일|방문\s?(?:중|기간)|\b(?:this|on the) (?:visit|mission|trip|occasion|time)\b|"
    r"\b(?:esta|en la) (?:visita|misi[óo]n|ocasi[óo]n|oportunidad)\b",
    re.IGNORECASE,
)
_BARE_TASK = re.compile(r"(?:합의|확정|타결|완료|마무리)\s*(?:\([^()]*\))?\s*$")
_DONE = re.compile(r"완료(?!\s?예정)|조치\s?필|기\s?완료|\bdone\b|completed|hecho|cumplid", re.IGNORECASE)
# A proposal that got no answer is no plan: "협약을 맺자고 제안하였으나 답을 보류함"
_NO_ANSWER = re.compile(
    r"(?:답|답변|대답|회신|결정|판단|의견|입장)[을를은]?\s(?:\S+\s)?(?:보류|유보|미루|미룸|미뤘|미룬)|"
    r"\b(?:reserved|withheld|deferred|postponed)\s(?:(?:its|their|our|his|her|the|an?y?)\s)?(?:reply|answer|decision|position|response)|"
    r"\b(?:reserv|posterg|aplaz|difiri)\w*\s(?:(?:su|la|una)\s)?(?:respuesta|decisi[óo]n|posici[óo]n)",
    re.IGNORECASE,
)
_WAS_RENEWED = re.compile(
    r"\b(?:was|were|has been|have been)\s(?:\w+\s)?(?:renewed|extended)\b|"
    r"(?:갱신|연장)(?:함|하였(?!던)|했(?!던)|됨|되었)|\bse\s(?:renov|prorrog)(?:ó|aron)|\bfue(?:ron)?\s(?:renovad|prorrogad)[oa]s?",
    re.IGNORECASE,
)
_NEW_ONE = re.compile(
    r"\ba (?:new|fresh) (?:one|text|instrument)\b|\b(?:un[oa] nuev[oa]|otro nuevo|un nuevo (?:texto|instrumento))\b|"
    r"새(?:로운)?\s(?:문안|문서|약정|합의)",
    re.IGNORECASE,
)
_WILL_DRAFT = re.compile(
    r"\b(?:will|agreed to|undert\w+ to|promised to|is to|are to)\b[^.;]{0,60}\bdraft|"
    r"(?:se compromet\w+|qued[óo] en|enviar[áa]n?|remitir[áa]n?|elaborar[áa]n?|acord\w+)"
    r"[^.;]{0,60}\b(?:borrador|proyecto)|"
    r"(?:초안|문안)[^.;]{0,40}(?:하기로|예정|하겠)",
    re.IGNORECASE,
)


class Sentences:
    """Reads lines of text into drafts."""

    def __init__(self, drafts: Drafts, parties: Parties) -> None:
        self.drafts = drafts
        self.parties = parties
        self._before: tuple[Draft | None, str] = None, ""  # the last agreement told of, and in which section

    def read(self, block: Block, number: str, meeting: MeetingRead | None) -> None:
        """One block; what its sentences tell of one agreement belongs together."""
        last: Draft | None = None
        self.parties.section = number
        for text in _sentences(block):
            kind = kind_of(text)
            if kind is not None:
                last = self._sentence(kind, text, block, number, meeting) or last
            elif last is not None:
                last = self._more(last, text, block, number, meeting)
            else:
                last = self._anew(text, block, number)
        if last is not None:
            self._before = last, number

    def _more(self, last: Draft, text: str, block: Block, number: str, meeting: MeetingRead | None) -> Draft:
        """A sentence that names no agreement, after one that does."""
        if not last.status and any(words.search(text) for words in _BECAME):
            # "The convention is in force. It was signed on …": what the two say together
            whole = f"{last.quote} {text}"
            found = self._sentence(kind_of(whole) or last.base, whole, block, number, meeting)
            if found is not None and found.status:
                return found
        if last.status in ("signed", "in_force", "expired") and not last.suffix and _SIGN_WORD.search(text):
            following = self._to_follow(last, text, block, number)
            if following is not None:
                return following
        ends = VALIDITY.search(text) is not None and (term_of(text) or self.drafts.dates(text)[1])
        if _GOES_ON.search(text) or AGREED_TEXT.search(text) or ends:
            self._go_on(last, text, block)
        return last

    def _anew(self, text: str, block: Block, number: str) -> Draft | None:
        """ "to draft a new one": one to follow the agreement that the lines before tell of."""
        before, section = self._before
        if before is None or section != number or not _NEW_ONE.search(text) or not _WILL_DRAFT.search(block.text):
            return None
        new = Draft(
            before.base,
            list(before.parties),
            "planned",
            block.line,
            quote=text,
            lines={block.line},
            section=number or None,
            general=before.general,
            explicit=before.explicit,
        )
        return self.drafts.add(new)

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
        if _is_denied(text):
            return None
        if NEGATIVE.search(text) and not PENDING.search(text):
            return self._add(kind, "planned", text, block, number)  # not this time, but later
        if AGREED_TEXT.search(text) and block.cells and _BARE_TASK.search(text) and not _DONE.search(block.text):
            return self._add(kind, "planned", text, block, number, weak=True)  # an action to be taken
        if AGREED_TEXT.search(text):
            return self._add(kind, "text_agreed", text, block, number)
        pending = PENDING.search(text) is not None and not (WISH.search(text) and _NO_ANSWER.search(text))
        if pending or (PLANNED.search(text) and _SIGN_WORD.search(text) and not (told and _JUST_SIGNED.search(text))):
            return self._add(kind, "planned", text, block, number)
        if told and not IF_SIGNED.search(text):
            return self._signed_here(kind, text, block, number, meeting, signed, expires)
        if DRAFTING.search(text):
            return self._add(kind, "planned", text, block, number, weak=True)
        if expires or term_of(text) is not None:
            self._about(kind, text, block, number)
        else:
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
        renewed = _WAS_RENEWED.search(text) if signed else None
        if signed is None and _year(text) is None:
            # only its end: more about one that is known, or an agreement of which nothing else is told
            known = self._about(kind, text, block, number)
            if known is not None:
                return known
        draft = self._draft(kind, "expired" if EXPIRED.search(text) else "signed", text, block, number)
        if draft.suffix and (
            renewed
            or not re.search(r"갱신\s?(?:체결|협약)|재체결|renewed|renewal (?:agreement|was)|adenda|addendum", text)
        ):
            draft.kind = draft.base  # "2024년 체결한 MOU의 연장을 협의"
        draft.signed_on, draft.expires_on, draft.term_months = signed, expires, months
        draft.year = None if signed else _year(text)
        if draft.status == "signed" and signed is None:
            draft.status = "in_force"
        if "expired" in draft.status and self.drafts.as_of and (expires or "") >= self.drafts.as_of:
            draft.status = "in_force"
        kept = self.drafts.add(draft)
        if renewed and not re.search(r"\b(?:not|never|no)\b", text[max(0, renewed.start() - 12) : renewed.end()]):
            return self._renewed(kept, block, number) or kept
        self._to_follow(kept, text[max((m.end() for m in SIGNED.finditer(text)), default=0) :], block, number)
        return kept

    def _to_follow(self, old: Draft, text: str, block: Block, number: str) -> Draft | None:
        """What is to be signed about an agreement there is: "both sides intend to sign a two-year extension"."""
        suffix = _suffix(text)
        if (
            not ((suffix or _NEW_ONE.search(text)) and PLANNED.search(text))
            or NEGATIVE.search(text)
            or WISH.search(text)
        ):
            return None
        status = "text_agreed" if AGREED_TEXT.search(text) else "planned"
        new = self._draft(old.base + suffix, status, text, block, number)
        new.kind, new.general = old.base + suffix, old.general
        if not new.explicit:
            new.parties, new.explicit = list(old.parties), old.explicit
        return self.drafts.add(new)

    def _renewed(self, old: Draft, block: Block, number: str) -> Draft | None:
        """ "The MOU, signed in 2023, was renewed": the renewal whose ceremony is told of, with its parties named."""
        ceremonies = [d for d in self.drafts.all if d.status == "signed" and d.suffix == "renewal"]
        same = [d for d in ceremonies if d.general or d.base == old.base]
        here = [d for d in same if (number and d.section == number) or set(d.parties) == set(old.parties)]
        found = here[0] if len(here) == 1 else same[0] if len(same) == 1 and not same[0].explicit else None
        if found is not None:
            found.kind, found.general = f"{old.base}_renewal", False
            found.lines.add(block.line)
            if old.explicit and not found.explicit:
                found.parties, found.explicit = list(old.parties), True
        return found

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


def _is_denied(text: str) -> bool:
    """Whether nothing was signed and nothing is to be: "not this time, but in March" leaves a plan."""
    found = NEGATIVE.search(text)
    if found is None or PENDING.search(text) or PLANNED.search(text, found.end()):
        return False
    return not (_THIS_TIME.search(text) and PLANNED.search(text[: found.start()]))


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
