"""A document on the page: its blocks as headings, items and tables, each with its anchor, as they stood in the file.

Written as strings and not by a template, so that a report of 5,000 blocks opens at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from meetings.reader.blocks import BlockKind

#: What `paper` reads of each block: `document.blocks.values_list(*COLUMNS)`.
COLUMNS = ("line", "kind", "text", "level", "cells", "table", "page")

Row = tuple[int, str, str, int, list[str], int, int | None]

_RANGE = re.compile(r"\s*(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?\s*")
_LONGEST_RANGE = 1000


@dataclass(frozen=True)
class Mark:
    """How a line is underlined: ``state`` is accepted, waiting or ask; ``target`` the ids of what it belongs to.

    ``words`` are underlined alone, where they stand in the line; without any, the whole line is.
    """

    state: str
    target: str = ""
    words: tuple[str, ...] = ()


def lines_named(text: str) -> list[int]:
    """The lines an address names, as ``12``, ``12-15`` or ``12,40-41``, in order; anything else is passed over."""
    found: set[int] = set()
    for part in text.split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            continue
        first = int(match[1])
        last = min(int(match[2] or first), first + _LONGEST_RANGE)
        found.update(range(first, last + 1))
    return sorted(found - {0})


def paper(
    blocks: Iterable[Row], *, current: Collection[int] = (), marks: Mapping[int, Mark] | None = None
) -> SafeString:
    """The inside of ``.paper``: every block that is not blank, once, in order.

    ``current`` are the lines looked at, ``marks`` how others are underlined. Each block has an anchor, ``l12`` for
    line 12; a mark says where a page begins.
    """
    return mark_safe("".join(_pieces(blocks, frozenset(current), marks or {})))  # noqa: S308  every piece is escaped


def lines(
    blocks: Iterable[Row], *, current: Collection[int] = (), marks: Mapping[int, Mark] | None = None
) -> dict[str, str]:
    """The elements of those ``blocks`` alone, by anchor, as they stand in ``paper``: to change a page in place."""
    looked = frozenset(current)
    return {
        f"l{line}": _row(line, cells or [text], looked, marks or {})
        if table
        else _block(line, kind, text, level, looked, marks or {})
        for line, kind, text, level, cells, table, _page in blocks
        if kind != BlockKind.BLANK
    }


def _pieces(blocks: Iterable[Row], current: frozenset[int], marks: Mapping[int, Mark]) -> Iterator[str]:
    table = page = 0
    for line, kind, text, level, cells, its_table, its_page in blocks:
        if kind == BlockKind.BLANK:
            continue
        turned = its_page is not None and its_page != page
        if table and (its_table != table or turned):
            yield "</tbody></table>"
            table = 0
        if turned and its_page is not None:
            page = its_page
            if page > 1:
                yield format_html('<p class="page-mark">{}</p>', _("Page %(page)d") % {"page": page})
        if its_table and not table:
            table = its_table
            yield format_html('<table aria-label="{}"><tbody>', _("Table %(number)d") % {"number": table})
        if its_table:
            yield _row(line, cells or [text], current, marks)
        else:
            yield _block(line, kind, text, level, current, marks)
    if table:
        yield "</tbody></table>"


def _row(line: int, cells: list[str], current: frozenset[int], marks: Mapping[int, Mark]) -> str:
    state = ' class="current"' if line in current else ""
    filled = "".join(f"<td>{_marked(line, cell, frozenset(), marks) if cell.strip() else ''}</td>" for cell in cells)
    return f'<tr id="l{line}"{state}>{filled}</tr>'


def _block(line: int, kind: str, text: str, level: int, current: frozenset[int], marks: Mapping[int, Mark]) -> str:
    words = _marked(line, text, current, marks)
    if kind == BlockKind.HEADING:
        rank = min(max(level, 1), 3) + 2  # the page holds h1 and h2; deeper than h5 nobody sees a difference
        return f'<h{rank} id="l{line}">{words}</h{rank}>'
    if kind == BlockKind.ITEM:
        return f'<p class="item" data-level="{min(level, 3)}" id="l{line}">{words}</p>'
    return f'<p id="l{line}">{words}</p>'


def _marked(line: int, text: str, current: frozenset[int], marks: Mapping[int, Mark]) -> str:
    text = text.strip()
    mark = marks.get(line)
    if mark is None and line not in current:
        return _escaped(text)
    named = ' class="current"' if line in current else ""
    if mark is not None:
        named += f' data-state="{conditional_escape(mark.state)}"'
        if mark.target:
            named += f' data-for="{conditional_escape(mark.target)}"'
        if mark.words and line not in current:
            return _words_marked(text, mark.words, named)
    return f"<mark{named}>{_escaped(text)}</mark>"


def _words_marked(text: str, words: Collection[str], named: str) -> str:
    """Each of ``words`` marked wherever it stands; the longest is looked for first, lest a part of it be."""
    found = sorted({word for word in words if word and word in text}, key=len, reverse=True)
    if not found:
        return _escaped(text)
    pieces = re.split("(" + "|".join(map(re.escape, found)) + ")", text)
    return "".join(f"<mark{named}>{_escaped(piece)}</mark>" if piece in found else _escaped(piece) for piece in pieces)


def _escaped(text: str) -> str:
    return conditional_escape(text).replace("\n", "<br>")
