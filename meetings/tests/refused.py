"""Files that are not read, each with the code of its refusal. Invented, and small: what they lack is what counts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from meetings.reader.formats import MAX_UPLOAD
from meetings.reader.formats.raw import Raw
from meetings.tests import hwp_writer
from meetings.tests.golden_set import GOLDEN
from meetings.tests.written import as_docx, as_hwpx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINES = [Raw("출장 결과보고서"), Raw("기간 : 2025. 3. 3. ~ 3. 7.")]


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, numbered from 1; the first one is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def scan() -> bytes:
    """A page that is one picture."""
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    page = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< " + page + b" /Resources << /XObject << /P 5 0 R >> >> >>",
            b"<< /Length 26 >>\nstream\n595 0 0 842 0 0 cm /P Do   \nendstream",
            picture + b"\nstream\n\x80\nendstream",
        ]
    )


def locked_pdf() -> bytes:
    """A file whose password nobody knows."""
    secret = b"<" + b"5a" * 32 + b">"
    lock = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O " + secret + b" /U " + secret + b" >> "
    return pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"], lock + b"/ID [<01> <01>] "
    )


def packed(parts: dict[str, bytes]) -> bytes:
    """A ZIP file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def nested_tables(depth: int) -> bytes:
    """An HWPX file with tables of two cells inside each other."""
    cell = "<hp:tc><hp:subList><hp:p><hp:run><hp:t>가</hp:t></hp:run></hp:p></hp:subList></hp:tc>"
    opening = f'<hp:p><hp:run><hp:tbl colCnt="2"><hp:tr>{cell}<hp:tc><hp:subList>'
    closing = "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>"
    body = opening * depth + "<hp:p/>" + closing * depth
    return packed({"Contents/section0.xml": f'<hs:sec xmlns:hs="s" xmlns:hp="p">{body}</hs:sec>'.encode()})


def with_entity() -> bytes:
    """A Word file that would pull in a file of the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(LINES))) as good, zipfile.ZipFile(out, "w") as bad:
        for name in good.namelist():
            attack = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
            bad.writestr(name, attack if name == "word/document.xml" else good.read(name))
    return out.getvalue()


def golden(name: str) -> Callable[[], bytes]:
    return (GOLDEN / name).read_bytes


def cut(data: bytes) -> bytes:
    """What a broken transfer leaves."""
    return data[: len(data) * 2 // 3]


FILES: dict[str, list[tuple[str, Callable[[], bytes]]]] = {
    "empty": [("a.txt", lambda: b""), ("a.md", lambda: b" \r\n\t\n")],
    "too_large": [("a.txt", lambda: bytes(MAX_UPLOAD + 1))],
    "too_large_unzipped": [("a.hwpx", lambda: packed({"Contents/section0.xml": bytes(201 * 1024 * 1024)}))],
    "drm": [
        ("a.hwpx", lambda: b"\x9b DRMONE  This Document is encrypted"),
        ("a.docx", lambda: b"SCDSA004"),
        ("a.hwp", lambda: hwp_writer.as_hwp(LINES, flags=hwp_writer.COMPRESSED | hwp_writer.DRM)),
    ],
    "encrypted": [
        ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
        ("a.hwpx", lambda: packed({"Contents/section0.xml": b"x", "META-INF/manifest.xml": b"<encryption-data/>"})),
        ("a.hwp", lambda: hwp_writer.as_hwp(LINES, flags=hwp_writer.COMPRESSED | hwp_writer.PASSWORD)),
        ("a.pdf", locked_pdf),
    ],
    "scanned": [("a.pdf", scan)],
    "damaged": [
        ("a.docx", lambda: cut(as_docx(LINES))),
        ("a.hwpx", lambda: cut(as_hwpx(LINES))),
        ("a.hwp", lambda: cut(hwp_writer.as_hwp(LINES))),
        ("a.hwp", lambda: OLE + bytes(2000)),
        ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj"),
        ("a.pdf", lambda: b"\x00\x01" * 50),
        ("a.txt", lambda: "가나다".encode("utf-16")[:-1]),
    ],
    "old_hwp": [
        ("a.hwp", lambda: b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05"),
        ("a.hwp", lambda: hwp_writer.package(b"", version=0x03000000)),
    ],
    "old_doc": [("a.doc", lambda: OLE + bytes(64))],
    "misnamed": [
        ("a.docx", "글자".encode),
        ("a.hwpx", lambda: as_docx(LINES)),
        ("a.pdf", lambda: hwp_writer.as_hwp(LINES)),
        ("a.hwp", scan),
        ("a.txt", scan),
    ],
    "unknown_format": [
        ("a.xyz", "글자".encode),
        ("a.txt", lambda: bytes(range(4)) * 50),
        ("a.zip", lambda: packed({"a": b""})),
    ],
    "not_text": [("a.txt", lambda: b"\xff\xff\x80\x80" * 9)],
    "unsafe_xml": [("a.docx", with_entity)],
    "too_deep": [("a.hwpx", lambda: nested_tables(100)), ("a.hwpx", lambda: nested_tables(10_000))],
    "plan": [("plan.txt", golden("plan.txt"))],
    "blank_form": [("blank.txt", golden("blank.txt"))],
    "interview_record": [("interviews.txt", golden("interviews.txt"))],
    "field_notes": [("fieldnotes.txt", golden("fieldnotes.txt"))],
    "not_a_report": [("news.txt", golden("news.txt")), ("suwon.txt", golden("suwon.txt"))],
}


def refused() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """(code, name, what makes the file) of each."""
    for code, files in FILES.items():
        for name, made in files:
            yield code, name, made
