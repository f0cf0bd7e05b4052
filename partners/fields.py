"""Form fields that name an organization or a person: typed by name, chosen from matches where script runs.

Without script the name alone is enough where one record has it; where several have it, or none, the page comes back
with those that may be meant. What a person may not see is neither offered nor found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from partners import names
from partners.models import Affiliation, Organization, Person

if TYPE_CHECKING:
    from accounts.models import User

MOST_CANDIDATES = 8

#: What the widget carries: the text as typed, the id of the record chosen, the text candidates were offered for.
Typed = tuple[str, str, str]


class RecordWidget(forms.Widget):
    """A text input with a hidden id beside it; after an unclear answer the candidates as radio buttons."""

    template_name = "partners/record_input.html"
    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None, *, choices_url: str = "", new_url: str = "") -> None:
        super().__init__(attrs)
        self.choices_url, self.new_url = choices_url, new_url
        self.candidates: list[dict[str, str]] = []
        self.nothing_found = False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        text = " ".join(str(data.get(name) or "").replace("\x00", "").split())
        return text, str(data.get(f"{name}_id") or ""), str(data.get(f"{name}_asked") or "")

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        text, pk, _asked = value if isinstance(value, tuple) else ("", "", "")
        context = {
            "name": name,
            "text": text,
            "pk": pk,
            "attrs": self.build_attrs(self.attrs, attrs),
            "choices_url": reverse(self.choices_url),
            "new_url": reverse(self.new_url),
            "candidates": self.candidates,
            "nothing_found": self.nothing_found,
        }
        return render_to_string(self.template_name, context)


class RecordField(forms.Field):
    """Base of the fields below. ``user`` must be set before the field is used; see ``for_user``."""

    model: type[models.Model]
    choices_url = new_url = ""
    default_error_messages = {
        "several": _("Several records are called “%(text)s”. Choose the one that is meant."),
        "none": _("No record is called “%(text)s”."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", RecordWidget(choices_url=self.choices_url, new_url=self.new_url))
        super().__init__(**kwargs)
        self.user: User | None = None

    def rows(self) -> Any:
        """What the user may choose from."""
        assert self.user is not None, "give the field its user: partners.fields.for_user(form, user)"
        return self.model._default_manager.visible_to(self.user)  # type: ignore[attr-defined]

    def about(self, row: Any) -> str:
        """What tells the record from others of its name."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        """A key or record becomes what the widget shows; what was typed stays."""
        if isinstance(value, tuple) or value in self.empty_values:
            return value
        row = value if isinstance(value, self.model) else self.rows().filter(pk=value).first()
        return (str(row), str(row.pk), "") if row is not None else None

    def clean(self, value: Any) -> Any:
        text, pk, asked = value if isinstance(value, tuple) else ("", "", "")
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        named = self.rows().named(text)
        chosen = _uuid(pk)
        if chosen:
            row = self.rows().filter(pk=chosen).first()
            if row is not None and (asked == text or _is_called(row, text) or named.filter(pk=chosen).exists()):
                return row
        found = list(named[: MOST_CANDIDATES + 1])
        if len(found) == 1:
            return found[0]
        code = "several" if found else "none"
        self._offer(found or list(self.rows().matching(text, self.user)[:MOST_CANDIDATES]), bool(found))
        raise ValidationError(self.error_messages[code], code=code, params={"text": text})

    def _offer(self, found: list[Any], exact: bool) -> None:
        widget = self.widget
        if isinstance(widget, RecordWidget):
            widget.candidates = [{"pk": str(row.pk), "text": str(row), "about": self.about(row)} for row in found]
            widget.nothing_found = not exact

    def has_changed(self, initial: Any, data: Any) -> bool:
        text, pk, _asked = data if isinstance(data, tuple) else ("", "", "")
        if initial in self.empty_values:
            return bool(text)
        was = self.prepare_value(initial)
        return not text or was is None or names.norm(was[0]) != names.norm(text) or (pk not in ("", was[1]))


class OrganizationField(RecordField):
    model = Organization
    choices_url, new_url = "organization_choices", "organization_new"

    def about(self, row: Organization) -> str:
        return about_organization(row)


class PersonField(RecordField):
    model = Person
    choices_url, new_url = "person_choices", "person_new"

    def rows(self) -> Any:
        return super().rows().filter(erased_at__isnull=True)

    def about(self, row: Person) -> str:
        assert self.user is not None
        return about_people([row], self.user).get(row.pk, "")


def for_user(form: forms.BaseForm, user: User) -> None:
    """Tell every field of the form that names a record who is asking."""
    for field in form.fields.values():
        if isinstance(field, RecordField):
            field.user = user


def about_organization(row: Organization) -> str:
    """What tells an organization from others of its name: kind, place."""
    return " · ".join(part for part in (row.get_kind_display(), row.country_name, row.city) if part)


def about_people(people: list[Person], user: User) -> dict[UUID, str]:
    """What tells each person from others of the name: where and as what, as far as ``user`` may know. One query."""
    held = Affiliation.objects.visible_to(user).filter(person__in=people).select_related("organization")
    out: dict[UUID, str] = {}
    for affiliation in held.order_by("until", "seen_on"):
        out[affiliation.person_id] = str(affiliation)
    return out


def _is_called(row: models.Model, text: str) -> bool:
    return names.norm(str(row)) == names.norm(text)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
