"""The patterns of English dates. Months with a capital, so that "may" and "march" stay words."""

from __future__ import annotations

import re

from meetings.reader.facts.calendar_words import ENGLISH_MONTH, LATIN_WEEKDAY
from meetings.reader.facts.dates.counting import (
    counted,
    day_of_month,
    latin_week,
    latin_weekday,
    offset,
    open_ended,
    relative_day,
)
from meetings.reader.facts.dates.fragments import WEEKDAY_AFTER, WEEKDAY_BEFORE, flags
from meetings.reader.facts.dates.handlers import (
    Handler,
    fiscal_year,
    latin_month,
    month_atom,
    month_days,
    numbered_period,
    relative_quarter,
    season,
    strong_day,
    weak,
    year_atom,
    year_end,
)

_YEAR = r"(?:,?\s+(?:of\s+)?(?P<y>(?:19|20)\d{2})(?!\d)|(?:\s+'|(?<=[a-z.])-)(?P<yy>\d{2})(?![\d/-]))?"
_OF_YEAR = (
    r"(?:[\s,/-]*(?:of\s+)?(?P<y>20\d\d)(?!\d)"
    r"|\s+of\s+(?P<ry>the year|this year|next year)|\s+(?P<ry2>this year|next year))"
)
_COUNT_WORD = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety"
    r"|a\s+couple\s+of)"
)
_COUNT = r"(?:(?P<n1>" + _COUNT_WORD + r")\s?(?:-|to|or)\s?)?(?P<n>" + _COUNT_WORD + r")(?:\s?\(\d{1,3}\))?"
_UNIT = (
    r"(?P<working>working\s+|business\s+)?(?:calendar\s+)?"
    r"(?P<unit>days?|weeks?|months?|fortnights?|years?|hours?)(?!\w)"
)
_DAY_MONTH = (
    r"(?i:"
    + WEEKDAY_BEFORE
    + r")(?<![\d.:/])(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+of\s+|\s{1,3}|-)(?P<m>"
    + ENGLISH_MONTH
    + r"|"
)

PATTERNS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (
        flags(
            _DAY_MONTH
            + r"[A-Z]{3,9}(?=[\s,-]{1,3}20\d\d))"
            + _YEAR.replace(r",?\s+", r"(?:,?\s+|-)", 1)
            + WEEKDAY_AFTER,
            case=True,
        ),
        strong_day("dm"),
    ),
    (
        flags(
            r"(?i:"
            + WEEKDAY_BEFORE
            + r")(?<![A-Za-z])(?P<m>"
            + ENGLISH_MONTH
            + r")\s+(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd"
            r"|th)?(?![\d:%]|\s?-\s?\d)" + _YEAR + WEEKDAY_AFTER,
            case=True,
        ),
        strong_day("md"),
    ),
    (
        flags(
            r"(?<![A-Za-z])(?P<m>" + ENGLISH_MONTH + r")\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\s?(?:-|to|and|&"
            r"|~|through)\s?(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?![\d:])" + _YEAR,
            case=True,
        ),
        month_days,
    ),
    (flags(r"(?<![A-Za-z\d])(?P<m>" + ENGLISH_MONTH + r")" + _YEAR.removesuffix("?"), case=True), month_atom),
    (flags(r"(?<![A-Za-z\d])(?<!\d[ -])(?P<m>" + ENGLISH_MONTH + r")(?!\s?\d)", case=True), weak(month_atom)),
    (
        flags(
            r"(?<!\w)(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?:[\s,/-]{0,3}(?:of\s+)?(?P<y>20\d\d)|\s?'(?P<yy>\d\d)"
            r"|(?P<yy2>[2-4]\d))?(?!\w)"
        ),
        numbered_period("quarter"),
    ),
    (flags(r"(?<!\w)(?P<y>20\d\d)[\s,/-]{0,2}Q(?P<q>[1-4])(?!\w)"), numbered_period("quarter")),
    (
        flags(r"(?<!\w)(?P<q>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter" + _OF_YEAR + "?"),
        numbered_period("quarter"),
    ),
    (flags(r"(?<!\w)(?P<q>first|second)\s+(?:half|semester)" + _OF_YEAR), numbered_period("half")),
    (flags(r"(?<!\w)(?P<q>[12])H(?:\s?(?P<y>20\d\d)|\s?'(?P<yy>\d\d))(?!\w)"), numbered_period("half")),
    (flags(r"(?<!\w)H(?P<q>[12])(?:[\s,/-]{0,3}(?P<y>20\d\d)|\s?'(?P<yy>\d\d))(?!\w)"), numbered_period("half")),
    (flags(r"(?<!\w)(?P<rq>this|next|the\s+(?:current|next|coming|following)|last)\s+quarter(?!\w)"), relative_quarter),
    (flags(r"(?<!\w)(?P<rq>the)\s+quarter(?!\w)"), weak(relative_quarter)),
    (
        flags(
            r"(?<!\w)(?:(?P<ry>this|next|last)\s+|(?:in|by|before|during"
            r"|until)\s+(?:the\s+)?(?:coming\s+)?)(?P<season>spring|summer|autumn|winter)"
            r"(?:\s+(?:of\s+)?(?P<y>20\d\d)|(?![\w'-]|\s+(?!and|or|to|at|in|for|with|the)[a-z]))"
        ),
        season,
    ),
    (flags(r"(?<!\w)(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<y>20\d\d)(?!\d)"), season),
    (flags(r"(?<![\w.,/])(?<!\d-)(?P<y>20\d\d)(?!\w|[.,]\d|%|-\d)(?!\s+(?:%|[a-z]+s\b))"), weak(year_atom)),
    (flags(r"(?<!\w)FY\s?'?(?P<y>20\d\d|\d\d)(?![\d/])"), fiscal_year),
    (flags(r"(?<!\w)(?:the\s+)?(?:calendar\s+)?year[\s-]end(?!\w)"), year_end),
    (flags(r"(?<!\w)later\s+(?:this|in\s+the)\s+year(?!\w)"), year_end),
    (flags(r"(?<!\w)(?P<ry>this year|next year|last year)(?!['’]?s\b)"), year_atom),
    (flags(r"(?<!\w)(?P<ry>the (?:calendar )?year)(?!\w|[-']| \d)"), weak(year_atom)),
    (
        flags(
            r"(?<!\w)(?P<lead>within|in|over|during)\s+(?:(?:the\s+)?(?:next|coming)\s+)?"
            + _COUNT
            + r"\s+"
            + _UNIT
            + r"(?:'s?\s+time)?(?!\s+of\s+(?:training|work|field))"
        ),
        counted,
    ),
    (flags(r"(?<!\w)" + _COUNT + r"\s+" + _UNIT + r"(?=\s+(?:after|from|following|upon)\s)"), counted),
    (
        flags(
            r"(?<!\w)(?:(?P<n>"
            + _COUNT_WORD
            + r")\s+"
            + _UNIT
            + r"\s+(?P<before>before|prior\s+to|ahead\s+of|in\s+advance|earlier"
            r"|prior|beforehand)|(?P<unit2>the\s+day)\s+before)(?!\w)(?:\s+(?:of\s+)?(?P<object>(?:the|that|our"
            r"|its|their)\s+(?!\d)(?:next\s+)?[a-z]+))?"
        ),
        offset,
    ),
    (
        flags(r"(?<!\w)(?P<wd3>" + LATIN_WEEKDAY + r")\b,?\s+(?:of\s+)?(?P<rw>this|next|the\s+following)\s+week(?!\w)"),
        latin_week,
    ),
    (
        flags(r"(?<!\w)(?P<rw>this|next|the\s+(?:next|coming|following|same)|coming|following)\s+week(?![\w-])"),
        latin_week,
    ),
    (flags(r"(?<!\w)the\s+(?P<rw>week\s+after\s+next)(?!\w)"), latin_week),
    (
        flags(r"(?<!\w)(?:the\s+)?(?P<rw>week)(?![\w-])(?!\s+(?:of|in|commencing|beginning|starting|ending))"),
        weak(latin_week),
    ),
    (flags(r"(?<!\w)(?P<rm>this|next|the\s+(?:next|coming|following)|coming|following)\s+month(?!\w)"), latin_month),
    (flags(r"(?<!\w)the\s+(?P<rm>month)(?!\w)(?!\s+of\s+[A-Z])"), weak(latin_month)),
    (flags(r"(?<!\w)(?P<rm>month)[\s-](?P<part>end)(?!\w)"), latin_month),
    (
        flags(r"(?<!\w)(?:(?P<lead>next|coming|this)\s+)?(?P<wd3>" + LATIN_WEEKDAY + r")\b(?!\.?,?\s?\d)"),
        weak(latin_weekday),
    ),
    (
        flags(
            r"(?<!\w)(?P<before>on|by|until|before)\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)(?!\w|\s+(?:of|[A-Z]"
            r"|\w+\s+(?:meeting|session|anniversary)|meeting|session|anniversary|floor|round))",
            case=True,
        ),
        day_of_month,
    ),
    (flags(r"(?<!\w)tomorrow\b"), relative_day),
    (flags(r"(?<!\w)today\b"), weak(relative_day)),
    (
        flags(
            r"(?<!\w)(?:as\s+soon\s+as\s+(?:possible|practicable|feasible)|ASAP|shortly(?!\s+after)|at\s+(?:the"
            r"|your|their|our|its)\s+earliest(?:\s+convenience"
            r"|\s+opportunity)|in\s+(?:the\s+)?(?:coming|next\s+few)\s+(?:days|weeks|months)"
            r"|in\s+due\s+(?:course|time)|without\s+(?:undue\s+|further\s+)?delay)(?!\w)"
        ),
        open_ended("soon"),
    ),
    (
        flags(r"(?<!\w)(?:date\s+)?(?:TBD|TBC|TBA|to\s+be\s+(?:determined|confirmed|agreed|decided|advised))(?!\w)"),
        open_ended("none"),
    ),
    # An event whose day the text does not give: "before the rainy season", "before the start of the school year".
    (
        flags(
            r"(?<!\w)(?:by|before|prior\s+to|until|ahead\s+of)\s+the\s+(?:(?:[a-z]+\s+){0,2}(?:season|holidays?"
            r"|elections?|harvest"
            r"|monsoon|rains)|(?:start|beginning|onset|launch|opening|commencement|closing"
            r"|end)\s+of\s+the\s+(?!year|month|week|quarter|day|calendar"
            r"|fiscal|next|this|following|first|second|third|fourth|last|business|century"
            r"|decade)[a-z]+(?:\s+(?:year|season|phase|project|campaign))?)(?!\w)"
        ),
        open_ended("none", by=True),
    ),
)
