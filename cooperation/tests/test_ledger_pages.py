"""Importing a ledger on its page: read by a worker, looked at, changed, filed, taken back; and what goes wrong."""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.history import recorded
from accounts.models import ReadLog, Role, User
from accounts.records import Stale
from config.tests.cast import SignIn, make
from cooperation import jobs as all_jobs
from cooperation.imports import jobs, preview
from cooperation.imports.shown import columns as columns_of
from cooperation.ledgers import Refused, child, read_ledger
from cooperation.models import Agreement, LedgerImport, LedgerMapping, LedgerRow, LedgerState, RowChoice
from cooperation.tests.messy_ledgers import LEDGERS
from cooperation.tests.test_ledger_filing import HEAD, TWO, counts
from partners.models import Affiliation, Organization, Person

pytestmark = pytest.mark.django_db

READY, FILED = LedgerState.READY, LedgerState.FILED


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the broker was given; nothing is done until ``jobs.work`` is called."""
    sent: list[str] = []
    monkeypatch.setattr(jobs.work_on, "delay", sent.append)
    return sent


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child's work in this process: what a limit does is tested apart."""

    def read(data: bytes, name: str, **values: Any) -> Any:
        return read_ledger(data, name, **values)

    monkeypatch.setattr(child, "read_in_child", read)


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


def a_file(data: str | bytes, name: str = "대장.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def upload(client: Client, data: str | bytes = TWO, name: str = "대장.csv", **more: Any) -> LedgerImport:
    page = client.post(reverse("ledgers"), {"file": a_file(data, name), **more})
    assert page.status_code == 302, page.content.decode()[:3000]
    return LedgerImport.objects.get(pk=page["Location"].rstrip("/").rsplit("/", 1)[1])


def done(batch: LedgerImport, state: str) -> LedgerImport:
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert batch.state == state, (batch.state, batch.refusal, batch.problem)
    return batch


def shown(client: Client, batch: LedgerImport, query: str = "") -> str:
    page = client.get(batch.get_absolute_url() + query)
    assert page.status_code == 200
    return str(page.content.decode())


def send(client: Client, batch: LedgerImport, act: str, **data: Any) -> Any:
    return client.post(reverse(f"ledger_{act}", args=[batch.pk]), data, follow=True)


def test_a_ledger_is_read_shown_filed_and_taken_back(
    client: Client, woken: list[str], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = counts()
    with django_capture_on_commit_callbacks(execute=True):
        batch = upload(client)
    assert woken == [str(batch.pk)]
    assert "hx-trigger" in shown(client, batch)
    done(batch, READY)  # in a child of its own
    text = shown(client, batch)
    assert "해양연구 업무협약" in text
    assert "2023.2.30." in text
    assert counts() == before
    send(client, batch, "choose", action="file")
    assert LedgerImport.objects.get().state == LedgerState.FILING
    done(batch, FILED)
    text = shown(client, batch)
    for agreement in Agreement.objects.all():
        assert reverse("agreement", args=[agreement.pk]) in text
    assert "국제협력팀" in shown(client, batch, "?show=kept")
    send(client, batch, "undo")
    done(batch, READY)
    assert counts() == before


def test_pasted_cells_are_read_like_a_file(client: Client, here: None) -> None:
    page = client.post(reverse("ledgers"), {"text": TWO.replace(",", "\t")})
    assert page.status_code == 302
    assert done(LedgerImport.objects.get(), READY).rows.count() == 2
    assert client.post(reverse("ledgers"), {}).status_code == 422


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "대장.xls", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 3, "대장.xlsx", "암호"),
        (b" ", "빈.csv", "다시 저장"),
        (b"%PDF-1.4", "대장.pdf", "xlsx"),
    ],
)
def test_what_is_no_ledger_at_first_sight_is_refused_with_what_to_do(
    client: Client, data: bytes, name: str, words: str
) -> None:
    page = client.post(reverse("ledgers"), {"file": a_file(data, name)})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not LedgerImport.objects.exists()


def test_a_file_too_large_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MAX_LEDGER", 10)
    page = client.post(reverse("ledgers"), {"file": a_file(TWO)})
    assert page.status_code == 422
    assert "20" in page.content.decode()


def test_without_heads_it_says_what_to_do_and_can_be_tried_again(client: Client, here: None) -> None:
    batch = done(upload(client, "1,2,3\n4,5,6\n7,8,9\n"), LedgerState.FAILED)
    assert "협약명" in shown(client, batch)
    send(client, batch, "retry")
    assert LedgerImport.objects.get().state == LedgerState.WAITING


def test_the_same_file_again_leads_to_the_import_there_is(client: Client, here: None) -> None:
    first = upload(client)
    assert upload(client).pk == first.pk
    done(first, READY)
    assert upload(client).pk == first.pk
    assert LedgerImport.objects.count() == 1


def test_two_who_file_at_once_file_once(client: Client, minsu: User, sign_in: SignIn, here: None) -> None:
    batch = done(upload(client), READY)
    send(client, batch, "choose", action="file")
    page = sign_in(minsu).post(reverse("ledger_choose", args=[batch.pk]), {"action": "file"}, follow=True)
    assert "그사이" in page.content.decode()
    done(batch, FILED)
    jobs.work(batch.pk)
    assert Agreement.objects.count() == 2


def test_a_worker_that_died_is_followed_by_another(client: Client, here: None, woken: list[str]) -> None:
    batch = upload(client)
    now = timezone.now()
    assert jobs.claim(batch.pk, now) is not None
    assert jobs.claim(batch.pk, now) is None  # two workers never get the same
    woken.clear()
    jobs.sweep(now)
    assert woken == []
    later = now + jobs.LEASE + timedelta(seconds=1)
    jobs.sweep(later)
    assert woken == [str(batch.pk)]
    jobs.work(batch.pk, later)
    batch.refresh_from_db()
    assert (batch.state, batch.tries) == (READY, 2)


def test_who_was_overtaken_writes_nothing(
    client: Client, hana: User, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = upload(client)

    def slow(data: bytes, name: str, **values: Any) -> Any:
        LedgerImport.objects.filter(pk=batch.pk).update(tries=2)  # another has it now
        return read_ledger(data, name, **values)

    monkeypatch.setattr(child, "read_in_child", slow)
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert batch.state == LedgerState.READING
    assert not batch.rows.exists()


def test_a_reading_that_kills_its_workers_is_given_up(client: Client) -> None:
    batch = upload(client)
    now = timezone.now()
    for _try in range(jobs.MOST_TRIES):
        assert jobs.claim(batch.pk, now) is not None
        now += jobs.LEASE + timedelta(seconds=1)
    assert jobs.claim(batch.pk, now) is None
    batch.refresh_from_db()
    assert (batch.state, batch.refusal) == (LedgerState.FAILED, "interrupted")


def test_a_filing_cut_short_is_begun_again_by_the_sweep(client: Client, here: None, woken: list[str]) -> None:
    batch = done(upload(client), READY)
    jobs.ask(batch, LedgerState.FILING, by=batch.imported_by)
    woken.clear()
    all_jobs.sweep()
    assert str(batch.pk) in woken
    done(batch, FILED)


def test_a_mistake_while_filing_leaves_everything_as_it_was(
    client: Client, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = done(upload(client), READY)
    before = counts()
    send(client, batch, "choose", action="file")

    def broken(*_args: Any, **_values: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "file_ledger", broken)
        done(batch, READY)
    assert counts() == before
    assert "바뀐 것이 없습니다" in shown(client, batch)


def test_a_row_is_skipped_another_merged(client: Client, hana: User, here: None) -> None:
    with recorded(by=hana):
        body = Organization.objects.create(name="다른 이름의 대학", country="VN")
        old = Agreement.objects.create(title="옛 협약", state="draft")
    batch = done(upload(client), READY)
    page = client.post(reverse("ledger_row", args=[batch.pk, 2]), {"record": str(old.pk)})
    assert page.status_code == 302
    send(client, batch, "choose", action="file", **{"row-3": "leave"})
    done(batch, FILED)
    first, second = batch.rows.order_by("number")
    assert (first.agreement, first.made) == (old, False)
    assert second.agreement is None
    assert Agreement.objects.count() == 1
    assert Organization.objects.filter(pk=body.pk).exists()


def test_only_the_ticked_rows_are_filed(client: Client, here: None) -> None:
    batch = done(upload(client), READY)
    send(client, batch, "choose", action="file_ticked", tick="3")
    done(batch, FILED)
    assert [bool(row.agreement) for row in batch.rows.order_by("number")] == [False, True]


def test_filing_the_ticked_rows_keeps_what_was_decided_for_the_others(client: Client, here: None) -> None:
    batch = done(upload(client), READY)
    send(client, batch, "choose", action="file_ticked", tick="3")
    done(batch, FILED)
    assert set(batch.rows.values_list("choice", flat=True)) == {RowChoice.FILE}
    assert "해양연구 업무협약" in shown(client, batch, "?show=left")
    send(client, batch, "undo")
    done(batch, READY)
    send(client, batch, "choose", action="file")
    done(batch, FILED)
    assert Agreement.objects.count() == 2


def test_a_ticked_row_that_is_to_be_left_out_is_told(client: Client, here: None) -> None:
    batch = done(upload(client), READY)
    page = send(client, batch, "choose", action="file_ticked", tick=["2", "3"], **{"row-3": "leave"})
    assert "제외" in page.content.decode()
    batch.refresh_from_db()
    assert batch.state == READY
    assert batch.rows.get(number=3).choice == RowChoice.LEAVE


def test_rows_filed_by_another_meanwhile_are_told_and_looked_at_again(
    client: Client, minsu: User, sign_in: SignIn, here: None
) -> None:
    batch = done(upload(client), READY)
    other = done(upload(sign_in(minsu), TWO + "\n"), READY)
    send(client, batch, "choose", action="file")
    send(sign_in(minsu), other, "choose", action="file")
    done(batch, FILED)
    done(other, READY)
    assert "2행" in other.problem
    assert "3행" in other.problem
    assert set(other.rows.values_list("choice", flat=True)) == {RowChoice.LINK}
    send(sign_in(minsu), other, "choose", action="file")
    done(other, FILED)
    assert Agreement.objects.count() == 2


def test_an_answer_does_not_file_a_row_without_a_title(client: Client, hana: User, here: None) -> None:
    with recorded(by=hana):
        for city in ("하노이", "다낭"):
            body = Organization.objects.create(name="해양대학교", country="VN", city=city)
            body.add_name("해양대학교", "official", by=hana)
    batch = done(
        upload(
            client,
            HEAD
            + "1,,해양대학교,베트남,2024.3.4.,2027.3.3.,X,,\n2,기후 업무협약,키토도시재단,에콰도르,2024.3.5.,,X,,\n",
        ),
        READY,
    )
    assert batch.rows.get(number=2).choice == RowChoice.LEAVE
    send(client, batch, "say", **{"name-0": str(Organization.objects.get(city="다낭").pk)})
    row = batch.rows.get(number=2)
    assert (row.match, row.choice) == ("new", RowChoice.LEAVE)


def test_every_person_shown_is_in_the_log(client: Client, hana: User, here: None) -> None:
    with recorded(by=hana):
        us = Organization.objects.create(name="우리 진흥원", country="KR", ours=True)
        twins = [Person.objects.create(name="김누리") for _one in range(2)]
        for one in twins:
            one.add_name("김누리", "official", by=hana)
            Affiliation.objects.create(person=one, organization=us)
    text = "연번,출장명,출장기간,출장자,국가\n1,라오스 협의,2024.3.4.~2024.3.8.,김누리,라오스\n"
    batch = done(upload(client, text), READY)
    assert [one["name"] for one in batch.found["unclear"]] == ["김누리"]
    shown(client, batch)
    assert {str(key) for log in ReadLog.objects.filter(kind="partners.Person") for key in log.ids} == {
        str(one.pk) for one in twins
    }
    ReadLog.objects.all().delete()
    people = "성명,소속기관,직위,이메일\n이가람,다낭해양대학교,학장,a@example.org\n"
    batch = done(upload(client, people), READY)
    batch.rows.update(choice=RowChoice.LINK, linked_to=twins[0].pk)
    for address in (batch.get_absolute_url(), reverse("ledger_row", args=[batch.pk, 2])):
        client.get(address)
        log = ReadLog.objects.get(path=address)
        assert [str(key) for key in log.ids] == [str(twins[0].pk)]


def test_choices_that_were_not_offered_are_not_taken(client: Client, hana: User, here: None) -> None:
    with recorded(by=hana):
        other = Agreement.objects.create(title="남의 것", state="draft", confidential=True)
    batch = done(upload(client), READY)
    send(client, batch, "choose", action="keep", **{"row-2": f"link:{other.pk}", "row-3": "burn"})
    assert set(batch.rows.values_list("choice", flat=True)) == {RowChoice.FILE}
    assert client.post(reverse("ledger_choose", args=[batch.pk]), {"action": "burn"}).status_code == 400


def test_a_column_said_to_hold_something_is_read_so_and_remembered(client: Client, here: None) -> None:
    text = "연번,협약명,상대기관,체결일,메모란\n1,해양연구 업무협약,다낭해양대학교,2024.3.4.,매년 세미나\n"
    batch = done(upload(client, text), READY)
    assert "메모란" in shown(client, batch)
    send(client, batch, "columns", **{"column-4": "results"})
    done(batch, READY)
    assert batch.rows.get().reading["results"] == "매년 세미나"
    assert LedgerMapping.objects.get().mapping == {"메모란": "results"}
    again = done(upload(client, text.replace("2024.3.4.", "2024.3.5.")), READY)
    assert again.rows.get().reading["results"] == "매년 세미나"
    send(client, again, "columns", **{"column-4": ""})
    assert done(again, READY).rows.get().reading["results"] is None


def test_columns_of_one_head_and_without_a_head_are_said_apart(client: Client, here: None) -> None:
    text = "연번,협약명,상대기관,체결일,체결일,\n1,해양연구 업무협약,다낭해양대학교,2020.1.2.,2024.3.4.,매년 세미나\n"
    batch = done(upload(client, text), READY)
    assert batch.rows.get().reading["signed_on"] == "2020-01-02"
    keys = [column["key"] for column in columns_of(batch)]
    assert keys[3:] == ["체결일", "체결일#2", "#6"]
    send(client, batch, "columns", **{"column-4": "signed_on", "column-5": "results"})
    reading = done(batch, READY).rows.get().reading
    assert (reading["signed_on"], reading["results"]) == ("2024-03-04", "매년 세미나")
    assert LedgerMapping.objects.get().mapping == {"체결일#2": "signed_on", "#6": "results"}


def test_a_reading_is_not_taken_over_before_its_time_is_up() -> None:
    assert timedelta(seconds=child.SECONDS) < jobs.LEASE


def test_another_kind_is_remembered_for_the_same_heads(client: Client, here: None) -> None:
    text = "성명,소속기관,직위,이메일\n김누리,다낭해양대학교,학장,a@example.org\n"
    batch = done(upload(client, text), READY)
    assert batch.kind == "people"
    send(client, batch, "columns", kind="organizations")
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert batch.kind == "organizations"


def test_a_name_that_may_mean_two_is_asked_once_for_all_rows(client: Client, hana: User, here: None) -> None:
    with recorded(by=hana):
        for city in ("하노이", "다낭"):
            body = Organization.objects.create(name="해양대학교", country="VN", city=city)
            body.add_name("해양대학교", "official", by=hana)
    rows = "".join(f"{at},과제 {at} 업무협약,해양대학교,베트남,2024.3.{at}.,2027.3.3.,X,,\n" for at in range(1, 4))
    batch = done(upload(client, HEAD + rows), READY)
    assert set(batch.rows.values_list("choice", flat=True)) == {RowChoice.LEAVE}
    assert len(batch.found["unclear"]) == 1
    chosen = Organization.objects.get(city="다낭")
    send(client, batch, "say", **{"name-0": str(chosen.pk)})
    assert set(batch.rows.values_list("choice", flat=True)) == {RowChoice.FILE}
    send(client, batch, "choose", action="file")
    done(batch, FILED)
    assert chosen.agreements.count() == 3


def test_renewal_without_a_length_is_asked(client: Client, here: None) -> None:
    text = HEAD + "1,해양연구 업무협약,다낭해양대학교,베트남,2024.3.4.,2027.3.3.,O,,\n"
    batch = done(upload(client, text), READY)
    assert batch.found["unlong"] == 1
    assert client.post(reverse("ledger_say", args=[batch.pk]), {"renewal_years": "many"}).status_code == 422
    send(client, batch, "say", renewal_years="2")
    send(client, batch, "choose", action="file")
    done(batch, FILED)
    agreement = Agreement.objects.get()
    assert (agreement.renewal, agreement.renewal_years) == ("automatic", 2)


def test_renewal_without_a_length_and_an_answer_stays_in_the_note(client: Client, here: None) -> None:
    batch = done(upload(client, HEAD + "1,해양연구 업무협약,다낭해양대학교,베트남,2024.3.4.,2027.3.3.,O,,\n"), READY)
    send(client, batch, "choose", action="file")
    done(batch, FILED)
    agreement = Agreement.objects.get()
    assert agreement.renewal == ""
    assert "갱신" in agreement.note


def test_taking_back_is_refused_in_words_where_work_rests_on_it(client: Client, minsu: User, here: None) -> None:
    batch = done(upload(client), READY)
    send(client, batch, "choose", action="file")
    done(batch, FILED)
    agreement = Agreement.objects.order_by("pk")[0]
    with recorded(by=minsu):
        agreement.scope = "해양 공동연구"
        agreement.save()
    send(client, batch, "undo")
    done(batch, FILED)
    text = shown(client, batch)
    assert str(agreement) in text
    assert str(minsu) in text


def test_another_sheet_of_the_file_is_imported_too(client: Client, here: None) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for at, name in enumerate(("2023", "2024")):
        page = book.create_sheet(name, at)
        for line in TWO.replace("업무협약", f"{name} 업무협약").splitlines():
            page.append(line.split(","))
        for number in range(at * 3):
            page.append([9, f"과제 {number} 업무협약", "제주해양대학교", "베트남", "2024.5.6.", "", "X", "", ""])
    out = io.BytesIO()
    book.save(out)
    batch = done(upload(client, out.getvalue(), "대장.xlsx"), READY)
    assert (batch.found["sheet"], batch.found["others"]) == ("2024", ["2023"])
    send(client, batch, "sheet", sheet="2023")
    other = LedgerImport.objects.exclude(pk=batch.pk).get()
    assert done(other, READY).found["sheet"] == "2023"


def test_an_import_is_open_to_its_importer_and_those_who_see_everything(
    client: Client, guest: User, minsu: User, sign_in: SignIn, here: None
) -> None:
    batch = done(upload(client), READY)
    paths = [batch.get_absolute_url(), reverse("ledger_row", args=[batch.pk, 2])]
    acts = ("columns", "say", "choose", "sheet", "undo", "retry")
    for path in paths:
        assert sign_in(minsu).get(path).status_code == 200
        assert sign_in(guest).get(path).status_code == 403
    other = sign_in(make("bora", Role.OFFICER, "나보라"))
    for path in paths:
        assert other.get(path).status_code == 404
    for act in acts:
        assert other.post(reverse(f"ledger_{act}", args=[batch.pk])).status_code == 404
    assert batch.document.name not in other.get(reverse("ledgers")).content.decode()


@pytest.mark.parametrize("name", sorted(set(LEDGERS) - {"three_thousand"}))
def test_messy_ledgers_are_previewed(name: str, client: Client, here: None) -> None:
    file, data, rows, none, _pairs = LEDGERS[name]()
    batch = done(upload(client, data, file), READY)
    assert batch.rows.count() == len(rows)
    assert {number for number, _why, _text in batch.found["skipped"]} >= {number for number in none if number > 6}
    assert shown(client, batch, "?page=2")


def _seconds() -> float:
    """Seconds of work of this process and its children: the clock on the wall also counts what others do meanwhile."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def test_three_thousand_rows_are_previewed_with_progress_in_twenty_seconds(client: Client) -> None:
    file, data, _rows, _none, _pairs = LEDGERS["three_thousand"]()
    batch = upload(client, data, file)
    told: list[tuple[int, int]] = []
    begun = _seconds()
    ledger = child.read_in_child(data, file, progress=lambda now, total: told.append((now, total)))
    assert len(ledger.rows) == 3000
    assert len(told) >= 50
    assert told[-1][1] == 3000
    with recorded(by=batch.imported_by):
        preview.store(batch, ledger, batch.imported_by)
    assert batch.rows.count() == 3000
    assert _seconds() - begun < 20


def test_a_page_of_the_preview_takes_the_same_queries_for_two_rows_as_for_fifty(
    client: Client, here: None, django_assert_max_num_queries: Any
) -> None:
    lines = "".join(f"{at},과제 {at} 업무협약,제{at}해양대학교,베트남,2024.3.4.,2027.3.3.,O,,\n" for at in range(1, 51))
    for text in (TWO, HEAD + lines):
        batch = done(upload(client, text), READY)
        with django_assert_max_num_queries(22):
            shown(client, batch)


@pytest.mark.parametrize("code", ["time_limit", "memory_limit"])
def test_a_hostile_workbook_takes_down_nothing(client: Client, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    if code == "time_limit":
        monkeypatch.setattr(child, "SECONDS", 0.2)
    else:
        monkeypatch.setattr(sys, "executable", "/bin/false")
        code = "crashed"
    with pytest.raises(Refused) as refused:
        child.read_in_child(TWO.encode(), "대장.csv")
    assert refused.value.code == code


def test_a_decision_is_asked_for_once(client: Client, hana: User, here: None) -> None:
    batch = done(upload(client), READY)
    same = LedgerImport.objects.get()
    jobs.ask(batch, LedgerState.FILING, by=hana)
    with pytest.raises(Stale):
        jobs.ask(same, LedgerState.FILING, by=hana)
    assert LedgerRow.objects.filter(ledger=batch).count() == 2


@pytest.mark.parametrize("value", ["a\x00b", "가a" * 50_000, "9" * 40, "٣²", "NaN", "<script>", "%_\\[(*", " ", ""])
def test_what_nobody_types_is_answered(client: Client, here: None, value: str) -> None:
    batch = done(upload(client, HEAD + "1,해양연구 업무협약,다낭해양대학교,베트남,2024.3.4.,2027.3.3.,O,,\n"), READY)
    sent: list[tuple[str, dict[str, Any]]] = [
        ("say", {"renewal_years": value, "name-0": value}),
        ("columns", {"kind": value, "column-1": value}),
        ("choose", {"action": "keep", "tick": value, "row-2": value, f"row-{value[:40]}": "file", "page": value}),
        ("sheet", {"sheet": value}),
    ]
    for act, data in sent:
        assert client.post(reverse(f"ledger_{act}", args=[batch.pk]), data).status_code < 500
    assert client.post(reverse("ledger_row", args=[batch.pk, 2]), {"record": value}).status_code == 404
    for query in ({"q": value}, {"show": value}, {"page": value}):
        assert client.get(reverse("ledger_row", args=[batch.pk, 2]), query).status_code < 500
        assert client.get(batch.get_absolute_url(), query).status_code < 500
    assert client.post(reverse("ledgers"), {"text": value, "kind": value}).status_code < 500
