"""The same report says the same in every format, places aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from config.home import REPOSITORY
from meetings.reader import read_report
from meetings.reader.formats import read
from meetings.reader.formats.raw import Raw
from meetings.reader.reading import as_json
from meetings.tests.golden_set import GOLDEN, YARDSTICK
from meetings.tests.hwp_writer import as_hwp
from meetings.tests.written import ENDINGS, as_hwpx, in_format

# Keys that say where something stands, in lines or blocks of the file, and what the file is.
_PLACES_WORDS = """
    line lines heading_line end_line time_line place_line count_line summary_lines date_line author_line recipient_line
    duplicate_lines leftover text_lines minutes sha256 file
"""
PLACES = frozenset(_PLACES_WORDS.split())


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get("type") == "duplicate_block":
            return value["type"]  # its values and its words are the lines that stand twice
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES}
    if isinstance(value, list | tuple):
        return [without_places(inner) for inner in value]
    if isinstance(value, str):
        return " ".join(value.replace("|", " ").replace("\t", " ").split())  # a quoted row, however it is written
    return value


def says(data: bytes, name: str) -> Any:
    return in_order_of_words(without_places(as_json(read_report(data, name))))


def in_order_of_words(said: Any) -> Any:
    """Surfaces of one name come in the order of the lines they stand on, which differ; compared as sets."""
    for key in ("people", "organizations"):
        for item in said[key]:
            item["surfaces"] = sorted(surface["text"] for surface in item["surfaces"])
    return said


def documents() -> list[Path]:
    ours = [path for path in sorted(GOLDEN.iterdir()) if path.suffix in (".txt", ".md")]
    return [*ours, REPOSITORY / "samples" / "lima-report.md"]


def assert_says_the_same(source: Path) -> None:
    """Every format says what the text says; the text is read under its other name too."""
    written = source.read_bytes()
    said = says(written, source.name)
    for ending in ENDINGS:
        other = says(in_format(written, ending), f"{source.stem}.{ending}")
        for key in said:
            assert other[key] == said[key], f"{source.stem}.{ending}: {key}"


@pytest.mark.parametrize("source", documents(), ids=lambda path: path.name)
def test_a_document_says_the_same_in_six_formats(source: Path) -> None:
    assert_says_the_same(source)


@pytest.mark.parametrize("name", ["lima.txt", "tashkent.txt", "vientiane.md"])
def test_a_document_of_the_yardstick_says_the_same_in_six_formats(name: str) -> None:
    if not (YARDSTICK / name).exists():
        pytest.skip(f"{YARDSTICK / name} is not here; the yardstick is kept outside the repository")
    assert_says_the_same(YARDSTICK / name)


@pytest.mark.parametrize("ending", ["docx", "hwpx", "hwp", "pdf"])
def test_the_sample_that_is_shipped_says_the_same_in_every_format(ending: str) -> None:
    folder = REPOSITORY / "samples"
    text = says((folder / "lima-report.md").read_bytes(), "lima-report.md")
    assert text["doc"]["is_trip_report"]
    assert len(text["meetings"]) >= 4
    other = says((folder / f"lima-report.{ending}").read_bytes(), f"lima-report.{ending}")
    for key in text:
        assert other[key] == text[key], key


@pytest.mark.parametrize("ending", ["docx", "hwpx"])
def test_a_report_of_the_yardstick_says_the_same_in_the_files_it_came_in(ending: str) -> None:
    source, other = YARDSTICK / "tashkent.txt", YARDSTICK / f"tashkent.{ending}"
    if not (source.exists() and other.exists()):
        pytest.skip(f"{other} is not here; the yardstick is kept outside the repository")
    text, read = says(source.read_bytes(), source.name), says(other.read_bytes(), other.name)
    for key in text:
        assert read[key] == text[key], key


def test_levels_bold_words_and_lists_made_by_the_format_are_the_same_in_both_of_hancom() -> None:
    raws = [Raw("개요", heading=2), Raw("굵은 말", bold=True), Raw("표 없이 늘어놓은 것", listed=True), Raw("보통 글")]
    assert read(as_hwpx(raws), "a.hwpx") == raws
    assert read(as_hwp(raws), "a.hwp")[1:] == raws  # the first paragraph of a section is the section's own
