"""What manage.py does: a database to talk to, a history context, and sentences instead of tracebacks where a person can
act.
"""

import psycopg
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError
from environs import EnvError

from config.embedded import EmbeddedError
from config.environment import database_is_embedded, prepare
from config.home import HomeError

# Commands that read and write files only; nobody should wait for a server, or need one, to translate a word.
WITHOUT_DATABASE = {"help", "version", "--version", "--help", "-h", "translations"} | {
    "collectstatic",
    "findstatic",
    "diffsettings",
    "stop",
}


def execute(argv: list[str]) -> None:
    """Run a management command. Exits 1 with a sentence where the home or the database cannot be reached."""
    command = argv[1] if len(argv) > 1 else "help"
    try:
        if command not in WITHOUT_DATABASE:
            prepare()
        # pghistory imports models' fields, so Django's settings come first.
        import pghistory

        with pghistory.context(command=command):
            execute_from_command_line(argv)
    except (EmbeddedError, HomeError) as error:
        raise SystemExit(str(error)) from None
    except EnvError as error:
        raise SystemExit(f"A setting cannot be read: {error} .env.example shows how each one is written.") from None
    except (OperationalError, psycopg.OperationalError) as error:
        if "--traceback" in argv or not unreachable(error):
            raise
        raise SystemExit(database_sentence(error)) from None


def unreachable(error: Exception) -> bool:
    """Whether the server itself could not be reached, as opposed to a statement that failed."""
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    return isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None


def database_sentence(error: Exception) -> str:
    reason = " ".join(str(error).split())
    if database_is_embedded():
        return f"The embedded PostgreSQL does not answer ({reason}). Try again; bin/stop ends what is left of it."
    return (
        f"The database in DATABASE_URL cannot be reached ({reason}). "
        "Is the server running, and are address, name and password right?"
    )
