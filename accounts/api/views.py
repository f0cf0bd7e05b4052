"""Lists and details of resources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.db import models
from django.http import Http404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import authentication, permissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.answers import ERRORS, NOT_FOUND, AlwaysJson, BadRequest, JsonRenderer, answer_error
from accounts.api.asking import HasScope, TokenAuthentication, TokenThrottle
from accounts.api.document import ID, NOT_MODIFIED, filter_parameters, page_of, page_parameters, serializer_of
from accounts.api.parameters import next_address, read_flag, read_id, read_page_size, read_place
from accounts.cursors import write_cursor
from accounts.filters import Filters
from accounts.models import Scope, User
from accounts.pages import log_read
from accounts.rows import Row, dumps


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
        return self.sent(dumps(body), kind, ids)

    def sent(self, content: bytes, kind: str, ids: Iterable[UUID]) -> Response:
        """``answered``, of what is JSON already."""
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
