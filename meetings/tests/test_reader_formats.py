"""Formats, structure and limits: what a file is, what its lines are, and what is refused with which sentence."""

# ruff: noqa: E501 — file contents stand on one line

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from meetings.reader import child, read_document, read_report
from meetings.reader.blocks import BlockKind
from meetings.reader.formats import Refused, archive, read, sniff
from meetings.reader.formats.raw import Raw
from meetings.reader.reading import as_json
from meetings.reader.sections import outline, split_marker, to_blocks
from meetings.tests.reports import NAMESAKES, TABLES

YARDSTICK = Path(__file__).resolve().parents[3] / "shared" / "yardstick"
PLACES = {
    "line", "lines", "heading_line", "end_line", "time_line", "place_line", "count_line", "date_line", "author_line",
    "recipient_line", "file", "sha256", "duplicate_lines", "summary_lines", "leftover", "text_lines", "minutes",
}  # fmt: skip


def without_places(value: Any) -> Any:
    """A Reading as JSON without the numbers of lines, which differ from format to format."""
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES}
    return [without_places(inner) for inner in value] if isinstance(value, list | tuple) else value


def as_docx(text: str) -> bytes:
    """The same report as a Word file: rows of a table become a table, everything else paragraphs."""
    document = docx.Document()
    rows: list[list[str]] = []

    def flush() -> None:
        if rows:
            table = document.add_table(len(rows), max(len(row) for row in rows))
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    table.cell(number, column).text = cell
            rows.clear()

    for line in text.split("\n"):
        if "\t" in line:
            cells = line.split("\t")
            if rows and len(rows[-1]) != len(cells):
                flush()
            rows.append(cells)
            continue
        flush()
        document.add_paragraph(line)
    flush()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_hwpx(paragraphs: str) -> bytes:
    """A minimal hwpx package around the XML of its paragraphs."""
    space = (
        'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/hwp+zip")
        package.writestr("Contents/content.hpf", "<package/>")
        package.writestr("Contents/section0.xml", f"<hs:sec {space}>{paragraphs}</hs:sec>")
    return out.getvalue()


def p(text: str) -> str:
    return f'<hp:p paraPrIDRef="0"><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>'


def cell(text: str, column: int, row: int, across: int = 1, down: int = 1) -> str:
    place = f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="{across}" rowSpan="{down}"/>'
    return f"<hp:tc><hp:subList>{p(text)}</hp:subList>{place}</hp:tc>"


def refused(data: bytes, name: str) -> str:
    with pytest.raises(Refused) as info:
        read(data, name)
    assert info.value.sentence.endswith((".", "오."))
    return info.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_text_file_is_read_in_every_usual_encoding(encoding: str) -> None:
    reading = read_report(NAMESAKES.text.encode(encoding), "report.txt")
    assert reading.doc.kind == "trip_report"
    assert reading.trip.travellers[0].name == "차온유"


def test_a_block_of_a_text_file_is_its_line() -> None:
    blocks, _ = read_document("가\n\n나\t다\n| a | b |\n|---|---|\n| 1 | 2 |\r\n".encode(), "a.txt")
    kinds = [(block.line, block.kind) for block in blocks]
    assert kinds == [
        (1, BlockKind.PARAGRAPH), (2, BlockKind.BLANK), (3, BlockKind.ROW), (4, BlockKind.ROW), (5, BlockKind.BLANK), (6, BlockKind.ROW),
    ]  # fmt: skip
    assert blocks[5].cells == ("1", "2")


def test_a_cell_of_several_lines_pasted_from_a_spreadsheet_stays_in_its_row() -> None:
    pasted = '소속\t성명\t비고\n가람연구원\t노을하\t"팀장 ""대리""\n통역"\n"나루\n연구원"\t표하은\t-\n"따옴표로 여는 글\n그리고 닫는 글"\n'
    blocks, _ = read_document(pasted.encode(), "a.txt")
    assert [(block.line, block.cells or block.text) for block in blocks if block.text] == [
        (1, ("소속", "성명", "비고")),
        (2, ("가람연구원", "노을하", '팀장 "대리"\n통역')),
        (4, ("나루\n연구원", "표하은", "-")),
        (6, '"따옴표로 여는 글'),
        (7, '그리고 닫는 글"'),
    ]


def test_a_blank_line_does_not_end_a_table_whose_rows_go_on() -> None:
    raws = read(b"a\tb\n1\t2\n\n3\t4\n\nc\td\te\n", "a.txt")
    assert [raw.table for raw in raws if raw.cells] == [1, 1, 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 개요", ("arabic", "1.", "개요")),
        ("Ⅱ. 결과", ("roman", "Ⅱ.", "결과")),
        ("가. 면담", ("syllable", "가.", "면담")),
        ("- o 일 시: 5월", ("circle", "- o", "일 시: 5월")),
        ("2025. 8. 10.(일) 출국", ("", "", "2025. 8. 10.(일) 출국")),
        ("8. 10.(일) 출국", ("", "", "8. 10.(일) 출국")),
        ("3.1 Ministry", ("dotted", "3.1", "Ministry")),
        ("① 첫째", ("circled", "①", "첫째")),
        ("가나다 연구원", ("", "", "가나다 연구원")),
    ],
)
def test_markers_are_told_from_dates_and_words(text: str, expected: tuple[str, str, str]) -> None:
    assert split_marker(text) == expected


def test_a_scrambled_hierarchy_is_put_right_by_the_kinds_of_markers() -> None:
    lines = [
        "# 보고서",
        "## 1. 개요",
        "### 2. 내용",
        "#### 가. 첫 면담",
        "## □ 주요내용",
        "## 나. 둘째 면담",
        "**다. 셋째 면담**",
        "#### 3. 시사점",
    ]
    blocks = to_blocks(read("\n".join(lines).encode(), "a.md"))
    assert [block.level for block in blocks] == [1, 2, 2, 3, 4, 3, 3, 2]
    ends = {section.heading.body: section.end for section in outline(blocks) if section.heading}
    assert (ends["첫 면담"], ends["둘째 면담"], ends["내용"]) == (5, 6, 7)


def test_sentences_and_fields_are_no_headings() -> None:
    blocks = to_blocks([Raw("1. 양측은 자료를 교환하기로 함"), Raw("2. 기간: 5월 1일"), Raw("3. 향후 계획")])
    assert [block.kind for block in blocks] == [BlockKind.ITEM, BlockKind.ITEM, BlockKind.HEADING]


def test_the_same_report_in_word_reads_the_same() -> None:
    for document in (TABLES, NAMESAKES):
        text = read_report(document.text.encode(), "report.txt")
        word = read_report(as_docx(document.text), "report.docx")
        assert without_places(as_json(word)) == without_places(as_json(text))


def test_a_row_of_a_word_table_is_one_block_and_a_merged_cell_stands_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "가로"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "세로"
    table.cell(1, 0).text = "하나"
    out = io.BytesIO()
    document.save(out)
    assert [raw.cells for raw in read(out.getvalue(), "a.docx")] == [("가로", "세로"), ("하나", "", "")]


def test_a_row_of_an_hwpx_table_is_one_block_and_a_merged_cell_stands_once() -> None:
    rows = f"<hp:tr>{cell('가로', 0, 0, 2)}{cell('세로', 2, 0, 1, 2)}</hp:tr><hp:tr>{cell('하나', 0, 1)}{cell('둘', 1, 1)}</hp:tr>"
    data = as_hwpx(p("앞") + f'<hp:p><hp:run><hp:tbl colCnt="3">{rows}</hp:tbl></hp:run></hp:p>' + p("뒤"))
    assert [raw.cells or raw.text for raw in read(data, "a.hwpx")] == ["앞", ("가로", "세로"), ("하나", "둘", ""), "뒤"]


def test_a_frame_of_one_cell_is_ordinary_text() -> None:
    data = as_hwpx(
        f'<hp:p><hp:run><hp:tbl colCnt="1"><hp:tr>{cell("1. 출장개요", 0, 0)}</hp:tr></hp:tbl></hp:run></hp:p>'
    )
    assert [(raw.text, raw.cells) for raw in read(data, "a.hwpx")] == [("1. 출장개요", None)]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"\x9b DRMONE  This Document is encrypted", "a.hwpx", "drm"),
        (b"SCDSA004", "a.docx", "drm"),
        (b"%PDF-1.7 ...", "a.pdf", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "FileHeader".encode("utf-16-le"), "a.hwp", "damaged"),
        (b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05", "a.hwp", "old_hwp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "a.doc", "old_doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"PK\x03\x04 cut off", "a.docx", "damaged"),
        (b"\x00\x01\x02\x03" * 50, "a.txt", "unknown_format"),
        ("글자".encode(), "a.docx", "misnamed"),
        ("글자".encode(), "a.xyz", "unknown_format"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, name: str, code: str) -> None:
    assert refused(data, name) == code
    reading = read_report(data, name)
    assert (reading.doc.is_trip_report, reading.doc.reason_code) == (False, code)
    assert reading.doc.reason


def test_a_drm_file_is_answered_with_what_to_do() -> None:
    assert (
        read_report(b"\x9b DRMONE", "a.hwpx").doc.reason
        == "문서보안(DRM)이 걸린 파일입니다. 해제 후 올리거나 본문을 붙여넣으십시오."
    )


def test_a_word_file_under_another_name_is_refused() -> None:
    assert refused(as_docx("가"), "a.hwpx") == "misnamed"
    assert sniff(as_docx("가")) == "docx"


def test_an_encrypted_hwpx_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("Contents/section0.xml", "x")
        package.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    assert refused(out.getvalue(), "a.hwpx") == "encrypted"


def test_a_zip_bomb_is_refused_before_anything_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("Contents/section0.xml", b"0" * 3_000_000)
    monkeypatch.setattr(archive, "MAX_UNZIPPED", 2_000_000)
    opened: list[str] = []
    monkeypatch.setattr(archive.Archive, "part", lambda self, name: opened.append(name))
    assert refused(out.getvalue(), "a.hwpx") == "too_large_unzipped"
    assert opened == []


def test_external_entities_are_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("비밀")
    attack = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><x>&e;</x>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("Contents/section0.xml", attack)
    assert refused(out.getvalue(), "a.hwpx") == "damaged"
    word = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx("가"))) as good, zipfile.ZipFile(word, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, attack if name == "word/document.xml" else good.read(name))
    assert refused(word.getvalue(), "a.docx") == "unsafe_xml"


def test_the_child_reads_what_the_parent_reads(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(NAMESAKES.text)
    blocks, reading = child.read_in_child(path)
    assert reading == json.loads(json.dumps(as_json(read_report(path.read_bytes(), "report.txt"))))
    assert len(blocks) == len(NAMESAKES.text.split("\n")) - 1
    assert child.read_in_child(path.read_bytes(), "report.txt") == (blocks, reading)


def test_a_child_that_runs_too_long_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 0.01)
    _, reading = child.read_in_child(NAMESAKES.text.encode(), "report.txt")
    assert (reading["doc"]["is_trip_report"], reading["doc"]["reason_code"]) == (False, "time_limit")


def test_a_child_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.reader.child.sys.executable", "/bin/false")
    blocks, reading = child.read_in_child(b"x", "report.txt")
    assert (blocks, reading["doc"]["reason_code"]) == ([], "crashed")


def test_the_child_runs_within_its_memory() -> None:
    program = (
        "from meetings.reader import child; child.limit()\n"
        "try:\n    bytearray(child.MEMORY)\nexcept MemoryError:\n    raise SystemExit(child.OUT_OF_MEMORY)"
    )
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, check=False
    )
    assert done.returncode == child.OUT_OF_MEMORY


@pytest.mark.skipif(not YARDSTICK.is_dir(), reason=f"no yardstick at {YARDSTICK}")
def test_one_report_in_three_formats_gives_one_reading() -> None:
    readings = [
        without_places(as_json(read_report((YARDSTICK / name).read_bytes(), name)))
        for name in ("tashkent.txt", "tashkent.docx", "tashkent.hwpx")
    ]
    assert readings[0] == readings[1] == readings[2]
    assert readings[0]["meetings"]


@pytest.mark.parametrize(
    "filler", ["가" * 20_000, "Ministry of " * 1_500, "( " * 5_000, "a" + " " * 20_000 + "b", "도하림 팀장, " * 800]
)
def test_one_endless_line_does_not_stop_the_reader(filler: str) -> None:
    import time

    begun = time.process_time()
    read_report(f"{NAMESAKES.text}\n일자\t내용\n7/2(화)\t{filler}\n{filler}\n".encode(), "report.txt")
    assert time.process_time() - begun < 15


def test_the_time_grows_with_the_text_and_not_with_its_square() -> None:
    import time

    def seconds(times: int) -> float:
        begun = time.process_time()
        read_report((NAMESAKES.text * times).encode(), "report.txt")
        return time.process_time() - begun

    seconds(1)
    assert seconds(40) < 16 * max(seconds(4), 0.01)


@pytest.mark.parametrize("damaged", ["abc", "-1", "", "9" * 30, "٣"])
def test_a_damaged_span_of_an_hwpx_table_costs_no_word_of_it(damaged: str) -> None:
    """One attribute that is no number used to end the reading of the whole file."""
    original = (Path(__file__).parents[2] / "samples/lima-report.hwpx").read_bytes()
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            text = old.read(item)
            if item.filename.startswith("Contents/section"):
                assert b'colSpan="' in text
                text = re.sub(rb'(col|row)Span="\d+"', rb'\1Span="' + damaged.encode() + b'"', text, count=1)
            new.writestr(item, text)
    assert len(read_document(kept.getvalue(), "a.hwpx")[0]) == len(read_document(original, "a.hwpx")[0])
