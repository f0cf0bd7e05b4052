"""Fifty reports of five years, uploaded in one drop: old promises are history, late ones ask, and nobody is flooded."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.tests.cast import SignIn
from cooperation import duties
from cooperation.intake import jobs, queue
from cooperation.models import Commitment, Proposal, Reminder, Upload
from cooperation.reminders import digest, plan, post
from cooperation.terms import plus_months
from cooperation.tests.fifty import reports
from meetings.models import Attendance, Meeting, ReportRevision, Trip, TripReport
from meetings.reader import read_document
from meetings.reader.reading import as_json

pytestmark = pytest.mark.django_db


def read_here(data: bytes, name: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The reader without the child process around it: fifty starts of Python would be most of this test."""
    blocks, reading = read_document(data, name)
    return [asdict(block) for block in blocks], as_json(reading)


def test_fifty_reports_of_five_years(hana: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.reader.child.read_in_child", read_here)
    on, client = timezone.localdate(), sign_in(hana)
    fifty = reports(50, until=on)
    files = [SimpleUploadedFile(report.name, report.data) for report in fifty]
    client.post(reverse("upload"), {"files": files})
    upload = Upload.objects.get()
    for key in ReportRevision.objects.order_by("pk").values_list("pk", flat=True):
        jobs.work(key)
    waiting = queue.progress(upload, hana)
    assert (len(waiting.to_review), waiting.percent) == (50, 100)
    starts = [line.revision.trip_start for line in waiting.to_review if line.revision]  # type: ignore[attr-defined]
    assert starts == sorted(starts, reverse=True), "the newest trip is not the first"

    took = []
    for line in waiting.to_review:
        assert line.revision is not None
        begin = time.perf_counter()
        client.post(reverse("review_accept_clear", args=[line.revision.pk]))
        took.append(time.perf_counter() - begin)
    early, late = sum(took[5:15]) / 10, sum(took[-10:]) / 10
    assert late < 3 * early + 0.2, f"a report costs more the more are filed: {early:.2f} s, then {late:.2f} s"

    left = [f"{row.revision.report}: {row.title} ({row.reason_code})" for row in Proposal.objects.blocking()]
    assert TripReport.objects.filter(filed_at__isnull=False).count() == 50, left
    assert Trip.objects.count() == 50
    assert Meeting.objects.count() == sum(report.meetings for report in fifty)
    assert Commitment.objects.count() >= 0.95 * sum(report.promises for report in fifty)
    assert not Meeting.objects.filter(attendances=None).exists()
    assert Attendance.objects.filter(person=None).count() == 0

    a_year_ago = plus_months(on, -12)
    for row in Commitment.objects.select_related("trip"):
        assert row.trip is not None
        assert row.trip.end_on is not None
        assert row.history == (row.trip.end_on < a_year_ago), (row, row.trip.end_on)
        late_when_filed = row.due_end is not None and row.due_end < on
        assert row.asks_done == (late_when_filed and not row.history), (row, row.due_end)
    asking = Commitment.objects.filter(asks_done=True)
    assert asking.exists()
    assert Commitment.objects.overdue(on).exclude(pk__in=asking).count() == 0
    _nobody_is_mailed_of_the_past(hana, on)


def _nobody_is_mailed_of_the_past(hana: User, on: date) -> None:
    now = timezone.now().replace(hour=3)  # noon in Seoul
    plan.plan(now)
    past = Reminder.objects.exclude(commitment__due_end__gte=on)
    assert not past.exists(), list(past)
    digest.bundle(now)
    post.send_all(now)
    asked = Commitment.objects.filter(asks_done=True)
    for letter in mail.outbox:
        assert not [row.text for row in asked if row.text in letter.body]
    listed = [duty for group in duties.due_list(hana, on, everyone=False) for duty in group.duties]
    assert {duty.commitment.pk for duty in listed if duty.asks and duty.commitment} == {row.pk for row in asked}
    assert len([duty for duty in listed if not duty.asks]) <= Commitment.objects.due_within(on, 21).count()
    assert not [duty for duty in listed if duty.commitment and duty.commitment.history]
