"""Forms of projects: the record with its partners, and its way from stage to stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import RecordForm
from accounts.filters import people_of_ours
from cooperation.forms.acts import Act, day_field, line_field, not_after
from cooperation.forms.named import BodyRows, NamedForm, body_field
from cooperation.models import Agreement, Project, ProjectPartner, ProjectStage
from meetings.forms.rows import MOST_ROWS
from meetings.forms.secrecy import SecrecyFields

if TYPE_CHECKING:
    from accounts.models import User

_OFFERED = 200


class ProjectForm(NamedForm, SecrecyFields, RecordForm):
    """A project as typed. It begins as an idea; its stage is changed on its page, with a reason."""

    groups = (
        (_("Project"), ("title", ("funder_name", "programme"), ("target_year", "officer"), ("amount", "currency"))),
        (_("Next step"), (("next_step", "next_step_on"),)),
        (_("Agreement"), ("agreement", "note")),
        (_("Who may see it"), ("confidential", "readers")),
    )
    rules: ClassVar[Mapping[str, tuple[str | None, Any]]] = {
        "a_project_has_a_title": ("title", _("Enter a title.")),
        "a_dated_next_step_says_what_it_is": ("next_step", _("Say what is to be done on that day.")),
        "an_amount_is_not_negative": ("amount", _("Must not be negative.")),
    }

    funder_name = body_field(_("Funder"))

    class Meta:
        model = Project
        fields = (
            "title", "programme", "target_year", "amount", "currency", "next_step", "next_step_on", "agreement",
            "officer", "note", "confidential", "readers",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        officer, agreement = self.fields["officer"], self.fields["agreement"]
        assert isinstance(officer, forms.ModelChoiceField)
        assert isinstance(agreement, forms.ModelChoiceField)
        officer.queryset = people_of_ours()
        visible = Agreement.objects.visible_to(user)
        agreement.queryset = visible
        rows = list(visible.order_by("-number")[:_OFFERED])
        if self.instance.agreement is not None and self.instance.agreement not in rows:
            rows.insert(0, self.instance.agreement)
        agreement.widget.choices = [("", "—"), *((row.pk, str(row)[:100]) for row in rows)]
        for name in ("target_year", "currency"):
            self.fields[name].widget.attrs["class"] = "short"
        if self.instance._state.adding:
            self.initial.setdefault("officer", user.pk)
        elif self.instance.funder:
            self.initial["funder_name"] = self.instance.funder.name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.take_body("funder_name", self.instance.funder)
        return cleaned

    def clean_target_year(self) -> int | None:
        year: int | None = self.cleaned_data["target_year"]
        if year is not None and not 1900 <= year <= 2200:
            raise forms.ValidationError(_("Write the year with four digits."))
        return year

    def settle(self, *, by: User) -> Project:
        """The project with its funder, made where new. Call it inside the transaction that saves."""
        row: Project = self.instance
        row.funder = self.settle_body("funder_name", by=by)
        return row


class PartnerForm(NamedForm):
    body = body_field(_("Organization"), required=True)

    class Meta:
        model = ProjectPartner
        fields = ("role",)

    field_order = ("body", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.organization_id:
            self.initial["body"] = self.instance.organization.name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("DELETE") and cleaned.get("body"):
            self.take_body("body", self.instance.organization if self.instance.organization_id else None)
        return cleaned

    def settle(self, *, by: User) -> ProjectPartner:
        row: ProjectPartner = self.instance
        organization = self.settle_body("body", by=by)
        assert organization is not None
        row.organization = organization
        return row


class PartnerRows(BodyRows):
    legend = _("Partners")
    add_label = _("Add a partner")


PARTNERS = forms.inlineformset_factory(
    Project,
    ProjectPartner,
    form=PartnerForm,
    formset=PartnerRows,
    extra=1,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


class Move(Act):
    """To a stage that may follow, or one step back; each step has its reason."""

    key, label, icon = "move", _("Change the stage"), "right"

    stage = forms.ChoiceField(label=_("Next stage"), choices=ProjectStage, widget=forms.RadioSelect)
    why = line_field(_("Reason"))
    target_year = forms.IntegerField(label=_("Target year"), required=False, min_value=1900, max_value=2200)
    day = day_field(_("Date"), required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_step_on = day_field(_("Date of the next step"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        # Offered is what follows; another stage is refused in words, or as somebody else's move, where it is made.
        field.widget.choices = self.row.moves_to()
        self.fields["day"].initial = self.on
        self.fields["next_step"].initial = self.row.next_step
        self.fields["next_step_on"].initial = self.row.next_step_on
        if self.row.stage == ProjectStage.REJECTED:
            self.fields["target_year"].help_text = _("Of the new proposal, later than the one before.")
        else:
            del self.fields["target_year"]

    @classmethod
    def offered(cls, row: Project, on: date) -> bool:
        return bool(row.next_stages)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        not_after(cleaned.get("day"), self.on, self, "day")
        if cleaned.get("next_step_on") and not cleaned.get("next_step"):
            self.add_error("next_step", _("Say what is to be done on that day."))
        return cleaned

    def act(self) -> str:
        data = self.cleaned_data
        self.row.move(
            data["stage"], data["why"], by=self.user, on=data["day"] or self.on, target_year=data.get("target_year")
        )
        # What was not shown, as on the board, is left as it is.
        if self.row.is_live and self.add_prefix("next_step") in self.data:
            self.row.plan(data["next_step"], data["next_step_on"])
        return gettext("Now: %(stage)s.") % {"stage": ProjectStage(data["stage"]).label}


class PlanStep(Act):
    """The next step and its day, without the whole form."""

    key, label, icon = "step", _("Set the next step"), "clock"

    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_step_on = day_field(_("Date"), required=False, hint=_("Reminded 14 and 3 days before."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.row.is_overdue(self.on):  # what is past due is answered with something new
            self.fields["next_step"].initial = self.row.next_step
            self.fields["next_step_on"].initial = self.row.next_step_on

    @classmethod
    def offered(cls, row: Project, on: date) -> bool:
        return row.is_live

    def act(self) -> str:
        self.row.plan(self.cleaned_data["next_step"], self.cleaned_data["next_step_on"])
        return gettext("The next step is set.") if self.row.next_step else gettext("No next step is set.")


ACTS: dict[str, type[Act]] = {act.key: act for act in (Move, PlanStep)}
