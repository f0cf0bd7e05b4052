"""The four documents of an answer: the columns of each and its rows, declared once for screen, XLSX, PDF and HWPX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.words import counted, day_words
from cooperation.audits import agreements, trips
from cooperation.audits.agreements import Facts
from cooperation.audits.asking import Asked, DocumentKind, Which
from cooperation.audits.sheets import Column, Layout, Row, Sheet, row_of
from cooperation.models import Agreement
from meetings.models import Trip
from partners.models import Organization
from partners.ours import our_name

if TYPE_CHECKING:
    from accounts.models import User

#: The key of a row: an agreement or a trip, and of performance the year too.
Key = tuple[UUID, int]
#: Where there is none. What the record lacks is told as not on record, by default: no cell is empty.
NONE = _("none applicable")


@dataclass(frozen=True)
class Document:
    kind: DocumentKind
    columns: tuple[Column, ...]
    keys: Callable[[User, Asked], list[Key]]
    rows: Callable[[User, Asked, Sequence[Key], Sequence[Column]], list[Row]]
    model: Any
    layout: Layout = "table"

    def chosen(self, asked: Asked) -> list[Column]:
        """The columns that are asked for, in the order they are declared in; the usual ones where none are named."""
        wanted = asked.columns_of(self.kind)
        found = [column for column in self.columns if column.key in wanted]
        return found or [column for column in self.columns if column.initially]


def _agreement_keys(user: User, asked: Asked) -> list[Key]:
    return [(pk, 0) for pk in agreements.asked_for(user, asked).values_list("pk", flat=True)]


def _agreement_rows(user: User, asked: Asked, keys: Sequence[Key], columns: Sequence[Column]) -> list[Row]:
    return [
        row_of(columns, facts, missing=facts.missing, address=_page(facts), heading=facts.agreement.title)
        for facts in agreements.facts_of(user, [pk for pk, _year in keys], asked.on)
    ]


def _page(facts: Facts) -> str:
    return reverse("agreement", args=[facts.agreement.pk])


def _performance_rows(user: User, asked: Asked, keys: Sequence[Key], columns: Sequence[Column]) -> list[Row]:
    found = {
        facts.agreement.pk: facts
        for facts in agreements.facts_of(user, list(dict.fromkeys(pk for pk, _year in keys)), asked.on)
    }
    rows = []
    for pk, year in keys:
        if pk in found:
            facts = agreements.of_year(found[pk], year)
            lacking = () if facts.activities or facts.kept else (gettext("no activity"),)
            rows.append(row_of(columns, facts, missing=lacking, address=_page(facts)))
    return rows


def _trip_keys(user: User, asked: Asked) -> list[Key]:
    return [(pk, 0) for pk in trips.asked_for(user, asked).values_list("pk", flat=True)]


def _trip_rows(user: User, asked: Asked, keys: Sequence[Key], columns: Sequence[Column]) -> list[Row]:
    return [
        row_of(columns, facts, missing=facts.missing, address=reverse("trip", args=[facts.trip.pk]))
        for facts in trips.facts_of(user, [pk for pk, _year in keys], asked.on)
    ]


def _of(name: str) -> Callable[[Facts], Any]:
    return lambda facts: getattr(facts.agreement, name)


def _agreement_columns(usual: set[str]) -> tuple[Column, ...]:
    def column(key: str, label: Any, width: int, value: Callable[[Facts], Any], **more: Any) -> Column:
        return Column(key, label, width, value, initially=key in usual, **more)

    return (
        column("reference", _("Reference number"), 8, _of("reference"), align="center"),
        column("title", _("Name of the agreement"), 22, _of("title")),
        column("type", _("Kind"), 6, lambda facts: facts.agreement.get_type_display(), align="center"),
        column("partners", _("Partner body"), 20, agreements.partners),
        column("countries", _("Country"), 9, agreements.countries, align="center"),
        column("signed", _("Date of signing"), 11, _of("signed_on"), align="center"),
        column("term", _("Term of the agreement"), 15, agreements.term, align="center"),
        column("ends", _("Last day"), 11, agreements.last_day, align="center"),
        column("scope", _("Main content"), 30, _of("scope")),
        column("progress", _("State of progress"), 18, agreements.progress),
        column("standing", _("State"), 9, agreements.standing, align="center"),
        column(
            "department",
            _("Department in charge"),
            12,
            lambda facts: facts.agreement.department and facts.agreement.department.name,
            align="center",
        ),
        column(
            "officer",
            _("Officer"),
            8,
            lambda facts: facts.agreement.officer and str(facts.agreement.officer),
            align="center",
        ),
        column("changes", _("Changes"), 16, agreements.changes, empty=NONE),
        column("checks", _("Results of checks"), 16, agreements.checks, empty=NONE),
        column("signatories", _("Signatories"), 20, agreements.signatories),
        column("place", _("Place of signing"), 10, _of("place")),
        column("document_number", _("Document number"), 12, _of("document_number"), align="center"),
        column("retention", _("Retention period"), 7, _of("retention"), align="center"),
        column("original_at", _("Place of the original"), 12, _of("original_at")),
        column("files", _("Files"), 20, agreements.files, empty=NONE),
        column("missing", _("Missing papers"), 12, lambda facts: ", ".join(facts.missing), empty=NONE),
        column("note", _("Remarks"), 12, _of("note"), empty=NONE),
    )


DOCUMENTS: dict[str, Document] = {
    one.kind: one
    for one in (
        Document(
            DocumentKind.LEDGER,
            _agreement_columns(
                {"title", "partners", "signed", "term", "scope", "progress", "department", "changes", "checks"}
            ),
            _agreement_keys,
            _agreement_rows,
            Agreement,
        ),
        Document(
            DocumentKind.CARDS,
            _agreement_columns(
                {"reference", "type", "signed", "partners", "term", "scope", "progress", "department", "officer"}
                | {"changes", "checks", "signatories", "files"}
            ),
            _agreement_keys,
            _agreement_rows,
            Agreement,
            "cards",
        ),
        Document(
            DocumentKind.PERFORMANCE,
            (
                Column("title", _("Name of the agreement"), 22, _of("title")),
                Column("partners", _("Partner body"), 20, agreements.partners),
                Column("year", _("Year"), 6, lambda facts: str(facts.year), "center"),
                Column("meetings", _("Meetings"), 8, lambda facts: agreements.of_kind(facts, "meeting"), "right"),
                Column("trips", _("Trips"), 6, lambda facts: agreements.of_kind(facts, "trip"), "right"),
                Column("projects", _("Projects"), 6, lambda facts: agreements.of_kind(facts, "project"), "right"),
                Column("others", _("Other activity"), 6, lambda facts: agreements.of_kind(facts, "text"), "right"),
                Column("kept", _("Kept commitments"), 7, lambda facts: len(facts.kept), "right"),
                Column("all", _("Total"), 6, lambda facts: len(facts.activities) + len(facts.kept), "right"),
                Column("done", _("Main activities"), 36, agreements.done, empty=NONE),
                Column("check", _("Result of the check"), 16, agreements.checks, empty=NONE),
                Column(
                    "department",
                    _("Department in charge"),
                    12,
                    lambda facts: facts.agreement.department and facts.agreement.department.name,
                    "center",
                    initially=False,
                ),
            ),
            agreements.years_in_force,
            _performance_rows,
            Agreement,
        ),
        Document(
            DocumentKind.TRIPS,
            (
                Column(
                    "reference", _("Reference number"), 8, lambda facts: facts.trip.reference, "center", initially=False
                ),
                Column("period", _("Period"), 14, trips.period, "center"),
                Column("countries", _("Country"), 12, trips.places, "center"),
                Column("purpose", _("Purpose"), 30, trips.purpose),
                Column("travellers", _("Travellers"), 18, trips.travellers),
                Column("cost", _("Cost (KRW)"), 11, trips.cost, "right"),
                Column(
                    "submitted",
                    _("Report submitted"),
                    11,
                    lambda facts: facts.submitted_on,
                    "center",
                    empty=_("not submitted"),
                ),
                Column("elapsed", _("Days elapsed"), 9, trips.elapsed, "center"),
                Column("registered", _("Public registration"), 13, trips.registration, "center"),
                Column("uses", _("Plan of use carried out"), 13, trips.uses, "center", empty=NONE),
                Column("uses_named", _("Plan of use, in detail"), 26, trips.uses_named, initially=False, empty=NONE),
                Column(
                    "document_number",
                    _("Document number"),
                    12,
                    lambda facts: facts.trip.document_number,
                    "center",
                    initially=False,
                ),
            ),
            _trip_keys,
            _trip_rows,
            Trip,
        ),
    )
}


def about(asked: Asked, count: int, *, agreements_meant: bool, rows: int | None = None) -> list[str]:
    """The lines between title and table: the day, the institute, the years, the departments, how many records, and in
    how many ``rows`` where a record has several."""
    years = str(asked.first) if asked.first == asked.last else f"{asked.first}–{asked.last}"
    lines = [
        gettext("As of: %(day)s") % {"day": day_words(asked.on, weekday=False)},
        gettext("Institute: %(name)s") % {"name": our_name() or gettext("(name of the institute)")},
    ]
    which = str(Which(asked.which).label) if agreements_meant else gettext("departed in these years")
    lines.append(gettext("Years: %(years)s (%(which)s)") % {"years": years, "which": which})
    if asked.departments:
        names = Organization.objects.filter(pk__in=asked.departments).order_by("name").values_list("name", flat=True)
        lines.append(gettext("Departments: %(names)s") % {"names": ", ".join(names)})
    if rows is None or rows == count:
        lines.append(gettext("In all: %(count)s") % {"count": counted(count)})
    else:
        lines.append(gettext("In all: %(count)s, in %(rows)s rows by year") % {"count": counted(count), "rows": rows})
    return lines


def about_rows(asked: Asked, document: Document, keys: Sequence[Key]) -> list[str]:
    """The same of a document with these rows."""
    records = len({pk for pk, _year in keys})
    return about(asked, records, agreements_meant=document.model is Agreement, rows=len(keys))


def sheet(
    user: User,
    asked: Asked,
    kind: str,
    keys: Sequence[Key] | None = None,
    *,
    told: Callable[[int], None] | None = None,
    at_once: int = 500,
) -> Sheet:
    """The document with all rows of ``keys``, read ``at_once`` at a time; ``told`` hears how many there are so far."""
    document = DOCUMENTS[kind]
    found = document.keys(user, asked) if keys is None else keys
    columns = document.chosen(asked)
    rows: list[Row] = []
    for start in range(0, len(found), at_once):
        rows += document.rows(user, asked, found[start : start + at_once], columns)
        if told is not None:
            told(len(rows))
    return Sheet(
        title=str(document.kind.label),
        on=asked.on,
        about=about_rows(asked, document, found),
        columns=columns,
        rows=rows,
        empty=str(NONE),
        layout=document.layout,
        numbered=gettext("No."),
    )
