"""PDF with a text layer, as Hancom, Word or typst print it: paragraphs put together from their lines, tables from their
rules, running heads and page numbers left out, tables cut by a page break joined. Pages are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from ..raw import Raw, Refused
from .flow import raws
from .glyphs import Page, page_of
from .sheets import drop_furniture, sheet_of

__all__ = ["read"]

_FEWEST = 12  # visible characters on a page, on average; a scan has a stamp or a page number at most


def read(data: bytes) -> list[Raw]:
    """The paragraphs and rows of the document. Raises Refused for a scanned, encrypted or damaged file."""
    pages = _pages(data)
    _refuse_scans(pages)
    spaces = _writes_spaces(pages)
    sheets = [sheet_of(page, spaces=spaces) for page in pages]
    drop_furniture(sheets)
    return raws(sheets)


def _pages(data: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium.FPDF_ERR_PASSWORD:
            raise Refused("encrypted") from error
        raise Refused("drm" if code == pdfium.FPDF_ERR_SECURITY else "damaged") from error
    try:
        return [page_of(document, index) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Refused("damaged") from error
    finally:
        document.close()


def _refuse_scans(pages: Sequence[Page]) -> None:
    """A scan has pictures and no letters, or letters that stand for nothing: its fonts do not say which they are."""
    if not pages:
        raise Refused("damaged")
    visible = Counter(
        "bad" if glyph.char == "\ufffd" or "\ue000" <= glyph.char <= "\uf8ff" else "good"
        for page in pages
        for glyph in page.glyphs
        if glyph.char != " "
    )
    few = visible["good"] < _FEWEST * len(pages)
    if not visible["good"] or visible["bad"] > visible["good"] or (few and any(page.pictures for page in pages)):
        raise Refused("scanned")


def _writes_spaces(pages: Sequence[Page]) -> bool:
    """Whether spaces are in the file; some programs only leave gaps."""
    marks = [glyph.char for page in pages for glyph in page.glyphs]
    return marks.count(" ") * 40 >= len(marks)
