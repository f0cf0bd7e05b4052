"""Reading the ledgers offices keep in spreadsheets: agreements, trips abroad, organizations, people.

``read_ledger`` (a file) and ``read_pasted`` (text) are the doors: sheet → head → entries → fields. Deterministic,
offline, without Django. What a ledger does not say is None; what is not understood stays in the row's issues, in the
words of the ledger.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from meetings.reader.facts.bodies import has_body_ending
from partners.names import norm, organization_key

from . import columns, days
from .agreements import read_agreement
from .bodies import bodies_in
from .columns import AGREEMENTS, KINDS, ORGANIZATIONS, PEOPLE, TRIPS
from .fields import Around, Fields, year_in
from .heads import Table, find_table, keys_of, use_mapping
from .private import without_numbers
from .reading import Column, Issue, Json, Ledger, Row
from .registers import read_organization, read_person
from .rows import Entries, entries_of
from .sheets import Cell, Refused, Sheet, load, load_text, look_at
from .trips import read_trip

__all__ = [
    "AGREEMENTS",
    "KINDS",
    "ORGANIZATIONS",
    "PEOPLE",
    "TRIPS",
    "Issue",
    "Ledger",
    "Refused",
    "Remembered",
    "Row",
    "look_at",
    "read_ledger",
    "read_pasted",
    "to_json",
]

Progress = Callable[[int, int], None]
#: What is remembered of a ledger with the same heads: its kind (empty: as found), and the field of a head.
Remembered = tuple[str, Mapping[str, str]]
_READERS = {AGREEMENTS: read_agreement, TRIPS: read_trip, ORGANIZATIONS: read_organization, PEOPLE: read_person}


def read_ledger(
    data: bytes,
    name: str,
    *,
    kind: str | None = None,
    sheet: str = "",
    ours: Sequence[str] = (),
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Remembered] | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """The ledger in a file. ``sheet``: only that one; ``ours``: our names; ``mapping``: the field of a head, "" for
    none; ``remembered``: where none is given, that of ledgers with the same heads, by signature; ``progress`` is told
    (rows done, rows). Raises ``Refused``.
    """
    sheets = load(data, name)
    some = [one for one in sheets if one.name == sheet] if sheet else sheets
    if not some:
        raise Refused("no_head")
    return _read(some, kind, ours, mapping, remembered or {}, progress)


def read_pasted(
    text: str, *, kind: str | None = None, ours: Sequence[str] = (), mapping: Mapping[str, str] | None = None
) -> Ledger:
    """The ledger in pasted text."""
    return _read(load_text(text), kind, ours, mapping, {}, None)


def _signature(table: Table) -> str:
    return f"{table.kind}:{columns.signature(table.heads)}"


def _table(
    sheets: Sequence[Sheet],
    kind: str | None,
    mapping: Mapping[str, str] | None,
    remembered: Mapping[str, Remembered],
) -> tuple[Table, Mapping[str, str]]:
    """The table, and the mapping that is used: the given one, else what is remembered for such heads."""
    try:
        table = find_table(sheets, kind)
    except Refused:
        if any(sheet.too_long for sheet in sheets):
            raise Refused("too_long") from None
        raise
    if not mapping and kind is None and _signature(table) in remembered:
        other = remembered[_signature(table)][0]
        if other and other != table.kind:
            try:
                table = find_table(sheets, other)
            except Refused:
                pass  # nothing of that kind in it now
    used = mapping or remembered.get(_signature(table), ("", {}))[1]
    use_mapping(table, used)
    return table, used


def _read(
    sheets: Sequence[Sheet],
    kind: str | None,
    ours: Sequence[str],
    mapping: Mapping[str, str] | None,
    remembered: Mapping[str, Remembered],
    progress: Progress | None,
) -> Ledger:
    table, used = _table(sheets, kind, mapping, remembered)
    signature = _signature(table)
    found = entries_of(table)
    found.skipped += _above(table)
    found.skipped += [(row, "far", without_numbers(text)) for row, text in table.sheet.far]
    around = _around(table, found, ours)
    reader = _READERS[table.kind]
    rows: list[Row] = []
    for number, entry in enumerate(found.entries):
        if progress and number % 50 == 0:
            progress(number, len(found.entries))
        row = reader(Fields(table, entry), around)
        for code, text in entry.problems:
            row.ask(code, "", text)
        if not any(value for name, value in row.values.items() if name not in ("kind", "country")) and not row.other:
            found.skipped.append((entry.row, "nothing", " ".join(cell.text for cell in entry.cells.values())[:200]))
        else:
            rows.append(row)
    return Ledger(
        kind=table.kind,
        sheet=table.sheet.name,
        columns=_columns(table, found),
        signature=signature,
        rows=rows,
        skipped=sorted(found.skipped),
        duplicates=duplicates(rows),
        ours=list(around.ours),
        others=_others(sheets, table),
        mapping=dict(used),
    )


def _above(table: Table) -> list[tuple[int, str, str]]:
    """Rows over the head that look like entries: nobody shall miss them unsaid."""
    return [
        (number + 1, "above", without_numbers(" ".join(cell.text for cell in row if cell))[:200])
        for number, row in enumerate(table.sheet.rows[: table.top])
        if _entry_like(row)
    ]


def _entry_like(row: Sequence[Cell]) -> bool:
    told = [cell for cell in row if cell and not cell.above]
    return len(told) >= 3 and any(
        cell.day or any(len(day.value or "") == 10 for day in days.days_in(cell.text)) for cell in told
    )


def _columns(table: Table, found: Entries) -> list[Column]:
    out = []
    keys = keys_of(table.heads)
    for head in table.heads:
        example = next((entry.cells[head.column].text for entry in found.entries if entry.cells.get(head.column)), "")
        if head.rows or example:
            out.append(Column(head.text, table.fields.get(head.column, ""), example[:80], keys[head.column]))
    return out


def _others(sheets: Sequence[Sheet], table: Table) -> list[str]:
    out = []
    for sheet in sheets:
        if sheet.too_long:
            out.append(sheet.name)
        if sheet is table.sheet or len(sheet.rows) < 2:
            continue
        try:
            find_table([sheet], table.kind)
        except Refused:
            continue
        out.append(sheet.name)
    return out


def _around(table: Table, found: Entries, ours: Sequence[str]) -> Around:
    as_of = None
    told = re.search(r"[^\n]*(?:기준|현재|as of)[^\n]*", table.above, re.IGNORECASE)
    if told:
        dated = [day.day for day in days.days_in(told[0]) if day.day]
        as_of = dated[0] if dated else None
    title = table.above.split("\n", 1)[0]
    year = year_in(title) or year_in(table.sheet.name) or (as_of.year if as_of else None)
    around = Around(as_of=as_of, year=year, order=_order(found, table))
    for entry in found.entries:
        if entry.section and (said := year_in(entry.section)):
            around.years[entry.row] = said
    around.ours = tuple(dict.fromkeys([*ours, *_ours(table, found, ours)]))
    return around


def _order(found: Entries, table: Table) -> str:
    """Whether 03/04/2024 is a day of April or of March here: by the dates of this ledger that leave no choice."""
    votes = {"dm": 0, "md": 0}
    for entry in found.entries:
        for cell in entry.cells.values():
            for one, other in re.findall(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](?:19|20)\d\d(?!\d)", cell.text):
                if int(one) > 12 >= int(other):
                    votes["dm"] += 1
                elif int(other) > 12 >= int(one):
                    votes["md"] += 1
    if votes["dm"] and votes["md"]:
        return ""
    return next((order for order, count in votes.items() if count), "")


def _ours(table: Table, found: Entries, given: Sequence[str]) -> list[str]:
    """Our names as the ledger has them: bodies over the table, and one that stands among the partners throughout."""
    out: list[str] = []
    over = "\n".join(cell.text for row in table.sheet.rows[: table.top] if not _entry_like(row) for cell in row if cell)
    for line in over.split("\n"):
        for piece in re.split(r"[□■○●◆▣()\[\]<>:,·|]|\s{2,}", line):
            for word in piece.split(" "):
                if len(word) >= 4 and has_body_ending(word) and word not in out:
                    out.append(word)
    if table.kind != AGREEMENTS:
        return out
    counted: dict[str, tuple[str, int]] = {}
    several = 0
    for entry in found.entries:
        text = "\n".join(Fields(table, entry).texts("partners"))
        bodies = bodies_in(text).bodies if text else ()
        several += len(bodies) > 1
        for body in bodies if len(bodies) > 1 else ():
            key = organization_key(body.name)
            counted[key] = (body.name, counted.get(key, ("", 0))[1] + 1)
    # With four entries or more, whoever is a party of nearly all is who keeps the ledger.
    if several >= 4 and several >= 0.6 * len(found.entries):
        out += [name for name, count in counted.values() if count >= 0.8 * several]
    out += _always_beside(table, found)
    known = [organization_key(name) for name in (*given, *out)]
    for key, (name, _count) in counted.items():  # a short form of ours beside others
        if len(key) >= 2 and not has_body_ending(name) and any(one.startswith(key) and one != key for one in known):
            out.append(name)
    return out


def _always_beside(table: Table, found: Entries) -> list[str]:
    """A body that is named in five entries or more, never alone, always first or always last, beside five others of
    three countries: whoever keeps the ledger names itself so.
    """
    beside: dict[str, set[str]] = {}
    places: dict[str, set[str]] = {}
    lands: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for entry in found.entries:
        fields = Fields(table, entry)
        bodies = bodies_in("\n".join(fields.texts("partners"))).bodies
        keys = [organization_key(body.name) for body in bodies]
        for at, key in enumerate(keys):
            names[key] = bodies[at].name
            counts[key] += 1
            beside.setdefault(key, set()).update(set(keys) - {key})
            places.setdefault(key, set()).add(
                "alone" if len(keys) == 1 else "first" if not at else "last" if at == len(keys) - 1 else "mid"
            )
            lands.setdefault(key, set()).add(fields.text("country") or "")
    found_keys = [
        key
        for key, where in places.items()
        if counts[key] >= 5
        and len(where) == 1
        and where <= {"first", "last"}
        and len(beside[key]) >= 5
        and (len(lands[key]) >= 3 or table.column_of("country") is None)
    ]
    return [names[key] for key in found_keys] if len(found_keys) == 1 else []


def duplicates(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of rows that say the same but for their number: (earlier, later)."""
    seen: dict[tuple[str, ...], int] = {}
    out = []
    for row in rows:
        key = tuple(_alike(name, value) for name, value in sorted(row.values.items()))
        if not any(key):
            continue
        if key in seen:
            out.append((seen[key], row.row))
        else:
            seen[key] = row.row
    return out


def _alike(name: str, value: object) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return "|".join(sorted(organization_key(str(one)) for one in value))
    text = re.sub(r"[\W_]+", "", norm(str(value)))
    return "" if name == "note" and re.search(r"중복|duplicate", text) else text


def to_json(ledger: Ledger, words: Callable[[Issue], str], skipped: Callable[[str], str]) -> Json:
    """The ledger as ``import_ledger --json`` prints it. ``words`` says an issue, ``skipped`` why a row was skipped."""
    return {
        "kind": ledger.kind,
        "sheet": ledger.sheet,
        "rows": [
            {"row": row.row, **row.values, "issues": [words(issue) for issue in row.issues], "other": row.other}
            for row in ledger.rows
        ],
        "skipped": [{"row": row, "reason": skipped(why), "text": text} for row, why, text in ledger.skipped],
        "duplicates": [list(pair) for pair in ledger.duplicates],
        "other_sheets": ledger.others,
    }


def day_of(value: str | None) -> date | None:
    """A full day of a reading, None for a partial one."""
    return date.fromisoformat(value) if value and len(value) == 10 else None
