"""Addresses: each app's own, where it has any, and whether this copy is alive."""

from importlib.util import find_spec

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and `ok` when the web process reaches its database. Needs no sign-in and says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api")),
]
urlpatterns += [
    path("", include(f"{app}.urls"))
    for app in ("cooperation", "meetings", "partners", "accounts")
    if find_spec(f"{app}.urls")
]

handler400 = "accounts.errors.bad_request"
handler403 = "accounts.errors.forbidden"
handler404 = "accounts.errors.not_found"
handler500 = "accounts.errors.failed"
