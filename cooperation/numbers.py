"""Numbers that lead to the list they count."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A count and the address of the list that has the same count."""

    count: int
    address: str
