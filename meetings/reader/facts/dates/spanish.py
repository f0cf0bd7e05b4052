"""The patterns of Spanish dates."""

from __future__ import annotations

import re

from meetings.reader.facts.calendar_words import SPANISH_MONTH
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
    latin_month,
    month_atom,
    numbered_period,
    relative_quarter,
    strong_day,
    weak,
    year_atom,
    year_end,
)

_THIS_YEAR = r"(?:este\s+|próximo\s+|presente\s+)?año(?:\s+(?:en\s+curso|próximo|que\s+viene))?"
_YEAR = (
    r"(?:,?\s+(?:de|del)\s+(?:año\s+)?(?P<y>(?:19|20)\d{2})|,?\s+(?P<y4>(?:19|20)\d{2})(?!\d)|\s+del?\s+(?P<ry>"
    + _THIS_YEAR
    + r"))?"
)
_WEEKDAY = r"(?P<wd3>lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)"
_COUNT_WORD = r"(?:\d{1,3}|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|veinte|treinta|sesenta|noventa)"
_COUNT = r"(?:(?P<n1>" + _COUNT_WORD + r")\s?(?:-|a|o)\s?)?(?P<n>" + _COUNT_WORD + r")(?:\s?\(\d{1,3}\))?"
_UNIT = (
    r"(?P<unit>d[ií]as?|semanas?|mes(?:es)?|años?|horas?)(?!\w)"
    r"(?P<working>\s+(?:hábiles|laborables))?(?:\s+(?:calendario|naturales))?"
)
_SHORT_MONTH = r"(?:ene|feb|mar|abr|may|jun|jul|ago|sept?|set|oct|nov|dic)"
_NEXT_WEEK = r"(?P<rw>esta\s+semana|(?:la\s+)?(?:próxima\s+semana|semana\s+(?:próxima|que\s+viene|entrante|siguiente)))"

PATTERNS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (
        flags(
            WEEKDAY_BEFORE
            + r"(?<![\d.:/])(?P<d>\d{1,2}|1\.?\s?[ºo°]|primero)\s+(?:de\s+)?(?P<m>"
            + SPANISH_MONTH
            + r")"
            + _YEAR
            + WEEKDAY_AFTER
        ),
        strong_day("dm"),
    ),
    (
        flags(
            r"(?<![\d.:/-])(?P<d>\d{1,2})(?P<s>[\s./-])(?P<m>"
            + _SHORT_MONTH
            + r")\.?(?:(?P=s)|\s)(?P<y>20\d\d|\d\d)(?!\d)"
        ),
        strong_day("dm"),
    ),
    (
        flags(r"(?<!\w)(?P<m>" + SPANISH_MONTH + r")" + _YEAR.removesuffix("?")),
        month_atom,
    ),
    (
        flags(r"(?<!\w)(?<!\d )(?<!\d de )(?P<m>" + SPANISH_MONTH + r")(?=\s+(?:próximo|que\s+viene)(?!\w|\s+año))"),
        month_atom,
    ),
    (flags(r"(?<!\w)(?<!\d )(?<!\d de )(?P<m>" + SPANISH_MONTH + r")(?!\s?\d)"), weak(month_atom)),
    (
        flags(r"(?<!\w)(?P<q>primer|segundo|tercer|cuarto|último|1er|2do|3er|4to|I|II|III|IV)\s+trimestre" + _YEAR),
        numbered_period("quarter"),
    ),
    (flags(r"(?<!\w)(?P<q>primer|segundo|1er|2do|I|II)\s+semestre" + _YEAR), numbered_period("half")),
    (
        flags(
            r"(?<!\w)(?P<rq>este|próximo)\s+trimestre(?!\w)|(?<!\w)(?P<rq2>trimestre\s+(?:próximo|siguiente"
            r"|que\s+viene))"
        ),
        relative_quarter,
    ),
    (
        flags(
            r"(?<!\w)(?P<ry>este\s+año|(?:el\s+)?próximo\s+año|año\s+próximo|año\s+en\s+curso|año\s+que\s+viene)(?!\w)"
        ),
        year_atom,
    ),
    (flags(r"(?<!\w)fin(?:al)?(?:es)?\s+de(?:l)?\s+(?:este\s+|próximo\s+|presente\s+)?año(?!\w)"), year_end),
    (
        flags(
            r"(?<!\w)(?P<lead>dentro\s+de(?:l\s+plazo\s+de)?|en\s+(?:un"
            r"|el)\s+plazo\s+(?:máximo\s+)?(?:no\s+mayor\s+(?:a|de)\s+|de\s+)?|en)\s*(?:(?P<next>los\s+próximos"
            r"|las\s+próximas)\s+|los\s+|las\s+)?" + _COUNT + r"\s+" + _UNIT
        ),
        counted,
    ),
    (
        flags(
            r"(?<!\w)"
            + _COUNT
            + r"\s+"
            + _UNIT
            + r"(?=\s+(?:después\s+de|tras|posteriores\s+a|contados\s+desde|desde))"
        ),
        counted,
    ),
    (
        flags(
            r"(?<!\w)(?P<n>" + _COUNT_WORD + r")\s+" + _UNIT + r"\s+(?P<before>antes|previos?)(?!\w)"
            r"(?:\s+(?:del?|al?)\s+(?P<object>(?:la\s+|el\s+)?(?!\d|la\b|el\b)[a-záéíóúñ]+(?:\s+reunión)?))?"
        ),
        offset,
    ),
    (flags(r"(?<!\w)(?:el\s+)?" + _WEEKDAY + r"\s+de\s+" + _NEXT_WEEK + r"(?!\w)"), latin_week),
    (flags(r"(?<!\w)" + _NEXT_WEEK + r"(?!\w)"), latin_week),
    (
        flags(r"(?<!\w)(?:el\s+)?(?P<rm>próximo\s+mes|mes\s+(?:próximo|que\s+viene|entrante|siguiente))(?!\w)"),
        latin_month,
    ),
    (flags(r"(?<!\w)(?P<rm>este\s+mes|(?:el\s+)?presente\s+mes|mes\s+en\s+curso)(?!\w)"), latin_month),
    (flags(r"(?<!\w)(?P<part>fin(?:al)?(?:es)?)\s+de(?:l)?\s+(?P<rm>mes)(?!\w)(?!\s+(?:de|próximo|que))"), latin_month),
    (
        flags(
            r"(?<!\w)(?P<lead>(?:el|este|próximo)\s+(?:próximo\s+)?)"
            + _WEEKDAY
            + r"(?:\s+(?:próximo|que\s+viene))?\b(?!,?\s+\d)"
        ),
        latin_weekday,
    ),
    (flags(r"(?<!\w)(?P<before>el|al|hasta|para)\s+(?:el\s+)?día\s+(?P<d>\d{1,2})(?!\d|\s+de\s)"), day_of_month),
    (
        flags(r"(?<!\w)el\s+(?P<d>\d{1,2})\s+(?:de(?:l)?\s+)(?:presente|este|mes\s+en\s+curso)(?:\s+mes)?(?!\w)"),
        day_of_month,
    ),
    (flags(r"(?:(?<=para )|(?<=hasta ))mañana\b"), relative_day),
    (
        flags(
            r"(?<!\w)(?:lo\s+antes\s+posible|lo\s+más\s+pronto\s+posible"
            r"|a\s+la\s+(?:mayor\s+)?brevedad(?:\s+posible)?|próximamente|en\s+breve"
            r"|cuanto\s+antes|en\s+el\s+(?:más\s+breve|menor)\s+plazo(?:\s+posible)?|en\s+(?:los"
            r"|las)\s+próxim[oa]s\s+(?:días|semanas|meses)"
            r"|de\s+inmediato|sin\s+demora)(?!\w)"
        ),
        open_ended("soon"),
    ),
    (
        flags(
            r"(?<!\w)(?:por\s+(?:definir|determinar|confirmar|acordar)|a\s+definir|pendiente\s+de\s+(?:definir"
            r"|definición))(?!\w)"
        ),
        open_ended("none"),
    ),
    # An event whose day the text does not give.
    (
        flags(
            r"(?<!\w)antes\s+(?:de\s+la|de\s+las|del)\s+(?:temporada|época|elecci[oó]n|elecciones|cosecha"
            r"|lluvias|inicio|comienzo|arranque|lanzamiento|cierre)"
            r"(?:\s+(?:de\s+la|de\s+las|del|de)\s+(?!año\s+\d|mes\b|próximo|este)[a-záéíóúñ]+(?:\s+(?:escolar"
            r"|académico|grande))?)?(?!\w)"
        ),
        open_ended("none", by=True),
    ),
)
