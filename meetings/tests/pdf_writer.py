"""Writes a report as PDF by typst, as a word processor would print it: pages with a running head and a number, tables
ruled and repeating their head, paragraphs wrapped.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from meetings.reader.formats.raw import Raw
from meetings.tests.rows import tables_and_lines

_PAGE = """
#let given = json(bytes(sys.inputs.given))
#set page(paper: "a4", margin: (x: 25mm, y: 25mm),
  header: context if counter(page).final().first() > 1 { text(8pt, given.header) },
  footer: align(center, text(8pt, context counter(page).display("- 1 -"))))
#set text(font: "Noto Sans CJK KR", size: 10.5pt, lang: "ko")
#set par(leading: 0.7em, spacing: eval(given.spacing), justify: given.justify)
#show table.cell: set text(size: 9.5pt)
#for piece in given.pieces {
  if "rows" in piece {
    let width = calc.max(..piece.rows.map(row => row.len()))
    table(columns: (auto,) * width,
      inset: 4pt, stroke: 0.5pt,
      ..piece.rows.enumerate().map(((number, row)) => row.enumerate().map(((column, cell)) => table.cell(
        colspan: if column == row.len() - 1 { width - row.len() + 1 } else { 1 }, breakable: false, cell))).flatten())
  } else if piece.text == "" {
    v(0.6em)
  } else {
    let sizes = (10.5pt, 16pt, 14pt, 13pt, 12.5pt, 12pt, 11.5pt)
    let size = sizes.at(calc.min(piece.heading, 6))
    pad(left: piece.indent * 8pt, par(text(size: size, stroke: if piece.bold { 0.3pt } else { none }, piece.text)))
  }
}
"""


def as_pdf(raws: Sequence[Raw], *, header: str = "", justify: bool = False, spacing: str = "0.9em") -> bytes:
    """The lines as a PDF file. ``spacing`` is that between paragraphs, in typst's units; 0.7em is that of lines."""
    pieces: list[dict[str, object]] = []
    for piece in tables_and_lines(raws):
        if isinstance(piece, list):
            pieces.append({"rows": [list(row.cells or ()) for row in piece]})
            continue
        text = piece.text.replace("  ", "\u00a0\u00a0")
        pieces.append({"text": text, "heading": piece.heading, "indent": piece.indent, "bold": piece.bold})
    given = {"pieces": pieces, "header": header, "justify": justify, "spacing": spacing}
    return typeset(_PAGE, json.dumps(given, ensure_ascii=False))


def typeset(source: str, given: str = "") -> bytes:
    """The PDF file of a page in typst's language, in the Korean font of a wheel. Skips the test where typst is not."""
    reason = "typst is missing: pip install -r requirements-dev.txt"
    typst = pytest.importorskip("typst", reason=reason)
    font = pytest.importorskip("noto_cjk_sans_otc", reason=reason)
    made: object = typst.compile(
        source.encode(),
        font_paths=[str(Path(font.__file__).parent)],
        ignore_system_fonts=True,
        sys_inputs={"given": given},
    )
    assert isinstance(made, bytes)
    return made
