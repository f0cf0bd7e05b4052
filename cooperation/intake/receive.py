"""Keeping what was uploaded. The same bytes are kept once; nothing uploaded is lost, whatever the reader says of it."""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.history import recorded
from accounts.models import User
from meetings.models import ReportRevision, TripReport
from partners.documents import written
from partners.models import Document

log = logging.getLogger(__name__)

MAX_UPLOAD = 50 * 1024 * 1024  # bytes (docs/reading.md, Limits)
#: Bytes of the files of one request; a browser with JavaScript sends each file in a request of its own.
MAX_TOGETHER = 1024 * 1024 * 1024

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".hwpx": "application/hwp+zip",
    ".hwp": "application/x-hwp",
    ".pdf": "application/pdf",
}


class Refused(Exception):  # noqa: N818 — an answer, not an error
    """The upload was not taken; ``str()`` is the sentence for the person, ``code`` the same for machines."""

    def __init__(self, code: str, name: str = "", size: int = 0) -> None:
        super().__init__(refused_words(code, name, size))
        self.code = code


def refused_words(code: str, name: str, size: int) -> str:
    """Why a file of that name and so many bytes was not taken, and what to do, in the language at work."""
    sentences = {
        "unknown_kind": _(
            "“%(name)s” is no file a report comes in. Upload hwpx, hwp, docx, pdf, txt or md, or paste the text."
        ),
        "empty": _("“%(name)s” is empty. Look at the file and upload it again."),
        "no_text": _("There is no text. Paste the whole report, tables included."),
        "too_large": _(
            "“%(name)s” has %(size)d MB; up to %(most)d MB are taken. Remove large pictures, or paste the text."
        ),
        "too_much": _(
            "The files sent together have more than %(together)d MB, so “%(name)s” was left out. Upload it again."
        ),
    }
    return sentences[code] % {
        "name": name,
        "size": -(-size // 2**20),
        "most": MAX_UPLOAD // 2**20,
        "together": MAX_TOGETHER // 2**20,
    }


def clean_name(name: str) -> str:
    """A file name without its folders, in one Unicode form (macOS sends Hangul in pieces), at most 255 characters.

    A longer one keeps its ending.
    """
    name = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/").replace("\x00", "")).name).strip()
    ending = PurePath(name).suffix[:20]
    return name if len(name) <= 255 else name[: 255 - len(ending)] + ending


@dataclass(frozen=True)
class Received:
    """What became of one upload.

    ``already`` says that the same file had been here. ``revision`` is then the one that holds it, or None where ``by``
    may not see it: nothing more may be told.
    """

    revision: ReportRevision | None
    already: bool


def receive(
    upload: File[bytes],
    name: str,
    *,
    by: User,
    confidential: bool = False,
    unattended: bool = False,
    corrects: TripReport | None = None,
) -> Received:
    """Keep an uploaded file as a report that waits to be read, or as the next revision of the one it ``corrects``.

    Raises Refused for an empty or too large file and for a kind of file no report comes in. The caller starts the
    reading once its transaction is through (``jobs.read_soon``); the sweep does so otherwise.
    """
    name = clean_name(name) or _("report.txt")
    _check(name, upload.size or 0)
    sha256 = sha256_of(upload.chunks())
    present = Document.objects.filter(sha256=sha256).first()
    if present is None:
        try:
            with transaction.atomic(), recorded(by=by):
                return Received(_keep(upload, name, sha256, by, confidential, unattended, corrects), already=False)
        except IntegrityError:
            # Somebody else uploaded the same bytes at the same moment.
            present = Document.objects.get(sha256=sha256)
    return _already_here(present, by, unattended)


def receive_text(text: str, *, by: User, confidential: bool = False) -> Received:
    """Keep pasted text as if it were a text file. Raises Refused for an empty one."""
    data = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not data:
        raise Refused("no_text")
    return receive(ContentFile(f"{data}\n".encode()), _("pasted text.txt"), by=by, confidential=confidential)


def _check(name: str, size: int) -> None:
    if PurePath(name).suffix.lower() not in MEDIA_TYPES:
        raise Refused("unknown_kind", name)
    if size == 0:
        raise Refused("empty", name)
    if size > MAX_UPLOAD:
        raise Refused("too_large", name, size)


def sha256_of(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _keep(
    upload: File[bytes],
    name: str,
    sha256: str,
    by: User,
    confidential: bool,
    unattended: bool,
    corrects: TripReport | None,
) -> ReportRevision:
    document = Document(
        name=name,
        sha256=sha256,
        size=upload.size,
        media_type=MEDIA_TYPES[PurePath(name).suffix.lower()],
        uploaded_by=by,
        confidential=confidential,
    )
    with written(document, upload):
        return _waiting(document, by, confidential, unattended, corrects)


def _waiting(
    document: Document, by: User, confidential: bool, unattended: bool, corrects: TripReport | None = None
) -> ReportRevision:
    if corrects is not None:
        TripReport.objects.select_for_update().get(pk=corrects.pk)  # two corrections at once get two numbers
        last = corrects.revisions.order_by("-revision").values_list("revision", flat=True).first() or 0
        return ReportRevision.objects.create(
            report=corrects, document=document, revision=last + 1, unattended=unattended
        )
    report = TripReport.objects.create(title=document.name, uploaded_by=by, confidential=confidential)
    return ReportRevision.objects.create(report=report, document=document, unattended=unattended)


def _already_here(document: Document, by: User, unattended: bool) -> Received:
    if not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        return Received(None, already=True)
    revision = ReportRevision.objects.filter(document=document).first()
    if revision is None:
        # The bytes came as a file of something else (an agreement): now they are a report as well.
        with transaction.atomic(), recorded(by=by):
            return Received(_waiting(document, by, document.confidential, unattended), already=False)
    visible = ReportRevision.objects.visible_to(by).filter(pk=revision.pk).exists()
    return Received(revision if visible else None, already=True)
