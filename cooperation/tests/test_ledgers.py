"""Reading ledgers: the five of messy_ledgers, the examples beside the repository, and every notion by itself."""

from __future__ import annotations

import importlib.util
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from cooperation.ledgers import Ledger, Refused, read_ledger, read_pasted
from cooperation.tests.messy_ledgers import LEDGERS

YARDSTICK = Path(__file__).resolve().parents[3] / "shared" / "yardstick" / "ledgers"
HEAD = ("연번", "협약명", "상대기관", "국가", "체결일", "협약기간", "자동연장", "담당부서", "비고")


def ledger_of(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> Ledger:
    return read_pasted("\n".join("\t".join(f'"{cell}"' for cell in row) for row in (head, *rows)))


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def agreement(**said: str) -> dict[str, Any]:
    """The values of one agreement whose ledger says this, beside what every one says."""
    told = {"연번": "1", "협약명": "공동연구 업무협약", "상대기관": "다낭해양대학교", "체결일": "2024.3.4."} | said
    head = tuple(dict.fromkeys([*HEAD, *said]))
    filler = tuple("2" if name == "연번" else "인력교류 업무협약" if name == "협약명" else "" for name in head)
    return ledger_of(tuple(told.get(name, "") for name in head), filler, head=head).rows[0].values


@pytest.mark.parametrize("name", LEDGERS)
def test_a_messy_ledger_gives_what_it_says_and_nothing_else(name: str) -> None:
    file, data, rows, none, pairs = LEDGERS[name]()

    ledger = read_ledger(data, file)

    got = {row.row: row for row in ledger.rows}
    assert set(got) == set(rows)
    wrong = [
        (number, key, value, got[number].values.get(key))
        for number, want in rows.items()
        for key, value in want.items()
        if key != "shifted" and got[number].values.get(key) != value
    ]
    assert wrong == []
    assert {row for row in none if row > min(rows)} <= {row for row, _why, _text in ledger.skipped}
    assert ledger.duplicates == pairs
    assert {row for row, want in rows.items() if want.get("shifted")} == {
        row.row for row in ledger.rows if any(issue.code == "shifted" for issue in row.issues)
    }


@pytest.mark.django_db
@pytest.mark.skipif(not YARDSTICK.exists(), reason="the examples are not beside this repository")
@pytest.mark.parametrize("name", ["agreements", "trips"])
def test_the_examples_score_well(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("score_ledger", YARDSTICK / "score_ledger.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = json.loads((YARDSTICK / f"{name}.json").read_text())
    out = io.StringIO()
    call_command("import_ledger", str(YARDSTICK / f"{name}.xlsx"), dry_run=True, json=True, stdout=out)
    read = {row["row"]: row for row in json.loads(out.getvalue())["rows"]}

    fields = score.TRIP if name == "trips" else score.AGR
    wrong = [
        (row["row"], key)
        for row in gold["rows"]
        for key in fields
        if key not in row["uncertain"] and not score.ok(key, row, read[row["row"]].get(key), gold["ours"])
    ]
    assert wrong == []
    assert len(read) == len(gold["rows"])


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ({"협약기간": "무기한"}, {"renewal": "evergreen", "expires_on": None}),
        ({"협약기간": "별도 해지 통보 시까지"}, {"renewal": "evergreen"}),
        ({"협약기간": "2024.3.4.~2027.3.3."}, {"effective_from": "2024-03-04", "expires_on": "2027-03-03"}),
        ({"협약기간": "체결일로부터 3년"}, {"term_years": 3, "effective_from": "2024-03-04", "expires_on": None}),
        ({"협약기간": "~ 2027.3.3."}, {"expires_on": "2027-03-03", "effective_from": None}),
        ({"협약기간": "2023.1.1.부터 5년간"}, {"effective_from": "2023-01-01", "expires_on": None, "term_years": 5}),
        ({"협약기간": "2023.1.1부터 10년"}, {"effective_from": "2023-01-01", "expires_on": None, "term_years": 10}),
        ({"협약기간": "2023.5.1 ~ 2년간"}, {"effective_from": "2023-05-01", "expires_on": None, "term_years": 2}),
        (
            {"협약기간": "2023.5.1. ~ 해지 통보 시까지"},
            {"effective_from": "2023-05-01", "expires_on": None, "renewal": "evergreen"},
        ),
        ({"협약기간": "체결일 ~ 2026.5.10."}, {"effective_from": "2024-03-04", "expires_on": "2026-05-10"}),
        ({"협약기간": "2026.5.10. 만료"}, {"effective_from": None, "expires_on": "2026-05-10"}),
        ({"협약기간": "3년(자동연장)"}, {"term_years": 3, "renewal": "automatic", "renewal_years": None}),
        ({"협약기간": "체결일로부터 3년(자동연장 1년)"}, {"term_years": 3, "renewal": "automatic", "renewal_years": 1}),
        ({"협약기간": "서명일로부터 5년 후 자동종료"}, {"term_years": 5, "renewal": "fixed"}),
        ({"협약기간": "5 years, automatically expires"}, {"term_years": 5, "renewal": "fixed"}),
        ({"자동연장": "O"}, {"renewal": "automatic"}),
        ({"자동연장": "합의 시 연장"}, {"renewal": "fixed"}),
        ({"자동연장": "-"}, {"renewal": None}),
        ({"비고": "합의 해지('25.2.1.)"}, {"closed": {"on": "2025-02-01", "reason": "terminated"}}),
        ({"비고": "해지 협의 중"}, {"closed": None}),
        ({"비고": "만료 예정"}, {"closed": None}),
        ({"비고": "목적 달성으로 종료"}, {"closed": {"on": None, "reason": "completed"}}),
        ({"비고": "MOU 전환 협의 중"}, {"kind": "MOU", "closed": None}),
        ({"협약명": "협력의향서"}, {"kind": "LOI"}),
        ({"협약명": "공동연구 합의각서", "구분": "MOU"}, {"kind": "MOA"}),
        ({"협약명": "공동연구 합의각서", "협약종류": "MOU"}, {"kind": "MOU"}),
        ({"체결일": "3.4.", "협약기간": "2021.3.~2024.2."}, {"signed_on": "2021-03-04"}),
        ({"담당": "국제협력과 김누리", "담당부서": ""}, {"officer": "국제협력과 김누리"}),
        ({"협약명": "공동연구 계약"}, {"kind": "other"}),
        ({"체결일": "2025년 하반기 예정"}, {"signed_on": None}),
        ({"상태": "해지"}, {"closed": {"on": None, "reason": "terminated"}}),
        ({"상태": "유효"}, {"closed": None}),
        ({"진행상황": "종료('23.3)"}, {"closed": {"on": "2023-03", "reason": "expired"}}),
        ({"비고": "협약서 폐기"}, {"closed": None}),
        ({"비고": "Superseded by MOU-005?"}, {"closed": None}),
        ({"자동연장": "협의"}, {"renewal": "fixed"}),
        ({"자동연장": "none"}, {"renewal": "fixed"}),
        ({"자동연장": "2년"}, {"renewal": "automatic", "renewal_years": 2}),
        ({"연장": "2년"}, {"renewal": None}),
        ({"상대국가코드": "UZ", "국가": ""}, {"country": "우즈베키스탄"}),
        ({"국가": "우즈베\n키스탄"}, {"country": "우즈베키스탄"}),
        ({"국가": "베트남\n태국"}, {"country": "베트남, 태국"}),
        ({"상태": "해지", "비고": "20140630자 해지"}, {"closed": {"on": "2014-06-30", "reason": "terminated"}}),
        ({"상태": "해지", "비고": "2014.6.30. 만료 예정"}, {"closed": {"on": None, "reason": "terminated"}}),
        ({"상태": "미종료"}, {"closed": None}),
        ({"상태": "종료예정"}, {"closed": None}),
        ({"상태": "inactive"}, {"closed": None}),
        ({"상태": "갱신(No. 7)"}, {"closed": {"on": None, "reason": "superseded"}}),
        ({"비고": "1차 사업 완료(2022.3.15), 2차 추진 중"}, {"closed": None}),
        ({"비고": "담당자 계약 종료(2023.2.28)"}, {"closed": None}),
        ({"비고": "NDA 별도 체결, 만료"}, {"closed": None}),
        ({"비고": "2021.3. 1년 연장, 2022.3. 해지"}, {"closed": {"on": "2022-03", "reason": "terminated"}}),
        (
            {"비고": "Terminated by mutual consent, 3 May 2022"},
            {"closed": {"on": "2022-05-03", "reason": "terminated"}},
        ),
    ],
)
def test_what_an_agreement_says(said: dict[str, str], want: dict[str, Any]) -> None:
    values = agreement(**said)
    assert {key: values[key] for key in want} == want


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("■ 종료 협약", "expired"),
        ("□ 해지된 MOU(2건)", "terminated"),
        ("■ 종료 예정 협약", None),
        ("○ 유효 협약", None),
    ],
)
def test_a_line_over_a_group_says_whether_it_is_over(line: str, reason: str | None) -> None:
    row = ledger_of((line,), ("1", "기후 업무협약", "다낭해양대학교"), ("2", "해양 업무협약", "가대학교")).rows[0]
    assert (row.values["closed"] or {}).get("reason") == reason


def test_an_end_that_only_a_remark_tells_is_asked_about() -> None:
    rows = ledger_of(
        ("1", "기후 업무협약", "다낭해양대학교", "", "", "", "", "", "합의 해지"), ("2", "해양 업무협약", "가대학교")
    ).rows
    assert [issue.code for issue in rows[0].issues] == ["closed_by_remark"]


@pytest.mark.parametrize("period", ["2023.5.1. ~", "2023.5.1. ~ 사업 종료 시까지", "사업 개시 ~ 2026.12.31."])
def test_a_side_of_a_period_that_is_not_read_is_asked_about(period: str) -> None:
    row = ledger_of(("1", "기후 업무협약", "다낭해양대학교", "", "", period), ("2", "해양 업무협약", "가대학교")).rows[
        0
    ]
    assert [issue.code for issue in row.issues if issue.field in ("effective_from", "expires_on")] == ["not_understood"]


ONCE = "연번\t협약명\t상대기관\t체결일"
_TWO = "1\t기후 업무협약\t다낭해양대학교\t2023.1.2.\n2\t해양 업무협약\t세부바이오연구소\t2023.3.4."


@pytest.mark.parametrize(
    "later",
    [
        f"{ONCE}\n" + _TWO.replace("2023.", "2024."),
        (
            "연번\t상대기관\t협약명\t담당부서\t체결일자\n1\t다낭해양대학교\t기후 업무협약\t총무과\t2024.1.2.\n"
            "2\t세부바이오연구소\t해양 업무협약\t총무과\t2024.3.4."
        ),
    ],
)
def test_a_head_repeated_for_each_year_begins_no_other_ledger(later: str) -> None:
    ledger = read_pasted(f"협약 관리대장\n2023년\n{ONCE}\n{_TWO}\n2024년\n{later}")
    assert [(row.values["partners"], row.values["signed_on"]) for row in ledger.rows] == [
        (["다낭해양대학교"], "2023-01-02"),
        (["세부바이오연구소"], "2023-03-04"),
        (["다낭해양대학교"], "2024-01-02"),
        (["세부바이오연구소"], "2024-03-04"),
    ]
    assert ledger.ours == []


def test_the_line_over_the_first_head_begins_a_group_as_those_over_the_later_do() -> None:
    rows = "1\t기후 업무협약\t다낭해양대학교\t3.4."
    ledger = read_pasted(f"협약 관리대장\n□ 2023년\n{ONCE}\n{rows}\n□ 2024년\n{ONCE}\n{rows}")
    assert [row.values["signed_on"] for row in ledger.rows] == ["2023-03-04", "2024-03-04"]


def test_renewals_close_the_earlier_and_are_no_duplicates() -> None:
    ledger = ledger_of(
        ("1", "해양연구 업무협약", "다낭해양대학교", "베트남", "2018.1.2.", "3년", "X", "국제협력팀", "갱신(연번 2)"),
        ("2", "해양연구 업무협약", "다낭해양대학교", "베트남", "2021.1.2.", "3년", "X", "국제협력팀", "연번 1 갱신"),
        ("3", "해양연구 업무협약", "다낭해양대학교", "베트남", "2021.1.2.", "3년", "X", "국제협력팀", "연번 1 갱신"),
    )
    assert [row.values["closed"] for row in ledger.rows] == [{"on": None, "reason": "superseded"}, None, None]
    assert ledger.duplicates == [(3, 4)]


def test_totals_sections_and_notes_are_skipped_and_rows_that_go_on_are_joined() -> None:
    ledger = ledger_of(
        ("□ 아시아", "", "", "", "", "", "", "", ""),
        ("1", "해양연구 업무협약", "다낭해양대학교", "베트남", "2018.1.2.", "3년", "X", "국제협력팀", "갑"),
        ("", "", "세부바이오연구소", "", "", "", "", "", "을"),
        ("", "소 계", "", "1건", "", "", "", "", ""),
        ("", "", "", "", "", "", "", "", ""),
        ("2", "기후 업무협약", "아르메니아기후청", "〃", "2019.1.2.", "3년", "X", "〃", ""),
        ("합  계", "", "2건", "", "", "", "", "", ""),
        ("※ 해지된 협약은 비고에 적음", "", "", "", "", "", "", "", ""),
    )
    assert [row.row for row in ledger.rows] == [3, 7]
    assert ledger.rows[0].values["partners"] == ["다낭해양대학교", "세부바이오연구소"]
    assert ledger.rows[1].values["country"] == "베트남"
    assert [(row, why) for row, why, _text in ledger.skipped] == [
        (2, "section"), (5, "subtotal"), (8, "total"), (9, "footnote"),
    ]  # fmt: skip


def test_what_no_column_is_known_for_stays_beside_the_row() -> None:
    values = ledger_of(
        ("1", "해양연구 업무협약", "다낭해양대학교", "보관함 3"), ("2", "기후 업무협약", "아르메니아기후청", ""),
        head=("연번", "협약명", "상대기관", "원본 위치"),
    ).rows[0]  # fmt: skip
    assert values.other == {"원본 위치": "보관함 3"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{ONCE}\t주민등록번호\n1\t기후 업무협약\t가대학교\t2023.1.2.\t800101-1234567", "800101"),
        (f"{ONCE}\t비고\n1\t기후 업무협약\t가대학교\t2023.1.2.\t대표 800101-1234567", "800101"),
        ("출장자\t출장기간\t출장국\t여권번호\n김누리\t2023.1.2.~1.3.\t일본\tM12345678", "M1234"),
    ],
)
def test_numbers_of_identity_are_nowhere(text: str, left: str) -> None:
    ledger = read_pasted(text)
    assert left not in repr(ledger)
    assert "left_out_private" in {issue.code for issue in ledger.rows[0].issues}


def test_a_number_of_a_company_is_no_such_number() -> None:
    text = "기관명\t국가\t법인등록번호\n누리기술\t한국\t110111-1234567"
    assert read_pasted(text).rows[0].other == {"법인등록번호": "110111-1234567"}


def test_formulas_without_a_value_and_with_an_error_are_asked_about() -> None:
    ledger = read_ledger(
        workbook(
            ("연번", "협약명", "상대기관", "체결일", "만료일"),
            (1, "기후 업무협약", "가대학교", "2023.1.2.", "=EDATE(D2,36)"),
            (2, "#REF!", "나대학교", "2023.1.2.", "2024.1.2."),
        ),
        "a.xlsx",
    )
    assert ledger.rows[1].values["title"] is None
    assert [[issue.code for issue in row.issues] for row in ledger.rows] == [
        ["not_calculated"],
        ["no_title", "formula_error"],
    ]


def test_a_stray_quotation_mark_takes_no_rows_in() -> None:
    text = '연번,협약명,상대기관,체결일\n1,"기후 업무협약,가대학교,2023.1.2.\n2,"해양\n업무협약",나대학교,2023.1.3.\n3,누리\0 업무협약,다대학교,2023.1.4.\n'
    rows = read_ledger(text.encode(), "a.csv").rows
    assert [row.values["title"] for row in rows] == ["기후 업무협약", "해양 업무협약", "누리 업무협약"]
    assert [issue.code for row in rows for issue in row.issues] == ["stray_quote"]


def test_long_cells_are_cut_and_it_is_said() -> None:
    text = f"{ONCE}\t비고\n1\t기후 업무협약\t가대학교\t2023.1.2.\t{'가' * 140_000}"
    assert [issue.code for issue in read_ledger(text.encode(), "a.csv").rows[0].issues] == ["cell_cut"]


def test_what_stands_far_below_and_sheets_too_long_do_not_stop_the_others() -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (ONCE.split("\t"), [1, "기후 업무협약", "가대학교", "2023.1.2."]):
        page.append(row)
    page.cell(20_005, 2).value = " "
    page.cell(20_006, 2).value = "끝"
    other = book.create_sheet("원자료")
    for number in range(20_010):
        other.append([number])
    out = io.BytesIO()
    book.save(out)
    ledger = read_ledger(out.getvalue(), "a.xlsx")
    assert (len(ledger.rows), ledger.skipped, ledger.others) == (1, [(20_006, "far", "끝")], ["원자료"])
    with pytest.raises(Refused):
        read_ledger(out.getvalue(), "a.xlsx", sheet="원자료")


def test_a_body_is_no_footnote_and_no_total() -> None:
    text = "기관명\t국가\n(주) 누리\t한국\nUpdated Systems Inc\tUSA\nTotal\tFrance\n합계\t3개국"
    ledger = read_pasted(text)
    assert [row.values["name"] for row in ledger.rows] == ["(주) 누리", "Updated Systems Inc", "Total"]
    assert [why for _row, why, _text in ledger.skipped] == ["total"]


def test_a_head_that_names_the_other_names_too_holds_the_bodies_where_no_other_does() -> None:
    head = "연번\t협약명\t협약기관(영문명, 약칭)\t체결일"
    row = "1\t기후 업무협약\t다낭해양대학교(Da Nang Maritime University, DMU)\t2023.1.2."
    assert read_pasted(f"{head}\n{row}").rows[0].values["partners"] == ["다낭해양대학교"]
    beside = read_pasted(f"{head}\t상대기관\n{row}\t다낭해양대학교").rows[0].values
    assert beside["partners"] == ["다낭해양대학교"]


def test_a_city_beside_the_country_is_not_lost() -> None:
    text = "연번\t협약명\t상대기관\t소재지\t체결일\n1\t기후 업무협약\t다낭해양대학교\t베트남 다낭\t2023.1.2."
    row = read_pasted(text).rows[0]
    assert (row.values["country"], row.other) == ("베트남", {"소재지": "베트남 다낭"})


def test_people_and_organizations() -> None:
    people = read_pasted(
        "성명\t소속\t직위\t이메일\t주민등록번호\n김 누리 박사\t다낭해양대학교\t학장\tkim@example.org\t800101-1234567"
    )
    assert people.kind == "people"
    assert people.rows[0].values["name"] == "김누리"
    assert people.rows[0].values["organization"] == "다낭해양대학교"
    assert people.rows[0].other == {}
    bodies = read_pasted(
        "연번\t기관명\t영문명\t국가\t홈페이지\n1\t다낭해양대학교\tDa Nang Maritime University\t베트남\twww.dmu.example"
    )
    assert bodies.kind == "organizations"
    assert bodies.rows[0].values["names"] == ["Da Nang Maritime University"]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "old_format"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "old_format"),
        (b"%PDF-1.7", "a.pdf", "not_a_table"),
        (b"PK\x03\x04 broken", "a.xlsx", "damaged"),
        (b"  \n ", "a.csv", "empty"),
        ("그냥 글입니다".encode(), "a.csv", "no_table"),
        ("가,나\n1,2".encode(), "a.csv", "no_head"),
        (b"\x81", "a.csv", "encoding"),
    ],
)
def test_refusals(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_ledger(data, name)
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    rows = [("연번", "협약명", "상대기관", "체결일"), ("1", "해양연구 업무협약", "다낭해양대학교", "2024.1.2.")]
    ledger = read_ledger("\r\n".join(delimiter.join(row) for row in rows).encode(encoding), "a.csv")
    assert ledger.rows[0].values["partners"] == ["다낭해양대학교"]


def test_a_sheet_that_only_counts_is_passed_by_and_dates_of_the_sheet_are_read() -> None:
    book = Workbook()
    counts = book.create_sheet("집계", 0)
    counts.append(["국가", "건수"])
    counts.append(["베트남", 3])
    page = book.create_sheet("대장")
    page.append(["연번", "협약명", "상대기관", "체결일"])
    page.append([1, "해양연구 업무협약", "다낭해양대학교", datetime(2024, 1, 2)])  # noqa: DTZ001
    out = io.BytesIO()
    book.save(out)
    ledger = read_ledger(out.getvalue(), "a.xlsx")
    assert ledger.sheet == "대장"
    assert ledger.rows[0].values["signed_on"] == "2024-01-02"


def test_a_mapping_goes_before_the_words_of_the_heads() -> None:
    text = "연번\t협약명\t상대기관\t메모란\n1\t해양연구 업무협약\t다낭해양대학교\t매년 세미나"
    assert read_pasted(text).rows[0].values["results"] is None
    assert read_pasted(text, mapping={"메모란": "results"}).rows[0].values["results"] == "매년 세미나"
    assert read_pasted(text, mapping={"상대기관": ""}).rows[0].values["partners"] == []
