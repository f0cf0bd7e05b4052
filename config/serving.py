"""Run web, worker and clock together in the foreground, and stop all of it with one key."""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer

from config import embedded
from config.home import REPOSITORY, make_folder

STOP_SECONDS = 20
OUR_PROGRAMS = ("config.wsgi", "config.celery")


class ServingError(Exception):
    """Serving cannot begin; the message is a sentence that says what to do."""


@contextlib.contextmanager
def claim(home: Path, host: str, port: int) -> Iterator[Path]:
    """Be the only one that serves this home, and have the port free. Yields the file that says who serves.

    Raises ServingError where another copy serves this home or another program has the port.
    """
    state = make_folder(home) / "serving.json"
    with (home / "serving.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServingError(
                f"This copy is being served already, at {_read(state).get('address', 'another port')}. "
                "bin/stop stops it; another IEUM_HOME is another copy."
            ) from None
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise ServingError(
                    f"Port {port} of {host} cannot be used ({error.strerror}). "
                    f"Choose another: bin/serve --port {port + 1}"
                ) from None
        yield state
        state.unlink(missing_ok=True)


def _read(state: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(state.read_text())
    except (OSError, ValueError):
        return {}
    return content


def run(state: Path, host: str, port: int, greeting: list[str]) -> int:
    """Run the Procfile until a signal comes or one process ends; then stop the others. Returns the exit code.

    The greeting is printed when the pages answer, so that it stands below what the processes say at their start.
    """
    address = f"http://{host}:{port}"
    manager = _Manager(_Lines(sys.stdout))
    environment = os.environ | {"HOST": host, "PORT": str(port), "PATH": _path(), "PYTHONUNBUFFERED": "1"}
    environment.setdefault("SITE_URL", address)
    # Celery warns root of pickled messages; ours are JSON only.
    environment.setdefault("PYTHONWARNINGS", "ignore:You're running the worker")
    for line in (REPOSITORY / "Procfile").read_text().splitlines():
        name, _, command = line.partition(":")
        if name.strip() and command.strip():
            manager.add_process(name.strip(), "exec " + command.strip(), env=environment, cwd=str(REPOSITORY))
    ready = threading.Thread(target=_greet, args=(manager, state, address, greeting), daemon=True)
    ready.start()
    manager.loop()
    # A signal from a person is the usual way to end; one process that died by itself is not.
    return 0 if manager.returncode in (128 + signal.SIGINT, 128 + signal.SIGTERM) else 1


class _Manager(Manager):  # type: ignore[misc]
    """honcho's manager, but a signal that comes before all processes are known waits for them instead of failing."""

    def terminate(self) -> None:
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(0.1, self.terminate).start()


class _Lines(Printer):  # type: ignore[misc]
    """What the processes say; what honcho says about itself is of no use to the person at the terminal."""

    def write(self, message: Message) -> None:
        if message.name != SYSTEM_PRINTER_NAME:
            super().write(message)


def _path() -> str:
    """gunicorn and celery are taken from our own environment, whatever the caller's PATH says."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])


def _greet(manager: Manager, state: Path, address: str, greeting: list[str]) -> None:
    while True:
        pids = [process["pid"] for process in manager._processes.values() if process.get("pid")]
        # Renamed into place: killed at any moment, it still says whom bin/stop has to stop.
        fresh = state.with_suffix(".new")
        fresh.write_text(json.dumps({"pid": os.getpid(), "address": address, "processes": pids}))
        fresh.replace(state)
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310  our own address
            break
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    print("\n".join(greeting), flush=True)  # noqa: T201  what a person at the terminal waits for


def stop(home: Path) -> list[str]:
    """Stop what serves this home, and its database server. Returns a line for each thing that was stopped."""
    stopped: list[str] = []
    state = _read(home / "serving.json")
    pid = state.get("pid")
    if isinstance(pid, int) and not _is_gone(pid, ("manage.py",)):
        os.kill(pid, signal.SIGTERM)
        _wait(partial(_is_gone, pid, ("manage.py",)))
        stopped.append(f"Stopped what was served at {state.get('address')}.")
    # Left behind when the one above was killed: only processes that still are programs of ours.
    for orphan in state.get("processes", []):
        if not _is_gone(orphan, OUR_PROGRAMS):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(orphan, signal.SIGTERM)
            if not _wait(partial(_is_gone, orphan, OUR_PROGRAMS)):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(orphan, signal.SIGKILL)
            stopped.append(f"Stopped process {orphan}, left behind earlier.")
    if embedded.stop(home):
        stopped.append("Stopped the database server.")
    return stopped


def _is_gone(pid: int, programs: tuple[str, ...]) -> bool:
    """Whether the process `pid` is no longer one of these programs; another may have been given its number since."""
    # -ww: a home with a long path would push the program's name past the 80 columns ps may keep to.
    found = subprocess.run(
        ["ps", "-ww", "-o", "stat=,args=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return found.startswith("Z") or not any(program in found for program in programs)


def _wait(done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.1)
    return False
