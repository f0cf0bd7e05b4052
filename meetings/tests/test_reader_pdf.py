"""PDF: paragraphs from lines, tables from rules, pages, and what is no part of the text."""

from __future__ import annotations

import pytest

from meetings.reader.formats import pdf
from meetings.reader.formats.pdf import lines, ruled
from meetings.reader.formats.pdf.glyphs import Stroke
from meetings.reader.formats.raw import Raw
from meetings.tests.pdf_writer import as_pdf, typeset

LONG = (
    "양 기관은 관측망 2단계 협력을 위하여 시험 자료를 교환하고, 담당자를 지정하여 매월 한 차례 화상회의를 열며, "
    "그 결과를 다음 해 3월까지 공동 보고서로 정리하여 각 기관의 장에게 제출하기로 합의함. "
    "The report will be shared by the Secretariat in June."
)


def made(body: str, *, page: str = '#set page(paper: "a4")') -> list[Raw]:
    source = f'{page}\n#set text(font: "Noto Sans CJK KR", size: 10pt, lang: "ko")\n{body}'
    return pdf.read(typeset(source))


def said(raws: list[Raw]) -> list[str | tuple[str, ...]]:
    return [raw.cells or raw.text for raw in raws]


@pytest.mark.parametrize("justify", [False, True])
def test_a_paragraph_that_was_wrapped_is_whole_again(justify: bool) -> None:
    read = pdf.read(as_pdf([Raw("- " + LONG), Raw("- " + LONG), Raw("다음 줄")], justify=justify))
    assert said(read) == ["- " + LONG, "- " + LONG, "다음 줄"]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    raws = [Raw(f"{number}) {LONG}") for number in range(1, 30)]
    read = pdf.read(as_pdf(raws, header="관측망 협력 출장 결과보고서"))
    assert said(read) == [raw.text for raw in raws]
    pages = [raw.page or 0 for raw in read]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, pages[-1] + 1))


def test_running_heads_and_page_numbers_are_not_read_but_a_title_of_the_same_words_is() -> None:
    raws = [Raw("관측망 협력 출장 결과보고서"), *(Raw(f"{number}. 항목 {number}") for number in range(1, 80))]
    read = pdf.read(as_pdf(raws, header="관측망 협력 출장 결과보고서"))
    assert said(read) == [raw.text for raw in raws]


def test_words_that_happen_to_open_two_pages_are_read() -> None:
    """Below the head of the page stands text: the same words at the same height there are no head."""
    page = "#pagebreak()\n가온대에 보낼 자료는 다음과 같음\n\n2026년 6월에 제출함.\n\n"
    other = "#pagebreak()\n해오름원에 보낼 자료는 다음과 같음\n\n2026년 6월에 제출함.\n\n"
    read = made("표지\n" + page + other, page='#set page(paper: "a4", margin: 15mm, header: [출장 결과보고서])')
    assert [raw.text for raw in read].count("2026년 6월에 제출함.") == 2
    assert "출장 결과보고서" not in [raw.text for raw in read]


def test_a_blank_line_is_read_where_one_was_set() -> None:
    raws = [Raw(LONG), Raw("담당자"), Raw(""), Raw("가온대에서 함께 다녀옴")]
    assert said(pdf.read(as_pdf([*raws, Raw(LONG)]))) == [LONG, "담당자", "", "가온대에서 함께 다녀옴", LONG]


def test_the_rest_of_a_word_or_a_list_is_no_item_and_no_label() -> None:
    """Wherever the lines are broken: before "다.", as an item could open, or in a list that has labels in it."""
    verbs = "자료를 모아 두기로 하였다. 소장은 이듬해에 다시 만나자고 하였다."
    sides = "상대측: 가온대 소장, 해오름원 수문모형부장 / 우리측: 국채원 원장, 사공민 국제협력팀장 / 통역: 마다은"
    for width in range(60, 130, 3):
        page = f"#set page(width: {width}mm, height: 200mm, margin: 10mm)"
        opening = [raw.text for raw in made(f"{verbs}\n\n{sides}\n\n{LONG}", page=page) if raw.text]
        assert opening[0].replace(" ", "") == verbs.replace(" ", ""), width
        assert not any(" / " in text.partition(":")[0] for text in opening[2:]), width


def test_a_table_cut_by_a_page_break_is_one_and_its_repeated_head_stands_once() -> None:
    rows = [("순번", "소속", "성명"), *((str(number), f"기관 {number}", f"사람 {number}") for number in range(1, 80))]
    read = pdf.read(as_pdf([Raw("", cells=row, table=1) for row in rows]))
    assert [raw.cells for raw in read] == rows
    assert {raw.table for raw in read} == {1}
    head = '#table(columns: 2, table.header[순번][성명], ..range(1, 120).map(n => (str(n), "사람" + str(n))).flatten())'
    assert said(made(head))[:2] == [("순번", "성명"), ("1", "사람1")]
    assert len(made(head)) == 120


def test_a_row_cut_by_a_page_break_is_one_row() -> None:
    body = (
        "#v(225mm)\n#table(columns: (20mm, 60mm), [내용], ["
        + "자료를 교환하기로 합의하고 담당자를 지정함. " * 12
        + "])"
    )
    ((label, content),) = [raw.cells or () for raw in made(body)]
    assert label == "내용"
    assert " ".join(content.split()) == ("자료를 교환하기로 합의하고 담당자를 지정함. " * 12).strip()


def test_merged_cells_stand_once() -> None:
    body = "#table(columns: 3, table.cell(colspan: 2)[가로], table.cell(rowspan: 2)[세로], [하나], [둘])"
    assert said(made(body)) == [("가로", "세로"), ("하나", "둘", "")]


def test_a_table_open_at_its_sides_has_all_its_columns() -> None:
    edges = "stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 { 0.5pt })"
    assert said(made(f"#table(columns: 3, {edges}, [가], [나], [다], [라], [마], [바])")) == [
        ("가", "나", "다"),
        ("라", "마", "바"),
    ]


def test_a_frame_around_text_is_no_table() -> None:
    assert said(made("#rect(width: 100%)[1. 출장개요]\n\n뒤")) == ["1. 출장개요", "", "뒤"]


def test_a_page_on_its_side_reads_like_any_other() -> None:
    body = "#table(columns: 2, [가], [나])\n\n뒤의 글"
    upright = said(made(body, page='#set page(paper: "a4", flipped: true)'))
    assert upright == [("가", "나"), "뒤의 글"]


def test_larger_letters_make_headings_by_their_size() -> None:
    body = "#text(16pt)[큰 제목]\n\n#text(13pt)[작은 제목]\n\n본문입니다. 본문이 가장 많습니다."
    assert [(raw.text, raw.heading) for raw in made(body)][:2] == [("큰 제목", 1), ("작은 제목", 2)]


def line(text: str, width: float, y: float, *, open_end: bool = False) -> lines.Line:
    return lines.Line(text, 70, 70 + width, y, 10, False, 1, 20, open_end)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("양 기관은 자료를 교", "환하기로 함", "양 기관은 자료를 교환하기로 함"),
        ("3자 업무협약(MOU)", "을 체결함", "3자 업무협약(MOU)을 체결함"),
        ("자료를 모두 서로", "교환하는 것", "자료를 모두 서로 교환하는 것"),
        ("the Secretariat will", "share it", "the Secretariat will share it"),
        ("the follow-", "up meeting", "the follow-up meeting"),
    ],
)
def test_a_file_that_drops_the_blanks_at_line_ends_is_joined_by_its_words(first: str, second: str, whole: str) -> None:
    known = line("먼저 자료를 교환하기로 하고 또 교환하는 것", 300, 10)
    group = [line(first, 448, 30), line(second, 60, 45)]
    habits = lines.habits_of([[[known], group]], [(70, 450)])
    assert not habits.kept
    assert lines.joined(group, habits) == whole


def test_lines_that_do_not_fill_their_room_are_paragraphs_of_their_own() -> None:
    short = [line("위와 같이 제출합니다", 200, 30), line("2025년 3월 20일", 120, 45)]
    assert len(lines.groups_of(short, 70, 450, {})) == 2


def test_a_missing_rule_between_two_places_is_a_merge() -> None:
    level = [Stroke(0, y, 90, y) for y in (0, 20)] + [Stroke(30, 10, 90, 10)]
    upright = [Stroke(x, 0, x, 20) for x in (0, 30, 90)] + [Stroke(60, 10, 60, 20)]
    (table,) = ruled.tables(level + upright)
    assert sorted({(box.row, box.column, box.across, box.down) for box in table.places.values()}) == [
        (0, 0, 1, 2), (0, 1, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1),
    ]  # fmt: skip
