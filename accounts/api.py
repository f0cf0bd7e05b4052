"""What every part of the API shares: keys and scopes, limits, filters, cursor pages, answers, errors as sentences.

The API is read-only. A resource is a ``Resource``: its rows (``accounts.rows``), its FilterSet and its scope;
``addresses`` makes its list and detail. Every answer is logged with the ids it gave.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import authentication, exceptions, negotiation, permissions, renderers, serializers, throttling
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.cursors import read_cursor, write_cursor
from accounts.filters import Filters
from accounts.models import ApiToken, Scope, User
from accounts.pages import log_read
from accounts.rows import Computed, Expression, Many, One, Row, dumps

SMALLEST_PAGE, USUAL_PAGE, LARGEST_PAGE = 1, 50, 200
#: How exactly the last use of a token is kept; writing it at every call would cost more than the call.
LAST_USED_EXACTLY = timedelta(minutes=1)


# ------------------------------------------------------------------------------------------ who asks, for what


class TokenAuthentication(authentication.BaseAuthentication):
    """``Authorization: Bearer ieum_…``. The key is kept nowhere; its SHA-256 is looked up."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        digest = ApiToken.digest_of(key.strip())
        token = ApiToken.objects.select_related("user").filter(digest=digest).first()
        now = timezone.now()
        if token is None or not token.is_usable(now):
            raise exceptions.AuthenticationFailed(
                _("This token is unknown, revoked or expired. Issue a new one, or ask an administrator.")
            )
        if token.last_used_at is None or now - token.last_used_at > LAST_USED_EXACTLY:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Ieum"'


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers itself
    """How the document of the API speaks of tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "ieum_…"}


def scopes_of(request: Request) -> set[str]:
    """What the caller may read. Someone signed in on a page may read what their pages show: all they may see."""
    if isinstance(request.auth, ApiToken):
        given = set(request.auth.scopes)
        return set(Scope.values) if Scope.READ in given else given
    return set(Scope.values)


class HasScope(permissions.BasePermission):
    """The token carries the view's scope."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        scope = getattr(view, "scope", None)
        if scope is None or scope in scopes_of(request):
            return True
        raise exceptions.PermissionDenied(
            _("This token may not read this. It takes the scope “%(scope)s”.") % {"scope": scope}, code="scope"
        )


class TokenThrottle(throttling.UserRateThrottle):
    """So many calls a minute for each token, or for each person."""

    scope = "api"

    def get_rate(self) -> str:
        return str(settings.API_RATE)

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        who = request.auth.pk if isinstance(request.auth, ApiToken) else request.user.pk
        return self.cache_format % {"scope": self.scope, "ident": who or self.get_ident(request)}


# -------------------------------------------------------------------------------------------- answers, errors


class JsonRenderer(renderers.BaseRenderer):
    """Rows as they come from the database, by orjson."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else dumps(data)


class AlwaysJson(negotiation.BaseContentNegotiation):
    """There is one form of answer, whatever the caller says it accepts."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0] if parsers else None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class BadRequest(exceptions.APIException):
    """400, with the parameters that could not be read and why, as sentences."""

    status_code = 400
    default_code = "invalid"

    def __init__(self, fields: Mapping[str, Iterable[str]]) -> None:
        self.fields = {name: [str(text) for text in texts] for name, texts in fields.items()}
        super().__init__(" ".join(f"{name}: {text}" for name, texts in self.fields.items() for text in texts))


def answer_error(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Every error as ``{"error": {"code", "message", "fields"?}}``; what is our fault is left to the error page."""
    headers: dict[str, str] = {}
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("There is no such record, or it is not open to you."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    code = error.get_codes() if isinstance(error.detail, str) else error.default_code
    body: dict[str, Any] = {"code": str(code), "message": str(error.detail)}
    if isinstance(error, BadRequest):
        body["fields"] = error.fields
    return Response({"error": body}, status=error.status_code, headers=headers)


class ErrorBody(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="For machines: invalid, not_found, not_authenticated, scope, throttled …")
    message = serializers.CharField(help_text="What is wrong and what to do, in the caller's language.")
    fields = serializers.DictField(  # type: ignore[assignment]  # the word the answer uses
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Which parameters could not be read, each with the reasons.",
    )


class Error(serializers.Serializer[Any]):
    error = ErrorBody()


ERRORS = {
    400: OpenApiResponse(Error, "A parameter is unknown or cannot be read."),
    401: OpenApiResponse(Error, "No token, or one that is unknown, revoked or expired."),
    403: OpenApiResponse(Error, "The token lacks the scope."),
    429: OpenApiResponse(Error, "Too many calls; Retry-After says when to try again."),
}
NOT_FOUND = {404: OpenApiResponse(Error, "There is no such record, or it is not open to the caller.")}


# --------------------------------------------------------------------------------------------------- the views


class ApiView(APIView):
    """The base of all views of the API. It does not hang on project-wide settings: what it needs stands here."""

    authentication_classes = [TokenAuthentication, authentication.SessionAuthentication]
    permission_classes = [permissions.IsAuthenticated, HasScope]
    throttle_classes = [TokenThrottle]
    renderer_classes = [JsonRenderer]
    content_negotiation_class = AlwaysJson
    scope: ClassVar[Scope | None] = None
    #: Parameters of the address that are understood besides filters.
    parameters: ClassVar[frozenset[str]] = frozenset()

    def get_exception_handler(self) -> Any:
        return answer_error

    @property
    def user(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    def known(self, filters: type[Filters] | None = None) -> set[str]:
        return set(self.parameters) | (set(filters.base_filters) if filters else set())

    def refuse_unknown(self, filters: type[Filters] | None = None) -> None:
        """Raises BadRequest for parameters nobody would read: a misspelt filter must not answer with everything."""
        known = self.known(filters)
        wrong = {}
        for name, values in self.request.query_params.lists():
            if name not in known:
                wrong[name] = [
                    _("There is no such parameter here. Known: %(names)s.") % {"names": ", ".join(sorted(known))}
                ]
            elif len(values) > 1:
                wrong[name] = [_("Give this parameter once.")]
            elif "\x00" in values[0]:
                wrong[name] = [_("This holds a character that no text has.")]
        if wrong:
            raise BadRequest(wrong)

    def answered(self, body: dict[str, Any], kind: str, ids: Iterable[UUID]) -> Response:
        """The answer, logged, with an ETag of its contents; 304 where the caller has it already."""
        content = dumps(body)
        log_read(self.request._request, kind, ids, purpose="api")
        etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
        asked = {tag.strip() for tag in self.request.META.get("HTTP_IF_NONE_MATCH", "").split(",")}
        response = (
            Response(status=304) if etag in asked else Response(orjson.Fragment(content))  # rendered once
        )
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
        return response


@dataclass(frozen=True)
class Resource:
    """One kind of record the API gives: rows, who may read them, by what they are filtered, what it is in words."""

    path: str
    row: Row
    filters: type[Filters]
    scope: Scope
    about: str

    @property
    def model(self) -> type[models.Model]:
        return self.row.model

    def visible(self, user: User) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        return rows


class ResourceView(ApiView):
    """What list and detail of a resource share."""

    resource: ClassVar[Resource]

    def filtered(self, rows: models.QuerySet[Any], only: set[str] | None = None) -> tuple[models.QuerySet[Any], date]:
        """The rows the parameters leave, and the day they are seen on. Raises BadRequest for what cannot be read."""
        filters = self.resource.filters
        self.refuse_unknown(filters)
        given = {
            name: value for name, value in self.request.query_params.items() if name in filters.base_filters and value
        }
        bound = filters(given, rows, user=self.user, on=timezone.localdate())
        if bound.errors:
            raise BadRequest(bound.errors)
        return bound.qs, bound.on


class ListView(ResourceView):
    """A list, newest record first, page by page behind a cursor that stays right while rows are added."""

    parameters = frozenset({"cursor", "page_size", "count"})

    def get(self, request: Request) -> Response:
        rows, on = self.filtered(self.resource.visible(self.user))
        size = read_page_size(request)
        page = rows.order_by("-pk")
        if before := read_place(request, UUID):
            page = page.filter(pk__lt=before[0])
        found = list(self.resource.row.read(page[: size + 1], self.user, on))
        more, found = len(found) > size, found[:size]
        body: dict[str, Any] = {
            "results": found,
            "next": next_address(request, write_cursor(found[-1]["id"])) if more else None,
        }
        if read_flag(request, "count"):
            body["count"] = rows.order_by().count()
        return self.answered(body, self.resource.model._meta.label, [row["id"] for row in found])


class DetailView(ResourceView):
    """One record by its id. A hidden and an unknown id are answered alike, and so is what is no id."""

    def known(self, filters: type[Filters] | None = None) -> set[str]:
        return {"on"} if filters and "on" in filters.base_filters else set()

    def get(self, request: Request, pk: str) -> Response:
        rows, on = self.filtered(self.resource.visible(self.user))
        found = next(self.resource.row.read(rows.filter(pk=read_id(pk)), self.user, on), None)
        if found is None:
            raise Http404
        return self.answered(found, self.resource.model._meta.label, [found["id"]])


def addresses(resource: Resource) -> list[URLPattern]:
    """The list and the detail of a resource, with their place in the document of the API."""
    row = serializer_of(resource.row)
    plural = resource.path
    listed: Any = type(f"{resource.row.name}List", (ListView,), {"resource": resource, "scope": resource.scope})
    single: Any = type(f"{resource.row.name}Detail", (DetailView,), {"resource": resource, "scope": resource.scope})
    extend_schema_view(
        get=extend_schema(
            operation_id=f"list_{plural}",
            summary=resource.about,
            tags=[plural],
            parameters=[*filter_parameters(resource.filters), *page_parameters()],
            responses={200: page_of(row), 304: NOT_MODIFIED, **ERRORS},
        )
    )(listed)
    extend_schema_view(
        get=extend_schema(
            operation_id=f"read_{plural}",
            summary=f"{resource.about} One of them, by its id.",
            tags=[plural],
            parameters=[ID, *filter_parameters(resource.filters, {"on"})],
            responses={200: row, 304: NOT_MODIFIED, **ERRORS, **NOT_FOUND},
        )
    )(single)
    return [
        path(f"{plural}/", listed.as_view(), name=f"api_{plural}"),
        path(f"{plural}/<str:pk>/", single.as_view(), name=f"api_{plural}_one"),
    ]


# ------------------------------------------------------------------------------------------ reading parameters


def read_id(text: str) -> UUID:
    """The id in an address; what is none is answered like an unknown one (Http404)."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def read_page_size(request: Request) -> int:
    """``page_size``: 1 to 200, 50 unless given. Raises BadRequest."""
    text = request.query_params.get("page_size", "")
    if not text:
        return USUAL_PAGE
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and SMALLEST_PAGE <= int(text) <= LARGEST_PAGE):
        raise BadRequest(
            {
                "page_size": [
                    _("Give a number from %(least)s to %(most)s.") % {"least": SMALLEST_PAGE, "most": LARGEST_PAGE}
                ]
            }
        )
    return int(text)


def read_flag(request: Request, name: str) -> bool:
    """``1``/``true`` or ``0``/``false``; absent is false. Raises BadRequest."""
    text = request.query_params.get(name, "").lower()
    if text not in {"", "0", "1", "true", "false"}:
        raise BadRequest({name: [_("Give 1 or 0.")]})
    return text in {"1", "true"}


def read_place(request: Request, *types: Any) -> list[Any] | None:
    """What ``cursor`` says, if it is there. Raises BadRequest for a cursor that is none of ours."""
    text = request.query_params.get("cursor")
    if not text:
        return None
    try:
        return read_cursor(text, *types)
    except ValueError:
        raise BadRequest({"cursor": [_("This cursor is none of ours. Take it from “next” of an answer.")]}) from None


def next_address(request: Request, cursor: str) -> str:
    """The address of the next page: this one with another cursor."""
    query = request.query_params.copy()
    query["cursor"] = cursor
    query.pop("count", None)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


# --------------------------------------------------------------------------------------- the document of the API

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
