"""The pages of trips, meetings, reports and documents: what they show, to whom, and at what cost."""

from __future__ import annotations

import time as clock
from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import ReadLog, User
from config.tests.cast import SignIn
from meetings.models import Meeting, MeetingStatus, ReportRevision, Trip, TripReport, TripTraveller
from meetings.tests.samples import a_document, a_full_trip, a_meeting, a_person, a_report, a_trip, an_organization
from partners.models import DocumentBlock

pytestmark = pytest.mark.django_db


def read(client: Client, name: str, *args: Any, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_a_trip_shows_what_belongs_to_it(hana: User, sign_in: SignIn) -> None:
    trip = a_full_trip(hana)
    page = read(sign_in(hana), "trip", trip.pk)
    for words in (
        "과학단지 정책 이행 지원", "페루(리마)", "12,500,000 KRW", "4박 6일", "서도윤", "전략본부", "2명",
        "리마 과학원", "보고서 지연", "결과보고서",
    ):  # fmt: skip
        assert words in page, words


def test_the_report_clock_counts_from_the_return(hana: User, sign_in: SignIn) -> None:
    trip = a_trip()
    trip.submit_report(date(2025, 9, 9), by=hana)
    page = read(sign_in(hana), "trip", trip.pk)
    assert "2025.\xa09.\xa014.(일)" in page  # due: 30 days after the return
    assert "25일째" in page
    assert "2025.\xa09.\xa024.(수)" in page  # registration: 15 days after the submission


def test_a_list_shows_state_and_clock_of_the_day_asked_for(guest: User, sign_in: SignIn) -> None:
    a_trip("열흘 전 귀국")
    page = read(sign_in(guest), "trips", on="2025-08-25")
    assert "D-20" in page
    assert "귀국 10일째" in page
    assert "보고서 지연" in read(sign_in(guest), "trips", on="2025-09-15").split("<tbody>")[1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "타슈켄트"}, {"타슈켄트 출장"}),
        ({"state": "planned"}, {"타슈켄트 출장"}),
        ({"year": "2025"}, {"리마 출장"}),
        ({"country": "PE"}, {"리마 출장"}),
        ({"year": "garbage"}, {"리마 출장", "타슈켄트 출장"}),
        ({"state": "nothing", "sort": "-;drop", "page": "x", "column": "zzz"}, {"리마 출장", "타슈켄트 출장"}),
    ],
)
def test_trips_are_found_by_what_is_asked(query: dict[str, Any], found: set[str], guest: User, sign_in: SignIn) -> None:
    lima = a_trip("리마 출장")
    lima.destinations.create(country="PE", city="리마")
    a_trip("타슈켄트 출장", start_on=date(2090, 1, 3), end_on=date(2090, 1, 9))
    page = read(sign_in(guest), "trips", **query)
    assert {title for title in ("리마 출장", "타슈켄트 출장") if title in page} == found


def test_trips_of_one_traveller(guest: User, sign_in: SignIn) -> None:
    mine, person = a_trip("내 출장"), a_person()
    a_trip("남의 출장")
    TripTraveller.objects.create(trip=mine, person=person)
    page = read(sign_in(guest), "trips", person=str(person.pk))
    assert "내 출장" in page
    assert "남의 출장" not in page


def test_a_list_costs_the_same_for_2_rows_as_for_200(hana: User, sign_in: SignIn) -> None:
    client, lists = sign_in(hana), ("trips", "meetings", "reports", "documents")

    def costs() -> dict[str, int]:
        counts = {}
        for name in lists:
            with CaptureQueriesContext(connection) as asked:
                read(client, name)
            counts[name] = len(asked)
        return counts

    for number in range(2):
        a_full_trip(hana, f"출장 {number}")
    costs()  # what is asked once in the life of a process
    few = costs()
    for number in range(2, 200):
        trip = a_trip(f"출장 {number}")
        a_meeting(f"면담 {number}", trip=trip)
        a_report(hana, trip, text=str(number))
    assert "200건" in read(client, "trips")
    assert costs() == few
    assert max(few.values()) < 20


def test_a_trips_page_costs_the_same_however_much_belongs_to_it(hana: User, sign_in: SignIn) -> None:
    client, trip = sign_in(hana), a_full_trip(hana)
    read(client, "trip", trip.pk)
    trip.itinerary.create(text="by hana: the request named her to the history")
    with CaptureQueriesContext(connection) as few:
        read(client, "trip", trip.pk)
    for number in range(30):
        TripTraveller.objects.create(trip=trip, person=a_person(f"동행 {number}"))
        a_meeting(f"면담 {number}", trip=trip, host=an_organization(f"기관 {number}"))
        trip.itinerary.create(text=f"이동 {number}")
        a_report(hana, trip, text=str(number))
    with CaptureQueriesContext(connection) as many:
        read(client, "trip", trip.pk)
    assert len(many) == len(few)


def test_a_meeting_shows_who_was_there_by_side_as_of_that_day(guest: User, hana: User, sign_in: SignIn) -> None:
    meeting = Meeting.objects.get(trip=a_full_trip(hana))
    page = read(sign_in(guest), "meeting", meeting.pk)
    theirs, ours = page.index("상대측"), page.index("우리측")
    assert theirs < page.index("Aurora Villena") < ours < page.index("서도윤")
    assert "Director" in page
    assert "Dr. A. Villena" in page  # as it was written
    assert "10:00–11:30" in page


def test_a_head_count_that_differs_is_told(hana: User, sign_in: SignIn) -> None:
    meeting = Meeting.objects.get(trip=a_full_trip(hana))
    assert "출처에는 3명" in read(sign_in(hana), "meeting", meeting.pk)


def test_meetings_are_found_by_kind_organization_and_year(guest: User, hana: User, sign_in: SignIn) -> None:
    a_full_trip(hana, "리마")
    a_meeting("스페인어본 송부", kind="contact", held_on=date(2026, 2, 1))
    organization = an_organization("다른 기관")
    client = sign_in(guest)
    assert "스페인어본" in read(client, "meetings", kind="contact")
    assert "리마 면담" not in read(client, "meetings", kind="contact")
    assert "리마 면담" not in read(client, "meetings", organization=str(organization.pk))
    assert "리마 면담" in read(client, "meetings", year="2025")


def test_reports_show_where_their_reading_stands(hana: User, sign_in: SignIn) -> None:
    report = a_report(hana, a_trip())
    client = sign_in(hana)
    assert "읽기 대기" in read(client, "report", report.pk)
    ReportRevision.objects.filter(report=report).update(state="refused", refusal="암호가 걸린 파일입니다.")
    assert "암호가 걸린 파일입니다." in read(client, "report", report.pk)
    assert "결과보고서" in read(client, "reports")


# What is hidden


def every_page(trip: Trip) -> list[tuple[str, Any]]:
    """Every page that is about the trip or what belongs to it."""
    meeting, report = Meeting.objects.get(trip=trip), TripReport.objects.get(trip=trip)
    document = report.revisions.get().document
    return [
        ("trip", trip.pk), ("trip_edit", trip.pk), ("trip_submit", trip.pk), ("trip_register", trip.pk),
        ("trip_cancel", trip.pk), ("meeting", meeting.pk), ("meeting_edit", meeting.pk), ("meeting_cancel", meeting.pk),
        ("report", report.pk), ("report_edit", report.pk), ("document", document.pk), ("document_file", document.pk),
    ]  # fmt: skip


def test_a_confidential_trip_is_hidden_with_all_that_belongs_to_it(
    hana: User, minsu: User, admin: User, sign_in: SignIn
) -> None:
    trip = a_full_trip(minsu, "은밀한 출장", confidential=True)
    a_full_trip(minsu, "열린 출장")
    client = sign_in(hana)
    for name, pk in every_page(trip):
        assert client.get(reverse(name, args=[pk])).status_code == 404, name
        unknown = client.get(reverse(name, args=["01890000-0000-7000-8000-000000000000"]))
        assert unknown.status_code == 404
    for name in ("trips", "meetings", "reports", "documents"):
        page = read(client, name)
        assert "은밀한" not in page
        assert "1건" in page, name
    assert "은밀한" not in read(client, "meeting_new")
    manager = sign_in(minsu)
    for name, pk in every_page(trip):
        assert manager.get(reverse(name, args=[pk])).status_code == 200, name


def test_a_reader_named_on_a_confidential_trip_sees_it(hana: User, minsu: User, sign_in: SignIn) -> None:
    trip = a_full_trip(minsu, "은밀한 출장", confidential=True)
    trip.readers.add(hana)
    assert "은밀한" in read(sign_in(hana), "trips")
    assert "은밀한" in read(sign_in(hana), "trip", trip.pk)


def test_a_confidential_meeting_of_an_open_trip_is_not_counted(hana: User, minsu: User, sign_in: SignIn) -> None:
    trip = a_trip("열린 출장")
    a_meeting("은밀한 면담", trip=trip, confidential=True)
    page = read(sign_in(hana), "trip", trip.pk)
    assert "은밀한" not in page
    assert "적힌 면담이 없습니다." in page


def test_a_line_of_the_schedule_leads_to_no_hidden_meeting(hana: User, sign_in: SignIn) -> None:
    trip = a_trip("열린 출장")
    hidden = a_meeting("은밀한 면담", trip=trip, confidential=True)
    trip.itinerary.create(text="오후 일정", meeting=hidden)
    page = read(sign_in(hana), "trip", trip.pk)
    assert "오후 일정" in page
    assert str(hidden.pk) not in page


def test_a_viewer_reads_but_is_offered_no_change_and_may_make_none(guest: User, hana: User, sign_in: SignIn) -> None:
    trip = a_full_trip(hana)
    meeting = Meeting.objects.get(trip=trip)
    client = sign_in(guest)
    assert "/edit/" not in read(client, "trip", trip.pk)
    assert "/edit/" not in read(client, "meeting", meeting.pk)
    for name, args in [
        ("trip_new", []), ("trip_edit", [trip.pk]), ("trip_submit", [trip.pk]), ("trip_register", [trip.pk]),
        ("trip_cancel", [trip.pk]), ("trip_reinstate", [trip.pk]), ("meeting_new", []), ("meeting_edit", [meeting.pk]),
        ("meeting_cancel", [meeting.pk]), ("meeting_reinstate", [meeting.pk]),
        ("report_edit", [TripReport.objects.get(trip=trip).pk]),
    ]:  # fmt: skip
        answer = client.post(reverse(name, args=args), {"title": "몰래", "version": "1"})
        assert answer.status_code == 403, name
    trip.refresh_from_db()
    assert trip.title != "몰래"


def test_reading_is_logged(hana: User, sign_in: SignIn) -> None:
    trip = a_full_trip(hana)
    read(sign_in(hana), "trip", trip.pk)
    assert ReadLog.objects.filter(actor=hana.pk, kind="meetings.Trip", ids=[trip.pk], purpose="page").exists()


# Documents


def test_a_line_named_in_the_address_is_marked_and_has_its_anchor(guest: User, sign_in: SignIn) -> None:
    document = a_document("가\n나\n다\n라")
    page = read(sign_in(guest), "document", document.pk, line="2-3")
    assert '<p id="l2"><mark class="current">나</mark></p>' in page
    assert '<p id="l3"><mark class="current">다</mark></p>' in page
    assert '<p id="l4">라</p>' in page
    for garbage in ("x", "9" * 400, "-", "5-", "0", "3-1", "2,,3", "٣", "\x00"):
        read(sign_in(guest), "document", document.pk, line=garbage)


def test_what_stands_in_a_document_is_text_and_never_markup(guest: User, sign_in: SignIn) -> None:
    document = a_document("<script>alert(1)</script>\n<b>굵게</b>", name='"><script>.txt')
    page = read(sign_in(guest), "document", document.pk, line="1")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert '"><script>.txt' not in page


def test_a_download_is_an_attachment_under_its_own_name_and_logged(guest: User, sign_in: SignIn) -> None:
    document = a_document("내용", name="리마 보고서 “최종”.txt")
    answer = sign_in(guest).get(reverse("document_file", args=[document.pk]))
    assert b"".join(answer.streaming_content) == "내용".encode()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%EB%A6%AC%EB%A7%88")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert ReadLog.objects.filter(kind="partners.Document", ids=[document.pk], purpose="download").count() == 1


def test_a_file_that_could_run_is_sent_as_plain_bytes(guest: User, sign_in: SignIn) -> None:
    document = a_document("<script>", name="page.html")
    type(document).objects.filter(pk=document.pk).update(media_type="text/html")
    answer = sign_in(guest).get(reverse("document_file", args=[document.pk]))
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_file_missing_from_the_store_is_no_crash(guest: User, sign_in: SignIn) -> None:
    document = a_document("내용")
    document.file.storage.delete(str(document.file.name))
    assert sign_in(guest).get(reverse("document_file", args=[document.pk])).status_code == 404


def test_a_document_tells_where_it_is_used_as_far_as_the_reader_may_know(
    guest: User, hana: User, sign_in: SignIn
) -> None:
    document = a_document("내용")
    a_meeting("열린 연락", source_document=document)
    a_meeting("은밀한 연락", source_document=document, confidential=True)
    page = read(sign_in(guest), "document", document.pk)
    assert "열린 연락" in page
    assert "은밀한" not in page


def test_the_file_of_a_confidential_contact_is_hidden_with_it(guest: User, hana: User, sign_in: SignIn) -> None:
    document = a_document("은밀한 내용", by=hana)
    contact = a_meeting("은밀한 연락", source_document=document, confidential=True)
    assert sign_in(guest).get(reverse("document", args=[document.pk])).status_code == 404
    contact.readers.add(guest)
    assert "은밀한 내용" in read(sign_in(guest), "document", document.pk)
    assert "은밀한 연락" in read(sign_in(guest), "meeting", contact.pk)


def test_a_document_of_5000_blocks_opens_within_a_second(guest: User, sign_in: SignIn) -> None:
    document = a_document("머리")
    DocumentBlock.objects.bulk_create(
        DocumentBlock(
            document=document, line=line, kind="row" if line % 3 else "paragraph", text=f"{line}줄\t내용",
            cells=[f"{line}줄", "내용"] if line % 3 else [], table=line // 30 + 1 if line % 3 else 0,
            page=line // 50 + 1,
        )
        for line in range(2, 5002)
    )  # fmt: skip
    client = sign_in(guest)
    read(client, "document", document.pk)
    began = clock.perf_counter()
    page = read(client, "document", document.pk, line="4999")
    assert clock.perf_counter() - began < 1
    assert 'id="l5001"' in page


def test_cancelled_records_say_why(hana: User, sign_in: SignIn) -> None:
    trip = a_trip(end_on=date(2026, 12, 1))
    trip.cancel(timezone.localdate(), by=hana, why="상대 기관 사정")
    assert "상대 기관 사정" in read(sign_in(hana), "trip", trip.pk)
    meeting = a_meeting(starts_at=time(9), ends_at=None)
    meeting.cancel(by=hana, why="폭우")
    assert meeting.status == MeetingStatus.CANCELLED
    assert "폭우" in read(sign_in(hana), "meeting", meeting.pk)
