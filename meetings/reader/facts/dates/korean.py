"""The patterns of Korean dates."""

from __future__ import annotations

import re

from meetings.reader.facts.dates.counting import (
    counted,
    day_of_month,
    fixed_days,
    next_weekday,
    offset,
    open_ended,
    relative_day,
    relative_week,
    week_of_this_month,
    weekend,
)
from meetings.reader.facts.dates.fragments import AFTER, LEFT, WEEKDAY_AFTER, flags
from meetings.reader.facts.dates.handlers import (
    Handler,
    month_atom,
    month_days,
    numbered_period,
    relative_month,
    relative_quarter,
    season,
    strong_day,
    year_atom,
    year_end,
)

_YEAR_WORD = r"올해|올|금년|당해|이번|내년|명년|차년|익년|내후년|작년|지난해|전년|지난"
_YEAR = (
    r"(?:(?P<y>(?:19|20)\d{2}|(?<![\d.,])'?\d{2})\s?(?:년도?|학년도|\.(?=\s?(?:\d{1,2}\s?월|[1-4]\s?분기|[상하]반기)))\s{0,3}"
    r"|(?P<ry>" + _YEAR_WORD + r")도?\s{0,3})"
)
_ORDINAL = r"첫째|첫|둘째|셋째|넷째|다섯째|마지막|첫\s?번째|두\s?번째|세\s?번째|네\s?번째"
_PART = (
    r"(?:\s{0,3}(?P<part>초순?\s?[~-]\s?중순|중순\s?[~-]\s?(?:하순|말)|초순|초반|초중순|초|상순|중하순|중순|하순|말일|말|전반기?|후반기?|중|이내|내|안)"
    + AFTER
    + r""
    r"|\s{0,3}(?:(?P<week1>[1-5])\s?[~-]\s?)?(?P<week>" + _ORDINAL + r"|[1-5])\s?주(?:차)?"
    r"(?:\s?\(?(?P<on>[월화수목금토일])(?:요일|\)))?"
    + AFTER
    + r"|\s{0,3}(?P<nth>"
    + _ORDINAL
    + r")\s?(?P<on2>[월화수목금토일])요일)?"
)
_PART_NEEDED = _PART.removesuffix("?")
_COUNT = r"(?:(?P<n1>\d{1,2})\s?[~-]\s?)?(?P<n>\d{1,3}|한|두|세|네|다섯|여섯|일(?=주일))"
# The event a stretch is counted from, of one or two words.
_ANCHOR_NEEDED = r"(?:(?P<anchor>(?:[가-힣]{2,8}\s)?[가-힣]{2,8}?)\s?(?:일|일자)?\s?(?:이후|직후|후|로부터|부터)\s?)"
_ANCHOR = _ANCHOR_NEEDED + "?"
_BASIS = r"(?:(?:앞으로|향후)\s?)?(?:(?P<basis>근무일|영업일|업무일|평일)\s?(?:기준)?(?:으로)?\s?)?"
_UNIT = r"(?P<unit>영업일|근무일|업무일|개월|주일|일|주|달|년)"
_WITHIN = r"(?P<within>이내|내|안)(?:에|로|으로)?"

PATTERNS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (
        flags(LEFT + _YEAR + r"?(?P<m>\d{1,2})\s?월\s{0,3}(?P<d>\d{1,2})\s?일(?!간(?!담))" + WEEKDAY_AFTER),
        strong_day("ko"),
    ),
    (
        flags(LEFT + _YEAR + r"?(?P<m>\d{1,2})\s?월\s?(?P<d>\d{1,2})\s?[~-]\s?(?P<d2>\d{1,2})\s?일(?!간(?!담))"),
        month_days,
    ),
    (
        flags(LEFT + _YEAR + r"?(?P<m>\d{1,2})\s?월(?!\s{0,3}\d{1,2}\s?일)(?:" + _PART_NEEDED + r"|" + AFTER + r")"),
        month_atom,
    ),
    (flags(LEFT + _YEAR + r"?(?:제\s?)?(?P<q>[1-4])\s?(?:/\s?4\s?|사)?분기(?!별)" + _PART), numbered_period("quarter")),
    (flags(LEFT + _YEAR + r"?(?P<q>[상하])반기" + _PART), numbered_period("half")),
    (flags(r"(?<![가-힣])(?P<rq>이번|금|당|다음|차|지난)\s?분기" + _PART), relative_quarter),
    (
        flags(
            LEFT
            + r"(?<![가-힣])(?:"
            + _YEAR
            + r"|(?P<y4>20\d\d)\s)?(?:(?P<season>(?:여름|겨울|봄)방학|(?:봄|가을|[12])학기"
            r"|(?:여름|겨울)철)|(?P<season2>봄|여름|가을|겨울)" + AFTER + r")" + _PART
        ),
        season,
    ),
    (
        flags(
            LEFT
            + r"(?:(?P<y>(?:19|20)\d{2})\s?(?:년도?|(?:회계|사업)\s?연도)|(?P<ry>올해|금년|내년|명년|익년|내후년|작년"
            r"|지난해)도?)(?!\s{0,3}\d{1,2}\s?월|[가-힣]{0,4}간\b|대)" + _PART
        ),
        year_atom,
    ),
    # A year of two figures needs what makes it a year: an apostrophe, a part, or a word of budgets. "20년 계획" is a
    # length.
    (
        flags(
            LEFT + r"(?:'(?P<y>\d{2})\s?년도?"
            r"|(?P<yy>[1-4]\d)\s?년(?:도|(?=\s{0,3}(?:사업|예산|신규|말|초(?!과)|상반기|하반기"
            r"|착수|연말|중(?!장|기)))))" + _PART
        ),
        year_atom,
    ),
    (flags(r"(?<![가-힣])(?:올\s?)?(?:연내|연말|연초|연중)" + AFTER), year_end),
    (
        flags(
            r"(?<![가-힣])(?P<rm>이번\s?달|금월|당월|이달|다음\s?달|내달|익월|차월|다다음\s?달"
            r"|지난\s?달)(?:\s?(?P<d>\d{1,2})\s?일(?!간)" + WEEKDAY_AFTER + r"|" + _PART_NEEDED + r"|" + AFTER + r")"
        ),
        relative_month,
    ),
    (flags(r"(?<![가-힣])(?P<rm>월)(?P<part>말|초)" + AFTER), relative_month),
    (flags(r"(?<![가-힣])(?<!매월 )(?<!매달 )(?P<week>" + _ORDINAL + r")\s?주(?:\s?중)?" + AFTER), week_of_this_month),
    (flags(r"(?<![가-힣])(?:(?P<rw>이번|다음|금|차|지난)\s?)?주말(?=까지|에|\s|[^가-힣]|$)"), weekend),
    (
        flags(
            r"(?<![가-힣])(?P<rw>금주|이번\s?주|차주|다음\s?주|내주|익주|다다음\s?주"
            r"|지난\s?주)(?:\s?\(?(?P<wd2>[월화수목금토일])(?:요일|\))"
            r"|\s?(?P<part>초|말|중|이내|내|안)" + AFTER + r"|" + AFTER + r")"
        ),
        relative_week,
    ),
    (flags(r"(?:(?<![가-힣])오는\s?)(?P<wd2>[월화수목금토일])요일"), next_weekday),
    (flags(r"(?<![가-힣\d).])(?<!주 )(?<!주)(?P<wd2>[월화수목금토일])요일(?=\s?(?:까지|전까지))"), next_weekday),
    (
        flags(
            r"(?<![가-힣\d.])"
            + _ANCHOR
            + _BASIS
            + _COUNT
            + r"\s?"
            + _UNIT
            + r"\s?(?:"
            + _WITHIN
            + r"|이?후|뒤)(?=까지|에|[^가-힣]|$)"
        ),
        counted,
    ),
    # "귀국 후 2주": what is counted from an event needs no "이내".
    (
        flags(
            r"(?<![가-힣\d.])"
            + _ANCHOR_NEEDED
            + _BASIS
            + _COUNT
            + r"\s?"
            + _UNIT
            + r"(?=까지|에|\s?[^가-힣\s]|\s?$|\s(?!동안|간|차))"
        ),
        counted,
    ),
    (
        flags(
            r"(?<![가-힣])"
            + _ANCHOR
            + r"(?:(?:앞으로|향후)\s?)?(?P<unit>일주일|보름|열흘|이틀|사흘|나흘|닷새)\s?(?:"
            + _WITHIN
            + r"|후|뒤)(?=까지|에|[^가-힣]|$)"
        ),
        fixed_days,
    ),
    (
        flags(
            r"(?<![가-힣\d.])(?:(?P<event>[가-힣]{2,8})\s)?(?:(?P<n>\d{1,3}|한|두|세|네)\s?(?P<unit>주일|주|일|개월|달|영업일)"
            r"|(?P<unit2>하루|일주일|보름|열흘|이틀|사흘|나흘|전날|전일))\s?(?P<before>전까지|까지|전에|전)(?![가-힣])"
        ),
        offset,
    ),
    (flags(r"(?:(?<![가-힣])오는\s?(?P<d>\d{1,2})\s?일)(?!간)" + WEEKDAY_AFTER), day_of_month),
    (
        flags(r"(?<![\d가-힣.,]|월)(?<!월 )(?P<d>\d{1,2})\s?일(?!간)" + WEEKDAY_AFTER + r"(?=\s?(?:까지|전까지))"),
        day_of_month,
    ),
    (flags(r"(?<![가-힣])(?:내일|명일|익일|모레)(?=까지|에|\s|$)"), relative_day),
    (flags(r"(?<![가-힣])(?:오늘|금일|당일)(?=\s?(?:까지|중|내|안)(?![가-힣]{2}))"), relative_day),
    (
        flags(
            r"(?:가능한\s?)?(?:빠른|이른|가까운)\s?시일\s?(?:내|안)에?|(?:가급적|가능한\s?한?|최대한)\s?(?:빨리|조속히|신속히)"
            r"|조속한\s?시일\s?(?:내|안)에?|조속히|조만간|즉시|곧바로|지체\s?없이|(?:귀국|복귀|출장|회의|면담)\s?직후"
        ),
        open_ended("soon"),
    ),
    (
        flags(
            r"(?<![가-힣])(?:(?:시기|일정|기한)\s?)?(?:미정|추후\s?(?:재?협의|재?논의|확정|통보|결정)|수시(?=\s|$|[^가-힣]))"
        ),
        open_ended("none"),
    ),
    # An event whose day the text does not give: "우기 전까지", "개학 전까지".
    (flags(r"(?<![가-힣\d])(?P<open>(?!연말|월말|연초|주말)[가-힣]{2,8})\s(?=전까지)"), open_ended("none", by=True)),
)
