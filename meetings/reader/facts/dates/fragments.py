"""Parts of patterns that several languages share."""

from __future__ import annotations

import re

from meetings.reader.facts.calendar_words import LATIN_WEEKDAY

WEEKDAY_AFTER = (
    r"(?:\s?\(\s?(?P<wd>[월화수목금토일](?:요일)?|" + LATIN_WEEKDAY + r"\.?)\s?(?:\)|(?=[,/ ]))"
    r"|\s?(?P<wd2>[월화수목금토일])요일)?"
)
WEEKDAY_BEFORE = r"(?:(?P<wd3>" + LATIN_WEEKDAY + r")\b\.?,?\s+)?"
# A word that may follow a Korean date; "8월 중국" and "이번 주제" are no dates because "국" and "제" are none.
AFTER = r"(?=까지|전까지|에|부터|으로|로|쯤|경|께|이후|이전|전후|이나|또는|와|과|및|의|을|를|은|는|이|가|도|[^가-힣]|$)"
LEFT = r"(?<![\dA-Za-z.,/])"  # no figure goes on to the left; Hangul may


def flags(pattern: str, *, case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if case else re.IGNORECASE)
