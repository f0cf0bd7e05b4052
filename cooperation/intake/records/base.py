"""What every filing knows: the proposals of the revision, and how one finds the record of another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from accounts.models import User
from cooperation.intake.facts import Json
from cooperation.models import (
    BECAME,
    Match,
    Proposal,
    ProposalKind,
    ProposalState,
)
from meetings.models import (
    ReportRevision,
    Side,
    Trip,
    TripReport,
)
from meetings.sides import side_of
from partners import ours
from partners.models import Organization, Person


class Blocked(Exception):  # noqa: N818 — an answer, not an error
    """Something else must be decided first. ``needs`` are the proposals a person has to look at."""

    def __init__(self, needs: list[Proposal]) -> None:
        super().__init__(", ".join(row.title for row in needs))
        self.needs = needs


class Invalid(Exception):  # noqa: N818 — an answer, not an error
    """The values cannot stand in a record. ``messages`` are sentences for the person."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


def fill(record: Any, /, *, save: bool = True, **values: Any) -> bool:
    """Set those fields of ``record`` that are empty; what is there stays. Returns whether anything changed."""
    changed = False
    for name, value in values.items():
        if value not in (None, "") and getattr(record, name) in (None, ""):
            setattr(record, name, value)
            changed = True
    if changed and save:
        record.save()
    return changed


def unsettle(report: TripReport) -> None:
    """A filed report of which a decision was taken back is under review again."""
    if report.filed_at is not None:
        report.filed_at, report.filed_by = None, None
        report.save(update_fields=["filed_at", "filed_by", "changed_at"])


class Base:
    """The filing of one revision by one person on one day, within one transaction."""

    def __init__(self, revision: ReportRevision, *, by: User, on: date) -> None:
        self.revision, self.report, self.document = revision, revision.report, revision.document
        self.by, self.on = by, on
        self.also: list[Proposal] = []  # accepted because something else needed them
        self.linked: list[Proposal] = []  # brought to records that were there before
        self.rows: dict[tuple[str, str], Proposal] = {}
        for row in Proposal.objects.filter(revision=revision).select_related(*BECAME.values()):
            self.rows[row.kind, row.read_id] = row
        self._at_home: set[str] | None = None

    def accept(self, row: Proposal, record: models.Model | None = None) -> models.Model:
        """See ``Filing``: what a record needs is accepted on the way."""
        raise NotImplementedError

    def suggested(self, row: Proposal) -> models.Model | None:
        """The record that is preselected for a proposal."""
        if row.suggested is None:
            return None
        model: Any = Proposal._meta.get_field(BECAME[ProposalKind(row.kind)]).related_model
        found: models.Model | None = model._default_manager.filter(pk=row.suggested).first()
        return found

    def _needed(self, kind: ProposalKind, read_id: str | None, *, must: bool = False) -> Any:
        """The record of another proposal, accepted now if it waits and is clear.

        None where it was rejected or a person has to decide about it; with ``must``, Blocked names it then.
        """
        row = self.rows.get((kind, read_id or ""))
        if row is None:
            return None
        if row.state == ProposalState.WAITING:
            if row.match in {Match.NEW, Match.ONE}:
                record = self.suggested(row)
                if row.match == Match.NEW or record is not None:
                    made = self.accept(row, record)
                    self.also.append(row)
                    return made
            if must:
                raise Blocked([row])
            return None
        return row.became

    def _body(self, read_id: str | None, *, must: bool = False) -> Organization | None:
        found: Organization | None = self._needed(ProposalKind.ORGANIZATION, read_id, must=must)
        return found

    def _somebody(self, read_id: str | None) -> Person | None:
        found: Person | None = self._needed(ProposalKind.PERSON, read_id)
        return found

    def _the_trip(self) -> Trip | None:
        """The trip of the report; Blocked while a person has to say which it is: what is of a trip must not lose it."""
        found: Trip | None = self._needed(ProposalKind.TRIP, "trip", must=True)
        return found

    def _decided(self, kind: ProposalKind, read_id: str | None) -> Any:
        """The record of another proposal if it has one already."""
        row = self.rows.get((kind, read_id or ""))
        return row.became if row is not None else None

    def _source(self, row: Proposal) -> Json:
        return {
            "source_document": self.document,
            "source_quote": row.quote,
            "source_lines": row.lines,
            "entered_by": self.by,
        }

    def came_from(self, lines: list[int]) -> Json:
        texts = self.document.blocks.filter(line__in=lines[:1]).values_list("text", flat=True)
        return {"source_document": self.document, "source_lines": lines, "source_quote": "\n".join(texts).strip()}

    def _accepted(self, *kinds: ProposalKind) -> Iterable[Proposal]:
        return [row for row in self.rows.values() if row.kind in kinds and row.became is not None]

    def side(self, body: Organization | None, host: Organization | None = None) -> str:
        """Whose side a body is on: ours, the partner's (who hosts, or comes from abroad), or a third party's."""
        if self._at_home is None:
            self._at_home = ours.at_home()
        return side_of(body, host, at_home=self._at_home, unsure=Side.THIRD)
