"""Tables whose cells say where they stand: each row as its cells from left to right, merged cells once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .raw import Raw

MAX_DEPTH = 40  # tables inside tables; no form needs more than three
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at a 0-based place, with how many rows and columns it covers. Its paragraphs are joined by line feeds."""

    row: int
    column: int
    text: str
    across: int = 1
    down: int = 1


def rows(cells: Sequence[Cell], height: int, width: int) -> list[tuple[str, ...]]:
    """The cells of each row. One merged sideways stands once; one merged downwards leaves an empty cell in the rows
    below, so that the columns under a heading keep their order. Cells beyond ``width`` stand at the end of their row.
    """
    width = width if width <= MAX_COLUMNS else 0
    grid: list[list[str | None]] = [[None] * width for _ in range(height)]
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        if not 0 <= cell.row < height:
            continue
        line = grid[cell.row]
        if 0 <= cell.column < width:
            line[cell.column] = cell.text
        else:
            line.append(cell.text)
        for below in range(min(cell.down, height - cell.row)):
            covered.update(
                (cell.row + below, beside) for beside in range(cell.column + 1, min(cell.column + cell.across, width))
            )
    return [
        tuple(value or "" for column, value in enumerate(line) if value is not None or (number, column) not in covered)
        for number, line in enumerate(grid)
    ]


def row(values: Sequence[str], table: int, page: int | None = None) -> Raw:
    """One row as a raw line."""
    return Raw(
        text="\t".join(value.replace("\n", " ") for value in values), cells=tuple(values), table=table, page=page
    )
