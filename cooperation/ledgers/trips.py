"""An entry of a ledger of trips abroad."""

from __future__ import annotations

import re
from datetime import date, timedelta

from . import days
from .fields import Around, Fields, read_day
from .people import people_in, places_in
from .reading import Row

_OFF = re.compile(r"취소|연기|보류|미실시|불참|철회|cancel|postpon", re.IGNORECASE)


def read_trip(fields: Fields, around: Around) -> Row:  # noqa: C901  one branch for each way to write it
    """The row of an entry."""
    row = Row(fields.entry.row, {})
    year = around.years.get(fields.entry.row) or around.year
    start, end = _days(fields, row, around, year)
    countries, cities = _places(fields, row)
    names, unnamed = _travellers(fields)
    if unnamed:
        row.ask("unnamed_people", "travellers", unnamed)
    if not names and fields.text("travellers"):
        row.ask("not_understood", "travellers", fields.text("travellers") or "")
    cost: float | None = None
    after = _full(end) or _full(start)
    year_after = after.year if after else year
    for column in fields.table.columns_of("cost"):
        cell = fields.entry.cells.get(column)
        if cell:
            told, problem = days.won(cell, fields.table.units.get(column, 1))
            cost = told if cost is None else cost
            if problem:
                row.ask(problem if problem == "not_won" else "not_understood", "cost", cell.text)
    row.values = {
        "title": _line(fields.text("title")),
        "country": ", ".join(countries) or None,
        "city": ", ".join(cities) or None,
        "start": start,
        "end": end,
        "purpose": fields.text("purpose"),
        "travellers": names,
        "cost": cost,
        "submitted_on": read_day(
            row, "submitted_on", fields.cell("submitted_on"), around, year=year_after, after=after
        ),
        "registered_on": read_day(
            row, "registered_on", fields.cell("registered_on"), around, year=year_after, after=after
        ),
        "note": fields.text("note"),
    }
    row.other = fields.unknown()
    for name in ("visited", "department", "rank", "headcount", "nights"):
        if text := fields.text(name):
            where = fields.table.column_of(name)
            row.other[next(head.text for head in fields.table.heads if head.column == where)] = text
    count = re.search(r"\d+", fields.text("headcount") or "")
    if count and names and int(count[0]) != len(names):
        row.ask("headcount_differs", "travellers", fields.text("headcount") or "")
    note = row.values["note"] or ""
    if _OFF.search(note) or _OFF.search(fields.text("title") or ""):
        row.ask("called_off", "note", note or fields.text("title") or "")
    for name in ("submitted_on", "registered_on"):
        value = _full(row.values[name])
        if value and after and value < after:
            row.ask("before_the_return", name, row.values[name])
    if not row.values["title"] and fields.table.column_of("title") is not None:
        row.ask("no_title")
    return row


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _full(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == 10 else None


def _days(fields: Fields, row: Row, around: Around, year: int | None) -> tuple[str | None, str | None]:  # noqa: C901  one branch for each way to write it
    """First and last day; the last is None where it lies before the first."""
    period = fields.cell("period")
    start = end = None
    if period:
        text = "\n".join(fields.texts("period"))
        span = days.read_span(period, year=year, order=around.order)
        if span.start is None:
            if not days.NOTHING.fullmatch(text):
                row.ask("called_off" if _OFF.search(text) else "day_not_read", "period", text)
        else:
            start = span.start.value
            end = span.end.value if span.end is not None else None
            for day in (span.start, span.end):
                if day is not None and day.problem:
                    row.ask(day.problem, "period", text)
            if span.end is None:
                end = _counted(text, start)
                if end is None and start and len(start) == 10 and not span.rest and not re.search(r"[~∼〜～]", text):
                    end = start
                elif end is None:
                    row.ask("day_not_read", "end", text)
            if span.year_supplied:
                row.ask("year_supplied", "period", text)
            if days.PLANNED.search(span.rest):
                row.ask("planned", "period", text)
            if _OFF.search(span.rest):
                row.ask("called_off", "period", text)
    if fields.cell("start"):
        start = read_day(row, "start", fields.cell("start"), around, year=year)
    if fields.cell("end"):
        begun = _full(start)
        end = read_day(row, "end", fields.cell("end"), around, year=begun.year if begun else year, after=begun)
    first, last = _full(start), _full(end)
    if first and last and last < first:
        row.ask("ends_before_it_begins", "end", period.text or f"{start} ~ {end}")
        end = None
    return start, end


def _counted(text: str, start: str | None) -> str | None:
    """The last day of "2025.3.5.(4박 6일)", "2025.3.5. 6일간"."""
    begun = _full(start)
    if begun and re.search(r"당일|무박|day trip|same day|one day", text, re.IGNORECASE):
        return begun.isoformat()
    found = re.search(r"\d+\s*박\s*(\d+)\s*일|(?<!\d)(\d{1,2})\s*일간|(\d{1,2})\s*days", text)
    if begun is None or found is None:
        return None
    return (begun + timedelta(days=int(next(group for group in found.groups() if group)) - 1)).isoformat()


def _places(fields: Fields, row: Row) -> tuple[list[str], list[str]]:
    countries: list[str] = []
    cities: list[str] = []
    for name in ("country", "city"):
        for text in fields.texts(name):
            found, towns, other = places_in(text)
            if name == "city":
                towns, other = [*towns, *other], []
                if not fields.texts("country"):
                    countries += [one for one in found if one not in countries]
                else:
                    towns = [*found, *towns]
            countries += [one for one in found if name == "country" and one not in countries]
            cities += [one for one in towns if one not in cities]
            for one in other:
                row.ask("country_not_known", "country", one)
                if one not in countries:
                    countries.append(one)
    return countries, cities


def _travellers(fields: Fields) -> tuple[list[str], str]:
    names: list[str] = []
    unnamed = ""
    for text in fields.texts("travellers"):
        found, more = people_in(text)
        names += [name for name in found if name not in names]
        unnamed = unnamed or more
    return names, unnamed
