"""The years of an agreement at a glance, and what is proposed to count, for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import ERRORS, ID, NOT_FOUND, NOT_MODIFIED, ApiView, BadRequest, read_id
from accounts.models import Scope
from cooperation import vitality
from cooperation.models import ACTIVE, Agreement, AgreementActivity


class VitalityCounts(serializers.Serializer[Any]):
    meeting = serializers.IntegerField()
    trip = serializers.IntegerField()
    project = serializers.IntegerField()
    kept = serializers.IntegerField(help_text="Commitments under the agreement that were kept.")
    text = serializers.IntegerField(help_text="Written by hand.")


class VitalityYear(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    counts = VitalityCounts()
    total = serializers.IntegerField()
    proposed = serializers.IntegerField(help_text="Proposed to count, and answered by nobody yet. Not in the total.")


class VitalityProposal(serializers.Serializer[Any]):
    kind = serializers.ChoiceField([(kind, kind) for kind in ACTIVE])
    id = serializers.UUIDField()
    reference = serializers.CharField()
    title = serializers.CharField()
    day = serializers.DateField()
    parties = serializers.ListField(child=serializers.CharField())


class Vitality(serializers.Serializer[Any]):
    agreement = serializers.UUIDField()
    on = serializers.DateField()
    silent = serializers.BooleanField()
    last_activity_on = serializers.DateField(allow_null=True)
    years = VitalityYear(many=True)
    proposed = VitalityProposal(many=True)


class AgreementVitality(ApiView):
    scope = Scope.AGREEMENTS
    parameters = frozenset({"on"})

    @extend_schema(
        operation_id="read_agreement_vitality",
        summary="What an agreement lived by, year by year, and what is proposed to count.",
        tags=["agreements"],
        parameters=[
            ID,
            OpenApiParameter("on", OpenApiTypes.DATE, description="The day it is asked for; today unless given."),
        ],
        responses={200: Vitality, 304: NOT_MODIFIED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, pk: str) -> Response:
        self.refuse_unknown()
        on, user = _day(request), self.user
        row = Agreement.objects.visible_to(user).as_of(on).filter(pk=read_id(pk)).first()
        if row is None:
            raise Http404
        counted = AgreementActivity.objects.visible_to(user).filter(agreement=row, happened_on__lte=on)
        kept = [day for day in vitality.kept_on(row, user) if day <= on]
        proposed = vitality.proposals([row], user, on).get(row.pk, [])
        body = {
            "agreement": row.pk,
            "on": on,
            "silent": row.silent,
            "last_activity_on": row.last_activity_on,
            "years": [
                {"year": year.year, "counts": year.counts, "total": year.total, "proposed": year.proposed}
                for year in vitality.years(row, counted, kept, proposed, on)
            ],
            "proposed": [
                {
                    "kind": one.kind,
                    "id": one.key,
                    "reference": one.reference,
                    "title": one.title,
                    "day": one.day,
                    "parties": list(one.bodies),
                }
                for one in proposed
            ],
        }
        return self.answered(body, Agreement._meta.label, [row.pk])


def _day(request: Request) -> date:
    text = request.query_params.get("on", "")
    if not text:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest({"on": [_("Write the day like 2026-08-15.")]}) from None


ADDRESSES: list[URLPattern] = [
    path("agreements/<str:pk>/vitality/", AgreementVitality.as_view(), name="api_agreement_vitality"),
]
