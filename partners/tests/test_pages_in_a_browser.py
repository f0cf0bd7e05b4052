"""What script adds to the forms of partners, and that pages can be used by everyone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.models import User
from config.tests.cast import PASSWORD
from partners.models import Affiliation, NameKind, Organization, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def partners() -> tuple[Organization, Person]:
    institute = Organization.objects.create(name="남십자성연구원", country="NZ", kind="research_institute")
    institute.add_name("남십자성연구원", NameKind.OFFICIAL)
    institute.add_name("Southern Cross Institute", NameKind.OFFICIAL, language="en")
    rosa = Person.objects.create(name="Rosa Quintanilla", honorific="Dra.", country="NZ")
    rosa.add_name("Rosa Quintanilla", NameKind.OFFICIAL)
    Affiliation.objects.create(person=rosa, organization=institute, title="Directora")
    return institute, rosa


def sign_in(page: Any, url: str, user: User) -> None:
    page.goto(f"{url}/accounts/login/?next=/organizations/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    page.click("form.form button.primary")
    page.wait_for_url("**/organizations/")


def test_an_organization_is_chosen_while_typing_and_rows_are_added_in_place(
    live_server: Any, page: Any, hana: User, partners: tuple[Organization, Person]
) -> None:
    sign_in(page, live_server.url, hana)
    page.goto(f"{live_server.url}/organizations/new/")
    page.fill("#id_name", "나래센터")
    page.click("#id_parent")
    page.keyboard.type("southern")
    page.wait_for_selector(".listbox [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#id_parent") == "남십자성연구원"

    page.fill("#id_started_on", "25.8.13")
    page.keyboard.press("Tab")
    assert page.inner_text(".field:has(#id_started_on) .read-as") == "2025. 8. 13.(수)"

    page.fill("#id_names-0-text", "Narae Center")
    page.click("[data-do=add-row]")
    page.fill("#id_names-1-text", "NRC")
    page.click(".form-foot .primary")
    page.wait_for_url("**/organizations/*-*/")
    made = Organization.objects.get(name="나래센터")
    assert made.parent == partners[0]
    assert {name.text for name in made.names.all()} == {"나래센터", "Narae Center", "NRC"}
    assert "등록했습니다" in page.inner_text(".toast")


def test_slash_goes_to_the_search_and_the_theme_stays(live_server: Any, page: Any, hana: User) -> None:
    sign_in(page, live_server.url, hana)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-search]')")
    before = page.evaluate("document.documentElement.dataset.theme ?? 'light'")
    page.click("[data-do=theme]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == ("dark" if before == "light" else "light")


def test_everything_works_without_script(live_server: Any, browser: Any, hana: User) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ko-KR")
    page = context.new_page()
    sign_in(page, live_server.url, hana)
    page.goto(f"{live_server.url}/organizations/new/")
    page.fill("#id_name", "나래센터")
    page.fill("#id_names-0-text", "Narae Center")
    page.click("[name=add_row]")
    page.fill("#id_names-1-text", "NRC")
    page.click(".form-foot .primary")
    page.wait_for_url("**/organizations/*-*/")
    assert Organization.objects.get().names.count() == 3
    page.click("[data-do=theme]")
    assert page.get_attribute("html", "data-theme") == "dark"
    context.close()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_pages_have_no_barriers_that_a_machine_can_find(
    live_server: Any,
    browser: Any,
    admin: User,
    partners: tuple[Organization, Person],
    width: int,
    theme: str,
    shot: Callable[[Any, str], Path],
) -> None:
    # axe is put into the page, which the policy of the site forbids to everybody else.
    context = browser.new_context(
        locale="ko-KR", viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, live_server.url, admin)
    institute, rosa = partners
    addresses = {
        "organizations": "/organizations/",
        "organization_edit": f"/organizations/{institute.pk}/edit/",
        "people": "/people/",
        "person_edit": f"/people/{rosa.pk}/edit/",
        "changes": f"/people/{rosa.pk}/changes/",
        "preferences": "/preferences/",
        "tokens": "/tokens/",
        "users": "/users/",
        "read_log": "/read-log/",
    }
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        found = Axe().run(page).response
        assert found["passes"], "axe looked at nothing"
        assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]], address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        shot(page, f"{name}-{width}-{theme}")
    context.close()
