"""The whole road with everything real: web, worker, clock, PostgreSQL, a browser and a mail server.

Sign in, upload, watch it being read, review, file, see the partner's history, click a quote, see it in the document;
then the manager's page; then a reminder arrives. And what a kill in the middle does: nothing is lost, nothing twice.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

from config.home import REPOSITORY
from config.tests.homes import Served, free_port, fresh_home, manage, wait_for
from cooperation.reminders.workdays import is_working_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

SAMPLE = REPOSITORY / "samples" / "lima-report.docx"
PASSWORD = "hana-reads-reports"
# One copy for all of them, in their order: each goes on where the one before it ended.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600), pytest.mark.xdist_group("road")]


class Sink:
    """A mail server that keeps what it is given; it answers after ``delay`` seconds."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.asked = 0
        self.delay = 0.0
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, the library's name
        self.asked += 1
        await asyncio.sleep(self.delay)  # cancelled, with the mail not taken, when the sender dies meanwhile
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    sink = Sink()
    sink.controller.start()
    yield sink
    sink.controller.stop()


def serve(home: Path, sink: Sink) -> Served:
    served = Served(
        home,
        EMAIL_URL=f"smtp://127.0.0.1:{sink.controller.port}",
        IEUM_DIGEST_AT="00:00",
        IEUM_DELIVERY_LEASE="3",
    )
    assert wait_for(served.answers, 180), served.log.read_text()
    return served


@pytest.fixture(scope="module")
def served(sink: Sink) -> Iterator[Served]:
    """A copy of the system with an officer, a manager and no sample."""
    with fresh_home() as home:
        served = serve(home, sink)
        run(
            home,
            f"""
from accounts.models import User, Role
for name, role in (("hana", Role.OFFICER), ("minsu", Role.MANAGER)):
    User.objects.create_user(name, f"{{name}}@example.org", {PASSWORD!r}, role=role, country={workday_country()!r})
""",
        )
        yield served
        if served.process.poll() is None:
            served.end(signal.SIGTERM)


def run(home: Path, code: str) -> str:
    """Run Python in that copy, inside a history context, and give what it printed."""
    lines = "".join(f"    {line}\n" for line in code.strip().splitlines())
    done = manage(home, "shell", "-v0", "-c", f"import pghistory\nwith pghistory.context(test='road'):\n{lines}")
    assert done.returncode == 0, done.stdout
    return done.stdout.strip()


def workday_country() -> str:
    """A country where people work today, so that this test does not know weekends."""
    return next(country for country in ("KR", "NP", "IL", "SA", "IR", "ZZ") if is_working_day(date.today(), country))  # noqa: DTZ011


def sign_in(page: Page, served: Served, name: str) -> None:
    page.goto(served.address)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)  # a manager comes to the overview


def submit(page: Page, button: Locator) -> None:
    """Press it and wait for the page that answers."""
    with page.expect_navigation(timeout=60_000):
        button.first.click()


def count(served: Served, model: str, condition: str = "") -> int:
    code = f"from django.apps import apps; print(apps.get_model('{model}')._base_manager.filter({condition}).count())"
    return int(run(served.home, code).splitlines()[-1])


def test_from_upload_to_a_quote_in_the_document(served: Served, page: Page, shot: Callable[[Page, str], Path]) -> None:
    sign_in(page, served, "hana")
    page.goto(f"{served.address}/upload/")
    page.set_input_files("input[type=file]", str(SAMPLE))
    page.click("main form .button.primary")
    page.wait_for_selector(".review .proposal", timeout=60_000)  # through the page that shows the progress
    shot(page, "review-before")
    submit(page, page.locator(".review-head form[action$='/clear/'] .button"))
    # Whatever is left is asked; each question is answered with its first answer.
    for _ in range(40):
        answers = page.locator("main form button[value^='answer:']:visible, main form button[value='new']:visible")
        if "/filed/" in page.url or not answers.count():
            break
        submit(page, answers.first)
    shot(page, "review-after")
    assert count(served, "meetings.TripReport", "filed_at__isnull=False") == 1
    assert count(served, "meetings.Meeting") == 4
    assert count(served, "cooperation.Agreement", "signed_on='2025-08-13'") == 1

    page.goto(f"{served.address}/organizations/?q=concytec")
    page.click("tbody th a")
    history = page.locator(".history")
    assert history.get_by_text("2차 면담").count()
    shot(page, "history")
    source = history.locator("a.source").first
    place = source.get_attribute("href")
    source.click()
    page.wait_for_url(f"{served.address}/documents/**")
    assert place is not None
    assert page.locator(".paper .current, .paper mark.current, .paper :target").count(), place
    shot(page, "document")


def test_the_same_file_again_is_already_here(served: Served, page: Page) -> None:
    sign_in(page, served, "hana")
    page.goto(f"{served.address}/upload/")
    page.set_input_files("input[type=file]", str(SAMPLE))
    page.click("main form .button.primary")
    page.wait_for_load_state()
    assert count(served, "meetings.TripReport") == 1


def test_the_managers_page_counts_the_agreement(served: Served, page: Page, shot: Callable[[Page, str], Path]) -> None:
    sign_in(page, served, "minsu")
    page.goto(f"{served.address}/dashboard/")
    figure = page.locator(".figures a.figure").first
    said = figure.locator(".value").inner_text().strip().removesuffix("건")
    submit(page, figure)
    assert said.isdecimal()
    assert page.locator("tbody tr").count() == int(said) == 1
    shot(page, "dashboard-list")


def owe(served: Served, text: str) -> None:
    run(
        served.home,
        f"""
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from cooperation.models import Commitment
hana = User.objects.get(username="hana")
Commitment.objects.create(side="ours", officer=hana, text={text!r}, due_end=timezone.localdate() + timedelta(days=1))
""",
    )


def plan_now(served: Served) -> None:
    """Ask the worker for what the clock asks every ten minutes."""
    run(served.home, "from cooperation.jobs import plan_reminders\nplan_reminders.delay()")


def test_a_reminder_arrives_once(served: Served, sink: Sink) -> None:
    owe(served, "방문단 명단 보내기")
    plan_now(served)
    plan_now(served)
    assert wait_for(lambda: len(sink.received) >= 1, 60)
    time.sleep(3)
    [mail] = [mail for mail in sink.received if mail["To"] == "hana@example.org"]
    body = mail.get_body(("plain",))
    assert body is not None
    assert "방문단 명단 보내기" in body.get_content()


def workers(home: Path) -> list[int]:
    """Process ids of that copy's Celery workers."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if f"IEUM_HOME={home}".encode() in (place / "environ").read_bytes() and " worker" in command:
                found.append(int(place.name))
        except OSError:
            continue
    return found


def test_a_worker_killed_while_it_sends_mails_once(served: Served, sink: Sink) -> None:
    before, asked, sink.delay = len(sink.received), sink.asked, 5.0
    run(
        served.home,
        """
from django.utils import timezone
from accounts.models import User
from cooperation.models import Delivery
from cooperation.jobs import send_deliveries
minsu = User.objects.get(username="minsu")
Delivery.objects.create(
    recipient=minsu, to=minsu.email, day=timezone.localdate(), message_id="<killed@ieum.localhost>",
    subject="killed", text="once",
)
send_deliveries.delay()
""",
    )
    assert wait_for(lambda: sink.asked > asked, 60)
    for process in workers(served.home):
        os.kill(process, signal.SIGKILL)
    served.process.wait(timeout=60)  # one process that dies takes the others with it
    sink.delay = 0.0
    again = serve(served.home, sink)
    try:
        time.sleep(3)  # the lease the dead worker held
        run(served.home, "from cooperation.jobs import send_deliveries\nsend_deliveries.delay()")
        assert wait_for(lambda: count(served, "cooperation.Delivery", "state='sent', subject='killed'") == 1, 60)
        killed = [mail for mail in sink.received[before:] if mail["Message-ID"] == "<killed@ieum.localhost>"]
        assert len(killed) == 1
    finally:
        again.end(signal.SIGTERM)
