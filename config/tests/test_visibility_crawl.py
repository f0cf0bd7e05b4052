"""Confidential means hidden everywhere: every address of the system is asked as everyone who may not see the secrets.

Driven by the URL conf. An address without parameters is asked as it is; one with parameters needs an entry in
``RECORDS`` (or a reason in ``ELSEWHERE``), or ``test_every_address_is_crawled`` fails. Each address is asked before and
after the secrets of ``cooperation.tests.world`` are made: the two answers are the same to the letter, so no count,
choice list, export, feed or page tells of them. Each secret's own addresses answer like those of an unknown id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pghistory.runtime import _inject_history_context, _tracker

from accounts.models import ApiToken, Scope, User
from config.api import RESOURCES
from cooperation.models import (
    Agreement,
    AgreementCheck,
    Amendment,
    AskedReading,
    AuditAnswer,
    AuditFile,
    AuditForm,
    CheckRound,
    Commitment,
    Delivery,
    Project,
    ReportItem,
    SideWord,
)
from cooperation.tests.world import QUERY, TAIL, Secrets, World
from meetings.models import Meeting, ReportRevision, Trip, TripNote, TripReport
from partners.models import Affiliation, Document, Organization, Person

#: Which records the addresses with a ``pk`` speak of.
RECORDS: dict[str, type[models.Model]] = {
    "organization": Organization,
    "organization_edit": Organization,
    "organization_changes": Organization,
    "person": Person,
    "person_edit": Person,
    "person_changes": Person,
    "affiliation_new": Person,
    "affiliation_end": Affiliation,
    "affiliation_end_undo": Affiliation,
    "trip": Trip,
    "trip_edit": Trip,
    "trip_submit": Trip,
    "trip_register": Trip,
    "trip_cancel": Trip,
    "trip_reinstate": Trip,
    "trip_note_new": Trip,
    "trip_note_remove": TripNote,
    "trip_note_restore": TripNote,
    "meeting": Meeting,
    "meeting_edit": Meeting,
    "meeting_cancel": Meeting,
    "meeting_reinstate": Meeting,
    "report": TripReport,
    "report_edit": TripReport,
    "filed": TripReport,
    "document": Document,
    "document_file": Document,
    "agreement": Agreement,
    "agreement_edit": Agreement,
    "agreement_act": Agreement,
    "agreement_drop": Agreement,
    "agreement_answer": Agreement,
    "agreement_answer_undo": Agreement,
    "agreement_evidence": Agreement,
    "api_agreement_vitality": Agreement,
    "project": Project,
    "project_edit": Project,
    "project_act": Project,
    "commitment": Commitment,
    "commitment_edit": Commitment,
    "commitment_act": Commitment,
    "check_round": CheckRound,
    "round_act": CheckRound,
    "check_answer": AgreementCheck,
    "report_item": ReportItem,
    "report_item_act": ReportItem,
    "review": ReportRevision,
    "review_decide": ReportRevision,
    "review_find": ReportRevision,
    "review_undo": ReportRevision,
    "review_accept_clear": ReportRevision,
    "review_take_up": ReportRevision,
    "review_put_back": ReportRevision,
    "review_retry": ReportRevision,
    "report_take_back": TripReport,
    "report_revise": TripReport,
    "review_leftover": ReportRevision,
    "review_separate": ReportRevision,
    "review_join": ReportRevision,
    "meeting_paste": Meeting,
    "trip_paste": Trip,
    "organization_paste": Organization,
    "paste_undo": Meeting,
    "side_word": SideWord,
    "side_word_forget": SideWord,
    "audit_form_forget": AuditForm,
    "audit_answer": AuditAnswer,
    "audit_retry": AuditAnswer,
    "audit_file": AuditFile,
    "delivery": Delivery,
    "delivery_retry": Delivery,
    "api_organization_history": Organization,
    "api_person_history": Person,
    "api_reading": AskedReading,
    "api_ledger": AskedReading,
    **{f"api_{resource.path}_one": resource.model for resource in RESOURCES},
}
#: Parameters of an address besides ``pk``.
OTHERS: dict[str, dict[str, Any]] = {
    "agreement_act": {"act": "edit"},
    "agreement_answer_undo": {"what": UUID(int=1)},
    "agreement_evidence": {"child": UUID(int=1)},
    "project_act": {"act": "edit"},
    "commitment_act": {"act": "edit"},
    "round_act": {"act": "close"},
    "report_item_act": {"act": "close"},
}
#: Addresses with parameters that speak of no record of ours, with the values to ask.
FIXED: dict[str, list[dict[str, Any]]] = {
    "country": [{"code": "PE"}, {"code": "BO"}],
    "api_country_history": [{"code": "PE"}, {"code": "BO"}],
    "api_nothing": [{"rest": "nowhere/"}],
}
#: Addresses that are not crawled, and why.
ELSEWHERE = {
    "admin": "Django's own pages are for administrators, who see everything",
    "logout": "signs out",
    "healthz": "says ok and nothing else",
    "api_document": "describes the API; the same for everyone",
    "user_edit": "administrators only, and of users only",
    "user_password": "administrators only, and of users only",
    "view_save": "one's own saved views only",
    "view_forget": "one's own saved views only",
    "token_revoke": "of one's own tokens only",
    "tokens": "one's own tokens, and when they were last used",
    "upload_batch": "one's own uploads only: cooperation/tests/test_uploads.py",
    "upload_file": "one's own uploads only",
    "upload_retry": "one's own uploads only",
    **{
        f"ledger{end}": "of who imports and of those who see everything: cooperation/tests/test_ledger_pages.py"
        for end in ("", "_columns", "_say", "_choose", "_row", "_sheet", "_undo", "_retry")
    },
}
#: Parameters by which lists, forms and searches are asked for a record.
NAMED = {
    "organization": Organization, "person": Person, "trip": Trip, "meeting": Meeting, "agreement": Agreement,
    "project": Project, "commitment": Commitment, "document": Document, "report": TripReport, "parent": Organization,
    "department": Organization,
}  # fmt: skip
#: What differs between two answers to the same question, and tells nothing.
NOISE = [
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'), b""),
    (re.compile(rb'"x-csrftoken": "[^"]+"'), b""),
    (re.compile(rb'name="version" value="\d+"'), b""),
    (re.compile(rb'"version":\d+'), b""),
    (re.compile(rb'"changed_at":"[^"]+"'), b""),
]


@dataclass(frozen=True)
class Address:
    """One address of the system: its name and the parameters in it."""

    name: str
    parameters: frozenset[str] = field(default_factory=frozenset)


def addresses(resolver: URLResolver | None = None) -> Iterator[Address]:
    """Every named address of the URL conf, Django's admin aside."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from addresses(pattern)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name, so nothing can lead there"
            yield Address(pattern.name, frozenset(pattern.pattern.regex.groupindex))


ALL = sorted(set(addresses()), key=lambda address: address.name)


def test_every_address_is_crawled() -> None:
    for address in ALL:
        known = address.name in RECORDS or address.name in FIXED or address.name in ELSEWHERE
        assert known or not address.parameters, (
            f"The address “{address.name}” takes {sorted(address.parameters)}: say in RECORDS what it speaks of."
        )


def test_the_crawl_names_only_addresses_that_exist() -> None:
    names = {address.name for address in ALL} | {"admin"}
    assert {*RECORDS, *FIXED, *ELSEWHERE} <= names


def plain(content: bytes, *ids: UUID) -> bytes:
    """An answer without what differs each time, and without the ids that were asked for."""
    for pattern, instead in NOISE:
        content = pattern.sub(instead, content)
    for pk in ids:
        content = content.replace(str(pk).encode(), b"ID")
    return content


class Crawler:
    """One user who asks: pages with a session, the API with a token."""

    def __init__(self, user: User) -> None:
        self.client = Client(raise_request_exception=True)
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        _token, key = ApiToken.issue(user=user, name="crawl", scopes=[Scope.READ, Scope.READINGS])
        self.key = {"HTTP_AUTHORIZATION": f"Bearer {key}"}

    def ask(self, path: str, method: str = "get") -> tuple[int, bytes]:
        """Status and body. What leads elsewhere counts with where it leads."""
        extra: Any = self.key if path.startswith("/api/") else {}
        with own_history():
            answer = getattr(self.client, method)(path, **extra)
        body: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code < 500, f"{path}: {answer.status_code}"
        return answer.status_code, body + answer.headers.get("Location", "").encode()


@contextmanager
def own_history() -> Iterator[None]:
    """A request opens a history context of its own instead of adding who asks to that of the test, which made the
    records."""
    context = vars(_tracker).pop("value")
    wrappers = connection.execute_wrappers
    # The session is saved outside of the request's context, and would look for the one taken away here.
    connection.execute_wrappers = [wrapper for wrapper in wrappers if wrapper is not _inject_history_context]
    try:
        yield
    finally:
        connection.execute_wrappers = wrappers
        _tracker.value = context


def open_paths(world: World) -> Iterator[tuple[str, list[str]]]:
    """Every address that somebody who sees only open records may come by, each with the conditions it is also asked
    with."""
    by_model: dict[type[models.Model], list[Any]] = {}
    for value in vars(world).values():
        if isinstance(value, models.Model) and value != world.paper:
            by_model.setdefault(type(value), []).append(value)
    named = {key: by_model[model][0].pk for key, model in NAMED.items() if model in by_model}
    for address in ALL:
        name = address.name
        if name in ELSEWHERE:
            continue
        for fixed in FIXED.get(name, []):
            yield reverse(name, kwargs=fixed), []
        if name in RECORDS:
            others = dict(OTHERS.get(name, {}))
            if name == "agreement_drop":
                others = {"kind": "amendment", "child": world.amendment.pk}
            for record in by_model.get(RECORDS[name], []):
                yield reverse(name, kwargs={"pk": record.pk, **others}), []
        elif not address.parameters:
            path = reverse(name)
            if path.startswith("/api/"):
                yield path, ["count=1", f"count=1&q={QUERY}"]
            else:
                # Forms are begun from a record; lists are narrowed to it and searched.
                yield path, [f"q={QUERY}", urlencode(named), f"country=BO&year={world.on.year}&kind=sentence&q={QUERY}"]
    yield reverse("api_organization_history", kwargs={"pk": world.partner.pk}), ["count=1", "family=1&count=1"]
    yield reverse("api_person_history", kwargs={"pk": world.person.pk}), ["count=1"]
    yield reverse("organization", kwargs={"pk": world.partner.pk}), [f"family=1&year={world.on.year}"]


@pytest.fixture(autouse=True)
def unthrottled(settings: Any) -> None:
    """A crawl asks the API more often than anyone may: on a fast machine it was told to wait."""
    settings.API_RATE = "1000000/min"


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu).with_answers()


@pytest.fixture(params=["guest", "hana", "intranet"])
def outsider(request: pytest.FixtureRequest, guest: User, hana: User, intranet: User) -> User:
    """Those who may not see: a viewer, an officer who took no part, a machine without the grant."""
    return {"guest": guest, "hana": hana, "intranet": intranet}[request.param]


@pytest.mark.timeout(600)
def test_no_page_list_search_export_or_api_answer_tells_of_a_secret(world: World, outsider: User, minsu: User) -> None:
    crawler = Crawler(outsider)
    before: dict[str, tuple[int, bytes]] = {}
    for path, conditions in open_paths(world):
        before[path] = crawler.ask(path)
        if before[path][0] == 200:  # who may not come in, may not with conditions either
            before |= {asked: crawler.ask(asked) for asked in (f"{path}?{condition}" for condition in conditions)}
    assert sum(1 for status, _body in before.values() if status == 200) > 40, "the crawl saw hardly a page"
    secrets = Secrets(world, by=minsu)
    hidden = [str(row.pk).encode() for row in secrets.rows]
    told = []
    for path, (status, body) in before.items():
        now, after = crawler.ask(path)
        leaks = any(TAIL.encode() in one or any(pk in one for pk in hidden) for one in (body, after))
        if leaks or (now, plain(after)) != (status, plain(body)):
            told.append(f"{path}: {'a secret' if leaks else 'another answer than before'}{difference(body, after)}")
    assert not told, "\n".join(told)


def difference(before: bytes, after: bytes) -> str:
    """Where two answers part, for whoever has to mend it."""
    one, other = plain(before).decode(errors="replace"), plain(after).decode(errors="replace")
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, place - 60)
    return f"\n    before …{one[start : place + 120]!r}\n    after  …{other[start : place + 120]!r}"


@pytest.mark.timeout(600)
def test_a_secret_and_an_unknown_id_are_answered_alike_wherever_they_are_asked_for(
    world: World, outsider: User, minsu: User
) -> None:
    secrets, crawler = Secrets(world, by=minsu), Crawler(outsider)
    told = []
    for address in ALL:
        model = RECORDS.get(address.name)
        row = next((row for row in secrets.rows if type(row) is model), None)
        if row is None or model is None:
            continue
        for method in ("get",) if address.name.startswith("api_") else ("get", "post"):
            unknown, others = uuid4(), OTHERS.get(address.name, {})
            if address.name == "agreement_drop":
                others = {"kind": "amendment", "child": uuid4()}
            answers = [
                (status, plain(body, pk))
                for pk in (row.pk, unknown)
                for status, body in [crawler.ask(reverse(address.name, kwargs={"pk": pk, **others}), method)]
            ]
            if answers[0] != answers[1]:
                told.append(f"{method} {address.name} {outsider}: {difference(answers[1][1], answers[0][1])}")
    assert not told, "\n".join(told)


@pytest.mark.timeout(600)
def test_a_secret_id_in_a_condition_is_answered_like_an_unknown_one(world: World, outsider: User, minsu: User) -> None:
    secrets, crawler = Secrets(world, by=minsu), Crawler(outsider)
    told = []
    for address in ALL:
        if address.parameters or address.name in ELSEWHERE:
            continue
        resource = next((one for one in RESOURCES if f"api_{one.path}" == address.name), None)
        names = [name for name in NAMED if resource is None or name in resource.filters.base_filters]
        rows = {name: next((row for row in secrets.rows if type(row) is NAMED[name]), None) for name in names}
        hidden = {name: row.pk for name, row in rows.items() if row is not None}
        if not hidden:
            continue
        unknown = {name: uuid4() for name in hidden}
        answers = []
        for asked in (hidden, unknown):
            status, body = crawler.ask(f"{reverse(address.name)}?{urlencode(asked)}")
            answers.append((status, plain(body, *asked.values())))
        if answers[0] != answers[1]:
            told.append(f"{address.name}: {difference(answers[1][1], answers[0][1])}")
    assert not told, "\n".join(told)


@pytest.mark.timeout(600)
def test_whoever_may_see_a_secret_is_shown_it_wherever_it_belongs(world: World, minsu: User) -> None:
    """The counter-proof: without it, a crawl of broken pages would find nothing either."""
    secrets, crawler = Secrets(world, by=minsu), Crawler(minsu)
    pages: dict[type[models.Model], str] = {
        Trip: "trip",
        Meeting: "meeting",
        TripReport: "report",
        Document: "document",
        Agreement: "agreement",
        Project: "project",
        Commitment: "commitment",
    }
    for row in secrets.rows:
        if type(row) in pages:
            status, body = crawler.ask(reverse(pages[type(row)], kwargs={"pk": row.pk}))
            assert (status, TAIL.encode() in body) == (200, True), row
    for name in ("trips", "meetings", "reports", "documents", "agreements", "projects", "commitments", "search"):
        assert TAIL.encode() in crawler.ask(f"{reverse(name)}?q={QUERY}")[1], name
    for resource in RESOURCES:
        if resource.model not in (Organization, Person, CheckRound):  # which are open to everyone
            assert TAIL.encode() in crawler.ask(reverse(f"api_{resource.path}"))[1], resource.path
    history = crawler.ask(reverse("api_organization_history", kwargs={"pk": world.partner.pk}))[1]
    assert TAIL.encode() in history
    assert Amendment.objects.visible_to(minsu).count() > 1
