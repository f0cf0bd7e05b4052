"""The form of an answer to an auditor: day, years, departments, documents, columns, kinds of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.fields import DayField
from cooperation.audits.asking import Asked, DocumentKind, FileKind, Which
from cooperation.audits.documents import DOCUMENTS
from cooperation.models import AuditForm
from partners.models import Organization

if TYPE_CHECKING:
    from accounts.models import User

#: What a named form keeps.
KEPT = ("on", "first", "last", "which", "department", "document", "column", "kind", "evidence")
MOST_YEARS = 30


def column_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (str(document.kind.label), [(f"{kind}.{column.key}", str(column.label)) for column in document.columns])
        for kind, document in DOCUMENTS.items()
    ]


class AuditRequestForm(forms.Form):
    """Bound to an address, so that what is asked can be kept as a link. ``asked`` is what it says."""

    on = DayField(label=_("As of"))
    first = forms.IntegerField(label=_("From year"), min_value=1900, max_value=2200)
    last = forms.IntegerField(label=_("To year"), min_value=1900, max_value=2200)
    which = forms.ChoiceField(label=_("Which agreements"), choices=Which, widget=forms.RadioSelect)
    department = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Organization.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all, and what is in nobody's charge."),
    )
    document = forms.MultipleChoiceField(
        label=_("Documents"), choices=DocumentKind, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.MultipleChoiceField(label=_("Files"), choices=FileKind, widget=forms.CheckboxSelectMultiple)
    evidence = forms.BooleanField(label=_("An archive of the evidence, with a numbered index"), required=False)
    column = forms.MultipleChoiceField(label=_("Columns"), choices=column_choices, required=False)

    def __init__(self, data: QueryDict | None, *, user: User, on: date, **kwargs: Any) -> None:
        given = data.copy() if data is not None else QueryDict(mutable=True)
        usual: dict[str, list[str]] = {
            "on": [on.isoformat()],
            "first": [str(on.year - 2)],
            "last": [str(on.year)],
            "which": [Which.IN_FORCE],
        }
        if "asked" not in given:  # nothing was chosen yet, as an empty list of boxes may be
            usual |= {"document": [DocumentKind.LEDGER], "kind": list(FileKind)}
        for name, values in usual.items():
            if name not in given:
                given.setlist(name, [str(value) for value in values])
        super().__init__(given, **kwargs)
        departments = self.fields["department"]
        assert isinstance(departments, forms.ModelMultipleChoiceField)
        departments.queryset = Organization.objects.visible_to(user).ours().filter(parent__isnull=False)
        for name in ("first", "last"):
            self.fields[name].widget.attrs["class"] = "short"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is not None and last is not None:
            if last < first:
                self.add_error("last", ValidationError(_("Must not be before the first year.")))
            elif last - first >= MOST_YEARS:
                self.add_error("last", ValidationError(_("At most thirty years at a time.")))
        if first is not None and cleaned.get("on") and first > cleaned["on"].year:
            self.add_error("first", ValidationError(_("Must not be after the day asked for.")))
        return cleaned

    @property
    def asked(self) -> Asked:
        """What a valid form asks for; of columns only those of the chosen documents."""
        data = self.cleaned_data
        return Asked(
            on=data["on"],
            first=data["first"],
            last=data["last"],
            which=data["which"],
            departments=tuple(body.pk for body in data["department"]),
            documents=tuple(kind for kind in DOCUMENTS if kind in data["document"]),
            columns=tuple(key for key in data["column"] if key.partition(".")[0] in data["document"]),
            kinds=tuple(str(kind) for kind in FileKind if kind in data["kind"]),
            evidence=data["evidence"],
        )

    def column_groups(self) -> list[dict[str, Any]]:
        """The boxes of columns by document, the usual ones ticked where none is chosen."""
        chosen = set(self.data.getlist("column"))  # type: ignore[attr-defined]
        shown = set(self.data.getlist("document"))  # type: ignore[attr-defined]
        groups = []
        for kind, document in DOCUMENTS.items():
            own = {key for key in chosen if key.partition(".")[0] == kind}
            boxes = [
                {
                    "value": f"{kind}.{column.key}",
                    "label": column.label,
                    "checked": f"{kind}.{column.key}" in own if own else column.initially,
                }
                for column in document.columns
            ]
            groups.append({"kind": kind, "label": document.kind.label, "boxes": boxes, "open": kind in shown})
        return groups


def kept_of(form: AuditRequestForm) -> dict[str, list[str]]:
    """What a named form keeps of a valid one; the day as it was understood."""
    data: QueryDict = form.data  # type: ignore[assignment]
    return {name: data.getlist(name) for name in KEPT if name in data} | {"on": [form.asked.on.isoformat()]}


def address_of(form: AuditForm) -> str:
    """The address that asks by the named form, as it was kept."""
    return _address(form.asked, form=str(form.pk))


def address_today(form: AuditForm, today: date) -> str:
    """The address that asks the same of today, and of the years as long before it; empty where that is no other."""
    asked = dict(form.asked)
    try:
        then = date.fromisoformat(asked["on"][0])
        years = {name: int(asked[name][0]) + today.year - then.year for name in ("first", "last")}
    except (KeyError, IndexError, ValueError):
        return ""
    if then == today:
        return ""
    asked |= {"on": [today.isoformat()]} | {name: [str(year)] for name, year in years.items()}
    return _address(asked, form=str(form.pk))


def address_again(asked: Asked) -> str:
    """The address that asks once more what was asked."""
    return _address(
        {
            "on": [asked.on.isoformat()],
            "first": [asked.first],
            "last": [asked.last],
            "which": [asked.which],
            "department": asked.departments,
            "document": asked.documents,
            "column": asked.columns,
            "kind": asked.kinds,
            "evidence": ["on"] if asked.evidence else [],
        }
    )


def _address(asked: Mapping[str, Sequence[Any]], **more: str) -> str:
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        query.setlist(name, [str(value) for value in values])
    query["asked"] = "1"
    query.update(more)
    return f"?{query.urlencode()}"


def form_named(data: QueryDict) -> UUID | None:
    try:
        return UUID(data.get("form", ""))
    except ValueError:
        return None
