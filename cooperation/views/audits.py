"""자료요구: what an auditor asks for, its rows before they are issued, and what was issued."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Role
from accounts.pages import attachment, get_or_404, log_read, needs, paginate, say, the_user
from accounts.records import Stale
from cooperation.audits import jobs
from cooperation.audits.asking import thawed
from cooperation.audits.documents import DOCUMENTS, about_rows
from cooperation.audits.sheets import words
from cooperation.forms.audits import AuditRequestForm, address_again, address_of, address_today, form_named, kept_of
from cooperation.models import AuditAnswer, AuditFile, AuditForm, AuditState
from partners.models import Organization

#: Rows of the preview at a time.
SHOWN = 30


@require_GET
@needs(Role.OFFICER)
def audit(request: HttpRequest) -> HttpResponse:
    """The form and, under it, the rows as they would be issued, with what they lack."""
    return _page(request, AuditRequestForm(request.GET, user=the_user(request), on=timezone.localdate()))


def _page(request: HttpRequest, form: AuditRequestForm, status: int = 200, **more: Any) -> HttpResponse:
    user = the_user(request)
    data = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {
        "form": form,
        "kept": [
            (one, address_of(one), address_today(one, timezone.localdate()))
            for one in AuditForm.objects.visible_to(user)
        ],
        "named": form_named(data),
        "last": AuditAnswer.objects.visible_to(user).filter(issued_by=user)[:3],
        "pairs": [
            (name, value)
            for name, values in form.data.lists()  # type: ignore[attr-defined]
            if name in form.fields or name in {"asked", "form"}
            for value in values
        ],
        **more,
    }
    if form.is_valid():
        context |= _preview(request, form)
    return render(request, "cooperation/audit.html", context, status=status)


def _preview(request: HttpRequest, form: AuditRequestForm) -> dict[str, Any]:
    """The tabs of the documents with their counts, and a page of the rows of one."""
    user, asked = the_user(request), form.asked
    found = jobs.keys_and_counts(user, asked)
    shown = request.GET.get("show", "")
    kind = shown if shown in found else asked.documents[0]
    document, keys = DOCUMENTS[kind], found[kind]
    columns = document.chosen(asked)
    page = Paginator(keys, SHOWN).get_page(request.GET.get("page"))
    rows = document.rows(user, asked, list(page.object_list), columns)
    log_read(request, document.model, dict.fromkeys(pk for pk, _year in page.object_list))
    return {
        "tabs": [
            {"kind": one, "label": DOCUMENTS[one].kind.label, "count": len(found[one]), "here": one == kind}
            for one in asked.documents
        ],
        "columns": columns,
        "page": page,
        "rows": [{"told": list(zip(columns, map(words, row.cells), strict=True)), "row": row} for row in rows],
        "lacking": sum(1 for row in rows if row.missing),
        "about": about_rows(asked, document, keys),
        "title": document.kind.label,
        "layout": document.layout,
        "asked": asked,
    }


@require_POST
@needs(Role.OFFICER)
def audit_issue(request: HttpRequest) -> HttpResponse:
    """Issue the answer: at once where it is small, else by the worker. What was asked is frozen with it."""
    user = the_user(request)
    form = AuditRequestForm(request.POST, user=user, on=timezone.localdate())
    if not form.is_valid():
        return _page(request, form, 422)
    asked = form.asked
    found = jobs.keys_and_counts(user, asked)
    for kind, keys in found.items():
        log_read(request, DOCUMENTS[kind].model, dict.fromkeys(pk for pk, _year in keys), purpose="export")
    name = request.POST.get("name", "").replace("\0", "").strip()[:200]
    answer = AuditAnswer.objects.create(
        name=name or " · ".join(str(DOCUMENTS[kind].kind.label) for kind in asked.documents),
        asked=asked.frozen(),
        language=(translation.get_language() or "ko")[:2],
        counts={kind: len(keys) for kind, keys in found.items()},
        issued_by=user,
    )
    if jobs.small(answer):
        jobs.work(answer.pk)
    else:
        jobs.make_soon(answer.pk)
    return redirect(answer)


@require_POST
@needs(Role.OFFICER)
def audit_form_save(request: HttpRequest) -> HttpResponse:
    """Keep what is asked under a name; the same name again stands for what is asked now."""
    user = the_user(request)
    form = AuditRequestForm(request.POST, user=user, on=timezone.localdate())
    name = request.POST.get("form_name", "").replace("\0", "").strip()[:100]
    if not form.is_valid():
        return _page(request, form, 422)
    if not name:
        return _page(request, form, 422, wrong_name=_("Give the form a name."))
    with transaction.atomic():
        kept, new = AuditForm.objects.update_or_create(
            name=name, defaults={"asked": kept_of(form)}, create_defaults={
                "asked": kept_of(form), "entered_by": user}
        )  # fmt: skip
    say(request, _("The form “%(name)s” is kept.") % {"name": kept} if new
        else _("The form “%(name)s” now stands for this.") % {"name": kept})  # fmt: skip
    return HttpResponseRedirect(reverse("audit") + address_of(kept))


@require_POST
@needs(Role.OFFICER)
def audit_form_forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The named form goes; what was issued by it stays."""
    kept = get_or_404(AuditForm.objects.visible_to(the_user(request)), pk)
    kept.delete()
    say(request, _("The form “%(name)s” is gone.") % {"name": kept})
    return redirect("audit")


# ------------------------------------------------------------------------------------------------ what was issued


@require_GET
@needs(Role.OFFICER)
def audit_answers(request: HttpRequest) -> HttpResponse:
    """All answers that are open to this person, newest first."""
    rows = AuditAnswer.objects.visible_to(the_user(request)).select_related("issued_by").prefetch_related("files")
    return render(request, "cooperation/audit_answers.html", {"page": paginate(request, rows)})


@require_GET
@needs(Role.OFFICER)
def audit_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One answer: what was asked, how far it is, its files."""
    rows = AuditAnswer.objects.visible_to(the_user(request)).select_related("issued_by")
    answer = get_or_404(rows, pk)
    asked = thawed(answer.asked)
    departments = Organization.objects.visible_to(the_user(request)).filter(pk__in=asked.departments)
    log_read(request, AuditAnswer, [answer.pk])
    context = {
        "answer": answer,
        "asked": asked,
        "documents": [(DOCUMENTS[kind].kind.label, answer.counts.get(kind, 0)) for kind in asked.documents],
        "files": answer.files.all(),
        "again": address_again(asked),
        "departments": departments.order_by("name"),
        "working": answer.state in (AuditState.WAITING, AuditState.MAKING),
    }
    return render(request, "cooperation/audit_answer.html", context)


@require_POST
@needs(Role.OFFICER)
def audit_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a failed answer be made again."""
    answer = get_or_404(AuditAnswer.objects.visible_to(the_user(request)), pk)
    try:
        jobs.retry(answer)
    except Stale:
        pass  # it is being made, or made
    else:
        jobs.make_soon(answer.pk)
    return redirect(answer)


@require_GET
@needs(Role.OFFICER)
def audit_file(request: HttpRequest, pk: UUID) -> Any:
    """A file as it was issued. One that is not the same to the byte is not handed out."""
    found = get_or_404(AuditFile.objects.visible_to(the_user(request)), pk)
    lost = _("This file is not in the store as it was issued. Ask an administrator to restore it from a back-up.")
    try:
        stream = found.file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404(lost) from None
    if hashlib.file_digest(stream, "sha256").hexdigest() != found.sha256:
        stream.close()
        raise Http404(lost)
    stream.seek(0)
    log_read(request, AuditFile, [found.pk, found.answer_id], purpose="download")
    return attachment(stream, found.name, found.media_type)
