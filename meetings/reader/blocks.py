"""The blocks of a document: what every format is turned into before anything is understood.

A text file gives one block a line, so ``line`` is the 1-based line of the file. Other formats give one
block a paragraph or table row, numbered from 1. Every later stage works on blocks alone and never asks
which format they came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in the layout of its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a bullet or numbered line
    ROW = "row"  # one row of a table; ``cells`` is set
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Block:
    """One line, paragraph or table row.

    ``text`` is what stands in the document, with the cells of a row joined by tabs. ``level`` is the depth
    of a heading (1 is the outermost) or of an item (0 is the outermost), 0 otherwise. ``marker`` is the
    bullet or number taken off the front of ``body``. ``table`` numbers the tables of a document from 1 and
    is 0 outside of one. ``page`` is 1-based, or None where the format has no pages.
    """

    line: int
    kind: BlockKind
    text: str
    body: str = ""
    marker: str = ""
    level: int = 0
    cells: tuple[str, ...] = field(default=())
    table: int = 0
    page: int | None = None
