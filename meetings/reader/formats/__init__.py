"""The formats: what a file is, by its content first, and its lines in order. One module per format."""

from __future__ import annotations

import zipfile
from io import BytesIO

from . import docx, hwpx, text
from .raw import Raw, Refused

MAX_UPLOAD = 50 * 1024 * 1024
_TEXT_NAMES = frozenset({"txt", "md", "markdown", "text", ""})
_DO = "hwpx나 docx로 저장해 올리거나 본문을 붙여넣으십시오."

__all__ = ["MAX_UPLOAD", "Raw", "Refused", "read"]


def sniff(data: bytes) -> str:
    """What the content is: txt, docx, hwpx, hwp, doc, pdf, zip, drm or binary."""
    if data.startswith((b"\x9b DRMONE", b"SCDS")):
        return "drm"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"HWP Document File"):
        return "hwp"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An OLE file: HWP 5 names its header stream, an encrypted docx its package, else it is an old Word file.
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "encrypted"
        return "hwp" if "FileHeader".encode("utf-16-le") in data else "doc"
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
        raise Refused("too_large", "50 MB가 넘는 파일입니다. 그림을 줄이거나 본문을 붙여넣으십시오.")
    if not data.strip():
        raise Refused("empty", "빈 파일입니다. 내용이 있는 보고서를 올리십시오.")
    kind = sniff(data)
    suffix = name.rsplit(".", 1)[1].lower() if "." in name else ""
    _refuse_unreadable(kind, suffix)
    if kind == "docx":
        return docx.read(data)
    if kind == "hwpx":
        return hwpx.read(data)
    return text.read(data)


def _refuse_unreadable(kind: str, suffix: str) -> None:
    """Raise Refused unless the content is of a format that is read, under a name that says so."""
    if kind == "drm":
        raise Refused("drm", "문서보안(DRM)이 걸린 파일입니다. 해제 후 올리거나 본문을 붙여넣으십시오.")
    if kind == "encrypted":
        raise Refused("encrypted", "암호가 걸린 파일입니다. 암호를 풀어 저장한 뒤 올리십시오.")
    if kind in ("hwp", "pdf", "doc"):
        raise Refused(f"format_{kind}", f".{kind} 파일은 아직 읽지 못합니다. {_DO}")
    if kind == "damaged" or (kind == "binary" and suffix in ("docx", "hwpx")):
        raise Refused("damaged", f"파일이 손상되어 읽을 수 없습니다. 원본을 다시 저장해 올리십시오. 안 되면 {_DO}")
    if kind in ("zip", "binary"):
        raise Refused("unknown_format", f"알 수 없는 형식의 파일입니다. {_DO}")
    if suffix in ("hwp", "pdf", "doc", "docx", "hwpx") and kind == "txt":
        raise Refused("misnamed", f"이름은 .{suffix}이지만 내용은 그렇지 않습니다. 파일을 확인해 다시 올리십시오.")
    if kind != "txt" and suffix != kind:
        raise Refused("misnamed", f"내용은 {kind} 문서인데 이름이 다릅니다. 이름을 .{kind}로 바꾸어 다시 올리십시오.")
    if kind == "txt" and suffix not in _TEXT_NAMES:
        raise Refused("unknown_format", f".{suffix} 파일은 읽지 않습니다. {_DO}")
