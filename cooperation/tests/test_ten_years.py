"""Every day of ten years: the Python rule, the SQL behind lists, and an oracle told from docs/domain.md agree.

The oracle knows neither the models' rules nor ``cooperation.terms``: it walks the calendar day by day and term by term.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from cooperation.models import Agreement, AgreementActivity, Commitment, DecisionKind
from meetings.models import Side

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

FIRST, LAST = date(2016, 1, 1), date(2025, 12, 31)
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """What is on the papers of one agreement."""

    signed: date
    effective: date | None = None
    term: str = ""
    years: int | None = None
    expires: date | None = None
    renewal: str = ""
    renewal_years: int | None = None
    notice: int | None = None
    review: date | None = None
    closed: date | None = None
    amendments: list[tuple[date | None, date | None]] = field(default_factory=list)  # signed, new last day
    decisions: list[tuple[date, str, int | None]] = field(default_factory=list)  # on, kind, which act-by it answers
    successor: tuple[date, date | None] | None = None  # signed, in effect from
    activities: list[date] = field(default_factory=list)
    kept: list[date] = field(default_factory=list)


# ------------------------------------------------------------------------------------------- the oracle


@cache
def month_of(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months away, counted one by one."""
    year, month = day.year, day.month
    for _step in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return year, month


@cache
def away(day: date, months: int) -> date:
    """The same day of the month so many months away; the last one of a month that has none."""
    year, month = month_of(day, months)
    found = date(year, month, 1)
    while found.day < day.day and (found + ONE).month == month:
        found += ONE
    return found


@cache
def term_ends(first: date, years: int) -> date:
    """The eve of the corresponding day; the last day of a month that has none."""
    year, month = month_of(first, 12 * years)
    found = date(year, month, 1)
    while found.day < first.day:
        if (found + ONE).month != month:
            return found  # no such day in this month
        found += ONE
    return found - ONE


def first_day_of(successor: tuple[date, date | None] | None) -> date:
    assert successor
    signed, effective = successor
    return effective or signed


def oracle(facts: Facts, answered: set[tuple[date, date]], on: date) -> tuple[Any, ...]:
    """First and last day, act-by date, standing and silence on that day. ``answered``: decided on, act-by date."""
    begins = facts.effective or facts.signed
    known = facts.closed if facts.closed and facts.closed < on else on
    # what ends it
    end = facts.expires
    if end is None and facts.term == "years":
        assert facts.years
        end = term_ends(begins, facts.years)
    signed = [(day, last) for day, last in facts.amendments if day and last and day <= known]
    for _day, last in sorted(signed, key=lambda one: one[0]):  # stable: of one day, the later number counts
        end = last
    if facts.renewal == "evergreen" and not signed:
        end = None
    # who stopped it
    taken = [(day, kind) for day, kind, _answers in facts.decisions if day <= known]
    stopped = None
    for day, kind in sorted(taken, key=lambda one: one[0]):
        stopped = day if kind in ("let_lapse", "close") else None
    # term after term, each beginning the day after the one before
    if end is not None and facts.renewal == "automatic":
        assert facts.renewal_years
        while True:
            notice_day = away(end, -(facts.notice or 0))
            over = notice_day < known
            in_time = stopped is not None and stopped <= notice_day
            if not over or in_time:
                break
            end = term_ends(end + ONE, facts.renewal_years)
    # by when to act
    if end is None:
        act_by = facts.review
    elif facts.renewal == "automatic" and facts.notice is not None:
        act_by = away(end, -facts.notice)
    else:
        act_by = away(end, -6)
    # where it stands
    followed = facts.successor is not None and facts.successor[0] <= on
    if facts.closed and facts.closed <= on:
        standing = "closed"
    elif on < begins or on < facts.signed:
        standing = "not_yet"
    elif end is not None and end < on:
        standing = "closed" if stopped or followed else "lapsed"
    elif (end is None or facts.renewal == "automatic") and followed and first_day_of(facts.successor) <= on:
        standing = "closed"  # it would go on for ever, and the next one is there
    else:
        standing = "in_force"
        near = act_by is not None and act_by <= away(on, 6)
        if (
            near
            and not stopped
            and not followed
            and not any(act_by == date_ for day, date_ in answered if day <= known)
        ):
            standing = "to_decide"
    # silence
    silent = False
    if standing in ("in_force", "to_decide") and begins <= away(on, -12):
        recent = [day for day in [*facts.activities, *facts.kept] if away(on, -12) < day <= on]
        silent = not recent
    return begins, end, act_by, standing, silent


# ------------------------------------------------------------------------------------------- what is drawn

EDGES = st.sampled_from(
    [date(2016, 2, 29), date(2020, 2, 29), date(2020, 2, 28), date(2019, 2, 28), date(2018, 8, 31), date(2017, 12, 31)]
)
SIGNINGS = st.dates(date(2014, 6, 1), date(2021, 12, 31)) | EDGES
ANY = st.dates(date(2014, 6, 1), date(2027, 12, 31)) | EDGES


@st.composite
def papers(draw: st.DrawFn) -> Facts:
    signed = draw(SIGNINGS)
    later = ANY.map(lambda day: max(day, signed))
    effective = draw(st.none() | st.integers(-60, 200).map(lambda days: signed + timedelta(days=days)))
    term = draw(st.sampled_from(["", "fixed", "years", "years", "open"]))
    ends = later.map(lambda day: max(day, effective or signed))
    renewal = draw(st.sampled_from(["", "fixed", "automatic", "automatic", "evergreen"]))
    signings = sorted(draw(st.lists(later, max_size=3)))
    return Facts(
        signed=signed,
        effective=effective,
        term=term,
        years=draw(st.integers(1, 5)) if term == "years" else None,
        expires=draw(ends) if term == "fixed" else draw(st.none() | ends) if term == "" else None,
        renewal=renewal,
        renewal_years=draw(st.integers(1, 4)) if renewal == "automatic" else None,
        notice=draw(st.none() | st.integers(0, 14)) if renewal == "automatic" else None,
        review=draw(later) if renewal == "evergreen" else draw(st.none() | later),
        closed=draw(st.none() | st.none() | later),
        amendments=[
            *((day, draw(st.none() | later)) for day in signings),
            *draw(st.just([]) | st.just([(None, LAST)])),
        ],
        decisions=draw(
            st.lists(
                st.tuples(later, st.sampled_from(DecisionKind.values), st.none() | st.integers(0, 900)), max_size=3
            )
        ),
        successor=draw(st.none() | st.tuples(later, st.none() | later | SIGNINGS)),
        activities=draw(st.lists(later, max_size=3)),
        kept=draw(st.lists(later, max_size=2)),
    )


def put_down(facts: Facts, by: User) -> tuple[Agreement, set[tuple[date, date]]]:
    """The facts as rows; a decision answers the act-by date of some day, as a person would have it before them."""
    agreement = Agreement.objects.create(
        title="Joint work",
        state="closed" if facts.closed else "signed",
        closed_on=facts.closed,
        closed_as="expired" if facts.closed else "",
        signed_on=facts.signed,
        effective_from=facts.effective,
        term=facts.term,
        term_years=facts.years,
        expires_on=facts.expires,
        renewal=facts.renewal,
        renewal_years=facts.renewal_years,
        notice_months=facts.notice,
        review_on=facts.review,
    )
    for ordinal, (signed, ends) in enumerate(facts.amendments, start=1):
        agreement.amendments.create(ordinal=ordinal, changes="Term", signed_on=signed, new_expires_on=ends)
    answered: set[tuple[date, date]] = set()
    for decided, kind, ahead in facts.decisions:
        act_by = None
        if ahead is not None:
            act_by = oracle(facts, set(), decided + timedelta(days=ahead))[2]
            if act_by in {one for _day, one in answered}:
                act_by = None
        if act_by is not None:
            answered.add((decided, act_by))
        agreement.decisions.create(kind=kind, act_by=act_by, why="Because", decided_by=by, decided_on=decided)
    if facts.successor:
        signed, effective = facts.successor
        Agreement.objects.create(
            title="Next", state="signed", signed_on=signed, effective_from=effective, predecessor=agreement
        )
    for day in facts.activities:
        AgreementActivity.objects.create(agreement=agreement, happened_on=day, text="Seminar")
    for day in facts.kept:
        done = {"state": "done", "closed_on": day, "closed_by": by, "outcome": "Sent", "officer": by}
        Commitment.objects.create(agreement=agreement, side=Side.OURS, text="Send it", **done)
    return agreement, answered


def on_every_day(rows: Any) -> dict[date, dict[Any, tuple[Any, ...]]]:
    """What ``as_of`` says on each day, in one statement: its own SQL for one day, with the day as a column.

    A statement for each day took minutes, nearly all of them planning. Each hundredth day is asked plainly as well.
    """
    columns = ("begins_on", "ends_on", "act_by", "standing", "silent")
    asked, ahead, back = date(2019, 5, 17), date(2019, 11, 17), date(2018, 5, 17)
    sql, params = rows.as_of(asked).order_by().values_list("pk", *columns).query.sql_with_params()
    days = {asked: "day.on_", ahead: "(day.on_ + interval '6 months')", back: "(day.on_ - interval '12 months')"}
    pieces, kept = sql.split("%s"), []
    statement = pieces[0]
    for piece, param in zip(pieces[1:], params, strict=True):
        if isinstance(param, date):
            statement += f"{days[param]}::date{piece}"
        else:
            statement += f"%s{piece}"
            kept.append(param)
    found: dict[date, dict[Any, tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day.on_::date, one.* FROM generate_series(%s::date, %s::date, '1 day') AS day(on_), "
            f"LATERAL ({statement}) AS one(pk, {', '.join(columns)})",
            [FIRST, LAST, *kept],
        )
        for on, pk, *said in cursor.fetchall():
            found.setdefault(on, {})[pk] = tuple(said)
    for on in sorted(found)[::100]:
        assert found[on] == {row[0]: row[1:] for row in rows.as_of(on).order_by().values_list("pk", *columns)}
    return found


def every_day_agrees(drawn: list[Facts], by: User) -> int:
    """Compare all three on every day of the ten years; give how many answers were compared."""
    made = [(facts, *put_down(facts, by)) for facts in drawn]
    keys = [agreement.pk for _facts, agreement, _answered in made]
    rows = Agreement.objects.filter(pk__in=keys)
    read = {
        row.pk: row
        for row in rows.select_related("successor").prefetch_related(
            "amendments", "decisions", "activities", "commitments"
        )
    }
    by_day = on_every_day(rows)
    compared, on = 0, FIRST
    while on <= LAST:
        by_sql = by_day[on]
        for facts, agreement, answered in made:
            said = oracle(facts, answered, on)
            held = read[agreement.pk].as_of(on)
            by_python = (held.begins_on, held.ends_on, held.act_by, held.standing, read[agreement.pk].is_silent(on))
            assert by_sql[agreement.pk] == said, (on, facts, answered, "SQL, oracle")
            assert by_python == said, (on, facts, answered, "Python, oracle")
            compared += 1
        on += ONE
    return compared


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(papers(), min_size=10, max_size=10))
def test_three_forms_of_the_rule_agree_on_every_day_of_ten_years(hana: User, drawn: list[Facts]) -> None:
    assert every_day_agrees(drawn, hana) == 10 * ((LAST - FIRST).days + 1)


def test_leap_days_and_month_ends_agree_on_every_day_of_ten_years(hana: User) -> None:
    leap, eve = date(2016, 2, 29), date(2016, 2, 28)
    rolling: dict[str, Any] = {"term": "fixed", "renewal": "automatic"}
    every_day_agrees(
        [
            Facts(leap, term="years", years=1),
            Facts(leap, term="years", years=4, renewal="automatic", renewal_years=1, notice=6),
            Facts(date(2015, 3, 1), expires=eve, renewal_years=1, notice=1, **rolling),  # renewed from a leap day
            Facts(date(2015, 3, 1), expires=eve, renewal_years=4, notice=0, **rolling),
            Facts(date(2015, 3, 1), expires=eve, renewal_years=3, **rolling),
            Facts(date(2015, 3, 1), expires=leap, renewal_years=2, notice=12, **rolling),
            Facts(date(2015, 8, 31), expires=date(2016, 8, 31), renewal_years=1, notice=6, **rolling),
            Facts(date(2015, 8, 31), term="fixed", expires=date(2018, 8, 31), renewal="fixed"),
            Facts(date(2015, 8, 31), term="open", renewal="evergreen", review=leap, activities=[leap]),
            Facts(date(2015, 12, 31), term="years", years=2, amendments=[(date(2017, 12, 31), date(2020, 2, 29))]),
            Facts(leap, term="open", closed=date(2020, 2, 29), kept=[date(2017, 2, 28)]),
            Facts(leap, term="open", successor=(date(2018, 8, 31), date(2020, 2, 29))),
            Facts(date(2018, 8, 31), effective=leap, expires=LAST, renewal_years=1, successor=(LAST, leap), **rolling),
            Facts(leap, term="open", renewal="evergreen", review=leap, amendments=[(date(2019, 2, 28), LAST)]),
        ],
        hana,
    )
