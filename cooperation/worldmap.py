"""Where the numbers of countries stand on the map (bin/world_map.py drew it), without one covering another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from pathlib import Path

from cooperation.dashboard import Share

HIGH, WIDE_FOR_A_DIGIT = 17, 9


@cache
def _places() -> dict[str, tuple[int, int, int]]:
    return {
        code: tuple(place) for code, place in json.loads(Path(__file__).with_name("places.json").read_text()).items()
    }


@dataclass(frozen=True)
class Spot:
    """A country on the map: where it lies, and where its number stands; ``outlined`` where it has an outline."""

    share: Share
    x: int
    y: int
    left: int
    top: int
    width: int
    outlined: bool

    @property
    def middle(self) -> int:
        return self.left + self.width // 2

    @property
    def moved(self) -> bool:
        return abs(self.middle - self.x) > 2 or abs(self.top + HIGH // 2 - self.y) > 2


def spots(shares: Sequence[Share]) -> list[Spot]:
    """The countries that have a place, the most first; a number without room moves aside, and a line leads to it."""
    found: list[Spot] = []
    for share in shares:
        place = _places().get(share.key)
        if place is None:
            continue
        x, y, outlined = place
        width = 8 + WIDE_FOR_A_DIGIT * len(str(share.in_force.count))
        for step in range(200):
            far, turn = (step + 11) // 12 * 9, step * pi / 6
            left, top = round(x + far * cos(turn) - width / 2), round(y + far * sin(turn) - HIGH / 2)
            if all(
                left > one.left + one.width or left + width < one.left or top > one.top + HIGH or top + HIGH < one.top
                for one in found
            ):
                break
        found.append(Spot(share, x, y, left, top, width, bool(outlined)))
    return found
