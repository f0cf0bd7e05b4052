"""What no fact claims, and when that is so much that a person is told."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from meetings.leftwords import left_words, left_words_of
from meetings.reader import read_document
from meetings.reader.left import much_left

REPORT = """# 국외출장 결과보고서

- 출장명: 산림 복원 협력 출장
- 출장기간: 2026. 5. 11.(월) ~ 5. 15.(금)
- 출장국: 케냐(나이로비)
- 출장자: 미래숙련원 고은비 팀장

## 케냐 산림청 면담

- 일시: 2026. 5. 12.(화) 10:00
- 장소: 케냐 산림청
- 참석자: 케냐 산림청 Grace Wanjiru 국장, 미래숙련원 고은비 팀장

□ 주요내용
- 묘목 생산기술 교류를 논의함

## 기타

{line}
"""


def _left(line: str) -> list[str]:
    blocks, reading = read_document(REPORT.replace("{line}", line).encode(), "report.md")
    assert reading.doc.is_trip_report
    assert reading.text_lines == sum(bool(block.text.strip()) and block.kind != "heading" for block in blocks)
    texts = {block.line: block.text for block in blocks}
    return [texts[number] for number in reading.leftover]


@pytest.mark.parametrize(
    "line",
    [
        "현지 물가가 지난해보다 많이 올랐음",
        "케냐 산림청 청사는 도심에서 차로 한 시간 걸리는 숲 가장자리에 새로 지어졌음",
        "고은비 팀장의 짐이 공항에서 하루 늦게 도착하여 첫날 자료를 나누어 주지 못하였음",
    ],
)
def test_a_sentence_that_merely_mentions_somebody_is_left_over(line: str) -> None:
    assert _left(line) == [line]


@pytest.mark.parametrize("line", ["케냐 산림청 Grace Wanjiru 국장", "- 미래숙련원 고은비"])
def test_a_line_of_names_is_claimed_by_them(line: str) -> None:
    assert _left(line) == []


@pytest.mark.parametrize(
    ("left", "lines", "much"),
    [(45, 120, True), (36, 120, False), (37, 120, True), (4, 6, False), (5, 10, True), (0, 0, False), (14, 0, False)],
)
def test_a_large_share_of_more_than_a_few_lines_is_told(left: int, lines: int, much: bool) -> None:
    assert much_left(left, lines) is much
    assert bool(left_words(left, lines)) is much


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Of 120 lines 45 were not understood"), ("ko", "120줄 가운데 45줄을 이해하지 못했습니다")],
)
def test_it_is_told_in_words(language: str, words: str) -> None:
    with translation.override(language):
        assert left_words_of({"leftover": list(range(45)), "text_lines": 120}) == words
        assert left_words_of({"leftover": list(range(45))}) == ""  # read before lines were counted
        assert left_words_of(None) == ""


@pytest.mark.parametrize(("more", "told"), [(0, False), (12, True)])
def test_read_report_tells_people_so_beside_the_json(tmp_path: Path, more: int, told: bool) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        REPORT.replace("{line}", "\n\n".join(f"{n}번째 이야기는 물가와 날씨에 관한 것임" for n in range(more)))
    )
    out, err = StringIO(), StringIO()
    with translation.override("en"):
        call_command("read_report", str(path), pretty=True, stdout=out, stderr=err)
    assert ("were not understood" in err.getvalue()) is told
    assert out.getvalue().startswith("{")
