"""bin/manage add_user: a name, a role, and a password said once."""

import io
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Role, User

pytestmark = pytest.mark.django_db


def said(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("add_user", *arguments, stdout=out, **options)
    return out.getvalue()


def test_a_new_user_can_sign_in_with_the_password_that_is_said() -> None:
    password = re.search(r"shown only now: (\S+)", said("hana", role="officer", email="hana@example.org"))
    user = User.objects.get(username="hana")
    assert (user.role, user.email) == (Role.OFFICER, "hana@example.org")
    assert password is not None
    assert user.check_password(password[1])
    assert not user.is_staff


def test_an_administrator_may_enter_the_admin_pages() -> None:
    said("root", role="administrator")
    assert User.objects.get(username="root").is_superuser


def test_a_password_given_on_standard_input_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("우리만 아는 긴 암호\n"))
    assert "우리만" not in said("hana", password_stdin=True)
    assert User.objects.get(username="hana").check_password("우리만 아는 긴 암호")


@pytest.mark.parametrize(
    ("arguments", "options", "sentence"),
    [
        (["taken"], {}, "There is a user taken already"),
        (["hana kim"], {}, "[Uu]ser|사용자|이름"),
        (["hana"], {"email": "no address"}, "[Ee]mail|이메일|주소"),
        (["hana"], {"stdin": "short\n"}, "10"),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(
    arguments: list[str], options: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.create_user("taken")
    before = User.objects.count()
    if "stdin" in options:
        monkeypatch.setattr("sys.stdin", io.StringIO(options.pop("stdin")))
        options["password_stdin"] = True  # type: ignore[assignment]
    with pytest.raises(CommandError, match=sentence):
        said(*arguments, **options)
    assert User.objects.count() == before
