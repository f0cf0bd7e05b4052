"""The pages of a trip before its report: begun in one line, noted and photographed on the way, and on the board."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import ReadLog, User
from config.tests.cast import SignIn
from meetings.models import (
    ReportRevision,
    Trip,
    TripDestination,
    TripNote,
    TripReport,
    TripState,
    TripTraveller,
)
from meetings.photos import keep_photo, picture_type
from meetings.tests.samples import a_document, a_person, a_trip, an_organization
from meetings.views.board import MOST_CARDS
from partners.models import Document, Person

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(64)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00" + bytes(64)


def read(client: Client, name: str, *args: Any, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def photo(data: bytes = JPEG, name: str = "IMG_0001.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


@pytest.fixture
def trip(hana: User) -> Trip:
    """A trip that is under way today."""
    today = timezone.localdate()
    return a_trip(start_on=today - timedelta(days=1), end_on=today + timedelta(days=3), entered_by=hana)


# One line


def line(client: Client, text: str) -> str:
    return read(client, "trip_new", line=text)


def test_a_line_fills_the_form_in_and_says_what_it_was_understood_as(client: Client) -> None:
    ours = an_organization("한빛과학산업진흥원", ours=True)
    a_person("서도윤", ours)
    page = line(client, "2026-08-10/15 페루 리마, 과학원 최종워크숍, 서도윤 팀장")
    for words in (
        'value="과학원 최종워크숍"', 'value="2026-08-10"', 'value="2026-08-15"', '<option value="PE" selected>',
        'value="리마"', 'value="서도윤"', 'value="팀장"', "2026.\xa08.\xa010.–15.", "페루(리마)", "이렇게 읽었습니다",
    ):  # fmt: skip
        assert words in page, words
    assert not Trip.objects.exists()  # nothing is stored before it is saved
    assert "누구를 말하는지" not in page


def test_a_line_with_only_days_and_place_gets_a_title(client: Client) -> None:
    assert 'value="리마 출장"' in line(client, "8/10–15 페루 리마")


def test_what_the_line_lacks_is_said(client: Client) -> None:
    page = line(client, "과학원 최종워크숍")
    for words in ("기간을 찾지 못했습니다", "나라나 도시를 찾지 못했습니다", "출장자를 찾지 못했습니다"):
        assert words in page
    assert 'value="과학원 최종워크숍"' in page


def test_somebody_not_on_record_is_told_and_made_on_saving(client: Client) -> None:
    page = line(client, "8/10–15 페루 리마, 워크숍, 도하림")
    assert "도하림: 등록된 인물이 아닙니다" in page


def test_of_two_of_one_name_it_is_asked_who_travels(client: Client) -> None:
    ours = an_organization("한빛과학산업진흥원", ours=True)
    a_person("서도윤", ours, "팀장")
    a_person("서도윤", ours, "연구원")
    page = line(client, "8/10–15 페루 리마, 워크숍, 서도윤")
    assert page.count("서도윤 · 한빛과학산업진흥원") == 2
    assert "다른 사람: 새로 등록" in page or "새로" in page


def test_a_name_one_syllable_away_from_one_of_ours_is_asked_before_somebody_new_is_made(client: Client) -> None:
    a_person("서도윤", an_organization("한빛과학산업진흥원", ours=True))
    page = line(client, "8/10–15 페루 리마, 워크숍, 서도훈")
    assert "한 글자 다른 우리 사람이 있습니다" in page
    assert ">서도윤</option>" in page
    assert "서도훈: 등록된 인물이 아닙니다" not in page
    data = {
        "title": "워크숍", "currency": "KRW", "destinations-TOTAL_FORMS": "0", "destinations-INITIAL_FORMS": "0",
        "itinerary-TOTAL_FORMS": "0", "itinerary-INITIAL_FORMS": "0", "travellers-TOTAL_FORMS": "1",
        "travellers-INITIAL_FORMS": "0", "travellers-0-name": "서도훈",
    }  # fmt: skip
    address = reverse("trip_new")
    assert client.post(address, data).status_code == 422
    known = Person.objects.get()
    assert client.post(address, data | {"travellers-0-who": str(known.pk)}).status_code == 302
    assert Trip.objects.get().travellers.get().person == known
    assert client.post(address, data | {"title": "또", "travellers-0-who": "new 서도훈"}).status_code == 302
    assert Trip.objects.get(title="또").travellers.get().person.name == "서도훈"


def test_one_who_signs_in_is_meant_before_a_partner_of_that_name(client: Client, hana: User) -> None:
    a_person("정하나", an_organization(country="PE"))
    me = a_person("정하나")
    Person.objects.filter(pk=me.pk).update(user=hana)
    page = line(client, "8/10–15 페루 리마, 워크숍, 정하나")
    assert "등록된 인물이 아닙니다" not in page
    assert 'name="travellers-0-who"' in page
    assert '<select name="travellers-0-who"' not in page  # not asked


@pytest.mark.parametrize("typed", ["\x00", "가" * 5000, "<script>alert(1)</script>", "8/10" * 300, "%", "٣/٣"])
def test_garbage_in_the_line_is_a_form_and_no_error(client: Client, typed: str) -> None:
    page = line(client, typed)
    assert "<script>alert" not in page


def test_a_line_longer_than_a_title_is_kept_whole(client: Client) -> None:
    words = " ".join(f"의제{number}" for number in range(120))
    page = line(client, f"8/10–15 페루 리마, {words}")
    assert "의제119" in page


def test_trips_and_today_offer_the_line_to_officers_only(client: Client, guest: User, sign_in: SignIn) -> None:
    a_trip()
    assert 'name="line"' in read(client, "trips")
    assert 'name="line"' not in read(sign_in(guest), "trips")
    assert sign_in(guest).get(reverse("trip_new"), {"line": "8/10"}).status_code == 403


# Clocks


def test_the_report_of_a_diplomacy_matter_is_due_sooner(client: Client) -> None:
    trip, back = a_trip(diplomatic=True), date(2025, 8, 15)
    assert settings.IEUM_DIPLOMACY_DAYS == 14
    assert trip.report_due_on == back + timedelta(days=14)
    for on, state in (
        (back + timedelta(days=14), TripState.REPORT_DUE),
        (back + timedelta(days=15), TripState.LATE),
    ):
        assert trip.state(on) == state
        assert Trip.objects.in_state(state, on).get() == trip
    assert "외교 사안" in read(client, "trip", trip.pk)


def test_counts_by_state_are_those_of_each_state_on_any_day(hana: User) -> None:
    a_trip("계획", start_on=None, end_on=None)
    a_trip("끝 모름", end_on=None)
    a_trip("귀국")
    a_trip("외교", diplomatic=True)
    submitted = a_trip("제출")
    submitted.submit_report(date(2025, 9, 9), by=hana)
    registered = a_trip("등록")
    registered.submit_report(date(2025, 9, 1), by=hana)
    registered.register(date(2025, 9, 10), by=hana, number="1")
    a_trip("취소", cancelled_on=date(2025, 8, 1), cancelled_why="연기")
    for on in (date(2025, 8, 1), date(2025, 8, 12), date(2025, 8, 30), date(2025, 9, 9), date(2025, 12, 1)):
        counts = Trip.objects.all().counted_by_state(on)
        assert counts == {state: Trip.objects.in_state(state, on).count() for state in TripState}
        assert sum(counts.values()) == 7
        for trip in Trip.objects.all():
            assert Trip.objects.in_state(trip.state(on), on).filter(pk=trip.pk).exists(), (trip, on)


# Notes and photos


def note(client: Client, trip: Trip, status: int = 302, **data: Any) -> str:
    answer = client.post(reverse("trip_note_new", args=[trip.pk]), data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_a_note_is_kept_with_its_moment_and_author_and_makes_no_edit_stale(
    client: Client, trip: Trip, hana: User
) -> None:
    version = Trip.objects.get().version
    note(client, trip, text="자료는 메일로 받기로")
    kept = TripNote.objects.get()
    assert (kept.text, kept.author, kept.photo) == ("자료는 메일로 받기로", hana, None)
    assert (timezone.now() - kept.noted_at).total_seconds() < 60
    page = read(client, "trip", trip.pk)
    assert "자료는 메일로 받기로" in page
    assert "정하나" in page
    assert Trip.objects.get().version == version


@pytest.mark.parametrize(
    ("data", "kind", "ending"),
    [
        (JPEG, "image/jpeg", ".jpg"),
        (PNG, "image/png", ".png"),
        (WEBP, "image/webp", ".webp"),
        (HEIC, "image/heic", ".heic"),
    ],
)
def test_a_photo_is_known_by_its_content_whatever_it_is_called(
    client: Client, trip: Trip, data: bytes, kind: str, ending: str
) -> None:
    note(client, trip, text="", photo=photo(data, "page.html", "text/html"))
    kept = TripNote.objects.get().photo
    assert kept is not None
    assert (kept.media_type, kept.name) == (kind, f"page{ending}")
    answer = client.get(reverse("document_file", args=[kept.pk]))
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    shown = f'src="{reverse("document_file", args=[kept.pk])}?show=1"' in read(client, "trip", trip.pk)
    assert shown == (kind != "image/heic")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "보관할 수 있는 사진이 아닙니다"),
        (b"GIF89a" + bytes(40), "보관할 수 있는 사진이 아닙니다"),
        (b"%PDF-1.7", "보관할 수 있는 사진이 아닙니다"),
        (b"\xff\xd8", "보관할 수 있는 사진이 아닙니다"),
    ],
)
def test_what_is_no_picture_is_refused_and_the_words_stay(client: Client, trip: Trip, data: bytes, words: str) -> None:
    page = note(client, trip, status=422, text="이 말은 남습니다", photo=photo(data))
    assert words in page
    assert "이 말은 남습니다" in page
    assert not TripNote.objects.exists()
    assert not Document.objects.exists()


def test_a_photo_over_50_mb_is_refused(client: Client, trip: Trip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partners.documents.MAX_FILE", 80)
    assert "MB" in note(client, trip, status=422, text="큰 사진", photo=photo(JPEG + bytes(80)))
    assert not TripNote.objects.exists()


def test_a_picture_from_the_album_does_as_well_and_neither_words_nor_picture_does_not(
    client: Client, trip: Trip
) -> None:
    note(client, trip, text="", chosen=photo())
    assert TripNote.objects.get().photo is not None
    assert "메모를 적거나 사진을 골라 주십시오." in note(client, trip, status=422, text="  ")


def test_a_picture_without_words_needs_no_words_but_an_empty_note_is_no_row(trip: Trip, hana: User) -> None:
    with pytest.raises(IntegrityError, match="a_note_of_a_trip_has_words_or_a_photo"), transaction.atomic():
        TripNote.objects.create(trip=trip, author=hana)


def test_only_its_author_takes_a_note_away_and_puts_it_back(
    client: Client, trip: Trip, minsu: User, sign_in: SignIn
) -> None:
    note(client, trip, text="지울 말", photo=photo())
    kept = TripNote.objects.get()
    assert kept.photo is not None
    remove, restore = (reverse(f"trip_note_{what}", args=[kept.pk]) for what in ("remove", "restore"))
    manager = sign_in(minsu)
    assert remove not in read(manager, "trip", trip.pk)
    assert "쓴 사람만" in manager.post(remove, follow=True).content.decode()
    page = client.post(remove, follow=True).content.decode()
    assert restore in page  # the toast offers to undo it
    assert "지울 말" not in page
    assert client.get(reverse("document_file", args=[kept.photo_id])).status_code == 404  # the photo goes with it
    assert "지울 말" in client.post(restore, follow=True).content.decode()
    assert client.get(reverse("document_file", args=[kept.photo_id])).status_code == 200
    again = client.post(restore, follow=True)
    assert again.status_code == 200


def test_notes_end_when_the_report_is_in(client: Client, hana: User) -> None:
    trip = a_trip()
    assert 'name="text"' in read(client, "trip", trip.pk)  # back, and not yet reported
    trip.submit_report(date(2025, 9, 1), by=hana)
    assert 'name="text"' not in read(client, "trip", trip.pk)
    assert "제출했거나 취소한 출장" in note(client, trip, status=422, text="늦은 말")
    assert not TripNote.objects.exists()


def test_notes_and_photos_are_as_confidential_as_their_trip(
    client: Client, trip: Trip, guest: User, sign_in: SignIn
) -> None:
    note(client, trip, text="은밀한 말", photo=photo())
    kept = TripNote.objects.get()
    outsider = sign_in(guest)
    assert "은밀한 말" in read(outsider, "trip", trip.pk)
    assert outsider.get(reverse("document_file", args=[kept.photo_id])).status_code == 200
    Trip.objects.update(confidential=True)
    for name in ("document", "document_file"):
        assert outsider.get(reverse(name, args=[kept.photo_id])).status_code == 404, name
    assert "IMG_0001" not in read(outsider, "documents")
    assert TripNote.objects.visible_to(guest).count() == 0
    assert TripNote.objects.visible_to(kept.author).count() == 1
    assert client.get(reverse("document_file", args=[kept.photo_id])).status_code == 200


def test_a_photo_is_hidden_with_the_paper_its_trip_came_from(
    client: Client, trip: Trip, guest: User, sign_in: SignIn
) -> None:
    note(client, trip, text="은밀한 말", photo=photo())
    address = reverse("document_file", args=[TripNote.objects.get().photo_id])
    assert sign_in(guest).get(address).status_code == 200
    Trip.objects.update(source_document=a_document("은밀한 계획", confidential=True))
    assert sign_in(guest).get(reverse("trip", args=[trip.pk])).status_code == 404
    assert sign_in(guest).get(address).status_code == 404


def test_the_same_picture_on_an_open_trip_is_open(client: Client, trip: Trip, guest: User, sign_in: SignIn) -> None:
    note(client, trip, text="닫힌 곳", photo=photo())
    Trip.objects.update(confidential=True)
    note(client, a_trip("열린 출장"), text="열린 곳", photo=photo())
    assert Document.objects.count() == 1
    assert sign_in(guest).get(reverse("document_file", args=[Document.objects.get().pk])).status_code == 200


def test_a_photo_that_is_the_file_of_a_report_too_hides_no_report(client: Client, trip: Trip, guest: User) -> None:
    note(client, trip, text="닫힌 곳", photo=photo())
    kept = Document.objects.get()
    Trip.objects.update(confidential=True)
    assert not Document.objects.visible_to(guest).exists()
    report = TripReport.objects.create(title="열린 보고서", uploaded_by=TripNote.objects.get().author)
    ReportRevision.objects.create(report=report, document=kept)
    assert Document.objects.visible_to(guest).get() == kept
    TripReport.objects.update(confidential=True)
    assert not Document.objects.visible_to(guest).exists()


def test_a_photo_whose_content_was_too_large_to_keep_is_said_to_be_too_large(hana: User) -> None:
    upload = InMemoryUploadedFile(BytesIO(), "photo", "IMG.jpg", "image/jpeg", 51 * 2**20, None)
    with pytest.raises(ValidationError, match=r"51 ?MB"):
        keep_photo(upload, by=hana)


def test_a_document_tells_the_trip_it_is_a_photo_of(client: Client, trip: Trip) -> None:
    note(client, trip, text="", photo=photo())
    assert trip.title in read(client, "document", Document.objects.get().pk)


def test_a_photo_shown_on_the_page_is_no_download(client: Client, trip: Trip) -> None:
    note(client, trip, text="", photo=photo())
    address = reverse("document_file", args=[Document.objects.get().pk])
    client.get(f"{address}?show=1")
    assert not ReadLog.objects.filter(purpose="download").exists()
    client.get(address)
    assert ReadLog.objects.filter(purpose="download").count() == 1


def test_a_viewer_reads_notes_and_writes_none(trip: Trip, guest: User, sign_in: SignIn) -> None:
    reader = sign_in(guest)
    assert 'name="text"' not in read(reader, "trip", trip.pk)
    assert reader.post(reverse("trip_note_new", args=[trip.pk]), {"text": "몰래"}).status_code == 403


def test_a_picture_is_told_by_its_first_bytes_alone() -> None:
    assert picture_type(b"") is None
    assert picture_type(b"RIFF....WAVE") is None
    assert picture_type(b"\x00\x00\x00\x18ftypisom") is None  # a film


# The board


def test_the_board_shows_each_trip_under_its_state_with_the_day_its_clock_runs_to(client: Client, hana: User) -> None:
    on = date(2025, 9, 1)
    person = a_person("서도윤")
    coming = a_trip("다음 출장", start_on=date(2025, 9, 11), end_on=date(2025, 9, 15))
    TripDestination.objects.create(trip=coming, country="PE", city="리마")
    TripTraveller.objects.create(trip=coming, person=person)
    a_trip("지금 출장", start_on=date(2025, 8, 30), end_on=date(2025, 9, 3))
    a_trip("다녀온 출장")
    a_trip("늦은 출장", start_on=date(2025, 7, 1), end_on=date(2025, 7, 5))
    submitted = a_trip("제출한 출장")
    submitted.submit_report(date(2025, 8, 25), by=hana)
    registered = a_trip("등록한 출장")
    registered.submit_report(date(2025, 8, 20), by=hana)
    registered.register(date(2025, 8, 25), by=hana, number="제1호")
    a_trip("취소한 출장", cancelled_on=date(2025, 8, 1), cancelled_why="연기")
    page = read(client, "trips_board", on=str(on))
    for state, title, clock in (
        ("planned", "다음 출장", "D-10"),
        ("under_way", "지금 출장", "D-2"),
        ("report_due", "다녀온 출장", "D-13"),
        ("late", "늦은 출장", "D+28"),
        ("submitted", "제출한 출장", "D-8"),
        ("registered", "등록한 출장", ""),
    ):
        column = page.split(f'data-state="{state}" aria')[1].split("</section>")[0]
        assert title in column, state
        assert clock in column, state
        assert column.count("<li>") == 1
    assert "서도윤" in page
    assert "페루 리마" in page
    assert "취소한 출장" in page.split('class="board-folded"')[1]


@pytest.mark.parametrize("query", [{}, {"country": "PE"}, {"q": "리마"}, {"year": "2025"}, {"on": "2025-09-20"}])
def test_the_board_counts_what_the_list_counts(client: Client, hana: User, query: dict[str, str]) -> None:
    for number in range(4):
        one = a_trip(f"{'리마' if number % 2 else '도쿄'} 출장 {number}", start_on=date(2025, 8, 1 + number))
        TripDestination.objects.create(trip=one, country="PE" if number % 2 else "JP")
    late = a_trip("리마 지각", start_on=date(2024, 1, 1), end_on=date(2024, 1, 5))
    late.submit_report(date(2024, 2, 20), by=hana)
    board = client.get(reverse("trips_board"), query)
    for column in [*board.context["columns"], board.context["cancelled"]]:
        listed = client.get(column["address"])
        assert listed.context["page"].paginator.count == column["count"], (query, column["state"])


@pytest.mark.parametrize("name", ["trips", "trips_board"])
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_out_of_our_calendar_is_refused_and_today_shown(client: Client, name: str, day: str) -> None:
    a_trip()
    answer = client.get(reverse(name), {"on": day})
    assert answer.context["on"] == timezone.localdate()
    assert "1900년보다 앞서거나 2999년보다 뒤인 날짜입니다." in answer.content.decode()
    assert client.get("/api/v1/trips/", {"on": day}).status_code == 400


def test_list_and_board_lead_to_each_other_under_the_same_conditions(client: Client) -> None:
    a_trip()
    assert f"{reverse('trips_board')}?country=PE&amp;q=x" in read(
        client, "trips", country="PE", q="x", state="late", sort="start", page="2"
    )
    assert f'href="{reverse("trips")}?country=PE"' in read(client, "trips_board", country="PE", state="late")


def test_the_board_costs_the_same_for_2_trips_as_for_200_and_shows_a_bounded_number(client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            read(client, "trips_board")
        return len(asked)

    today = timezone.localdate()

    def one_of_each(number: int) -> None:
        for days in (5, -1, -10, -60):
            made = a_trip(
                f"출장 {number} {days}", start_on=today + timedelta(days=days), end_on=today + timedelta(days=days + 2)
            )
            TripDestination.objects.create(trip=made, country="PE", city="리마")

    one_of_each(0)
    read(client, "trips_board")  # what is asked once in the life of a process
    few = cost()
    for number in range(1, 50):
        one_of_each(number)
    assert cost() == few
    assert few < 25
    page = client.get(reverse("trips_board"))
    assert [len(column["cards"]) for column in page.context["columns"]].count(MOST_CARDS) == 4
    assert "38건 더" in page.content.decode()


def test_the_board_tells_nothing_of_a_confidential_trip(client: Client, minsu: User, sign_in: SignIn) -> None:
    a_trip("은밀한 출장", confidential=True, entered_by=minsu)
    page = client.get(reverse("trips_board"))
    assert page.context["total"] == 0
    assert "은밀한" not in page.content.decode()
    assert "은밀한" in read(sign_in(minsu), "trips_board")
