"""Pages about us: sign-in, preferences, tokens, users, and who read what."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.changes import changes
from accounts.context import THEMES
from accounts.filters import ReadLogFilterSet, UserFilterSet
from accounts.forms import OwnPasswordForm, PreferencesForm, SignInForm, TokenForm, UserForm
from accounts.models import ApiToken, ReadLog, Role, SavedView, Scope, User
from accounts.pages import get_or_404, needs, next_url, paginate, say, tell, tell_stale, the_user, writing
from accounts.records import Stale
from accounts.tables import Column, Table

#: What the read log calls the kinds of records; higher apps are named by their labels only.
KINDS = {
    "partners.Organization": gettext_lazy("Organizations"),
    "partners.Person": gettext_lazy("People"),
    "partners.Country": gettext_lazy("Country"),
    "partners.Document": gettext_lazy("Documents"),
    "meetings.Trip": gettext_lazy("Trips"),
    "meetings.TripReport": gettext_lazy("Trip reports"),
    "meetings.Meeting": gettext_lazy("Meetings"),
    "cooperation.Agreement": gettext_lazy("Agreements"),
    "cooperation.Project": gettext_lazy("Projects"),
    "cooperation.Commitment": gettext_lazy("Commitments"),
    "search": gettext_lazy("Search"),
}
YEAR = 365 * 24 * 60 * 60  # seconds


def keep_theme(response: HttpResponse, theme: str) -> None:
    """The theme lives in a cookie that script may write too; empty goes back to the system's."""
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie("theme", samesite="Lax")


def keep_language(response: HttpResponse, language: str) -> None:
    """The language of pages before a sign-in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


# ------------------------------------------------------------------------------------------------- sign-in


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """Sign-in. Five wrong passwords for one name from one address mean a wait; see ``locked_out``."""
    after = next_url(request, settings.LOGIN_REDIRECT_URL)
    if request.user.is_authenticated:
        return redirect(after)
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        start_session(request, form.get_user())
        if after == settings.LOGIN_REDIRECT_URL:  # nothing in particular was asked for
            after = settings.FIRST_PAGES.get(form.get_user().role, after)
        return redirect(after)
    return render(request, "accounts/login.html", {"form": form, "next": after})


@login_not_required
def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """429: too many wrong passwords. Says how long to wait; the same for names that do not exist."""
    cool_off = get_cool_off(request)
    minutes = round(cool_off.total_seconds() / 60) if cool_off else 0
    sentence = ngettext(
        "Too many wrong passwords for this name. Wait %(minutes)d minute, then try again.",
        "Too many wrong passwords for this name. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}
    form = SignInForm(request, initial={"username": (credentials or {}).get("username", "")})
    context = {"form": form, "locked": sentence, "next": next_url(request, settings.LOGIN_REDIRECT_URL)}
    response = render(request, "accounts/login.html", context, status=429)
    if cool_off:
        response["Retry-After"] = str(int(cool_off.total_seconds()))
    return response


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign-out, also when nobody is signed in."""
    end_session(request)
    return redirect("login")


# --------------------------------------------------------------------------------------------- preferences


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Switch between light and dark; where script runs it does the same without asking."""
    response = HttpResponseRedirect(next_url(request, "/"))
    keep_theme(response, request.POST.get("theme", ""))
    return response


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: for good for a user, in a cookie before the sign-in. An unknown one changes nothing."""
    wanted = request.POST.get("language", "")
    response = HttpResponseRedirect(next_url(request, "/"))
    if wanted in dict(settings.LANGUAGES):
        keep_language(response, wanted)
        if isinstance(request.user, User) and request.user.language != wanted:
            request.user.language = wanted
            request.user.save(update_fields=["language"])
    return response


def preferences(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, theme, mail and absence of whoever asks."""
    user = the_user(request)
    # A copy, so that a rejected form does not change how this very page names or addresses the user.
    mine = User.objects.get(pk=user.pk)
    shown = request.COOKIES.get("theme", "")
    initial = {"theme": shown if shown in THEMES else ""}
    form = PreferencesForm(request.POST or None, instance=mine, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        with translation.override(saved.language):
            say(request, _("Your preferences are saved."))
        response = redirect("preferences")
        keep_theme(response, form.cleaned_data["theme"])
        keep_language(response, saved.language)
        return response
    return render(request, "accounts/preferences.html", {"form": form, "tab": "preferences"})


@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change of one's own password; other sessions of the user end."""
    user = the_user(request)
    form = OwnPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        say(request, _("Your password is changed. You are signed out everywhere else."))
        return redirect("preferences")
    return render(request, "accounts/password.html", {"form": form, "tab": "password"})


# ---------------------------------------------------------------------------------------------- saved views


@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    """Name the conditions in use on a page; the same name on the same page replaces what it kept."""
    page, name = request.POST.get("page", ""), request.POST.get("name", "").replace("\0", "").strip()[:60]
    asked = QueryDict(request.POST.get("query", ""), mutable=True)
    for passing in ("page", "cursor"):
        asked.pop(passing, None)
    if page not in SavedView.PAGES:
        raise Http404
    if len(asked.urlencode()) > SavedView.LONGEST:
        tell(request, _("There are too many conditions to keep. Take some off and save again."))
    elif name:
        SavedView.objects.update_or_create(
            user=the_user(request), page=page, name=name, defaults={"query": asked.urlencode()}
        )
        say(request, _("The view is saved as “%(name)s”.") % {"name": name})
    else:
        tell(request, _("Give the view a name."))
    return redirect(f"{reverse(page)}?{asked.urlencode()}")


@require_POST
def view_forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop a saved view of one's own."""
    row = get_or_404(SavedView.objects.filter(user=the_user(request)), pk)
    row.delete()
    say(request, _("The view “%(name)s” is forgotten.") % {"name": row.name})
    return redirect(row.page)


# -------------------------------------------------------------------------------------------------- tokens


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Keys to the API: one's own; for administrators those of all. A new key is shown on this page once."""
    user = the_user(request)
    form = TokenForm(request.POST or None, by=user)
    issued = key = None
    if request.method == "POST" and form.is_valid():
        issued, key = form.issue(user)
        form = TokenForm(by=user)
    rows = ApiToken.objects.select_related("user").order_by("revoked_at", "-created_at")
    if not user.is_administrator:
        rows = rows.filter(user=user)
    context = {
        "form": form,
        "page": paginate(request, rows),
        "scopes": dict(Scope.choices),
        "issued": issued,
        "key": key,
        "now": timezone.now(),
    }
    return render(request, "accounts/tokens.html", context | {"tab": "tokens"})


@require_POST
def token_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a key back, for good. Those of others only as an administrator; else it does not exist."""
    user = the_user(request)
    rows = ApiToken.objects.all() if user.is_administrator else ApiToken.objects.filter(user=user)
    token = get_or_404(rows, pk)
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    say(request, _("The token “%(name)s” is revoked. Whatever used it gets no more answers.") % {"name": token.name})
    return redirect("tokens")


# --------------------------------------------------------------------------------------------------- users


@require_safe
@needs(Role.ADMINISTRATOR)
def users(request: HttpRequest) -> HttpResponse:
    """Everyone who signs in, people and machines."""
    rows = User.objects.select_related("delegate")
    filters = UserFilterSet(request.GET, rows, user=the_user(request), on=timezone.localdate())
    table = Table(
        request,
        [
            Column("name", gettext_lazy("Name"), ["display_name", "username"], optional=False),
            Column("role", gettext_lazy("Role"), ["role"]),
            Column("email", gettext_lazy("E-mail"), ["email"]),
            Column("language", gettext_lazy("Language"), ["language"], initially=False),
            Column("last_login", gettext_lazy("Last sign-in"), ["last_login"]),
            Column("state", gettext_lazy("State"), ["is_active"]),
        ],
        default="name",
    )
    page = paginate(request, table.order(filters.qs))
    context = {"filter": filters, "table": table, "page": page, "on": timezone.localdate()}
    return render(request, "accounts/users.html", context)


@needs(Role.ADMINISTRATOR)
@never_cache
def user_new(request: HttpRequest) -> HttpResponse:
    """A new user. The first password is made here and shown once; machines get none."""
    form = UserForm(request.POST or None, by=the_user(request), initial={"is_active": True, "role": Role.OFFICER})
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        first = "" if user.is_service else new_password()
        if first:
            user.set_password(first)
        else:
            user.set_unusable_password()
        user.save()
        if not first:
            say(request, _("%(name)s is added. Issue a token so that it can read.") % {"name": user})
            return redirect("tokens")
        return render(request, "accounts/new_password.html", {"account": user, "password": first, "is_new": True})
    return render(request, "accounts/user_form.html", {"form": form})


@needs(Role.ADMINISTRATOR)
def user_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Role, rights and absence of a user. Nobody is deleted: what they did stays theirs."""
    account = get_or_404(User.objects.all(), pk)
    form = UserForm(request.POST or None, by=the_user(request), instance=account)
    told: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            with writing(request, account, form):
                saved = form.save(commit=False)
                if saved.is_service:
                    saved.set_unusable_password()
                saved.save()
        except Stale as stale:
            told = tell_stale(request, stale, form)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            say(request, _("%(name)s is saved.") % {"name": saved})
            return redirect("users")
    known = User.objects.get(pk=pk)  # as it is stored, whatever was typed
    context = {"form": form, "account": known, "changes": changes(known), **told}
    return render(request, "accounts/user_form.html", context, status=409 if told else 200)


@needs(Role.ADMINISTRATOR)
@never_cache
@require_POST
def user_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new password for somebody who forgot theirs, shown once. Ends all their sessions."""
    account = get_or_404(User.objects.filter(is_service=False), pk)
    first = new_password()
    account.set_password(first)
    account.save(update_fields=["password"])
    return render(request, "accounts/new_password.html", {"account": account, "password": first})


def new_password() -> str:
    """Sixteen letters and digits, none of them easily mistaken, in groups of four: about 79 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


# ------------------------------------------------------------------------------------------------ read log


@require_safe
@needs(Role.ADMINISTRATOR)
def read_log(request: HttpRequest) -> HttpResponse:
    """Who was shown which records, when, from where and what for."""
    filters = ReadLogFilterSet(request.GET, ReadLog.objects.all(), user=the_user(request), on=timezone.localdate())
    page = paginate(request, filters.qs.order_by("-at", "-pk"), per=100)
    purposes = dict(ReadLogFilterSet.base_filters["purpose"].extra["choices"])
    return render(
        request, "accounts/read_log.html", {"filter": filters, "page": page, "purposes": purposes, "kinds": KINDS}
    )
