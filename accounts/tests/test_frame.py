"""What holds for every page: a sign-in, the policy of what a browser may run, and answers for what goes wrong."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import errors
from accounts.models import User
from config.tests.cast import SignIn

pytestmark = pytest.mark.django_db

OPEN = {"healthz", "login", "logout", "theme", "language"}
SAMPLES = {"uuid": "01900000-0000-7000-8000-000000000000", "int": "1", "slug": "x", "str": "PE", "path": "x"}


def addresses(patterns: Any = None, before: str = "") -> list[tuple[str, str]]:
    """(name, path) of every address that takes what SAMPLES has; the admin and the API check their own doors."""
    found = []
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += addresses(entry.url_patterns, path)
        elif isinstance(entry, URLPattern) and "(?P" not in path and "\\" not in path:
            sample = re.sub(r"<(?:(\w+):)?\w+>", lambda match: SAMPLES[match[1] or "str"], path)
            found.append((entry.name or "", "/" + sample))
    return [(name, path) for name, path in found if not path.startswith(("/admin", "/api"))]


def test_every_page_needs_a_sign_in(client: Client) -> None:
    pages = addresses()
    assert len(pages) > 25
    for name, path in pages:
        if name in OPEN:
            continue
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/accounts/login/"), path


PAGES = [
    "/preferences/", "/preferences/password/", "/tokens/", "/users/", "/users/new/", "/read-log/", "/organizations/",
    "/organizations/new/", "/people/", "/people/new/",
]  # fmt: skip


@pytest.mark.parametrize("path", [*PAGES, "/accounts/login/", "/no/such/page/"])
def test_pages_carry_the_policy_and_nothing_it_forbids(path: str, admin: User, sign_in: SignIn, client: Client) -> None:
    page = (client if "login" in path else sign_in(admin)).get(path)
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    text = page.content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", text)
    assert '<html lang="ko"' in text
    assert text.count("<h1") == 1


def test_every_page_that_needs_no_record_carries_the_frame_and_nothing_the_policy_forbids(
    admin: User, sign_in: SignIn
) -> None:
    client = sign_in(admin)
    looked_at = []
    for name, path in addresses():
        if name in OPEN or any(sample in path for sample in ("01900000", "/x/", "/PE/")):
            continue
        page = client.get(path)
        if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
            continue
        looked_at.append(path)
        text = page.content.decode()
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", text), path
        assert text.count("<h1") == 1, path
        assert 'id="main"' in text, path
        assert text.count("button primary") <= 1, path
    assert len(looked_at) > 15, looked_at


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_korean_through_and_through(path: str, admin: User, sign_in: SignIn) -> None:
    text = sign_in(admin).get(path).content.decode()
    words = re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.S)
    left = set(re.findall(r"\b(?:the|and|of|is|are|with|Save|Cancel|Add|Name|Search|optional)\b", words))
    assert not left


def test_what_is_not_there_and_what_is_hidden_look_the_same(hana: User, sign_in: SignIn) -> None:
    page = sign_in(hana).get("/organizations/01900000-0000-7000-8000-000000000000/edit/")
    other = sign_in(hana).get("/no/such/page/")
    assert page.status_code == other.status_code == 404
    assert page.content == other.content


def test_a_failure_is_answered_without_the_database(rf: RequestFactory, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        page = errors.failed(rf.get("/"))
    assert page.status_code == 500
    assert "문제가 생겼습니다" in page.content.decode()


def test_a_form_that_was_open_too_long_is_answered_with_what_to_do(hana: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/organizations/new/", {"name": "x"})
    assert page.status_code == 403
    assert "다시 보내십시오" in page.content.decode()


def test_a_form_with_too_many_fields_is_a_sentence(hana: User, sign_in: SignIn) -> None:
    page = sign_in(hana).post("/organizations/new/", {f"f{number}": "x" for number in range(5001)})
    assert page.status_code == 400
    assert "나누어 보내십시오" in page.content.decode()


def test_error_pages_speak_english_too(hana: User, sign_in: SignIn) -> None:
    hana.language = "en"
    hana.save()
    assert "There is no such page or record" in sign_in(hana).get("/no/such/page/").content.decode()
