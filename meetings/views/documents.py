"""Documents: what was uploaded, as the reader saw it, and the file itself."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.pages import attachment, get_or_404, log_read, paginate, the_user
from accounts.tables import Column, Table
from meetings.models import Meeting, ReportRevision, Trip, TripNote
from meetings.paper import COLUMNS, lines_named, paper
from meetings.photos import ENDINGS, SHOWN
from partners.filters import DocumentFilterSet
from partners.models import Document, DocumentBlock

# Types a browser may be told; anything else, and anything it could run, goes as plain bytes.
_KNOWN_TYPES = frozenset({"application/pdf", "text/plain", "text/markdown", *ENDINGS})


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    user, on = the_user(request), timezone.localdate()
    filters = DocumentFilterSet(request.GET, Document.objects.visible_to(user), user=user, on=on)
    table = Table(
        request,
        [
            Column("name", _("File"), ["name"], optional=False),
            Column("uploaded", _("Uploaded"), ["created_at"]),
            Column("by", _("By"), ["uploaded_by__display_name"]),
            Column("size", _("Size"), ["size"], amount=True),
            Column("lines", _("Lines"), amount=True),
        ],
        default="-uploaded",
    )
    lines = DocumentBlock.objects.filter(document=OuterRef("pk")).order_by().values("document").annotate(n=Count("pk"))
    rows = table.order(filters.qs).values(
        "id", "name", "size", "created_at", "confidential", "uploaded_by__display_name", "uploaded_by__username",
        lines=Coalesce(Subquery(lines.values("n")), 0),
    )  # fmt: skip
    page = paginate(request, rows)
    listed = list(page.object_list)
    log_read(request, Document, [values["id"] for values in listed])
    return render(request, "meetings/documents.html", {"filter": filters, "table": table, "page": page, "rows": listed})


@require_GET
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The document on one page; ``?line=12`` or ``?line=12-15`` marks lines, and each has its anchor ``#l12``."""
    user = the_user(request)
    found = get_or_404(Document.objects.visible_to(user).select_related("uploaded_by"), pk)
    marked = lines_named(request.GET.get("line", "")[:200])
    blocks = list(found.blocks.order_by("line").values_list(*COLUMNS))
    revision = (
        ReportRevision.objects.visible_to(user).filter(document=found).select_related("report").defer("reading").first()
    )
    log_read(request, Document, [found.pk])
    noted = TripNote.objects.standing().filter(photo=found, trip=OuterRef("pk"))
    context = {
        "document": found,
        "paper": paper(blocks, current=marked),
        "lines": len(blocks),
        "pages": max((block[-1] or 0 for block in blocks), default=0),
        "marked": [line for line in marked if any(block[0] == line for block in blocks)][:1],
        "asked": request.GET.get("line", "")[:40] if marked else "",
        "revision": revision,
        "trips": Trip.objects.visible_to(user).filter(Q(source_document=found) | Exists(noted))[:20],
        "meetings": Meeting.objects.visible_to(user).filter(source_document=found)[:50],
    }
    return render(request, "meetings/document.html", context)


@require_GET
def document_file(request: HttpRequest, pk: UUID) -> HttpResponse | FileResponse:
    """The file as it was uploaded. Always an attachment, never run in the browser; the download is logged."""
    found = get_or_404(Document.objects.visible_to(the_user(request)), pk)
    try:
        stream = found.file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404(_("The file of this document is not in the store. Ask an administrator to restore it.")) from None
    # A photo shown on the page of its trip was read there; one asked for by itself was taken away.
    shown = found.media_type in SHOWN and request.GET.get("show") == "1"
    log_read(request, Document, [found.pk], purpose="page" if shown else "download")
    kind = found.media_type if found.media_type in _KNOWN_TYPES else "application/octet-stream"
    return attachment(stream, found.name, kind)
