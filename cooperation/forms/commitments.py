"""Forms of commitments: the record, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import RecordForm
from accounts.filters import people_of_ours
from accounts.words import day_words
from cooperation.forms.acts import Act, day_field, line_field
from cooperation.forms.named import NamedForm, body_field, person_field, who_field
from cooperation.models import Agreement, Commitment, CommitmentState, Precision, Project
from meetings.forms.secrecy import SecrecyFields
from meetings.models import Meeting, Trip
from partners.documents import keep_file

if TYPE_CHECKING:
    from accounts.models import User

_OFFERED = 200


class CommitmentForm(NamedForm, SecrecyFields, RecordForm):
    """A commitment as typed. Closing, snoozing and the like have forms of their own."""

    groups = (
        (_("What is promised"), (
            "text", ("side", "officer"), ("owner_name", "owner_person_name"), "requested_by_name",
        )),
        (_("By when"), (("due_start", "due_end"), ("due_precision", "due_text"))),
        (_("How firm"), (("kind", "certainty"), "condition", "high_priority", "watched")),
        (_("Where it comes from"), (("meeting", "trip"), ("agreement", "project"))),
        (_("Who may see it"), ("confidential", "readers")),
    )  # fmt: skip
    rules: ClassVar[Mapping[str, tuple[str | None, Any]]] = {
        "a_commitment_says_what_is_promised": ("text", _("Say what is promised.")),
        "a_conditional_commitment_names_its_condition": ("condition", _("Name the condition.")),
        "a_due_window_ends_after_it_begins": ("due_end", _("The window needs a last day, not before its first.")),
        "a_due_window_lies_in_our_calendar": ("due_end", _("The date lies before 1900 or after 2999.")),
        "a_high_priority_commitment_is_done_with_evidence_and_a_witness": (
            "high_priority",
            _("It is done already without evidence and a second person. Reopen it first."),
        ),
        "only_a_high_priority_commitment_waits_for_confirmation": (
            "high_priority",
            _("It waits for confirmation. Confirm or reopen it first."),
        ),
    }

    owner_name = body_field(_("Owing organization"))
    owner_person_name = person_field(_("Owing person"))
    who_owes = who_field()
    requested_by_name = body_field(_("Owed to"))
    watched = forms.NullBooleanField(
        label=_("Reminders"),
        required=False,
        widget=forms.Select(
            choices=[
                ("", _("By its kind: commitments and requests are mailed")),
                ("true", _("Watch only, never mail")),
                ("false", _("Mail reminders")),
            ]
        ),
    )

    class Meta:
        model = Commitment
        fields = (
            "text", "side", "officer", "due_start", "due_end", "due_precision", "due_text", "kind", "certainty",
            "condition", "high_priority", "watched", "meeting", "trip", "agreement", "project", "confidential",
            "readers",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "condition": forms.TextInput(),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "due_end": _("The last day of the window; reminders count from it."),
            "due_text": _("In the words of the meeting, as “within August”."),
            "high_priority": _("Closed only with evidence, and confirmed by a second person."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ModelChoiceField)
        officer.queryset = people_of_ours()
        officer.empty_label = None
        for name, model, order in (
            ("meeting", Meeting, "-held_on"),
            ("trip", Trip, "-start_on"),
            ("agreement", Agreement, "-number"),
            ("project", Project, "-number"),
        ):
            self._offer(name, model, order)
        if self.instance._state.adding:
            self.initial.setdefault("officer", user.pk)
        else:
            was = self.instance
            self.initial["owner_name"] = was.owner.name if was.owner else ""
            self.initial["owner_person_name"] = was.owner_person.name if was.owner_person else ""
            self.initial["requested_by_name"] = was.requested_by.name if was.requested_by else ""

    def _offer(self, name: str, model: Any, order: str) -> None:
        """The latest visible records to choose from, and the one chosen."""
        visible = model.objects.visible_to(self.user)
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = visible
        rows = list(visible.order_by(order)[:_OFFERED])
        chosen = getattr(self.instance, name) or visible.filter(pk=self.initial.get(name)).first()
        if chosen is not None and chosen not in rows:
            rows.insert(0, chosen)
        field.widget.choices = [("", "—"), *((row.pk, str(row)[:100]) for row in rows)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        owner = self.take_body("owner_name", self.instance.owner)
        self.take_person("owner_person_name", "who_owes", owner, self.instance.owner_person)
        self.take_body("requested_by_name", self.instance.requested_by)
        if cleaned.get("due_end") and cleaned.get("due_precision") in ("", Precision.NONE):
            # A day was given: it is as precise as that, unless something else was said.
            cleaned["due_precision"] = Precision.DAY
        if "side" in self.changed_data:
            self.instance.side_by_hand = True  # it no longer follows the owner
        return cleaned

    def settle(self, *, by: User) -> Commitment:
        """The commitment with who owes and is owed, made where new. Call it inside the transaction that saves."""
        row: Commitment = self.instance
        row.owner = self.settle_body("owner_name", by=by)
        row.owner_person = self.settle_person("owner_person_name", row.owner, by=by)
        row.requested_by = self.settle_body("requested_by_name", by=by)
        return row


# ------------------------------------------------------------------------------------------------- acts


class Done(Act):
    key, label, icon, undo = "done", _("Done"), "check", "reopen"

    outcome = line_field(_("What was done"))
    evidence = forms.FileField(label=_("Evidence"), required=False)

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state == CommitmentState.OPEN and not row.high_priority

    def act(self) -> str:
        self.row.done(self.cleaned_data["outcome"], by=self.user, on=self.on, evidence=self._kept())
        return gettext("“%(what)s” is done.") % {"what": self.row.text[:60]}

    def _kept(self) -> Any:
        upload = self.cleaned_data["evidence"]
        return keep_file(upload, by=self.user, confidential=self.row.confidential) if upload else None


class Report(Done):
    key, label = "report", _("Report as done")
    hint = _("High priority: with evidence, and a second person confirms it.")

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state == CommitmentState.OPEN and row.high_priority

    def act(self) -> str:
        self.row.report(self.cleaned_data["outcome"], by=self.user, on=self.on, evidence=self._kept())
        return gettext("Reported. A second person confirms it.")


class Confirm(Act):
    key, label, icon, undo = "confirm", _("Confirm"), "check", "reopen"

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state == CommitmentState.REPORTED

    def act(self) -> str:
        self.row.confirm(by=self.user)
        return gettext("Confirmed: it is done.")


class NotDone(Act):
    key, label, icon = "not-done", _("Not done"), "cross"

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state == CommitmentState.OPEN and row.asks_done

    def act(self) -> str:
        self.row.not_done()
        return gettext("It stays open and is reminded of from now on.")


class Snooze(Act):
    key, label, icon, undo = "snooze", _("Snooze"), "clock", "wake"

    until = day_field(_("Until"))
    why = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = self.on + timedelta(days=7)

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state == CommitmentState.OPEN

    def act(self) -> str:
        self.row.snooze(self.cleaned_data["until"], self.cleaned_data["why"], on=self.on)
        return gettext("Out of sight until %(day)s.") % {"day": day_words(self.cleaned_data["until"])}


class Wake(Act):
    key, label, icon, needs_version = "wake", _("Show it again"), "clock", False

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state == CommitmentState.OPEN and row.snoozed_until is not None and row.snoozed_until > on

    def act(self) -> str:
        self.row.wake()
        return gettext("It is shown again.")


class Drop(Act):
    key, label, icon, danger, undo = "drop", _("Drop"), "cross", True, "reopen"

    why = line_field(_("Why it is dropped"))

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state in (CommitmentState.OPEN, CommitmentState.REPORTED)

    def act(self) -> str:
        self.row.drop(self.cleaned_data["why"], by=self.user, on=self.on)
        return gettext("“%(what)s” is dropped.") % {"what": self.row.text[:60]}


class Reopen(Act):
    key, label, icon, needs_version = "reopen", _("Reopen"), "undo", False

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state != CommitmentState.OPEN

    def act(self) -> str:
        self.row.reopen()
        return gettext("“%(what)s” is open again.") % {"what": self.row.text[:60]}


class Watch(Act):
    key, label, icon = "watch", _("Watch only, never mail"), "eye"

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.is_mailed

    def act(self) -> str:
        self.row.watch(True)
        return gettext("It is shown, and no mail speaks of it.")


class Remind(Act):
    key, label, icon = "remind", _("Mail reminders"), "mail"

    @classmethod
    def offered(cls, row: Commitment, on: date) -> bool:
        return row.state == CommitmentState.OPEN and not row.is_mailed and not row.asks_done and not row.history

    def act(self) -> str:
        self.row.watch(False)
        return gettext("Reminders will speak of it.")


ACTS: dict[str, type[Act]] = {
    act.key: act for act in (Done, Report, Confirm, NotDone, Snooze, Wake, Reopen, Watch, Remind, Drop)
}
