"""The formats: what a file is, by its content first, and its lines in order. One module per format."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from . import docx, hwp, hwpx, pdf, text
from .raw import Raw, Refused

MAX_UPLOAD = 50 * 1024 * 1024
_TEXT_NAMES = frozenset({"txt", "md", "markdown", "text", ""})

__all__ = ["MAX_UPLOAD", "Raw", "Refused", "read"]


def sniff(data: bytes) -> str:
    """What the content is: txt, docx, hwpx, hwp, pdf, or what is refused: old_hwp, old_doc, encrypted, drm, zip,
    damaged, binary.
    """
    if data.startswith((b"\x9b DRMONE", b"SCDS")):
        return "drm"
    if data[:1024].lstrip(b"\xef\xbb\xbf\x00\r\n\t ").startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"HWP Document File"):
        return "old_hwp"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An OLE file: HWP 5 names its header stream, an encrypted docx its package, else it is an old Word file.
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "encrypted"
        return "hwp" if "FileHeader".encode("utf-16-le") in data else "old_doc"
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "binary"
    return "txt"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "damaged"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("Contents/section") for name in names) or "Contents/content.hpf" in names:
        return "hwpx"
    return "zip"


def read(data: bytes, name: str) -> list[Raw]:
    """The lines of a file whose content agrees with its name.

    Raises Refused, with a sentence, for everything else: too large, protected, encrypted, damaged, misnamed, or of a
    format that is not read.
    """
    if len(data) > MAX_UPLOAD:
        raise Refused("too_large")
    if not data.strip():
        raise Refused("empty")
    kind = sniff(data)
    suffix = name.rsplit(".", 1)[1].lower() if "." in name else ""
    _refuse_unreadable(kind, suffix)
    try:
        return _READERS[kind](data)
    except RecursionError as error:
        raise Refused("too_deep") from error


_READERS: dict[str, Callable[[bytes], list[Raw]]] = {
    "docx": docx.read,
    "hwp": hwp.read,
    "hwpx": hwpx.read,
    "pdf": pdf.read,
    "txt": text.read,
}


def _refuse_unreadable(kind: str, suffix: str) -> None:
    """Raise Refused unless the content is of a format that is read, under a name that says so."""
    if kind == "old_doc" and suffix == "hwp":
        raise Refused("damaged")  # an OLE file without what makes it HWP 5
    if kind in ("drm", "encrypted", "damaged", "old_hwp", "old_doc"):
        raise Refused(kind)
    if kind == "binary":
        raise Refused("damaged" if suffix in ("docx", "hwpx", "hwp", "pdf") else "unknown_format")
    if kind == "zip":
        raise Refused("unknown_format")
    if kind == "txt":
        if suffix in ("hwp", "pdf", "doc", "docx", "hwpx"):
            raise Refused("misnamed")
        if suffix not in _TEXT_NAMES:
            raise Refused("unknown_format")
    elif suffix != kind:
        raise Refused("misnamed")
