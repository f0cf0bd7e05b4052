"""Importing ledgers: a file or pasted cells, what was understood of them, what is filed of it, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Role
from accounts.pages import get_or_404, log_read, needs, paginate, say, the_user
from accounts.records import Stale
from cooperation.imports import jobs, preview, shown
from cooperation.imports.hiding import hide
from cooperation.imports.words import KINDS, refused_words
from cooperation.ledgers.columns import FIELDS as KNOWN
from cooperation.models import BECOMES, LedgerImport, LedgerRow, LedgerState, RowChoice
from partners.models import Person

MOST_PASTED = 2_000_000  # characters
#: Rows on a page of the preview.
A_PAGE = 50
#: Where a person comes from, by kind: the list the records will stand in.
LISTS = {"agreements": "agreements", "trips": "trips", "organizations": "organizations", "people": "people"}
#: The address of a record, by kind of ledger.
RECORDS = {"agreements": "agreement", "trips": "trip", "organizations": "organization", "people": "person"}
_STATES = {
    LedgerState.READY: "ask",
    LedgerState.FILED: "done",
    LedgerState.FAILED: "late",
}


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def ledger_imports(request: HttpRequest) -> HttpResponse:
    """Import a ledger: the file or the cells, and the imports so far."""
    if request.method != "POST":
        return _form(request, back=LISTS.get(request.GET.get("kind", ""), "agreements"))
    kind = _kind(request.POST.get("kind", ""))
    text = request.POST.get("text", "").replace("\0", "")[:MOST_PASTED]
    confidential = request.POST.get("confidential") == "on"
    kept: dict[str, Any] = {"kind": kind, "text": text, "confidential": confidential}
    sent = request.FILES.get("file")
    file: File[bytes]
    if sent is not None:
        file, name = sent, sent.name or ""
    elif text.strip():
        file, name = ContentFile(text.strip().encode()), _("pasted ledger.csv")
    else:
        return _form(request, wrong=_("Choose a file, or paste the cells of a ledger."), status=422, **kept)
    try:
        batch, new = preview.keep(file, name, by=the_user(request), kind=kind, confidential=confidential)
    except ValidationError as refused:
        return _form(request, wrong=" ".join(refused.messages), status=422, **kept)
    if new:
        jobs.work_soon(batch.pk)
    else:
        messages.info(request, _("This ledger is here already. This is how far it is."))
    return redirect("ledger", batch.pk)


def _kind(text: str) -> str:
    return text if text in KINDS else ""


def _form(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    user = the_user(request)
    rows = LedgerImport.objects.visible_to(user).select_related("document", "imported_by").defer("found")
    page = paginate(request, rows.order_by("-id"), per=20)
    context = {"back": "agreements"} | context
    context |= {
        "page": page,
        "states": [(row, _STATES.get(LedgerState(row.state), "draft")) for row in page],
        "kinds": KINDS.items(),
        "most": preview.MAX_LEDGER,
    }
    return render(request, "cooperation/ledgers.html", context, status=status)


def _batch(request: HttpRequest, pk: UUID) -> LedgerImport:
    rows = LedgerImport.objects.visible_to(the_user(request)).select_related("document", "imported_by", "acted_by")
    batch: LedgerImport = get_or_404(rows, pk)
    return batch


@require_GET
@needs(Role.OFFICER)
def ledger(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One import: how far it is while a worker has it; then its rows to decide, or what came of them."""
    batch = _batch(request, pk)
    live = request.headers.get("HX-Target") == "live"
    if batch.at_work:
        return render(request, f"cooperation/ledger_at_work.html{'#live' if live else ''}", {"batch": batch})
    if live:
        return HttpResponse(headers={"HX-Refresh": "true"})  # the page that waited becomes the one there is now
    if batch.state == LedgerState.FAILED:
        context = {"batch": batch, "sentence": refused_words(batch.refusal)}
        return render(request, "cooperation/ledger_not_read.html", context)
    if batch.state == LedgerState.FILED:
        return _filed(request, batch)
    return _preview(request, batch)


def _preview(request: HttpRequest, batch: LedgerImport, *, status: int = 200, wrong: str = "") -> HttpResponse:
    user = the_user(request)
    view = request.GET.get("show", "")
    view = view if view in shown.VIEWS else ""
    rows = batch.rows.filter(shown.VIEWS[view][1]).order_by("number")
    page = paginate(request, rows, per=A_PAGE)
    counts = shown.counts(batch)
    found = shown.lines(batch, list(page), user)
    columns, unclear = shown.columns(batch), shown.unclear(batch, user)
    log_read(request, Person, shown.people(batch, found, unclear))
    context = {
        "batch": batch,
        "kind_words": KINDS[batch.kind],
        "kinds": KINDS.items(),
        "wrong": wrong,
        "problems": [line for line in batch.problem.split("\n") if line],
        "page": page,
        "lines": found,
        "view": view,
        "counts": counts,
        "views": [
            {"key": key, "label": label, "count": counts[key], "here": key == view}
            for key, (label, _condition) in shown.VIEWS.items()
            if counts[key] or not key or key == view
        ],
        "columns": columns,
        "unknown": [column["head"] for column in columns if not column["holds"] and column["head"]],
        "unclear": unclear,
        "unsaid": sum(not one["said"] for one in unclear),
        "to_file": counts["file"] + counts["link"],
    }
    return render(request, "cooperation/ledger.html", context, status=status)


def _filed(request: HttpRequest, batch: LedgerImport) -> HttpResponse:
    view = request.GET.get("show", "")
    labels = {
        "": _("All"),
        "made": _("New"),
        "linked": _("Existing record"),
        "kept": _("Words kept in the note"),
        "left": _("Left out"),
    }
    became = batch.rows.select_related("agreement", "trip", "organization", "person").order_by("number")
    nothing = Q(**{f"{field}__isnull": True for field in BECOMES.values()})
    filed = became.exclude(nothing)
    sets = {
        "": filed,
        "made": filed.filter(made=True),
        "linked": filed.filter(made=False),
        "kept": filed.exclude(kept=[]),
        "left": became.filter(nothing),
    }
    view = view if view in labels else ""
    page = paginate(request, sets[view], per=A_PAGE)
    seen = _seen(request, batch, list(page))
    counts = {key: rows.count() for key, rows in sets.items()}
    context = {
        "batch": batch,
        "kind_words": KINDS[batch.kind],
        "problems": [line for line in batch.problem.split("\n") if line],
        "page": page,
        "rows": [(row, row.became if row.became and row.became.pk in seen else None) for row in page],
        "counts": counts,
        "list": LISTS[batch.kind],
        "record_url": RECORDS[batch.kind],
        "views": [
            {"key": key, "label": label, "count": counts[key], "here": key == view}
            for key, label in labels.items()
            if counts[key] or not key or key == view
        ],
    }
    return render(request, "cooperation/ledger_filed.html", context)


def _seen(request: HttpRequest, batch: LedgerImport, rows: list[LedgerRow]) -> set[UUID]:
    """Which of the records of these rows the user may see."""
    ids = [row.became.pk for row in rows if row.became]
    model = shown.model_of(batch.kind)
    if model is Person:
        log_read(request, Person, ids)
    return set(model.objects.visible_to(the_user(request)).filter(pk__in=ids).values_list("pk", flat=True))


def _gone_on(request: HttpRequest, batch: LedgerImport) -> HttpResponse:
    """Somebody was faster: told, with the import as it is now."""
    messages.warning(request, _("Somebody has gone on with this ledger meanwhile. This is how far it is now."))
    return redirect("ledger", batch.pk)


@require_POST
@needs(Role.OFFICER)
def ledger_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the columns hold, and what the ledger is about, as a person says it: the file is read anew."""
    batch = _batch(request, pk)
    kind = _kind(request.POST.get("kind", "")) or batch.kind
    mapping = dict(batch.mapping)
    for column in shown.columns(batch):
        chosen, key = request.POST.get(column["field"], column["holds"]), column["key"]
        if key and chosen != column["holds"] and (not chosen or chosen in KNOWN.get(batch.kind, {})):
            mapping[key] = chosen
    if kind == batch.kind and mapping == batch.mapping:
        messages.info(request, _("Nothing was changed in the columns."))
        return redirect("ledger", batch.pk)
    try:
        preview.ask_again(batch, kind=kind, mapping=mapping)
    except Stale:
        return _gone_on(request, batch)
    jobs.work_soon(batch.pk)
    return redirect("ledger", batch.pk)


@require_POST
@needs(Role.OFFICER)
def ledger_say(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What names mean that may mean several, and for how long what renews itself does so."""
    batch = _batch(request, pk)
    said = {
        f"{one['what']}:{one['key']}": request.POST[f"name-{at}"]
        for at, one in enumerate(batch.found.get("unclear", []))
        if f"name-{at}" in request.POST
    }
    years = request.POST.get("renewal_years", "").strip()
    if years and not (years.isascii() and years.isdecimal() and 1 <= int(years[:9]) <= 100):
        return _preview(request, batch, status=422, wrong=_("A renewal adds 1 to 100 years, as a number."))
    try:
        with transaction.atomic():
            preview.say(batch, said, by=the_user(request))
            LedgerImport.objects.filter(pk=batch.pk).update(renewal_years=int(years) if years else None)
    except Stale:
        return _gone_on(request, batch)
    say(request, _("Kept. The rows it concerns were looked at again."))
    return redirect("ledger", batch.pk)


def _numbers(texts: list[str]) -> set[int]:
    """Numbers of rows, as far as they can be some."""
    return {int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 7}


@require_POST
@needs(Role.OFFICER)
def ledger_choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what was chosen for the rows of a page, and go on to file them where that was the button."""
    batch, user = _batch(request, pk), the_user(request)
    action = request.POST.get("action", "")
    if action not in {"keep", "file", "file_ticked", "leave_ticked", "take_ticked"}:
        return HttpResponseBadRequest()
    numbers = [name.removeprefix("row-") for name in request.POST if name.startswith("row-")]
    ticked = _numbers(request.POST.getlist("tick"))
    try:
        with transaction.atomic():
            locked = LedgerImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            if locked.state != LedgerState.READY:
                raise Stale(batch)
            rows = list(batch.rows.filter(number__in=_numbers(numbers) | ticked))
            for row in rows:
                _choose(row, request.POST.get(f"row-{row.number}", ""))
                if row.number in ticked and action in {"leave_ticked", "take_ticked"}:
                    _choose(row, "leave" if action == "leave_ticked" else "file")
            LedgerRow.objects.bulk_update(rows, ["choice", "linked_to"], batch_size=500)
            if action in {"file", "file_ticked"}:
                only = sorted(ticked) if action == "file_ticked" else None
                if wrong := _not_to_file(locked, only):
                    messages.warning(request, wrong)
                    return redirect(_same_page(request, batch))
                jobs.ask(locked, LedgerState.FILING, by=user, only=only)
    except Stale:
        return _gone_on(request, batch)
    if action in {"file", "file_ticked"}:
        return redirect("ledger", batch.pk)
    say(request, _("The choices are kept."))
    return redirect(_same_page(request, batch))


def _not_to_file(batch: LedgerImport, only: list[int] | None) -> str:
    """Why nothing is filed of these rows (None: of all), in words; the choices are kept."""
    rows = batch.rows.all() if only is None else batch.rows.filter(number__in=only)
    if not rows.exclude(choice=RowChoice.LEAVE).exists() and not only:
        return _("No row is chosen to be filed. Choose one and try again.")
    left = list(rows.filter(choice=RowChoice.LEAVE).order_by("number").values_list("number", flat=True))
    if only and left:
        told = ", ".join(map(str, left))
        return _("Ticked, but to be left out: row %(rows)s. Choose what becomes of it, or untick it.") % {"rows": told}
    return ""


def _same_page(request: HttpRequest, batch: LedgerImport) -> str:
    query = [f"{name}={request.POST[name]}" for name in ("show", "page") if request.POST.get(name, "").isalnum()]
    return batch.get_absolute_url() + ("?" + "&".join(query) if query else "")


def _choose(row: LedgerRow, value: str) -> None:
    """A choice of the page, where it is one that was offered."""
    if value in (RowChoice.FILE, RowChoice.LEAVE):
        row.choice = RowChoice(value)
    elif value.startswith("link:"):
        key = value.removeprefix("link:")
        if key in row.candidates or key == str(row.linked_to):
            row.choice, row.linked_to = RowChoice.LINK, UUID(key)


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def ledger_row(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One row with every word of it, and a search for the record it is."""
    batch, user = _batch(request, pk), the_user(request)
    if batch.kind not in KINDS:
        raise Http404
    row = batch.rows.filter(number=number).first()
    if row is None:
        raise Http404(_("There is no such row."))
    model = shown.model_of(batch.kind)
    if request.method == "POST":
        record = get_or_404(model.objects.visible_to(user), request.POST.get("record", ""))
        with transaction.atomic():
            locked = LedgerImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            if locked.state != LedgerState.READY:
                return _gone_on(request, batch)
            batch.rows.filter(number=number).update(choice=RowChoice.LINK, linked_to=record.pk)
        say(request, _("Row %(row)d is “%(record)s”.") % {"row": number, "record": record})
        return redirect("ledger", batch.pk)
    query = request.GET.get("q", "").replace("\0", "")[:200]
    found = list(model.objects.visible_to(user).matching(query, user)[:20]) if query.strip() else []
    line = shown.lines(batch, [row], user)[0]
    here = [one.pk for one in found] if model is Person else []
    log_read(request, Person, dict.fromkeys([*here, *shown.people(batch, [line])]))
    every = [name for name in row.reading if name not in {"names", "other", "same_as", "asked"}]
    context = {
        "batch": batch,
        "row": row,
        "line": line,
        "facts": shown.facts(batch.kind, row, every),
        "query": query,
        "found": found,
        "open": batch.state == LedgerState.READY,
        "record_url": RECORDS[batch.kind],
    }
    return render(request, "cooperation/ledger_row.html", context)


@require_POST
@needs(Role.OFFICER)
def ledger_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Import another sheet of the same file."""
    batch, user = _batch(request, pk), the_user(request)
    sheet = request.POST.get("sheet", "")
    if sheet not in batch.found.get("others", []):
        raise Http404
    with transaction.atomic():
        other, new = LedgerImport.objects.get_or_create(
            document=batch.document,
            imported_by=user,
            sheet=sheet,
            defaults={"confidential": batch.confidential},
        )
        if batch.confidential and not other.confidential:
            try:
                other = hide(other, by=user)
            except ValidationError as refused:
                messages.warning(request, " ".join(refused.messages))
                return redirect("ledger", batch.pk)
    if new:
        jobs.work_soon(other.pk)
    return redirect("ledger", other.pk)


@require_POST
@needs(Role.OFFICER)
def ledger_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back all that an import brought."""
    batch = _batch(request, pk)
    try:
        with transaction.atomic():
            jobs.ask(batch, LedgerState.UNDOING, by=the_user(request))
    except Stale:
        return _gone_on(request, batch)
    return redirect("ledger", batch.pk)


@require_POST
@needs(Role.OFFICER)
def ledger_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a ledger again that could not be read."""
    batch = _batch(request, pk)
    try:
        with transaction.atomic():
            jobs.retry(batch)
    except Stale:
        return _gone_on(request, batch)
    return redirect("ledger", batch.pk)
