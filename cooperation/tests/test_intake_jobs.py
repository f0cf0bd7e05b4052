"""Keeping uploads and reading them: once each, whatever dies in between."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from accounts.records import Stale
from cooperation.intake import jobs
from cooperation.intake.receive import MAX_UPLOAD, Refused, receive, receive_text
from cooperation.models import Commitment, Proposal
from cooperation.tests.intake_case import LINES, an_upload, reading
from meetings.models import Meeting, ReadingState, ReportRevision, Trip, TripReport
from partners.models import Document, DocumentBlock

pytestmark = pytest.mark.django_db


def _file(text: str = "보고서", **values: Any) -> ContentFile[bytes]:
    return ContentFile(text.encode(), **values)


@pytest.fixture(autouse=True)
def one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that does at once what it is sent."""
    monkeypatch.setattr(jobs.read_revision, "delay", jobs.read_revision)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reader, replaced by one that always gives the Reading of our invented report; the names it was given."""
    given: list[str] = []

    def read(data: bytes, name: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        given.append(name)
        blocks = [{"line": number, "kind": "paragraph", "text": text} for number, text in enumerate(LINES, start=1)]
        return blocks, reading()

    monkeypatch.setattr("meetings.reader.child.read_in_child", read)
    return given


def test_an_upload_is_kept_with_its_hash_and_waits_to_be_read(hana: User) -> None:
    received = receive(_file(), "보고서.txt", by=hana)
    assert received.revision is not None
    revision = ReportRevision.objects.get()
    assert (revision.state, revision.document.name, revision.document.size) == (ReadingState.WAITING, "보고서.txt", 9)
    assert revision.document.file.read() == "보고서".encode()


def test_a_name_that_is_a_path_stays_a_name(hana: User) -> None:
    receive(_file(), "../../etc/보고서.txt", by=hana)
    document = Document.objects.get()
    assert document.name == "보고서.txt"
    assert ".." not in str(document.file.name)


def test_the_same_file_again_is_here_already(hana: User) -> None:
    first = receive(_file(), "a.txt", by=hana)
    again = receive(_file(), "b.txt", by=hana)
    assert (again.already, again.revision) == (True, first.revision)
    assert TripReport.objects.count() == 1


def test_of_a_file_one_may_not_see_only_its_presence_is_told(hana: User, minsu: User) -> None:
    receive(_file(), "a.txt", by=minsu, confidential=True)
    again = receive(_file(), "b.txt", by=hana)
    assert (again.already, again.revision) == (True, None)


def test_a_file_that_came_with_something_else_becomes_a_report_too(hana: User) -> None:
    document = an_upload(hana).document
    ReportRevision.objects.all().delete()
    with document.file.open() as file:
        received = receive(ContentFile(file.read()), "a.txt", by=hana)
    assert not received.already
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.exe", "x", "unknown_kind"), ("a.txt", "", "empty"), ("no ending", "x", "unknown_kind")],
)
def test_what_no_report_comes_in_is_refused_with_a_sentence(hana: User, name: str, content: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        receive(_file(content), name, by=hana)
    assert refused.value.code == code
    assert name in str(refused.value)
    assert not Document.objects.exists()


def test_a_file_over_the_limit_is_refused_with_both_sizes(hana: User) -> None:
    file = _file("x")
    file.size = MAX_UPLOAD + 1
    with pytest.raises(Refused, match=r"51 MB.*50 MB"):
        receive(file, "a.txt", by=hana)


def test_pasted_text_is_read_like_a_file(hana: User) -> None:
    receive_text("보고서\r\n본문", by=hana)
    assert Document.objects.get().file.read() == "보고서\n본문\n".encode()
    with pytest.raises(Refused):
        receive_text("  \n", by=hana)


def test_a_report_is_read_and_proposed_from_once(hana: User, reads: list[str]) -> None:
    revision = an_upload(hana)
    for _ in range(3):
        jobs.read_revision(str(revision.pk))
    jobs.sweep()
    revision.refresh_from_db()
    assert (revision.state, revision.progress, revision.tries) == (ReadingState.READ, 100, 1)
    assert reads == ["santiago.txt"]
    assert DocumentBlock.objects.count() == len(LINES)
    assert Proposal.objects.count() == 14
    assert revision.report.__class__.objects.get().title == "위성자료 활용 협력 출장"


def test_two_workers_never_claim_the_same_report(hana: User) -> None:
    revision = an_upload(hana)
    assert jobs.claim(revision.pk) is not None
    assert jobs.claim(revision.pk) is None


def test_a_lapsed_lease_is_taken_up_by_the_sweep(hana: User, reads: list[str]) -> None:
    revision = an_upload(hana)
    jobs.claim(revision.pk)
    jobs.sweep()
    assert reads == []
    jobs.sweep(timezone.now() + jobs.LEASE + timedelta(seconds=1))
    # The row is claimed under the real clock: let its lease lapse there too.
    ReportRevision.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    jobs.sweep()
    revision.refresh_from_db()
    assert (revision.state, revision.tries) == (ReadingState.READ, 2)


def test_a_reading_that_comes_after_its_lease_lapsed_writes_nothing(hana: User) -> None:
    late = jobs.claim(an_upload(hana).pk)
    assert late is not None
    second = jobs.claim(late.pk, now=timezone.now() + jobs.LEASE + timedelta(seconds=1))
    assert second is not None
    with pytest.raises(Stale):
        jobs._store(late, [], reading())
    jobs._store(second, [], reading())
    assert ReportRevision.objects.get().tries == 2


def test_a_reading_that_fails_three_times_is_given_up_and_can_be_tried_again(
    hana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(data: bytes, name: str) -> Any:
        raise OSError("disk")

    monkeypatch.setattr("meetings.reader.child.read_in_child", broken)
    revision = an_upload(hana)
    for _ in range(5):
        jobs.work(revision.pk)
    revision.refresh_from_db()
    assert (revision.state, revision.tries, revision.refusal_code) == (ReadingState.FAILED, 3, "OSError")
    jobs.retry(revision)
    assert ReportRevision.objects.get().state == ReadingState.WAITING
    with pytest.raises(Stale):
        jobs.retry(revision)


def test_a_document_that_is_no_report_is_kept_and_says_why(hana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = reading()
    refused["doc"] |= {
        "is_trip_report": False,
        "kind": "trip_plan",
        "reason": "계획입니다.",
        "reason_code": "trip_plan",
    }
    monkeypatch.setattr("meetings.reader.child.read_in_child", lambda data, name: ([], refused))
    revision = an_upload(hana)
    jobs.work(revision.pk)
    revision.refresh_from_db()
    assert (revision.state, revision.refusal, revision.refusal_code) == (
        ReadingState.REFUSED,
        "계획입니다.",
        "trip_plan",
    )
    assert not Proposal.objects.exists()
    assert Document.objects.exists()


def test_proposing_that_fails_is_told_and_loses_nothing(hana: User, reads: list[str], monkeypatch: Any) -> None:
    def broken(revision: ReportRevision) -> None:
        raise RuntimeError

    monkeypatch.setattr("cooperation.intake.propose.propose", broken)
    revision = an_upload(hana)
    jobs.work(revision.pk)
    revision.refresh_from_db()
    assert (revision.state, revision.refusal_code) == (ReadingState.FAILED, "proposing")
    monkeypatch.undo()


def test_what_was_uploaded_to_be_filed_unattended_is_filed_by_the_worker(hana: User, reads: list[str]) -> None:
    revision = an_upload(hana)
    ReportRevision.objects.update(unattended=True)
    for _ in range(2):
        jobs.sweep()
    assert (Trip.objects.count(), Meeting.objects.count(), Commitment.objects.count()) == (1, 1, 3)
    assert not ReportRevision.objects.get(pk=revision.pk).unattended


def test_a_broker_out_of_reach_does_not_lose_the_upload(
    hana: User, reads: list[str], monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def unreachable(*args: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(jobs.read_revision, "delay", unreachable)
    revision = an_upload(hana)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.read_soon(revision.pk)
    assert reads == []
    monkeypatch.setattr(jobs.read_revision, "delay", jobs.read_revision)
    jobs.sweep()
    assert ReportRevision.objects.get().state == ReadingState.READ
