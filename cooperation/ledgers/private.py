"""Numbers that say who somebody is to the state, which no registry of partnerships has any business with."""

from __future__ import annotations

import re

#: Heads of columns that are not taken at all.
_HEAD = re.compile(
    r"주민\s?(?:등록\s?)?번호|주민등록|외국인\s?등록|(?<![가-힣])여권|(?<!발)생\s?년\s?월|(?<!발)생일|계좌\s?번호|운전\s?면허|"
    r"passport|date of birth|birth ?(?:day|date)|bank account|\biban\b|social security|\bssn\b|"
    r"(?:national|resident|identity|personal) ?(?:id\b|identity|registration|card|number)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–]\s?[1-8]\d{6}(?!\d)|"
    r"(?:여권|passport)\s*(?:번호|no\.?|number)?\s*[:：]?\s*[A-Z]{1,2}\d{3}[A-Z0-9]\d{4}(?!\d)",
    re.IGNORECASE,
)


def is_private(head: str) -> bool:
    """Whether a column is one of such numbers."""
    return _HEAD.search(head) is not None


def without_numbers(text: str) -> str:
    """The text with a dot for every such number in it."""
    return _NUMBER.sub("…", text) if any(char.isdigit() for char in text) else text
