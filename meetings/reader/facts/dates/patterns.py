"""The patterns of the grammar and the handlers that read them."""

from __future__ import annotations

import re

from meetings.reader.facts.calendar_words import ENGLISH_MONTH, LATIN_WEEKDAY, SPANISH_MONTH
from meetings.reader.facts.dates.atoms import Atom, Context
from meetings.reader.facts.dates.handlers import (
    Handler,
    counted,
    day_first,
    day_of_month,
    english_counted,
    english_day,
    fixed_days,
    latin_month,
    latin_week,
    latin_weekday,
    month_atom,
    numbered_period,
    open_ended,
    relative_month,
    relative_week,
    spanish_counted,
    strong_day,
    tomorrow,
    two_days,
    weak_day,
    without_lead,
    year_atom,
    year_end,
)

WEEKDAY_AFTER = (
    r"(?:\s*\(\s*(?P<wd>[월화수목금토일](?:요일)?|" + LATIN_WEEKDAY + r"\.?)\s*(?:\)|(?=[,/ ]))"
    r"|\s*(?P<wd2>[월화수목금토일])요일)?"
)
WEEKDAY_BEFORE = r"(?:(?P<wd3>" + LATIN_WEEKDAY + r")\b\.?,?\s+)?"
# A word that may follow a Korean date; "8월 중국" and "이번 주제" are no dates because "국" and "제" are none.
_AFTER = (
    r"(?=까지|전까지|에|부터|으로|로|쯤|경|께|이후|이전|전후|이나|또는|와|과|및|의|을|를|은|는|이|가|도|[^가-힣]|$)"
)
_KYEAR = (
    r"(?:(?P<y>(?:19|20)\d{2}|(?<![\d.,])'?\d{2})\s*(?:년도?|\.(?=\s*\d{1,2}\s*월))\s*"
    r"|(?P<ry>올해|금년|당해|내년|명년|차년|익년|내후년|작년|지난해|전년)도?\s*)"
)
_KPART = (
    r"(?:\s*(?P<part>초순|초반|초|상순|중순|하순|말일|말|중|이내|내|안)" + _AFTER + r""
    r"|\s*(?P<week>첫째|첫|둘째|셋째|넷째|다섯째|마지막|첫\s?번째|두\s?번째|세\s?번째|네\s?번째|[1-5])\s*주(?:차)?"
    + _AFTER
    + r")?"
)
_LEFT = r"(?<![\d가-힣A-Za-z.,/])"
_LEFT_HANGUL_OK = r"(?<![\dA-Za-z.,/])"
_EYEAR = r"(?:,?\s+(?:of\s+)?(?P<y>(?:19|20)\d{2})(?!\d)|\s+'(?P<yy>\d{2})(?!\d))?"
_SYEAR = (
    r"(?:,?\s+(?:de|del)\s+(?:año\s+)?(?P<y>(?:19|20)\d{2})|,?\s+(?P<y4>(?:19|20)\d{2})(?!\d)|\s+(?P<ry>del? "
    r"(?:este|próximo) año))?"
)
_EPART = (
    r"(?P<part>early|mid|late|(?:the\s+)?(?:end|beginning|start|middle)(?:\s+of)?|(?:the\s+)?(?:first|second)\s+half\s+of"
    r"|(?:the\s+)?(?P<week>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+week\s+(?:of|in))"
)
_SPART = (
    r"(?P<part>inicios\s+de|principios\s+de|comienzos\s+de|mediados\s+de|fin(?:al)?(?:es)?\s+de"
    r"|(?:primera|segunda)\s+quincena\s+de|(?P<week>primera|segunda|tercera|cuarta|última|ultima)\s+semana\s+de)"
)
_COUNT = (
    r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty"
    r"|a\s+couple\s+of)"
)
_SCOUNT = r"(?P<n>\d{1,3}|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|treinta|sesenta)"
_KCOUNT = r"(?P<n>\d{1,3}|한|두|세|네|다섯|여섯|일(?=주일))"
# Events whose day the reader knows: the meeting itself, and the end of the trip.
_KANCHOR = r"(?:(?P<anchor>[가-힣]{2,8}?)\s*(?:일|일자)?\s*(?:이후|후|로부터|부터)\s*)?"


def _flags(pattern: str, *, case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if case else re.IGNORECASE)


# The patterns; where two match, the one that begins first wins, and of those the longer.
_PATTERNS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    # full days in figures
    (
        _flags(
            r"(?<![\d.])(?P<y>(?:19|20)\d{2})\s*\.\s*(?P<m>\d{1,2})\s*\.\s*(?P<d>\d{1,2})(?!\d)\s?\.?" + WEEKDAY_AFTER
        ),
        strong_day("dot"),
    ),
    (
        _flags(
            r"(?<![\d.])(?:'(?P<y>\d{2})|(?P<yy>[1-4]\d))\s?\.\s*(?P<m>\d{1,2})\s?\.\s*(?P<d>\d{1,2})(?![\d%]"
            r"|\.\d)\s?\.?" + WEEKDAY_AFTER
        ),
        strong_day("dot"),
    ),
    (
        _flags(
            r"(?<![\d-])(?P<y>(?:19|20)\d{2})(?P<s>[-/])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d-])" + WEEKDAY_AFTER
        ),
        strong_day("slash"),
    ),
    (
        _flags(
            WEEKDAY_BEFORE
            + r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>20\d{2})(?![\d-])"
            + WEEKDAY_AFTER
        ),
        day_first,
    ),
    (_flags(r"(?<![\d/.])(?P<m>\d{1,2})/(?P<d>\d{1,2})(?![\d/%]|\.\d)" + WEEKDAY_AFTER), weak_day("slash")),
    (
        _flags(r"(?<![\d.가-힣])(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?![\d%]|\.\d)\s?\.?" + WEEKDAY_AFTER),
        weak_day("dot"),
    ),
    # Korean
    (
        _flags(_LEFT_HANGUL_OK + _KYEAR + r"?(?P<m>\d{1,2})\s*월\s*(?P<d>\d{1,2})\s*일(?!간(?!담))" + WEEKDAY_AFTER),
        strong_day("ko"),
    ),
    (
        _flags(
            _LEFT_HANGUL_OK
            + _KYEAR
            + r"?(?P<m>\d{1,2})\s*월(?!\s*\d{1,2}\s*일)(?:"
            + _KPART.removesuffix("?")
            + r"|"
            + _AFTER
            + r")"
        ),
        month_atom,
    ),
    (
        _flags(_LEFT_HANGUL_OK + _KYEAR + r"?(?:제\s?)?(?P<q>[1-4])\s*(?:/\s*4\s*)?분기" + _KPART),
        numbered_period("quarter"),
    ),
    (_flags(_LEFT_HANGUL_OK + _KYEAR + r"?(?P<q>[상하])반기" + _KPART), numbered_period("half")),
    (
        _flags(
            _LEFT_HANGUL_OK + r"(?:(?P<y>(?:19|20)\d{2})\s*년도?|(?P<ry>올해|금년|내년|명년|익년|내후년|작년"
            r"|지난해)도?)(?!\s*\d{1,2}\s*월|[가-힣]*간\b|대)" + _KPART
        ),
        year_atom,
    ),
    # A year of two figures needs what makes it a year: an apostrophe, a part, or a word of budgets. "20년 계획" is a
    # length.
    (
        _flags(
            _LEFT_HANGUL_OK
            + r"(?:'(?P<y>\d{2})\s*년도?|(?P<yy>[1-4]\d)\s*년(?:도|(?=\s*(?:사업|예산|신규|말|초(?!과)|상반기|하반기"
            r"|착수|연말|중(?!장|기)))))" + _KPART
        ),
        year_atom,
    ),
    (_flags(r"(?<![가-힣])(?:연내|연말|연초|연중)" + _AFTER), year_end),
    (
        _flags(
            r"(?<![가-힣])(?P<rm>이번\s?달|금월|당월|이달|다음\s?달|내달|익월|차월|다다음\s?달"
            r"|지난\s?달)(?:\s*(?P<d>\d{1,2})\s*일(?!간)"
            + WEEKDAY_AFTER
            + r"|"
            + _KPART.removesuffix("?")
            + r"|"
            + _AFTER
            + r")"
        ),
        relative_month,
    ),
    (
        _flags(
            r"(?<![가-힣])(?P<rw>금주|이번\s?주|차주|다음\s?주|내주|익주|다다음\s?주"
            r"|지난\s?주)(?:\s*\(?(?P<wd2>[월화수목금토일])(?:요일|\))"
            r"|\s*(?P<part>초|말|중|이내|내|안)" + _AFTER + r"|" + _AFTER + r")"
        ),
        relative_week,
    ),
    (
        _flags(
            r"(?<![가-힣\d.])"
            + _KANCHOR
            + _KCOUNT
            + r"\s*(?P<unit>영업일|개월|주일|일|주|달)\s*(?:(?P<within>이내|내|안)(?:에|로)?"
            r"|이?후|뒤)(?=까지|에|[^가-힣]|$)"
        ),
        counted,
    ),
    (
        _flags(
            r"(?<![가-힣])"
            + _KANCHOR
            + r"(?P<unit>일주일|보름|열흘|사흘|나흘)\s*(?:(?P<within>이내|내|안)(?:에|로)?|후|뒤)(?=까지|에"
            r"|[^가-힣]|$)"
        ),
        lambda c, m: fixed_days(c, m),
    ),
    (_flags(r"(?:오는\s*(?P<d>\d{1,2})\s*일)(?!간)" + WEEKDAY_AFTER), day_of_month),
    (
        _flags(r"(?<![\d가-힣.,]|월)(?<!월 )(?P<d>\d{1,2})\s*일(?!간)" + WEEKDAY_AFTER + r"(?=\s*(?:까지|전까지))"),
        day_of_month,
    ),
    (_flags(r"(?<![가-힣])(?:내일|명일|익일|모레)(?=까지|에|\s|$)"), tomorrow),
    (
        _flags(
            r"(?:가능한\s*)?(?:빠른|이른)\s*시일\s*(?:내|안)에?|(?:가급적|가능한\s*한?)\s*(?:빨리|조속히)"
            r"|조속한\s*시일\s*내에?|조속히|조만간|즉시|곧바로"
        ),
        open_ended("soon"),
    ),
    (_flags(r"(?<![가-힣])(?:미정|추후\s*(?:재?협의|재?논의|확정|통보|결정))"), open_ended("none")),
    # English; months with a capital, so that "may" and "march" stay words
    (
        _flags(
            r"(?i:"
            + WEEKDAY_BEFORE
            + r")(?<![\d.:/])(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m>"
            + ENGLISH_MONTH
            + r"|[A-Z]{3,9}(?=[\s,-]+20\d\d))-?"
            + _EYEAR.replace(r",?\s+(?:of", r"(?:,?\s+|(?<=-))(?:of")
            + WEEKDAY_AFTER,
            case=True,
        ),
        lambda c, m: english_day(c, m, "dm"),
    ),
    (
        _flags(
            r"(?i:" + WEEKDAY_BEFORE + r")(?<![A-Za-z])(?P<m>" + ENGLISH_MONTH + r")\s+(?P<d>\d{1,2})(?:st|nd|rd"
            r"|th)?(?![\d:%]|\s?-\s?\d)" + _EYEAR + WEEKDAY_AFTER,
            case=True,
        ),
        lambda c, m: english_day(c, m, "md"),
    ),
    (
        _flags(
            r"(?<![A-Za-z])(?P<m>" + ENGLISH_MONTH + r")\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|to|and"
            r"|~)\s*(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?![\d:])" + _EYEAR,
            case=True,
        ),
        two_days,
    ),
    (
        _flags(r"(?<![A-Za-z])(?i:" + _EPART + r")[\s-]+(?:the\s+)?(?P<m>" + ENGLISH_MONTH + r")" + _EYEAR, case=True),
        month_atom,
    ),
    (_flags(r"(?<![A-Za-z\d])(?P<m>" + ENGLISH_MONTH + r")" + _EYEAR.removesuffix("?"), case=True), month_atom),
    (
        _flags(r"(?<![A-Za-z\d])(?P<m>" + ENGLISH_MONTH + r")(?=\s*(?:-|to|and)\s*" + ENGLISH_MONTH + r")", case=True),
        month_atom,
    ),
    (
        _flags(
            r"(?<![A-Za-z])(?i:in|by|during|until|till|before|for|since|from|through|to|after|around|next|this"
            r"|coming)\s+(?P<m>" + ENGLISH_MONTH + r")(?!\s*\d)",
            case=True,
        ),
        lambda c, m: without_lead(c, m, month_atom),
    ),
    (
        _flags(r"(?<![\w])(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?:[\s,/-]*(?:of\s+)?(?P<y>20\d\d)|\s*'(?P<yy>\d\d))?(?!\w)"),
        lambda c, m: numbered_period("quarter")(c, m) if m.group("q") else None,
    ),
    (
        _flags(
            r"(?<!\w)(?:(?:the\s+)?(?P<part>early|late|(?:end|beginning|start"
            r"|middle)\s+of)[\s-]+(?:the\s+)?)?(?P<q>first|second|third|fourth|last|1st|2nd|3rd"
            r"|4th)\s+quarter(?:\s+(?:of\s+)?(?:(?P<y>20\d\d)|(?P<ry>the year|this year|next year)))?"
        ),
        numbered_period("quarter"),
    ),
    (
        _flags(
            r"(?<!\w)(?P<q>first|second)\s+(?:half|semester)\s+(?:of\s+)?(?:(?P<y>20\d\d)|(?P<ry>the year|this year"
            r"|next year))"
        ),
        numbered_period("half"),
    ),
    (_flags(r"(?<!\w)H(?P<q>[12])(?:[\s,/-]*(?P<y>20\d\d)|\s*'(?P<yy>\d\d))(?!\w)"), numbered_period("half")),
    (
        _flags(
            r"(?<!\w)(?P<part>early|mid|late|(?:the\s+)?(?:end|beginning|start"
            r"|middle)\s+of)[\s-]+(?P<y>20\d\d)(?!\d)"
        ),
        year_atom,
    ),
    (
        _flags(
            r"(?<!\w)(?:in|by|during|for|since|from|until|en|para|hasta|durante)\s+(?P<y>20\d\d)(?!\d|[.,]\d"
            r"|\s*(?:%|[a-z]+s\b)|-\d)"
        ),
        lambda c, m: without_lead(c, m, year_atom, "y"),
    ),
    (
        _flags(
            r"(?<!\w)(?:(?:the\s+)?end\s+of\s+(?:the|this|next)\s+(?:calendar\s+)?year|year[\s-]end"
            r"|(?:fin(?:al)?(?:es)?)\s+(?:de|del)\s+(?:este\s+|próximo\s+)?año)"
        ),
        year_end,
    ),
    (_flags(r"(?<!\w)(?P<ry>this year|next year|last year|este año|próximo año|año próximo)(?!['’]?s\b)"), year_atom),
    (
        _flags(
            r"(?<!\w)(?P<within>within|in)\s+(?:the\s+next\s+)?" + _COUNT + r"\s+(?P<working>working\s+"
            r"|business\s+)?(?:calendar\s+)?(?P<unit>days?|weeks?|months?"
            r"|fortnights?)(?:['’]s?\s+time)?(?!\s+of\s+(?:training|work|field))"
        ),
        lambda c, m: english_counted(c, m),
    ),
    (
        _flags(
            r"(?<!\w)" + _COUNT + r"\s+(?P<working>working\s+|business\s+)?(?P<unit>days?|weeks?"
            r"|months?)(?=\s+(?:after|from|following|upon)\s)"
        ),
        counted,
    ),
    (_flags(r"(?<!\w)early\s+next\s+week|(?<!\w)next\s+week"), latin_week(1)),
    (_flags(r"(?<!\w)this\s+week"), latin_week(0)),
    (_flags(r"(?<!\w)(?:the\s+)?end\s+of\s+(?:the|this)\s+week"), latin_week(0, "end")),
    (_flags(r"(?<!\w)(?:the\s+)?end\s+of\s+next\s+week"), latin_week(1, "end")),
    (_flags(r"(?<!\w)(?:early\s+)?next\s+month(?!ly)"), latin_month(1)),
    (_flags(r"(?<!\w)this\s+month"), latin_month(0)),
    (_flags(r"(?<!\w)(?:(?:the\s+)?end\s+of\s+(?:the|this)\s+month|month[\s-]end)"), latin_month(0, "late")),
    (_flags(r"(?<!\w)(?:the\s+)?end\s+of\s+next\s+month"), latin_month(1, "late")),
    (
        _flags(
            r"(?<!\w)(?P<lead>by|before|next|coming|until|this)\s+(?:next\s+)?(?P<wd3>"
            + LATIN_WEEKDAY
            + r")\b(?!,?\s*\d)"
        ),
        latin_weekday,
    ),
    (
        _flags(
            r"(?<!\w)(?P<lead>el|próximo|para\s+el)\s+(?:próximo\s+)?(?P<wd3>lunes|martes|mi[ée]rcoles|jueves"
            r"|viernes)\b(?!,?\s*\d)"
        ),
        latin_weekday,
    ),
    (_flags(r"(?<!\w)tomorrow\b|(?<!\w)(?:para|hasta)\s+mañana\b"), tomorrow),
    (
        _flags(
            r"(?<!\w)(?:as\s+soon\s+as\s+possible|ASAP|shortly(?!\s+after)|at\s+the\s+earliest\s+(?:convenience"
            r"|opportunity)|in\s+(?:the\s+)?(?:coming|next\s+few)\s+(?:days|weeks|months)|in\s+due\s+course"
            r"|lo\s+antes\s+posible|a\s+la\s+brevedad(?:\s+posible)?|próximamente|en\s+breve|cuanto\s+antes)(?!\w)"
        ),
        open_ended("soon"),
    ),
    (
        _flags(
            r"(?<!\w)(?:TBD|TBC|TBA|to\s+be\s+(?:determined|confirmed|agreed|decided|advised)|por\s+(?:definir"
            r"|determinar|confirmar)|a\s+definir)(?!\w)"
        ),
        open_ended("none"),
    ),
    # Spanish
    (
        _flags(
            WEEKDAY_BEFORE
            + r"(?<![\d.:/])(?P<d>\d{1,2}|1\.?[ºo]|primero)\s+(?:de\s+)?(?P<m>"
            + SPANISH_MONTH
            + r")"
            + _SYEAR
            + WEEKDAY_AFTER
        ),
        strong_day("dm"),
    ),
    (_flags(r"(?<!\w)" + _SPART + r"\s*(?P<m>" + SPANISH_MONTH + r")" + _SYEAR), month_atom),
    (_flags(r"(?<!\w)(?P<m>" + SPANISH_MONTH + r")(?:\s+(?:de|del)\s+|\s+)(?P<y>20\d\d)(?!\d)"), month_atom),
    (
        _flags(
            r"(?<!\w)(?:en|de|hasta|para|durante|a|desde|este|próximo)\s+(?:el\s+mes\s+de\s+)?(?P<m>enero|febrero"
            r"|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
            r"|diciembre)\b(?!\s+(?:de(?:l)?\s+)?\d)"
        ),
        lambda c, m: without_lead(c, m, month_atom),
    ),
    (
        _flags(
            r"(?<!\w)(?P<q>primer|segundo|tercer|cuarto|último)\s+trimestre(?:\s+(?:de"
            r"|del)\s+(?:año\s+)?(?P<y>20\d\d)|\s+(?P<ry>del (?:este|próximo) año))?"
        ),
        numbered_period("quarter"),
    ),
    (
        _flags(
            r"(?<!\w)(?P<q>primer|segundo)\s+semestre(?:\s+(?:de|del)\s+(?:año\s+)?(?P<y>20\d\d)|\s+(?P<ry>del "
            r"(?:este|próximo) año))?"
        ),
        numbered_period("half"),
    ),
    (
        _flags(
            r"(?<!\w)(?P<part>principios\s+de|inicios\s+de|mediados\s+de"
            r"|fin(?:al)?(?:es)?\s+de)\s+(?P<y>20\d\d)(?!\d)"
        ),
        year_atom,
    ),
    (
        _flags(
            r"(?<!\w)(?P<within>dentro\s+de(?:l\s+plazo\s+de)?|en\s+(?:un"
            r"|el)\s+plazo\s+(?:máximo\s+)?(?:no\s+mayor\s+(?:a|de)\s+|de\s+)?|en)\s*"
            + _SCOUNT
            + r"\s+(?P<unit>días?|dias?|semanas?|mes(?:es)?)(?P<working>\s+hábiles)?"
        ),
        lambda c, m: spanish_counted(c, m),
    ),
    (
        _flags(r"(?<!\w)(?:la\s+)?(?:próxima\s+semana|semana\s+próxima|semana\s+que\s+viene|semana\s+entrante)"),
        latin_week(1),
    ),
    (_flags(r"(?<!\w)esta\s+semana"), latin_week(0)),
    (_flags(r"(?<!\w)(?:el\s+)?(?:próximo\s+mes|mes\s+próximo|mes\s+que\s+viene)"), latin_month(1)),
    (_flags(r"(?<!\w)este\s+mes"), latin_month(0)),
    (_flags(r"(?<!\w)fin(?:al)?(?:es)?\s+de(?:l|\s+este)?\s+mes"), latin_month(0, "late")),
)


def atoms_of(context: Context) -> list[Atom]:
    found: list[Atom] = []
    for pattern, handler in _PATTERNS:
        for match in pattern.finditer(context.text):
            atom = handler(context, match)
            if atom:
                found.append(atom)
    found.sort(key=lambda atom: (atom.start, -atom.stop, atom.weak))
    kept: list[Atom] = []
    for atom in found:
        if not kept or atom.start >= kept[-1].stop:
            kept.append(atom)
        elif kept[-1].weak and not atom.weak and atom.stop >= kept[-1].stop:
            kept[-1] = atom  # "1. 5월 3일": the strong reading inside a weak one
    return kept
