"""Rows inside a form: what the formsets of trips and meetings share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import models
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.fields import use_day_fields
from meetings.paste import Left, read

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ROWS = 300


class Rows(forms.BaseInlineFormSet[Any, Any, Any]):
    """A formset as ``parts/rows.html`` shows it: with a legend, a hint, and words for one more row."""

    legend: Any = ""
    hint: Any = ""
    add_label: Any = None
    takes_lists = False  # whether a list of people may be pasted into the rows

    @property
    def pasted(self) -> str:
        """What of a pasted list was not understood: it stays in the box."""
        return str(self.data.get(f"{self.prefix}-paste", "")) if self.is_bound else ""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        use_day_fields(form)
        for name, field in form.fields.items():
            # A foreign key back to the record and the row's own id are the machine's business.
            if isinstance(field, forms.ModelChoiceField) and name in {self.fk.name, "id"}:
                field.widget = forms.HiddenInput()
                field.error_messages["invalid_choice"] = _(
                    "Somebody else removed a row meanwhile. Tick “Remove” on it, or type it in a new row."
                )

    @property
    def kept(self) -> list[Any]:
        """The rows to be saved: filled in, and not to be removed. After ``is_valid``."""
        return [
            form
            for form in self.forms
            if not self._should_delete_form(form) and (form.has_changed() or not form.instance._state.adding)  # type: ignore[attr-defined]
        ]


def rows_of(
    parent: type[models.Model], child: type[models.Model], *, form: Any, rows: type[Rows], most: int
) -> type[Rows]:
    """The formset of a record's rows: one empty row to begin with, ``most`` at the most."""
    made = forms.inlineformset_factory(
        parent, child, form=form, formset=rows, extra=1, max_num=most, absolute_max=MOST_ROWS
    )
    return cast("type[Rows]", made)


def asked_for_row(data: QueryDict) -> str:
    """The prefix of the rows one more of which was asked for; empty where the form was sent to be saved."""
    return data.get("add_row", "")


def with_one_more(data: QueryDict) -> QueryDict:
    """What was typed, with one more empty row where it was asked for, or with a row for each person of a pasted list. A
    count that is none is left to be refused.
    """
    grown = data.copy()
    prefix = asked_for_row(data)
    key = f"{prefix}-TOTAL_FORMS"
    count = grown.get(key, "")
    if count.isascii() and count.isdecimal() and len(count) < 4:
        grown[key] = str(min(int(count) + (_unpacked(grown, prefix, int(count)) or 1), MOST_ROWS))
    return grown


def _unpacked(data: QueryDict, prefix: str, first: int) -> int:
    """Write the people of a pasted list into rows from ``first`` on; what is not understood stays in the box. Returns
    how many rows that took.
    """
    pasted = read(data.get(f"{prefix}-paste", ""))
    people = pasted.people[: max(MOST_ROWS - first, 0)]
    for number, one in enumerate(people, start=first):
        body, mode = one.org or "", (one.mode or "").lower()
        values = {
            "name": one.name,
            "body": body,
            "department": body,
            "title": one.title,
            "rank": one.title,
            "mode": mode,
        }
        for name, value in values.items():
            data[f"{prefix}-{number}-{name}"] = value or ""
    rest = [Left(one.line, one.name) for one in pasted.people[len(people) :]]
    data[f"{prefix}-paste"] = "\n".join(left.text for left in [*pasted.left, *rest])
    return len(people)


def unjudged(forms_and_sets: Iterable[Any]) -> None:
    """Show what was typed without saying yet what is wrong with it."""
    for one in forms_and_sets:
        if isinstance(one, forms.BaseFormSet):
            one._errors = [{} for _form in one.forms]  # type: ignore[attr-defined]
            one._non_form_errors = ErrorList()  # type: ignore[attr-defined]
            unjudged(one.forms)
        else:
            one._errors = ErrorDict()
