"""The documents that measure the reader: ours under ``golden/``, and the yardstick where it lies beside the repository.

They were written in rounds, each measured before any rule was changed for it (first figures in docs/reading.md).
``TUNED`` are the rounds that rules were then mended for, ``KEPT_ASIDE`` the last one. A golden document is
``NAME.txt`` or ``NAME.md`` with its annotation ``NAME.json``. All personal names are invented.
"""

from __future__ import annotations

import json
from pathlib import Path

from config.home import REPOSITORY
from meetings.reader import read_report
from meetings.reader.reading import as_json
from meetings.tests.scoring import Json, Scores, score

GOLDEN = Path(__file__).parent / "golden"
YARDSTICK = REPOSITORY.parent / "shared" / "yardstick"

TUNED = (
    *("rotterdam.txt", "nairobi.txt", "dakar.txt", "suva.md", "cochabamba.txt", "hanoi.md", "ljubljana.txt"),
    *("tbilisi.md", "merida.txt", "riga.txt", "gaborone.txt", "ottawa.txt", "santiago.md"),
    *("plan.txt", "blank.txt", "interviews.txt", "digest.md", "fieldnotes.txt", "suwon.txt"),
)
KEPT_ASIDE = ("windhoek.txt", "daegu.md", "news.txt")
DOCUMENTS = tuple(GOLDEN / name for name in (*TUNED, *KEPT_ASIDE))


def annotation(document: Path) -> Json:
    data: Json = json.loads(document.with_suffix(".json").read_text(encoding="utf-8"))
    return data


def scores_of(document: Path) -> Scores:
    reading = as_json(read_report(document.read_bytes(), document.name))
    return score(annotation(document), json.loads(json.dumps(reading)))


def scores_together(documents: list[Path]) -> Scores:
    total = Scores()
    for document in documents:
        total.take(scores_of(document))
    return total
