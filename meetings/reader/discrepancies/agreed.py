"""Agreements and promises against themselves: terms, missing details, and deadlines that have passed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from meetings.reader.blocks import Block
from meetings.reader.discrepancies.deadlines import is_over_when_set
from meetings.reader.discrepancies.wording import day, day_en
from meetings.reader.facts.agreements.drafts import term_of
from meetings.reader.facts.dates import find_dates
from meetings.reader.reading import Agreement, Discrepancy, Reading

_FROM_BEFORE = re.compile(
    r"(?:\b(?:from|since|as of|desde|a partir de)\s(?:the\s)?(?:el\s|l\s)?|\ba partir del\s)$", re.I
)
_FROM_BEHIND = re.compile(r"\s*\)?\s*(?:에?서?\s?)?(?:로?부터|기산)")


def agreement_terms(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """A stated end of validity that no stated beginning and term lead to."""
    text = {block.line: block.text for block in blocks}
    told = Counter(line for agreement in reading.agreements for line in agreement.lines)
    for agreement in reading.agreements:
        months = 12 * (agreement.term_years or 0) or _months(agreement, text, told)
        if not agreement.expires_on or not months:
            continue
        end = date.fromisoformat(agreement.expires_on)
        said, starts = set(), {date.fromisoformat(d) for d in (agreement.signed_on, agreement.effective_from) if d}
        for line in agreement.lines:
            here = text.get(line, "")
            for span in find_dates(here):
                if span.start and span.precision == "day" and span.has_year:
                    starts.add(span.start)
                    if _FROM_BEHIND.match(here, span.pos[1]) or _FROM_BEFORE.search(here[: span.pos[0]]):
                        said.add(span.start)  # "2026. 4. 15.부터 3년": the beginning is stated
        starts = {s for s in said if s < end} or {s for s in starts if s < end}
        if not starts or any(abs(_months_after(s, months) - end) <= timedelta(days=2) for s in starts):
            continue
        start = _start(agreement, starts)
        due = _months_after(start, months) - timedelta(days=1)
        length, length_en = (f"{months}개월", f"{months} months") if months % 12 else _in_years(months // 12)
        yield Discrepancy(
            "agreement_term_mismatch",
            _places(agreement, text, months, end),
            (length, agreement.expires_on),
            f"{day(start)}부터 {length}이면 {day(due)}까지인데 만료일은 {day(end)}입니다. 어느 쪽이 맞습니까?",
            f"{length_en} from {day_en(start)} end on {day_en(due)}, but the last day is said to be "
            f"{day_en(end)}. Which is right?",
        )


def _in_years(years: int) -> tuple[str, str]:
    return f"{years}년", "1 year" if years == 1 else f"{years} years"


def _months(agreement: Agreement, text: dict[int, str], told: Counter[int]) -> int | None:
    """A term of no whole years ("18개월"), from a line that tells of no other agreement."""
    terms = {term_of(text.get(line, "")) for line in agreement.lines if told[line] == 1} - {None}
    return terms.pop() if len(terms) == 1 else None


def _places(agreement: Agreement, text: dict[int, str], months: int, end: date) -> tuple[int, ...]:
    """The lines that state the term or the end; all of the agreement's where neither is found in so many words."""
    ending = [n for n in agreement.lines if any(span.end == end for span in find_dates(text.get(n, "")))]
    term = [n for n in agreement.lines if term_of(text.get(n, "")) == months and n not in ending]
    return tuple(sorted(term + ending)) if term or len(ending) == 1 else tuple(agreement.lines)


def _start(agreement: Agreement, starts: set[date]) -> date:
    stated = agreement.effective_from or agreement.signed_on
    return date.fromisoformat(stated) if stated and date.fromisoformat(stated) in starts else min(starts)


def _months_after(start: date, months: int) -> date:
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def missing_details(reading: Reading) -> Iterator[Discrepancy]:
    """An agreement signed on this trip that no minutes tell of: only the itinerary, a heading or the outlook names it,
    and neither who signed nor for how long is said. What a report that does tell of it leaves open is no slip."""
    period = reading.trip.period
    for agreement in reading.agreements:
        signed = agreement.signed_on
        if agreement.status not in ("signed", "in_force") or not signed or agreement.signatories:
            continue
        if agreement.expires_on or agreement.term_years or agreement.amends or agreement.renews:
            continue
        if agreement.quote and term_of(agreement.quote) is not None:
            continue  # the sentence that tells of it says for how long
        if not (period and period.start and period.end and period.start <= signed <= period.end):
            continue
        # Minutes may tell of it as of one they take for another: "… 만료됨에 따라 갱신 협약서에 서명함"
        of_them = [other for other in reading.agreements if set(agreement.parties) <= set(other.parties)]
        if any(
            (meeting.heading_line or 0) < line <= (meeting.end_line or 0)
            for meeting in reading.meetings
            for other in (of_them if meeting.date == signed and agreement.parties else [agreement])
            for line in other.lines
        ):
            continue
        yield Discrepancy(
            "missing_detail",
            tuple(agreement.lines),
            ("서명자", "유효기간"),
            f"{day(signed)}에 체결한 {_called(agreement.type)}의 서명자와 유효기간이 적혀 있지 않습니다.",
            f"Who signed the {_called(agreement.type, korean=False)} of {day_en(signed)}, and for how long it "
            "runs, is not stated.",
        )


def _called(type_: str, korean: bool = True) -> str:
    """The type of an agreement in words: ``MOU_renewal`` is MOU 갱신."""
    kind, _, step = type_.partition("_")
    kind = ("협약" if korean else "agreement") if kind == "other" else kind
    steps = {"amendment": "변경", "renewal": "갱신", "extension": "연장"}
    return f"{kind} {steps.get(step, step) if korean else step}".strip()


# What became of it stands in the sentence, or right behind it: "1. 29. 송부", "it was in his mailbox on Thursday"
_DONE = re.compile(
    r"(?:접수|수령|수신|완료|송부|제출|발송|도착|전달|회신|확인|이행|개최|시행)(?:\s?완료|함(?!께)|됨|되었|받았|받음|"
    r"하였(?!으면)|했(?!으면)|[을를]?\s?(?:이미\s)?(?:마쳤|마침|마친|끝냈|끝냄|끝났))|받았|받음|보냈|보냄|"
    # "(3. 4. 수신)", "(received on 18 February)", "(recibido el 3 de marzo)"
    r"\(\s*['’]?\d[\d.\s/월일]*(?:에\s)?(?:수신|송부|접수|회신|제출|완료|전달|발송|수령|확인|체결|서명|개최|공유|배포|송금|납부|이행)|"
    r"\(\s*(?:since\s)?(?:received|sent|done|delivered|shared|submitted|completed|paid)(?:\son)?\s\d|"
    r"\(\s*(?:ya\s)?(?:recibid|enviad|entregad|remitid|cumplid|pagad)[oa]s?\s(?:el\s)?\d|"
    r"\b(?:was|were|has been|have been)\s(?:since\s|already\s)?(?:sent|received|delivered|submitted|done|"
    r"shared|completed|in (?:his|her|our|my|the))\b|"
    r"\barriv(?:ed|es)\b|\b(?:did|done) so\b|\bse recibi[óo]|\bfue(?:ron)? (?:enviad|recibid|entregad|"
    r"remitid)|\bya (?:se )?(?:envi|recib|entreg|remit)",
    re.IGNORECASE,
)

# What did not happen owes no result.
_CALLED_OFF = re.compile(
    r"취소|무산|불발|(?:열리|이루어지|(?:개최|성사|진행)되)지\s(?:않|못)|\bcancel+ed\b|\bcalled off\b|"
    r"\b(?:did|could|was|were) not (?:take place|happen|held|be held|go ahead|materiali[sz]e)|\bfell through\b|"
    r"\bcancelad[oa]s?\b|\bse cancel(?:ó|aron)|\bno (?:se )?(?:realiz|celebr|llev|tuvo lugar|pudo)",
    re.IGNORECASE,
)


def past_due(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """Promises whose day had passed when the report was submitted, without a word on what became of them."""
    submitted = reading.submission.date
    if not submitted:
        return
    text = {block.line: block.text for block in blocks}
    late = [
        c
        for c in reading.commitments
        if c.due.end
        and c.due.end < submitted
        and not c.done
        and not _DONE.search(_behind(text.get(c.line, ""), c.quote))
        and not _CALLED_OFF.search(c.quote)
        and not _CALLED_OFF.search(_behind(text.get(c.line, ""), c.quote))
        and not is_over_when_set(c, reading)
        and c.kind in ("commitment", "request", "event", "plan")
        and c.certainty != "tentative"
    ]
    if not late:
        return
    lines = tuple(dict.fromkeys(c.line for c in late)) + (
        (reading.submission.date_line,) if reading.submission.date_line else ()
    )
    shown = ", ".join(dict.fromkeys(c.due.text or c.due.end or "" for c in late))
    yield Discrepancy(
        "past_due_at_submission",
        lines,
        (*dict.fromkeys(c.due.end or "" for c in late), submitted),
        f"제출일({day(submitted)}) 전에 기한이 지난 약속 {len(late)}건({shown})의 결과가 적혀 있지 않습니다. "
        "어떻게 되었습니까?",
        f"{'A promise' if len(late) == 1 else f'{len(late)} promises'} ({shown}) fell due before the report was "
        f"submitted on {day_en(submitted)}. What became of {'it' if len(late) == 1 else 'them'}?",
    )


def _behind(text: str, quote: str) -> str:
    """The clauses of a line after the promise itself, and the one that follows it."""
    at = text.find(quote)
    begin = at + max(0, len(quote) // 2) if at >= 0 else len(text)
    return text[begin : at + len(quote) + 60]
