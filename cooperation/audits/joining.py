"""PDF files of typst made into one: a document of thousands of pages is set a part at a time, which bounds its memory.

Knows the shape typst writes (a plain table of objects, a flat list of pages, no outline, links or tags) and no other.
The first part gives what is said of the whole: title, language, colour profile, the marks of PDF/A.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable

_REFERENCE = re.compile(rb"(\d+) 0 R\b")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_COUNT = re.compile(rb"<xmpTPg:NPages>\d+</xmpTPg:NPages>")


class Part:
    """One file: its objects by number, the keys of its trailer, its pages in order."""

    def __init__(self, data: bytes) -> None:
        start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
        table = data[start : data.index(b"trailer", start)].split()
        first, count = int(table[1]), int(table[2])
        if table[0] != b"xref" or first != 0 or len(table) != 3 + 3 * count:
            raise ValueError("not a PDF file as typst writes it")
        places = sorted((int(table[3 + 3 * n]), n) for n in range(count) if table[5 + 3 * n] == b"n")
        ends = [place for place, _number in places[1:]] + [start]
        self.objects = {
            number: data[place:end].partition(b" obj\n")[2].rpartition(b"endobj")[0].rstrip()
            for (place, number), end in zip(places, ends, strict=True)
        }
        trailer = data[data.index(b"trailer", start) :]
        self.root, self.info = (_named(trailer, key) for key in (b"Root", b"Info"))
        self.tree = _named(self.objects[self.root], b"Pages")
        kids = _KIDS.search(self.objects[self.tree])
        self.pages = [int(number) for number in _REFERENCE.findall(kids[1])] if kids else []
        if not all(b"/Type/Page/" in self.objects[page] for page in self.pages):
            raise ValueError("not a flat list of pages, as typst writes it")

    def reached_from(self, starts: Iterable[int]) -> list[int]:
        """The numbers of the objects that these need, themselves included; the tree of pages is left out."""
        found, waiting = {self.tree}, list(starts)
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting += (int(other) for other in _REFERENCE.findall(_head(self.objects[number])))
        return sorted(found - {self.tree})


def _named(text: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb" (\d+) 0 R", text)
    if found is None:
        raise ValueError(f"a PDF file without its {key.decode()}")
    return int(found[1])


def _head(content: bytes) -> bytes:
    """An object without its stream, whose bytes may look like anything."""
    return content.partition(b"\nstream\n")[0] if content.endswith(b"endstream") else content


class Joined:
    """The file that grows; ``add`` parts, then take the ``whole``. The same parts give the same bytes."""

    def __init__(self) -> None:
        self.out, self.places, self.pages = io.BytesIO(), [0, 0], list[int]()  # object 1: the tree of pages
        self.same: dict[bytes, int] = {}
        self.digest = hashlib.sha256()
        self.root = self.info = 0
        self.out.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
        self.late: list[tuple[int, bytes]] = []  # what speaks of the number of pages

    def add(self, data: bytes, pages: int | None = None) -> int:
        """Take the first ``pages`` pages of a file, or all; returns how many these are."""
        part = Part(data)
        taken = part.pages[:pages]
        first = not self.pages
        numbers = {part.tree: 1}
        for number in part.reached_from([*taken, *([part.root, part.info] if first else [])]):
            content = part.objects[number]
            alone = content.endswith(b"endstream") and not _REFERENCE.search(_head(content))
            key = hashlib.sha256(content).digest() if alone else b""
            if key in self.same:  # the colour profile, and fonts that turned out the same
                numbers[number] = self.same[key]
                continue
            numbers[number] = len(self.places)
            self.places.append(0)
            if alone:
                self.same[key] = numbers[number]
        for number, to in numbers.items():
            if number != part.tree and not self.places[to]:
                content = _renumbered(part.objects[number], numbers)
                if _COUNT.search(content):
                    self.late.append((to, content))
                else:
                    self._write(to, content)
        if first:
            self.root, self.info = numbers[part.root], numbers[part.info]
        self.pages += (numbers[page] for page in taken)
        return len(taken)

    def whole(self) -> bytes:
        for number, content in self.late:
            self._write(number, _with_length(_COUNT.sub(
                b"<xmpTPg:NPages>%d</xmpTPg:NPages>" % len(self.pages), content)))  # fmt: skip
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        self._write(1, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self.pages), kids))
        start = self.out.tell()
        self.out.write(b"xref\n0 %d\n0000000000 65535 f\r\n" % len(self.places))
        self.out.writelines(b"%010d 00000 n\r\n" % place for place in self.places[1:])
        mark = self.digest.hexdigest()[:32].encode()
        self.out.write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF"
            % (len(self.places), self.root, self.info, mark, mark, start)
        )
        return self.out.getvalue()

    def _write(self, number: int, content: bytes) -> None:
        self.places[number] = self.out.tell()
        self.digest.update(content)
        self.out.write(b"%d 0 obj\n%s\nendobj\n\n" % (number, content))


def _renumbered(content: bytes, numbers: dict[int, int]) -> bytes:
    head = _head(content)
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head) + content[len(head) :]


def _with_length(content: bytes) -> bytes:
    """A stream whose length was changed."""
    head, _mark, body = content.partition(b"\nstream\n")
    length = len(body) - len(b"\nendstream")
    return re.sub(rb"/Length \d+", b"/Length %d" % length, head) + b"\nstream\n" + body
