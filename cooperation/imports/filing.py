"""What was chosen for each row becomes records, in one context of the history, and can be taken back as a whole.

Nothing is invented: what finds no field of a record, or breaks a rule of one, stands in its note in the words of the
ledger, and with the row (``kept``).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pghistory import runtime

from accounts.history import apart
from accounts.models import User
from accounts.reverting import written
from cooperation.imports import filling, matching, meanwhile
from cooperation.imports.preview import row_of
from cooperation.imports.telling import of_row, write
from cooperation.imports.words import FIELDS
from cooperation.intake.undo import Needed, take_away
from cooperation.ledgers import AGREEMENTS, PEOPLE, Row, day_of
from cooperation.ledgers.results import Done, done_in
from cooperation.models import (
    BECOMES,
    Agreement,
    AgreementActivity,
    AgreementParty,
    AgreementState,
    Closing,
    LedgerImport,
    LedgerRow,
    LedgerState,
    Renewal,
    RowChoice,
    Term,
)
from cooperation.terms import FIRST_DAY, LAST_DAY
from meetings.models import Trip, TripDestination, TripTraveller
from meetings.reader.facts.places import country_code
from partners import names
from partners.models import Affiliation, NameKind, Organization, OrganizationKind, Person

__all__ = ["Needed", "file_ledger", "undo_ledger"]

#: What a trip may have cost, below MOST_COST: another number is a slip of the ledger.
LEAST_COST, MOST_COST = 0, 10**12


def file_ledger(batch: LedgerImport, *, by: User) -> LedgerImport:
    """File what was chosen, all or nothing: of all rows, or ``found["only"]`` of them. Raises ValidationError where it
    was filed already, or a row cannot be filed.
    """
    with transaction.atomic(), apart(by=by, ledger_import=batch.pk):
        batch = LedgerImport.objects.select_for_update(of=("self",)).select_related("document").get(pk=batch.pk)
        if batch.state not in (LedgerState.READY, LedgerState.FILING):
            raise ValidationError(_("This ledger was filed already."), code="filed")
        meanwhile.take_turn()
        chosen = batch.rows.exclude(choice=RowChoice.LEAVE)
        if (only := batch.found.get("only")) is not None:
            chosen = chosen.filter(number__in=only)
        rows = list(chosen.order_by("number"))
        meanwhile.refuse_here_by_now(batch, rows, by)
        _Filing(batch, rows, by).run()
        batch.state, batch.filed_at = LedgerState.FILED, timezone.now()
        batch.context = runtime._tracker.value.id
        batch.problem = ""
        batch.save(update_fields=["state", "filed_at", "context", "problem"])
    return batch


def undo_ledger(batch: LedgerImport, *, by: User) -> None:
    """Take back all that the import made. Raises Needed, with the names, where later work rests on it."""
    with transaction.atomic(), apart(by=by, undo_ledger=batch.pk):
        batch = LedgerImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state not in (LedgerState.FILED, LedgerState.UNDOING) or batch.context is None:
            raise ValidationError(_("This ledger is not filed."), code="not_filed")
        done = written([batch.context])
        take_away(done, by=by, mark=models.Q(metadata__contains={"ledger_import": str(batch.pk)}))
        batch.rows.update(kept=[], made=False, **dict.fromkeys(BECOMES.values()))
        batch.state, batch.filed_at, batch.context, batch.problem = LedgerState.READY, None, None, ""
        batch.save(update_fields=["state", "filed_at", "context", "problem"])


class _Filing:
    """Writes the records of one ledger; bodies and people are asked for once and made once."""

    def __init__(self, batch: LedgerImport, rows: list[LedgerRow], by: User) -> None:
        self.batch, self.rows, self.by = batch, rows, by
        self.read = {row.pk: row_of(row) for row in rows}
        self.institute = matching.institute_id()
        self.named = {row.pk: matching.bodies_of(self.read[row.pk], batch.kind) for row in rows}
        self.bodies = matching.Bodies([one for some in self.named.values() for one in some], by, batch.said)
        self.made: dict[str, UUID] = {}
        self.officers = self._officers()
        self.departments = self._departments()
        self.people: matching.People | None = None
        self.new_people: dict[str, UUID] = {}
        self.kept: list[str] = []
        self.linked: dict[Any, models.Model] = {}
        self.row = 0
        self.waiting: dict[type[models.Model], list[tuple[int, models.Model]]] = {}

    def _new(self, record: models.Model) -> None:
        """To be written with all others of its kind: a few statements instead of one for each."""
        self.waiting.setdefault(type(record), []).append((self.row, record))

    def _there(self, row: LedgerRow) -> models.Model:
        """The record a row is said to be."""
        found = self.linked.get(row.linked_to)
        if found is None:
            raise ValidationError(
                _("The record it was said to be is not there any more. Say again which it is."), code="gone"
            )
        return found

    def run(self) -> None:
        model: Any = LedgerRow._meta.get_field(BECOMES[self.batch.kind]).related_model  # type: ignore[index]
        ids = [row.linked_to for row in self.rows if row.choice == RowChoice.LINK]
        if ids:  # nobody enters anything into them until what is empty is filled
            list(model.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
            self.linked = model.objects.visible_to(self.by).in_bulk(ids)
        if self.batch.kind == "trips":
            everybody = {name for row in self.rows for name in row.reading.get("travellers") or []}
            self.people = matching.People([(name, self.institute) for name in everybody], self.by, self.batch.said)
        for row in self.rows:
            self.row = row.number
            with of_row(row.number):
                self._carry_out(row)
        for waiting in self.waiting.values():  # agreements and trips come before what belongs to them
            write(waiting)
        fields = ["kept", "made", *BECOMES.values()]
        LedgerRow.objects.bulk_update(self.rows, fields, batch_size=500)

    def _carry_out(self, row: LedgerRow) -> None:
        self.kept = []
        record: models.Model
        if row.choice == RowChoice.LINK and row.linked_to is not None:
            record, row.made = self._there(row), False
            self._fill(record, row)
            self.kept = []  # its note is somebody else's
        else:
            record, row.made = self._record(row)
        setattr(row, BECOMES[self.batch.kind], record)  # type: ignore[index]
        row.kept = self.kept

    def _fill(self, record: Any, row: LedgerRow) -> None:
        """What the ledger knows of a record that is here; what stands in it stays."""
        read = self.read[row.pk]
        if isinstance(record, Agreement):
            filling.fill(record, self._agreement_facts(read), filling.AGREEMENT)
            there = set(record.activities.values_list("happened_on", "text"))
            self._add_activities(record, self._activities(read.values["results"], record.signed_on), there)
        elif isinstance(record, Trip):
            filling.fill(record, self._trip_facts(read), filling.TRIP)
        elif isinstance(record, Organization):
            filling.fill(record, self._organization_facts(read), filling.ORGANIZATION)
        elif isinstance(record, Person):
            filling.fill(record, self._person_facts(read), filling.PERSON)

    def _record(self, row: LedgerRow) -> tuple[models.Model, bool]:
        read = self.read[row.pk]
        if self.batch.kind == AGREEMENTS:
            return self._agreement(row, read), True
        if self.batch.kind == "trips":
            return self._trip(row, read), True
        if self.batch.kind == PEOPLE:
            return self._person(row, read), True
        return self._organization(row, read)

    def _source(self, row: LedgerRow, quote: str = "") -> dict[str, Any]:
        return {
            "source_document": self.batch.document,
            "source_lines": [row.number],
            "source_quote": quote,
            "entered_by": self.by,
        }

    def _keep(self, field: str, value: object) -> None:
        """Words that found no field: they go into the note."""
        if value not in (None, "", [], {}):
            self.kept.append(f"{FIELDS.get(field, field)}: {value}")

    def _note(self, read: Row) -> str:
        lines = [read.values.get("note") or ""]
        lines += self.kept
        lines += [f"{head}: {text}" for head, text in read.other.items()]
        return "\n".join(line for line in lines if line)

    # -------------------------------------------------------------------------------------------------- bodies

    def _body(self, one: matching.Named, row: LedgerRow) -> UUID | None:
        """The record of a body: the one it is, or a new one; None where a person has to say which."""
        match = self.bodies.match(one)
        if match.preselected:
            return UUID(match.preselected)
        if match.kind in matching.UNCLEAR:
            self._keep("partners", one.name)
            return None
        key = names.organization_key(one.name)
        known = next((self.made[k] for k in map(names.organization_key, one.spellings) if k in self.made), None)
        if known is None:
            known = self._new_body(one, row).pk
        for text in (key, *map(names.organization_key, one.spellings)):
            self.made.setdefault(text, known)
        return known

    def _new_body(self, one: matching.Named, row: LedgerRow, **values: Any) -> Organization:
        body = Organization(name=one.name[:300], country=one.country, **values, **self._source(row, one.name))
        body.save(force_insert=True)
        more = self.read[row.pk].names.get(one.name) or {}
        former = set(more.get("former", []))
        for text in one.spellings:
            kind = NameKind.FORMER if text in former else NameKind.OFFICIAL if text == one.name else NameKind.OTHER
            if kind == NameKind.OTHER and text.isupper() and len(text) <= 12:
                kind = NameKind.ACRONYM
            body.add_name(text[:300], kind, by=self.by, source_document=self.batch.document)
        return body

    def _organization_facts(self, read: Row) -> dict[str, Any]:
        website = read.values.get("website") or ""
        if website and not website.startswith("http"):
            website = f"https://{website}"
        return {"city": (read.values.get("city") or "")[:100], "website": website[:200]}

    def _organization(self, row: LedgerRow, read: Row) -> tuple[Organization, bool]:
        one = self.named[row.pk][0]
        key = names.organization_key(one.name)
        if key in self.made:  # the ledger has it twice
            return Organization.objects.get(pk=self.made[key]), False
        for field in ("kind", "parent", "address", "email", "phone", "contact", "field"):
            self._keep(field, read.values.get(field))
        body = self._new_body(one, row, **self._organization_facts(read), note=self._note(read))
        self.made[key] = body.pk
        return body, True

    # ----------------------------------------------------------------------------------------------- agreements

    def _officers(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for user in User.objects.filter(is_active=True):
            key = names.person_key(str(user))
            out[key] = None if key in out else user.pk  # two of one name: nobody is taken
        return out

    def _departments(self) -> dict[str, UUID]:
        ours = Organization.objects.ours().filter(kind=OrganizationKind.DEPARTMENT)
        return {names.organization_key(name): key for key, name in ours.values_list("pk", "name")}

    def _day(self, field: str, value: str | None) -> date | None:
        day = day_of(value)
        if day is not None and FIRST_DAY <= day <= LAST_DAY:
            return day
        self._keep(field, value)
        return None

    def _agreement_facts(self, read: Row) -> dict[str, Any]:
        """What goes into the fields of an agreement; what does not is kept as words."""
        values = read.values
        signed = self._day("signed_on", values["signed_on"])
        starts = self._day("effective_from", values["effective_from"])
        ends = self._day("expires_on", values["expires_on"])
        if ends and any(day and ends < day for day in (signed, starts)):
            self._keep("expires_on", ends.isoformat())
            ends = None
        years = values["term_years"]
        if years and (years != int(years) or not 1 <= years <= 100):
            self._keep("term", years)
            years = None
        renewal, added = self._renewal(values)
        term = Term.FIXED if ends else Term.YEARS if years else ""
        if not term and values["renewal"] == Renewal.EVERGREEN:
            term = Term.OPEN
        notice = values["notice_months"]
        if notice and (notice != int(notice) or notice > 120):
            self._keep("notice_months", notice)
            notice = None
        department = self.departments.get(names.organization_key(values["department"] or ""))
        officer = self.officers.get(names.person_key(values["officer"] or ""))
        if department is None:
            self._keep("department", values["department"])
        if officer is None:
            self._keep("officer", values["officer"])
        return {
            "signed_on": signed,
            "scope": values["content"] or "",
            "effective_from": starts,
            "expires_on": ends,
            "term": term,
            "term_years": int(years) if years else None,
            "renewal": renewal,
            "renewal_years": added,
            "notice_months": int(notice) if notice else None,
            "department_id": department,
            "officer_id": officer,
        }

    def _agreement(self, row: LedgerRow, read: Row) -> Agreement:
        values = read.values
        facts = self._agreement_facts(read)
        signed = facts["signed_on"]
        activities = self._activities(values["results"], signed)
        closing = self._closing(values, signed)
        parties = [key for one in self.named[row.pk] if (key := self._body(one, row))]
        state = AgreementState.SIGNED if signed else filling.unsigned(values)
        agreement = Agreement(
            type=values["kind"] or "other",
            title=(values["title"] or _("Agreement with %(names)s") % {"names": ", ".join(values["partners"])})[:300],
            confidential=self.batch.confidential,
            **(facts | {"state": state} | closing),
            **self._source(row, values["title"] or ""),
        )
        agreement.note = self._note(read)
        self._new(agreement)
        ours = [UUID(self.institute)] if self.institute and parties else []
        for order, key in enumerate(dict.fromkeys([*ours, *parties])):
            self._new(AgreementParty(agreement=agreement, organization_id=key, order=order))
        self._add_activities(agreement, activities, set())
        return agreement

    def _activities(self, results: str | None, signed: date | None) -> list[Done]:
        """What was done under it: lines with a date, from the signing until today. The others stay words."""
        out = []
        for done in done_in(results):
            first = done.day and (done.day.replace(day=28) if done.precision == "month" else done.day)
            first = done.day.replace(month=12, day=31) if done.day and done.precision == "year" else first
            if done.day and first and done.day <= timezone.localdate() and (not signed or first >= signed):
                out.append(done)
            else:
                self._keep("results", done.text)
        return out

    def _add_activities(self, agreement: Agreement, activities: list[Done], there: set[tuple[date, str]]) -> None:
        for done in activities:
            if done.day is not None and (done.day, done.text) not in there:
                self._new(
                    AgreementActivity(agreement=agreement, happened_on=done.day, text=done.text, entered_by=self.by)
                )

    def _renewal(self, values: dict[str, Any]) -> tuple[str, int | None]:
        """Renewal as the record takes it: an automatic one says for how long, an evergreen one when it is reviewed."""
        said = values["renewal"]
        added = values.get("renewal_years") or self.batch.renewal_years
        if said == Renewal.AUTOMATIC and added and 1 <= added <= 100:
            return said, int(added)
        if said == Renewal.FIXED:
            return said, None
        if said:
            self._keep("renewal", Renewal(said).label)
        return "", None

    def _closing(self, values: dict[str, Any], signed: date | None) -> dict[str, Any]:
        closed = values["closed"]
        if not closed:
            return {}
        on = day_of(closed["on"])
        if signed is None or on is None or on < signed or on > timezone.localdate():
            self._keep("closed", f"{Closing(closed['reason']).label} {closed['on'] or ''}".strip())
            return {}
        return {
            "state": AgreementState.CLOSED,
            "closed_as": closed["reason"],
            "closed_on": on,
            "closed_why": values["note"] or str(Closing(closed["reason"]).label),
        }

    # ------------------------------------------------------------------------------------------------------ trips

    def _trip_facts(self, read: Row) -> dict[str, Any]:
        """What goes into the fields of a trip; what does not is kept as words."""
        values = read.values
        start = self._day("start", values["start"])
        end = self._day("end", values["end"])
        if end and (start is None or end < start):
            self._keep("end", values["end"])
            end = None
        submitted = self._day("submitted_on", values["submitted_on"])
        if submitted and (end is None or submitted < end):
            self._keep("submitted_on", values["submitted_on"])
            submitted = None
        registered = self._day("registered_on", values["registered_on"])
        if registered and (submitted is None or registered < submitted):
            self._keep("registered_on", values["registered_on"])
            registered = None
        cost = None if values["cost"] is None else Decimal(str(values["cost"]))
        if cost is not None and not LEAST_COST <= cost < MOST_COST:
            self._keep("cost", values["cost"])
            cost = None
        return {
            "purpose": values["purpose"] or "",
            "start_on": start,
            "end_on": end,
            "cost": cost,
            "submitted_on": submitted,
            "registered_on": registered,
        }

    def _trip(self, row: LedgerRow, read: Row) -> Trip:
        values = read.values
        facts = self._trip_facts(read)
        travellers = [(name, self._traveller(name, row)) for name in values["travellers"]]
        places = self._places(values)
        title = values["title"] or values["purpose"] or values["country"] or _("Trip")
        trip = Trip(
            title=" ".join(title.split())[:300],
            confidential=self.batch.confidential,
            **facts,
            **self._source(row, values["title"] or ""),
        )
        trip.notes = self._note(read)
        self._new(trip)
        for order, (country, city) in enumerate(dict.fromkeys(places)):
            self._new(TripDestination(trip=trip, country=country, city=city[:100], order=order))
        for order, key in enumerate(dict.fromkeys(key for _name, key in travellers if key)):
            self._new(TripTraveller(trip=trip, person_id=key, order=order))
        return trip

    def _places(self, values: dict[str, Any]) -> list[tuple[str, str]]:
        countries = [one.strip() for one in (values["country"] or "").split(",") if one.strip()]
        cities = [one.strip() for one in (values["city"] or "").split(",") if one.strip()]
        codes = [country_code(one) for one in countries]
        for one, code in zip(countries, codes, strict=True):
            if code is None:
                self._keep("country", one)
        known = [code for code in codes if code]
        if len(known) == len(cities):
            return list(zip(known, cities, strict=True))
        if len(known) == 1 and cities:
            return [(known[0], city) for city in cities]
        for city in cities:
            self._keep("city", city)
        return [(code, "") for code in known]

    def _traveller(self, name: str, row: LedgerRow) -> UUID | None:
        """Whom a traveller's name means among our own; a new one of ours where nobody is of that name."""
        assert self.people is not None
        match = self.people.match(name, self.institute)
        if match.preselected:
            return UUID(match.preselected)
        if match.kind in matching.UNCLEAR:
            self._keep("travellers", name)
            return None
        key = names.person_key(name)
        if key not in self.new_people:
            person = self._new_person(name, row)
            if self.institute:
                Affiliation.objects.create(person=person, organization_id=UUID(self.institute), **self._source(row))
            self.new_people[key] = person.pk
        return self.new_people[key]

    # ----------------------------------------------------------------------------------------------------- people

    def _new_person(self, name: str, row: LedgerRow, **values: Any) -> Person:
        person = Person(name=name[:200], **values, **self._source(row, name))
        person.save(force_insert=True)
        person.add_name(name[:300], NameKind.OFFICIAL, by=self.by, source_document=self.batch.document)
        return person

    def _person_facts(self, read: Row) -> dict[str, Any]:
        values = read.values
        return {
            "honorific": (values.get("honorific") or "")[:32],
            "email": (values.get("email") or "")[:254],
            "phone": (values.get("phone") or "")[:40],
        }

    def _person(self, row: LedgerRow, read: Row) -> Person:
        values = read.values
        body = next((self._body(one, row) for one in self.named[row.pk]), None)
        for field in ("department", "field"):
            self._keep(field, values.get(field))
        if not body:
            self._keep("title", values.get("title"))
        person = self._new_person(
            values["name"],
            row,
            **self._person_facts(read),
            country=matching.code_of(values.get("country")),
            note=self._note(read),
        )
        for text in values.get("names") or []:
            person.add_name(text[:300], NameKind.OTHER, by=self.by, source_document=self.batch.document)
        if body:
            title = (values.get("title") or "")[:200]
            Affiliation.objects.create(person=person, organization_id=body, title=title, **self._source(row))
        return person
