"""``bin/manage file_report``: unattended, without a worker, safe to run again."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from cooperation.models import Agreement, Commitment, Proposal
from meetings.models import Attendance, Meeting, ReportRevision, Trip, TripReport
from partners.models import Organization, Person

pytestmark = pytest.mark.django_db

YARDSTICK = Path(__file__).resolve().parents[3] / "shared" / "yardstick"

REPORT = """# 공무국외출장 결과보고서

## 1. 출장개요

출장명	위성자료 활용 협력 출장
출장기간	2026. 10. 12.(월) ~ 2026. 10. 16.(금)
출장국	칠레(산티아고)
출장목적	위성자료 공동 활용 협의
출장자
소속	직급	성명
국제협력실	실장	서가온

## 2. 출장 세부내용

### 가. 국립위성센터 면담

- 일 시: 2026년 10월 13일(화) 10:00 ~ 12:00
- 장 소: 국립위성센터
- 참석자: 총 3인

순번	소속	이름	직위	참여 형태
1	국립위성센터	Dr. Elena Ruiz Prado	Director	Onsite
2	국립위성센터	Tomas Vidal Rojas	Analyst	Onsite
3	한빛우주연구원	서가온	실장	Onsite

□ 주요내용

- 국립위성센터는 2026년 11월 30일까지 자료 목록을 보내기로 함

위와 같이 공무국외출장 결과보고서를 제출합니다.

2026년 10월 30일

작성자 : 서가온 (서명 또는 인)

한빛우주연구원장 귀하
"""


def _run(*files: Path, by: str = "hana") -> list[dict[str, Any]]:
    out = StringIO()
    call_command("file_report", *map(str, files), by=by, json=True, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "santiago.txt"
    path.write_text(REPORT)
    return path


def test_a_clean_report_is_filed_in_one_go(hana: User, report: Path) -> None:
    [said] = _run(report)
    assert said["status"] == "filed"
    assert said["counts"]["trips"] == 1
    assert (said["counts"]["people"], said["counts"]["attendances"]) == (3, [3])
    filed = TripReport.objects.get()
    assert (filed.filed_by, filed.trip, filed.author) == (hana, Trip.objects.get(), Person.objects.get(name="서가온"))
    assert Organization.objects.get(ours=True).name == "한빛우주연구원"
    assert Commitment.objects.get().owner == Organization.objects.get(name="국립위성센터")


def test_the_same_file_again_changes_nothing(hana: User, report: Path) -> None:
    _run(report)
    kept: list[Any] = [Trip, Meeting, Attendance, Person, Organization, Commitment, Proposal]
    before = [model.objects.count() for model in kept]
    [said] = _run(report)
    assert said["status"] == "already_here"
    assert before == [model.objects.count() for model in kept]


def test_a_run_that_was_killed_goes_on_where_it_stopped(hana: User, report: Path, monkeypatch: Any) -> None:
    def killed(*args: Any, **values: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cooperation.intake.unattended.accept_all_clear", killed)
    with pytest.raises(KeyboardInterrupt):
        _run(report)
    monkeypatch.undo()
    assert not Trip.objects.exists()
    [said] = _run(report)
    assert said["status"] == "filed"
    assert ReportRevision.objects.get().tries == 1


def test_a_file_that_is_no_report_is_refused_with_its_reason(hana: User, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("장보기: 우유, 달걀\n")
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("file_report", str(path), by="hana", json=True, stdout=out)
    said = json.loads(out.getvalue())
    assert (stopped.value.code, said["status"]) == (2, "refused")
    assert said["reason"]


def test_filing_takes_an_officer(guest: User, report: Path) -> None:
    with pytest.raises(CommandError, match="officer"):
        _run(report, by="guest")
    with pytest.raises(CommandError, match="add_user nobody"):
        _run(report, by="nobody")


@pytest.mark.skipif(not YARDSTICK.exists(), reason=f"the yardstick is not at {YARDSTICK}")
def test_the_yardstick_is_filed_as_its_annotation_says(hana: User) -> None:
    gold = json.loads((YARDSTICK / "lima.json").read_text())
    [said] = _run(YARDSTICK / "lima.txt")
    counts = said["counts"]
    assert (counts["trips"], counts["meetings"], counts["agreements"]) == (1, 4, 1)
    assert counts["attendances"] == [len(meeting["attendees"]) for meeting in gold["meetings"]]
    assert counts["people"] == len(gold["people"])
    author = gold["submission"]["author"]
    assert not Person.objects.filter(name=author).exists()
    assert any(author in row["title"] for row in said["waiting"] if row["kind"] == "question")
    [agreement] = Agreement.objects.all()
    assert agreement.signed_on is not None
    assert agreement.signed_on.isoformat() == gold["agreements"][0]["signed_on"]
    ours, theirs = (party.organization for party in agreement.parties.all())
    assert ours.ours
    assert said["agreements"][0]["missing"] == ["term", "scope", "signatories", "signed_copy"]
    assert Meeting.objects.filter(attendances__organization=theirs).distinct().count() == 3
    assert Commitment.objects.filter(owner=theirs).exists()
