"""Opening the zip files that docx and hwpx are, without letting one fill the memory or reach outside itself."""

from __future__ import annotations

import io
import zipfile

from .raw import Refused

MAX_UNZIPPED = 200 * 1024 * 1024
MAX_ENTRIES = 10_000


class Archive:
    """A zip file whose declared sizes were checked before anything is inflated, and whose parts are inflated no
    further than declared.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused("damaged") from error
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNZIPPED:
            raise Refused("too_large_unzipped")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Refused("encrypted")
        self.names = frozenset(entry.filename for entry in entries)

    def part(self, name: str) -> bytes:
        """The bytes of one part. Raises Refused when it is missing, damaged or larger than it says."""
        try:
            info = self._zip.getinfo(name)
            with self._zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise Refused("damaged") from error
        except MemoryError:
            raise
        except Exception as error:  # zlib.error and lzma.LZMAError share no base but Exception
            raise Refused("damaged") from error
        if len(data) > info.file_size:
            raise Refused("damaged")
        return data

    def check_xml(self) -> None:
        """Refuse a file with a document type definition in any XML part: neither format needs one, attacks do."""
        for name in self.names:
            if name.endswith((".xml", ".rels", ".hpf", ".rdf")) and b"<!DOCTYPE" in self.part(name)[:4096].upper():
                raise Refused("unsafe_xml")
