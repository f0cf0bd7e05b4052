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

from .archive import Archive
from .raw import Raw, Refused
from .text import clean

_SECTION = re.compile(r"^Contents/section(\d+)\.xml$")
# Text that belongs to no line: notes are read after their paragraph's text, page furniture not at all.
_SKIPPED = frozenset({"header", "footer", "hiddenComment", "deleteBegin", "deleteEnd", "memo", "fieldBegin"})


def read(data: bytes) -> list[Raw]:
    """The paragraphs and rows of the document. Raises Refused for an encrypted or damaged file."""
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise Refused("encrypted", "암호가 걸린 파일입니다. 한글에서 암호를 풀어 저장한 뒤 올리십시오.")
    sections = sorted((int(found.group(1)), name) for name in archive.names if (found := _SECTION.match(name)))
    if not sections:
        raise Refused("damaged", "hwpx 문서의 본문을 찾을 수 없습니다. 한글에서 다시 저장해 올리십시오.")
    levels = _outline_levels(archive)
    out = _Collector(levels)
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
        raise Refused(
            "damaged", "파일이 손상되어 읽을 수 없습니다. 한글에서 열어 다시 저장한 뒤 올리십시오."
        ) from error
    return root


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _outline_levels(archive: Archive) -> dict[str, int]:
    """Outline level (1 outermost) of each paragraph shape that heads an outline."""
    if "Contents/header.xml" not in archive.names:
        return {}
    levels: dict[str, int] = {}
    for shape in _parse(archive.part("Contents/header.xml")).iter():
        if _tag(shape) != "paraPr":
            continue
        for heading in shape:
            if _tag(heading) == "heading" and heading.get("type") == "OUTLINE":
                levels[shape.get("id", "")] = _number(heading.get("level"), 0) + 1
    return levels


class _Collector:
    """Walks paragraphs and keeps count of the tables."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.raws: list[Raw] = []
        self._levels = levels
        self._tables = 0

    def paragraph(self, element: ElementTree.Element) -> None:
        """Add a paragraph: its text first, then the tables anchored in it."""
        text, tables = _content(element)
        level = self._levels.get(element.get("paraPrIDRef", ""), 0)
        for line in text.split("\n"):
            indent = (len(line) - len(line.lstrip())) // 2
            cleaned = clean(line).strip()
            if "\t" in cleaned:
                cleaned = re.sub(r"\s*\t\s*", "  ", cleaned)
            if cleaned or not tables:
                self.raws.append(Raw(text=cleaned, heading=level if cleaned else 0, indent=indent))
        for table in tables:
            self._table(table)

    def _table(self, table: ElementTree.Element) -> None:
        rows = [row for row in table if _tag(row) == "tr"]
        cells = [[cell for cell in row if _tag(cell) == "tc"] for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1:
            # A table of one cell is a frame drawn around ordinary text (Korean forms put headings and whole pages in
            # one).
            for paragraph in _paragraphs(cells[0][0]):
                self.paragraph(paragraph)
            return
        self._tables += 1
        number = self._tables
        width = _number(table.get("colCnt"), 0)
        grid: list[list[str | None]] = []
        nested: list[list[ElementTree.Element]] = []
        for index, row in enumerate(cells):
            line: list[str | None] = [None] * width if width <= 200 else []
            inner: list[ElementTree.Element] = []
            for position, cell in enumerate(row):
                texts = []
                for paragraph in _paragraphs(cell):
                    text, tables = _content(paragraph)
                    texts.append(clean(text).strip())
                    inner.extend(tables)
                address = next((part for part in cell if _tag(part) == "cellAddr"), None)
                column = _number(address.get("colAddr"), position) if address is not None else position
                value = "\n".join(text for text in texts if text)
                if 0 <= column < len(line):
                    line[column] = value
                else:
                    line.append(value)
            grid.append(line)
            nested.append(inner)
            del index
        spans = _spans(cells, width)
        for row_number, line in enumerate(grid):
            # A cell merged sideways stands once; one merged downwards leaves an empty cell in the rows below.
            values = tuple(
                value if value is not None else ""
                for column, value in enumerate(line)
                if value is not None or (row_number, column) not in spans
            )
            self.raws.append(
                Raw(text="\t".join(value.replace("\n", " ") for value in values), cells=values, table=number)
            )
            for table_inside in nested[row_number]:
                self._table(table_inside)


def _number(text: str | None, otherwise: int) -> int:
    """A count of cells; one that is damaged is as if it were not given."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


def _spans(cells: list[list[ElementTree.Element]], width: int) -> set[tuple[int, int]]:
    """Places covered by a cell that began to their left."""
    covered: set[tuple[int, int]] = set()
    for row, line in enumerate(cells):
        for position, cell in enumerate(line):
            address = next((part for part in cell if _tag(part) == "cellAddr"), None)
            span = next((part for part in cell if _tag(part) == "cellSpan"), None)
            column = _number(address.get("colAddr"), position) if address is not None else position
            across = _number(span.get("colSpan"), 1) if span is not None else 1
            down = _number(span.get("rowSpan"), 1) if span is not None else 1
            for below in range(min(down, len(cells) - row)):
                covered.update((row + below, beside) for beside in range(column + 1, min(column + across, width)))
    return covered


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
