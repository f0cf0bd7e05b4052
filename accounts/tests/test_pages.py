"""Preferences, tokens, users and the read log, as people use them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.changes import version_of
from accounts.models import ApiToken, ReadLog, Role, User
from config.tests.cast import PASSWORD, SignIn

pytestmark = pytest.mark.django_db


def preferences_of(user: User, **changed: Any) -> dict[str, Any]:
    data = {
        "display_name": user.display_name,
        "email": user.email,
        "language": user.language,
        "time_zone": user.time_zone,
        "wants_digest": "on",
        "theme": "",
    }
    return data | changed


# --------------------------------------------------------------------------------------------- preferences


def test_preferences_are_kept_and_the_next_page_speaks_the_new_language(hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    answer = client.post("/preferences/", preferences_of(hana, language="en", time_zone="America/Lima", theme="dark"))
    assert answer.status_code == 302
    page = client.get("/preferences/").content.decode()
    assert '<html lang="en" data-theme="dark">' in page
    assert "Your preferences are saved." in page
    hana.refresh_from_db()
    assert (hana.language, hana.time_zone) == ("en", "America/Lima")


def test_an_absence_has_a_first_day_and_does_not_end_before_it(hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    page = client.post("/preferences/", preferences_of(hana, absent_from="2026-12-10", absent_until="26.12.1"))
    assert "부재 첫날보다 앞설 수 없습니다." in page.content.decode()
    page = client.post("/preferences/", preferences_of(hana, absent_until="26.12.1"))
    assert "부재 첫날도 적어 주십시오." in page.content.decode()


def test_nobody_delegates_to_themselves_or_a_machine(hana: User, minsu: User, intranet: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    for wrong in (hana, intranet):
        assert client.post("/preferences/", preferences_of(hana, delegate=str(wrong.pk))).status_code == 200
    assert client.post("/preferences/", preferences_of(hana, delegate=str(minsu.pk))).status_code == 302
    hana.refresh_from_db()
    assert hana.delegate == minsu


def test_preferences_do_not_reach_the_role(hana: User, sign_in: SignIn) -> None:
    sign_in(hana).post("/preferences/", preferences_of(hana, role="administrator", is_service="on"))
    hana.refresh_from_db()
    assert (hana.role, hana.is_service) == (Role.OFFICER, False)


def test_the_theme_is_kept_in_a_cookie_and_nothing_else_gets_into_the_page(hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    client.post("/accounts/theme/", {"theme": "dark", "next": "/preferences/"})
    assert 'data-theme="dark"' in client.get("/preferences/").content.decode()
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/preferences/").content.decode()


def test_the_language_can_be_switched_from_every_page(hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    answer = client.post("/accounts/language/", {"language": "en", "next": "/preferences/"})
    assert answer["Location"] == "/preferences/"
    hana.refresh_from_db()
    assert hana.language == "en"
    client.post("/accounts/language/", {"language": "xx"})
    hana.refresh_from_db()
    assert hana.language == "en"


def test_a_password_is_changed_with_the_old_one_only(hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    new = "네 낱말로 된 암호"
    data = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert client.post("/preferences/password/", data).status_code == 200
    assert client.post("/preferences/password/", data | {"old_password": PASSWORD}).status_code == 302
    assert client.get("/preferences/").status_code == 200, "this session goes on"
    hana.refresh_from_db()
    assert hana.check_password(new)


def test_a_weak_password_is_refused(hana: User, sign_in: SignIn) -> None:
    data = {"old_password": PASSWORD, "new_password1": "password12", "new_password2": "password12"}
    assert sign_in(hana).post("/preferences/password/", data).status_code == 200
    hana.refresh_from_db()
    assert hana.check_password(PASSWORD)


# -------------------------------------------------------------------------------------------------- tokens


TOKEN = {"name": "intranet", "scopes": ["read"], "lifetime": "30"}


def test_a_key_is_shown_once_and_kept_as_a_digest_only(hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    page = client.post("/tokens/", TOKEN)
    key = page.context["key"]
    assert key in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert key not in client.get("/tokens/").content.decode()
    token = ApiToken.objects.get()
    assert (token.digest, token.user) == (ApiToken.digest_of(key), hana)
    assert token.expires_at is not None


def test_a_token_needs_a_scope_and_a_name(hana: User, sign_in: SignIn) -> None:
    page = sign_in(hana).post("/tokens/", {"lifetime": "none"})
    assert "하나 이상 고르십시오." in page.content.decode()
    assert not ApiToken.objects.exists()


def test_only_administrators_issue_tokens_for_others(hana: User, admin: User, intranet: User, sign_in: SignIn) -> None:
    sign_in(hana).post("/tokens/", TOKEN | {"user": str(intranet.pk)})
    assert ApiToken.objects.get().user == hana
    sign_in(admin).post("/tokens/", TOKEN | {"user": str(intranet.pk), "lifetime": "none"})
    assert ApiToken.objects.filter(user=intranet, expires_at=None).count() == 1


def test_a_token_is_revoked_by_its_owner_or_an_administrator(
    hana: User, minsu: User, admin: User, sign_in: SignIn
) -> None:
    for by, status, revoked in ((minsu, 404, False), (hana, 302, True), (admin, 302, True)):
        token, _key = ApiToken.issue(user=hana, name="x", scopes=["read"])
        assert sign_in(by).post(f"/tokens/{token.pk}/revoke/").status_code == status
        token.refresh_from_db()
        assert (token.revoked_at is not None) is revoked


# --------------------------------------------------------------------------------------------------- users


def user_data(user: User, **changed: Any) -> dict[str, Any]:
    data = {
        "username": user.username,
        "display_name": user.display_name,
        "email": user.email,
        "role": user.role,
        "is_active": "on",
        "version": version_of(user),
    }
    return data | changed


@pytest.mark.parametrize("path", ["/users/", "/users/new/", "/read-log/"])
def test_administrators_pages_are_for_administrators(path: str, minsu: User, admin: User, sign_in: SignIn) -> None:
    refused = sign_in(minsu).get(path)
    assert refused.status_code == 403
    assert "‘관리자’ 이상의 권한이 필요합니다" in refused.content.decode()
    assert sign_in(admin).get(path).status_code == 200


def test_a_new_user_gets_a_password_that_is_shown_once_and_works(admin: User, sign_in: SignIn, client: Client) -> None:
    page = sign_in(admin).post(
        "/users/new/", {"username": "sora", "display_name": "한소라", "role": "officer", "is_active": "on"}
    )
    password = page.context["password"]
    assert password in page.content.decode()
    answer = client.post("/accounts/login/", {"username": "sora", "password": password})
    assert answer.status_code == 302


def test_a_machine_gets_no_password(admin: User, sign_in: SignIn) -> None:
    sign_in(admin).post("/users/new/", {"username": "bot", "role": "viewer", "is_active": "on", "is_service": "on"})
    assert not User.objects.get(username="bot").has_usable_password()


def test_a_role_is_changed_and_the_change_is_kept(admin: User, hana: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    assert client.post(f"/users/{hana.pk}/edit/", user_data(hana, role="manager")).status_code == 302
    hana.refresh_from_db()
    assert hana.role == Role.MANAGER
    page = client.get(f"/users/{hana.pk}/edit/").content.decode()
    assert "담당자 → 부서장" in page
    assert "<b>관리자</b>" in page


def test_two_administrators_who_edit_a_user_at_once_are_told(admin: User, hana: User, sign_in: SignIn) -> None:
    """A sign-in meanwhile is no edit; a role given meanwhile is, and what was typed stays."""
    seen = user_data(hana, display_name="정하나리")
    hana.last_login = timezone.now()
    hana.save(update_fields=["last_login"])
    assert version_of(hana) == seen["version"]
    User.objects.filter(pk=hana.pk).update(role=Role.MANAGER)
    client, address = sign_in(admin), f"/users/{hana.pk}/edit/"
    answer = client.post(address, seen)
    assert (answer.status_code, answer.context["form"]["display_name"].value()) == (409, "정하나리")
    hana.refresh_from_db()
    assert (hana.display_name, hana.role) == ("정하나", Role.MANAGER)
    again = {**seen, "version": answer.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302  # knowingly, over what is stored now


def test_someone_whose_account_is_closed_is_out_at_once(admin: User, hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    data = user_data(hana)
    del data["is_active"]
    sign_in(admin).post(f"/users/{hana.pk}/edit/", data)
    assert client.get("/preferences/").status_code == 302


def test_administrators_cannot_lock_themselves_out(admin: User, sign_in: SignIn) -> None:
    page = sign_in(admin).post(f"/users/{admin.pk}/edit/", user_data(admin, role="officer"))
    assert "자기 권한은 스스로 줄일 수 없습니다." in page.content.decode()
    admin.refresh_from_db()
    assert admin.role == Role.ADMINISTRATOR


def test_a_new_password_ends_the_sessions_of_the_user(admin: User, hana: User, sign_in: SignIn) -> None:
    client = sign_in(hana)
    page = sign_in(admin).post(f"/users/{hana.pk}/password/")
    assert client.get("/preferences/").status_code == 302
    hana.refresh_from_db()
    assert hana.check_password(page.context["password"])


def test_a_list_of_users_costs_the_same_queries_for_2_as_for_200(admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/users/").status_code == 200
        return len(seen)

    few = count()
    User.objects.bulk_create(User(username=f"u{number}", role="viewer") for number in range(200))
    assert count() == few


# ------------------------------------------------------------------------------------------------ read log


def test_the_read_log_is_found_by_who_and_by_record(admin: User, hana: User, sign_in: SignIn) -> None:
    ReadLog.objects.create(actor=hana.pk, actor_name="정하나", purpose="page", kind="partners.Person", ids=[hana.pk])
    ReadLog.objects.create(actor=admin.pk, actor_name="다른 이", purpose="export", kind="partners.Person", ids=[])
    client = sign_in(admin)
    assert "1건, 최근 순" in client.get("/read-log/", {"q": "정하나"}).content.decode()
    assert "1건, 최근 순" in client.get("/read-log/", {"record": str(hana.pk)}).content.decode()
    assert "1건, 최근 순" in client.get("/read-log/", {"purpose": "export"}).content.decode()
    assert client.get("/read-log/", {"since": "x", "record": "y"}).status_code == 200
