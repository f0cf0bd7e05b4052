"""Forms of trips: the record with its destinations, travellers and schedule, and what can happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import DayField, RecordForm
from accounts.filters import every_country
from accounts.words import day_words
from meetings.forms.people import PersonRow, anew, people_named, with_us
from meetings.forms.rows import Rows, rows_of
from meetings.forms.secrecy import SecrecyFields
from meetings.models import ItineraryItem, Trip, TripDestination, TripTraveller
from partners.matching import near_miss
from partners.models import Affiliation, Organization, Person

if TYPE_CHECKING:
    from accounts.models import User


class TripForm(SecrecyFields, RecordForm):
    """A trip as typed. What happens to it later (submission, registration, cancellation) has forms of its own."""

    groups = (
        (_("Trip"), ("title", "purpose", ("start_on", "end_on"), ("nights_stated", "days_stated"), "diplomatic")),
        (_("Approval and papers"), (
            ("approved_start_on", "approved_end_on"), ("document_number", "approved_on"), ("retention", "original_at"),
            ("cost", "currency"),
        )),
        (_("In words"), ("notes", "summary", "implications")),
        (_("Openness"), ("confidential", "readers")),
    )  # fmt: skip
    rules: ClassVar[Mapping[str, tuple[str | None, Any]]] = {
        "a_trip_has_a_title": ("title", _("Enter a title.")),
        "a_trip_returns_after_it_departs": ("end_on", _("Must not be before the departure.")),
        "a_cost_is_not_negative": ("cost", _("Must not be negative.")),
    }

    class Meta:
        model = Trip
        fields = (
            "title", "purpose", "start_on", "end_on", "nights_stated", "days_stated", "diplomatic", "approved_start_on",
            "approved_end_on", "document_number", "approved_on", "retention", "original_at", "cost", "currency",
            "notes", "summary", "implications", "confidential", "readers",
        )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["nights_stated"].label = _("Nights, as stated")
        self.fields["days_stated"].label = _("Days, as stated")
        self.fields["diplomatic"].help_text = _("Its report is due %(days)s days after the return.") % {
            "days": settings.IEUM_DIPLOMACY_DAYS
        }
        self.fields["notes"].label = _("Notes")
        self.fields["cost"].widget = forms.TextInput(attrs={"inputmode": "decimal"})
        if self.instance.cost is not None:
            self.initial["cost"] = f"{self.instance.cost:f}".removesuffix(".00")
        for name in ("nights_stated", "days_stated", "currency"):
            self.fields[name].widget.attrs["class"] = "short"
        for name in ("nights_stated", "days_stated"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise ValidationError(_("Write the currency in three letters, as KRW or USD."), code="currency")
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._in_order(cleaned, "start_on", "end_on")
        self._in_order(cleaned, "approved_start_on", "approved_end_on")
        if cleaned.get("end_on") and not cleaned.get("start_on") and "start_on" not in self.errors:
            self.add_error("start_on", ValidationError(_("Enter the day of departure as well."), code="no_start"))
        submitted, end = self.instance.submitted_on, cleaned.get("end_on")
        if submitted and not end and "end_on" not in self.errors:
            # Said here, because a rule that names a field the form lacks is not asked before the database.
            sentence = _("The report was submitted, so the day of return must be given.")
            self.add_error("end_on", ValidationError(sentence, code="no_return"))
        if submitted and end and end > submitted:
            self.add_error(
                "end_on",
                ValidationError(
                    _("Must not be after the submission of the report (%(day)s)."),
                    code="after_submission",
                    params={"day": day_words(submitted)},
                ),
            )
        return cleaned

    def _in_order(self, cleaned: dict[str, Any], first: str, last: str) -> None:
        start, end = cleaned.get(first), cleaned.get(last)
        if start and end and end < start:
            self.add_error(
                last,
                ValidationError(
                    _("Must not be before the departure (%(day)s)."), code="order", params={"day": day_words(start)}
                ),
            )


class DestinationForm(forms.ModelForm[TripDestination]):
    country = forms.ChoiceField(label=_("Country"))

    class Meta:
        model = TripDestination
        fields = ("country", "city")

    def __init__(self, *args: Any, countries: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *(countries if countries is not None else every_country())]


class DestinationRows(Rows):
    legend = _("Destinations")
    add_label = _("Add a destination")

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.kept:
            place = (form.cleaned_data.get("country"), (form.cleaned_data.get("city") or "").casefold())
            if place in seen:
                form.add_error("country", ValidationError(_("This destination is already in the list."), code="twice"))
            seen.add(place)

    def validate_unique(self) -> None:
        """`clean` says it, beside the row."""


class TravellerForm(PersonRow):
    """Somebody of ours who went. Among people of one name, those at a body of ours are meant."""

    class Meta:
        model = TripTraveller
        fields = ("department", "rank")

    field_order = ("name", "who", "department", "rank")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["body"], self.fields["which"]

    def narrowed(self) -> Q | None:
        return with_us()

    def _clear(self, found: list[Person], body_given: bool) -> Person | None:
        """The only one of ours among them: at a body of ours, or somebody who signs in."""
        signing_in = [one for one in found if one.user_id is not None]
        at_ours = Affiliation.objects.visible_to(self.user).filter(with_us(), person__in=found).values_list("person")
        ours = {one.pk for one in signing_in} | {pk for (pk,) in at_ours}
        return next(one for one in found if one.pk in ours) if len(ours) == 1 else None

    def _person(self, name: str, body_given: bool) -> Person | None:
        """As anywhere; and where nobody bears the name, one of ours a syllable away is asked about before a new record
        is made: whoever is in a hurry mistypes.
        """
        person = super()._person(name, body_given)
        chosen = self.cleaned_data.get("who")
        if person is not None or "who" in self.errors or chosen == anew(name):
            return person
        near = self._near(name)
        if not near or people_named(name, self.user):
            return None
        for one in near:
            if str(one.pk) == chosen:
                return one
        self._ask(
            "who",
            [(str(one.pk), one.name) for one in near] + [(anew(name), _("Somebody else: make a new record"))],
            _("Nobody of ours has this name, but somebody a syllable away does. Say who is meant."),
        )
        return None

    def _near(self, name: str) -> list[Person]:
        """People of ours whose name differs in one syllable or letter."""
        at_ours = Affiliation.objects.visible_to(self.user).filter(with_us()).values("person")
        ours = Person.objects.visible_to(self.user).filter(erased_at__isnull=True)
        ours = ours.filter(Q(pk__in=at_ours) | Q(user__isnull=False)).order_by("name")
        return [one for one in ours if near_miss(name, one.name)][:12]

    def settle_traveller(self, *, by: User, seen_on: date | None, home: Organization | None) -> TripTraveller:
        """The row with its person; one made here is at ``home``, our institute where there is exactly one."""
        row: TripTraveller = self.instance
        if self.person is None:
            self.organization = home
        person, organization = self.settle(by=by, seen_on=seen_on, title=self.cleaned_data["rank"])
        row.person = person
        row.organization = row.organization or organization
        return row


class TravellerRows(Rows):
    legend = _("Travellers")
    takes_lists = True
    hint = _("Type the name. Somebody not on record is added.")
    add_label = _("Add a traveller")

    def clean(self) -> None:
        super().clean()
        refuse_people_twice(self, _("This traveller is already in the list."))


class ItineraryForm(forms.ModelForm[ItineraryItem]):
    class Meta:
        model = ItineraryItem
        fields = ("text", "day", "time", "origin", "destination", "host")
        widgets: ClassVar[dict[str, Any]] = {
            "time": forms.TimeInput(format="%H:%M", attrs={"placeholder": "14:00", "class": "short"}),
            "text": forms.Textarea(attrs={"rows": 2}),
        }


class ItineraryRows(Rows):
    legend = _("Itinerary")
    add_label = _("Add a line")


def refuse_people_twice(rows: Rows, sentence: Any) -> None:
    """Add ``sentence`` to the second row of the same person, and to one that would make the same new person again."""
    seen: set[Any] = set()
    for form in rows.kept:
        if form.errors:
            continue
        typed = (form.cleaned_data.get("name", "").casefold(), form.cleaned_data.get("body", "").casefold())
        key = form.person.pk if form.person else typed
        if key in seen:
            form.add_error("name", ValidationError(sentence, code="twice"))
        seen.add(key)


DESTINATIONS = rows_of(Trip, TripDestination, form=DestinationForm, rows=DestinationRows, most=50)
TRAVELLERS = rows_of(Trip, TripTraveller, form=TravellerForm, rows=TravellerRows, most=100)
ITINERARY = rows_of(Trip, ItineraryItem, form=ItineraryForm, rows=ItineraryRows, most=200)


# What can happen to a trip


class SubmissionForm(forms.Form):
    on = DayField(
        label=_("Submitted on"), help_text=_("The day the report was handed in, not the day it was uploaded.")
    )


class RegistrationForm(forms.Form):
    on = DayField(label=_("Registered on"))
    number = forms.CharField(label=_("Registration number"), max_length=100, required=False)
    address = forms.URLField(label=_("Registration address"), required=False, assume_scheme="https", max_length=200)
    non_disclosure = forms.CharField(
        label=_("Reason for non-disclosure"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Instead of number and address, where the report is kept from the public."),
    )


class ReasonForm(forms.Form):
    """Why something is cancelled."""

    why = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
