"""Two records of one body or person become one, and two again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.history import apart
from accounts.models import User
from accounts.reverting import tracked_models
from meetings.models import Attendance, Meeting
from partners.merge import Apart, merge, undo_merge
from partners.models import Organization, OrganizationKind, Person

pytestmark = pytest.mark.django_db


def _all() -> dict[str, list[Any]]:
    left_out = {"version", "changed_at"}
    return {
        model._meta.label: sorted(
            (
                {name: value for name, value in row.items() if name not in left_out}
                for row in model._base_manager.values()
            ),
            key=lambda row: str(row["id"]),
        )
        for model in tracked_models()
    }


@pytest.fixture
def two(hana: User) -> tuple[Person, Person]:
    """Two records of one person: both at one meeting, one at another, under one spelling each and one they share."""
    centre = Organization.objects.create(name="국립위성센터", country="CL")
    one = Person.objects.create(name="Elena Ruiz Prado")
    other = Person.objects.create(name="Elena Ruiz", honorific="Dr.", email="elena@example.org")
    for row, texts in ((one, ["Elena Ruiz Prado", "E. Ruiz"]), (other, ["Elena Ruiz", "E. Ruiz"])):
        for text in texts:
            row.add_name(text, by=hana)
    other.affiliations.create(organization=centre, title="Director")
    first = Meeting.objects.create(title="첫 면담", held_on=date(2026, 10, 13))
    second = Meeting.objects.create(title="둘째 면담", held_on=date(2026, 10, 14))
    for row in (one, other):
        Attendance.objects.create(meeting=first, person=row)
    Attendance.objects.create(meeting=second, person=other)
    return one, other


def test_every_link_moves_and_nothing_stands_twice(hana: User, two: tuple[Person, Person]) -> None:
    one, other = two
    merge(one, other, by=hana)
    one.refresh_from_db()
    assert not Person.objects.filter(pk=other.pk).exists()
    assert {name.text for name in one.names.all()} == {"Elena Ruiz Prado", "E. Ruiz", "Elena Ruiz"}
    assert sorted(row.meeting.title for row in one.attendances.all()) == ["둘째 면담", "첫 면담"]
    assert (one.honorific, one.email, one.affiliations.get().title) == ("Dr.", "elena@example.org", "Director")


def test_taken_back_both_stand_as_before(hana: User, two: tuple[Person, Person]) -> None:
    one, other = two
    before = _all()
    merge(one, other, by=hana)
    assert undo_merge(other.pk, Person, by=hana) == other
    assert _all() == before
    with pytest.raises(Apart):
        undo_merge(other.pk, Person, by=hana)


def test_what_was_entered_since_stays_and_what_was_moved_since_forbids_it(
    hana: User, minsu: User, two: tuple[Person, Person]
) -> None:
    one, other = two
    merge(one, other, by=hana)
    third = Person.objects.create(name="Ana Soto")
    later = Attendance.objects.create(meeting=Meeting.objects.create(title="셋째", held_on="2026-11-01"), person=one)
    with apart(by=minsu, command="edit"):
        Attendance.objects.filter(meeting__title="둘째 면담").update(person=third)
    merged = _all()
    with pytest.raises(Apart):
        undo_merge(other.pk, Person, by=hana)
    assert _all() == merged
    with apart(by=minsu, command="edit"):
        Attendance.objects.filter(meeting__title="둘째 면담").update(person=one)
    undo_merge(other.pk, Person, by=hana)
    later.refresh_from_db()
    assert later.person == one


def test_a_parent_that_becomes_its_child_has_no_parent(hana: User) -> None:
    above = Organization.objects.create(name="KOICA", country="KR")
    office = Organization.objects.create(name="KOICA 사무소", country="PE", parent=above)
    merge(office, above, by=hana)
    office.refresh_from_db()
    assert office.parent is None


def test_a_body_that_becomes_the_one_two_above_it_stands_below_none(hana: User) -> None:
    top = Organization.objects.create(name="협력단", country="KR")
    middle = Organization.objects.create(name="협력단 지역본부", country="PE", parent=top)
    office = Organization.objects.create(name="협력단 사무소", country="PE", parent=middle)
    merge(office, top, by=hana)
    office.refresh_from_db()
    middle.refresh_from_db()
    assert (office.parent, middle.parent) == (None, office)


def test_what_a_rule_forbids_is_refused_with_the_rule_and_deletes_nothing(hana: User) -> None:
    above = Organization.objects.create(name="협력단", country="KR")
    unit = Organization.objects.create(name="협력단 사업부", kind=OrganizationKind.DEPARTMENT, parent=above)
    before = _all()
    with pytest.raises(Apart):
        merge(unit, above, by=hana)
    assert _all() == before


def test_a_hidden_record_that_forbids_taking_a_merge_back_is_not_named(
    hana: User, minsu: User, two: tuple[Person, Person]
) -> None:
    one, other = two
    merge(one, other, by=hana)
    with apart(by=minsu, command="edit"):
        Attendance.objects.filter(meeting__title="둘째 면담").update(person=Person.objects.create(name="도하림"))
        Meeting.objects.filter(title="둘째 면담").update(title="비공개 회동", confidential=True)
    with pytest.raises(Apart) as refused:
        undo_merge(other.pk, Person, by=hana)
    assert "도하림" not in str(refused.value)
    with pytest.raises(Apart, match="도하림"):
        undo_merge(other.pk, Person, by=minsu)


def test_two_that_cannot_be_one_are_refused(hana: User, two: tuple[Person, Person]) -> None:
    body = Organization.objects.create(name="우리 연구원", ours=True)
    other = Organization.objects.create(name="남의 연구원")
    for pair in ((two[0], two[0]), (two[0], body), (body, other)):
        with pytest.raises(Apart):
            merge(*pair, by=hana)
