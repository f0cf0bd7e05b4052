"""The same report says the same in every format, places aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from config.home import REPOSITORY
from meetings.reader import read_report
from meetings.reader.reading import as_json
from meetings.tests.golden_set import YARDSTICK

# Keys that say where something stands, in lines or blocks of the file, and what the file is.
_PLACES_WORDS = """
    line lines heading_line end_line time_line place_line count_line summary_lines date_line author_line recipient_line
    duplicate_lines leftover minutes sha256 file
"""
PLACES = frozenset(_PLACES_WORDS.split())


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES}
    if isinstance(value, list | tuple):
        return [without_places(inner) for inner in value]
    if isinstance(value, str):
        return " ".join(value.replace("|", " ").replace("\t", " ").split())  # a quoted row, however it is written
    return value


def says(path: Path) -> Any:
    return without_places(as_json(read_report(path.read_bytes(), path.name)))


def in_order_of_words(said: Any) -> Any:
    """Surfaces of one name come in the order of the lines they stand on, which differ; compared as sets."""
    for key in ("people", "organizations"):
        for item in said[key]:
            item["surfaces"] = sorted(surface["text"] for surface in item["surfaces"])
    return said


@pytest.mark.parametrize("ending", ["docx", "hwpx"])
def test_the_sample_says_the_same_in_every_format(ending: str) -> None:
    text = in_order_of_words(says(REPOSITORY / "samples" / "lima-report.md"))
    assert text["doc"]["is_trip_report"]
    assert len(text["meetings"]) >= 4
    other = in_order_of_words(says(REPOSITORY / "samples" / f"lima-report.{ending}"))
    for key in text:
        assert other[key] == text[key], key


@pytest.mark.parametrize("ending", ["docx", "hwpx"])
def test_a_report_of_the_yardstick_says_the_same_in_every_format(ending: str) -> None:
    source, other = YARDSTICK / "tashkent.txt", YARDSTICK / f"tashkent.{ending}"
    if not (source.exists() and other.exists()):
        pytest.skip(f"{other} is not here; the yardstick is kept outside the repository")
    text, read = in_order_of_words(says(source)), in_order_of_words(says(other))
    for key in text:
        assert read[key] == text[key], key
