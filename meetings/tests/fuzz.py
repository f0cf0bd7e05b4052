"""Reports with their words disarranged, and what must hold of the Reading of any text.

``hostile`` damages the bytes of files, which the formats must survive; here the text stays readable and its facts do
not: lines lost, doubled, swapped and run together, cells moved, days that do not exist, letters as a scanner sees them.
The rules must survive it without an error, and a Reading must be whole whatever it was read from.
"""

from __future__ import annotations

import json
import random
import re
import signal
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from meetings.reader import read_document
from meetings.reader.reading import as_json, from_json
from meetings.tests.golden_set import DOCUMENTS

Lines = list[str]
IDS = ("org_id", "person_id", "meeting_id", "actor_org", "actor_person", "host_org_id")


@dataclass(frozen=True)
class Broken:
    """A mutated document whose reading is at fault, with what is wrong in words."""

    name: str
    number: int
    text: str
    fault: str


def sources() -> dict[str, str]:
    return {document.name: document.read_text(encoding="utf-8") for document in DOCUMENTS}


def mutations(count: int, texts: dict[str, str], seed: int = 2026) -> Iterator[tuple[int, str, str]]:
    """(number, name, text) of so many disarranged reports, in turn over them; the same ones for the same seed."""
    names = sorted(texts)
    others = [text.split("\n") for text in texts.values()]
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        name = names[number % len(names)]
        lines = texts[name].split("\n")
        for _ in range(chance.choice((1, 2, 3, 5, 12))):
            chance.choice(MUTATIONS)(lines, chance, chance.choice(others))
        yield number, name, "\n".join(lines)


def _at(lines: Lines, chance: random.Random) -> int:
    return chance.randrange(len(lines)) if lines else 0


def _lost(lines: Lines, chance: random.Random, _: Lines) -> None:
    begin = _at(lines, chance)
    del lines[begin : begin + chance.choice((1, 1, 3, 10))]


def _doubled(lines: Lines, chance: random.Random, _: Lines) -> None:
    begin = _at(lines, chance)
    lines[begin:begin] = lines[begin : begin + chance.choice((1, 5, 20))] * chance.choice((1, 1, 4))


def _swapped(lines: Lines, chance: random.Random, _: Lines) -> None:
    if lines:
        one, other = _at(lines, chance), _at(lines, chance)
        lines[one], lines[other] = lines[other], lines[one]


def _of_another(lines: Lines, chance: random.Random, other: Lines) -> None:
    begin = _at(other, chance)
    at = _at(lines, chance)
    lines[at:at] = other[begin : begin + chance.choice((1, 4, 15))]


def _run_together(lines: Lines, chance: random.Random, _: Lines) -> None:
    at = _at(lines, chance)
    lines[at : at + 2] = [chance.choice(("", " ", "\t", " / ")).join(lines[at : at + 2])]


def _cut(lines: Lines, chance: random.Random, _: Lines) -> None:
    at = _at(lines, chance)
    if lines and lines[at]:
        place = chance.randrange(len(lines[at]))
        lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


def _cells(lines: Lines, chance: random.Random, _: Lines) -> None:
    at = _at(lines, chance)
    if lines:
        cells = lines[at].split("\t")
        chance.shuffle(cells)
        lines[at] = chance.choice(("\t", "\t\t", "|", " ")).join(cells)


def _digits(lines: Lines, chance: random.Random, _: Lines) -> None:
    at = _at(lines, chance)
    if lines:
        lines[at] = re.sub(r"\d+", lambda _: chance.choice(("0", "2", "13", "31", "99", "2025", "30000")), lines[at])


def _scanned(lines: Lines, chance: random.Random, other: Lines) -> None:
    for _ in range(chance.choice((1, 10))):
        at = _at(lines, chance)
        if lines:
            lines[at] = lines[at].translate(str.maketrans("01lOI·:.", chance.choice(("Ol1O1.;,", "OIl0lㆍ：．"))))


def _marks(lines: Lines, chance: random.Random, _: Lines) -> None:
    at = _at(lines, chance)
    if lines:
        place = chance.randrange(len(lines[at]) + 1)
        mark = chance.choice("()[]「」<>'\"~-–,/·:;.※□○①|\u200b\u00a0\ufeff\u3000")
        lines[at] = lines[at][:place] + mark * chance.choice((1, 2, 30)) + lines[at][place:]


def _long(lines: Lines, chance: random.Random, _: Lines) -> None:
    at = _at(lines, chance)
    if lines:
        lines[at] = lines[at] * chance.choice((3, 40))


def _decomposed(lines: Lines, chance: random.Random, _: Lines) -> None:
    at = _at(lines, chance)
    if lines:
        lines[at] = unicodedata.normalize(chance.choice(("NFD", "NFKC")), lines[at])


MUTATIONS: tuple[Callable[[Lines, random.Random, Lines], None], ...] = (
    *(_lost, _doubled, _swapped, _of_another, _run_together, _cut, _cells, _digits, _scanned, _marks, _long),
    _decomposed,
)


def fault_of(name: str, text: str, seconds: float) -> str | None:
    """What is wrong with the reading of the text, None where all holds."""
    try:
        with stopped_after(seconds):
            blocks, reading = read_document(text.encode("utf-8"), name)
            data = json.loads(json.dumps(as_json(reading)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if from_json(data) != reading:
        return "the JSON is not the Reading"
    return next(faults_in(data, {block.line: block.text for block in blocks}), None)


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raises TimeoutError after so many seconds of work, also inside a pattern that would try for ever."""

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def faults_in(data: dict[str, Any], lines: dict[int, str]) -> Iterator[str]:
    known = {item["id"] for key in ("organizations", "people", "meetings") for item in data[key]} | {None}
    for key, value in _all(data):
        if key in ("line", "heading_line", "lines", "leftover", "duplicate_lines") and value is not None:
            named = value if isinstance(value, list) else [value]
            if any(line not in lines for line in named):
                yield f"{key} {value} is no line"
        if key in ("date", "start", "end", "signed_on", "effective_from", "expires_on") and value is not None:
            if re.fullmatch(r"\d\d:\d\d", value) and key in ("start", "end"):
                continue
            try:
                date.fromisoformat(value)
            except ValueError:
                yield f"{key} {value!r} is no day"
        if key in IDS and value not in known:
            yield f"{key} {value!r} names nothing"
        if key == "parties" and not set(value) <= known:
            yield f"parties {value} name nothing"
    for promise in data["commitments"]:
        if "".join(promise["quote"].split()) not in "".join("".join(lines[at].split()) for at in promise["lines"]):
            yield f"the quote {promise['quote']!r} is not on lines {promise['lines']}"
    for item in (*data["organizations"], *data["people"]):
        for surface in item["surfaces"]:
            if not any("".join(surface["text"].split()) in "".join(lines[at].split()) for at in surface["lines"]):
                yield f"the spelling {surface['text']!r} is not on lines {surface['lines']}"
    for reading_due in (promise["due"] for promise in data["commitments"]):
        if reading_due["start"] and reading_due["end"] and reading_due["start"] > reading_due["end"]:
            yield f"the window {reading_due} ends before it begins"


def _all(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield name, part
            yield from _all(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _all(part, key)


def broken(count: int, seconds: float, only: slice = slice(None), seed: int = 2026) -> Iterator[Broken]:
    """The faults among so many mutated documents, or a share of them."""
    for number, name, text in list(mutations(count, sources(), seed))[only]:
        fault = fault_of(name, text, seconds)
        if fault is not None:
            yield Broken(name, number, text, fault)


def keep(item: Broken, folder: Path) -> Path:
    """Where the document was written, for whoever looks into the fault."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{item.number}-{item.name}"
    path.write_text(item.text, encoding="utf-8")
    return path
