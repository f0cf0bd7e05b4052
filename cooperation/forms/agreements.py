"""Forms of agreements: the record with its parties, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import RecordForm
from accounts.filters import people_of_ours
from accounts.models import Role
from accounts.words import day_words
from cooperation.forms.activities import Happened
from cooperation.forms.acts import Act, day_field, line_field, not_after
from cooperation.forms.amendments import Amend, CorrectAmendment, SignAmendment
from cooperation.forms.named import BodyRows, NamedForm, body_field, person_field, who_field
from cooperation.forms.reporting import Loss, Review
from cooperation.models import (
    Agreement,
    AgreementFile,
    AgreementParty,
    AgreementState,
    Closing,
    Decision,
    DecisionKind,
    FileRole,
)
from meetings.forms.rows import MOST_ROWS
from meetings.forms.secrecy import SecrecyFields
from partners.documents import keep_file
from partners.models import Organization

if TYPE_CHECKING:
    from accounts.models import User

_OFFERED = 200
UNSIGNED = [AgreementState.DRAFT, AgreementState.NEGOTIATING, AgreementState.AGREED_TEXT]


class AgreementForm(SecrecyFields, RecordForm):
    """An agreement as typed. With a signing date it is entered as signed; without, it is a draft and signed later."""

    groups = (
        (_("Agreement"), ("title", ("type", "place"), "scope")),
        (_("Term"), (
            ("signed_on", "effective_from"), ("term", "term_years"), "expires_on", ("renewal", "renewal_years"),
            ("notice_months", "review_on"), "predecessor",
        )),
        (_("In charge"), (("department", "officer"),)),
        (_("Papers"), (("document_number", "approved_on"), ("retention", "original_at"), "pre_review", "note")),
        (_("Who may see it"), ("confidential", "readers")),
    )  # fmt: skip
    rules: ClassVar[Mapping[str, tuple[str | None, Any]]] = {
        "an_agreement_has_a_title": ("title", _("Enter a title.")),
        "an_agreement_ends_after_it_takes_effect": (
            "expires_on",
            _("Must not be before the day it takes effect."),
        ),
        "an_agreement_ends_after_it_is_signed": ("expires_on", _("Must not be before the signing date.")),
        "a_fixed_term_has_a_last_day": ("expires_on", _("A term until a date needs its last day.")),
        "a_term_in_years_says_how_many": ("term_years", _("Say how many years.")),
        "an_open_ended_agreement_has_no_last_day": (
            "term",
            _("Open-ended, yet there is a last day or a number of years. Take one of them away."),
        ),
        "an_automatic_renewal_says_for_how_long": ("renewal_years", _("Say by how many years it renews itself.")),
        "an_evergreen_agreement_has_a_review_date": ("review_on", _("Say when it is to be looked at next.")),
        "no_agreement_renews_itself": ("predecessor", _("An agreement cannot renew itself.")),
        "terms_and_notice_periods_are_short_of_a_century": (
            None,
            _("A term is at most 100 years, a notice period at most 120 months."),
        ),
        "an_agreement_has_dates_of_our_calendar": (None, _("One of the dates lies before 1900 or after 2999.")),
        "an_agreement_is_signed_exactly_when_it_has_a_signing_date": ("signed_on", _("A signed agreement has a date.")),
        "an_agreement_closes_after_it_is_signed": ("signed_on", _("Must not be after the day it was closed.")),
    }

    class Meta:
        model = Agreement
        fields = (
            "type", "title", "scope", "place", "signed_on", "effective_from", "term", "term_years", "expires_on",
            "renewal", "renewal_years", "notice_months", "review_on", "officer", "department", "predecessor",
            "document_number", "approved_on", "retention", "original_at", "pre_review", "note", "confidential",
            "readers",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "scope": forms.Textarea(attrs={"rows": 4}),
            "pre_review": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "term": _("Leave it open where the paper is silent: it is shown as missing."),
            "expires_on": _("As the paper says. Amendments move it from the day they are signed."),
            "effective_from": _("Only if it differs from the signing date."),
            "notice_months": _("Until when one may object before it renews itself."),
            "predecessor": _("The agreement this one follows."),
            "pre_review": _("Suitability, budget, ability to carry it out, burden."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        adding = self.instance._state.adding
        followed = Agreement.objects.filter(pk=self.instance.predecessor_id)
        if followed and not followed.visible_to(user):
            del self.fields["predecessor"]  # what is hidden is not told, and stays
        for name in ("officer", "department", "predecessor"):
            field = self.fields.get(name)
            if field is None:
                continue
            assert isinstance(field, forms.ModelChoiceField)
            field.empty_label = "—"
            if name == "officer":
                field.queryset = people_of_ours()
            elif name == "department":
                field.queryset = Organization.objects.ours()
            else:
                field.queryset = Agreement.objects.visible_to(user).exclude(pk=self.instance.pk)
                field.widget.choices = self._agreements(user)
        if adding:
            self.fields["signed_on"].help_text = _("The day of the last signature. Leave it empty for a draft.")
            self.initial.setdefault("officer", user.pk)
        elif self.instance.state in UNSIGNED or self.instance.state == AgreementState.CANCELLED:
            del self.fields["signed_on"]  # it is signed on its page
        else:
            self.fields["signed_on"].required = True
        for name in ("term_years", "renewal_years", "notice_months"):
            self.fields[name].widget.attrs["class"] = "short"

    def _agreements(self, user: User) -> list[tuple[Any, str]]:
        rows = Agreement.objects.visible_to(user).exclude(pk=self.instance.pk).filter(signed_on__isnull=False)
        chosen = [(row.pk, f"{row.reference} {row.title}") for row in rows.order_by("-signed_on")[:_OFFERED]]
        old = self.instance.predecessor
        if old is not None and old.pk not in {pk for pk, _text in chosen}:
            chosen.append((old.pk, f"{old.reference} {old.title}"))
        return [("", "—"), *chosen]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("signed_on"), timezone.localdate(), self, "signed_on")
        if self.instance._state.adding and cleaned.get("signed_on"):
            self.instance.state = AgreementState.SIGNED
        return cleaned


class PartyForm(NamedForm):
    """One party by name, with who signed for it."""

    body = body_field(_("Organization"), required=True)
    name = person_field(_("Signatory"))
    who = who_field()

    class Meta:
        model = AgreementParty
        fields = ("signatory_title", "signed_on")

    field_order = ("body", "name", "who", "signatory_title", "signed_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.organization_id:
            self.initial["body"] = self.instance.organization.name
        if self.instance.signatory_id:
            self.initial["name"] = self.instance.signatory.name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("DELETE") or not cleaned.get("body"):
            return cleaned
        organization = self.take_body("body", self.instance.organization if self.instance.organization_id else None)
        self.take_person("name", "who", organization, self.instance.signatory)
        return cleaned

    def settle(self, *, by: User) -> AgreementParty:
        """The party with organization and signatory. Call it inside the transaction that saves."""
        row: AgreementParty = self.instance
        organization = self.settle_body("body", by=by)
        assert organization is not None
        row.organization = organization
        row.signatory = self.settle_person(
            "name", organization, by=by, title=row.signatory_title, seen_on=row.signed_on
        )
        return row


class PartyRows(BodyRows):
    legend = _("Parties")
    hint = _("Ours and theirs. What is not on record is added.")
    add_label = _("Add a party")


PARTIES = forms.inlineformset_factory(
    Agreement,
    AgreementParty,
    form=PartyForm,
    formset=PartyRows,
    fk_name="agreement",
    extra=2,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


# ------------------------------------------------------------------------------------------------- acts


class Negotiate(Act):
    key, label, icon = "negotiate", _("Start negotiating"), "meet"

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state == AgreementState.DRAFT

    def act(self) -> str:
        self.row.negotiate()
        return gettext("The agreement is being negotiated.")


class AgreeText(Act):
    key, label, icon = "agree", _("Text agreed"), "check"

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state in (AgreementState.DRAFT, AgreementState.NEGOTIATING)

    def act(self) -> str:
        self.row.agree_text()
        return gettext("The text is agreed. Signing comes next.")


class Sign(Act):
    key, label, icon = "sign", _("Sign"), "edit"
    hint = _("The day of the last signature. Left empty, it is the latest that stands with the parties.")

    day = day_field(_("Signed on"), required=False)

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state in UNSIGNED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("day"), self.on, self, "day")
        return cleaned

    def act(self) -> str:
        self.row.sign(self.cleaned_data["day"])
        return gettext("Signed on %(day)s.") % {"day": day_words(self.row.signed_on)}


class Cancel(Act):
    key, label, icon, danger = "cancel", _("Give up"), "cross", True

    why = line_field(_("Why it is cancelled"))

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state in UNSIGNED

    def act(self) -> str:
        self.row.cancel(self.on, self.cleaned_data["why"])
        return gettext("The agreement is cancelled. Its record stays.")


class Decide(Act):
    """A decision about the act-by date of today; the day it answers is kept with it."""

    key, label, icon = "decide", _("Decide"), "clock"

    kind = forms.ChoiceField(label=_("Decision"), choices=DecisionKind, widget=forms.RadioSelect)
    why = line_field(_("Reason"))
    decided_on = day_field(_("Decided on"))
    document_number = forms.CharField(label=_("Document number"), max_length=100, required=False)
    act_by = day_field("", required=False)
    replace = forms.BooleanField(label=_("Replace what was decided"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: date | None = self.row.as_of(self.on).act_by
        self.fields["decided_on"].initial = self.on
        self.fields["act_by"].initial = asked
        self.fields["act_by"].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "hidden"})
        if asked is not None:
            self.hint = gettext("Answers the act-by date %(day)s.") % {"day": day_words(asked)}
        held = Decision.about(self.row, asked)
        if held is None:
            del self.fields["replace"]
        else:
            said = gettext("Decided already: %(what)s. The history keeps it.") % {"what": held.in_words()}
            self.fields["replace"].help_text = said

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state == AgreementState.SIGNED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("decided_on"), self.on, self, "decided_on")
        return cleaned

    def act(self) -> str:
        data = self.cleaned_data
        self.row.decide(
            data["kind"],
            act_by=data["act_by"],
            why=data["why"],
            by=self.user,
            on=data["decided_on"],
            document_number=data["document_number"],
            replace=data.get("replace", False),
        )
        return gettext("Decided: %(what)s.") % {"what": DecisionKind(data["kind"]).label}


class Attach(Act):
    """Files: the text, the signed copy of a party, evidence. The same file is kept once."""

    key, label, icon = "attach", _("Add a file"), "upload"

    file = forms.FileField(label=_("File"))
    role_of_file = forms.ChoiceField(label=_("What it is"), choices=FileRole, initial=FileRole.SIGNED_COPY)
    signed_by = forms.ModelChoiceField(AgreementParty.objects.none(), label=_("Signed by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signed_by"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = AgreementParty.objects.filter(agreement=self.row).select_related("organization")
        field.empty_label = _("Everyone, or nobody yet")

    def act(self) -> str:
        data = self.cleaned_data
        document = keep_file(data["file"], by=self.user, confidential=self.row.confidential)
        kept, made = AgreementFile.objects.get_or_create(
            agreement=self.row,
            document=document,
            signed_by=data["signed_by"],
            defaults={"role": data["role_of_file"]},
        )
        if not made and kept.role == data["role_of_file"]:
            return gettext("This file is here already; nothing was added.")
        if not made:
            kept.refuse_loss(by=self.user)
            kept.role = data["role_of_file"]
            kept.save()
        return gettext("“%(name)s” is kept.") % {"name": document.name}


class Close(Act):
    key, label, icon, role, danger = "close", _("Close the agreement"), "cross", Role.MANAGER, True

    closed_as = forms.ChoiceField(label=_("Closed as"), choices=Closing, widget=forms.RadioSelect)
    closed_on = day_field(_("Closed on"))
    why = line_field(_("Reason"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = self.on

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state == AgreementState.SIGNED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("closed_on"), self.on, self, "closed_on")
        return cleaned

    def act(self) -> str:
        data = self.cleaned_data
        self.row.close(data["closed_as"], on=data["closed_on"], why=data["why"], by=self.user)
        return gettext("The agreement is closed. Its record stays.")


class ReopenAgreement(Act):
    key, label, icon, role = "reopen", _("Closed in error"), "cross", Role.MANAGER
    hint = _("The agreement is open again. Reports of its closing that nobody has sent yet are withdrawn.")

    why = line_field(_("Reason"))

    @classmethod
    def offered(cls, row: Agreement, on: date) -> bool:
        return row.state == AgreementState.CLOSED

    def act(self) -> str:
        self.row.reopen(self.cleaned_data["why"], on=self.on, by=self.user)
        return gettext("The agreement is open again.")


ACTS: dict[str, type[Act]] = {
    act.key: act
    for act in (
        Negotiate, AgreeText, Review, Sign, Decide, Happened, Attach, Amend, SignAmendment, CorrectAmendment, Loss,
        Close, ReopenAgreement, Cancel,
    )
}  # fmt: skip
