"""Short reports written for the tests, and a Reading about them as the rest of the reader would make it.

All names of people and bodies in them are invented, except large public bodies that only stand for themselves.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import docx

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.formats import text as text_format
from meetings.reader.formats.raw import Raw
from meetings.reader.reading import (
    Agreement,
    Attendee,
    Doc,
    ItineraryDay,
    Meeting,
    Organization,
    Period,
    Person,
    Reading,
    Submission,
    Surface,
    Traveller,
    Trip,
)
from meetings.reader.sections import to_blocks
from meetings.tests.hwp_writer import as_hwp
from meetings.tests.pdf_writer import as_pdf
from meetings.tests.rows import tables_and_lines


@dataclass
class Written:
    """A report in text, with what the other facts of the reader say about it.

    ``orgs``: id → (country, spellings); ``people``: id → (org id, spellings); ``meetings``: (words of its heading,
    date, host id),
    in the order of the document, each going on to the next one's heading or to a heading of the outermost level.
    """

    text: str
    orgs: dict[str, tuple[str | None, list[str]]]
    meetings: list[tuple[str, str, str | None]] = field(default_factory=list)
    people: dict[str, tuple[str | None, list[str]]] = field(default_factory=dict)
    ours: str | None = None
    submitted: str | None = None
    returned: str | None = None
    attendees: dict[str, list[Attendee]] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    itinerary: tuple[ItineraryDay, ...] = ()
    travellers: tuple[Traveller, ...] = ()
    end_of_meetings: str | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return to_blocks(text_format.read(self.text.encode()))

    def line(self, words: str, nth: int = 1) -> int:
        """The line on which ``words`` stand for the n-th time."""
        lines = [number for number, line in enumerate(self.text.split("\n"), start=1) if words in line]
        return lines[nth - 1]

    @property
    def reading(self) -> Reading:
        blocks = self.blocks
        starts = [self.line(words) for words, _, _ in self.meetings]
        end = self.line(self.end_of_meetings) if self.end_of_meetings else _next_outer_heading(blocks, starts)
        meetings = []
        for index, (words, day, host) in enumerate(self.meetings):
            stop = starts[index + 1] if index + 1 < len(starts) else end
            meetings.append(
                Meeting(
                    f"m{index + 1}",
                    words,
                    starts[index],
                    day,
                    host_org_id=host,
                    attendees=tuple(self.attendees.get(words, ())),
                    end_line=stop - 1,
                )
            )
        organizations = tuple(
            Organization(key, names[0], "participant", country, None, tuple(self._surface(name) for name in names))
            for key, (country, names) in self.orgs.items()
        )
        people = tuple(
            Person(key, names[0], None, org, (), tuple(self._surface(name) for name in names))
            for key, (org, names) in self.people.items()
        )
        travellers = self.travellers or ((Traveller("", None, None, 0, self.ours),) if self.ours else ())
        period = Period(None, self.returned, None, None, "", 0) if self.returned else None
        return Reading(
            Doc("test.txt", "", "ko", True, "trip_report"),
            Trip(period=period, travellers=travellers, itinerary=self.itinerary),
            tuple(meetings),
            self.agreements,
            (),
            organizations,
            people,
            Submission(self.submitted),
        )

    def _surface(self, name: str) -> Surface:
        pattern = re.compile(re.escape(name))
        return Surface(name, tuple(n for n, line in enumerate(self.text.split("\n"), start=1) if pattern.search(line)))


def _next_outer_heading(blocks: tuple[Block, ...], starts: list[int]) -> int:
    """The first heading after the last meeting that is not deeper than the heading of that meeting."""
    if not starts:
        return 0
    opening = next(block for block in blocks if block.line == starts[-1])
    for block in blocks:
        if block.line > starts[-1] and block.kind is BlockKind.HEADING and block.level < max(opening.level, 1):
            return block.line
    return blocks[-1].line + 1


ENDINGS = ("txt", "md", "docx", "hwpx", "hwp", "pdf")


def in_format(source: bytes, ending: str) -> bytes:
    """A report in text or Markdown as a file of another format: the same lines, rows, levels and indents."""
    raws = text_format.read(source)
    if ending == "hwp":
        return as_hwp(raws)
    if ending == "pdf":
        return as_pdf(raws, header="출장 결과보고서")
    if ending in ("docx", "hwpx"):
        return as_docx(raws) if ending == "docx" else as_hwpx(raws)
    return source


def as_docx(raws: Sequence[Raw]) -> bytes:
    """The lines as a Word file."""
    document = docx.Document()
    for piece in tables_and_lines(raws):
        if isinstance(piece, list):
            table = document.add_table(0, max(len(row.cells or ()) for row in piece))
            for row in piece:
                for cell, value in zip(table.add_row().cells, row.cells or (), strict=False):
                    cell.text = value
        elif piece.heading:
            document.add_heading(piece.text, min(piece.heading, 9))
        else:
            run = document.add_paragraph().add_run("  " * piece.indent + piece.text)
            run.bold = piece.bold or None
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_hwpx(raws: Sequence[Raw]) -> bytes:
    """The lines as an HWPX file, headings as outline levels."""
    shapes = "".join(
        f'<hh:paraPr id="{number}"><hh:heading type="{"OUTLINE" if number else "NONE"}" level="{max(0, number - 1)}"/>'
        f"</hh:paraPr>"
        for number in range(8)
    )
    shapes += '<hh:paraPr id="8"><hh:heading type="BULLET" level="0"/></hh:paraPr>'
    shapes += '<hh:charPr id="0"/><hh:charPr id="1"><hh:bold/></hh:charPr>'
    body = []
    for piece in tables_and_lines(raws):
        if not isinstance(piece, list):
            body.append(
                _hwpx_paragraph("  " * piece.indent + piece.text, min(piece.heading, 7) or 8 * piece.listed, piece.bold)
            )
            continue
        width = max(len(row.cells or ()) for row in piece)
        rows = "".join(
            f"<hp:tr>{_hwpx_cells(number, row.cells or (), width)}</hp:tr>" for number, row in enumerate(piece)
        )
        body.append(f'<hp:p><hp:run><hp:tbl colCnt="{width}">{rows}</hp:tbl></hp:run></hp:p>')
    names = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/hwp+zip")
        package.writestr("Contents/header.xml", f"<hh:head {names}>{shapes}</hh:head>")
        package.writestr("Contents/section0.xml", f"<hs:sec xmlns:hs='urn:s' {names}>{''.join(body)}</hs:sec>")
    return out.getvalue()


def _hwpx_cells(row: int, values: Sequence[str], width: int) -> str:
    """The cells of a row; the last one reaches to the edge of the table."""
    out = ""
    for column, value in enumerate(values):
        across = width - column if column == len(values) - 1 else 1
        place = f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="{across}" rowSpan="1"/>'
        out += f"<hp:tc><hp:subList>{_hwpx_paragraph(value)}</hp:subList>{place}</hp:tc>"
    return out


def _hwpx_paragraph(text: str, shape: int = 0, bold: bool = False) -> str:
    lines = "<hp:lineBreak/>".join(escape(line) for line in text.split("\n"))
    return f'<hp:p paraPrIDRef="{shape}"><hp:run charPrIDRef="{int(bold)}"><hp:t>{lines}</hp:t></hp:run></hp:p>'
