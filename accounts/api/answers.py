"""What the API answers with: JSON, and errors as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse
from rest_framework import exceptions, negotiation, renderers, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rows import dumps


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
