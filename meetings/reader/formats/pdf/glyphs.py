"""What PDFium finds on a page: characters with their places and straight lines, in points from the top left corner."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MAX_OBJECTS = 20_000  # drawn things on one page; a page with more is a drawing, not a table
MAX_SEGMENTS = 400  # of one path
_THIN = 3.0  # points; a filled box no wider is a line
_MAX_NESTING = 8
_SPACES = frozenset({0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)})
_BOLD_FONT = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_HYPHEN = 2  # what PDFium gives for a hyphen that ends a line


class Glyph(NamedTuple):
    """A character as it is set: from ``x0`` to ``x1`` on the baseline ``y``; ``order`` is its place in the file.
    ``apart`` says that PDFium takes the gap before it for a space.
    """

    char: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    order: int
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal or vertical line, ``x0 <= x1`` and ``y0 <= y1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it is horizontal."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Page:
    """The marks on a page. ``pictures`` counts its images."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    strokes: list[Stroke]
    pictures: int


Place = Callable[[float, float], tuple[float, float]]


def page_of(document: pypdfium2.PdfDocument, index: int) -> Page:
    """The page with that 0-based index. Raises PdfiumError when it cannot be loaded."""
    page = document[index]
    try:
        left, bottom, right, top = page.get_bbox()
        turned = page.get_rotation() // 90 % 4
        place = _turn(left, bottom, right, top, turned)
        width, height = (right - left, top - bottom) if turned % 2 == 0 else (top - bottom, right - left)
        strokes: list[Stroke] = []
        pictures = _drawn(page, place, strokes)
        return Page(index + 1, width, height, _glyphs(page, place), strokes, pictures)
    finally:
        page.close()


def _turn(left: float, bottom: float, right: float, top: float, quarters: int) -> Place:
    """From the page's own points (up is positive) to points from the top left corner of the page as it is shown."""
    if quarters == 1:
        return lambda x, y: (y - bottom, x - left)
    if quarters == 2:
        return lambda x, y: (right - x, y - bottom)
    if quarters == 3:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _glyphs(page: pypdfium2.PdfPage, place: Place) -> list[Glyph]:
    text = page.get_textpage()
    try:
        handle = text.raw
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        looks: dict[int | None, tuple[float, bool]] = {}
        out: list[Glyph] = []
        apart = False
        for index in range(pdfium.FPDFText_CountChars(handle)):
            code = pdfium.FPDFText_GetUnicode(handle, index)
            if pdfium.FPDFText_IsGenerated(handle, index) == 1:
                apart = code == 0x20  # a gap that PDFium takes for a space; its line ends are not needed
                continue
            if code == _HYPHEN:
                code = 0x2D
            if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                code = 0x20 if code in (9, 10, 13) else 0xFFFD
            elif code in _SPACES:
                code = 0x20
            pdfium.FPDFText_GetLooseCharBox(handle, index, box)
            pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
            run = ctypes.cast(pdfium.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value
            if run not in looks:
                looks[run] = _look(handle, index)
            size, bold = looks[run]
            (a, low), (b, high) = place(box.left, box.bottom), place(box.right, box.top)
            if not size:
                size = abs(low - high) or 1.0
            out.append(Glyph(chr(code), min(a, b), max(a, b), place(x.value, y.value)[1], size, bold, index, apart))
            apart = False
        return out
    finally:
        text.close()


def _look(text: object, index: int) -> tuple[float, bool]:
    """(size on the page in points, 0 where it makes no sense; whether bold) of the run that a character stands in.

    Bold is said by the weight or the name of the font, or made by drawing the outline of one that has none.
    """
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), ctypes.c_int())
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, index))
    bold = (
        pdfium.FPDFText_GetFontWeight(text, index) >= 600
        or _BOLD_FONT.search(name.value) is not None
        or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    )
    return (size if 0.5 < size < 1000 else 0.0), bold


def _drawn(page: pypdfium2.PdfPage, place: Place, strokes: list[Stroke]) -> int:
    """Adds the page's straight lines to ``strokes``; the number of its images."""
    pictures = 0
    for count, (thing, matrices) in enumerate(_things(page.raw)):
        if count >= MAX_OBJECTS:
            strokes.clear()
            break
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            strokes.extend(_straight(thing, matrices, place))
    return pictures


Matrices = tuple[pdfium.FS_MATRIX, ...]


def _things(page: object) -> Iterator[tuple[object, Matrices]]:
    """The page's objects, those inside form objects included, with the matrices that place them, innermost first."""
    waiting: list[tuple[object, Matrices, int]] = [
        (pdfium.FPDFPage_GetObject(page, index), (), 0) for index in range(pdfium.FPDFPage_CountObjects(page))
    ]
    waiting.reverse()
    while waiting:
        thing, outer, depth = waiting.pop()
        if not thing:
            continue
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        matrices = (matrix, *outer)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _MAX_NESTING:
                count = min(pdfium.FPDFFormObj_CountObjects(thing), MAX_OBJECTS)
                waiting += [
                    (pdfium.FPDFFormObj_GetObject(thing, index), matrices, depth + 1)
                    for index in reversed(range(count))
                ]
            continue
        yield thing, matrices


def _straight(path: object, matrices: Matrices, place: Place) -> Iterator[Stroke]:
    """The rules a path draws: thin boxes, and the straight lines of what is stroked."""
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroked)
    if not fill.value and not stroked.value:
        return
    for points in _parts(path, matrices, place):
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if min(x1 - x0, y1 - y0) <= _THIN:
            if max(x1 - x0, y1 - y0) > _THIN:
                level = x1 - x0 >= y1 - y0
                middle = (y0 + y1) / 2 if level else (x0 + x1) / 2
                yield Stroke(x0, middle, x1, middle) if level else Stroke(middle, y0, middle, y1)
        elif stroked.value:
            for (xa, ya), (xb, yb) in pairwise(points):
                if abs(xa - xb) < 1 or abs(ya - yb) < 1:
                    yield Stroke(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def _parts(path: object, matrices: Matrices, place: Place) -> list[list[tuple[float, float]]]:
    """The corners of each part of a path. One with a curve is a picture's outline and gives none."""
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b = x.value, y.value
        for matrix in matrices:
            a, b = matrix.a * a + matrix.c * b + matrix.e, matrix.b * a + matrix.d * b + matrix.f
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(place(a, b))
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return parts
