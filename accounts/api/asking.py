"""Who asks the API, and for what: keys, scopes and limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import authentication, exceptions, permissions, throttling
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import RECORDS, ApiToken, Scope, User

#: How exactly the last use of a token is kept; writing it at every call would cost more than the call.
LAST_USED_EXACTLY = timedelta(minutes=1)


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
    """What the caller may do. Someone signed in on a page may read what their pages show: all they may see."""
    if isinstance(request.auth, ApiToken):
        given = set(request.auth.scopes)
        return given | RECORDS if Scope.READ in given else given
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
