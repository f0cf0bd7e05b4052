"""The pages of a document as one stream of paragraphs and rows."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .. import grid
from ..raw import Raw
from ..text import clean
from .lines import Habits, Line, groups_of, habits_of, joined, parted
from .sheets import Grid, Sheet

_LARGER = 1.08  # times the size of the text: a heading's
_STEP = 3.0  # points; lines set in by less begin at the same edge


def raws(sheets: Sequence[Sheet]) -> list[Raw]:
    """The lines and rows in order. A paragraph or table that goes on over a page break is one, on its first page."""
    left, room = _margins(sheets)
    found = _runs(sheets)
    runs = [
        run if isinstance(run[0], Line) else _whole([part for part in run if isinstance(part, Grid)]) for run in found
    ]
    runs = [run for run in runs if run]
    blocks: list[tuple[Sequence[Line], float, float]] = []
    for run in runs:
        if isinstance(run[0], Line):
            blocks.append(([line for line in run if isinstance(line, Line)], left, room))
        else:
            blocks += [cell for part in run if isinstance(part, Grid) for cell in _cells(part)]
    rooms = [(edge, width) for _, edge, width in blocks]
    habits = habits_of([groups_of(lines, edge, width, {}) for lines, edge, width in blocks], rooms)
    looks = _Looks(sheets, left, room)
    out: list[Raw] = []
    number = 0
    for run in runs:
        if isinstance(run[0], Line):
            lines = [line for line in run if isinstance(line, Line)]
            groups = groups_of(lines, left, room, habits.pitches)
            for above, group in zip([None, *groups], groups, strict=False):
                if above is not None and parted(above, group, habits.pitches):
                    out.append(Raw("", page=group[0].page))
                out.append(looks.raw(group, joined(group, habits)))
        else:
            number += 1
            out += _rows([part for part in run if isinstance(part, Grid)], number, habits)
    return out


def _runs(sheets: Sequence[Sheet]) -> list[list[Line | Grid]]:
    """Lines that follow each other, and pieces of tables that go on from page to page."""
    out: list[list[Line | Grid]] = []
    for sheet in sheets:
        for thing in sheet.things:
            last = out[-1][-1] if out else None
            if last is not None and _go_on(last, thing):
                out[-1].append(thing)
            else:
                out.append([thing])
    return out


def _whole(parts: Sequence[Grid]) -> list[Line | Grid]:
    """A table with its cut rows whole; lines around one text are none."""
    if sum(1 for part in parts for lines in part.cells.values() if lines) < 2:
        return [line for part in parts for lines in part.cells.values() for line in lines]
    return [*_stitched(parts)]


def _go_on(above: Line | Grid, below: Line | Grid) -> bool:
    """Whether both are lines, or a table goes on on the next page: its columns are the same."""
    if isinstance(above, Line) or isinstance(below, Line):
        return isinstance(above, Line) and isinstance(below, Line)
    a, b = above.table.xs, below.table.xs
    return below.page == above.page + 1 and len(a) == len(b) and all(abs(x - y) < 4 for x, y in zip(a, b, strict=True))


def _margins(sheets: Sequence[Sheet]) -> tuple[float, float]:
    """The left edge of the text and the width a line can fill."""
    lines = [line for sheet in sheets for line in sheet.lines]
    if not lines:
        return 0.0, 0.0
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    if sum(1 for line in lines if line.x1 > right - 1.5 * line.size) < 3:
        right = max(right, Counter(sheet.width for sheet in sheets).most_common(1)[0][0] - left)
    return left, right - left


def _cells(part: Grid) -> list[tuple[Sequence[Line], float, float]]:
    """The lines of each cell with its left edge and its room, the padding taken off."""
    insets = [line.x0 - box.x0 for box, lines in part.cells.items() for line in lines]
    padding = min(10.0, max(0.0, min(insets, default=0.0)))
    return [(lines, box.x0 + padding, box.x1 - box.x0 - 2 * padding) for box, lines in part.cells.items()]


def _rows(parts: Sequence[Grid], number: int, habits: Habits) -> list[Raw]:
    """The rows of a table from its pieces, its repeated head once."""
    head = _head(parts[0])
    out: list[Raw] = []
    for part in parts:
        texts = {
            box: "\n".join(clean(joined(group, habits)).strip() for group in groups_of(lines, left, room, {}))
            for (box, lines), (_, left, room) in zip(part.cells.items(), _cells(part), strict=True)
        }
        cells = [
            grid.Cell(box.row, box.column, texts.get(box, ""), box.across, box.down)
            for box in dict.fromkeys(part.table.places.values())
        ]
        rows = grid.rows(cells, len(part.table.ys) - 1, len(part.table.xs) - 1)
        skipped = 0 if part is parts[0] else _repeated(part, head)
        if part.moved:
            skipped += 1
        out += [grid.row(row, number, part.page) for row in rows[skipped:]]
    return out


def _stitched(parts: Sequence[Grid]) -> list[Grid]:
    """The pieces of a table, where a page break cut a row, with what stands below it put into the cells above."""
    out = [parts[0]]
    head = _head(parts[0])
    for part in parts[1:]:
        above, row = out[-1], _repeated(part, head)
        bottom = len(above.table.ys) - 2
        boxes = [part.table.places.get((row, column)) for column in range(len(part.table.xs) - 1)]
        filled = [column for column, box in enumerate(boxes) if box is not None and part.cells.get(box)]
        over = [above.table.places[bottom, column] for column in filled]
        # What a break left of a row: nothing in its first cell, something in few, and all of it below something
        if 0 in filled or not 0 < len(filled) <= len(boxes) // 2 or not all(above.cells.get(box) for box in over):
            out.append(part)
            continue
        cells, rest = dict(above.cells), dict(part.cells)
        for column, box in zip(filled, over, strict=True):
            cells[box] = [*cells[box], *rest.pop(part.table.places[row, column])]
        out[-1] = replace(above, cells=cells)
        out.append(replace(part, cells=rest, moved=True))
    return out


def _head(part: Grid) -> list[tuple[str, ...]]:
    """The words of each row of a piece, to know its first ones again."""
    width = len(part.table.xs) - 1
    return [
        tuple(
            " ".join(line.text for line in part.cells.get(part.table.places[row, column], ()))
            for column in range(width)
        )
        for row in range(len(part.table.ys) - 1)
    ]


def _repeated(part: Grid, head: list[tuple[str, ...]]) -> int:
    """How many rows of the table's head a later piece begins with."""
    count = 0
    for mine, first in zip(_head(part), head, strict=False):
        if mine != first or not any(mine):
            break
        count += 1
    return count


class _Looks:
    """Headings stand out by their size or weight: each size larger than the text's is a level. Each distance from the
    left edge is a level of items.
    """

    def __init__(self, sheets: Sequence[Sheet], left: float, room: float) -> None:
        sizes: Counter[float] = Counter()
        weights: Counter[bool] = Counter()
        for sheet in sheets:
            for line in sheet.lines:
                sizes[_rounded(line.size)] += len(line.text)
                weights[line.bold] += len(line.text)
        usual = sizes.most_common(1)[0][0] if sizes else 0.0
        larger = sorted((size for size in sizes if size > usual * _LARGER), reverse=True)
        self._levels = {size: level for level, size in enumerate(larger, start=1)}
        self._bold_is_rare = weights[True] < weights[False]
        self._steps = _steps([line.x0 for sheet in sheets for line in sheet.lines if line.x0 - left < room / 4])

    def raw(self, group: Sequence[Line], text: str) -> Raw:
        """A paragraph with the level its size gives it."""
        first = group[0]
        level = self._levels.get(_rounded(first.size), 0) if len(group) <= 2 else 0
        bold = self._bold_is_rare and all(line.bold for line in group)
        indent = max(0, bisect(self._steps, first.x0 + _STEP / 2) - 1)
        if indent == len(self._steps) - 1 and first.x0 > self._steps[-1] + _STEP:
            indent = 0  # set in the middle or to the right
        return Raw(clean(text).strip(), heading=min(level, 6), bold=bold, indent=indent, page=first.page)


def _steps(edges: list[float]) -> list[float]:
    """The distances from the left edge that lines begin at, those nearly the same as one."""
    out: list[float] = []
    for edge in sorted(edges):
        if not out or edge - out[-1] > _STEP:
            out.append(edge)
    return out


def _rounded(size: float) -> float:
    return round(size * 2) / 2
