"""Tables of actions: 조치사항 | 담당 | 기한, Action | Responsible | Deadline, Compromiso | Responsable | Plazo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meetings.reader.blocks import Block, BlockKind

_ACTION = re.compile(
    r"조치|후속|이행 ?사항|할 ?일|해야 ?할|과제|추진 ?(?:사항|내용|계획)|합의 ?(?:사항|내용)|협의 ?(?:사항|내용)|약속"
    r"|실행"
    r"|세부 ?내용|^내용$|^항목$|^업무"
    r"|\baction|task|follow[\s-]?up|next step|commitment|activity|what|item|deliverable|acci[óo]n|actividad"
    r"|compromiso|tarea|acuerdo",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"담당|주관|책임|누가|소관|맡은|이행 ?(?:주체|기관)|수행 ?(?:주체|기관)|추진 ?(?:주체|기관)|주체|responsib"
    r"|\bwhom?\b"
    r"|owner|lead\b"
    r"|assigned|focal|in charge|responsable|encargado|a cargo|qui[ée]n|a quien",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"기한|시한|기일|납기|완료|일정|시기|언제|마감|예정일|목표일|일자|날짜|추진 ?시기"
    r"|deadline|\bdue\b|by when|\bwhen\b|timeline|target date"
    r"|\bdate\b"
    r"|^(?:to be done )?(?:by|until|before|hasta|antes de)$"
    r"|time ?frame|timing|plazo|fecha|vencimiento|cu[áa]ndo",
    re.IGNORECASE,
)
_STATUS = re.compile(r"상태|진행|현황|비고|이행 ?여부|status|progress|remarks?|estado|observac", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:순번|번호|연번|구분|no\.?|#|n[°ºo]\.?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A task with who does it by when, from a row of a table or a line like one."""

    line: int
    quote: str
    action: str
    who: str | None
    when: str | None
    status: str | None
    who_inherited: bool = False


@dataclass(frozen=True, slots=True)
class _Columns:
    action: int
    who: int | None
    when: int | None
    status: int | None


def action_rows(blocks: Sequence[Block]) -> Iterator[ActionRow]:
    """The rows of every action table, in order. An empty cell for who is that of the row above (a merged cell)."""
    columns: _Columns | None = None
    table, who_above = -1, None
    for block in blocks:
        if block.kind is not BlockKind.ROW or not block.cells:
            if block.kind is not BlockKind.BLANK:
                table, columns = -1, None
            continue
        head = _columns(block.cells)
        if head:
            columns, table, who_above = head, block.table, None
            continue
        if columns is None or block.table != table:
            columns = None
            continue
        action = _cell(block, columns.action)
        if not action or len(action) < 3:
            continue
        who = _cell(block, columns.who)
        inherited = not who and who_above is not None
        who = who or who_above
        who_above = who
        yield ActionRow(
            block.line,
            block.text.strip(),
            action,
            who,
            _cell(block, columns.when),
            _cell(block, columns.status),
            inherited,
        )


def _columns(cells: Sequence[str]) -> _Columns | None:
    """The columns of a header row; a table needs the action and at least one of who and when to be one of actions."""
    # "담 당", "기 한": letters spaced out to fill the cell
    clean = [re.sub(r"(?<=[가-힣]) (?=[가-힣]$|[가-힣] )", "", re.sub(r"\s+", " ", cell).strip()) for cell in cells]
    if any(len(cell) > 40 for cell in clean):
        return None
    free = [i for i, cell in enumerate(clean) if cell and not _NUMBER.match(cell)]
    who = next((i for i in free if _WHO.search(clean[i])), None)
    when = next((i for i in free if i != who and _WHEN.search(clean[i])), None)
    action = next((i for i in free if i not in (who, when) and _ACTION.search(clean[i])), None)
    if action is None or who is None:
        return None
    status = next((i for i in free if i not in (who, when, action) and _STATUS.search(clean[i])), None)
    return _Columns(action, who, when, status)


def _cell(block: Block, index: int | None) -> str | None:
    if index is None or index >= len(block.cells):
        return None
    text = re.sub(r"\s+", " ", block.cells[index]).strip()
    return None if text in ("", "-", "–", "—", "N/A", "n/a", "〃", '"') else text
