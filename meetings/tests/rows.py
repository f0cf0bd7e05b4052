"""The lines of a report as a writer of files wants them: the rows of each table together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from meetings.reader.formats.raw import Raw


def tables_and_lines(raws: Sequence[Raw]) -> Iterator[Raw | list[Raw]]:
    """Lines as they are, and the rows of each table together; what is left blank between its rows (the rule under the
    head of a Markdown table, the foot of a page) is no line.
    """
    rows: list[Raw] = []
    for number, raw in enumerate(raws):
        if raw.cells is not None:
            if rows and rows[-1].table != raw.table:
                yield rows
                rows = []
            rows.append(raw)
            continue
        following = next((after.table for after in raws[number:] if after.text or after.cells is not None), 0)
        if rows and not raw.text and following == rows[-1].table:
            continue
        if rows:
            yield rows
            rows = []
        yield raw
    if rows:
        yield rows
