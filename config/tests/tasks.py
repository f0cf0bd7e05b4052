"""Tasks for tests of the worker itself; loaded by `celery --include config.tests.tasks`."""

import time
from pathlib import Path

from config.celery import app


@app.task(name="config.tests.write")
def write(file: str, line: str, seconds: float = 0.0) -> None:
    """Say that work began, work for `seconds`, then append `line` to `file`."""
    Path(file).with_suffix(".begun").touch()
    time.sleep(seconds)
    with Path(file).open("a") as stream:
        stream.write(line + "\n")
