"""A corrected file of a report that is here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.pages import get_or_404, needs, the_user
from cooperation.intake import jobs
from cooperation.intake.limits import left_out
from cooperation.intake.receive import MAX_UPLOAD, MEDIA_TYPES, Refused, receive
from meetings.models import TripReport


@needs(Role.OFFICER)
def report_revise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Upload a corrected file of a report; it becomes its next revision. ``pk``: the report.

    POST takes ``file`` and leads to its reading. A file that is not taken, or none, is told on the same page (422); one
    that is here already leads to where it is.
    """
    user = the_user(request)
    report: TripReport = get_or_404(TripReport.objects.visible_to(user), pk)
    context: dict[str, Any] = {"report": report, "endings": ",".join(MEDIA_TYPES), "most": MAX_UPLOAD}
    if request.method != "POST":
        return render(request, "cooperation/report_revise.html", context)
    file = request.FILES.get("file")
    if file is None:
        missed = [name for name, _size in left_out(request)]
        wrong = _("“%(name)s” is too large.") % {"name": missed[0]} if missed else _("Choose the corrected file.")
        return render(request, "cooperation/report_revise.html", context | {"wrong": wrong}, status=422)
    try:
        taken = receive(file, file.name or "", by=user, confidential=_secret(report), corrects=report)
    except Refused as refused:
        return render(request, "cooperation/report_revise.html", context | {"wrong": str(refused)}, status=422)
    if taken.revision is None:
        messages.info(request, _("This file is here already."))
        return redirect("report", report.pk)
    if taken.already:
        found = taken.revision.report
        messages.info(request, _("This file is here already: “%(report)s”.") % {"report": found})
        return redirect("report", found.pk)
    jobs.read_soon(taken.revision.pk)
    return redirect("review", taken.revision.pk)


def _secret(report: TripReport) -> bool:
    """Whether the report or a file of it is confidential: its correction is then no more open."""
    return report.confidential or report.revisions.filter(document__confidential=True).exists()
