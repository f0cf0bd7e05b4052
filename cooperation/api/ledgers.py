"""Having a ledger read: sent once, asked for until it is there. Nothing is filed: that is for a person, on the page."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import ERRORS, ID, NOT_FOUND, NOT_MODIFIED
from cooperation.api.readings import Asked, ReadingsView, ReadingView, sends
from cooperation.ledgers import KINDS
from cooperation.models import AskedWhat


class SkippedRow(serializers.Serializer[Any]):
    row = serializers.IntegerField()
    reason = serializers.CharField(help_text="Subtotal, footnote, head …, in words.")
    text = serializers.CharField()


class LedgerRead(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(KINDS, required=False)
    sheet = serializers.CharField(required=False)
    rows = serializers.ListField(
        child=serializers.DictField(),
        help_text="One object for each entry: “row”, the fields of its kind, “issues” in words, “other” as written.",
    )
    skipped = SkippedRow(many=True, required=False)
    duplicates = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        required=False,
        help_text="Pairs of rows that say the same.",
    )
    other_sheets = serializers.ListField(child=serializers.CharField(), required=False)
    refused = serializers.BooleanField(required=False, help_text="True where the file is no ledger that can be read.")
    code = serializers.CharField(required=False, help_text="Why it was refused.")
    message = serializers.CharField(required=False, help_text="Why it was refused and what to do, in words.")


class LedgersView(ReadingsView):
    """Takes a ledger, as a form with ``file`` or as the body itself."""

    what = AskedWhat.LEDGER

    @sends(
        "ledger",
        operation_id="ask_for_ledger",
        summary="Send a ledger (xlsx, csv) to be read. Nothing of it goes into the records.",
        holds="what was read",
    )
    def post(self, request: Request) -> Response:
        return self.take(request)


class LedgerView(ReadingView):
    """One ledger as read: what its account asked for, to nobody else."""

    what = AskedWhat.LEDGER

    @extend_schema(
        operation_id="read_ledger",
        summary="What was read of a ledger, as bin/manage import_ledger --dry-run --json prints it; or why it was not.",
        tags=["readings"],
        parameters=[ID],
        responses={
            200: LedgerRead,
            202: OpenApiResponse(Asked, "It is still being read; Retry-After says when to ask again."),
            304: NOT_MODIFIED,
            **ERRORS,
            **NOT_FOUND,
        },
    )
    def get(self, request: Request, pk: str) -> Response:
        return self.give(request, pk)


ADDRESSES: list[URLPattern] = [
    path("ledgers/", LedgersView.as_view(), name="api_ledgers"),
    path("ledgers/<str:pk>/", LedgerView.as_view(), name="api_ledger"),
]
