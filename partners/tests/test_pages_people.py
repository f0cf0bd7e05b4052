"""The list and the forms of people and their affiliations, as people use them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import ReadLog, User
from config.tests.cast import SignIn
from partners.models import Affiliation, Document, NameKind, Organization, Person

pytestmark = pytest.mark.django_db

ROWS = {
    "names-TOTAL_FORMS": "0",
    "names-INITIAL_FORMS": "0",
    "affiliations-TOTAL_FORMS": "0",
    "affiliations-INITIAL_FORMS": "0",
}


def person(name: str, **fields: Any) -> Person:
    made = Person.objects.create(name=name, **fields)
    made.add_name(name, NameKind.OFFICIAL)
    return made


def body(name: str) -> Organization:
    made = Organization.objects.create(name=name)
    made.add_name(name, NameKind.OFFICIAL)
    return made


def rows_of(known: Person) -> dict[str, str]:
    """The rows of names and affiliations as the form of that person posts them."""
    names, places = list(known.names.exclude(text=known.name)), list(known.affiliations.all())
    data = {
        "names-TOTAL_FORMS": str(len(names)),
        "names-INITIAL_FORMS": str(len(names)),
        "affiliations-TOTAL_FORMS": str(len(places)),
        "affiliations-INITIAL_FORMS": str(len(places)),
    }
    for index, name in enumerate(names):
        data |= {f"names-{index}-id": str(name.pk), f"names-{index}-text": name.text, f"names-{index}-kind": name.kind}
    for index, place in enumerate(places):
        data |= {
            f"affiliations-{index}-id": str(place.pk),
            f"affiliations-{index}-organization": place.organization.name,
            f"affiliations-{index}-title": place.title,
        }
    return data


@pytest.fixture
def officer(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


def test_people_are_listed_with_where_they_are_now(officer: Client) -> None:
    known = person("Rosa Quintanilla", honorific="Dra.")
    Affiliation.objects.create(person=known, organization=body("가람연구소"), title="소장", until=date(2020, 1, 1))
    Affiliation.objects.create(person=known, organization=body("하늘연구소"), title="원장")
    page = officer.get("/people/").content.decode()
    assert "Rosa Quintanilla" in page
    assert "Dra." in page
    assert "하늘연구소" in page
    assert "가람연구소" not in page


def test_who_was_shown_is_kept_in_the_read_log(officer: Client, hana: User) -> None:
    known = person("Rosa Quintanilla")
    officer.get("/people/")
    entry = ReadLog.objects.get()
    assert (entry.actor, entry.kind, entry.ids, entry.purpose) == (hana.pk, "partners.Person", [known.pk], "page")


def test_an_erased_person_is_in_no_list_and_has_no_form(officer: Client) -> None:
    gone = Person.objects.create(name="", erased_at=timezone.now())
    assert str(gone.pk) not in officer.get("/people/").content.decode()
    assert officer.get(f"/people/{gone.pk}/edit/").status_code == 404


def test_a_list_costs_the_same_queries_for_2_rows_as_for_200(officer: Client) -> None:
    place = body("하늘연구소")

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            Affiliation.objects.create(person=person(f"사람 {number}"), organization=place, title=f"직위 {number}")

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert officer.get("/people/").status_code == 200
        return len(seen)

    add(0, 2)
    few = count()
    add(2, 200)
    assert count() == few


def test_an_affiliation_from_a_hidden_document_is_hidden(officer: Client, minsu: User, sign_in: SignIn) -> None:
    hidden = Document.objects.create(
        file="x", name="비공개.txt", sha256="0" * 64, size=1, media_type="text/plain", confidential=True
    )
    known = person("Rosa Quintanilla")
    place = Affiliation.objects.create(
        person=known, organization=body("가람연구소"), title="비밀고문", source_document=hidden
    )
    pages = ["/people/", f"/people/{known.pk}/edit/"]
    assert all("비밀고문" not in officer.get(page).content.decode() for page in pages)
    assert all("비밀고문" in sign_in(minsu).get(page).content.decode() for page in pages)
    assert officer.get(f"/affiliations/{place.pk}/end/").status_code == 404
    assert sign_in(minsu).get(f"/affiliations/{place.pk}/end/").status_code == 200


def test_a_person_is_registered_with_honorific_and_affiliation(officer: Client, hana: User) -> None:
    place = body("하늘연구소")
    answer = officer.post(
        "/people/new/",
        ROWS
        | {
            "name": "Dra. Rosa Quintanilla",
            "affiliations-TOTAL_FORMS": "1",
            "affiliations-0-organization": "하늘연구소",
            "affiliations-0-title": "원장",
            "affiliations-0-since": "24.3.1",
        },
    )
    made = Person.objects.get()
    assert answer["Location"] == f"/people/{made.pk}/"
    assert (made.name, made.honorific, made.entered_by) == ("Rosa Quintanilla", "Dra.", hana)
    held = made.affiliations.get()
    assert (held.organization, held.title, held.since) == (place, "원장", date(2024, 3, 1))
    assert [name.text for name in made.names.all()] == ["Rosa Quintanilla"]


def test_a_person_who_may_be_here_already_is_shown_with_their_place(officer: Client) -> None:
    known = person("Rosa Quintanilla")
    Affiliation.objects.create(person=known, organization=body("하늘연구소"), title="원장")
    page = officer.post("/people/new/", ROWS | {"name": "rosa quintanilla"}).content.decode()
    assert f"/people/{known.pk}/" in page
    assert "하늘연구소 · 원장" in page
    assert Person.objects.count() == 1
    officer.post("/people/new/", ROWS | {"name": "rosa quintanilla", "sure": "rosa quintanilla"})
    assert Person.objects.count() == 2, "two people may share a name"


def test_an_organization_nobody_knows_is_asked_about_and_the_rest_stays(officer: Client) -> None:
    data = ROWS | {
        "name": "Rosa Quintanilla", "affiliations-TOTAL_FORMS": "1", "affiliations-0-organization": "없는 기관",
        "affiliations-0-title": "원장",
    }  # fmt: skip
    page = officer.post("/people/new/", data).content.decode()
    assert "“없는 기관”" in page
    assert 'value="원장"' in page
    assert not Person.objects.exists()


def test_a_stale_edit_keeps_what_was_typed(officer: Client, minsu: User, sign_in: SignIn) -> None:
    known = person("Rosa Quintanilla", phone="1")
    known.refresh_from_db()
    address, seen = f"/people/{known.pk}/edit/", known.version
    other = rows_of(known) | {"name": known.name, "phone": "2", "version": str(seen)}
    assert sign_in(minsu).post(address, other).status_code == 302
    page = officer.post(address, rows_of(known) | {"name": known.name, "phone": "3", "version": str(seen)})
    assert page.status_code == 409
    assert 'value="3"' in page.content.decode()
    assert "박민수" in page.content.decode()
    known.refresh_from_db()
    assert known.phone == "2"


def test_one_of_us_is_one_person_only(officer: Client, hana: User) -> None:
    person("정하나", user=hana)
    page = officer.post("/people/new/", ROWS | {"name": "하나 둘", "user": str(hana.pk)}).content.decode()
    assert "“정하나” 인물이 이미" in page


def test_an_affiliation_is_added_and_ended_and_the_end_taken_back(officer: Client) -> None:
    known = person("Rosa Quintanilla")
    body("하늘연구소")
    officer.post(f"/people/{known.pk}/affiliations/new/", {"organization": "하늘연구소", "title": "원장"})
    held = known.affiliations.get()
    known.refresh_from_db()
    address, data = f"/affiliations/{held.pk}/end/", {"until": "2025. 8. 13.", "version": known.version}
    assert officer.post(address, data | {"version": known.version - 1}).status_code == 409
    answer = officer.post(address, data)
    assert answer["Location"] == f"/people/{known.pk}/"
    held.refresh_from_db()
    assert held.until == date(2025, 8, 13)
    undo = f"/affiliations/{held.pk}/end/undo/?until="
    for older in ("", "2025-08-12"):
        officer.post(f"{undo}{older}")
        held.refresh_from_db()
        assert held.until == date(2025, 8, 13), "the end that stands now is not the one to be taken back"
    assert f"{undo}2025-08-13" in officer.get(answer["Location"]).content.decode()
    officer.post(f"{undo}2025-08-13")
    held.refresh_from_db()
    assert held.until is None


def test_an_affiliation_does_not_end_before_it_began(officer: Client) -> None:
    held = Affiliation.objects.create(person=person("Rosa"), organization=body("가람"), since=date(2024, 1, 1))
    page = officer.post(f"/affiliations/{held.pk}/end/", {"until": "2023-1-1"}).content.decode()
    assert "시작한 날보다 앞설 수 없습니다" in page


def test_the_same_affiliation_stands_once(officer: Client) -> None:
    known = person("Rosa Quintanilla")
    body("하늘연구소")
    for _ in range(2):
        officer.post(f"/people/{known.pk}/affiliations/new/", {"organization": "하늘연구소", "title": "원장"})
    assert known.affiliations.count() == 1


def test_people_are_offered_while_typing_with_their_place(officer: Client) -> None:
    known = person("Rosa Quintanilla")
    Affiliation.objects.create(person=known, organization=body("하늘연구소"), title="원장")
    found = officer.get("/people/choices/", {"q": "quint"}).json()
    assert found == [{"id": str(known.pk), "text": "Rosa Quintanilla", "about": "하늘연구소 · 원장"}]


def test_viewers_read_and_do_not_write(guest: User, sign_in: SignIn) -> None:
    known = person("Rosa Quintanilla")
    held = Affiliation.objects.create(person=known, organization=body("하늘연구소"))
    client = sign_in(guest)
    assert client.get("/people/").status_code == 200
    for address in (
        "/people/new/",
        f"/people/{known.pk}/edit/",
        f"/people/{known.pk}/affiliations/new/",
        f"/affiliations/{held.pk}/end/",
    ):
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403
    assert client.post(f"/affiliations/{held.pk}/end/undo/").status_code == 403


def test_the_history_of_changes_tells_names_and_affiliations_and_hides_what_is_hidden(
    officer: Client, minsu: User, sign_in: SignIn
) -> None:
    hidden = Document.objects.create(
        file="x", name="비공개.txt", sha256="0" * 64, size=1, media_type="text/plain", confidential=True
    )
    known = person("Rosa Quintanilla")
    known.add_name("밝은 이름", NameKind.OTHER)
    known.add_name("비밀 이름", NameKind.OTHER, source_document=hidden)
    Affiliation.objects.create(person=known, organization=body("하늘연구소"), title="원장")
    address = f"/people/{known.pk}/changes/"
    page = officer.get(address).content.decode()
    assert "밝은 이름" in page
    assert "원장" in page
    assert "비밀 이름" not in page
    assert "비밀 이름" in sign_in(minsu).get(address).content.decode()
