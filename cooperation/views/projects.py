"""Projects: the list by stage, one project, its form, and its way from stage to stage."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Count, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.changes import changes
from accounts.models import Role, User
from accounts.pages import (
    at_version,
    get_or_404,
    log_read,
    needs,
    paginate,
    posted_version,
    say,
    tell_stale,
    the_user,
)
from accounts.records import Stale
from accounts.tables import Column, Table
from cooperation.filters import ProjectFilterSet
from cooperation.forms.acts import Act, acts_for
from cooperation.forms.projects import ACTS, PARTNERS, ProjectForm
from cooperation.models import Agreement, AgreementActivity, Commitment, Project, ProjectPartner, ProjectStage
from cooperation.views.acts import do
from meetings.forms import asked_for_row, offered_organizations, unjudged, with_one_more
from partners.models import Document


def columns() -> list[Column]:
    """The columns of the list, made anew for each request."""
    return [
        Column("title", _("Project"), ["title"], optional=False),
        Column("stage", _("Stage"), ["stage"], optional=False),
        Column("funder", _("Funder"), ["funder__name"]),
        Column("year", _("Target year"), ["target_year"]),
        Column("amount", _("Amount"), ["amount"], amount=True),
        Column("step", _("Next step"), ["next_step_on"]),
        Column("officer", _("Officer"), ["officer__display_name"]),
        Column("reference", _("Number"), ["number"], initially=False),
    ]


@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """Projects by stage, filters and column; the same number of queries for two as for two hundred."""
    user = the_user(request)
    visible = Project.objects.visible_to(user)
    filters = ProjectFilterSet(request.GET, visible, user=user, on=timezone.localdate())
    table = Table(request, columns(), "step")
    partners = ProjectPartner.objects.filter(project=OuterRef("pk")).order_by("created_at")
    rows = table.order(filters.qs).values(
        "pk", "reference", "title", "stage", "funder__name", "programme", "target_year", "amount", "currency",
        "next_step", "next_step_on", "officer__display_name", "officer__username", "confidential",
        bodies=ArraySubquery(partners.values("organization__name")),
    )  # fmt: skip
    page = paginate(request, rows)
    for row in page.object_list:
        row["stage_label"] = ProjectStage(row["stage"]).label
    context = {
        "filter": filters,
        "table": table,
        "page": page,
        "on": filters.on,
        "tabs": _tabs(request, user),
        "any": page.paginator.count > 0 or visible.exists(),
    }
    return render(request, "cooperation/projects.html", context)


def _tabs(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """All, each stage, mine; with their counts under the other conditions. One query."""
    others = request.GET.copy()
    for key in ("stage", "officer", "page"):
        others.pop(key, None)
    filters = ProjectFilterSet(others, Project.objects.visible_to(user), user=user, on=timezone.localdate())
    every: list[tuple[str, Any, str, Q]] = [("all", _("All"), "", Q())]
    every += [(stage.value, stage.label, f"stage={stage.value}", Q(stage=stage)) for stage in ProjectStage]
    every.append(("mine", _("Mine"), "officer=me", Q(officer=user.pk)))
    counts = filters.qs.order_by().aggregate(
        **{f"n_{key}": Count("pk", filter=condition) if condition else Count("pk") for key, _l, _q, condition in every}
    )
    here = "&".join(f"{key}={value}" for key in ("stage", "officer") if (value := request.GET.get(key, "")))
    rest = others.urlencode()
    return [
        {
            "label": label,
            "count": counts[f"n_{key}"],
            "address": "?" + "&".join(part for part in (query, rest) if part),
            "here": here == query,
        }
        for key, label, query, _condition in every
        if counts[f"n_{key}"] or key in ("all", "mine") or here == query
    ]


@require_GET
def project_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    project = get_or_404(Project.objects.visible_to(the_user(request)), pk)
    log_read(request, Project, [project.pk])
    return _page(request, project.pk)


def project_act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    project = get_or_404(Project.objects.visible_to(the_user(request)), pk)
    if request.method != "POST":
        return HttpResponseRedirect(project.get_absolute_url())

    def again(form: Act | None, more: dict[str, Any], status: int) -> HttpResponse:
        return _page(request, project.pk, form, more, status)

    return do(request, project, ACTS, act, again=again, route="project_act")


def _page(
    request: HttpRequest, pk: UUID, bound: Act | None = None, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    user, today = the_user(request), timezone.localdate()
    project = get_or_404(Project.objects.visible_to(user).select_related("funder", "officer", "entered_by"), pk)
    context = {
        "project": project,
        "on": today,
        "partners": project.partners.select_related("organization"),
        "agreement": Agreement.objects.visible_to(user).filter(pk=project.agreement_id).first(),
        "source": Document.objects.visible_to(user).filter(pk=project.source_document_id).first(),
        "commitments": Commitment.objects.visible_to(user)
        .filter(project=project)
        .select_related("owner", "requested_by", "officer"),
        "activities": AgreementActivity.objects.visible_to(user).filter(project=project).select_related("agreement"),
        "readers": project.readers.all() if project.confidential else [],
        "acts": acts_for(ACTS, project, user, today, bound),
        "bound": bound,
        "changes": changes(project),
        **(more or {}),
    }
    return render(request, "cooperation/project.html", context, status=status)


@needs(Role.OFFICER)
def project_new(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@needs(Role.OFFICER)
def project_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _form(request, get_or_404(Project.objects.visible_to(the_user(request)), pk))


def _form(request: HttpRequest, project: Project | None) -> HttpResponse:
    user = the_user(request)
    context: dict[str, Any] = {}
    status = 200
    row = project or Project(entered_by=user)
    if request.method == "POST":
        growing = asked_for_row(request.POST)
        data = with_one_more(request.POST) if growing else request.POST
        form = ProjectForm(data, instance=row, user=user)
        partners = PARTNERS(data, instance=row, form_kwargs={"user": user}, prefix="partners")
        if growing:
            unjudged([form, partners])
        elif form.is_valid() & partners.is_valid():
            try:
                with at_version(project, posted_version(request)) if project else transaction.atomic():
                    _save(form, partners, user)
            except Stale as stale:
                context |= tell_stale(request, stale, form)
                status = 409
            else:
                say(request, _("Saved."))
                return HttpResponseRedirect(form.instance.get_absolute_url())
        else:
            status = 422
    else:
        initial = {"agreement": request.GET["agreement"]} if request.GET.get("agreement") else {}
        form = ProjectForm(instance=row, user=user, initial=initial)
        partners = PARTNERS(instance=row, form_kwargs={"user": user}, prefix="partners")
    context |= {
        "form": form,
        "formsets": [partners],
        "project": project,
        "cancel": project.get_absolute_url() if project else reverse("projects"),
        "offered_organizations": offered_organizations(user),
    }
    return render(request, "cooperation/project_form.html", context, status=status)


def _save(form: ProjectForm, partners: Any, user: User) -> None:
    form.settle(by=user)
    project = form.save()
    for gone in partners.deleted_forms:
        if gone.instance.pk and not gone.instance._state.adding:
            gone.instance.delete()
    for row in partners.kept:
        partner = row.settle(by=user)
        partner.project = project
        partner.save()
