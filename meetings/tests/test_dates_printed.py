"""What is printed is read back: every kind of span in three languages, for any day, without a table of examples."""

from __future__ import annotations

import itertools
import time
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.reader.facts.dates import HABIT, day_order, find_dates
from meetings.reader.facts.dates.resolve import week_of_month

DAYS = st.dates(date(2010, 1, 1), date(2059, 12, 31))
YEARS, MONTHS, PARTS = st.integers(2010, 2059), st.integers(1, 12), st.integers(0, 2)
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SPANISH = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
WEEKDAYS = (
    "월화수목금토일",
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
)
ORDINALS = (
    ("첫째", "둘째", "셋째", "넷째"),
    ("first", "second", "third", "fourth"),
    ("primera", "segunda", "tercera", "cuarta"),
)


def read(text: str, reference: date | None = None) -> list[tuple[date | None, date | None]]:
    return [(d.start, d.end) for d in find_dates(text, reference=reference)]


def deadlines(ko: str, en: str, es: str) -> Iterator[str]:
    """The words of a span as a deadline in a sentence of each language."""
    yield f"자료를 {ko}까지 송부하기로 함"
    yield f"The office will send the data by {en}."
    yield f"La oficina enviará los datos a más tardar {es}."


def mentions(ko: str, en: str, es: str) -> Iterator[str]:
    yield f"사업은 {ko} 시작 예정"
    yield f"The project starts in {en}."
    yield f"El proyecto comienza en {es}."


@given(DAYS)
def test_a_day_as_a_deadline(day: date) -> None:
    ko = WEEKDAYS[0][day.weekday()]
    month, mes = ENGLISH[day.month - 1], SPANISH[day.month - 1]
    styles = (
        (
            f"{day.year}. {day.month}. {day.day}.({ko})",
            f"{day.day} {month} {day.year}",
            f"el {day.day} de {mes} de {day.year}",
        ),
        (
            f"’{day:%y}. {day.month}. {day.day}.",
            f"{month} {day.day}, {day.year}",
            f"el {day.day} de {mes} del {day.year}",
        ),
        (
            f"’{day:%y}년 {day.month}월 {day.day}일",
            f"{WEEKDAYS[1][day.weekday()]}, {day.day} {month[:3]}. {day.year}"
            if day.month != 5
            else f"{day.day} May {day.year}",
            f"el {WEEKDAYS[2][day.weekday()]} {day.day} de {mes} de {day.year}",
        ),
    )
    for style in styles:
        for text in deadlines(*style):
            assert [(d.start, d.end, d.by, d.weekday_wrong) for d in find_dates(text)] == [(day, day, True, False)], (
                text
            )


@given(DAYS, st.integers(1, 40))
def test_a_range_of_days(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    months = [(ENGLISH[d.month - 1], SPANISH[d.month - 1]) for d in (day, last)]
    texts = [
        f"’{day:%y}. {day.month}. {day.day}. ~ ’{last:%y}. {last.month}. {last.day}.",
        f"{day.year}.{day.month:02}.{day.day:02}.({WEEKDAYS[0][day.weekday()]})∼{last.month:02}.{last.day:02}.({WEEKDAYS[0][last.weekday()]})",
        f"{months[0][0]} {day.day}, {day.year} – {months[1][0]} {last.day}, {last.year}",
        f"del {day.day} de {months[0][1]} de {day.year} al {last.day} de {months[1][1]} de {last.year}",
    ]
    if day.month == last.month:
        texts += [
            f"{day.year}년 {day.month}월 {day.day}~{last.day}일",
            f"{day.day}-{last.day} {months[0][0]} {day.year}",
            f"{day.day} to {last.day} {months[0][0]} {day.year}",
            f"{months[0][0]} {day.day}–{last.day}, {day.year}",
            f"del {day.day} al {last.day} de {months[0][1]} de {day.year}",
            f"{day.day} y {last.day} de {months[0][1]} de {day.year}",
        ]
    for text in texts:
        assert read(text) == [(day, last)], text


@given(YEARS, MONTHS, PARTS)
def test_a_month_and_its_parts(year: int, month: int, part: int) -> None:
    end = monthrange(year, month)[1]
    name, mes = ENGLISH[month - 1], SPANISH[month - 1]
    whole = (f"{year}년 {month}월", f"{name} {year}", f"{mes} de {year}")
    first, last = ((1, 10), (11, 20), (21, end))[part]
    ko, en, es = ("초", "중순", "말")[part], ("early", "mid-", "late")[part], ("inicios", "mediados", "fines")[part]
    some = (f"{year}년 {month}월 {ko}", f"{en} {name} {year}".replace("- ", "-"), f"{es} de {mes} de {year}")
    for text in (*mentions(*whole), *deadlines(*whole)):
        assert read(text) == [(date(year, month, 1), date(year, month, end))], text
    for text in (*mentions(*some), *deadlines(*some)):
        assert read(text) == [(date(year, month, first), date(year, month, last))], text


@given(YEARS, MONTHS, st.integers(1, 4), st.integers(0, 6))
def test_weeks_and_weekdays_of_a_month(year: int, month: int, number: int, weekday: int) -> None:
    ko, en, es = (words[number - 1] for words in ORDINALS)
    name, mes = ENGLISH[month - 1], SPANISH[month - 1]
    week = week_of_month(year, month, number)
    words = (f"{year}년 {month}월 {ko} 주", f"the {en} week of {name} {year}", f"la {es} semana de {mes} de {year}")
    for text in (*mentions(*words), *deadlines(*words)):
        assert read(text) == [week], text
    day = date(year, month, 1) + timedelta(days=(weekday - date(year, month, 1).weekday()) % 7 + 7 * (number - 1))
    nth = {"primera": "primer", "segunda": "segundo", "tercera": "tercer", "cuarta": "cuarto"}[es]
    words = (
        f"{year}년 {month}월 {ko} {WEEKDAYS[0][weekday]}요일",
        f"the {en} {WEEKDAYS[1][weekday]} of {name} {year}",
        f"el {nth} {WEEKDAYS[2][weekday]} de {mes} de {year}",
    )
    for text in deadlines(*words):
        assert read(text) == [(day, day)], text


@given(YEARS, st.integers(1, 4))
def test_quarters_halves_and_years(year: int, number: int) -> None:
    first, last = date(year, number * 3 - 2, 1), date(year, number * 3, monthrange(year, number * 3)[1])
    nth = ("primer", "segundo", "tercer", "cuarto")[number - 1]
    words = (f"{year}년 {number}분기", f"Q{number} {year}", f"el {nth} trimestre de {year}")
    for text in (*mentions(*words), *deadlines(*words)):
        assert read(text) == [(first, last)], text
    if number < 3:
        half = date(year, number * 6 - 5, 1), date(year, number * 6, monthrange(year, number * 6)[1])
        words = (
            f"{year}년 {'상하'[number - 1]}반기",
            f"the {ORDINALS[1][number - 1]} half of {year}",
            f"el {nth} semestre de {year}",
        )
        for text in (*mentions(*words), *deadlines(*words)):
            assert read(text) == [half], text
    for text in deadlines(f"{year}년 말", f"the end of {year}", f"para fines de {year}"):
        assert read(text) == [(date(year, 12, 1), date(year, 12, 31))], text


@given(DAYS, st.integers(1, 30), st.sampled_from([1, 7]))
def test_stretches_counted_from_the_reference(reference: date, count: int, unit: int) -> None:
    end = reference + timedelta(days=count * unit)
    ko, en, es = {1: ("일", "days", "días"), 7: ("주", "weeks", "semanas")}[unit]
    for text in (
        f"자료를 {count}{ko} 이내에 송부",
        f"will send it within {count} {en}",
        f"lo enviará dentro de {count} {es}",
        f"lo enviará en un plazo de {count} {es}",
        f"lo enviará dentro de los {count} {es} siguientes a la reunión",
    ):
        assert [(d.start, d.end, d.by) for d in find_dates(text, reference=reference)] == [(reference, end, True)], text


@given(DAYS)
def test_relative_words(reference: date) -> None:
    monday = reference - timedelta(days=reference.weekday())
    following = (monday + timedelta(days=7), monday + timedelta(days=11))
    for text in ("차주 중", "다음 주", "next week", "la próxima semana"):
        assert read(text, reference) == [following], text
    year, month = reference.year + reference.month // 12, reference.month % 12 + 1
    next_month = (date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    for text in ("다음 달", "익월 중", "next month", "el próximo mes"):
        assert read(text, reference) == [next_month], text
    for text in ("연말", "by the end of the year", "a fines de año"):
        assert read(text, reference) == [(date(reference.year, 12, 1), date(reference.year, 12, 31))], text


@given(DAYS, st.integers(1, 8))
def test_weeks_before_a_named_day(day: date, count: int) -> None:
    on = day - timedelta(weeks=count)
    for text in (
        f"{day.year}년 {day.month}월 {day.day}일 {count}주 전까지 제출",
        f"{count} weeks before {day.day} {ENGLISH[day.month - 1]} {day.year}",
        f"{count} semanas antes del {day.day} de {SPANISH[day.month - 1]} de {day.year}",
    ):
        assert read(text)[-1] == (on, on), text


@given(DAYS)
def test_numeric_dates_follow_the_habit_of_the_document(day: date) -> None:
    month, mes = ENGLISH[day.month - 1], f"{day.day} {ENGLISH[day.month - 1]}"
    for spelled, text in ((f"{month} {day.day}, 2026", f"{day:%m/%d/%Y}"), (f"{mes} 2026", f"{day:%d/%m/%Y}")):
        token = HABIT.set(day_order([spelled, "03/04/2026"]))
        try:
            assert read(text) == [(day, day)], text
        finally:
            HABIT.reset(token)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/31/2026", "04/05/2026"], "mdy"),
        (["31/03/2026", "04/05/2026"], "dmy"),
        (["31/03/2026", "03/31/2026"], None),
        (["April 10, 2026", "04/05/2026"], "mdy"),
        (["10 April 2026", "04/05/2026"], "dmy"),
        (["10 de abril de 2026"], "dmy"),
        (["03/04/2026", "05/04/2026", "07/04/2026"], "dmy"),
        (["04/03/2026", "04/05/2026", "04/07/2026"], "mdy"),
        (["04/05/2026"], None),
    ],
)
def test_the_habit_is_that_of_the_document(texts: list[str], order: str | None) -> None:
    assert day_order(texts) == order


def test_an_ambiguous_date_without_a_habit_stays_open_unless_something_beside_it_tells() -> None:
    token = HABIT.set(None)
    try:
        assert read("by 04/10/2026") == [(None, None)]
        assert read("by 04/10/2026 (April 10)", date(2026, 3, 17))[0] == (date(2026, 4, 10),) * 2
        assert read("by Friday 04/10/2026") == [(date(2026, 4, 10),) * 2]
        assert read("by 04/15/2026") == [(date(2026, 4, 15),) * 2]
    finally:
        HABIT.reset(token)


@given(
    st.one_of(
        st.from_regex(r"\+?\d{1,3}[ -]\d{2,4}[ -]\d{3,4}[ -]\d{4}", fullmatch=True),  # telephone
        st.from_regex(r"0\d{1,2}-\d{3,4}-\d{4}", fullmatch=True),
        st.from_regex(r"(USD|US\$|₩|€) ?[1-9]\d{0,2}(,\d{3}){1,3}", fullmatch=True),  # sums
        st.from_regex(r"[1-9]\d{0,2}(,\d{3}){1,3}(원|달러|명|건|만불)", fullmatch=True),
        st.from_regex(r"[1-9]\d{0,3}(\.\d)?(억|만|천만|%|%p|km|kg|MW|ha) ?원?", fullmatch=True),
        st.from_regex(r"[1-9]\.[1-9](\.[1-9])? [A-Z][a-z]{3} overview", fullmatch=True),  # sections
        st.from_regex(r"제[1-9]\d?(차|장|조|항|호) ?(회의|사업)?", fullmatch=True),
        st.from_regex(r"(No\.|제) ?[A-Z]{2}-[1-9]\d{4}호?", fullmatch=True),
        st.from_regex(r"[1-9]\d?개? ?(기관|부처|개국|명|인|회)", fullmatch=True),
    )
)
def test_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text, reference=date(2025, 8, 13)) == [], text


WORDS = [
    "까지",
    "전",
    "이내",
    "후",
    "귀국",
    "주",
    "월",
    "일",
    "년",
    "분기",
    "반기",
    "말",
    "초",
    "중순",
    "다음",
    "달",
    "이번",
    "the",
    "end",
    "of",
    "week",
    "first",
    "by",
    "before",
    "within",
    "after",
    "next",
    "Friday",
    "May",
    "March",
    "2026",
    "3",
    "12",
    "31",
    "2주",
    "~",
    "-",
    ".",
    "/",
    "(",
    ")",
    "'",
    ",",
    "de",
    "la",
    "semana",
    "fin",
    "próxima",
    "quincena",
    "antes",
    "mes",
    "año",
    "dos",
    "1학기",
    "Q3",
    "&",
]


@given(st.lists(st.sampled_from(WORDS), max_size=24), st.sampled_from([" ", ""]))
@settings(max_examples=300)
def test_no_mixture_of_its_words_breaks_the_grammar(words: list[str], gap: str) -> None:
    text = gap.join(words)
    for reference in (date(2025, 8, 13), date(2024, 2, 29), None):
        spans = find_dates(text, reference=reference)
        assert all(0 <= d.pos[0] < d.pos[1] <= len(text) for d in spans)
        assert all(a.pos[1] <= b.pos[0] for a, b in itertools.pairwise(spans))
        assert all(d.start <= d.end for d in spans if d.start and d.end)


@given(st.text(max_size=120))
def test_no_text_at_all_breaks_the_grammar(text: str) -> None:
    find_dates(text, reference=date(2025, 8, 13))


@pytest.mark.parametrize("unit", ["5월 ", "1. ", "2주 전까지 ", "the end of ", "by the ", "12 and ", " ", "귀국 후 "])
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    def taken(length: int) -> float:
        text = unit * (length // len(unit))
        begin = time.perf_counter()
        find_dates(text, reference=date(2025, 8, 13))
        return time.perf_counter() - begin

    taken(1000)
    assert taken(32_000) < 12 * taken(8_000) + 0.3
