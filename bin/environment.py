"""Make the virtual environment and keep it in step with the hashed requirements; print the path of its Python.

Usage: python3 bin/environment.py runtime|dev

Nothing but the standard library of Python 3.11+ is used here. The environment lies in `$IEUM_HOME/venv` (default
`var/venv`). It is synced again only when the requirements' hash has changed. An environment once made for development
stays one: `bin/serve` after `bin/test` does not throw the test tools away. Exit code 1 with a sentence on standard
error when it cannot be made.
"""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
REQUIREMENTS = {"runtime": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}


def home() -> Path:
    """Where everything that is not code lies. The same rule as config/home.py, which needs the environment first."""
    return Path(os.environ.get("IEUM_HOME") or REPOSITORY / "var").expanduser().absolute()


def fingerprint(kind: str) -> str:
    """Changes when the requirements of `kind`, the interpreter or the place of the environment change."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {home()}".encode())
    for name in REQUIREMENTS[kind]:
        digest.update((REPOSITORY / name).read_bytes())
    return f"{kind} {digest.hexdigest()}"


def run(*command: str) -> None:
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode:
        sys.stderr.write(result.stdout)
        raise SystemExit(
            "The environment could not be made: the command above failed. "
            "Can the package registry be reached, and is there room on the disk?"
        )


def install_uv(python: Path) -> None:
    """uv by pip, at the version and hashes that requirements-dev.txt pins, so that the first step is checked too."""
    pins = (REPOSITORY / "requirements-dev.txt").read_text()
    pin = re.search(r"^uv==(?:[^\n]*\\\n)*[^\n]*\n", pins, re.MULTILINE)
    if pin is None:
        raise SystemExit("requirements-dev.txt pins no uv; compile it again (CONTRIBUTING.md, Requirements).")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(pin.group())
        file.flush()
        run(
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            file.name,
        )


def main(kind: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  this file is what tells people so
        raise SystemExit(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Set PYTHON to a newer one."
        )
    environment = home() / "venv"
    python, stamp = environment / "bin" / "python", environment / "ieum-requirements"
    wanted = [fingerprint("dev")] if kind == "dev" else [fingerprint("runtime"), fingerprint("dev")]
    if not (stamp.exists() and stamp.read_text() in wanted):
        try:
            environment.parent.mkdir(parents=True, exist_ok=True)
            lock = (environment.parent / "venv.lock").open("w")
        except OSError as error:
            raise SystemExit(
                f"{environment.parent} cannot be written ({error.strerror}). Set IEUM_HOME to a folder that can."
            ) from None
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (stamp.exists() and stamp.read_text() in wanted):
                sync(kind, environment, python, stamp)
    print(python)


def sync(kind: str, environment: Path, python: Path, stamp: Path) -> None:
    """Install exactly what is pinned, and leave the stamp last: a broken attempt is repeated, not believed."""
    if stamp.exists() and stamp.read_text().startswith("dev "):
        kind = "dev"
    print(f"Setting up the environment in {environment} …", file=sys.stderr)
    configuration = environment / "pyvenv.cfg"
    version = f"version = {sys.version_info.major}.{sys.version_info.minor}."
    if not python.exists() or version not in configuration.read_text():
        run(sys.executable, "-m", "venv", "--clear", str(environment))
    stamp.unlink(missing_ok=True)
    install_uv(python)
    files = [str(REPOSITORY / name) for name in REQUIREMENTS[kind]]
    # uv itself is pinned in the development requirements only; sync would remove it, which the next sync repairs.
    run(str(environment / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes", "--python", str(python), *files)
    stamp.write_text(fingerprint(kind))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in REQUIREMENTS:
        raise SystemExit(__doc__)
    main(sys.argv[1])
