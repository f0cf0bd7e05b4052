"""What a ledger knows of a record that is here: it fills what is empty, and what a person entered stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from cooperation.models import AgreementState

EMPTY = (None, "")

#: Fields that are filled together or not at all, of each model.
AGREEMENT: Sequence[Sequence[str]] = (
    ("scope",),
    ("department_id",),
    ("officer_id",),
    ("effective_from", "expires_on", "term", "term_years", "renewal", "renewal_years", "notice_months"),
)
TRIP: Sequence[Sequence[str]] = (("purpose",), ("cost",), ("submitted_on",), ("registered_on",))
ORGANIZATION: Sequence[Sequence[str]] = (("website",), ("city",))
PERSON: Sequence[Sequence[str]] = (("email",), ("phone",), ("honorific",))


def unsigned(values: Mapping[str, Any]) -> AgreementState:
    """The state of an agreement of which a ledger says no full day of signing."""
    told = any(values.get(name) for name in ("signed_on", "effective_from", "expires_on"))
    return AgreementState.AGREED_TEXT if told else AgreementState.NEGOTIATING


def fill(record: models.Model, values: Mapping[str, Any], groups: Sequence[Sequence[str]]) -> list[str]:
    """Set what is empty in ``record`` from ``values``, group by group, where no rule of the record says no.

    Returns the fields that were set.
    """
    done: list[str] = []
    for group in groups:
        if any(getattr(record, name) not in EMPTY for name in group):
            continue
        given = [name for name in group if values.get(name) not in EMPTY]
        if not given:
            continue
        before = {name: getattr(record, name) for name in given}
        for name in given:
            setattr(record, name, values[name])
        try:
            record.validate_constraints()
        except ValidationError:
            for name, value in before.items():
                setattr(record, name, value)
        else:
            done += given
    if done:
        fields = {column.attname: column.name for column in record._meta.concrete_fields}
        record.save(update_fields=[fields[name] for name in done])
    return done
