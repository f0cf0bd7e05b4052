"""What is read of a ledger, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Issue:
    """What a person must look at: why (``code``), in which field, and the words as they stand in the ledger."""

    code: str
    field: str = ""
    text: str = ""


@dataclass(slots=True)
class Row:
    """One entry. ``values`` has the fields of its kind, ``other`` the cells of columns nothing is known of, by head,
    ``names`` the other names of the bodies, by the name shown.
    """

    row: int
    values: Json
    issues: list[Issue] = field(default_factory=list)
    other: dict[str, str] = field(default_factory=dict)
    names: dict[str, Json] = field(default_factory=dict)

    def ask(self, code: str, field_: str = "", text: str = "") -> None:
        """Ask a person about something, once."""
        issue = Issue(code, field_, text.strip())
        if issue not in self.issues:
            self.issues.append(issue)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as found: its head, the field it fills (empty for none), an example, and by what a mapping names it."""

    head: str
    field: str
    example: str = ""
    key: str = ""


@dataclass(slots=True)
class Ledger:
    """A ledger as read. ``skipped``: (row, why, words). ``duplicates``: rows alike but for their number.

    ``signature`` stands for its heads: the mapping a person set is remembered under it. ``others`` are sheets with a
    ledger that was not read, ``mapping`` what was given or remembered of its heads.
    """

    kind: str
    sheet: str
    columns: list[Column]
    signature: str
    rows: list[Row]
    skipped: list[tuple[int, str, str]]
    duplicates: list[tuple[int, int]]
    ours: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
