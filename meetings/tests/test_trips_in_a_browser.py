"""A trip before its report in a real browser: in one line, with notes from a phone, on the board. Leaves pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.tests.cast import SignIn
from meetings.models import Trip, TripDestination, TripNote, TripTraveller
from meetings.tests.samples import a_person, a_trip, an_organization

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Shot = Callable[["Page", str], Path]


def a_png(width: int = 320, height: int = 200) -> bytes:
    """A picture of a hazy horizon."""
    rows = b"".join(
        b"\0" + bytes((70 + y // 2, 110 + y // 3, 150 + (x + y) % 40)[c] for x in range(width) for c in range(3))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def enter(page: Page, live_server: Any, user: User, sign_in: SignIn) -> None:
    session = sign_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def in_every_dress(page: Page, shot: Shot, name: str) -> None:
    """The page at 1440 and 390 px, light and dark; nothing hangs out of the window."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("() => window.scrollTo(0, 0)")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            shot(page, f"{name}-{width}-{theme}")
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{name} is {wide} px too wide at {width}"


def some_trips(by: User) -> None:
    """A year of an office's trips, in every state."""
    ours = an_organization("한빛과학산업진흥원", ours=True, country="KR")
    people = [a_person(name, ours) for name in ("서도윤", "연가람", "함서후", "도하림", "문지솔")]
    today = timezone.localdate()
    for number, (start, days, title, country, city) in enumerate(
        (
            (12, 5, "수자원 공동연구 2차년도 협의", "UZ", "타슈켄트"),
            (40, 6, "과학단지 정책 연수 운영", "PE", "리마"),
            (75, 3, "기술사업화 국제포럼 참가", "JP", "도쿄"),
            (-2, 5, "지질도 공동조사 착수회의", "MN", "울란바토르"),
            (-12, 6, "위성자료 활용 협력 워크숍", "CL", "산티아고"),
            (-26, 4, "혁신클러스터 업무협약 이행점검", "VN", "하노이"),
            (-45, 5, "방재기술 실증 현장점검", "TH", "방콕"),
            (-60, 6, "기후기술 협력 최종 워크숍", "PE", "리마"),
            (-70, 4, "표준 협력 양자회의", "DE", "베를린"),
            (-100, 4, "국제공동연구 기획회의", "FR", "파리"),
        )
    ):
        trip = a_trip(title, start_on=today + timedelta(days=start), end_on=today + timedelta(days=start + days))
        TripDestination.objects.create(trip=trip, country=country, city=city)
        for order, person in enumerate(people[number % 3 : number % 3 + 1 + number % 3]):
            TripTraveller.objects.create(trip=trip, person=person, order=order)
        assert trip.end_on is not None
        if start <= -60:
            trip.submit_report(trip.end_on + timedelta(days=25), by=by)
        if start <= -100:
            trip.register(trip.end_on + timedelta(days=33), by=by, number="2026-117")
    a_trip("연기된 포럼 참가", start_on=today, end_on=today, cancelled_on=today, cancelled_why="주최 측 연기")


def test_a_trip_from_one_line_to_a_note_with_a_photo_on_a_phone(
    live_server: Any, page: Page, hana: User, sign_in: SignIn, shot: Shot
) -> None:
    some_trips(hana)
    enter(page, live_server, hana, sign_in)
    today = timezone.localdate()
    days = f"{today.year}-{today.month}-{today.day}/{(today + timedelta(days=4)).isoformat()}"
    page.goto(live_server.url + reverse("trips"))
    in_every_dress(page, shot, "trips")
    page.get_by_label("한 줄로 출장 등록").fill(f"{days} 페루 리마, 과학원 최종워크숍, 서도윤 팀장·차온유")
    page.get_by_role("button", name="읽기").click()
    page.wait_for_url("**/trips/new/?line=*")
    assert page.get_by_label("제목").input_value() == "과학원 최종워크숍"
    in_every_dress(page, shot, "trip-begun")
    page.get_by_role("button", name="이대로 저장").click()
    page.wait_for_url("**/trips/*-*/")
    trip = Trip.objects.get(title="과학원 최종워크숍")
    assert [str(one) for one in trip.travellers.all()] == ["서도윤", "차온유"]
    # On the way, with one thumb.
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_label("메모", exact=True).fill("샌드박스 자료는 메일로 받기로 함")
    page.locator("input[name=chosen]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": a_png()})
    button = page.get_by_role("button", name="메모 저장")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 36
    assert box["width"] > 250
    shot(page, "trip-note-typed-390")
    button.click()
    page.get_by_text("메모를 저장했습니다.").wait_for()
    assert page.locator(".notes li").count() == 1
    page.wait_for_function("() => document.querySelector('.notes img').naturalWidth === 320")  # drawn, when seen
    in_every_dress(page, shot, "trip-under-way")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="이 메모 지우기").click()
    page.get_by_role("button", name="되돌리기").click()
    page.get_by_text("메모를 되돌렸습니다.").wait_for()
    assert TripNote.objects.standing().count() == 1


def test_the_board_and_the_registration_fit_every_window(
    live_server: Any, page: Page, hana: User, sign_in: SignIn, shot: Shot
) -> None:
    some_trips(hana)
    enter(page, live_server, hana, sign_in)
    page.goto(live_server.url + reverse("trips_board"))
    assert page.locator(".board > section").count() == 6
    in_every_dress(page, shot, "board")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="보고서 지연").first.click()
    page.wait_for_url("**/trips/?*state=late*")
    assert page.locator("tbody tr").count() == 1
    submitted = Trip.objects.get(title="표준 협력 양자회의")
    page.goto(live_server.url + reverse("trip_register", args=[submitted.pk]))
    in_every_dress(page, shot, "registration")
    page.locator("#id_on").fill(timezone.localdate().isoformat())
    page.locator("#id_non_disclosure").fill("상대국과의 비밀유지 합의")
    page.get_by_role("button", name="저장").click()
    page.wait_for_url(f"**{submitted.get_absolute_url()}")
    assert page.get_by_text("비공개 사유: 상대국과의 비밀유지 합의").is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    shot(page, "registered-390")
