"""Garbage in every form and every query: always an answer, never "something went wrong on our side".

A crawl: every page somebody who may do everything comes by is asked with strange conditions, and every form on
it is sent filled in plausibly but for one field, which holds something no person types. Each sending is rolled back, so
each begins from the same records. Forms are told apart by where they go and what they ask, and each is tried once.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from config.tests.test_visibility_crawl import ALL, ELSEWHERE, FIXED, OTHERS, RECORDS, own_history
from cooperation.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    Commitment,
    CommitmentState,
    Proposal,
)
from cooperation.tests.intake_case import a_revision
from cooperation.tests.world import World
from meetings.models import Side

#: What nobody types, by what is wrong with it.
STRANGE: dict[str, str] = {
    "a null byte": "a\x00b",
    "a hundred thousand characters": "가a" * 50_000,
    "right to left, zero width, beyond the first plane": "\u202eabc\u200b\u2066\ufeff\U0001f9ff\U000e0041",
    "control characters": "\x01\x1b[31m\x7f\r\n\t\x85",
    "the year 0": "0000-01-01",
    "the year 1": "0001-01-01",
    "the last day of all": "9999-12-31",
    "the year 99999": "99999-01-01",
    "a day of no calendar": "2025-02-30",
    "a huge number": "9" * 40,
    "a huge negative number": "-" + "9" * 20,
    "a number beyond four bytes": "2147483648",
    "a number of other digits": "٣²",
    "infinity": "1e400",
    "not a number": "NaN",
    "an id of nothing": "00000000-0000-0000-0000-000000000000",
    "half an id": "01234567-89ab",
    "a formula": "=cmd|' /C calc'!A0",
    "markup": "<script>alert(1)</script>\"'>{{ 7 }}{% x %}",
    "a pattern": "%_\\[(*",
    "spaces": " \u3000\u00a0 ",
    "nothing": "",
}
#: Parameters of addresses that no form names.
PARAMETERS = [
    "page",
    "sort",
    "column",
    "q",
    "on",
    "kind",
    "year",
    "after",
    "at",
    "do",
    "answer",
    "whose",
    "line",
    "next",
    "trip",
    "organization",
    "person",
    "meeting",
    "agreement",
    "project",
    "name",
    "renews",
    "family",
    "country",
    "officer",
    "only",
]


#: A pattern of addresses, to try some pages only while mending them.
PART = os.environ.get("BAD_INPUT_PART", "")
#: Everything in everything, which takes a quarter of an hour; otherwise a part of it, in turn.
ALL_OF_IT = os.environ.get("BAD_INPUT_ALL", "") == "1"


@dataclass
class Field:
    """One control of a form as a browser would send it: its name, what stands in it, and what may be chosen."""

    name: str
    kind: str
    values: list[str]
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form of a page: where it goes and what is in it."""

    page: str
    action: str
    method: str
    multipart: bool
    fields: list[Field] = field(default_factory=list)

    @property
    def signature(self) -> tuple[Any, ...]:
        """The same for the same form about another record."""
        path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", urlsplit(self.action).path)
        fixed = tuple(one.values[0] for one in self.fields if one.name == "action" and one.values)
        return self.method, path, fixed, frozenset(re.sub(r"-\d+-", "-0-", one.name) for one in self.fields)


class Forms(HTMLParser):
    """The forms of a page; a control that names its form by ``form=`` goes to that form."""

    def __init__(self, page: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.found = page, list[Form]()
        self.by_id: dict[str, Form] = {}
        self.inside: Form | None = None
        self.select: Field | None = None
        self.area: Field | None = None
        self.loose: list[tuple[str, Field]] = []
        self.feed(text)
        for owner, control in self.loose:
            if owner in self.by_id:
                self.by_id[owner].fields.append(control)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(f"http://testserver{self.page}", given.get("action") or self.page)
            self.inside = Form(
                self.page, action, given.get("method", "get").lower(), "multipart" in given.get("enctype", "")
            )
            self.found.append(self.inside)
            self.by_id[given.get("id", "")] = self.inside
        elif tag == "option" and self.select is not None:
            self.select.choices.append(given.get("value", ""))
            if "selected" in given:
                self.select.values.append(given.get("value", ""))
        elif tag in {"input", "select", "textarea", "button"} and given.get("name"):
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        value = given.get("value", "on" if kind == "checkbox" else "")
        control = Field(given["name"], kind, [])
        if kind in {"checkbox", "radio"}:
            control.choices = [value]
            control.values = [value] if "checked" in given else []
        elif tag not in {"select", "textarea"}:
            control.values = [value]
        if tag == "select":
            self.select = control
        if tag == "textarea":
            self.area = control
            control.values = [""]
        if "form" in given:
            self.loose.append((given["form"], control))
        elif self.inside is not None:
            self.inside.fields.append(control)

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.values[0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def plausible(form: Form, button: Field | None, today: str) -> dict[str, Any]:
    """What a hasty person sends: what stood there, and something of the right kind where nothing did."""
    sent: dict[str, Any] = {}
    for one in form.fields:
        if one.kind == "button" or one.kind == "submit":
            continue
        if one.kind == "file":
            sent[one.name] = SimpleUploadedFile("a.txt", "결과보고서\n".encode())
        elif one.values and any(one.values):
            sent.setdefault(one.name, []).extend(one.values)
        elif one.kind in {"radio", "checkbox", "select"}:
            sent.setdefault(one.name, next(([choice] for choice in one.choices if choice), []))
        elif one.kind == "hidden":
            sent.setdefault(one.name, [""])
        elif any(part in one.name for part in ("_on", "day", "until", "from", "due", "date", "start", "end")):
            sent[one.name] = [today]
        elif any(part in one.name for part in ("year", "months", "amount", "number")):
            sent[one.name] = ["3"]
        else:
            sent[one.name] = ["가온 Quispe"]
    if button is not None:
        sent[button.name] = button.values
    return sent


class Prodder:
    """Sends requests, each rolled back, and keeps which were answered by an error of ours."""

    def __init__(self, user: User) -> None:
        cache.clear()
        self.client = Client(raise_request_exception=True)
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.broken: dict[str, str] = {}
        self.sent = 0

    def ask(self, method: str, path: str, what: str, data: Any = None, **extra: Any) -> tuple[int, str]:
        """Status and text; 0 where the answer was an exception."""
        self.sent += 1
        try:
            with transaction.atomic(), own_history():
                answer = getattr(self.client, method)(path, data, **extra)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                transaction.set_rollback(True)
        except Exception:
            frames = traceback.extract_tb(sys.exc_info()[2])
            ours = [
                frame for frame in frames if "/site-packages/" not in frame.filename and "/tests/" not in frame.filename
            ]
            place = f"{ours[-1].filename.rsplit('/', 3)[-2:]}:{ours[-1].lineno}" if ours else "?"
            error = f"{type(sys.exc_info()[1]).__name__}: {str(sys.exc_info()[1])[:200]}"
            self.broken.setdefault(f"{place} {error[:80]}", f"{method} {path[:120]} with {what}: {error}")
            return 0, ""
        if answer.status_code >= 500:
            self.broken.setdefault(path[:80], f"{method} {path[:120]} with {what}: {answer.status_code}")
        return answer.status_code, body.decode(errors="replace")


def pages(world: World, admin: User) -> Iterator[str]:
    """Every page with forms, in each of the states that offer different ones."""
    by_model: dict[type, list[Any]] = {}
    for value in vars(world).values():
        if hasattr(value, "pk"):
            by_model.setdefault(type(value), []).append(value)
    by = world.by
    for state in (AgreementState.DRAFT, AgreementState.CLOSED):
        ended: dict[str, Any] = (
            {"closed_on": world.on, "closed_as": "expired", "signed_on": world.on}
            if state == AgreementState.CLOSED
            else {}
        )
        agreement = Agreement.objects.create(title=f"협정 {state}", state=state, **ended)
        AgreementParty.objects.create(agreement=agreement, organization=world.partner)
        by_model[Agreement].append(agreement)
    closed = {"closed_on": world.on, "closed_by": by, "outcome": "보냈음"}
    kinds: list[dict[str, Any]] = [
        {"state": CommitmentState.DONE, **closed},
        {"high_priority": True},
        {"high_priority": True, "state": CommitmentState.REPORTED, "evidence": world.document, **closed},
        {"asks_done": True},
        {"snoozed_until": world.on + timedelta(days=9), "snoozed_why": "휴가"},
        {"watched": True},
    ]
    for number, extra in enumerate(kinds):
        by_model[Commitment].append(
            Commitment.objects.create(side=Side.OURS, text=f"약속 {number}", officer=by, **extra)
        )
    for address in ALL:
        name = address.name
        if name.startswith("api") or name in {"logout", "document_file"} or name in set(ELSEWHERE) - {"tokens"}:
            continue
        for fixed in FIXED.get(name, []):
            yield reverse(name, kwargs=fixed)
        if name in RECORDS:
            if name in OTHERS or name == "agreement_drop":
                continue  # forms post there
            for record in by_model.get(RECORDS[name], []):
                yield reverse(name, kwargs={"pk": record.pk})
        elif not address.parameters:
            yield reverse(name)
    yield reverse("user_edit", kwargs={"pk": admin.pk})
    yield reverse("user_edit", kwargs={"pk": by.pk})
    revision = a_revision(by)
    review = reverse("review", args=[revision.pk])
    for row in Proposal.objects.filter(revision=revision).order_by("kind", "order").distinct("kind"):
        for doing in ("", "change", "link"):
            yield f"{review}?at={row.pk}&do={doing}"
    yield reverse("filed", args=[revision.report_id])


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu).with_answers()


@pytest.fixture
def prodder(admin: User) -> Prodder:
    return Prodder(admin)


@pytest.mark.timeout(1200)
def test_no_form_breaks_whatever_is_typed_into_it(world: World, prodder: Prodder, admin: User) -> None:
    """Every field alone with a strange thing in turn, and all with one; ``PART`` and ``ALL_OF_IT`` say how much."""
    seen: set[tuple[Any, ...]] = set()
    turn, skip = itertools.cycle(STRANGE.items()), itertools.count()
    for page in pages(world, admin):
        if PART and not re.search(PART, page):
            continue
        status, text = prodder.ask("get", page, "nothing strange")
        for form in Forms(page, text).found if status == 200 else []:
            if form.signature in seen or form.action.endswith("/accounts/logout/"):
                continue
            seen.add(form.signature)
            buttons = [None, *(one for one in form.fields if one.kind in {"button", "submit"})]
            for button in buttons:
                sent = plausible(form, button, f"{world.on}")
                prodder.ask(form.method, form.action, "what a hasty person sends", sent)
                prodder.ask(form.method, form.action, "nothing at all", {})
                # The first row of its kind stands for the others.
                names = [name for name in sent if not re.search(r"-[1-9]\d*-", name)]
                if button is not None and button.name == "add_row":
                    names = [name for name in names if "_FORMS" in name or name == "add_row"]
                for name in names:
                    if not ALL_OF_IT and len(names) > 12 and next(skip) % 4:
                        continue
                    what, value = next(turn)
                    prodder.ask(form.method, form.action, f"{what} in {name}", {**sent, name: value})
            for what, value in STRANGE.items() if ALL_OF_IT else [next(turn) for _ in range(3)]:
                if len(value) < 1000 and "_FORMS" not in value:
                    filled = {
                        name: old if "_FORMS" in name or name == "version" else value for name, old in sent.items()
                    }
                    prodder.ask(form.method, form.action, f"{what} everywhere", filled)
    assert PART or len(seen) > 60, f"the crawl found hardly a form: {len(seen)}"
    assert not prodder.broken, f"{prodder.sent} sent\n" + "\n".join(prodder.broken.values())


@pytest.mark.timeout(1200)
def test_no_page_breaks_whatever_its_address_asks_for(world: World, prodder: Prodder, admin: User) -> None:
    strange = list(STRANGE.items())
    turn = 0
    for page in pages(world, admin):
        path = urlsplit(page).path
        if PART and not re.search(PART, page):
            continue
        status, text = prodder.ask("get", page, "nothing strange")
        if status != 200:
            continue
        named = {one.name for form in Forms(page, text).found if form.method == "get" for one in form.fields}
        names = sorted(named | set(PARAMETERS))
        for what, value in strange if ALL_OF_IT else [strange[(turn + step) % len(strange)] for step in (0, 7, 14)]:
            if len(value) > 4000:
                value = value[:4000]
            prodder.ask("get", f"{path}?{urlencode(dict.fromkeys(names, value))}", f"{what} everywhere")
        for name in names if ALL_OF_IT else names[turn % 5 :: 5]:
            what, value = strange[turn % len(strange)]
            turn += 1
            prodder.ask("get", f"{path}?{name}={quote(value[:4000])}&{name}=2", f"{what} in {name}, twice")
            prodder.ask("get", f"{path}?{name}[]=%ED%A0%80&{name}=%ff%fe", f"half a character in {name}")
    assert not prodder.broken, f"{prodder.sent} sent\n" + "\n".join(prodder.broken.values())
