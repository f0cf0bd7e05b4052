"""Partner history, for machines."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import (
    ERRORS,
    ID,
    NOT_FOUND,
    NOT_MODIFIED,
    ApiView,
    BadRequest,
    next_address,
    page_parameters,
    read_flag,
    read_id,
    read_page_size,
    read_place,
    scopes_of,
)
from accounts.cursors import write_cursor
from accounts.filters import FIRST_YEAR, LAST_YEAR
from accounts.models import Scope
from cooperation import history
from cooperation.history import Entry, History, Kind, Place
from meetings.models import Side
from partners.models import Organization, Person, country_name

#: What a token must carry to be told of an entry.
SCOPES = {
    Kind.MEETING: Scope.MEETINGS,
    Kind.TRIP: Scope.MEETINGS,
    Kind.AGREEMENT: Scope.AGREEMENTS,
    Kind.COMMITMENT: Scope.COMMITMENTS,
}
LABELS = {kind: model._meta.label for kind, model in history.MODELS.items()}


def row_of(entry: Entry) -> dict[str, Any]:
    """An entry of a history as the API gives it."""
    source = None
    if entry.document is not None:
        source = {
            "document": entry.document,
            "name": entry.document_name,
            "quote": entry.quote,
            "lines": entry.lines,
            "page": entry.page,
        }
    return {
        "kind": entry.kind,
        "id": entry.id,
        "day": entry.day,
        "reference": entry.reference,
        "title": entry.title,
        "facts": entry.facts,
        "people": entry.people,
        "source": source,
    }


class HistoryPerson(serializers.Serializer[Any]):
    person = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    organization = serializers.UUIDField(allow_null=True)
    organization_name = serializers.CharField(allow_null=True)
    side = serializers.ChoiceField(Side.choices)
    title = serializers.CharField()


class HistorySource(serializers.Serializer[Any]):
    document = serializers.UUIDField()
    name = serializers.CharField()
    quote = serializers.CharField(allow_blank=True)
    lines = serializers.ListField(child=serializers.IntegerField())
    page = serializers.IntegerField(allow_null=True)


class HistoryEntry(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Kind.choices)
    id = serializers.UUIDField()
    day = serializers.DateField()
    reference = serializers.CharField()
    title = serializers.CharField()
    facts = serializers.DictField(help_text="What there is to say of an entry of its kind: state, dates, place, owner.")
    people = HistoryPerson(many=True)
    source = HistorySource(allow_null=True)  # type: ignore[assignment]  # the word the answer uses


class HistoryPage(serializers.Serializer[Any]):
    results = HistoryEntry(many=True)
    next = serializers.URLField(allow_null=True)
    count = serializers.IntegerField(required=False)


HISTORY_PARAMETERS = [
    OpenApiParameter("kind", {"type": "string", "enum": Kind.values}, description="Only entries of this kind."),
    OpenApiParameter("year", {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}),
    *page_parameters(),
]


class HistoryView(ApiView):
    """The history of a partner, newest first: only the kinds of entries the token may read."""

    scope = Scope.ORGANIZATIONS
    parameters = frozenset({"kind", "year", "cursor", "page_size", "count"})

    def kinds(self, request: Request) -> tuple[str, ...]:
        """The kinds to tell of. Raises PermissionDenied where the token carries none of their scopes."""
        allowed = [kind for kind in Kind.values if SCOPES[Kind(kind)] in scopes_of(request)]
        asked = request.query_params.get("kind")
        if asked and asked not in Kind.values:
            raise BadRequest({"kind": [_("Give one of %(names)s.") % {"names": ", ".join(Kind.values)}]})
        found = [kind for kind in allowed if not asked or kind == asked]
        if not found:
            needed = SCOPES[Kind(asked)] if asked else Scope.MEETINGS
            raise exceptions.PermissionDenied(
                _("This token may not read this. It takes the scope “%(scope)s”.") % {"scope": needed}, code="scope"
            )
        return tuple(found)

    def year(self, request: Request) -> int | None:
        text = request.query_params.get("year", "")
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise BadRequest({"year": [_("Give a year from %(first)s to %(last)s.") % years]})
        return int(text)

    def narrowed(self, request: Request) -> dict[str, Any]:
        self.refuse_unknown()
        return {"kinds": self.kinds(request), "year": self.year(request)}

    def told(self, request: Request, past: History) -> Response:
        """A page of the history, as the parameters ask."""
        size, after = read_page_size(request), read_place(request, date.fromisoformat, UUID)
        page = past.page(size, Place(*after) if after else None)
        more = write_cursor(page.next.day, page.next.id) if page.next else None
        body: dict[str, Any] = {
            "results": [row_of(entry) for entry in page.entries],
            "next": next_address(request, more) if more else None,
        }
        if read_flag(request, "count"):
            counts = past.counts()
            body["count"] = sum(
                number
                for kind in past.kinds
                for in_year, number in counts[kind].items()
                if past.year in (None, in_year)
            )
        return self.answered(body, "cooperation.History", [entry.id for entry in page.entries])


class OrganizationHistory(HistoryView):
    parameters = HistoryView.parameters | {"family"}

    @extend_schema(
        operation_id="read_organization_history",
        summary="What happened with an organization, newest first.",
        tags=["history"],
        parameters=[
            ID,
            *HISTORY_PARAMETERS,
            OpenApiParameter(
                "family",
                {"type": "string", "enum": ["1", "0", "true", "false"]},
                description="1: with its parts and the bodies it follows.",
            ),
        ],
        responses={200: HistoryPage, 304: NOT_MODIFIED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, pk: str) -> Response:
        narrowed = self.narrowed(request)
        found = Organization.objects.visible_to(self.user).filter(pk=read_id(pk)).values_list("pk", flat=True).first()
        if found is None:
            raise Http404
        ids = history.family(found) if read_flag(request, "family") else [found]
        return self.told(request, history.of_organizations(ids, self.user, **narrowed))


class PersonHistory(HistoryView):
    @extend_schema(
        operation_id="read_person_history",
        summary="Where a person travelled, met us, signed, or owes something, newest first.",
        tags=["history"],
        parameters=[ID, *HISTORY_PARAMETERS],
        responses={200: HistoryPage, 304: NOT_MODIFIED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, pk: str) -> Response:
        narrowed = self.narrowed(request)
        found = Person.objects.visible_to(self.user).filter(pk=read_id(pk)).values_list("pk", flat=True).first()
        if found is None:
            raise Http404
        return self.told(request, history.of_person(found, self.user, **narrowed))


class CountryHistory(HistoryView):
    @extend_schema(
        operation_id="read_country_history",
        summary="What happened in a country or with its bodies, newest first.",
        tags=["history"],
        parameters=[
            OpenApiParameter(
                "code",
                OpenApiTypes.STR,
                OpenApiParameter.PATH,
                description="ISO 3166-1 alpha-2, or INT for international bodies.",
            ),
            *HISTORY_PARAMETERS,
        ],
        responses={200: HistoryPage, 304: NOT_MODIFIED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, code: str) -> Response:
        narrowed = self.narrowed(request)
        if not country_name(code):
            raise Http404
        return self.told(request, history.of_country(code, self.user, **narrowed))


ADDRESSES: list[URLPattern] = [
    path("organizations/<str:pk>/history/", OrganizationHistory.as_view(), name="api_organization_history"),
    path("people/<str:pk>/history/", PersonHistory.as_view(), name="api_person_history"),
    path("countries/<str:code>/history/", CountryHistory.as_view(), name="api_country_history"),
]
