"""Having a ledger read through the API: what `import_ledger --dry-run --json` prints; nothing is filed."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from accounts.models import ApiToken, Scope, User
from cooperation import readings
from cooperation.models import Agreement, AskedReading, LedgerImport
from cooperation.tests.test_ledger_filing import TWO

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _woken(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(readings.read_asked, "delay", lambda key: None)


@pytest.fixture
def headers(intranet: User) -> dict[str, str]:
    _token, key = ApiToken.issue(user=intranet, name="test", scopes=[Scope.READINGS])
    return {"Authorization": f"Bearer {key}"}


def asked(client: Client, headers: dict[str, str], data: bytes, name: str) -> Any:
    return client.post("/api/v1/ledgers/", {"file": SimpleUploadedFile(name, data)}, headers=headers)


def test_a_ledger_is_given_as_the_command_prints_it(client: Client, headers: dict[str, str], tmp_path: Path) -> None:
    answer = asked(client, headers, TWO.encode("cp949"), "대장.csv")
    assert answer.status_code == 202, answer.content
    said = answer.json()
    assert said["address"].endswith(f"/api/v1/ledgers/{said['id']}/")
    assert client.get(said["address"], headers=headers).status_code == 202
    readings.read_asked(said["id"])
    there = client.get(said["address"], headers=headers)
    assert there.status_code == 200
    (tmp_path / "대장.csv").write_bytes(TWO.encode("cp949"))
    out = StringIO()
    call_command("import_ledger", str(tmp_path / "대장.csv"), dry_run=True, json=True, stdout=out)
    assert there.json() == json.loads(out.getvalue())
    assert len(there.json()["rows"]) == 2
    assert not Agreement.objects.exists()
    assert not LedgerImport.objects.exists()
    # It is no reading of a report, nor anybody else's.
    assert client.get(f"/api/v1/readings/{said['id']}/", headers=headers).status_code == 404


def test_what_is_no_ledger_is_told_with_what_to_do(client: Client, headers: dict[str, str]) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    said = asked(client, headers, data, "대장.xls").json()
    readings.read_asked(said["id"])
    told = client.get(said["address"], headers=headers).json()
    assert (told["refused"], told["code"], told["rows"]) == (True, "old_format", [])
    assert "xlsx" in told["message"]


def test_the_same_file_is_read_as_a_report_and_as_a_ledger(client: Client, headers: dict[str, str]) -> None:
    asked(client, headers, TWO.encode(), "대장.txt")
    client.post("/api/v1/readings/", {"file": SimpleUploadedFile("대장.txt", TWO.encode())}, headers=headers)
    assert AskedReading.objects.count() == 2
