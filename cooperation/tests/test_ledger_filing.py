"""Ledgers become records and are taken back: what is there already is linked, nothing is invented."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from accounts.history import recorded
from accounts.models import User
from cooperation.imports import filing
from cooperation.imports.filing import Needed, file_ledger, undo_ledger
from cooperation.imports.preview import read_again, receive
from cooperation.imports.shown import lines
from cooperation.models import Agreement, LedgerImport, LedgerMapping, LedgerRow, LedgerState, RowChoice
from cooperation.tests.messy_ledgers import LEDGERS
from meetings.models import Trip
from partners.models import Organization, OrganizationName, Person

pytestmark = pytest.mark.django_db

HEAD = "연번,협약명,상대기관,국가,체결일,종료일,자동연장,담당부서,비고\n"
TWO = HEAD + (
    "1,해양연구 업무협약,다낭해양대학교(DMU),베트남,2024.3.4.,2027.3.3.,1년씩 자동연장,국제협력팀,보관함 3\n"
    "2,기후 업무협약,아르메니아기후청,아르메니아,2023.2.30.,2026.1.1.,X,,합의 해지\n"
)


def imported(text: str, by: User, **values: Any) -> LedgerImport:
    return receive(text.encode(), "대장.csv", by=by, **values)


def counts() -> tuple[int, ...]:
    models = (Agreement, Organization, OrganizationName, Trip, Person)
    return tuple(model.objects.count() for model in models)


def test_agreements_are_filed_with_what_the_ledger_says(hana: User) -> None:
    batch = file_ledger(imported(TWO, hana), by=hana)

    first, second = (row.agreement for row in batch.rows.order_by("number"))
    assert first is not None
    assert second is not None
    assert (first.state, first.signed_on, first.expires_on) == ("signed", date(2024, 3, 4), date(2027, 3, 3))
    assert (first.renewal, first.renewal_years, first.term) == ("automatic", 1, "fixed")
    party = first.parties.get(organization__country="VN").organization
    assert sorted(party.names.values_list("text", flat=True)) == ["DMU", "다낭해양대학교"]
    assert first.source_lines == [2]
    assert "보관함 3" in first.note
    assert "국제협력팀" in first.note
    assert second.signed_on is None
    assert second.state != "signed"
    assert "합의 해지" in second.note
    assert any("2023.2.30." in issue for issue in batch.rows.get(number=3).issues)


def test_the_same_ledger_again_links_what_is_there(hana: User) -> None:
    file_ledger(imported(TWO, hana), by=hana)
    before = counts()

    again = imported(TWO.replace("보관함 3", "보관함 4"), hana)

    row = again.rows.get(number=2)
    assert (row.match, row.choice) == ("one", RowChoice.LINK)
    again.rows.filter(number=3).update(choice=RowChoice.LEAVE)
    file_ledger(again, by=hana)
    assert counts() == before
    assert LedgerRow.objects.get(pk=row.pk).agreement is not None


def test_an_import_is_taken_back_as_a_whole(hana: User) -> None:
    before = counts()
    batch = file_ledger(imported(TWO, hana), by=hana)
    assert counts() != before

    undo_ledger(batch, by=hana)

    assert counts() == before
    batch.refresh_from_db()
    assert batch.state == LedgerState.READY
    assert not batch.rows.filter(made=True).exists()


def test_taking_back_is_refused_with_names_where_work_rests_on_it(hana: User, minsu: User) -> None:
    batch = file_ledger(imported(TWO, hana), by=hana)
    agreement = batch.rows.order_by("number")[0].agreement
    assert agreement is not None
    with recorded(by=minsu):
        agreement.scope = "해양 공동연구"
        agreement.save()

    with pytest.raises(Needed, match="해양연구 업무협약"):
        undo_ledger(batch, by=hana)
    assert Agreement.objects.filter(pk=agreement.pk).exists()


def test_a_ledger_is_filed_once(hana: User) -> None:
    batch = imported(TWO, hana)
    file_ledger(batch, by=hana)
    with pytest.raises(ValidationError):
        file_ledger(batch, by=hana)


def test_what_is_confidential_stays_so(hana: User, guest: User) -> None:
    batch = file_ledger(imported(TWO, hana, confidential=True), by=hana)
    assert batch.document.confidential
    assert Agreement.objects.visible_to(hana).count() == 2
    assert not Agreement.objects.visible_to(guest).exists()
    assert not LedgerImport.objects.visible_to(guest).exists()


def test_a_mapping_is_remembered_for_the_same_heads(hana: User) -> None:
    text = "연번,협약명,상대기관,체결일,메모란\n1,해양연구 업무협약,다낭해양대학교,2024.3.4.,매년 세미나\n"
    batch = imported(text, hana)
    assert batch.rows.get().reading["results"] is None

    read_again(batch, {"메모란": "results"}, by=hana)

    assert batch.rows.get().reading["results"] == "매년 세미나"
    assert LedgerMapping.objects.count() == 1
    assert imported(text + "\n", hana).rows.get().reading["results"] == "매년 세미나"


@pytest.mark.parametrize("name", ["two_row_head", "shifted_cp949", "trips", "english"])
def test_messy_ledgers_are_filed_and_taken_back(name: str, hana: User) -> None:
    file, data, rows, _none, pairs = LEDGERS[name]()
    before = counts()
    batch = file_ledger(receive(data, file, by=hana), by=hana)

    filed = batch.rows.filter(made=True).count()
    assert filed == len(rows) - len(pairs)
    undo_ledger(batch, by=hana)
    assert counts() == before


def test_people_and_organizations_are_filed(hana: User) -> None:
    people = "성명,소속기관,직위,이메일,국가\n김누리 박사,다낭해양대학교,학장,kim@example.org,베트남\n"
    row = file_ledger(imported(people, hana), by=hana).rows.get()
    assert row.person is not None
    assert row.person.email == "kim@example.org"
    assert row.person.affiliations.get().organization.name == "다낭해양대학교"
    bodies = "연번,기관명,영문명,국가,홈페이지\n"
    bodies += "1,다낭해양대학교,Da Nang Maritime University,베트남,www.dmu.example\n2,키토도시재단,,에콰도르,\n"
    rows = list(file_ledger(imported(bodies, hana), by=hana).rows.order_by("number"))
    assert [one.made for one in rows] == [False, True]


def test_the_database_keeps_a_row_to_one_record(hana: User) -> None:
    row = file_ledger(imported(TWO, hana), by=hana).rows.order_by("number")[0]
    assert row.agreement is not None
    with pytest.raises(IntegrityError, match="a_row_of_a_ledger_became_at_most_one_record"), transaction.atomic():
        LedgerRow.objects.filter(pk=row.pk).update(organization=row.agreement.parties.all()[0].organization)
    with pytest.raises(IntegrityError, match="a_ledger_is_filed_exactly_when_it_says_when"), transaction.atomic():
        LedgerImport.objects.update(filed_at=None)


def test_the_command_files_and_says_what_came_of_it(hana: User, guest: User, tmp_path: Path) -> None:
    path = tmp_path / "대장.csv"
    path.write_bytes(TWO.encode("cp949"))
    out = io.StringIO()
    call_command("import_ledger", str(path), by="hana", json=True, stdout=out)
    result = json.loads(out.getvalue())
    assert (result["filed"], result["linked"], result["left_out"]) == (2, 0, 0)
    with pytest.raises(CommandError, match="--by"):
        call_command("import_ledger", str(path))
    with pytest.raises(CommandError, match="takes an officer"):
        call_command("import_ledger", str(path), by="guest")


def test_an_old_xls_is_refused_with_what_to_do(hana: User, tmp_path: Path) -> None:
    path = tmp_path / "대장.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_ledger", str(path), dry_run=True, json=True, stdout=out)
    result = json.loads(out.getvalue())
    assert result["refused"]
    assert "xlsx" in result["message"]


def test_a_preview_takes_as_many_queries_for_two_rows_as_for_fifty(
    hana: User, django_assert_max_num_queries: Any
) -> None:
    lines = "".join(f"{at},과제 {at} 업무협약,제{at}해양대학교,베트남,2024.3.4.,2027.3.3.,O,,\n" for at in range(1, 51))
    with django_assert_max_num_queries(22):
        receive((HEAD + lines).encode(), "쉰.csv", by=hana)
    with django_assert_max_num_queries(22):
        receive(TWO.encode(), "둘.csv", by=hana)


def test_results_with_a_date_become_activities_the_others_stay_words(hana: User) -> None:
    text = HEAD.replace("비고", "추진실적") + (
        "1,해양연구 업무협약,다낭해양대학교,베트남,2024.3.4.,2027.3.3.,1년씩 자동연장,,"
        "\"- 공동세미나('24.5.13.)\n- 인력교류 2명(2024.7월)\n- 학술지 교환\n"
        '- 2099.1.1. 기념식\n- 2020.1.5. 사전협의"\n'
    )
    before = counts()
    batch = file_ledger(imported(text, hana), by=hana)

    row = batch.rows.get()
    assert row.agreement is not None
    told = list(row.agreement.activities.order_by("happened_on").values_list("happened_on", "text"))
    assert told == [(date(2024, 5, 13), "공동세미나('24.5.13.)"), (date(2024, 7, 1), "인력교류 2명(2024.7월)")]
    for words in ("학술지 교환", "2099.1.1. 기념식", "2020.1.5. 사전협의"):
        assert words in row.agreement.note
        assert any(words in kept for kept in row.kept)
    undo_ledger(batch, by=hana)
    assert counts() == before


def test_a_row_merged_with_a_record_fills_what_is_empty_and_its_undo_empties_it_again(hana: User) -> None:
    text = HEAD.replace("비고", "주요내용") + (
        "1,해양연구 업무협약,다낭해양대학교,베트남,2024.3.4.,2027.3.3.,1년씩 자동연장,,해양 공동연구\n"
    )
    with recorded(by=hana):
        old = Agreement.objects.create(title="옛 협약", state="signed", signed_on=date(2024, 3, 4), term="open")
    batch = imported(text, hana)
    batch.rows.update(choice=RowChoice.LINK, linked_to=old.pk)
    file_ledger(batch, by=hana)

    old.refresh_from_db()
    assert (old.scope, old.term, old.expires_on, old.renewal) == ("해양 공동연구", "open", None, "")
    assert batch.rows.get().kept == []
    undo_ledger(batch, by=hana)
    old.refresh_from_db()
    assert old.scope == ""
    assert Agreement.objects.count() == 1


def test_a_corrected_ledger_finds_every_row_again(hana: User) -> None:
    text = TWO + "3,공동연구 업무협약,키토도시재단,에콰도르,,,X,,\n"
    file_ledger(imported(text, hana), by=hana)
    before = counts()
    again = imported(text.replace("보관함 3", "보관함 4"), hana)
    assert list(again.rows.order_by("number").values_list("choice", flat=True)) == ["link", "link", "link"]
    file_ledger(again, by=hana)
    assert counts() == before

    dated = imported(text.replace("에콰도르,,", "에콰도르,2024.5.6.,"), hana)
    row = dated.rows.get(number=4)
    assert (row.match, row.choice, len(row.candidates)) == ("near", RowChoice.LEAVE, 1)
    assert row.reason


def test_trips_without_days_are_found_again(hana: User) -> None:
    text = "연번,출장명,출장기간,출장자,국가\n"
    text += "1,아르메니아 협의,2024년,김누리,아르메니아\n2,라오스 협의,2024.3.4.~2024.3.8.,이가람,라오스\n"
    file_ledger(imported(text, hana, kind="trips"), by=hana)
    again = imported(text + "\n", hana, kind="trips")
    assert set(again.rows.values_list("choice", flat=True)) == {RowChoice.LINK}


def test_who_files_the_same_rows_later_is_told_which_are_here_by_now(hana: User, minsu: User) -> None:
    bodies = "연번,기관명,국가\n1,키토도시재단,에콰도르\n"
    for text in (TWO, bodies):
        first, second = imported(text, hana), imported(text + "\n", minsu)
        file_ledger(first, by=hana)
        before = counts()
        with pytest.raises(ValidationError, match="2행"):
            file_ledger(second, by=minsu)
        assert counts() == before


def test_a_record_is_locked_before_what_is_empty_in_it_is_looked_at(hana: User) -> None:
    with recorded(by=hana):
        old = Agreement.objects.create(title="옛 협약", state="signed", signed_on=date(2024, 3, 4))
    batch = imported(TWO, hana)
    batch.rows.update(choice=RowChoice.LINK, linked_to=old.pk)
    with CaptureQueriesContext(connection) as told:
        file_ledger(batch, by=hana)
    reads = [
        sql
        for one in told
        if 'FROM "cooperation_agreement" WHERE "cooperation_agreement"."id" IN' in (sql := one["sql"])
    ]
    assert "FOR UPDATE" in reads[0]


@pytest.mark.parametrize("cost", [-5, 10**14])
def test_a_cost_that_cannot_be_one_stays_in_the_note(hana: User, cost: int) -> None:
    batch = imported(
        "연번,출장명,출장기간,출장자,국가\n1,라오스 협의,2024.3.4.~2024.3.8.,이가람,라오스\n", hana, kind="trips"
    )
    row = batch.rows.get()
    row.reading["cost"] = cost
    row.save()
    file_ledger(batch, by=hana)
    trip = Trip.objects.get()
    assert trip.cost is None
    assert str(cost) in trip.notes


def test_what_the_database_refuses_is_told_with_its_row(hana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "연번,출장명,출장기간,출장자,국가\n"
    text += "1,라오스 협의,2024.3.4.~2024.3.8.,이가람,라오스\n2,베트남 협의,2024.4.4.~2024.4.8.,이가람,베트남\n"
    batch = imported(text, hana, kind="trips")
    row = batch.rows.get(number=3)
    row.reading["cost"] = -5
    row.save()
    monkeypatch.setattr(filing, "MOST_COST", 10**20)
    monkeypatch.setattr(filing, "LEAST_COST", -10)
    with pytest.raises(ValidationError, match="3행"):
        file_ledger(batch, by=hana)
    row.reading["cost"] = 10**15
    row.save()
    with pytest.raises(ValidationError, match="3행"):
        file_ledger(batch, by=hana)
    assert not Trip.objects.exists()


def test_a_file_sent_again_as_confidential_becomes_so_before_it_is_filed(hana: User, minsu: User, guest: User) -> None:
    batch = imported(TWO, hana)
    assert not batch.confidential
    batch = imported(TWO, hana, confidential=True)
    batch.document.refresh_from_db()
    assert (batch.confidential, batch.document.confidential) == (True, True)
    file_ledger(batch, by=hana)
    assert set(Agreement.objects.values_list("confidential", flat=True)) == {True}

    filed = file_ledger(imported(TWO + "\n", hana), by=hana)
    with pytest.raises(ValidationError, match="이미 반영"):
        imported(TWO + "\n", hana, confidential=True)
    filed.refresh_from_db()
    assert not filed.confidential

    imported(TWO + "\n\n", minsu)
    with pytest.raises(ValidationError, match="새 파일"):
        imported(TWO + "\n\n", hana, confidential=True)
    assert not LedgerImport.objects.filter(
        imported_by=hana, document__sha256=hashlib.sha256((TWO + "\n\n").encode()).hexdigest()
    ).exists()


def test_the_command_reads_the_sheet_it_is_told_and_names_the_others(hana: User, tmp_path: Path) -> None:
    book = Workbook()
    for at, name in enumerate(("2023", "2024")):
        page = book.create_sheet(name, at)
        for line in TWO.replace("업무협약", f"{name} 업무협약").splitlines():
            page.append(line.split(","))
    path = tmp_path / "대장.xlsx"
    book.save(path)
    out = io.StringIO()
    call_command("import_ledger", str(path), by="hana", json=True, sheet="2024", stdout=out)
    result = json.loads(out.getvalue())
    assert result["sheet"] == "2024"
    assert "2024" in result["rows"][0]["title"]
    out = io.StringIO()
    call_command("import_ledger", str(path), by="hana", stdout=out)
    assert "2023" in out.getvalue().splitlines()[0]
    assert "2024" in out.getvalue().splitlines()[-1]
    with pytest.raises(SystemExit):
        call_command("import_ledger", str(path), dry_run=True, sheet="2025", stdout=io.StringIO())


def test_an_agreement_without_a_signing_day_is_asked_and_a_period_means_an_agreed_text(hana: User) -> None:
    text = "연번,협약명,상대기관,국가,협약기간\n1,해양연구 업무협약,다낭해양대학교,베트남,2024.3.4. ~ 2027.3.3.\n"
    text += "2,기후 업무협약,키토도시재단,에콰도르,\n"
    batch = imported(text, hana)
    rows = list(batch.rows.order_by("number"))
    assert all(any("체결일" in issue for issue in row.issues) for row in rows)
    told = [dict(line.facts) for line in lines(batch, rows, hana)]
    assert ["문안 합의" in str(one) or "합의" in str(one) for one in told] == [True, False]
    file_ledger(batch, by=hana)
    states = [row.agreement.state for row in batch.rows.order_by("number") if row.agreement]
    assert states == ["agreed_text", "negotiating"]
