"""The overview as PDF, by mail on Mondays, and saved views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pypdfium2 as pdfium
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import SavedView, User
from cooperation.dashboard import Overview
from cooperation.models import Agreement, AgreementCheck, AgreementState, CheckRound, Delivery
from cooperation.overview_pdf import pdf
from cooperation.reminders import monday, post
from meetings.models import Trip

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture
def wants(minsu: User) -> User:
    minsu.wants_overview, minsu.email = True, "minsu@example.org"
    minsu.save()
    for index in range(40):
        Agreement.objects.create(
            title=f"과학기술 협력에 관한 업무협약 {index}",
            state=AgreementState.SIGNED,
            signed_on=date(2024, 1, 1 + index % 28),
            term="years",
            term_years=1 + index % 4,
            confidential=index == 0,
        )
    return minsu


def pages(content: bytes) -> list[str]:
    """The text of each page of a PDF file."""
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(content)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("day", "sent_on"),
    [
        (date(2026, 11, 18), date(2026, 11, 16)),
        (date(2026, 5, 25), date(2026, 5, 26)),  # 부처님오신날, moved to a Monday
        (date(2026, 2, 16), date(2026, 2, 19)),  # 설날
    ],
)
def test_after_a_holiday_it_goes_out_on_the_next_working_day(day: date, sent_on: date) -> None:
    assert monday.day_of_week(day, "KR") == sent_on


def test_it_is_sent_once_a_week_to_those_who_want_it(wants: User, hana: User) -> None:
    assert monday.make(at("2026-11-16T07:59")) == 0
    assert monday.make(at("2026-11-15T12:00")) == 0  # a Sunday
    assert monday.make(at("2026-11-16T08:00")) == 1
    assert monday.make(at("2026-11-16T08:10")) == monday.make(at("2026-11-18T09:00")) == 0
    assert post.send_all(at("2026-11-16T08:11")) == 1
    (sent,) = mail.outbox
    assert sent.to == ["minsu@example.org"]
    (name, content, kind) = sent.attachments[0]
    assert (name, kind) == ("overview-20261116.pdf", "application/pdf")
    assert len(pages(content)) == 2
    assert monday.make(at("2026-11-23T08:00")) == 1


def test_a_missed_run_is_caught_up_within_the_week(wants: User) -> None:
    assert monday.make(at("2026-11-19T08:00")) == 1
    assert Delivery.objects.get().day == date(2026, 11, 19)


def test_nobody_who_is_away_gets_it(wants: User) -> None:
    wants.absent_from = date(2026, 11, 1)
    wants.save()
    assert monday.make(at("2026-11-16T08:00")) == 0


def test_the_pdf_tells_how_far_an_open_round_is(wants: User, sign_in: SignIn) -> None:
    opened = CheckRound.objects.create(
        year=2026, title="이행점검 2026", due_on=date(2026, 12, 1), opened_on=date(2026, 1, 2), opened_by=wants
    )
    for number, agreement in enumerate(Agreement.objects.order_by("title")[:3]):
        check = AgreementCheck.objects.create(round=opened, agreement=agreement)
        if number < 2:
            check.reply("normal", text="교류함", countermeasure="", by=wants, on=date(2026, 2, 2))
    text = "".join(pages(sign_in(wants).get(reverse("dashboard_pdf"), {"on": "2026-06-01"}).content))
    assert "이행점검 2026 2/3" in " ".join(text.split())


def test_the_pdf_has_the_numbers_of_the_page_on_two_pages(wants: User, guest: User, sign_in: SignIn) -> None:
    for user in (wants, guest):
        client = sign_in(user)
        found = client.get(reverse("dashboard"), {"on": "2026-11-16"}).context["overview"]
        answer = client.get(reverse("dashboard_pdf"), {"on": "2026-11-16"})
        assert answer["Content-Disposition"].startswith("attachment")
        words, _second = pages(answer.content)
        flat = " ".join(words.split())
        with translation.override(user.language):
            named = {_("Agreements in force"): found.in_force, _("Silent"): found.silent}
            named[_("Lapsed, no decision")] = found.lapsed
        for label, number in named.items():
            assert f"{label} {number.count}" in flat


def test_what_is_confidential_is_in_no_paper_of_who_may_not_see_it(wants: User, guest: User, sign_in: SignIn) -> None:
    secret = Trip.objects.create(
        title="비밀 출장", start_on=date(2026, 1, 5), end_on=date(2026, 1, 9), confidential=True, purpose="협의"
    )
    shown = {
        user: "".join(pages(sign_in(user).get(reverse("dashboard_pdf"), {"on": "2026-06-01"}).content))
        for user in (wants, guest)
    }
    assert secret.title in shown[wants]
    assert secret.title not in shown[guest]
    narrowed = sign_in(wants).get(reverse("dashboard_pdf"), {"on": "2026-06-01", "confidential": "false"})
    assert secret.title not in "".join(pages(narrowed.content))


def test_one_overview_that_cannot_be_made_keeps_no_other_back(
    wants: User, hana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hana.wants_overview, hana.email = True, "hana@example.org"
    hana.save()
    failures = iter([RuntimeError("no font")])

    def once_broken(found: Overview) -> bytes:
        for failure in failures:
            raise failure
        return pdf(found)

    monkeypatch.setattr("cooperation.reminders.monday.pdf", once_broken)
    assert monday.make(at("2026-11-16T08:00")) == 1
    assert monday.make(at("2026-11-16T08:10")) == 1


def test_a_view_is_saved_under_its_name_and_seen_by_its_owner_alone(hana: User, minsu: User, sign_in: SignIn) -> None:
    given = {"page": "agreements", "name": "MOA only", "query": "type=MOA&page=3"}
    client = sign_in(hana)
    answer = client.post(reverse("view_save"), given)
    assert answer["Location"] == reverse("agreements") + "?type=MOA"
    client.post(reverse("view_save"), given | {"query": "type=MOU"})
    saved = SavedView.objects.get()
    assert saved.query == "type=MOU"
    assert "MOA only" in client.get(reverse("agreements")).content.decode()
    other = sign_in(minsu)
    assert "MOA only" not in other.get(reverse("agreements")).content.decode()
    assert other.post(reverse("view_forget", args=[saved.pk])).status_code == 404
    assert client.post(reverse("view_forget", args=[saved.pk])).status_code == 302
    assert not SavedView.objects.exists()


def test_views_are_saved_on_lists_alone(hana: User, sign_in: SignIn) -> None:
    given = {"page": "logout", "name": "Trap", "query": ""}
    assert sign_in(hana).post(reverse("view_save"), given).status_code == 404
