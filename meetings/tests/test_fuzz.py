"""Any text gives a whole Reading; ``bin/bench fuzz`` is the long run of the same."""

from __future__ import annotations

import json
import re

import pytest

from meetings.reader import read_report
from meetings.reader.reading import as_json
from meetings.tests import fuzz
from meetings.tests.fuzz import broken, fault_of, faults_in, mutations, sources

COPIES = 150


def test_disarranged_reports_give_whole_readings() -> None:
    assert [f"{item.name} {item.number}: {item.fault}" for item in broken(COPIES, seconds=20)] == []


@pytest.mark.parametrize(
    "line",
    [
        " - 해양청 " + "국제산림농업처" * 40 + " 자료를 10월 말까지 보내기로 함",  # each part of it can be a unit
        "통역은 " + "가" * 4000 + " 자료를 보내기로 함",
    ],
)
def test_words_run_together_have_not_every_way_of_parting_them_tried(line: str) -> None:
    head = "출장기간 : 2025. 9. 8. ~ 9. 12.\n출장지 : 피지 수바\n출장자 : 도하림 팀장"
    talk = f"1. 해양청 면담\n일시 : 2025. 9. 9. 10:00\n참석자 : 해양청 마서진 국장, 도하림 팀장\n{line}"
    assert fault_of("run.txt", f"가온연구원\n출장 결과보고서\n\n{head}\n\n{talk}\n", seconds=20) is None


def test_a_pattern_that_tries_for_ever_is_stopped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for_ever = re.compile("(a+)+b")  # in 60 letters, more ways than seconds since the beginning of the world
    monkeypatch.setattr(fuzz, "read_document", lambda data, name: for_ever.match("a" * 60))
    assert fault_of("a.txt", "a", seconds=0.2) == "TimeoutError: more than 0.2 s"


def test_the_same_seed_disarranges_alike_and_every_copy_differs_from_its_source() -> None:
    texts = sources()
    assert list(mutations(60, texts)) == list(mutations(60, texts))
    assert sum(text != texts[name] for _, name, text in mutations(60, texts)) > 50


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("meetings", 0, "date"), "2025-02-30"),
        (("meetings", 0, "heading_line"), 9_999),
        (("meetings", 0, "attendees", 0, "person_id"), "nobody"),
        (("commitments", 0, "quote"), "words nobody wrote"),
        (("people", 0, "surfaces", 0, "text"), "A Name Not There"),
        (("commitments", 0, "due"), {"start": "2025-03-02", "end": "2025-03-01"}),
    ],
)
def test_a_reading_that_is_not_whole_is_seen(path: tuple[str | int, ...], value: object) -> None:
    name, text = next((name, text) for name, text in sources().items() if name == "rotterdam.txt")
    data = json.loads(json.dumps(as_json(read_report(text.encode(), name))))
    lines = dict(enumerate(text.split("\n"), start=1))
    assert list(faults_in(data, lines)) == []
    spot = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    assert list(faults_in(data, lines)) != []
