"""What a person decides beside the proposals themselves: taking a whole report back, lines that no fact claims,
spellings that stand for somebody else.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Role
from accounts.pages import get_or_404, needs, posted_version, say, tell_stale, the_user
from accounts.records import Stale
from accounts.words import counted
from cooperation.intake.takeback import preview, take_back
from cooperation.intake.undo import Needed
from meetings.models import TripReport


@needs(Role.OFFICER)
def report_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back all that came of a report. ``pk``: the report.

    GET shows what would be removed, put back and left, or why it cannot be; a button there posts. POST takes
    ``version``, the report's as the page showed it: another one since (409 on the same page), or later work on any of
    it (409, with the reasons), and nothing is written. Done, it leads to the review of the newest revision.
    """
    user, on = the_user(request), timezone.localdate()
    report: TripReport = get_or_404(TripReport.objects.visible_to(user).select_related("trip"), pk)
    back = reverse("filed" if report.filed_at else "report", args=[report.pk])
    context = {"report": report, "back": back}
    status = 200
    if request.method == "POST":
        try:
            done = take_back(report, version=posted_version(request), by=user, on=on)
        except Stale as stale:
            tell_stale(request, stale)
            report.refresh_from_db()
            status = 409
        except Needed:
            status = 409
        else:
            said = ngettext(
                "Taken back: %(count)s record is removed, and its proposals wait again.",
                "Taken back: %(count)s records are removed, and their proposals wait again.",
                len(done.removed),
            ) % {"count": counted(len(done.removed))}
            say(request, said)
            newest = report.revisions.visible_to(user).order_by("-revision").first()
            return redirect("review", newest.pk) if newest else redirect("report", report.pk)
        if status == 409 and not report.revisions.exists():
            messages.warning(request, _("Nothing came of this report."))
    context |= {"plan": preview(report, by=user, on=on)}
    return render(request, "cooperation/take_back.html", context, status=status)
