"""The words of the date grammar: months, weekdays, numbers and relative words of three languages.

Korean, English and Spanish share one table for each notion, so that a rule of ``dates`` is written once.
"""

from __future__ import annotations

MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan enero ene",
        "february feb febrero",
        "march mar marzo",
        "april apr abril abr",
        "may mayo",
        "june jun junio",
        "july jul julio",
        "august aug agosto ago",
        "september sept sep septiembre setiembre set",
        "october oct octubre",
        "november nov noviembre",
        "december dec diciembre dic",
    ),
    start=1,
):
    for _name in _names.split():
        MONTHS[_name] = _number

ENGLISH_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
SPANISH_MONTH = (
    r"(?:(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\b"
    r"|(?:ene|abr|ago|dic)\b\.?)"
)

WEEKDAYS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "월 mon monday lunes lun",
        "화 tue tues tuesday martes",
        "수 wed weds wednesday miércoles miercoles mié",
        "목 thu thur thurs thursday jueves jue",
        "금 fri friday viernes vie",
        "토 sat saturday sábado sabado sáb",
        "일 sun sunday domingo dom",
    )
):
    for _name in _names.split():
        WEEKDAYS[_name] = _number

LATIN_WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun"
    r"|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)"
)

NUMBERS: dict[str, int] = {
    **{
        word: n
        for n, word in enumerate(["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
    },
    **{
        word: n
        for n, word in enumerate(
            ["_", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"]
        )
    },
    **{word: n for n, word in enumerate(["_", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"])},
    "a": 1,
    "an": 1,
    "un": 1,
    "una": 1,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "ninety": 90,
    "veinte": 20,
    "noventa": 90,
    "sixty": 60,
    "quince": 15,
    "treinta": 30,
    "sesenta": 60,
    "couple": 2,
    "a couple of": 2,
    "일": 1,
}

ORDINALS: dict[str, int] = {
    "first": 1,
    "1st": 1,
    "primer": 1,
    "primera": 1,
    "primero": 1,
    "첫째": 1,
    "첫": 1,
    "첫번째": 1,
    "첫 번째": 1,
    "second": 2,
    "2nd": 2,
    "segundo": 2,
    "segunda": 2,
    "둘째": 2,
    "두번째": 2,
    "두 번째": 2,
    "third": 3,
    "3rd": 3,
    "tercer": 3,
    "tercero": 3,
    "tercera": 3,
    "셋째": 3,
    "세번째": 3,
    "세 번째": 3,
    "fourth": 4,
    "4th": 4,
    "cuarto": 4,
    "cuarta": 4,
    "넷째": 4,
    "네번째": 4,
    "네 번째": 4,
    "다섯째": 5,
    "fifth": 5,
    "quinta": 5,
    "last": -1,
    "último": -1,
    "última": -1,
    "ultimo": -1,
    "ultima": -1,
    "마지막": -1,
}

# Which year or month a relative word means, counted from the reference.
RELATIVE_YEAR: dict[str, int] = {
    "올해": 0,
    "올": 0,
    "이번": 0,
    "지난": -1,
    "금년": 0,
    "당해": 0,
    "당해년": 0,
    "this year": 0,
    "este año": 0,
    "the year": 0,
    "del año": 0,
    "내년": 1,
    "명년": 1,
    "차년": 1,
    "익년": 1,
    "next year": 1,
    "próximo año": 1,
    "año próximo": 1,
    "작년": -1,
    "지난해": -1,
    "전년": -1,
    "last year": -1,
    "año pasado": -1,
    "내후년": 2,
}
RELATIVE_MONTH: dict[str, int] = {
    "이번달": 0,
    "월": 0,
    "금월": 0,
    "당월": 0,
    "이달": 0,
    "다음달": 1,
    "내달": 1,
    "익월": 1,
    "차월": 1,
    "다다음달": 2,
    "지난달": -1,
}
RELATIVE_WEEK: dict[str, int] = {
    "금주": 0,
    "이번주": 0,
    "차주": 1,
    "다음주": 1,
    "내주": 1,
    "익주": 1,
    "다다음주": 2,
    "지난주": -1,
}

# Seasons, terms and holidays of the northern year: the first month, and how many there are.
SEASONS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(["봄", "spring"], (3, 3)),
    **dict.fromkeys(["여름", "summer"], (6, 3)),
    **dict.fromkeys(["가을", "autumn", "fall"], (9, 3)),
    **dict.fromkeys(["겨울", "winter"], (12, 3)),
    **dict.fromkeys(["1학기", "봄학기"], (3, 4)),
    **dict.fromkeys(["2학기", "가을학기"], (9, 4)),
    "여름방학": (7, 2),
    "겨울방학": (12, 3),
    "봄방학": (2, 1),
}

# Parts of a period, by the words of three languages.
PARTS: dict[str, str] = {
    "초": "early",
    "초순": "early",
    "상순": "early",
    "초반": "early",
    "early": "early",
    "중순": "mid",
    "mid": "mid",
    "말": "late",
    "말일": "end",
    "하순": "late",
    "late": "late",
    "end": "late",
    "beginning": "early",
    "start": "early",
    "middle": "mid",
    "전반": "half1",
    "후반": "half2",
    **dict.fromkeys(["초중순", "초~중순", "초순~중순"], "early mid"),
    **dict.fromkeys(["중순~하순", "중순~말"], "mid late"),
    **dict.fromkeys(["first days", "first few days", "first ten days", "primeros días"], "early"),
    "1st half": "half1",
    "2nd half": "half2",
    "중하순": "mid late",
    "전반기": "half1",
    "후반기": "half2",
    "first half": "half1",
    "second half": "half2",
    "first fortnight": "half1",
    "second fortnight": "half2",
    "primera quincena": "half1",
    "segunda quincena": "half2",
    "primera mitad": "half1",
    "segunda mitad": "half2",
    "close": "late",
    **dict.fromkeys(["inicio", "inicios", "principio", "principios", "comienzo", "comienzos"], "early"),
    **dict.fromkeys(["mediado", "mediados"], "mid"),
    **dict.fromkeys(["fin", "fines", "final", "finales"], "late"),
    "중": "",
    "내": "within",
    "이내": "within",
    "안": "within",
}
