"""What is wrong with a database or a broker is said in a sentence, by real servers and real commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.checks import run_checks

from config.checks import _extensions, _server
from config.tests.database import drop
from config.tests.homes import fresh_home, manage


@contextmanager
def database(options: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A database made with these options on the server of the tests."""
    name = f"unfit_{abs(hash(options))}"
    with psycopg.connect(settings.DATABASE_CONNINFO, autocommit=True) as admin:
        drop(admin, name)
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        try:
            with psycopg.connect(settings.DATABASE_CONNINFO, dbname=name, autocommit=True) as connection:
                yield connection
        finally:
            drop(admin, name)


@pytest.mark.django_db
def test_the_database_we_make_ourselves_is_fit() -> None:
    assert run_checks(tags=["database"], databases=["default"]) == []


def test_a_database_in_which_hangul_cannot_be_found_is_told() -> None:
    with database("LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'") as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        (found,) = _extensions(connection.cursor())
    assert found.id == "config.E005"
    assert "CREATE DATABASE" in str(found.hint)


def test_hangul_that_will_not_be_found_is_told_before_anything_is_made() -> None:
    """As an administrator makes a database: empty. The embedded one brings its extensions in its template."""
    with database("LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'") as connection:
        assert [found.id for found in _extensions(connection.cursor())] == ["config.E005"]


def test_the_migrations_bring_the_extensions_to_a_database_that_has_none(home: Path) -> None:
    server = settings.DATABASES["default"]
    with database("ENCODING 'UTF8'") as connection:
        name = connection.info.dbname
        address = f"postgres://{server['USER']}@/{name}?host={quote(str(server['HOST']), safe='')}"
        answer = manage(home, "migrate", "partners", "--verbosity=0", DATABASE_URL=address)
        assert answer.returncode == 0, answer.stdout
        installed = {row[0] for row in connection.execute("SELECT extname FROM pg_extension")}
    assert {"pg_trgm", "btree_gist"} <= installed


def test_a_database_that_is_not_utf8_is_told() -> None:
    with database("LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'LATIN1'") as connection:
        assert [found.id for found in _server(connection.cursor())] == ["config.E002"]


def test_a_missing_extension_that_we_may_not_create_is_told() -> None:
    with database("") as connection:
        connection.execute("REVOKE CREATE ON DATABASE " + connection.info.dbname + " FROM PUBLIC, current_user")
        found = _extensions(connection.cursor())
    assert {message.id for message in found} == {"config.E004"}
    assert "CREATE EXTENSION btree_gist" in "".join(str(message.hint) for message in found)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with fresh_home() as home:
        yield home


def test_a_database_server_that_does_not_answer_is_one_sentence(home: Path) -> None:
    answer = manage(home, "migrate", DATABASE_URL="postgres://ieum:secret@127.0.0.1:9/ieum")
    assert answer.returncode == 1
    assert "The database in DATABASE_URL cannot be reached" in answer.stdout
    assert "Traceback" not in answer.stdout
    assert "secret" not in answer.stdout


def test_a_malformed_database_address_is_one_sentence(home: Path) -> None:
    answer = manage(home, "migrate", DATABASE_URL="localhost/ieum")
    assert answer.returncode == 1
    assert "DATABASE_URL" in answer.stdout
    assert "Traceback" not in answer.stdout


@pytest.mark.parametrize(
    ("setting", "address", "told"),
    [
        ("DATABASE_URL", "mysql://ieum:secret@localhost/ieum", "another kind (mysql). It must be a PostgreSQL"),
        ("DATABASE_URL", "sqlite:///ieum.db", "another kind (sqlite)"),
        ("BROKER_URL", "kafka://secret@localhost", "a kind we do not speak (kafka). Use redis:// or amqp://"),
        ("BROKER_URL", "localhost:6379", "a kind we do not speak (localhost)"),
    ],
)
def test_a_database_or_broker_of_another_kind_is_one_sentence(setting: str, address: str, told: str) -> None:
    with fresh_home() as home:  # no server is started: the settings are read first
        answer = manage(home, "migrate", **{setting: address})
    assert answer.returncode == 1
    assert told in answer.stdout
    assert "Traceback" not in answer.stdout
    assert "secret" not in answer.stdout


def test_a_broker_that_does_not_answer_is_one_sentence(home: Path) -> None:
    answer = manage(home, "setup", "--no-sample", BROKER_URL="redis://127.0.0.1:9/0")
    assert answer.returncode == 1
    assert "The broker in BROKER_URL cannot be reached" in answer.stdout
    assert "Traceback" not in answer.stdout


def test_a_home_that_cannot_be_written_is_one_sentence() -> None:
    answer = manage(Path("/dev/null/home"), "check")
    assert answer.returncode == 1
    assert "Set IEUM_HOME to a folder that can" in answer.stdout
    assert "Traceback" not in answer.stdout
