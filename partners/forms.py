"""Forms of organizations, people, their names and affiliations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import RecordForm, use_day_fields
from accounts.filters import every_country, people_of_ours
from partners import names
from partners.fields import OrganizationField, for_user
from partners.models import (
    Affiliation,
    NameKind,
    Organization,
    OrganizationKind,
    OrganizationName,
    OtherSide,
    Person,
    PersonName,
)

if TYPE_CHECKING:
    from accounts.models import User

LANGUAGES = [
    ("", _("unknown")), ("ko", _("Korean")), ("en", _("English")), ("es", _("Spanish")), ("pt", _("Portuguese")),
    ("fr", _("French")), ("de", _("German")), ("ru", _("Russian")), ("uz", _("Uzbek")), ("kk", _("Kazakh")),
    ("mn", _("Mongolian")), ("ja", _("Japanese")), ("zh", _("Chinese")), ("vi", _("Vietnamese")), ("th", _("Thai")),
    ("id", _("Indonesian")), ("lo", _("Lao")), ("km", _("Khmer")), ("ar", _("Arabic")), ("tr", _("Turkish")),
]  # fmt: skip


def country_choices() -> list[tuple[str, Any]]:
    """Nothing, international, then the countries by their name in the reader's language."""
    international, *countries = every_country()
    return [("", _("unknown")), international, *sorted(countries, key=lambda pair: pair[1])]


class CountryMixin:
    """A form with a ``country`` to choose."""

    fields: dict[str, forms.Field]

    def choose_country(self) -> None:
        label = self.fields["country"].label
        self.fields["country"] = forms.ChoiceField(label=label, choices=country_choices, required=False)


# ------------------------------------------------------------------------------------------------ organizations


class OrganizationForm(CountryMixin, RecordForm):
    """An organization without its other names; those are rows of ``OrganizationNames``."""

    parent = OrganizationField(
        label=_("Parent organization"), required=False, help_text=_("Found by any of its names; also by first letters.")
    )
    successor = OrganizationField(
        label=_("Successor"), required=False, help_text=_("The body that took over. The history of each stays its own.")
    )

    groups = (
        ("", ["name", ("kind", "country"), ("city", "website")]),
        (_("Place in the organization"), ["ours", "other_side", "parent"]),
        (_("Life"), [("started_on", "ended_on"), "successor"]),
        ("", ["note"]),
    )
    rules: ClassVar[dict[str, Any]] = {
        "an_organization_ends_after_it_begins": ("ended_on", _("Must not be before the day it began.")),
        "no_organization_is_its_own_parent": ("parent", _("An organization cannot be its own parent.")),
        "no_organization_succeeds_itself": ("successor", _("An organization cannot succeed itself.")),
        "a_department_belongs_to_an_organization": (
            "parent",
            _("A department belongs to an organization. Name it, or choose another kind."),
        ),
    }

    class Meta:
        model = Organization
        fields = [
            "name", "kind", "country", "city", "website", "ours", "other_side", "parent", "started_on", "ended_on",
            "successor", "note",
        ]  # fmt: skip
        labels = {"ours": _("Ours: the institute itself or a department of it"), "website": _("Website")}
        help_texts = {
            "name": _("What we call it. All other names are listed below."),
            "ours": _("Sides and directions follow from it: who owes, who is owed."),
            "other_side": _("The answer of whoever was asked. Empty: as its country and the host of each meeting say."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_user(self, user)
        self.choose_country()
        self.fields["website"].assume_scheme = "https"  # type: ignore[attr-defined]
        self.fields["website"].widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 3})
        self.fields["kind"].choices = [("", _("unknown")), *OrganizationKind.choices]  # type: ignore[attr-defined]
        self.fields["other_side"].choices = [("", _("as the meeting says")), *OtherSide.choices]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("ours"):
            data["other_side"] = ""  # who is ours stands nowhere else
        return data

    def moves_sides(self) -> bool:
        """Whether what was computed from the record before must follow: who belongs to us, and where others stand."""
        return bool({"ours", "other_side", "parent", "country"} & set(self.changed_data))

    def clean_parent(self) -> Organization | None:
        """No circle of parents: every walk upward ends."""
        parent: Organization | None = self.cleaned_data["parent"]
        above, seen = parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise ValidationError(_("“%(name)s” is itself below this organization."), params={"name": str(parent)})
            seen.add(above.pk)
            above = above.parent
        return parent


class NameRow(forms.ModelForm[Any]):
    """One more spelling."""

    class Meta:
        fields = ["text", "kind", "language", "until"]
        labels = {"text": _("Name"), "until": _("In use until")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_day_fields(self)
        known = dict(LANGUAGES)
        given = self.instance.language
        choices = LANGUAGES if given in known else [*LANGUAGES, (given, given)]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=choices, required=False)
        self.fields["kind"].initial = NameKind.OTHER
        self.fields["kind"].required = False

    def has_changed(self) -> bool:
        """A new row counts once something is typed; a kind or language alone is none."""
        changed = set(self.changed_data)
        return bool(changed - {"kind", "language"} if self.instance._state.adding else changed)

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or NameKind.OTHER

    def validate_constraints(self) -> None:
        """The set of rows says which spelling stands twice; the database alone would name a constraint."""


class RowSet(forms.BaseInlineFormSet[Any, Any, Any]):
    """Rows under a record. The newest empty rows are ignored; ``legend`` and ``hint`` are for the page."""

    legend: ClassVar[Any] = ""
    hint: ClassVar[Any] = ""
    add_label: ClassVar[Any] = _("Add a row")
    halves: ClassVar[bool] = False

    def add_fields(self, form: Any, index: int | None) -> None:
        """A row that somebody else removed meanwhile is kept as a new one: what was typed is not lost."""
        super().add_fields(form, index)
        if self.is_bound and index is not None and index < self.initial_form_count() and form.instance._state.adding:
            form.fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput)
            form.fields["id"].clean = lambda value: None


class NameRows(RowSet):
    """Spellings of one record, each once."""

    legend = _("Other names")
    hint = _(
        "Official names in other languages, acronyms, transliterations, former names. Reports are matched by them."
    )
    add_label = _("Add a name")

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            text = form.cleaned_data.get("text") if hasattr(form, "cleaned_data") else ""
            if not text or form.cleaned_data.get("DELETE"):
                continue
            key = names.norm(text)
            if key in seen:
                form.add_error("text", _("This spelling stands here already. Remove one of the two."))
            seen.add(key)

    def typed(self) -> list[str]:
        """The spellings that stand in the rows."""
        return [
            form.cleaned_data["text"]
            for form in self.forms
            if form.cleaned_data.get("text") and not form.cleaned_data.get("DELETE")
        ]

    def keep(self, record: Organization | Person, *, by: User) -> None:
        """Write the rows: removed ones first, so that a spelling can move from one row to another."""
        for form in self.initial_forms:
            if form.cleaned_data.get("DELETE") and not form.instance._state.adding:
                form.instance.delete()
        for form in self.forms:
            if form.cleaned_data.get("DELETE") or not form.has_changed() or not form.cleaned_data.get("text"):
                continue
            if names.norm(form.cleaned_data["text"]) == names.norm(record.name):
                continue  # the record's own name is kept with the record
            row = form.save(commit=False)
            if not row._state.adding:
                row.save()
                continue
            kept, new = record.add_name(row.text, row.kind, language=row.language, by=by)
            if not new:  # known from a source that this user may not see: now it is known from the user, too
                kept.source_document, kept.source_quote, kept.source_lines = None, "", []
                kept.entered_by = by
            kept.kind, kept.until = row.kind, row.until
            kept.language = row.language or kept.language
            kept.save()


OrganizationNames: type[NameRows] = forms.inlineformset_factory(  # type: ignore[assignment]
    Organization, OrganizationName, form=NameRow, formset=NameRows, fields=NameRow.Meta.fields, extra=1, max_num=200
)
PersonNames: type[NameRows] = forms.inlineformset_factory(  # type: ignore[assignment]
    Person, PersonName, form=NameRow, formset=NameRows, fields=NameRow.Meta.fields, extra=1, max_num=200
)


# -------------------------------------------------------------------------------------------------------- people


class PersonForm(CountryMixin, RecordForm):
    """A person without other names and affiliations; those are rows."""

    groups = (
        ("", [("name", "honorific"), ("email", "phone"), "country"]),
        (_("Who of us"), ["user"]),
        ("", ["note", "retention_review_on"]),
    )
    rules: ClassVar[dict[str, Any]] = {}

    class Meta:
        model = Person
        fields = ["name", "honorific", "email", "phone", "country", "user", "note", "retention_review_on"]
        labels = {"user": _("Signs in here as")}
        help_texts = {
            "name": _("Without title. Korean names family name first."),
            "honorific": _("Dr., MSc., Prof., 박사"),
            "note": _("No passport or identity numbers."),
            "retention_review_on": _("The day on which to look whether this record is still needed."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_country()
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 3})
        account = self.fields["user"]
        account.queryset = people_of_ours()  # type: ignore[attr-defined]
        account.empty_label = _("no user of ours")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An honorific typed with the name goes to its own field."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = " ".join((data.get("name") or "").split())
        honorific, name = names.split_honorific(typed)
        data["name"] = name or typed
        if honorific and not data.get("honorific"):
            data["honorific"] = honorific
        return data

    def clean_user(self) -> User | None:
        account: User | None = self.cleaned_data["user"]
        taken = Person.objects.filter(user=account).exclude(pk=self.instance.pk).first() if account else None
        if taken is not None:
            raise ValidationError(_("“%(name)s” signs in with this name already."), params={"name": str(taken)})
        return account


class AffiliationRow(forms.ModelForm[Any]):
    """A person at an organization."""

    organization = OrganizationField(label=_("Organization"))

    class Meta:
        model = Affiliation
        fields = ["organization", "title", "since", "until"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_user(self, user)
        use_day_fields(self)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("Must not be before the day it began."))
        return data

    def validate_constraints(self) -> None:
        """Said by ``clean`` and by the set of rows."""


class AffiliationRows(RowSet):
    """Affiliations of one person, each once."""

    legend = _("Affiliations")
    hint = _(
        "Several at once are normal. Do not remove what was true once: give it an end. Without one it still holds."
    )
    halves = True
    add_label = _("Add an affiliation")

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data.get("organization") or data.get("DELETE"):
                continue
            key = (data["organization"].pk, data.get("title") or "", data.get("since"))
            if key in seen:
                form.add_error("organization", _("This affiliation stands here already. Remove one of the two."))
            seen.add(key)

    def keep(self, person: Person, *, by: User) -> None:
        """Write the rows; a new one that a hidden source knows already is that one, now known from the user."""
        for form in self.initial_forms:
            if form.cleaned_data.get("DELETE") and not form.instance._state.adding:
                form.instance.delete()
        for form in self.forms:
            if form.cleaned_data.get("DELETE") or not form.has_changed() or not form.cleaned_data.get("organization"):
                continue
            row = form.save(commit=False)
            if not row._state.adding:
                row.save()
            else:
                add_affiliation(person, row, by=by)


def add_affiliation(person: Person, row: Affiliation, *, by: User) -> Affiliation:
    """Keep an affiliation, once."""
    kept, new = Affiliation.objects.get_or_create(
        person=person,
        organization=row.organization,
        title=row.title,
        since=row.since,
        defaults={"until": row.until, "entered_by": by},
    )
    if not new:
        kept.source_document, kept.source_quote, kept.source_lines = None, "", []
        kept.entered_by, kept.until = by, row.until
        kept.save()
    return kept


Affiliations: type[AffiliationRows] = forms.inlineformset_factory(  # type: ignore[assignment]
    Person,
    Affiliation,
    form=AffiliationRow,
    formset=AffiliationRows,
    fields=AffiliationRow.Meta.fields,
    extra=1,
    max_num=100,
)


class EndForm(forms.Form):
    """The day an affiliation ended; carries the version of its person."""

    until = forms.DateField(label=_("Until"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, affiliation: Affiliation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.affiliation = affiliation
        self.fields["until"].initial = affiliation.until or timezone.localdate()
        self.fields["version"].initial = affiliation.person.version
        use_day_fields(self)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if self.affiliation.since and until < self.affiliation.since:
            raise ValidationError(_("Must not be before the day it began."))
        return until
