"""Agreements, commitments, partner history and the reading of documents, for machines."""

from __future__ import annotations

from django.urls import URLPattern
from django.utils.translation import gettext_noop

from accounts.api import Resource
from accounts.models import Scope
from cooperation.api import histories, ledgers, readings, vitality
from cooperation.filters import (
    ActivityFilterSet,
    AgreementFilterSet,
    CheckFilterSet,
    CheckRoundFilterSet,
    CommitmentFilterSet,
    ProjectFilterSet,
    ReportItemFilterSet,
)
from cooperation.rows import ACTIVITY, AGREEMENT, CHECK, CHECK_ROUND, COMMITMENT, PROJECT, REPORT_ITEM

RESOURCES = [
    Resource(
        "agreements",
        AGREEMENT,
        AgreementFilterSet,
        Scope.AGREEMENTS,
        gettext_noop("Agreements, with where they stand and by when to act on a day."),
    ),
    Resource(
        "activities",
        ACTIVITY,
        ActivityFilterSet,
        Scope.AGREEMENTS,
        gettext_noop("What counts as performance of agreements: meetings, trips, projects, lines by hand."),
    ),
    Resource(
        "projects",
        PROJECT,
        ProjectFilterSet,
        Scope.AGREEMENTS,
        gettext_noop("Projects, with their stage, every step they took, and the next one."),
    ),
    Resource(
        "commitments",
        COMMITMENT,
        CommitmentFilterSet,
        Scope.COMMITMENTS,
        gettext_noop("Commitments: who owes what, by when."),
    ),
    Resource(
        "report-items",
        REPORT_ITEM,
        ReportItemFilterSet,
        Scope.AGREEMENTS,
        gettext_noop("What council, city and board are to be told of agreements, and with which letter they were."),
    ),
    Resource(
        "check-rounds",
        CHECK_ROUND,
        CheckRoundFilterSet,
        Scope.AGREEMENTS,
        gettext_noop("Rounds of performance checks, with how many agreements they ask about."),
    ),
    Resource(
        "checks",
        CHECK,
        CheckFilterSet,
        Scope.AGREEMENTS,
        gettext_noop("What was answered for each agreement in a round of performance checks."),
    ),
]

ADDRESSES: list[URLPattern] = [
    *vitality.ADDRESSES,
    *histories.ADDRESSES,
    *readings.ADDRESSES,
    *ledgers.ADDRESSES,
]
