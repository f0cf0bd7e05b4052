"""What the answer to a contradiction writes, before and after acceptance, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from accounts.models import User
from cooperation.intake import questions
from cooperation.intake.decide import accept_all_clear
from cooperation.intake.undo import undo
from cooperation.models import Agreement, Commitment, Proposal, Term
from cooperation.tests.intake_case import a_revision, person, promise, reading
from meetings.models import Attendance, ItineraryItem, Meeting, Trip, TripTraveller
from partners.models import Person, PersonName

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)


def _the_trip() -> Any:
    return Trip.objects.get()


def _discrepancy(type_: str, lines: list[int], *values: str) -> dict[str, Any]:
    return {"type": type_, "lines": lines, "values": list(values), "message": type_, "message_en": type_}


CASES: dict[str, tuple[dict[str, Any], str, Callable[[], Any], Any, Any]] = {
    "the start in the schedule": (
        _discrepancy("time_mismatch", [7, 6], "11:00", "10:00"), "0",
        lambda: Meeting.objects.get().starts_at, time(10), time(11),
    ),
    "the start in the text mends the schedule": (
        _discrepancy("time_mismatch", [7, 6], "10:00", "10:30"), "1",
        lambda: ItineraryItem.objects.get().time, time(10), time(10, 30),
    ),
    "the count of the list": (
        _discrepancy("count_mismatch", [7, 6], "3", "4"), "1",
        lambda: Meeting.objects.get().stated_count, 3, 4,
    ),
    "the weekday, so the date is the slip": (
        _discrepancy("weekday_mismatch", [7], "수", "화"), "0",
        lambda: Meeting.objects.get().held_on, date(2026, 10, 13), date(2026, 10, 14),
    ),
    "the date, so the weekday is the slip": (
        _discrepancy("weekday_mismatch", [7], "수", "화"), "1",
        lambda: Meeting.objects.get().held_on, date(2026, 10, 13), date(2026, 10, 13),
    ),
    "the first day of the schedule": (
        _discrepancy("period_mismatch", [3, 7], "2026-10-12", "2026-10-10"), "1",
        lambda: _the_trip().start_on, date(2026, 10, 12), date(2026, 10, 10),
    ),
    "a day outside of the trip": (
        _discrepancy("period_mismatch", [3, 7], "2026-10-12~2026-10-16", "2026-10-18"), "1",
        lambda: _the_trip().end_on, date(2026, 10, 16), date(2026, 10, 18),
    ),
    "the days as counted": (
        _discrepancy("period_mismatch", [3], "6일", "5일"), "1", lambda: _the_trip().days_stated, None, 5,
    ),
    "the nights as counted": (
        _discrepancy("nights_check", [3], "6박", "4박"), "1", lambda: _the_trip().nights_stated, None, 4,
    ),
    "the name of a person": (
        _discrepancy("person_mismatch", [8, 9], "Elena Ruiz Prado", "Elena Ruis Prado"), "1",
        lambda: sorted(Person.objects.filter(name__startswith="Elena").values_list("name", flat=True)),
        ["Elena Ruiz Prado"], ["Elena Ruis Prado"],
    ),
    "the post of a person": (
        _discrepancy("title_mismatch", [8], "Director", "Deputy Director"), "1",
        lambda: Attendance.objects.get(person__name="Elena Ruiz Prado").title, "Director", "Deputy Director",
    ),
    "the rank of a traveller": (
        _discrepancy("title_mismatch", [5, 9], "실장", "본부장"), "1",
        lambda: TripTraveller.objects.get().rank, "실장", "본부장",
    ),
    "the years of an agreement": (
        _discrepancy("agreement_term_mismatch", [13], "3년", "2028-10-13"), "0",
        lambda: (Agreement.objects.get().term, Agreement.objects.get().expires_on),
        (Term.FIXED, date(2028, 10, 13)), (Term.YEARS, None),
    ),
    "the day of a task": (
        _discrepancy("content_conflict", [11, 12], "12월 15일까지", "12월 20일까지"), "1",
        lambda: Commitment.objects.get(text="검토 의견 송부").due_end, date(2026, 12, 15), date(2026, 12, 20),
    ),
    "the owner of a task": (
        _discrepancy("owner_mismatch", [11, 12], "한빛우주연구원", "국립위성센터"), "1",
        lambda: str(Commitment.objects.get(text="검토 의견 송부").owner), "한빛우주연구원", "국립위성센터",
    ),
    "the number in the title of a meeting": (
        _discrepancy("label_mismatch", [7, 6], "2차 면담", "1차 면담"), "0",
        lambda: Meeting.objects.get().title, "1차 면담", "2차 면담",
    ),
    "a slip in the title of the trip": (
        _discrepancy("typo_title", [2, 15], "협력", "협렵"), "1",
        lambda: _the_trip().title, "위성자료 활용 협력 출장", "위성자료 활용 협렵 출장",
    ),
}  # fmt: skip


def _content(case: str) -> dict[str, Any]:
    content = reading()
    found = CASES[case][0]
    content["discrepancies"] = [found]
    if found["type"] == "agreement_term_mismatch":
        content["agreements"][0] |= {"term_years": 3, "expires_on": "2028-10-13"}
    if found["type"] == "label_mismatch":
        content["meetings"][0]["title"] = "1차 면담"
    content["commitments"] = content["commitments"][:2]
    content["commitments"].append(
        promise(
            12, "plan", "o2", "의견 검토",
            due={"text": "12월 20일까지", "start": None, "end": "2026-12-20", "precision": "day"},
        )
    )  # fmt: skip
    return content


@pytest.mark.parametrize("case", CASES)
def test_the_right_side_goes_into_the_record_and_out_again_when_taken_back(hana: User, case: str) -> None:
    _found, choice, value, before, after = CASES[case]
    revision = a_revision(hana, _content(case))
    accept_all_clear(revision, by=hana, on=ON)
    row = Proposal.objects.get(data__ask="discrepancy")
    assert value() == before
    questions.answer(row, choice, by=hana, on=ON)
    assert value() == after
    undo(row, by=hana, on=ON)
    assert value() == before


@pytest.mark.parametrize("case", list(CASES)[::4])
def test_answered_first_it_is_accepted_as_it_is_right(hana: User, case: str) -> None:
    _found, choice, value, _before, after = CASES[case]
    revision = a_revision(hana, _content(case))
    questions.answer(Proposal.objects.get(data__ask="discrepancy"), choice, by=hana, on=ON)
    accept_all_clear(revision, by=hana, on=ON)
    assert value() == after


@pytest.mark.parametrize("case", list(CASES)[::5])
def test_both_stand_changes_nothing(hana: User, case: str) -> None:
    _found, _choice, value, before, _after = CASES[case]
    revision = a_revision(hana, _content(case))
    questions.answer(Proposal.objects.get(data__ask="discrepancy"), "both", by=hana, on=ON, word="그대로")
    accept_all_clear(revision, by=hana, on=ON)
    assert value() == before


def test_a_value_that_a_person_entered_since_stays(hana: User) -> None:
    revision = a_revision(hana, _content("the first day of the schedule"))
    accept_all_clear(revision, by=hana, on=ON)
    Trip.objects.update(start_on="2026-10-11")
    questions.answer(Proposal.objects.get(data__ask="discrepancy"), "1", by=hana, on=ON)
    assert _the_trip().start_on == date(2026, 10, 11)


def test_the_date_a_weekday_stands_for_is_told_with_the_answer(hana: User) -> None:
    a_revision(hana, _content("the weekday, so the date is the slip"))
    row = questions.answer(Proposal.objects.get(data__ask="discrepancy"), "0", by=hana, on=ON).proposal
    assert "2026-10-14" in row.answer


def test_two_near_names_of_which_one_is_right_are_one_person(hana: User) -> None:
    content = _content("the name of a person")
    content["people"].append(person("p5", "Elena Ruis Prado", "o2", 9))
    revision = a_revision(hana, content)
    questions.answer(Proposal.objects.get(data__ask="discrepancy"), "0", by=hana, on=ON)
    accept_all_clear(revision, by=hana, on=ON)
    elena = Person.objects.get(name="Elena Ruiz Prado")
    assert not Person.objects.filter(name="Elena Ruis Prado").exists()
    assert PersonName.objects.filter(person=elena, text="Elena Ruis Prado").exists()
