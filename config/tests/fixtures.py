"""What every test gets."""

import os
import tempfile
from collections.abc import Iterator

import pghistory
import pytest
from django.conf import settings
from django.core import mail
from django.test import override_settings
from django.utils import translation

from config.tests.database import fresh_database, name_of_run


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: object
) -> Iterator[None]:
    """Replaces pytest-django's: a copy of a migrated template instead of a migration for every run and worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        database = fresh_database(name_of_run(worker))
        database.__enter__()
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        database.__exit__(None, None, None)


@pytest.fixture(scope="session", autouse=True)
def _own_files() -> Iterator[None]:
    """Uploaded files go to a folder that is gone afterwards; passwords are hashed quickly; tasks run when told to."""
    with (
        tempfile.TemporaryDirectory(prefix="ieum-media-") as folder,
        override_settings(
            MEDIA_ROOT=folder,
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
            CELERY_BROKER_URL="memory://",
        ),
    ):
        yield


@pytest.fixture(autouse=True)
def _history_context(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests write rows themselves, as a command would; `without_context` is for those that test the contexts."""
    if request.node.get_closest_marker("without_context"):
        yield
        return
    with pghistory.context(test=request.node.name):
        yield


@pytest.fixture(autouse=True)
def _korean() -> None:
    """Each test begins in the default language, whatever the one before it left in this thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def outbox() -> list[mail.EmailMessage]:
    """The mails sent so far in this test."""
    return mail.outbox
