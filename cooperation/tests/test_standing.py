"""Where an agreement stands on a day: the Python rule, the SQL behind lists, and a slow, obvious oracle agree."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from accounts.models import User
from cooperation import terms
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementState,
    Closing,
    Commitment,
    CommitmentState,
    DecisionKind,
    FileRole,
    Renewal,
    Standing,
    Term,
)
from cooperation.tests.world import document
from meetings.models import Side

pytestmark = pytest.mark.django_db


def an_agreement(**facts: Any) -> Agreement:
    facts = {"title": "Joint work", "state": AgreementState.SIGNED, "signed_on": date(2020, 3, 2), **facts}
    return Agreement.objects.create(**facts)


def stands(agreement: Agreement, on: date) -> str:
    """The standing on that day, after checking that both forms of the rule say the same."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    row = Agreement.objects.as_of(on).get(pk=agreement.pk)
    position = agreement.as_of(on)
    assert (row.begins_on, row.ends_on, row.act_by, row.standing) == (
        position.begins_on,
        position.ends_on,
        position.act_by,
        position.standing,
    )
    return str(row.standing)


# ------------------------------------------------------------------------------------------- by example


@pytest.mark.parametrize(
    ("begins", "years", "ends"),
    [
        (date(2022, 7, 20), 3, date(2025, 7, 19)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2023, 3, 1), 1, date(2024, 2, 29)),
        (date(2024, 1, 1), 2, date(2025, 12, 31)),
    ],
)
def test_a_term_in_years_ends_on_the_eve_of_the_corresponding_day(begins: date, years: int, ends: date) -> None:
    agreement = an_agreement(signed_on=begins, term=Term.YEARS, term_years=years)
    assert agreement.as_of(begins).ends_on == ends
    assert stands(agreement, ends) != Standing.LAPSED
    assert stands(agreement, ends + timedelta(days=1)) == Standing.LAPSED


def test_a_fixed_term_is_in_force_then_to_decide_then_lapsed() -> None:
    agreement = an_agreement(term=Term.FIXED, expires_on=date(2023, 3, 1), effective_from=date(2020, 4, 1))
    assert stands(agreement, date(2020, 3, 31)) == Standing.NOT_YET
    assert stands(agreement, date(2020, 4, 1)) == Standing.IN_FORCE
    # act by 1 September 2022, six months before the end; shown six months ahead of that
    assert stands(agreement, date(2022, 2, 28)) == Standing.IN_FORCE
    assert stands(agreement, date(2022, 3, 1)) == Standing.TO_DECIDE
    assert stands(agreement, date(2023, 3, 1)) == Standing.TO_DECIDE
    assert stands(agreement, date(2023, 3, 2)) == Standing.LAPSED


def test_a_decision_answers_its_act_by_date_from_the_day_it_was_taken(hana: User) -> None:
    agreement = an_agreement(term=Term.FIXED, expires_on=date(2023, 3, 1))
    agreement.decide(DecisionKind.RENEW, act_by=date(2022, 9, 1), why="Good work", by=hana, on=date(2022, 6, 1))
    assert stands(agreement, date(2022, 5, 31)) == Standing.TO_DECIDE
    assert stands(agreement, date(2022, 6, 1)) == Standing.IN_FORCE
    # decided to renew, and nobody did: that is not settled
    assert stands(agreement, date(2023, 3, 2)) == Standing.LAPSED


def test_what_was_let_go_is_closed_by_its_last_day_and_not_lapsed(hana: User) -> None:
    agreement = an_agreement(term=Term.FIXED, expires_on=date(2023, 3, 1))
    agreement.decide(DecisionKind.LET_LAPSE, act_by=date(2022, 9, 1), why="No more work", by=hana, on=date(2022, 8, 1))
    assert stands(agreement, date(2023, 3, 1)) == Standing.IN_FORCE
    assert stands(agreement, date(2023, 3, 2)) == Standing.CLOSED


def test_a_signed_successor_settles_what_ended() -> None:
    agreement = an_agreement(term=Term.FIXED, expires_on=date(2023, 3, 1))
    an_agreement(signed_on=date(2023, 3, 10), predecessor=agreement, title="Its successor")
    assert stands(agreement, date(2023, 3, 9)) == Standing.LAPSED
    assert stands(agreement, date(2023, 3, 10)) == Standing.CLOSED


def test_a_signed_successor_leaves_nothing_to_decide() -> None:
    agreement = an_agreement(term=Term.FIXED, expires_on=date(2023, 3, 1))
    an_agreement(signed_on=date(2022, 12, 10), effective_from=date(2023, 3, 2), predecessor=agreement, title="Next")
    assert stands(agreement, date(2022, 12, 9)) == Standing.TO_DECIDE
    assert stands(agreement, date(2022, 12, 10)) == Standing.IN_FORCE
    assert stands(agreement, date(2023, 3, 1)) == Standing.IN_FORCE
    assert stands(agreement, date(2023, 3, 2)) == Standing.CLOSED


@pytest.mark.parametrize("term", [
    {"term": Term.OPEN},
    {"term": Term.OPEN, "renewal": Renewal.EVERGREEN, "review_on": date(2022, 6, 1)},
    {"term": Term.FIXED, "expires_on": date(2021, 12, 31), "renewal": Renewal.AUTOMATIC, "renewal_years": 1},
])  # fmt: skip
def test_what_would_go_on_for_ever_is_over_once_its_signed_successor_begins(term: dict[str, Any]) -> None:
    agreement = an_agreement(**term)
    an_agreement(signed_on=date(2022, 12, 10), effective_from=date(2023, 3, 2), predecessor=agreement, title="Next")
    assert stands(agreement, date(2023, 3, 1)) == Standing.IN_FORCE
    assert stands(agreement, date(2023, 3, 2)) == Standing.CLOSED
    assert stands(agreement, date(2040, 1, 1)) == Standing.CLOSED


def test_nothing_is_in_force_before_it_is_signed() -> None:
    agreement = an_agreement(effective_from=date(2020, 1, 1))
    assert stands(agreement, date(2020, 2, 1)) == Standing.NOT_YET
    assert stands(agreement, date(2020, 3, 2)) == Standing.IN_FORCE
    assert agreement.as_of(date(2020, 3, 2)).begins_on == date(2020, 1, 1)


def test_what_was_given_up_was_a_draft_before() -> None:
    agreement = an_agreement(
        state=AgreementState.CANCELLED, signed_on=None, cancelled_on=date(2020, 5, 5), cancelled_why="No money"
    )
    assert stands(agreement, date(2020, 5, 4)) == Standing.DRAFT
    assert stands(agreement, date(2020, 5, 5)) == Standing.CANCELLED


def test_an_amendment_gives_an_evergreen_agreement_its_last_day() -> None:
    agreement = an_agreement(term=Term.OPEN, renewal=Renewal.EVERGREEN, review_on=date(2026, 1, 1))
    agreement.add_amendment("Ends with the project", signed_on=date(2022, 2, 1), new_expires_on=date(2024, 3, 1))
    assert agreement.as_of(date(2022, 1, 31)).ends_on is None
    assert agreement.as_of(date(2022, 2, 1)).ends_on == date(2024, 3, 1)
    assert stands(agreement, date(2024, 3, 1)) == Standing.TO_DECIDE
    assert stands(agreement, date(2024, 3, 2)) == Standing.LAPSED


def test_a_signed_amendment_moves_the_end_from_the_day_it_is_signed() -> None:
    agreement = an_agreement(term=Term.FIXED, expires_on=date(2023, 3, 1))
    agreement.add_amendment("Two more years", signed_on=date(2023, 2, 1), new_expires_on=date(2025, 3, 1))
    agreement.add_amendment("Not signed yet", new_expires_on=date(2030, 1, 1))
    assert agreement.as_of(date(2023, 1, 31)).ends_on == date(2023, 3, 1)
    assert agreement.as_of(date(2023, 2, 1)).ends_on == date(2025, 3, 1)
    assert stands(agreement, date(2023, 3, 2)) == Standing.IN_FORCE


def test_an_automatic_renewal_rolls_on_once_the_notice_day_is_over() -> None:
    agreement = an_agreement(
        term=Term.FIXED,
        expires_on=date(2022, 12, 31),
        renewal=Renewal.AUTOMATIC,
        renewal_years=1,
        notice_months=3,
    )
    assert agreement.as_of(date(2022, 9, 30)).ends_on == date(2022, 12, 31)
    assert agreement.as_of(date(2022, 9, 30)).act_by == date(2022, 9, 30)
    assert agreement.as_of(date(2022, 10, 1)).ends_on == date(2023, 12, 31)
    assert agreement.as_of(date(2029, 5, 1)).ends_on == date(2029, 12, 31)
    assert stands(agreement, date(2029, 5, 1)) == Standing.TO_DECIDE


def test_a_decision_before_the_notice_day_stops_the_renewal(hana: User) -> None:
    agreement = an_agreement(
        term=Term.FIXED,
        expires_on=date(2022, 12, 31),
        renewal=Renewal.AUTOMATIC,
        renewal_years=2,
        notice_months=3,
    )
    agreement.decide(DecisionKind.LET_LAPSE, act_by=date(2022, 9, 30), why="Enough", by=hana, on=date(2022, 9, 30))
    assert agreement.as_of(date(2023, 1, 1)).ends_on == date(2022, 12, 31)
    assert stands(agreement, date(2023, 1, 1)) == Standing.CLOSED


def test_a_decision_after_the_notice_day_ends_the_next_term(hana: User) -> None:
    agreement = an_agreement(
        term=Term.FIXED,
        expires_on=date(2022, 12, 31),
        renewal=Renewal.AUTOMATIC,
        renewal_years=1,
        notice_months=3,
    )
    agreement.decide(DecisionKind.CLOSE, act_by=None, why="Too late", by=hana, on=date(2022, 10, 1))
    assert stands(agreement, date(2023, 12, 31)) == Standing.IN_FORCE
    assert stands(agreement, date(2024, 1, 1)) == Standing.CLOSED


def test_an_evergreen_agreement_is_decided_by_its_review_date() -> None:
    agreement = an_agreement(term=Term.OPEN, renewal=Renewal.EVERGREEN, review_on=date(2026, 1, 1))
    assert stands(agreement, date(2025, 6, 30)) == Standing.IN_FORCE
    assert stands(agreement, date(2025, 7, 1)) == Standing.TO_DECIDE
    assert stands(agreement, date(2040, 1, 1)) == Standing.TO_DECIDE


def test_a_closed_agreement_was_in_force_before_it_closed(minsu: User) -> None:
    agreement = an_agreement(term=Term.OPEN)
    agreement.close(Closing.TERMINATED, on=date(2022, 5, 5), why="Budget", by=minsu)
    assert stands(agreement, date(2022, 5, 4)) == Standing.IN_FORCE
    assert stands(agreement, date(2022, 5, 5)) == Standing.CLOSED


def test_an_unsigned_agreement_stands_where_it_is_stored() -> None:
    for state in (AgreementState.DRAFT, AgreementState.NEGOTIATING, AgreementState.AGREED_TEXT):
        assert stands(an_agreement(state=state, signed_on=None), date(2026, 1, 1)) == state


def test_an_agreement_is_silent_after_twelve_months_without_activity(hana: User) -> None:
    agreement = an_agreement(signed_on=date(2020, 3, 2))
    assert not Agreement.objects.silent(date(2021, 3, 1)).exists()  # too young
    assert Agreement.objects.silent(date(2021, 3, 2)).get() == agreement
    AgreementActivity.objects.create(agreement=agreement, happened_on=date(2020, 3, 3), text="Seminar")
    assert not Agreement.objects.silent(date(2021, 3, 2)).exists()
    assert Agreement.objects.silent(date(2021, 3, 3)).exists()
    kept = Commitment.objects.create(agreement=agreement, side=Side.OURS, text="Send the book", officer=hana)
    assert Agreement.objects.silent(date(2021, 3, 3)).exists()  # promised is not kept
    kept.done("Sent", by=hana, on=date(2021, 3, 1))
    assert Commitment.objects.get().state == CommitmentState.DONE
    assert not Agreement.objects.silent(date(2021, 3, 3)).exists()


def test_what_a_person_may_not_see_is_no_activity_to_them(hana: User, guest: User) -> None:
    agreement = an_agreement(signed_on=date(2020, 3, 2))
    hidden = Commitment.objects.create(
        agreement=agreement, side=Side.OURS, text="Secret", officer=hana, confidential=True
    )
    hidden.done("Kept", by=hana, on=date(2021, 3, 1))
    on = date(2021, 6, 1)
    assert not Agreement.objects.visible_to(hana).silent(on).exists()
    assert Agreement.objects.visible_to(guest).silent(on).exists()


def test_what_was_missing_is_told_as_of_the_day(hana: User) -> None:
    """An amendment gives a term from its signing on; a signed copy is there from the day it was put on record."""
    agreement = an_agreement()
    agreement.add_amendment("Two more years", signed_on=date(2022, 1, 1), new_expires_on=date(2024, 1, 1))

    def missing(on: date) -> set[str]:
        return set(Agreement.objects.as_of(on).get(pk=agreement.pk).missing)

    assert "term" in missing(date(2021, 12, 31))
    assert "term" not in missing(date(2022, 1, 1))
    today = timezone.localdate()
    agreement.files.create(document=document("Copy", "Signed by both"), role=FileRole.SIGNED_COPY)
    assert "signed_copy" in missing(today - timedelta(days=1))
    assert "signed_copy" not in missing(today)


def test_missing_names_what_a_signed_agreement_lacks() -> None:
    bare = an_agreement()
    assert Agreement.objects.as_of(date(2021, 1, 1)).get(pk=bare.pk).missing == [
        "term",
        "scope",
        "parties",
        "signatories",
        "signed_copy",
    ]
    an_agreement(title="Draft", state=AgreementState.DRAFT, signed_on=None)
    assert Agreement.objects.missing_papers(date(2021, 1, 1)).get() == bare


# ------------------------------------------------------------------------------------------- by property

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
EDGES = st.sampled_from(
    [date(2016, 2, 29), date(2020, 2, 29), date(2019, 2, 28), date(2021, 8, 31), date(2017, 12, 31)]
)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """The dated facts of one signed agreement, with amendments and decisions."""
    signed = draw(DAYS | EDGES)
    begins = draw(st.none() | st.just(signed + timedelta(days=draw(st.integers(-40, 90)))))
    term = draw(st.sampled_from(["", Term.FIXED, Term.YEARS, Term.OPEN]))
    expires = max(signed, begins or signed) + timedelta(days=draw(st.integers(0, 1500)))
    if draw(st.booleans()):
        expires = max(expires, date(expires.year, 12, 31))
    renewal = draw(st.sampled_from(["", Renewal.FIXED, Renewal.AUTOMATIC, Renewal.EVERGREEN]))
    closed = draw(st.none() | st.just(signed + timedelta(days=draw(st.integers(0, 4000)))))
    days = st.builds(lambda days: signed + timedelta(days=days), st.integers(0, 4000))
    return {
        "row": {
            "state": AgreementState.CLOSED if closed else AgreementState.SIGNED,
            "closed_on": closed,
            "closed_as": Closing.EXPIRED if closed else "",
            "signed_on": signed,
            "effective_from": begins,
            "term": term,
            "term_years": draw(st.integers(1, 6)) if term == Term.YEARS else None,
            "expires_on": expires if term == Term.FIXED or (term == Term.YEARS and draw(st.booleans())) else None,
            "renewal": renewal,
            "renewal_years": draw(st.integers(1, 5)) if renewal == Renewal.AUTOMATIC else None,
            "notice_months": draw(st.none() | st.integers(0, 14)) if renewal == Renewal.AUTOMATIC else None,
            "review_on": draw(days) if renewal == Renewal.EVERGREEN or draw(st.booleans()) else None,
        },
        "amendments": draw(st.lists(st.tuples(st.none() | days, st.none() | days | EDGES), max_size=2)),
        "decisions": draw(st.lists(st.tuples(days, st.sampled_from(DecisionKind.values), st.booleans()), max_size=3)),
        "succeeded_on": draw(st.none() | days),
        "succeeded_from": draw(st.none() | days),
        "asked": draw(st.lists(days | EDGES, min_size=3, max_size=3)),
    }


def years_later(day: date, years: int) -> date:
    """The last day of a term that begins on ``day``, said as the Civil Act says it."""
    try:
        return day.replace(year=day.year + years) - timedelta(days=1)
    except ValueError:
        return date(day.year + years, day.month, calendar.monthrange(day.year + years, day.month)[1])


def obvious(agreement: Agreement, on: date) -> tuple[date | None, str]:
    """End of the term and standing, told slowly: term after term, without closed forms."""
    begins = agreement.effective_from or agreement.signed_on
    assert begins is not None
    known = min([on] + ([agreement.closed_on] if agreement.closed_on else []))
    decisions = sorted(
        (decision for decision in agreement.decisions.all() if decision.decided_on <= known),
        key=lambda decision: (decision.decided_on, decision.created_at),
    )
    stop = decisions[-1].decided_on if decisions and decisions[-1].kind in ("let_lapse", "close") else None
    end = agreement.expires_on if agreement.renewal != Renewal.EVERGREEN else None
    if end is None and agreement.renewal != Renewal.EVERGREEN and agreement.term == Term.YEARS and agreement.term_years:
        end = years_later(begins, agreement.term_years)
    for amendment in sorted(
        (row for row in agreement.amendments.all() if row.signed_on), key=lambda row: (row.signed_on, row.ordinal)
    ):
        if amendment.signed_on <= known and amendment.new_expires_on:
            end = amendment.new_expires_on
    if end is not None and agreement.renewal == Renewal.AUTOMATIC:
        while True:
            notice = terms.plus_months(end, -(agreement.notice_months or 0))
            if known <= notice or (stop is not None and stop <= notice):
                break
            end = years_later(end + timedelta(days=1), agreement.renewal_years or 0)
    if end is None:
        act_by = agreement.review_on
    elif agreement.renewal == Renewal.AUTOMATIC and agreement.notice_months is not None:
        act_by = terms.plus_months(end, -agreement.notice_months)
    else:
        act_by = terms.plus_months(end, -settings.IEUM_LEAD_MONTHS)
    if agreement.closed_on and agreement.closed_on <= on:
        return end, "closed"
    if on < begins or (agreement.signed_on and on < agreement.signed_on):
        return end, "not_yet"
    successor = Agreement.objects.filter(predecessor=agreement, signed_on__lte=on).first()
    if end is not None and end < on:
        return end, "closed" if stop or successor else "lapsed"
    began = successor and on >= (successor.effective_from or successor.signed_on or on)
    if began and (end is None or agreement.renewal == Renewal.AUTOMATIC):
        return end, "closed"
    decided = {decision.act_by for decision in decisions}
    if act_by is not None and not stop and not successor and act_by not in decided:
        soon = terms.plus_months(on, settings.IEUM_LEAD_MONTHS)
        if act_by <= soon:
            return end, "to_decide"
    return end, "in_force"


@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(facts())
def test_python_sql_and_a_slow_oracle_agree_on_every_day(hana: User, drawn: dict[str, Any]) -> None:
    agreement = an_agreement(**drawn["row"])
    in_order = sorted(drawn["amendments"], key=lambda one: one[0] or date.max)
    for ordinal, (signed, ends) in enumerate(in_order, start=1):
        agreement.amendments.create(ordinal=ordinal, changes="Term", signed_on=signed, new_expires_on=ends)
    seen: set[date | None] = set()
    for decided, kind, answers in drawn["decisions"]:
        act_by = agreement.as_of(decided).act_by if answers else None
        if act_by is None or act_by not in seen:
            seen.add(act_by)
            agreement.decisions.create(kind=kind, act_by=act_by, why="Because", decided_by=hana, decided_on=decided)
    if drawn["succeeded_on"]:
        began = {"signed_on": drawn["succeeded_on"], "effective_from": drawn["succeeded_from"]}
        an_agreement(title="Successor", predecessor=agreement, **began)
    agreement = Agreement.objects.prefetch_related("amendments", "decisions").get(pk=agreement.pk)
    asked = agreement.as_of(drawn["asked"][0])
    edges = [day for day in (asked.ends_on, asked.act_by) if day]
    for on in drawn["asked"] + [day + timedelta(days=shift) for day in edges for shift in (0, 1)]:
        row = Agreement.objects.as_of(on).get(pk=agreement.pk)
        position = agreement.as_of(on)
        assert (row.begins_on, row.ends_on, row.act_by, row.standing) == (
            position.begins_on,
            position.ends_on,
            position.act_by,
            position.standing,
        )
        assert (row.ends_on, row.standing) == obvious(agreement, on)
