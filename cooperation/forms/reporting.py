"""What can be done with a report to a body, and the prior review of an agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.words import day_words
from cooperation.forms.acts import Act, day_field, line_field, not_after
from cooperation.models import Agreement, Aspect, PriorReview, ReportBody, ReportItem


class Reported(Act):
    key, label, icon, undo = "close", _("Reported"), "check", "reopen"

    day = day_field(_("Reported on"))
    document_number = forms.CharField(label=_("Document number"), max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = self.on

    @classmethod
    def offered(cls, row: ReportItem, on: Any) -> bool:
        return row.closed_on is None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("day"), self.on, self, "day")
        return cleaned

    def act(self) -> str:
        data = self.cleaned_data
        self.row.close(on=data["day"], document_number=data["document_number"], by=self.user)
        return gettext("Reported to %(body)s on %(day)s.") % {"body": self.row.body, "day": day_words(data["day"])}


class Waive(Act):
    key, label, icon, undo = "waive", _("Not to be reported"), "cross", "reopen"
    hint = _("It was raised in error, or this body is told otherwise. It stays on record with the reason.")

    why = line_field(_("Reason"))

    @classmethod
    def offered(cls, row: ReportItem, on: Any) -> bool:
        return row.closed_on is None

    def act(self) -> str:
        self.row.waive(self.cleaned_data["why"], on=self.on, by=self.user)
        return gettext("It is not to be reported to %(body)s.") % {"body": self.row.body}


class Reopen(Act):
    key, label, icon = "reopen", _("Not reported after all"), "cross"
    needs_version = False

    @classmethod
    def offered(cls, row: ReportItem, on: Any) -> bool:
        return row.closed_on is not None

    def act(self) -> str:
        self.row.reopen()
        return gettext("The report is open again.")


ITEM_ACTS: dict[str, type[Act]] = {act.key: act for act in (Reported, Waive, Reopen)}


class Loss(Act):
    key, label, icon = "loss", _("Report a loss"), "warn"
    hint = _("A loss by the partner's fault. The bodies we report to are to be told.")

    day = day_field(_("Date"))
    text = line_field(_("What was lost, and how"))

    @classmethod
    def offered(cls, row: Agreement, on: Any) -> bool:
        return row.signed_on is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("day"), self.on, self, "day")
        return cleaned

    def act(self) -> str:
        self.row.report_loss(self.cleaned_data["text"], on=self.cleaned_data["day"])
        return gettext("The loss is to be reported.")


class Review(Act):
    """The prior review: what stays empty stays missing."""

    key, label, icon = "review", _("Prior review"), "check"
    hint = _("Fill in what was looked into. What stays empty is shown as missing.")

    suitability = line_field(Aspect.SUITABILITY.label, required=False)
    budget = line_field(Aspect.BUDGET.label, required=False)
    ability = line_field(Aspect.ABILITY.label, required=False)
    burden = line_field(Aspect.BURDEN.label, required=False)
    day = day_field(_("Reviewed on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = self.on
        held = PriorReview.objects.filter(agreement=self.row).values_list("aspect", "text")
        for aspect, text in held if not self.is_bound else ():
            self.fields[aspect].initial = text

    @classmethod
    def offered(cls, row: Agreement, on: Any) -> bool:
        return row.cancelled_on is None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("day"), self.on, self, "day")
        return cleaned

    def act(self) -> str:
        found = {aspect: self.cleaned_data[aspect] for aspect in Aspect.values}
        kept = PriorReview.answer(self.row, found, by=self.user, on=self.cleaned_data["day"])
        return gettext("The prior review is kept.") if kept else gettext("Nothing new was written.")


class BodiesForm(forms.Form):
    """The bodies that are told, one a line."""

    names = forms.CharField(
        label=_("Bodies"),
        help_text=_("One a line. Reports raised before keep the body they were raised for."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].initial = "\n".join(ReportBody.names())

    @property
    def wanted(self) -> list[str]:
        return str(self.cleaned_data["names"]).splitlines()


AGREEMENT_ACTS: dict[str, type[Act]] = {Review.key: Review, Loss.key: Loss}
