"""What every list can be filtered by: one FilterSet per model serves page, API and export (DESIGN, Decisions).

    filters = TripFilterSet(request.GET, Trip.objects.visible_to(user), user=user, on=timezone.localdate())
    filters.qs          the rows; a value that cannot be read is left out and named in ``filters.errors``
    filters.form        the fields, with labels; ``filters.chosen`` those in use, in words, and how to lift them
    filters.on          the day the rows are seen on: ``?on=`` where a set offers it, else the day given

Choice lists hold only rows the user may see; a hidden and an unknown id are answered alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import django_filters
from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.fields import FIRST_DAY, LAST_DAY, DayField
from accounts.models import Role
from accounts.models import User as UserModel

if TYPE_CHECKING:
    from accounts.models import User

FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class Chosen:
    """A filter in use: its name, label, value in words, and the query string that lifts it."""

    name: str
    label: str
    words: str
    without: str


class Filters(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The base of all filter sets. ``user`` says what may be chosen, ``on`` is the day computed states are asked
    for."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: models.QuerySet[Any] | None = None,
        *,
        user: User,
        on: date,
        request: Any = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, queryset, request=request, prefix=prefix)
        self.user = user
        self.given_on = on

    @property
    def form(self) -> forms.Form:
        """The fields. Nothing is required of a filter; Django would read every choice to find that out."""
        if not hasattr(self, "_form"):
            for field in super().form.fields.values():
                field.widget.use_required_attribute = lambda initial: False
        return cast(forms.Form, super().form)

    @property
    def on(self) -> date:
        """The day the rows are seen on."""
        if self.is_bound and "on" in self.filters and not self.form.errors.get("on"):
            return self.form.cleaned_data.get("on") or self.given_on
        return self.given_on

    @property
    def chosen(self) -> list[Chosen]:
        """The filters in use, in the order of the form."""
        if not self.is_bound:
            return []
        self.form.is_valid()
        found = []
        for name, value in self.form.cleaned_data.items():
            if value in (None, "", []):
                continue
            field = self.form.fields[name]
            found.append(Chosen(name, str(field.label), _in_words(field, value), self._without(name)))
        return found

    def _without(self, name: str) -> str:
        query = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        for dropped in (name, "page", "cursor"):
            query.pop(dropped, None)
        return f"?{query.urlencode()}"


def _in_words(field: Any, value: Any) -> str:
    if getattr(field, "null_label", None) and value == field.null_value:
        return str(field.null_label)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        for key, label in _flat(choices):
            if str(key) == (str(value).lower() if isinstance(value, bool) else str(value)):
                return str(label)
    return str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


class TextFilter(django_filters.CharFilter):  # type: ignore[misc]
    """``q``: the rows that match what was typed, by the queryset's own ``matching``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Search words"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "search", "maxlength": 200}))
        super().__init__(max_length=200, **kwargs)

    def filter(self, qs: Any, value: str) -> Any:
        return qs.matching(value, self.parent.user) if value and value.strip() else qs


class YearFilter(django_filters.NumberFilter):  # type: ignore[misc]
    """Rows whose day ``field_name`` lies in the year. As a range, so that an index serves it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Year"))
        super().__init__(*args, min_value=FIRST_YEAR, max_value=LAST_YEAR, decimal_places=0, **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        if value is None:
            return qs
        year = int(value)
        return qs.filter(**{f"{self.field_name}__range": (date(year, 1, 1), date(year, 12, 31))})


class DateFilter(django_filters.DateFilter):  # type: ignore[misc]
    """A day in ISO form; ``lookup_expr`` gte or lte makes it one end of a range."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d"])
        super().__init__(*args, **kwargs)


def _of_our_calendar(day: date) -> None:
    """Clocks count days and years from it: a day at the end of all days has none after it."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(DayField.default_error_messages["beyond"], code="beyond")


class OnFilter(DateFilter):
    """``on``: the day on which states are computed, of the calendar we keep. Narrows nothing by itself."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("As of"))
        kwargs.setdefault("validators", [_of_our_calendar])
        super().__init__(**kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


class FlagFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """Yes or no. Besides the choices on the page, ``true``/``false`` and ``1``/``0`` are understood."""

    TRUE, FALSE = "true", "false"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["choices"] = [(self.TRUE, _("Yes")), (self.FALSE, _("No"))]
        super().__init__(*args, **kwargs)
        self.field_class = _FlagField

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else qs.filter(**{self.field_name: value})


class _FlagField(django_filters.fields.ChoiceField):  # type: ignore[misc]
    """Cleans to True, False or None, which a filter's ``method`` receives."""

    def to_python(self, value: Any) -> Any:
        spelled = str(value or "").strip().lower()
        return super().to_python({"1": "true", "0": "false", "yes": "true", "no": "false"}.get(spelled, spelled))

    def clean(self, value: Any) -> bool | None:
        spelled = super().clean(value)
        return spelled == FlagFilter.TRUE if spelled else None


class RowFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """Rows that name a record the user may see, by its id.

    ``model`` names the record. On a page it stands in the address only, as lists of records grow too long to choose
    from; a
    chosen one is shown with its name and can be lifted.
    """

    def __init__(self, *args: Any, model: type[models.Model], **kwargs: Any) -> None:
        kwargs.setdefault("label", model._meta.verbose_name)
        kwargs.setdefault("widget", forms.HiddenInput())
        self.record = model
        super().__init__(*args, queryset=self._visible, **kwargs)

    def _visible(self, request: Any) -> Any:
        return self.record._default_manager.none()

    def get_queryset(self, request: Any) -> Any:
        return self.record._default_manager.visible_to(self.parent.user)  # type: ignore[attr-defined]


class OfficerFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """Rows of one of us; ``me`` in the address stands for whoever asks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Officer"))
        super().__init__(*args, queryset=people_of_ours, **kwargs)
        self.field_class = _OfficerField

    @property
    def field(self) -> Any:
        field = super().field
        field.asking = self.parent.user
        return field

    def get_queryset(self, request: Any) -> Any:
        """With somebody who has left, where just they are asked for: what they had still stands under their name."""
        asked = _an_id(self.parent.data.get("officer"))
        return people_of_ours() if asked is None else people_of_ours(left=asked)


def people_of_ours(request: Any = None, left: UUID | None = None) -> models.QuerySet[UserModel]:
    """Those who sign in themselves and still do, and the one named of those who have left."""
    there = models.Q(is_active=True, is_service=False)
    if left is not None:
        there |= models.Q(pk=left)
    return UserModel.objects.filter(there).order_by("display_name", "username")


def _an_id(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


class _OfficerField(django_filters.fields.ModelChoiceField):  # type: ignore[misc]
    asking: User | None = None

    def to_python(self, value: Any) -> Any:
        return self.asking if value == "me" else super().to_python(value)


def every_country() -> list[tuple[str, str]]:
    """All codes a record may carry, with their names in the reader's language."""
    return _countries_in(get_language())


@cache
def _countries_in(language: str | None) -> list[tuple[str, str]]:
    return [("INT", str(_("International"))), *((code, str(name)) for code, name in countries)]


class CountryFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """Rows of a country, by ISO 3166-1 code or INT. Every code is understood; the page offers those that visible
    rows have.

    ``offered`` gives, from the set's own rows, the codes to offer.
    """

    def __init__(self, *args: Any, offered: Callable[[Any], Iterable[str]] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Country"))
        self.offered = offered
        super().__init__(*args, choices=every_country, **kwargs)

    @property
    def field(self) -> Any:
        field = super().field
        if self.offered is not None:
            # Asked of the database only when the list is drawn: an API call never draws it.
            every = list(field.choices)
            field.widget.choices = cache(lambda: self._narrowed(every))
        return field

    def _narrowed(self, every: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        assert self.offered is not None
        codes = set(self.offered(self.parent.queryset))
        chosen = self.parent.data.get("country")
        named = [(code, name) for code, name in every if code == "" or code in codes or code == chosen]
        return sorted(named, key=lambda pair: (pair[0] != "", str(pair[1])))


class UserFilterSet(Filters):
    """Users, for administrators."""

    q = django_filters.CharFilter(label=_("Search words"), method="named", max_length=200)
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role)
    is_active = FlagFilter(label=_("May sign in"))
    is_service = FlagFilter(label=_("Service account"))

    def named(self, rows: Any, name: str, value: str) -> Any:
        for word in value.split()[:8]:
            rows = rows.filter(
                models.Q(username__icontains=word)
                | models.Q(display_name__icontains=word)
                | models.Q(email__icontains=word)
            )
        return rows


class ReadLogFilterSet(Filters):
    """The read log, for administrators."""

    q = django_filters.CharFilter(label=_("Who"), field_name="actor_name", lookup_expr="icontains", max_length=150)
    purpose = django_filters.ChoiceFilter(
        label=_("What for"),
        choices=[("page", _("page")), ("download", _("download")), ("export", _("export")), ("api", _("API"))],
    )
    since = DateFilter(label=_("From"), field_name="at__date", lookup_expr="gte")
    until = DateFilter(label=_("Until"), field_name="at__date", lookup_expr="lte")
    record = django_filters.UUIDFilter(label=_("Id of a record"), method="of_record")

    def of_record(self, rows: Any, name: str, value: Any) -> Any:
        return rows.filter(ids__contains=[value])
