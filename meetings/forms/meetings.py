"""Forms of meetings: the record with who was there. A contact (연락) is one line and a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.fields import RecordForm
from accounts.filters import every_country
from meetings.forms.people import PersonRow, new_organization, organizations_named
from meetings.forms.rows import MOST_ROWS, Rows, rows_of
from meetings.forms.secrecy import SecrecyFields
from meetings.forms.trips import refuse_people_twice
from meetings.models import Attendance, Meeting, MeetingStatus, Mode, Side, Trip
from meetings.sides import side_of
from partners.documents import keep_file, kept_or_found
from partners.models import Document, Organization

if TYPE_CHECKING:
    from accounts.models import User

Groups = Sequence[tuple[Any, Sequence[str | tuple[str, ...]]]]

_OFFERED_TRIPS = 200
_HELD = "meetings.forms.held"
_HELD_FOR = 86_400  # seconds


def _held_words(name: str) -> str:
    return _("“%(name)s” is kept. Choose a file only to replace it.") % {"name": name}


class MeetingForm(SecrecyFields, RecordForm):
    """A meeting as typed. ``host_name`` is the host by any of its names; one not on record is made on saving."""

    groups: ClassVar[Groups] = (
        (_("Meeting or contact"), (
            ("kind", "status"), "title", ("held_on", "country"), ("starts_at", "ends_at"), ("place", "host_name"),
            "trip", "stated_count",
        )),
        (_("In words"), ("minutes", "file")),
        (_("Openness"), ("confidential", "readers")),
    )  # fmt: skip
    rules: ClassVar[Mapping[str, tuple[str | None, Any]]] = {
        "a_meeting_has_a_title": ("title", _("Enter a title.")),
        "a_meeting_that_ends_has_begun": ("starts_at", _("Enter the time it began as well.")),
        "a_cancelled_meeting_says_why": ("status", _("Cancel it on its page, with the reason.")),
    }

    country = forms.ChoiceField(label=_("Country"), required=False)
    host_name = forms.CharField(
        label=_("Host"), max_length=300, required=False, widget=forms.TextInput(attrs={"list": "bodies"})
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("Minutes, a mail, a letter: whatever this record comes from.")
    )

    class Meta:
        model = Meeting
        fields = (
            "kind", "status", "title", "held_on", "starts_at", "ends_at", "place", "country", "trip", "stated_count",
            "minutes", "confidential", "readers",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "starts_at": forms.TimeInput(format="%H:%M", attrs={"placeholder": "14:00", "class": "short"}),
            "ends_at": forms.TimeInput(format="%H:%M", attrs={"placeholder": "15:30", "class": "short"}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.host: Organization | None = None
        status, country, trip = self.fields["status"], self.fields["country"], self.fields["trip"]
        assert isinstance(status, forms.ChoiceField)
        assert isinstance(country, forms.ChoiceField)
        assert isinstance(trip, forms.ModelChoiceField)
        if self.instance.status == MeetingStatus.CANCELLED:
            del self.fields["status"]
        else:
            status.choices = [one for one in MeetingStatus.choices if one[0] != MeetingStatus.CANCELLED]
        country.choices = [("", "—"), *every_country()]
        trip.queryset = Trip.objects.visible_to(user)
        trip.widget.choices = self._trips(user)
        self.fields["stated_count"].widget.attrs["class"] = "short"
        if self.instance.host_id:
            self.initial["host_name"] = self.instance.host.name
        if self.instance.source_document_id and self.instance.pk and not self.instance._state.adding:
            # A record keeps the document it was read from; a file is added only where there is none.
            del self.fields["file"], self.fields["kept"]
        elif self.data.get("kept"):
            with suppress(signing.BadSignature):
                name = signing.loads(self.data["kept"], salt=_HELD, max_age=_HELD_FOR)[2]
                self.fields["file"].help_text = _held_words(name)

    def _trips(self, user: User) -> list[tuple[Any, str]]:
        """The latest trips to choose from, and the one chosen, as title and day of departure."""
        latest = list(Trip.objects.visible_to(user).order_by("-start_on", "-number")[:_OFFERED_TRIPS])
        if self.instance.trip_id and self.instance.trip_id not in {trip.pk for trip in latest}:
            latest.append(self.instance.trip)
        return [("", "—"), *((trip.pk, f"{trip.start_on or '–'} {trip.title}") for trip in latest)]

    def clean_host_name(self) -> str:
        text = " ".join(self.cleaned_data["host_name"].split())
        if self.instance.host_id and "host_name" not in self.changed_data:
            self.host = self.instance.host
            return text
        found = organizations_named(text, self.user) if text else []
        if len(found) > 1:
            raise ValidationError(
                _("%(count)s organizations are called that. Write the full name of the one that is meant."),
                code="several",
                params={"count": len(found)},
            )
        self.host = found[0] if found else None
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if end and not start and "starts_at" not in self.errors:
            self.add_error("starts_at", ValidationError(_("Enter the time it began as well."), code="no_start"))
        return cleaned

    def hold_upload(self, *, by: User) -> None:
        """Keep the file of a form that will not do yet, seen by nobody else, so that it need not be chosen again."""
        upload = self.files.get("file")
        if upload is None or "file" not in self.fields:
            return
        try:
            document, made = kept_or_found(upload, by=by, confidential=True)
        except ValidationError:
            return  # said when the form is saved
        kept = signing.dumps([str(document.pk), made, document.name], salt=_HELD)
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["kept"] = kept
        self["file"].help_text = _held_words(document.name)

    def settle(self, *, by: User) -> Meeting:
        """The meeting with host and file, made where they are new. Call it inside the transaction that saves.

        Raises ValidationError where the file cannot be taken.
        """
        meeting: Meeting = self.instance
        text = self.cleaned_data.get("host_name", "")
        meeting.host = self.host or (new_organization(text, by) if text else None)
        if self.cleaned_data.get("file"):
            meeting.source_document = keep_file(self.cleaned_data["file"], by=by)
        elif self.cleaned_data.get("kept"):
            meeting.source_document = self._held(by)
        return meeting

    def _held(self, by: User) -> Document | None:
        """The file held by an earlier try. From now on the meeting says who may see it."""
        try:
            pk, made, _name = signing.loads(self.cleaned_data["kept"], salt=_HELD, max_age=_HELD_FOR)
        except signing.BadSignature:
            return None
        document: Document | None = Document.objects.visible_to(by).filter(pk=pk).first()
        if document is not None and made:
            document.confidential = False
            document.save(update_fields=["confidential"])
        return document


class ContactForm(MeetingForm):
    """A new contact (연락): what it was about, with whom, and the mail or letter itself."""

    groups: ClassVar[Groups] = (
        (_("Contact"), ("title", ("held_on", "country"), "host_name", "trip", "minutes", "file")),
        (_("Openness"), ("confidential", "readers")),
    )
    dropped = ("kind", "status", "starts_at", "ends_at", "place", "stated_count")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for name in self.dropped:
            del self.fields[name]
        self.fields["title"].label = _("What it was about")
        self.fields["host_name"].label = _("Organization")
        self.fields["minutes"].label = _("In words")


class AttendanceForm(PersonRow):
    class Meta:
        model = Attendance
        fields = ("title", "side", "mode")

    field_order = ("name", "who", "body", "which", "title", "side", "mode")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        side, mode = self.fields["side"], self.fields["mode"]
        assert isinstance(side, forms.ChoiceField)
        assert isinstance(mode, forms.ChoiceField)
        side.choices = [("", _("As the organization")), *Side.choices]
        mode.choices = [("", "—"), *Mode.choices]

    def settle_attendance(self, *, by: User, seen_on: date | None) -> Attendance:
        """The row with person and organization, made where new, and the side that follows where none is said."""
        row: Attendance = self.instance
        row.person, row.organization = self.settle(by=by, seen_on=seen_on, title=self.cleaned_data["title"])
        if row._state.adding or "name" in self.changed_data:
            row.name_text = self.cleaned_data["name"]
        if row._state.adding or "body" in self.changed_data:
            row.organization_text = self.cleaned_data["body"]
        if not row.side:
            row.side, row.side_by_hand = side_of(row.organization), False
        elif "side" in self.changed_data:
            row.side_by_hand = True
        elif "body" in self.changed_data and not row.side_by_hand:
            row.side = side_of(row.organization)
        return row


class AttendanceRows(Rows):
    legend = _("Who was there")
    takes_lists = True
    hint = _("Type name and organization. What is not on record is added; where a name is not enough, you are asked.")
    add_label = _("Add a person")

    def clean(self) -> None:
        super().clean()
        refuse_people_twice(self, _("This person is already in the list."))


ATTENDANCES = rows_of(Meeting, Attendance, form=AttendanceForm, rows=AttendanceRows, most=MOST_ROWS)
