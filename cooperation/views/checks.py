"""Performance checks (이행점검): the rounds, one round with its answers and progress, opening and closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.changes import changes
from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, paginate, say, the_user
from cooperation.filters import OverviewFilterSet
from cooperation.forms.acts import Act, acts_for
from cooperation.forms.checks import CHECK_ACTS, ROUND_ACTS, RoundForm
from cooperation.models import Agreement, AgreementCheck, CheckAnswer, CheckRound
from cooperation.views.acts import act_on, do
from cooperation.views.tabs import View, tabs
from partners.models import Document


def progress(user: Any) -> Any:
    """Rounds with ``total`` and ``answered`` of the checks ``user`` may see."""
    seen = Exists(Agreement.objects.visible_to(user).filter(pk=OuterRef("checks__agreement_id")))
    return CheckRound.objects.visible_to(user).annotate(
        total=Count("checks", filter=Q(seen)),
        answered=Count("checks", filter=Q(seen) & ~Q(checks__answer="")),
    )


@require_GET
def round_list(request: HttpRequest) -> HttpResponse:
    user = the_user(request)
    page = paginate(request, progress(user).order_by("-year", "-opened_on"))
    return render(request, "cooperation/check_rounds.html", {"page": page, "on": timezone.localdate()})


@needs(Role.MANAGER)
def round_new(request: HttpRequest) -> HttpResponse:
    """A manager opens the round of the year; it asks about every agreement in force today."""
    user, today = the_user(request), timezone.localdate()
    form = RoundForm(request.POST or None, on=today)
    if request.method == "POST" and form.is_valid():
        try:
            opened = form.open_by(user)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            say(
                request,
                _("The round is open: %(count)s agreements are asked about.") % {"count": opened.checks.count()},
            )
            return HttpResponseRedirect(opened.get_absolute_url())
    in_force = Agreement.objects.visible_to(user).in_force(today).count()
    context = {"form": form, "in_force": in_force}
    return render(request, "cooperation/check_round_form.html", context, status=422 if form.errors else 200)


@require_GET
def round_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_or_404(CheckRound.objects.visible_to(the_user(request)), pk)
    return _page(request, found.pk)


def round_act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    return act_on(request, CheckRound, pk, ROUND_ACTS, act, page=_page, route="round_act")


def _page(
    request: HttpRequest, pk: UUID, bound: Act | None = None, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    user, today = the_user(request), timezone.localdate()
    found = get_or_404(progress(user).select_related("opened_by"), pk)
    checks = (
        AgreementCheck.objects.visible_to(user)
        .filter(round=found)
        .select_related("agreement__department", "agreement__officer", "answered_by", "evidence")
        .order_by("agreement__department__name", "agreement__title", "pk")
    )
    narrowed = OverviewFilterSet(request.GET, Agreement.objects.visible_to(user), user=user, on=today)
    if narrowed.chosen:
        checks = checks.filter(agreement__in=narrowed.qs.order_by().values("pk"))
    told, chosen = departments(found, user), request.GET.get("department", "")
    if chosen:
        wanted = as_id(chosen)
        checks = checks.filter(agreement__department=wanted) if wanted or chosen == "none" else checks.none()
    every = views(user)
    tabbed = tabs(every, checks, request.GET, VIEW_KEYS)
    conditions = {query: condition for _key, _label, query, condition in every} | {"answer=given": ~Q(answer="")}
    for key in VIEW_KEYS:  # a reminder names both: what is mine and not answered
        checks = checks.filter(conditions.get(f"{key}={request.GET.get(key, '')}", Q()))
    page = paginate(request, checks)
    log_read(request, AgreementCheck, [check.pk for check in page.object_list])
    kept = [check.evidence_id for check in page.object_list if check.evidence_id]
    context = {
        "round": found,
        "page": page,
        "departments": told,
        "department": next((one for one in told if str(one["key"]) == chosen), None),
        "tabs": tabbed,
        "narrowed": narrowed,
        "evidence": set(Document.objects.visible_to(user).filter(pk__in=kept).values_list("pk", flat=True)),
        "report_items": found.report_items.order_by("body"),
        "today": today,
        "acts": acts_for(ROUND_ACTS, found, user, today, bound),
        "bound": bound,
        **(more or {}),
    }
    return render(request, "cooperation/check_round.html", context, status=status)


VIEW_KEYS = ("answer", "whose")


def views(user: User) -> list[View]:
    """The views of the answers: key, label, conditions in the address, and the same as a condition on the rows."""
    return [
        ("all", _("All"), "", Q()),
        ("none", _("Not answered"), "answer=none", Q(answer="")),
        *((code, label, f"answer={code}", Q(answer=code)) for code, label in CheckAnswer.choices),
        ("mine", _("Mine"), "whose=mine", Q(agreement__officer=user.pk)),
    ]


def departments(found: CheckRound, user: Any) -> list[dict[str, Any]]:
    """Answers by department in charge, those not in anybody's charge last. One query."""
    rows = AgreementCheck.objects.visible_to(user).filter(round=found).by_department()
    told = [
        {
            "key": row["department"] or "none",
            "name": row["name"],
            "total": row["total"],
            "answered": row["answered"],
            "left": row["total"] - row["answered"],
            "counts": [(answer, label, row[answer]) for answer, label in CheckAnswer.choices],
        }
        for row in rows
    ]
    return sorted(told, key=lambda row: (row["name"] is None, row["name"]))


def as_id(text: str) -> UUID | None:
    """The id that ``text`` is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


@needs(Role.OFFICER)
def check_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The answer for one agreement, on a page of its own."""
    check = get_or_404(
        AgreementCheck.objects.visible_to(the_user(request)).select_related("round", "agreement__department"), pk
    )
    if request.method != "POST":
        return _check(request, check)

    def again(form: Act | None, more: dict[str, Any], status: int) -> HttpResponse:
        check.refresh_from_db()
        return _check(request, check, form, more, status)

    return do(request, check, CHECK_ACTS, "answer", again=again, route="check_answer")


def _check(
    request: HttpRequest,
    check: AgreementCheck,
    bound: Act | None = None,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, today = the_user(request), timezone.localdate()
    act = bound or CHECK_ACTS["answer"](row=check, user=user, on=today)
    context = {
        "check": check,
        "agreement": Agreement.objects.visible_to(user).as_of(today).get(pk=check.agreement_id),
        "act": act,
        "evidence": Document.objects.visible_to(user).filter(pk=check.evidence_id).first(),
        "open": check.round.closed_on is None,
        "changes": changes(check),
        "earlier": AgreementCheck.objects.filter(agreement=check.agreement_id)
        .exclude(pk=check.pk)
        .exclude(answer="")
        .select_related("round")
        .order_by("-round__opened_on")[:3],
        **(more or {}),
    }
    return render(request, "cooperation/check.html", context, status=status)
