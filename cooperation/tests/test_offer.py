"""A document that is no report of a trip and tells of meetings: offered, taken up, filed without a trip, taken back."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.history import recorded
from accounts.models import Role, User
from accounts.records import Stale
from config.tests.cast import SignIn, make
from cooperation.intake import jobs, leftover, offer
from cooperation.intake.decide import accept, accept_all_clear, reject
from cooperation.intake.receive import receive
from cooperation.intake.takeback import take_back
from cooperation.intake.undo import undo
from cooperation.models import Agreement, Commitment, Proposal
from cooperation.tests.intake_case import a_revision, an_upload, the
from cooperation.tests.intake_case import reading as a_report_read
from meetings.models import Attendance, Meeting, MeetingKind, ReadingState, ReportRevision, Trip, TripReport
from partners.models import Organization, Person

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)

VISITS = """내방 결과보고

1. 베트남 하노이과학기술원 대표단 내방
일시: 2026. 3. 4.(수) 10:00 ~ 11:30
장소: 본원 국제회의실
참석자
소속	성명	직위
하노이과학기술원	Tran Van Minh	원장
하노이과학기술원	Le Thi Hoa	국제협력과장
한빛우주연구원	서가온	실장
주요내용
- 위성자료 공동 활용 방안을 논의함

2. 칠레 국립위성센터(CNS) 대표단 내방
일시: 2026. 3. 6.(금) 14:00
장소: 본원 접견실
참석자: 국립위성센터 Elena Ruiz Prado 센터장, 한빛우주연구원 서가온 실장
주요내용
- 2026. 3. 6. 한빛우주연구원-국립위성센터 MOU 체결

3. 통계
방문객은 작년보다 늘었음
"""


def _fresh(revision: ReportRevision) -> ReportRevision:
    found: ReportRevision = ReportRevision.objects.select_related("report", "document").get(pk=revision.pk)
    return found


def a_refused_document(user: User, *, confidential: bool = False) -> ReportRevision:
    """VISITS as the reader leaves it: refused, with what it tells of."""
    with recorded(by=user):
        received = receive(ContentFile(VISITS.encode()), "내방.txt", by=user, confidential=confidential)
        assert received.revision is not None
        jobs.work(received.revision.pk)
    return _fresh(received.revision)


def _taken_up(user: User, *, confidential: bool = False) -> ReportRevision:
    revision = a_refused_document(user, confidential=confidential)
    offer.take_up(revision, by=user)
    jobs.work(revision.pk)
    return _fresh(revision)


@pytest.fixture
def jiho(db: None) -> User:
    """Another officer, who has no part in what hana uploads."""
    return make("jiho", Role.OFFICER, "한지호")


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


def test_nothing_is_proposed_before_somebody_takes_it_up(hana: User) -> None:
    revision = a_refused_document(hana)
    jobs.work(revision.pk)
    assert (revision.state, offer.told(revision)) == (ReadingState.REFUSED, offer.Told(2, 1))
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "This is no trip report, but it tells of 2 meetings and 1 agreement."),
        ("ko", "출장 결과보고서는 아니지만 면담·회의 2건, 협약 1건이 담겨 있습니다."),
    ],
)
def test_the_page_of_the_refused_upload_says_what_it_tells_of(
    client: Client, hana: User, language: str, words: str
) -> None:
    revision = a_refused_document(hana)
    User.objects.filter(pk=hana.pk).update(language=language)
    text = client.get(reverse("review", args=[revision.pk])).content.decode()
    assert words in text
    assert reverse("review_take_up", args=[revision.pk]) in text
    assert words in client.get(reverse("reviews")).content.decode()


def test_one_kind_alone_is_told_alone() -> None:
    with translation.override("en"):
        assert offer.Told(1, 0).sentence == "This is no trip report, but it tells of 1 meeting."
        assert offer.Told(0, 2).sentence == "This is no trip report, but it tells of 2 agreements."


@pytest.mark.parametrize("kind", ["trip_plan", "blank_form"])
def test_of_a_plan_or_an_empty_form_no_meetings_are_offered(client: Client, hana: User, kind: str) -> None:
    revision = an_upload(hana)
    content = a_report_read()
    content["doc"] |= {"is_trip_report": False, "kind": kind}
    ReportRevision.objects.filter(pk=revision.pk).update(
        state=ReadingState.REFUSED, reading=content, refusal="–", refusal_code=kind
    )
    revision.refresh_from_db()
    assert offer.told(revision) is None
    assert offer.told(offer.with_told(ReportRevision.objects.filter(pk=revision.pk)).get()) is None
    client.post(reverse("review_take_up", args=[revision.pk]))
    revision.refresh_from_db()
    assert revision.state == ReadingState.REFUSED


def test_the_button_brings_it_to_the_ordinary_review(client: Client, hana: User) -> None:
    revision = a_refused_document(hana)
    page = client.post(reverse("review_take_up", args=[revision.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("review", args=[revision.pk])
    jobs.work(revision.pk)
    page = client.get(reverse("review", args=[revision.pk]))
    titles = [card.row.title for group in page.context["screen"].groups for card in group.waiting]
    assert "베트남 하노이과학기술원 대표단 내방" in titles
    assert "Tran Van Minh" in titles
    assert revision.report.title in client.get(reverse("reviews")).content.decode()
    with pytest.raises(Stale):
        offer.take_up(revision, by=hana)
    assert client.post(reverse("review_take_up", args=[revision.pk]), follow=True).status_code == 200


def test_it_is_filed_without_a_trip(client: Client, hana: User) -> None:
    revision = _taken_up(hana)
    client.post(reverse("review_accept_clear", args=[revision.pk]))
    for row in Proposal.objects.filter(revision=revision).blocking():
        reject(row, by=hana, on=ON)
    report = TripReport.objects.get()
    assert (report.filed_by, report.trip) == (hana, None)
    assert not Trip.objects.exists()
    assert not Commitment.objects.exists()
    first, second = Meeting.objects.order_by("held_on")
    assert (first.held_on, first.kind, first.trip, first.source_document) == (
        date(2026, 3, 4),
        MeetingKind.VISIT,
        None,
        revision.document,
    )
    assert list(first.attendances.values_list("name_text", flat=True)) == ["Tran Van Minh", "Le Thi Hoa", "서가온"]
    assert second.host == Organization.objects.get(name="국립위성센터")
    assert Agreement.objects.get().signed_on == date(2026, 3, 6)
    for address in (reverse("filed", args=[report.pk]), reverse("report", args=[report.pk]), reverse("reports")):
        assert client.get(address).status_code == 200


def test_one_decision_is_taken_back_and_so_is_all_of_it(hana: User) -> None:
    revision = _taken_up(hana)
    kept: list[Any] = [Meeting, Attendance, Agreement, Person, Organization]
    before = [model.objects.count() for model in kept]
    meeting = accept(the(revision, "meeting", "m1"), by=hana, on=ON).proposal
    undo(meeting, by=hana, on=ON)
    assert not Meeting.objects.exists()
    accept_all_clear(revision, by=hana, on=ON)
    report = TripReport.objects.get()
    assert report.filed_at is not None
    take_back(report, version=report.version, by=hana, on=ON)
    assert [model.objects.count() for model in kept] == before
    report.refresh_from_db()
    assert (report.filed_at is None, report.tells_of_trip) == (True, False)
    accept_all_clear(revision, by=hana, on=ON)
    report.refresh_from_db()
    assert report.filed_at is not None


def test_what_was_taken_up_is_left_unread_again_while_nothing_is_decided(client: Client, hana: User) -> None:
    revision = _taken_up(hana)
    address = reverse("review_put_back", args=[revision.pk])
    assert address in client.get(reverse("review", args=[revision.pk])).content.decode()
    reject(the(revision, "meeting", "m1"), by=hana, on=ON)
    assert address not in client.get(reverse("review", args=[revision.pk])).content.decode()
    client.post(address)
    revision.refresh_from_db()
    assert revision.state == ReadingState.READ
    undo(the(revision, "meeting", "m1"), by=hana, on=ON)
    client.post(address)
    revision.refresh_from_db()
    assert (revision.state, revision.report.tells_of_trip) == (ReadingState.REFUSED, True)
    assert not Proposal.objects.exists()
    assert offer.told(revision) is not None


def test_a_report_of_a_trip_is_never_left_unread(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    client.post(reverse("review_put_back", args=[revision.pk]))
    revision.refresh_from_db()
    assert revision.state == ReadingState.READ
    assert Proposal.objects.exists()


def test_lines_it_leaves_over_become_points_and_commitments(client: Client, hana: User) -> None:
    revision = _taken_up(hana)
    line = next(left.line for left in leftover.lines(revision, []) if "늘었음" in left.text)
    text = client.get(reverse("review", args=[revision.pk])).content.decode()
    assert 'value="point"' in text
    assert 'value="note"' not in text  # there is no trip to note it on
    leftover.keep(revision, line, "", "point", by=hana, on=ON, meeting=the(revision, "meeting", "m1"))
    assert "방문객은 작년보다 늘었음" in Meeting.objects.get().minutes


def test_the_report_itself_uploaded_as_its_correction_asks_for_its_trip(hana: User) -> None:
    taken_up = _taken_up(hana)
    accept_all_clear(taken_up, by=hana, on=ON)
    report = TripReport.objects.get()
    assert report.filed_at is not None
    later = an_upload(hana)
    ReportRevision.objects.filter(pk=later.pk).update(
        report=report, revision=2, state=ReadingState.READ, reading=a_report_read(), read_at=timezone.now()
    )
    jobs.work(later.pk)
    report.refresh_from_db()
    assert (report.filed_at is None, report.tells_of_trip) == (True, True)
    assert Proposal.objects.filter(revision=later, kind="trip").waiting().exists()


# ------------------------------------------------------------------------------------------------- visibility


def test_meetings_of_a_confidential_document_are_confidential(hana: User, sign_in: SignIn, jiho: User) -> None:
    revision = _taken_up(hana, confidential=True)
    accept_all_clear(revision, by=hana, on=ON)
    assert set(Meeting.objects.values_list("confidential", flat=True)) == {True}
    assert set(Agreement.objects.values_list("confidential", flat=True)) == {True}
    assert not Meeting.objects.visible_to(jiho).exists()
    assert not Agreement.objects.visible_to(jiho).exists()


def test_a_hidden_document_is_neither_offered_nor_taken_up(hana: User, jiho: User, sign_in: SignIn) -> None:
    revision = a_refused_document(hana, confidential=True)
    other = sign_in(jiho)
    assert "2 meetings" not in other.get(reverse("reviews")).content.decode()
    assert other.get(reverse("review", args=[revision.pk])).status_code == 404
    for name in ("review_take_up", "review_put_back"):
        assert other.post(reverse(name, args=[revision.pk])).status_code == 404
    revision.refresh_from_db()
    assert revision.state == ReadingState.REFUSED


@pytest.mark.parametrize("name", ["review_take_up", "review_put_back"])
def test_taking_up_is_for_officers(hana: User, guest: User, sign_in: SignIn, name: str) -> None:
    revision = a_refused_document(hana)
    assert sign_in(guest).post(reverse(name, args=[revision.pk])).status_code == 403


def test_the_queue_asks_no_more_for_many_offers_than_for_one(
    client: Client, hana: User, django_assert_max_num_queries: Any
) -> None:
    first = a_refused_document(hana)
    client.get(reverse("reviews"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("reviews"))
    for number in range(5):
        another = an_upload(hana, f"{number}.txt")
        ReportRevision.objects.filter(pk=another.pk).update(
            state=ReadingState.REFUSED, reading=first.reading, refusal="–", refusal_code=first.refusal_code
        )
    with django_assert_max_num_queries(len(one)):
        text = client.get(reverse("reviews")).content.decode()
    assert text.count("2 meetings and 1 agreement") + text.count("면담·회의 2건, 협약 1건") == 6


# ------------------------------------------------------------------------------------------------- from a shell


def test_from_a_shell_it_is_refused_and_what_it_tells_of_is_said(hana: User, tmp_path: Path) -> None:
    path = tmp_path / "내방.txt"
    path.write_text(VISITS)
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("file_report", str(path), by="hana", json=True, stdout=out)
    said = json.loads(out.getvalue())
    assert (stopped.value.code, said["status"], said["offered"]) == (2, "refused", {"meetings": 2, "agreements": 1})
    assert not Meeting.objects.exists()
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("read_report", str(path), stdout=out)
    read = json.loads(out.getvalue())
    assert (stopped.value.code, read["doc"]["is_trip_report"], len(read["meetings"])) == (2, False, 2)
    assert (read["trip"]["travellers"], read["commitments"]) == ([], [])
