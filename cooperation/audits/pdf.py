"""A document as PDF, set by typst in the Korean font of a wheel: ruled tables, head repeated, pages numbered."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from cooperation.audits.sheets import Row, Sheet, card_lines, printable, words

# Every text comes in as data and is never read as markup.
PAGE = """
#let given = json(bytes(sys.inputs.given))
#let (year, month, day) = given.day
#set document(title: given.title, author: given.author, date: datetime(year: year, month: month, day: day))
#set page(paper: "a4", flipped: given.layout == "table", margin: (x: 12mm, top: 14mm, bottom: 16mm),
  footer: align(center, text(8pt, context {
    "- " + counter(page).display() + " / " + str(counter(page).final().first()) + " -" })))
#set text(font: "Noto Sans CJK KR", size: 8pt, lang: given.language)
#set par(leading: 0.55em, spacing: 0.7em, justify: false)
#let strong-text(size, it) = text(size, stroke: 0.025em, it)
#let lines(it) = it.split("\\n").join(linebreak())
#let top = {
  align(center, heading(level: 1, outlined: false, strong-text(16pt, given.title)))
  v(2mm)
  for line in given.about { text(9pt, line); linebreak() }
  v(1mm)
}
#show heading: it => block(it.body)
#if given.layout == "table" {
  top
  table(
    columns: given.columns.map(column => column.width * 1fr),
    align: (x, y) => horizon + if y == 0 { center } else {
      (left: left, center: center, right: right).at(given.columns.at(x).align) },
    inset: (x: 3pt, y: 4pt), stroke: 0.5pt,
    fill: (x, y) => if y == 0 { luma(231) },
    table.header(..given.columns.map(column => strong-text(8pt, column.label))),
    ..if given.rows.len() == 0 {
      (table.cell(colspan: given.columns.len(), align: center, inset: 8pt, given.empty),)
    } else { given.rows.flatten().map(lines) }
  )
} else if given.cards.len() == 0 {
  top
  table(columns: (1fr,), inset: 8pt, align: center, given.empty)
} else {
  for (number, card) in given.cards.enumerate() {
    if number > 0 { pagebreak(weak: true) }
    top
    set text(10pt)
    table(
      columns: (28mm, 1fr, 28mm, 1fr), inset: (x: 5pt, y: 8pt), stroke: 0.5pt, align: left + horizon,
      table.header(table.cell(colspan: 4, fill: luma(231), strong-text(11pt, card.heading))),
      ..card.lines.map(line => if line.len() == 1 {
        (table.cell(fill: luma(245), align: center + horizon, strong-text(10pt, line.at(0).at(0))),
         table.cell(colspan: 3, lines(line.at(0).at(1))))
      } else {
        line.map(pair => (table.cell(fill: luma(245), align: center + horizon, strong-text(10pt, pair.at(0))),
          lines(pair.at(1)))).flatten()
      }).flatten()
    )
  }
}
"""


@cache
def fonts() -> str:
    """The folder of the font."""
    import noto_cjk_sans_otc

    return str(Path(noto_cjk_sans_otc.__file__).parent)


def pdf(sheet: Sheet, *, language: str) -> bytes:
    """The file (PDF/A-2b); the same bytes for the same sheet."""
    import typst  # 40 MB, which only whoever makes a PDF loads

    typeset: Any = typst.compile

    made: object = typeset(
        PAGE.encode(),
        font_paths=[fonts()],
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(_given(sheet, language), ensure_ascii=False)},
        pdf_standards=["a-2b"],
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def _given(sheet: Sheet, language: str) -> dict[str, Any]:
    cards = sheet.layout == "cards"
    return {
        "title": sheet.title,
        "author": "Ieum",
        "day": [sheet.on.year, sheet.on.month, sheet.on.day],
        "language": language[:2],
        "about": [printable(line) for line in sheet.about],
        "layout": sheet.layout,
        "empty": sheet.empty,
        "columns": [{"label": sheet.numbered, "width": 5, "align": "center"}]
        + [{"label": str(one.label), "width": one.width, "align": one.align} for one in sheet.columns],
        "rows": [] if cards else [_cells(number, row) for number, row in enumerate(sheet.rows, 1)],
        "cards": [_card(sheet, number, row) for number, row in enumerate(sheet.rows, 1)] if cards else [],
    }


def _cells(number: int, row: Row) -> list[str]:
    return [str(number), *(printable(words(value)) for value in row.cells)]


def _card(sheet: Sheet, number: int, row: Row) -> dict[str, Any]:
    lines = [[[label, printable(words(value))] for label, value in line] for line in card_lines(sheet.columns, row)]
    return {"heading": printable(f"{number}. {row.heading}"), "lines": lines}
