"""Forms of performance checks: opening a round, answering for one agreement, closing the round."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from cooperation.forms.acts import Act, day_field, line_field, not_after
from cooperation.models import AgreementCheck, CheckAnswer, CheckRound
from partners.documents import keep_file
from partners.models import Document

if TYPE_CHECKING:
    from accounts.models import User


class RoundForm(forms.Form):
    """A new round; it asks about every agreement in force on the day it opens."""

    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2200)
    title = forms.CharField(label=_("Title"), max_length=200)
    due_on = day_field(_("Answers due"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["year"].widget.attrs["class"] = "short"
        self.fields["year"].initial = on.year
        self.fields["title"].initial = gettext("Performance check %(year)s") % {"year": on.year}

    def open_by(self, user: User) -> CheckRound:
        data = self.cleaned_data
        return CheckRound.open_round(year=data["year"], title=data["title"], due_on=data["due_on"], by=user, on=self.on)


class Answer(Act):
    key, label, icon = "answer", _("Answer"), "check"

    answer = forms.ChoiceField(label=_("Answer"), choices=CheckAnswer, widget=forms.RadioSelect)
    text = line_field(_("What was done"), required=False)
    countermeasure = line_field(_("Countermeasure"), required=False)
    evidence = forms.FileField(label=_("Evidence"), required=False)
    remove = forms.BooleanField(label=_("Remove the evidence"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["countermeasure"].help_text = _("Needed where the answer is “poor”.")
        for name in ("answer", "text", "countermeasure"):
            self.fields[name].initial = getattr(self.row, name)
        if not Document.objects.visible_to(self.user).filter(pk=self.row.evidence_id).exists():
            del self.fields["remove"]

    @classmethod
    def offered(cls, row: AgreementCheck, on: date) -> bool:
        return row.round.closed_on is None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == CheckAnswer.POOR and not cleaned.get("countermeasure"):
            self.add_error("countermeasure", _("“Poor” needs a countermeasure. Write what will be done."))
        return cleaned

    def act(self) -> str:
        data = self.cleaned_data
        evidence = (
            keep_file(data["evidence"], by=self.user, confidential=self.row.agreement.confidential)
            if data["evidence"]
            else None
        )
        self.row.reply(
            data["answer"],
            text=data["text"],
            countermeasure=data["countermeasure"],
            by=self.user,
            on=self.on,
            evidence=evidence,
            without=data.get("remove", False),
        )
        return gettext("Answered for “%(agreement)s”.") % {"agreement": self.row.agreement.title[:60]}


class AskOfTheRest(Act):
    """Bare button: ask also about what came into force since the round opened."""

    key, label, icon, role = "rest", _("Ask about these too"), "plus", Role.MANAGER

    @classmethod
    def offered(cls, row: CheckRound, on: date) -> bool:
        return row.closed_on is None and row.forgotten(on).exists()

    def act(self) -> str:
        count = self.row.ask_of_the_rest(by=self.user, on=self.on)
        return ngettext("%(count)s more is asked about.", "%(count)s more are asked about.", count) % {"count": count}


class CloseRound(Act):
    key, label, icon, role, danger = "close", _("Close the round"), "check", Role.MANAGER, True
    hint: Any = _("No more answers are taken. The results are then to be reported to the bodies we report to.")

    document_number = forms.CharField(label=_("Document number"), max_length=100, required=False)
    approved_on = day_field(_("Approved on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.row.checks.aggregate(all=Count("pk"), open=Count("pk", filter=Q(answer="")))
        if asked["open"]:
            left = gettext("%(open)s of %(all)s are not answered and stay so.") % asked
            self.hint = f"{left} {self.hint}"

    @classmethod
    def offered(cls, row: CheckRound, on: date) -> bool:
        return row.closed_on is None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("approved_on"), self.on, self, "approved_on")
        return cleaned

    def act(self) -> str:
        self.row.close(by=self.user, on=self.on, **self.cleaned_data)
        return gettext("The round is closed.")


CHECK_ACTS: dict[str, type[Act]] = {Answer.key: Answer}
ROUND_ACTS: dict[str, type[Act]] = {AskOfTheRest.key: AskOfTheRest, CloseRound.key: CloseRound}
