"""Agreements: the list with its views, the record with all that hangs on it, its form, and what can be done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.changes import Part, changes, event_model
from accounts.models import Role, User
from accounts.pages import get_or_404, needs, next_url, paginate, say, tell_stale, the_user, writing
from accounts.records import Stale
from accounts.tables import Column, Table
from cooperation import vitality
from cooperation.filters import AgreementFilterSet
from cooperation.forms.acts import Act, acts_for
from cooperation.forms.agreements import ACTS, PARTIES, AgreementForm
from cooperation.models import (
    FORCE,
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    AgreementParty,
    Amendment,
    Commitment,
    Decision,
    DeclinedActivity,
    FileRole,
    Missing,
    PriorReview,
    Project,
    ReportItem,
    Standing,
)
from cooperation.models.papers import open_papers
from cooperation.past import by_then, checks_by, commitments_by, known_by, projects_by
from cooperation.views.activities import on_page
from cooperation.views.acts import act_on, show
from cooperation.views.tabs import tabs, without
from meetings.views.editing import edit, remove
from partners.models import Document, country_name


def columns() -> list[Column]:
    """The columns of the list, made anew for each request, which marks what it shows and sorts by."""
    return [
        Column("title", _("Partner and agreement"), ["title"], optional=False),
        Column("type", _("Kind"), ["type"], initially=False),
        Column("country", _("Country")),
        Column("signed", _("Signed"), ["signed_on"]),
        Column("ends", _("Last day"), ["ends_on"]),
        Column("act_by", _("Act by"), ["act_by"]),
        Column("left", _("Days left")),
        Column("state", _("State"), ["standing"], optional=False),
        Column("activity", _("Last activity"), ["last_activity_on"]),
        Column("officer", _("Officer"), ["officer__display_name"]),
        Column("document_number", _("Document number"), ["document_number"], initially=False),
        Column("reference", _("Number"), ["number"], initially=False),
    ]


def views(user: User) -> list[tuple[str, str, str, Q]]:
    """The views of the list: key, label, conditions in the address, and the same as a condition on the rows."""
    return [
        ("all", _("All"), "", Q()),
        ("in_force", _("In force"), "in_force=true", Q(standing__in=FORCE)),
        (
            "to_decide",
            _("To decide within %(months)s months") % {"months": settings.IEUM_LEAD_MONTHS},
            "standing=to_decide",
            Q(standing=Standing.TO_DECIDE),
        ),
        ("silent", _("Silent"), "silent=true", Q(silent=True)),
        ("lapsed", _("Lapsed"), "standing=lapsed", Q(standing=Standing.LAPSED)),
        (
            "missing",
            _("Papers missing"),
            "missing=true",
            Q(standing__in=[Standing.NOT_YET, *FORCE, Standing.LAPSED], missing__len__gt=0),
        ),
        ("mine", _("Mine"), "officer=me", Q(officer=user.pk)),
    ]


VIEW_KEYS = ("in_force", "standing", "silent", "missing", "officer")


@require_GET
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Agreements by view, filters and column; the same number of queries for two as for two hundred."""
    user = the_user(request)
    visible = Agreement.objects.visible_to(user)
    filters = AgreementFilterSet(request.GET, visible, user=user, on=timezone.localdate())
    on = filters.on
    table = Table(request, columns(), "act_by")
    partners = AgreementParty.objects.filter(agreement=OuterRef("pk"), organization__ours=False).order_by("order")
    rows = table.order(filters.qs.as_of(on)).values(
        "pk", "reference", "title", "type", "state", "closed_as", "signed_on", "document_number", "begins_on",
        "ends_on", "act_by", "standing", "silent", "missing", "last_activity_on", "confidential",
        "officer__display_name", "officer__username", "department__name",
        partners=ArraySubquery(partners.values("organization__name")),
        countries=ArraySubquery(partners.values("organization__country")),
    )  # fmt: skip
    page = paginate(request, rows)
    for row in page.object_list:
        row["country_names"] = ", ".join(dict.fromkeys(name for name in map(country_name, row["countries"]) if name))
    if request.GET.get("silent") == "true":
        # What could end the silence, said where somebody looks for the silent ones.
        shown = visible.as_of(on).filter(pk__in=[row["pk"] for row in page.object_list])
        proposed = vitality.proposals(shown, user, on)
        for row in page.object_list:
            row["proposed"] = len(proposed.get(row["pk"], ()))
    context = {
        "filter": filters,
        "table": table,
        "page": page,
        "on": on,
        "tabs": _tabs(request, user, visible, on),
        "asked": bool(filters.chosen),
        "any": page.paginator.count > 0 or visible.exists(),
    }
    return render(request, "cooperation/agreements.html", context)


def _tabs(request: HttpRequest, user: User, visible: Any, on: Any) -> list[dict[str, Any]]:
    """The views with their counts under the other conditions in use. One query."""
    others = AgreementFilterSet(without(request.GET, VIEW_KEYS), visible, user=user, on=timezone.localdate())
    return tabs(views(user), others.qs.as_of(on), request.GET, VIEW_KEYS)


# ------------------------------------------------------------------------------------------------- one agreement


@require_GET
def agreement_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return show(request, Agreement, pk, _page)


def agreement_act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    return act_on(request, Agreement, pk, ACTS, act, page=_page, route="agreement_act")


def _page(
    request: HttpRequest, pk: UUID, bound: Act | None = None, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    user, today = the_user(request), timezone.localdate()
    shown = Agreement.objects.visible_to(user).select_related(
        "officer", "department", "predecessor", "successor", "source_document", "entered_by"
    )
    filters = AgreementFilterSet(request.GET, shown, user=user, on=today)  # for ?on= alone
    on = filters.on
    agreement = get_or_404(shown.as_of(on), pk)
    related = Agreement.objects.visible_to(user)
    documents = Document.objects.visible_to(user)
    files = list(
        by_then(AgreementFile.objects.visible_to(user), "created_at__date", on, today)
        .filter(agreement=agreement)
        .select_related("document", "signed_by__organization")
    )
    checks = AgreementCheck.objects.filter(agreement=agreement).select_related("round", "answered_by")
    amended = Amendment.objects.visible_to(user).filter(agreement=agreement)
    reported = ReportItem.objects.filter(agreement=agreement).select_related("closed_by")
    decided = Decision.objects.filter(agreement=agreement).select_related("decided_by")
    done = list(
        by_then(AgreementActivity.objects.visible_to(user), "happened_on", on, today)
        .filter(agreement=agreement)
        .select_related("meeting", "trip", "project", "evidence", "entered_by")
    )
    context = {
        "agreement": agreement,
        "on": on,
        "today": today,
        "missing": [Missing(code).label for code in agreement.missing] if agreement.signed_on else [],
        "parties": versions(agreement, files),
        "files": files,
        "differ": differ(files),
        "prior_review": PriorReview.table(agreement, on if on < today else None),
        "report_items": by_then(reported, "happened_on", on, today),
        "amendments": amended if on >= today else amended.filter(known_by(on)),
        "decisions": by_then(decided, "decided_on", on, today),
        "checks": checks_by(checks.order_by("-round__year", "-round__opened_on"), on, today),
        "activities": done,
        **on_page(agreement, done, user, on),
        "commitments": commitments_by(Commitment.objects.visible_to(user).filter(agreement=agreement), on, today),
        "projects": projects_by(Project.objects.visible_to(user).filter(agreement=agreement), on, today),
        "predecessor": related.filter(pk=agreement.predecessor_id).first() if agreement.predecessor_id else None,
        "successor": related.filter(Q() if on >= today else known_by(on), predecessor=agreement).first(),
        "source": documents.filter(pk=agreement.source_document_id).first() if agreement.source_document_id else None,
        "readers": agreement.readers.all() if agreement.confidential else [],
        "acts": acts_for(ACTS, agreement, user, today, bound) if on == today else [],
        "bound": bound,
        "changes": changes(agreement, *parts(agreement, amended)),
        **(more or {}),
    }
    return render(request, "cooperation/agreement.html", context, status=status)


def parts(agreement: Agreement, amended: Any) -> list[Part]:
    """Decisions, one of which may replace another, and amendments, whose dates may be corrected."""
    decided = event_model(Decision)._default_manager.filter(agreement=agreement.pk)
    seen = event_model(Amendment)._default_manager.filter(pgh_obj_id__in=amended.order_by().values("pk"))
    return [Part(_("Decision"), Decision, decided, "why"), Part(_("Amendment"), Amendment, seen, "ordinal")]


def versions(agreement: Agreement, files: list[AgreementFile]) -> list[AgreementParty]:
    """The parties, each with ``version``: the file it signed, else the copy all signed, else None."""
    copies = [file for file in files if file.role == FileRole.SIGNED_COPY]
    own = {file.signed_by_id: file for file in copies if file.signed_by_id is not None}
    joint = [file for file in copies if file.signed_by_id is None]
    parties = list(agreement.parties.select_related("organization", "signatory"))
    for party in parties:
        party.version = own.get(party.pk) or (joint[-1] if joint else None)
    return parties


def differ(files: list[AgreementFile]) -> bool:
    """Whether one party signed other files than another."""
    signed: dict[UUID, set[str]] = {}
    for file in files:
        if file.signed_by_id is not None and file.role == FileRole.SIGNED_COPY:
            signed.setdefault(file.signed_by_id, set()).add(file.document.sha256)
    return len({frozenset(copies) for copies in signed.values()}) > 1


@needs(Role.OFFICER)
@require_POST
def agreement_drop(request: HttpRequest, pk: UUID, kind: str, child: UUID) -> HttpResponse:
    """Take a file, an activity or an unsigned amendment off the agreement. The document itself stays."""
    agreement = get_or_404(Agreement.objects.visible_to(the_user(request)), pk)
    rows: Any = {
        "file": AgreementFile.objects.visible_to(the_user(request)).filter(agreement=agreement),
        "activity": AgreementActivity.objects.visible_to(the_user(request)).filter(agreement=agreement),
        "amendment": Amendment.objects.visible_to(the_user(request)).filter(
            agreement=agreement, signed_on__isnull=True
        ),
    }.get(kind)
    if rows is None:
        raise Http404
    row = get_object_or_404(rows, pk=child)
    undo = ""
    if kind == "file":
        row.refuse_loss(by=the_user(request))
    try:
        with writing(request, agreement):
            row.delete()
            key = getattr(row, f"{row.kind}_id") if kind == "activity" and row.kind != "text" else None
            if key and not agreement.activities.filter(**{row.kind: key}).exists():
                # Somebody said it is none: it is not proposed again.
                declined = DeclinedActivity.decline(
                    agreement, row.kind, key, by=the_user(request), on=timezone.localdate()
                )
                undo = reverse("agreement_answer_undo", args=[agreement.pk, declined.pk])
    except Stale as stale:
        tell_stale(request, stale)
    else:
        say(request, _("Taken off the agreement."), undo=undo)
    return HttpResponseRedirect(next_url(request, agreement.get_absolute_url()))


# ------------------------------------------------------------------------------------------------- the form


@needs(Role.OFFICER)
def agreement_new(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@needs(Role.OFFICER)
def agreement_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _form(request, get_or_404(Agreement.objects.visible_to(the_user(request)), pk))


def _form(request: HttpRequest, agreement: Agreement | None) -> HttpResponse:
    user = the_user(request)
    row = agreement or Agreement(entered_by=user)
    initial = {"predecessor": request.GET["renews"]} if request.GET.get("renews") else {}

    def build(data: QueryDict | None) -> tuple[AgreementForm, list[Any]]:
        parties = PARTIES(data, instance=row, form_kwargs={"user": user}, prefix="parties")
        return AgreementForm(data, instance=row, user=user, initial=initial), [parties]

    def save(form: AgreementForm, rows: list[Any]) -> Agreement:
        new = form.instance._state.adding
        saved: Agreement = form.save()
        if "confidential" in form.changed_data and not saved.confidential:
            open_papers(saved)
        if new:
            ReportItem.raise_signing(saved, timezone.localdate())
        elif "signed_on" in form.changed_data:
            ReportItem.move_signing(saved)
        refuse_signers(rows[0])
        remove(rows[0])
        for order, one in enumerate(rows[0].kept):
            party = one.settle(by=user)
            party.agreement, party.order = saved, order
            party.save()
        return saved

    page = {"agreement": agreement, "cancel": agreement.get_absolute_url() if agreement else reverse("agreements")}
    template = "cooperation/agreement_form.html"
    return edit(request, row=agreement, build=build, save=save, page=page, done=_("Saved."), template=template)


def refuse_signers(rows: Any) -> None:
    """A party whose files are kept stays: they would pass for files that everybody signed."""
    for form in rows.deleted_forms:
        party = form.instance
        if not party._state.adding and party.files.exists():
            raise ValidationError(
                _("Files signed by %(party)s are kept here. Remove those first, then the party.") % {"party": party}
            )
