"""A passage that stands twice is laid beside its copy."""

from __future__ import annotations

import json

from meetings.reader import read_report
from meetings.reader.reading import Copied, Discrepancy, as_json, from_json
from meetings.tests.repeated import REPEATED

READING = read_report(REPEATED.encode(), "repeated.md")
LINES = dict(enumerate(REPEATED.splitlines(), start=1))


def _block() -> Discrepancy:
    [found] = [one for one in READING.discrepancies if one.type == "duplicate_block"]
    return found


def _words(copied: Copied) -> list[tuple[str, str]]:
    return [(part.first, part.second) for part in copied.parts if part.differs]


def test_each_line_has_its_copy_or_stands_alone() -> None:
    first = next(number for number, line in LINES.items() if "품질관리 절차" in line)
    again = next(number for number, line in LINES.items() if "픔질관리" in line)
    pairs = [(c.first, c.second) for c in _block().copies]
    assert pairs == [
        ((first,), (again,)),
        ((first + 1,), (again + 1,)),
        ((first + 2,), ()),
        ((first + 3,), (again + 2,)),
        ((), (again + 3,)),
        ((first + 4,), (again + 4,)),
    ]


def test_the_words_that_differ_are_told_and_no_others() -> None:
    slip, figure, _alone, speaker, _other, same = _block().copies
    assert _words(slip) == [("품질관리", "픔질관리")]
    assert _words(figure) == [("14기이며", "16기이며")]
    assert _words(speaker) == [("", "(Solberg 소장)")]
    assert _words(same) == []


def test_the_parts_put_together_are_what_stands_there() -> None:
    for copied in _block().copies:
        for side, lines in (("first", copied.first), ("second", copied.second)):
            text = "".join(getattr(part, side) for part in copied.parts)
            assert text == " ".join(LINES[line].strip().removeprefix("- ") for line in lines)


def test_blanks_alone_are_no_difference() -> None:
    told = read_report(
        REPEATED.replace("겨울철에는", "겨울 철에는").replace("절반은 위성", "절 반은  위성", 1).encode(), "a.md"
    )
    [found] = [one for one in told.discrepancies if one.type == "duplicate_block"]
    assert _words(found.copies[1]) == [("14기이며", "16기이며")]


def test_the_copies_come_back_from_json() -> None:
    assert from_json(json.loads(json.dumps(as_json(READING)))).discrepancies == READING.discrepancies


def test_the_slip_and_the_figure_are_asked_too() -> None:
    asked = {one.type: one.values for one in READING.discrepancies if one.type != "duplicate_block"}
    assert asked["content_conflict"] == ("14기이며", "16기이며")
    assert asked["typo_between_duplicates"] == ("품질관리", "픔질관리")
