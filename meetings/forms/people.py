"""Rows of people typed into a form: who is meant is found by name, asked where it is not clear, or made in place.

A record is taken only when exactly one remains (DESIGN, The main road); a name alone does not tell two people apart.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partners import names
from partners.duplicates import take_turn
from partners.models import (
    Affiliation,
    NameKind,
    Organization,
    OrganizationName,
    Person,
    PersonName,
)

if TYPE_CHECKING:
    from accounts.models import User

_OFFERED = 300  # names offered while typing; others are found all the same
_CANDIDATES = 12


def people_named(text: str, user: User) -> list[Person]:
    """People of exactly that name, as far as ``user`` may know it, those seen last first."""
    known = PersonName.objects.visible_to(user).filter(key=names.norm(text)).values("person")
    found = Person.objects.visible_to(user).filter(pk__in=known, erased_at__isnull=True)
    return list(found.prefetch_related("affiliations__organization").order_by("-created_at")[:_CANDIDATES])


def organizations_named(text: str, user: User) -> list[Organization]:
    """Organizations of exactly that name, as far as ``user`` may know it."""
    known = OrganizationName.objects.visible_to(user).filter(key=names.norm(text)).values("organization")
    return list(Organization.objects.visible_to(user).filter(pk__in=known).order_by("name")[:_CANDIDATES])


def offered_people(user: User) -> list[str]:
    """Names to offer while typing, the newest records first."""
    rows = Person.objects.visible_to(user).filter(erased_at__isnull=True).order_by("-id").values_list("name", flat=True)
    return sorted(set(rows[:_OFFERED]))


def offered_organizations(user: User) -> list[str]:
    """Names of organizations to offer while typing, the newest records first."""
    return sorted(set(Organization.objects.visible_to(user).order_by("-id").values_list("name", flat=True)[:_OFFERED]))


def anew(name: str) -> str:
    """The answer to "who is meant?" that makes a new record; it holds for this name only, should it be typed anew."""
    return f"new {names.norm(name)}"


def with_us() -> Q:
    """The condition under which an affiliation is one with us."""
    return Q(organization__ours=True)


def new_organization(text: str, by: User) -> Organization:
    """An organization of that name, made unless the very name was made meanwhile."""
    take_turn()
    made = organizations_named(text, by)
    if len(made) == 1:
        return made[0]
    organization = Organization.objects.create(name=text, entered_by=by)
    organization.add_name(text, NameKind.OFFICIAL, by=by)
    return organization


def new_person(text: str, organization: Organization | None, title: str, by: User, seen_on: date | None) -> Person:
    """A person of that name, without honorific, at ``organization`` under ``title`` since nobody knows when."""
    honorific, name = names.split_honorific(text)
    person = Person.objects.create(name=name or text, honorific=honorific or "", entered_by=by)
    person.add_name(name or text, NameKind.OFFICIAL, by=by)
    if organization is not None:
        Affiliation.objects.create(
            person=person, organization=organization, title=title, seen_on=seen_on, entered_by=by
        )
    return person


class PersonRow(forms.ModelForm[Any]):
    """A row about one person: ``name`` and ``body`` are typed, ``who`` and ``which`` answer what was not clear.

    After ``is_valid``, ``person`` and ``organization`` are the records that are meant; None where ``settle`` is to make
    them. Subclasses say what "the same organization" means for them by ``narrowed``.
    """

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"list": "people"}))
    body = forms.CharField(
        label=_("Organization"), max_length=300, required=False, widget=forms.TextInput(attrs={"list": "bodies"})
    )
    who = forms.ChoiceField(label=_("Who is meant"), required=False, widget=forms.HiddenInput)
    which = forms.ChoiceField(label=_("Which organization is meant"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.person: Person | None = None
        self.organization: Organization | None = None
        if self.instance.person_id:
            self.initial["name"] = getattr(self.instance, "name_text", "") or self.instance.person.name
        if self.instance.organization_id:
            self.initial["body"] = self.instance.organization.name
        # What was chosen must be among the choices for the field to accept it; `clean` decides whether it was offered.
        for name in {"who", "which"} & set(self.fields):
            chosen = self.data.get(self.add_prefix(name), "") if self.is_bound else ""
            self._choices(name, [(chosen, chosen)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name, body = " ".join(cleaned.get("name", "").split()), " ".join(cleaned.get("body", "").split())
        if not name or self.errors or cleaned.get("DELETE"):
            return cleaned
        self.organization = self._organization(body)
        if "which" not in self.errors:
            self.person = self._person(name, bool(body))
        return cleaned

    def settle(self, *, by: User, seen_on: date | None, title: str) -> tuple[Person, Organization | None]:
        """The records that are meant, made where they are new. Call it inside the transaction that saves the row."""
        body = " ".join(self.cleaned_data.get("body", "").split())
        organization = self.organization or (new_organization(body, by) if body else None)
        person = self.person or new_person(self.cleaned_data["name"], organization, title, by, seen_on)
        return person, organization

    def narrowed(self) -> Q | None:
        """The condition under which an affiliation says that its person is meant; None where nothing was said."""
        return Q(organization=self.organization) if self.organization else None

    def _organization(self, body: str) -> Organization | None:
        if not body:
            return None
        if self.instance.organization_id and "body" not in self.changed_data:
            organization: Organization = self.instance.organization
            return organization
        found = organizations_named(body, self.user)
        chosen = self.cleaned_data.get("which")
        if chosen == anew(body):
            return None
        for organization in found:
            if str(organization.pk) == chosen:
                return organization
        if len(found) > 1:
            self._ask(
                "which",
                [(str(one.pk), " · ".join(filter(None, [one.name, one.country_name]))) for one in found]
                + [(anew(body), _("Another one: make a new record"))],
                _("Several organizations have this name. Say which one is meant."),
            )
            return None
        return found[0] if found else None

    def _person(self, name: str, body_given: bool) -> Person | None:
        if self.instance.person_id and "name" not in self.changed_data:
            person: Person = self.instance.person
            return person
        found = people_named(names.split_honorific(name)[1] or name, self.user)
        chosen = self.cleaned_data.get("who")
        if chosen == anew(name) or not found:
            return None
        for person in found:
            if str(person.pk) == chosen:
                return person
        if clear := self._clear(found, body_given):
            return clear
        self._ask(
            "who",
            [(str(one.pk), _described(one)) for one in found] + [(anew(name), _("Somebody else: make a new record"))],
            _("A person of this name is on record. Say whether that is who you mean."),
        )
        return None

    def _clear(self, found: list[Person], body_given: bool) -> Person | None:
        condition = self.narrowed()
        if condition is not None:
            held = Affiliation.objects.visible_to(self.user).filter(condition, person=OuterRef("pk"))
            here: list[Person] = list(Person.objects.filter(Exists(held), pk__in=[one.pk for one in found])[:2])
            if len(here) == 1:
                return here[0]
        elif not body_given and len(found) == 1:
            return found[0]
        return None

    def _ask(self, name: str, offered: list[tuple[Any, Any]], sentence: Any) -> None:
        self._choices(name, [("", "—"), *offered])
        field = self.fields[name]
        field.widget = forms.Select(choices=field.choices)  # type: ignore[attr-defined]
        self.add_error(name, forms.ValidationError(sentence, code="ask"))

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _described(person: Person) -> str:
    """A person as one tells them from others of the name: with organization and title."""
    held = [str(affiliation) for affiliation in person.affiliations.all()[:2]]
    return " · ".join([person.name, *held])
