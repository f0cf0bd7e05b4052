"""Pages of the mails that were sent, and of whether this copy is well."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Heartbeat, Role
from accounts.pages import get_or_404, needs, paginate, say, the_user
from cooperation.models import Delivery, DeliveryState, Reminder
from meetings.models import ReadingState, ReportRevision

#: A worker or clock that has not been heard of for so long is said to be down.
SILENCE = timedelta(minutes=3)


@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """The mails addressed to the user; to administrators those of everyone."""
    rows = (
        Delivery.objects.visible_to(the_user(request))
        .select_related("recipient")
        .annotate(count=models.Count("reminders"))
        .order_by("-created_at")
    )
    return render(request, "cooperation/deliveries.html", {"page": paginate(request, rows)})


@require_safe
def delivery(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One mail as it was sent, and the reminders it carries with their reasons."""
    row = get_or_404(Delivery.objects.visible_to(the_user(request)).select_related("recipient"), pk)
    reminders = Reminder.objects.filter(delivery=row).order_by("due_on")
    return render(request, "cooperation/delivery.html", {"delivery": row, "reminders": reminders})


@require_POST
@needs(Role.ADMINISTRATOR)
def delivery_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a failed mail once more, with the Message-ID it always had."""
    row = get_or_404(Delivery.objects.visible_to(the_user(request)), pk)
    changed = Delivery.objects.filter(pk=row.pk, state=DeliveryState.FAILED).update(
        state=DeliveryState.WAITING, tries=0, not_before=None, error=""
    )
    say(request, _("It will be sent again.") if changed else _("This mail is not a failed one."))
    return redirect("delivery", pk)


def counts(rows: models.QuerySet[models.Model]) -> dict[str, int]:
    """How many rows are in each state."""
    return dict(rows.order_by().values("state").annotate(number=models.Count("pk")).values_list("state", "number"))


@require_safe
@needs(Role.ADMINISTRATOR)
def health(request: HttpRequest) -> HttpResponse:
    """Whether workers, clock, reading and mail are well: what an administrator looks at first."""
    now = timezone.now()
    beats = [(beat.name, beat.at, now - beat.at <= SILENCE) for beat in Heartbeat.objects.order_by("name")]
    readings, mails = counts(ReportRevision.objects.all()), counts(Delivery.objects.all())
    return render(
        request,
        "cooperation/health.html",
        {
            "beats": beats,
            "readings": [(state.label, readings.get(state.value, 0)) for state in ReadingState],
            "mails": [(state.label, mails.get(state.value, 0)) for state in DeliveryState],
        },
    )
