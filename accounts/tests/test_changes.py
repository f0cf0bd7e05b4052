"""The history of changes, as people read it."""

import pytest

from accounts.changes import changes, last_change
from accounts.history import recorded
from accounts.models import Role, User

pytestmark = pytest.mark.django_db


def test_a_change_says_who_and_from_what_to_what(hana: User, admin: User) -> None:
    hana.refresh_from_db()
    with recorded(by=admin):
        hana.role = Role.MANAGER
        hana.save()
    newest = changes(hana)[0]
    assert (newest.who, newest.verb) == ("관리자", "update")
    assert [(field.before, field.after) for field in newest.fields] == [("담당자", "부서장")]


def test_a_write_that_changes_nothing_a_person_sees_is_left_out(hana: User) -> None:
    hana.set_password("another long password")
    hana.save()
    assert [change.verb for change in changes(hana)] == ["insert"]


def test_the_last_change_is_the_newest(hana: User, admin: User, minsu: User) -> None:
    for by, name in ((admin, "하나"), (minsu, "둘")):
        with recorded(by=by):
            hana.display_name = name
            hana.save()
    newest = last_change(hana)
    assert newest is not None
    assert newest.who == "박민수"
    assert [(field.before, field.after) for field in newest.fields] == [("하나", "둘")]


def test_a_change_by_a_command_names_it(hana: User) -> None:
    with recorded(command="add_user"):
        hana.display_name = "셋"
        hana.save()
    assert changes(hana)[0].why == "add_user"


def test_at_most_as_many_as_asked_for_and_the_last_one_still_knows_its_forerunner(hana: User) -> None:
    for number in range(5):
        hana.display_name = f"이름 {number}"
        hana.save()
    told = changes(hana, limit=3)
    assert len(told) == 3
    assert [(field.before, field.after) for field in told[-1].fields] == [("이름 1", "이름 2")]
