"""Ours or theirs: asked once where a report does not say, remembered, and followed by what was filed before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from accounts.history import recorded
from accounts.models import User
from config.tests.cast import SignIn
from cooperation.intake import ours as asking
from cooperation.intake.decide import accept, accept_all_clear
from cooperation.intake.questions import answer, choices
from cooperation.intake.reasons import reason
from cooperation.intake.undo import undo
from cooperation.models import Commitment, Proposal, ProposalState, SideWord
from cooperation.tests.intake_case import a_revision, attendee, body, person, promise, reading, the
from meetings.models import Attendance, ReportRevision, Side, TripTraveller
from meetings.sides import side_of
from partners import ours
from partners.models import Organization, OrganizationKind

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 1)
CENTRE = "과학정책센터"


def institute(name: str = "한빛우주연구원", **fields: Any) -> Organization:
    made = Organization.objects.create(name=name, ours=True, country="KR", **fields)
    made.add_name(name, "official")
    return made


def with_a_centre(**traveller: Any) -> dict[str, Any]:
    """The report with one more traveller, from a centre of which nothing says whose it is; they attend and promise."""
    read = reading()
    read["organizations"].append(body("o4", CENTRE, "", line=5))
    read["people"].append(person("p4", "문지호", "o4", 5))
    read["trip"]["travellers"].append(
        {"name": "문지호", "rank": None, "dept": None, "line": 5, "org_id": "o4", "person_id": "p4"} | traveller
    )
    read["meetings"][0]["attendees"].append(attendee("문지호", CENTRE, "o4", "p4", "연구원", 9))
    read["commitments"].append(promise(11, "commitment", "o4", "자료 번역"))
    return read


def question(revision: ReportRevision, ask: str) -> Proposal:
    return Proposal.objects.get(revision=revision, kind="question", data__ask=ask)


def asked(revision: ReportRevision) -> set[str]:
    """The kinds of questions about us that wait for a person."""
    rows = Proposal.objects.filter(revision=revision).blocking()
    return {row.data["ask"] for row in rows if row.data.get("ask") in asking.ASKS}


def sides() -> dict[str, str]:
    return dict(Attendance.objects.values_list("person__name", "side"))


@pytest.fixture(autouse=True)
def context(hana: User) -> Any:
    with recorded(by=hana, command="test"):
        yield


def test_an_addressee_that_no_traveller_comes_from_is_no_proof_and_asked(hana: User) -> None:
    read = reading()
    read["organizations"].append(body("o5", "대한우주청", "KR", line=16))
    read["submission"]["recipient"] = "대한우주청장 귀하"
    revision = a_revision(hana, read)
    assert asked(revision) == {"our_institute"}
    accept_all_clear(revision, by=hana, on=ON)
    assert not Organization.objects.ours().exists()
    assert sides()["서가온"] != Side.OURS
    row = question(revision, "our_institute")
    assert [words for _code, words in asking.options(row)] == ["대한우주청", "한빛우주연구원", "해당 없음"]
    answer(row, "body:o1", by=hana, on=ON)
    assert Organization.objects.get(ours=True).name == "한빛우주연구원"
    assert sides() == {"Elena Ruiz Prado": Side.THEIRS, "서가온": Side.OURS, "Tomas Vidal Rojas": Side.THEIRS}
    assert asked(a_revision(hana, read, "again.txt")) == set()


def test_a_travellers_body_is_asked_once_and_what_was_filed_before_follows(hana: User) -> None:
    home = institute()
    revision = a_revision(hana, with_a_centre())
    assert asked(revision) == {"ours_or_theirs"}
    accept_all_clear(revision, by=hana, on=ON)
    promised = Commitment.objects.get(text="자료 번역")
    assert (sides()["문지호"], promised.side, promised.watched) == (Side.THIRD, Side.THIRD, True)
    row = question(revision, "ours_or_theirs")
    assert choices(row) == ["ours", "theirs", "third"]
    answered = answer(row, "ours", by=hana, on=ON).proposal
    centre = Organization.objects.get(name=CENTRE)
    assert (centre.ours, centre.parent, centre.kind) == (True, home, OrganizationKind.DEPARTMENT)
    promised.refresh_from_db()
    assert (sides()["문지호"], promised.side, promised.watched) == (Side.OURS, Side.OURS, False)
    assert answered.answer == "우리: 한빛우주연구원의 부서"
    assert asked(a_revision(hana, with_a_centre(), "next.txt")) == set()


def test_undoing_the_answer_takes_it_back_with_all_that_followed(hana: User) -> None:
    institute()
    revision = a_revision(hana, with_a_centre())
    accept_all_clear(revision, by=hana, on=ON)
    answer(question(revision, "ours_or_theirs"), "ours", by=hana, on=ON)
    undo(question(revision, "ours_or_theirs"), by=hana, on=ON)
    centre = Organization.objects.get(name=CENTRE)
    assert (centre.ours, centre.parent) == (False, None)
    assert sides()["문지호"] == Side.THIRD
    assert Commitment.objects.get(text="자료 번역").side == Side.THIRD
    assert asked(revision) == {"ours_or_theirs"}


def test_a_side_that_a_person_said_does_not_follow(hana: User) -> None:
    institute()
    revision = a_revision(hana, with_a_centre())
    accept_all_clear(revision, by=hana, on=ON)
    Attendance.objects.filter(person__name="문지호").update(side=Side.THEIRS, side_by_hand=True)
    Commitment.objects.filter(text="자료 번역").update(side=Side.THEIRS, side_by_hand=True)
    answer(question(revision, "ours_or_theirs"), "ours", by=hana, on=ON)
    assert sides()["문지호"] == Side.THEIRS
    assert Commitment.objects.get(text="자료 번역").side == Side.THEIRS


@pytest.mark.parametrize(("said", "side"), [("theirs", Side.THEIRS), ("third", Side.THIRD)])
def test_a_body_that_is_not_ours_stands_where_it_was_said_and_is_not_asked_again(
    hana: User, said: str, side: Side
) -> None:
    institute()
    revision = a_revision(hana, with_a_centre())
    answer(question(revision, "ours_or_theirs"), said, by=hana, on=ON)
    centre = Organization.objects.get(name=CENTRE)
    assert (centre.ours, centre.other_side, side_of(centre)) == (False, said, side)
    accept_all_clear(revision, by=hana, on=ON)
    assert sides()["문지호"] == side
    assert asked(a_revision(hana, with_a_centre(), "next.txt")) == set()


def test_what_somebody_said_elsewhere_meanwhile_is_no_question_any_more(hana: User, minsu: User) -> None:
    institute()
    first, second = a_revision(hana, with_a_centre()), a_revision(minsu, with_a_centre(), "other.txt")
    answer(question(first, "ours_or_theirs"), "third", by=hana, on=ON)
    accept(the(second, "organization", "o2"), by=minsu, on=ON, seen=the(second, "organization", "o2").suggested)
    assert asked(second) == set()
    row = question(second, "ours_or_theirs")
    assert row.state == ProposalState.WAITING
    answer(row, "ours", by=minsu, on=ON)  # a note may still be answered otherwise
    assert Organization.objects.get(name=CENTRE).ours


@pytest.mark.parametrize(
    ("name", "country", "asks"),
    [("국제협력팀", "", True), (CENTRE, "KR", True), ("국립위성센터", "CL", False), ("총리실", "", False),
     ("교육부", "", False), ("한국전력공사", "KR", False), ("가람 연구센터", "", False)],
)  # fmt: skip
def test_only_departments_that_could_be_ours_are_asked_about(hana: User, name: str, country: str, asks: bool) -> None:
    institute()
    read = reading()
    read["organizations"].append(body("o4", name, country, line=9))
    read["people"].append(person("p4", "문지호", "o4", 9))
    assert (asked(a_revision(hana, read)) == {"ours_or_theirs"}) is asks


def test_a_departments_name_means_the_one_that_was_there_then_or_who_took_over(hana: User) -> None:
    home = institute()
    new = institute("대외협력실", parent=home, kind="department", started_on=date(2026, 7, 1))
    old = institute("국제협력팀", parent=home, kind="department", ended_on=date(2026, 6, 30), successor=new)
    read = reading()
    read["organizations"].append(body("o4", "국제협력팀", "", line=9))
    read["people"].append(person("p4", "문지호", "o4", 9))
    row = the(a_revision(hana, read), "organization", "o4")
    assert (row.suggested, row.reason_code) == (new.pk, "ours_took_over")
    accept(row, by=hana, on=ON, seen=new.pk)
    assert not new.names.filter(text="국제협력팀").exists()
    read["trip"]["period"] |= {"start": "2026-03-02", "end": "2026-03-05"}
    assert the(a_revision(hana, read, "earlier.txt"), "organization", "o4").suggested == old.pk


def test_a_traveller_of_whom_only_a_department_is_given_is_of_that_department(hana: User) -> None:
    home = institute()
    unit = institute("국제협력실", parent=home, kind="department")
    read = reading()
    read["trip"]["travellers"] = [
        {"name": "서가온", "rank": "실장", "dept": "국제협력실", "line": 5, "org_id": None, "person_id": "p1"},
        {"name": "문지호", "rank": "", "dept": "없는팀", "line": 5, "org_id": None, "person_id": "p4"},
    ]
    read["people"].append(person("p4", "문지호", None, 5))
    accept_all_clear(a_revision(hana, read), by=hana, on=ON)
    assert dict(TripTraveller.objects.values_list("person__name", "organization")) == {
        "서가온": unit.pk, "문지호": home.pk,
    }  # fmt: skip


def by_the_korean_side() -> dict[str, Any]:
    """Two Korean bodies in one report, and a promise of "한국 측", which the reader gives to the travellers' body."""
    read = reading()
    read["organizations"][2] |= {"role": "participant"}
    read["people"].append(person("p4", "문지호", "o3", 12))
    read["commitments"][1] |= {
        "quote": "한국 측은 12월 15일까지 검토 의견을 보내겠음", "actor_guessed": True, "actor_reason": "‘한국 측은’",
    }  # fmt: skip
    return read


def test_words_without_a_body_are_asked_once_and_remembered(hana: User) -> None:
    institute()
    revision = a_revision(hana, by_the_korean_side())
    assert asked(revision) == {"side_words"}
    accept_all_clear(revision, by=hana, on=ON)
    promised = Commitment.objects.get(text="검토 의견 송부")
    assert promised.side == Side.OURS
    row = question(revision, "side_words")
    assert choices(row) == ["body:o1", "body:o3", "third"]
    answer(row, "body:o3", by=hana, on=ON)
    promised.refresh_from_db()
    assert promised.owner is not None
    assert (promised.owner.name, promised.side) == ("기상청", Side.THIRD)
    assert SideWord.objects.get().organization == promised.owner
    following = a_revision(hana, by_the_korean_side(), "next.txt")
    assert asked(following) == set()
    assert the(following, "commitment", "c2").data["actor_org"] == "o3"


def test_where_one_body_of_our_country_is_named_the_words_are_clear(hana: User) -> None:
    institute()
    read = by_the_korean_side()
    read["organizations"][2] |= {"role": "mentioned", "country": "CL"}
    read["people"].pop()
    assert asked(a_revision(hana, read)) == set()


def test_our_words_mean_our_institute_though_the_report_does_not_name_it(hana: User) -> None:
    home = institute("다른연구원")
    read = reading()
    read["commitments"][1] |= {"quote": "우리 측은 검토 의견을 보내겠음", "actor_org": None, "actor_guessed": True}
    revision = a_revision(hana, read)
    row = revision.proposals.get(data__quote="우리 측은 검토 의견을 보내겠음")
    with translation.override("ko"):
        assert "누가 할지 보고서에 없습니다" not in reason(row), "it is known whose it is, and mails will speak of it"
    accept_all_clear(revision, by=hana, on=ON)
    promised = Commitment.objects.get(text="검토 의견 송부")
    assert (promised.owner, promised.side) == (home, Side.OURS)


@pytest.mark.parametrize(
    ("line", "name", "side"),
    [
        ("(한국 측) 문지호 팀장, 연하늘 연구원 / (칠레 측) Elena Ruiz", "연하늘", "ours"),
        ("(한국 측) 문지호 팀장, 연하늘 연구원 / (칠레 측) Elena Ruiz", "Elena Ruiz", "theirs"),
        ("우리 측: 문지호", "문지호", "ours"),
        ("문지호 팀장", "문지호", ""),
        ("양측 문지호", "문지호", ""),
    ],
)
def test_a_list_says_on_whose_side_it_puts_somebody(line: str, name: str, side: str) -> None:
    assert asking.spoken_side(line, name) == side


def test_the_question_stands_under_its_organization_and_is_answered_there(hana: User, sign_in: SignIn) -> None:
    institute()
    revision = a_revision(hana, with_a_centre())
    client = sign_in(hana)
    row = the(revision, "organization", "o4")
    page = client.get(f"/reviews/{revision.pk}/?at={row.pk}").content.decode()
    assert f"“{CENTRE}” 기관은 우리 쪽입니까?" in page
    asks = question(revision, "ours_or_theirs")
    client.post(f"/reviews/{revision.pk}/decision/", {"proposal": asks.pk, "action": "answer:ours"})
    assert Organization.objects.get(name=CENTRE).ours


def test_everybody_below_us_is_ours_and_a_circle_ends() -> None:
    home = institute()
    unit = Organization.objects.create(name="가", parent=home)
    team = Organization.objects.create(name="나", parent=unit)
    assert side_of(team) == Side.OURS
    assert ours.family([home.pk]) == {home.pk, unit.pk, team.pk}
    assert ours.institutes() == [home]


def test_an_answer_is_set_right_on_the_page_of_the_organization_and_sides_follow(hana: User, sign_in: SignIn) -> None:
    institute()
    revision = a_revision(hana, with_a_centre())
    answer(question(revision, "ours_or_theirs"), "third", by=hana, on=ON)
    accept_all_clear(revision, by=hana, on=ON)
    centre = Organization.objects.get(name=CENTRE)
    typed = {"name": CENTRE, "other_side": "theirs", "version": centre.version, "names-TOTAL_FORMS": 0,
             "names-INITIAL_FORMS": 0}  # fmt: skip
    answered = sign_in(hana).post(f"/organizations/{centre.pk}/edit/", typed)
    assert answered.status_code == 302
    assert sides()["문지호"] == Side.THEIRS
    assert Commitment.objects.get(text="자료 번역").side == Side.THEIRS


def test_remembered_words_are_set_right_and_forgotten(hana: User, sign_in: SignIn) -> None:
    home = institute()
    word = SideWord.objects.create(text="한국 측", organization=home)
    client = sign_in(hana)
    assert "한국 측" in client.get("/words/").content.decode()
    client.post(f"/words/{word.pk}/", {"organization": "", "version": word.version})
    word.refresh_from_db()
    assert word.organization is None
    assert client.post(f"/words/{word.pk}/forget/", {"version": word.version - 1}).status_code == 302
    assert SideWord.objects.exists()  # somebody else had changed it
    client.post(f"/words/{word.pk}/forget/", {"version": word.version})
    assert not SideWord.objects.exists()
    assert asked(a_revision(hana, by_the_korean_side())) == {"side_words"}


def test_a_host_without_a_country_is_of_the_country_of_the_trip_and_the_reason_says_so(
    hana: User, sign_in: SignIn
) -> None:
    institute()
    read = reading()
    read["organizations"][1]["country"] = None  # the host
    read["organizations"].append(body("o4", "가람재단", "", line=9))  # somebody from elsewhere, who only attends
    read["meetings"][0]["attendees"].append(attendee("문지호", "가람재단", "o4", "p4", "이사", 9))
    read["people"].append(person("p4", "문지호", "o4", 9))
    revision = a_revision(hana, read)
    row = the(revision, "organization", "o2")
    page = sign_in(hana).get(f"/reviews/{revision.pk}/?at={row.pk}").content.decode()
    assert "칠레에서 출장자를 맞았으므로" in page
    accept_all_clear(revision, by=hana, on=ON)
    assert dict(Organization.objects.values_list("name", "country")) == {
        "한빛우주연구원": "KR", "국립위성센터": "CL", "가람재단": "",
    }  # fmt: skip


def test_a_trip_to_two_countries_gives_its_hosts_none(hana: User) -> None:
    read = reading()
    read["organizations"][1]["country"] = None
    read["trip"]["destinations"].append({"country": "페루", "country_iso": "PE", "city": "리마", "line": 4})
    assert not the(a_revision(hana, read), "organization", "o2").data["country"]


def test_an_addressee_in_english_is_known_by_the_end_of_the_line(hana: User) -> None:
    read = reading()
    read["organizations"].append(body("o5", "Asia Skills Partnership", "", line=16))
    read["trip"]["travellers"].append(
        {"name": "Ana Gomez", "rank": None, "dept": None, "line": 5, "org_id": "o5", "person_id": None}
    )
    read["submission"]["recipient"] = "Regional Director, Asia Skills Partnership"
    assert the(a_revision(hana, read), "trip", "trip").data["ours"] == ["o5"]
