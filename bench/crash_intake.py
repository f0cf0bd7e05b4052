"""Fifty reports uploaded and filed over HTTP while worker, web and PostgreSQL are killed at random moments.

A fresh copy of the system runs as bin/serve runs it: web, worker with two processes, clock, PostgreSQL. Reports of our
own invention are uploaded, read and filed through the pages by a client that sends again what was not answered. All the
while `kill -9` hits one process or all processes of the worker, the web or the database; each is started again as a
supervisor would. At the end nothing may be lost, filed twice or filed by half, and everything is as in a second copy
that did the same undisturbed. IEUM_BENCH_SEED repeats the choice of victims and pauses (not the moments themselves).
"""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from bench import Figure
from config import embedded
from config.home import REPOSITORY
from config.tests.homes import environment, free_port, fresh_home, manage
from cooperation.tests.fifty import Report, reports

PASSWORD = "benchmark 18f3"  # of a copy that is thrown away
#: What the work may take at most, in seconds; what is not filed by then counts as missing.
PATIENCE = 1200
TARGETS = ("worker", "web", "database")
PROGRAMS = {
    "web": "gunicorn config.wsgi --config config/gunicorn.py",
    "worker": "celery --quiet --app config.celery worker --concurrency 2 --loglevel ERROR --without-mingle"
    " --without-gossip",
    "beat": "celery --quiet --app config.celery beat --loglevel ERROR",
}


def run() -> list[Figure]:
    seed = int(os.environ.get("IEUM_BENCH_SEED") or secrets.randbelow(10**6))
    fifty = reports(50, until=datetime.now(tz=UTC).date())
    calm = trial(fifty, kills=0, seed=seed)
    stormy = trial(fifty, kills=24, seed=seed)
    return figures(stormy, calm, kills=15, each=4)


@dataclass
class Outcome:
    """What one run left behind. ``counts`` are rows by kind, ``faults`` what must not be, each with its number."""

    seed: int
    reports: int
    killed: dict[str, int]
    seconds: float = 0
    settled: int = 0
    again: int = 0
    ended: int = 0
    lost_files: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)


def figures(stormy: Outcome, calm: Outcome | None, *, kills: int, each: int) -> list[Figure]:
    """The figures of a disturbed run beside those of an undisturbed one."""
    found = [Figure("seed", stormy.seed, "")]
    if calm is not None:
        found.append(Figure("undisturbed, until all is filed", calm.seconds, "s"))
    found += [
        Figure("disturbed, until all is filed", stormy.seconds, "s"),
        Figure("kill -9", sum(stormy.killed.values()), "times", mark=kills, at_most=False),
        *(Figure(f"kill -9 of {name}", stormy.killed[name], "times", mark=each, at_most=False) for name in TARGETS),
        Figure("requests sent again", stormy.again, "times"),
        Figure("processes that ended by themselves", stormy.ended, "times"),
        Figure("files left without a record, to be tidied", stormy.lost_files, "files"),
        Figure("reports filed or waiting", stormy.settled, "", mark=stormy.reports, at_most=False),
    ]
    if calm is not None:
        found.append(Figure("faults of the undisturbed run", sum(calm.faults.values()), "", mark=0))
        differing = {
            kind: (calm.counts[kind], count) for kind, count in stormy.counts.items() if count != calm.counts[kind]
        }
        if differing:
            print(f"undisturbed and disturbed counts differ: {differing}", file=sys.stderr)
        found.append(Figure("kinds of records in another number than undisturbed", len(differing), "", mark=0))
    return found + [Figure(name, number, "", mark=0) for name, number in stormy.faults.items()]


def trial(given: list[Report], *, kills: int, seed: int) -> Outcome:
    """Upload and file the reports in a copy of the system, with so many kills meanwhile."""
    outcome = Outcome(seed, len(given), dict.fromkeys(TARGETS, 0))
    with ExitStack() as stack:
        stack.enter_context(_durable())
        home = stack.enter_context(fresh_home())
        copy = Copy(home, outcome)
        stack.callback(copy.stop)
        copy.start()
        client = Client(copy.address, outcome)
        client.sign_in()
        killer = Killer(copy, kills, Random(seed))
        begin = time.perf_counter()
        killer.start()
        try:
            _work(copy, client, given)
        finally:
            killer.finish()
        outcome.seconds = time.perf_counter() - begin
        embedded.start(home)
        with copy.database() as ask:
            outcome.counts = _counts(ask)
            outcome.settled = ask(SETTLED)[0][0]
            outcome.faults = _faults(ask, home, given)
            named = {name for (name,) in ask("SELECT file FROM partners_document")}
        media = home / "media"
        kept = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
        outcome.lost_files = len(kept - named)
    return outcome


@contextmanager
def _durable() -> Iterator[None]:
    """Commits wait for the disk, as in earnest: without that a killed server may forget what it said was done."""
    before = os.environ.get("IEUM_EMBEDDED_DURABLE")
    os.environ["IEUM_EMBEDDED_DURABLE"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["IEUM_EMBEDDED_DURABLE"]
        else:
            os.environ["IEUM_EMBEDDED_DURABLE"] = before


# ------------------------------------------------------------------------------------------------ the system


class Copy:
    """A copy of the system whose processes are started again when they end."""

    def __init__(self, home: Path, outcome: Outcome) -> None:
        self.home, self.outcome, self.port = home, outcome, free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.struck: set[str] = set()  # ended by us, so not by themselves
        self.stopping = threading.Event()
        self.keeper = threading.Thread(target=self._keep, daemon=True)
        self.log = (home / "processes.log").open("ab")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        embedded.start(self.home)
        officer = f"User.objects.create_user('hana', password={PASSWORD!r}, role='officer')"
        program = f"from accounts.models import User; {officer}"
        for command in (["migrate", "--verbosity", "0"], ["shell", "-c", program]):
            answer = manage(self.home, *command, IEUM_EMBEDDED_DURABLE="1")
            if answer.returncode:
                raise SystemExit(f"the copy could not be made:\n{answer.stdout}")
        for name in PROGRAMS:
            self._run(name)
        self.keeper.start()

    def _run(self, name: str) -> None:
        settings = {"PORT": str(self.port), "HOST": "127.0.0.1", "IEUM_EMBEDDED_DURABLE": "1", "STATIC_COLLECTED": "0"}
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *PROGRAMS[name].split()], cwd=REPOSITORY, env=environment(self.home, **settings),
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True,
        )  # fmt: skip

    def _keep(self) -> None:
        """What a supervisor does: start again what ended."""
        while not self.stopping.wait(0.2):
            for name, process in list(self.processes.items()):
                if process.poll() is not None and not self.stopping.is_set():
                    if name in self.struck:
                        self.struck.discard(name)
                    else:
                        self.outcome.ended += 1
                    self._run(name)

    def kill(self, name: str, chance: Random) -> bool:
        """kill -9 of a whole program, or of one of its processes. False where there was nothing to kill."""
        if name == "database":
            return self._kill_database(chance)
        process = self.processes[name]
        if process.poll() is not None:
            return False
        below = _children(process.pid)
        if below and chance.random() < 0.4:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(below), signal.SIGKILL)
        else:
            self.struck.add(name)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        return True

    def _kill_database(self, chance: Random) -> bool:
        pid = embedded.cluster(self.home).data / "postmaster.pid"
        try:
            postmaster = int(pid.read_text().split()[0])
            below = _children(postmaster)
            # One session killed makes the server end all others and recover; the postmaster killed ends everything.
            os.kill(chance.choice(below) if below and chance.random() < 0.3 else postmaster, signal.SIGKILL)
        except (OSError, ValueError, IndexError):
            return False
        time.sleep(chance.random())
        embedded.start(self.home)
        return True

    @contextmanager
    def database(self) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
        """A function that asks the database, on a connection of its own."""
        with psycopg.connect(embedded.cluster(self.home).conninfo(), autocommit=True) as connection:
            yield lambda query, *values: connection.execute(query, values or None).fetchall()

    def stop(self) -> None:
        self.stopping.set()
        if self.keeper.is_alive():
            self.keeper.join(timeout=10)
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)
        self.log.close()
        if place := os.environ.get("IEUM_BENCH_LOG"):
            shutil.copy(self.home / "processes.log", place)


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


class Killer(threading.Thread):
    """Kills one after the other, each some moments after the one before; every target equally often."""

    def __init__(self, copy: Copy, kills: int, chance: Random) -> None:
        super().__init__(daemon=True)
        self.copy, self.chance, self.over = copy, chance, threading.Event()
        self.plan = [TARGETS[number % len(TARGETS)] for number in range(kills)]
        chance.shuffle(self.plan)

    def run(self) -> None:
        for target in self.plan:
            if self.over.wait(self.chance.uniform(0.3, 7)):
                return
            while not self.copy.kill(target, self.chance):
                if self.over.wait(0.1):
                    return
            self.copy.outcome.killed[target] += 1

    def finish(self) -> None:
        self.over.set()
        self.join(timeout=120)


class Client:
    """A person at the pages, who sends again what was not answered."""

    def __init__(self, address: str, outcome: Outcome) -> None:
        self.address, self.outcome = address, outcome
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def sign_in(self) -> None:
        self.get("/accounts/login/")
        self.post("/accounts/login/", {"username": "hana", "password": PASSWORD})

    def get(self, path: str) -> str:
        return self._ask(urllib.request.Request(self.address + path))

    def post(self, path: str, values: dict[str, str], files: list[Report] | None = None) -> str:
        token = next(cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken")
        boundary = "bench0123456789"
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (values | {"csrfmiddlewaretoken": token}).items()
        ]
        for file in files or []:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{file.name}"\r\n'
            parts.append(f"{head}Content-Type: text/plain\r\n\r\n".encode() + file.data + b"\r\n")
        body = b"".join([*parts, f"--{boundary}--\r\n".encode()])
        header = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._ask(urllib.request.Request(self.address + path, data=body, headers=header))

    def _ask(self, request: urllib.request.Request) -> str:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with self.opener.open(request, timeout=60) as answer:
                    return str(answer.read().decode())
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    raise SystemExit(f"{request.full_url} answered {error.code}: {_said(error.read())}") from error
            except (OSError, http.client.HTTPException):
                pass
            if time.monotonic() > deadline:
                raise SystemExit(f"{request.full_url} did not answer for {PATIENCE} s")
            self.outcome.again += 1
            time.sleep(0.3)


def _said(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode(errors="replace")))[:300]


# -------------------------------------------------------------------------------------------------- the work


def _work(copy: Copy, client: Client, given: list[Report]) -> None:
    """Upload all, half in one request and half one by one; then file each as soon as it is read."""
    half = len(given) // 2
    client.post("/upload/", {}, given[:half])
    begun = json.loads(client.post("/upload/", {"begin": "1"}))
    for position, report in enumerate(given[half:], start=1):
        client.post(begun["add"], {"position": str(position)}, [report])
    deadline = time.monotonic() + PATIENCE
    accepted: set[str] = set()
    while time.monotonic() < deadline:
        # Where everybody else sees them too: a report is filed as soon as it is read, whatever the order.
        rows = _states(copy)
        for key, state, proposed, filed in rows:
            if state == "failed":
                client.post(f"/reviews/{key}/retry/", {})
            elif proposed and not filed and key not in accepted:
                client.post(f"/reviews/{key}/clear/", {})
                accepted.add(key)
        settled = [key for key, state, _, filed in rows if filed or key in accepted or state == "refused"]
        if len(settled) == len(given):
            return  # and the killing ends: only what struck while there was work counts
        time.sleep(0.3)


def _states(copy: Copy) -> list[tuple[str, str, bool, bool]]:
    """Of every revision: id, state of its reading, whether it has its proposals, whether its report is filed."""
    query = (
        "SELECT v.id::text, v.state, v.proposed_at IS NOT NULL, r.filed_at IS NOT NULL FROM meetings_reportrevision v"
        " JOIN meetings_tripreport r ON r.id = v.report_id ORDER BY v.created_at"
    )
    try:
        with copy.database() as ask:
            return ask(query)
    except psycopg.OperationalError:
        return []


# ------------------------------------------------------------------------------------------------ the verdict

TABLES = {
    "trip": "meetings_trip", "organization": "partners_organization", "person": "partners_person",
    "meeting": "meetings_meeting", "agreement": "cooperation_agreement", "commitment": "cooperation_commitment",
}  # fmt: skip
COUNTED = [
    *TABLES.values(), "partners_document", "partners_organizationname", "partners_personname", "partners_affiliation",
    "meetings_tripreport", "meetings_reportrevision", "meetings_attendance", "meetings_triptraveller",
    "cooperation_agreementparty", "cooperation_proposal",
]  # fmt: skip


def _sum(query: str) -> str:
    """The numbers that a query gives for each kind of record, added up."""
    return "SELECT " + " + ".join(f"({query.format(kind=kind, table=table)})" for kind, table in TABLES.items())


BLOCKING = "p.state = 'waiting' AND NOT p.data @> '{\"optional\": true}'"
SETTLED = f"""
    SELECT count(*) FROM meetings_reportrevision v JOIN meetings_tripreport r ON r.id = v.report_id
    WHERE r.filed_at IS NOT NULL OR v.state IN ('read', 'refused') AND v.proposed_at IS NOT NULL
      AND EXISTS (SELECT FROM cooperation_proposal p WHERE p.revision_id = v.id AND {BLOCKING})
"""
#: Each finds what must not be; the answer is a number.
FAULTS = {
    "reports whose nothing waits and that are not filed": f"""
        SELECT count(*) FROM meetings_reportrevision v JOIN meetings_tripreport r ON r.id = v.report_id
        WHERE v.state = 'read' AND r.filed_at IS NULL
          AND NOT EXISTS (SELECT FROM cooperation_proposal p WHERE p.revision_id = v.id AND {BLOCKING})""",
    "reports filed while something of them waits": f"""
        SELECT count(*) FROM meetings_reportrevision v JOIN meetings_tripreport r ON r.id = v.report_id
        WHERE r.filed_at IS NOT NULL
          AND EXISTS (SELECT FROM cooperation_proposal p WHERE p.revision_id = v.id AND {BLOCKING})""",
    "reports accepted in part": f"""
        SELECT count(*) FROM meetings_reportrevision v
        WHERE EXISTS (SELECT FROM cooperation_proposal p WHERE p.revision_id = v.id AND p.state = 'accepted')
          AND EXISTS (SELECT FROM cooperation_proposal p WHERE p.revision_id = v.id AND {BLOCKING}
                      AND p.kind IN ('trip', 'organization', 'person') AND p.match IN ('new', 'one'))""",
    "reports with more than one revision": """
        SELECT count(*) FROM (SELECT FROM meetings_reportrevision GROUP BY report_id HAVING count(*) > 1) x""",
    "read documents without their lines": """
        SELECT count(*) FROM meetings_reportrevision v WHERE v.state = 'read'
          AND NOT EXISTS (SELECT FROM partners_documentblock b WHERE b.document_id = v.document_id)""",
    "organizations of one name": """
        SELECT count(*) FROM (SELECT FROM partners_organizationname GROUP BY key
                              HAVING count(DISTINCT organization_id) > 1) x""",
    "people of one name": """
        SELECT count(*) FROM (SELECT FROM partners_personname GROUP BY key HAVING count(DISTINCT person_id) > 1) x""",
    "agreements of one title and day": """
        SELECT count(*) FROM (SELECT FROM cooperation_agreement GROUP BY title, signed_on HAVING count(*) > 1) x""",
    "meetings of one host and hour": """
        SELECT count(*) FROM (SELECT FROM meetings_meeting GROUP BY host_id, held_on, starts_at
                              HAVING count(*) > 1) x""",
    "trips of one period and title": """
        SELECT count(*) FROM (SELECT FROM meetings_trip GROUP BY start_on, end_on, title HAVING count(*) > 1) x""",
    "accepted proposals without their record": "SELECT count(*) FROM cooperation_proposal p WHERE p.state IN"
    " ('accepted', 'linked') AND num_nonnulls(" + ", ".join(f"p.became_{kind}_id" for kind in TABLES) + ") <> 1",
    "records that two proposals made": _sum(
        "SELECT count(*) FROM (SELECT FROM cooperation_proposal WHERE created_record AND became_{kind}_id IS NOT NULL"
        " GROUP BY became_{kind}_id HAVING count(*) > 1) x"
    ),
    "records no proposal made": _sum(
        "SELECT count(*) FROM {table} t WHERE NOT EXISTS"
        " (SELECT FROM cooperation_proposal p WHERE p.became_{kind}_id = t.id AND p.created_record)"
    ),
}
Ask = Callable[..., list[tuple[Any, ...]]]


def _counts(ask: Ask) -> dict[str, int]:
    return {table: ask(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED}


def _faults(ask: Ask, home: Path, given: list[Report]) -> dict[str, int]:
    there = {digest: home / "media" / name for digest, name in ask("SELECT sha256, file FROM partners_document")}
    sent = {sha256(report.data).hexdigest() for report in given}
    read = ask(
        "SELECT m->'attendees', (SELECT count(*) FROM meetings_attendance a WHERE a.meeting_id = p.became_meeting_id)"
        " FROM cooperation_proposal p JOIN meetings_reportrevision v ON v.id = p.revision_id,"
        " jsonb_array_elements(v.reading->'meetings') m WHERE p.kind = 'meeting' AND p.became_meeting_id IS NOT NULL"
        " AND m->>'id' = p.read_id"
    )
    return {
        "uploads that are not here": len(sent - there.keys()),
        "files that are not as they were sent": sum(
            not path.is_file() or sha256(path.read_bytes()).hexdigest() != digest for digest, path in there.items()
        ),
        "meetings that lack someone who was read": sum(len(attendees) != count for attendees, count in read),
        **{name: ask(query)[0][0] for name, query in FAULTS.items()},
    }
