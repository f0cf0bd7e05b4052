"""HWP 5 (Hancom's "HWP Document File Formats 5.0", revision 1.3): paragraphs and tables in the order they stand.

The file is an OLE container. Its sections are streams of records, deflated or not; those of a file made for
distribution (배포용) are enciphered besides, with a key that lies in the stream itself ("배포용 문서", revision 1.2).
Records are read here rather than by a library for the reason HWPX is: a row has to become one block with its merged
cells once. Nothing but text, tables and outline levels is needed.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import olefile

from . import grid
from .raw import Raw, Refused
from .text import clean, paragraph

MAX_INFLATED = 200 * 1024 * 1024
_SIGNATURE = b"HWP Document File"
# Bits of the second word after the signature
_COMPRESSED, _PASSWORD, _DISTRIBUTION, _DRM, _CERTIFIED, _CERTIFIED_DRM = 1, 1 << 1, 1 << 2, 1 << 4, 1 << 8, 1 << 10
_TRACKED = 1 << 14

# Records
_CHAR_SHAPE, _PARA_SHAPE, _DISTRIBUTE_DATA = 21, 25, 28
_PARA_HEADER, _PARA_TEXT, _PARA_LOOK, _RANGE_TAG, _CTRL_HEADER, _LIST_HEADER = 66, 67, 68, 70, 71, 72
_SHAPE, _TABLE = 76, 77
_TRACK_CHANGE = 96
_DELETED = 0x11  # kind of a tracked change, in the record of the change and in the range that refers to it

# Control characters stand for one unit of text or for eight; those of the second set have a control record each.
_SINGLE = frozenset({0, 10, 13, 24, 25, 26, 27, 28, 29, 30, 31})
_WITH_RECORD = frozenset({1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23})
_CHARACTERS = {9: "\t", 10: "\n", 24: "-", 30: " ", 31: " "}
_SECTION = re.compile(r"Section(\d{1,5})")


def read(data: bytes) -> list[Raw]:
    """The paragraphs and rows of the document. Raises Refused for an encrypted, protected or damaged file."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return _read(ole)
    except Refused:
        raise
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error, zlib.error) as error:
        # what olefile and the records of a damaged file come to; a fault of ours would hide here, so tests read
        # whole files
        raise Refused("damaged") from error


def _read(ole: olefile.OleFileIO) -> list[Raw]:
    header = ole.openstream("FileHeader").read()
    if not header.startswith(_SIGNATURE) or len(header) < 40:
        raise Refused("damaged")
    version, flags = struct.unpack_from("<II", header, 32)
    if version >> 24 < 5:
        raise Refused("old_hwp")
    if flags & _PASSWORD:
        raise Refused("encrypted")
    if flags & (_DRM | _CERTIFIED | _CERTIFIED_DRM):
        raise Refused("drm")
    # A tracked file keeps the text with its changes marked in ViewText and the text as it is now in BodyText.
    storage = "ViewText" if flags & _DISTRIBUTION else "BodyText"
    compressed = bool(flags & _COMPRESSED)
    sections = sorted(
        (int(found.group(1)), path)
        for path in ole.listdir()
        if len(path) == 2 and path[0] == storage and (found := _SECTION.fullmatch(path[1]))
    )
    if not sections:
        raise Refused("damaged")
    info = list(_records(_plain(ole.openstream("DocInfo").read(), compressed)))
    deleted = frozenset(_deletions(info)) if flags & _TRACKED else frozenset()
    out = _Collector(_shapes(info), _bold(info), deleted)
    room = MAX_INFLATED
    for _, path in sections:
        content = ole.openstream(path).read()
        if flags & _DISTRIBUTION:
            content = _deciphered(content)
        content = _plain(content, compressed, room)
        room -= len(content)
        for node in _tree(_records(content)):
            if node.tag == _PARA_HEADER:
                out.paragraph(node, 0)
    return out.raws


def _plain(data: bytes, compressed: bool, room: int = MAX_INFLATED) -> bytes:
    """The stream inflated; deflate without a header, perhaps with padding behind its end."""
    if not compressed:
        return data
    inflater = zlib.decompressobj(-15)
    out = inflater.decompress(data, room + 1)
    if len(out) > room:
        raise Refused("too_large_unzipped")
    if not inflater.eof:
        raise Refused("damaged")
    return out


def _deciphered(data: bytes) -> bytes:
    """The stream of a distribution file behind its first record, whose 256 bytes hide the key.

    They are masked with runs of numbers from the generator of Microsoft's C library, seeded by their first word; the
    key stands at an offset that the seed's last four bits give. AES-128, ECB.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # here: few files need it

    tag, _, block, end = next(_headers(data))
    if tag != _DISTRIBUTE_DATA or end - block != 256:
        raise Refused("damaged")
    (seed,) = struct.unpack_from("<I", data, block)
    mask = bytearray()
    state = seed
    while len(mask) < 256:
        pair = []
        for _ in range(2):
            state = (state * 214013 + 2531011) & 0xFFFFFFFF
            pair.append(state >> 16 & 0x7FFF)
        mask += bytes([pair[0] & 0xFF]) * ((pair[1] & 0x0F) + 1)
    place = 4 + (seed & 0x0F)
    key = bytes(data[block + place + index] ^ mask[place + index] for index in range(16))
    cipher = data[end:]
    cipher = cipher[: len(cipher) // 16 * 16]
    opener = Cipher(algorithms.AES128(key), modes.ECB()).decryptor()  # noqa: S305 — the format's choice, not ours
    return opener.update(cipher) + opener.finalize()


def _headers(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(tag, level, begin, end) of each record. Raises Refused where one reaches beyond the stream."""
    position = 0
    while position + 4 <= len(data):
        (word,) = struct.unpack_from("<I", data, position)
        position += 4
        size = word >> 20
        if size == 0xFFF:
            (size,) = struct.unpack_from("<I", data, position)
            position += 4
        if position + size > len(data):
            raise Refused("damaged")
        yield word & 0x3FF, word >> 10 & 0x3FF, position, position + size
        position += size


def _records(data: bytes) -> Iterator[_Node]:
    for tag, level, begin, end in _headers(data):
        yield _Node(tag, level, data[begin:end])


@dataclass(slots=True)
class _Node:
    """A record with the records below it."""

    tag: int
    level: int
    data: bytes
    below: list[_Node] = field(default_factory=list)


def _tree(records: Iterator[_Node]) -> Iterator[_Node]:
    """The records of level 0, each with all below it once the next one begins."""
    path: list[_Node] = []
    for node in records:
        while path and path[-1].level >= node.level:
            done = path.pop()
            if not path:
                yield done
        if path:
            path[-1].below.append(node)
        path.append(node)
    if path:
        yield path[0]


def _shapes(info: Sequence[_Node]) -> list[tuple[int, bool]]:
    """(outline level, 1 outermost, 0 none; whether numbered or bulleted by the format) of each paragraph shape."""
    out = []
    for node in info:
        if node.tag == _PARA_SHAPE:
            (attributes,) = struct.unpack_from("<I", node.data)
            kind, level = attributes >> 23 & 3, attributes >> 25 & 7
            out.append((level + 1 if kind == 1 else 0, kind >= 2))
    return out


def _bold(info: Sequence[_Node]) -> frozenset[int]:
    """The numbers, from 0, of the looks of characters that are bold."""
    looks = (node for node in info if node.tag == _CHAR_SHAPE)
    return frozenset(
        number
        for number, node in enumerate(looks)
        if len(node.data) >= 50 and struct.unpack_from("<I", node.data, 46)[0] & 2
    )


def _deletions(info: Sequence[_Node]) -> Iterator[int]:
    """The numbers, from 1, of the tracked changes that delete."""
    changes = (node for node in info if node.tag == _TRACK_CHANGE)
    for number, node in enumerate(changes, start=1):
        if len(node.data) >= 4 and struct.unpack_from("<I", node.data)[0] == _DELETED:
            yield number


class _Collector:
    """Walks paragraphs and keeps count of the tables."""

    def __init__(self, shapes: list[tuple[int, bool]], bold: frozenset[int], deleted: frozenset[int]) -> None:
        self.raws: list[Raw] = []
        self._shapes = shapes
        self._bold = bold
        self._deleted = deleted
        self._tables = 0

    def paragraph(self, node: _Node, depth: int) -> None:
        """Add a paragraph: its text first, then the tables, text boxes and notes anchored in it."""
        shape = struct.unpack_from("<H", node.data, 8)[0] if len(node.data) >= 10 else 0
        level, listed = self._shapes[shape] if shape < len(self._shapes) else (0, False)
        anchored = [control for control in node.below if control.tag == _CTRL_HEADER]
        has_table = any(_name(control) == b"tbl " for control in anchored)
        # The first paragraph of a section carries the section's own controls; they leave it as empty as it was.
        lines = paragraph(self._text(node), level, listed=listed, bold=self._is_bold(node))
        self.raws.extend(raw for raw in lines if raw.text or not has_table)
        for control in anchored:
            self._control(control, depth)

    def _control(self, control: _Node, depth: int) -> None:
        name = _name(control)
        if name == b"tbl ":
            self._table(control, depth + 1)
        elif name == b"gso ":
            self._box(control, depth + 1)
        elif name in (b"fn  ", b"en  "):
            for _, paragraphs in _lists(control):
                for inside in paragraphs:
                    self.paragraph(inside, depth + 1)

    def _box(self, node: _Node, depth: int) -> None:
        """The text of a drawn box, or of the boxes grouped in it."""
        if depth > grid.MAX_DEPTH:
            raise Refused("too_deep")
        for _, paragraphs in _lists(node):
            for inside in paragraphs:
                self.paragraph(inside, depth + 1)
        for below in node.below:
            if below.tag == _SHAPE:
                self._box(below, depth + 1)

    def _table(self, control: _Node, depth: int) -> None:
        if depth > grid.MAX_DEPTH:
            raise Refused("too_deep")
        at = next((index for index, node in enumerate(control.below) if node.tag == _TABLE), None)
        if at is None:
            return
        height, width = struct.unpack_from("<HH", control.below[at].data, 4)
        cells = list(_lists(control, at + 1))
        for _, paragraphs in _lists(control, 0, at):  # the caption, written above the table's record
            for inside in paragraphs:
                self.paragraph(inside, depth)
        if height == 1 and len(cells) == 1:
            # A table of one cell is a frame drawn around ordinary text.
            for inside in cells[0][1]:
                self.paragraph(inside, depth)
            return
        self._tables += 1
        number = self._tables
        found: list[grid.Cell] = []
        nested: dict[int, list[_Node]] = {}
        for header, paragraphs in cells:
            column, row, across, down = struct.unpack_from("<4H", header.data, 8)
            texts = [clean(self._text(inside)).strip() for inside in paragraphs]
            found.append(grid.Cell(row, column, "\n".join(text for text in texts if text), across, down))
            nested.setdefault(row, []).extend(
                inner
                for inside in paragraphs
                for inner in inside.below
                if inner.tag == _CTRL_HEADER and _name(inner) in (b"tbl ", b"gso ")
            )
        height = min(height, max((cell.row for cell in found), default=-1) + 1)
        for row, values in enumerate(grid.rows(found, height, width)):
            self.raws.append(grid.row(values, number))
            for inner in nested.get(row, ()):
                self._control(inner, depth)

    def _text(self, node: _Node) -> str:
        """The text of a paragraph, without what was deleted where changes are tracked."""
        data = next((below.data for below in node.below if below.tag == _PARA_TEXT), b"")
        units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
        gone = self._gone(node)
        out = bytearray()
        position = 0
        while position < len(units):
            unit = units[position]
            if unit > 31:
                if position not in gone:
                    out += struct.pack("<H", unit)
                position += 1
                continue
            if unit in _CHARACTERS and position not in gone:
                out += _CHARACTERS[unit].encode("utf-16-le")
            position += 1 if unit in _SINGLE else 8
        return out.decode("utf-16-le", errors="ignore")

    def _is_bold(self, node: _Node) -> bool:
        looks = next((below.data for below in node.below if below.tag == _PARA_LOOK), b"")
        used = [look for _, look in struct.iter_unpack("<II", looks[: len(looks) // 8 * 8])]
        return bool(used) and all(look in self._bold for look in used)

    def _gone(self, node: _Node) -> set[int]:
        gone: set[int] = set()
        if not self._deleted:
            return gone
        for below in node.below:
            if below.tag == _RANGE_TAG:
                for begin, end, tag in struct.iter_unpack("<III", below.data[: len(below.data) // 12 * 12]):
                    if tag >> 24 == _DELETED and tag & 0xFFFFFF in self._deleted:
                        gone.update(range(begin, min(end, begin + 100_000)))
        return gone


def _name(control: _Node) -> bytes:
    """The four letters of a control, which are written backwards."""
    return control.data[3::-1] if len(control.data) >= 4 else b""


def _lists(node: _Node, begin: int = 0, end: int | None = None) -> Iterator[tuple[_Node, list[_Node]]]:
    """Each list header among the records below ``node`` with its paragraphs, which follow it on its own level or stand
    below it.
    """
    header: _Node | None = None
    paragraphs: list[_Node] = []
    for below in node.below[begin:end]:
        if below.tag == _LIST_HEADER:
            if header is not None:
                yield header, paragraphs
            header, paragraphs = below, [inner for inner in below.below if inner.tag == _PARA_HEADER]
        elif below.tag == _PARA_HEADER and header is not None:
            paragraphs.append(below)
    if header is not None:
        yield header, paragraphs
