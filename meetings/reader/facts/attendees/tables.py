"""Tables of people: which column holds what, and the people in the rows below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from partners.names import has_hangul, is_korean_name, is_korean_sounding, is_title, split_korean_title

from ...blocks import Block
from ..bodies import looks_like_body
from ..labels import column_keys, label_key
from .korean import korean_people
from .latin import is_latin_name, latin_people
from .listed import Listed, mode_of

_COLUMNS = frozenset({"no", "org", "name", "title", "mode", "orgtitle", "nametitle", "orgname", "unit"})
_SIDE = re.compile(r"구분|측|참석자?|side|group|party|parte|grupo", re.IGNORECASE)
_FIRM = re.compile(
    r"기업|업체|회사|기관|바이어|구매처|수입사|거래처|상대사|파트너|\bfirm|compan|buyer|importer|partner|counterpart|"
    r"empresa|comprador|importador|socio|organi[sz]ation|instituci|entidad|agency",
    re.IGNORECASE,
)


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
            if key in _COLUMNS and key not in out:
                out[key] = index
                break
    side = next((at for at, cell in enumerate(cells) if _SIDE.fullmatch("".join(cell.split()))), None)
    if side is not None and "org" not in out and "orgtitle" not in out and "orgname" not in out:
        out["side"] = side
    named = "name" in out or "nametitle" in out or "orgname" in out
    described = bool(out.keys() - {"no", "name", "mode", "side"})
    return out if named and described else {}


def shaped_columns(rows: Sequence[Block]) -> dict[str, int]:
    """Which column of a table holds people with their offices, by the shape of its cells and whatever its head says:
    "Ana Ruiz 구매이사" in two rows or more and in most of them. Their bodies are in the column of
    bodies, if there is one.
    """
    if len(rows) < 3:
        return {}
    width = max(len(row.cells) for row in rows)
    held = [(at, [row.cells[at].strip() for row in rows[1:] if at < len(row.cells)]) for at in range(width)]
    for at, cells in held:
        filled = [cell for cell in cells if cell]
        people = [_cell_person(cell) for cell in filled if len(cell) <= 60]
        if sum(person is not None for person in people) >= max(2, 0.7 * len(filled)):
            out = {"nametitle": at}
            bodies = [
                (sum(looks_like_body(_bare(cell)) for cell in other), -index)
                for index, other in held
                if index != at and any(other) and max(map(len, other)) <= 60
            ]
            named = [index for index, cell in enumerate(rows[0].cells) if index != at and _FIRM.search(cell)]
            if named or (bodies and max(bodies)[0] * 2 >= len(filled)):
                # of two such columns the one before the people: "바이어 | 담당자 | 도내기업"
                before = [index for index in named if index < at]
                out["org"] = (before[-1:] or named[:1] or [-max(bodies)[1]])[0]
            return out
    return {}


def _bare(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)\s*$", "", text).strip()


def _cell_person(cell: str) -> Listed | None:
    """The one person a cell names with an office and nothing else."""
    people = korean_people(cell, 0, None) if has_hangul(cell) else latin_people(cell, 0, None)
    return people[0] if len(people) == 1 and people[0].title and not re.search(r"[다함음됨]\.?$", cell) else None


def table_people(rows: Sequence[Block]) -> list[Listed]:
    """The people of a table whose first row is its head; a cell left empty below a filled one repeats it (merged
    cells).
    """
    if not rows or not (columns := header_columns(rows[0].cells) or shaped_columns(rows)):
        return []
    out: list[Listed] = []
    org: str | None = None
    sided = _sides_are_bodies(columns, rows)
    for row in rows[1:]:
        cells = [cell.replace("\n", " ").strip() for cell in row.cells]
        if header_columns(row.cells) or not any(cells):
            continue  # the head again, after a page break
        held = {key: cells[at] for key, at in columns.items() if at < len(cells)}
        name, title = held.get("name") or held.get("nametitle") or "", held.get("title") or None
        own_org = _org_of_row(held.get("org", ""), sided)
        shaped = _cell_person(name) if "name" not in held and name else None
        if shaped is not None:
            name, title, own_org = shaped.name, title or shaped.title, own_org or shaped.org
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


def paired_person(block: Block) -> Listed | None:
    """The person of a row of labels and values: "소속 | 국제협력실 | 직급 | 책임연구원 | 성명 | 유다온"."""
    cells = [cell.strip() for cell in block.cells]
    if len(cells) < 4 or len(cells) % 2:
        return None
    held: dict[str, str] = {}
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        key = next((key for key in column_keys(label) if key in ("org", "name", "title", "unit")), None)
        if key is None or not value:
            return None
        held.setdefault(key, value)
    name = held.get("name", "")
    named = len(held) > 1 and _can_be_name(name)
    return Listed(name, block.line, held.get("org"), held.get("title")) if named else None


def _sides_are_bodies(columns: dict[str, int], rows: Sequence[Block]) -> bool:
    """Whether a column "구분" holds the names of bodies in most rows; it is that of the bodies then."""
    side = columns.pop("side", None)
    if side is None:
        return False
    held = [cell for row in rows[1:] if side < len(row.cells) and (cell := row.cells[side].strip())]
    if sum(looks_like_body(_bare(cell)) for cell in held) * 2 <= len(held):
        return False
    columns["org"] = side
    return True


def _org_of_row(cell: str, sided: bool) -> str | None:
    """The body a row gives; "-" where its cell is filled and names none, as "현지 가이드" under "구분"."""
    if not cell:
        return None
    return "-" if sided and not looks_like_body(_bare(cell)) else _bare(cell)


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
