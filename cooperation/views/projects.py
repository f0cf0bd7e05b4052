"""Projects: the list by stage, one project, its form, and its way from stage to stage."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
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
from cooperation.filters import ProjectFilterSet
from cooperation.forms.acts import Act, acts_for
from cooperation.forms.projects import ACTS, PARTNERS, ProjectForm
from cooperation.models import Agreement, AgreementActivity, Commitment, Project, ProjectPartner, ProjectStage
from cooperation.views.acts import act_on, show
from cooperation.views.tabs import View, tabs, without
from meetings.views.editing import edit, remove
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
    """All, each stage with a project in it, mine; with their counts under the other conditions. One query."""
    keys = ("stage", "officer")
    others = ProjectFilterSet(
        without(request.GET, keys), Project.objects.visible_to(user), user=user, on=timezone.localdate()
    )
    every: list[View] = [("all", _("All"), "", Q())]
    every += [(stage.value, stage.label, f"stage={stage.value}", Q(stage=stage)) for stage in ProjectStage]
    every.append(("mine", _("Mine"), "officer=me", Q(officer=user.pk)))
    counted = tabs(every, others.qs, request.GET, keys)
    return [tab for tab in counted if tab["count"] or tab["key"] in ("all", "mine") or tab["here"]]


@require_GET
def project_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return show(request, Project, pk, _page)


def project_act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    return act_on(request, Project, pk, ACTS, act, page=_page, route="project_act")


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
    row = project or Project(entered_by=user)
    initial = {"agreement": request.GET["agreement"]} if request.GET.get("agreement") else {}

    def build(data: QueryDict | None) -> tuple[ProjectForm, list[Any]]:
        partners = PARTNERS(data, instance=row, form_kwargs={"user": user}, prefix="partners")
        return ProjectForm(data, instance=row, user=user, initial=initial), [partners]

    def save(form: ProjectForm, rows: list[Any]) -> Project:
        form.settle(by=user)
        saved: Project = form.save()
        remove(rows[0])
        for one in rows[0].kept:
            partner = one.settle(by=user)
            partner.project = saved
            partner.save()
        return saved

    page = {"project": project, "cancel": project.get_absolute_url() if project else reverse("projects")}
    template = "cooperation/project_form.html"
    return edit(request, row=project, build=build, save=save, page=page, done=_("Saved."), template=template)
