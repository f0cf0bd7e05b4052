"""Reading a ledger in a child process with limits, so that a hostile workbook takes down nothing.

The child reads a line of JSON (what to read it as) and the bytes of the file from standard input, and writes lines of
JSON: ``{"done": 50, "total": 3000}`` as it goes, then ``{"ledger": …}`` or ``{"refused": code}``. It imports no Django.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from meetings.reader.child import ENVIRONMENT, OUT_OF_MEMORY, OUT_OF_TIME, command, limit

from . import Ledger, Refused, Remembered, read_ledger
from .reading import Column, Issue, Json, Row

SECONDS = 180
MEMORY = 1536 * 1024 * 1024

Progress = Callable[[int, int], None]


def read_in_child(
    data: bytes,
    name: str,
    *,
    kind: str | None = None,
    sheet: str = "",
    ours: Sequence[str] = (),
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Remembered] | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """``read_ledger`` in a process limited to 180 s and 1.5 GB.

    Raises Refused as that does, with ``time_limit``, ``memory_limit`` or ``crashed`` where the child came to no end.
    What ``progress`` raises stops the child.
    """
    asked = {
        "name": name,
        "kind": kind,
        "sheet": sheet,
        "ours": list(ours),
        "mapping": dict(mapping or {}),
        "remembered": {key: list(value) for key, value in (remembered or {}).items()},
    }
    with tempfile.TemporaryFile() as handed:
        handed.write(json.dumps(asked).encode() + b"\n" + data)
        handed.seek(0)
        child = subprocess.Popen(
            command("cooperation.ledgers.child"),
            stdin=handed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
        )
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(SECONDS, stop)
        clock.start()
        found: Json = {}
        try:
            assert child.stdout is not None
            for line in child.stdout:
                with contextlib.suppress(ValueError):
                    found = json.loads(line)
                    if progress and "done" in found:
                        progress(found["done"], found["total"])
            child.wait()
        finally:
            clock.cancel()
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()
    if "ledger" in found:
        return _ledger(found["ledger"])
    if "refused" in found:
        raise Refused(found["refused"])
    if late.is_set() or child.returncode in OUT_OF_TIME:
        raise Refused("time_limit")
    raise Refused("memory_limit" if child.returncode == OUT_OF_MEMORY else "crashed")


def _ledger(found: Json) -> Ledger:
    rows = [Row(**row | {"issues": [Issue(**issue) for issue in row["issues"]]}) for row in found["rows"]]
    return Ledger(
        **found
        | {
            "rows": rows,
            "columns": [Column(**column) for column in found["columns"]],
            "skipped": [(row, why, text) for row, why, text in found["skipped"]],
            "duplicates": [(first, second) for first, second in found["duplicates"]],
        }
    )


def main() -> None:
    """Read standard input, write the lines."""
    limit(SECONDS, MEMORY, 0)
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        ledger = read_ledger(
            sys.stdin.buffer.read(),
            asked["name"],
            kind=asked["kind"],
            sheet=asked["sheet"],
            ours=asked["ours"],
            mapping=asked["mapping"],
            remembered={key: (kind, mapping) for key, (kind, mapping) in asked["remembered"].items()},
            progress=lambda done, total: _write({"done": done, "total": total}),
        )
        _write({"ledger": asdict(ledger)})
    except Refused as refused:
        _write({"refused": refused.code})
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def _write(said: Json) -> None:
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
