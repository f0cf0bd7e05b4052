"""Pictures taken on a trip: what counts as one, told by its content and never by its name."""

from __future__ import annotations

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from accounts.models import User
from partners.documents import keep_file
from partners.models import Document

#: Media types of the pictures that phones take, with the ending each is kept under.
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/heic": ".heic"}
#: Those that browsers show; HEIC is kept and offered for download.
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp"})
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def picture_type(head: bytes) -> str | None:
    """The media type of a picture by its first bytes (at least 32); None for anything else, SVG among it."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "image/heic"
    return None


def keep_photo(upload: File[bytes], *, by: User) -> Document:
    """The document of an uploaded picture, under an ending that is true. Needs a history context and a transaction.

    Raises ValidationError for what is no picture, is empty or larger than 50 MB, or is here but not open to ``by``.
    """
    upload.seek(0)
    head = upload.read(32)  # nothing, of a file so large that its content was not kept
    kind = picture_type(head)
    upload.seek(0)
    name = PurePath((upload.name or "").replace("\\", "/").replace("\x00", "")).name
    if kind is None and head:
        raise ValidationError(
            _("“%(name)s” is no picture we can keep. Take it as JPEG, PNG, WebP or HEIC.") % {"name": name},
            code="no_picture",
        )
    if kind is not None:
        upload.name = f"{PurePath(name).stem[:200] or _('photo')}{ENDINGS[kind]}"
    document = keep_file(upload, by=by)
    if kind is not None and document.media_type != kind:
        document.media_type = kind
        document.save(update_fields=["media_type"])
    return document
