"""Five ledgers as offices keep them, written by a generator: the truth first, then the many ways to write it down.

Each function returns (file name, bytes, expected rows by row number, rows that are no entries, pairs of duplicates).
Everything is invented. The seeds are fixed, so that a failure can be looked at.
"""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook

Row = dict[str, Any]
Made = tuple[str, bytes, dict[int, Row], list[int], list[tuple[int, int]]]

OURS = "누리미래전략연구원"
BODIES = [
    ("다낭해양대학교", "Da Nang Maritime University", "베트남"),
    ("세부바이오연구소", "Cebu Bio Institute", "필리핀"),
    ("아르메니아기후청", "Armenian Climate Agency", "아르메니아"),
    ("키토도시계획위원회", "Quito Planning Commission", "에콰도르"),
    ("탈린전자정부재단", "Tallinn e-Governance Foundation", "에스토니아"),
    ("나이로비혁신센터", "Nairobi Innovation Center", "케냐"),
    ("울란우데과학원", "Ulan-Ude Academy of Sciences", "러시아"),
    ("포르투산업기술원", "Porto Institute of Industrial Technology", "포르투갈"),
    ("알마티에너지공사", "Almaty Energy Corporation", "카자흐스탄"),
    ("문화·관광·체육위원회", "Committee for Culture, Tourism and Sports", "우즈베키스탄"),
]
PEOPLE = ["김누리", "이해솔", "박도담", "최가온", "정미르", "강한별", "조아라", "윤슬아", "임다솜", "한바다"]
UNITS = ["국제협력팀", "미래전략실", "데이터연구센터", "기획조정본부"]
CONTENT = ["공동연구 및 인력교류", "학술정보 교환", "1. 정책자문\n2. 공동세미나", "데이터 공동 활용"]


def write_day(rng: random.Random, day: date) -> Any:
    """A day in one of the ways people type it."""
    short = day.year % 100
    return rng.choice(
        [
            f"'{short:02d}.{day.month}.{day.day}.",
            f"{day.year}. {day.month}. {day.day}.",
            f"{day.year}.{day.month:02d}.{day.day:02d}",
            day.isoformat(),
            f"{day.year}년 {day.month}월 {day.day}일",
            f"{day:%Y%m%d}",
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}.{day.month}.{day.day}({'월화수목금토일'[day.weekday()]})",
        ]
    )


def excel_day(rng: random.Random, day: date) -> Any:
    """As ``write_day``, or a date of the sheet, or its bare number."""
    pick = rng.random()
    if pick < 0.2:
        return day
    if pick < 0.35:
        return (day - date(1899, 12, 30)).days
    return write_day(rng, day)


def later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)


def agreement(rng: random.Random, at: int) -> Row:
    """The truth about one agreement."""
    signed = date(2012, 1, 1) + timedelta(days=rng.randrange(4700))
    signed = signed.replace(day=min(signed.day, 28))
    count = rng.choice([1, 1, 1, 2, 3])
    bodies = rng.sample(BODIES, count)
    years = rng.choice([1, 2, 3, 5])
    kind = rng.choice(["MOU", "MOU", "MOA", "LOI"])
    word = {"MOU": "업무협약", "MOA": "합의각서", "LOI": "협력의향서"}[kind]
    return {
        "title": f"{bodies[0][0]} {rng.choice(['공동연구', '인력교류', '기술협력', '정책협력'])} {word} 제{at}호",
        "kind": kind,
        "bodies": bodies,
        "signed_on": signed,
        "years": years,
        "renewal": rng.choice(["automatic", "fixed", "evergreen"]),
        "department": rng.choice(UNITS),
        "officer": rng.choice(PEOPLE),
        "content": rng.choice(CONTENT),
        "closed": rng.choice([None, None, None, None, "terminated", "expired"]),
    }


def expected(row: Row, **more: Any) -> Row:
    return {
        "title": row["title"],
        "kind": row["kind"],
        "partners": [body[0] for body in row["bodies"]],
        "signed_on": row["signed_on"].isoformat(),
        "department": row["department"],
        "officer": row["officer"],
        "content": row["content"],
    } | more


def two_row_head() -> Made:
    """27 agreements under title rows and a head of two rows with merged cells; countries merged down; names with
    brackets, ourselves among the parties; subtotals, a total, footnotes; another sheet with sums before it.
    """
    rng = random.Random(11)
    book = Workbook()
    sums = book.create_sheet("총괄", 0)
    for counted in (("연도", "체결건수", "비고"), (2023, 4, ""), (2024, 6, ""), ("합계", 10, "")):
        sums.append(counted)
    page = book.create_sheet("MOU관리")
    page["B2"] = "국외 유관기관 업무협약 체결 현황"
    page.merge_cells("B2:M2")
    page["M3"] = "2026. 3. 31. 현재"
    heads = [
        "순번",
        "상대국",
        "협약명칭",
        "체결기관",
        "체결일자",
        "유효기간",
        "",
        "갱신조건",
        "협약내용",
        "담당",
        "",
        "비 고",
    ]
    lower = ["", "", "", "", "", "개시일", "만료일", "", "", "부서", "성명", ""]
    for at, (top, low) in enumerate(zip(heads, lower, strict=True), start=2):
        page.cell(5, at, top or None)
        page.cell(6, at, low or None)
    page.merge_cells("G5:H5")
    page.merge_cells("K5:L5")
    for letter in "BCDEFIJM":
        page.merge_cells(f"{letter}5:{letter}6")
    rows: dict[int, Row] = {}
    none = [2, 3, 5, 6]
    line, number = 7, 1
    truth = sorted((agreement(rng, at) for at in range(27)), key=lambda row: row["bodies"][0][2])
    begun = line
    for at, row in enumerate(truth):
        row["bodies"] = row["bodies"][:1] if at % 4 else row["bodies"]
        ends = later(row["signed_on"], row["years"])
        names = [f"{body[0]}({body[1]})" if rng.random() < 0.4 else body[0] for body in row["bodies"]]
        if at % 5 == 0:
            names.insert(0, OURS)
        mark = rng.choice(["\n", ", "]) if len(names) > 1 else ""
        values: list[Any] = [
            number,
            row["bodies"][0][2],
            row["title"],
            mark.join(names),
            excel_day(rng, row["signed_on"]),
        ]
        values.append(excel_day(rng, row["signed_on"]))
        want = expected(row, country=row["bodies"][0][2], effective_from=row["signed_on"].isoformat())
        if row["renewal"] == "evergreen":
            values += [rng.choice(["무기한", "별도 해지 통보 시까지", "기한의 정함이 없음"]), ""]
            want |= {"expires_on": None, "renewal": "evergreen", "term_years": None}
        elif row["renewal"] == "automatic":
            values += [excel_day(rng, ends), rng.choice(["자동연장(1년)", "O", "이의 없을 시 1년 자동갱신"])]
            want |= {"expires_on": ends.isoformat(), "renewal": "automatic", "term_years": None}
        else:
            values += [
                rng.choice([f"체결일로부터 {row['years']}년", f"{row['years']}년간"]),
                rng.choice(["X", "부", "해당없음"]),
            ]
            want |= {"expires_on": None, "renewal": "fixed", "term_years": row["years"]}
        values += [row["content"], row["department"], row["officer"]]
        if row["closed"] == "terminated":
            values.append("합의 해지('25.11.3.)")
            want["closed"] = {"on": "2025-11-03", "reason": "terminated"}
        else:
            values.append(rng.choice(["", "원본 보관", "해지 협의 중"]))
            want["closed"] = None
        same = at and truth[at - 1]["bodies"][0][2] == row["bodies"][0][2]
        if same:
            values[1] = None
        else:
            if line - begun > 1:
                page.merge_cells(start_row=begun, end_row=line - 1, start_column=3, end_column=3)
            if at in (9, 18) or (at > 9 and at % 9 == 0):
                page.cell(line, 3, "소 계")
                page.cell(line, 5, f"{number - 1}건")
                none.append(line)
                line += 1
            begun = line
        for column, value in enumerate(values, start=2):
            page.cell(line, column, None if value == "" else value)
        rows[line] = want
        line, number = line + 1, number + 1
    if line - begun > 1:
        page.merge_cells(start_row=begun, end_row=line - 1, start_column=3, end_column=3)
    page.cell(line, 2, "총 계")
    page.cell(line, 5, "27건")
    page.cell(line + 2, 2, "※ 유효기간이 무기한인 협약은 매년 점검")
    page.cell(line + 3, 2, "* 담당자 변경 시 국제협력팀으로 통보")
    none += [line, line + 2, line + 3]
    out = io.BytesIO()
    book.save(out)
    return "협약관리_2026.xlsx", out.getvalue(), rows, none, []


def shifted_cp949() -> Made:
    """60 agreements saved as text in CP949: one column for the period, some rows shifted by a cell, partners over
    several records, the head again in the middle, ditto marks, duplicates and renewals, stray totals.
    """
    rng = random.Random(23)
    out: list[list[Any]] = [
        ["업무협약 관리대장"],
        ["작성부서: 국제협력팀", "", "", "", "", "", "기준일: 2026.1.31."],
        [],
    ]
    head = [
        "연번",
        "협약건명",
        "국가",
        "상대방",
        "협약일",
        "협약기간",
        "소관부서",
        "실무자",
        "주요 협약내용",
        "추진현황",
        "특이사항",
    ]
    out.append(head)
    rows: dict[int, Row] = {}
    none = [1, 2, 4]
    pairs: list[tuple[int, int]] = []
    before: Row = {}
    kept: list[tuple[int, list[Any], Row]] = []
    for at in range(1, 61):
        row = agreement(rng, at)
        ends = later(row["signed_on"], row["years"])
        want = expected(row, country=", ".join(dict.fromkeys(body[2] for body in row["bodies"])))
        many = len(row["bodies"]) > 1 and at % 3 == 0
        names = [row["bodies"][0][0]] if many else [body[0] for body in row["bodies"]]
        signed = write_day(rng, row["signed_on"])
        style = rng.randrange(4)
        if style == 0:
            term = f"{write_day(rng, row['signed_on'])} ~ {write_day(rng, ends)}"
            want |= {"effective_from": row["signed_on"].isoformat(), "expires_on": ends.isoformat(), "term_years": None}
        elif style == 1:
            term = f"체결일로부터 {row['years']}년, 만료 3개월 전 서면 통보 없으면 1년씩 자동연장"
            want |= {"term_years": row["years"], "renewal": "automatic", "notice_months": 3}
            want |= {"effective_from": row["signed_on"].isoformat(), "expires_on": None}
        elif style == 2:
            term = f"{row['years']}년"
            want |= {"term_years": row["years"], "expires_on": None}
        else:
            term = "상호 해지 의사 통보 시까지"
            want |= {"term_years": None, "renewal": "evergreen", "expires_on": None}
        note = {"terminated": "2025.6.30. 해지", "expired": "기간만료"}.get(row["closed"] or "", "")
        want["closed"] = {
            "terminated": {"on": "2025-06-30", "reason": "terminated"},
            "expired": {"on": want["expires_on"], "reason": "expired"},
        }.get(row["closed"] or "")
        values = [at, row["title"], want["country"], " / ".join(names), signed, term, row["department"], row["officer"]]
        values += [row["content"], "", note]
        if before and before["department"] == row["department"] and at % 2:
            values[6] = "〃"
        line = len(out) + 1
        if at % 17 == 0:
            values.insert(2, "")  # a cell too many
            want["shifted"] = True
        out.append(values)
        rows[line] = want
        kept.append((line, values, want))
        if many:
            for body in row["bodies"][1:]:
                out.append(["", "", "", body[0]])
        before = row
        if at % 20 == 0:
            out.append(["", "소계", "", f"{at}건"])
            none.append(len(out))
        if at == 30:
            out.append([])
            out.append(list(head))
            none.append(len(out))
    for line, values, want in (kept[4], kept[12]):
        out.append([len(kept) + 1, *values[1:6], want["department"], *values[7:]])
        rows[len(out)] = dict(want)
        pairs.append((line, len(out)))
    renewed = dict(kept[1][2])
    old = kept[1][1]
    signed = date.fromisoformat(renewed["signed_on"]) + timedelta(days=1200)
    out.append([99, *old[1:4], write_day(rng, signed), old[5], renewed["department"], *old[7:]])
    rows[len(out)] = {"title": renewed["title"], "signed_on": signed.isoformat(), "partners": renewed["partners"]}
    out.append(["합계", "", "", f"{len(rows)}건"])
    out.append(["※ 특이사항에는 해지·만료 사실을 적는다."])
    none += [len(out) - 1, len(out)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(out)
    return "협약대장.csv", text.getvalue().encode("cp949"), rows, none, pairs


def three_thousand() -> Made:
    """3,000 agreements of one institute, in a plain table with everything mixed."""
    rng = random.Random(37)
    book = Workbook()
    page = book.create_sheet("전체", 0)
    page.append([f"{OURS} 협약 총괄 대장"])
    page.append(
        [
            "No.",
            "협약구분",
            "협약명",
            "협약 당사자",
            "소재국",
            "서명일",
            "효력 발생일",
            "종료 예정일",
            "자동갱신 여부",
            "해지통보기한",
            "주관부서",
            "담당자",
            "협력분야",
            "이행실적",
            "비고",
        ]
    )
    rows: dict[int, Row] = {}
    none = [1, 2]
    for at in range(1, 3001):
        row = agreement(rng, at)
        line = page.max_row + 1
        ends = later(row["signed_on"], row["years"])
        names = [OURS, *(f"{body[0]} ({body[1]})" if at % 7 == 0 else body[0] for body in row["bodies"])]
        automatic = row["renewal"] == "automatic"
        notice = rng.choice([1, 3, 6]) if automatic else None
        page.append(
            [
                at, row["kind"], row["title"], "\n".join(f"{number}. {name}" for number, name in enumerate(names, start=1)),
                row["bodies"][0][2], excel_day(rng, row["signed_on"]), excel_day(rng, row["signed_on"]), excel_day(rng, ends),
                rng.choice(["Y", "O", "여"]) if automatic else rng.choice(["N", "X", "부"]),
                rng.choice([f"만료 {notice}개월 전", f"{notice * 30}일 전"]) if notice else "-",
                row["department"], row["officer"], row["content"], rng.choice(["", "세미나 1회", "-"]), rng.choice(["", "", "스캔본 있음"]),
            ]
        )  # fmt: skip
        rows[line] = expected(
            row,
            country=row["bodies"][0][2],
            effective_from=row["signed_on"].isoformat(),
            expires_on=ends.isoformat(),
            renewal="automatic" if automatic else "fixed",
            notice_months=notice,
            closed=None,
        )
        if at % 500 == 0:
            page.append(["", "", f"누계 {at}건"] if at % 1000 else ["누 계", "", f"{at}건"])
            none.append(page.max_row)
    out = io.BytesIO()
    book.save(out)
    return "총괄대장.xlsx", out.getvalue(), rows, none, []


def trips() -> Made:
    """45 trips in sections by year, the period without its year, sums in millions of won, several people a cell."""
    rng = random.Random(41)
    out: list[list[Any]] = [["공무국외여행 실적", "", "", "", "", "", "(단위 : 백만원)"], []]
    out.append(
        [
            "번호",
            "여행목적",
            "방문국(도시)",
            "여행기간",
            "여행자(직급)",
            "총소요액",
            "귀국보고서 제출일자",
            "정보공개 등록일",
            "참고사항",
        ]
    )
    rows: dict[int, Row] = {}
    none = [1, 3]
    places = [("베트남", "하노이"), ("페루", "리마"), ("케냐", "나이로비"), ("독일", "베를린"), ("일본", "오사카")]
    for year in (2023, 2024, 2025):
        out.append([f"■ {year}년도"])
        none.append(len(out))
        for at in range(1, 16):
            start = date(year, 1, 5) + timedelta(days=rng.randrange(340))
            end = start + timedelta(days=rng.randrange(2, 9))
            place = rng.sample(places, rng.choice([1, 1, 2]))
            names = rng.sample(PEOPLE, rng.choice([1, 2, 3]))
            ranks = [rng.choice(["책임연구원", "선임연구원", "실장", "팀장"]) for _ in names]
            cost = rng.randrange(20, 400) / 10
            reported = end + timedelta(days=rng.randrange(5, 29))
            period = rng.choice(
                [
                    f"{start.month}.{start.day}.~{end.month}.{end.day}.",
                    f"{start.year}.{start.month}.{start.day}. ~ {end.month}.{end.day}.({(end - start).days}박 {(end - start).days + 1}일)",
                    f"'{start.year % 100}.{start.month}.{start.day}∼'{end.year % 100}.{end.month}.{end.day}",
                    f"{start.year}. {start.month}. {start.day}. - {end.year}. {end.month}. {end.day}.",
                ]
            )
            people = rng.choice(
                [
                    ", ".join(f"{name} {rank}" for name, rank in zip(names, ranks, strict=True)),
                    "\n".join(f"{name}({rank})" for name, rank in zip(names, ranks, strict=True)),
                    "·".join(names),
                    ", ".join(f"{rank} {name}" for name, rank in zip(names, ranks, strict=True)),
                ]
            )
            out.append(
                [at, f"{place[0][1]} 협력 협의 {at}차", ", ".join(f"{a}({b})" for a, b in place), period, people]
            )
            out[-1] += [
                cost,
                write_day(rng, reported),
                rng.choice(["-", "비공개", write_day(rng, reported + timedelta(days=9))]),
            ]
            shown = out[-1][-1]
            rows[len(out)] = {
                "country": ", ".join(one[0] for one in place),
                "city": ", ".join(one[1] for one in place),
                "start": start.isoformat(),
                "end": end.isoformat(),
                "travellers": names,
                "cost": round(cost * 1_000_000),
                "submitted_on": reported.isoformat(),
                "registered_on": None if shown in ("-", "비공개") else (reported + timedelta(days=9)).isoformat(),
            }
        out.append(["", f"{year}년 소계", "", "15건"])
        none.append(len(out))
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(out)
    return "국외여행.csv", text.getvalue().encode("utf-8-sig"), rows, none, []


def english() -> Made:
    """20 agreements in English, UTF-16 with tabs: 14/06/2024, names with commas, terms in words."""
    rng = random.Random(53)
    out: list[list[Any]] = [["Register of Agreements"], ["as of 31 March 2026"], []]
    out.append(
        [
            "No.",
            "Title",
            "Type",
            "Partner institution",
            "Country",
            "Date of signature",
            "Validity",
            "Renewal",
            "Lead unit",
            "Contact person",
            "Scope",
            "Status",
            "Remarks",
        ]
    )
    rows: dict[int, Row] = {}
    none = [1, 2, 4]
    countries = {"베트남": "Vietnam", "필리핀": "Philippines", "아르메니아": "Armenia", "에콰도르": "Ecuador", "에스토니아": "Estonia", "케냐": "Kenya", "러시아": "Russia", "포르투갈": "Portugal", "카자흐스탄": "Kazakhstan", "우즈베키스탄": "Uzbekistan"}  # fmt: skip
    for at in range(1, 21):
        body = BODIES[at % len(BODIES)]
        signed = date(2015, 3, 1) + timedelta(days=rng.randrange(3600))
        years = rng.choice([2, 3, 5])
        words = {2: "two", 3: "three", 5: "five"}[years]
        auto = at % 2 == 0
        written = rng.choice(
            [
                f"{signed:%d/%m/%Y}",
                f"{signed.day} {signed:%B %Y}",
                f"{signed:%B} {signed.day}, {signed.year}",
                f"{signed.day}-{signed:%b}-{signed:%y}",
            ]
        )
        term = rng.choice([f"{years} years", f"{words} years from the date of signature", f"{years * 12} months"])
        out.append(
            [at, f"Memorandum of Understanding on research {at}", "MoU", body[1], countries[body[2]], written, term]
        )
        out[-1] += ["automatic, unless terminated with 3 months' notice" if auto else "by mutual consent"]
        out[-1] += ["International Office", "Jane Roe", "Joint research", "active", ""]
        rows[len(out)] = {
            "title": f"Memorandum of Understanding on research {at}",
            "kind": "MOU",
            "partners": [body[1]],
            "country": countries[body[2]],
            "signed_on": signed.isoformat(),
            "term_years": years,
            "renewal": "automatic" if auto else "fixed",
            "notice_months": 3 if auto else None,
            "closed": None,
            "officer": "Jane Roe",
        }
    out[-1][-2] = "terminated"
    rows[len(out)]["closed"] = {"on": None, "reason": "terminated"}
    out.append(["Total", "", "", "20"])
    none.append(len(out))
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows(out)
    return "register.csv", text.getvalue().encode("utf-16"), rows, none, []


LEDGERS = {
    "two_row_head": two_row_head,
    "shifted_cp949": shifted_cp949,
    "three_thousand": three_thousand,
    "trips": trips,
    "english": english,
}
