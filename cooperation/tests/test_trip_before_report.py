"""A trip before its report: from a plan or a line to the report that joins it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.models import User
from config.tests.cast import SignIn
from cooperation.intake import decide, jobs, reasons
from cooperation.intake.receive import receive
from cooperation.models import Match, Proposal, ProposalKind
from cooperation.tests.intake_case import a_revision, the
from meetings.models import ReadingState, ReportRevision, Trip, TripDestination, TripState, TripTraveller
from meetings.tests.samples import a_person, an_organization
from partners.models import Person

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


#: A plan as institutes write them, invented.
PLAN = """국외출장 계획(안)

1. 출장 개요
 ○ 출장명 : 우즈베키스탄 수자원 공동연구 협의
 ○ 출장기간 : 2026. 12. 7.(월) ~ 12. 11.(금), 4박 5일
 ○ 출장국 : 우즈베키스탄(타슈켄트)
 ○ 출장목적 : 공동연구 2차년도 계획 합의
 ○ 출장자 : 물환경연구실 함서후 책임연구원, 국제협력실 도하림 팀장

2. 출장 일정(안)

| 일자 | 출발지 | 도착지 | 방문기관 | 시간 | 업무수행 내용 |
|---|---|---|---|---|---|
| 12. 7.(월) | 인천 | 타슈켄트 |  | 10:00 | 이동 |
| 12. 8.(화) |  |  | 수자원부 | 14:00 | 공동연구 협의 |
| 12. 11.(금) | 타슈켄트 | 인천 |  | 22:00 | 귀국 |
"""


def uploaded(text: str, by: User, **fields: Any) -> ReportRevision:
    """The revision of an uploaded text, read."""
    revision = receive(ContentFile(text.encode(), "계획.md"), "계획.md", by=by, **fields).revision
    assert revision is not None
    jobs.work(revision.pk)
    revision.refresh_from_db()
    return revision


def the_form(page: str) -> dict[str, str]:
    """What the form of a page would send, with the button that saves."""
    data: dict[str, str] = {}
    form = page.split('<form class="form"')[1].split("</form>")[0].split("<template>")
    kept = "".join([form[0], *(part.split("</template>")[1] for part in form[1:])])
    for tag in re.findall(r"<input[^>]*>", kept):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag):
            data[name[1]] = value[1] if value else "on" if "checkbox" in tag else ""
    for name_, inner in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', kept):
        data[name_] = inner.strip()
    for name_, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', kept, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        data[name_] = chosen[1] if chosen else ""
    data.pop("csrfmiddlewaretoken", None)
    return data


# A plan


def test_a_plan_is_offered_as_a_planned_trip_filled_in_from_it(hana: User, sign_in: SignIn) -> None:
    an_organization("새론방재원", ours=True)
    client, revision = sign_in(hana), uploaded(PLAN, hana)
    assert revision.state == ReadingState.REFUSED
    page = client.get(reverse("review", args=[revision.pk])).content.decode()
    address = f"{reverse('trip_new')}?plan={revision.pk}"
    assert address in page
    page = client.get(address).content.decode()
    answer = client.post(address, the_form(page))
    trip = Trip.objects.get()
    assert answer.status_code == 302, answer.content.decode()
    assert (trip.title, trip.purpose) == ("우즈베키스탄 수자원 공동연구 협의", "공동연구 2차년도 계획 합의")
    assert (trip.start_on, trip.end_on) == (date(2026, 12, 7), date(2026, 12, 11))
    assert (trip.nights_stated, trip.days_stated) == (4, 5)
    assert list(trip.destinations.values_list("country", "city")) == [("UZ", "타슈켄트")]
    first, second = trip.travellers.all()
    assert (first.person.name, first.rank, first.department) == ("함서후", "책임연구원", "물환경연구실")
    assert second.person.name == "도하림"
    assert [(item.day, item.text) for item in trip.itinerary.all()] == [
        (date(2026, 12, 7), "이동"),
        (date(2026, 12, 8), "공동연구 협의"),
        (date(2026, 12, 11), "귀국"),
    ]
    assert trip.source_document == revision.document
    page = client.get(trip.get_absolute_url()).content.decode()
    assert reverse("document", args=[revision.document_id]) in page
    assert "아직 보고서가 없습니다." in page  # a plan is none


def test_a_plan_makes_one_trip_and_then_leads_to_it(hana: User, sign_in: SignIn) -> None:
    client, revision = sign_in(hana), uploaded(PLAN, hana)
    address = f"{reverse('trip_new')}?plan={revision.pk}"
    form = the_form(client.get(address).content.decode())
    client.post(address, form)
    again = client.post(address, form)
    assert again.status_code == 422  # nothing typed is lost, and it says why
    trip = Trip.objects.get()
    assert client.get(address)["Location"] == trip.get_absolute_url()
    assert trip.get_absolute_url() in client.get(reverse("review", args=[revision.pk])).content.decode()


def test_a_confidential_plan_makes_a_confidential_trip_and_is_as_hidden_as_that(
    hana: User, minsu: User, guest: User, sign_in: SignIn
) -> None:
    revision = uploaded(PLAN, hana, confidential=True)
    address = f"{reverse('trip_new')}?plan={revision.pk}"
    client = sign_in(hana)
    client.post(address, the_form(client.get(address).content.decode()))
    trip = Trip.objects.get()
    assert trip.confidential
    for name, pk in (("trip", trip.pk), ("document", revision.document_id), ("document_file", revision.document_id)):
        assert sign_in(guest).get(reverse(name, args=[pk])).status_code == 404, name
        assert client.get(reverse(name, args=[pk])).status_code == 200, name


def test_the_plan_of_a_trip_made_confidential_later_is_hidden_with_it(hana: User, guest: User, sign_in: SignIn) -> None:
    revision = uploaded(PLAN, hana)
    address = f"{reverse('trip_new')}?plan={revision.pk}"
    client = sign_in(hana)
    client.post(address, the_form(client.get(address).content.decode()))
    assert sign_in(guest).get(reverse("document", args=[revision.document_id])).status_code == 200
    Trip.objects.update(confidential=True)
    assert sign_in(guest).get(reverse("document", args=[revision.document_id])).status_code == 404


def test_only_a_plan_open_to_the_reader_begins_a_trip(hana: User, minsu: User, sign_in: SignIn) -> None:
    hidden = uploaded(PLAN, minsu, confidential=True)
    other = ReportRevision.objects.filter(pk=hidden.pk).values_list("report_id", flat=True)[0]
    client = sign_in(hana)
    for pk in (hidden.pk, other, "garbage", "01890000-0000-7000-8000-000000000000"):
        assert client.get(reverse("trip_new"), {"plan": str(pk)}).status_code == 404, pk


# The report joins its trip


def report_of(by: User) -> Proposal:
    """The proposal of the trip that a report tells of: 12 to 16 October 2026, Chile, 서가온."""
    return the(a_revision(by), ProposalKind.TRIP, "trip")


def planned(*travellers: Person, country: str = "CL", title: str = "칠레 위성", **fields: Any) -> Trip:
    values: dict[str, Any] = {"start_on": date(2026, 10, 12), "end_on": date(2026, 10, 16)} | fields
    trip = Trip.objects.create(title=title, **values)
    TripDestination.objects.create(trip=trip, country=country, city="산티아고")
    for person in travellers:
        TripTraveller.objects.create(trip=trip, person=person)
    return trip


def test_a_trip_entered_in_one_line_is_found_by_its_report(hana: User, sign_in: SignIn) -> None:
    """Title and some travellers differ; days, country and a name are those of the report."""
    client = sign_in(hana)
    address = f"{reverse('trip_new')}?line=2026-10-12/16 칠레 산티아고, CNS 협의, 서가온"
    client.post(address, the_form(client.get(address).content.decode()))
    trip = Trip.objects.get()
    row = report_of(hana)
    assert (row.match, row.suggested) == (Match.ONE, trip.pk)
    assert reasons.reason(row) == "같은 출장자가 이때 다녀온 출장이 하나입니다."


def test_a_trip_without_travellers_of_the_same_days_and_country_is_taken(hana: User) -> None:
    trip = planned()
    row = report_of(hana)
    assert (row.match, row.suggested) == (Match.ONE, trip.pk)
    assert "출장자" in reasons.reason(row)


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({}, Match.NEAR),  # the same days and country, but somebody else went
        ({"start_on": date(2026, 10, 14), "end_on": date(2026, 10, 20)}, Match.NEAR),
        ({"start_on": date(2026, 10, 17), "end_on": date(2026, 10, 20)}, Match.NEW),
        ({"country": "PE"}, Match.NEW),
        ({"cancelled_on": date(2026, 10, 1), "cancelled_why": "연기"}, Match.NEW),
    ],
)
def test_a_trip_of_other_travellers_is_asked_where_days_and_country_overlap(
    hana: User, fields: dict[str, Any], match: Match
) -> None:
    trip = planned(a_person("도하림"), **fields)
    row = report_of(hana)
    assert (row.match, row.suggested) == (match, None)
    assert row.candidates == ([trip.pk] if match == Match.NEAR else [])
    if match == Match.NEAR:
        assert "“칠레 위성”" in reasons.reason(row)
        assert "도하림" in reasons.reason(row)


def test_the_trip_that_shares_a_traveller_is_taken_before_one_that_only_goes_there(hana: User) -> None:
    planned(a_person("도하림"))
    mine = planned(a_person("서가온", an_organization("한빛우주연구원", ours=True)), title="위성 협의")
    row = report_of(hana)
    assert (row.match, row.suggested) == (Match.ONE, mine.pk)


def test_a_trip_hidden_from_the_uploader_is_not_matched(hana: User) -> None:
    planned(a_person("서가온"), confidential=True)
    assert report_of(hana).match == Match.NEW


def test_joining_fills_what_is_empty_and_leaves_what_a_person_entered(hana: User) -> None:
    trip = planned(title="CNS 협의", end_on=date(2026, 10, 17), purpose="")
    row = report_of(hana)
    decide.link(row, trip, by=hana, on=ON)
    trip.refresh_from_db()
    assert (trip.title, trip.end_on) == ("CNS 협의", date(2026, 10, 17))  # entered by a person
    assert trip.submitted_on == date(2026, 10, 30)  # empty before
    assert trip.itinerary.count() == 1
    assert trip.state(ON) == TripState.SUBMITTED
    assert [str(place) for place in trip.destinations.all()] == ["칠레(산티아고)"]
    row.refresh_from_db()
    assert row.revision.report.trip == trip
