"""How much one request may bring: what goes over is read past, not kept, and named.

The body must be read to its end for the browser to see an answer, so nothing here stops an upload; it only keeps the
disk from filling.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from cooperation.intake.receive import MAX_TOGETHER, MAX_UPLOAD


class Limited(FileUploadHandler):
    """Stands before the handlers that keep what they are given.

    A file of more than ``MAX_UPLOAD`` bytes arrives with its size and without its content; once the files of a request
    have more than ``MAX_TOGETHER`` bytes, the others are left out (``left_out``).
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.together = self.size = 0
        self.left: list[tuple[str, int]] = []
        if request is not None:
            request.upload_limited = self  # type: ignore[attr-defined]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.size += len(raw_data)
        if self.size > MAX_UPLOAD:
            return None
        self.together += len(raw_data)
        if self.together > MAX_TOGETHER:
            self.left.append((self.file_name or "", 0))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if self.size <= MAX_UPLOAD:
            return None  # the next handler has it
        return InMemoryUploadedFile(
            BytesIO(), self.field_name, self.file_name or "", self.content_type, self.size, self.charset
        )


def left_out(request: HttpRequest) -> list[tuple[str, int]]:
    """Name and size of the files that came when the request held too much already; the size is not known (0)."""
    handler: Limited | None = getattr(request, "upload_limited", None)
    return handler.left if handler else []
