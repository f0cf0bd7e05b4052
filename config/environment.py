"""Settings from the environment, and from `.env` beside manage.py where the environment says nothing."""

from typing import Any
from urllib.parse import urlsplit

from environs import Env, EnvError

from config import embedded, translations
from config.home import REPOSITORY, home

env = Env()
env.read_env(str(REPOSITORY / ".env"), recurse=False, override=False)


def database_is_embedded() -> bool:
    """Whether this copy runs a PostgreSQL of its own, because nobody named another."""
    return not env.str("DATABASE_URL", "")


#: Kinds of broker by the first word of their address; each has its library in requirements.txt.
BROKERS = ("redis", "rediss", "amqp", "amqps")


def named_database() -> dict[str, Any]:
    """Django's settings of the database in ``DATABASE_URL``. Raises EnvError for what is no PostgreSQL."""
    found: dict[str, Any] = env.dj_db_url("DATABASE_URL")
    if found.get("ENGINE") != "django.db.backends.postgresql":
        kind = urlsplit(env.str("DATABASE_URL")).scheme
        raise EnvError(
            f"DATABASE_URL names a database of another kind ({kind}). It must be a PostgreSQL, as in "
            "postgres://name:password@host:5432/database; without DATABASE_URL we run one ourselves."
        )
    return found


def named_broker() -> str:
    """The address in ``BROKER_URL``, empty where the database is the broker. Raises EnvError for an unknown kind."""
    address: str = env.str("BROKER_URL", "")
    kind = urlsplit(address).scheme if "://" in address else address.partition(":")[0]
    if address and kind not in BROKERS:
        raise EnvError(
            f"BROKER_URL names a broker of a kind we do not speak ({kind}). Use redis:// or amqp://, "
            "or leave it out: then the database is the broker."
        )
    return address


def prepare() -> None:
    """Start the embedded server if this copy uses it, and compile translations that changed. Called by every entry
    point.

    Raises embedded.EmbeddedError, home.HomeError or environs.EnvError, whose messages are sentences for the person at
    the terminal.
    """
    named_broker()
    if not database_is_embedded():
        named_database()
    translations.compile_stale()
    if database_is_embedded():
        embedded.start(home())
