"""The rules the database keeps, told to people: what it refused, as a sentence and with what to do.

A constraint is named by the sentence of its rule (DESIGN, House rules 3), so the name is the source string and the
catalogue holds its translation (config/translations.py collects the names). A form may know better words, and the
field to put them at: its ``rules`` come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

#: SQLSTATE of PostgreSQL. A rule between an old row and its new one answers as a check does.
_CHECK, _UNIQUE, _FOREIGN_KEY, _EXCLUSION = "23514", "23505", "23503", "23P01"


def rule_words(name: str) -> str:
    """The rule of that name as a sentence in the reader's language."""
    return _("%(rule)s. Change what does not fit, and save again.") % {"rule": capfirst(_(name.replace("_", " ")))}


def named_rule(message: str) -> str:
    """The rule that a message of Django's names, as in “Constraint “a_trip_has_a_title” is violated.”; else empty."""
    found = re.search(r"[a-z]+(?:_[a-z0-9]+){2,}", message)
    return found[0] if found else ""


def broken_rule(error: IntegrityError) -> str | None:
    """The name of the rule that refused; empty where it was another's write at the same moment, None where neither.

    None is a mistake of ours, such as a column left empty: nothing a person could mend.
    """
    cause = error.__cause__
    state, name = getattr(cause, "sqlstate", ""), getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    if state == _CHECK or (state in (_UNIQUE, _EXCLUSION) and name in _named()):
        return name
    return "" if state in (_UNIQUE, _FOREIGN_KEY, _EXCLUSION) else None


def _named() -> set[str]:
    """The names we gave; those Django makes up are no sentences."""
    return {rule.name for model in apps.get_models() for rule in model._meta.constraints}


def refusal(error: IntegrityError, form: forms.BaseForm | None = None) -> ValidationError:
    """What to tell of ``error``, at the field of ``form`` it concerns. Raises ``error`` again if it breaks no rule."""
    name = broken_rule(error)
    if name is None:
        raise error
    if not name:
        return ValidationError(
            _("Somebody saved something at the same moment that contradicts this. Save again."), code="moment"
        )
    rules: Mapping[str, tuple[str | None, Any]] = getattr(form, "rules", {})
    field, sentence = rules.get(name, (None, rule_words(name)))
    told = ValidationError(sentence, code=name)
    return ValidationError({field: told}) if form is not None and field in form.fields else told


@contextmanager
def in_words(form: forms.BaseForm | None = None) -> Iterator[None]:
    """What the database refuses inside becomes a ValidationError for ``form``. Put it around the transaction."""
    try:
        yield
    except IntegrityError as error:
        raise refusal(error, form) from error
