"""Addresses of the API: the resources of all apps, its document, and a page to read and try it on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import ApiView, Resource, addresses
from cooperation import api as cooperation
from meetings import api as meetings
from partners import api as partners

RESOURCES: list[Resource] = [*partners.RESOURCES, *meetings.RESOURCES, *cooperation.RESOURCES]


class Nothing(ApiView):
    """Addresses below the API that lead nowhere: said in JSON, as everything here."""

    def get(self, request: Request, rest: str = "") -> Response:
        raise Http404


@login_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The API to read and to try, with the sign-in of the page. Works offline."""
    return render(request, "accounts/api.html", {"resources": RESOURCES})


urlpatterns: list[URLPattern | URLResolver] = [
    path("", documentation, name="api"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="api_document"),
    *cooperation.ADDRESSES,
    *(address for resource in RESOURCES for address in addresses(resource)),
    re_path(r"^(?P<rest>.*)$", extend_schema(exclude=True)(Nothing).as_view(), name="api_nothing"),
]
