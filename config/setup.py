"""Bring this copy to the state in which it can serve. Every step does nothing when it is done already."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import run_checks
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.management.commands.add_user import add_user
from accounts.models import Role, User
from config.broker import install_pgmq
from config.home import make_folder

ADMINISTRATOR = "admin"


class SetupError(Exception):
    """This copy cannot serve yet; the message is a sentence that says what to do."""


def set_up(say: Callable[[str], None], *, sample: bool = True) -> None:
    """Migrations, broker, static files, the first administrator and the sample. `say` gets one line for each thing
    done.

    Raises SetupError, CommandError and SystemCheckError, all with sentences.
    """
    prepare_broker()
    migrate(say)
    collect_static_files(say)
    first = make_administrator(say)
    if sample and first:
        load_sample(say)


def migrate(say: Callable[[str], None]) -> None:
    """All migrations, in a fit database: what is wrong with it is said before the first step, not after some."""
    found = run_checks(tags=["database"], databases=["default"])
    if found:
        raise SetupError("\n".join(f"{message.msg} {message.hint}" for message in found))
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Preparing the database ({len(plan)} steps) …")
        call_command("migrate", verbosity=0, interactive=False)


def prepare_broker() -> None:
    """The broker's tables, or the first contact with the broker that BROKER_URL names."""
    if not settings.BROKER_URL:
        install_pgmq(settings.DATABASE_CONNINFO)
        return
    from config.celery import app

    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=5)
    except Exception as error:  # each transport has errors of its own
        raise SetupError(
            f"The broker in BROKER_URL cannot be reached ({error}). Is the server running and the address right? "
            "Without BROKER_URL the database is the broker."
        ) from error


def collect_static_files(say: Callable[[str], None]) -> None:
    """Collect, hash and compress, if any file changed since the last time. Nothing to do where files are served as they
    lie.
    """
    if settings.STATIC_COLLECTED == "0":
        return
    digest = hashlib.sha256(settings.STATIC_COLLECTED.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = make_folder(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("Collecting static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest())


def make_administrator(say: Callable[[str], None]) -> bool:
    """The first administrator, whose password is said here and nowhere else. False if there is one already."""
    if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        return False
    name = ADMINISTRATOR
    while User.objects.filter(username=name).exists():
        name += "1"
    _user, password = add_user(name, Role.ADMINISTRATOR)
    say(f"Made the first administrator: {name}, password {password} (shown only now).")
    return True


def load_sample(say: Callable[[str], None]) -> None:
    """The sample, into a database that holds nothing yet."""
    if "load_sample" not in get_commands() or apps.get_model("partners", "Organization")._base_manager.exists():
        return
    say("Loading the sample …")
    call_command("load_sample", verbosity=0)
