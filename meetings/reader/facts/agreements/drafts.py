"""Agreements while a document is read: what is told of one in several places comes together here."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...reading import Agreement
from ..dates import DateSpan, find_dates
from .words import ENDS, EXPIRES, NUMBER_WORDS, TERM, VALIDITY

_RANK = ("planned", "text_agreed", "initialled", "signed")
_PAST = ("in_force", "expired")


@dataclass(slots=True)
class Draft:
    """One agreement as one place tells of it. ``general``: only called an agreement, so its type is a guess."""

    kind: str
    parties: list[str]
    status: str
    line: int
    signed_on: str | None = None
    expires_on: str | None = None
    effective_from: str | None = None
    term_months: int | None = None
    year: str | None = None  # of the signing, where no day is told
    place: str | None = None
    title: str | None = None
    quote: str | None = None
    lines: set[int] = field(default_factory=set)
    of: Draft | None = None  # the agreement this one amends or renews
    section: str | None = None
    general: bool = False
    explicit: bool = False  # its parties are named as such
    weak: bool = False  # only a text in the making

    @property
    def base(self) -> str:
        return self.kind.partition("_")[0]

    @property
    def suffix(self) -> str:
        return self.kind.partition("_")[2]


class Drafts:
    """The agreements found so far. ``reference`` is the first day of the trip, ``as_of`` the day of the report."""

    def __init__(self, reference: date | None, as_of: str | None, own: str | None = None) -> None:
        self.reference = reference
        self.as_of = as_of
        self.own = own
        self.all: list[Draft] = []

    # --- dates and terms ----------------------------------------------------------------------------------------

    def day(self, text: str) -> str | None:
        """The first day a text names that is no deadline."""
        for span in find_dates(text, reference=self.reference):
            if span.precision == "day" and span.start is not None and not span.by:
                return span.start.isoformat()
        return None

    def last_day(self, text: str) -> str | None:
        """The day with its year that a label for the end of validity gives."""
        spans = [span for span in find_dates(text, reference=self.reference) if span.precision == "day"]
        return next((_ends(span)[1] for span in spans if span.has_year), None)

    def dates(self, text: str) -> tuple[str | None, str | None]:
        """The day of signing and the last day of validity that a sentence gives, each with its year."""
        signed = expires = None
        for span in find_dates(text, reference=self.reference):
            if span.precision != "day" or not span.has_year:
                continue
            first, last = _ends(span)
            if first and last and first != last:
                signed, expires = signed or first, expires or last
            elif last is not None and _is_end(text, span):
                expires = expires or (last if VALIDITY.search(text) else None)
            elif signed is None:
                signed = first
        return signed, expires

    def term(self, draft: Draft, text: str) -> None:
        """What a text says of the time an agreement is valid for."""
        for span in find_dates(text, reference=self.reference):
            if span.precision != "day" or not span.has_year:
                continue
            first, last = _ends(span)
            # "(2025. 6. 11., 유효기간 3년)": the day before the word for validity is the day of signing
            if (
                last is not None
                and (_is_end(text, span) or (first and first != last))
                and not re.match(r"\s*(?:에\s)?체결", text[span.pos[1] :])
            ):
                draft.expires_on = last
        months = term_of(text)
        if months is not None:
            draft.term_months = months

    def _end(self, draft: Draft) -> None:
        """A term ends the day before the anniversary of the signing, unless an end is stated."""
        begin = draft.effective_from or draft.signed_on
        if draft.expires_on is None and draft.term_months and begin:
            first = date.fromisoformat(begin)
            year, month = divmod(first.month - 1 + draft.term_months, 12)
            year, month = first.year + year, month + 1
            length = monthrange(year, month)[1]
            whole = first.day <= length
            there = date(year, month, min(first.day, length))
            draft.expires_on = (there - timedelta(days=1 if whole else 0)).isoformat()

    def _state(self, draft: Draft) -> None:
        """What was signed on the trip itself is reported as signed; what was signed before, in force or expired."""
        if draft.status not in ("signed", *_PAST):
            return
        if draft.signed_on and self.as_of and draft.signed_on > self.as_of:
            draft.status, draft.signed_on = "planned", None
        elif draft.signed_on and self.reference and draft.signed_on >= self.reference.isoformat():
            draft.status = "signed"
        elif draft.expires_on and self.as_of:
            draft.status = "expired" if draft.expires_on < self.as_of else "in_force"
        elif draft.status == "signed" and self.reference and (draft.signed_on or draft.year):
            draft.status = "in_force"

    # --- bringing together --------------------------------------------------------------------------------------

    def add(self, draft: Draft) -> Draft:
        """Add an agreement, or what it says to the same one told of elsewhere; the one that is kept."""
        self._state(draft)
        other = next((other for other in self.all if self._same(other, draft)), None)
        if other is None:
            self.all.append(draft)
            return draft
        other.lines |= draft.lines
        if other.general and not draft.general:
            other.kind, other.general = draft.kind, False
        if draft.status in _RANK and other.status in _RANK and _RANK.index(draft.status) > _RANK.index(other.status):
            other.status = draft.status
        elif draft.status == "expired":
            other.status = "expired"
        other.signed_on = other.signed_on or draft.signed_on
        other.expires_on = other.expires_on or draft.expires_on
        other.term_months = other.term_months or draft.term_months
        other.place = other.place or draft.place
        other.section = other.section or draft.section
        other.weak = other.weak and draft.weak
        better = draft.explicit and not other.explicit
        if len(draft.parties) > len(other.parties) or (better and len(draft.parties) >= len(other.parties)):
            other.parties, other.explicit = draft.parties, draft.explicit
            other.title, other.quote = draft.title or other.title, draft.quote
        return other

    def _same(self, other: Draft, draft: Draft) -> bool:
        same_place = draft.section is not None and draft.section == other.section
        fits = (
            set(draft.parties) <= set(other.parties)
            or set(other.parties) <= set(draft.parties)
            or (same_place and not (draft.explicit and other.explicit))
        )
        if not fits and not (draft.explicit and other.explicit):
            # a ceremony of the day is that of the agreement signed on it
            fits = (draft.general or other.general) and bool(draft.signed_on) and draft.signed_on == other.signed_on
        together = same_place or bool(set(draft.parties) & set(other.parties) - {self.own})
        if not fits:
            return False
        same_day = draft.signed_on is not None and draft.signed_on == other.signed_on
        if draft.base != other.base and not ((draft.general or other.general) and (together or same_day)):
            return False
        if draft.suffix != other.suffix and not same_day:
            return False
        if draft.signed_on and other.signed_on and not same_day:
            return False
        here, there = draft.status in _PAST, other.status in _PAST
        if here != there:
            return same_day or (
                draft.suffix == other.suffix and bool(draft.expires_on) and draft.expires_on == other.expires_on
            )
        if here:
            year = draft.year or other.year
            signed = draft.signed_on or other.signed_on
            both = draft.signed_on and other.signed_on
            return bool(both or not year or (signed or year).startswith(year))
        return True

    def of_section(self, number: str | None, text_kind: str, general: bool) -> Draft | None:
        """The one agreement a section tells of that a sentence of it can mean."""
        fitting = [d for d in self.all if number and d.section == number and (general or d.base == text_kind)]
        signed = [d for d in fitting if d.status == "signed"]
        found = signed if len(signed) == 1 else fitting
        return found[0] if len(found) == 1 else None

    # --- the result ---------------------------------------------------------------------------------------------

    def result(self) -> tuple[Agreement, ...]:
        """Numbered in the order of their first lines."""
        for draft in self.all:
            self._end(draft)
            self._state(draft)
        usable = [draft for draft in self.all if self._stands(draft)]
        usable.sort(key=lambda draft: (min(draft.lines), draft.signed_on or ""))
        numbers = {id(draft): f"a{number}" for number, draft in enumerate(usable, start=1)}
        for draft in usable:
            if draft.suffix and draft.general:
                self._kind_of_the_renewed(draft, usable)
            if draft.suffix and draft.of is None:
                draft.of = next(
                    (
                        d
                        for d in usable
                        if d.base == draft.base and not d.suffix and set(d.parties) == set(draft.parties)
                    ),
                    None,
                )
        return tuple(_agreement(draft, numbers) for draft in usable)

    def _kind_of_the_renewed(self, draft: Draft, others: list[Draft]) -> None:
        """A renewal only called an agreement is of the type of the one it renews."""
        kinds = {d.base for d in others if not d.suffix and not d.general and set(d.parties) == set(draft.parties)}
        if len(kinds) == 1:
            draft.kind, draft.general = f"{kinds.pop()}_{draft.suffix}", False

    def _stands(self, draft: Draft) -> bool:
        # "갱신 협정서 문안 확정" in the list of actions is about the renewal that the minutes tell of
        told = [d for d in self.all if d.suffix == draft.suffix and not d.weak and d.status in _RANK[:3]]
        if draft.weak and draft.suffix and draft.status == "planned" and told:
            return False
        if draft.status == "planned":
            # a plan told of before the trip that signed it
            for other in self.all:
                if other.status != "signed" or other is draft:
                    continue
                akin = other.base == draft.base or draft.general
                if akin and set(draft.parties) <= set(other.parties) and draft.suffix in (other.suffix, "renewal"):
                    return False
            return len(draft.parties) >= 2 or (draft.section is not None and not draft.weak and bool(draft.parties))
        # who the partner is may stand nowhere; what was agreed on or signed is told all the same
        if draft.status in ("text_agreed", "initialled"):
            return bool(draft.parties or draft.section)
        return len(draft.parties) >= 2 or (bool(draft.parties) and bool(draft.signed_on or draft.expires_on))


def term_of(text: str) -> int | None:
    """The months an agreement is said to be valid for."""
    found = TERM.search(text)
    if found is None:
        return None
    parts = [group for group in found.groups() if group]
    number = parts[0].lower()
    count = int(number) if number.isdigit() else NUMBER_WORDS[number]
    if len(parts) > 1:
        return count
    return 12 * count if count <= 30 else None


def _ends(span: DateSpan) -> tuple[str | None, str | None]:
    first, last = span.start or span.end, span.end or span.start
    return (first.isoformat() if first else None), (last.isoformat() if last else None)


def _is_end(text: str, span: DateSpan) -> bool:
    before, after = text[max(0, span.pos[0] - 16) : span.pos[0]], text[span.pos[1] : span.pos[1] + 12]
    # "유효기간은 서명일(2025. 6. 5.)로부터 2년"
    if re.match(r"\s*\)?\s*(?:로?부터|from|desde)", after) or re.search(r"(?:signed|dated) on $", before):
        return False
    return bool(
        span.by
        or re.search(rf"{EXPIRES.pattern}[은는이가의]?(?:\s(?:el|on|the))?\s*[:(]?\s*$", before, re.IGNORECASE)
        or ENDS.match(after)
    )


def _agreement(draft: Draft, numbers: dict[int, str]) -> Agreement:
    earlier = numbers.get(id(draft.of)) if draft.of is not None else None
    return Agreement(
        numbers[id(draft)],
        draft.kind,
        draft.title,
        tuple(draft.parties),
        draft.signed_on,
        draft.status,
        tuple(sorted(draft.lines)),
        place=draft.place,
        effective_from=draft.effective_from,
        expires_on=draft.expires_on,
        term_years=draft.term_months // 12 if draft.term_months and draft.term_months % 12 == 0 else None,
        amends=earlier if draft.suffix == "amendment" else None,
        renews=earlier if draft.suffix == "renewal" else None,
        quote=draft.quote,
    )
