"""Keeping a file that comes with a record: a letter, minutes, a scan. The same bytes are kept once."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from partners.models import Document

if TYPE_CHECKING:
    from accounts.models import User

MAX_FILE = 50 * 1024 * 1024  # bytes


def keep_file(upload: File[bytes], *, by: User, confidential: bool = False) -> Document:
    """The document of an uploaded file, kept now or found by its bytes; see ``kept_or_found``."""
    return kept_or_found(upload, by=by, confidential=confidential)[0]


def kept_or_found(upload: File[bytes], *, by: User, confidential: bool = False) -> tuple[Document, bool]:
    """The document of an uploaded file, and whether it was made now. Needs a history context.

    Raises ValidationError for an empty or too large file, and for one that is here already but not open to ``by``.
    """
    name = PurePath((upload.name or "").replace("\\", "/").replace("\x00", "")).name.strip()[-255:] or _("file")
    size = upload.size or 0
    if size == 0:
        raise ValidationError(_("“%(name)s” is empty. Look at the file and choose it again.") % {"name": name})
    if size > MAX_FILE:
        raise ValidationError(
            _("“%(name)s” has %(size)d MB; up to %(most)d MB are taken.")
            % {"name": name, "size": -(-size // 2**20), "most": MAX_FILE // 2**20}
        )
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    sha256 = digest.hexdigest()
    if not Document.objects.filter(sha256=sha256).exists():
        upload.seek(0)
        try:
            with transaction.atomic():
                return _kept(upload, name, sha256, size, by, confidential), True
        except IntegrityError:
            pass  # somebody else kept the same bytes at the same moment
    document: Document | None = Document.objects.visible_to(by).filter(sha256=sha256).first()
    if document is None:
        raise ValidationError(_("This file is here already, but not open to you. Ask a manager to add it."))
    return document, False


def _kept(upload: File[bytes], name: str, sha256: str, size: int, by: User, confidential: bool) -> Document:
    document = Document(
        name=name,
        sha256=sha256,
        size=size,
        media_type=(mimetypes.guess_type(name)[0] or "application/octet-stream")[:100],
        uploaded_by=by,
        confidential=confidential,
    )
    with written(document, upload):
        return document


@contextmanager
def written(document: Document, upload: File[bytes]) -> Iterator[None]:
    """Insert a new document's row and write its file; what else belongs to it is made inside the block.

    The row comes first: of two uploads of the same bytes the second waits there and gets an IntegrityError before it
    has written anything. Where the block fails, the file goes with the row. Needs a transaction.
    """
    storage, field = document.file.storage, Document._meta.get_field("file")
    # On disk under its own hash: a name somebody typed never becomes a path.
    path = field.generate_filename(document, f"{document.sha256}{PurePath(document.name).suffix.lower()[:16]}")
    document.file.name = path
    document.save(force_insert=True)
    try:
        # No other row may hold these bytes now: what lies there was left by a process killed before it was through.
        storage.delete(path)
        upload.seek(0)
        storage.save(path, upload)
        yield
    except BaseException:
        storage.delete(path)
        raise


def forget_lost_files(now: datetime) -> int:
    """Delete files no document names, a day old or more: left by processes killed while they kept an upload.

    Returns how many.
    """
    return forget_unnamed_below(Document, "documents", now)


def forget_unnamed_below(model: type[models.Model], folder: str, now: datetime) -> int:
    """``forget_unnamed`` of each folder in ``folder``."""
    with suppress(FileNotFoundError):
        inner = model._meta.get_field("file").storage.listdir(folder)[0]  # type: ignore[union-attr]
        return sum(forget_unnamed(model, f"{folder}/{name}", now) for name in inner)
    return 0


def forget_unnamed(model: type[models.Model], folder: str, now: datetime) -> int:
    """Delete the files in a folder that no row's ``file`` names, a day old or more. Returns how many.

    A file younger than a day may belong to a transaction that is not through yet.
    """
    storage, lost = model._meta.get_field("file").storage, 0  # type: ignore[union-attr]
    with suppress(FileNotFoundError):
        present = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
        named = model._default_manager.filter(file__startswith=f"{folder}/").values_list("file", flat=True)
        for path in present.difference(named):
            if storage.get_modified_time(path) < now - timedelta(days=1):
                storage.delete(path)
                lost += 1
    return lost
