"""A note from the road: one field, and a photo if there is one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def _picture(**more: str) -> forms.FileInput:
    # "required" is never enforced: it lets the style sheet tell a field with a file from one without.
    attrs = {"accept": "image/*", "class": "visually-hidden", "required": True, "aria-required": "false", **more}
    return forms.FileInput(attrs=attrs)


class TripNoteForm(forms.Form):
    """Words, a photo, or both. What the photo is, its content says (``meetings.photos``)."""

    text = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("What was said or agreed")}),
    )
    # Two ways to one picture: the camera at once, or one taken before. A phone asked for the camera offers no album.
    photo = forms.FileField(
        label=_("Take a photo"), required=False, max_length=255, widget=_picture(capture="environment")
    )
    chosen = forms.FileField(label=_("Choose a photo"), required=False, max_length=255, widget=_picture())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["picture"] = cleaned.get("photo") or cleaned.get("chosen")
        if not self.errors and not cleaned.get("text") and not cleaned["picture"]:
            self.add_error("text", ValidationError(_("Write a note or choose a photo."), code="nothing"))
        return cleaned

    @property
    def pictures(self) -> list[forms.BoundField]:
        """The two fields that take a picture."""
        return [self["photo"], self["chosen"]]
