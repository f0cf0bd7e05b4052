"""When a promise is due."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from meetings.reader.facts.dates import DateSpan
from meetings.reader.reading import Due

# What was to be done by a day that is gone is told, not promised: "7월까지 주기로 했던", "was due in June".
_HISTORY = re.compile(
    r"당초|애초|기존|지난\s|했던|하였던|었던|였던|었으나|였으나|었음에도|했으나|경과|지연|초과"
    r"|연체|미제출|미이행"
    r"|\b(?:was|were) (?:due|to|expected|planned)|\bhad\b|overdue|originally|previously|initially|missed"
    r"|delayed|\blast\b"
    r"|estaba|debía|vencid|originalmente|inicialmente|había|pasado",
    re.IGNORECASE,
)
# "2027년 사업 제안서에": the year of a paper, not of the deed
_YEAR_OF_A_PAPER = re.compile(
    r"\s?(?:도\s)?(?:[가-힣]+\s){0,3}?[가-힣]*(?:제안서|보고서|계획서?|계획안|서식|양식|예산안?|\(안\)|자료집?|통계|실적|명세서|"
    r"요구서|신청서|응모서|편람|지침|연보|백서|결산서?|공모)(?:[을를의에와과로]|에서)(?![가-힣])"
)
# "10월 제주에서 열리는 박람회에", "5월에 확정되는 대로": the day of what is told of, or of the condition
_OF_SOMETHING_ELSE = re.compile(
    r"(?:에|중|경|쯤|부터)?\s[^,.;]{0,24}?(?:열리는|열릴|개최되는|개최될|개최하는|개최 ?예정인|시작되는|시행되는|"
    r"예정된|예정인|(?:되|하|나오|정해지)는 ?대로)\s"
)
_A_YEAR = 366  # days; a deadline stated further back is of another story


def due_of(dates: list[DateSpan], since: date | None, verb: int | None, *, text: str = "") -> Due:
    """The date a promise is due: a deadline before a mere date, a finer one before a coarser, the nearest to the verb.

    Days before the meeting, ``since``, are history. A deadline before it is kept where ``text`` does not tell of the
    past: it contradicts its own meeting, and the report is asked about it.
    """
    dates = [d for d in dates if d.by or d.precision != "year" or not _YEAR_OF_A_PAPER.match(text, d.pos[1])]
    dates = [d for d in dates if d.by or not _OF_SOMETHING_ELSE.match(text, d.pos[1])]
    rank = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year_end": 4, "year": 5}
    future = [d for d in dates if d.end and (since is None or d.end >= since)]
    if future:
        best = min(
            future, key=lambda d: (not d.by, rank.get(d.precision, 9), -d.pos[0] if verb is not None else d.pos[0])
        )
        return due_on(best, since)
    missed = [d for d in dates if d.by and d.end and since and (since - d.end).days <= _A_YEAR]
    if missed and not _HISTORY.search(text):
        return due_on(missed[-1])
    open_ended = next((d for d in dates if d.end is None), None)
    return Due(open_ended.text, None, None, open_ended.precision) if open_ended else Due()


def due_on(span: DateSpan, since: date | None = None) -> Due:
    """One date as a deadline. A window that had begun at the meeting begins with it."""
    start = span.start
    if start and since and span.end and start < since <= span.end:
        start = since
    return Due(
        span.text,
        None if span.by or not start else start.isoformat(),
        span.end.isoformat() if span.end else None,
        span.precision,
    )


_BEFORE = re.compile(
    r"\b(?:(?P<count>one|two|three|four|a|\d{1,2}) )?(?P<unit>day|week|month)s? (?:before|earlier|in advance|ahead"
    r"|prior)"
    r"|(?P<kcount>\d{1,2})\s?(?P<kunit>일|주|개월) ?전|(?:(?P<scount>un|una|dos|tres|\d{1,2}) )(?P<sunit>día|semana"
    r"|mes)(?:s|es)? antes",
    re.IGNORECASE,
)
_NUMBERS = {"one": 1, "a": 1, "un": 1, "una": 1, "two": 2, "dos": 2, "three": 3, "tres": 3, "four": 4}
_DAYS = {"day": 1, "일": 1, "día": 1, "week": 7, "주": 7, "semana": 7, "month": 30, "개월": 30, "mes": 30}


def before_event(text: str, event: Due) -> Due:
    """ "at the latest one week before": counted back from the event that the bullet told of."""
    found = _BEFORE.search(text)
    if found is None or event.end is None:
        return event
    count = (found["count"] or found["kcount"] or found["scount"] or "1").lower()
    unit = (found["unit"] or found["kunit"] or found["sunit"]).lower()
    days = (_NUMBERS.get(count) or int(count)) * _DAYS[unit]
    end = date.fromisoformat(event.start or event.end) - timedelta(days=days)
    return replace(event, text=found.group(), start=None, end=end.isoformat())
