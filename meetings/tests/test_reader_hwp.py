"""HWP 5: paragraphs, tables, and the ways a file is written."""

from __future__ import annotations

import struct

import pytest

from meetings.reader.formats import Refused, hwp
from meetings.reader.formats.raw import Raw
from meetings.tests import hwp_writer
from meetings.tests.hwp_writer import TableCell, record, table, text_paragraph


def lines(section: bytes) -> list[str | tuple[str, ...]]:
    return [raw.cells or raw.text for raw in hwp.read(hwp_writer.package(section))]


def cell(text: str, row: int, column: int, across: int = 1, down: int = 1) -> TableCell:
    return TableCell(row, column, text_paragraph(text, level=2), across, down)


@pytest.mark.parametrize(
    "flags", [0, hwp_writer.COMPRESSED, hwp_writer.DISTRIBUTION, hwp_writer.DISTRIBUTION | hwp_writer.COMPRESSED]
)
def test_a_file_is_read_packed_or_not_and_made_for_distribution_or_not(flags: int) -> None:
    raws = [
        Raw("출장 결과보고서", heading=1),
        Raw("본문 " * 3_000),
        Raw("가\t나", cells=("가", "나"), table=1),
        Raw("끝", listed=True),
    ]
    read = hwp.read(hwp_writer.as_hwp(raws, flags=flags))[1:]
    assert [(raw.text.strip(), raw.heading, raw.cells, raw.listed) for raw in read] == [
        (raw.text.strip(), raw.heading, raw.cells, raw.listed) for raw in raws
    ]


def test_a_row_is_one_block_and_a_merged_cell_stands_once() -> None:
    cells = [cell("가로", 0, 0, across=2), cell("세로", 0, 2, down=2), cell("하나", 1, 0), cell("둘", 1, 1)]
    assert lines(text_paragraph("앞") + table(cells, 2, 3) + text_paragraph("뒤")) == [
        "앞", ("가로", "세로"), ("하나", "둘", ""), "뒤",
    ]  # fmt: skip


def test_the_paragraphs_of_a_cell_are_joined_and_a_table_in_it_follows_its_row() -> None:
    inner = table([TableCell(0, n, text_paragraph(text, level=4)) for n, text in enumerate("가나")], 1, 2, level=2)
    two = TableCell(0, 1, text_paragraph("하나", level=2) + text_paragraph("둘", level=2) + inner, count=3)
    assert lines(table([cell("머리", 0, 0), two, cell("다음", 1, 0), cell("줄", 1, 1)], 2, 2)) == [
        ("머리", "하나\n둘"), ("가", "나"), ("다음", "줄"),
    ]  # fmt: skip


def test_a_frame_of_one_cell_is_ordinary_text() -> None:
    assert lines(table([cell("1. 출장개요", 0, 0)], 1, 1)) == ["1. 출장개요"]


def test_text_boxes_and_notes_are_read_and_running_heads_are_not() -> None:
    def control(name: bytes, text: str, wrapped: bool = False) -> bytes:
        inside = record(72, 3 if wrapped else 2, struct.pack("<II", 1, 0)) + text_paragraph(
            text, level=3 if wrapped else 2
        )
        return record(71, 1, name[::-1] + bytes(40)) + (record(76, 2, bytes(40)) if wrapped else b"") + inside

    controls = b"".join(hwp_writer.extended(code, name) for code, name in ((16, b"head"), (17, b"fn  "), (11, b"gso ")))
    section = text_paragraph("본문", controls=controls)
    section += control(b"head", "머리말") + control(b"fn  ", "각주") + control(b"gso ", "글상자", wrapped=True)
    assert lines(section) == ["본문", "각주", "글상자"]


def test_line_ends_tabs_and_joined_blanks_are_read_as_what_they_show() -> None:
    assert lines(text_paragraph("첫째\n둘째\t셋째\x1e넷째\x18다섯째")) == ["첫째", "둘째  셋째 넷째-다섯째"]


def test_what_was_deleted_under_change_tracking_is_not_read() -> None:
    changes = record(96, 1, struct.pack("<I", 0x10) + bytes(22)) + record(96, 1, struct.pack("<I", 0x11) + bytes(22))
    ranges = struct.pack("<III", 0, 2, 0x10 << 24 | 1) + struct.pack("<III", 3, 6, 0x11 << 24 | 2)
    section = text_paragraph("새로 헌것 말", ranges=ranges)
    info = hwp_writer.doc_info(changes)
    tracked = hwp_writer.package(section, info=info, flags=hwp_writer.COMPRESSED | hwp_writer.TRACKED)
    assert [raw.text for raw in hwp.read(tracked)] == ["새로 말"]
    plain = hwp_writer.package(section, info=info)
    assert [raw.text for raw in hwp.read(plain)] == ["새로 헌것 말"]


def test_bold_and_outline_levels_are_kept() -> None:
    section = text_paragraph("굵게", look=1) + text_paragraph("개요 2", shape=2)
    assert [(raw.bold, raw.heading) for raw in hwp.read(hwp_writer.package(section))] == [(True, 0), (False, 2)]


def test_a_record_that_reaches_beyond_its_stream_is_damage() -> None:
    broken = text_paragraph("가") + struct.pack("<I", 66 | 500 << 20) + b"short"
    with pytest.raises(Refused) as refused:
        hwp.read(hwp_writer.package(broken))
    assert refused.value.code == "damaged"
