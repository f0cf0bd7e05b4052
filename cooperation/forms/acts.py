"""What can be done with a record besides editing it: each act is a small form with one button."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import DayField, use_day_fields
from accounts.models import Role
from accounts.words import day_words

if TYPE_CHECKING:
    from accounts.models import User


class Act(forms.Form):
    """One act on ``row``. ``act`` does it and returns the sentence that says so.

    ``act`` may raise ValidationError (a rule says no, in words) and Stale (somebody was faster). An act without fields
    is a bare button. ``undo`` names the act that takes it back.
    """

    key: ClassVar[str]
    label: ClassVar[Any]
    icon: ClassVar[str] = ""
    role: ClassVar[Role] = Role.OFFICER
    danger: ClassVar[bool] = False
    undo: ClassVar[str] = ""
    hint: Any = ""
    #: An Undo button posts no version; the state the record must be in guards it.
    needs_version: ClassVar[bool] = True

    def __init__(self, *args: Any, row: Any, user: User, on: date, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", self.key)
        super().__init__(*args, **kwargs)
        self.row, self.user, self.on = row, user, on
        use_day_fields(self)

    @classmethod
    def offered(cls, row: Any, on: date) -> bool:
        """Whether the record is in a state for it."""
        return True

    @property
    def is_multipart_form(self) -> bool:
        return self.is_multipart()

    def act(self) -> str:
        raise NotImplementedError


def acts_for(acts: dict[str, type[Act]], row: Any, user: User, on: date, bound: Act | None = None) -> list[Act]:
    """The acts offered to ``user``, in order; ``bound`` takes the place of its kind, with what was typed."""
    return [
        bound if bound is not None and bound.key == key else kind(row=row, user=user, on=on)
        for key, kind in acts.items()
        if (bound is not None and bound.key == key) or (user.at_least(kind.role) and kind.offered(row, on))
    ]


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> DayField:
    return DayField(label=label, required=required, help_text=hint)


def line_field(label: Any, *, required: bool = True, rows: int = 2) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}))


def not_after(day: date | None, on: date, form: forms.BaseForm, name: str) -> None:
    """What has happened did not happen in the future."""
    if day is not None and day > on:
        form.add_error(name, _("Must not be after today (%(day)s).") % {"day": day_words(on)})
