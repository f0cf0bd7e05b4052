"""One mail a working day for each recipient, its contents frozen: what is past, due today, and coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.words import day_words
from cooperation.models import (
    Agreement,
    CheckRound,
    Commitment,
    CommitmentState,
    Delivery,
    Project,
    Reminder,
    ReportItem,
    ReportItemQuerySet,
    Rule,
)
from cooperation.reminders.workdays import is_working_day
from meetings.models import Side, Trip
from partners.ours import our_name


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the digest: how far off, what, about whom, and where to answer."""

    days: int | None  # negative: past; None: without a date
    title: str
    about: str
    url: str

    @property
    def when(self) -> str:
        if self.days is None or self.days > 0:
            return "" if self.days is None else f"D-{self.days}"
        return _("Today") if self.days == 0 else f"D+{-self.days}"

    @property
    def tone(self) -> str:
        """over, today or later, as the colours of the page."""
        if self.days is not None and self.days <= 0:
            return "today" if self.days == 0 else "over"
        return "later"


def is_answered(reminder: Reminder) -> bool:
    """Whether its subject was dealt with since it was planned, so that nobody need hear of it."""
    subject = reminder.subject
    if reminder.rule == Rule.ITEM_WEEKLY:
        return not open_items(reminder).exists()
    match subject:
        case Commitment():
            return subject.state not in (CommitmentState.OPEN,) or subject.watched or subject.asks_done
        case Trip():
            return subject.submitted_on is not None or subject.cancelled_on is not None
        case CheckRound():
            return subject.closed_on is not None
    return False


def open_items(reminder: Reminder) -> ReportItemQuerySet:
    """The reports to bodies that a reminder of them speaks of."""
    rows: ReportItemQuerySet = ReportItem.objects.filter(agreement=reminder.agreement, round=reminder.round)
    return rows.open()


def line_of(reminder: Reminder, on: date) -> Line:
    """The reminder in words, in the active language."""
    subject = reminder.subject
    about: list[str] = []
    day: date | None = None
    match subject:
        case Agreement() | CheckRound() if reminder.rule == Rule.ITEM_WEEKLY:
            items = list(open_items(reminder).order_by("happened_on"))
            day, url = items[0].due_on if items else None, subject.get_absolute_url()
            about += dict.fromkeys(str(item.get_event_display()) for item in items)
            about.append(_("to report to %(bodies)s") % {"bodies": ", ".join(item.body for item in items)})
        case Commitment():
            day, url = subject.due_end, reverse("commitment", args=[subject.pk])
            about.append({Side.OURS: _("Ours to do"), Side.THEIRS: _("Theirs to do")}.get(Side(subject.side), ""))
            if subject.owner:
                about.append(subject.owner.name)
            if day:
                about.append(_("due %(day)s") % {"day": subject.due_text or day_words(day)})
        case Agreement():
            # The milestone's distance to the date it speaks of follows from the rule, so the date itself is shown.
            url = reverse("agreement", args=[subject.pk])
            standing = Agreement.objects.as_of(on).get(pk=subject.pk)
            by_act = reminder.rule in (Rule.AGREEMENT_ACT_30, Rule.AGREEMENT_ACT_7, Rule.AGREEMENT_DECIDE)
            day = standing.act_by if by_act and standing.act_by else standing.ends_on
            about.append(reminder.get_rule_display())
            if standing.ends_on:
                about.append(_("ends %(day)s") % {"day": day_words(standing.ends_on)})
        case Trip():
            day, url = subject.report_due_on, reverse("trip", args=[subject.pk])
            about.append(_("Trip report"))
            if subject.end_on:
                about.append(_("returned %(day)s") % {"day": day_words(subject.end_on)})
        case Project():
            day, url = subject.next_step_on, reverse("project", args=[subject.pk])
            about += [_("Next step"), subject.next_step]
        case CheckRound():
            day, url = subject.due_on, reverse("check_round", args=[subject.pk])
            about.append(_("Check round"))
        case _:
            raise TypeError(f"no words for a reminder of {subject._meta.label}")
    if reminder.stands_in_for:
        about.append(_("in place of %(name)s") % {"name": reminder.stands_in_for})
    return Line(
        days=(day - on).days if day else None,
        title=str(subject),
        about=" · ".join(part for part in about if part),
        url=settings.SITE_URL + url,
    )


def bundle(now: datetime) -> int:
    """Make today's digest for everyone who has something to hear; give how many were made.

    Nothing is made on a day off of the recipient, nor before ``IEUM_DIGEST_AT`` of their own time zone. A second call,
    or a second process, finds the day's mail made and makes none.
    """
    made = 0
    waiting = Reminder.objects.filter(delivery__isnull=True, dropped_why="").order_by()
    for recipient in User.objects.filter(pk__in=waiting.values("recipient"), is_active=True):
        here = now.astimezone(ZoneInfo(recipient.time_zone))
        if is_working_day(here.date(), recipient.country) and here.time() >= time.fromisoformat(
            settings.IEUM_DIGEST_AT
        ):
            made += _bundle_for(recipient, here.date())
    return made


@transaction.atomic
def _bundle_for(recipient: User, on: date) -> bool:
    # The lock makes two processes take turns; the second then finds nothing left, or the day's mail made.
    User.objects.select_for_update(no_key=True).get(pk=recipient.pk)
    message_id = f"<digest.{on:%Y%m%d}.{recipient.pk.hex}@{settings.IEUM_MAIL_DOMAIN}>"
    if Delivery.objects.filter(message_id=message_id).exists():
        return False
    reminders = list(
        Reminder.objects.filter(recipient=recipient, delivery__isnull=True, dropped_why="", send_on__lte=on)
        .select_related("commitment__owner", "agreement", "trip", "project", "round", "stands_in_for")
        .order_by("due_on", "created_at")
    )
    kept: dict[tuple[models.Model, bool], Reminder] = {}
    for reminder in reminders:
        why = _reason_to_drop(reminder, recipient)
        if why:
            reminder.dropped_why = why
        else:
            # The latest word on each subject, and beside it what is to be reported of it.
            kept[reminder.subject, reminder.rule == Rule.ITEM_WEEKLY] = reminder
    Reminder.objects.bulk_update([reminder for reminder in reminders if reminder.dropped_why], ["dropped_why"])
    told = [reminder for reminder in reminders if not reminder.dropped_why]
    if not kept:
        return False
    with translation.override(recipient.language):
        contents = write(recipient, list(kept.values()), on)
    delivery = Delivery.objects.create(
        recipient=recipient, to=recipient.email, day=on, message_id=message_id, **contents
    )
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in told]).update(delivery=delivery)
    return True


def _reason_to_drop(reminder: Reminder, recipient: User) -> str:
    subject = reminder.subject
    if is_answered(reminder):
        return "answered"
    if not recipient.email:
        return "no_address"
    if not recipient.wants_digest:
        return "not_wanted"
    rows = type(subject)._default_manager.visible_to(recipient)  # type: ignore[attr-defined]
    return "" if rows.filter(pk=subject.pk).exists() else "hidden"


def write(recipient: User, reminders: list[Reminder], on: date) -> dict[str, str]:
    """Subject, text and HTML of the digest in the active language."""
    lines = sorted(
        (line_of(reminder, on) for reminder in reminders),
        key=lambda line: (line.days is None, line.days or 0, line.title),
    )
    groups: list[tuple[str, list[Line]]] = [
        (_("Past due"), [line for line in lines if line.tone == "over"]),
        (_("Today"), [line for line in lines if line.tone == "today"]),
        (_("Coming up"), [line for line in lines if line.tone == "later"]),
    ]
    day = day_words(on, this_year=on.year)
    past = len(groups[0][1])
    subject = ngettext("%(day)s: %(count)d thing to do", "%(day)s: %(count)d things to do", len(lines))
    subject %= {"day": day, "count": len(lines)}
    if past:
        subject += ", " + _("%(count)d past due") % {"count": past}
    context: dict[str, Any] = {
        "recipient": recipient,
        "subject": subject,
        "groups": [(title, rows) for title, rows in groups if rows],
        "today_url": settings.SITE_URL + reverse("today"),
        "preferences_url": settings.SITE_URL + reverse("preferences"),
        "language": translation.get_language(),
        "institute": our_name(),
    }
    return {
        "subject": f"[{_('Ieum')}] {subject}",
        "text": render_to_string("mail/digest.txt", context),
        "html": render_to_string("mail/digest.html", context),
    }
