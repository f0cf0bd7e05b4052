"""A trip typed in one line: every way people write days, places and names is understood, and no word is lost."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.entry import Entry, Place, Traveller, read_entry

ON = date(2026, 11, 23)
OURS = {"서도윤", "연가람", "Mina Doe"}
AUGUST = (date(2026, 8, 10), date(2026, 8, 15))


def entry(text: str, on: date = ON) -> Entry:
    return read_entry(text, on=on, is_ours=OURS.__contains__)


def test_a_line_gives_period_place_title_and_traveller() -> None:
    read = entry("8/10–15 페루 리마, CONCYTEC 최종워크숍, 서도윤")
    assert (read.start, read.end) == AUGUST
    assert read.places == (Place("PE", "리마"),)
    assert read.travellers == (Traveller("서도윤"),)
    assert read.title == "CONCYTEC 최종워크숍"


@pytest.mark.parametrize(
    "days",
    [
        "8/10–15", "8/10-15", "8/10~15", "8/10~8/15", "8.10.~8.15.", "8.10~15", "8. 10.(월) ~ 8. 15.(토)",
        "8/10(월)~15(토)", "2026-08-10/15", "2026-08-10/2026-08-15", "2026-08-10/08-15", "2026-08-10 ~ 08-15",
        "2026.8.10.~15.", "2026. 8. 10. ~ 8. 15.", "'26.8.10~8.15", "2026/8/10-8/15", "2026/8/10~2026/8/15",
        "20260810-20260815", "20260810~20260815", "8월 10일부터 15일까지", "8월 10일(월)부터 15일까지",
        "8월 10일부터 8월 15일까지", "8월 10일~15일", "8월 10~15일", "2026년 8월 10일 ~ 15일", "8/10부터 8/15까지",
        "10–15 Aug 2026", "10-15 August", "Aug 10-15", "August 10 to 15", "from 10 to 15 August", "10–15 Aug",
        "8/10 5박 6일", "8월 10일 5박6일", "8/10 (5박 6일)", "10 Aug 2026, 5 nights",
    ],
)  # fmt: skip
def test_one_period_is_understood_however_it_is_written(days: str) -> None:
    read = entry(f"{days} 페루 리마, 워크숍")
    assert (read.start, read.end) == AUGUST
    assert (read.places, read.title) == ((Place("PE", "리마"),), "워크숍")


def test_the_period_may_stand_anywhere() -> None:
    for line in ("페루 리마, 워크숍, 8/10-15", "페루 리마 8/10–15, 워크숍", "워크숍, 8/10-15, 페루 리마"):
        read = entry(line)
        assert (read.start, read.end, read.places, read.title) == (*AUGUST, (Place("PE", "리마"),), "워크숍"), line


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        ("12/28~1/3", date(2026, 12, 28), date(2027, 1, 3)),
        ("3.2-3.5", date(2027, 3, 2), date(2027, 3, 5)),  # the nearest March is the coming one
        ("9/1~3", date(2026, 9, 1), date(2026, 9, 3)),  # and the nearest September the past one
        ("8/28–9/3", date(2026, 8, 28), date(2026, 9, 3)),
        ("내년 3월 2일~5일", date(2027, 3, 2), date(2027, 3, 5)),
        ("2027-02-27/03-02", date(2027, 2, 27), date(2027, 3, 2)),
        ("12/7 4박 6일", date(2026, 12, 7), date(2026, 12, 12)),
        ("12월 7일 당일", date(2026, 12, 7), date(2026, 12, 7)),
        ("12/7", date(2026, 12, 7), date(2026, 12, 7)),
    ],
)
def test_the_year_is_the_nearest_sensible_one(days: str, start: date, end: date) -> None:
    read = entry(f"{days} 도쿄, 세미나")
    assert (read.start, read.end) == (start, end)
    assert read.title == "세미나"


def test_nights_and_days_are_kept_as_stated() -> None:
    read = entry("12/7~12 4박 6일 페루 리마, 워크숍")
    assert (read.nights, read.days, read.end) == (4, 6, date(2026, 12, 12))
    assert read.title == "워크숍"


@pytest.mark.parametrize(
    ("where", "places"),
    [
        ("페루 리마", ["PE 리마"]),
        ("페루(리마)", ["PE 리마"]),
        ("Lima, Peru", ["PE Lima"]),
        ("in Lima", ["PE Lima"]),
        ("페루", ["PE"]),
        ("칠레 산티아고, 페루 리마", ["CL 산티아고", "PE 리마"]),
        ("제네바·파리", ["CH 제네바", "FR 파리"]),
        ("라오스 비엔티안", ["LA 비엔티안"]),
        ("미국 워싱턴 D.C.", ["US 워싱턴 D.C."]),
        ("New York", ["US New York"]),
        ("도쿄 및 오사카", ["JP 도쿄", "JP 오사카"]),
    ],
)
def test_places_are_named_in_many_ways(where: str, places: list[str]) -> None:
    read = entry(f"8/10-15 {where}, 워크숍")
    assert [f"{one.country} {one.city}".strip() for one in read.places] == places
    assert read.title == "워크숍"


def test_places_among_other_words_are_found_and_the_words_stay() -> None:
    read = entry("8/10-15 페루 리마 CONCYTEC 최종워크숍 서도윤")
    assert read.places == (Place("PE", "리마"),)
    assert read.title == "페루 리마 CONCYTEC 최종워크숍"
    assert read.travellers == (Traveller("서도윤"),)
    assert entry("8/10~15, 주한 페루대사관 협의").places == ()  # an embassy is no journey
    assert entry("8/10~15 도쿄, Jordan Blake 면담").places == (Place("JP", "도쿄"),)  # nor is a person a country


@pytest.mark.parametrize(
    ("who", "people"),
    [
        ("서도윤", [("서도윤", "")]),
        ("서도윤 팀장", [("서도윤", "팀장")]),
        ("서도윤팀장", [("서도윤", "팀장")]),
        ("서도윤·연가람", [("서도윤", ""), ("연가람", "")]),
        ("서도윤 팀장, 연가람 연구원", [("서도윤", "팀장"), ("연가람", "연구원")]),
        ("서도윤 팀장·도하림 연구원", [("서도윤", "팀장"), ("도하림", "연구원")]),
        ("서도윤 및 연가람", [("서도윤", ""), ("연가람", "")]),
        ("서도윤 연가람", [("서도윤", ""), ("연가람", "")]),
        ("출장자: 도하림", [("도하림", "")]),
        ("Mina Doe", [("Mina Doe", "")]),
        ("Mina Doe and 서도윤", [("Mina Doe", ""), ("서도윤", "")]),
        ("Dr. Ana Blake", [("Ana Blake", "")]),  # unknown, but an honorific tells a person
        ("with Ana Blake and Mina Doe", [("Ana Blake", ""), ("Mina Doe", "")]),
        ("도하림", [("도하림", "")]),  # nobody we know, but nothing else than a name
    ],
)
def test_travellers_are_named_in_many_ways(who: str, people: list[tuple[str, str]]) -> None:
    read = entry(f"8/10-15 페루 리마, 워크숍, {who}")
    assert [(one.name, one.rank) for one in read.travellers] == people
    assert read.title == "워크숍"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("워크숍", "워크숍"),
        ("서도연", "서도연"),  # a lone word may be a name or not: it stays
        ("12월 중순 일본 출장", "12월 중순 일본 출장"),
        ("99/99 페루, 협의", "99/99 페루, 협의"),
        ("8/15-8/10 회의", "8/15-8/10 회의"),
        ("3/4 분기 점검 회의, 12/1-3 도쿄", "3/4 분기 점검 회의"),
        ("12/7-9 페루 리마, 최종 발표, 서도윤 외 2명", "최종 발표, 외 2명"),
        ("12/1-3 도쿄, Jordan Blake 면담", "Jordan Blake 면담"),
        ("12/1-3 도쿄, Final Workshop", "Final Workshop"),
        ("12/1-3 하노이, KOICA/WB 회의 (2차)", "KOICA/WB 회의 (2차)"),
        ("<b>굵게</b>, 12/1-3 하노이", "<b>굵게</b>"),
        ("", ""),
        ("·,,·", ""),
    ],
)
def test_what_is_not_understood_stays_word_for_word_in_the_title(line: str, title: str) -> None:
    read = entry(line)
    assert (read.title, read.text) == (title, line)


def test_every_word_of_a_line_is_found_again_in_what_was_read() -> None:
    line = "12/1-3 하노이, NSTDA 공동연구 3차 점검 회의(비공개), 의제 미정, 서도윤 팀장"
    read = entry(line)
    again = " ".join([read.title, *(one.city for one in read.places), *(f"{p.name} {p.rank}" for p in read.travellers)])
    for word in ("하노이", "NSTDA", "공동연구", "3차", "점검", "회의(비공개)", "의제", "미정", "서도윤", "팀장"):
        assert word in again


def test_a_hostile_line_is_read_in_no_time() -> None:
    for line in ("8/1" * 2000, "(" * 3000, "페루 " * 1500, "8월 10일~" * 800, "서도윤·" * 1000, "\x00" * 500):
        assert read_entry(line[:3000], on=ON).text is not None
