"""Where everything that is not code lies: `$IEUM_HOME`, or `var/` beside manage.py."""

import os
import secrets
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def home() -> Path:
    """The folder of this copy's data. Not created here. The same rule as bin/environment.py."""
    return Path(os.environ.get("IEUM_HOME") or REPOSITORY / "var").expanduser().absolute()


class HomeError(Exception):
    """The home cannot be used; the message is a sentence that says what to do."""


def make_folder(folder: Path) -> Path:
    """Create `folder` and its parents if they are missing. Raises HomeError where that is not allowed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HomeError(
            f"{folder} cannot be written ({error.strerror}). Set IEUM_HOME to a folder that can."
        ) from error
    return folder


def secret_key() -> str:
    """The key that signs sessions: made once, readable by its owner only. Two processes starting at once get the same
    one.
    """
    file = make_folder(home()) / "secret_key"
    if not file.exists():
        fresh = file.with_name(f"secret_key.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, file)  # unlike a rename, fails if another process was first
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    try:
        return file.read_text()
    except PermissionError as error:
        raise HomeError(
            f"{file} belongs to another user. Run as that user, or set IEUM_HOME to a folder of your own."
        ) from error
