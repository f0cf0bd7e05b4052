"""How long a report takes to read, how that grows, and (--score) how well reports are read.

Time: the sample in each of its formats and, where they lie beside the repository, the documents of the yardstick,
the real report in every format, each the best of five. Growth: the sample's text 10 and 50 times over, as time
divided by that of one reading times the factor, so that 1 means linear; both in this run, so the machine's speed
falls out. Scores: every target over the golden documents that rules were written with, over those kept aside, and
over the yardstick.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench import Figure
from config.home import REPOSITORY
from meetings.reader import read_report

SAMPLES = [REPOSITORY / "samples" / f"lima-report.{ending}" for ending in ("md", "docx", "hwpx", "hwp", "pdf")]
TIMES = 5  # the best of so many readings counts; the others pay for a cold start or a busy machine
# Seconds for a report of lima's length
MARKS = {".txt": 0.3, ".md": 0.3, ".docx": 0.6, ".hwpx": 0.6, ".hwp": 0.6, ".pdf": 3.0}
GROWTH = 1.5  # times linear: what the allocator and caches may cost


def run(score: bool = False) -> list[Figure]:
    from meetings.tests.golden_set import YARDSTICK

    figures = [Figure("a million additions, the machine's speed", _seconds(lambda: sum(range(1_000_000))), "s")]
    yardstick = sorted(path for path in YARDSTICK.glob("*.*") if path.suffix in MARKS and path.stem != "README")
    figures += [Figure(f"read {path.name}", _reading(path), "s", mark=MARKS[path.suffix]) for path in
                (*SAMPLES, *yardstick) if path.exists()]  # fmt: skip
    figures += _written(YARDSTICK / "lima.txt")
    figures += _growth()
    return figures + _scores() if score else figures


def _seconds(work: object, times: int = TIMES) -> float:
    assert callable(work)
    best = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
    return best


def _reading(path: Path) -> float:
    data = path.read_bytes()
    return _seconds(lambda: read_report(data, path.name))


def _written(source: Path) -> list[Figure]:
    """The real report, which came as text, in the other formats."""
    from meetings.tests.written import in_format

    if not source.exists():
        return []
    figures = []
    for ending in ("docx", "hwpx", "hwp", "pdf"):
        data = in_format(source.read_bytes(), ending)
        took = _seconds(lambda data=data, ending=ending: read_report(data, f"{source.stem}.{ending}"))
        figures.append(Figure(f"read {source.stem} as {ending}", took, "s", mark=MARKS[f".{ending}"]))
    return figures


def _growth() -> list[Figure]:
    text = SAMPLES[0].read_text(encoding="utf-8")
    one = _seconds(lambda: read_report(text.encode(), "one.md"))
    figures = []
    for factor in (10, 50):
        data = "\n\n".join(_numbered(text, turn) for turn in range(factor)).encode()
        took = _seconds(lambda data=data: read_report(data, "many.md"), times=1)
        figures.append(Figure(f"{factor} times the text, against linear", took / (factor * one), "times", mark=GROWTH))
    return figures


def _numbered(text: str, turn: int) -> str:
    """The sample with other words in every turn: equal blocks would be read as repetitions of each other."""
    return text.replace("보고서", f"보고서{turn}").replace("면담", f"면담{turn}") if turn else text


def _scores() -> list[Figure]:
    from meetings.tests.golden_set import GOLDEN, KEPT_ASIDE, TUNED, YARDSTICK, scores_together
    from meetings.tests.scoring import SEEN, UNSEEN

    groups = [
        ("golden", [GOLDEN / name for name in TUNED], UNSEEN),
        ("kept aside", [GOLDEN / name for name in KEPT_ASIDE], UNSEEN),
        ("lima, tashkent", [YARDSTICK / "lima.txt", YARDSTICK / "tashkent.txt"], SEEN),
        ("vientiane", [YARDSTICK / "vientiane.md"], UNSEEN),
    ]
    figures = []
    for label, documents, marks in groups:
        if not all(document.exists() for document in documents):
            print(f"no scores for {label}: the documents are not here", file=sys.stderr)
            continue
        scores = scores_together(documents)
        for target, value in scores.targets.items():
            mark = marks.get(target)
            figures.append(Figure(f"{label}: {target}", round(value.f1, 3), "", mark=mark, at_most=False))
        figures.append(Figure(f"{label}: faults", len(scores.faults), "", mark=0))
    return figures
