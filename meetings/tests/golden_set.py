"""The documents that measure the reader: ours under ``golden/``, and the yardstick where it lies beside the repository.

They were written in rounds, each measured before any rule was changed for it (first figures in docs/reading.md).
``TUNED`` are those that rules were then mended for, ``KEPT_ASIDE`` those that none was. A golden document is
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
    *("windhoek.txt", "daegu.md", "news.txt"),
    # Sets a to f: full-length documents, each set written by people who had not seen the rules.
    *("accra.txt", "almaty.txt", "amman.md", "bishkek.txt", "danang.txt", "hue.txt", "kigali.md", "krakow.txt"),
    *("manila.txt", "medellin.md", "jakarta.txt", "surabaya.txt", "trujillo.txt"),
    *("blank-plain.txt", "plan-busan.txt", "experts.txt"),
    *("baku.txt", "leipzig.txt", "montevideo.txt", "muscat.md", "ulaanbaatar.txt", "vientiane-dam.md"),
    *("delegation.md", "notes-kisumu.txt", "plan-es.txt", "seminar.txt"),
    *("dili.md", "lusaka.txt", "agadir.txt", "bacninh.txt", "stuttgart.md", "almaty-ulaanbaatar.txt", "morogoro.md"),
    *("lisbon.txt", "haesong.txt", "rosario.md"),
    *("surkhet.md", "santodomingo.txt", "ankara.md", "quebec.txt", "kampongthom.txt", "queretaro.txt"),
    *("kisumu.txt", "palapye.txt", "yerevan.md", "kandy.txt", "tallinn.txt", "encarnacion.txt"),
    *("daejin.txt", "bergen.md", "tampere.txt", "sucre.txt", "dhaka.txt"),
    # Odd forms, each set first read when the rules were done, then mended for.
    *("quito.txt", "sendai.md", "addis.md", "panama.txt", "porto.txt", "nadi.txt"),
    *("brno.txt", "tromso.txt", "valdivia.txt", "lome.md", "phnompenh.txt"),
    # Sets i and j: ordinary reports, first read when the rules were done, then mended for.
    *("arequipa.txt", "gimhae.txt", "naju.md", "tunis.txt", "cusco.txt", "jeonju.txt", "osong.txt", "tartu.md"),
)
#: Read once, when the rules were done; none was changed for them.
KEPT_ASIDE = (
    *("cali.txt", "freetown.md", "iloilo.txt"),
    *("press-release.txt", "expense-claim.txt"),
)
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
