"""Pasted lists of people, in the forms in which people have them at hand; all names are invented."""

from __future__ import annotations

from time import perf_counter

import pytest

from meetings.paste import Pasted, read

HANBIT = "한빛우주연구원"
CNS = "CNS"

MARKDOWN = """
| 이름 | 기관 | 직위 |
|---|:---:|---|
| 서가온 | 한빛우주연구원 | 실장 |
| 문지호 | 〃 | 연구원 |
"""
HTML = """<table><tr><th>기관</th><th>이름</th><th>직위</th></tr><tr><td rowspan=2>한빛우주연구원</td><td>서가온</td>
<td>실장</td></tr><tr><td>문지호</td><td>연구원</td></tr></table>"""


def told(pasted: Pasted) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.name, one.org, one.title, one.mode) for one in pasted.people]


GAON = ("서가온", HANBIT, "실장", None)
JIHO = ("문지호", HANBIT, "연구원", None)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("한빛우주연구원 서가온 실장, 문지호 연구원", [GAON, JIHO]),
        ("참석자(총 2명): 한빛우주연구원 서가온 실장, 문지호 연구원", [GAON, JIHO]),
        ("한빛우주연구원 서가온 실장 / 국립위성센터 연하늘 팀장", [GAON, ("연하늘", "국립위성센터", "팀장", None)]),
        ("(한국 측) 한빛우주연구원 서가온 실장", [GAON]),
        ("한빛우주연구원\n- 서가온 실장\n- 문지호 연구원", [GAON, JIHO]),
        ("한빛우주연구원:\n1. 서가온 실장\n2) 문지호 연구원\n나래기상원:\n① 연하늘 원장",
         [GAON, JIHO, ("연하늘", "나래기상원", "원장", None)]),
        ("한빛우주연구원 도하림 교수(온라인)", [("도하림", HANBIT, "교수", "Online")]),
        ("Dr. Elena Ruiz Prado (Director, CNS), Mr. Tomas Vidal (Analyst)",
         [("Dr. Elena Ruiz Prado", CNS, "Director", None), ("Mr. Tomas Vidal", None, "Analyst", None)]),
        ("Dr. Elena Ruiz Prado, Director, National Satellite Center; Tomas Vidal Rojas, Analyst, CNS",
         [("Dr. Elena Ruiz Prado", "National Satellite Center", "Director", None),
          ("Tomas Vidal Rojas", CNS, "Analyst", None)]),
        ("Ing. María López Cárdenas, Directora de Cooperación, Ministerio de Ciencia\nLic. José Pérez (Asesor)",
         [("Ing. María López Cárdenas", "Ministerio de Ciencia", "Directora de Cooperación", None),
          ("Lic. José Pérez", None, "Asesor", None)]),
        ("CNS Elena Ruiz, Dr. Tomas Vidal / KOICA Ana Gomez (Advisor)",
         [("Elena Ruiz", CNS, None, None), ("Dr. Tomas Vidal", CNS, None, None),
          ("Ana Gomez", "KOICA", "Advisor", None)]),
        ("서가온\n문지호", [("서가온", None, None, None), ("문지호", None, None, None)]),
        ("순번\t소속\t성명\t직위\t참여형태\n1\t한빛우주연구원\t서가온\t실장\t대면\n2\t\t문지호\t연구원\t온라인",
         [("서가온", HANBIT, "실장", "Onsite"), ("문지호", HANBIT, "연구원", "Online")]),
        ("한빛우주연구원\t서가온\t실장\n한빛우주연구원\t문지호\t연구원\nCNS\tElena Ruiz\tDirector",
         [GAON, JIHO, ("Elena Ruiz", CNS, "Director", None)]),
        ("Elena Ruiz\tCNS\tDirector\telena@example.org\nTomas Vidal\tCNS\tAnalyst\ttomas@example.org",
         [("Elena Ruiz", CNS, "Director", None), ("Tomas Vidal", CNS, "Analyst", None)]),
        (MARKDOWN, [GAON, JIHO]),
        (HTML, [GAON, JIHO]),
        ('이름,기관,직위\n서가온,한빛우주연구원,실장\nElena Ruiz,"CNS, Santiago",Director',
         [GAON, ("Elena Ruiz", "CNS, Santiago", "Director", None)]),
        ("참석자 명단\n성명\t소속\n서가온\t한빛우주연구원", [("서가온", HANBIT, None, None)]),
    ],
)  # fmt: skip
def test_a_list_is_read_in_the_form_it_has(
    text: str, people: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    pasted = read(text)
    assert told(pasted) == people
    assert not pasted.left


def test_head_counts_are_read_and_are_no_people() -> None:
    assert (read("서가온 실장 외 2명").besides, read("서가온 실장 외 2명").people[0].name) == (2, "서가온")
    pasted = read("한빛우주연구원\t서가온\t실장\n총 6명")
    assert (pasted.stated, len(pasted.people), pasted.left) == (6, 1, [])


def test_what_is_not_understood_comes_back_word_for_word_with_its_line() -> None:
    pasted = read("한빛우주연구원 서가온 실장, 알 수 없는 어떤 말들, 문지호 연구원\n\n그냥 문장입니다 아무도 없음")
    assert told(pasted) == [GAON, JIHO]
    assert [(left.line, left.text) for left in pasted.left] == [
        (1, "알 수 없는 어떤 말들"),
        (3, "그냥 문장입니다 아무도 없음"),
    ]


def test_a_row_without_a_person_and_a_column_of_no_use_are_told() -> None:
    pasted = read("Name\tOrganization\tE-mail\nElena Ruiz\tCNS\telena@example.org\n???\t\t")
    assert [left.text for left in pasted.left] == ["???"]
    assert pasted.unused == ["E-mail"]


@pytest.mark.parametrize(
    "text", ["", " \n\t\n ", "\0", "|||", "<table><tr><td rowspan=999>", ",,,\n;;;", "(((((", "\t\t\t"]
)
def test_nothing_and_garbage_give_no_people_and_no_error(text: str) -> None:
    assert not read(text).people


def test_a_list_longer_than_any_meeting_is_cut_and_the_rest_left() -> None:
    pasted = read("\n".join(f"한빛우주연구원\t서가{chr(0xAC00 + number * 28)}\t연구원" for number in range(310)))
    assert (len(pasted.people), len(pasted.left)) == (300, 10)


def test_two_hundred_rows_are_read_at_once() -> None:
    text = "\n".join(f"한빛우주연구원 서가{chr(0xAC00 + number * 28)} 연구원" for number in range(200))
    began = perf_counter()
    assert len(read(text).people) == 200
    assert perf_counter() - began < 1
