"""Django's own pages, for administrators by role."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import User


class AdminSite(admin.AdminSite):
    """Asks for the role, not for ``is_staff``: that mark stays on an account whose role was taken away."""

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_active and user.is_administrator
