"""Rows for the tests of this app. All people and bodies are invented."""

from __future__ import annotations

import hashlib
from datetime import date, time
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from meetings.models import (
    Attendance,
    ItineraryItem,
    Meeting,
    ReadingState,
    ReportRevision,
    Side,
    Trip,
    TripDestination,
    TripReport,
    TripTraveller,
)
from partners.models import Affiliation, Document, DocumentBlock, NameKind, Organization, Person


def an_organization(name: str = "리마 과학원", **fields: Any) -> Organization:
    organization = Organization.objects.create(name=name, **fields)
    organization.add_name(name, NameKind.OFFICIAL)
    return organization


def a_person(name: str = "도영훈", organization: Organization | None = None, title: str = "", **fields: Any) -> Person:
    person = Person.objects.create(name=name, **fields)
    person.add_name(name, NameKind.OFFICIAL)
    if organization is not None:
        Affiliation.objects.create(person=person, organization=organization, title=title)
    return person


def a_trip(title: str = "페루 과학단지 출장", **fields: Any) -> Trip:
    """Six days in August; the return is 15 August 2025."""
    values: dict[str, Any] = {"start_on": date(2025, 8, 10), "end_on": date(2025, 8, 15)} | fields
    return Trip.objects.create(title=title, **values)


def a_meeting(title: str = "협력 면담", **fields: Any) -> Meeting:
    values: dict[str, Any] = {"held_on": date(2025, 8, 12), "starts_at": time(10), "ends_at": time(11, 30)} | fields
    return Meeting.objects.create(title=title, **values)


def a_document(
    text: str = "첫 줄\n둘째 줄", *, by: User | None = None, name: str = "보고서.txt", **fields: Any
) -> Document:
    """A text file, kept with one block a line."""
    data = text.encode()
    document = Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="text/plain",
        uploaded_by=by,
        **fields,
    )
    document.file.save(f"{document.sha256}.txt", ContentFile(data), save=False)
    document.save()
    DocumentBlock.objects.bulk_create(
        DocumentBlock(document=document, line=line, kind="paragraph", text=words)
        for line, words in enumerate(text.splitlines(), 1)
    )
    return document


def a_report(by: User, trip: Trip | None = None, *, text: str = "보고서", **fields: Any) -> TripReport:
    """A report with one revision that waits to be read."""
    report = TripReport.objects.create(title="결과보고서", uploaded_by=by, trip=trip, **fields)
    document = a_document(f"{text} {report.pk}", by=by)
    ReportRevision.objects.create(report=report, document=document, state=ReadingState.WAITING)
    return report


def a_full_trip(by: User, title: str = "페루 과학단지 출장", **fields: Any) -> Trip:
    """A trip with everything a page can show of one."""
    ours = Organization.objects.filter(ours=True).first() or an_organization(
        "한빛과학산업진흥원", ours=True, country="KR"
    )
    host = Organization.objects.filter(name="리마 과학원").first() or an_organization(country="PE")
    trip = a_trip(
        title,
        entered_by=by,
        purpose="과학단지 정책 이행 지원",
        cost=12_500_000,
        nights_stated=4,
        days_stated=6,
        **fields,
    )
    TripDestination.objects.create(trip=trip, country="PE", city="리마")
    traveller = a_person("서도윤", ours, "본부장")
    TripTraveller.objects.create(trip=trip, person=traveller, organization=ours, department="전략본부", rank="본부장")
    meeting = a_meeting(f"{title} 면담", trip=trip, host=host, country="PE", place="리마 과학원 3층", stated_count=3)
    partner = a_person("Aurora Villena", host, "Director")
    Attendance.objects.create(
        meeting=meeting, person=traveller, organization=ours, title="본부장", side=Side.OURS, name_text=traveller.name
    )
    Attendance.objects.create(
        meeting=meeting,
        person=partner,
        organization=host,
        title="Director",
        side=Side.THEIRS,
        name_text="Dr. A. Villena",
    )
    ItineraryItem.objects.create(trip=trip, day=date(2025, 8, 12), text="면담", meeting=meeting, host="리마 과학원")
    a_report(by, trip)
    return trip
