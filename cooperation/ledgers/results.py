"""What was done under an agreement, out of the words a ledger keeps of it (추진실적): lines with their dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from . import days

#: What begins a line of its own, or parts two in one line.
_PARTS = re.compile(r"\n|\s*[;；]\s*|\s+/\s+|\s*(?<![\d.])(?=[①-⑳])|(?:^|\s)(?=[○●▪◦•∙·]\s)")
_MARK = re.compile(r"^\s*(?:[-–—‐*○●▪◦•∙·※▶☞]\s*|[①-⑳]\s*|\(?\d{1,2}[.)]\s+(?=\D))+")

_NONE = re.compile(
    r"(?:추진|이행|교류|협력)?\s?(?:실적|성과|사항)?\s?(?:없음|無)\.?|no (?:results|activities)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Done:
    """One thing done. ``day`` is its day, the first of its month or year where only that is said (``precision``);
    None where no date stands in it. ``text`` are the words of the ledger.
    """

    text: str
    day: date | None
    precision: str = ""


def _listed(line: str) -> list[str]:
    """The parts of a list with commas, where each has a date of its own: "A(2024.5.), B(2024.7.)"."""
    parts = re.split(r",\s+", line)
    return parts if len(parts) > 1 and all(map(_dated, parts)) else [line]


def _dated(part: str) -> bool:
    told = days.days_in(part)
    return bool(told) and re.search(r"[가-힣A-Za-z]{2}", part[: told[0].start] + part[told[0].end :]) is not None


def done_in(text: str | None) -> list[Done]:
    """The things a cell of results tells of, in order. What is only planned has no day."""
    out = []
    for part in (one for line in _PARTS.split(text or "") for one in _listed(line)):
        line = _MARK.sub("", part).strip(" ,")
        if not line or days.NOTHING.fullmatch(line) or _NONE.fullmatch(line):
            continue
        told = [day for day in days.days_in(line) if day.value]
        if not told or days.PLANNED.search(line):
            out.append(Done(line, None))
            continue
        value = told[0].value or ""
        precision = {10: "day", 7: "month", 4: "year"}[len(value)]
        out.append(Done(line, date.fromisoformat((value + "-01-01")[:10]), precision))
    return out
