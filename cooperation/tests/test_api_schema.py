"""The API asked by its own document: schemathesis makes calls, odd ones too, and holds answers to what it says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.models import ApiToken, Scope, User
from config.wsgi import application
from cooperation import readings
from cooperation.models import AskedReading
from cooperation.tests.world import World

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
#: Calls of each kind for each address: enough for odd values, few enough for every run.
CALLS = 6


@pytest.fixture
def api(minsu: User, intranet: User) -> Any:
    """The document's operations, a record for each path parameter, and a token for everything."""
    world = World(minsu)
    row = readings.ask(ContentFile("보고서".encode()), "보고서.txt", by=intranet)
    readings.work(row.pk)
    cache.clear()
    _token, key = ApiToken.issue(user=intranet, name="schema", scopes=[Scope.READ, Scope.READINGS])
    headers = {"Authorization": f"Bearer {key}"}
    # As Django's own test client does: a request must not close the connection that holds the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with override_settings(API_RATE="1000000/min"):
        schema: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers=headers)
        yield [result.ok() for result in schema.get_all_operations()], world, row, headers
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def existing(path: str, world: World, asked: AskedReading) -> UUID | None:
    """The record that an address speaks of."""
    records = {
        "organizations": world.partner, "people": world.person, "trips": world.trip, "meetings": world.meeting,
        "reports": world.report, "agreements": world.agreement, "commitments": world.commitment,
        "readings": asked,
    }  # fmt: skip
    record = records.get(path.split("/")[3])
    return record.pk if record is not None and "{" in path else None


def hold(operation: Any, pk: UUID | None, headers: dict[str, str]) -> None:
    """Make calls of one operation, with made-up ids and with one that exists, and check every answer."""

    @settings(
        max_examples=CALLS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)
        if pk is not None:
            case.path_parameters["id"] = str(pk)
            case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


@pytest.mark.timeout(180)
def test_every_answer_is_what_the_document_promises(api: Any) -> None:
    operations, world, asked, headers = api
    assert len(operations) >= 19
    for operation in operations:
        hold(operation, existing(operation.path, world, asked), headers)
