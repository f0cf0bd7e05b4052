"""The pages of an organization, a person and a country."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from config.tests.cast import SignIn
from cooperation.tests.world import World


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu)


def test_the_page_of_an_organization_tells_names_promises_people_agreements_and_history(
    world: World, guest: User, sign_in: SignIn
) -> None:
    page = sign_in(guest).get(reverse("organization", args=[world.partner.pk])).content.decode()
    for text in (
        "국가과학기술혁신위원회",
        "CONCYTEC Arequipa",
        "Víctor Quispe",
        "작년 보고서를 정부 기관에 전파",
        "검토 의견 송부",
        "과학기술 협력 MOU",
        "정책 실증 협의",
        "페루 과학기술 협력 출장",
        "작년 보고서는 빠른 시일 내에 전파하겠음.",
        f"/documents/{world.document.pk}/?line=2#l2",
    ):
        assert text in page, text


def test_the_page_of_a_person_tells_titles_and_where_we_met(world: World, guest: User, sign_in: SignIn) -> None:
    page = sign_in(guest).get(reverse("person", args=[world.person.pk])).content.decode()
    for text in ("Víctor Quispe", "Dr.", "Director", "CONCYTEC", "정책 실증 협의", "작년 보고서를 정부 기관에 전파"):
        assert text in page, text


def test_the_page_of_a_country_tells_its_bodies_and_what_happened_there(
    world: World, guest: User, sign_in: SignIn
) -> None:
    page = sign_in(guest).get(reverse("country", args=["PE"])).content.decode()
    for text in ("페루", "CONCYTEC", "과학기술 협력 MOU", "정책 실증 협의", "페루 과학기술 협력 출장"):
        assert text in page, text
    assert "페루" in sign_in(guest).get(reverse("countries")).content.decode()


def test_a_country_that_does_not_exist_is_not_found(guest: User, sign_in: SignIn) -> None:
    assert sign_in(guest).get(reverse("country", args=["ZZ"])).status_code == 404
