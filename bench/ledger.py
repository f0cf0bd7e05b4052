"""A ledger of 3,000 rows: uploaded, read by a worker, looked at, filed and taken back, as an officer waits for it.

The pages are asked of the views, the worker's part runs here, over a database of its own. The baseline is the reading
alone, without the database.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from typing import Any

from bench import Figure
from bench._records import a_database

ROWS = 3_000
MARK = 20  # seconds to the preview (issue: import of ledgers)


def run() -> list[Figure]:
    from cooperation.tests.messy_ledgers import three_thousand

    file, data, _rows, _none, _pairs = three_thousand()
    with tempfile.TemporaryDirectory(prefix="ieum-bench-") as media, a_database():
        return _measured(file, data, media)


def _measured(file: str, data: bytes, media: str) -> list[Figure]:
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from accounts.history import recorded
    from accounts.models import Role, User
    from cooperation.imports import jobs
    from cooperation.ledgers import child
    from cooperation.models import Agreement, LedgerImport

    settings.ALLOWED_HOSTS, settings.MEDIA_ROOT = ["testserver"], media
    client = Client()
    with recorded():
        officer = User.objects.create(username="bench", role=Role.OFFICER)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    words: list[int] = []
    alone = _seconds(lambda: child.read_in_child(data, file, progress=lambda now, _total: words.append(now)))

    def asked(address: str, given: dict[str, Any]) -> None:
        answer = client.post(address, given)
        assert answer.status_code == 302, answer.content.decode()

    def preview() -> None:
        asked("/ledgers/", {"file": SimpleUploadedFile(file, data)})
        work()
        assert client.get(_batch().get_absolute_url()).status_code == 200

    def work() -> None:
        jobs.work(_batch().pk)

    def _batch() -> LedgerImport:
        return LedgerImport.objects.get()

    def act(name: str, **given: str) -> None:
        asked(f"{_batch().get_absolute_url()}{name}/", given)
        work()

    previewed = _seconds(preview)
    assert _batch().rows.count() == ROWS
    pages = _seconds(lambda: client.get(f"{_batch().get_absolute_url()}?page=7"))
    filed = _seconds(lambda: act("rows", action="file"))
    agreements = Agreement.objects.count()
    undone = _seconds(lambda: act("undo"))
    assert not Agreement.objects.exists()
    return [
        Figure("read alone, without the database", alone, "s"),
        Figure("words of progress while it is read", len(words), "", mark=20, at_most=False),
        Figure(f"{ROWS:,} rows from upload to the page shown", previewed, "s", mark=MARK),
        Figure("one page of the preview", pages, "s"),
        Figure("agreements filed", agreements, ""),
        Figure("filed", filed, "s"),
        Figure("taken back", undone, "s"),
    ]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
