"""The broker inside PostgreSQL, for machines without a Redis or RabbitMQ."""

import psycopg
from pgmq.install import get_embedded_install_sql

_LOCK = 0x1E0A  # any number, the same for every process that may install


def install_pgmq(conninfo: str) -> None:
    """Install pgmq's SQL in this database if it is not there. Processes that come at once wait for the first.

    Its SQL cannot be run twice, hence the lock and the look before.
    """
    with psycopg.connect(conninfo) as connection:
        if connection.execute("SELECT to_regnamespace('pgmq')").fetchone() != (None,):
            return
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if connection.execute("SELECT to_regnamespace('pgmq')").fetchone() == (None,):
            connection.execute(get_embedded_install_sql())
