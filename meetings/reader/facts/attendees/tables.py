"""Tables of people: which column holds what, and the people in the rows below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from partners.names import has_hangul, is_korean_name, is_korean_sounding, is_title, split_korean_title

from ...blocks import Block
from ..labels import column_keys, label_key
from .latin import is_latin_name
from .listed import Listed, mode_of


def header_columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds what, when the row is the head of a table of people (it has a column for names)."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > 30 for cell in filled):
        return {}
    out: dict[str, int] = {}
    labelled = label_key(cells[0]) in ("travellers", "attendees") and any(
        "name" in column_keys(cell) for cell in cells[1:]
    )
    for index, cell in enumerate(cells):
        for key in column_keys(cell) if index or not labelled else ():
            if key in ("no", "org", "name", "title", "mode", "orgtitle", "nametitle", "orgname") and key not in out:
                out[key] = index
                break
    named = "name" in out or "nametitle" in out or "orgname" in out
    described = "org" in out or "title" in out or "orgtitle" in out or "nametitle" in out or "orgname" in out
    return out if named and described else {}


def table_people(rows: Sequence[Block]) -> list[Listed]:
    """The people of a table whose first row is its head; a cell left empty below a filled one repeats it (merged
    cells).
    """
    if not rows or not (columns := header_columns(rows[0].cells)):
        return []
    out: list[Listed] = []
    org: str | None = None
    for row in rows[1:]:
        cells = [cell.replace("\n", " ").strip() for cell in row.cells]
        if header_columns(row.cells) or not any(cells):
            continue  # the head again, after a page break
        held = {key: cells[at] for key, at in columns.items() if at < len(cells)}
        name, title = held.get("name") or held.get("nametitle") or "", held.get("title") or None
        own_org = held.get("org")
        if held.get("orgtitle"):
            own_org, title = _org_and_title(held["orgtitle"])
        if not name and held.get("orgname"):
            own_org, _, name = held["orgname"].rpartition(" ")
        if own_org in ("-", "–"):
            org = None
        elif own_org and own_org not in ("〃", '"', "상동"):
            org = own_org
        if not name or name == "-":
            continue
        for person in re.split(r"\s*[,/\n]\s*", name) if has_hangul(name) and "(" not in name else [name]:
            bare, glued = _name_and_title(person)
            if not bare or not _can_be_name(bare):
                continue
            number = held.get("no", "")
            out.append(
                Listed(
                    bare,
                    row.line,
                    org,
                    title or glued,
                    mode_of(held.get("mode", "")),
                    int(number) if number.isdigit() else None,
                )
            )
    return out


def _name_and_title(text: str) -> tuple[str, str | None]:
    text = re.sub(r"\s*\([^()]*\)\s*$", "", text).strip() if not text.startswith("(") else text
    if has_hangul(text):
        spaced = text.replace(" ", "")
        if " " in text and is_korean_name(spaced) and is_korean_sounding(spaced):
            return spaced, None  # "홍 길 동"
        name, title = split_korean_title(text)
        if title is None and " " in text:
            head, _, tail = text.partition(" ")
            if is_title(head) and (is_korean_name(tail) or is_latin_name(tail)):
                return tail, head
        return name, title
    return text, None


def _can_be_name(text: str) -> bool:
    if re.search(r"\d", text) or len(text) > 60:
        return False
    return has_hangul(text) or bool(re.search(r"[^\W\d_]{2}", text))


def _org_and_title(text: str) -> tuple[str, str | None]:
    parts = [part.strip() for part in re.split(r"\s*[/,\n]\s*", text) if part.strip()]
    if len(parts) >= 2:
        return parts[0], " ".join(parts[1:])
    head, _, tail = text.rpartition(" ")
    return (head, tail) if head and is_title(tail) else (text, None)
