"""Databases for tests: migrated once, then copied, so that a run starts in a fraction of the time migrations take."""

import hashlib
import importlib.metadata
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

_LOCK = 0x7E57
_TEMPLATE = "test_ieum_template_"


def name_of_run(worker: str) -> str:
    """One database for each run and worker; the process id tells later runs whether this one still lives."""
    return f"test_ieum_{os.environ['IEUM_TEST_RUN']}_{worker}"


@contextmanager
def fresh_database(name: str) -> Iterator[None]:
    """A migrated, empty database called `name`, connected as the default one; dropped afterwards."""
    original = settings.DATABASES["default"]["NAME"]
    with _maintenance() as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        _drop_leftovers(admin)
        template = _TEMPLATE + _fingerprint()
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            _make_template(admin, template)
        drop(admin, name)
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    _connect_to(name)
    try:
        yield
    finally:
        _connect_to(original)
        with _maintenance() as admin:
            drop(admin, name)


def drop(admin: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """Drop a database with whoever is connected to it.

    An autovacuum is the server's own, so WITH (FORCE) is refused while one is at work; without force the server ends
    its own by itself, but waits for others. One after the other it goes.
    """
    plain = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    for _attempt in range(5):
        with suppress(psycopg.errors.InsufficientPrivilege):
            admin.execute(plain + sql.SQL(" WITH (FORCE)"))
            return
        with suppress(psycopg.errors.ObjectInUse):
            admin.execute(plain)
            return
    raise RuntimeError(f"The database {name} is in use and cannot be dropped.")


def _maintenance() -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(settings.DATABASE_CONNINFO, autocommit=True)


def _connect_to(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def _fingerprint() -> str:
    """Changes with any migration of ours and with the versions of those who bring migrations or triggers."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for package in ("django", "django-axes", "django-pghistory", "django-pgtrigger"):
        digest.update(importlib.metadata.version(package).encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        if Path(app.path).is_relative_to(settings.BASE_DIR):
            for file in sorted(Path(app.path).glob("migrations/*.py")):
                digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:20]


def _make_template(admin: psycopg.Connection[tuple[object, ...]], template: str) -> None:
    unfinished = f"test_ieum_{os.getpid()}_unfinished"
    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    original = settings.DATABASES["default"]["NAME"]
    _connect_to(unfinished)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        _demand_context()
    except BaseException:
        _connect_to(original)
        drop(admin, unfinished)
        raise
    _connect_to(original)
    admin.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(template))
    )


def _demand_context() -> None:
    """In tests, a tracked change without a history context fails: nobody could say later who made it."""
    with connections["default"].cursor() as cursor:
        for model in apps.get_models():
            if hasattr(model, "pgh_tracked_model") and any(field.name == "pgh_context" for field in model._meta.fields):
                table = connections["default"].ops.quote_name(model._meta.db_table)
                name = connections["default"].ops.quote_name("a tracked change needs a history context")
                cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (pgh_context_id IS NOT NULL)")


def _drop_leftovers(admin: psycopg.Connection[tuple[object, ...]]) -> None:
    """Databases of runs that were killed, and templates of migrations that changed since and that nobody used for a
    while.
    """
    rows = admin.execute(r"SELECT datname::text FROM pg_database WHERE datname ~ '^test_ieum_[0-9]+_'").fetchall()
    for (name,) in rows:
        if not _alive(int(str(name).split("_")[2])):
            drop(admin, str(name))
    templates = admin.execute(
        "SELECT datname::text FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [_TEMPLATE + "%"]
    )
    for (name,) in templates.fetchall()[4:]:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(str(name))))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
