"""Who may see a confidential record: the two fields that every form of one carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.filters import people_of_ours

if TYPE_CHECKING:
    from accounts.models import User


class SecrecyFields(forms.ModelForm[Any]):
    """Adds ``confidential`` and ``readers`` as the house words them. Takes ``user``: nobody locks themselves out."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["confidential"] = forms.BooleanField(
            label=_("Confidential"),
            required=False,
            help_text=_("Seen only by those who took part, the readers named here, and managers."),
        )
        self.fields["readers"] = forms.ModelMultipleChoiceField(
            people_of_ours(), label=_("Readers"), required=False, widget=forms.CheckboxSelectMultiple
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        readers = cleaned.get("readers")
        if cleaned.get("confidential") and readers is not None and not self.user.sees_everything:
            cleaned["readers"] = people_of_ours().filter(pk__in=[self.user.pk, *(one.pk for one in readers)])
        return cleaned
