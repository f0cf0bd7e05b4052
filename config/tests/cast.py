"""The cast of the tests: hana (officer), minsu (manager), guest (viewer), admin, and the intranet (a machine)."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Role, User

PASSWORD = "길고 긴 암호 하나"

SignIn = Callable[[User], Client]


def make(username: str, role: Role, display_name: str, **fields: object) -> User:
    return User.objects.create_user(
        username, f"{username}@example.org", PASSWORD, role=role, display_name=display_name, **fields
    )


@pytest.fixture
def hana(db: None) -> User:
    return make("hana", Role.OFFICER, "정하나")


@pytest.fixture
def minsu(db: None) -> User:
    return make("minsu", Role.MANAGER, "박민수")


@pytest.fixture
def guest(db: None) -> User:
    return make("guest", Role.VIEWER, "손보미")


@pytest.fixture
def admin(db: None) -> User:
    return make("admin", Role.ADMINISTRATOR, "관리자")


@pytest.fixture
def intranet(db: None) -> User:
    user = make("intranet", Role.VIEWER, "인트라넷", is_service=True)
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def sign_in() -> SignIn:
    """A client that is signed in as the given user."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
