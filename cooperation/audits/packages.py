"""ZIP packages that are the same to the byte whenever they are written: without moments, in a fixed order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable

#: The first day a ZIP entry can bear.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def entry(name: str, *, stored: bool = False) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, LONG_AGO)
    made.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    made.create_system = 3
    return made


def package(
    parts: Iterable[tuple[str, str | bytes | Iterable[str]]], *, stored: Iterable[str] = ("mimetype",)
) -> bytes:
    out, plain = io.BytesIO(), set(stored)
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts:
            whole = entry(name, stored=name in plain)
            if isinstance(content, str | bytes):
                made.writestr(whole, content)
                continue
            with made.open(whole, "w", force_zip64=False) as target:
                for piece in content:
                    target.write(piece.encode())
    return out.getvalue()


def steadied(data: bytes, mend: Callable[[str, bytes], bytes]) -> bytes:
    """The same package without the moments its writer put in; ``mend`` sets each part right."""
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        return package((one.filename, mend(one.filename, read.read(one))) for one in read.infolist())
