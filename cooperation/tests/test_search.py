"""The search of the header: what is found, in which order, and what never is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from config.tests.cast import SignIn
from cooperation import search as searching
from cooperation.search import Group, Kind, marked
from cooperation.tests.world import QUERY, Secrets, World, document
from partners import names
from partners.models import Organization
from partners.search import Folded


@pytest.fixture
def world(minsu: User) -> World:
    return World(minsu)


def found(text: str, user: User, only: str = "") -> dict[str, list[str]]:
    return {group.kind: ["".join(hit.parts) for hit in group.hits] for group in searching.search(text, user, only)}


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("과학", Kind.ORGANIZATION, "CONCYTEC"),  # two syllables inside another name of it
        ("concytec", Kind.ORGANIZATION, "CONCYTEC"),
        ("victor", Kind.PERSON, "Víctor Quispe"),  # without the accent
        ("서준", Kind.PERSON, "윤서준"),
        ("ㅇㅅㅈ", Kind.PERSON, "윤서준"),  # initial consonants
        ("seojun", Kind.PERSON, "윤서준"),  # romanised
        ("기술 협력", Kind.AGREEMENT, "과학기술 협력 MOU"),  # two words
        ("실증", Kind.MEETING, "정책 실증 협의"),
        ("페루", Kind.TRIP, "페루 과학기술 협력 출장"),
        ("의견 송부", Kind.COMMITMENT, "검토 의견 송부"),
        ("실증랩", Kind.PROJECT, "정책실증랩"),
        ("전파하겠음", Kind.SENTENCE, "작년 보고서는 빠른 시일 내에 전파하겠음."),
        ("정", Kind.MEETING, "정책 실증 협의"),  # one syllable begins it
    ],
)
def test_it_is_found(text: str, kind: Kind, title: str, world: World, guest: User) -> None:
    assert title in found(text, guest).get(kind, []), found(text, guest)


def test_a_reference_number_finds_its_record(world: World, guest: User) -> None:
    world.agreement.refresh_from_db()
    assert found(world.agreement.reference.lower(), guest) == {Kind.AGREEMENT: [world.agreement.title]}


def test_exact_stands_before_prefix_before_infix(world: World, guest: User) -> None:
    for name in ("New PCM Office", "PCMX", "PCM"):
        world.organization(name)
    assert found("pcm", guest)[Kind.ORGANIZATION] == ["PCM", "PCMX", "New PCM Office"]


def test_what_is_spelt_alike_stands_before_what_shares_letters(world: World, guest: User) -> None:
    for name in ("각하", "가하"):
        world.organization(name)
    assert found("가하", guest)[Kind.ORGANIZATION] == ["가하"]
    world.organization("대각하늘")
    world.organization("대가하늘")
    assert found("가하", guest)[Kind.ORGANIZATION] == ["가하", "대가하늘"]


def test_a_misspelt_name_is_offered_as_similar_only_where_nothing_matches(world: World, guest: User) -> None:
    groups: list[Group] = searching.search("Viktor Quispi", guest)
    assert [(group.kind, group.similar) for group in groups] == [(Kind.PERSON, True)]
    assert ["".join(hit.parts) for hit in groups[0].hits] == ["Víctor Quispe"]
    assert not any(group.similar for group in searching.search("Quispe", guest))


def test_nothing_is_found_for_nothing(world: World, guest: User) -> None:
    for text in ("", "   ", "\x00", "%", "없는이름이다", "_"):
        assert found(text, guest) == {}, text


def test_a_kind_alone_gives_more_of_it(world: World, guest: User) -> None:
    for number in range(9):
        world.organization(f"PCM {number}")
    (group,) = searching.search("pcm", guest)
    assert (len(group.hits), group.more) == (6, "/organizations/")
    (group,) = searching.search("pcm", guest, only="organization")
    assert (len(group.hits), group.more) == (9, "")


def test_what_is_secret_is_not_found_by_whoever_may_not_see_it(world: World, guest: User, minsu: User) -> None:
    Secrets(world, by=minsu)
    assert found(QUERY, guest) == {}
    assert set(found(QUERY, minsu)) == set(Kind)


def test_the_page_marks_what_was_found_and_links_to_the_line(world: World, guest: User, sign_in: SignIn) -> None:
    page = sign_in(guest).get(reverse("search"), {"q": "빠른 시일"}).content.decode()
    assert "<mark>빠른 시일</mark>" in page
    assert f"/documents/{world.document.pk}/?line=2#l2" in page


def test_the_page_says_what_to_try_where_nothing_was_found(guest: User, sign_in: SignIn) -> None:
    page = sign_in(guest).get(reverse("search"), {"q": "<b>없는말</b>"}).content.decode()
    assert "&lt;b&gt;없는말&lt;/b&gt;" in page
    assert "<b>없는말" not in page


def test_a_search_takes_the_same_queries_for_few_hits_as_for_many(world: World, guest: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            searching.search("pcm", guest)
        return len(captured)

    world.organization("PCM")
    document("a.txt", "PCM")
    few = queries()
    for number in range(20):
        world.organization(f"PCM {number}")
    document("b.txt", *(f"PCM {number}" for number in range(30)))
    assert queries() == few


@given(st.text(max_size=60), st.text(max_size=10))
def test_marking_loses_no_letter(text: str, query: str) -> None:
    assert "".join(marked(text, query)) == text


@pytest.mark.parametrize(
    "text", ["Víctor Øst", "과학기술 진흥원", "Straße Æon", "ŁÓDŹ þing", "Ñandú, ｆｕｌｌ ﬁne", "ㅅㅈㅅ", "Åse Đorđe ı"]
)
def test_the_database_folds_titles_as_names_are_folded(text: str, db: None) -> None:
    Organization.objects.create(name="any")
    assert Organization.objects.annotate(folded=Folded(Value(text))).values_list("folded", flat=True)[0] == names.jamo(
        text
    )
