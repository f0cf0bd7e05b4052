"""Keeping a file that comes with a record: a letter, minutes, a scan. The same bytes are kept once."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
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
    # On disk under its own hash: a name somebody typed never becomes a path.
    document.file.save(f"{sha256}{PurePath(name).suffix.lower()[:16]}", upload, save=False)
    document.save(force_insert=True)
    return document
