"""Organizations and people from proposals."""

from __future__ import annotations

import re

from django.db import models

from cooperation.intake import answered, facts
from cooperation.intake.facts import Json
from cooperation.intake.records.base import Base, fill
from cooperation.models import (
    Proposal,
)
from meetings.reader.facts.organizations.generic import says_which
from partners import names
from partners import ours as our
from partners.models import Affiliation, NameKind, Organization, OrganizationKind, Person

ORGANIZATION_KINDS = {
    "government_agency": OrganizationKind.GOVERNMENT,
    "institute": OrganizationKind.RESEARCH_INSTITUTE,
}


def name_kind(text: str, *, is_main: bool) -> NameKind:
    """What a spelling is, as far as its letters tell: capitals in one word are an acronym."""
    if re.fullmatch(r"[A-Z][A-Z0-9&.-]{1,11}", text):
        return NameKind.ACRONYM
    return NameKind.OFFICIAL if is_main else NameKind.OTHER


def same_post(held: str, title: str) -> bool:
    """Whether two titles at one body are one post: equal, one unknown, or the same in another script."""
    if not held or not title or names.norm(held) == names.norm(title):
        return True
    return names.has_hangul(held) != names.has_hangul(title)


class Who(Base):
    """Writes bodies and people, their spellings and posts."""

    def _organization(self, row: Proposal, record: models.Model | None) -> Organization:
        data = row.data
        country = data.get("country") or ""
        kind = ORGANIZATION_KINDS.get(data.get("kind") or "", data.get("kind") or "")
        known: Json = {"country": country, "kind": kind if kind in OrganizationKind.values else ""}
        ours = bool(data.get("ours")) and not Organization.objects.ours().exists()
        if record is None:
            body = Organization(name=data["canonical"], ours=ours, **known, **self._source(row))
            body.full_clean()
            body.save(force_insert=True)
        else:
            assert isinstance(record, Organization)
            body = record
            fill(body, **known)
            if ours:
                body.ours = True
                body.save(update_fields=["ours", "changed_at"])
        if ours:
            self._at_home = None
            our.settled(None)
        if row.reason_code != "ours_took_over" or record is None or record.pk != row.suggested:
            self._spell(body, row)  # a department keeps its own name, though another took over
        answered.on_accepting(self, row, body)
        return body

    def _spell(self, body: Organization, row: Proposal) -> None:
        """Accepted spellings become names: the next report matches by itself."""
        former = {names.norm(text) for text in row.data.get("former_names") or ()}
        at = {surface["text"]: list(surface["lines"]) for surface in row.data.get("surfaces") or ()}
        present = {name.key for name in body.names.all()}
        for text in facts.spellings(row.data):
            if names.norm(text) in present or (not says_which(text) and text != row.data["canonical"]):
                continue
            kind = name_kind(text, is_main=text == row.data["canonical"])
            if names.norm(text) in former:
                kind = NameKind.FORMER
            body.add_name(text[:300], kind, by=self.by, **self.came_from(at.get(text, row.lines[:1])))
            present.add(names.norm(text))

    def _person(self, row: Proposal, record: models.Model | None) -> Person:
        data = row.data
        body = self._body(data.get("org_id"))
        country = body.country if body else ""
        if record is None:
            person = Person(
                name=data["name"], honorific=(data.get("honorific") or "")[:32], country=country, **self._source(row)
            )
            person.full_clean()
            person.save(force_insert=True)
        else:
            assert isinstance(record, Person)
            person = record
            fill(person, honorific=(data.get("honorific") or "")[:32])
        at = {facts.bare_name(surface["text"]): list(surface["lines"]) for surface in data.get("surfaces") or ()}
        present = {name.key for name in person.names.all()}
        for text in [data["name"], *facts.full_names(data)]:
            if names.norm(text) not in present:
                kind = NameKind.OFFICIAL if not present else NameKind.OTHER
                person.add_name(text[:300], kind, by=self.by, **self.came_from(at.get(text, row.lines[:1])))
                present.add(names.norm(text))
        if body:
            self._affiliate(person, body, row)
        return person

    def _affiliate(self, person: Person, body: Organization, row: Proposal) -> None:
        """Note that the person was seen at this body.

        A title in another script is the same post in another language.
        """
        title, seen_on = (row.data.get("title") or "")[:200], facts.day(row.data.get("seen_on"))
        present = list(person.affiliations.filter(organization=body, until__isnull=True))
        same = [held for held in present if same_post(held.title, title)]
        if same:
            held = same[0]
            if seen_on and (held.seen_on is None or held.seen_on < seen_on):
                held.seen_on = seen_on
                held.save(update_fields=["seen_on"])
            return
        Affiliation.objects.create(
            person=person,
            organization=body,
            title=title,
            seen_on=seen_on,
            **self._source(row) | {"source_lines": row.lines[:3]},
        )
