"""What Celery runs. Tasks take ids or nothing, are safe to run twice, and leave the truth in rows."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from accounts.models import Heartbeat
from cooperation import readings
from cooperation.audits import jobs as audit_jobs
from cooperation.imports import jobs as ledger_jobs
from cooperation.intake import jobs as intake_jobs
from cooperation.reminders import digest, monday, plan, post
from partners.documents import forget_lost_files

log = logging.getLogger(__name__)


@shared_task(name="cooperation.jobs.sweep")
def sweep() -> None:
    """Every minute: take up what a lost message or a killed worker left behind, and say that clock and worker live.

    Also forgets the documents that were only to be read, once their time is over.
    """
    # The clock sent this and a worker runs it: one row tells of both (accounts.models.Heartbeat).
    now = timezone.now()
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": now})
    post.send_all(now)
    intake_jobs.sweep()
    ledger_jobs.sweep(now)
    readings.sweep(now)
    audit_jobs.sweep()


@shared_task(name="cooperation.jobs.tidy")
def tidy() -> None:
    """Every night: remove the files that a process killed in the middle of an upload left without a record."""
    now = timezone.now()
    if lost := forget_lost_files(now) + readings.forget_lost_files(now) + audit_jobs.forget_lost_files(now):
        log.warning("removed %d files of uploads and answers that were never finished", lost)


@shared_task(name="cooperation.jobs.plan_reminders")
def plan_reminders() -> None:
    """Every ten minutes: fill the ledger, and make the day's mails once it is time."""
    now = timezone.now()
    planned = plan.plan(now)
    made = digest.bundle(now) + monday.make(now)
    if planned or made:
        log.info("planned %d reminders, made %d mails", planned, made)
    send_deliveries.delay()


@shared_task(name="cooperation.jobs.send_deliveries")
def send_deliveries() -> None:
    """Send what waits."""
    post.send_all(timezone.now())
