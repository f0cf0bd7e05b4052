"""Names as text: keys, honorifics, titles and what search finds."""

from __future__ import annotations

import pytest

from partners.names import (
    choseong,
    is_korean_name,
    is_title,
    jamo,
    norm,
    organization_key,
    person_key,
    romanise,
    search_text,
    split_honorific,
    split_korean_title,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Víctor", "victor"),
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("Straße", "strasse"),
        ("ISTANBUL", "istanbul"),
        ("ı", "i"),
        ("한국", "한국"),
    ],
)
def test_norm_drops_marks_case_and_strokes(text: str, expected: str) -> None:
    assert norm(text) == expected


def test_norm_makes_composed_and_decomposed_hangul_the_same() -> None:
    assert norm("각") == norm("\u1100\u1161\u11a8") == "각"


def test_norm_is_stable() -> None:
    for text in ("Víctor ÆØ", "대전과학", "ㅅㅈㅅ", "Ｆｕｌｌ"):
        assert norm(norm(text)) == norm(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("도하림", "doharim"),
        ("한국", "hanguk"),
        ("연구원", "yeonguwon"),
        ("김포", "gimpo"),
        ("공영", "gongyeong"),
        ("Lima 대학", "lima daehak"),
    ],
)
def test_romanise_follows_the_revised_romanization(text: str, expected: str) -> None:
    assert romanise(text) == expected


def test_typed_initial_consonants_find_a_name() -> None:
    assert norm("ㅎㄱㅅ") in search_text("한겨섬")
    assert choseong("Kim 한겨섬") == norm("ㅎㄱㅅ")


def test_search_text_holds_jamo_romanised_and_initials() -> None:
    assert search_text("나래") == f"{jamo('나래')} narae {choseong('나래')}"


def test_one_wrong_vowel_changes_one_letter_of_the_jamo() -> None:
    assert sum(one != other for one, other in zip(jamo("나래"), jamo("나리"), strict=True)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Ana Ruiz", ("Dr.", "Ana Ruiz")),
        ("MSc. Ana Ruiz", ("MSc.", "Ana Ruiz")),
        ("Prof. Dr. Ana Ruiz", ("Prof. Dr.", "Ana Ruiz")),
        ("Drago Ruiz", (None, "Drago Ruiz")),
        ("Mr K. Ruiz", ("Mr", "K. Ruiz")),
        ("Ingrid Ruiz", (None, "Ingrid Ruiz")),
    ],
)
def test_an_honorific_is_no_part_of_a_name(text: str, expected: tuple[str | None, str]) -> None:
    assert split_honorific(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("도하림교수", ("도하림", "교수")),
        ("도하림 교수", ("도하림", "교수")),
        ("도하림책임", ("도하림", "책임")),
        ("남궁도하 국제협력팀장", ("남궁도하", "국제협력팀장")),
        ("도하림", ("도하림", None)),
        ("이사장", ("이사장", None)),
        ("연구위원", ("연구위원", None)),
    ],
)
def test_a_korean_title_comes_off_a_name(text: str, expected: tuple[str, str | None]) -> None:
    assert split_korean_title(text) == expected


def test_everyday_words_are_no_names_and_ranks_are_titles() -> None:
    assert is_korean_name("도하림")
    assert is_korean_name("제갈도하")
    assert not is_korean_name("정부")
    assert not is_korean_name("연구원")
    assert is_title("부연구위원")
    assert is_title("국제협력팀장")
    assert not is_title("도하림")


def test_spellings_of_one_name_have_one_key() -> None:
    assert person_key("Dr. Víctor Rueda") == person_key("VICTOR RUEDA") == "victor rueda"
    assert person_key("도하림 교수") == person_key("도하림교수") == person_key("도하림")
    assert organization_key("(재)가온 연구원") == organization_key("가온연구원")
    assert organization_key("CONCORDE") == organization_key("Concorde")
