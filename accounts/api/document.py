"""What the document of the API (OpenAPI) says of resources, filters and pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from accounts.api.parameters import LARGEST_PAGE, SMALLEST_PAGE, USUAL_PAGE
from accounts.filters import Filters
from accounts.models import User
from accounts.rows import Computed, Expression, Many, One, Row

NOT_MODIFIED = OpenApiResponse(description="The caller has this answer already (If-None-Match).")
ID = OpenApiParameter("id", OpenApiTypes.UUID, OpenApiParameter.PATH)
TYPES: dict[Any, type[serializers.Field[Any, Any, Any, Any]]] = {
    str: serializers.CharField,
    int: serializers.IntegerField,
    bool: serializers.BooleanField,
    date: serializers.DateField,
    datetime: serializers.DateTimeField,
    UUID: serializers.UUIDField,
}


def page_parameters() -> list[OpenApiParameter]:
    return [
        OpenApiParameter("cursor", str, description="Where to go on: taken from “next”, never made by hand."),
        OpenApiParameter(
            "page_size", {"type": "integer", "minimum": SMALLEST_PAGE, "maximum": LARGEST_PAGE, "default": USUAL_PAGE}
        ),
        OpenApiParameter(
            "count",
            {"type": "string", "enum": ["1", "0", "true", "false"]},
            description="1: also say how many there are in all.",
        ),
    ]


def filter_parameters(filters: type[Filters], only: set[str] | None = None) -> list[OpenApiParameter]:
    """The filters of a set, as parameters. In English, as the rest of the document."""
    with translation.override("en"):
        return [
            OpenApiParameter(name, filter_schema(filter_), description=str(filter_.label))
            for name, filter_ in filters.base_filters.items()
            if only is None or name in only
        ]


def filter_schema(filter_: Any) -> dict[str, Any]:
    """What a filter understands."""
    import django_filters as known

    from accounts import filters as ours

    if isinstance(filter_, ours.OfficerFilter):
        return {"type": "string", "description": "the id of a user, or “me”"}
    if isinstance(filter_, known.ModelChoiceFilter):
        return {"type": "string", "format": "uuid"}
    if isinstance(filter_, ours.FlagFilter):
        return {"type": "string", "enum": ["true", "false", "1", "0"]}
    if isinstance(filter_, ours.CountryFilter):
        return {"type": "string", "pattern": "^([A-Z]{2}|INT)$"}
    if isinstance(filter_, known.ChoiceFilter):
        return {"type": "string", "enum": [str(key) for key, _label in filter_.extra["choices"].choices]}
    if isinstance(filter_, known.NumberFilter):
        return {"type": "integer", "minimum": ours.FIRST_YEAR, "maximum": ours.LAST_YEAR}
    if isinstance(filter_, known.DateFilter):
        return {"type": "string", "format": "date"}
    return {"type": "string", "maxLength": 200}


def page_of(row: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """A page of rows."""
    return type(
        f"PageOf{row.__name__}",
        (serializers.Serializer,),
        {
            "results": row(many=True),
            "next": serializers.URLField(allow_null=True, help_text="The address of the next page; null on the last."),
            "count": serializers.IntegerField(required=False, help_text="How many there are in all, where asked for."),
        },
    )


def serializer_of(row: Row) -> type[serializers.Serializer[Any]]:
    """A row as the document of the API describes it. Nothing is ever serialized by it."""
    fields = {name: _field_of(row.name, row.model, name, part) for name, part in row.parts.items()}
    return type(row.name, (serializers.Serializer,), fields)


def _field_of(owner: str, model: type[models.Model], name: str, part: Any) -> Any:
    label = owner + "".join(word.capitalize() for word in name.split("_"))
    if isinstance(part, Many):
        rows = part.rows(User()).model
        return _object(label, rows, part.columns)(many=True)
    if isinstance(part, One):
        return _object(label, model, part.columns)(allow_null=True)
    if isinstance(part, Computed | Expression):
        return _typed(part.answers, part.nullable)
    if isinstance(part, Mapping):
        return _object(label, model, part)()
    if isinstance(part, str):
        return _column(model, part)
    return serializers.JSONField()


def _object(label: str, model: type[models.Model], columns: Mapping[str, Any]) -> type[serializers.Serializer[Any]]:
    fields = {name: _field_of(label, model, name, column) for name, column in columns.items()}
    return type(label, (serializers.Serializer,), fields)


def _typed(answers: Any, nullable: bool) -> Any:
    extra: dict[str, Any] = {"allow_null": True} if nullable else {}
    if isinstance(answers, type) and issubclass(answers, models.TextChoices):
        return serializers.ChoiceField(answers.choices, **extra)
    if isinstance(answers, list):
        return serializers.ListField(child=_typed(answers[0], False), **extra)
    if isinstance(answers, type) and issubclass(answers, serializers.BaseSerializer):
        return answers(**extra)
    return TYPES[answers](**extra)


def _column(model: type[models.Model], path_: str) -> Any:
    """The type of a column, followed across foreign keys; nullable where one of them is."""
    *keys, last = path_.split("__")
    nullable = False
    for key in keys:
        link = model._meta.get_field(key)
        nullable = nullable or bool(getattr(link, "null", False))
        model = link.related_model  # type: ignore[assignment]
    field: Any = model._meta.pk if last == "pk" else model._meta.get_field(last)
    extra: dict[str, Any] = {"allow_null": True} if nullable or field.null else {}
    if isinstance(field, models.GeneratedField):
        field = field.output_field
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return serializers.UUIDField(**extra)
    if isinstance(field, ArrayField):
        return serializers.ListField(child=serializers.IntegerField(), **extra)
    if field.choices:
        blank: dict[str, Any] = {"allow_blank": True} if field.blank else {}
        return serializers.ChoiceField(field.choices, **extra, **blank)
    for kind, found in (
        (models.BooleanField, serializers.BooleanField),
        (models.DateTimeField, serializers.DateTimeField),
        (models.DateField, serializers.DateField),
        (models.TimeField, serializers.TimeField),
        (models.IntegerField, serializers.IntegerField),
    ):
        if isinstance(field, kind):
            return found(**extra)
    if isinstance(field, models.DecimalField):
        return serializers.DecimalField(field.max_digits, field.decimal_places, **extra)
    return serializers.CharField(**extra)
