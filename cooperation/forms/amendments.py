"""What can be done with the amendments of an agreement: written down, signed, a wrong date put right."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from cooperation.forms.acts import Act, day_field, line_field, not_after
from cooperation.models import Agreement, AgreementState, Amendment


class Amend(Act):
    key, label, icon = "amend", _("Add an amendment"), "plus"

    changes = line_field(_("What changes"), rows=3)
    signed_on = day_field(_("Signed on"), required=False, hint=_("It counts from this day, and stays for good."))
    new_expires_on = day_field(_("New last day"), required=False)
    document_number = forms.CharField(label=_("Document number"), max_length=100, required=False)

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state == AgreementState.SIGNED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("signed_on"), self.on, self, "signed_on")
        return cleaned

    def act(self) -> str:
        made = self.row.add_amendment(**self.cleaned_data, by=self.user)
        return gettext("Amendment %(number)s is kept.") % {"number": made.ordinal}


class SignAmendment(Act):
    """What was kept as a draft of an amendment is signed."""

    key, label, icon = "sign-amendment", _("Sign an amendment"), "edit"

    amendment = forms.ModelChoiceField(Amendment.objects.none(), label=_("Amendment"), empty_label=None)
    day = day_field(_("Signed on"), hint=_("It counts from this day, and stays for good."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["amendment"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self._drafts(self.row).visible_to(self.user)
        field.widget.choices = [(one.pk, f"{one.ordinal}. {one.changes[:80]}") for one in field.queryset]

    @staticmethod
    def _drafts(row: Agreement) -> Any:
        return Amendment.objects.filter(agreement=row, signed_on__isnull=True)

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state == AgreementState.SIGNED and cls._drafts(row).exists()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("day"), self.on, self, "day")
        return cleaned

    def act(self) -> str:
        amendment, day = self.cleaned_data["amendment"], self.cleaned_data["day"]
        self.row.sign_amendment(amendment, day)
        return gettext("Amendment %(number)s is signed.") % {"number": amendment.ordinal}


class CorrectAmendment(Act):
    """A date of a signed amendment that was typed wrongly; all else of it stays for good."""

    key, label, icon, role = "correct", _("Correct an amendment"), "edit", Role.MANAGER
    hint = _("For a date typed wrongly. What is left empty stays as it is.")

    amendment = forms.ModelChoiceField(Amendment.objects.none(), label=_("Amendment"), empty_label=None)
    signed_on = day_field(_("Signed on"), required=False)
    new_expires_on = day_field(_("New last day"), required=False)
    why = line_field(_("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["amendment"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Amendment.objects.visible_to(self.user).filter(agreement=self.row, signed_on__isnull=False)
        field.widget.choices = [(one.pk, f"{one.ordinal}. {one.changes[:80]}") for one in field.queryset]

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state == AgreementState.SIGNED and row.amendments.filter(signed_on__isnull=False).exists()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("signed_on"), self.on, self, "signed_on")
        return cleaned

    def act(self) -> str:
        chosen = self.cleaned_data.pop("amendment")
        chosen.correct(**self.cleaned_data, by=self.user)
        return gettext("Amendment %(number)s is corrected.") % {"number": chosen.ordinal}
