"""The API: tokens and scopes, filters, pages, errors, the read log, and its own document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import ApiToken, ReadLog, Scope, User
from config.api import RESOURCES
from config.tests.cast import SignIn
from cooperation.models import Commitment
from cooperation.tests.world import TAIL, Secrets, World
from meetings.models import Meeting, Side
from partners.models import Organization

Ask = Callable[..., Any]
LISTS = [resource.path for resource in RESOURCES]


@pytest.fixture(autouse=True)
def _unthrottled() -> None:
    cache.clear()


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu)


def asking(user: User, *scopes: str, **expiry: Any) -> Ask:
    """A caller with a token of these scopes; gives the response with its JSON as ``.data``."""
    _token, key = ApiToken.issue(user=user, name="test", scopes=list(scopes) or [Scope.READ], **expiry)
    client = Client()

    def ask(path: str, method: str = "get", **headers: str) -> Any:
        answer = getattr(client, method)(f"/api/v1/{path}", headers={"Authorization": f"Bearer {key}", **headers})
        answer.data = orjson.loads(answer.content) if answer.content else None
        return answer

    return ask


@pytest.fixture
def ask(intranet: User) -> Ask:
    return asking(intranet)


# ------------------------------------------------------------------------------------------------- who may


def test_without_a_token_there_is_a_401_that_says_so(client: Client, db: None) -> None:
    answer = client.get("/api/v1/organizations/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="Ieum"')
    assert orjson.loads(answer.content)["error"]["code"] == "not_authenticated"


@pytest.mark.parametrize("how", ["revoked", "expired", "inactive", "unknown"])
def test_a_token_that_no_longer_counts_opens_nothing(how: str, intranet: User) -> None:
    ask = asking(intranet)
    token = ApiToken.objects.get()
    if how == "revoked":
        token.revoked_at = timezone.now()
    elif how == "expired":
        token.expires_at = timezone.now() - timedelta(seconds=1)
    elif how == "unknown":
        token.digest = "0" * 64
    token.save()
    User.objects.filter(pk=intranet.pk).update(is_active=how != "inactive")
    answer = ask("organizations/")
    assert (answer.status_code, answer.data["error"]["code"]) == (401, "authentication_failed")


@pytest.mark.parametrize("resource", RESOURCES, ids=LISTS)
def test_a_token_reads_what_its_scope_names_and_nothing_else(resource: Any, world: World, intranet: User) -> None:
    others = [scope for scope in Scope.values if scope not in (Scope.READ, resource.scope)]
    assert asking(intranet, resource.scope)(f"{resource.path}/").status_code == 200
    refused = asking(intranet, *others)(f"{resource.path}/")
    assert (refused.status_code, refused.data["error"]["code"]) == (403, "scope")
    assert resource.scope in refused.data["error"]["message"]


def test_a_history_tells_only_the_kinds_the_token_may_read(world: World, intranet: User) -> None:
    path = f"organizations/{world.partner.pk}/history/"
    ask = asking(intranet, Scope.ORGANIZATIONS, Scope.AGREEMENTS)
    assert {entry["kind"] for entry in ask(path).data["results"]} == {"agreement"}
    assert ask(f"{path}?count=1").data["count"] == 1
    assert ask(f"{path}?kind=meeting").status_code == 403
    assert asking(intranet, Scope.ORGANIZATIONS)(path).status_code == 403
    assert asking(intranet, Scope.AGREEMENTS)(path).status_code == 403


def test_somebody_signed_in_reads_with_their_session(world: World, guest: User, sign_in: SignIn) -> None:
    assert sign_in(guest).get("/api/v1/agreements/").status_code == 200


def test_the_use_of_a_token_is_noted(ask: Ask) -> None:
    ask("people/")
    assert ApiToken.objects.get().last_used_at is not None


# ------------------------------------------------------------------------------------------------ what is read


@pytest.mark.parametrize("path", LISTS)
def test_a_list_and_a_detail_give_the_same_row(path: str, world: World, ask: Ask) -> None:
    listed = ask(f"{path}/").data["results"]
    assert listed
    assert ask(f"{path}/{listed[0]['id']}/").data == listed[0]
    assert isinstance(listed[0]["version"], int)


def test_a_meeting_names_who_was_there_and_where_it_is_told(world: World, ask: Ask) -> None:
    (row,) = ask("meetings/").data["results"]
    assert [(one["person"]["name"], one["side"]) for one in row["attendances"]] == [
        ("Víctor Quispe", "theirs"),
        ("윤서준", "ours"),
    ]
    assert row["host"] == {"id": str(world.partner.pk), "name": "CONCYTEC", "country": "PE", "ours": False}
    assert row["source"] == {
        "document": str(world.document.pk),
        "name": "결과보고서.txt",
        "quote": "작년 보고서는 빠른 시일 내에 전파하겠음.",
        "lines": [2],
    }


def test_where_an_agreement_stands_is_computed_for_the_day_asked(world: World, ask: Ask) -> None:
    path = f"agreements/{world.agreement.pk}/"
    signed = world.agreement.signed_on
    assert signed
    rows = {day: ask(f"{path}?on={day}").data for day in (signed, signed + timedelta(days=1000), "2199-01-01")}
    assert [row["standing"] for row in rows.values()] == ["in_force", "to_decide", "lapsed"]
    assert rows["2199-01-01"]["on"] == "2199-01-01"
    assert "signed_copy" in rows[signed]["missing"]


def test_the_state_of_a_trip_and_an_overdue_promise_follow_the_day_asked(world: World, ask: Ask) -> None:
    assert ask(f"trips/{world.trip.pk}/").data["state"] == "report_due"
    assert ask(f"trips/{world.trip.pk}/?on=2199-01-01").data["state"] == "late"
    path = f"commitments/{world.commitment.pk}/"
    assert (ask(path).data["overdue"], ask(f"{path}?on=2001-01-01").data["overdue"]) == (True, False)


def test_every_answer_is_in_the_read_log_with_its_ids(world: World, ask: Ask) -> None:
    ids = {UUID(row["id"]) for row in ask("organizations/").data["results"]}
    entry = ReadLog.objects.latest("at")
    assert (entry.purpose, entry.kind, set(entry.ids), entry.actor_name) == (
        "api", "partners.Organization", ids, "인트라넷"
    )  # fmt: skip
    before = ReadLog.objects.count()
    ask(f"organizations/{world.partner.pk}/history/")
    assert ReadLog.objects.count() == before + 1


def test_a_machine_sees_what_is_confidential_only_where_it_was_granted(
    world: World, intranet: User, minsu: User
) -> None:
    Secrets(world, by=minsu)
    ask = asking(intranet)
    assert all(TAIL not in ask(f"{path}/?count=1").content.decode() for path in LISTS)
    User.objects.filter(pk=intranet.pk).update(sees_confidential=True)
    assert TAIL in ask("agreements/").content.decode()


# -------------------------------------------------------------------------------------------------- asking


def test_an_unknown_parameter_is_refused_by_name(ask: Ask) -> None:
    answer = ask("meetings/?organisation=x")
    assert answer.status_code == 400
    assert list(answer.data["error"]["fields"]) == ["organisation"]
    assert "organization" in answer.data["error"]["message"]


@pytest.mark.parametrize(
    "query",
    [
        "meetings/?year=abc",
        "meetings/?kind=party",
        "meetings/?page_size=0",
        "meetings/?page_size=201",
        "meetings/?page_size=²",
        "meetings/?cursor=%FF",
        "meetings/?cursor=abc",
        "meetings/?count=maybe",
        "meetings/?organization=nobody",
        "agreements/?on=soon",
        "agreements/?on=2025-02-30",
        "meetings/?q=%00",
        "meetings/?year=2025&year=2026",
        "countries/PE/history/?year=99",
        "countries/PE/history/?cursor=MXwy",
        "countries/PE/history/?kind=party",
        "trips/?year=1e3",
    ],
)
def test_a_value_that_cannot_be_read_is_a_400_with_a_sentence(query: str, world: World, ask: Ask) -> None:
    answer = ask(query)
    assert answer.status_code == 400, answer.content
    (texts,) = answer.data["error"]["fields"].values()
    assert texts
    assert all(text.strip() for text in texts)


def test_pages_follow_one_another_while_records_are_added(world: World, ask: Ask) -> None:
    Organization.objects.bulk_create(Organization(name=f"o{number}") for number in range(23))
    first = ask("organizations/?page_size=10&count=1").data
    assert first["count"] == Organization.objects.count() == 26
    Organization.objects.create(name="late")
    seen = [row["id"] for row in first["results"]]
    address = first["next"]
    while address:
        page = ask(address.partition("/api/v1/")[2]).data
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 26


def test_the_history_goes_on_from_its_cursor(world: World, ask: Ask) -> None:
    path = f"organizations/{world.partner.pk}/history/"
    whole = ask(path).data["results"]
    first = ask(f"{path}?page_size=2").data
    rest = ask(first["next"].partition("/api/v1/")[2].replace("page_size=2", "page_size=100")).data
    assert first["results"] + rest["results"] == whole
    assert rest["next"] is None


def test_an_unchanged_answer_is_not_sent_again(world: World, ask: Ask) -> None:
    first = ask("agreements/")
    again = ask("agreements/", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    world.agreement.title = "다른 이름"
    world.agreement.save()
    assert ask("agreements/", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_list_takes_the_same_queries_for_two_rows_as_for_two_hundred(world: World, ask: Ask) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ask("meetings/?page_size=200").status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(100):
        meeting = Meeting.objects.create(title=f"m{number}", held_on=world.on, host=world.partner)
        world.attend(meeting, world.person, world.partner, Side.THEIRS)
    assert queries() == few <= 4


# ------------------------------------------------------------------------------------------ manners of HTTP


@pytest.mark.parametrize("pk", ["00000000-0000-7000-8000-000000000000", "nothing", "0", "a" * 500])
def test_what_does_not_exist_is_a_404_in_json(pk: str, ask: Ask) -> None:
    for path in (f"meetings/{pk}/", f"organizations/{pk}/history/", f"nowhere/{pk}/", "countries/ZZ/history/"):
        answer = ask(path)
        assert (answer.status_code, answer.data["error"]["code"]) == (404, "not_found"), path


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(method: str, world: World, ask: Ask) -> None:
    for path in ("meetings/", f"meetings/{world.meeting.pk}/", "nowhere/"):
        answer = ask(path, method)
        assert (answer.status_code, answer.data["error"]["code"]) == (405, "method_not_allowed")
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_head_is_get_without_a_body_and_options_says_what_is_allowed(world: World, ask: Ask) -> None:
    head = ask("meetings/", "head")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == ask("meetings/")["ETag"]
    options = ask("meetings/", "options")
    assert (options.status_code, options["Allow"]) == (200, "GET, HEAD, OPTIONS")


def test_the_answer_is_json_whatever_the_caller_accepts(world: World, ask: Ask) -> None:
    answer = ask("meetings/", Accept="text/html")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


def test_too_many_calls_are_told_when_to_come_again(world: World, ask: Ask) -> None:
    with override_settings(API_RATE="2/min"):
        codes = [ask("people/").status_code for _call in range(2)]
        answer = ask("people/")
    assert codes == [200, 200]
    assert (answer.status_code, answer.data["error"]["code"]) == (429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 61


# ---------------------------------------------------------------------------------------- tokens and document


def test_a_token_is_issued_by_command_and_its_key_opens_the_api(intranet: User, client: Client) -> None:
    out = StringIO()
    call_command(
        "issue_token", "intranet", "--name", "portal", "--scope", "agreements:read", "--days", "30", stdout=out
    )
    key = out.getvalue().strip().rpartition(" ")[2]
    assert key.startswith("ieum_")
    assert not ApiToken.objects.filter(digest=key).exists()
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get("/api/v1/agreements/", headers=headers).status_code == 200
    assert client.get("/api/v1/meetings/", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "arguments",
    [
        ["nobody", "--name", "x", "--scope", "read"],
        ["intranet", "--name", "x"],
        ["intranet", "--name", " ", "--scope", "read"],
        ["intranet", "--name", "x", "--scope", "read", "--days", "0"],
    ],
)
def test_a_token_that_cannot_be_issued_says_why(arguments: list[str], intranet: User) -> None:
    with pytest.raises(CommandError, match=r"\w"):
        call_command("issue_token", *arguments)
    assert not ApiToken.objects.exists()


def test_the_document_of_the_api_is_current() -> None:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    kept = (settings.BASE_DIR / "docs" / "openapi.yaml").read_text()
    assert out.getvalue().strip() == kept.strip(), (
        "docs/openapi.yaml is stale: bin/manage spectacular --file docs/openapi.yaml --validate --fail-on-warn"
    )


def test_an_open_promise_filed_as_history_is_never_overdue(world: World, ask: Ask) -> None:
    Commitment.objects.filter(pk=world.commitment.pk).update(history=True)
    assert ask(f"commitments/{world.commitment.pk}/").data["overdue"] is False
    assert ask("commitments/?overdue=true").data["results"] == []
