"""Projects: the list and the board by stage, one project, its form, and its way from stage to stage."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Prefetch, Q, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.changes import changes
from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, paginate, the_user
from accounts.tables import Column, Table
from cooperation.filters import ProjectFilterSet
from cooperation.forms.acts import Act, acts_for
from cooperation.forms.projects import ACTS, PARTNERS, ProjectForm
from cooperation.models import (
    LIVE,
    Agreement,
    AgreementActivity,
    Commitment,
    Project,
    ProjectPartner,
    ProjectStage,
)
from cooperation.views.acts import act_on, show
from cooperation.views.tabs import View, tabs, without
from meetings.views.editing import edit, remove
from partners.models import Document

#: Cards in a column of the board; the rest is one click away, in the list.
MOST_CARDS = 12


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
    log_read(request, Project, [row["pk"] for row in page.object_list])
    for row in page.object_list:
        row["stage_label"] = ProjectStage(row["stage"]).label
        row["live"] = row["stage"] in LIVE
    context = {
        "filter": filters,
        "table": table,
        "page": page,
        "on": filters.on,
        "tabs": _tabs(request, user),
        "board_url": _board_url(request.GET),
        "any": page.paginator.count > 0 or visible.exists(),
    }
    return render(request, "cooperation/projects.html", context)


def _tabs(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """All, each stage with a project in it, mine; with their counts under the other conditions. One query."""
    keys = ("stage", "overdue", "officer")
    today = timezone.localdate()
    others = ProjectFilterSet(without(request.GET, keys), Project.objects.visible_to(user), user=user, on=today)
    every: list[View] = [("all", _("All"), "", Q())]
    every += [(stage.value, stage.label, f"stage={stage.value}", Q(stage=stage)) for stage in ProjectStage]
    late = Q(stage__in=LIVE, next_step_on__lt=today)
    every.append(("overdue", _("Next step past due"), "overdue=true", late))
    every.append(("mine", _("Mine"), "officer=me", Q(officer=user.pk)))
    counted = tabs(every, others.qs, request.GET, keys)
    return [tab for tab in counted if tab["count"] or tab["key"] in ("all", "mine") or tab["here"]]


def _board_url(asked: QueryDict) -> str:
    query = without(asked, ("stage", "sort", "column")).urlencode()
    return f"{reverse('projects_board')}?{query}" if query else reverse("projects_board")


# ------------------------------------------------------------------------------------------------- the board


@require_GET
def projects_board(request: HttpRequest) -> HttpResponse:
    """A column for each stage, its most urgent cards first, each moved by a form: four queries, however many cards."""
    user, today = the_user(request), timezone.localdate()
    asked = request.GET.copy()
    asked.pop("stage", None)  # the columns are the stages
    visible = Project.objects.visible_to(user)
    filters = ProjectFilterSet(asked, visible, user=user, on=today)
    query = without(asked, ()).urlencode()
    counts = dict(filters.qs.order_by().values_list("stage").annotate(n=Count("pk")))
    place = Window(
        RowNumber(), partition_by="stage", order_by=[F("next_step_on").asc(nulls_last=True), F("number").desc()]
    )
    cards = (
        filters.qs.annotate(place=place)
        .filter(place__lte=MOST_CARDS)
        .select_related("officer", "funder")
        .prefetch_related(
            "steps", Prefetch("partners", ProjectPartner.objects.select_related("organization").order_by("created_at"))
        )
        .order_by("place")
    )
    columns: dict[str, dict[str, Any]] = {
        stage.value: {
            "stage": stage,
            "count": counts.get(stage.value, 0),
            "cards": [],
            "address": f"{reverse('projects')}?{query + '&' if query else ''}stage={stage.value}",
        }
        for stage in ProjectStage
    }
    shown = list(cards)
    for card in shown:
        card.late = card.is_overdue(today)
        card.moves = card.moves_to()
        columns[card.stage]["cards"].append(card)
    for column in columns.values():
        column["more"] = column["count"] - len(column["cards"])
    log_read(request, Project, [card.pk for card in shown])
    context = {
        "filter": filters,
        "columns": [columns[stage] for stage in LIVE],
        "folded": [columns[stage] for stage in ProjectStage if stage not in LIVE],
        "total": sum(counts.values()),
        "any": bool(shown) or visible.exists(),
        "on": today,
        "list_url": f"{reverse('projects')}?{query}" if query else reverse("projects"),
    }
    return render(request, "cooperation/projects_board.html", context)


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
        "late": project.is_overdue(today),
        "steps": project.steps.select_related("moved_by").order_by("-ordinal"),
        "way": [stage for stage in ProjectStage if stage != ProjectStage.REJECTED or project.stage == stage],
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
