"""The language and the time zone of whoever asks, and words for what the database refuses."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts import errors
from accounts.models import User
from accounts.rules import broken_rule, refusal


class PreferencesMiddleware:
    """After authentication: pages speak the user's language and tell time where the user is.

    Before a sign-in LocaleMiddleware decides, by the language cookie and what the browser asks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = translation.get_language() or user.language
        try:
            zone: zoneinfo.ZoneInfo | None = zoneinfo.ZoneInfo(user.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            zone = None  # a zone that this machine no longer knows must not lock anyone out
        with timezone.override(zone):
            return self.get_response(request)


class RulesMiddleware:
    """The last place where a broken rule is told: for a page that has no form to tell it in.

    Views with a form put what they write inside ``accounts.pages.writing``, which keeps what was typed on the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, IntegrityError) and broken_rule(exception) is not None:
            return errors.refused(request, " ".join(refusal(exception).messages))
        return None
