"""A page as lines and tables, and what of it is furniture: running heads, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from .glyphs import Glyph, Page
from .lines import Line, lines_of
from .ruled import Box, Table, tables

_EDGE = 0.12  # of the page's height, above and below; no running head stands farther in
_NUMBER = re.compile(
    r"^[\s\-–—·|<\[(]*(?:page|p\.|쪽|페이지|pág(?:ina)?\.?)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*"
    r"(?:(?:/|of|de|중)\s*\d{1,4})?\s*(?:쪽|페이지)?[\s\-–—·|>\])]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the lines in each of its cells. ``moved`` says that its first row was the rest of one on the page
    before, and stands there now.
    """

    table: Table
    cells: dict[Box, list[Line]]
    page: int
    moved: bool = False


@dataclass(slots=True)
class Sheet:
    """A page. ``lines`` are those outside of tables."""

    number: int
    width: float
    height: float
    lines: list[Line]
    grids: list[Grid]

    @property
    def things(self) -> list[Line | Grid]:
        """Lines and tables from top to bottom."""
        found: list[Line | Grid] = [*self.lines, *self.grids]
        return sorted(found, key=lambda thing: thing.y if isinstance(thing, Line) else thing.table.ys[0])


def sheet_of(page: Page, *, spaces: bool) -> Sheet:
    """The lines and tables of a page. ``spaces`` says that the file writes its spaces."""
    found = tables(page.strokes)
    smallest = sorted(found, key=lambda table: table.area)
    loose: list[Glyph] = []
    inside: dict[int, dict[Box, list[Glyph]]] = {id(table): {} for table in found}
    for glyph in page.glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        for table in smallest:
            box = table.cell_at(middle, glyph.y - 0.3 * glyph.size)
            if box is not None:
                inside[id(table)].setdefault(box, []).append(glyph)
                break
        else:
            loose.append(glyph)
    grids = []
    for table in found:
        boxes = inside[id(table)]
        if not boxes:
            continue  # a drawing
        cells = {box: lines_of(glyphs, page.number, spaces=spaces) for box, glyphs in boxes.items()}
        grids.append(Grid(table, cells, page.number))
    return Sheet(page.number, page.width, page.height, lines_of(loose, page.number, spaces=spaces), grids)


def drop_furniture(sheets: Sequence[Sheet]) -> None:
    """Take off what stands at the same height near the edge of several pages, with nothing but its like farther out,
    the page's number aside, and page numbers by themselves.
    """
    places: dict[tuple[str, int], set[int]] = {}
    for sheet in sheets:
        for line in _at_edges(sheet):
            for sign in _signs(line):
                places.setdefault(sign, set()).add(sheet.number)
    enough = max(2, len(sheets) * 2 // 5)
    for sheet in sheets:
        edges = _at_edges(sheet)
        again = {id(line) for line in edges if any(len(places[sign]) >= enough for sign in _signs(line))}
        gone: set[int] = set()
        above = [id(line) for line in sheet.lines if line.y < sheet.height / 2]
        below = [id(line) for line in sheet.lines[len(above) :]]
        for inwards in (above, reversed(below)):
            gone.update(takewhile(again.__contains__, inwards))
        left = [line for line in sheet.lines if id(line) not in gone]
        for outermost in (left[:1], left[-1:]):
            if outermost and outermost[0] in edges and _NUMBER.match(outermost[0].text):
                gone.add(id(outermost[0]))
        sheet.lines = [line for line in sheet.lines if id(line) not in gone]


def _at_edges(sheet: Sheet) -> list[Line]:
    return [line for line in sheet.lines if not sheet.height * _EDGE < line.y < sheet.height * (1 - _EDGE)]


def _signs(line: Line) -> set[tuple[str, int]]:
    """What the line has in common with its like on other pages: its words and height, one number perhaps counting with
    the pages. The numbers of a list go on faster.
    """
    texts = {line.text}
    for number in re.finditer(r"\d{1,4}", line.text):
        counted = f"{int(number.group()) - line.page:+d}"
        texts.add(f"{line.text[: number.start()]}\0{counted}\0{line.text[number.end() :]}")
    return {(text, height) for text in texts for height in _heights(line)}


def _heights(line: Line) -> tuple[int, int]:
    """Two raster places, so that heights a little apart share one."""
    return int(line.y // 8), int((line.y + 4) // 8) + 10_000
