"""Many files in one drop, through the page: each kept or answered in a sentence, whatever becomes of the others."""

from __future__ import annotations

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.tests.cast import SignIn
from cooperation.duties import reviews_waiting
from cooperation.intake import limits, queue
from cooperation.intake.receive import MAX_UPLOAD, clean_name, receive
from cooperation.models import Proposal, Upload, UploadedFile, UploadOutcome
from cooperation.tests.intake_case import a_revision, an_upload
from meetings.models import ReadingState, ReportRevision, TripReport
from partners.documents import forget_lost_files
from partners.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    """Files of these tests lie in a folder of their own, so that they can be counted."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


def a_file(name: str, content: str | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (name if content is None else content).encode())


def drop(client: Client, *files: SimpleUploadedFile, **more: Any) -> str:
    """The page that answers a drop without JavaScript."""
    page = client.post(reverse("upload"), {"files": list(files)} | more, follow=True)
    assert page.status_code == 200, page.content.decode()[:500]
    return str(page.content.decode())


def outcomes() -> dict[str, str]:
    return dict(UploadedFile.objects.values_list("name", "outcome"))


def on_disk(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_fifty_files_of_one_drop_are_all_kept_and_listed(client: Client, media: Path) -> None:
    text = drop(client, *(a_file(f"출장 {number}.txt") for number in range(50)))
    assert ReportRevision.objects.filter(state=ReadingState.WAITING).count() == len(on_disk(media)) == 50
    assert all(f"출장 {number}.txt" in text for number in range(50))
    assert 'http-equiv="refresh"' in text
    assert 'hx-trigger="every' in text
    assert "50건 가운데 50건" in text


def test_each_refused_file_says_why_and_the_others_are_kept(client: Client) -> None:
    text = drop(client, a_file("a.txt"), a_file("b.exe"), a_file("c.md", ""), a_file("d.docx"))
    assert outcomes() == {"a.txt": "kept", "b.exe": "refused", "c.md": "refused", "d.docx": "kept"}
    assert "“b.exe”" in text
    assert "“c.md”은(는) 빈 파일입니다" in text


def test_the_same_file_twice_in_one_drop_is_kept_once_and_told(client: Client) -> None:
    text = drop(client, a_file("a.txt", "x"), a_file("b.txt", "x"), a_file("c.txt"))
    assert TripReport.objects.count() == 2
    assert outcomes()["b.txt"] == UploadOutcome.PRESENT
    assert "“a.txt”" in text


def test_a_file_that_is_hidden_is_here_already_without_a_link(client: Client, minsu: User) -> None:
    hidden = an_upload(minsu, confidential=True)
    again = SimpleUploadedFile("mine.txt", hidden.document.file.read())
    text = drop(client, again, a_file("other.txt"))
    assert "mine.txt" in text
    assert "이미 올린 파일입니다" in text
    for told in (hidden.pk, hidden.report_id, hidden.report.title):
        assert str(told) not in text
    assert UploadedFile.objects.get(name="mine.txt").revision is None


def test_a_name_of_three_hundred_characters_keeps_its_ending(client: Client) -> None:
    drop(client, a_file("가" * 296 + ".txt", "x"), a_file("other.txt"))
    name = Document.objects.order_by("name").last().name  # type: ignore[union-attr]
    assert (len(name), name[-5:]) == (255, "가.txt")


def test_a_name_in_pieces_as_macos_sends_it_is_put_together(client: Client) -> None:
    drop(client, a_file("\u1112\u1161\u11ab.txt"), a_file("other.txt"))
    assert Document.objects.filter(name="한.txt").exists()


@pytest.mark.parametrize("name", ["x" * 400, "x." + "y" * 400, "가" * 400 + ".hwpx", "a/b\\c\x00.txt", ".", ""])
def test_no_name_is_longer_than_a_row_holds_or_keeps_a_folder(name: str) -> None:
    cleaned = clean_name(name)
    assert len(cleaned) <= 255
    assert not set("/\\\x00") & set(cleaned)
    assert PurePath(cleaned).suffix[:5] == PurePath(name.replace("\x00", "")).suffix[:5]


def test_a_file_over_the_limit_is_read_past_and_said(client: Client, media: Path, monkeypatch: Any) -> None:
    """The limit is lowered: what counts is that the content is not kept and the size told is the true one."""
    monkeypatch.setattr(limits, "MAX_UPLOAD", 100_000)
    monkeypatch.setattr("cooperation.intake.receive.MAX_UPLOAD", 100_000)
    text = drop(client, a_file("large.txt", "x" * 3_000_000), a_file("small.txt"))
    assert outcomes() == {"large.txt": "refused", "small.txt": "kept"}
    assert UploadedFile.objects.get(name="large.txt").size == 3_000_000
    assert "“large.txt”" in text
    assert len(on_disk(media)) == 1


def test_a_file_of_51_mb_alone_is_answered_with_the_form(client: Client) -> None:
    large = SimpleUploadedFile("large.txt", b"x" * (MAX_UPLOAD + 1))
    page = client.post(reverse("upload"), {"files": large})
    assert page.status_code == 422
    assert "51 MB" in page.content.decode()
    assert not Document.objects.exists()


def test_what_is_too_much_for_one_request_is_named_and_the_rest_kept(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "MAX_TOGETHER", 250_000)
    files = [a_file(f"{number}.txt", str(number) * 100_000) for number in range(4)]
    text = drop(client, *files)
    assert list(outcomes().values()) == ["kept", "kept", "refused", "refused"]
    assert set(UploadedFile.objects.filter(code="too_much").values_list("name", flat=True)) == {"2.txt", "3.txt"}
    assert "“3.txt”" in text


def test_pasted_text_comes_with_the_files(client: Client) -> None:
    drop(client, a_file("a.txt"), text="본문")
    assert TripReport.objects.count() == 2


def test_files_sent_one_by_one_gather_in_one_upload(client: Client) -> None:
    begun = client.post(reverse("upload"), {"begin": "1", "text": "붙인 본문", "confidential": "on"}).json()
    for position, file in enumerate([a_file("a.txt"), a_file("b.exe")], start=1):
        assert client.post(begun["add"], {"position": position, "files": file}).status_code == 200
    said = client.post(begun["add"], {"position": 3, "name": "c.pdf", "size": MAX_UPLOAD + 1}).json()
    assert said["kind"] == UploadOutcome.REFUSED
    assert "c.pdf" in said["sentence"]
    assert [row.outcome for row in UploadedFile.objects.order_by("position")] == ["kept", "kept", "refused", "refused"]
    assert not TripReport.objects.filter(confidential=False).exists()
    assert "a.txt" in client.get(begun["page"]).content.decode()


def test_a_file_sent_again_after_a_lost_answer_is_no_duplicate(client: Client) -> None:
    begun = client.post(reverse("upload"), {"begin": "1"}).json()
    for _ in range(2):
        said = client.post(begun["add"], {"position": 1, "files": a_file("a.txt")}).json()
        assert said == {"kind": "kept", "sentence": ""}
    assert UploadedFile.objects.count() == ReportRevision.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"position": "x"}, {"position": "1"}, {"position": "1", "size": "12"}])
def test_a_request_that_brings_no_file_is_refused(client: Client, data: dict[str, str]) -> None:
    begun = client.post(reverse("upload"), {"begin": "1"}).json()
    assert client.post(begun["add"], data).status_code == 400
    assert not UploadedFile.objects.exists()


def test_an_upload_is_its_uploaders_alone(client: Client, minsu: User, sign_in: SignIn) -> None:
    drop(client, a_file("a.txt"), a_file("b.txt"))
    upload = Upload.objects.get()
    other = sign_in(minsu)
    assert other.get(upload.get_absolute_url()).status_code == 404
    assert other.post(reverse("upload_file", args=[upload.pk]), {"position": 1}).status_code == 404
    assert other.post(reverse("upload_retry", args=[upload.pk])).status_code == 404
    assert upload.get_absolute_url() not in other.get(reverse("upload")).content.decode()
    assert upload.get_absolute_url() in client.get(reverse("upload")).content.decode()


def an_upload_of(user: User, *revisions: ReportRevision) -> Upload:
    upload = Upload.objects.create(uploaded_by=user)
    for position, row in enumerate(revisions):
        UploadedFile.objects.create(
            upload=upload, position=position, name=row.document.name, outcome="kept", revision=row
        )
    return upload


def test_the_page_of_an_upload_says_how_far_each_file_is(client: Client, hana: User) -> None:
    read, failed, refused, reading = a_revision(hana, name="read.txt"), *(an_upload(hana, f"{n}.txt") for n in "frw")
    rows = ReportRevision.objects
    rows.filter(pk=failed.pk).update(state=ReadingState.FAILED, refusal_code="OSError", tries=3)
    rows.filter(pk=refused.pk).update(state=ReadingState.REFUSED, refusal="plan", refusal_code="trip_plan")
    rows.filter(pk=reading.pk).update(state=ReadingState.READING, progress=40, lease_until=timezone.now())
    upload = an_upload_of(hana, read, failed, refused, reading)
    found = queue.progress(upload, hana)
    groups = (found.to_review, found.failed, found.not_read, found.reading)
    assert [[line.name for line in group] for group in groups] == [["read.txt"], ["f.txt"], ["r.txt"], ["w.txt"]]
    assert found.percent == 85
    text = client.get(upload.get_absolute_url()).content.decode()
    assert f'value="{found.percent}"' in text
    waiting = Proposal.objects.filter(revision=read).blocking().count()
    assert f"{waiting}건" in text
    part = client.get(upload.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "live"}).content.decode()
    assert part.lstrip().startswith('<div class="stack" id="live"')


def test_the_page_of_an_upload_costs_the_same_for_two_files_and_for_many(
    client: Client, hana: User, django_assert_max_num_queries: Any
) -> None:
    upload = an_upload_of(hana, *(an_upload(hana, f"{number}.txt") for number in range(30)))
    with django_assert_max_num_queries(14):
        client.get(upload.get_absolute_url())


def test_failed_files_are_read_again_all_at_once(client: Client, hana: User) -> None:
    rows = [an_upload(hana, f"{number}.txt") for number in range(3)]
    ReportRevision.objects.filter(pk__in=[row.pk for row in rows[:2]]).update(state=ReadingState.FAILED, tries=3)
    upload = an_upload_of(hana, *rows)
    client.post(reverse("upload_retry", args=[upload.pk]))
    assert set(ReportRevision.objects.values_list("state", "tries")) == {(ReadingState.WAITING, 0)}


def _with_trip(revision: ReportRevision, start: str) -> ReportRevision:
    row = Proposal.objects.get(revision=revision, kind="trip")
    row.data = row.data | {"start": start}
    row.save(update_fields=["data"])
    return revision


def test_reports_of_the_newest_trips_are_reviewed_first(client: Client, hana: User) -> None:
    days = {"a": "2022-03-01", "b": "2026-09-01", "c": "2024-05-05"}
    for name, day in days.items():
        _with_trip(a_revision(hana, name=f"{name}.txt"), day)
    unread = a_revision(hana, name="d.txt")
    Proposal.objects.filter(revision=unread, kind="trip").delete()
    names = [row.document.name for row in queue.to_review(hana)]
    assert names == ["b.txt", "c.txt", "a.txt", "d.txt"]
    text = client.get(reverse("reviews")).content.decode()
    assert sorted(names, key=text.index) == names
    assert [waiting.pk for waiting in reviews_waiting(hana)] == [row.pk for row in queue.to_review(hana)]


def test_one_goes_on_with_ones_own_newest_trip(hana: User, minsu: User) -> None:
    theirs = _with_trip(a_revision(minsu, name="a.txt"), "2026-10-01")
    mine = _with_trip(a_revision(hana, name="b.txt"), "2026-01-01")
    assert queue.next_to_review(hana) == mine
    assert queue.next_to_review(hana, besides=mine.pk) == theirs
    assert queue.next_to_review(minsu) == theirs


def test_the_reading_page_looks_again_with_and_without_javascript(client: Client, hana: User) -> None:
    revision = an_upload(hana)
    address = reverse("review", args=[revision.pk])
    text = client.get(address).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in text
    assert f'hx-get="{address}"' in text
    polled = {"HX-Request": "true", "HX-Target": "live"}
    assert "<html" not in client.get(address, headers=polled).content.decode()
    ReportRevision.objects.update(state=ReadingState.FAILED, refusal_code="OSError")
    assert client.get(address, headers=polled)["HX-Refresh"] == "true"


def test_an_upload_that_loses_the_race_leaves_no_file(hana: User, minsu: User, media: Path, monkeypatch: Any) -> None:
    """Both looked before either wrote: the second is told by the database, and has written nothing by then."""
    receive(ContentFile(b"x"), "a.txt", by=minsu)
    seen: list[int] = []
    first = Document.objects.filter

    def blind(*args: Any, **values: Any) -> Any:
        seen.append(1)
        return first(*args, **values).none() if len(seen) == 1 else first(*args, **values)

    monkeypatch.setattr(Document.objects, "filter", blind)
    assert receive(ContentFile(b"x"), "b.txt", by=hana).already
    assert len(on_disk(media)) == Document.objects.count() == 1


def test_an_upload_that_fails_midway_takes_its_file_along(hana: User, media: Path, monkeypatch: Any) -> None:
    def full(*args: Any, **values: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(ReportRevision.objects, "create", full)
    with pytest.raises(OSError, match="no space"):
        receive(ContentFile(b"x"), "a.txt", by=hana)
    assert not on_disk(media)
    assert not Document.objects.exists()


def test_a_file_left_by_a_killed_process_is_taken_over_or_removed_after_a_day(hana: User, media: Path) -> None:
    document = receive(ContentFile(b"x"), "a.txt", by=hana).revision.document  # type: ignore[union-attr]
    kept = Path(document.file.path)
    lost = kept.with_name(f"{'0' * 64}.txt")
    lost.write_bytes(b"half of")
    assert forget_lost_files(timezone.now()) == 0
    before = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (kept, lost):
        os.utime(path, (before, before))
    assert forget_lost_files(timezone.now()) == 1
    assert on_disk(media) == [kept]
    with transaction.atomic():
        sid = transaction.savepoint()
        other = receive(ContentFile(b"y"), "b.txt", by=hana).revision.document  # type: ignore[union-attr]
        path = Path(other.file.path)
        transaction.savepoint_rollback(sid)  # the row is gone, as after a kill; the file stays
    path.write_bytes(b"broken")
    again = receive(ContentFile(b"y"), "b.txt", by=hana).revision.document  # type: ignore[union-attr]
    assert (Path(again.file.path), path.read_bytes()) == (path, b"y")
    assert media == settings.MEDIA_ROOT


def test_a_file_whose_connection_broke_midway_is_not_kept_cut_short(hana: User, media: Path) -> None:
    """Also where the server in front gives what came and then nothing, as gunicorn does."""
    from config.wsgi import whole_bodies

    client = Client(enforce_csrf_checks=True)  # what a browser meets: the token is looked for in the body
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    client.get(reverse("upload"))
    token = client.cookies["csrftoken"].value
    body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": token, "files": a_file("a.txt", "x" * 9000)})

    def post(sent: bytes) -> int:
        environ: dict[str, Any] = {"wsgi.input": BytesIO(sent), "CONTENT_LENGTH": str(len(body))}
        whole_bodies(lambda given, answer: [])(environ, None)  # puts its own stream in place
        return client.generic("POST", reverse("upload"), body, MULTIPART_CONTENT, **environ).status_code

    assert post(body[:-5000]) == 403
    assert not on_disk(media)
    assert post(body) == 302
    assert len(on_disk(media)) == Document.objects.count() == 1
