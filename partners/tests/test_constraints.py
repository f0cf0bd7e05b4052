"""Every named rule of the partners' tables is broken here against the database itself, and found to hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from partners.models import Affiliation, Document, DocumentBlock, Organization, OrganizationName, Person, PersonName

pytestmark = pytest.mark.django_db


def _organization() -> Organization:
    return Organization.objects.create(name="CONCYTEC")


def _person() -> Person:
    return Person.objects.create(name="Ana Salas")


def _document(sha256: str = "0" * 64) -> Document:
    return Document.objects.create(name="a.txt", sha256=sha256, size=1, media_type="text/plain", file="a.txt")


def _bodies(**values: object) -> Callable[[], object]:
    return lambda: Organization.objects.filter(pk=_organization().pk).update(**values)


def _people(**values: object) -> Callable[[], object]:
    return lambda: Person.objects.filter(pk=_person().pk).update(**values)


def _twice(make: Callable[[], object]) -> Callable[[], object]:
    return lambda: (make(), make())


def _spelling_twice() -> None:
    body = _organization()
    for text in ("Concytec", "CONCYTEC"):
        OrganizationName.objects.create(organization=body, text=text)


def _name_twice() -> None:
    person = _person()
    for text in ("Ana Sálas", "ana salas"):
        PersonName.objects.create(person=person, text=text)


def _line_twice() -> None:
    document = _document()
    for text in ("one", "two"):
        DocumentBlock.objects.create(document=document, line=1, kind="paragraph", text=text)


def _affiliation_twice() -> None:
    person, body = _person(), _organization()
    for _time in range(2):
        Affiliation.objects.create(person=person, organization=body, title="Director")


BREAKS: dict[str, Callable[[], object]] = {
    "a_document_has_its_sha256": lambda: _document("not a digest"),
    "a_line_stands_once_in_a_document": _line_twice,
    "an_organization_has_a_name": _bodies(name=""),
    "no_organization_is_its_own_parent": _bodies(parent=F("id")),
    "no_organization_succeeds_itself": _bodies(successor=F("id")),
    "an_organization_ends_after_it_begins": _bodies(started_on=date(2026, 3, 2), ended_on=date(2026, 3, 1)),
    "a_country_is_an_iso_code_or_int": _bodies(country="PER"),
    "a_department_belongs_to_an_organization": _bodies(kind="department"),
    "a_body_of_ours_stands_on_no_other_side": _bodies(ours=True, other_side="third"),
    "a_name_of_an_organization_is_not_empty": lambda: OrganizationName.objects.create(
        organization=_organization(), text=""
    ),
    "an_organization_has_a_spelling_once": _spelling_twice,
    "a_person_has_a_name_unless_erased": _people(name=""),
    "an_erased_person_keeps_no_data": _people(erased_at=timezone.now(), email="ana@example.org"),
    "a_name_of_a_person_is_not_empty": lambda: PersonName.objects.create(person=_person(), text=""),
    "a_person_has_a_spelling_once": _name_twice,
    "an_affiliation_ends_after_it_begins": lambda: Affiliation.objects.create(
        person=_person(), organization=_organization(), since=date(2026, 3, 2), until=date(2026, 3, 1)
    ),
    "an_affiliation_stands_once": _affiliation_twice,
}


def test_every_rule_of_the_partners_is_broken_here() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("partners").get_models()
        if not hasattr(model, "pgh_tracked_model")
        for constraint in model._meta.constraints
    }
    assert named == set(BREAKS)


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_the_rule(name: str) -> None:
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        BREAKS[name]()


def test_a_document_is_kept_once() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _twice(_document)()
