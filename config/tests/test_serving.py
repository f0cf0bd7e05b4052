"""bin/serve as a person meets it: it answers, says how to sign in, refuses to run twice, and leaves nothing behind."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import embedded, serving
from config.tests.homes import Served, free_port, fresh_home, manage, wait_for

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("serving")]  # one home for all of them


def left_over(home: Path) -> list[str]:
    """Processes of this home that still run, by their environment or arguments."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"IEUM_HOME={home}".encode() in (place / "environ").read_bytes().split(b"\0") or (
                str(home).encode() in (place / "cmdline").read_bytes()
            ):
                found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with fresh_home() as home:
        yield home


@pytest.fixture(scope="module")
def first_log(home: Path) -> str:
    """What the first start said; the tests below start the same copy again."""
    served = Served(home)
    assert wait_for(served.answers, 180), served.log.read_text()
    assert wait_for(lambda: "Ctrl-C" in served.log.read_text(), 20)
    assert served.end(signal.SIGINT) == 0
    return served.log.read_text()


def test_the_first_start_says_where_to_go_and_how_to_sign_in(first_log: str, home: Path) -> None:
    assert re.search(r"Ieum is at http://127\.0\.0\.1:\d+", first_log)
    password = re.search(r"administrator: admin, password (\S+)", first_log)
    assert password is not None
    checks = "from accounts.models import User; "
    checks += f"print(User.objects.get(username='admin').check_password({password[1]!r}))"
    assert "True" in manage(home, "shell", "-c", checks).stdout
    assert left_over(home) == []


def test_a_second_start_changes_nothing_and_a_third_beside_it_is_refused(first_log: str, home: Path) -> None:
    served = Served(home)
    assert wait_for(served.answers, 180)
    another = manage(home, "serve", "--port", str(free_port()))
    assert another.returncode == 1
    assert "is being served already" in another.stdout
    with fresh_home() as other:
        taken = manage(other, "serve", "--port", str(served.port))
    assert taken.returncode == 1
    assert "Choose another: bin/serve --port" in taken.stdout
    assert served.end(signal.SIGTERM) == 0
    said = served.log.read_text()
    assert "first administrator" not in said
    assert "Preparing" not in said
    assert "Collecting" not in said
    assert left_over(home) == []
    assert not (embedded.cluster(home).data / "postmaster.pid").exists()


def test_stop_ends_what_a_killed_serve_left_behind(first_log: str, home: Path) -> None:
    served = Served(home)
    assert wait_for(served.answers, 180)
    assert wait_for(lambda: len(serving._read(home / "serving.json").get("processes", [])) == 3, 20)
    os.kill(served.process.pid, signal.SIGKILL)
    served.process.wait()
    assert left_over(home) != []
    stopped = manage(home, "stop")
    assert stopped.returncode == 0
    assert "left behind" in stopped.stdout
    assert wait_for(lambda: left_over(home) == [], 20), left_over(home)
    assert "Nothing runs" in manage(home, "stop").stdout
