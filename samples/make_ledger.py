"""Make samples/ledger.xlsx: a ledger of agreements as an office keeps it, with everything invented.

usage: python samples/make_ledger.py samples/ledger.xlsx
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

HEADS = [
    ("연번", ""),
    ("협약명", ""),
    ("상대기관", ""),
    ("국가", ""),
    ("체결일", ""),
    ("협약기간", "시작일"),
    ("협약기간", "종료일"),
    ("자동연장", ""),
    ("주요내용", ""),
    ("주관부서", ""),
    ("추진실적", ""),
    ("비고", ""),
]
ROWS: list[list[Any]] = [
    [
        1,
        "해양연구 업무협약",
        "다낭해양대학교(Da Nang Maritime University)",
        "베트남",
        "'23.5.11.",
        date(2023, 5, 11),
        date(2026, 5, 10),
        "1년씩 자동연장",
        "해양 공동연구, 연구자 교류",
        "국제협력팀",
        "- 공동세미나('24.5.13.)\n- 연구자 2명 방문(2025.3월)\n- 학술지 교환",
        "보관함 3",
    ],
    [
        2,
        "도시데이터 업무협약",
        "키토도시계획위원회",
        "에콰도르",
        "2024. 3. 4.",
        "체결일로부터 3년",
        "",
        "X",
        "도시데이터 공유",
        "데이터연구센터",
        "",
        "",
    ],
    [
        3,
        "기후기술 협력의향서",
        "아르메니아기후청, 세부바이오연구소",
        "아르메니아, 필리핀",
        date(2022, 10, 3),
        date(2022, 10, 3),
        date(2025, 10, 2),
        "O",
        "기후기술 실증",
        "미래전략실",
        "2023년 공동조사 1건",
        "’25년 갱신 검토",
    ],
    [
        4,
        "전자정부 합의각서(MOA)",
        "탈린전자정부재단",
        "에스토니아",
        "2021.2.30.",
        "2021.3.1.",
        "2024.2.29.",
        "부",
        "전자정부 자문",
        "기획조정본부",
        "",
        "합의 해지('23.12.1.)",
    ],
    ["소계", "", "4건", "", "", "", "", "", "", "", "", ""],
    [
        5,
        "혁신센터 업무협약",
        "나이로비혁신센터(NIC)",
        "케냐",
        "20250820",
        "20250820",
        "무기한",
        "",
        "창업보육 교류",
        "국제협력팀",
        "추진실적 없음",
        "",
    ],
]


def main(target: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "협약대장"
    page["A1"] = "업무협약(MOU) 관리대장"
    page["A1"].font = Font(bold=True, size=16)
    page.merge_cells("A1:L1")
    page["A2"] = "※ 2026. 1. 31. 기준 · 작성부서: 국제협력팀"
    for column, (upper, lower) in enumerate(HEADS, start=1):
        page.cell(4, column, upper).font = Font(bold=True)
        if lower:
            page.cell(5, column, lower).font = Font(bold=True)
        else:
            page.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
        page.column_dimensions[get_column_letter(column)].width = 18
    page.merge_cells("F4:G4")
    for at, row in enumerate(ROWS, start=6):
        for column, value in enumerate(row, start=1):
            page.cell(at, column, value or None).alignment = Alignment(wrap_text=True, vertical="top")
    page.cell(len(ROWS) + 7, 1, "* 원본은 국제협력팀 보관")
    book.save(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
