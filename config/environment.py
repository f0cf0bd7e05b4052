"""Settings from the environment, and from `.env` beside manage.py where the environment says nothing."""

from environs import Env

from config import embedded, translations
from config.home import REPOSITORY, home

env = Env()
env.read_env(str(REPOSITORY / ".env"), recurse=False, override=False)


def database_is_embedded() -> bool:
    """Whether this copy runs a PostgreSQL of its own, because nobody named another."""
    return not env.str("DATABASE_URL", "")


def prepare() -> None:
    """Start the embedded server if this copy uses it, and compile translations that changed. Called by every entry
    point.

    Raises embedded.EmbeddedError or home.HomeError, whose messages are sentences for the person at the terminal.
    """
    translations.compile_stale()
    if database_is_embedded():
        embedded.start(home())
