"""Every way in opens a history context; a tracked change outside of one is refused in tests."""

from pathlib import Path
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Role, User
from config import command_line
from config.celery import HistoryTask, app

pytestmark = pytest.mark.without_context


def events_of_users() -> Any:
    """The history of users, oldest first; its model is made at run time and has no type."""
    return apps.get_model("accounts", "UserEvent").objects.select_related("pgh_context").order_by("pgh_id")


@pytest.mark.django_db
def test_a_tracked_change_without_context_is_refused() -> None:
    with pytest.raises(IntegrityError, match="a tracked change needs a history context"), transaction.atomic():
        User.objects.create_user("stray")
    with pghistory.context(reason="a test"):
        User.objects.create_user("accounted-for")
    assert events_of_users().get().pgh_context.metadata == {"reason": "a test"}


@app.task(name="config.tests.make_user")
def make_user(username: str) -> None:
    User.objects.create_user(username)


@pytest.mark.django_db
def test_a_task_says_its_name() -> None:
    make_user("made-by-task")
    assert events_of_users().get().pgh_context.metadata == {"task": "config.tests.make_user"}


@pytest.mark.django_db
def test_a_command_says_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    # Django's own function closes the test's connection; what is around it is what is tested.
    monkeypatch.setattr(
        command_line, "execute_from_command_line", lambda argv: User.objects.create_user("made-by-command")
    )
    command_line.execute(["manage.py", "adds"])
    assert events_of_users().get().pgh_context.metadata == {"command": "adds"}


@pytest.mark.django_db
def test_a_request_says_who_and_where(client: Client) -> None:
    with pghistory.context(reason="a test"):
        user = User.objects.create_user("hana", role=Role.OFFICER, language="ko")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/accounts/language/", {"language": "en"})
    change = events_of_users().last()
    assert change.language == "en"
    assert change.pgh_context.metadata == {"user": str(user.pk), "url": "/accounts/language/"}


def test_every_task_of_ours_is_of_the_kind_that_opens_a_context() -> None:
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert ours
    assert all(isinstance(task, HistoryTask) for task in ours)


def test_every_module_of_tasks_is_named_jobs_or_holds_none() -> None:
    """Celery looks for tasks in modules called jobs; one elsewhere must be imported by them, or nobody runs it."""
    app.loader.import_default_modules()
    known = {task.__module__ for task in app.tasks.values()}
    for package in ("accounts", "partners", "meetings", "cooperation"):
        for file in Path(package).rglob("*.py"):
            if "tests" not in file.parts and ("@shared_task" in file.read_text() or "@app.task" in file.read_text()):
                module = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
                assert module in known, f"{module} holds tasks that the worker does not know"
