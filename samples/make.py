"""Make the .docx, .hwpx, .hwp and .pdf of a sample report from its .md, so that all five say the same.

usage: python samples/make.py samples/lima-report.md      (needs requirements-dev.txt)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from docx import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from hwpx import HwpxDocument

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from meetings.reader.formats import text as text_format
from meetings.tests.hwp_writer import as_hwp
from meetings.tests.pdf_writer import as_pdf

Piece = tuple[str, int, str | list[list[str]]]


def pieces(text: str) -> Iterator[Piece]:
    """Headings, items, paragraphs and tables of the Markdown that samples are written in: (kind, level, content)."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
            continue
        if rows:
            yield "table", 0, rows
            rows = []
        if heading := re.match(r"(#+) (.+)", line):
            yield "heading", len(heading[1]), heading[2]
        elif item := re.match(r"( *)- (.+)", line):
            yield "item", len(item[1]) // 2, "- " + item[2]
        elif line.strip():
            yield "paragraph", 0, line.strip()


def write_docx(source: str, target: Path) -> None:
    document = WordDocument()
    for style in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Bullet"):
        font = document.styles[style].font
        font.name = "Malgun Gothic"
        document.styles[style].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "맑은 고딕")
    document.styles["Normal"].font.size = Pt(11)
    for kind, level, content in pieces(source):
        if kind == "heading":
            document.add_heading(str(content), level=level)
        elif kind == "table":
            assert isinstance(content, list)
            table = document.add_table(rows=0, cols=len(content[0]), style="Table Grid")
            for row in content:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            paragraph = document.add_paragraph(str(content))
            paragraph.paragraph_format.left_indent = Pt(12 * level)
    document.core_properties.author = ""
    document.save(str(target))


def write_hwpx(source: str, target: Path) -> None:
    document = HwpxDocument.new()
    for kind, level, content in pieces(source):
        if kind == "table":
            assert isinstance(content, list)
            table = document.add_table(rows=len(content), cols=len(content[0]))
            for y, row in enumerate(content):
                for x, text in enumerate(row):
                    table.set_cell_text(y, x, text)
        else:
            document.add_paragraph("  " * level + str(content))
    document.save_to_path(str(target))


def main() -> None:
    source = Path(sys.argv[1])
    text = source.read_text(encoding="utf-8")
    write_docx(text, source.with_suffix(".docx"))
    write_hwpx(text, source.with_suffix(".hwpx"))
    raws = text_format.read(text.encode())
    source.with_suffix(".hwp").write_bytes(as_hwp(raws))
    source.with_suffix(".pdf").write_bytes(as_pdf(raws, header="출장 결과보고서"))


if __name__ == "__main__":
    main()
