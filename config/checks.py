"""Is this database fit? Each failure is a sentence that says what to do. Run by `check --database default`, `migrate`
and `setup`.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from config.embedded import EXTENSIONS

OLDEST_SERVER = 15


@register(Tags.database)
def database_is_fit(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Version, encoding, extensions, and whether trigram search sees Hangul in this database."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            found += _server(cursor) + _extensions(cursor)
    return found


def _server(cursor: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    cursor.execute("SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')")
    version, encoding = cursor.fetchone()
    if version < OLDEST_SERVER:
        found.append(
            Error(
                f"The database server is PostgreSQL {version}.",
                hint=f"Use PostgreSQL {OLDEST_SERVER} or newer, or unset DATABASE_URL to run the one we bring.",
                id="config.E001",
            )
        )
    if encoding != "UTF8":
        found.append(
            Error(
                f"The database is encoded as {encoding}.",
                hint="Make it anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
                id="config.E002",
            )
        )
    return found


def _extensions(cursor: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    cursor.execute(
        "SELECT name, installed_version FROM pg_available_extensions WHERE name = ANY(%s)", [list(EXTENSIONS)]
    )
    available = dict(cursor.fetchall())
    cursor.execute("SELECT has_database_privilege(current_database(), 'CREATE')")
    (may_create,) = cursor.fetchone()
    for name in EXTENSIONS:
        if name not in available:
            found.append(
                Error(
                    f"The database server does not have the extension {name}.",
                    hint="Install the server's contrib package (postgresql-contrib on Debian and its relatives).",
                    id="config.E003",
                )
            )
        elif available[name] is None and not may_create:
            found.append(
                Error(
                    f"The extension {name} is not installed in this database, and our role may not install it.",
                    hint=f"As the owner of the database run: CREATE EXTENSION {name};",
                    id="config.E004",
                )
            )
    if not _hangul_is_found(cursor, installed=bool(available.get("pg_trgm"))):
        found.append(
            Error(
                "In this database trigram search finds no letters in Hangul: its character type is C.",
                hint=(
                    "Make it anew: CREATE DATABASE … TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8', "
                    "or any other UTF-8 locale."
                ),
                id="config.E005",
            )
        )
    return found


def _hangul_is_found(cursor: Any, *, installed: bool) -> bool:
    """Asked of the extension; before the first migration made it, of the locale, so that no step is taken in vain."""
    if installed:
        cursor.execute("SELECT show_trgm('과학기술') <> '{}'")
    else:
        cursor.execute(
            "SELECT datlocprovider <> 'c' OR datctype NOT IN ('C', 'POSIX') FROM pg_database "
            "WHERE datname = current_database()"
        )
    return bool(cursor.fetchone()[0])
