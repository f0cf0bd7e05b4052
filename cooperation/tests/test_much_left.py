"""A report of which much was not understood says so wherever it is reviewed, and is not filed unseen."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from config.tests.cast import SignIn
from cooperation.intake.decide import accept_all_clear
from cooperation.models import Proposal
from cooperation.tests.intake_case import a_revision, reading
from cooperation.tests.test_file_report import REPORT
from meetings.models import Trip, TripReport

pytestmark = pytest.mark.django_db

WORDS = "16줄 가운데 6줄을 이해하지 못했습니다"


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


def _read(left: int) -> dict[str, Any]:
    return reading() | {"leftover": list(range(1, left + 1)), "text_lines": 16}


@pytest.mark.parametrize(("left", "told"), [(6, True), (4, False)])
def test_the_review_says_so_beside_the_button_that_accepts_all(
    client: Client, hana: User, left: int, told: bool
) -> None:
    revision = a_revision(hana, _read(left))
    address = reverse("review", args=[revision.pk])
    text = client.get(address).content.decode()
    head = text[text.index('class="review-head"') : text.index('id="rail"')]
    assert reverse("review_accept_clear", args=[revision.pk]) in head
    assert (WORDS in head) is told
    parts = client.get(address, headers={"X-Review": "parts"}).json()["html"]
    assert (WORDS in parts) is told
    assert ('<details id="left-lines" open>' in text) is told  # the lines themselves lie open below


def test_the_queue_says_so_without_a_question_more(client: Client, hana: User) -> None:
    a_revision(hana, _read(4), "plain.txt")
    with CaptureQueriesContext(connection) as plain:
        assert WORDS not in client.get(reverse("reviews")).content.decode()
    for number in range(3):
        a_revision(hana, _read(6), f"{number}.txt")
    with CaptureQueriesContext(connection) as more:
        assert client.get(reverse("reviews")).content.decode().count(WORDS) == 3
    assert len(more) <= len(plain)


def test_once_filed_nothing_is_said_any_more(client: Client, hana: User) -> None:
    content = _read(6) | {"discrepancies": []}
    content["people"][0]["probable_same"] = []
    revision = a_revision(hana, content)
    accept_all_clear(revision, by=hana, on=date(2026, 11, 23))
    assert TripReport.objects.get().filed_at is not None
    assert WORDS not in client.get(reverse("review", args=[revision.pk])).content.decode()


def _file(path: Path) -> dict[str, Any]:
    out = StringIO()
    call_command("file_report", str(path), by="hana", json=True, stdout=out)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def test_nothing_of_it_is_filed_from_a_shell(hana: User, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    talk = "\n\n".join(f"{number}번째 날에는 시내 물가와 날씨를 두루 살펴보았음" for number in range(1, 15))
    path.write_text(REPORT.replace("위와 같이", f"## 3. 여담\n\n{talk}\n\n위와 같이"))
    said = _file(path)
    assert said["status"] == "waiting"
    assert "이해하지 못했습니다" in said["left"]
    assert said["waiting"]
    assert not Trip.objects.exists()
    assert not Proposal.objects.exclude(state="waiting").exists()
    assert _file(path)["status"] == "already_here"  # nor when it is sent again
    assert not Trip.objects.exists()
    out = StringIO()
    call_command("file_report", str(path), by="hana", stdout=out)
    assert "이해하지 못했습니다" in out.getvalue()
