"""Writes HWP 5 files for tests and samples: an OLE container with the records of Hancom's published format.

Only what a report needs: paragraphs with outline levels, tables, compressed or not, and made for distribution (배포용).
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from meetings.reader.formats.raw import Raw
from meetings.tests.rows import tables_and_lines

COMPRESSED, PASSWORD, DISTRIBUTION, DRM, TRACKED = 1, 1 << 1, 1 << 2, 1 << 4, 1 << 14
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT_SECTOR, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_OUTLINE_SHAPES = 7


@dataclass(frozen=True)
class TableCell:
    """A cell of ``table``: its place, what it covers, and its paragraphs as records."""

    row: int
    column: int
    paragraphs: bytes
    across: int = 1
    down: int = 1
    count: int = 1


def as_hwp(raws: Sequence[Raw], *, flags: int = COMPRESSED) -> bytes:
    """The lines as an HWP file. With DISTRIBUTION the sections are enciphered and stand in ViewText."""
    return package(section(raws), flags=flags)


def section(raws: Sequence[Raw]) -> bytes:
    """The records of a section with these lines."""
    body = _section_paragraph()
    for piece in tables_and_lines(raws):
        if isinstance(piece, list):
            body += _rows(piece)
            continue
        shape = min(piece.heading, _OUTLINE_SHAPES) if piece.heading else _OUTLINE_SHAPES + 1 if piece.listed else 0
        body += text_paragraph("  " * piece.indent + piece.text, shape=shape, look=int(piece.bold))
    return body


def package(section: bytes, *, flags: int = COMPRESSED, info: bytes | None = None, version: int = 0x05000304) -> bytes:
    """An HWP file around the records of one section."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", version, flags)
    plain = doc_info() if info is None else info
    stored = _deflated(section) if flags & COMPRESSED else section
    storage = "BodyText"
    if flags & DISTRIBUTION:
        stored, storage = _enciphered(stored), "ViewText"
    streams = {
        ("FileHeader",): header.ljust(256, b"\0"),
        ("DocInfo",): _deflated(plain) if flags & COMPRESSED else plain,
        (storage, "Section0"): stored,
    }
    return ole(streams)


def record(tag: int, level: int, data: bytes) -> bytes:
    """One record with its header."""
    size = len(data)
    if size < 0xFFF:
        return struct.pack("<I", tag | level << 10 | size << 20) + data
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, size) + data


def text_paragraph(
    text: str, *, level: int = 0, shape: int = 0, look: int = 0, controls: bytes = b"", ranges: bytes = b""
) -> bytes:
    """A paragraph of text in one look, 1 the bold one; ``controls`` are packed control characters put before it."""
    written = controls + text.replace("\t", "\x00").encode("utf-16-le") + struct.pack("<H", 13)
    written = _with_tabs(controls, text) if "\t" in text else written
    head = struct.pack(
        "<IIHBBHHHIH", len(written) // 2, 1 << 11 if controls else 0, shape, 0, 0, 1, len(ranges) // 12, 0, 0, 0
    )
    out = record(66, level, head) + record(67, level + 1, written) + record(68, level + 1, struct.pack("<II", 0, look))
    return out + (record(70, level + 1, ranges) if ranges else b"")


def _with_tabs(controls: bytes, text: str) -> bytes:
    out = controls
    for part in text.split("\t"):
        out += part.encode("utf-16-le") + struct.pack("<8H", 9, 0, 0, 0, 0, 0, 0, 9)
    return out[:-16] + struct.pack("<H", 13)


def extended(code: int, name: bytes) -> bytes:
    """A control character of eight units that has a control record of that name."""
    return struct.pack("<H", code) + name[::-1] + bytes(8) + struct.pack("<H", code)


def table(cells: Sequence[TableCell], height: int, width: int, *, level: int = 0, text: str = "") -> bytes:
    """A paragraph with a table in it; the paragraphs of its cells are records of ``level`` + 2."""
    control = b"tbl "[::-1] + struct.pack(
        "<IiiIIi4HIiH", 0x082A2210, 0, 0, 45000, 1000 * height, 0, 0, 0, 0, 0, 0, 0, 0
    )
    sizes = [sum(cell.row == row for cell in cells) for row in range(height)]
    shape = struct.pack("<IHHH4H", 4, height, width, 0, 510, 510, 141, 141) + struct.pack(f"<{height}H", *sizes)
    out = text_paragraph(text, level=level, controls=extended(11, b"tbl "))
    out += record(71, level + 1, control) + record(77, level + 2, shape + struct.pack("<HH", 1, 0))
    for cell in cells:
        place = struct.pack("<4H", cell.column, cell.row, cell.across, cell.down)
        edges = struct.pack("<II4HH", 45000 // max(width, 1), 1000, 510, 510, 141, 141, 1)
        out += record(72, level + 2, struct.pack("<II", cell.count, 0) + place + edges) + cell.paragraphs
    return out


def _rows(rows: Sequence[Raw]) -> bytes:
    width = max(len(row.cells or ()) for row in rows)
    cells = []
    for number, row in enumerate(rows):
        values = row.cells or ()
        for column, value in enumerate(values):
            lines = value.split("\n")
            paragraphs = b"".join(text_paragraph(line, level=2) for line in lines)
            across = width - column if column == len(values) - 1 else 1
            cells.append(TableCell(number, column, paragraphs, across, count=len(lines)))
    return table(cells, len(rows), width)


def _section_paragraph() -> bytes:
    """The empty first paragraph that carries the paper and the columns of the section."""
    out = text_paragraph("", controls=extended(2, b"secd") + extended(2, b"cold"))
    out += record(71, 1, b"secd"[::-1] + struct.pack("<IHHHIHHHHHH", 0, 1134, 0, 0, 8000, 0, 0, 0, 0, 0, 0) + bytes(17))
    out += record(73, 2, struct.pack("<10I", 59528, 84188, 8504, 8504, 5668, 4252, 4252, 4252, 0, 0))
    out += record(74, 2, bytes(28)) * 2 + record(75, 2, struct.pack("<I4HH", 1, 1417, 1417, 1417, 1417, 1)) * 3
    return out + record(71, 1, b"cold"[::-1] + struct.pack("<HHII", 0x1004, 0, 0, 0))


def doc_info(extra: bytes = b"") -> bytes:
    """Fonts, two looks of characters (plain, bold), the shapes of paragraphs: plain, seven outline levels, bulleted."""
    shapes = [0, *((1 << 23) | (level << 25) for level in range(_OUTLINE_SHAPES)), 3 << 23]
    counts = [0, *[1] * 7, 1, 2, 1, 0, 0, len(shapes), 1, 0, 0, 0]
    name = "함초롬바탕"
    face = struct.pack("<BH", 0, len(name)) + name.encode("utf-16-le")
    look = bytes(14) + bytes([100]) * 7 + bytes(7) + bytes([100]) * 7 + bytes(7)
    looks = [look + struct.pack("<iIbbIIIIHI", 1000, bold, 0, 0, 0, 0, 0xFFFFFFFF, 0xB2B2B2, 1, 0) for bold in (0, 2)]
    out = record(16, 0, struct.pack("<7HIII", 1, 1, 1, 1, 1, 1, 1, 0, 0, 0)) + record(
        17, 0, struct.pack("<18i", *counts)
    )
    out += record(19, 1, face) * 7
    out += record(20, 1, struct.pack("<H", 0) + struct.pack("<BBI", 1, 1, 0) * 5 + struct.pack("<II", 0, 0))
    out += b"".join(record(21, 1, each) for each in looks) + record(22, 1, struct.pack("<II", 0, 0))
    for attributes in shapes:
        out += record(
            25, 1, struct.pack("<I6iHHH4hIII", attributes, 0, 0, 0, 0, 0, 160, 0, 0, 1, 0, 0, 0, 0, 0, 0, 160)
        )
    korean, english = "바탕글", "Normal"
    style = struct.pack("<H", len(korean)) + korean.encode("utf-16-le")
    style += struct.pack("<H", len(english)) + english.encode("utf-16-le") + struct.pack("<BBhHHH", 0, 0, 1042, 0, 0, 0)
    return out + record(26, 1, style) + extra


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _enciphered(data: bytes) -> bytes:
    """The stream of a distribution file: a record of 256 bytes that hides the key, then the text under AES-128."""
    seed = 0x2B67A1F3
    mask = bytearray()
    state = seed
    while len(mask) < 256:
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        fill = state >> 16 & 0xFF
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        mask += bytes([fill]) * ((state >> 16 & 0x0F) + 1)
    block = bytearray(random.Random(5).randbytes(256))
    key = bytes(block[4 + (seed & 15) : 20 + (seed & 15)])
    hidden = bytes(a ^ b for a, b in zip(block, mask, strict=False))
    sealer = Cipher(algorithms.AES128(key), modes.ECB()).encryptor()
    padded = data + bytes(-len(data) % 16)
    return record(28, 0, struct.pack("<I", seed) + hidden[4:]) + sealer.update(padded) + sealer.finalize()


def ole(streams: dict[tuple[str, ...], bytes]) -> bytes:
    """An OLE container (version 3) with these streams; a path of two names stands in a storage."""
    storages = sorted({path[0] for path in streams if len(path) == 2})
    entries: list[dict[str, int | str]] = [{"name": "Root Entry", "kind": 5, "child": _NONE, "start": _END, "size": 0}]
    mini, fat, chunks = bytearray(), [], []  # type: ignore[var-annotated]
    mini_fat: list[int] = []

    def chain(data: bytes) -> int:
        start = len(fat)
        count = -(-len(data) // _SECTOR)
        fat.extend([*range(start + 1, start + count), _END])
        chunks.append(data.ljust(count * _SECTOR, b"\0"))
        return start

    def add(name: str, data: bytes) -> int:
        start = _END
        if len(data) >= _CUTOFF:
            start = chain(data)
        elif data:
            start = len(mini_fat)
            count = -(-len(data) // _MINI)
            mini_fat.extend([*range(start + 1, start + count), _END])
            mini.extend(data.ljust(count * _MINI, b"\0"))
        entries.append({"name": name, "kind": 2, "child": _NONE, "start": start, "size": len(data)})
        return len(entries) - 1

    children: dict[int, list[int]] = {0: [add(path[0], data) for path, data in streams.items() if len(path) == 1]}
    for storage in storages:
        entries.append({"name": storage, "kind": 1, "child": _NONE, "start": 0, "size": 0})
        number = len(entries) - 1
        children[0].append(number)
        children[number] = [
            add(path[1], data) for path, data in streams.items() if path[0] == storage and len(path) == 2
        ]
    for parent, numbers in children.items():
        entries[parent]["child"] = _balanced(entries, numbers)
    if mini:
        entries[0]["start"], entries[0]["size"] = chain(bytes(mini)), len(mini)
    directory = b"".join(_entry(entry) for entry in entries)
    directory_start = chain(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    mini_start = _END
    if mini_fat:
        packed = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
        mini_start = chain(packed.ljust(-(-len(mini_fat) // 128) * _SECTOR, b"\xff"))
    sectors = 1
    while sectors * 128 < len(fat) + sectors:
        sectors += 1
    first = len(fat)
    fat.extend([_FAT_SECTOR] * sectors)
    table_ = struct.pack(f"<{len(fat)}I", *fat).ljust(sectors * _SECTOR, b"\xff")
    if sectors > 109:
        raise ValueError("longer than this writer needs to be")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIII", 0, sectors, directory_start, 0, _CUTOFF, mini_start, -(-len(mini_fat) // 128), _END, 0
    )
    header += struct.pack("<109I", *range(first, first + sectors), *[_FREE] * (109 - sectors))
    return header + b"".join(chunks) + table_


def _balanced(entries: list[dict[str, int | str]], numbers: list[int]) -> int:
    """The root of a tree of these entries, in the order of the format: by length of name, then by name."""
    if not numbers:
        return _NONE
    ordered = sorted(
        numbers, key=lambda number: (len(str(entries[number]["name"])), str(entries[number]["name"]).upper())
    )
    middle = len(ordered) // 2
    entries[ordered[middle]]["left"] = _balanced(entries, ordered[:middle])
    entries[ordered[middle]]["right"] = _balanced(entries, ordered[middle + 1 :])
    return ordered[middle]


def _entry(entry: dict[str, int | str]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le") + b"\0\0"
    left, right = int(entry.get("left", _NONE)), int(entry.get("right", _NONE))
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name), int(entry["kind"]), 1, left, right, int(entry["child"]))
        + bytes(36)
        + struct.pack("<III", int(entry["start"]), int(entry["size"]), 0)
    )
