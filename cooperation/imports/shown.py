"""What the page of an import shows: each row as it was understood, what it may be, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.words import counted, day_words
from cooperation.imports import filling, matching
from cooperation.imports.preview import row_of
from cooperation.imports.words import FIELDS
from cooperation.ledgers import AGREEMENTS, PEOPLE, TRIPS, day_of
from cooperation.ledgers.columns import FIELDS as KNOWN
from cooperation.ledgers.results import done_in
from cooperation.models import BECOMES, AgreementType, Closing, LedgerImport, LedgerRow, Match, Renewal, RowChoice
from partners.models import Organization, Person

#: The views of the rows: key → label and condition.
VIEWS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("All"), Q()),
    "check": (pgettext_lazy("rows", "To check"), Q(match__in=[Match.SEVERAL, Match.NEAR])),
    "file": (pgettext_lazy("rows", "Will be filed"), Q(choice=RowChoice.FILE)),
    "link": (pgettext_lazy("rows", "Here already"), Q(choice=RowChoice.LINK)),
    "leave": (pgettext_lazy("rows", "Left out"), Q(choice=RowChoice.LEAVE)),
    "remarks": (gettext_lazy("With remarks"), ~Q(issues=[])),
}
#: What each kind of row shows below its name, in order; dates and lists are put in words.
SHOWN = {
    AGREEMENTS: [
        "kind", "country", "signed_on", "effective_from", "expires_on", "term_years", "renewal", "closed",
        "department", "officer",
    ],
    TRIPS: ["country", "city", "start", "end", "travellers", "cost", "submitted_on", "registered_on"],
    "organizations": ["country", "city", "website", "parent", "contact"],
    PEOPLE: ["organization", "title", "email", "phone", "country"],
}  # fmt: skip
_MATCHED = {
    Match.NEW: ("new", gettext_lazy("New")),
    Match.ONE: ("match", gettext_lazy("Existing record")),
    Match.SEVERAL: ("ask", gettext_lazy("To check")),
    Match.NEAR: ("ask", gettext_lazy("To check")),
}


@dataclass
class Named:
    """A body of a row, and whether it is here."""

    name: str
    state: str
    words: str


@dataclass
class Line:
    """One row as the page shows it. ``choices`` are what can be done with it: value and label."""

    row: LedgerRow
    title: str
    facts: list[tuple[str, str]]
    state: str
    words: str
    bodies: list[Named] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    verbatim: list[tuple[str, str]] = field(default_factory=list)

    @property
    def chosen(self) -> str:
        """The value of the choice that stands."""
        return f"link:{self.row.linked_to}" if self.row.choice == RowChoice.LINK else str(self.row.choice)


def value_words(name: str, value: Any) -> str:
    """A value of a reading in words; empty for none."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if name == "renewal":
        return str(Renewal(value).label)
    if name == "kind" and value in AgreementType.values:
        return str(AgreementType(value).label)
    if name == "cost":
        return _("%(sum)s won") % {"sum": f"{value:,}"}
    if name == "term_years":
        return _("%(n)s years") % {"n": value}
    if name == "closed":
        reason = str(Closing(value["reason"]).label)
        return f"{reason} ({value_words('closed_on', value['on'])})" if value["on"] else reason
    day = day_of(value) if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" else None
    return day_words(day, weekday=False) if day else str(value)


def label_of(name: str) -> str:
    """What a field is called, as a heading."""
    more = {"term_years": _("term"), "kind": _("type")}
    text = str(more.get(name) or FIELDS.get(name, name))
    return text[:1].upper() + text[1:]


def facts(kind: str, row: LedgerRow, names: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """Label and words of what was read of a row."""
    told = ((name, value_words(name, row.reading.get(name))) for name in (names or SHOWN[kind]))
    return [(label_of(name), words) for name, words in told if words]


def model_of(kind: str) -> Any:
    """The model a row of such a ledger becomes."""
    return LedgerRow._meta.get_field(BECOMES[kind]).related_model  # type: ignore[index]


def records(kind: str, rows: Sequence[LedgerRow], user: User) -> dict[UUID, Any]:
    """The records these rows may be, as far as ``user`` may see them."""
    ids = {key for row in rows for key in row.candidates} | {str(row.linked_to) for row in rows if row.linked_to}
    return model_of(kind).objects.visible_to(user).in_bulk(list(ids)) if ids else {}


def lines(batch: LedgerImport, rows: Sequence[LedgerRow], user: User) -> list[Line]:
    """The rows of a page of the preview. A few queries for all of them."""
    kind = batch.kind
    here = records(kind, rows, user)
    read = [row_of(row) for row in rows]
    named = [matching.bodies_of(row, kind) if kind in (AGREEMENTS, PEOPLE) else [] for row in read]
    bodies = matching.Bodies([one for some in named for one in some], user, batch.said)
    out = []
    for row, some in zip(rows, named, strict=True):
        state, words = _MATCHED[Match(row.match)]
        line = Line(row, str(row), facts(kind, row), state, str(words))
        for one in some:
            match = bodies.match(one)
            shown, told = _MATCHED[matching.KINDS[match.kind]]
            line.bodies.append(Named(one.name, shown, str(told)))
        line.facts += _results(row.reading.get("results"))
        if kind == AGREEMENTS and row.choice != RowChoice.LINK and not day_of(row.reading["signed_on"]):
            line.facts.append((label_of("status"), str(filling.unsigned(row.reading).label)))
        line.choices = choices(row, here)
        line.verbatim = list((row.reading.get("other") or {}).items())
        out.append(line)
    return out


def _results(text: str | None) -> list[tuple[str, str]]:
    """How many lines of results become activities, and how many stay words."""
    told = done_in(text)
    dated = sum(done.day is not None for done in told)
    out = [(dated, _("%(n)s as activities")), (len(told) - dated, _("%(n)s without a date, for the note"))]
    return [(label_of("results"), words % {"n": counted(number)}) for number, words in out if number]


def choices(row: LedgerRow, here: dict[UUID, Any]) -> list[tuple[str, str]]:
    """What can be done with a row."""
    found = [(str(RowChoice.FILE), _("File as new")), (str(RowChoice.LEAVE), _("Leave out"))]
    keys = [UUID(key) for key in row.candidates]
    if row.linked_to and row.linked_to not in keys:
        keys.append(row.linked_to)
    for key in keys:
        if key in here:
            record = here[key]
            number = getattr(record, "reference", "")
            found.append((f"link:{key}", _("Is “%(record)s”") % {"record": f"{record} {number}".strip()}))
    return found


def unclear(batch: LedgerImport, user: User) -> list[dict[str, Any]]:
    """The names a person has to say something about, each with what it may mean and what was said."""
    asked = batch.found.get("unclear", [])
    here: dict[str, dict[UUID, Any]] = {}
    models: list[tuple[str, Any]] = [("organization", Organization), ("person", Person)]
    for what, model in models:
        ids = [key for one in asked if one["what"] == what for key in one["candidates"]]
        here[what] = model.objects.visible_to(user).in_bulk(ids) if ids else {}
    anew = {"person": _("Somebody else: register anew"), "organization": _("Another one: register anew")}
    out = []
    for at, one in enumerate(asked):
        found = [(key, here[one["what"]].get(UUID(key))) for key in one["candidates"]]
        options = [(key, _("Is “%(record)s”") % {"record": record}) for key, record in found if record]
        said = batch.said.get(f"{one['what']}:{one['key']}", "")
        options.append((matching.ANEW, anew[one["what"]]))
        out.append(one | {"field": f"name-{at}", "options": options, "said": said})
    return out


def people(batch: LedgerImport, rows: Sequence[Line], asked: Sequence[dict[str, Any]] = ()) -> list[UUID]:
    """The persons that these rows and questions show, for the log of who was shown whom."""
    keys: list[str] = []
    if batch.kind == PEOPLE:
        keys += [value.removeprefix("link:") for line in rows for value, _said in line.choices if ":" in value]
    keys += [key for one in asked if one["what"] == "person" for key, _said in one["options"] if key != matching.ANEW]
    return [UUID(key) for key in dict.fromkeys(keys)]


def columns(batch: LedgerImport) -> list[dict[str, Any]]:
    """The columns as found, each with the fields it may hold."""
    known = [(name, label_of(name)) for name in KNOWN[batch.kind]]
    return [
        {
            "field": f"column-{at}",
            "head": head,
            "example": example,
            "holds": holds,
            "options": known,
            "key": key[0] if key else head,
        }
        for at, (head, holds, example, *key) in enumerate(batch.found.get("columns", []))
    ]


def counts(batch: LedgerImport) -> dict[str, int]:
    """How many rows each view of the preview has; ``made`` and ``linked`` of what was filed."""
    every: dict[str, Q] = {key: condition for key, (_label, condition) in VIEWS.items()}
    every |= {"made": Q(made=True), "kept": ~Q(kept=[])}
    found = batch.rows.aggregate(
        **{f"n_{key}": Count("pk", filter=condition) if condition else Count("pk") for key, condition in every.items()}
    )
    return {key.removeprefix("n_"): number for key, number in found.items()}
