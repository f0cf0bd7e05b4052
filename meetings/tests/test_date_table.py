"""Every row of the table of dates is read as it stands there, alone and in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.reader.facts.dates import find_dates
from meetings.tests.date_table import ENGLISH, KOREAN, SPANISH

MEETING, RETURN, SUBMISSION = date(2025, 8, 13), date(2025, 8, 15), date(2025, 8, 29)
ROWS = [tuple(part.strip() for part in row.split(" | ")) for row in (KOREAN + ENGLISH + SPANISH).splitlines() if row]


def read(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (
            span.start.isoformat() if span.start else "-",
            span.end.isoformat() if span.end else "-",
            "d" if span.by else "w",
            span.precision,
        )
        for span in find_dates(text, reference=MEETING, returned=RETURN, submitted=SUBMISSION)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_is_written_is_read(row: tuple[str, str, str, str, str]) -> None:
    assert row[1:] in read(row[0]), read(row[0])
