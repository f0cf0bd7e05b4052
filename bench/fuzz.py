"""What comes of 5,000 reports with their words disarranged: a whole Reading within the limits, never an error.

The golden documents with lines lost, doubled, swapped, taken from another report, cells moved, impossible days, letters
as a scanner sees them (``meetings.tests.fuzz``), the same ones in every run. Held against each: no error, every line
named exists, every day is one, every id is known, every quote and spelling stands where it says. A document at fault is
kept under ``var/fuzz/``. ``bin/bench hostile`` damages the bytes of files instead.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor

from bench import Figure
from config.home import REPOSITORY
from meetings.reader.child import SECONDS
from meetings.tests.fuzz import Broken, broken, keep

COPIES = 5_000
AT_ONCE = 2


def run() -> list[Figure]:
    begun = time.monotonic()
    shares = [slice(start, None, AT_ONCE) for start in range(AT_ONCE)]
    with ProcessPoolExecutor(AT_ONCE) as pool:
        faults = [item for part in pool.map(_share, shares) for item in part]
    for item in faults:
        print(f"{keep(item, REPOSITORY / 'var' / 'fuzz')}: {item.fault}", file=sys.stderr)
    return [
        Figure("disarranged reports read", COPIES, "reports"),
        Figure("time for each", (time.monotonic() - begun) * AT_ONCE / COPIES, "s"),
        Figure("errors, and readings that are not whole", len(faults), "reports", mark=0),
    ]


def _share(only: slice) -> list[Broken]:
    return list(broken(COPIES, SECONDS, only))
