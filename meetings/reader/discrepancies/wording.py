"""Days as the sentences of discrepancies write them."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(on: str | date) -> str:
    """``2025. 6. 27.``"""
    on = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{on.year}. {on.month}. {on.day}."


def day_en(on: str | date) -> str:
    """``27 June 2025``"""
    on = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"
