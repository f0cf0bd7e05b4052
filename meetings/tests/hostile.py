"""Damaged and hostile files, and a process that reads each of them in a child of its own under the reader's limits.

The limits are those of ``meetings.reader.child``. It starts a whole Python for a document, which 2,000 documents need
not pay: here one process has everything loaded and forks for each.
"""

from __future__ import annotations

import base64
import io
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from meetings.reader import child, read_document

ROOT = Path(__file__).resolve().parents[2]
ENDINGS = ("txt", "md", "docx", "hwpx", "hwp", "pdf")


@dataclass(frozen=True)
class Outcome:
    """What came of a file: ``answer`` is "read", the code of a refusal, or, at fault, "traceback" or "killed"."""

    answer: str
    seconds: float
    megabytes: float
    detail: str = ""

    @property
    def at_fault(self) -> bool:
        return self.answer in ("traceback", "killed")


class Reading:
    """The process that reads. Use as a context; ``read`` may be called any number of times."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "meetings.tests.hostile"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def read(self, data: bytes, name: str) -> Outcome:
        """What comes of the file within 20 seconds and 512 MB."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = json.dumps({"name": name, "data": base64.b64encode(data).decode()})
        self._process.stdin.write(request.encode() + b"\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))


def serve() -> None:
    """Read requests from standard input, one JSON object a line, and answer each with another."""
    import docx  # noqa: F401 — loaded once for all children
    from cryptography.hazmat.primitives.ciphers import Cipher  # noqa: F401

    for line in sys.stdin.buffer:
        request = json.loads(line)
        outcome = _forked(base64.b64decode(request["data"]), request["name"])
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


def _forked(data: bytes, name: str) -> dict[str, object]:
    begun = time.monotonic()
    out, into = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(out)
        _read(data, name, into)
    os.close(into)
    late = not select.select([out], [], [], child.SECONDS)[0]
    if late:
        os.kill(number, signal.SIGKILL)
    said = b""
    while piece := os.read(out, 1 << 16):
        said += piece
    os.close(out)
    _, status, used = os.wait4(number, 0)
    code = os.waitstatus_to_exitcode(status)
    detail = said.decode(errors="replace")
    if late or code in (-signal.SIGXCPU, -signal.SIGKILL):
        answer = "time_limit"
    elif code < 0:
        answer, detail = "killed", signal.Signals(-code).name
    else:
        answer, _, detail = detail.partition("\n")
    return {
        "answer": answer,
        "seconds": time.monotonic() - begun,
        "megabytes": used.ru_maxrss / 1024,
        "detail": detail,
    }


def _read(data: bytes, name: str, into: int) -> None:
    """In the child: never returns."""
    child.limit()
    try:
        _, reading = read_document(data, name)
        said = "read" if reading.doc.reason_code is None else reading.doc.reason_code
    except MemoryError:
        said = "memory_limit"
    except BaseException:
        said = "traceback\n" + traceback.format_exc()[-3000:]
    os.write(into, said.encode())
    os._exit(0)


# --- Files ------------------------------------------------------------------------------------------------------------


def copies(count: int, bases: dict[str, bytes], seed: int = 2025) -> Iterator[tuple[str, bytes]]:
    """(name, data) of so many damaged copies of the files in ``bases``, in turn over them and over the damages; the
    same ones for the same seed.
    """
    names = sorted(bases)
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        name = names[number % len(names)]
        data = bases[name]
        inside = name.endswith((".docx", ".hwpx")) and chance.random() < 0.7
        yield name, _inside(data, chance) if inside else damaged(data, chance)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut off, with bits turned, or with stretches lost, blanked, doubled or put elsewhere."""
    out = bytearray(data)
    if not out:
        return data
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        DAMAGES[chance.randrange(len(DAMAGES))](out, chance)
    return bytes(out)


def _turned(out: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 3, 20, 200))):
        if out:
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)


def _cut(out: bytearray, chance: random.Random) -> None:
    del out[chance.randrange(len(out) + 1) :]


def _stretch(out: bytearray, chance: random.Random) -> tuple[int, int]:
    begin = chance.randrange(len(out) + 1)
    return begin, min(len(out), begin + chance.choice((1, 4, 64, 512, 4096)))


def _lost(out: bytearray, chance: random.Random) -> None:
    begin, end = _stretch(out, chance)
    del out[begin:end]


def _blanked(out: bytearray, chance: random.Random) -> None:
    begin, end = _stretch(out, chance)
    out[begin:end] = bytes([chance.choice((0, 0x20, 0x7F, 0xFF))]) * (end - begin)


def _doubled(out: bytearray, chance: random.Random) -> None:
    begin, end = _stretch(out, chance)
    out[begin:begin] = out[begin:end] * chance.choice((1, 2, 50))


def _moved(out: bytearray, chance: random.Random) -> None:
    begin, end = _stretch(out, chance)
    piece = out[begin:end]
    del out[begin:end]
    place = chance.randrange(len(out) + 1)
    out[place:place] = piece


def _number(out: bytearray, chance: random.Random) -> None:
    """A number in the file becomes another one: sizes, counts, places."""
    begin = chance.randrange(len(out) + 1)
    found = next((at for at in range(begin, len(out)) if out[at : at + 1].isdigit()), None)
    if found is not None:
        out[found : found + 1] = chance.choice((b"0", b"-1", b"9", b"99999999", b"4294967295", b"1e9"))


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _turned, _turned, _cut, _lost, _blanked, _doubled, _moved, _number,
)  # fmt: skip


def _inside(data: bytes, chance: random.Random) -> bytes:
    """A ZIP file that is whole, with one part of it damaged: what the sums of the package would not let through."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = chance.choice([name for name in names if name.endswith((".xml", ".rels", ".hpf"))])
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == hit else part)
    return out.getvalue()


if __name__ == "__main__":
    serve()
