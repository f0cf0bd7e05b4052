"""Copies of the system for tests that start and kill whole processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config import embedded, serving
from config.home import REPOSITORY


@contextmanager
def fresh_home() -> Iterator[Path]:
    """An empty home with a server of its own; both are gone afterwards. Root's database user can reach it."""
    home = Path(tempfile.mkdtemp(prefix="ieum-home-"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        serving.stop(home)
        place = embedded.cluster(home)
        for folder in {place.base, place.run, home}:
            shutil.rmtree(folder, ignore_errors=True)


def environment(home: Path, **settings: str) -> dict[str, str]:
    """The environment of a process that lives in `home`, without what this machine or the test run has set."""
    ours = {"IEUM_TEST_HOME", "IEUM_TEST_RUN", "DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    kept = {key: value for key, value in os.environ.items() if key not in ours}
    return kept | {"IEUM_HOME": str(home), "IEUM_EMBEDDED_DURABLE": "0", "PYTHONPATH": str(REPOSITORY)} | settings


def manage(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py there and return what it said; output and errors together."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=REPOSITORY,
        env=environment(home, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether `what` became true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.1)
    return False


class Served:
    """A running `manage.py serve`, as bin/serve starts it."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home, self.port, self.log = home, free_port(), home / "serve.log"
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port), "--no-sample"],
            cwd=REPOSITORY,
            env=environment(home, STATIC_COLLECTED="1", **settings),
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return bool(answer.read() == b"ok\n")
        except (OSError, urllib.error.URLError):
            return False

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)
