"""Commitments: the ledger both ways, one commitment with where it comes from, its form, and its acts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.changes import changes
from accounts.models import Role, User
from accounts.pages import get_or_404, needs, paginate, the_user
from accounts.tables import Column, Table
from cooperation.filters import CommitmentFilterSet
from cooperation.forms.acts import Act, acts_for
from cooperation.forms.commitments import ACTS, CommitmentForm
from cooperation.models import Agreement, Commitment, CommitmentState, Project
from cooperation.views.acts import act_on, show
from cooperation.views.tabs import tabs, without
from meetings.models import Meeting, Side, Trip
from meetings.views.editing import edit
from partners.models import Document

VIEW_KEYS = ("running", "overdue", "asks_done", "state", "officer", "all")


def columns() -> list[Column]:
    """The columns of the list, made anew for each request."""
    return [
        Column("due", _("Due"), ["due_end"], optional=False),
        Column("text", _("What is promised"), ["text"], optional=False),
        Column("whose", _("Whose"), ["side"]),
        Column("kind", _("Kind"), ["kind"], initially=False),
        Column("officer", _("Officer"), ["officer__display_name"]),
        Column("state", _("State"), ["state"]),
        Column("source", _("From"), initially=False),
        Column("reference", _("Number"), ["number"], initially=False),
    ]


def views(user: User, on: date) -> list[tuple[str, str, str, Q]]:
    """The views of the list: key, label, conditions in the address, and the same as a condition on the rows."""
    running = Q(state=CommitmentState.OPEN, history=False)
    return [
        ("open", _("Open"), "running=true", running),
        ("overdue", _("Overdue"), "overdue=true", running & Q(due_end__lt=on)),
        ("asks", _("Done?"), "asks_done=true", Q(asks_done=True)),
        ("confirm", _("To confirm"), "state=reported", Q(state=CommitmentState.REPORTED)),
        ("done", _("Done"), "state=done", Q(state=CommitmentState.DONE)),
        ("mine", _("Mine"), "running=true&officer=me", running & Q(officer=user.pk)),
        ("all", _("All"), "all=1", Q()),
    ]


@require_GET
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Commitments by view, filters and column, as a table or as a ledger of both sides. Open ones unless asked."""
    user, today = the_user(request), timezone.localdate()
    asked = request.GET.copy()
    if not any(asked.get(key) for key in asked if key not in ("page", "sort", "column", "layout")):
        asked["running"] = "true"
    filters = CommitmentFilterSet(asked, Commitment.objects.visible_to(user), user=user, on=today)
    table = Table(request, columns(), "due")
    rows = table.order(filters.qs).values(
        "pk", "reference", "text", "side", "kind", "certainty", "state", "due_end", "due_precision", "due_text",
        "watched", "history", "asks_done", "high_priority", "snoozed_until", "closed_on", "confidential", "owner__name",
        "owner_person__name", "requested_by__name", "officer__display_name", "officer__username", "source_lines",
    )  # fmt: skip
    page = paginate(request, rows, per=100 if request.GET.get("layout") == "ledger" else 50)
    sides = [
        (Side.OURS, _("What we owe"), "give"),
        (Side.THEIRS, _("What partners owe"), "take"),
        (Side.THIRD, _("What others owe"), "body"),
    ]
    context = {
        # What is shown by default is no condition somebody chose.
        "filter": CommitmentFilterSet(request.GET, Commitment.objects.visible_to(user), user=user, on=today),
        "table": table,
        "page": page,
        "on": filters.on,
        "tabs": _tabs(asked, user, filters.on),
        "ledger": [
            (label, icon, [row for row in page.object_list if row["side"] == side])
            for side, label, icon in sides
            if side != Side.THIRD or any(row["side"] == side for row in page.object_list)
        ]
        if request.GET.get("layout") == "ledger"
        else None,
        "any": page.paginator.count > 0 or Commitment.objects.visible_to(user).exists(),
    }
    return render(request, "cooperation/commitments.html", context)


def _tabs(asked: QueryDict, user: User, on: date) -> list[dict[str, Any]]:
    """The views with their counts under the other conditions in use. One query."""
    visible = Commitment.objects.visible_to(user)
    others = CommitmentFilterSet(without(asked, VIEW_KEYS), visible, user=user, on=on)
    return tabs(views(user, on), others.qs, asked, VIEW_KEYS)


@require_GET
def commitment_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return show(request, Commitment, pk, _page)


def commitment_act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    return act_on(request, Commitment, pk, ACTS, act, page=_page, route="commitment_act")


def _page(
    request: HttpRequest, pk: UUID, bound: Act | None = None, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    user, today = the_user(request), timezone.localdate()
    shown = Commitment.objects.visible_to(user).select_related(
        "owner", "owner_person", "requested_by", "officer", "closed_by", "confirmed_by", "entered_by", "evidence",
        "source_document", "meeting", "trip", "agreement", "project",
    )  # fmt: skip
    commitment = get_or_404(shown, pk)
    # A commitment is visible only where all it names is; the evidence is a file of its own.
    evidence = Document.objects.visible_to(user).filter(pk=commitment.evidence_id).first()
    context = {
        "commitment": commitment,
        "on": today,
        "evidence": evidence,
        "acts": acts_for(ACTS, commitment, user, today, bound),
        "bound": bound,
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "readers": commitment.readers.all() if commitment.confidential else [],
        "changes": changes(commitment),
        **(more or {}),
    }
    return render(request, "cooperation/commitment.html", context, status=status)


@needs(Role.OFFICER)
def commitment_new(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@needs(Role.OFFICER)
def commitment_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _form(request, get_or_404(Commitment.objects.visible_to(the_user(request)), pk))


def _form(request: HttpRequest, commitment: Commitment | None) -> HttpResponse:
    user = the_user(request)
    row = commitment or Commitment(entered_by=user)
    initial = _given(request, user) if commitment is None else {}

    def build(data: QueryDict | None) -> tuple[CommitmentForm, list[Any]]:
        return CommitmentForm(data, instance=row, user=user, initial=initial), []

    def save(form: CommitmentForm, _rows: list[Any]) -> Commitment:
        form.settle(by=user)
        saved: Commitment = form.save()
        return saved

    page = {"commitment": commitment, "cancel": commitment.get_absolute_url() if commitment else reverse("commitments")}
    template = "cooperation/commitment_form.html"
    return edit(request, row=commitment, build=build, save=save, page=page, done=_("Saved."), template=template)


def _given(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the address says of a new commitment: the record it stands under, if the user may see it."""
    given: dict[str, Any] = {}
    models: dict[str, Any] = {"meeting": Meeting, "trip": Trip, "agreement": Agreement, "project": Project}
    for name, model in models.items():
        text = request.GET.get(name, "")
        try:
            key = UUID(text) if text else None
        except ValueError:
            key = None
        if key and model.objects.visible_to(user).filter(pk=key).exists():
            given[name] = key
    return given
