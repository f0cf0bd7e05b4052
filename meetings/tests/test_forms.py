"""What people type about trips, meetings and reports: what is made of it, and what is said when it will not do."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from config.tests.cast import SignIn
from meetings.models import Attendance, Meeting, MeetingStatus, Side, Trip, TripReport
from meetings.tests.samples import a_document, a_full_trip, a_meeting, a_person, a_report, a_trip, an_organization
from partners.models import Affiliation, Document, Organization, Person

pytestmark = pytest.mark.django_db

Data = dict[str, Any]


def rows(prefix: str, *new: Data, stored: list[Data] | None = None) -> Data:
    """Formset data: the stored rows, then new ones."""
    stored = stored or []
    data: Data = {f"{prefix}-TOTAL_FORMS": len(stored) + len(new), f"{prefix}-INITIAL_FORMS": len(stored)}
    for number, row in enumerate([*stored, *new]):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def trip_data(**fields: Any) -> Data:
    return (
        {"title": "리마 출장", "start_on": "2025-08-10", "end_on": "25.8.15", "currency": "krw"}
        | rows("destinations")
        | rows("travellers")
        | rows("itinerary")
        | fields
    )


def meeting_data(*people: Data, stored: list[Data] | None = None, **fields: Any) -> Data:
    return (
        {"title": "협력 면담", "kind": "talk", "status": "held", "held_on": "2025-08-12"}
        | rows("attendances", *people, stored=stored)
        | fields
    )


def post(client: Client, name: str, data: Data, *args: Any, status: int = 302) -> HttpResponse:
    answer: Any = client.post(reverse(name, args=args), data)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer  # type: ignore[no-any-return]


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


# Trips


def test_a_trip_is_entered_in_one_line(client: Client, hana: User) -> None:
    post(client, "trip_new", {"title": "타슈켄트 출장", "currency": "KRW"} | trip_data(start_on="", end_on=""))
    trip = Trip.objects.get()
    assert (trip.start_on, trip.entered_by) == (None, hana)


def test_a_trip_is_entered_with_places_people_and_schedule(client: Client) -> None:
    ours = an_organization("한빛과학산업진흥원", ours=True)
    known = a_person("서도윤", ours)
    data = trip_data(
        **rows("destinations", {"country": "PE", "city": "리마"}, {"country": "", "city": ""}),
        **rows("travellers", {"name": "서도윤", "rank": "본부장"}, {"name": "연가람", "rank": "연구원"}),
        **rows("itinerary", {"day": "2025-08-11", "time": "14:00", "text": "면담"}),
    )
    answer = post(client, "trip_new", data)
    trip = Trip.objects.get()
    assert answer["Location"] == reverse("trip", args=[trip.pk])
    assert (trip.end_on, trip.currency) == (date(2025, 8, 15), "KRW")
    assert [str(place) for place in trip.destinations.all()] == ["페루(리마)"]
    first, second = trip.travellers.all()
    assert first.person == known
    assert (second.person.name, second.organization) == ("연가람", ours)
    assert second.person.names.get().text == "연가람"
    assert trip.itinerary.get().text == "면담"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": " "}, "적어 주십시오."),
        ({"end_on": "2025-08-09"}, "출발일(2025.\xa08.\xa010.(일))보다 앞설 수 없습니다."),
        ({"start_on": ""}, "출발일도 적어 주십시오."),
        ({"start_on": "8월 언젠가"}, "8월 언젠가"),
        ({"cost": "-1"}, "0"),
        ({"cost": "많이"}, "숫자"),
        ({"nights_stated": "-3"}, "0"),
        ({"currency": "원화"}, "세 글자"),
        ({"approved_start_on": "2025-08-10", "approved_end_on": "2025-08-01"}, "앞설 수 없습니다."),
        (rows("destinations", {"country": "ZZ", "city": ""}), "ZZ"),
        (
            rows("destinations", {"country": "PE", "city": "리마"}, {"country": "PE", "city": "리마"}),
            "이미 목록에 있는",
        ),
        (rows("travellers", {"name": "연가람"}, {"name": "연가람"}), "이미 목록에 있는"),
        (rows("travellers", {"name": "", "rank": "연구원"}), "적어 주십시오."),
        (rows("itinerary", {"day": "어제", "text": "면담"}), "어제"),
        ({"title": "가" * 400}, "300"),
        ({"title": "널\x00자"}, "문자"),
    ],
)
def test_what_is_wrong_with_a_trip_is_said_and_nothing_typed_is_lost(typed: Data, words: str, client: Client) -> None:
    page = said(post(client, "trip_new", trip_data(purpose="오래 쓴 목적") | typed, status=422))
    assert words in page
    assert "오래 쓴 목적" in page
    assert not Trip.objects.exists()
    assert not Person.objects.exists()


def test_garbage_for_a_form_is_refused_and_never_a_crash(client: Client) -> None:
    trip = a_full_trip(User.objects.get(username="hana"))
    meeting, report = Meeting.objects.get(), TripReport.objects.get()
    garbage: list[Data] = [
        {},
        {"version": "x"},
        {"version": str(trip.version)},
        {"version": "9" * 30, "travellers-TOTAL_FORMS": "-1"},
        {"add_row": "nothing"},
        {"add_row": "travellers", "travellers-TOTAL_FORMS": "x"},
        trip_data(**{"travellers-TOTAL_FORMS": "99999", "travellers-INITIAL_FORMS": "7"}),
        trip_data(**rows("travellers", stored=[{"id": "no uuid", "name": "연가람"}]), version=str(trip.version)),
        meeting_data({"name": "가람", "who": "nobody", "which": "x", "side": "moon"}, trip="x", host_name="\x00"),
        meeting_data(starts_at="25:99", held_on="2025-13-45", country="ZZ", readers=["x", "1"]),
    ]
    for data in garbage:
        for name, args in [
            ("trip_new", []), ("trip_edit", [trip.pk]), ("meeting_new", []), ("meeting_edit", [meeting.pk]),
            ("report_edit", [report.pk]), ("trip_submit", [trip.pk]), ("trip_register", [trip.pk]),
            ("trip_cancel", [trip.pk]), ("meeting_cancel", [meeting.pk]), ("trip_reinstate", [trip.pk]),
            ("meeting_reinstate", [meeting.pk]),
        ]:  # fmt: skip
            answer = client.post(reverse(name, args=args), data)
            assert answer.status_code in {200, 302, 409, 422}, (name, data)
    trip.refresh_from_db()
    assert trip.travellers.count() == 1


def test_one_more_row_keeps_what_was_typed_and_says_no_error_yet(client: Client) -> None:
    data = trip_data(title="", **rows("travellers", {"name": "연가람", "rank": "연구원"}), add_row="travellers")
    page = said(post(client, "trip_new", data, status=200))
    assert 'name="travellers-1-name"' in page
    assert 'value="연가람"' in page
    assert "적어 주십시오." not in page
    assert "wrong" not in page.split("<main")[1]


def test_rows_are_changed_and_removed(client: Client) -> None:
    trip = a_full_trip(User.objects.get(username="hana"))
    place, traveller, item = trip.destinations.get(), trip.travellers.get(), trip.itinerary.get()
    trip.refresh_from_db()
    data = trip_data(
        version=str(trip.version),
        **rows("destinations", {"country": "CL", "city": "산티아고"},
               stored=[{"id": place.pk, "country": "PE", "city": "리마", "DELETE": "on"}]),
        **rows("travellers", stored=[{"id": traveller.pk, "name": traveller.person.name, "rank": "원장"}]),
        **rows("itinerary", stored=[{"id": item.pk, "text": ""  , "DELETE": "on"}]),
    )  # fmt: skip
    post(client, "trip_edit", data, trip.pk)
    assert [place.city for place in trip.destinations.all()] == ["산티아고"]
    traveller.refresh_from_db()
    assert traveller.rank == "원장"
    assert not trip.itinerary.exists()
    assert Person.objects.filter(name=traveller.person.name).count() == 1


def test_a_stale_edit_names_who_was_first_and_keeps_what_was_typed(
    client: Client, hana: User, minsu: User, sign_in: SignIn
) -> None:
    trip = a_trip()
    trip.refresh_from_db()
    seen = trip.version
    post(sign_in(minsu), "trip_edit", trip_data(title="먼저 고친 제목", version=str(seen)), trip.pk)
    answer = post(client, "trip_edit", trip_data(title="내가 고친 제목", version=str(seen)), trip.pk, status=409)
    page = said(answer)
    assert "박민수" in page
    assert "내가 고친 제목" in page
    trip.refresh_from_db()
    assert trip.title == "먼저 고친 제목"
    post(client, "trip_edit", trip_data(title="내가 고친 제목", version=str(trip.version)), trip.pk)
    trip.refresh_from_db()
    assert trip.title == "내가 고친 제목"


def test_a_row_somebody_else_removed_meanwhile_does_not_come_back_unnoticed(client: Client) -> None:
    trip = a_full_trip(User.objects.get(username="hana"))
    traveller = trip.travellers.get()
    gone = {"id": traveller.pk, "name": traveller.person.name, "rank": "원장"}
    traveller.delete()
    trip.refresh_from_db()
    data = trip_data(version=str(trip.version), **rows("travellers", stored=[gone]))
    page = said(post(client, "trip_edit", data, trip.pk, status=422))
    assert "다른 사람이 지운 줄" in page
    assert not trip.travellers.exists()


def test_whoever_makes_a_record_confidential_stays_among_its_readers(client: Client, hana: User, guest: User) -> None:
    trip = a_trip()
    trip.refresh_from_db()
    post(client, "trip_edit", trip_data(version=str(trip.version), confidential="on", readers=[str(guest.pk)]), trip.pk)
    trip.refresh_from_db()
    assert trip.confidential
    assert set(trip.readers.all()) == {hana, guest}


def test_a_day_of_return_after_the_submission_is_refused(client: Client, hana: User) -> None:
    trip = a_trip()
    trip.submit_report(date(2025, 9, 9), by=hana)
    trip.refresh_from_db()
    page = said(
        post(client, "trip_edit", trip_data(version=str(trip.version), end_on="2025-09-10"), trip.pk, status=422)
    )
    assert "2025.\xa09.\xa09.(화)" in page
    post(client, "trip_edit", trip_data(version=str(trip.version), start_on="", end_on=""), trip.pk, status=422)


# What can happen to a trip


def act(client: Client, name: str, row: Any, status: int = 302, **data: Any) -> HttpResponse:
    row.refresh_from_db()
    return post(client, name, {"version": str(row.version)} | data, row.pk, status=status)


def test_a_trip_goes_from_submission_to_registration(client: Client) -> None:
    trip = a_trip()
    act(client, "trip_submit", trip, on="25.9.9")
    act(client, "trip_register", trip, on="2025-09-20", number="대전-2025-77")
    trip.refresh_from_db()
    assert (trip.submitted_on, trip.submitted_on_day) == (date(2025, 9, 9), 25)
    assert (trip.registered_on, trip.registration_number) == (date(2025, 9, 20), "대전-2025-77")
    assert trip.state(date(2025, 10, 1)) == "registered"


@pytest.mark.parametrize(
    ("verb", "typed", "words"),
    [
        ("trip_submit", {"on": "2025-08-14"}, "귀국일(2025.\xa08.\xa015.(금))보다 앞설 수 없습니다."),
        ("trip_submit", {"on": ""}, "적어 주십시오."),
        ("trip_register", {"on": "2025-09-20", "number": "1"}, "보고서 제출일을 먼저"),
        ("trip_cancel", {"why": " "}, "적어 주십시오."),
    ],
)
def test_what_may_not_be_done_to_a_trip_is_said(verb: str, typed: Data, words: str, client: Client) -> None:
    trip = a_trip()
    assert words in said(act(client, verb, trip, status=422, **typed))
    trip.refresh_from_db()
    assert (trip.submitted_on, trip.registered_on, trip.cancelled_on) == (None, None, None)


def test_a_registration_says_where_or_why_not(client: Client, hana: User) -> None:
    trip = a_trip()
    trip.submit_report(date(2025, 9, 9), by=hana)
    assert "비공개 사유를 적어" in said(act(client, "trip_register", trip, on="2025-09-20", status=422))
    assert "앞설 수 없습니다" in said(act(client, "trip_register", trip, on="2025-09-01", number="1", status=422))
    act(client, "trip_register", trip, on="2025-09-20", non_disclosure="상대국 요청")
    trip.refresh_from_db()
    assert trip.non_disclosure_reason == "상대국 요청"


def test_a_cancelled_trip_can_be_taken_back_and_a_submitted_one_not_cancelled(client: Client, hana: User) -> None:
    trip = a_trip()
    act(client, "trip_cancel", trip, why="예산 삭감")
    trip.refresh_from_db()
    assert trip.cancelled_why == "예산 삭감"
    assert "취소한 출장" in said(act(client, "trip_submit", trip, on="2025-09-09", status=422))
    act(client, "trip_reinstate", trip)
    trip.refresh_from_db()
    assert trip.cancelled_on is None
    act(client, "trip_submit", trip, on="2025-09-09")
    assert "취소할 수 없습니다" in said(act(client, "trip_cancel", trip, why="늦은 생각", status=422))


def test_a_verb_pressed_on_an_old_page_does_nothing_and_says_who_was_first(
    client: Client, minsu: User, sign_in: SignIn
) -> None:
    trip = a_trip()
    trip.refresh_from_db()
    old = trip.version
    act(sign_in(minsu), "trip_submit", trip, on="2025-09-08")
    page = said(post(client, "trip_submit", {"version": str(old), "on": "2025-09-09"}, trip.pk, status=409))
    assert "박민수" in page
    trip.refresh_from_db()
    assert trip.submitted_on == date(2025, 9, 8)


# Meetings and who was there


def test_a_meeting_is_entered_with_people_known_and_new(client: Client) -> None:
    ours = an_organization("한빛과학산업진흥원", ours=True)
    host = an_organization("리마 과학원")
    known = a_person("Aurora Villena", host, "Director")
    data = meeting_data(
        {"name": "Dr. Aurora Villena", "body": "리마 과학원", "title": "Director", "mode": "onsite"},
        {"name": "연가람", "body": "한빛과학산업진흥원", "title": "연구원"},
        {"name": "Bruno Salas", "body": "Nueva Fundación", "title": "Advisor"},
        {"name": "통역 아무개"},
        host_name="리마 과학원", starts_at="10:00", ends_at="11:30",
    )  # fmt: skip
    post(client, "meeting_new", data)
    meeting = Meeting.objects.get()
    first, second, third, fourth = meeting.attendances.all()
    assert meeting.host == host
    assert (first.person, first.organization, first.side, first.name_text) == (
        known,
        host,
        Side.THEIRS,
        "Dr. Aurora Villena",
    )
    assert (second.person.name, second.organization, second.side) == ("연가람", ours, Side.OURS)
    assert third.organization is not None
    assert (third.organization.name, third.side) == ("Nueva Fundación", Side.THEIRS)
    assert Affiliation.objects.get(person=third.person).title == "Advisor"
    assert (fourth.organization, fourth.side) == (None, Side.THIRD)


def test_a_name_that_several_people_bear_is_asked_and_the_answer_taken(client: Client) -> None:
    one, other = an_organization("가람연구원"), an_organization("나래연구원")
    meant = a_person("도영훈", one)
    a_person("도영훈", other)
    typed = {"name": "도영훈", "title": "원장"}
    page = said(post(client, "meeting_new", meeting_data(typed), status=422))
    assert "같은 이름의 인물이 이미 있습니다." in page
    assert "도영훈 · 가람연구원" in page
    assert Person.objects.count() == 2
    post(client, "meeting_new", meeting_data(typed | {"who": str(meant.pk)}))
    assert Attendance.objects.get().person == meant


def test_the_organization_tells_people_of_one_name_apart(client: Client) -> None:
    one, other = an_organization("가람연구원"), an_organization("나래연구원")
    a_person("도영훈", one)
    meant = a_person("도영훈", other)
    post(client, "meeting_new", meeting_data({"name": "도영훈", "body": "나래연구원"}))
    assert Attendance.objects.get().person == meant


def test_a_known_name_at_another_body_is_asked_before_a_second_person_is_made(client: Client) -> None:
    a_person("도영훈", an_organization("가람연구원"))
    typed = {"name": "도영훈", "body": "나래연구원"}
    page = said(post(client, "meeting_new", meeting_data(typed), status=422))
    assert "다른 사람: 새로 등록" in page
    assert not Organization.objects.filter(name="나래연구원").exists()
    post(client, "meeting_new", meeting_data(typed | {"who": "new 도영훈"}))
    assert Person.objects.filter(name="도영훈").count() == 2


def test_an_answer_that_was_never_offered_is_asked_again(client: Client) -> None:
    a_person("도영훈", an_organization("가람연구원"))
    stranger = a_person("연가람")
    typed = {"name": "도영훈", "body": "나래연구원", "who": str(stranger.pk)}
    post(client, "meeting_new", meeting_data(typed), status=422)
    assert not Attendance.objects.exists()


def test_a_new_body_typed_twice_is_made_once(client: Client) -> None:
    data = meeting_data({"name": "Ana Ruiz", "body": "PRODUCE"}, {"name": "Luz Vega", "body": "produce"})
    post(client, "meeting_new", data)
    assert Organization.objects.get().name == "PRODUCE"


def test_a_person_stands_once_in_a_meeting(client: Client) -> None:
    known = a_person("도영훈")
    known.add_name("Do Young-hun")
    page = said(post(client, "meeting_new", meeting_data({"name": "도영훈"}, {"name": "Do Young-hun"}), status=422))
    assert "이미 목록에 있는 사람입니다." in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "적어 주십시오."),
        ({"held_on": ""}, "적어 주십시오."),
        ({"ends_at": "11:00"}, "시작 시각도 적어 주십시오."),
        ({"kind": "party"}, "party"),
        ({"status": "cancelled"}, "cancelled"),
        ({"stated_count": "-1"}, "0"),
    ],
)
def test_what_is_wrong_with_a_meeting_is_said(typed: Data, words: str, client: Client) -> None:
    page = said(post(client, "meeting_new", meeting_data(minutes="긴 회의록") | typed, status=422))
    assert words in page
    assert "긴 회의록" in page


def test_an_edit_that_changes_nobody_makes_nobody(client: Client, hana: User) -> None:
    trip = a_full_trip(hana)
    meeting = Meeting.objects.get(trip=trip)
    meeting.refresh_from_db()
    page = said(client.get(reverse("meeting_edit", args=[meeting.pk])))  # type: ignore[arg-type]
    assert "Dr. A. Villena" in page
    stored = [
        {
            "id": there.pk, "name": there.name_text, "title": there.title, "side": there.side,
            "body": there.organization.name if there.organization else "",
        }
        for there in meeting.attendances.all()
    ]  # fmt: skip
    before = Person.objects.count()
    post(
        client, "meeting_edit", meeting_data(stored=stored, version=str(meeting.version), trip=str(trip.pk)), meeting.pk
    )
    assert Person.objects.count() == before
    assert meeting.attendances.count() == 2


def test_a_contact_is_one_line_and_a_file(client: Client, hana: User) -> None:
    upload = SimpleUploadedFile("자료 송부.eml", b"Subject: hello")
    post(client, "meeting_new", meeting_data(kind="contact", title="스페인어본 송부", file=upload))
    contact = Meeting.objects.get()
    assert contact.source_document is not None
    assert (contact.source_document.name, contact.source_document.uploaded_by) == ("자료 송부.eml", hana)


def test_a_contact_is_offered_few_fields(client: Client) -> None:
    page = said(client.get(reverse("meeting_new"), {"kind": "contact"}))  # type: ignore[arg-type]
    assert 'name="file"' in page
    assert 'name="starts_at"' not in page
    data = {"title": "스페인어본 송부", "held_on": "2025-09-01", "host_name": "리마 과학원"} | rows("attendances")
    answer: Any = client.post(reverse("meeting_new") + "?kind=contact", data)
    assert answer.status_code == 302
    contact = Meeting.objects.get()
    assert (contact.kind, contact.status, str(contact.host)) == ("contact", "held", "리마 과학원")


def test_a_file_sent_with_a_wrong_form_need_not_be_chosen_again(
    client: Client, hana: User, guest: User, sign_in: SignIn
) -> None:
    upload = SimpleUploadedFile("자료 송부.eml", b"Subject: hello")
    page = said(post(client, "meeting_new", meeting_data(title="", file=upload), status=422))
    assert "자료 송부.eml" in page
    held = Document.objects.get()
    assert sign_in(guest).get(reverse("document", args=[held.pk])).status_code == 404
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept is not None
    post(client, "meeting_new", meeting_data(kept=kept[1]))
    assert Meeting.objects.get().source_document == held
    assert sign_in(guest).get(reverse("document", args=[held.pk])).status_code == 200


def test_a_forged_mark_of_a_kept_file_gives_nothing(client: Client, minsu: User) -> None:
    hidden = a_document("은밀한 내용", by=minsu, confidential=True)
    post(client, "meeting_new", meeting_data(kept=str(hidden.pk)))
    assert Meeting.objects.get().source_document is None


def test_the_same_file_is_kept_once_and_a_hidden_one_not_told_of(client: Client, minsu: User) -> None:
    a_document("열린 내용")
    a_document("은밀한 내용", by=minsu, confidential=True, name="은밀한 이름.txt")
    post(client, "meeting_new", meeting_data(file=SimpleUploadedFile("a.txt", "열린 내용".encode())))
    assert Document.objects.count() == 2
    answer = post(
        client, "meeting_new", meeting_data(file=SimpleUploadedFile("b.txt", "은밀한 내용".encode())), status=422
    )
    assert "이미 있는 파일이지만" in said(answer)
    assert "은밀한 이름" not in said(answer)
    page = said(post(client, "meeting_new", meeting_data(file=SimpleUploadedFile("c.txt", b"")), status=422))
    assert "c.txt" in page or "비어" in page


def test_a_hidden_trip_cannot_be_named_by_its_id(client: Client, minsu: User) -> None:
    hidden = a_trip("은밀한 출장", entered_by=minsu, confidential=True)
    page = said(post(client, "meeting_new", meeting_data(trip=str(hidden.pk)), status=422))
    assert "은밀한" not in page
    assert not Meeting.objects.exists()


def test_a_meeting_is_cancelled_with_a_reason_and_taken_back(client: Client) -> None:
    meeting = a_meeting()
    act(client, "meeting_cancel", meeting, why="", status=422)
    act(client, "meeting_cancel", meeting, why="상대 사정")
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancelled_why) == (MeetingStatus.CANCELLED, "상대 사정")
    page = said(act(client, "meeting_cancel", meeting, why="또", status=422))
    assert "이미 취소한 면담입니다." in page
    act(client, "meeting_reinstate", meeting)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD


# Reports


def test_a_report_keeps_what_the_groupware_knows_of_it(client: Client, hana: User) -> None:
    report = a_report(hana, a_trip())
    act(
        client, "report_edit", report, title="리마 결과보고서", document_number="국제협력-77", approved_on="25.9.10",
        retention="10년", original_at="문서고 3열", confidential="on",
    )  # fmt: skip
    report.refresh_from_db()
    assert (report.document_number, report.approved_on) == ("국제협력-77", date(2025, 9, 10))
    assert report.confidential
    assert list(report.readers.all()) == [hana]
    act(client, "report_edit", report, approved_on="열흘 뒤", status=422)
