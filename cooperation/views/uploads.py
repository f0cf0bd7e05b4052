"""Uploading reports, one or fifty: what became of each file, and what waits for a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile as Sent
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Role, User
from accounts.pages import get_or_404, needs, next_url, say, the_user
from accounts.records import Stale
from accounts.words import counted
from cooperation.intake import jobs, offer, queue, reasons
from cooperation.intake.limits import left_out
from cooperation.intake.receive import (
    MAX_TOGETHER,
    MAX_UPLOAD,
    MEDIA_TYPES,
    Received,
    Refused,
    clean_name,
    receive,
    receive_text,
    refused_words,
)
from cooperation.models import Upload, UploadedFile, UploadOutcome
from meetings.models import ReadingState, ReportRevision

#: Rows of a list that are shown at once; the search finds the others.
MOST_SHOWN = 50
LAST_UPLOADS = 5


@needs(Role.OFFICER)
def upload(request: HttpRequest) -> HttpResponse:
    """Upload reports, one or many, or paste the text of one.

    One leads to its reading; several to the page of their upload. ``begin`` only makes an upload, for a browser that
    sends its files one by one (``upload_file``), and answers with the addresses as JSON.
    """
    user = the_user(request)
    if request.method != "POST":
        return _form(request)
    sent: list[Sent[Any] | str] = [*request.FILES.getlist("files")]
    text = request.POST.get("text", "").replace("\0", "")
    if text.strip():
        sent.append(text)
    confidential = request.POST.get("confidential") == "on"
    missed = left_out(request)
    if "begin" in request.POST:
        batch = Upload.objects.create(uploaded_by=user, confidential=confidential)
        if text.strip():
            _take(batch, 0, text, user)
        return JsonResponse({"page": batch.get_absolute_url(), "add": reverse("upload_file", args=[batch.pk])})
    if not sent and not missed:
        return _form(request, wrong=_("Choose a file, or paste the text of a report."), status=422)
    if len(sent) == 1 and not missed:
        return _one(request, sent[0], confidential)
    batch = Upload.objects.create(uploaded_by=user, confidential=confidential)
    for position, what in enumerate(sent):
        _take(batch, position, what, user)
    for position, (name, size) in enumerate(missed, start=len(sent)):
        _refuse(batch, position, "too_much", name, size)
    return redirect("upload_batch", batch.pk)


def _form(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    rows = Upload.objects.visible_to(the_user(request)).annotate(count=Count("files")).filter(count__gt=0)
    context |= {
        "endings": ",".join(MEDIA_TYPES),
        "most": MAX_UPLOAD,
        "together": MAX_TOGETHER,
        "last": rows.order_by("-id")[:LAST_UPLOADS],
    }
    return render(request, "cooperation/upload.html", context, status=status)


def _one(request: HttpRequest, what: Sent[Any] | str, confidential: bool) -> HttpResponse:
    """A single file: straight to its reading, or the form again with why not; what was pasted stays."""
    kept: dict[str, Any] = {"confidential": confidential, "text": what if isinstance(what, str) else ""}
    try:
        received = _receive(what, the_user(request), confidential)
    except Refused as refused:
        return _form(request, wrong=str(refused), status=422, **kept)
    revision = received.revision
    if revision is None:
        return _form(request, present=_("This file is here already."), **kept)
    if received.already:
        said = _("This file is here already: “%(report)s”.") % {"report": revision.report}
        return _form(request, present=said, address=queue.address(revision), **kept)
    jobs.read_soon(revision.pk)
    return redirect("review", revision.pk)


def _receive(what: Sent[Any] | str, user: User, confidential: bool) -> Received:
    if isinstance(what, str):
        return receive_text(what, by=user, confidential=confidential)
    return receive(what, what.name or "", by=user, confidential=confidential)


def _take(batch: Upload, position: int, what: Sent[Any] | str, user: User) -> UploadedFile:
    """Keep one file of an upload, whatever becomes of the others, and write down what became of it."""
    name = _("pasted text") if isinstance(what, str) else clean_name(what.name or "")
    size = len(what.encode()) if isinstance(what, str) else what.size or 0
    try:
        received = _receive(what, user, batch.confidential)
    except Refused as refused:
        return _refuse(batch, position, refused.code, name, size)
    revision = received.revision
    if revision is not None and not received.already:
        jobs.read_soon(revision.pk)
    # An answer that was lost on its way: the file comes again, and is the one that was kept.
    again = received.already and UploadedFile.objects.filter(
        upload=batch, position=position, revision=revision, outcome=UploadOutcome.KEPT
    )
    outcome = UploadOutcome.PRESENT if received.already and not again else UploadOutcome.KEPT
    return _write(batch, position, name=name, size=size, outcome=outcome, revision=revision)


def _refuse(batch: Upload, position: int, code: str, name: str, size: int) -> UploadedFile:
    return _write(batch, position, name=name, size=size, outcome=UploadOutcome.REFUSED, code=code)


def _write(batch: Upload, position: int, **values: Any) -> UploadedFile:
    values = {"revision": None, "code": ""} | values
    row, _new = UploadedFile.objects.update_or_create(upload=batch, position=position, defaults=values)
    return row


@require_POST
@needs(Role.OFFICER)
def upload_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One more file of an upload, as JSON ``{kind, sentence}``; safe to send again after a broken connection.

    A browser that finds a file too large sends only ``name`` and ``size``.
    """
    user = the_user(request)
    batch: Upload = get_or_404(Upload.objects.visible_to(user), pk)
    position = request.POST.get("position", "")
    if not (position.isascii() and position.isdecimal() and len(position) < 6):
        return HttpResponseBadRequest()
    what = request.FILES.get("files")
    if what is not None:
        row = _take(batch, int(position), what, user)
    else:
        size = request.POST.get("size", "")
        large = int(size) if size.isascii() and size.isdecimal() and len(size) < 16 else 0
        if large <= MAX_UPLOAD:
            return HttpResponseBadRequest()
        row = _refuse(
            batch, int(position), "too_large", clean_name(request.POST.get("name", "").replace("\0", "")), large
        )
    sentence = refused_words(row.code, row.name, row.size) if row.code else ""
    return JsonResponse({"kind": row.outcome, "sentence": sentence})


@require_GET
@needs(Role.OFFICER)
def upload_batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of each file of an upload; looks again by itself while some are being read."""
    user = the_user(request)
    batch: Upload = get_or_404(Upload.objects.visible_to(user), pk)
    context = {"upload": batch, "progress": queue.progress(batch, user)}
    part = "#live" if request.headers.get("HX-Target") == "live" else ""
    return render(request, f"cooperation/upload_batch.html{part}", context)


@require_POST
@needs(Role.OFFICER)
def upload_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read every file of an upload again whose reading failed."""
    user = the_user(request)
    batch: Upload = get_or_404(Upload.objects.visible_to(user), pk)
    rows = ReportRevision.objects.visible_to(user).filter(uploads__upload=batch, state=ReadingState.FAILED)
    count = sum(_again(row) for row in rows)
    say(request, ngettext("%(n)s file is read again.", "%(n)s files are read again.", count) % {"n": counted(count)})
    return redirect("upload_batch", batch.pk)


def _again(revision: ReportRevision) -> bool:
    try:
        jobs.retry(revision)
    except Stale:
        return False
    jobs.read_soon(revision.pk)
    return True


@require_POST
@needs(Role.OFFICER)
def review_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a file again whose reading failed."""
    revision: ReportRevision = get_or_404(ReportRevision.objects.visible_to(the_user(request)), pk)
    if not _again(revision):
        messages.warning(request, _("It is being read already."))
    return redirect(next_url(request, reverse("review", args=[revision.pk])))


@require_POST
@needs(Role.OFFICER)
def review_take_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring to review what a document refused as a report tells of: its meetings and agreements."""
    rows = ReportRevision.objects.visible_to(the_user(request)).select_related("report")
    revision: ReportRevision = get_or_404(rows, pk)
    try:
        offer.take_up(revision, by=the_user(request))
    except Stale:
        messages.info(request, _("It is under review already, or tells of nothing that can be filed."))
    else:
        jobs.read_soon(revision.pk)
    return redirect("review", revision.pk)


@require_POST
@needs(Role.OFFICER)
def review_put_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave a document that was taken up unread again, while nothing of it is decided."""
    rows = ReportRevision.objects.visible_to(the_user(request)).select_related("report")
    revision: ReportRevision = get_or_404(rows, pk)
    try:
        offer.put_back(revision, by=the_user(request))
    except Stale:
        messages.warning(request, _("Something of it is decided: take that back first."))
    else:
        say(request, _("It is left unread; its proposals are gone."))
    return redirect("review", revision.pk)


@require_GET
@needs(Role.OFFICER)
def reviews(request: HttpRequest) -> HttpResponse:
    """What is being read, what waits for a person, what could not be read, and what was filed last."""
    user = the_user(request)
    rows = (
        ReportRevision.objects.visible_to(user)
        .select_related("report__trip", "report__uploaded_by", "document")
        .defer("reading")
        .order_by("-created_at")
    )
    unread = rows.filter(state__in=queue.UNREAD)
    waiting = queue.to_review(user)
    context = {
        "reading": unread[:MOST_SHOWN],
        "reading_count": unread.count(),
        "to_review": waiting[:MOST_SHOWN],
        "to_review_count": waiting.count(),
        "not_read": [
            (row, reasons.refusal_words(row), offer.told(row))
            for row in offer.with_told(rows)
            .filter(state__in=[ReadingState.REFUSED, ReadingState.FAILED])
            .exclude(
                reading__doc__kind="trip_plan",
                report__trip__isnull=False,  # entered as a planned trip
            )[:MOST_SHOWN]
        ],
        "filed": rows.filter(report__filed_at__isnull=False).order_by("-report__filed_at")[:10],
    }
    part = "#live" if request.headers.get("HX-Target") == "live" else ""
    return render(request, f"cooperation/reviews.html{part}", context)
