"""HWPX (OWPML, KS X 6101): paragraphs and tables read from the sections of the package in the order they stand.

Parsed here rather than by a library, because a table row has to become one block with its merged cells counted once,
and nothing but the text, the tables and the outline level is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from . import grid
from .archive import Archive
from .raw import Raw, Refused
from .text import clean, paragraph

_SECTION = re.compile(r"^Contents/section(\d+)\.xml$")
# Text that belongs to no line: notes are read after their paragraph's text, page furniture not at all.
_SKIPPED = frozenset({"header", "footer", "hiddenComment", "deleteBegin", "deleteEnd", "memo", "fieldBegin"})


def read(data: bytes) -> list[Raw]:
    """The paragraphs and rows of the document. Raises Refused for an encrypted or damaged file."""
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise Refused("encrypted")
    sections = sorted((int(found.group(1)), name) for name in archive.names if (found := _SECTION.match(name)))
    if not sections:
        raise Refused("damaged")
    levels, bold = _looks(archive)
    out = _Collector(levels, bold)
    for _, name in sections:
        root = _parse(archive.part(name))
        for child in root:
            if _tag(child) == "p":
                out.paragraph(child)
    return out.raws


def _parse(data: bytes) -> ElementTree.Element:
    try:
        root: ElementTree.Element = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise Refused("damaged") from error
    return root


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _looks(archive: Archive) -> tuple[dict[str, tuple[int, bool]], frozenset[str]]:
    """(outline level, 1 outermost, 0 none; whether numbered or bulleted by the format) of each paragraph shape that is
    either, and the bold character shapes.
    """
    if "Contents/header.xml" not in archive.names:
        return {}, frozenset()
    levels: dict[str, tuple[int, bool]] = {}
    bold: set[str] = set()
    for shape in _parse(archive.part("Contents/header.xml")).iter():
        if _tag(shape) == "charPr" and any(_tag(part) == "bold" for part in shape):
            bold.add(shape.get("id", ""))
        if _tag(shape) != "paraPr":
            continue
        for heading in shape:
            if _tag(heading) == "heading" and heading.get("type") == "OUTLINE":
                levels[shape.get("id", "")] = (_number(heading.get("level"), 0) + 1, False)
            elif _tag(heading) == "heading" and heading.get("type") in ("NUMBER", "BULLET"):
                levels[shape.get("id", "")] = (0, True)
    return levels, frozenset(bold)


class _Collector:
    """Walks paragraphs and keeps count of the tables."""

    def __init__(self, levels: dict[str, tuple[int, bool]], bold: frozenset[str]) -> None:
        self.raws: list[Raw] = []
        self._levels = levels
        self._bold = bold
        self._tables = 0

    def paragraph(self, element: ElementTree.Element, depth: int = 0) -> None:
        """Add a paragraph: its text first, then the tables anchored in it."""
        text, tables = _content(element)
        level, listed = self._levels.get(element.get("paraPrIDRef", ""), (0, False))
        self.raws.extend(
            raw for raw in paragraph(text, level, listed=listed, bold=self._is_bold(element)) if raw.text or not tables
        )
        for table in tables:
            self._table(table, depth)

    def _is_bold(self, element: ElementTree.Element) -> bool:
        runs = [run for run in element if _tag(run) == "run" and any((part.text or "").strip() for part in run)]
        return bool(runs) and all(run.get("charPrIDRef", "") in self._bold for run in runs)

    def _table(self, table: ElementTree.Element, depth: int) -> None:
        if depth > grid.MAX_DEPTH:
            raise Refused("too_deep")
        rows = [row for row in table if _tag(row) == "tr"]
        cells = [[cell for cell in row if _tag(cell) == "tc"] for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1:
            # A table of one cell is a frame drawn around ordinary text (Korean forms put headings and whole pages in
            # one).
            for paragraph in _paragraphs(cells[0][0]):
                self.paragraph(paragraph, depth + 1)
            return
        self._tables += 1
        number = self._tables
        found: list[grid.Cell] = []
        nested: list[list[ElementTree.Element]] = [[] for _ in rows]
        for index, row in enumerate(cells):
            for position, cell in enumerate(row):
                texts = []
                for paragraph in _paragraphs(cell):
                    text, tables = _content(paragraph)
                    texts.append(clean(text).strip())
                    nested[index].extend(tables)
                found.append(_placed(cell, index, position, "\n".join(text for text in texts if text)))
        width = _number(table.get("colCnt"), 0)
        for values, inside in zip(grid.rows(found, len(rows), width), nested, strict=True):
            self.raws.append(grid.row(values, number))
            for table_inside in inside:
                self._table(table_inside, depth + 1)


def _placed(cell: ElementTree.Element, row: int, position: int, text: str) -> grid.Cell:
    address = next((part for part in cell if _tag(part) == "cellAddr"), None)
    span = next((part for part in cell if _tag(part) == "cellSpan"), None)
    return grid.Cell(
        row,
        _number(address.get("colAddr"), position) if address is not None else position,
        text,
        _number(span.get("colSpan"), 1) if span is not None else 1,
        _number(span.get("rowSpan"), 1) if span is not None else 1,
    )


def _number(text: str | None, otherwise: int) -> int:
    """A count of cells; one that is damaged is as if it were not given."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


def _paragraphs(cell: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for part in cell:
        if _tag(part) == "subList":
            yield from (paragraph for paragraph in part if _tag(paragraph) == "p")


def _content(paragraph: ElementTree.Element) -> tuple[str, list[ElementTree.Element]]:
    """The text of a paragraph without what stands in its tables, and those tables."""
    out: list[str] = []
    tables: list[ElementTree.Element] = []

    def walk(element: ElementTree.Element) -> None:
        tag = _tag(element)
        if tag == "tbl":
            tables.append(element)
            return
        if tag in _SKIPPED:
            return
        if tag == "t":
            out.append(element.text or "")
            for child in element:
                name = _tag(child)
                if name == "lineBreak":
                    out.append("\n")
                elif name == "tab":
                    out.append("\t")
                elif name in ("nbSpace", "fwSpace"):
                    out.append(" ")
                elif name == "hyphen":
                    out.append("-")
                out.append(child.tail or "")
            return
        for child in element:
            walk(child)

    walk(paragraph)
    return "".join(out), tables
