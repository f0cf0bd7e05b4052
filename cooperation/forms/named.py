"""Organizations and people typed by name: found where exactly one is meant, asked where not, made where new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.forms.people import anew, new_organization, new_person, organizations_named, people_named
from meetings.forms.rows import Rows
from meetings.forms.secrecy import SecrecyFields
from partners import names
from partners.models import Affiliation, Organization, Person

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


def body_field(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    """A field for the name of an organization; the page offers those of the datalist ``bodies``."""
    return forms.CharField(
        label=label,
        max_length=300,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
    )


def person_field(label: Any) -> forms.CharField:
    """A field for the name of a person; the page offers those of the datalist ``people``."""
    return forms.CharField(
        label=label,
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )


def who_field() -> forms.ChoiceField:
    """The answer to "who is meant?"; hidden until it is asked."""
    return forms.ChoiceField(label=_("Who is meant"), required=False, widget=forms.HiddenInput)


class NamedForm(forms.ModelForm[Any]):
    """A form in which organizations and people are typed by name.

    Call ``take_body`` and ``take_person`` from ``clean``, and ``settle_body`` and ``settle_person`` inside the
    transaction that saves: they give the records that are meant, made where they are new.
    """

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        if isinstance(self, SecrecyFields):
            kwargs["user"] = user
        super().__init__(*args, **kwargs)
        self.user = user
        self.bodies: dict[str, Organization | None] = {}
        self.persons: dict[str, Person | None] = {}
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField) and name.startswith("who"):
                chosen = self.data.get(self.add_prefix(name), "") if self.is_bound else ""
                field.choices = [(chosen, chosen)]  # what was chosen must be among the choices to be looked at

    def typed(self, name: str) -> str:
        return " ".join(str(self.cleaned_data.get(name) or "").split())

    def take_body(self, name: str, was: Organization | None) -> Organization | None:
        """The organization of that name, if exactly one is on record; several are an error of the field."""
        if was is not None and name not in self.changed_data:
            self.bodies[name] = was
            return was
        text = self.typed(name)
        found = organizations_named(text, self.user) if text else []
        if len(found) > 1:
            self.add_error(
                name,
                ValidationError(
                    _("%(count)s organizations are called that. Write the full name of the one that is meant."),
                    code="several",
                    params={"count": len(found)},
                ),
            )
        self.bodies[name] = found[0] if len(found) == 1 else None
        return self.bodies[name]

    def take_person(self, name: str, who: str, organization: Organization | None, was: Person | None) -> None:
        """The person of that name at ``organization``; asks by the field ``who`` where it is not clear."""
        text = self.typed(name)
        if not text or (was is not None and name not in self.changed_data):
            self.persons[name] = was if text else None
            return
        found = people_named(names.split_honorific(text)[1] or text, self.user)
        chosen = self.cleaned_data.get(who)
        self.persons[name] = next((one for one in found if str(one.pk) == chosen), None)
        if self.persons[name] is not None or chosen == anew(text) or not found:
            return
        held = Affiliation.objects.visible_to(self.user).filter(organization=organization, person__in=found)
        here = set(held.values_list("person_id", flat=True)) if organization else set()
        if len(here) == 1:
            self.persons[name] = next(one for one in found if one.pk in here)
            return
        field = self.fields[who]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "—"),
            *((str(one.pk), " · ".join([one.name, *map(str, one.affiliations.all()[:2])])) for one in found),
            (anew(text), _("Somebody else: make a new record")),
        ]
        field.widget = forms.Select(choices=field.choices)
        self.add_error(
            who,
            ValidationError(_("A person of this name is on record. Say whether that is who you mean."), code="ask"),
        )

    def settle_body(self, name: str, *, by: User) -> Organization | None:
        text = self.typed(name)
        return self.bodies.get(name) or (new_organization(text, by) if text else None)

    def settle_person(
        self, name: str, organization: Organization | None, *, by: User, title: str = "", seen_on: date | None = None
    ) -> Person | None:
        text = self.typed(name)
        return self.persons.get(name) or (new_person(text, organization, title, by, seen_on) if text else None)


class BodyRows(Rows):
    """Rows that each name an organization, every one once."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.kept:
            key = " ".join(str(form.cleaned_data.get("body", "")).split()).casefold()
            if key and key in seen:
                form.add_error("body", _("This organization is already in the list."))
            seen.add(key)
