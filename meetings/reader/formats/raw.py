"""What a format hands on: the lines of a document in order, before headings and bullets are recognised, and why a
file was refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..refusals import SENTENCES


@dataclass(frozen=True, slots=True)
class Raw:
    """One line, paragraph or table row as the format gives it.

    ``cells`` is None outside of tables; paragraphs inside one cell are joined by a line feed. ``heading`` is the
    outline level a style or a markup gives (1 outermost, 0 none). ``bold`` says the whole line is bold. ``indent``
    counts levels, not spaces. ``listed`` marks a paragraph numbered or bulleted by the format itself, without a
    marker in its text. ``table`` numbers tables from 1, 0 outside.
    """

    text: str
    cells: tuple[str, ...] | None = None
    heading: int = 0
    bold: bool = False
    indent: int = 0
    listed: bool = False
    table: int = 0
    page: int | None = None


class Refused(Exception):  # noqa: N818 — a file is refused; nothing went wrong
    """A file that cannot be read: ``code`` is a key of ``SENTENCES``, ``sentence`` the Korean of it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sentence = SENTENCES[code].korean
        super().__init__(self.sentence)
