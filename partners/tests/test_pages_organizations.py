"""The list and the forms of organizations, as people use them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from config.tests.cast import SignIn
from partners.models import Affiliation, Document, NameKind, Organization, OrganizationName, Person

pytestmark = pytest.mark.django_db

ROWS = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}


def make(name: str, *others: str, **fields: Any) -> Organization:
    organization = Organization.objects.create(name=name, **fields)
    organization.add_name(name, NameKind.OFFICIAL)
    for other in others:
        organization.add_name(other, NameKind.OTHER)
    return organization


def rows_of(organization: Organization) -> dict[str, str]:
    """The rows of names as the form of that organization posts them."""
    names = list(organization.names.exclude(text=organization.name))
    data = {"names-TOTAL_FORMS": str(len(names)), "names-INITIAL_FORMS": str(len(names))}
    for index, name in enumerate(names):
        data |= {
            f"names-{index}-id": str(name.pk),
            f"names-{index}-text": name.text,
            f"names-{index}-kind": name.kind,
            f"names-{index}-language": name.language,
        }
    return data


@pytest.fixture
def officer(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


# --------------------------------------------------------------------------------------------------- the list


def test_an_organization_is_found_by_any_of_its_names(officer: Client) -> None:
    make("남십자성연구원", "Southern Cross Institute", "SCI-Q", country="NZ")
    make("북두칠성대학", country="KR")
    for text in ("southern", "SCI-Q", "남십자", "ㄴㅅㅈㅅ"):
        page = officer.get("/organizations/", {"q": text}).content.decode()
        assert "남십자성연구원" in page, text
        assert "북두칠성대학" not in page, text


def test_conditions_are_shown_and_can_be_lifted(officer: Client) -> None:
    make("남십자성연구원", country="NZ")
    make("북두칠성대학", country="KR")
    page = officer.get("/organizations/", {"country": "NZ"}).content.decode()
    assert "남십자성연구원" in page
    assert "북두칠성대학" not in page
    assert "뉴질랜드" in page
    assert 'href="?"' in page


def test_an_empty_list_says_how_to_widen_it(officer: Client) -> None:
    make("남십자성연구원")
    page = officer.get("/organizations/", {"q": "없는 이름"}).content.decode()
    assert "조건에 맞는 기관이 없습니다" in page
    assert 'class="empty"' in page


def test_a_list_costs_the_same_queries_for_2_rows_as_for_200(
    officer: Client,
) -> None:
    def add(first: int, last: int) -> None:
        for number in range(first, last):
            organization = make(f"기관 {number}", f"Body {number}", country="PE")
            person = Person.objects.create(name=f"사람 {number}")
            Affiliation.objects.create(person=person, organization=organization)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert officer.get("/organizations/").status_code == 200
        return len(seen)

    add(0, 2)
    few = count()
    add(2, 200)
    assert count() == few


def test_the_number_of_people_is_the_length_of_the_list_it_links_to(officer: Client) -> None:
    organization = make("남십자성연구원")
    for number in range(3):
        person = Person.objects.create(name=f"사람 {number}")
        Affiliation.objects.create(person=person, organization=organization)
        Affiliation.objects.create(person=person, organization=organization, title="부장")
    gone = Person.objects.create(name="", erased_at=timezone.now())
    Affiliation.objects.create(person=gone, organization=organization)
    page = officer.get("/organizations/").content.decode()
    assert f'href="/people/?organization={organization.pk}">3명</a>' in page
    assert "<caption>3명</caption>" in officer.get(f"/people/?organization={organization.pk}").content.decode()


def test_a_name_from_a_hidden_document_is_hidden(officer: Client, minsu: User, sign_in: SignIn) -> None:
    hidden = Document.objects.create(
        file="x", name="비공개.txt", sha256="0" * 64, size=1, media_type="text/plain", confidential=True
    )
    organization = make("남십자성연구원")
    organization.add_name("비밀스러운 이름", NameKind.OTHER, source_document=hidden)
    address = f"/organizations/{organization.pk}/edit/"
    assert "비밀스러운 이름" not in officer.get("/organizations/").content.decode()
    assert "비밀스러운 이름" not in officer.get(address).content.decode()
    assert "비밀스러운 이름" in sign_in(minsu).get(address).content.decode()
    assert "남십자성연구원" not in officer.get("/organizations/?q=비밀스러운").content.decode()


STRANGE = [
    "sort=nothing", "page=999", "page=x", "country=%00", "kind=nope", "column=x", "ours=perhaps", "organization=1",
    "q=%00",
]  # fmt: skip


@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_address_is_no_error(officer: Client, query: str) -> None:
    make("남십자성연구원")
    assert officer.get(f"/organizations/?{query}").status_code == 200
    assert officer.get(f"/people/?{query}").status_code == 200


def test_columns_and_order_are_chosen_in_the_address(officer: Client) -> None:
    make("가람연구소", city="라파스")
    make("하늘연구소", city="키토")
    page = officer.get("/organizations/?column=city&sort=-name").content.decode()
    assert "라파스" in page
    assert page.index("하늘연구소") < page.index("가람연구소")
    assert 'aria-sort="descending"' in page
    assert 'data-label="국가"' not in page


# -------------------------------------------------------------------------------------------------- the forms


def test_an_organization_is_registered_with_its_names(officer: Client, hana: User) -> None:
    answer = officer.post(
        "/organizations/new/",
        {
            "name": "남십자성  연구원",
            "kind": "research_institute",
            "country": "NZ",
            "website": "scross.example",
            "names-TOTAL_FORMS": "2",
            "names-INITIAL_FORMS": "0",
            "names-0-text": "Southern Cross Institute",
            "names-0-kind": "official",
            "names-0-language": "en",
            "names-1-text": "",
        },
    )
    organization = Organization.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/organizations/{organization.pk}/")
    assert (organization.name, organization.entered_by) == ("남십자성 연구원", hana)
    assert organization.website == "https://scross.example"
    assert {name.text for name in organization.names.all()} == {"남십자성 연구원", "Southern Cross Institute"}


def test_an_organization_that_may_be_here_already_is_shown_before_it_is_made_again(officer: Client) -> None:
    known = make("남십자성연구원", "Southern Cross Institute", country="NZ")
    data = {"name": "Southern Cross Institut", **ROWS}
    page = officer.post("/organizations/new/", data)
    text = page.content.decode()
    assert f"/organizations/{known.pk}/" in text
    assert "그래도 등록" in text
    assert Organization.objects.count() == 1
    officer.post("/organizations/new/", data | {"sure": "southern cross institut"})
    assert Organization.objects.count() == 2


def test_being_sure_holds_for_the_name_it_was_said_of(officer: Client) -> None:
    make("남십자성연구원")
    officer.post("/organizations/new/", {"name": "남십자성연구원", "sure": "다른 이름", **ROWS})
    assert Organization.objects.count() == 1


def test_a_stale_edit_says_who_was_first_and_keeps_what_was_typed(
    officer: Client, minsu: User, sign_in: SignIn
) -> None:
    organization = make("남십자성연구원", city="웰링턴")
    address = f"/organizations/{organization.pk}/edit/"
    organization.refresh_from_db()
    seen = organization.version
    other = {"name": "남십자성연구원", "city": "오클랜드", "version": seen, **rows_of(organization)}
    assert sign_in(minsu).post(address, other).status_code == 302

    mine = {"name": "남십자성연구원", "city": "더니든", "version": seen, **rows_of(organization)}
    page = officer.post(address, mine)
    text = page.content.decode()
    assert page.status_code == 409
    assert "박민수" in text
    assert "웰링턴 → 오클랜드" in text
    assert 'value="더니든"' in text
    organization.refresh_from_db()
    assert organization.city == "오클랜드"
    assert f'name="version" value="{organization.version}"' in text

    assert officer.post(address, mine | {"version": organization.version}).status_code == 302
    organization.refresh_from_db()
    assert organization.city == "더니든"


def test_a_name_added_by_someone_else_makes_an_edit_stale_too(officer: Client) -> None:
    organization = make("남십자성연구원")
    organization.refresh_from_db()
    data = {"name": "새 이름", "version": organization.version, **rows_of(organization)}
    organization.add_name("다른 이름", NameKind.OTHER)
    assert officer.post(f"/organizations/{organization.pk}/edit/", data).status_code == 409


def test_a_form_without_a_version_changes_nothing(officer: Client) -> None:
    organization = make("남십자성연구원")
    data = {"name": "새 이름", **rows_of(organization)}
    assert officer.post(f"/organizations/{organization.pk}/edit/", data).status_code == 409
    organization.refresh_from_db()
    assert organization.name == "남십자성연구원"


def test_a_name_removed_by_someone_else_meanwhile_does_not_lose_what_was_typed(officer: Client) -> None:
    organization = make("남십자성연구원", "옛 이름")
    data = {"name": "남십자성연구원", **rows_of(organization)}
    OrganizationName.objects.filter(text="옛 이름").delete()
    organization.refresh_from_db()
    address = f"/organizations/{organization.pk}/edit/"
    first = officer.post(address, data | {"version": organization.version - 1})
    assert first.status_code == 409
    assert 'value="옛 이름"' in first.content.decode()
    assert officer.post(address, data | {"version": organization.version}).status_code == 302
    assert organization.names.filter(text="옛 이름").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "적어 주십시오"),
        ({"kind": "department"}, "부서는 어느 기관에 속합니다"),
        ({"started_on": "2025-3-1", "ended_on": "24.3.1"}, "시작한 날보다 앞설 수 없습니다"),
        ({"started_on": "2025-2-30"}, "2025-2-30"),
        ({"parent": "아무도 모르는 기관"}, "아무도 모르는 기관"),
        ({"website": "not a site"}, "URL"),
        ({"country": "XX1"}, "XX1"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(officer: Client, typed: dict[str, str], sentence: str) -> None:
    page = officer.post("/organizations/new/", {"name": "남십자성연구원", "note": "적어 둔 말", **ROWS, **typed})
    text = page.content.decode()
    assert page.status_code == 200
    assert sentence in text
    assert 'class="wrong-list"' in text
    assert "적어 둔 말" in text
    assert not Organization.objects.exists()


def test_a_circle_of_parents_is_refused(officer: Client) -> None:
    top = make("가람연구소")
    below = make("나래센터", parent=top)
    top.refresh_from_db()
    data = {"name": "가람연구소", "parent": "나래센터", "version": top.version, **rows_of(top)}
    page = officer.post(f"/organizations/{top.pk}/edit/", data)
    assert "이미 이 기관의 아래에 있습니다" in page.content.decode()
    below.refresh_from_db()
    assert below.parent == top


def test_a_parent_is_named_by_any_of_its_names(officer: Client) -> None:
    parent = make("남십자성연구원", "SCI-Q")
    officer.post("/organizations/new/", {"name": "나래센터", "parent": "sci-q", **ROWS})
    assert Organization.objects.get(name="나래센터").parent == parent


def test_where_several_have_the_name_the_person_chooses(officer: Client) -> None:
    one, two = make("과학기술부", country="UZ"), make("과학기술부", country="LA")
    data = {"name": "나래센터", "parent": "과학기술부", **ROWS}
    page = officer.post("/organizations/new/", data).content.decode()
    assert str(one.pk) in page
    assert str(two.pk) in page
    officer.post("/organizations/new/", data | {"parent_id": str(two.pk)})
    assert Organization.objects.get(name="나래센터").parent == two


def test_a_near_name_may_be_taken(officer: Client) -> None:
    parent = make("남십자성연구원")
    data = {"name": "나래센터", "parent": "남십자", **ROWS}
    page = officer.post("/organizations/new/", data).content.decode()
    assert str(parent.pk) in page
    officer.post("/organizations/new/", data | {"parent_id": str(parent.pk), "parent_asked": "남십자"})
    assert Organization.objects.get(name="나래센터").parent == parent


def test_a_chosen_record_does_not_survive_another_name(officer: Client) -> None:
    one = make("가람연구소")
    two = make("하늘연구소")
    officer.post("/organizations/new/", {"name": "나래센터", "parent": "하늘연구소", "parent_id": str(one.pk), **ROWS})
    assert Organization.objects.get(name="나래센터").parent == two


def test_another_row_is_added_without_script_and_nothing_is_judged_yet(officer: Client) -> None:
    data = {
        "name": "",
        "note": "적어 둔 말",
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "0",
        "names-0-text": "첫째",
    }
    page = officer.post("/organizations/new/", data | {"add_row": "names"})
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="names-1-text"' in text
    assert 'value="첫째"' in text
    assert "적어 둔 말" in text
    assert "wrong-list" not in text


def test_one_spelling_stands_once(officer: Client) -> None:
    data = {
        "name": "남십자성연구원", "names-TOTAL_FORMS": "2", "names-INITIAL_FORMS": "0", "names-0-text": "SCI-Q",
        "names-1-text": "sci-q",
    }  # fmt: skip
    assert "이미 있습니다" in officer.post("/organizations/new/", data).content.decode()


def test_a_name_can_be_removed_and_its_spelling_given_to_another_row(officer: Client) -> None:
    organization = make("남십자성연구원", "SCI-Q")
    organization.refresh_from_db()
    data = {"name": organization.name, "version": organization.version, **rows_of(organization)}
    index = next(key.split("-")[1] for key, value in data.items() if value == "SCI-Q")
    data |= {
        f"names-{index}-DELETE": "on",
        "names-TOTAL_FORMS": "3",
        "names-2-text": "sci-q",
        "names-2-kind": "acronym",
    }
    assert officer.post(f"/organizations/{organization.pk}/edit/", data).status_code == 302
    assert {name.text: name.kind for name in organization.names.all()}["sci-q"] == "acronym"


def test_choices_are_offered_while_typing(officer: Client) -> None:
    organization = make("남십자성연구원", "SCI-Q", country="NZ", kind="research_institute")
    found = officer.get("/organizations/choices/", {"q": "sci"}).json()
    assert found == [{"id": str(organization.pk), "text": "남십자성연구원", "about": "연구기관 · 뉴질랜드"}]
    assert officer.get("/organizations/choices/").json() == []
    assert officer.get("/organizations/choices/", {"q": "\x00"}).json() == []


# ---------------------------------------------------------------------------------------------- who may do what


@pytest.mark.parametrize("path", ["new/", "{pk}/edit/"])
def test_viewers_read_and_do_not_write(guest: User, sign_in: SignIn, path: str) -> None:
    organization = make("남십자성연구원")
    client = sign_in(guest)
    assert client.get("/organizations/").status_code == 200
    address = "/organizations/" + path.format(pk=organization.pk)
    for answer in (client.get(address), client.post(address, {"name": "x"})):
        assert answer.status_code == 403
        assert "담당자" in answer.content.decode()


def test_an_unknown_organization_is_not_found(officer: Client) -> None:
    assert officer.get("/organizations/01900000-0000-7000-8000-000000000000/edit/").status_code == 404
