"""A report printed by a browser: its PDF is not made by us, and drops the spaces at which lines are broken."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest

from meetings.reader.formats import text as text_format
from meetings.tests.golden_set import GOLDEN
from meetings.tests.rows import tables_and_lines
from meetings.tests.test_formats_agree import says

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
_STYLE = """body { font: 11pt/1.6 'Noto Sans CJK KR' } p { margin: 0; white-space: pre-wrap } td { border: 1px solid }
table { border-collapse: collapse; width: 100% } tr { break-inside: avoid }"""
_HEAD = '<span style="font-size: 8pt; margin-left: 20mm">출장 결과보고서</span>'
_FOOT = '<b style="font-size: 8pt; margin-left: 50%"><i class=pageNumber></i> / <i class=totalPages></i></b>'


def as_page(source: bytes, style: str) -> str:
    """The lines as a page of HTML."""
    out = []
    for piece in tables_and_lines(text_format.read(source)):
        if isinstance(piece, list):
            rows = ("".join(f"<td>{escape(value)}</td>" for value in row.cells or ()) for row in piece)
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif piece.heading:
            out.append(f"<h{piece.heading}>{escape(piece.text)}</h{piece.heading}>")
        else:
            words = escape(piece.text) or "&nbsp;"
            bold = f"<b>{words}</b>" if piece.bold else words
            out.append(f'<p style="margin-left: {8 * piece.indent}pt">{bold}</p>')
    return f"<meta charset=utf-8><style>{_STYLE} body {{ {style} }}</style>{''.join(out)}"


@pytest.mark.parametrize("style", ["", "text-align: justify; word-break: keep-all"], ids=["ragged", "justified"])
@pytest.mark.parametrize("name", ["hanoi.md", "daegu.md", "rotterdam.txt", "cochabamba.txt"])
def test_a_report_printed_by_a_browser_says_the_same(page: Page, name: str, style: str) -> None:
    source = (GOLDEN / name).read_bytes()
    page.set_content(as_page(source, style))
    printed = page.pdf(
        format="A4",
        margin={"top": "20mm", "bottom": "20mm", "left": "20mm", "right": "20mm"},
        display_header_footer=True,
        header_template=_HEAD,
        footer_template=_FOOT,
    )
    said, other = says(source, name), says(printed, "printed.pdf")
    for key in said:
        assert other[key] == said[key], key
