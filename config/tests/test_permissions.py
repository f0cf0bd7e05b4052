"""Who may do what, address by address: every address of the URL conf has an entry here, or a test fails.

``MAY`` names the least role that may read a page (GET) and that may send to it (POST);
``NOBODY`` where that is not answered at all. Everyone below is told 403, whoever is not signed in is led to the sign-
in, a machine reads what a viewer reads.
"""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, Role, Scope, User
from config.api import RESOURCES
from config.tests.cast import SignIn
from config.tests.test_visibility_crawl import ALL, OTHERS, RECORDS, own_history
from cooperation.forms.agreements import ACTS as AGREEMENT_ACTS
from cooperation.forms.checks import CHECK_ACTS, ROUND_ACTS
from cooperation.forms.commitments import ACTS as COMMITMENT_ACTS
from cooperation.forms.projects import ACTS as PROJECT_ACTS
from cooperation.tests.world import World

VIEWER, OFFICER, MANAGER, ADMIN = Role.VIEWER, Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR
NOBODY, EVERYONE = None, "everyone"  # not answered (405); needs no sign-in

#: Name of the address → who may read it, who may send to it.
MAY: dict[str, tuple[Any, Any]] = {
    "healthz": (EVERYONE, NOBODY),
    "login": (EVERYONE, EVERYONE),
    "logout": (NOBODY, EVERYONE),
    "theme": (NOBODY, EVERYONE),
    "language": (NOBODY, EVERYONE),
    "preferences": (VIEWER, VIEWER),
    "password": (VIEWER, VIEWER),
    "tokens": (VIEWER, VIEWER),
    "token_revoke": (NOBODY, VIEWER),
    "view_save": (NOBODY, VIEWER),
    "view_forget": (NOBODY, VIEWER),
    "users": (ADMIN, NOBODY),
    "user_new": (ADMIN, ADMIN),
    "user_edit": (ADMIN, ADMIN),
    "user_password": (NOBODY, ADMIN),
    "read_log": (ADMIN, NOBODY),
    "health": (ADMIN, NOBODY),
    **{
        f"{name}": (VIEWER, NOBODY)
        for name in (
            "today",
            "dashboard",
            "dashboard_pdf",
            "search",
            "organizations",
            "organization",
            "organization_choices",
            "organization_changes",
            "people",
            "person",
            "person_choices",
            "person_changes",
            "countries",
            "country",
            "trips",
            "trips_board",
            "trip",
            "meetings",
            "meeting",
            "reports",
            "report",
            "documents",
            "reading_rules",
            "document",
            "document_file",
            "agreements",
            "agreement",
            "activities",
            "projects",
            "projects_board",
            "project",
            "commitments",
            "commitment",
            "check_rounds",
            "check_round",
            "report_items",
            "report_item",
            "deliveries",
            "delivery",
            "filed",
        )
    },
    **{
        f"{name}": (OFFICER, OFFICER)
        for name in (
            "organization_new",
            "organization_edit",
            "person_new",
            "person_edit",
            "affiliation_new",
            "affiliation_end",
            "trip_new",
            "trip_edit",
            "trip_submit",
            "trip_register",
            "trip_cancel",
            "meeting_new",
            "meeting_edit",
            "meeting_cancel",
            "report_edit",
            "report_take_back",
            "report_revise",
            "review_leftover",
            "agreement_new",
            "agreement_edit",
            "project_new",
            "project_edit",
            "commitment_new",
            "commitment_edit",
            "check_answer",
            "upload",
            "ledgers",
            "ledger_row",
        )
    },
    **{f"{name}_paste": (OFFICER, OFFICER) for name in ("meeting", "trip", "organization")},
    "paste_undo": (NOBODY, OFFICER),
    "side_words": (OFFICER, NOBODY),
    "side_word": (OFFICER, OFFICER),
    "side_word_forget": (NOBODY, OFFICER),
    **{f"{name}": (OFFICER, NOBODY) for name in ("audit", "audit_answers", "audit_answer", "audit_file")},
    **{f"{name}": (NOBODY, OFFICER) for name in ("audit_issue", "audit_form_save", "audit_form_forget", "audit_retry")},
    **{f"{name}": (OFFICER, NOBODY) for name in ("reviews", "review", "review_find", "upload_batch", "ledger")},
    **{
        f"{name}": (NOBODY, OFFICER)
        for name in (
            "affiliation_end_undo",
            "trip_reinstate",
            "trip_note_new",
            "trip_note_remove",
            "trip_note_restore",
            "meeting_reinstate",
            "agreement_drop",
            "agreement_answer",
            "agreement_answer_undo",
            "agreement_evidence",
            "review_decide",
            "review_accept_clear",
            "review_undo",
            "review_take_up",
            "review_put_back",
            "review_retry",
            "review_separate",
            "review_join",
            "upload_file",
            "upload_retry",
            "ledger_columns",
            "ledger_say",
            "ledger_choose",
            "ledger_sheet",
            "ledger_undo",
            "ledger_retry",
        )
    },
    # Acts: a GET leads back to the record; what each takes is in ``ACTS_TAKE``.
    **{f"{name}": (VIEWER, OFFICER) for name in ("agreement_act", "project_act", "commitment_act", "report_item_act")},
    "round_act": (VIEWER, MANAGER),
    "check_round_new": (MANAGER, MANAGER),
    "report_bodies": (MANAGER, MANAGER),
    "delivery_retry": (NOBODY, ADMIN),
    "api": (VIEWER, NOBODY),
    "api_document": (VIEWER, NOBODY),
    "api_nothing": (VIEWER, NOBODY),
    "api_agreement_vitality": (VIEWER, NOBODY),
    "api_organization_history": (VIEWER, NOBODY),
    "api_person_history": (VIEWER, NOBODY),
    "api_country_history": (VIEWER, NOBODY),
    "api_readings": (NOBODY, VIEWER),  # whoever may read pages may have a document read: it writes no record
    "api_reading": (VIEWER, NOBODY),
    "api_ledgers": (NOBODY, VIEWER),
    "api_ledger": (VIEWER, NOBODY),
    **{f"api_{resource.path}{end}": (VIEWER, NOBODY) for resource in RESOURCES for end in ("", "_one")},
}
#: Acts that take more than an officer.
ACTS_TAKE = {
    "agreement": {"close": MANAGER, "reopen": MANAGER, "correct": MANAGER},
    "round": {"close": MANAGER, "rest": MANAGER},
}
KNOWN_PARAMETERS: dict[str, dict[str, Any]] = {
    **OTHERS,
    "agreement_act": {"act": "negotiate"},
    "project_act": {"act": "move"},
    "commitment_act": {"act": "done"},
    "round_act": {"act": "close"},
    "report_item_act": {"act": "close"},
    "country": {"code": "PE"},
    "api_country_history": {"code": "PE"},
    "api_nothing": {"rest": "nowhere/"},
    "ledger_row": {"number": 1},
}
#: Ends of the names of addresses that settle something about one record besides the edits and acts.
SETTLING = ("_submit", "_register", "_cancel", "_decide", "_take_back")
CAST = ["nobody", "intranet", "guest", "hana", "minsu", "admin"]
RANK = {VIEWER: 0, OFFICER: 1, MANAGER: 2, ADMIN: 3}


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu).with_answers()


@pytest.fixture(params=CAST)
def asker(
    request: pytest.FixtureRequest, world: World, guest: User, hana: User, intranet: User, admin: User
) -> User | None:
    cache.clear()
    cast = {"intranet": intranet, "guest": guest, "hana": hana, "minsu": world.by, "admin": admin}
    return cast.get(request.param)


def address(name: str, parameters: frozenset[str], world: World) -> str:
    """Where a record of the world answers under that name."""
    given: dict[str, Any] = dict(KNOWN_PARAMETERS.get(name, {}))
    if name == "agreement_drop":
        given = {"kind": "amendment", "child": world.amendment.pk}
    if "pk" in parameters:
        model = RECORDS.get(name)
        if name == "token_revoke":
            given["pk"] = uuid4()
        elif name in {"user_edit", "user_password"}:
            given["pk"] = world.by.pk
        else:
            rows = [value for value in vars(world).values() if model is not None and type(value) is model]
            given["pk"] = rows[0].pk if rows else uuid4()
    return reverse(name, kwargs=given or None)


def edits(name: str) -> bool:
    """Whether what is posted there must carry the version of a record that somebody may have changed meanwhile."""
    return name.endswith(("_edit", "_act", *SETTLING))


def expected(least: Any, asker: User | None, path: str, *, edited: bool) -> set[int]:
    """The statuses that are right for this asker; ``edited``: an edit was posted, without the version it must carry."""
    if least is NOBODY:
        # Whether the method or the role is looked at first is all the same, as long as nothing is done.
        return {405, 403} if asker is not None else {302, 401, 403, 405}
    if least == EVERYONE or (asker is not None and asker.at_least(least)):
        empty = {400} if path in {"/api/v1/readings/", "/api/v1/ledgers/"} else set()  # a call without a document
        return {200, 302, 404, 422, *([409] if edited else []), *empty}
    if asker is None:
        return {401, 403} if path.startswith("/api/v1/") and path != "/api/v1/" else {302}
    return {403}


def test_every_address_says_who_may() -> None:
    names = {one.name for one in ALL}
    assert names - set(MAY) == set(), "say in MAY who may read and who may send there"
    assert set(MAY) - names == set(), "MAY names addresses that are gone"


def test_every_address_lets_in_exactly_whom_it_should(world: World, asker: User | None) -> None:
    wrong = []
    client = Client()
    if asker is not None:
        client.force_login(asker, backend="django.contrib.auth.backends.ModelBackend")
    cookies = client.cookies.output()
    for one in ALL:
        path = address(one.name, one.parameters, world)
        for method, least in zip(("get", "post"), MAY[one.name], strict=True):
            client.cookies.clear()
            client.cookies.load(cookies.replace("Set-Cookie: ", ""))
            with transaction.atomic(), own_history():
                answer = getattr(client, method)(path)
                transaction.set_rollback(True)
            allowed = expected(least, asker, path, edited=method == "post" and edits(one.name))
            if asker is None and answer.status_code == 302 and least != EVERYONE:
                assert answer["Location"].startswith("/accounts/login/"), path
            if answer.status_code not in allowed:
                wrong.append(
                    f"{asker or 'nobody'}: {method} {path} ({one.name}): {answer.status_code}, not {sorted(allowed)}"
                )
    assert not wrong, "\n".join(wrong)


def test_acts_take_the_role_they_should(world: World, guest: User, hana: User, minsu: User, intranet: User) -> None:
    """Closing agreements and rounds is a manager's; every other act takes an officer; a viewer does nothing."""
    kinds = [
        ("agreement", AGREEMENT_ACTS, world.agreement),
        ("project", PROJECT_ACTS, world.project),
        ("commitment", COMMITMENT_ACTS, world.commitment),
        ("round", ROUND_ACTS, world.round),
    ]
    for kind, acts, row in kinds:
        for key in acts:
            least = ACTS_TAKE.get(kind, {}).get(key, OFFICER)
            for user in (guest, intranet, hana, minsu):
                client = Client()
                client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
                with transaction.atomic(), own_history():
                    status = client.post(reverse(f"{kind}_act", kwargs={"pk": row.pk, "act": key})).status_code
                    transaction.set_rollback(True)
                assert (status == 403) == (not user.at_least(least)), f"{user} {kind} {key}: {status}"
    assert {act.role for act in CHECK_ACTS.values()} == {OFFICER}


def rows_of_everything() -> dict[str, int]:
    """How often each of our tables was written since the server started counting in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE relname ~ '^(accounts|partners|meetings|cooperation)_'"
        )
        return dict(cursor.fetchall())


def contents() -> dict[str, str | None]:
    """A digest of all rows of each of our tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_stat_user_tables WHERE relname ~ '^(partners|meetings|cooperation)_'")
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {connection.ops.quote_name(name)} t"
            )
            found[name] = cursor.fetchone()[0]
    return found


#: What may be written when something is only looked at.
LOOKING = {"accounts_readlog"}
#: What tries out what it would do and takes it back at once: afterwards every row is as before.
TRIED_OUT = {"report_take_back"}


@pytest.mark.parametrize("who", ["guest", "intranet", "admin"])
def test_reading_changes_nothing(world: World, who: str, request: pytest.FixtureRequest) -> None:
    """Every address is asked by GET, HEAD and OPTIONS, with what a link may carry: nothing is written
    but the read log.
    """
    client = Client()
    client.force_login(request.getfixturevalue(who), backend="django.contrib.auth.backends.ModelBackend")
    for one in ALL:
        path = address(one.name, one.parameters, world)
        for method in ("get", "head", "options"):
            before = rows_of_everything()
            rows = contents() if one.name in TRIED_OUT else {}
            with own_history() if method == "get" else nullcontext():
                getattr(client, method)(f"{path}?action=accept&version=1&add_row=names")
            if one.name in TRIED_OUT:
                assert rows == contents()
                continue
            after = rows_of_everything()
            written = {name for name, count in after.items() if count != before.get(name, 0)} - LOOKING
            assert not written, f"{method} {path} wrote to {sorted(written)}"


@pytest.mark.parametrize("who", ["guest", "intranet"])
def test_a_viewer_changes_nothing_but_their_own_account(world: World, who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for one in ALL:
        path = address(one.name, one.parameters, world)
        for method in ("post", "put", "patch", "delete"):
            before = rows_of_everything()
            with own_history():
                getattr(client, method)(path, {"version": "1", "action": "accept"} if method == "post" else None)
            after = rows_of_everything()
            written = {name for name, count in after.items() if count != before.get(name, 0)} - LOOKING
            assert not {table for table in written if not table.startswith("accounts_")}, f"{method} {path}: {written}"


def test_every_form_that_changes_something_carries_a_token_against_forgery(world: World, minsu: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(minsu, backend="django.contrib.auth.backends.ModelBackend")
    for one in ALL:
        if MAY[one.name][1] is NOBODY:
            continue
        answer = client.post(address(one.name, one.parameters, world), {"version": "1"})
        assert answer.status_code == 403, f"{one.name} takes a form without the token"


def test_every_form_of_every_page_has_its_token() -> None:
    """A form without one is refused when it is sent, and what was typed with it."""
    for template in Path("templates").rglob("*.html"):
        text = template.read_text()
        for found in re.finditer(r"<form\b[^>]*method=[\"']post[\"'][^>]*>.*?</form>", text, re.S | re.I):
            held = found[0] + "".join(
                Path("templates", name).read_text() for name in re.findall(r"{% include \"([^\"]+)\"", found[0])
            )
            assert "csrf_token" in held, f"{template}: {found[0][:120]}"


# ------------------------------------------------------------------------------------------------------ the API


#: Documents to be read are taken, by POST alone, and given to who sent them: cooperation/tests/test_readings.py.
READINGS = {"api_readings", "api_reading", "api_ledgers", "api_ledger"}


def paths_of_the_api(world: World) -> list[str]:
    return [
        address(one.name, one.parameters, world)
        for one in ALL
        if one.name.startswith("api_") and one.name not in {"api_nothing", *READINGS}
    ]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_takes_no_record(world: World, admin: User, method: str) -> None:
    """Not even from an administrator, by whichever method, and not by a method dressed up as another."""
    cache.clear()
    _token, key = ApiToken.issue(user=admin, name="all", scopes=list(Scope))
    client, bearer = Client(), {"HTTP_AUTHORIZATION": f"Bearer {key}"}
    for path in paths_of_the_api(world):
        assert getattr(client, method)(path, data="{}", content_type="application/json", **bearer).status_code == 405, (
            path
        )
        answer = client.get(path, headers={"authorization": f"Bearer {key}", "x-http-method-override": "DELETE"})
        assert answer.status_code == 200, path
    for name in READINGS:
        path = reverse(name, kwargs={"pk": uuid4()} if name in {"api_reading", "api_ledger"} else None)
        status = getattr(client, method)(path, data="{}", content_type="application/json", **bearer).status_code
        takes = method == "post" and name in {"api_readings", "api_ledgers"}
        assert status == (400 if takes else 405), path


def test_a_token_reads_what_its_scopes_say_and_nothing_else(world: World, intranet: User) -> None:
    scope_of = {f"/api/v1/{resource.path}/": resource.scope for resource in RESOURCES}
    for scope in Scope:
        cache.clear()
        _token, key = ApiToken.issue(user=intranet, name=scope, scopes=[scope])
        for path, needed in scope_of.items():
            status = Client().get(path, HTTP_AUTHORIZATION=f"Bearer {key}").status_code
            assert status == (200 if scope in {Scope.READ, needed} else 403), f"{scope} {path}: {status}"


def test_a_narrow_token_is_refused_the_history_of_a_partner(world: World, intranet: User) -> None:
    """A history tells of meetings, agreements and commitments at once: a token for one does not open the others."""
    cache.clear()
    _token, key = ApiToken.issue(user=intranet, name="narrow", scopes=[Scope.ORGANIZATIONS])
    for name in ("api_organization_history", "api_person_history", "api_country_history"):
        one = next(one for one in ALL if one.name == name)
        answer = Client().get(address(name, one.parameters, world), HTTP_AUTHORIZATION=f"Bearer {key}")
        told = {entry["kind"] for entry in answer.json().get("results", [])}
        assert answer.status_code == 403 or not told & {"agreement", "commitment", "meeting", "trip"}, f"{name}: {told}"


def test_tokens_that_are_wrong_open_nothing(world: World, intranet: User, sign_in: SignIn) -> None:
    token, key = ApiToken.issue(user=intranet, name="t", scopes=[Scope.READ])
    wrong = [
        "",
        "x",
        key[:-1],
        key.upper(),
        f"{key} x",
        "ieum_" + "가" * 40,
        "\x00",
        "a" * 20_000,
        token.digest,
        str(token.pk),
    ]
    for guess in wrong:
        cache.clear()
        answer = Client().get("/api/v1/organizations/", HTTP_AUTHORIZATION=f"Bearer {guess}")
        assert answer.status_code in {401, 403}, guess[:40]
    for header in ("Basic aW50cmFuZXQ6eA==", "Bearer", f"Token {key}", key):
        assert Client().get("/api/v1/organizations/", HTTP_AUTHORIZATION=header).status_code in {401, 403}, header
    # Pages are not for keys, and a key in the address is none.
    assert Client().get("/organizations/", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 302
    assert Client().get(f"/api/v1/organizations/?token={key}").status_code in {400, 401, 403}


def test_only_the_hash_of_a_key_is_kept(intranet: User) -> None:
    _token, key = ApiToken.issue(user=intranet, name="t", scopes=[Scope.READ])
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(t)::text FROM accounts_apitoken t")
        assert key not in "".join(row[0] for row in cursor.fetchall())


# --------------------------------------------------------------------------------------- Django's own pages


def test_djangos_own_pages_follow_the_role_and_not_an_old_flag(admin: User, minsu: User, sign_in: SignIn) -> None:
    """Who was an administrator and is one no more is out, however the account was made; who became one is in."""
    type(minsu).objects.filter(pk=minsu.pk).update(is_staff=True, is_superuser=True)
    assert sign_in(minsu).get("/admin/").status_code == 302
    assert not User.objects.get(pk=minsu.pk).has_perm("axes.view_accessattempt")
    type(admin).objects.filter(pk=admin.pk).update(is_staff=False, is_superuser=False)
    assert sign_in(admin).get("/admin/").status_code == 200
    assert sign_in(admin).get("/admin/axes/accessattempt/").status_code == 200
