"""Signing in, and the wait after too many wrong passwords."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from config.tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def try_to_sign_in(client: Client, password: str, name: str = "hana", **extra: Any) -> Any:
    return client.post("/accounts/login/", {"username": name, "password": password, **extra})


def test_a_person_signs_in_and_is_taken_where_they_wanted(client: Client, hana: User) -> None:
    answer = try_to_sign_in(client, PASSWORD, next="/preferences/")
    assert (answer.status_code, answer["Location"]) == (302, "/preferences/")
    assert "정하나" in client.get("/preferences/").content.decode()


def test_nobody_is_sent_to_another_site_after_signing_in(client: Client, hana: User) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        client.logout()
        assert try_to_sign_in(client, PASSWORD, next=elsewhere)["Location"] == "/"


def test_a_wrong_password_is_told_and_the_name_stays(client: Client, hana: User) -> None:
    page = try_to_sign_in(client, "wrong")
    assert page.status_code == 200
    assert "아이디나 비밀번호가 다릅니다." in page.content.decode()
    assert 'value="hana"' in page.content.decode()


def test_the_last_tries_are_counted_down(client: Client, hana: User) -> None:
    pages = [try_to_sign_in(client, "wrong").content.decode() for _ in range(4)]
    assert "15분" not in pages[0]
    assert "3번 더 틀리면 15분 동안" in pages[1]
    assert "1번 더 틀리면 15분 동안" in pages[3]


def test_after_five_wrong_passwords_the_page_says_how_long_to_wait(client: Client, hana: User) -> None:
    for _ in range(4):
        try_to_sign_in(client, "wrong")
    locked = try_to_sign_in(client, "wrong")
    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert "15분 뒤에" in locked.content.decode()
    assert try_to_sign_in(client, PASSWORD).status_code == 429, "the right password does not end the wait"


def test_one_name_waits_and_others_do_not(client: Client, hana: User, minsu: User) -> None:
    for _ in range(5):
        try_to_sign_in(client, "wrong")
    assert try_to_sign_in(client, PASSWORD, name="minsu").status_code == 302


def test_a_name_that_does_not_exist_is_answered_like_one_that_does(client: Client, hana: User) -> None:
    known, unknown = (try_to_sign_in(client, "wrong", name=name).content.decode() for name in ("hana", "nobody"))
    assert "아이디나 비밀번호가 다릅니다." in known
    assert "아이디나 비밀번호가 다릅니다." in unknown


def test_hostile_input_is_a_sentence_and_no_error(client: Client) -> None:
    for name in ("\x00", "가" * 5000, "' or 1=1 --", ""):
        assert try_to_sign_in(client, "x", name=name).status_code in (200, 400)


def test_signing_out_ends_the_session(client: Client, hana: User) -> None:
    try_to_sign_in(client, PASSWORD)
    assert client.get("/accounts/logout/").status_code == 405, "a link alone signs nobody out"
    client.post("/accounts/logout/")
    assert client.get("/preferences/").status_code == 302


def test_the_sign_in_page_speaks_the_language_of_the_browser_until_told_otherwise(client: Client) -> None:
    assert "로그인" in client.get("/accounts/login/").content.decode()
    assert "Sign in" in client.get("/accounts/login/", headers={"accept-language": "en"}).content.decode()
    client.post("/accounts/language/", {"language": "en", "next": "/accounts/login/"})
    assert '<html lang="en"' in client.get("/accounts/login/").content.decode()
