"""Matching what was read with the registry: one candidate is offered, everything else is asked."""

from __future__ import annotations

import pytest

from partners.matching import (
    KnownOrganization,
    KnownPerson,
    MatchKind,
    ReadOrganization,
    ReadPerson,
    distance,
    match_organization,
    match_person,
    near_miss,
)

LAOS = KnownOrganization("1", "Ministry of Posts", ("Ministry of Posts", "MTC"), "LA", ("MTC",))
PERU = KnownOrganization("2", "Ministerio de Correos", ("Ministerio de Correos", "MTC"), "PE", ("MTC",))
OLD = KnownOrganization("3", "새봄연구원", ("새봄연구원", "옛봄연구소"), "KR")


def test_one_body_of_this_name_is_offered_with_the_name_they_share() -> None:
    found = match_organization(ReadOrganization(("옛봄 연구소",), "KR"), [LAOS, PERU, OLD])
    assert (found.kind, found.preselected, found.reason) == (MatchKind.ONE, "3", "same_name")
    assert found.params["name"] == "옛봄연구소"


def test_an_acronym_is_settled_by_the_country() -> None:
    found = match_organization(ReadOrganization(("MTC",), "PE"), [LAOS, PERU])
    assert (found.preselected, found.reason, found.params["country"]) == ("2", "same_acronym", "PE")


def test_an_acronym_of_two_bodies_is_asked_where_no_country_settles_it() -> None:
    found = match_organization(ReadOrganization(("MTC",)), [LAOS, PERU])
    assert (found.kind, found.preselected, found.ids, found.params["count"]) == (MatchKind.SEVERAL, None, ("1", "2"), 2)


def test_a_full_name_goes_before_an_acronym() -> None:
    found = match_organization(ReadOrganization(("MTC", "Ministry of Posts")), [LAOS, PERU])
    assert found.preselected == "1"


def test_the_same_name_in_another_country_is_no_match() -> None:
    found = match_organization(ReadOrganization(("새봄연구원",), "VN"), [OLD])
    assert (found.kind, found.reason, found.ids) == (MatchKind.NONE, "same_name_other_country", ())


def test_an_unknown_body_is_new() -> None:
    assert match_organization(ReadOrganization(("하늘공사",)), [LAOS, OLD]).reason == "no_such_name"
    assert match_organization(ReadOrganization(("—",)), [KnownOrganization("9", "-", ("-",))]).kind is MatchKind.NONE


HARIM = KnownPerson("p1", "도하림", ("도하림",), frozenset({"o1"}))
NAMESAKE = KnownPerson("p2", "도하림", ("도하림",), frozenset({"o2"}))


def test_the_same_name_at_the_same_body_is_offered() -> None:
    found = match_person(ReadPerson(("도하림 교수",), "o1"), [HARIM, NAMESAKE])
    assert (found.preselected, found.reason) == ("p1", "same_name_and_organization")


def test_the_same_name_at_another_body_is_only_near() -> None:
    found = match_person(ReadPerson(("도하림",), "o3"), [HARIM])
    assert (found.kind, found.preselected, found.ids, found.reason) == (
        MatchKind.NEAR,
        None,
        ("p1",),
        "same_name_elsewhere",
    )


def test_namesakes_elsewhere_are_asked() -> None:
    assert match_person(ReadPerson(("도하림",), "o3"), [HARIM, NAMESAKE]).kind is MatchKind.SEVERAL


def test_two_of_one_name_at_one_body_are_asked() -> None:
    twin = KnownPerson("p3", "도하림", ("도하림",), frozenset({"o1"}))
    found = match_person(ReadPerson(("도하림",), "o1"), [HARIM, twin])
    assert (found.kind, found.reason) == (MatchKind.SEVERAL, "several_of_this_name_there")


def test_a_name_one_letter_off_at_the_same_body_is_asked_never_taken() -> None:
    found = match_person(ReadPerson(("도하린",), "o1"), [HARIM])
    assert (found.kind, found.preselected, found.reason) == (MatchKind.NEAR, None, "one_letter_differs")
    assert match_person(ReadPerson(("도하린",), "o2"), [HARIM]).kind is MatchKind.NONE


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("도하림", "도하린", True),
        ("도하림", "도히림", True),
        ("도하림", "도서림", False),
        ("도하림", "마하림", False),
        ("도하림", "도하림", False),
        ("Ana Ruizen", "A. Ruizem", True),
        ("Ana Ruizen", "Ana Ruizem", True),
        ("Ana Ruizen", "Eva Ruizen", False),
        ("Sandra Ruizen", "Santra Ruizen", True),
        ("Ana Lee", "Ana Lea", False),
        ("도하림", "Do Harim", False),
    ],
)
def test_near_misses_are_one_slip_apart(one: str, other: str, near: bool) -> None:
    assert near_miss(one, other) is near
    assert near_miss(other, one) is near


def test_distance_counts_letters_and_stops_at_three() -> None:
    assert [distance("abc", other) for other in ("abc", "abd", "ab", "xyz", "abcdef")] == [0, 1, 1, 3, 3]
