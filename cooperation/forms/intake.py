"""What people set right about a proposal before they accept it, and what they upload."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import use_day_fields
from cooperation.intake.records import meeting_kind
from cooperation.intake.registry import agreement_type
from cooperation.models import AgreementType, Certainty, CommitmentKind, Proposal, ProposalKind
from meetings.models import MeetingKind, Side
from partners.models import INTERNATIONAL, OrganizationKind

Values = dict[str, Any]


class ChangeForm(forms.Form):
    """Values of a proposal. ``read`` names the keys of its data in the order of the fields;
    ``changes`` gives them back.
    """

    groups: ClassVar[Sequence[tuple[Any, Sequence[str | tuple[str, ...]]]]] = ()

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data, initial=self.read(proposal), prefix="change", auto_id=f"id_%s_{proposal.pk}")
        use_day_fields(self)

    def read(self, proposal: Proposal) -> Values:
        """The values as the report gives them."""
        return dict(proposal.data)

    def changes(self) -> Values:
        """The values as the person set them, in the form of the proposal's data;
        ``title_shown`` is how it is called now.
        """
        return {key: plain(value) for key, value in self.cleaned_data.items()}


def plain(value: Any) -> Any:
    """A form value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value


class OrganizationChange(ChangeForm):
    canonical = forms.CharField(label=_("name"), max_length=300)
    kind = forms.ChoiceField(label=_("kind"), choices=[("", "–"), *OrganizationKind.choices], required=False)
    country = forms.CharField(
        label=_("country"),
        max_length=3,
        required=False,
        help_text=_("Two letters, as PE; INT for an international body."),
    )
    ours = forms.BooleanField(label=_("our own institute"), required=False)
    groups = (("", ("canonical", ("kind", "country"), "ours")),)

    def clean_kind(self) -> str:
        kind = str(self.cleaned_data["kind"])
        if kind == OrganizationKind.DEPARTMENT:
            raise ValidationError(gettext("A department needs its organization. Add it on the page of organizations."))
        return kind

    def clean_country(self) -> str:
        code = str(self.cleaned_data["country"]).upper()
        if code and code != INTERNATIONAL and not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise ValidationError(gettext("“%(code)s” is no country code. Write two letters, as PE.") % {"code": code})
        return code

    def changes(self) -> Values:
        changed = super().changes()
        return changed | {"title_shown": changed["canonical"]}


class PersonChange(ChangeForm):
    name = forms.CharField(
        label=_("name"), max_length=200, help_text=_("Without honorific; Korean names family name first.")
    )
    honorific = forms.CharField(label=_("honorific"), max_length=32, required=False)
    title = forms.CharField(label=_("title"), max_length=200, required=False)
    groups = (("", (("name", "honorific"), "title")),)

    def changes(self) -> Values:
        changed = super().changes()
        return changed | {"title_shown": changed["name"]}


class TripChange(ChangeForm):
    title = forms.CharField(label=_("title"), max_length=300)
    purpose = forms.CharField(label=_("purpose"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    start = forms.DateField(label=_("departure"), required=False)
    end = forms.DateField(label=_("return"), required=False)
    groups = (("", ("title", ("start", "end"), "purpose")),)

    def clean(self) -> Values:
        values: Values = super().clean() or {}
        start, end = values.get("start"), values.get("end")
        if end and (start is None or end < start):
            self.add_error("end", gettext("The return must not lie before the departure."))
        return values

    def changes(self) -> Values:
        changed = super().changes()
        return changed | {"title_shown": changed["title"]}


class MeetingChange(ChangeForm):
    title = forms.CharField(label=_("title"), max_length=300)
    kind = forms.ChoiceField(label=_("kind"), choices=MeetingKind.choices)
    date = forms.DateField(label=_("date"))
    start = forms.TimeField(label=_("begins at"), required=False)
    end = forms.TimeField(label=_("ends at"), required=False)
    place = forms.CharField(label=_("place"), max_length=200, required=False)
    stated_count = forms.IntegerField(label=_("head count as stated"), min_value=0, max_value=9999, required=False)
    groups = (("", ("title", ("kind", "date"), ("start", "end"), ("place", "stated_count"))),)

    def read(self, proposal: Proposal) -> Values:
        return dict(proposal.data) | {"kind": proposal.data.get("kind") or meeting_kind(proposal.data["title"])}

    def clean(self) -> Values:
        values: Values = super().clean() or {}
        if values.get("end") and not values.get("start"):
            self.add_error("start", gettext("A meeting that ends has begun: give both times, or only the first."))
        return values

    def changes(self) -> Values:
        changed = super().changes()
        return changed | {"title_shown": changed["title"]}


class AgreementChange(ChangeForm):
    title = forms.CharField(label=_("title"), max_length=300)
    type = forms.ChoiceField(label=_("type"), choices=AgreementType.choices)
    signed_on = forms.DateField(label=_("signed on"), required=False)
    effective_from = forms.DateField(label=_("in effect from"), required=False)
    expires_on = forms.DateField(label=_("last day"), required=False)
    term_years = forms.IntegerField(label=_("years"), min_value=1, max_value=99, required=False)
    place = forms.CharField(label=_("place of signing"), max_length=200, required=False)
    groups = (("", ("title", ("type", "signed_on"), ("effective_from", "expires_on"), ("term_years", "place"))),)

    def read(self, proposal: Proposal) -> Values:
        return dict(proposal.data) | {"type": agreement_type(proposal.data["type"])}

    def clean(self) -> Values:
        values: Values = super().clean() or {}
        signed, last = values.get("signed_on"), values.get("expires_on")
        if signed and last and last < signed:
            self.add_error("expires_on", gettext("The last day must not lie before the signing date."))
        return values

    def changes(self) -> Values:
        changed = super().changes()
        return changed | {"title_shown": changed["title"]}


class CommitmentChange(ChangeForm):
    action = forms.CharField(label=_("what is promised"), widget=forms.Textarea(attrs={"rows": 2}))
    side = forms.ChoiceField(label=_("side"), choices=Side.choices, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=CommitmentKind.choices)
    certainty = forms.ChoiceField(label=_("certainty"), choices=Certainty.choices)
    condition = forms.CharField(label=_("condition"), required=False)
    due_start = forms.DateField(label=_("due from"), required=False)
    due_end = forms.DateField(label=_("due"), required=False)
    watched = forms.NullBooleanField(
        label=_("watched, not mailed"),
        required=False,
        widget=forms.Select(choices=[("", _("as the rule says")), ("true", _("yes")), ("false", _("no"))]),
    )
    groups = (("", ("action", ("side", "kind"), ("certainty", "condition"), ("due_start", "due_end"), "watched")),)

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data, proposal=proposal)
        self.due: Values = dict(proposal.data.get("due") or {})
        self.fields["side"].choices = [("", _("as the organization says")), *Side.choices]  # type: ignore[attr-defined]

    def read(self, proposal: Proposal) -> Values:
        due = proposal.data.get("due") or {}
        return dict(proposal.data) | {"due_start": due.get("start"), "due_end": due.get("end")}

    def clean(self) -> Values:
        values: Values = super().clean() or {}
        start, end = values.get("due_start"), values.get("due_end")
        if start and (end is None or end < start):
            self.add_error("due_end", gettext("A window ends on or after the day it begins."))
        if values.get("certainty") == Certainty.CONDITIONAL and not values.get("condition"):
            self.add_error("condition", gettext("Write the condition, or choose another certainty."))
        return values

    def changes(self) -> Values:
        changed = super().changes()
        start, end = changed.pop("due_start"), changed.pop("due_end")
        if (start, end) != (self.due.get("start"), self.due.get("end")):
            changed["due"] = {
                "text": self.due.get("text"),
                "start": start,
                "end": end,
                "precision": "day" if end else "none",
            }
        if changed["watched"] is None:
            del changed["watched"]
        return changed | {"title_shown": changed["action"]}


FORMS: dict[str, type[ChangeForm]] = {
    ProposalKind.TRIP: TripChange,
    ProposalKind.ORGANIZATION: OrganizationChange,
    ProposalKind.PERSON: PersonChange,
    ProposalKind.MEETING: MeetingChange,
    ProposalKind.AGREEMENT: AgreementChange,
    ProposalKind.COMMITMENT: CommitmentChange,
}
