"""Reading in a child process with limits, so that a hostile file takes down nothing.

``python -m meetings.reader.child NAME`` reads a document from standard input and writes one JSON object to standard
output: ``{"blocks": [...], "reading": {...}}``. The child imports no Django.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import read_document, refusal
from .formats import MAX_UPLOAD
from .reading import as_json

SECONDS = 20
MEMORY = 512 * 1024 * 1024
# An answer is some times as long as its document; more than this is no answer.
MAX_ANSWER = 400 * 1024 * 1024

OUT_OF_MEMORY = 77
#: How a child that was killed for its time ends: SIGXCPU, or SIGKILL at the hard limit of CPU time.
OUT_OF_TIME = (-24, -9)
ENVIRONMENT = {"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def command(module: str) -> list[str]:
    """What runs ``main`` of one of our modules in a process that knows our code and nothing of where it was started."""
    root = str(Path(__file__).resolve().parents[2])
    return [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {root!r}); from {module} import main; main()"]


def read_in_child(source: bytes | str | Path, name: str | None = None) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The blocks and the Reading of a document as plain dicts, read in a process limited to 20 s and 512 MB.

    ``source`` is the bytes of the file or its path; ``name`` its file name, by default that of the path. A file that
    breaks a limit or the reader gives a refusal with a sentence. Raises OSError when the path cannot be read.
    """
    if isinstance(source, bytes):
        data, file = source, name or ""
    else:
        path = Path(source)
        file = name or path.name
        if path.stat().st_size > MAX_UPLOAD:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return [], as_json(refusal(file, digest, "too_large"))
        data = path.read_bytes()
    with tempfile.TemporaryFile() as handed, tempfile.TemporaryFile() as answer:
        handed.write(data)
        handed.seek(0)
        try:
            done = subprocess.run(
                [*command("meetings.reader.child"), file],
                stdin=handed,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
                env=ENVIRONMENT,
            )
        except subprocess.TimeoutExpired:
            return _refused(data, file, "time_limit")
        if done.returncode == 0:
            answer.seek(0)
            with contextlib.suppress(ValueError, KeyError, MemoryError):
                found = json.loads(answer.read(MAX_ANSWER))
                return found["blocks"], found["reading"]
        if done.returncode in OUT_OF_TIME:
            return _refused(data, file, "time_limit")
        return _refused(data, file, "memory_limit" if done.returncode == OUT_OF_MEMORY else "crashed")


def _refused(data: bytes, file: str, code: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    return [], as_json(refusal(file, hashlib.sha256(data).hexdigest(), code))


def limit(seconds: int = SECONDS, memory: int = MEMORY, written: int = MAX_ANSWER) -> None:
    """Limit this process: CPU seconds, address space, bytes of a file written, no core dump."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read standard input, write the JSON."""
    limit()
    try:
        blocks, reading = read_document(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else "")
        json.dump(
            {"blocks": [asdict(block) for block in blocks], "reading": as_json(reading)}, sys.stdout, ensure_ascii=False
        )
        sys.stdout.flush()
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
