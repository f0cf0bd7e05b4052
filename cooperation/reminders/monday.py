"""The overview by mail, to those who want it: Mondays at 08:00, on the next working day where Monday is off.

The delivery is the ledger: its Message-ID names the week and the recipient and is unique, so that a second run, or a
second process, makes none. A run that was missed is caught up within the week.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.words import day_words
from cooperation.dashboard import overview
from cooperation.models import Delivery
from cooperation.overview_pdf import pdf
from cooperation.reminders.workdays import is_working_day, next_working_day

AT = time(8)
log = logging.getLogger(__name__)


def day_of_week(day: date, country: str) -> date | None:
    """When the overview of that day's week goes out: Monday, or the next working day. None in a week without any."""
    monday = day - timedelta(days=day.weekday())
    found = next_working_day(monday - timedelta(days=1), country)
    return found if found < monday + timedelta(days=7) else None


def make(now: datetime) -> int:
    """Make the mails that are due, and give how many. ``now`` is aware; each recipient's own clock decides."""
    made = 0
    for user in User.objects.filter(wants_overview=True, is_active=True, is_service=False).exclude(email=""):
        here = now.astimezone(ZoneInfo(user.time_zone))
        due = day_of_week(here.date(), user.country)
        if due is None or user.is_away(here.date()) or not is_working_day(here.date(), user.country):
            continue
        if (here.date(), here.time()) >= (due, AT) and here.time() >= AT:
            try:
                made += _make_for(user, here.date())
            except Exception:  # one whose overview cannot be made keeps nobody else from theirs
                log.exception("the overview for %s was not made", user.pk)
    return made


@transaction.atomic
def _make_for(user: User, on: date) -> bool:
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two processes take turns
    year, week, _day = on.isocalendar()
    message_id = f"<overview.{year}w{week:02d}.{user.pk.hex}@{settings.IEUM_MAIL_DOMAIN}>"
    if Delivery.objects.filter(message_id=message_id).exists():
        return False
    with translation.override(user.language):
        found = overview(user, on, on)
        subject = _("Where things stand on %(day)s") % {"day": day_words(on, this_year=on.year)}
        context = {
            "recipient": user,
            "overview": found,
            "dashboard_url": settings.SITE_URL + reverse("dashboard"),
            "preferences_url": settings.SITE_URL + reverse("preferences"),
        }
        Delivery.objects.create(
            recipient=user,
            to=user.email,
            day=on,
            message_id=message_id,
            subject=f"[{_('Ieum')}] {subject}",
            text=render_to_string("mail/overview.txt", context),
            attachment=pdf(found),
            attachment_name=f"overview-{on:%Y%m%d}.pdf",
        )
    return True
