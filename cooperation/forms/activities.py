"""What people say of what was done under an agreement (이행실적): by hand, with evidence."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.forms.acts import Act, day_field, line_field, not_after
from cooperation.models import ACTIVE, Agreement, AgreementActivity, Project
from meetings.models import Meeting, MeetingStatus, Trip
from partners.documents import keep_file
from partners.models import Organization

#: How many records with the partners, and how many others, a choice offers.
_OFFERED = 50


class Happened(Act):
    """What was done under the agreement: a meeting, a trip, a project, or a line of text; with evidence."""

    key, label, icon = "happened", _("Add an activity"), "plus"
    hint = _("Choose a meeting, a trip or a project, or write what was done.")

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=_("Meeting"), required=False)
    trip = forms.ModelChoiceField(Trip.objects.none(), label=_("Trip"), required=False)
    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"), required=False)
    text = line_field(_("What was done"), required=False)
    happened_on = day_field(_("Date"), required=False, hint=_("A meeting or a trip brings its own."))
    evidence = forms.FileField(
        label=_("Evidence"), required=False, help_text=_("Kept with its SHA-256. The same file is kept once.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = Organization.objects.filter(agreements__agreement=self.row, ours=False)
        # What was called off did not happen; what is planned has yet to.
        meetings = Meeting.objects.visible_to(self.user).filter(status=MeetingStatus.HELD)
        trips = Trip.objects.visible_to(self.user).filter(cancelled_on__isnull=True).exclude(start_on__gt=self.on)
        projects = Project.objects.visible_to(self.user)
        with_them = meetings.of_organizations(parties)
        self._offer("meeting", meetings, with_them, "held_on")
        self._offer("trip", trips, trips.filter(pk__in=with_them.order_by().values("trip")), "start_on")
        self._offer("project", projects, projects.filter(agreement=self.row) | projects.of_organizations(parties), "")

    def _offer(self, name: str, rows: Any, first: Any, day: str) -> None:
        """All that can be seen may be chosen; those with the partners come to mind first, then the latest others."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

        @cache  # asked once for the size of the list and once for its rows
        def choices() -> list[tuple[Any, str]]:
            order = f"-{day}" if day else "-number"
            kept = rows if name == "project" else rows.exclude(agreement_activities__agreement=self.row)
            near = list(kept.filter(pk__in=first.order_by().values("pk")).order_by(order)[:_OFFERED])
            others = kept.exclude(pk__in=[one.pk for one in near]).order_by(order)[:_OFFERED]
            return [
                ("", "—"),
                *((one.pk, f"{getattr(one, day) or ''} {one.title}" if day else one.title) for one in [*near, *others]),
            ]

        field.widget.choices = choices

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.signed_on is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [name for name in ACTIVE if cleaned.get(name)]
        if len(chosen) > 1:
            self.add_error(chosen[1], _("Choose one of them; add the other one afterwards."))
        if not chosen and not cleaned.get("text"):
            self.add_error("text", _("Choose a meeting or write what was done."))
        dated = cleaned.get("meeting") or (cleaned.get("trip") and cleaned["trip"].start_on)
        if (cleaned.get("text") or chosen) and not dated and not cleaned.get("happened_on"):
            self.add_error("happened_on", _("Say when it was."))
        not_after(cleaned.get("happened_on"), self.on, self, "happened_on")
        return cleaned

    def act(self) -> str:
        data = self.cleaned_data
        record = {name: data[name] for name in ACTIVE if data[name] is not None}
        meeting, trip, project = (record.get(name) for name in ACTIVE)
        day = meeting.held_on if meeting else (trip and trip.start_on) or data["happened_on"]
        there = AgreementActivity.objects.filter(agreement=self.row, **record) if record else None
        if there is not None and project is not None:
            there = there.filter(happened_on__year=day.year)
        if there is not None and there.exists():
            return (
                gettext("This meeting counts for the agreement already.")
                if meeting
                else gettext("This counts for the agreement already.")
            )
        evidence = (
            keep_file(data["evidence"], by=self.user, confidential=self.row.confidential) if data["evidence"] else None
        )
        AgreementActivity.link(self.row, by=self.user, happened_on=day, text=data["text"], evidence=evidence, **record)
        return gettext("The activity is kept.")


class Evidence(forms.Form):
    """A paper, or words, for an activity that counts already."""

    text = line_field(_("What was done"), required=False)
    evidence = forms.FileField(label=_("Evidence"), required=False)
    remove = forms.BooleanField(label=_("Remove the evidence"), required=False)
