"""The files that are damaged, and those that are hostile as they are. Made here because what makes them is no part of
the process that reads (``hostile``).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from config.home import REPOSITORY
from meetings.reader.formats import text as text_format
from meetings.tests import hwp_writer
from meetings.tests.golden_set import GOLDEN
from meetings.tests.pdf_writer import as_pdf
from meetings.tests.refused import nested_tables, packed, pdf
from meetings.tests.written import as_docx, as_hwpx

_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>"


def bases() -> dict[str, bytes]:
    """A report in every format and in every way the formats are written."""
    source = (GOLDEN / "rotterdam.txt").read_bytes()
    raws = text_format.read(source)
    section = hwp_writer.section(raws)
    sample = {
        f"sample.{ending}": (REPOSITORY / "samples" / f"lima-report.{ending}").read_bytes()
        for ending in ("md", "docx", "hwpx", "hwp", "pdf")
    }
    return sample | {
        "report.txt": source,
        "cp949.txt": source.decode().encode("cp949", errors="replace"),
        "utf16.txt": source.decode().encode("utf-16"),
        "report.docx": as_docx(raws),
        "report.hwpx": as_hwpx(raws),
        "plain.hwp": hwp_writer.package(section, flags=0),
        "distribution.hwp": hwp_writer.package(section, flags=hwp_writer.DISTRIBUTION),
        "report.pdf": as_pdf(raws, header="출장 결과보고서"),
        "drawn.pdf": drawn_pdf(3),
    }


def drawn_pdf(pages: int) -> bytes:
    """A PDF whose pages are not packed, so that damage reaches what they say: lines and the rules of a table."""
    lines = b"".join(
        b"BT /F 11 Tf 72 %d Td (%d. Meeting with the Ministry%b) Tj ET\n" % (760 - 14 * n, n, b", again" * (n % 7))
        for n in range(40)
    )
    rules = b"".join(b"72 %d m 500 %d l S\n" % (100 + 20 * n, 100 + 20 * n) for n in range(5))
    rules += b"".join(b"%d 100 m %d 180 l S\n" % (x, x) for x in (72, 200, 500))
    content = lines + rules
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    shared = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream",
    ]
    return pdf(shared + [_PAGE] * pages)


def nested_word_tables(depth: int) -> bytes:
    """A Word file with tables inside each other."""
    cell = "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    opening, closing = f"<w:tbl><w:tr>{cell}<w:tc>" * depth, "<w:p/></w:tc></w:tr></w:tbl>" * depth
    return _word(opening + "<w:p/>" + closing)


def _word(body: str) -> bytes:
    out = io.BytesIO()
    names = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    with zipfile.ZipFile(io.BytesIO(as_docx([]))) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in good.namelist():
            text = f"<w:document {names}><w:body>{body}</w:body></w:document>".encode()
            new.writestr(name, text if name == "word/document.xml" else good.read(name))
    return out.getvalue()


def nested_hwp_tables(depth: int) -> bytes:
    """An HWP file with tables inside each other; a level of records has ten bits, so it comes round again."""
    inner = hwp_writer.text_paragraph("x", level=2 * depth % 1024)
    for level in range(depth - 1, -1, -1):
        cells = [hwp_writer.TableCell(0, column, inner if column else b"") for column in (0, 1)]
        inner = hwp_writer.table(cells, 1, 2, level=2 * level % 1024)
    return hwp_writer.package(inner)


def ruled_pdf(rules: int) -> bytes:
    """A page of nothing but short lines, each an object of its own."""
    content = b"".join(b"%d %d m %d %d l S\n" % (n % 590, n % 840, n % 590 + 5, n % 840) for n in range(rules))
    content = b"BT /F 11 Tf 72 760 Td (Report of the mission to Lima) Tj ET\n" + content
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream",
            _PAGE,
        ]
    )


def _text(encoding: str) -> bytes:
    return (GOLDEN / "rotterdam.txt").read_text(encoding="utf-8").encode(encoding, errors="replace")


def _empty_paragraphs(count: int) -> bytes:
    return b"<hs:sec xmlns:hs='s' xmlns:hp='p'>" + b"<hp:p/>" * count + b"</hs:sec>"


_SELF = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"]
_BOMB = 300 * 1024 * 1024  # bytes
#: What it is → the name of the file, and what makes it.
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb, declared": ("a.hwpx", lambda: packed({"Contents/section0.xml": bytes(_BOMB)})),
    "zip bomb within the limit": ("a.hwpx", lambda: packed({"Contents/section0.xml": _empty_paragraphs(20_000_000)})),
    "word bomb": ("a.docx", lambda: _word("<w:p/>" * 20_000_000)),
    "deflated bomb": ("a.hwp", lambda: hwp_writer.package(bytes(_BOMB))),
    "10,000 nested tables": ("a.hwpx", lambda: nested_tables(10_000)),
    "10,000 nested tables in Word": ("a.docx", lambda: nested_word_tables(10_000)),
    "nested tables as deep as HWP counts": ("a.hwp", lambda: nested_hwp_tables(500)),
    "500 pages": ("a.pdf", lambda: drawn_pdf(500)),
    "a tree of pages that holds itself": ("a.pdf", lambda: pdf(_SELF)),
    "a page of 300,000 rules": ("a.pdf", lambda: ruled_pdf(300_000)),
    "a table of 60,000 by 60,000": ("a.hwp", lambda: hwp_writer.package(hwp_writer.table([], 60_000, 60_000))),
    "UTF-16 without its mark": ("a.txt", lambda: _text("utf-16-le")),
    "UTF-16 cut in a letter": ("a.txt", lambda: _text("utf-16")[:-1]),
    "UTF-8 after CP949": ("a.txt", lambda: _text("cp949") + _text("utf-8")),
    "Shift JIS": ("a.txt", lambda: "出張報告書 東京".encode("shift_jis") * 100),
    "UTF-32": ("a.txt", lambda: _text("utf-32")),
    "lone surrogates": ("a.txt", lambda: _text("utf-8") + b"\xed\xa0\x80"),
    "10 MB of one line": ("a.txt", lambda: b"a" * 10_000_000),
    "a million rows": ("a.txt", lambda: b"1\t2\n" * 1_000_000),
}
