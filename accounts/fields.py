"""Form fields and the form that all apps share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import words
from accounts.rules import named_rule, rule_words

#: The days people can mean. Constraints say the same, but a form that leaves out one of a constraint's fields skips it.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)

_DAY = re.compile(
    r"(?P<year>\d{4}|['’]?\d{2})\s*(?:[-./]|년)\s*(?P<month>\d{1,2})\s*(?:[-./]|월)\s*(?P<day>\d{1,2})\s*(?:[.]|일)?\s*(?:\([^)]{1,3}\))?"
)
_DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")


def read_day(text: str) -> date | None:
    """The day somebody typed, year first: 2025-08-13, 25.8.13, 2025. 8. 13.(수), 2025년 8월 13일, 20250813.

    Two digits are a year of 2000–2069 or 1970–1999. Anything else, and a day that no calendar has, gives None.
    """
    found = _DAY.fullmatch(text.strip()) or _DIGITS.fullmatch(text.strip())
    if found is None:
        return None
    year = int(found["year"].lstrip("'’"))
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


class DayField(forms.DateField):
    """A day typed the way people write it; the page says back what it was understood as."""

    widget = forms.DateInput(
        format="%Y-%m-%d", attrs={"inputmode": "numeric", "autocomplete": "off", "data-day": "", "class": "short"}
    )
    default_error_messages = {
        "invalid": _("“%(value)s” is no day. Write it year first, as in 2025-08-13 or 25.8.13."),
        "beyond": _("The date lies before 1900 or after 2999."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            day = read_day(value)
            if day is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        else:
            day = super().to_python(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(self.error_messages["beyond"], code="beyond", params={"value": value})
        return day


def read_as(value: Any) -> str:
    """What a typed day was understood as, in words; empty where it was not."""
    day = value if isinstance(value, date) else read_day(str(value)) if value else None
    return words.day_words(day) if day else ""


def use_day_fields(form: forms.BaseForm) -> None:
    """Make every plain date field of the form a DayField."""
    for name, field in form.fields.items():
        if type(field) is forms.DateField:
            form.fields[name] = DayField(
                required=field.required, label=field.label, help_text=field.help_text, initial=field.initial
            )


class RecordForm(forms.ModelForm[Any]):
    """The form of a root record: carries its ``version``, is laid out in ``groups``, says broken rules as sentences.

    ``groups``: (legend, [field | (left, right), …]) in the order of the page. ``rules``: name of a constraint →
    (field or None, sentence), for the constraints that typing can break.
    """

    groups: ClassVar[Sequence[tuple[Any, Sequence[str | tuple[str, ...]]]]] = ()
    rules: ClassVar[Mapping[str, tuple[str | None, Any]]] = {}

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_day_fields(self)
        version = getattr(self.instance, "version", None)
        if self.instance._state.adding or version is None:
            del self.fields["version"]
        else:
            self.fields["version"].initial = version

    def _update_errors(self, errors: ValidationError) -> None:
        """A broken constraint is told by the sentence of ``rules``, or else by its own name in words."""
        if hasattr(errors, "error_dict"):
            for error in errors.error_dict.pop(NON_FIELD_ERRORS, []):
                name = named_rule(str(error.message))
                field, sentence = self.rules.get(name, (None, rule_words(name) if name else error))
                place = field if field in self.fields else None
                errors.error_dict.setdefault(place or NON_FIELD_ERRORS, []).append(ValidationError(sentence))
        super()._update_errors(errors)  # type: ignore[misc]


def speak_plainly() -> None:
    """Every form of the house says what to do instead of naming a rule; called once, when the apps are ready."""
    forms.Field.default_error_messages["required"] = _("Fill this in.")
    for field in (forms.ChoiceField, forms.ModelChoiceField):
        field.default_error_messages = {**field.default_error_messages, "required": _("Choose one.")}
    for many in (forms.MultipleChoiceField, forms.ModelMultipleChoiceField):
        many.default_error_messages = {**many.default_error_messages, "required": _("Choose at least one.")}
    forms.URLField.default_error_messages["invalid"] = _("This is no web address. Write it as in www.example.org.")
    no_mail = _("This is no e-mail address. Write it as in name@example.org.")
    forms.EmailField.default_error_messages = {"invalid": no_mail}
