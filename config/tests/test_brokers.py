"""The worker does what it is sent, over the database and over Redis."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.home import REPOSITORY
from config.tests.homes import environment, free_port, fresh_home, manage, wait_for

pytestmark = pytest.mark.xdist_group("brokers")  # one home for all of them

SEND = "from config.tests.tasks import write; import sys; write.delay(sys.argv[1], sys.argv[2], float(sys.argv[3]))"
WORKER = "celery --quiet --app config.celery worker --include config.tests.tasks --concurrency 1 --loglevel WARNING"


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with fresh_home() as home:
        answer = manage(home, "check")  # starts the server, which makes the broker's tables
        assert answer.returncode == 0, answer.stdout
        yield home


@contextmanager
def worker(home: Path, broker: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", *WORKER.split(), "--without-mingle", "--without-gossip"],
        cwd=REPOSITORY,
        env=environment(home, BROKER_URL=broker),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def send(home: Path, broker: str, file: Path, line: str, seconds: float = 0) -> None:
    subprocess.run(
        [sys.executable, "-c", SEND, str(file), line, str(seconds)],
        cwd=REPOSITORY,
        env=environment(home, BROKER_URL=broker),
        check=True,
    )


def test_work_sent_over_the_database_is_done(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "done"
    with worker(home, ""):
        send(home, "", file, "over the database")
        assert wait_for(file.exists, 30)
    assert file.read_text() == "over the database\n"


def test_work_sent_while_no_worker_runs_waits_for_one(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "done"
    send(home, "", file, "waited")
    with worker(home, ""):
        assert wait_for(file.exists, 30)


def test_a_worker_answers_at_once_over_the_database(home: Path, tmp_path: Path) -> None:
    with worker(home, ""):
        send(home, "", tmp_path / "first", "warm")
        assert wait_for((tmp_path / "first").exists, 30)
        program = "import sys, time; from config.tests.tasks import write\n"
        program += "write.delay(sys.argv[1], 'a'); begin = time.time(); write.delay(sys.argv[2], repr(begin))"
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "second"), str(tmp_path / "third")],
            cwd=REPOSITORY, env=environment(home, BROKER_URL=""), check=True,
        )  # fmt: skip
        assert wait_for((tmp_path / "third").exists, 5)
        arrived = (tmp_path / "third").stat().st_mtime
        assert arrived - float((tmp_path / "third").read_text()) < 0.5


def test_a_reminder_does_not_wait_for_all_the_reports_sent_before_it(home: Path, tmp_path: Path) -> None:
    """Twenty readings in the other line, and one worker: the reminder is done after the first few of them."""
    file = tmp_path / "done"
    program = "import sys; from config.tests.tasks import write\n"
    program += "for n in range(20): write.apply_async((sys.argv[1], 'report', 0.3), queue='intake')\n"
    program += "write.delay(sys.argv[1], 'reminder')"
    subprocess.run(
        [sys.executable, "-c", program, str(file)], cwd=REPOSITORY, env=environment(home, BROKER_URL=""), check=True
    )
    with worker(home, ""):
        assert wait_for(lambda: file.exists() and "reminder" in file.read_text(), 30)
        assert file.read_text().splitlines().index("reminder") < 5
        assert wait_for(lambda: file.read_text().count("report") == 20, 30)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("redis-server is missing: apt-get install redis-server")
        pytest.skip("redis-server is missing: apt-get install redis-server")
    port = free_port()
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_work_sent_over_redis_is_done(home: Path, tmp_path: Path, redis: str) -> None:
    file = tmp_path / "done"
    time.sleep(0.3)
    with worker(home, redis):
        send(home, redis, file, "over redis")
        assert wait_for(file.exists, 30)
    assert file.read_text() == "over redis\n"
