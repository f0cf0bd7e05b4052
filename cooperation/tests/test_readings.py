"""Having a document read through the API: what `read_report` prints, to who asked alone, for a few days."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import ApiToken, ReadLog, Scope, User
from accounts.records import Stale
from config.tests.cast import SignIn
from cooperation import jobs, readings
from cooperation.intake.jobs import LEASE, MOST_TRIES
from cooperation.intake.receive import MAX_UPLOAD, Refused
from cooperation.models import AskedReading, AskedState
from cooperation.tests.test_file_report import REPORT
from meetings.models import TripReport
from partners.models import Document

pytestmark = pytest.mark.django_db

Call = Callable[..., Any]
ADDRESS = "/api/v1/readings/"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the broker was given; nothing is read until ``readings.read_asked`` is called with it."""
    sent: list[str] = []
    monkeypatch.setattr(readings.read_asked, "delay", sent.append)
    return sent


def calling(user: User, *scopes: str) -> dict[str, str]:
    _token, key = ApiToken.issue(user=user, name="test", scopes=list(scopes) or [Scope.READINGS])
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def headers(intranet: User) -> dict[str, str]:
    return calling(intranet)


def post(client: Client, headers: dict[str, str], data: bytes, name: str = "보고서.txt", **more: Any) -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)}, headers=headers, **more)


def raw(client: Client, headers: dict[str, str], data: bytes, query: str = "?name=report.txt", **more: Any) -> Any:
    kind = {"content_type": "application/octet-stream"} | more
    return client.post(f"{ADDRESS}{query}", data, headers=headers, **kind)


def printed(tmp_path: Path, data: bytes, name: str) -> str:
    """What `read_report` prints of the same file."""
    path = tmp_path / name
    path.write_bytes(data)
    out = StringIO()
    with suppress(SystemExit):
        call_command("read_report", str(path), stdout=out)
    return out.getvalue().strip()


def on_disk(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("data", "name", "report"),
    [
        (REPORT.encode(), "보고서.txt", True),
        ("장보기: 우유, 달걀\n".encode(), "note.md", False),
        (b"MZ\x00\x01", "setup.exe", False),
        (b"%PDF-1.4 broken", "scan.pdf", False),
        (b" ", "blank.txt", False),
    ],
)
def test_a_document_is_read_as_the_command_reads_it(
    client: Client,
    headers: dict[str, str],
    worker: list[str],
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
    data: bytes,
    name: str,
    report: bool,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = post(client, headers, data, name)
    assert asked.status_code == 202, asked.content
    said = asked.json()
    assert asked["Location"] == said["address"] == f"http://testserver{ADDRESS}{said['id']}/"
    assert (said["state"], said["name"], said["size"]) == ("waiting", name, len(data))
    still = client.get(said["address"], headers=headers)
    assert (still.status_code, still.json(), int(still["Retry-After"])) == (202, said, 1)
    assert worker == [said["id"]]
    readings.read_asked(worker[0])
    there = client.get(said["address"], headers=headers)
    assert (there.status_code, there["Content-Type"]) == (200, "application/json")
    assert there.content.decode() == printed(tmp_path, data, name)
    doc = there.json()["doc"]
    assert (doc["is_trip_report"], bool(doc["kind"]), bool(doc["reason"])) == (report, True, not report)
    assert client.get(said["address"], headers={**headers, "If-None-Match": there["ETag"]}).status_code == 304


def test_reading_writes_nothing_into_the_records(client: Client, headers: dict[str, str], worker: list[str]) -> None:
    readings.work(post(client, headers, REPORT.encode()).json()["id"])
    assert AskedReading.objects.get().state == AskedState.READ
    assert not TripReport.objects.exists()
    assert not Document.objects.exists()


def test_the_body_itself_may_be_the_document(client: Client, headers: dict[str, str], worker: list[str]) -> None:
    first = raw(client, headers, REPORT.encode(), "?name=%EB%B3%B4%EA%B3%A0%EC%84%9C.txt")
    assert (first.status_code, first.json()["name"]) == (202, "보고서.txt")
    # curl says that every body is a form
    again = raw(client, headers, REPORT.encode(), "?name=보고서.txt", content_type="application/x-www-form-urlencoded")
    assert again.json()["id"] == first.json()["id"] == post(client, headers, REPORT.encode()).json()["id"]
    assert AskedReading.objects.get().file.read() == REPORT.encode()


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        (lambda client, headers: client.post(ADDRESS, headers=headers), "file"),
        (
            lambda client, headers: client.post(ADDRESS, {"files": SimpleUploadedFile("a", b"a")}, headers=headers),
            "file",
        ),
        (
            lambda client, headers: client.post(
                ADDRESS, {"file": [SimpleUploadedFile("a", b"a"), SimpleUploadedFile("b", b"b")]}, headers=headers
            ),
            "file",
        ),
        (lambda client, headers: raw(client, headers, b""), "file"),
        (lambda client, headers: raw(client, headers, b"a", ""), "name"),
        (lambda client, headers: raw(client, headers, b"a", "?name=/"), "name"),
        (lambda client, headers: raw(client, headers, b"a", "?name=%00"), "name"),
        (lambda client, headers: raw(client, headers, b"a", "?nmae=a.txt"), "nmae"),
    ],
)
def test_a_call_without_document_or_name_says_what_is_missing(
    client: Client, headers: dict[str, str], call: Call, wrong: str
) -> None:
    answer = call(client, headers)
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, [wrong]), answer.content
    assert not AskedReading.objects.exists()


def test_a_form_that_is_none_is_a_400_in_json(client: Client, headers: dict[str, str]) -> None:
    answer = raw(client, headers, b"no form", "", content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]
    assert raw(client, headers, b"no form", "", content_type="multipart/form-data").status_code == 400


@pytest.mark.parametrize("send", [post, raw])
def test_what_is_too_large_is_refused_with_both_sizes_and_not_kept(
    client: Client, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch, media: Path, send: Call
) -> None:
    for module in ("intake.limits", "intake.receive", "readings", "api.readings"):
        monkeypatch.setattr(f"cooperation.{module}.MAX_UPLOAD", 2**20)
    assert send(client, headers, b"x" * 2**20).status_code == 202
    answer = send(client, headers, b"x" * (2**20 + 1))
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (413, "too_large")
    assert "2 MB" in error["message"]
    assert "1 MB" in error["message"]
    assert AskedReading.objects.count() == len(on_disk(media)) == 1


def test_a_body_that_broke_midway_is_not_read(client: Client, headers: dict[str, str], media: Path) -> None:
    from io import BytesIO

    from config.wsgi import whole_bodies

    environ: dict[str, Any] = {"wsgi.input": BytesIO(b"half of"), "CONTENT_LENGTH": "5000"}
    whole_bodies(lambda given, answer: [])(environ, None)  # puts its own stream in place
    answer = client.generic(
        "POST", f"{ADDRESS}?name=a.txt", b"x" * 5000, "application/octet-stream", headers=headers, **environ
    )
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, ["file"])
    assert not AskedReading.objects.exists()
    assert not media.exists()


# ------------------------------------------------------------------------------------------------- who may


def test_it_takes_its_own_scope_which_no_other_holds(client: Client, intranet: User) -> None:
    others = [scope for scope in Scope.values if scope != Scope.READINGS]
    answer = post(client, calling(intranet, *others), b"a")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "scope")
    assert "readings" in answer.json()["error"]["message"]
    key = calling(intranet, Scope.READINGS)
    assert client.get("/api/v1/agreements/", headers=key).status_code == 403
    address = post(client, key, b"a").json()["address"]
    assert client.get(address, headers=calling(intranet, *others)).status_code == 403
    assert client.post(ADDRESS).status_code == 401


def test_only_who_asked_sees_it(
    client: Client, headers: dict[str, str], intranet: User, minsu: User, admin: User, worker: list[str]
) -> None:
    mine = post(client, headers, b"a").json()
    readings.work(mine["id"])
    assert client.get(mine["address"], headers=calling(intranet)).status_code == 200  # another key of the same account
    unknown = f"{ADDRESS}00000000-0000-7000-8000-000000000000/"
    for other in (minsu, admin):
        key = calling(other)
        assert client.get(mine["address"], headers=key).content == client.get(unknown, headers=key).content
        assert client.get(mine["address"], headers=key).status_code == 404
        theirs = post(client, key, b"a").json()
        assert theirs["id"] != mine["id"]
        assert theirs["state"] == "waiting"  # whether somebody else had it read is told to nobody
    User.objects.filter(pk=intranet.pk).update(is_active=False)
    intranet.refresh_from_db()
    assert not AskedReading.objects.visible_to(intranet).exists()


def test_somebody_signed_in_may_have_a_document_read_with_a_token_against_forgery(
    guest: User, sign_in: SignIn, worker: list[str]
) -> None:
    assert post(sign_in(guest), {}, b"a").status_code == 202
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(guest, backend="django.contrib.auth.backends.ModelBackend")
    assert post(careful, {}, b"b").status_code == 403


def test_there_is_no_list_of_them(client: Client, headers: dict[str, str]) -> None:
    answer = client.get(ADDRESS, headers=headers)
    assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")


def test_what_was_given_is_in_the_read_log(client: Client, headers: dict[str, str], worker: list[str]) -> None:
    asked = post(client, headers, b"a").json()
    client.get(asked["address"], headers=headers)
    assert not ReadLog.objects.exists()  # nothing was told yet
    readings.work(asked["id"])
    client.get(asked["address"], headers=headers)
    entry = ReadLog.objects.get()
    assert (entry.kind, [str(pk) for pk in entry.ids], entry.purpose) == (
        "cooperation.AskedReading", [asked["id"]], "api"
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ once each


def test_the_same_file_again_is_the_same_reading_and_read_once(
    client: Client, headers: dict[str, str], media: Path, worker: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = post(client, headers, b"a").json()
    readings.work(first["id"])
    monkeypatch.setattr("meetings.reader.child.read_in_child", None)
    again = post(client, headers, b"a").json()
    readings.work(again["id"])
    assert (again["id"], again["state"]) == (first["id"], "read")
    assert again["kept_until"] > first["kept_until"]
    assert len(on_disk(media)) == AskedReading.objects.count() == 1
    # the name is part of what is read
    assert post(client, headers, b"a", "other.md").json()["id"] != first["id"]


def test_a_lost_message_and_a_killed_worker_are_found_by_the_sweep(intranet: User, worker: list[str]) -> None:
    row = readings.ask(ContentFile(REPORT.encode()), "a.txt", by=intranet)
    now = timezone.now()
    claimed = readings.claim(row.pk, now)  # the worker dies here
    assert claimed is not None
    worker.clear()
    readings.sweep(now + LEASE)
    assert not worker
    later = now + LEASE + timedelta(seconds=1)
    readings.sweep(later)
    assert worker == [str(row.pk)]
    readings.work(row.pk, later)
    row.refresh_from_db()
    assert (row.state, row.tries, row.lease_until) == (AskedState.READ, 2, None)
    # The first one lives after all: it was overtaken and writes nothing.
    kept = row.reading
    with pytest.raises(Stale):
        readings._over(claimed, AskedState.READ, {"late": True}, later)
    readings._failed(claimed)
    row.refresh_from_db()
    assert (row.state, row.reading) == (AskedState.READ, kept)


def test_a_worker_that_was_overtaken_while_it_read_writes_nothing(
    intranet: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = readings.ask(ContentFile(b"a"), "a.txt", by=intranet)

    def slow(data: bytes, name: str) -> Any:
        assert readings.claim(row.pk, timezone.now() + 2 * LEASE) is not None  # another takes it over
        return [], {"late": True}

    monkeypatch.setattr("meetings.reader.child.read_in_child", slow)
    readings.work(row.pk)
    row.refresh_from_db()
    assert (row.state, row.tries, row.reading) == (AskedState.READING, 2, "")


def test_what_is_interrupted_three_times_is_answered_as_a_refusal_and_asked_again_begins_anew(
    client: Client, headers: dict[str, str], worker: list[str]
) -> None:
    asked = post(client, headers, REPORT.encode()).json()
    now = timezone.now()
    for _try in range(MOST_TRIES):
        assert readings.claim(asked["id"], now) is not None
        now += 2 * LEASE
    readings.work(asked["id"], now)
    row = AskedReading.objects.get()
    assert row.state == AskedState.FAILED
    answer = client.get(asked["address"], headers=headers)
    doc = answer.json()["doc"]
    assert (answer.status_code, doc["is_trip_report"], doc["reason_code"]) == (200, False, "crashed")
    assert (doc["file"], doc["sha256"]) == ("보고서.txt", row.sha256)
    assert post(client, headers, REPORT.encode()).json()["state"] == "waiting"
    readings.work(asked["id"])
    assert client.get(asked["address"], headers=headers).json()["doc"]["is_trip_report"]


def test_a_fault_of_ours_is_tried_again_and_then_given_up(intranet: User, monkeypatch: pytest.MonkeyPatch) -> None:
    row = readings.ask(ContentFile(b"a"), "a.txt", by=intranet)

    def broken(data: bytes, name: str) -> Any:
        raise OSError("no process")

    monkeypatch.setattr("meetings.reader.child.read_in_child", broken)
    states = []
    for _try in range(MOST_TRIES):
        readings.work(row.pk)
        row.refresh_from_db()
        states.append(row.state)
    assert states == [AskedState.WAITING, AskedState.WAITING, AskedState.FAILED]
    assert json.loads(row.reading)["doc"]["reason"]


def test_a_broker_out_of_reach_costs_nothing_but_time(
    intranet: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away(pk: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(readings.read_asked, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        row = readings.ask(ContentFile(b"a"), "a.txt", by=intranet)
    assert list(readings.unfinished(timezone.now())) == [row]


def test_an_account_with_many_documents_waiting_is_told_to_come_again(
    client: Client, headers: dict[str, str], worker: list[str], monkeypatch: pytest.MonkeyPatch, guest: User
) -> None:
    monkeypatch.setattr(readings, "MOST_WAITING", 2)
    first = post(client, headers, b"a").json()
    post(client, headers, b"b")
    answer = post(client, headers, b"c")
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "too_many_waiting")
    assert int(answer["Retry-After"]) > 0
    assert post(client, headers, b"a").status_code == 202  # it is here already
    assert post(client, calling(guest), b"c").status_code == 202  # another account
    readings.work(first["id"])
    assert post(client, headers, b"c").status_code == 202


def test_asking_takes_few_queries(intranet: User, worker: list[str]) -> None:
    with CaptureQueriesContext(connection) as captured:
        readings.ask(ContentFile(b"a"), "a.txt", by=intranet)
    assert len(captured) <= 5


# ------------------------------------------------------------------------------------------------ forgotten


def test_it_is_forgotten_with_its_file_once_its_days_are_over(
    client: Client, headers: dict[str, str], media: Path, settings: Any, worker: list[str]
) -> None:
    settings.IEUM_READING_DAYS = 3
    old, new = post(client, headers, b"old").json(), post(client, headers, b"new").json()
    readings.work(old["id"])
    AskedReading.objects.filter(pk=old["id"]).update(asked_at=timezone.now() - timedelta(days=3, minutes=1))
    AskedReading.objects.filter(pk=new["id"]).update(asked_at=timezone.now() - timedelta(days=2, hours=23))
    jobs.sweep()
    assert [str(pk) for pk in AskedReading.objects.values_list("pk", flat=True)] == [new["id"]]
    assert [path.name for path in on_disk(media)] == [new["id"]]
    assert client.get(old["address"], headers=headers).status_code == 404
    assert post(client, headers, b"old").status_code == 202  # asked again, it is read again
    jobs.sweep()
    assert AskedReading.objects.count() == 2


def test_a_file_left_by_a_killed_process_is_removed_after_a_day(intranet: User, media: Path) -> None:
    kept = Path(readings.ask(ContentFile(b"a"), "a.txt", by=intranet).file.path)
    lost = kept.with_name("lost")
    lost.write_bytes(b"half of")
    assert readings.forget_lost_files(timezone.now()) == 0
    before = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (kept, lost):
        os.utime(path, (before, before))
    jobs.tidy()
    assert on_disk(media) == [kept]


def test_a_file_that_cannot_be_written_leaves_no_row(
    intranet: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Any, name: str, content: Any) -> str:
        (media / "readings").mkdir(parents=True)
        (media / name).write_bytes(b"half of")
        raise OSError("no space left")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    with pytest.raises(OSError, match="no space"):
        readings.ask(ContentFile(b"a"), "a.txt", by=intranet)
    assert not AskedReading.objects.exists()
    assert not on_disk(media)


def test_the_limit_is_that_of_uploads(intranet: User) -> None:
    file = ContentFile(b"a")
    file.size = MAX_UPLOAD + 1
    with pytest.raises(Refused, match=r"51 MB.*50 MB"):
        readings.ask(file, "a.txt", by=intranet)
