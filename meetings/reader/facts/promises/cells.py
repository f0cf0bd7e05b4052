"""What was said in the cells of tables that are no lists of actions.

A talk told in one row (면담자 | 주요 내용), a field of a form (협의내용 | …), columns for the two sides
(상대측 요청 | 우리측 입장): a cell speaks for the body its row or its column names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.facts.labels import column_keys, label_key

# "상대측 요청", "우리측 입장", "Position of the Ministry": a column for what one side said.
_SAID = r"(?:요청|입장|의견|발언|답변|제안|요구|주장|건의)(?:\s?(?:사항|내용))?"
_SIDE_COLUMN = re.compile(
    rf"^[가-힣A-Za-z() ]{{1,14}}?측(?:\s?(?:검토)?\s?{_SAID})?$|^[가-힣A-Za-z ]{{1,12}} {_SAID}$|^(?:우리|상대"
    rf"|현지){_SAID}$"
    r"|^(?:our|their|counterpart\w*|partner)['’s]* (?:side|position|requests?|views?|comments?|response)$"
    r"|^(?:our|their) side$|^(?:nuestra|su) (?:posición|respuesta|solicitud)$|^(?:contraparte|counterpart)$",
    re.IGNORECASE,
)
_SHORTEST = 12  # characters: less is a name, a date, a heading
_BREAKS = re.compile(r"\n+|<br\s*/?>|(?:^|\s)(?=[•▪◦‣∙ㅇ○]\s)")


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell tells, and the words that name whose words these are."""

    block: Block
    by: str | None
    text: str
    plain: bool = False  # any cell of a row in a meeting: only whole sentences promise there

    @property
    def parts(self) -> list[str]:
        """The bullets or lines of the cell."""
        parts = (re.sub(r"\s+", " ", part).strip(" •▪◦‣∙") for part in _BREAKS.split(self.text))
        return [part for part in parts if len(part) > 3]


def said_in_cells(blocks: Sequence[Block]) -> Iterator[Said]:
    """Every cell that tells something, in order. A row that heads a table tells nothing."""
    table, columns = -1, dict[int, str | None]()
    who: int | None = None
    for block in blocks:
        if block.kind is not BlockKind.ROW or not block.cells:
            continue
        if block.table != table:
            table, columns, who = block.table, {}, None
        head = _columns(block.cells)
        if head is not None:
            columns, who = head
            continue
        if len(block.cells) == 2 and label_key(block.cells[0]) == "minutes":
            yield Said(block, None, block.cells[1])
            continue
        for at, cell in enumerate(block.cells):
            if len(cell) < _SHORTEST:
                continue
            if at in columns:
                by = columns[at] or (block.cells[who] if who is not None and who < len(block.cells) else None)
                yield Said(block, by, cell)
            else:
                yield Said(block, None, cell, plain=True)


def _columns(cells: Sequence[str]) -> tuple[dict[int, str | None], int | None] | None:
    """Which columns tell, and which names who speaks; None for a row that is no head of a table of talks."""
    clean = [re.sub(r"\s+", " ", cell).strip() for cell in cells]
    if len(clean) < 2 or any(len(cell) > 30 for cell in clean):
        return None
    telling: dict[int, str | None] = {at: None for at, cell in enumerate(clean) if label_key(cell) == "minutes"}
    sides = {at: cell for at, cell in enumerate(clean) if cell and _SIDE_COLUMN.match(cell) and not telling.get(at, "")}
    if len(sides) > 1 or (telling and sides):
        return {**{at: None for at in telling if at not in sides and at != 0}, **sides}, None
    bodies = [
        at for at, cell in enumerate(clean) if {"org", "attendees", "people"} & {*column_keys(cell), label_key(cell)}
    ]
    if telling and (len(clean) > 2 or bodies):
        return telling, bodies[0] if bodies else None
    return None
