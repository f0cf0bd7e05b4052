"""Forms of sign-in, preferences, users and tokens."""

from __future__ import annotations

import zoneinfo
from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_failure_limit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.changes import version_of
from accounts.fields import use_day_fields
from accounts.models import ApiToken, Role, Scope, User


class SignInForm(AuthenticationForm):
    """Sign-in that says how many tries are left before the wait."""

    def clean_username(self) -> str:
        """No name is longer than the column; the log of tries could not keep it."""
        username: str = self.cleaned_data["username"]
        if len(username) > 150:
            raise ValidationError(_("The user name or the password is wrong."), code="invalid_login")
        return username

    def get_invalid_login_error(self) -> ValidationError:
        wrong = str(_("The user name or the password is wrong."))
        credentials = {"username": self.cleaned_data.get("username")}
        failures = AxesProxyHandler.get_failures(self.request, credentials)
        left = get_failure_limit(self.request, credentials) - failures
        if 0 < left <= 3:
            more = ngettext(
                "After %(left)d more wrong try you have to wait 15 minutes.",
                "After %(left)d more wrong tries you have to wait 15 minutes.",
                left,
            ) % {"left": left}
            wrong = f"{wrong} {more}"
        return ValidationError(wrong, code="invalid_login")


class OwnPasswordForm(PasswordChangeForm):
    """Change of one's own password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "At least 10 characters, not a common password and not like your name. "
            "Several words are easy to keep in mind."
        )
        self.fields["new_password2"].help_text = ""


def zones() -> list[tuple[str, str]]:
    """Time zones to choose from, ours first: those of a place, as Asia/Seoul, and UTC."""
    other = ("Etc/", "SystemV/", "posix/", "right/", "US/")  # old spellings and offsets without a place
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(other))
    return [("Asia/Seoul", "Asia/Seoul"), ("UTC", "UTC"), *((name, name) for name in names if name != "Asia/Seoul")]


def delegates(user: User | None) -> Any:
    """Who may stand in for ``user``: active people, not machines, not themselves."""
    people = User.objects.filter(is_active=True, is_service=False).order_by("display_name", "username")
    return people.exclude(pk=user.pk) if user and user.pk else people


class AbsenceMixin:
    """The rules of an absence, for forms with ``absent_from`` and ``absent_until``."""

    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        first, last = data.get("absent_from"), data.get("absent_until")
        if last and not first:
            self.add_error("absent_from", _("Say from which day you are absent, too."))  # type: ignore[attr-defined]
        if first and last and last < first:
            self.add_error("absent_until", _("Must not be before the first day of the absence."))  # type: ignore[attr-defined]
        return data


class PreferencesForm(AbsenceMixin, forms.ModelForm[User]):
    """What people set for themselves. The theme is a cookie, since it belongs to the screen."""

    THEMES = [("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]

    theme = forms.ChoiceField(
        label=_("Theme on this computer"), choices=THEMES, required=False, widget=forms.RadioSelect
    )

    groups = (
        (_("You"), [("display_name", "email")]),
        (_("Pages"), [("language", "time_zone"), "theme"]),
        (_("Mail"), ["wants_digest", "wants_overview"]),
        (_("Absence"), [("absent_from", "absent_until"), "delegate"]),
    )

    class Meta:
        model = User
        fields = [
            "display_name", "email", "language", "time_zone", "wants_digest", "wants_overview", "absent_from",
            "absent_until", "delegate",
        ]  # fmt: skip
        help_texts = {
            "wants_digest": _("What is due and late, at 08:30 on working days. Nothing is sent on days without news."),
            "wants_overview": _("The dashboard as PDF, at 08:00; after a holiday on the next working day."),
            "delegate": _("Gets your mail while you are absent. Without one it goes to a manager."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_day_fields(self)
        self.fields["language"].widget = forms.RadioSelect(choices=self.fields["language"].choices)  # type: ignore[attr-defined]
        self.fields["time_zone"].widget = forms.Select(choices=zones())
        self.fields["display_name"].required = True
        delegate = self.fields["delegate"]
        delegate.queryset = delegates(self.instance)  # type: ignore[attr-defined]
        delegate.empty_label = _("Nobody")  # type: ignore[attr-defined]


class UserForm(AbsenceMixin, forms.ModelForm[User]):
    """What administrators set about a user."""

    groups = (
        (_("Sign-in"), [("username", "display_name"), "email", "role"]),
        (_("What it may do"), ["is_active", "is_service", "sees_confidential"]),
        (_("Absence"), [("absent_from", "absent_until"), "delegate"]),
    )

    class Meta:
        model = User
        fields = [
            "username", "display_name", "email", "role", "is_active", "is_service", "sees_confidential", "absent_from",
            "absent_until", "delegate",
        ]  # fmt: skip
        labels = {"username": _("User name"), "is_active": _("May sign in")}
        help_texts = {
            "username": "",
            "role": _(
                "Officers edit and file; managers also close agreements and open checks; administrators keep users."
            ),
            "is_active": _("Without it nobody signs in with this name; the records stay."),
            "is_service": _("A machine: no password, API tokens only, reads only."),
            "sees_confidential": _("Sees every confidential record. Managers do anyway."),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        use_day_fields(self)
        if not self.instance._state.adding:
            seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=version_of(self.instance))
            self.fields["version"] = seen
        delegate = self.fields["delegate"]
        delegate.queryset = delegates(self.instance)  # type: ignore[attr-defined]
        delegate.empty_label = _("Nobody")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._keep_an_administrator(data)
        return data

    def _keep_an_administrator(self, data: dict[str, Any]) -> None:
        """Nobody locks themselves out, and one administrator always remains."""
        if self.instance._state.adding:
            return
        stays = data.get("is_active") and not data.get("is_service") and data.get("role") == Role.ADMINISTRATOR
        if stays:
            return
        if self.instance.pk == self.by.pk:
            self.add_error(None, _("You cannot take your own rights away. Ask another administrator to do it."))
            return
        others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True, is_service=False).exclude(
            pk=self.instance.pk
        )
        if not others.exists():
            self.add_error(None, _("This is the last administrator. Make somebody else an administrator first."))


class TokenForm(forms.Form):
    """A new key to the API."""

    LIFETIMES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("1 year")), ("none", _("no end"))]

    user = forms.ModelChoiceField(label=_("For"), queryset=User.objects.none())
    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("What reads with it, say “intranet home page”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Allows"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.READ]
    )
    lifetime = forms.ChoiceField(label=_("Valid for"), choices=LIFETIMES, initial="365", widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = User.objects.filter(is_active=True)
        if by.is_administrator:
            self.fields["user"].queryset = users.order_by("-is_service", "username")  # type: ignore[attr-defined]
            self.fields["user"].initial = by.pk
        else:
            del self.fields["user"]

    def issue(self, by: User) -> tuple[ApiToken, str]:
        """The token and its key, which cannot be shown again."""
        days = self.cleaned_data["lifetime"]
        return ApiToken.issue(
            user=self.cleaned_data.get("user") or by,
            name=self.cleaned_data["name"],
            scopes=self.cleaned_data["scopes"],
            expires_at=None if days == "none" else timezone.now() + timedelta(days=int(days)),
        )
