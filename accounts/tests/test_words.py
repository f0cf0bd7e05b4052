"""Days, periods and counts in words, and days as people type them."""

from datetime import date

import pytest
from django.utils import translation

from accounts.fields import read_day
from accounts.words import counted, day_words, dday_words, period_words, size_words

DAY = date(2025, 8, 13)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("language", "words"), [("ko", "2025. 8. 13.(수)"), ("en", "Wed 13 Aug 2025")])
def test_a_day_is_written_as_people_write_it(language: str, words: str) -> None:
    with translation.override(language):
        assert plain(day_words(DAY)) == words


def test_a_day_never_breaks_over_two_lines() -> None:
    for language in ("ko", "en"):
        with translation.override(language):
            assert " " not in day_words(DAY)


def test_the_year_is_dropped_where_it_is_known() -> None:
    with translation.override("ko"):
        assert plain(day_words(DAY, weekday=False, this_year=2025)) == "8. 13."


@pytest.mark.parametrize(
    ("start", "end", "korean", "english"),
    [
        (date(2025, 8, 9), date(2025, 8, 15), "2025. 8. 9.–15.", "9–15 Aug 2025"),
        (date(2025, 8, 30), date(2025, 9, 2), "2025. 8. 30.–9. 2.", "30 Aug–2 Sep 2025"),
        (date(2025, 12, 30), date(2026, 1, 2), "2025. 12. 30.–2026. 1. 2.", "30 Dec 2025–2 Jan 2026"),
        (DAY, DAY, "2025. 8. 13.", "13 Aug 2025"),
        (DAY, None, "2025. 8. 13.–", "13 Aug 2025–"),
        (None, DAY, "–2025. 8. 13.", "–13 Aug 2025"),
        (None, None, "", ""),
    ],
)
def test_a_period_says_once_what_both_ends_share(
    start: date | None, end: date | None, korean: str, english: str
) -> None:
    for language, words in (("ko", korean), ("en", english)):
        with translation.override(language):
            assert plain(period_words(start, end)) == words


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2025, 8, 12), ("D+1", "over")),
        (DAY, ("오늘", "today")),
        (date(2025, 8, 20), ("D-7", "soon")),
        (date(2025, 8, 21), ("D-8", "later")),
        (None, ("기한 없음", "later")),
    ],
)
def test_a_d_day_says_how_far_it_is(due: date | None, expected: tuple[str, str]) -> None:
    with translation.override("ko"):
        assert dday_words(due, DAY) == expected


def test_counts_carry_their_counter_in_korean() -> None:
    with translation.override("ko"):
        assert [counted(12), counted(27, "person"), counted(1100, "place")] == ["12건", "27명", "1,100곳"]
    with translation.override("en"):
        assert counted(12) == "12"


def test_sizes_are_said_in_the_largest_unit() -> None:
    assert [plain(size_words(size)) for size in (0, 1023, 1536, 20 * 1024 * 1024)] == [
        "0 B",
        "1023 B",
        "1.5 KB",
        "20 MB",
    ]


TYPED = [
    "2025-08-13", "2025-8-13", "25.8.13", "'25.8.13", "2025. 8. 13.", "2025. 8. 13.(수)", "2025년 8월 13일", "20250813",
    " 2025/8/13 ",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert read_day(typed) == DAY


@pytest.mark.parametrize("typed", ["", "2025-02-30", "13.8.2025", "next week", "2025-8", "2025-08-13-01", "99999999"])
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert read_day(typed) is None
