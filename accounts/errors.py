"""Error pages: what is wrong and what to do, in the reader's language. They ask nothing of the database."""

from __future__ import annotations

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.context import THEMES


def _page(request: HttpRequest, code: int, title: str, text: str, way_out: str = "/") -> HttpResponse:
    theme = request.COOKIES.get("theme", "")
    context = {
        "code": code,
        "title": title,
        "text": text,
        "way_out": way_out,
        "way_out_words": _("To the first page") if way_out == "/" else _("Back"),
        "theme": theme if theme in THEMES else "",
    }
    # No request, so no context processors: they may be what failed.
    return render(None, "error.html", context, status=code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    text = _("What your browser sent could not be read. Go back, reload the page and try again.")
    if isinstance(exception, SuspiciousOperation) and "TooManyFields" in type(exception).__name__:
        text = _("The form was too large to be read. Send it in smaller parts.")
    elif isinstance(exception, SuspiciousOperation) and "TooManyFiles" in type(exception).__name__:
        text = _("These are too many files for one time. Go back and upload them in smaller groups.")
    return _page(request, 400, _("This could not be read"), text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role does not reach. The exception's words are ours (accounts.pages.must_be)."""
    text = str(exception or "") or _("Your role does not include this. Ask an administrator if it should.")
    return _page(request, 403, _("Not for your role"), text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page or record, or one that is hidden; the page is the same for both."""
    text = _("There is no such page or record, or it is not open to you. Check the address, or look for it by name.")
    return _page(request, 404, _("Not found"), text)


def refused(request: HttpRequest, rule: str) -> HttpResponse:
    """422: what was sent breaks a rule of the database, told in ``rule``."""
    text = _("Nothing was saved. Go back in your browser: what you typed is still there.")
    return _page(request, 422, _("This does not fit"), f"{rule} {text}")


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    text = _(
        "Something went wrong on our side. What you typed may not be saved; go back and try again in a minute. "
        "If it happens again, tell an administrator when it happened."
    )
    return _page(request, 500, _("Something went wrong"), text)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long, or the sign-in changed in another window."""
    text = _(
        "The page was open for too long, or you signed in again elsewhere. Go back, reload the page and send it again."
    )
    return _page(request, 403, _("Please send it again"), text)
