"""What was done under agreements (이행실적): the list, answers to what is proposed, and papers added to what counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, next_url, paginate, say, tell, tell_stale, the_user, writing
from accounts.records import Stale
from accounts.tables import Column, Table
from cooperation import vitality
from cooperation.filters import ActivityFilterSet
from cooperation.forms.activities import Evidence
from cooperation.models import Agreement, AgreementActivity, DeclinedActivity
from cooperation.views.tabs import View, tabs, without
from partners.documents import keep_file

VIEW_KEYS = ("kind",)


def columns() -> list[Column]:
    return [
        Column("date", _("Date"), ["happened_on"], optional=False),
        Column("what", _("What was done"), optional=False),
        Column("agreement", _("Agreement"), ["agreement__title"], optional=False),
        Column("evidence", _("Evidence")),
        Column("officer", _("Officer"), ["agreement__officer__display_name"], initially=False),
        Column("by", _("Entered by"), initially=False),
    ]


@require_GET
def activity_list(request: HttpRequest) -> HttpResponse:
    """Everything that counts under agreements, by kind, year and agreement; the newest first."""
    user, today = the_user(request), timezone.localdate()
    visible = AgreementActivity.objects.visible_to(user)
    filters = ActivityFilterSet(request.GET, visible, user=user, on=today)
    table = Table(request, columns(), "-date")
    rows = table.order(filters.qs).select_related(
        "agreement__officer", "meeting", "trip", "project", "evidence", "entered_by"
    )
    page = paginate(request, rows)
    log_read(request, AgreementActivity, [row.pk for row in page.object_list])
    others = ActivityFilterSet(without(request.GET, VIEW_KEYS), visible, user=user, on=today)
    every: list[View] = [("all", _("All"), "", Q())]
    every += [
        (kind, label, f"kind={kind}", ActivityFilterSet.KINDS[kind])
        for kind, label in (
            ("meeting", _("Meetings")),
            ("trip", _("Trips")),
            ("project", _("Projects")),
            ("text", _("By hand")),
        )
    ]
    context = {
        "filter": filters,
        "table": table,
        "page": page,
        "tabs": tabs(every, others.qs, request.GET, VIEW_KEYS),
        "any": page.paginator.count > 0 or visible.exists(),
    }
    return render(request, "cooperation/activities.html", context)


def on_page(agreement: Any, activities: list[AgreementActivity], user: User, on: Any) -> dict[str, Any]:
    """What the agreement's page tells of its life: the years, and what is proposed. ``agreement`` is of ``as_of``."""
    if not agreement.signed_on:
        return {"years": [], "proposed": []}
    proposed = vitality.proposals([agreement], user, on).get(agreement.pk, [])
    counted = [row for row in activities if row.happened_on <= on]
    kept = [day for day in vitality.kept_on(agreement, user) if day <= on]
    found = vitality.years(agreement, counted, kept, proposed, on)
    return {
        "years": found,
        "most": max((year.total for year in found), default=0),
        "proposed": proposed,
        "proposed_years": [year for year in found if year.proposed > 1],
    }


@needs(Role.OFFICER)
@require_POST
def agreement_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept what is proposed (``item`` one by one, or all of ``year``), or decline an ``item``; each can be undone."""
    user, today = the_user(request), timezone.localdate()
    agreement = get_or_404(Agreement.objects.visible_to(user).as_of(today), pk)
    back = HttpResponseRedirect(next_url(request, f"{agreement.get_absolute_url()}#proposed"))
    proposed = {row.code: row for row in vitality.proposals([agreement], user, today).get(agreement.pk, [])}
    year = request.POST.get("year", "")
    chosen = (
        [row for row in proposed.values() if str(row.day.year) == year]
        if year
        else [proposed[code] for code in dict.fromkeys(request.POST.getlist("item")) if code in proposed]
    )
    if not chosen:
        tell(
            request, _("This is no longer proposed: somebody answered it, or it has changed. Look at it as it is now.")
        )
        return back
    try:
        with writing(request, None):
            if request.POST.get("decision") == "decline":
                row = chosen[0]
                undo = DeclinedActivity.decline(agreement, row.kind, row.key, by=user, on=today).pk
                said = _("“%(what)s” does not count, and is not proposed again.") % {"what": row.title}
            else:
                undo = AgreementActivity.accept(agreement, [(row.kind, row.key, row.day) for row in chosen], by=user)
                said = (
                    _("“%(what)s” counts now.") % {"what": chosen[0].title}
                    if len(chosen) == 1
                    else _("%(number)s activities count now.") % {"number": len(chosen)}
                )
    except Stale as stale:
        tell_stale(request, stale)
    else:
        say(request, said, undo=reverse("agreement_answer_undo", args=[agreement.pk, undo]))
    return back


@needs(Role.OFFICER)
@require_POST
def agreement_answer_undo(request: HttpRequest, pk: UUID, what: UUID) -> HttpResponse:
    """Take an answer back: what was accepted with that click, or declined, is proposed again."""
    user = the_user(request)
    agreement = get_or_404(Agreement.objects.visible_to(user), pk)
    back = HttpResponseRedirect(next_url(request, f"{agreement.get_absolute_url()}#proposed"))
    with writing(request, None):
        accepted = AgreementActivity.objects.visible_to(user).filter(agreement=agreement, accepted_in=what)
        worked_on = accepted.exclude(text="", evidence=None).count()
        gone, _rows = accepted.filter(text="", evidence=None).delete()
        if not gone and not worked_on:
            gone, _rows = DeclinedActivity.objects.visible_to(user).filter(agreement=agreement, pk=what).delete()
    if worked_on:
        tell(request, _("Words or evidence were added to it since. Remove it on the agreement's page if it is wrong."))
    elif gone:
        say(request, _("Taken back. It is proposed again."))
    else:
        tell(request, _("There is nothing left to take back."))
    return back


@needs(Role.OFFICER)
@require_POST
def agreement_evidence(request: HttpRequest, pk: UUID, child: UUID) -> HttpResponse:
    """Add a paper, or words, to an activity that counts."""
    user = the_user(request)
    agreement = get_or_404(Agreement.objects.visible_to(user), pk)
    row = get_or_404(AgreementActivity.objects.visible_to(user).filter(agreement=agreement), child)
    back = HttpResponseRedirect(next_url(request, f"{agreement.get_absolute_url()}#activities"))
    form = Evidence(request.POST, request.FILES)
    if not form.is_valid():
        tell(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return back
    text, file = form.cleaned_data["text"].strip(), form.cleaned_data["evidence"]
    try:
        with writing(request, agreement):
            if text or row.kind != "text":
                row.text = text
            if file:
                row.evidence = keep_file(file, by=user, confidential=agreement.confidential)
            elif form.cleaned_data["remove"]:
                row.evidence = None
            row.save()
    except ValidationError as wrong:
        tell(request, " ".join(wrong.messages))
    except Stale as stale:
        tell_stale(request, stale)
    else:
        say(request, _("Saved."))
    return back
