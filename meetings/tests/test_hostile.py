"""Hostile files give an answer or a refusal within the limits, and never a traceback; ``bin/bench hostile`` is the long
run of the same.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from meetings.reader.child import MEMORY, SECONDS, read_in_child
from meetings.tests import hostile
from meetings.tests.hostile_files import HOSTILE, bases
from meetings.tests.refused import nested_tables

pytestmark = pytest.mark.xdist_group("hostile")  # one process reads for all of them
COPIES = 112  # eight of each file
# What may come of each file; those that only time or memory ends, after 20 seconds, are left to the bench.

ANSWERS = {
    "zip bomb, declared": {"too_large_unzipped"},
    "deflated bomb": {"too_large_unzipped"},
    "10,000 nested tables": {"too_deep"},
    "10,000 nested tables in Word": {"too_deep", "damaged"},
    "nested tables as deep as HWP counts": {"too_deep"},
    "500 pages": {"read", "not_a_report", "time_limit"},
    "a tree of pages that holds itself": {"damaged"},
    "a page of 300,000 rules": {"not_a_report", "blank_form"},
    "a table of 60,000 by 60,000": {"not_a_report", "damaged"},
    "UTF-16 without its mark": {"unknown_format"},
    "UTF-16 cut in a letter": {"damaged"},
    "UTF-8 after CP949": {"not_text"},
    "Shift JIS": {"not_a_report", "not_text"},
    "UTF-32": {"not_text"},
    "lone surrogates": {"not_text"},
}


@pytest.fixture(scope="module")
def reading() -> Iterator[hostile.Reading]:
    with hostile.Reading() as process:
        yield process


def within_the_limits(outcome: hostile.Outcome) -> bool:
    return not outcome.at_fault and outcome.seconds < SECONDS + 2 and outcome.megabytes < MEMORY / 1024**2


def test_damaged_copies_give_an_answer_or_a_refusal(reading: hostile.Reading) -> None:
    answers = set()
    for number, (name, data) in enumerate(hostile.copies(COPIES, bases())):
        outcome = reading.read(data, name)
        assert within_the_limits(outcome), f"copy {number} of {name}: {outcome}"
        answers.add(outcome.answer)
    assert {"read", "damaged"} <= answers


@pytest.mark.parametrize("what", sorted(ANSWERS))
def test_a_file_made_to_do_harm_does_none(reading: hostile.Reading, what: str) -> None:
    name, made = HOSTILE[what]
    outcome = reading.read(made(), name)
    assert within_the_limits(outcome), outcome
    assert outcome.answer in ANSWERS[what]


def test_the_process_goes_on_after_a_child_was_ended(reading: hostile.Reading) -> None:
    assert reading.read(nested_tables(10_000), "a.hwpx").answer == "too_deep"
    assert (
        reading.read("출장 결과보고서\n기간: 2025. 3. 3. ~ 3. 7.\n출장자: 노을하 팀장".encode(), "a.txt").answer
        == "read"
    )


def test_the_child_of_the_product_refuses_what_breaks_a_limit() -> None:
    blocks, answer = read_in_child(nested_tables(10_000), "a.hwpx")
    assert (blocks, answer["doc"]["reason_code"]) == ([], "too_deep")
