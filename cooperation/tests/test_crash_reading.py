"""A worker that is killed while it reads or files: the next one reads once more at most, and files once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config import embedded
from config.home import REPOSITORY
from config.tests.homes import environment, fresh_home, manage, wait_for
from cooperation.tests.fifty import reports

WORKER = (
    "celery --quiet --app config.celery worker --concurrency 1 --loglevel WARNING --without-mingle --without-gossip"
)
UPLOAD = """
from pathlib import Path
from django.core.files.base import ContentFile
from accounts.models import User
from cooperation.intake.jobs import read_soon
from cooperation.intake.receive import receive
data = Path({path!r}).read_bytes()
read_soon(receive(ContentFile(data), Path({path!r}).name, by=User.objects.get(), unattended=True).revision.pk)
"""
SWEEP = "from cooperation.intake.jobs import sweep; sweep()"
ASK = """
from pathlib import Path
from django.core.files.base import ContentFile
from accounts.models import User
from cooperation.readings import ask
ask(ContentFile(Path({path!r}).read_bytes()), "asked.txt", by=User.objects.get())
"""
SWEEP_ASKED = "from django.utils import timezone; from cooperation.readings import sweep; sweep(timezone.now())"
FILED = "SELECT count(*) FROM meetings_reportrevision WHERE state = 'read' AND NOT unattended"


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with fresh_home() as home:
        embedded.start(home)  # else it would start and stop with each command
        for command in (["migrate"], ["add_user", "hana", "--role", "officer"]):
            answer = manage(home, *command)
            assert answer.returncode == 0, answer.stdout
        yield home


@pytest.fixture
def database(home: Path) -> Iterator[Callable[[str], Any]]:
    """The one value a query of the copy's database gives."""
    with psycopg.connect(embedded.cluster(home).conninfo(), autocommit=True) as connection:

        def ask(query: str) -> Any:
            cursor = connection.execute(query)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

        yield ask


@contextmanager
def worker(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", *WORKER.split()], cwd=REPOSITORY, env=environment(home), start_new_session=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)


def _seen(what: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.005)
    return False


@pytest.mark.parametrize(
    ("moment", "tries"),
    [
        ("SELECT state = 'reading' FROM meetings_reportrevision WHERE document_id = {document}", 2),
        ("SELECT read_at IS NOT NULL FROM meetings_reportrevision WHERE document_id = {document}", 1),
    ],
    ids=["while it reads", "while it proposes or files"],
)
def test_a_report_is_read_and_filed_once_though_the_worker_is_killed(
    home: Path, database: Callable[[str], Any], tmp_path: Path, moment: str, tries: int
) -> None:
    number = database("SELECT count(*) FROM meetings_reportrevision")
    name = f"report-{number}.txt"
    path = tmp_path / name
    # Another report each time: a trip and a meeting of its own, and nothing to ask.
    report = [report for report in reports(9, until=date(2026, 11, 1)) if report.meetings == 1][number]
    path.write_bytes(report.data)
    answer = manage(home, "shell", "-c", UPLOAD.format(path=str(path)))
    assert answer.returncode == 0, answer.stdout
    document = f"(SELECT id FROM partners_document WHERE name = '{name}')"
    row = f"FROM meetings_reportrevision WHERE document_id = {document}"
    with worker(home) as process:
        assert _seen(lambda: bool(database(moment.format(document=document))), 150)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
    # Nothing lapses in a test's time: let the lease end now, as it would within a minute.
    lapsed = "SET lease_until = now() - interval '1 s'"
    database(f"UPDATE meetings_reportrevision {lapsed} WHERE document_id = {document} AND state = 'reading'")
    with worker(home):
        answer = manage(home, "shell", "-c", SWEEP)
        assert answer.returncode == 0, answer.stdout
        assert wait_for(lambda: database(FILED) == number + 1, 100)
    revision = database(f"SELECT id {row}")
    assert database(f"SELECT tries {row}") == tries
    assert database(f"SELECT count(*) FROM partners_documentblock WHERE document_id = {document}") > 20
    assert (
        database(f"SELECT count(*) FROM cooperation_proposal WHERE revision_id = '{revision}' AND kind = 'trip'") == 1
    )
    assert database("SELECT count(*) FROM meetings_trip") == number + 1
    assert database("SELECT count(*) FROM meetings_meeting") == number + 1
    assert database("SELECT count(*) FROM meetings_tripreport WHERE filed_at IS NOT NULL") == number + 1


def test_a_document_to_be_read_is_read_though_the_worker_is_killed(
    home: Path, database: Callable[[str], Any], tmp_path: Path
) -> None:
    path = tmp_path / "asked.txt"
    path.write_bytes(reports(1, until=date(2026, 11, 1))[0].data)
    answer = manage(home, "shell", "-c", ASK.format(path=str(path)))
    assert answer.returncode == 0, answer.stdout
    with worker(home) as process:
        assert _seen(lambda: bool(database("SELECT state = 'reading' FROM cooperation_askedreading")), 150)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
    assert database("SELECT state FROM cooperation_askedreading") == "reading"
    database("UPDATE cooperation_askedreading SET lease_until = now() - interval '1 s'")
    with worker(home):
        answer = manage(home, "shell", "-c", SWEEP_ASKED)
        assert answer.returncode == 0, answer.stdout
        assert wait_for(lambda: database("SELECT state = 'read' FROM cooperation_askedreading"), 100)
    assert database("SELECT tries FROM cooperation_askedreading") == 2
    assert database("SELECT reading::json -> 'doc' ->> 'is_trip_report' FROM cooperation_askedreading") == "true"
