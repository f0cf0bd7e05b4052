"""DOCX by python-docx: paragraphs and table rows in the order of the body."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from . import grid
from .archive import Archive
from .raw import Raw, Refused
from .text import clean

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE_LEVEL = re.compile(r"^(?:heading|제목|título|titulo)\s*(\d)$", re.IGNORECASE)


def read(data: bytes) -> list[Raw]:
    """The paragraphs and rows of the document. Raises Refused for a damaged file."""
    archive = Archive(data)
    archive.check_xml()
    if "word/document.xml" not in archive.names and "[Content_Types].xml" not in archive.names:
        raise Refused("damaged")
    import docx  # here, because it costs 80 ms that a text file need not pay

    try:
        document = docx.Document(io.BytesIO(data))
        out = _Collector()
        for item in document.iter_inner_content():
            out.add(item)
    except (Refused, MemoryError, RecursionError):
        raise
    except Exception as error:  # python-docx and lxml raise many kinds on a damaged package
        raise Refused("damaged") from error
    return out.raws


class _Collector:
    """Walks paragraphs and tables and keeps count of the tables."""

    def __init__(self) -> None:
        self.raws: list[Raw] = []
        self._tables = 0

    def add(self, item: Paragraph | Table, depth: int = 0) -> None:
        """Add a paragraph, or the rows of a table."""
        from docx.text.paragraph import Paragraph as Text

        if isinstance(item, Text):
            self._paragraph(item)
        else:
            self._table(item, depth)

    def _paragraph(self, paragraph: Paragraph) -> None:
        level = _level(paragraph)
        properties = paragraph._p.pPr
        numbering = properties.find(f"{_W}numPr") if properties is not None else None
        depth = numbering.find(f"{_W}ilvl") if numbering is not None else None
        runs = [run for run in paragraph.runs if run.text.strip()]
        bold = bool(runs) and all(run.bold for run in runs)
        for line in _text(paragraph).split("\n"):
            indent = (len(line) - len(line.lstrip())) // 2
            if depth is not None:
                written = depth.get(f"{_W}val") or ""
                indent = int(written) if written.isascii() and written.isdecimal() and len(written) < 3 else 0
            text = re.sub(r"\s*\t\s*", "  ", clean(line).strip())
            self.raws.append(
                Raw(text=text, heading=level if text else 0, bold=bold, indent=indent, listed=numbering is not None)
            )

    def _table(self, table: Table, depth: int) -> None:
        if depth > grid.MAX_DEPTH:
            raise Refused("too_deep")
        from docx.text.paragraph import Paragraph as Text

        rows = [_distinct(row._tr, table) for row in table.rows]
        if len(rows) == 1 and len(rows[0]) == 1 and rows[0][0][0] is not None:
            # A table of one cell is a frame drawn around ordinary text.
            for item in rows[0][0][0].iter_inner_content():
                self.add(item, depth + 1)
            return
        self._tables += 1
        number = self._tables
        for row in rows:
            values: list[str] = []
            nested: list[Table] = []
            for cell, continued in row:
                if cell is None or continued:
                    values.append("")
                    continue
                texts: list[str] = []
                for item in cell.iter_inner_content():
                    if isinstance(item, Text):
                        texts.append(clean(_text(item)).strip())
                    else:
                        nested.append(item)
                values.append("\n".join(text for text in texts if text))
            self.raws.append(grid.row(values, number))
            for table_inside in nested:
                self._table(table_inside, depth + 1)


def _distinct(row: object, table: Table) -> list[tuple[_Cell | None, bool]]:
    """The cells of a row, one merged sideways once; the flag says that a cell goes on from the row above."""
    from docx.table import _Cell as Cell

    out: list[tuple[_Cell | None, bool]] = []
    for element in row.tc_lst:  # type: ignore[attr-defined]
        properties = element.tcPr
        merge = properties.find(f"{_W}vMerge") if properties is not None else None
        continued = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
        out.append((Cell(element, table), continued))
    return out


def _level(paragraph: Paragraph) -> int:
    style = paragraph.style
    name = (style.name or "") if style is not None else ""
    found = _STYLE_LEVEL.match(name)
    if found is not None:
        return int(found.group(1))
    if name.lower() in ("title", "제목"):
        return 1
    properties = paragraph._p.pPr
    outline = properties.find(f"{_W}outlineLvl") if properties is not None else None
    value = outline.get(f"{_W}val") or "9" if outline is not None else "9"
    if value.isascii() and value.isdecimal() and int(value[:4]) < 9:
        return int(value) + 1
    return 0


def _text(paragraph: Paragraph) -> str:
    """The text with inserted words and without deleted ones, links and line breaks included."""
    out: list[str] = []
    for element in paragraph._p.iter():
        parent = element.getparent()
        if parent is None or parent.tag != f"{_W}r":
            continue  # tab stops of the paragraph's shape are no tabs in its text
        if element.tag == f"{_W}t":
            out.append(element.text or "")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            out.append("\n")
        elif element.tag == f"{_W}tab":
            out.append("\t")
        elif element.tag == f"{_W}noBreakHyphen":
            out.append("-")
    return "".join(out)
