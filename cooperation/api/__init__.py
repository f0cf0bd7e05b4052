"""Agreements, commitments, partner history and the reading of documents, for machines."""

from __future__ import annotations

from django.urls import URLPattern
from django.utils.translation import gettext_noop

from accounts.api import Resource
from accounts.models import Scope
from cooperation.api import histories, ledgers, readings
from cooperation.filters import (
    AgreementFilterSet,
    CheckFilterSet,
    CheckRoundFilterSet,
    CommitmentFilterSet,
    ReportItemFilterSet,
)
from cooperation.rows import AGREEMENT, CHECK, CHECK_ROUND, COMMITMENT, REPORT_ITEM

RESOURCES = [
    Resource(
        "agreements",
        AGREEMENT,
        AgreementFilterSet,
        Scope.AGREEMENTS,
        gettext_noop("Agreements, with where they stand and by when to act on a day."),
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

ADDRESSES: list[URLPattern] = [*histories.ADDRESSES, *readings.ADDRESSES, *ledgers.ADDRESSES]
