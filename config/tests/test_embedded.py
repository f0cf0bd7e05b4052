"""The embedded server, started, shared, killed and left for real."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import embedded
from config.home import REPOSITORY
from config.tests.homes import environment, fresh_home

pytestmark = pytest.mark.xdist_group("embedded")  # one server for all of them

USE = """
import sys
from pathlib import Path
from config import embedded
embedded.start(Path(sys.argv[1]))
print("started", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with fresh_home() as home:
        yield home


def test_one_worker_runs_all_tests_of_a_group(request: pytest.FixtureRequest) -> None:
    """They share a server, and some go on where others ended. pytest 9.2 let xdist forget the groups, silently."""
    grouped = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@embedded") == grouped


def begin_to_use(home: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", USE, str(home)],
        cwd=REPOSITORY,
        env=environment(home, IEUM_EMBEDDED_DURABLE="1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def has_started(process: "subprocess.Popen[str]") -> bool:
    assert process.stdout is not None
    return process.stdout.readline() == "started\n"


def user_of(home: Path) -> "subprocess.Popen[str]":
    """Another process that uses the server until it is told to go."""
    process = begin_to_use(home)
    assert has_started(process)
    return process


def leave(process: "subprocess.Popen[str]") -> None:
    process.communicate("go\n", timeout=30)


def server_pid(home: Path) -> int | None:
    file = embedded.cluster(home).data / "postmaster.pid"
    return int(file.read_text().splitlines()[0]) if file.exists() else None


def ask(home: Path, query: str) -> object:
    with psycopg.connect(embedded.cluster(home).conninfo(), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
        return row[0] if row else None


def test_the_last_to_leave_stops_the_server(home: Path) -> None:
    first, second = user_of(home), user_of(home)
    leave(first)
    assert server_pid(home) is not None
    leave(second)
    assert server_pid(home) is None


def test_processes_that_come_at_once_share_one_server(home: Path) -> None:
    processes = [begin_to_use(home) for _ in range(4)]
    for process in processes:
        assert has_started(process)
    for process in processes:
        leave(process)
    assert server_pid(home) is None


def test_the_application_is_a_plain_role_that_finds_hangul(home: Path) -> None:
    process = user_of(home)
    assert ask(home, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert ask(home, "SELECT count(*) FROM unnest(show_trgm('과학기술'))") == 5
    assert ask(home, "SELECT '이음' < '협력' AND lower('ÉCOLE') = 'école'") is True
    assert ask(home, "SELECT current_setting('listen_addresses')") == ""
    assert ask(home, "SELECT to_regnamespace('pgmq') IS NOT NULL") is True
    assert ask(home, "SELECT current_setting('random_page_cost')") == "1.1"
    leave(process)


def test_nobody_else_may_enter_the_folder_of_the_socket(home: Path) -> None:
    assert embedded.cluster(home).run.stat().st_mode & 0o077 == 0


def test_a_killed_server_is_started_again_with_all_that_was_acknowledged(home: Path) -> None:
    process = user_of(home)
    with psycopg.connect(embedded.cluster(home).conninfo(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (42)")
    pid = server_pid(home)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    another = user_of(home)
    assert ask(home, "SELECT n FROM kept") == 42
    assert server_pid(home) != pid
    leave(another)
    leave(process)
    assert server_pid(home) is None


def test_a_server_left_by_a_killed_process_is_stopped_by_the_next_one_that_leaves(home: Path) -> None:
    process = user_of(home)
    process.kill()
    process.wait()
    assert server_pid(home) is not None
    leave(user_of(home))
    assert server_pid(home) is None


def test_a_broken_first_attempt_leaves_nothing_in_the_way() -> None:
    with fresh_home() as home:
        leave(user_of(home))
        place = embedded.cluster(home)
        place.data.rename(place.base / "data.new-1")  # as if initdb had been killed before the renaming
        leave(user_of(home))
        assert place.data.exists()
        assert not list(place.base.glob("data.new-*"))


def test_a_home_with_a_very_long_name_gets_a_short_socket() -> None:
    with fresh_home() as home:
        long = home / ("이음 " * 12)
        assert len(os.fsencode(embedded.cluster(long).run)) < embedded.SOCKET_PATH_LIMIT - len(embedded.SOCKET_NAME)
        try:
            leave(user_of(long))
        finally:
            embedded.stop(long)
            embedded.cluster(long).run.rmdir()
