"""What comes of hostile files: an answer or a refusal within the limits, never a traceback, a crash or a hang.

2,000 damaged copies of reports in every format, the same ones in every run, and files made to do harm: bombs, tables
inside tables, 500 pages, wrong encodings. Each is read in a child process of its own with 20 s and 512 MB. Where a
file is at fault, its number is printed; ``meetings.tests.hostile.copies`` makes it again.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from bench import Figure
from meetings.reader.child import MEMORY, SECONDS
from meetings.tests.hostile import Outcome, Reading, copies
from meetings.tests.hostile_files import HOSTILE, bases

COPIES = 2_000
AT_ONCE = 2


def run() -> list[Figure]:
    named = [(f"copy {number} of {name}", name, data) for number, (name, data) in enumerate(copies(COPIES, bases()))]
    outcomes = _read(named)
    figures = [
        Figure("damaged copies", len(outcomes), "files"),
        Figure("read all the same", sum(outcome.answer == "read" for outcome in outcomes), "files"),
        Figure("refused", sum(not outcome.at_fault and outcome.answer != "read" for outcome in outcomes), "files"),
        *_limits("copies", outcomes),
    ]
    for answer, count in Counter(outcome.answer for outcome in outcomes).most_common():
        print(f"  {answer}: {count}", file=sys.stderr)
    outcomes = []
    for what, (name, made) in HOSTILE.items():
        (outcome,) = _read([(what, name, made())])
        outcomes.append(outcome)
        print(f"  {what}: {outcome.answer}, {outcome.seconds:.1f} s, {outcome.megabytes:.0f} MB", file=sys.stderr)
    return [*figures, Figure("made to do harm", len(outcomes), "files"), *_limits("made", outcomes)]


def _read(files: list[tuple[str, str, bytes]]) -> list[Outcome]:
    def share(part: Iterable[tuple[str, str, bytes]]) -> list[Outcome]:
        found = []
        with Reading() as reading:
            for what, name, data in part:
                outcome = reading.read(data, name)
                if outcome.at_fault:
                    print(f"{what}: {outcome.answer}\n{outcome.detail}", file=sys.stderr)
                found.append(outcome)
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = list(pool.map(share, [files[start::AT_ONCE] for start in range(AT_ONCE)]))
    return [parts[index % AT_ONCE][index // AT_ONCE] for index in range(len(files))]


def _limits(label: str, outcomes: list[Outcome]) -> list[Figure]:
    return [
        Figure(f"{label}: tracebacks and crashes", sum(outcome.at_fault for outcome in outcomes), "files", mark=0),
        Figure(f"{label}: longest", max(outcome.seconds for outcome in outcomes), "s", mark=SECONDS + 2),
        Figure(f"{label}: most memory", max(outcome.megabytes for outcome in outcomes), "MB", mark=MEMORY / 1024**2),
    ]
