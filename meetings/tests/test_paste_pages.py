"""A pasted list taken over: whom it means is found, asked or made; it is saved in one go and can be taken back."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from time import perf_counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.history import recorded
from accounts.models import User
from config.tests.cast import SignIn
from meetings.models import Attendance, Meeting, Side
from meetings.tests.samples import a_document, a_meeting, a_person, a_trip, an_organization
from partners.models import Affiliation, Organization, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def context(hana: User) -> Any:
    with recorded(by=hana, command="test"):
        yield


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


@pytest.fixture
def meeting() -> Meeting:
    return a_meeting()


def read(client: Client, address: str, text: str) -> str:
    answer = client.post(address, {"text": text, "action": "read"})
    assert answer.status_code == 200
    return answer.content.decode()


def form_of(page: str, **changes: str) -> dict[str, str]:
    """What the page would send, as a browser without script does."""
    main = page[page.index("<main") :]
    data: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", main):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in found and ("checkbox" not in tag or " checked" in tag):
            data[found["name"]] = unescape(found.get("value", "on" if "checkbox" in tag else ""))
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', main, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        data[name] = chosen[1] if chosen else ""
    return data | {"action": "save"} | changes


def save(client: Client, address: str, text: str, **changes: str) -> Any:
    return client.post(address, form_of(read(client, address, text), **changes), follow=True)


def test_a_list_is_taken_over_with_who_is_known_and_who_is_new(client: Client, meeting: Meeting) -> None:
    ours = an_organization("한빛우주연구원", ours=True)
    known = a_person("서가온", ours, "실장")
    page = read(
        client, f"/meetings/{meeting.pk}/paste/", "한빛우주연구원 서가온 실장, 문지호 연구원(온라인) / CNS Elena Ruiz"
    )
    assert "이름과 기관이 같은 기록이 하나입니다." in page
    answer = client.post(f"/meetings/{meeting.pk}/paste/", form_of(page), follow=True)
    rows = {row.name_text: row for row in meeting.attendances.all()}
    assert set(rows) == {"서가온", "문지호", "Elena Ruiz"}
    assert (rows["서가온"].person, rows["서가온"].organization, rows["서가온"].side) == (known, ours, Side.OURS)
    assert (rows["문지호"].title, rows["문지호"].mode) == ("연구원", "online")
    assert Affiliation.objects.get(person__name="문지호").organization == ours
    assert rows["Elena Ruiz"].organization == Organization.objects.get(name="CNS")
    assert "되돌리기" in answer.content.decode()


def test_the_toast_takes_the_list_back_and_leaves_what_was_used_since(client: Client, meeting: Meeting) -> None:
    answer = save(client, f"/meetings/{meeting.pk}/paste/", "CNS Elena Ruiz, Tomas Vidal")
    used = Person.objects.get(name="Tomas Vidal")
    Attendance.objects.create(meeting=a_meeting(title="나중 회의"), person=used)
    address = re.search(r'action="(/paste/[^"]*/undo/)"', answer.content.decode())
    assert address is not None
    client.post(address[1])
    assert not meeting.attendances.exists()
    assert not Person.objects.filter(name="Elena Ruiz").exists()
    assert Person.objects.filter(pk=used.pk).exists()
    assert client.post(address[1]).status_code == 302  # again: nothing is left to take back


def test_nobody_takes_back_what_another_pasted(client: Client, meeting: Meeting, minsu: User, sign_in: SignIn) -> None:
    answer = save(client, f"/meetings/{meeting.pk}/paste/", "CNS Elena Ruiz")
    address = re.search(r'action="(/paste/[^"]*/undo/)"', answer.content.decode())
    assert address is not None
    assert sign_in(minsu).post(address[1]).status_code == 404
    assert meeting.attendances.count() == 1


def test_who_is_not_clear_is_asked_and_nothing_is_saved_before(client: Client, meeting: Meeting) -> None:
    one, other = an_organization("가람연구원"), an_organization("나래연구원")
    meant = a_person("도영훈", one)
    a_person("도영훈", other)
    address = f"/meetings/{meeting.pk}/paste/"
    page = read(client, address, "다솜연구원 도영훈 원장")
    assert client.post(address, form_of(page)).status_code == 422
    assert not meeting.attendances.exists()
    client.post(address, form_of(page, **{"form-0-who": str(meant.pk)}))
    assert meeting.attendances.get().person == meant


def test_a_post_from_a_hidden_paper_tells_of_nobody_as_there_already(client: Client, minsu: User) -> None:
    body, person = an_organization("국립위성센터"), a_person("Elena Ruiz Prado")
    Attendance.objects.create(meeting=a_meeting(), person=person, organization=body)  # so far everybody knows her
    post = Affiliation.objects.create(person=person, organization=body, title="Director")
    address = f"/organizations/{body.pk}/paste/"
    assert "이미 명단에 있습니다" in read(client, address, "Elena Ruiz Prado, Director")
    paper = a_document("은밀한 보고", confidential=True, by=minsu)
    Affiliation.objects.filter(pk=post.pk).update(source_document=paper)
    assert "이미 명단에 있습니다" not in read(client, address, "Elena Ruiz Prado, Director")


def test_who_is_there_already_or_stands_twice_is_said_and_not_taken_again(client: Client, meeting: Meeting) -> None:
    body = an_organization("한빛우주연구원")
    there = a_person("서가온", body)
    Attendance.objects.create(meeting=meeting, person=there, organization=body)
    text = "한빛우주연구원 서가온 실장, 문지호 연구원, 문지호 연구원"
    page = read(client, f"/meetings/{meeting.pk}/paste/", text)
    assert "이미 명단에 있습니다" in page
    assert "붙여넣은 명단에 두 번" in page
    client.post(f"/meetings/{meeting.pk}/paste/", form_of(page))
    assert sorted(meeting.attendances.values_list("person__name", flat=True)) == ["문지호", "서가온"]


def test_what_was_not_understood_is_listed_word_for_word(client: Client, meeting: Meeting) -> None:
    page = read(client, f"/meetings/{meeting.pk}/paste/", "CNS Elena Ruiz\n<b>아무도 없는 줄입니다</b> (총 5명)")
    assert "&lt;b&gt;아무도 없는 줄입니다&lt;/b&gt;" in page
    assert "명단에는 5명" in page


def test_a_meeting_that_changed_meanwhile_is_told_and_the_rows_stay(client: Client, meeting: Meeting) -> None:
    address = f"/meetings/{meeting.pk}/paste/"
    page = read(client, address, "CNS Elena Ruiz")
    Meeting.objects.filter(pk=meeting.pk).update(place="다른 곳")
    answer = client.post(address, form_of(page))
    assert answer.status_code == 409
    again = answer.content.decode()
    assert "Elena Ruiz" in again
    client.post(address, form_of(again))
    assert meeting.attendances.count() == 1


def test_travellers_without_a_body_are_ours_and_an_unknown_one_is_a_department(client: Client) -> None:
    ours = an_organization("한빛우주연구원", ours=True)
    trip = a_trip()
    save(client, f"/trips/{trip.pk}/paste/", "성명\t소속\t직급\n서가온\t국제협력실\t실장\n문지호\t-\t연구원")
    rows = {str(row): row for row in trip.travellers.all()}
    assert (rows["서가온"].organization, rows["서가온"].department, rows["서가온"].rank) == (ours, "국제협력실", "실장")
    assert (rows["문지호"].organization, rows["문지호"].department) == (ours, "")
    assert not Organization.objects.filter(name="국제협력실").exists()


def test_people_of_an_organization_get_their_post_there(client: Client) -> None:
    body = an_organization("국립위성센터")
    save(client, f"/organizations/{body.pk}/paste/", "Elena Ruiz (Director)\nTomas Vidal (Analyst)")
    held = Affiliation.objects.filter(organization=body).values_list("person__name", "title")
    assert sorted(held) == [("Elena Ruiz", "Director"), ("Tomas Vidal", "Analyst")]


def test_two_hundred_rows_take_as_many_queries_as_two_and_less_than_two_seconds(
    client: Client, meeting: Meeting
) -> None:
    def rows(first: int, number: int) -> str:
        """Names of which no two are near misses of each other."""
        given = ((chr(0xAC00 + at * 28), chr(0xAC00 + at * 35)) for at in range(first, first + number))
        return "\n".join(f"나래연구센터{at % 20}\t서{one}{other}\t연구원" for at, (one, other) in enumerate(given))

    address = f"/meetings/{meeting.pk}/paste/"
    counts = []
    for text in (rows(0, 2), rows(2, 200)):
        began = perf_counter()
        with CaptureQueriesContext(
            connection,
        ) as reading:
            page = read(client, address, text)
        with CaptureQueriesContext(connection) as saving:
            client.post(address, form_of(page))
        assert perf_counter() - began < 4  # two requests, each of less than two seconds
        counts.append((len(reading), len(saving)))
    assert meeting.attendances.count() == 202
    # The first list is of unknown bodies; asking who was seen at a known one takes some more, whatever the rows.
    assert counts[1][0] <= counts[0][0] + 10
    assert counts[1][1] <= counts[0][1] + 10


def test_a_list_is_pasted_into_the_form_of_a_meeting_that_is_not_saved_yet(client: Client) -> None:
    typed = {
        "title": "협력 면담", "held_on": "2025-08-12", "kind": "talk", "status": "held", "add_row": "attendances",
        "attendances-TOTAL_FORMS": "1", "attendances-INITIAL_FORMS": "0", "attendances-0-name": "",
        "attendances-paste": "CNS Elena Ruiz (Director), KOICA 문지호 과장\n아무도 없는 줄입니다",
    }  # fmt: skip
    page = client.post("/meetings/new/", typed).content.decode()
    assert not Meeting.objects.exists()
    assert 'name="attendances-1-name" value="Elena Ruiz"' in page
    assert 'name="attendances-2-body" value="KOICA"' in page
    assert ">아무도 없는 줄입니다</textarea>" in page


def test_a_day_ahead_shows_nobody_where_they_are(client: Client) -> None:
    planned = a_meeting(held_on=date(2999, 1, 1), status="planned")
    save(client, f"/meetings/{planned.pk}/paste/", "CNS Elena Ruiz")
    assert Affiliation.objects.get().seen_on is None
