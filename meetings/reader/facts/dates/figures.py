"""Patterns of days in figures, the same in every language."""

from __future__ import annotations

import re

from meetings.reader.facts.dates.fragments import WEEKDAY_AFTER, WEEKDAY_BEFORE, flags
from meetings.reader.facts.dates.handlers import Handler, numeric_day, strong_day, weak_day, weak_month

PATTERNS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (
        flags(
            r"(?<![\d.])(?P<y>(?:19|20)\d{2})\s?\.\s?(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?!\d)\s?\.?" + WEEKDAY_AFTER
        ),
        strong_day("dot"),
    ),
    (
        flags(
            r"(?<![\d.])(?:'(?P<y>\d{2})|(?P<yy>[1-4]\d))\s?\.\s?(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?![\d%]"
            r"|\.\d)\s?\.?" + WEEKDAY_AFTER
        ),
        strong_day("dot"),
    ),
    (
        flags(r"(?<![\d-])(?P<y>(?:19|20)\d{2})(?P<s>[-/])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d-])" + WEEKDAY_AFTER),
        strong_day("slash"),
    ),
    (
        flags(r"(?<![\w.,/+-])(?P<yy>[2-4]\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?![\w.,/-])" + WEEKDAY_AFTER),
        weak_day("slash"),
    ),
    (
        flags(
            WEEKDAY_BEFORE
            + r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>20\d{2})(?![\d-])"
            + WEEKDAY_AFTER
        ),
        numeric_day,
    ),
    (
        flags(
            WEEKDAY_BEFORE + r"(?<![\d/.-])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{2})(?![\d/%-]|\.\d)" + WEEKDAY_AFTER
        ),
        numeric_day,
    ),
    # A month in figures, "2025. 9." or "09/2025": only a whole cell or before a particle, as other figures are.
    (
        flags(
            r"(?<![\w.,/'-])(?:(?P<y>20\d\d)|'(?P<yy>\d\d))\s?\.\s?(?P<m>1[0-2]|0?[1-9])(?!\d|\s?\.\s?\d|\s?[월분/-]|\.?\d)\s?\.?"
        ),
        weak_month,
    ),
    (flags(r"(?<![\w.,/-])(?P<m>1[0-2]|0?[1-9])/(?P<y>20\d\d)(?![\w/-])"), weak_month),
    (
        flags(
            r"(?<![\d.])(?:(?P<y>(?:19|20)\d{2})|'(?P<yy>\d{2}))\s?[.년]\s?(?P<m>\d{1,2})/(?P<d>\d{1,2})"
            r"(?![\d/%]|\.\d|\s?분기)" + WEEKDAY_AFTER
        ),
        strong_day("slash"),
    ),
    (flags(r"(?<![\d/.])(?P<m>\d{1,2})/(?P<d>\d{1,2})(?![\d/%]|\.\d)" + WEEKDAY_AFTER), weak_day("slash")),
    (
        flags(r"(?<![\d.가-힣])(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?![\d%]|\.\d)\s?\.?" + WEEKDAY_AFTER),
        weak_day("dot"),
    ),
)
