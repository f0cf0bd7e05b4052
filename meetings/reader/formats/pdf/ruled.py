"""Tables found by their rules: where lines meet there is a grid, and a missing line between two places is a merge.

Korean forms often leave the outer edges of a table open; the ends of the lines stand for them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .glyphs import Stroke

_NEAR = 2.5  # points within which two lines are one, or meet
_MAX_CROSSINGS = 2_000_000
_MAX_PLACES = 20_000


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: where it stands in its table, how much it covers, and its edges on the page."""

    row: int
    column: int
    across: int
    down: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Table:
    """``xs`` and ``ys`` are its lines; ``places`` maps (row, column) of the grid to its cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: dict[tuple[int, int], Box]

    @property
    def area(self) -> float:
        """In square points, so that the inner of two tables can be told."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def cell_at(self, x: float, y: float) -> Box | None:
        """The cell around a point."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        return self.places.get((row, column))


def tables(strokes: Sequence[Stroke]) -> list[Table]:
    """The tables of two or more cells. A single box is a frame around text, and a page full of lines is a drawing."""
    level = _merged([(stroke.y0, stroke.x0, stroke.x1) for stroke in strokes if stroke.level])
    upright = _merged([(stroke.x0, stroke.y0, stroke.y1) for stroke in strokes if not stroke.level])
    if len(level) * len(upright) > _MAX_CROSSINGS:
        return []
    out = []
    for lines, columns in _components(level, upright):
        table = _table(lines, columns)
        if table is not None:
            out.append(table)
    return sorted(out, key=lambda table: (table.ys[0], table.xs[0]))


Line = tuple[float, float, float]  # where it lies, from, to


def _merged(lines: list[Line]) -> list[Line]:
    """Lines that lie on each other or go on from each other, as one."""
    lines.sort()
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line[0] - groups[-1][-1][0] <= _NEAR / 2 and line[0] - groups[-1][0][0] <= _NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    out: list[Line] = []
    for group in groups:
        at = sum(line[0] for line in group) / len(group)
        begin, end = None, 0.0
        for _, first, last in sorted(group, key=lambda line: line[1:]):
            if begin is None:
                begin, end = first, last
            elif first <= end + _NEAR:
                end = max(end, last)
            else:
                out.append((at, begin, end))
                begin, end = first, last
        if begin is not None:
            out.append((at, begin, end))
    return out


def _components(level: list[Line], upright: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """The horizontal and the vertical lines that hang together."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, (y, x0, x1) in enumerate(level):
        for j, (x, y0, y1) in enumerate(upright):
            if x0 - _NEAR <= x <= x1 + _NEAR and y0 - _NEAR <= y <= y1 + _NEAR:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for index in range(len(parent)):
        lines, columns = groups.setdefault(root(index), ([], []))
        if index < len(level):
            lines.append(level[index])
        else:
            columns.append(upright[index - len(level)])
    return [group for group in groups.values() if group[0] and group[1]]


def _edges(own: list[Line], crossing: list[Line]) -> tuple[float, ...]:
    """The places of lines in one direction, with the ends of the crossing ones where they reach beyond."""
    places = sorted([line[0] for line in own] + [min(c[1] for c in crossing), max(c[2] for c in crossing)])
    out = [places[0]]
    for place in places[1:]:
        if place - out[-1] > 2 * _NEAR:
            out.append(place)
    return tuple(out)


def _table(level: list[Line], upright: list[Line]) -> Table | None:
    xs, ys = _edges(upright, level), _edges(level, upright)
    height, width = len(ys) - 1, len(xs) - 1
    if height < 1 or width < 1 or height * width < 2 or height * width > _MAX_PLACES:
        return None
    parent = {(row, column): (row, column) for row in range(height) for column in range(width)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    right = _walls(upright, xs, ys)
    below = _walls(level, ys, xs)
    for row in range(height):
        for column in range(width):
            if column + 1 < width and (column + 1, row) not in right:
                parent[root((row, column + 1))] = root((row, column))
            if row + 1 < height and (row + 1, column) not in below:
                parent[root((row + 1, column))] = root((row, column))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in parent:
        groups.setdefault(root(place), []).append(place)
    if len(groups) < 2:
        return None
    places: dict[tuple[int, int], Box] = {}
    for group in groups.values():
        top, left = min(row for row, _ in group), min(column for _, column in group)
        bottom, far = max(row for row, _ in group) + 1, max(column for _, column in group) + 1
        box = Box(top, left, far - left, bottom - top, xs[left], ys[top], xs[far], ys[bottom])
        places.update(dict.fromkeys(group, box))
    return Table(xs, ys, places)


def _walls(lines: list[Line], places: tuple[float, ...], across: tuple[float, ...]) -> set[tuple[int, int]]:
    """(number of the edge, number of the place across) wherever a line covers the middle of that place."""
    middles = [(a + b) / 2 for a, b in pairwise(across)]
    out: set[tuple[int, int]] = set()
    for at, begin, end in lines:
        edge = min(range(len(places)), key=lambda number: abs(places[number] - at))
        out.update((edge, index) for index, middle in enumerate(middles) if begin <= middle <= end)
    return out
